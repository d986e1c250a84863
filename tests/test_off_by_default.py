"""Rules that are off by default: run only where they are asked for by name."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from speclint.cli.main import group
from speclint.document.source import make_source
from speclint.report import FileReport
from speclint.rulefile import read_rule
from speclint.ruleset import build_rule, load_ruleset
from speclint.runner import Project, Settings, check

RULE = "acronym-expanded"
SPEC = "# Technical Specification: Parcels\n\n## Overview\n\nEach PDS is booked.\n"


@pytest.mark.parametrize(
    ("settings", "found"),
    [
        (Settings(), []),
        (Settings(severities={"risk-*": "info"}), []),
        (Settings(severities={RULE: "warning"}), ["warning"]),
        (Settings(select=(RULE,)), ["info"]),
        (Settings(select=("acronym-*",)), ["info"]),
        (Settings(select=(RULE,), ignore=(RULE,)), []),
    ],
    ids=["nothing asked", "others", "by a severity", "selected", "selected by a pattern", "ignored"],
)
def test_a_rule_that_is_off_is_run_where_it_is_asked_for(settings: Settings, found: list[str]) -> None:
    report = check(make_source(SPEC), Project(settings))
    assert isinstance(report, FileReport)
    assert [each.severity for each in report.findings if each.rule == RULE] == found


def test_only_a_few_rules_are_off() -> None:
    assert [rule.id for rule in load_ruleset().rules.values() if not rule.active and rule.id == RULE] == [RULE]
    assert load_ruleset().rules["risk-has-mitigation"].active


def test_it_is_said_in_the_list_and_in_the_explanation() -> None:
    listed = CliRunner().invoke(group, ["rules"]).output
    assert [line.endswith("off by default") for line in listed.splitlines() if line.startswith(RULE)] == [True]
    assert '"default": "off"' in CliRunner().invoke(group, ["rules", "-f", "json"]).output
    explained = CliRunner().invoke(group, ["explain", RULE]).output
    assert "off by default" in explained
    assert f"--severity {RULE}=info" in explained


def test_a_rule_file_says_so() -> None:
    text = (
        "id: x\nsummary: s\nwhy: w\nseverity: info\n{}given: risks\ncheck: {{kind: absent}}\nmessage: m\nhelp: h\n"
        "examples:\n  good: ['# A']\n  bad: [{{line: 1, text: '# A'}}]\n"
    )
    assert build_rule(read_rule(text.format(""))).active
    assert not build_rule(read_rule(text.format("default: off\n"))).active
