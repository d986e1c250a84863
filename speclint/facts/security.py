"""Security measures: what the security parts say about who gets in, who may do what and how data are kept safe."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from speclint.document.block import Text
from speclint.document.section import Section
from speclint.document.span import Span
from speclint.document.vocabulary import Vocabulary
from speclint.facts.fact import Fact, Facts
from speclint.facts.passage import (
    ASIDE,
    Gap,
    Passage,
    Statement,
    near,
    passages,
    roles_above,
    substance,
)
from speclint.facts.value.word import parted


@dataclass(frozen=True, kw_only=True, eq=False)
class Measure(Fact):
    """A security measure; `protection` when it protects data or input and is not only about who may do what."""

    kind: str
    text: str
    protection: bool


_ACCESS = ("authentication", "authorization")
KINDS = (
    *_ACCESS, "encryption", "validation", "rate-limiting", "secrets", "privacy", "isolation", "supply-chain", "audit",
)  # fmt: skip
"""The kinds of measures."""

_WANTED = {
    "authentication": "authentication",
    "authorization": "authorization",
    "protection": "a protection of data or input",
}
_ELSEWHERE = (
    *ASIDE, "phases", "testing", "dependencies", "components", "assumptions", "success-criteria", "data-model",
)  # fmt: skip


def read_measures(facts: Facts) -> tuple[Measure, ...]:
    """The measures in the security parts, each kind once for each paragraph, item or row.

    How people log in and what they may do may also have a section of its own elsewhere.
    """
    found: dict[tuple[Span, str], Measure] = {}
    parts = passages(facts, "security", "authentication")
    for passage in parts:
        for measure in _measures(passage, facts.vocabulary):
            found.setdefault((measure.span, measure.kind), measure)
    inside = {id(below) for part in parts if part.whole and part.section for below in part.section.walk()}
    for section in facts.document.walk():
        if id(section) not in inside and roles_above(section).isdisjoint(_ELSEWHERE):
            for measure in _titled(section, facts.vocabulary):
                found.setdefault((measure.span, measure.kind), measure)
    return tuple(sorted(found.values(), key=lambda measure: (measure.span, KINDS.index(measure.kind))))


def _titled(section: Section, vocabulary: Vocabulary) -> Iterator[Measure]:
    """What a section tells of access whose title is about it."""
    if vocabulary.has("access-title", section.title):
        passage = Passage(section.text, frozenset(section.roles), section.blocks, section)
        yield from (measure for measure in _measures(passage, vocabulary) if not measure.protection)


def read_missing_measures(facts: Facts) -> tuple[Gap, ...]:
    """What the security parts do not address: authentication, authorization, a protection; or the part itself."""
    measures = facts.all("security_measures", Measure)
    held = {measure.kind for measure in measures} | {"protection" for each in measures if each.protection}
    missing = [kind for kind in _WANTED if kind not in held]
    parts = _parts(facts)
    if missing and not parts:
        names = _WANTED[missing[0]] if len(missing) == 1 else ", ".join(_WANTED[kind] for kind in missing)
        return (Gap(span=near(facts, "non-functional"), kind="part", name=names),)
    return tuple(_gap(kind, parts, facts.vocabulary) for kind in missing)


def _gap(kind: str, parts: tuple[Passage, ...], vocabulary: Vocabulary) -> Gap:
    """A missing measure: at the label or heading that only announces it, else at the security part."""
    for part in parts:
        for span, said in _announced(part, kind):
            return Gap(span=span, kind=kind, name=_WANTED[kind], said=said, part=part.title.plain)
    main = max(parts, key=lambda part: (part.whole, vocabulary.has("security-label", part.title.plain)))
    title = _title(main, vocabulary)
    return Gap(span=title.span, kind=kind, name=_WANTED[kind], part=title.plain)


def _title(part: Passage, vocabulary: Vocabulary) -> Text:
    """The heading that is about security: of a part about several things, that of a sub-section."""
    for section in part.section.walk() if part.whole and part.section is not None else ():
        if vocabulary.has("security-label", section.title):
            return section.text
    return part.title


def _announced(part: Passage, kind: str) -> Iterator[tuple[Span, str]]:
    for statement in part.statements():
        if _names(statement.label, kind):
            yield statement.span, statement.label
    if part.whole and part.section is not None:
        for section in part.section.walk():
            if section is not part.section and _names(section.title, kind):
                yield section.text.span, section.title


_STEMS = {"authentication": "authentic", "authorization": "authori"}


def _names(label: str, kind: str) -> bool:
    """Whether a label names a kind outright."""
    return kind in _STEMS and _STEMS[kind] in label.casefold()


def _parts(facts: Facts) -> tuple[Passage, ...]:
    def read() -> tuple[Passage, ...]:
        return tuple(part for part in passages(facts, "security") if _is_part(part, facts.vocabulary))

    return facts.memo("security-parts", read)  # type: ignore[no-any-return]


def _is_part(passage: Passage, vocabulary: Vocabulary) -> bool:
    if passage.whole:
        return not ("authentication" in passage.roles and passage.within("api"))
    return vocabulary.has("security-label", passage.title.plain) and any(True for _ in _measures(passage, vocabulary))


def _measures(passage: Passage, vocabulary: Vocabulary) -> Iterator[Measure]:
    for statement in passage.statements():
        if statement.code is None and substance(statement.value, vocabulary.pattern("security-generic")) < 1:
            continue
        for kind in _kinds(statement, vocabulary):
            yield Measure(span=statement.span, kind=kind, text=statement.summary, protection=kind not in _ACCESS)


def _kinds(statement: Statement, vocabulary: Vocabulary) -> Iterator[str]:
    """The kinds that a statement is about: by its words, its label and the titles above it."""
    is_code = statement.code is not None
    words = parted(statement.words) if is_code else statement.words
    titles = "" if is_code else f"{statement.label}\n{statement.titles}"
    for kind in KINDS:
        name = f"measure-{kind}"
        named = vocabulary.has(name, words) or vocabulary.has(name, titles)
        if named or (kind in _IMPLIED and _IMPLIED[kind](words, titles, vocabulary)):
            yield kind


def _checks(words: str, titles: str, vocabulary: Vocabulary) -> bool:
    """Whether something is validated that is no token."""
    if not vocabulary.has("checking", f"{titles}\n{words}"):
        return False
    return vocabulary.has("input", f"{titles}\n{words}") or not vocabulary.has("measure-authentication", words)


def _proves(words: str, titles: str, vocabulary: Vocabulary) -> bool:
    """Whether a key or a token is shown to prove who someone is, and not only kept secret."""
    return vocabulary.has("proof-of-identity", words) and vocabulary.has("proving", words)


# only admins can delete; users can only see …
_ONLY = re.compile(
    r"\bonly (?:the |an? )?[a-z-]+(?: [a-z-]+)? (?:can|may|is|are|has|have)\b|\b(?:can|may) only\b", re.IGNORECASE
)


def _allows(words: str, titles: str, vocabulary: Vocabulary) -> bool:
    """Whether something is left to some of those who are known."""
    return _ONLY.search(words) is not None


_IMPLIED = {"authentication": _proves, "authorization": _allows, "validation": _checks}
