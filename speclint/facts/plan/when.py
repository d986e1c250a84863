"""Where a plan says when something is: in a title, behind a label, in the first line below a title."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import NamedTuple

from speclint.document.block import Block, ListBlock, Paragraph, Quote, Table, Text
from speclint.document.vocabulary import Vocabulary
from speclint.facts.plan.member import BRACKETED, is_label
from speclint.facts.value.time import PhaseTime, phase_time


class When(NamedTuple):
    """A time, and the text that states it."""

    time: PhaseTime
    text: Text


CALENDAR = ("ordinal-range", "sprint", "quarter", "date")
_PARTS = re.compile(r"\s+[-–—|]\s+|\s*[–—|:,]\s+|\s*→\s*")  # between the parts of a title
# words beside a time that say nothing else
_FILLER = re.compile(
    r"\b(?:target|estimated|estimate|est|approx|approximately|about|around|by|due|eta|duration|timeline|effort|end|start"
    r"|mid|early|late|of|the|total|each|in|for|takes?|planned|expected|completed|done|shipped|released|starting|from|until"
    r"|to|and|calendar|working|business|person|engineer\w*|dev\w*|people|full|time|optional|parallel|with|phase\s\d+)\b",
    re.I,
)
_HALF = re.compile(r"H[12]")  # without a year rather the number of a hypothesis
# Weeks -2 to 0
_ODD = re.compile(r"\b(?:weeks?|days?|months?|sprints?)\s-?\d{1,2}(?:\s(?:to|-|–)\s-?\d{1,2})?\s*$", re.I)
# **Duration:** 2 weeks · Duration: 2 weeks · Duration (est.): 2 weeks, also several in a line
_LABEL = re.compile(
    r"(?:^|(?<=[\n|;·•,.])|(?<=\s{2}))\s*[*_]{0,3}"
    r"(?P<label>[A-Z][A-Za-z /-]{1,30}?(?:\s\([\w\s.]{1,30}\))?)\s*(?::[*_]{0,3}|[*_]{1,3}:)\s*"
)
_FIRST_LINE = re.compile(r"(?<=\w{3}[.;])\s|\n")
_NEAR = 25  # a first line that says a time no later than here says it first of all
_LONGEST = 600  # labels are looked for in so many characters of a text


def title_time(text: Text) -> When | None:
    """The time in a title: in brackets, behind a dash, or as its name. A span of time may be what it is about."""
    plain = text.plain
    for start, end in _title_parts(plain):
        part = plain[start:end]
        time = phase_time(part) or _odd_time(part)
        if time is None or _HALF.fullmatch(time.text):
            continue
        if time.kind not in ("duration", "ongoing") or says_only(part, time):
            return When(time, text.plain_part(start + time.start, start + time.end))
    return None


def _odd_time(part: str) -> PhaseTime | None:
    """A time that is one, but cannot be compared with others."""
    match = _ODD.match(part)
    if match is None:
        return None
    return PhaseTime(match[0], match.start(), match.end(), "ordinal-range", "", None, None, None, True)


def _title_parts(plain: str) -> Iterator[tuple[int, int]]:
    for match in BRACKETED.finditer(plain):
        yield match.span(1)
    bare = BRACKETED.sub(lambda match: " " * len(match[0]), plain[:300])
    at = 0
    for match in _PARTS.finditer(bare):
        yield at, match.start()
        at = match.end()
    yield at, len(bare)


def says_only(part: str, time: PhaseTime) -> bool:
    """Whether a text says a time and nothing else."""
    rest = part[: time.start] + " " + part[time.end :]
    return len(re.findall(r"[^\W\d_]{2,}", _FILLER.sub(" ", rest))) <= 1


def body_time(body: tuple[Block, ...], vocabulary: Vocabulary) -> When | None:
    """The time that the text below a title states."""
    return _label_time(body, vocabulary) or _first_line_time(body)


def sentence_time(text: Text) -> When | None:
    """The time on a calendar that a sentence states."""
    time = phase_time(text.plain)
    return When(time, text) if time is not None and time.kind in CALENDAR else None


def joined(first: PhaseTime, last: PhaseTime) -> PhaseTime:
    """The time from a start to an end that are stated apart."""
    if first.unit != last.unit:
        return first
    return replace(first, text=f"{first.text} - {last.text}", last=last.last, days=None)


def _label_time(body: Iterable[Block], vocabulary: Vocabulary) -> When | None:
    """`**Duration**: 2 weeks`, `- Start: 2026-03-02` and `End: …`, `Timeline: Week 3`."""
    first: When | None = None
    for label, value in labels(body):
        time = phase_time(value.plain) if is_label("phase time label", label, vocabulary) else None
        if time is None:
            continue
        if first is not None and is_label("phase end label", label, vocabulary):
            return When(joined(first.time, time), first.text)
        first = first or When(time, value)
    return first


def labels(body: Iterable[Block]) -> Iterator[tuple[str, Text]]:
    """The labels of paragraphs, items and tables of two columns, with what stands behind each."""
    for block in body:
        if isinstance(block, Paragraph):
            yield from _text_labels(block.text)
        elif isinstance(block, ListBlock):
            for item in block.items:
                yield from _text_labels(item.text)
                if item.text.plain.endswith(":"):
                    lists = (each for each in item.rest if isinstance(each, ListBlock))
                    yield from ((item.text.plain, inner.text) for each in lists for inner in each.items[:1])
        elif isinstance(block, Table):
            for row in block.rows if len(block.header) == 2 else ():
                yield row.cells[0].plain, row.cells[1]
        elif isinstance(block, Quote):
            yield from labels(block.blocks)


def _text_labels(text: Text) -> Iterator[tuple[str, Text]]:
    marks = list(_LABEL.finditer(text.raw[:_LONGEST]))
    for at, match in enumerate(marks):
        end = marks[at + 1].start() if at + 1 < len(marks) else len(text.raw)
        yield match["label"], text.part(match.end(), end)


def _first_line_time(body: tuple[Block, ...]) -> When | None:
    """The first line below the title, where it says a time first of all: `*Weeks 1-2*`, `2 weeks, two engineers`."""
    first = body[0] if body else None
    if not isinstance(first, Paragraph):
        return None
    line = _FIRST_LINE.split(first.text.plain, maxsplit=1)[0][:200]
    time = phase_time(line)
    if time is None:
        return None
    leads = time.start < _NEAR or line[time.start - 1 : time.start] == "("
    if says_only(line, time) or (time.kind in CALENDAR and leads):
        return When(time, first.text.plain_part(time.start, time.end))
    return None
