"""The test pyramid: which share of the tests each level has, whether the shares add up, and whether they agree."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from speclint.document.block import CodeBlock, Text
from speclint.document.roles import is_code
from speclint.document.span import Span
from speclint.document.vocabulary import Vocabulary
from speclint.facts.fact import Fact, Facts
from speclint.facts.passage import Passage, Statement, passages, section_statements


@dataclass(frozen=True, kw_only=True, eq=False)
class TestShare(Fact):
    """The share of the tests that a level has, in percent; `group` tells the pyramid that it is of."""

    __test__ = False  # it is no test class of pytest

    level: str
    value: float
    text: str
    group: int
    present: bool = False
    """Whether it tells what there is, and not what is wanted."""


@dataclass(frozen=True, kw_only=True, eq=False)
class ShareSum(Fact):
    """A whole pyramid whose shares do not add up to 100: `text` lists them."""

    total: float
    text: str


@dataclass(frozen=True, kw_only=True, eq=False)
class ShareConflict(Fact):
    """A share that another pyramid of the same spec contradicts."""

    level: str
    text: str
    other: str
    other_line: int
    related: tuple[tuple[str, Span], ...] = ()


@dataclass(frozen=True, eq=False)
class _Found:
    """A share as it was found; `label` is what it is of, `level` empty where that is no known level."""

    level: str
    label: str
    value: float
    text: str
    span: Span
    headed: bool = False
    """Whether it stands below a head about shares."""


_LEVELS = {
    "unit": re.compile(r"\bunits?\b", re.IGNORECASE),
    "integration": re.compile(r"\bintegrations?\b|\bservice tests?\b|\bapi tests?\b", re.IGNORECASE),
    "e2e": re.compile(
        r"\be2e\b|\bend[\s-]?to[\s-]?end\b|\bui tests?\b|\bsystem tests?\b|\bacceptance\b", re.IGNORECASE
    ),
    "contract": re.compile(r"\bcontract\b", re.IGNORECASE),
    "component": re.compile(r"\bcomponent\b", re.IGNORECASE),
    "manual": re.compile(r"\bmanual\b|\bexploratory\b", re.IGNORECASE),
    "performance": re.compile(r"\bperformance\b|\bload\b|\bstress\b", re.IGNORECASE),
    "security": re.compile(r"\bsecurity\b", re.IGNORECASE),
    "smoke": re.compile(r"\bsmoke\b", re.IGNORECASE),
}
_NAMES = {"unit": "unit tests", "integration": "integration tests", "e2e": "end-to-end tests"}

# a plain share: 70%, (70 %), 12.5 % – no bound, no range, no estimate
_SHARE = re.compile(r"(?<![\w.,/-])(?P<number>\d{1,3}(?:\.\d{1,2})?)\s?(?:%|percent\b)(?![\w+])", re.IGNORECASE)
# what makes a number no plain share: ~70%, ≥ 80%, up to 10%, 70-80%, 80%+
_LOOSE = re.compile(
    r"(?:[~≈≥≤<>=±]|\b(?:about|around|at least|at most|up to|roughly|approx\w*|ca|min|max|over|under"
    r"|above|below|beyond|more than|less than)\.?)\s{0,2}$|\d\s?[-–—]\s?$|%\s?[-–—]\s?$",
    re.IGNORECASE,
)
# 70/20/10, 70 / 20 / 10 %, 70:20:10
_TRIPLE = re.compile(r"(?<![\w/.:])(\d{1,2})\s?%?\s?([/:])\s?(\d{1,2})\s?%?\s?\2\s?(\d{1,2})(?![\w/:]|\.\d)\s?%?")


def read_test_shares(facts: Facts) -> tuple[TestShare, ...]:
    """The shares of the pyramids in the testing parts."""
    found: list[TestShare] = []
    for number, (run, present) in enumerate(_pyramids(facts)):
        found.extend(
            TestShare(
                span=each.span,
                level=each.level or each.label,
                value=each.value,
                text=each.text,
                group=number,
                present=present,
            )
            for each in run
        )
    return tuple(found)


def read_share_sums(facts: Facts) -> tuple[ShareSum, ...]:
    """The pyramids that name every level and do not add up to 100."""
    found = []
    for _, group in groupby(facts.all("test_shares", TestShare), key=lambda share: share.group):
        run = list(group)
        total = round(sum(share.value for share in run), 2)
        exact = all(share.value % 5 == 0 for share in run)
        if _is_whole(run) and abs(total - 100) > (0 if exact else 1):
            known = round(sum(share.value for share in run if share.level in _NAMES), 2)
            if known != 100:
                text = " + ".join(share.text for share in run)
                found.append(ShareSum(span=run[0].span, total=total, text=text))
    return tuple(found)


def _is_whole(run: Iterable[TestShare]) -> bool:
    """Whether a pyramid is all there: unit tests, and the two levels above."""
    return set(_NAMES) <= {share.level for share in run}


def read_share_conflicts(facts: Facts) -> tuple[ShareConflict, ...]:
    """The shares that an earlier pyramid of the spec gives otherwise."""
    first: dict[str, TestShare] = {}
    found = []
    for _, group in groupby(facts.all("test_shares", TestShare), key=lambda share: share.group):
        run = [share for share in group if not share.present]
        for share in run:
            other = first.get(share.level)
            if share.level in _NAMES and other is not None and other.value != share.value:
                related = ((f"{_NAMES[share.level]} have {other.text} here", other.span),)
                found.append(
                    ShareConflict(
                        span=share.span,
                        level=_NAMES[share.level],
                        text=share.text,
                        other=other.text,
                        other_line=other.span.line,
                        related=related,
                    )
                )
        if _is_whole(run):
            for share in run:
                first.setdefault(share.level, share)
    return tuple(found)


def _pyramids(facts: Facts) -> Iterator[tuple[list[_Found], bool]]:
    """The runs of shares: of a heading, a sentence, a list, the rows of a table or a drawing."""
    for part in passages(facts, "testing"):
        titles = [part.title]
        if part.whole and part.section is not None:
            titles = [section.text for section in part.section.walk()]
        for title in titles:
            if run := list(_triple(title, facts.vocabulary)):
                yield run, facts.vocabulary.has("present", title.plain)
        yield from _of_statements(part, facts.vocabulary)


def _of_statements(part: Passage, vocabulary: Vocabulary) -> Iterator[tuple[list[_Found], bool]]:
    statements = section_statements(part.section) if part.whole and part.section is not None else part.statements()
    for above, group in groupby(statements, key=lambda each: tuple(text.span for text in each.above)):
        run = list(group)
        titles = " ".join(text.plain for text in run[0].above[-2:]) if above else ""
        present = vocabulary.has("present", titles)
        listed: list[_Found] = []
        for statement in run:
            if statement.code is not None:
                if found := _drawn(statement.code, vocabulary):
                    yield found, present
            elif statement.cells:
                listed.extend(_of_row(statement, titles, vocabulary))
            elif statement.text is not None:
                triple = list(_triple(statement.text, vocabulary)) or _sentence(statement.text, vocabulary)
                if triple:
                    yield triple, present or vocabulary.has("present", statement.words)
                else:
                    listed.extend(_of_item(statement, vocabulary))
        if _are_shares(listed, titles, vocabulary):
            yield listed, present


def _are_shares(found: list[_Found], titles: str, vocabulary: Vocabulary) -> bool:
    """Whether the percentages of a list are shares: by the title above it, or since they add up."""
    levels = {each.level for each in found if each.level}
    if len(levels) < 2 or len(levels) < sum(1 for each in found if each.level):
        return False
    if all(each.headed for each in found):
        return True
    if vocabulary.has("share-title", titles) and not vocabulary.has("coverage", titles):
        return True
    return round(sum(each.value for each in found)) == 100


def _triple(text: Text, vocabulary: Vocabulary) -> Iterator[_Found]:
    """70/20/10, of unit, integration and end-to-end tests in this or the named order."""
    match = _TRIPLE.search(text.plain)
    if match is None or vocabulary.has("coverage", text.plain):
        return
    named = sorted((found.start(), level) for level in _NAMES if (found := _LEVELS[level].search(text.plain)))
    order = [level for _, level in named]
    if len(order) not in (0, len(_NAMES)) or not (order or vocabulary.has("share-title", text.plain)):
        return
    values = [match[1], match[3], match[4]]
    if not order and [int(value) for value in values] != sorted(map(int, values), reverse=True):
        return
    span = text.plain_span(*match.span())
    for level, value in zip(order or _NAMES, values, strict=True):
        yield _Found(level, level, float(value), f"{value}%", span)


def _sentence(text: Text, vocabulary: Vocabulary) -> list[_Found]:
    """All levels with their shares in one sentence: 70% unit, 20% integration, 10% E2E."""
    for start, stop in _sentences(text.plain):
        found = _in_sentence(text, start, stop, vocabulary)
        if found:
            return found
    return []


_STOP = re.compile(r"[.;](?=\s|$)|\n")


def _sentences(words: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in _STOP.finditer(words):
        yield start, match.start()
        start = match.end()
    yield start, len(words)


def _in_sentence(text: Text, start: int, stop: int, vocabulary: Vocabulary) -> list[_Found]:
    words = text.plain[start:stop]
    shares = list(_plain_shares(words))
    if len(shares) < len(_NAMES) or vocabulary.has("share-not", words):
        return []
    found = []
    leading = not _level(words[: shares[0].start()])
    for at, match in enumerate(shares):
        after = words[match.end() : shares[at + 1].start() if at + 1 < len(shares) else len(words)]
        before = words[shares[at - 1].end() if at else 0 : match.start()]
        level = _level(after if leading else before) or _level(before if leading else after)
        span = text.plain_span(start + match.start(), start + match.end())
        found.append(_Found(level, level, float(match["number"]), match[0], span))
    levels = [each.level for each in found]
    return found if "" not in levels and len(set(levels)) == len(levels) else []


def _plain_shares(words: str) -> Iterator[re.Match[str]]:
    for match in _SHARE.finditer(words):
        if not _LOOSE.search(words[max(0, match.start() - 16) : match.start()]) and float(match["number"]) <= 100:
            yield match


def _level(words: str) -> str:
    """The level that some words name first, or an empty text."""
    found = [(match.start(), level) for level, pattern in _LEVELS.items() if (match := pattern.search(words))]
    return min(found)[1] if found else ""


def _named(label: str) -> str:
    """The level of a row: one of the three, where its label names several kinds: `Component / integration`."""
    return next((level for level in _NAMES if _LEVELS[level].search(label)), "") or _level(label)


def _of_item(statement: Statement, vocabulary: Vocabulary) -> Iterator[_Found]:
    """The share of an item or a labelled paragraph: **Unit** (70%), Unit tests: 42 tests (70% of suite)."""
    words = statement.words
    shares = list(_plain_shares(words))
    if len(shares) != 1 or statement.text is None:
        return
    level = _level(words[:80])
    around = words[max(0, shares[0].start() - 24) : shares[0].end() + 24] if level else words
    headed = bool(_OF_SUITE.match(words, shares[0].end()))
    if not headed and (vocabulary.has("share-not", around) or _PROGRESS.search(around)):
        return
    span = statement.text.plain_span(*shares[0].span())
    yield _Found(level, level, float(shares[0]["number"]), shares[0][0], span, headed)


_OF_SUITE = re.compile(r"\s?of (?:the |all )?(?:tests?|suite)\b", re.IGNORECASE)  # 70% of the suite
_PROGRESS = re.compile(r"\bdone\b|\bcomplete", re.IGNORECASE)


def _of_row(statement: Statement, titles: str, vocabulary: Vocabulary) -> Iterator[_Found]:
    """The share in a row: the cell below a head about shares, or the only cell that is a percentage."""
    level = _named(statement.label)
    cells = [(head, cell) for head, cell in statement.cells[1:] if not vocabulary.has("coverage", head.plain)]
    headed = [(head, cell) for head, cell in cells if _is_share_head(head.plain, vocabulary)]
    for _, cell in headed or (cells if vocabulary.has("share-title", titles) else []):
        shares = list(_plain_shares(cell.plain))
        bare = _SHARE.fullmatch(cell.plain.strip(" *"))
        if len(shares) == 1 and (bare or headed):
            span = cell.plain_span(*shares[0].span())
            yield _Found(level, statement.label, float(shares[0]["number"]), shares[0][0], span, bool(headed))
            return


def _is_share_head(head: str, vocabulary: Vocabulary) -> bool:
    return vocabulary.has("share-title", head) or head.strip().casefold() in ("%", "percent", "percentage", "portion")


_PIE = re.compile(r"""^\s*"(?P<label>[^"]+)"\s*:\s*(?P<number>\d+(?:\.\d+)?)\s*$""", re.MULTILINE)


def _drawn(block: CodeBlock, vocabulary: Vocabulary) -> list[_Found]:
    """The shares in a drawing: beside, below or inside the names of the levels; or the pieces of a pie."""
    if is_code(block):
        return []
    if re.match(r"\s*pie\b", block.code):
        return _pie(block)
    lines = list(enumerate(block.code.split("\n"), block.line))
    found: list[_Found] = []
    last = ""
    for at, line in lines:
        level = _level(line)
        if level and level not in {each.level for each in found}:
            last = level
        shares = list(_plain_shares(line))
        leading = not _level(line[: shares[0].start()]) if shares else False
        if not shares or vocabulary.has("share-not", line):
            continue
        for number, match in enumerate(shares):
            before = line[shares[number - 1].end() if number else 0 : match.start()]
            after = line[match.end() : shares[number + 1].start() if number + 1 < len(shares) else len(line)]
            own = _level(after if leading else before) if len(shares) > 1 else last
            span = Span(at, block.column + match.start(), at, block.column + match.end())
            if not own or own not in {each.level for each in found}:
                found.append(_Found(own, own, float(match["number"]), match[0], span))
                last = ""
    return found if sum(bool(each.level) for each in found) > 1 else []


_OF_HUNDRED = re.compile(r"%|\b(?:shares?|percent\w*|proportions?)\b", re.IGNORECASE)  # in the title of a pie


def _pie(block: CodeBlock) -> list[_Found]:
    """The pieces of a pie whose numbers are percentages and no counts."""
    found = []
    for match in _PIE.finditer(block.code):
        line = block.line + block.code[: match.start("number")].count("\n")
        column = match.start("number") - (block.code.rfind("\n", 0, match.start("number")) + 1)
        span = Span(line, block.column + column, line, block.column + column + len(match["number"]))
        level = _level(match["label"])
        found.append(_Found(level, match["label"], float(match["number"]), f"{match['number']}%", span))
    percentages = bool(_OF_HUNDRED.search(block.code)) or (
        80 <= sum(each.value for each in found) <= 120 and all(each.value % 5 == 0 for each in found)
    )
    return found if percentages and sum(bool(each.level) for each in found) > 1 else []
