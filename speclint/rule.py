"""What rules, profiles and checklists are, once they are read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import Any, Literal

from speclint.checks.check import Check, Want
from speclint.checks.kinds import Scalar
from speclint.near import quoted
from speclint.report import Severity

Topic = Literal["", "completeness"]
"""What a rule is about: `completeness` where it asks for what is missing or unfilled, not for what is wrong."""

TOPICS: tuple[Topic, ...] = ("completeness",)

OptionType = Literal["integer", "number", "text", "boolean", "list"]
Value = str | bool | int | float | Sequence[str]


@dataclass(frozen=True, slots=True)
class Option:
    """What a config may set of a rule: its type, what it is when nobody does, its bounds, and what it means.

    `values` are the only ones that a text, or an element of a list, may have, where there are any.
    """

    type: OptionType
    default: Value
    about: str
    min: float | None = None
    max: float | None = None
    values: tuple[str, ...] = ()

    def fault(self, value: object) -> str:
        """What is wrong with a value, or an empty text."""
        if isinstance(value, bool) != (self.type == "boolean") or not isinstance(value, _TYPES[self.type]):
            return f"want {_WANTED[self.type]}, found {quoted(value)}"
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            if self.min is not None and value < self.min:
                return f"want at least {self.min:g}, found {value}"
            if self.max is not None and value > self.max:
                return f"want at most {self.max:g}, found {value}"
        texts = value if isinstance(value, (list, tuple)) else [value]
        if self.type in ("text", "list"):
            for text in texts:
                if not isinstance(text, str):
                    return f"want {_WANTED[self.type]}, found {quoted(text)}"
                if self.values and text not in self.values:
                    return f"{quoted(text)} is none of {', '.join(self.values)}"
        return ""


_TYPES: Mapping[OptionType, tuple[type, ...]] = {
    "integer": (int,),
    "number": (int, float),
    "text": (str,),
    "boolean": (bool,),
    "list": (list, tuple),
}
_WANTED: Mapping[OptionType, str] = {
    "integer": "a whole number",
    "number": "a number",
    "text": "text",
    "boolean": "true or false",
    "list": "a list of texts",
}


@dataclass(frozen=True, slots=True)
class Example:
    """A text that a rule is tried on: `lines` are where its findings must stand, none in a good one.

    `options` are those that the rule is tried with, where they are others than usual.
    """

    text: str
    lines: tuple[int, ...] = ()
    name: str = "spec.md"
    profile: str = ""
    options: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Given:
    """Which facts a rule looks at: a kind, narrowed by field values (`where`) and by checks that must hold."""

    kind: str
    where: Mapping[str, Scalar] = field(default_factory=dict)
    holding: tuple[Check, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing that must hold: which facts, under which conditions, which check, and what to say.

    A rule that is not `active` is run only where it is asked for by its id. What it finds stands for what the rules
    that it `covers` find at the same place.
    """

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
    active: bool = True
    topic: Topic = ""
    options: Mapping[str, Option] = field(default_factory=dict)
    covers: tuple[str, ...] = ()


def resolved(value: Any, options: Mapping[str, Any]) -> Any:
    """The data of a check with the values of the options that it refers to (`min: {option: NAME}`).

    Raises KeyError for an option that there is not.
    """
    if isinstance(value, dict):
        if len(value) == 1 and isinstance(name := value.get("option"), str):
            return options[name]
        return {key: resolved(each, options) for key, each in value.items()}
    return [resolved(each, options) for each in value] if isinstance(value, list) else value


def chosen(rule: Rule, names: Iterable[str]) -> bool:
    """Whether one of the names means the rule: its id, a pattern of ids, one of its items, or its topic."""
    return any(fnmatchcase(rule.id, name) or name in rule.items or (name and name == rule.topic) for name in names)


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
class Shape:
    """One of the shapes that documents of a profile have: its parts, in order."""

    id: str
    title: str
    wants: tuple[Want, ...]


@dataclass(frozen=True, slots=True)
class Profile:
    """A kind of spec: how it is told, which parts it has in which order, and its checklist.

    `shapes` are those that its documents may have, where there are several; `wants` are the parts of the first one, or
    of the one that a document was found to have, whose id is `shape`.
    """

    id: str
    title: str
    summary: str
    wants: tuple[Want, ...]
    checklist: tuple[ChecklistItem, ...]
    detect: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    shapes: tuple[Shape, ...] = ()
    shape: str = ""


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
