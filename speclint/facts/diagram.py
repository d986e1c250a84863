"""Diagrams: drawings in fences and images, and which of them show the architecture."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from speclint.document.block import CodeBlock, Paragraph, Table, Text, texts
from speclint.document.section import Section
from speclint.document.span import Span
from speclint.facts.fact import Fact, Facts

if TYPE_CHECKING:
    from speclint.facts.drawing.drawing import Drawing

# kinds of drawings that show parts and how they are joined
_STRUCTURE = frozenset(
    {
        "flowchart",
        "architecture",
        "block",
        "c4",
        "component",
        "deployment",
        "graph",
        "boxes",
        "arrows",
        "usecase",
        "mindmap",
    }
)
_CLASSES = frozenset({"class"})
_PARTS = ("architecture", "components", "overview", "component-design", "data-flow", "deployment", "service-layer")
_OTHER_PARTS = (
    "data-model", "testing", "phases", "security", "performance", "monitoring", "risks", "error-handling",
)  # fmt: skip
_NO_DIAGRAM = re.compile(
    r"(?:^|[\W_])(?:logo|badge|icon|avatar|banner|screenshot|shield|build status|coverage|license)(?:$|[\W_])", re.I
)
_BADGE = re.compile(r"shields\.io|badge|/actions/workflows/|travis-ci|codecov|img\.shields", re.I)


@dataclass(frozen=True, kw_only=True, eq=False)
class Diagram(Fact):
    """A drawing or an image.

    `kind` is mermaid, plantuml, graphviz, d2, ascii or image; `shape` what it shows: flowchart, sequence,
    class, er, boxes …; `architecture` is true where it stands for the architecture of the system.
    """

    kind: str
    shape: str
    labels: tuple[str, ...]
    architecture: bool
    source: Drawing | None = None


@dataclass(frozen=True, kw_only=True, eq=False)
class DrawingFault(Fact):
    """A place where a drawing cannot be read as it was meant; `kind` is its notation, as in `Diagram`."""

    kind: str
    text: str


def read_faults(facts: Facts) -> tuple[DrawingFault, ...]:
    """What is certainly wrong in the text of the drawings."""
    return tuple(
        DrawingFault(span=facts.document.line_span(problem.line), kind=drawing.notation, text=problem.message)
        for _, drawing in drawings(facts)
        for problem in drawing.problems
    )


def read_diagrams(facts: Facts) -> tuple[Diagram, ...]:
    """Every diagram, in order; directory trees, tables of characters and mock-ups of screens are none."""
    found = [*_drawn(facts), *_images(facts)]
    return tuple(sorted(found, key=lambda diagram: (diagram.span.line, diagram.span.column)))


def drawings(facts: Facts) -> list[tuple[CodeBlock, Drawing]]:
    """Every code block that can be read as a drawing of any kind, trees included."""

    def make() -> list[tuple[CodeBlock, Drawing]]:
        from speclint.facts.drawing.sniff import read_drawing

        blocks = facts.document.code_blocks
        read = ((block, read_drawing(block.language, block.code, block.line, block.column)) for block in blocks)
        return [(block, drawing) for block, drawing in read if drawing is not None]

    found: list[tuple[CodeBlock, Drawing]] = facts.memo("drawings", make)
    return found


def _drawn(facts: Facts) -> Iterator[Diagram]:
    from speclint.facts.drawing.drawing import DIAGRAMS

    for block, drawing in drawings(facts):
        if drawing.kind not in DIAGRAMS:
            continue
        section = facts.document.section_at(block.span.line)
        kind = drawing.notation if drawing.notation in ("mermaid", "plantuml", "graphviz", "d2") else "ascii"
        yield Diagram(
            span=facts.document.line_span(block.span.line),
            kind=kind,
            shape=drawing.kind,
            labels=tuple(dict.fromkeys(label.text for label in drawing.labels if label.text)),
            architecture=_shows_architecture(drawing.kind, section),
            source=drawing,
        )


def _images(facts: Facts) -> Iterator[Diagram]:
    for block in facts.document.blocks:
        if not isinstance(block, (Paragraph, Table)):
            continue
        for text in texts(block):
            if "![" in text.raw:
                yield from _images_of(text, facts)


def _images_of(text: Text, facts: Facts) -> Iterator[Diagram]:
    for inline in text.inlines:
        if (
            inline.kind != "image"
            or _NO_DIAGRAM.search(f"{inline.text} {inline.target}")
            or _BADGE.search(inline.target)
        ):
            continue
        span: Span = text.span_of(inline.start, inline.end)
        section = facts.document.section_at(span.line)
        labels = (inline.text,) if inline.text else ()
        architecture = _shows_architecture("image", section)
        yield Diagram(span=span, kind="image", shape="image", labels=labels, architecture=architecture)


_ABOUT = re.compile(
    r"architect|component|system|context|container|topolog|deployment|high[- ]level|overview|module", re.I
)


def _shows_architecture(shape: str, section: Section | None) -> bool:
    roles = _nearest_roles(section)
    titled = any(_ABOUT.search(each.title) for each in _lineage(section)[:2])
    if shape in _STRUCTURE or shape == "image":
        if any(role in roles for role in _PARTS):
            return shape not in ("arrows",) or titled or bool({"architecture", "components"} & _all(section))
        return titled or not roles
    return shape in _CLASSES and "architecture" in _all(section)


def _lineage(section: Section | None) -> list[Section]:
    return [section, *section.ancestors()] if section else []


def _nearest_roles(section: Section | None) -> tuple[str, ...]:
    return next((each.roles for each in _lineage(section) if each.roles), ())


def _all(section: Section | None) -> set[str]:
    return {role for each in _lineage(section) for role in each.roles}
