"""The technical decisions of a spec and the reasons that it gives for them.

A reason stands in a column of a table, behind a label (`Rationale: …`), in the words of a part about decisions
or alternatives, or in a sentence that says `because` of a technology or a component.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from speclint.document.block import Row, Table
from speclint.document.span import Span
from speclint.facts.decisionpart import Arguments, ChoiceTables, DecisionEntries, technologies, weighs
from speclint.facts.entry import Entry
from speclint.facts.fact import Fact, Facts
from speclint.facts.part import Part, parts
from speclint.facts.reason import SENTENCE, Reasons
from speclint.facts.value.placeholder import is_placeholder

Kind = Literal["row", "decision", "alternative", "choice"]

_MAIN = frozenset({"language", "runtime", "framework", "database", "cache", "queue", "managed"})
_SHORT = 12  # a decision of so few words, beside others with reasons, has none
_ENOUGH = 3  # so many reasons show that choices are argued, where no technologies are listed …
_LINES = 200  # … and more in a long document: one for so many lines
_NAMED = 3  # so many technologies without a reason are named
_LONGEST = 120  # a name that is a whole text is cut at its first sentence


@dataclass(frozen=True, kw_only=True, eq=False)
class Decision(Fact):
    """A decision and its reason, if it has one.

    `kind` is `row` (of a table with a column of reasons), `decision` or `alternative` (of a part about these),
    or `choice` (a reason found elsewhere). `asked` where its place is made to hold a reason, `bare` where a part
    about decisions only names it.
    """

    name: str
    reason: str | None = None
    kind: Kind = "decision"
    asked: bool = False
    bare: bool = False


@dataclass(frozen=True, kw_only=True, eq=False)
class Unreasoned(Fact):
    """Where reasons are missing altogether: `what` lacks them."""

    what: str


def read_decisions(facts: Facts) -> tuple[Decision, ...]:
    """The decisions and choices, in document order."""
    found = [*_rows(facts), *_listed(facts), *_choices(facts)]
    unique = {(decision.span.line, decision.span.column): decision for decision in reversed(found)}
    return tuple(sorted(unique.values(), key=lambda decision: (decision.span.line, decision.span.column)))


def read_unreasoned(facts: Facts) -> tuple[Unreasoned, ...]:
    """Where the spec gives no reasons for its decisions; nothing where it does."""
    decisions = facts.all("decisions", Decision)
    if any(decision.kind == "row" for decision in decisions):
        return ()
    listed = _listed(facts)
    reasoned = [decision for decision in listed if decision.reason]
    if reasoned and len(reasoned) * 2 >= len(listed):
        return tuple(_lacking(listed))
    choices = [decision for decision in decisions if decision.kind == "choice"]
    return () if _are_argued(facts, choices, bool(listed)) else (_missing(facts, listed, reasoned),)


# Reading


def _rows(facts: Facts) -> Iterator[Decision]:
    reasons = Reasons(facts)
    for table, column in ChoiceTables(facts, reasons).with_reasons():
        for row in table.rows:
            yield from _row(row, column, table, reasons)


def _row(row: Row, column: int | None, table: Table, reasons: Reasons) -> Iterator[Decision]:
    """The row of a table of choices as a decision; none where it names nothing."""
    named = (cell for at, cell in enumerate(row.cells) if at != column and cell.plain and table.header[at].plain != "#")
    name = next(named, None)
    if name is None or is_placeholder(name.plain):
        return
    cell = row.cells[column] if column is not None else None
    reason = (reasons.in_cell(cell) if cell is not None else None) or reasons.in_row(row)
    places = {"name": name.span, "reason": cell.span if cell else row.span}
    yield Decision(span=row.span, places=places, name=name.plain, reason=reason, kind="row", asked=True)


def _parts(facts: Facts) -> list[tuple[Part, list[Decision]]]:
    """The parts about decisions, each with what it decides; those about alternatives only where they hold some."""

    def make() -> list[tuple[Part, list[Decision]]]:
        reasons = Reasons(facts)
        reader = DecisionEntries(facts, reasons)
        read = [
            (part, [_decision(entry, against, reasons) for entry, against in reader.part(part)])
            for part in parts(facts, "decisions")
        ]
        return [(part, found) for part, found in read if found or not weighs(part, facts.vocabulary)]

    read: list[tuple[Part, list[Decision]]] = facts.memo("decision parts", make)
    return read


def _listed(facts: Facts) -> list[Decision]:
    return [decision for _, found in _parts(facts) for decision in found]


def _decision(entry: Entry, against: bool, reasons: Reasons) -> Decision:
    name = entry.title.plain
    if len(name) > _LONGEST:
        name = SENTENCE.split(name, maxsplit=1)[0]
    bare = not against and entry.row is None and len(entry.words.split()) <= _SHORT
    reason = reasons.in_entry(entry, against)
    return Decision(span=entry.span, name=name, reason=reason, kind="alternative" if against else "decision", bare=bare)


def _choices(facts: Facts) -> Iterator[Decision]:
    for name, reason, labelled in Arguments(facts, Reasons(facts)).find():
        yield Decision(span=reason.span, name=name, reason=reason.plain, kind="choice", asked=labelled)


# Judging


def _lacking(listed: list[Decision]) -> Iterator[Unreasoned]:
    """The decisions of a part that are named and nothing more, while the others have reasons."""
    for decision in listed:
        if not decision.reason and decision.bare:
            yield Unreasoned(span=decision.span, what=f'decision "{decision.name}" has no reason')


def _are_argued(facts: Facts, choices: list[Decision], listed: bool) -> bool:
    """Whether labels and sentences outside a part about decisions give reasons for the main choices."""
    if sum(choice.asked for choice in choices) >= _ENOUGH:
        return True
    components = [str(fact.get("name")) for fact in facts.get("components")]
    if len(components) > 1 and _covered(choices, components) * 2 >= len(components):
        return True
    main = _main(facts)
    if not main:
        return not listed and len(choices) >= max(_ENOUGH, len(facts.document.source.lines) / _LINES)
    argued = len(main) - len(_unargued(main, choices, facts))
    return argued * 2 >= len(main) and (argued > 1 or len(choices) > 1)


def _main(facts: Facts) -> list[str]:
    """The technologies that the system is built on, as they are listed."""
    names = (str(fact.get("technology")) for fact in facts.get("dependencies") if fact.get("kind") in _MAIN)
    return list(dict.fromkeys(name for name in names if name))


def _unargued(main: list[str], choices: list[Decision], facts: Facts) -> list[str]:
    """The technologies that no reason is given for."""
    known = technologies(facts.vocabulary)
    named = {mention.name for choice in choices for mention in known.find(f"{choice.name} {choice.reason}")}
    return [name for name in main if name not in named]


def _covered(choices: Iterable[Decision], names: list[str]) -> int:
    """How many components are named beside a reason."""
    said = [f"{choice.name} {choice.reason}".casefold() for choice in choices]
    return sum(any(name.casefold() in text for text in said) for name in names)


def _missing(facts: Facts, listed: list[Decision], reasoned: list[Decision]) -> Unreasoned:
    """What lacks reasons, where an author would add them."""
    part = next((part for part, _ in _parts(facts)), None)
    if part is not None:
        title = part.title.plain
        what = f'the decisions under "{title}" have no reasons' if listed else f'"{title}" gives no reasons'
        if reasoned:
            what = f"only {len(reasoned)} of {len(listed)} decisions have a reason"
        return Unreasoned(span=part.title.span, what=what)
    for table, section in ChoiceTables(facts, Reasons(facts)).without_reasons():
        span = table.header[0].span.to(table.header[-1].span)
        return Unreasoned(span=span, what=f'the choices of "{section.title}" have no column of reasons')
    return Unreasoned(span=_near(facts), what=_said(facts))


def _said(facts: Facts) -> str:
    """What lacks reasons in a spec without a part or a table for them: all, or what no reason in passing is about."""
    choices = [decision for decision in facts.all("decisions", Decision) if decision.kind == "choice"]
    if not choices:
        return "no reasons are given for the main technical decisions"
    missing = _unargued(_main(facts), choices, facts)
    if missing:
        more = f" and {len(missing) - _NAMED} more" if len(missing) > _NAMED else ""
        return f"no reason is given for choosing {', '.join(missing[:_NAMED])}{more}"
    count = f"{len(choices)} technical decision{'s are' if len(choices) > 1 else ' is'}"
    return f"only {count} given a reason (such as on line {choices[0].span.line})"


def _near(facts: Facts) -> Span:
    for role in ("architecture", "components", "dependencies"):
        for section in facts.document.walk():
            if role in section.roles:
                return section.text.span
    return facts.document.head
