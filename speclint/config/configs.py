"""Which settings a file gets: from the nearest config file, what that extends, its overrides, and the command line.

The nearest config file is looked for in the file's folder and upwards, to the project's root: the folder with
`.git`, else the root of the file system. What a config file names is read within the project only: below the
folder with `.git`, else below the config file's own folder.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from speclint.config.chain import Chain, load, root_of
from speclint.config.check import ruleset_of, wrong_names
from speclint.config.file import MISNAMED, NAMES, PYPROJECT, has_table
from speclint.config.fold import fold
from speclint.config.layer import Data, Layer, inside, raise_all
from speclint.config.settings import Origin, Settings
from speclint.errors import SpeclintError
from speclint.textfile import shown_path


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
                self._chains[found] = load(found, self.command_line)
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
            self._settings[key] = fold([*layers, self.command_line])
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
