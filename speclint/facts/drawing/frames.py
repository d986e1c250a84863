"""The boxes of a drawing made of characters, even where they are a column ragged."""

import re
from dataclasses import dataclass, field

from speclint.facts.drawing.canvas import (
    BOTTOM_LEFT,
    BOTTOM_RIGHT,
    CROSS,
    DOWN,
    JOINTS,
    LEFT,
    LEVEL,
    RIGHT,
    TEE_DOWN,
    TEE_LEFT,
    TEE_RIGHT,
    TEE_UP,
    TOP_LEFT,
    TOP_RIGHT,
    UP,
    UPRIGHT,
    Canvas,
)

_BEGINS = TOP_LEFT | BOTTOM_LEFT | TEE_LEFT | {"+"}
_ENDS = TOP_RIGHT | BOTTOM_RIGHT | TEE_RIGHT | {"+"}
_WITHIN = LEVEL | TEE_DOWN | TEE_UP | CROSS | UPRIGHT | DOWN | UP | {"+", "v", "^", "*", "o"}
_ROUND_TOP = re.compile(r"(?<![\w.])[.,]-{3,}[.,](?![\w.])|(?<![\w/])/[-_]{3,}\\(?!\w)")
_ROUND_BOTTOM = re.compile(r"(?<![\w'])['`]-{3,}['`](?![\w'])|(?<!\w)\\[-_]{3,}/(?!\w)")
_FLAT_TOP = re.compile(r"(?<![\w|\[(])_{5,}(?![\w|\])])")
_FLAT_BOTTOM = re.compile(r"[|]_{5,}[|]")
_TITLE = re.compile(r" ?([^|│║┃+┌┐└┘╔╗╚╝╭╮╰╯├┤]{1,100}?) ?([-─━═=]{1,})([+┐╗╮┓┘╝╯┛┤])")
"""The rest of an edge that has a title in it: ` Orders ──────┐`."""

_SIDES = UPRIGHT | TEE_LEFT | TEE_RIGHT
_CROSSING = _WITHIN - {"o"} | JOINTS | RIGHT | LEFT
"""What stands where a stroke runs into or through a side."""

_LEFT_SLACK, _RIGHT_SLACK = 2, 4
"""How many columns the sides and ends of a box may stray."""

_MOST_LOST = 2
"""So many rows in a row may lack both sides."""


@dataclass(frozen=True, slots=True)
class Edge:
    """A level edge of a box: its row, its first and last cell, what it may be, and its title's cells."""

    row: int
    left: int
    right: int
    role: str
    title: tuple[int, int] | None = None


@dataclass(slots=True)
class Frame:
    """A box: the cells of its outer edges, the rows of its dividers, and whether it was drawn neatly."""

    top: int
    left: int
    right: int
    bottom: int = -1
    title: tuple[int, int] | None = None
    dividers: list[int] = field(default_factory=list)
    parent: "Frame | None" = None
    children: list["Frame"] = field(default_factory=list)
    ragged: int = -1
    """The first row whose right side strays, or -1."""
    side: int = -9
    """Where the right side was last seen."""
    rows_seen: int = 0
    both_seen: int = 0
    lost: int = 0
    gaps: list[tuple[int, int]] = field(default_factory=list)
    """The places at which one of its two sides is missing: row and cell, the first of each run of rows."""
    gap_at: tuple[int, int] = (-9, -9)
    """Where the last gap ended."""
    sides: list[tuple[int, int]] = field(default_factory=list)
    """For each row below the top the cells of the left and right side; -1 where there is none."""
    columns: tuple[int, ...] = ()
    """The cells at which its first compartment is divided into columns."""


def edges(canvas: Canvas, row: int) -> list[Edge]:
    """The level edges of a row, from left to right."""
    cells = canvas.rows[row]
    found: list[Edge] = []
    index = 0
    while index < len(cells):
        edge = _edge(cells, row, index) if cells[index] in _BEGINS else None
        if edge:
            found.append(edge)
            index = edge.right
        index += 1
    if "---" in cells or "___" in cells:
        found += [Edge(row, m.start(), m.end() - 1, "top") for m in _ROUND_TOP.finditer(cells)]
        found += [Edge(row, m.start(), m.end() - 1, "bottom") for m in _ROUND_BOTTOM.finditer(cells)]
    if "____" in cells:
        found += [Edge(row, m.start() - 1, m.end(), "top") for m in _FLAT_TOP.finditer(cells) if m.start()]
        found += [Edge(row, m.start(), m.end() - 1, "bottom") for m in _FLAT_BOTTOM.finditer(cells)]
    return sorted(found, key=lambda e: e.left)


def _edge(cells: str, row: int, start: int) -> Edge | None:
    """The edge that begins at a corner; where several end in line, the longest."""
    last, level, index = -1, 0, start + 1
    while index < len(cells):
        mark = cells[index]
        if mark in LEVEL:
            level += 1
        elif mark in _ENDS:
            last = index
            if mark != "+" or cells[index + 1 : index + 2] == "+":
                break
        elif mark not in _WITHIN:
            break
        index += 1
    role = _role(cells[start])
    if last > 0 and level >= (1 if cells[start] != "+" else 2):
        return Edge(row, start, last, role if cells[start] != "+" else _plus_role(cells[last]))
    if level and last < 0 and index < len(cells) and cells[index] == " ":
        return _titled(cells, row, start, index, role)
    return None


def _titled(cells: str, row: int, start: int, index: int, role: str) -> Edge | None:
    found = _TITLE.match(cells, index)
    if not found:
        return None
    return Edge(row, start, found.end() - 1, role, (found.start(1), found.end(1)))


def _role(corner: str) -> str:
    if corner in TOP_LEFT:
        return "top"
    if corner in BOTTOM_LEFT:
        return "bottom"
    return "divider" if corner in TEE_LEFT else "any"


def _plus_role(corner: str) -> str:
    if corner in TOP_RIGHT:
        return "top"
    return "bottom" if corner in BOTTOM_RIGHT else "any"


class _Sweep:
    """Goes down the rows with the boxes that are open."""

    def __init__(self, canvas: Canvas) -> None:
        self.canvas = canvas
        self.open: dict[int, Frame] = {}
        self.closed: list[Frame] = []
        self.broken: list[Frame] = []
        self._by_left: dict[int, list[Frame]] = {}
        self._waiting: set[int] = set()

    def run(self) -> None:
        """Read all rows."""
        for row in range(len(self.canvas.rows)):
            self._row(row)
        for frame in list(self.open.values()):
            self._end(frame)

    def _row(self, row: int) -> None:
        touched: set[int] = set()
        for edge in edges(self.canvas, row):
            frame = self._match(edge) if edge.role != "top" else None
            if frame is not None:
                touched.add(id(frame))
                self._meet(frame, edge)
            elif edge.role in ("top", "any"):
                opened = self._start(edge)
                touched.add(id(opened))
        if self.open:
            self._sides(row, touched)

    def _start(self, edge: Edge) -> Frame:
        for older in list(self._by_left.get(edge.left, ())):
            self._end(older)
        frame = Frame(edge.row, edge.left, edge.right, title=edge.title)
        self.open[id(frame)] = frame
        self._by_left.setdefault(edge.left, []).append(frame)
        return frame

    def _match(self, edge: Edge) -> Frame | None:
        """The open box whose side this edge continues."""
        best: tuple[int, Frame] | None = None
        for left in range(edge.left - _LEFT_SLACK, edge.left + _LEFT_SLACK + 1):
            for frame in self._by_left.get(left, ()):
                away = abs(frame.left - edge.left) * 2 + abs(frame.right - edge.right)
                if self._continues(frame, edge) and (best is None or away < best[0]):
                    best = (away, frame)
        return best[1] if best else None

    def _continues(self, frame: Frame, edge: Edge) -> bool:
        if abs(frame.right - edge.right) > _RIGHT_SLACK or (frame.rows_seen == 0 and edge.role != "bottom"):
            return False
        cells = self.canvas.rows[edge.row]
        if frame.left < edge.left and cells[frame.left] in UPRIGHT:
            return False
        if edge.role == "any" and abs(frame.left - edge.left) + abs(frame.right - edge.right) > _RIGHT_SLACK:
            return False
        inside = edge.right < frame.right and cells[frame.right : frame.right + 1]
        return not (inside and inside in UPRIGHT and frame.left != edge.left)

    def _meet(self, frame: Frame, edge: Edge) -> None:
        frame.lost = 0
        if edge.role == "bottom":
            frame.bottom = edge.row
            frame.sides.append((edge.left, edge.right))
            self._close(frame)
            return
        frame.dividers.append(edge.row)
        frame.sides.append((edge.left, edge.right))
        if edge.role == "any":
            self._waiting.add(id(frame))

    def _sides(self, row: int, touched: set[int]) -> None:
        cells = self.canvas.rows[row]
        for frame in list(self.open.values()):
            if id(frame) in touched:
                continue
            left = _near(cells, frame.left, _LEFT_SLACK)
            right = _near(cells, frame.right, _RIGHT_SLACK, left)
            if id(frame) in self._waiting:
                self._waiting.discard(id(frame))
                if not self._resumes(frame, cells, left, right):
                    frame.bottom = frame.dividers.pop()
                    self._close(frame)
                    continue
            self._beside(frame, row, left, right)

    def _resumes(self, frame: Frame, cells: str, left: int, right: int) -> bool:
        """Whether the row below what may be a box's bottom has its sides, so that it was a divider."""
        if left != frame.left:
            return False
        if right < 0:
            return bool(cells[frame.right : frame.right + 1].strip())
        return min(abs(right - frame.right), abs(right - frame.side)) <= 1

    def _beside(self, frame: Frame, row: int, left: int, right: int) -> None:
        frame.sides.append((left, right))
        if _is_ruled(self.canvas.rows[row], left, right):
            frame.dividers.append(row)
            return
        frame.rows_seen += 1
        frame.both_seen += left >= 0 and right >= 0
        frame.side = right if right >= 0 else frame.side
        if right >= 0 and right != frame.right and frame.ragged < 0 and self.canvas.exact(row):
            frame.ragged = row
        if (left >= 0) != (right >= 0):
            self._gap(frame, row, frame.right if right < 0 else frame.left)
        frame.lost = 0 if left >= 0 or right >= 0 else frame.lost + 1
        if frame.lost >= _MOST_LOST or (frame.rows_seen <= 2 and frame.lost and not frame.both_seen):
            self._end(frame)

    def _gap(self, frame: Frame, row: int, cell: int) -> None:
        """Notes a side that is missing, unless a stroke crosses there or a corner stands in its place."""
        beside = self.canvas.rows[row][max(cell - 2, 0) : cell + 3]
        if not self.canvas.exact(row) or any(mark in _CROSSING for mark in beside):
            return
        if frame.gap_at != (row - 1, cell):
            frame.gaps.append((row, cell))
        frame.gap_at = (row, cell)

    def _end(self, frame: Frame) -> None:
        """A box that the drawing leaves: closed by its last divider, else broken."""
        if frame.dividers and (id(frame) in self._waiting or frame.lost):
            frame.bottom = frame.dividers.pop()
            self._close(frame)
            return
        self._drop(frame)
        if frame.both_seen:
            self.broken.append(frame)

    def _close(self, frame: Frame) -> None:
        self._drop(frame)
        if frame.rows_seen and (frame.both_seen or frame.rows_seen <= 2 or frame.lost == 0):
            self.closed.append(frame)

    def _drop(self, frame: Frame) -> None:
        del self.open[id(frame)]
        self._by_left[frame.left] = [x for x in self._by_left[frame.left] if x is not frame]
        self._waiting.discard(id(frame))


def _is_ruled(cells: str, left: int, right: int) -> bool:
    """Whether a level stroke runs from one side to the other, without joints: `│──────│`."""
    if left < 0 or right - left < _RULED or cells[left + 1] not in LEVEL:
        return False
    return all(mark in LEVEL for mark in cells[left + 1 : right])


_RULED = 5


def _near(cells: str, at: int, slack: int, beyond: int = -1) -> int:
    """The cell next to a column that holds an upright stroke, or -1; it stands beyond a cell."""
    for away in range(slack + 1):
        for cell in (at - away, at + away):
            if max(beyond, -1) < cell < len(cells) and cells[cell] in _SIDES:
                return cell
    return -1


def frames(canvas: Canvas) -> tuple[list[Frame], list[Frame]]:
    """The closed boxes from top to bottom, nested, and those that are not closed."""
    sweep = _Sweep(canvas)
    sweep.run()
    found = sorted(sweep.closed, key=lambda f: (f.top, f.left, -f.bottom))
    _nest(found)
    for frame in found:
        frame.columns = _columns(canvas, frame)
    return found, sweep.broken


def _nest(found: list[Frame]) -> None:
    """Give each box the smallest box around it."""
    around: list[Frame] = []
    for frame in found:
        around = [x for x in around if x.bottom >= frame.top]
        holders = [x for x in around if x.top < frame.top and x.bottom >= frame.bottom]
        holders = [x for x in holders if x.left < frame.left and frame.right <= x.right + 1]
        if holders:
            frame.parent = min(holders, key=lambda x: (x.right - x.left, x.bottom - x.top))
            frame.parent.children.append(frame)
        around.append(frame)


def _columns(canvas: Canvas, frame: Frame) -> tuple[int, ...]:
    """Where uprights part the first compartment from its top to its end."""
    end = frame.dividers[0] if frame.dividers else frame.bottom
    top = canvas.rows[frame.top]
    joints = [c for c in range(frame.left + 1, min(frame.right, len(top))) if top[c] in TEE_DOWN or top[c] in "+"]
    rows = range(frame.top + 1, end)
    return tuple(c for c in joints[:200] if all(canvas.cell(r, c) in UPRIGHT for r in rows) and len(rows) > 0)
