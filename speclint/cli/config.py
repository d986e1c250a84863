"""`speclint config show`."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

import click

from speclint.cli.options import configs, configured, judging
from speclint.cli.output import write
from speclint.config import Configs, Settings
from speclint.textfile import shown_path


@click.group("config")
def command() -> None:
    """Show which settings a file gets, and where each comes from."""


@command.command("show")
@click.argument("file", type=click.Path())
@click.option(
    "-f", "--format", "format_", type=click.Choice(["text", "json"]), default="text", help="For people or for programs."
)
@judging
@configured
def show(file: str, format_: str, config: str | None, isolated: bool, **asked: Any) -> None:
    """Show the settings of a file, each with its file and line, "command line" or "default"."""
    found = configs(config, isolated, **asked)
    found.check_command_line([file])
    shown = effective(file, found)
    write((json.dumps(shown, indent=2) if format_ == "json" else "\n".join(_text(shown))) + "\n")


def effective(file: str, found: Configs) -> dict[str, Any]:
    """The settings of a file as plain data: each entry has its key, its name, its value and where it was made."""
    chain = found.chain(file)
    settings = found.settings(file)
    excluded = found.excluded(file)
    return {
        "path": shown_path(file),
        "configs": [each.shown for each in reversed(chain.files)] if chain else [],
        "excluded": str(excluded) if excluded else None,
        "settings": list(_entries(settings)),
    }


def _entries(settings: Settings) -> Iterator[dict[str, Any]]:
    origins = settings.origins

    def entry(key: str, name: str | None, value: object) -> dict[str, Any]:
        parts = (key,) if name is None else (key, *name.split("\0"))
        origin = origins.get(parts)
        return {
            "key": key,
            "name": name.replace("\0", ".") if name else None,
            "value": value,
            "from": str(origin) if origin else "default",
        }

    yield entry("profile", None, settings.profile)
    yield entry("fail-on", None, settings.fail_on)
    for key in ("select", "ignore", "rules-dirs", "vocabulary"):
        names = [parts[1] for parts in origins if parts[0] == key]
        yield from (entry(key, name, True) for name in names)
        if not names:
            yield entry(key, None, [])
    for rule, severity in settings.severities.items():
        yield entry("severity", rule, severity)
    for key, tables in (("options", settings.options), ("status-severity", settings.statuses)):
        for name, table in _flat(tables):
            yield entry(key, name, table)


def _flat(tables: Mapping[str, Mapping[str, object]]) -> Iterator[tuple[str, object]]:
    for name, table in tables.items():
        for inner, value in table.items():
            yield f"{name}\0{inner}", value


def _text(shown: Mapping[str, Any]) -> Iterator[str]:
    from speclint.reporters.plain import escape

    yield escape(shown["path"])
    yield f"config   {escape(', which extends '.join(shown['configs'])) or 'none'}"
    if shown["excluded"]:
        yield f"excluded by {escape(shown['excluded'])}"
    yield ""
    rows = [(escape(_setting(entry)), escape(entry["from"])) for entry in shown["settings"]]
    width = max(len(left) for left, _ in rows)
    yield from (f"{left:<{width}}  {right}" for left, right in rows)


_NOTHING = {"select": "all rules that are on", "ignore": "none", "rules-dirs": "none", "vocabulary": "none added"}


def _setting(entry: Mapping[str, Any]) -> str:
    key, name, value = entry["key"], entry["name"], entry["value"]
    if name is None:
        return f"{key}: {_NOTHING[key] if value == [] else value}"
    return f"{key}: {name}" if value is True and key in _NOTHING else f"{key}: {name} = {json.dumps(value)}"


__all__ = ["command", "effective"]
