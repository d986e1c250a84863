"""Class diagrams of Mermaid: classes with their members, and the relations between them."""

import re
from collections.abc import Iterable

from speclint.facts.drawing.drawing import Attribute
from speclint.facts.drawing.rows import Row
from speclint.facts.drawing.sketch import Place, Sketch
from speclint.facts.drawing.wording import unquoted

_NAME = r"(?:`[^`\n]{1,300}`|[^\s\"'`:{}<>|*~,;\[\]()]{1,300}?)"
_GENERIC = r"(?:~[^\s\"]{1,200}?~{1,3})?"

_RELATION = re.compile(
    rf"^({_NAME}){_GENERIC}\s*+(?:\"([^\"]{{0,100}})\"\s*+)?"
    r"((?:<\||\(\)|[*o<])?(?:--|\.\.)(?:\|>|\(\)|[*o>])?)"
    rf"\s*+(?:\"([^\"]{{0,100}})\"\s*+)?({_NAME}){_GENERIC}\s*+(?::::\S+)?\s*+(?::(.*))?;?$"
)
"""`Order "1" *-- "1..*" Line : holds`."""

_CLASS = re.compile(
    rf"^class\s++(`[^`\n]{{1,300}}`|[^\s\"'`:{{}}<>~,;\[\]()]{{1,300}}){_GENERIC}\s*+(?:\[\"([^\"]{{0,300}})\"\])?\s*+(?::::\s*+[\w,-]+)?\s*+"
    r"(?:<<[^>]{0,60}>>)?\s*+(\{)?(.*)$"
)
"""`class Order~T~["An order"]:::style {`."""

_NAMESPACE = re.compile(r"^namespace\s+([^\s{]{1,300})\s*+(?:\[\"([^\"]{0,300})\"\])?\s*+(\{)?")

_MEMBER = re.compile(rf"^({_NAME}){_GENERIC}\s*+:(?!:)\s*+(.+)$")
"""`Order : +int id`."""

_TYPED = re.compile(r"^[^\s(:]{1,200}\s*+:")
"""A member whose type follows its name: `email : varchar(255)`."""

_VISIBILITY = re.compile(r"^[+\-#~]\s*")
_SILENT = frozenset(
    "direction click link callback style classdef cssclass note title hide acctitle accdescr acctitle: "
    "accdescr:".split()
)


def member(text: str, line: int, column: int) -> Attribute | None:
    """A member of a class: `+String name`, `name: String`, `+total(a, b) float`."""
    plain = _VISIBILITY.sub("", text.strip()).rstrip(";$*").strip()
    if not plain or plain.startswith("<<"):
        return None
    place = (line, column)
    typed = _TYPED.match(plain)
    if "(" in plain and not typed:
        name, _, tail = plain.partition("(")
        result = tail.rpartition(")")[2].lstrip(" :").strip()
        before, _, last = name.strip().rpartition(" ")
        return Attribute(f"{last}()", _generic(result or before), (), "", *place)
    name, colon, kind = plain.partition(":")
    if typed and colon:
        keys = tuple(key for key in ("PK", "FK", "UK") if re.search(rf"\b{key}\b", kind))
        return Attribute(name.strip(), _generic(kind.split("=")[0].strip()), keys, "", *place)
    kind, _, name = plain.partition("=")[0].strip().rpartition(" ")
    return Attribute(name or plain, _generic(kind.strip()), (), "", *place)


def _generic(text: str) -> str:
    """`List~int~` as `List<int>`."""
    if text.count("~") < 2:
        return text
    return text.replace("~", "<", 1)[::-1].replace("~", ">", 1)[::-1].replace("~", "")


class _Classes:
    def __init__(self) -> None:
        self.sketch = Sketch("class", "mermaid")
        self._members: list[Attribute] | None = None
        self._braces: list[tuple[str, Place]] = []
        self._text_until = ""

    def read(self, lines: Iterable[Row]) -> None:
        """Read all statements."""
        for row in lines:
            self._line(row)
        for what, place in self._braces:
            self.sketch.problem(f"`{{` of {what} is not closed", place)

    def _line(self, row: Row) -> None:
        if self._text_until:
            self._text_until = "" if self._text_until in row.text else self._text_until
        elif self._members is not None:
            self._body(row.text, row)
        else:
            self._statement(row)

    def _body(self, text: str, row: Row) -> None:
        """A line within the braces of a class; it may close them."""
        content, brace, _ = text.partition("}")
        for piece in content.split(";"):
            found = member(piece, *row.at(row.text.find(piece.strip())))
            if found and self._members is not None:
                self._members.append(found)
        if brace:
            self._members = None
            if self._braces:
                self._braces.pop()

    def _statement(self, row: Row) -> None:
        text, word = row.text, row.word.lower()
        if text.startswith("}"):
            self._close(row)
        elif word == "class":
            self._class(row)
        elif word == "namespace":
            self._namespace(row)
        elif word in _SILENT or word.startswith("accdescr"):
            self._silent(text)
        elif text.startswith("<<"):
            self._annotation(row)
        elif not self._relation(row):
            self._member(row)

    def _close(self, row: Row) -> None:
        if self._braces:
            self._braces.pop()
            self.sketch.leave()
        else:
            self.sketch.problem("`}` closes nothing", row.place)

    def _silent(self, text: str) -> None:
        if text.lower().startswith("accdescr") and "{" in text and "}" not in text:
            self._text_until = "}"
        elif text.count('"') == 1 and text.lower().startswith("note"):
            self._text_until = '"'

    def _class(self, row: Row) -> None:
        found = _CLASS.match(row.text)
        if not found:
            return
        if not found.group(3) and row.text.endswith("{"):
            self._members = []
            self._braces.append(("class", row.place))
            return
        name = found.group(1).strip("`")
        label = found.group(2)
        place = row.at(found.start(2) if label else found.start(1))
        members = self.sketch.entity(name, label or name, place)
        if found.group(3):
            self._members = members
            self._braces.append((f"class {name}", row.at(found.start(3))))
            if found.group(4).strip():
                self._body(found.group(4), row)

    def _namespace(self, row: Row) -> None:
        found = _NAMESPACE.match(row.text)
        if found and found.group(3):
            self.sketch.enter(found.group(1), found.group(2) or found.group(1), row.at(found.start(1)))
            self._braces.append((f"namespace {found.group(1)}", row.at(found.start(3))))
            inner, brace, _ = row.text[found.end() :].rpartition("}")
            if brace and inner.count("{") == inner.count("}"):  # namespace Shop { class Cart }
                self._statement(Row(inner.strip(), row.line, row.column + found.end())) if inner.strip() else None
                self._braces.pop()
                self.sketch.leave()

    def _annotation(self, row: Row) -> None:
        name = row.text.partition(">>")[2].strip()
        if name:
            self.sketch.entity(name.strip("`"), name.strip("`"), row.at(row.text.find(name)))

    def _relation(self, row: Row) -> bool:
        found = _RELATION.match(row.text)
        if not found:
            return False
        left, many, _, much, right, words = found.groups()
        left, right = left.strip("`"), right.strip("`")
        self.sketch.entity(left, left, row.at(found.start(1)))
        self.sketch.entity(right, right, row.at(found.start(5)))
        cardinality = " to ".join(unquoted(x) for x in (many, much) if x)
        self.sketch.relate(left, right, cardinality, words or "", row.line)
        return True

    def _member(self, row: Row) -> None:
        found = _MEMBER.match(row.text)
        if found:
            name = found.group(1).strip("`")
            added = member(found.group(2), *row.at(found.start(2)))
            if added:
                self.sketch.entity(name, name, row.place).append(added)


def read_classes(lines: Iterable[Row]) -> Sketch:
    """Read the lines below the header of a class diagram."""
    classes = _Classes()
    classes.read(lines)
    return classes.sketch
