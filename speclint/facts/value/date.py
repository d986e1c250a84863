"""Calendar days as authors write them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)


@dataclass(frozen=True, slots=True)
class Day:
    """A day where it is written: `iso` where it has the shape YYYY-MM-DD (ISO 8601, calendar date).

    `date` is None where there is no such day, or where it is not certain which one is meant (`03/04/2026`).
    """

    text: str
    start: int
    iso: bool
    date: date | None

    @property
    def exists(self) -> bool:
        """Whether there is such a day."""
        return self.date is not None


def days(text: str) -> tuple[Day, ...]:
    """The days that a text names, those of ISO shape first."""
    found: list[Day] = []
    for pattern, read, iso in _NOTATIONS:
        for match in pattern.finditer(text[:300]):
            if not any(each.start <= match.start() < each.start + len(each.text) for each in found):
                found.append(Day(match[0], match.start(), iso, read(match)))
    return tuple(found)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _numbers(match: re.Match[str]) -> date | None:
    return _day(int(match["year"]), int(match["month"]), int(match["day"]))


def _named(match: re.Match[str]) -> date | None:
    return _day(int(match["year"]), _MONTHS.index(match["month"][:3].lower()) + 1, int(match["day"]))


def _slashed(match: re.Match[str]) -> date | None:
    """A day with slashes: the month comes first in some countries, so one number must be too great for it."""
    one, other, year = int(match["one"]), int(match["other"]), int(match["year"])
    if one == other:
        return _day(year, one, other)
    if one > 12:
        return _day(year, other, one)
    return _day(year, one, other) if other > 12 else None


_Read = Callable[[re.Match[str]], "date | None"]
_ORDINAL = r"(?:st|nd|rd|th)?"
_NOTATIONS: tuple[tuple[re.Pattern[str], _Read, bool], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), read, iso)
    for pattern, read, iso in (
        # 2026-01-31, and what has its shape
        (r"(?<![\d-])(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)(?![\d-])", _numbers, True),
        # 2026-1-31, 2026/01/31, 2026.01.31
        (r"(?<![\d-])(?P<year>\d{4})(?P<sep>[-/.])(?P<month>\d{1,2})(?P=sep)(?P<day>\d{1,2})(?!\d)", _numbers, False),
        # 20260131
        (r"(?<!\d)(?P<year>(?:19|20)\d\d)(?P<month>\d\d)(?P<day>\d\d)(?!\d)", _numbers, False),
        # 31.01.2026
        (r"(?<![\d.])(?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})\.\s?(?P<year>\d{4})(?!\d)", _numbers, False),
        # January 31, 2026; Jan 31st 2026
        (_MONTH + rf"\s{{0,2}}(?P<day>\d{{1,2}}){_ORDINAL},?\s{{1,2}}(?P<year>\d{{4}})\b", _named, False),
        # 31 January 2026, 31st of Jan. 2026, 31-Jan-2026
        (
            rf"(?<!\d)(?P<day>\d{{1,2}}){_ORDINAL}\.?[\s-]{{1,2}}(?:of\s)?{_MONTH},?[\s-]{{0,2}}(?P<year>\d{{4}})\b",
            _named,
            False,
        ),
        # 01/31/2026, 31/01/2026, 31-01-2026
        (
            r"(?<![\d/-])(?P<one>\d{1,2})(?P<sep>[/-])(?P<other>\d{1,2})(?P=sep)(?P<year>\d{4})(?![\d/])",
            _slashed,
            False,
        ),
    )
)
"""Each notation, how it is read, and whether it has the shape of ISO 8601."""
