"""What every check has in common."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from speclint.document.span import Span
from speclint.facts.fact import NOT_DATA, Fact, Facts


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """The other place that a problem is about."""

    message: str
    span: Span


@dataclass(frozen=True, slots=True)
class Rewrite:
    """What to write at a place: a repair that does not change what the text means."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong and where: the span, and the values that a message may quote.

    `items` are checklist items that the problem belongs to beside those of its rule, and does not fail.
    """

    span: Span
    values: Mapping[str, object] = field(default_factory=dict)
    related: tuple[Elsewhere, ...] = ()
    items: tuple[str, ...] = ()
    rewrite: Rewrite | None = None


@dataclass(frozen=True, slots=True)
class Want:
    """A part that the profile wants: a role, how it is called there, and what its absence is.

    One that is neither `required` nor `optional` belongs to the profile, and a document that lacks many of these does
    not follow it.
    """

    role: str
    title: str
    required: bool = False
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Scene:
    """What a check may look at beside its subjects: all facts, and the parts that the profile wants, in order.

    `verdicts` are the statuses of the checklist items, once they are known: see `asks_verdicts`.
    """

    facts: Facts
    wants: tuple[Want, ...] = ()
    profile: str = ""
    verdicts: Mapping[str, str] = field(default_factory=dict)


class Check(Protocol):
    """Judges facts: yields a problem for each that does not hold. It does not know its rule."""

    def run(self, subjects: Sequence[Fact], scene: Scene) -> Iterator[Problem]:
        """The problems of the subjects, in their order."""


def asks_verdicts(check: Check) -> bool:
    """Whether a check looks at the verdicts on the checklist, and is run when they are known."""
    return bool(getattr(check, "after_verdicts", False))


def problem_of(subject: Fact, name: str = "", **values: object) -> Problem:
    """A problem of a fact, at one of its fields; its `repair`, a place and what belongs there, is the rewrite."""
    related = tuple(Elsewhere(message, span) for message, span in getattr(subject, "related", ()))
    repair = getattr(subject, "repair", None)
    rewrite = Rewrite(*repair) if repair is not None else None
    return Problem(subject.place(name), {**shown(subject), **values}, related, rewrite=rewrite)


def shown(subject: Fact) -> dict[str, object]:
    """The fields of a fact that a message may quote."""
    names = [name for name in subject.__dataclass_fields__ if name not in NOT_DATA]
    return {name: getattr(subject, name) for name in names}
