"""Program text without a parser: strings and comments known, brackets matched, items split.

Enough to read declarations of stored data in many languages, whether or not the text would compile.
Nothing here is super-linear in the length of the text.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from speclint.facts.schema.source import Source

Style = Literal["slash", "hash", "both", "rust"]
"""How comments and strings are written: `//` and `/* */`, `#`, both of them (PHP), or as in Rust."""

_SLASH = r"//[^\n]* | /\*(?s:.*?)(?:\*/|\Z)"
_HASH = r"\#[^\n]*"
_STRINGS = r"""
    (?P<triple> \"\"\"(?s:.*?)\"\"\" | \'\'\'(?s:.*?)\'\'\' )
  | (?P<string> "(?:[^"\\\n]|\\.)*" | '(?:[^'\\\n]|\\.)*' | `[^`]*` )
  | (?P<loose> "(?:[^"\\\n]|\\.)* | '(?:[^'\\\n]|\\.)* )
"""
_RUST_STRINGS = r"""
    (?P<string> "(?:[^"\\\n]|\\.)*" )
  | (?P<char> '(?:[^'\\\n]|\\[^'\n]{1,8}|\\')' )
  | (?P<loose> "[^\n]* )
"""

_PATTERNS: dict[Style, tuple[str, str]] = {
    "slash": (_SLASH, _STRINGS),
    "hash": (_HASH, _STRINGS),
    "both": (rf"{_SLASH} | \#(?!\[)[^\n]*", _STRINGS),
    "rust": (_SLASH, _RUST_STRINGS),
}


@cache
def _pattern(style: Style) -> re.Pattern[str]:
    """Matches a comment, a string, or a quote without its partner together with the rest of its line."""
    comments, strings = _PATTERNS[style]
    return re.compile(rf"(?P<comment> {comments} ) | {strings}", re.VERBOSE)


_BRACKET = re.compile(r"[()\[\]{}]")
_PAIRS = {")": "(", "]": "[", "}": "{"}
FILLER = "\x01"
"""What the insides of strings are made of in the bare text."""

DEEPEST = 100
"""Brackets inside brackets; text with more is not read as code."""


@dataclass(frozen=True, slots=True)
class Quoted:
    """A string in code: `value` is what stands between the quotes, which begins at `offset`."""

    value: str
    offset: int
    start: int
    end: int


class Code:
    """A piece of code. `bare` is the text with comments blanked and the insides of strings made neutral.

    Offsets into `text` and `bare` are the same.
    """

    def __init__(self, text: str, line: int, column: int = 1, style: Style = "slash") -> None:
        self.source = Source.of(text, line, column)
        self.text = text
        self.literals: list[Quoted] = []
        self.bare = self._bared(_pattern(style))
        self._starts = [literal.start for literal in self.literals]
        self._closes, self.depth = _brackets(self.bare)

    def at(self, offset: int) -> tuple[int, int]:
        """The line and the column of a character in the document."""
        return self.source.at(offset)

    def close(self, opening: int) -> int:
        """The offset of the bracket that closes the one at `opening`; the end where there is none."""
        return self._closes.get(opening, len(self.text))

    def literals_in(self, start: int, end: int) -> list[Quoted]:
        """The strings that begin in a stretch."""
        return self.literals[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def literal(self, start: int, end: int) -> Quoted | None:
        """The first string that begins in a stretch."""
        at = bisect_left(self._starts, start)
        return self.literals[at] if at < len(self.literals) and self.literals[at].start < end else None

    def split(self, start: int, end: int, separators: str = ",") -> Iterator[tuple[int, int]]:
        """The stretches between separators that stand outside brackets and strings, trimmed, none empty."""
        mark = _marks(separators)
        piece = position = start
        while (match := mark.search(self.bare, position, end)) is not None:
            if match.group() in separators:
                yield from self._trimmed(piece, match.start())
                piece = position = match.end()
            else:
                position = min(end, self.close(match.start()) + 1)
        yield from self._trimmed(piece, end)

    def inside(self, opening: int) -> tuple[int, int]:
        """The stretch between the bracket at `opening` and its partner."""
        return opening + 1, max(opening + 1, self.close(opening))

    def find(self, marks: str, start: int, end: int) -> int:
        """The offset of the first of some marks outside brackets; -1 where there is none."""
        mark = _marks(marks)
        while (match := mark.search(self.bare, start, end)) is not None:
            if match.group() in marks:
                return match.start()
            start = min(end, self.close(match.start()) + 1)
        return -1

    def words(self, start: int, end: int) -> str:
        """The text of a stretch without comments, on one line."""
        return " ".join(self.plain(start, end).split())

    def plain(self, start: int, end: int) -> str:
        """The text of a stretch, strings as written and comments blanked."""
        bare = self.bare[start:end]
        if FILLER not in bare:
            return bare
        return "".join(
            written if seen == FILLER else seen for seen, written in zip(bare, self.text[start:end], strict=True)
        )

    def _bared(self, pattern: re.Pattern[str]) -> str:
        pieces: list[str] = []
        position = 0
        for match in pattern.finditer(self.text):
            pieces.append(self.text[position : match.start()])
            pieces.append(self._bared_token(match.lastgroup or "", *match.span()))
            position = match.end()
        pieces.append(self.text[position:])
        return "".join(pieces)

    def _bared_token(self, kind: str, start: int, end: int) -> str:
        written = self.text[start:end]
        if kind == "comment":
            return _blanked(written, " ")
        if kind == "loose":
            return written
        quote = 3 if kind == "triple" else 1
        inner = written[quote:-quote]
        self.literals.append(Quoted(inner, start + quote, start, end))
        return written[:quote] + _blanked(inner, FILLER) + written[-quote:]

    def _trimmed(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        piece = self.bare[start:end]
        stripped = piece.strip()
        if stripped:
            begin = start + len(piece) - len(piece.lstrip())
            yield begin, begin + len(stripped)


_OPENERS = "([{"


@cache
def _marks(separators: str) -> re.Pattern[str]:
    """Matches one of the separators or an opening bracket."""
    return re.compile(f"[{re.escape(separators + _OPENERS)}]")


def _blanked(text: str, filler: str) -> str:
    """The text with every character but line ends replaced."""
    return "\n".join(filler * len(line) for line in text.split("\n"))


def _brackets(text: str) -> tuple[dict[int, int], int]:
    """Where each opening bracket is closed, and how deep they go.

    A closing bracket ends what was opened since its partner; one without a partner does nothing.
    """
    closes: dict[int, int] = {}
    opened: list[tuple[str, int]] = []
    waiting = dict.fromkeys(_OPENERS, 0)
    deepest = 0
    for match in _BRACKET.finditer(text):
        mark = match.group()
        if mark in _OPENERS:
            opened.append((mark, match.start()))
            waiting[mark] += 1
            deepest = max(deepest, len(opened))
            continue
        while waiting[_PAIRS[mark]]:
            opening, offset = opened.pop()
            waiting[opening] -= 1
            closes[offset] = match.start()
            if opening == _PAIRS[mark]:
                break
    return closes, deepest
