"""Targets: which quantities of a statement promise something."""

import pytest

from speclint.facts.value.target import is_limit_context, targets
from tests.facts import hostile


def _kinds(text: str, context: str = "") -> list[tuple[str, str]]:
    return [(target.kind, target.quantity.text) for target in targets(text, context)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("API latency: P95 < 180ms, P99 < 450ms", [("latency", "< 180ms"), ("latency", "< 450ms")]),
        ("All queries < 80ms (checked with EXPLAIN)", [("latency", "< 80ms")]),
        ("Startup time: 2s", [("latency", "2s")]),
        ("The page renders within two seconds", [("latency", "within two seconds")]),
        ("A sync completes in 5 minutes", [("latency", "5 minutes")]),
        ("Throughput: 900 requests/second per instance", [("throughput", "900 requests/second")]),
        ("Supports 15k concurrent users", [("throughput", "15k concurrent users")]),
        ("Peak of 400 orders/second", [("throughput", "400 orders/second")]),
        ("Imports 2M rows/day", [("throughput", "2M rows/day")]),
        ("p95 under 300 ms at 450 rps", [("latency", "under 300 ms"), ("throughput", "450 rps")]),
        ("99.9% uptime", [("availability", "99.9%")]),
        ("Coverage of at least 85%", [("other", "at least 85%")]),
        ("Bundle < 400 KB", [("other", "< 400 KB")]),
        ("The TTL is 60s, and p95 latency is 40 ms", [("latency", "40 ms")]),
    ],
)
def test_a_promise_is_a_target(text: str, expected: list[tuple[str, str]]) -> None:
    assert _kinds(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Rate limit: 100 req/min per IP",
        "Rate limiting of 100 requests/minute",
        "Cached in memory (TTL: 5 minutes)",
        "Tokens with a 15-minute expiry",
        "Timeout: 30 s",
        "If it does not respond within 15 seconds, cancel",
        "Retry with a backoff of 1s, 2s, 4s",
        "Logs are retained for 30 days",
        "Polling every 5 s",
        "PostgreSQL 15 (2 vCPU, 8GB RAM, 100GB SSD)",
        "Alert when p95 > 800 ms",
        "Upload 30s of audio",
    ],
)
def test_a_setting_is_none(text: str) -> None:
    assert _kinds(text) == []


@pytest.mark.parametrize(
    ("text", "context", "expected"),
    [
        ("< 250ms", "Search", [("latency", "< 250ms")]),
        ("180", "Latency (ms)", [("latency", "180")]),
        ("700", "Throughput (req/s)", [("throughput", "700")]),
        ("12,000", "Concurrent users", [("throughput", "12,000")]),
        ("100 req/min", "Rate limit", []),
        ("3h", "Create the hook: effort", []),
        ("~180ms to first token", "Timeouts and errors", [("latency", "~180ms")]),
    ],
)
def test_the_context_decides(text: str, context: str, expected: list[tuple[str, str]]) -> None:
    assert _kinds(text, context) == expected


def test_settings_are_recognised_by_their_words() -> None:
    assert is_limit_context("Session timeout of 30 minutes")
    assert not is_limit_context("Answers within 30 ms; 90% of the quotations are found")


def test_hostile_strings_take_linear_time() -> None:
    assert hostile.too_slow(targets) == []
