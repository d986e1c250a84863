"""What a drawing shows, whatever it was drawn with."""

from dataclasses import dataclass

KINDS: dict[str, str] = {
    # notations with a grammar
    "flowchart": "structure",
    "architecture": "structure",
    "block": "structure",
    "c4": "structure",
    "component": "structure",
    "deployment": "structure",
    "graph": "structure",
    "usecase": "structure",
    "mindmap": "structure",
    "sequence": "sequence",
    "class": "class",
    "er": "er",
    "state": "state",
    "activity": "flow",
    "journey": "flow",
    "git": "flow",
    "gantt": "plan",
    "timeline": "plan",
    "kanban": "plan",
    "requirement": "requirement",
    "chart": "data",
    "other": "other",
    # characters: what the art is made of; its subject is read from the art itself
    "boxes": "structure",
    "arrows": "flow",
    "relations": "relations",
    "pyramid": "pyramid",
    "tree": "files",
    "table": "table",
    "screen": "screen",
    "none": "none",
}
"""Every kind of drawing, and what such a drawing is usually about.

`boxes`, `arrows`: character art that shows parts and how they are joined. `relations`: plain lines of
`A -> B`, a list rather than a picture. `tree`: a directory tree or an outline of parts. `table`: a grid
of cells. `screen`: a mock-up of a user interface, or a text in a frame. `pyramid`: slanted sides, as of
tests. `none`: not a drawing.
"""

PICTURES = frozenset(KINDS) - {"relations", "tree", "table", "screen", "pyramid", "none"}
"""The kinds that show parts and how they are joined: what a reader would call a diagram of a system."""


DIAGRAMS = PICTURES | {"pyramid", "screen"}
"""What a reader would count as a diagram at all: pictures, pyramids of tests, mock-ups of screens."""


@dataclass(frozen=True, slots=True)
class Label:
    """A text that names something drawn. `parts` are its single lines where it was broken over several."""

    text: str
    line: int
    column: int
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Node:
    """A thing drawn; `group` is the id of the innermost group that holds it."""

    id: str
    label: str
    line: int
    column: int
    group: str | None = None


@dataclass(frozen=True, slots=True)
class Edge:
    """A line from one node (or group) to another, by their ids."""

    source: str
    target: str
    label: str
    line: int


@dataclass(frozen=True, slots=True)
class Group:
    """A frame around nodes: a subgraph, a boundary, a package, an outer box."""

    id: str
    label: str
    line: int
    column: int
    parent: str | None = None


@dataclass(frozen=True, slots=True)
class Attribute:
    """A column of an entity or a member of a class; the name of a method ends in `()`."""

    name: str
    type: str
    keys: tuple[str, ...]
    comment: str
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Entity:
    """A table or a class with what it holds."""

    name: str
    attributes: tuple[Attribute, ...]
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Relation:
    """A line between two entities. `cardinality` reads `one to zero or more`; empty where none is drawn."""

    left: str
    right: str
    cardinality: str
    label: str
    line: int


@dataclass(frozen=True, slots=True)
class Task:
    """A row of a plan; `time` is its dates or duration as written."""

    name: str
    section: str
    time: str
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class DrawingProblem:
    """A place where the drawing cannot be read as it was meant."""

    message: str
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Drawing:
    """One drawing. Lines and columns count from 1 in the whole document.

    `kind` is a key of `KINDS`; `notation` is mermaid, plantuml, graphviz, d2, ascii or tree; `subject` is
    what the drawing is about: a value of `KINDS`. `labels` name what is drawn; the words on
    edges stay on the edges.
    """

    kind: str
    notation: str
    nodes: tuple[Node, ...] = ()
    edges: tuple[Edge, ...] = ()
    groups: tuple[Group, ...] = ()
    entities: tuple[Entity, ...] = ()
    relations: tuple[Relation, ...] = ()
    tasks: tuple[Task, ...] = ()
    labels: tuple[Label, ...] = ()
    problems: tuple[DrawingProblem, ...] = ()
    subject: str = "other"

    @property
    def names(self) -> tuple[str, ...]:
        """Every text that may name a component: the labels, line by line, and the ids of nodes."""
        texts = ["\n".join(label.parts) or label.text for label in self.labels]
        if self.notation not in ("ascii", "tree"):
            texts += [node.id for node in self.nodes if len(node.id) > 2]
        return tuple(dict.fromkeys(texts))
