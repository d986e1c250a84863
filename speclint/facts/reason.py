"""What reads as the reason of a decision: words, labels, cells, links to decision records."""

from __future__ import annotations

import re
from collections.abc import Iterator

from speclint.document.block import Paragraph, Row, Table, Text, walk
from speclint.document.inline import Inline
from speclint.facts.entry import Entry, labelled, plain_text
from speclint.facts.fact import Facts
from speclint.facts.value.placeholder import is_placeholder

SENTENCE = re.compile(r"(?<=[.!?;])\s+(?=\S)")
"""What stands between two sentences."""

_MOST = 200  # so many sentences are looked at
_OPENERS = ("why ", "reason for", "rationale for", "reasons for")
_ANNOUNCED = re.compile(r"\b(?:for|because|since|due to|reasons?)\s*:?$", re.IGNORECASE)  # what reasons follow
_RECORD = re.compile(r"\badr\b|adr[-_/ ]?\d|decision", re.IGNORECASE)  # what a link to a decision record looks like
_BRACKET = re.compile(r"\([^()]*\)")
_OUTSIDE = re.compile(r"[a-z][a-z0-9+.-]*:|#", re.IGNORECASE)  # a link that leads to no file


class Reasons:
    """Tells reasons by the words of the vocabulary and the files beside the document."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.vocabulary = facts.vocabulary

    def is_label(self, label: str) -> bool:
        """Whether a label or title announces a reason: `Rationale`, `Why Go?`."""
        bare = label.strip(" :?*").casefold()
        return bare in self.vocabulary.lists.get("reason-labels", ()) or bare.startswith(_OPENERS)

    def column(self, table: Table) -> int | None:
        """The column of a table that is made for reasons."""
        for index, cell in enumerate(table.header):
            field = self.vocabulary.field_of(cell.plain)
            if field == "justification" or self.vocabulary.pattern("reason-columns").match(cell.plain):
                return index
        return None

    def in_cell(self, cell: Text) -> str | None:
        """The reason in a cell; a link to a file that is not there is none."""
        link = next((inline for inline in cell.inlines if inline.kind == "link" and inline.target), None)
        if link is not None and len(link.text) >= len(cell.plain) - 6 and not self._leads(link.target):
            return None
        return None if is_placeholder(cell.plain) else cell.plain

    def in_row(self, row: Row) -> str | None:
        """The link to a decision record that stands in a row, where the record exists."""
        return next((link.text for cell in row.cells for link in self._records(cell)), None)

    def in_entry(self, entry: Entry, weighs: bool) -> str | None:
        """The reason that an entry gives; in a part that `weighs` alternatives, also what speaks against it."""
        return (
            self._labelled(entry)
            or self._said(entry, weighs)
            or next((link.text for text in _texts(entry) for link in self._records(text)), None)
            or self._benefit(entry)
        )

    def is_argued(self, sentence: str) -> bool:
        """Whether a sentence gives a reason for something."""
        return self.vocabulary.has("because", sentence) and len(sentence.split()) > 4

    def _labelled(self, entry: Entry) -> str | None:
        for name in ("justification", "alternatives"):
            if (value := entry.value(name)) and not is_placeholder(value):
                return value
        for label, text in entry.labels.items():
            if self.is_label(label) and text.plain and not is_placeholder(text.plain):
                return text.plain
        return None

    def _said(self, entry: Entry, weighs: bool) -> str | None:
        head, behind = _halves(entry)
        if behind and (_ANNOUNCED.search(head) or self.is_label(entry.title.plain)):  # "Go for:", "Why Go?"
            return behind[0]
        if self.vocabulary.has("because", head) or (entry.shape == "paragraph" and self._weighs_up(head, weighs)):
            return head
        return next((text for text in behind if self._weighs_up(text, weighs)), None)

    def _weighs_up(self, text: str, weighs: bool) -> bool:
        """Whether a text gives a reason for something or, in a part about alternatives, against it."""
        return self.vocabulary.has("causal", text) or (weighs and self.vocabulary.has("objections", text))

    def _benefit(self, entry: Entry) -> str | None:
        """What is good about a decision, behind its name or in the prose below it."""
        found = labelled(entry.head or entry.title)
        if entry.shape == "item" and found is None:
            return None
        _, behind = _halves(entry)
        said = [text for text in behind if len(text.split()) > 2]
        if found is not None and found.value and len(_BRACKET.sub(" ", found.label.plain).split()) > 2:
            return next(iter(said), None)  # "One file rather than a server: …"
        return next((text for text in said if self.vocabulary.has("benefits", text)), None)

    def _records(self, text: Text) -> Iterator[Inline]:
        for inline in text.inlines:
            is_record = inline.kind == "link" and _RECORD.search(f"{inline.text} {inline.target}")
            if is_record and self._leads(inline.target):
                yield inline

    def _leads(self, target: str) -> bool:
        """Whether a link may lead to something: not to a file that is known to be absent."""
        if not target or _OUTSIDE.match(target) or self.facts.files is None:
            return True
        return self.facts.files.exists(target.partition("#")[0]) is not False


def _halves(entry: Entry) -> tuple[str, list[str]]:
    """The words that state a decision, and the texts behind them."""
    if entry.row is not None:
        return entry.row.cells[0].plain, []
    head = entry.head if entry.head is not None else entry.title
    body = [line for line in plain_text(entry.body).split("\n") if line]
    found = labelled(head)
    if found is not None and found.value:
        return found.label.plain, [found.value.plain, *body[:_MOST]]
    first, *rest = SENTENCE.split(head.plain, maxsplit=_MOST)
    return first, [*rest, *body[:_MOST]]


def _texts(entry: Entry) -> Iterator[Text]:
    yield entry.head if entry.head is not None else entry.title
    yield from (block.text for block in walk(entry.body) if isinstance(block, Paragraph))
