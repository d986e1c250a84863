"""What a part about risks lists, in whatever shape: rows, bullets, bold paragraphs, sub-sections, prose."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from speclint.document.block import Block, Item, ListBlock, Paragraph, Quote, Table, walk
from speclint.document.section import Section
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
    shallow_fields,
)
from speclint.facts.part import Part
from speclint.facts.remedy import Remedies

RISK = Subject(
    frozenset({"mitigation", "impact", "probability", "owner"}),
    ("risk", "description", "name"),
    re.compile(r"(?:risk|threat|hazard)(?:[\s#-]*\d[\d.]*|\s*[:–—-])|R[\s-]?\d+\b", re.IGNORECASE),
    prose=True,
)
_REMEDIES = re.compile(r"\W*(?:\d[\d.]*\s+)?mitigations?\b", re.IGNORECASE)  # "Mitigations and rollbacks"
_NUMBERED = re.compile(r"\d{1,2}[.)]\s+\S")  # 3. Fire
_LEADING = 8  # a paragraph of more words in front of a list is more than its introduction


class RiskShapes:
    """Reads the entries of one part about risks."""

    def __init__(self, vocabulary: Vocabulary, remedies: Remedies) -> None:
        self.vocabulary = vocabulary
        self.remedies = remedies

    def part(self, part: Part) -> list[Entry]:
        """The risks of a part, and what it says apart from them of their mitigations, in document order."""
        title = part.title.plain
        apart = self._heads_remedies(title)
        found = self.entries(part.section, part.blocks, part.children)
        return [replace(entry, group=title) if apart else entry for entry in found]

    def entries(
        self, section: Section, blocks: tuple[Block, ...], children: tuple[Section, ...]
    ) -> Iterator[Entry]:
        """What a section lists, sub-sections included; its paragraphs where it lists nothing."""
        found = [entry for run in self._runs(blocks, section) for entry in self._run_entries(run, section)]
        if not children and all(self.is_remedy(entry) for entry in found):
            found = [*self._prose(blocks, section), *found]
        yield from found
        for child in children:
            if found and not self._is_told(child):
                continue
            if self._is_entry(child):
                yield heading_entry(child, self.vocabulary, RISK)
                continue
            for entry in self.entries(child, child.blocks, child.children):
                yield entry if entry.group else replace(entry, group=child.title)

    def is_remedy(self, entry: Entry) -> bool:
        """Whether an entry stands in a list of mitigations, apart from the risks."""
        return bool(entry.group) and not self.is_field(entry) and self._heads_remedies(entry.group)

    def _heads_remedies(self, title: str) -> bool:
        return _REMEDIES.match(title) is not None or self.vocabulary.field_of(title) == "mitigation"

    def is_field(self, entry: Entry) -> bool:
        """Whether an entry is only a field of the risk above it: the bullet `Mitigation: …` below `Risk: …`."""
        name = self.vocabulary.field_of(entry.title.plain)
        return entry.shape in ("item", "bold") and name in RISK.fields and name in entry.fields

    def says_none(self, entry: Entry) -> bool:
        """Whether an entry only says that there is no risk."""
        words = entry.title.plain
        return entry.row is None and not entry.fields and len(words.split()) < 8 and self._says_none(words)

    def names_risk(self, entry: Entry) -> bool:
        """Whether an entry says of itself that it is a risk."""
        head = entry.head.plain if entry.head is not None else entry.title.plain
        group = self.vocabulary.roles(entry.group, strict=True) if entry.group else ()
        return RISK.heading.match(head) is not None or "risks" in group

    # Runs of blocks

    def _run_entries(self, run: Entry | tuple[Block, ...], section: Section) -> Iterator[Entry]:
        if isinstance(run, Entry):
            yield run
            return
        group = ""
        for entry in block_entries(run, section, self.vocabulary, RISK):
            if self._heads_items(entry):
                group = entry.title.plain.strip(" :") if not entry.body else group
                yield from self._nested(entry, section)
            elif group and not entry.group and entry.shape == "item":
                yield replace(entry, group=group)
            else:
                yield entry

    def _heads_items(self, entry: Entry) -> bool:
        """Whether an item only heads those nested in it, or those behind it: `Technical risks:`."""
        if entry.shape != "item" or entry.fields.get("mitigation") or not entry.title.plain:
            return False
        head = (entry.head if entry.head is not None else entry.title).plain
        if head.rstrip(" :") != entry.title.plain.rstrip(" :"):
            return False
        if not entry.body:
            return head.endswith(":")
        nested = shallow_fields(entry.body, self.vocabulary, RISK.fields)
        return self._is_group(entry.title.plain) and not nested and any(isinstance(b, ListBlock) for b in entry.body)

    def _nested(self, entry: Entry, section: Section) -> Iterator[Entry]:
        for nested in block_entries(entry.body, section, self.vocabulary, RISK):
            yield nested if nested.group else replace(nested, group=entry.title.plain.strip(" :"))

    def _runs(self, blocks: tuple[Block, ...], section: Section) -> Iterator[Entry | tuple[Block, ...]]:
        """The blocks, those apart that belong to a paragraph which is a risk itself, as its entry."""
        run: list[Block] = []
        opened: tuple[Block, list[Block]] | None = None
        for block in self._about_risks(blocks):
            if isinstance(block, Paragraph) and self._opens(block):
                yield from self._closed(opened, section)
                yield tuple(run)
                run, opened = [], (block, [])
            elif opened is not None and not isinstance(block, Table) and not self._is_title(block):
                opened[1].append(block)
            else:
                yield from self._closed(opened, section)
                opened = None
                last = run[-1] if run else None
                if isinstance(block, ListBlock) and isinstance(last, Paragraph) and self._is_said_in(last, block):
                    at = next((i for i in range(len(run) - 1, -1, -1) if self._is_title(run[i])), len(run) - 1)
                    yield tuple(run[:at])
                    yield from self._closed((run[at], [*run[at + 1 :], block]), section)
                    run = []
                elif isinstance(block, Paragraph) and isinstance(last, ListBlock) and self._comments(block):
                    run[-1] = _with_comment(last, block)
                else:
                    run.append(block)
        yield from self._closed(opened, section)
        yield tuple(run)

    def _about_risks(self, blocks: tuple[Block, ...]) -> Iterator[Block]:
        """The blocks without tables about something else, unless such a table is all there is."""
        tables = [block for block in blocks if isinstance(block, Table)]
        about = [table for table in tables if self._columns(table) & ({"risk"} | RISK.fields)]
        for block in blocks:
            if not isinstance(block, Table) or block in about or (len(blocks) == len(tables) and not about):
                yield block

    def _columns(self, table: Table) -> set[str | None]:
        return {self.vocabulary.field_of(cell.plain) for cell in table.header}

    def _opens(self, block: Paragraph) -> bool:
        """Whether a paragraph is a risk that goes on below: `Risk: …`, `Risk 2 - …`, `**3. Fire**`."""
        if (bold := bold_title(block)) is not None:
            return _NUMBERED.match(bold.label.plain) is not None and not self._is_group(bold.label.plain)
        return self._says_risk(block) or RISK.heading.match(block.text.plain) is not None

    def _says_risk(self, block: Paragraph) -> bool:
        found = labelled(block.text)
        return found is not None and bool(found.value) and self.vocabulary.field_of(found.label.plain) == "risk"

    def _is_title(self, block: Block) -> bool:
        title = bold_title(block) if isinstance(block, Paragraph) else None
        return title is not None and self.vocabulary.field_of(title.label.plain) not in RISK.fields

    def _closed(self, opened: tuple[Block, list[Block]] | None, section: Section) -> Iterator[Entry]:
        """The entry of a paragraph that is a risk, and of what follows it."""
        paragraph, body = opened if opened is not None else (None, [])
        if not isinstance(paragraph, Paragraph):
            return
        fields = inner_fields(paragraph.text, self.vocabulary, RISK.fields)
        for name, value in fields_of(body, self.vocabulary, RISK.fields).items():
            fields.setdefault(name, value)
        found = labelled(paragraph.text)
        title = found.value if found is not None and self._says_risk(paragraph) else paragraph.text
        if (bold := bold_title(paragraph)) is not None:
            yield Entry(bold.label, paragraph.text.span, "bold", fields, {}, tuple(body), section, head=paragraph.text)
            return
        yield Entry(title, paragraph.text.span, "paragraph", fields, {}, tuple(body), section, head=title)

    def _is_said_in(self, intro: Paragraph, block: ListBlock) -> bool:
        """Whether a list goes on from a paragraph that tells of a risk, and does not list risks."""
        title = bold_title(intro)
        if (title is not None and not title.value) or any(self._has_own(item) for item in block.items):
            return False
        text = intro.text.plain
        if self.vocabulary.has("remedies-follow", text):
            return True
        return not self.vocabulary.has("risks-follow", text) and len(text.split()) > _LEADING

    def _comments(self, block: Paragraph) -> bool:
        """Whether a paragraph behind a list says something of its items."""
        return bold_title(block) is None and not block.text.plain.endswith(":") and labelled(block.text) is None

    def _prose(self, blocks: Iterable[Block], section: Section) -> Iterator[Entry]:
        """The paragraphs of a section that lists nothing, as one entry; none where they say that there is no risk."""
        found = [block for top in blocks for block in (top, *(walk(top.blocks) if isinstance(top, Quote) else ()))]
        paragraphs = [block for block in found if isinstance(block, Paragraph) and block.text]
        if not paragraphs or self._says_none(paragraphs[0].text.plain):
            return
        first, body = paragraphs[0].text, tuple(paragraphs[1:])
        span = first.plain_span(0, first_sentence(first.plain))
        fields = inner_fields(first, self.vocabulary, RISK.fields)
        yield Entry(first, span, "paragraph", fields, {}, body, section, head=first)

    def _says_none(self, text: str) -> bool:
        return self.vocabulary.pattern("no-risks").match(text.strip(" *_-–—")) is not None

    # Sub-sections

    def _is_entry(self, section: Section) -> bool:
        """Whether a sub-section is a risk, and not a group of risks or of mitigations."""
        if RISK.heading.match(section.label) and not section.children:
            return True
        if self._is_list_title(section.title) or set(section.roles) - {"risks"}:
            return False
        if section.children:
            below = {self.vocabulary.field_of(child.title) for child in section.children}
            return bool(below & {"mitigation", "impact"})
        if is_entry_heading(section, self.vocabulary, RISK):
            return not self._labels_risks(section.blocks)
        if any(isinstance(block, Table) for block in section.blocks):
            return False
        items = [item for block in section.blocks if isinstance(block, ListBlock) for item in block.items]
        return not any(self._has_own(item) for item in items)

    def _is_told(self, section: Section) -> bool:
        """Whether a sub-section beside a list of risks says itself that it is about risks."""
        named = self._is_list_title(section.title) or RISK.heading.match(section.label) is not None
        return named or is_entry_heading(section, self.vocabulary, RISK)

    def _is_list_title(self, title: str) -> bool:
        return self._heads_remedies(title) or self.vocabulary.field_of(title) == "risk" or self._is_group(title)

    def _is_group(self, label: str) -> bool:
        """Whether a title is that of several risks: "Technical", "Operational Risks"."""
        words = re.sub(r"\brisks?\b", " ", without_emoji(label).casefold())
        bare = " ".join(words.split()).strip(" :")
        named = self.vocabulary.lists.get("risk-groups", ())
        return not bare or bare in named or re.search(r"\brisks\b", label, re.IGNORECASE) is not None

    def _labels_risks(self, blocks: Iterable[Block]) -> bool:
        """Whether a list says `Risk: …` of several of its items."""
        items = [item for block in blocks if isinstance(block, ListBlock) for item in block.items]
        labels = [found.label.plain for item in items if (found := labelled(item.text)) is not None]
        return sum(self.vocabulary.field_of(label) == "risk" for label in labels) > 1

    def _has_own(self, item: Item) -> bool:
        """Whether an item says itself what is done about it."""
        found = list(block_entries((ListBlock(False, (item,), item.span),), None, self.vocabulary, RISK))
        if not found:
            return False
        return bool(found[0].fields) or (labelled(item.text) is not None and self.remedies.find(found[0]) is not None)


def first_sentence(plain: str) -> int:
    """Where the first sentence of a text ends."""
    match = re.search(r"(?<=\w\w)[.!?](?=\s+[^\sa-z])|(?=;\s)", plain)
    return match.end() if match else len(plain)


def _with_comment(block: ListBlock, comment: Paragraph) -> ListBlock:
    """A list whose items also hold what a paragraph behind them says."""
    items = tuple(replace(item, blocks=(*item.blocks, comment)) for item in block.items)
    return replace(block, items=items)
