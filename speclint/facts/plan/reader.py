"""Reads a plan into groups of siblings, and tells which of them are its phases."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from speclint.document.block import Block, CodeBlock, ListBlock, Paragraph, Piece, Quote, Table, Text
from speclint.document.section import Section
from speclint.document.vocabulary import Vocabulary
from speclint.facts.entry import bold_title
from speclint.facts.fact import Facts
from speclint.facts.plan import sibling
from speclint.facts.plan.member import Member, is_field
from speclint.facts.plan.rows import Rows
from speclint.facts.value.time import PhaseTime, phase_time


@dataclass(frozen=True, eq=False)
class Group:
    """Siblings that are phases: the sub-headings of a section, the rows of a table, the items of a list.

    `ordered` where they are listed in the order of time; tasks of a chart or a table need not be.
    """

    members: tuple[Member, ...]
    ordered: bool = True


# the roles of sub-headings of a plan that are no phases
_ASIDE = frozenset("risks dependencies open-questions assumptions success-criteria goals non-goals checklist".split())
# the roles that a plan's sub-section may have
_WITHIN = frozenset("phases decisions overview goals deployment architecture".split())
_TEXT = ("", "text", "txt", "plaintext", "plain", "ascii")


def is_program(title: str, vocabulary: Vocabulary) -> bool:
    """Whether a title is about steps that a program takes, not a team: `Pipeline stages`."""
    return vocabulary.has("phase of no plan", title) and not vocabulary.has("phase step title", title)


def kept(members: Sequence[Member], loose: bool = True) -> list[Member]:
    """Of siblings, those that are phases.

    Where some bear a number, these and others with a time; where at least half have a time, all (with `loose`).
    """
    numbered = [member for member in members if member.numbered]
    likely = [member for member in members if member.named or member.time is not None]
    if numbered:
        together = [member for member in likely if member.named or not member.aside]
        return together if len(together) * 2 >= len(members) or len(numbered) > 1 else []
    if likely and len(likely) * 2 >= len(members):
        return [member for member in members if not member.aside] if loose else likely
    return []


@dataclass
class Plan:
    """A section that is a plan; `weak` are groups that count only where no plan has a better one."""

    facts: Facts
    section: Section | None
    weak: list[Group] = field(default_factory=list)

    @property
    def vocabulary(self) -> Vocabulary:
        """The words by which phases are told."""
        return self.facts.vocabulary

    def groups(self) -> list[Group]:
        """The groups whose members are phases."""
        return self._section(self.section) if self.section is not None else []

    def prose(self) -> list[Group]:
        """The phases that the plan names in its sentences."""
        blocks = self.section.blocks if self.section is not None else ()
        texts = [block.text for block in blocks if isinstance(block, Paragraph)]
        members = tuple(member for text in texts for member in sibling.sentences(text, self.vocabulary))
        return [Group(members)] if members else []

    def below(self, blocks: Iterable[Block], title: str) -> list[Group]:
        """The groups in some blocks that stand under a label."""
        return self._blocks(tuple(blocks), title) or self.weak[:1]

    def _section(self, section: Section) -> list[Group]:
        found = self._blocks(section.blocks, section.title)
        headings = self._headings(section)
        found += [Group(tuple(headings))] if headings else []
        taken = {member.span for member in headings}
        for child in section.children:
            if child.text.span not in taken and not self._is_other(child):
                found += self._section(child)
        return found

    def _is_other(self, section: Section) -> bool:
        return bool(set(section.roles) - _WITHIN) or is_program(section.title, self.vocabulary)

    def _headings(self, section: Section) -> list[Member]:
        """The sub-headings that are phases: those called so, or all where most have a time."""
        children = [(child, sibling.heading(child, self.vocabulary)) for child in section.children if child.title]
        members = [member for child, member in children if not _is_foreign(member, child)]
        found = kept(members)
        if not found and len(members) > 1 and self.vocabulary.has("phase list title", section.title):
            return members
        return found

    def _blocks(self, blocks: tuple[Block, ...], title: str) -> list[Group]:
        bold = self._bold(blocks)
        found: list[Group] = [Group(tuple(bold))] if bold else []
        for block in blocks:
            if isinstance(block, Table):
                found += self._table(block, title)
            elif isinstance(block, ListBlock) and not bold:
                found += self._list(block, title)
            elif isinstance(block, Quote):
                found += self._blocks(block.blocks, title)
            elif isinstance(block, CodeBlock):
                self._code(block)
        return found

    def _bold(self, blocks: tuple[Block, ...]) -> list[Member]:
        """The bold paragraphs that are phases."""
        members = []
        for at, block in enumerate(blocks):
            if isinstance(block, Paragraph) and (title := bold_title(block)) is not None:
                body = self._until_next(blocks[at + 1 :])
                members.append(sibling.bold(block, title, body, self.vocabulary))
        return kept([member for member in members if member.named or not member.aside], loose=False)

    def _until_next(self, blocks: Iterable[Block]) -> tuple[Block, ...]:
        """The blocks up to the next bold paragraph that is no labelled line such as `**Duration:** 2 weeks`."""
        found: list[Block] = []
        for block in blocks:
            title = bold_title(block) if isinstance(block, Paragraph) else None
            if title is not None and not is_field(title.label.plain, self.vocabulary):
                break
            found.append(block)
        return tuple(found)

    def _list(self, block: ListBlock, title: str) -> list[Group]:
        members = [sibling.item(item, self.vocabulary) for item in block.items]
        if found := kept(members):
            return [Group(tuple(found))]
        nested: list[Group] = []
        for item in block.items:
            inner = tuple(each for each in item.rest if isinstance(each, (ListBlock, Table)))
            nested += self._blocks(inner, item.text.plain)
        if not nested and block.ordered and self._is_steps(block, title):
            self.weak.append(Group(tuple(members)))
        return nested

    def _is_steps(self, block: ListBlock, title: str) -> bool:
        """Whether a numbered list is the plan itself: two steps or more, none a task with a box."""
        top = self.section is None or title == self.section.title
        plan = top and self.vocabulary.has("phase step title", title)
        return plan and len(block.items) > 1 and all(item.checked is None for item in block.items)

    def _table(self, table: Table, title: str) -> list[Group]:
        rows = Rows(table, self.vocabulary)
        if not rows.members:
            return []
        if rows.lists_phases or (rows.lists_names and self.vocabulary.has("phase list title", title)):
            return [Group(rows.members)]
        found = tuple(kept(rows.members))
        if found and (rows.calendar or any(member.named for member in found)):
            return [Group(found, ordered=False)]
        self.weak += [Group(found, ordered=False)] if found else []
        return []

    def _code(self, block: CodeBlock) -> None:
        charts = list(charted(block, self.facts))
        if charts:
            self.weak += charts
        elif block.language in _TEXT:
            members = tuple(member for member in sibling.lines(block, self.vocabulary) if member.named)
            if len({member.title.plain for member in members}) > 1:
                self.weak.insert(0, Group(members))


def _is_foreign(member: Member, section: Section) -> bool:
    """Whether a sub-heading is another part of the plan: its risks, its summary."""
    if member.named or member.time is not None:
        return False
    return member.aside or bool(_ASIDE & set(section.roles))


def charted(block: CodeBlock, facts: Facts) -> Iterator[Group]:
    """The tasks of a code block that is a Gantt chart or a timeline."""
    from speclint.facts.diagram import drawings

    drawing = next((drawing for each, drawing in drawings(facts) if each is block), None)
    if drawing is None or drawing.kind not in ("gantt", "timeline"):
        return
    members: dict[str, Member] = {}
    for task in drawing.tasks:
        name = task.time if drawing.kind == "timeline" else task.name
        text = Text((Piece(task.line, task.column, name),))
        members.setdefault(name, Member(text, text.span, False, False, _task_time(task.time), deliverable=task.name))
    yield Group(tuple(members.values()), ordered=False)


def _task_time(time: str) -> PhaseTime | None:
    """The time of a task: whatever its chart says, since that has a beginning and an end."""
    if not time:
        return None
    return phase_time(time) or PhaseTime(time, 0, len(time), "duration", "", None, None, None, True)
