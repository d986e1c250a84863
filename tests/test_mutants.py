"""Single defects planted in flawless specs: each is caught on its line and fails its item, and no other."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, cast

import pytest
from ruamel.yaml import YAML

from speclint.document.source import make_source
from speclint.report import SEVERITIES, FileReport, Finding, Severity
from speclint.runner import Neighbours, Project, Settings, check

ROOT = Path(__file__).resolve().parent.parent
GOOD = ROOT / "fixtures" / "good"
MUTANTS = Path(__file__).parent / "mutants"


@dataclass(frozen=True)
class Mutant:
    """One defect: the mutated text, the lines where a finding may stand, the items that fail, the least severity.

    A contradiction has two places (`or_line`). `file` is the name of the file where that matters. The severity
    `unknown` is a matter of taste: advice or silence, but no item fails.
    """

    fixture: str
    name: str
    text: str
    lines: frozenset[int]
    items: frozenset[str]
    severity: str
    file: str


@cache
def _project() -> Project:
    return Project(Settings())


def _judged(text: str, name: str) -> FileReport:
    path = str(GOOD / f"{name}.md")
    outcome = check(make_source(text, path), _project(), Neighbours(path))
    assert isinstance(outcome, FileReport), outcome
    return outcome


def _mutants() -> list[Mutant]:
    found: list[Mutant] = []
    for path in sorted(MUTANTS.glob("*.yaml")):
        original = (GOOD / f"{path.stem}.md").read_bytes().decode("utf-8")
        data = YAML(typ="safe", pure=True).load(path.read_text("utf-8"))
        found.extend(_mutant(path.stem, original, each) for each in data)
    return found


def _mutant(fixture: str, original: str, data: dict[str, Any]) -> Mutant:
    assert original.count(data["find"]) == 1, (fixture, data["name"], "find must occur once")
    text = original.replace(data["find"], data["replace"])
    items = frozenset(filter(None, [data["item"], *data.get("also", [])]))
    lines = frozenset([data["line"], *data.get("or_line", [])])
    return Mutant(fixture, data["name"], text, lines, items, data.get("severity", "error"), data.get("file", fixture))


ALL = _mutants()


def _loud(report: FileReport) -> list[Finding]:
    return [finding for finding in report.findings if finding.severity != "info"]


@pytest.mark.parametrize("name", sorted(path.stem for path in GOOD.glob("*.md")))
def test_a_flawless_spec_gives_nothing(name: str) -> None:
    report = _judged((GOOD / f"{name}.md").read_bytes().decode("utf-8"), name)
    assert [(each.line, each.rule, each.message) for each in _loud(report)] == []
    assert {item.status for item in report.checklist} <= {"pass", "not-applicable"}


@pytest.mark.parametrize("mutant", [pytest.param(each, id=f"{each.fixture}-{each.name}") for each in ALL])
def test_a_planted_defect_is_caught(mutant: Mutant) -> None:
    report = _judged(mutant.text, mutant.file)
    shown = [(each.line, each.severity, each.rule, each.message) for each in report.findings]
    if mutant.severity != "unknown":
        loud = SEVERITIES[: SEVERITIES.index(cast(Severity, mutant.severity)) + 1]
        assert [each for each in report.findings if each.line in mutant.lines and each.severity in loud], shown
    failed = {item.id for item in report.checklist if item.status == "fail"}
    assert failed == mutant.items, shown


def test_there_are_enough_mutants() -> None:
    assert len(ALL) >= 80
    profiles = [_project().named(name) for name in ("sdd", "agentx")]
    assert {item for each in ALL for item in each.items} == {item.id for each in profiles for item in each.checklist}
