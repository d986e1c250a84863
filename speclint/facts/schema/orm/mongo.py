"""Collections of MongoDB: Mongoose schemas, validators and indexes made in the shell."""

import re

from speclint.facts.schema.code import Code
from speclint.facts.schema.orm.syntax import (
    Item,
    arguments_of,
    assigned_to,
    flag,
    is_true,
    named,
    record,
    record_of,
    text_of,
)
from speclint.facts.schema.source import SchemaDraft, TableDraft

_SCHEMA = re.compile(r"(?<![\w$.])new\s++(?:mongoose\.)?Schema\s*+(?:<[^()]{0,200}>)?\s*+\(")
_MODEL = re.compile(r"(?<![\w$])model\s*+(?:<[^()]{0,200}>)?\s*+\(")
_SCHEMA_INDEX = re.compile(r"(?<![\w$.])(?P<var>[\w$]+)\.index\s*+\(")
_CREATE_INDEX = re.compile(
    r"(?<![\w$])db\.(?:(?P<name>\w+)|collection\s*+(?P<open>\()[^()\n]*\))\.create(?:Index|Indexes)\s*+\("
)
_CREATE_COLLECTION = re.compile(r"(?<![\w$])createCollection\s*+\(")
_WORD = re.compile(r"[A-Za-z_$][\w$]*")


def read(code: Code, draft: SchemaDraft) -> None:
    """The collections and their indexes."""
    models = _models(code)
    indexes: dict[str, list[re.Match[str]]] = {}
    for match in _SCHEMA_INDEX.finditer(code.bare):
        indexes.setdefault(match["var"], []).append(match)
    for match in _SCHEMA.finditer(code.bare):
        variable, offset = assigned_to(code, match.start())
        model = models.get(variable) or re.sub(r"_?[Ss]chema$", "", variable)
        _read_schema(code, draft, match, (model, offset), indexes.get(variable, []))
    for match in _CREATE_COLLECTION.finditer(code.bare):
        _read_collection(code, draft, match)
    for match in _CREATE_INDEX.finditer(code.bare):
        _read_create_index(code, draft, match)


def _models(code: Code) -> dict[str, str]:
    """The names that `model("User", userSchema)` gives, by the variables they are given to."""
    models: dict[str, str] = {}
    for match in _MODEL.finditer(code.bare):
        arguments = arguments_of(code, match.end() - 1)
        literal = code.literal(arguments[0].start, arguments[0].end) if arguments else None
        if literal is not None and len(arguments) > 1:
            for word in _WORD.findall(code.bare[arguments[1].start : arguments[1].end][:200]):
                models.setdefault(word, literal.value)
    return models


def _read_schema(
    code: Code, draft: SchemaDraft, match: re.Match[str], variable: tuple[str, int], indexes: list[re.Match[str]]
) -> None:
    arguments = arguments_of(code, match.end() - 1)
    if not arguments or code.bare[arguments[0].start] != "{":
        return
    options = record_of(code, arguments[1]) if len(arguments) > 1 else {}
    model, offset = variable
    name = text_of(code, options.get("collection")) or model
    if not name:
        return
    table = TableDraft(code.source, name, offset, "orm", model)
    for item in record(code, arguments[0].start, arguments[0].end):
        if item.key:
            _add_field(code, table, item)
    for index in indexes:
        _read_key_index(code, table, index)
    if not any(column.primary for column in table.columns.values()):
        table.primary = ("_id",)
    draft.tables.append(table.finish(code.close(match.end() - 1)))


def _add_field(code: Code, table: TableDraft, item: Item) -> None:
    given = record_of(code, item) if code.bare[item.start] in "{[" else {}
    inner = given if "type" in given else {}
    if code.bare[item.start] == "[" and not inner:
        opening = code.find("{", item.start + 1, item.end)
        inner = named(code, *code.inside(opening)) if opening >= 0 else {}
    ref = inner.get("ref")
    required = flag(code, inner.get("required"))
    table.add_column(
        item.key,
        _type(code, item, inner),
        item.key_offset,
        primary=item.key == "_id",
        nullable=None if required is None else not required,
        unique=is_true(code, inner.get("unique")),
        indexed=is_true(code, inner.get("index")),
        references=table.reference(text_of(code, ref), None, ref.start) if ref is not None else None,
    )


def _type(code: Code, item: Item, given: dict[str, Item]) -> str:
    if "type" in given:
        type_ = text_of(code, given["type"])
        return f"[{type_}]" if code.bare[item.start] == "[" else type_
    if code.bare[item.start] == "{":
        return "Object"
    return "Array" if code.bare[item.start] == "[" and "{" in code.bare[item.start : item.end] else text_of(code, item)


def _read_key_index(code: Code, table: TableDraft, match: re.Match[str]) -> None:
    """`schema.index({ a: 1, b: -1 }, { unique: true })`."""
    arguments = arguments_of(code, match.end() - 1)
    if arguments:
        columns = tuple(item.key for item in record(code, arguments[0].start, arguments[0].end) if item.key)
        options = record_of(code, arguments[1]) if len(arguments) > 1 else {}
        name = text_of(code, options.get("name"))
        table.add_index(name, columns, match.start(), unique=is_true(code, options.get("unique")))


def _read_create_index(code: Code, draft: SchemaDraft, match: re.Match[str]) -> None:
    literal = code.literal(match.start("open"), match.end()) if match["open"] else None
    name = literal.value if literal is not None else match["name"] or ""
    arguments = arguments_of(code, match.end() - 1)
    if name and arguments:
        columns = tuple(item.key for item in record(code, arguments[0].start, arguments[0].end) if item.key)
        options = record_of(code, arguments[1]) if len(arguments) > 1 else {}
        unique = is_true(code, options.get("unique"))
        draft.add_index(text_of(code, options.get("name")), name, columns, match.start(), unique=unique)


_PROPERTIES = re.compile(r"(?<!\w)properties\s*+:")


def _read_collection(code: Code, draft: SchemaDraft, match: re.Match[str]) -> None:
    """`db.createCollection("logs", …)`, with the properties of its validator where it has one."""
    start, end = code.inside(match.end() - 1)
    literal = code.literal(start, end)
    if literal is None:
        return
    table = TableDraft(code.source, literal.value, literal.offset, "orm")
    bare = _PROPERTIES.search(code.bare, start, end)
    quoted = next((found.end for found in code.literals_in(start, end) if found.value == "properties"), end)
    for item in record(code, bare.end() if bare is not None else quoted, end):
        if item.key:
            given = record_of(code, item)
            type_ = text_of(code, given.get("bsonType", given.get("type")))
            table.add_column(item.key, type_, item.key_offset, primary=item.key == "_id")
    table.primary = ("_id",)
    table.elided = not table.columns
    draft.tables.append(table.finish(end))
