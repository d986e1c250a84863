"""The short notations of schemas: relationships, indexes and constraints."""

import time

import pytest

from speclint.facts.schema.notation import Constraints, read_constraints, read_index, read_relations


def side(table: str, column: str | None) -> str:
    return f"{table}.{column}" if column else table


def related(text: str) -> list[str]:
    return [
        f"{side(it.left, it.left_column)} {it.cardinality or '--'} {side(it.right, it.right_column)}"
        for it in read_relations(text, 1)
    ]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        # drawn, with the cardinality at the ends
        ("boats (1) ──< (N) trips", "boats 1:N trips"),
        ("trips (N) ──> (1) boats", "trips N:1 boats"),
        ("- **boats** (1) → (N) **trips**: a boat makes trips", "boats 1:N trips"),
        ("Boat 1---* Trip", "Boat 1:N Trip"),
        ("Boat 1 ─── N Trip", "Boat 1:N Trip"),
        ('Boat "1" --> "0..*" Trip : makes', "Boat 1:N Trip"),
        ("2. Boat (1) --- (0..N) Trip", "Boat 1:N Trip"),
        ("Boats (1) : (N) Trips", "Boats 1:N Trips"),
        # crow's feet
        ("boats ||--o{ trips : makes", "boats 1:N trips"),
        ("Port }|..|| Boat", "Port N:1 Boat"),
        ("boats ──< trips", "boats 1:N trips"),
        ("trips >── boats", "trips N:1 boats"),
        ("boats -< trips", "boats 1:N trips"),
        ("harbours ─┬─< boats", "harbours 1:N boats"),
        # a pair between the names or elsewhere in the line
        ("boats 1:N trips", "boats 1:N trips"),
        ("│ boats │────1:N────│ trips │", "boats 1:N trips"),
        ("- Boat N:M Port", "Boat N:M Port"),
        ("- boats 1-to-many trips", "boats 1:N trips"),
        ("boats → trips (1:N)", "boats 1:N trips"),
        ("- `trips.boat_id` → `boats.id` (N:1)", "trips.boat_id N:1 boats.id"),
        ("One-to-many: boats → trips", "boats 1:N trips"),
        ("Boats to trips: one-to-many", "Boats 1:N trips"),
        ("boats and ports: many-to-many via calls", "boats N:M ports"),
        ("Boats have a one-to-many relationship with trips", "Boats 1:N trips"),
        ("boats to boat_papers (1:1)", "boats 1:1 boat_papers"),
        # columns
        ("trips.boat_id → boats.id", "trips.boat_id -- boats.id"),
        ("trips.boat_id -> boats(id) ON DELETE CASCADE", "trips.boat_id -- boats.id"),
        ("boat_id → boats.id", ".boat_id -- boats.id"),
        ("trips.boat_id ──FK──> boats.id", "trips.boat_id -- boats.id"),
        ("trips.boat_id references boats.id", "trips.boat_id -- boats.id"),
        ("public.trips (N) → (1) public.boats", "public.trips N:1 public.boats"),
        # names alone
        ("boats → trips", "boats -- trips"),
        ("Trip –> Boat", "Trip -- Boat"),
        # sentences
        ("Trip belongs to Boat", "Trip N:1 Boat"),
        ("Boat has many Trips", "Boat 1:N Trips"),
        ("Each boat can have many trip logs.", "boat 1:N trip logs"),
        ("A boat has exactly one owner", "boat 1:1 owner"),
        ("Boat has many Ports through Calls", "Boat N:M Ports"),
        ("one boat has many trips", "boat 1:N trips"),
        ("Boat contains multiple Cabins", "Boat 1:N Cabins"),
    ],
)
def test_a_line_states_a_relationship(line: str, expected: str) -> None:
    assert related(line) == [expected]


def test_a_line_states_several_relationships() -> None:
    assert related("boats 1──* trips *──1 ports") == ["boats 1:N trips", "trips N:1 ports"]
    assert related("Relationships: boats → trips (one-to-many), trips → legs (one-to-many)") == [
        "boats 1:N trips",
        "trips 1:N legs",
    ]


@pytest.mark.parametrize(
    "line",
    [
        "Browser → API Gateway → Database",
        "At 10:30 we start -- the next thing",
        "`p95` < 200 ms",
        "latency -> 5",
        "Boat has a status field",
        "This has several drawbacks:",
        "For reference and debugging",
        "The harbour has many boats and it grows",
        "boats -- the floating ones",
        "x" * 1000 + " → boats",
        "",
    ],
)
def test_other_lines_state_none(line: str) -> None:
    assert related(line) == []


def test_a_relationship_stands_at_its_left_name() -> None:
    relation = read_relations("All of them:\n- **boats** (1) → (N) trips", 40, 3)[0]
    assert (relation.line, relation.column) == (41, 7)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ix_boats_name - B-tree on boats.name (harbour list)", "ix_boats_name boats(name)"),
        ("`ix_boats_name` on `boats(name)` for the list", "ix_boats_name boats(name)"),
        ("`ix_boats_name` - `boats(name)`", "ix_boats_name boats(name)"),
        ("ix_a on (x, y)", "ix_a (x, y)"),
        ("idx_boats_name: name", "idx_boats_name (name)"),
        ("`idx_boats_name` (`name`)", "idx_boats_name (name)"),
        ("idx_trips_day (trips.day) - by time", "idx_trips_day trips(day)"),
        ("boats_name_idx on boats (name)", "boats_name_idx boats(name)"),
        ("idx_boats_name", "idx_boats_name ()"),
        ("idx_name - fast list", "idx_name ()"),
        ("boats(name)", "boats(name)"),
        ("boats.name", "boats(name)"),
        ("trips(boat_id) - key lookups", "trips(boat_id)"),
        ("`trips(state, day)` for the dispatcher", "trips(state, day)"),
        ("trips.boat_id, trips.state", "trips(boat_id, state)"),
        ("(harbour_id, day)", "(harbour_id, day)"),
        ("boat_id, day DESC", "(boat_id, day)"),
        ("boat_id + day", "(boat_id, day)"),
        ("lower(name)", "(name)"),
        ("name", "(name)"),
        ("boats: name (unique)", "unique boats(name)"),
        ("name — unique index", "unique (name)"),
        ("boats.name UNIQUE", "unique boats(name)"),
        ("name (B-tree, unique)", "unique (name)"),
        ("INDEX by_name (name)", "by_name (name)"),
        ("KEY `idx_boat` (`boat_id`)", "idx_boat (boat_id)"),
        ("UNIQUE (a, b)", "unique (a, b)"),
        ("UNIQUE INDEX u_name ON boats(name)", "unique u_name boats(name)"),
        ("PRIMARY KEY (id)", "unique (id)"),
        ("Composite index: `idx` on (a, b) for reports", "idx (a, b)"),
        ("Composite index on (harbour_id, day DESC)", "(harbour_id, day)"),
        ("- Index on `boats.name` for lookups", "boats(name)"),
        ("Unique index on name", "unique (name)"),
        ("GIN index on papers.tags", "papers(tags)"),
        ("Full-text index on papers.title and papers.body", "papers(title, body)"),
        ("We add an index on the name column", "(name)"),
        ("unique constraint on (boat_id, port_id)", "unique (boat_id, port_id)"),
        ("{ boatId: 1, day: -1 }", "(boatId, day)"),
        ("CREATE UNIQUE INDEX ix ON boats (lower(name)) WHERE gone IS NULL", "unique ix boats(name)"),
    ],
)
def test_a_text_describes_an_index(text: str, expected: str) -> None:
    index = read_index(text, 1)
    assert index is not None
    words = ("unique" if index.unique else "", index.name, f"{index.table}({', '.join(index.columns)})")
    assert " ".join(filter(None, words)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "None",
        "N/A",
        "-",
        "TBD",
        "",
        "Indexes will be added as needed",
        "Based on usage",
        "Indexes based on usage patterns",
    ],
)
def test_other_texts_describe_none(text: str) -> None:
    assert read_index(text, 1) is None


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [("- `ix_a` on boats (a)", 9, 8), ("Index on boats (a)", 9, 21), ("see\nix_a on (a)", 10, 5)],
)
def test_an_index_stands_at_its_name_else_at_its_columns(text: str, line: int, column: int) -> None:
    index = read_index(text, 9, 5)
    assert index is not None
    assert (index.line, index.column) == (line, column)


BOAT = ("boats", "id")


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("PRIMARY KEY", Constraints(primary=True)),
        ("PK", Constraints(primary=True)),
        ("🔑", Constraints(primary=True)),
        ("Partition key", Constraints(primary=True)),
        ("UNIQUE, NOT NULL", Constraints(unique=True, not_null=True)),
        ("unique, indexed", Constraints(unique=True, indexed=True)),
        ("non-unique index", Constraints(indexed=True)),
        ("Required", Constraints(not_null=True)),
        ("PK, FK → boats.id", Constraints(primary=True, foreign=True, references=BOAT)),
        ("FK -> boats(id)", Constraints(foreign=True, references=BOAT)),
        ("FK: boats.id, ON DELETE CASCADE", Constraints(foreign=True, references=BOAT)),
        ("FK(boats.id)", Constraints(foreign=True, references=BOAT)),
        ("FK to `boats` (`id`)", Constraints(foreign=True, references=BOAT)),
        ("→ boats.id", Constraints(foreign=True, references=BOAT)),
        ("Refers to boats.id", Constraints(foreign=True, references=BOAT)),
        ("ref: > boats.id", Constraints(foreign=True, references=BOAT)),
        ("foreign key referencing boats.id", Constraints(foreign=True, references=BOAT)),
        ("REFERENCES boats(id) ON DELETE CASCADE", Constraints(foreign=True, references=BOAT)),
        ("NOT NULL REFERENCES boats", Constraints(not_null=True, foreign=True, references=("boats", None))),
        ("Foreign key to boats", Constraints(foreign=True, references=("boats", None))),
        ("NOT NULL, FK to the boats table", Constraints(not_null=True, foreign=True, references=("boats", None))),
        ("FK boats", Constraints(foreign=True, references=("boats", None))),
        ("FK → auth.users(id)", Constraints(foreign=True, references=("auth.users", "id"))),
        ("FK → auth.users", Constraints(foreign=True, references=("auth.users", None))),
        ("FK, NOT NULL", Constraints(not_null=True, foreign=True)),
        ("nullable", Constraints(nullable=True)),
        ("CHECK (a > 0)", Constraints()),
        ("DEFAULT now()", Constraints()),
        ("-", Constraints()),
    ],
)
def test_a_cell_says_what_holds_of_a_column(cell: str, expected: Constraints) -> None:
    assert read_constraints(cell) == expected


@pytest.mark.parametrize("cell", ["issue context, artifact references, notes", "Holds references within the harbour"])
def test_the_word_references_in_a_sentence_is_no_key(cell: str) -> None:
    assert read_constraints(cell).references is None


@pytest.mark.parametrize(
    "unit", ["a ", "(", "a(", "a → ", "1:N ", "**", "`", "a.", "FK ", "on ", "a, ", "-", "- ", "\n", "a:N\n"]
)
def test_hostile_text_takes_no_time(unit: str) -> None:
    text = unit * (100_000 // len(unit))
    start = time.process_time()
    read_relations(text, 1)
    read_index(text, 1)
    read_constraints(text)
    assert time.process_time() - start < 2
