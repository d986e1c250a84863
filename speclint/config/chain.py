"""A config file with all that it extends."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from speclint.config.check import check_layers
from speclint.config.file import ConfigFile, read_config
from speclint.config.layer import Data, Layer, inside, raise_all
from speclint.errors import CompoundError, SpeclintError
from speclint.near import quoted
from speclint.textfile import shown_path

_MAX_DEPTH = 10
"""How many config files may extend one another in a row."""

_MAX_FILES = 50
"""How many config files one config may build on."""


@dataclass(frozen=True, slots=True)
class Chain:
    """A config file with all that it extends: its layers, the ones that count least first."""

    folder: Path
    layers: tuple[Layer, ...]
    files: tuple[ConfigFile, ...]

    def relative(self, path: str) -> str | None:
        """A path relative to the folder of the config file, with `/`; None for one that is not below it."""
        found = os.path.relpath(os.path.abspath(path), self.folder).replace(os.sep, "/")
        return None if found == ".." or found.startswith("../") or os.path.isabs(found) else found


def load(path: Path, command_line: Layer) -> Chain:
    """A config file with all that it extends, checked."""
    root = root_of(Path(os.path.abspath(path)).parent)
    files: dict[Path, tuple[ConfigFile, Data]] = {}
    _extend(path, root, (), files)
    layers = tuple(layer for file, data in files.values() for layer in _layers(file, data, root))
    check_layers(layers, command_line)
    found = tuple(file for file, _ in files.values())
    return Chain(Path(os.path.abspath(path)).parent, layers, found)


def _extend(path: Path, root: Path, trail: tuple[Path, ...], files: dict[Path, tuple[ConfigFile, Data]]) -> None:
    """Reads a config file, after those that it extends."""
    from speclint.config.model import Config, InvalidError, checked

    key = path.resolve()
    if key in files:
        return
    file = read_config(path)
    try:
        data = checked(Config, file.data)
    except InvalidError as invalid:
        raise CompoundError(file.error(keys, what) for keys, what in invalid.faults) from None
    errors: list[SpeclintError] = []
    for at, given in enumerate(data.get("extends", ())):
        try:
            if given in data["extends"][:at]:
                raise file.error(("extends", at), f"{quoted(given)} stands twice")
            base = _base(given, file, root, at, (*trail, key))
            if len(files) >= _MAX_FILES:
                raise file.error(("extends", at), f"builds on more than {_MAX_FILES} files")
            _extend(base, root, (*trail, key), files)
        except SpeclintError as error:
            errors += error.each
    raise_all(errors)
    files[key] = file, data


def _base(given: str, file: ConfigFile, root: Path, at: int, trail: tuple[Path, ...]) -> Path:
    """A file that a config extends, reached through the files of the trail."""
    base = inside(given, file, root, ("extends", at))
    if base.resolve() in trail:
        names = [shown_path(each) for each in (*trail[trail.index(base.resolve()) :], base)]
        raise file.error(("extends", at), f"a cycle: {' -> '.join(names)}")
    if len(trail) >= _MAX_DEPTH:
        raise file.error(("extends", at), f"more than {_MAX_DEPTH} files in a row")
    if not base.is_file():
        raise file.error(("extends", at), f"{quoted(given)} is no file")
    return base


def _layers(file: ConfigFile, data: Data, root: Path) -> Iterator[Layer]:
    yield Layer({key: value for key, value in data.items() if key != "overrides"}, file, (), root)
    for at, override in enumerate(data.get("overrides", ())):
        yield Layer(override, file, ("overrides", at), root)


def root_of(folder: Path) -> Path:
    """The project's root: the folder with `.git` at or above a folder, else the folder itself."""
    return next((above for above in (folder, *folder.parents) if (above / ".git").exists()), folder)
