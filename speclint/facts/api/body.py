"""What stands under an endpoint, told apart: what it is for, what is asked, what is answered, what goes wrong."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import chain

from speclint.document.block import Block, CodeBlock, Heading, Item, ListBlock, Paragraph, Quote, Table, Text
from speclint.document.section import Section
from speclint.document.vocabulary import Vocabulary
from speclint.facts.api.label import STATUS, segments, status_of, topic_of
from speclint.facts.api.sample import Sample, is_data, is_signature, looks_failed, sample
from speclint.facts.api.signature import Kind, call_of, http_signatures
from speclint.facts.value.placeholder import is_placeholder

_DIAGRAMS = frozenset("mermaid plantuml puml uml dot graphviz d2 ascii".split())
# a failing status in running text, where it can be nothing else
_SAID = re.compile(
    r"(?:\b(?:HTTP|status|code|returns?|responds?|answers?|with|gives?|gets?|an?|the|or|and|as)|→|->|=>|:|,|;|\(|`|^|/)\s*[`(]?"
    r"(?P<status>[45]\d\d|[45]xx)\b(?=[`).,:;/]|$|\s+(?:[A-Z(`–—=-]|if\b|when\b|for\b|on\b|with\b|unless\b|in\b|after\b|and\b|or\b|is\b"
    r"|above\b|below\b|over\b|where\b|because\b|without\b|otherwise\b|once\b|errors?\b|responses?\b|status\b|instead\b))",
    re.M,
)
_ONLY_STATUS = re.compile(r"\W*[1-5]\d\d\b(?:\W{1,3}[A-Z][A-Za-z' -]{1,40})?\W*")  # 404 Not Found, and nothing else
_ACCEPTED = re.compile(r"\W*202\b(?:\W{1,3}Accepted)?\W*")  # taken for later, with nothing to show yet
_NO_BODY = re.compile(r"\b(?:20[45]|30\d|101)\b")  # statuses that come without a body
_UPLOAD = re.compile(r"multipart|form-data|octet-stream|urlencoded|binary", re.I)
_DEED = re.compile(r"[A-Z][a-z]+s\s+\S+\s+\S")  # Removes stale records
# the description of a tool in its definition, above those of its arguments
_TOLD = re.compile(
    r"\s*\{(?:(?!\"(?:properties|parameters)\")[^}])*?\"description\"\s*:\s*\"(?P<words>[^\"\n]{8,400})\""
)
_EXIT_ZERO = re.compile(r"\W*0\b(?!.*\b[1-9]\d{0,2}\b)", re.S)  # only the exit code of success


@dataclass(frozen=True, slots=True)
class Detail:
    """What is said of an endpoint: words for each thing that was found.

    `bodiless` where it is said that nothing is sent; `secured` where it is said who may call.
    """

    description: str = ""
    request: tuple[str, ...] = ()
    responses: tuple[str, ...] = ()
    errors: tuple[str, ...] = ()
    bodiless: bool = False
    secured: bool = False
    called: bool = False
    labelled: bool = False
    """Whether the description stands under a label of its own."""

    def __add__(self, other: Detail) -> Detail:
        """Both together."""
        return joined((self, other))


def joined(details: Sequence[Detail]) -> Detail:
    """Several together: the first description, and all that is shown and said."""
    return Detail(
        next((each.description for each in details if each.description), ""),
        tuple(chain.from_iterable(each.request for each in details)),
        tuple(chain.from_iterable(each.responses for each in details)),
        tuple(chain.from_iterable(each.errors for each in details)),
        any(each.bodiless for each in details),
        any(each.secured for each in details),
        any(each.called for each in details),
        any(each.labelled for each in details),
    )


def read_section(section: Section, skip: Iterable[Section], kind: Kind, name: str, vocabulary: Vocabulary) -> Detail:
    """What a section says of the endpoint that it is about, sub-sections of other endpoints left out."""
    body = _Body(kind, name, vocabulary)
    body.section(section, frozenset(id(each) for each in skip))
    return body.detail()


def read_blocks(
    blocks: Iterable[Block], kind: Kind, name: str, vocabulary: Vocabulary, lead: Text | None = None
) -> Detail:
    """What some blocks say of an endpoint; `lead` is the text behind its name."""
    body = _Body(kind, name, vocabulary)
    if lead is not None:
        body.lead(lead)
    body.blocks(blocks)
    return body.detail()


def read_labelled(topic: str, text: Text, kind: Kind, vocabulary: Vocabulary) -> Detail:
    """What a text says that stands under a label or a column's head of a topic."""
    body = _Body(kind, "", vocabulary, topic)
    body.say(text)
    return body.detail()


@dataclass
class _Body:
    """Reads blocks one after the other, under the label that governs them."""

    kind: Kind
    name: str
    vocabulary: Vocabulary
    topic: str = ""
    status: int = 0
    cue: str = ""
    description: list[str] = field(default_factory=list)
    deeds: list[str] = field(default_factory=list)
    """What stands for a description where there is none: items that say what it does."""
    request: list[str] = field(default_factory=list)
    responses: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    loose: list[CodeBlock] = field(default_factory=list)
    bodiless: bool = False
    secured: bool = False
    called: bool = False
    labelled: bool = False
    seen_code: bool = False
    linked: bool = False

    def detail(self) -> Detail:
        """What was found."""
        self._settle()
        told = (*self.description, *self.deeds)
        description = next((words for words in told if not is_placeholder(words)), "")
        return Detail(
            description, tuple(self.request), tuple(self.responses), tuple(self.errors),
            self.bodiless, self.secured, self.called, self.labelled and bool(description),
        )  # fmt: skip

    def section(self, section: Section, skip: frozenset[int]) -> None:
        """A section's own blocks, then its sub-sections under their titles."""
        self.blocks(section.blocks)
        for child in section.children:
            if id(child) not in skip:
                self._announce(child.label)
                self.section(child, skip)
        self.topic = ""

    def blocks(self, blocks: Iterable[Block]) -> None:
        """Some blocks in their order."""
        for block in blocks:
            if isinstance(block, Paragraph):
                self._paragraph(block.text)
            elif isinstance(block, Heading):
                self._announce(block.text.plain)
            elif isinstance(block, ListBlock):
                for item in block.items:
                    self._item(item)
                self._ends_in_label(block)
            elif isinstance(block, Table):
                self._table(block)
            elif isinstance(block, CodeBlock):
                self._code(block)
            elif isinstance(block, Quote):
                self.blocks(block.blocks)

    def lead(self, text: Text) -> None:
        """The words that stand behind the name in the same line."""
        for segment in segments(text, self.vocabulary):
            if segment.label:
                self._announce(segment.label)
            self.say(segment.value)
        self.topic = ""

    def _announce(self, label: str) -> None:
        topic = topic_of(label, self.vocabulary)
        self.topic = topic or "aside"
        self.status = status_of(label)
        self.cue = ""
        if self.vocabulary.has("api authentication", label):
            self.secured = True

    def _paragraph(self, text: Text) -> None:
        valued = False
        for segment in segments(text, self.vocabulary):
            if segment.label:
                self._announce(segment.label)
                valued = bool(segment.value.plain)
            elif self._leads_in(segment.value.plain):
                self._announce(segment.value.plain)
                valued = False
                continue
            elif self.topic and not self._holding:
                self.topic = ""
            if segment.value.plain:
                self.say(segment.value)
        self._holding = not valued

    def _ends_in_label(self, block: ListBlock) -> None:
        """A list whose last item is only a status announces what stands below it."""
        last = block.items[-1] if block.items else None
        if last is not None and not last.rest and _ONLY_STATUS.fullmatch(last.text.plain):
            self._announce(last.text.plain)

    def _leads_in(self, words: str) -> bool:
        """Whether a sentence only announces what comes below it: `Returns 201:`, `404 Not Found`."""
        if _ONLY_STATUS.fullmatch(words):
            return True
        return words.endswith(":") and len(words.split()) <= 6 and bool(topic_of(words, self.vocabulary))

    _holding: bool = True
    """Whether a plain paragraph still belongs to the label before it, which had no words of its own."""

    def _item(self, item: Item) -> None:
        topic, status = self.topic, self.status
        for segment in segments(item.text, self.vocabulary):
            if segment.label and topic_of(segment.label, self.vocabulary):
                self._announce(segment.label)
                self.say(item.text if self.topic == "errors" and self.status else segment.value, listed=True)
            else:
                self.say(segment.value if not segment.label else item.text, listed=True)
        self.blocks(item.rest)
        self.topic, self.status = topic, status

    def say(self, text: Text, listed: bool = False) -> None:
        """Takes a text for what the label above it announces."""
        words = text.plain
        if not words or is_placeholder(words):
            return
        codes = [each.text for each in text.inlines if each.kind == "code"]
        self.linked = any(each.kind == "link" and each.target.startswith("#") for each in text.inlines)
        topic = self.topic
        if topic in ("request", "response", "call", "parameters") and self._fails_first(words):
            topic = "errors"
        say = getattr(self, f"_say_{topic or 'nothing'}", None)
        if say is not None:
            say(words, codes, listed)

    def _say_description(self, words: str, codes: list[str], listed: bool) -> None:
        self.description.append(words)
        self.labelled = True
        self._overheard(words, codes)

    def _say_errors(self, words: str, codes: list[str], listed: bool) -> None:
        found = [int(each) for each in STATUS.findall(words)]
        fine = found and max(found) < 400 and not self.vocabulary.has("api failure", words)
        if fine or (self.kind in ("cli", "function") and _EXIT_ZERO.match(words)):
            return
        if re.search(r"\w", words) and (found or not self._is_form(words)):
            self.errors.append(words)

    def _is_form(self, words: str) -> bool:
        """Whether a sentence speaks of the form of errors only, and names none."""
        return self.vocabulary.has("api form of errors", words) and not re.search(r"\b[A-Z]+_[A-Z_]+\b", words)

    def _say_response(self, words: str, codes: list[str], listed: bool) -> None:
        self._fail_if_said(words)
        if self.status >= 400:
            return
        has = self.vocabulary.has
        if any(is_data(code) for code in codes) or is_data(words):
            self.responses.append("inline example")
        elif self._empty(words) or _NO_BODY.search(words) or self.status in (204, 205, 304, 101):
            self.responses.append("no body")
        elif _ACCEPTED.fullmatch(words) or self._elsewhere(words) or has("api bodies without example", words):
            self.responses.append(words)
        else:
            self.responses.extend([words] if self.kind in ("cli", "function", "operation") else [])

    def _say_request(self, words: str, codes: list[str], listed: bool) -> None:
        if any(is_data(code) for code in codes) or is_data(words) or _UPLOAD.search(words):
            self.request.append("inline example")
        elif self._empty(words) or self.vocabulary.has("api query only", words):
            self.bodiless = True
        elif self._elsewhere(words) or self.kind == "operation":
            self.request.append(words)
        self._overheard(words, codes)

    def _elsewhere(self, words: str) -> bool:
        """Whether a text points to where the example stands."""
        return self.linked or self.vocabulary.has("api as elsewhere", words)

    def _say_parameters(self, words: str, codes: list[str], listed: bool) -> None:
        if self.kind != "http" and any(is_data(code) for code in codes):
            self.request.append("inline example")
        self._overheard(words, codes)

    def _say_both(self, words: str, codes: list[str], listed: bool) -> None:
        self._say_request(words, codes, listed)
        self._say_response(words, codes, listed)

    def _say_call(self, words: str, codes: list[str], listed: bool) -> None:
        if codes or self.kind == "cli":
            self.request.append(words)
            self.called = True
        self._overheard(words, codes)

    def _say_aside(self, words: str, codes: list[str], listed: bool) -> None:
        self._overheard(words, codes)

    def _say_nothing(self, words: str, codes: list[str], listed: bool) -> None:
        self.cue = self._cue(words)
        self._overheard(words, codes)
        if not listed and self._describes(words, codes):
            self.description.append(words)
        elif self.kind not in ("http", "graphql") and _DEED.match(words) and self._describes(words, codes):
            self.deeds.append(words)

    def _describes(self, words: str, codes: list[str]) -> bool:
        """Whether a sentence tells what the endpoint is for: it is no lead-in, no signature and no word of failure."""
        if words.endswith(":") and len(words.split()) <= 6:
            return False
        if self._fails_first(words) or (self.seen_code and self.vocabulary.has("api failure", words)):
            return False
        return len(re.findall(r"[^\W\d_]+", _without_signature(words, codes))) >= 2

    def _fails_first(self, words: str) -> bool:
        """Whether a sentence begins with what happens on failure."""
        first = self.vocabulary.pattern("api failure first").match(words) is not None
        return first and (self.kind not in ("http", "graphql") or _SAID.search(words) is not None)

    def _overheard(self, words: str, codes: list[str]) -> None:
        """What a sentence says in passing: that a body is empty, how the call fails, what is returned."""
        has = self.vocabulary.has
        if re.search(r"\b(?:no|without an?|an empty) (?:request |response )?(?:body|payload)\b", words, re.I):
            if re.search(r"response", words, re.I) is None:
                self.bodiless = True
            self.responses.append("no body")
        if has("api authentication", words):
            self.secured = True
        self._fail_if_said(words)
        if self.kind not in ("http", "graphql") and has("api failure", words) and not self.errors:
            self.errors.append(words)
        if re.search(r"\b(?:returns?|responds?|answers?|yields?)\b", words, re.I):
            if any(is_data(code) for code in codes):
                self.responses.append("inline example")
            elif re.search(r"\b204\b", words):
                self.responses.append("204")

    def _fail_if_said(self, words: str) -> None:
        if self.kind in ("http", "graphql", "rpc") and (match := _SAID.search(words)):
            self.errors.append(match["status"])

    def _empty(self, words: str) -> bool:
        bare = re.sub(r"^\W*(?:\d{3}\b\W*)?(?:OK|Created|Accepted|No Content)?\W*", "", words)
        match = self.vocabulary.pattern("api nothing").match(bare)
        return match is not None and len(bare) - match.end() < 60

    def _cue(self, words: str) -> str:
        """Whether the last sentence before a block speaks of what is sent or of what comes back."""
        last = re.split(r"(?<=[.!?])\s+", words.strip())[-1]
        sends = [match.start() for match in self.vocabulary.pattern("api sends").finditer(last)]
        answers = [match.start() for match in self.vocabulary.pattern("api answers").finditer(last)]
        if answers and (not sends or max(answers) > max(sends)):
            return "response"
        return "request" if sends and last.endswith(":") else ""

    def _table(self, table: Table) -> None:
        heads = [cell.plain for cell in table.header]
        if self.topic == "errors" or self._lists_failures(heads, table):
            for row in table.rows:
                if any(cell.plain for cell in row.cells[1:] or row.cells):
                    self._say_errors(" ".join(cell.plain for cell in row.cells), [], True)
            self._examples(heads, table)
            return
        if len(heads) == 2:
            rows = [table.header, *(row.cells for row in table.rows)]
            known = [row for row in rows if topic_of(row[0].plain, self.vocabulary)]
            if len(known) * 2 >= len(rows) and len(known) > 1:
                for label, value in (row[:2] for row in rows):
                    self._announce(label.plain)
                    self.say(value)
                self.topic = ""
                return
        self._examples(heads, table)

    def _lists_failures(self, heads: list[str], table: Table) -> bool:
        """Whether a table is one of statuses, codes or errors."""
        told = topic_of(heads[0], self.vocabulary) == "errors" or heads[0].casefold() in ("status", "code", "http")
        return told and any(row.cells[0].plain for row in table.rows)

    def _examples(self, heads: list[str], table: Table) -> None:
        """A column of examples makes a table of fields an example."""
        at = next((i for i, head in enumerate(heads) if re.search(r"\b(?:examples?|sample|body)\b", head, re.I)), None)
        if at is None or not any(row.cells[at].plain for row in table.rows):
            return
        statuses = [status_of(row.cells[0].plain) for row in table.rows]
        if self.topic in ("request", "response", "both") and not any(statuses):
            self._place(self.topic, "table of examples")
        elif any(
            is_data(row.cells[at].plain) and status_of(row.cells[0].plain) in range(200, 300) for row in table.rows
        ):
            self.responses.append("table of examples")

    def _place(self, topic: str, what: str) -> None:
        if topic in ("request", "both"):
            self.request.append(what)
        if topic in ("response", "both"):
            self.responses.append(what)

    def _code(self, block: CodeBlock) -> None:
        if block.language in _DIAGRAMS or not block.code.strip() or is_signature(block.code[:500]):
            return
        self.seen_code = True
        if self.kind == "tool" and (told := _TOLD.match(block.code[:2000])) is not None:
            self.deeds.append(told["words"])
        found = sample(block, self.kind, self.name, self.vocabulary)
        self.bodiless = self.bodiless or found.bodiless
        what = f"{block.language or 'text'} example"
        if found.fails or self.topic == "errors" or (self.topic == "response" and self.status >= 400):
            self.errors.append(what)
        if self.topic == "errors":
            return
        if found.calls or found.answers:
            self._sampled(found, what)
        elif self.topic in ("request", "both"):
            self._place(self.topic, what)
        elif self.topic == "response":
            self._answer(block, what)
        elif self.topic == "call":
            self._called(block, what)
        elif self.topic == "parameters":
            if is_data(block.code):
                self.request.append(what)
        elif self.topic != "aside" and not found.fails:
            self._cued(block, what)

    def _sampled(self, found: Sample, what: str) -> None:
        if found.calls:
            self.request.append(what)
            self.called = True
        if found.answers:
            self.responses.append(what)
        if self.topic == "response" and not found.answers and not found.fails and self.kind != "http":
            self.responses.append(what)

    def _answer(self, block: CodeBlock, what: str) -> None:
        if self.status < 400:
            spoilt = bool(self.responses) and not self.status and looks_failed(block.code)
            (self.errors if spoilt else self.responses).append(what)

    def _called(self, block: CodeBlock, what: str) -> None:
        if self.kind in ("cli", "function"):
            self.request.append(what)
            self.called = True
        else:
            self.loose.append(block)

    def _cued(self, block: CodeBlock, what: str) -> None:
        if self.cue == "response" and self.kind in ("http", "cli", "rpc", "tool", "resource", "graphql"):
            self._answer(block, what)
        elif self.cue == "request" and self.kind not in ("cli", "function"):
            self.request.append(what)
        else:
            self.loose.append(block)
        self.cue = ""

    def _settle(self) -> None:
        """Gives the blocks that no label announces to what is still without an example, in their order."""
        for block in self.loose:
            what = f"{block.language or 'text'} example"
            if self.kind == "http" and block.language in ("bash", "sh", "shell", "sql"):
                continue
            if self.kind in ("http", "graphql") and looks_failed(block.code):
                self.errors.append(what)
            elif self.kind in ("function", "cli"):
                if self.request and not (self.kind == "function" and block.language not in ("json", "text", "")):
                    self.responses.append(what)
            elif (
                self.kind == "resource"
                or (self.kind == "http" and not self._sends)
                or (self.request and self.kind != "event")
            ):
                self.responses.append(what)
            else:
                self.request.append(what)

    @property
    def _sends(self) -> bool:
        return self.name.split(" ", 1)[0] in ("POST", "PUT", "PATCH") and not self.bodiless


def _without_signature(words: str, codes: list[str]) -> str:
    """The words of a sentence but for the call or the path that it begins with."""
    for found in http_signatures(words):
        words = words.replace(words[found.start : found.end], " ")
    for code in codes:
        if call_of(code) or "/" in code or len(code.split()) > 1:
            words = words.replace(code, " ")
    return words


__all__ = ["Detail", "joined", "read_blocks", "read_labelled", "read_section"]
