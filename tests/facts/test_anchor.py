"""The anchors of headings, as GitHub gives them.

Compared once with the package github-slugger (0.0.3) over every code point: the two differ only in letters and marks
that Unicode gained after that package was made.
"""

from __future__ import annotations

import pytest

from speclint.document.parse import parse
from speclint.document.source import make_source
from speclint.facts.anchor import slug, slugs

# a heading as it is written, and its anchor
ANCHORS = [
    ("1. Overview", "1-overview"),
    ("11. Risks & Mitigations", "11-risks--mitigations"),
    ("Roll-out – Plan", "roll-out--plan"),
    ("Roll-out — Plan", "roll-out--plan"),
    ("Storage -- and Cache", "storage----and-cache"),
    ("13. AI/ML Specification (if applicable)", "13-aiml-specification-if-applicable"),
    ("2.1 The `POST /orders` call", "21-the-post-orders-call"),
    ("**Bold** and *slanted*", "bold-and-slanted"),
    ("See [the decision](adr/7.md)", "see-the-decision"),
    ("Ümläute und Straße", "ümläute-und-straße"),
    ("ÉTÉ", "été"),
    ("概要と目的", "概要と目的"),
    ("Überblick: 概要", "überblick-概要"),
    ("🚀 Launch", "-launch"),
    ("Launch 🚀", "launch-"),
    ("⚠️ Limits", "️-limits"),
    ("Ⓐ Circled", "ⓐ-circled"),
    ("snake_case and kebab-case", "snake_case-and-kebab-case"),
    ("What's new? (v1.2)", "whats-new-v12"),
    ("a, b; c: d. e! f", "a-b-c-d-e-f"),
    ("50 % + 25 %", "50---25-"),
    ("C# & C++", "c--c"),
    ("½ and ²", "-and-"),
    ("x  two blanks", "x--two-blanks"),
    ("“Quoted”", "quoted"),
    ("…", ""),
    ("हिन्दी", "हिन्दी"),
]  # fmt: skip


@pytest.mark.parametrize(("heading", "anchor"), ANCHORS)
def test_the_anchor_of_a_heading(heading: str, anchor: str) -> None:
    assert list(slugs(parse(make_source(f"## {heading}\n"))).values()) == [anchor]


def test_headings_of_the_same_words_are_numbered() -> None:
    text = "# A\n\n## Phase\n\n## Phase\n\n## Phase 1\n\n## Phase\n\n## phase!\n"
    found = slugs(parse(make_source(text))).values()
    assert list(found) == ["a", "phase", "phase-1", "phase-1-1", "phase-2", "phase-3"]


def test_a_slug_is_made_of_plain_words() -> None:
    assert slug("Monitoring & Observability") == "monitoring--observability"
