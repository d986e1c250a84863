"""What a diagram shows, told from what is drawn and from what stands above it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from speclint.document.block import Block, CodeBlock, Paragraph, Table, walk
from speclint.document.section import Document, Section
from speclint.document.vocabulary import Vocabulary
from speclint.facts.entry import bold_title
from speclint.facts.value.placeholder import is_placeholder

if TYPE_CHECKING:
    from speclint.facts.drawing.drawing import Drawing

SUBJECTS = (
    "system", "sequence", "class", "er", "state", "deployment", "layers", "flow", "pyramid", "dashboard", "plan",
    "chart", "service-layer", "cross-cutting", "dependencies",
)  # fmt: skip
"""What a diagram may show, in the order in which it is told."""

# what is drawn by itself: the subject of a drawing, and what such a drawing shows whatever its title says
_DRAWN = {
    "sequence": "sequence", "class": "class", "er": "er", "state": "state", "flow": "flow", "plan": "plan",
    "pyramid": "pyramid", "data": "chart",
}  # fmt: skip
# the titles that are believed of any drawing of parts and arrows, which may be drawn as one likes
_TITLED = ("sequence", "class", "er", "state", "deployment", "layers", "flow", "pyramid", "dashboard")
_ANYWHERE = ("service-layer", "cross-cutting", "dependencies")
# the subjects of drawings that show parts: of these a title says what the parts are
_PARTS = frozenset({"structure", "flow", "image", "other"})
_NO_PICTURE = frozenset({"screen", "pyramid", "files", "table", "plan", "data"})
# a line that gives a diagram its title: `title Orders`, `title: Orders`, `label="Orders"` of a graph
_TITLE = re.compile(
    r"^[ \t]*(?:title[ \t]*:?[ \t]|label[ \t]*=[ \t]*)[ \t]*([^\n;]{1,120})", re.MULTILINE | re.IGNORECASE
)
_FIGURE = re.compile(r"[*_\s]*(?:figure|fig\.?|diagram|caption|source)\b", re.IGNORECASE)
_READING = re.compile(
    r"\d\s?(?:%|ms\b|s\b|[a-z]{1,8}/(?:s|sec|min|h|second|minute|hour)\b|rps\b|mb\b|gb\b)|\bp(?:50|9\d)\b",
    re.IGNORECASE,
)
_LONGEST = 160
"""Captions are no longer."""


def shows(
    drawing: Drawing | None, caption: Caption, central: bool, vocabulary: Vocabulary, code: str = ""
) -> tuple[str, ...]:
    """The subjects of a diagram; `drawing` is None for an image, which shows what its caption says.

    `central` where it stands for the architecture of the system, as far as its place and its shape tell.
    """
    if drawing is not None and _is_empty(drawing):
        return ()
    found = set(_by_content(drawing, vocabulary) if drawing is not None else ())
    headed = _HEADED.search(code[:2000])
    if headed is not None:
        found.add(_NAMED[headed[1].lower()])
    about = drawing.subject if drawing is not None else "image"
    told = {each for each in (*_TITLED, *_ANYWHERE) if vocabulary.has(f"shows {each}", caption.all)}
    if about in _PARTS:
        found |= told & set(_TITLED)
    elif about == "screen":
        found |= told & {"dashboard", "pyramid"}
    elif about == "data" and "pyramid" in told:
        found.add("pyramid")  # shares as a pie
    elif about == "er" and "class" in told:
        found.add("class")  # a domain model, whatever it is drawn with
    if about not in _NO_PICTURE:
        found |= told & set(_ANYWHERE)
    if central and _is_system(found, about, caption, vocabulary):
        found.add("system")
    return tuple(subject for subject in SUBJECTS if subject in found)


# the first words of Mermaid's diagrams that are not told by their kind
_HEADED = re.compile(r"^[ \t]*(zenuml|C4Dynamic|C4Deployment)\b", re.IGNORECASE | re.MULTILINE)
_NAMED = {"zenuml": "sequence", "c4dynamic": "sequence", "c4deployment": "deployment"}


def _is_empty(drawing: Drawing) -> bool:
    """Whether nothing is drawn, or nothing but what a template left to fill in."""
    return drawing.kind != "other" and all(is_placeholder(label.text) for label in drawing.labels)


def _is_system(found: set[str], about: str, caption: Caption, vocabulary: Vocabulary) -> bool:
    """Whether it shows the parts of the system, and not one procedure, model or aspect of it."""
    if about not in ("structure", "flow", "image") or found & {"sequence", "class", "er", "pyramid"}:
        return False
    if about == "flow" and not vocabulary.has("promises system", caption.near):
        return False
    if vocabulary.has("shows system", caption.near):
        return not vocabulary.has("shows dependencies", caption.near)
    return not found & {"dependencies", "state", "dashboard", "cross-cutting"}


def _by_content(drawing: Drawing, vocabulary: Vocabulary) -> Iterator[str]:
    if drawing.subject in _DRAWN:
        yield _DRAWN[drawing.subject]
    if drawing.kind == "deployment":
        yield "deployment"
    if drawing.kind in ("screen", "boxes") and not drawing.edges and _readings(drawing) >= _FEW:
        yield "dashboard"
    if drawing.kind in ("screen", "boxes") and _has_shares(drawing, vocabulary):
        yield "pyramid"
    if drawing.subject in ("structure", "flow") and _has_states(drawing, vocabulary):
        yield "state"


_FEW = 3
"""So many gauges or states make a dashboard or a diagram of states."""


def _readings(drawing: Drawing) -> int:
    """How many numbers with a unit the labels carry, as gauges do."""
    return sum(len(_READING.findall(label.text)) for label in drawing.labels)


def _has_shares(drawing: Drawing, vocabulary: Vocabulary) -> bool:
    """Whether labels name the kinds of tests, and shares of them."""
    words = " ".join(label.text for label in drawing.labels)[:4000]
    return "%" in words and all(vocabulary.has(f"tests {kind}", words) for kind in ("unit", "integration", "all"))


def _has_states(drawing: Drawing, vocabulary: Vocabulary) -> bool:
    """Whether most of what is drawn is called like a state."""
    names = [node.label for node in drawing.nodes if node.label]
    if len(names) < _FEW or len(names) > _MANY:
        return False
    states = [name for name in names if name == "[*]" or (len(name) < _WIDE and vocabulary.has("states", name))]
    return len(states) * 4 >= len(names) * 3


_MANY, _WIDE = 40, 24


@dataclass(frozen=True, slots=True)
class Caption:
    """The titles of a diagram: `near` are its own heading, label and headline, `all` those of the parts around too."""

    near: str
    all: str


class Captions:
    """What stands above diagrams: headings, labels and lead-ins, and the titles in the drawings."""

    def __init__(self, document: Document) -> None:
        self._title = document.title_section
        self._said: dict[int, str] = {}
        for section in document.walk():
            self._read(section.blocks)
        self._read(document.preamble)

    def _read(self, blocks: tuple[Block, ...]) -> None:
        """Notes the label above, and the caption below, each block of a run."""
        label = ""
        for at, block in enumerate(blocks):
            if isinstance(block, Paragraph):
                label = _lead(block) or label
            else:
                words = " — ".join(filter(None, (label, _behind(blocks, at))))
                for each in walk((block,)):
                    self._said[id(each)] = words
            if isinstance(block, (CodeBlock, Table)):
                label = ""

    def of(self, block: Block, section: Section | None, inner: str) -> Caption:
        """The caption of a diagram; `inner` is the title that it bears itself, or the text of an image."""
        heads = [section, *section.ancestors()] if section is not None else []
        titles = [head.title for head in heads if head is not self._title]
        own = [self._said.get(id(block), ""), inner]
        near = " — ".join(filter(None, (*titles[:1], *own)))
        return Caption(near, " — ".join(filter(None, (near, *titles[1:]))))


def _lead(block: Paragraph) -> str:
    """The words of a paragraph that introduce what follows it: a bold label, a short line, a line with a colon."""
    title = bold_title(block)
    if title is not None and not title.value.raw:
        return title.label.plain
    words = block.text.plain
    return words if len(words) <= _LONGEST and (words.endswith(":") or _FIGURE.match(words)) else ""


def _behind(blocks: tuple[Block, ...], at: int) -> str:
    """The caption below a drawing: *Figure 2: Sequence of a checkout*."""
    after = blocks[at + 1] if at + 1 < len(blocks) else None
    if isinstance(after, Paragraph) and len(after.text.raw) <= _LONGEST and _FIGURE.match(after.text.raw):
        return after.text.plain
    return ""


def inner_title(drawing: Drawing, code: str) -> str:
    """The title that a drawing bears itself: a `title` line, that of the one box around all, a headline."""
    if drawing.notation != "ascii":
        found = _TITLE.search(code[:2000])
        return found[1].strip().strip("\"'") if found else ""
    roots = [group for group in drawing.groups if group.parent is None]
    if len(roots) == 1 and len(drawing.groups) + len(drawing.nodes) > 1:
        return roots[0].label
    first = drawing.labels[0] if drawing.labels else None
    named = {node.label for node in drawing.nodes}
    alone = len(drawing.nodes) == 1 and len(drawing.labels) > 1
    headed = drawing.kind in ("pyramid", "screen") or alone
    return first.text if first is not None and (headed or first.text not in named) else ""
