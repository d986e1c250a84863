"""Tests: which levels of tests a spec's testing part addresses, and which it leaves out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from speclint.document.roles import is_code
from speclint.document.span import Span
from speclint.document.vocabulary import Vocabulary
from speclint.facts.fact import Fact, Facts
from speclint.facts.passage import ASIDE, Gap, Passage, Statement, SubjectPart, is_blank, passages


@dataclass(frozen=True, kw_only=True, eq=False)
class TestLevel(Fact):
    """A place that addresses a level of tests: `unit`, `integration`, `e2e`, or another kind such as `load`."""

    __test__: ClassVar[bool] = False  # it is no test class of pytest

    level: str
    text: str


LEVELS = {"unit": "unit tests", "integration": "integration tests", "e2e": "end-to-end tests"}
"""The levels that a testing part should address, and how a message calls them."""

_TESTS = r"(?:tests?|testing|specs?|suites?|coverage|level|cases)"
_KINDS = (
    r"(?:unit|integration|component|contract|functional|system|acceptance|e2e|end[\s-]to[\s-]end|ui|performance|load"
    r"|smoke|regression)"
)
_JOINT = r"\s{0,3}(?:(?:,|/|&|\+|→|->|and\b|or\b|plus\b)\s{0,3}){1,3}"

# "unit tests", "unit/integration", "unit, ..."; in a testing part hardly any unit is another one
_UNIT = re.compile(
    r"(?<![\w-])(?<!per )(?<!business )(?<!storage )(?<!price )unit(?!\w|[\w-]*\s(?:of|price|cost|conversion)\b)"
    r"|\bunittests?\b",
    re.IGNORECASE,
)
# integration tests; integration and e2e tests; unit, integration
_INTEGRATION = re.compile(
    rf"(?<!continuous )\bintegration(?:{_JOINT}{_KINDS}){{0,5}}[\s-]{{1,3}}{_TESTS}\b"
    rf"|\b{_KINDS}(?:[\s-]{{1,3}}{_TESTS})?{_JOINT}integration\b|\bintegration{_JOINT}{_KINDS}\b|\bintegrated[\s-]tests?\b|\(integration\b[^()]{{0,40}}\)",
    re.I,
)
# E2E, end-to-end, acceptance tests, UAT, system tests, UI tests
_E2E = re.compile(
    rf"\b(?:e2e|end[\s-]?(?:to|2)[\s-]?end)\b|\b(?:user[\s-])?acceptance[\s-]{{1,3}}{_TESTS}\b|\buser[\s-]acceptance\b|\buat\b"
    rf"|\b(?:system|ui|browser|user[\s-]journey|full[\s-]stack|gui)(?:{_JOINT}{_KINDS}){{0,3}}[\s-]{{1,3}}{_TESTS}\b",
    re.I,
)
# a label, a heading or a first cell that is nothing but the level: "Integration", "UI / Acceptance"
_BARE = {
    "unit": re.compile(r"\W*units?\b", re.I),
    "integration": re.compile(r"\W*integration(?:s?\W*$|\s*[(:–—/&,-])", re.I),
    "e2e": re.compile(r"\W*(?:(?:user\s+)?acceptance|system|ui|browser)(?:\W*$|\s*[(:–—/&,-])", re.I),
}
# tests/integration, test:integration, a box of a test pyramid
_DRAWN = re.compile(r"(?<!continuous )\bintegration\b", re.I)


# A test plan below the open questions is one whose own chapter is empty or missing.
_ASIDE = tuple(role for role in ASIDE if role != "open-questions")


def read_tests(facts: Facts) -> tuple[TestLevel, ...]:
    """The levels that the testing parts address, each once for each heading, label, row or paragraph."""
    found: dict[tuple[str, Span], TestLevel] = {}
    for passage in _parts(facts):
        for level in _addressed(passage, facts.vocabulary):
            found.setdefault((level.level, level.span), level)
    return tuple(sorted(found.values(), key=lambda level: level.span))


def read_missing_tests(facts: Facts) -> tuple[Gap, ...]:
    """The levels that no testing part addresses, where an author would add them."""
    parts = _parts(facts)
    if not parts:
        return ()
    levels = {level.level for level in facts.all("tests", TestLevel)}
    main = max(parts, key=lambda part: (part.whole, len({each.level for each in _addressed(part, facts.vocabulary)})))
    return tuple(_gap(level, parts, main) for level in LEVELS if level not in levels)


def read_testing_parts(facts: Facts) -> tuple[SubjectPart, ...]:
    """The parts about testing: sections, and labels that name a level."""
    return tuple(SubjectPart(span=part.span, title=part.title.plain) for part in _parts(facts))


def _gap(level: str, parts: tuple[Passage, ...], main: Passage) -> Gap:
    """A missing level: at its empty heading or label where it has one, else at the testing part."""
    for part in parts:
        for span, said in _announced(part, level):
            return Gap(span=span, kind=level, name=LEVELS[level], said=said, part=part.title.plain)
    return Gap(span=main.span, kind=level, name=LEVELS[level], part=main.title.plain)


def _announced(part: Passage, level: str) -> Iterator[tuple[Span, str]]:
    for statement in part.statements():
        if statement.label and level in _named(statement.label, True) and not _says(statement):
            yield statement.span, statement.label
    if part.whole and part.section is not None:
        for section in part.section.walk():
            if level in _named(section.label, True, section is part.section):
                yield section.text.span, section.label


def _parts(facts: Facts) -> tuple[Passage, ...]:
    def read() -> tuple[Passage, ...]:
        return tuple(
            part
            for part in passages(facts, "testing", aside=_ASIDE)
            if part.whole or any(level.level in LEVELS for level in _addressed(part, facts.vocabulary))
        )

    return facts.memo("testing-parts", read)  # type: ignore[no-any-return]


def _addressed(passage: Passage, vocabulary: Vocabulary) -> Iterator[TestLevel]:
    named: dict[Span, frozenset[str]] = {}
    for statement in passage.statements():
        if not _says(statement):
            continue
        covered: set[str] = set()
        for title in statement.above:
            if title.span not in named:
                named[title.span] = _named(title.plain, True, title is passage.title)
                for level in sorted(named[title.span]):
                    yield TestLevel(span=title.span, level=level, text=title.plain)
            covered.update(named[title.span])
        for level in sorted((_levels(statement, vocabulary) | _columns(statement)) - covered):
            yield TestLevel(span=statement.span, level=level, text=statement.summary)


def _says(statement: Statement) -> bool:
    """Whether it is more than a label and a placeholder."""
    if statement.code is not None:
        return bool(statement.code.code.strip())
    if statement.cells:
        return len(statement.cells) == 1 or any(
            cell.plain and not is_blank(cell.plain) for _, cell in statement.cells[1:]
        )
    return bool(statement.value) and not is_blank(statement.value)


def _levels(statement: Statement, vocabulary: Vocabulary) -> set[str]:
    if statement.code is not None and is_code(statement.code):
        return set()  # what a test is called says little of its level
    found = set(_named(statement.words, False)) | set(_named(statement.label, True))
    if (statement.code is not None or statement.html) and _DRAWN.search(statement.words):
        found.add("integration")
    if found & {"e2e"} and not _is_test(statement.words, vocabulary):
        found.discard("e2e")
    if match := vocabulary.pattern("test-other").search(statement.words):
        found.add(match[0].split()[0].split("-")[0].casefold())
    return found


def _columns(statement: Statement) -> set[str]:
    """The levels that are columns of a row, where the row has something in them."""
    return {
        level
        for head, cell in statement.cells[1:]
        if cell.raw and not is_blank(cell.plain)
        for level in _named(head.plain, True)
    }


def _is_test(words: str, vocabulary: Vocabulary) -> bool:
    """Whether some "end-to-end" is about tests: not about the latency or the encryption of the whole way."""
    other = vocabulary.pattern("test-e2e-not")
    return any(not other.match(words[match.end() :].lstrip(" -")) for match in _E2E.finditer(words))


def _named(words: str, label: bool, title: bool = False) -> frozenset[str]:
    """The levels that some words name; of a part's own title, only the one that it begins with."""
    if title:
        return frozenset(level for level, bare in _BARE.items() if bare.match(words) or _PATTERNS[level].match(words))
    found = {level for level, pattern in _PATTERNS.items() if pattern.search(words)}
    if label:
        found.update(level for level, bare in _BARE.items() if bare.match(words))
    return frozenset(found)


_PATTERNS = {"unit": _UNIT, "integration": _INTEGRATION, "e2e": _E2E}


