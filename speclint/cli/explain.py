"""`speclint explain`."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator

import click

from speclint.checks.check import Want
from speclint.cli.options import configs, configured
from speclint.cli.output import write
from speclint.errors import SpeclintError
from speclint.near import nearest
from speclint.rule import ChecklistItem, Example, Option, Profile, Rule, Ruleset, Value
from speclint.runner import UNNAMED, Project

_WIDTH = 80


@click.command("explain")
@click.argument("id_", metavar="ID")
@configured
def command(id_: str, config: str | None, isolated: bool) -> None:
    """Explain a rule, a checklist item or a profile: what, why, examples, options, how to fix.

    Rules and profiles of one's own are those of the config of the current folder.
    """
    ruleset = Project(configs(config, isolated).settings(UNNAMED)).ruleset
    write("\n".join(explained(id_, ruleset)) + "\n")


def explained(id_: str, ruleset: Ruleset) -> list[str]:
    """The lines that explain an id. Raises SpeclintError where nothing is called so."""
    if id_ in ruleset.rules:
        return list(_rule(ruleset.rules[id_]))
    if id_ in ruleset.profiles:
        return list(_profile(ruleset.profiles[id_]))
    return list(_items(id_, ruleset))


def _items(id_: str, ruleset: Ruleset) -> Iterator[str]:
    found = [(profile, item) for profile in ruleset.profiles.values() for item in profile.checklist if item.id == id_]
    if not found:
        items = {item.id for profile in ruleset.profiles.values() for item in profile.checklist}
        known = {*ruleset.rules, *ruleset.profiles, *items}
        raise SpeclintError(f"no rule, checklist item or profile is called {id_!r}{nearest(id_, known)}")
    for index, (profile, item) in enumerate(found):
        if index:
            yield ""
        yield from _item(profile, item, ruleset)


def _rule(rule: Rule) -> Iterator[str]:
    yield f"{rule.id}  ({rule.severity}{'' if rule.active else ', off by default'})"
    yield from _wrapped(rule.summary)
    yield ""
    yield from _wrapped(rule.why)
    if rule.items:
        yield f"\nChecklist item: {', '.join(rule.items)}"
    if rule.topic:
        yield f"\nTopic: {rule.topic}"
    if rule.options:
        yield "\nOptions"
        for name, option in rule.options.items():
            yield from _option(rule, name, option)
    yield "\nHow to fix"
    yield from _wrapped(rule.help, "  ")
    yield "\nThis is wrong" + _at(rule.bad[0])
    yield from _quoted(rule.bad[0])
    yield "\nThis is right"
    yield from _quoted(rule.good[0])
    if not rule.active:
        yield f"\nTo turn it on:    speclint check --severity {rule.id}={rule.severity}"
        return
    yield "\nTo leave it out:  speclint check --ignore " + rule.id
    yield "To soften it:     speclint check --severity " + rule.id + "=info"


def _option(rule: Rule, name: str, option: Option) -> Iterator[str]:
    bounds = [f"{word} {bound:g}" for word, bound in (("at least", option.min), ("at most", option.max)) if bound]
    values = [f"one of {', '.join(option.values)}"] if option.values else []
    yield f"  {name}  ({', '.join([option.type, *bounds, *values])}; default: {_written(option.default)})"
    yield from _wrapped(option.about, "    ")
    yield f"    options: {{{rule.id}: {{{name}: {_written(option.default)}}}}}"


def _written(value: Value) -> str:
    """A value as YAML has it."""
    return json.dumps(list(value) if isinstance(value, tuple) else value, ensure_ascii=False)


def _at(example: Example) -> str:
    lines = ", ".join(map(str, example.lines))
    return f" (line {lines})" if len(example.lines) == 1 else f" (lines {lines})"


def _item(profile: Profile, item: ChecklistItem, ruleset: Ruleset) -> Iterator[str]:
    yield f"{item.id}  (checklist item of {profile.id})"
    yield item.title
    if item.what:
        yield ""
        yield from _wrapped("Passes when: " + item.what)
    yield "\nRules that feed it"
    for rule in ruleset.for_profile(profile):
        if item.id in rule.items:
            yield f"  {rule.severity:<7} {rule.id}"
            yield from _wrapped(rule.summary, "          ")


def _profile(profile: Profile) -> Iterator[str]:
    yield f"{profile.id}  (profile)"
    yield profile.title
    yield ""
    yield from _wrapped(profile.summary)
    for shape in profile.shapes:
        yield f"\nParts, in order: shape {shape.id} ({shape.title})"
        yield from map(_part, shape.wants)
    if not profile.shapes:
        yield "\nParts, in order"
        yield from map(_part, profile.wants)
    yield "\nChecklist"
    for item in profile.checklist:
        yield f"  {item.id:<24} {item.title}"


def _part(want: Want) -> str:
    return f"  {want.title}{' (optional)' if want.optional else ''}"


def _wrapped(text: str, indent: str = "") -> list[str]:
    return textwrap.wrap(text, _WIDTH, initial_indent=indent, subsequent_indent=indent)


def _quoted(example: Example) -> Iterator[str]:
    for number, line in enumerate(example.text.rstrip("\n").split("\n"), 1):
        mark = ">" if number in example.lines else " "
        yield f"{mark} {number:>3} | {line}".rstrip()
