"""Typed records in languages that describe data: Protocol Buffers, Thrift, GraphQL, Swift, C, Solidity, Dart."""

import re

from speclint.facts.schema.code import Code
from speclint.facts.schema.model import Schema, TableSource
from speclint.facts.schema.orm.syntax import blocks, past_space, split_typed
from speclint.facts.schema.source import SchemaDraft, TableDraft

_MESSAGE = re.compile(r"(?<!\w)message\s++(?P<name>\w+)\s*+\{")
_MESSAGE_FIELD = re.compile(
    r"(?:(?P<label>optional|required|repeated)\s++)?(?P<type>map\s*+<[^<>]*>|[\w.]+)\s++(?P<name>\w+)\s*+=\s*+\d+"
)
_ONEOF = re.compile(r"oneof\s++\w+\s*+\{")
_THRIFT_FIELD = re.compile(
    r"\d+\s*+:\s*+(?:(?P<label>optional|required)\s++)?(?P<type>[\w.]+(?:\s*+<.*>)?)\s++(?P<name>\w+)"
)
_TYPE = re.compile(r"(?<![\w])(?:extend\s++)?(?P<kind>type|input|interface)\s++(?P<name>\w+)[^{}=]{0,300}\{")
_TYPE_FIELD = re.compile(r"(?P<name>\w+)\s*+(?P<open>\()?")
_SWIFT = re.compile(
    r"(?P<model>@Model\s++)?(?:(?:public|final|private|internal)\s++){0,3}(?:struct|class)\s++(?P<name>\w+)[^{};()]{0,200}\{"
)
_SWIFT_FIELD = re.compile(
    r"(?P<attributes>(?:@\w+(?:\([^()\n]*\))?\s++)*)(?:(?:public|private|internal|static|weak)\s++){0,3}(?:let|var)\s++(?P<name>\w+)\s*+:\s*+(?P<type>[^={\n]+)"
)
_STRUCT = re.compile(r"(?<!\w)(?:typedef\s++)?(?:struct|class)\s++(?P<name>\w+)[^{};()]{0,200}\{")
_STRUCT_FIELD = re.compile(
    r"(?:(?:final|const|late|static|public|private|unsigned|required)\s++){0,4}(?P<type>[\w:.]+(?:\s*+<.*>)?(?:\[\w*\])*[?*&]*)\s++[*&]*(?P<name>\w+)(?:\[\w*\])*$"
)

_METHOD = re.compile(r"\)[\w\s:]{0,100}\{")

_ROOTS = ("Query", "Mutation", "Subscription")
"""Types of GraphQL that are operations."""


def read_messages(code: Code) -> Schema:
    """The messages of Protocol Buffers."""
    draft = SchemaDraft(code.source)
    for match, start, end in blocks(code, _MESSAGE):
        table = TableDraft(code.source, match["name"], match.start("name"), "document", match["name"])
        _read_message(code, table, start, end)
        _keep(draft, table, end)
    return draft.finish()


def _read_message(code: Code, table: TableDraft, start: int, end: int) -> None:
    for begin, finish in code.split(start, end, ";"):
        while (choice := _ONEOF.search(code.bare, begin, finish)) is not None and choice.start() == begin:
            inside = code.inside(choice.end() - 1)
            _read_message(code, table, *inside)
            begin = past_space(code.bare, inside[1] + 1)
        field = _MESSAGE_FIELD.match(code.bare, begin, finish)
        if field is not None:
            repeated = "repeated " if field["label"] == "repeated" else ""
            nullable = {"optional": True, "required": False}.get(field["label"] or "")
            table.add_column(field["name"], repeated + field["type"], field.start("name"), nullable=nullable)


def read_thrift(code: Code) -> Schema:
    """The structs of Thrift."""
    draft = SchemaDraft(code.source)
    for match, start, end in blocks(code, _STRUCT):
        table = TableDraft(code.source, match["name"], match.start("name"), "document", match["name"])
        for begin, finish in split_typed(code, start, end, ",;\n"):
            field = _THRIFT_FIELD.match(code.bare, begin, finish)
            if field is not None:
                nullable = {"optional": True, "required": False}.get(field["label"] or "")
                table.add_column(field["name"], field["type"], field.start("name"), nullable=nullable)
        _keep(draft, table, end)
    return draft.finish()


def read_types(code: Code) -> Schema:
    """The object types of GraphQL, not the operations."""
    draft = SchemaDraft(code.source)
    for match, start, end in blocks(code, _TYPE):
        if match["name"] in _ROOTS or match["kind"] == "input":
            continue
        table = TableDraft(code.source, match["name"], match.start("name"), "document", match["name"])
        for begin, finish in code.split(start, end, "\n,"):
            field = _TYPE_FIELD.match(code.bare, begin, finish)
            if field is None:
                continue
            after = code.close(field.end() - 1) + 1 if field["open"] else field.end()
            if code.bare[after : after + 1] == ":" or code.bare[after:finish].lstrip().startswith(":"):
                type_ = code.words(code.bare.index(":", after) + 1, finish).partition("@")[0].strip()
                table.add_column(field["name"], type_, begin, primary=type_ == "ID!", nullable=not type_.endswith("!"))
        _keep(draft, table, end)
    return draft.finish()


def read_swift(code: Code) -> Schema:
    """The structs and persisted models of Swift."""
    draft = SchemaDraft(code.source)
    for match, start, end in blocks(code, _SWIFT):
        kind: TableSource = "orm" if match["model"] else "document"
        table = TableDraft(code.source, match["name"], match.start("name"), kind, match["name"])
        for begin, finish in code.split(start, end, "\n;"):
            field = _SWIFT_FIELD.match(code.bare, begin, finish)
            if field is not None:
                type_ = field["type"].strip()
                unique = ".unique" in field["attributes"]
                table.add_column(field["name"], type_, field.start("name"), nullable=type_.endswith("?"), unique=unique)
        _keep(draft, table, end)
    return draft.finish()


def read_structs(code: Code) -> Schema:
    """The structs and plain classes of languages that write the type before the name."""
    draft = SchemaDraft(code.source)
    for match, start, end in blocks(code, _STRUCT):
        table = TableDraft(code.source, match["name"], match.start("name"), "document", match["name"])
        behaviour = False
        for begin, finish in code.split(start, end, ";"):
            field = _STRUCT_FIELD.match(code.bare, begin, finish)
            behaviour = behaviour or (field is None and _METHOD.search(code.bare, begin, finish) is not None)
            if field is not None and field["type"] not in ("return", "using", "import"):
                table.add_column(field["name"], field["type"], field.start("name"))
        if not behaviour:
            _keep(draft, table, end)
    return draft.finish()


def _keep(draft: SchemaDraft, table: TableDraft, end: int) -> None:
    if table.columns:
        draft.tables.append(table.finish(end + 1))
