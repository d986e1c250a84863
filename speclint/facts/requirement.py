"""Performance requirements: the rows that say what must be reached, and those that give no number."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from speclint.document.block import Text
from speclint.document.span import Span
from speclint.document.vocabulary import Vocabulary
from speclint.facts.fact import Fact, Facts
from speclint.facts.passage import Gap, Statement, near, passages
from speclint.facts.target import Target, percentile_of
from speclint.facts.value.quantity import quantities


@dataclass(frozen=True, kw_only=True, eq=False)
class Requirement(Fact):
    """A row of a requirements table: `fault` is empty, `number` or `unit`: what its target lacks."""

    metric: str
    target: str
    fault: str = ""


def read_requirements(facts: Facts) -> tuple[Requirement, ...]:
    """The rows of the tables in the performance parts that have a column of targets."""
    found: dict[Span, Requirement] = {}
    for part in passages(facts, "performance"):
        for statement in part.statements():
            for requirement in _of_row(statement, facts.vocabulary) if statement.cells else ():
                found.setdefault(requirement.place("target"), requirement)
    return tuple(found[span] for span in sorted(found))


def read_missing_requirements(facts: Facts) -> tuple[Gap, ...]:
    """The requirements, where the performance parts give neither a table of them nor any target."""
    if facts.all("performance_requirements", Requirement):
        return ()
    parts = passages(facts, "performance")
    inside = [section for part in parts if part.section is not None for section in part.section.walk()]
    lines = [target.span.line for target in facts.all("targets", Target)]
    if any(section.holds(line) for section in inside for line in lines):
        return ()
    main = next((part for part in parts if part.whole), next(iter(parts), None))
    if main is None:
        return (Gap(span=near(facts, "non-functional"), kind="part", name="a part about performance"),)
    span = next((section.text.span for section in inside if _REQUIRED.search(section.title)), main.span)
    return (Gap(span=span, kind="requirements", name="performance requirements", part=main.title.plain),)


# 7.2 Performance Requirements
_REQUIRED = re.compile(r"\b(?:requirements?|targets?|goals?|budgets?|slos?)\b", re.IGNORECASE)


def _of_row(statement: Statement, vocabulary: Vocabulary) -> Iterator[Requirement]:
    first = statement.cells[0][0].plain
    aimed = [(head, cell) for head, cell in statement.cells[1:] if vocabulary.has("target-column", head.plain)]
    if not aimed or vocabulary.has("no-requirement-column", first) or not statement.label:
        return
    faults = [(head, cell, _fault(head, cell, statement, vocabulary)) for head, cell in aimed]
    measured = any(not fault for _, _, fault in faults)
    for _, cell, fault in faults:
        if fault and measured and not cell.raw.strip("-–— "):
            continue  # a row need not fill every column
        yield Requirement(
            span=statement.span, places={"target": _cell(cell, statement)}, metric=statement.label,
            target=cell.plain, fault=fault,
        )  # fmt: skip


def _cell(cell: Text, statement: Statement) -> Span:
    return cell.span if cell.raw else statement.span


_DIGIT = re.compile(r"\d")
# said without digits: sub-second, one minute, zero, none, O(n), as before, a link
_IN_WORDS = re.compile(
    r"\b(?:sub-?(?:milli)?second|zero|no|none|never|half|one|two|three|four|five|ten|double|twice|same|see|as above"
    r"|unchanged|linear|constant|all|every|each|n/?a|not applicable|best effort)\b|\bO\(|\]\(",
    re.IGNORECASE,
)
_BARE = re.compile(r"\W*\d[\d,.]*\W*")


def _fault(head: Text, cell: Text, statement: Statement, vocabulary: Vocabulary) -> str:
    """What a target lacks: a number, or the unit that a time needs."""
    words = cell.plain
    if not _DIGIT.search(words):
        return "" if _IN_WORDS.search(words) else "number"
    if not _BARE.fullmatch(words):
        return ""
    around = (
        f"{statement.label} {head.plain} {statement.titles} {' '.join(other.plain for other, _ in statement.cells)}"
    )
    timed = vocabulary.has("latency-label", statement.label) or bool(percentile_of(statement.label))
    return "unit" if timed and not _UNIT.search(around) and not _measured(statement) else ""


# a unit in a head, a label or a title: (ms), in seconds, [s]
_UNIT = re.compile(
    r"[(\[/,]\s*(?:ms|s|secs?|us|µs|ns|min)\b|\b(?:milli|micro|nano)?seconds?\b|\bminutes?\b|\bms\b", re.IGNORECASE
)


def _measured(statement: Statement) -> bool:
    """Whether another cell of the row says the unit."""
    return any(
        each.dimension == "time" or cell.plain.strip().casefold() in ("ms", "s", "sec", "µs")
        for _, cell in statement.cells
        for each in (quantities(cell.plain) or quantities("1 " + cell.plain.strip()[:12]))
    )
