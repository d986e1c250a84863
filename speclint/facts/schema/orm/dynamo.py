"""Tables of DynamoDB, in JSON, YAML, Terraform or the CDK: keys, attributes and secondary indexes."""

import re

from speclint.facts.schema.code import Code
from speclint.facts.schema.model import Schema
from speclint.facts.schema.orm.syntax import blocks, record_of, text_of
from speclint.facts.schema.orm.syntax import items as items_of
from speclint.facts.schema.source import SchemaDraft, TableDraft

_WORD = re.compile(
    r"\b(?P<key>TableName|AttributeName|AttributeType|KeyType|IndexName|KeySchema|AttributeDefinitions)\b"
    r"[\"']?\s*+[:=]\s*+[\"']?(?P<value>[\w.${}-]*)"
)
"""A key of a table's definition and what it is set to, whatever the notation."""

_TERRAFORM = re.compile(r"\bresource\s++\"aws_dynamodb_table\"\s++\"(?P<name>[\w-]+)\"\s*+\{")
_CDK = re.compile(r"\bnew\s++(?:\w+\.)?Table(?:V2)?\s*+\(")


def read(code: Code) -> Schema:
    """The tables that a definition of infrastructure creates."""
    draft = SchemaDraft(code.source)
    _read_definitions(code, draft)
    for match in re.finditer(_TERRAFORM, code.text):
        _read_terraform(code, draft, match)
    for match, start, end in blocks(code, _CDK):
        _read_cdk(code, draft, start, end, match.start())
    return draft.finish()


def _read_definitions(code: Code, draft: SchemaDraft) -> None:
    """Definitions with `KeySchema`: the words are taken in the order in which they come."""
    if "KeySchema" not in code.text or "AttributeName" not in code.text:
        return
    table: TableDraft | None = None
    index = attribute = section = ""
    keys: list[str] = []
    name, offset, end = "", 0, 0
    types: dict[str, str] = {}
    for match in _WORD.finditer(code.text):
        key, value = match["key"], match["value"]
        if key == "TableName":
            if table is not None:
                _finish(draft, table, index, keys, types, end)
                table, index, keys, types = None, "", [], {}
            name, offset = value, match.start("value")
        elif key in ("KeySchema", "AttributeDefinitions"):
            section = key
        elif key == "IndexName":
            _close_keys(table, index, keys, match.start())
            index, keys = value, []
        elif key == "AttributeName":
            attribute = value
            if section == "KeySchema":
                table = table or TableDraft(code.source, name or "table", offset or match.start("value"), "orm")
                keys.append(value)
        elif key == "AttributeType":
            types[attribute] = value
        end = match.end()
    if table is not None:
        _finish(draft, table, index, keys, types, end)


def _close_keys(table: TableDraft | None, index: str, keys: list[str], offset: int) -> None:
    """Give the keys gathered so far to the table, or to the index whose name came before them."""
    if table is None or not keys:
        return
    if index:
        table.add_index(index, tuple(keys), offset)
    elif not table.primary:
        table.primary = tuple(keys)


def _finish(
    draft: SchemaDraft, table: TableDraft, index: str, keys: list[str], types: dict[str, str], end: int
) -> None:
    _close_keys(table, index, keys, table.offset)
    for name in dict.fromkeys((*table.primary, *types)):
        table.add_column(name, types.get(name, ""), table.offset, primary=name in table.primary)
    table.elided = True
    draft.tables.append(table.finish(end))


_SETTING = re.compile(r"^[ \t]*(?P<key>name|hash_key|range_key|type)[ \t]*=[ \t]*\"(?P<value>[^\"\n]*)\"", re.MULTILINE)
_NESTED = re.compile(r"^[ \t]*(?P<kind>attribute|global_secondary_index|local_secondary_index)[ \t]*\{", re.MULTILINE)


def _read_terraform(code: Code, draft: SchemaDraft, match: re.Match[str]) -> None:
    start, end = code.inside(match.end() - 1)
    nested = [(found["kind"], *code.inside(found.end() - 1)) for found in _NESTED.finditer(code.bare, start, end)]
    own = _settings(code, start, nested[0][1] if nested else end)
    table = TableDraft(code.source, own.get("name", match["name"]), match.start("name"), "orm", match["name"])
    table.primary = tuple(own[key] for key in ("hash_key", "range_key") if key in own)
    table.elided = True
    for kind, begin, finish in nested:
        given = _settings(code, begin, finish)
        if kind == "attribute":
            name = given.get("name", "")
            table.add_column(name, given.get("type", ""), begin, primary=name in table.primary)
        else:
            columns = tuple(given[key] for key in ("hash_key", "range_key") if key in given)
            table.add_index(given.get("name", ""), columns, begin)
    draft.tables.append(table.finish(end + 1))


def _settings(code: Code, start: int, end: int) -> dict[str, str]:
    return {match["key"]: match["value"] for match in _SETTING.finditer(code.text, start, end)}


def _read_cdk(code: Code, draft: SchemaDraft, start: int, end: int, offset: int) -> None:
    """`new Table(this, "Orders", { partitionKey: { name: "pk", type: AttributeType.STRING } })`."""
    arguments = items_of(code, start, end)
    options = record_of(code, arguments[-1]) if len(arguments) > 2 else {}
    if "partitionKey" not in options:
        return
    name = text_of(code, options.get("tableName")) or text_of(code, arguments[1])
    table = TableDraft(code.source, name, arguments[1].start, "orm")
    table.elided = True
    for key in ("partitionKey", "sortKey"):
        given = record_of(code, options.get(key))
        if "name" in given:
            table.add_column(
                text_of(code, given["name"]), text_of(code, given.get("type")), given["name"].start, primary=True
            )
    draft.tables.append(table.finish(end + 1))
