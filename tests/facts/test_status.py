"""Final specs: how their status is written, and what they may not leave open."""

from __future__ import annotations

import pytest

from speclint.document.source import make_source
from speclint.document.vocabulary import Vocabulary
from speclint.facts.status import final_status
from speclint.linter import read

T = "# Technical Specification: Parcels\n\n"
FINAL = [
    f"{T}| Field | Value |\n|--|--|\n| Status | Approved |\n| Author | Ada |\n",
    f"{T}| Status | Author |\n|--|--|\n| Approved | Ada |\n",
    f"---\nstatus: approved\n---\n{T}",
    f"{T}Status: Accepted (2026-01-02)\n",
    f"{T}**Status**: ✅ Approved\n",
    f"{T}> **Status**: Implemented | **Author**: Ada\n",
    f"{T}- Status: Completed\n- Author: Ada\n",
    f"{T}## Status\n\nAccepted\n",
    f"{T}**Document Status:** Approved for implementation\n",
    f"{T}## Scope\n\nAll.\n\n---\n\n**Status**: Final  \n**Version**: 1.0\n",
    f"{T}![Status: Approved](a.svg)\n",
    f"{T}![status](https://img.shields.io/badge/Status-Accepted-brightgreen.svg)\n",
    f"{T}[![Status](https://img.shields.io/badge/status-implemented-blue)](b)\n",
    f"{T}**Status**: Freigegeben\n",
    f"{T}**Statut**: Approuvé\n",
    f"{T}**Estado**: Aprobado\n",
    f"{T}**状态**: 已批准\n",
]
OPEN = [
    T,
    f"{T}**Status**: Draft\n",
    f"{T}**Status**: Draft | Review | Approved\n",
    f"{T}**Status**: Pending approval\n",
    f"{T}**Status**: Partially implemented\n",
    f"{T}**Status**: Not approved\n",
    f"{T}**Status**: In review (to be approved 2026-02-01)\n",
    f"{T}**Status**: Noch nicht freigegeben\n",
    f"{T}**Status**: Draft\n**ADR**: ADR-1 (Accepted)\n",
    f"{T}![status](https://img.shields.io/badge/Status-Draft-yellow.svg)\n",
]


@pytest.mark.parametrize("text", FINAL)
def test_a_final_status(text: str, vocabulary: Vocabulary) -> None:
    facts = read(make_source(text + "\n## Open Questions\n\n- Who pays?\n"), vocabulary)
    if "---\n\n**Status**" in text:  # the footer must stay the last
        facts = read(make_source(text), vocabulary)
        assert final_status(facts)
        return
    assert final_status(facts)
    assert len(facts.get("unsettled_questions")) == 1


@pytest.mark.parametrize("text", OPEN)
def test_a_status_that_leaves_things_open(text: str, vocabulary: Vocabulary) -> None:
    facts = read(make_source(text + "\n## Stores\n\nTo be decided.\n\n## Open Questions\n\n- Who pays?\n"), vocabulary)
    assert not final_status(facts)
    assert facts.get("unsettled_questions") == facts.get("undecided") == ()


@pytest.mark.parametrize(
    ("words", "count"),
    [
        ("Retention is to be determined.", 1),
        ("- Retention: not yet decided", 1),
        ("| Data | Retention |\n|--|--|\n| Scans | to be confirmed |", 1),
        ("Retention is to be decided by each depot in its settings.", 0),
        ("The carrier's reply is still open to change.", 0),
    ],
)
def test_words_that_put_a_decision_off(words: str, count: int, vocabulary: Vocabulary) -> None:
    text = f"{T}**Status**: Approved\n\n## Data\n\n{words}\n\n## Risks\n\nThe price is to be confirmed.\n"
    assert len(read(make_source(text), vocabulary).get("undecided")) == count
