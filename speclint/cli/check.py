"""`speclint check`."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Literal

import click

from speclint.cli.output import write
from speclint.report import SEVERITIES, RunReport, Severity
from speclint.reporters import REPORTERS, RenderOptions
from speclint.runner import STDIN, Settings, run

FailOn = Literal["error", "warning", "info", "never"]


def _severities(_: click.Context, __: click.Parameter, values: tuple[str, ...]) -> dict[str, Severity]:
    found: dict[str, Severity] = {}
    for value in values:
        rule, equals, level = value.partition("=")
        if not equals or level not in SEVERITIES:
            raise click.BadParameter(f"{value!r} is not RULE=LEVEL with a level of {', '.join(SEVERITIES)}")
        found[rule] = level
    return found


def _list(_: click.Context, __: click.Parameter, values: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name.strip() for value in values for name in value.split(",") if name.strip())


@click.command("check")
@click.argument("paths", nargs=-1, type=click.Path())
@click.option(
    "-f",
    "--format",
    "format_",
    type=click.Choice(list(REPORTERS)),
    default="text",
    help="What goes to standard output.",
)
@click.option("--profile", default="auto", metavar="NAME", help="auto, or the name of a profile.")
@click.option(
    "--select",
    multiple=True,
    callback=_list,
    metavar="RULE",
    help="Only these rules or checklist items (also patterns).",
)
@click.option("--ignore", multiple=True, callback=_list, metavar="RULE", help="Not these rules or checklist items.")
@click.option(
    "--severity", multiple=True, callback=_severities, metavar="RULE=LEVEL", help="Another severity for a rule."
)
@click.option(
    "--fail-on",
    type=click.Choice(["error", "warning", "info", "never"]),
    default="error",
    help="What makes the exit code 1.",
)
@click.option("--rules-dir", multiple=True, type=click.Path(), metavar="DIR", help="A folder with rules of one's own.")
@click.option("--stdin-filename", default="", metavar="NAME", help="What to call standard input (path -).")
@click.option("--isolated", is_flag=True, help="Read no config file.")
@click.option("--no-cache", is_flag=True, help="Keep no results.")
@click.option("--exit-zero", is_flag=True, help="Exit with 0 whatever is found.")
@click.option("-q", "--quiet", is_flag=True, help="Only what makes the run fail.")
@click.option("-v", "--verbose", is_flag=True, help="More about what was checked.")
@click.option("--color/--no-color", default=None, help="Colour, or none (default: on a terminal).")
def command(
    paths: tuple[str, ...],
    format_: str,
    profile: str,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    severity: dict[str, Severity],
    fail_on: FailOn,
    rules_dir: tuple[str, ...],
    stdin_filename: str,
    isolated: bool,
    no_cache: bool,
    exit_zero: bool,
    quiet: bool,
    verbose: bool,
    color: bool | None,
) -> int:
    """Check specs: Markdown files and folders (default: docs/specs, else the current folder); - is standard input."""
    settings = Settings(profile, select, ignore, severity, tuple(map(Path, rules_dir)), stdin_filename)
    chosen = paths or _default_paths()
    stdin = sys.stdin.buffer.read() if STDIN in chosen else b""
    report = run(chosen, settings, stdin)
    options = RenderOptions(_colored(color), _width(), verbose, quiet, fail_on, problems=False)
    write(REPORTERS[format_](report, options))
    _tell_problems(report)
    return exit_code(report, fail_on, exit_zero)


def _default_paths() -> tuple[str, ...]:
    return ("docs/specs",) if os.path.isdir("docs/specs") else (".",)


def _colored(color: bool | None) -> bool:
    if color is not None:
        return color
    if os.environ.get("NO_COLOR"):
        return False
    return bool(os.environ.get("FORCE_COLOR")) or _is_terminal()


def _width() -> int:
    if not _is_terminal():
        return 80
    return max(40, min(os.get_terminal_size(sys.stdout.fileno()).columns, 120))


def _tell_problems(report: RunReport) -> None:
    from speclint.reporters.plain import sentence

    for problem in report.problems:
        click.echo(f"speclint: {sentence(problem.path)}: {sentence(problem.message)}", err=True)


def exit_code(report: RunReport, fail_on: FailOn, exit_zero: bool = False) -> int:
    """0 nothing at or above the level; 1 findings at or above it; 2 something could not be checked."""
    if report.problems:
        return 2
    if exit_zero or fail_on == "never":
        return 0
    levels = SEVERITIES[: SEVERITIES.index(fail_on) + 1]
    return int(any(finding.severity in levels for file in report.files for finding in file.findings))


def _is_terminal() -> bool:
    return sys.stdout is not None and sys.stdout.isatty()
