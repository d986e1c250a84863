"""Diagrams: drawings in fences and images, and which of them show the architecture."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from speclint.document.block import Block, CodeBlock, Html, Paragraph, Table, Text, texts
from speclint.document.section import Section
from speclint.document.span import Span
from speclint.facts.depiction import Captions, inner_title, shows
from speclint.facts.fact import Fact, Facts

if TYPE_CHECKING:
    from speclint.facts.drawing.drawing import Drawing, DrawingProblem

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
# parts with an architecture of their own: that of the service layer, of the tests …
_ASIDE = frozenset(
    {"service-layer", "cross-cutting", "data-model", "testing", "security", "monitoring", "performance", "api"}
)
_NO_DIAGRAM = re.compile(
    r"(?:^|[\W_])(?:logo|badge|icon|avatar|banner|screenshot|shield|build status|coverage|license)(?:$|[\W_])", re.I
)
_BADGE = re.compile(r"shields\.io|badge|/actions/workflows/|travis-ci|codecov|img\.shields", re.I)


@dataclass(frozen=True, kw_only=True, eq=False)
class Diagram(Fact):
    """A drawing or an image.

    `kind` is mermaid, plantuml, graphviz, d2, ascii or image; `shape` what it is drawn as: flowchart, sequence,
    class, er, boxes …; `architecture` is true where it stands for the architecture of the system. `shows` are
    its subjects, told from what is drawn and from its titles: see `depiction.SUBJECTS`.
    """

    kind: str
    shape: str
    labels: tuple[str, ...]
    architecture: bool
    shows: tuple[str, ...] = ()
    title: str = ""
    source: Drawing | None = None


@dataclass(frozen=True, kw_only=True, eq=False)
class DrawingFault(Fact):
    """A place where a drawing cannot be read as it was meant; `kind` is its notation, as in `Diagram`."""

    kind: str
    text: str


def read_faults(facts: Facts) -> tuple[DrawingFault, ...]:
    """What is certainly wrong in the text of the drawings."""
    return tuple(
        DrawingFault(span=_fault_span(facts, problem), kind=drawing.notation, text=problem.message)
        for block, drawing in drawings(facts)
        for problem in drawing.problems or _complaints(block, drawing)
    )


def _complaints(block: CodeBlock, drawing: Drawing) -> tuple[DrawingProblem, ...]:
    """What a parser of Mermaid says, where one is installed, of a diagram in which nothing was found."""
    if drawing.notation != "mermaid":
        return ()
    from speclint.facts.drawing.grammar import grammar_problem

    found = grammar_problem(block.code, block.line, block.column)
    return (found,) if found is not None else ()


def _fault_span(facts: Facts, problem: DrawingProblem) -> Span:
    """The line of a problem; one behind the drawing is at its last line."""
    last = len(facts.document.source.lines)
    return facts.document.line_span(min(max(problem.line, 1), last))


def read_diagrams(facts: Facts) -> tuple[Diagram, ...]:
    """Every diagram, in order; directory trees and tables of characters are none, mock-ups of screens show nothing."""
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
        architecture = _shows_architecture(drawing.kind, section)
        caption = _captions(facts).of(block, section, inner_title(drawing, block.code))
        yield Diagram(
            span=facts.document.line_span(block.span.line),
            kind=kind,
            shape=drawing.kind,
            labels=tuple(dict.fromkeys(label.text for label in drawing.labels if label.text)),
            architecture=architecture,
            shows=shows(drawing, caption, architecture and _is_central(section, facts), facts.vocabulary, block.code),
            title=caption.near,
            source=drawing,
        )


def _captions(facts: Facts) -> Captions:
    found: Captions = facts.memo("captions", lambda: Captions(facts.document))
    return found


def _is_central(section: Section | None, facts: Facts) -> bool:
    """Whether a place is in the architecture part, or there is none; that of another part does not count."""
    for head in reversed(_lineage(section)):
        if "architecture" in head.roles:
            return True
        if not _ASIDE.isdisjoint(head.roles):
            return False
    return not facts.has_section("architecture")


def _images(facts: Facts) -> Iterator[Diagram]:
    for block in facts.document.blocks:
        if isinstance(block, Html) and "<img" in block.raw:
            yield from _tagged(block, facts)
        elif isinstance(block, (Paragraph, Table)):
            for text in texts(block):
                if "![" in text.raw:
                    yield from _images_of(text, block, facts)


def _images_of(text: Text, block: Block, facts: Facts) -> Iterator[Diagram]:
    for inline in text.inlines:
        if inline.kind == "image" and not _is_decoration(inline.text, inline.target):
            yield _image(inline.text, inline.target, text.span_of(inline.start, inline.end), block, facts)


_IMG = re.compile(r"<img\s[^<>]{0,600}>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"\b(src|alt)\s*=\s*(?:\"([^\"]{0,300})\"|'([^']{0,300})')", re.IGNORECASE)


def _tagged(block: Html, facts: Facts) -> Iterator[Diagram]:
    """The images of a block of HTML."""
    for found in _IMG.finditer(block.raw):
        said = {match[1].lower(): match[2] or match[3] or "" for match in _ATTRIBUTE.finditer(found[0])}
        if said.get("src") and not _is_decoration(said.get("alt", ""), said["src"]):
            line = block.span.line + block.raw.count("\n", 0, found.start())
            yield _image(said.get("alt", ""), said["src"], facts.document.line_span(line), block, facts)


def _is_decoration(text: str, target: str) -> bool:
    return bool(_NO_DIAGRAM.search(f"{text} {target}") or _BADGE.search(target))


def _image(text: str, target: str, span: Span, block: Block, facts: Facts) -> Diagram:
    section = facts.document.section_at(span.line)
    architecture = _shows_architecture("image", section)
    caption = _captions(facts).of(block, section, f"{text} {_stem(target)}".strip())
    about = shows(None, caption, architecture and _is_central(section, facts), facts.vocabulary)
    labels = (text,) if text else ()
    return Diagram(
        span=span,
        kind="image",
        shape="image",
        labels=labels,
        architecture=architecture,
        shows=about,
        title=caption.near,
    )


def _stem(target: str) -> str:
    """The words of the file's name of an image."""
    return re.sub(r"[-_]|\.\w{2,5}$", " ", target.rsplit("/", 1)[-1][:80])


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
