"""State diagrams of Mermaid: states and the transitions between them."""

import re
from collections.abc import Iterable

from speclint.facts.drawing.rows import Row
from speclint.facts.drawing.sketch import Place, Sketch
from speclint.facts.drawing.wording import unquoted

_STATE = re.compile(
    r"^state\s++(?:\"([^\"]{0,300})\"\s++as\s++)?([^\s{<:]{1,300})\s*+"
    r"(?:<<[\w-]{1,30}>>|\[\[[\w-]{1,30}\]\])?\s*+(\{)?"
)
"""`state "Waiting for payment" as waiting {`, `state pick <<choice>>`."""

_SILENT = frozenset(["direction", "hide", "scale", "classdef", "class", "style", "title", "acctitle", "acctitle:"])


class _States:
    def __init__(self) -> None:
        self.sketch = Sketch("state", "mermaid")
        self._open: list[tuple[str, Place]] = []
        self._until = ""
        self._note: Place = (0, 0)

    def read(self, lines: Iterable[Row]) -> None:
        """Read all statements."""
        for row in lines:
            self._line(row)
        for name, place in self._open:
            self.sketch.problem(f"`{{` of state {name} is not closed", place)
        if self._until == "end note":
            self.sketch.problem("`note` has no `end note`", self._note)

    def _line(self, row: Row) -> None:
        text, word = row.text, row.word.lower()
        if self._until:
            self._until = "" if self._until in text.lower() else self._until
        elif word == "note":
            self._until = "" if ":" in text or '"' in text else "end note"
            self._note = row.place
        elif word.startswith("accdescr") and "{" in text:
            self._until = "" if "}" in text else "}"
        elif text.startswith("}"):
            self._close()
        elif word == "state":
            self._state(row)
        elif word not in _SILENT and not word.startswith("accdescr") and text.strip("-"):
            self._transition(row)

    def _close(self) -> None:
        if self._open:
            self._open.pop()
            self.sketch.leave()

    def _state(self, row: Row) -> None:
        found = _STATE.match(row.text)
        if not found:
            return
        title, name, brace = found.groups()
        place = row.at(found.start(1) if title else found.start(2))
        if brace:
            self.sketch.enter(name, title or name, place)
            self._open.append((name, row.at(found.start(3))))
            if row.text.endswith("}"):
                self._close()
        else:
            self.sketch.node(name, title, place)

    def _transition(self, row: Row) -> None:
        source, arrow, rest = row.text.partition("-->")
        if not arrow:
            return self._described(row)
        target, _, words = rest.partition(":")
        ends = (_state(source), _state(target))
        for name in ends:
            if name and name != "[*]":
                self.sketch.node(name, None, row.at(row.text.find(name)))
        if all(ends):
            self.sketch.edge(*ends, words.strip(), row.line)
        return None

    def _described(self, row: Row) -> None:
        """`waiting : Waiting for payment`, or a state alone."""
        name, colon, words = row.text.partition(":")
        state = _state(name)
        if not state or " " in state:
            return
        raw = words.strip() if colon and not words.startswith("::") else None
        self.sketch.node(state, raw or None, row.place, row.at(row.text.find(words.strip())) if raw else None)


def _state(text: str) -> str:
    return unquoted(text.partition(":::")[0].strip().rstrip(";"))


def read_states(lines: Iterable[Row]) -> Sketch:
    """Read the lines below the header of a state diagram."""
    states = _States()
    states.read(lines)
    return states.sketch
