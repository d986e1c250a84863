"""A piece of a document's text, and where each of its characters stands in the document."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace

from speclint.facts.schema.model import (
    Cardinality,
    Column,
    ForeignKey,
    Index,
    Reference,
    Relation,
    Schema,
    Table,
    TableSource,
    fold_fragments,
    with_keys,
)

_LINE_END = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True, slots=True)
class Source:
    """The text of a code block: `line` and `column` are where its first character stands.

    Every line of the block begins at `column`, as those of a fence inside a list item do.
    """

    text: str
    line: int
    column: int
    starts: tuple[int, ...]

    @staticmethod
    def of(text: str, line: int, column: int = 1) -> "Source":
        """The source of a text whose first character stands at `line` and `column` of the document."""
        starts = (0, *(end.end() for end in _LINE_END.finditer(text)))
        return Source(text, line, column, starts)

    def at(self, offset: int) -> tuple[int, int]:
        """The line and the column of a character."""
        row = bisect_right(self.starts, offset) - 1
        return self.line + row, self.column + offset - self.starts[row]

    def line_at(self, offset: int) -> int:
        """The line of a character."""
        return self.at(offset)[0]


class TableDraft:
    """A table while it is being read: offsets go in, positions come out."""

    def __init__(self, source: Source, name: str, offset: int, kind: TableSource, model: str = "") -> None:
        self.source = source
        self.name = name
        self.offset = offset
        self.kind: TableSource = kind
        self.model = model
        self.elided = False
        self.fragment = False
        self.columns: dict[str, Column] = {}
        self.repeats: list[Column] = []
        self.values: dict[str, tuple[tuple[str, ...], int]] = {}
        self.keys: list[ForeignKey] = []
        self.indexes: list[Index] = []
        self.primary: tuple[str, ...] = ()

    def add_column(
        self,
        name: str,
        type: str,
        offset: int,
        *,
        primary: bool = False,
        nullable: bool | None = None,
        unique: bool = False,
        indexed: bool = False,
        references: Reference | None = None,
        default: str | None = None,
    ) -> None:
        """Add a column; of two with one name the first stays."""
        line, place = self.source.at(offset)
        column = Column(name, type, primary, nullable, unique, indexed, references, line, place, default)
        if self.columns.setdefault(name.casefold(), column) is not column:
            self.repeats.append(column)
            return
        if references is not None:
            referred = () if references.key is None else (references.key,)
            self.keys.append(ForeignKey((name,), references.table, referred, references.line, references.column))

    def add_foreign_key(self, columns: tuple[str, ...], table: str, referred: tuple[str, ...], offset: int) -> None:
        """Add a foreign key whose referred table is named at `offset`."""
        self.keys.append(ForeignKey(columns, table, referred, *self.source.at(offset)))

    def add_index(self, name: str, columns: tuple[str, ...], offset: int, *, unique: bool = False) -> None:
        """Add an index that is written inside the table; one without columns is none."""
        if columns:
            self.indexes.append(Index(name, self.name, columns, unique, *self.source.at(offset)))

    def add_values(self, column: str, values: tuple[str, ...], offset: int) -> None:
        """Say what a column may hold; of two lists the first stays."""
        if values:
            self.values.setdefault(column.casefold(), (values, self.source.line_at(offset)))

    def reference(self, table: str, key: str | None, offset: int) -> Reference:
        """A reference to a table that is named at `offset`."""
        return Reference(table, key, *self.source.at(offset))

    def finish(self, end: int) -> Table:
        """The table, whose last character stands before `end`."""
        primary = self.primary or tuple(column.name for column in self.columns.values() if column.primary)
        line, column = self.source.at(self.offset)
        return Table(
            name=self.name,
            columns=with_keys(self._valued(), primary, self.indexes, self.keys),
            indexes=tuple(self.indexes),
            foreign_keys=tuple(self.keys),
            primary_key=primary,
            line=line,
            column=column,
            end_line=max(line, self.source.line_at(max(self.offset, end - 1))),
            source=self.kind,
            elided=self.elided,
            fragment=self.fragment,
            model=self.model,
            repeats=tuple(self.repeats),
        )

    def _valued(self) -> Iterator[Column]:
        for key, column in self.columns.items():
            values, line = self.values.get(key, ((), 0))
            yield replace(column, values=values, values_line=line) if values else column


class SchemaDraft:
    """A schema while it is being read."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.tables: list[Table] = []
        self.indexes: list[Index] = []
        self.relations: list[Relation] = []

    def add_index(self, name: str, table: str, columns: tuple[str, ...], offset: int, *, unique: bool = False) -> None:
        """Add an index that is written outside its table; one without columns is none."""
        if columns:
            self.indexes.append(Index(name, table, columns, unique, *self.source.at(offset)))

    def relate(self, left: str, right: str, cardinality: Cardinality, offset: int) -> None:
        """Add a relationship that is written at `offset`."""
        if left and right:
            self.relations.append(Relation(left, right, cardinality, *self.source.at(offset)))

    def finish(self) -> Schema:
        """The schema, with what is added to a table later merged into it."""
        return fold_fragments(Schema(tuple(self.tables), tuple(self.indexes), tuple(self.relations)))
