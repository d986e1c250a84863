"""References in the text to numbered sections, tables and figures that do not exist."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from speclint.document.block import Block, Html, ListBlock, Table, Text, texts, walk
from speclint.document.section import Section
from speclint.document.span import Span
from speclint.facts.fact import Fact, Facts


@dataclass(frozen=True, kw_only=True, eq=False)
class DanglingReference(Fact):
    """A reference that leads nowhere; `kind` is section, table or figure, `reason` names the nearest that exists."""

    text: str
    kind: str
    number: str
    reason: str
    related: tuple[tuple[str, Span], ...] = ()


_NUMBERS = r"\d{1,2}(?:\.\d{1,2}){0,4}(?![\d%]|\.\d|\w)"
# Section 7.2 · see sections 3 and 4.1 · §4.1 · §§ 3-5 · Chapter 5
_SECTION = re.compile(
    rf"(?P<word>\b(?:sections?|sect?\.|chapters?|abschnitte?n?|kapiteln?)\s{{1,2}}|§{{1,2}}\s?)"
    rf"(?P<numbers>{_NUMBERS}(?:\s?(?:,|-|–|to|and|&|or|bis|und)\s?§?{_NUMBERS}){{0,8}})",
    re.IGNORECASE,
)
_HINT = re.compile(r"§|(?:section|sect|chapter|abschnitt|kapitel)", re.IGNORECASE)
_NUMBER = re.compile(_NUMBERS)
_CAPTIONED = re.compile(r"\b(?:table|fig)", re.IGNORECASE)
# Table 3, Figure 2, Fig. 2
_NUMBERED = re.compile(r"\b(?P<word>Table|Figure|Fig\.)\s(?P<number>\d{1,2})\b(?!\.\d|%)")
_CAPTION = re.compile(r"\W{0,4}(?P<word>Table|Figure|Fig\.)\s(?P<number>\d{1,2})\b", re.IGNORECASE)
_FILE = re.compile(r"\b[\w-]+\.(?:md|pdf|docx?|html?|rst|adoc|txt)\b|\b[A-Z]{2,10}-\d{1,6}\b|https?://", re.IGNORECASE)
# behind a reference: `of the contract`, not `of this document`, `in detail`
_OF_OTHER = re.compile(
    r"\s*(?:\([^()]{0,80}\)\s*)?(?:of|in|from|within|under|der|des)\s(?!this\b|detail|full\b|more\b)"
)
_LABEL = re.compile(r"^[\s>#*|_+-]*(\d{1,2}(?:\.\d{1,2}){1,4})\b", re.MULTILINE)  # a number at the start of a line
_DIGITS = re.compile(r"\d{1,3}(?:\.\d{1,3})*")
_ENOUGH = 3  # numbered chapters make a numbered document
_FAR = 10  # a number so much beyond the last chapter is a paragraph of a law
_NEAR, _MOST = 400, 100  # so many characters around a reference are looked at, so many references of a text
_ASIDE = ("references", "glossary", "metadata")


def read_dangling_references(facts: Facts) -> tuple[DanglingReference, ...]:
    """The references that lead nowhere, in document order."""
    source = facts.document.source.text.lower()
    found: list[DanglingReference] = []
    if any(word in source for word in ("§", "section", "sect.", "chapter", "abschnitt", "kapitel")):
        found += _sections(facts)
    if any(f"{word} {digit}" in source for word in ("table", "figure", "fig.") for digit in "123456789"):
        found += _captions(facts)
    return tuple(sorted(found, key=lambda each: (each.span.line, each.span.column)))


def _texts(facts: Facts) -> Iterator[tuple[Text, str]]:
    """The texts outside of parts about other documents, each with what stands around it."""
    for section in facts.document.walk():
        if any(section.within(role) for role in _ASIDE):
            continue
        yield section.text, ""
        for block in walk(section.blocks):
            around = _around(block)
            yield from ((text, around) for text in texts(block))
    for block in walk(facts.document.preamble):
        yield from ((text, _around(block)) for text in texts(block))


def _around(block: Block) -> str:
    return " | ".join(cell.plain for cell in block.header) if isinstance(block, Table) else ""


# Sections


@dataclass(frozen=True)
class _Numbers:
    """The numbers of a document's sections."""

    sections: dict[str, Section]
    chapters: int
    source: str

    def has(self, number: str) -> bool:
        """Whether something bears the number: a heading or, of finer ones, a line."""
        if number in self.sections or any(each.startswith(number + ".") for each in self.sections):
            return True
        return "." in number and any(match[1] == number for match in _LABEL.finditer(self.source))

    def judges(self, number: str) -> bool:
        """Whether a missing section of this number is certainly missing, and no item of a list is meant."""
        first, _, rest = number.partition(".")
        if int(first) > self.chapters + _FAR or int(first) == 0:
            return False
        chapter = self.sections.get(first)
        if not rest or chapter is None:
            return True
        if any(each.startswith(first + ".") for each in self.sections):
            return "." not in rest or not _lists(chapter, int(rest.rpartition(".")[2]))
        return not chapter.children and not _lists(chapter, int(rest.partition(".")[0]))

    def nearest(self, number: str) -> Section:
        """The section whose number is closest: of the same chapter, else a chapter."""
        parts = [int(part) for part in number.split(".")]

        def distance(other: str) -> tuple[int, int, int, list[int]]:
            values = [int(part) for part in other.split(".")]
            same = next((at for at, (a, b) in enumerate(zip(parts, values, strict=False)) if a != b), len(values))
            gaps = [abs(a - b) for a, b in zip(parts, values, strict=False)]
            return -min(same, len(parts)), gaps[0], abs(len(parts) - len(values)), gaps

        return self.sections[min(self.sections, key=distance)]


def _lists(chapter: Section, number: int) -> bool:
    """Whether a chapter holds an ordered list of so many items, or a table with a row of that number."""
    blocks = list(chapter.all_blocks())
    if any(isinstance(block, ListBlock) and block.ordered and len(block.items) >= number for block in blocks):
        return True
    return any(
        isinstance(block, Table) and any(row.cells[0].plain.strip("#. ") == str(number) for row in block.rows)
        for block in blocks
    )


def _numbers(facts: Facts) -> _Numbers | None:
    """The numbers of the sections; None where the document does not number them."""
    sections: dict[str, Section] = {}
    for section in facts.document.walk():
        if section.number and _DIGITS.fullmatch(section.number):
            sections.setdefault(section.number, section)
    chapters = [int(section.number) for section in facts.document.top if section.number and section.number.isdigit()]
    titled = [section for section in facts.document.top if not {"toc", "metadata", "references"} & set(section.roles)]
    if len(chapters) < _ENOUGH or len(chapters) * 5 < len(titled) * 3:
        return None
    return _Numbers(sections, max(chapters), facts.document.source.text)


def _sections(facts: Facts) -> Iterator[DanglingReference]:
    numbers = _numbers(facts)
    if numbers is None or facts.get("broken_fences"):
        return
    for text, around in _texts(facts):
        plain = text.plain if _HINT.search(text.raw) else ""
        for match in islice(_SECTION.finditer(plain), _MOST):
            if _is_elsewhere(facts, text, match, around):
                continue
            for number in _NUMBER.finditer(plain, *match.span("numbers")):
                if not numbers.has(number[0]) and numbers.judges(number[0]):
                    single = len(match["numbers"]) == len(number[0])
                    start = match.start() if single else number.start()
                    span = text.plain_span(start, number.end())
                    yield _dangling(span, plain[start : number.end()], number[0], numbers)


def _dangling(span: Span, words: str, number: str, numbers: _Numbers) -> DanglingReference:
    near = numbers.nearest(number)
    reason = f'there is no section {number} (the nearest is {near.number} "{near.title}")'
    related = ((f"section {near.number} is here", near.text.span),)
    return DanglingReference(span=span, text=words, kind="section", number=number, reason=reason, related=related)


def _is_elsewhere(facts: Facts, text: Text, match: re.Match[str], around: str) -> bool:
    """Whether a reference is to another document: its sentence names one, or it stands in a link to one."""
    plain = text.plain
    if _OF_OTHER.match(plain, match.end()):
        return True
    low = max(plain.rfind(". ", 0, match.start()), plain.rfind("; ", 0, match.start())) + 1
    high = plain.find(". ", match.end())
    low, high = max(low, match.start() - _NEAR), min(high if high >= 0 else len(plain), match.end() + _NEAR)
    said = f"{around} {plain[low:high]}"
    if facts.vocabulary.has("other document", said) or _FILE.search(said):
        return True
    return any(each.kind == "link" and not each.target.startswith("#") for each in text.inlines) or any(
        each.kind == "code" and match[0] in each.text for each in text.inlines
    )


# Tables and figures


def _captions(facts: Facts) -> Iterator[DanglingReference]:
    """References to tables and figures of numbers that none bears, where at least two bear one."""
    known: dict[str, dict[int, Span]] = {"table": {}, "figure": {}}
    used: list[tuple[str, int, Text, re.Match[str]]] = []
    for text, around in _texts(facts):
        if not _CAPTIONED.search(text.raw):
            continue
        for words in (text.plain, *(each.text for each in text.inlines if each.kind == "image")):
            if caption := _CAPTION.match(words):
                known[_kind(caption["word"])].setdefault(int(caption["number"]), text.span)
        used += [
            (_kind(match["word"]), int(match["number"]), text, match)
            for match in islice(_NUMBERED.finditer(text.plain), _MOST)
            if not _is_elsewhere(facts, text, match, around)
        ]
    for block in facts.document.blocks:
        for match in _NUMBERED.finditer(block.raw) if isinstance(block, Html) else ():
            known[_kind(match["word"])].setdefault(int(match["number"]), block.span)
    for kind, number, text, match in used:
        numbers = known[kind]
        if len(numbers) > 1 and number not in numbers:
            near = min(numbers, key=lambda each: abs(each - number))
            yield DanglingReference(
                span=text.plain_span(*match.span()), text=match[0], kind=kind, number=str(number),
                reason=f"there is no {kind} {number} (the nearest is {kind} {near})",
                related=((f"{kind} {near} is here", numbers[near]),),
            )  # fmt: skip


def _kind(word: str) -> str:
    return "table" if word.lower() == "table" else "figure"
