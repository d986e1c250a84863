"""One config file: its text as data, and where each key stands in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from speclint import yaml
from speclint.config.settings import Origin
from speclint.errors import SpeclintError
from speclint.near import cut
from speclint.textfile import read_bytes, read_text, shown_path

NAMES = (".speclint.yaml", "speclint.yaml")
PYPROJECT = "pyproject.toml"
MISNAMED = ("speclint.yml", ".speclint.yml", "speclint.toml", ".speclint.toml")
"""What users of other tools may call their config; it is not read, and that is said."""
_TABLE = ("tool", "speclint")
_MAX_TOML = 1024 * 1024

Keys = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class ConfigFile:
    """The data of a config file. `shown` is its path as messages name it, `table` the keys that lead to the data."""

    path: Path
    shown: str
    data: Any
    places: Mapping[Keys, tuple[int, int]]
    text: str = ""
    table: Keys = ()

    def origin(self, *keys: str | int) -> Origin:
        """Where a setting stands."""
        line, column = self._place((*self.table, *self._written(keys)))
        return Origin(self.shown, line, column)

    def error(self, keys: Iterable[str | int], what: str) -> SpeclintError:
        """What is wrong with a setting."""
        keys = self._written(tuple(keys))
        line, column = self._place((*self.table, *keys))
        named = f"{'.'.join(cut(str(key)) for key in keys)}: " if keys else ""
        return SpeclintError(f"line {line}, column {column}: {named}{what}", self.shown)

    def _written(self, keys: Keys) -> Keys:
        """The keys without the index of what stands alone in place of a list."""
        found: list[str | int] = []
        data = self.data
        for key in keys:
            if key == 0 and not isinstance(data, list):
                continue
            found.append(key)
            inside = key in data if isinstance(data, dict) else isinstance(data, list) and key in range(len(data))
            data = data[key] if inside else None
        return tuple(found)

    def _place(self, keys: Keys) -> tuple[int, int]:
        if not self.table:
            return yaml.nearest_place(self.places, keys)
        return _toml_place(self.text, self.places, keys)


def has_table(path: Path) -> bool:
    """Whether a `pyproject.toml` has a table `[tool.speclint]`."""
    shown = shown_path(path)
    if b"speclint" not in read_bytes(path, shown, _MAX_TOML):
        return False
    return _table_of(_toml(read_text(path, shown, _MAX_TOML), shown)) is not None


def read_config(path: Path) -> ConfigFile:
    """The data of a config file. Raises SpeclintError with line and column where it cannot be read."""
    shown = shown_path(path)
    if path.suffix == ".toml":
        return _read_toml(path, shown)
    if path.suffix not in (".yaml", ".yml"):
        raise SpeclintError(f"is no config file (want {NAMES[1]}, another YAML file or {PYPROJECT})", shown)
    tree = yaml.tree(read_text(path, shown, yaml.MAX_SIZE), shown)
    data = {} if tree.data is None else tree.data
    return ConfigFile(path, shown, data, tree.places)


def _read_toml(path: Path, shown: str) -> ConfigFile:
    text = read_text(path, shown, _MAX_TOML)
    data = _toml(text, shown)
    table = _table_of(data)
    if table is None:
        raise SpeclintError("has no table [tool.speclint]", shown)
    return ConfigFile(path, shown, table, dict(_toml_places(text)), text, _TABLE)


def _toml(text: str, shown: str) -> Mapping[str, Any]:
    import tomllib

    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        match = _AT.search(str(error))
        where = f"line {match[1]}, column {match[2]}: " if match else ""
        what = str(error)[: match.start()] if match else str(error).partition(" (at ")[0]
        raise SpeclintError(f"{where}not TOML: {what[:1].lower()}{what[1:]}", shown) from None
    except (RecursionError, ValueError) as error:
        reason = "nested too deeply" if isinstance(error, RecursionError) else "a number is too large"
        raise SpeclintError(f"not TOML that is read here: {reason}", shown) from None


_AT = re.compile(r" \(at line (\d+), column (\d+)\)$")


def _table_of(data: Mapping[str, Any]) -> Any:
    tool = data.get("tool")
    return tool.get("speclint") if isinstance(tool, dict) else None


_PART = r"""(?:[\w-]+|"[^"\n]*"|'[^'\n]*')"""
_DOTTED = rf"{_PART}(?:[ \t]*\.[ \t]*{_PART})*"
_HEADER = re.compile(rf"[ \t]*(?P<open>\[\[?)[ \t]*(?P<name>{_DOTTED})[ \t]*\]")  # [tool.speclint], [[a.b]]
_KEY = re.compile(rf"(?P<indent>[ \t]*)(?P<name>{_DOTTED})[ \t]*=")  # key = …
_SPLIT = re.compile(_PART)


def _toml_places(text: str) -> Iterator[tuple[Keys, tuple[int, int]]]:
    """Where the tables and keys of a TOML text stand; not those within arrays and inline tables."""
    table: Keys = ()
    counts: dict[Keys, int] = {}
    for number, line in enumerate(text.split("\n"), 1):
        if header := _HEADER.match(line):
            table = _parts(header["name"])
            if header["open"] == "[[":
                counts[table] = counts.get(table, -1) + 1
                table = (*table, counts[table])
            elif parent := next((table[:n] for n in range(len(table) - 1, 0, -1) if table[:n] in counts), None):
                table = (*parent, counts[parent], *table[len(parent) :])
            yield table, (number, header.start("open") + 1)
        elif key := _KEY.match(line):
            parts = _parts(key["name"])
            for length in range(1, len(parts) + 1):
                yield (*table, *parts[:length]), (number, len(key["indent"]) + 1)


def _parts(name: str) -> tuple[str, ...]:
    return tuple(part[1:-1] if part[0] in "\"'" else part for part in _SPLIT.findall(name))


def _toml_place(text: str, places: Mapping[Keys, tuple[int, int]], keys: Keys) -> tuple[int, int]:
    """The place of a path of keys; what stands within a value is searched for from where the value begins."""
    length = next((n for n in range(len(keys), 0, -1) if keys[:n] in places), 0)
    line, column = places.get(keys[:length], (1, 1))
    lines = text.split("\n")
    at = sum(len(each) + 1 for each in lines[: line - 1]) + column - 1
    for key in keys[length:]:
        found = re.compile(rf"""(?<![\w-])["']?{re.escape(str(key))}["']?[ \t]*=""").search(text, at)
        if found is None:
            continue
        at = found.start()
        line, column = text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)
    return line, column
