"""Drawings made of characters: what is a picture, what stands in it, and what only looks like one."""

import pytest

from speclint.facts.drawing.boxart import read_boxart
from speclint.facts.drawing.drawing import PICTURES, Drawing

SHOP = """\
┌─────────────┐
│   Shopper   │
│  (Browser)  │
└──────┬──────┘
       │ HTTPS
       ▼
┌─────────────────────────────────────┐
│         API Gateway                 │
│  (Rate Limiting + Auth)             │
└──────┬────────────────────┬─────────┘
       │                    │
       ▼                    ▼
┌──────────────┐     ┌──────────────┐
│   Voucher    │     │    Cart      │
│   Service    │     │   Service    │
└──────┬───────┘     └──────┬───────┘
       │                    │
       ▼                    ▼
╔══════════════╗     ╭──────────────╮
║  PostgreSQL  ║     │  PostgreSQL  │
║  (vouchers)  ║     │   (carts)    │
╚══════════════╝     ╰──────────────╯
"""

NESTED = """\
+----------------------------------------------+
|                 PLATFORM                      |
+----------------------------------------------+
|  +--- Edge ---+      +---------------------+  |
|  | * Caching   |      |      Orders        |  |
|  | * Routing   |----->|  +------+ +------+  |  |
|  +------------+      |  | Read | | Write|  |  |
|                      |  +------+ +------+  |  |
|                      +---------------------+  |
+-----------------------------------------------+
"""

SEQUENCE = """\
 User          Shop          Bank
  |             |             |
  |--order----->|             |
  |             |--charge---->|
  |             |<--receipt---|
  |<--thanks----|             |
  |             |             |
"""

ROUND = """\
.----------.      .---------.
| Web App  | ---> | Backend |
'----------'      '---------'
"""

CLASSES = """\
+------------------+          +------------------+
|     orders       |          |      items       |
+------------------+          +------------------+
| PK id (UUID)     |<-------->| PK id (UUID)     |
|    code (TEXT)   | 1      * | FK order_id (UUID)
+------------------+          +------------------+
"""

FAN = """\
      ┌───────┐
      │ Hub   │
      └───┬───┘
    ┌─────┴─────┐
    ▼           ▼
┌───────┐   ┌───────┐
│ Left  │   │ Right │
└───────┘   └───────┘
"""

CJK = """\
┌────────────┐     ┌────────────┐
│  注文管理  │ ──▶ │  在庫管理  │
└────────────┘     └────────────┘
"""


def texts(drawing: Drawing) -> list[str]:
    return [label.text for label in drawing.labels]


def ends(drawing: Drawing) -> list[tuple[str, str, str]]:
    return [(edge.source, edge.target, edge.label) for edge in drawing.edges]


def test_lines_in_one_box_are_one_label() -> None:
    drawing = read_boxart(SHOP, 1)
    assert drawing.kind == "boxes"
    assert texts(drawing) == [
        "Shopper (Browser)",
        "API Gateway (Rate Limiting + Auth)",
        "Voucher Service",
        "Cart Service",
        "PostgreSQL (vouchers)",
        "PostgreSQL (carts)",
    ]
    assert drawing.labels[2].parts == ("Voucher", "Service")


def test_arrows_join_boxes_and_carry_words() -> None:
    assert ends(read_boxart(SHOP, 1)) == [
        ("Shopper (Browser)", "API Gateway (Rate Limiting + Auth)", "HTTPS"),
        ("API Gateway (Rate Limiting + Auth)", "Voucher Service", ""),
        ("API Gateway (Rate Limiting + Auth)", "Cart Service", ""),
        ("Voucher Service", "PostgreSQL (vouchers)", ""),
        ("Cart Service", "PostgreSQL (carts)", ""),
    ]


def test_places_are_those_of_the_document() -> None:
    label = read_boxart(SHOP, line=101, column=4).labels[2]
    assert (label.text, label.line, label.column) == ("Voucher Service", 114, 8)


def test_boxes_in_boxes_are_groups_even_when_ragged() -> None:
    drawing = read_boxart(NESTED, 1)
    assert drawing.kind == "boxes"
    assert texts(drawing) == ["PLATFORM", "Edge", "Caching", "Orders", "Routing", "Read", "Write"]
    assert [(group.label, group.parent) for group in drawing.groups] == [("PLATFORM", None), ("Orders", "PLATFORM")]
    assert ("Edge", "Orders", "") in ends(drawing)
    assert "out of line" in drawing.problems[0].message


def test_a_sequence_has_messages() -> None:
    drawing = read_boxart(SEQUENCE, 1)
    assert (drawing.kind, drawing.subject, texts(drawing)) == ("arrows", "sequence", ["User", "Shop", "Bank"])
    assert ends(drawing) == [
        ("User", "Shop", "order"),
        ("Shop", "Bank", "charge"),
        ("Bank", "Shop", "receipt"),
        ("Shop", "User", "thanks"),
    ]


def test_round_corners_of_plain_characters() -> None:
    drawing = read_boxart(ROUND, 1)
    assert (drawing.kind, texts(drawing), ends(drawing)) == (
        "boxes",
        ["Web App", "Backend"],
        [("Web App", "Backend", "")],
    )


def test_boxes_drawn_with_underscores() -> None:
    drawing = read_boxart("  _______        _______ \n | Front |----->| Back  |\n |_______|      |_______|\n", 1)
    assert (drawing.kind, ends(drawing)) == ("boxes", [("Front", "Back", "")])


def test_words_beside_a_stroke_are_its_own() -> None:
    code = (
        "+-------+\n| Orders |\n+-------+\n  |    |\n  |    | events\n  v    v\n+---+ +---+\n| A | | B |\n+---+ +---+\n"
    )
    assert ends(read_boxart(code, 1)) == [("Orders", "A", ""), ("Orders", "B", "events")]


def test_boxes_with_members_are_entities() -> None:
    drawing = read_boxart(CLASSES, 1)
    assert drawing.subject == "er"
    assert [(e.name, [(a.name, a.type, a.keys) for a in e.attributes]) for e in drawing.entities] == [
        ("orders", [("id", "UUID", ("PK",)), ("code", "TEXT", ())]),
        ("items", [("id", "UUID", ("PK",)), ("order_id", "UUID", ("FK",))]),
    ]
    assert [(r.left, r.cardinality, r.right) for r in drawing.relations] == [("orders", "1 to *", "items")]


def test_wide_characters_take_two_columns() -> None:
    drawing = read_boxart(CJK, 1)
    assert (texts(drawing), ends(drawing)) == (["注文管理", "在庫管理"], [("注文管理", "在庫管理", "")])
    assert [(x.line, x.column) for x in drawing.labels] == [(2, 4), (2, 19)]


@pytest.mark.parametrize(
    ("code", "labels"),
    [
        ("Client ──HTTP──> Server\n", ["Client", "Server"]),
        ("[Client] -> [Server]\n", ["Client", "Server"]),
        ("Browser --> Gateway --> Orders\n", ["Browser", "Gateway", "Orders"]),
        ("Request\n   |\n   v\nParse\n   |\n   v\nStore\n", ["Request", "Parse", "Store"]),
        ("Upload\n  ↓\nScan → Reject\n  ↓\nStore\n", ["Upload", "Scan", "Reject", "Store"]),
        ("push\n  ├─► accept refs\n  └─► notify daemon\n", ["push", "accept refs", "notify daemon"]),
        ("[Web UI] ---> [API]\n                |\n                +---> [S3]\n", ["Web UI", "API", "S3"]),
        ("[User] --(mint)--> [Contract]\n   ↓\n[Roles]\n", ["User", "Contract", "Roles"]),
    ],
)
def test_arrows_without_boxes(code: str, labels: list[str]) -> None:
    drawing = read_boxart(code, 1)
    assert (drawing.kind, texts(drawing)) == ("arrows", labels)


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("src/\n├── api/\n│   └── routes.py  # endpoints\n└── main.py\n", "tree"),
        ("src/\n|-- api/\n|   `-- routes.py\n`-- main.py\n", "tree"),
        ("app/\n  main.py\n  models/\n    user.py   # one user\n", "tree"),
        ("App (root)\n  |-- Header (title)\n  |-- Grid\n  |   |-- Card (one each)\n", "tree"),
        ("users (1) ──< (N) orders\norders (N) ──> (1) products\n", "relations"),
        ("Draft → Review (editor)\nReview → Final (owner)\n", "relations"),
        ("+----+------+\n| id | name |\n+----+------+\n| 1  | Ann  |\n| 2  | Bob  |\n+----+------+\n", "table"),
        ("┌────┬──────┐\n│ id │ name │\n├────┼──────┤\n│ 1  │ Ann  │\n└────┴──────┘\n", "table"),
        (
            "+---------------------+\n| Name: [__________]  |\n| [x] Remember me     |\n"
            "| [ Save ] [ Cancel ] |\n+---------------------+\n",
            "screen",
        ),
        ("+------------------+\n| Load [=====>   ] |\n| Disk [==>      ] |\n+------------------+\n", "screen"),
        ("╭─ Log ────────────╮\n│ running tests    │\n│ PASS: one        │\n╰──────────────────╯\n", "screen"),
        (
            "+----------------------+\n| {                    |\n"
            '|   "error": "NotFound"|\n| }                    |\n+----------------------+\n',
            "none",
        ),
        ("   /\\\n  /E2E\\\n /------\\\n/ Integr \\\n/--------\\\n/   Unit   \\\n", "pyramid"),
        ('{\n  "id": 1,\n  "to": "a -> b"\n}\n', "none"),
        ("2026-01-05 12:00:01 INFO starting -> ok\n2026-01-05 12:00:02 WARN slow | 2s\n", "none"),
        ("def run(x) -> int:\n    return x | 1\n", "none"),
        ("get(id) → Item    — from cache\nput(item) → ok    — to cache\n", "none"),
        ("d(a, b) = |a - b| / (|a| + |b|)\n", "none"),
        ("1 -> 10 -> 100 -> 1000\n", "none"),
        ("kubectl get pods --all-namespaces\n", "none"),
        ("| a | b |\n|---|---|\n| 1 | 2 |\n", "none"),
        ("1. Open the page\n   → the page loads\n2. Log in\n   → a session starts\n", "none"),
        ("Files to create:\n- src/a.py\n\nTasks:\n1. Write a.py\n2. Test it -> done\n", "none"),
        ("GET /orders\nAccept: application/json\n", "none"),
        ("diff --git a/x b/x\n--- a/x\n+++ b/x\n@@ -1 +1 @@\n-old\n+new\n", "none"),
        ("", "none"),
    ],
)
def test_what_is_no_picture(code: str, kind: str) -> None:
    drawing = read_boxart(code, 1)
    assert drawing.kind == kind
    assert drawing.kind not in PICTURES


def test_relations_have_cardinalities() -> None:
    drawing = read_boxart("users (1) ──< (N) orders [optional]\norders (N) ──> (1) users\n", 5)
    assert [(r.left, r.cardinality, r.right, r.label, r.line) for r in drawing.relations] == [
        ("users", "1 to N", "orders", "optional", 5),
        ("orders", "N to 1", "users", "", 6),
    ]


def test_layers_on_one_another_are_a_picture() -> None:
    drawing = read_boxart(
        "+---------+\n|   UI    |\n+---------+\n|  Logic  |\n+---------+\n| Storage |\n+---------+\n", 1
    )
    assert (drawing.kind, texts(drawing)) == ("boxes", ["UI", "Logic", "Storage"])


def test_a_box_that_is_not_closed() -> None:
    drawing = read_boxart(
        "┌───────┐    ┌───────┐\n│ Front │───▶│ Back  │\n└───────┘    │ end   │\n             │ more  │\n", 9
    )
    assert [(p.message, p.line, p.column) for p in drawing.problems] == [("a box is not closed", 9, 14)]


def test_strokes_that_fan_out_are_no_box() -> None:
    drawing = read_boxart(FAN, 1)
    assert (texts(drawing), drawing.problems) == (["Hub", "Left", "Right"], ())
    assert ends(drawing) == [("Hub", "Left", ""), ("Hub", "Right", "")]


def test_an_arrow_in_the_words_of_a_label_is_a_word() -> None:
    drawing = read_boxart(
        "┌────────────────────┐   ┌──────┐\n│ Router (PRD→Spec)  │──▶│ Sink │\n└────────────────────┘   └──────┘\n", 1
    )
    assert texts(drawing) == ["Router (PRD→Spec)", "Sink"]


GAPS = """\
+----------------+      +----------------+
| Van Tracker    |      | Parcel Store   |
| - one row                              |
| - closed       |      | - closed       |
+----------------+      +----------------+
"""
ONE_ROW = "+---------+     +---------+\n|  Shop         |  Store  |\n+---------+     +---------+\n"
CROSSED = (
    "+---------+     +---------+\n|  Shop   |     |  Store  |\n"
    "|  asks   +---->   tells  |\n+---------+     +---------+\n"
)


@pytest.mark.parametrize(
    ("code", "places"),
    [
        pytest.param(GAPS, [(3, 18, "right"), (3, 25, "left")], id="a row of two boxes"),
        pytest.param(ONE_ROW, [(2, 11, "right")], id="the only row of a box"),
        pytest.param(CROSSED, [], id="an arrow that runs through a side"),
        pytest.param(SHOP, [], id="a sound drawing"),
    ],
)
def test_a_side_that_is_missing_is_found(code: str, places: list[tuple[int, int, str]]) -> None:
    found = [problem for problem in read_boxart(code, 1).problems if "missing" in problem.message]
    assert [(each.line, each.column, each.message.split()[1]) for each in found] == places
