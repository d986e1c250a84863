"""SQL DDL: the tables, keys and indexes that a text of statements creates, in any dialect.

Statements stand on their own: one that makes no sense loses none of the others. Nothing is asked of the
text beyond names, keywords and brackets, so that sketches (`id UUID PK, ...`) are read as well as dumps.
"""

from collections.abc import Iterator

from speclint.facts.schema.ddl_faults import faults
from speclint.facts.schema.ddl_statements import created, read_alteration, read_index, read_table, read_view
from speclint.facts.schema.ddl_tokens import Statement, split_statements
from speclint.facts.schema.model import Index, Schema, SchemaProblem, Table, fold_fragments
from speclint.facts.schema.source import Source


def read_ddl(code: str, line: int, column: int = 1) -> Schema:
    """The schema that SQL text creates; `line` and `column` are where its first character stands."""
    source = Source.of(code, line, column)
    tables: list[Table] = []
    indexes: list[Index] = []
    problems: list[SchemaProblem] = []
    views: list[str] = []
    for statement in split_statements(code):
        kind = created(statement)
        if not kind:
            continue
        problems.extend(_problems(source, statement))
        found = _READERS[kind](source, statement)
        if isinstance(found, Table):
            tables.append(found)
        elif isinstance(found, Index):
            indexes.append(found)
        elif found:
            views.append(found)
    return fold_fragments(Schema(tuple(tables), tuple(indexes), (), tuple(problems), tuple(views)))


_READERS = {
    "TABLE": read_table,
    "ALTER": read_alteration,
    "INDEX": read_index,
    "VIEW": read_view,
}


def _problems(source: Source, statement: Statement) -> Iterator[SchemaProblem]:
    for message, offset in faults(statement):
        yield SchemaProblem(message, *source.at(offset))
