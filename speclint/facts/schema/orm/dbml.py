"""Tables in DBML, the language of dbdiagram."""

import re

from speclint.facts.schema.code import Code
from speclint.facts.schema.model import Cardinality, Reference, Schema
from speclint.facts.schema.orm.syntax import blocks
from speclint.facts.schema.source import SchemaDraft, TableDraft

_NAME = r'[\w."]+'
_TABLE = re.compile(
    rf"^[ \t]*Table\s++(?P<name>{_NAME})(?:\s++as\s++(?P<alias>\w+))?\s*+(?:\[[^\]\n]*\]\s*+)?\{{", re.I | re.M
)
_COLUMN = re.compile(r'"?(?P<name>\w+)"?\s++(?P<type>"[^"\n]*"|[\w.]+(?:\([^()\n]*\))?(?:\[\])*)(?P<rest>[^\n]*)')
_REF = re.compile(rf"\bref\s*+:\s*+(?P<mark><>|[<>-])\s*+(?P<target>{_NAME})", re.IGNORECASE)
_LINE = re.compile(
    rf"^[ \t]*Ref[^:\n{{]*(?::|\{{)\s*+(?P<left>{_NAME})\s*+(?P<mark><>|[<>-])\s*+(?P<right>{_NAME})", re.I | re.M
)
_INDEXES = re.compile(r"indexes\s*+\{", re.IGNORECASE)
_WORD = re.compile(r"[A-Za-z_]\w*")

_MARKS: dict[str, Cardinality] = {">": "N:1", "<": "1:N", "-": "1:1", "<>": "N:M"}


def read(code: Code) -> Schema:
    """The tables and references."""
    draft = SchemaDraft(code.source)
    for match, start, end in blocks(code, _TABLE):
        name = _unquoted(code.text[match.start("name") : match.end("name")])
        table = TableDraft(code.source, name, match.start("name"), "er", match["alias"] or "")
        for begin, finish in code.split(start, end, "\n"):
            if _INDEXES.match(code.bare, begin, finish):
                _read_indexes(code, table, begin, finish)
            elif (column := _COLUMN.match(code.text, begin, finish)) is not None and column["name"].lower() != "note":
                _read_column(table, column)
        draft.tables.append(table.finish(end + 1))
    for match in _LINE.finditer(code.bare):
        left, right = (_table(code.text[match.start(side) : match.end(side)]) for side in ("left", "right"))
        draft.relate(left, right, _MARKS[match["mark"]], match.start("left"))
    return draft.finish()


def _read_column(table: TableDraft, column: re.Match[str]) -> None:
    settings = column["rest"].casefold()
    reference = _REF.search(column.string, column.start("rest"), column.end())
    table.add_column(
        column["name"],
        column["type"].strip('"'),
        column.start("name"),
        primary=re.search(r"\bpk\b|\bprimary key\b", settings) is not None,
        nullable=False if "not null" in settings else True if re.search(r"\bnull\b", settings) else None,
        unique=re.search(r"\bunique\b", settings) is not None,
        references=_reference(table, reference) if reference is not None else None,
    )


def _reference(table: TableDraft, match: re.Match[str]) -> Reference:
    other, _, key = _unquoted(match["target"]).rpartition(".")
    return table.reference(other or key, key if other else None, match.start("target"))


def _read_indexes(code: Code, table: TableDraft, start: int, end: int) -> None:
    opening = code.find("{", start, end)
    for begin, finish in code.split(*code.inside(opening), "\n"):
        settings = code.find("[", begin, finish)
        columns = tuple(_WORD.findall(code.bare[begin : settings if settings >= 0 else finish]))
        said = code.bare[settings:finish].casefold() if settings >= 0 else ""
        if re.search(r"\bpk\b", said):
            table.primary = columns
        else:
            table.add_index("", columns, begin, unique=re.search(r"\bunique\b", said) is not None)


def _unquoted(name: str) -> str:
    return name.replace('"', "")


def _table(name: str) -> str:
    """The table of `users.id`."""
    return _unquoted(name).rpartition(".")[0] or _unquoted(name)
