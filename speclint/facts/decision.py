"""The technical decisions of a spec and the reasons that it gives for them.

A reason stands in a column of a table, behind a label (`Rationale: …`), in the words of a part about decisions
or alternatives, or in a sentence that says `because` of a technology or a component.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

from speclint.document.block import Block, ListBlock, Paragraph, Quote, Row, Table, Text
from speclint.document.section import Section
from speclint.document.span import Span
from speclint.document.vocabulary import Vocabulary
from speclint.facts.entry import Entry, Subject, block_entries, heading_entry, is_entry_heading, labelled, plain_text
from speclint.facts.fact import Fact, Facts
from speclint.facts.part import Part, parts
from speclint.facts.value.placeholder import is_placeholder
from speclint.facts.value.technology import Technologies, parse

Kind = Literal["row", "decision", "alternative", "choice"]

_SUBJECT = Subject(
    frozenset({"justification", "alternatives"}),
    ("decision", "technology", "name", "description"),
    re.compile(r"(?:ADR|DR|AD|D|decision)[\s-]?\d|decision\s*[:–—-]", re.IGNORECASE),
    prose=True,
)
# Parts whose tables list data, endpoints, tests, tasks or settings, and no choices
_OTHER = frozenset(
    {
        "data-model", "api", "testing", "phases", "error-handling", "risks", "open-questions", "assumptions", "glossary", "metadata",
        "performance", "monitoring", "logging", "success-criteria", "goals", "non-goals", "references", "checklist", "toc", "indexes",
    }
)  # fmt: skip
_UNARGUED = _OTHER - {"goals"}
_CHOSEN = frozenset({"components", "architecture", "dependencies", "decisions", "component-design"})
_BUILT = frozenset({"components", "architecture", "dependencies"})
_MAIN = frozenset({"language", "runtime", "framework", "database", "cache", "queue", "managed"})
_ADR = re.compile(r"\badr\b|adr[-_/ ]?\d|decision", re.IGNORECASE)  # what a link to a decision record looks like
_REASON_OPENERS = ("why ", "reason for", "rationale for", "reasons for")
_LABEL = re.compile(r"[*_]{0,3}[A-Z][\w /-]{0,40}\??[*_]{0,3}\s?[:—–-]")  # a text that begins with a label
_ANNOUNCED = re.compile(r"\b(?:for|because|since|due to|reasons?)\s*:?$", re.IGNORECASE)  # what reasons follow
_SENTENCE = re.compile(r"(?<=[.!?;])\s+(?=\S)")
_SHORT = 12  # a decision of so few words, beside others with reasons, has none
_ENOUGH = 3  # so many reasons show that choices are argued, where no technologies are listed …
_LINES = 200  # … and more in a long document: one for so many lines


@dataclass(frozen=True, kw_only=True, eq=False)
class Decision(Fact):
    """A decision and its reason, if it has one.

    `kind` is `row` (of a table with a column of reasons), `decision` or `alternative` (of a part about these),
    or `choice` (a reason found elsewhere). `asked` where its place is made to hold a reason, `bare` where a part
    about decisions only names it.
    """

    name: str
    reason: str | None = None
    kind: Kind = "decision"
    asked: bool = False
    bare: bool = False


@dataclass(frozen=True, kw_only=True, eq=False)
class Unreasoned(Fact):
    """Where reasons are missing altogether: `what` lacks them."""

    what: str


def read_decisions(facts: Facts) -> tuple[Decision, ...]:
    """The decisions and choices, in document order."""
    reader = _Reader(facts)
    found = [*reader.rows(), *(decision for _, each in _read_parts(facts) for decision in each), *reader.choices()]
    unique = {(decision.span.line, decision.span.column): decision for decision in reversed(found)}
    return tuple(sorted(unique.values(), key=lambda decision: (decision.span.line, decision.span.column)))


def read_unreasoned(facts: Facts) -> tuple[Unreasoned, ...]:
    """Where the spec gives no reasons for its decisions; nothing where it does."""
    decisions = facts.all("decisions", Decision)
    if any(decision.kind == "row" for decision in decisions):
        return ()
    read = _read_parts(facts)
    listed = [decision for _, each in read for decision in each]
    reasoned = [decision for decision in listed if decision.reason]
    if reasoned and len(reasoned) * 2 >= len(listed):
        return tuple(_lacking(listed))
    if _are_argued(facts, decisions, bool(listed)):
        return ()
    return (_missing(facts, [part for part, _ in read], listed, reasoned),)


def _lacking(listed: list[Decision]) -> Iterator[Unreasoned]:
    """The decisions of a part that are named and nothing more, while the others have reasons."""
    for decision in listed:
        if not decision.reason and decision.bare:
            yield Unreasoned(span=decision.span, what=f'decision "{decision.name}" has no reason')


def _are_argued(facts: Facts, decisions: tuple[Decision, ...], listed: bool) -> bool:
    """Whether labels and sentences outside a part about decisions give reasons for the main choices."""
    labels = [decision for decision in decisions if decision.kind == "choice" and decision.asked]
    if len(labels) >= _ENOUGH:
        return True
    choices = [decision for decision in decisions if decision.kind == "choice" and decision.reason]
    main = {str(fact.get("technology")) for fact in facts.get("dependencies") if fact.get("kind") in _MAIN}
    parts_ = [str(fact.get("name")) for fact in facts.get("components")]
    if _covered(choices, parts_) * 2 >= len(parts_) > 1:
        return True
    main -= {"None", ""}
    if not main:
        return not listed and len(choices) >= max(_ENOUGH, len(facts.document.source.lines) / _LINES)
    words = _technologies(facts.vocabulary)
    named = {mention.name for choice in choices for mention in words.find(f"{choice.name} {choice.reason}")}
    return len(main & named) * 2 >= len(main) and (len(main & named) > 1 or len(choices) > 1)


def _covered(choices: Iterable[Decision], names: list[str]) -> int:
    """How many components are named beside a reason."""
    said = [f"{choice.name} {choice.reason}".casefold() for choice in choices]
    return sum(any(name.casefold() in text for text in said) for name in names)


def _missing(facts: Facts, found: list[Part], listed: list[Decision], reasoned: list[Decision]) -> Unreasoned:
    """What lacks reasons, where an author would add them."""
    if listed:
        part = next(part for part in found)
        title = part.title
        what = f'only {len(reasoned)} of {len(listed)} decisions have a reason' if reasoned else f'the decisions under "{title.plain}" have no reasons'
        return Unreasoned(span=title.span, what=what)
    if found:
        return Unreasoned(span=found[0].title.span, what=f'"{found[0].title.plain}" gives no reasons')
    for table, section in _Reader(facts).choice_tables():
        span = table.header[0].span.to(table.header[-1].span)
        return Unreasoned(span=span, what=f'the technologies of "{section.title}" have no column of reasons')
    return Unreasoned(span=_near(facts), what="no technical decision is given a reason")


def _near(facts: Facts) -> Span:
    for role in ("architecture", "components", "dependencies"):
        for section in facts.document.walk():
            if role in section.roles:
                return section.text.span
    return facts.document.head


def _technologies(vocabulary: Vocabulary) -> Technologies:
    found: Technologies = vocabulary.memo("technologies", lambda: Technologies(parse(dict(vocabulary.technologies))))
    return found


def _read_parts(facts: Facts) -> list[tuple[Part, list[Decision]]]:
    def make() -> list[tuple[Part, list[Decision]]]:
        reader = _Reader(facts)
        read = [(part, list(reader.part(part))) for part in parts(facts, "decisions")]
        return [(part, found) for part, found in read if found or not reader.weighs(part)]

    found: list[tuple[Part, list[Decision]]] = facts.memo("decision parts", make)
    return found


class _Reader:
    """Reads the decisions of a document."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.vocabulary = facts.vocabulary

    # Tables with a column of reasons

    def rows(self) -> Iterator[Decision]:
        """The rows of the tables of choices that have a column of reasons."""
        for table, section in self._tables():
            column = self._reason_column(table)
            linked = column is None and any(self._record(row) for row in table.rows)
            if (column is not None or linked) and self._lists_choices(table, section):
                yield from self._table_rows(table, column)

    def choice_tables(self) -> Iterator[tuple[Table, Section]]:
        """The tables of technologies that have no column of reasons."""
        for table, section in self._tables():
            columns = [self.vocabulary.field_of(cell.plain) for cell in table.header]
            if self._reason_column(table) is None and {"technology", "decision"} & set(columns) and table.rows:
                yield table, section

    def _tables(self) -> Iterator[tuple[Table, Section]]:
        for section in self.facts.document.walk():
            roles = _roles(section)
            if roles & _OTHER and "decisions" not in roles:
                continue
            for block in _nested(section.blocks):
                if isinstance(block, Table) and len(block.header) > 1:
                    yield block, section

    def _reason_column(self, table: Table) -> int | None:
        for index, cell in enumerate(table.header):
            if self.vocabulary.field_of(cell.plain) == "justification" or self.vocabulary.pattern("reason-columns").match(cell.plain):
                return index
        return None

    def _lists_choices(self, table: Table, section: Section) -> bool:
        """Whether the rows of a table are components, technologies or decisions."""
        if self.vocabulary.has("choice-columns", " | ".join(cell.plain for cell in table.header)):
            return True
        named = self.vocabulary.field_of(table.header[0].plain) in ("name", "technology", "decision", "id")
        roles = _roles(section)
        return "decisions" in roles or (named and bool(roles & _CHOSEN))

    def _table_rows(self, table: Table, column: int | None) -> Iterator[Decision]:
        for row in table.rows:
            name = next((cell for i, cell in enumerate(row.cells) if i != column and cell.plain and cell.plain != "#"), None)
            if name is None or is_placeholder(name.plain):
                continue
            cell = row.cells[column] if column is not None else None
            reason = (self._cell_reason(cell) if cell is not None else None) or self._record(row)
            yield Decision(
                span=row.span, places={"reason": cell.span if cell else row.span, "name": name.span},
                name=name.plain, reason=reason, kind="row", asked=True,
            )  # fmt: skip

    def _cell_reason(self, cell: Text) -> str | None:
        links = [inline for inline in cell.inlines if inline.kind == "link" and inline.target]
        if links and len(links[0].text) >= len(cell.plain) - 6 and self._exists(links[0].target) is False:
            return None
        return None if is_placeholder(cell.plain) else cell.plain

    def _record(self, row: Row) -> str | None:
        """The link to a decision record that stands in a row, where the record exists."""
        for cell in row.cells:
            for inline in cell.inlines:
                if inline.kind == "link" and inline.target and _ADR.search(f"{inline.text} {inline.target}"):
                    return inline.text if self._exists(inline.target) is not False else None
        return None

    def _exists(self, target: str) -> bool | None:
        if re.match(r"[a-z][a-z0-9+.-]*:|#", target, re.IGNORECASE) or self.facts.files is None:
            return None
        return self.facts.files.exists(target.partition("#")[0])

    # Parts about decisions and alternatives

    def part(self, part: Part) -> Iterator[Decision]:
        """The decisions of a part, each with its reason."""
        yield from self._section(part.section, part.blocks, part.children, self.weighs(part))

    def weighs(self, part: Part) -> bool:
        """Whether a part is about alternatives that were not taken."""
        return self.vocabulary.has("alternatives-titles", part.title.plain)

    def _section(
        self, section: Section, blocks: tuple[Block, ...], children: tuple[Section, ...], weighs: bool
    ) -> Iterator[Decision]:
        kept = tuple(block for block in blocks if not (isinstance(block, Table) and self._reason_column(block) is not None))
        found = list(block_entries(kept, section, self.vocabulary, _SUBJECT))
        if not found and not children:
            found = [
                Entry(block.text, block.text.span, "paragraph", head=block.text, section=section)
                for block in kept if isinstance(block, Paragraph) and block.text and not is_placeholder(block.text.plain)
            ]  # fmt: skip
            found = [_together(found)] if found else []
        elif found and all(entry.shape == "item" for entry in found) and self._argues(kept):
            first = next(block for block in kept if isinstance(block, Paragraph))
            found = [Entry(section.text, section.text.span, "heading", body=kept, section=section, head=first.text)]
        yield from (self._decision(entry, weighs) for entry in found if not self._says_none(entry))
        for child in children:
            below = weighs or self.vocabulary.has("alternatives-titles", child.title)
            if self._is_decision(child, weighs):
                yield self._decision(heading_entry(child, self.vocabulary, _SUBJECT), below)
            elif self._reason_column_of(child) is None:
                yield from self._section(child, child.blocks, child.children, below)

    def _says_none(self, entry: Entry) -> bool:
        """Whether an entry only says that nothing was decided or considered."""
        return entry.row is None and self.vocabulary.has("no-alternatives", entry.words) and len(entry.words.split()) < 8

    def _reason_column_of(self, section: Section) -> int | None:
        return next((at for block in section.blocks if isinstance(block, Table) and (at := self._reason_column(block)) is not None), None)

    def _argues(self, blocks: tuple[Block, ...]) -> bool:
        """Whether the paragraphs around a list give the reasons themselves."""
        return any(isinstance(block, Paragraph) and self.vocabulary.has("causal", block.text.plain) for block in blocks)

    def _is_decision(self, section: Section, weighs: bool) -> bool:
        if section.children and not {self.vocabulary.field_of(child.title) for child in section.children} & {"justification", "alternatives", "decision"}:
            return _SUBJECT.heading.match(section.label) is not None
        if any(isinstance(block, Table) for block in section.blocks):
            return False
        lists = [block for block in section.blocks if isinstance(block, ListBlock)]
        prose = [block for block in section.blocks if isinstance(block, (Paragraph, Quote))]
        named = _SUBJECT.heading.match(section.label) is not None or self._is_reason_label(section.title)
        named = named or is_entry_heading(section, self.vocabulary, _SUBJECT)
        return named or bool(prose) or not lists or weighs

    def _decision(self, entry: Entry, weighs: bool) -> Decision:
        kind: Kind = "alternative" if weighs else "decision"
        bare = not weighs and entry.row is None and len(entry.words.split()) <= _SHORT
        return Decision(span=entry.span, name=_name(entry), reason=self._reason(entry, weighs), kind=kind, bare=bare)

    def _reason(self, entry: Entry, weighs: bool) -> str | None:
        value = entry.value("justification") or entry.value("alternatives")
        if value and not is_placeholder(value):
            return value
        for label, text in entry.labels.items():
            if self._is_reason_label(label) and text.plain and not is_placeholder(text.plain):
                return text.plain
        head, behind = _halves(entry)
        if behind and (_ANNOUNCED.search(head) or self._is_reason_label(entry.title.plain)):  # "Go for:", "Why Go?"
            return behind[0]
        if self.vocabulary.has("because", head) or (entry.shape == "paragraph" and self._weighs_up(head, weighs)):
            return head
        for text_ in behind:
            if self._weighs_up(text_, weighs):
                return text_
        links = [inline for text_ in _texts(entry) for inline in text_.inlines if inline.kind == "link"]
        for inline in links:
            if _ADR.search(f"{inline.text} {inline.target}") and self._exists(inline.target) is not False:
                return inline.text
        if entry.shape == "item" and labelled(entry.head or entry.title) is None:
            return None
        return next((text_ for text_ in behind if len(text_.split()) > 2 and self.vocabulary.has("benefits", text_)), None)

    def _weighs_up(self, text: str, weighs: bool) -> bool:
        """Whether a text gives a reason for something or, in a part about alternatives, against it."""
        return self.vocabulary.has("causal", text) or (weighs and self.vocabulary.has("objections", text))

    def _is_reason_label(self, label: str) -> bool:
        bare = label.strip(" :?*").casefold()
        names = self.vocabulary.lists.get("reason-labels", ())
        return bare in names or bare.startswith(_REASON_OPENERS)

    # Reasons elsewhere

    def choices(self) -> Iterator[Decision]:
        """The labelled reasons and the sentences with `because`, outside the parts about decisions."""
        for section in self.facts.document.walk():
            roles = _roles(section)
            if "decisions" in roles or roles & _UNARGUED:
                continue
            name = section.title
            for block in _nested(section.blocks):
                if isinstance(block, Table):
                    yield from self._cell_choices(block)
                    continue
                for text in _own_texts(block):
                    yield from self._text_choices(text, name, bool(roles & _BUILT))
                if isinstance(block, Paragraph) and _LABEL.match(block.text.raw) and (found := labelled(block.text)) is not None:
                    name = found.label.plain if not self._is_reason_label(found.label.plain) else name

    def _cell_choices(self, table: Table) -> Iterator[Decision]:
        """The reasons in the cells of a table of choices, under whatever head they stand."""
        if not self.vocabulary.has("choice-columns", " | ".join(cell.plain for cell in table.header)):
            return
        for row in table.rows:
            for cell in row.cells[1:]:
                if self.vocabulary.has("because", cell.raw):
                    name = " ".join(each.plain for each in row.cells if each is not cell)
                    yield Decision(span=row.span, name=name, reason=cell.plain, kind="choice")
                    break

    def _text_choices(self, text: Text, name: str, built: bool) -> Iterator[Decision]:
        said = self.vocabulary.has("because", text.raw)
        if not said and _LABEL.match(text.raw) is None:
            return
        found = labelled(text)
        if found is not None and self._is_reason_label(found.label.plain) and found.label.plain.casefold() not in ("context", "consequences"):
            if found.value or found.strong:
                yield Decision(span=text.span, name=name, reason=found.value.plain or name, kind="choice", asked=True)
            return
        subject = found.label.plain if found is not None else name
        for sentence in _SENTENCE.split(text.plain):
            if self._argues_choice(sentence, subject, built):
                yield Decision(span=text.find(sentence), name=subject, reason=sentence, kind="choice")

    def _argues_choice(self, sentence: str, subject: str, built: bool) -> bool:
        """Whether a sentence gives a reason, and speaks of a choice: a technology, a component, or choosing.

        What stands in a part about how the system is `built` does so anyway.
        """
        if not self.vocabulary.has("because", sentence) or len(sentence.split()) < 5:
            return False
        if built or self.vocabulary.has("choosing", sentence) or _technologies(self.vocabulary).find(sentence):
            return True
        said = f"{subject} {sentence}".casefold()
        return any(name in said for name in self._components)

    @cached_property
    def _components(self) -> tuple[str, ...]:
        return tuple(str(fact.get("name")).casefold() for fact in self.facts.get("components"))


def _roles(section: Section) -> frozenset[str]:
    """The roles of a section and of those above it."""
    return frozenset((*section.roles, *(role for above in section.ancestors() for role in above.roles)))


def _together(entries: list[Entry]) -> Entry:
    """The paragraphs of a part as one entry."""
    first = entries[0]
    body = tuple(Paragraph(entry.title, entry.span) for entry in entries[1:])
    return replace(first, body=body)


def _name(entry: Entry) -> str:
    text = entry.title.plain
    return text if len(text) < 120 else _SENTENCE.split(text, maxsplit=1)[0]


def _halves(entry: Entry) -> tuple[str, list[str]]:
    """The words that state a decision, and the texts behind them."""
    if entry.row is not None:
        cells = [cell.plain for cell in entry.row.cells]
        return cells[0], []
    head = entry.head if entry.head is not None else entry.title
    body = [line for line in plain_text(entry.body).split("\n") if line]
    found = labelled(head)
    if found is not None and found.value:
        return found.label.plain, [found.value.plain, *body]
    first, *rest = _SENTENCE.split(head.plain)
    return first, [*rest, *body]


def _texts(entry: Entry) -> Iterator[Text]:
    yield entry.head if entry.head is not None else entry.title
    for block in _nested(entry.body):
        yield from _own_texts(block)


def _own_texts(block: Block) -> Iterator[Text]:
    if isinstance(block, Paragraph):
        yield block.text
    elif isinstance(block, Table):
        yield from (cell for row in block.rows for cell in row.cells)


def _nested(blocks: Iterable[Block]) -> Iterator[Block]:
    """All blocks in document order, those in lists and quotes included."""
    from speclint.document.block import walk

    return walk(tuple(blocks))
