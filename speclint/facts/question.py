"""The open questions of a spec, and which of them are answered."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice

from speclint.document.block import Block, ListBlock, Paragraph, Table, Text, walk
from speclint.document.section import Section
from speclint.document.span import Span
from speclint.document.vocabulary import Vocabulary
from speclint.facts.entry import Entry, Subject, block_entries, heading_entry, is_entry_heading, labelled, plain_text
from speclint.facts.fact import Fact, Facts
from speclint.facts.part import Part, parts
from speclint.facts.reply import Replies, behind, date_of, owner_of
from speclint.facts.status import final_status
from speclint.facts.value.placeholder import is_placeholder

QUESTION = Subject(
    frozenset({"answer", "decision", "status", "owner", "time", "date"}),
    ("question", "description", "name"),
    re.compile(r"(?:Q|OQ|question)[\s-]?\d", re.IGNORECASE),
    prose=True,
)
_NUMBER = re.compile(r"\A(?:(?:Q|OQ|question)[\s-]?\d[\d.]*\s*[:.)–—-]*|\d{1,2}[.)])\s*", re.IGNORECASE)  # Q1:  5.
_NUMBERED = re.compile(r"O?Q[\s-]?\d+\s*[:.)–—-]")  # an item of a list of questions: Q1: …
_STRAY = re.compile(r"[*_]{0,3}(?:open|unresolved) question", re.IGNORECASE)  # a label of a single question
_FAQ = re.compile(r"\bfaqs?\b|frequently", re.IGNORECASE)  # the title of a list of answered questions
_SENTENCE = re.compile(r"[^\s?][^?]*\?+")  # what ends in a question mark
_MOST = 200  # so many questions of a paragraph are read
_ALERT = re.compile(r"\[![A-Za-z]+\]\s*")  # [!IMPORTANT]


@dataclass(frozen=True, kw_only=True, eq=False)
class Question(Fact):
    """A question: `resolution` is its answer as written; `settled` where it has one, or an owner and a date."""

    text: str
    resolved: bool
    resolution: str | None = None
    owner: str | None = None
    date: str | None = None
    settled: bool = False

    @cached_property
    def stated(self) -> bool:
        """Whether it is more than a placeholder."""
        return not is_placeholder(self.text)


@dataclass(frozen=True, kw_only=True, eq=False)
class QuestionPart(Fact):
    """A part of the spec that lists `count` questions, or says that there are none."""

    title: str
    count: int


def read_questions(facts: Facts) -> tuple[Question, ...]:
    """The questions, in document order; placeholders only where a part holds nothing else."""
    found = [question for _, questions in _read(facts) for question in questions]
    return tuple(sorted([*found, *_strays(facts, found)], key=lambda each: (each.span.line, each.span.column)))


def read_parts(facts: Facts) -> tuple[QuestionPart, ...]:
    """The parts that list questions or say that there are none; an empty one is none."""
    found = []
    for part, questions in _read(facts):
        if questions:
            spans = [question.span for question in questions]
            found.append(QuestionPart(span=spans[0].to(spans[-1]), title=part.title.plain, count=len(questions)))
        elif (span := _none(part, facts.vocabulary)) is not None:
            found.append(QuestionPart(span=span, title=part.title.plain, count=0))
    return tuple(found)


def read_unsettled(facts: Facts) -> tuple[Question, ...]:
    """The questions that a spec of a final status leaves without an answer, a decision, or an owner and date."""
    if not final_status(facts):
        return ()
    questions = facts.all("open_questions", Question)
    return tuple(question for question in questions if question.stated and not question.settled)


def _read(facts: Facts) -> list[tuple[Part, list[Question]]]:
    def make() -> list[tuple[Part, list[Question]]]:
        return [(part, _part_questions(part, facts)) for part in _parts(facts)]

    found: list[tuple[Part, list[Question]]] = facts.memo("questions", make)
    return found


def _parts(facts: Facts) -> Iterator[Part]:
    found = parts(facts, "open-questions")
    if found:
        yield from found
        return
    for section in facts.document.walk():
        if _lists_numbered(section) and not _FAQ.search(section.title):
            yield Part("open-questions", section, section.blocks, section.children)


def _lists_numbered(section: Section) -> bool:
    """Whether a section under another title is a list of `Q1: …`, `Q2: …`."""
    texts: list[str] = [child.label for child in section.children]
    for block in section.blocks:
        if isinstance(block, Paragraph):
            texts.append(block.text.plain)
        elif isinstance(block, ListBlock):
            texts.extend(item.text.plain for item in block.items)
    return sum(_NUMBERED.match(text) is not None for text in texts) >= 2


def _part_questions(part: Part, facts: Facts) -> list[Question]:
    reader = _Reader(facts.vocabulary)
    none = _none(part, facts.vocabulary) is not None
    questions: list[Question] = []
    for entry in reader.entries(part.section, part.blocks, part.children):
        if not part.holds(entry, facts) or (none and "?" not in entry.words):
            continue
        if part.shared and not (facts.vocabulary.has("choices", entry.title.plain) or "?" in entry.words):
            continue
        questions.extend(reader.questions(entry, part))
    real = [question for question in questions if question.stated]
    return real or questions


def _none(part: Part, vocabulary: Vocabulary) -> Span | None:
    """Where a part says that there are no questions."""
    for block in part.blocks:
        text = block.text if isinstance(block, Paragraph) else None
        if isinstance(block, ListBlock) and len(block.items) == 1:
            text = block.items[0].text
        elif isinstance(block, Table) and len(block.rows) == 1:
            text = next((cell for cell in block.rows[0].cells if cell.plain), None)
        if text is not None:
            return text.span if _says_none(text.plain, vocabulary) else None
    return None


def _says_none(text: str, vocabulary: Vocabulary) -> bool:
    first = re.split(r"(?<=[.!])\s", text.strip(" *_-–—"), maxsplit=1)[0]
    begins = vocabulary.pattern("no-questions").match(first) is not None
    return "?" not in first and (begins or vocabulary.has("all-resolved", first))


def _strays(facts: Facts, found: list[Question]) -> Iterator[Question]:
    """Questions that other parts mark as open: `Open question: …`."""
    known = {question.span.line for question in found}
    reader = _Reader(facts.vocabulary)
    for block in facts.document.blocks:
        texts = [block.text] if isinstance(block, Paragraph) else []
        if isinstance(block, ListBlock):
            texts = [item.text for item in block.items]
        for text in texts:
            label = labelled(text) if _STRAY.match(text.raw) else None
            if label is not None and label.value and text.line not in known:
                entry = Entry(label.value, text.span, "paragraph", head=label.value)
                yield reader.question(entry, label.value, text.span)


class _Reader:
    """Reads the questions of one part."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self.replies = Replies(vocabulary)

    def entries(
        self, section: Section, blocks: tuple[Block, ...], children: tuple[Section, ...]
    ) -> Iterator[Entry]:
        """What a section lists, sub-sections included; its paragraphs where it lists nothing."""
        found = list(block_entries(blocks, section, self.vocabulary, QUESTION))
        if not found and not children:
            found = [
                Entry(text, text.span, "paragraph", head=text, section=section)
                for block in walk(blocks) if isinstance(block, Paragraph)
                if (text := _unmarked(block.text)) and not text.plain.endswith(":")
            ]  # fmt: skip
        yield from found
        for child in children:
            if found and not (_asks(child) or self._is_group(child.title)):
                continue
            if self._is_entry(child):
                yield heading_entry(child, self.vocabulary, QUESTION)
                continue
            for entry in self.entries(child, child.blocks, child.children):
                yield entry if entry.group else replace(entry, group=child.title)

    def _is_entry(self, section: Section) -> bool:
        """Whether a sub-section is one question, and not a group of them."""
        if _asks(section):
            return True
        lists = [block for block in section.blocks if isinstance(block, ListBlock)]
        asked = sum("?" in item.text.plain for block in lists for item in block.items)
        if section.children or self._is_group(section.title) or asked > 1:
            return False
        if any(isinstance(block, Table) for block in section.blocks):
            return False
        return is_entry_heading(section, self.vocabulary, QUESTION) or not lists

    def _is_group(self, title: str) -> bool:
        return self.replies.is_closed(title) or self.replies.is_open(title)

    def questions(self, entry: Entry, part: Part) -> Iterator[Question]:
        """The questions of an entry: several where a paragraph asks several."""
        head = _title(entry) if entry.shape == "bold" else entry.head or entry.title
        closed = self.replies.is_closed(entry.group) or self.replies.is_closed(part.title.plain)
        asked = list(_questions(head)) if entry.shape in ("bold", "paragraph") else []
        if len(asked) < 2:
            yield self.question(entry, _title(entry), entry.span, closed)
            return
        for text in asked:
            alone = replace(entry, title=text, head=text, fields={}, labels={}, body=())
            yield self.question(alone, text, text.span, closed)

    def question(self, entry: Entry, text: Text, span: Span, closed: bool = False) -> Question:
        """The question that an entry asks."""
        reply = self.replies.find(entry)
        owner, date = owner_of(entry), date_of(entry)
        promised = date is not None and (owner is not None or len(_comment(entry).split()) > 1)
        return Question(
            span=span, text=_asked(text.plain), resolved=closed or reply.sure, resolution=reply.text, owner=owner,
            date=date, settled=closed or reply.sure or reply.text is not None or promised,
        )  # fmt: skip


def _asks(section: Section) -> bool:
    return QUESTION.heading.match(section.title) is not None or section.title.endswith("?")


def _questions(text: Text) -> Iterator[Text]:
    """The sentences of a text that end in a question mark."""
    plain = text.plain
    for match in islice(_SENTENCE.finditer(plain, 0, plain.rfind("?") + 1), _MOST):
        yield text.plain_part(match.start(), match.end())


def _unmarked(text: Text) -> Text:
    """A text without the mark of an alert."""
    match = _ALERT.match(text.raw)
    return text.part(match.end(), len(text.raw)) if match else text


def _title(entry: Entry) -> Text:
    """The question: the value behind a topic in bold, or the title."""
    head = entry.head
    if head is None or entry.row is not None or "?" in entry.title.plain:
        return entry.title
    found = labelled(head)
    return found.value if found is not None and "?" in found.value.plain else entry.title


def _asked(plain: str) -> str:
    """The words of a question, its number and what is said behind it left out."""
    bare = _NUMBER.sub("", plain, count=1).strip(" ~") or plain
    return bare[: bare.find("?") + 1] or bare


def _comment(entry: Entry) -> str:
    """What stands behind or below a question."""
    head = entry.head.plain if entry.head is not None else entry.title.plain
    return f"{behind(head)} {plain_text(entry.body)}" if entry.row is None else ""
