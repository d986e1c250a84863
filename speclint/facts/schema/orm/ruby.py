"""Stored data in Ruby: migrations of Rails, and the associations and fields of models."""

import re
from collections.abc import Iterator, Sequence

from speclint.facts.schema.code import Code
from speclint.facts.schema.model import Cardinality, Reference, Schema
from speclint.facts.schema.orm.syntax import Item, is_true, items, text_of, words
from speclint.facts.schema.source import SchemaDraft, TableDraft

_COMMAND = re.compile(
    r"^[ \t]*(?P<command>create_table|add_index|add_foreign_key|add_column|add_reference|change_table)[ (]",
    re.MULTILINE,
)
_BLOCK = re.compile(r"(?:\bdo\b|\{)\s*+\|\s*+(?P<var>\w+)\s*+\|")
_END = re.compile(r"^[ \t]*(?:end\b|\}|create_table\b)", re.MULTILINE)
"""The end of a block, or what can only come after it."""

_LINE = re.compile(r"[ \t]*(?P<var>\w+)\.(?P<method>\w+)[ (]?")
_CLASS = re.compile(r"^[ \t]*class\s++(?P<name>[\w:]+)(?:\s*+<\s*+(?P<base>[\w:.]+))?", re.MULTILINE)
_ASSOCIATION = re.compile(
    r"^[ \t]*(?P<kind>has_many|has_one|belongs_to|has_and_belongs_to_many|field|embeds_many|embeds_one)[ (]+"
    r":(?P<name>\w+)(?P<rest>[^\n]*)",
    re.MULTILINE,
)
_CLASS_NAME = re.compile(r"class_name:\s*+[\"'](?P<name>[\w:]+)")
_FIELD_TYPE = re.compile(r"type:\s*+(?P<type>[\w:]+)")

_ASSOCIATIONS: dict[str, Cardinality] = {
    "has_many": "1:N",
    "has_one": "1:1",
    "belongs_to": "N:1",
    "has_and_belongs_to_many": "N:M",
    "embeds_many": "1:N",
    "embeds_one": "1:1",
}
_POINTING = ("references", "belongs_to", "reference")
_KEYED = re.compile(r"(?P<key>\w+):\s*+|:(?P<old>\w+)\s*+=>\s*+")


def read(code: Code) -> Schema:
    """The tables that migrations create, and what models say of each other."""
    draft = SchemaDraft(code.source)
    for match in _COMMAND.finditer(code.bare):
        end = _end_of_line(code, match.end())
        arguments = _arguments(code, match.end(), end)
        if arguments:
            _COMMANDS[match["command"]](code, draft, match, arguments, end)
    _read_models(code, draft)
    return draft.finish()


def _end_of_line(code: Code, start: int) -> int:
    """The end of a command, which goes on after a comma."""
    end = start
    while True:
        found = code.find("\n", end, len(code.bare))
        end = found if found >= 0 else len(code.bare)
        last = code.bare[max(start, end - 100) : end].rstrip()[-1:]
        if found < 0 or last != "," or end - start > 300:
            return end
        end += 1


def _arguments(code: Code, start: int, end: int) -> list[Item]:
    block = _BLOCK.search(code.bare, start, end)
    stop = block.start() if block is not None else end
    if code.bare[start - 1] == "(":
        stop = min(stop, code.close(start - 1))
    return items(code, start, stop)


def _name(code: Code, item: Item) -> str:
    """The value of `:users` or `"users"`."""
    return text_of(code, item).lstrip(":")


def _given(arguments: Sequence[Item]) -> dict[str, Item]:
    return {item.key: item for item in arguments if item.key}


def _create_table(code: Code, draft: SchemaDraft, match: re.Match[str], arguments: list[Item], end: int) -> None:
    table = TableDraft(code.source, _name(code, arguments[0]), arguments[0].start, "orm")
    table.fragment = match["command"] == "change_table"
    given = _given(arguments)
    key = given.get("primary_key")
    if not table.fragment and not (key is None and "id" in given and not is_true(code, given["id"])):
        table.primary = tuple(name for name in words(code, key.start, key.end)) if key is not None else ("id",)
    block = _BLOCK.search(code.bare, match.end(), end)
    last = end
    if block is not None:
        close = _END.search(code.bare, block.end())
        last = close.start() if close is not None else len(code.bare)
        for begin, finish in code.split(block.end(), last, "\n;"):
            line = _LINE.match(code.bare, begin, finish)
            if line is not None and line["var"] == block["var"]:
                _read_line(code, table, line["method"], items(code, line.end(), finish), line.start("method"))
    draft.tables.append(table.finish(last))


def _read_line(code: Code, table: TableDraft, method: str, arguments: list[Item], offset: int) -> None:
    given = _given(arguments)
    plain = [item for item in arguments if not item.key]
    if method == "timestamps":
        for name in ("created_at", "updated_at"):
            table.add_column(name, "datetime", offset, nullable=False)
    elif method == "index" and plain:
        unique = is_true(code, given.get("unique"))
        table.add_index(_option(code, given, "name"), _names(code, plain[0]), offset, unique=unique)
    elif method in ("foreign_key", "remove", "check_constraint"):
        if method == "foreign_key" and plain:
            _add_foreign_key(code, table, plain, given)
    elif method == "column" and len(plain) > 1:
        _add_column(code, table, _name(code, plain[1]), plain[:1], given)
    else:
        _add_column(code, table, method, plain, given)


def _names(code: Code, item: Item) -> tuple[str, ...]:
    return tuple(words(code, item.start, item.end)) or (_name(code, item),)


def _option(code: Code, given: dict[str, Item], key: str) -> str:
    return text_of(code, given.get(key)).lstrip(":")


def _add_column(code: Code, table: TableDraft, type_: str, names: Sequence[Item], given: dict[str, Item]) -> None:
    index = given.get("index")
    null = given.get("null")
    for item in names:
        name = _name(code, item)
        points = type_ in _POINTING
        table.add_column(
            f"{name}_id" if points else name,
            _option(code, given, "type") or "bigint" if points else type_,
            item.start,
            primary=is_true(code, given.get("primary_key")),
            nullable=None if null is None else is_true(code, null),
            unique=index is not None and "unique: true" in code.words(index.start, index.end),
            indexed=is_true(code, index) or (points and index is None),
            references=_reference(code, table, name, item, given) if points else None,
        )


def _reference(code: Code, table: TableDraft, name: str, item: Item, given: dict[str, Item]) -> Reference | None:
    """The table that `t.references :user, foreign_key: true` points to."""
    key = given.get("foreign_key")
    if is_true(code, given.get("polymorphic")):
        return None
    to_table = re.compile(r"to_table:\s*+").search(code.bare, key.start, key.end) if key is not None else None
    if to_table is not None and key is not None:
        return table.reference(_name(code, Item("", 0, to_table.end(), key.end)).rstrip(" }"), "id", to_table.end())
    return table.reference(_plural(name), "id", item.start)


def _plural(name: str) -> str:
    if name.endswith("y") and name[-2:-1] not in "aeiou":
        return name[:-1] + "ies"
    return name + ("es" if name.endswith(("s", "x", "ch", "sh")) else "s")


def _add_foreign_key(code: Code, table: TableDraft, plain: Sequence[Item], given: dict[str, Item]) -> None:
    other = _name(code, plain[0])
    column = _option(code, given, "column") or f"{other.removesuffix('s')}_id"
    referred = _option(code, given, "primary_key") or "id"
    table.add_foreign_key((column,), other, (referred,), plain[0].start)


def _add_index(code: Code, draft: SchemaDraft, _: re.Match[str], arguments: list[Item], end: int) -> None:
    plain, given = [item for item in arguments if not item.key], _given(arguments)
    if len(plain) > 1:
        unique = is_true(code, given.get("unique"))
        table, columns = _name(code, plain[0]), _names(code, plain[1])
        draft.add_index(_option(code, given, "name"), table, columns, plain[0].start, unique=unique)


def _alter(code: Code, draft: SchemaDraft, match: re.Match[str], arguments: list[Item], end: int) -> None:
    """`add_column`, `add_reference` and `add_foreign_key`, as fragments of their table."""
    plain, given = [item for item in arguments if not item.key], _given(arguments)
    if len(plain) < 2:
        return
    table = TableDraft(code.source, _name(code, plain[0]), plain[0].start, "orm")
    table.fragment = True
    if match["command"] == "add_foreign_key":
        _add_foreign_key(code, table, plain[1:], given)
    elif match["command"] == "add_reference":
        _add_column(code, table, "references", plain[1:2], given)
    elif len(plain) > 2:
        _add_column(code, table, _name(code, plain[2]), plain[1:2], given)
    draft.tables.append(table.finish(end))


_COMMANDS = {
    "create_table": _create_table,
    "change_table": _create_table,
    "add_index": _add_index,
    "add_column": _alter,
    "add_reference": _alter,
    "add_foreign_key": _alter,
}


# Models


def _read_models(code: Code, draft: SchemaDraft) -> None:
    classes = list(_CLASS.finditer(code.bare))
    ends = [match.start() for match in classes[1:]] + [len(code.bare)]
    for match, end in zip(classes, ends, strict=False):
        model = match["name"].rpartition("::")[2]
        table = TableDraft(code.source, model, match.start("name"), "orm", model)
        for found in _associations(code, match.end(), end):
            _read_association(code, draft, table, found)
        if table.columns:
            table.primary = ("_id",)
            draft.tables.append(table.finish(end))


def _associations(code: Code, start: int, end: int) -> Iterator[re.Match[str]]:
    return _ASSOCIATION.finditer(code.bare, start, end)


def _read_association(code: Code, draft: SchemaDraft, table: TableDraft, found: re.Match[str]) -> None:
    rest = code.plain(found.start("rest"), found.end("rest"))
    if found["kind"] == "field":
        type_ = _FIELD_TYPE.search(rest)
        table.add_column(found["name"], type_["type"] if type_ is not None else "", found.start("name"))
        return
    named = _CLASS_NAME.search(rest)
    other = named["name"].rpartition("::")[2] if named is not None else found["name"]
    cardinality = "N:M" if "through:" in rest else _ASSOCIATIONS[found["kind"]]
    draft.relate(table.model, other, cardinality, found.start("kind"))
