"""The things that a part of a spec lists, in whatever shape: rows, items, bold paragraphs, sub-sections.

A risk may be a row of a table, a bullet with nested bullets, a bold paragraph followed by labelled lines, or
a sub-section. All of these become an `Entry`: a title, and its labelled fields.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

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

Shape = Literal["row", "item", "bold", "heading", "paragraph"]

# **Label:** value, **Label**: value, *Label* — value, `label`: value
_STRONG_LABEL = re.compile(
    r"(?P<mark>\*\*|__|\*|_|`)(?=\S)(?P<label>[^\n]{1,120}?)(?P<in>\s*:)?(?P=mark)"
    r"(?P<sep>\s*(?::|–|—|-(?=\s)|→|=>|=(?=\s)))?\s*"
)
# the rest of **Name** (Vendor): value
_BRACKETED_LABEL = re.compile(r"\([^()\n]{0,80}\)(?P<sep>\s*(?::|–|—|-(?=\s)|→))\s*")
# (Vendor): behind bold words, or at the end of the text
_BRACKET_TAIL = re.compile(r"(?P<bracket>\([^()\n]{0,80}\))\s*(?:(?::|–|—|-(?=\s)|→)\s*|\Z)")
_PLAIN_LABEL = re.compile(r"(?P<label>[A-Z][^\n:.!?;|`*]{0,60}?)\s*:(?=\s|$)")  # Label: value
_DASH_LABEL = re.compile(r"(?P<label>[^\n:.!?;|]{1,80}?)\s+(?:–|—|->|→|-)\s+")  # Label — value
# a known label inside running text: after a stop, a bar or a bracket, or bold
_INNER = re.compile(
    r"(?:(?<=^)|(?<=[.;|,(\n])|(?<=[.;|,(?!*_]\s)|(?<=\s[-–—]\s)|(?<=>\s)|(?<=>))\s*"
    r"(?:\*\*|__|\*|_)?(?P<label>[A-Za-z]+(?:[ /][A-Za-z]+){0,3})\s*(?::(?:\*\*|__|\*|_)|(?:\*\*|__|\*|_)\s*:|:)\s*"
)
_BOLD_INNER = re.compile(r"(?:\*\*|__)(?P<label>[^*_\n]{1,40}?)\s*(?::(?:\*\*|__)|(?:\*\*|__)\s*[:–—])\s*")


class Labelled(NamedTuple):
    """A label and what stands behind it; `strong` where the label is bold, italic or code."""

    label: Text
    value: Text
    strong: bool


@dataclass(frozen=True, eq=False)
class Entry:
    """One of the things that a part lists.

    `title` is its name or first words, `fields` its labelled values by vocabulary field, `labels` the same
    by the label as written, in lower case; `body` are the blocks that belong to it beside the title.
    """

    title: Text
    span: Span
    shape: Shape
    fields: Mapping[str, Text] = field(default_factory=dict)
    labels: Mapping[str, Text] = field(default_factory=dict)
    body: tuple[Block, ...] = ()
    section: Section | None = None
    row: Row | None = None
    checked: bool | None = None
    head: Text | None = None
    """The whole first paragraph of an item or a bold paragraph, title included."""
    group: str = ""
    """The bold label or sub-heading that the entry's list stands under."""

    def value(self, name: str) -> str:
        """The plain value of a field, or an empty text."""
        text = self.fields.get(name)
        return text.plain if text is not None else ""

    def place(self, name: str) -> Span:
        """Where a field stands: its value, or the whole entry."""
        text = self.fields.get(name)
        return text.span if text is not None else self.span

    @property
    def words(self) -> str:
        """Everything that is said of it, as plain words."""
        parts = [self.head.plain if self.head is not None else self.title.plain]
        if self.row is not None:
            parts = [cell.plain for cell in self.row.cells]
        return "\n".join([*parts, plain_text(self.body)])


@dataclass(frozen=True)
class Subject:
    """How a kind of entry is told: its fields, the columns that name it, and the titles of its headings."""

    fields: frozenset[str]
    names: tuple[str, ...] = ("name",)
    heading: re.Pattern[str] = re.compile(r"(?!)")
    """A sub-section whose label begins so is an entry; otherwise it is one when it holds a labelled field."""
    deep: bool = False
    """Whether nested lists are entries of their own."""
    prose: bool = False
    """Whether a bold title with nothing but paragraphs below it is an entry."""


def entries(section: Section, vocabulary: Vocabulary, subject: Subject) -> Iterator[Entry]:
    """What a section lists, in document order, sub-sections included."""
    yield from block_entries(section.blocks, section, vocabulary, subject)
    for child in section.children:
        if is_entry_heading(child, vocabulary, subject):
            yield heading_entry(child, vocabulary, subject)
        else:
            yield from entries(child, vocabulary, subject)


def is_entry_heading(section: Section, vocabulary: Vocabulary, subject: Subject) -> bool:
    """Whether a sub-section is one of the things listed, and not a group of them."""
    if subject.heading.match(section.label) or subject.heading.match(section.title):
        return True
    found = shallow_fields(section.blocks, vocabulary, subject.fields)
    return bool(found) and not any(isinstance(block, Table) for block in section.blocks)


def shallow_fields(blocks: Iterable[Block], vocabulary: Vocabulary, known: frozenset[str]) -> frozenset[str]:
    """The fields that paragraphs and items of a run of blocks begin with, those in nested lists left out."""
    names: set[str | None] = set()
    for block in blocks:
        if isinstance(block, Paragraph):
            found = labelled(block.text)
            names.update(inner_fields(block.text, vocabulary, known) if found is None else ())
            names.add(vocabulary.field_of(found.label.plain) if found is not None else None)
        elif isinstance(block, ListBlock):
            labels = [found.label.plain for item in block.items if (found := labelled(item.text)) is not None]
            names.update(map(vocabulary.field_of, labels))
    return frozenset(name for name in names if name in known)


def heading_entry(section: Section, vocabulary: Vocabulary, subject: Subject) -> Entry:
    """A sub-section as an entry: its title, and the fields in its text."""
    body = (*section.blocks, *(block for child in section.children for block in child.blocks))
    labels = labels_of(body)
    fields = fields_of(body, vocabulary, subject.fields)
    for child in section.children:
        name = vocabulary.field_of(child.title)
        text = next((text for part in child.walk() if (text := _first_text(part.blocks)) is not None), None)
        if name in subject.fields and name not in fields and text is not None:
            fields[name] = text
    return Entry(section.text, section.text.span, "heading", fields, labels, body, section, head=section.text)


def block_entries(
    blocks: Iterable[Block], section: Section | None, vocabulary: Vocabulary, subject: Subject
) -> Iterator[Entry]:
    """What a run of blocks lists: rows, items, bold paragraphs with what follows each."""
    pending: list[Block] = []
    bold: tuple[Paragraph, Labelled | None] | None = None
    group = ""
    for block in blocks:
        if isinstance(block, Paragraph) and (title := bold_title(block)) is not None:
            if bold is not None and _continues(title, bold, vocabulary, subject):
                pending.append(block)
                continue
            yield from _flush(bold, pending, section, vocabulary, subject, group)
            bold, pending, group = (block, title), [], title.label.plain
            continue
        pending.append(block)
    yield from _flush(bold, pending, section, vocabulary, subject, group)


def _continues(
    title: Labelled, bold: tuple[Paragraph, Labelled | None], vocabulary: Vocabulary, subject: Subject
) -> bool:
    """Whether a bold label is a field of the bold entry above it: `**Impact:** …` below `**Risk 1**`."""
    name = vocabulary.field_of(title.label.plain)
    above = bold[1].label.plain if bold[1] else ""
    if name not in subject.fields or name in subject.names:
        return False
    own = vocabulary.field_of(above)
    return bool(bold[1] and bold[1].value) or (own not in subject.fields and own not in subject.names)


def _flush(
    bold: tuple[Paragraph, Labelled | None] | None,
    pending: list[Block],
    section: Section | None,
    vocabulary: Vocabulary,
    subject: Subject,
    group: str,
) -> Iterator[Entry]:
    if bold is not None and _is_bold_entry(bold, pending, vocabulary, subject):
        yield _bold_entry(bold, tuple(pending), section, vocabulary, subject)
        return
    for block in pending:
        yield from _listed(block, section, vocabulary, subject, group)


def _is_bold_entry(
    bold: tuple[Paragraph, Labelled | None], pending: list[Block], vocabulary: Vocabulary, subject: Subject
) -> bool:
    """A bold paragraph is an entry when it says something itself or is followed by its own fields."""
    title = bold[1]
    label = title.label.plain if title else ""
    if subject.heading.match(label):
        return True
    if vocabulary.field_of(label) in subject.fields:
        return False
    if title is not None and title.value:
        return True
    if any(isinstance(block, Table) for block in pending):
        return False
    if subject.prose and all(isinstance(block, Paragraph) for block in pending):
        return vocabulary.field_of(label) not in subject.names and bool(pending or not bold[0].text.plain.endswith(":"))
    return bool(shallow_fields(pending, vocabulary, subject.fields))


def _bold_entry(
    bold: tuple[Paragraph, Labelled | None],
    body: tuple[Block, ...],
    section: Section | None,
    vocabulary: Vocabulary,
    subject: Subject,
) -> Entry:
    paragraph, title = bold
    fields = inner_fields(paragraph.text, vocabulary, subject.fields)
    fields.update(fields_of(body, vocabulary, subject.fields))
    text = title.label if title else paragraph.text
    if title is not None and title.value and vocabulary.field_of(text.plain) in subject.names:
        text = title.value
    return Entry(text, paragraph.text.span, "bold", fields, labels_of(body), body, section, head=paragraph.text)


def _listed(
    block: Block, section: Section | None, vocabulary: Vocabulary, subject: Subject, group: str
) -> Iterator[Entry]:
    if isinstance(block, Table):
        yield from table_entries(block, section, vocabulary, subject, group)
    elif isinstance(block, ListBlock):
        for item in block.items:
            yield from _item_entries(item, section, vocabulary, subject, group)
    elif isinstance(block, Quote):
        yield from block_entries(block.blocks, section, vocabulary, subject)


def _item_entries(
    item: Item, section: Section | None, vocabulary: Vocabulary, subject: Subject, group: str
) -> Iterator[Entry]:
    tables = [block for block in item.blocks if isinstance(block, Table)]
    if tables and (not item.text.raw or any(_is_about(table, vocabulary, subject) for table in tables)):
        for block in item.blocks:
            yield from _listed(block, section, vocabulary, subject, item.text.plain or group)
        return
    yield item_entry(item, section, vocabulary, subject, group)


def _is_about(table: Table, vocabulary: Vocabulary, subject: Subject) -> bool:
    """Whether a table inside an item lists the subject: it has a column of its names or fields."""
    columns = {vocabulary.field_of(cell.plain) for cell in table.header}
    return not columns.isdisjoint(subject.fields) or not columns.isdisjoint(subject.names)


def item_entry(
    item: Item, section: Section | None, vocabulary: Vocabulary, subject: Subject, group: str = ""
) -> Entry:
    """A list item as an entry: its label or its words, and the fields in it and below it."""
    found = labelled(item.text)
    fields = inner_fields(item.text, vocabulary, subject.fields)
    fields.update(fields_of(item.rest, vocabulary, subject.fields))
    title = found.label if found is not None else item.text
    name = vocabulary.field_of(title.plain)
    if found is not None and name in subject.names and found.value:
        title = found.value
    elif found is not None and name in subject.fields:
        fields.setdefault(str(name), found.value)
    span = item.text.span
    return Entry(
        title, span, "item", fields, labels_of(item.rest), item.rest, section,
        checked=item.checked, head=item.text, group=group,
    )  # fmt: skip


def table_entries(
    table: Table, section: Section | None, vocabulary: Vocabulary, subject: Subject, group: str = ""
) -> Iterator[Entry]:
    """The rows of a table as entries: the cells by what their columns hold."""
    columns = table_fields(table, vocabulary)
    at = title_column(table, columns, subject)
    for row in table.rows:
        if not any(cell.raw for cell in row.cells):
            continue
        fields: dict[str, Text] = {}
        labels: dict[str, Text] = {}
        for cell, column, head in zip(row.cells, columns, table.header, strict=True):
            labels.setdefault(head.plain.casefold(), cell)
            if column is not None:
                fields.setdefault(column, cell)
        yield Entry(row.cells[at], row.span, "row", fields, labels, (), section, row, group=group)


def table_fields(table: Table, vocabulary: Vocabulary) -> list[str | None]:
    """What each column holds, by vocabulary field."""
    return [vocabulary.field_of(cell.plain) for cell in table.header]


def title_column(table: Table, columns: list[str | None], subject: Subject) -> int:
    """Which column names the entries: one of the subject's, else the first that is no number or id."""
    for name in subject.names:
        if name in columns:
            return columns.index(name)
    for index, column in enumerate(columns):
        if column != "id" and table.header[index].plain not in ("", "#"):
            return index
    return 0


def labelled(text: Text) -> Labelled | None:
    """A label at the start of a text and what stands behind it: `**Owner:** Ann`, `Owner: Ann`, `**A** — b`."""
    known = text.__dict__  # many readers ask for it
    if "_labelled" not in known:
        known["_labelled"] = _labelled(text)
    found: Labelled | None = known["_labelled"]
    return found


def _labelled(text: Text) -> Labelled | None:
    raw = text.raw
    if strong := _strong_label(text):
        return strong
    if (plain := _PLAIN_LABEL.match(raw)) and plain.end() <= len(raw):
        return Labelled(text.part(*plain.span("label")), text.part(plain.end(), len(raw)), False)
    if dash := _DASH_LABEL.match(raw):
        return Labelled(text.part(*dash.span("label")), text.part(dash.end(), len(raw)), False)
    return None


def bold_title(paragraph: Paragraph) -> Labelled | None:
    """The bold words that a paragraph begins with or consists of, as a label; None where it has none."""
    raw = paragraph.text.raw
    start = len(raw) - len(raw.lstrip("❓⚠️🔴🟡🟢✅❌🚧💡👉 •·#0123456789.)")) if raw else 0
    text = paragraph.text.part(start, len(raw)) if start else paragraph.text
    return _strong_label(text) if text.raw.startswith(("**", "__")) else None


def _strong_label(text: Text) -> Labelled | None:
    """A label in bold, italics or code, and in the bracket behind it: `**Name** (Vendor): value`."""
    raw = text.raw
    match = _STRONG_LABEL.match(raw)
    if match is None:
        return None
    if _is_label(match, raw):
        return Labelled(text.part(*match.span("label")), text.part(match.end(), len(raw)), True)
    tail = _BRACKET_TAIL.match(raw, match.end()) if match["mark"] != "`" else None
    if tail is None:
        return None
    return Labelled(text.part(match.start(), tail.end("bracket")), text.part(tail.end(), len(raw)), True)


def _is_label(match: re.Match[str], raw: str) -> bool:
    """Whether strong words at the start of a text are its label: a colon or a dash, a stop or nothing follows."""
    if match["in"] or match["sep"] or match.end() >= len(raw.rstrip()):
        return True
    return match["mark"] in ("**", "__") and match["label"][-1] in ".!?…" and raw[match.end() - 1].isspace()


def inner_fields(text: Text, vocabulary: Vocabulary, known: frozenset[str]) -> dict[str, Text]:
    """The known labels inside a running text, each with its value up to the next: `Impact: High. Mitigation: …`."""
    marks = list(_field_marks(text.raw, vocabulary, known))
    fields: dict[str, Text] = {}
    for index, (_, end, name) in enumerate(marks):
        if name not in fields:
            stop = marks[index + 1][0] if index + 1 < len(marks) else len(text.raw)
            fields[name] = _trimmed(text.part(end, stop))
    return fields


def _field_marks(raw: str, vocabulary: Vocabulary, known: frozenset[str]) -> Iterator[tuple[int, int, str]]:
    """Where known labels begin and end in a raw text, in order; where two overlap, the first."""
    found = (match for pattern in (_BOLD_INNER, _INNER) for match in pattern.finditer(raw))
    last = -1
    for match in sorted(found, key=lambda match: (match.start("label"), match.start())):
        name = vocabulary.field_of(match["label"])
        if name in known and match.start("label") >= last:
            yield match.start(), match.end(), str(name)
            last = match.end()


def _trimmed(value: Text) -> Text:
    """A value without the marks before the next label, nor a bracket that was opened before it."""
    raw = value.raw.rstrip(" |;,\n")
    if raw.endswith(")") and "(" not in raw:
        raw = raw[:-1].rstrip()
    return value.part(0, len(raw))


def fields_of(blocks: Iterable[Block], vocabulary: Vocabulary, known: frozenset[str]) -> dict[str, Text]:
    """The labelled values in paragraphs, bullets and nested bullets, by field; the first of each counts."""
    fields: dict[str, Text] = {}
    label: str | None = None
    for block in blocks:
        if isinstance(block, Paragraph):
            for name, value in inner_fields(block.text, vocabulary, known).items():
                if value:
                    fields.setdefault(name, value)
            title = bold_title(block) or labelled(block.text)
            name_ = vocabulary.field_of(title.label.plain) if title else None
            pending, label = label, name_ if name_ in known else None
            if label is not None and title is not None and title.value:
                fields.setdefault(label, title.value)
                label = None
            elif label is None and pending is not None:
                fields.setdefault(pending, block.text)
        elif isinstance(block, ListBlock):
            if label is not None and block.items:
                fields[label] = block.items[0].text
                label = None
            for item in block.items:
                _item_fields(item, vocabulary, known, fields)
        elif isinstance(block, Quote):
            for name, value in fields_of(block.blocks, vocabulary, known).items():
                fields.setdefault(name, value)
        elif isinstance(block, Table) and len(block.header) == 2:
            for row in (block.header, *(row.cells for row in block.rows)):
                name_ = vocabulary.field_of(row[0].plain)
                if name_ in known:
                    fields.setdefault(str(name_), row[1])
    return fields


def _item_fields(item: Item, vocabulary: Vocabulary, known: frozenset[str], fields: dict[str, Text]) -> None:
    found = labelled(item.text)
    name = vocabulary.field_of(found.label.plain) if found else None
    if found is not None and name in known:
        value = found.value
        if not value.raw:
            value = _first_text(item.rest) or value
        fields.setdefault(str(name), value)
        return
    for name_, value in inner_fields(item.text, vocabulary, known).items():
        fields.setdefault(name_, value)
    for name_, value in fields_of(item.rest, vocabulary, known).items():
        fields.setdefault(name_, value)


def labels_of(blocks: Iterable[Block]) -> dict[str, Text]:
    """The labelled values by their label as written, in lower case; of one above a list its first item."""
    labels: dict[str, Text] = {}
    below = [*blocks]
    for at, block in enumerate(below):
        if isinstance(block, Paragraph):
            following = below[at + 1 : at + 2]
            _add_label(labels, block.text, following if following and isinstance(following[0], ListBlock) else ())
        elif isinstance(block, ListBlock):
            for item in block.items:
                _add_label(labels, item.text, item.rest)
    return labels


def _add_label(labels: dict[str, Text], text: Text, below: Iterable[Block]) -> None:
    found = labelled(text)
    if found is not None:
        labels.setdefault(found.label.plain.casefold(), found.value or _first_text(below) or found.value)


def _first_text(blocks: Iterable[Block]) -> Text | None:
    for block in blocks:
        if isinstance(block, (Paragraph, Heading)):
            return block.text
        if isinstance(block, ListBlock) and block.items:
            return block.items[0].text
        if isinstance(block, CodeBlock):
            return Text((Piece(block.line, block.column, block.code.split("\n", 1)[0]),))
        if isinstance(block, Table) and block.rows:
            return block.rows[0].cells[0]
        if isinstance(block, Quote):
            return _first_text(block.blocks)
    return None


def plain_text(blocks: Iterable[Block], code: bool = False) -> str:
    """The plain words of some blocks, a line for each paragraph, item and row; code only where asked for."""
    lines: list[str] = []
    stack = list(reversed(tuple(blocks)))
    while stack:
        block = stack.pop()
        if isinstance(block, (Paragraph, Heading)):
            lines.append(block.text.plain)
        elif isinstance(block, Table):
            lines.append(" | ".join(cell.plain for cell in block.header))
            lines.extend(" | ".join(cell.plain for cell in row.cells) for row in block.rows)
        elif isinstance(block, ListBlock):
            stack.extend(child for item in reversed(block.items) for child in reversed(item.blocks))
        elif isinstance(block, Quote):
            stack.extend(reversed(block.blocks))
        elif isinstance(block, CodeBlock) and code:
            lines.append(block.code)
        elif isinstance(block, Html) and not block.comment:
            lines.append(re.sub(r"<[^<>]*>", " ", block.raw))
    return "\n".join(lines)


def section_text(section: Section, code: bool = False) -> str:
    """The plain words of a section and those below, titles included."""
    lines = []
    for part in section.walk():
        lines.append(part.label)
        lines.append(plain_text(part.blocks, code))
    return "\n".join(lines)
