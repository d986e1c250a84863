"""The classes of Python code and their members, found by indentation."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from speclint.facts.schema.code import FILLER, Code
from speclint.facts.schema.orm.syntax import Call, calls

_CLASS = re.compile(r"class\s++(?P<name>\w+)\s*+(?P<open>\()?")
_METHOD = re.compile(r"(?:async\s++)?def\b")
_FIELD = re.compile(r"(?P<name>[^\W\d]\w*)\s*+(?P<mark>[:=])(?!=)\s*+")

_KEYWORDS = frozenset("class def return if else elif try except finally with async pass for while lambda".split())
"""Words before a colon that begin no field."""

_DEEPEST = 8
"""Classes inside classes that are looked at."""

_MOST_DECORATORS = 8


@dataclass(frozen=True, slots=True)
class Field:
    """A class member `name: annotation = value`; empty for what is not there."""

    name: str
    offset: int
    annotation: str
    value: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Class:
    """A class and its members; `bases` is the text between its brackets, `decorators` that before it."""

    name: str
    offset: int
    end: int
    bases: str
    decorators: str
    fields: tuple[Field, ...]
    methods: int
    inner: "tuple[Class, ...]"

    @property
    def meta(self) -> "Class | None":
        """The class inside that describes this one."""
        return next((inner for inner in self.inner if inner.name in ("Meta", "Settings")), None)


@dataclass(frozen=True, slots=True)
class _Line:
    """A logical line: brackets hold it together."""

    indent: int
    start: int
    end: int


def classes(code: Code) -> Iterator[Class]:
    """The classes of a text, those inside of others with them."""
    lines = list(_lines(code))
    return _classes(code, lines, 0, len(lines), 0)


def maker(code: Code, field: Field) -> Call | None:
    """The call that makes a member's value: `models.CharField(...)`."""
    start, end = field.value
    made = next(calls(code, start, end), None)
    before = code.bare[start : made.offset].strip() if made is not None else ""
    return made if not before or before.endswith(".") else None


def string_value(code: Code, fields: Sequence[Field], *names: str) -> str:
    """The string that a member of one of these names is set to; empty where there is none."""
    literals = (code.literal(*field.value) for field in fields if field.name in names)
    return next((literal.value for literal in literals if literal is not None), "")


def _lines(code: Code) -> Iterator[_Line]:
    position, end = 0, len(code.bare)
    while position < end:
        stop = code.find("\n", position, end)
        stop = stop if stop >= 0 else end
        text = code.bare[position:stop]
        body = text.lstrip(" \t")
        if body.strip() and body[0] != FILLER:
            indent = len(text) - len(body)
            yield _Line(indent, position + indent, position + len(text.rstrip()))
        position = stop + 1


def _classes(code: Code, lines: Sequence[_Line], first: int, last: int, depth: int) -> Iterator[Class]:
    at = first
    while at < last and depth < _DEEPEST:
        line = lines[at]
        match = _CLASS.match(code.bare, line.start, line.end)
        stop = at + 1
        if match is not None:
            while stop < last and lines[stop].indent > line.indent:
                stop += 1
            yield _class(code, lines, at, stop, match, depth)
        at = stop


def _class(code: Code, lines: Sequence[_Line], at: int, stop: int, match: re.Match[str], depth: int) -> Class:
    body = [line for line in lines[at + 1 : stop] if line.indent == lines[at + 1].indent]
    return Class(
        name=match["name"],
        offset=match.start("name"),
        end=lines[stop - 1].end,
        bases=code.words(*code.inside(match.end() - 1)) if match["open"] else "",
        decorators=_decorators(code, lines, at),
        fields=tuple(field for line in body if (field := _field(code, line)) is not None),
        methods=sum(1 for line in body if _METHOD.match(code.bare, line.start)),
        inner=tuple(_classes(code, lines, at + 1, stop, depth + 1)),
    )


def _decorators(code: Code, lines: Sequence[_Line], at: int) -> str:
    found: list[str] = []
    while at > 0 and code.bare[lines[at - 1].start] == "@" and len(found) < _MOST_DECORATORS:
        at -= 1
        found.append(code.words(lines[at].start, lines[at].end))
    return " ".join(found)


def _field(code: Code, line: _Line) -> Field | None:
    match = _FIELD.match(code.bare, line.start, line.end)
    if match is None or match["name"] in _KEYWORDS:
        return None
    if match["mark"] == "=":
        return Field(match["name"], line.start, "", (match.end(), line.end))
    equals = code.find("=", match.end(), line.end)
    value = (equals + 1, line.end) if equals >= 0 else (line.end, line.end)
    annotation = code.words(match.end(), equals if equals >= 0 else line.end)
    return Field(match["name"], line.start, annotation, value)
