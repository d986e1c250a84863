"""What a diagram shows, told from what is drawn and from its titles, in every notation."""
# ruff: noqa: E501

from __future__ import annotations

import pytest

from speclint.document.source import make_source
from speclint.document.vocabulary import Vocabulary
from speclint.facts.diagram import Diagram
from speclint.linter import read

PARTS = "flowchart LR\n  Shop --> Tracker\n"

# the heading, the language of the fence, the drawing, and what it shows
SHOWN = [
    pytest.param("2. Architecture", "mermaid", PARTS, ("system",), id="parts in the architecture"),
    pytest.param("2. Architecture: Sequence of a Return", "mermaid", PARTS, ("sequence",), id="a title is believed"),
    pytest.param("Ideas", "mermaid", "sequenceDiagram\n  Shop->>Tracker: where?\n", ("sequence",), id="mermaid sequence"),
    pytest.param("Ideas", "mermaid", "classDiagram\n  Van --> Parcel\n", ("class",), id="mermaid classes"),
    pytest.param("Ideas", "mermaid", "erDiagram\n  VAN ||--o{ PARCEL : carries\n", ("er",), id="mermaid entities"),
    pytest.param("Domain Model", "mermaid", "erDiagram\n  VAN ||--o{ PARCEL : carries\n", ("class", "er"), id="a domain model of entities"),
    pytest.param("Ideas", "mermaid", "stateDiagram-v2\n  [*] --> Packed\n", ("state",), id="mermaid states"),
    pytest.param("Ideas", "mermaid", "flowchart LR\n  Draft --> Submitted --> Approved --> Archived\n", ("state",), id="boxes called like states"),
    pytest.param("Ideas", "mermaid", "gantt\n  Dig: 2026-01-05, 3d\n", ("plan",), id="mermaid plan"),
    pytest.param("Test Pyramid", "mermaid", 'pie\n  "Unit" : 70\n  "Rest" : 30\n', ("pyramid", "chart"), id="shares as a pie"),
    pytest.param("Defense in Depth", "mermaid", PARTS, ("layers",), id="layers by the title"),
    pytest.param("Deployment Diagram", "mermaid", PARTS, ("system", "deployment"), id="deployment by the title"),
    pytest.param("5. Service Layer Diagrams", "mermaid", PARTS, ("service-layer",), id="service layer"),
    pytest.param("Cross-Cutting Concerns", "mermaid", PARTS, ("cross-cutting",), id="cross-cutting"),
    pytest.param("2. Architecture: Dependency Injection", "mermaid", PARTS, ("dependencies",), id="dependency injection is not the system"),
    pytest.param("Ideas", "plantuml", "@startuml\nShop -> Tracker : where?\n@enduml\n", ("sequence",), id="plantuml sequence"),
    pytest.param("Ideas", "plantuml", "@startuml\nclass Van {\n  +load()\n}\n@enduml\n", ("class",), id="plantuml classes"),
    pytest.param("2. Architecture", "dot", "digraph {\n  shop -> tracker\n}\n", ("system",), id="graphviz"),
    pytest.param("2. Architecture", "mermaid", "flowchart LR\n", (), id="nothing is drawn"),
    pytest.param("2. Architecture", "mermaid", "flowchart LR\n  A[TODO] --> B[TBD]\n", (), id="only placeholders"),
    pytest.param("Ideas", "mermaid", "zenuml\n  Shop.track()\n", ("sequence",), id="zenuml"),
    pytest.param("Ideas", "mermaid", "C4Deployment\n  Container(a, \"Shop\", \"Go\")\n", ("system", "deployment"), id="c4 deployment"),
    pytest.param("2. Architecture", "d2", "shop -> tracker: where?\n", ("system",), id="d2"),
]  # fmt: skip

SEQUENCE = """\
+---------------------------------------------+
|              TRACKING SEQUENCE              |
+---------------------------------------------+
|  Shop          Tracker          Van         |
|   |               |              |          |
|   |--where?------>|              |          |
|   |               |--locate----->|          |
|   |               |<-a place-----|          |
|   |<-in the van---|              |          |
|   |               |              |          |
+---------------------------------------------+
"""
BOXED_SEQUENCE = """\
┌────────┐      ┌─────────┐
│  Shop  │      │ Tracker │
└───┬────┘      └────┬────┘
    │  where?        │
    │───────────────>│
    │                │
    │<───────────────│
    │                │
"""
SPOKEN = "Shop -> Tracker: where?\nTracker -> Van: locate\nVan --> Tracker: a place\nTracker --> Shop: in the van\n"
CLASSES = """\
+---------------------+        1    * +------------------+
|    <<interface>>    |-------------->|      Parcel      |
|     IVanService     |               +------------------+
+---------------------+               | - id: UUID       |
| + load(p): void     |               | - weight: int    |
| + drive(): Route    |               +------------------+
+---------------------+
"""
UNDIVIDED = """\
+--------------------+
| VanService         |
|  + load(p): void   |
|  + drive(): Route  |
+--------------------+
          |
          v
+--------------------+
| VanStore           |
|  + save(v): void   |
+--------------------+
"""
KEYED = """\
┌─────────────┐       ┌──────────────┐
│    vans     │       │   parcels    │
├─────────────┤       ├──────────────┤
│ id (PK)     │──1:N──│ id (PK)      │
│ plate       │       │ van_id (FK)  │
└─────────────┘       └──────────────┘
"""
RULED = """\
┌──────────────┐         ┌───────────────┐
│     Van      │1       *│    Parcel     │
│──────────────│─────────│───────────────│
│ PK van_id    │         │ PK parcel_id  │
│ plate        │         │ FK van_id     │
└──────────────┘         └───────────────┘
"""
VALUES = """\
+------------------+
|  <<enumeration>> |
|      Place       |
+------------------+
| SHELF            |
| VAN              |
+------------------+
"""
TYPED = """\
+----------------------+
|         vans         |
+----------------------+
| id         UUID      |
| plate      VARCHAR   |
| bought_at  TIMESTAMP |
+----------------------+
"""
PYRAMID = "      /\\\n     /E2E\\      10%\n    /------\\\n   / Integr.\\   20%\n  /----------\\\n /    Unit    \\ 70%\n/--------------\\\n"
SOLID = "     ▲\n    ╱ ╲\n   ╱E2E╲     10%\n  ╱─────╲\n ╱ Unit  ╲   90%\n╱─────────╲\n"
STACKED = """\
         ┌───────┐
         │  E2E  │  10%
       ┌─┴───────┴─┐
       │Integration│ 20%
     ┌─┴───────────┴─┐
     │     Unit      │ 70%
     └───────────────┘
"""
GAUGES = """\
+-----------------------------------------+
|               VAN FLEET                 |
+-----------------------------------------+
| +---------------+   +---------------+   |
| | Calls         |   | Errors        |   |
| | [=====>     ] |   | [=>         ] |   |
| | 450 req/s     |   | 0.4 %         |   |
| +---------------+   +---------------+   |
| +---------------+                       |
| | p95 210 ms    |                       |
| +---------------+                       |
+-----------------------------------------+
"""
STATES = """\
 DRAFT ------> SUBMITTED ------> APPROVED
                   |
                   | refuse
                   v
               REJECTED
"""

ART = [
    pytest.param("2. Architecture", SEQUENCE, ("sequence",), id="lifelines in a frame"),
    pytest.param("2. Architecture", BOXED_SEQUENCE, ("sequence",), id="lifelines below boxes"),
    pytest.param("Ideas", SPOKEN, ("sequence",), id="who tells whom, line by line"),
    pytest.param("2. Architecture", CLASSES, ("class",), id="boxes with members"),
    pytest.param("Ideas", UNDIVIDED, ("class",), id="members below a name, without a line"),
    pytest.param("Ideas", KEYED, ("er",), id="tables with keys"),
    pytest.param("Ideas", RULED, ("er",), id="tables ruled without joints"),
    pytest.param("Ideas", VALUES, ("class",), id="an enumeration"),
    pytest.param("Ideas", TYPED, ("er",), id="columns with types"),
    pytest.param("Tests", PYRAMID, ("pyramid",), id="slanted sides"),
    pytest.param("Tests", SOLID, ("pyramid",), id="slanted sides of Unicode"),
    pytest.param("Test Pyramid", STACKED, ("pyramid",), id="steps, by the title"),
    pytest.param("Monitoring", GAUGES, ("dashboard",), id="gauges"),
    pytest.param("Ideas", STATES, ("state", "flow"), id="states"),
    pytest.param("2. Architecture", "+------+     +---------+\n| Shop |---->| Tracker |\n+------+     +---------+\n", ("system",), id="boxes"),
    pytest.param("Ideas", "Request -> [Logging] -> [Auth] -> [Handler] -> Response\n", ("flow",), id="a pipeline"),
]  # fmt: skip


def _diagrams(text: str, vocabulary: Vocabulary) -> list[Diagram]:
    return list(read(make_source(f"# Spec\n\n{text}", "spec.md"), vocabulary).all("diagrams", Diagram))


@pytest.mark.parametrize(("heading", "language", "code", "shown"), SHOWN)
def test_drawings_in_a_language(
    heading: str, language: str, code: str, shown: tuple[str, ...], vocabulary: Vocabulary
) -> None:
    found = _diagrams(f"## {heading}\n\n```{language}\n{code}```\n", vocabulary)
    assert [set(each.shows) for each in found] == [set(shown)]


@pytest.mark.parametrize(("heading", "code", "shown"), ART)
def test_drawings_of_characters(heading: str, code: str, shown: tuple[str, ...], vocabulary: Vocabulary) -> None:
    found = _diagrams(f"## {heading}\n\n```text\n{code}```\n", vocabulary)
    assert [set(each.shows) for each in found] == [set(shown)]


CAPTIONS = [
    pytest.param("**Sequence of a return:**\n\n```mermaid\nflowchart LR\n  A --> B\n```\n", id="a bold label"),
    pytest.param("The sequence of a return is:\n\n```mermaid\nflowchart LR\n  A --> B\n```\n", id="a lead-in"),
    pytest.param(
        "```mermaid\nflowchart LR\n  A --> B\n```\n\n*Figure 2: Sequence of a return*\n", id="a caption below"
    ),
    pytest.param(
        "```mermaid\n---\ntitle: Sequence of a return\n---\nflowchart LR\n  A --> B\n```\n", id="a title in it"
    ),
    pytest.param("![Sequence of a return](return.png)\n", id="the text of an image"),
    pytest.param("![](docs/return-sequence.png)\n", id="the name of an image"),
    pytest.param('<p><img alt="Sequence of a return" src="return.svg"></p>\n', id="an image in HTML"),
    pytest.param(
        "### Sequence Diagrams\n\n#### Return\n\n```mermaid\nflowchart LR\n  A --> B\n```\n", id="the part around"
    ),
]


@pytest.mark.parametrize("text", CAPTIONS)
def test_a_caption_is_believed(text: str, vocabulary: Vocabulary) -> None:
    assert [("sequence" in each.shows) for each in _diagrams(f"## Ideas\n\n{text}", vocabulary)] == [True]


def test_a_label_belongs_to_the_next_drawing_only(vocabulary: Vocabulary) -> None:
    drawing = "```mermaid\nflowchart LR\n  A --> B\n```\n"
    found = _diagrams(f"## Ideas\n\n**Sequence**\n\n{drawing}\n{drawing}", vocabulary)
    assert ["sequence" in each.shows for each in found] == [True, False]


def test_the_architecture_of_another_part_is_not_that_of_the_system(vocabulary: Vocabulary) -> None:
    text = f"## 2. Architecture\n\nNone.\n\n## 5. Service Layer\n\n### 5.1 Service Architecture\n\n```mermaid\n{PARTS}```\n"
    assert [each.shows for each in _diagrams(text, vocabulary)] == [("service-layer",)]
