"""Diagrams in Mermaid: what is drawn, and what cannot be read."""

import pytest

from speclint.facts.drawing.mermaid import begins, read_mermaid

FLOW = """\
---
title: Shop
---
%%{init: {"theme": "base"}}%%
flowchart LR
  %% a comment [with a bracket
  user(["Shopper"]) -->|HTTPS| gw["API Gateway<br/>(Kong)"]
  subgraph core [Core services]
    orders[Order Service]:::hot & carts[(Cart<br/>Store)]
  end
  gw -- place order --> orders; gw -.-> carts
  orders ==> bus{{Event Bus}} --> mail & Склад[Склад]
  db@{ shape: cyl, label: "Orders DB" }
  orders --> db
  classDef hot fill:#f96
  style gw fill:#fff
  click gw "https://example.org" "tip"
"""


def texts(code: str) -> list[str]:
    return [label.text for label in read_mermaid(code, 1).labels]


def test_a_flowchart_names_its_nodes_and_groups() -> None:
    assert texts(FLOW) == [
        "Shopper",
        "API Gateway (Kong)",
        "Core services",
        "Order Service",
        "Cart Store",
        "Event Bus",
        "mail",
        "Склад",
        "Orders DB",
    ]


def test_a_flowchart_joins_its_nodes() -> None:
    edges = [(edge.source, edge.target, edge.label) for edge in read_mermaid(FLOW, 1).edges]
    assert edges == [
        ("user", "gw", "HTTPS"),
        ("gw", "orders", "place order"),
        ("gw", "carts", ""),
        ("orders", "bus", ""),
        ("bus", "mail", ""),
        ("bus", "Склад", ""),
        ("orders", "db", ""),
    ]


def test_places_are_those_of_the_document() -> None:
    drawing = read_mermaid("flowchart TD\n  a[Alpha] --> b[Beta]\n", line=41, column=5)
    assert [(label.text, label.line, label.column) for label in drawing.labels] == [("Alpha", 42, 9), ("Beta", 42, 22)]


def test_a_node_stands_in_the_group_that_declares_it() -> None:
    drawing = read_mermaid("graph TD\nx --> y\nsubgraph g\ny[Why]\nend\n", 1)
    assert {node.id: node.group for node in drawing.nodes} == {"x": None, "y": "g"}


@pytest.mark.parametrize(
    ("code", "kind", "labels"),
    [
        (
            "sequenceDiagram\nparticipant w as Web App\nactor U\nU->>+w: clicks: twice\nw-->>-api-server: POST /x\n",
            "sequence",
            ["Web App", "U", "api-server"],
        ),
        ("sequenceDiagram\nbox Blue Backend\nparticipant A\nend\nA->>B: hi\n", "sequence", ["Backend", "A", "B"]),
        ("stateDiagram-v2\n[*] --> Idle\nIdle --> run : go\nrun : Running hot\n", "state", ["Idle", "Running hot"]),
        (
            'stateDiagram-v2\nstate "Long wait" as w\nstate Outer {\n[*] --> in\n}\n',
            "state",
            ["Long wait", "Outer", "in"],
        ),
        (
            'C4Container\ntitle T\nPerson(u, "Buyer")\nSystem_Boundary(s, "Shop") {\n'
            'ContainerDb(d, "Orders", "PostgreSQL 15")\n}\nRel(u, d, "uses")\n',
            "c4",
            ["Buyer", "Shop", "Orders"],
        ),
        (
            "architecture-beta\ngroup g(cloud)[Cloud]\nservice d(database)[Orders] in g\n",
            "architecture",
            ["Cloud", "Orders"],
        ),
        ('block-beta\ncolumns 2\na["Web UI"] b:2\nspace c\na --> c\n', "block", ["Web UI", "b", "c"]),
        ("mindmap\n  root((Plan))\n    Build\n    [Ship it]\n", "mindmap", ["Plan", "Build", "Ship it"]),
        ("gantt\nsection One\nDesign :done, d1, 2026-01-05, 3d\n", "gantt", ["One", "Design"]),
        ("kanban\n  todo[To do]\n    a[Write]\n", "kanban", ["To do", "Write"]),
        ('pie title Split\n"Unit" : 70\n"E2E" : 10\n', "chart", ["Unit", "E2E"]),
        ("journey\nsection Buy\nPay: 3: Ann\n", "journey", ["Pay"]),
        (
            "requirementDiagram\nrequirement fast {\nid: 1\n}\nelement api {\n}\napi - satisfies -> fast\n",
            "requirement",
            ["fast", "api"],
        ),
    ],
)
def test_the_kinds_of_diagrams(code: str, kind: str, labels: list[str]) -> None:
    drawing = read_mermaid(code, 1)
    assert (drawing.kind, [label.text for label in drawing.labels], drawing.problems) == (kind, labels, ())


def test_messages_of_a_sequence() -> None:
    drawing = read_mermaid("sequenceDiagram\nA->>+B: hello\nloop daily\nB--)A: report\nend\n", 1)
    assert [(e.source, e.target, e.label) for e in drawing.edges] == [("A", "B", "hello"), ("B", "A", "report")]


def test_classes_have_members_and_relations() -> None:
    drawing = read_mermaid(
        """classDiagram
        class Order~T~ {
          <<entity>>
          +UUID id
          -items: List~Item~
          +total(currency) Money
        }
        Order "1" *-- "1..*" Item : holds
        Item : +int count
        """,
        1,
    )
    order, item = drawing.entities
    assert [(a.name, a.type) for a in order.attributes] == [
        ("id", "UUID"),
        ("items", "List<Item>"),
        ("total()", "Money"),
    ]
    assert [(a.name, a.type) for a in item.attributes] == [("count", "int")]
    relation = drawing.relations[0]
    assert (relation.left, relation.right, relation.cardinality, relation.label) == (
        "Order",
        "Item",
        "1 to 1..*",
        "holds",
    )


def test_entities_have_columns_keys_and_cardinalities() -> None:
    drawing = read_mermaid(
        """erDiagram
        p["Purchase order"] {
          uuid id PK "made here"
          varchar(20) code UK
          uuid buyer_id FK, UK
        }
        BUYER ||--o{ p : places
        BUYER one or more to only one COUNTRY : "lives in"
        """,
        10,
    )
    assert [entity.name for entity in drawing.entities] == ["Purchase order", "BUYER", "COUNTRY"]
    columns = [(a.name, a.type, a.keys, a.comment, a.line) for a in drawing.entities[0].attributes]
    assert columns == [
        ("id", "uuid", ("PK",), "made here", 12),
        ("code", "varchar(20)", ("UK",), "", 13),
        ("buyer_id", "uuid", ("FK", "UK"), "", 14),
    ]
    assert [(r.left, r.cardinality, r.right) for r in drawing.relations] == [
        ("BUYER", "one to zero or more", "Purchase order"),
        ("BUYER", "one or more to one", "COUNTRY"),
    ]


def test_tasks_have_their_times() -> None:
    tasks = read_mermaid("gantt\nsection Two\nBuild :active, b1, 2026-02-02, 10d\nTest :after b1, 5d\n", 1).tasks
    assert [(t.name, t.section, t.time) for t in tasks] == [
        ("Build", "Two", "2026-02-02, 10d"),
        ("Test", "Two", "after b1, 5d"),
    ]


@pytest.mark.parametrize(
    ("code", "line", "column", "message"),
    [
        ("flowchart TD\nA[Rate limit (100/s)] --> B\n", 2, 14, "`(` in a label without quotation marks"),
        ("flowchart TD\nA -->|uses (maybe)| B\n", 2, 12, "`(` in a label without quotation marks"),
        ("flowchart TD\nA[Open\nB[Closed]\n", 2, 2, "`[` is not closed"),
        ('flowchart TD\nA["Open]\n', 2, 3, "a quotation mark is not closed"),
        ("flowchart TD\nsubgraph one\nA --> B\n", 2, 1, "`subgraph` has no `end`"),
        ("graph TD\nA --> B\nend\n", 3, 1, "`end` without `subgraph`"),
        ("flowcart TD\nA --> B\n", 1, 1, "`flowcart` is no kind of diagram that Mermaid knows"),
        ("sequenceDiagram\nalt ok\nA->>B: x\n", 2, 1, "`alt` has no `end`"),
        ("sequenceDiagram\nA->>B: x\nend\n", 3, 1, "`end` closes nothing"),
        ("erDiagram\nORDER {\nuuid id PK\n", 2, 7, "`{` of entity ORDER is not closed"),
        ("classDiagram\nclass Order {\n+int id\n", 2, 13, "`{` of class Order is not closed"),
        ("", 1, 1, "the diagram is empty"),
    ],
)
def test_what_cannot_be_read(code: str, line: int, column: int, message: str) -> None:
    problem = read_mermaid(code, 1).problems[0]
    assert (problem.line, problem.column, problem.message) == (line, column, message)


@pytest.mark.parametrize(
    "code",
    [
        'flowchart TD\nA["Rate limit (100/s)"] --> B["a [b] {c}"]\n',
        "flowchart TD\nA[Text over\ntwo lines] --> B\n",
        "flowchart TD\nA[/slanted/] --> B[\\other\\] --> C[/both\\]\n",
        "flowchart TD\nA>flag] --> B(((twice)))\n",
        "graph LR; A-->B; B-->C[ends; here]\n",
        "flowchart TD\nendpoint --> ending\n",
        "flowchart TD\nA --o B\nB --x C\nC o--o D\nD <-.-> E\nE ~~~ F\n",
        'flowchart TD\nA["`**bold**\nover lines`"] --> B\n',
        "flowchart TD\nsubgraph two words\nA\nend\n",
        "sequenceDiagram\nautonumber\npar a\nA->>B: x\nand b\nB->>A: y\nend\n",
        "stateDiagram-v2\nnote right of A\ntext {here\nend note\nA --> B\n",
        "newkind-beta\n  whatever\n",
        "quadrantChart\nx-axis Low --> High\nA: [0.1, 0.2]\n",
    ],
)
def test_no_false_alarm(code: str) -> None:
    assert read_mermaid(code, 1).problems == ()


@pytest.mark.parametrize(
    ("code", "yes"),
    [
        ("graph TD\nA-->B", True),
        ("sequenceDiagram\nA->>B: x", True),
        ("erDiagram\n", True),
        ("graph of sales", False),
        ("timeline for the launch", False),
        ("class A {}", False),
    ],
)
def test_how_a_diagram_begins(code: str, yes: bool) -> None:
    assert begins(code) is yes


def test_a_namespace_may_be_closed_on_its_own_line() -> None:
    drawing = read_mermaid("classDiagram\nnamespace Shop { class Cart }\nclass Van\n", 1)
    assert drawing.problems == ()
    assert [entity.name for entity in drawing.entities] == ["Cart", "Van"]
