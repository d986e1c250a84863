"""`speclint check`."""

from __future__ import annotations

import os
import sys
from typing import Any

import click

from speclint.cli.options import configs, configured, judging
from speclint.cli.output import write
from speclint.report import RunReport, fails
from speclint.reporters import REPORTERS, RenderOptions
from speclint.runner import STDIN, run


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
@judging
@click.option("--stdin-filename", default="", metavar="NAME", help="What to call standard input (path -).")
@configured
@click.option("--no-cache", is_flag=True, help="Keep no results.")
@click.option("--exit-zero", is_flag=True, help="Exit with 0 whatever is found.")
@click.option("-q", "--quiet", is_flag=True, help="Only what makes the run fail.")
@click.option("-v", "--verbose", is_flag=True, help="More about what was checked.")
@click.option("--color/--no-color", default=None, help="Colour, or none (default: on a terminal).")
def command(
    paths: tuple[str, ...],
    format_: str,
    stdin_filename: str,
    config: str | None,
    isolated: bool,
    no_cache: bool,
    exit_zero: bool,
    quiet: bool,
    verbose: bool,
    color: bool | None,
    **asked: Any,
) -> int:
    """Check specs: Markdown files and folders; - is standard input.

    Without paths: what the config includes, else docs/specs, else the current folder.
    """
    stdin = sys.stdin.buffer.read() if STDIN in paths else b""
    report = run(paths, configs(config, isolated, **asked), stdin, stdin_filename)
    write(REPORTERS[format_](report, RenderOptions(_colored(color), _width(), verbose, quiet, problems=False)))
    _tell_problems(report)
    return exit_code(report, exit_zero)


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


def exit_code(report: RunReport, exit_zero: bool = False) -> int:
    """0 nothing at or above the level of its file; 1 findings at or above it; 2 something could not be checked."""
    if report.problems:
        return 2
    failed = any(fails(finding.severity, file.fail_on) for file in report.files for finding in file.findings)
    return int(failed and not exit_zero)


def _is_terminal() -> bool:
    return sys.stdout is not None and sys.stdout.isatty()
