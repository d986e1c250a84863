"""Labels inside what is said of an endpoint: what each announces, and the text that it governs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from speclint.document.block import Text
from speclint.document.vocabulary import Vocabulary

TOPICS = (
    ("api labels of errors", "errors"),
    ("api labels of headers", "aside"),
    ("api labels of both", "both"),
    ("api labels of responses", "response"),
    ("api labels of requests", "request"),
    ("api labels of parameters", "parameters"),
    ("api labels of calls", "call"),
    ("api labels of descriptions", "description"),
    ("api labels of endpoints", "aside"),
)
"""What a label announces, by the list of words that tells it; the first that fits counts."""

# **Label:**, **Label** (note): or **Label** `201`:, anywhere in a text
_STRONG = re.compile(
    r"(?P<mark>\*\*|__)(?P<label>[^*_\n]{1,60}?)(?P<in>\s*:)?(?P=mark)(?P<note>\s*(?:\([^()\n]{0,60}\)|`[1-5]\d\d\b[^`\n]{0,24}`))?(?P<sep>\s*:)?"
)
# Label: or Label `201`: at the start of a line
_PLAIN = re.compile(r"^[ \t]*(?P<label>[A-Z\d][\w /()'–-]{0,50}?(?:\s`[1-5]\d\d\b[^`\n]{0,24}`)?)\s*:(?=\s|$)", re.M)
STATUS = re.compile(r"(?<![\w.,/$€#-])([1-5]\d\d)(?:xx)?(?![\w%]|[.,]\d)")  # a number that may be an HTTP status


class Segment(NamedTuple):
    """A label, or none, and the text that it governs."""

    label: str
    value: Text


def topic_of(label: str, vocabulary: Vocabulary) -> str:
    """What a label announces: errors, response, request … or nothing that is known."""
    status = status_of(label)
    if status >= 400:
        return "errors"
    for words, topic in TOPICS:
        if vocabulary.has(words, label):
            return topic
    return "response" if status else ""


def status_of(text: str) -> int:
    """The first HTTP status of a text, or 0."""
    match = STATUS.search(text)
    return int(match[1]) if match else 0


def segments(text: Text, vocabulary: Vocabulary) -> Iterator[Segment]:
    """A text cut at its labels: `**Request**: none. **Response**: 204`."""
    marks = sorted((*_strong(text), *_plain(text, vocabulary)))
    if not marks or marks[0][0] > 0:
        yield Segment("", text.part(0, marks[0][0]) if marks else text)
    for index, (_, end, label) in enumerate(marks):
        stop = marks[index + 1][0] if index + 1 < len(marks) else len(text.raw)
        yield Segment(label, text.part(end, stop))


def _strong(text: Text) -> Iterator[tuple[int, int, str]]:
    raw = text.raw
    for match in _STRONG.finditer(raw):
        alone = match.start() == 0 and re.match(r"\s*(?:$|[–—]|->|→)", raw[match.end() :])
        if match["in"] or match["sep"] or alone:
            end = match.end()
            end += len(raw[end:]) - len(raw[end:].lstrip(" –—→"))
            yield match.start(), end, match["label"] + (match["note"] or "")


def _plain(text: Text, vocabulary: Vocabulary) -> Iterator[tuple[int, int, str]]:
    for match in _PLAIN.finditer(text.raw):
        if len(match["label"].split()) <= 5 and topic_of(match["label"], vocabulary):
            yield match.start(), match.end(), match["label"]


__all__ = ["STATUS", "TOPICS", "Segment", "segments", "status_of", "topic_of"]
