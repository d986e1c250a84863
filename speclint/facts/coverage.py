"""Coverage: how much of the code the tests must reach, and where a spec says it twice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from speclint.document.block import Text
from speclint.document.roles import is_code
from speclint.document.span import Span
from speclint.document.vocabulary import Vocabulary, folded
from speclint.facts.ahead import is_ahead
from speclint.facts.fact import Fact, Facts
from speclint.facts.passage import Gap, Statement, block_statements, passages, roles_above


@dataclass(frozen=True, kw_only=True, eq=False)
class CoverageTarget(Fact):
    """A target of test coverage: `scope` is what it is of, empty where it is of all; `value` in percent."""

    scope: str
    text: str
    value: float
    words: frozenset[str] = frozenset()
    plain: bool = True
    """Whether it is one number that is wanted now, and so may contradict another one."""


@dataclass(frozen=True, kw_only=True, eq=False)
class CoverageConflict(Fact):
    """A coverage target that an earlier one of the same scope contradicts."""

    scope: str
    text: str
    other: str
    other_line: int
    related: tuple[tuple[str, Span], ...] = ()


_ASIDE = frozenset("risks open-questions toc non-goals references glossary metadata".split())
_COVERAGE = re.compile(r"\bcover(?:age|ed|s)?\b", re.IGNORECASE)
# 85 % of statements, 80% branches: coverage, said without the word
_SHARE = re.compile(r"%\s?\+?\s*(?:of\s+(?:the\s+|all\s+)?)?(?:statements?|branch(?:es)?|lines)\b", re.IGNORECASE)
# 80% · ≥ 80 % · 80%+ · at least 80 percent
_PERCENT = re.compile(
    r"(?P<bound>(?:[≥>~≈<≤=]=?|at least|minimum(?: of)?|over|above|under|below)\s{0,2})?"
    r"(?<![\w.,-])(?P<number>\d{1,3}(?:\.\d{1,2})?)\s?(?:%|percent\b)\s?(?P<plus>\+)?",
    re.IGNORECASE,
)
_SUITE = re.compile(r"\s?of (?:the |all )?(?:tests?|suite)\b", re.IGNORECASE)  # a share of the tests is no coverage
_RANGE = re.compile(r"\d\s?%?\s?[-–—]\s?\d{1,3}\s?%")
# all endpoints are covered, full coverage: a target without a number
_FULL = re.compile(r"\b(?:full|complete|every|all|each)\b", re.IGNORECASE)


def read_coverage_targets(facts: Facts) -> tuple[CoverageTarget, ...]:
    """The coverage targets, wherever they stand: in sentences, items, rows and drawings."""
    if "cover" not in facts.document.folded and "%" not in facts.document.folded:
        return ()
    found: dict[Span, CoverageTarget] = {}
    for section in facts.document.walk():
        roles = roles_above(section)
        text = "\n".join(facts.document.source.lines[section.line - 1 : section.end_line])
        if roles & _ASIDE or not _speaks(text, True):
            continue
        testing = "testing" in roles or "coverage" in section.title.casefold()
        for statement in block_statements(section.blocks, (section.text,)):
            if not is_ahead(statement, facts.vocabulary):
                for target in _targets(statement, testing, facts.vocabulary):
                    found.setdefault(target.span, target)
    return tuple(found[span] for span in sorted(found))


def read_missing_coverage(facts: Facts) -> tuple[Gap, ...]:
    """The coverage target, where the spec has a testing part and no target."""
    parts = [part for part in passages(facts, "testing") if part.whole]
    if not parts or facts.all("coverage_targets", CoverageTarget):
        return ()
    for part in parts:
        for statement in part.statements():
            words = f"{statement.label} {statement.words}"
            if statement.code is None and _COVERAGE.search(words) and _FULL.search(words):
                return ()
    for part in parts:
        for section in part.section.walk() if part.section is not None else ():
            if _COVERAGE.search(section.title):
                return (Gap(span=section.text.span, kind="coverage", name="a coverage target", said=section.title),)
    return (Gap(span=parts[0].span, kind="coverage", name="a coverage target", part=parts[0].title.plain),)


def _targets(statement: Statement, testing: bool, vocabulary: Vocabulary) -> Iterator[CoverageTarget]:
    if statement.code is not None:
        yield from _drawn(statement, vocabulary) if testing and not is_code(statement.code) else ()
    elif statement.cells:
        yield from _of_row(statement, testing, vocabulary)
    elif statement.text is not None:
        text = statement.text
        titled = testing and any(_COVERAGE.search(title.plain) for title in statement.above[-2:])
        if titled or (_speaks(text.plain, testing) and _is_of_tests(text.plain, testing)):
            yield from _said(text, statement, titled, testing, vocabulary)


_TESTS = re.compile(r"\b(?:tests?|testing|unit|code|line|branch|statement|integration|e2e)\b", re.IGNORECASE)


def _speaks(words: str, testing: bool) -> bool:
    """Whether some words are about coverage; in a testing part, a share of statements or branches is."""
    if "cover" in folded(words) and _COVERAGE.search(words):
        return True
    return testing and "%" in words and _SHARE.search(words) is not None


def _is_of_tests(words: str, testing: bool) -> bool:
    """Whether coverage is that of tests: outside of a testing part, what is covered must say so."""
    return testing or bool(_TESTS.search(words))


def _said(
    text: Text, statement: Statement, titled: bool, testing: bool, vocabulary: Vocabulary
) -> Iterator[CoverageTarget]:
    """A coverage in a sentence: the share nearest to the word, and the clause around it as its scope."""
    words = text.plain
    if measures := _measures(text, statement, vocabulary):
        yield from measures
        return
    matches = list(_PERCENT.finditer(words))
    labelled = bool(_COVERAGE.search(statement.label))
    for match in matches:
        clause, start = _clause(words, match)
        if _SUITE.match(words[match.end() :]) or not (titled or labelled or _speaks(clause, testing)):
            continue
        bare = clause[: match.start() - start] + " " + clause[match.end() - start :]
        scope = _scope(f"{statement.label if statement.label not in clause else ''} {bare}", vocabulary)
        label = " ".join(title.plain for title in statement.above[-1:])
        titles = _scope(label, vocabulary) if testing else frozenset()
        span = text.plain_span(*match.span())
        several = len(matches) > 1 and not _COVERAGE.search(clause)
        yield _made(match, words, scope | titles, span, f"{statement.titles} {words}", vocabulary, not several)


# branches: 70%, functions: 80%, lines: 80%
_MEASURE = re.compile(
    r"\b(?P<measure>branch|function|line|statement)(?:es|s)?(?:\scoverage)?\s?[:=]\s?" + _PERCENT.pattern, re.IGNORECASE
)


_PLURAL = {"branch": "branches", "function": "functions", "line": "lines", "statement": "statements"}


def _measures(text: Text, statement: Statement, vocabulary: Vocabulary) -> list[CoverageTarget]:
    """The coverage in a line that tells it by what is counted; each measure is a scope of its own."""
    found = list(_MEASURE.finditer(text.plain))
    if len(found) < 2 or len({match["measure"].casefold() for match in found}) < len(found):
        return []
    around = f"{statement.titles} {text.plain}"
    return [
        _made(
            match, match[0], frozenset({_PLURAL[match["measure"].casefold()]}),
            text.plain_span(match.start("number"), match.end()), around, vocabulary, True,
        )
        for match in found
    ]  # fmt: skip


_CLAUSE = re.compile(r"[,;.|\n](?=\s|$)|\s[-–—]\s|\band\b|[()]")


def _clause(words: str, match: re.Match[str]) -> tuple[str, int]:
    """The clause that a share stands in, and where it begins."""
    start = max((cut.end() for cut in _CLAUSE.finditer(words, 0, match.start())), default=0)
    stop = next((cut.start() for cut in _CLAUSE.finditer(words, match.end())), len(words))
    return words[start:stop], start


def _of_row(statement: Statement, testing: bool, vocabulary: Vocabulary) -> Iterator[CoverageTarget]:
    """The coverage in a row: below a head of that name, or any share where row or title are about coverage."""
    titled = testing and bool(statement.above) and bool(_COVERAGE.search(statement.above[-1].plain))
    labelled = bool(_COVERAGE.search(statement.label)) and _is_of_tests(
        f"{statement.label} {statement.titles}", testing
    )
    for head, cell in statement.cells[1:]:
        headed = testing and bool(_COVERAGE.search(head.plain))
        told = _speaks(cell.plain, testing) and _is_of_tests(cell.plain, testing)
        if not (headed or titled or labelled or told) or vocabulary.has("column-no-target", head.plain):
            continue
        match = _PERCENT.search(cell.plain)
        if match is None:
            continue
        rest = cell.plain[: match.start()] + " " + cell.plain[match.end() :]
        scope = _scope(f"{statement.label} {rest if told or headed else ''}", vocabulary)
        span = cell.plain_span(*match.span())
        yield _made(match, cell.plain, scope, span, f"{statement.titles} {head.plain}", vocabulary, True)
        if not headed:
            return


def _drawn(statement: Statement, vocabulary: Vocabulary) -> Iterator[CoverageTarget]:
    block = statement.code
    if block is None:
        return
    for at, line in enumerate(block.code.split("\n"), block.line):
        match = _PERCENT.search(line) if _COVERAGE.search(line) else None
        if match is not None:
            bare = re.sub(r"[^\w%.,\s-]", " ", line[: match.start()] + " " + line[match.end() :])
            span = Span(at, block.column + match.start(), at, block.column + match.end())
            yield _made(match, line, _scope(bare, vocabulary), span, statement.titles, vocabulary, True)


_WORD = re.compile(r"[a-z][a-z0-9]+")


def _scope(words: str, vocabulary: Vocabulary) -> frozenset[str]:
    """The words that tell what a coverage is of, in the singular."""
    bare = vocabulary.pattern("coverage-generic").sub(" ", words.casefold().replace("end-to-end", "e2e"))
    return frozenset(word.rstrip("s") for word in _WORD.findall(bare))


def _made(
    match: re.Match[str],
    words: str,
    scope: frozenset[str],
    span: Span,
    around: str,
    vocabulary: Vocabulary,
    alone: bool,
) -> CoverageTarget:
    bound = (match["bound"] or "").strip()
    plain = alone and bound[:1] not in ("<", "~", "≈", "≤") and bound not in ("under", "below")
    return CoverageTarget(
        span=span,
        scope=" ".join(sorted(scope)),
        text=" ".join(match[0].split()),
        value=float(match["number"]),
        words=scope,
        plain=plain and not _RANGE.search(words) and not _is_present(f"{around} {words}", vocabulary),
    )


def _is_present(words: str, vocabulary: Vocabulary) -> bool:
    """Whether a coverage is that of today, and none to reach."""
    if vocabulary.has("aim-title", words):
        words = vocabulary.pattern("present-or-aim").sub(" ", words)
    return bool(_DATED.search(words)) or vocabulary.has("present", words)


_DATED = re.compile(r"\b20\d\d-\d\d-\d\d\b")  # what a day is named for was measured on it


def read_coverage_conflicts(facts: Facts) -> tuple[CoverageConflict, ...]:
    """Coverage targets of one scope that differ: the later one, with the earlier."""
    first: dict[frozenset[str], CoverageTarget] = {}
    found = []
    for target in facts.all("coverage_targets", CoverageTarget):
        if not target.plain:
            continue
        other = first.setdefault(target.words, target)
        if other.value != target.value:
            related = ((f"the coverage is {other.text} here", other.span),)
            found.append(
                CoverageConflict(
                    span=target.span,
                    scope=target.scope or "all code",
                    text=target.text,
                    other=other.text,
                    other_line=other.span.line,
                    related=related,
                )
            )
    return tuple(found)
