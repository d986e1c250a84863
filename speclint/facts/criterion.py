"""Success criteria: what must be seen for the work to be done."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from speclint.facts.entry import Entry, Subject, entries
from speclint.facts.fact import Fact, Facts
from speclint.facts.passage import Passage, Statement, is_blank, near, passages, roles_above, section_statements


@dataclass(frozen=True, kw_only=True, eq=False)
class Criterion(Fact):
    """One success or acceptance criterion; `measurable` when it holds a number, `filled` when it is content."""

    text: str
    measurable: bool
    filled: bool = True


@dataclass(frozen=True, kw_only=True, eq=False)
class CriterionGap(Fact):
    """That there is no success criterion, where one belongs."""


_SUBJECT = Subject(frozenset({"target", "measure"}), ("metric", "name"))
_ELSEWHERE = frozenset({"phases", "testing", "risks", "toc", "checklist"})


def read_criteria(facts: Facts) -> tuple[Criterion, ...]:
    """The criteria that the parts of that name list; those by which a phase ends or a test passes are others."""
    found: list[Criterion] = []
    for passage in _parts(facts):
        listed = [*_listed(passage, facts)] if passage.whole else []
        found += listed or [_said(statement) for statement in passage.statements() if statement.words.strip()]
    return tuple(found or _spoken(facts))


def _spoken(facts: Facts) -> Iterator[Criterion]:
    """Where no part lists them: the sentences of the overview that say when the work is done."""
    for part in facts.sections("overview", "goals"):
        for statement in section_statements(part):
            if statement.text is not None and facts.vocabulary.has("says when it is done", statement.words):
                yield _said(statement)


def read_criterion_gaps(facts: Facts) -> tuple[CriterionGap, ...]:
    """The title or the label that nothing stands under, else the overview."""
    if facts.all("success_criteria", Criterion):
        return ()
    title = next((passage.span for passage in _parts(facts)), None)
    return (CriterionGap(span=title or near(facts, "overview", "goals")),)


def _parts(facts: Facts) -> Iterator[Passage]:
    for passage in passages(facts, "success-criteria"):
        if passage.section is None or not roles_above(passage.section) & _ELSEWHERE:
            yield passage


def _listed(passage: Passage, facts: Facts) -> Iterator[Criterion]:
    if passage.section is not None:
        for entry in entries(passage.section, facts.vocabulary, _SUBJECT):
            yield _criterion(entry)


def _criterion(entry: Entry) -> Criterion:
    text = " ".join(entry.words.split())
    return Criterion(span=entry.span, text=text, measurable=any(map(str.isdigit, text)), filled=not is_blank(text))


def _said(statement: Statement) -> Criterion:
    text = " ".join(statement.words.split())
    filled = not is_blank(statement.value)
    return Criterion(span=statement.span, text=text, measurable=any(map(str.isdigit, text)), filled=filled)
