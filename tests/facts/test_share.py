"""Shares of the test pyramid: where they are read, and where they do not add up or agree."""
# ruff: noqa: E501

from __future__ import annotations

import pytest

from speclint.document.source import make_source
from speclint.document.vocabulary import Vocabulary
from speclint.facts.fact import Facts
from speclint.facts.share import ShareConflict, ShareSum, TestShare
from speclint.linter import read


def _read(text: str, vocabulary: Vocabulary) -> Facts:
    return read(make_source(f"# Harbour\n\n## Testing\n\n{text}", "spec.md"), vocabulary)


SLOPES = "```\n      /\\\n     /E2E\\        {e}% - trips\n    /------\\\n   / Integr. \\     (Playwright)\n  /Integration\\   {i}% - routes\n /  Unit Tests \\  {u}% - tides\n```\n"

# a testing part, and the shares of each of its pyramids, in the order in which they are read
SHARES = [
    pytest.param(SLOPES.format(u=70, i=20, e=10), "e2e 10 integration 20 unit 70", id="slopes"),
    pytest.param("```\n   /\\\n  /E2E\\\n / 10% \\\n/-------\\\n|  Integration  |\n|     20%       |\n|  Unit   70%   |\n```\n", "e2e 10 integration 20 unit 70", id="below the names"),
    pytest.param("```\n┌───────┐\n│  E2E  │ 10%\n├───────┤\n│ Integration │ 20%\n├───────┤\n│ Unit  │ 70%\n└───────┘\n```\n", "e2e 10 integration 20 unit 70", id="boxes"),
    pytest.param("```mermaid\npie title Pyramid\n  \"Unit\" : 70\n  \"Integration\" : 20\n  \"E2E\" : 10\n```\n", "unit 70 integration 20 e2e 10", id="a pie"),
    pytest.param("```mermaid\ngraph TD\n  A[E2E 10%] --> B[Integration 20%]\n  B --> C[Unit 70%]\n```\n", "integration 20 unit 70 e2e 10", id="nodes"),
    pytest.param("### Test Pyramid (70/20/10)\n\nAs usual.\n", "unit 70 integration 20 e2e 10", id="a heading"),
    pytest.param("The split is 10% E2E, 20% integration and 70% unit tests.\n", "e2e 10 integration 20 unit 70", id="a sentence"),
    pytest.param("Unit tests 70 %, integration tests 20 %, E2E 10 %. Coverage: 80 %.\n", "unit 70 integration 20 e2e 10", id="names before the shares"),
    pytest.param("- **Unit** (70%): tides\n- **Integration** (20%): routes\n- **E2E** (10%): trips\n", "unit 70 integration 20 e2e 10", id="items"),
    pytest.param("| Level | Share |\n|---|---|\n| Unit | 70 % |\n| Integration | 20 % |\n| E2E | 10 % |\n", "unit 70 integration 20 e2e 10", id="rows"),
    pytest.param("| Level | Coverage |\n|---|---|\n| Unit | 80 % |\n| Integration | 50 % |\n| E2E | 10 % |\n", "", id="coverage"),
    pytest.param("**Coverage now:**\n- Unit: 42 tests (70% of suite) - passing\n- Integration: 12 tests (20% of suite)\n- E2E: 6 tests (10% of suite)\n", "unit 70 integration 20 e2e 10", id="shares of the suite"),
    pytest.param("- Unit tests: 120 tests\n- Integration tests: 30 tests\n- E2E: 5\n", "", id="counts"),
    pytest.param("- Unit: ~70%\n- Integration: ~20%\n- E2E: ~10%\n", "", id="estimates"),
    pytest.param("- Unit: 60-70%\n- Integration: 20-30%\n- E2E: 5-10%\n", "", id="ranges"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "shares"), SHARES)
def test_shares_are_read(text: str, shares: str, vocabulary: Vocabulary) -> None:
    found = _read(text, vocabulary).all("test_shares", TestShare)
    assert sorted(f"{each.level} {each.value:g}" for each in found) == sorted(
        " ".join(pair) for pair in zip(shares.split()[::2], shares.split()[1::2], strict=True)
    )


@pytest.mark.parametrize(
    ("text", "totals"),
    [
        pytest.param(SLOPES.format(u=70, i=20, e=10), [], id="100"),
        pytest.param(SLOPES.format(u=70, i=30, e=10), [110], id="110"),
        pytest.param("- Unit: 34%\n- Integration: 33%\n- E2E: 34%\n\nShares\n", [], id="no sign that they are shares"),
        pytest.param("**Pyramid**\n\n- Unit: 33%\n- Integration: 33%\n- E2E: 33%\n", [], id="rounded"),
        pytest.param("**Pyramid**\n\n- Unit: 60%\n- Integration: 20%\n- E2E: 10%\n- Static analysis: 10%\n", [], id="another level"),
        pytest.param("**Pyramid**\n\n- Unit: 70%\n- Integration: 20%\n", [], id="not whole"),
        pytest.param("70% unit, 20% integration and 15% E2E tests.\n", [105], id="a sentence"),
        pytest.param("| Level | Share |\n|---|---|\n| Unit | 50 % |\n| Component / integration | 30 % |\n| E2E | 10 % |\n", [90], id="two kinds in one row"),
        pytest.param("```mermaid\npie title Share of the cases\n  \"Unit\" : 82\n  \"Integration\" : 20\n  \"E2E\" : 8\n```\n", [110], id="a pie of shares"),
    ],
)  # fmt: skip
def test_sums(text: str, totals: list[float], vocabulary: Vocabulary) -> None:
    assert [each.total for each in _read(text, vocabulary).all("share_sums", ShareSum)] == totals


TABLE = "| Level | Share |\n|---|---|\n| Unit | {u} % |\n| Integration | {i} % |\n| E2E | {e} % |\n"


@pytest.mark.parametrize(
    ("text", "levels"),
    [
        pytest.param(SLOPES.format(u=70, i=20, e=10) + "\n" + TABLE.format(u=70, i=20, e=10), [], id="alike"),
        pytest.param(SLOPES.format(u=70, i=20, e=10) + "\n" + TABLE.format(u=60, i=30, e=10), ["unit tests", "integration tests"], id="another table"),
        pytest.param("### Pyramid (70/20/10)\n\nUnit tests are 80%, integration tests 10% and E2E tests 10%.\n", ["unit tests", "integration tests"], id="a heading and a sentence"),
        pytest.param("### Pyramid (70/20/10)\n\n**Actual shares**\n\n- Unit: 72% of suite\n- Integration: 20% of suite\n- E2E: 8% of suite\n", [], id="what there is"),
    ],
)  # fmt: skip
def test_conflicts(text: str, levels: list[str], vocabulary: Vocabulary) -> None:
    found = _read(text, vocabulary).all("share_conflicts", ShareConflict)
    assert [each.level for each in found] == levels
