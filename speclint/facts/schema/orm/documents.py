"""Schemas written as JSON: Elasticsearch mappings, Avro records, JSON Schema."""

import re

from speclint.facts.schema.code import Code
from speclint.facts.schema.model import Schema
from speclint.facts.schema.orm.syntax import Item, items, record, record_of, strings, text_of
from speclint.facts.schema.source import SchemaDraft, TableDraft

_INDEX_NAME = re.compile(r"\b(?:PUT|POST)\s++/?(?P<name>[\w.-]+)")
"""The request that creates an index of Elasticsearch."""


def read(code: Code) -> Schema:
    """The mappings, records and object schemas of a JSON text."""
    draft = SchemaDraft(code.source)
    opening = code.find("{[", 0, len(code.bare))
    if opening < 0:
        return Schema()
    listed = items(code, *code.inside(opening)) if code.bare[opening] == "[" else []
    for item in listed or [Item("", opening, opening, len(code.bare))]:
        _read_object(code, draft, item)
    return draft.finish()


def _read_object(code: Code, draft: SchemaDraft, item: Item) -> None:
    given = record_of(code, item)
    if "mappings" in given:
        _read_mapping(code, draft, item, record_of(code, given["mappings"]))
    elif "fields" in given and text_of(code, given.get("type")) == "record":
        _read_avro(code, draft, given)
    elif "properties" in given and ("$schema" in given or text_of(code, given.get("type")) == "object"):
        _read_json_schema(code, draft, item, given)
    for key in ("definitions", "$defs", "schemas", "components"):
        for inner in record(code, given[key].start, given[key].end) if key in given else ():
            inner_given = record_of(code, inner)
            if "properties" in inner_given:
                _read_json_schema(code, draft, inner, inner_given)


def _read_mapping(code: Code, draft: SchemaDraft, item: Item, mapping: dict[str, Item]) -> None:
    """`{"mappings": {"properties": {"title": {"type": "text"}}}}`."""
    named = _INDEX_NAME.search(code.bare, 0, item.start)
    name, offset = (named["name"], named.start("name")) if named is not None else ("mappings", item.start)
    table = TableDraft(code.source, name, offset, "orm")
    properties = mapping.get("properties")
    for field in _properties(code, properties):
        given = record_of(code, field)
        type_ = text_of(code, given.get("type")) or ("object" if "properties" in given else "")
        indexed = text_of(code, given.get("index")) != "false"
        table.add_column(field.key, type_, field.key_offset, indexed=indexed)
    table.primary = ("_id",)
    draft.tables.append(table.finish(item.end))


def _read_avro(code: Code, draft: SchemaDraft, given: dict[str, Item]) -> None:
    name = given.get("name")
    fields = given["fields"]
    offset = name.start + 1 if name is not None else fields.start
    table = TableDraft(code.source, text_of(code, name) or "record", offset, "document")
    for field in items(code, *code.inside(fields.start)):
        told = record_of(code, field)
        if "name" in told and "type" in told:
            type_ = code.words(told["type"].start, told["type"].end).strip('"')
            table.add_column(text_of(code, told["name"]), type_, told["name"].start + 1, nullable='"null"' in type_)
    draft.tables.append(table.finish(fields.end))


def _read_json_schema(code: Code, draft: SchemaDraft, item: Item, given: dict[str, Item]) -> None:
    required = given.get("required")
    needed = strings(code, required.start, required.end) if required is not None else ()
    title = given.get("title")
    name = text_of(code, title) or item.key or "object"
    table = TableDraft(code.source, name, title.start + 1 if title is not None else item.key_offset, "document")
    for field in _properties(code, given["properties"]):
        told = record_of(code, field)
        type_ = text_of(code, told.get("type")) or text_of(code, told.get("$ref")).rpartition("/")[2]
        table.add_column(field.key, type_, field.key_offset, nullable=field.key not in needed)
    if table.columns:
        draft.tables.append(table.finish(item.end))


def _properties(code: Code, item: Item | None) -> list[Item]:
    """The named items of an object of properties."""
    return [field for field in record(code, item.start, item.end) if field.key] if item is not None else []
