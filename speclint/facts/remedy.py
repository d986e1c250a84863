"""What is done about a risk, where no label says so: the clause of its text that tells of a measure."""

from __future__ import annotations

import re

from speclint.document.inline import plain
from speclint.document.vocabulary import Vocabulary
from speclint.facts.entry import Entry, plain_text
from speclint.facts.value.placeholder import is_placeholder

# between two clauses: a stop, a semicolon, an arrow, a dash, a colon, a bracket
_CLAUSE = re.compile(r"(?<=[.!?])\s+(?=[^a-z])|\s*[;→⇒]\s*|\s(?:->|=>|--|–|—)\s|(?<=\w):\s|\s\(|\)(?:\s|\Z)")
_ARROW = re.compile(r"\S\s(?:→|⇒|=>|->)\s(?P<remedy>\S+\s.*)", re.DOTALL)  # risk → what is done about it
STRONG = re.compile(r"\s*(?:\*\*|__)(?=\S)(.{1,200}?)(?:\*\*|__)", re.DOTALL)  # bold words that begin a text
_OPENER = re.compile(r"\W*(?:(?:then|so|please|and|by)\W+)?(?P<word>[a-z-]+(?: [a-z]+)?)", re.IGNORECASE)
_MODAL = re.compile(r"\b(?:may|might|could|can lead|would)\b", re.IGNORECASE)  # what only names a danger
_MOST = 200  # so many clauses are looked at
_EXPLAINED = 30  # so many words behind a title are a discussion, in which dangers and remedies mingle


class Remedies:
    """Finds remedies by the words of a vocabulary.

    `paired` where the title of the part promises mitigations, so that whatever stands behind a risk is one.
    """

    def __init__(self, vocabulary: Vocabulary, paired: bool = False) -> None:
        self.vocabulary = vocabulary
        self.paired = paired
        self.verbs = frozenset(vocabulary.lists.get("mitigating-verbs", ()))

    def is_none(self, words: str) -> bool:
        """Whether the words of a mitigation only say that there is none."""
        bare = " ".join(words.casefold().strip(" .!*_-–—()").split())
        return is_placeholder(words) or not bare or bare in self.vocabulary.lists.get("unmitigated", ())

    def find(self, entry: Entry) -> str | None:
        """The clause of an entry that says what is done about it, as plain words."""
        head = _said(entry)
        if match := _ARROW.search(plain(head)):
            return match["remedy"]
        first, later = _halves(head)
        body = [clause for line in plain_text(entry.body).split("\n") for clause in _clauses(line)]
        later, body = later[:_MOST], body[:_MOST]
        if first and (self.is_told(first) or (entry.shape == "paragraph" and self.tells(first))):
            return first
        explained = sum(len(text.split()) for text in (*later, *body)) >= _EXPLAINED
        for text in (*later, *body):
            if self.tells(text, explained):
                return text
        if self.paired and later and entry.shape != "paragraph" and not any(_MODAL.search(text) for text in later):
            return " ".join(later)
        return None

    def is_told(self, text: str) -> bool:
        """Whether a clause says by itself that something is done about a danger."""
        return self.vocabulary.has("mitigating", text)

    def tells(self, text: str, explained: bool = False) -> bool:
        """Whether a clause behind the words that name a risk says what is done about it."""
        if self.is_told(text):
            return True
        if self.vocabulary.has("mitigating-later", text) and (explained or not _MODAL.search(text)):
            return True
        opener = _OPENER.match(text)
        words = opener["word"].casefold() if opener else ""
        return words in self.verbs or words.split(" ")[0] in self.verbs


def _said(entry: Entry) -> str:
    """The text of an entry as written, without the label `Risk:` in front of its title."""
    head, title = entry.head, entry.title
    if head is None or (title.span != head.span and title.raw == head.raw[-len(title.raw) :]):
        return title.raw
    return head.raw


def _halves(head: str) -> tuple[str, list[str]]:
    """The clause that names a risk, and those behind it."""
    strong = STRONG.match(head)
    if strong and strong.end() < len(head.rstrip()):  # **name** what is said of it
        return plain(strong[1]), _clauses(plain(head[strong.end() :]))
    first, *later = [*_clauses(plain(head)), ""]
    return first, [text for text in later if text]


def _clauses(text: str) -> list[str]:
    parts = (part.strip(" :;–—-") for part in _CLAUSE.split(text))
    return [part for part in parts if part]
