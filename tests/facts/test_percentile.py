"""Percentiles of one metric: p50 ≤ p95 ≤ p99."""

import pytest

from speclint.facts.value.percentile import percentile_order_problems
from speclint.facts.value.quantity import quantities


def _problems(text: str) -> list[tuple[str, str]]:
    pairs = [(quantity.percentile, quantity) for quantity in quantities(text)]
    return [(problem.lower, problem.higher) for problem in percentile_order_problems(pairs)]


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ("p50 40 ms, p95 150 ms, p99 400 ms", []),
        ("p50 200 ms, p95 150 ms, p99 400 ms", [("p50", "p95")]),
        ("p50 40 ms, p95 2 s, p99 400 ms", [("p95", "p99")]),
        ("p99 < 100ms, p95 < 200ms", [("p95", "p99")]),
        ("median 80 ms, p95 60 ms", [("median", "p95")]),
        ("p50 90 ms, p95 60 ms, p99 70 ms", [("p50", "p95"), ("p50", "p99")]),
        ("p95 1 s, p99 1000 ms", []),
        ("average 300 ms, p95 200 ms", []),
        ("p95 500 rps, p99 400 rps", []),
    ],
)
def test_a_higher_percentile_is_never_smaller(text: str, problems: list[tuple[str, str]]) -> None:
    assert _problems(text) == problems
