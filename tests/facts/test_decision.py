"""Decisions and their reasons, in every shape that authors give them."""
# ruff: noqa: E501

from __future__ import annotations

import pytest

from speclint.document.source import make_source
from speclint.document.vocabulary import Vocabulary
from speclint.facts.decision import Decision, Unreasoned
from speclint.facts.fact import Facts
from speclint.linter import read

HEAD = "# Technical Specification: Parcels\n\n"  # what follows stands on line 3


class _Files:
    """Only one decision record exists."""

    def exists(self, target: str) -> bool | None:
        return target == "adr/001-go.md"

    def anchors(self, target: str) -> frozenset[str] | None:
        return None


def _facts(text: str, vocabulary: Vocabulary) -> Facts:
    return read(make_source(HEAD + text, "spec.md"), vocabulary, _Files())


# a part of a spec, and the decisions that are read: name, whether they have a reason
PARTS = [
    pytest.param("## Components\n\n| Component | Technology | Justification |\n|---|---|---|\n| API | Go | One binary |\n| Map | C | |\n| Gate | C | TBD |\n", [("API", True), ("Map", False), ("Gate", False)], id="a component table"),
    pytest.param("## Tech Stack\n\n| Area | Choice | Rationale |\n|---|---|---|\n| Language | Go | One binary |\n", [("Language", True)], id="a technology table"),
    pytest.param("## Dependencies\n\n| Name | Version | Why |\n|---|---|---|\n| Go | 1.22 | One binary |\n", [("Go", True)], id="a dependency table"),
    pytest.param("## Design decisions\n\n| Rule | Rationale |\n|---|---|\n| Poll scanners | They have no address |\n", [("Poll scanners", True)], id="a table of rules among decisions"),
    pytest.param("## Tech Stack\n\n| # | Layer | Choice | Why This Was Chosen | Rejected |\n|---|---|---|---|---|\n| 1 | Data | SQLite | One file | MySQL |\n", [("Data", True)], id="a table with numbers"),
    pytest.param("## Components\n\n1. What runs:\n\n   | Component | Why |\n   |---|---|\n   | API | One binary |\n", [("API", True)], id="a table inside an item"),
    pytest.param("## Components\n\n| Component | Technology | Decision |\n|---|---|---|\n| API | Go | [ADR-1](adr/001-go.md) |\n| Map | C | [ADR-2](adr/002-c.md) |\n", [("API", True), ("Map", False)], id="links to decision records"),
    pytest.param("## Components\n\n| Component | Justification |\n|---|---|\n| API | [ADR-2](adr/002-c.md) |\n", [("API", False)], id="a link to a record that is not there"),
    pytest.param("## Components\n\n| Component | Justification |\n|---|---|\n| [...] | |\n| API | One binary |\n", [("API", True)], id="the template's row"),
    pytest.param("## Data Model\n\n| Field | Type | Reason |\n|---|---|---|\n| weight | INT | |\n", [], id="a table of fields"),
    pytest.param("## Linting\n\n| Rule | Name | Reason |\n|---|---|---|\n| F | flakes | Default |\n", [], id="a table of rules elsewhere"),
    pytest.param("## Decisions\n\n- **Go for all services** because tablets run one binary.\n- **SQLite rather than MySQL**: one file survives a loss of power.\n- Poll the scanners.\n", [("Go for all services because tablets run one binary.", True), ("SQLite rather than MySQL", True), ("Poll the scanners.", False)], id="items"),
    pytest.param("## Technical Decisions\n\n- **FastAPI:** Selected because it validates.\n- **Views:** Separated into small parts to keep code simple.\n", [("FastAPI", True), ("Views", True)], id="labelled items"),
    pytest.param("## Decisions\n\n### ADR-1: Poll the scanners\n\n**Context**: they have no address.\n\n**Decision**: the depot polls.\n\n### ADR-2: Use Go\n\n**Decision**: Go.\n", [("ADR-1: Poll the scanners", True), ("ADR-2: Use Go", False)], id="decision records"),
    pytest.param("## Decisions\n\n### Database\n\n- **Decision:** SQLite\n- **Rationale:** one file\n", [("Database", True)], id="sub-headings with labels"),
    pytest.param("## Design decisions\n\n### Why SQLite?\n\n- One file\n- No server\n", [("Why SQLite?", True)], id="sub-headings that ask why"),
    pytest.param("## Design decisions\n\n### Go or Rust\n\n**Decision: Use Go**\n\n**Reasoning:**\n\n- Everybody knows it\n", [("Go or Rust", True)], id="a label and a list"),
    pytest.param("## Technical decisions\n\n1. Using SQLite for:\n   - one file\n   - no server\n2. Polling\n", [("Using SQLite for", True), ("Polling", False)], id="items that announce reasons"),
    pytest.param("## Design decisions\n\n**Dark by default.** Drivers start at night. That is why the light theme is an option.\n", [("Dark by default.", True)], id="bold sentences"),
    pytest.param("## Technology Choices\n\n#### gRPC\n\n- **Purpose**: calls\n- **Advantages**:\n  - Typed\n\n#### Model\n\n**Why this model?**\n\n- Small\n", [("gRPC", True), ("Model", True)], id="labels above lists"),
    pytest.param("## Technology Choices\n\n**Backend:** Node.js with Express\n\n- Chosen for its simplicity\n", [("Backend", True)], id="a bold label above a reason"),
    pytest.param("## Key Decisions\n\n1. The pool is declared. Rejected: code for one case.\n2. **Reuse the table**: the data have one shape.\n", [("The pool is declared. Rejected: code for one case.", True), ("Reuse the table", True)], id="what was rejected"),
    pytest.param("## Alternatives Considered\n\n### Push messages\n\nThey would need an address for each truck.\n\n### Paper\n\n- Slower\n", [("Push messages", True), ("Paper", True)], id="alternatives"),
    pytest.param("## Alternatives\n\nAnother way is to print at night, but labels fade.\n", [("Another way is to print at night, but labels fade.", True)], id="alternatives in prose"),
    pytest.param("## Alternatives\n\nNone.\n", [], id="no alternatives"),
    pytest.param("## Overview\n\n### Libraries\n\n**clap (4.5)**\n- **Why**: help comes from the declarations\n", [("clap (4.5)", True)], id="labelled reasons elsewhere"),
    pytest.param("## Architecture\n\nPostgreSQL was chosen over MySQL. Parcels are printed. We use Go because tablets run one binary.\n", [("Architecture", True), ("Architecture", True)], id="sentences"),
    pytest.param("## Behaviour\n\nThe command fails because the file is not there.\n", [], id="a sentence about something else"),
    pytest.param("## Tech stack\n\n| Layer | Choice | Notes |\n|---|---|---|\n| Data | SQLite | chosen because of its one file |\n", [("Data SQLite", True)], id="a reason in a column of notes"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), PARTS)
def test_decisions_are_read_in_this_shape(text: str, expected: list[tuple[str, bool]], vocabulary: Vocabulary) -> None:
    found = _facts(text, vocabulary).all("decisions", Decision)
    assert [(decision.name, decision.reason is not None) for decision in found] == expected


# a spec, and where it lacks reasons altogether
SPECS = [
    pytest.param("## Architecture\n\nThe API is in Go and keeps parcels in SQLite.\n", [(3, "no reasons are given for the main technical decisions")], id="no reasons"),
    pytest.param("## Overview\n\nParcels.\n", [(1, "no reasons are given for the main technical decisions")], id="no architecture"),
    pytest.param("## Tech Stack\n\n| Layer | Technology |\n|---|---|\n| API | Go |\n", [(5, 'the choices of "Tech Stack" have no column of reasons')], id="a table without reasons"),
    pytest.param("## Decisions\n\n1. Use Go.\n2. Poll.\n", [(3, 'the decisions under "Decisions" have no reasons')], id="decisions without reasons"),
    pytest.param("## Decisions\n\n## Risks\n\n- Fire\n", [(3, '"Decisions" gives no reasons')], id="an empty part"),
    pytest.param("## Decisions\n\n1. Use Go because tablets run it.\n2. Poll.\n3. Print at night.\n", [(3, "only 1 of 3 decisions have a reason")], id="few reasons"),
    pytest.param("## Decisions\n\n1. Use Go because tablets run it.\n2. Poll because scanners have no address.\n3. Print at night.\n", [(7, 'decision "Print at night." has no reason')], id="one without a reason"),
    pytest.param("## Decisions\n\n1. Use Go because tablets run it.\n2. Poll because scanners have no address.\n", [], id="decisions with reasons"),
    pytest.param("## Components\n\n| Component | Why |\n|---|---|\n| API | |\n", [], id="a table with a column of reasons"),
    pytest.param("## Architecture\n\n- API, in Go, because tablets run one binary\n- Storage is SQLite, because one file survives\n\n## Dependencies\n\n- Go 1.22\n- SQLite 3.45\n", [], id="technologies with a because"),
    pytest.param("## Architecture\n\n- API, in Go, because tablets run one binary\n\n## Dependencies\n\n- Go 1.22\n- SQLite 3.45\n- Redis 7\n", [(3, "no reason is given for choosing SQLite, Redis")], id="one technology of three with a because"),
    pytest.param("## Alternatives\n\n### Paper\n\nIt would be slower.\n", [], id="alternatives"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), SPECS)
def test_a_spec_gives_reasons(text: str, expected: list[tuple[int, str]], vocabulary: Vocabulary) -> None:
    found = _facts(text, vocabulary).all("unreasoned", Unreasoned)
    assert [(each.span.line, each.what) for each in found] == expected
