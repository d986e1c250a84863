"""What a file is judged with, once the command line and the config files are read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from speclint.report import FailOn, Severity
from speclint.ruleset import Options

AUTO = "auto"
"""The profile that stands for detection."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a setting was made: a line and column of a config file, or the command line."""

    path: str = ""
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        return f"{self.path}:{self.line}" if self.path else "command line"


@dataclass(frozen=True, slots=True)
class Settings:
    """What one file is judged with.

    `profile` is that of every document where it is `forced`, else that of every spec whose front matter names no
    other. `words` are additions to the vocabulary; `statuses` say, by the status of a spec, which rules weigh less.
    `origins` tell where each setting was made, by its keys.
    """

    profile: str = AUTO
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severities: Mapping[str, Severity] = field(default_factory=dict)
    rules_dirs: tuple[Path, ...] = ()
    fail_on: FailOn = "error"
    options: Options = field(default_factory=dict)
    words: tuple[Mapping[str, Any], ...] = ()
    statuses: Mapping[str, Mapping[str, Severity]] = field(default_factory=dict)
    forced: bool = True
    profile_file: Path | None = None
    origins: Mapping[tuple[str, ...], Origin] = field(default_factory=dict)
