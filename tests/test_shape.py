"""The shapes of a profile: which one a document follows, what is asked of it, and what the reports say."""

from __future__ import annotations

import json

import pytest
from jsonschema import Draft202012Validator

from speclint.document.source import make_source
from speclint.report import FileReport, RunReport
from speclint.reporters.json import render_json
from speclint.reporters.options import RenderOptions
from speclint.reporters.schema import output_schema
from speclint.reporters.text import render_text
from speclint.runner import Project, Settings, check
from speclint.seen import see

TEMPLATE = [
    "Overview", "Architecture Diagrams", "API Design", "Data Model Diagrams", "Service Layer Diagrams",
    "Security Diagrams", "Performance", "Testing Strategy", "Implementation Notes", "Rollout Plan",
    "Risks & Mitigations", "Monitoring & Observability",
]  # fmt: skip
OTHER = [
    "Overview", "Goals and Non-Goals", "Architecture", "Component Design", "Data Model", "API Design", "Security",
    "Performance", "Error Handling", "Monitoring", "Testing Strategy", "Migration Plan", "Open Questions",
]  # fmt: skip
EXTRAS = ["AI/ML Specification (if applicable)", "MCP Server Specification", "MCP App Specification"]
_PROJECT = Project(Settings())


def _text(chapters: list[str]) -> str:
    body = "".join(f"## {number}. {title}\n\nText of it.\n\n" for number, title in enumerate(chapters, 1))
    return f"# Technical Specification: Carts\n\n**Issue**: #12\n**Epic**: #9\n\n## Table of Contents\n\n{body}"


def _report(chapters: list[str]) -> FileReport:
    found = check(make_source(_text(chapters), "spec.md"), _PROJECT)
    assert isinstance(found, FileReport)
    return found


def _ids(report: FileReport, rule: str) -> list[str]:
    return [each.message for each in report.findings if each.rule == rule]


@pytest.mark.parametrize(
    ("chapters", "shape"),
    [
        pytest.param(TEMPLATE, "template", id="the twelve"),
        pytest.param([*TEMPLATE, *EXTRAS], "template", id="the twelve and three"),
        pytest.param([*TEMPLATE, "Open Questions"], "template", id="the twelve and questions"),
        pytest.param(OTHER, "goals-and-migration", id="the thirteen"),
        pytest.param(OTHER[:9] + OTHER[10:], "goals-and-migration", id="the thirteen without one"),
        pytest.param(["Overview", "Architecture", "Security"], "template", id="few of either"),
    ],
)
def test_the_shape_of_a_document(chapters: list[str], shape: str) -> None:
    report = _report(chapters)
    assert (report.profile, report.shape) == ("agentx", shape)
    assert f"shape {shape}: " in report.chosen
    assert _ids(report, "parts-in-order") == []
    assert _ids(report, "required-part-present") == []


def test_the_order_is_that_of_the_shape() -> None:
    swapped = [*OTHER[:4], OTHER[5], OTHER[4], *OTHER[6:]]
    assert _ids(_report(swapped), "parts-in-order") == ['section "Data Model" belongs before "API Design"']
    swapped = [*TEMPLATE[:2], TEMPLATE[3], TEMPLATE[2], *TEMPLATE[4:]]
    assert _ids(_report(swapped), "parts-in-order") == ['section "API Design" belongs before "Data Model Diagrams"']


def test_a_required_part_is_missed_in_every_shape() -> None:
    assert _ids(_report(TEMPLATE[1:]), "required-part-present") == ["the document has no Overview section"]
    assert _ids(_report(OTHER[2:]), "required-part-present") == ["the document has no Overview section"]


def test_the_checklist_is_the_same_in_every_shape() -> None:
    assert [item.id for item in _report(OTHER).checklist] == [item.id for item in _report(TEMPLATE).checklist]


def test_the_report_says_which_shape_and_why() -> None:
    text = render_text(RunReport((_report(OTHER),)), RenderOptions(width=200))
    assert "shape goals-and-migration: 14 of 14 chapters (template: 10 of 13)" in text


def test_json_names_the_shape() -> None:
    run = RunReport((_report(OTHER),))
    document = json.loads(render_json(run))
    assert document["files"][0]["shape"] == "goals-and-migration"
    Draft202012Validator(output_schema()).validate(document)


def test_inspect_shows_the_shape() -> None:
    assert see(make_source(_text(OTHER), "spec.md"), _PROJECT)["shape"] == "goals-and-migration"
    plain = see(make_source("# Design Document: Carts\n\n## Overview\n\n## Architecture\n", "spec.md"), _PROJECT)
    assert "shape" not in plain
