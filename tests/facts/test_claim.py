"""The boxes of the document's own checklist, what they claim, and what is said of false ones."""
# ruff: noqa: E501

from __future__ import annotations

import pytest

from speclint.document.source import make_source
from speclint.document.vocabulary import Vocabulary
from speclint.facts.claim import Claim
from speclint.linter import Verdict, lint, read
from speclint.report import Edit, Fix
from speclint.rule import Ruleset

# a part with boxes, and what is read: whether it is ticked, the items that it claims
PARTS = [
    pytest.param("## Quality Checklist\n\n- [x] Risks assessed with mitigation plans\n- [ ] Code is pretty\n", [(True, ("risks-mitigated",)), (False, ())], id="a checklist"),
    pytest.param("## Sign-off\n\n**Quality checklist:**\n\n- [x] Error handling strategy documented\n", [(True, ("error-handling",))], id="a bold label"),
    pytest.param("## Before review\n\n- [x] Assumptions documented\n- [ ] Open questions documented\n", [(True, ("assumptions",)), (False, ("open-questions",))], id="a list of claims under another title"),
    pytest.param("## Quality Checklist\n\n- ✅ Assumptions documented\n- ⬜ Open questions documented\n", [(True, ("assumptions",)), (False, ("open-questions",))], id="boxes in pictures"),
    pytest.param("## Quality Checklist\n\n- [ ] Content\n  - [x] Testing strategy defined (unit, integration, E2E)\n", [(False, ()), (True, ("testing-strategy",))], id="nested boxes"),
    pytest.param("## Quality Checklist\n\n- [x] All open questions resolved\n- [x] Security review done\n- [x] No risks without mitigation\n", [(True, ()), (True, ()), (True, ())], id="other claims"),
    pytest.param("## Implementation Phases\n\n### Phase 1 (Week 1)\n\n- [x] Risks assessed with mitigation plans\n- [x] Assumptions documented\n", [], id="tasks of a phase"),
    pytest.param("## Deployment Checklist\n\n- [x] Error handling documented\n- [ ] Servers rented\n- [ ] Labels bought\n", [], id="a checklist of work"),
    pytest.param("## Acceptance Criteria\n\n- [x] Risks assessed with mitigation plans\n- [x] Assumptions documented\n", [], id="criteria"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), PARTS)
def test_boxes_are_read_as_claims(
    text: str, expected: list[tuple[bool, tuple[str, ...]]], vocabulary: Vocabulary
) -> None:
    facts = read(make_source(f"# Technical Specification: Parcels\n\n{text}", "spec.md"), vocabulary)
    assert [(claim.ticked, claim.items) for claim in facts.all("claims", Claim)] == expected


TEXT = """\
# Technical Specification: Parcels

## Assumptions

- Labels stick

## Quality Checklist

- [x] Risks assessed with mitigation plans
- [ ] Assumptions documented
- [x] Code is pretty
"""


def _judged(ruleset: Ruleset, vocabulary: Vocabulary, *without: str) -> Verdict:
    profile = ruleset.profiles["sdd"]
    rules = [rule for rule in ruleset.for_profile(profile) if rule.id not in without]
    return lint(read(make_source(TEXT, "spec.md"), vocabulary), profile, rules)


def test_a_false_box_is_an_error_on_its_line(ruleset: Ruleset, vocabulary: Vocabulary) -> None:
    found = [each for each in _judged(ruleset, vocabulary).findings if each.rule == "ticked-box-true"]
    assert [(each.line, each.column, each.severity, each.checklist) for each in found] == [
        (9, 7, "error", ("risks-mitigated",))
    ]


def test_a_true_box_can_be_ticked(ruleset: Ruleset, vocabulary: Vocabulary) -> None:
    found = [each for each in _judged(ruleset, vocabulary).findings if each.rule == "unticked-box-false"]
    assert [(each.line, each.severity, each.fix) for each in found] == [
        (10, "info", Fix(True, (Edit(10, 3, 10, 6, "[x]"),)))
    ]


def test_a_false_box_fails_no_item(ruleset: Ruleset, vocabulary: Vocabulary) -> None:
    verdict = _judged(ruleset, vocabulary, "risks-listed")
    assert {item.id: item.status for item in verdict.checklist}["risks-mitigated"] == "pass"
    assert not [each for each in verdict.findings if each.rule == "ticked-box-true"]
