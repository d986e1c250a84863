"""The status of a spec, however its author says it: the stage that it names, and whether that leaves nothing open."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote

from speclint.document.block import Paragraph, Text, texts, walk
from speclint.document.title import without_brackets, without_emoji
from speclint.document.vocabulary import Vocabulary
from speclint.facts.fact import Facts
from speclint.facts.metadata import Field
from speclint.facts.value.placeholder import is_placeholder

STAGES = ("draft", "review", "approved", "done", "withdrawn")
"""From the first to the last; the words for each stand in the vocabulary as `status NAME`."""

_OPEN = ("status draft", "status review", "status withdrawn", "status negation", "status partly")
_LEAD = re.compile(r"[\W_]*")
# what begins a comment on a status
_COMMENT = re.compile(r"[(,;:–—|]|\s-\s|\bas of\b|\bby\b|\bon\b", re.IGNORECASE)
_CHOICE = re.compile(r"\w\s*[|/]\s*\w")  # Draft | Review | Approved
# img.shields.io/badge/status-approved-green, and the words of an image: Status: Approved
_BADGE = re.compile(
    r"(?:/badge/|\A)(?P<label>[\w %-]{0,20}?status)(?:[-:_]|%20|\s)+(?P<value>[^?#]{1,60})", re.IGNORECASE
)


def stage(facts: Facts) -> str:
    """The stage that the status names; an empty text where there is none, or none that is known.

    A list of statuses to choose from names none, and "not yet approved" is a draft.
    """
    text = without_emoji(_status(facts)).strip()
    if is_placeholder(text) or (_CHOICE.search(text) and len(_named(text, facts.vocabulary)) > 1):
        return ""
    text = _LEAD.sub("", text, count=1)
    head = _COMMENT.split(text, maxsplit=1)[0] or text
    found = _named(head, facts.vocabulary) or _named(text, facts.vocabulary)[:1]
    if found and facts.vocabulary.has("status negation", head):
        return found[0] if found[0] in STAGES[:2] else STAGES[0]
    return found[0] if found else ""


def final_status(facts: Facts) -> str:
    """The status as written, where it says that nothing is open: approved, accepted, final … Else an empty text."""
    words, has = _status(facts), facts.vocabulary.has
    settled = has("status approved", words) or has("status done", words)
    return words if settled and not any(has(name, words) for name in _OPEN) else ""


def _status(facts: Facts) -> str:
    """What the header calls the status, else what a badge says."""
    for field in facts.all("metadata", Field):
        if field.name == "status":
            return field.value
    for block in walk(facts.document.opening):
        for text in texts(block) if isinstance(block, Paragraph) else ():
            if words := next(_badges(text), ""):
                return words
    return ""


def _badges(text: Text) -> Iterator[str]:
    if "![" not in text.raw:
        return
    for inline in text.inlines:
        if inline.kind == "image":
            for words in (unquote(inline.target), inline.text):
                if match := _BADGE.search(words):
                    yield match["value"].replace("-", " ").replace("_", " ")


def _named(text: str, vocabulary: Vocabulary) -> list[str]:
    """The stages that a text names, in its order."""
    places = {}
    for name in STAGES:
        found = (vocabulary.pattern(words).search(text) for words in (f"status {name}", f"status loosely {name}"))
        matches = [(match.start(), -match.end()) for match in found if match is not None]
        if matches:
            places[name] = min(matches)
    return sorted(places, key=lambda name: places[name])


_CHOSEN = re.compile(r"(?:\[[xX]\]|[☑☒✅✔🔘●◉])\s*(?P<word>\w[\w ]{0,30})")  # the one of several that is ticked
_BOX = re.compile(r"\[ \]|[☐⬜⚪○◯]")
_OFFERED = re.compile(r"[|/]|\bor\b", re.IGNORECASE)  # between what is offered


def template_status(value: str, vocabulary: Vocabulary) -> str:
    """Draft, Review or Approved, where a status says one of these words of the template; else an empty text."""
    if _BOX.search(value) and (ticked := _CHOSEN.search(value)):
        value = ticked["word"]
    bare = without_brackets(without_emoji(value)).strip(" *_`.:;,")
    found = [name for name in STAGES[:3] if vocabulary.has(f"template status {name}", bare)]
    if "approved" in found and vocabulary.has("status negation", bare):
        return ""
    if len(found) > 1:
        parts = _OFFERED.split(bare)
        first = [name for name in found if vocabulary.pattern(f"template status {name}").match(parts[0])]
        found = first if len(parts) == 1 else []
    return found[0].capitalize() if len(found) == 1 else ""
