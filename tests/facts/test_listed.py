"""Components that are listed and not drawn, and boxes that are drawn and not listed."""
# ruff: noqa: E501

from __future__ import annotations

import pytest

from speclint.document.source import make_source
from speclint.document.vocabulary import Vocabulary
from speclint.facts.component import Undrawn
from speclint.facts.unlisted import Unlisted
from speclint.linter import read

DRAWN = "Shop[Web Shop] --> API[Parcel API] --> Van[Van Tracker]"
ROWS = "| Web Shop | Shows |\n| Parcel API | Finds |\n| Van Tracker | Follows |\n"


def _spec(drawn: str, rows: str, head: str = "Component") -> str:
    return (
        f"# Spec\n\n## Architecture\n\n```mermaid\nflowchart LR\n  {drawn}\n```\n\n"
        f"| {head} | Responsibility |\n|---|---|\n{rows}"
    )


UNLISTED = [
    pytest.param(_spec(DRAWN, ROWS), [], id="all are listed"),
    pytest.param(_spec(f"{DRAWN} --> Labels[Label Printer]", ROWS), ["Label Printer"], id="one is forgotten"),
    pytest.param(_spec(f"User --> {DRAWN} --> Mail[Email Provider]", ROWS), [], id="users and what is outside"),
    pytest.param(_spec(f"{DRAWN} --> Store[(PostgreSQL)] & Q[Queue]", ROWS), [], id="technologies and plain words"),
    pytest.param(_spec(f"{DRAWN}\n  Labels[Label Printer]", ROWS), [], id="joined to nothing"),
    pytest.param(_spec(f"{DRAWN} --> Labels[Label Printer]", ROWS.replace("Finds", "Finds; feeds the label printer")), [], id="a cell names it"),
    pytest.param(_spec(f"{DRAWN} --> A[Alpha Box] --> B[Beta Box] --> C[Gamma Box] --> D[Delta Box]", ROWS), [], id="too many were forgotten"),
    pytest.param(_spec(f"{DRAWN} --> Labels[Label Printer]", ROWS.partition("| Van")[0]), [], id="too short a table"),
    pytest.param(_spec(f"subgraph Van Tracker\n  P[Place Finder]\n  end\n  {DRAWN.rpartition(' --> ')[0]} --> P", ROWS), [], id="part of what is listed"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "names"), UNLISTED)
def test_boxes_that_no_row_names(text: str, names: list[str], vocabulary: Vocabulary) -> None:
    found = read(make_source(text, "spec.md"), vocabulary).all("unlisted_components", Unlisted)
    assert [each.name for each in found] == names
    assert all(each.span.line == 7 and each.related[0][1].line == 12 for each in found)


SEQUENCE = "\n```mermaid\nsequenceDiagram\n  Parcel API->>Label Printer: print\n```\n"
UNDRAWN = [
    pytest.param(_spec(DRAWN, ROWS), [], id="all are drawn"),
    pytest.param(_spec(DRAWN, ROWS + "| Label Printer | Prints |\n"), [("Label Printer", False)], id="one is drawn nowhere"),
    pytest.param(_spec(DRAWN, ROWS + "| Label Printer | Prints |\n") + SEQUENCE, [("Label Printer", True)], id="one is only in a sequence"),
    pytest.param(_spec("subgraph API GATEWAY LAYER\n  k[Kong]\n  end\n  k --> s[Domain Layer]", "| API Gateway | Routes |\n| Domain | Rules |\n", "Layer"), [], id="layers are drawn as groups"),
    pytest.param(_spec(DRAWN, ROWS + "| Ledger Layer | Books |\n", "Layer"), [("Ledger Layer", False)], id="a layer that is not drawn"),
    pytest.param(_spec(DRAWN, "| Frontend | Angular |\n| Data | SQL |\n", "Layer"), [], id="layers that are technologies"),
    pytest.param(_spec("x[Dig] --> y[Fill]", ROWS).replace("flowchart LR", "sequenceDiagram"), [], id="the system is not drawn at all"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "names"), UNDRAWN)
def test_rows_that_no_diagram_names(text: str, names: list[tuple[str, bool]], vocabulary: Vocabulary) -> None:
    found = read(make_source(text, "spec.md"), vocabulary).all("undrawn_components", Undrawn)
    assert [(each.name, each.elsewhere) for each in found] == names
