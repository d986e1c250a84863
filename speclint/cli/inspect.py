"""`speclint inspect`."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path

import click

from speclint.cli.options import configs, configured
from speclint.cli.output import write
from speclint.runner import STDIN, UNNAMED, Project, open_source
from speclint.seen import FACTS, see


@click.command("inspect")
@click.argument("file", type=click.Path())
@click.option(
    "-f", "--format", "format_", type=click.Choice(["text", "json"]), default="text", help="For people or for programs."
)
@click.option("--profile", metavar="NAME", help="auto, the name of a profile, or a profile file (PATH.yaml).")
@click.option("--stdin-filename", default="", metavar="NAME", help="What to call standard input (path -).")
@configured
def command(
    file: str, format_: str, profile: str | None, stdin_filename: str, config: str | None, isolated: bool
) -> None:
    """Show what speclint sees in a spec: its sections and their roles, then the facts, each with its lines."""
    from speclint.document.source import decode

    name = stdin_filename or UNNAMED if file == STDIN else file
    chosen = configs(config, isolated, profile=profile)
    chosen.check_command_line([name])
    project = Project(chosen.settings(name))
    source = decode(sys.stdin.buffer.read(), name) if file == STDIN else open_source(file)
    seen = see(source, project)
    text = json.dumps(seen, indent=2) if format_ == "json" else _text(seen)
    write(text + "\n")


def _text(seen: Mapping[str, object]) -> str:
    from speclint.reporters.plain import escape

    shape = f", shape {seen['shape']}" if "shape" in seen else ""
    profile, status = seen["profile"] or "none", seen["status"] or "not given"
    lines = [f"{seen['path']}  (profile {profile}{shape}, status {status})", ""]
    _sections(seen["sections"], 0, lines)
    facts = seen["facts"]
    assert isinstance(facts, dict)
    for kind in FACTS:
        found = facts[kind]
        lines += ["", f"{kind.replace('_', ' ')} ({len(found)})"]
        lines += [f"  {each['line']:>5}  {_described(each)}" for each in found]
    return "\n".join(escape(line) for line in lines)


def _sections(sections: object, depth: int, lines: list[str]) -> None:
    assert isinstance(sections, list)
    for section in sections:
        number = f"{section['number']} " if section["number"] else ""
        roles = f"  [{', '.join(section['roles'])}]" if section["roles"] else ""
        lines.append(f"{section['line']:>5}-{section['end_line']:<5} {'  ' * depth}{number}{section['title']}{roles}")
        _sections(section["sections"], depth + 1, lines)


def _described(fact: Mapping[str, object]) -> str:
    parts = [
        f"{key}: {_short(value)}"
        for key, value in fact.items()
        if key not in ("line", "end_line") and value not in (None, [], "")
    ]
    return ", ".join(parts)


def _short(value: object) -> str:
    text = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
    return text if len(text) <= 60 else text[:59] + "…"


__all__ = ["Path", "command"]
