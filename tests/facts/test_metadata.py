"""The fields of a spec's header, in every shape that authors give them."""
# ruff: noqa: E501

from __future__ import annotations

import pytest

from speclint.document.source import make_source
from speclint.document.vocabulary import Vocabulary
from speclint.facts.fact import Facts
from speclint.facts.metadata import BadFrontMatter, Field
from speclint.linter import read

# what is written, and the fields that are read: name, value, line
SHAPES = [
    pytest.param(
        "# T\n\n**Status**: Draft\n**Author:** Ines Okafor\n**Related ADR**: [ADR-7](../adr/7.md)\n",
        [("status", "Draft", 3), ("author", "Ines Okafor", 4), ("related-adr", "ADR-7", 5)],
        id="bold labels",
    ),
    pytest.param(
        "# T\n\n**Version:** 1.2 | **Status:** Draft | **Date:** 2026-01-02\n",
        [("version", "1.2", 3), ("status", "Draft", 3), ("date", "2026-01-02", 3)],
        id="several labels on a line",
    ),
    pytest.param(
        "# T\n\n**Issue**: #12  \n**Epic**: N/A  \n",
        [("issue", "#12", 3), ("epic", "N/A", 4)],
        id="hard line breaks",
    ),
    pytest.param("# T\n\nDate: 2026-01-02\nAuthor: Ann\nEpic ID: 3\n", [("date", "2026-01-02", 3), ("author", "Ann", 4), ("epic", "3", 5)], id="plain lines"),
    pytest.param("# T\n\n- Author: Ann\n- **Status**: Proposed\n- Introduced in May\n", [("author", "Ann", 3), ("status", "Proposed", 4)], id="bullets"),
    pytest.param("# T\n\n> **Status:** Accepted\n> **Owner:** Ann\n", [("status", "Accepted", 3), ("owner", "Ann", 4)], id="a quote"),
    pytest.param("# T\n\n| Field | Value |\n| --- | --- |\n| Author | Ann |\n| Effort | 4 days |\n", [("author", "Ann", 5), ("effort", "4 days", 6)], id="a table"),
    pytest.param("# T\n\nStatus | Accepted\n:--- | :---\n**Author(s)** | Ann, Bo\n", [("status", "Accepted", 3), ("author", "Ann, Bo", 5)], id="a table whose header is a field"),
    pytest.param("# T\n\n| Version | Date | Author |\n|---|---|---|\n| 1.0 | 2026-01-02 | Ann |\n", [("version", "1.0", 5), ("date", "2026-01-02", 5), ("author", "Ann", 5)], id="a table of one row"),
    pytest.param("---\ntitle: A thing\nauthors: [Ann, Bo]\ncreated: 2026-01-02\n---\n# T\n", [("title", "A thing", 2), ("author", "Ann, Bo", 3), ("date", "2026-01-02", 4)], id="front matter"),
    pytest.param("---\nauthors:\n  - @ann\n  - @bo\nstatus: draft\n---\n# T\n", [("author", "@ann, @bo", 2), ("status", "draft", 5)], id="front matter that is no YAML"),
    pytest.param("# T\n\n## 1. Overview\n\n**Feature**: Carts\n**Tech Stack**:\n- Go 1.22\n- Redis 7\n\n**Estimated Effort**: 3 days\n\nProse: it is.\n", [("feature", "Carts", 5), ("tech-stack", "Go 1.22; Redis 7", 6), ("effort", "3 days", 10)], id="the overview"),
    pytest.param("# T\n\n## Overview\n\n**Scope:** Carts\n\n**Success Criteria:**\n- None\n", [], id="parts of the overview are no fields"),
    pytest.param("# T\n\n## Status\n\nAccepted\n\n## Context\n\nText.\n", [("status", "Accepted", 5)], id="a chapter that is one field"),
    pytest.param("# T\n\n## Document Information\n\n- **Author**: Ann\n- **Confidentiality**: internal\n", [("author", "Ann", 5), ("confidentiality", "internal", 6)], id="a chapter of metadata"),
    pytest.param("# T\n\n## A\n\nText.\n\n---\n\n**Last Updated**: 2026-01-02\n**Version**: 1.0\n", [("updated", "2026-01-02", 9), ("version", "1.0", 10)], id="the foot"),
    pytest.param("**Author**: Ann\n\n# T\n", [("author", "Ann", 1)], id="above the title"),
    pytest.param("# T\n\n**📅 Date:** 2026-01-02\n", [("date", "2026-01-02", 3)], id="emoji"),
    pytest.param("# T\n\n**Status**:\n", [("status", "", 3)], id="no value"),
    pytest.param("# T\n\nNote: this is prose.\nIt goes on.\n", [], id="prose"),
    pytest.param("# T\n\n**Important** this is bold.\n", [], id="bold prose"),
]  # fmt: skip


def _facts(text: str, vocabulary: Vocabulary) -> Facts:
    return read(make_source(text), vocabulary)


@pytest.mark.parametrize(("text", "fields"), SHAPES)
def test_a_field_is_read(text: str, fields: list[tuple[str, str, int]], vocabulary: Vocabulary) -> None:
    found = _facts(text, vocabulary).all("metadata", Field)
    assert [(field.name, field.value, field.span.line) for field in found] == fields


def test_a_field_has_the_place_of_its_value_and_the_target_of_its_link(vocabulary: Vocabulary) -> None:
    [field] = _facts("# T\n\n**Related ADR**: [ADR-7](../adr/7.md)\n", vocabulary).all("metadata", Field)
    assert (field.span.column, field.span.end_column) == (18, 38)
    assert field.target == "../adr/7.md"
    assert field.label == "Related ADR"


@pytest.mark.parametrize(
    ("yaml", "line", "reason"),
    [
        pytest.param("a: 1\nb: @c", 3, "found character '@' that cannot start any token", id="no YAML"),
        pytest.param("a: &x 1\nb: *x", 2, "anchors and aliases are not allowed", id="an anchor"),
        pytest.param("a: !!python/name:os 1", 2, "tags are not allowed", id="a tag"),
        pytest.param("a: " + "[" * 40 + "]" * 40, 2, "nesting deeper than 32 is not allowed", id="too deep"),
        pytest.param("a: b\n" * 20000, 1, "longer than 64 KiB", id="too long"),
    ],
)
def test_front_matter_that_cannot_be_read_is_said(yaml: str, line: int, reason: str, vocabulary: Vocabulary) -> None:
    [found] = _facts(f"---\n{yaml}\n---\n# T\n", vocabulary).all("bad_front_matter", BadFrontMatter)
    assert (found.span.line, found.reason) == (line, reason)


@pytest.mark.parametrize("yaml", ["", "just text", "- a\n- b", "a: {b: c}", "a:", "? [x]\n: y"])
def test_any_front_matter_is_survived(yaml: str, vocabulary: Vocabulary) -> None:
    facts = _facts(f"---\n{yaml}\n---\n# T\n", vocabulary)
    facts.get("metadata")
    assert facts.get("bad_front_matter") == ()
