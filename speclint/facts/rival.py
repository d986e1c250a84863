"""A store that is one product in the lists of a spec and another in its drawings: `Cache: Redis`, `Cache (Memcached)`.

Told only where each side names one product of the kind, says what it is there for, and knows nothing of the other's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from speclint.document.block import ListBlock, Paragraph, Table, Text, texts, walk
from speclint.document.section import Section
from speclint.document.span import Span
from speclint.facts.diagram import Diagram
from speclint.facts.entry import labelled
from speclint.facts.fact import Fact, Facts
from speclint.facts.naming import Words


@dataclass(frozen=True, kw_only=True, eq=False)
class RivalStore(Fact):
    """A store that another side of the spec knows as another product; `role` is cache, database or queue."""

    role: str
    technology: str
    other: str
    other_line: int
    related: tuple[tuple[str, Span], ...] = ()


class _Place(NamedTuple):
    """A product, the part that it is said to play, and where."""

    role: str
    technology: str
    span: Span


_ROLES = ("cache", "database", "queue")
# parts that may speak of other products
_ASIDE = ("risks", "open-questions", "non-goals", "references", "glossary", "decisions", "toc", "checklist", "testing")
_LONGEST = 120  # a label with its value is no longer
_HINTS = ("cach", "database", "db", "queue", "broker", "bus", "messag", "stream", "rdbms", "store")
_HINT = re.compile(r"cache|caching|database|\bdb\b|queue|broker|\bbus\b|messag|stream|rdbms|store", re.IGNORECASE)


def read_rivals(facts: Facts) -> tuple[RivalStore, ...]:
    """The stores that are drawn as another product than they are listed, in document order."""
    if not any(hint in facts.document.folded for hint in _HINTS):
        return ()
    reader = _Reader(facts)
    drawn = list(reader.drawn())
    listed = list(reader.listed()) if drawn else []
    found = [rival for role in _ROLES for rival in reader.rivals(role, drawn, listed)]
    return tuple(sorted(found, key=lambda each: (each.span.line, each.span.column)))


class _Reader:
    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.words = Words(facts.vocabulary)
        self.diagrams = [
            each
            for each in facts.all("diagrams", Diagram)
            if each.source is not None and not self._is_aside(facts.document.section_at(each.span.line))
        ]

    def _is_aside(self, section: Section | None) -> bool:
        if section is None:
            return False
        titles = (section, *section.ancestors())
        return any(section.within(role) for role in _ASIDE) or any(
            self.facts.vocabulary.has("version aside title", each.title) for each in titles
        )

    def role(self, words: str) -> str:
        """The part that a store plays, where some words name it and nothing else."""
        return next((role for role in _ROLES if self.words.is_whole(f"store {role}", words)), "")

    def only(self, words: str, role: str) -> str:
        """The one product of a kind that some words name, and no other technology of the kinds that stores are."""
        named = {mention.name: mention.kind for mention in self.words.named(words) if mention.kind in _ROLES}
        return next(iter(named)) if list(named.values()) == [role] else ""

    def drawn(self) -> Iterator[_Place]:
        """The stores in the labels of diagrams: `Cache (Redis)`, `Redis cache`, `PostgreSQL` over `Database`."""
        for diagram in self.diagrams:
            for label in diagram.source.labels if diagram.source is not None else ():
                role = self._said(label.text) if _HINT.search(label.text) else ""
                product = self.only(label.text, role) if role else ""
                if product:
                    yield _Place(
                        role, product, Span.at(label.line, label.column, len((label.parts or (label.text,))[0]))
                    )

    def _said(self, label: str) -> str:
        """The part that a label says beside the name of a product."""
        bare = label
        for mention in reversed(self.words.named(label)):
            bare = bare[: mention.start] + " " + bare[mention.end :]
        bare = re.sub(r"[\d.]+|[^\w\s-]", " ", bare)
        return self.role(" ".join(bare.split())) if len(label) < _LONGEST else ""

    def listed(self) -> Iterator[_Place]:
        """The stores in lists, tables and labelled lines: `**Cache**: Redis 7`."""
        for section in (None, *self.facts.document.walk()):
            blocks = self.facts.document.preamble if section is None else section.blocks
            if self._is_aside(section):
                continue
            for block in walk(blocks):
                if isinstance(block, Table):
                    for row in block.rows:
                        yield from self._place(row.cells[0].plain, row.cells[1:3])
                elif isinstance(block, ListBlock):
                    for item in block.items:
                        yield from self._labelled(item.text)
                elif isinstance(block, Paragraph):
                    yield from self._labelled(block.text)

    def _labelled(self, text: Text) -> Iterator[_Place]:
        found = labelled(text) if len(text.raw) < _LONGEST else None
        if found is not None:
            yield from self._place(found.label.plain, (found.value,))

    def _place(self, label: str, values: Iterable[Text]) -> Iterator[_Place]:
        role = self.role(label) if len(label) < 40 and _HINT.search(label) else ""
        for value in values if role else ():
            product = self.only(value.plain, role)
            if product:
                yield _Place(role, product, value.span)
                return

    def rivals(self, role: str, drawn: list[_Place], listed: list[_Place]) -> Iterator[RivalStore]:
        """The drawn stores of a role that are listed as another product."""
        left = [place for place in drawn if place.role == role]
        right = [place for place in listed if place.role == role]
        products = {place.technology for place in left}, {place.technology for place in right}
        if len(products[0]) != 1 or len(products[1]) != 1 or products[0] == products[1]:
            return
        if self._mentions_in_text(left[0].technology) or self._mentions_in_drawings(right[0].technology):
            return
        for place in left:
            yield RivalStore(
                span=place.span, role=role, technology=place.technology, other=right[0].technology,
                other_line=right[0].span.line, related=((f"the {role} is {right[0].technology} here", right[0].span),),
            )  # fmt: skip

    def _mentions_in_text(self, technology: str) -> bool:
        for section in (None, *self.facts.document.walk()):
            blocks = self.facts.document.preamble if section is None else section.blocks
            headings = [section.text] if section is not None else []
            for text in (*headings, *(text for block in walk(blocks) for text in texts(block))):
                if any(mention.name == technology for mention in self.words.named(text.plain)):
                    return True
        return False

    def _mentions_in_drawings(self, technology: str) -> bool:
        return any(
            mention.name == technology
            for diagram in self.diagrams
            for label in diagram.labels
            for mention in self.words.named(label)
        )
