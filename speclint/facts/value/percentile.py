"""Percentiles of one metric that contradict each other."""

from collections.abc import Iterable
from dataclasses import dataclass

from speclint.facts.value.quantity import Quantity

ORDER = ("p50", "median", "p75", "p90", "p95", "p98", "p99", "p999", "p9999", "max")
"""From the lowest up; the median is the 50th, and an average has no place."""


@dataclass(frozen=True, slots=True)
class PercentileProblem:
    """A higher percentile whose quantity is smaller than a lower one's."""

    lower: str
    lower_quantity: Quantity
    higher: str
    higher_quantity: Quantity


def percentile_order_problems(pairs: Iterable[tuple[str | None, Quantity]]) -> list[PercentileProblem]:
    """Where p50 ≤ p95 ≤ p99 fails among the quantities of one metric; only durations are compared."""
    ranked = sorted(
        (
            (_RANK[name], at, name, quantity)
            for at, (name, quantity) in enumerate(pairs)
            if name in _RANK and quantity.dimension == "time" and quantity.comparator not in (">", ">=")
        ),
        key=lambda entry: entry[:2],
    )
    problems = []
    highest: tuple[int, int, str, Quantity] | None = None
    for entry in ranked:
        if highest and highest[0] < entry[0] and entry[3].base < highest[3].base:
            problems.append(PercentileProblem(highest[2], highest[3], entry[2], entry[3]))
        elif highest is None or entry[3].base > highest[3].base:
            highest = entry
    return problems


_RANK = {name: rank for rank, name in enumerate(ORDER)} | {"median": 0}
