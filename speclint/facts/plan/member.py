"""One of several siblings that may be phases, and the names by which phases are told."""

from __future__ import annotations

import re
from dataclasses import dataclass

from speclint.document.block import Text
from speclint.document.span import Span
from speclint.document.vocabulary import Vocabulary
from speclint.facts.value.time import PhaseTime

# bullets, emoji and numbering before a title
_LEAD = re.compile(r"(?:[^\w(\[{]|\d+(?:\.\d+)*[.)]\s|\d+(?:\.\d+)+\s)*")
# the number behind `Phase`: 2, 3a, II, two, B
_NUMBER = re.compile(
    r"\s?[-–#:.]?\s?(?:\d{1,3}[a-z]?\b(?!%)|[IVX]{1,4}\b|(?:one|two|three|four|five|six|seven)\b|[A-F]\b)"
)
# M0, Q3, W1
_SHORT = re.compile(r"(?:M|MS|Q|H|S|W|D|R|V|PI)-?\d{1,2}(?:\.\d{1,2})?\b(?![/%])")
# a sentence that goes on: "Phase 3 can run …"
_RUNNING = re.compile(r"\s+(?!(?:to|and|of|through|until|onwards?|or|for)\b)[a-z]{2,}\b(?!\s*[:(])")
_TITLE_END = re.compile(r"\s*[(:–—|]|\s+-\s|\s*$")
_FUSED = re.compile(r"[A-Za-z]{4,10}(?=\d)")  # the word of Phase2
BRACKETED = re.compile(r"[(\[]([^()\[\]]{1,120})[)\]]")


@dataclass(frozen=True, eq=False)
class Member:
    """A sub-heading, row, item or bold paragraph.

    `named` when it is called like a phase: `Phase 2`, `M1`, `Beta`; `numbered` when its name has a number; `aside`
    when it is called like another part of a plan: `Risks`, `Total`. `when` is where its time stands or should.
    """

    title: Text
    span: Span
    named: bool
    numbered: bool
    time: PhaseTime | None = None
    when: Text | None = None
    deliverable: str | None = None
    tasks: int = 0
    aside: bool = False


def is_numbered(title: str, vocabulary: Vocabulary) -> bool:
    """Whether a title is that of a phase with a number, whatever it is about: `Phase 2`, `M1 — Import`, `Week 3`."""
    text = _unled(title)
    if short := _SHORT.match(text):
        return not _RUNNING.match(text, short.end())
    word = vocabulary.pattern("phase word").match(text) or _fused(text, vocabulary)
    number = _NUMBER.match(text, word.end()) if word else None
    return number is not None and not _RUNNING.match(text, number.end())


def is_named(title: str, vocabulary: Vocabulary) -> bool:
    """Whether a title is that of a phase, with a number or without one: `Beta (June)`, `Pilot: one team`."""
    return is_numbered(title, vocabulary) or _begins("phase name", title, vocabulary)


def is_aside(title: str, vocabulary: Vocabulary) -> bool:
    """Whether a title is that of another part of a plan."""
    return _begins("phase aside", title, vocabulary) or vocabulary.pattern("phase sum").match(_unled(title)) is not None


def is_label(name: str, label: str, vocabulary: Vocabulary) -> bool:
    """Whether a label is one of a list, what stands in brackets aside."""
    text = _unled(label.strip(" :*_"))
    match = vocabulary.pattern(name).match(text)
    return match is not None and not re.search(r"\w", BRACKETED.sub("", text[match.end() :]))


def is_field(label: str, vocabulary: Vocabulary) -> bool:
    """Whether a label is not the name of a phase, but says something of one: `Duration`, `Deliverables`."""
    names = ("phase time label", "phase deliverable label", "phase aside")
    return any(is_label(name, label, vocabulary) for name in names)


def _unled(title: str) -> str:
    lead = _LEAD.match(title)
    return title[lead.end() :] if lead else title


def _begins(name: str, title: str, vocabulary: Vocabulary) -> bool:
    text = _unled(title)
    match = vocabulary.pattern(name).match(text)
    return match is not None and _TITLE_END.match(text, match.end()) is not None


def _fused(text: str, vocabulary: Vocabulary) -> re.Match[str] | None:
    """The word of `Phase2`, whose number touches it."""
    match = _FUSED.match(text)
    return match if match and vocabulary.has("phase word", match[0]) else None
