"""The open questions of a spec, and which of them are answered."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from speclint.document.block import Block, ListBlock, Paragraph, Table, Text, walk
from speclint.document.section import Section
from speclint.document.span import Span
from speclint.document.vocabulary import Vocabulary
from speclint.facts.entry import Entry, Subject, block_entries, heading_entry, is_entry_heading, labelled, plain_text
from speclint.facts.fact import Fact, Facts
from speclint.facts.part import Part, parts
from speclint.facts.value.placeholder import is_placeholder

QUESTION = Subject(
    frozenset({"answer", "decision", "status", "owner", "time", "date"}),
    ("question", "description", "name"),
    re.compile(r"(?:Q|OQ|question)[\s-]?\d", re.IGNORECASE),
    prose=True,
)
_NUMBER = re.compile(r"\A(?:(?:Q|OQ|question)[\s-]?\d[\d.]*\s*[:.)–—-]*|\d{1,2}[.)])\s*", re.IGNORECASE)  # Q1:  5.
_ASKED = re.compile(r"[^?\n]*?\?+")  # a sentence that asks
_MARK = re.compile(r"[✅✔☑]|:white_check_mark:")  # a tick
_ARROW = re.compile(r"(?:→|⇒|->|=>)\s*(?P<reply>\S.*)", re.DOTALL)
_STRUCK = re.compile(r"\s*(?:[*_]{0,3})~~.+~~\W*(?P<reply>.*)", re.DOTALL)  # ~~the question~~ and what follows
_BRACKET = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
# a label and what is said behind it: **Answer (2026-03-01):** yes
_LABEL = re.compile(r"(?:^|(?<=[\s(>—–-]))[*_]{0,3}(?P<label>[A-Za-z][A-Za-z ]{0,20}?)\d{0,2}(?:\s\([^()\n]{1,60}\))?[*_]{0,3}\s?[:—–][*_]{0,3}\s*(?P<reply>\S[^\n]*)")
# 2026-03-01, 1 March, March 2026, Q3 2026, week 12, sprint 4
_DATE = re.compile(
    r"\b(?:\d{4}-\d\d(?:-\d\d)?|\d{1,2}[./]\d{1,2}[./]\d{2,4}|Q[1-4][ /-]?\d{2,4}|(?:week|sprint|day|milestone|phase|v)\s?\d+"
    r"|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s\d{1,4}|\d{1,2}\.?\s(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*)\b",
    re.IGNORECASE,
)
_OWNER = re.compile(r"(?<![\w.])@[A-Za-z][\w/-]+")  # @ann
_WORDS = 5  # a reply of so many words says something


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
    if not _is_final(facts):
        return ()
    return tuple(question for question in facts.all("open_questions", Question) if question.stated and not question.settled)


def _is_final(facts: Facts) -> bool:
    """Whether the status is one in which nothing is open: approved, accepted, final, implemented, completed."""
    for field in facts.get("metadata"):
        if field.get("name") == "status":
            words = str(field.get("value") or "")
            return facts.vocabulary.has("final-status", words) and not facts.vocabulary.has("earlier-status", words)
    return False


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
        if _lists_numbered(section) and not re.search(r"\bfaq\b|frequently", section.title, re.IGNORECASE):
            yield Part("open-questions", section, section.blocks, section.children)


def _lists_numbered(section: Section) -> bool:
    """Whether a section under another title is a list of `Q1: …`, `Q2: …`."""
    texts: list[str] = [child.label for child in section.children]
    for block in section.blocks:
        if isinstance(block, Paragraph):
            texts.append(block.text.plain)
        elif isinstance(block, ListBlock):
            texts.extend(item.text.plain for item in block.items)
    return sum(re.match(r"O?Q[\s-]?\d+\s*[:.)–—-]", text) is not None for text in texts) >= 2


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
            label = labelled(text) if re.match(r"[*_]{0,3}(?:open|unresolved) question", text.raw, re.IGNORECASE) else None
            if label is not None and label.value and text.line not in known:
                entry = Entry(label.value, text.span, "paragraph", head=label.value)
                yield reader.question(entry, label.value, text.span)


@dataclass(frozen=True)
class _Reader:
    """Reads the questions of one part."""

    vocabulary: Vocabulary

    def entries(self, section: Section, blocks: tuple[Block, ...], children: tuple[Section, ...]) -> Iterator[Entry]:
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
            if found and not (self._asks(child) or self._is_group(child.title)):
                continue
            if self._is_entry(child):
                yield heading_entry(child, self.vocabulary, QUESTION)
            else:
                for entry in self.entries(child, child.blocks, child.children):
                    yield entry if entry.group else replace(entry, group=child.title)

    def _is_entry(self, section: Section) -> bool:
        if self._asks(section):
            return True
        if any(isinstance(block, Table) for block in section.blocks) or section.children:
            return False
        asked = [item for block in section.blocks if isinstance(block, ListBlock) for item in block.items if "?" in item.text.plain]
        lists = any(isinstance(block, ListBlock) for block in section.blocks)
        if self._is_group(section.title) or len(asked) > 1:
            return False
        return is_entry_heading(section, self.vocabulary, QUESTION) or not lists

    def _asks(self, section: Section) -> bool:
        return QUESTION.heading.match(section.title) is not None or section.title.endswith("?")

    def _is_group(self, title: str) -> bool:
        names = {*self.vocabulary.lists.get("resolved-states", ()), *self.vocabulary.lists.get("open-states", ())}
        return bool(names & set(title.casefold().split()))

    def questions(self, entry: Entry, part: Part) -> Iterator[Question]:
        """The questions of an entry: several where a paragraph asks several."""
        head = entry.head if entry.head is not None else entry.title
        closed = any(self._is_closed(title) for title in (entry.group, part.title.plain))
        asked = list(_ASKED.finditer(head.plain)) if entry.shape in ("bold", "paragraph") else []
        if len(asked) < 2:
            yield self.question(entry, _title(entry), entry.span, closed)
            return
        for match in asked:
            text = head.plain_part(match.start() + len(match[0]) - len(match[0].lstrip()), match.end())
            yield self.question(replace(entry, title=text, head=text, fields={}, labels={}, body=()), text, text.span, closed)

    def question(self, entry: Entry, text: Text, span: Span, closed: bool = False) -> Question:
        """The question that an entry asks."""
        reply, sure = self._reply(entry)
        owner = entry.value("owner") or next(iter(_OWNER.findall(entry.words)), None)
        date = _date(entry)
        resolved = closed or sure
        return Question(
            span=span, text=_asked(text.plain), resolved=resolved,
            resolution=reply, owner=owner or None, date=date,
            settled=resolved or reply is not None or bool(date and (owner or len(_tail(entry).split()) > 1)),
        )  # fmt: skip

    def _reply(self, entry: Entry) -> tuple[str | None, bool]:
        """What is said to a question, and whether that answers it."""
        for name in ("answer", "decision"):
            text = entry.value(name)
            if text:
                return (text, True) if self._decides(text) else (None, False)
        status = self._status(entry)
        if status is not None:
            return None, status
        head = entry.head.raw if entry.head is not None else entry.title.raw
        if entry.checked:
            return None, True
        return self._told(head, plain_text(entry.body))

    def _status(self, entry: Entry) -> bool | None:
        """Whether the status of a question says that it is resolved; None where it has none."""
        words = entry.value("status")
        if not words:
            return None
        if self._is_open(words):
            return False
        return True if self._is_closed(words) or _MARK.search(words) else None

    def _told(self, head: str, body: str) -> tuple[str | None, bool]:
        if match := _STRUCK.fullmatch(head):
            return match["reply"].replace("*", "").strip(" _:") or None, not self._is_open(match["reply"])
        if (told := self._labelled(f"{head}\n{body}")) is not None:
            return told
        if self._is_open(_lead(head)):
            return None, False
        if match := _ARROW.search(head, head.rfind("?") + 1):
            return (match["reply"], True) if self._decides(match["reply"]) else (None, False)
        if _MARK.search(head) or self._is_closed(_lead(head)):
            return None, True
        return self._said(head, body)

    def _labelled(self, text: str) -> tuple[str | None, bool] | None:
        labels = self.vocabulary.lists.get("answer-labels", ())
        for match in _LABEL.finditer(text):
            if match["label"].strip().casefold() in labels:
                reply = match["reply"].strip(" *_")
                return (reply, True) if self._decides(reply) else (None, False)
        return None

    def _said(self, head: str, body: str) -> tuple[str | None, bool]:
        """What stands behind the question mark, or below the question."""
        for text in (_behind(head), body):
            reply = " ".join(text.split()).strip(" *_~-–—.")
            if not reply or "?" in reply:
                continue
            opens = self.vocabulary.pattern("reply-openers").match(reply) is not None
            if opens and self._decides(reply):
                return reply, True
            if len(reply.split()) >= _WORDS and self._decides(reply) and not self.vocabulary.pattern("owner-labels").match(reply):
                return reply, not (_DATE.search(reply) or self.vocabulary.has("options", reply))
        return None, False

    def _decides(self, reply: str) -> bool:
        """Whether a reply is more than the words that there is none yet."""
        first = re.split(r"(?<=[.;!])\s", reply, maxsplit=1)[0]
        return not is_placeholder(reply) and not self.vocabulary.has("undecided", first)

    def _is_closed(self, words: str) -> bool:
        bare = words.casefold()
        return self.vocabulary.has("resolved-words", bare) and not self._is_open(bare)

    def _is_open(self, words: str) -> bool:
        return self.vocabulary.has("open-words", words)


def _unmarked(text: Text) -> Text:
    """A text without the mark of an alert: `[!IMPORTANT]`."""
    match = re.match(r"\[![A-Za-z]+\]\s*", text.raw)
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


def _behind(head: str) -> str:
    """What stands behind the question mark of a text, brackets left out."""
    bare = _BRACKET.sub(" ", head)
    return bare[bare.rfind("?") + 1 :] if "?" in bare else ""


def _tail(entry: Entry) -> str:
    """What stands behind or below a question."""
    head = entry.head.plain if entry.head is not None else entry.title.plain
    return f"{_behind(head)} {plain_text(entry.body)}" if entry.row is None else ""


def _lead(head: str) -> str:
    """What a question is marked with: the bracket or the bold words that it begins with."""
    match = re.match(r"\s*(?:\[([^\[\]]{1,40})\]|\(([^()]{1,40})\)|(?:\*\*|__)(.{1,120}?)(?:\*\*|__))", head)
    return next((group for group in match.groups() if group), "") if match else ""


def _date(entry: Entry) -> str | None:
    for name in ("date", "time"):
        if entry.value(name):
            return entry.value(name)
    match = _DATE.search(entry.words)
    return match[0] if match else None

