"""Which profile a document follows, or why it is no spec.

What a file says of itself in its title and its name comes first; then its chapters and the fields of its
header are weighed. The phrases stand in the profiles' `detect` and in the vocabulary of kinds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from speclint.checks.check import Want
from speclint.document.block import Paragraph
from speclint.document.title import without_emoji
from speclint.document.vocabulary import words
from speclint.errors import SpeclintError
from speclint.facts.fact import Facts
from speclint.facts.metadata import Field
from speclint.rule import Profile
from speclint.shape import fit

_SEGMENT = re.compile(r"\s*[:|]\s+|\s+[-–—~]{1,2}\s+|\s*[–—]\s*|[()\[\]]")  # between the parts of a title
_JOINT = re.compile(r"\s*(?:&|\+|/|,|\band\b)\s*", re.IGNORECASE)  # between two things that one title is
_COMPLEMENT = re.compile(r"\s(?:for|of|on|to|in|from|with|about|using)\s", re.IGNORECASE)  # what is behind only narrows
_RELEASE = re.compile(r"\[?v?\d+\.\d+(?:\.\d+)?[\w.+-]*\]?(?:\s*[-–—(].*)?$", re.IGNORECASE)  # the title of a release

_DESIGN = "a design document"
_LONGEST_TITLE = 100
_FEW = 3
"""So many chapters of one kind tell it where nothing else does."""
_DEFAULT, _MARGIN = "sdd", 5
"""The profile that a spec gets where no other is likelier by so much."""
_MANY = 6
"""So many sections of a profile outweigh a title that ends like that of something else."""


_CORE_ROLES = frozenset(
    {"architecture", "components", "api", "data-model", "component-design", "service-layer", "data-flow"}
)
_Phrases = frozenset[tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Detection:
    """The profile that was chosen, or None for a document that is no spec; and why, in one clause.

    `named` where the document says itself which one it wants.
    """

    profile: Profile | None
    reason: str
    named: bool = False


def detect(facts: Facts, profiles: Mapping[str, Profile]) -> Detection:
    """The profile of a document: as its front matter says, else by its titles, its fields and its name.

    Raises SpeclintError where the front matter names a profile that does not exist.
    """
    if (named := _asked_for(facts, profiles)) is not None:
        return Detection(named, "as its front matter says", named=True)
    traits = _Traits(facts, tuple(profiles.values()))
    nearest = traits.nearest
    said = traits.said
    if said.spec is not None and (said.plain or traits.weight):
        return Detection(nearest, f"{traits.counted(nearest)}, called {said.spec!r}")
    if said.other and (said.label or not (traits.outweighs or traits.is_called_design)):
        return Detection(None, f"{said.other}, by its {said.where}; nearest profile {traits.near(nearest)}")
    if (other := traits.other_kind) is not None:
        return Detection(None, f"{other}, by its chapters; nearest profile {traits.near(nearest)}")
    if traits.outweighs or traits.is_called_design or traits.is_design:
        return Detection(nearest, traits.counted(nearest))
    return Detection(None, f"too few sections of a spec; nearest profile {traits.near(nearest)}")


def _asked_for(facts: Facts, profiles: Mapping[str, Profile]) -> Profile | None:
    """The profile that the front matter names: `speclint: {profile: NAME}`."""
    from difflib import get_close_matches

    for field in facts.all("metadata", Field):
        if field.name == "speclint.profile" and field.where == "front matter":
            if field.value in profiles:
                return profiles[field.value]
            near = get_close_matches(field.value, profiles, 1, 0.5)
            hint = f"did you mean {near[0]!r}?" if near else f"one of {', '.join(sorted(profiles))}"
            path, line = facts.document.path, field.span.line
            place = f"line {line}, column {field.span.column}"
            raise SpeclintError(f"{place}: unknown profile {field.value!r} ({hint})", path)
    return None


@dataclass(frozen=True, slots=True)
class _Said:
    """What a file says of itself: the phrase of a spec; else what it is, and where; else whether a design.

    `label` where the words are nothing but what it is, and a number: "ADR-12".
    """

    spec: str | None = None
    other: str = ""
    where: str = ""
    label: bool = False
    design: bool = False

    @property
    def plain(self) -> bool:
        """Whether it says in so many words which spec it is, and not only "spec"."""
        return self.spec is not None and " " in self.spec


class _Traits:
    """What a document shows, each trait found out when it is asked for."""

    def __init__(self, facts: Facts, profiles: Sequence[Profile]) -> None:
        self.facts = facts
        self.profiles = profiles
        self.sections = facts.document.all_sections
        self.roles = frozenset(role for section in self.sections for role in section.roles)
        self.kinds: dict[str, tuple[_Phrases, _Phrases]] = facts.vocabulary.memo("kinds", lambda: _kinds(facts))

    # what it says

    @cached_property
    def said(self) -> _Said:
        """What its title says, and its name."""
        name = _stem(self.facts.document.path)
        by_name = self._read([[words(name)]], "name")
        segments = [[words(each) for each in _JOINT.split(part) if each.strip()] for part in _segments(self._title)]
        by_title = self._read(segments, "title")
        if by_title.spec and not by_title.plain and by_name.other and self.weight < _FEW:
            return by_name  # an index of specs
        if by_title.spec or (by_title.other and by_title.label and not by_name.plain):
            return by_title
        if by_name.spec:
            return by_name
        if by_title.other:
            return by_title
        return replace(by_name, design=by_name.design or by_title.design)

    @property
    def _title(self) -> str:
        """The title; where there is none, that of the front matter, or the first lines of text."""
        document = self.facts.document
        if document.title_section is not None:
            return document.title_section.label
        fields = self.facts.all("metadata", Field)
        taken = {field.span.line for field in fields}
        texts = [block.text for block in document.preamble[:8] if isinstance(block, Paragraph)]
        lines = [text.plain for text in texts if len(text.raw) < _LONGEST_TITLE and text.line not in taken]
        return next((field.value for field in fields if field.name == "title"), " : ".join(lines))

    def _read(self, segments: list[list[list[str]]], where: str) -> _Said:
        """What the segments of a title say, each of them perhaps two things at once."""
        found = _Said()
        for index, parts in enumerate(segments):
            said = [self._part(self._trimmed(part), where) for part in parts]
            spec = next((each for each in said if each.spec), None)
            if spec is not None and not (found.other and found.label):
                return spec
            for each in said:
                if not found.other and (each.design or (each.other and (index == 0 or each.label))):
                    found = each
        return found

    def _part(self, segment: list[str], where: str) -> _Said:
        specs = self._phrases_of_specs
        spec, ends = _inside(segment, specs), _longest_end(segment, specs)
        other, length = self._other(segment, where)
        if spec and not (other and length > ends):
            return _Said(spec=" ".join(spec), where=where)
        if other == _DESIGN:
            return _Said(design=True, where=where)
        whole = bool(other) and length == len([word for word in segment if not _is_number(word)])
        return _Said(other=other, where=where, label=whole and where == "title")

    def _other(self, segment: list[str], where: str) -> tuple[str, int]:
        """The kind whose phrase a segment ends with, or consists of, and the length of the phrase."""
        best, length = "", 0
        for kind, (titles, _) in self.kinds.items():
            size = _longest_end(segment, titles)
            numbers = [word for word in segment if not _is_number(word)]
            if tuple(numbers) in titles:
                size = max(size, len(numbers))
            if where == "name" and size == 0:
                size = _longest_start(segment, titles)
            if size > length:
                best, length = kind, size
        return best, length

    def _trimmed(self, segment: list[str]) -> list[str]:
        """A segment without the words and numbers at its end that change nothing."""
        tails: frozenset[str] = self.facts.vocabulary.memo("tails", self._tails)
        kept = list(segment)
        while len(kept) > 1 and (kept[-1] in tails or _is_number(kept[-1])):
            kept.pop()
        return kept if kept else segment

    def _tails(self) -> frozenset[str]:
        phrases = self.facts.vocabulary.lists.get("tails of titles", ())
        return frozenset(word for phrase in phrases for word in words(phrase))

    @cached_property
    def _phrases_of_specs(self) -> frozenset[tuple[str, ...]]:
        phrases = [phrase for profile in self.profiles for phrase in profile.detect.get("title", ())]
        return frozenset(tuple(words(phrase)) for phrase in phrases)

    # what it holds

    @cached_property
    def _chapters(self) -> frozenset[tuple[str, ...]]:
        """The titles of all sections, as sorted words."""
        title = self.facts.document.title_section
        return frozenset(_key(section.title) for section in self.sections if section is not title)

    def _shared(self, kind: str) -> int:
        return len(self._chapters & self.kinds[kind][1]) if kind in self.kinds else 0

    @cached_property
    def _core(self) -> int:
        """How many parts it has that only a design has."""
        return len(self.roles & _CORE_ROLES) + len(self._chapters & self._core_titles)

    @property
    def _core_titles(self) -> _Phrases:
        phrases = self.facts.vocabulary.lists.get(f"core of {_DESIGN}", ())
        found: _Phrases = self.facts.vocabulary.memo("core titles", lambda: frozenset(map(_key, phrases)))
        return found

    @cached_property
    def weight(self) -> int:
        """How much of a spec there is: sections of a profile, chapters of a design, fields of its header."""
        roles = max(len(self._found(profile)) for profile in self.profiles)
        return roles + self._shared(_DESIGN) + max(self._fields(profile) for profile in self.profiles)

    @cached_property
    def is_called_design(self) -> bool:
        """Whether it calls itself a design and holds as much as one."""
        return self.said.design and self.weight >= _FEW and (self._core >= 1 or self.weight >= _MANY)

    @cached_property
    def outweighs(self) -> bool:
        """Whether there is so much of a spec that no ending of a title speaks against it."""
        proposal = bool(self._core_titles & self._chapters) and self._shared(_DESIGN) >= 4
        found = max(len(self._found(profile)) for profile in self.profiles)
        return proposal or (found >= _MANY and self._core >= 3)

    @cached_property
    def is_design(self) -> bool:
        """Whether the chapters alone make it a spec: those of a design, or several of a profile."""
        roles = {role for section in self.facts.document.top for role in section.roles}
        found = max(len(roles & _parts(profile.wants)) for profile in self.profiles)
        enough = found >= (4 if self._numbered else 5) or self._shared(_DESIGN) >= _FEW
        return self._shared(_DESIGN) >= 4 or (self._core >= 2 and enough)

    @cached_property
    def _numbered(self) -> bool:
        """Whether most chapters have a number."""
        chapters = self.facts.document.top
        numbered = sum(section.number is not None for section in chapters)
        return len(chapters) >= _FEW and numbered * 2 > len(chapters)

    @cached_property
    def other_kind(self) -> str | None:
        """The kind that the chapters tell, where they tell one more clearly than they tell a design."""
        releases = sum(_RELEASE.match(section.label) is not None for section in self.facts.document.top)
        if releases >= 2 and releases * 2 >= len(self.facts.document.top):
            return "a changelog"
        best = max((kind for kind in self.kinds if kind != _DESIGN), key=self._shared, default="")
        count = self._shared(best) if best else 0
        return best if count >= _FEW and count > self._core else None

    # which profile

    @cached_property
    def nearest(self) -> Profile:
        """The profile that it is most like."""
        best = max(self.profiles, key=self.likeness)
        usual = next((profile for profile in self.profiles if profile.id == _DEFAULT), best)
        return best if self.likeness(best) >= self.likeness(usual) + _MARGIN else usual

    def likeness(self, profile: Profile) -> float:
        """How much a document is of a profile: its roles, the very titles, the fields of its header."""
        others = profile.shapes[1:] if self._fields(profile) else ()  # what they hold is common
        shapes = [profile.wants, *(shape.wants for shape in others)]
        phrase = self.said.spec is not None and self.said.spec in profile.detect.get("title", ())
        return max(map(self._held, shapes)) + 3 * self._fields(profile) + 2 * phrase

    def _held(self, wants: Sequence[Want]) -> float:
        """How many parts it has, and how many by their very titles."""
        titles = {_key(want.title) for want in wants} & self._chapters
        return len(self.roles & _parts(wants)) + 1.5 * len(titles)

    def _found(self, profile: Profile) -> frozenset[str]:
        return self.roles & _parts(profile.wants)

    def _fields(self, profile: Profile) -> int:
        names = {field.name for field in self.facts.all("metadata", Field)}
        return len(names & set(profile.detect.get("metadata", ())))

    def near(self, profile: Profile) -> str:
        """The nearest profile and how much of it there is."""
        fitted = fit(self.facts, profile).profile
        return f"{profile.id}: {len(self._found(fitted))} of {len(_parts(fitted.wants))} sections"

    def counted(self, profile: Profile) -> str:
        """How much of a profile there is."""
        fitted = fit(self.facts, profile).profile
        tail = ", numbered" if self._numbered else ""
        return f"{len(self._found(fitted))} of {len(_parts(fitted.wants))} sections of {profile.id}{tail}"


def _parts(wants: Sequence[Want]) -> frozenset[str]:
    """The roles of the parts that a document is expected to have."""
    return frozenset(want.role for want in wants if not want.optional)


def _kinds(facts: Facts) -> dict[str, tuple[_Phrases, _Phrases]]:
    """The kinds of files: the phrases of their titles, in order, and of their chapters, sorted."""
    kinds: dict[str, tuple[_Phrases, _Phrases]] = {}
    for name, phrases in facts.vocabulary.lists.items():
        what, _, kind = name.partition(" of ")
        if what not in ("titles", "sections"):
            continue
        titles, chapters = kinds.get(kind, (frozenset(), frozenset()))
        if what == "titles":
            titles = frozenset(tuple(words(phrase)) for phrase in phrases)
        else:
            chapters = frozenset(_key(phrase) for phrase in phrases)
        kinds[kind] = (titles, chapters)
    return kinds


def _key(title: str) -> tuple[str, ...]:
    return tuple(sorted(words(title)))


def _segments(title: str) -> Iterator[str]:
    """The parts of a title, each without what only narrows it."""
    for part in _SEGMENT.split(without_emoji(title)):
        if part.strip():
            yield _COMPLEMENT.split(f" {part.strip()} ", maxsplit=1)[0]


def _stem(path: str) -> str:
    """The words of a file's name, without folders, ending and what a version control adds."""
    name = path.replace("\\", "/").rsplit("/", 1)[-1]
    name = re.sub(r"\.(?:md|markdown)$", "", name, flags=re.IGNORECASE).rsplit("__", 1)[-1]
    return re.sub(r"(?<=[a-z])(?=[A-Z])|[_@.]", " ", name)


def _is_number(word: str) -> bool:
    return word[0].isdigit() or word in ("v", "nnnn", "xx", "yyyy", "no", "nr")


def _inside(segment: list[str], phrases: _Phrases) -> tuple[str, ...] | None:
    """The longest phrase that a segment begins or ends with, or holds before a number."""
    best: tuple[str, ...] | None = None
    for start in range(len(segment)):
        for end in range(start + 1, min(start + 5, len(segment)) + 1):
            phrase = tuple(segment[start:end])
            at_edge = start == 0 or end == len(segment) or len(phrase) > 1
            if phrase in phrases and at_edge and (best is None or len(phrase) > len(best)):
                best = phrase
    return best


def _longest_end(segment: list[str], phrases: _Phrases) -> int:
    return next((size for size in range(min(5, len(segment)), 0, -1) if tuple(segment[-size:]) in phrases), 0)


def _longest_start(segment: list[str], phrases: _Phrases) -> int:
    return next((size for size in range(min(5, len(segment)), 0, -1) if tuple(segment[:size]) in phrases), 0)


__all__ = ["Detection", "detect"]
