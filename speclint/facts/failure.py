"""Error handling: what the parts about errors say of what happens on failure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from speclint.document.block import Table
from speclint.document.vocabulary import Vocabulary
from speclint.facts.fact import Fact, Facts
from speclint.facts.passage import ASIDE, Passage, SubjectPart, Telling, passages, roles_above


@dataclass(frozen=True, kw_only=True, eq=False)
class Reaction(Fact):
    """What happens on some failure, as a part about errors says it."""

    text: str


_TELLING = Telling("reaction", "failure-generic", 4, cases=True)
_ELSEWHERE = (*ASIDE, "api", "phases", "decisions", "testing", "monitoring")  # tables there are about something else


def read_error_handling(facts: Facts) -> tuple[Reaction, ...]:
    """What the parts about errors say of what happens."""
    told = _TELLING.told(_parts(facts), facts.vocabulary)
    return tuple(Reaction(span=each.span, text=each.summary) for each in told)


def read_error_parts(facts: Facts) -> tuple[SubjectPart, ...]:
    """The parts about errors; the first is lacking when none of them says what happens."""
    return _TELLING.judged(_parts(facts), bool(facts.get("error_handling")), facts.vocabulary)


def _parts(facts: Facts) -> tuple[Passage, ...]:
    def read() -> tuple[Passage, ...]:
        named = [part for part in passages(facts, "error-handling") if _counts(part, facts.vocabulary)]
        inside = {id(below) for part in named if part.whole and part.section for below in part.section.walk()}
        tables = (table for table in _tables(facts) if id(table.section) not in inside)
        return tuple(sorted([*named, *tables], key=lambda part: part.span))

    return facts.memo("error-parts", read)  # type: ignore[no-any-return]


def _counts(part: Passage, vocabulary: Vocabulary) -> bool:
    """A section counts; a label where it says something: not the errors of an endpoint, nor a level of logs."""
    if part.whole:
        return True
    if part.within("api", "logging", "monitoring", "testing"):
        return False
    is_bare = vocabulary.pattern("failure-column").fullmatch(part.title.plain.strip(" :.s")) is not None
    return not (is_bare and not part.within("non-functional", "guidelines")) and bool(
        _TELLING.told((part,), vocabulary)
    )


def _tables(facts: Facts) -> Iterator[Passage]:
    """Tables of failures and reactions that stand in no part about errors."""
    for section in facts.document.walk():
        tables = [block for block in section.blocks if isinstance(block, Table) and block.rows]
        if not tables or not roles_above(section).isdisjoint(_ELSEWHERE):
            continue
        for block in tables:
            if _is_about_errors(block, facts.vocabulary):
                yield Passage(block.header[0], frozenset({"error-handling"}), (block,), section, False)


def _is_about_errors(table: Table, vocabulary: Vocabulary) -> bool:
    first, *rest = (cell.plain for cell in table.header)
    return _is_column(first, "failure-column", vocabulary) and any(
        _is_column(head, "reaction-column", vocabulary) for head in rest
    )


def _is_column(head: str, name: str, vocabulary: Vocabulary) -> bool:
    return vocabulary.pattern(name).match(head.strip()) is not None

