"""A drawing while it is being read."""

from dataclasses import replace

from speclint.facts.drawing.drawing import (
    KINDS,
    Attribute,
    Drawing,
    DrawingProblem,
    Edge,
    Entity,
    Group,
    Label,
    Node,
    Relation,
    Task,
)
from speclint.facts.drawing.wording import parts, said

Place = tuple[int, int]
"""A line and a column of the document, both from 1."""

MOST_PROBLEMS = 20
"""A drawing with more problems than this is not what it was taken for; the rest says nothing new."""


class Sketch:
    """What a reader has found so far. A thing mentioned twice is one thing; its last label counts."""

    def __init__(self, kind: str, notation: str) -> None:
        self.kind, self.notation = kind, notation
        self.subject = KINDS[kind]
        self._nodes: dict[str, Node] = {}
        self._named: dict[str, Label] = {}
        self._groups: dict[str, Group] = {}
        self._group_labels: dict[str, Label] = {}
        self._entities: dict[str, tuple[str, Place, list[Attribute]]] = {}
        self._open: list[str] = []
        self._edges: list[Edge] = []
        self._relations: list[Relation] = []
        self._tasks: list[Task] = []
        self._extra: list[Label] = []
        self._problems: list[DrawingProblem] = []

    @property
    def group(self) -> str | None:
        """The innermost group that is open."""
        return self._open[-1] if self._open else None

    def has(self, id: str) -> bool:
        """Whether a node or a group of that id was seen."""
        return id in self._nodes or id in self._groups

    def node(self, id: str, raw: str | None, place: Place, at: Place | None = None) -> str:
        """Add a node, or give one its label, which stands `at` a place; without one its id serves."""
        if id in self._groups:
            return id
        old = self._nodes.get(id)
        group = old.group if old and old.group else self.group
        if old and raw is None:
            self._nodes[id] = replace(old, group=group) if old.group != group else old
            return id
        text = said(raw) if raw is not None else id
        self._nodes[id] = Node(id, text, *place, group)
        self._named[id] = Label(text, *(at or place), _several(raw))
        return id

    def enter(self, id: str, raw: str, place: Place) -> None:
        """Open a group: nodes added from here on stand in it."""
        parent = self.group
        self._open.append(id)
        self._nodes.pop(id, None)
        self._named.pop(id, None)
        self._groups[id] = Group(id, said(raw), *place, parent if parent != id else None)
        self._group_labels[id] = Label(said(raw), *place, _several(raw))

    def frame(self, id: str, raw: str, place: Place, parent: str | None) -> None:
        """Add a group without opening it."""
        self._groups[id] = Group(id, said(raw), *place, parent)
        self._group_labels[id] = Label(said(raw), *place, _several(raw))

    def place(self, id: str) -> Place | None:
        """Where a node stands."""
        node = self._nodes.get(id)
        return (node.line, node.column) if node else None

    def name(self, id: str, raw: str) -> None:
        """Give a node that is called by its id a shorter name."""
        node = self._nodes.get(id)
        if node and node.label == id:
            self._nodes[id] = replace(node, label=said(raw))
            self._named[id] = replace(self._named[id], text=said(raw))

    def rename(self, group: str, raw: str, place: Place) -> None:
        """Give a group its title."""
        self._groups[group] = replace(self._groups[group], label=said(raw))
        self._group_labels[group] = Label(said(raw), *place, _several(raw))

    def put(self, id: str, group: str | None) -> None:
        """Say which group a node stands in."""
        if id in self._nodes:
            self._nodes[id] = replace(self._nodes[id], group=group)

    def leave(self) -> bool:
        """Close the innermost group; false where none is open."""
        if self._open:
            self._open.pop()
            return True
        return False

    def edge(self, source: str, target: str, raw: str, line: int) -> None:
        """Join two nodes."""
        self._edges.append(Edge(source, target, said(raw), line))

    def entity(self, id: str, name: str, place: Place) -> list[Attribute]:
        """Add an entity; its attributes are appended to what is returned."""
        if id not in self._entities:
            self._entities[id] = (name, place, [])
        elif name != id:
            self._entities[id] = (name, self._entities[id][1], self._entities[id][2])
        return self._entities[id][2]

    def holds(self, id: str) -> bool:
        """Whether a thing is an entity."""
        return id in self._entities

    def relate(self, left: str, right: str, cardinality: str, raw: str, line: int) -> None:
        """Relate two entities."""
        self._relations.append(Relation(left, right, cardinality, said(raw), line))

    def task(self, name: str, section: str, time: str, place: Place) -> None:
        """Add a row of a plan."""
        self._tasks.append(Task(said(name), said(section), " ".join(time.split()), *place))

    def label(self, raw: str, place: Place) -> None:
        """Add a text that names something, where nodes do not matter."""
        text = said(raw)
        if text:
            self._extra.append(Label(text, *place, _several(raw)))

    def problem(self, message: str, place: Place) -> None:
        """Add a place where the drawing cannot be read."""
        if len(self._problems) < MOST_PROBLEMS:
            self._problems.append(DrawingProblem(message, *place))

    def drawing(self) -> Drawing:
        """All that was found."""
        names = {key: name for key, (name, _, _) in self._entities.items()}
        entities = tuple(Entity(name, tuple(rows), *place) for name, place, rows in self._entities.values())
        relations = tuple(
            Relation(names.get(r.left, r.left), names.get(r.right, r.right), r.cardinality, r.label, r.line)
            for r in self._relations
        )
        return Drawing(
            self.kind,
            self.notation,
            tuple(self._nodes.values()),
            tuple(self._edges),
            tuple(self._groups.values()),
            entities,
            relations,
            tuple(self._tasks),
            self._labels(entities),
            tuple(sorted(self._problems, key=lambda p: (p.line, p.column))),
            self.subject,
        )

    def _labels(self, entities: tuple[Entity, ...]) -> tuple[Label, ...]:
        found = [*self._group_labels.values(), *self._named.values(), *self._extra]
        found += [Label(e.name, e.line, e.column) for e in entities]
        found += [Label(t.name, t.line, t.column) for t in self._tasks]
        unique = {(x.text, x.line): x for x in found if x.text}
        return tuple(sorted(unique.values(), key=lambda x: (x.line, x.column)))


def _several(raw: str | None) -> tuple[str, ...]:
    lines = parts(raw) if raw else ()
    return lines if len(lines) > 1 else ()
