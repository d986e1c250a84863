"""Tables that a Knex migration creates."""

import re

from speclint.facts.schema.code import Code
from speclint.facts.schema.orm.builders import read_builder
from speclint.facts.schema.orm.syntax import (
    arguments_of,
)
from speclint.facts.schema.source import SchemaDraft, TableDraft

_TABLE = re.compile(r"(?<![\w$])(?:createTable|createTableIfNotExists|alterTable)\s*+\(")


def read(code: Code, draft: SchemaDraft) -> None:
    """The tables that a migration creates or alters."""
    for match in _TABLE.finditer(code.bare):
        _read_table(code, draft, match)


def _read_table(code: Code, draft: SchemaDraft, match: re.Match[str]) -> None:
    arguments = arguments_of(code, match.end() - 1)
    literal = code.literal(arguments[0].start, arguments[0].end) if arguments else None
    if literal is None or len(arguments) < 2 or code.bare[arguments[1].start] in "{[":
        return
    body = code.find("{", arguments[1].start, arguments[1].end)
    if body < 0:
        return
    table = TableDraft(code.source, literal.value, literal.offset, "orm")
    table.fragment = match.group().startswith("alter")
    read_builder(code, table, *code.inside(body))
    draft.tables.append(table.finish(code.close(match.end() - 1)))
