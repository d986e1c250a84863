"""YAML files of rules, profiles and vocabulary: reading them, and saying where a mistake stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from speclint.errors import SpeclintError

Path = Sequence[str | int]

MAX_SIZE = 64 * 1024
"""How many characters of YAML from a checked document are read."""

MAX_DEPTH = 32
"""How deep they may be nested."""


def load(text: str, path: str) -> Any:
    """The data of a YAML 1.2 text. Raises SpeclintError with file, line and column where it is none."""
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError, YAMLError

    try:
        return YAML(typ="safe", pure=True).load(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = f"line {mark.line + 1}, column {mark.column + 1}: " if mark else ""
        raise SpeclintError(f"{place}{_sentence(error.problem or error.context)}", path) from None
    except (YAMLError, ValueError, RecursionError) as error:
        raise SpeclintError(f"not YAML: {_sentence(str(error))}", path) from None


def place(text: str, keys: Path) -> tuple[int, int]:
    """The line and column (from 1) of the value or key that a path leads to, as far as the path goes."""
    from ruamel.yaml import YAML

    node = YAML(typ="safe", pure=True).compose(text)
    line, column = 1, 1
    for key in keys:
        child, mark = _child(node, key)
        if mark is None:
            break
        line, column, node = mark.line + 1, mark.column + 1, child
    return line, column


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


def _child(node: Any, key: str | int) -> tuple[Any, Any]:
    value = getattr(node, "value", None)
    if not isinstance(value, list):
        return None, None
    if isinstance(key, int):
        return (value[key], value[key].start_mark) if key < len(value) else (None, None)
    for pair in value:
        if isinstance(pair, tuple) and pair[0].value == key:
            return pair[1], pair[0].start_mark
    return None, None


def _sentence(text: str | None) -> str:
    return " ".join((text or "cannot be read").split())
