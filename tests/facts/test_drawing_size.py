"""Long strings of what the readers of drawings look for: each takes time in proportion to its length."""

import time

import pytest

from speclint.facts.drawing.match import drawn
from speclint.facts.drawing.sniff import read_drawing

_SIZE = 40_000
_LIMIT = 0.8
"""Seconds of processor time; a quiet machine takes a quarter of it."""

_ART = (
    *("[", "(", "{", '"', "-", "--", "- ", "=", "<", ">", "|", "| ", "+--+", "+--+ ", "┌─┐", "│ ", "→", "(→", "a   "),
    *("├── a\n", "│\n", "+--+\n", "+--+\n|a |\n", "┌─┐\n│a│\n", "v\n", "↓\na\n", "a → ", "/ \\\n", "\t|", "你"),
    *("a -> b -> ", "a/b.py\n", "PK a\n", "...>", "%%{", "a\n"),
)
_SOURCE = (
    *(
        "[",
        "(",
        "{",
        '"',
        "-",
        "-->",
        "=",
        "<",
        "|",
        "A-->B\n",
        "A[",
        "A[(x ",
        'A["',
        "A-- ",
        "A-. ",
        "A==",
        "<br",
        "**a",
    ),
    *("%%{", "A->>B: x\n", "class A {\n", "subgraph x\n", 'A "1" -- ', "A ||--o{ ", "end\n", "x: {\n", "}\n", "a\n"),
)


@pytest.mark.parametrize(
    ("language", "head", "pieces"),
    [
        ("", "", _ART),
        ("", "┌", _ART),
        ("mermaid", "flowchart TD\n", _SOURCE),
        ("mermaid", "sequenceDiagram\n", _SOURCE),
        ("mermaid", "classDiagram\n", _SOURCE),
        ("mermaid", "erDiagram\n", _SOURCE),
        ("mermaid", "block-beta\n", _SOURCE),
        ("plantuml", "@startuml\n", _SOURCE),
        ("dot", "digraph {", _SOURCE),
        ("d2", "", _SOURCE),
    ],
)
def test_readers_are_fast(language: str, head: str, pieces: tuple[str, ...]) -> None:
    slow = [piece for piece in pieces if _seconds(language, head + piece * (_SIZE // len(piece))) > _LIMIT]
    assert slow == []


def _seconds(language: str, code: str) -> float:
    begun = time.process_time()
    read_drawing(language, code, 1)
    return time.process_time() - begun


def test_matching_is_fast() -> None:
    begun = time.process_time()
    for piece in (*_ART, *_SOURCE):
        drawn("Order Service", [piece * (_SIZE // len(piece))])
        drawn(piece * 500, ["Order Service"])
    assert time.process_time() - begun < _LIMIT
