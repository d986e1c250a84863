"""The versions that a document gives to a technology, wherever it names one, and those that contradict each other.

Different versions are often meant: a client has another version than its server, a matrix lists what is supported,
an upgrade leads from one to the next. Such places are left out; what is left should be one version.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from speclint.document.block import Block, CodeBlock, ListBlock, Paragraph, Quote, Table, Text
from speclint.document.section import Section
from speclint.document.span import Span
from speclint.facts.dependency import Columns, Dependency
from speclint.facts.entry import labelled
from speclint.facts.fact import Fact, Facts
from speclint.facts.manifest import read_manifest
from speclint.facts.naming import Run, Words, head, starts_with_version, version_behind
from speclint.facts.value.technology import needs_version
from speclint.facts.value.version import compatible, version

@dataclass(frozen=True, kw_only=True, eq=False)
class Pin(Fact):
    """A version that a place gives to a technology.

    `listed` where it stands in a list, a table or the header, and not in a sentence; `exact` when it is one version
    and no range; `container` tells places of one list or table from others.
    """

    technology: str
    version: str
    kind: str
    listed: bool
    exact: bool
    container: int


@dataclass(frozen=True, kw_only=True, eq=False)
class VersionConflict(Fact):
    """A version that contradicts the one at another place; `sure` when both are exact and both are listed."""

    technology: str
    version: str
    other: str
    other_line: int
    sure: bool
    related: tuple[tuple[str, Span], ...] = ()


_ASIDE = (
    "risks", "open-questions", "non-goals", "references", "glossary", "metadata", "decisions", "toc", "checklist", "versioning",
)  # fmt: skip
_SERVERS = frozenset(("database", "cache", "queue"))


def read_pins(facts: Facts) -> tuple[Pin, ...]:
    """Every version of a technology, in document order; those that differ on purpose are left out."""
    reader = _Reader(facts)
    pins = [*reader.dependencies(), *reader.blocks(facts.document.preamble)]
    for section in facts.document.walk():
        if not any(section.within(role) for role in _ASIDE) and not reader.is_aside(section):
            pins += reader.blocks(section.blocks)
    unique = {(pin.span.line, pin.technology): pin for pin in reversed(pins)}
    return tuple(sorted(_plain(unique.values()), key=lambda pin: (pin.span.line, pin.span.column)))


def _plain(pins: Iterable[Pin]) -> Iterator[Pin]:
    """The pins without those of a list or table that gives one technology several versions: a matrix."""
    grouped: dict[tuple[int, str], list[Pin]] = defaultdict(list)
    for pin in pins:
        grouped[pin.container, pin.technology].append(pin)
    for group in grouped.values():
        if all(compatible(group[0].version, pin.version) is not False for pin in group):
            yield from group


class _Reader:
    """Finds technologies with a version right behind them."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.vocabulary = facts.vocabulary
        self.words = Words(facts.vocabulary)

    def is_aside(self, section: Section) -> bool:
        """Whether a section is about another version on purpose: a migration, a matrix."""
        return any(self.vocabulary.has("version aside title", each.title) for each in (section, *section.ancestors()))

    def dependencies(self) -> Iterator[Pin]:
        """What the dependencies say; each is a place of its own."""
        for each in self.facts.all("dependencies", Dependency):
            if each.version and each.technology and not each.elsewhere and not self._is_client(each.name, each.kind):
                yield from self._pin(each.technology, each.kind, each.version, each.span, True, id(each))

    def blocks(self, blocks: Sequence[Block]) -> Iterator[Pin]:
        """What some blocks say."""
        for block in blocks:
            if isinstance(block, Paragraph):
                yield from self._text(block.text, id(block), self._is_labelled)
            elif isinstance(block, ListBlock):
                yield from self._list(block)
            elif isinstance(block, Table):
                yield from self._table(block)
            elif isinstance(block, Quote):
                yield from self.blocks(block.blocks)
            elif isinstance(block, CodeBlock):
                yield from self._images(block)

    def _list(self, block: ListBlock) -> Iterator[Pin]:
        for item in block.items:
            yield from self._text(item.text, id(block), self._is_listing)
            yield from self.blocks(item.rest)

    def _is_labelled(self, text: Text) -> bool:
        """Whether a paragraph is a line with a label: `**Stack:** Go 1.22, Redis 7`."""
        label = labelled(text)
        return label is not None and label.strong and len(text.plain) < _LINE

    def _is_listing(self, text: Text) -> bool:
        """Whether an item names a technology and does not only mention one: `Database: PostgreSQL 15`."""
        if len(text.plain) > _LINE:
            return False
        label = labelled(text)
        value = label.value if label is not None and label.value.plain else text
        known = self.words.known(head(Run.of(value)).plain)
        return known is not None or (label is not None and starts_with_version(label.value.plain))

    def _table(self, table: Table) -> Iterator[Pin]:
        columns = Columns(table, self.words)
        for row in columns.rows:
            if self._is_other(" | ".join(cell.plain for cell in row.cells), "version left behind"):
                continue
            if columns.version is not None and columns.names:
                name, cell = row.cells[columns.names[0]].plain, row.cells[columns.version]
                known = self.words.known(name)
                client = any(self.vocabulary.has("client of technology", each.plain) for each in row.cells)
                if known is not None and not self._is_client(name, known.kind, client) and known.name.casefold() in name.casefold():
                    yield from self._pin(known.name, known.kind, cell.plain, cell.span, True, id(table))
                continue
            for at, cell in enumerate(row.cells):
                yield from self._text(cell, id(table), lambda _, named=at in columns.names: named)

    def _text(self, text: Text, container: int, is_listed: Callable[[Text], bool]) -> Iterator[Pin]:
        """The technologies of a text with the version behind each; none where it speaks of several versions."""
        if not _NUMBERED.search(text.raw):
            return
        plain = text.plain
        listed = is_listed(text)
        found = []
        for mention in self.words.named(plain):
            end = version_behind(plain, mention) if needs_version(mention.kind) else mention.end
            if end == mention.end or _BELONGS.search(plain[: mention.start]):
                continue
            sentence = _around(plain, mention.start, end)
            purpose = "version left behind" if listed else "other version on purpose"
            if not self._is_other(sentence, purpose) and not self._is_client(mention.text, mention.kind, self._clients(plain, end)):
                found += self._pin(mention.name, mention.kind, plain[mention.end : end], text.plain_span(mention.start, end), listed, container)
        yield from _plain(found)

    def _clients(self, plain: str, end: int) -> bool:
        """Whether the word behind a version says that it is that of a client."""
        return self.words.begins("client of technology", plain[end:].lstrip(" )"))

    def _is_other(self, sentence: str, purpose: str) -> bool:
        return self.vocabulary.has(purpose, sentence)

    def _is_client(self, name: str, kind: str, said: bool = False) -> bool:
        """Whether a name is that of a client's package and not of the server: `redis` in a list of packages."""
        return kind in _SERVERS and (said or name.strip(" `").islower())

    def _images(self, block: CodeBlock) -> Iterator[Pin]:
        """The images of containers, and the languages that a manifest asks for."""
        for each in read_manifest(block):
            known = self.words.known(each.name)
            image = self.facts.document.source.lines[each.line - 1].lstrip(" -").casefold().startswith(("from ", "image:"))
            if known is None or each.version is None or not (image or known.kind in ("language", "runtime")):
                continue
            if known.name.casefold() == each.name.casefold() or known.kind in ("language", "runtime") or image:
                span = Span(each.line, each.column, each.line, each.end_column)
                yield from self._pin(known.name, known.kind, each.version, span, True, id(block))

    def _pin(self, technology: str, kind: str, text: str, span: Span, listed: bool, container: int) -> Iterator[Pin]:
        stated = version(text) or version(f"{technology} {text.strip(' (v')}")
        if stated is not None and stated.kind != "protocol":
            yield Pin(
                span=span, technology=technology, version=stated.text.strip(" (`"), kind=kind, listed=listed,
                exact=stated.kind in ("exact", "lts", "date"), container=container,
            )  # fmt: skip


_LINE = 160  # a line of a list is no longer; a longer one is a passage
_NUMBERED = re.compile(r"[A-Za-z`*)][\s(`*:=@v^~<>-]{0,4}\d")  # a word with a number behind it


# what stands before a technology whose version is that of something else: `Testcontainers for Go v0.31`
_BELONGS = re.compile(r"\b(?:for|like|since|via)\s$", re.I)


def _around(plain: str, start: int, end: int) -> str:
    """The sentence that a version stands in."""
    low = max(plain.rfind(". ", 0, start), plain.rfind("; ", 0, start), plain.rfind("\n", 0, start))
    stops = [at for at in (plain.find(". ", end), plain.find("; ", end)) if at >= 0]
    return plain[low + 1 : min(stops, default=len(plain))]


def read_version_conflicts(facts: Facts) -> tuple[VersionConflict, ...]:
    """The places where a technology has another version than at most other places, or than at the first."""
    grouped: dict[str, list[Pin]] = defaultdict(list)
    for pin in facts.all("pins", Pin):
        grouped[pin.technology].append(pin)
    found = [conflict for pins in grouped.values() if len(pins) > 1 for conflict in _conflicts(pins)]
    return tuple(sorted(found, key=lambda each: (each.span.line, each.span.column)))


def _conflicts(pins: list[Pin]) -> Iterator[VersionConflict]:
    agreeing = [sum(compatible(pin.version, other.version) is not False for other in pins) for pin in pins]
    first = pins[agreeing.index(max(agreeing))]
    for pin in pins:
        if compatible(first.version, pin.version) is False:
            yield VersionConflict(
                span=pin.span,
                technology=pin.technology,
                version=pin.version,
                other=first.version,
                other_line=first.span.line,
                sure=pin.listed and first.listed and pin.exact and first.exact,
                related=((f"{pin.technology} is {first.version} here", first.span),),
            )
