"""Rate limits and authentication that are stated twice, and what the two places disagree on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from speclint.document.block import Block, CodeBlock, Table, Text
from speclint.document.section import Section
from speclint.document.span import Span
from speclint.facts.api.define import definitions, taken_sections
from speclint.facts.api.merge import Merged, merged
from speclint.facts.api.signature import covers, http_signatures
from speclint.facts.api.term import terms, texts_of
from speclint.facts.fact import Fact, Facts
from speclint.facts.value.placeholder import is_placeholder
from speclint.facts.value.ratelimit import Rate, rates


@dataclass(frozen=True, kw_only=True, eq=False)
class LimitConflict(Fact):
    """A rate limit that contradicts the one of another place; `sure` where both are of one endpoint and count the same.

    `subject` is the endpoint, or "the API".
    """

    subject: str
    text: str
    other: str
    other_line: int
    sure: bool
    related: tuple[tuple[str, Span], ...] = ()


@dataclass(frozen=True, kw_only=True, eq=False)
class AuthConflict(Fact):
    """An endpoint that one place says anybody may call, and another that a caller must prove who it is."""

    subject: str
    text: str
    other: str
    other_line: int
    related: tuple[tuple[str, Span], ...] = ()


@dataclass(frozen=True, eq=False)
class _Stated:
    """The rates of one place; `titled` where a column or a label says that they are limits."""

    text: Text
    rates: tuple[Rate, ...]
    titled: bool = True

    @property
    def sentences(self) -> str:
        """The sentences that hold the rates."""
        parts = re.split(r"(?<=[.;!?])\s+", self.text.plain)
        return " ".join(part for part in parts if any(True for _ in rates(part)))

    def span(self, rate: Rate) -> Span:
        """Where a rate stands."""
        return self.text.plain_span(rate.start, rate.end)


_MAY = re.compile(r"\d[ ]*(?:k\b)?[ ]?(?:/|per\b|r(?:ps|pm|ph|eq)|calls|attempts)", re.I)
_ASIDE = (
    "phases", "testing", "risks", "open-questions", "decisions", "dependencies", "non-goals", "monitoring", "glossary",
    "references", "assumptions", "success-criteria", "performance", "scalability",
)  # fmt: skip
# Stripe API, the GitHub API: the limits of others
_OTHERS = re.compile(r"\b(?!REST\b|HTTP\b|The\b|Our\b|This\b|Public\b|Web\b|All\b|Per\b|Each\b|Every\b)[A-Z]\w+ API\b")
_PATH = re.compile(r"(?:^|\s)/\w")
_LIMIT = re.compile(r"\blimit|\bthrottl|\bquota|\bat most\b|\bup to\b|\bmax", re.I)


def read_limit_conflicts(facts: Facts) -> tuple[LimitConflict, ...]:
    """The places where a rate limit is stated anew and differently."""
    source = facts.document.source.text
    if not any(words in source for words in ("imit", "hrottl", "uota")):
        return ()
    stated = _of_endpoints(facts)
    found = [conflict for group, places in stated for conflict in _endpoint_conflicts(group, places, facts)]
    found += _shared_conflicts(facts, [place for _, places in stated for place in places if place.titled])
    unique = {each.span: each for each in reversed(found)}
    return tuple(sorted(unique.values(), key=lambda each: (each.span.line, each.span.column)))


def _of_endpoints(facts: Facts) -> list[tuple[Merged, list[_Stated]]]:
    """For each endpoint the places that state its limit: cells, labels, sentences of its part, others that name it."""
    groups = [group for group in merged(facts) if group.main.kind == "http"]
    if not groups:
        return []
    found = [(group, list(_own(group, facts))) for group in groups]
    for text, section in _rated(facts):
        named = {id(each): each for each in _named(text.plain, groups)}
        if not named and facts.vocabulary.has("api limits", text.plain):
            named = _meant(section, groups)
        if len(named) == 1 and _LIMIT.search(text.plain) and (stated := tuple(rates(text.plain))):
            group = next(iter(named.values()))
            places = next(places for each, places in found if each is group)
            if all(text.span != place.text.span for place in places):
                places.append(_Stated(text, stated, False))
    for called, place in _rows(facts, groups):
        places = next(places for each, places in found if each is called)
        if all(place.text.span != each.text.span for each in places):
            places.append(place)
    return found


def _meant(section: Section, groups: Sequence[Merged]) -> dict[int, Merged]:
    """The endpoints that the heading of a section names, or the requests that it shows."""
    codes = [block.code for block in section.blocks if isinstance(block, CodeBlock) and block.language == "http"]
    for words in (section.title, "\n".join(codes)):
        if named := {id(each): each for each in _named(words, groups)}:
            return named
    return {}


def _rows(facts: Facts, groups: Sequence[Merged]) -> Iterator[tuple[Merged, _Stated]]:
    """The rows of tables about limits that name one endpoint: `POST /berths` beside `20 requests/minute`.

    A table that has several rows for one endpoint tells them apart by who calls.
    """
    for section in facts.document.walk():
        if facts.vocabulary.has("api limits of some", section.title) or _is_aside(section):
            continue
        for table in section.blocks:
            found = list(_of_table(table, groups, facts)) if isinstance(table, Table) else []
            if len({id(group) for group, _ in found}) == len(found):
                yield from found


def _of_table(table: Table, groups: Sequence[Merged], facts: Facts) -> Iterator[tuple[Merged, _Stated]]:
    limiting = [at for at, head in enumerate(table.header) if _LIMIT.search(head.plain)]
    if len(limiting) != 1 or facts.vocabulary.has("api limits of some", table.header[limiting[0]].plain):
        return
    for row in table.rows:
        cell = row.cells[limiting[0]] if limiting[0] < len(row.cells) else None
        others = [each.plain for each in row.cells if each is not cell]
        named = {id(each): each for words in others for each in _named(words, groups)}
        stated = tuple(rates(cell.plain)) if cell is not None else ()
        some = any(facts.vocabulary.has("api limits of some", words) for words in others if "/" not in words)
        if cell is not None and stated and len(named) == 1 and not some:
            yield next(iter(named.values())), _Stated(cell, stated)


def _own(group: Merged, facts: Facts) -> Iterator[_Stated]:
    """What the rows and the part of one endpoint state."""
    seen: set[Span] = set()
    lines: set[int] = set()
    for member in group.members:
        if (cell := member.terms.get("limit")) is not None and (stated := tuple(rates(cell.plain))):
            yield _Stated(cell, stated)
            lines.add(cell.line)
        sections = [member.section] if member.section is not None else []
        blocks = [*(block for section in sections for block in _blocks(section)), *member.body]
        for text in texts_of(blocks):
            if text.span in seen or not _MAY.search(text.plain):
                continue
            seen.add(text.span)
            limited = facts.vocabulary.has("api limits", text.plain) or re.search(r"\blimit", text.plain, re.I)
            if limited and (stated := tuple(rates(text.plain))):
                lines.add(text.line)
                yield _Stated(text, stated)
    for term in terms(group, "limit", facts):
        if term.text.line not in lines and (stated := tuple(rates(term.text.plain))):
            yield _Stated(term.text, stated)


def _blocks(section: Section) -> Iterator[Block]:
    for each in section.walk():
        yield from each.blocks


def _rated(facts: Facts) -> tuple[tuple[Text, Section], ...]:
    """The texts that may hold a rate, in parts that say how the system is, each with its section."""

    def find() -> tuple[tuple[Text, Section], ...]:
        return tuple(
            (text, section)
            for section in facts.document.walk()
            for text in texts_of(section.blocks)
            if _MAY.search(text.raw) and not _is_aside(section)
        )

    return tuple(facts.memo("api rated texts", find))


def _is_aside(section: Section) -> bool:
    """Whether a section speaks of other things; a part with a role of its own in an appendix does not."""
    roles = next((set(each.roles) for each in (section, *section.ancestors()) if each.roles), set())
    return any(section.within(role) and (role != "references" or role in roles) for role in _ASIDE)


def _unlabelled(table: Table, facts: Facts) -> Iterator[Text]:
    """The cells of a table that do not stand beside the words "rate limit" alone."""
    pattern = facts.vocabulary.pattern("api labels of limits")
    for row in table.rows:
        if len(row.cells) != 2 or not pattern.fullmatch(row.cells[0].plain.strip(" :")):
            yield from row.cells


def _named(words: str, groups: Sequence[Merged]) -> Iterator[Merged]:
    """The endpoints that some words name."""
    for each in http_signatures(words):
        fitting = [
            (covers(group.main.name, each.path), at)
            for at, group in enumerate(groups)
            if group.main.verb in (each.verb, "ANY")
        ]
        best = max(fitting, default=(0, 0))
        if best[0]:
            yield groups[best[1]]


def _endpoint_conflicts(group: Merged, places: list[_Stated], facts: Facts) -> Iterator[LimitConflict]:
    for first, second in combinations(places, 2):
        pair = _clash(first.rates, second.rates, loose=True)
        some = any(facts.vocabulary.has("api limits of others", place.sentences) for place in (first, second))
        if pair is not None and not some:
            yield _conflict(group.main.called, second, pair[1], first, pair[0], pair[0].whom == pair[1].whom)


def _clash(first: tuple[Rate, ...], second: tuple[Rate, ...], loose: bool) -> tuple[Rate, Rate] | None:
    """Two rates that cannot both hold: none of the one place is among those of the other."""
    for one in first:
        for other in second:
            if not _comparable(one, other, loose):
                continue
            same = any(each.count == one.count and _comparable(one, each, loose) for each in second)
            back = any(each.count == other.count and _comparable(each, other, loose) for each in first)
            if not same and not back:
                return one, other
    return None


def _comparable(one: Rate, other: Rate, loose: bool) -> bool:
    """Whether two rates are over the same time and count the same; `loose` also where one does not say whom."""
    whom = one.whom == other.whom or (loose and not (one.whom and other.whom))
    return one.seconds == other.seconds and whom


def _conflict(subject: str, place: _Stated, rate: Rate, first: _Stated, known: Rate, sure: bool) -> LimitConflict:
    text, other = (each.text.plain[one.start : one.end].strip() for each, one in ((place, rate), (first, known)))
    span = first.span(known)
    return LimitConflict(
        span=place.span(rate), subject=subject, text=text, other=other, other_line=span.line, sure=sure,
        related=((f"{subject} is limited to {other} here", span),),
    )  # fmt: skip


def _shared_conflicts(facts: Facts, own: list[_Stated]) -> Iterator[LimitConflict]:
    """Limits of the whole interface that are stated twice, and those of all endpoints that no endpoint has."""
    shared = list(_shared(facts))
    for first, second in combinations(shared, 2):
        pair = _clash(first.rates, second.rates, loose=False)
        if pair is not None:
            yield _conflict("the API", second, pair[1], first, pair[0], False)
    cells = [place for place in own if not shared or place.text.span not in {each.text.span for each in shared}]
    for place in shared:
        if not cells or not facts.vocabulary.has("api all of them", place.text.plain):
            continue
        pairs = [_clash(cell.rates, place.rates, loose=True) for cell in cells]
        if pairs[0] is not None and all(pairs):
            yield _conflict("every endpoint", place, pairs[0][1], cells[0], pairs[0][0], False)


def _shared(facts: Facts) -> Iterator[_Stated]:
    """Sentences and items that state the limit of the whole interface."""
    has = facts.vocabulary.has
    taken = taken_sections(facts)
    bodies = {text.span for each in definitions(facts) for text in texts_of(each.body)}
    bodies |= {cell.span for table in facts.document.tables for cell in _unlabelled(table, facts)}
    for text, section in _rated(facts):
        if id(section) not in taken and not has("api consumed", section.label):
            titled = has("api labels of limits", section.title)
            plain = text.plain
            if text.span in bodies or _OTHERS.search(plain) or _PATH.search(plain):
                continue
            if not (has("api limits", plain) or titled) or has("api limits of some", plain):
                continue
            stated = tuple(rates(plain))
            if len({(each.seconds, each.whom) for each in stated}) == len(stated) > 0:
                yield _Stated(text, stated)


def read_auth_conflicts(facts: Facts) -> tuple[AuthConflict, ...]:
    """The endpoints that are open in one place and closed in another."""
    found = [each for group in merged(facts) if group.main.kind == "http" for each in _auth_conflicts(group, facts)]
    return tuple(sorted(found, key=lambda each: (each.span.line, each.span.column)))


# requires a bearer token, needs authentication
_NEEDS = re.compile(
    r"\b(?:requires?|needs?|must (?:send|carry|present|hold|have))\s+(?:an?\s+|the\s+)?(?:valid\s+)?"
    r"(?:authentication|auth|login|bearer|jwt|access token|api key|session)\b",
    re.I,
)
# no authentication required, callable without a token
_FREE = re.compile(
    r"\b(?:no|without(?: an?| any)?)\s+(?:authentication|auth|token|login|api key)\b(?!\s+(?:error|gives?|is answered))"
    r"|\bauthentication is not (?:required|needed)|\bpublic endpoint|\bopen to (?:all|everyone|anybody)\b",
    re.I,
)
_SENDS = re.compile(r"^[ \t]*(?:-H[ \t]*[\"'])?Authorization[ \t]*:[ \t]*(?:Bearer|Basic|ApiKey|Token)\b", re.I | re.M)


def _auth_conflicts(group: Merged, facts: Facts) -> Iterator[AuthConflict]:
    marks = list(_marks(group, facts))
    first = marks[0] if marks else None
    for open_, text, span in marks[1:]:
        if first is not None and open_ is not first[0] and span.line != first[2].line:
            yield AuthConflict(
                span=span, subject=group.main.called, text=text, other=first[1], other_line=first[2].line,
                related=((f"authentication of {group.main.called} is \"{first[1]}\" here", first[2]),),
            )  # fmt: skip
            return


Mark = tuple[bool, str, Span]
"""Whether a place says that an endpoint is open, its words, and where it is."""


def _marks(group: Merged, facts: Facts) -> Iterator[Mark]:

    for term in terms(group, "auth", facts):
        said = _is_open(term.text.plain, facts)
        if said is not None:
            yield said, term.text.plain.strip(), term.text.span
    login = re.search(r"auth|login|token|session|register|signup|sign-", group.main.name, re.I) is not None
    for member in group.members:
        sections = [member.section] if member.section is not None else []
        for block in (*(block for section in sections for block in _blocks(section)), *member.body):
            if isinstance(block, CodeBlock) and not login and (match := _SENDS.search(block.code[:2000])):
                line = block.line + block.code.count("\n", 0, match.start())
                yield False, " ".join(match[0].split()), facts.document.line_span(line)
            for text in texts_of((block,)) if not login else ():
                yield from _said(text)


_REFUSED = re.compile(r"\b4\d\d\b|reject|refus|fail|denie|error|invalid|\bif\b|\bunless\b|\bwhen\b|\bor\b", re.I)


def _said(text: Text) -> Iterator[Mark]:
    """What a sentence says of authentication, where it speaks of no condition and no refusal."""
    if _REFUSED.search(text.plain):
        return
    free, needs = _FREE.search(text.plain), _NEEDS.search(text.plain)
    if free is not None and needs is None:
        yield True, free[0], text.plain_span(*free.span())
    elif needs is not None and free is None:
        yield False, needs[0], text.plain_span(*needs.span())


_BUT = re.compile(r"(?:no|none|optional)\b.{0,80}\b(?:but|except|if|unless|for)\b")  # no, except for admins


def _is_open(words: str, facts: Facts) -> bool | None:
    """Whether a cell or a label's value says that no authentication is needed; None where it says neither."""
    bare = words.strip(" `*.").casefold()
    if facts.vocabulary.pattern("api open").match(bare) and not _BUT.match(bare):
        return None if bare.startswith("optional") else True
    return False if bare.strip("-–— ") and not is_placeholder(bare) else None


__all__ = ["AuthConflict", "LimitConflict", "read_auth_conflicts", "read_limit_conflicts"]
