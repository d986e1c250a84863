"""Which parts of a spec are about the interface that it offers, and what kind of interface each speaks of."""

from __future__ import annotations

from collections.abc import Iterator

from speclint.document.block import Paragraph
from speclint.document.section import Section
from speclint.facts.api.signature import Kind
from speclint.facts.fact import Facts

# Below these, a call is mentioned, not specified.
_ELSEWHERE = frozenset(
    {
        "dependencies", "testing", "phases", "risks", "open-questions", "non-goals", "goals", "glossary", "references",
        "toc", "checklist", "success-criteria", "decisions", "metadata", "assumptions",
    }
)  # fmt: skip

_KINDS: tuple[tuple[str, Kind], ...] = (
    ("api graphql", "graphql"),
    ("api rpc", "rpc"),
    ("api cli", "cli"),
    ("api tool", "tool"),
    ("api event", "event"),
    ("api http", "http"),
    ("api function", "function"),
)
"""The kinds by the lists of words that tell them, the most telling first."""


def api_parts(facts: Facts) -> tuple[Section, ...]:
    """The outermost sections about the interface, in document order."""

    def find() -> tuple[Section, ...]:
        found: list[Section] = []
        for section in facts.document.walk():
            above = any(each in section.ancestors() for each in found)
            if "api" in section.roles and not above and not shut_out(section, facts):
                found.append(section)
        return tuple(found)

    return tuple(facts.memo("api parts", find))


def shut_out(section: Section, facts: Facts) -> bool:
    """Whether a section only mentions interfaces: it plans, tests or risks them, or they are those of others."""
    if any(_ELSEWHERE & set(above.roles) and "api" not in above.roles for above in section.ancestors()):
        return True
    if "api" not in section.roles and _ELSEWHERE & set(section.roles):
        return True
    title = facts.document.title_section
    return any(
        facts.vocabulary.has("api consumed", each.label)
        for each in (section, *section.ancestors())
        if each is not title
    )


def within_api(section: Section, facts: Facts) -> bool:
    """Whether a section stands in a part about the interface."""
    parts = api_parts(facts)
    return any(each in parts for each in (section, *section.ancestors()))


def kind_of(section: Section, facts: Facts) -> Kind | None:
    """What kind of interface a section speaks of: its title, those above, or the first words of the part."""
    last = section
    for each in (section, *section.ancestors()):
        if each is facts.document.title_section:
            break
        if (kind := _kind(each.label, facts)) is not None:
            return kind
        last = each
    for part in (section, last):
        first = next((block for block in part.blocks if isinstance(block, Paragraph)), None)
        if first is not None and (kind := _kind(first.text.plain, facts)) is not None:
            return kind
    return None


def _kind(text: str, facts: Facts) -> Kind | None:
    return next((kind for words, kind in _KINDS if facts.vocabulary.has(words, text)), None)


def outside(facts: Facts) -> Iterator[Section]:
    """The sections that are not about the interface and may still define a part of it."""
    parts = api_parts(facts)
    for section in facts.document.walk():
        if section in parts or any(each in parts for each in section.ancestors()) or shut_out(section, facts):
            continue
        yield section


__all__ = ["api_parts", "kind_of", "outside", "shut_out", "within_api"]
