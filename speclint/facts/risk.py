"""The risks of a spec, what is done about each, and the levels by which they are rated."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from speclint.document.block import Block, Item, ListBlock, Paragraph, Quote, Table, Text, walk
from speclint.document.section import Section
from speclint.document.span import Span
from speclint.document.title import without_emoji
from speclint.document.vocabulary import Vocabulary
from speclint.facts.entry import (
    Entry,
    Subject,
    block_entries,
    bold_title,
    fields_of,
    heading_entry,
    inner_fields,
    is_entry_heading,
    labelled,
    plain_text,
    table_entries,
)
from speclint.facts.fact import Fact, Facts
from speclint.facts.part import Part, parts
from speclint.facts.rating import Level, read_level
from speclint.facts.value.placeholder import is_placeholder

RISK = Subject(
    frozenset({"mitigation", "impact", "probability", "owner"}),
    ("risk", "description", "name"),
    re.compile(r"(?:risk|threat|hazard)(?:[\s#-]*\d[\d.]*|\s*[:–—-])|R[\s-]?\d+\b", re.IGNORECASE),
    prose=True,
)
_NUMBERED = re.compile(r"\A(?:risk|threat|hazard|r)[\s#-]*\d[\d.]*\s*[:.)–—-]*\s*|\A(?:risk|threat|hazard)\s*[:–—-]\s*", re.I)
_STRONG = re.compile(r"\s*(?:\*\*|__)(?=\S)(.{1,200}?)(?:\*\*|__)", re.S)  # bold words that begin a text
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[^a-z])|\s*[;→⇒]\s*|\s+(?:->|=>|--|–|—)\s+|(?<=\w)\s*:\s+")  # between clauses
_OPENER = re.compile(r"^\W*(?:then|so|please|and|by)?\W*(?P<word>[A-Za-z-]+(?:[ -][a-z]+)?)", re.IGNORECASE)
_MODAL = re.compile(r"\b(?:may|might|could|can lead|would)\b", re.IGNORECASE)  # what only names a danger
_LONGEST = 160  # a title that is a whole text is cut at its first sentence
_EXPLAINED = 30  # so many words behind a title are a discussion, in which dangers and remedies mingle


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
    found = [risk for part in parts(facts, "risks") for risk in _part_risks(part, facts)]
    found = found or list(_failure_modes(facts))
    return tuple(sorted(found, key=lambda risk: (risk.span.line, risk.span.column)))


def _part_risks(part: Part, facts: Facts) -> Iterator[Risk]:
    reader = _Reader(facts.vocabulary, "mitigation" in part.title.plain.casefold() or "mitigate" in part.title.plain.casefold())
    entries = [entry for entry in reader.entries(part.section, part.blocks, part.children) if part.holds(entry, facts)]
    risks = reader.risks(entries)
    if part.shared:
        risks = _of_shared(risks, reader)
    yield from risks


def _of_shared(risks: list[Risk], reader: _Reader) -> list[Risk]:
    """Of a list that holds assumptions or questions too: what is told to be a risk, else all but the questions."""
    told = [risk for risk in risks if risk.mitigation or risk.impact or risk.probability or reader.names_risk(risk.source)]
    if told:
        return told
    return [risk for risk in risks if not risk.source.title.plain.rstrip(" )").endswith("?")]


def _failure_modes(facts: Facts) -> Iterator[Risk]:
    """The rows of tables elsewhere that name a risk, rate it and say what is done about it."""
    for section in facts.document.walk():
        for block in section.blocks:
            if isinstance(block, Table):
                columns = {facts.vocabulary.field_of(cell.plain) for cell in block.header}
                if {"risk", "mitigation"} <= columns and columns & {"impact", "probability"}:
                    reader = _Reader(facts.vocabulary, False)
                    yield from reader.risks(list(table_entries(block, section, facts.vocabulary, RISK)))


@dataclass(frozen=True)
class _Reader:
    """Reads the risks of one part; `paired` where its title promises mitigations beside the risks."""

    vocabulary: Vocabulary
    paired: bool

    # Entries

    def entries(self, section: Section, blocks: tuple[Block, ...], children: tuple[Section, ...]) -> Iterator[Entry]:
        """What a section lists, sub-sections included; its paragraphs where it lists nothing."""
        found = [entry for run in self._runs(blocks, section) for entry in self._run_entries(run, section)]
        if not children and all(self._names_mitigation(entry) for entry in found):
            found = [*self._prose(blocks, section), *found]
        yield from found
        for child in children:
            if found and not self._is_told(child):
                continue
            if self._is_entry(child):
                yield heading_entry(child, self.vocabulary, RISK)
            else:
                for entry in self.entries(child, child.blocks, child.children):
                    yield entry if entry.group else replace(entry, group=child.title)

    def _run_entries(self, run: Entry | tuple[Block, ...], section: Section) -> Iterator[Entry]:
        if isinstance(run, Entry):
            yield run
        else:
            yield from block_entries(run, section, self.vocabulary, RISK)

    def _runs(self, blocks: tuple[Block, ...], section: Section) -> Iterator[Entry | tuple[Block, ...]]:
        """The blocks, those apart that belong to a paragraph which is a risk itself, as its entry."""
        run: list[Block] = []
        opened: Paragraph | None = None
        body: list[Block] = []
        for block in self._tables_of_risks(blocks):
            if isinstance(block, Paragraph) and self._opens(block):
                yield from self._closed(opened, body, section)
                yield tuple(run)
                run, opened, body = [], block, []
            elif opened is not None and not isinstance(block, Table) and not self._is_title(block):
                body.append(block)
            else:
                yield from self._closed(opened, body, section)
                opened, body = None, []
                last = run[-1] if run else None
                if isinstance(block, ListBlock) and isinstance(last, Paragraph) and self._is_said_in(last, block):
                    yield tuple(run[:-1])
                    yield from self._closed(last, [block], section)
                    run = []
                elif isinstance(block, Paragraph) and isinstance(last, ListBlock) and self._comments(block):
                    run[-1] = _with_comment(last, block)
                else:
                    run.append(block)
        yield from self._closed(opened, body, section)
        yield tuple(run)

    def _tables_of_risks(self, blocks: tuple[Block, ...]) -> Iterator[Block]:
        """The blocks without tables about something else, unless such a table is all there is."""
        tables = [block for block in blocks if isinstance(block, Table)]
        about = [table for table in tables if self._columns(table) & ({"risk"} | RISK.fields)]
        for block in blocks:
            if not isinstance(block, Table) or block in about or (len(blocks) == len(tables) and not about):
                yield block

    def _columns(self, table: Table) -> set[str | None]:
        return {self.vocabulary.field_of(cell.plain) for cell in table.header}

    def _opens(self, block: Paragraph) -> bool:
        """Whether a paragraph without bold words is a risk that goes on below: `Risk: …`, `Risk 2 - …`."""
        if bold_title(block) is not None:
            return False
        found = labelled(block.text)
        named = found is not None and bool(found.value) and self.vocabulary.field_of(found.label.plain) == "risk"
        return named or RISK.heading.match(block.text.plain) is not None

    def _is_title(self, block: Block) -> bool:
        title = bold_title(block) if isinstance(block, Paragraph) else None
        return title is not None and self.vocabulary.field_of(title.label.plain) not in RISK.fields

    def _closed(self, opened: Paragraph | None, body: list[Block], section: Section) -> Iterator[Entry]:
        if opened is None:
            return
        fields = inner_fields(opened.text, self.vocabulary, RISK.fields)
        for name, value in fields_of(body, self.vocabulary, RISK.fields).items():
            fields.setdefault(name, value)
        found = labelled(opened.text)
        named = found is not None and found.value and self.vocabulary.field_of(found.label.plain) == "risk"
        title = found.value if found is not None and named else opened.text
        yield Entry(title, opened.text.span, "paragraph", fields, {}, tuple(body), section, head=title)

    def _is_said_in(self, intro: Paragraph, block: ListBlock) -> bool:
        """Whether a list goes on from a paragraph that tells of a risk, and does not list risks."""
        if bold_title(intro) is not None or any(self._item_has_own(item) for item in block.items):
            return False
        text = intro.text.plain
        if self.vocabulary.has("remedies-follow", text):
            return True
        return not self.vocabulary.has("risks-follow", text) and len(text.split()) > 8

    def _comments(self, block: Paragraph) -> bool:
        """Whether a paragraph behind a list says something of its last item."""
        return bold_title(block) is None and not block.text.plain.endswith(":") and labelled(block.text) is None

    def _prose(self, blocks: Iterable[Block], section: Section) -> Iterator[Entry]:
        """The paragraphs of a section that lists nothing, as one entry; none where they say that there is no risk."""
        found = [block for top in blocks for block in (top, *(walk(top.blocks) if isinstance(top, Quote) else ()))]
        paragraphs = [block for block in found if isinstance(block, Paragraph) and block.text]
        if not paragraphs or self._says_none(paragraphs[0].text.plain):
            return
        first, body = paragraphs[0].text, tuple(paragraphs[1:])
        span = first.plain_span(0, _first_sentence(first.plain))
        fields = inner_fields(first, self.vocabulary, RISK.fields)
        yield Entry(first, span, "paragraph", fields, {}, body, section, head=first)

    def _says_none(self, text: str) -> bool:
        match = self.vocabulary.pattern("no-risks").match(text.strip(" *_-–—"))
        return match is not None or is_placeholder(text)

    def _is_entry(self, section: Section) -> bool:
        """Whether a sub-section is a risk, and not a group of risks or of mitigations."""
        label = section.title
        if RISK.heading.match(section.label) and not section.children:
            return True
        if self.vocabulary.field_of(label) in ("mitigation", "risk") or self._is_group(label):
            return False
        if set(section.roles) - {"risks"}:
            return False
        children = {self.vocabulary.field_of(child.title) for child in section.children}
        if section.children:
            return bool(children & {"mitigation", "impact"})
        if is_entry_heading(section, self.vocabulary, RISK):
            return not self._labels_risks(section.blocks)
        blocks = [block for block in section.blocks if not isinstance(block, Paragraph)]
        if any(isinstance(block, Table) for block in blocks):
            return False
        items = [item for block in blocks if isinstance(block, ListBlock) for item in block.items]
        return not items or not any(self._item_has_own(item) for item in items)

    def _is_told(self, section: Section) -> bool:
        """Whether a sub-section beside a list of risks says itself that it is about risks."""
        named = self.vocabulary.field_of(section.title) in ("mitigation", "risk") or self._is_group(section.title)
        return named or RISK.heading.match(section.label) is not None or is_entry_heading(section, self.vocabulary, RISK)

    def _is_group(self, label: str) -> bool:
        words = " ".join(without_emoji(label).casefold().replace("risks", "").replace("risk", "").split()).strip(" :")
        named = {" ".join(name.split()) for name in self.vocabulary.lists.get("risk-groups", ())}
        return not words or words in named or bool(re.search(r"\brisks\b", label, re.IGNORECASE))

    def _labels_risks(self, blocks: Iterable[Block]) -> bool:
        """Whether a list says `Risk: …` of several of its items."""
        items = [item for block in blocks if isinstance(block, ListBlock) for item in block.items]
        named = [found for item in items if (found := labelled(item.text)) and self.vocabulary.field_of(found.label.plain) == "risk"]
        return len(named) > 1

    def _item_has_own(self, item: Item) -> bool:
        """Whether an item says itself what is done about it."""
        found = list(block_entries((ListBlock(False, (item,), item.span),), None, self.vocabulary, RISK))
        return bool(found and (found[0].fields or (self.clause(found[0]) and labelled(item.text))))

    # Risks

    def risks(self, entries: Sequence[Entry]) -> list[Risk]:
        """The risks of entries: what is only said of the one before, or of all, is given to it."""
        tabled = any(entry.row is not None and entry.value("mitigation") for entry in entries)
        entries = [entry for entry in entries if entry.row is not None or not tabled or entry.fields or self.clause(entry)]
        risks: list[Risk] = []
        remedies: list[Entry] = []
        for entry in entries:
            if self._names_mitigation(entry):
                remedies.append(entry)
            elif self._is_field(entry) and risks:
                risks[-1] = self._with(risks[-1], entry)
            elif not self._is_intro(entry):
                risks.append(self.risk(entry))
        return self._remedied(risks, remedies)

    def _is_field(self, entry: Entry) -> bool:
        """Whether an entry is only a field of the risk above it: the bullet `Mitigation: …` below `Risk: …`."""
        name = self.vocabulary.field_of(entry.title.plain)
        return entry.shape in ("item", "bold") and name in RISK.fields and name in entry.fields

    def _with(self, risk: Risk, entry: Entry) -> Risk:
        fields = {**entry.fields, **risk.source.fields}
        return self.risk(replace(risk.source, fields=fields))

    def _names_mitigation(self, entry: Entry) -> bool:
        """Whether an entry stands in a list of mitigations, apart from the risks."""
        if not entry.group or self._is_field(entry):
            return False
        return self.vocabulary.field_of(entry.group) == "mitigation"

    def _is_intro(self, entry: Entry) -> bool:
        return entry.shape == "bold" and not entry.fields and entry.title.plain.rstrip().endswith(":") and not entry.body

    def names_risk(self, entry: Entry) -> bool:
        """Whether an entry says of itself that it is a risk."""
        head = entry.head.plain if entry.head is not None else entry.title.plain
        group = self.vocabulary.roles(entry.group, strict=True) if entry.group else ()
        return RISK.heading.match(head) is not None or "risks" in group

    def _remedied(self, risks: list[Risk], remedies: list[Entry]) -> list[Risk]:
        """Gives mitigations that are listed apart to the risks that have none: by name, else in their order."""
        if not remedies:
            return risks
        bare = [risk for risk in risks if not risk.mitigation]
        if len(remedies) < len(bare) and not any(_shares_words(risk.title, remedies) for risk in bare):
            return [_given(risk, remedies[0]) if risk in bare else risk for risk in risks]
        order = iter(remedies if len(remedies) == len(bare) else ())
        return [_given(risk, next(order, None) or _nearest(risk.title, remedies)) if risk in bare else risk for risk in risks]

    def risk(self, entry: Entry) -> Risk:
        """The risk that an entry tells of."""
        title = _title(entry)
        fields = {name: text for name, text in entry.fields.items() if name in ("impact", "probability")}
        places = {name: text.span for name, text in fields.items()}
        mitigation, place = self._mitigation(entry)
        if place is not None:
            places["mitigation"] = place
        return Risk(
            span=entry.span, places={"title": title.span, **places}, title=_NUMBERED.sub("", title.plain, count=1) or title.plain,
            impact=_said(fields.get("impact")), probability=_said(fields.get("probability")), mitigation=mitigation, source=entry,
        )  # fmt: skip

    def _mitigation(self, entry: Entry) -> tuple[str | None, Span | None]:
        text = entry.fields.get("mitigation")
        if text is not None:
            words = text.plain
            return (None if self._is_no_mitigation(words) else words), text.span
        if entry.row is not None:
            return self._plan(entry)
        return self.clause(entry), None

    def _plan(self, entry: Entry) -> tuple[str | None, Span | None]:
        """The cell of a column that is headed in words of its own: `What we do about it`."""
        columns = list(entry.labels.items())
        for head, cell in columns[1:]:
            if self.vocabulary.field_of(head) is None and (self.vocabulary.has("plan-columns", head) or len(columns) == 2):
                return (None if self._is_no_mitigation(cell.plain) else cell.plain), cell.span
        return None, None

    def _is_no_mitigation(self, words: str) -> bool:
        if is_placeholder(words):
            return True
        bare = " ".join(words.casefold().strip(" .!*_-–—()").split())
        return not bare or bare in self.vocabulary.lists.get("unmitigated", ())

    def clause(self, entry: Entry) -> str | None:
        """The words of an unlabelled text that say what is done about a risk."""
        head = entry.head if entry.head is not None else entry.title
        clauses = _clauses(head.raw)
        first, later = clauses[:1], clauses[1:]
        body = [clause for line in plain_text(entry.body).split("\n") for clause in _clauses(line)]
        found = _STRONG.match(head.raw)
        if found and found.end() < len(head.raw.rstrip()):  # **name** what is said of it
            first, later = [found[1]], _clauses(head.raw[found.end() :])
        for text in first:
            if self.vocabulary.has("mitigating", text) or (entry.shape == "paragraph" and self._tells(text)):
                return _plain(text)
        rest = [*later, *body]
        explained = sum(len(text.split()) for text in rest) >= _EXPLAINED
        for text in rest:
            if self._tells(text, explained):
                return _plain(text)
        if self.paired and later and entry.shape != "paragraph" and not any(_MODAL.search(text) for text in later):
            return _plain(" ".join(later))
        return None

    def _tells(self, text: str, explained: bool = False) -> bool:
        """Whether a clause behind the words that name a risk says what is done about it."""
        if self.vocabulary.has("mitigating", text):
            return True
        if self.vocabulary.has("mitigating-later", text) and (explained or not _MODAL.search(text)):
            return True
        opener = _OPENER.match(text)
        if opener is None:
            return False
        words = opener["word"].casefold()
        verbs = _verbs(self.vocabulary)
        return words in verbs or words.split(" ")[0] in verbs


def _clauses(raw: str) -> list[str]:
    text = " ".join(raw.replace("**", " ").replace("__", " ").split())
    return [part for part in _SENTENCE.split(text) if part.strip()]


def _with_comment(block: ListBlock, comment: Paragraph) -> ListBlock:
    """A list whose items also hold what a paragraph behind them says."""
    items = tuple(replace(item, blocks=(*item.blocks, comment)) for item in block.items)
    return replace(block, items=items)


def _verbs(vocabulary: Vocabulary) -> frozenset[str]:
    return frozenset(vocabulary.lists.get("mitigating-verbs", ()))


def _plain(text: str) -> str:
    return " ".join(text.replace("*", " ").replace("_", " ").replace("`", "").split())


def _title(entry: Entry) -> Text:
    """What an entry is called: its name, its bold first words, else its first sentence."""
    text = entry.title
    strong = _STRONG.match(text.raw)
    if strong and strong.end() < len(text.raw.rstrip()):
        return text.part(*strong.span(1))
    if len(text.plain) > _LONGEST or "\n" in text.raw or any(value.span.line == text.line for value in entry.fields.values()):
        return text.plain_part(0, _first_sentence(text.plain))
    return text


def _first_sentence(plain: str) -> int:
    match = re.search(r"[.!?](?=\s)", plain)
    return match.end() if match else len(plain)


def _said(text: Text | None) -> str | None:
    return text.plain if text is not None and text.plain and not is_placeholder(text.plain) else None


def _given(risk: Risk, remedy: Entry | None) -> Risk:
    if remedy is None:
        return risk
    text = remedy.head if remedy.head is not None else remedy.title
    return replace(risk, mitigation=text.plain or None, places={**risk.places, "mitigation": text.span})


def _words(text: str) -> frozenset[str]:
    return frozenset(word for word in re.findall(r"[a-z]{4,}", text.casefold()))


def _shares_words(title: str, remedies: Sequence[Entry]) -> bool:
    return any(_words(title) & _words(remedy.title.plain) for remedy in remedies)


def _nearest(title: str, remedies: Sequence[Entry]) -> Entry | None:
    """The mitigation that shares the most words with a risk; the last where none does."""
    return max(remedies, key=lambda remedy: len(_words(title) & _words(remedy.words)), default=None)


# Levels


def read_ratings(facts: Facts) -> tuple[Rating, ...]:
    """The levels of all risks, judged beside those of the same table or list."""
    groups: dict[tuple[int, str], list[Risk]] = {}
    for risk in facts.all("risks", Risk):
        section = risk.source.section
        groups.setdefault((section.line if section else 0, risk.source.shape), []).append(risk)
    return tuple(rating for risks in groups.values() for rating in _group_ratings(risks, facts.vocabulary))


def _group_ratings(risks: list[Risk], vocabulary: Vocabulary) -> Iterator[Rating]:
    rated = False
    columns: list[tuple[str, list[tuple[Risk, str, Level | None]]]] = []
    for aspect in ("impact", "probability"):
        column = [(risk, text, read_level(text, vocabulary)) for risk in risks if (text := risk.get(aspect)) and isinstance(text, str)]
        columns.append((aspect, column))
        rated = rated or sum(level is not None for _, _, level in column) * 2 > len(column)
    for aspect, column in columns:
        yield from _column_ratings(aspect, column, rated)


def _column_ratings(aspect: str, column: list[tuple[Risk, str, Level | None]], rated: bool) -> Iterator[Rating]:
    """The ratings of one column, where it holds levels: a column of prose says what happens and is none."""
    levels = [level for _, _, level in column if level is not None]
    prose = sum(level is None and len(text.split()) > 3 for _, text, level in column)
    if not rated or len(levels) * 2 <= len(column) - (aspect == "probability") or prose * 2 > len(column):
        return
    kinds = [kind for kind in ("word", "number", "percent") if any(kind in level.kinds for level in levels)]
    usual = max(kinds, key=lambda kind: sum(kind in level.kinds for level in levels), default="")
    scales = [scale for level in levels for scale in level.scales]
    scale = max(dict.fromkeys(scales), key=scales.count, default="")
    names = tuple(dict.fromkeys(level.text for level in levels if usual in level.kinds))
    for risk, text, level in column:
        fits = level is not None and (usual in level.kinds or len(level.kinds) == 0)
        mixed = fits and level is not None and bool(level.scales) and scale not in level.scales
        others = tuple(name for name in names if name != text)
        yield Rating(span=risk.place(aspect), aspect=aspect, level=text, risk=risk.title, fits=fits, mixed=mixed, usual=others[:3])
