"""Entity diagrams of Mermaid: entities with their columns, and the relations between them."""

import re
from collections.abc import Iterable

from speclint.facts.drawing.crowfoot import CROWFOOT, reading
from speclint.facts.drawing.drawing import Attribute
from speclint.facts.drawing.rows import Row
from speclint.facts.drawing.sketch import Place, Sketch

_ENTITY = re.compile(
    r"(\"[^\"]{1,300}\"|`[^`]{1,300}`|[^\s\"`\[\]{}:,;|]{1,300})\s*+(?:\[\s*+\"?([^\]\"]{0,300})\"?\s*+\])?\s*+(?::::[\w,-]+)?"
)
"""The name of an entity, its alias and its style: `p["Person"]:::wide`."""

_COLUMN = re.compile(
    r"([^\s\"(}]{1,200}(?:\([^)\"]{0,200}\)[^\s\"}]{0,50})?)\s+([^\s\"}]{1,200}(?:\([^)\"]{0,200}\))?)"
    r"(?:\s++((?:PK|FK|UK)(?:\s*+,?\s*+(?:PK|FK|UK))*+)(?![\w-]))?(?:\s*+\"([^\"]{0,1000})\")?"
)
"""A column of an entity: `string email UK "where to write"`."""

_SILENT = frozenset(["direction", "style", "classdef", "class", "title", "acctitle", "acctitle:", "accdescr:"])


class _Entities:
    def __init__(self) -> None:
        self.sketch = Sketch("er", "mermaid")
        self._columns: list[Attribute] | None = None
        self._opened: tuple[str, Place] = ("", (0, 0))
        self._described = False

    def read(self, lines: Iterable[Row]) -> None:
        """Read all statements."""
        for row in lines:
            self._line(row)
        if self._columns is not None:
            self.sketch.problem(f"`{{` of entity {self._opened[0]} is not closed", self._opened[1])

    def _line(self, row: Row) -> None:
        if self._described:
            self._described = "}" not in row.text
        elif self._columns is not None:
            self._body(row, 0)
        elif row.word.lower() == "accdescr" and "{" in row.text:
            self._described = "}" not in row.text
        elif row.word.lower() not in _SILENT:
            self._statement(row)

    def _statement(self, row: Row) -> None:
        left = _ENTITY.match(row.text)
        if not left:
            return
        line = CROWFOOT.match(row.text, left.end())
        right = _ENTITY.match(row.text, _past(row.text, line.end())) if line else None
        self._entity(left, row)
        if line and right:
            self._entity(right, row)
            words = row.text[right.end() :].strip()
            ends = (_name(left), _name(right))
            self.sketch.relate(*ends, reading(line), words.lstrip(":").strip(), row.line)
        elif row.text.startswith("{", left.end()):
            self._columns = self._entity(left, row)
            self._opened = (_name(left), row.at(left.end()))
            self._body(row, left.end() + 1)

    def _entity(self, found: re.Match[str], row: Row) -> list[Attribute]:
        alias = found.group(2)
        place = row.at(found.start(2) if alias else found.start(1))
        return self.sketch.entity(_name(found), alias or _name(found), place)

    def _body(self, row: Row, start: int) -> None:
        """Columns from an index of a line on, up to the brace that closes the entity."""
        while self._columns is not None and start < len(row.text):
            start = _past(row.text, start)
            if row.text.startswith("}", start):
                self._columns = None
                return
            found = _COLUMN.match(row.text, start)
            if not found:
                self._columns = None if "}" in row.text[start:] else self._columns
                return
            kind, name, keys, comment = found.groups()
            place = row.at(found.start(2))
            held = tuple(re.findall(r"[A-Z]{2}", keys or ""))
            self._columns.append(Attribute(name.lstrip("*"), kind, held, comment or "", *place))
            start = found.end()


def _past(text: str, index: int) -> int:
    while index < len(text) and text[index].isspace():
        index += 1
    return index


def _name(found: re.Match[str]) -> str:
    return found.group(1).strip('"`')


def read_entities(lines: Iterable[Row]) -> Sketch:
    """Read the lines below the header of an entity diagram."""
    entities = _Entities()
    entities.read(lines)
    return entities.sketch
