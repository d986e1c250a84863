"""Diagrams in PlantUML."""

import pytest

from speclint.facts.drawing.plantuml import read_plantuml

PARTS = """\
@startuml
!include <C4/C4_Container>
skinparam shadowing false
component "Web shop" as shop
component [Order Service] as orders
[Payment Service] as pay
database "PostgreSQL 15" as db
queue Kafka
node "Cluster" {
  component Worker
  [Mailer]
}
actor :Customer: as c
note right of shop
  [not a part]
end note
c --> shop : HTTPS
shop -right-> orders
orders -[#red]-> pay : charge
[Reports] ..> db
@enduml
"""


def test_parts_and_what_joins_them() -> None:
    drawing = read_plantuml(PARTS, 1)
    assert drawing.kind == "component"
    assert [label.text for label in drawing.labels] == [
        *("Web shop", "Order Service", "Payment Service", "PostgreSQL 15", "Kafka", "Cluster", "Worker", "Mailer"),
        *("Customer", "Reports"),
    ]
    assert [(e.source, e.target, e.label) for e in drawing.edges] == [
        ("c", "shop", "HTTPS"),
        ("shop", "orders", ""),
        ("orders", "pay", "charge"),
        ("Reports", "db", ""),
    ]
    assert {n.id: n.group for n in drawing.nodes}["Worker"] == "Cluster"


@pytest.mark.parametrize(
    ("body", "kind", "labels"),
    [
        (
            'participant "Web App" as w\nactor User\nUser -> w : click\nw -> API : POST /x\n',
            "sequence",
            ["Web App", "User", "API"],
        ),
        (
            'Person(u, "Buyer")\nSystem_Boundary(s, "Shop") {\nContainer(a, "API", "Go")\n}\nRel(u, a, "uses")\n',
            "c4",
            ["Buyer", "Shop", "API"],
        ),
        ("[*] --> Idle\nIdle --> Busy : go\n", "state", ["Idle", "Busy"]),
        ("start\n:Read file;\nif (ok?) then (yes)\n:Parse;\nendif\nstop\n", "activity", ["Read file", "ok?", "Parse"]),
    ],
)
def test_kinds(body: str, kind: str, labels: list[str]) -> None:
    drawing = read_plantuml(f"@startuml\n{body}@enduml\n", 1)
    assert (drawing.kind, [label.text for label in drawing.labels]) == (kind, labels)


def test_entities_and_classes() -> None:
    drawing = read_plantuml(
        '@startuml\nentity "users" as u {\n* id : uuid <<PK>>\n--\nemail : varchar(255)\n}\n'
        "entity orders {\n* id : uuid <<PK>>\n}\nu ||--o{ orders : places\n@enduml\n",
        1,
    )
    assert drawing.kind == "er"
    assert [(a.name, a.type, a.keys) for a in drawing.entities[0].attributes] == [
        ("id", "uuid", ("PK",)),
        ("email", "varchar(255)", ()),
    ]
    assert [(r.left, r.cardinality, r.right) for r in drawing.relations] == [("users", "one to zero or more", "orders")]


def test_an_end_that_is_missing() -> None:
    problem = read_plantuml("\n@startuml\n[A] --> [B]\n", 7).problems[0]
    assert (problem.line, problem.message) == (8, "`@startuml` has no `@enduml`")
