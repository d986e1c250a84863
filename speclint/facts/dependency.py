"""Dependencies: the libraries, runtimes, databases, tools and services that a spec lists, and their versions.

Authors list them in tables, bullets, labelled lines, sentences and package manifests; a version stands in a column,
behind the name, in brackets or after a link. A version anywhere in these parts counts for the technology.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from speclint.document.block import Block, ListBlock, Paragraph, Table, Text, texts, walk
from speclint.document.section import Section
from speclint.facts.fact import Applicability, Facts
from speclint.facts.inventory.columns import Columns
from speclint.facts.inventory.dependency import Context, Dependency
from speclint.facts.inventory.reader import Reader
from speclint.facts.inventory.stack import Stack
from speclint.facts.naming import Words, version_behind


def read_dependencies(facts: Facts) -> tuple[Dependency, ...]:
    """The dependencies of all parts that list them, in document order."""
    words = Words(facts.vocabulary)
    sections = facts.sections("dependencies")
    found = [dependency for section in sections for dependency in _part(section, words)]
    header = [*_header(facts, words)]
    shared = _shared(_once([*found, *header]), _stated(sections, words))
    found = [each for each in shared if not each.header]
    listed = {_key(each) for each in found}
    more = [each for each in shared if each.header and _key(each) not in listed]
    known = any(each.needs_version for each in found)
    found += [replace(each, needs_version=False) if known else each for each in more]
    return tuple(sorted(found or _once(_anywhere(facts, words)), key=lambda each: (each.span.line, each.span.column)))


def _key(each: Dependency) -> str:
    return (each.technology or each.name).casefold()


def _once(found: Iterable[Dependency]) -> list[Dependency]:
    """Each place once."""
    return list({(each.span.line, each.span.column): each for each in found}.values())


def read_dependency_scope(facts: Facts) -> tuple[Applicability, ...]:
    """Whether there is anything to list: a part may say that there are no dependencies."""
    if facts.get("dependencies"):
        return ()
    for section in facts.sections("dependencies"):
        for block in section.blocks[:2]:
            lines = [block.text] if isinstance(block, Paragraph) else []
            lines += [item.text for item in block.items[:1]] if isinstance(block, ListBlock) else []
            for text in lines:
                if match := _NO_DEPENDENCIES.match(text.plain):
                    return (Applicability(span=text.span, applies=False, reason=match[0].strip()),)
    return ()


# None. · No external dependencies · There are no new dependencies.
_NO_DEPENDENCIES = re.compile(
    r"\W*(?:(?:there (?:are|is)|adds?|introduces?|requires?|has|have|needs?|with)\s)?"
    r"(?:none\b|no\s(?:\w+[\s-]){0,3}(?:dependenc\w+|libraries|packages)|zero\s(?:\w+\s){0,2}dependenc\w+)[^\n]{0,160}",
    re.I,
)


def _part(section: Section, words: Words) -> list[Dependency]:
    """The dependencies of a section and those below."""
    reader = Reader(words)
    context = replace(Context().under(section.title, words), stray=False)
    return reader.section(section, context) or reader.sentences(section, Context())


# parts that speak of technologies without depending on them
_ASIDE = ("risks", "open-questions", "non-goals", "references", "glossary", "assumptions")


def _header(facts: Facts, words: Words) -> Iterator[Dependency]:
    """What the header or a label elsewhere calls the stack: `**Tech Stack**: Go 1.22, Redis 7`."""
    stack = Stack(Reader(words))
    yield from stack.front_matter(facts.document.front_matter)
    found = [*stack.below(facts.document.preamble)]
    for section in facts.document.walk():
        if not any(section.within(role) for role in ("dependencies", *_ASIDE)):
            found += stack.below(section.blocks)
    yield from (each for each in found if each.technology or each.needs_version)


def _anywhere(facts: Facts, words: Words) -> Iterator[Dependency]:
    """Where no part is called so: package manifests, tables with a version column, lists of languages and tools."""
    reader = Reader(words)
    for code in facts.document.code_blocks:
        if code.language not in ("bash", "sh", "shell", "console", "zsh", "powershell"):
            yield from reader.manifest(code, Context(True))
    aside = (*_ASIDE, "metadata", "api", "data-model", "phases")
    for section in facts.document.all_sections:
        if any(section.within(role) for role in aside):
            continue
        for block in section.blocks:
            if isinstance(block, Table) and Columns(block, words).known:
                yield from reader.blocks((block,), Context())
            elif isinstance(block, ListBlock) and reader.is_stack_list(block):
                yield from reader.blocks((block,), Context(True))


# Versions stated elsewhere in the part


def _stated(sections: Sequence[Section], words: Words) -> dict[str, str]:
    """The versions that the texts of some parts give to technologies that they name."""
    stated: dict[str, str] = {}
    for section in sections:
        for part in section.walk():
            for text in (part.text, *(text for block in part.blocks for text in _all_texts(block))):
                for mention in words.named(text.plain):
                    end = version_behind(text.plain, mention)
                    if end > mention.end:
                        stated.setdefault(mention.name.casefold(), text.plain[mention.end : end].strip(" (`:=@*"))
    return stated


def _all_texts(block: Block) -> Iterator[Text]:
    return (text for each in walk((block,)) for text in texts(each))


def _shared(found: list[Dependency], stated: dict[str, str]) -> list[Dependency]:
    """Gives each dependency the version that is stated for it at another place."""
    known = dict(stated)
    for each in found:
        if each.version:
            known.setdefault(_key(each), each.version)
    return [
        replace(each, version=known[_key(each)], elsewhere=True)
        if each.version is None and not each.unpinned and _key(each) in known
        else each
        for each in found
    ]


__all__ = ["Dependency", "read_dependencies", "read_dependency_scope"]
