"""Tables of Convex: `users: defineTable({ name: v.string() })`."""

import re

from speclint.facts.schema.code import Code
from speclint.facts.schema.orm.syntax import (
    called_inside,
    calls,
    record,
    strings,
    target_of,
)
from speclint.facts.schema.source import SchemaDraft, TableDraft

_TABLE = re.compile(r"(?<![\w$])(?P<name>[\w$]+)\s*+:\s*+defineTable\s*+\(")


def read(code: Code, draft: SchemaDraft) -> None:
    """The tables of a Convex schema."""
    for match in _TABLE.finditer(code.bare):
        _read_table(code, draft, match)


def _read_table(code: Code, draft: SchemaDraft, match: re.Match[str]) -> None:
    opening = match.end() - 1
    close = code.close(opening)
    table = TableDraft(code.source, match["name"], match.start("name"), "orm")
    for item in record(code, *code.inside(opening)):
        first = next(calls(code, item.start, item.end), None)
        if item.key and first is not None:
            id_ = called_inside(code, "v.id", item.start, item.end)
            target, offset = target_of(code, id_.start, id_.end) if id_ is not None else ("", 0)
            table.add_column(
                item.key,
                code.words(item.start, item.end),
                item.key_offset,
                nullable=first.name == "optional",
                references=table.reference(target, "_id", offset) if target else None,
            )
    end = code.find(",;", close + 1, len(code.bare))
    for call in calls(code, close + 1, end if end >= 0 else len(code.bare)):
        found = strings(code, call.start, call.end)
        if call.name.lower().endswith("index") and found:
            table.add_index(found[0], found[1:], call.offset)
    table.primary = ("_id",)
    draft.tables.append(table.finish(close))
