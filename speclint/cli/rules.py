"""`speclint rules`."""

from __future__ import annotations

import json

import click

from speclint.cli.options import configs, configured
from speclint.cli.output import write
from speclint.rule import Rule, Ruleset
from speclint.runner import UNNAMED, Project


@click.command("rules")
@click.option(
    "-f", "--format", "format_", type=click.Choice(["text", "json"]), default="text", help="For people or for programs."
)
@click.option("--rules-dir", multiple=True, type=click.Path(), metavar="DIR", help="A folder with rules of one's own.")
@configured
def command(format_: str, rules_dir: tuple[str, ...], config: str | None, isolated: bool) -> None:
    """List the rules: id, severity, checklist item, profiles, and whether a fix is known."""
    ruleset = Project(configs(config, isolated, rules_dirs=list(rules_dir)).settings(UNNAMED)).ruleset
    rows = [_row(rule, ruleset) for rule in ruleset.rules.values()]
    write((json.dumps(rows, indent=2) if format_ == "json" else _table(rows)) + "\n")


def _row(rule: Rule, ruleset: Ruleset) -> dict[str, object]:
    profiles = [profile.id for profile in ruleset.profiles.values() if rule in ruleset.for_profile(profile)]
    return {
        "id": rule.id, "severity": rule.severity, "default": "on" if rule.active else "off", "topic": rule.topic,
        "options": list(rule.options), "items": list(rule.items), "profiles": profiles, "fixable": False,
        "summary": rule.summary,
    }  # fmt: skip


def _table(rows: list[dict[str, object]]) -> str:
    width = max(len(str(row["id"])) for row in rows)
    lines = []
    for row in rows:
        items = row["items"]
        item = ", ".join(items) if isinstance(items, list) and items else "-"
        profiles = row["profiles"]
        named = ", ".join(profiles) if isinstance(profiles, list) else ""
        off = "" if row["default"] == "on" else "  off by default"
        lines.append(f"{row['id']!s:<{width}}  {row['severity']!s:<7}  {item}  ({named}){off}")
    return "\n".join([*lines, "", f"{len(rows)} rules. `speclint explain RULE` tells what one means."])
