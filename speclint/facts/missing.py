"""What a spec of the design template must draw or list and does not, and the concerns that cut across its parts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice

from speclint.document.block import CodeBlock, ListBlock, Paragraph, Table, texts
from speclint.document.section import Section
from speclint.document.span import Span
from speclint.document.vocabulary import Vocabulary
from speclint.facts.component import Component
from speclint.facts.diagram import Diagram
from speclint.facts.entry import bold_title, labelled, plain_text, section_text, table_fields
from speclint.facts.fact import Fact, Facts
from speclint.facts.passage import roles_above

# where a component's role is described, and where the word "responsibility" is about something else
_DESCRIBED = ("architecture", "components", "component-design")
_ELSEWHERE = frozenset(
    {"service-layer", "testing", "phases", "security", "monitoring", "risks", "api", "data-model", "metadata", "toc"}
)
# parts whose own architecture is not that of the system
_OTHER_PARTS = frozenset({"service-layer", "testing", "security", "monitoring", "data-model", "api", "performance"})
# a file or a page that shows a drawing which is not in the text
_DRAWN_ELSEWHERE = re.compile(
    r"\.(?:png|svg|jpe?g|gif|webp|drawio|puml|plantuml|mmd|mermaid|d2|dot|excalidraw|vsdx?|dsl)(?:$|[?#])"
    r"|draw\.io|diagrams\.net|lucid|miro\.com|figma|excalidraw|mermaid\.live|plantuml\.com|whimsical|structurizr",
    re.IGNORECASE,
)
_WAVED_OFF = re.compile(
    r"\W*(?:not[\s-]applicable|n/?a\b|not (?:needed|required)|none (?:needed|required)|no .{0,40}\b(?:diagram|layer)\b)"
    r"[^\n]{8,}",
    re.IGNORECASE,
)
CONCERNS = ("logging", "monitoring", "tracing", "validation", "error handling", "caching")
"""What a cross-cutting part is about; it covers at least three."""
_ENOUGH = 3


@dataclass(frozen=True, kw_only=True, eq=False)
class MissingDrawing(Fact):
    """Something that the architecture or the service layer lacks.

    `kind` is system, sequence, class, responsibilities, service-layer or cross-cutting; `part` is the title
    under which it was looked for, empty where that part is missing; `said` what is there of it.
    """

    kind: str
    part: str
    said: str = ""


@dataclass(frozen=True, kw_only=True, eq=False)
class Concern(Fact):
    """A cross-cutting concern that a part or diagram of its own covers."""

    name: str


def read_missing_drawings(facts: Facts) -> tuple[MissingDrawing, ...]:
    """What is certainly missing, at the heading where an author would add it."""
    found = (read(facts) for read in (_system, _sequence, _class, _responsibilities, _service_layer, _cross_cutting))
    return tuple(missing for missing in found if missing is not None)


def _shown(facts: Facts, subject: str) -> list[Diagram]:
    return [diagram for diagram in facts.all("diagrams", Diagram) if subject in diagram.shows]


def _system(facts: Facts) -> MissingDrawing | None:
    drawn, has = _shown(facts, "system"), facts.vocabulary.has
    parts = _chapters(facts.sections("architecture"))
    if any(has("promises system", diagram.title) for diagram in drawn):
        return None
    promised = _promising(facts, parts, lambda section: has("promises system", section.title))
    if drawn and promised is None:
        return None
    if any(_points_to_drawing(part) or _waved_off(part) for part in parts):
        return None
    return _missing(facts, "system", promised, "architecture")


def _sequence(facts: Facts) -> MissingDrawing | None:
    return _of_shape(facts, "sequence")


def _class(facts: Facts) -> MissingDrawing | None:
    return _of_shape(facts, "class")


def _of_shape(facts: Facts, subject: str) -> MissingDrawing | None:
    """A kind of diagram that stands nowhere; its place is the heading that promises it."""
    if _shown(facts, subject):
        return None
    told = f"shows {subject}"
    titled = [section for section in facts.document.walk() if facts.vocabulary.has(told, section.title)]
    titled = [section for section in titled if section is not facts.document.title_section]
    if any(_points_to_drawing(section) or _waved_off(section) or _is_sketched(section) for section in titled):
        return None
    if _named_link(facts, told):
        return None
    promised = next((section for section in titled if section.within("architecture")), None)
    return _missing(facts, subject, promised, "architecture")


def _missing(facts: Facts, kind: str, promised: Section | None, role: str) -> MissingDrawing:
    part = promised or next(iter(_chapters(facts.sections(role))), None)
    span = part.text.span if part is not None else facts.document.head
    return MissingDrawing(span=span, kind=kind, part=part.title if part is not None else "")


def _promising(facts: Facts, parts: tuple[Section, ...], titled: Callable[[Section], bool]) -> Section | None:
    """A sub-section whose title promises a drawing, in which there is none."""
    lines = [diagram.span.line for diagram in facts.all("diagrams", Diagram)]
    for part in parts:
        for section in part.walk():
            if section is part or not titled(section):
                continue
            if not any(map(section.holds, lines)):
                return section
    return None


def _points_to_drawing(section: Section) -> bool:
    return any(
        _DRAWN_ELSEWHERE.search(inline.target)
        for block in section.all_blocks()
        for text in texts(block)
        if "](" in text.raw or "<http" in text.raw or "][" in text.raw
        for inline in text.inlines
        if inline.kind in ("link", "image", "autolink") and inline.target
    )


def _named_link(facts: Facts, told: str) -> bool:
    """Whether a link to a drawing is called so: [sequence diagram](checkout.puml)."""
    return any(
        inline.kind == "link" and _DRAWN_ELSEWHERE.search(inline.target) and facts.vocabulary.has(told, inline.text)
        for block in facts.document.blocks
        for text in texts(block)
        if "](" in text.raw
        for inline in text.inlines
    )


_ARROW = re.compile(r"-->|->|→|──|=>|⟶|▶")
_PLAIN = frozenset({"", "text", "txt", "plain", "plaintext", "ascii"})


def _is_sketched(section: Section) -> bool:
    """Whether a block of plain text has several arrows, though no drawing could be read from it."""
    return any(
        isinstance(block, CodeBlock) and block.language in _PLAIN and len(_ARROW.findall(block.code[:5000])) > 1
        for block in section.all_blocks()
    )


def _waved_off(section: Section) -> bool:
    """Whether a part says, with a reason, that there is no such thing."""
    words = section_text(section).partition("\n")[2].strip()
    return len(words) < 600 and _WAVED_OFF.match(words) is not None


# what the components do


def _responsibilities(facts: Facts) -> MissingDrawing | None:
    if _described(facts):
        return None
    titled = [section for section in facts.document.walk() if "responsibilit" in section.title.casefold()]
    return _missing(facts, "responsibilities", titled[0] if titled else None, "architecture")


def _described(facts: Facts) -> bool:
    components = facts.all("components", Component)
    if any(each.responsibility and each.shape != "heading" for each in components):
        return True
    if sum(each.shape == "heading" and each.drawn is not None for each in components) > 1:
        return True
    return any(_is_roles(table, facts) for table in _tables(facts)) or _told(facts)


def _tables(facts: Facts) -> Iterator[Table]:
    for table in facts.document.tables:
        section = facts.document.section_at(table.span.line)
        if section is None or roles_above(section).isdisjoint(_ELSEWHERE):
            yield table


def _is_roles(table: Table, facts: Facts) -> bool:
    """Whether a table says what each of some things is for."""
    columns = table_fields(table, facts.vocabulary)
    if len(columns) < 2 or not table.rows:
        return False
    if any("responsib" in cell.plain.casefold() for cell in table.header[1:]):
        return True
    return "name" in columns[:2] and bool({"responsibility", "description", "purpose"} & set(columns[1:]))


def _told(facts: Facts) -> bool:
    """Whether the text says of two things that are drawn what they are: labelled items, or sentences about them."""
    from speclint.facts.drawing.match import drawn

    labels = {label: None for each in facts.all("diagrams", Diagram) for label in each.labels if len(label) > 2}
    known = list(labels)[:200]
    found: set[str] = set()
    for name in islice(_subjects(facts), _MOST_SUBJECTS):
        label = drawn(name, known)
        if label is not None:
            found.add(label)
        if len(found) > 1:
            return True
    return False


_MOST_SUBJECTS = 300
_FIRST_WORDS = re.compile(r"(?:The |An? )?((?:`[^`\n]+`|[A-Z][\w.-]*)(?: [\w.-]+){0,3}?) (?:is|are|has|[a-z]{3,}s)\b")


def _subjects(facts: Facts) -> Iterator[str]:
    """What labelled items, bold paragraphs and sentences of the architecture are about."""
    for part in facts.sections(*_DESCRIBED):
        for block in part.all_blocks():
            if isinstance(block, ListBlock):
                for item in block.items:
                    found = labelled(item.text)
                    if found is not None and (found.value.raw or item.rest):
                        yield found.label.plain
            elif isinstance(block, Paragraph):
                title = bold_title(block)
                sentence = _FIRST_WORDS.match(block.text.plain)
                if title is not None and title.value.raw:
                    yield title.label.plain
                elif sentence:
                    yield sentence[1].strip("`")


# the service layer


def _service_layer(facts: Facts) -> MissingDrawing | None:
    drawn = _shown(facts, "service-layer")
    parts = _chapters(facts.sections("service-layer"))
    if not parts:
        return None if drawn else _missing(facts, "service-layer", None, "service-layer")
    inside = [each for each in facts.all("diagrams", Diagram) if any(part.holds(each.span.line) for part in parts)]
    if inside or any(_points_to_drawing(part) or _waved_off(part) or _is_sketched(part) for part in parts):
        return None
    if drawn and (not any("diagram" in part.title.casefold() for part in parts) or _refers(parts)):
        return None
    return _missing(facts, "service-layer", None, "service-layer")


def _chapters(parts: tuple[Section, ...]) -> tuple[Section, ...]:
    """The parts that stand for themselves; those within the architecture only where there is no other.

    "5.1 Service Architecture" below "5. Service Layer Diagrams" is no architecture part.
    """
    parts = tuple(part for part in parts if "architecture" not in part.roles or not _is_aside(part))
    own = tuple(part for part in parts if not any("architecture" in above.roles for above in part.ancestors()))
    return own or parts


def _is_aside(part: Section) -> bool:
    return any(not _OTHER_PARTS.isdisjoint(above.roles) for above in part.ancestors())


_REFERS = re.compile(r"\bsee\b|\bshown (?:in|under)\b|\bsection \d|§|\]\(#", re.IGNORECASE)


def _refers(parts: tuple[Section, ...]) -> bool:
    """Whether a part points to another one."""
    return any(_REFERS.search(text.raw) for part in parts for block in part.all_blocks() for text in texts(block))


# the concerns that cut across


def read_concerns(facts: Facts) -> tuple[Concern, ...]:
    """The concerns that cross-cutting parts and diagrams cover, each once, in the order of the list."""
    found: dict[str, Span] = {}
    for span, words in _crossing(facts):
        for name in _concerns(words, facts.vocabulary):
            found.setdefault(name, span)
    return tuple(Concern(span=span, name=name) for name, span in found.items())


def _crossing(facts: Facts) -> Iterator[tuple[Span, str]]:
    """The words of each cross-cutting part, drawings included, and of such diagrams elsewhere."""
    parts = [*facts.sections("cross-cutting"), *_titled_by_concerns(facts)]
    for part in parts:
        yield part.text.span, _words(part, facts)
    for diagram in _shown(facts, "cross-cutting"):
        if not any(part.holds(diagram.span.line) for part in parts):
            yield diagram.span, "\n".join((diagram.title, *diagram.labels))


def _titled_by_concerns(facts: Facts) -> Iterator[Section]:
    """Sections whose title names three of the concerns: "Logging, Validation & Error Handling"."""
    for section in facts.document.walk():
        if "cross-cutting" in section.roles or section is facts.document.title_section:
            continue
        if len(_concerns(section.title, facts.vocabulary)) >= _ENOUGH:
            yield section


def _words(part: Section, facts: Facts) -> str:
    drawn = [each for each in facts.all("diagrams", Diagram) if part.holds(each.span.line)]
    bodies = [plain_text(section.blocks) for section in part.walk()]
    titles = [section.title for section in part.walk() if section is not part]
    codes = [block.code for block in part.all_blocks() if isinstance(block, CodeBlock)]
    return "\n".join([*titles, *bodies, *codes, *(label for each in drawn for label in each.labels)])


def _concerns(words: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    return tuple(name for name in CONCERNS if vocabulary.has(f"concern {name}", words))


def _cross_cutting(facts: Facts) -> MissingDrawing | None:
    covered = facts.all("cross_cutting_concerns", Concern)
    parts = facts.sections("cross-cutting")
    if len(covered) >= _ENOUGH or any(_waved_off(part) or _points_to_drawing(part) for part in parts):
        return None
    said = ", ".join(each.name for each in covered)
    missing = _missing(facts, "cross-cutting", None, "cross-cutting")
    span = covered[0].span if covered and not parts else missing.span
    return MissingDrawing(span=span, kind="cross-cutting", part=missing.part, said=said or "none")
