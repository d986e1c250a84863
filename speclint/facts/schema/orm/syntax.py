"""Shapes that many languages share: named items in brackets, calls, chains of calls, members of a class."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from speclint.facts.schema.code import Code, Quoted

_KEY = re.compile(r"""(?:(?P<word>[:@$]?[\w-]+\??)|(?P<quote>["'`])\x01*["'`])\s*+(?:=>|=(?![=>])|:(?!:))\s*+""")
"""The name of an item: `key: value`, `"key" => value`, `key = value`."""


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a list, a record or an argument list; `key` is empty for one without a name."""

    key: str
    key_offset: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Call:
    """A call: its last name, where that begins, and the stretch of its arguments."""

    name: str
    offset: int
    start: int
    end: int


def items(code: Code, start: int, end: int, separators: str = ",") -> list[Item]:
    """The items between commas of a stretch."""
    found = []
    for begin, finish in code.split(start, end, separators):
        key = _KEY.match(code.bare, begin, finish)
        if key is None:
            found.append(Item("", begin, begin, finish))
            continue
        offset = begin + 1 if key["quote"] else begin
        quoted = code.text[offset : begin + len(key.group().rstrip(" \t\r\n:=>")) - 1]
        name = key["word"].lstrip(":@$").rstrip("?") if key["word"] else quoted
        found.append(Item(name, offset, key.end(), finish))
    return found


def named(code: Code, start: int, end: int) -> dict[str, Item]:
    """The named items of a stretch by their names."""
    return {item.key: item for item in items(code, start, end) if item.key}


def record(code: Code, start: int, end: int) -> list[Item]:
    """The items of the first `{…}` or `[…]` in a stretch."""
    opening = code.find("{[", start, end)
    return items(code, *code.inside(opening), ",;\n") if opening >= 0 else []


def calls(code: Code, start: int, end: int) -> Iterator[Call]:
    """The calls of a chain such as `uuid("id").primaryKey()`, in order."""
    position = start
    while (opening := code.find("(", position, end)) >= 0:
        close = min(code.close(opening), end)
        begin, finish = word_before(code.bare, position, opening)
        if begin < finish:
            yield Call(code.bare[begin:finish], begin, opening + 1, max(opening + 1, close))
        position = close + 1


def word_before(text: str, floor: int, end: int) -> tuple[int, int]:
    """The stretch of the word directly before an offset; type parameters in angle brackets are left out."""
    while end > floor and text[end - 1].isspace():
        end -= 1
    if end > floor and text[end - 1] == ">":
        opening = text.rfind("<", floor, end)
        end = opening if opening >= 0 else end
    begin = end
    while begin > floor and (text[begin - 1].isalnum() or text[begin - 1] in "_$!?"):
        begin -= 1
    return begin, end


def called_inside(code: Code, name: str, start: int, end: int) -> Call | None:
    """The first call of that name anywhere in a stretch, also inside brackets."""
    match = re.compile(rf"(?<!\w){re.escape(name)}\s*+\(").search(code.bare, start, end)
    if match is None:
        return None
    opening = match.end() - 1
    return Call(name, match.start(), opening + 1, max(opening + 1, min(end, code.close(opening))))


def strings(code: Code, start: int, end: int) -> tuple[str, ...]:
    """The values of the strings in a stretch."""
    return tuple(literal.value for literal in code.literals_in(start, end))


_SYMBOL = re.compile(r":([a-zA-Z_]\w*)|(?<![\w.])([a-zA-Z_]\w*)(?=\s*+:)")


def words(code: Code, start: int, end: int) -> tuple[str, ...]:
    """The strings of a stretch, or its symbols (`:name`, `name:`) where there are none."""
    found = strings(code, start, end)
    return found or tuple(match[1] or match[2] for match in _SYMBOL.finditer(code.bare, start, end))


def is_true(code: Code, item: Item | None) -> bool:
    """Whether an item is there and says yes."""
    return item is not None and code.bare[item.start : item.end].strip().casefold() not in (
        "",
        "false",
        "none",
        "null",
        "nil",
        "undefined",
    )


def is_false(code: Code, item: Item | None) -> bool:
    """Whether an item is there and says no."""
    return item is not None and code.bare[item.start : item.end].strip().casefold() == "false"


def flag(code: Code, item: Item | None) -> bool | None:
    """What an item says, yes or no; None where it is not there."""
    return None if item is None else not is_false(code, item)


def text_of(code: Code, item: Item | None) -> str:
    """The string that an item is, or its bare words; empty where it is not there."""
    if item is None:
        return ""
    literal: Quoted | None = code.literal(item.start, item.end)
    return literal.value if literal is not None else code.words(item.start, item.end)


@dataclass(frozen=True, slots=True)
class Annotation:
    """A decorator, annotation or attribute: its name without qualifiers, and the stretch of its arguments."""

    name: str
    offset: int
    start: int
    end: int


_ANNOTATION = re.compile(r"@(?:[\w]+[.:])*(?P<name>\w+)[ \t]*(?P<open>\()?")


_MOST_ANNOTATIONS = 40
"""Annotations in one row; more are the next row."""


class Annotations:
    """The rows of annotations in code, such as `@Entity @Table(...)` before a class."""

    def __init__(self, code: Code) -> None:
        self._rows: dict[int, tuple[Annotation, ...]] = {}
        self._ends: dict[int, int] = {}
        row: tuple[Annotation, ...] = ()
        position, after = 0, -1
        while (match := _ANNOTATION.search(code.bare, position)) is not None:
            start, end = code.inside(match.end() - 1) if match["open"] else (match.end(), match.end())
            if match.start() != after or len(row) == _MOST_ANNOTATIONS:
                row = ()
            row = (*row, Annotation(match["name"], match.start(), start, end))
            position = min(len(code.bare), end + 1) if match["open"] else end
            after = past_space(code.bare, position)
            self._rows[after] = row
            self._ends[row[0].offset] = after

    def before(self, offset: int) -> tuple[Annotation, ...]:
        """The row that stands before something at `offset`; empty where there is none."""
        return self._rows.get(offset, ())

    def past(self, offset: int) -> int:
        """Where what a row that begins at `offset` stands before begins; `offset` itself where there is no row."""
        return self._ends.get(offset, offset)


_SPACE = re.compile(r"\s*+")


def past_space(text: str, position: int) -> int:
    """The offset of the next character that is no white space."""
    match = _SPACE.match(text, position)
    return match.end() if match is not None else position


_ARROW = re.compile(r"=>\s*+(?:\w+\.)*(?P<name>[^\W\d]\w*)")
_CLASS_NAME = re.compile(r"(?<![\w.])(?P<name>[^\W\d]\w*)")


def target_of(code: Code, start: int, end: int) -> tuple[str, int]:
    """The class that `() => User`, `"User"`, `User.class` or `User` names, and where it stands."""
    arrow = _ARROW.search(code.bare, start, end)
    if arrow is not None:
        return arrow["name"], arrow.start("name")
    literal = code.literal(start, end)
    if literal is not None:
        return literal.value, literal.offset
    name = _CLASS_NAME.search(code.bare, start, end)
    return (name["name"], name.start("name")) if name is not None else ("", start)


_ASSIGNMENT = re.compile(r"(?P<name>[\w$]+)\s*+(?::[^=;{}()]{0,100})?=\s*+(?:await\s++)?(?:[\w$]+\.){0,3}\Z")
_BEFORE = 200
"""Characters before a value in which the variable that it is assigned to is looked for."""


def assigned_to(code: Code, offset: int) -> tuple[str, int]:
    """The variable that the value at an offset is assigned to, and where it stands; an empty one where to none."""
    start = max(0, offset - _BEFORE)
    match = _ASSIGNMENT.search(code.bare[start:offset])
    return (match["name"], start + match.start()) if match is not None else ("", offset)


def arguments_of(code: Code, opening: int) -> list[Item]:
    """The arguments in the brackets of a call."""
    return items(code, *code.inside(opening))


def record_of(code: Code, item: Item | None) -> dict[str, Item]:
    """The named items of a record; none where there is no record."""
    return {entry.key: entry for entry in record(code, item.start, item.end) if entry.key} if item is not None else {}


def blocks(code: Code, head: re.Pattern[str]) -> Iterator[tuple[re.Match[str], int, int]]:
    """Each declaration whose head ends with its opening bracket, with the stretch inside."""
    for match in head.finditer(code.bare):
        yield match, *code.inside(match.end() - 1)


def split_typed(code: Code, start: int, end: int, separators: str = ",") -> Iterator[tuple[int, int]]:
    """As `Code.split`, but a separator inside the angle brackets of a type parts nothing."""
    begin = -1
    depth = 0
    for piece, finish in code.split(start, end, separators):
        begin = piece if begin < 0 else begin
        text = code.bare[piece:finish]
        depth += text.count("<") - text.count(">") + text.count("->") + text.count("=>")
        if depth <= 0:
            yield begin, finish
            begin, depth = -1, 0
    if begin >= 0:
        yield begin, end
