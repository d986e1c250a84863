"""Writes `docs/rules.md`, the page of all rules, from the rule files: run it when a test says it is stale."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from speclint.rule import Example, Rule
from speclint.ruleset import load_ruleset

PAGE = Path(__file__).resolve().parent.parent / "docs" / "rules.md"


def page() -> str:
    """The text of the page."""
    return "\n".join(_lines(tuple(load_ruleset().rules.values())))


def _lines(rules: tuple[Rule, ...]) -> Iterator[str]:
    yield "# Rules"
    yield ""
    yield "What speclint checks. `speclint explain RULE` shows the same in a terminal. This page is written by"
    yield "`python tools/write_rules_page.py` from the files in `rules/`."
    yield ""
    yield "| rule | severity | checklist item | holds when |"
    yield "| --- | --- | --- | --- |"
    for rule in rules:
        summary = rule.summary.replace("|", "\\|")
        severity = rule.severity if rule.active else f"{rule.severity} (off by default)"
        yield f"| [{rule.id}](#{rule.id}) | {severity} | {', '.join(rule.items) or '-'} | {summary} |"
    for rule in rules:
        yield from _rule(rule)
    yield ""


def _rule(rule: Rule) -> Iterator[str]:
    yield f"\n## {rule.id}\n"
    yield f"{rule.summary} Severity: {rule.severity}{'' if rule.active else ', off by default'}."
    yield f"\n{rule.why}"
    yield f"\n**How to fix:** {_escaped(rule.help)}"
    for name, option in rule.options.items():
        default = json.dumps(list(option.default) if isinstance(option.default, tuple) else option.default)
        yield f"\n**Option `{name}`** ({option.type}, default `{default}`): {_escaped(option.about)}"
    lines = rule.bad[0].lines
    yield f"\nWrong, on line{'s' if len(lines) > 1 else ''} {', '.join(map(str, lines))}:\n"
    yield from _example(rule.bad[0])
    yield "\nRight:\n"
    yield from _example(rule.good[0])


def _escaped(text: str) -> str:
    return text.replace("<", "&lt;")


def _example(example: Example) -> Iterator[str]:
    fence = "`" * max(5, *(len(run) + 1 for run in example.text.split() if set(run[:3]) == {"`"}), 5)
    yield f"{fence}markdown"
    yield example.text.rstrip("\n")
    yield fence


if __name__ == "__main__":
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(page(), "utf-8")
