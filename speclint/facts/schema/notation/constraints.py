"""The constraints cell of a table of columns: `PK`, `NOT NULL, UNIQUE`, `FK → users.id`."""

import re
from dataclasses import dataclass

from speclint.facts.schema.notation.names import split_name, unmarked


@dataclass(frozen=True, slots=True)
class Constraints:
    """What a cell says of a column. `foreign` without `references`: it is a key of a table not named."""

    primary: bool = False
    not_null: bool = False
    unique: bool = False
    references: tuple[str, str | None] | None = None
    indexed: bool = False
    foreign: bool = False
    nullable: bool = False
    default: str | None = None
    values: tuple[str, ...] = ()


_LONGEST = 1000
"""Characters of a cell that are looked at."""

_PRIMARY = re.compile(
    r"\bprimary(?:[ _-]?key)?\b|\bPK\b|🔑|\bkey[ _]?path\b"
    r"|(?:\bpartition|\bhash|\bsort|\brange|\bclustering) key\b|@id\b",
    re.IGNORECASE,
)
_NOT_NULL = re.compile(r"\bnot[ _-]?null(?:able)?\b|\bnon[ _-]?null(?:able)?\b|\bNN\b|\brequired\b|\bmandatory\b", re.I)
_NULLABLE = re.compile(
    r"(?<![-\w])(?<!non )(?<!not )nullable\b|(?:^|[,;|])\s*(?:NULL|optional)\s*(?=$|[,;|])", re.IGNORECASE
)
_DEFAULT = re.compile(
    r"""\bdefault(?:s\ to|\ value)?\s*[:=]?\s*(?:'(?P<quoted>[^'\n]{0,60})'|"(?P<double>[^"\n]{0,60})"
        |(?P<bare>-?\d+(?:\.\d+)?(?![\w.])|true\b|false\b))\s*(?=$|[,;.)|]|\s(?!\s*[-+*/|]))""",
    re.IGNORECASE | re.VERBOSE,
)
"""A default that is a literal: `DEFAULT 'draft'`, `default: 0`."""

_CHECK_IN = re.compile(r"\b(?:in|enum|one of)\s*:?\s*\((?P<list>\s*'[^()\n]{1,400})\)", re.IGNORECASE)
"""The list of `CHECK (status IN ('open', 'closed'))` and of `ENUM('open', 'closed')`."""

_ENUM = re.compile(r"\benum\s?\(\s*(?P<list>\w[\w-]{0,40}(?:\s*[,|/]\s*\w[\w-]{0,40}){1,30})\s*\)", re.IGNORECASE)
"""`ENUM(draft, active)`, without quotes."""

_LITERAL = re.compile(r"'([^'\n]{1,60})'")

_UNIQUE = re.compile(r"(?<!non-)(?<!non )(?<!not )\b(?:unique|uniq|UK|UQ|UX)\b", re.IGNORECASE)
_INDEXED = re.compile(r"(?<!non-)(?<!not )\b(?:index|indexed|idx|gin|gist|b-?tree)\b", re.IGNORECASE)

_FOREIGN = re.compile(r"\bFK\b|\bforeign[ _-]?key\b|🔗|\breferences\b|\brefers to\b|\brefs?\b", re.IGNORECASE)
"""Words that make a column a foreign key."""

_TARGET = re.compile(
    r"""
    (?: \bFK\d? | \bforeign[ _-]?key | 🔗 | (?-i:\bREFERENCES) | (?:^|[,;(.]|\bnull|\bkey|\bunique)\s*+references
      | \brefers[ ]to | \brefs?(?=\s*[:(>→]) | ^(?=\s*(?:→|->|=>)) )
    [\s:=(>→,-]*+
    (?: (?:references|referencing|to|of|on|the)\s++ [\s:=(>→-]*+ ){0,3}+
    ["\[]?(?P<name>[^\W\d]\w*(?:\.\w+)*+)["\]]?
    (?:\s{0,3}\(\s*["`]?(?P<column>\w+)["`]?\s*\))?
    (?=\s*(?:$|[,;.()\[\]|/]|\s[-—–]
      |\b(?:on|not|null|unique|index|indexed|table|collection|column|and|for|optional|nullable|required|pk|with|default)\b))
    """,
    re.IGNORECASE | re.VERBOSE,
)
"""What a foreign key points to, after an arrow, a colon, a bracket, some small words or nothing.

The word `references` is a verb only at the start of a clause, and a target ends the clause.
"""

_NO_NAME = frozenset(
    """
    not null unique index indexed on default check primary pk fk key uk nullable required optional cascade
    constraint and or composite none yes no part column field with references referencing to of the a an auto
    restrict delete update set deferrable
    """.split()
)
"""Words after `FK` that name no table."""


def read_constraints(cell: str) -> Constraints:
    """What a constraints cell says, whatever way it is written."""
    text = unmarked(cell[:_LONGEST])
    references = _references(text)
    return Constraints(
        primary=_PRIMARY.search(text) is not None,
        not_null=_NOT_NULL.search(text) is not None,
        unique=_UNIQUE.search(text) is not None,
        references=references,
        indexed=_INDEXED.search(text) is not None,
        foreign=references is not None or _FOREIGN.search(text) is not None,
        nullable=_NULLABLE.search(text) is not None,
        default=_default(text),
        values=listed_values(text),
    )


def listed_values(text: str) -> tuple[str, ...]:
    """The quoted values that a text allows a column."""
    match = _CHECK_IN.search(text)
    if match is not None:
        return tuple(_LITERAL.findall(match["list"]))
    bare = _ENUM.search(text)
    return tuple(re.split(r"\s*[,|/]\s*", bare["list"])) if bare is not None else ()


def _default(text: str) -> str | None:
    match = _DEFAULT.search(text)
    if match is None:
        return None
    return next(found for found in (match["quoted"], match["double"], match["bare"]) if found is not None)


def _references(text: str) -> tuple[str, str | None] | None:
    for match in _TARGET.finditer(text):
        name = match["name"]
        if name.casefold() not in _NO_NAME:
            return (name, match["column"]) if match["column"] else split_name(name)
    return None
