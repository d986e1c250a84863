"""Sets of words, written as running text."""


def words(text: str) -> frozenset[str]:
    """The words of a text, parted by spaces."""
    return frozenset(text.split())
