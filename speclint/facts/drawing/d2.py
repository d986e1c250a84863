"""Diagrams written in D2."""

import re
from dataclasses import replace

from speclint.facts.drawing.drawing import Attribute, Drawing
from speclint.facts.drawing.places import normal
from speclint.facts.drawing.rows import Row, rows
from speclint.facts.drawing.sketch import Sketch
from speclint.facts.drawing.wording import unquoted

_DEEPEST = 30
"""Containers nested deeper than this are not followed."""

ARROW = re.compile(r"<-+>|-+>|<-+|--+")
_SET_UP = frozenset(
    "shape style icon near width height direction link tooltip class classes vars label constraint layers scenarios "
    "steps grid-rows grid-columns grid-gap top left source-arrowhead target-arrowhead vertical-gap horizontal-gap "
    "filled opacity stroke fill".split()
)
"""Keys that say how a thing looks; `shape`, `label` and `constraint` are read."""

_LISTED = re.compile(r"\[[^\[\]]{0,200}\]")
_CONSTRAINTS = {"primary_key": "PK", "foreign_key": "FK", "unique": "UK"}


class _D2:
    def __init__(self) -> None:
        self.sketch = Sketch("graph", "d2")
        self._path: list[str] = []
        self._columns: dict[str, list[Attribute]] = {}
        self._block = ""
        self._beyond = 0

    def line(self, row: Row) -> None:
        """Read one line."""
        text = row.text
        if self._block:
            self._block = "" if text.endswith(self._block) else self._block
        elif not text.startswith("#"):
            for piece in _LISTED.sub(lambda found: found[0].replace(";", ","), text).split(";"):
                self._statement(piece.strip(), row)

    def _statement(self, text: str, row: Row) -> None:
        while text.startswith("}"):
            text = text[1:].strip()
            self._leave()
        if not text:
            return
        head, brace, inner = text.partition("{")
        key, colon, value = _split(head)
        if "|" in value and not value.rstrip().endswith("|"):
            self._block, value = "|", ""
        joined = ARROW.search(key)
        if joined:
            self._joined(key, value.strip(), row)
            owner = ""
        else:
            owner = self._thing(key, value.strip() if colon else "", row)
        if brace and len(self._path) < _DEEPEST:
            self._path.append(owner)
            self._inner(inner.strip(), row)
        elif brace:
            self._beyond += not inner.rstrip().endswith("}")

    def _leave(self) -> None:
        if self._beyond:
            self._beyond -= 1
        elif self._path:
            self._path.pop()

    def _inner(self, text: str, row: Row) -> None:
        """What stands on the line of an opening brace."""
        closed = text.endswith("}")
        if text.strip("}"):
            self._statement(text.removesuffix("}").strip(), row)
        if closed:
            self._leave()

    def _id(self, key: str) -> str:
        names = [*[x for x in self._path if x], *(unquoted(x) for x in key.split("."))]
        return ".".join(names)

    def _thing(self, key: str, value: str, row: Row) -> str:
        name = unquoted(key.split(".")[-1])
        owner = ".".join(x for x in self._path if x)
        if name == "shape" or name in _SET_UP or key.startswith(("style.", "$", "...", "*", "&")):
            self._property(self._id(key).rpartition(".")[0], name, value, row)
            return ""
        if owner in self._columns:
            self._columns[owner].append(Attribute(name, unquoted(value), (), "", *row.at(row.text.find(name))))
            return ""
        path = self._id(key)
        if any(part in _SET_UP for part in path.split(".")):
            return unquoted(key)
        self.sketch.node(path, unquoted(value) or name, row.place, row.at(row.text.find(value) if value else 0))
        self.sketch.put(path, path.rpartition(".")[0] or None)
        return unquoted(key)

    def _property(self, owner: str, name: str, value: str, row: Row) -> None:
        if name == "label" and value and owner:
            self.sketch.node(owner, unquoted(value), row.place)
        elif name == "shape" and value in ("sql_table", "class"):
            place = self.sketch.place(owner) or row.place
            self._columns[owner] = self.sketch.entity(owner, owner.rpartition(".")[2], place)
            self.sketch.kind = "er" if value == "sql_table" else "class"
            self.sketch.subject = self.sketch.kind
        elif name == "constraint" and self._columns.get(owner):
            keys = tuple(_CONSTRAINTS[word] for word in re.findall(r"\w+", value) if word in _CONSTRAINTS)
            self._columns[owner][-1] = replace(self._columns[owner][-1], keys=keys)
        elif name == "shape" and value == "sequence_diagram":
            self.sketch.kind = self.sketch.subject = "sequence"

    def _joined(self, key: str, words: str, row: Row) -> None:
        names = [x.strip() for x in ARROW.split(key)]
        arrows = ARROW.findall(key)
        ids = [self._id(name) for name in names if name]
        for path, name in zip(ids, [name for name in names if name], strict=True):
            if path.rpartition(".")[0] not in self._columns:
                self.sketch.node(path, None, row.at(row.text.find(name)))
                self.sketch.name(path, unquoted(name.split(".")[-1]))
        for left, right, arrow in zip(ids, ids[1:], arrows, strict=False):
            ends = (right, left) if arrow.startswith("<") and not arrow.endswith(">") else (left, right)
            self._relate(*ends, words, row)

    def _relate(self, left: str, right: str, words: str, row: Row) -> None:
        tables = [end if end in self._columns else end.rpartition(".")[0] for end in (left, right)]
        if all(table in self._columns for table in tables):
            self.sketch.relate(tables[0], tables[1], "", words, row.line)
        else:
            self.sketch.edge(left, right, words, row.line)


def _split(head: str) -> tuple[str, str, str]:
    """The key and the value around the first colon that is not quoted."""
    quoted = ""
    for index, mark in enumerate(head):
        if quoted:
            quoted = "" if mark == quoted else quoted
        elif mark in "\"'":
            quoted = mark
        elif mark == ":":
            return head[:index].strip(), ":", head[index + 1 :].strip()
    return head.strip(), "", ""


def read_d2(code: str, line: int, column: int = 1) -> Drawing:
    """Read a diagram whose first character stands at a line and column of the document."""
    reader = _D2()
    for row in rows(normal(code), line, column):
        reader.line(row)
    return reader.sketch.drawing()
