"""The assumptions of a spec."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from speclint.document.block import Block, Paragraph, Table
from speclint.document.section import Section
from speclint.facts.entry import Entry, Subject, block_entries, heading_entry, is_entry_heading
from speclint.facts.fact import Fact, Facts
from speclint.facts.part import Part, parts
from speclint.facts.value.placeholder import is_placeholder

_SUBJECT = Subject(
    frozenset({"impact", "justification", "status", "owner", "assumption"}),
    ("assumption", "description", "name"),
    re.compile(r"(?:assumption|A)[\s-]?\d", re.IGNORECASE),
    prose=True,
)
_NUMBER = re.compile(r"\A(?:assumption|A)[\s-]?\d[\d.]*\s*[:.)–—-]*\s*", re.IGNORECASE)  # A1:  ASSUMPTION-2:

_SAID = re.compile(r"(?:we )?assum", re.IGNORECASE)  # what begins so is an assumption


@dataclass(frozen=True, kw_only=True, eq=False)
class Assumption(Fact):
    """Something that the spec takes for granted."""

    text: str


def read_assumptions(facts: Facts) -> tuple[Assumption, ...]:
    """The assumptions, in document order; placeholders only where there is nothing else."""
    found = [each for part in parts(facts, "assumptions") for each in _part_assumptions(part, facts)]
    return tuple([each for each in found if not is_placeholder(each.text)] or found)


def _part_assumptions(part: Part, facts: Facts) -> Iterator[Assumption]:
    entries = [entry for entry in _entries(facts, part.section, part.blocks, part.children) if part.holds(entry, facts)]
    if part.shared:
        told = [entry for entry in entries if _names_assumption(entry, facts)]
        entries = told or [entry for entry in entries if not entry.title.plain.endswith("?")]
    for entry in entries:
        text = entry.fields.get("assumption") or (entry.head if entry.shape == "item" else None) or entry.title
        plain = _NUMBER.sub("", text.plain, count=1) or text.plain
        if not _says_none(plain, facts):
            yield Assumption(span=entry.span, places={"text": text.span}, text=plain)


def _entries(
    facts: Facts, section: Section, blocks: tuple[Block, ...], children: tuple[Section, ...]
) -> Iterator[Entry]:
    """What a section lists, sub-sections included; its paragraphs where it lists nothing."""
    vocabulary = facts.vocabulary
    tables = [block for block in blocks if isinstance(block, Table)]
    foreign = [table for table in tables if "risk" in {vocabulary.field_of(cell.plain) for cell in table.header}]
    found = list(block_entries((block for block in blocks if block not in foreign), section, vocabulary, _SUBJECT))
    if not found and not children:
        found = [
            Entry(block.text, block.text.span, "paragraph", head=block.text, section=section)
            for block in blocks if isinstance(block, Paragraph) and block.text and not block.text.plain.endswith(":")
        ]  # fmt: skip
    yield from found
    for child in children:
        if _SUBJECT.heading.match(child.title) or is_entry_heading(child, vocabulary, _SUBJECT):
            yield heading_entry(child, vocabulary, _SUBJECT)
        else:
            for entry in _entries(facts, child, child.blocks, child.children):
                yield entry if entry.group else replace(entry, group=child.title)


def _names_assumption(entry: Entry, facts: Facts) -> bool:
    head = entry.head.plain if entry.head is not None else entry.title.plain
    roles = facts.vocabulary.roles(entry.group, strict=True) if entry.group else ()
    return "assumptions" in roles or "assumption" in entry.fields or _SAID.match(head) is not None


def _says_none(text: str, facts: Facts) -> bool:
    return facts.vocabulary.pattern("no-assumptions").match(text.strip(" *_-–—")) is not None
