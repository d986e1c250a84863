"""Where the code will live and how one works on it: the directory structure and the development workflow."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from speclint.document.block import Block, CodeBlock, ListBlock, Paragraph, Quote, Table, Text, walk
from speclint.document.section import Section
from speclint.document.span import Span
from speclint.document.title import split_title
from speclint.document.vocabulary import Vocabulary
from speclint.facts.entry import labelled
from speclint.facts.fact import Fact, Facts
from speclint.facts.passage import Gap, is_blank, label_of, near, roles_above

Kind = Literal["directory", "workflow"]
_NAMES: dict[Kind, str] = {"directory": "directory structure", "workflow": "development workflow"}


@dataclass(frozen=True, kw_only=True, eq=False)
class Workplace(Fact):
    """A directory structure or a development workflow: its title, and how many paths or steps it shows."""

    kind: Kind
    title: str
    count: int


def read_workplace(facts: Facts) -> tuple[Workplace, ...]:
    """Every directory structure and every development workflow, in document order."""
    found = [each for section in facts.document.walk() for each in _read(section, facts)]
    return tuple(sorted(found, key=lambda each: each.span))


def read_workplace_gaps(facts: Facts) -> tuple[Gap, ...]:
    """What is not there, at the implementation notes."""
    there = {each.kind for each in facts.all("workplace", Workplace)}
    return tuple(
        Gap(span=_place(kind, facts), kind=kind, name=name)
        for kind, name in _NAMES.items()
        if kind not in there
    )


def _place(kind: Kind, facts: Facts) -> Span:
    """The title of the part that says nothing, else the implementation notes."""
    for section in facts.document.walk():
        if kind in _kinds(section.title, "implementation-notes" in roles_above(section), facts.vocabulary):
            return section.text.span
    return near(facts, "implementation-notes")


_ASIDE = frozenset({"toc", "risks", "open-questions", "references", "metadata", "glossary", "non-goals"})


def _read(section: Section, facts: Facts) -> Iterator[Workplace]:
    above = roles_above(section)
    if above & _ASIDE:
        return
    notes = "implementation-notes" in above
    vocabulary = facts.vocabulary
    blocks = tuple(section.all_blocks())
    for kind in _kinds(section.title, notes, vocabulary) if section is not facts.document.title_section else ():
        yield from _shown(kind, section.text, blocks, vocabulary)
    for title, rest in _labels(section.blocks):
        for kind in _kinds(title.plain, notes, vocabulary):
            yield from _shown(kind, title, rest, vocabulary)
    if notes:
        yield from _unnamed(section, facts)


def _unnamed(section: Section, facts: Facts) -> Iterator[Workplace]:
    """A tree of files among the notes, and numbered steps right below their title."""
    if "directory" in _kinds(section.title, True, facts.vocabulary):
        return
    for block in section.blocks:
        if isinstance(block, CodeBlock) and _is_tree(block) and (count := _paths((block,), facts.vocabulary)) > 1:
            yield Workplace(span=block.span, kind="directory", title=section.label, count=count)
        own = "implementation-notes" in section.roles and not _kinds(section.title, False, facts.vocabulary)
        if own and isinstance(block, ListBlock) and block.ordered and len(block.items) > 2:
            yield Workplace(span=block.span, kind="workflow", title=section.label, count=len(block.items))


def _shown(kind: Kind, title: Text, blocks: Iterable[Block], vocabulary: Vocabulary) -> Iterator[Workplace]:
    held = tuple(each for block in blocks for each in walk((block,)))
    count = _paths(held, vocabulary) if kind == "directory" else _steps(held)
    if count > 1:
        last = max(block.span.end_line for block in held)
        yield Workplace(
            span=Span(title.line, title.span.column, max(last, title.line), 1 if last > title.line else 2),
            kind=kind, title=title.plain.rstrip(" :"), count=count,
        )  # fmt: skip


def _labels(blocks: tuple[Block, ...]) -> Iterator[tuple[Text, tuple[Block, ...]]]:
    """The labels of a section's paragraphs and items, with what stands under each."""
    for at, block in enumerate(blocks):
        if isinstance(block, Paragraph) and (found := label_of(block)) is not None:
            stop = next(
                (i for i in range(at + 1, len(blocks)) if isinstance(b := blocks[i], Paragraph) and label_of(b)),
                len(blocks),
            )
            own = (Paragraph(found.value, block.span),) if found.value.raw else ()
            yield found.label, (*own, *blocks[at + 1 : stop])
        elif isinstance(block, ListBlock):
            for item in block.items:
                if (label := labelled(item.text)) is not None:
                    own = (Paragraph(label.value, item.text.span),) if label.value.raw else ()
                    yield label.label, (*own, *item.rest)


def _kinds(title: str, notes: bool, vocabulary: Vocabulary) -> tuple[Kind, ...]:
    """What a title announces."""
    if len(title) > 80:
        return ()
    found: list[Kind] = []
    if vocabulary.has("directory titles", title):
        found.append("directory")
    said = split_title(title).words.partition("(")[0]
    if vocabulary.has("workflow titles", title) or (notes and vocabulary.names("workflow titles among notes", said)):
        found.append("workflow")
    return tuple(found)


# src/api/, ./src, app.ts
_PATH = re.compile(r"(?<![\w:/])(?:\.{0,2}/)?(?:[\w@.{}*-]{1,60}/){1,12}[\w@.{}*-]{0,60}")
_FILE = re.compile(r"(?<![\w./])[\w.-]{0,60}\.(?P<ending>[A-Za-z0-9]{1,7})\b")
_BRANCH = re.compile(r"[├└│]|^\s*(?:\||\+|`)--", re.MULTILINE)


def _is_tree(block: CodeBlock) -> bool:
    return bool(_BRANCH.search(block.code)) or sum(bool(_PATH.match(line.strip())) for line in _lines(block)) > 1


def _lines(block: CodeBlock) -> list[str]:
    return [line for line in block.code.split("\n")[:400] if line.strip()]


def _paths(blocks: Iterable[Block], vocabulary: Vocabulary) -> int:
    """How many lines, items and rows name a path."""
    return sum(_names_path(text, vocabulary) for text in _texts(blocks))


def _names_path(text: str, vocabulary: Vocabulary) -> bool:
    if _PATH.search(text) or ("├" in text or "└" in text):
        return True
    endings = vocabulary.lists.get("code endings", ())
    return any(match["ending"].lower() in endings for match in _FILE.finditer(text))


def _texts(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, CodeBlock):
            yield from _lines(block)
        elif isinstance(block, ListBlock):
            yield from (item.text.raw for item in block.items)
        elif isinstance(block, Table):
            yield from (" | ".join(cell.raw for cell in row.cells) for row in block.rows)
        elif isinstance(block, Paragraph):
            yield from block.text.raw.split("\n")


_ARROW = re.compile(r"→|->|=>|⟶|-->")
_ENOUGH = 15  # so many words say how one works


def _steps(blocks: Iterable[Block]) -> int:
    """How many steps are shown: items, rows, lines of code, what arrows join; prose of some length is two."""
    count = 0
    for block in blocks:
        if isinstance(block, ListBlock):
            count += sum(not is_blank(item.text.plain) for item in block.items)
        elif isinstance(block, Table):
            count += len(block.rows)
        elif isinstance(block, CodeBlock):
            count += len(_lines(block))
        elif isinstance(block, Paragraph) and not isinstance(block, Quote):
            count += len(_ARROW.findall(block.text.raw)) + 2 * (len(block.text.plain.split()) >= _ENOUGH)
    return count
