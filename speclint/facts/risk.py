"""The risks of a spec, what is done about each, and the levels by which they are rated."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from speclint.document.block import Table, Text
from speclint.document.span import Span
from speclint.document.vocabulary import Vocabulary
from speclint.facts.entry import Entry, table_entries
from speclint.facts.fact import Fact, Facts
from speclint.facts.part import Part, parts
from speclint.facts.rating import Level, read_level
from speclint.facts.remedy import STRONG, Remedies
from speclint.facts.riskpart import RISK, RiskShapes, first_sentence
from speclint.facts.value.placeholder import is_placeholder

# Risk 2:  R-3.  RISK-2.1 –  and the label `Risk:`
_NUMBER = re.compile(
    r"\A(?:(?:risk|threat|hazard|r)[\s#-]*\d[\d.]*\s*[:.)–—-]*|(?:risk|threat|hazard)\s*[:–—-]|\d{1,2}[.)])\s*",
    re.IGNORECASE,
)
_WORD = re.compile(r"[a-z]{4,}")


@dataclass(frozen=True, kw_only=True, eq=False)
class Risk(Fact):
    """A risk: how grave, how likely, and what is done about it; each None where nothing is said."""

    title: str
    impact: str | None = None
    probability: str | None = None
    mitigation: str | None = None
    source: Entry

    @cached_property
    def named(self) -> bool:
        """Whether the title is more than a placeholder."""
        return bool(self.title) and not is_placeholder(self.title)


@dataclass(frozen=True, kw_only=True, eq=False)
class Rating(Fact):
    """How grave or how likely a risk is said to be.

    `aspect` is `impact` or `probability`; `fits` whether the level is on the scale that the others beside it
    come from, `mixed` whether it is a word of another scale; `usual` names some of the others' levels.
    """

    aspect: str
    level: str
    risk: str
    fits: bool
    mixed: bool
    usual: tuple[str, ...]


def read_risks(facts: Facts) -> tuple[Risk, ...]:
    """The risks, in document order."""
    risks: list[Risk] = []
    remedies: list[Entry] = []
    for part in parts(facts, "risks"):
        reader = _Reader(facts.vocabulary, part.title.plain)
        found, apart = reader.part(part, facts)
        risks += found
        remedies += apart
    risks = _remedied(risks, remedies) or list(_failure_modes(facts))
    return tuple(sorted(risks, key=lambda risk: (risk.span.line, risk.span.column)))


def _failure_modes(facts: Facts) -> Iterator[Risk]:
    """The rows of tables elsewhere that name a risk, rate it and say what is done about it."""
    reader = _Reader(facts.vocabulary)
    for section in facts.document.walk():
        for block in section.blocks:
            if isinstance(block, Table):
                columns = {facts.vocabulary.field_of(cell.plain) for cell in block.header}
                if {"risk", "mitigation"} <= columns and columns & {"impact", "probability"}:
                    yield from map(reader.risk, table_entries(block, section, facts.vocabulary, RISK))


class _Reader:
    """Reads the risks of one part, whose title says whether mitigations stand beside them."""

    def __init__(self, vocabulary: Vocabulary, title: str = "") -> None:
        self.vocabulary = vocabulary
        self.remedies = Remedies(vocabulary, paired="mitigat" in title.casefold())
        self.shapes = RiskShapes(vocabulary, self.remedies)

    def part(self, part: Part, facts: Facts) -> tuple[list[Risk], list[Entry]]:
        """The risks of a part, and the mitigations that it lists apart from them."""
        entries = [entry for entry in self.shapes.part(part) if part.holds(entry, facts)]
        tabled = any(entry.row is not None and entry.value("mitigation") for entry in entries)
        risks: list[Risk] = []
        remedies: list[Entry] = []
        for entry in entries:
            if self.shapes.says_none(entry):
                continue
            if self.shapes.is_remedy(entry):
                remedies.append(entry)
            elif self.shapes.is_field(entry) and risks:
                risks[-1] = self._with(risks[-1], entry)
            elif entry.row is not None or not tabled or self._stands_alone(entry):
                risks.append(self.risk(entry))
        return (self._of_shared(risks) if part.shared else risks), remedies

    def _stands_alone(self, entry: Entry) -> bool:
        """Whether an entry beside a table of risks is a risk too, and not a remark about them."""
        return bool(entry.fields) or (entry.shape != "paragraph" and self.remedies.find(entry) is not None)

    def _of_shared(self, risks: list[Risk]) -> list[Risk]:
        """Of a list that holds assumptions or questions too: what is told to be a risk, else all but the questions."""
        told = [
            risk for risk in risks
            if risk.mitigation or risk.impact or risk.probability or self.shapes.names_risk(risk.source)
        ]  # fmt: skip
        return told or [risk for risk in risks if not risk.source.title.plain.rstrip(" )").endswith("?")]

    def _with(self, risk: Risk, entry: Entry) -> Risk:
        return self.risk(replace(risk.source, fields={**entry.fields, **risk.source.fields}))

    def risk(self, entry: Entry) -> Risk:
        """The risk that an entry tells of."""
        title = _title(entry)
        impact, probability = entry.fields.get("impact"), entry.fields.get("probability")
        mitigation, place = self._mitigation(entry)
        known = {"title": title, "impact": impact, "probability": probability}
        places = {name: text.span for name, text in known.items() if text is not None}
        return Risk(
            span=entry.span, places=places if place is None else {**places, "mitigation": place},
            title=_NUMBER.sub("", title.plain, count=1) or title.plain,
            impact=_said(impact), probability=_said(probability), mitigation=mitigation, source=entry,
        )  # fmt: skip

    def _mitigation(self, entry: Entry) -> tuple[str | None, Span | None]:
        text = entry.fields["mitigation"] if "mitigation" in entry.fields else self._plan(entry)
        if text is None:
            return (self.remedies.find(entry) if entry.row is None else None), None
        return (None if self.remedies.is_none(text.plain) else text.plain), text.span

    def _plan(self, entry: Entry) -> Text | None:
        """The cell of a column that is headed in words of its own: `What we do about it`."""
        columns = list(entry.labels.items()) if entry.row is not None else []
        for head, cell in columns[1:]:
            own = self.vocabulary.has("plan-columns", head) or len(columns) == 2
            if own and self.vocabulary.field_of(head) is None:
                return cell
        return None


def _remedied(risks: list[Risk], remedies: list[Entry]) -> list[Risk]:
    """Gives mitigations that are listed apart to the risks that have none: by name, by order, else by their words."""
    bare = [risk for risk in risks if not risk.mitigation]
    if not remedies or not bare:
        return risks
    named = _Index([remedy.title.plain for remedy in remedies])
    said = _Index([remedy.words for remedy in remedies])
    ordered = len(bare) == len(remedies)
    given: dict[int, Entry] = {}
    for at, risk in enumerate(bare):
        hits = (named.nearest(risk.title), at if ordered else None, said.nearest(risk.title), 0)
        given[id(risk)] = remedies[next(hit for hit in hits if hit is not None)]
    return [_given(risk, given[id(risk)]) if id(risk) in given else risk for risk in risks]


class _Index:
    """Texts by their words."""

    def __init__(self, texts: Sequence[str]) -> None:
        self.places: dict[str, list[int]] = {}
        for at, text in enumerate(texts):
            for word in dict.fromkeys(_WORD.findall(text.casefold())):
                self.places.setdefault(word, []).append(at)

    def nearest(self, text: str) -> int | None:
        """The text that shares the most words with another, the first of these; None where none does."""
        words = dict.fromkeys(_WORD.findall(text.casefold()))
        hits = Counter(at for word in words for at in self.places.get(word, ()))
        return min(hits, key=lambda at: (-hits[at], at), default=None)


def _given(risk: Risk, remedy: Entry) -> Risk:
    text = remedy.fields.get("mitigation") or remedy.head or remedy.title
    return replace(risk, mitigation=text.plain or None, places={**risk.places, "mitigation": text.span})


def _title(entry: Entry) -> Text:
    """What an entry is called: its name, its bold first words, else its first sentence."""
    text = entry.title
    strong = STRONG.match(text.raw)
    if strong and strong.end() < len(text.raw.rstrip()):
        return text.part(*strong.span(1))
    return text.plain_part(0, first_sentence(text.plain)) if entry.shape in ("item", "paragraph") else text


def _said(text: Text | None) -> str | None:
    return text.plain if text is not None and text.plain and not is_placeholder(text.plain) else None


# Levels


@dataclass(frozen=True)
class _Rated:
    """A risk, what its text says of one aspect, and the level in it."""

    risk: Risk
    text: str
    level: Level | None


def read_ratings(facts: Facts) -> tuple[Rating, ...]:
    """The levels of all risks, judged beside those of the same table or list."""
    groups: dict[tuple[int, str], list[Risk]] = {}
    for risk in facts.all("risks", Risk):
        section = risk.source.section
        groups.setdefault((section.line if section else 0, risk.source.shape), []).append(risk)
    return tuple(rating for risks in groups.values() for rating in _group_ratings(risks, facts.vocabulary))


def _group_ratings(risks: list[Risk], vocabulary: Vocabulary) -> Iterator[Rating]:
    columns = {aspect: list(_column(risks, aspect, vocabulary)) for aspect in ("impact", "probability")}
    if any(sum(each.level is not None for each in column) * 2 > len(column) for column in columns.values()):
        for aspect, column in columns.items():
            yield from _column_ratings(aspect, column)


def _column(risks: list[Risk], aspect: str, vocabulary: Vocabulary) -> Iterator[_Rated]:
    unrated = vocabulary.lists.get("unrated", ())
    for risk in risks:
        text = risk.get(aspect)
        if isinstance(text, str) and text and text.casefold().strip(" .?*") not in unrated:
            yield _Rated(risk, text, read_level(text, vocabulary))


def _column_ratings(aspect: str, column: list[_Rated]) -> Iterator[Rating]:
    """The ratings of one column, where it holds levels: one that says what happens holds none."""
    levels = [each.level for each in column if each.level is not None]
    if len(levels) * 2 <= len(column) - (aspect == "probability"):
        return
    usual = _most([kind for level in levels for kind in sorted(level.kinds)])
    scale = _most([scale for level in levels for scale in sorted(level.scales)])
    names = tuple(dict.fromkeys(level.text for level in levels if usual in level.kinds))
    for each in column:
        level = each.level
        fits = level is not None and (usual in level.kinds or not level.kinds)
        yield Rating(
            span=each.risk.place(aspect), aspect=aspect, level=each.text, risk=each.risk.title, fits=fits,
            mixed=fits and level is not None and bool(level.scales) and scale not in level.scales,
            usual=tuple(name for name in names if name != each.text)[:3],
        )  # fmt: skip


def _most(values: list[str]) -> str:
    return max(dict.fromkeys(values), key=values.count, default="")
