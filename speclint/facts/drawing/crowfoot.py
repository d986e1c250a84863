"""Cardinalities as entity diagrams draw them: `||--o{` is one to zero or more."""

import re

_LEFT = {"||": "one", "|o": "zero or one", "}o": "zero or more", "}|": "one or more", "|": "one", "}": "many"}
_RIGHT = {"||": "one", "o|": "zero or one", "o{": "zero or more", "|{": "one or more", "|": "one", "{": "many"}

_WORDS = {
    "one or zero": "zero or one",
    "zero or one": "zero or one",
    "one or more": "one or more",
    "one or many": "one or more",
    "zero or more": "zero or more",
    "zero or many": "zero or more",
    "only one": "one",
    "many(0)": "zero or more",
    "many(1)": "one or more",
    "many": "zero or more",
    "one": "one",
    "1+": "one or more",
    "0+": "zero or more",
    "1": "one",
}

_WORD = "|".join(re.escape(word) for word in _WORDS)

CROWFOOT = re.compile(
    rf"(?:(\|\||\|o|\}}o|\}}\||\||\}}|u)|\b({_WORD}))?\s*+"
    r"(--|\.\.|\.-|-\.|\boptionally\s+to\b|\bto\b)"
    rf"\s*+(?:(\|\||o\||o\{{|\|\{{|\||\{{|u)|({_WORD})(?![\w]))?"
)
"""A line between two entities, with its ends."""


def reading(found: re.Match[str]) -> str:
    """What the ends of a line say: `one to zero or more`."""
    left = _LEFT.get(found.group(1) or "") or _WORDS.get(found.group(2) or "")
    right = _RIGHT.get(found.group(4) or "") or _WORDS.get(found.group(5) or "")
    return f"{left} to {right}" if left and right else ""
