"""Flowcharts of Mermaid: `A[Text] -->|label| B & C`, with subgraphs; also the vertices of its blocks."""

import re

from speclint.facts.drawing.places import Places
from speclint.facts.drawing.sketch import Place, Sketch

SHAPES = (
    ("(((", (")))",)),
    ("([", ("])",)),
    ("[[", ("]]",)),
    ("[(", (")]",)),
    ("((", ("))",)),
    ("{{", ("}}",)),
    ("[/", ("/]", "\\]")),
    ("[\\", ("\\]", "/]")),
    ("(-", ("-)",)),
    ("[", ("]",)),
    ("(", (")",)),
    ("{", ("}",)),
    (">", ("]",)),
)
"""How the label of a vertex begins and may end, the longest first."""

LINK = re.compile(r"[xo<]?(?:--+[-xo>]|==+[=xo>]|-?\.+-[xo>]?|~~~+)")
"""A whole link: `-->`, `---`, `-.->`, `==>`, `x--x`, `~~~`."""

LINK_START = re.compile(r"[xo<]?(?:(--)|(==)|(-\.))(?![-=.])")
"""The first half of a link that carries its words: `-- yes -->`."""

_LINK_ENDS = (re.compile(r"--+[-xo>]"), re.compile(r"==+[=xo>]"), re.compile(r"\.-[xo>]?"))

_ID = re.compile(r"(?:[^\W_]|[_!#$%'*+./\\?:`\u00b7]|&(?=\S)|-(?![->.])|=(?!=))+")
"""The id of a vertex, which may hold much but no link. A colon is cut off where `:::` follows."""

_EDGE_ID = re.compile(r"[^\s\"@\[\](){}|]{1,200}@(?![{\"\s])")
"""The id of an edge, which stands before its link: `e1@-->`."""

_IGNORED = ("classDef", "class", "style", "linkStyle", "click", "direction", "accTitle", "href")
"""Statements that draw nothing."""

_WORD = re.compile(r"[A-Za-z]+")

_SPECIAL = frozenset("[](){}|\"")
"""What an unquoted label cannot hold."""

_SHAPE_LABEL = re.compile(r"\blabel\s{0,9}:\s{0,9}(\"[^\"]{0,2000}\"|'[^']{0,2000}'|[^,}\n\"']{0,500})")
"""The label among the properties of a vertex: `@{ shape: cyl, label: "Orders" }`."""


class Vertices:
    """Reads vertices and links at a place of the code. Every method takes an index and gives the next one."""

    name = _ID

    def __init__(self, code: str, sketch: Sketch, places: Places) -> None:
        self.code, self.sketch, self.places = code, sketch, places
        self._span = (1, 0)
        self._endless = [-1, -1, -1]
        self.strict = True

    def at(self, index: int) -> Place:
        """The place in the document of an index."""
        return self.places.at(index)

    def _problem(self, message: str, index: int) -> None:
        if self.strict:
            self.sketch.problem(message, self.at(index))

    def line_end(self, index: int) -> int:
        """Where the line of an index ends."""
        if not self._span[0] <= index <= self._span[1]:
            end = self.code.find("\n", index)
            self._span = (index, end if end >= 0 else len(self.code))
        return self._span[1]

    def blank(self, index: int) -> int:
        """The next index that is neither a space nor a tab."""
        while index < len(self.code) and self.code[index] in " \t":
            index += 1
        return index

    def vertex(self, index: int) -> tuple[str | None, int]:
        """A vertex with its shape and class: its id, or None where there is none."""
        found = self.name.match(self.code, index)
        if not found:
            return None, index
        name, index = found.group(), found.end()
        colons = name.find(":::")
        if colons >= 0:
            name, index = name[:colons], found.start() + colons
        name = name.rstrip(":") or name
        place = self.at(found.start())
        raw, start, index = self._shape(index)
        self.sketch.node(name, raw, place, self.at(start) if raw is not None else None)
        return name, self._style(index)

    def _style(self, index: int) -> int:
        if self.code.startswith(":::", index):
            named = _ID.match(self.code, index + 3)
            index = named.end() if named else index + 3
        return index

    def _shape(self, index: int) -> tuple[str | None, int, int]:
        if self.code.startswith("@{", index):
            return self._properties(index)
        for opener, closers in SHAPES:
            if self.code.startswith(opener, index):
                start = index + len(opener)
                raw, end = self.text(start, closers, index)
                return raw, self.blank(start), end
        return None, index, index

    def _properties(self, index: int) -> tuple[str | None, int, int]:
        end = self.code.find("}", index)
        if end < 0:
            self._problem("`@{` is not closed", index)
            end = self.line_end(index)
        found = _SHAPE_LABEL.search(self.code, index, end)
        raw = found.group(1) if found else None
        return raw, found.start(1) if found else index, min(end + 1, len(self.code))

    def text(self, index: int, closers: tuple[str, ...], opened: int) -> tuple[str, int]:
        """A label from `index` up to one of its closers; `opened` is where its bracket stands."""
        start = self.blank(index)
        if self.code.startswith('"', start):
            return self._string(start, closers)
        end = start
        while end < len(self.code) and not self._closes(end, closers) and self.code[end] not in _SPECIAL:
            end += 1
        if self._closes(end, closers):
            return self.code[start:end], end + len(closers[0])
        return self._broken(start, end, closers, opened)

    def _closes(self, index: int, closers: tuple[str, ...]) -> bool:
        return self.code.startswith(closers, index)

    def _string(self, start: int, closers: tuple[str, ...]) -> tuple[str, int]:
        end = self.code.find('"', start + 1)
        if end < 0:
            self._problem("a quotation mark is not closed", start)
            return self.code[start + 1 : self.line_end(start)], self.line_end(start)
        raw, after = self.code[start : end + 1], end + 1
        while after < len(self.code) and not self._closes(after, closers) and self.code[after] not in _SPECIAL:
            after += 1
        if self._closes(after, closers):
            return raw, after + len(closers[0])
        return self._broken(start, after, closers, start)

    def _broken(self, start: int, end: int, closers: tuple[str, ...], opened: int) -> tuple[str, int]:
        """A label that the notation forbids: read it as the author meant it, up to the line's end."""
        stop = self.line_end(start)
        close = self._closer(start, stop, closers)
        if close < 0 or end >= len(self.code):
            bracket = self.code[opened]
            self._problem(f"`{bracket}` is not closed", opened)
            return self.code[start:stop], stop
        if end < stop:
            found = self.code[end]
            self._problem(f"`{found}` in a label without quotation marks", end)
        return self.code[start:close], close + len(closers[0])

    def _closer(self, start: int, stop: int, closers: tuple[str, ...]) -> int:
        """The closer that balances the brackets of the label, else the last one before the next link."""
        opening, closing = {"]": "[", ")": "(", "}": "{", "|": "\0"}[closers[0][-1]], closers[0][-1]
        depth, last = 0, -1
        for index in range(start, stop):
            if self._closes(index, closers):
                last = index
                if depth == 0:
                    return index
            if self.code[index] == opening:
                depth += 1
            elif self.code[index] == closing:
                depth = max(depth - 1, 0)
        return last

    def link(self, index: int) -> tuple[str | None, int]:
        """A link with its words: the words, or None where there is no link."""
        edge_id = _EDGE_ID.match(self.code, index)
        if edge_id and LINK.match(self.code, edge_id.end()):
            index = edge_id.end()
        whole = LINK.match(self.code, index)
        if whole:
            return self._piped(whole.end())
        half = LINK_START.match(self.code, index)
        if not half or not half.lastindex:
            return None, index
        kind, stop = half.lastindex - 1, self.line_end(half.end())
        end = _LINK_ENDS[kind].search(self.code, half.end(), stop) if self._endless[kind] != stop else None
        if not end:
            self._endless[kind] = stop
            return None, index
        return self._piped(end.end(), self.code[half.end() : end.start()].rstrip("."))

    def _piped(self, index: int, words: str = "") -> tuple[str, int]:
        pipe = self.blank(index)
        if not self.code.startswith("|", pipe):
            return words, index
        return self.text(pipe + 1, ("|",), pipe)


class _Flowchart(Vertices):
    def read(self, index: int) -> None:
        """Read all statements from an index on."""
        while index < len(self.code):
            index = self._statement(index)
        while self._open:
            self.sketch.problem("`subgraph` has no `end`", self._open.pop())

    def __init__(self, code: str, sketch: Sketch, places: Places) -> None:
        super().__init__(code, sketch, places)
        self._open: list[Place] = []

    def _statement(self, index: int) -> int:
        code = self.code
        while index < len(code) and (code[index].isspace() or code[index] == ";"):
            index += 1
        if index >= len(code):
            return index
        word = _WORD.match(code, index)
        if word and not code[word.end() : word.end() + 1].isalnum():
            after = self._keyword(word.group(), index, word.end())
            if after is not None:
                return after
        return self._chain(index)

    def _keyword(self, word: str, index: int, end: int) -> int | None:
        follows = self.code[end : end + 1]
        if word == "end" and (not follows or follows.isspace() or follows == ";"):
            if self._open:
                self._open.pop()
                self.sketch.leave()
            else:
                self.sketch.problem("`end` without `subgraph`", self.at(index))
            return end
        if word == "subgraph" and (not follows or follows.isspace()):
            return self._subgraph(index, end)
        if word == "accDescr" and self.code.startswith("{", self.blank(end)):
            close = self.code.find("}", end)
            return close + 1 if close >= 0 else len(self.code)
        if word in _IGNORED and (not follows or follows.isspace() or follows == ":"):
            return self.line_end(end)
        return None

    def _subgraph(self, index: int, end: int) -> int:
        """`subgraph id [Title]`, `subgraph "Title"`, `subgraph several words`."""
        self._open.append(self.at(index))
        start, stop = self.blank(end), self.line_end(end)
        named = _ID.match(self.code, start, stop)
        shape = self.blank(named.end()) if named else start
        if named and self.code.startswith(("[", "@{"), shape):
            raw, at, after = self._shape(shape)
            self.sketch.enter(named.group(), raw or named.group(), self.at(at))
            return after
        semicolon = self.code.find(";", start, stop)
        stop = semicolon if semicolon >= 0 else stop
        title = self.code[start:stop].strip()
        self.sketch.enter(title.strip('"') or f"subgraph {len(self._open)}", title, self.at(start))
        return stop

    def _chain(self, index: int) -> int:
        """`A & B --> C --> D`: vertices and links to the end of the statement."""
        sources: list[str] = []
        words = ""
        start = index
        while True:
            targets, index = self._several(index)
            for source in sources:
                for target in targets:
                    self.sketch.edge(source, target, words, self.at(start)[0])
            if not targets:
                return self._rest(start, index)
            link, after = self.link(self.blank(index))
            if link is None:
                return self._rest(start, index)
            sources, words, start = targets, link, index
            index = _past_space(self.code, after)

    def _several(self, index: int) -> tuple[list[str], int]:
        found: list[str] = []
        while True:
            name, after = self.vertex(index)
            if name is None:
                return found, index
            found.append(name)
            joined = _past_space(self.code, after)
            if not self.code.startswith("&", joined):
                return found, after
            index = _past_space(self.code, joined + 1)

    def _rest(self, start: int, index: int) -> int:
        """The end of a statement, whatever else stands in it."""
        index = max(start, index)
        stop = self.line_end(index)
        semicolon = self.code.find(";", index, stop)
        return max(semicolon + 1 if semicolon >= 0 else stop, start + 1)


def read_flowchart(code: str, index: int, places: Places) -> Sketch:
    """Read a flowchart whose statements begin at an index."""
    sketch = Sketch("flowchart", "mermaid")
    _Flowchart(code, sketch, places).read(index)
    return sketch


class _Blocks(Vertices):
    """Blocks: vertices side by side, each perhaps with a width, and links between them."""

    name = re.compile(r"(?:[^\W_]|[_.]|-(?![->.]))+")

    def __init__(self, code: str, sketch: Sketch, places: Places) -> None:
        super().__init__(code, sketch, places)
        self.strict = False
        self._open: list[Place] = []

    def read(self, index: int) -> None:
        """Read all lines from an index on."""
        while index < len(self.code):
            index = self._line(_past_space(self.code, index))
        while self._open:
            self.sketch.problem("`block` has no `end`", self._open.pop())

    def _line(self, index: int) -> int:
        stop = self.line_end(index)
        word = _WORD.match(self.code, index, stop)
        if word and word.group() in _SET_UP and not self.code.startswith(("[", "("), word.end()):
            return stop
        source, words = "", ""
        while index < stop:
            index, source, words = self._next(index, source, words)
            index = self.blank(index)
        return index

    def _next(self, index: int, source: str, words: str) -> tuple[int, str, str]:
        link, after = self.link(index)
        if link is not None:
            return after, source, link or "-"
        start = index
        opened = _BLOCK.match(self.code, index)
        if opened:
            return self._enter(opened), "", ""
        width = _WIDTH.match(self.code, index)
        if width:
            return width.end(), source, words
        ended = _END.match(self.code, index)
        if ended:
            self._leave(index)
            return ended.end(), "", ""
        name, index = self.block(index)
        if name is None:
            return max(index, start + 1), source, words
        if words:
            self.sketch.edge(source, name, words.strip("-"), self.at(start)[0])
        return index, name, ""

    def _leave(self, index: int) -> None:
        if self._open:
            self._open.pop()
            self.sketch.leave()
        else:
            self.sketch.problem("`end` closes nothing", self.at(index))

    def _enter(self, opened: re.Match[str]) -> int:
        place = self.at(opened.start())
        self._open.append(place)
        name, end = opened.group(1), opened.end()
        raw, at, after = self._shape(end) if name else (None, end, end)
        self.sketch.enter(name or f"block {place[0]}", raw or name or "", self.at(at))
        return after

    def block(self, index: int) -> tuple[str | None, int]:
        """A vertex, an arrow drawn as a block, or room left free."""
        arrow = _BLOCK_ARROW.match(self.code, index)
        if arrow:
            return None, arrow.end()
        return self.vertex(index)


_SET_UP = frozenset(["columns", "classDef", "class", "style", "accTitle", "accDescr", "title"])
_BLOCK = re.compile(r"block(?::([\w-]{1,200}))?(?=[\s\[(\":]|$)(?::\d+)?")
_WIDTH = re.compile(r":\d+|space(?::\d+)?(?=\s|$)")
_END = re.compile(r"end(?=\s|$)")
_BLOCK_ARROW = re.compile(r"[\w-]{0,200}<\[[^\]\n]{0,300}\]>\s*\([^)\n]{0,100}\)")


def read_blocks(code: str, index: int, places: Places) -> Sketch:
    """Read a block diagram whose lines begin at an index."""
    sketch = Sketch("block", "mermaid")
    _Blocks(code, sketch, places).read(index)
    return sketch


def _past_space(code: str, index: int) -> int:
    while index < len(code) and code[index].isspace():
        index += 1
    return index
