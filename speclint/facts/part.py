"""The parts of a spec that list things of one kind: under a heading, in a share of one, or under a bold label."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from speclint.document.block import Block, ListBlock, Paragraph, Table, Text
from speclint.document.section import Section
from speclint.facts.entry import Entry, bold_title
from speclint.facts.fact import Facts

# Roles that authors join in one heading: "Risks, Assumptions & Open Questions"
_JOINED = frozenset({"risks", "assumptions", "open-questions", "constraints", "dependencies", "decisions", "non-goals"})


@dataclass(frozen=True, eq=False)
class Part:
    """A section about one role, or some blocks of one; `shared` where other roles stand beside it unmarked."""

    role: str
    section: Section
    blocks: tuple[Block, ...]
    children: tuple[Section, ...] = ()
    shared: bool = False
    label: Text | None = None
    """The bold label that the part stands under, where it has no heading."""

    @property
    def title(self) -> Text:
        """The words that head it."""
        return self.label if self.label is not None else self.section.text

    def holds(self, entry: Entry, facts: Facts) -> bool:
        """Whether an entry is of this part, as far as the label above its list tells."""
        roles = facts.vocabulary.roles(entry.group, strict=True) if entry.group else ()
        return not roles or self.role in roles or not _JOINED & set(roles)


def parts(facts: Facts, role: str) -> tuple[Part, ...]:
    """The parts with a role, in document order; those under bold labels only where there is no heading."""
    headed = tuple(part for section in facts.sections(role) for part in _shares(section, role))
    return headed or tuple(_labelled(facts, role))


def _shares(section: Section, role: str) -> Iterator[Part]:
    """A section, or its sub-sections with the role where it joins several."""
    others = _JOINED & set(section.roles) - {role}
    own = [child for child in section.children if role in child.roles]
    if others and own:
        for child in own:
            yield Part(role, child, child.blocks, child.children)
        return
    lists = any(isinstance(block, (ListBlock, Table)) for block in section.blocks)
    children = tuple(child for child in section.children if role in child.roles or not _is_other(child, lists))
    split = any(_JOINED & set(child.roles) for child in section.children)
    yield Part(role, section, section.blocks, children, shared=bool(others) and not split)


def _is_other(child: Section, lists: bool) -> bool:
    """Whether a sub-section is a part of its own: of a joined role, or of any where the lists stand above it."""
    return bool(set(child.roles) if lists else _JOINED & set(child.roles))


def _labelled(facts: Facts, role: str) -> Iterator[Part]:
    for section in facts.document.walk():
        if {"toc", "checklist", "metadata", "phases"} & set(section.roles):
            continue
        blocks = section.blocks
        for at, block in enumerate(blocks):
            label = _label(facts, block, role)
            if label is not None:
                stop = next((i for i in range(at + 1, len(blocks)) if _ends(blocks[i])), len(blocks))
                if stop > at + 1:
                    yield Part(role, section, blocks[at + 1 : stop], label=label)


def _label(facts: Facts, block: Block, role: str) -> Text | None:
    """The bold label of a block that is nothing but the label of a part."""
    title = bold_title(block) if isinstance(block, Paragraph) else None
    if title is None or title.value or role not in facts.vocabulary.roles(title.label.plain, strict=True):
        return None
    return title.label


def _ends(block: Block) -> bool:
    """Whether a block is no longer of the part under a bold label."""
    return not isinstance(block, (ListBlock, Table))
