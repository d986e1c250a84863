"""Alerts that fire only when the target they guard has long been missed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

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
    """The alerts of the monitoring parts that are looser than the target of the same metric and percentile."""
    targets = [target for target in facts.all("targets", Target) if target.kind in ("latency", "availability")]
    found: dict[Span, LooseAlert] = {}
    if targets:
        for section in facts.sections("monitoring"):
            for statement in section_statements(section):
                for alert in _alerts(statement, targets, facts.vocabulary):
                    found.setdefault(alert.span, alert)
    return tuple(found[span] for span in sorted(found))


def _alerts(statement: Statement, targets: list[Target], vocabulary: Vocabulary) -> Iterator[LooseAlert]:
    words = statement.words
    heads = " ".join(head.plain for head, _ in statement.cells)
    if statement.code is not None or not vocabulary.has("alert", f"{words}\n{heads}\n{statement.titles}"):
        return
    for quantity in quantities(words):
        for target in targets:
            if _is_looser(quantity, target) and _is_of(words[: quantity.start], target.metric, vocabulary):
                text = " ".join(quantity.text.split())
                related = ((f"the target of {target.metric} is {target.text}", target.place("text")),)
                yield LooseAlert(
                    span=statement.span, text=text, metric=target.metric, target=target.text, related=related
                )


def _is_looser(quantity: Quantity, target: Target) -> bool:
    """Whether a threshold of the same measure is reached only beyond the target."""
    aim = next(iter(quantities(f"{target.value:f} {target.unit}")), None)
    if aim is None or aim.dimension != quantity.dimension or (quantity.percentile or "") != target.percentile:
        return False
    if target.kind == "availability":
        return quantity.comparator in ("<", "<=") and quantity.base < aim.base
    return quantity.comparator in (">", ">=") and quantity.base > aim.base and target.comparator not in (">", ">=")


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


def _stems(words: str) -> set[str]:
    return {word[:_STEM] for word in _WORD.findall(re.sub(r"\bp\d\d+\b", " ", words.casefold()))}
