"""Diagrams in D2."""

from speclint.facts.drawing.d2 import read_d2


def test_things_containers_and_connections() -> None:
    drawing = read_d2(
        """direction: right
client: Web Client
api: API Gateway {
  shape: hexagon
  auth: Auth Service
}
client -> api.auth: HTTPS
api -> db <- worker: reads
db: PostgreSQL {shape: cylinder}
""",
        1,
    )
    assert [x.text for x in drawing.labels] == ["Web Client", "API Gateway", "Auth Service", "worker", "PostgreSQL"]
    assert [(e.source, e.target, e.label) for e in drawing.edges] == [
        ("client", "api.auth", "HTTPS"),
        ("api", "db", "reads"),
        ("worker", "db", "reads"),
    ]


def test_tables() -> None:
    drawing = read_d2(
        "users: {\n  shape: sql_table\n  id: int {constraint: primary_key}\n}\n"
        "orders: {\n  shape: sql_table\n  user_id: int\n}\norders.user_id -> users.id\n",
        1,
    )
    assert drawing.kind == "er"
    assert [(e.name, [(a.name, a.type) for a in e.attributes]) for e in drawing.entities] == [
        ("users", [("id", "int")]),
        ("orders", [("user_id", "int")]),
    ]
    assert [(r.left, r.right) for r in drawing.relations] == [("orders", "users")]
