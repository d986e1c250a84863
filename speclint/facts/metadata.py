"""The fields of a spec's header: status, author, date and the like, in whatever shape they are written.

Read from front matter; from bold labels, bullets, quotes, tables and plain `Key: value` lines above the
first chapter and in chapters of metadata; from the labels that the overview begins with; from chapters that
are one field (`## Status`); and from the labels under the last rule of the document.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from speclint.document.block import Block, ListBlock, Paragraph, Quote, Rule, Table, Text
from speclint.document.section import FrontMatter, Section
from speclint.document.span import Span
from speclint.document.title import without_brackets, without_emoji
from speclint.document.vocabulary import words
from speclint.errors import SpeclintError
from speclint.facts.fact import Fact, Facts
from speclint.yaml import Leaf

# **Label:** or **Label**: anywhere in a line
_STRONG = re.compile(r"(?:\*\*|__)(?P<label>[^*_\n:][^*\n:]{0,59}?)\s*(?::\s*(?:\*\*|__)|(?:\*\*|__)\s*[:：])[ \t]*")
_PLAIN = re.compile(r"(?P<label>[A-Z][\w ()/#.&'’-]{0,40}?)[ \t]*:(?=\s|$)[ \t]*")  # Label: at the start of a line
_LEAD = re.compile(r"(?:[^\w*`\[\n]|\*(?!\*))*")  # emoji, bullets and blanks before a label
_JOINT = re.compile(r"(?:[|·•;,.–—-]|\s{2,}|<br\s*/?>)\s*$")  # what separates two labels of one line
_TAIL = " \t|·•;,\n\\–—"  # what may stand between a value and the next label
# a line of front matter that is no YAML: `key: value`, or an element of a list below `key:`
_LINE = re.compile(
    r"(?P<key>[A-Za-z][\w -]{0,60}?)[ \t]*:(?=[ \t]|$)[ \t]*(?P<value>[^\n]*)|[ \t]*-[ \t]+(?P<element>[^\n]+)"
)

_LONGEST_CHAPTER = 80  # a chapter such as `## Status` is a field when its first line is no longer
_LONGEST_VALUE = 120  # what stands behind a label that is not known is prose when it is longer


@dataclass(frozen=True, kw_only=True, eq=False)
class Field(Fact):
    """A field of the header: its canonical name, the label and the value as written.

    `target` is the destination of the first link in the value; `where` is `front matter` or `text`.
    """

    name: str
    label: str
    value: str
    target: str = ""
    where: str = "text"


@dataclass(frozen=True, kw_only=True, eq=False)
class BadFrontMatter(Fact):
    """Front matter that is no YAML, or more than a header should be: `reason` says what is wrong."""

    reason: str


def read_metadata(facts: Facts) -> tuple[Field, ...]:
    """The fields of the header, those of the front matter first; a name may occur more than once."""
    names = _names(facts)
    return tuple(_unique([*_front_fields(facts, names), *_text_fields(facts, names)]))


def read_bad_front_matter(facts: Facts) -> tuple[BadFrontMatter, ...]:
    """The front matter, where it cannot be read."""
    front = facts.document.front_matter
    if front is None:
        return ()
    leaves = _leaves(facts, front)
    if not isinstance(leaves, SpeclintError):
        return ()
    match = re.match(r"line (\d+), column \d+: ", leaves.message)
    line = front.line + int(match[1]) - 1 if match else front.span.line
    reason = leaves.message[match.end() :] if match else leaves.message
    span = facts.document.line_span(min(line, len(facts.document.source.lines)))
    return (BadFrontMatter(span=span, reason=reason),)


def _unique(fields: Iterable[Field]) -> Iterator[Field]:
    seen: set[tuple[int, int]] = set()
    for field in fields:
        key = (field.span.line, field.span.column)
        if key not in seen:
            seen.add(key)
            yield field


_Key = tuple[str, ...]


def _names(facts: Facts) -> Mapping[_Key, str]:
    """The canonical name of each known label, by its sorted words."""

    def make() -> dict[_Key, str]:
        table: dict[_Key, str] = {}
        for title, labels in facts.vocabulary.lists.items():
            kind, _, name = title.partition(" ")
            if kind == "metadata":
                for label in labels:
                    table.setdefault(_key(label), name)
        return table

    found: Mapping[_Key, str] = facts.vocabulary.memo("metadata names", make)
    return found


def _key(label: str) -> _Key:
    return tuple(sorted(words(without_brackets(without_emoji(label)))))


def _named(label: str, names: Mapping[_Key, str]) -> tuple[str, bool]:
    """The canonical name of a label, and whether it is a known one."""
    name = names.get(_key(label))
    if name is not None:
        return name, True
    return "-".join(re.findall(r"[^\W_]+", label.casefold())), False


# Front matter


def _leaves(facts: Facts, front: FrontMatter) -> tuple[Leaf, ...] | SpeclintError:
    """The scalars of the front matter, or what is wrong with it."""

    def make() -> tuple[Leaf, ...] | SpeclintError:
        from speclint import yaml

        try:
            return yaml.leaves(front.raw)
        except SpeclintError as error:
            return error

    found: tuple[Leaf, ...] | SpeclintError = facts.memo("front matter", make)
    return found


def _front_fields(facts: Facts, names: Mapping[_Key, str]) -> Iterator[Field]:
    """The top-level scalars and lists of scalars; where the YAML is broken, its plain `key: value` lines."""
    front = facts.document.front_matter
    if front is None or not front.raw.strip():
        return
    leaves = _leaves(facts, front)
    if isinstance(leaves, SpeclintError):
        yield from _broken_fields(front, names)
        return
    grouped: dict[str, list[Leaf]] = {}
    for leaf in leaves:
        if leaf.keys and (len(leaf.keys) == 1 or (len(leaf.keys) == 2 and isinstance(leaf.keys[1], int))):
            grouped.setdefault(str(leaf.keys[0]), []).append(leaf)
        elif leaf.keys[:1] == ("speclint",):
            grouped.setdefault(".".join(map(str, leaf.keys)), []).append(leaf)
    for key, parts in grouped.items():
        first, last = parts[0], parts[-1]
        shift = front.line - 1
        span = Span(first.line + shift, first.column, last.end_line + shift, last.end_column)
        if last.end_line > last.line:  # a block scalar ends on the line below
            span = replace(span, end_line=first.line + shift, end_column=first.column + 1)
        value = ", ".join(" ".join(part.text.split()) for part in parts)
        name = key if key.startswith("speclint.") else _named(key, names)[0]
        yield Field(span=span, name=name, label=key, value=value, where="front matter")


def _broken_fields(front: FrontMatter, names: Mapping[_Key, str]) -> Iterator[Field]:
    fields: list[Field] = []
    for number, line in enumerate(front.raw.split("\n")[:500], front.line):
        match = _LINE.match(line)
        if match is None:
            continue
        if match["key"]:
            fields.append(_broken_field(match, number, names))
        elif fields:
            last = fields.pop()
            value = ", ".join(filter(None, (last.value, match["element"].strip())))
            fields.append(replace(last, value=value, span=last.span.to(Span.at(number, 1, len(line)))))
    yield from (field for field in fields if field.value)


def _broken_field(match: re.Match[str], line: int, names: Mapping[_Key, str]) -> Field:
    value = match["value"].strip()
    span = Span.at(line, match.start("value") + 1, len(value)) if value else Span.at(line, 1, match.end("key"))
    name = _named(match["key"], names)[0]
    return Field(span=span, name=name, label=match["key"], value=value.strip("'\""), where="front matter")


# The text


def _text_fields(facts: Facts, names: Mapping[_Key, str]) -> Iterator[Field]:
    document = facts.document
    reader = _Reader(facts, names)
    title = document.title_section
    yield from reader.blocks(document.preamble, strict=False)
    if title is not None:
        yield from reader.blocks(title.blocks, strict=False)
    leading = True
    for section in document.top:
        leading = leading and not section.roles
        if "metadata" in section.roles:
            for part in section.walk():
                yield from reader.blocks(part.blocks, strict=False)
        elif (field := reader.chapter(section)) is not None:
            yield field
        elif "overview" in section.roles or leading:
            yield from reader.blocks(section.blocks, strict=True)
        leading = leading and not section.children
    yield from reader.blocks(_footer(document.all_sections), strict=True)


def _footer(sections: tuple[Section, ...]) -> tuple[Block, ...]:
    """What stands under the last rule of the document."""
    blocks = sections[-1].blocks if sections else ()
    at = max((index for index, block in enumerate(blocks) if isinstance(block, Rule)), default=len(blocks))
    return blocks[at:]


@dataclass(frozen=True)
class _Reader:
    """Reads the fields of blocks; `strict` takes known labels, and their neighbours in one paragraph or list."""

    facts: Facts
    names: Mapping[_Key, str]

    def blocks(self, blocks: Iterable[Block], strict: bool) -> Iterator[Field]:
        """The fields of some blocks."""
        pending: Field | None = None
        for block in blocks:
            fields = [*self._block(block, strict)]
            if pending is not None and isinstance(block, ListBlock):
                yield replace(pending, value="; ".join(item.text.plain for item in block.items))
                pending = None
                continue
            if pending is not None:
                yield pending
            pending = fields.pop() if fields and not fields[-1].value else None
            yield from fields
        if pending is not None:
            yield pending

    def _block(self, block: Block, strict: bool) -> Iterator[Field]:
        if isinstance(block, Paragraph):
            yield from self._known(self._text(block.text), strict)
        elif isinstance(block, Quote):
            yield from self.blocks(block.blocks, strict)
        elif isinstance(block, ListBlock):
            fields = [field for item in block.items for field in self._item(item.text, item.rest)]
            if len(fields) * 2 >= len(block.items):
                yield from self._known(fields, True)
        elif isinstance(block, Table) and not strict:
            yield from self._table(block)

    def _known(self, fields: Iterable[Field], strict: bool) -> Iterator[Field]:
        """The fields, where one of them at least is known or any will do; parts of the spec are none."""
        found = [field for field in fields if not self._is_prose(field)]
        if not strict or any(_named(field.label, self.names)[1] for field in found):
            yield from found

    def _is_prose(self, field: Field) -> bool:
        """Whether a label names a part of a spec (`**Scope:**`), or begins a passage, and is no field."""
        known = _named(field.label, self.names)[1]
        return not known and (len(field.value) > _LONGEST_VALUE or bool(self.facts.vocabulary.roles(field.label, True)))

    def _text(self, text: Text) -> Iterator[Field]:
        marks = [*_strong(text.raw)] or self._plain(text.raw)
        for index, (start, end, label) in enumerate(marks):
            stop = marks[index + 1][0] if index + 1 < len(marks) else len(text.raw)
            yield self._field(text, label, start, end, stop)

    def _plain(self, raw: str) -> list[tuple[int, int, str]]:
        """The labels of a paragraph of `Label: value` lines: each of its lines is one, or goes on from one."""
        marks: list[tuple[int, int, str]] = []
        at = 0
        lines = raw.split("\n")
        for line in lines:
            lead = _LEAD.match(line)
            start = lead.end() if lead else 0
            match = _PLAIN.match(line, start)
            if match:
                marks.append((at + start, at + match.end(), match["label"]))
            at += len(line) + 1
        known = sum(_named(label, self.names)[1] for _, _, label in marks)
        return marks if marks and known and (len(marks) == len(lines) or known * 2 >= len(lines)) else []

    def _item(self, text: Text, rest: tuple[Block, ...]) -> Iterator[Field]:
        fields = [*self._text(text)]
        if not fields:
            match = _PLAIN.match(text.raw)
            if match:
                fields = [self._field(text, match["label"], 0, match.end(), len(text.raw))]
        nested = next((block for block in rest if isinstance(block, ListBlock)), None)
        if fields and not fields[-1].value and nested is not None:
            value = "; ".join(item.text.plain for item in nested.items)
            fields[-1] = replace(fields[-1], value=value)
        yield from fields

    def _field(self, text: Text, label: str, start: int, end: int, stop: int) -> Field:
        value = text.part(end, end + len(text.raw[end:stop].rstrip(_TAIL)))
        whole = text.part(start, stop)
        return self._made(label, value, value.span if value else whole.span)

    def _made(self, label: str, value: Text, span: Span) -> Field:
        label = " ".join(without_emoji(label).split()).strip(" *_`#:")
        target = next((each.target for each in value.inlines if each.kind == "link"), "")
        return Field(
            span=span, places={"value": span}, name=_named(label, self.names)[0], label=label,
            value=value.plain, target=target,
        )  # fmt: skip

    def _table(self, table: Table) -> Iterator[Field]:
        """A table of two columns whose rows are fields, or one of a single row below its labels."""
        header = [cell.plain for cell in table.header]
        known = [_named(label, self.names)[1] for label in header]
        if len(table.rows) == 1 and sum(known) >= 2 and sum(known) * 2 >= len(header):
            for head, cell in zip(table.header, table.rows[0].cells, strict=True):
                if head:
                    yield self._made(head.plain, cell, cell.span if cell.raw else table.rows[0].span)
            return
        if len(header) != 2:
            return
        rows = [(row.cells[0], row.cells[1], row.span) for row in table.rows]
        if not self._heads_fields(header):
            rows.insert(0, (table.header[0], table.header[1], table.header[0].span.to(table.header[1].span)))
        rows = [row for row in rows if row[0].plain]
        if sum(_named(row[0].plain, self.names)[1] for row in rows) * 3 >= len(rows):
            for name, value, span in rows:
                yield self._made(name.plain.rstrip(" :"), value, value.span if value.raw else span)

    def _heads_fields(self, header: list[str]) -> bool:
        """Whether a header only says that fields and values follow."""
        lists = self.facts.vocabulary.lists
        fields = {_key(word) for word in lists.get("field column", ())}
        values = {_key(word) for word in lists.get("value column", ())}
        return not any(header) or _key(header[0]) in fields or _key(header[1]) in values

    def chapter(self, section: Section) -> Field | None:
        """A chapter that is one field: its title is a known label, its text one line."""
        name, known = _named(section.title, self.names)
        first = section.blocks[0] if section.blocks else None
        if not known or section.roles or section.children or not isinstance(first, Paragraph):
            return None
        line = first.text.part(0, len(first.text.pieces[0].text))
        if len(line.raw) > _LONGEST_CHAPTER or (name != "status" and len(section.blocks) > 1):
            return None
        return self._made(section.title, line, line.span)


def _strong(raw: str) -> Iterator[tuple[int, int, str]]:
    """The bold labels of a text that begin a line, or follow another on their line: start, end and words."""
    line_start, last_end, open_ = 0, 0, False
    for match in _STRONG.finditer(raw):
        newline = raw.rfind("\n", last_end, match.start())
        if newline >= 0:
            line_start, open_ = newline + 1, False
        before = raw[max(line_start, match.start() - _LONGEST_VALUE) : match.start()]
        lead = _LEAD.match(before)
        if (lead is not None and lead.end() == len(before)) or (open_ and _JOINT.search(before[-12:])):
            yield match.start(), match.end(), match["label"]
            open_ = True
        last_end = match.end()
