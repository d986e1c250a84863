"""The table of contents, in every shape that authors give it, and a right one where it is out of step."""
# ruff: noqa: E501

from __future__ import annotations

import pytest

from speclint.document.source import make_source
from speclint.document.vocabulary import Vocabulary
from speclint.facts.toc import TocFault, TocPart
from speclint.linter import read

CHAPTERS = "## 1. Overview\n\n### 1.1 Scope\n\n## 2. Risks & Mitigations\n\n## 3. Roll-out – Plan\n\n## Appendix A: Files\n"
HEAD = "# T\n\n## Table of Contents\n\n"

# the table of contents above the chapters: what is wrong with it, as line and kind
SHAPES = [
    pytest.param(HEAD + "1. [Overview](#1-overview)\n2. [Risks & Mitigations](#2-risks--mitigations)\n3. [Roll-out – Plan](#3-roll-out--plan)\n", [], id="numbered"),
    pytest.param(HEAD + "- [1. Overview](#1-overview)\n  - [Scope](#11-scope)\n- [Risks](#2-risks--mitigations)\n- [Plan](#3-roll-out--plan)\n- [Files](#appendix-a-files)\n", [], id="bullets with a sub-section and an appendix"),
    pytest.param("# T\n\n## 0. Contents\n\n1. [Overview](#1-overview)\n1. [Risks](#2-risks--mitigations)\n1. [Plan](#3-roll-out--plan)\n", [], id="called 0. Contents, all numbers one"),
    pytest.param(HEAD + "| # | Section |\n|---|---|\n| [1](#1-overview) | [Overview](#1-overview) |\n| 2 | [Risks](#2-risks--mitigations) |\n| 3 | [Plan](#3-roll-out--plan) |\n", [], id="a table"),
    pytest.param(HEAD + "[Overview](#1-overview) · [Risks](#2-risks--mitigations) · [Plan](#3-roll-out--plan)\n", [], id="one line"),
    pytest.param("# T\n\n## What Is Where\n\n- [Overview](#1-overview)\n- [Risks](#2-risks--mitigations)\n- [Plan](#3-roll-out--plan)\n", [], id="called otherwise"),
    pytest.param("# T\n\n**Contents**\n\n- [Overview](#1-overview)\n- [Risks](#2-risks--mitigations)\n- [Plan](#3-roll-out--plan)\n", [], id="under a bold label"),
    pytest.param("# T\n\n- [Overview](#1-overview)\n- [Risks](#2-risks--mitigations)\n- [Plan](#3-roll-out--plan)\n", [], id="a list without a title"),
    pytest.param("# T\n\n<details>\n<summary>Contents</summary>\n\n- [Overview](#1-overview)\n- [Risks](#2-risks--mitigations)\n- [Plan](#3-roll-out--plan)\n\n</details>\n", [], id="folded away"),
    pytest.param(HEAD + '<ul>\n<li><a href="#1-overview">Overview</a></li>\n<li><a href="#2-risks--mitigations">Risks</a></li>\n<li><a href="#3-roll-out--plan">Plan</a></li>\n</ul>\n', [], id="HTML"),
    pytest.param("# T\n\n[[_TOC_]]\n", [], id="generated"),
    pytest.param(HEAD + "[TOC]\n", [], id="generated under a title"),
    pytest.param(HEAD + "**What**\n\n- [Overview](#1-overview)\n- [Risks](#2-risks--mitigations)\n\n**When**\n\n- [Plan](#3-roll-out--plan)\n\n**For the hurried**\n\n- [Risks](#2-risks--mitigations)\n", [], id="grouped, with a short cut"),
    pytest.param(HEAD + "- [Overview](#1-Overview)\n- [Risks](#2-risks--mitigations)\n- [Plan](#3-roll-out--plan)\n- [Up](#top)\n", [], id="capitals, and the top"),
    pytest.param(HEAD + "1. [Overview](#1-overview)\n2. [Risks](#2-risks-mitigations)\n3. [Plan](#3-roll-out--plan)\n", [(6, "anchor")], id="one hyphen for the ampersand"),
    pytest.param(HEAD + "1. [Overview](#1-overview)\n3. [Plan](#3-roll-out--plan)\n", [(3, "missing")], id="a chapter is not listed"),
    pytest.param(HEAD + "1. [Overview](#1-overview)\n2. [Plan](#3-roll-out--plan)\n3. [Risks](#2-risks--mitigations)\n", [(6, "order")], id="two swapped"),
    pytest.param(HEAD + "1. [Plan](#3-roll-out--plan)\n2. [Overview](#1-overview)\n3. [Risks](#2-risks--mitigations)\n", [(5, "order")], id="the last one first"),
    pytest.param(HEAD + "1. [Risks](#2-risks--mitigations)\n2. [Plan](#3-roll-out--plan)\n3. [Overview](#1-overview)\n", [(7, "order")], id="the first one last"),
    pytest.param(HEAD + "1. [Overview](#1-overview)\n2. [Risks & Mitigations](#1-overview)\n3. [Plan](#3-roll-out--plan)\n", [(6, "missing"), (6, "twice")], id="an entry with another's anchor"),
    pytest.param(HEAD + "1. [Overview](#1-overview)\n2. [Risks](#2-risks--mitigations)\n3. [Plan](#3-roll-out--plan)\n4. [Costs](#4-costs)\n", [(8, "anchor")], id="a chapter that is gone"),
    pytest.param(HEAD + "1. Overview\n2. Risks & Mitigations\n3. Roll-out – Plan\n", [(5, "plain"), (6, "plain"), (7, "plain")], id="no links"),
    pytest.param(HEAD + "To be written.\n", [(3, "empty")], id="empty"),
]  # fmt: skip


def _faults(toc: str, vocabulary: Vocabulary, chapters: str = CHAPTERS) -> tuple[TocFault, ...]:
    return read(make_source(toc + "\n" + chapters), vocabulary).all("toc_faults", TocFault)


@pytest.mark.parametrize(("toc", "faults"), SHAPES)
def test_where_it_is_out_of_step(toc: str, faults: list[tuple[int, str]], vocabulary: Vocabulary) -> None:
    assert [(each.span.line, each.kind) for each in _faults(toc, vocabulary)] == faults


# a list that is out of step, and the right one that the first finding carries
REPAIRS = [
    pytest.param("1. [Overview](#overview)\n2. [Plan](#3-roll-out--plan)", "1. [Overview](#1-overview)\n2. [Risks & Mitigations](#2-risks--mitigations)\n3. [Plan](#3-roll-out--plan)", id="numbers"),
    pytest.param("- [3. Plan](#3-roll-out--plan)\n- [1. Overview](#1-overview)\n  - [Scope](#11-scope)", "- [1. Overview](#1-overview)\n  - [Scope](#11-scope)\n- [2. Risks & Mitigations](#2-risks--mitigations)\n- [3. Plan](#3-roll-out--plan)", id="bullets, the sub-section goes along"),
    pytest.param("  * [Overview](#1-overview)\n  * [Risks](#2-risks)\n  * [Plan](#3-roll-out--plan)\n  * [Files](#appendix-a-files)", "  * [Overview](#1-overview)\n  * [Risks & Mitigations](#2-risks--mitigations)\n  * [Plan](#3-roll-out--plan)\n  * [Files](#appendix-a-files)", id="indented, an appendix at the end"),
    pytest.param("1) [Overview](#1-overview)\n2) [Costs](#4-costs)\n3) [Risks](#2-risks--mitigations)\n4) [Plan](#3-roll-out--plan)", "1) [Overview](#1-overview)\n2) [Risks](#2-risks--mitigations)\n3) [Plan](#3-roll-out--plan)", id="an entry that leads nowhere is dropped"),
    pytest.param("1. Overview\n2. **Risks & Mitigations**", "1. [Overview](#1-overview)\n2. [**Risks & Mitigations**](#2-risks--mitigations)\n3. [Roll-out – Plan](#3-roll-out--plan)", id="links are added"),
    pytest.param("1. [Overview](#1-overview)\n2. [Hazards](#2-hazards)\n3. [Plan](#3-roll-out--plan)", "1. [Overview](#1-overview)\n2. [Risks & Mitigations](#2-risks--mitigations)\n3. [Plan](#3-roll-out--plan)", id="a chapter that was renamed"),
]  # fmt: skip


@pytest.mark.parametrize(("written", "right"), REPAIRS)
def test_a_right_list_is_at_hand(written: str, right: str, vocabulary: Vocabulary) -> None:
    found = _faults(f"{HEAD}{written}\n", vocabulary)
    span, text = found[0].repair or (None, "")
    assert text == right
    assert span is not None
    assert (span.line, span.column, span.end_line) == (5, 1, 4 + len(written.split("\n")))
    assert all(each.repair is None for each in found[1:])
    assert _faults(f"{HEAD}{text}\n", vocabulary) == ()


def test_what_is_no_list_is_not_repaired(vocabulary: Vocabulary) -> None:
    found = _faults(HEAD + "[Overview](#1-overview), [Risks](#2-risks)\n", vocabulary)
    assert found
    assert all(each.repair is None for each in found)


@pytest.mark.parametrize(
    "chapters",
    [
        pytest.param("## Overview\n\n## Risks\n", id="without numbers"),
        pytest.param("## Index\n\nOn `user_id`.\n\n## Navigation\n\nTabs.\n", id="chapters called index and navigation"),
    ],
)
def test_no_table_of_contents(chapters: str, vocabulary: Vocabulary) -> None:
    assert read(make_source("# T\n\nText.\n\n" + chapters), vocabulary).all("toc", TocPart) == ()
