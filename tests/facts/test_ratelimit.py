"""How often something may be called, in the shapes that authors write it."""

from __future__ import annotations

import pytest

from speclint.facts.value.ratelimit import rates


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("100/min", (100, 60, "")),
        ("60 requests per minute", (60, 60, "")),
        ("20 requests/minute per user", (20, 60, "user")),
        ("1,000 requests/hour/user", (1000, 3600, "user")),
        ("10 rps", (10, 1, "")),
        ("10 rps per IP", (10, 1, "ip")),
        ("5 attempts / 15 min per IP address", (5, 900, "ip")),
        ("100 requests per user per minute", (100, 60, "user")),
        ("per-user limit: 100 req/min", (100, 60, "user")),
        ("5 requests per minute and address", (5, 60, "ip")),
        ("10k/day", (10_000, 86_400, "")),
        ("at most 3 calls every 10 seconds for each API key", (3, 10, "key")),
    ],
)
def test_a_rate_is_read(text: str, expected: tuple[float, int, str]) -> None:
    assert [(rate.count, rate.seconds, rate.whom) for rate in rates(text)] == [expected]


def test_a_text_may_hold_several() -> None:
    found = rates("10 requests/minute per user, 300 requests/minute per IP")
    assert [(rate.count, rate.whom) for rate in found] == [(10, "user"), (300, "ip")]


@pytest.mark.parametrize("text", ["version 1.2/minor", "p95 below 80 ms", "3 pods in a row", "16/9", "see 4.2/3"])
def test_other_numbers_are_none(text: str) -> None:
    assert list(rates(text)) == []


def test_a_hostile_text_is_read_in_time() -> None:
    assert list(rates("1 " * 20_000 + "per " * 20_000)) == []
