"""The scope: what the spec covers, and what it leaves to others."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from speclint.document.block import Text
from speclint.document.section import Section
from speclint.document.span import Span
from speclint.document.title import split_title
from speclint.document.vocabulary import Vocabulary, words
from speclint.facts.fact import Fact, Facts
from speclint.facts.passage import Gap, Statement, block_statements, is_blank, near, roles_above

Side = Literal["in", "out"]
_SENTENCE = re.compile(r"\w[.;,:\n]")  # where something was said before
_NAMES: dict[Side, str] = {"in": "what is in scope", "out": "what is out of scope"}


@dataclass(frozen=True, kw_only=True, eq=False)
class ScopeStatement(Fact):
    """What is in or out of scope; `filled` unless a placeholder stands there."""

    side: Side
    text: str
    filled: bool


def read_scope(facts: Facts) -> tuple[ScopeStatement, ...]:
    """What the overview and the chapters of goals say of the scope, in document order."""
    found = [stated for section in _parts(facts) for stated in _stated(section, facts)]
    above = block_statements(facts.document.opening, ())
    found += [stated for statement in above for stated in _judged(statement, None, facts)]
    unique = {(each.span, each.side): each for each in found}
    return tuple(sorted(unique.values(), key=lambda each: each.span))


def read_scope_gaps(facts: Facts) -> tuple[Gap, ...]:
    """The sides that are not stated: where a placeholder stands for one, else at the overview."""
    said = facts.all("scope", ScopeStatement)
    return tuple(
        Gap(span=_gap(side, said, facts), kind=side, name=name)
        for side, name in _NAMES.items()
        if not any(each.side == side and each.filled for each in said)
    )


def _gap(side: Side, said: tuple[ScopeStatement, ...], facts: Facts) -> Span:
    return next((each.span for each in said if each.side == side), None) or _title(facts) or near(facts, *_AROUND)


_AROUND = ("overview", "goals")


def _title(facts: Facts) -> Span | None:
    """The title or the label of the scope."""
    for section in _parts(facts):
        if _is("scope", section.title, facts.vocabulary):
            return section.text.span
        for statement in block_statements(section.blocks, ()):
            own = (statement.found.label,) if statement.found is not None else ()
            labels: tuple[Text, ...] = (*statement.above, *own)
            for label in labels:
                if _is("scope", _plain(label), facts.vocabulary):
                    return label.span
    return None


_ASIDE = ("toc", "metadata", "references", "glossary", "risks", "phases", "testing", "open-questions", "checklist")


def _parts(facts: Facts) -> Iterator[Section]:
    """The sections that may say it, and those below; the chapters above the first one with a role as well."""
    leading = True
    for chapter in facts.document.top:
        roles = set(chapter.roles)
        leading = leading and not roles - {"metadata", "toc", "overview"}
        for section in chapter.walk():
            above = roles_above(section)
            near_ = {"overview", "goals", "non-goals"} & above or leading or _side(section.title, facts.vocabulary)
            if near_ and not above & set(_ASIDE):
                yield section


def _stated(section: Section, facts: Facts) -> Iterator[ScopeStatement]:
    side = _section_side(section, facts.vocabulary)
    both = {"goals", "non-goals"} <= set(section.roles)
    for statement in block_statements(section.blocks, (section.text,)):
        yield from _judged(statement, None if both else side, facts)
        yield from _cells(statement, facts.vocabulary)


def _section_side(section: Section, vocabulary: Vocabulary) -> Side | None:
    """The side that a title means: its own, else that of the section above it."""
    for each in (section, *section.ancestors()):
        if (side := _side(each.title, vocabulary)) is not None:
            return side
        if {"goals", "non-goals"} & set(each.roles):
            return "out" if "goals" not in each.roles else "in" if "non-goals" not in each.roles else None
        if set(each.roles) - {"overview"}:
            return None
    return None


def _judged(statement: Statement, side: Side | None, facts: Facts) -> Iterator[ScopeStatement]:
    """A statement with its side: that of its label, of the nearest title above it, or of its words."""
    vocabulary = facts.vocabulary
    own = _side(statement.label, vocabulary) if statement.label else None
    labels = [found for text in reversed(statement.above[1:]) if (found := _side(_plain(text), vocabulary))]
    chosen = own or (labels[0] if labels else None) or side
    text = " ".join((statement.value if own else statement.words).split())
    for each in (chosen,) if chosen else _spoken(statement, vocabulary):
        if text:
            yield ScopeStatement(span=statement.span, side=each, text=text, filled=not is_blank(text) and _says(text))


def _says(text: str) -> bool:
    return any(map(str.isalnum, text))


def _plain(text: Text) -> str:
    return text.plain.rstrip(" :")


def _spoken(statement: Statement, vocabulary: Vocabulary) -> Iterator[Side]:
    """The sides that a sentence speaks of; behind `Scope:` one is meant without more."""
    denied = vocabulary.pattern("says what is not").search(statement.value)
    if denied or vocabulary.has("says what is not", statement.label):
        yield "out"
    before = statement.value[: denied.start()] if denied else statement.value
    titles = [statement.label, *(_plain(text) for text in statement.above)]
    announced = any(_is("scope", each, vocabulary) for each in titles)
    if denied and not _SENTENCE.search(before):
        return
    if announced or vocabulary.has("says what is covered", before):
        yield "in"


def _cells(statement: Statement, vocabulary: Vocabulary) -> Iterator[ScopeStatement]:
    """The cells of a row below `In Scope` and `Out of Scope`."""
    for head, cell in statement.cells:
        side = _side(head.plain, vocabulary)
        if side is not None and cell.raw:
            filled = not is_blank(cell.plain) and _says(cell.plain)
            yield ScopeStatement(span=cell.span, side=side, text=cell.plain, filled=filled)


def _side(label: str, vocabulary: Vocabulary) -> Side | None:
    """The side that a label or a title names."""
    return "out" if _is("out of scope", label, vocabulary) else "in" if _is("in scope", label, vocabulary) else None


def _is(name: str, label: str, vocabulary: Vocabulary) -> bool:
    bare = split_title(label).words.partition("(")[0]
    narrowed = " ".join(word for word in words(bare) if word not in _NARROW)
    return vocabulary.names(name, bare) or vocabulary.names(name, narrowed)


_NARROW = frozenset({"the", "explicitly", "what", "is", "currently", "v1", "phase", "one", "mvp", "item", "initial"})
"""Words that change nothing in a label."""
