"""What rules, profiles and checklists are, once they are read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from speclint.checks.check import Check, Want
from speclint.checks.kinds import Scalar
from speclint.report import Severity


@dataclass(frozen=True, slots=True)
class Example:
    """A text that a rule is tried on: `lines` are where its findings must stand, none in a good one."""

    text: str
    lines: tuple[int, ...] = ()
    name: str = "spec.md"
    profile: str = ""


@dataclass(frozen=True, slots=True)
class Given:
    """Which facts a rule looks at: a kind, narrowed by field values (`where`) and by checks that must hold."""

    kind: str
    where: Mapping[str, Scalar] = field(default_factory=dict)
    holding: tuple[Check, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing that must hold: which facts, under which conditions, which check, and what to say."""

    id: str
    summary: str
    why: str
    severity: Severity
    given: Given
    check: Check
    message: str
    help: str
    items: tuple[str, ...] = ()
    profiles: tuple[str, ...] = ()
    when: tuple[Check, ...] = ()
    good: tuple[Example, ...] = ()
    bad: tuple[Example, ...] = ()


@dataclass(frozen=True, slots=True)
class Proof:
    """What a passed item shows: facts of a kind, and the sentence that counts them."""

    of: str
    text: str
    where: Mapping[str, Scalar] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ChecklistItem:
    """An item of a checklist.

    `part` are the roles of the sections that it is about, `applies` the kind of an `Applicability` fact.
    """

    id: str
    title: str
    part: tuple[str, ...] = ()
    applies: str = ""
    proofs: tuple[Proof, ...] = ()
    what: str = ""


@dataclass(frozen=True, slots=True)
class Profile:
    """A shape of spec: how it is told, which parts it has in which order, and its checklist."""

    id: str
    title: str
    summary: str
    wants: tuple[Want, ...]
    checklist: tuple[ChecklistItem, ...]
    detect: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Ruleset:
    """All rules and profiles by id, in the order of their ids."""

    rules: Mapping[str, Rule]
    profiles: Mapping[str, Profile]

    def for_profile(self, profile: Profile) -> tuple[Rule, ...]:
        """The rules that judge a spec of this profile: its items' rules, and those that every profile shares."""
        items = {item.id for item in profile.checklist}
        return tuple(
            rule
            for rule in self.rules.values()
            if (not rule.profiles or profile.id in rule.profiles) and (not rule.items or items & set(rule.items))
        )
