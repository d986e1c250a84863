"""What is said to a question: its answer, its state, who answers it by when."""

from __future__ import annotations

import re
from typing import NamedTuple

from speclint.document.vocabulary import Vocabulary
from speclint.facts.entry import Entry, plain_text
from speclint.facts.value.placeholder import is_placeholder

_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
# 2026-03-01, 1.3.2026, Q3 2026, week 12, v2, March 2026, 1 March
_DATE = re.compile(
    rf"\b(?:\d{{4}}-\d\d(?:-\d\d)?|\d{{1,2}}[./]\d{{1,2}}[./]\d{{2,4}}|Q[1-4][ /-]?\d{{2,4}}"
    rf"|(?:week|sprint|day|milestone|phase|v)\s?\d+|{_MONTH}\.?\s\d{{1,4}}|\d{{1,2}}\.?\s{_MONTH})\b",
    re.IGNORECASE,
)
# a label and what is said behind it: **Answer (2026-03-01):** yes
_LABEL = re.compile(
    r"(?:^|(?<=[\s(>—–-]))[*_]{0,3}(?P<label>[A-Za-z][A-Za-z ]{0,20}?)\d{0,2}(?:\s\([^()\n]{1,60}\))?"
    r"[*_]{0,3}\s?[:—–][*_]{0,3}\s*(?P<reply>\S[^\n]*)"
)
_ARROW = re.compile(r"(?:→|⇒|->|=>)\s*(?P<reply>\S.*)", re.DOTALL)  # → what was decided
_STRUCK = re.compile(r"\s*(?:[*_]{0,3})~~.+~~\W*(?P<reply>.*)", re.DOTALL)  # ~~the question~~ and what follows
_TICK = re.compile(r"[✅✔☑]|:white_check_mark:")
# what a question is marked with: the bracket or the bold words that it begins with
_LEAD = re.compile(r"\s*(?:\[([^\[\]]{1,40})\]|\(([^()]{1,40})\)|(?:\*\*|__)(.{1,120}?)(?:\*\*|__))")
_BRACKET = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_HANDLE = re.compile(r"(?<![\w.])@[A-Za-z][\w/-]+")  # @ann
_STOP = re.compile(r"(?<=[.;!])\s")
_WORDS = 5  # a reply of so many words says something


class Reply(NamedTuple):
    """What is said to a question: the answer as written, if any, and whether that settles it."""

    text: str | None
    sure: bool


class Replies:
    """Tells replies by the words of a vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self.labels = frozenset(vocabulary.lists.get("answer-labels", ()))

    def find(self, entry: Entry) -> Reply:
        """What is said to the question of an entry."""
        for name in ("answer", "decision"):
            if text := entry.value(name):
                return self._given(text)
        state = self._state(entry.value("status"))
        if state is None and entry.checked:
            state = True
        if state is not None:
            return Reply(None, state)
        head = (entry.head if entry.head is not None else entry.title).raw
        return self._told(head, plain_text(entry.body))

    def is_closed(self, words: str) -> bool:
        """Whether a state, or the title of a list, says that nothing is open: `Resolved`."""
        return self.vocabulary.has("resolved-words", words) and not self.is_open(words)

    def is_open(self, words: str) -> bool:
        """Whether a state says that something is open: `In discussion`."""
        return self.vocabulary.has("open-words", words)

    def _state(self, words: str) -> bool | None:
        """Whether a state is one of a settled question; None where it does not say."""
        if not words:
            return None
        if self.is_open(words):
            return False
        return True if self.is_closed(words) or _TICK.search(words) else None

    def _given(self, reply: str) -> Reply:
        return Reply(reply, True) if self._decides(reply) else Reply(None, False)

    def _told(self, head: str, body: str) -> Reply:
        if match := _STRUCK.fullmatch(head):
            return Reply(match["reply"].replace("*", "").strip(" _:") or None, not self.is_open(match["reply"]))
        if (told := self._labelled(f"{head}\n{body}")) is not None:
            return told
        match = _LEAD.match(head)
        lead = next((group for group in match.groups() if group), "") if match else ""
        if self.is_open(lead):
            return Reply(None, False)
        if match := _ARROW.search(head, head.rfind("?") + 1):
            return self._given(match["reply"])
        if _TICK.search(head) or self.is_closed(lead):
            return Reply(None, True)
        return self._said(behind(head), body)

    def _labelled(self, text: str) -> Reply | None:
        for match in _LABEL.finditer(text):
            if match["label"].strip().casefold() in self.labels:
                return self._given(match["reply"].strip(" *_"))
        return None

    def _said(self, *texts: str) -> Reply:
        """What stands behind the question mark, or below the question."""
        for text in texts:
            reply = " ".join(text.split()).strip(" *_~-–—.")
            if not reply or "?" in reply or not self._decides(reply):
                continue
            if self.vocabulary.pattern("reply-openers").match(reply):
                return Reply(reply, True)
            if len(reply.split()) >= _WORDS and not self.vocabulary.pattern("owner-labels").match(reply):
                return Reply(reply, not (_DATE.search(reply) or self.vocabulary.has("options", reply)))
        return Reply(None, False)

    def _decides(self, reply: str) -> bool:
        """Whether a reply is more than the words that there is none yet."""
        first = _STOP.split(reply, maxsplit=1)[0]
        return not is_placeholder(reply) and not self.vocabulary.has("undecided", first)


def behind(head: str) -> str:
    """What stands behind the question mark of a text, brackets left out."""
    bare = _BRACKET.sub(" ", head)
    return bare[bare.rfind("?") + 1 :] if "?" in bare else ""


def owner_of(entry: Entry) -> str | None:
    """Who answers a question."""
    return entry.value("owner") or next(iter(_HANDLE.findall(entry.words)), None)


def date_of(entry: Entry) -> str | None:
    """When a question is answered."""
    match = _DATE.search(entry.words)
    return entry.value("date") or entry.value("time") or (match[0] if match else None)
