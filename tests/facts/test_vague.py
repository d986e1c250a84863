"""Promises without a measure."""
# ruff: noqa: E501

from __future__ import annotations

import pytest

from speclint.document.source import make_source
from speclint.document.vocabulary import Vocabulary
from speclint.facts.vague import VaguePromise
from speclint.linter import read


def _words(text: str, vocabulary: Vocabulary, chapter: str = "Performance") -> list[tuple[str, ...]]:
    source = make_source(f"# T\n\n## {chapter}\n\n{text}\n")
    return [each.words for each in read(source, vocabulary).all("vague_promises", VaguePromise)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("- Search is fast", ("fast",)),
        ("Pages load quickly and are user-friendly.", ("quickly", "user-friendly")),
        ("| Need | Target |\n| - | - |\n| Search | as fast as possible |", ("fast", "as possible")),
        ("- a\n  - The API scales easily", ("easily",)),
        ("> Nothing.\n\nThe store answers in 5 ms. The pages are responsive.", ("responsive",)),
    ],
)
def test_a_vague_word_is_found(text: str, words: tuple[str, ...], vocabulary: Vocabulary) -> None:
    assert _words(text, vocabulary) == [words]


@pytest.mark.parametrize(
    "text",
    [
        "- Search is fast: 300 ms at p95", "- Fast lookups, O(1)", "- Workers fail fast", "- The flag `fast` is off",
        "- Not optimized", "| Need | Target |\n| - | - |\n| Fast search | 300 ms |", "- Breakfast is served",
    ],
)  # fmt: skip
def test_a_number_or_a_name_silences_it(text: str, vocabulary: Vocabulary) -> None:
    assert _words(text, vocabulary) == []


@pytest.mark.parametrize(
    ("chapter", "count"),
    [("Success Criteria", 1), ("Functional Requirements", 1), ("Goals", 1), ("Scalability", 1), ("Architecture", 0), ("Testing", 0)],
)
def test_only_requirements_targets_and_criteria_are_read(chapter: str, count: int, vocabulary: Vocabulary) -> None:
    assert len(_words("It is easy to use.", vocabulary, chapter)) == count


def test_a_statement_with_must_is_a_requirement_anywhere(vocabulary: Vocabulary) -> None:
    assert _words("Handlers MUST return quickly. They are easy to read.", vocabulary, "Interfaces") == [("quickly",)]
