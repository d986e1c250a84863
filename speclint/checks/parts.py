"""The checks that compare a document with the parts that its profile wants."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from speclint.checks.check import Elsewhere, Problem, Scene
from speclint.document.block import Paragraph, walk
from speclint.document.section import Document, Section
from speclint.facts.fact import Fact

_SERVING = {"overview": ("goals", "success-criteria")}
"""What else says what a part is there to say."""


@dataclass(frozen=True, slots=True)
class HasParts:
    """The document has every part that its profile requires.

    What stands above the first chapter, `words` of prose at least, serves as the profile's first part.
    """

    words: int = 10

    def run(self, subjects: Sequence[Fact], scene: Scene) -> Iterator[Problem]:
        """A problem at the title for each part that is missing."""
        document = scene.facts.document
        wants = [want for want in scene.wants if want.role not in ("toc", "metadata")]
        for want in wants:
            served = want is wants[0] and _prose(document) >= self.words
            if want.required and not served and not scene.facts.has_section(want.role, *_SERVING.get(want.role, ())):
                yield Problem(document.head, {"wanted": want.title})


def _prose(document: Document) -> int:
    """The number of words in the paragraphs above the first chapter."""
    blocks = walk(document.opening)
    return sum(len(block.text.plain.split()) for block in blocks if isinstance(block, Paragraph))


@dataclass(frozen=True, slots=True)
class PartsInOrder:
    """The chapters stand in the order of the profile's parts.

    Only judged where the document plainly follows the profile: at most `missing` of its parts are not there.
    Chapters that hold several parts, or none, may stand anywhere.
    """

    missing: int = 2

    def run(self, subjects: Sequence[Fact], scene: Scene) -> Iterator[Problem]:
        """A problem for each chapter that would have to move, as few as will do."""
        order = {want.role: index for index, want in enumerate(scene.wants)}
        usual = [want.role for want in scene.wants if not want.optional]
        absent = [role for role in usual if not scene.facts.has_section(role)]
        if len(absent) > self.missing or len(usual) <= 2 * self.missing:
            return
        chapters = [*_placed(scene.facts.document.top, order)]
        kept = _longest_rise([place for place, _ in chapters])
        for index, (place, section) in enumerate(chapters):
            if index not in kept:
                yield _misplaced(place, section, [chapters[each] for each in kept])


def _placed(chapters: Sequence[Section], order: dict[str, int]) -> Iterator[tuple[int, Section]]:
    """The first chapter of each part, with the part's place in the profile."""
    seen: set[int] = set()
    for section in chapters:
        places = [order[role] for role in section.roles if role in order]
        if len(places) == 1 and places[0] not in seen:
            seen.add(places[0])
            yield places[0], section


def _longest_rise(places: Sequence[int]) -> set[int]:
    """The positions of a longest rising run; of two that would do, the one that stands first is kept."""
    length = [1] * len(places)
    for later in range(len(places)):
        for earlier in range(later):
            if places[earlier] < places[later]:
                length[later] = max(length[later], length[earlier] + 1)
    kept: set[int] = set()
    bound, want = max(places, default=0) + 1, max(length, default=0)
    stop = len(places)
    while want:
        fits = [at for at in range(stop) if length[at] == want and places[at] < bound]
        kept.add(fits[0])
        bound, stop, want = places[fits[0]], fits[0], want - 1
    return kept


def _misplaced(place: int, section: Section, kept: Sequence[tuple[int, Section]]) -> Problem:
    before = [each for number, each in kept if number > place and each.line < section.line]
    after = [each for number, each in kept if number < place and each.line > section.line]
    other = before[0] if before else after[-1]
    values = {"found": section.title, "first": other.title, "wanted": "before" if before else "after"}
    return Problem(section.text.span, values, (Elsewhere(f'"{other.title}"', other.text.span),))
