"""The words by which authors call things: titles of sections, names of columns and fields, word lists."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from itertools import combinations
from typing import Any

from speclint.document.title import split_title, without_brackets, without_emoji

_WORD = re.compile(r"[^\W_]+(?:['’][a-z]+)?")  # letters and digits
_JOINT = re.compile(r"\s*(?:,|;|/|&|\+|\band\b|\bplus\b|\bund\b)\s*", re.IGNORECASE)  # between two topics of a title
_TAIL = re.compile(r"\s+[-–—:]\s*|:\s+|\s[-–—]\s")  # before what only comments on a title
_FOR = re.compile(r"\s(?:for|of|in|within|with|from|by|using|when|under|during|at)\s", re.IGNORECASE)

# "Phase 2: Dashboard" is one step of a plan, whatever the step is about
_STEP = re.compile(
    r"(?:phase|step|milestone|sprint|week|day|story|task|epic|iteration|stage|wave|m|q|risk|adr)[\s-]?\d+\b",
    re.IGNORECASE,
)

# "Non-Functional Requirements: Security" is about security as well
_UMBRELLAS = frozenset({"non-functional"})

# a language is told by so much of a text, and by so many of its markers
_SAMPLE, _FEWEST, _SHARE = 20_000, 8, 0.03

Key = tuple[str, ...]


def singular(word: str) -> str:
    """A word without its plural ending."""
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 4 and word.endswith(("ches", "shes", "sses", "xes")):
        return word[:-2]
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def words(text: str) -> list[str]:
    """The words of a text in lower case and singular."""
    return [singular(match[0].replace("’s", "").replace("'s", "")) for match in _WORD.finditer(text.casefold())]


@dataclass(frozen=True)
class Vocabulary:
    """Titles by role, column and label names by field, word lists by name, and technologies by kind.

    A phrase of `titles` may begin or end with `*`: up to four other words. `technologies` are lines of names;
    `languages` what other languages than English add to all of these, by their codes.
    """

    titles: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    qualifiers: frozenset[str] = frozenset()
    stopwords: frozenset[str] = frozenset()
    fields: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    lists: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    technologies: Mapping[str, str] = field(default_factory=dict)
    languages: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    def spoken(self, text: str) -> Vocabulary:
        """These words, and those of the language that a text is written in, where that is another one than English.

        A language is told by its `markers`, small words that every text in it is full of.
        """
        if not self.languages:
            return self
        found = text[:_SAMPLE].casefold().split()
        for language, words_ in self.languages.items():
            markers: frozenset[str] = self.memo(f"markers {language}", partial(frozenset, words_["markers"]))
            hits = sum(word in markers for word in found)
            if hits >= _FEWEST and hits >= _SHARE * len(found):
                speaking: Vocabulary = self.memo(f"language {language}", partial(self._with, words_))
                return speaking
        return self

    def _with(self, more: Mapping[str, Any]) -> Vocabulary:
        """These words and those of another language."""
        return replace(
            self,
            titles=_joined(self.titles, more["titles"]),
            qualifiers=self.qualifiers | set(more["qualifiers"]),
            stopwords=self.stopwords | set(more["stopwords"]),
            fields=_joined(self.fields, more["fields"]),
            lists=_joined(self.lists, more["lists"]),
        )

    def plus(self, more: Mapping[str, Any]) -> Vocabulary:
        """These words and more: `sections` by role, `fields` and `lists` by name, `technologies` by kind.

        What is added means what it is added to, whatever it meant before.
        """
        lists = {name: (*phrases, *map(str.casefold, phrases)) for name, phrases in more.get("lists", {}).items()}
        technologies = dict(self.technologies)
        for kind, names in more.get("technologies", {}).items():
            technologies[kind] = technologies.get(kind, "") + "".join(f"{name}\n" for name in names)
        return replace(
            self,
            titles=_moved(self.titles, more.get("sections", {})),
            fields=_moved(self.fields, more.get("fields", {})),
            lists={**self.lists, **{name: (*self.lists.get(name, ()), *new) for name, new in lists.items()}},
            technologies=technologies,
        )

    def roles(self, title: str, strict: bool = False) -> tuple[str, ...]:
        """The roles of a section with this title, sorted; `strict` takes exact phrases only."""
        words_ = split_title(title).words
        if _STEP.match(words_):
            return ()
        held: set[str] = set()
        for text, joined in _readings(words_):
            # "Step by Step (User-Centred Design)": what only a bracket says must be a phrase in full
            found = self._phrase_roles(text, strict or (text == words_ and _has_comment(text)))
            if joined and not strict:
                found |= self._joined_roles(text)
            if "none" in found:
                return ()
            held |= found
            if found - _UMBRELLAS:
                break
        return tuple(sorted(held))

    def _joined_roles(self, title: str) -> set[str]:
        parts = [part for part in _JOINT.split(title) if part.strip()]
        if len(parts) < 2:
            return set()
        found = self._phrase_roles(parts[0], False)
        found.update(role for part in parts[1:] for role in self._phrase_roles(part, True))
        return found - {"none"}

    def _phrase_roles(self, title: str, strict: bool) -> set[str]:
        tokens = [word for word in words(title) if word not in self.stopwords]
        if not tokens:
            return set()
        found = self._exact_roles(tokens)
        if found or strict:
            return set(found or ())
        return set(self._open_roles(tokens))

    def _exact_roles(self, tokens: list[str]) -> tuple[str, ...]:
        """The roles of the longest phrase that the title holds, all its other words being qualifiers."""
        kept = [word for word in tokens if word not in self.qualifiers and not word.isdigit()]
        extra = [word for word in tokens if word in self.qualifiers or word.isdigit()][:5]
        for count in range(len(extra), -1, -1):
            for some in combinations(extra, count):
                found = self._exact.get(tuple(sorted([*kept, *some])))
                if found:
                    return found
        return ()

    def _open_roles(self, tokens: list[str]) -> Iterator[str]:
        ends, begins = self._open
        for length in range(len(tokens) - 1, 0, -1):
            if len(tokens) - length > 4:
                break
            tail, head = ends.get(tuple(tokens[-length:])), begins.get(tuple(tokens[:length]))
            if tail or head:
                yield from tail or ()
                yield from head or ()
                return

    @cached_property
    def _exact(self) -> dict[Key, tuple[str, ...]]:
        table: dict[Key, dict[str, None]] = {}
        for role, phrase in self._phrases():
            tokens = [word for word in words(phrase) if word not in self.stopwords]
            if "*" not in phrase and tokens:
                table.setdefault(tuple(sorted(tokens)), {})[role] = None
        return {key: tuple(roles) for key, roles in table.items()}

    @cached_property
    def _open(self) -> tuple[dict[Key, tuple[str, ...]], dict[Key, tuple[str, ...]]]:
        ends: dict[Key, tuple[str, ...]] = {}
        begins: dict[Key, tuple[str, ...]] = {}
        for role, phrase in self._phrases():
            tokens = tuple(word for word in words(phrase) if word not in self.stopwords)
            if phrase.startswith("* "):
                ends[tokens] = (*ends.get(tokens, ()), role)
            elif phrase.endswith(" *"):
                begins[tokens] = (*begins.get(tokens, ()), role)
        return ends, begins

    def _phrases(self) -> Iterator[tuple[str, str]]:
        for role, phrases in self.titles.items():
            for phrase in phrases:
                yield role, phrase

    def field_of(self, label: str) -> str | None:
        """The field that a column or a label names, such as `mitigation` for "Mitigation Plan".

        Of two names ("Mitigation / Contingency Plan") it is the first, where the whole names none.
        """
        bare = without_brackets(label)
        first, slash, _ = bare.partition("/")
        return self._whole_field(bare) or (self._whole_field(first) if slash else None)

    def _whole_field(self, label: str) -> str | None:
        tokens = [word for word in words(label) if word not in self.stopwords]
        if not tokens:
            return None
        kept = [word for word in tokens if word not in self.qualifiers and not word.isdigit()]
        table = self._fields
        return table.get(tuple(sorted(tokens))) or table.get(tuple(sorted(kept)))

    @cached_property
    def _fields(self) -> dict[Key, str]:
        table: dict[Key, str] = {}
        for name, spellings in self.fields.items():
            for spelling in spellings:
                tokens = [word for word in words(spelling) if word not in self.stopwords]
                table.setdefault(tuple(sorted(tokens)), name)
        return table

    def pattern(self, name: str) -> re.Pattern[str]:
        """A pattern that finds any word or phrase of a list, at word boundaries, whatever the case."""
        if name not in self._patterns:
            self._patterns[name] = _any_of(self.lists.get(name, ()))
        return self._patterns[name]

    @cached_property
    def _patterns(self) -> dict[str, re.Pattern[str]]:
        return {}

    def memo(self, key: str, make: Callable[[], Any]) -> Any:
        """A table that is made of these words once, whatever the number of documents."""
        if key not in self._memos:
            self._memos[key] = make()
        return self._memos[key]

    @cached_property
    def _memos(self) -> dict[str, Any]:
        return {}

    def names(self, name: str, label: str) -> bool:
        """Whether a label is a phrase of a list and nothing else; case, plural and punctuation do not count."""
        known: frozenset[Key] = self.memo(f"phrases of {name}", lambda: self._phrases_of(name))
        return tuple(words(label)) in known

    def _phrases_of(self, name: str) -> frozenset[Key]:
        return frozenset(tuple(words(phrase)) for phrase in self.lists.get(name, ()))

    def has(self, name: str, text: str) -> bool:
        """Whether a text holds a word or phrase of a list."""
        return self.search(name, text) is not None

    def search(self, name: str, text: str) -> re.Match[str] | None:
        """The first word or phrase of a list in a text; most texts hold none, and need no pattern to tell it."""
        stems = self._stems.get(name)
        if stems is None:
            stems = self._stems[name] = _stems_of(self.lists.get(name, ()))
        folded_ = folded(text)
        for stem in stems:
            if stem in folded_:
                return self.pattern(name).search(text)
        return None

    @cached_property
    def _stems(self) -> dict[str, tuple[str, ...]]:
        return {}


_DOTLESS = str.maketrans("İı", "ii")  # what patterns that ignore case take for an i


def folded(text: str) -> str:
    """A text whose letters have no case, so that what a pattern finds whatever the case can be looked for."""
    return text.lower() if text.isascii() else text.translate(_DOTLESS).casefold()


def _stems_of(phrases: Iterable[str]) -> tuple[str, ...]:
    """Words one of which is in every text that holds one of the phrases: of each its longest."""
    longest = {max(folded(phrase.rstrip("*")).split(" "), key=len) for phrase in phrases}
    return tuple(sorted(stem for stem in longest if not any(other in stem for other in longest - {stem})))


def _joined(table: Mapping[str, tuple[str, ...]], more: Mapping[str, Iterable[str]]) -> dict[str, tuple[str, ...]]:
    """The phrases of both tables, name by name."""
    return {name: (*table.get(name, ()), *more.get(name, ())) for name in dict.fromkeys((*table, *more))}


def _moved(
    table: Mapping[str, tuple[str, ...]], more: Mapping[str, Iterable[str]]
) -> Mapping[str, tuple[str, ...]]:
    """The table with more phrases, each taken away from where it stood."""
    if not more:
        return table
    new = {tuple(words(phrase)) for phrases in more.values() for phrase in phrases if "*" not in phrase}
    kept = {name: tuple(each for each in phrases if tuple(words(each)) not in new) for name, phrases in table.items()}
    return {**kept, **{name: (*kept.get(name, ()), *phrases) for name, phrases in more.items()}}


def _any_of(phrases: tuple[str, ...]) -> re.Pattern[str]:
    """`auth*` is any word that begins so; a space is any white space or hyphen.

    The phrases that begin with a letter or digit are grouped by it, so that few are tried at each word.
    """
    words_: dict[str, list[str]] = {}
    others: list[str] = []
    for phrase in sorted(phrases, key=len, reverse=True):
        body = r"[\s-]".join(re.escape(word) for word in phrase.rstrip("*").split(" "))
        end = r"\w*" if phrase.endswith("*") else r"(?!\w)" if phrase[-1:].isalnum() else ""
        if phrase[:1].isalnum():
            words_.setdefault(phrase[0].casefold(), []).append(body[1:] + end)
        else:
            others.append(body + end)
    groups = "|".join(f"{first}(?:{'|'.join(rests)})" for first, rests in words_.items())
    parts = [rf"(?<!\w)(?:{groups})"] if groups else []
    return re.compile("|".join([*parts, *others]) or r"(?!)", re.IGNORECASE)


def _has_comment(title: str) -> bool:
    """Whether a title has words in brackets beside its own."""
    return without_brackets(title).strip() not in ("", title)


def _readings(title: str) -> Iterator[tuple[str, bool]]:
    """A title, then what is left of it without brackets, comment and complement.

    Each with whether it may join several topics.
    """
    bare = " ".join(without_brackets(without_emoji(title)).split())
    head = _TAIL.split(bare, maxsplit=1)
    yield title, len(head) == 1
    if bare and bare != title:
        yield bare, len(head) == 1
    if len(head) > 1 and head[0].strip():
        yield head[0], True
        yield head[1], False
    cut = _FOR.split(head[0], maxsplit=1)
    if len(cut) > 1 and cut[0].strip():
        yield cut[0], True
