"""Which profile a document follows, or why it is no spec."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from speclint.facts.fact import Facts
from speclint.rule import Profile


@dataclass(frozen=True, slots=True)
class Detection:
    """The profile that was chosen, or None for a document that is no spec; and why, in one clause."""

    profile: Profile | None
    reason: str


def detect(facts: Facts, profiles: Mapping[str, Profile]) -> Detection:
    """The profile of a document, by its titles, its metadata and its name."""
    roles = {role for section in facts.document.walk() for role in section.roles}
    wanted = {want.role for want in profiles["sdd"].wants}
    found = len(roles & wanted)
    if found >= 3:
        return Detection(profiles["sdd"], f"{found} of {len(wanted)} sections of sdd")
    return Detection(None, f"{found} of {len(wanted)} sections of sdd")
