"""The times of phases: weeks, sprints, durations, quarters and dates."""
# ruff: noqa: E501

from datetime import date

import pytest

from speclint.facts.value.time import effort_days, phase_time, runs_backwards
from tests.facts import hostile

_JUNE = date(2026, 6, 1).toordinal(), date(2026, 6, 30).toordinal()

_YES = [
    ("Week 1", "Week 1", "ordinal-range", 1, 1, 5), ("Weeks 2-3", "Weeks 2-3", "ordinal-range", 2, 3, 10),
    ("Wk 4", "Wk 4", "ordinal-range", 4, 4, 5), ("W1–W2", "W1–W2", "ordinal-range", 1, 2, 10),
    ("Day 3-5", "Day 3-5", "ordinal-range", 3, 5, 3), ("Month 1-2", "Month 1-2", "ordinal-range", 1, 2, 40),
    ("Phase 2: Build (Week 2-3)", "Week 2-3", "ordinal-range", 2, 3, 10), ("Week 1 – Week 2", "Week 1 – Week 2", "ordinal-range", 1, 2, 10),
    ("Weeks 1 and 2", "Weeks 1 and 2", "ordinal-range", 1, 2, 10), ("Week 1, 2 engineers", "Week 1", "ordinal-range", 1, 1, 5),
    ("T+2 weeks", "T+2 weeks", "ordinal-range", 2, 2, None), ("Sprint 2", "Sprint 2", "sprint", 2, 2, None),
    ("Sprint 1 (2 weeks)", "Sprint 1", "sprint", 1, 1, 10), ("Iteration 3", "Iteration 3", "sprint", 3, 3, None),
    ("2 weeks", "2 weeks", "duration", 2, 2, 10), ("~3 days", "~3 days", "duration", 3, 3, 3), ("1-2 weeks", "1-2 weeks", "duration", 1, 2, 10),
    ("3 person-days", "3 person-days", "duration", 3, 3, 3), ("two weeks", "two weeks", "duration", 2, 2, 10),
    ("4h", "4h", "duration", 4, 4, 0.5), ("1 month", "1 month", "duration", 1, 1, 20), ("Milestone 1 - 2 weeks", "2 weeks", "duration", 2, 2, 10),
    ("Q3 2026", "Q3 2026", "quarter", 8107, 8107, None), ("2026-Q3", "2026-Q3", "quarter", 8107, 8107, None),
    ("H1 2026", "H1 2026", "quarter", 8105, 8106, None), ("Rollout (Q3)", "Q3", "quarter", 3, 3, None),
    ("June 2026", "June 2026", "date", *_JUNE, None), ("2026-06", "2026-06", "date", *_JUNE, None),
    ("by end of June 2026", "by end of June 2026", "date", *_JUNE, None), ("end of March", "end of March", "date", None, None, None),
    ("2026-06-01 to 2026-06-30", "2026-06-01 to 2026-06-30", "date", *_JUNE, 22), ("June 1-30, 2026", "June 1-30, 2026", "date", *_JUNE, 22),
    ("Jun 1 – Jun 30, 2026", "Jun 1 – Jun 30, 2026", "date", *_JUNE, 22), ("1 June 2026", "1 June 2026", "date", _JUNE[0], _JUNE[0], None),
    ("Ongoing", "Ongoing", "ongoing", None, None, None), ("Tuning (continuous)", "continuous", "ongoing", None, None, None),
    ("Immediately", "Immediately", "ongoing", None, None, None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected", "kind", "first", "last", "days"), _YES)
def test_a_time_is_found(
    text: str, expected: str, kind: str, first: float | None, last: float | None, days: float | None
) -> None:
    found = phase_time(text)
    assert found is not None
    assert (found.text, found.kind, found.first, found.last, found.days) == (expected, kind, first, last, days)
    assert text[found.start : found.end] == expected


@pytest.mark.parametrize(
    "text",
    [
        "v0.7.0", "Now / Next / Later", "Phase 2", "TBD", "after stories", "future", "Day 2 operations", "Q1: How so?",
        "Phase 3: Continuous Deployment", "the API may fail", "the last 7 days", "30-day retention", "logs are kept for 30 days",
        "M1", "8.1 Phase 1: Core", "10.3 Iteration limits", "Task 1D.1", "D3 charts", "24/7 support", "OWASP A03:2021", "we march on",
        "session expires after 2 hours", "charts drawn; polishing ongoing, as before",
    ],
)  # fmt: skip
def test_what_is_no_time_is_none(text: str) -> None:
    assert phase_time(text) is None


@pytest.mark.parametrize(
    ("text", "approximate"), [("June 2026", False), ("end of June", True), ("early June 2026", True), ("Q3", True)]
)
def test_a_time_without_its_year_or_day_is_approximate(text: str, approximate: bool) -> None:
    found = phase_time(text)
    assert found is not None
    assert found.approximate is approximate


@pytest.mark.parametrize(
    ("text", "backwards"),
    [("Week 5-3", True), ("Week 3-5", False), ("2026-04-01 to 2026-03-01", True), ("Ongoing", False)],
)
def test_a_time_that_ends_before_it_begins_is_seen(text: str, backwards: bool) -> None:
    found = phase_time(text)
    assert found is not None
    assert runs_backwards(found) is backwards


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("12 person-days", 12), ("3 weeks", 15), ("2 months", 40), ("2-3 weeks", 15), ("80 hours", 10), ("4h", 0.5),
        ("2 developers for 3 weeks", 30), ("40 story points", None), ("2 sprints", None), ("unknown", None),
    ],
)  # fmt: skip
def test_effort_is_counted_in_working_days(text: str, days: float | None) -> None:
    assert effort_days(text) == days


def test_hostile_strings_take_linear_time() -> None:
    assert hostile.too_slow(phase_time) == []
