"""Data as authors write it in a spec: JSON, YAML and XML, with the comments, gaps and placeholders of an excerpt.

Every reader keeps the offsets of what it reads, and none of them hangs or recurses on hostile input.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a text is not what it should be: offsets in the text, end exclusive."""

    what: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of reading a text; `abridged` where something had to be left out to read it."""

    fault: Fault | None = None
    abridged: bool = False


LARGEST = 64 * 1024
"""Characters of one block; what is larger is not judged."""

# the first line of an HTTP message
_HTTP = re.compile(r"\s*(?:(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)\s+\S+|HTTP/\d(?:\.\d)?\s+\d{3}).*")
_FRAGMENT = re.compile(r'\s*"(?:[^"\\\n]|\\.)*"\s*:')  # a name and a colon: the inside of an object
# what an excerpt holds outside its strings: comments, dots, placeholders; what is not closed runs to the end
_GAP = re.compile(
    r'"(?:[^"\\\n]|\\.)*"?|(?P<comment>//[^\n]*|/\*(?:[^*]|\*(?!/))*(?:\*/|\Z)|(?:^|(?<=\s))#[^\n]*)'
    r"|(?P<dots>\.{3,}|…)"
    r"|(?P<slot>\{\{[^{}\n]*\}\}|\{%[^%\n]*%\}|\$\{[^{}\n]*\}|<[A-Za-z.…][^<>\n\"]{0,60}>)",
    re.MULTILINE,
)
# words of a comment that stands for what is left out
_ELLIPSIS = re.compile(r"\.{3,}|…|\b(?:etc|more|and so on|others?|rest|further|additional|same|as above)\b", re.I)
_WORD = re.compile(r"[\w.+-]+|\S")  # what stands at a place
_WANTED = {
    "Expecting value": "a value",
    "Expecting ',' delimiter": "a comma",
    "Expecting ':' delimiter": "a colon",
    "Expecting property name enclosed in double quotes": "a name in double quotes",
}
_BAD_STRINGS = {
    "Unterminated string": "a string is not closed",
    "Invalid control character": "a string holds a tab or a line end",
    "Invalid \\": "a string holds a backslash that escapes nothing",
}


def read_json(text: str) -> Reading:
    """A JSON text, or several one after the other, after HTTP headers or not; an excerpt of one is abridged."""
    if len(text) > LARGEST:
        return Reading()
    text = _without_headers(text).rstrip()
    try:
        if _json_fault(text) is None:
            return Reading()
        bare = _filled(text)
        fault = _inner_fault(bare) if _FRAGMENT.match(bare) else _json_fault(bare)
        if fault is not None and bare[fault.start : fault.end] == "," and _json_fault(f"[{bare}]") is None:
            fault = None
        return Reading(fault, abridged=fault is None)
    except RecursionError:
        return Reading()


def read_jsonl(text: str) -> Reading:
    """One JSON value a line."""
    return read_json(text)


def _without_headers(text: str) -> str:
    """The text with the head of an HTTP message blanked out: up to a blank line or the first bracket."""
    if not _HTTP.match(text):
        return text
    lines = text.split("\n")
    for at, line in enumerate(lines):
        if at and (line.lstrip()[:1] in ("{", "[", "<") or not line.strip()):
            return "\n".join([" " * len(head) for head in lines[:at]] + lines[at:])
    return ""


def _json_fault(text: str) -> Fault | None:
    decoder = json.JSONDecoder()
    at = _skip(text, 0)
    while at < len(text):
        try:
            _, at = decoder.raw_decode(text, at)
        except json.JSONDecodeError as error:
            return _explained(text, error.msg, error.pos)
        after = at
        at = _skip(text, at)
        if at < len(text) and (text[at] not in '{["' or after == at):
            return _fault(text, at, "the end")
    return None


def _skip(text: str, at: int) -> int:
    while at < len(text) and text[at] in " \t\r\n":
        at += 1
    return at


def _explained(text: str, message: str, at: int) -> Fault:
    """The fault in words; a comma before a closing bracket is named for what it is."""
    before = len(text[:at].rstrip())
    comma = at if text[at : at + 1] == "," else before - 1
    if "trailing comma" in message or (text[at : at + 1] in ("}", "]") and text[comma : comma + 1] == ","):
        return Fault("a comma too many", comma, comma + 1)
    if message in _WANTED:
        return _fault(text, at, _WANTED[message])
    plain = next((words for begin, words in _BAD_STRINGS.items() if message.startswith(begin)), message.lower())
    return Fault(plain, at, at + 1)


def _fault(text: str, at: int, wanted: str) -> Fault:
    match = _WORD.match(text, _skip(text, at))
    if match is None:
        return Fault("it ends before all brackets are closed", max(len(text) - 1, 0), len(text))
    return Fault(f'expected {wanted}, found "{match[0]}"', match.start(), match.end())


def _filled(text: str) -> str:
    """The text of an excerpt made whole, every character in its place.

    Comments become blanks, a placeholder a number, and dots whatever their neighbours leave room for.
    """
    parts = list(text)
    gaps = [match for match in _GAP.finditer(text) if match.lastgroup]
    for match in gaps:
        parts[match.start() : match.end()] = ("\n" if each == "\n" else " " for each in match[0])
    left, at = -1, 0
    following = _following(parts)
    for match in gaps:
        for index in range(at, match.start()):
            if not parts[index].isspace():
                left = index
        at = match.start()
        if match.lastgroup != "comment" or _ELLIPSIS.search(match[0]):
            _bridge(parts, left, at, following[match.end()], match.lastgroup == "slot")
    return "".join(parts)


def _following(parts: list[str]) -> list[int]:
    """For each place the next one that is not blank."""
    following = [len(parts)] * (len(parts) + 1)
    for at in range(len(parts) - 1, -1, -1):
        following[at] = following[at + 1] if parts[at].isspace() else at
    return following


def _bridge(parts: list[str], left: int, at: int, right: int, slot: bool) -> None:
    """Makes the neighbours of a gap fit: a comma too many goes, one that is missing or a value comes."""
    before = parts[left] if left >= 0 else ""
    after = parts[right] if right < len(parts) else ""
    if before == ":" or (slot and before == "[" and after in (",", "]")):
        parts[at] = "0"
    elif before == "," and after in ("}", "]", ",", ""):
        parts[left] = " "
    elif before in ("[", "{", "") and after == ",":
        parts[right] = " "
    elif before not in ("", ",", "[", "{") and after not in ("", ",", "]", "}", ":"):
        parts[at] = ","


def _inner_fault(text: str) -> Fault | None:
    """The fault of a text that is the inside of an object."""
    fault = _json_fault("{" + text.rstrip().rstrip(",") + "}")
    return Fault(fault.what, max(fault.start - 1, 0), max(fault.end - 1, 1)) if fault else None


_SLOT = re.compile(r"\{\{[^{}\n]*\}\}|\{%[^%\n]*%\}")  # what a template engine fills in
_DIRECTIVE = re.compile(r"^( *)(?:\{\{[^{}\n]*\}\}|\{%[^%\n]*%\}) *$", re.M)  # a line of a template's own
_GAP_LINE = re.compile(r"^( *)(?:(?<= )\.{3,}|…|<[^<>\n:]*>)[ \t]*(?:#[^\n]*)?$", re.M)  # a line that stands for others
_BRACKET = re.compile(r"[\[\]{}]")
_NESTED = re.compile(r"^(?:[-?:] +){40}", re.M)  # many lists begun on one line
_DEEPEST = 40  # brackets in brackets


def read_yaml(text: str) -> Reading:
    """A stream of YAML documents, read as events: nothing is built, no alias is followed."""
    if len(text) > LARGEST or _too_deep(text):
        return Reading()
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError, YAMLError

    filled = _SLOT.sub(lambda match: "x" * len(match[0]), _commented(_DIRECTIVE, text))
    whole = _commented(_GAP_LINE, filled)
    try:
        return Reading(_undefined(YAML(typ="safe", pure=True).parse(whole)), abridged=whole != filled)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        start = min(mark.index, max(len(text.rstrip()) - 1, 0)) if mark else 0
        return Reading(Fault(_sentence(error.problem or error.context), start, start + 1))
    except (YAMLError, ValueError) as error:
        return Reading(Fault(_sentence(str(error)), 0, 1))
    except RecursionError:
        return Reading()


def _undefined(events: Iterable[Any]) -> Fault | None:
    """The first alias of a stream that no anchor before it bears."""
    from ruamel.yaml.events import AliasEvent

    known: set[str] = set()
    for event in events:
        name = getattr(event, "anchor", None)
        if isinstance(event, AliasEvent) and name not in known:
            mark = event.start_mark
            return Fault(f"the alias *{name} is not defined", mark.index, mark.index + len(str(name)) + 1)
        if name:
            known.add(name)
    return None


def _commented(line: re.Pattern[str], text: str) -> str:
    """The text with the lines of a pattern as comments of the same length."""
    return line.sub(lambda match: match[1] + "#" * (len(match[0]) - len(match[1])), text)


def _too_deep(text: str) -> bool:
    depth = deepest = 0
    for match in _BRACKET.finditer(text):
        depth = depth + 1 if match[0] in "[{" else max(depth - 1, 0)
        deepest = max(deepest, depth)
    return deepest > _DEEPEST or _NESTED.search(text) is not None


_PROLOG = re.compile(r"<\?xml[^<>]*\?>|<!DOCTYPE[^<>\[\]]*>")


def read_xml(text: str) -> Reading:
    """An XML document, or elements side by side."""
    if len(text) > LARGEST or "<!ENTITY" in text:
        return Reading()
    from xml.parsers.expat import ErrorString, ExpatError, ParserCreate

    body = _PROLOG.sub(lambda match: " " * len(match[0]), _without_headers(text)).rstrip()
    parser = ParserCreate()
    try:
        parser.Parse("<x>" + body + "</x>", True)
    except ExpatError as error:
        lines = body.split("\n")
        line = min(error.lineno, len(lines))
        column = error.offset - (3 if error.lineno == 1 else 0)
        start = sum(len(each) + 1 for each in lines[: line - 1]) + min(max(column, 0), max(len(lines[line - 1]) - 1, 0))
        return Reading(Fault(ErrorString(error.code), start, start + 1))
    return Reading()


def _sentence(text: str | None) -> str:
    return " ".join((text or "cannot be read").split())


__all__ = ["LARGEST", "Fault", "Reading", "read_json", "read_jsonl", "read_xml", "read_yaml"]
