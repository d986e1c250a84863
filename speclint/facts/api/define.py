"""Where the parts of an interface are defined: headings, labels, rows, items and listings in code."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from speclint.document.block import Block, CodeBlock, Html, ListBlock, Paragraph, Quote, Table, Text
from speclint.document.section import Section
from speclint.facts.api.body import read_blocks, read_section
from speclint.facts.api.definition import Definition
from speclint.facts.api.folded import folded
from speclint.facts.api.heading import headed, http_headed, labelled
from speclint.facts.api.label import topic_of
from speclint.facts.api.listing import listed
from speclint.facts.api.name import defined
from speclint.facts.api.row import describes_endpoints, table_definitions
from speclint.facts.api.sample import requests_in
from speclint.facts.api.scope import api_parts, kind_of, outside, shut_out
from speclint.facts.api.signature import Kind, http_signatures
from speclint.facts.example import code_span
from speclint.facts.fact import Facts


def definitions(facts: Facts) -> tuple[Definition, ...]:
    """Every definition, in document order."""

    def find() -> tuple[Definition, ...]:
        finder = _Finder(facts)
        parts = api_parts(facts)
        found = [each for part in parts for each in finder.visit(part, True)]
        found += [each for section in outside(facts) for each in finder.glance(section)]
        if not any(each.kind == "http" for each in found):
            found += [each for part in parts for each in finder.exampled(part)] or finder.mentions()
        return tuple(sorted(found, key=lambda each: (each.span.line, each.span.column)))

    return tuple(facts.memo("api definitions", find))


def taken_sections(facts: Facts) -> set[int]:
    """The ids of the sections that are about something defined."""

    def find() -> set[int]:
        return {id(below) for each in definitions(facts) if each.section is not None for below in each.section.walk()}

    return set(facts.memo("api taken sections", find))


@dataclass(frozen=True)
class _Finder:
    """Walks the sections about the interface, and looks into the others."""

    facts: Facts

    def visit(self, section: Section, top: bool = False) -> Iterator[Definition]:
        """The definitions of a section about the interface and of those below; none of what others offer."""
        if not top and shut_out(section, self.facts):
            return
        own = () if top else tuple(headed(section, self.facts))
        inner = [each for child in section.children for each in self._nested(child)] if own else []
        if not own and self._is_one(section):
            own = labelled(section, self.facts)
        if own:
            skip = [each.section for each in inner if each.section is not None]
            yield from (self._detailed(each, section, skip) for each in own)
            yield from inner
            return
        yield from self._blocks(section)
        for child in section.children:
            yield from self.visit(child)

    def _nested(self, section: Section) -> Iterator[Definition]:
        """The definitions below one: an endpoint's heading in the section of another, a sub-command's."""
        if any(True for _ in headed(section, self.facts)):
            yield from self.visit(section)
            return
        for child in section.children:
            yield from self._nested(child)

    def _is_one(self, section: Section) -> bool:
        """Whether all of a section may be about one thing that its first lines define, and nothing else in it."""
        if not labelled(section, self.facts):
            return False
        kind = kind_of(section, self.facts)
        listing = [block for block in section.blocks if isinstance(block, (Table, ListBlock))]
        if any(True for block in listing for _ in self._block(section, block, kind, section.title)):
            only = labelled(section, self.facts)
            if only[0].kind != "http" or not self._same(section, listing, kind, only[0].name):
                return False
        return not any(True for child in section.children for _ in self.visit(child))

    def _same(self, section: Section, blocks: list[Table | ListBlock], kind: Kind | None, path: str) -> bool:
        """Whether tables and lists define only the one path: a label in a list, a table of its verb and path."""
        return all(each.name == path for block in blocks for each in self._block(section, block, kind, section.title))

    def _detailed(self, each: Definition, section: Section, skip: Iterable[Section]) -> Definition:
        return each.with_detail(read_section(section, skip, each.kind, each.called, self.facts.vocabulary))

    def glance(self, section: Section) -> Iterator[Definition]:
        """The definitions of a section about something else: headings of endpoints, and tables of them."""
        for each in http_headed(section, self.facts):
            yield self._detailed(replace(each, shape="label"), section, ())
        for block in section.blocks:
            if isinstance(block, Table) and describes_endpoints(block, self.facts):
                yield from table_definitions(section, block, None, self.facts)

    def _blocks(self, section: Section) -> Iterator[Definition]:
        """The definitions in a section's own blocks; a bold name is about all that follows it up to the next."""
        kind = kind_of(section, self.facts)
        opened: tuple[Definition, Text] | None = None
        body: list[Block] = []
        about = section.title
        for block in section.blocks:
            if isinstance(block, Html) and any(http_signatures(folded(block))):
                yield from self._closed(opened, body)
                opened, body = None, []
            found = tuple(self._block(section, block, kind, about))
            text = block.text if isinstance(block, Paragraph) else None
            opening = (
                tuple(defined(text, kind, "paragraph", id(section), about, self.facts)) if text is not None else ()
            )
            about = f"{section.title}\n{text.plain if text is not None else ''}"
            if found or opening:
                yield from self._closed(opened, body)
                opened, body = None, []
            yield from found
            yield from (self._read(each, (), lead) for each, lead in opening[:-1])
            if opening:
                opened = opening[-1]
            elif opened is not None:
                body.append(block)
        yield from self._closed(opened, body)

    def _closed(self, opened: tuple[Definition, Text] | None, body: list[Block]) -> Iterator[Definition]:
        if opened is not None:
            yield replace(self._read(opened[0], body, opened[1]), body=tuple(body))

    def _read(self, each: Definition, blocks: Iterable[Block], lead: Text) -> Definition:
        return each.with_detail(read_blocks(blocks, each.kind, each.called, self.facts.vocabulary, lead))

    def _block(self, section: Section, block: Block, kind: Kind | None, about: str) -> Iterator[Definition]:
        if isinstance(block, Table):
            yield from table_definitions(section, block, kind, self.facts)
        elif isinstance(block, ListBlock):
            yield from self._list(block, kind, about)
        elif isinstance(block, CodeBlock):
            yield from self._code(block, kind)
        elif isinstance(block, Quote):
            for child in block.blocks:
                yield from self._block(section, child, kind, about)

    def _list(self, block: ListBlock, kind: Kind | None, about: str) -> Iterator[Definition]:
        for item in block.items:
            found = tuple(defined(item.text, kind, "item", id(block), about, self.facts)) if item.text.raw else ()
            yield from (self._read(each, item.rest, lead) for each, lead in found)
            for inner in item.rest if not found else ():
                if isinstance(inner, ListBlock):
                    yield from self._list(inner, kind, item.text.plain)

    def _code(self, block: CodeBlock, kind: Kind | None) -> Iterator[Definition]:
        for each in listed(block, kind):
            span = code_span(self.facts.document.source, block, each.start, each.end)
            yield Definition(each.kind, each.verb, each.name, span, "code", each.detail, id(block))

    def exampled(self, section: Section) -> Iterator[Definition]:
        """Where only examples tell what is called: the sections that show one call each, and the calls of others."""
        shown = {
            (verb, path.split("?")[0]): block
            for block in section.blocks
            if isinstance(block, CodeBlock)
            for verb, path, _ in requests_in(block.code)
        }
        alone = len(shown) == 1 and section not in api_parts(self.facts)
        for (verb, path), block in shown.items():
            each = Definition(
                "http", verb, path, self.facts.document.line_span(block.line), "mention", group=id(section)
            )
            if alone:
                each = replace(each, span=section.text.span, shape="label", section=section, words=section.title)
                each = self._detailed(each, section, section.children)
            yield each
        for child in section.children:
            if not alone or not topic_of(child.title, self.facts.vocabulary):
                yield from self.exampled(child)

    def mentions(self) -> list[Definition]:
        """Where nothing else defines them: the calls that the part about the interface names in passing."""
        return [
            Definition("http", each.verb, each.path, text.plain_span(each.start, each.end), "mention")
            for part in api_parts(self.facts)
            for block in part.all_blocks()
            for text in _texts(block)
            for each in http_signatures(text.plain)
        ]


def _texts(block: Block) -> Iterator[Text]:
    if isinstance(block, Paragraph):
        yield block.text
    elif isinstance(block, Table):
        for row in block.rows:
            yield from row.cells


__all__ = ["definitions", "taken_sections"]
