"""The command group, and the one place where errors become messages and exit codes."""

from __future__ import annotations

import io
import sys
from collections.abc import Sequence
from importlib import import_module

import click

from speclint.errors import SpeclintError
from speclint.version import __version__

COMMANDS = {
    "check": "Check specs against their quality checklist.",
    "rules": "List the rules.",
    "explain": "Explain a rule, a checklist item or a profile.",
    "inspect": "Show what speclint sees in a spec: sections, roles and facts.",
    "config": "Show which settings a file gets, and where each comes from.",
    "schema": "Print the JSON Schema of the output or of the config.",
}
"""Every command: a module of this room, loaded when it is asked for, and its line in the help."""


class _Commands(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"speclint.cli.{cmd_name}").command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            from speclint.near import nearest

            ctx.fail(f"no such command {args[0]!r}{nearest(args[0], COMMANDS)}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="speclint", message="%(prog)s %(version)s")
def group() -> None:
    """Reads technical specifications as a senior reviewer would.

    Says which items of the quality checklist hold, with the proof, and what is wrong, on which line, and
    what to write instead.
    """


def main(args: Sequence[str] | None = None) -> None:
    """Runs the command line and exits: 0 clean, 1 findings, 2 could not do what was asked."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    sys.exit(_run(args))


def _run(args: Sequence[str] | None) -> int:
    try:
        code = group.main(args, prog_name="speclint", standalone_mode=False)
        return code if isinstance(code, int) else 0
    except SpeclintError as error:
        return max(_fail(f"{each.path}: {each.message}" if each.path else each.message) for each in error.each)
    except click.exceptions.Abort:
        return _fail("interrupted", 130)
    except KeyboardInterrupt:
        return _fail("interrupted", 130)
    except click.UsageError as error:
        error.show()
        return 2
    except click.ClickException as error:
        return _fail(error.format_message())
    except click.exceptions.Exit as exit_:
        return exit_.exit_code


def _fail(message: str, code: int = 2) -> int:
    from speclint.reporters.plain import sentence

    click.echo(f"speclint: {sentence(message)}", err=True)
    return code
