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
    r"(?<![\w.])(?:(?:idx|ix|index|uidx|uniq|uix|uq|ux|uk|unique|pk|fk|gin|gist|gsi|lsi)[_-]\w[\w-]*"
    r"|\w[\w-]*?[_-](?:idx|index|pkey|uniq|unique|uq|gsi|lsi))(?![\w.(-]|\s?\()|(?<![\w.])(?:idx|ix|uq|uk)_\w+",
    re.IGNORECASE,
)
"""A name that says of itself that it is an index's."""

_SIGNAL = re.compile(
    r"\b(?:index|indexes|indices|key|unique|b-?tree|btree|hash|gin|gist|brin|hnsw|ivfflat|composite|compound"
    r"|full-?text|ttl|partial|covering|clustered|spatial|vector|gsi|lsi)\b",
    re.IGNORECASE,
)
"""Words by which a text says that it speaks of an index."""

_UNIQUE = re.compile(r"(?<!non-)(?<!not )\b(?:unique|uniq)\b|\bprimary\b|\bu[qkx]_|\bpk_|_(?:uniq|uq|pkey)\b", re.I)

_COLUMN = r"""(?:[^\W\d][\w$]*(?:\.[\w$]+)*|["\[][^\W\d]\w*["\]])"""
_ITEM = rf"""(?:\w+\(\s*{_COLUMN}\s*\)|{_COLUMN})(?:\s?\(\d+\)|\s+(?:ASC|DESC)\b(?:\s+NULLS\s+\w+)?|\s?[↑↓])?"""
_SEPARATOR = r"\s?(?:,\s?(?:and\s)?|\sand\s|\s?[+&/]\s?)\s?"
_LIST = rf"{_ITEM}(?:{_SEPARATOR}{_ITEM})*+"

_ITEM_PATTERN = re.compile(_ITEM, re.IGNORECASE)
_COLUMN_PATTERN = re.compile(_COLUMN)
_WHOLE_LIST = re.compile(rf"\s*({_LIST})\s*", re.IGNORECASE)
"""Columns and nothing else, between commas, `+` or `and`."""

_ON_BRACKETS = re.compile(
    rf"\bon\s+(?:table\s+|the\s+)?(?P<table>{_COLUMN})?\s*(?:table\s*)?(?:using\s+\w+\s*)?\((?P<columns>[^()]*(?:\([^()]*\)[^()]*)*+)\)",
    re.IGNORECASE,
)
_ON = re.compile(
    rf"\b(?:on|over|for)\s+(?:the\s+)?(?:columns?\s+|fields?\s+)?(?P<columns>{_LIST})(?P<after>\s*)"
    r"(?=$|[-—–:.;,()\[]|\b(?:for|to|using|with|where|columns?|fields?|because|since|so|in|of|as|when|per|index)\b)",
    re.IGNORECASE,
)
_CALL = re.compile(rf"(?P<table>{_COLUMN})\s?\((?P<columns>[^()]*(?:\([^()]*\)[^()]*)*+)\)", re.IGNORECASE)
_BRACKETS = re.compile(r"\((?P<columns>[^()]*(?:\([^()]*\)[^()]*)*+)\)")
_BRACES = re.compile(r"\{\s*(?P<columns>[\"']?[\w.]+[\"']?\s*:[^{}]*)\}")
_AFTER_NAME = re.compile(rf"\s*(?:[:=—–→-]|->)\s*(?P<columns>{_LIST})\s*(?=$|[-—–.;(]|\b(?:for|to|using)\b)", re.I)
_QUALIFIED = re.compile(r"(?<![\w.])(?P<columns>[^\W\d]\w*\.[^\W\d]\w*(?:\s?[,+]\s?[^\W\d]\w*(?:\.\w+)?)*+)(?![\w.(])")

_LEAD = re.compile(
    r"""^\s*(?:(?:non-?|not\s)?(?:unique|primary|composite|compound|partial|covering|full-?text|clustered|spatial|simple
        |single(?:-column)?|secondary|b-?tree|hash|gin|gist|ttl|foreign|multi-?column|constraint|add|vector|search)\s+)*+
        (?:index(?:es)?|key|constraint|primary|unique|gsi|lsi)?\s*(?:on\b)?\s*:?\s*""",
    re.IGNORECASE | re.VERBOSE,
)
"""What may stand before the columns or the name: `Composite index:`, `UNIQUE`, `KEY`."""

_NO_COLUMNS = frozenset(
    """
    unique primary composite compound index indexed btree b-tree hash gin gist brin partial none n/a na tbd todo
    yes no pk fk clustered default auto automatic optional required asc desc covering ttl null text key not
    """.split()  # noqa: SIM905
)
"""Words in brackets that describe an index instead of naming its columns."""


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
    name = _NAME.search(plain)
    columns = _columns(plain, name)
    if columns is None and name is None:
        return None
    names, table, start = (columns.names, columns.table, columns.start) if columns is not None else ((), "", 0)
    start = name.start() if name is not None else start
    row = line + text.count("\n", 0, start)
    place = column + start - (text.rfind("\n", 0, start) + 1)
    return Index(name.group() if name is not None else _spoken_name(plain, start), table, names,
                 _UNIQUE.search(plain) is not None, row, place)  # fmt: skip


_SPOKEN = re.compile(r"\b(?:index|key)\s*:?\s+(?P<name>[^\W\d]\w*)\s*\(", re.IGNORECASE)


def _spoken_name(text: str, end: int) -> str:
    """The name of `INDEX by_email (email)`, whose columns begin at `end`."""
    match = _SPOKEN.search(text, 0, end)
    return match["name"] if match is not None else ""


def _columns(text: str, name: re.Match[str] | None) -> _Columns | None:
    """The columns of an index, by the first way of writing them that fits."""
    signal = name is not None or _SIGNAL.search(text) is not None
    start = name.end() if name is not None else 0
    on = _bracketed(_ON_BRACKETS.search(text)) or (_listed(_ON.search(text, start)) if signal else None)
    if on is not None:
        return on
    if name is not None:
        rest = _listed(_AFTER_NAME.match(text, start))
        return rest or _first_bracketed(text, start) or _listed(_QUALIFIED.search(text, start))
    braces = _BRACES.search(text)
    if braces is not None:
        return _braced(braces)
    body = _LEAD.match(text)
    start = body.end() if body is not None else 0
    return _first_bracketed(text, start) or _bare(text, start, signal)


def _first_bracketed(text: str, start: int) -> _Columns | None:
    """The first brackets that hold columns, with the table before them."""
    for pattern in (_CALL, _BRACKETS):
        for match in pattern.finditer(text, start):
            found = _bracketed(match)
            if found is not None:
                return found
    return None


def _bracketed(match: re.Match[str] | None) -> _Columns | None:
    if match is None:
        return None
    table = match.groupdict().get("table") or ""
    names = _names(match["columns"])
    if names is None or table.casefold() in _NO_COLUMNS:
        return None
    if _SIGNAL.fullmatch(table) or _SPOKEN.match(match.string, max(0, match.start() - 8)) is not None:
        table = ""
    return _Columns(names, table, match.start("columns"))


def _listed(match: re.Match[str] | None) -> _Columns | None:
    """Columns that stand without brackets: `users.email`, `a + b`."""
    if match is None:
        return None
    names = _names(match["columns"])
    if names is None:
        return None
    parts = [split_name(name) for name in names]
    table = next((table for table, column in parts if column is not None), "")
    return _Columns(tuple(column or name for name, column in parts), table, match.start("columns"))


def _braced(match: re.Match[str]) -> _Columns:
    """The columns of `{ user_id: 1, created_at: -1 }`."""
    names = tuple(part.split(":")[0].strip(" \"'") for part in match["columns"].split(",") if ":" in part)
    return _Columns(names, "", match.start("columns"))


_REMARK = re.compile(r"\s+[-—–]\s|\s\(|:\s|\s(?:for|to)\s")
"""What parts the columns from what they are for."""


def _bare(text: str, start: int, signal: bool) -> _Columns | None:
    """A text that is columns alone, or columns and a remark that speaks of an index."""
    remark = _REMARK.search(text, start)
    ends = [len(text)] if remark is None else [len(text), remark.start()]
    for end in ends:
        whole = _WHOLE_LIST.fullmatch(text, start, end)
        if whole is not None and (end == len(text) or signal or "." in whole[1] or "_" in whole[1]):
            return _listed(re.compile(r"(?P<columns>.*)", re.DOTALL).match(whole[1])) and _moved(whole)
    return None


def _moved(whole: re.Match[str]) -> _Columns | None:
    found = _names(whole[1])
    if found is None:
        return None
    parts = [split_name(name) for name in found]
    table = next((table for table, column in parts if column is not None), "")
    return _Columns(tuple(column or name for name, column in parts), table, whole.start(1))


def _names(text: str) -> tuple[str, ...] | None:
    """The columns of a list; None where it is something else, such as a remark."""
    if _WHOLE_LIST.fullmatch(text) is None:
        return None
    names: dict[str, None] = {}
    for item in _ITEM_PATTERN.finditer(text):
        inner = item.group().partition("(")[2] or item.group()
        found = _COLUMN_PATTERN.search(inner) or _COLUMN_PATTERN.search(item.group())
        if found is not None:
            names.setdefault(found.group().strip('"[]'))
    if not names or any(name.casefold() in _NO_COLUMNS for name in names):
        return None
    return tuple(names)
