"""YAML files of rules, profiles and vocabulary: reading them, and saying where a mistake stands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from speclint.errors import SpeclintError

Path = Sequence[str | int]


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
