"""What a data model shows: diagrams of entities in every notation, a schema, constraints."""

from __future__ import annotations

import pytest

from speclint.document.source import make_source
from speclint.document.vocabulary import Vocabulary
from speclint.facts.datamodel import DataModelGap, EntityDiagram
from speclint.facts.fact import Facts
from speclint.linter import read

HEAD = "# Technical Specification: Parcels\n\n## 1. Overview\n\nParcels are kept in PostgreSQL.\n\n"
NOTHING = "# Technical Specification: Labels\n\n## 1. Overview\n\nLabels are printed.\n\n"
PART = "## 4. Data Model Diagrams\n\n"
ERD = "### 4.1 Entity Relationship Diagram (ERD)\n\n"

MERMAID = (
    "```mermaid\nerDiagram\n    DEPOT ||--o{ PARCEL : holds\n    DEPOT {\n"
    "        uuid id PK\n    }\n    PARCEL {\n        uuid id PK\n        string label\n"
    "    }\n```\n"
)
BARE = "```mermaid\nerDiagram\n    DEPOT ||--o{ PARCEL : holds\n```\n"
PLANTUML = (
    '@startuml\nentity "depots" as d {\n  *id : UUID <<PK>>\n  name : TEXT\n}\n'
    'entity "parcels" as p {\n  *id : UUID <<PK>>\n}\nd ||--o{ p\n@enduml\n'
)
D2 = (
    "depots: {\n  shape: sql_table\n  id: uuid {constraint: primary_key}\n}\nparcels: {\n"
    "  shape: sql_table\n  id: uuid {constraint: [primary_key; unique]}\n}\n"
    "parcels.id -> depots.id\n"
)
DOT = (
    'digraph er {\n  depots [shape=record, label="{depots|id UUID PK\\lname TEXT\\l}"];\n'
    '  parcels [shape=record, label="{parcels|id UUID PK\\l}"];\n  parcels -> depots;\n}\n'
)
HTML = (
    "digraph er {\n"
    "  depots [label=<<table><tr><td>depots</td></tr><tr><td>id</td><td>UUID</td><td>PK</td></tr></table>>];\n"
    "  parcels [label=<<table><tr><td>parcels</td></tr><tr><td>id</td><td>UUID</td><td>PK</td></tr></table>>];\n"
    "  parcels -> depots;\n}\n"
)
BOXES = """+----------------+          +-------------------+
|     depots     |          |      parcels      |
+----------------+          +-------------------+
| PK  id (UUID)  |<-------->| PK  id (UUID)     |
|     name (TEXT)| 1      * |     label (TEXT)  |
+----------------+          +-------------------+
"""
TABLE = "| Column | Type | Constraints |\n| --- | --- | --- |\n| id | UUID | PK |\n| label | TEXT | NOT NULL |\n"
TYPED = (
    "```mermaid\nclassDiagram\n  class Label {\n    +String code\n    +int copies\n  }\n"
    "  class Roll {\n    +int left\n  }\n  Roll --> Label\n```\n"
)
UNTYPED = (
    "```mermaid\nclassDiagram\n  class Label {\n    code\n    copies\n  }\n"
    "  class Roll {\n    left\n  }\n  Roll --> Label\n```\n"
)


def _facts(text: str, vocabulary: Vocabulary) -> Facts:
    return read(make_source(text, "spec.md"), vocabulary)


def _gaps(text: str, vocabulary: Vocabulary) -> list[str]:
    return [each.kind for each in _facts(text, vocabulary).all("data_model_gaps", DataModelGap)]


@pytest.mark.parametrize(
    "drawn",
    [
        MERMAID,
        f"```plantuml\n{PLANTUML}```\n",
        f"```d2\n{D2}```\n",
        f"```dot\n{DOT}```\n",
        f"```dot\n{HTML}```\n",
        f"```\n{BOXES}```\n",
        f"{BARE}\n{TABLE}",
        f"{ERD}```\nusers (1) ──< (N) orders\norders (1) ──< (N) lines\n```\n\n{TABLE}",
        f"{ERD}```mermaid\nflowchart LR\n  Depot -->|1:N| Parcel\n```\n\n{TABLE}",
        f"![Entities](entities.png)\n\n{TABLE}",
        (
            "```dbml\nTable depots {\n  id uuid [pk]\n}\nTable parcels {\n  id uuid [pk]\n"
            "  depot_id uuid [ref: > depots.id]\n}\n```\n"
        ),
    ],
    ids=["mermaid", "plantuml", "d2", "records", "html", "boxes", "bare", "lines", "flowchart", "image", "dbml"],
)
def test_a_diagram_and_a_schema_leave_no_gap(drawn: str, vocabulary: Vocabulary) -> None:
    assert _gaps(HEAD + PART + drawn, vocabulary) == []


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (HEAD + PART + TABLE, ["diagram"]),
        (HEAD + PART + BARE, ["schema"]),
        (HEAD + PART + UNTYPED, ["diagram", "schema"]),
        (HEAD + PART + "Labels are rows of PostgreSQL.\n\n" + TYPED, ["diagram", "constraints"]),
        (HEAD + PART + TYPED, []),
        (HEAD, ["diagram", "schema"]),
        (HEAD + PART + MERMAID.replace(" PK", ""), ["constraints"]),
        (HEAD + PART + "```mermaid\nerDiagram\n    DEPOT {\n        uuid id PK\n    }\n```\n", ["diagram"]),
        (
            HEAD + PART + "```typescript\ninterface Parcel { id: string; grams: number }\n```\n",
            ["diagram", "constraints"],
        ),
        (NOTHING + PART + TYPED, []),
        (NOTHING + PART + UNTYPED, ["diagram", "schema"]),
    ],
    ids=[
        "table",
        "bare",
        "untyped",
        "typed",
        "passing",
        "none",
        "keyless",
        "single",
        "code",
        "nothing-typed",
        "nothing-untyped",
    ],
)
def test_what_is_missing(text: str, wanted: list[str], vocabulary: Vocabulary) -> None:
    assert _gaps(text, vocabulary) == wanted


def test_entities_and_types_of_a_diagram(vocabulary: Vocabulary) -> None:
    (found,) = _facts(HEAD + PART + MERMAID, vocabulary).all("entity_diagrams", EntityDiagram)
    assert (found.shape, found.entities, found.typed, found.span.line) == ("er", ("DEPOT", "PARCEL"), True, 9)


@pytest.mark.parametrize(
    ("text", "applies"),
    [
        (NOTHING, False),
        (NOTHING + PART + TYPED, None),
        (NOTHING + PART + "Nothing is persisted.\n", False),
        (HEAD + PART + MERMAID, None),
    ],
)
def test_where_a_data_model_is_asked_for(text: str, applies: bool | None, vocabulary: Vocabulary) -> None:
    found = _facts(text, vocabulary).get("data_model")
    assert [each.get("applies") for each in found] == ([] if applies is None else [applies])


def test_boxes_are_tables_with_the_keys_and_indexes_in_their_frame(vocabulary: Vocabulary) -> None:
    framed = BOXES + (
        "\nINDEXES:\n- idx_parcels_label ON parcels(label DESC)\nCONSTRAINTS:\n"
        "- fk FOREIGN KEY (label) REFERENCES depots(name)\n"
    )
    facts = _facts(f"{HEAD}{PART}```\n{framed}```\n", vocabulary)
    assert [each.get("name") for each in facts.get("tables")] == ["depots", "parcels"]
    assert [(each.get("name"), each.get("columns")) for each in facts.get("indexes")] == [
        ("idx_parcels_label", ("label",))
    ]
    assert ("parcels.label", "depots") in [(each.get("name"), each.get("right")) for each in facts.get("relationships")]


@pytest.mark.parametrize(
    "text",
    [
        "- Draft → Review\n- Review → Approved\n",
        "```\nDraft -> Review\n```\n",
    ],
)
def test_states_are_no_relationships(text: str, vocabulary: Vocabulary) -> None:
    facts = _facts(f"{HEAD}{PART}### Table: `parcels`\n\n{TABLE}\n### States\n\n{text}", vocabulary)
    assert [each.get("unknown") for each in facts.get("relationships") if each.get("unknown")] == []


def test_one_table_that_lists_the_columns_of_several(vocabulary: Vocabulary) -> None:
    rows = (
        "| Table | Column | Type | Constraints |\n| --- | --- | --- | --- |\n"
        "| depots | id | UUID | PK |\n| parcels | id | UUID | PK |\n| | label | TEXT | |\n"
    )
    facts = _facts(HEAD + PART + rows, vocabulary)
    assert [(each.get("name"), each.get("columns")) for each in facts.get("tables")] == [
        ("depots", ("id",)),
        ("parcels", ("id", "label")),
    ]


def test_tables_that_are_named_once_above_their_columns(vocabulary: Vocabulary) -> None:
    rows = (
        "| Store | Field | Type | Key |\n| --- | --- | --- | --- |\n"
        "| depots | depotId | string | key path |\n| | label | string | |\n| parcels | parcelId | string | key path |\n"
    )
    facts = _facts(HEAD + PART + rows, vocabulary)
    assert [(each.get("name"), each.get("columns"), each.get("keyed")) for each in facts.get("tables")] == [
        ("depots", ("depotId", "label"), True),
        ("parcels", ("parcelId",), True),
    ]


def test_a_table_of_another_database_schema_is_not_missed(vocabulary: Vocabulary) -> None:
    sql = (
        "```sql\n"
        "CREATE TABLE p (id UUID PRIMARY KEY, o UUID REFERENCES auth.users(id), lane UUID REFERENCES lanes(id));\n"
        "```\n"
    )
    facts = _facts(HEAD + PART + sql, vocabulary)
    assert [each.get("unknown") for each in facts.get("relationships")] == [None, "lanes"]


@pytest.mark.parametrize(
    ("text", "keyed"),
    [
        ("- `depot` TEXT\n- `day` DATE\n\nPrimary key: `depot + day`\n", True),
        ("- `depot` TEXT\n- `day` DATE\n\nLogical uniqueness:\n`depot + day`\n", True),
        ("- `depot` TEXT\n- `day` DATE\n\nRows are unique by `depot` and `day`.\n", True),
        ("| Column | Type |\n| --- | --- |\n| depot | TEXT |\n| day | DATE |\n\n**Primary Key**: (depot, day)\n", True),
        ("| Column | Type |\n| --- | --- |\n| depot | TEXT |\n| day | DATE |\n\n- PK: depot, day\n", True),
        ("| Column | Type | Meaning |\n| --- | --- | --- |\n| no | TEXT | Unique identifier of the row |\n", True),
        ("- `depot` TEXT\n- `day` DATE\n\nPrimary key: `depot_id`\n", False),
        ("- `depot` TEXT\n- `day` DATE\n\nForeign key: `depot`\n", False),
    ],
)
def test_a_key_that_stands_beside_its_table(text: str, keyed: bool, vocabulary: Vocabulary) -> None:
    (table,) = _facts(f"{HEAD}The data lie in PostgreSQL 16.\n{PART}### `stays`\n\n{text}", vocabulary).get("tables")
    assert table.get("keyed") is keyed


@pytest.mark.parametrize(
    ("columns", "untold"),
    [
        ("- `id`\n- `size` (`small`, `large`)\n- `grams`\n", True),
        ("- `id`\n- `size` (`small`, `large`)\n", False),
        ("- `id`\n- `grams` INTEGER\n- `label`\n", False),
    ],
)
def test_a_table_without_any_types(columns: str, untold: bool, vocabulary: Vocabulary) -> None:
    (table,) = _facts(f"{HEAD}{PART}### `parcels`\n\n{columns}", vocabulary).get("tables")
    assert table.get("untold") is untold


def test_the_schema_of_a_file_outside_the_part_about_data(vocabulary: Vocabulary) -> None:
    rows = "| Key | Type | Meaning |\n| --- | --- | --- |\n| `depot_key` | string | Depot |\n"
    text = f"## Workspace\n\nState schema:\n\n{rows}"
    (table,) = _facts(f"{HEAD}\n{text}", vocabulary).get("tables")
    assert (table.get("columns"), table.get("keyed")) == (("depot_key",), True)
