"""Titles: their number, their emoji, and the words that are left."""

import re
from typing import NamedTuple

# `3.`, `3)`, `3.1.2`, `3.1.2.`, `§ 4`, `A.`, `IV.` at the start of a title
_NUMBER = re.compile(
    r"(?:section|chapter|part|§)?\s*"
    r"(?P<number>\d{1,3}(?:\.\d{1,3}){0,5}[a-z]?|[A-Z](?:\.\d{1,3}){1,4}|[A-Z](?=[.)])|[IVX]{1,5}(?=[.)]))"
    r"(?P<mark>\.|\)|:|\s+[-–—])?(?:\s+|$)",
    re.IGNORECASE,
)
_APPENDIX = re.compile(r"appendix\s+(?P<number>[A-Z]|\d{1,2})\b\s*[.:)–—-]*\s*", re.IGNORECASE)
_EMOJI = re.compile(
    "[\u00a9\u00ae\u200d\u203c-\u2049\u2122\u2139\u2190-\u21ff\u2300-\u23ff\u25a0-\u27bf\u2900-\u297f"
    "\u2b00-\u2bff\u3030\u303d\u3297\u3299\ufe0f\U0001f000-\U0001faff\U000e0020-\U000e007f]+"
)
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_KEYCAP = re.compile(r"^(\d)\ufe0f?\u20e3\s*")  # the emoji of a digit: a number after all


class Title(NamedTuple):
    """A title in two parts: its number, or None, and the words behind it."""

    number: str | None
    words: str


def split_title(text: str) -> Title:
    """The number and the words of a plain title, emoji at its edges left out."""
    text = _KEYCAP.sub(r"\1. ", text.strip())
    text = strip_emoji(text)
    if match := _APPENDIX.match(text):
        return Title(match["number"].upper(), text[match.end() :].strip() or text)
    match = _NUMBER.match(text)
    if match and _is_number(match, text):
        words = strip_emoji(text[match.end() :])
        return Title(match["number"], words) if words else Title(match["number"], "")
    return Title(None, text)


def _is_number(match: re.Match[str], text: str) -> bool:
    number, mark = match["number"], match["mark"]
    if number[0].isdigit():
        # "5 minutes of fame" is no numbered title; "5 Minutes" may be: a bare whole number needs a capital
        rest = text[match.end() :]
        if number[-1].isalpha() and not mark:
            return False
        return mark is not None or "." in number or not rest or not rest[0].islower()
    return mark is not None or "." in number


def strip_emoji(text: str) -> str:
    """The text without emoji and other pictures at its edges."""
    previous = None
    while previous != text:
        previous = text
        text = text.strip()
        if match := _EMOJI.match(text):
            text = text[match.end() :]
        while text and _EMOJI.match(text[-1]):
            text = text[:-1]
    return text


def without_emoji(text: str) -> str:
    """The text with every emoji replaced by a space."""
    return _EMOJI.sub(" ", text)


def without_brackets(text: str) -> str:
    """The text with everything in brackets, brackets included, replaced by a space."""
    return _BRACKETS.sub(" ", text)
