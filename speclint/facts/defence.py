"""What the security parts show: how callers are let in, what they may do, and the layers of defence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from speclint.document.roles import is_code
from speclint.document.section import Section
from speclint.document.span import Span
from speclint.document.vocabulary import Vocabulary
from speclint.facts.ahead import is_ahead
from speclint.facts.fact import Fact, Facts
from speclint.facts.passage import Gap, Passage, Statement, is_blank, near, passages, roles_above, substance
from speclint.facts.security import Measure
from speclint.facts.value.word import parted


@dataclass(frozen=True, kw_only=True, eq=False)
class SecurityView(Fact):
    """A place that shows or describes the `authentication` flow, the `authorization` model or the `layers`."""

    kind: str
    text: str


_WANTED = {
    "authentication": "the authentication flow",
    "authorization": "the authorization model",
    "layers": "defence in depth",
}
_SHOWN = {"authentication": "login-shown", "authorization": "rights-shown"}
_STEMS = {
    "authentication": re.compile(r"authentic|\blog-?in\b|\bsign-?in\b", re.IGNORECASE),
    "authorization": re.compile(r"authori[sz]ation|\brbac\b|\baccess (?:control|model)\b|\bpermission", re.IGNORECASE),
    "layers": re.compile(r"\bdefen[cs]es? in depth\b|\blayer", re.IGNORECASE),
}
# Layer 1, L2:, Tier 3 at the start of a line of a drawing, a label or a box
_NUMBERED = re.compile(
    r"(?:^|[\[(\"'|│║+*\s])(?:layer|tier|level|ring|l)[ -]?(?P<number>[1-9])\b", re.IGNORECASE | re.M
)
_FEW = 3  # so many layers are several, whatever they are called; two do where they are called layers
_ELSEWHERE = (
    "phases", "testing", "dependencies", "assumptions", "success-criteria", "risks", "open-questions", "toc",
    "non-goals", "monitoring", "references", "glossary", "metadata", "checklist",
)  # fmt: skip


def read_security_views(facts: Facts) -> tuple[SecurityView, ...]:
    """What is shown of each, in document order."""
    found = {(view.span, view.kind): view for view in (*_entry_views(facts), *_layers(facts))}
    return tuple(sorted(found.values(), key=lambda view: (view.span, view.kind)))


def read_missing_security_views(facts: Facts) -> tuple[Gap, ...]:
    """What the spec does not show of its security; the part itself where there is none."""
    held = {view.kind for view in facts.all("security_views", SecurityView)}
    missing = [kind for kind in _WANTED if kind not in held]
    parts = _parts(facts)
    if missing and not parts:
        names = ", ".join(_WANTED[kind] for kind in missing)
        return (Gap(span=near(facts, "non-functional"), kind="part", name=names),)
    return tuple(_gap(kind, parts) for kind in missing)


def _gap(kind: str, parts: tuple[Passage, ...]) -> Gap:
    """A missing view: at the heading that only announces it, else at the security part."""
    for part in parts:
        for section in part.section.walk() if part.whole and part.section is not None else ():
            if section is not part.section and _STEMS[kind].search(section.title):
                return Gap(span=section.text.span, kind=kind, name=_WANTED[kind], said=section.title)
    main = max(parts, key=lambda part: (part.whole, "security" in part.title.plain.casefold()))
    return Gap(span=main.span, kind=kind, name=_WANTED[kind], part=main.title.plain)


def _parts(facts: Facts) -> tuple[Passage, ...]:
    """The security parts; how an API tells its callers apart is none."""

    def read() -> tuple[Passage, ...]:
        return tuple(
            part
            for part in passages(facts, "security")
            if part.whole and not _is_apart(part) and not ("authentication" in part.roles and part.within("api"))
        ) or tuple(part for part in passages(facts, "security") if not part.whole)

    return facts.memo("security-view-parts", read)  # type: ignore[no-any-return]


def _entry_views(facts: Facts) -> Iterator[SecurityView]:
    """What is said, and not only announced, of authentication and authorization; and the drawings of them."""
    measured = {(each.span, each.kind) for each in facts.all("security_measures", Measure)}
    seen: set[tuple[Span, str]] = set()
    for statement in _statements(facts):
        if is_ahead(statement, facts.vocabulary):
            continue
        about = _subject(statement, facts.vocabulary)
        for kind in _SHOWN:
            if (statement.span, kind) in seen or (about and kind not in about):
                continue
            shown = _is_shown(statement, kind, facts.vocabulary)
            if kind == "authorization" and _is_role_row(statement, facts.vocabulary):
                measured.add((statement.span, kind))
            if shown if statement.code is not None else (statement.span, kind) in measured:
                seen.add((statement.span, kind))
                yield SecurityView(span=statement.span, kind=kind, text=statement.summary)


def _subject(statement: Statement, vocabulary: Vocabulary) -> frozenset[str]:
    """The views that the nearest title above names: what stands under "Authorization Model" shows no other."""
    for title in reversed(statement.above):
        named = {kind for kind in _SHOWN if _STEMS[kind].search(title.plain)}
        if vocabulary.has("layers-title", title.plain):
            named.add("layers")
        if named:
            return frozenset(named)
    return frozenset()


# GET /auth/login, 2.2 Sequence Diagram: …: headings of endpoints and of drawings
_ENDPOINT = re.compile(r"\b(?:GET|POST|PUT|PATCH|DELETE)\b|/\w|\b(?:sequences?|diagrams?)\b(?=.*:)|\bsequence\b", re.I)


def _is_apart(part: Passage) -> bool:
    """Whether a part is an endpoint or a drawing of another chapter, such as a sequence of the architecture."""
    return part.whole and part.within("api", "architecture", "data-flow") and bool(_ENDPOINT.search(part.title.plain))


def _statements(facts: Facts) -> Iterator[Statement]:
    """What the security parts say, and what is described elsewhere under a title about logging in or rights.

    How people log in may be drawn among the sequences of the architecture: that is no view of its security.
    """
    inside: set[int] = set()
    for part in passages(facts, "security"):
        if _is_apart(part):
            continue
        if part.whole and part.section is not None:
            inside.update(id(section) for section in part.section.walk())
        yield from part.statements()
    for section in facts.document.walk():
        if id(section) in inside or not roles_above(section).isdisjoint(_ELSEWHERE):
            continue
        if facts.vocabulary.has("access-title", section.title) and not _ENDPOINT.search(section.title):
            for statement in Passage(section.text, frozenset(), section.blocks, section).statements():
                if statement.code is None:
                    yield statement


def _is_role_row(statement: Statement, vocabulary: Vocabulary) -> bool:
    """Whether it is a filled row of a table of roles and rights."""
    heads = " ".join(head.plain for head, _ in statement.cells)
    return vocabulary.has("rights-head", heads) and not is_blank(statement.value)


def _is_shown(statement: Statement, kind: str, vocabulary: Vocabulary) -> bool:
    """Whether a block shows it: a drawing by its words, code by the title above it."""
    if statement.code is None or not statement.code.code.strip():
        return False
    titled = bool(statement.above) and bool(_STEMS[kind].search(statement.above[-1].plain))
    if is_code(statement.code):
        return titled
    words = parted(statement.words)
    return vocabulary.has(_SHOWN[kind], words) or (titled and substance(words, _NOTHING) > _FEW)


_NOTHING = re.compile(r"(?!)")


def _layers(facts: Facts) -> Iterator[SecurityView]:
    """Defence in depth: a part of that name that says something, layers that are numbered or named."""
    vocabulary = facts.vocabulary
    for section in facts.document.walk():
        if vocabulary.has("layers-title", section.title) and roles_above(section).isdisjoint(_ELSEWHERE):
            yield from _first(section, vocabulary)
    for part in _parts(facts):
        run = [each for each in part.statements() if not is_ahead(each, vocabulary)]
        for statement in run:
            if _tells_layers(statement, vocabulary):
                yield SecurityView(span=statement.span, kind="layers", text=statement.summary)
        for _, group in groupby(run, key=lambda each: tuple(text.span for text in each.above)):
            yield from _named_layers(list(group), vocabulary)


def _first(section: Section, vocabulary: Vocabulary) -> Iterator[SecurityView]:
    """The first statement of a part about layers that is content."""
    for statement in Passage(section.text, frozenset(), section.blocks, section).statements():
        said = statement.code.code.strip() if statement.code is not None else statement.value
        if not is_blank(said) and not is_ahead(statement, vocabulary):
            yield SecurityView(span=statement.span, kind="layers", text=statement.summary)
            return


def _tells_layers(statement: Statement, vocabulary: Vocabulary) -> bool:
    """Whether one statement tells of layers: a sentence or a drawing about them."""
    if statement.code is not None:
        if is_code(statement.code):
            return False
        numbers = {match["number"] for match in _NUMBERED.finditer(statement.words)}
        return len(numbers) >= _FEW or vocabulary.has("layers-title", statement.words)
    if not vocabulary.has("layers-title", f"{statement.label}\n{statement.titles}\n{statement.words}"):
        return False
    if vocabulary.has("layers-title", statement.titles):
        return not is_blank(statement.value)
    left = vocabulary.pattern("layers-title").sub(" ", statement.words)
    return substance(left, vocabulary.pattern("security-generic")) >= _FEW


def _named_layers(run: list[Statement], vocabulary: Vocabulary) -> Iterator[SecurityView]:
    """A list or a table of layers, told by its labels or by the head of its first columns."""
    rows = [each for each in run if each.label and (each.cells or each.found) and not is_blank(each.value)]
    headed = [each for each in rows if any(vocabulary.has("layer-column", head) for head in _heads(each))]
    named = [each for each in rows if _is_layer(each.label, vocabulary)]
    called = sum("layer" in each.label.casefold() for each in named)
    if len(headed) > 1 or len(_distinct(named)) >= _FEW or called > 1:
        first = (headed or named)[0]
        yield SecurityView(span=first.span, kind="layers", text=first.summary)


def _heads(statement: Statement) -> tuple[str, ...]:
    return tuple(head.plain for head, _ in statement.cells[:2])


def _is_layer(label: str, vocabulary: Vocabulary) -> bool:
    match = vocabulary.pattern("layer-name").match(label.strip(" *_`#0123456789.:)"))
    return match is not None and len(label.split()) <= _FEW + 1


def _distinct(statements: Iterable[Statement]) -> set[str]:
    return {statement.label.split()[0].casefold() if statement.label.split() else "" for statement in statements}
