"""References to sections, tables and figures: which lead nowhere, and which lead elsewhere."""
# ruff: noqa: E501

from __future__ import annotations

import pytest

from speclint.document.source import make_source
from speclint.document.vocabulary import Vocabulary
from speclint.facts.citation import DanglingReference
from speclint.linter import read

SPEC = "# Parcels\n\n## 1. Overview\n\n{}\n\n## 2. Stores\n\n### 2.1 Tables\n\n### 2.2 Files\n\n## 3. Rules\n\n1. One\n2. Two\n\n## 4. Limits\n\nNone.\n"

REFERENCES = [
    pytest.param("See Section 2.4.", ["2.4"], id="a sub-section"),
    pytest.param("As section 6 says, see also sect. 7.", ["6", "7"], id="chapters"),
    pytest.param("Limits (§ 5.1) hold; so do §§ 2.1 and 2.9.", ["5.1", "2.9"], id="paragraph signs"),
    pytest.param("Chapters 2, 4 and 8 are normative.", ["8"], id="a list of numbers"),
    pytest.param("Sections 3–6 override it.", ["6"], id="a range"),
    pytest.param("- Limits are defined in **Section 4.2**", ["4.2"], id="a chapter without sub-sections"),
    pytest.param("| Rule | Where |\n|---|---|\n| Size | Section 9 |", ["9"], id="a cell"),
    pytest.param("Logs are kept for 30 days; the log of Section 2.5 longer.", ["2.5"], id="kept is no enhancement"),
    pytest.param("Section 9 of this document tells more.", ["9"], id="this document"),
    pytest.param("Siehe Abschnitt 2.7 und Kapitel 4.", ["2.7"], id="German"),
    pytest.param("See Section 2.1, section 4, §2 and §3.2 (the second rule).", [], id="those that exist, and an item of a list"),
    pytest.param("As RFC 9110 section 15.5 demands.", [], id="a standard before"),
    pytest.param("See section 7 of the contract, and chapter 9 in the handbook.", [], id="another document behind"),
    pytest.param("The PRD says so (Section 8.1); see [the plan, section 9](plan.md).", [], id="the PRD, and a link"),
    pytest.param("Per LIMITS.md §9 nothing is kept.", [], id="a file"),
    pytest.param("Accessible as Section 508 demands; GDPR, Section 12.", [], id="laws"),
    pytest.param("| Requirement | PRD section |\n|---|---|\n| Size | Section 9 |", [], id="a column about another document"),
    pytest.param("Write `see Section 9` there.", [], id="code"),
]  # fmt: skip


@pytest.mark.parametrize(("words", "numbers"), REFERENCES)
def test_a_reference_that_leads_nowhere(words: str, numbers: list[str], vocabulary: Vocabulary) -> None:
    found = read(make_source(SPEC.format(words)), vocabulary).all("dangling_references", DanglingReference)
    assert [each.number for each in found] == numbers


def test_the_nearest_is_named(vocabulary: Vocabulary) -> None:
    (found,) = read(make_source(SPEC.format("See Section 2.4.")), vocabulary).all(
        "dangling_references", DanglingReference
    )
    assert found.reason == 'there is no section 2.4 (the nearest is 2.2 "Files")'
    assert (found.text, found.span.column, found.span.end_column) == ("Section 2.4", 5, 16)
    assert [span.line for _, span in found.related] == [11]


@pytest.mark.parametrize(
    "text",
    [
        "# Parcels\n\n## Overview\n\nSee Section 7.\n\n## Stores\n\n## Limits\n",
        "# Parcels\n\n## 1. Overview\n\nSee Section 7.\n\n## Stores\n\n## Limits\n\n## Rules\n",
        "# Parcels\n\n## 1. Overview\n\nSee Section 4.\n\n## 2. Stores\n\n## 3. Limits\n\n```\n```json\n{}\n```\n\n## 4. Rules\n```\n",
    ],
    ids=["no numbers", "few numbers", "headings lost in a fence"],
)
def test_where_sections_are_not_numbered_nothing_is_told(text: str, vocabulary: Vocabulary) -> None:
    assert read(make_source(text), vocabulary).get("dangling_references") == ()


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("**Table 1**: depots\n\n**Table 2**: vans\n\nAs Table 3 shows, and Table 2.\n", ["3"]),
        ("![Figure 1: depots](a.png)\n\n*Figure 2. Vans*\n\nAs in Fig. 4 and Figure 1.\n", ["4"]),
        ("As Table 3 shows.\n", []),
        ("**Table 1**: depots\n\n**Table 2**: vans\n\nAs Table 9 of the contract shows.\n", []),
    ],
    ids=["tables", "figures", "no captions", "another document"],
)
def test_tables_and_figures(text: str, numbers: list[str], vocabulary: Vocabulary) -> None:
    found = read(make_source(f"# Parcels\n\n{text}"), vocabulary).all("dangling_references", DanglingReference)
    assert [each.number for each in found] == numbers
