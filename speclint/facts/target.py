"""Targets: how fast, how much and how reliable the spec wants the system to be, and where that contradicts itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from speclint.document.block import Block, Text
from speclint.document.section import Section
from speclint.document.span import Span
from speclint.document.vocabulary import Vocabulary
from speclint.facts.fact import Fact, Facts
from speclint.facts.passage import Statement, block_statements, near, passages
from speclint.facts.value.percentile import percentile_order_problems
from speclint.facts.value.quantity import Quantity, quantities
from speclint.facts.value.target import Kind, is_limit_context, targets


@dataclass(frozen=True, kw_only=True, eq=False)
class Target(Fact):
    """A number that the system should reach: `metric` is what is measured, `text` the quantity as written.

    `value` is the number in `unit`, of a range its upper end; `comparator` one of <, <=, >, >=, ~, = or empty;
    `percentile` such as p95, or empty.
    """

    kind: Kind
    metric: str
    percentile: str
    text: str
    value: float
    unit: str
    comparator: str


@dataclass(frozen=True, kw_only=True, eq=False)
class TargetGap(Fact):
    """A kind of target that the spec does not give; `said` is what stands in its place, or empty."""

    kind: str
    said: str = ""


@dataclass(frozen=True, kw_only=True, eq=False)
class PercentileConflict(Fact):
    """A value of a percentile that another one of the same metric contradicts."""

    metric: str
    percentile: str
    text: str
    other: str
    other_text: str
    bound: str
    """`above` or `below`: where the value stands to the other one's."""
    related: tuple[tuple[str, Span], ...] = ()


@dataclass(frozen=True, eq=False)
class Reading:
    """A target as it was found: the statement, the quantity, and what else the place says of it."""

    kind: Kind
    quantity: Quantity
    metric: str
    percentile: str
    span: Span
    statement: Statement
    source: str
    """The paragraph or cell that the quantity stands in."""
    column: str = ""


# What a statement must be to hold a target, by the nearest section above it that is about one of these.
_FULL = frozenset({"performance", "success-criteria", "goals", "non-functional"})
_LOOSE = frozenset({"overview"})
_TESTS = frozenset({"testing"})
_SCALE = frozenset({"scalability"})
_NONE = frozenset(
    "risks open-questions non-goals toc checklist references metadata glossary phases decisions dependencies"
    " assumptions monitoring logging deployment security data-model indexes relationships constraints"
    " versioning authentication".split()
)
_KNOWN = _FULL | _LOOSE | _TESTS | _SCALE | _NONE

_BOUNDS = ("<", "<=", ">", ">=")
_DETAILS = frozenset({"count", "money"})  # numbers of lines, files and cents are seldom targets


def read_targets(facts: Facts) -> tuple[Target, ...]:
    """The targets, each kind and percentile once for each paragraph, item or row."""
    found: dict[tuple[Span, str, str], Target] = {}
    for reading in readings(facts):
        key = (reading.statement.span, reading.kind, reading.percentile if _is_ranked(reading) else "")
        found.setdefault(key, _target(reading))
    return tuple(sorted(found.values(), key=lambda target: (target.span, target.places["text"])))


def _target(reading: Reading) -> Target:
    quantity = reading.quantity
    return Target(
        span=reading.statement.span, places={"text": reading.span, "value": reading.span}, kind=reading.kind,
        metric=reading.metric, percentile=reading.percentile, text=" ".join(quantity.text.split()),
        value=quantity.value if quantity.high is None else quantity.high, unit=quantity.unit,
        comparator=quantity.comparator or "",
    )  # fmt: skip


def read_missing_targets(facts: Facts) -> tuple[TargetGap, ...]:
    """Latency and throughput, where the spec has no target of them."""
    kinds = {target.kind for target in facts.all("targets", Target)}
    return tuple(_gap(kind, facts) for kind in ("latency", "throughput") if kind not in kinds)


def _gap(kind: str, facts: Facts) -> TargetGap:
    """A missing target: at what is said in its place, else at the part about performance."""
    for section in facts.document.walk():
        if not _nearest(section) & _FULL:
            continue
        for statement in block_statements(section.blocks, (section.text,)):
            if statement.value and _announces(statement, kind, facts.vocabulary):
                return TargetGap(span=statement.span, kind=kind, said=" ".join(statement.words.split()))
    lines = [target.span.line for target in facts.all("targets", Target)]
    parts = [part for part in passages(facts, "performance") if part.whole or part.span.line in lines]
    if not parts:
        return TargetGap(span=near(facts, "non-functional"), kind=kind)
    main = max(parts, key=lambda part: (part.whole, sum(_holds(part.section, line) for line in lines)))
    return TargetGap(span=main.span, kind=kind)


def _holds(section: Section | None, line: int) -> bool:
    return section is not None and section.holds(line)


def _announces(statement: Statement, kind: str, vocabulary: Vocabulary) -> bool:
    """Whether a label promises a target of this kind."""
    label = statement.label
    if not label or len(label) > _LONGEST:
        return False
    is_latency = vocabulary.has("latency-label", label)
    return is_latency if kind == "latency" else not is_latency and vocabulary.has("throughput-label", label)


def readings(facts: Facts) -> tuple[Reading, ...]:
    """Every target as it was found, in document order."""

    def read() -> tuple[Reading, ...]:
        found = list(_read_blocks(facts.document.preamble, None, facts.vocabulary))
        for section in facts.document.walk():
            found.extend(_read_blocks(section.blocks, section, facts.vocabulary))
        return tuple(found)

    return facts.memo("target-readings", read)  # type: ignore[no-any-return]


def _read_blocks(blocks: tuple[Block, ...], section: Section | None, vocabulary: Vocabulary) -> Iterator[Reading]:
    roles = _nearest(section) if section is not None else frozenset()
    if roles & _NONE and not roles & _FULL:
        return
    above = (section.text,) if section is not None else ()
    title = section.title if section is not None else ""
    for statement in block_statements(blocks, above):
        if statement.code is None:
            read = _read_row(statement, title, vocabulary) if statement.cells else _read_words(statement)
            readings = list(read)
            if readings:
                yield from _fitting(readings, _labelled(statement, vocabulary) or roles, vocabulary)


def _nearest(section: Section) -> frozenset[str]:
    """The roles of the nearest section that tell whether targets are to be expected."""
    for each in (section, *section.ancestors()):
        if known := _KNOWN & set(each.roles):
            return known
    return frozenset({"api"}) if section.within("api") else frozenset()


def _labelled(statement: Statement, vocabulary: Vocabulary) -> frozenset[str]:
    """What a statement's label tells of it, or the bold label above it, such as "Success criteria"."""
    own = _roles(statement.label, vocabulary) - _SCALE
    above = statement.above[-1].plain if len(statement.above) > 1 else ""
    return own or _roles(above, vocabulary)


def _roles(label: str, vocabulary: Vocabulary) -> frozenset[str]:
    return _KNOWN & set(vocabulary.roles(label, strict=True)) if 0 < len(label) <= _LONGEST else frozenset()


_LONGEST = 60  # no label of a target is longer


def _fitting(readings: list[Reading], roles: frozenset[str], vocabulary: Vocabulary) -> Iterator[Reading]:
    """The readings of one statement that are targets where they stand."""
    if roles & _FULL:
        yield from (each for each in readings if each.kind != "other" or _is_plain_target(each))
    elif roles & _SCALE:
        yield from (each for each in readings if each.kind != "other" and vocabulary.has("aim", each.statement.words))
    elif roles & _TESTS:
        bounded = any(_is_bounded(each) for each in readings)
        for each in readings:
            aimed = _is_plain_target(each) and (_is_bounded(each) or vocabulary.has("test-aim", _around(each)))
            if aimed if each.kind == "other" else bounded:
                yield each
    else:
        wanted = {"latency", "availability"} | ({"throughput"} if "api" not in roles else set())
        wanted |= {"other"} if roles & _LOOSE else set()
        yield from (each for each in readings if each.kind in wanted and _is_bounded(each))


def _around(reading: Reading) -> str:
    return f"{reading.column} {reading.statement.words} {reading.statement.titles}"


def _is_bounded(reading: Reading) -> bool:
    bounded = bool(reading.percentile) or reading.quantity.comparator in _BOUNDS
    return bounded and (reading.kind != "other" or reading.quantity.dimension not in _DETAILS)


def _is_plain_target(reading: Reading) -> bool:
    """Whether a number that is neither a time, a rate nor an availability is a target all the same."""
    return _is_bounded(reading) or reading.quantity.dimension == "percent"


_DIGIT = re.compile(r"\d")


def _read_words(statement: Statement) -> Iterator[Reading]:
    """The targets of a paragraph or an item."""
    text = statement.text
    if text is None or not _DIGIT.search(text.raw):
        return
    titles = [above.plain for above in statement.above[-2:]]
    context = " ".join(titles)
    if statement.found is not None and _BARE.fullmatch(statement.found.value.plain):
        text, context = statement.found.value, f"{statement.label} {context}"
    yield from _volumes(text, statement, titles)
    for target in targets(text.plain, context):
        own = target.quantity.percentile or next(filter(None, map(percentile_of, (statement.label, *titles[-1:]))), "")
        span = text.plain_span(target.quantity.start, target.quantity.end)
        yield Reading(target.kind, target.quantity, _metric(statement, titles), own, span, statement, text.plain)


def _volumes(text: Text, statement: Statement, titles: list[str]) -> Iterator[Reading]:
    """A throughput in two quantities: 1M rows in 10 minutes."""
    words = text.plain
    for amount, time in pairwise(quantities(words) if not is_limit_context(words) else ()):
        between = words[amount.end : time.start]
        if amount.dimension in _VOLUMES and time.dimension == "time" and _WITHIN.fullmatch(between):
            span = text.plain_span(amount.start, time.end)
            rate = replace(amount, text=words[amount.start : time.end], unit=f"{amount.unit} in {time.text.strip()}")
            yield Reading("throughput", rate, _metric(statement, titles), "", span, statement, words)


_VOLUMES = ("count", "load", "size")
_WITHIN = re.compile(r"\s*(?:[a-z-]+ ){0,3}(?:in|within|every|per)\s*(?:under|less than|at most)?\s*", re.IGNORECASE)

# a value that is nothing but a number: < 200, 1,000+, 10k
_BARE = re.compile(r"[<>≤≥~=\s]{0,4}\d[\d,.]*\s?[kKMB]?\+?\s*")


def _read_row(statement: Statement, title: str, vocabulary: Vocabulary) -> Iterator[Reading]:
    """The targets in the cells of a row; the first cell and the head of the column say of what."""
    for head, cell in _target_cells(statement, vocabulary):
        if not _DIGIT.search(cell.raw):
            continue
        percentile = percentile_of(head.plain) or percentile_of(statement.label)
        for target in targets(cell.plain, f"{statement.label} {head.plain} {title}"):
            span = cell.plain_span(target.quantity.start, target.quantity.end)
            own = target.quantity.percentile or percentile
            yield Reading(
                target.kind, target.quantity, statement.label, own, span, statement, cell.plain, head.plain
            )  # fmt: skip


def _target_cells(statement: Statement, vocabulary: Vocabulary) -> list[tuple[Text, Text]]:
    """The cells of a row that may hold targets: those under such a head, else all but the first and the remarks."""
    cells = list(statement.cells[1:])
    aimed = [
        (head, cell)
        for head, cell in cells
        if vocabulary.field_of(head.plain) == "target" or percentile_of(head.plain) or _is_kind(head.plain, vocabulary)
    ]
    remarks = vocabulary.pattern("column-no-target")
    return aimed or [(head, cell) for head, cell in cells if not remarks.match(head.plain.strip())]


def _is_kind(head: str, vocabulary: Vocabulary) -> bool:
    return vocabulary.has("latency-label", head) or vocabulary.has("throughput-label", head)


def percentile_of(label: str) -> str:
    """The percentile that a label or a column is about, such as `p95` of "Latency (p95)"; else an empty text."""
    if not label:
        return ""
    found = quantities(f"{label}: 1 s")
    return (found[-1].percentile or "") if found else ""


def _metric(statement: Statement, titles: list[str]) -> str:
    """What a paragraph's or an item's numbers measure: its label, that of the list, or the heading."""
    if statement.label and _PERCENTILE.sub("", statement.label).strip(" :.,()"):
        return statement.label
    return titles[-1] if titles else ""


def read_percentile_conflicts(facts: Facts) -> tuple[PercentileConflict, ...]:
    """Percentiles of one metric that do not rise: the value that is wrong, with the one that it contradicts."""
    generic = facts.vocabulary.pattern("percentile-generic")
    found = [conflict for group in _groups(readings(facts), generic) for conflict in _conflicts(group)]
    return tuple(sorted(found, key=lambda conflict: conflict.span))


def _groups(readings: Iterable[Reading], generic: re.Pattern[str]) -> Iterator[list[Reading]]:
    """The readings of one metric: those side by side in a statement, and those of statements that agree in all else."""
    alike: dict[tuple[object, ...], list[Reading]] = {}
    ranked = (each for each in readings if each.kind == "latency" and _is_ranked(each))
    for statement, own in groupby(ranked, key=lambda reading: reading.statement):
        runs = list(_runs(list(own), generic))
        if len(runs) == 1 and len(runs[0]) == 1:
            above = tuple(text.span for text in statement.above)
            alike.setdefault((above, _topic(runs[0][0], generic)), []).extend(runs[0])
        else:
            yield from runs
    yield from alike.values()


def _is_ranked(reading: Reading) -> bool:
    return reading.percentile.startswith(("p", "median"))


def _runs(readings: list[Reading], generic: re.Pattern[str]) -> Iterator[list[Reading]]:
    """The readings of a statement, parted where a word between them tells of another metric."""
    run = readings[:1]
    for last, reading in pairwise(readings):
        if _is_parted(last, reading, generic):
            yield run
            run = []
        run.append(reading)
    yield run


def _is_parted(last: Reading, reading: Reading, generic: re.Pattern[str]) -> bool:
    if reading.column != last.column:
        return _words(reading.column, generic) != _words(last.column, generic)
    return bool(_words(reading.source[last.quantity.end : reading.quantity.start], generic))


def _topic(reading: Reading, generic: re.Pattern[str]) -> tuple[str, ...]:
    """The words of a statement or a row without its quantity: what two lines of one metric have in common."""
    source = reading.source[: reading.quantity.start] + " " + reading.source[reading.quantity.end :]
    label = reading.statement.label if reading.statement.cells else ""
    return (*_words(label, generic), "|", *_words(reading.column, generic), "|", *_words(source, generic))


# p95 · p99.9 · 99th percentile · median
_PERCENTILE = re.compile(
    r"\bp\d{2,4}(?:\.\d+)?\b|\b\d\d(?:\.\d+)?(?:st|nd|rd|th)\b|\b(?:median|percentiles?)\b", re.IGNORECASE
)
_WORD = re.compile(r"[^\W_]+")


def _words(text: str, generic: re.Pattern[str]) -> tuple[str, ...]:
    return tuple(_WORD.findall(generic.sub(" ", _PERCENTILE.sub(" ", text)).casefold()))


def _conflicts(readings: list[Reading]) -> Iterator[PercentileConflict]:
    """The contradictions in the readings of one metric; none where a percentile has two values."""
    first = {reading.percentile: reading for reading in readings}
    if len(first) < 2 or any(reading.quantity.base != first[reading.percentile].quantity.base for reading in readings):
        return
    by_quantity = {id(reading.quantity): reading for reading in first.values()}
    for problem in percentile_order_problems((reading.percentile, reading.quantity) for reading in first.values()):
        lower, higher = by_quantity[id(problem.lower_quantity)], by_quantity[id(problem.higher_quantity)]
        wrong = _culprit(lower, higher, list(first.values()))
        yield _conflict(wrong, higher if wrong is lower else lower, "above" if wrong is lower else "below")


def _culprit(lower: Reading, higher: Reading, readings: list[Reading]) -> Reading:
    """Which of two values is wrong: the one without which the others lie closer together."""
    without_lower = _spread([reading for reading in readings if reading is not lower])
    without_higher = _spread([reading for reading in readings if reading is not higher])
    return lower if without_lower < without_higher else higher


def _spread(readings: list[Reading]) -> float:
    values = [reading.quantity.base for reading in readings]
    return max(values) / max(min(values), 1e-12)


def _conflict(wrong: Reading, other: Reading, bound: str) -> PercentileConflict:
    text, said = (" ".join(each.quantity.text.split()) for each in (wrong, other))
    return PercentileConflict(
        span=wrong.span, metric=wrong.metric, percentile=wrong.percentile, text=text,
        other=other.percentile, other_text=said, bound=bound, related=((f"{other.percentile} is {said}", other.span),),
    )  # fmt: skip
