"""What is wrong with the headings of a document: their levels, their numbers, and what stands under them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from speclint.document.block import Html, Table
from speclint.document.section import Section
from speclint.document.span import Span
from speclint.document.vocabulary import words
from speclint.facts.fact import Fact, Facts
from speclint.facts.fence import BrokenFence

_NAMES_CODE = re.compile(r"[`/_]")  # a heading of an endpoint, a table or a class: its own rules judge it
_NOT_A_NUMBER = 100  # "404 Not Found" and "200 OK" are no sections 404 and 200
_FEW = 3  # so many numbered chapters make a numbered document
_SOME, _MOST = 0.5, 0.7  # such a share of the chapters, and of the sections below one, must have a number


@dataclass(frozen=True, kw_only=True, eq=False)
class LevelJump(Fact):
    """A heading that is more than one level below the one before it."""

    title: str
    level: int
    above: int
    related: tuple[tuple[str, Span], ...] = ()


@dataclass(frozen=True, kw_only=True, eq=False)
class NumberFault(Fact):
    """A section number that does not follow from those around it.

    `kind` is `gap` or `repeated` (after `previous`, where `expected` was due), `parent` (another section's
    number in front, under `previous`) or `level` (as deep as no other heading of the level `previous`, whose numbers
    are like `expected`).
    """

    title: str
    number: str
    kind: str
    expected: str = ""
    previous: str = ""
    related: tuple[tuple[str, Span], ...] = ()


@dataclass(frozen=True, kw_only=True, eq=False)
class RepeatedSection(Fact):
    """A section that its parent, or the document, has already."""

    title: str
    first: int
    related: tuple[tuple[str, Span], ...] = ()


@dataclass(frozen=True, kw_only=True, eq=False)
class EmptySection(Fact):
    """A heading with nothing under it."""

    title: str
    level: int
    roles: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, eq=False)
class ExtraTitle(Fact):
    """A second heading of the title's level in a document whose chapters stand below its title."""

    title: str
    related: tuple[tuple[str, Span], ...] = ()


def read_level_jumps(facts: Facts) -> tuple[LevelJump, ...]:
    """The headings that leave out a level; of a habit, the same leap again and again, the first one."""
    sections = [section for section in facts.document.walk() if not section.bold]
    leaps = Counter((before.level, section.level) for before, section in pairwise(sections))
    seen: set[tuple[int, int]] = set()
    return tuple(
        LevelJump(
            span=section.text.span, title=section.label, level=section.level, above=before.level,
            related=((f"the heading of level {before.level}", before.text.span),),
        )
        for before, section in pairwise(sections)
        if section.level > before.level + 1
        and (leaps[before.level, section.level] <= _FEW or _is_new((before.level, section.level), seen))
    )  # fmt: skip


def _is_new(leap: tuple[int, int], seen: set[tuple[int, int]]) -> bool:
    """Whether a leap is met for the first time."""
    new = leap not in seen
    seen.add(leap)
    return new


def read_repeated_sections(facts: Facts) -> tuple[RepeatedSection, ...]:
    """The sections of one role that stand twice under one parent, by the same title."""
    found = []
    for siblings in _families(facts):
        seen: dict[tuple[str, ...], Section] = {}
        for section in siblings:
            if not section.roles or section.bold or _NAMES_CODE.search(section.text.raw):
                continue
            first = seen.setdefault((*section.roles, "|", *words(section.title)), section)
            if first is not section and not _is_spilt(section, facts):
                related = (("first here", first.text.span),)
                found.append(
                    RepeatedSection(span=section.text.span, title=section.title, first=first.line, related=related)
                )
    return tuple(sorted(found, key=lambda each: each.span))


def read_empty_sections(facts: Facts) -> tuple[EmptySection, ...]:
    """The headings under which there is nothing, the title and tables of contents aside."""
    return tuple(
        EmptySection(
            span=section.text.span, title=section.title or section.label, level=section.level, roles=section.roles
        )
        for section in facts.document.walk()
        if section.empty and not _may_be_empty(section, facts)
    )


def _may_be_empty(section: Section, facts: Facts) -> bool:
    """Whether nothing is missing under a heading: the title, what a tool fills in, "External services: none"."""
    if section is facts.document.title_section or section.bold or "toc" in section.roles:
        return True
    return facts.vocabulary.has("none", section.label) or _is_generated(section) or _is_divider(section, facts)


def _is_generated(section: Section) -> bool:
    """Whether a tool fills the section in: it holds a short comment such as `<!-- toc -->`, or a table's header."""
    return any(
        isinstance(block, Table) or (isinstance(block, Html) and len(block.raw.split()) <= _FEW + 1)
        for block in section.blocks
    )


def _is_divider(section: Section, facts: Facts) -> bool:
    """Whether a heading of level 1 only stands above the next, in a document of several titles."""
    last = facts.document.all_sections[-1]
    return section.level == 1 and section.parent is None and section.end_line < last.end_line


def read_extra_titles(facts: Facts) -> tuple[ExtraTitle, ...]:
    """The headings of level 1 beside the title, where all chapters stand below one."""
    title = facts.document.title_section
    others = [section for section in facts.document.sections if section is not title]
    if title is None or title.level != 1 or len(title.children) < _FEW or len(others) > len(title.children) / 2:
        return ()
    return tuple(
        ExtraTitle(span=section.text.span, title=section.label, related=(("the title", title.text.span),))
        for section in others
        if section.level == 1 and section.number is None and not section.roles and not _is_spilt(section, facts)
    )


def _is_spilt(section: Section, facts: Facts) -> bool:
    """Whether a broken fence stands above a heading, which may be one of a sample that spills out of it."""
    return any(fence.span.line < section.line for fence in facts.all("broken_fences", BrokenFence))


# Numbers


@dataclass(frozen=True)
class _Numbered:
    """A section and the parts of its number: whole numbers, a letter as its place in the alphabet."""

    section: Section
    parts: tuple[int, ...]
    lettered: bool

    @property
    def last(self) -> int:
        """The last part, which counts among the siblings."""
        return self.parts[-1]


def read_number_faults(facts: Facts) -> tuple[NumberFault, ...]:
    """The numbers that do not follow, in a document that numbers its sections throughout."""
    found: dict[int, NumberFault] = {}
    for fault in (*_misplaced(facts), *_foreign(facts), *_unsteady(facts)):
        if not _is_swallowed(fault, facts):
            found.setdefault(fault.span.line, fault)
    return tuple(found[line] for line in sorted(found))


def _is_swallowed(fault: NumberFault, facts: Facts) -> bool:
    """Whether the heading that is missing stands there, but a broken fence turns it into code."""
    before = fault.related[0][1].line if fault.related else 0
    return fault.kind == "gap" and any(
        fence.titles and before <= fence.span.line < fault.span.line
        for fence in facts.all("broken_fences", BrokenFence)
    )


def _families(facts: Facts) -> Iterator[Sequence[Section]]:
    """The sections that stand beside each other: the chapters, and the children of each section."""
    document = facts.document
    yield document.top
    for section in document.walk():
        if section is not document.title_section and section.children:
            yield section.children


def _unsteady(facts: Facts) -> Iterator[NumberFault]:
    """The gaps and repetitions among siblings."""
    for index, siblings in enumerate(_families(facts)):
        for lettered in (False, True):
            run = [each for section in siblings if (each := _numbered(section)) and each.lettered is lettered]
            if _counts(run, siblings, chapters=index == 0):
                yield from _faults(run)


def _counts(run: list[_Numbered], siblings: Sequence[Section], chapters: bool) -> bool:
    """Whether these numbers count the siblings: most have one, and they begin at the beginning."""
    if len(run) < 2 or len({len(each.parts) for each in run}) > 1 or run[0].last > 1:
        return False
    if run[0].lettered:
        return len(run[0].parts) > 1 or all(_is_appendix(each.section) for each in run)
    if sum(later.last < earlier.last for earlier, later in pairwise(run)) > len(run) / 3:
        return False
    return len(run) >= (_FEW if chapters else 2) and len(run) >= (_SOME if chapters else _MOST) * len(siblings)


def _is_appendix(section: Section) -> bool:
    return any("appendi" in each.label.casefold() for each in (section, section.parent) if each is not None)


def _faults(run: list[_Numbered]) -> Iterator[NumberFault]:
    previous = run[0]
    count = previous.last
    for index, each in enumerate(run[1:], 1):
        due = count + 1
        count = each.last
        if each.last != due:
            following = run[index + 1].last if index + 1 < len(run) else None
            count = due if following == due + 1 else each.last
            yield _fault(each, previous, due)
        previous = each


def _fault(each: _Numbered, previous: _Numbered, due: int) -> NumberFault:
    repeated = each.last == previous.last
    section, before = each.section, previous.section
    return NumberFault(
        span=section.text.span, title=section.label, number=section.number or "",
        kind="repeated" if repeated else "gap", expected=_written(each, due), previous=before.number or "",
        related=((f"section {before.number}", before.text.span),),
    )  # fmt: skip


def _written(each: _Numbered, last: int) -> str:
    """The number that was due, written as the one that stands there."""
    parts = (each.section.number or "").split(".")
    letter = each.lettered and len(parts) == 1 and last <= 26
    return ".".join([*parts[:-1], chr(ord("A") + last - 1) if letter else str(last)])


def _foreign(facts: Facts) -> Iterator[NumberFault]:
    """The numbers that begin with another section's: 2.1 under 3."""
    for section in facts.document.walk():
        parent = section.parent
        each = _numbered(section)
        above = _numbered(parent) if parent is not None else None
        if each is None or above is None or parent is None or len(each.parts) != len(above.parts) + 1:
            continue
        if each.parts[:-1] != above.parts:
            yield NumberFault(
                span=section.text.span, title=section.label, number=section.number or "", kind="parent",
                expected=f"{parent.number}.{(section.number or '').rsplit('.', 1)[-1]}", previous=parent.number or "",
                related=((f"section {parent.number}", parent.text.span),),
            )  # fmt: skip


def _misplaced(facts: Facts) -> Iterator[NumberFault]:
    """The numbers that are deeper or less deep than all others of their heading's level."""
    numbered = [each for section in facts.document.walk() if (each := _numbered(section)) and not each.lettered]
    levels = {each.section.level for each in numbered}
    for level in sorted(levels):
        depths = [len(each.parts) for each in numbered if each.section.level == level]
        usual = max(set(depths), key=depths.count)
        others = len(depths) - depths.count(usual)
        if len(depths) < 2 * _FEW or others > len(depths) / 5:
            continue
        for each in numbered:
            if each.section.level == level and len(each.parts) != usual and _belongs_elsewhere(each, usual, numbered):
                section = each.section
                model = next(it.section.number for it in _near(each, numbered) if len(it.parts) == usual)
                yield NumberFault(
                    span=section.text.span, title=section.label, number=section.number or "", kind="level",
                    previous=str(level), expected=model or "",
                )  # fmt: skip


def _near(each: _Numbered, numbered: list[_Numbered]) -> list[_Numbered]:
    """The numbered headings of the same level: those before one, the last first, then those behind it."""
    at = numbered.index(each)
    return [it for it in (*numbered[:at][::-1], *numbered[at:]) if it.section.level == each.section.level]


def _belongs_elsewhere(each: _Numbered, usual: int, numbered: list[_Numbered]) -> bool:
    """Whether a number goes on from the section before it: 7.1.1 after 7.1, 18.3 after 18.2."""
    at = numbered.index(each)
    before = numbered[at - 1].parts if at else ()
    size = min(len(before), len(each.parts) - 1) if len(each.parts) > usual else len(each.parts) - 1
    return size > 0 and before[:size] == each.parts[:size]


def _numbered(section: Section | None) -> _Numbered | None:
    if section is None or section.number is None or section.bold or not section.title:
        return None
    parts = section.number.rstrip(".").split(".")
    lettered = parts[0].isalpha()
    values = []
    for part in parts:
        if part.isdigit():
            values.append(int(part))
        elif len(part) == 1 and part.isalpha():
            values.append(ord(part.upper()) - ord("A") + 1)
        else:
            return None  # Roman numbers, "3a"
    return _Numbered(section, tuple(values), lettered) if values[0] < _NOT_A_NUMBER else None
