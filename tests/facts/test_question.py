"""Open questions and their answers, in every shape that authors give them."""
# ruff: noqa: E501

from __future__ import annotations

import pytest

from speclint.document.source import make_source
from speclint.document.vocabulary import Vocabulary
from speclint.facts.fact import Facts
from speclint.facts.question import Question, QuestionPart
from speclint.linter import read

HEAD = "# Technical Specification: Parcels\n\n"  # what follows stands on line 3

# a part about questions, and what is read: line, text, whether it is answered
PARTS = [
    pytest.param("## Open Questions\n\n- Do drivers like it?\n- Who pays for the labels\n", [(5, "Do drivers like it?", False), (6, "Who pays for the labels", False)], id="items"),
    pytest.param("## Open Questions\n\n- **Money**: Who pays?\n  - **Answer**: the depot.\n- **Time**: When?\n", [(5, "Who pays?", True), (7, "When?", False)], id="topics with nested answers"),
    pytest.param("## Open questions\n\n1. Who pays? → The depot.\n2. When? -> TBD\n", [(5, "Who pays?", True), (6, "When?", False)], id="arrows"),
    pytest.param("## Open questions\n\n1. Who pays? — Answer: the depot.\n2. When? — Decided: in May.\n3. Where? Owner: Ann, due 2026-03-01\n", [(5, "Who pays?", True), (6, "When?", True), (7, "Where?", False)], id="answers behind a dash"),
    pytest.param("## Open Questions\n\n1. ~~Who pays?~~ **RESOLVED**: the depot\n2. ~~When?~~ **PARTIAL**: in spring\n", [(5, "Who pays?", True), (6, "When?", False)], id="struck out"),
    pytest.param("## Unresolved Questions (resolved)\n\n1. ✅ **Payer**: the depot\n2. **Date. ◐ In progress.** May or June?\n3. **Place. ✅ Resolved (M4).** In the yard.\n", [(5, "✅ Payer: the depot", True), (6, "May or June?", False), (7, "Place. ✅ Resolved (M4).", True)], id="marks"),
    pytest.param("## Open Questions\n\n1. Can drivers swap?\n   No, rounds are planned at night.\n2. Can they stop?\n   We do not prevent it at all.\n", [(5, "Can drivers swap?", True), (7, "Can they stop?", True)], id="answers on the next line"),
    pytest.param("## Open Questions\n\n1. Larger or smaller?\n   - **Recommendation:** Smaller.\n\n2. Which unit? (mm, cm)\n", [(5, "Larger or smaller?", True), (8, "Which unit?", False)], id="recommendations"),
    pytest.param("## Open Questions\n\n| # | Question | Owner | Status |\n|---|---|---|---|\n| 1 | Who pays? | Ann | Open |\n| 2 | When? | | ✅ Resolved |\n", [(7, "Who pays?", False), (8, "When?", True)], id="a table with states"),
    pytest.param("## Open Questions\n\n| Question | Resolution |\n|---|---|\n| Who pays? | The depot |\n| When? | TBD |\n", [(7, "Who pays?", True), (8, "When?", False)], id="a table with answers"),
    pytest.param("## Open Questions\n\n### Q1: Who pays?\n\n**Decision**: the depot.\n\n### Q2: When?\n\nIt depends on the weather.\n", [(5, "Who pays?", True), (9, "When?", False)], id="sub-headings"),
    pytest.param("## Open Questions\n\n### Resolved\n\n- Who pays?\n\n### Open\n\n- When?\n", [(7, "Who pays?", True), (11, "When?", False)], id="groups"),
    pytest.param("## Open Questions\n\n**Q1: Who pays?** Answer: the depot.\n\n**Q2: When?**\nA: TBD\n", [(5, "Who pays?", True), (7, "When?", False)], id="bold paragraphs"),
    pytest.param("## Open Questions\n\n**QUESTION-1: Payer**\n- **Question**: Who pays?\n- **Resolution**: the depot\n\n**QUESTION-2: Date**\n- **Question**: When?\n- **Owner**: Ann\n", [(5, "Payer", True), (9, "Date", False)], id="bold paragraphs with labelled items"),
    pytest.param("## Questions for the depot\n\n**Money:** 1. Who pays? 2. How much?\n", [(5, "Who pays?", False), (5, "How much?", False)], id="several in a paragraph"),
    pytest.param("## Open Questions\n\n> [!IMPORTANT]\n> **Money**: the depot is small. Who pays?\n", [(6, "Money: the depot is small. Who pays?", False)], id="alerts"),
    pytest.param("## Open Questions\n\n- [x] Pick a payer\n- [ ] Pick a date\n", [(5, "Pick a payer", True), (6, "Pick a date", False)], id="boxes"),
    pytest.param("## Open Questions\n\nWe do not know yet who pays, and when.\n", [(5, "We do not know yet who pays, and when.", False)], id="prose"),
    pytest.param("## Risks & Open Questions\n\n- Rate limits\n- Cars (vans vs bikes)\n- Who pays?\n", [(6, "Cars (vans vs bikes)", False), (7, "Who pays?", False)], id="a joined chapter"),
    pytest.param("## Open Questions\n\n1. Who pays?\n\n### Test Plan\n\n- Unit tests\n", [(5, "Who pays?", False)], id="another part below"),
    pytest.param("## For the depot\n\n- Q1: Who pays?\n- Q2: When? Answer: in May\n", [(5, "Who pays?", False), (6, "When?", True)], id="numbered under another title"),
    pytest.param("## FAQ\n\n- Q1: Who pays?\n- Q2: When?\n", [], id="frequent questions"),
    pytest.param("## Storage\n\nOpen question:\nWhere are labels kept?\n", [(5, "Where are labels kept?", False)], id="a single question elsewhere"),
    pytest.param("## Open Questions\n\nTBD\n", [(5, "TBD", False)], id="a placeholder"),
    pytest.param("## Open Questions\n\nNone at this time.\n", [], id="none"),
]  # fmt: skip


def _facts(text: str, vocabulary: Vocabulary) -> Facts:
    return read(make_source(HEAD + text, "spec.md"), vocabulary)


@pytest.mark.parametrize(("text", "expected"), PARTS)
def test_questions_are_read_in_this_shape(
    text: str, expected: list[tuple[int, str, bool]], vocabulary: Vocabulary
) -> None:
    found = _facts(text, vocabulary).all("open_questions", Question)
    assert [(question.span.line, question.text, question.resolved) for question in found] == expected


# what stands in the part, and how many questions it lists; None where it is no part at all
COUNTS = [
    pytest.param("None.", 0, id="none"),
    pytest.param("- None. All decisions follow the code.", 0, id="none in a list"),
    pytest.param("No open questions at this time.", 0, id="no open questions"),
    pytest.param("N/A", 0, id="not applicable"),
    pytest.param("All questions have been resolved; see the log.", 0, id="all resolved"),
    pytest.param("The core blockers are resolved. One detail is now explicit:\n\n- tools declare their domains", 0, id="resolved, with a remark"),
    pytest.param("| Question | Owner |\n|---|---|\n| None | - |", 0, id="none in a table"),
    pytest.param("Who pays?", 1, id="one"),
    pytest.param("", None, id="an empty part"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "count"), COUNTS)
def test_a_part_lists_questions_or_says_that_there_are_none(
    text: str, count: int | None, vocabulary: Vocabulary
) -> None:
    found = _facts(f"## Open Questions\n\n{text}\n\n## Assumptions\n\n- A.\n", vocabulary)
    parts = found.all("question_parts", QuestionPart)
    assert [part.count for part in parts] == ([] if count is None else [count])


STATES = [
    pytest.param("Approved", True, id="approved"),
    pytest.param("✅ Accepted (2026-02-01)", True, id="accepted"),
    pytest.param("Implemented", True, id="implemented"),
    pytest.param("Final", True, id="final"),
    pytest.param("Draft", False, id="draft"),
    pytest.param("In Review", False, id="review"),
    pytest.param("Pending approval, not yet approved", False, id="not approved"),
    pytest.param("Final draft", False, id="final draft"),
]


@pytest.mark.parametrize(("status", "final"), STATES)
def test_a_final_spec_leaves_nothing_open(status: str, final: bool, vocabulary: Vocabulary) -> None:
    text = f"**Status**: {status}\n\n## Open Questions\n\n- Who pays?\n- When? Answer: in May\n"
    found = _facts(text, vocabulary).all("unsettled_questions", Question)
    assert [question.text for question in found] == (["Who pays?"] if final else [])


SETTLED = [
    pytest.param("- Who pays? Owner: Ann, due 2026-03-01", True, id="owner and date"),
    pytest.param("- Who pays? The finance department answers by 2026-03-20.", True, id="a sentence with a date"),
    pytest.param("- Who pays? @ann by March 2026", True, id="a handle and a month"),
    pytest.param("- Who pays? Owner: Ann", False, id="an owner alone"),
    pytest.param("- Who pays? Answer: to be decided", False, id="an answer that is none"),
    pytest.param("- Who pays? Answer: TBD", False, id="a placeholder"),
    pytest.param("- Who pays?\n  - Option A: the depot\n  - Option B: the driver?", False, id="options"),
]


@pytest.mark.parametrize(("text", "settled"), SETTLED)
def test_an_owner_and_a_date_settle_a_question(text: str, settled: bool, vocabulary: Vocabulary) -> None:
    found = _facts(f"## Open Questions\n\n{text}\n", vocabulary).all("open_questions", Question)
    assert [question.settled for question in found] == [settled]
