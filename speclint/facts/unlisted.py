"""Boxes of the architecture diagram that the list of components, complete otherwise, leaves out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from speclint.document.block import Table
from speclint.document.span import Span
from speclint.facts.component import Component
from speclint.facts.diagram import Diagram
from speclint.facts.fact import Fact, Facts

if TYPE_CHECKING:
    from speclint.facts.drawing.drawing import Drawing, Node

_FEWEST = 3
"""A table of so many rows claims to be a list of components."""
_MOST = 3
"""More boxes than these are not forgotten: the table lists something else."""
_LONGEST = 5
"""A name has so many words at most."""
# what a name of a component looks like: capitalised words, no sentence, no call, no path
_NAME = re.compile(r"[A-Z][\w-]*(?: (?:[A-Z&][\w-]*|of|and|for|to))*(?: \([^()]{1,40}\))?")
_TOO_MANY = 120
"""A diagram of more boxes is not looked at."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Unlisted(Fact):
    """A box of the architecture diagram that stands in no row of the components table; `table` is its line."""

    name: str
    table: int
    related: tuple[tuple[str, Span], ...] = ()


def read_unlisted(facts: Facts) -> tuple[Unlisted, ...]:
    """A handful of boxes at most; none where it is not plain that the table means to list what is drawn."""
    rows = [each for each in facts.all("components", Component) if each.shape == "row"]
    if len(rows) < _FEWEST or any(each.shape not in ("row",) for each in facts.all("components", Component)):
        return ()
    found: dict[str, Unlisted] = {}
    for diagram in facts.all("diagrams", Diagram):
        if "system" in diagram.shows and diagram.source is not None and len(diagram.source.nodes) <= _TOO_MANY:
            for each in _left_out(diagram.source, rows, facts):
                found.setdefault(each.name.casefold(), each)
    return tuple(found.values()) if len(found) <= _MOST else ()


def _left_out(drawing: Drawing, rows: list[Component], facts: Facts) -> Iterator[Unlisted]:
    from speclint.facts.drawing.match import drawn

    names = [row.name for row in rows]
    labels = [node.label for node in drawing.nodes] + [group.label for group in drawing.groups]
    if sum(drawn(name, labels) is not None for name in names) * 3 < len(names) * 2:
        return
    listed = {node.id: _listed(node, drawing, names) for node in drawing.nodes}
    inside = {node.group for node in drawing.nodes if listed[node.id]}
    candidates = [node for node in drawing.nodes if _is_part(node, drawing, inside, facts)]
    left = [node for node in candidates if not listed[node.id]]
    if len(left) > _MOST or len(left) * 3 > len(candidates):
        return
    told = _words(facts, rows)
    for node in left:
        if node.label.casefold() not in told:
            span = facts.document.line_span(node.line)
            related = ((f'the components are listed here, from "{rows[0].name}" on', rows[0].span),)
            yield Unlisted(span=span, name=node.label, table=rows[0].span.line, related=related)


def _is_part(node: Node, drawing: Drawing, inside: set[str | None], facts: Facts) -> bool:
    """Whether a box is a part of the system: named like one, joined to others, neither external nor a technology.

    A group is not external when the table lists something in it: `inside` are such groups.
    """
    from speclint.facts.drawing.match import is_technology

    name = _ASIDE.sub("", node.label)
    if not _NAME.fullmatch(node.label) or len(name.split()) > _LONGEST or len(name) < _SHORTEST:
        return False
    if facts.vocabulary.has("external", name) or is_technology(name) or _OUTSIDE.search(node.label):
        return False
    group = next((each for each in drawing.groups if each.id == node.group), None)
    if group is not None and node.group not in inside and facts.vocabulary.has("external", group.label):
        return False
    return any({node.id, node.group or node.id} & {edge.source, edge.target} for edge in drawing.edges)


_ASIDE = re.compile(r"\s*\([^()]*\)")
_OUTSIDE = re.compile(r"\((?:[^()]* )?(?:browser|external|third[- ]party|saas|user|actor|existing)\b", re.IGNORECASE)
_SHORTEST = 4


def _listed(node: Node, drawing: Drawing, names: list[str]) -> bool:
    """Whether a row names a box, or one of those around it."""
    from speclint.facts.drawing.match import drawn

    around = {group.id: group for group in drawing.groups}
    labels = [node.label]
    group = around.get(node.group or "")
    while group is not None and len(labels) < 9:
        labels.append(group.label)
        group = around.get(group.parent or "") if group.parent != group.id else None
    return any(drawn(name, [label]) or drawn(label, [name]) for label in labels if label for name in names)


def _words(facts: Facts, rows: list[Component]) -> str:
    """All that the tables of the components say, so that what a cell mentions counts as listed."""
    lines = {row.span.line for row in rows}
    tables = [table for table in facts.document.tables if any(_spans(table, line) for line in lines)]
    return "\n".join(cell.plain.casefold() for table in tables for row in table.rows for cell in row.cells)


def _spans(table: Table, line: int) -> bool:
    return table.span.line <= line <= table.span.end_line
