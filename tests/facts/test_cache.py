"""Caching: what is told of it, how long things are cached, and where that contradicts itself."""
# ruff: noqa: E501

from __future__ import annotations

import pytest

from speclint.document.source import make_source
from speclint.document.vocabulary import Vocabulary
from speclint.facts.cache import CacheConflict, CacheLifetime, Caching
from speclint.facts.fact import Facts
from speclint.facts.passage import Gap
from speclint.linter import read


def _read(text: str, vocabulary: Vocabulary) -> Facts:
    return read(make_source(f"# Harbour\n\n{text}", "spec.md"), vocabulary)


# a document below its title, the lines that tell of caching, and the line where it is missing
CACHING = [
    pytest.param("## Performance\n\n- Tides are cached in Redis\n", [5], [], id="an item"),
    pytest.param("## Performance\n\n### Caching Strategy\n\n```mermaid\ngraph LR\n  A --> B[(Redis)]\n```\n", [7], [], id="a drawing"),
    pytest.param("## Performance\n\n| Operation | Target | Approach |\n|---|---|---|\n| Tide | 20 ms | in-memory cache |\n", [7], [], id="a cell"),
    pytest.param("## Performance\n\nNothing is cached, since tides change each second.\n", [5], [], id="none, and why"),
    pytest.param("## Design\n\n### Cache\n\n- Tides stay for 5 minutes\n\n## Performance\n\n- p95 < 20 ms\n", [7], [], id="a part elsewhere"),
    pytest.param("## Performance\n\n- Indexes on berth\n", [], [3], id="no word of it"),
    pytest.param("## Performance\n\n| Metric | Target |\n|---|---|\n| Cache hit rate | > 80 % |\n", [], [3], id="only a target"),
    pytest.param("## Performance\n\n### Caching (Future Enhancement)\n\nRedis would hold the tides.\n", [], [5], id="a later version"),
    pytest.param("## Performance\n\n### Caching\n\nTBD\n", [], [5], id="a placeholder"),
    pytest.param("## Risks\n\n- Cache invalidation bugs\n\n## Performance\n\n- p95 < 20 ms\n", [], [7], id="a risk"),
]  # fmt: skip


def test_a_row_about_loading_is_of_what_is_loaded(vocabulary: Vocabulary) -> None:
    row = (
        "| Operation | Target | Approach |\n|---|---|---|\n| Tide table load | 20 ms | In-memory cache with 60s TTL |\n"
    )
    text = f"## Design\n\n- Cache the tide table in memory (TTL 300s)\n\n## Performance\n\n{row}"
    assert [each.other_line for each in _read(text, vocabulary).all("cache_conflicts", CacheConflict)] == [5]


@pytest.mark.parametrize(("text", "lines", "missing"), CACHING)
def test_caching(text: str, lines: list[int], missing: list[int], vocabulary: Vocabulary) -> None:
    facts = _read(text, vocabulary)
    assert [each.span.line for each in facts.all("caching", Caching)] == lines
    assert [each.span.line for each in facts.all("missing_caching", Gap)] == missing


BOX = "```\n+------------------+   +------------------+\n|   Tide table     |   |   Berth list     |\n+------------------+   +------------------+\n| Key: tide:{id}   |   | Key: berth:*     |\n| TTL: 5 minutes   |   | TTL: 1 hour      |\n+------------------+   +------------------+\n```\n"

# a document below its title, and what is cached how many seconds
LIFETIMES = [
    pytest.param("## Cache\n\n| Cached | TTL |\n|---|---|\n| Tides | 5 min |\n| Berths | 1 hour |\n", [("Tides", 300), ("Berths", 3600)], id="rows"),
    pytest.param("## Cache\n\n| Data | TTL (s) |\n|---|---|\n| Tides | 300 |\n", [("Tides", 300)], id="the unit in the head"),
    pytest.param("## Cache\n\n- **Tides**: TTL 5 minutes\n- Berths are cached for 2 h\n", [("Tides", 300), ("Berths", 7200)], id="items"),
    pytest.param("## Cache\n\n- `tide:{id}` (TTL: 300)\n", [("tide:{id}", 300)], id="a key, and bare seconds"),
    pytest.param("## Cache\n\n- Tides with a 5-minute TTL\n", [("Tides", 300)], id="a time before the word"),
    pytest.param(f"## Cache\n\n{BOX}", [("Tide table", 300), ("Berth list", 3600)], id="boxes"),
    pytest.param("## Cache\n\n```mermaid\ngraph LR\n  A[App] --> B[Tides<br/>TTL 5 min]\n```\n", [("Tides", 300)], id="a node"),
    pytest.param("## Security\n\n- Sessions expire after 12 hours\n\n## Cache\n\n- Tides are cached for 1 h\n", [("Sessions", 43200), ("Tides", 3600)], id="a session"),
    pytest.param("## Cache\n\n- Tides are cached for 5-10 minutes\n- Berths: TTL ~1 hour\n", [], id="ranges and estimates"),
    pytest.param("## Risks\n\n- Tides are cached for 5 minutes\n", [], id="a risk"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "lifetimes"), LIFETIMES)
def test_lifetimes(text: str, lifetimes: list[tuple[str, float]], vocabulary: Vocabulary) -> None:
    found = _read(text, vocabulary).all("cache_lifetimes", CacheLifetime)
    assert [(each.name, each.seconds) for each in found] == lifetimes


# a document below its title, and the lines of lifetimes that contradict an earlier one
CONFLICTS = [
    pytest.param("## Cache\n\n| Cached | TTL |\n|---|---|\n| Tides | 5 min |\n\n- Tides are cached for 10 minutes\n", [9], id="a row and an item"),
    pytest.param(f"## Cache\n\n{BOX}\n| Cached | TTL |\n|---|---|\n| Tide table | 5 min |\n| Berth list | 2 hours |\n", [17], id="a box and a row"),
    pytest.param(f"## Cache\n\n{BOX}\n- `tide:{{id}}`: TTL 60 s\n", [14], id="keys"),
    pytest.param("## Cache\n\n- Tides: TTL 300 s\n- Tides are cached for 5 minutes\n", [], id="other units"),
    pytest.param("## Cache\n\n- Tides are cached in the browser for 1 minute\n- Tides are cached in Redis for 5 minutes\n", [], id="other caches"),
    pytest.param("## Cache\n\n- Tides are cached for 1 minute\n- Berths are cached for 5 minutes\n", [], id="other things"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "lines"), CONFLICTS)
def test_lifetimes_that_contradict(text: str, lines: list[int], vocabulary: Vocabulary) -> None:
    found = _read(text, vocabulary).all("cache_conflicts", CacheConflict)
    assert [each.span.line for each in found] == lines
    assert all(each.related for each in found)
