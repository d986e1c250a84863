"""Alerts that fire only when the target they guard has long been missed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from speclint.document.span import Span
from speclint.document.vocabulary import Vocabulary
from speclint.facts.fact import Fact, Facts
from speclint.facts.passage import Statement, section_statements
from speclint.facts.target import Target
from speclint.facts.value.quantity import Quantity, quantities


@dataclass(frozen=True, kw_only=True, eq=False)
class LooseAlert(Fact):
    """An alert whose threshold is looser than a target: `text` is the threshold, `target` the number it guards."""

    text: str
    metric: str
    target: str
    related: tuple[tuple[str, Span], ...] = ()


def read_loose_alerts(facts: Facts) -> tuple[LooseAlert, ...]:
    """The alerts of the monitoring parts that are looser than the target of the same metric and percentile.

    Where another alert fires in time, as a warning before a page, none of them is.
    """
    targets = [target for target in facts.all("targets", Target) if _is_guarded(target)]
    if not targets:
        return ()
    found: dict[Span, LooseAlert] = {}
    kept: set[Span] = set()
    for section in facts.sections("monitoring"):
        for statement in section_statements(section):
            for alert, target, loose in _guards(statement, targets, facts.vocabulary):
                if loose:
                    found.setdefault(alert.span, alert)
                else:
                    kept.add(target.place("text"))
    return tuple(found[span] for span in sorted(found) if not {place for _, place in found[span].related} & kept)


def _is_guarded(target: Target) -> bool:
    """Whether an alert can tell that a target is missed: a time, an availability, or a share with a bound."""
    if target.kind == "other":
        return target.unit == "%" and bool(target.comparator) and "coverage" not in target.metric.casefold()
    return target.kind in ("latency", "availability")


def _guards(
    statement: Statement, targets: list[Target], vocabulary: Vocabulary
) -> Iterator[tuple[LooseAlert, Target, bool]]:
    """The thresholds in an alert, each with the target that it guards, and whether it is looser."""
    words = statement.words
    heads = " ".join(head.plain for head, _ in statement.cells)
    if statement.code is not None or not vocabulary.has("alert", f"{words}\n{heads}\n{statement.titles}"):
        return
    for quantity in quantities(words):
        guarded = [target for target in targets if _is_alike(quantity, target)]
        named = [target for target in guarded if _is_of(words[: quantity.start], target.metric, vocabulary)]
        available = [target for target in guarded if target.kind == "availability"]
        if not named and _is_only_availability(words[: quantity.start], available, vocabulary):
            named = available
        if not named and guarded and _is_any_latency(words[: quantity.start], guarded, vocabulary):
            named = [max(guarded, key=_base)]
        for target in named:
            text = " ".join(quantity.text.split())
            related = ((f"the target of {target.metric} is {target.text}", target.place("text")),)
            alert = LooseAlert(
                span=statement.span, text=text, metric=target.metric, target=target.text, related=related
            )
            yield alert, target, _is_looser(quantity, target)


def _base(target: Target) -> float:
    aim = _aim(target.value, target.unit)
    return aim.base if aim is not None else 0.0


@lru_cache(maxsize=1024)
def _aim(value: float, unit: str) -> Quantity | None:
    """The value of a target as a quantity, which is asked for at every threshold."""
    return next(iter(quantities(f"{value:f} {unit}")), None)


def _is_alike(quantity: Quantity, target: Target) -> bool:
    """Whether a threshold is of the measure, the percentile and the side of a target."""
    aim = _aim(target.value, target.unit)
    if aim is None or aim.dimension != quantity.dimension or (quantity.percentile or "") != target.percentile:
        return False
    if target.kind == "latency":
        return quantity.comparator in (">", ">=") and target.comparator not in (">", ">=")
    if target.kind == "availability":
        return quantity.comparator in ("<", "<=")
    sides = {"<": ">", "<=": ">", ">": "<", ">=": "<"}
    return (quantity.comparator or " ")[0] == sides.get(target.comparator, "")


def _is_looser(quantity: Quantity, target: Target) -> bool:
    """Whether a threshold is reached only beyond the target."""
    if quantity.comparator in ("<", "<="):
        return quantity.base < _base(target)
    return quantity.base > _base(target)


_WORD = re.compile(r"[a-z]{3,}|\d+")
_STEM = 4  # "Hold a compartment" and "holding a compartment" are one metric


def _is_of(words: str, metric: str, vocabulary: Vocabulary) -> bool:
    """Whether the words before a threshold name the metric; one that is only called latency is that of any."""
    generic = vocabulary.pattern("percentile-generic")
    wanted = _stems(generic.sub(" ", metric))
    if not wanted:
        left = vocabulary.pattern("alert").sub(" ", generic.sub(" ", words))
        return vocabulary.has("latency-label", words) and not _stems(left)
    return wanted <= _stems(words)


def _is_any_latency(words: str, guarded: list[Target], vocabulary: Vocabulary) -> bool:
    """Whether an alert names no metric but latency, so that it guards the latency that the spec has targets of."""
    if any(target.kind != "latency" for target in guarded) or not all(target.percentile for target in guarded):
        return False
    return not _stems(vocabulary.pattern("alert-generic").sub(" ", words.casefold()))


def _is_only_availability(words: str, guarded: list[Target], vocabulary: Vocabulary) -> bool:
    """Whether an alert on availability names nothing, and the spec has one target of it."""
    if len(guarded) != 1 or not _AVAILABLE.search(words):
        return False
    return not _stems(_AVAILABLE.sub(" ", vocabulary.pattern("alert-generic").sub(" ", words.casefold())))


_AVAILABLE = re.compile(r"\b(?:availab\w+|up-?time|down|outage)\b", re.IGNORECASE)


def _stems(words: str) -> set[str]:
    return {word[:_STEM] for word in _WORD.findall(re.sub(r"\bp\d\d+\b", " ", words.casefold()))}
