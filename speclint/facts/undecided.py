"""What a final spec leaves undecided all the same."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from speclint.document.block import texts, walk
from speclint.facts.fact import Fact, Facts
from speclint.facts.status import final_status

# parts that speak of what is open on purpose
_ASIDE = ("open-questions", "non-goals", "risks", "references", "glossary", "toc", "checklist", "phases")
_END = re.compile(r"\s*(?:$|[.;,)|\]])")  # where a statement ends


@dataclass(frozen=True, kw_only=True, eq=False)
class Undecided(Fact):
    """Words of a final spec that put a decision off."""

    text: str
    status: str


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
