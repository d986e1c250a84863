"""Fields of examples of the interface, held against the columns of the table that they plainly show."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from speclint.document.block import CodeBlock
from speclint.document.section import Section
from speclint.document.span import Span
from speclint.facts.api.merge import merged
from speclint.facts.api.resource import bare_path
from speclint.facts.api.sample import looks_failed
from speclint.facts.api.scope import api_parts
from speclint.facts.example import code_span
from speclint.facts.fact import Fact, Facts
from speclint.facts.table import SchemaTable


@dataclass(frozen=True, kw_only=True, eq=False)
class StrayField(Fact):
    """A field of an example that is no column, where nearly all others are, or whose value does not fit its column.

    `table` is the table that the example shows, `line` where it stands; `type` is that of the column, where there is
    one, and `value` what the example has.
    """

    name: str
    table: str
    line: int
    type: str = ""
    value: str = ""
    related: tuple[tuple[str, Span], ...] = ()


class _Member(NamedTuple):
    """A name in an object, with its offsets in the code, and its value where it is no object and no list."""

    name: str
    start: int
    end: int
    value: str


@dataclass
class _Object:
    members: list[_Member] = field(default_factory=list)


# "name": value, or the beginning of an object or a list; a bracket; any other text in quotes
_TOKEN = re.compile(
    r'"(?P<name>[A-Za-z_]\w{0,60})"\s*:\s*(?P<value>"(?:[^"\\\n]|\\.){0,300}"|[-\w.+]{1,40}|[\[{])?'
    r'|(?P<open>[{\[])|(?P<close>[}\]])|"(?:[^"\\\n]|\\.){0,300}"'
)
_WORDS = re.compile(r"[A-Z]?[a-z0-9]+|[A-Z]+(?![a-z])")
# fields that are worked out, joined or only of the message
_DERIVED = re.compile(
    r"(?:count|total|sum|average|avg|min|max|url|uri|link|links|href|token|score|label|display|formatted|age|duration"
    r"|remaining|left|self|etag|page|limit|offset|cursor|has|is|can|next|prev|previous|meta|metadata|ratio|percent|rank|distance"
    r"|balance|position|name|names|summary|message|request|trace|correlation|expires|estimated|calculated|computed|current|new|old"
    r"|warnings?|success|ok|type|kind|object|version|size|number|code|status|state|password|confirm|include|dry|reason|idempotency|secret|key|pin|otp|location)",
    re.I,
)
_LARGEST = 20_000
_ENOUGH = 4


def read_stray_fields(facts: Facts) -> tuple[StrayField, ...]:
    """The fields that do not fit the table that an example shows."""
    parts = api_parts(facts)
    if not parts:
        return ()
    blocks = [
        block
        for block in facts.document.code_blocks
        if block.language in ("json", "jsonc", "http", "") and '":' in block.code and _stands_in(block, parts)
    ]
    tables = [table for table in facts.all("tables", SchemaTable) if len(table.columns) >= _ENOUGH] if blocks else []
    return tuple(stray for block in blocks if tables for stray in _strays(block, tables, facts))


def _stands_in(block: CodeBlock, parts: Sequence[Section]) -> bool:
    return any(part.holds(block.span.line) for part in parts)


def _strays(block: CodeBlock, tables: list[SchemaTable], facts: Facts) -> Iterator[StrayField]:
    code = block.code[:_LARGEST]
    if looks_failed(code):
        return
    every = {_key(name) for table in facts.all("tables", SchemaTable) for name in table.columns}
    resource = _resource(block, facts)
    for found in _objects(code):
        best = max(tables, key=lambda table: len(_matching(found, table)))
        named = [table for table in tables if _is_called(table, resource)]
        best = named[0] if len(named) == 1 and len(_matching(found, named[0])) > 1 else best
        matching = _matching(found, best)
        others = [member for member in found.members if member not in matching]
        if not _shows(matching, others, best in named):
            continue
        for member in others:
            if _key(member.name) not in every and not _is_told(member, best, tables):
                yield _stray(member, best, block, facts)
        for member in matching:
            if type_ := _misfit(member, best):
                yield _stray(member, best, block, facts, type_)


def _shows(matching: list[_Member], others: list[_Member], named: bool) -> bool:
    """Whether an object plainly shows a row: nearly all of it are columns; fewer do where the path names the table."""
    if len(matching) >= _ENOUGH:
        return len(others) <= 2 and len(others) * 3 <= len(matching)
    keyed = any(_key(member.name) == "id" for member in matching)
    return named and keyed and len(matching) > 1 and len(others) <= 1


def _resource(block: CodeBlock, facts: Facts) -> tuple[str, ...]:
    """The names in the path of the endpoint in whose part an example stands."""
    for group in merged(facts):
        for member in group.members:
            part = member.section
            if member.kind == "http" and part is not None and part.holds(block.span.line):
                return tuple(_key(each.replace("-", "_")) for each in bare_path(member.name).split("/") if each != "{}")
    return ()


def _is_called(table: SchemaTable, resource: Sequence[str]) -> bool:
    """Whether the last name of a path is a table's, or the end of it: `requests` of `repeat_requests`."""
    return bool(resource and resource[-1]) and _key(table.name).rstrip("s").endswith(resource[-1].rstrip("s"))


def _stray(member: _Member, table: SchemaTable, block: CodeBlock, facts: Facts, type_: str = "") -> StrayField:
    return StrayField(
        span=code_span(facts.document.source, block, member.start, member.end), name=member.name, table=table.name,
        line=table.span.line, type=type_, value=member.value.strip('"'),
        related=((f"table {table.name}", table.span),),
    )  # fmt: skip


def _objects(code: str) -> Iterator[_Object]:
    """The objects of a text of JSON, however incomplete, each with its own names."""
    stack: list[_Object | None] = []
    for match in _TOKEN.finditer(code):
        if match["name"]:
            value = match["value"] or ""
            if stack and stack[-1] is not None and value not in ("{", "["):
                stack[-1].members.append(_Member(match["name"], match.start("name"), match.end("name"), value))
            if value in ("{", "["):
                stack.append(_Object() if value == "{" else None)
        elif match["open"]:
            stack.append(_Object() if match["open"] == "{" else None)
        elif match["close"] and stack:
            done = stack.pop()
            if done is not None:
                yield done
    yield from (each for each in stack if each is not None)


def _key(name: str) -> str:
    return name.replace("_", "").casefold()


def _matching(found: _Object, table: SchemaTable) -> list[_Member]:
    """The members that are columns of a table, be it with the table's name before theirs."""
    columns = {_key(name) for name in table.columns}
    own = _key(table.name)
    entity = own[:-1] if own.endswith("s") else own
    return [
        member
        for member in found.members
        if (key := _key(member.name)) in columns or (key.startswith(entity) and key[len(entity) :] in columns)
    ]


def _is_told(member: _Member, table: SchemaTable, tables: list[SchemaTable]) -> bool:
    """Whether a field that is no column may be worked out, joined, or a column in another unit."""
    words = _WORDS.findall(member.name)
    if any(_DERIVED.fullmatch(word) for word in words) and not _resembles(member.name, table):
        return True
    key = _key(member.name)
    columns = [_key(name) for name in table.columns]
    if any(len(name) > 3 and (key.startswith(name) or name.startswith(key)) for name in columns):
        return True
    others = {_key(each.name).rstrip("s") for each in tables}
    return any(key.startswith(name) for name in others if len(name) > 2)


def _resembles(name: str, table: SchemaTable) -> bool:
    """Whether a name is a column's, misspelled."""
    from difflib import get_close_matches

    return bool(get_close_matches(_key(name), [_key(each) for each in table.columns], 1, 0.85))


_NUMERIC = re.compile(r"(?:big|small|tiny)?int(?:eger)?\b|(?:big)?serial\b|numeric|decimal|float|double|real\b", re.I)
_NUMBER = re.compile(r"[-+]?\.?\d[\d.,_ ]*(?:[eE%][-+\d]*)?$|\d{4}-\d\d")  # "64.00", and the day of a time in seconds
_TIMELY = re.compile(r"timestamp|datetime|date\b", re.I)
_BOOLEAN = re.compile(r"bool", re.I)
# "string (required)", "uuid": contracts that show types in place of values
_TYPE_WORD = re.compile(
    r"\b(?:string|int(?:eger)?|number|uuid|bool(?:ean)?|float|decimal|date|timestamp|iso|required|optional)\b"
    r"|[|<>{}]|\.\.\.",
    re.I,
)


def _misfit(member: _Member, table: SchemaTable) -> str:
    """The type of the column that a value cannot be of, or nothing."""
    column = next((each for each in table.source.columns if _key(each.name) == _key(member.name)), None)
    value = member.value
    if column is None or not column.type or not value or _TYPE_WORD.search(value) or _key(member.name).endswith("id"):
        return ""
    text = value.strip('"')
    quoted = value.startswith('"')
    if _NUMERIC.match(column.type) and ((quoted and not _NUMBER.match(text)) or value in ("true", "false")):
        return column.type
    if _TIMELY.match(column.type) and (value in ("true", "false") or (quoted and text and not re.search(r"\d", text))):
        return column.type
    if _BOOLEAN.match(column.type) and value not in ("true", "false", "null") and not value.isdigit():
        return column.type
    return ""


__all__ = ["StrayField", "read_stray_fields"]
