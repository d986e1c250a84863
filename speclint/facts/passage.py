"""The parts of a spec that are about one subject, and what they say.

A part is a section, or a label and what stands under it: a bold paragraph, an item of a list, a row of a table.
What it says comes as statements: paragraphs, items, rows and code, each with the titles that it stands under.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from speclint.document.block import (
    Block,
    CodeBlock,
    Heading,
    Html,
    Item,
    ListBlock,
    Paragraph,
    Piece,
    Quote,
    Row,
    Table,
    Text,
)
from speclint.document.section import Section
from speclint.document.span import Span
from speclint.document.vocabulary import Vocabulary
from speclint.facts.entry import Labelled, bold_title, labelled, plain_text
from speclint.facts.fact import Fact, Facts
from speclint.facts.value.placeholder import is_placeholder
from speclint.facts.value.word import parted


@dataclass(frozen=True, kw_only=True, eq=False)
class SubjectPart(Fact):
    """A part about a subject; `lacking` when neither it nor another one says anything of substance."""

    title: str
    lacking: bool = False


@dataclass(frozen=True, kw_only=True, eq=False)
class Gap(Fact):
    """Something that a part should address and does not.

    `kind` is what is missing, `part` where all of it is; `name` is how it is called in a message; `said` is the
    label or the sentence that stands there in its place, and `part` the title of the part, each empty where there
    is none.
    """

    kind: str
    name: str
    said: str = ""
    part: str = ""


@dataclass(frozen=True, eq=False)
class Statement:
    """One thing that is said: a paragraph, an item, a row, a block of code or of HTML.

    `above` are the titles, labels and lead-ins that it stands under, outermost first; `cells` are the heads and
    cells of a row.
    """

    span: Span
    above: tuple[Text, ...]
    text: Text | None = None
    found: Labelled | None = None
    cells: tuple[tuple[Text, Text], ...] = ()
    code: CodeBlock | None = None
    html: str = ""

    @cached_property
    def words(self) -> str:
        """All of it, as plain words; code as it is."""
        if self.text is not None:
            return self.text.plain
        if self.code is not None:
            return self.code.code
        return " | ".join(cell.plain for _, cell in self.cells) or self.html

    @cached_property
    def label(self) -> str:
        """What it begins with: the label of a paragraph or an item, the first cell of a row."""
        if self.found is not None:
            return self.found.label.plain
        return self.cells[0][1].plain if self.cells else ""

    @cached_property
    def value(self) -> str:
        """What stands behind the label, or all of it."""
        if self.found is not None:
            return self.found.value.plain
        if self.cells:
            return " | ".join(cell.plain for _, cell in self.cells[1:] if cell.plain)
        return self.words

    @property
    def summary(self) -> str:
        """Its words on one line; of code, the title that it stands under."""
        words = self.words if self.code is None else (self.above[-1].plain if self.above else "code")
        return " ".join(words.split())

    @property
    def titles(self) -> str:
        """What it stands under, as one text."""
        return "\n".join(text.plain for text in self.above)


@dataclass(frozen=True, eq=False)
class Passage:
    """A part about one subject: a section, or a label and what stands under it."""

    title: Text
    roles: frozenset[str]
    blocks: tuple[Block, ...]
    section: Section | None
    """The section that it is or stands in."""
    whole: bool = True
    """Whether it is a section."""
    value: Text | None = None
    """What stands behind the label."""
    above: tuple[Text, ...] = field(default=())

    @property
    def span(self) -> Span:
        """The heading or the label."""
        return self.title.span

    def statements(self) -> Iterator[Statement]:
        """What it says, in document order."""
        if self.whole and self.section is not None:
            yield from section_statements(self.section)
            return
        above = (*self.above, self.title)
        if self.value is not None and self.value.raw:
            yield Statement(self.value.span, above, self.value)
        yield from block_statements(self.blocks, above)

    def within(self, *roles: str) -> bool:
        """Whether it stands in a section with one of the roles; its own do not count."""
        holder = self.section.parent if self.whole and self.section is not None else self.section
        return holder is not None and not roles_above(holder).isdisjoint(roles)


def roles_above(section: Section) -> frozenset[str]:
    """The roles of a section and of those that hold it."""
    return section.all_roles


# Parts that only talk about other parts.
ASIDE = ("risks", "open-questions", "non-goals", "toc", "checklist", "references", "metadata", "glossary")
# Parts whose labels name things of their own: a component, a library or a task called "Authentication" is no part.
_LISTING = (*ASIDE, "phases", "decisions", "components", "dependencies", "assumptions", "success-criteria")


def passages(facts: Facts, *roles: str, aside: tuple[str, ...] = ASIDE) -> tuple[Passage, ...]:
    """The parts with one of the roles: the outermost sections, and labels outside of them, in document order.

    Sections below one with a role of `aside` do not count.
    """
    wanted = frozenset(roles)
    sections = [
        Passage(section.text, frozenset(section.roles), section.blocks, section)
        for section in facts.sections(*roles)
        if section.parent is None or roles_above(section.parent).isdisjoint(aside)
    ]
    inside = {id(part) for passage in sections if passage.section for part in passage.section.walk()}
    labels = [
        passage
        for passage in facts.memo("labelled-passages", lambda: tuple(_labels(facts)))
        if passage.roles & wanted and id(passage.section) not in inside
    ]
    return tuple(sorted([*sections, *_outermost(labels)], key=lambda passage: passage.span))


def _outermost(labels: Iterable[Passage]) -> Iterator[Passage]:
    """The labels that do not stand under another one."""
    held: set[Span] = set()
    for passage in labels:
        if passage.span not in held:
            yield passage
            held.update(_spans(passage.blocks))


def _spans(blocks: Iterable[Block]) -> Iterator[Span]:
    for title, _, rest in _labelled_blocks(blocks):
        yield title.span
        yield from _spans(rest)


_LONGEST = 80  # no label is longer


def _labels(facts: Facts) -> Iterator[Passage]:
    """Every label of the document that is called like a part."""
    known: dict[str, frozenset[str]] = {}

    def roles(label: str) -> frozenset[str]:
        if label not in known:
            known[label] = frozenset(facts.vocabulary.roles(label, strict=True))
        return known[label]

    def walk(blocks: Iterable[Block], section: Section | None, above: tuple[Text, ...]) -> Iterator[Passage]:
        for title, value, rest in _labelled_blocks(blocks):
            if 0 < len(title.raw) <= _LONGEST and (found := roles(title.plain)):
                yield Passage(title, found, rest, section, False, value, above)
            yield from walk(rest, section, (*above, title))

    title = facts.document.title_section
    yield from walk(facts.document.preamble, None, ())
    for section in facts.document.walk():
        if not roles_above(section).isdisjoint(_LISTING):
            continue
        above = () if section is title else (section.text,)
        yield from walk(section.blocks, section, above)


def _labelled_blocks(blocks: Iterable[Block]) -> Iterator[tuple[Text, Text | None, tuple[Block, ...]]]:
    """The labels in some blocks, with what stands behind and under each."""
    run = tuple(blocks)
    for at, block in enumerate(run):
        if isinstance(block, Paragraph):
            if (found := label_of(block)) is not None:
                yield found.label, found.value, tuple(_until_next(run[at + 1 :]))
        elif isinstance(block, ListBlock):
            for item in block.items:
                found = labelled(item.text)
                yield (found.label, found.value, item.rest) if found else (item.text, None, item.rest)
        elif isinstance(block, Table):
            yield from _table_labels(block)
        elif isinstance(block, Quote):
            yield from _labelled_blocks(block.blocks)


def _until_next(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks up to the next bold paragraph."""
    for block in blocks:
        if isinstance(block, Paragraph) and bold_title(block) is not None:
            return
        yield block


def _table_labels(table: Table) -> Iterator[tuple[Text, Text | None, tuple[Block, ...]]]:
    """The first cells of a table's rows; the rest of a row stands behind its label."""
    if len(table.header) < 2:
        return
    for row in table.rows:
        yield row.cells[0], _joined(row), ()


def _joined(row: Row) -> Text:
    """The cells behind the first one as one text."""
    pieces = [piece for cell in row.cells[1:] for piece in cell.pieces]
    return Text(tuple(pieces) or (Piece(row.span.line, row.span.end_column, ""),))


def label_of(block: Paragraph) -> Labelled | None:
    """The label of a paragraph: bold words, or `Testing: …`."""
    return bold_title(block) or _plain_label(block.text)


# Testing: … (a plain label of a few words)
_PLAIN = re.compile(r"(?P<label>[A-Z][A-Za-z0-9/&,' -]{1,60}?):(?:\s+|$)")


def _plain_label(text: Text) -> Labelled | None:
    match = _PLAIN.match(text.raw)
    if match is None or match["label"].count(" ") > 5:
        return None
    return Labelled(text.part(*match.span("label")), text.part(match.end(), len(text.raw)), False)


def section_statements(section: Section, above: tuple[Text, ...] = ()) -> Iterator[Statement]:
    """What a section and those below say."""
    above = (*above, section.text)
    yield from block_statements(section.blocks, above)
    for child in section.children:
        yield from section_statements(child, above)


def block_statements(blocks: Iterable[Block], above: tuple[Text, ...]) -> Iterator[Statement]:
    """What some blocks say; a bold label or a lead-in stands above what follows it."""
    group: tuple[Text, ...] = ()
    lead: tuple[Text, ...] = ()
    for block in blocks:
        if not isinstance(block, Paragraph):
            yield from _other(block, (*above, *group, *lead))
            lead = ()
            continue
        title = bold_title(block)
        lead = (block.text,) if title is None and block.text.raw.endswith(":") else ()
        if title is not None:
            group = (title.label,)
            if title.value.raw:
                yield Statement(block.text.span, above, block.text, title)
        elif not lead:
            yield Statement(block.text.span, (*above, *group), block.text, _plain_label(block.text))


def _other(block: Block, above: tuple[Text, ...]) -> Iterator[Statement]:
    if isinstance(block, ListBlock):
        for item in block.items:
            yield from _item_statements(item, above)
    elif isinstance(block, Table):
        yield from _row_statements(block, above)
    elif isinstance(block, CodeBlock):
        yield Statement(block.span, above, code=block)
    elif isinstance(block, Quote):
        yield from block_statements(block.blocks, above)
    elif isinstance(block, Heading):
        yield Statement(block.text.span, above, block.text)
    elif isinstance(block, Html) and not block.comment and (words := plain_text((block,)).strip()):
        yield Statement(block.span, above, html=words)


def _item_statements(item: Item, above: tuple[Text, ...]) -> Iterator[Statement]:
    found = labelled(item.text)
    if item.text.raw and (found is None or found.value.raw or not item.rest):
        yield Statement(item.text.span, above, item.text, found)
    if item.rest:
        label = found.label if found is not None else item.text
        yield from block_statements(item.rest, (*above, label))


def _row_statements(table: Table, above: tuple[Text, ...]) -> Iterator[Statement]:
    if len(table.header) == 1:  # a frame around a note
        for cell in (*table.header, *(row.cells[0] for row in table.rows)):
            if cell.raw:
                yield Statement(cell.span, above, cell, labelled(cell))
        return
    for row in table.rows:
        if any(cell.raw for cell in row.cells):
            yield Statement(row.span, above, cells=tuple(zip(table.header, row.cells, strict=True)))


_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")  # JWT, X.509, read-only
_ENOUGH = 25  # so many words of substance cannot be told to say nothing, whatever they are


_BRACKETS = re.compile(r"[\s*_`]*\[[^\[\]]{1,80}\][\s*_`.]*")  # [Scope]: what a template asks for, alone


def is_blank(words: str) -> bool:
    """Whether a value is empty, a dash, or what stood there in the template."""
    return is_placeholder(words) or _BRACKETS.fullmatch(words) is not None


def substance(words: str, generic: re.Pattern[str]) -> int:
    """How many words are left when those that say nothing are taken away; none of a placeholder."""
    if is_blank(words):
        return 0
    return sum(1 for _ in _WORD.finditer(generic.sub(" ", words)))


@dataclass(frozen=True)
class Telling:
    """How it is told that a part says something: a word of the list `words`, beyond those of the list `generic`.

    So many words of substance as `enough` say something whatever they are; two do behind a label where labels are
    `cases`.
    """

    words: str
    generic: str
    enough: int
    cases: bool = False

    def holds(self, statement: Statement, vocabulary: Vocabulary) -> bool:
        """Whether a statement says something: in words of substance, a filled row or a block of code."""
        if statement.code is not None:
            return bool(statement.code.code.strip()) and vocabulary.has(self.words, parted(statement.words))
        said = substance(statement.value, vocabulary.pattern(self.generic))
        if said < 1 or said >= (min(2, self.enough) if self.cases and statement.label else self.enough):
            return said > 0
        return len(statement.cells) > 1 or vocabulary.has(self.words, f"{statement.label} {statement.value}")

    def told(self, parts: Iterable[Passage], vocabulary: Vocabulary) -> tuple[Statement, ...]:
        """The statements of some parts that say something, each place once, in document order."""
        found = {
            statement.span: statement
            for part in parts
            for statement in part.statements()
            if self.holds(statement, vocabulary)
        }
        return tuple(found[span] for span in sorted(found))

    def judged(self, parts: tuple[Passage, ...], told: bool, vocabulary: Vocabulary) -> tuple[SubjectPart, ...]:
        """The parts; the first is lacking when nothing is told and none of them is long."""
        lacking = not told and not any(self._is_long(part, vocabulary) for part in parts)
        return tuple(
            SubjectPart(
                span=_first_said(part) if lacking else part.span, title=part.title.plain, lacking=lacking and not at
            )
            for at, part in enumerate(parts)
        )

    def _is_long(self, part: Passage, vocabulary: Vocabulary) -> bool:
        generic = vocabulary.pattern(self.generic)
        return sum(substance(statement.words, generic) for statement in part.statements()) >= _ENOUGH


def _first_said(part: Passage) -> Span:
    """The placeholder that is all that a part says, or its title."""
    said = tuple(part.statements())
    return said[0].span if len(said) == 1 and is_blank(said[0].value) else part.span


def near(facts: Facts, *roles: str) -> Span:
    """Where an author would look for a part that is missing: the first section with a role, else the title."""
    for role in roles:
        for section in facts.document.walk():
            if role in section.roles:
                return section.text.span
    return facts.document.head
