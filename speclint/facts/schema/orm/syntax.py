"""Shapes that many languages share: named items in brackets, calls, chains of calls, members of a class."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from speclint.facts.schema.code import Code, Quoted

_KEY = re.compile(r"""(?:(?P<word>[:@$]?[\w-]+\??)|(?P<quote>["'`])\x01*["'`])\s*(?:=>|=(?![=>])|:(?!:))\s*""")
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
        name = key["word"] or code.text[offset : begin + len(key.group().rstrip(" \t\r\n:=>")) - 1]
        found.append(Item(name.lstrip(":@$").rstrip("?"), offset, key.end(), finish))
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


def call(code: Code, start: int, end: int, *names: str) -> Call | None:
    """The first call of a chain that has one of these names."""
    return next((found for found in calls(code, start, end) if found.name in names), None)


def called_inside(code: Code, name: str, start: int, end: int) -> Call | None:
    """The first call of that name anywhere in a stretch, also inside brackets."""
    match = re.compile(rf"(?<!\w){re.escape(name)}\s*\(").search(code.bare, start, end)
    if match is None:
        return None
    opening = match.end() - 1
    return Call(name, match.start(), opening + 1, max(opening + 1, min(end, code.close(opening))))


def strings(code: Code, start: int, end: int) -> tuple[str, ...]:
    """The values of the strings in a stretch."""
    return tuple(literal.value for literal in code.literals_in(start, end))


_SYMBOL = re.compile(r":([a-zA-Z_]\w*)|(?<![\w.])([a-zA-Z_]\w*)(?=\s*:)")


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
