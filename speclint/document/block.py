"""The blocks of a document: paragraphs, lists, tables, code, quotes, each with exact positions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from speclint.document import inline
from speclint.document.inline import Inline
from speclint.document.span import Span


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of source on one line: its line and the column of its first character."""

    line: int
    column: int
    text: str


class Text:
    """A run of inline Markdown as written, with the place of every character.

    `raw` joins the pieces with `\\n`; `plain` are its words without marks.
    """

    def __init__(self, pieces: tuple[Piece, ...]) -> None:
        self.pieces = pieces

    @cached_property
    def raw(self) -> str:
        """The text as written, container prefixes left out."""
        return self.pieces[0].text if len(self.pieces) == 1 else "\n".join(piece.text for piece in self.pieces)

    @cached_property
    def plain(self) -> str:
        """The words: no emphasis, ticks, link targets or tags; white space as single spaces."""
        return inline.plain(self.raw)

    @cached_property
    def inlines(self) -> tuple[Inline, ...]:
        """Code spans, links, images, tags and comments, in order."""
        return inline.scan(self.raw)

    @cached_property
    def _offsets(self) -> list[int]:
        return inline.plain_offsets(self.raw)[1]

    @property
    def line(self) -> int:
        """The line of the first character, from 1."""
        return self.pieces[0].line

    @property
    def span(self) -> Span:
        """The whole text."""
        last = self.pieces[-1]
        return Span(self.line, self.pieces[0].column, last.line, last.column + len(last.text))

    def span_of(self, start: int, end: int) -> Span:
        """The place of `raw[start:end]`."""
        line, column = self._place(start)
        end_line, end_column = self._place(max(end - 1, start))
        return Span(line, column, end_line, end_column + (end > start))

    def plain_span(self, start: int, end: int) -> Span:
        """The place of `plain[start:end]`."""
        offsets = self._offsets
        if start >= len(offsets) - 1:
            return self.span
        return self.span_of(offsets[start], offsets[max(end - 1, start)] + 1)

    def find(self, words: str, start: int = 0) -> Span:
        """The place of some plain words, or of the whole text where they are not found."""
        at = self.plain.find(words, start)
        return self.span if at < 0 or not words else self.plain_span(at, at + len(words))

    def part(self, start: int, end: int) -> Text:
        """The text of `raw[start:end]`, surrounding blanks left out."""
        chunk = self.raw[start:end]
        start += len(chunk) - len(chunk.lstrip())
        end = max(start, end - (len(chunk) - len(chunk.rstrip())))
        pieces = []
        offset = 0
        for piece in self.pieces:
            low, high = max(start - offset, 0), min(end - offset, len(piece.text))
            if low < high or (low == high == start - offset):
                pieces.append(Piece(piece.line, piece.column + low, piece.text[low:high]))
            offset += len(piece.text) + 1
        return Text(tuple(pieces) or (Piece(self.line, self.pieces[0].column, ""),))

    def plain_part(self, start: int, end: int | None = None) -> Text:
        """The text of `plain[start:end]`, marks at its edges left out."""
        end = len(self.plain) if end is None else end
        if start >= end:
            last = self.span
            return Text((Piece(last.end_line, last.end_column, ""),))
        offsets = self._offsets
        return self.part(offsets[start], offsets[end - 1] + 1)

    def _place(self, offset: int) -> tuple[int, int]:
        for piece in self.pieces:
            if offset <= len(piece.text):
                return piece.line, piece.column + offset
            offset -= len(piece.text) + 1
        last = self.pieces[-1]
        return last.line, last.column + len(last.text)

    def __bool__(self) -> bool:
        return bool(self.plain)

    def __repr__(self) -> str:
        return f"Text({self.line}:{self.pieces[0].column}, {self.raw!r})"


@dataclass(frozen=True, eq=False)
class Paragraph:
    """A paragraph."""

    text: Text
    span: Span


@dataclass(frozen=True, eq=False)
class Heading:
    """A heading inside a list item or a quote, which opens no section."""

    text: Text
    level: int
    span: Span


@dataclass(frozen=True, eq=False)
class CodeBlock:
    """A fenced or indented code block.

    `line` and `column` are those of the first character of the code; `closed` is false where the fence
    runs to the end of its container. `language` is the first word of the info string, in lower case.
    """

    language: str
    info: str
    code: str
    span: Span
    line: int
    column: int
    fenced: bool
    closed: bool
    fence: str = ""


@dataclass(frozen=True, eq=False)
class Row:
    """A row of a table: as many cells as the header has."""

    cells: tuple[Text, ...]
    span: Span


@dataclass(frozen=True, eq=False)
class Table:
    """A table; `header` are the cells of its first row."""

    header: tuple[Text, ...]
    rows: tuple[Row, ...]
    span: Span


@dataclass(frozen=True, eq=False)
class Item:
    """An item of a list: its first paragraph as `text`, and all its `blocks`.

    `checked` is None where the item has no checkbox; `text` leaves the checkbox out.
    """

    marker: str
    checked: bool | None
    text: Text
    blocks: tuple[Block, ...]
    span: Span
    box: Span | None = None

    @property
    def rest(self) -> tuple[Block, ...]:
        """The blocks behind the first paragraph."""
        first = bool(self.blocks) and isinstance(self.blocks[0], Paragraph)
        return self.blocks[1:] if first else self.blocks


@dataclass(frozen=True, eq=False)
class ListBlock:
    """A bullet or ordered list."""

    ordered: bool
    items: tuple[Item, ...]
    span: Span


@dataclass(frozen=True, eq=False)
class Quote:
    """A block quote."""

    blocks: tuple[Block, ...]
    span: Span


@dataclass(frozen=True, eq=False)
class Html:
    """A block of HTML; `comment` where it is only a comment."""

    raw: str
    span: Span
    comment: bool


@dataclass(frozen=True, eq=False)
class Rule:
    """A thematic break."""

    span: Span


Block = Paragraph | Heading | CodeBlock | Table | ListBlock | Quote | Html | Rule


def walk(blocks: tuple[Block, ...]) -> Iterator[Block]:
    """All blocks in document order, those in lists and quotes included."""
    stack = list(reversed(blocks))
    while stack:
        block = stack.pop()
        yield block
        stack.extend(reversed(children(block)))


def children(block: Block) -> tuple[Block, ...]:
    """The blocks that a list or a quote holds."""
    if isinstance(block, ListBlock):
        return tuple(child for item in block.items for child in item.blocks)
    if isinstance(block, Quote):
        return block.blocks
    return ()


def texts(block: Block) -> Iterator[Text]:
    """The inline texts of one block, without those of the blocks that it holds."""
    if isinstance(block, (Paragraph, Heading)):
        yield block.text
    elif isinstance(block, Table):
        yield from block.header
        for row in block.rows:
            yield from row.cells
