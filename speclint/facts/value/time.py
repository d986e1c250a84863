"""The time of a phase: weeks, sprints, durations, quarters, dates."""

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from speclint.facts.value.target import is_limit_context

Kind = Literal["ordinal-range", "sprint", "duration", "quarter", "date", "ongoing"]

WORKDAYS = {"hour": 0.125, "day": 1.0, "week": 5.0, "month": 20.0, "quarter": 60.0, "year": 240.0}
"""The working days of a unit; a sprint has no fixed length."""


@dataclass(frozen=True, slots=True)
class PhaseTime:
    """When a phase is, or how long.

    `first` and `last` are ordinals within the unit (of week 2-3: 2 and 3; of a quarter with a year, year * 4 +
    quarter; of dates, `date.toordinal`), of a duration its lower and upper number. `days` is the length in
    working days where it is known. An approximate time lacks its year or its exact day.
    """

    text: str
    start: int
    end: int
    kind: Kind
    unit: str
    first: float | None
    last: float | None
    days: float | None
    approximate: bool = False


def phase_time(text: str) -> PhaseTime | None:
    """The time that a title, cell or sentence states of a phase; the surest kind where it states several."""
    plain = text.translate(_PLAIN)
    found = next((time for read in _READERS if (time := read(plain)) is not None), None)
    if found is None:
        return None
    if found.days is None and found.kind in ("sprint", "date", "quarter"):
        length = _duration(plain)
        found = replace(found, days=length.days if length else None)
    return replace(found, text=text[found.start : found.end])


def runs_backwards(time: PhaseTime) -> bool:
    """Whether a time ends before it begins: `Week 5-3`."""
    return time.first is not None and time.last is not None and time.last < time.first


def effort_days(text: str) -> float | None:
    """The stated effort in person-days, of a range the upper end: `12 person-days`, `3 weeks`, `80 hours`."""
    found = _duration(text.translate(_PLAIN))
    if found is None or found.days is None:
        return None
    people = _PEOPLE.search(text)
    return found.days * int(people["number"]) if people and "person" not in found.text.lower() else found.days


_PLAIN = str.maketrans(dict.fromkeys("`*_\u00a0\t", " ") | {"–": "-", "—": "-", "‑": "-", "−": "-", "→": "-"})
_PEOPLE = re.compile(r"\b(?P<number>\d{1,2})\s?(?:x\s)?(?:engineers?|developers?|devs?|people|persons|ftes?)\b", re.I)

_UNITS = {
    "h": "hour", "hr": "hour", "hrs": "hour", "d": "day", "w": "week", "wk": "week", "wks": "week",
    "mo": "month", "mos": "month", "mth": "month", "iteration": "sprint",
}  # fmt: skip
_WORDS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9} | {
    "ten": 10,
    "twelve": 12,
    "a": 1,
    "an": 1,
}


def _unit(word: str) -> str:
    lower = word.lower().rstrip(".")
    return _UNITS.get(lower) or _UNITS.get(lower.removesuffix("s")) or lower.removesuffix("s")


# --- Week 1, Days 3-5, W1-W2, Sprint 2, T+2 weeks ---

_ORDINAL = re.compile(
    r"\b(?P<unit>weeks?|wks?\.?|days?|months?|sprints?|iterations?)\s{0,2}#?(?P<first>\d{1,3})\b(?![.:]\d|%|\w)"
    r"(?:\s?(?P<joint>-|to|through|and|&|,|/|\.\.)\s?(?:weeks?|wks?\.?|days?|months?|sprints?|iterations?)?\s?#?"
    r"(?P<last>\d{1,3})\b(?![.:]\d|%|\w))?(?!\s?(?:ops|operations)\b)",
    re.IGNORECASE,
)
_SHORT_ORDINAL = re.compile(r"\b(?P<unit>[WD])(?P<first>\d{1,2})\b(?:\s?-\s?(?:[WD])?(?P<last>\d{1,2})\b)?(?![.:]\d)")
_OFFSET = re.compile(r"\b[TD]\s?(?P<sign>[+-])\s?(?P<number>\d{1,3})\s?(?P<unit>weeks?|wks?|w|days?|d|months?)?\b")
_THE_NTH = re.compile(r"\b(?P<first>\d{1,2})(?:st|nd|rd|th)\s(?P<unit>week|month|sprint|day)\b", re.IGNORECASE)


def _ordinal(text: str) -> PhaseTime | None:
    found = _ORDINAL.search(text) or _short_ordinal(text) or _THE_NTH.search(text)
    if found is None:
        return _offset(text)
    unit, groups = _unit(found["unit"]), found.groupdict()
    singular = (groups.get("joint") or "-") in _LISTING and not found["unit"].endswith("s")
    end = found.end("first") if singular else found.end()
    first = float(found["first"])
    last = first if singular else float(groups.get("last") or first)
    kind: Kind = "sprint" if unit == "sprint" else "ordinal-range"
    days = WORKDAYS[unit] * (last - first + 1) if unit in WORKDAYS and last >= first else None
    return PhaseTime(text[found.start() : end], found.start(), end, kind, unit, first, last, days)


_LISTING = frozenset((",", "and", "&"))  # "Weeks 1, 2", but not "Week 1, 2 engineers"


def _short_ordinal(text: str) -> re.Match[str] | None:
    for found in _SHORT_ORDINAL.finditer(text):
        if found["last"] or _stands_free(text, found):
            return found
    return None


def _offset(text: str) -> PhaseTime | None:
    found = _OFFSET.search(text)
    if found is None:
        return None
    at = float(f"{found['sign']}{found['number']}")
    unit = _unit(found["unit"] or "day")
    return PhaseTime(found.group(), found.start(), found.end(), "ordinal-range", unit, at, at, None)


# --- Q3 2026, 2026-Q3, H1 2026, Q1-Q2 ---

_QUARTER = re.compile(
    r"\b(?:(?P<year>20\d\d)[\s-]?)?(?P<sort>[QH])(?P<first>[1-4])(?:\s?[-/]\s?[QH]?(?P<last>[1-4])\b)?"
    r"(?:[\s,']{0,2}(?:FY\s?'?)?(?P<after>20\d\d|'?\d\d)\b)?(?![\w:.])"
)
_BARE_QUARTER = re.compile(r"[\s(\[,/-]*$")


def _quarter(text: str) -> PhaseTime | None:
    for found in _QUARTER.finditer(text):
        year = found["year"] or found["after"]
        if year or (_stands_free(text, found) and (found["sort"] == "Q" or found.group() == text.strip())):
            return _quarters(found, _year(year) if year else None)
    return None


def _quarters(found: re.Match[str], year: int | None) -> PhaseTime:
    first, last = int(found["first"]), int(found["last"] or found["first"])
    if found["sort"] == "H":
        first, last = first * 2 - 1, last * 2
    base = year * 4 if year else 0
    return PhaseTime(
        found.group(), found.start(), found.end(), "quarter", "quarter", base + first, base + last, None, year is None
    )


def _year(text: str) -> int:
    digits = int(text.lstrip("'"))
    return digits if digits > 99 else 2000 + digits


def _stands_free(text: str, found: re.Match[str]) -> bool:
    """Whether a word is all there is, stands in brackets or after a dash: `Phase 2 (Q3)`."""
    before, after = text[max(0, found.start() - 3) : found.start()], text[found.end() : found.end() + 2]
    opens = not before.strip() or before.rstrip()[-1] in "([-:|,;/"
    return opens and (not after.strip() or after.lstrip()[0] in ")]-|,;/")


# --- Dates ---

_MONTHS = (
    {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
    | {name.lower(): number for number, name in enumerate(calendar.month_abbr) if name}
    | {"sept": 9}
)
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\b(?:\.(?=\s\d))?"
)
# One date: 2026-03-01 · 2026-03 · 03/01/2026 · March 3, 2026 · 3 March 2026 · Mar 3 · March 2026
_DATE = re.compile(
    r"\b(?:(?P<iso>(?:19|20)\d\d[-/](?:0?[1-9]|1[0-2])(?:[-/](?:0?[1-9]|[12]\d|3[01]))?)(?![\d-])"
    r"|(?P<dotted>(?:0?[1-9]|[12]\d|3[01])\.(?:0?[1-9]|1[0-2])\.20\d\d)\b"
    r"|(?P<slashed>(?:0?[1-9]|1[0-2])/(?:0?[1-9]|[12]\d|3[01])/20\d\d)\b"
    rf"|(?:(?P<day>[0-3]?\d)(?:st|nd|rd|th)?\s)?(?P<month>{_MONTH})"
    r"(?:\s(?P<later>[0-3]?\d)(?:st|nd|rd|th)?(?!\d))?(?:,?\s?(?P<year>20\d\d))?(?![\w/]))",
    re.IGNORECASE,
)
_TO = re.compile(r"\s?(?:-|to|through|until|till|\.\.)\s?", re.IGNORECASE)
_DAY_TO_DAY = re.compile(r"\s?-\s?(?P<day>[0-3]?\d)(?:,?\s(?P<year>20\d\d))?(?![\w/:-])")
_ABOUT = re.compile(
    r"\b(?:by\s)?(?:the\s)?(?:end|start|beginning|middle|mid|early|late|first\shalf|second\shalf)(?:\sof)?[\s-]$", re.I
)
_PREPOSITION = re.compile(r"\b(?:by|in|during|until|before|from|due|target|since|for)\s$", re.IGNORECASE)
_SEASON = re.compile(r"\b(?P<season>spring|summer|autumn|fall|winter)\s(?P<year>20\d\d)\b", re.IGNORECASE)
_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
_YEAR = re.compile(r"(?<![\w.:/-])(?P<year>20[2-9]\d)(?![\w.-])")
_END_OF_YEAR = re.compile(r"\b(?:EOY|end of (?:the )?year|year[- ]end)\b(?:\s(?P<year>20\d\d))?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Day:
    """A date as far as it is stated: any of its parts may be missing."""

    start: int
    end: int
    year: int | None
    month: int
    day: int | None
    about: bool = False

    def edge(self, last: bool) -> float | None:
        """The first or last day that it can be, as an ordinal."""
        if self.year is None:
            return None
        day = self.day or (calendar.monthrange(self.year, self.month)[1] if last else 1)
        try:
            return float(date(self.year, self.month, day).toordinal())
        except ValueError:
            return None


def _dates(text: str) -> PhaseTime | None:
    for found in _DATE.finditer(text):
        day = _day(text, found)
        if day is None:
            continue
        following = _TO.match(text, day.end)
        second = _DATE.match(text, following.end()) if following else None
        until = _day(text, second) if second else _same_month(text, day)
        return _span(text, day, until or day)
    return _loose_date(text)


def _day(text: str, found: re.Match[str]) -> _Day | None:
    numbers = found["iso"] or found["dotted"] or found["slashed"]
    if numbers:
        parts = [int(part) for part in re.split(r"[-/.]", numbers)]
        year, month, *day = {"iso": parts, "dotted": parts[::-1], "slashed": parts[2:] + parts[:2]}[_which(found)]
        return _Day(found.start(), found.end(), year, month, day[0] if day else None)
    about = _ABOUT.search(text[max(0, found.start() - 24) : found.start()])
    start = found.start() - len(about.group()) if about else found.start()
    day_text = found["day"] or found["later"]
    if not (found["year"] or day_text or about or _is_month(text, found)):
        return None
    return _Day(
        start,
        found.end(),
        int(found["year"]) if found["year"] else None,
        _MONTHS[found["month"].lower().rstrip(".")],
        int(day_text) if day_text else None,
        about is not None,
    )


def _which(found: re.Match[str]) -> str:
    return next(name for name in ("iso", "dotted", "slashed") if found[name])


def _is_month(text: str, found: re.Match[str]) -> bool:
    """Whether a lone word is a month and no verb: alone, in brackets, or after a preposition, capitalised."""
    name = found["month"]
    led = _PREPOSITION.search(text[max(0, found.start() - 10) : found.start()])
    return name[0].isupper() and (bool(led) or _stands_free(text, found))


def _same_month(text: str, day: _Day) -> _Day | None:
    """The end of `Mar 3-14, 2026`."""
    found = _DAY_TO_DAY.match(text, day.end) if day.day else None
    if found is None:
        return None
    year = int(found["year"]) if found["year"] else day.year
    return replace(day, end=found.end(), day=int(found["day"]), year=year)


def _span(text: str, first: _Day, last: _Day) -> PhaseTime:
    year = first.year or last.year
    begin = replace(first, year=year).edge(last=False)
    end = replace(last, year=last.year or year).edge(last=True)
    approximate = year is None or first.about or last.about
    days = _workdays(begin, end) if last is not first and begin is not None and end is not None else None
    start = first.start
    return PhaseTime(text[start : last.end], start, last.end, "date", "date", begin, end, days, approximate)


def _workdays(first: float, last: float) -> float | None:
    """Mondays to Fridays from one day to another, both counted."""
    if last < first or last - first > 20_000:
        return None
    whole, rest = divmod(int(last - first) + 1, 7)
    weekday = date.fromordinal(int(first)).weekday()
    return float(whole * 5 + sum((weekday + extra) % 7 < 5 for extra in range(rest)))


def _loose_date(text: str) -> PhaseTime | None:
    """A season, a year or the end of one."""
    season = _SEASON.search(text)
    if season:
        month, year = _SEASONS[season["season"].lower()], int(season["year"])
        first = float(date(year, month, 1).toordinal())
        return PhaseTime(season.group(), season.start(), season.end(), "date", "date", first, first + 91, None, True)
    found = _END_OF_YEAR.search(text) or _free_year(text)
    if found is None:
        return None
    year_text = found["year"]
    end = float(date(int(year_text), 12, 31).toordinal()) if year_text else None
    begin = None if end is None else end - 364
    return PhaseTime(found.group(), found.start(), found.end(), "date", "date", begin, end, None, True)


def _free_year(text: str) -> re.Match[str] | None:
    for found in _YEAR.finditer(text):
        if _PREPOSITION.search(text[max(0, found.start() - 10) : found.start()]) or _stands_free(text, found):
            return found
    return None


# --- Durations ---

_DURATION = re.compile(
    r"(?<![\w.:/+$-])~?(?:(?P<low>\d{1,3}(?:\.\d)?)(?:\s?(?:-|to)\s?(?P<high>\d{1,3}(?:\.\d)?))?\+?[\s-]{0,2}"
    r"|\b(?P<word>one|two|three|four|five|six|seven|eight|nine|ten|twelve|an?)[\s-])"
    r"(?P<kind>(?:person|man|dev(?:eloper)?|engineer|business|working|work|calendar|full|ideal)[\s-]?)?"
    r"(?P<unit>hours?|hrs?|days?|weeks?|wks?|months?|mos?|sprints?|iterations?|quarters?|years?|(?-i:[hdw]))\b(?![\w-]|\.\d)",
    re.IGNORECASE,
)
_NO_PHASE = re.compile(
    r"\b(?:last|past|previous|every|per|each|first|older than|after|within the|more than"
    r"|at least|for up to|minimum of)\s$",
    re.IGNORECASE,
)
_ARTICLE = re.compile(
    r"\b(?:of|for|about|around|approximately|takes?|within|duration|effort|estimate[ds]?)[:\s]{1,2}$", re.I
)


def _duration(text: str) -> PhaseTime | None:
    for found in _DURATION.finditer(text):
        before = text[max(0, found.start() - 60) : found.start()]
        if "." in (found["low"] or "") and found["unit"][0].isupper():
            continue  # a section's number: "10.3 Iteration limits"
        if _NO_PHASE.search(before) or is_limit_context(_EFFORT.sub(" ", _clause(text, found))):
            continue
        if (found["word"] or "").lower() in ("a", "an") and not _ARTICLE.search(before):
            continue
        labelled = _LABEL.search(before) and found["high"] and _DURATION.match(text, found.start("high"))
        return _length(labelled or found)
    return None


_LABEL = re.compile(r"\b(?:phase|milestone|step|stage|sprint|iteration|release|part)\s$", re.IGNORECASE)


_EFFORT = re.compile(r"\b(?:efforts?|estimate[sd]?|scheduled?|time\s+window)\b", re.IGNORECASE)
_CLAUSE_END = re.compile(r"[;.|()\n]")


def _clause(text: str, found: re.Match[str]) -> str:
    """What stands around a duration, up to brackets and sentence ends."""
    before = _CLAUSE_END.split(text[max(0, found.start() - 60) : found.start()])[-1]
    return before + _CLAUSE_END.split(text[found.end() : found.end() + 30])[0]


def _length(found: re.Match[str]) -> PhaseTime:
    low = float(found["low"]) if found["low"] else float(_WORDS[found["word"].lower()])
    high = float(found["high"] or low)
    unit = _unit(found["unit"])
    days = WORKDAYS[unit] * max(low, high) if unit in WORKDAYS else None
    return PhaseTime(found.group(), found.start(), found.end(), "duration", unit, low, high, days)


# --- Ongoing ---

_ONGOING = re.compile(
    r"\b(?:on-?going|continuous(?:ly)?|continual(?:ly)?|rolling|recurring|immediate(?:ly)?|asap|throughout)\b",
    re.IGNORECASE,
)
_LEADING = re.compile(r"(?:^|[(\[:|-])\s*$")


def _ongoing(text: str) -> PhaseTime | None:
    for found in _ONGOING.finditer(text):
        leads = found.group().lower().replace("-", "") == "ongoing" and _LEADING.search(text[: found.start()][-4:])
        if leads or _stands_free(text, found):
            return PhaseTime(found.group(), found.start(), found.end(), "ongoing", "", None, None, None)
    return None


_READERS: tuple[Callable[[str], PhaseTime | None], ...] = (_ordinal, _quarter, _dates, _duration, _ongoing)
