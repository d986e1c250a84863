"""What is left over of a template: placeholders in prose, tables, headings, the header and drawings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from speclint.document.block import CodeBlock, Piece, Text
from speclint.document.span import Span
from speclint.facts.diagram import drawings
from speclint.facts.drawing.drawing import KINDS
from speclint.facts.fact import Fact, Facts
from speclint.facts.value.placeholder import is_placeholder, placeholders

_PLAIN = frozenset({"", "text", "txt", "plain", "plaintext", "ascii", "diagram"})
_IN_LABELS = frozenset({"brace", "bracket", "angle", "marker"})
_LIKELY = frozenset({"ellipsis", "optional", "sentence"})
_WHOLE = re.compile(r"[\[{<][A-Za-z][\w/,.' -]*[\]}>]")  # words in brackets
_OPTIONAL = re.compile(r"\[optional\](?![(\[])", re.IGNORECASE)  # a template's mark in a heading


@dataclass(frozen=True, kw_only=True, eq=False)
class Leftover(Fact):
    """A placeholder that was not filled in; `sure` where its kind leaves no doubt.

    `kind` is brace, bracket, angle, marker, ellipsis, lorem, choice, date, optional (`[optional]` in a heading)
    or sentence (one that templates begin with).
    """

    text: str
    kind: str
    sure: bool


def read_leftovers(facts: Facts) -> tuple[Leftover, ...]:
    """Every placeholder outside code, links and comments, in document order."""
    found = [*_in_header(facts), *_in_text(facts), *_in_code(facts), *_in_drawings(facts)]
    return tuple(sorted(found, key=lambda each: each.span))


def _in_text(facts: Facts) -> Iterator[Leftover]:
    labels = tuple(facts.document.references)
    sentences = facts.vocabulary.pattern("template sentences")
    templated = facts.vocabulary.has("template sentences", facts.document.source.text.replace("\n", " "))
    for section in facts.document.walk():
        for mark in _OPTIONAL.finditer(section.text.raw):
            yield _leftover(section.text, mark.start(), mark.end(), "optional")
    for text in facts.document.texts():
        for found in sentences.finditer(text.raw) if templated else ():
            yield _leftover(text, found.start(), found.end(), "sentence")
        for match in placeholders(text.raw, references=labels):
            yield _leftover(text, match.start, match.end, match.kind)


def _in_header(facts: Facts) -> Iterator[Leftover]:
    """Those of the front matter, line by line."""
    front = facts.document.front_matter
    for number, line in enumerate(front.raw.split("\n") if front else (), front.line if front else 0):
        bare = line.split(" #", 1)[0]
        if bare.strip() and not bare.lstrip().startswith("#"):
            text = Text((Piece(number, 1, bare.replace('"', " ").replace("'", " ")),))
            for match in placeholders(text.raw):
                yield _leftover(text, match.start, match.end, match.kind)


def _in_drawings(facts: Facts) -> Iterator[Leftover]:
    """Labels of a drawing of parts that are a placeholder and nothing else."""
    for _, drawing in drawings(facts):
        if KINDS.get(drawing.kind) != "structure":
            continue
        for label in drawing.labels:
            match = next(iter(placeholders(label.text)), None)
            if match and match.text == label.text.strip() and match.kind in _IN_LABELS and match.text != "TODO":
                yield Leftover(
                    span=Span.at(label.line, label.column, len(label.parts[0] if label.parts else label.text)),
                    text=match.text, kind=match.kind, sure=True,
                )  # fmt: skip


def _in_code(facts: Facts) -> Iterator[Leftover]:
    """Code blocks that hold a placeholder and nothing else: `[diagram of the components]`."""
    for block in facts.document.code_blocks:
        if block.language in _PLAIN and (line := _only_line(block)) is not None:
            offset, code = line
            column = len(facts.document.source.lines[block.line + offset - 1]) - len(code.rstrip()) + 1
            text = Text((Piece(block.line + offset, max(column, 1), code.strip()),))
            asks = len(text.raw.split()) > 2 and _WHOLE.fullmatch(text.raw)
            if (asks or is_placeholder(text.raw)) and any(character.isalnum() for character in text.raw):
                yield _leftover(text, 0, len(text.raw), "bracket")


def _only_line(block: CodeBlock) -> tuple[int, str] | None:
    lines = [(offset, line) for offset, line in enumerate(block.code.split("\n")) if line.strip()]
    return lines[0] if len(lines) == 1 else None


def _leftover(text: Text, start: int, end: int, kind: str) -> Leftover:
    words = " ".join(text.raw[start:end].split())
    return Leftover(span=text.span_of(start, end), text=words, kind=kind, sure=kind not in _LIKELY)
