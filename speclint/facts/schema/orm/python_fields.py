"""Stored data by classes of field calls: Django, Peewee, Tortoise, MongoEngine."""

import re

from speclint.facts.schema.code import Code
from speclint.facts.schema.model import Reference
from speclint.facts.schema.orm.python_classes import Class, Field, maker, string_value
from speclint.facts.schema.orm.syntax import (
    Call,
    Item,
    calls,
    flag,
    is_true,
    items,
    record_of,
    strings,
    text_of,
)
from speclint.facts.schema.source import SchemaDraft, TableDraft

_FIELD_KEYS = ("ForeignKey", "OneToOneField", "ForeignKeyField", "ReferenceField", "LazyReferenceField", "OneToOne")
"""Field types that point to another model."""

_MANY_KEYS = ("ManyToManyField", "ManyToManyRelation", "Set")
"""Field types that hold many rows of another model."""

_TABLE_NAMES = ("db_table", "table_name", "table", "name", "collection")
"""Settings by which a class names its table."""

_FIELD_CALL = re.compile(r"\w*Field|ForeignKey|OneToOne|ObjectId|Required|Optional|PrimaryKey")


def fits(code: Code, class_: Class) -> bool:
    """Whether the members of a class are made by field calls."""
    if re.search(r"\bmodels\.Model\b", class_.bases):
        return True
    made = [maker(code, field) for field in class_.fields]
    return any(call and call.name != "Field" and _FIELD_CALL.fullmatch(call.name) for call in made)


def read_class(code: Code, draft: SchemaDraft, class_: Class) -> None:
    """A class whose members are made by field calls; it has a key of its own where none is among them."""
    meta = class_.meta.fields if class_.meta is not None else ()
    settings = next((record_of(code, Item("", 0, *field.value)) for field in class_.fields if field.name == "meta"), {})
    name = string_value(code, meta, *_TABLE_NAMES) or text_of(code, settings.get("collection"))
    table = TableDraft(code.source, name or class_.name, class_.offset, "orm", class_.name)
    for field in class_.fields:
        made = maker(code, field)
        if made is not None and made.name in _MANY_KEYS:
            target = _other_model(code, table, class_, made)
            draft.relate(class_.name, target.table if target is not None else "", "N:M", field.offset)
        elif made is not None and _FIELD_CALL.fullmatch(made.name):
            _add_field(code, table, class_, field, made)
    if not any(column.primary for column in table.columns.values()):
        table.primary = ("_id",) if "Document" in class_.bases else ("id",)
    for field in meta:
        _read_indexes(code, table, field.name, *field.value)
    for item in settings.values():
        _read_indexes(code, table, item.key, item.start, item.end)
    draft.tables.append(table.finish(class_.end))


def _add_field(code: Code, table: TableDraft, class_: Class, field: Field, made: Call) -> None:
    given = {item.key: item for item in items(code, made.start, made.end) if item.key}
    points = made.name in _FIELD_KEYS
    required = flag(code, given.get("required"))
    nullable = flag(code, given.get("null")) if "null" in given else None if required is None else not required
    table.add_column(
        field.name,
        made.name,
        field.offset,
        primary=any(is_true(code, given.get(key)) for key in ("primary_key", "pk")) or made.name == "PrimaryKey",
        nullable=nullable,
        unique=is_true(code, given.get("unique")) or made.name.startswith("OneToOne"),
        indexed=any(is_true(code, given.get(key)) for key in ("db_index", "index")) or points,
        references=_other_model(code, table, class_, made) if points else None,
    )


def _other_model(code: Code, table: TableDraft, class_: Class, made: Call) -> Reference | None:
    """The model that a field points to; none for the user model that the settings name."""
    arguments = items(code, made.start, made.end)
    named = [item for item in arguments if item.key in ("to", "model", "model_name", "document_type")]
    first = next(iter(named), next((item for item in arguments if not item.key), None))
    if first is None or "AUTH_USER_MODEL" in code.bare[first.start : first.end]:
        return None
    name = text_of(code, first).rpartition(".")[2]
    return table.reference(class_.name if name == "self" else name, None, first.start)


def _read_indexes(code: Code, table: TableDraft, name: str, start: int, end: int) -> None:
    """The indexes and constraints that a setting of a class lists."""
    if name not in ("unique_together", "index_together", "indexes", "constraints"):
        return
    for begin, finish in _groups(code, name, start, end):
        made = next(calls(code, begin, finish), None)
        given = {item.key: item for item in items(code, made.start, made.end)} if made is not None else {}
        unique = name == "unique_together" or (made is not None and "Unique" in made.name)
        columns = _columns(code, given.get("fields")) if made is not None else strings(code, begin, finish)
        names = tuple(column.lstrip("-+$#") for column in columns)
        table.add_index(text_of(code, given.get("name")), names, begin, unique=unique)


def _columns(code: Code, item: Item | None) -> tuple[str, ...]:
    return strings(code, item.start, item.end) if item is not None else ()


def _groups(code: Code, name: str, start: int, end: int) -> list[tuple[int, int]]:
    """The items of a list; `unique_together = ("a", "b")` is one of two columns."""
    opening = code.find("([", start, end)
    if opening < 0:
        return []
    inside = code.inside(opening)
    found = [(item.start, item.end) for item in items(code, *inside)]
    flat = name.endswith("_together") and all(code.bare[begin] in "\"'" for begin, _ in found)
    return [inside] if flat else found
