"""Names of tables and columns as prose writes them."""

import re

_SCHEMAS = frozenset(
    {"public", "dbo", "auth", "app", "core", "main", "sys", "storage", "private", "internal", "catalog", "db"}
)
"""First parts of a dotted name that are a database schema, so that the second part is the table."""

_CALL = re.compile(r"(?P<table>[\w.]+)\((?P<column>\w+)\)")
"""`users(id)`."""

_MARKUP = re.compile(r"\*\*|`|__(?=\W|$)|(?:(?<=\W)|^)__")
"""Signs of Markdown around a name."""

_BULLET = re.compile(r"^\s*(?:>\s*)*(?:[-*+•▪◦]|\d{1,3}[.)])\s+(?:\[[ xX]\]\s+)?")
"""The mark of a list item."""


def split_name(name: str) -> tuple[str, str | None]:
    """A table and its column: of `users.id`, `users(id)` and `auth.users.id`; no column where none is named."""
    call = _CALL.fullmatch(name)
    if call is not None:
        return call["table"], call["column"]
    table, dot, column = name.rpartition(".")
    if not dot or table.casefold() in _SCHEMAS:
        return name, None
    return table, column


def unmarked(text: str) -> str:
    """The text with bullets and the signs of Markdown made blank; every character keeps its place."""
    return _BULLET.sub(_spaces, _MARKUP.sub(_spaces, text))


def _spaces(match: re.Match[str]) -> str:
    return " " * len(match[0])
