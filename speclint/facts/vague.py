"""Promises without a measure: words such as "fast" where a number is due."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from speclint.document.block import ListBlock, Paragraph, Table, Text
from speclint.document.section import Section
from speclint.facts.fact import Fact, Facts
from speclint.facts.passage import passages
from speclint.facts.value.quantity import quantities

_ROLES = frozenset({"performance", "scalability", "success-criteria", "goals"})
_SENTENCE = re.compile(r"(?<=[.!?])[*_\"”)]*\s+(?=[*_\"“(]*[A-Z])")  # between two sentences
_BARE = re.compile(r"[<>≤≥~≈]\s?=?\s?\d|\bO\([^)]{1,30}\)|\b(?:zero|no more than|at most|exactly)\b", re.IGNORECASE)
_NOT = re.compile(r"\b(?:not|no|never|without)\s(?:an?\s|yet\s|very\s|any\s)?$", re.IGNORECASE)
_HIDDEN = frozenset({"code", "link", "image", "html", "comment"})


@dataclass(frozen=True, kw_only=True, eq=False)
class VaguePromise(Fact):
    """A requirement, target or success criterion that promises without measuring: its vague `words`."""

    words: tuple[str, ...]
    statement: str


def read_vague_promises(facts: Facts) -> tuple[VaguePromise, ...]:
    """The statements of requirements, targets and success criteria that hold a vague word and no quantity."""
    found: list[VaguePromise] = []
    for section in facts.document.walk():
        binding = _holds_requirements(section, facts)
        for texts in _statements(section):
            if binding or _requires(texts, facts):
                found.extend(_promise(texts, facts))
    seen = {each.span for each in found}
    found.extend(each for each in _labelled(facts) if each.span not in seen)
    return tuple(sorted(found, key=lambda each: each.span))


def _labelled(facts: Facts) -> Iterator[VaguePromise]:
    """Those of the success criteria that stand under a label and not under a heading."""
    for passage in passages(facts, "success-criteria"):
        for statement in passage.statements() if not passage.whole else ():
            texts = (statement.text,) if statement.text is not None else tuple(cell for _, cell in statement.cells)
            yield from _promise(texts, facts)


def _holds_requirements(section: Section, facts: Facts) -> bool:
    """Whether a section is about targets and criteria: itself, or the nearest above that is about anything."""
    for each in (section, *section.ancestors()):
        if each is facts.document.title_section:
            break
        if _ROLES & set(each.roles) or facts.vocabulary.has("requirement titles", each.title):
            return not {"testing", "non-goals"} & set(each.roles)
        if each.roles:
            break
    return False


def _requires(texts: tuple[Text, ...], facts: Facts) -> bool:
    """Whether a statement is a requirement by its capitals (RFC 2119)."""
    marks = facts.vocabulary.lists.get("requirement words", ())
    return any(mark in text.raw for text in texts for mark in marks)


def _statements(section: Section) -> Iterator[tuple[Text, ...]]:
    """What a section says: sentences, items and rows; each as its texts."""
    stack = list(reversed(section.blocks))
    while stack:
        block = stack.pop()
        if isinstance(block, Paragraph):
            yield from ((sentence,) for sentence in _sentences(block.text))
        elif isinstance(block, Table):
            yield from (row.cells for row in block.rows)
        elif isinstance(block, ListBlock):
            for item in block.items:
                yield (item.text,)
            stack.extend(block_ for item in reversed(block.items) for block_ in reversed(item.rest))


def _sentences(text: Text) -> Iterator[Text]:
    start = 0
    for match in islice(_SENTENCE.finditer(text.raw), 500):
        yield text.part(start, match.start())
        start = match.end()
    yield text.part(start, len(text.raw))


def _promise(texts: tuple[Text, ...], facts: Facts) -> Iterator[VaguePromise]:
    pattern = facts.vocabulary.pattern("vague words")
    marks = [(text, match) for text in texts for match in pattern.finditer(text.raw) if _is_meant(text, match, facts)]
    if not marks or any(_measures(text) for text in texts):
        return
    text, match = marks[0]
    words = tuple(dict.fromkeys(" ".join(each[0].lower().split()) for _, each in marks))
    statement = " | ".join(each.plain for each in texts if each)
    yield VaguePromise(span=text.span_of(*match.span()), words=words, statement=statement)


def _is_meant(text: Text, match: re.Match[str], facts: Facts) -> bool:
    """Whether a vague word is no part of a name, of code or of a link, and not denied."""
    if _NOT.search(text.raw, max(0, match.start() - 20), match.start()):
        return False
    for term in facts.vocabulary.pattern("exact terms").finditer(text.raw):
        if term.start() <= match.start() < term.end():
            return False
    return not any(
        inline.start <= match.start() < inline.end for inline in text.inlines if inline.kind in _HIDDEN
    )


def _measures(text: Text) -> bool:
    """Whether a text holds a quantity, or a bound by which it can be told."""
    plain = text.plain
    return bool(_BARE.search(plain)) or (any(map(str.isdigit, plain)) and bool(quantities(plain)))
