"""Models of a Prisma schema."""

import re

from speclint.facts.schema.code import Code
from speclint.facts.schema.model import Schema, TableSource
from speclint.facts.schema.orm.syntax import blocks, items
from speclint.facts.schema.source import SchemaDraft, TableDraft

_MODEL = re.compile(r"^[ \t]*(?P<kind>model|type|view)\s++(?P<name>\w+)\s*+\{", re.MULTILINE)
_FIELD = re.compile(r"(?P<name>\w+)\s++(?P<type>\w+(?:\([^()\n]*\))?)(?P<many>\[\])?(?P<optional>\?)?(?P<rest>[^\n]*)")
_ATTRIBUTE = re.compile(r"@@(?P<name>\w+)\s*+\(")
_RELATION = re.compile(r"@relation\s*+\(")
_MAP = re.compile(r"@map\s*+\(")
_WORD = re.compile(r"[A-Za-z_]\w*")

_SCALARS = frozenset(
    {"String", "Boolean", "Int", "BigInt", "Float", "Decimal", "DateTime", "Json", "Bytes", "Unsupported"}
)


def read(code: Code) -> Schema:
    """The models, with composite types as documents."""
    draft = SchemaDraft(code.source)
    models = {match["name"] for match in _MODEL.finditer(code.bare) if match["kind"] == "model"}
    for match, start, end in blocks(code, _MODEL):
        kind: TableSource = "document" if match["kind"] == "type" else "orm"
        table = TableDraft(code.source, match["name"], match.start("name"), kind, match["name"])
        for begin, finish in code.split(start, end, "\n"):
            if code.bare.startswith("@@", begin):
                _read_attribute(code, table, begin, finish)
            elif code.bare[begin : begin + 3] == "...":
                table.elided = True
            elif (field := _FIELD.match(code.bare, begin, finish)) is not None:
                _read_field(code, draft, table, field, models)
        draft.tables.append(table.finish(end + 1))
    return draft.finish()


def _read_field(code: Code, draft: SchemaDraft, table: TableDraft, field: re.Match[str], models: set[str]) -> None:
    rest = field["rest"]
    relation = _RELATION.search(code.bare, field.start("rest"), field.end())
    scalar = field["type"].partition("(")[0] in _SCALARS
    if relation is not None or field["type"] in models or (field["many"] and not scalar):
        _read_relation(code, draft, table, field, relation)
        return
    renamed = _MAP.search(code.bare, field.start("rest"), field.end())
    name = code.literal(renamed.start(), field.end()) if renamed is not None else None
    table.add_column(
        name.value if name is not None else field["name"],
        field["type"] + (field["many"] or ""),
        field.start("name"),
        primary=re.search(r"@id\b", rest) is not None,
        nullable=field["optional"] is not None,
        unique=re.search(r"@unique\b", rest) is not None,
    )


def _read_relation(
    code: Code, draft: SchemaDraft, table: TableDraft, field: re.Match[str], relation: re.Match[str] | None
) -> None:
    """A field that stands for rows of another model, whose key other columns hold."""
    model = table.model
    if field["many"]:
        draft.relate(model, field["type"], "1:N", field.start("name"))
        return
    given = {item.key: item for item in items(code, *code.inside(relation.end() - 1))} if relation is not None else {}
    if "fields" in given:
        columns, referred = (
            tuple(_WORD.findall(code.bare[given[key].start : given[key].end])) if key in given else ()
            for key in ("fields", "references")
        )
        table.add_foreign_key(columns, field["type"], referred, field.start("type"))
    draft.relate(model, field["type"], "N:1" if "fields" in given else "", field.start("name"))


def _read_attribute(code: Code, table: TableDraft, start: int, end: int) -> None:
    """`@@id([a, b])`, `@@unique`, `@@index`, `@@map`."""
    match = _ATTRIBUTE.match(code.bare, start, end)
    if match is None:
        return
    inside = code.inside(match.end() - 1)
    literal = code.literal(*inside)
    if match["name"] == "map" and literal is not None:
        table.name = literal.value
        return
    opening = code.find("[", *inside)
    columns = tuple(
        code.bare[begin:finish].split("(")[0].strip() for begin, finish in code.split(*code.inside(opening))
    ) if opening >= 0 else ()  # fmt: skip
    if match["name"] == "id":
        table.primary = columns
    elif match["name"] in ("unique", "index", "fulltext"):
        name = literal.value if literal is not None else ""
        table.add_index(name, columns, start, unique=match["name"] == "unique")
