"""Positions in a source text."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A range of a source text.

    Lines and columns count from 1; columns are Unicode code points, the byte order mark not counted;
    `end_column` is exclusive, `end_line` is the line of the last character.
    """

    line: int
    column: int
    end_line: int
    end_column: int

    @staticmethod
    def at(line: int, column: int, length: int) -> "Span":
        """The span of `length` code points on one line."""
        return Span(line, column, line, column + length)

    @property
    def wide(self) -> bool:
        """Whether it holds any text."""
        return (self.end_line, self.end_column) > (self.line, self.column)

    def to(self, other: "Span") -> "Span":
        """The span from the start of this one to the end of `other`."""
        return Span(self.line, self.column, other.end_line, other.end_column)
