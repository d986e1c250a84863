"""The prose of raw Markdown: code, links, addresses and comments blanked out, offsets kept."""

import re
from collections.abc import Iterable

BLANK = "\x00"
"""Stands for each code point that is no prose."""


def prose(text: str, code: Iterable[tuple[int, int]] = ()) -> str:
    """The text with code spans, link targets, addresses and comments blanked, and `code` as well."""
    plain = _blanked(text, [*_code_spans(text), *code])
    for pattern in (_COMMENT, _AUTOLINK, _URL, _TARGET, _REFERENCE):
        plain = pattern.sub(lambda match: BLANK * len(match.group()), plain)
    return plain


_TICKS = re.compile(r"`+")
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_AUTOLINK = re.compile(r"<(?:[A-Za-z][A-Za-z+.-]{1,15}:[^\s<>]{1,2000}|[\w.+-]{1,64}@[\w.-]{1,250})>")
_URL = re.compile(r"\b[a-z][a-z\d+]{1,15}://[^\s<>)\]|]{1,2000}")
# The target of a link or image: (https://… "title")
_TARGET = re.compile(r"(?<=\])\((?:[^()\s]|\([^()\s]{0,200}\)){0,2000}(?:\s\"[^\"\n]{0,300}\")?\)")
# A reference link, [text][label], and a definition, [label]: …
_REFERENCE = re.compile(r"\[[^\[\]]{1,300}\]\[[^\[\]]{0,300}\]|^ {0,3}\[[^\[\]\n]{1,300}\]:\s?\S{0,2000}", re.MULTILINE)


def _code_spans(text: str) -> list[tuple[int, int]]:
    """Code spans: from a run of backticks to the next run as long (CommonMark 6.1)."""
    runs = [match.span() for match in _TICKS.finditer(text)]
    closing: dict[int, int] = {}
    partner: list[int | None] = [None] * len(runs)
    for at in range(len(runs) - 1, -1, -1):
        length = runs[at][1] - runs[at][0]
        partner[at] = closing.get(length)
        closing[length] = at
    spans, at = [], 0
    while at < len(runs):
        close = partner[at]
        if close is not None:
            spans.append((runs[at][0], runs[close][1]))
        at = at + 1 if close is None else close + 1
    return spans


def _blanked(text: str, ranges: list[tuple[int, int]]) -> str:
    pieces, end = [], 0
    for start, stop in sorted(ranges):
        if stop > end:
            start = max(start, end)
            pieces += [text[end:start], BLANK * (stop - start)]
            end = stop
    return "".join([*pieces, text[end:]])
