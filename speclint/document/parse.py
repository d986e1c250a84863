"""Markdown source to the section tree: markdown-it's block tokens, with columns found in the source lines.

CommonMark with GitHub's tables, strikethrough and task lists, and YAML front matter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.front_matter import front_matter_plugin

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
    Rule,
    Table,
    Text,
)
from speclint.document.section import Document, FrontMatter, Section
from speclint.document.source import Source
from speclint.document.span import Span
from speclint.document.title import split_title

MAX_NESTING = 100
"""How deep blocks may be nested; what lies deeper is not read, and said."""

_BOX = re.compile(r"\[([ xX])\](?=\s|$)")  # a task list's checkbox
_PREFIX = re.compile(r"[ \t>]*")  # indentation and quote marks before a block's own text
_MARKER = re.compile(r"[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*[ \t>]*")  # the same with list markers
_BOLD_LINE = re.compile(r"\s*(\*\*|__)(?=\S)(?P<title>(?:(?!\1).)+)\1\s*:?\s*")  # a paragraph that is one bold run


def parse(source: Source) -> Document:
    """The section tree of a source."""
    reader = _Reader(source)
    blocks = reader.read()
    return _build(source, blocks, reader)


def _markdown() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"maxNesting": MAX_NESTING})
    parser.enable(["table"]).use(front_matter_plugin)
    return parser.disable(["inline", "text_join"])


@dataclass
class _Reader:
    """Walks the flat block tokens once; every method consumes its tokens."""

    source: Source
    tokens: list[Token] = field(default_factory=list)
    at: int = 0
    front_matter: FrontMatter | None = None
    references: dict[str, str] = field(default_factory=dict)
    too_deep: int | None = None

    def read(self) -> list[Block]:
        env: dict[str, dict[str, dict[str, str]]] = {}
        self.tokens = _markdown().parse(self.source.text, env)
        self.references = {label: value.get("href", "") for label, value in env.get("references", {}).items()}
        return list(self._blocks(None))

    def _blocks(self, closing: str | None) -> Iterator[Block]:
        while self.at < len(self.tokens):
            token = self.tokens[self.at]
            self.at += 1
            if token.type == closing:
                return
            block = self._block(token)
            if block is not None:
                yield block

    def _block(self, token: Token) -> Block | None:
        if token.level >= MAX_NESTING - 1 and self.too_deep is None and token.map:
            self.too_deep = token.map[0] + 1
        reader = _READERS.get(token.type)
        return reader(self, token) if reader else None

    def _next(self) -> Token:
        self.at += 1
        return self.tokens[self.at - 1]

    def _paragraph(self, token: Token) -> Block:
        content = self._next()
        self._next()
        return Paragraph(self._text(content.content, _first(token), _last(token)), self._span(token))

    def _heading(self, token: Token) -> Block:
        content = self._next()
        self._next()
        text = self._text(content.content, _first(token), _last(token))
        return Heading(text, int(token.tag[1]), self._span(token))

    def _code(self, token: Token) -> Block:
        first, last = _first(token), _last(token)
        fenced = token.type == "fence"
        line = first + 1 if fenced else first
        column = self._code_column(token.content, line)
        info = token.info.strip() if fenced else ""
        words = info.split()
        language = words[0].strip("{}.").split(",")[0].lower() if words else ""
        closed = not fenced or (_is_closing(self.source.lines[last - 1], token.markup) and last > first)
        return CodeBlock(language, info, token.content, self._span(token), line, column, fenced, closed, token.markup)

    def _code_column(self, code: str, line: int) -> int:
        for offset, content in enumerate(code.split("\n")):
            if content.strip() and line + offset <= len(self.source.lines):
                return max(len(self.source.lines[line + offset - 1]) - len(content), 0) + 1
        return 1

    def _html(self, token: Token) -> Block:
        raw = token.content
        comment = raw.lstrip().startswith("<!--") and raw.rstrip().endswith("-->") and raw.count("<!--") == 1
        return Html(raw, self._span(token), comment)

    def _rule(self, token: Token) -> Block:
        return Rule(self._span(token))

    def _quote(self, token: Token) -> Block:
        return Quote(tuple(self._blocks("blockquote_close")), self._span(token))

    def _list(self, token: Token) -> Block:
        ordered = token.type == "ordered_list_open"
        closing = "ordered_list_close" if ordered else "bullet_list_close"
        items = []
        while (token_ := self._next()).type != closing:
            if token_.type == "list_item_open":
                items.append(self._item(token_, ordered))
        return ListBlock(ordered, tuple(items), self._span(token))

    def _item(self, token: Token, ordered: bool) -> Item:
        blocks = tuple(self._blocks("list_item_close"))
        first = blocks[0] if blocks else None
        marker = f"{token.info}{token.markup}" if ordered else token.markup
        span = self._span(token)
        if not isinstance(first, Paragraph):
            return Item(marker, None, Text((Piece(span.line, span.column, ""),)), blocks, span)
        match = _BOX.match(first.text.raw)
        if match is None:
            return Item(marker, None, first.text, blocks, span)
        box = first.text.span_of(0, match.end())
        text = first.text.part(match.end(), len(first.text.raw))
        return Item(marker, match[1] != " ", text, (Paragraph(text, first.span), *blocks[1:]), span, box)

    def _table(self, token: Token) -> Block:
        header: tuple[Text, ...] = ()
        rows: list[Row] = []
        first = _first(token)
        while (part := self._next()).type != "table_close":
            if part.type == "tr_open" and part.map:
                row = self._row(_first(part), len(header), _first(part) == first)
                if header:
                    rows.append(row)
                else:
                    header = row.cells
        return Table(header, tuple(rows), self._span(token))

    def _row(self, line: int, width: int, leading: bool) -> Row:
        text = self.source.lines[line - 1]
        prefix = _MARKER.match(text) if leading else _PREFIX.match(text)
        start = prefix.end() if prefix else 0
        cells = split_row(text, start, width)
        pieces = tuple(Text((Piece(line, low + 1, text[low:high]),)) for low, high in cells)
        while len(pieces) < width:
            pieces += (Text((Piece(line, len(text.rstrip()) + 1, ""),)),)
        return Row(pieces[: width or len(pieces)], Span(line, start + 1, line, max(len(text.rstrip()), start) + 1))

    def _front(self, token: Token) -> None:
        self.front_matter = FrontMatter(token.content, _first(token) + 1, self._span(token))

    def _text(self, content: str, first: int, last: int) -> Text:
        """The places of an inline token's lines: each is the tail of its source line."""
        pieces = []
        for offset, part in enumerate(content.split("\n")):
            line = first + offset
            part = part.strip(" \t") if offset else part.strip()
            source = self.source.lines[line - 1] if line <= last else ""
            at = source.rfind(part) if part else len(source.rstrip())
            pieces.append(Piece(line, max(at, 0) + 1, part))
        return Text(tuple(pieces))

    def _span(self, token: Token) -> Span:
        first, last = _first(token), _last(token)
        lines = self.source.lines
        while last > first and not lines[last - 1].strip():
            last -= 1
        text = lines[first - 1]
        start = len(text) - len(text.lstrip()) + 1 if text.strip() else 1
        return Span(first, start, last, max(len(lines[last - 1].rstrip()), start - 1 if first == last else 0) + 1)


_READERS = {
    "paragraph_open": _Reader._paragraph,
    "heading_open": _Reader._heading,
    "fence": _Reader._code,
    "code_block": _Reader._code,
    "html_block": _Reader._html,
    "hr": _Reader._rule,
    "blockquote_open": _Reader._quote,
    "bullet_list_open": _Reader._list,
    "ordered_list_open": _Reader._list,
    "table_open": _Reader._table,
    "front_matter": _Reader._front,
}


def _first(token: Token) -> int:
    return token.map[0] + 1 if token.map else 1


def _last(token: Token) -> int:
    return max(token.map[1], token.map[0] + 1) if token.map else 1


def _is_closing(line: str, markup: str) -> bool:
    text = line.strip().lstrip("> \t").strip()
    return len(text) >= len(markup) and set(text) == {markup[0]}


def split_row(text: str, start: int, width: int) -> list[tuple[int, int]]:
    """The cells of a table row: offsets without the blanks around them (GFM 0.29, section 4.10).

    GitHub splits at a pipe in a code span too; where a row has more cells than the header for that
    reason alone, the author's meaning is taken.
    """
    pipes = _pipes(text, start, frozenset())
    if width and len(pipes) > width + 1:
        kept = _pipes(text, start, _in_code(text, start))
        pipes = kept if len(_cells(text, start, kept)) == width else pipes
    return _cells(text, start, pipes)


def _pipes(text: str, start: int, code: frozenset[int]) -> list[int]:
    return [at for at in range(start, len(text)) if text[at] == "|" and at not in code and not _escaped(text, at)]


def _escaped(text: str, at: int) -> bool:
    count = 0
    while at - count > 0 and text[at - count - 1] == "\\":
        count += 1
    return count % 2 == 1


def _in_code(text: str, start: int) -> frozenset[int]:
    from speclint.document.inline import scan

    inside: set[int] = set()
    for inline in scan(text[start:]):
        if inline.kind == "code":
            inside.update(range(start + inline.start, start + inline.end))
    return frozenset(inside)


def _cells(text: str, start: int, pipes: list[int]) -> list[tuple[int, int]]:
    edges = [start - 1, *pipes, len(text)]
    cells = [_trim(text, low + 1, high) for low, high in pairwise(edges)]
    if len(cells) > 1 and cells[0][0] == cells[0][1]:
        cells.pop(0)
    if len(cells) > 1 and pipes and not text[pipes[-1] + 1 :].strip():
        cells.pop()
    return cells


def _trim(text: str, low: int, high: int) -> tuple[int, int]:
    while low < high and text[low] in " \t\u00a0":
        low += 1
    while high > low and text[high - 1] in " \t\u00a0":
        high -= 1
    return low, high


def _build(source: Source, blocks: list[Block], reader: _Reader) -> Document:
    if not sum(isinstance(block, Heading) for block in blocks) > 1:
        blocks = _bold_headings(blocks)
    preamble: list[Block] = []
    sections: list[Section] = []
    filled: dict[int, list[Block]] = {}
    for block in blocks:
        if isinstance(block, Heading):
            sections.append(_section(block))
            filled[len(sections) - 1] = []
        elif sections:
            filled[len(sections) - 1].append(block)
        else:
            preamble.append(block)
    for index, section in enumerate(sections):
        section.blocks = tuple(filled[index])
    _nest(sections, _count(source))
    top = tuple(section for section in sections if section.parent is None)
    return Document(source, tuple(preamble), top, reader.front_matter, reader.references, reader.too_deep)


def _count(source: Source) -> int:
    lines = len(source.lines)
    return lines - 1 if lines > 1 and not source.lines[-1] else lines


def _section(block: Heading) -> Section:
    title = split_title(block.text.plain)
    return Section(
        block.text, title.words, title.number, min(block.level, _DEEPEST), block.span, block.span.line, 0,
        bold=block.level == _BOLD,
    )


def _nest(sections: list[Section], last_line: int) -> None:
    """Sets parents, children and last lines."""
    open_: list[Section] = []
    children: dict[int, list[Section]] = {}
    for section in sections:
        while open_ and open_[-1].level >= section.level:
            open_.pop().end_line = section.line - 1
        section.parent = open_[-1] if open_ else None
        if section.parent is not None:
            children.setdefault(id(section.parent), []).append(section)
        open_.append(section)
    for section in open_:
        section.end_line = last_line
    for section in sections:
        section.children = tuple(children.get(id(section), ()))


_DEEPEST = 6
_BOLD = 7  # bold paragraphs that serve as headings rank below every real heading


def _bold_headings(blocks: list[Block]) -> list[Block]:
    """Takes bold paragraphs for headings in a document that has no others below its title."""
    titles = [_bold_title(block) for block in blocks]
    if sum(title is not None for title in titles) < 3:
        return blocks
    return [title or block for title, block in zip(titles, blocks, strict=True)]


def _bold_title(block: Block) -> Heading | None:
    if not isinstance(block, Paragraph) or len(block.text.pieces) > 1:
        return None
    raw = block.text.raw
    match = _BOLD_LINE.fullmatch(raw)
    if match is None:
        return None
    start, end = match.span("title")
    text = block.text.part(start, end - (raw[end - 1] == ":"))
    return Heading(text, _BOLD, block.span)
