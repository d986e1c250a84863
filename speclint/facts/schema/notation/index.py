"""An index written as a line of text: `idx_users_email - B-tree on users.email`, `users(email)`, `(a, b)`."""

import re
from dataclasses import dataclass

from speclint.facts.schema.ddl import read_ddl
from speclint.facts.schema.model import Index
from speclint.facts.schema.notation.names import split_name, unmarked

_LONGEST = 1000
"""Characters that are looked at."""

_STATEMENT = re.compile(r"\bCREATE\s++(?:\w++\s++){0,4}?INDEX\b", re.IGNORECASE)

_NAME = re.compile(
    r"""
    (?<![\w.])
    (?: (?:idx|ix)[_-]\w[\w-]*+ | (?:index|uidx|uniq|uix|uq|ux|uk|unique|pk|fk|gin|gist|gsi|lsi|key)_\w++
      | \w[\w-]*?[_-](?:idx|index|pkey|uniq|unique|uq|gsi|lsi) )
    (?![\w.-])
    """,
    re.IGNORECASE | re.VERBOSE,
)
"""A name that says of itself that it is an index's."""

_SPOKEN = re.compile(
    r"\b(?:index|key|constraint)\s*:?\s+(?!on\b|using\b)(?P<name>[^\W\d]\w*)\s+(?:on\b|\()|\b(?:index|key)\s+(?P<short>[^\W\d]\w*)\(",
    re.IGNORECASE,
)
"""A name that the text calls an index's: `INDEX by_email (email)`."""

_SIGNAL = re.compile(
    r"\b(?:index|indexes|indices|key|unique|b-?tree|btree|hash|gin|gist|brin|hnsw|ivfflat|composite|compound"
    r"|full-?text|ttl|partial|covering|clustered|spatial|vector|gsi|lsi)\b",
    re.IGNORECASE,
)
"""Words by which a text says that it speaks of an index."""

_UNIQUE = re.compile(r"(?<!non-)(?<!not )\b(?:unique|uniq)\b|\bprimary\b|\bu[qkx]_|\bpk_|_(?:uniq|uq|pkey)\b", re.I)

_COLUMN = r"""(?:[^\W\d][\w$]*(?:\.[\w$]+)*|["\[][^\W\d]\w*["\]])"""
_ITEM = rf"""(?:\w+\(\s*{_COLUMN}\s*\)|{_COLUMN})(?:\s?\(\d+\)|\s+(?:ASC|DESC)\b(?:\s+NULLS\s+\w+)?|\s?[↑↓])?"""
_SEPARATOR = r"(?:\s*,\s*(?:and\s+)?|\s+and\s+|\s*[+&]\s*)"
_LIST = rf"{_ITEM}(?:{_SEPARATOR}{_ITEM})*+"
_INNER = r"\(\s*(?P<columns>[^()]*(?:\([^()]*\)[^()]*)*+)\)"

_SPLIT = re.compile(_SEPARATOR, re.IGNORECASE)
_FIRST_COLUMN = re.compile(_COLUMN)
_WHOLE_LIST = re.compile(rf"\s*(?P<columns>{_LIST})\s*", re.IGNORECASE)
"""Columns and nothing else, between commas, `+` or `and`."""

_ENDED = r"(?=\s*(?:$|[-—–:.;,()\[]|(?:for|to|using|with|where|columns?|fields?|because|so|in|as|when|per|index)\b))"

_ON_BRACKETS = re.compile(
    rf"\bon\s+(?:the\s+)?(?:table\s+)?(?P<table>{_COLUMN})?\s*(?:using\s+\w+\s*)?{_INNER}", re.IGNORECASE
)
"""`on users (email)`, `ON (a, b)`."""

_ON = re.compile(rf"\b(?:on|over)\s+(?:the\s+)?(?:columns?\s+|fields?\s+)?(?P<columns>{_LIST}){_ENDED}", re.IGNORECASE)
"""`on users.email`, `on the email column`."""

_CALL = re.compile(rf"(?P<table>{_COLUMN})\s?{_INNER}", re.IGNORECASE)
"""`users(email)`."""

_BRACKETS = re.compile(_INNER)
"""`(tenant_id, created_at)`."""

_BRACES = re.compile(r"\{\s*(?P<columns>[\"']?[\w.]+[\"']?\s*:[^{}]*)\}")
"""`{ user_id: 1, created_at: -1 }`."""

_AFTER_NAME = re.compile(rf"\s*(?:->|[:=—–→-])\s*(?P<columns>{_LIST})(?=\s*(?:$|[-—–.;(]|(?:for|to|using)\b))", re.I)
"""`idx_users_email: email`."""

_OF_TABLE = re.compile(rf"\s*(?P<table>{_COLUMN}):\s+(?P<columns>{_LIST})(?=\s*(?:$|[-—–.;(]))", re.IGNORECASE)
"""`users: email (unique)`."""

_QUALIFIED = re.compile(r"(?<![\w.])(?P<columns>[^\W\d]\w*\.[^\W\d]\w*(?:\s?[,+]\s?[^\W\d]\w*(?:\.\w+)?)*+)(?![\w.(])")
"""`users.email` anywhere."""

_LEAD = re.compile(
    r"""^\s*(?:(?:non-?|not\s)?(?:unique|primary|composite|compound|partial|covering|full-?text|clustered|spatial|simple
        |single(?:-column)?|secondary|b-?tree|hash|gin|gist|ttl|foreign|multi-?column|constraint|add|vector|search)\s+)*+
        (?:index(?:es)?|key|constraint|primary|unique|gsi|lsi)?\s*(?:on\b)?\s*:?\s*""",
    re.IGNORECASE | re.VERBOSE,
)
"""What may stand before the columns or the name: `Composite index:`, `UNIQUE`, `KEY`."""

_REMARK = re.compile(r"\s+[-—–]\s|\s\(|:\s|\s(?:for|to|unique|indexed|primary|composite|b-?tree)\b", re.IGNORECASE)
"""What parts the columns from what they are for."""

_NOTHING = re.compile(r"\s*(?:n/?a|none|[-—–.]+|tbd|todo|no|nil)\s*", re.IGNORECASE)

_NO_COLUMNS = frozenset(
    """
    unique primary composite compound index indexed btree b-tree hash gin gist brin hnsw ivfflat partial none
    tbd todo yes no pk fk clustered default auto automatic optional required asc desc covering ttl null key not
    """.split()
)
"""Words that describe an index instead of naming its columns."""

_FUNCTIONS = frozenset("lower upper date date_trunc coalesce md5 trim year month extract to_tsvector cast".split())
"""Names before brackets that are no tables."""


@dataclass(frozen=True, slots=True)
class _Columns:
    """The columns of an index, their table where it is said, and where they stand in the text."""

    names: tuple[str, ...]
    table: str
    start: int


def read_index(text: str, line: int, column: int = 1) -> Index | None:
    """The index that a text describes; None where it describes none.

    It is placed at its name, or at its first column where it has no name.
    """
    text = text[:_LONGEST]
    if _STATEMENT.search(text):
        return next(iter(read_ddl(unmarked(text), line, column).indexes), None)
    plain = unmarked(text)
    name, start, end = _name(plain)
    columns = None if _NOTHING.fullmatch(plain) else _columns(plain, end if name else None)
    if columns is None:
        columns = _Columns((), "", start)
        if not name:
            return None
    start = start if name else columns.start
    place = column + start - (text.rfind("\n", 0, start) + 1)
    unique = _UNIQUE.search(plain) is not None
    return Index(name, columns.table, columns.names, unique, line + text.count("\n", 0, start), place)


def _name(text: str) -> tuple[str, int, int]:
    """The name of the index and where it begins and ends; an empty one at the start where it has none."""
    match = _NAME.search(text)
    if match is not None:
        return match.group(), *match.span()
    match = _SPOKEN.search(text)
    if match is None:
        return "", 0, 0
    group = "name" if match["name"] else "short"
    return match[group], *match.span(group)


def _columns(text: str, after: int | None) -> _Columns | None:
    """The columns of an index, by the first way of writing them that fits; `after` is where its name ends."""
    signal = after is not None or _SIGNAL.search(text) is not None
    on = _listed(_ON_BRACKETS.search(text)) or (_listed(_ON.search(text)) if signal else None)
    if on is not None:
        return on
    if after is not None:
        named = _listed(_AFTER_NAME.match(text, after)) or _first_bracketed(text, after)
        return named or _listed(_QUALIFIED.search(text, after))
    braces = _BRACES.search(text)
    if braces is not None:
        return _braced(braces)
    lead = _LEAD.match(text)
    start = lead.end() if lead is not None else 0
    return _listed(_OF_TABLE.match(text, start)) or _first_bracketed(text, start) or _bare(text, start, signal)


def _first_bracketed(text: str, start: int) -> _Columns | None:
    """The first brackets that hold columns, with the table before them."""
    matches = (match for pattern in (_CALL, _BRACKETS) for match in pattern.finditer(text, start))
    return next(filter(None, map(_listed, matches)), None)


def _bare(text: str, start: int, signal: bool) -> _Columns | None:
    """A text that is columns alone, or columns and then a remark."""
    remark = _REMARK.search(text, start)
    whole = _listed(_WHOLE_LIST.fullmatch(text, start))
    if whole is not None or remark is None:
        return whole
    told = _WHOLE_LIST.fullmatch(text, start, remark.start())
    return _listed(told) if told is not None and (signal or "." in told[0] or "_" in told[0]) else None


def _listed(match: re.Match[str] | None) -> _Columns | None:
    """The columns of a match, and their table: named before them or in front of each (`users.email`)."""
    names = _names(match["columns"]) if match is not None else None
    if match is None or names is None:
        return None
    table = match.groupdict().get("table") or ""
    if table.casefold() in _NO_COLUMNS:
        return None
    parts = [split_name(name) for name in names]
    call = _CALL.match(match["columns"]) if not table else None
    table = call["table"] if call is not None else table
    if not table or table.casefold() in _FUNCTIONS:
        table = next((table for table, column in parts if column is not None), "")
    return _Columns(tuple(column or name for name, column in parts), table, match.start("columns"))


def _braced(match: re.Match[str]) -> _Columns:
    """The columns of `{ user_id: 1, created_at: -1 }`."""
    names = tuple(part.split(":")[0].strip(" \"'") for part in match["columns"].split(",") if ":" in part)
    return _Columns(names, "", match.start("columns"))


def _names(text: str) -> tuple[str, ...] | None:
    """The columns of a list; None where it is something else, such as a remark."""
    if _WHOLE_LIST.fullmatch(text) is None:
        return None
    names: dict[str, None] = {}
    for item in _SPLIT.split(text):
        found = _FIRST_COLUMN.search(item.partition("(")[2]) or _FIRST_COLUMN.search(item)
        if found is not None:
            names.setdefault(found.group().strip('"[]'))
    if any(name.casefold() in _NO_COLUMNS for name in names):
        return None
    return tuple(names)
