"""Sub-headings, items, bold paragraphs, lines and sentences as siblings that may be phases."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from speclint.document.block import Block, CodeBlock, Item, ListBlock, Paragraph, Piece, Table, Text
from speclint.document.section import Section
from speclint.document.span import Span
from speclint.document.vocabulary import Vocabulary
from speclint.facts.entry import Labelled, bold_title, labelled
from speclint.facts.plan.member import Member, is_aside, is_label, is_named, is_numbered
from speclint.facts.plan.rows import Rows
from speclint.facts.plan.when import When, body_time, labels, sentence_time, title_time

_SENTENCE = re.compile(r"[^.;!?\n]*(?:[.;!?](?!\s)[^.;!?\n]*)*(?:[.;!?](?=\s)|\n|$)")  # up to a stop before a blank
# Phase 1 takes … · The second phase …
_SENTENCE_NAME = re.compile(r"(?:The\s)?(?:[Pp]hase|[Mm]ilestone|[Ss]print|[Ss]tage)\s?(?:\d|one|two|three|four)\b")
_ART = " │├└─┌|+-*>•\t"  # what a line of a drawn outline begins with


def heading(section: Section, vocabulary: Vocabulary) -> Member:
    """A sub-heading with what stands below it."""
    text = section.text
    body = (*section.blocks, *(block for child in section.children for block in child.blocks))
    title = text.plain_part(max(text.plain.find(section.title), 0)) if section.title else text
    return _member(title, text.span, text, body, vocabulary)


def item(each: Item, vocabulary: Vocabulary) -> Member:
    """An item of a list with what is nested in it."""
    found = labelled(each.text)
    title = found.label if found is not None and found.label.plain else each.text
    return _member(title, each.text.span, each.text, each.rest, vocabulary)


def bold(block: Paragraph, title: Labelled, body: tuple[Block, ...], vocabulary: Vocabulary) -> Member:
    """A bold paragraph with what stands up to the next."""
    return _member(title.label, block.text.span, block.text, body, vocabulary)


def lines(block: CodeBlock, vocabulary: Vocabulary) -> Iterator[Member]:
    """The lines of a block of plain text, as `Phase 1 (Weeks 1-2): Import`."""
    for offset, line in enumerate(block.code.split("\n")):
        start = len(line) - len(line.lstrip(_ART))
        if line[start:].strip():
            column = (block.column if block.fenced else 1) + start
            text = Text((Piece(block.line + offset, column, line[start:].rstrip(" │|")),))
            yield _member(text, text.span, text, (), vocabulary)


def sentences(text: Text, vocabulary: Vocabulary) -> Iterator[Member]:
    """The sentences that begin with the name of a phase, or say when something will be."""
    for match in _SENTENCE.finditer(text.raw):
        part = text.part(*match.span())
        if not part.plain:
            continue
        named = is_named(part.plain, vocabulary) or _SENTENCE_NAME.match(part.plain) is not None
        found = sentence_time(part)
        if named or found:
            yield Member(part, part.span, named, named, found.time if found else None, found.text if found else None)


def _member(title: Text, span: Span, head: Text, body: tuple[Block, ...], vocabulary: Vocabulary) -> Member:
    named = is_named(head.plain, vocabulary)
    found = title_time(head) or body_time(body, vocabulary) or (_inner_time(body, vocabulary) if named else None)
    return Member(
        title,
        span,
        named,
        is_numbered(head.plain, vocabulary),
        found.time if found else None,
        found.text if found else None,
        deliverable=_deliverable(head, title, body, vocabulary),
        tasks=sum(len(block.items) for block in body if isinstance(block, ListBlock)),
        aside=is_aside(title.plain, vocabulary),
    )


def _inner_time(body: tuple[Block, ...], vocabulary: Vocabulary) -> When | None:
    """The times of a phase's own tasks, where most of them have one."""
    for block in body:
        found: list[When] = []
        count = 0
        if isinstance(block, Table):
            members = Rows(block, vocabulary).members
            count = len(members)
            found = [When(each.time, each.when) for each in members if each.time and each.when]
        elif isinstance(block, ListBlock):
            count = len(block.items)
            found = [time for each in block.items if (time := title_time(each.text))]
        if found and len(found) * 2 >= count:
            return When(replace(found[0].time, first=None, last=None, days=None), found[0].text)
    return None


def _deliverable(head: Text, title: Text, body: tuple[Block, ...], vocabulary: Vocabulary) -> str | None:
    """What a phase delivers: what a label says, the words behind its title, or what it lists."""
    for label, value in labels(body):
        if value.plain and is_label("phase deliverable label", label, vocabulary):
            return value.plain
    rest = head.plain.replace(title.plain, "", 1).strip(" .:–—-()")
    if len(rest.split()) > 2:
        return rest
    for block in body:
        if isinstance(block, ListBlock) and block.items:
            return "; ".join(each.text.plain for each in block.items[:3])
        if isinstance(block, Paragraph) and bold_title(block) is None:
            return block.text.plain
    return None
