"""Caching: what a spec says of it, how long things are cached, and where that contradicts itself."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import takewhile

from speclint.document.block import CodeBlock
from speclint.document.roles import is_code
from speclint.document.section import Section
from speclint.document.span import Span
from speclint.document.vocabulary import Vocabulary
from speclint.facts.ahead import is_ahead
from speclint.facts.drawing.drawing import Label
from speclint.facts.fact import Fact, Facts
from speclint.facts.passage import (
    Gap,
    Passage,
    Statement,
    block_statements,
    is_blank,
    near,
    passages,
    roles_above,
)
from speclint.facts.value.quantity import Quantity, quantities
from speclint.facts.value.word import parted


@dataclass(frozen=True, kw_only=True, eq=False)
class Caching(Fact):
    """A statement about what is cached, and how."""

    text: str


@dataclass(frozen=True, kw_only=True, eq=False)
class CacheLifetime(Fact):
    """How long something is cached: `name` is what, `key` the pattern of its keys or empty, `seconds` how long."""

    name: str
    key: str
    text: str
    seconds: float
    words: frozenset[str] = frozenset()
    layers: frozenset[str] = frozenset()


@dataclass(frozen=True, kw_only=True, eq=False)
class CacheConflict(Fact):
    """A lifetime that an earlier one of the same thing contradicts."""

    name: str
    text: str
    other: str
    other_line: int
    related: tuple[tuple[str, Span], ...] = ()


_ELSEWHERE = frozenset(
    "phases testing monitoring risks open-questions toc non-goals checklist references metadata glossary"
    " dependencies".split()
)


def read_caching(facts: Facts) -> tuple[Caching, ...]:
    """What the performance parts, and sections of that title elsewhere, say of caching."""
    found: dict[Span, Caching] = {}
    for statement in _statements(facts):
        if _tells(statement, facts.vocabulary):
            found.setdefault(statement.span, Caching(span=statement.span, text=statement.summary))
    return tuple(found[span] for span in sorted(found))


def read_missing_caching(facts: Facts) -> tuple[Gap, ...]:
    """The caching strategy, where the spec has none: at the heading that announces one, else at the performance."""
    if facts.all("caching", Caching):
        return ()
    for section in facts.document.walk():
        if facts.vocabulary.has("caching", section.title) and not _ELSEWHERE & roles_above(section):
            return (Gap(span=section.text.span, kind="caching", name="a caching strategy", said=section.title),)
    parts = passages(facts, "performance")
    main = next((part for part in parts if part.whole), next(iter(parts), None))
    span = main.span if main is not None else near(facts, "non-functional")
    return (Gap(span=span, kind="caching", name="a caching strategy", part=main.title.plain if main else ""),)


def _statements(facts: Facts) -> Iterator[Statement]:
    parts = passages(facts, "performance")
    for part in [part for part in parts if part.whole] or parts:
        yield from part.statements()
    for section in facts.document.walk():
        if facts.vocabulary.has("caching", section.title) and not _ELSEWHERE & roles_above(section):
            yield from Passage(section.text, frozenset(), section.blocks, section).statements()


def _tells(statement: Statement, vocabulary: Vocabulary) -> bool:
    """Whether a statement is about caching, and not only about a number to reach or a later version."""
    if is_ahead(statement, vocabulary) or is_blank(statement.value):
        return False
    if statement.code is not None and not statement.code.code.strip():
        return False
    words = statement.words if statement.code is None else parted(statement.words)
    if statement.cells and vocabulary.has("caching-only-measured", statement.label):
        return False
    left = vocabulary.pattern("caching-only-measured").sub(" ", words)
    return vocabulary.has("caching", left) or (bool(statement.above) and _titled(statement, vocabulary))


def _titled(statement: Statement, vocabulary: Vocabulary) -> bool:
    return any(vocabulary.has("caching", title.plain) for title in statement.above[-2:])


def read_cache_lifetimes(facts: Facts) -> tuple[CacheLifetime, ...]:
    """How long things are cached, wherever the spec says it."""
    lines = facts.document.source.lines
    told = [line for line in facts.document.lines_with(_HINTS) if _TOLD.search(lines[line - 1])]
    if not told:
        return ()
    kept = [line for line in facts.document.lines_with(_KEPT_HINTS) if _KEPT.search(lines[line - 1])]
    held = sorted({*told, *kept})
    found = [
        lifetime
        for section in facts.document.walk()
        if bisect_left(held, section.line) < bisect_right(held, section.end_line)
        and not {"risks", "open-questions", "non-goals", "toc", "glossary"} & roles_above(section)
        for statement in block_statements(section.blocks, (section.text,))
        if not is_ahead(statement, facts.vocabulary)
        for lifetime in _lifetimes(statement, section, facts.vocabulary)
    ]
    found.extend(_drawn(facts))
    return tuple(sorted(found, key=lambda lifetime: lifetime.span))


_KEPT_HINTS = ("session", "redis", "cache", "caching")
# what a section holds that may tell how long something is kept
_KEPT = re.compile(r"\bsessions?\b|\b(?:redis|cache|memcached)\b|\bcaching\b", re.IGNORECASE)
_HINTS = ("ttl", "cache", "max-age")
# what a document that tells how long something is cached must hold
_TOLD = re.compile(r"\bTTLs?\b|_TTL|\bcached\b|\bmax-age\b|\bcache (?:duration|lifetime|time|expir)", re.IGNORECASE)
# a time to live and what leads to it: TTL: 5 min · TTL of 300 s · (TTL 1h) · max-age=60 · cached for 10 minutes
_LEAD = re.compile(
    r"(?:\bttls?\b|time to live|max-age"
    r"|\b(?:cach(?:ed|e|es|ing)|redis|memcached)\b[^.;|\n\d]{0,40}?\b(?:for|lives?)\b)\W{0,6}(?:(?:of|is|=|to)\s)?\W{0,3}"
    r"(?P<time>\d[\d,.]*\s?[A-Za-z]*)",
    re.IGNORECASE,
)
# … and what follows it: 5-minute TTL, 300 s TTL
_TAIL = re.compile(r"(?<![\w.-])(?P<time>\d[\d.]*[\s-]?[A-Za-z]+)\s(?:cache\s)?ttl\b", re.IGNORECASE)


def _lifetimes(statement: Statement, section: Section, vocabulary: Vocabulary) -> Iterator[CacheLifetime]:
    if statement.code is not None:
        return
    if statement.cells:
        yield from _of_row(statement, section, vocabulary)
        return
    text = statement.text
    if text is None:
        return
    if not (found := _times(text.plain)):
        match = _SESSION.search(text.plain)
        if match is not None and (quantity := _time(match["time"])) is not None:
            yield _made(match["name"], "", quantity, text.plain_span(*match.span("time")), "", vocabulary)
        return
    if len(found) > 1 or text.plain.count("\n") > _LINES:
        return  # of several times in one sentence, which is of what cannot be told
    (start, stop, quantity) = found[0]
    label = statement.label or ""
    named = label if _words(label, vocabulary) else text.plain[:start] + " " + _after(text.plain[stop:])
    if not _words(named, vocabulary) and not _key(named):
        named = statement.above[-1].plain if statement.above else ""
    layers = f"{statement.titles}\n{text.plain}"
    yield _made(named, text.plain, quantity, text.plain_span(start, stop), layers, vocabulary)


_LINES = 3


# sessions expire after 12 hours: as long as they are kept in a cache
_SESSION = re.compile(
    r"\b(?P<name>sessions?)\b[^.;|\n\d,]{0,24}?\b(?:after|for|lasts?|lives?)\b\s(?P<time>\d[\d.]*\s?[a-z]+)"
    r"(?!\s(?:of|without)\b)",
    re.IGNORECASE,
)


def _after(rest: str) -> str:
    """What follows a time up to the end of the clause, where it names what is cached: `5 minutes for prices`."""
    match = re.match(r"\s*(?:ttl\s)?(?:for|on)\s(?P<what>[^,.;()|]{2,40})", rest, re.IGNORECASE)
    return match["what"] if match else ""


def _times(words: str) -> list[tuple[int, int, Quantity]]:
    found = []
    for pattern in (_LEAD, _TAIL):
        for match in pattern.finditer(words):
            quantity = None if _ABOUT.search(match[0]) else _time(match["time"])
            if quantity is not None and words[match.end("time") : match.end("time") + 1] not in ("-", "–"):
                found.append((match.start("time"), match.end("time"), quantity))
    return found


_ABOUT = re.compile(r"[~≈]|\babout\b")


def _time(words: str) -> Quantity | None:
    """A time; a bare number is one of seconds."""
    found = quantities(words.strip(" .").replace("-", " "), "s")
    if len(found) == 1 and found[0].dimension == "time" and found[0].high is None and found[0].comparator != "~":
        return found[0]
    return None


def _of_row(statement: Statement, section: Section, vocabulary: Vocabulary) -> Iterator[CacheLifetime]:
    """A row of a table about caching: the column of times, and the first cells, which say of what."""
    timed = [(head, cell) for head, cell in statement.cells[1:] if vocabulary.has("lifetime-label", head.plain)]
    about = f"{section.title}\n" + "\n".join(head.plain for head, _ in statement.cells)
    if len(timed) == 1 and vocabulary.has("caching", about):
        head, cell = timed[0]
        unit = "ms" if re.search(r"\bms\b", head.plain) else "min" if re.search(r"\bmin", head.plain) else ""
        quantity = _time(f"{cell.plain} {unit}" if unit and cell.plain.strip().isdigit() else cell.plain)
        if quantity is not None:
            keys = " ".join(other.plain for other_head, other in statement.cells if other_head is not head)
            yield _made(statement.label, keys, quantity, cell.span, f"{statement.titles}\n{keys}", vocabulary)
        return
    for _, cell in statement.cells[1:]:
        times = _times(cell.plain)
        if len(times) == 1:
            start, stop, quantity = times[0]
            yield _made(
                statement.label,
                cell.plain,
                quantity,
                cell.plain_span(start, stop),
                f"{statement.titles}\n{cell.plain}",
                vocabulary,
            )


def _made(name: str, around: str, quantity: Quantity, span: Span, layers: str, vocabulary: Vocabulary) -> CacheLifetime:
    key = _key(name) or _key(around)
    found = vocabulary.pattern("cache-layer").findall(layers.casefold())
    return CacheLifetime(
        span=span,
        name=_shown(name, key, vocabulary),
        key=key,
        text=" ".join(quantity.text.split()),
        seconds=quantity.base,
        words=_words(name, vocabulary) or _words(_HOLE.sub(" ", key.replace(":", " ")), vocabulary),
        layers=frozenset((each if isinstance(each, str) else each[0]).replace("-", " ") for each in found),
    )


# … are cached for, … (TTL:, … with a
_TAIL_WORDS = re.compile(
    r"(?:[\s(\[:,=–—-]*\b(?:is|are|be|with|an?|the|in|of|to|for|ttl|cached?|caches|lives?|kept|and)\b)*[\s(\[:,=–—-]*$",
    re.IGNORECASE,
)


_LONGEST = 120


def _shown(name: str, key: str, vocabulary: Vocabulary) -> str:
    """What is cached, as a message calls it."""
    raw = _KEY.search(name)
    if not _words(name, vocabulary):
        return raw[0] if raw else key
    words = " ".join(name[-_LONGEST:].split())
    return words[: _TAIL_WORDS.search(words).start()] or words  # type: ignore[union-attr]


# user:{id} · product:list:* · session:<token>
_KEY = re.compile(r"(?<![\w/:])[a-z][\w-]*(?::(?:[\w-]+|\{[\w.-]+\}|<[\w.-]+>|\*|\$\{?\w+\}?))+", re.IGNORECASE)
_HOLE = re.compile(r"\{[^{}]*\}|<[^<>]*>|\*|\$\{?\w+\}?")


def _key(words: str) -> str:
    """The pattern of a cache's keys, its holes made alike."""
    match = _KEY.search(words)
    return _HOLE.sub("*", match[0]).casefold() if match else ""


_WORD = re.compile(r"[a-z]{2,}")


def _words(name: str, vocabulary: Vocabulary) -> frozenset[str]:
    """The words that tell what is cached, in the singular."""
    bare = _KEY.sub(" ", name).casefold()
    bare = vocabulary.pattern("cache-layer").sub(" ", bare)
    bare = vocabulary.pattern("cache-generic").sub(" ", bare)
    return frozenset(word.rstrip("s") for word in _WORD.findall(bare.replace("_", " ")))


def _drawn(facts: Facts) -> Iterator[CacheLifetime]:
    """The times in drawings: in a box with its key or name, or in the box right below its name."""
    if "ttl" not in facts.document.folded:
        return
    from speclint.facts.diagram import drawings

    for block, drawing in drawings(facts):
        for label in drawing.labels:
            times = _times(label.text)
            if len(times) != 1 or is_code(block):
                continue
            parts = label.parts or (label.text,)
            name = " ".join(takewhile(lambda part: not _FIELD.match(part), parts))
            if not _words(name, facts.vocabulary):
                name = _above(label.line, label.column, [each for each in drawing.labels if each is not label])
            place = _place(facts, block, label.line, times[0][2])
            layers = f"{label.text}\n{name}"
            yield _made(name, label.text, times[0][2], place, layers, facts.vocabulary)


# TTL: …, Key: …, Invalidate: … in a box
_FIELD = re.compile(r"\W*(?:ttl|key|invalidat\w*|evict\w*|max-age)\b|\W*\{", re.IGNORECASE)
_REACH = 3
_ASIDE = 12  # a centred name begins so many columns from the text below it


def _above(line: int, column: int, labels: Iterable[Label]) -> str:
    """The name of a box: the label right above its text."""
    best = ""
    for label in labels:
        if line - _REACH <= label.line < line and abs(label.column - column) <= _ASIDE and ":" not in label.text:
            best = label.text
    return best


def _place(facts: Facts, block: CodeBlock, line: int, quantity: Quantity) -> Span:
    """Where the time stands in the drawing, from the first line of its box on."""
    lines = facts.document.source.lines
    wanted = re.compile(r"\b" + r"\s*".join(map(re.escape, quantity.text.split())), re.IGNORECASE)
    for at in range(line, min(line + 12, block.span.end_line + 1)):
        match = wanted.search(lines[at - 1])
        if match and re.search(r"ttl|cach", lines[at - 1], re.IGNORECASE):
            return Span(at, match.start() + 1, at, match.end() + 1)
    return facts.document.line_span(line)


def read_cache_conflicts(facts: Facts) -> tuple[CacheConflict, ...]:
    """Lifetimes of one thing in one cache that differ: the later one, with the earlier."""
    seen: list[CacheLifetime] = []
    found = []
    for lifetime in facts.all("cache_lifetimes", CacheLifetime):
        other = next((each for each in seen if _are_one(each, lifetime)), None)
        if other is not None and other.seconds != lifetime.seconds:
            related = ((f'"{other.name}" is cached for {other.text}', other.span),)
            found.append(
                CacheConflict(
                    span=lifetime.span,
                    name=lifetime.name,
                    text=lifetime.text,
                    other=other.text,
                    other_line=other.span.line,
                    related=related,
                )
            )
        if other is None:
            seen.append(lifetime)
    return tuple(found)


def _are_one(one: CacheLifetime, other: CacheLifetime) -> bool:
    """Whether two lifetimes are certainly of the same thing: by their keys, else by all the words that name it."""
    if one.layers and other.layers and one.layers != other.layers:
        return False
    if one.key and other.key:
        return one.key == other.key
    return bool(one.words) and one.words == other.words
