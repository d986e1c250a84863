"""Which shape of its profile a document follows: the template has had several, with other chapters each.

A profile may have several shapes. The parts that are asked for, and their order, are those of the shape that a
document follows; the checklist is the same for all.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from speclint.facts.fact import Facts
from speclint.rule import Profile, Shape


@dataclass(frozen=True, slots=True)
class Fit:
    """A profile with the parts of the shape that a document follows; and why that one, in one clause."""

    profile: Profile
    reason: str = ""


def fit(facts: Facts, profile: Profile) -> Fit:
    """The shape whose chapters are there and least missing; of equals, the one that the profile names first."""
    if not profile.shapes:
        return Fit(profile)
    roles = frozenset(role for section in facts.document.top for role in section.roles)
    counts = {shape.id: _count(shape, roles) for shape in profile.shapes}
    best = max(profile.shapes, key=lambda shape: 2 * counts[shape.id] - len(_parts(shape)))
    others = [f"{shape.id}: {counts[shape.id]} of {len(_parts(shape))}" for shape in profile.shapes if shape != best]
    found = f"shape {best.id}: {counts[best.id]} of {len(_parts(best))} chapters"
    reason = f"{found} ({', '.join(others)})" if others else found
    return Fit(replace(profile, wants=best.wants, shape=best.id), reason)


def _parts(shape: Shape) -> frozenset[str]:
    """The parts that a document of the shape has."""
    return frozenset(want.role for want in shape.wants if not want.optional)


def _count(shape: Shape, roles: frozenset[str]) -> int:
    return len(_parts(shape) & roles)
