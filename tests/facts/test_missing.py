"""What the architecture of a design-template spec must show or list and does not, and where that is said."""
# ruff: noqa: E501

from __future__ import annotations

import pytest

from speclint.document.source import make_source
from speclint.document.vocabulary import Vocabulary
from speclint.facts.missing import Concern, MissingDrawing
from speclint.linter import read

SYSTEM = "```mermaid\nflowchart LR\n  shop[Web Shop] --> api[Parcel API] --> van[Van Tracker]\n```\n"
SEQUENCE = "```mermaid\nsequenceDiagram\n  Web Shop->>Parcel API: where?\n```\n"
CLASSES = "```mermaid\nclassDiagram\n  Van --> Parcel\n```\n"
TABLE = "| Component | Responsibility |\n|---|---|\n| Web Shop | Shows parcels |\n| Parcel API | Finds parcels |\n"
SERVICES = f"## 5. Service Layer Diagrams\n\n{SYSTEM}\n"
CROSSING = "## Cross-Cutting Concerns\n\n- **Logging**: JSON\n- **Tracing**: an id\n- **Caching**: five minutes\n"
WHOLE = f"## 2. Architecture\n\n{SYSTEM}\n{TABLE}\n{SEQUENCE}\n{CLASSES}\n{SERVICES}{CROSSING}"


def _missing(text: str, vocabulary: Vocabulary) -> list[tuple[str, int]]:
    facts = read(make_source(f"# Spec\n\n{text}", "spec.md"), vocabulary)
    found = facts.all("missing_drawings", MissingDrawing)
    assert all(facts.document.source.lines[each.span.line - 1].startswith("#") for each in found)
    return [(each.kind, each.span.line) for each in found]


MISSING = [
    pytest.param(WHOLE, [], id="nothing"),
    pytest.param(WHOLE.replace(SYSTEM, "Text.\n", 1), [("system", 3)], id="no system"),
    pytest.param(
        WHOLE.replace(SYSTEM, "### 2.1 High-Level System Architecture\n\nText.\n\n### 2.2 More\n", 1), [("system", 5)], id="an empty promise"
    ),
    pytest.param(WHOLE.replace(SYSTEM, "[diagram](system.drawio)\n", 1), [], id="a file of a drawing program"),
    pytest.param(WHOLE.replace(SYSTEM, "![](system.png)\n", 1), [], id="an image"),
    pytest.param(WHOLE.replace(SEQUENCE, ""), [("sequence", 3)], id="no sequence"),
    pytest.param(WHOLE.replace(SEQUENCE, "See the [sequence diagram](return.puml).\n"), [], id="a sequence in a file"),
    pytest.param(WHOLE.replace(SEQUENCE, "### 2.2 Sequence Diagram\n\nText.\n"), [("sequence", 15)], id="an empty sequence"),
    pytest.param(
        WHOLE.replace(SEQUENCE, "### 2.2 Sequence Diagram\n\nNot applicable: the shop makes one call, and no other.\n"),
        [],
        id="a reason why there is none",
    ),
    pytest.param(WHOLE.replace(CLASSES, ""), [("class", 3)], id="no classes"),
    pytest.param(WHOLE.replace(CLASSES, CLASSES.replace("classDiagram\n  Van --> Parcel", "erDiagram\n  VAN ||--o{ P : x")), [("class", 3)], id="entities are no classes"),
    pytest.param(WHOLE.replace(CLASSES, "") + f"## 4. Data Model\n\n{CLASSES}", [], id="classes in another part"),
    pytest.param(WHOLE.replace(TABLE, "\n\n\n\n"), [("responsibilities", 3)], id="no responsibilities"),
    pytest.param(WHOLE.replace(TABLE, "- **Web Shop**: shows parcels\n- **Parcel API**: finds them\n"), [], id="a list of what each does"),
    pytest.param(WHOLE.replace(TABLE, "The Web Shop shows parcels.\n\nThe Parcel API finds them.\n"), [], id="sentences about each"),
    pytest.param(WHOLE.replace("| Component |", "| Layer |"), [], id="layers"),
    pytest.param(WHOLE.replace(SERVICES, ""), [("service-layer", 1)], id="no service layer"),
    pytest.param(WHOLE.replace(SERVICES, f"## 5. Service Design\n\n### Service Layer\n\n{SYSTEM}\n"), [], id="a service layer below"),
    pytest.param(WHOLE.replace(SERVICES, f"### 2.5 Classes of the Service Layer\n\n{CLASSES}\n"), [], id="drawn in the architecture"),
    pytest.param(WHOLE.replace(SERVICES, "## 5. Service Layer Diagrams\n\nServices call stores.\n\n"), [("service-layer", 25)], id="no drawing in it"),
    pytest.param(WHOLE.replace(CROSSING, ""), [("cross-cutting", 1)], id="no concerns"),
    pytest.param(WHOLE.replace("- **Tracing**: an id\n", ""), [("cross-cutting", 32)], id="too few concerns"),
    pytest.param(WHOLE.replace("Cross-Cutting Concerns", "Logging, Tracing & Caching"), [], id="a title that names three"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "missing"), MISSING)
def test_what_is_missing(text: str, missing: list[tuple[str, int]], vocabulary: Vocabulary) -> None:
    assert _missing(text, vocabulary) == missing


def test_concerns_of_a_drawing(vocabulary: Vocabulary) -> None:
    drawing = "```text\nRequest -> [Logging] -> [Validation] -> [ErrorHandler] -> [Controller]\n```\n"
    facts = read(make_source(f"# Spec\n\n## Middleware Pipeline\n\n{drawing}", "spec.md"), vocabulary)
    names = [each.name for each in facts.all("cross_cutting_concerns", Concern)]
    assert names == ["logging", "validation", "error handling"]
