"""Sequence diagrams of Mermaid: participants and the messages between them."""

import re
from collections.abc import Iterable

from speclint.facts.drawing.rows import Row
from speclint.facts.drawing.sketch import Place, Sketch

_ARROW = re.compile(r"<<--?>>|--?>>|--?>|--?\)|--?[|][\\/]|[\\/][|]--?|--?(?:\\\\|//)|(?:\\\\|//)--?")
"""An arrow between two participants, but for those that end in a letter."""

_CROSS = re.compile(r"--?x")
"""An arrow that ends in a cross; looked for where there is no other, as names may hold `-x`."""

_OPENS = frozenset(["loop", "alt", "opt", "par", "par_over", "critical", "break", "rect", "box"])
"""What stands open until its `end`."""

_BRANCHES = frozenset(["else", "and", "option"])

_SILENT = frozenset(
    "activate deactivate autonumber title title: link links properties details acctitle acctitle: accdescr accdescr: "
    "accdescr{ note destroy".split()
)
"""Statements that add no participant and no message."""

_COLOUR = re.compile(r"(?:rgba?\([^)]{0,60}\)|#[0-9A-Fa-f]{3,8}\b|transparent\b|[a-z]{3,20}(?=\s))\s*", re.IGNORECASE)
"""The colour that may stand before the title of a box."""

_ALIAS = re.compile(r"\s+as\s+")


class _Sequence:
    def __init__(self) -> None:
        self.sketch = Sketch("sequence", "mermaid")
        self._open: list[tuple[str, Place]] = []
        self._described = False

    def read(self, lines: Iterable[Row]) -> None:
        """Read all statements."""
        for row in lines:
            self._statement(row)
        for word, place in self._open:
            self.sketch.problem(f"`{word}` has no `end`", place)

    def _statement(self, row: Row) -> None:
        word = row.word.lower().rstrip(";")
        if self._described or (word.startswith("accdescr") and "{" in row.text):
            self._described = "}" not in row.text
        elif word in ("participant", "actor"):
            self._participant(row, row.text[len(word) :])
        elif word == "create":
            self._participant(row, re.sub(r"^\s*(?:participant|actor)\b", "", row.rest))
        elif word in _OPENS:
            self._enter(word, row)
        elif word == "end":
            self._end(row)
        elif word not in _SILENT and word not in _BRANCHES:
            self._message(row)

    def _enter(self, word: str, row: Row) -> None:
        self._open.append((word, row.place))
        if word == "box":
            title = _COLOUR.sub("", row.rest, count=1)
            self.sketch.enter(f"box {row.line}", title or row.rest, row.at(row.text.find(title)))

    def _end(self, row: Row) -> None:
        if not self._open:
            self.sketch.problem("`end` closes nothing", row.place)
        elif self._open.pop()[0] == "box":
            self.sketch.leave()

    def _participant(self, row: Row, rest: str) -> None:
        rest = rest.strip().rstrip(";").strip()
        brace = rest.find("@{")
        if brace >= 0:
            close = rest.find("}", brace)
            rest = rest[:brace] + (rest[close + 1 :] if close >= 0 else "")
        name, *alias = _ALIAS.split(rest, maxsplit=1)
        raw = alias[0] if alias else name
        if name:
            self.sketch.node(name.strip(), raw, row.at(row.text.find(name)), row.at(row.text.rfind(raw)))

    def _message(self, row: Row) -> None:
        found = _message(row.text)
        if not found:
            return
        left, right, words = found
        for name in (left, right):
            self.sketch.node(name, None, row.at(row.text.find(name)))
        self.sketch.edge(left, right, words, row.line)


def _message(text: str) -> tuple[str, str, str] | None:
    """Who tells whom, and what: `A->>+B: words`."""
    head, colon, words = text.partition(":")
    arrow = _ARROW.search(head) or _CROSS.search(head)
    if not arrow:
        return None
    left = head[: arrow.start()].strip(" ()+-\t")
    right = head[arrow.end() :].strip(" ()+-;\t")
    if not left or not right:
        return None
    return left, right, words.strip().rstrip(";") if colon else ""


def read_sequence(lines: Iterable[Row]) -> Sketch:
    """Read the lines below the header of a sequence diagram."""
    sequence = _Sequence()
    sequence.read(lines)
    return sequence.sketch
