"""YAML files of rules, profiles and vocabulary: reading them, and saying where a mistake stands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from speclint.errors import SpeclintError
from speclint.near import quoted

Path = Sequence[str | int]

MAX_SIZE = 64 * 1024
"""How many characters of YAML from a checked document are read."""

MAX_DEPTH = 32
"""How deep they may be nested."""


@dataclass(frozen=True, slots=True)
class Tree:
    """The data of a YAML text, and the line and column (from 1) of each key of a mapping and element of a list."""

    data: Any
    places: Mapping[tuple[str | int, ...], tuple[int, int]]

    def place(self, keys: Path) -> tuple[int, int]:
        """Where a path of keys leads to, as far as it goes."""
        return nearest_place(self.places, keys)


def nearest_place(places: Mapping[tuple[str | int, ...], tuple[int, int]], keys: Path) -> tuple[int, int]:
    """The place of the longest beginning of a path that has one, else the start of the text."""
    for length in range(len(keys), 0, -1):
        if (found := places.get(tuple(keys[:length]))) is not None:
            return found
    return 1, 1


def tree(text: str, path: str = "", size: int = MAX_SIZE) -> Tree:
    """The data of an untrusted YAML 1.2 text of at most `size` characters, built from its plain parts only.

    Raises SpeclintError with line and column where it is no YAML, too long, nested deeper than 32, more than one
    document, or holds an anchor, an alias, a tag, a merge key, a directive, a key that is no text or a key twice.
    """
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError, YAMLError

    if len(text) > size:
        raise SpeclintError(f"longer than {size // 1024} KiB", path)
    try:
        return _Builder(YAML(typ="safe", pure=True).parse(text), path).tree()
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        where = f"line {mark.line + 1}, column {mark.column + 1}: " if mark else ""
        raise SpeclintError(f"{where}{_sentence(error.problem or error.context)}", path) from None
    except (YAMLError, ValueError, RecursionError, AttributeError, IndexError) as error:
        raise SpeclintError(f"not YAML: {_sentence(str(error))}", path) from None


def load(text: str, path: str, size: int = MAX_SIZE) -> Any:
    """The data of a YAML text, as in `tree`."""
    return tree(text, path, size).data


def place(text: str, keys: Path, size: int = MAX_SIZE) -> tuple[int, int]:
    """The line and column (from 1) of the value or key that a path leads to, as far as the path goes."""
    return tree(text, "", size).place(keys)


class _Builder:
    """Builds data from the events of a YAML text, and refuses what plain data does not need."""

    def __init__(self, events: Iterator[Any], path: str) -> None:
        self.events = events
        self.path = path
        self.places: dict[tuple[str | int, ...], tuple[int, int]] = {}

    def tree(self) -> Tree:
        data = None
        for documents, event in enumerate(self._documents(), 1):
            if documents > 1:
                raise self._error(event, "a second document is not allowed")
            if event.version or event.tags:
                raise self._error(event, "directives are not allowed")
            data = self._value(next(self.events), ())
        return Tree(data, self.places)

    def _documents(self) -> Iterator[Any]:
        for event in self.events:
            if _kind(event) == "DocumentStart":
                yield event

    def _value(self, event: Any, keys: tuple[str | int, ...]) -> Any:
        kind = _kind(event)
        if (what := _forbidden(event, kind, 1, len(keys))) is not None:
            raise self._error(event, f"{what} not allowed")
        if kind == "MappingStart":
            return self._mapping(keys)
        if kind == "SequenceStart":
            return self._sequence(keys)
        return event.value if event.style else self._plain(event)

    def _mapping(self, keys: tuple[str | int, ...]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for event in self._until("MappingEnd"):
            key = self._key(event)
            if key in found:
                raise self._error(event, f"key {quoted(key)} stands twice")
            self.places[(*keys, key)] = event.start_mark.line + 1, event.start_mark.column + 1
            found[key] = self._value(next(self.events), (*keys, key))
        return found

    def _key(self, event: Any) -> str:
        """The text of a key."""
        if (what := _forbidden(event, _kind(event), 1, 0)) is not None:
            raise self._error(event, f"{what} not allowed")
        if _kind(event) != "Scalar" or not (event.style or isinstance(self._plain(event), str)):
            raise self._error(event, "a key must be text")
        if event.value == "<<" and not event.style:
            raise self._error(event, "merge keys are not allowed")
        return str(event.value)

    def _sequence(self, keys: tuple[str | int, ...]) -> list[Any]:
        found: list[Any] = []
        for event in self._until("SequenceEnd"):
            at = (*keys, len(found))
            self.places[at] = event.start_mark.line + 1, event.start_mark.column + 1
            found.append(self._value(event, at))
        return found

    def _until(self, end: str) -> Iterator[Any]:
        for event in self.events:
            if _kind(event) == end:
                return
            yield event

    def _plain(self, event: Any) -> str | int | float | bool | None:
        """A scalar without quotes, by the core schema of YAML 1.2 (section 10.3)."""
        text: str = event.value
        if text in _WORDS:
            return _WORDS[text]
        if _INTEGER.fullmatch(text):
            if len(text) > _MAX_DIGITS:
                raise self._error(event, "the number is too large")
            return int(text, 0) if text[:2] in ("0o", "0x") else int(text)
        return float(text) if len(text) <= _MAX_DIGITS and _FLOAT.fullmatch(text) else text

    def _error(self, event: Any, what: str) -> SpeclintError:
        mark = event.start_mark
        return SpeclintError(f"line {mark.line + 1}, column {mark.column + 1}: {what}", self.path)


_WORDS: Mapping[str, bool | None] = {
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
    **dict.fromkeys(("null", "Null", "NULL", "~", "")),
}
_MAX_DIGITS = 18
_INTEGER = re.compile(r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]{1,3})?")  # 1.5, .5, 1e3


def _kind(event: Any) -> str:
    return type(event).__name__.removesuffix("Event")


@dataclass(frozen=True, slots=True)
class Leaf:
    """A scalar of a YAML text: the keys that lead to it, its text as written, and its place from 1."""

    keys: tuple[str | int, ...]
    text: str
    line: int
    column: int
    end_line: int
    end_column: int


def leaves(text: str, path: str = "") -> tuple[Leaf, ...]:
    """The scalars of an untrusted YAML text, in order; nothing is built from them.

    Raises SpeclintError where it is no YAML, longer than 64 KiB, nested deeper than 32, more than one
    document, or holds an anchor, an alias or a tag.
    """
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError, YAMLError

    if len(text) > MAX_SIZE:
        raise SpeclintError("longer than 64 KiB", path)
    try:
        return tuple(_leaves(YAML(typ="safe", pure=True).parse(text), path))
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        where = f"line {mark.line + 1}, column {mark.column + 1}: " if mark else ""
        raise SpeclintError(f"{where}{_sentence(error.problem or error.context)}", path) from None
    except (YAMLError, ValueError, RecursionError, AttributeError, IndexError) as error:
        raise SpeclintError(f"not YAML: {_sentence(str(error))}", path) from None


def _leaves(events: Any, path: str) -> Iterator[Leaf]:
    open_: list[tuple[bool, list[str | int]]] = []  # of each collection: whether a mapping, its present key
    documents = 0
    for event in events:
        name = type(event).__name__.removesuffix("Event")
        documents += name == "DocumentStart"
        if (what := _forbidden(event, name, documents, len(open_))) is not None:
            mark = event.start_mark
            raise SpeclintError(f"line {mark.line + 1}, column {mark.column + 1}: {what} not allowed", path)
        if name in ("MappingEnd", "SequenceEnd"):
            open_.pop()
        elif name in ("Scalar", "MappingStart", "SequenceStart"):
            is_key = _advance(open_, getattr(event, "value", ""))
            if name != "Scalar":
                open_.append((name == "MappingStart", []))
            elif not is_key:
                start, end = event.start_mark, event.end_mark
                keys = tuple(key[0] for _, key in open_ if key)
                yield Leaf(keys, event.value, start.line + 1, start.column + 1, end.line + 1, end.column + 1)


def _forbidden(event: Any, name: str, documents: int, depth: int) -> str | None:
    if name == "Alias" or getattr(event, "anchor", None):
        return "anchors and aliases are"
    if getattr(event, "tag", None):
        return "tags are"
    if documents > 1:
        return "a second document is"
    return "nesting deeper than 32 is" if depth > MAX_DEPTH else None


def _advance(open_: list[tuple[bool, list[str | int]]], value: str) -> bool:
    """Notes that a node begins in the innermost collection; whether it is a key of a mapping."""
    if not open_:
        return False
    mapping, key = open_[-1]
    if not mapping:
        key[:] = [int(key[0]) + 1 if key else 0]
        return False
    if len(key) == 1:
        key.append("")  # its value begins
        return False
    key[:] = [value]
    return True


def _sentence(text: str | None) -> str:
    return " ".join((text or "cannot be read").split())
