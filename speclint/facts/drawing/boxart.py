"""Drawings made of characters: boxes and arrows, in ASCII or with the box characters of Unicode."""

import re

from speclint.facts.drawing.artkind import (
    Message,
    code_like,
    forked,
    framed_text,
    grid,
    messages,
    mocked,
    relation,
    stepwise,
    worded,
)
from speclint.facts.drawing.blocks import BULLET, Block, Run, blocks
from speclint.facts.drawing.canvas import LEFT, LEVEL, SIDEWAYS, Canvas
from speclint.facts.drawing.classdiagram import member
from speclint.facts.drawing.drawing import Attribute, Drawing
from speclint.facts.drawing.files import is_tree, read_tree
from speclint.facts.drawing.frames import Frame, frames
from speclint.facts.drawing.joins import Join, Joins, Thing, columns
from speclint.facts.drawing.places import normal
from speclint.facts.drawing.rows import rows
from speclint.facts.drawing.sketch import Sketch
from speclint.facts.drawing.strokes import HEAD, STROKE, Marks

_HINT = re.compile(
    r"[\u2500-\u257f\u2190-\u21ff\u25b2-\u25c5\u2794-\u27bf\u27f5-\u27ff\u2b05-\u2b0d|]|\+[-=]|->|=>|<-|==|--"
    r"|/[^/\n]*\\"
)
"""Without any of these there is no art."""

_LIFELINES = 2
_LIFE = 4
"""A sequence has so many upright strokes, each so many rows long."""

_KEY = re.compile(r"\b(PK|FK|UK)\b")
_TYPE = (
    r"(?:[A-Z]{3,}\w*|(?i:uuid|u?int\d*|integer|bigint|serial|text|varchar|char|string|str|float|double|decimal|"
    r"timestamp\w*|date\w*|time|bool|boolean|jsonb?|blob|enum|map|list|array)\b)"
)
_MEMBER = re.compile(
    r"^[+\-#~]\s?\w[\w<>\[\], ]{0,100}(?:\(|:)|^\w+\s+\([A-Za-z][\w ,()]{1,60}\)$|^\w+\([\w\s,:]{0,80}\)(?::? ?\w+)?$"
    rf"|^[a-z_]\w*\s*[:\s]\s*{_TYPE}"
)
"""A member of a class or a column of a table, as boxes show them."""

_PLAIN_MEMBER = re.compile(
    r"^\+\s?\w[\w<>]{0,60}\([^()]{0,100}\)(?::? ?[\w<>\[\], ]{1,40})?$|^[+\-#~]\s?[a-z_]\w*\s?:\s?[\w.<>\[\]?,]{1,40}$"
    r"|^[\-#~]\s?[a-z_]\w*\([^()]{0,100}\)\s?:\s?[\w.<>\[\]?,]{1,40}$"
)
"""A member that is one even where no line parts it from the name: `+ save(order)`, `- id: UUID`."""

_COLUMN = re.compile(r"^(?:(?:PK|FK|UK)\b,?\s*)*[a-z_]\w*(?:\s+\S{1,40}){0,3}$")
"""A column of a table, perhaps with its type and its key."""

_SQL = re.compile(
    r"^(?:UUID|VARCHAR|TEXT|INT|INTEGER|BIGINT|SMALLINT|SERIAL|BIGSERIAL|NUMERIC|DECIMAL|BOOLEAN|BOOL|TIMESTAMPTZ?|DATE|"
    r"DATETIME|JSONB?|BLOB|CHAR|REAL|DOUBLE|ENUM)\b"
)
"""A type as SQL writes it."""

_MANY = re.compile(r"^(?:\d{1,3}|[*NnMm]|\d?\.\.[\d*NnMm]|\d\.\.\d)$")
"""A cardinality that stands by a stroke."""

_COUNTED = re.compile(r"^(\d|[*NnMm]) ?(?::|to) ?(\d|[*NnMm])$")
"""A cardinality in one word: `1:N`."""

_MOST_PAIRS = 60
_MOST_CELLS, _MOST_ROWS = 40_000, 1_200
"""No person draws more; the rest of a larger text is not looked at."""


class _Art:
    def __init__(self, code: str, line: int, column: int) -> None:
        self.code, self.line, self.column = code, line, column
        self.canvas = Canvas(code, line, column)
        self.frames, self.broken = frames(self.canvas)
        self.marks = Marks(self.canvas, self.frames)
        self.blocks = blocks(self.marks, self.frames)
        self.joins = Joins(self.marks, self.blocks).read()
        self.inside: dict[int, list[Block]] = {}
        for block in self.blocks:
            if block.frame is not None:
                self.inside.setdefault(id(block.frame), []).append(block)
        self.starting: dict[int, list[Block]] = {}
        for block in self.blocks:
            self.starting.setdefault(block.top, []).append(block)
        self.words = {id(block) for join in self.joins for block in join.words}
        self.fields = {id(frame) for frame in self._fields()}
        self.tables: set[int] = set()
        self.names: dict[int, str] = {}

    def _fields(self) -> list[Frame]:
        """Boxes in which texts without boxes are joined to one another."""
        found = []
        for join in self.joins:
            ends = [x for x in (*join.sources, *join.targets) if isinstance(x, Block) and id(x) not in self.words]
            frame = ends[0].frame if len(ends) > 1 and join.headed else None
            if frame is not None and all(x.frame is frame for x in ends):
                found.append(frame)
        return found

    def _holds(self, frame: Frame) -> bool:
        """Whether a box holds other things rather than one text."""
        return bool(frame.children) or id(frame) in self.fields

    def kind(self) -> str:
        """The kind of the drawing; see `KINDS`."""
        if self.frames and self._drawn():
            return self._boxed()
        return self._unboxed()

    def _drawn(self) -> bool:
        """Whether the boxes are more than an accident."""
        return any(id(frame) in self.inside or frame.children for frame in self.frames)

    def _boxed(self) -> str:
        leaves = [frame for frame in self.frames if not self._holds(frame)]
        texts = [self._text(frame) for frame in leaves]
        codes = sum(1 for text in texts if code_like(text))
        headed = any(join.headed for join in self.joins)
        if codes and codes * 2 >= len([text for text in texts if text]) and not headed:
            return "none"
        if mocked([block.text for block in self.blocks], self.code) and not headed:
            return "screen"
        if _pyramid(self.code) and not headed:
            return "pyramid"
        outer = [frame for frame in self.frames if frame.parent is None]
        if len(outer) == 1 and grid(outer[0]) and not headed:
            return "table"
        alone = len(self.frames) == 1 and not headed
        if alone and framed_text(self.inside.get(id(outer[0]), [])) and not self._is_class(outer[0]):
            return "screen"
        return "boxes"

    def _unboxed(self) -> str:
        lines = list(rows(self.code, self.line, self.column))
        if is_tree(lines):
            return "tree"
        if _pyramid(self.code):
            return "pyramid"
        if messages(lines):
            return "arrows"
        found = [one for row in lines if (one := relation(row.text))]
        counted = any(one.cardinality for one in found)
        related = len(found) * 2 > len(lines) and (len(found) > 1 or counted)
        if related and counted:
            return "relations"
        if self.lifelines():
            return "arrows"
        if stepwise(lines) or forked(lines):
            return "arrows"
        headed = [join for join in self.joins if join.headed]
        texts = [thing.text for join in headed for thing in (*join.sources, *join.targets) if isinstance(thing, Block)]
        if len(headed) >= 1 and worded(texts, lines, self.marks):
            return "arrows"
        return "relations" if related else "none"

    def lifelines(self) -> list[tuple[int, Block]]:
        """The upright strokes of a sequence with the names at their heads, from left to right."""
        spans = columns(self.marks)
        found: list[tuple[int, Block]] = []
        rows_of: dict[int, list[Block]] = {}
        for block in self.blocks:
            rows_of.setdefault(block.bottom, []).append(block)
        for cell, (first, last) in sorted(spans.items()):
            if last - first + 1 >= _LIFE:
                head = self._head(cell, first, rows_of)
                if head is not None and all(head is not x for _, x in found):
                    found.append((cell, head))
        if len(found) < _LIFELINES or len({spans[cell][0] for cell, _ in found}) > 2:
            return []
        return found if self._messages(found) else []

    def _head(self, cell: int, row: int, rows_of: dict[int, list[Block]]) -> Block | None:
        for block in rows_of.get(row - 1, []):
            if block.runs[-1].start - 2 <= cell <= block.runs[-1].end + 1:
                return block
        frame = self.marks.owner[row - 1].get(cell) if row else None
        inside = self.inside.get(id(frame), []) if frame is not None and not frame.children else []
        return inside[0] if inside else None

    def _messages(self, lines: list[tuple[int, Block]]) -> list[tuple[Block, Block, str, int]]:
        """Who tells whom: every level arrow between two lifelines."""
        cells = [cell for cell, _ in lines]
        found: list[tuple[Block, Block, str, int]] = []
        first = max(block.bottom for _, block in lines) + 1
        for row in range(first, len(self.marks.rows)):
            ends = self._arrow(row)
            if ends is None:
                continue
            target = min(range(len(cells)), key=lambda i: abs(cells[i] - ends[1]))
            others = [i for i in range(len(cells)) if i != target]
            source = min(others, key=lambda i: abs(cells[i] - ends[0]))
            words = self._told(row, sorted((cells[source], cells[target])))
            found.append((lines[source][1], lines[target][1], words, row))
        return found

    def _arrow(self, row: int) -> tuple[int, int] | None:
        """The cells of the tail and of the head of the level arrow of a row."""
        what, text = self.marks.rows[row], self.canvas.rows[row]
        heads = [c for c, mark in enumerate(what) if mark == HEAD and text[c] in SIDEWAYS]
        if not heads:
            return None
        shaft = [c for c, mark in enumerate(what) if mark in (STROKE, HEAD) and text[c] in LEVEL] or heads
        if text[heads[-1]] in LEFT:
            return max(shaft), heads[0]
        return min(shaft) - 1, heads[-1]

    def _told(self, row: int, between: list[int]) -> str:
        """The words of a message: on its row, else on the row above."""
        for here in (row, row - 1):
            words = [b.text for b in self.starting.get(here, []) if between[0] < b.runs[0].start < between[1]]
            if words:
                return " ".join(words).strip(" -─")
        return ""

    def _text(self, frame: Frame) -> str:
        return "\n".join(run.text for block in self.inside.get(id(frame), []) for run in block.runs)

    def sketch(self, kind: str) -> Sketch:
        """Read a drawing of a kind."""
        sketch = Sketch(kind, "ascii")
        told = messages(list(rows(self.code, self.line, self.column))) if kind == "arrows" else []
        if told:
            return _spoken(sketch, told)
        lines = self.lifelines() if kind in ("boxes", "arrows") else []
        if lines:
            self._sequence(sketch, lines)
        else:
            self._groups(sketch)
            self._nodes(sketch)
            self._entities(sketch)
            self._edges(sketch)
        self._loose(sketch)
        if kind in ("boxes", "screen", "pyramid"):
            self._problems(sketch)
        return sketch

    def _sequence(self, sketch: Sketch, lines: list[tuple[int, Block]]) -> None:
        sketch.subject = "sequence"
        for _, block in lines:
            self.names[id(block)] = sketch.node(block.text, block.text, self._place(block))
        for source, target, words, row in self._messages(lines):
            sketch.edge(source.text, target.text, words, self.line + row)
        last = max(block.bottom for _, block in lines)
        self.words |= {id(block) for block in self.blocks if block.top > last}

    def _groups(self, sketch: Sketch) -> None:
        for frame in self.frames:
            if self._holds(frame):
                title = self._title(frame)
                name = title.text if title else self._edge_title(frame) or f"box {self.line + frame.top}"
                place = self._place(title) if title else self.canvas.place(frame.top, frame.left)
                self.names[id(frame)] = name
                parent = self._holder(frame)
                shown = name if title or self._edge_title(frame) else ""
                sketch.frame(name, shown, place, parent if parent != name else None)
                if title:
                    self.names[id(title)] = name

    def _title(self, frame: Frame) -> Block | None:
        """The text of a box that stands above the boxes in it."""
        inside = [block for block in self.inside.get(id(frame), []) if id(block) not in self.words]
        first = min((child.top for child in frame.children), default=frame.bottom)
        joined = {id(x) for join in self.joins for x in (*join.sources, *join.targets)}
        inside = [block for block in inside if id(block) not in joined or frame.dividers]
        return inside[0] if inside and inside[0].top <= first and not inside[0].bullet else None

    def _edge_title(self, frame: Frame) -> str:
        return self.canvas.text(frame.top, *frame.title).strip() if frame.title else ""

    def _holder(self, frame: Frame | None) -> str | None:
        """The name of the innermost named box around."""
        around = frame.parent if frame is not None else None
        while around is not None:
            name = self.names.get(id(around))
            if name:
                return name
            around = around.parent
        return None

    def _nodes(self, sketch: Sketch) -> None:
        for frame in self.frames:
            if self._holds(frame):
                continue
            inside = self.inside.get(id(frame), [])
            titled = self._edge_title(frame)
            if titled or inside:
                first = inside[0] if inside and not titled else None
                text = _plain(first.text) if first else titled
                edge = frame.title[0] if frame.title else 0
                place = self._place(first) if first else self.canvas.place(frame.top, edge)
                if first and code_like(self._text(frame)):
                    continue
                self.names[id(frame)] = sketch.node(text, _raw(first) if first else titled, place)
                sketch.put(text, self._holder(frame))
                if first:
                    self.names[id(first)] = text

    def _edges(self, sketch: Sketch) -> None:
        for join in self.joins:
            words = " ".join(block.text for block in join.words)
            for source, target in _pairs(join):
                ends = (self._end(source, sketch), self._end(target, sketch))
                if ends[0] and ends[1] and ends[0] != ends[1]:
                    sketch.edge(*ends, words, self.line + join.row)
                    if id(source) in self.tables and id(target) in self.tables:
                        counted = _COUNTED.match(words)
                        many = f"{counted[1]} to {counted[2]}" if counted else self._many(join, source, target)
                        sketch.relate(*ends, many, "" if counted else words, self.line + join.row)

    def _many(self, join: Join, source: Thing, target: Thing) -> str:
        """The numbers that stand by a stroke between two tables: `1 to *`; none where it may join several."""
        if len(list(_pairs(join))) > 1:
            return ""
        marks = [block for block in join.words if _MANY.match(block.text)]
        if len(marks) == 2:
            one, other = marks if _is_nearer(marks[0], source, target) else marks[::-1]
            return f"{one.text} to {other.text}"
        beside = [b for b in self.blocks if abs(b.top - join.row) <= 1 and _MANY.match(b.text)]
        return f"{beside[0].text} to {beside[1].text}" if len(beside) == 2 else ""

    def _end(self, thing: Thing, sketch: Sketch) -> str:
        """The id of what a stroke touches; a text that stands alone becomes a node."""
        name = self.names.get(id(thing))
        if name is None and isinstance(thing, Block):
            if thing.frame is not None and not self._holds(thing.frame) and id(thing.frame) in self.names:
                return self.names[id(thing.frame)]
            if id(thing) in self.words or not any(c.isalnum() or c == "*" for c in thing.text):
                return ""
            name = self.names[id(thing)] = sketch.node(thing.text, _raw(thing), self._place(thing))
            inner = self.names.get(id(thing.frame)) if thing.frame is not None else None
            sketch.put(thing.text, inner)
        return name or ""

    def _loose(self, sketch: Sketch) -> None:
        """All other texts, but for the words on strokes."""
        for block in self.blocks:
            if id(block) in self.names or id(block) in self.words:
                continue
            if code_like(block.text) or self._is_member(block) or not any(c.isalpha() for c in block.text):
                continue
            sketch.label(_raw(block), self._place(block))

    def _entities(self, sketch: Sketch) -> None:
        """Boxes with a name above a line, or above nothing, and members below it."""
        found: list[Attribute] = []
        for frame in self.frames:
            if frame.children:
                continue
            name = self._named(frame)
            members = self._members(frame)
            if name is not None and not members and frame.dividers and _STEREOTYPE.search(name.text):
                members = self._values(frame)
            if name is None or not members:
                continue
            found += members
            self.tables.add(id(frame))
            text = self._class_name(frame, name)
            sketch.entity(text, text, self._place(name)).extend(members)
        if found:
            sketch.subject = "er" if self._stored(found) else "class"

    def _is_class(self, frame: Frame) -> bool:
        name = self._named(frame)
        return bool(self._members(frame)) or (name is not None and bool(_STEREOTYPE.search(name.text)))

    def _class_name(self, frame: Frame, name: Block) -> str:
        return _plain(name.text if frame.dividers else name.runs[0].text)

    def _stored(self, members: list[Attribute]) -> bool:
        """Whether members are columns of tables: one is a key, or most have a type as SQL writes it."""
        if any(_KEY.search(run.text) for block in self.blocks for run in block.runs):
            return True
        typed = sum(1 for each in members if _SQL.match(each.type) and not each.name.endswith("()"))
        return typed * 2 > len(members)

    def _is_member(self, block: Block) -> bool:
        frame = block.frame
        return frame is not None and id(frame) in self.tables and block.top > self._name_ends(frame)

    def _name_ends(self, frame: Frame) -> int:
        """The last row of a box's name: that above its first line, else its first row of text."""
        if frame.dividers:
            return frame.dividers[0]
        inside = self.inside.get(id(frame), [])
        return inside[0].top if inside else frame.bottom

    def _named(self, frame: Frame) -> Block | None:
        inside = self.inside.get(id(frame), [])
        return inside[0] if inside and inside[0].top <= self._name_ends(frame) else None

    def _values(self, frame: Frame) -> list[Attribute]:
        """The values of an enumeration: single words below its name."""
        inside = self.inside.get(id(frame), [])
        runs = [run for block in inside for run in block.runs if run.row > self._name_ends(frame)]
        places = [(BULLET.sub("", run.text), self.canvas.place(run.row, run.start)) for run in runs]
        return [Attribute(text, "", (), "", *place) for text, place in places if text.isidentifier()]

    def _members(self, frame: Frame) -> list[Attribute]:
        rows_of: dict[int, list[Run]] = {}
        for block in self.inside.get(id(frame), []):
            for run in block.runs:
                if run.row > self._name_ends(frame):
                    rows_of.setdefault(run.row, []).append(run)
        lines = [(" ".join(run.text for run in runs), runs[0]) for _, runs in sorted(rows_of.items())]
        texts = [text for text, _ in lines]
        if not (_are_members(texts) if frame.dividers else _are_plainly_members(texts)):
            return []
        return [a for text, run in lines if (a := _attribute(text, *self.canvas.place(run.row, run.start)))]

    def _place(self, block: Block) -> tuple[int, int]:
        run = block.runs[0]
        skipped = BULLET.match(run.text)
        return self.canvas.place(run.row, run.start + (skipped.end() if skipped else 0))

    def _problems(self, sketch: Sketch) -> None:
        ragged = sorted((frame.ragged, frame.right) for frame in self.frames if frame.ragged >= 0)
        if ragged:
            row, cell = ragged[0]
            many = f"{len(ragged)} boxes have a right side" if len(ragged) > 1 else "the right side of a box is"
            place = self.canvas.place(row, min(cell, len(self.canvas.rows[row])))
            sketch.problem(f"{many} out of line", place)
        for frame in self.frames:
            # a box of which hardly a row has both sides was not meant to have them
            exact = frame.sides[-1:] == [(frame.left, frame.right)]
            if frame.gaps and (exact or frame.both_seen > len(frame.gaps) * 3):
                self._gaps(frame, sketch)
        for frame in self.broken if sketch.kind == "boxes" else ():
            if self._meant(frame):
                sketch.problem("a box is not closed", self.canvas.place(frame.top, frame.left))

    def _gaps(self, frame: Frame, sketch: Sketch) -> None:
        for row, cell in frame.gaps:
            side = "right" if cell == frame.right else "left"
            place = self.canvas.place(row, min(cell, len(self.canvas.rows[row])))
            sketch.problem(f"the {side} side of a box is missing", place)

    def _meant(self, frame: Frame) -> bool:
        """Whether what is not closed was to be a box: strokes that fan out look like its top."""
        top = self.canvas.rows[frame.top][frame.left + 1 : frame.right]
        if any(mark in top for mark in "┬┼┴+"):
            return False
        rows = range(frame.top + 1, frame.top + 1 + frame.rows_seen)
        inside = [self.marks.rows[row][frame.left + 1 : frame.right] for row in rows if row < len(self.marks.rows)]
        return any("t" in what for what in inside)


def _are_members(texts: list[str]) -> bool:
    """Whether the lines below the name of a box are members of a class or columns of a table."""
    alike = sum(1 for text in texts if _MEMBER.match(text) or _KEY.search(text))
    if not alike:
        return False
    return alike * 2 >= len(texts) or (any(map(_KEY.search, texts)) and all(map(_COLUMN.match, texts)))


def _are_plainly_members(texts: list[str]) -> bool:
    """Whether the lines of a box that no line parts are members: two at least, a method or a `+`, all but one."""
    alike = sum(1 for text in texts if _PLAIN_MEMBER.match(text))
    marked = any(text.startswith("+") or "(" in text for text in texts)
    return marked and alike >= 2 and alike >= len(texts) - 1


def _spoken(sketch: Sketch, told: list[Message]) -> Sketch:
    """A sequence that is written line by line."""
    sketch.subject = "sequence"
    for each in told:
        for name in (each.source, each.target):
            sketch.node(name, None, each.row.at(each.row.text.find(name)))
        sketch.edge(each.source, each.target, each.words, each.row.line)
    return sketch


def _raw(block: Block) -> str:
    """The lines of a block, of which the label is made."""
    lines = [BULLET.sub("", run.text) for run in block.runs]
    return "\n".join(lines) if " ".join(lines) == block.text else block.text


def _pairs(join: Join) -> list[tuple[Thing, Thing]]:
    """From each source to each target; where no end has a head, from the first to the others."""
    if join.sources and join.targets:
        return [(a, b) for a in join.sources for b in join.targets][:_MOST_PAIRS]
    ends = sorted(join.sources or join.targets, key=_spot)
    return [(ends[0], other) for other in ends[1:]][:_MOST_PAIRS]


def _spot(thing: Thing) -> tuple[int, int]:
    """Where a thing begins: its row and its first cell."""
    return (thing.top, thing.left) if isinstance(thing, Frame) else (thing.top, thing.runs[0].start)


def _is_nearer(word: Block, thing: Thing, other: Thing) -> bool:
    """Whether a word on a stroke stands nearer to one of its ends."""
    return _gap(word, thing) <= _gap(word, other)


def _gap(word: Block, thing: Thing) -> int:
    """The rows and cells between a word and a box or another word."""
    if isinstance(thing, Frame):
        edges = (thing.top, thing.bottom, thing.left, thing.right)
    else:
        edges = (thing.top, thing.bottom, thing.runs[0].start, thing.runs[0].end)
    top, bottom, left, right = edges
    row, cell = word.top, word.runs[0].start
    return max(top - row, row - bottom, 0) * 2 + max(left - cell, cell - right, 0)


def _plain(name: str) -> str:
    """The name of a class without its stereotype."""
    return _STEREOTYPE.sub("", name).strip() or name


_STEREOTYPE = re.compile(r"<<[^<>]{0,60}>>|«[^«»]{0,60}»")


def _attribute(text: str, line: int, column: int) -> Attribute | None:
    """`PK  id (UUID)`, `- name: String`, `email VARCHAR(255) UK`."""
    keys = tuple(dict.fromkeys(_KEY.findall(text)))
    plain = BULLET.sub("", _KEY.sub("", text).strip(" ,")).replace("()", "", 1 if keys else 0).strip()
    typed = re.match(r"^(\w+)\s+\(([^()]{1,80}(?:\([^()]{0,40}\))?)\)", plain)
    if typed:
        return Attribute(typed.group(1), typed.group(2), keys, "", line, column)
    found = member(plain, line, column)
    if found is None:
        return None
    name, kind = found.name, found.type
    if " " in plain and ":" not in plain and "(" not in plain.partition(" ")[0] and re.match(r"^[a-z_]\w*\s", plain):
        name, _, kind = plain.partition(" ")
    return Attribute(name, kind.strip(), keys or found.keys, "", line, column)


def _pyramid(code: str) -> bool:
    """Slanted sides on several rows: a pyramid of tests."""
    return len(_SLANTED.findall(code)) >= 3


_SLANTED = re.compile(r"^[^/\\╱╲\n]*[/╱][^/\\╱╲\n]*[\\╲][^/\\╱╲\n]*$", re.MULTILINE)


def read_boxart(code: str, line: int, column: int = 1) -> Drawing:
    """Read a text whose first character stands at a line and column; its kind may be `none`."""
    code = _cut(normal(code))
    if not _HINT.search(code):
        return _textual(code, line, column)
    art = _Art(code, line, column)
    kind = art.kind()
    if kind == "tree":
        return read_tree(code, line, column)
    if kind == "none":
        return Drawing("none", "ascii", subject="none")
    if kind == "relations":
        return _relations(code, line, column)
    return art.sketch(kind).drawing()


def _cut(code: str) -> str:
    """The first rows of a text, as many as a person would draw."""
    if len(code) <= _MOST_CELLS and code.count("\n") <= _MOST_ROWS:
        return code
    return "\n".join(code[:_MOST_CELLS].split("\n")[:_MOST_ROWS])


def _textual(code: str, line: int, column: int) -> Drawing:
    """A text without any stroke: files by indentation, or nothing drawn."""
    if is_tree(list(rows(code, line, column))):
        return read_tree(code, line, column)
    return Drawing("none", "ascii", subject="none")


def _relations(code: str, line: int, column: int) -> Drawing:
    """Lines such as `users (1) ──< (N) orders`."""
    sketch = Sketch("relations", "ascii")
    for row in rows(code, line, column):
        found = relation(row.text)
        if not found:
            continue
        for name in (found.left, found.right):
            sketch.node(name, None, row.at(row.text.find(name)))
        if found.cardinality:
            sketch.relate(found.left, found.right, found.cardinality, found.words, row.line)
        else:
            sketch.edge(found.left, found.right, found.words, row.line)
    return sketch.drawing()
