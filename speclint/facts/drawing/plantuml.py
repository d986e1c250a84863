"""Diagrams written in PlantUML."""

import re
from collections.abc import Iterable

from speclint.facts.drawing.classdiagram import member
from speclint.facts.drawing.crowfoot import CROWFOOT, reading
from speclint.facts.drawing.drawing import KINDS, Attribute, Drawing
from speclint.facts.drawing.macros import macro
from speclint.facts.drawing.places import normal
from speclint.facts.drawing.rows import Row, rows
from speclint.facts.drawing.sketch import Place, Sketch
from speclint.facts.drawing.wording import unquoted

_KINDS = {
    "component": "component interface port portin portout",
    "deployment": "node database queue cloud artifact storage stack frame folder file card agent hexagon rectangle "
    "package collections process label person",
    "sequence": "participant boundary control create",
    "class": "class abstract enum annotation struct protocol record dataclass exception",
    "er": "entity map object json",
    "state": "state",
    "usecase": "usecase actor",
}
"""What words declare, and the kind of diagram that they speak for."""

_DECLARED = {word: kind for kind, words in _KINDS.items() for word in words.split()}

_TABLES = frozenset(f"{_KINDS['class']} {_KINDS['er']} interface".split())
"""What has members between its braces rather than other things."""

_NAME = (
    r"\"[^\"\n]{1,500}\"|\[[^\]\n]{1,500}\]|\(\)\s*\"[^\"\n]{1,300}\"|\([^)\n]{1,300}\)|:[^:\n]{1,300}:|"
    r"[^\s\"\[\](){}<>:;,#|]{1,300}"
)
"""A thing by its name: quoted, in the brackets of its sort, or plain."""

_DECLARATION = re.compile(
    rf"^((?:abstract\s++class|create\s++\w{{1,20}}|[a-z]{{1,20}}))\s++({_NAME})(?:<[^<>\n]{{0,100}}>)?(?:\s++as\s++({_NAME}))?"
)
"""`component "Web shop" as shop`, `database Orders {`."""

_INLINE = re.compile(
    r"^(\[[^\]\n]{1,500}\]|\(\)\s*+\"?[^\"\s]{1,200}\"?|\([^)\n]{1,300}\)|:[^:\n]{1,300}:)"
    rf"(?:\s++as\s++({_NAME}))?"
)
"""`[Web shop] as shop`."""

_ARROW = re.compile(
    r"(?:<\|?|[*o#x+^0}])?[-.=~](?:\[[^\]\n]{0,60}\])?(?:[-.=~]{0,20})(?:left|right|up|down|[lrud])?(?:[-.=~]{1,20})?(?:\[[^\]\n]{0,60}\])?[-.=~]{0,20}"
    r"(?:\|?>{1,2}|[*o#x+^0{]|\\{1,2}|/{1,2})?(?=[\s\"\[(:\w])"
)
"""An arrow between two things: `-->`, `-[#red]->`, `..|>`, `<-left-`, `->>`."""

_ENDS = re.compile(rf"^\s*+({_NAME})\s*+(?:\"([^\"\n]{{0,100}})\"\s*+)?")
_OTHER_END = re.compile(rf"\s*+(?:\"([^\"\n]{{0,100}})\"\s*+)?({_NAME})?")
_ACTIVITY = re.compile(r"^(?:#\w{1,20})?:([^;|<>/\]}]{1,1000})[;|<>/\]}]$")
_SWIMLANE = re.compile(r"^\|(?:[#\w]{1,30}\|)?([^|]{1,200})\|")
_CONDITION = re.compile(r"^(?:else\s*)?(?:if|while|switch|repeat while)\s*+\(([^)]{1,300})\)")
_SKIPPED_TO = {
    "legend": "endlegend",
    "note": "end note",
    "skinparam": "}",
    "<style>": "</style>",
    "header": "endheader",
    "footer": "endfooter",
    "ref": "end ref",
    "rnote": "endrnote",
    "hnote": "endhnote",
    "title": "end title",
}
_SILENT = re.compile(
    r"^(?:!|@|'|title\b|hide\b|show\b|left to right|top to bottom|skinparam\b|autonumber\b|scale\b|caption\b|header\b|"
    r"footer\b|return\b|activate\b|deactivate\b|destroy\b|alt\b|else\b|loop\b|opt\b|par\b|group\b|end\b|endif\b|"
    r"start$|stop$|fork\b|detach\b|kill\b|split\b|\.\.\.|==|\|\|\||newpage\b|note\b|ref\b|remove\b|together\b|"
    r"LAYOUT|SHOW|HIDE|UpdateElement|AddElement|AddRel|sprite\b|mainframe\b|legend\b|allow_?mixing\b|set\b|break\b|critical\b)"
)


class _Uml:
    def __init__(self) -> None:
        self.sketch = Sketch("other", "plantuml")
        self._votes: dict[str, int] = {}
        self._until = ""
        self._opened: list[bool] = []
        self._members: list[Attribute] | None = None
        self._names: dict[str, str] = {}
        self._tables: set[str] = set()
        self._text: tuple[str, str, Place] | None = None

    def vote(self, kind: str, weight: int = 1) -> None:
        """Count what speaks for a kind of diagram."""
        self._votes[kind] = self._votes.get(kind, 0) + weight

    def read(self, lines: Iterable[Row]) -> Sketch:
        """Read all lines."""
        for row in lines:
            self._line(row)
        self.sketch.kind = _kind(self._votes)
        self.sketch.subject = KINDS[self.sketch.kind]
        return self.sketch

    def _line(self, row: Row) -> None:
        text = row.text
        if self._until:
            done = text.lower().replace(" ", "").endswith(self._until.replace(" ", ""))
            self._until = "" if done else self._until
        elif text.startswith("/'"):
            self._until = "" if text.endswith("'/") else "'/"
        elif self._members is not None:
            self._member(row)
        elif self._text:
            self._long(row)
        elif not self._skipped(row):
            self._statement(row)

    def _skipped(self, row: Row) -> bool:
        word, text = row.word.lower(), row.text
        until = _SKIPPED_TO.get(word, "")
        if until == "}":
            self._until = "}" if text.endswith("{") else ""
        elif word in ("note", "ref", "rnote", "hnote"):
            self._until = until if ":" not in text and '"' not in text else ""
        elif (until and text.lower() == word) or word in ("<style>", "legend"):
            self._until = until
        return bool(_SILENT.match(text)) or bool(self._until)

    def _statement(self, row: Row) -> None:
        text = row.text
        if text.startswith("}"):
            if self._opened and self._opened.pop():
                self.sketch.leave()
        elif macro(row, self.sketch):
            self.vote("c4", 3)
            if text.endswith("{"):
                self._opened.append(True)
        elif not (self._activity(row) or self._arrow(row) or self._declared(row)):
            self._inline(row)

    def _activity(self, row: Row) -> bool:
        for pattern in (_ACTIVITY, _SWIMLANE, _CONDITION):
            found = pattern.match(row.text)
            if found:
                self.sketch.node(f"{row.line}:{found.group(1)}", found.group(1), row.at(found.start(1)))
                self.vote("activity", 2)
                return True
        return False

    def _arrow(self, row: Row) -> bool:
        left = _ENDS.match(row.text)
        if not left:
            return False
        crow = CROWFOOT.match(row.text, left.end())
        crow = crow if crow and reading(crow) else None
        line = crow or _ARROW.match(row.text, left.end())
        if not line or len(line.group().strip()) < 2:
            return False
        rest = _OTHER_END.match(row.text, line.end())
        if not rest or not (rest.group(2) or rest.group(1)):
            return False
        words = row.text[rest.end() :].partition(":")[2]
        self._join(row, left, rest, line.group(), reading(crow) if crow else "", words)
        return True

    def _join(
        self, row: Row, left: re.Match[str], right: re.Match[str], arrow: str, cardinality: str, words: str
    ) -> None:
        group = 2 if right.group(2) else 1
        raws, starts = (left.group(1), right.group(group)), (left.start(1), right.start(group))
        ends = (self._end(raws[0]), self._end(raws[1]))
        many = " to ".join(x for x in (left.group(2), right.group(1)) if x and group == 2)
        if cardinality or many or "|>" in arrow or "<|" in arrow or self._tables.issuperset(ends):
            self.vote("er" if cardinality else "class")
            for end in ends:
                self.sketch.entity(end, self._names.get(end, end), row.place)
            self.sketch.relate(*ends, cardinality or many, words, row.line)
            return
        for end, raw, at in zip(ends, raws, starts, strict=True):
            if end != "[*]":
                self.sketch.node(end, _label(raw) if end not in self._names else None, row.at(at))
        self.sketch.edge(*ends, words, row.line)
        if "[*]" in ends:
            self.vote("state", 2)
        if words and re.fullmatch(r"<?-{1,2}(?:\[[^\]]*\])?-?>{1,2}", arrow):
            self.vote("sequence")

    def _end(self, raw: str) -> str:
        name = _label(raw)
        if raw.startswith("["):
            self.vote("component")
        elif raw.startswith("(") and not raw.startswith("()"):
            self.vote("usecase")
        return self._names.get(name, name)

    def _declared(self, row: Row) -> bool:
        found = _DECLARATION.match(row.text)
        if not found:
            return False
        word = found.group(1).split()[0]
        kind = _DECLARED.get(word)
        if kind is None:
            return False
        self.vote(kind, 3 if word not in ("rectangle", "package", "actor", "interface", "entity", "frame") else 1)
        first, second = found.group(2), found.group(3)
        name, raw, at = _named(first, second, found)
        self._names[_label(raw)] = self._names[name] = name
        brace = row.text.endswith("{")
        if word in _TABLES:
            self._table(row, name, raw, at, brace)
        elif brace:
            self.sketch.enter(name, _label(raw), row.at(at))
            self._opened.append(True)
        elif row.text.endswith("[") and not raw.startswith("["):
            self._text = (name, "", row.place)
        else:
            self.sketch.node(name, _label(raw), row.place, row.at(at))
        return True

    def _table(self, row: Row, id: str, raw: str, at: int, brace: bool) -> None:
        self._tables.add(id)
        if not brace and row.word in ("entity", "interface"):
            self.sketch.node(id, _label(raw), row.place, row.at(at))
            return
        members = self.sketch.entity(id, _label(raw), row.at(at))
        self._members = members if brace else None

    def _member(self, row: Row) -> None:
        text = row.text
        if text.startswith("}"):
            self._members = None
            return
        if self._members is None or not text.strip("-.=_ *"):
            return
        plain = text.lstrip("*").strip()
        keys = tuple(key for key in ("PK", "FK", "UK") if re.search(rf"\b{key}\b", plain))
        found = member(re.sub(r"<<[^>]{0,60}>>|\{[a-z]{1,20}\}", "", plain), *row.at(len(text) - len(plain)))
        if found:
            held = found.keys or keys
            kind = " ".join(word for word in found.type.split() if word not in ("PK", "FK", "UK"))
            self._members.append(Attribute(found.name, kind, held, found.comment, found.line, found.column))

    def _long(self, row: Row) -> None:
        """A line of a label in brackets over several lines."""
        assert self._text is not None
        name, text, place = self._text
        content, closed, _ = row.text.partition("]")
        text = f"{text}\n{content.strip()}" if text else content.strip()
        self._text = None if closed else (name, text, place)
        if closed:
            self.sketch.node(name, text, place)

    def _inline(self, row: Row) -> None:
        found = _INLINE.match(row.text)
        if not found:
            return
        name, raw, at = _named(found.group(1), found.group(2), found, 1)
        self._names[_label(raw)] = self._names[name] = name
        self.vote("component" if raw.startswith("[") else "usecase")
        self.sketch.node(name, _label(raw), row.place, row.at(at))




def _named(first: str, second: str | None, found: re.Match[str], group: int = 2) -> tuple[str, str, int]:
    """The id, the label and where the label begins: `"Label" as id`, `id as "Label"`, or the name for both."""
    if second is None:
        return _label(first), first, found.start(group) + (first[0] in '"[(:')
    if second[0] in '"[(:':
        return _label(first), second, found.start(group + 1) + 1
    return _label(second), first, found.start(group) + (first[0] in '"[(:')


def _label(raw: str) -> str:
    raw = raw.strip().removeprefix("()").strip()
    if len(raw) > 1 and raw[0] in "[(:" and raw[-1] in "]):" and raw != "[*]":
        raw = raw[1:-1]
    return unquoted(raw)


def _kind(votes: dict[str, int]) -> str:
    if not votes:
        return "other"
    return max(votes, key=lambda kind: (votes[kind], kind in ("component", "deployment")))


def read_plantuml(code: str, line: int, column: int = 1) -> Drawing:
    """Read a diagram whose first character stands at a line and column of the document."""
    code = normal(code)
    head = re.search(r"@start(\w{1,20})", code)
    what = head.group(1) if head else "uml"
    lines = [row for row in rows(code, line, column) if not row.text.startswith("'")]
    if what in ("mindmap", "wbs"):
        return _outline(lines)
    sketch = _Uml().read(lines)
    if what in ("gantt", "json", "yaml", "salt", "ditaa", "dot"):
        sketch.kind = "gantt" if what == "gantt" else "other"
        sketch.subject = KINDS[sketch.kind]
    if head and "@end" not in code:
        sketch.problem(f"`@start{what}` has no `@end{what}`", _place(code, head.start(), line, column))
    return sketch.drawing()


def _place(code: str, index: int, line: int, column: int) -> Place:
    return line + code.count("\n", 0, index), column + index - (code.rfind("\n", 0, index) + 1)


def _outline(lines: list[Row]) -> Drawing:
    """A mind map or a work breakdown: a line's depth is its number of marks."""
    sketch = Sketch("mindmap", "plantuml")
    for row in lines:
        found = re.match(r"[*+#-]{1,20}(?:\[[^\]]{0,30}\])?_?\s++(.+)", row.text)
        if found:
            sketch.node(f"{row.line}:{found.group(1)}", found.group(1), row.at(found.start(1)))
    return sketch.drawing()
