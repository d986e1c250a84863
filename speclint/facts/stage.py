"""The stage that a spec has reached: draft, review, approved, done or withdrawn, however its author says it."""

from __future__ import annotations

import re

from speclint.document.title import without_emoji
from speclint.facts.fact import Facts
from speclint.facts.status import final_status
from speclint.facts.value.placeholder import is_placeholder

STAGES = ("draft", "review", "approved", "done", "withdrawn")
"""From the first to the last; the words for each stand in the vocabulary as `status NAME`."""

_LEAD = re.compile(r"[\W_]*")
# what begins a comment on a status
_COMMENT = re.compile(r"[(,;:–—|]|\s-\s|\bas of\b|\bby\b|\bon\b", re.IGNORECASE)
_CHOICE = re.compile(r"\w\s*[|/]\s*\w")  # Draft | Review | Approved


def read_stage(facts: Facts) -> str:
    """The stage that the status in the header names; an empty text where there is none, or none that is known.

    A list of statuses to choose from names none, and "not yet approved" is a draft.
    """
    values = (str(field.get("value") or "") for field in facts.get("metadata") if field.get("name") == "status")
    return _stage(next(values, "") or final_status(facts), facts)


def _stage(value: str, facts: Facts) -> str:
    text = without_emoji(value).strip()
    if is_placeholder(text) or (_CHOICE.search(text) and len(_named(text, facts)) > 1):
        return ""
    text = _LEAD.sub("", text, count=1)
    head = _COMMENT.split(text, maxsplit=1)[0] or text
    found = _named(head, facts) or _named(text, facts)[:1]
    if found and facts.vocabulary.has("status negation", head):
        return found[0] if found[0] in STAGES[:2] else STAGES[0]
    return found[0] if found else ""


def _named(text: str, facts: Facts) -> list[str]:
    """The stages that a text names, in its order."""
    places = {}
    for stage in STAGES:
        match = facts.vocabulary.pattern(f"status {stage}").search(text)
        if match is not None:
            places[stage] = (match.start(), -match.end())
    return sorted(places, key=lambda stage: places[stage])
