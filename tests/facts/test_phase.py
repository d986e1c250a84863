"""Phases and their times, in every shape that authors give a plan."""
# ruff: noqa: E501

from __future__ import annotations

import pytest

from speclint.document.source import make_source
from speclint.document.vocabulary import Vocabulary
from speclint.facts.fact import Facts
from speclint.facts.phase import Phase, PhaseConflict
from speclint.linter import read

# what stands under "## Implementation Phases", and the phases that are read: line, time
PLANS = [
    pytest.param("### Phase 1: Import (Week 1-2)\n\n- [ ] Reader\n\n### Phase 2: Export (Week 3)\n", [(5, "Week 1-2"), (9, "Week 3")], id="sub-headings"),
    pytest.param("### 9.1 Phase 1: Import (Weeks 1–2)\n\nText.\n\n### 9.2 Phase 2: Export\n\nText.\n", [(5, "Weeks 1–2"), (9, None)], id="numbered sub-headings"),
    pytest.param("### Import (Sprint 1-2)\n\nText.\n\n### Export (Sprint 3)\n\nText.\n\n### Launch\n\nText.\n", [(5, "Sprint 1-2"), (9, "Sprint 3"), (13, None)], id="sub-headings called by what is done"),
    pytest.param("### Import\n\n**Duration**: 2 weeks\n\n### Export\n\n**Duration:** 3 days\n", [(5, "2 weeks"), (9, "3 days")], id="a labelled line"),
    pytest.param("### Phase 1\n\n- **Timeline**: Week 1\n- **Goal**: read\n\n### Phase 2\n\n- Timeline: Week 2\n- Goal: write\n", [(5, "Week 1"), (10, "Week 2")], id="labelled items"),
    pytest.param("### Phase 1 — Import\n\n*Weeks 1-2*\n\nText.\n\n### Phase 2 — Export\n\n*Weeks 3-4, two engineers*\n", [(5, "Weeks 1-2"), (11, "Weeks 3-4")], id="the first line"),
    pytest.param("### Phase 1\n\nStart: 2026-03-02\nEnd: 2026-03-13\n\n### Phase 2\n\nStart: 2026-03-16\nEnd: 2026-03-20\n", [(5, "2026-03-02 - 2026-03-13"), (10, "2026-03-16 - 2026-03-20")], id="start and end"),
    pytest.param("### Foundation\n\nText.\n\n### Polish\n\nText.\n", [(5, None), (9, None)], id="sub-headings of a title that promises phases"),
    pytest.param("### Phase 1: Import\n\n#### Week 1: Reader\n\nText.\n\n### Phase 2: Export\n\n**When**: Q3 2026\n\n### Risks\n\nNone.\n", [(5, None), (11, "Q3 2026")], id="a phase's own steps and other parts"),
    pytest.param("### Phase 1: Import\n\n- Reader (2 days)\n- Checks (1 day)\n\n### Phase 2: Export\n\n- Writer: 3 days\n", [(5, "2 days"), (10, "3 days")], id="times of the tasks"),
    pytest.param("| Phase | When | Result |\n|---|---|---|\n| Import | Day 1-4 | Reader |\n| Export | | Writer |\n", [(7, "Day 1-4"), (8, None)], id="a table"),
    pytest.param("| # | Milestone | Target Date |\n|---|---|---|\n| 1 | Import | 2026-04-01 |\n| 2 | Export | mid-May 2026 |\n", [(7, "2026-04-01"), (8, "mid-May 2026")], id="a table of milestones"),
    pytest.param("| Week | Deliverable |\n|---|---|\n| 1-2 | Reader |\n| 3 | Writer |\n", [(7, "1-2"), (8, "3")], id="a table by weeks"),
    pytest.param("| Phase | Start | End |\n|---|---|---|\n| Import | 2026-03-02 | 2026-03-13 |\n| Export | 2026-03-16 | 2026-03-20 |\n", [(7, "2026-03-02 - 2026-03-13"), (8, "2026-03-16 - 2026-03-20")], id="columns of start and end"),
    pytest.param("| Phase | Effort (days) |\n|---|---|\n| Import | 4 |\n| Export | 2-3 |\n| Total | 7 |\n", [(7, "4"), (8, "2-3")], id="bare numbers and a total"),
    pytest.param("| Phase | Outcome |\n|---|---|\n| 1. Import | Reads files |\n| 2. Export | Writes files |\n", [(7, None), (8, None)], id="a table without times"),
    pytest.param("- Week 1: reader\n- Week 2-3: writer\n", [(5, "Week 1"), (6, "Week 2-3")], id="items that begin with a time"),
    pytest.param("1. **Import** (Day 1-6): reader, checks\n2. **Export**: writer\n3. **Launch** (Day 13): rollout\n", [(5, "Day 1-6"), (6, None), (7, "Day 13")], id="items with brackets"),
    pytest.param("- **M0 — Reader.** Reads a file.\n- **M1 — Writer.** Writes a file. Due 2026-05-04.\n", [(5, None), (6, "2026-05-04")], id="a date behind the name"),
    pytest.param("- **Phase 1: Import** — 2 weeks\n  - Reader\n- **Phase 2: Export** — 1 week\n  - Writer\n", [(5, "2 weeks"), (7, "1 week")], id="items with a dash"),
    pytest.param("- Milestones:\n  - M1 (2026-03-02): reader\n  - M2 (2026-03-09): writer\n", [(6, "2026-03-02"), (7, "2026-03-09")], id="nested items"),
    pytest.param("**Phase 1: Import (Week 1).** Reader.\n\n**Phase 2: Export.** Writer.\n", [(5, "Week 1"), (7, None)], id="bold paragraphs"),
    pytest.param("**Phase 1 – Import**\n- Duration: 2 weeks\n- Reader\n\n**Phase 2 – Export**\n- Duration: 1 week\n", [(5, "2 weeks"), (9, "1 week")], id="bold paragraphs with labelled items"),
    pytest.param("### Alpha (June 2026)\n\nText.\n\n### Beta\n\nText.\n\n### GA (Q1 2027)\n\nText.\n", [(5, "June 2026"), (9, None), (13, "Q1 2027")], id="alpha, beta, general availability"),
    pytest.param("### Q1 2026\n\n- Import\n\n### Q2 2026\n\n- Export\n", [(5, "Q1 2026"), (9, "Q2 2026")], id="quarters"),
    pytest.param("### Phase 1 (Completed 2025-11)\n\n- Import\n\n### Phase 2 (Ongoing)\n\n- Export\n", [(5, "2025-11"), (9, "Ongoing")], id="past and ongoing phases"),
    pytest.param("```mermaid\ngantt\n    dateFormat YYYY-MM-DD\n    section A\n    Import :a1, 2026-03-02, 10d\n    Export :a2, after a1, 5d\n```\n", [(9, "2026-03-02"), (10, "5d")], id="a Gantt chart"),
    pytest.param("```mermaid\ngantt\n    Reader :a1, 2026-03-02, 10d\n```\n\n### Import (Week 1-2)\n\nText.\n\n### Export (Week 3)\n\nText.\n", [(10, "Week 1-2"), (14, "Week 3")], id="a Gantt chart beside sub-headings"),
    pytest.param("```\nPhase 1 (Week 1-2): Import\n├── Reader\nPhase 2 (Week 3): Export\n```\n", [(6, "Week 1-2"), (8, "Week 3")], id="a block of text"),
    pytest.param("Phase 1 (weeks 1-2) builds the reader. Phase 2 (week 3) builds the writer.\n", [(5, "weeks 1-2"), (5, "week 3")], id="sentences"),
    pytest.param("| Phase | Duration |\n|---|---|\n| Phase 1: Import | Week 1-2 |\n| Phase 2: Export | Week 3 |\n\n### Phase 1: Import\n\n- Reader\n\n### Phase 2: Export\n\n- Writer\n", [(7, "Week 1-2"), (8, "Week 3")], id="a table and sub-headings of the same phases"),
    pytest.param("- **Phase 0** (Weeks -2 to 0): audit\n- **Phase 1** (Week 1): migration\n", [(5, "Weeks -2 to 0"), (6, "Week 1")], id="weeks before the start"),
    pytest.param("- Phase 1 (Errors): 4 tasks - 2 days\n- Phase 2 (Parser): 3 tasks - 3 days\n- Phase 2 can begin once Phase 1 is reviewed\n", [(5, "2 days"), (6, "3 days")], id="a sentence about phases is none"),
    pytest.param("### Phase 1 (Week 1)\n\nText.\n\n### Total Timeline: 1-2 weeks\n\nText.\n\n### Phase 2 (Week 2)\n", [(5, "Week 1"), (13, "Week 2")], id="a sum is no phase"),
    pytest.param("### Phase 1\n\n**Estimated Time (Manual)**: 3-6 hours\n**Estimated Time (with help)**: 1-2 hours\n\n### Phase 2\n\n**Time:** 2 hours\n", [(5, "3-6 hours"), (10, "2 hours")], id="labels with a remark"),
    pytest.param("| # | Name | Status |\n|---|---|---|\n| 1 | Reader | done |\n| 2 | Writer | open |\n", [(7, None), (8, None)], id="a table of names under a title that promises phases"),
    pytest.param("1. Agree on the contract\n2. Build the reader\n", [], id="numbered steps of a title that promises phases"),
    pytest.param("Text without any plan.\n", [], id="no phases"),
    pytest.param("N/A\n", [], id="waved off"),
    pytest.param("### Phase 1: Keep events for 30 days\n\nText.\n\n### Phase 2: Retry after 5 minutes\n\nText.\n", [(5, None), (9, None)], id="a span of time that the phase is about"),
    pytest.param("### Phase 1 (H1, H2)\n\nText.\n\n### Phase 2 [TBD]\n\nText.\n", [(5, None), (9, None)], id="hypotheses and placeholders"),
    pytest.param("### Phase 1: Import (Weeks 1-2) ✅\n\nText.\n\n### 🚀 Phase 2: Export (Weeks 3-4)\n\nText.\n", [(5, "Weeks 1-2"), (9, "Weeks 3-4")], id="emoji"),
    pytest.param("### Phase One: Import\n\n**Estimated Effort:** 3 days\n\n### Phase Two: Export\n\n**Estimated Effort:** 2 days\n", [(5, "3 days"), (9, "2 days")], id="numbers in words"),
    pytest.param("### Import\n\n| Task | Days |\n|---|---|\n| Reader | 2 |\n\n### Export\n\n| Task | Days |\n|---|---|\n| Writer | 3 |\n", [(5, None), (11, None)], id="tables of tasks"),
]  # fmt: skip

# whole documents, and the phases that are read: line, whether they must have a time
DOCUMENTS = [
    pytest.param("# T\n\n## Implementation Phases\n\n### Phase 1 (Week 1)\n\nText.\n\n### Phase 2 (Week 2)\n\nText.\n\n## Migration Plan\n\n### Stage 1\n\nCopy.\n\n### Stage 2\n\nSwitch.\n", [(5, True), (9, True), (15, False), (19, False)], id="a second plan without times"),
    pytest.param("# T\n\n## Phase 1: Import\n\nText.\n\n## Phase 2: Export\n\nText.\n", [(3, True), (7, True)], id="chapters"),
    pytest.param("# T\n\n## Overview\n\n**Timeline:**\n\n- Week 1: reader\n- Week 2: writer\n", [(7, True), (8, True)], id="a label outside of plans"),
    pytest.param("# T\n\n## Migration Plan\n\n1. Copy the rows\n2. Switch the reads\n", [(5, True), (6, True)], id="the steps of a migration"),
    pytest.param("# T\n\n## Implementation Plan\n\n### Tasks\n\n- [ ] Reader\n- [ ] Writer\n", [], id="tasks"),
    pytest.param("# T\n\n## Implementation Plan\n\n### Tasks\n\n| Task | Estimate |\n|---|---|\n| Reader | 2h |\n| Writer | 3h |\n\n## Rollout\n\n**Phase 1: Pilot**\n- One team\n\n**Phase 2: All**\n- Everyone\n", [(14, True), (17, True)], id="estimates of tasks beside phases"),
    pytest.param("# T\n\n## Implementation Plan\n\n| Task | Estimate |\n|---|---|\n| Reader | 2 days |\n| Writer | 3 days |\n", [(7, True), (8, True)], id="estimates of tasks alone"),
    pytest.param("# T\n\n## Testing\n\n### Test Phases\n\n#### Phase 1\n\nUnit.\n\n#### Phase 2\n\nLoad.\n", [], id="phases of tests"),
    pytest.param("# T\n\n## Data Flow\n\n### Pipeline Stages\n\n1. Read\n2. Write\n", [], id="stages of a pipeline"),
    pytest.param("# T\n\n## Compiler Phases\n\n| Phase | Input |\n|---|---|\n| Parse | Text |\n| Check | Tree |\n", [], id="phases of a program"),
]  # fmt: skip

# the lines of a plan under "## Phases", and where a conflict stands
CONFLICTS = [
    pytest.param("", "- Week 1: a\n- Week 4: b\n- Week 2: c\n", [(7, "order")], id="weeks out of order"),
    pytest.param("", "- Week 1-3: a\n- Week 2-4: b\n- Week 4: c\n", [], id="weeks that overlap"),
    pytest.param("", "- Week 1: a\n- Week 1: b\n", [], id="weeks in parallel"),
    pytest.param("", "- Sprint 3: a\n- Sprint 1: b\n", [(6, "order")], id="sprints out of order"),
    pytest.param("", "- M1 (2026-05-01): a\n- M2 (2026-04-01): b\n- M3 (2026-06-01): c\n", [(6, "order")], id="dates out of order"),
    pytest.param("", "- M1 (Q4 2025): a\n- M2 (Q1 2026): b\n", [], id="quarters over the new year"),
    pytest.param("", "- M1 (Q4): a\n- M2 (Q1): b\n", [], id="quarters without a year"),
    pytest.param("", "- M1 (December): a\n- M2 (January): b\n", [], id="months without a year"),
    pytest.param("", "- Week 3: a\n- Day 2: b\n", [], id="different units"),
    pytest.param("", "- Week 50-51: a\n- Week 2-3: b\n", [], id="weeks over the new year"),
    pytest.param("", "- v3 (2026-03-01): a\n- v2 (2025-11-01): b\n- v1 (2025-06-01): c\n", [], id="the latest first"),
    pytest.param("", "### Team A\n\n- Phase 1 (Week 1-2): a\n- Phase 2 (Week 3): b\n\n### Team B\n\n- Phase 3 (Week 1): c\n- Phase 4 (Week 2): d\n", [], id="tracks of their own"),
    pytest.param("", "| Task | Due |\n|---|---|\n| Reader | 2026-03-09 |\n| Writer | 2026-03-02 |\n", [], id="tasks in no order"),
    pytest.param("**Estimated Effort**: 10 person-days\n\n", "- Day 1-5: a\n- Day 6-12: b\n", [(8, "effort")], id="last day beyond the effort"),
    pytest.param("**Estimated Effort**: 12 person-days\n\n", "- Day 1-5: a\n- Day 6-12: b\n", [], id="last day within the effort"),
    pytest.param("**Estimated Effort**: 5 days\n\n", "- Phase 1 (3 days): a\n- Phase 2 (3 days): b\n", [(8, "effort")], id="sum of days beyond the effort"),
    pytest.param("**Estimated Effort**: 20 person-days\n\n", "- Week 1-3: a\n- Week 4-6: b\n", [], id="weeks on the calendar against days of work"),
    pytest.param("**Effort**: 20 person-days (2 engineers, 6 weeks)\n\n", "- Week 1-3: a\n- Week 4-6: b\n", [], id="a remark on the calendar"),
    pytest.param("Draft. Effort: 10 person-days.\n\n", "- Day 1-5: a\n- Day 6-12: b\n", [(8, "effort")], id="effort in a sentence of the header"),
    pytest.param("**Estimated Effort**: 3 person-weeks\n\n", "- Week 1-2: a\n- Week 3-5: b\n", [], id="weeks of one person against the calendar"),
    pytest.param("**Estimated Effort**: 3 weeks\n\n", "- Week 1-2: a\n- Week 3-5: b\n", [(8, "effort")], id="weeks against weeks"),
    pytest.param("**Estimated Effort**: 20 person-days\n\n", "- 2026-03-02 to 2026-05-01: a\n- 2026-05-04 to 2026-06-01: b\n", [], id="dates against days of work"),
]  # fmt: skip


def _facts(text: str, vocabulary: Vocabulary) -> Facts:
    return read(make_source(text), vocabulary)


@pytest.mark.parametrize(("plan", "phases"), PLANS)
def test_a_phase_is_read(plan: str, phases: list[tuple[int, str | None]], vocabulary: Vocabulary) -> None:
    facts = _facts(f"# T\n\n## Implementation Phases\n\n{plan}", vocabulary)
    assert [(phase.span.line, phase.time) for phase in facts.all("phases", Phase)] == phases


@pytest.mark.parametrize(("text", "phases"), DOCUMENTS)
def test_a_plan_is_found(text: str, phases: list[tuple[int, bool]], vocabulary: Vocabulary) -> None:
    found = _facts(text, vocabulary).all("phases", Phase)
    assert [(phase.span.line, phase.planned) for phase in found] == phases


@pytest.mark.parametrize(("head", "plan", "conflicts"), CONFLICTS)
def test_a_contradiction_is_found(
    head: str, plan: str, conflicts: list[tuple[int, str]], vocabulary: Vocabulary
) -> None:
    found = _facts(f"# T\n\n{head}## Phases\n\n{plan}", vocabulary).all("phase_conflicts", PhaseConflict)
    assert [(each.span.line, each.kind) for each in found] == conflicts


@pytest.mark.parametrize(
    ("time", "backwards"),
    [
        ("Week 5-3", True),
        ("Week 3-5", False),
        ("2026-05-08 to 2026-04-27", True),
        ("Day 4", False),
        ("2-3 weeks", False),
    ],
)
def test_a_time_runs_forward(time: str, backwards: bool, vocabulary: Vocabulary) -> None:
    facts = _facts(f"# T\n\n## Phases\n\n- A ({time}): a\n- B: b\n", vocabulary)
    assert facts.all("phases", Phase)[0].backwards is backwards


def test_a_phase_has_a_deliverable_and_tasks(vocabulary: Vocabulary) -> None:
    text = "# T\n\n## Phases\n\n### Phase 1 (Week 1)\n\n- [ ] Reader\n- [ ] Writer\n\n### Phase 2 (Week 2)\n\n**Deliverable**: a release\n\n### Phase 3 (Week 3)\n"
    found = _facts(text, vocabulary).all("phases", Phase)
    assert [(phase.deliverable, phase.tasks) for phase in found] == [("Reader; Writer", 2), ("a release", 0), (None, 0)]


def test_an_acronym_is_a_deliverable(vocabulary: Vocabulary) -> None:
    text = "# T\n\n## Phases\n\n| Phase | When | What |\n|---|---|---|\n| 1 | Week 1 | Poller |\n| 2 | Week 2 | SMS |\n"
    assert [phase.deliverable for phase in _facts(text, vocabulary).all("phases", Phase)] == ["Poller", "SMS"]
