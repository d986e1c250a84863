"""The rows of a table as phases, and what the columns say of them."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cached_property

from speclint.document.block import Row, Table
from speclint.document.vocabulary import Vocabulary
from speclint.facts.layout import headed
from speclint.facts.plan.member import Member, is_named, is_numbered
from speclint.facts.plan.when import When, joined, says_only, title_time
from speclint.facts.value.time import PhaseTime, phase_time

_TOTAL = re.compile(r"\W*(?:sub)?total\b", re.I)
_NUMBER = re.compile(r"\s*~?\d{1,3}(?:\.\d)?(?:\s*[-–]\s*\d{1,3})?\s*$")  # 3 · 1-2
_UNIT = re.compile(r"\b(week|day|sprint|month)s?\b", re.I)
_AMOUNT = re.compile(r"effort|estimate|duration", re.I)


class Rows:
    """The rows of a table as siblings."""

    def __init__(self, table: Table, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self.heads, self.rows = headed(table)
        self.title_at = self._title_at()
        self.time_at = sorted(
            (at for at, head in enumerate(self.heads) if self._says_when(head)),
            key=lambda at: not self._is("phase calendar column", self.heads[at]),
        )

    @cached_property
    def members(self) -> tuple[Member, ...]:
        """The rows that are no totals."""
        return tuple(self._member(row) for row in self.rows if self._is_row(row))

    @property
    def lists_names(self) -> bool:
        """Whether a column names things without saying what they are."""
        head = self.heads[self.title_at] if self.heads else ""
        return len(self.members) > 1 and self._is("plain name column", head)

    @property
    def lists_phases(self) -> bool:
        """Whether a column names phases and no other thing."""
        head = self.heads[self.title_at] if self.heads else ""
        if not self._is("phase column", head) or head.strip() == "#":
            return False
        if self._is("phase calendar column", head):
            return sum(member.time is not None for member in self.members) * 2 >= len(self.members)
        return len(self.members) > 1 or any(member.time or member.named for member in self.members)

    @property
    def calendar(self) -> bool:
        """Whether a column says when: not only how much work something is."""
        return any(self._is("phase calendar column", self.heads[at]) for at in self.time_at)

    def _is(self, name: str, head: str) -> bool:
        match = self.vocabulary.pattern(name).match(head.lstrip(" #") or head)
        return match is not None

    def _says_when(self, head: str) -> bool:
        return self._is("phase time label", head) or self.vocabulary.field_of(head) == "time"

    def _title_at(self) -> int:
        names = [at for at, head in enumerate(self.heads) if self._is("phase column", head) and head != "#"]
        proper = [at for at in names if not self._is("phase calendar column", self.heads[at])]
        tasks = [at for at, head in enumerate(self.heads) if self._is("task column", head)]
        numbered = self.heads[0].strip() in ("#", "No", "No.", "ID", "Id") if self.heads else False
        return (proper or names or tasks or [1 if numbered and len(self.heads) > 1 else 0])[0]

    def _is_row(self, row: Row) -> bool:
        title = row.cells[self.title_at].plain if self.title_at < len(row.cells) else ""
        return bool(title) and not _TOTAL.match(title)

    def _member(self, row: Row) -> Member:
        title = row.cells[self.title_at]
        found = self._time(row)
        empty = row.cells[self.time_at[0]] if self.time_at else None
        rest = [cell.plain for at, cell in enumerate(row.cells) if at != self.title_at and at not in self.time_at]
        return Member(
            title,
            row.span,
            is_named(title.plain, self.vocabulary),
            is_numbered(title.plain, self.vocabulary),
            found.time if found else None,
            found.text if found else empty,
            deliverable=self._deliverable(row) if self.deliverable_at else next((c for c in rest if len(c) > 2), None),
        )

    @cached_property
    def deliverable_at(self) -> list[int]:
        """The columns that are called so; where there are none, any other cell says what is delivered."""
        return [at for at, head in enumerate(self.heads) if self._is("phase deliverable column", head)]

    def _deliverable(self, row: Row) -> str | None:
        cells = [row.cells[at].plain for at in self.deliverable_at if at != self.title_at]
        return next((cell for cell in cells if len(cell) > 1), None) if cells else row.cells[self.title_at].plain

    def _time(self, row: Row) -> When | None:
        times = [
            When(time, row.cells[at])
            for at in self.time_at
            if (time := _cell_time(row.cells[at].plain, self.heads[at])) is not None
        ]
        if len(times) > 1 and self._spans():
            return When(joined(times[0].time, times[1].time), times[0].text)
        return times[0] if times else title_time(row.cells[self.title_at]) or self._other_time(row)

    def _other_time(self, row: Row) -> When | None:
        """The time in a cell that says nothing else."""
        for at, cell in enumerate(row.cells):
            time = phase_time(cell.plain) if at != self.title_at and cell.plain else None
            if time is not None and says_only(cell.plain, time):
                return When(time, cell)
        return None

    def _spans(self) -> bool:
        """Whether the first two columns of time are a start and an end."""
        heads = [self.heads[at] for at in self.time_at[:2]]
        return self._is("phase start label", heads[0]) and self._is("phase end label", heads[1])


def _cell_time(cell: str, head: str) -> PhaseTime | None:
    """The time in a cell; a bare number takes its unit from the head of its column: `Week`, `Effort (days)`."""
    number, unit = _NUMBER.match(cell), _UNIT.search(head)
    if not number or not unit:
        return phase_time(cell)
    ordinal = unit.start() == 0 and not _AMOUNT.search(head)
    found = phase_time(f"{unit[1]} {cell.strip()}" if ordinal else f"{cell.strip()} {unit[1]}s")
    return replace(found, text=cell.strip()) if found else None
