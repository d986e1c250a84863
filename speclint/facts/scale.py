"""Scalability: what the parts about scaling say of axes, limits and capacity."""

from __future__ import annotations

from dataclasses import dataclass

from speclint.facts.fact import Fact, Facts
from speclint.facts.passage import Passage, SubjectPart, Telling, passages


@dataclass(frozen=True, kw_only=True, eq=False)
class ScaleStatement(Fact):
    """How the system scales, or how far, as a part about scalability says it."""

    text: str


_TELLING = Telling("scaling", "scale-generic", 8)


def read_scalability(facts: Facts) -> tuple[ScaleStatement, ...]:
    """What the parts about scalability say."""
    told = _TELLING.told(_parts(facts), facts.vocabulary)
    return tuple(ScaleStatement(span=each.span, text=each.summary) for each in told)


def read_scalability_parts(facts: Facts) -> tuple[SubjectPart, ...]:
    """The parts about scalability; the first is lacking when none of them names an axis, a limit or a capacity."""
    return _TELLING.judged(_parts(facts), bool(facts.get("scalability")), facts.vocabulary)


def _parts(facts: Facts) -> tuple[Passage, ...]:
    """Sections, and labels that say something."""
    parts = passages(facts, "scalability")
    return tuple(part for part in parts if part.whole or _TELLING.told((part,), facts.vocabulary))
