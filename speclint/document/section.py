"""The section tree."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate

from speclint.document.block import Block, CodeBlock, ListBlock, Paragraph, Quote, Table, Text, texts, walk
from speclint.document.source import Source
from speclint.document.span import Span
from speclint.document.vocabulary import folded


@dataclass(eq=False)
class Section:
    """A heading and what stands under it.

    `line` is the heading's line, `end_line` the last line before the next section that is not below this
    one. `level` is 1 to 6. `blocks` are those before the first sub-section. `title` has no number and no
    emoji. Sections are built once by the parser and not changed afterwards, `roles` apart, which the
    vocabulary gives.
    """

    text: Text
    title: str
    number: str | None
    level: int
    span: Span
    line: int
    end_line: int
    parent: Section | None = None
    blocks: tuple[Block, ...] = ()
    children: tuple[Section, ...] = ()
    bold: bool = False
    roles: tuple[str, ...] = ()

    def walk(self) -> Iterator[Section]:
        """This section and all below it, in document order."""
        return iter(self._walked)

    @cached_property
    def _walked(self) -> tuple[Section, ...]:
        stack, found = [self], []
        while stack:
            section = stack.pop()
            found.append(section)
            stack.extend(reversed(section.children))
        return tuple(found)

    def all_blocks(self) -> Iterator[Block]:
        """Every block of this section and of those below, nested ones included, in document order."""
        for section in self.walk():
            yield from walk(section.blocks)

    def ancestors(self) -> Iterator[Section]:
        """The sections above, nearest first."""
        parent = self.parent
        while parent is not None:
            yield parent
            parent = parent.parent

    def path(self) -> tuple[str, ...]:
        """The titles from the outermost section down to this one."""
        return (*(section.label for section in reversed(tuple(self.ancestors()))), self.label)

    @property
    def label(self) -> str:
        """The heading as it reads, number included."""
        return self.text.plain

    def holds(self, line: int) -> bool:
        """Whether a line stands in this section or one below."""
        return self.line <= line <= self.end_line

    def within(self, role: str) -> bool:
        """Whether this section or one above it has the role."""
        return role in self.all_roles

    @cached_property
    def all_roles(self) -> frozenset[str]:
        """The roles of this section and of those above; asked for once the vocabulary has given them."""
        return frozenset(self.roles).union(self.parent.all_roles if self.parent is not None else ())

    @property
    def empty(self) -> bool:
        """Whether nothing at all stands under the heading."""
        return not self.children and not any(_has_content(block) for block in self.blocks)

    def __repr__(self) -> str:
        return f"Section({self.line}, {'#' * self.level} {self.title!r})"


def _has_content(block: Block) -> bool:
    from speclint.document.block import Html, Rule

    if isinstance(block, Rule):
        return False
    if isinstance(block, Html):
        return not block.comment
    if isinstance(block, Table):
        return bool(block.rows)
    return True


@dataclass(frozen=True, eq=False)
class FrontMatter:
    """The YAML block at the top: the text between its `---` lines, which begins on `line`."""

    raw: str
    line: int
    span: Span


@dataclass(eq=False)
class Document:
    """A parsed document.

    `preamble` are the blocks before the first heading; `sections` the outermost sections; `references` the
    link reference definitions (label in upper case → destination); `swallowed` the fences that an inner
    fence closed too early or that were never closed, with the line of the first heading lost in them.
    """

    source: Source
    preamble: tuple[Block, ...]
    sections: tuple[Section, ...]
    front_matter: FrontMatter | None = None
    references: Mapping[str, str] = field(default_factory=dict)
    too_deep: int | None = None

    @property
    def path(self) -> str:
        """The path as given."""
        return self.source.path

    def walk(self) -> Iterator[Section]:
        """Every section in document order."""
        return iter(self.all_sections)

    @cached_property
    def all_sections(self) -> tuple[Section, ...]:
        """Every section in document order."""
        return tuple(below for section in self.sections for below in section.walk())

    @cached_property
    def title_section(self) -> Section | None:
        """The section whose heading is the document's title."""
        return _title_section(self.sections)

    @property
    def title(self) -> str:
        """The document's title, or an empty text."""
        return self.title_section.title if self.title_section else ""

    @cached_property
    def top(self) -> tuple[Section, ...]:
        """The chapters: the outermost sections under the title."""
        title = self.title_section
        if title is None:
            return self.sections
        others = tuple(section for section in self.sections if section is not title)
        return (*title.children, *others)

    @property
    def opening(self) -> tuple[Block, ...]:
        """The blocks above the first chapter: those above the title and right below it."""
        return (*self.preamble, *(self.title_section.blocks if self.title_section is not None else ()))

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """Every block of the document, nested ones included, in order."""
        found = list(walk(self.preamble))
        for section in self.sections:
            found.extend(section.all_blocks())
        return tuple(found)

    def texts(self) -> Iterator[Text]:
        """Every text of the document: the headings, then those of its blocks."""
        yield from (section.text for section in self.walk())
        for block in self.blocks:
            yield from texts(block)

    @cached_property
    def code_blocks(self) -> tuple[CodeBlock, ...]:
        """Every code block, in order."""
        return tuple(block for block in self.blocks if isinstance(block, CodeBlock))

    @cached_property
    def tables(self) -> tuple[Table, ...]:
        """Every table, in order."""
        return tuple(block for block in self.blocks if isinstance(block, Table))

    @cached_property
    def _starts(self) -> list[int]:
        return [section.line for section in self.all_sections]

    def section_at(self, line: int) -> Section | None:
        """The innermost section that holds a line; None above the first heading."""
        at = bisect_right(self._starts, line)
        return self.all_sections[at - 1] if at else None

    @cached_property
    def folded(self) -> str:
        """The text in letters without case, line for line, to look for words in it whatever their case."""
        return folded(self.source.text)

    @cached_property
    def _folded_starts(self) -> list[int]:
        return [0, *accumulate(len(line) + 1 for line in self.folded.split("\n"))]

    def lines_with(self, words: Iterable[str]) -> list[int]:
        """The lines that hold one of some words, which are in lower case, or a longer word with it; in order."""
        text, starts = self.folded, self._folded_starts
        held: set[int] = set()
        for word in words:
            at = text.find(word)
            while at >= 0:
                line = bisect_right(starts, at)
                held.add(line)
                at = text.find(word, starts[line])
        return sorted(held)

    def line_span(self, line: int) -> Span:
        """The text of a line, blanks around it left out; its first column where it is empty."""
        text = self.source.lines[line - 1] if line <= len(self.source.lines) else ""
        start = len(text) - len(text.lstrip())
        return Span.at(line, start + 1 if text.strip() else 1, len(text.strip()))

    @property
    def head(self) -> Span:
        """Where a finding about the whole document stands: the title, else the first line with text."""
        if self.title_section is not None:
            return self.title_section.text.span
        if self.sections and not _CONTENTS.fullmatch(self.sections[0].title):
            return self.sections[0].text.span
        for number, text in enumerate(self.source.lines, 1):
            if text.strip():
                return self.line_span(number)
        return Span(1, 1, 1, 1)


# a first heading that names no document, under a title that is only bold
_CONTENTS = re.compile(r"(?:table of )?contents|toc", re.IGNORECASE)


def _title_section(sections: tuple[Section, ...]) -> Section | None:
    if not sections:
        return None
    first = sections[0]
    tops = [section for section in sections if section.level == first.level]
    if len(tops) == 1:
        return first if first.level == 1 or len(sections) == 1 else None
    if _CONTENTS.fullmatch(first.title):
        return None
    numbered = sum(section.number is not None for section in tops[1:])
    if (
        first.level == 1
        and first.number is None
        and (first.children or numbered * 2 >= len(tops) - 1 or not first.empty)
    ):
        return first
    return first if first.level == 1 and first.number is None and not first.roles else None


__all__ = ["Document", "FrontMatter", "ListBlock", "Paragraph", "Quote", "Section"]
