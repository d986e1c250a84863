"""The stack that a header or a label lists: `**Tech Stack**: Go 1.22, Redis 7`, `tech_stack:` in the front matter."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from speclint.document.block import Block, CodeBlock, ListBlock, Paragraph, Piece, Quote, Table, Text
from speclint.document.section import FrontMatter
from speclint.facts.entry import Labelled, bold_title, labelled
from speclint.facts.inventory.dependency import Context, Dependency
from speclint.facts.inventory.line import lines_of
from speclint.facts.inventory.reader import Reader
from speclint.facts.layout import is_anchor
from speclint.facts.naming import Run

_KEYS = ("tech stack", "technology stack", "stack", "technologies", "tech", "technical stack")
_CONTEXT = Context(True, header=True)
_LABEL = 60  # a label ends before


class Stack:
    """Finds labels that say that technologies follow, and reads what stands behind or below them."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self.pattern = reader.words.vocabulary.pattern("stack label")

    def front_matter(self, front: FrontMatter | None) -> Iterator[Dependency]:
        """The elements of `tech_stack`."""
        from speclint import yaml
        from speclint.errors import SpeclintError

        if front is None or "stack" not in front.raw:
            return
        try:
            leaves = yaml.leaves(front.raw)
        except SpeclintError:
            return
        for leaf in leaves:
            key = str(leaf.keys[0]).replace("_", " ").replace("-", " ").casefold() if leaf.keys else ""
            if key in _KEYS:
                text = Text((Piece(leaf.line + front.line - 1, leaf.column, " ".join(leaf.text.split())),))
                yield from self.reader.value(Run.of(text), _CONTEXT)

    def below(self, blocks: Sequence[Block]) -> Iterator[Dependency]:
        """What some blocks list under such labels."""
        for at, block in enumerate(blocks):
            if isinstance(block, Paragraph):
                yield from self._paragraph(block, blocks[at + 1] if at + 1 < len(blocks) else None)
            elif isinstance(block, ListBlock):
                yield from self._list(block)
            elif isinstance(block, Table) and len(block.header) == 2:
                yield from self._table(block)
            elif isinstance(block, Quote):
                yield from self.below(block.blocks)

    def _paragraph(self, block: Paragraph, following: Block | None) -> Iterator[Dependency]:
        """A label with what stands behind it, or in the list or table below; or one of several labelled lines."""
        if not self.pattern.search(block.text.raw):
            return
        label = bold_title(block) or labelled(block.text)
        if label is not None and self.reader.is_stack(label.label.plain):
            yield from self._value(label)
            if isinstance(following, (ListBlock, Table, CodeBlock)) and not label.value.plain:
                yield from self.reader.blocks((following,), _CONTEXT)
            return
        for line in lines_of(block.text):
            label = labelled(line)
            if label is not None and self.reader.is_stack(label.label.plain):
                yield from self._value(label)

    def _list(self, block: ListBlock) -> Iterator[Dependency]:
        for item in block.items:
            if not self.pattern.search(item.text.raw[:_LABEL]) or is_anchor(item.text):
                continue
            label = labelled(item.text)
            if self.reader.is_stack((label.label if label else item.text).plain):
                yield from self._value(label) if label else ()
                yield from self.reader.blocks(item.rest, _CONTEXT)

    def _table(self, table: Table) -> Iterator[Dependency]:
        for cells in (table.header, *(row.cells for row in table.rows)):
            if self.reader.is_stack(cells[0].plain):
                yield from self.reader.value(Run.of(cells[1]), _CONTEXT)

    def _value(self, label: Labelled) -> Iterator[Dependency]:
        if label.value.plain:
            yield from self.reader.value(Run.of(label.value), _CONTEXT)
