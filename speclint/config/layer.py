"""One layer of settings: those of a config file, of one of its overrides, or of the command line."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from speclint.config.file import ConfigFile
from speclint.config.settings import Origin
from speclint.errors import CompoundError, SpeclintError
from speclint.near import quoted
from speclint.textfile import read_text, shown_path
from speclint.yaml import MAX_SIZE, tree

Data = Mapping[str, Any]
Keys = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Layer:
    """Some settings and where they were made: in a config file (`keys` lead to them), or on the command line."""

    data: Data
    file: ConfigFile | None = None
    keys: Keys = ()
    root: Path = Path()

    def origin(self, *keys: str | int) -> Origin:
        """Where a setting was made."""
        return self.file.origin(*self.keys, *keys) if self.file else Origin()

    def error(self, keys: Iterable[str | int], what: str) -> SpeclintError:
        """What is wrong with a setting."""
        keys = tuple(keys)
        return self.file.error((*self.keys, *keys), what) if self.file else SpeclintError(what)

    def path(self, given: str, *keys: str | int) -> Path:
        """A path that a setting names. Raises SpeclintError where it leads out of the project."""
        if self.file is None:
            return Path(given)
        return inside(given, self.file, self.root, (*self.keys, *keys))


def inside(given: str, file: ConfigFile, root: Path, keys: Keys, folder: Path | None = None) -> Path:
    """A path that a config file names, relative to it. Raises SpeclintError where it leads out of the project."""
    if not given.strip() or "\0" in given:
        raise file.error(keys, "want a path")
    if "://" in given or given.startswith(("~", "$", "/", "\\")) or given[1:3] in (":\\", ":/"):
        raise file.error(keys, f"{quoted(given)} is not a path relative to this file")
    path = (folder or Path(os.path.abspath(file.path)).parent) / given
    try:
        real, real_root = path.resolve(), root.resolve()
    except (OSError, RuntimeError, ValueError):
        raise file.error(keys, f"{quoted(given)} cannot be followed") from None
    if real != real_root and real_root not in real.parents:
        raise file.error(keys, f"{quoted(given)} is outside the project")
    return Path(os.path.normpath(path))


def is_file_name(profile: str) -> bool:
    """Whether a profile is given by the path of its file."""
    return profile.endswith((".yaml", ".yml"))


def words_of(layer: Layer, at: int, value: Any) -> Data:
    """Words of one's own, with their sections under one key. Raises SpeclintError where a file of words is wrong."""
    if isinstance(value, str):
        return read_words(layer, at, value)[1]
    return with_sections(value)


def read_words(layer: Layer, at: int, given: str) -> tuple[ConfigFile, Data]:
    from speclint.config.model import InvalidError, Words, checked

    path = layer.path(given, "vocabulary", at)
    if not path.is_file():
        raise layer.error(("vocabulary", at), f"{quoted(given)} is no file")
    shown = shown_path(path)
    read = tree(read_text(path, shown, MAX_SIZE), shown)
    file = ConfigFile(path, shown, {} if read.data is None else read.data, read.places)
    try:
        return file, with_sections(checked(Words, file.data))
    except InvalidError as invalid:
        raise CompoundError(file.error(keys, what) for keys, what in invalid.faults) from None


def with_sections(words: Data) -> Data:
    sections = {**words.get("sections", {}), **words.get("roles", {})}
    return {**words, "sections": sections}


def raise_all(errors: Iterable[SpeclintError]) -> None:
    """Raises all errors as one, if there are any."""
    found = [each for error in errors for each in error.each]
    if found:
        raise CompoundError(found)
