"""`speclint explain`."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

import click

from speclint.cli.output import write
from speclint.errors import SpeclintError
from speclint.rule import ChecklistItem, Example, Profile, Rule, Ruleset
from speclint.ruleset import load_ruleset
from speclint.runner import nearest

_WIDTH = 80


@click.command("explain")
@click.argument("id_", metavar="ID")
def command(id_: str) -> None:
    """Explain a rule, a checklist item or a profile: what, why, examples, how to fix."""
    write("\n".join(explained(id_, load_ruleset())) + "\n")


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
    yield f"{rule.id}  ({rule.severity})"
    yield from _wrapped(rule.summary)
    yield ""
    yield from _wrapped(rule.why)
    if rule.items:
        yield f"\nChecklist item: {', '.join(rule.items)}"
    yield "\nHow to fix"
    yield from _wrapped(rule.help, "  ")
    yield "\nThis is wrong" + _at(rule.bad[0])
    yield from _quoted(rule.bad[0])
    yield "\nThis is right"
    yield from _quoted(rule.good[0])
    yield "\nTo leave it out:  speclint check --ignore " + rule.id
    yield "To soften it:     speclint check --severity " + rule.id + "=info"


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
    yield "\nParts, in order"
    for want in profile.wants:
        yield f"  {want.title}"
    yield "\nChecklist"
    for item in profile.checklist:
        yield f"  {item.id:<24} {item.title}"


def _wrapped(text: str, indent: str = "") -> list[str]:
    return textwrap.wrap(text, _WIDTH, initial_indent=indent, subsequent_indent=indent)


def _quoted(example: Example) -> Iterator[str]:
    for number, line in enumerate(example.text.rstrip("\n").split("\n"), 1):
        mark = ">" if number in example.lines else " "
        yield f"{mark} {number:>3} | {line}".rstrip()
