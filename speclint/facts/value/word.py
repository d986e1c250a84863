"""Words: sets of them written as running text, and those that names in code are made of."""

import re


def words(text: str) -> frozenset[str]:
    """The words of a text, parted by spaces."""
    return frozenset(text.split())


_SEAM = re.compile(r"(?<=[a-z])(?=[A-Z])|_")


def parted(text: str) -> str:
    """A text with a space between the words of its names: `retryPolicy`, `retry_policy`."""
    return _SEAM.sub(" ", text)
