"""Statements of one table in several notations: what contradicts, and what is only said in other words."""

from __future__ import annotations

import pytest

from speclint.document.source import make_source
from speclint.document.vocabulary import Vocabulary
from speclint.facts.allowed import AllowedConflict
from speclint.facts.fact import Facts
from speclint.facts.keyfit import CardinalityConflict, KeyMismatch
from speclint.facts.schema.types import contradicts, kind_of
from speclint.facts.twin import SchemaConflict, same_name
from speclint.linter import read

HEAD = "# Technical Specification: Parcels\n\n## 4. Data Model\n\n"

DRAWN = """```mermaid
erDiagram
    DEPOT ||--o{ PARCEL : holds
    DEPOT {
        uuid id PK
        string name
    }
    PARCEL {
        uuid id PK
        uuid depot_id FK
        string label
        int grams
        timestamp created_at
    }
```
"""

BOXES = """```
+------------------------------------------------------------------+
|                     DATABASE SCHEMA (ERD)                        |
+------------------------------------------------------------------+
|  +---------------------+          +--------------------------+   |
|  |       depots        |          |         parcels          |   |
|  +---------------------+          +--------------------------+   |
|  | PK  id (UUID)       |<-------->| PK  id (UUID)            |   |
|  |     name (TEXT)     | 1      * | FK  depot_id (UUID)      |   |
|  +---------------------+          |     label (VARCHAR 80)   |   |
|                                   |     grams (INTEGER)      |   |
|                                   +--------------------------+   |
|                                                                  |
|  INDEXES:                                                        |
|  - idx_parcels_depot ON parcels(depot_id)                        |
|                                                                  |
|  CONSTRAINTS:                                                    |
|  - fk_parcels_depot FOREIGN KEY (depot_id) REFERENCES depots(id) |
|  - chk_label CHECK (label IN ('SMALL','LARGE'))                  |
+------------------------------------------------------------------+
```
"""

LISTED = """
### Table: `parcels`

| Column | Type | Constraints |
| --- | --- | --- |
| id | UUID | PK |
| depot_id | UUID | FK → depots.id |
| label | VARCHAR(80) | NOT NULL |
| grams | INTEGER | NOT NULL |
| created_at | TIMESTAMPTZ | NOT NULL |
"""

CREATED = """
```sql
CREATE TABLE depots (id UUID PRIMARY KEY, name TEXT NOT NULL);
CREATE TABLE parcels (
  id UUID PRIMARY KEY,
  depot_id UUID REFERENCES depots(id),
  label VARCHAR(80) NOT NULL,
  grams INTEGER NOT NULL,
  created_at TIMESTAMPTZ NOT NULL
);
```
"""


def _facts(text: str, vocabulary: Vocabulary) -> Facts:
    return read(make_source(HEAD + text, "spec.md"), vocabulary)


def _found(text: str, vocabulary: Vocabulary) -> list[tuple[str, str, str, str]]:
    facts = _facts(text, vocabulary)
    return [(each.kind, each.subject, each.found, each.other) for each in facts.all("schema_conflicts", SchemaConflict)]


@pytest.mark.parametrize("first", [DRAWN, BOXES, LISTED], ids=["drawn", "boxes", "listed"])
@pytest.mark.parametrize("second", [LISTED, CREATED], ids=["listed", "created"])
def test_what_agrees_gives_no_contradiction(first: str, second: str, vocabulary: Vocabulary) -> None:
    text = first if first == second else first + second
    assert [each for each in _found(text, vocabulary) if each[0] != "drawn"] == []


LABEL = 'column "label" of "parcels"'


@pytest.mark.parametrize("first", [DRAWN, BOXES, LISTED], ids=["drawn", "boxes", "listed"])
@pytest.mark.parametrize(
    ("find", "replace", "kind", "found"),
    [
        ("label VARCHAR(80)", "label INTEGER", "type", "INTEGER"),
        ("grams INTEGER", "grams BOOLEAN", "type", "BOOLEAN"),
        ("  id UUID PRIMARY KEY,\n", "  id BIGSERIAL PRIMARY KEY,\n", "type", "BIGSERIAL"),
        ("  id UUID PRIMARY KEY,\n  depot_id UUID", "  id UUID,\n  depot_id UUID PRIMARY KEY", "key", "(depot_id)"),
        ("  label VARCHAR", "  labels VARCHAR", "rename", "labels"),
        ("  grams INTEGER NOT NULL,\n", "  grams INTEGER NOT NULL,\n  lane TEXT,\n", "column|drawn", "SQL"),
    ],
)
def test_a_change_in_sql_contradicts_the_other_notation(
    first: str, find: str, replace: str, kind: str, found: str, vocabulary: Vocabulary
) -> None:
    assert CREATED.count(find) == 1
    loud = [each for each in _found(first + CREATED.replace(find, replace), vocabulary) if "created_at" not in each[1]]
    assert [(each[0] in kind, each[2]) for each in loud] == [(True, found)]


@pytest.mark.parametrize(
    ("row", "sql", "kind", "found", "other"),
    [
        ("| label | VARCHAR(40) | NOT NULL |", "label VARCHAR(80) NOT NULL", "type", "VARCHAR(80)", "VARCHAR(40)"),
        ("| label | DECIMAL(10,2) | |", "label DECIMAL(12,4)", "type", "DECIMAL(12,4)", "DECIMAL(10,2)"),
        ("| label | TEXT | NULLABLE |", "label TEXT NOT NULL", "constraint", "NOT NULL", "nullable"),
        ("| label | TEXT | NOT NULL |", "label TEXT NULL", "constraint", "nullable", "NOT NULL"),
        ("| label | TEXT | DEFAULT 'a' |", "label TEXT DEFAULT 'b'", "constraint", "DEFAULT 'b'", "DEFAULT 'a'"),
        ("| label | INT | DEFAULT 1 |", "label INT DEFAULT 2", "constraint", "DEFAULT '2'", "DEFAULT '1'"),
        ("| label | DATE | |", "label TIMESTAMPTZ", "type", "TIMESTAMPTZ", "DATE"),
        ("| label | TEXT[] | |", "label TEXT", "type", "TEXT", "TEXT[]"),
    ],
)
def test_a_row_contradicts_its_column(
    row: str, sql: str, kind: str, found: str, other: str, vocabulary: Vocabulary
) -> None:
    text = f"### `parcels`\n\n| Column | Type | Constraints |\n| --- | --- | --- |\n| id | UUID | PK |\n{row}\n\n"
    text += f"```sql\nCREATE TABLE parcels (\n  id UUID PRIMARY KEY,\n  {sql}\n);\n```\n"
    assert _found(text, vocabulary) == [(kind, LABEL, found, other)]


@pytest.mark.parametrize(
    ("row", "sql"),
    [
        ("| label | string | required |", "label VARCHAR(80) NOT NULL"),
        ("| label | VARCHAR(36) | |", "label UUID"),
        ("| label | timestamp | |", "label TIMESTAMP WITH TIME ZONE"),
        ("| label | boolean | DEFAULT false |", "label TINYINT(1) DEFAULT 0"),
        ("| label | number | |", "label NUMERIC(8,2)"),
        ("| label | enum | |", "label label_kind"),
        ("| label | ENUM('a','b') | |", "label VARCHAR(8) CHECK (label IN ('a', 'b'))"),
        ("| label | JSONB | |", "label jsonb DEFAULT '{}'"),
        ("| label | Array<string> | |", "label TEXT[]"),
        ("| label | TIMESTAMP | DEFAULT NOW() |", "label TIMESTAMP DEFAULT CURRENT_TIMESTAMP"),
        ("| label | VARCHAR(255) | |", "label TEXT"),
        ("| label | double precision | |", "label FLOAT8"),
    ],
)
def test_other_words_for_one_thing_are_no_contradiction(row: str, sql: str, vocabulary: Vocabulary) -> None:
    text = f"### `parcels`\n\n| Column | Type | Constraints |\n| --- | --- | --- |\n| id | UUID | PK |\n{row}\n\n"
    text += f"```sql\nCREATE TABLE parcels (\n  id UUID PRIMARY KEY,\n  {sql}\n);\n```\n"
    assert _found(text, vocabulary) == []


OTHER = CREATED.replace("VARCHAR(80)", "BOOLEAN").replace(
    "CREATE TABLE depots (id UUID PRIMARY KEY, name TEXT NOT NULL);\n", ""
)


@pytest.mark.parametrize(
    "text",
    [
        f"### Current schema\n{CREATED}\n### New schema\n{OTHER}",
        f"**Before:**\n{CREATED}\n**After:**\n{OTHER}",
        f"### Option A\n{CREATED}\n### Option B\n{OTHER}",
        f"### Depot Service\n{CREATED}\n### Billing Service\n{OTHER}",
        CREATED + OTHER.replace("TABLE parcels", "TABLE archive.parcels").replace("archive", "old", 0),
        "### Rollback\n" + OTHER + "\n### Tables\n" + CREATED,
    ],
    ids=["current", "before", "options", "services", "schema", "rollback"],
)
def test_another_schema_on_purpose_is_no_contradiction(text: str, vocabulary: Vocabulary) -> None:
    if "archive." in text:
        text = text.replace("TABLE parcels", "TABLE app.parcels", 1)
    assert _found(text, vocabulary) == []


@pytest.mark.parametrize(
    "text",
    [
        "### Key columns of `parcels`\n\n| Column | Type | Constraints |\n| --- | --- | --- |\n| id | UUID | PK |\n"
        "| label | VARCHAR(80) | NOT NULL |\n" + CREATED,
        "### `parcels`\n\n| Column | Type | Constraints |\n| --- | --- | --- |\n| id | UUID | PK |\n"
        "| label | VARCHAR(80) | NOT NULL |\n| ... | ... | ... |\n" + CREATED,
        "```sql\nCREATE TABLE parcels (\n  id UUID PRIMARY KEY,\n  label VARCHAR(80),\n  -- other columns as below\n"
        "  grams INTEGER\n);\n```\n" + LISTED,
        "```mermaid\nerDiagram\n  PARCEL {\n    uuid id PK\n    uuid depot_id FK\n  }\n```\n" + CREATED,
        "```mermaid\nerDiagram\n  PARCEL {\n    uuid id PK\n    Depot depot\n    Stop[] stops\n  }\n```\n" + CREATED,
    ],
    ids=["titled", "dots", "comment", "keys", "relations"],
)
def test_a_summary_lists_less(text: str, vocabulary: Vocabulary) -> None:
    assert _found(text, vocabulary) == []


def test_an_unnamed_table_is_that_of_the_entity_whose_columns_it_lists(vocabulary: Vocabulary) -> None:
    listed = LISTED.replace("### Table: `parcels`", "### 4.2 Database Schema Table").replace(
        "VARCHAR(80)", "VARCHAR(40)"
    )
    assert ("type", LABEL, "VARCHAR(40)", "VARCHAR 80") in _found(BOXES + listed, vocabulary)


def test_of_three_statements_the_odd_one_is_told(vocabulary: Vocabulary) -> None:
    text = DRAWN.replace("int grams", "boolean grams") + LISTED + CREATED
    facts = _facts(text, vocabulary)
    (found,) = facts.all("schema_conflicts", SchemaConflict)
    assert (found.found, found.other) == ("boolean", "INTEGER")
    assert found.span.line == HEAD.count("\n") + text[: text.index("boolean grams")].count("\n") + 1


def test_remarks_of_a_drawn_column_are_constraints(vocabulary: Vocabulary) -> None:
    drawn = (
        "```mermaid\nerDiagram\n  parcels {\n    UUID id PK\n    VARCHAR_80 label \"NOT NULL, DEFAULT 'a'\"\n  }\n```\n"
    )
    sql = "```sql\nCREATE TABLE parcels (id UUID PRIMARY KEY, label VARCHAR(60) NULL DEFAULT 'b');\n```\n"
    assert [(kind, found) for kind, _, found, _ in _found(drawn + sql, vocabulary)] == [
        ("constraint", "nullable"),
        ("constraint", "DEFAULT 'b'"),
        ("type", "VARCHAR(60)"),
    ]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("users", "User", True),
        ("OrderItem", "order_items", True),
        ("public.users", "users", True),
        ("categories", "Category", True),
        ("boxes", "box", True),
        ("users", "user_roles", False),
        ("access", "acc", False),
    ],
)
def test_names_of_one_table(one: str, other: str, same: bool) -> None:
    assert same_name(one, other) is same


@pytest.mark.parametrize(
    ("one", "other", "few", "wanted"),
    [
        ("VARCHAR(255)", "INTEGER", False, "type"),
        ("VARCHAR(255)", "VARCHAR(100)", False, "length"),
        ("VARCHAR 255", "VARCHAR(255)", False, ""),
        ("VARCHAR_255", "VARCHAR(100)", False, "length"),
        ("UUID", "VARCHAR(36)", False, ""),
        ("UUID", "VARCHAR(80)", False, "type"),
        ("TEXT", "TIMESTAMP", False, "type"),
        ("TEXT", "TIMESTAMP", True, ""),
        ("string", "TIMESTAMP", False, ""),
        ("int", "DECIMAL(10,2)", False, "type"),
        ("Optional[int]", "BIGINT", False, ""),
        ("order_state", "TEXT", False, ""),
        ("JSONB", "VARCHAR(80)", False, "type"),
        ("BYTEA", "INTEGER", False, "type"),
    ],
)
def test_types_that_cannot_be_one(one: str, other: str, few: bool, wanted: str) -> None:
    assert contradicts(one, other, few) == wanted
    assert contradicts(other, one, few) == wanted


@pytest.mark.parametrize("type_", ["", "(", "enum<", "a" * 5000, "[]", "1"])
def test_what_is_no_type_has_no_kind(type_: str) -> None:
    assert kind_of(type_) is None


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (DRAWN.replace("uuid depot_id", "int depot_id"), [("PARCEL.depot_id", "int", "DEPOT.id", "uuid")]),
        (CREATED.replace("depot_id UUID", "depot_id INTEGER"), [("parcels.depot_id", "INTEGER", "depots.id", "UUID")]),
        (
            CREATED.replace("depots (id UUID", "depots (id BIGSERIAL"),
            [("parcels.depot_id", "UUID", "depots.id", "BIGSERIAL")],
        ),
        (
            CREATED.replace("depots (id UUID", "depots (id VARCHAR(20)"),
            [("parcels.depot_id", "UUID", "depots.id", "VARCHAR(20)")],
        ),
        (CREATED.replace("depots(id)", "depots"), []),
        (BOXES.replace("depot_id (UUID)", "depot_id (INT) "), [("parcels.depot_id", "INT", "depots.id", "UUID")]),
        (CREATED, []),
        (DRAWN, []),
        (BOXES, []),
    ],
)
def test_types_of_foreign_keys(text: str, wanted: list[tuple[str, str, str, str]], vocabulary: Vocabulary) -> None:
    found = _facts(text, vocabulary).all("key_mismatches", KeyMismatch)
    assert [(each.name, each.type, each.key, each.key_type) for each in found] == wanted


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("Depot 1:N Parcel", []),
        ("Parcel N:1 Depot", []),
        ("Depot N:M Parcel", [("1:N", "N:M")]),
        ("Depot 1:1 Parcel", [("1:N", "1:1")]),
        ("Depot N:1 Parcel", [("1:N", "N:1")]),
        ("parcels → depots (1:N)", []),
        ("Parcel belongs to Depot", []),
        ("Depot has many Parcels", []),
        ("Depot 1:N Lane", []),
    ],
)
def test_cardinalities_that_are_stated_twice(line: str, wanted: list[tuple[str, str]], vocabulary: Vocabulary) -> None:
    text = f"{DRAWN}\n### Relationships\n\n- {line}\n"
    found = _facts(text, vocabulary).all("cardinality_conflicts", CardinalityConflict)
    assert [(each.other, each.found) for each in found] == wanted


def test_two_relationships_of_two_tables_are_not_compared(vocabulary: Vocabulary) -> None:
    text = (
        DRAWN.replace("holds", "holds\n    DEPOT }o--o{ PARCEL : sorts") + "\n### Relationships\n\n- Depot 1:1 Parcel\n"
    )
    assert _facts(text, vocabulary).get("cardinality_conflicts") == ()


STATE = (
    "```sql\nCREATE TABLE parcels (\n  id UUID PRIMARY KEY,\n"
    "  state TEXT DEFAULT 'open' CHECK (state IN ('open', 'lost'))\n);\n```\n"
)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (STATE, []),
        (STATE.replace("DEFAULT 'open'", "DEFAULT 'new'"), [("default", "parcels.state", "new")]),
        (STATE.replace("DEFAULT 'open'", "DEFAULT 'OPEN'"), [("default", "parcels.state", "OPEN")]),
        (STATE + "```typescript\nenum ParcelState { Open = 'open', Lost = 'lost' }\n```\n", []),
        (
            STATE + "```typescript\ntype ParcelState = 'open' | 'gone' | 'lost';\n```\n",
            [("values", "parcels.state", "open, gone, lost")],
        ),
        (
            STATE + "```csharp\npublic enum ParcelState\n{\n    Open = 0,\n    Gone = 1\n}\n```\n",
            [("values", "parcels.state", "Open, Gone")],
        ),
        (STATE + "```java\nenum State { OPEN, LOST, GONE; }\n```\n", [("values", "parcels.state", "OPEN, LOST, GONE")]),
        (STATE + "```java\nenum Colour { OPEN, LOST, GONE }\n```\n", []),
        (
            STATE.replace("parcels", "late_parcels") + "```java\nenum ParcelState { OPEN, LOST, GONE }\n```\n",
            [("values", "late_parcels.state", "OPEN, LOST, GONE")],
        ),
        (
            STATE
            + "```text\n+------------------+\n| <<enumeration>>  |\n|   ParcelState    |\n+------------------+\n"
            + "| OPEN             |\n| LOST             |\n| SENT             |\n+------------------+\n```\n",
            [("values", "parcels.state", "OPEN, LOST, SENT")],
        ),
        (
            STATE
            + (
                "```mermaid\nclassDiagram\n  class ParcelState {\n    <<enumeration>>\n    OPEN\n"
                "    LOST\n    SENT\n  }\n```\n"
            ),
            [("values", "parcels.state", "OPEN, LOST, SENT")],
        ),
        (
            STATE
            + (
                '```python\nclass ParcelState(str, Enum):\n    OPEN = "open"\n    LOST = "lost"\n'
                '    SENT = "sent"\n```\n'
            ),
            [("values", "parcels.state", "open, lost, sent")],
        ),
        (BOXES + LISTED.replace("| NOT NULL |", "| DEFAULT 'TINY' |", 1), [("default", "parcels.label", "TINY")]),
        (BOXES + LISTED.replace("| NOT NULL |", "| DEFAULT 'SMALL' |", 1), []),
        (
            LISTED.replace("| NOT NULL |", "| DEFAULT 'TINY' |", 1)
            + "\n> **Constraints**: `chk CHECK (label IN ('SMALL','LARGE'))`\n",
            [("default", "parcels.label", "TINY")],
        ),
    ],
)
def test_what_a_column_may_hold(text: str, wanted: list[tuple[str, str, str]], vocabulary: Vocabulary) -> None:
    found = _facts(text, vocabulary).all("allowed_conflicts", AllowedConflict)
    assert [(each.kind, each.name, each.found) for each in found] == wanted
