"""Phases and milestones: what is done in which order, and when.

A plan lists its phases as sub-headings, bold paragraphs, rows, items, lines of a code block or tasks of a Gantt
chart. Siblings are judged together: if most of them are called like phases or have a time, they are the phases,
and one without a time stands out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count, pairwise

from speclint.document.block import Paragraph
from speclint.document.section import Section
from speclint.document.span import Span
from speclint.facts.fact import Fact, Facts
from speclint.facts.layout import is_anchor
from speclint.facts.metadata import Field
from speclint.facts.plan import sibling
from speclint.facts.plan.member import Member, is_named
from speclint.facts.plan.reader import Group, Plan, charted, is_program
from speclint.facts.plan.when import CALENDAR
from speclint.facts.value.time import PhaseTime, effort_days, phase_time, runs_backwards


@dataclass(frozen=True, kw_only=True, eq=False)
class Phase(Fact):
    """A phase, milestone or sprint of the plan.

    `time` is when it is or how long it takes, as written; `planned` where the plan that it belongs to is the one
    that must say so; `track` is the number of the list that it stands in, 0 where that list is in no order of time;
    `backwards` where its time ends before it begins; `tasks` how many items stand below it.
    """

    title: str
    time: str | None
    deliverable: str | None = None
    tasks: int = 0
    planned: bool = True
    track: int = 0
    backwards: bool = False
    source: PhaseTime | None = None


@dataclass(frozen=True, kw_only=True, eq=False)
class PhaseConflict(Fact):
    """A phase whose time contradicts another one's, or the stated effort; `kind` is `order` or `effort`."""

    title: str
    time: str
    kind: str
    other: str
    other_time: str
    related: tuple[tuple[str, Span], ...] = ()


MEMBERS = "phase members"
"""What the groups of siblings that the phases are made of are kept as."""


def read_phases(facts: Facts) -> tuple[Phase, ...]:
    """The phases of every plan, in document order; the surest shape that the document holds counts."""
    plans = [Plan(facts, section) for section in _plans(facts)]
    readings: tuple[Callable[[], list[list[Group]]], ...] = (
        lambda: [plan.groups() for plan in plans],
        lambda: [_chapters(facts), _labelled_plans(facts)],
        lambda: [plan.weak[:1] for plan in plans],
        lambda: [_charts(facts)],
        lambda: [plan.prose() for plan in plans],
    )
    for read in readings:
        if found := [groups for groups in read() if groups]:
            _keep(facts, found)
            return _phases(found)
    return ()


def _keep(facts: Facts, plans: list[list[Group]]) -> None:
    """Keeps the groups of siblings for those who compare them."""
    facts.memo(MEMBERS, lambda: [group for groups in plans for group in groups])


def _phases(plans: list[list[Group]]) -> tuple[Phase, ...]:
    """The phases of all plans. Of several plans, those without any time need none when another one has them."""
    timed = [any(member.time for group in groups for member in group.members) for groups in plans]
    found: list[Phase] = []
    tracks = count(1)
    for groups, dated in zip(plans, timed, strict=True):
        numbers = {id(group): next(tracks) if group.ordered else 0 for group in groups}
        members = [(member, numbers[id(group)]) for group in groups for member in group.members]
        found += [_phase(member, track, dated or not any(timed)) for member, track in _merged(members)]
    return tuple(sorted(_lent(found), key=lambda phase: (phase.span.line, phase.span.column)))


def _phase(member: Member, track: int, planned: bool) -> Phase:
    places = {"title": member.title.span}
    if member.when is not None and member.when.raw:
        places["time"] = member.when.span
    time = member.time
    return Phase(
        span=member.span,
        places=places,
        title=member.title.plain.rstrip(" .:"),
        time=time.text if time else None,
        deliverable=member.deliverable,
        tasks=member.tasks,
        planned=planned,
        track=track,
        backwards=time is not None and not time.approximate and runs_backwards(time),
        source=time,
    )


def _merged(members: Sequence[tuple[Member, int]]) -> list[tuple[Member, int]]:
    """The phases of one plan, each once, with their tracks: a table and sub-headings may both list them."""
    kept: list[tuple[Member, int]] = []
    at: dict[str, int] = {}
    for member, track in members:
        key = _key(member.title.plain)
        if key not in at:
            at[key] = len(kept)
            kept.append((member, track))
            continue
        first, first_track = kept[at[key]]
        both = replace(
            first,
            time=first.time or member.time,
            when=first.when if first.time else member.when,
            deliverable=first.deliverable or member.deliverable,
            tasks=max(first.tasks, member.tasks),
        )
        kept[at[key]] = (both, first_track)
    return kept


def _lent(phases: list[Phase]) -> list[Phase]:
    """A phase that is described in two places has the time of either."""
    times = {_key(phase.title): phase for phase in reversed(phases) if phase.time}
    return [
        replace(phase, time=times[key].time) if phase.time is None and (key := _key(phase.title)) in times else phase
        for phase in phases
    ]


# "Phase 2: …", "M1 — …" by its number; anything else by its words
_NUMBERED = re.compile(
    r"[^\w]*(?:\d+(?:\.\d+)*[.)]?\s+)?(?P<word>[A-Za-z]{1,12}?)s?[\s#-]{0,3}(?P<number>\d{1,3}[a-z]?)\b"
)


def _key(title: str) -> str:
    match = _NUMBERED.match(title)
    if match:
        return f"{match['word']}{match['number']}".casefold()
    head = re.split(r"[(:–—]", title.casefold(), maxsplit=1)[0]
    return " ".join(re.findall(r"[^\W_]+", head)) or title.casefold()


# Where plans stand

_FOREIGN = ("testing", "data-flow", "component-design", "api", "data-model", "performance", "error-handling", "risks")


def _plans(facts: Facts) -> Iterator[Section]:
    """The sections that are a plan of work; steps that a program takes are none."""
    for section in facts.sections("phases"):
        if any(role in above.roles for above in section.ancestors() for role in _FOREIGN):
            continue
        if not is_program(section.title, facts.vocabulary):
            yield section


def _chapters(facts: Facts) -> list[Group]:
    """The chapters of a document, where these are its phases."""
    named = [section for section in facts.document.top if is_named(section.title, facts.vocabulary)]
    members = tuple(sibling.heading(section, facts.vocabulary) for section in named)
    return [Group(members)] if len(named) > 1 else []


def _labelled_plans(facts: Facts) -> list[Group]:
    """What stands under a label such as `**Timeline:**` outside of plans."""
    from speclint.facts.passage import passages

    found: list[Group] = []
    for passage in passages(facts, "phases"):
        if not passage.whole and not passage.within(*_FOREIGN) and not is_anchor(passage.title):
            groups = Plan(facts, passage.section).below(passage.blocks, passage.title.plain)
            found += [group for group in groups if any(member.time or member.named for member in group.members)]
    return found


def _charts(facts: Facts) -> list[Group]:
    """The tasks of Gantt charts and timelines, wherever they stand."""
    return [group for block in facts.document.code_blocks for group in charted(block, facts)]


# Contradictions


def read_phase_conflicts(facts: Facts) -> tuple[PhaseConflict, ...]:
    """The phases that begin before the one above does, and the one with which the days exceed the stated effort."""
    phases = facts.all("phases", Phase)
    return (*_out_of_order(phases), *_over_effort(facts, phases))


_LATE, _EARLY = 40, 12  # after calendar week 40 comes week 12 at the latest: a new year


def _out_of_order(phases: Sequence[Phase]) -> Iterator[PhaseConflict]:
    """The phases of each list that start before the one above; none in a list that has the latest first."""
    for track in dict.fromkeys(phase.track for phase in phases if phase.track):
        timed = [
            phase
            for phase in phases
            if phase.track == track
            and phase.source
            and phase.source.first is not None
            and phase.source.kind in CALENDAR
        ]
        falling = [_starts_before(later, earlier) for earlier, later in pairwise(timed)]
        if not (len(falling) > 1 and all(falling)):
            yield from _jumps(timed)


def _jumps(timed: Sequence[Phase]) -> Iterator[PhaseConflict]:
    before: Phase | None = None
    for phase in timed:
        if before is not None and _starts_before(phase, before):
            yield _conflict(phase, before, "order")
        else:
            before = phase


def _starts_before(phase: Phase, before: Phase) -> bool:
    one, other = phase.source, before.source
    if one is None or other is None or one.first is None or other.first is None:
        return False
    if (one.kind, one.unit) != (other.kind, other.unit) or one.approximate or other.approximate:
        return False
    new_year = one.unit == "week" and other.first >= _LATE and one.first <= _EARLY
    return one.first < other.first and not new_year


def _conflict(phase: Phase, other: Phase, kind: str) -> PhaseConflict:
    return PhaseConflict(
        span=phase.place("time"),
        title=phase.title,
        time=phase.time or "",
        kind=kind,
        other=other.title,
        other_time=other.time or "",
        related=((f'"{other.title}" is {other.time}', other.place("time")),),
    )


# Effort: 10 person-days
_EFFORT = re.compile(r"\b[Ee]ffort\b[*_]{0,2}\s?:[*_]{0,2}\s?(?P<value>[^.;|\n]{1,60})")
_PERSONS = re.compile(r"\b(?:person|man|engineer|dev|fte)", re.I)


def _stated_effort(facts: Facts) -> tuple[str, Span] | None:
    """The effort that the header or the first lines state, and where."""
    for each in facts.all("metadata", Field):
        if each.name == "effort":
            return each.value, each.span
    for block in facts.document.opening:
        if isinstance(block, Paragraph) and (match := _EFFORT.search(block.text.raw)):
            return match["value"], block.text.span_of(*match.span("value"))
    return None


def _over_effort(facts: Facts, phases: Sequence[Phase]) -> Iterator[PhaseConflict]:
    """The first phase with which the days of a plan that counts days exceed the effort stated in days.

    Days are compared with days, whoever works on them, and weeks with weeks on the calendar.
    """
    stated = _stated_effort(facts)
    effort = effort_days(stated[0]) if stated else None
    length = phase_time(stated[0]) if stated else None
    timed = [phase for phase in phases if phase.source is not None and phase.planned]
    if stated is None or effort is None or length is None or not timed:
        return
    unit = _unit(timed[0])
    if length.unit != unit or unit not in ("day", "week") or any(_unit(phase) != unit for phase in timed):
        return
    if unit == "week" and _PERSONS.search(stated[0]):
        return
    spent = 0.0
    for phase in timed:
        spent = _spent(phase, spent)
        if spent > effort:
            yield PhaseConflict(
                span=phase.place("time"), title=phase.title, time=phase.time or "", kind="effort",
                other=stated[0], other_time=f"{spent:g} days",
                related=((f"the effort is {stated[0]}", stated[1]),),
            )  # fmt: skip
            return


def _unit(phase: Phase) -> str:
    return phase.source.unit if phase.source is not None else ""


def _spent(phase: Phase, before: float) -> float:
    """The working days up to the end of a phase: its last day, or the sum of what each takes."""
    time = phase.source
    if time is None or time.last is None or time.days is None or time.first is None:
        return before
    if time.kind == "ordinal-range":
        return max(before, time.last * (time.days / max(time.last - time.first + 1, 1)))
    return before + time.days if time.kind == "duration" else before
