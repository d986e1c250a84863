"""Stored data in Go: structs with `gorm`, `db`, `bson` and other tags, plain structs; with `ent` schemas."""

import re

from speclint.facts.schema.code import Code
from speclint.facts.schema.model import Schema
from speclint.facts.schema.orm import ent
from speclint.facts.schema.orm.syntax import blocks
from speclint.facts.schema.source import SchemaDraft, TableDraft

_STRUCT = re.compile(r"(?<!\w)(?P<name>[^\W\d]\w*)(?:\[[^\]\n]*\])?[ \t]+struct[ \t]*\{")
_FIELD = re.compile(r"(?P<names>[^\W\d]\w*(?:\s*+,\s*+[^\W\d]\w*)*)[ \t]+(?P<type>[^`\n]*[^`\s])[ \t]*(?P<tag>`)?")
_EMBEDDED = re.compile(r"\*?(?P<name>[\w.]+)\s*+(?P<tag>`)?")
_TAG = re.compile(r'(?P<key>\w+):"(?P<value>(?:[^"\\]|\\.)*)"')
_TABLE_NAME = re.compile(r"func\s*+\(\s*+(?:\w+\s++)?\*?(?P<model>\w+)\s*+\)\s*+TableName\s*+\(\s*+\)\s*+string\s*+\{")
_STORES = ("gorm", "db", "bson", "bun", "pg", "xorm", "dynamodbav", "firestore", "datastore", "rethinkdb")
"""Tags of libraries that keep what a struct holds."""

_NAMING = ("db", "bson", "bun", "pg", "xorm", "dynamodbav", "firestore", "datastore", "json")
"""Tags whose first part is the name of the column."""

Tags = dict[str, str]


def read(code: Code) -> Schema:
    """The structs and ent schemas of Go code."""
    draft = SchemaDraft(code.source)
    structs = {match["name"] for match in _STRUCT.finditer(code.bare)}
    names = {
        match["model"]: code.literal(match.end(), code.close(match.end() - 1))
        for match in _TABLE_NAME.finditer(code.bare)
    }
    for match, start, end in blocks(code, _STRUCT):
        literal = names.get(match["name"])
        name = literal.value if literal is not None else match["name"]
        table = TableDraft(code.source, name, match.start("name"), "document", match["name"])
        for begin, finish in code.split(start, end, "\n;"):
            _read_line(code, draft, table, begin, finish, structs)
        if table.columns or table.primary:
            draft.tables.append(table.finish(end + 1))
    ent.read(code, draft)
    return draft.finish()


def _read_line(code: Code, draft: SchemaDraft, table: TableDraft, start: int, end: int, structs: set[str]) -> None:
    field = _FIELD.match(code.bare, start, end)
    if field is not None:
        tags = _tags(code, field.start("tag"), end) if field["tag"] else {}
        _mark_stored(table, tags)
        for name in field["names"].split(","):
            _read_field(draft, table, name.strip(), field, tags, structs)
        return
    embedded = _EMBEDDED.fullmatch(code.bare, start, end) or _EMBEDDED.match(code.bare, start, end)
    if embedded is None:
        table.elided = table.elided or code.bare.startswith("...", start)
        return
    tags = _tags(code, embedded.start("tag"), end) if embedded["tag"] else {}
    _mark_stored(table, tags)
    if tags.get("bun", "").startswith("table:"):
        table.name = tags["bun"].removeprefix("table:").partition(",")[0]
    if embedded["name"] == "gorm.Model":
        table.kind, table.primary = "orm", ("id",)
    else:
        table.elided = True


def _tags(code: Code, start: int, end: int) -> Tags:
    literal = code.literal(start, end)
    return {match["key"]: match["value"] for match in _TAG.finditer(literal.value)} if literal is not None else {}


def _mark_stored(table: TableDraft, tags: Tags) -> None:
    if any(store in tags for store in _STORES):
        table.kind = "orm"


def _read_field(
    draft: SchemaDraft, table: TableDraft, name: str, field: re.Match[str], tags: Tags, structs: set[str]
) -> None:
    type_ = " ".join(field["type"].split())
    gorm = {
        part.partition(":")[0].strip().casefold(): part.partition(":")[2] for part in tags.get("gorm", "").split(";")
    }
    bare = type_.lstrip("*[]")
    if tags.get("gorm") == "-" or type_.startswith(("func(", "chan ")):
        return
    if "foreignkey" in gorm or "many2many" in gorm or (table.kind == "orm" and bare in structs):
        _read_association(draft, table, field, bare, gorm, many=type_.startswith("["))
        return
    options = [part.strip() for key in ("bun", "pg", "db") for part in tags.get(key, "").split(",")[1:]]
    name = _name(name, tags, gorm)
    index = gorm.get("index", gorm.get("uniqueindex"))
    if index:
        table.add_index(index.partition(",")[0], (name,), field.start(), unique="uniqueindex" in gorm)
    table.add_column(
        name,
        gorm.get("type") or type_,
        field.start("names"),
        primary=_is_primary(field["names"], tags, gorm, options),
        nullable=False if "not null" in gorm or "notnull" in options else True if type_.startswith("*") else None,
        unique="unique" in gorm or "uniqueindex" in gorm or "unique" in options,
        indexed="index" in gorm,
    )


def _name(name: str, tags: Tags, gorm: Tags) -> str:
    if gorm.get("column"):
        return gorm["column"]
    named = (tags[key].partition(",")[0].strip("'\" ") for key in _NAMING if key in tags)
    return next((tag for tag in named if tag and tag != "-"), name)


def _is_primary(name: str, tags: Tags, gorm: Tags, options: list[str]) -> bool:
    if "primarykey" in gorm or "primary_key" in gorm or "pk" in options:
        return True
    return tags.get("bson", "").partition(",")[0] == "_id" or ("gorm" in tags and name == "ID")


def _read_association(
    draft: SchemaDraft, table: TableDraft, field: re.Match[str], other: str, gorm: Tags, *, many: bool
) -> None:
    """A field that holds rows of another table; a single one is found by the key in `foreignKey`."""
    if many:
        draft.relate(table.model, other, "N:M" if "many2many" in gorm else "1:N", field.start("names"))
        return
    if gorm.get("foreignkey"):
        referred = (gorm["references"],) if gorm.get("references") else ()
        table.add_foreign_key((gorm["foreignkey"],), other, referred, field.start("type"))
    draft.relate(table.model, other, "N:1" if gorm.get("foreignkey") else "", field.start("names"))
