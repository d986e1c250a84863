"""The versions that a document gives to a technology, wherever it names one, and those that contradict each other.

Different versions are often meant: a client has another version than its server, a matrix lists what is supported,
an upgrade leads from one to the next. Such places are left out; what is left should be one version.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from speclint.document.block import Block, CodeBlock, ListBlock, Paragraph, Piece, Quote, Row, Table, Text
from speclint.document.section import Section
from speclint.document.span import Span
from speclint.facts.dependency import Dependency
from speclint.facts.diagram import Diagram
from speclint.facts.drawing.drawing import Label
from speclint.facts.entry import labelled
from speclint.facts.fact import Fact, Facts
from speclint.facts.inventory.columns import Columns
from speclint.facts.inventory.setting import inline_images, settings, spelled
from speclint.facts.manifest import read_manifest
from speclint.facts.naming import SERVERS, Run, Words, head, starts_with_version, version_behind
from speclint.facts.passage import roles_above
from speclint.facts.value.technology import Technology, TechnologyMention, needs_version
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


# parts that may speak of other versions
_ASIDE = frozenset(
    "risks open-questions non-goals references glossary metadata decisions toc checklist versioning".split()
)
_NO_SETTINGS = frozenset(("diff", "patch"))  # what is left behind stands beside what comes
_PACKAGED = frozenset(("language", "runtime", "framework", "library"))  # what bears its own name as a package
_ENOUGH = 2  # so many places of a list agree with one another, and one does not
_MANY = 60  # of the technologies in a text the first are looked at
_VARIETY = 60  # of a technology in more versions none can be told to be the one that is meant
_LINE = 160  # a line of a list is no longer; a longer one is a passage
_NUMBERED = re.compile(r"[A-Za-z`*)][\s(`*:=@v^~<>-]{0,4}\d")  # a word with a number behind it
# behind a version, more of them: `14, 15 and 16`
_MORE = re.compile(
    r"\s?(?:[,/&–-]|(?:and|or|to)\b)\s?v?\d{1,2}(?:\.\d{1,3}){0,2}(?=\s?(?:$|[.,;:)]|(?:and|or)\b))", re.I
)
# what stands before a technology whose version is that of something else: `Testcontainers for Go v0.31`
_BELONGS = re.compile(r"\b(?:for|like|since|via)\s$", re.I)


def read_pins(facts: Facts) -> tuple[Pin, ...]:
    """Every version of a technology, in document order; those that differ on purpose are left out."""
    reader = _Reader(facts)
    pins = [*reader.dependencies(), *reader.blocks(facts.document.preamble), *reader.drawings()]
    for section in facts.document.walk():
        if not reader.is_beside(section):
            pins += reader.heading(section)
            pins += reader.blocks(section.blocks, code=not section.within("api"))
    unique = {(pin.span.line, pin.technology): pin for pin in reversed(pins)}
    code = {id(block) for block in facts.document.code_blocks}
    kept = [*_alike(unique.values(), reader.stacks | code)]
    several = reader.several | _several([pin for pin in unique.values() if pin.container not in code], kept)
    kept = [pin for pin in kept if pin.technology not in several]
    return tuple(sorted(kept, key=lambda pin: (pin.span.line, pin.span.column)))


def _several(pins: Iterable[Pin], kept: Sequence[Pin]) -> set[str]:
    """The technologies that a list names in several versions: those of several parts of the system."""
    left = {(pin.span, pin.technology) for pin in kept}
    return {pin.technology for pin in pins if pin.listed and (pin.span, pin.technology) not in left}


def _alike(pins: Iterable[Pin], stacks: Container[int] = ()) -> Iterator[Pin]:
    """The pins without those of a list or table that gives one technology several versions: a matrix.

    A single version that no other place has, beside one that others have too, is a slip, unless it stands in code or in
    one of the lists that say what the system is made of: `stacks`.
    """
    pins = tuple(pins)
    grouped: dict[tuple[int, str], list[Pin]] = defaultdict(list)
    for pin in pins:
        grouped[pin.container, pin.technology].append(pin)
    for group in grouped.values():
        if all(compatible(group[0].version, pin.version) is not False for pin in group):
            yield from group
        elif (usual := _usual(group, () if group[0].container in stacks else pins)) is not None:
            yield from (pin if compatible(usual, pin.version) else replace(pin, listed=False) for pin in group)


def _usual(group: Sequence[Pin], pins: Iterable[Pin]) -> str | None:
    """The version of all places but one, of which there are two at least; None where there is no such version."""
    name, container = group[0].technology, group[0].container
    others = [pin for pin in pins if pin.technology == name and pin.container != container]
    places = [*group, *others] if others or len(group) > _ENOUGH else []
    for pin in group[:2]:
        odd = sum(compatible(pin.version, other.version) is False for other in places)
        if odd == 1 and len(places) > _ENOUGH:
            return pin.version
    return None


class _Reader:
    """Finds technologies with a version right behind them."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.has = facts.vocabulary.has
        self.words = Words(facts.vocabulary)
        self.several: set[str] = set()
        """The technologies that a line of a list names in several versions."""
        self.stacks: set[int] = set()
        """The lists and tables that say what the system is made of."""

    def is_beside(self, section: Section) -> bool:
        """Whether a section may speak of other versions: it is about a migration, a matrix, a risk."""
        if not roles_above(section).isdisjoint(_ASIDE):
            return True
        return any(self.has("version aside title", each.title) for each in (section, *section.ancestors()))

    def heading(self, section: Section) -> Iterator[Pin]:
        """What the heading of a section says: `Database: PostgreSQL 15`."""
        return self._text(section.text, id(section), self._never)

    def dependencies(self) -> Iterator[Pin]:
        """What the dependencies say; each is a place of its own."""
        for each in self.facts.all("dependencies", Dependency):
            known = self.words.exactly(each.technology) if each.technology else None
            if each.version and known and not each.elsewhere and not _is_client(each.name, known):
                container = self._holders.get(each.span.line, id(each))
                self.stacks.add(container)
                yield from _pin(known, each.version, each.span, True, container)

    @cached_property
    def _holders(self) -> dict[int, int]:
        """The innermost list or table that each line stands in."""
        found: dict[int, int] = {}
        for block in self.facts.document.blocks:
            if isinstance(block, (ListBlock, Table)):
                found.update(dict.fromkeys(range(block.span.line, block.span.end_line + 1), id(block)))
        return found

    def blocks(self, blocks: Sequence[Block], code: bool = True) -> Iterator[Pin]:
        """What some blocks say; code only where it is no example of what an interface returns."""
        for block in blocks:
            if isinstance(block, Paragraph):
                yield from self._text(block.text, id(block), self._is_labelled)
            elif isinstance(block, ListBlock):
                for item in block.items:
                    yield from self._text(item.text, id(block), self._is_listing)
                    yield from self.blocks(item.rest, code)
            elif isinstance(block, Table):
                yield from self._table(block)
            elif isinstance(block, Quote):
                yield from self.blocks(block.blocks, code)
            elif isinstance(block, CodeBlock) and code:
                yield from self._code(block)

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
            if self.has("version left behind", " | ".join(cell.plain for cell in row.cells)):
                continue
            if columns.version is not None and columns.names:
                yield from self._row(row, columns, columns.version, id(table))
                continue
            for at, cell in enumerate(row.cells):
                named = at in columns.names
                yield from self._text(cell, id(table), self._always if named else self._never)

    def _always(self, text: Text) -> bool:
        return True

    def _never(self, text: Text) -> bool:
        return False

    def _row(self, row: Row, columns: Columns, version_at: int, container: int) -> Iterator[Pin]:
        """A row with a column of its version."""
        name, cell = row.cells[columns.names[0]].plain, row.cells[version_at]
        known = self.words.exactly(name)
        client = any(self.has("client of technology", each.plain) for each in row.cells)
        if known is not None and not _is_client(name, known, client):
            yield from _pin(known, cell.plain, cell.span, True, container)

    def _text(self, text: Text, container: int, is_listed: Callable[[Text], bool]) -> Iterator[Pin]:
        """The technologies of a text with the version behind each; none where it speaks of several versions."""
        if not _NUMBERED.search(text.raw):
            return
        plain = text.plain
        listed = is_listed(text)
        found: list[Pin] = []
        before = -2
        for mention in self.words.named(plain)[:_MANY]:
            end = version_behind(plain, mention) if needs_version(mention.kind) else mention.end
            alone = mention.start > before + 1 and not _BELONGS.search(plain[max(0, mention.start - 8) : mention.start])
            before = mention.end
            if end == mention.end or not alone or _MORE.match(plain, end) or self._differs(plain, mention, end, listed):
                continue
            known = Technology(mention.name, mention.kind)
            place = text.plain_span(mention.start, end)
            found += _pin(known, plain[mention.end : end], place, listed, container)
        found += self._images(text, container)
        kept = [*_alike(found)]
        self.several |= _several(found, kept)
        yield from kept

    def _images(self, text: Text, container: int) -> Iterator[Pin]:
        """The images of containers that a text names: `postgres:15-alpine`."""
        for name, tag, start, end in inline_images(text.plain):
            known = self.words.exactly(name)
            if known and needs_version(known.kind) and not self.has("other version on purpose", text.plain):
                yield from _pin(known, tag, text.plain_span(start, end), False, container)

    def _differs(self, plain: str, mention: TechnologyMention, end: int, listed: bool) -> bool:
        """Whether a place speaks of another version on purpose, or of a client's."""
        purpose = "version left behind" if listed else "other version on purpose"
        client = self.words.begins("client of technology", plain[end:].lstrip(" )"))
        known = Technology(mention.name, mention.kind)
        return self.has(purpose, _around(plain, mention.start, end)) or _is_client(mention.text, known, client)

    def _code(self, block: CodeBlock) -> Iterator[Pin]:
        """What code and configuration set: images, languages, engines; and the packages that a manifest asks for."""
        if block.language in _NO_SETTINGS:
            return
        for each in settings(block):
            known = self.words.exactly(each.name)
            if known and needs_version(known.kind):
                span = Span(each.line, each.column, each.line, each.end_column)
                yield from _pin(known, each.version, span, each.sure, id(block))
        for required in read_manifest(block):
            known = self.words.exactly(spelled(required.name))
            if known and required.version and known.kind in _PACKAGED and not required.managed:
                span = Span(required.line, required.column, required.line, required.end_column)
                yield from _pin(known, required.version, span, known.kind in ("language", "runtime"), id(block))

    def drawings(self) -> Iterator[Pin]:
        """The versions in the labels of diagrams."""
        for diagram in self.facts.all("diagrams", Diagram):
            section = self.facts.document.section_at(diagram.span.line)
            if diagram.source is None or (section is not None and self.is_beside(section)):
                continue
            for label in diagram.source.labels:
                if _NUMBERED.search(label.text):
                    text = Text((Piece(label.line, label.column, label.text),))
                    for pin in self._text(text, id(diagram), self._never):
                        yield replace(pin, span=self._drawn(label, pin))

    def _drawn(self, label: Label, pin: Pin) -> Span:
        """Where the version in a label stands, which may be broken over several lines."""
        lines = self.facts.document.source.lines
        for line in range(label.line, min(label.line + max(len(label.parts), 1), len(lines) + 1)):
            at = lines[line - 1].find(pin.version, label.column - 1 if line == label.line else 0)
            if at >= 0:
                return Span.at(line, at + 1, len(pin.version))
        return Span.at(label.line, label.column, max(len(label.text), 1))


def _is_client(name: str, known: Technology, said: bool = False) -> bool:
    """Whether a name is that of a client's package and not of the server: `redis` in a list of packages."""
    return known.kind in SERVERS and (said or name.strip(" `").islower())


def _pin(known: Technology, text: str, span: Span, listed: bool, container: int) -> Iterator[Pin]:
    stated = version(text) or version(f"{known.name} {text.strip(' (v')}")
    if stated is not None and stated.kind != "protocol":
        yield Pin(
            span=span, technology=known.name, version=stated.text.strip(" (`"), kind=known.kind, listed=listed,
            exact=stated.kind in ("exact", "lts", "date"), container=container,
        )  # fmt: skip


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
    alike = Counter((pin.version, pin.listed, pin.exact) for pin in pins)
    if len(alike) > _VARIETY:
        return
    each = {(pin.version, pin.listed, pin.exact): pin for pin in reversed(pins)}
    usual = {
        key: (sum(count for other, count in alike.items() if _agree(pin, each[other])), pin.listed)
        for key, pin in each.items()
    }
    agreeing = [usual[pin.version, pin.listed, pin.exact] for pin in pins]
    first = pins[agreeing.index(max(agreeing))]
    for pin in pins:
        if not _agree(first, pin):
            yield VersionConflict(
                span=pin.span,
                technology=pin.technology,
                version=pin.version,
                other=first.version,
                other_line=first.span.line,
                sure=pin.listed and first.listed and pin.exact and first.exact,
                related=((f"{pin.technology} is {first.version} here", first.span),),
            )


def _agree(first: Pin, second: Pin) -> bool:
    """Whether two places can mean the same: versions that overlap, and no two lists with a least version each."""
    if compatible(first.version, second.version) is False:
        return False
    if not (first.listed and second.listed) or first.exact or second.exact:
        return True
    left, right = version(first.version), version(second.version)
    if left is None or right is None or left.kind != "minimum" or right.kind != "minimum":
        return True
    return all(one == other for one, other in zip(left.parts, right.parts, strict=False))
