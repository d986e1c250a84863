"""What a spec lists twice: one risk at two places, one matter among the risks and among the open questions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from speclint.document.span import Span
from speclint.document.vocabulary import Vocabulary
from speclint.facts.fact import Fact, Facts
from speclint.facts.question import Question
from speclint.facts.risk import Risk


@dataclass(frozen=True, kw_only=True, eq=False)
class Doubled(Fact):
    """A risk that was listed before, or a question that is a risk too; `kind` is risk or question."""

    kind: str
    title: str
    other: str
    other_line: int
    related: tuple[tuple[str, Span], ...] = ()


_WORD = re.compile(r"[^\W_]+")
_LEAD = re.compile(r"\A\W*(?:(?:risk|threat|r|q|oq|question)[\s#-]*\d[\d.]*\s*[:.)–—-]*|\d{1,2}[.)])\s*", re.IGNORECASE)
_FEW = 2  # so many words of content at least make a title that no other risk bears by chance
_NEARLY = 0.74  # this share of the words of both is in each: the same matter in nearly the same words
_SHARED = 3


def read_doubled(facts: Facts) -> tuple[Doubled, ...]:
    """The risks that are listed twice, and the questions that are risks in nearly the same words."""
    risks = [risk for risk in facts.all("risks", Risk) if risk.named]
    if not risks:
        return ()
    found = [*_risks(risks, facts.vocabulary), *_questions(risks, facts)]
    return tuple(sorted(found, key=lambda each: (each.span.line, each.span.column)))


def _risks(risks: list[Risk], vocabulary: Vocabulary) -> Iterator[Doubled]:
    """The risks whose title was there before, in the same shape: a table may well sum up what sections describe."""
    first: dict[tuple[str, tuple[str, ...]], Risk] = {}
    for risk in risks:
        words = _content(risk.title, vocabulary)
        shape = risk.source.shape
        if len(words) < _FEW or len(risk.title.split()) < len(words):
            continue
        key = (shape, tuple(sorted(words)) if len(words) > _SHARED else words)
        other = first.setdefault(key, risk)
        if other is not risk and other.span.line != risk.span.line and _is_beside(risk, other):
            yield _doubled("risk", risk.span, risk.title, other)


def _is_beside(risk: Risk, other: Risk) -> bool:
    """Whether two risks stand in one list: sub-sections about several components may each have a risk of one name."""
    return risk.source.section is other.source.section and risk.source.group == other.source.group


def _questions(risks: list[Risk], facts: Facts) -> Iterator[Doubled]:
    known = [(risk, set(_content(risk.title, facts.vocabulary))) for risk in risks]
    for question in facts.all("open_questions", Question):
        words = set(_content(question.text, facts.vocabulary))
        for risk, others in known:
            shared = len(words & others)
            apart = abs(question.span.line - risk.span.line)
            if shared >= _SHARED and apart and shared >= _NEARLY * len(words | others):
                yield _doubled("question", question.span, question.text, risk)
                break


def _content(title: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    """The words of a title that say what it is about, in the singular, in order, each once."""
    filler = vocabulary.pattern("filler word")
    bare = _LEAD.sub("", title.casefold())
    kept = [word for word in _WORD.findall(bare) if not filler.fullmatch(word)]
    return tuple(dict.fromkeys(word[:-1] if len(word) > 4 and word[-1] == "s" != word[-2] else word for word in kept))


def _doubled(kind: str, span: Span, title: str, other: Risk) -> Doubled:
    line = other.span.line
    related = ((f'"{other.title}" stands here', other.span),)
    return Doubled(span=span, kind=kind, title=title, other=other.title, other_line=line, related=related)
