"""Graphs written in the DOT language of Graphviz."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from speclint.facts.drawing.drawing import Drawing
from speclint.facts.drawing.places import Places, normal
from speclint.facts.drawing.records import read_record
from speclint.facts.drawing.sketch import Sketch

_TOKEN = re.compile(
    r"(?P<space>\s++|//[^\n]*+|\#[^\n]*+|/\*(?s:.)*?\*/)"
    r"|(?P<arrow>->|--)"
    r"|(?P<mark>[{}\[\];,=:])"
    r"|(?P<string>\"(?:[^\"\\]|\\(?s:.))*+\")"
    r"|(?P<word>-?(?:\.\d+|\d+(?:\.\d*)?)|\w+)"
)
"""A token of DOT; HTML strings are found by their brackets."""

_CELLS = re.compile(r"[{}|]")
_PORT = re.compile(r"<[^<>]{0,100}>")
_CELL_TAG = re.compile(r"</?(?:td|tr|br|hr|font|table|b|i|u)\b[^<>]{0,300}>", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    index: int


class _Dot:
    def __init__(self, code: str, places: Places) -> None:
        self.code, self.places = code, places
        self.sketch = Sketch("graph", "graphviz")
        self.tokens = list(self._tokens())
        self.next = 0
        self._clusters: list[bool] = []
        self._braces: list[int] = []
        self._defaults: set[str] = set()
        self.edges: list[tuple[str, str, str, int]] = []

    def _tokens(self) -> Iterator[_Token]:
        index = 0
        while index < len(self.code):
            if self.code[index] == "<":
                end = self._html_end(index)
                yield _Token("html", self.code[index + 1 : end - 1], index)
                index = end
                continue
            found = _TOKEN.match(self.code, index)
            if not found:
                if self.code[index] == '"':
                    self.sketch.problem("a quotation mark is not closed", self.places.at(index))
                    return
                index += 1
                continue
            if found.lastgroup != "space":
                yield _Token(found.lastgroup or "", found.group(), index)
            index = found.end()

    def _html_end(self, index: int) -> int:
        depth = 0
        for end in range(index, len(self.code)):
            depth += (self.code[end] == "<") - (self.code[end] == ">")
            if depth == 0:
                return end + 1
        return len(self.code)

    def peek(self, offset: int = 0) -> _Token:
        """A token ahead; at the end one of no kind."""
        at = self.next + offset
        return self.tokens[at] if at < len(self.tokens) else _Token("", "", len(self.code))

    def read(self) -> Sketch:
        """Read all statements."""
        while self.next < len(self.tokens):
            self._statement()
        for index in self._braces[:1]:
            self.sketch.problem("`{` is not closed", self.places.at(index))
        for source, target, words, line in self.edges:
            if self.sketch.holds(source) and self.sketch.holds(target):
                self.sketch.relate(source, target, "", words, line)
        return self.sketch

    def _statement(self) -> None:
        token = self.peek()
        if token.text in ("strict", "graph", "digraph") and self.peek(1).text != "[":
            self._header()
        elif token.text == "subgraph" or token.text == "{":
            self._chain()
        elif token.text == "}":
            self._close()
        elif token.text in ("node", "edge", "graph") and self.peek(1).text == "[":
            self.next += 1
            label = self._attributes().get("label")
            self._title(label if token.text == "graph" else None)
        elif token.kind in ("word", "string", "html") and self.peek(1).text == "=":
            self._title(self.peek(2) if token.text == "label" else None)
            self.next += 3
        elif token.kind in ("word", "string", "html"):
            self._chain()
        else:
            self.next += 1

    def _header(self) -> None:
        while self.next < len(self.tokens) and self.peek().text != "{":
            self.next += 1
        if self.next < len(self.tokens):
            self._open(self.peek(), False)

    def _open(self, brace: _Token, cluster: bool) -> None:
        self._braces.append(brace.index)
        self._clusters.append(cluster)
        self.next += 1

    def _close(self) -> None:
        self.next += 1
        if self._clusters:
            self._braces.pop()
            if self._clusters.pop():
                self.sketch.leave()
        else:
            at = self.places.at(self.tokens[self.next - 1].index)
            self.sketch.problem("`}` closes nothing", at)

    def _title(self, label: _Token | None) -> None:
        if label and self._clusters and self._clusters[-1]:
            group = self.sketch.group
            if group:
                self.sketch.rename(group, _text(label), self.places.at(label.index))
        elif label:
            self.sketch.label(_text(label), self.places.at(label.index))

    def _chain(self) -> None:
        """`a -> b -> {c d} [label=x]`: nodes and edges to the end of the statement."""
        before: list[str] = []
        while True:
            ends = self._ends()
            edges = [(a, b) for a in before[:200] for b in ends[:200]]
            arrow = self.peek()
            if arrow.kind == "arrow":
                self._join(edges, "", arrow.index)
                self.next += 1
                before = ends
                continue
            found = self._attributes() if arrow.text == "[" else {}
            label = found.get("label")
            self._join(edges, _text(label) if label else "", arrow.index)
            if label and not before and len(ends) == 1:
                self._labelled(ends[0], label)
            return

    def _join(self, edges: list[tuple[str, str]], words: str, index: int) -> None:
        line = self.places.at(min(index, len(self.code) - 1))[0]
        for source, target in edges:
            self.sketch.edge(source, target, words, line)
            self.edges.append((source, target, words, line))

    def _labelled(self, id: str, label: _Token) -> None:
        text = id if _text(label) == "\\N" else _text(label)
        self.sketch.node(id, text, self.places.at(label.index))
        self._record(id, label)

    def _record(self, id: str, label: _Token) -> None:
        """Take a label that lists fields for an entity."""
        raw = label.text if label.kind == "html" else label.text[1:-1]
        name, fields = read_record(raw, label.kind == "html") if label.kind in ("html", "string") else ("", [])
        if not name:
            return
        held = self.sketch.entity(id, name, self.places.at(label.index))
        for each, offset in fields:
            line, column = self.places.at(min(label.index + 1 + offset, len(self.code) - 1))
            held.append(replace(each, line=line, column=column))
        if any(each.keys for each in held) or self.sketch.subject == "er":
            self.sketch.subject = "er"
        elif any(each.name.endswith("()") for each in held):
            self.sketch.subject = "class"

    def _ends(self) -> list[str]:
        token = self.peek()
        if token.text == "subgraph" or token.text == "{":
            return self._inner()
        if token.kind not in ("word", "string", "html"):
            return []
        self.next += 1
        while self.peek().text == ":" and self.peek(1).kind in ("word", "string"):
            self.next += 2
        name = _text(token)
        self.sketch.node(name, None, self.places.at(token.index))
        return [name]

    def _inner(self) -> list[str]:
        """A subgraph: one that is named or alone stays open, one of plain nodes ends an edge."""
        if self.peek().text == "subgraph":
            name = self.peek(1)
            self.next += 1
            if name.text != "{":
                self.next += 1
                if self.peek().text == "{":
                    cluster = _text(name).startswith("cluster")
                    if cluster:
                        self.sketch.enter(_text(name), "", self.places.at(name.index))
                    self._open(self.peek(), cluster)
                return []
        brace = self.peek()
        if brace.text != "{":
            return []
        names: list[str] = []
        ahead = 1
        while self.peek(ahead).kind in ("word", "string") or self.peek(ahead).text in (";", ","):
            ahead += 1
        if self.peek(ahead).text != "}":
            self._open(brace, False)
            return []
        for offset in range(1, ahead):
            token = self.peek(offset)
            if token.kind in ("word", "string"):
                self.sketch.node(_text(token), None, self.places.at(token.index))
                names.append(_text(token))
        self.next += ahead + 1
        return names

    def _attributes(self) -> dict[str, _Token]:
        found: dict[str, _Token] = {}
        while self.peek().text == "[":
            self.next += 1
            while self.next < len(self.tokens) and self.peek().text not in ("]", "}"):
                if self.peek(1).text == "=":
                    found[self.peek().text] = self.peek(2)
                    self.next += 3
                else:
                    self.next += 1
            self.next += self.peek().text == "]"
        return found


def _text(token: _Token) -> str:
    """What a token says; the cells of records and tables are set apart by line breaks."""
    if token.kind == "html":
        return _CELL_TAG.sub("\n", token.text)
    if token.kind != "string":
        return token.text
    text = token.text[1:-1].replace('\\"', '"').replace("\\l", "\n").replace("\\r", "\n")
    if "|" in text or text.startswith("{"):
        text = _CELLS.sub("\n", _PORT.sub("", text))
    return text


def read_graphviz(code: str, line: int, column: int = 1) -> Drawing:
    """Read a graph whose first character stands at a line and column of the document."""
    code = normal(code)
    return _Dot(code, Places(code, line, column)).read().drawing()
