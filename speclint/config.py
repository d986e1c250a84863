"""Which settings a file gets: from the nearest config file, what that extends, its overrides, and the command line.

The nearest config file is looked for in the file's folder and upwards, to the project's root: the folder with
`.git`, else the root of the file system. What a config file names is read within the project only: below the
folder with `.git`, else below the config file's own folder.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from speclint.configcheck import check_layers, ruleset_of, wrong_names
from speclint.configfile import MISNAMED, NAMES, PYPROJECT, ConfigFile, has_table, read_config, shown_path
from speclint.configlayer import Data, Layer, inside, is_file_name, raise_all, words_of
from speclint.errors import CompoundError, SpeclintError
from speclint.near import quoted
from speclint.settings import AUTO, Origin, Settings

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


class Configs:
    """The settings of files: each config file is read once, when the first file asks for it.

    `file` is the one that is read in place of those that would be found; where `isolated`, none is read.
    """

    def __init__(self, command_line: Data | None = None, file: Path | None = None, isolated: bool = False) -> None:
        self.command_line = Layer(command_line or {})
        self.file = file
        self.isolated = isolated
        self._nearest: dict[str, Path | None] = {}
        self._chains: dict[Path, Chain | SpeclintError] = {}
        self._settings: dict[tuple[Path | None, tuple[int, ...]], Settings] = {}
        self._specs: dict[tuple[str, ...], Any] = {}

    def check_command_line(self, paths: Iterable[str]) -> None:
        """Every name on the command line means something. Raises SpeclintError with all that is wrong.

        Rules of one's own are also those of the configs that files at these paths get.
        """
        _folder_of("./")
        if not any(self.command_line.data.get(key) for key in ("profile", "select", "ignore", "severity")):
            return
        layers = [layer for path in ("./", *paths) for layer in self._layers_or_none(path)]
        raise_all(wrong_names((self.command_line,), ruleset_of([*layers, self.command_line])))

    def _layers_or_none(self, path: str) -> tuple[Layer, ...]:
        try:
            chain = self.chain(path + "/" if os.path.isdir(path) else path)
        except SpeclintError:
            return ()
        return chain.layers if chain else ()

    @classmethod
    def fixed(cls, settings: Settings) -> Configs:
        """The same settings for every file."""
        configs = cls(isolated=True)
        configs._settings[None, ()] = settings
        return configs

    def settings(self, path: str) -> Settings:
        """The settings of a file. Raises SpeclintError where its config file is wrong."""
        chain = self.chain(path)
        if chain is None:
            return self._folded(None, ())
        relative = chain.relative(path)
        matched = tuple(
            at
            for at, layer in enumerate(chain.layers)
            if "files" not in layer.data or (relative and self._matches(layer.data["files"], relative))
        )
        return self._folded(chain, matched)

    def excluded(self, path: str) -> Origin | None:
        """Which setting excludes a file or, with `/` at its end, a folder."""
        chain = self.chain(path)
        relative = chain.relative(path) if chain else None
        if chain is None or relative is None or relative == ".":
            return None
        relative += "/" if path.endswith("/") else ""
        lines = [(layer, at) for layer in chain.layers for at in range(len(layer.data.get("exclude", ())))]
        if not lines:
            return None
        result = self._spec(tuple(layer.data["exclude"][at] for layer, at in lines)).check_file(relative)
        if not result.include:
            return None
        layer, at = lines[int(result.index)]
        origin: Origin = layer.origin("exclude", at)
        return origin

    def include(self) -> tuple[tuple[str, Path, Chain], ...] | None:
        """What is checked where no paths are given: paths and patterns, and the folders that these begin with."""
        chain = self.chain("./")
        for layer in reversed(chain.layers if chain else ()):
            if chain and layer.data.get("include"):
                return tuple(
                    (given, _start(given, layer, chain, at), chain) for at, given in enumerate(layer.data["include"])
                )
        return None

    def chain(self, path: str) -> Chain | None:
        """The config file that a file or folder gets, with all that it extends."""
        if self.isolated:
            return None
        found = self.file or self._find(_folder_of(path))
        if found is None:
            return None
        if found not in self._chains:
            try:
                if not self.file:
                    _stays_inside(found)
                self._chains[found] = _load(found, self.command_line)
            except SpeclintError as error:
                self._chains[found] = error
        chain = self._chains[found]
        if isinstance(chain, SpeclintError):
            raise chain
        return chain

    def _find(self, folder: str) -> Path | None:
        if folder not in self._nearest:
            found = _config_of(folder)
            above = os.path.dirname(folder)
            if found is None and above != folder and not os.path.exists(os.path.join(folder, ".git")):
                found = self._find(above)
            self._nearest[folder] = found
        return self._nearest[folder]

    def _folded(self, chain: Chain | None, matched: tuple[int, ...]) -> Settings:
        key = (chain.files[-1].path if chain else None, matched)
        if key not in self._settings:
            layers = [chain.layers[at] for at in matched] if chain else []
            self._settings[key] = _fold([*layers, self.command_line])
        return self._settings[key]

    def _matches(self, patterns: Sequence[str], relative: str) -> bool:
        return bool(self._spec(tuple(patterns)).match_file(relative))

    def _spec(self, patterns: tuple[str, ...]) -> Any:
        from pathspec import GitIgnoreSpec

        if patterns not in self._specs:
            self._specs[patterns] = GitIgnoreSpec.from_lines(patterns)
        return self._specs[patterns]


def _folder_of(path: str) -> str:
    try:
        return os.path.abspath(path if path.endswith("/") else os.path.dirname(path) or ".")
    except OSError:
        raise SpeclintError("the current directory is gone") from None


def _config_of(folder: str) -> Path | None:
    """The config file of a folder. Raises SpeclintError where it has two."""
    found = [Path(folder, name) for name in NAMES if os.path.lexists(os.path.join(folder, name))]
    pyproject = Path(folder, PYPROJECT)
    if pyproject.is_file() and has_table(pyproject):
        found.append(pyproject)
    for name in MISNAMED:
        if os.path.lexists(os.path.join(folder, name)):
            raise SpeclintError(f"is not read: call it {NAMES[1]}", shown_path(Path(folder, name)))
    if len(found) > 1:
        raise SpeclintError(f"stands beside {found[1].name}, which is a config as well: keep one", shown_path(found[0]))
    return found[0] if found else None


def root_of(folder: Path) -> Path:
    """The project's root: the folder with `.git` at or above a folder, else the folder itself."""
    return next((above for above in (folder, *folder.parents) if (above / ".git").exists()), folder)


def _start(given: str, layer: Layer, chain: Chain, at: int) -> Path:
    """The path that a pattern begins with, before its first wildcard: relative to the folder of the config."""
    fixed = re.split(r"[*?\[]", given, maxsplit=1)[0]
    fixed = fixed if fixed == given else fixed.rpartition("/")[0]
    assert layer.file is not None
    return inside(fixed or ".", layer.file, layer.root, ("include", at), chain.folder)


def _stays_inside(path: Path) -> None:
    """A config file that was found is no link to one outside the project."""
    if path.is_symlink() and root_of(path.parent).resolve() not in path.resolve().parents:
        raise SpeclintError("leads outside the project", shown_path(path))


def _load(path: Path, command_line: Layer) -> Chain:
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
    from speclint.configmodel import Config, InvalidError, checked

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


def _fold(layers: Iterable[Layer]) -> Settings:
    """The settings that layers make, later ones first in rank."""
    fold = _Fold()
    for layer in layers:
        fold.add(layer)
    return fold.settings()


class _Fold:
    """Settings in the making."""

    def __init__(self) -> None:
        self.plain: dict[str, Any] = {}
        self.lists: dict[str, list[Any]] = {"select": [], "ignore": [], "rules-dirs": [], "vocabulary": []}
        self.tables: dict[str, dict[str, Any]] = {"severity": {}, "options": {}, "status-severity": {}}
        self.origins: dict[tuple[str, ...], Origin] = {}

    def add(self, layer: Layer) -> None:
        """What one layer says: it replaces, adds or merges, as `docs/configuration.md` tells of each key."""
        data = layer.data
        if "fail-on" in data:
            self.plain["fail-on"] = data["fail-on"]
            self.origins["fail-on",] = layer.origin("fail-on")
        if "profile" in data:
            self._profile(layer)
        if "select" in data:
            self.lists["select"], self.lists["ignore"] = [], []
            self.origins = {key: value for key, value in self.origins.items() if key[0] not in ("select", "ignore")}
        for key, found in self.lists.items():
            for at, value in enumerate(data.get(key, ())):
                found.append(self._value(layer, key, at, value))
                origin = layer.origin(key, at)
                self.origins[key, value if isinstance(value, str) else f"inline ({origin})"] = origin
        for key, table in self.tables.items():
            for name, value in data.get(key, {}).items():
                self._merge(table, layer, key, name, value)

    def _profile(self, layer: Layer) -> None:
        name = layer.data["profile"]
        self.plain["profile"] = name
        self.plain["file"] = layer.path(name, "profile") if is_file_name(name) else None
        self.plain["forced"] = not layer.file or "files" in layer.data
        self.origins["profile",] = layer.origin("profile")

    def _value(self, layer: Layer, key: str, at: int, value: Any) -> Any:
        if key == "rules-dirs":
            return layer.path(value, key, at)
        return words_of(layer, at, value) if key == "vocabulary" else value

    def _merge(self, table: dict[str, Any], layer: Layer, key: str, name: str, value: Any) -> None:
        if isinstance(value, Mapping):
            inner = dict(table.pop(name, {}))
            for each, one in value.items():
                inner.pop(each, None)
                inner[each] = one
                self.origins[key, name, each] = layer.origin(key, name, each)
            table[name] = inner
        else:
            table.pop(name, None)
            table[name] = value
            self.origins[key, name] = layer.origin(key, name)

    def settings(self) -> Settings:
        """What has been added."""
        return Settings(
            self.plain.get("profile", AUTO),
            tuple(self.lists["select"]),
            tuple(self.lists["ignore"]),
            self.tables["severity"],
            tuple(self.lists["rules-dirs"]),
            self.plain.get("fail-on", "error"),
            self.tables["options"],
            tuple(self.lists["vocabulary"]),
            self.tables["status-severity"],
            self.plain.get("forced", True),
            self.plain.get("file"),
            self.origins,
        )
