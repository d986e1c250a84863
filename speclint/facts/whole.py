"""The document itself, its sections and the rows of its tables, as facts that rules may judge."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from speclint.document.block import Table
from speclint.document.section import Section
from speclint.document.span import Span
from speclint.facts.entry import section_text
from speclint.facts.fact import Fact, Facts


@dataclass(frozen=True, kw_only=True, eq=False)
class Whole(Fact):
    """The document: its title, its file name, its size in bytes and its lines."""

    title: str
    name: str
    size: int
    lines: int


@dataclass(frozen=True, kw_only=True, eq=False)
class Part(Fact):
    """A section: `text` are all its words, sub-sections included; `empty` when nothing stands under it."""

    title: str
    number: str | None
    level: int
    roles: tuple[str, ...]
    text: str
    empty: bool
    source: Section


@dataclass(frozen=True, kw_only=True, eq=False)
class TableRow(Fact):
    """A row of any table; its cells are asked for by the column's title, whatever its case."""

    first: str
    section: str
    roles: tuple[str, ...]
    columns: tuple[str, ...]
    cells: Mapping[str, str] = field(default_factory=dict)

    def get(self, name: str) -> object:
        """A cell by its column, or a field of the row."""
        key = " ".join(name.casefold().split())
        return self.cells.get(key) if key in self.cells else super().get(name)


def read_document(facts: Facts) -> tuple[Whole, ...]:
    """The document, once."""
    source = facts.document.source
    name = source.path.replace("\\", "/").rsplit("/", 1)[-1]
    size = len(source.text.encode("utf-8", "surrogatepass"))
    lines = len(source.lines) - (source.lines[-1] == "")  # behind the last line break there is no line
    return (Whole(span=facts.document.head, title=facts.document.title, name=name, size=size, lines=lines),)


def read_sections(facts: Facts) -> tuple[Part, ...]:
    """Every section, in order."""
    return tuple(
        Part(
            span=section.text.span, title=section.title, number=section.number, level=section.level,
            roles=section.roles, text=section_text(section), empty=section.empty, source=section,
        )
        for section in facts.document.walk()
    )  # fmt: skip


def read_rows(facts: Facts) -> tuple[TableRow, ...]:
    """Every row of every table, in order."""
    return tuple(row for table in facts.document.tables for row in _rows(facts, table))


def _rows(facts: Facts, table: Table) -> list[TableRow]:
    columns = tuple(" ".join(cell.plain.casefold().split()) for cell in table.header)
    section = facts.document.section_at(table.span.line)
    found = []
    for row in table.rows:
        cells = {column: cell.plain for column, cell in zip(columns, row.cells, strict=True)}
        places: dict[str, Span] = {column: cell.span for column, cell in zip(columns, row.cells, strict=True)}
        first = next((cell.plain for cell in row.cells if cell.plain), "")
        roles = _roles(section)
        found.append(
            TableRow(
                span=row.span,
                places=places,
                first=first,
                section=section.title if section else "",
                roles=roles,
                columns=columns,
                cells=cells,
            )
        )
    return found


def _roles(section: Section | None) -> tuple[str, ...]:
    if section is None:
        return ()
    return tuple(dict.fromkeys([*section.roles, *(role for above in section.ancestors() for role in above.roles)]))
