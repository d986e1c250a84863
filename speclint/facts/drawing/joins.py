"""The strokes of a drawing made of characters: what they join, and which way."""

from dataclasses import dataclass, field

from speclint.facts.drawing.blocks import Block, Run
from speclint.facts.drawing.canvas import BOTH, DOWN, DOWNWARD, LEFT, RIGHT, UP, UPWARD
from speclint.facts.drawing.frames import Frame
from speclint.facts.drawing.strokes import BLANK, BORDER, HEAD, STROKE, TEXT, Marks

Thing = Frame | Block
"""What a stroke may touch."""

_REACH = 2
"""So many blanks may part a stroke from what it points to."""

_DOWNS = DOWN | frozenset("vV↕⇕")
_UPS = UP | frozenset("^↕⇕")
_LETTERS = frozenset("vV^")
_LIVES = frozenset("│┃║┆┊╎|┼├┤+")
_CROSSED = 4
"""So many rows may lack the stroke of a lifeline."""
_LEVELS = frozenset("-=~.─━═┄┅┈┉╌╍") | RIGHT | LEFT
_SHAFTS = frozenset("-=~.─━═┄┅┈┉╌╍")
_OPEN_LEFT = frozenset("┐┘╮╯┤┬┴┼+")
_OPEN_RIGHT = frozenset("┌└╭╰├┬┴┼+`")


@dataclass(slots=True)
class Join:
    """Strokes that hang together: what they come from, what they lead to, and the words beside them."""

    row: int
    sources: list[Thing] = field(default_factory=list)
    targets: list[Thing] = field(default_factory=list)
    words: list[Block] = field(default_factory=list)
    headed: bool = False
    _seen: set[tuple[str, int]] = field(default_factory=set)

    def add(self, role: str, thing: Thing) -> None:
        """Note a source or a target, once."""
        if (role, id(thing)) not in self._seen:
            self._seen.add((role, id(thing)))
            (self.targets if role == "target" else self.sources).append(thing)

    def say(self, block: Block) -> None:
        """Note words, once."""
        if ("word", id(block)) not in self._seen:
            self._seen.add(("word", id(block)))
            self.words.append(block)


@dataclass(slots=True)
class _Stretch:
    """Stroke cells side by side."""

    row: int
    start: int
    end: int
    root: int


class Joins:
    """Reads the strokes of a drawing."""

    def __init__(self, marks: Marks, blocks: list[Block]) -> None:
        self.marks, self.canvas = marks, marks.canvas
        self._texts: list[dict[int, Block]] = [{} for _ in marks.rows]
        self._starts: list[list[tuple[Run, Block]]] = [[] for _ in marks.rows]
        for block in blocks:
            for run in block.runs:
                self._starts[run.row].append((run, block))
                for cell in range(run.start, run.end):
                    self._texts[run.row][cell] = block
        self._stretches: list[_Stretch] = []
        self._parents: list[int] = []
        self._rows: list[list[int]] = [[] for _ in marks.rows]
        self._between: dict[int, Block] = {}
        self._worded: set[int] = set()

    def read(self) -> list[Join]:
        """All strokes that touch something, from top to bottom."""
        for row in range(len(self.marks.rows)):
            self._collect(row)
        for row in range(1, len(self.marks.rows)):
            self._link(row)
        joins: dict[int, Join] = {}
        for number, stretch in enumerate(self._stretches):
            root = self._root(number)
            join = joins.setdefault(root, Join(stretch.row))
            self._touch(stretch, join)
        for number, block in self._between.items():
            joins[self._root(number)].say(block)
        return [join for join in joins.values() if join.sources or join.targets]

    def _collect(self, row: int) -> None:
        """The stretches of a row; two that a short text parts are one stroke with words on it."""
        what = self.marks.rows[row]
        cell = 0
        last = -1
        while cell < len(what):
            if what[cell] not in (STROKE, HEAD):
                cell += 1
                continue
            start = cell
            while cell < len(what) and what[cell] in (STROKE, HEAD):
                cell += 1
            number = len(self._stretches)
            self._parents.append(number)
            self._stretches.append(_Stretch(row, start, cell, number))
            self._rows[row].append(number)
            if last >= 0:
                self._bridge(row, last, number)
            last = number

    def _bridge(self, row: int, left: int, right: int) -> None:
        """`──HTTP──>`: the words between two level strokes that meet them."""
        a, b = self._stretches[left], self._stretches[right]
        cells = self.canvas.rows[row]
        between = self._texts[row].get(a.end) or self._texts[row].get(a.end + 1)
        if between is None or len(between.runs) != 1:
            return
        if cells[a.end - 1] not in _SHAFTS or cells[b.start] not in _SHAFTS:
            return
        run = between.runs[0]
        tail = b.start - run.end
        if run.start - a.end <= 1 and 0 <= tail <= 1 and run.text and not _framed(run.text):
            self._parents[self._root(right)] = self._root(left)
            self._between[left] = between
            self._worded.add(id(between))

    def _link(self, row: int) -> None:
        """Join the strokes of a row to those above them."""
        above = {cell: n for n in self._rows[row - 1] for cell in self._cells(n, row - 1, DOWNWARD)}
        for number in self._rows[row]:
            for cell in self._cells(number, row, UPWARD):
                for away in (0, -1, 1):
                    over = above.get(cell + away)
                    if over is not None:
                        self._parents[self._root(over)] = self._root(number)
                        break

    def _cells(self, number: int, row: int, marks: frozenset[str]) -> list[int]:
        stretch = self._stretches[number]
        cells = self.canvas.rows[row]
        return [c for c in range(stretch.start, stretch.end) if cells[c] in marks or cells[c] in _LETTERS]

    def _root(self, number: int) -> int:
        while self._parents[number] != number:
            self._parents[number] = self._parents[self._parents[number]]
            number = self._parents[number]
        return number

    def _touch(self, stretch: _Stretch, join: Join) -> None:
        """Note what a stretch runs into on all sides."""
        cells = self.canvas.rows[stretch.row]
        join.headed = join.headed or HEAD in self.marks.rows[stretch.row][stretch.start : stretch.end]
        for cell in range(stretch.start, stretch.end):
            if cells[cell] in DOWNWARD or cells[cell] in _LETTERS:
                self._meet(join, self._thing(stretch.row, cell, 1), cells[cell] in _DOWNS, stretch.row + 1, cell)
            if cells[cell] in UPWARD or cells[cell] in _LETTERS:
                self._meet(join, self._thing(stretch.row, cell, -1), cells[cell] in _UPS, stretch.row - 1, cell)
        first, last = cells[stretch.start], cells[stretch.end - 1]
        if first in LEFT or first in BOTH or _level(first) or first in _OPEN_LEFT:
            self._meet(join, self._beside(stretch.row, stretch.start, -1), first in LEFT or first in BOTH)
        if last in RIGHT or last in BOTH or _level(last) or last in _OPEN_RIGHT:
            self._meet(join, self._beside(stretch.row, stretch.end - 1, 1), last in RIGHT or last in BOTH)
        self._words(stretch, join)

    def _meet(self, join: Join, thing: Thing | None, headed: bool, row: int = -1, cell: int = -1) -> None:
        if thing is None:
            return
        if isinstance(thing, Frame) and not headed and row >= 0:
            border = self.canvas.cell(row, cell)
            headed = border in (_DOWNS if row == thing.top else _UPS)
        join.headed = join.headed or headed
        join.add("target" if headed else "source", thing)

    def _thing(self, row: int, cell: int, step: int) -> Thing | None:
        """What stands below or above a cell, perhaps a blank row away."""
        for away in (step, 2 * step):
            here = row + away
            if not 0 <= here < len(self.marks.rows):
                return None
            for beside in (cell, cell - 1, cell + 1):
                what = self.marks.at(here, beside)
                if what == TEXT:
                    return self._texts[here].get(beside)
                if what == BORDER and beside == cell:
                    frame = self.marks.owner[here].get(beside)
                    return frame if frame and here in (frame.top, frame.bottom) else None
            if self.marks.at(here, cell) != BLANK:
                return None
        return None

    def _beside(self, row: int, cell: int, step: int) -> Thing | None:
        """What stands to the right or left of a cell, a few blanks away at most."""
        for away in range(1, _REACH + 2):
            here = cell + away * step
            what = self.marks.at(row, here)
            if what == TEXT:
                block = self._texts[row].get(here)
                return None if block is None or id(block) in self._worded else block
            if what == BORDER:
                return self.marks.owner[row].get(here)
            if what != BLANK:
                return None
        return None

    def _words(self, stretch: _Stretch, join: Join) -> None:
        """Words beside an upright stroke that is alone: `│ HTTPS`."""
        cells = self.canvas.rows[stretch.row]
        if stretch.end - stretch.start > 2 or _level(cells[stretch.end - 1]) or cells[stretch.end - 1] in RIGHT | LEFT:
            return
        for cell, step in ((stretch.end - 1, 1), (stretch.start, -1)):
            for away in range(1, _REACH + 2):
                what = self.marks.at(stretch.row, cell + away * step)
                if what == TEXT:
                    block = self._texts[stretch.row].get(cell + away * step)
                    if block is not None:
                        join.say(block)
                if what != BLANK:
                    break


def _level(mark: str) -> bool:
    return mark in _LEVELS


def _framed(text: str) -> bool:
    return text[0] in "[<" and text[-1] in "]>"


def columns(marks: Marks) -> dict[int, tuple[int, int]]:
    """The upright strokes that run down: column → first and last row; the longest in each column.

    A few rows may lack the stroke, where a message crosses it.
    """
    found: dict[int, tuple[int, int, int]] = {}
    going: dict[int, tuple[int, int, int]] = {}
    for row, (cells, what) in enumerate(zip(marks.canvas.rows, marks.rows, strict=True)):
        for cell, mark in enumerate(what):
            if mark != STROKE or cells[cell] not in _LIVES:
                continue
            first, last, count = going.get(cell, (row, row, 0))
            if row - last > _CROSSED:
                first, count = row, 0
            going[cell] = (first, row, count + 1)
            if cell not in found or count + 1 > found[cell][2]:
                found[cell] = going[cell]
    return {cell: (first, last) for cell, (first, last, count) in found.items() if count * 2 > last - first}
