"""The primitives that rules bind to: each judges one thing about a field, a fact or a list of facts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import ClassVar, Literal

from speclint.checks.check import Check, Elsewhere, Problem, Rewrite, Scene, problem_of
from speclint.checks.parts import HasParts, PartsInOrder
from speclint.document.span import Span
from speclint.facts.fact import Fact

Scalar = str | bool | int | float


@dataclass(frozen=True, slots=True)
class Filled:
    """The field holds something: no blank, no dash, no placeholder, not an empty list."""

    field: str

    def run(self, subjects: Sequence[Fact], scene: Scene) -> Iterator[Problem]:
        """A problem for each fact whose field is empty."""
        for subject in subjects:
            if not is_filled(subject.get(self.field)):
                yield problem_of(subject, self.field)


@dataclass(frozen=True, slots=True)
class Is:
    """The field is this value."""

    field: str
    value: Scalar

    def run(self, subjects: Sequence[Fact], scene: Scene) -> Iterator[Problem]:
        """A problem for each fact whose field is another."""
        for subject in subjects:
            found = subject.get(self.field)
            if found != self.value:
                yield problem_of(subject, self.field, found=found)


@dataclass(frozen=True, slots=True)
class Matches:
    """The field, as text, holds a match of the pattern; with `never`, it holds none. A list: every element."""

    field: str
    pattern: str
    never: bool = False

    def run(self, subjects: Sequence[Fact], scene: Scene) -> Iterator[Problem]:
        """A problem for each fact (or element of a list) that does not match."""
        for subject in subjects:
            for text in as_texts(subject.get(self.field)):
                match = _compiled(self.pattern).search(text)
                if (match is None) != self.never:
                    yield problem_of(subject, self.field, found=match[0] if match else text)


@dataclass(frozen=True, slots=True)
class OneOf:
    """The field is one of the values, whatever its case."""

    field: str
    values: tuple[str, ...]

    def run(self, subjects: Sequence[Fact], scene: Scene) -> Iterator[Problem]:
        """A problem for each fact whose field is another; one without the field is none."""
        allowed = {value.casefold() for value in self.values}
        for subject in subjects:
            for text in as_texts(subject.get(self.field)):
                if text and text.casefold() not in allowed:
                    yield problem_of(subject, self.field, found=text, wanted=", ".join(self.values))


@dataclass(frozen=True, slots=True)
class Contains:
    """The field, a list, holds the value; with `never`, it does not."""

    field: str
    value: Scalar
    never: bool = False

    def run(self, subjects: Sequence[Fact], scene: Scene) -> Iterator[Problem]:
        """A problem for each fact whose list lacks the value."""
        for subject in subjects:
            held = subject.get(self.field)
            if (isinstance(held, (tuple, list, frozenset)) and self.value in held) == self.never:
                yield problem_of(subject, self.field)


@dataclass(frozen=True, slots=True)
class Between:
    """The field, a number (or the length of a list or text), lies between `min` and `max`."""

    field: str
    min: float | None = None
    max: float | None = None

    def run(self, subjects: Sequence[Fact], scene: Scene) -> Iterator[Problem]:
        """A problem for each fact whose number is out of bounds; one without a number is none."""
        for subject in subjects:
            number = _number(subject.get(self.field))
            if number is None:
                continue
            if (self.min is not None and number < self.min) or (self.max is not None and number > self.max):
                yield problem_of(subject, self.field, found=number, min=self.min, max=self.max)


@dataclass(frozen=True, slots=True)
class Count:
    """There are at least `min` and at most `max` of the given facts.

    The problem stands where an author would look: the first section with one of the roles `near`, in the
    order in which they are named, else the document's title.
    """

    min: int = 1
    max: int | None = None
    near: tuple[str, ...] = ()

    def run(self, subjects: Sequence[Fact], scene: Scene) -> Iterator[Problem]:
        """One problem where the number is out of bounds."""
        count = len(subjects)
        if count < self.min:
            span = subjects[0].span if subjects and not self.near else place_near(scene, self.near)
            yield Problem(span, {"count": count, "min": self.min, "max": self.max})
        elif self.max is not None and count > self.max:
            yield Problem(subjects[self.max].span, {"count": count, "min": self.min, "max": self.max})


@dataclass(frozen=True, slots=True)
class Absent:
    """There is none of the given facts: each is a problem of its own."""

    field: str = ""

    def run(self, subjects: Sequence[Fact], scene: Scene) -> Iterator[Problem]:
        """A problem for each fact."""
        for subject in subjects:
            yield problem_of(subject, self.field)


@dataclass(frozen=True, slots=True)
class Unique:
    """No two of the given facts agree in all of the fields `by`, whatever the case."""

    by: tuple[str, ...]

    def run(self, subjects: Sequence[Fact], scene: Scene) -> Iterator[Problem]:
        """A problem for each fact that repeats an earlier one, related to it."""
        seen: dict[tuple[str, ...], Fact] = {}
        for subject in subjects:
            key = tuple(_key(subject.get(name)) for name in self.by)
            first = seen.setdefault(key, subject)
            if first is not subject:
                problem = problem_of(subject, self.by[-1], first=first.span.line)
                yield Problem(problem.span, problem.values, (Elsewhere("first here", first.place(self.by[-1])),))


@dataclass(frozen=True, slots=True)
class Refers:
    """The field names something that exists: it equals the field `of` of some fact of the kind `to`."""

    field: str
    to: str
    of: str = "name"

    def run(self, subjects: Sequence[Fact], scene: Scene) -> Iterator[Problem]:
        """A problem for each name that nothing bears."""
        known = {_key(text) for fact in scene.facts.get(self.to) for text in as_texts(fact.get(self.of))}
        for subject in subjects:
            for text in as_texts(subject.get(self.field)):
                if text and _key(text) not in known:
                    yield problem_of(subject, self.field, found=text)


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one of several checks holds."""

    checks: tuple[Check, ...]

    def run(self, subjects: Sequence[Fact], scene: Scene) -> Iterator[Problem]:
        """The first check's problem for each fact of which none holds."""
        for subject in subjects:
            problems = [next(iter(check.run((subject,), scene)), None) for check in self.checks]
            if all(problem is not None for problem in problems) and problems[0] is not None:
                yield problems[0]


@dataclass(frozen=True, slots=True)
class Present:
    """There is a fact of another kind: at least `min` of `of`, where their fields are as `where` says."""

    of: str
    min: int = 1
    where: Mapping[str, Scalar] = field(default_factory=dict)

    def run(self, subjects: Sequence[Fact], scene: Scene) -> Iterator[Problem]:
        """A problem for each subject where there are too few."""
        found = [fact for fact in scene.facts.get(self.of) if agrees(fact, self.where)]
        if len(found) < self.min:
            for subject in subjects:
                yield problem_of(subject, count=len(found))


@dataclass(frozen=True, slots=True)
class NoVerdict:
    """No checklist item that the field names has this status; asked when all other rules have been.

    `write` is what stands right at the place `at`, where the problem can be repaired so.
    """

    after_verdicts: ClassVar[bool] = True

    field: str
    status: Literal["pass", "fail", "not-applicable", "waived"]
    write: str = ""
    at: str = ""

    def run(self, subjects: Sequence[Fact], scene: Scene) -> Iterator[Problem]:
        """A problem for each fact that names an item of this status; a repair only where all that it names are."""
        for subject in subjects:
            items = tuple(item for item in as_texts(subject.get(self.field)) if item in scene.verdicts)
            found = tuple(item for item in items if scene.verdicts[item] == self.status)
            if found:
                mends = found == items and self.at in subject.places
                rewrite = Rewrite(subject.place(self.at), self.write) if mends else None
                problem = problem_of(subject, found=found)
                yield Problem(problem.span, problem.values, problem.related, found, rewrite)


CHECKS: dict[str, type] = {
    "filled": Filled,
    "is": Is,
    "matches": Matches,
    "one-of": OneOf,
    "contains": Contains,
    "between": Between,
    "count": Count,
    "absent": Absent,
    "unique": Unique,
    "refers": Refers,
    "any-of": AnyOf,
    "present": Present,
    "no-verdict": NoVerdict,
    "has-parts": HasParts,
    "parts-in-order": PartsInOrder,
}
"""The checks by the `kind` that a rule names."""


def agrees(fact: Fact, where: Mapping[str, Scalar]) -> bool:
    """Whether every field named is as wanted; of a list, whether it holds the value."""
    for name, wanted in where.items():
        found = fact.get(name)
        if isinstance(found, (tuple, list, frozenset)) and not isinstance(wanted, bool):
            if wanted not in found:
                return False
        elif isinstance(wanted, bool) and not isinstance(found, bool):
            if is_filled(found) is not wanted:
                return False
        elif found != wanted:
            return False
    return True


def is_filled(value: object) -> bool:
    """Whether a value is content."""
    if value is None or value is False:
        return False
    if isinstance(value, str):
        return _is_content(value)
    if isinstance(value, (tuple, list, frozenset)):
        return bool(value)
    return True


def _is_content(text: str) -> bool:
    from speclint.facts.value.placeholder import is_placeholder

    return bool(text.strip()) and not is_placeholder(text)


def as_texts(value: object) -> tuple[str, ...]:
    """A field as texts: none, one, or each element of a list."""
    if value is None:
        return ()
    if isinstance(value, (tuple, list, frozenset)):
        return tuple(str(element) for element in value)
    return (str(value),)


def place_near(scene: Scene, roles: tuple[str, ...]) -> Span:
    """Where an author would look for a missing part."""
    document = scene.facts.document
    for role in roles:
        for section in document.walk():
            if role in section.roles:
                return section.text.span
    return document.head


def _key(value: object) -> str:
    return " ".join(str(value if value is not None else "").casefold().split())


def _number(value: object) -> float | None:
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, (int, float)):
        return float(value)
    if isinstance(value, (str, tuple, list)):
        return float(len(value))
    return None


@lru_cache(maxsize=256)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE | re.MULTILINE)
