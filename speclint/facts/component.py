"""Components: what the architecture lists as the parts of the system, and whether a diagram shows each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from speclint.document.block import Block, ListBlock, Quote, Table
from speclint.document.section import Section
from speclint.document.span import Span
from speclint.facts.diagram import Diagram
from speclint.facts.entry import Entry, Subject, item_entry, labelled, table_entries, table_fields
from speclint.facts.fact import Fact, Facts

_FIELDS = frozenset(
    {"responsibility", "technology", "justification", "description", "status", "name", "phase", "version"}
)
_SUBJECT = Subject(_FIELDS, ("name",))
_OPTIONAL = re.compile(
    r"\b(?:optional|future|planned|not in scope|out of scope|phase [2-9]|later|deprecated|legacy)\b", re.I
)
# a sub-heading of a components part that is no component: it says how they are shown or joined
_NO_COMPONENT = re.compile(
    r"interaction|communication|diagram|overview|responsibilit|summary|relationship|dependenc|boundar|principle|pattern|"
    r"\bnotes?\b|legend|structure|layout|configuration|convention|\bflows?\b|graph|hierarchy|lifecycle|details|strategy|"
    r"\blist\b|inventory|contract|naming|guideline|rationale|considerations|sequence|example",
    re.I,
)


# a sub-heading of a components part under which all of them are listed
_LIST = re.compile(r"responsibilit|\blist\b|inventory|\bsummary\b|\bcatalog", re.I)


@dataclass(frozen=True, kw_only=True, eq=False)
class Component(Fact):
    """A part of the system that the spec lists.

    `drawn` is the label that shows it, or None; `optional` when the spec calls it so; `shape` how it is listed: row,
    layer (a row of a table of layers), item or heading.
    """

    name: str
    responsibility: str
    technology: str
    justification: str
    optional: bool
    shape: str
    drawn: str | None = None


@dataclass(frozen=True, kw_only=True, eq=False)
class Undrawn(Fact):
    """A component that no diagram names, though diagrams that can be read show the others.

    `elsewhere` where another diagram names it, such as a sequence, and the one of the system shows the others;
    `diagram` is the line of that one.
    """

    name: str
    responsibility: str
    elsewhere: bool = False
    diagram: int = 0
    related: tuple[tuple[str, Span], ...] = ()


def read_components(facts: Facts) -> tuple[Component, ...]:
    """The top-level components, in order; each once."""
    found: dict[str, Component] = {}
    for component in _listed(facts):
        found.setdefault(component.name.casefold(), component)
    labels = _labels(facts)
    labels = labels if len(labels) * len(found) <= _MOST_PAIRS else ()
    return tuple(_with_label(component, labels) for component in found.values())


_MOST_PAIRS = 150_000
"""So many names are compared with one another at most: no person lists and draws more."""


def _with_label(component: Component, labels: tuple[str, ...]) -> Component:
    from speclint.facts.drawing.match import drawn

    return replace(component, drawn=drawn(component.name, labels)) if labels else component


def _labels(facts: Facts) -> tuple[str, ...]:
    """Everything that diagrams name: any kind shows a part, a sequence diagram too."""
    from speclint.facts.drawing.drawing import KINDS

    found: dict[str, None] = {}
    for diagram in facts.all("diagrams", Diagram):
        if diagram.source is not None and KINDS[diagram.source.kind] not in ("plan", "data"):
            found.update(dict.fromkeys(diagram.source.names))
    return tuple(found)


def read_undrawn(facts: Facts) -> tuple[Undrawn, ...]:
    """The components that no diagram names; none where there is no diagram, or an image that cannot be read."""
    diagrams = [diagram for diagram in facts.all("diagrams", Diagram) if diagram.architecture]
    if not any("system" in diagram.shows for diagram in diagrams):
        return ()  # that the system is not drawn is said elsewhere
    if any(diagram.shape == "image" for diagram in diagrams):
        return ()
    components = facts.all("components", Component)
    if len(_labels(facts)) * len(components) > _MOST_PAIRS:
        return ()
    judged = {shape for shape in ("heading", "layer") if _is_judged(components, shape)} | {"row", "item"}
    shown = next(diagram for diagram in diagrams if "system" in diagram.shows)
    named = [each for each in components if not each.optional and each.shape in judged]
    system = _left_out(components, diagrams, facts)
    return tuple(
        Undrawn(
            span=each.span, places=each.places, name=each.name, responsibility=each.responsibility,
            elsewhere=each.drawn is not None, diagram=shown.span.line,
            related=(("the system is drawn here", shown.span),),
        )
        for each in named
        if each.drawn is None or each in system
    )  # fmt: skip


def _left_out(components: tuple[Component, ...], diagrams: list[Diagram], facts: Facts) -> list[Component]:
    """The rows of the architecture's table that are missing in the diagram of the system, which shows the others."""
    from speclint.facts.drawing.match import drawn

    shown = [diagram.source for diagram in diagrams if "system" in diagram.shows and diagram.source is not None]
    names = tuple(dict.fromkeys(name for source in shown for name in source.names))
    sections = {id(each): facts.document.section_at(each.span.line) for each in components}
    rows = [each for each in components if each.shape in ("row", "layer")]
    rows = [each for each in rows if (section := sections[id(each)]) is not None and section.within("architecture")]
    left = [each for each in rows if drawn(each.name, names) is None]
    return left if len(left) * 3 <= len(rows) else []


def _is_judged(components: tuple[Component, ...], shape: str) -> bool:
    """Sub-headings may be topics, and layers may be technologies: they are parts when a diagram names most of them."""
    alike = [each for each in components if each.shape == shape]
    return sum(each.drawn is not None for each in alike) * 2 > len(alike)


def _listed(facts: Facts) -> Iterator[Component]:
    parts = facts.sections("components")
    parts = tuple(part for part in parts if "component-design" not in part.roles) or parts
    named = [component for part in parts for component in _part(part, facts)]
    if named:
        yield from named
        return
    for part in facts.sections("architecture"):
        for section in part.walk():
            if section is part or not set(section.roles) - {"architecture", "overview"}:
                yield from _tables(section.blocks, section, facts)


def _part(part: Section, facts: Facts) -> Iterator[Component]:
    """A part about components: its table or list, else its sub-headings."""
    own = list(_tables(part.blocks, part, facts)) or list(_items(part.blocks, part, facts))
    if own:
        yield from own
    elif part.children:
        yield from _headings(part, facts)


def _headings(part: Section, facts: Facts) -> Iterator[Component]:
    listed = [child for child in part.children if _LIST.search(child.title)]
    rows = [component for child in listed for component in _tables(child.blocks, child, facts)]
    if rows:
        yield from rows
        return
    children = [child for child in part.children if not _NO_COMPONENT.search(child.title)]
    for child in children:
        grouped = list(_tables(child.blocks, child, facts))
        if grouped:
            yield from grouped
        else:
            yield _component(child.title, "heading", Entry(child.text, child.text.span, "heading"))


def _tables(blocks: Iterable[Block], section: Section, facts: Facts) -> Iterator[Component]:
    for block in blocks:
        if isinstance(block, Table) and _is_component_table(block, section, facts):
            for entry in table_entries(block, section, facts.vocabulary, _SUBJECT):
                if entry.title.plain:
                    shape = "row" if _names_parts(block, facts) else "layer"
                    yield _component(entry.title.plain, shape, entry)
        elif isinstance(block, (ListBlock, Quote)):
            inner = block.blocks if isinstance(block, Quote) else [each for item in block.items for each in item.blocks]
            yield from _tables([each for each in inner if isinstance(each, Table)], section, facts)


def _is_component_table(table: Table, section: Section, facts: Facts) -> bool:
    """A table of components names them and says what each does; one of technologies names layers or concerns."""
    columns = table_fields(table, facts.vocabulary)
    first = table.header[0].plain.casefold() if table.header else ""
    if "layer" in first:
        return any("responsib" in cell.plain.casefold() for cell in table.header[1:])
    if any(word in first for word in ("concern", "decision", "technology", "category", "file", "aspect", "path")):
        return False
    said = {"responsibility", "description", "technology", "purpose", "justification"} & set(columns)
    if columns[:1] == [None]:  # whatever its parts are called
        return section.within("architecture") and any(
            "responsib" in cell.plain.casefold() for cell in table.header[1:2]
        )
    return "name" in columns[:2] and ("components" in section.roles or bool(said))


def _names_parts(table: Table, facts: Facts) -> bool:
    """Whether the rows of a table are components for certain, by its head: not layers, and not anything else."""
    return "layer" not in table.header[0].plain.casefold() and "name" in table_fields(table, facts.vocabulary)[:2]


def _items(blocks: Iterable[Block], section: Section, facts: Facts) -> Iterator[Component]:
    for block in blocks:
        if not isinstance(block, ListBlock):
            continue
        names = [labelled(item.text) for item in block.items]
        if len(block.items) < 2 or sum(each is not None and each.strong for each in names) * 2 < len(block.items):
            continue
        for item in block.items:
            entry = item_entry(item, section, facts.vocabulary, _SUBJECT)
            yield _component(entry.title.plain, "item", entry)


def _component(name: str, shape: str, entry: Entry) -> Component:
    return Component(
        span=entry.title.span,
        name=name,
        responsibility=entry.value("responsibility") or entry.value("description"),
        technology=entry.value("technology"),
        justification=entry.value("justification"),
        optional=bool(_OPTIONAL.search(name) or (entry.row is not None and _OPTIONAL.search(entry.value("status")))),
        shape=shape,
    )
