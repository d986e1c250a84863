"""Quantities: numbers with a unit, how they are bounded and which percentile they are of."""

import re
from dataclasses import dataclass
from itertools import islice
from typing import Literal, NamedTuple

from speclint.facts.value import unit as units
from speclint.facts.value.unit import Dimension, Unit
from speclint.facts.value.word import words

Comparator = Literal["<", "<=", ">", ">=", "~", "="]


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with a unit; `high` is the upper end of a range. `text` runs from comparator to unit."""

    value: float
    high: float | None
    unit: str
    dimension: Dimension
    comparator: Comparator | None
    percentile: str | None
    text: str
    start: int
    end: int
    factor: float = 1.0

    @property
    def base(self) -> float:
        """The value (of a range, its upper end) in s, B or per second; other dimensions as they are."""
        return (self.value if self.high is None else self.high) * self.factor


def quantities(text: str, unit: str = "") -> list[Quantity]:
    """The quantities of a text in reading order; of its numbers the first two thousand are looked at.

    `unit` is the unit of numbers that carry none, such as a column's `(ms)`.
    """
    plain = text.translate(_PLAIN)
    drafts = _drafts(plain, _parse_unit(f" {unit}", 0) if unit else None)
    drafts = sorted([*drafts, *_spelled(plain, drafts)], key=lambda draft: draft.start)
    return [_finish(text, draft, mark) for draft, mark in _with_percentiles(plain, drafts)]


# Leftovers of Markdown and typographic spaces become a space, dashes a hyphen: offsets stay.
_PLAIN = str.maketrans(dict.fromkeys("`*\u00a0\u2009\u202f\u2007\t", " ") | {"−": "-", "μ": "µ"})

# A number that is no part of a word, a version or a longer number: 200 · 1,000 · 10 000 · 99.95 · 1e6
_NUMBER = re.compile(
    r"(?<![\w.])(?<!\d,)(?:\d{1,3}(?:,\d{3})+|\d{1,3}(?: \d{3})+|\d{1,15})(?!\d)"
    r"(?:\.\d{1,9})?(?:[eE]\+?\d{1,2})?(?!\d|\.\d)"
)
# What may follow a number before its unit: 10k · 1.5 M · 2 million · 500K+ · 10 or more
_SCALE = re.compile(
    r"(?:(?P<letter>[kKMB])(?=\+?(?:[\s\-/),;.:]|$))|(?P<spaced> [kKM])(?=\+? [A-Za-z])"
    r"|(?P<fused>k)(?=(?:rps|qps|tps|ops|req)\b)|\s(?P<word>thousand|million|billion|bn)\b)?"
    r"(?P<plus>\+| or more(?= [a-z]))?",
)
_SCALES = {"k": 1e3, "K": 1e3, "M": 1e6, "B": 1e9, "thousand": 1e3, "million": 1e6, "billion": 1e9, "bn": 1e9}
_MANY = 2000
_SPLITS = re.compile(r"[a-zA-Zµ]-$")  # a hyphenated word before a number: SHA-256, GPT-4
_UNIT_OR_SUB = re.compile(r"(?:\d\s?[a-zA-Zµ]{1,4}|\b[sS]ub)-$")  # … but 1s-3s and sub-100ms

_WORD = re.compile(r"[A-Za-zµ]+(?:-[A-Za-z]+)*")
_UNIT_GAP = re.compile(r"\s{0,2}-?(?=[A-Za-zµ%])|\s?(?=%)")
_RATE_TAIL = re.compile(r"\s?/\s?([A-Za-zµ]+)\b|[\s-](?:per|each|every|an?)[\s-]([A-Za-zµ]+)\b")
_PERCENT = re.compile(r"%|percent\b|pct\b", re.IGNORECASE)
_CURRENCY_WORD = re.compile(r"\s?(?P<word>USD|EUR|GBP|dollars?|euros?|cents?)\b")
_CURRENCIES = {"$": "USD", "€": "EUR", "£": "GBP"}

_STOP = words(
    "and or of the in for to with at is are on per by from as without within than when if then be can will"
    " must should during over under via vs between across not no only also each every a an until while which"
    " that this these those has have had was were after before about into onto its it all any both"
)
# Words that make the number after them a label: "Phase 2", "HTTP 500", "port 5432".
_LABELLED = re.compile(
    r"\b(?:phase|step|section|version|layer|level|tier|stage|milestone|epic|story|port|rfc|table|figure|option"
    r"|http|status|code|part|chapter|appendix|task|issue|returns?|sprint|week|day|month|top|case)\s*[#:]?\s?$",
    re.IGNORECASE,
)
_PLURAL = re.compile(r"[A-Za-z][a-z-]*[a-hj-rtv-z]s")  # nodes, Rows; not access, status, analysis
_GOES_ON = re.compile(r"[._(]\w")  # the noun is a part of a name: users.yaml
_HTTP_WORDS = words("errors responses statuses codes")

_RANGE = re.compile(r"\s?(?:[-–—]|\bto\b|\.\.)\s?")
_BETWEEN = re.compile(r"\bbetween\s*$", re.IGNORECASE)
_SLASH = re.compile(r"\s?/\s?")
_JOIN = 8  # the longest sign that joins two numbers

# The bound before a number, in signs and words.
_BEFORE = re.compile(
    r"(?:"
    r"(?P<le><=|=<|[≤⩽≦]|&le;|\b(?:at\s+most|up\s+to|(?:no|not)\s+(?:more|longer|slower|later|greater|higher|larger)"
    r"\s+than|within|max(?:imum)?\.?(?:\s+of)?:?|(?:not|never)\s+(?:to\s+)?exceed(?:ing)?|capped\s+at|limited\s+to))"
    r"|(?P<ge>>=|[≥⩾≧]|&ge;|\b(?:at\s+least|(?:no|not)\s+(?:less|fewer|lower)\s+than|minimum(?:\s+of)?:?"
    r"|at\s+minimum))"
    r"|(?P<lt>\\?<|&lt;|[＜]|\b(?:under|below|(?:less|fewer|faster|lower|shorter|smaller|quicker)\s+than|sub-))"
    r"|(?P<gt>(?<![-=])(?<!<br)(?<!<br/)(?<!<br\s/)\\?>|&gt;|\b(?:over|above|exceed(?:s|ing)?|beyond"
    r"|(?:more|greater|higher|longer|larger|slower)\s+than))"
    r"|(?P<about>\\?[~≈∼±]|&asymp;|\b(?:about|around|approx(?:imately|\.)?|roughly|circa|ca\.|nearly|almost))"
    r"|(?P<eq>==?|\bexactly)"
    r")$",
    re.IGNORECASE,
)
# The bound after a unit: "2 s or less", "100 users max".
_AFTER = re.compile(
    r"\s?(?:(?P<le>or\s+(?:less|fewer|below|faster|under|better)\b|max(?:imum)?\b|at\s+most\b)"
    r"|(?P<ge>or\s+(?:more|above|higher|greater)\b|and\s+above\b|min(?:imum)?\b|\+))(?!\s*[:=<>~\d])",
    re.IGNORECASE,
)
_SIGNS: dict[str, Comparator] = {"le": "<=", "ge": ">=", "lt": "<", "gt": ">", "about": "~", "eq": "="}
_BOUND_SIGNS = "<>=≤⩽≦≥⩾≧~≈∼±＜"
_BOUND_ENDS = (
    *_BOUND_SIGNS,
    *words(
        "&lt; &gt; &le; &ge; &asymp; most to than within max maximum max. max: maximum: minimum: of exceed"
        " exceeding at least minimum under below over above exceeds beyond about around approximately approx"
        " approx. roughly circa ca. nearly almost exactly sub-"
    ),
)
_BOUND_REACH = 20
_WINDOW = 40

_LABEL_END = " :=-–—|(\t"


class _Draft(NamedTuple):
    """A quantity before its percentile is known."""

    start: int
    number: int
    end: int
    value: float
    high: float | None
    unit: Unit
    comparator: Comparator | None


class _Parsed(NamedTuple):
    unit: Unit
    end: int


def _drafts(text: str, fallback: _Parsed | None) -> list[_Draft]:
    """From right to left, so that `50/150/300 ms` and `1–3 s` take the unit of what follows."""
    drafts: list[_Draft] = []
    for match in reversed(list(islice(_NUMBER.finditer(text), _MANY))):
        if _in_word(text, match.start()):
            continue
        follower = drafts[-1] if drafts else None
        draft = _one(text, match, follower, fallback)
        if draft is None:
            continue
        if follower and _is_range(text, draft, follower):
            drafts.pop()
            draft = _merge(draft, follower)
        drafts.append(draft)
    drafts.reverse()
    return drafts


def _in_word(text: str, start: int) -> bool:
    before = text[max(0, start - 8) : start]
    return bool(_SPLITS.search(before)) and not _UNIT_OR_SUB.search(before)


def _one(text: str, match: re.Match[str], follower: _Draft | None, fallback: _Parsed | None) -> _Draft | None:
    scaled = _SCALE.match(text, match.end())
    assert scaled is not None  # every part of it is optional
    letters = scaled["letter"] or scaled["spaced"] or scaled["fused"] or scaled["word"] or ""
    scale = _SCALES.get(letters.strip(), 1.0)
    parsed = _money(text, match, scaled.end()) or _parse_unit(text, scaled.end())
    if scaled["letter"] == "B" and (parsed is None or parsed.unit.dimension == "count"):
        parsed, scale = _Parsed(units.SIZE["B"], scaled.end()), 1.0
    value = float(match.group().replace(",", "").replace(" ", "")) * scale
    if parsed and _is_label(text, match.start(), value, parsed):
        parsed = None
    start, comparator = _bound_before(text, match.start())
    if parsed is None:
        parsed = _borrowed(text, start, scaled.end(), follower) or _from(fallback, text, match, scaled.end())
    if parsed is None:
        return None
    comparator = comparator or (">=" if scaled["plus"] else _bound_after(text, parsed.end))
    return _Draft(start, match.start(), parsed.end, value, None, parsed.unit, comparator)


def _bound_before(text: str, number: int) -> tuple[int, Comparator | None]:
    """Where the quantity of a number begins, its currency and bound included, and that bound."""
    edge = _currency(text, number)
    lead = max(0, edge - _BOUND_REACH)
    before = text[lead:edge].rstrip()
    if before[-1:].isdigit() or not before.lower().endswith(_BOUND_ENDS):
        return edge, None
    found = _BEFORE.search(before[-4:] if before[-1:] in _BOUND_SIGNS else before) if before else None
    if not found or not found.lastgroup:
        return edge, None
    return lead + len(before) - len(found.group()), _SIGNS[found.lastgroup]


def _bound_after(text: str, end: int) -> Comparator | None:
    found = _AFTER.match(text, end)
    return _SIGNS[found.lastgroup] if found and found.lastgroup else None


def _money(text: str, match: re.Match[str], end: int) -> _Parsed | None:
    at = _currency(text, match.start())
    word = _CURRENCY_WORD.match(text, end) if at == match.start() else None
    if at == match.start() and word is None:
        return None
    name = word["word"].upper() if word else _CURRENCIES[text[at]]
    end = word.end() if word else end
    tail = _tail(text, end)
    return _Parsed(units.money(name, tail and tail[0]), tail[1] if tail else end)


def _currency(text: str, number: int) -> int:
    """Where the currency sign before a number stands; the number itself where there is none."""
    at = number - 2 if text[number - 1 : number] == " " else number - 1
    return at if at >= 0 and text[at] in _CURRENCIES else number


def _parse_unit(text: str, start: int) -> _Parsed | None:
    """The unit that begins at `start`, straight or after a space or hyphen."""
    tail = _tail(text, start)
    if tail:
        return _Parsed(units.per(Unit("", "rate"), tail[0]), tail[1])
    gap = _UNIT_GAP.match(text, start)
    if gap is None:
        return None
    percent = _PERCENT.match(text, gap.end())
    if percent:
        return _Parsed(units.PERCENT, percent.end())
    word = _WORD.match(text, gap.end())
    if word is None:
        return None
    attached = gap.end() == start
    return _simple_unit(text, word, attached) or _phrase(text, word, attached)


def _simple_unit(text: str, word: re.Match[str], attached: bool) -> _Parsed | None:
    for name in (word.group(), word.group().partition("-")[0]):
        end = word.start() + len(name)
        time = units.time_unit(name, attached)
        if time:
            return _Parsed(time, end)
        size = units.size_unit(name)
        if size:
            tail = _tail(text, end)
            return _Parsed(units.per(size, tail[0]), tail[1]) if tail else _Parsed(size, end)
        known = units.rate_unit(name) or units.other_unit(name, attached)
        if known:
            return _Parsed(known, end)
    return None


def _tail(text: str, end: int) -> tuple[Unit, int] | None:
    """The period of a rate: `/s`, ` per day`."""
    found = _RATE_TAIL.match(text, end)
    below = units.period(found[1] or found[2]) if found else None
    return (below, found.end()) if found and below else None


def _phrase(text: str, word: re.Match[str], attached: bool) -> _Parsed | None:
    """A counted noun of up to four words: a rate, a load or a count; attached to its number, only a rate."""
    words = [word] if attached else _words(text, word)
    for each in words:
        tail = _tail(text, each.end())
        if tail:
            return _Parsed(units.per(units.counted(each.group()), tail[0]), tail[1])
    if attached:
        return None
    load = _load(words)
    if load:
        return _Parsed(Unit(units.counted(load.group()).name, "load"), load.end())
    return _count(words)


def _words(text: str, word: re.Match[str]) -> list[re.Match[str]]:
    found: list[re.Match[str]] = []
    following: re.Match[str] | None = word
    while following and len(found) < 4 and following.group().lower() not in _STOP:
        found.append(following)
        end = following.end()
        following = _WORD.match(text, end + 1) if text[end : end + 1] == " " else None
    return found


def _load(words: list[re.Match[str]]) -> re.Match[str] | None:
    """The noun of a load: `concurrent users`, `simultaneous WebSocket connections`, `users`."""
    for at, word in enumerate(words):
        lower = word.group().lower()
        if lower in units.LOAD_NOUNS:
            return word
        if lower in units.LOAD_ADJECTIVES:
            after = words[at + 1 :]
            nouns = [w for w in after if w.group().lower() in units.LOAD_NOUNS]
            plurals = [w for w in after if w.group().endswith("s")]
            return next(iter([*nouns, *plurals]), None)
    return None


def _count(words: list[re.Match[str]]) -> _Parsed | None:
    """A plural noun, at most the third word."""
    for word in words[:3]:
        if _PLURAL.fullmatch(word.group()):
            return _Parsed(units.counted(word.group()), word.end())
    return None


def _is_label(text: str, start: int, value: float, parsed: _Parsed) -> bool:
    """Whether the number names rather than counts: `Phase 2 features`, `500 errors`, `5.3 users.yaml`."""
    if parsed.unit.dimension not in ("count", "load"):
        return False
    if not value.is_integer() or _GOES_ON.match(text, parsed.end):
        return True
    if 100 <= value < 600 and parsed.unit.name in _HTTP_WORDS:
        return True
    return 1900 <= value < 2100 or bool(_LABELLED.search(text[max(0, start - 16) : start]))


def _borrowed(text: str, start: int, end: int, follower: _Draft | None) -> _Parsed | None:
    """The unit of the next number, where only a stroke or a range sign parts the two; else a label's."""
    if follower and follower.start - end < _JOIN:
        gap = text[end : follower.start]
        if _SLASH.fullmatch(gap) or _RANGE.fullmatch(gap) or (gap == " and " and _after_between(text, start)):
            return _Parsed(follower.unit, end)
    before = text[max(0, start - _WINDOW) : start].rstrip(_LABEL_END)
    if not before[-1:].isalpha() or text[start - 1 : start] not in " :=":
        return None
    words = before.lower().split()[-2:]
    known = units.RATE.get(words[-1])
    if known or words[-1] in units.LOAD_NOUNS:
        return _Parsed(known or units.counted(words[-1]), end)
    if words[0] in units.LOAD_ADJECTIVES and len(words) > 1:
        return _Parsed(Unit(units.counted(words[-1]).name, "load"), end)
    return None


def _from(fallback: _Parsed | None, text: str, match: re.Match[str], end: int) -> _Parsed | None:
    """The column's unit, for a number that stands free."""
    free = match.start() == 0 or text[match.start() - 1] in f" /-–{_BOUND_SIGNS}"
    return _Parsed(fallback.unit, end) if fallback and free and not text[end : end + 1].isalnum() else None


def _after_between(text: str, start: int) -> bool:
    return bool(_BETWEEN.search(text[max(0, start - 12) : start]))


def _is_range(text: str, low: _Draft, high: _Draft) -> bool:
    if low.unit.dimension != high.unit.dimension or high.start != high.number or high.start - low.end > _JOIN:
        return False
    gap = text[low.end : high.start]
    joined = bool(_RANGE.fullmatch(gap)) or (gap == " and " and _after_between(text, low.start))
    return joined and low.value * low.unit.factor <= high.value * high.unit.factor


def _merge(low: _Draft, high: _Draft) -> _Draft:
    top = high.value if high.high is None else high.high
    return low._replace(end=high.end, high=top * high.unit.factor / low.unit.factor)


# A small number in words with a unit of time: "two seconds", "five-minute", "under a second".
_SPELLED = re.compile(
    r"\b(?P<number>an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|sixty)"
    r"[ -](?P<unit>(?:milli|micro|nano)?seconds?|minutes?|hours?|days?|weeks?|months?|years?)\b",
    re.IGNORECASE,
)
_SMALL = ("", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_NUMBERS = {word: float(value) for value, word in enumerate(_SMALL)} | {
    "twelve": 12.0,
    "fifteen": 15.0,
    "twenty": 20.0,
    "thirty": 30.0,
    "sixty": 60.0,
}


def _spelled(text: str, taken: list[_Draft]) -> list[_Draft]:
    ends = {draft.end for draft in taken}
    found = []
    for match in islice(_SPELLED.finditer(text), _MANY):
        start, comparator = _bound_before(text, match.start())
        value = _NUMBERS.get(match["number"].lower())
        if match.end() in ends or (value is None and comparator is None):
            continue
        unit = units.TIME[match["unit"].lower()]
        found.append(_Draft(start, match.start(), match.end(), value or 1.0, None, unit, comparator))
    return found


# P95 · p99.9 · 99th percentile · median · 95% of requests
_MARK = re.compile(
    r"\b[pP](?P<p>50|75|90|95|98|99\.99|99\.9|999|99)(?:th)?\b(?!\.\d)"
    r"|\b(?P<nth>\d{2}(?:\.\d{1,2})?)(?:st|nd|rd|th)[ -]?(?:percentile|pctl)s?\b"
    r"|\b(?P<share>\d{2}(?:\.\d{1,2})?)\s?% of (?:all |the )?(?:[a-z]+ ){0,2}?"
    r"(?:(?:requests|queries|calls|responses|operations|reads|writes|messages|events|searches)\b"
    r"|[a-z]{2,}s\b(?=[^.;\n]{0,60}\b(?:within|under|below|less than)\b))"
    r"|\b(?P<word>median|average|avg|mean|maximum|max|worst[ -]case)\b",
    re.IGNORECASE,
)
_MARK_NAMES = {"average": "avg", "mean": "avg", "maximum": "max", "worst case": "max", "worst-case": "max"}
_MARK_JOIN = re.compile(r"\s?(?:[/,&]|\band\b)\s?")
_AT = re.compile(r"[\s,]*[(\[]?\s*(?:at|@|for|in)?\s*(?:the\s+)?", re.IGNORECASE)
_LEADS_ON = re.compile(r"\s*(?:[:=<>≤≥~]|(?:latency|response|time|of|is|under|below|within|at)\b|/\s?[pP]\d|\s\d)")
_CLAUSE = re.compile(r"[;\n]|\.\s")
_REACH = 60
_WORD_REACH = 32


class _Mark(NamedTuple):
    name: str
    start: int
    end: int
    is_word: bool


def _marks(text: str) -> list[_Mark]:
    found = []
    for match in islice(_MARK.finditer(text), _MANY):
        if match["word"]:
            word = match["word"].lower()
            found.append(_Mark(_MARK_NAMES.get(word, word), match.start(), match.end(), True))
        else:
            number = match["p"] or match["nth"] or match["share"]
            found.append(_Mark("p" + number.replace(".", ""), match.start(), match.end(), False))
    return found


_HAS_PERCENTILE = frozenset(("time", "rate", "load", "size", "count"))


def _with_percentiles(text: str, drafts: list[_Draft]) -> list[tuple[_Draft, str | None]]:
    """Each quantity with its percentile: one that leads to it (`P95 < 200 ms`), else one that follows."""
    named: list[tuple[_Draft, str | None]] = []
    marks = _Marks(text)
    for group in _groups(text, [d for d in drafts if d.unit.dimension in _HAS_PERCENTILE]):
        names = marks.leading(group) or marks.following(group)
        named += zip(group, [*names, *[None] * len(group)], strict=False)
    named += [(draft, None) for draft in drafts if draft.unit.dimension not in _HAS_PERCENTILE]
    return sorted(named, key=lambda pair: pair[0].start)


def _groups(text: str, drafts: list[_Draft]) -> list[list[_Draft]]:
    """Quantities that a stroke joins stand together, under one bound: `< 50/150/300 ms`."""
    groups: list[list[_Draft]] = []
    for draft in drafts:
        last = groups[-1][-1] if groups else None
        if last and draft.start - last.end < _JOIN and _SLASH.fullmatch(text[last.end : draft.start]):
            groups[-1].append(draft._replace(comparator=draft.comparator or last.comparator))
        else:
            groups.append([draft])
    return groups


class _Marks:
    """The percentiles named in a text, given out from left to right."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.marks = _marks(text)
        self.at = 0

    def leading(self, group: list[_Draft]) -> list[str]:
        """The percentiles just before a group, in order: of `P50/P95/P99:` all three."""
        first = self.at
        while self.at < len(self.marks) and self.marks[self.at].start < group[0].number:
            self.at += 1
        if first == self.at:
            return []
        last = self.marks[self.at - 1]
        between = self.text[last.end : group[0].number]
        if len(between) > (_WORD_REACH if last.is_word else _REACH) or _CLAUSE.search(between):
            return []
        run = [last]
        while self.at - len(run) > first and self._joined(self.at - len(run)):
            run.insert(0, self.marks[self.at - len(run) - 1])
        return [mark.name for mark in run[-max(len(group), 1) :]]

    def following(self, group: list[_Draft]) -> list[str]:
        """The percentiles right after a group, unless they lead on to another: `200 ms (p95)`."""
        run = self.marks[self.at : self.at + len(group)]
        if not run or not all(self._joined(self.at + i) for i in range(1, len(run))):
            return []
        gap = self.text[group[-1].end : run[0].start][: _WORD_REACH + 1]
        leads_on = _LEADS_ON.match(self.text, run[-1].end) and not (run[-1].is_word and "," not in gap)
        if len(gap) > _WORD_REACH or not _AT.fullmatch(gap) or leads_on:
            return []
        self.at += len(run)
        return [mark.name for mark in run]

    def _joined(self, index: int) -> bool:
        gap = self.text[self.marks[index - 1].end : self.marks[index].start]
        return bool(_MARK_JOIN.fullmatch(gap))


def _finish(text: str, draft: _Draft, percentile: str | None) -> Quantity:
    return Quantity(
        draft.value,
        draft.high,
        draft.unit.name,
        draft.unit.dimension,
        draft.comparator,
        percentile,
        text[draft.start : draft.end],
        draft.start,
        draft.end,
        draft.unit.factor,
    )
