"""Placeholders that are left over, wherever they stand."""
# ruff: noqa: E501

from __future__ import annotations

import pytest

from speclint.document.source import make_source
from speclint.document.vocabulary import Vocabulary
from speclint.facts.leftover import Leftover
from speclint.linter import read

PLACES = [
    pytest.param("# Spec: {Feature Name}\n", ("{Feature Name}", 1, 9, 23), id="title"),
    pytest.param("# T\n\n## [Section Name]\n", ("[Section Name]", 3, 4, 18), id="heading"),
    pytest.param("# T\n\nThe limit\nis TBD for now.\n", ("TBD", 4, 4, 7), id="second line of a paragraph"),
    pytest.param("# T\n\n**Owner**: [Name]\n", ("[Name]", 3, 12, 18), id="field"),
    pytest.param("---\nauthor: {Author Name}\n---\n# T\n", ("{Author Name}", 2, 9, 22), id="front matter"),
    pytest.param('---\nauthor: "[Name]"\n---\n# T\n', ("[Name]", 2, 10, 16), id="quoted front matter"),
    pytest.param("# T\n\n| a | b |\n| - | - |\n| x | TBD |\n", ("TBD", 5, 7, 10), id="cell"),
    pytest.param("# T\n\n- a\n  - TODO: b\n", ("TODO", 4, 5, 9), id="nested item"),
    pytest.param("# T\n\n> ???\n", ("???", 3, 3, 6), id="quote"),
    pytest.param("# T\n\n```\n[ASCII diagram of the parts]\n```\n", ("[ASCII diagram of the parts]", 4, 1, 29), id="instead of a diagram"),
    pytest.param("# T\n\n```mermaid\nflowchart LR\n  A[Web] --> B[TBD]\n```\n", ("TBD", 5, 16, 19), id="label of a diagram"),
]  # fmt: skip


def _found(text: str, vocabulary: Vocabulary) -> list[Leftover]:
    return list(read(make_source(text), vocabulary).all("leftovers", Leftover))


@pytest.mark.parametrize(("text", "expected"), PLACES)
def test_a_placeholder_is_found_where_it_stands(
    text: str, expected: tuple[str, int, int, int], vocabulary: Vocabulary
) -> None:
    [found] = _found(text, vocabulary)
    assert found.sure
    assert (found.text, found.span.line, found.span.column, found.span.end_column) == expected


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Write `{Feature Name}` or `TBD` there.", id="code span"),
        pytest.param('```json\n{"a": "TBD"}\n```', id="code"),
        pytest.param("See [the name][n].\n\n[n]: https://example.com/[Name]", id="link"),
        pytest.param("Calls go to /users/{id}.", id="path"),
        pytest.param("<!-- TODO: write [Name] -->\n\nText.", id="comment"),
        pytest.param("- [ ] Open\n- [x] Done", id="boxes"),
        pytest.param("As said before.[^1]\n\n[^1]: There.", id="footnote"),
        pytest.param("```mermaid\nflowchart LR\n  A[TODO] --> B[Done]\n```", id="board"),
        pytest.param("```mermaid\nsequenceDiagram\n  A->>B: {data}\n```", id="message"),
    ],
)
def test_what_only_looks_like_one_is_none(text: str, vocabulary: Vocabulary) -> None:
    assert _found(f"# T\n\n{text}\n", vocabulary) == []


@pytest.mark.parametrize(
    ("text", "kind"), [("## Questions [optional]", "optional"), ("Replace this text.", "sentence"), ("- ...", "ellipsis")]
)
def test_some_are_only_likely(text: str, kind: str, vocabulary: Vocabulary) -> None:
    [found] = _found(f"# T\n\n{text}\n", vocabulary)
    assert (found.kind, found.sure) == (kind, False)
