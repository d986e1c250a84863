"""Options that several commands share: the settings of a run, and which config files are read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from speclint.config import Configs
from speclint.report import FAIL_ON, SEVERITIES, Severity

_Command = TypeVar("_Command", bound=Callable[..., Any])


def _severities(_: click.Context, __: click.Parameter, values: tuple[str, ...]) -> dict[str, Severity]:
    found: dict[str, Severity] = {}
    for value in values:
        rule, equals, level = value.partition("=")
        if not equals or level not in SEVERITIES:
            raise click.BadParameter(f"{value!r} is not RULE=LEVEL with a level of {', '.join(SEVERITIES)}")
        found[rule] = level
    return found


def _list(_: click.Context, __: click.Parameter, values: tuple[str, ...]) -> list[str]:
    return [name.strip() for value in values for name in value.split(",") if name.strip()]


def _paths(_: click.Context, __: click.Parameter, values: tuple[str, ...]) -> list[str]:
    return list(values)


_JUDGING = (
    click.option("--profile", metavar="NAME", help="auto, the name of a profile, or a profile file (PATH.yaml)."),
    click.option(
        "--select",
        multiple=True,
        callback=_list,
        metavar="RULE",
        help="Only these rules or checklist items (also patterns).",
    ),
    click.option(
        "--ignore", multiple=True, callback=_list, metavar="RULE", help="Not these rules or checklist items."
    ),
    click.option(
        "--severity", multiple=True, callback=_severities, metavar="RULE=LEVEL", help="Another severity for a rule."
    ),
    click.option("--fail-on", type=click.Choice(FAIL_ON), help="What makes the exit code 1 (default: error)."),
    click.option(
        "--rules-dir",
        "rules_dirs",
        multiple=True,
        callback=_paths,
        type=click.Path(),
        metavar="DIR",
        help="A folder with rules of one's own.",
    ),
)
_CONFIG = (
    click.option("--config", type=click.Path(), metavar="FILE", help="The config file, in place of the nearest one."),
    click.option("--isolated", "--no-config", "isolated", is_flag=True, help="Read no config file."),
)


def judging(command: _Command) -> _Command:
    """Adds the options of settings: what they are given becomes `command_line` of `configs`."""
    for option in reversed(_JUDGING):
        command = option(command)
    return command


def configured(command: _Command) -> _Command:
    """Adds the options that say which config file is read."""
    for option in reversed(_CONFIG):
        command = option(command)
    return command


def configs(config: str | None, isolated: bool, **asked: Any) -> Configs:
    """The configs of a run, and what the command line asks for above them."""
    if config and isolated:
        raise click.UsageError("--config and --isolated exclude each other")
    given = {key.replace("_", "-"): value for key, value in asked.items() if value}
    return Configs(given, Path(config) if config else None, isolated)
