"""Schemas of ent, the entity framework for Go."""

import re

from speclint.facts.schema.code import Code
from speclint.facts.schema.model import Cardinality
from speclint.facts.schema.orm.syntax import Call, blocks, calls, items, strings, target_of
from speclint.facts.schema.source import SchemaDraft, TableDraft

_PART = re.compile(
    r"func\s*+\(\s*+(?:\w+\s++)?\*?(?P<model>\w+)\s*+\)\s*+(?P<part>Fields|Edges|Indexes)\s*+\(\s*+\)\s*+\[\]\s*+[\w.]+\s*+\{"
)
"""The head of a method that lists fields, edges or indexes of a schema."""


def read(code: Code, draft: SchemaDraft) -> None:
    """The schemas, each gathered from its methods."""
    tables: dict[str, TableDraft] = {}
    ends: dict[str, int] = {}
    for match, start, end in blocks(code, _PART):
        model = match["model"]
        table = tables.setdefault(model, TableDraft(code.source, model, match.start("model"), "orm", model))
        ends[model] = end
        opening = code.find("{", start, end)
        for item in items(code, *code.inside(opening)) if opening >= 0 else ():
            chain = list(calls(code, item.start, item.end))
            if chain:
                _PARTS[match["part"]](code, draft, table, chain)
    for model, table in tables.items():
        if not any(column.primary for column in table.columns.values()):
            table.primary = ("id",)
        draft.tables.append(table.finish(ends[model]))


def _read_field(code: Code, _: SchemaDraft, table: TableDraft, chain: list[Call]) -> None:
    first, made = chain[0], {call.name for call in chain[1:]}
    for name in strings(code, first.start, first.end)[:1]:
        nullable = bool(made & {"Optional", "Nillable"})
        table.add_column(
            name, first.name, first.offset, primary=name == "id", nullable=nullable, unique="Unique" in made
        )


def _read_edge(code: Code, draft: SchemaDraft, table: TableDraft, chain: list[Call]) -> None:
    first, single = chain[0], any(call.name == "Unique" for call in chain[1:])
    arguments = items(code, first.start, first.end)
    if len(arguments) > 1:
        target, _ = target_of(code, arguments[1].start, arguments[1].end)
        draft.relate(table.model, target, _EDGES.get((first.name, single), ""), first.offset)


_EDGES: dict[tuple[str, bool], Cardinality] = {("To", False): "1:N", ("To", True): "1:1", ("From", True): "N:1"}
"""By the direction of an edge and whether it is unique; many the other way round may be either."""


def _read_index(code: Code, _: SchemaDraft, table: TableDraft, chain: list[Call]) -> None:
    unique = any(call.name == "Unique" for call in chain[1:])
    table.add_index("", strings(code, chain[0].start, chain[0].end), chain[0].offset, unique=unique)


_PARTS = {"Fields": _read_field, "Edges": _read_edge, "Indexes": _read_index}
