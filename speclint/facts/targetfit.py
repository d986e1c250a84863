"""Targets that a spec states twice, and not alike."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from speclint.document.span import Span
from speclint.document.vocabulary import Vocabulary
from speclint.facts.fact import Fact, Facts
from speclint.facts.passage import Statement, roles_above
from speclint.facts.target import Reading, readings
from speclint.facts.value.quantity import Quantity, quantities


@dataclass(frozen=True, kw_only=True, eq=False)
class TargetConflict(Fact):
    """A target that an earlier one of the same metric contradicts."""

    metric: str
    text: str
    other: str
    other_line: int
    related: tuple[tuple[str, Span], ...] = ()


_FEW = 400  # a document with more numbers is data


def read_target_conflicts(facts: Facts) -> tuple[TargetConflict, ...]:
    """The targets whose metric, percentile and scope are those of an earlier one, and whose bound is another."""
    found = readings(facts)
    if not 1 < len(found) < _FEW:
        return ()
    seen: dict[tuple[object, ...], Reading] = {}
    conflicts = []
    nominal = _nominal(found)
    for reading in _plain(found, facts.vocabulary):
        key = _identity(reading, nominal, facts.vocabulary)
        if key is None:
            continue
        other = seen.setdefault(key, reading)
        if other.quantity.base != reading.quantity.base and not _are_apart(other, reading):
            conflicts.append(_conflict(reading, other))
    return tuple(sorted(conflicts, key=lambda conflict: conflict.span))


@dataclass(frozen=True, kw_only=True, eq=False)
class LoadConflict(Fact):
    """A goal that asks for more than the throughput that the spec requires."""

    text: str
    other: str
    other_line: int
    related: tuple[tuple[str, Span], ...] = ()


_GOALS = frozenset({"overview", "goals", "success-criteria"})


def read_load_conflicts(facts: Facts) -> tuple[LoadConflict, ...]:
    """The loads in the goals that are above the one throughput that the performance part requires of the whole."""
    found = readings(facts)
    loads = [each for each in _plain(found, facts.vocabulary) if each.kind == "throughput"]
    if not 1 < len(found) < _FEW or len(loads) < 2:
        return ()
    whole: dict[str, list[Reading]] = {}
    for each in loads:
        if each.statement.cells and not _words(each.statement.label, facts.vocabulary):
            whole.setdefault(each.quantity.unit, []).append(each)
    conflicts = []
    for each in loads:
        required = whole.get(each.quantity.unit, [])
        if len(required) == 1 and each.quantity.base > required[0].quantity.base and _is_goal(each, facts):
            conflicts.append(_load_conflict(each, required[0]))
    return tuple(conflicts)


def _is_goal(reading: Reading, facts: Facts) -> bool:
    section = facts.document.section_at(reading.span.line)
    return section is not None and bool(_GOALS & roles_above(section))


def _load_conflict(reading: Reading, other: Reading) -> LoadConflict:
    text, said = (" ".join(each.quantity.text.split()) for each in (reading, other))
    related = ((f"the throughput is {said} here", other.span),)
    return LoadConflict(span=reading.span, text=text, other=said, other_line=other.span.line, related=related)


_Loads = frozenset[tuple[str, float]]


def _nominal(found: tuple[Reading, ...]) -> _Loads:
    """The loads that are targets of their own, and stand in a statement without a latency."""
    timed = {each.statement.span for each in found if each.kind == "latency"}
    return frozenset(
        (each.quantity.dimension, each.quantity.base)
        for each in found
        if each.kind == "throughput" and each.statement.span not in timed
    )


def _conflict(reading: Reading, other: Reading) -> TargetConflict:
    text, said = (" ".join(each.quantity.text.split()) for each in (reading, other))
    named = "" if reading.percentile in reading.metric.casefold() else reading.percentile
    return TargetConflict(
        span=reading.span, metric=" ".join(f"{named} {reading.metric}".split()), text=text, other=said,
        other_line=other.span.line, related=((f"the target is {said} here", other.span),),
    )  # fmt: skip


def _plain(found: tuple[Reading, ...], vocabulary: Vocabulary) -> Iterator[Reading]:
    """The readings that are one number each, of now, and the only one of their kind in their statement."""
    counts = Counter(_kind_of(each) for each in found)
    for each in found:
        loose = each.quantity.high is not None or each.quantity.comparator == "~"
        around = f"{each.source}\n{each.metric}\n{each.column}\n{each.statement.titles}"
        if counts[_kind_of(each)] > 1 or loose or "coverage" in around.casefold():
            continue
        if not vocabulary.has("target-stage", around):
            yield each


def _kind_of(reading: Reading) -> tuple[object, ...]:
    return reading.statement.span, reading.kind, reading.percentile, reading.quantity.dimension


_MANY = 5  # what is told in more words is hardly told twice in the same


def _identity(reading: Reading, nominal: _Loads, vocabulary: Vocabulary) -> tuple[object, ...] | None:
    """What two readings must have in common to be one target; None where that cannot be told."""
    statement = reading.statement
    own = _words(f"{_stripped(reading, nominal)} {_unit(reading.quantity)}", vocabulary)
    if statement.cells:
        own |= _words(f"{statement.label} {_others(statement, reading, vocabulary)}", vocabulary)
    elif statement.label and statement.label not in reading.source:
        own |= _words(statement.label, vocabulary)
    titles = _words(" ".join(title.plain for title in statement.above[-2:]), vocabulary)
    if len(own | titles) > _MANY or not (own or titles or reading.percentile or reading.kind in _WHOLE):
        return None
    named = own | titles
    return (*_nature(reading), frozenset[str]() if named <= _ALL_CALLS else named)


_ALL_CALLS = frozenset({"api", "apis", "rest", "http", "endpoint", "backend"})  # as good as no name
_WHOLE = ("availability", "throughput")  # where nothing is named, they are those of the whole system


def _nature(reading: Reading) -> tuple[object, ...]:
    side = (reading.quantity.comparator or "")[:1]
    return reading.kind, reading.quantity.dimension, reading.percentile, side if reading.kind == "other" else ""


def _stripped(reading: Reading, nominal: _Loads) -> str:
    """The sentence of a reading without its numbers; those of other kinds stay, as conditions."""
    words = reading.source
    for quantity in reversed(quantities(words)):
        kept = "" if quantity.start == reading.quantity.start else _condition(quantity, reading, nominal)
        words = f"{words[: quantity.start]} {kept} {words[quantity.end :]}"
    return f"{_PERCENTILE.sub(' ', words)} {reading.column}"


def _condition(quantity: Quantity, reading: Reading, nominal: _Loads) -> str:
    """Another number in the sentence, as a word; a percentile, or the load that the spec asks for, is none."""
    if quantity.percentile and quantity.dimension == reading.quantity.dimension:
        return ""
    if quantity.dimension == "percent" and reading.percentile == "p" + f"{quantity.value:g}".replace(".", ""):
        return ""
    if (quantity.dimension, quantity.base) in nominal:
        return ""
    return "n" + re.sub(r"\W", "", quantity.text)


# p95 · 95th percentile
_PERCENTILE = re.compile(r"\bp\d{2,4}(?:\.\d+)?\b|\b\d\d(?:\.\d+)?(?:st|nd|rd|th)\b(?:\s+percentile)?", re.IGNORECASE)


def _unit(quantity: Quantity) -> str:
    """The unit, where it tells what is counted: concurrent users, orders/s."""
    if quantity.dimension in ("time", "percent", "size"):
        return ""
    return _PER.sub(" ", f"{quantity.text} {quantity.unit}")


_PER = re.compile(r"\s*(?:/|\bper\b)\s*\w+")


def _others(statement: Statement, reading: Reading, vocabulary: Vocabulary) -> str:
    """The cells of a row beside its name, its targets and the remarks."""
    remarks = vocabulary.pattern("column-no-target")
    return " ".join(
        cell.plain
        for head, cell in statement.cells[1:]
        if head.plain != reading.column and not remarks.match(head.plain.strip()) and not quantities(cell.plain)
    )


_WORD = re.compile(r"[a-z][a-z0-9]*")


def _words(text: str, vocabulary: Vocabulary) -> frozenset[str]:
    """The words that tell what is measured, without endings."""
    bare = vocabulary.pattern("target-generic").sub(" ", _PERCENTILE.sub(" ", text.casefold()))
    return frozenset(_stem(word) for word in _WORD.findall(bare))


_ENDINGS = ("ing", "es", "ed", "s", "e")


def _stem(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) > len(ending) + 2:
            return word[: -len(ending)]
    return word


def _are_apart(one: Reading, other: Reading) -> bool:
    """Whether two readings are rows of one table, or stand below two headings of one name: then they may differ."""
    titles, others = one.statement.above, other.statement.above
    if titles == others:
        return bool(one.statement.cells)
    return any(each.plain == title.plain and each.span != title.span for each in titles for title in others)
