"""Success criteria: what must be seen for the work to be done."""

from __future__ import annotations

from dataclasses import dataclass

from speclint.facts.entry import Subject, entries
from speclint.facts.fact import Fact, Facts


@dataclass(frozen=True, kw_only=True, eq=False)
class Criterion(Fact):
    """One success or acceptance criterion; `measurable` when it holds a number."""

    text: str
    measurable: bool


_SUBJECT = Subject(frozenset({"target", "measure"}), ("metric", "name"))


def read_criteria(facts: Facts) -> tuple[Criterion, ...]:
    """The criteria that the success-criteria parts list."""
    found = []
    for section in facts.sections("success-criteria"):
        for entry in entries(section, facts.vocabulary, _SUBJECT):
            text = " ".join(entry.words.split())
            found.append(Criterion(span=entry.span, text=text, measurable=any(map(str.isdigit, text))))
    return tuple(found)
