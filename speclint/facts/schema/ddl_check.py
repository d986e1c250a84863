"""Whether the statements of SQL DDL are SQL: sqlglot's opinion of them, in the dialects that may be meant."""

import logging
import re
from collections.abc import Iterable, Iterator

from speclint.facts.schema.ddl_statements import created
from speclint.facts.schema.ddl_tokens import Statement, split_statements
from speclint.facts.schema.model import SchemaProblem
from speclint.facts.schema.source import Source

_DIALECTS = ("postgres", "mysql", "sqlite", "tsql", "oracle", "bigquery", "snowflake", "clickhouse", "")
"""All that are tried, in this order after those that the text hints at; the last is sqlglot's own."""

_HINTS = (
    ("clickhouse", re.compile(r"\bMergeTree\b|\bDateTime64\b|\bLowCardinality\b")),
    ("mysql", re.compile(r"`|\bAUTO_INCREMENT\b|\bENGINE\s*=|\bUNSIGNED\b", re.IGNORECASE)),
    ("tsql", re.compile(r"\bNVARCHAR\b|\bIDENTITY\s*\(|\bCLUSTERED\b|\[dbo\]|\bUNIQUEIDENTIFIER\b", re.I)),
    ("sqlite", re.compile(r"\bAUTOINCREMENT\b|\bWITHOUT\s+ROWID\b|\bPRAGMA\b", re.IGNORECASE)),
    ("oracle", re.compile(r"\bVARCHAR2\b|\bNUMBER\s*\(", re.IGNORECASE)),
    ("bigquery", re.compile(r"\bINT64\b|\bSTRUCT\s*<|\bOPTIONS\s*\(", re.IGNORECASE)),
)
"""Words that only one dialect knows."""

_LONGEST = 16_384
"""Characters of a statement; a longer one is not asked about."""

_BUDGET = 131_072
"""Characters given to sqlglot for one text, all dialects together."""

_DEEPEST = 60
"""Brackets inside brackets; a statement with more is not asked about."""

_UNREADABLE = "no SQL dialect can read this statement"

_QUOTED = 40
"""Characters of the offending word that a message shows."""

_SKETCH = re.compile(r"\b(?:PK|FK)\b|->(?!>)|→|[{}<>](?=\s*\w+[}>])|\bPARTITION\s+OF\b|\bEXCLUDE\b", re.I)
"""What makes a statement a sketch or a rarity, of which a parser's opinion is worth nothing."""


def check_ddl(code: str, line: int, column: int = 1) -> tuple[SchemaProblem, ...]:
    """The `CREATE TABLE` statements that no dialect of SQL parses, each where the likeliest one stumbles.

    Statements with elisions, sketches and very long or deep ones are passed over. Loads sqlglot.
    """
    return tuple(_problems(Source.of(code, line, column)))


def _problems(source: Source) -> Iterator[SchemaProblem]:
    budget = _BUDGET
    hinted = [dialect for dialect, hint in _HINTS if hint.search(source.text[:_BUDGET])]
    dialects = list(dict.fromkeys((*hinted, *_DIALECTS)))
    for statement in split_statements(source.text):
        if budget <= 0:
            return
        text = source.text[statement.start : statement.end]
        if created(statement) == "TABLE" and _worth_asking(statement, text):
            refusals = list(_refusals(text, dialects))
            budget -= len(text) * (len(refusals) + 1)
            if len(refusals) == len(dialects):
                message, offset = refusals[0]
                yield SchemaProblem(message, *source.at(statement.start + offset))


def _worth_asking(statement: Statement, text: str) -> bool:
    return (
        not statement.elided
        and statement.open_at is None
        and statement.depth <= _DEEPEST
        and len(text) <= _LONGEST
        and _SKETCH.search(text) is None
    )


def _refusals(text: str, dialects: Iterable[str]) -> Iterator[tuple[str, int]]:
    """What each dialect says against a statement, and at which offset, until one accepts it."""
    from sqlglot import ErrorLevel, exp, parse
    from sqlglot.errors import ParseError, SqlglotError

    logger = logging.getLogger("sqlglot")
    level = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        for dialect in dialects:
            try:
                trees = parse(text, dialect=dialect or None, error_level=ErrorLevel.IMMEDIATE)
            except ParseError as error:
                yield _refusal(text, error.errors)
            except (SqlglotError, RecursionError):
                yield _UNREADABLE, 0
            else:
                if not any(isinstance(tree, exp.Command) for tree in trees):
                    return
                yield _UNREADABLE, 0
    finally:
        logger.setLevel(level)


def _refusal(text: str, errors: list[dict[str, object]]) -> tuple[str, int]:
    first = errors[0] if errors else {}
    word = str(first.get("highlight") or "")
    before = str(first.get("start_context") or "")
    offset = text.find(word, max(0, text.find(before)) + len(before))
    if not word or offset < 0:
        return _UNREADABLE, 0
    return f'no SQL dialect can read "{word[:_QUOTED]}" here', offset
