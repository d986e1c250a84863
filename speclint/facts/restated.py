"""How long data is kept, and how long or how often a call is tried: where two places say it differently."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from speclint.document.section import Section
from speclint.document.span import Span
from speclint.facts.ahead import is_ahead
from speclint.facts.fact import Fact, Facts
from speclint.facts.passage import Statement, block_statements
from speclint.facts.value.quantity import Quantity, quantities


@dataclass(frozen=True, kw_only=True, eq=False)
class Restated(Fact):
    """A limit that is another one elsewhere: `kind` is retention, timeout or retries, `name` what it is of."""

    kind: str
    name: str
    value: str
    other: str
    other_line: int
    related: tuple[tuple[str, Span], ...] = ()


@dataclass(frozen=True)
class _Limit:
    kind: str
    words: frozenset[str]
    name: str
    number: float
    text: str
    span: Span


_ANY = re.compile(
    r"\b(?:retain|retention|kept|keep|stored?|preserved?|expires?|deleted|purged?|removed|erased|archived|retr(?:y|ies)|attempts)"
    r"|time-?\s?out",
    re.I,
)
# what a line holds that says how long or how often
_HINTS = (
    "reten", "retain", "kept", "keep", "store", "preserve", "expire", "delete", "purge", "remove", "erase", "archive",
    "timeout", "time out", "time-out", "retr", "attempts",
)  # fmt: skip
_SUBJECT = r"(?P<name>[A-Za-z][\w /-]{1,60}?)"
_COUNT = r"(?P<value>\d{1,4}[ -]?(?:hours?|days?|weeks?|months?|years?)\b)"
_SENTENCES = (
    # audit logs are retained for 90 days · sessions expire after 30 days
    re.compile(
        rf"(?:^|[.;:,(]\s+|\bthe\s|\ball\s|\band\s){_SUBJECT}\s(?:(?:is|are|will be|must be|shall be)\s)?"
        rf"(?:(?:retained|kept|stored|preserved)\s(?:for\s)?|(?:expires?|deleted|purged|removed|erased|archived)\s(?:after|in)\s){_COUNT}",
        re.IGNORECASE,
    ),
    # retain audit logs for 90 days
    re.compile(
        rf"(?:^|[.;:,(]\s+|\b(?:we|to|must|shall|will|and)\s)(?:retain|keep|store|preserve)s?\s{_SUBJECT}\sfor\s{_COUNT}",
        re.I,
    ),
    # 90-day retention of audit logs
    re.compile(rf"{_COUNT}\sretention\s(?:for|of)\s{_SUBJECT}(?=$|[.,;:()])", re.IGNORECASE),
    # retention of audit logs is 90 days · audit log retention is 90 days
    re.compile(rf"retention(?:\speriod)?\s(?:for|of)\s{_SUBJECT}\s(?:is|:|of)\s{_COUNT}", re.IGNORECASE),
    re.compile(
        rf"(?:^|[.;:,(]\s+|\bthe\s){_SUBJECT}\sretention(?:\speriod|\stime)?\s(?:is|of)\s{_COUNT}", re.IGNORECASE
    ),
)
_KINDS = {
    "retention": re.compile(
        r"\bretention(?:\s(?:period|time|policy))?\b|\bretain(?:ed)?(?:\sfor)?\b|\bkept for\b", re.IGNORECASE
    ),
    "timeout": re.compile(r"\btime-?\s?outs?\b", re.IGNORECASE),
    "retries": re.compile(
        r"\b(?:max(?:imum)?\s)?(?:number of\s)?(?:retries|retry attempts|retry count|attempts)\b", re.IGNORECASE
    ),
}
_INTEGER = re.compile(
    r"\s*(?:max(?:imum)?\.?\s)?(?P<value>\d{1,2})(?:\s?(?:x|times|retries|attempts|tries))?\s*(?:$|[(,;])",
    re.IGNORECASE,
)
_DIGIT = re.compile(r"\d")
_WORD = re.compile(r"[A-Za-z][A-Za-z0-9]*")
# parts that may speak of other values
_ASIDE = ("risks", "open-questions", "non-goals", "references", "glossary", "decisions", "phases", "toc", "checklist")


def read_restated(facts: Facts) -> tuple[Restated, ...]:
    """The limits that contradict the first place that states them, in document order."""
    first: dict[tuple[str, frozenset[str]], _Limit] = {}
    found: list[Restated] = []
    for limit in sorted(_limits(facts), key=lambda each: each.span):
        other = first.setdefault((limit.kind, limit.words), limit)
        if abs(other.number - limit.number) > 0.05 * max(other.number, limit.number):
            found.append(_restated(limit, other))
    return tuple(found)


def _restated(limit: _Limit, other: _Limit) -> Restated:
    return Restated(
        span=limit.span, kind=limit.kind, name=limit.name, value=limit.text, other=other.text,
        other_line=other.span.line, related=((f"{other.text} here", other.span),),
    )  # fmt: skip


def _limits(facts: Facts) -> Iterator[_Limit]:
    for section in _told(facts):
        if any(section.within(role) for role in _ASIDE):
            continue
        for statement in block_statements(section.blocks, (section.text,)):
            if statement.code is None and (limits := list(_of(statement, facts))):
                several = facts.vocabulary.has("of several values", f"{statement.words} {statement.titles}")
                if not several and not is_ahead(statement, facts.vocabulary):
                    yield from limits


def _told(facts: Facts) -> Iterator[Section]:
    """The sections with a line that holds such a word, in document order."""
    sections = map(facts.document.section_at, facts.document.lines_with(_HINTS))
    yield from {id(section): section for section in sections if section is not None}.values()


def _heads(statement: Statement) -> str:
    return " | ".join(head.plain for head, _ in statement.cells)


def _of(statement: Statement, facts: Facts) -> Iterator[_Limit]:
    """What a statement limits: by its cells, by its label, or by a sentence of it."""
    if not _DIGIT.search(statement.words) or not _ANY.search(f"{statement.words} {_heads(statement)}"):
        return
    if statement.cells:
        yield from _row(statement, facts)
    elif statement.found is not None and (kind := _kind(statement.label)) and not _is_bare(statement.label, kind):
        limit = _limit(kind, statement.label, statement.value, statement.span, facts)
        yield from [limit] if limit else []
    elif statement.text is not None:
        for pattern in _SENTENCES:
            for match in pattern.finditer(statement.words):
                limit = _limit(
                    "retention", match["name"], match["value"], statement.text.plain_span(*match.span("value")), facts
                )
                yield from [limit] if limit else []


def _is_bare(label: str, kind: str) -> bool:
    """Whether a label says only what is limited: `Retention: audit logs are deleted after 90 days`."""
    return not _WORD.search(_KINDS[kind].sub(" ", label))


def _row(statement: Statement, facts: Facts) -> Iterator[_Limit]:
    name = statement.cells[0][1].plain
    for head, cell in statement.cells[1:]:
        kind = _kind(head.plain) or _kind(name)
        if kind and (
            limit := _limit(kind, f"{name} {head.plain}" if _kind(head.plain) else name, cell.plain, cell.span, facts)
        ):
            yield limit
            return


def _kind(words: str) -> str:
    return next((kind for kind, pattern in _KINDS.items() if pattern.search(words)), "")


def _limit(kind: str, name: str, value: str, span: Span, facts: Facts) -> _Limit | None:
    bare = _KINDS[kind].sub(" ", name)
    words = [word.casefold() for word in _WORD.findall(bare)]
    filler = facts.vocabulary.pattern("filler word")
    words = [
        word[:-1] if len(word) > 3 and word.endswith("s") else word for word in words if not filler.fullmatch(word)
    ]
    common = facts.vocabulary.pattern("common subject")
    if not words or len(words) > 4 or all(common.fullmatch(word) for word in words):
        return None
    number, text = _number(kind, value)
    return _Limit(kind, frozenset(words), name.strip(), number, text, span) if number else None


def _number(kind: str, value: str) -> tuple[float, str]:
    """A value that is one number and nothing else: seconds, or how often."""
    if kind == "retries":
        match = _INTEGER.match(value)
        return (float(match["value"]), match["value"]) if match else (0.0, "")
    times = [each for each in quantities(value.replace("-day", " day")) if each.dimension == "time"]
    if len(times) != 1 or not _alone(times[0], value):
        return 0.0, ""
    return times[0].base, times[0].text.strip()


def _alone(quantity: Quantity, value: str) -> bool:
    rest = value[: quantity.start] + value[quantity.end :]
    return (
        quantity.high is None
        and quantity.comparator in (None, "=")
        and len(_WORD.findall(rest)) < 4
        and not re.search(r"\d", rest)
    )
