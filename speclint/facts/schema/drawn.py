"""The tables that a diagram of entities draws, and the indexes and keys that are listed below them in its frame."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from speclint.facts.drawing.drawing import Attribute, Drawing, Entity
from speclint.facts.drawing.drawing import Relation as Line
from speclint.facts.schema.model import (
    Cardinality,
    Column,
    ForeignKey,
    Index,
    Relation,
    Schema,
    Table,
    column_key,
    name_key,
    with_keys,
)
from speclint.facts.schema.notation.constraints import listed_values, read_constraints

_INDEX = re.compile(
    r"(?P<name>[A-Za-z_]\w{0,80}) {1,3}ON {1,3}(?P<table>[A-Za-z_][\w.]{0,80}) ?\((?P<columns>[^()]{1,200})\)", re.I
)
"""`- idx_orders_status ON orders(status)`."""

_FOREIGN = re.compile(
    r"FOREIGN {1,3}KEY ?\((?P<columns>[^()]{1,200})\) {1,3}REFERENCES {1,3}(?P<table>[A-Za-z_][\w.]{0,80})"
    r"(?: ?\((?P<referred>[^()]{1,200})\))?",
    re.IGNORECASE,
)
"""`- fk_order_user FOREIGN KEY (user_id) REFERENCES users(id)`."""

_CHECK = re.compile(r"CHECK ?\( {0,3}(?P<column>[A-Za-z_]\w{0,80}) {1,3}IN ?\(", re.IGNORECASE)
"""The column of `CHECK (status IN ('open', 'closed'))`."""

_NULLABILITY = re.compile(r"\bNOT NULL\b|\bNULLABLE\b")
"""What a remark says of a column in the words of SQL."""

_NAME = re.compile(r"[A-Za-z_]\w*")
_ORDER = frozenset({"asc", "desc", "nulls", "first", "last"})

_MANY = re.compile(r"\bmany\b|\bmore\b|[*nNmM]\+?$|\d\+")
"""What an end of a line between two entities says where there are many of them."""


def read_drawn(code: str, line: int, drawing: Drawing) -> Schema:
    """The schema that a drawing shows, whose code begins at a line."""
    lines = code.split("\n")
    tables = tuple(_table(entity, lines, line) for entity in drawing.entities if entity.name != _misnamed(drawing))
    relations = tuple(_relation(each) for each in drawing.relations if each.left and each.right)
    if drawing.notation != "ascii":
        return Schema(tables=tables, relations=relations)
    return Schema(tables=with_clauses(tables, lines, line), relations=relations, indexes=tuple(_indexes(lines, line)))


def _misnamed(drawing: Drawing) -> str:
    """The one entity of a drawing that is only named, where one that is drawn in full is joined to nothing.

    Mermaid makes an entity of every name, so that a misspelt one is no error.
    """
    bare = [each.name for each in drawing.entities if not each.attributes]
    joined = {end for each in drawing.relations for end in (each.left, each.right)}
    alone = [each.name for each in drawing.entities if each.attributes and each.name not in joined]
    return bare[0] if len(bare) == 1 and alone and len(drawing.entities) > 2 else ""


def with_clauses(tables: tuple[Table, ...], lines: Sequence[str], line: int) -> tuple[Table, ...]:
    """The tables with the foreign keys and checks that some lines state of the one that has such columns."""
    keys = tuple(_foreign_keys(lines, line, tables))
    values = tuple(_values(lines, line, tables))
    if not keys and not values:
        return tables
    return tuple(
        _completed(
            table, [key for owner, key in keys if owner is table], [said for owner, said in values if owner is table]
        )
        for table in tables
    )


def _table(entity: Entity, lines: Sequence[str], first: int) -> Table:
    columns: dict[str, Column] = {}
    repeats: list[Column] = []
    for attribute in entity.attributes:
        column = _column(attribute)
        if columns.setdefault(column.name.casefold(), column) is not column:
            repeats.append(column)
    held = tuple(columns.values())
    primary = tuple(column.name for column in held if column.primary)
    line = _opening(entity, lines, first)
    elided = not held or _is_cut(held)
    return Table(entity.name, held, (), (), primary, line, 1, line, "er", elided=elided, repeats=tuple(repeats))


def _is_cut(columns: Sequence[Column]) -> bool:
    """Whether the entity says that it holds more than it shows."""
    return any(column.name.startswith(("...", "…")) or column.type.startswith(("...", "…")) for column in columns)


def _opening(entity: Entity, lines: Sequence[str], begin: int) -> int:
    """The line that opens an entity's attributes, not the relationship that names it first."""
    if not entity.attributes:
        return entity.line
    first = entity.attributes[0].line
    for line in range(first, max(first - 4, begin - 1), -1):
        text = lines[line - begin] if 0 <= line - begin < len(lines) else ""
        if entity.name in text and "{" in text:
            return line
    return entity.line


def _column(attribute: Attribute) -> Column:
    keys = {key.upper() for key in attribute.keys}
    said = read_constraints(attribute.comment)
    nullable = None if not _NULLABILITY.search(attribute.comment) else not said.not_null
    return Column(
        attribute.name, attribute.type, primary="PK" in keys, unique="UK" in keys, nullable=nullable,
        line=attribute.line, column=attribute.column, default=said.default, values=said.values,
        values_line=attribute.line, foreign="FK" in keys,
    )  # fmt: skip


def _relation(each: Line) -> Relation:
    return Relation(each.left, each.right, cardinality(each.cardinality), each.line, 1)


def cardinality(words: str) -> Cardinality:
    """How many of how many, from `one to zero or more`, `1 to *`; empty where an end is not said."""
    left, to, right = words.partition(" to ")
    if not to or not left.strip() or not right.strip():
        return ""
    return _CARDINALITIES[bool(_MANY.search(left)), bool(_MANY.search(right))]


_CARDINALITIES: dict[tuple[bool, bool], Cardinality] = {
    (False, False): "1:1",
    (False, True): "1:N",
    (True, False): "N:1",
    (True, True): "N:M",
}
"""By whether there are many on the left and on the right."""


def _indexes(lines: Sequence[str], first: int) -> Iterator[Index]:
    for number, text in enumerate(lines):
        for found in _INDEX.finditer(text) if " ON " in text.upper() else ():
            unique = "UNIQUE" in text[: found.start()].upper() or found["name"].casefold().startswith(
                ("uq", "uk", "uniq")
            )
            name = "" if found["name"].upper() in ("INDEX", "UNIQUE", "KEY") else found["name"]
            yield Index(name, found["table"], _names(found["columns"]), unique, first + number, found.start() + 1)


def _names(words: str) -> tuple[str, ...]:
    return tuple(name for name in _NAME.findall(words) if name.casefold() not in _ORDER)


def _foreign_keys(lines: Sequence[str], first: int, tables: Sequence[Table]) -> Iterator[tuple[Table, ForeignKey]]:
    """The keys that are listed, each with the one table that has all of its columns."""
    for number, text in enumerate(lines):
        for found in _FOREIGN.finditer(text):
            columns = _names(found["columns"])
            owner = _owner(columns, tables, text[: found.start()])
            if owner is not None:
                referred = _names(found["referred"] or "")
                yield owner, ForeignKey(columns, found["table"], referred, first + number, found.start("table") + 1)


def _owner(columns: Sequence[str], tables: Sequence[Table], before: str = "") -> Table | None:
    """The first statement of the one table that has all of some columns, or that the constraint is called after."""
    owners = [table for table in tables if columns and all(table.find_column(name) for name in columns)]
    called = [table for table in owners if before and name_key(table.name)[:20] in column_key(before)]
    owners = [table for table in called if table.name in before] or called or owners
    return owners[0] if len({name_key(table.name) for table in owners}) == 1 else None


Values = tuple[str, tuple[str, ...], int]
"""A column by its key, what it may hold, and the line that says so."""


def _values(lines: Sequence[str], first: int, tables: Sequence[Table]) -> Iterator[tuple[Table, Values]]:
    """What a listed check allows a column, where one table has such a column."""
    for number, text in enumerate(lines):
        for found in _CHECK.finditer(text):
            owner, listed = _owner((found["column"],), tables), listed_values(text[found.start() :])
            if owner is not None and listed:
                yield owner, (column_key(found["column"]), listed, first + number)


def _completed(table: Table, keys: list[ForeignKey], values: list[Values]) -> Table:
    said = {column: (listed, line) for column, listed, line in reversed(values)}
    columns = tuple(
        replace(column, values=said[key][0], values_line=said[key][1]) if key in said else column
        for column in table.columns
        for key in (column_key(column.name),)
    )
    known = tuple(key for key in keys if key.columns not in {each.columns for each in table.foreign_keys})
    return replace(
        table, foreign_keys=(*table.foreign_keys, *known), columns=with_keys(columns, (), (), known)
    )  # fmt: skip
