"""The boxes of the document's own checklist: what each claims of the spec. Boxes of work plans are tasks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from speclint.document.block import Block, Item, ListBlock, Paragraph, Text, children
from speclint.document.section import Section
from speclint.document.span import Span
from speclint.document.vocabulary import Vocabulary, words
from speclint.facts.entry import bold_title
from speclint.facts.fact import Fact, Facts

_PLANS = frozenset({"phases", "testing", "deployment", "success-criteria", "monitoring"})
_KIND = "claim "  # the lists of the vocabulary that say what claims an item
# a box in a picture
_BOX = re.compile(r"\s*(?:(?P<yes>[✅✔☑]\ufe0f?|:white_check_mark:)|(?P<no>[⬜☐◻❌✗]\ufe0f?|:x:))\s*")
_LONGEST = 16  # a box of more words is a task or a remark


@dataclass(frozen=True, kw_only=True, eq=False)
class Claim(Fact):
    """A box of the checklist: `items` are the checklist items that it says are met."""

    text: str
    ticked: bool
    items: tuple[str, ...] = ()


def read_claims(facts: Facts) -> tuple[Claim, ...]:
    """The boxes, in document order."""
    found: list[Claim] = []
    for section in facts.document.walk():
        roles = {role for above in (section, *section.ancestors()) for role in above.roles}
        if not roles & _PLANS:
            found.extend(_section_claims(section, facts.vocabulary))
    return tuple(found)


def _section_claims(section: Section, vocabulary: Vocabulary) -> Iterator[Claim]:
    own = section.within("checklist") and not _is_work(section, vocabulary)
    labelled = False
    for block in section.blocks:
        if isinstance(block, Paragraph):
            title = bold_title(block)
            labelled = title is not None and _names_checklist(title.label, vocabulary)
            continue
        claims = [_claim(item, box, vocabulary) for item, box in _boxes(block)]
        told = [claim for claim in claims if claim.items]
        if len(told) > 1 and len(told) * 2 >= len(claims):
            yield from claims
        elif own or labelled:
            yield from (claim for claim in claims if "box" in claim.places)
        labelled = False


def _is_work(section: Section, vocabulary: Vocabulary) -> bool:
    """Whether a checklist is one of things to do: "Deployment Checklist"."""
    return any(
        vocabulary.has("work-checklists", above.title)
        for above in (section, *section.ancestors())
        if "checklist" in above.roles
    )


def _names_checklist(label: Text, vocabulary: Vocabulary) -> bool:
    named = "checklist" in vocabulary.roles(label.plain, strict=True)
    return named and not vocabulary.has("work-checklists", label.plain)


def _boxes(block: Block) -> Iterator[tuple[Item, bool]]:
    """The items with a box, nested ones included, each with whether it is ticked."""
    if isinstance(block, ListBlock):
        for item in block.items:
            picture = _BOX.match(item.text.raw)
            if item.checked is not None:
                yield item, item.checked
            elif picture is not None:
                yield item, picture["yes"] is not None
            for child in item.rest:
                yield from _boxes(child)
    else:
        for child in children(block):
            yield from _boxes(child)


def _claim(item: Item, ticked: bool, vocabulary: Vocabulary) -> Claim:
    text = item.text.plain
    places: dict[str, Span] = {"text": item.text.span}
    if item.box is not None:
        places["box"] = item.box
    return Claim(span=item.text.span, places=places, text=text, ticked=ticked, items=_claimed(text, vocabulary))


def _claimed(text: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    """The checklist items that a text claims to be met."""
    said = frozenset(words(text))
    if len(said) > _LONGEST:
        return ()
    found = tuple(item for item, phrases in _phrases(vocabulary).items() if any(phrase <= said for phrase in phrases))
    return () if found and vocabulary.has("claim-exceptions", text) else found


def _phrases(vocabulary: Vocabulary) -> dict[str, list[frozenset[str]]]:
    """The words of each claim, by checklist item."""

    def make() -> dict[str, list[frozenset[str]]]:
        return {
            name.removeprefix(_KIND): [frozenset(words(phrase)) for phrase in phrases]
            for name, phrases in vocabulary.lists.items()
            if name.startswith(_KIND)
        }

    found: dict[str, list[frozenset[str]]] = vocabulary.memo("claims", make)
    return found
