"""SQL DDL inside other text: in the strings of a program, in heredocs, in scripts and migrations.

What is not SQL is blanked, so that the rest stands where it stood and positions stay exact.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from speclint.facts.schema.ddl import read_ddl
from speclint.facts.schema.model import Schema

_DDL = re.compile(r"\b(?:CREATE|ALTER)\s", re.IGNORECASE)
"""What a text must hold to be looked at."""

_OPENING = re.compile(
    r"""
    (?:(?<![\w'"`])|(?<=\b[fFrRbBuUeE])|(?<=\w)(?=`)) (?P<quote>"{3}|'{3}|`|"|')
    \s{0,200}+ (?:--[^\n]*\n\s{0,200}+){0,20}+ (?=(?:CREATE|ALTER)\s)
    """,
    re.IGNORECASE | re.VERBOSE,
)
"""The quote of a string whose first words are DDL, after comments perhaps."""

_HEREDOC = re.compile(r"<<[<~-]?[ ]?['\"]?(?P<tag>[A-Za-z_]\w*)['\"]?[^\n]*\n")
"""The first line of a heredoc, whose text ends at a line that begins with the tag."""

_FIRST_WORD = re.compile(r"^[ \t]*([A-Za-z_]\w*)", re.MULTILINE)

_RAW = re.compile(
    r"""
    ^[ \t>$]*+
    (?: CREATE\s++ (?:\w++\s++){0,3}? TABLE\s++ (?:IF\s++NOT\s++EXISTS\s++)? [\w."`\[\]{}$-]++ \s*+ \(
      | CREATE\s++ (?:\w++\s++){0,3}? INDEX\s++ (?:["`]?\w++["`]?\s++){0,5}? ON\s++ [\w."`]++ \s*+
        (?:USING\s++\w++\s*+)? \(
      | ALTER\s++TABLE\s++ (?:\w++\s++){0,3}? [\w."`\[\]]++ \s++ ADD\s )
    """,
    re.IGNORECASE | re.MULTILINE | re.VERBOSE,
)
"""A line that begins a statement outside of any string: a name and a bracket tell it from a sentence."""

_STRING_END = {
    '"': re.compile(r'(?:[^"\\]|\\(?s:.))*+'),
    "'": re.compile(r"(?:[^'\\]|\\(?s:.))*+"),
}
"""The inside of a string up to its closing quote."""

_JOINT = re.compile(
    r"""\s*(?:(?:\+|\.\.?|\\|&|\|\|)\s*)?(?:(?P<name>[A-Za-z_][\w.]*)\s*\+\s*)?[fFrRbBuU@$]?(?=["'`])"""
)
"""What stands between two strings that make one: nothing, an operator, or a constant between two of them."""

_ESCAPE = re.compile(r"""\\([nrt\\"'`])""")


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A piece of SQL in the text; `final` where the statement cannot go on after it."""

    start: int
    end: int
    final: bool


def read_embedded(code: str, line: int, column: int = 1) -> Schema:
    """The schema that SQL inside other text creates; empty where there is none."""
    if _DDL.search(code) is None:
        return Schema()
    stretches = _stretches(code)
    return read_ddl(_masked(code, stretches), line, column) if stretches else Schema()


def _stretches(code: str) -> list[_Stretch]:
    quoted = sorted((*_strings(code), *_heredocs(code)), key=lambda stretch: stretch.start)
    found: list[_Stretch] = []
    for stretch in quoted:
        if not found or stretch.start >= found[-1].end:
            found.append(stretch)
    return found + list(_raw(code, found))


def _strings(code: str) -> Iterator[_Stretch]:
    """The strings that begin with DDL, each with those that are joined to it."""
    position = 0
    while (match := _OPENING.search(code, position)) is not None:
        position = match.start()
        joint: re.Match[str] | None = match
        while joint is not None:
            quote = _quote_at(code, position)
            start = position + len(quote)
            end = _string_end(code, start, quote)
            position = end + len(quote)
            joint = _JOINT.match(code, position) if end < len(code) else None
            yield _Stretch(start, end, joint is None)
            if joint is not None:
                if joint.group("name"):
                    yield _Stretch(*joint.span("name"), False)
                position = joint.end()


def _quote_at(code: str, position: int) -> str:
    triple = code[position : position + 3]
    return triple if triple in ('"""', "'''") else code[position]


def _string_end(code: str, start: int, quote: str) -> int:
    if quote in _STRING_END:
        inside = _STRING_END[quote].match(code, start)
        return inside.end() if inside is not None else len(code)
    end = code.find(quote, start)
    return end if end >= 0 else len(code)


def _heredocs(code: str) -> Iterator[_Stretch]:
    if "<<" not in code:
        return
    closers: dict[str, list[int]] = {}
    for word in _FIRST_WORD.finditer(code):
        closers.setdefault(word[1], []).append(word.start())
    position = 0
    while (match := _HEREDOC.search(code, position)) is not None:
        start = position = match.end()
        ends = closers.get(match["tag"], [])
        after = bisect_left(ends, start)
        if after < len(ends):
            position = ends[after]
            if _RAW.search(code, start, position):
                yield _Stretch(start, position, True)


def _raw(code: str, quoted: list[_Stretch]) -> Iterator[_Stretch]:
    """From each bare statement to the next stretch that is quoted."""
    position = 0
    ahead = iter((*quoted, _Stretch(len(code), len(code), True)))
    following = next(ahead)
    while (match := _RAW.search(code, position)) is not None:
        while following.end < match.start():
            following = next(ahead, following)
        if match.end() <= following.start:
            yield _Stretch(match.start(), following.start, True)
        position = max(following.end, match.end())


def _masked(code: str, stretches: list[_Stretch]) -> str:
    """The text with all but the stretches blanked, and each final one ended by a semicolon."""
    pieces: list[str] = []
    position = 0
    for stretch in sorted(stretches, key=lambda stretch: stretch.start):
        pieces.append(_blank(code[position : stretch.start]))
        pieces.append(_ESCAPE.sub(_unescaped, code[stretch.start : stretch.end]))
        position = stretch.end
        if stretch.final and position < len(code) and code[position] != "\n":
            pieces.append(";")
            position += 1
    pieces.append(_blank(code[position:]))
    return "".join(pieces)


def _blank(text: str) -> str:
    return "\n".join(" " * len(line) for line in text.split("\n"))


def _unescaped(match: re.Match[str]) -> str:
    """An escape as two characters of the same width: white space, or the quote that it stands for."""
    return "  " if match[1] in "nrt" else f" {match[1]}"
