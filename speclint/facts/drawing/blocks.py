"""The texts of a drawing made of characters: runs of words, and blocks of runs that are read together."""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from dataclasses import dataclass, field

from speclint.facts.drawing.frames import Frame
from speclint.facts.drawing.strokes import BLANK, HEAD, STROKE, TEXT, Marks

_GAP = 3
"""So many blanks part two texts of one row."""

_LIST_GAP = 2
"""So many blanks part two items of a list."""

BULLET = re.compile(r"^(?:[•*·▪◦●○■□✓✔✗✘☐☑☒✅❌►▸‣⚫-]|\d{1,2}[.)]|[a-z][.)])\s+")
"""What a bullet begins with."""


_BRACKETS = re.compile(r"[\[\]=▓█░●]")


@dataclass(frozen=True, slots=True)
class Run:
    """Words side by side in a row."""

    row: int
    start: int
    end: int
    text: str


@dataclass(slots=True)
class Block:
    """Runs below one another that are one text, in a box or in none."""

    frame: Frame | None
    section: tuple[int, int]
    runs: list[Run] = field(default_factory=list)
    bullet: bool = False
    _text: tuple[int, str] = (0, "")

    @property
    def text(self) -> str:
        """The whole text in one line, without its bullet."""
        if self._text[0] != len(self.runs):
            self._text = (len(self.runs), self._joined())
        return self._text[1]

    def _joined(self) -> str:
        words = ""
        for run in self.runs:
            joined = words.endswith("-") and run.text[:1].islower()
            words = f"{words}{run.text}" if joined or not words else f"{words} {run.text}"
        words = BULLET.sub("", words)
        if words[:1] == "[" and words.endswith("]") and len(words) > 3 and not _BRACKETS.search(words[1:-1]):
            return words[1:-1].strip()
        return words

    @property
    def top(self) -> int:
        """Its first row."""
        return self.runs[0].row

    @property
    def bottom(self) -> int:
        """Its last row."""
        return self.runs[-1].row


def runs(marks: Marks, row: int) -> list[Run]:
    """The runs of a row, from left to right."""
    what = marks.rows[row]
    found: list[Run] = []
    start = -1
    blanks = 0
    for cell, mark in enumerate(what + STROKE):
        listed = blanks >= _LIST_GAP and mark == TEXT and _dotted(marks, row, cell)
        if mark == TEXT and not listed:
            start = cell if start < 0 else start
            blanks = 0
        elif start >= 0:
            blanks += mark == BLANK or not listed
            if mark != BLANK or blanks >= _GAP:
                end = cell - blanks + (not listed)
                found.append(Run(row, start, end, marks.canvas.text(row, start, end).strip()))
                start, blanks = (cell if listed else -1), 0
    return found


def _dotted(marks: Marks, row: int, cell: int) -> bool:
    """Whether an item of a list begins at a cell."""
    return marks.canvas.cell(row, cell) in "•*·▪◦●○" and marks.at(row, cell + 1) == BLANK


def blocks(marks: Marks, frames: list[Frame]) -> list[Block]:
    """All blocks, from top to bottom and left to right."""
    found: list[Block] = []
    above: dict[tuple[int, int, int], list[Block]] = {}
    holders = _Holders(frames)
    for row in range(len(marks.rows)):
        here: dict[tuple[int, int, int], list[tuple[Run, Frame | None]]] = defaultdict(list)
        for run in runs(marks, row):
            frame = holders.at(run)
            here[_key(run, frame)].append((run, frame))
        below: dict[tuple[int, int, int], list[Block]] = {}
        for key, several in here.items():
            below[key] = _extend(marks, above.get(key, []), several, key, found)
        above = below
    return found


def _key(run: Run, frame: Frame | None) -> tuple[int, int, int]:
    if frame is None:
        return (0, 0, 0)
    level = bisect_left(frame.dividers, run.row) if run.row > frame.top else -1
    return (id(frame), level, bisect_right(frame.columns, run.start))


def _extend(
    marks: Marks,
    above: list[Block],
    several: list[tuple[Run, Frame | None]],
    key: tuple[int, int, int],
    found: list[Block],
) -> list[Block]:
    """Add the runs of a row to the blocks that end right above them, or begin new ones."""
    starts = [block.runs[-1].start for block in above]
    single = len(above) == 1 == len(several)
    here: list[Block] = []
    for run, frame in several:
        block = _over(above, starts, run, single and frame is not None)
        if block is None or block.runs[-1].row == run.row or not _continues(block, run) or _tied(marks, run):
            block = Block(frame, key[1:], bullet=bool(BULLET.match(run.text)))
            found.append(block)
        block.runs.append(run)
        here.append(block)
    return here


def _over(above: list[Block], starts: list[int], run: Run, single: bool) -> Block | None:
    """The block whose last run stands right above a run."""
    if single:
        return above[0]
    index = bisect_left(starts, run.end) - 1
    if index >= 0 and above[index].runs[-1].end > run.start:
        return above[index]
    return None


def _continues(block: Block, run: Run) -> bool:
    if BULLET.match(run.text):
        return False
    return not block.bullet or run.start > block.runs[0].start


def _tied(marks: Marks, run: Run) -> bool:
    """Whether a stroke on its row begins or ends at a run."""
    return any(
        _next(marks, run.row, cell, step) in (HEAD, STROKE) for cell, step in ((run.start, -1), (run.end - 1, 1))
    )


def _next(marks: Marks, row: int, cell: int, step: int) -> str:
    """What stands beside a cell, a blank or two away at most."""
    for away in (1, 2, 3):
        what = marks.at(row, cell + away * step)
        if what != BLANK:
            return what
    return BLANK


class _Holders:
    """Finds the innermost box around a run; runs are asked for from top to bottom, left to right."""

    def __init__(self, frames: list[Frame]) -> None:
        self._by_top = sorted(frames, key=lambda f: f.top)
        self._next = 0
        self._active: list[Frame] = []
        self._row = -1
        self._sides: list[tuple[int, int, Frame]] = []
        self._stack: list[tuple[int, int, Frame]] = []
        self._taken = 0

    def at(self, run: Run) -> Frame | None:
        """The innermost box around a run."""
        if run.row != self._row:
            self._turn(run.row)
        while self._taken < len(self._sides) and self._sides[self._taken][0] < run.start:
            self._stack.append(self._sides[self._taken])
            self._taken += 1
        while self._stack and self._stack[-1][1] <= run.start:
            self._stack.pop()
        return self._stack[-1][2] if self._stack else None

    def _turn(self, row: int) -> None:
        while self._next < len(self._by_top) and self._by_top[self._next].top <= row:
            self._active.append(self._by_top[self._next])
            self._next += 1
        self._active = [frame for frame in self._active if frame.bottom >= row]
        self._sides = sorted((_side(frame, row) for frame in self._active), key=lambda x: (x[0], -x[1]))
        self._stack, self._taken, self._row = [], 0, row


def _side(frame: Frame, row: int) -> tuple[int, int, Frame]:
    index = row - frame.top - 1
    left, right = frame.sides[index] if 0 <= index < len(frame.sides) else (-1, -1)
    return (left if left >= 0 else frame.left, right if right >= 0 else frame.right, frame)
