"""Stored data in PHP: Laravel migrations and Doctrine entities."""

import re

from speclint.facts.schema.code import Code
from speclint.facts.schema.model import Cardinality, Schema
from speclint.facts.schema.orm.builders import read_builder
from speclint.facts.schema.orm.syntax import Call, Item, called_inside, named, target_of, text_of
from speclint.facts.schema.source import SchemaDraft, TableDraft

_SCHEMA = re.compile(r"\bSchema::(?:connection\s*+\([^()\n]{0,100}\)\s*+->)?(?P<verb>create|table)\s*+\(")
_ENTITY = re.compile(r"#\[(?:ORM\\)?Entity\b")
_CLASS = re.compile(r"\bclass\s++(?P<name>\w+)[^{};]{0,300}\{")
_PROPERTY = re.compile(r"(?:public|private|protected)\s++(?:readonly\s++)?(?P<type>\??[\w\\|]+)\s++\$(?P<name>\w+)")
_TABLE_NAME = re.compile(r"\bTable\s*+\(")

_RELATIONS: dict[str, Cardinality] = {"ManyToOne": "N:1", "OneToOne": "1:1", "OneToMany": "1:N", "ManyToMany": "N:M"}


def read(code: Code) -> Schema:
    """The tables that migrations create and entities stand for."""
    draft = SchemaDraft(code.source)
    for match in _SCHEMA.finditer(code.bare):
        _read_migration(code, draft, match)
    for match in _ENTITY.finditer(code.bare):
        _read_entity(code, draft, match)
    return draft.finish()


def _read_migration(code: Code, draft: SchemaDraft, match: re.Match[str]) -> None:
    start, end = code.inside(match.end() - 1)
    literal = code.literal(start, end)
    body = code.find("{", start, end)
    if literal is None or body < 0:
        return
    table = TableDraft(code.source, literal.value, literal.offset, "orm")
    table.fragment = match["verb"] == "table"
    read_builder(code, table, *code.inside(body))
    draft.tables.append(table.finish(end))


def _read_entity(code: Code, draft: SchemaDraft, match: re.Match[str]) -> None:
    head = _CLASS.search(code.bare, match.start(), match.start() + 2000)
    if head is None:
        return
    literal = None
    named = _TABLE_NAME.search(code.bare, match.start(), head.start())
    if named is not None:
        literal = code.literal(*code.inside(named.end() - 1))
    name = literal.value if literal is not None else head["name"]
    table = TableDraft(code.source, name, head.start("name"), "orm", head["name"])
    start, end = code.inside(head.end() - 1)
    position = start
    for found in _PROPERTY.finditer(code.bare, start, end):
        attributes = code.bare.rfind(";", position, found.start()) + 1 or position
        if code.bare.find("#[", attributes, found.start()) >= 0:
            _read_property(code, draft, table, found, attributes)
        position = found.end()
    draft.tables.append(table.finish(end + 1))


def _read_property(code: Code, draft: SchemaDraft, table: TableDraft, found: re.Match[str], start: int) -> None:
    text = code.bare[start : found.start()]
    relation = next((kind for kind in _RELATIONS if kind in text), None)
    if relation is not None:
        _read_relation(code, draft, table, found, called_inside(code, relation, start, found.start()), relation)
        return
    column = called_inside(code, "Column", start, found.start())
    given = named(code, column.start, column.end) if column is not None else {}
    table.add_column(
        text_of(code, given.get("name")) or found["name"],
        text_of(code, given.get("type")) or found["type"],
        found.start("name"),
        primary=re.search(r"\bId\b", text) is not None,
        nullable=True if found["type"].startswith("?") or _said(code, given.get("nullable")) else None,
        unique=_said(code, given.get("unique")),
    )


def _read_relation(
    code: Code, draft: SchemaDraft, table: TableDraft, found: re.Match[str], made: Call | None, relation: str
) -> None:
    """A property that holds rows of another entity, or its key."""
    target = named(code, made.start, made.end).get("targetEntity") if made is not None else None
    name, offset = found["type"].lstrip("?"), found.start("type")
    if target is not None:
        name, offset = target_of(code, target.start, target.end)
    draft.relate(table.model, name, _RELATIONS[relation], found.start("name"))
    if relation in ("ManyToOne", "OneToOne"):
        reference = table.reference(name, None, offset)
        table.add_column(found["name"], found["type"], found.start("name"), references=reference)


def _said(code: Code, item: Item | None) -> bool:
    return item is not None and code.bare[item.start : item.end].strip() == "true"
