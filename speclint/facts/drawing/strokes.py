"""Which cells of a drawing are border, stroke, arrowhead or text."""

import re

from speclint.facts.drawing.canvas import BOTH, DOWN, LEFT, RIGHT, UP, UPRIGHT, Canvas
from speclint.facts.drawing.frames import Frame

BLANK, TEXT, BORDER, STROKE, HEAD = " ", "t", "b", "s", "h"
"""What a cell is."""

_BORDER = "\x01"
"""Stands for a border while strokes are looked for."""

_ART = re.compile(r"[\u2500-\u257f\u2190-\u21ff\u25b2-\u25c5\u25e2-\u25e5\u2794-\u27bf\u27f5-\u27ff\u2b05-\u2b0d]")
"""Characters that are art wherever they stand."""

_HEADED = re.compile(
    r"(?<!<)<+[-=~]++>++|(?<!<)<[-=~]{2,}+|(?<![-=~])[-=~]{2,}+>++|<(?: ?-){2,}+|(?<!- )(?:- ){2,}+-?>|(?<!\.)\.{3,}+>"
    r"|(?<![^\s\x01\])|}─━═\"])->(?![\w>=])|->(?=[\s\x01\[(]|$)|(?<![^\s\x01\])|])<-(?=[\s\w\[(])"
    r"|(?<=\s)=>(?=\s)|(?<=[─━═┄┅┈┉])>+|(?<!<)<++(?=[─━═┄┅┈┉])"
)
"""Arrows with a head; `a->b` of programs is none."""

_LINE = re.compile(
    r"-{3,}|={3,}|~{3,}|_{3,}|(?<=[|+\x01│├└┼])-{1,2}(?=[^\s\-])|(?<=[|+\x01├└┼`])--?(?= )|(?<=\w)-{1,2}(?=[|+\x01│])"
    r"|(?<=\s)--(?=\s)|(?<=[\s\])])--?(?=[(])|(?<=[)])-+|(?<=[─━═])-+|(?<!-)-++(?=[─━═])"
)
"""Lines without a head."""

_PIPE = re.compile(r"(?<![^\s\x01\-=─>+])[|]|[|](?![^\s\x01\-=─<+])")
"""An upright stroke in ASCII: a `|` that does not stand between two words."""

_PLUS = re.compile(r"(?<=[-=─|\x01])\+|\+(?=[-=─|\x01])")
_SLANT = re.compile(r"(?<![\w.:/\\~])[/\\](?![\w./\\*])|(?<=[\s\x01])/\\(?=[\s\x01]|$)")
_LETTER_HEAD = re.compile(r"(?<![^\s\x01\-=─|+])[vV^](?![^\s\x01\-=─|+])")
"""A `v` or `^` that stands alone: an arrowhead where an upright stroke leads to it."""

_THIN = re.compile(r"(?<![─━═┄<>\-])[→←⇒⇐↔⇔](?![─━═┄<>\-])")
"""An arrow of one character, which may be a word of a text."""

_BRACKETED = re.compile(
    r"\((?=[^()]*(?:[→←⇒]|->))[^()\x01│┃║|─━]{1,100}\)|\[[=#>.\-█▓▒░■□ ]{4,60}\]"
    r"|\([^()\x01]{0,60}(?<=[^\s-])--?[^\s>-][^()\x01]{0,60}\)"
)
"""Words in brackets that hold an arrow, and bars of progress: `(check -> load)`, `[====>   ]`."""

_UPRIGHTS = UPRIGHT | DOWN | UP | frozenset("+vV^:┬┴┼├┤┌┐└┘╭╮╯╰╔╗╚╝╦╩")
_HEADS = RIGHT | LEFT | UP | DOWN | BOTH


class Marks:
    """What every cell of a drawing is, and which box its borders belong to."""

    def __init__(self, canvas: Canvas, frames: list[Frame]) -> None:
        self.canvas = canvas
        self.owner: list[dict[int, Frame]] = [{} for _ in canvas.rows]
        for frame in frames:
            self._own(frame)
        self._said = self._said_arrows(frames)
        self.rows = [self._row(row) for row in range(len(canvas.rows))]

    def _own(self, frame: Frame) -> None:
        dividers = set(frame.dividers)
        bottom = frame.sides[-1] if frame.sides else (frame.left, frame.right)
        self._level(frame, frame.top, frame.left, frame.right)
        self._level(frame, frame.bottom, *bottom)
        for row, (left, right) in enumerate(frame.sides[: frame.bottom - frame.top], frame.top + 1):
            if row in dividers:
                self._level(frame, row, left, right)
            for side in (left, right):
                if side >= 0:
                    self.owner[row][side] = frame
        for column in frame.columns:
            for row in range(frame.top + 1, frame.dividers[0] if frame.dividers else frame.bottom):
                self.owner[row][column] = frame

    def _level(self, frame: Frame, row: int, left: int, right: int) -> None:
        title = frame.title if row == frame.top and frame.title else (0, 0)
        for cell in range(left, right + 1):
            if not title[0] <= cell < title[1]:
                self.owner[row][cell] = frame

    def _said_arrows(self, frames: list[Frame]) -> set[tuple[int, int]]:
        """Arrows that are words: the only one in the text of a box."""
        found: set[tuple[int, int]] = set()
        for frame in frames:
            if frame.children:
                continue
            arrows = []
            for row in range(frame.top + 1, frame.bottom):
                inside = self.canvas.rows[row][frame.left + 1 : frame.right]
                arrows += [(row, frame.left + 1 + m.start()) for m in _THIN.finditer(inside)]
            if len(arrows) == 1:
                found.add(arrows[0])
        return found

    def at(self, row: int, cell: int) -> str:
        """What a cell is; blank outside of the drawing."""
        if 0 <= row < len(self.rows) and 0 <= cell < len(self.rows[row]):
            return self.rows[row][cell]
        return BLANK

    def _row(self, row: int) -> str:
        cells = self.canvas.rows[row]
        owned = self.owner[row]
        masked = "".join(_BORDER if i in owned else c for i, c in enumerate(cells)) if owned else cells
        found = [TEXT if not mark.isspace() else BLANK for mark in cells]
        for index in owned:
            if index < len(found):
                found[index] = BORDER
        self._strokes(row, masked, found)
        return "".join(found)

    def _strokes(self, row: int, masked: str, found: list[str]) -> None:
        aside = _aside(masked)
        for cell in aside:
            found[cell] = TEXT
        if not masked.isascii():
            words = _within(masked) if _THIN.search(masked) else set()
            for match in _ART.finditer(masked):
                at = match.start()
                if at not in words and at not in aside and (row, at) not in self._said:
                    found[at] = HEAD if match.group() in _HEADS else STROKE
        for pattern, what in ((_LINE, STROKE), (_HEADED, HEAD), (_PIPE, STROKE), (_PLUS, STROKE), (_SLANT, STROKE)):
            for match in pattern.finditer(masked):
                if match.start() not in aside:
                    found[match.start() : match.end()] = what * (match.end() - match.start())
        for match in _LETTER_HEAD.finditer(masked):
            if self._led(row, match.start(), match.group()):
                found[match.start()] = HEAD

    def _led(self, row: int, cell: int, mark: str) -> bool:
        """Whether an upright stroke leads to a letter that may be an arrowhead."""
        beside = row + 1 if mark == "^" else row - 1
        return any(self.canvas.cell(beside, cell + away) in _UPRIGHTS for away in (0, -1, 1))


def _within(cells: str) -> set[int]:
    """The thin arrows of a row that stand within a word: `label→skills`."""
    arrows = (m.start() for m in _THIN.finditer(cells))
    return {c for c in arrows if cells[c - 1 : c].isalnum() and cells[c + 1 : c + 2].isalnum()}


def _aside(cells: str) -> set[int]:
    """The cells of a row that are words whatever they look like: brackets around arrows, bars of progress."""
    found: set[int] = set()
    for match in _BRACKETED.finditer(cells):
        found.update(range(match.start(), match.end()))
    return found
