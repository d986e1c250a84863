"""Levels on ordered scales: Low to Critical, rare to almost certain, 1 to 5, percentages, coloured dots."""

from __future__ import annotations

import re
from dataclasses import dataclass

from speclint.document.title import without_emoji
from speclint.document.vocabulary import Vocabulary

_SCALES = ("scale level", "scale severity", "scale likelihood")
# what only explains a level: a bracket, what stands behind a dash or a stop
_COMMENT = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|\s[-–—]+\s.*|[:;,.!](?:\s.*|$)", re.S)
# ~10 %, 10-20%, < 5 percent
_PERCENT = re.compile(r"\d+(?:[.,]\d+)?\s?%?\s?(?:(?:-|–|to)\s?\d+(?:[.,]\d+)?\s?)?(?:%|percent\b)", re.I)
# 3, 3/5, 3 of 5, P1, Sev-2, L3
_NUMBER = re.compile(
    r"(?<![\w.])(?:(?:sev|severity|level|[pslit])[\s-]?)?\d{1,3}(?:[.,]\d+)?(?:\s?(?:/|of|out of)\s?\d{1,3})?(?![\w%])",
    re.IGNORECASE,
)
# a cost or a delay, which says in its own unit how grave a risk is
_AMOUNT = re.compile(r"[$€£]\s?\d|\d\s?(?:k|m|bn)?\s?(?:usd|eur|hours?|days?|weeks?|months?|minutes?|h|d)\b", re.I)
_LONGEST = 200  # a level is told by so many characters at most
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
# coloured dots and squares, stars, exclamation marks
_DOTS = re.compile("[\U0001f534\U0001f7e0-\U0001f7e2\U0001f535\U0001f7e5\U0001f7e7-\U0001f7e9⚪⚫★☆●○◐!⬆⬇↑↓]")


@dataclass(frozen=True)
class Level:
    """A level as it is written: whether a word, a number or a percentage, and the scales that its words are on."""

    text: str
    kinds: frozenset[str]
    scales: frozenset[str]


def read_level(text: str, vocabulary: Vocabulary) -> Level | None:
    """The level that a text names, or None where it names none."""
    kinds: set[str] = set()
    rest = " ".join(without_emoji(text[:_LONGEST]).split())
    if _AMOUNT.search(rest):
        return Level(text, frozenset(), frozenset())
    for kind, pattern in (("percent", _PERCENT), ("number", _NUMBER)):
        if pattern.search(rest):
            kinds.add(kind)
            rest = pattern.sub(" ", rest)
    bare = " ".join(_COMMENT.sub(" ", rest).split())
    scales = _scales(bare, vocabulary)
    if scales is None:
        return _opened(text, bare, vocabulary) if not kinds else None
    if scales:
        kinds.add("word")
    if not kinds and not _DOTS.search(text):
        return None
    return Level(text, frozenset(kinds), scales)


def _scales(text: str, vocabulary: Vocabulary) -> frozenset[str] | None:
    """The scales that all level words of a text are on, or `several`; None where it holds other words."""
    fillers = vocabulary.lists.get("level-fillers", ())
    found = frozenset(_SCALES)
    some = False
    for phrase in _phrases(text.casefold(), vocabulary):
        on = {scale for scale in _SCALES if phrase in vocabulary.lists.get(scale, ())}
        if not on and phrase not in fillers:
            return None
        if on:
            found &= on
            some = True
    return (found or frozenset({"several"})) if some else frozenset()


def _phrases(text: str, vocabulary: Vocabulary) -> list[str]:
    """The words of a text, those that make one level together: `very high`, `almost certain`."""
    known = {phrase for scale in _SCALES for phrase in vocabulary.lists.get(scale, ())}
    parts = {part for phrase in known for part in phrase.split()} | {"to"}
    phrases: list[str] = []
    for word in _WORD.findall(text):
        pieces = word.split("-")
        for token in pieces if parts.issuperset(pieces) else [word]:
            if phrases and f"{phrases[-1]} {token}" in known:
                phrases[-1] = f"{phrases[-1]} {token}"
            else:
                phrases.append(token)
    return phrases


def _opened(text: str, bare: str, vocabulary: Vocabulary) -> Level | None:
    """The level that a longer text begins with: `High because all orders stop`."""
    phrases = _phrases(bare.casefold(), vocabulary)
    scales = _scales(phrases[0], vocabulary) if len(phrases) > 2 else None
    return Level(text, frozenset({"word"}), scales) if scales else None
