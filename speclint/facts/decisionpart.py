"""Where a spec tells of its decisions: tables of choices, parts about decisions, arguments in passing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from speclint.document.block import Block, ListBlock, Paragraph, Quote, Table, Text, walk
from speclint.document.section import Section
from speclint.document.vocabulary import Vocabulary
from speclint.facts.entry import (
    Entry,
    Subject,
    block_entries,
    heading_entry,
    is_entry_heading,
    labelled,
    labels_of,
)
from speclint.facts.fact import Facts
from speclint.facts.naming import Words
from speclint.facts.part import Part
from speclint.facts.reason import SENTENCE, Reasons
from speclint.facts.value.placeholder import is_placeholder
from speclint.facts.value.technology import Technologies

_SUBJECT = Subject(
    frozenset({"justification", "alternatives"}),
    ("decision", "technology", "name", "description"),
    re.compile(r"(?:ADR|DR|AD|D|decision)[\s-]?\d|decision\s*[:–—-]", re.IGNORECASE),
    prose=True,
)
# Parts whose tables and sentences are about data, calls, tests, tasks or settings, and not about choices
_OTHER = frozenset(
    "data-model api testing phases error-handling risks open-questions assumptions glossary metadata performance "
    "monitoring logging success-criteria goals non-goals references checklist toc indexes".split()
)
_UNARGUED = _OTHER - {"goals"}
_BUILT = frozenset({"components", "architecture", "dependencies"})  # parts about how the system is built
_LISTING = _BUILT | {"component-design", "decisions"}  # parts whose tables list what was chosen
_MOST = 200  # so many sentences of a paragraph are looked at
_LABEL = re.compile(r"[*_]{0,3}[A-Z][\w /-]{0,40}\??[*_]{0,3}\s?[:—–-]")  # a text that begins with a label
_PASSING = frozenset({"context", "consequences", "benefits", "advantages", "pros", "cons"})  # reasons only of decisions


def technologies(vocabulary: Vocabulary) -> Technologies:
    """The known technologies, ready for looking up."""
    return Words(vocabulary).technologies


def weighs(part: Part, vocabulary: Vocabulary) -> bool:
    """Whether a part is about alternatives that were not taken."""
    return vocabulary.has("alternatives-titles", part.title.plain)


class Argument(NamedTuple):
    """A reason, what it is about, and whether a label announces it."""

    name: str
    reason: Text
    labelled: bool


class ChoiceTables:
    """The tables of components, technologies and decisions."""

    def __init__(self, facts: Facts, reasons: Reasons) -> None:
        self.facts = facts
        self.vocabulary = facts.vocabulary
        self.reasons = reasons

    def with_reasons(self) -> Iterator[tuple[Table, int | None]]:
        """Those that have a column of reasons, each with it, or rows that link decision records."""
        for table, section in self._tables():
            column = self.reasons.column(table)
            linked = column is None and any(self.reasons.in_row(row) for row in table.rows)
            if (column is not None or linked) and self._lists_choices(table, section):
                yield table, column

    def without_reasons(self) -> Iterator[tuple[Table, Section]]:
        """Those of technologies or decisions that have none."""
        for table, section in self._tables():
            columns = {self.vocabulary.field_of(cell.plain) for cell in table.header}
            if table.rows and {"technology", "decision"} & columns and self.reasons.column(table) is None:
                yield table, section

    def _tables(self) -> Iterator[tuple[Table, Section]]:
        for section in self.facts.document.walk():
            roles = _roles(section)
            if roles & _OTHER and "decisions" not in roles:
                continue
            for block in walk(section.blocks):
                if isinstance(block, Table) and len(block.header) > 1:
                    yield block, section

    def _lists_choices(self, table: Table, section: Section) -> bool:
        """Whether the rows of a table are components, technologies or decisions."""
        if _is_of_choices(table, self.vocabulary):
            return True
        roles = _roles(section)
        named = self.vocabulary.field_of(table.header[0].plain) in ("name", "technology", "decision", "id")
        return "decisions" in roles or (named and bool(roles & _LISTING))


class DecisionEntries:
    """The entries of parts about decisions and alternatives."""

    def __init__(self, facts: Facts, reasons: Reasons) -> None:
        self.vocabulary = facts.vocabulary
        self.reasons = reasons

    def part(self, part: Part) -> Iterator[tuple[Entry, bool]]:
        """The decisions of a part, each with whether it is an alternative."""
        against = weighs(part, self.vocabulary)
        for entry, weighed in self._section(part.section, part.blocks, part.children, against):
            if not self._says_none(entry):
                yield entry, weighed

    def _section(
        self, section: Section, blocks: tuple[Block, ...], children: tuple[Section, ...], against: bool
    ) -> Iterator[tuple[Entry, bool]]:
        for entry in self._block_entries(section, blocks, not children):
            yield entry, against
        for child in children:
            below = against or self.vocabulary.has("alternatives-titles", child.title)
            if self._is_decision(child, against):
                yield heading_entry(child, self.vocabulary, _SUBJECT), below
            elif not any(isinstance(block, Table) and self._holds_reasons(block) for block in child.blocks):
                yield from self._section(child, child.blocks, child.children, below)

    def _block_entries(self, section: Section, blocks: tuple[Block, ...], alone: bool) -> list[Entry]:
        kept = tuple(block for block in blocks if not (isinstance(block, Table) and self._holds_reasons(block)))
        found = list(block_entries(kept, section, self.vocabulary, _SUBJECT))
        prose = [block for block in kept if isinstance(block, Paragraph) and not is_placeholder(block.text.plain)]
        if not found and alone and prose:
            first, body = prose[0].text, tuple(prose[1:])
            return [Entry(first, first.span, "paragraph", body=body, section=section, head=first)]
        listed = bool(found) and all(entry.shape == "item" for entry in found)
        if listed and any(self.vocabulary.has("causal", block.text.plain) for block in prose):
            # the paragraphs around a list give the reasons themselves
            head = prose[0].text
            return [Entry(section.text, section.text.span, "heading", body=kept, section=section, head=head)]
        return found

    def _holds_reasons(self, table: Table) -> bool:
        return self.reasons.column(table) is not None

    def _is_decision(self, section: Section, against: bool) -> bool:
        """Whether a sub-section is one decision, and not a group of them."""
        named = _SUBJECT.heading.match(section.label) is not None
        if section.children:
            below = {self.vocabulary.field_of(child.title) for child in section.children}
            return named or bool(below & {"justification", "alternatives", "decision"})
        if any(isinstance(block, Table) for block in section.blocks):
            return False
        if named or self.reasons.is_label(section.title) or is_entry_heading(section, self.vocabulary, _SUBJECT):
            return True
        labels = labels_of(section.blocks)
        if any(self.reasons.is_label(label) or self.vocabulary.field_of(label) for label in labels):
            return True
        prose = any(isinstance(block, (Paragraph, Quote)) for block in section.blocks)
        return against or prose or not any(isinstance(block, ListBlock) for block in section.blocks)

    def _says_none(self, entry: Entry) -> bool:
        """Whether an entry only says that nothing was decided or considered."""
        words = entry.words
        return entry.row is None and len(words.split()) < 8 and self.vocabulary.has("no-alternatives", words)


class Arguments:
    """The labelled reasons and the sentences with a because, outside the parts about decisions."""

    def __init__(self, facts: Facts, reasons: Reasons) -> None:
        self.facts = facts
        self.vocabulary = facts.vocabulary
        self.reasons = reasons

    def find(self) -> Iterator[Argument]:
        """The arguments, in document order."""
        for section in self.facts.document.walk():
            roles = _roles(section)
            if "decisions" in roles or roles & _UNARGUED:
                continue
            name = section.title
            for block in walk(section.blocks):
                if isinstance(block, Table):
                    yield from self._in_table(block)
                elif isinstance(block, Paragraph):
                    yield from self._in_text(block.text, name, bool(roles & _BUILT))
                    name = self._name(block.text) or name

    def _name(self, text: Text) -> str | None:
        """What the texts below a label are about."""
        found = labelled(text) if text.raw.startswith("**") or _LABEL.match(text.raw) else None
        return found.label.plain if found is not None and not self.reasons.is_label(found.label.plain) else None

    def _in_table(self, table: Table) -> Iterator[Argument]:
        """The reasons in the cells of a table of choices, under whatever head they stand."""
        if not _is_of_choices(table, self.vocabulary) or self.reasons.column(table) is not None:
            return
        for row in table.rows:
            cell = next((cell for cell in row.cells[1:] if self.vocabulary.has("because", cell.raw)), None)
            if cell is not None:
                yield Argument(" ".join(each.plain for each in row.cells if each is not cell), cell, False)

    def _in_text(self, text: Text, name: str, built: bool) -> Iterator[Argument]:
        argued = self.vocabulary.has("because", text.raw)
        if not argued and _LABEL.match(text.raw) is None:
            return
        found = labelled(text)
        label = found.label.plain if found is not None else ""
        if found is not None and self.reasons.is_label(label) and label.casefold() not in _PASSING:
            if found.value or found.strong:
                yield Argument(name, found.value if found.value else text, True)
            return
        for sentence in _sentences(text) if argued else ():
            if self._is_choice(sentence.plain, label or name, built):
                yield Argument(label or name, sentence, False)

    def _is_choice(self, sentence: str, subject: str, built: bool) -> bool:
        """Whether a sentence gives a reason, and speaks of a choice: a technology, a component, or choosing.

        What stands in a part about how the system is `built` does so anyway.
        """
        if not self.reasons.is_argued(sentence):
            return False
        if built or self.vocabulary.has("choosing", sentence) or technologies(self.vocabulary).find(sentence):
            return True
        said = f"{subject} {sentence}".casefold()
        return any(name in said for name in self._components)

    @cached_property
    def _components(self) -> tuple[str, ...]:
        return tuple(str(fact.get("name")).casefold() for fact in self.facts.get("components"))


def _sentences(text: Text) -> Iterator[Text]:
    at = 0
    for sentence in SENTENCE.split(text.plain, maxsplit=_MOST):
        at = text.plain.index(sentence, at)
        yield text.plain_part(at, at + len(sentence))


def _is_of_choices(table: Table, vocabulary: Vocabulary) -> bool:
    """Whether the heads of a table name what is chosen: components, technologies, decisions."""
    return vocabulary.has("choice-columns", " | ".join(cell.plain for cell in table.header))


def _roles(section: Section) -> frozenset[str]:
    """The roles of a section and of those above it."""
    return frozenset((*section.roles, *(role for above in section.ancestors() for role in above.roles)))
