"""Long strings of what the readers of drawings look for: each takes time in proportion to its length."""

import time

import pytest

from speclint.facts.drawing.match import drawn
from speclint.facts.drawing.sniff import read_drawing

_SIZE = 100_000
_LIMIT = 2.0
"""Seconds of processor time; a quiet machine takes a quarter of it."""

_PIECES = (
    *("[", "(", "{", '"', "-", "--", "-->", "- ", "=", "<", ">", "|", "| ", "+--+", "+--+ ", "┌─┐", "│ ", "→", "(→"),
    *("├── a\n", "│\n", "A-->B\n", "A[", "A[(x ", 'A["', "A-- ", "A-. ", "A==", "a   ", "+--+\n", "+--+\n|a |\n"),
    *(
        "┌─┐\n│a│\n",
        "v\n",
        "↓\na\n",
        "a → ",
        "<br",
        "**a",
        "%%{",
        "/ \\\n",
        "A->>B: x\n",
        "class A {\n",
        "subgraph x\n",
    ),
    *('A "1" -- ', "A ||--o{ ", "end\n", ".", "...>", "x: {\n", "}\n", "你", "\t|", "a -> b -> ", "a/b.py\n", "PK a\n"),
)


@pytest.mark.parametrize(
    ("language", "head"),
    [
        ("", ""),
        ("", "┌"),
        ("mermaid", "flowchart TD\n"),
        ("mermaid", "sequenceDiagram\n"),
        ("mermaid", "classDiagram\n"),
        ("mermaid", "erDiagram\n"),
        ("mermaid", "block-beta\n"),
        ("plantuml", "@startuml\n"),
        ("dot", "digraph {"),
        ("d2", ""),
    ],
)
def test_readers_are_fast(language: str, head: str) -> None:
    slow = [piece for piece in _PIECES if _seconds(language, head + piece * (_SIZE // len(piece))) > _LIMIT]
    assert slow == []


def _seconds(language: str, code: str) -> float:
    begun = time.process_time()
    read_drawing(language, code, 1)
    return time.process_time() - begun


def test_matching_is_fast() -> None:
    begun = time.process_time()
    for piece in _PIECES:
        drawn("Order Service", [piece * (_SIZE // len(piece))])
        drawn(piece * 1000, ["Order Service"])
    assert time.process_time() - begun < _LIMIT
