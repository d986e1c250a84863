"""Names of components that are spelt another way than where the components are listed: `Notifcation Service`."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from speclint.document.block import Text, texts, walk
from speclint.document.span import Span
from speclint.facts.component import Component
from speclint.facts.example import code_span
from speclint.facts.fact import Fact, Facts


@dataclass(frozen=True, kw_only=True, eq=False)
class MisspeltName(Fact):
    """A name that is one or two letters away from that of a listed component, of the same kind."""

    name: str
    listed: str
    related: tuple[tuple[str, Span], ...] = ()


# what ends the name of a component: Order Service, OrderService, order-service
_KIND = (
    r"(?:Service|Gateway|Manager|Worker|Engine|Handler|Controller|Repository|Scheduler|Processor|Adapter|Client|Server"
    r"|Store|Cache|Queue|Database|Broker|Proxy|Monitor|Registry|Dispatcher|Orchestrator|Validator|Provider|Consumer"
    r"|Producer|Importer|Exporter|Indexer|Resolver|Router|Loader|Parser|Renderer|Generator|Builder|Factory|Module"
    r"|Dashboard|Portal|API|Agent|Coordinator|Collector|Aggregator|Publisher|Subscriber|Connector|Pipeline|Planner)"
)
_ARTICLE = r"(?!(?:The|An?|Our|Each|Every|This|That|One)\b)"
_NAME = re.compile(rf"\b{_ARTICLE}(?:(?:[A-Z][A-Za-z]+[ -]){{1,3}}{_KIND}|(?:[A-Z][a-z]+){{1,4}}{_KIND})\b")
_DRAWN = ("mermaid", "plantuml", "puml", "d2", "dot")
_WORDS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")  # of Order Service and of OrderService
_LONG, _LONGER = 6, 10  # a word of so many letters may differ in one, or in two


class _Use(NamedTuple):
    """A name where it is used."""

    name: str
    words: tuple[str, ...]
    span: Span


def read_misspelt(facts: Facts) -> tuple[MisspeltName, ...]:
    """The names that are nearly those of listed components and stand less often, in document order."""
    listed = {_split(each.name): each for each in facts.all("components", Component)}
    listed = {words: each for words, each in listed.items() if len(words) > 1}
    if not listed:
        return ()
    uses = list(_uses(facts))
    count = Counter(use.words for use in uses)
    found = [(use, near) for use in uses if use.words not in listed and (near := _nearest(use.words, listed, count))]
    return tuple(
        MisspeltName(
            span=use.span, name=use.name, listed=near.name, related=((f'"{near.name}" is listed here', near.span),)
        )
        for use, near in found
    )


def _split(name: str) -> tuple[str, ...]:
    return tuple(word.casefold() for word in _WORDS.findall(name))


def _uses(facts: Facts) -> Iterator[_Use]:
    for section in facts.document.walk():
        for text in (section.text, *(text for block in walk(section.blocks) for text in texts(block))):
            yield from _named(text)
    for block in facts.document.code_blocks:
        if block.language in _DRAWN:
            for match in _NAME.finditer(block.code):
                yield _Use(match[0], _split(match[0]), code_span(facts.document.source, block, *match.span()))


def _named(text: Text) -> Iterator[_Use]:
    plain = text.plain
    for match in _NAME.finditer(plain):
        yield _Use(match[0], _split(match[0]), text.plain_span(*match.span()))


def _nearest(
    words: tuple[str, ...], listed: dict[tuple[str, ...], Component], count: Counter[tuple[str, ...]]
) -> Component | None:
    """The listed component of the same kind whose name is one slip of the pen away."""
    for other, component in listed.items():
        if (
            other[-1] == words[-1]
            and len(other) == len(words)
            and count[other] >= count[words]
            and _is_slip(words, other)
        ):
            return component
    return None


def _is_slip(words: tuple[str, ...], others: tuple[str, ...]) -> bool:
    """Whether two names differ in one long word by a letter or two, and not by an ending: `Order`, `Orders`."""
    differing = [(one, other) for one, other in zip(words, others, strict=True) if one != other]
    if len(differing) != 1:
        return False
    one, other = differing[0]
    shorter = min(len(one), len(other))
    if shorter < _LONG or one[0] != other[0] or one.startswith(other) or other.startswith(one):
        return False
    if one[:-3] == other[:-3]:  # Importer and Importing
        return False
    return _distance(one, other) <= (2 if shorter >= _LONGER else 1)


def _distance(one: str, other: str) -> int:
    """How many letters must be put in, left out, replaced or swapped with their neighbour (Damerau, 1964)."""
    rows = [list(range(len(other) + 1))]
    for at, letter in enumerate(one, 1):
        row = [at]
        for to, target in enumerate(other, 1):
            best = min(rows[-1][to] + 1, row[-1] + 1, rows[-1][to - 1] + (letter != target))
            if at > 1 and to > 1 and letter == other[to - 2] and one[at - 2] == target:
                best = min(best, rows[-2][to - 2] + 1)
            row.append(best)
        rows.append(row)
    return rows[-1][-1]
