"""A key told in words beside its table: `Primary key: (depot, day)`, `Rows are unique by depot and day`."""

import re
from collections.abc import Callable

from speclint.facts.schema.notation.names import unmarked

_NAMES = re.compile(
    r"[\s:=(\[–—-]*(?P<names>[^\W\d]\w*(?:(?:\s*[,+&/×]\s*|\s+and\s+|\s*,\s*and\s+)[^\W\d]\w*){0,15})", re.IGNORECASE
)
"""The names that follow the words for a key, between commas, `+` or `and`."""

_BETWEEN = re.compile(r"\s*[,+&/×]\s*(?:and\s+)?|\s+and\s+", re.IGNORECASE)


def read_key(text: str, words: re.Pattern[str], is_column: Callable[[str], bool]) -> tuple[str, ...]:
    """The columns that a statement calls the key of a table; none where what follows the words is no column of it."""
    plain = unmarked(text)
    match = words.search(plain)
    names = _NAMES.match(plain, match.end()) if match is not None else None
    found = tuple(_BETWEEN.split(names["names"])) if names is not None else ()
    return found if found and all(is_column(name) for name in found) else ()
