"""Risks, their levels and what is done about them, in every shape that authors give a risk assessment."""
# ruff: noqa: E501

from __future__ import annotations

import pytest

from speclint.document.source import make_source
from speclint.document.vocabulary import Vocabulary
from speclint.facts.fact import Facts
from speclint.facts.risk import Rating, Risk
from speclint.linter import read

HEAD = "# Technical Specification: Parcels\n\n"  # what follows stands on line 3

# a part about risks, and the risks that are read: line, title, mitigation
PARTS = [
    pytest.param("## Risks\n\n| Risk | Impact | Mitigation |\n|---|---|---|\n| Fire | High | Sprinklers |\n| Theft | Low | |\n", [(7, "Fire", "Sprinklers"), (8, "Theft", None)], id="a table"),
    pytest.param("## Risks\n\n| # | Risk | Mitigation / Contingency |\n|---|---|---|\n| R1 | Fire | Sprinklers |\n", [(7, "Fire", "Sprinklers")], id="a table with numbers and a joined column"),
    pytest.param("## Risks\n\n| Risk ID | Description | Response |\n|---|---|---|\n| R1 | Fire | Sprinklers |\n", [(7, "Fire", "Sprinklers")], id="a table that describes numbered risks"),
    pytest.param("## Risks\n\n| What could go wrong | What we do about it |\n|---|---|\n| Fire | Sprinklers |\n| Theft | |\n", [(7, "Fire", "Sprinklers"), (8, "Theft", None)], id="a table headed in the author's words"),
    pytest.param("## Risks\n\n| Risk | Impact | Probability |\n|---|---|---|\n| Fire | High | Low |\n", [(7, "Fire", None)], id="a table without a column of mitigations"),
    pytest.param("## Risks\n\n| Failure mode | Effect | Response |\n|---|---|---|\n| Disk full | No labels | Old files are removed |\n", [(7, "Disk full", "Old files are removed")], id="failure modes"),
    pytest.param("## Risks\n\n* What may happen\n\n  | Risk | Mitigation |\n  |---|---|\n  | Fire | Sprinklers |\n", [(9, "Fire", "Sprinklers")], id="a table inside an item"),
    pytest.param("## Risks\n\n| Risk | Mitigation |\n|---|---|\n| [Risk 1] | [Mitigation] |\n", [(7, "[Risk 1]", None)], id="the template's row"),
    pytest.param("## Risks\n\n| Risk | Mitigation |\n|---|---|\n| Fire | None |\n| Theft | Accept |\n| Rain | TBD |\n", [(7, "Fire", None), (8, "Theft", "Accept"), (9, "Rain", None)], id="words that are no mitigation"),
    pytest.param("## Risks\n\n- **Fire breaks out.** Mitigation: sprinklers.\n- **Theft.** It happens at night.\n", [(5, "Fire breaks out.", "sprinklers."), (6, "Theft.", None)], id="bold sentences"),
    pytest.param("## Risks\n\n1. **Fire:** the depot burns; mitigate with sprinklers\n2. **Theft:** at night\n3. **Rain:** Use covers; test them in spring\n", [(5, "Fire", "mitigate with sprinklers"), (6, "Theft", None), (7, "Rain", "Use covers")], id="inline mitigations"),
    pytest.param("## Risks\n\n- Fire → sprinklers in all halls\n- Theft -> the guard may lock the gate\n", [(5, "Fire", "sprinklers in all halls"), (6, "Theft", "the guard may lock the gate")], id="arrows"),
    pytest.param("## Risks\n\n- **Fire** (impact: high, probability: low)\n  - Mitigation: sprinklers\n- **Theft** (impact: low)\n", [(5, "Fire", "sprinklers"), (7, "Theft", None)], id="nested mitigations"),
    pytest.param("## Risks\n\n- Risk: fire\n  - **Mitigation**: sprinklers\n  - **Mitigation**: drills\n- Risk: theft\n", [(5, "fire", "sprinklers"), (8, "theft", None)], id="labelled risks"),
    pytest.param("## Risks\n\n- Risk: fire.\n  Mitigation: sprinklers.\n- Risk: theft.\n  Mitigation: a guard.\n", [(5, "fire.", "sprinklers."), (7, "theft.", "a guard.")], id="two lines of one item"),
    pytest.param("## Risks\n\n- Risk: fire\n- Mitigation: sprinklers\n- Risk: theft\n- Mitigation: a guard\n", [(5, "fire", "sprinklers"), (7, "theft", "a guard")], id="pairs of items"),
    pytest.param("## Risks & Mitigations\n\n- Risks:\n- Risk: fire in the hall.\n- Risk: theft at night.\n- Mitigations and rollbacks:\n- Sprinklers in all halls.\n- A guard.\n", [(6, "fire in the hall.", "Sprinklers in all halls."), (7, "theft at night.", "A guard.")], id="one list of risks and then of mitigations"),
    pytest.param("## Risks\n\n**Risk 1: Fire**\nImpact: high. Probability: low.\nMitigation: sprinklers.\n\n**Risk 2: Theft**\nImpact: low.\n", [(5, "Fire", "sprinklers."), (9, "Theft", None)], id="bold paragraphs with labelled lines"),
    pytest.param("## Risks\n\n**RISK-2.1: Fire**\n- **Description**: the depot burns\n- **Mitigation**:\n  - Sprinklers\n  - Drills\n\n**RISK-2.2: Theft**\n- **Description**: at night\n- **Impact**: low\n", [(5, "Fire", "Sprinklers"), (11, "Theft", None)], id="bold paragraphs with labelled items"),
    pytest.param("## Risks\n\n**Risk:** The depot burns\nat night.\n\n*Mitigations:*\n\n- Sprinklers\n\n**Risk:** Theft\n\n*Mitigation:*\n\nA guard walks around.\n", [(5, "The depot burns at night.", "Sprinklers"), (12, "Theft", "A guard walks around.")], id="bold risks and italic mitigations"),
    pytest.param("## Risks\n\n⚠️ **Fire** (High/Low) – sprinklers are tested monthly\n\n⚠️ **Theft** (Low/Low)\n", [(5, "Fire", "sprinklers are tested monthly"), (7, "Theft", None)], id="bold words with brackets"),
    pytest.param("## Risks\n\nRisk: people do not notice.\n\nMitigation:\n\n* A letter to all.\n\nRisk: theft.\n", [(5, "people do not notice.", "A letter to all."), (11, "theft.", None)], id="labelled paragraphs"),
    pytest.param("## Risks\n\n### R1. Fire\n\n**Impact**: high\n\n**Mitigation**: sprinklers\n\n### R2. Theft\n\n**Impact**: low\n", [(5, "Fire", "sprinklers"), (11, "Theft", None)], id="sub-headings with labels"),
    pytest.param("## Risks\n\n### Risk: scripts break\n**Mitigation:** a table of changes.\n\n### Risk: old labels\nMitigation:\n\n- Print anew.\n", [(5, "scripts break", "a table of changes."), (8, "old labels", "Print anew.")], id="sub-headings that say risk"),
    pytest.param("## Risks\n\n### R-01 Fire\n\n| Field | Value |\n|---|---|\n| Impact | High |\n| Mitigation | Sprinklers |\n\n### R-02 Theft\n\n| Field | Value |\n|---|---|\n| Impact | High |\n| Mitigation | |\n", [(5, "Fire", "Sprinklers"), (12, "Theft", None)], id="sub-headings with tables of fields"),
    pytest.param("## Risks\n\n### Poor adoption\n\nDrivers may not like it. We will ask them each week.\n", [(5, "Poor adoption", "We will ask them each week.")], id="sub-headings with prose"),
    pytest.param("## Risks\n\n### Fire\n\n#### Risk\n\nThe depot burns.\n\n#### Mitigation\n\nSprinklers.\n", [(5, "Fire", "Sprinklers.")], id="sub-headings of sub-headings"),
    pytest.param("## Risk Assessment\n\n### Technical Risks\n\n- **Fire** in the hall\n  - Mitigation: sprinklers\n- **Theft** at night\n\n### Business Risks\n\n- **Low demand**: prices are lowered step by step\n", [(7, "Fire", "sprinklers"), (9, "Theft", None), (13, "Low demand", None)], id="groups"),
    pytest.param("## Risk Assessment\n\n### Technical Risks:\n\n1. **Fire**: the hall burns\n2. **Theft**: at night\n\n### Mitigation Strategies:\n\n- Sprinklers in all halls\n- A guard at the gate\n", [(7, "Fire", "Sprinklers in all halls"), (8, "Theft", "A guard at the gate")], id="mitigations under a heading of their own"),
    pytest.param("## Risk Assessment\n\n1. **Fire**: the hall burns\n2. **Theft**: at night\n\n## Mitigations\n\n| Risk | Mitigation |\n|---|---|\n| Theft | A guard |\n| Fire | Sprinklers |\n", [(5, "Fire", "Sprinklers"), (6, "Theft", "A guard")], id="mitigations in a chapter of their own"),
    pytest.param("## Risks\n\n**Risks:**\n\n- Fire\n- Theft\n\n**Mitigations:**\n\n- Sprinklers\n- A guard\n", [(7, "Fire", "Sprinklers"), (8, "Theft", "A guard")], id="mitigations under a bold label"),
    pytest.param("## Risks\n\n- **Security Risks:**\n  - Theft. We will lock the gate.\n  - Fire\n", [(6, "Theft.", "We will lock the gate."), (7, "Fire", None)], id="a group that is an item"),
    pytest.param("## Risk Mitigation Strategy\n\n### Technical Risks\n\n- **Accuracy**: comparison of all bills\n- **Scope creep**: this document is the boundary\n- **Slow maps**: they may load too late\n", [(7, "Accuracy", "comparison of all bills"), (8, "Scope creep", "this document is the boundary"), (9, "Slow maps", None)], id="pairs in a chapter of mitigations"),
    pytest.param("## Risks\n\n### Technical Risks\n\n**1. Fire (LOW)**\n- **Mitigation**: sprinklers\n\n**2. Theft (HIGH)**\n- **Owner**: Ann\n", [(7, "Fire (LOW)", "sprinklers"), (10, "Theft (HIGH)", None)], id="numbered bold titles"),
    pytest.param("## Risks\n\n**Header size**\n\nWarnings may add up in the header of a response. This is mitigated by:\n\n* A limit\n* A guide\n", [(5, "Header size", "This is mitigated by")], id="a bold title, prose and measures"),
    pytest.param("## Risks\n\nThis part is read only. What we look at:\n\n- What of the service?\n\n| Risk | Mitigation |\n|---|---|\n| Fire | Sprinklers |\n", [(11, "Fire", "Sprinklers")], id="a list in front of the table"),
    pytest.param("## Risks\n\n| Risk | Mitigation |\n|---|---|\n| Fire | Sprinklers |\n\n| Version | Client |\n|---|---|\n| 1 | old |\n", [(7, "Fire", "Sprinklers")], id="a table about something else"),
    pytest.param("## Risks\n\nThe main risk is fire, which would stop all rounds. Sprinklers are tested monthly.\n", [(5, "The main risk is fire, which would stop all rounds.", "Sprinklers are tested monthly.")], id="prose"),
    pytest.param("## Risks\n\nThere are no known risks.\n", [], id="no risks in prose"),
    pytest.param("## Risks\n\n- None\n", [], id="no risks in a list"),
    pytest.param("## Risks\n\nRumours of a fire spread fast among all the drivers. We will take two steps:\n\n- A letter to all\n- A notice at the gate\n", [(5, "Rumours of a fire spread fast among all the drivers.", "We will take two steps")], id="a list of measures"),
    pytest.param("## Risks\n\n- Fire\n\n  This can be mitigated with sprinklers.\n\n- Theft\n", [(5, "Fire", "This can be mitigated with sprinklers."), (9, "Theft", None)], id="a second paragraph"),
    pytest.param("## Risks\n\n- Fire\n\nThis can be mitigated with sprinklers.\n", [(5, "Fire", "This can be mitigated with sprinklers.")], id="a paragraph behind the list"),
    pytest.param("## 9. Risks, Assumptions & Open Questions\n\n### Risks\n\n- Fire. We will keep sprinklers.\n\n### Assumptions\n\n- The depot is dry\n", [(7, "Fire.", "We will keep sprinklers.")], id="a joined chapter with sub-headings"),
    pytest.param("## Risks, assumptions and dependencies\n\n**Risks**\n\n- Fire (sprinklers are tested monthly)\n\n**Assumptions**\n\n- The depot is dry\n", [(7, "Fire (sprinklers are tested monthly)", "sprinklers are tested monthly")], id="a joined chapter with bold labels"),
    pytest.param("## Risks & Open Questions\n\n- Rate limits of the map service\n- Do drivers like it?\n", [(5, "Rate limits of the map service", None)], id="a joined chapter without any"),
    pytest.param("## Overview\n\n**Risks:**\n\n- Fire; sprinklers are tested monthly\n- Theft\n", [(7, "Fire", "sprinklers are tested monthly"), (8, "Theft", None)], id="a bold label in another chapter"),
    pytest.param("## Operation\n\n| Failure mode | Impact | Response |\n|---|---|---|\n| Disk full | High | Old files are removed |\n", [(7, "Disk full", "Old files are removed")], id="rated failure modes in another chapter"),
    pytest.param("## Error Handling\n\n| Failure mode | Expected behavior | Recovery |\n|---|---|---|\n| Disk full | An error | Restart |\n", [], id="failure modes that nobody rated"),
]  # fmt: skip


def _facts(text: str, vocabulary: Vocabulary) -> Facts:
    return read(make_source(HEAD + text, "spec.md"), vocabulary)


@pytest.mark.parametrize(("text", "expected"), PARTS)
def test_risks_are_read_in_this_shape(
    text: str, expected: list[tuple[int, str, str | None]], vocabulary: Vocabulary
) -> None:
    found = _facts(text, vocabulary).all("risks", Risk)
    assert [(risk.span.line, risk.title, risk.mitigation) for risk in found] == expected


# the cells of impact and probability, and the levels that are off the scale or of another one
LEVELS = [
    pytest.param([("High", "Low"), ("Medium", "Medium"), ("Critical", "Very low")], [], [], id="words"),
    pytest.param([("High", "Low"), ("Annoying", "Medium"), ("Low", "Hardly ever")], ["Annoying", "Hardly ever"], [], id="words off the scale"),
    pytest.param([("5", "1"), ("3/5", "2"), ("4 (major)", "likely")], ["likely"], [], id="numbers and a word"),
    pytest.param([("High", "10 %"), ("Low", "5-10%"), ("Low", "<1%")], [], [], id="percentages"),
    pytest.param([("P1", "L"), ("P2", "M"), ("Sev-3", "H")], [], [], id="short levels"),
    pytest.param([("🔴 High", "🟢"), ("🟡 Medium", "🟡"), ("🟢 Low", "🔴")], [], [], id="coloured dots"),
    pytest.param([("High - a round stops", "Low (tested)"), ("**Medium**: late labels", "Medium-High"), ("Low to medium", "Low")], [], [], id="levels with comments"),
    pytest.param([("Severe", "Rare"), ("Major", "Almost certain"), ("Minor", "Possible")], [], [], id="words of severity and likelihood"),
    pytest.param([("High", "Low"), ("High", "Unlikely"), ("Low", "Medium")], [], ["Unlikely"], id="a word of another scale"),
    pytest.param([("All rounds stop for a day", "Low"), ("Labels are printed again", "Low")], [], [], id="prose about the impact"),
    pytest.param([("High", "Low"), ("High", "Fairly likely"), ("Low", "Medium")], ["Fairly likely"], [], id="a level that nobody else uses"),
    pytest.param([("$10k", "Unknown"), ("$5k", "Low"), ("2 days", "Low")], [], [], id="costs and what is not known"),
    pytest.param([("", "Low"), ("High", ""), ("-", "TBD")], [], [], id="empty cells"),
]  # fmt: skip


@pytest.mark.parametrize(("cells", "off", "mixed"), LEVELS)
def test_levels_are_compared_with_the_others(
    cells: list[tuple[str, str]], off: list[str], mixed: list[str], vocabulary: Vocabulary
) -> None:
    rows = "".join(f"| Risk of {at} | {impact} | {chance} | Accept |\n" for at, (impact, chance) in enumerate(cells))
    text = "## Risks\n\n| Risk | Impact | Likelihood | Mitigation |\n|---|---|---|---|\n" + rows
    found = _facts(text, vocabulary).all("risk_ratings", Rating)
    assert [rating.level for rating in found if not rating.fits] == off
    assert [rating.level for rating in found if rating.mixed] == mixed


def test_a_level_stands_in_its_cell(vocabulary: Vocabulary) -> None:
    text = "## Risks\n\n| Risk | Impact | Mitigation |\n|---|---|---|\n| Fire | High | x |\n| Theft | Soso | x |\n| Rain | Low | x |\n"
    found = _facts(text, vocabulary).all("risk_ratings", Rating)
    off = next(rating for rating in found if not rating.fits)
    assert (off.span.line, off.span.column, off.span.end_column) == (8, 11, 15)
    assert off.usual == ("High", "Low")
