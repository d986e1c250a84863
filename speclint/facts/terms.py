"""Whether a spec says of its endpoints who may call them, how often, and in which form errors come."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from speclint.document.block import CodeBlock
from speclint.document.section import Section
from speclint.document.span import Span
from speclint.facts.api.definition import Definition
from speclint.facts.api.label import topic_of
from speclint.facts.api.merge import Merged, merged
from speclint.facts.api.sample import is_data, looks_failed
from speclint.facts.api.scope import api_parts
from speclint.facts.api.shared import contract, free_sections, shared_errors
from speclint.facts.api.term import Topic, listings, part_of, says, stated_once
from speclint.facts.entry import section_text
from speclint.facts.fact import Fact, Facts


@dataclass(frozen=True, kw_only=True, eq=False)
class MissingTerm(Fact):
    """Something that the list of endpoints should say and does not.

    `topic` is `authentication`, `rate limit`, `list` (there is no list that could say it) or `error format`; `named`
    are the endpoints of which it is not said, `column` where a whole column is missing and not a cell.
    """

    topic: str
    part: str
    named: str = ""
    column: bool = True


_TOPICS: tuple[tuple[Topic, str], ...] = (("auth", "authentication"), ("limit", "rate limit"))


def read_missing_terms(facts: Facts) -> tuple[MissingTerm, ...]:
    """What is not said of the endpoints of a network API of requests and answers."""
    if not api_parts(facts):
        return ()
    groups = [group for group in merged(facts) if group.main.kind == "http"]
    if not groups or contract(facts):
        return ()
    found = [*_unlisted(groups, facts), *_unsaid(groups, facts), *_unformed(groups, facts)]
    return tuple(sorted(found, key=lambda each: (each.span.line, each.span.column)))


def _unlisted(groups: list[Merged], facts: Facts) -> Iterator[MissingTerm]:
    """That there is no list of endpoints, where their own parts do not say all that it would."""
    if any(member.shape in ("row", "item", "code", "paragraph") for group in groups for member in group.members):
        return
    if all(_is_said(group, topic, facts) for group in groups for topic, _ in _TOPICS):
        return
    part = part_of(groups[0].main.span.line, facts)
    if part is None:
        return
    at = next((each for each in part.walk() if each is not part and _lists_endpoints(each, facts)), part)
    yield MissingTerm(span=at.text.span, topic="list", part=at.title)


def _lists_endpoints(section: Section, facts: Facts) -> bool:
    return facts.vocabulary.pattern("api part of endpoints").fullmatch(section.title.strip()) is not None


def _is_said(group: Merged, topic: Topic, facts: Facts) -> bool:
    return says(group, topic, facts) or stated_once(topic, facts)


def _unsaid(groups: list[Merged], facts: Facts) -> Iterator[MissingTerm]:
    """The columns of the tables of endpoints that are missing, and their empty cells."""
    tables = {id(table): table for table in facts.document.tables}
    owners = {id(member): group for group in groups for member in group.members}
    tabled = listings(facts, groups)
    for at, members in tabled.items():
        table = tables.get(at)
        if table is None or (len(tabled) > 1 and not any("description" in member.cells for member in members)):
            continue  # of several tables one may say a single thing of some endpoints
        part = part_of(table.span.line, facts)
        title = part.title if part is not None else facts.document.title
        yield from _blanks(members, title)
        for topic, named in _TOPICS:
            if stated_once(topic, facts) or any(topic in member.cells for member in members):
                continue
            if not all(says(owners[id(member)], topic, facts) for member in members):
                head = table.header
                span = Span(head[0].span.line, head[0].span.column, head[-1].span.end_line, head[-1].span.end_column)
                yield MissingTerm(span=span, topic=named, part=title)


_CELLS = (("description", "description"), ("auth", "authentication"), ("limit", "rate limit"))


def _blanks(members: list[Definition], title: str) -> Iterator[MissingTerm]:
    """The empty cells of a table of endpoints; a dash says that there is nothing."""
    for topic, named in _CELLS:
        blank = [member for member in members if topic in member.cells and not member.cells[topic].wide]
        for member in blank if len(blank) < len(members) else ():
            yield MissingTerm(span=member.span, topic=named, part=title, named=member.called, column=False)


def _unformed(groups: list[Merged], facts: Facts) -> Iterator[MissingTerm]:
    """That the form of errors is shown or told nowhere."""
    if forms(facts) or any(words.endswith("example") for group in groups for words in group.detail.errors):
        return
    part = part_of(groups[0].main.span.line, facts)
    if part is not None:
        yield MissingTerm(span=part.text.span, topic="error format", part=part.title)


def forms(facts: Facts) -> str:
    """What shows or tells the form of errors once: a part, a drawing, an example, a table; else nothing."""

    def find() -> str:
        return shared_errors("http", facts) or next(_forms(facts), "")

    return str(facts.memo("api form of errors", find))


def _forms(facts: Facts) -> Iterator[str]:
    for section in free_sections(facts):
        titled = topic_of(section.title, facts.vocabulary) == "errors"
        for block in section.blocks:
            if not isinstance(block, CodeBlock) or not block.code.strip():
                continue
            code = block.code[:20_000]
            if looks_failed(code) or (titled and (is_data(code) or "{" in code)):
                yield section.label
        if facts.vocabulary.has("api form of errors", section_text(section)):
            yield section.label
    for section in facts.document.walk():
        if (
            "error-handling" in section.roles
            and section.line
            and facts.vocabulary.has("api form of errors", section_text(section))
        ):
            yield section.label
        if section.within("error-handling"):
            blocks = (block for block in section.blocks if isinstance(block, CodeBlock))
            if any(is_data(block.code[:500]) and looks_failed(block.code[:20_000]) for block in blocks):
                yield section.label


__all__ = ["MissingTerm", "forms", "read_missing_terms"]
