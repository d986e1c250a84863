"""Targets, where they stand and what they contradict."""
# ruff: noqa: E501

from __future__ import annotations

import pytest

from speclint.document.source import make_source
from speclint.document.vocabulary import Vocabulary
from speclint.facts.fact import Facts
from speclint.facts.target import PercentileConflict, Target, TargetGap
from speclint.linter import read

# a document below its title, and its targets: line, kind, text, percentile
TARGETS = [
    pytest.param("## Performance\n\n- API latency: p95 < 200 ms\n- Throughput: 1,000 req/s\n", [(5, "latency", "< 200 ms", "p95"), (6, "throughput", "1,000 req/s", "")], id="items"),
    pytest.param("## Performance\n\n**Latency.** Search answers within 300 ms.\n\n**Throughput.** 900 operations per second.\n", [(5, "latency", "within 300 ms", ""), (7, "throughput", "900 operations per second", "")], id="bold paragraphs"),
    pytest.param("## Performance\n\n- **Latency**:\n  - P50: < 60 ms\n  - P95: < 180 ms\n", [(6, "latency", "< 60 ms", "p50"), (7, "latency", "< 180 ms", "p95")], id="nested items"),
    pytest.param("## Performance\n\n### Latency\n\n- Target: 200 ms (p95)\n\n### Throughput\n\n- Target: 1,000 messages/s\n", [(7, "latency", "200 ms", "p95"), (11, "throughput", "1,000 messages/s", "")], id="sub-headings"),
    pytest.param("## Performance\n\n| Metric | Target | Measured |\n|---|---|---|\n| Search (p95) | 200 ms | 180 ms |\n| Load | 50 req/s | 20 req/s |\n", [(7, "latency", "200 ms", "p95"), (8, "throughput", "50 req/s", "")], id="rows with a target column"),
    pytest.param("## Performance\n\n| Operation | p50 | p99 | Throughput |\n|---|---|---|---|\n| Price | 3 ms | 9 ms | 250 meters/s |\n", [(7, "latency", "3 ms", "p50"), (7, "latency", "9 ms", "p99"), (7, "throughput", "250 meters/s", "")], id="columns of percentiles"),
    pytest.param("## Performance\n\n| Operation | Latency (ms) |\n|---|---|\n| Price | 300 |\n", [(7, "latency", "300", "")], id="the unit in the header"),
    pytest.param("## Performance\n\n| Metric | Target |\n|---|---|\n| Concurrent Users | 1000+ |\n| Requests per Second | 500 |\n", [(7, "throughput", "1000+", ""), (8, "throughput", "500", "")], id="the unit in the row's name"),
    pytest.param("## Performance\n\n- Requests per second: 500\n- Latency in ms: 200\n", [(5, "throughput", "500", ""), (6, "latency", "200", "")], id="the unit in the label"),
    pytest.param("## Performance\n\nImport of 1M rows in 10 minutes.\n", [(5, "throughput", "1M rows in 10 minutes", ""), (5, "latency", "10 minutes", "")], id="an amount in a time"),
    pytest.param("## Non-Functional Requirements\n\n| Category | Requirement |\n|---|---|\n| Performance | 200 ms at p95; 500 req/s |\n", [(7, "latency", "200 ms", "p95"), (7, "throughput", "500 req/s", "")], id="a row of requirements"),
    pytest.param("## Success Criteria\n\n- 10k concurrent users\n- 99.9% availability\n", [(5, "throughput", "10k concurrent users", ""), (6, "availability", "99.9%", "")], id="success criteria"),
    pytest.param("## Overview\n\n**Success Criteria:**\n- 100% of berths assigned\n", [(6, "other", "100%", "")], id="success criteria under a label"),
    pytest.param("## Component Design\n\n- Latency: <100ms per window\n- It holds 20 ms of audio\n", [(5, "latency", "<100ms", "")], id="only bounds elsewhere"),
    pytest.param("## Scalability\n\n- Supports 5,000 concurrent users\n- One instance carries 2,000 connections\n", [(5, "throughput", "5,000 concurrent users", "")], id="only what is aimed at in scalability"),
    pytest.param("## Testing\n\n- Coverage target: 80%\n- Unit tests: 42 (70% of the suite)\n", [(5, "other", "80%", "")], id="coverage"),
    pytest.param("| |\n|---|\n| **PERFORMANCE** Target: 500K+ events/sec |\n", [(5, "throughput", "500K+ events/sec", "")], id="a framed note"),
    pytest.param("## Performance\n\n- Rate limit: 100 requests/minute\n- Timeout: 30 s\n- Cache TTL: 5 minutes\n- Connection pool: max 20 connections\n", [], id="settings"),
    pytest.param("## Risks\n\n- Latency above 200 ms at 500 req/s\n", [], id="risks"),
    pytest.param("## Assumptions\n\n- The public API allows at most 10 requests/second\n", [], id="assumptions"),
    pytest.param("## API\n\n- The list is cut at 100 requests/minute\n", [], id="limits of an API"),
    pytest.param("## Phases\n\n- Week 2: load test with 1000 req/s\n", [], id="phases"),
]  # fmt: skip


def _read(text: str, vocabulary: Vocabulary) -> Facts:
    return read(make_source(f"# Harbour\n\n{text}", "spec.md"), vocabulary)


@pytest.mark.parametrize(("text", "targets"), TARGETS)
def test_targets_are_read(text: str, targets: list[tuple[int, str, str, str]], vocabulary: Vocabulary) -> None:
    found = _read(text, vocabulary).all("targets", Target)
    assert [(target.span.line, target.kind, target.text, target.percentile) for target in found] == targets


def test_a_target_tells_its_metric_number_and_place(vocabulary: Vocabulary) -> None:
    text = "## Performance\n\n| Metric | Target |\n|---|---|\n| Search | < 0.3 s |\n"
    (target,) = _read(text, vocabulary).all("targets", Target)
    assert (target.metric, target.value, target.unit, target.comparator) == ("Search", 0.3, "s", "<")
    assert (target.place("text").line, target.place("text").column) == (7, 12)


@pytest.mark.parametrize(
    ("text", "gaps"),
    [
        pytest.param("## Performance\n\n- Latency < 200 ms\n", [(3, "throughput", "")], id="at the part"),
        pytest.param("## Performance\n\n- Latency < 200 ms\n- **Throughput**: as high as possible\n", [(6, "throughput", "Throughput: as high as possible")], id="at what is said in its place"),
        pytest.param("## Performance\n\n| Metric | Target |\n|---|---|\n| Response time | 300 |\n| Peak load | 5 req/s |\n", [(7, "latency", "Response time | 300")], id="a number without a unit"),
        pytest.param("## Non-Functional Requirements\n\nFast.\n", [(3, "latency", ""), (3, "throughput", "")], id="at the parent"),
        pytest.param("## Overview\n\nText.\n", [(1, "latency", ""), (1, "throughput", "")], id="at the title"),
        pytest.param("## Performance considerations\n\nCaches.\n\n## Performance targets\n\n- p95 200 ms\n", [(7, "throughput", "")], id="at the part that has targets"),
    ],
)  # fmt: skip
def test_a_target_is_missing_where_it_would_be_added(text: str, gaps: list[tuple[int, str, str]], vocabulary: Vocabulary) -> None:
    found = _read(text, vocabulary).all("missing_targets", TargetGap)
    assert [(gap.span.line, gap.kind, gap.said) for gap in found] == gaps


# what stands under "## Performance", and the contradictions: line, percentile, the other one, its line
CONFLICTS = [
    pytest.param("- p50: 80 ms\n- p95: 30 ms\n- p99: 900 ms\n", [(6, "p95", "p50", 5)], id="items"),
    pytest.param("- p50: 60 ms\n- p95: 800 ms\n- p99: 400 ms\n", [(6, "p95", "p99", 7)], id="the one that stands out"),
    pytest.param("Search answers within 750 ms at p95 and 600 ms at p99.\n", [(5, "p99", "p95", 5)], id="a sentence"),
    pytest.param("| Operation | p50 | p95 |\n|---|---|---|\n| Price | 3 ms | 2 ms |\n", [(7, "p95", "p50", 7)], id="columns"),
    pytest.param("| Metric | Target |\n|---|---|\n| Search (p50) | 2 s |\n| Search (p95) | 500 ms |\n", [(8, "p95", "p50", 7)], id="rows"),
    pytest.param("- p95 latency < 200 ms\n- p99 latency < 100 ms\n", [(6, "p99", "p95", 5)], id="unlabelled items"),
    pytest.param("- p50: 80 ms\n- p95: 80 ms\n- p99: 1 s\n", [], id="equal values and another unit"),
    pytest.param("- Reads: p95 50 ms\n- Writes: p99 20 ms\n", [], id="two metrics"),
    pytest.param("- p95 < 200 ms for reads\n- p99 < 100 ms for writes\n", [], id="two metrics told by what follows"),
    pytest.param("Reads take 50 ms at p95, and writes 20 ms at p99.\n", [], id="two metrics in a sentence"),
    pytest.param("- p50: 80 ms (uncached)\n- p95: 50 ms (cached)\n", [], id="two conditions"),
    pytest.param("| Operation | Read p95 | Write p99 |\n|---|---|---|\n| Price | 30 ms | 20 ms |\n", [], id="two metrics in columns"),
    pytest.param("### Search\n\n- p95: 200 ms\n\n### Label\n\n- p99: 100 ms\n", [], id="two sections"),
    pytest.param("| Region | p50 | p95 |\n|---|---|---|\n| Search | 10 ms | 20 ms |\n| Search | 5 ms | 8 ms |\n", [], id="two rows of one name"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "conflicts"), CONFLICTS)
def test_percentiles_that_contradict_each_other(
    text: str, conflicts: list[tuple[int, str, str, int]], vocabulary: Vocabulary
) -> None:
    found = _read(f"## Performance\n\n{text}", vocabulary).all("percentile_conflicts", PercentileConflict)
    assert [(each.span.line, each.percentile, each.other, each.related[0][1].line) for each in found] == conflicts
