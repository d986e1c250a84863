"""What is wrong with headings: levels, numbers, repetitions, nothing below them."""
# ruff: noqa: E501

from __future__ import annotations

import pytest

from speclint.document.source import make_source
from speclint.document.vocabulary import Vocabulary
from speclint.facts.fact import Facts
from speclint.facts.heading import EmptySection, ExtraTitle, LevelJump, NumberFault, RepeatedSection
from speclint.linter import read


def _facts(headings: str, vocabulary: Vocabulary) -> Facts:
    """A document of these headings, each with a line of text below it."""
    return read(make_source("".join(f"{line}\n\nText.\n\n" for line in headings.split("; "))), vocabulary)


@pytest.mark.parametrize(
    ("headings", "jumps"),
    [
        pytest.param("# T; ## A; ### B; ## C; # D", [], id="none"),
        pytest.param("# T; ## A; #### B; #### C", [("B", 4, 2)], id="one"),
        pytest.param("# T; ### A", [("A", 3, 1)], id="below the title"),
        pytest.param("## A; ### B", [], id="no title"),
        pytest.param("# T; " + "; ".join(f"## A{i}; #### B{i}" for i in range(9)), [("B0", 4, 2)], id="a habit"),
    ],
)
def test_levels_that_are_left_out(headings: str, jumps: list[tuple[str, int, int]], vocabulary: Vocabulary) -> None:
    found = _facts(headings, vocabulary).all("level_jumps", LevelJump)
    assert [(each.title, each.level, each.above) for each in found] == jumps


NUMBERS = [
    pytest.param("# T; ## 1. A; ## 2. B; ## 3. C; ## D", [], id="sound"),
    pytest.param("# T; ## 0. A; ## 1. B; ## 2. C", [], id="from zero"),
    pytest.param("# T; ## 1. A; ## 2. B; ## 4. C; ## 5. D", [("4", "gap", "3")], id="a gap"),
    pytest.param("# T; ## 1. A; ## 2. B; ## 4. C; ## 4. D; ## 5. E", [("4", "gap", "3")], id="one wrong number"),
    pytest.param("# T; ## 1. A; ## 2. B; ## 2. C; ## 3. D", [("2", "repeated", "3")], id="a repetition"),
    pytest.param("# 1. A; # 2. B; # 4. C", [("4", "gap", "3")], id="chapters on level 1"),
    pytest.param("# T; ## 1 A; ### 1.1 B; ### 1.3 C; ## 2 D; ## 3 E", [("1.3", "gap", "1.2")], id="a gap below"),
    pytest.param("# T; ## 3. A; ### 2.1 B; ### 2.2 C", [("2.1", "parent", "3.1"), ("2.2", "parent", "3.2")], id="another's number"),
    pytest.param("# T; ## 1. A; ### 1. B; ### 2. C; ## 2. D; ### 1. E; ### 2. F", [], id="counted anew in each section"),
    pytest.param("# T; ## Codes; ### 200 OK; ### 404 Not Found; ### 500 Failure", [], id="codes"),
    pytest.param("# T; ## Terms; ### 3 Tier Model; ### Other; ### 2 Phase Commit", [], id="numbers as words"),
    pytest.param("# T; ## A; ## 3. B; ## C; ## D; ## 7. E; ## F", [], id="few are numbered"),
    pytest.param("# T; ## 1. A; ## 2. B; ## 3. C; ## Appendix A: D; ## Appendix B: E", [], id="appendices"),
    pytest.param("# T; ## Appendices; ### A. B; ### B. C; ### B. D", [("B", "repeated", "C")], id="an appendix twice"),
    pytest.param("# T; ## History; ### 1.2.0; ### 1.1.0; ### 1.0.0", [], id="releases"),
    pytest.param("# T; ## Phases; ### Phase 1: A; ### Phase 3: B", [], id="phases"),
    pytest.param(
        "# T; ## 1. A; ### 1.1 B; ### 1.1.1 C; ### 1.2 D; ### 1.3 E; ### 1.4 F; ### 1.5 G; ### 1.6 H",
        [("1.1.1", "level", "1.1")],
        id="too deep for its level",
    ),
    pytest.param(
        "# T; ## 1. A; ## 2. B; ## 3. C; ## 4. D; ## 5. E; ### 5.1 F; ## 5.2 G; ## 6. H",
        [("5.2", "level", "5")],
        id="not deep enough",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("headings", "faults"), NUMBERS)
def test_numbers_that_do_not_follow(headings: str, faults: list[tuple[str, str, str]], vocabulary: Vocabulary) -> None:
    found = _facts(headings, vocabulary).all("number_faults", NumberFault)
    assert [(each.number, each.kind, each.expected) for each in found] == faults


@pytest.mark.parametrize(
    ("headings", "repeated"),
    [
        pytest.param("# T; ## 1. Risks; ## 2. Security; ## 3. Risks", [("Risks", 5)], id="a chapter"),
        pytest.param("# T; ## A; ### Security; ## B; ### Security", [], id="under different parents"),
        pytest.param("# T; ## A; ### Example; ### Example", [], id="no part of a spec"),
        pytest.param("# T; ## Risks; ## Risk Assessment", [], id="different titles"),
        pytest.param("# T; ## API; ### GET /a; ### GET /a", [], id="an endpoint"),
    ],
)
def test_sections_that_stand_twice(headings: str, repeated: list[tuple[str, int]], vocabulary: Vocabulary) -> None:
    found = _facts(headings, vocabulary).all("repeated_sections", RepeatedSection)
    assert [(each.title, each.first) for each in found] == repeated


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        pytest.param("# T\n\n## A\n\n## B\n\nText.\n", ["A"], id="nothing"),
        pytest.param("# T\n\n## A\n\n<!-- What speaks against building it at all? -->\n", ["A"], id="a comment"),
        pytest.param("# T\n\n## A\n\n---\n\n## B\n\nText.\n", ["A"], id="a rule"),
        pytest.param("# T\n\n## A\n\n### B\n\nText.\n", [], id="a sub-section"),
        pytest.param("# T\n\n## A\n\n```\ncode\n```\n", [], id="code"),
        pytest.param("# T\n\n## A\n\n| a | b |\n| - | - |\n| 1 | 2 |\n", [], id="a table"),
        pytest.param("# T\n\n## Contents\n\n<!-- toc -->\n", [], id="a generated list"),
        pytest.param("# T\n\n## External services (none)\n", [], id="a title that says so"),
        pytest.param("# T\n", [], id="the title"),
        pytest.param("# Part I\n\n# 1. A\n\nText.\n", [], id="a part's title"),
    ],
)
def test_sections_without_content(text: str, titles: list[str], vocabulary: Vocabulary) -> None:
    found = read(make_source(text), vocabulary).all("empty_sections", EmptySection)
    assert [each.title for each in found] == titles


@pytest.mark.parametrize(
    ("headings", "titles"),
    [
        pytest.param("# T; ## A; ## B; ## C; # Install it", ["Install it"], id="a stray heading"),
        pytest.param("# A; # B; # C", [], id="chapters on level 1"),
        pytest.param("# T; ## A; ## B; ## C; # Risks", [], id="a part of the spec"),
        pytest.param("# T; ## A; ## B; ## C; # 4. D", [], id="a numbered one"),
        pytest.param("# T; ## A; # B; ## C; # D; ## E", [], id="several titles"),
    ],
)
def test_a_second_title(headings: str, titles: list[str], vocabulary: Vocabulary) -> None:
    found = _facts(headings, vocabulary).all("extra_titles", ExtraTitle)
    assert [each.title for each in found] == titles
