"""Performance requirements, and targets without a number or a unit."""
# ruff: noqa: E501

from __future__ import annotations

import pytest

from speclint.document.source import make_source
from speclint.document.vocabulary import Vocabulary
from speclint.facts.passage import Gap
from speclint.facts.requirement import Requirement
from speclint.linter import read

HEAD = "## Performance\n\n| Metric | Target | Notes |\n|---|---|---|\n"

# a document below its title: the targets that lack something, and the lines where requirements are missing
REQUIREMENTS = [
    pytest.param(HEAD + "| Search (p95) | < 200 ms | |\n| Users | 1000+ | |\n", [], [], id="measured"),
    pytest.param(HEAD + "| Search | quick | |\n| Users | 1000+ | |\n", [("quick", "number")], [], id="a word"),
    pytest.param(HEAD + "| Search |  | |\n", [("", "number")], [], id="an empty cell"),
    pytest.param(HEAD + "| Response time (p95) | < 200 | |\n", [("< 200", "unit")], [], id="no unit"),
    pytest.param(HEAD + "| Response time (ms) | < 200 | |\n", [], [], id="the unit in the name"),
    pytest.param(HEAD + "| Start | sub-second | |\n| Data loss | zero | |\n", [], [], id="numbers in words"),
    pytest.param("## Performance\n\n| Metric | Target | Unit |\n|---|---|---|\n| Response time | 200 | ms |\n", [], [], id="a column of units"),
    pytest.param("## Performance\n\n| Operation | p50 | p95 |\n|---|---|---|\n| Search | 20 ms | 90 ms |\n", [], [], id="columns of percentiles"),
    pytest.param("## Performance\n\n| Technique | Target |\n|---|---|\n| Index | Berths |\n\n- p95 < 20 ms\n", [], [], id="a table of measures"),
    pytest.param("## Performance\n\n- Search: p95 < 200 ms\n", [], [], id="a list"),
    pytest.param("## Performance\n\nIt should feel quick.\n", [], [3], id="no number"),
    pytest.param("## Performance\n\n### Caching\n\nTides.\n\n### Requirements\n\nTBD\n", [], [9], id="an empty heading"),
    pytest.param("## Overview\n\nBerths.\n", [], [1], id="no part"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "faults", "missing"), REQUIREMENTS)
def test_requirements(text: str, faults: list[tuple[str, str]], missing: list[int], vocabulary: Vocabulary) -> None:
    facts = read(make_source(f"# Harbour\n\n{text}", "spec.md"), vocabulary)
    found = facts.all("performance_requirements", Requirement)
    assert [(each.target, each.fault) for each in found if each.fault] == faults
    assert [each.span.line for each in facts.all("missing_requirements", Gap)] == missing
