"""The scope and the success criteria, in every shape that authors give them."""
# ruff: noqa: E501

from __future__ import annotations

import pytest

from speclint.document.source import make_source
from speclint.document.vocabulary import Vocabulary
from speclint.facts.criterion import Criterion
from speclint.facts.fact import Facts
from speclint.facts.passage import Gap
from speclint.facts.scope import ScopeStatement
from speclint.linter import read

OVERVIEW = "# T\n\n## 1. Overview\n\nCarts are kept.\n\n"


def _facts(text: str, vocabulary: Vocabulary) -> Facts:
    return read(make_source(text), vocabulary)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(OVERVIEW + "**Scope:**\n- In scope: carts\n- Out of scope: refunds\n", id="the template"),
        pytest.param(OVERVIEW + "### Scope\n\n- **In scope**: carts\n- **Out-of-scope**: refunds\n", id="bold bullets under a heading"),
        pytest.param(OVERVIEW + "**In Scope:**\n\n- carts\n\n**Out of Scope (v1):**\n\n- refunds\n", id="bold labels above lists"),
        pytest.param(OVERVIEW + "### 1.1 In Scope\n\nCarts.\n\n### 1.2 Out of Scope\n\n- Refunds\n", id="sub-sections"),
        pytest.param(OVERVIEW + "| In Scope | Out of Scope |\n|---|---|\n| carts | refunds |\n", id="a table of two columns"),
        pytest.param(OVERVIEW + "| Scope | Items |\n|---|---|\n| In scope | carts |\n| Not in scope | refunds |\n", id="a table of two rows"),
        pytest.param(OVERVIEW + "**Scope**: carts. **Out of scope**: refunds.\n", id="one line"),
        pytest.param(OVERVIEW + "### Scope\n\nCarts and their lines. Refunds are out of scope.\n\nCarts.\n", id="prose"),
        pytest.param(OVERVIEW + "This spec covers carts.\n\nIt does not cover refunds.\n", id="two sentences"),
        pytest.param(OVERVIEW + "## 2. Goals and Non-Goals\n\n### Goals\n\n- Keep carts\n\n### Non-Goals\n\n- Refunds\n", id="goals and non-goals"),
        pytest.param(OVERVIEW + "## 2. Goals and Non-Goals\n\n**Goals**\n\n- Keep carts\n\n**Non-goals**\n\n- Refunds\n", id="labels of goals"),
        pytest.param("# T\n\n**In scope**: carts\n\n**Out of scope**: refunds\n\n## Design\n\nText.\n", id="above the chapters"),
        pytest.param(OVERVIEW + "- **Included**\n  - carts\n- **Excluded**\n  - refunds\n", id="nested bullets"),
        pytest.param(OVERVIEW + "### Scope\n\n✅ In scope:\n\n- carts\n\n❌ Out of scope:\n\n- refunds\n", id="lead-ins with signs"),
    ],
)  # fmt: skip
def test_both_sides_are_stated(text: str, vocabulary: Vocabulary) -> None:
    facts = _facts(text, vocabulary)
    assert facts.all("scope_gaps", Gap) == ()
    said = {side: " ".join(each.text for each in facts.all("scope", ScopeStatement) if each.side == side).lower() for side in ("in", "out")}
    assert "cart" in said["in"]
    assert "refund" in said["out"]


@pytest.mark.parametrize(
    ("text", "gaps"),
    [
        pytest.param(OVERVIEW, [(3, "in"), (3, "out")], id="neither"),
        pytest.param(OVERVIEW + "**Scope:**\n- In scope: carts\n", [(7, "out")], id="one side"),
        pytest.param(OVERVIEW + "- In scope: {What this spec covers}\n- Out of scope: TBD\n", [(7, "in"), (8, "out")], id="placeholders"),
        pytest.param(OVERVIEW + "**Scope:**\n- Out of scope: refunds\n", [(7, "in")], id="the other side"),
        pytest.param(OVERVIEW + "## 2. Risks\n\n- Scope: refunds are out of scope\n", [(3, "in"), (3, "out")], id="a risk is no scope"),
        pytest.param("# T\n\n## 1. Design\n\nText.\n", [(1, "in"), (1, "out")], id="no overview"),
    ],
)  # fmt: skip
def test_a_side_is_missing(text: str, gaps: list[tuple[int, str]], vocabulary: Vocabulary) -> None:
    assert [(each.span.line, each.kind) for each in _facts(text, vocabulary).all("scope_gaps", Gap)] == gaps


@pytest.mark.parametrize(
    ("text", "criteria"),
    [
        pytest.param(OVERVIEW + "**Success Criteria:**\n- 95 % within 2 s\n- Nobody loses a cart\n", [(8, True, True), (9, False, True)], id="a label"),
        pytest.param(OVERVIEW + "### Success Criteria\n\n1. 95 % within 2 s\n", [(9, True, True)], id="a section"),
        pytest.param(OVERVIEW + "### Acceptance Criteria\n\n| Metric | Target |\n|---|---|\n| Speed | 2 s |\n", [(11, True, True)], id="a table"),
        pytest.param(OVERVIEW + "**Success criteria**: carts survive a restart.\n", [(7, False, True)], id="one line"),
        pytest.param(OVERVIEW + "### Definition of Done\n\nA cart survives a restart.\n", [(9, False, True)], id="a paragraph"),
        pytest.param(OVERVIEW + "**Success Criteria:**\n- {Measurable success criterion 1}\n", [(8, True, False)], id="a placeholder"),
        pytest.param(OVERVIEW + "## 2. Rollout Plan\n\n### Phase 1\n\n#### Exit Criteria\n\n- Done\n", [], id="of a phase"),
    ],
)  # fmt: skip
def test_success_criteria(text: str, criteria: list[tuple[int, bool, bool]], vocabulary: Vocabulary) -> None:
    found = _facts(text, vocabulary).all("success_criteria", Criterion)
    assert [(each.span.line, each.measurable, each.filled) for each in found] == criteria
