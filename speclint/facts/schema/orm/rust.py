"""Stored data in Rust: Diesel tables, SeaORM models, structs."""

import re

from speclint.facts.schema.code import Code
from speclint.facts.schema.model import Schema
from speclint.facts.schema.orm.syntax import blocks, past_space, split_typed
from speclint.facts.schema.source import SchemaDraft, TableDraft

_TABLE = re.compile(r"\btable!\s*+[{(]")
_TABLE_HEAD = re.compile(r"(?:\w+\.)?(?P<name>\w+)\s*+(?:\((?P<key>[^()]*)\))?\s*+\{")
_COLUMN = re.compile(r"(?P<name>\w+)\s*+->\s*+(?P<type>[^,\n]+)")
_JOINABLE = re.compile(r"joinable!\s*+\(\s*+(?P<left>\w+)\s*+->\s*+(?P<right>\w+)\s*+\((?P<key>\w+)\)")
_STRUCT = re.compile(
    r"(?:pub(?:\([^()]*\))?\s++)?struct\s++(?P<name>\w+)\s*+(?:<[^<>{}]{0,200}>)?\s*+(?:where[^{};]{0,300})?\{"
)
_FIELD = re.compile(r"(?:pub(?:\([^()]*\))?\s++)?(?P<name>(?:r#)?\w+)\s*+:\s*+(?P<type>.+)", re.DOTALL)
_STORED = re.compile(
    r"\b(?:Queryable|Insertable|Identifiable|Selectable|FromRow|DeriveEntityModel|AsChangeset)\b"
    r"|\b(?:diesel|sea_orm|table_name)\b"
)
"""Words in the attributes of a struct that is kept in a table."""

_TABLE_NAME = re.compile(r"table_name\s*+=\s*+\"?(?P<name>\w+)")
_WORD = re.compile(r"\w+")

_LOOK_BACK = 1000
"""Characters before a struct in which its attributes stand."""


def read(code: Code) -> Schema:
    """The tables and structs of Rust code."""
    draft = SchemaDraft(code.source)
    for _, start, end in blocks(code, _TABLE):
        _read_table(code, draft, start, end)
    for match in _JOINABLE.finditer(code.bare):
        draft.relate(match["left"], match["right"], "N:1", match.start("left"))
    for match, start, end in blocks(code, _STRUCT):
        _read_struct(code, draft, match, start, end)
    return draft.finish()


def _read_table(code: Code, draft: SchemaDraft, start: int, end: int) -> None:
    for head in _TABLE_HEAD.finditer(code.bare, start, end):
        table = TableDraft(code.source, head["name"], head.start("name"), "orm")
        for begin, finish in code.split(*code.inside(head.end() - 1), ",\n"):
            column = _COLUMN.match(code.bare, begin, finish)
            if column is not None:
                type_ = code.words(column.start("type"), finish)
                table.add_column(column["name"], type_, begin, nullable=type_.startswith("Nullable"))
        table.primary = tuple(_WORD.findall(head["key"] or "id"))
        draft.tables.append(table.finish(end))


def _read_struct(code: Code, draft: SchemaDraft, match: re.Match[str], start: int, end: int) -> None:
    attributes = _attributes_before(code, match.start())
    stored = _STORED.search(attributes) is not None
    named = _TABLE_NAME.search(attributes)
    name = named["name"] if named is not None else match["name"]
    table = TableDraft(code.source, name, match.start("name"), "orm" if stored else "document", match["name"])
    for begin, finish in split_typed(code, start, end):
        begin, attribute = _past_attributes(code, begin, finish)
        field = _FIELD.match(code.bare, begin, finish)
        if field is not None:
            type_ = code.words(field.start("type"), finish)
            primary = "primary_key" in attribute or (stored and field["name"] == "id")
            unique = re.search(r"\bunique\b", attribute) is not None
            nullable = type_.startswith("Option<")
            table.add_column(
                field["name"], type_, field.start("name"), primary=primary, nullable=nullable, unique=unique
            )
        elif code.bare.startswith("..", begin):
            table.elided = True
    if table.columns:
        draft.tables.append(table.finish(end + 1))


def _attributes_before(code: Code, end: int) -> str:
    """The text of the `#[…]` that stand directly before a declaration."""
    floor = max(code.bare.rfind("}", 0, end), code.bare.rfind(";", 0, end), end - _LOOK_BACK, 0)
    return code.plain(floor, end)


def _past_attributes(code: Code, start: int, end: int) -> tuple[int, str]:
    """Where a field begins after its `#[…]`, and their text."""
    begin = start
    while code.bare.startswith("#[", begin):
        begin = min(end, past_space(code.bare, code.close(begin + 1) + 1))
    return begin, code.plain(start, begin)
