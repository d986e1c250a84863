"""Assumptions, in every shape that authors list them."""
# ruff: noqa: E501

from __future__ import annotations

import pytest

from speclint.document.source import make_source
from speclint.document.vocabulary import Vocabulary
from speclint.facts.assumption import Assumption
from speclint.linter import read

PARTS = [
    pytest.param("## Assumptions\n\n- Roads are dry\n- [Assumption 2]\n", ["Roads are dry"], id="items, one of the template"),
    pytest.param("## Assumptions\n\n- [Assumption 1]\n", ["[Assumption 1]"], id="nothing but the template"),
    pytest.param("## 3. Key assumptions\n\n1. **Roads** are dry\n2. A2: Labels stick\n", ["Roads are dry", "Labels stick"], id="numbered items"),
    pytest.param("## Assumptions\n\nRoads are dry. Labels stick.\n\nDrivers can read.\n", ["Roads are dry. Labels stick.", "Drivers can read."], id="prose"),
    pytest.param("## Assumptions\n\n| ID | Assumption | Impact if wrong |\n|---|---|---|\n| A1 | Roads are dry | High |\n", ["Roads are dry"], id="a table"),
    pytest.param("## Assumptions\n\n**ASSUMPTION-1: Roads**\n- **Assumption**: Roads are dry\n- **Rationale**: it is June\n", ["Roads are dry"], id="bold paragraphs with labels"),
    pytest.param("## Assumptions\n\n### Technical\n\n- Labels stick\n\n### Business\n\n- Drivers can read\n", ["Labels stick", "Drivers can read"], id="groups"),
    pytest.param("## Constraints & Assumptions\n\n**Constraints:**\n\n- Two halls\n\n**Assumptions:**\n\n- Labels stick\n", ["Labels stick"], id="a joined chapter with labels"),
    pytest.param("## Risks and Assumptions\n\n- We assume that labels stick\n- Fire. Mitigation: sprinklers\n", ["We assume that labels stick"], id="a joined chapter without labels"),
    pytest.param("## Overview\n\n**Assumptions:**\n\n- Labels stick\n", ["Labels stick"], id="a bold label in another chapter"),
    pytest.param("## Assumptions\n\nNone.\n", [], id="none"),
    pytest.param("## Assumptions\n\n## Risks\n\n- Fire\n", [], id="nothing"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), PARTS)
def test_assumptions_are_read_in_this_shape(text: str, expected: list[str], vocabulary: Vocabulary) -> None:
    facts = read(make_source(f"# Technical Specification: Parcels\n\n{text}", "spec.md"), vocabulary)
    assert [each.text for each in facts.all("assumptions", Assumption)] == expected
