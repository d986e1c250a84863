"""Tables that Drizzle defines: `pgTable("users", { id: uuid("id").primaryKey() })`."""

import re

from speclint.facts.schema.code import Code
from speclint.facts.schema.model import Reference
from speclint.facts.schema.orm.syntax import (
    Call,
    Item,
    arguments_of,
    assigned_to,
    calls,
    items,
    record,
    record_of,
    strings,
)
from speclint.facts.schema.source import SchemaDraft, TableDraft

_TABLE = re.compile(r"(?<![\w$])(?:pg|mysql|sqlite|singlestore)Table\s*+\(")


def read(code: Code, draft: SchemaDraft) -> None:
    """The tables that Drizzle defines."""
    for match in _TABLE.finditer(code.bare):
        _read_table(code, draft, match)


def _read_table(code: Code, draft: SchemaDraft, match: re.Match[str]) -> None:
    arguments = arguments_of(code, match.end() - 1)
    literal = code.literal(arguments[0].start, arguments[0].end) if arguments else None
    if literal is None or len(arguments) < 2:
        return
    table = TableDraft(code.source, literal.value, literal.offset, "orm", assigned_to(code, match.start())[0])
    for item in record(code, arguments[1].start, arguments[1].end):
        chain = list(calls(code, item.start, item.end))
        if item.key and chain:
            _add_column(code, table, item, chain)
        elif code.bare.startswith("...", item.start):
            table.elided = True
    for extra in arguments[2:3]:
        _read_extras(code, table, extra)
    draft.tables.append(table.finish(code.close(match.end() - 1)))


def _add_column(code: Code, table: TableDraft, item: Item, chain: list[Call]) -> None:
    made = {call.name: call for call in chain[1:]}
    name = code.literal(chain[0].start, chain[0].end)
    options = code.find("{", chain[0].start, chain[0].end)
    named_column = name is not None and (options < 0 or name.start < options)
    table.add_column(
        name.value if name is not None and named_column else item.key,
        chain[0].name,
        item.key_offset,
        primary="primaryKey" in made,
        nullable=False if "notNull" in made else None,
        unique="unique" in made,
        references=_arrow(code, table, made.get("references")),
    )


_ARROW_COLUMN = re.compile(r"=>\s*+(?P<table>[\w$]+)\.(?P<key>[\w$]+)")


def _arrow(code: Code, table: TableDraft, call: Call | None) -> Reference | None:
    """What `.references(() => users.id)` points to."""
    match = _ARROW_COLUMN.search(code.bare, call.start, call.end) if call is not None else None
    return table.reference(match["table"], match["key"], match.start("table")) if match is not None else None


_MEMBER = re.compile(r"[\w$]+\.([\w$]+)")


def _members(code: Code, start: int, end: int) -> tuple[str, ...]:
    """The columns of `table.a, table.b.desc()`."""
    return tuple(match[1] for match in _MEMBER.finditer(code.bare, start, end))


def _read_extras(code: Code, table: TableDraft, extra: Item) -> None:
    """The callback that makes a table's indexes and keys."""
    arrow = code.bare.find("=>", extra.start, extra.end)
    start = arrow + 2 if arrow >= 0 else extra.start
    opening = code.find("{[", start, extra.end)
    if opening < 0:
        opening = code.find("(", start, extra.end)
        opening = code.find("{[", opening + 1, extra.end) if opening >= 0 else -1
    for item in items(code, *code.inside(opening)) if opening >= 0 else ():
        chain = list(calls(code, item.start, item.end))
        if chain:
            _read_extra(code, table, chain)


def _read_extra(code: Code, table: TableDraft, chain: list[Call]) -> None:
    first = chain[0]
    given = record_of(code, Item("", first.start, first.start, first.end))
    if first.name in ("index", "uniqueIndex", "unique"):
        over = next((call for call in chain if call.name in ("on", "using")), first)
        name = next(iter(strings(code, first.start, first.end)), "")
        unique = first.name != "index"
        table.add_index(name, _members(code, over.start, over.end), first.offset, unique=unique)
    elif first.name == "primaryKey":
        where = given.get("columns")
        table.primary = _members(code, where.start, where.end) if where else _members(code, first.start, first.end)
    elif first.name == "foreignKey" and "foreignColumns" in given and "columns" in given:
        other = given["foreignColumns"]
        target = re.compile(r"([\w$]+)\.").search(code.bare, other.start, other.end)
        columns = _members(code, given["columns"].start, given["columns"].end)
        if target is not None:
            table.add_foreign_key(columns, target[1], _members(code, other.start, other.end), target.start(1))
