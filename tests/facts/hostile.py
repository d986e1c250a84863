"""Long strings of what the readers of values look for: reading one must take time in proportion to its length."""

import time
from collections.abc import Callable

_SIZE = 40_000
_LIMIT = 0.2
"""Seconds of processor time for one string of `_SIZE` code points: half a second for 100,000."""

_PIECES = (
    "1", "1 ", "1,", "1.", "1-", "1/s ", "5ms", "5 ms per ", "$1", "p95/", "99% of a ", "users: 1 ", "5 a b c ",
    "sub-1", "a@1", "Node 2", "2026-01-01 to ", "Mar 3 ", "Week 1 - Week ", "A ", "C++", ".net", "no more than ",
    "[", "[a", "[a][", "](", "{a", "{{", "}}", "<a ", "`a", "${", "<!--", "a://", "...", "TODO ", "???",
    "Draft | ", "[e.g. ", "\n- ", " \t",
)  # fmt: skip


def too_slow(read: Callable[[str], object]) -> list[str]:
    """The pieces of which a long string takes a reader longer than the limit, twice."""
    return [piece for piece in _PIECES if _seconds(read, piece) > _LIMIT and _seconds(read, piece) > _LIMIT]


def _seconds(read: Callable[[str], object], piece: str) -> float:
    text = (piece * (_SIZE // len(piece) + 1))[:_SIZE]
    begun = time.process_time()
    read(text)
    return time.process_time() - begun
