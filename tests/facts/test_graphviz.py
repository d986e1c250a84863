"""Graphs in the DOT language."""

from speclint.facts.drawing.graphviz import read_graphviz

GRAPH = """\
digraph shop {
  rankdir=LR; node [shape=box];
  // [a comment]
  subgraph cluster_0 {
    label="Backend tier";
    api [label="API Gateway\\n(Kong)"];
    db [shape=cylinder, label=<<b>PostgreSQL</b><br/>15>];
  }
  client -> api -> {db cache} [label="HTTPS"];
  rec [shape=record, label="{<f0> Orders|{id|total}}"];
  "Web App":p -> rec:f0;
}
"""


def test_nodes_clusters_and_edges() -> None:
    drawing = read_graphviz(GRAPH, 1)
    assert [label.text for label in drawing.labels] == [
        *("Backend tier", "API Gateway (Kong)", "PostgreSQL 15", "client", "cache", "Orders id total", "Web App"),
    ]
    assert [(e.source, e.target, e.label) for e in drawing.edges] == [
        ("client", "api", ""),
        ("api", "db", "HTTPS"),
        ("api", "cache", "HTTPS"),
        ("Web App", "rec", ""),
    ]
    assert {n.id: n.group for n in drawing.nodes}["db"] == "cluster_0"
    assert drawing.problems == ()


def test_places() -> None:
    drawing = read_graphviz('graph {\n  a [label="Alpha"]\n}\n', line=30, column=3)
    assert [(x.text, x.line, x.column) for x in drawing.labels] == [("Alpha", 31, 14)]


def test_a_brace_that_is_not_closed() -> None:
    problem = read_graphviz("digraph {\n a -> b\n", 1).problems[0]
    assert (problem.line, problem.column, problem.message) == (1, 9, "`{` is not closed")
