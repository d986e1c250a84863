"""Whether a spec is final, and what one leaves undecided all the same."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote

from speclint.document.block import Paragraph, Text, texts, walk
from speclint.facts.fact import Fact, Facts

# img.shields.io/badge/status-approved-green, and the words of an image: Status: Approved
_BADGE = re.compile(
    r"(?:/badge/|\A)(?P<label>[\w %-]{0,20}?status)(?:[-:_]|%20|\s)+(?P<value>[^?#]{1,60})", re.IGNORECASE
)
# parts that speak of what is open on purpose
_ASIDE = ("open-questions", "non-goals", "risks", "references", "glossary", "toc", "checklist", "phases")
_END = re.compile(r"\s*(?:$|[.;,)|\]])")  # where a statement ends


@dataclass(frozen=True, kw_only=True, eq=False)
class Undecided(Fact):
    """Words of a final spec that put a decision off."""

    text: str
    status: str


def final_status(facts: Facts) -> str:
    """The status as written, where it says that nothing is open: approved, accepted, final … Else an empty text."""
    words = next((words for words in _statuses(facts) if words), "")
    has = facts.vocabulary.has
    return words if has("final-status", words) and not has("earlier-status", words) else ""


def _statuses(facts: Facts) -> Iterator[str]:
    """What the header calls the status, else what a badge says."""
    for field in facts.get("metadata"):
        if field.get("name") == "status":
            yield str(field.get("value") or "")
            return
    title = facts.document.title_section
    blocks = (*facts.document.preamble, *(title.blocks if title is not None else ()))
    for block in walk(blocks):
        for text in texts(block) if isinstance(block, Paragraph) else ():
            yield from _badges(text)


def _badges(text: Text) -> Iterator[str]:
    if "![" not in text.raw:
        return
    for inline in text.inlines:
        if inline.kind == "image":
            for words in (unquote(inline.target), inline.text):
                if match := _BADGE.search(words):
                    yield match["value"].replace("-", " ").replace("_", " ")


def read_undecided(facts: Facts) -> tuple[Undecided, ...]:
    """The words of a final spec that put a decision off; none in one that is not final."""
    status = final_status(facts)
    return tuple(_undecided(facts, status)) if status else ()


def _undecided(facts: Facts, status: str) -> Iterator[Undecided]:
    pattern = facts.vocabulary.pattern("left to decide")
    for section in facts.document.walk():
        if any(section.within(role) for role in _ASIDE):
            continue
        for block in walk(section.blocks):
            for text in texts(block):
                plain = text.plain
                for match in pattern.finditer(plain):
                    if _END.match(plain, match.end()):
                        span = text.plain_span(match.start(), match.end())
                        yield Undecided(span=span, text=match[0], status=status)
