"""Models that Sequelize defines, and their associations."""

import re

from speclint.facts.schema.code import Code
from speclint.facts.schema.model import Cardinality, Reference
from speclint.facts.schema.orm.syntax import (
    Item,
    arguments_of,
    flag,
    is_true,
    record,
    record_of,
    strings,
    text_of,
)
from speclint.facts.schema.source import SchemaDraft, TableDraft

_MODEL = re.compile(r"(?<![\w$])(?:(?P<model>[A-Z][\w$]*)\.init|sequelize\.define|\w+\.createTable)\s*+\(")
_ASSOCIATION = re.compile(
    r"(?<![\w$])(?P<left>[A-Z]\w*)\.(?P<kind>hasMany|hasOne|belongsTo|belongsToMany)\s*+\(\s*+(?:\w+\.)?(?P<right>[A-Z]\w*)"
)
_ASSOCIATIONS: dict[str, Cardinality] = {
    "hasMany": "1:N",
    "hasOne": "1:1",
    "belongsTo": "N:1",
    "belongsToMany": "N:M",
}


def read(code: Code, draft: SchemaDraft) -> None:
    """The models that Sequelize defines, and their associations."""
    for match in _MODEL.finditer(code.bare):
        _read_model(code, draft, match)
    for match in _ASSOCIATION.finditer(code.bare):
        draft.relate(match["left"], match["right"], _ASSOCIATIONS[match["kind"]], match.start("left"))


def _read_model(code: Code, draft: SchemaDraft, match: re.Match[str]) -> None:
    arguments = arguments_of(code, match.end() - 1)
    model, offset = match["model"], match.start("model")
    if model is None:
        literal = code.literal(arguments[0].start, arguments[0].end) if arguments else None
        if literal is None:
            return
        model, offset = literal.value, literal.offset
        arguments = arguments[1:]
    if not arguments or code.bare[arguments[0].start] != "{":
        return
    options = record_of(code, arguments[1]) if len(arguments) > 1 else {}
    table = TableDraft(code.source, text_of(code, options.get("tableName")) or model, offset, "orm", model)
    for item in record(code, arguments[0].start, arguments[0].end):
        if item.key:
            _add_column(code, table, item)
    _read_indexes(code, table, options.get("indexes"))
    if not any(column.primary for column in table.columns.values()):
        table.primary = ("id",)
    draft.tables.append(table.finish(code.close(match.end() - 1)))


def _read_indexes(code: Code, table: TableDraft, listed: Item | None) -> None:
    for index in record(code, listed.start, listed.end) if listed is not None else ():
        given = record_of(code, index)
        if "fields" in given:
            columns = strings(code, given["fields"].start, given["fields"].end)
            unique = is_true(code, given.get("unique"))
            table.add_index(text_of(code, given.get("name")), columns, index.start, unique=unique)


def _add_column(code: Code, table: TableDraft, item: Item) -> None:
    given = record_of(code, item) if code.bare[item.start] == "{" else {}
    target = record_of(code, given.get("references"))
    model = target.get("model")
    name = text_of(code, given.get("field")) or item.key
    table.add_column(
        name,
        text_of(code, given.get("type")) if given else code.words(item.start, item.end),
        item.key_offset,
        primary=is_true(code, given.get("primaryKey")),
        nullable=flag(code, given.get("allowNull")),
        unique=is_true(code, given.get("unique")),
        references=_model_reference(code, table, model, text_of(code, target.get("key")) or None),
    )


def _model_reference(code: Code, table: TableDraft, model: Item | None, key: str | None) -> Reference | None:
    if model is None:
        return None
    name = text_of(code, model) if code.literal(model.start, model.end) else _last(code, model)
    return table.reference(name, key, model.start)


def _last(code: Code, item: Item) -> str:
    """The model of `models.User` or of `User`."""
    words = code.words(item.start, item.end)
    return words.rpartition(".")[2]
