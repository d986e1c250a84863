"""Words from outside in messages: quoted, and the nearest ones that would have been right."""

from collections.abc import Iterable

_LONGEST = 80


def cut(text: str) -> str:
    """A text of at most eighty characters."""
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def quoted(value: object) -> str:
    """A value as it is written in Python, of at most eighty characters."""
    return cut(repr(value if not isinstance(value, str) else value[: 2 * _LONGEST]))


def nearest(word: str, words: Iterable[str]) -> str:
    """` (did you mean 'x'?)` where some word is near; else the words there are, if they are few."""
    from difflib import get_close_matches

    names = sorted(words)
    near = get_close_matches(word, names, 1, 0.6) if len(word) <= _LONGEST else []
    return f" (did you mean {near[0]!r}?)" if near else f" (one of {', '.join(names)})" if len(names) < 16 else ""
