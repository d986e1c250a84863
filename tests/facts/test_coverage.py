"""Coverage targets: where they are read, missing, and contradict each other."""
# ruff: noqa: E501

from __future__ import annotations

import pytest

from speclint.document.source import make_source
from speclint.document.vocabulary import Vocabulary
from speclint.facts.coverage import CoverageConflict, CoverageTarget
from speclint.facts.passage import Gap
from speclint.linter import read

# a document below its title: scope and value of the targets, the lines where one is missing, and of contradictions
COVERAGE = [
    pytest.param("## Testing\n\n- Coverage target: >= 80%\n", [("", 80)], [], [], id="an item"),
    pytest.param("## Testing\n\n```\n /Unit\\  70%\n\n Coverage Target: >= 80%\n```\n", [("", 80)], [], [], id="a line of a drawing"),
    pytest.param("## Testing\n\n| Level | Coverage |\n|---|---|\n| Unit | 80%+ |\n| E2E | Trips |\n", [("unit", 80)], [], [], id="a column"),
    pytest.param("## Testing\n\n### Coverage Targets\n\n| Module | Target |\n|---|---|\n| Tides | 90 % |\n", [("tide", 90)], [], [], id="a table below such a title"),
    pytest.param("## Testing\n\n- Unit tests\n\n## Success Criteria\n\n- Unit test coverage above 85 %\n", [("unit", 85)], [], [], id="a criterion"),
    pytest.param("## Testing\n\n- **Unit**: every public function is covered\n", [], [], [], id="all, without a number"),
    pytest.param("## Testing\n\n- Unit tests\n", [], [3], [], id="none"),
    pytest.param("## Testing\n\n| Level | Goal |\n|---|---|\n| Unit | 85 % statements |\n| UI | 70 % statements |\n", [("unit", 85), ("ui", 70)], [], [], id="shares of statements"),
    pytest.param("## Testing\n\nUnit tests (80 % of branches in `tides`), smoke tests.\n", [("branche tide", 80)], [], [], id="a share of branches"),
    pytest.param("## Import\n\nAt most 5 % of lines are refused.\n\n## Testing\n\nUnit tests.\n", [], [7], [], id="lines of a file"),
    pytest.param("## Testing\n\n- Unit: 42 tests (70% of suite)\n", [], [3], [], id="a share of the tests"),
    pytest.param("## Testing\n\n### Coverage\n\nTBD\n", [], [5], [], id="an empty heading"),
    pytest.param("## Overview\n\nBerths.\n", [], [], [], id="no testing part"),
    pytest.param("## Testing\n\n- Code coverage: 80%\n\nMinimum test coverage is 90%.\n", [("", 80), ("", 90)], [], [7], id="two values"),
    pytest.param("## Goals\n\n- 90% code coverage\n\n## Testing\n\n```\n Coverage Target: >= 80%\n```\n", [("", 90), ("", 80)], [], [10], id="a goal and a drawing"),
    pytest.param("## Testing\n\n- Coverage: 80% overall, 100% for tides\n", [("", 80), ("tide", 100)], [], [], id="two scopes"),
    pytest.param("## Testing\n\n| Module | Coverage |\n|---|---|\n| Tides | 95 % |\n| Berths | 80 % |\n\n- Overall coverage: 85 %\n", [("tide", 95), ("berth", 80), ("", 85)], [], [], id="modules"),
    pytest.param("## Testing\n\n- Coverage is 60% today\n- Coverage target: 80%\n", [("today", 60), ("", 80)], [], [], id="what there is"),
    pytest.param("## Testing\n\n- Coverage target: 80%\n- The build fails when coverage is below 75%\n", [("", 80), ("", 75)], [], [], id="a gate below the target"),
    pytest.param("## Testing\n\n**Coverage:**\n- branches: 70%, lines: 90%\n\n## Goals\n\n- The test coverage (branches: 70%, lines: 80%) holds\n", [("branches", 70), ("lines", 90), ("branches", 70), ("lines", 80)], [], [10], id="by what is counted"),
    pytest.param("## Testing\n\n### Unit tests\n\n- `harbour/tides`: `2031-05-12` - `80.7% of statements`\n- `harbour/tides/test`: `2031-05-12` - `73.7% of statements`\n", [("harbour tide unit", 80.7), ("harbour tide unit", 73.7)], [], [], id="measured on a day"),
    pytest.param("## Success Criteria\n\n- 70% test coverage achieved\n\n## Testing\n\n- Coverage target: 80%\n", [("achieved", 70), ("", 80)], [], [], id="achieved, as a scope"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "targets", "missing", "conflicts"), COVERAGE)
def test_coverage(
    text: str, targets: list[tuple[str, float]], missing: list[int], conflicts: list[int], vocabulary: Vocabulary
) -> None:
    facts = read(make_source(f"# Harbour\n\n{text}", "spec.md"), vocabulary)
    found = facts.all("coverage_targets", CoverageTarget)
    assert [(each.scope, each.value) for each in found] == targets
    assert [each.span.line for each in facts.all("missing_coverage", Gap)] == missing
    assert [each.span.line for each in facts.all("coverage_conflicts", CoverageConflict)] == conflicts
