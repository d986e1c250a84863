"""Short forms in capitals that a document uses and never expands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from speclint.document.block import Text
from speclint.document.span import Span
from speclint.facts.fact import Fact, Facts


@dataclass(frozen=True, kw_only=True, eq=False)
class UnexpandedAcronym(Fact):
    """A short form where it is used first; `count` is how often the document uses it."""

    name: str
    count: int


# SLO, PSPs, R&D: two to six capitals, alone; no constant (MAX_SIZE), issue's key (ABC-12) or file (ABC.md)
_ACRONYM = re.compile(
    r"(?<![\w.#/@$%&+=<:{-])(?P<name>[A-Z](?:[A-Z0-9]|&(?=[A-Z])){1,5})(?P<many>s?)(?![\w&/=>}]|[-.:]\w|\()"
)
_HIDDEN = re.compile(r"https?://[^\s)>\]]{1,500}|\[\^[^\]\s]{1,60}\]|\{[^{}\n]{0,80}\}|<[^<>\n]{0,80}>")
_LETTERS = re.compile(r"[^\W\d_]")
_FEW = 20  # letters make a sentence


def read_unexpanded(facts: Facts) -> tuple[UnexpandedAcronym, ...]:
    """The short forms that are neither known to every engineer nor expanded anywhere, each where it is used first."""
    first: dict[str, Span] = {}
    count: dict[str, int] = {}
    for text in facts.document.texts():
        for name, span in _used(text):
            first.setdefault(name, span)
            count[name] = count.get(name, 0) + 1
    known = _known(facts)
    unknown = [name for name in first if name not in known and not _is_technology(name, facts)]
    if not unknown:
        return ()
    prose = "\n".join(text.plain for text in facts.document.texts())
    found = [name for name in unknown if not _is_expanded(name, prose)]
    return tuple(UnexpandedAcronym(span=first[name], name=name, count=count[name]) for name in found)


def _used(text: Text) -> Iterator[tuple[str, Span]]:
    """The short forms of a text outside of code and addresses; none where it is written in capitals throughout."""
    raw = text.raw
    if not _ACRONYM.search(raw):
        return
    for inline in text.inlines:
        if inline.kind in ("code", "html", "image", "comment"):
            raw = raw[: inline.start] + " " * (inline.end - inline.start) + raw[inline.end :]
    raw = _HIDDEN.sub(lambda match: " " * len(match[0]), raw)
    if _shouts(raw):
        return
    for match in _ACRONYM.finditer(raw):
        name = match["name"]
        if not name[-1].isdigit():  # FR12 is an id
            yield name, text.span_of(match.start(), match.end("name"))


def _shouts(raw: str) -> bool:
    letters: list[str] = _LETTERS.findall(raw)
    loud = sum(letter.isupper() for letter in letters)
    if len(letters) < _FEW:
        return loud == len(letters) and len(raw.split()) > 1
    return loud * 5 > len(letters) * 3


def _known(facts: Facts) -> frozenset[str]:
    def make() -> frozenset[str]:
        lists = facts.vocabulary.lists
        return frozenset((*lists.get("known acronym", ()), *lists.get("capital word", ())))

    found: frozenset[str] = facts.vocabulary.memo("known acronyms", make)
    return found


def _is_technology(name: str, facts: Facts) -> bool:
    from speclint.facts.naming import Words

    return Words(facts.vocabulary).technologies.lookup(name) is not None


def _is_expanded(name: str, prose: str) -> bool:
    """Whether words with these first letters stand somewhere, or the name is explained behind it or in a glossary."""
    letters = [sign for sign in name if sign.isalpha()]
    small = r"[\s-]{1,2}(?:(?:of|and|the|for|to|in|as|on|a)[\s-]){0,2}"  # between two of the words
    spelled = small.join(
        rf"[{each}{each.lower()}][a-z]{{0,30}}" if len(letters) > 3 else rf"{each}[a-z]{{0,30}}" for each in letters
    )
    escaped = re.escape(name)
    explained = re.compile(
        rf"(?:^|\n)[\W_]*{escaped}s?\s*(?:[:=–—|]|-\s|\n)|\b{escaped}s?\s*(?:\([A-Za-z][^()\n]{{0,80}}\s[^()\n]{{1,80}}\)"
        rf"|(?:stands for|means|is short for|=)\s)|(?:\b\w{{1,40}}[\s-]){{2}}\({escaped}s?\b|\b{spelled}\b"
    )
    return explained.search(prose) is not None
