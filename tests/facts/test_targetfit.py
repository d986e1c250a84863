"""Targets that are stated twice, and goals beyond the required throughput."""
# ruff: noqa: E501

from __future__ import annotations

import pytest

from speclint.document.source import make_source
from speclint.document.vocabulary import Vocabulary
from speclint.facts.fact import Facts
from speclint.facts.targetfit import LoadConflict, TargetConflict
from speclint.linter import read


def _read(goal: str, target: str, vocabulary: Vocabulary) -> Facts:
    text = f"# Harbour\n\n## Success Criteria\n\n{goal}\n\n## Performance\n\n{target}\n"
    return read(make_source(text, "spec.md"), vocabulary)


T = "| Metric | Target |\n|---|---|\n| {} |"
# a goal, a target of the performance part, and whether they contradict each other
TARGETS = [
    pytest.param("- API response time p95 < 200 ms", T.format("API Response Time (p95) | < 300 ms"), True, id="a row"),
    pytest.param("- API response time p95 < 200 ms", T.format("API Response Time (p95) | < 200 ms"), False, id="alike"),
    pytest.param("- API response time p95 < 0.2 s", "- API latency p95: 200 ms", False, id="other units"),
    pytest.param("- API response time p95 < 200 ms", T.format("API Response Time (p99) | < 300 ms"), False, id="another percentile"),
    pytest.param("- Search answers within 200 ms at p95", T.format("Booking (p95) | < 300 ms"), False, id="another metric"),
    pytest.param("- 95 % of the searches end within 2 seconds", "- Search: p95 < 1 s", True, id="a share of the calls"),
    pytest.param("- p95 latency below 200 ms", "- Latency: p95 < 300 ms", True, id="nothing named"),
    pytest.param("- API p95 latency below 200 ms", T.format("Response time (p95) | < 300 ms"), True, id="all calls"),
    pytest.param("- 99.9% availability", "- Availability: 99.5%", True, id="availability"),
    pytest.param("- Error rate < 1 %", T.format("Error Rate | < 0.5 %"), True, id="a share"),
    pytest.param("- Cache hit rate > 90 %", T.format("Cache Hit Rate | > 80 %"), True, id="a lower bound"),
    pytest.param("- 5,000 concurrent users", T.format("Concurrent users | 1,000"), True, id="a load"),
    pytest.param("- Search within 200 ms (p95) at 100 users", "- Search: p95 < 300 ms at 900 users", False, id="another load"),
    pytest.param("- Search today: p95 < 900 ms", "- Search: p95 < 300 ms", False, id="what there is"),
    pytest.param("- Phase 1: search p95 < 900 ms", "- Search: p95 < 300 ms", False, id="a stage"),
    pytest.param("- Search p95: 200-300 ms", "- Search: p95 < 100 ms", False, id="a range"),
    pytest.param("- API response time: p95 < 300 ms", T.format("Provider response time (p95) | < 900 ms"), False, id="of whoever provides"),
    pytest.param("- Response time: p95 < 300 ms", T.format("Payment handler response time (p95) | < 900 ms"), False, id="of a handler"),
    pytest.param("- Search, mobile: p95 < 900 ms", "- Search: p95 < 300 ms", False, id="a narrower scope"),
]  # fmt: skip


@pytest.mark.parametrize(("goal", "target", "contradict"), TARGETS)
def test_targets_stated_twice(goal: str, target: str, contradict: bool, vocabulary: Vocabulary) -> None:
    found = _read(goal, target, vocabulary).all("target_conflicts", TargetConflict)
    assert bool(found) is contradict
    assert [place.line for each in found for _, place in each.related] == [5] * contradict


@pytest.mark.parametrize(
    ("goal", "target", "lines"),
    [
        pytest.param("- Search within 200 ms at 900 requests per second", T.format("Throughput | 400 req/s"), [5], id="above"),
        pytest.param("- Search within 200 ms at 100 requests per second", T.format("Throughput | 400 req/s"), [], id="below"),
        pytest.param("- Imports 900 boats/s", T.format("Throughput | 400 req/s"), [], id="another unit"),
        pytest.param("- Bursts of 900 requests per second", T.format("Throughput | 400 req/s"), [], id="a burst"),
    ],
)  # fmt: skip
def test_goals_beyond_the_throughput(goal: str, target: str, lines: list[int], vocabulary: Vocabulary) -> None:
    found = _read(goal, target, vocabulary).all("load_conflicts", LoadConflict)
    assert [each.span.line for each in found] == lines
