"""How tables refer to each other, where that contradicts itself: types of keys, and how many belong to how many."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from speclint.document.span import Span
from speclint.facts.fact import Fact, Facts
from speclint.facts.table import foreign_keys, schema, span_of
from speclint.facts.twin import same_name, statements, type_place

if TYPE_CHECKING:
    from speclint.facts.schema.model import Column, ForeignKey, Relation, Table


@dataclass(frozen=True, kw_only=True, eq=False)
class KeyMismatch(Fact):
    """A foreign key whose column has another type than the column that it points to."""

    name: str
    type: str
    key: str
    key_type: str
    other_line: int
    related: tuple[tuple[str, Span], ...] = ()


@dataclass(frozen=True, kw_only=True, eq=False)
class CardinalityConflict(Fact):
    """Two statements of how many rows of a table belong to how many of another one."""

    left: str
    right: str
    found: str
    other: str
    other_line: int
    related: tuple[tuple[str, Span], ...] = ()


def read_key_mismatches(facts: Facts) -> tuple[KeyMismatch, ...]:
    """The foreign keys that cannot point where they do, each once."""
    tables = statements(facts)
    found: dict[tuple[str, str], KeyMismatch] = {}
    for table in tables:
        for column, owner, key in _references(table, tables):
            if _cannot_refer(column, key, table, owner):
                found.setdefault(
                    (table.name.casefold(), column.name.casefold()), _mismatch(table, column, owner, key, facts)
                )
    return tuple(sorted(found.values(), key=lambda each: (each.span.line, each.span.column)))


def _references(table: Table, tables: list[Table]) -> Iterator[tuple[Column, Table, Column]]:
    """The columns of a table that point to a column of another one."""
    for key in foreign_keys(table):
        column = table.find_column(key.columns[0]) if len(key.columns) == 1 else None
        owner = _owner(key, table, tables)
        referred = owner.find_column(_key_name(key, owner)) if owner is not None else None
        if column is not None and owner is not None and referred is not None and column.line and referred.line:
            yield column, owner, referred
    for column in table.columns:
        base = _base(column.name)
        if column.foreign and column.references is None and base and column.line:
            named = [each for each in tables if same_name(each.name, base)]
            owner = next(iter([each for each in named if each.source == table.source] or named), None)
            referred = (
                owner.find_column(owner.primary_key[0]) if owner is not None and len(owner.primary_key) == 1 else None
            )
            if owner is not None and referred is not None and referred.line:
                yield column, owner, referred


def _base(name: str) -> str:
    """The table that a key is called after: `user` of `user_id` and `userId`."""
    found = re.fullmatch(r"(\w+?)(?:_id|_uuid|Id|ID|_fk)", name)
    return found[1] if found is not None else ""


def _owner(key: ForeignKey, table: Table, tables: list[Table]) -> Table | None:
    """The table that a key points to, in the notation of the key where there are several."""
    named = [
        each for each in tables if same_name(each.name, key.table) or (each.model and same_name(each.model, key.table))
    ]
    alike = [each for each in named if each.source == table.source]
    return next(iter(alike or named), None)


def _key_name(key: ForeignKey, owner: Table) -> str:
    if key.referred and key.referred[0]:
        return key.referred[0]
    return owner.primary_key[0] if len(owner.primary_key) == 1 else ""


def _cannot_refer(column: Column, key: Column, table: Table, owner: Table) -> bool:
    from speclint.facts.schema.types import cannot_refer

    if "orm" in (table.source, owner.source):
        return False
    return bool(column.type and key.type) and cannot_refer(column.type, key.type, table.source == owner.source == "sql")


def _mismatch(table: Table, column: Column, owner: Table, key: Column, facts: Facts) -> KeyMismatch:
    there = type_place(key, facts)
    name = f"{owner.name}.{key.name}"
    return KeyMismatch(
        span=type_place(column, facts), name=f"{table.name}.{column.name}", type=column.type,
        key=name, key_type=key.type, other_line=there.line, related=((f"{name} is {key.type} here", there),),
    )  # fmt: skip


def read_cardinality_conflicts(facts: Facts) -> tuple[CardinalityConflict, ...]:
    """The relationships that are stated twice, and not alike.

    Two tables may be related in several ways; a place that states two of them says nothing certain about one.
    """
    pairs: dict[frozenset[str], list[Relation]] = {}
    for relation in schema(facts).relations:
        ends = frozenset((_end(relation.left), _end(relation.right)))
        if relation.cardinality and len(ends) == 2:
            pairs.setdefault(ends, []).append(relation)
    found = [conflict for told in pairs.values() if len(told) > 1 for conflict in _conflicts(told, facts)]
    return tuple(sorted(found, key=lambda each: (each.span.line, each.span.column)))


def _end(name: str) -> str:
    from speclint.facts.schema.model import name_key

    return name_key(name)


def _conflicts(told: list[Relation], facts: Facts) -> Iterator[CardinalityConflict]:
    places = [_unit(relation, facts) for relation in told]
    if len(set(places)) < len(places):
        return
    told = sorted(told, key=lambda each: each.line)
    first = told[0]
    for relation in told[1:]:
        left, right = _oriented(first, first), _oriented(relation, first)
        if left != right and not (_is_arrow(relation, facts) and {left, right} == {"1:N", "N:1"}):
            there = span_of(first.line, first.column, first.left, facts)
            said = f"{first.left} {first.cardinality} {first.right} here"
            yield CardinalityConflict(
                span=span_of(relation.line, relation.column, relation.left, facts), left=first.left, right=first.right,
                found=right, other=left, other_line=first.line, related=((said, there),),
            )  # fmt: skip


def _unit(relation: Relation, facts: Facts) -> int:
    """The block of code that a relationship is drawn in, or its section: the line where it begins."""
    for block in facts.document.code_blocks:
        if block.span.line <= relation.line <= block.span.end_line:
            return block.span.line
    section = facts.document.section_at(relation.line)
    return -(section.line if section is not None else 0)


def _oriented(relation: Relation, first: Relation) -> str:
    """The cardinality from the left end of the first statement to its right end."""
    if _end(relation.left) == _end(first.left):
        return relation.cardinality
    return {"1:N": "N:1", "N:1": "1:N"}.get(relation.cardinality, relation.cardinality)


def _is_arrow(relation: Relation, facts: Facts) -> bool:
    """Whether a line is written with an arrow, which may point to the one or to the many."""
    line = facts.document.source.lines[relation.line - 1]
    return any(arrow in line for arrow in ("->", "→", "=>", "⟶", "<-", "←"))
