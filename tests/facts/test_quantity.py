"""Quantities: what counts as one, and how it is bounded."""
# ruff: noqa: E501

import pytest

from speclint.facts.value.quantity import Quantity, quantities
from tests.facts import hostile

_ONE = [
    ("answers in < 250ms", "<", 250, None, "ms", "time"),
    ("≤ 3 seconds", "<=", 3, None, "s", "time"),
    ("a search takes at most 1.5 s", "<=", 1.5, None, "s", "time"),
    ("it must not exceed 2s", "<=", 2, None, "s", "time"),
    ("no more than 40 ms", "<=", 40, None, "ms", "time"),
    ("sub-50ms lookups", "<", 50, None, "ms", "time"),
    ("~7-9 seconds", "~", 7, 9, "s", "time"),
    ("1–3 s", None, 1, 3, "s", "time"),
    ("250-400ms", None, 250, 400, "ms", "time"),
    ("1s-3s", None, 1, 3, "s", "time"),
    ("100ms-1s", None, 100, 1000, "ms", "time"),
    ("between 2 and 4 minutes", None, 2, 4, "min", "time"),
    ("< 1us per cell", "<", 1, None, "us", "time"),
    ("1µs", None, 1, None, "us", "time"),
    ("a 15-minute window", None, 15, None, "min", "time"),
    ("within two seconds", "<=", 2, None, "s", "time"),
    ("under a second", "<", 1, None, "s", "time"),
    ("24h", None, 24, None, "h", "time"),
    ("200 ms or less", "<=", 200, None, "ms", "time"),
    ("&lt; 30 ms", "<", 30, None, "ms", "time"),
    ("`120ms`", None, 120, None, "ms", "time"),
    ("1200 requests/second per node", None, 1200, None, "req/s", "rate"),
    ("700 orders/second", None, 700, None, "orders/s", "rate"),
    ("2,500 rps", None, 2500, None, "req/s", "rate"),
    ("1.5M events/day", None, 1_500_000, None, "events/day", "rate"),
    ("at least 60 MB/s", ">=", 60, None, "MB/s", "rate"),
    ("3M rows/day", None, 3_000_000, None, "rows/day", "rate"),
    ("90 req/min", None, 90, None, "req/min", "rate"),
    ("15 QPS", None, 15, None, "queries/s", "rate"),
    ("4000 TPS", None, 4000, None, "transactions/s", "rate"),
    ("6 messages per second", None, 6, None, "messages/s", "rate"),
    ("500K+ events/sec", ">=", 500_000, None, "events/s", "rate"),
    ("10 or more requests per second", ">=", 10, None, "req/s", "rate"),
    ("60 fps", None, 60, None, "frames/s", "rate"),
    ("1e6 ops/s", None, 1_000_000, None, "ops/s", "rate"),
    ("40k tokens/s", None, 40_000, None, "tokens/s", "rate"),
    ("10 Mbps", None, 10, None, "Mbit/s", "rate"),
    ("800/s", None, 800, None, "/s", "rate"),
    ("20k concurrent users", None, 20_000, None, "users", "load"),
    ("300+ concurrent clients", ">=", 300, None, "clients", "load"),
    ("20 000 users", None, 20_000, None, "users", "load"),
    ("64 parallel tool calls", None, 64, None, "calls", "load"),
    ("Concurrent users: 12,000", None, 12_000, None, "users", "load"),
    ("RPS: 450", None, 450, None, "req/s", "rate"),
    ("99.95 % uptime", None, 99.95, None, "%", "percent"),
    ("≥ 90%", ">=", 90, None, "%", "percent"),
    ("8GB RAM", None, 8, None, "GB", "size"),
    ("512Mi", None, 512, None, "MB", "size"),
    ("2 vCPU", None, 2, None, "vCPU", "other"),
    ("3 nodes for failover", None, 3, None, "nodes", "count"),
    ("up to 4000 files", "<=", 4000, None, "files", "count"),
    ("$30/month", None, 30, None, "USD/month", "money"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "comparator", "value", "high", "unit", "dimension"), _ONE)
def test_a_quantity_is_read(
    text: str, comparator: str | None, value: float, high: float | None, unit: str, dimension: str
) -> None:
    (found,) = quantities(text)
    assert (found.comparator, found.value, found.high) == (comparator, value, high)
    assert (found.unit, found.dimension) == (unit, dimension)
    assert found.text == text[found.start : found.end]


@pytest.mark.parametrize(
    "text",
    [
        "version 4.18", "v1.2", "on 2026-03-01", "200 OK", "an HTTP 500 error", "500 errors", "port 8080", "Section 4.2",
        "Phase 2 features", "sub-millisecond", "SHA-256 bits", "a second opinion", "the plans of 2026 plans", "RFC 7519",
        "5.3 users.yaml", "a 3G connection",
    ],
)  # fmt: skip
def test_a_number_that_measures_nothing_is_none(text: str) -> None:
    assert quantities(text) == []


@pytest.mark.parametrize(
    ("text", "percentiles"),
    [
        ("P95 < 200ms, P99 < 500ms", ["p95", "p99"]),
        ("p99: 500 ms", ["p99"]),
        ("99th percentile under 1.5 s", ["p99"]),
        ("P50/P95/P99: 50/150/300 ms", ["p50", "p95", "p99"]),
        ("150ms/300ms/500ms (p50/p95/p99)", ["p50", "p95", "p99"]),
        ("<200ms (p95)", ["p95"]),
        ("200ms (p95), 500ms (p99)", ["p95", "p99"]),
        ("< 200ms p95 / < 500ms p99", ["p95", "p99"]),
        ("200ms at p95 and 500ms at the 99th percentile", ["p95", "p99"]),
        ("p99.9 of 2 s", ["p999"]),
        ("95% of requests finish in under 200ms", [None, "p95"]),
        ("average response time under 200ms", ["avg"]),
        ("median 20ms, max 90ms", ["median", "max"]),
        ("100 concurrent calls < 200ms p95", [None, "p95"]),
    ],
)
def test_a_percentile_belongs_to_the_quantity_beside_it(text: str, percentiles: list[str | None]) -> None:
    assert [found.percentile for found in quantities(text)] == percentiles


def test_a_stroke_shares_unit_and_bound() -> None:
    assert [(q.comparator, q.value, q.unit) for q in quantities("p95/p99 latency < 200/500 ms")] == [
        ("<", 200, "ms"),
        ("<", 500, "ms"),
    ]


def test_a_bare_number_takes_the_unit_of_its_column() -> None:
    (found,) = quantities("< 250", unit="ms")
    assert (found.comparator, found.value, found.unit, found.text) == ("<", 250, "ms", "< 250")


def test_the_base_makes_units_comparable() -> None:
    def base(text: str) -> float:
        (found,) = quantities(text)
        return found.base

    assert base("1.5 s") == base("1500 ms") == 1.5
    assert base("60 MB/min") == pytest.approx(base("1 MB/s"))


def test_offsets_count_code_points() -> None:
    text = "🚀 schnell: ≤ 5 ms"
    assert quantities(text) == [Quantity(5, None, "ms", "time", "<=", None, "≤ 5 ms", 11, 17, 1e-3)]


def test_hostile_strings_take_linear_time() -> None:
    assert hostile.too_slow(quantities) == []
