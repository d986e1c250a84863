"""Where a plan contradicts itself: totals, phases that are stated twice, tasks that outlast their phase, sums."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from speclint.document.block import Block, ListBlock, Paragraph, Row, Table, Text, texts, walk
from speclint.document.section import Section
from speclint.document.span import Span
from speclint.facts.entry import labelled
from speclint.facts.fact import Fact, Facts
from speclint.facts.metadata import Field
from speclint.facts.phase import MEMBERS, Phase
from speclint.facts.plan.member import BRACKETED, Member
from speclint.facts.plan.reader import Group
from speclint.facts.plan.when import labels, title_time
from speclint.facts.value.time import PhaseTime, phase_time


@dataclass(frozen=True, kw_only=True, eq=False)
class PlanConflict(Fact):
    """A time that contradicts another one of the plan.

    `kind` is total (the whole against its phases), twice (one phase at two places), task (a task against its phase)
    or sum (the last row of a column against the rows above); `reason` names both places.
    """

    kind: str
    title: str
    reason: str
    related: tuple[tuple[str, Span], ...] = ()


def read_plan_conflicts(facts: Facts) -> tuple[PlanConflict, ...]:
    """Where the plan contradicts itself, in document order."""
    phases = [phase for phase in facts.all("phases", Phase) if phase.source is not None]
    found = [*_totals(facts, phases), *_twice(facts), *_tasks(facts, phases), *_sums(facts)]
    unique = {(each.span.line, each.span.column): each for each in reversed(found)}
    return tuple(unique[key] for key in sorted(unique))


# The whole and its phases


class _Total(NamedTuple):
    """How long the whole plan is said to take; `whole` where it is called the total of its phases."""

    time: PhaseTime
    text: str
    span: Span
    whole: bool


class _Length(NamedTuple):
    """How long the phases take by themselves; `counted` where they count on from one week to the next."""

    amount: float
    unit: str
    phase: Phase
    counted: bool


# how many of the second unit a number of the first may be: at least, at most
_RATIO = {
    ("week", "day"): (5, 7), ("month", "week"): (4, 4.5), ("month", "day"): (20, 31), ("sprint", "week"): (1, 4),
    ("quarter", "month"): (3, 3), ("quarter", "week"): (12, 14), ("year", "month"): (12, 12),
    ("year", "week"): (48, 53),
    ("day", "week"): (1 / 7, 1 / 5), ("week", "month"): (1 / 4.5, 1 / 4), ("week", "sprint"): (1 / 4, 1),
    ("day", "hour"): (6, 24),
}  # fmt: skip
_TOTAL = re.compile(r"\W*(?:grand\s)?(?:total|overall|gesamt|in total|sum)\b", re.IGNORECASE)
_WORK = re.compile(
    r"\b(?:effort|person|man|engineer|dev|developer|fte|cost|story|points|aufwand)s?\b|\b(?:saved|buffer|wait)",
    re.IGNORECASE,
)
_TIME = r"(?P<time>(?:\d{1,3}|two|three|four|five|six|seven|eight|nine|ten|twelve)\s(?:days|weeks|months|sprints))\b"
# the work takes 5 weeks · effort: 7 weeks with two developers · the effort is 30 person-days over 6 weeks
_TAKES = re.compile(
    r"\b(?:the\s(?:work|project|effort|plan|implementation|build|whole)|effort)"
    rf"(?:\s(?:takes|lasts|is|needs|will take)|:)\s(?:\d{{1,3}}\sperson-\w{{4,5}}\s(?:over|in)\s)?{_TIME}(?!\sof\b)",
    re.IGNORECASE,
)
# Five weeks in all · The four phases take 7 weeks
_IN_ALL = re.compile(
    rf"(?:^|\. )(?:{_TIME}\sin\s(?:all|total)\b"
    rf"|(?:the|all)\s(?:\w+\s)?(?:phases|sprints|milestones|stages)\s(?:together\s)?(?:take|last|need|span)\s(?:together\s)?"
    rf"{_TIME.replace('time', 'taken')})",
    re.IGNORECASE,
)
_PARALLEL = re.compile(r"\b(?:parallel\w*|overlap\w*|concurrent\w*|simultaneous\w*|at the same time)\b", re.IGNORECASE)


def _totals(facts: Facts, phases: Sequence[Phase]) -> Iterator[PlanConflict]:
    """Every total that the phases cannot add up to."""
    length = _length(facts, phases)
    if length is None:
        return
    for total in _stated(facts):
        if total.time.first is None or total.time.first != total.time.last or total.time.approximate:
            continue
        ratio = (1.0, 1.0) if total.time.unit == length.unit else _RATIO.get((total.time.unit, length.unit))
        if ratio is None:
            continue
        least, most = total.time.first * ratio[0], total.time.first * ratio[1]
        if length.amount > most or (total.whole and length.amount < least):
            yield _total_conflict(total, length)


def _total_conflict(total: _Total, length: _Length) -> PlanConflict:
    amount = f"{length.amount:g}"
    said = f"end in {length.unit} {amount}" if length.counted else f"add up to {amount} {length.unit}s"
    return PlanConflict(
        span=total.span, kind="total", title=length.phase.title,
        reason=f'the plan is to take {total.text}, but its phases {said} ("{length.phase.title}")',
        related=((f'"{length.phase.title}" is {length.phase.time}', length.phase.place("time")),),
    )  # fmt: skip


def _length(facts: Facts, phases: Sequence[Phase]) -> _Length | None:
    """How long the phases take, where all count in one unit; None where that cannot be told."""
    timed = [(phase, phase.source) for phase in phases if phase.source and phase.source.kind != "ongoing"]
    if len(timed) < 2 or any(phase.time is None for phase in facts.all("phases", Phase)):
        return None
    if len({(time.kind, time.unit) for _, time in timed}) != 1 or any(time.approximate for _, time in timed):
        return None
    kind, unit = timed[0][1].kind, timed[0][1].unit
    if kind in ("ordinal-range", "sprint") and all(
        time.last is not None and time.first is not None for _, time in timed
    ):
        last, time = max(timed, key=lambda each: each[1].last or 0)
        first = min(each.first or 0 for _, each in timed)
        if first in (0, 1) and time.last is not None and len({phase.track for phase, _ in timed}) == 1:
            return _Length(time.last + (first == 0), unit, last, True)
        return None
    if kind == "date":
        return _dated(timed)
    exact = all(time.first is not None and time.first == time.last for _, time in timed)
    if kind != "duration" or not exact or len({phase.track for phase, _ in timed}) != 1:
        return None
    if any(_PARALLEL.search(_words(section)) for section in facts.sections("phases")):
        return None
    return _Length(sum(time.first or 0 for _, time in timed), unit, timed[-1][0], False)


def _dated(timed: Sequence[tuple[Phase, PhaseTime]]) -> _Length | None:
    """The weeks from the first day of phases with dates to the last."""
    if any(time.first is None or time.last is None for _, time in timed):
        return None
    last, time = max(timed, key=lambda each: each[1].last or 0)
    days = (time.last or 0) - min(each.first or 0 for _, each in timed) + 1
    return _Length(math.ceil(days / 7), "week", last, True)


def _words(section: Section) -> str:
    from speclint.facts.entry import section_text

    return section_text(section, code=True)


def _stated(facts: Facts) -> Iterator[_Total]:
    """How long the plan is said to take: in the header, in a heading of the plan, behind a label in it, in a row."""
    is_length = facts.vocabulary.pattern("plan length label").fullmatch
    for field in facts.all("metadata", Field):
        if is_length(field.label.strip(" :*")):
            yield from _total(field.value, field.place("value"), False)
    for label, value in labels(facts.document.opening):
        if is_length(label.strip(" :*")):
            yield from _total(value.plain, value.span, False)
    for section in (None, *facts.sections("overview", "goals")):
        for block in walk(facts.document.preamble if section is None else section.blocks):
            for text in texts(block):
                yield from _said(text, _TAKES, False)
    for outer in facts.sections("phases"):
        for section in outer.walk():
            if section is outer and (when := title_time(section.text)) and when.time.kind == "duration":
                yield _Total(when.time, when.time.text, when.text.span, False)
            for block in walk(section.blocks):
                yield from _block_totals(block, facts, section is outer)


def _block_totals(block: Block, facts: Facts, outer: bool) -> Iterator[_Total]:
    """The totals of a block of the plan: `**Total**: 6 weeks`, and above its phases also `**Duration**: 6 weeks`."""
    items = [block.text] if isinstance(block, Paragraph) else []
    items += [item.text for item in block.items] if isinstance(block, ListBlock) else []
    for text in items:
        found = labelled(text)
        yield from _said(text, _IN_ALL, True)
        label = found.label.plain.strip(" :*") if found else ""
        if found is None or _WORK.search(label):
            continue
        whole = _TOTAL.match(label) is not None
        if whole or (outer and facts.vocabulary.pattern("plan length label").fullmatch(label)):
            yield from _total(found.value.plain or label, (found.value or text).span, whole)
    if isinstance(block, Table):
        heads = [cell.plain for cell in block.header]
        for row in block.rows:
            if _TOTAL.match(row.cells[0].plain):
                for head, cell in zip(heads[1:], row.cells[1:], strict=True):
                    if not _WORK.search(head):
                        yield from _total(cell.plain, cell.span, True)


def _said(text: Text, pattern: re.Pattern[str], whole: bool) -> Iterator[_Total]:
    """What a sentence says of the length of the whole plan."""
    match = pattern.search(text.raw)
    if match is not None:
        name = match.lastgroup or "time"
        yield from _total(match[name], text.span_of(*match.span(name)), whole)


def _total(words: str, span: Span, whole: bool) -> Iterator[_Total]:
    time = phase_time(words)
    if time is not None and time.kind == "duration" and not _WORK.search(words) and "~" not in words:
        rest = words[: time.start] + words[time.end :]
        if len(re.findall(r"[^\W\d_]{2,}", rest)) <= 3 and not re.search(r"\d", rest):
            yield _Total(time, time.text.strip(), span, whole)


# One phase at two places

_NUMBER = re.compile(  # Phase 2: …, M1 — …, 3. …
    r"\W*(?:(?:phase|milestone|stage|step|sprint|wave|week|release|m|p)s?\s?#?(?P<number>\d{1,2}[a-z]?)|(?P<index>\d{1,2})[.)])"
    r"(?=\W|$)\W*", re.IGNORECASE,
)  # fmt: skip
_COMPARED = ("ordinal-range", "sprint", "quarter", "date", "duration")


def _name(title: str) -> tuple[str, str]:
    """The number and the words of a phase's title, brackets left out."""
    bare = BRACKETED.sub(" ", title)
    match = _NUMBER.match(bare)
    number = (match["number"] or match["index"]) if match else ""
    return number, " ".join(re.findall(r"[^\W_]+", bare[match.end() if match else 0 :].casefold()))


def _twice(facts: Facts) -> Iterator[PlanConflict]:
    """The phases of one name that have different times at two places."""
    groups: list[Group] = facts.memo(MEMBERS, list)
    first: dict[str, list[tuple[str, Member]]] = {}
    for group in groups:
        for member in group.members:
            number, words = _name(member.title.plain)
            if member.time is None or not words or facts.vocabulary.pattern("phase name").fullmatch(words):
                continue
            for other_number, other in first.setdefault(words, []):
                same = not number or not other_number or number == other_number
                if same and other not in group.members and _differ(member.time, other.time):
                    yield _twice_conflict(member, other)
                    break
            first[words].append((number, member))


def _twice_conflict(member: Member, other: Member) -> PlanConflict:
    time, earlier = member.time, other.time
    assert time is not None  # since they differ
    assert earlier is not None
    span = member.when.span if member.when is not None else member.span
    place = other.when.span if other.when is not None else other.span
    title = member.title.plain.rstrip(" .:")
    return PlanConflict(
        span=span, kind="twice", title=title,
        reason=f'"{title}" is {time.text} here and {earlier.text} on line {place.line}',
        related=((f"it is {earlier.text} here", place),),
    )  # fmt: skip


def _differ(time: PhaseTime, other: PhaseTime | None) -> bool:
    """Whether two times cannot be the same one: of one unit, or a span of weeks against a number of weeks."""
    if other is None or time.approximate or other.approximate or not {time.kind, other.kind} <= set(_COMPARED):
        return False
    if None in (time.first, time.last, other.first, other.last) or time.unit != other.unit:
        return False
    if (time.kind == "duration") == (other.kind == "duration"):
        return time.kind == other.kind and (time.first, time.last) != (other.first, other.last)
    return time.days is not None and other.days is not None and time.days != other.days


# Tasks and their phase


def _tasks(facts: Facts, phases: Sequence[Phase]) -> Iterator[PlanConflict]:
    """The items below the heading of a phase that take longer than it, or lie outside of its weeks."""
    headed = {section.text.span.line: section for section in facts.document.walk()}
    inside = [section for outer in facts.sections("phases") for section in outer.walk()]
    named: dict[tuple[str, str] | None, Section] = {_name(section.title): section for section in inside}
    for phase in phases:
        section = headed.get(phase.span.line) or named.get(_name(phase.title) if _name(phase.title)[1] else None)
        for block in section.blocks if section is not None else ():
            for item in block.items if isinstance(block, ListBlock) else ():
                if (conflict := _task(item.text, phase)) is not None:
                    yield conflict


def _task(text: Text, phase: Phase) -> PlanConflict | None:
    when = title_time(text)
    if when is None or phase.source is None or not _outlasts(when.time, phase.source) or labelled(text):
        return None
    title = text.plain
    return PlanConflict(
        span=when.text.span, kind="task", title=title,
        reason=f'a task of "{phase.title}" is {when.time.text}, but the phase is {phase.time}',
        related=((f'"{phase.title}" is {phase.time}', phase.place("time")),),
    )  # fmt: skip


def _outlasts(task: PhaseTime, phase: PhaseTime) -> bool:
    if task.approximate or phase.approximate or None in (task.first, task.last, phase.first, phase.last):
        return False
    if task.kind == phase.kind and task.unit == phase.unit and task.kind in ("ordinal-range", "sprint", "date"):
        return task.first < phase.first or task.last > phase.last  # type: ignore[operator]
    if task.kind == "duration" and task.days is not None and phase.days is not None and task.first == task.last:
        return task.days > phase.days * (1.4 if task.unit == "day" and phase.unit != "day" else 1)
    return False


# Sums

_AMOUNT = re.compile(r"\s*[*_~]{0,3}(?P<number>\d{1,6}(?:\.\d{1,2})?)\s?(?P<unit>[A-Za-z-]{0,16})[*_]{0,3}\s*")
_SUMMED = re.compile(
    r"\b(?:effort|estimates?|hours?|days?|weeks?|points|story points|sp|cost|costs|duration|time|aufwand|budget)\b",
    re.IGNORECASE,
)


def _sums(facts: Facts) -> Iterator[PlanConflict]:
    """The totals below a column of efforts that are not their sum."""
    for table in facts.document.tables:
        if len(table.rows) > 2 and _TOTAL.match(table.rows[-1].cells[0].plain):
            for at, head in enumerate(table.header):
                if at and _SUMMED.search(head.plain) and (conflict := _sum(table.rows, at, head.plain)):
                    yield conflict


def _sum(rows: tuple[Row, ...], at: int, head: str) -> PlanConflict | None:
    cells = [_AMOUNT.fullmatch(row.cells[at].plain) for row in rows]
    if any(_TOTAL.match(row.cells[0].plain) for row in rows[:-1]):
        return None  # sub-totals
    amounts = [(float(match["number"]), match["unit"].lower().rstrip("s")) for match in cells if match]
    if {unit for _, unit in amounts} == {"h", "m"}:
        amounts = [(number / 60 if unit == "m" else number, "h") for number, unit in amounts]
    if len(amounts) < len(rows) or len({unit for _, unit in amounts}) != 1:
        return None
    total, parts = amounts[-1][0], sum(amount for amount, _ in amounts[:-1])
    if abs(total - parts) < 0.05:
        return None
    cell = rows[-1].cells[at]
    return PlanConflict(
        span=cell.span, kind="sum", title=head,
        reason=f'the total of "{head}" is {cell.plain.strip()}, but the rows above add up to {parts:g}',
        related=(("the first of the rows", rows[0].cells[at].span),),
    )  # fmt: skip
