"""Stores in the browser: IndexedDB and Dexie."""

import re

from speclint.facts.schema.code import Code
from speclint.facts.schema.orm.syntax import (
    arguments_of,
    assigned_to,
    items,
    record_of,
    strings,
    text_of,
)
from speclint.facts.schema.source import SchemaDraft, TableDraft

_OBJECT_STORE = re.compile(r"(?<![\w$])createObjectStore\s*+\(")
_CREATE_INDEX = re.compile(r"(?<![\w$.])(?P<var>[\w$]+)\.createIndex\s*+\(")
_STORES = re.compile(r"(?<![\w$])stores\s*+\(\s*+\{")


def read(code: Code, draft: SchemaDraft) -> None:
    """The object stores and their indexes."""
    indexes: dict[str, list[re.Match[str]]] = {}
    for match in _CREATE_INDEX.finditer(code.bare):
        indexes.setdefault(match["var"], []).append(match)
    for match in _OBJECT_STORE.finditer(code.bare):
        _read_object_store(code, draft, match, indexes.get(assigned_to(code, match.start())[0], []))
    for match in _STORES.finditer(code.bare):
        _read_stores(code, draft, match)


def _read_object_store(code: Code, draft: SchemaDraft, match: re.Match[str], indexes: list[re.Match[str]]) -> None:
    arguments = arguments_of(code, match.end() - 1)
    literal = code.literal(arguments[0].start, arguments[0].end) if arguments else None
    if literal is None:
        return
    table = TableDraft(code.source, literal.value, literal.offset, "orm")
    options = record_of(code, arguments[1]) if len(arguments) > 1 else {}
    key = text_of(code, options.get("keyPath"))
    table.primary = (key,) if key else ("key",)
    table.elided = True
    for index in indexes:
        found = strings(code, *code.inside(index.end() - 1))
        table.add_index(found[0] if found else "", found[1:], index.start())
    draft.tables.append(table.finish(code.close(match.end() - 1)))


def _read_stores(code: Code, draft: SchemaDraft, match: re.Match[str]) -> None:
    for item in items(code, *code.inside(match.end() - 1)):
        literal = code.literal(item.start, item.end)
        if item.key and literal is not None:
            parts = [part.strip() for part in literal.value.split(",")]
            table = TableDraft(code.source, item.key, item.key_offset, "orm")
            table.elided = True
            table.primary = (parts[0].lstrip("+&*") or "id",)
            for part in parts[1:]:
                columns = tuple(part.lstrip("+&*").strip("[]").split("+"))
                table.add_index("", columns, literal.offset, unique=part.startswith("&"))
            draft.tables.append(table.finish(item.end))
