"""Stored data in Elixir: schemas and migrations of Ecto."""

import re

from speclint.facts.schema.code import Code
from speclint.facts.schema.model import Cardinality, Reference, Schema
from speclint.facts.schema.orm.syntax import Item, called_inside, is_true, items, text_of, words
from speclint.facts.schema.source import SchemaDraft, TableDraft

_SCHEMA = re.compile(r"^[ \t]*(?:schema|create(?:_if_not_exists)?\(?[ \t]*table)\b[ \t]*\(?", re.MULTILINE)
_MODULE = re.compile(r"^[ \t]*defmodule\s++(?P<name>[\w.]+)", re.MULTILINE)
_END = re.compile(r"^[ \t]*(?:end|schema|create)\b", re.MULTILINE)
"""The end of a block, or what can only come after it."""

_LINE = re.compile(
    r"(?P<verb>field|add|belongs_to|has_many|has_one|many_to_many|embeds_many|embeds_one|timestamps)\b[ (]*"
)
_INDEX = re.compile(r"\bcreate(?:_if_not_exists)?\(?[ \t]*(?P<kind>unique_index|index)\b[ \t]*\(")

_ASSOCIATIONS: dict[str, Cardinality] = {
    "belongs_to": "N:1",
    "has_many": "1:N",
    "has_one": "1:1",
    "many_to_many": "N:M",
}


def read(code: Code) -> Schema:
    """The tables of schemas and migrations."""
    draft = SchemaDraft(code.source)
    modules = [(match.start(), match["name"].rpartition(".")[2]) for match in _MODULE.finditer(code.bare)]
    for match in _SCHEMA.finditer(code.bare):
        model = next((name for start, name in reversed(modules) if start < match.start()), "")
        _read_schema(code, draft, match, model)
    for match in _INDEX.finditer(code.bare):
        arguments = items(code, *code.inside(match.end() - 1))
        if len(arguments) > 1:
            table = text_of(code, arguments[0]).lstrip(":")
            given = {item.key: item for item in arguments if item.key}
            unique = match["kind"] == "unique_index" or is_true(code, given.get("unique"))
            columns = words(code, arguments[1].start, arguments[1].end)
            draft.add_index(text_of(code, given.get("name")).lstrip(":"), table, columns, match.start(), unique=unique)
    return draft.finish()


def _read_schema(code: Code, draft: SchemaDraft, match: re.Match[str], model: str) -> None:
    stop = code.bare.find("\n", match.end())
    stop = stop if stop >= 0 else len(code.bare)
    name = next(iter(items(code, match.end(), stop)), None)
    if name is None:
        return
    close = _END.search(code.bare, stop)
    end = close.start() if close is not None else len(code.bare)
    table = TableDraft(code.source, _first_word(code, name), name.start, "orm", model)
    table.primary = () if "primary_key: false" in code.bare[match.end() : stop] else ("id",)
    for begin, finish in code.split(stop, end, "\n"):
        line = _LINE.match(code.bare, begin, finish)
        if line is not None:
            _read_line(code, draft, table, line, items(code, line.end(), finish))
    draft.tables.append(table.finish(end))


def _first_word(code: Code, item: Item) -> str:
    """The name in `"users"`, `:users` or `:users)`."""
    return re.sub(r"\W.*", "", text_of(code, item).lstrip(":"))


def _read_line(code: Code, draft: SchemaDraft, table: TableDraft, line: re.Match[str], arguments: list[Item]) -> None:
    verb, offset = line["verb"], line.start()
    given = {item.key: item for item in arguments if item.key}
    plain = [item for item in arguments if not item.key]
    name = _first_word(code, plain[0]) if plain else ""
    if verb == "timestamps":
        for stamp in ("inserted_at", "updated_at"):
            table.add_column(stamp, "naive_datetime", offset, nullable=False)
    elif verb in ("field", "add") and name:
        null = given.get("null")
        table.add_column(
            name,
            code.words(plain[1].start, plain[1].end).lstrip(":") if len(plain) > 1 else "",
            plain[0].start,
            primary=is_true(code, given.get("primary_key")),
            nullable=None if null is None else is_true(code, null),
            references=_reference(code, table, plain[1:]),
        )
    elif verb in _ASSOCIATIONS and len(plain) > 1:
        target = code.words(plain[1].start, plain[1].end).rpartition(".")[2]
        draft.relate(table.model or table.name, target, _ASSOCIATIONS[verb], offset)
        if verb == "belongs_to":
            key = text_of(code, given.get("foreign_key")).lstrip(":") or f"{name}_id"
            reference = table.reference(target, "id", plain[1].start)
            table.add_column(key, text_of(code, given.get("type")).lstrip(":") or "id", offset, references=reference)


def _reference(code: Code, table: TableDraft, arguments: list[Item]) -> Reference | None:
    """`references(:users, on_delete: :delete_all)`."""
    made = called_inside(code, "references", arguments[0].start, arguments[0].end) if arguments else None
    first = next(iter(items(code, made.start, made.end)), None) if made is not None else None
    return table.reference(_first_word(code, first), "id", first.start) if first is not None else None
