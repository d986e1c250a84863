"""A plan against itself: totals, phases stated twice, tasks and their phase, sums."""
# ruff: noqa: E501

from __future__ import annotations

import pytest

from speclint.document.source import make_source
from speclint.document.vocabulary import Vocabulary
from speclint.facts.planfit import PlanConflict
from speclint.linter import read

T = "# Technical Specification: Parcels\n\n"
WEEKS = "## Implementation Phases\n\n### Phase 1: Scanning (Week 1-2)\n\n- a\n\n### Phase 2: Search (Week 3-6)\n\n- b\n"
SPANS = "## Implementation Phases\n\n### Phase 1: Scanning (2 weeks)\n\n- a\n\n### Phase 2: Search (4 weeks)\n\n- b\n"

PLANS = [
    pytest.param(f"**Status**: Draft\n**Timeline**: 4 weeks\n\n{WEEKS}", [(4, "total")], id="a timeline in the header"),
    pytest.param(f"| Field | Value |\n|--|--|\n| Status | Draft |\n| Duration | 4 weeks |\n\n{WEEKS}", [(6, "total")], id="a table in the header"),
    pytest.param(f"**Duration**: 5 weeks\n**Status**: Draft\n\n{SPANS}", [(3, "total")], id="lengths against the header"),
    pytest.param(f"**Timeline**: 1 month\n**Status**: Draft\n\n{WEEKS}", [(3, "total")], id="a month"),
    pytest.param(f"{WEEKS}\n**Total**: 8 weeks\n", [(13, "total")], id="a total below"),
    pytest.param(f"{SPANS}\n**Total Duration:** 8 weeks\n", [(13, "total")], id="a total of lengths"),
    pytest.param(f"{SPANS}\n**Total: 8 weeks**\n", [(13, "total")], id="a total in bold"),
    pytest.param(WEEKS.replace("Phases\n", "Phases (4 weeks)\n"), [(3, "total")], id="a total in the heading"),
    pytest.param("## Phases\n\n| Phase | Weeks |\n|--|--|\n| Scan | 1-2 |\n| Search | 3-5 |\n| **Total** | 6 weeks |\n", [(9, "total")], id="a row with the total"),
    pytest.param("## Phases\n\n| Phase | When | Effort (days) |\n|--|--|--|\n| Scan | Week 1 | 5 |\n| Search | Week 2 | 4 |\n| Total | | 10 |\n", [(9, "sum")], id="a sum of days"),
    pytest.param(f"{WEEKS}\n## Rollout Plan\n\n| Phase | When |\n|--|--|\n| Phase 1: Scanning | Week 1-3 |\n| Phase 2: Search | Week 3-6 |\n", [(17, "twice")], id="the rollout"),
    pytest.param(f"## Phases\n\n| Phase | Duration |\n|--|--|\n| Scanning | 3 weeks |\n| Search | 4 weeks |\n\n{WEEKS[WEEKS.index('###') :]}", [(10, "twice")], id="a table and sub-headings"),
    pytest.param(WEEKS.replace("- a", "- Scanner (3 weeks)"), [(7, "task")], id="a task that is too long"),
    pytest.param(WEEKS.replace("- a", "- Scanner (Week 3)"), [(7, "task")], id="a task outside"),
    pytest.param(f"## Overview\n\nThe work takes 4 weeks for a team of three.\n\n{WEEKS}", [(5, "total")], id="a sentence of the overview"),
    pytest.param(f"## Overview\n\nNone so far; effort: 4 weeks with two developers.\n\n{WEEKS}", [(5, "total")], id="an effort in weeks"),
    pytest.param("## Overview\n\nThe effort is 20 person-days over 4 weeks.\n\n## Phases\n\n| Phase | When |\n|--|--|\n| Scan | 2026-01-12 to 2026-01-30 |\n| Search | 2026-02-02 to 2026-02-20 |\n", [(5, "total")], id="dates"),
    pytest.param(WEEKS.replace("Phases\n", "Phases\n\nFive weeks in all, from the first scan on.\n"), [(5, "total")], id="a number in words"),
    pytest.param(WEEKS.replace("Phases\n", "Phases\n\nThe two phases take 9 weeks.\n"), [(5, "total")], id="phases that take"),
    pytest.param(
        f"## Rollout Plan\n\n| Phase | When |\n|--|--|\n| Phase 1: Scanning | Week 1-2 |\n| Phase 2: Search | Week 3-6 |\n\n"
        f"{WEEKS[WEEKS.index('###'):].replace('- a', '- Scanner (3 weeks)')}", [(12, "task")], id="a task of a listed phase",
    ),
    pytest.param(f"## Overview\n\nThe work takes 6 weeks. A parcel takes 4 weeks by ship; the plan is 2 weeks of rest.\n\n{WEEKS}", [], id="other lengths"),
    pytest.param(f"**Timeline**: 6 weeks\n**Status**: Draft\n\n{WEEKS}", [], id="the same"),
    pytest.param(f"**Timeline**: 8 weeks\n**Status**: Draft\n\n{WEEKS}", [], id="a header with some air"),
    pytest.param(f"**Timeline**: 2 months\n**Status**: Draft\n\n{WEEKS}", [], id="two months"),
    pytest.param(f"**Timeline**: ~4 weeks\n**Status**: Draft\n\n{WEEKS}", [], id="about"),
    pytest.param(f"{WEEKS}\n**Total effort**: 40 person-days\n**Total cost**: 4 weeks of two engineers\n", [], id="efforts"),
    pytest.param(f"{SPANS}\nBoth run in parallel.\n\n**Total**: 4 weeks\n", [], id="side by side"),
    pytest.param(f"{WEEKS}\n## Rollout Plan\n\n| Phase | When |\n|--|--|\n| Pilot | Week 7 |\n| All depots | Week 8 |\n", [], id="another plan"),
    pytest.param(f"{WEEKS}\n## Rollout Plan\n\n| Phase | When |\n|--|--|\n| Phase 1: Pilot | Week 1 |\n| Phase 2: Depots | Week 2 |\n", [], id="other phases of the same numbers"),
    pytest.param(WEEKS.replace("- a", "- Scanner (3 days)\n- Printer (Week 2)\n- **Owner**: Ada (Week 9)"), [], id="tasks that fit"),
    pytest.param("## Phases\n\n| Task | Estimate |\n|--|--|\n| Scan | 2h |\n| Search | 90m |\n| Total | 3.5h |\n", [], id="hours and minutes"),
    pytest.param("## Phases\n\n| Phase | When | Effort |\n|--|--|--|\n| Scan | Week 1 | 5 days |\n| Search | Week 2 | 4-6 days |\n| Total | | 10 days |\n", [], id="a range has no sum"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "conflicts"), PLANS)
def test_a_plan_that_contradicts_itself(text: str, conflicts: list[tuple[int, str]], vocabulary: Vocabulary) -> None:
    found = read(make_source(T + text), vocabulary).all("plan_conflicts", PlanConflict)
    assert [(each.span.line, each.kind) for each in found] == conflicts
    assert all(each.related for each in found)


def test_both_places_are_named(vocabulary: Vocabulary) -> None:
    (found,) = read(make_source(f"{T}{WEEKS}\n**Total**: 8 weeks\n"), vocabulary).all("plan_conflicts", PlanConflict)
    assert found.reason == 'the plan is to take 8 weeks, but its phases end in week 6 ("Phase 2: Search (Week 3-6)")'
    assert [span.line for _, span in found.related] == [9]
