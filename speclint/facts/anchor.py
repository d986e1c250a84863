"""The anchors that GitHub gives to a document's headings."""

from unicodedata import category

from speclint.document.block import Heading, Html, Text, walk
from speclint.document.inline import plain
from speclint.document.section import Document

_BLANK = "\u2007"  # a blank that is not squeezed with its neighbours


def anchors(document: Document) -> frozenset[str]:
    """Every anchor of a document: its headings' slugs, and the ids and names of HTML tags."""
    import re

    found = set(slugs(document).values())
    for block in document.blocks:
        raw = block.raw if isinstance(block, Html) else ""
        found.update(match[1].casefold() for match in re.finditer(r"<\w[^<>]*?\s(?:id|name)=[\"']([^\"'<>]+)", raw))
    for match in re.finditer(r"<a\s[^<>]*?(?:id|name)=[\"']([^\"'<>]+)", document.source.text):
        found.add(match[1].casefold())
    return frozenset(found)


def slugs(document: Document) -> dict[int, str]:
    """The slug of each heading by its line, made as GitHub makes them (duplicates get -1, -2 …).

    Headings in quotes and lists have one too.
    """
    headings = {section.line: section.text for section in document.walk() if not section.bold}
    headings.update({block.span.line: block.text for block in document.blocks if isinstance(block, Heading)})
    given: dict[str, int] = {}
    return {line: _unique(slug(_words(headings[line])), given) for line in sorted(headings)}


def slug(words: str) -> str:
    """The anchor of a heading's words: lower case, blanks as hyphens, all but letters, digits, `_` and `-` left out.

    As html-pipeline's table of contents filter, whose `[^\\p{Word}\\- ]` keeps letters, marks, decimal digits and
    connecting punctuation. Compared with the package github-slugger 0.0.3 over all code points: the same but for the
    letters that Unicode has gained since.
    """
    return "".join(sign for sign in words.lower() if _is_kept(sign)).replace(" ", "-")


def _is_kept(sign: str) -> bool:
    if sign.isascii():
        return sign.isalnum() or sign in "-_ "
    kind = category(sign)
    return kind[0] in "LM" or kind in ("Nd", "Nl", "Pc") or (kind == "So" and any(sign in each for each in _LETTERS))


_LETTERS = tuple(
    frozenset(map(chr, range(first, last + 1)))
    for first, last in ((0x24B6, 0x24E9), (0x1F130, 0x1F149), (0x1F150, 0x1F169), (0x1F170, 0x1F189))
)
"""The letters in circles and squares: signs that Unicode calls alphabetic."""


def _unique(slug: str, given: dict[str, int]) -> str:
    """A slug with a number behind it where it was given before."""
    name = slug
    while name in given:
        given[slug] += 1
        name = f"{slug}-{given[slug]}"
    given[name] = 0
    return name


def _words(text: Text) -> str:
    """The plain words of a heading, two blanks in a row kept: each becomes a hyphen."""
    if "  " not in text.raw:
        return text.plain
    return plain(text.raw.replace(" ", _BLANK)).replace(_BLANK, " ")


__all__ = ["anchors", "slug", "slugs", "walk"]
