"""The checks that compare a document with the parts of its profile."""
# ruff: noqa: E501

from __future__ import annotations

import pytest

from speclint.checks.check import Scene, Want
from speclint.checks.parts import HasParts, PartsInOrder
from speclint.document.source import make_source
from speclint.document.vocabulary import Vocabulary
from speclint.linter import read

WANTS = tuple(
    Want(role, title, required=role == "overview")
    for role, title in [
        ("toc", "Contents"), ("overview", "Overview"), ("architecture", "Architecture"), ("api", "API"),
        ("data-model", "Data Model"), ("testing", "Testing"), ("risks", "Risks"),
    ]
)  # fmt: skip


def _scene(chapters: str, vocabulary: Vocabulary, head: str = "") -> Scene:
    text = f"# T\n\n{head}\n\n" + "".join(f"## {chapter}\n\nText.\n\n" for chapter in chapters.split("; "))
    return Scene(read(make_source(text), vocabulary), WANTS, "p")


@pytest.mark.parametrize(
    ("chapters", "moved"),
    [
        pytest.param("Overview; Architecture; API; Data Model; Testing; Risks", [], id="in order"),
        pytest.param("Contents; Summary; Design; Other; API; Storage; Risks", [], id="by other titles, one missing"),
        pytest.param("Overview; Architecture; Data Model; API; Testing; Risks", [("API", "before", "Data Model")], id="two swapped"),
        pytest.param("Risks; Overview; Architecture; API; Data Model; Testing", [("Risks", "after", "Testing")], id="one far too early"),
        pytest.param("Overview; Testing; Architecture; API; Data Model; Risks", [("Testing", "after", "Data Model")], id="one too early"),
        pytest.param("Risks; Overview", [], id="no document of the profile"),
        pytest.param("Overview; Architecture; API; Risks; Data Model; Testing; Risks", [("Risks", "after", "Testing")], id="the first of two counts"),
        pytest.param("Overview; API; Architecture & Data Model; Testing; Risks", [], id="a chapter of several parts"),
    ],
)  # fmt: skip
def test_chapters_out_of_order(chapters: str, moved: list[tuple[str, str, str]], vocabulary: Vocabulary) -> None:
    problems = PartsInOrder().run((), _scene(chapters, vocabulary))
    assert [(each.values["found"], each.values["wanted"], each.values["first"]) for each in problems] == moved


@pytest.mark.parametrize(
    ("chapters", "head", "missing"),
    [
        pytest.param("Introduction; Risks", "", [], id="there"),
        pytest.param("Risks", "", ["Overview"], id="missing"),
        pytest.param("Risks", "This document says what is built, for whom it is built, and why.", [], id="above the chapters"),
        pytest.param("Risks", "**Status**: Draft", ["Overview"], id="fields are no overview"),
        pytest.param("Overview", "", [], id="others are not required"),
    ],
)  # fmt: skip
def test_required_parts(chapters: str, head: str, missing: list[str], vocabulary: Vocabulary) -> None:
    problems = list(HasParts().run((), _scene(chapters, vocabulary, head)))
    assert [each.values["wanted"] for each in problems] == missing
    assert all(each.span.line == 1 for each in problems)
