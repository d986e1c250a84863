"""The anchors that GitHub gives to a document's headings."""

from speclint.document.block import Html, walk
from speclint.document.section import Document


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
    """The slug of each heading by its line, made as GitHub makes them (duplicates get -1, -2 …)."""
    from github_slugger import GithubSlugger

    slugger = GithubSlugger()
    return {section.line: slugger.slug(section.label) for section in document.walk() if not section.bold}


__all__ = ["anchors", "slugs", "walk"]
