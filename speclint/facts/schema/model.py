"""What a spec says about stored data: tables, their columns and keys, indexes and relationships.

Lines and columns of a text count from 1 in the whole document. `table` names are as written, without
quotes; `name_key` tells whether two spellings mean one table.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

TableSource = Literal["sql", "orm", "document", "markdown", "er"]
"""Where a table was read from: `orm` is plainly persisted, `document` a typed model that may be."""

Cardinality = Literal["1:1", "1:N", "N:1", "N:M", ""]
"""How many rows of the left table belong to how many of the right one; empty where it is not said."""


@dataclass(frozen=True, slots=True)
class Reference:
    """A table (and its column, where one is named) that a column points to; placed at the table's name."""

    table: str
    key: str | None
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Column:
    """A column, field or attribute of a table.

    `type` is as written, empty where none is given; `nullable` is None where nothing is said about it.
    `default` is a literal as written, without quotes, and None where there is none or it is computed; `values`
    are all that the column may hold, where they are listed, and stand at `values_line`. `foreign` without
    `references`: it is a key of a table that is not named.
    """

    name: str
    type: str
    primary: bool = False
    nullable: bool | None = None
    unique: bool = False
    indexed: bool = False
    references: Reference | None = None
    line: int = 0
    column: int = 0
    default: str | None = None
    values: tuple[str, ...] = ()
    values_line: int = 0
    foreign: bool = False


@dataclass(frozen=True, slots=True)
class ForeignKey:
    """Columns that point to columns of another table; placed at the other table's name."""

    columns: tuple[str, ...]
    table: str
    referred: tuple[str, ...]
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Index:
    """An index or a uniqueness over columns; `name` and `table` are empty where they are not given.

    `columns` holds every column that the index mentions, also inside an expression such as `lower(email)`.
    """

    name: str
    table: str
    columns: tuple[str, ...]
    unique: bool
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Table:
    """A table, collection or typed model.

    `foreign_keys` holds all of them, those written at a column too. `indexes` are those written inside the
    definition; `CREATE INDEX` and its like stand in `Schema.indexes`. `primary_key` may name a column that
    the framework adds by itself. `elided`: the text says that there is more than it lists. `fragment`: only
    `ALTER TABLE` and its like speak of it, so the table itself is created elsewhere. `model` is the class
    that stands for the table in code. `repeats` are columns that are listed once more; `named` is false where
    only the title of its section names it.
    """

    name: str
    columns: tuple[Column, ...]
    indexes: tuple[Index, ...]
    foreign_keys: tuple[ForeignKey, ...]
    primary_key: tuple[str, ...]
    line: int
    column: int
    end_line: int
    source: TableSource
    elided: bool = False
    fragment: bool = False
    model: str = ""
    repeats: tuple[Column, ...] = ()
    named: bool = True

    def find_column(self, name: str) -> Column | None:
        """The column of that name, whatever its case and underscores.

        A column that refers to a table is also meant by its name with `_id`: `user` of a model is `user_id`.
        """
        wanted = column_key(name)
        exact = next((column for column in self.columns if column_key(column.name) == wanted), None)
        if exact is not None or not wanted.endswith("id"):
            return exact
        return next((it for it in self.columns if it.references and column_key(it.name) == wanted[:-2]), None)

    def has_column(self, name: str) -> bool:
        """Whether a column of that name is listed or is added by the framework as the key."""
        return self.find_column(name) is not None or column_key(name) in map(column_key, self.primary_key)


@dataclass(frozen=True, slots=True)
class Relation:
    """A relationship between two tables, as a text, a diagram or an association in code states it."""

    left: str
    right: str
    cardinality: Cardinality
    line: int
    column: int
    left_column: str | None = None
    right_column: str | None = None


@dataclass(frozen=True, slots=True)
class SchemaProblem:
    """Something in the text of a schema that cannot be meant, such as a parenthesis never closed."""

    message: str
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Schema:
    """All that one text says about stored data. `views` are the names of views, which indexes may be on."""

    tables: tuple[Table, ...] = ()
    indexes: tuple[Index, ...] = ()
    relations: tuple[Relation, ...] = ()
    problems: tuple[SchemaProblem, ...] = ()
    views: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Whether the text says anything about stored data."""
        return bool(self.tables or self.indexes or self.relations or self.problems or self.views)

    def find_table(self, name: str) -> Table | None:
        """The table meant by a name: the same spelling, else the same table or model by `name_key`."""
        exact = next((table for table in self.tables if name in (table.name, table.model)), None)
        if exact is not None:
            return exact
        wanted = name_key(name)
        return next((table for table in self.tables if wanted in _keys(table)), None)

    def indexes_of(self, table: Table) -> tuple[Index, ...]:
        """The indexes of a table, wherever they are written."""
        keys = _keys(table)
        return table.indexes + tuple(index for index in self.indexes if name_key(index.table) in keys)


def join(schemas: Iterable[Schema]) -> Schema:
    """One schema of several, with what `ALTER TABLE` adds moved into the tables it speaks of."""
    parts = tuple(schemas)
    return fold_fragments(
        Schema(
            tables=tuple(table for part in parts for table in part.tables),
            indexes=tuple(index for part in parts for index in part.indexes),
            relations=tuple(relation for part in parts for relation in part.relations),
            problems=tuple(problem for part in parts for problem in part.problems),
            views=tuple(view for part in parts for view in part.views),
        )
    )


def fold_fragments(schema: Schema) -> Schema:
    """The schema with the fragments of a table merged into that table, or else into one fragment."""
    fragments: dict[str, list[Table]] = {}
    for table in schema.tables:
        if table.fragment:
            fragments.setdefault(name_key(table.name), []).append(table)
    if not fragments:
        return schema
    whole = (table for table in schema.tables if not table.fragment)
    tables = [_merged(table, fragments.pop(name_key(table.name), [])) for table in whole]
    tables += [_merged(first, rest) for first, *rest in fragments.values()]
    return replace(schema, tables=tuple(tables))


def name_key(name: str) -> str:
    """What is left of a table's name when case, quotes, underscores, schema and plural do not count.

    `public.order_items`, `OrderItem` and `Order Items` are one; so are `category` and `categories`.
    """
    letters = column_key(name.rpartition(".")[2])
    stem = letters.rstrip("es")
    if len(stem) < 2:
        return letters
    return stem[:-1] + "i" if stem.endswith("y") else stem


def column_key(name: str) -> str:
    """What is left of a column's name when case and underscores do not count."""
    return "".join(filter(str.isalnum, name)).casefold()


def _keys(table: Table) -> set[str]:
    return {name_key(name) for name in (table.name, table.model) if name}


def _merged(table: Table, fragments: list[Table]) -> Table:
    if not fragments:
        return table
    parts = (table, *fragments)
    keys = tuple(key for part in parts for key in part.foreign_keys)
    indexes = tuple(index for part in parts for index in part.indexes)
    primary = next((part.primary_key for part in parts if part.primary_key), ())
    return replace(
        table,
        columns=with_keys((column for part in parts for column in part.columns), primary, indexes, keys),
        indexes=indexes,
        foreign_keys=keys,
        primary_key=primary,
        elided=any(part.elided for part in parts),
    )


def with_keys(
    columns: Iterable[Column],
    primary: Iterable[str],
    indexes: Iterable[Index],
    foreign_keys: Iterable[ForeignKey],
) -> tuple[Column, ...]:
    """The columns with what is written at the end of a table, key by key, noted at each of them."""
    primaries = {column_key(name) for name in primary}
    uniques = {column_key(index.columns[0]) for index in indexes if index.unique and len(index.columns) == 1}
    references = {
        column_key(key.columns[0]): Reference(key.table, next(iter(key.referred), None), key.line, key.column)
        for key in foreign_keys
        if len(key.columns) == 1
    }
    return tuple(
        replace(
            column,
            primary=column.primary or key in primaries,
            unique=column.unique or key in uniques,
            references=column.references or references.get(key),
        )
        for column in columns
        for key in (column_key(column.name),)
    )
