"""Where in the document a character of a drawing stands."""

from bisect import bisect_right


def normal(code: str) -> str:
    """The code with line feeds only, as block parsers of Markdown hand it out."""
    return code.replace("\r\n", "\n").replace("\r", "\n")


class Places:
    """Indexes into a code block as lines and columns of its document, both from 1."""

    def __init__(self, code: str, line: int, column: int) -> None:
        self._line, self._column = line, column
        self._starts = [0]
        index = code.find("\n")
        while index >= 0:
            self._starts.append(index + 1)
            index = code.find("\n", index + 1)

    def at(self, index: int) -> tuple[int, int]:
        """The line and column of the character at an index."""
        row = bisect_right(self._starts, index) - 1
        return self._line + row, self._column + index - self._starts[row]
