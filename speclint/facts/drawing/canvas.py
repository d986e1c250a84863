"""A drawing made of characters, as a reader sees it: rows of cells, wide characters taking two."""

import re
from unicodedata import combining, east_asian_width

TOP_LEFT = frozenset("┌┏╔╭┍┎╒╓")
TOP_RIGHT = frozenset("┐┓╗╮┑┒╕╖")
BOTTOM_LEFT = frozenset("└┗╚╰┕┖╘╙")
BOTTOM_RIGHT = frozenset("┘┛╝╯┙┚╛╜")
TEE_LEFT = frozenset("├┣╠┝┞┟┠┡┢╞╟")
TEE_RIGHT = frozenset("┤┫╣┥┦┧┨┩┪╡╢")
TEE_DOWN = frozenset("┬┳╦┭┮┯┰┱┲╤╥")
TEE_UP = frozenset("┴┻╩┵┶┷┸┹┺╧╨")
CROSS = frozenset("┼╋╬╪╫┽┾┿╀╁╂╃╄╅╆╇╈╉╊")
LEVEL = frozenset("─━═┄┅┈┉╌╍╴╶╸╺╼╾-=")
UPRIGHT = frozenset("│┃║┆┇┊┋╎╏╵╷╹╻╽╿|")
DOWN = frozenset("▼▽▾⯆↓⇓⬇🡇🠗")
UP = frozenset("▲△▴⯅↑⇑⬆")
RIGHT = frozenset("▶►▸▷→⇒➔➜➝➞➡⟶⇨⭢>")
LEFT = frozenset("◀◄◂◁←⇐⬅⟵⇦⭠<")
BOTH = frozenset("↔⇔⟷↕⇕⇄⇆⇋⇌")
SIDEWAYS = RIGHT | LEFT | frozenset("↔⇔⟷⇄⇆⇋⇌")
JOINTS = TOP_LEFT | TOP_RIGHT | BOTTOM_LEFT | BOTTOM_RIGHT | TEE_LEFT | TEE_RIGHT | TEE_DOWN | TEE_UP | CROSS | {"+"}
UPWARD = (UPRIGHT | JOINTS | DOWN | UP | {"↕", "⇕"}) - TOP_LEFT - TOP_RIGHT - TEE_DOWN
"""What a line from above may run into."""
DOWNWARD = (UPRIGHT | JOINTS | DOWN | UP | {"↕", "⇕"}) - BOTTOM_LEFT - BOTTOM_RIGHT - TEE_UP
"""What a line to below may start from."""

_PLAIN = re.compile(r"[\x20-\x7e\u00a0-\u02ff\u0370-\u0590\u2010-\u2027\u2030-\u205e\u2190-\u22ff\u2500-\u25ff]*+$")
"""A line whose every character takes one cell."""

WIDEST = 400
"""Rows are read up to here: no drawing is wider."""

TAB = 8
"""The width of a tab, as browsers show code."""

FILLER = "\0"
"""The second cell of a wide character."""


class Canvas:
    """The rows of a drawing. `rows[r][c]` is a cell; texts and places are taken from the source."""

    def __init__(self, code: str, line: int, column: int) -> None:
        self._line, self._column = line, column
        self.source = [text[:WIDEST] for text in code.split("\n")]
        self.rows: list[str] = []
        self._maps: list[list[int] | None] = []
        for text in self.source:
            cells, origins = (text, None) if _PLAIN.match(text) else _spread(text)
            self.rows.append(cells)
            self._maps.append(origins)

    def _origin(self, row: int, cell: int) -> int:
        origins = self._maps[row]
        return origins[min(cell, len(origins) - 1)] if origins else cell

    def place(self, row: int, cell: int) -> tuple[int, int]:
        """The line and column of a cell in the document."""
        return self._line + row, self._column + self._origin(row, cell)

    def text(self, row: int, start: int, end: int) -> str:
        """The source text of the cells from `start` up to `end`."""
        return self.source[row][self._origin(row, start) : self._origin(row, end)]

    def cell(self, row: int, cell: int) -> str:
        """A cell, blank where the drawing ends."""
        if 0 <= row < len(self.rows) and 0 <= cell < len(self.rows[row]):
            return self.rows[row][cell]
        return " "

    def exact(self, row: int) -> bool:
        """Whether every character of a row takes one cell, so that its columns can be relied on."""
        return self._maps[row] is None


def _spread(text: str) -> tuple[str, list[int]]:
    """The cells of a line, and for each (and one past the end) the index of its character."""
    cells: list[str] = []
    origins: list[int] = []
    for index, mark in enumerate(text):
        if mark == "\t":
            width = TAB - len(cells) % TAB
            cells += " " * width
            origins += [index] * width
        elif combining(mark) or mark in "\u200b\u200c\u200d\u2060\ufe0e\ufe0f\ufeff":
            continue
        else:
            cells.append(mark)
            origins.append(index)
            if east_asian_width(mark) in "WF":
                cells.append(FILLER)
                origins.append(index)
    origins.append(len(text))
    return "".join(cells), origins
