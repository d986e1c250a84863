"""Phases and milestones: what is done in which order, and when.

A plan lists its phases as sub-headings, bold paragraphs, rows, items, lines of a code block or tasks of a Gantt
chart. Siblings are judged together: if most of them are called like phases or have a time, they are the phases,
and one without a time stands out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from speclint.document.block import Block, CodeBlock, Item, ListBlock, Paragraph, Piece, Quote, Row, Table, Text
from speclint.document.section import Section
from speclint.document.span import Span
from speclint.document.vocabulary import Vocabulary
from speclint.facts.entry import bold_title, labelled
from speclint.facts.fact import Fact, Facts
from speclint.facts.metadata import Field
from speclint.facts.value.time import PhaseTime, effort_days, phase_time, runs_backwards


@dataclass(frozen=True, kw_only=True, eq=False)
class Phase(Fact):
    """A phase, milestone or sprint of the plan.

    `time` is when it is or how long it takes, as written; `planned` where the plan that it belongs to is the one
    that must say so; `backwards` where its time ends before it begins; `tasks` how many items stand below it.
    """

    title: str
    time: str | None
    deliverable: str | None = None
    tasks: int = 0
    planned: bool = True
    backwards: bool = False
    source: PhaseTime | None = None


@dataclass(frozen=True, kw_only=True, eq=False)
class PhaseConflict(Fact):
    """A phase whose time contradicts another one's, or the stated effort; `kind` is `order` or `effort`."""

    title: str
    time: str
    kind: str
    other: str
    other_time: str
    related: tuple[tuple[str, Span], ...] = ()


@dataclass(frozen=True, eq=False)
class _Member:
    """One of several siblings that may be phases.

    `named` when it is called like one: `Phase 2`, `M1`, `Beta`; `numbered` when its name has a number.
    """

    title: Text
    span: Span
    named: bool
    numbered: bool
    time: PhaseTime | None = None
    when: Text | None = None
    deliverable: str | None = None
    tasks: int = 0
    aside: bool = False
    checked: bool = False


@dataclass(frozen=True, eq=False)
class _Group:
    """Siblings: the sub-headings of a section, the rows of a table, the items of a list."""

    shape: str
    members: tuple[_Member, ...]
    section: Section | None
    sure: bool = False
    """Whether a column or title says that these are phases."""


def read_phases(facts: Facts) -> tuple[Phase, ...]:
    """The phases of every plan, in document order; the surest shape that the document holds counts."""
    plans = [_Plan(facts, section) for section in _plans(facts)]
    readings: tuple[Callable[[], list[list[_Group]]], ...] = (
        lambda: [plan.groups() for plan in plans],
        lambda: [_chapters(facts), _labelled_plans(facts)],
        lambda: [plan.weak[:1] for plan in plans],
        lambda: [_charts(facts)],
        lambda: [plan.prose() for plan in plans],
    )
    for read in readings:
        if found := [groups for groups in read() if groups]:
            return _phases(found)
    return ()


def _phases(plans: list[list[_Group]]) -> tuple[Phase, ...]:
    """The phases of all plans. Of several plans, those without any time need none when another one has them."""
    timed = [any(member.time for group in groups for member in group.members) for groups in plans]
    found: list[Phase] = []
    for groups, dated in zip(plans, timed, strict=True):
        members = _merged([member for group in groups for member in group.members])
        found += [_phase(member, dated or not any(timed)) for member in members]
    found = _lent(found)
    return tuple(sorted(found, key=lambda phase: (phase.span.line, phase.span.column)))


def _phase(member: _Member, planned: bool) -> Phase:
    places = {"title": member.title.span}
    if member.when is not None and member.when.raw:
        places["time"] = member.when.span
    time = member.time
    return Phase(
        span=member.span,
        places=places,
        title=member.title.plain.rstrip(" .:"),
        time=time.text if time else None,
        deliverable=member.deliverable,
        tasks=member.tasks,
        planned=planned,
        backwards=time is not None and not time.approximate and runs_backwards(time),
        source=time,
    )


def _merged(members: Sequence[_Member]) -> list[_Member]:
    """The phases of one plan, each once: a table and sub-headings may both list them."""
    kept: list[_Member] = []
    at: dict[str, int] = {}
    for member in members:
        key = _key(member.title.plain)
        if key not in at:
            at[key] = len(kept)
            kept.append(member)
            continue
        first = kept[at[key]]
        kept[at[key]] = replace(
            first,
            time=first.time or member.time,
            when=first.when if first.time else member.when,
            deliverable=first.deliverable or member.deliverable,
            tasks=max(first.tasks, member.tasks),
        )
    return kept


def _lent(phases: list[Phase]) -> list[Phase]:
    """A phase that is described in two places has the time of either."""
    times = {_key(phase.title): phase for phase in reversed(phases) if phase.time}
    return [
        replace(phase, time=times[key].time) if phase.time is None and (key := _key(phase.title)) in times else phase
        for phase in phases
    ]


# "Phase 2: …", "M1 — …" by its number; anything else by its words
_NUMBERED = re.compile(r"[^\w]*(?:\d+(?:\.\d+)*[.)]?\s+)?(?P<word>[A-Za-z]{1,12}?)s?[\s#-]{0,3}(?P<number>\d{1,3}[a-z]?)\b")


def _key(title: str) -> str:
    match = _NUMBERED.match(title)
    if match:
        return f"{match['word']}{match['number']}".casefold()
    head = re.split(r"[(:–—]", title.casefold(), maxsplit=1)[0]
    return " ".join(re.findall(r"[^\W_]+", head)) or title.casefold()


# Where plans stand

_FOREIGN = ("testing", "data-flow", "component-design", "api", "data-model", "performance", "error-handling", "risks")


# the roles of sub-headings of a plan that are no phases
_OTHERS = frozenset(("risks", "dependencies", "open-questions", "assumptions", "success-criteria", "goals", "non-goals", "checklist"))


def _plans(facts: Facts) -> Iterator[Section]:
    """The sections that are a plan of work; steps that a program takes are none."""
    for section in facts.sections("phases"):
        if any(role in above.roles for above in section.ancestors() for role in _FOREIGN):
            continue
        if not _programs(section.title, facts.vocabulary):
            yield section


def _programs(title: str, vocabulary: Vocabulary) -> bool:
    return vocabulary.has("phase of no plan", title) and not vocabulary.has("phase step title", title)


def _chapters(facts: Facts) -> list[_Group]:
    """The chapters of a document, where these are its phases."""
    named = [section for section in facts.document.top if is_named(section.title, facts.vocabulary)]
    if len(named) < 2:
        return []
    return [_Group("headings", tuple(_heading(section, facts.vocabulary) for section in named), None, True)]


def _labelled_plans(facts: Facts) -> list[_Group]:
    """What stands under a label such as `**Timeline:**` outside of plans."""
    from speclint.facts.passage import passages

    found: list[_Group] = []
    for passage in passages(facts, "phases"):
        if not passage.whole and not passage.within(*_FOREIGN) and not is_anchor(passage.title):
            groups = _Plan(facts, passage.section).blocks(passage.blocks, passage.title.plain)
            found += [group for group in groups if any(member.time or member.named for member in group.members)]
    return found


def is_anchor(text: Text) -> bool:
    """Whether a text links to a place of the same document, as the items of a table of contents do."""
    return any(each.kind == "link" and each.target.startswith("#") for each in text.inlines)


def _charts(facts: Facts) -> list[_Group]:
    """The tasks of Gantt charts and timelines, wherever they stand."""
    from speclint.facts.diagram import drawings

    return [
        group
        for block, drawing in drawings(facts)
        if drawing.kind in ("gantt", "timeline")
        for group in _chart(block, facts)
    ]


def _chart(block: CodeBlock, facts: Facts) -> Iterator[_Group]:
    from speclint.facts.diagram import drawings

    drawing = next((drawing for each, drawing in drawings(facts) if each is block), None)
    if drawing is None or drawing.kind not in ("gantt", "timeline"):
        return
    members: dict[str, _Member] = {}
    for task in drawing.tasks:
        name = task.time if drawing.kind == "timeline" else task.name
        text = Text((Piece(task.line, task.column, name),))
        members.setdefault(name, _Member(text, text.span, False, False, _charted(task.time), deliverable=task.name))
    yield _Group("chart", tuple(members.values()), facts.document.section_at(block.span.line), True)


def _charted(time: str) -> PhaseTime | None:
    """The time of a task: whatever its chart says, since that has a beginning and an end."""
    return phase_time(time) or (PhaseTime(time, 0, len(time), "duration", "", None, None, None, True) if time else None)


# What a plan lists


@dataclass
class _Plan:
    """Reads the groups of one plan, the surest shape first; weaker ones count where there is nothing else."""

    facts: Facts
    section: Section | None
    weak: list[_Group] = field(default_factory=list)

    @property
    def vocabulary(self) -> Vocabulary:
        return self.facts.vocabulary

    def groups(self) -> list[_Group]:
        """The groups whose members are phases."""
        return self._section(self.section) if self.section is not None else []

    def prose(self) -> list[_Group]:
        """The phases that the plan names in its sentences."""
        return self._prose(self.section) if self.section is not None else []

    def blocks(self, blocks: Iterable[Block], title: str) -> list[_Group]:
        """The groups in some blocks that stand under a label."""
        return self._blocks(tuple(blocks), self.section, title) or self.weak[:1]

    def _section(self, section: Section) -> list[_Group]:
        found = self._blocks(section.blocks, section, section.title)
        headings = self._headings(section)
        if headings is not None:
            found.append(headings)
        taken = {member.span for member in headings.members} if headings else set()
        for child in section.children:
            if child.text.span not in taken and not self._is_other(child):
                found += self._section(child)
        return found

    def _is_other(self, section: Section) -> bool:
        roles = set(section.roles) - {"phases", "decisions", "overview", "goals", "deployment", "architecture"}
        return bool(roles) or _programs(section.title, self.vocabulary)

    def _headings(self, section: Section) -> _Group | None:
        """The sub-headings that are phases: those called so, or all where most have a time."""
        members = [_heading(child, self.vocabulary) for child in section.children if child.title]
        members = [each for each, child in zip(members, section.children, strict=False) if not self._foreign(each, child)]
        kept = _kept(members)
        if not kept and len(members) > 1 and self.vocabulary.has("phase list title", section.title):
            kept = members
        return _Group("headings", tuple(kept), section) if kept else None

    def _foreign(self, member: _Member, section: Section) -> bool:
        if member.named or member.time is not None:
            return False
        return member.aside or bool(_OTHERS & set(section.roles))

    def _blocks(self, blocks: tuple[Block, ...], section: Section | None, title: str) -> list[_Group]:
        found = []
        bold = self._bold(blocks, section)
        if bold is not None:
            found.append(bold)
        taken = bold is not None
        for block in blocks:
            if isinstance(block, Table):
                found += self._table(block, section)
            elif isinstance(block, ListBlock) and not taken:
                found += self._list(block, section, title)
            elif isinstance(block, Quote):
                found += self._blocks(block.blocks, section, title)
            elif isinstance(block, CodeBlock):
                self._code(block, section)
        return found

    def _bold(self, blocks: tuple[Block, ...], section: Section | None) -> _Group | None:
        """Bold paragraphs, each with what stands up to the next."""
        members = []
        for at, block in enumerate(blocks):
            if isinstance(block, Paragraph) and (title := bold_title(block)) is not None:
                body = self._until_next(blocks[at + 1 :])
                members.append(_member(title.label, block.text.span, block.text, body, self.vocabulary))
        kept = _kept([member for member in members if member.named or not member.aside], loose=False)
        return _Group("bold", tuple(kept), section) if kept else None

    def _until_next(self, blocks: Iterable[Block]) -> tuple[Block, ...]:
        """The blocks up to the next bold paragraph that is no labelled line such as `**Duration:** 2 weeks`."""
        found: list[Block] = []
        for block in blocks:
            title = bold_title(block) if isinstance(block, Paragraph) else None
            if title is not None and not _is_field(title.label.plain, self.vocabulary):
                break
            found.append(block)
        return tuple(found)

    def _list(self, block: ListBlock, section: Section | None, title: str) -> list[_Group]:
        members = [_item(item, self.vocabulary) for item in block.items]
        kept = _kept(members)
        if kept:
            return [_Group("items", tuple(kept), section)]
        nested = []
        for item in block.items:
            for inner in item.rest:
                if isinstance(inner, (ListBlock, Table)):
                    nested += self._blocks((inner,), section, item.text.plain)
        if not nested and block.ordered and self._is_steps(block, title):
            self.weak.append(_Group("steps", tuple(members), section))
        return nested

    def _is_steps(self, block: ListBlock, title: str) -> bool:
        """Whether a numbered list is the plan itself: two steps or more, none a task with a box."""
        plan = self.vocabulary.has("phase step title", title) and (self.section is None or title == self.section.title)
        return plan and len(block.items) > 1 and all(item.checked is None for item in block.items)

    def _table(self, table: Table, section: Section | None) -> list[_Group]:
        reader = _TableReader(table, self.vocabulary)
        if not reader.members:
            return []
        if reader.lists_phases:
            return [_Group("rows", reader.members, section, True)]
        if kept := _kept(reader.members):
            if reader.calendar or any(member.named for member in kept):
                return [_Group("rows", tuple(kept), section)]
            self.weak.append(_Group("rows", tuple(kept), section))
        return []

    def _code(self, block: CodeBlock, section: Section | None) -> None:
        charts = list(_chart(block, self.facts))
        if charts:
            self.weak += charts
            return
        if block.language in ("", "text", "txt", "plaintext", "plain", "ascii"):
            members = [member for member in _lines(block, self.vocabulary) if member.named]
            if len({_key(member.title.plain) for member in members}) > 1:
                self.weak.insert(0, _Group("lines", tuple(members), section))

    def _prose(self, section: Section) -> list[_Group]:
        """Phases that a plan names in its sentences."""
        members = [
            member
            for block in section.blocks
            if isinstance(block, Paragraph)
            for member in _sentences(block.text, self.vocabulary)
        ]
        return [_Group("prose", tuple(members), section)] if members else []


def _kept(members: Sequence[_Member], loose: bool = True) -> list[_Member]:
    """Of siblings, those that are phases.

    Where some bear a number, these and others with a time; where at least half have a time, all (with `loose`).
    """
    numbered = [member for member in members if member.numbered]
    likely = [member for member in members if member.named or member.time is not None]
    if numbered:
        together = [member for member in likely if member.named or not member.aside]
        return together if len(together) * 2 >= len(members) or len(numbered) > 1 else []
    if likely and len(likely) * 2 >= len(members):
        return [member for member in members if not member.aside] if loose else likely
    return []


# One sibling

_LEAD = re.compile(r"(?:[^\w(\[{]|\d+(?:\.\d+)*[.)]\s|\d+(?:\.\d+)+\s)*")  # bullets, emoji, numbering
_ORDINAL = re.compile(r"\s?[-–#:.]?\s?(?:\d{1,3}[a-z]?\b(?!%)|[IVX]{1,4}\b|(?:one|two|three|four|five|six|seven)\b|[A-F]\b)")
_RUNNING = re.compile(r"\s+(?!(?:to|and|of|through|until|onwards?|or|for|is now)\b)[a-z]{2,}\b(?!\s*[:(])")  # a sentence goes on: "Phase 3 can run …"
_SHORT = re.compile(r"(?:M|MS|Q|H|S|W|D|R|V|PI)-?\d{1,2}(?:\.\d{1,2})?\b(?![/%])")  # M0, Q3, W1
_TITLE_END = re.compile(r"\s*[(:–—|]|\s+-\s|\s*$")


def is_numbered(title: str, vocabulary: Vocabulary) -> bool:
    """Whether a title is that of a phase with a number, whatever it is about: `Phase 2`, `M1 — Import`, `Week 3`."""
    lead = _LEAD.match(title)
    text = title[lead.end() :] if lead else title
    if short := _SHORT.match(text):
        return not _RUNNING.match(text, short.end())
    word = vocabulary.pattern("phase word").match(text) or _fused(text, vocabulary)
    number = _ORDINAL.match(text, word.end()) if word else None
    return number is not None and not _RUNNING.match(text, number.end())


def is_named(title: str, vocabulary: Vocabulary) -> bool:
    """Whether a title is that of a phase, with a number or without one: `Beta (June)`, `Pilot: one team`."""
    lead = _LEAD.match(title)
    name = vocabulary.pattern("phase name").match(title, lead.end() if lead else 0)
    return is_numbered(title, vocabulary) or (name is not None and _TITLE_END.match(title, name.end()) is not None)


def _fused(text: str, vocabulary: Vocabulary) -> re.Match[str] | None:
    """The word of `Phase2`, whose number touches it."""
    match = re.match(r"[A-Za-z]{4,10}(?=\d)", text)
    return match if match and vocabulary.has("phase word", match[0]) else None


def _member(
    title: Text, span: Span, head: Text, body: tuple[Block, ...], vocabulary: Vocabulary, checked: bool = False
) -> _Member:
    """A heading, item or bold paragraph with what stands below it."""
    named = is_named(head.plain, vocabulary)
    found = _title_time(head) or _body_time(body, vocabulary) or (_inner_time(body, vocabulary) if named else None)
    time, when = found if found else (None, None)
    return _Member(
        title,
        span,
        named,
        is_numbered(head.plain, vocabulary),
        time,
        when,
        deliverable=_deliverable(head, title, body, vocabulary),
        tasks=sum(len(block.items) for block in body if isinstance(block, ListBlock)),
        aside=_is_aside(title.plain, vocabulary),
        checked=checked,
    )


def _is_aside(title: str, vocabulary: Vocabulary) -> bool:
    lead = _LEAD.match(title)
    match = vocabulary.pattern("phase aside").match(title, lead.end() if lead else 0)
    return match is not None and _TITLE_END.match(title, match.end()) is not None


def _heading(section: Section, vocabulary: Vocabulary) -> _Member:
    body = (*section.blocks, *(block for child in section.children for block in child.blocks))
    title = section.text.plain_part(max(section.text.plain.find(section.title), 0)) if section.title else section.text
    return _member(title, section.text.span, section.text, body, vocabulary)


def _item(item: Item, vocabulary: Vocabulary) -> _Member:
    found = labelled(item.text)
    title = found.label if found is not None and found.label.plain else item.text
    return _member(title, item.text.span, item.text, item.rest, vocabulary, item.checked is not None)


def _lines(block: CodeBlock, vocabulary: Vocabulary) -> Iterator[_Member]:
    """The lines of a block of plain text, as `Phase 1 (Weeks 1-2): Import`."""
    for offset, line in enumerate(block.code.split("\n")):
        start = len(line) - len(line.lstrip(" │├└─┌|+-*>•\t"))
        if line[start:].strip():
            text = Text((Piece(block.line + offset, (block.column if block.fenced else 1) + start, line[start:].rstrip(" │|")),))
            yield _member(text, text.span, text, (), vocabulary)


_SENTENCE = re.compile(r"[^.;!?\n]*(?:[.;!?](?!\s)[^.;!?\n]*)*(?:[.;!?](?=\s)|\n|$)")  # up to a stop before a blank


_SENTENCE_NAME = re.compile(r"(?:The\s)?(?:[Pp]hase|[Mm]ilestone|[Ss]print|[Ss]tage)\s?(?:\d|one|two|three|four)\b")


def _sentences(text: Text, vocabulary: Vocabulary) -> Iterator[_Member]:
    """The sentences that begin with the name of a phase, or say when something will be."""
    for match in _SENTENCE.finditer(text.raw):
        part = text.part(*match.span())
        if not part.plain:
            continue
        named = is_named(part.plain, vocabulary) or _SENTENCE_NAME.match(part.plain) is not None
        found = _prose_time(part)
        if named or found:
            time, when = found if found else (None, None)
            yield _Member(part, part.span, named, named, time, when)


def _prose_time(text: Text) -> tuple[PhaseTime, Text] | None:
    time = phase_time(text.plain)
    return (time, text) if time is not None and time.kind in ("date", "quarter", "sprint", "ordinal-range") else None


# When

_BRACKETED = re.compile(r"[(\[]([^()\[\]]{1,120})[)\]]")
_PARTS = re.compile(r"\s+[-–—|]\s+|\s*[–—|:,]\s+|\s*→\s*")  # between the parts of a title
_FILLER = re.compile(
    r"\b(?:target|estimated|estimate|est|approx|approximately|about|around|by|due|eta|duration|timeline|effort|end|start|mid|early|late|of|the"
    r"|total|each|in|for|takes?|planned|expected|completed|done|shipped|released|starting|from|until|to|and|calendar|working|business|person"
    r"|engineer\w*|dev\w*|people|full|time|optional|parallel|with|phase\s\d+)\b",
    re.I,
)  # words beside a time that say nothing else


def _title_time(text: Text) -> tuple[PhaseTime, Text] | None:
    """The time in a title: in brackets, behind a dash, or as its name. A span of time may be what it is about."""
    plain = text.plain
    for start, end in _title_parts(plain):
        part = plain[start:end]
        time = phase_time(part) or _odd_time(part)
        if time is not None and (time.kind not in ("duration", "ongoing") or _is_only(part, time)) and not _HALF.fullmatch(time.text):
            return time, text.plain_part(start + time.start, start + time.end)
    return None


_HALF = re.compile(r"H[12]")  # without a year rather the number of a hypothesis or a heading


_ODD = re.compile(r"\b(?:weeks?|days?|months?|sprints?)\s-?\d{1,2}(?:\s(?:to|-|–)\s-?\d{1,2})?\s*$", re.I)  # Weeks -2 to 0


def _odd_time(part: str) -> PhaseTime | None:
    """A time that is one, but cannot be compared with others."""
    match = _ODD.match(part)
    return PhaseTime(match[0], match.start(), match.end(), "ordinal-range", "", None, None, None, True) if match else None


def _title_parts(plain: str) -> Iterator[tuple[int, int]]:
    for match in _BRACKETED.finditer(plain):
        yield match.span(1)
    bare = _BRACKETED.sub(lambda match: " " * len(match[0]), plain[:300])
    at = 0
    for match in _PARTS.finditer(bare):
        yield at, match.start()
        at = match.end()
    yield at, len(bare)


def _is_only(part: str, time: PhaseTime) -> bool:
    """Whether a text says a time and nothing else."""
    rest = part[: time.start] + " " + part[time.end :]
    return len(re.findall(r"[^\W\d_]{2,}", _FILLER.sub(" ", rest))) <= 1


def _body_time(body: tuple[Block, ...], vocabulary: Vocabulary) -> tuple[PhaseTime, Text] | None:
    """The time of a phase in the text below its title."""
    return _label_time(body, vocabulary) or _first_line_time(body)


def _label_time(body: Iterable[Block], vocabulary: Vocabulary) -> tuple[PhaseTime, Text] | None:
    """`**Duration**: 2 weeks`, `- Start: 2026-03-02` and `End: …`, `Timeline: Week 3`."""
    starts: tuple[PhaseTime, Text] | None = None
    for label, value in _labels(body):
        if not _is_time_label(label, vocabulary):
            continue
        time = phase_time(value.plain)
        if time is None:
            continue
        if starts is not None and vocabulary.has("phase end label", label):
            return _joined(starts[0], time), starts[1]
        if starts is None:
            starts = (time, value)
    return starts


def _joined(first: PhaseTime, last: PhaseTime) -> PhaseTime:
    if first.unit != last.unit:
        return first
    return replace(first, text=f"{first.text} - {last.text}", last=last.last, days=None)


def _is_time_label(label: str, vocabulary: Vocabulary) -> bool:
    return _is_label("phase time label", label, vocabulary)


def _is_field(label: str, vocabulary: Vocabulary) -> bool:
    """Whether a label is not the name of a phase, but says something of one."""
    return any(_is_label(name, label, vocabulary) for name in ("phase time label", "phase deliverable label", "phase aside"))


def _is_label(name: str, label: str, vocabulary: Vocabulary) -> bool:
    plain = label.strip(" :*_")
    lead = _LEAD.match(plain)
    match = vocabulary.pattern(name).match(plain, lead.end() if lead else 0)
    return match is not None and not re.search(r"\w", _BRACKETED.sub("", plain[match.end() :]))


# **Duration:** 2 weeks · Duration: 2 weeks, also several in a line
_INLINE_LABEL = re.compile(r"(?:^|(?<=[\n|;·•,.])|(?<=\s{2}))\s*[*_]{0,3}(?P<label>[A-Z][A-Za-z /-]{1,30}?(?:\s\([\w\s]{1,30}\))?)\s*(?::[*_]{0,3}|[*_]{1,3}:)\s*")


def _labels(body: Iterable[Block]) -> Iterator[tuple[str, Text]]:
    """The labels of paragraphs and items, with what stands behind each."""
    for block in body:
        if isinstance(block, Paragraph):
            yield from _text_labels(block.text)
        elif isinstance(block, ListBlock):
            for item in block.items:
                yield from _text_labels(item.text)
                if item.text.plain.endswith(":"):
                    yield from ((item.text.plain, inner.text) for each in item.rest if isinstance(each, ListBlock) for inner in each.items[:1])
        elif isinstance(block, Table):
            for row in block.rows if len(block.header) == 2 else ():
                yield row.cells[0].plain, row.cells[1]
        elif isinstance(block, Quote):
            yield from _labels(block.blocks)


def _text_labels(text: Text) -> Iterator[tuple[str, Text]]:
    marks = list(_INLINE_LABEL.finditer(text.raw[:600]))
    for at, match in enumerate(marks):
        end = marks[at + 1].start() if at + 1 < len(marks) else len(text.raw)
        yield match["label"], text.part(match.end(), end)


def _first_line_time(body: tuple[Block, ...]) -> tuple[PhaseTime, Text] | None:
    """The first line below the title, where it says a time first of all: `*Weeks 1-2*`, `2 weeks, two engineers`."""
    first = body[0] if body else None
    if not isinstance(first, Paragraph):
        return None
    plain = first.text.plain
    head = re.split(r"(?<=\w{3}[.;])\s|\n", plain, maxsplit=1)[0][:200]
    time = phase_time(head)
    if time is None:
        return None
    calendar = time.kind in ("ordinal-range", "sprint", "quarter", "date")
    if _is_only(head, time) or (calendar and (time.start < 25 or head[time.start - 1 : time.start] == "(")):
        return time, first.text.plain_part(time.start, time.end)
    return None


def _inner_time(body: tuple[Block, ...], vocabulary: Vocabulary) -> tuple[PhaseTime, Text] | None:
    """The times of a phase's own tasks, where most of them have one."""
    for block in body:
        found: list[tuple[PhaseTime, Text]] = []
        count = 0
        if isinstance(block, Table):
            reader = _TableReader(block, vocabulary)
            count = len(reader.members)
            found = [(each.time, each.when) for each in reader.members if each.time and each.when]
        elif isinstance(block, ListBlock):
            count = len(block.items)
            found = [time for item in block.items if (time := _title_time(item.text))]
        if found and len(found) * 2 >= count:
            return replace(found[0][0], first=None, last=None, days=None), found[0][1]
    return None


# What comes out of it


def _deliverable(head: Text, title: Text, body: tuple[Block, ...], vocabulary: Vocabulary) -> str | None:
    """What a phase delivers: what a label says, the words behind its title, or what it lists."""
    for label, value in _labels(body):
        plain = label.strip(" :*_")
        match = vocabulary.pattern("phase deliverable label").match(plain)
        if match and not plain[match.end() :].strip() and value.plain:
            return value.plain
    rest = head.plain.replace(title.plain, "", 1).strip(" .:–—-()")
    if len(rest.split()) > 2:
        return rest
    for block in body:
        if isinstance(block, ListBlock) and block.items:
            return "; ".join(item.text.plain for item in block.items[:3])
        if isinstance(block, Paragraph) and bold_title(block) is None:
            return block.text.plain
    return None


# Tables


class _TableReader:
    """The rows of a table as siblings; what its columns say of them."""

    def __init__(self, table: Table, vocabulary: Vocabulary) -> None:
        self.table = table
        self.vocabulary = vocabulary
        self.heads, self.rows = headed(table)
        self.title_at = self._title_at()
        self.time_at = [at for at, head in enumerate(self.heads) if self._says_when(head)]
        self.members = tuple(self._member(row) for row in self.rows if self._is_row(row))

    def _is(self, name: str, head: str) -> bool:
        match = self.vocabulary.pattern(name).search(head)
        return match is not None and match.start() == len(head) - len(head.lstrip(" #"))

    def _says_when(self, head: str) -> bool:
        return self._is("phase time label", head) or self.vocabulary.field_of(head) == "time"

    def _title_at(self) -> int:
        names = [at for at, head in enumerate(self.heads) if self._is("phase column", head) and head != "#"]
        proper = [at for at in names if not self._is("phase calendar column", self.heads[at])]
        if proper:
            return proper[0]
        tasks = [at for at, head in enumerate(self.heads) if self._is("task column", head)]
        numbers = [at for at, head in enumerate(self.heads) if head.strip() in ("#", "No", "No.", "ID", "Id")]
        return (names or tasks or [1 if numbers == [0] and len(self.heads) > 1 else 0])[0]

    @property
    def lists_phases(self) -> bool:
        """Whether a column names phases and no other thing."""
        head = self.heads[self.title_at] if self.heads else ""
        if not self._is("phase column", head) or head.strip() == "#":
            return False
        if self._is("phase calendar column", head):
            return sum(member.time is not None for member in self.members) * 2 >= len(self.members)
        return len(self.members) > 1 or any(member.time or member.named for member in self.members)

    @property
    def calendar(self) -> bool:
        """Whether a column says when: not only how much work something is."""
        return any(self._is("phase calendar column", self.heads[at]) for at in self.time_at)

    def _is_row(self, row: Row) -> bool:
        title = row.cells[self.title_at].plain if self.title_at < len(row.cells) else ""
        return bool(title) and not re.match(r"\W*(?:sub)?total\b", title, re.I)

    def _member(self, row: Row) -> _Member:
        title = row.cells[self.title_at]
        found = self._time(row)
        time, when = found if found else (None, row.cells[self.time_at[0]] if self.time_at else None)
        rest = [cell.plain for at, cell in enumerate(row.cells) if at != self.title_at and at not in self.time_at]
        deliverable = next((cell for cell in rest if len(cell) > 3), None)
        named = is_named(title.plain, self.vocabulary)
        numbered = is_numbered(title.plain, self.vocabulary)
        return _Member(title, row.span, named, numbered, time, when, deliverable)

    def _time(self, row: Row) -> tuple[PhaseTime, Text] | None:
        times = [
            (time, row.cells[at])
            for at in self._time_order()
            if (time := _cell_time(row.cells[at].plain, self.heads[at])) is not None
        ]
        if len(times) > 1 and self._spans():
            return _joined(times[0][0], times[1][0]), times[0][1]
        if times:
            return times[0]
        found = _title_time(row.cells[self.title_at])
        if found:
            return found
        for at, cell in enumerate(row.cells):
            time = phase_time(cell.plain) if at != self.title_at and cell.plain else None
            if time is not None and _is_only(cell.plain, time):
                return time, cell
        return None

    def _time_order(self) -> list[int]:
        """The columns that say when, those of a calendar before those of an effort."""
        return sorted(self.time_at, key=lambda at: not self._is("phase calendar column", self.heads[at]))

    def _spans(self) -> bool:
        heads = [self.heads[at] for at in self._time_order()[:2]]
        return self._is("phase start label", heads[0]) and self._is("phase end label", heads[1])


_NUMBER = re.compile(r"\s*~?(?P<low>\d{1,3}(?:\.\d)?)(?:\s*[-–]\s*(?P<high>\d{1,3}))?\s*$")  # 3 · 1-2
_UNITS = re.compile(r"\b(week|day|sprint|month)s?\b", re.I)


def _cell_time(cell: str, head: str) -> PhaseTime | None:
    """The time in a cell; a bare number takes its unit from the head of its column: `Week`, `Effort (days)`."""
    number, unit = _NUMBER.match(cell), _UNITS.search(head)
    if number and unit:
        text = f"{unit[1]} {cell.strip()}" if unit.start() == 0 and not re.search(r"effort|estimate|duration", head, re.I) else f"{cell.strip()} {unit[1]}s"
        found = phase_time(text)
        return replace(found, text=cell.strip()) if found else None
    return phase_time(cell)


def headed(table: Table) -> tuple[list[str], tuple[Row, ...]]:
    """The heads and rows of a table; where its header is empty, the first row is the header."""
    heads = [cell.plain for cell in table.header]
    if any(heads) or not table.rows:
        return heads, table.rows
    return [cell.plain for cell in table.rows[0].cells], table.rows[1:]


# Contradictions


def read_phase_conflicts(facts: Facts) -> tuple[PhaseConflict, ...]:
    """The phases that begin before the one above does, and the one with which the days exceed the stated effort."""
    phases = facts.all("phases", Phase)
    return tuple([*_out_of_order(phases), *_over_effort(facts, phases)])


_CALENDAR = ("ordinal-range", "sprint", "quarter", "date")


def _out_of_order(phases: Sequence[Phase]) -> Iterator[PhaseConflict]:
    before: Phase | None = None
    for phase in phases:
        if phase.source is None or phase.source.first is None or phase.source.kind not in _CALENDAR:
            continue
        if before is not None and _starts_before(phase, before):
            yield _conflict(phase, before, "order")
            continue
        before = phase


def _starts_before(phase: Phase, before: Phase) -> bool:
    one, other = phase.source, before.source
    if one is None or other is None or one.first is None or other.first is None:
        return False
    if (one.kind, one.unit) != (other.kind, other.unit) or one.approximate or other.approximate:
        return False
    return one.first < other.first


def _conflict(phase: Phase, other: Phase, kind: str) -> PhaseConflict:
    return PhaseConflict(
        span=phase.place("time"),
        title=phase.title,
        time=phase.time or "",
        kind=kind,
        other=other.title,
        other_time=other.time or "",
        related=((f'"{other.title}" is {other.time}', other.place("time")),),
    )


# Effort: 10 person-days
_EFFORT = re.compile(r"\b[Ee]ffort\b[*_]{0,2}\s?:[*_]{0,2}\s?(?P<value>[^.;|\n]{1,60})")
_PERSONS = re.compile(r"\b(?:person|man|engineer|dev|fte)", re.I)


def _stated_effort(facts: Facts) -> tuple[str, Span] | None:
    """The effort that the header or the first lines state, and where."""
    for each in facts.all("metadata", Field):
        if each.name == "effort":
            return each.value, each.span
    title = facts.document.title_section
    for block in (*facts.document.preamble, *(title.blocks if title else ())):
        if isinstance(block, Paragraph) and (match := _EFFORT.search(block.text.raw)):
            return match["value"], block.text.span_of(*match.span("value"))
    return None


def _over_effort(facts: Facts, phases: Sequence[Phase]) -> Iterator[PhaseConflict]:
    """The first phase with which the days of a plan that counts days exceed the effort stated in days.

    Days are compared with days, whoever works on them, and weeks with weeks on the calendar.
    """
    stated = _stated_effort(facts)
    effort = effort_days(stated[0]) if stated else None
    length = phase_time(stated[0]) if stated else None
    timed = [phase for phase in phases if phase.source is not None]
    if stated is None or effort is None or length is None or not timed:
        return
    unit = _unit(timed[0])
    if length.unit != unit or unit not in ("day", "week") or any(_unit(phase) != unit for phase in timed):
        return
    if unit == "week" and _PERSONS.search(stated[0]):
        return
    spent = 0.0
    for phase in timed:
        spent = _spent(phase, spent)
        if spent > effort:
            yield PhaseConflict(
                span=phase.place("time"), title=phase.title, time=phase.time or "", kind="effort",
                other=stated[0], other_time=f"{spent:g} days",
                related=((f"the effort is {stated[0]}", stated[1]),),
            )  # fmt: skip
            return


def _unit(phase: Phase) -> str:
    return phase.source.unit if phase.source is not None else ""


def _spent(phase: Phase, before: float) -> float:
    """The working days up to the end of a phase: its last day, or the sum of what each takes."""
    time = phase.source
    if time is None or time.last is None or time.days is None or time.first is None:
        return before
    if time.kind == "ordinal-range":
        return max(before, time.last * (time.days / max(time.last - time.first + 1, 1)))
    return before + time.days if time.kind == "duration" else before
