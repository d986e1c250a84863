"""The lines of a drawing's source, with their places."""

from collections.abc import Iterator
from dataclasses import dataclass

LONGEST = 2000
"""A line of source is read up to here: what is longer was not written by a person."""


@dataclass(frozen=True, slots=True)
class Row:
    """A line without the blanks around it; `column` is where its first character stands."""

    text: str
    line: int
    column: int

    @property
    def place(self) -> tuple[int, int]:
        """Where the line begins."""
        return self.line, self.column

    def at(self, offset: int) -> tuple[int, int]:
        """Where a character of the text stands."""
        return self.line, self.column + max(offset, 0)

    @property
    def word(self) -> str:
        """The first word."""
        return self.text.split(None, 1)[0]

    @property
    def rest(self) -> str:
        """What follows the first word."""
        return self.text[len(self.word) :].strip()


def rows(code: str, line: int, column: int, skip: int = 0) -> Iterator[Row]:
    """The lines that are not blank; `skip` characters of the code are passed over first."""
    line += code.count("\n", 0, skip)
    begin = skip - (code.rfind("\n", 0, skip) + 1)
    for number, whole in enumerate(code[skip:].split("\n")):
        text = whole.strip()[:LONGEST]
        if text:
            indent = len(whole) - len(whole.lstrip())
            yield Row(text, line + number, column + indent + (0 if number else begin))
