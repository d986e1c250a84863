"""What a spec says of who may call and how often: in the rows of a table, in an endpoint's part, once for all."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from speclint.document.block import Block, CodeBlock, Item, ListBlock, Paragraph, Quote, Table, Text
from speclint.document.section import Section
from speclint.facts.api.definition import Definition
from speclint.facts.api.label import segments, topic_of
from speclint.facts.api.merge import Merged
from speclint.facts.api.scope import api_parts
from speclint.facts.api.shared import free_blocks, free_sections
from speclint.facts.fact import Facts
from speclint.facts.value.ratelimit import rates

Topic = Literal["auth", "limit"]

_LISTS: dict[Topic, str] = {"auth": "api labels of authentication", "limit": "api labels of limits"}
_WORDS: dict[Topic, str] = {"auth": "api authentication", "limit": "api limits"}
_BEARER = re.compile(r"^[ \t]*(?:-H[ \t]*[\"'])?(?:Authorization|X-API-Key|Cookie)[ \t]*:[ \t]*\S", re.I | re.M)


@dataclass(frozen=True, eq=False)
class Term:
    """One place that says who may call an endpoint (`auth`) or how often (`limit`)."""

    topic: Topic
    text: Text
    row: bool


def terms(group: Merged, topic: Topic, facts: Facts) -> Iterator[Term]:
    """What the definitions of one endpoint say under the label or in the column of a topic."""
    for member in group.members:
        if topic in member.terms:
            yield Term(topic, member.terms[topic], True)
        for text in _labelled(_body(member), topic, facts):
            yield Term(topic, text, False)


def says(group: Merged, topic: Topic, facts: Facts) -> bool:
    """Whether anything is said of a topic for one endpoint: under a label, in a header of its example."""
    if topic == "auth" and group.detail.secured:
        return True
    if any(each.text.plain for each in terms(group, topic, facts)):
        return True
    words = [_words(block) for member in group.members for block in _body(member)]
    if any(facts.vocabulary.has(_WORDS[topic], each) for each in words):
        return True
    blocks = (block for member in group.members for block in _body(member) if isinstance(block, CodeBlock))
    return topic == "auth" and any(_BEARER.search(block.code[:2000]) for block in blocks)


def stated_once(topic: Topic, facts: Facts) -> bool:
    """Whether the part about the interface says it for all calls, or a sentence anywhere does."""
    return bool(facts.memo(f"api {topic} once", lambda: any(True for _ in shared_terms(topic, facts))))


def shared_terms(topic: Topic, facts: Facts) -> Iterator[Text]:
    """What is said of a topic for the whole interface: words of its part, and sentences about every call."""
    has = facts.vocabulary.has
    for section in free_sections(facts):
        if topic_of(section.title, facts.vocabulary) == "errors":
            continue
        titled = section not in api_parts(facts) and has(_WORDS[topic], section.title)
        for text in texts_of(free_blocks(section, facts)):
            if text.plain and (titled or _tells(topic, text.plain, facts)) and not _is_failure(text):
                yield text
        if titled and any(isinstance(block, (CodeBlock, Table)) for block in section.blocks):
            yield section.text
    for section in facts.document.walk():
        for text in texts_of(section.blocks):
            if has("api all of them", text.plain) and has(_WORDS[topic], text.plain):
                yield text


_LIMITED = re.compile(r"\b(?:limit(?:s|ed)?|may|allowed|at most|capped|maximum)\b", re.IGNORECASE)


def _tells(topic: Topic, words: str, facts: Facts) -> bool:
    """Whether some words are about a topic: by name, or by a number of requests in a time that is a limit."""
    if facts.vocabulary.has(_WORDS[topic], words):
        return True
    return topic == "limit" and _LIMITED.search(words) is not None and any(True for _ in rates(words))


_STATUS = re.compile(r"\W*4\d\d\b")


def _is_failure(text: Text) -> bool:
    """Whether a text is about a failing status: `401: token missing`, `429 Too Many Requests`."""
    return _STATUS.match(text.plain) is not None


def _body(member: Definition) -> Iterator[Block]:
    """The blocks that are about a definition."""
    if member.section is not None:
        yield from _all(member.section.blocks)
        for child in member.section.children:
            for section in child.walk():
                yield from _all(section.blocks)
    yield from _all(member.body)


def _all(blocks: Iterable[Block]) -> Iterator[Block]:
    for block in blocks:
        yield block
        if isinstance(block, ListBlock):
            yield from (below for item in block.items for below in _all(item.rest))
        elif isinstance(block, Quote):
            yield from _all(block.blocks)


def _labelled(blocks: Iterable[Block], topic: Topic, facts: Facts) -> Iterator[Text]:
    """The values of the labels of a topic."""
    pattern = facts.vocabulary.pattern(_LISTS[topic])
    for block in blocks:
        if isinstance(block, Table) and len(block.header) == 2:
            for cells in (block.header, *(row.cells for row in block.rows)):
                if pattern.fullmatch(cells[0].plain.strip(" :")):
                    yield cells[1]
        for text in texts_of((block,)):
            for segment in segments(text, facts.vocabulary):
                if segment.label and pattern.fullmatch(segment.label.strip(" :")) and segment.value.plain:
                    yield segment.value


def texts_of(blocks: Iterable[Block]) -> Iterator[Text]:
    """The paragraphs, items and cells of some blocks, nested ones included."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block.text
        elif isinstance(block, ListBlock):
            for item in block.items:
                yield from _item_texts(item)
        elif isinstance(block, Table):
            for row in block.rows:
                yield from row.cells
        elif isinstance(block, Quote):
            yield from texts_of(block.blocks)


def _item_texts(item: Item) -> Iterator[Text]:
    if item.text.raw:
        yield item.text
    yield from texts_of(item.rest)


def _words(block: Block) -> str:
    return "\n".join(text.plain for text in texts_of((block,)) if not _is_failure(text))


def listings(facts: Facts, groups: Iterable[Merged]) -> dict[int, list[Definition]]:
    """The definitions of endpoints in each table, by the id of the table."""
    found: dict[int, list[Definition]] = {}
    for group in groups:
        for member in group.members:
            if member.kind == "http" and member.shape == "row":
                found.setdefault(member.group, []).append(member)
    return found


def part_of(line: int, facts: Facts) -> Section | None:
    """The part about the interface that a line stands in, else the first one."""
    parts = api_parts(facts)
    return next((part for part in parts if part.holds(line)), parts[0] if parts else None)


__all__ = ["Term", "Topic", "listings", "part_of", "says", "shared_terms", "stated_once", "terms", "texts_of"]
