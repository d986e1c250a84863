"""The table of contents: what it links, and where it is out of step with the chapters.

A table of contents is a chapter of that title, or what stands under a bold label of that title above the first
chapter; else a list above the first chapter whose items link to chapters. Its entries are links to headings of the
document itself, in bullets, numbered lines, tables or plain lines.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from urllib.parse import unquote

from speclint.document.block import Block, Html, Item, ListBlock, Paragraph, Table, Text
from speclint.document.section import Document, Section
from speclint.document.span import Span
from speclint.document.title import split_title
from speclint.document.vocabulary import words
from speclint.facts.anchor import anchors, slugs
from speclint.facts.entry import bold_title
from speclint.facts.fact import Fact, Facts


@dataclass(frozen=True, kw_only=True, eq=False)
class TocPart(Fact):
    """A table of contents: how many of the `chapters`, the numbered ones, its entries name."""

    listed: int
    chapters: int
    generated: bool = False


@dataclass(frozen=True, kw_only=True, eq=False)
class TocFault(Fact):
    """Where the table of contents is out of step: the `reason`, and for the first fault a right list.

    `wanted` names the right anchor, in brackets, where one is known.
    """

    kind: str
    reason: str
    wanted: str = ""
    repair: tuple[Span, str] | None = None


@dataclass(frozen=True, eq=False)
class _Line:
    """A line of a table of contents: an item, a row, or a line of a paragraph; `depth` counts from 0."""

    block: int
    depth: int
    span: Span
    words: str
    targets: tuple[str, ...]
    item: Item | None = None


@dataclass(frozen=True, eq=False)
class _Toc:
    head: Span
    blocks: tuple[Block, ...]
    lines: tuple[_Line, ...]
    generated: bool = False


@dataclass
class _Match:
    """What the lines stand for: the chapter of each, and the anchors of the document."""

    slugs: Mapping[int, str]
    anchors: frozenset[str]
    chapters: tuple[Section, ...]
    of: dict[int, Section] = field(default_factory=dict)


def read_toc(facts: Facts) -> tuple[TocPart, ...]:
    """The table of contents, if there is one."""
    found = _toc(facts)
    if found is None:
        return ()
    match = _matched(facts)
    listed = {id(section) for section in match.of.values()}
    last = max([found.head.end_line, *(block.span.end_line for block in found.blocks)])
    span = replace(found.head, end_line=last, end_column=1) if last > found.head.end_line else found.head
    count = sum(id(chapter) in listed for chapter in match.chapters)
    return (TocPart(span=span, listed=count, chapters=len(match.chapters), generated=found.generated),)


def read_toc_faults(facts: Facts) -> tuple[TocFault, ...]:
    """Where the table of contents is out of step, in order; the repair of all stands at the first."""
    toc = _toc(facts)
    if toc is None or toc.generated:
        return ()
    if not toc.lines:
        return (TocFault(span=toc.head, kind="empty", reason="the table of contents lists nothing"),)
    match = _matched(facts)
    found = sorted(_faults(toc, match), key=lambda each: each.span)
    if not found:
        return ()
    repair = _repair(toc, match, facts.document)
    return (replace(found[0], repair=repair), *found[1:])


# Where it stands

_GENERATED = re.compile(r"\[\[?_?TOC_?\]?\]|\$\{toc\}|\{:toc\}|^:?toc:", re.IGNORECASE | re.MULTILINE)
_FEW = 3  # a list above the chapters with so many links to chapters is a table of contents


def _toc(facts: Facts) -> _Toc | None:
    found: _Toc | None = facts.memo("toc", lambda: _find(facts))
    return found


def _find(facts: Facts) -> _Toc | None:
    """The chapter, the label, or the list above the chapters."""
    named = [_made(section.text.span, _all_blocks(section)) for section in facts.sections("toc")]
    return (
        next((toc for toc in named if toc.generated or _leads(toc)), None)
        or _above(facts)
        or next((toc for toc, section in zip(named, facts.sections("toc"), strict=True) if _is_certain(section)), None)
    )


def _all_blocks(section: Section) -> tuple[Block, ...]:
    return tuple(block for part in section.walk() for block in part.blocks)


def _leads(toc: _Toc) -> bool:
    return any(line.targets for line in toc.lines)


def _is_certain(section: Section) -> bool:
    """Whether a title can mean nothing else: "Index" and "Navigation" may be about something."""
    return bool({"content", "toc"} & set(words(section.title)))


def _above(facts: Facts) -> _Toc | None:
    """What stands above the first chapter."""
    top = facts.document.opening
    for at, block in enumerate(top):
        if isinstance(block, Paragraph) and _GENERATED.search(block.text.raw):
            return _Toc(block.span, (), (), True)
        label = bold_title(block) if isinstance(block, Paragraph) else None
        if label is not None and "toc" in facts.vocabulary.roles(label.label.plain, strict=True):
            return _made(label.label.span, top[at + 1 : at + 2])
    for block in top:
        if isinstance(block, (ListBlock, Table)) and len(_links((block,))) >= _FEW:
            return _made(block.span, (block,))
    return None


def _made(head: Span, blocks: Sequence[Block]) -> _Toc:
    lines = [line for at, block in enumerate(blocks) for line in _lines(block, at, 0)]
    generated = any(isinstance(block, Paragraph) and _GENERATED.search(block.text.raw) for block in blocks)
    return _Toc(head, tuple(blocks), tuple(lines), bool(generated) and not any(line.targets for line in lines))


def _links(blocks: Iterable[Block]) -> list[str]:
    return [target for at, block in enumerate(blocks) for line in _lines(block, at, 0) for target in line.targets]


def _lines(block: Block, at: int, depth: int) -> Iterator[_Line]:
    """The lines of a block."""
    if isinstance(block, ListBlock):
        for item in block.items:
            yield _Line(at, depth, item.text.span, item.text.plain, _targets((item.text,)), item)
            for inner in item.rest:
                yield from _lines(inner, at, depth + 1)
    elif isinstance(block, Table):
        for row in block.rows:
            yield _Line(at, depth, row.span, " ".join(cell.plain for cell in row.cells), _targets(row.cells))
    elif isinstance(block, Paragraph):
        yield from _paragraph(block.text, at, depth)
    elif isinstance(block, Html):
        for match in _HTML.finditer(block.raw):
            line = block.span.line + block.raw.count("\n", 0, match.start())
            yield _Line(at, depth, Span(line, 1, line, 2), match["text"], (_anchor(match["target"]),))


# <a href="#overview">Overview</a> in a block of HTML
_HTML = re.compile(r"<a\s[^<>]*?href=[\"']#(?P<target>[^\"'<>\s]*)[\"'][^<>]*>(?P<text>[^<>]*)", re.IGNORECASE)
_HREF = re.compile(r"<a\s[^<>]*?href=[\"']#(?P<target>[^\"'<>\s]*)", re.IGNORECASE)


def _paragraph(text: Text, at: int, depth: int) -> Iterator[_Line]:
    """The links of a paragraph, each a line of its own."""
    for inline in text.inlines:
        if inline.kind == "link" and inline.target.startswith("#"):
            span = text.span_of(inline.start, inline.end)
            yield _Line(at, depth, span, inline.text, (_anchor(inline.target[1:]),))


def _targets(texts: Iterable[Text]) -> tuple[str, ...]:
    """The anchors that some texts link to, each once."""
    found: dict[str, None] = {}
    for text in texts:
        for inline in text.inlines if "](" in text.raw or "<a" in text.raw else ():
            if inline.kind == "link" and inline.target.startswith("#"):
                found[_anchor(inline.target[1:])] = None
            elif inline.kind == "html" and (match := _HREF.match(inline.text)):
                found[_anchor(match["target"])] = None
    return tuple(found)


def _anchor(target: str) -> str:
    return unquote(target).casefold().removeprefix("user-content-")


# What the lines stand for


def _matched(facts: Facts) -> _Match:
    found: _Match = facts.memo("toc match", lambda: _match(facts))
    return found


def _chapters(document: Document) -> tuple[Section, ...]:
    """The chapters with a number, where most have one; the table of contents itself is none."""
    found = [section for section in document.top if "toc" not in section.roles and not section.bold]
    numbered = tuple(section for section in found if section.number is not None and section.number.isdigit())
    return numbered if len(numbered) > 1 else ()


def _match(facts: Facts) -> _Match:
    document = facts.document
    slugs_ = slugs(document)
    match = _Match(slugs_, anchors(document), _chapters(document))
    toc = _toc(facts)
    by_slug = {slugs_[section.line]: section for section in document.walk() if section.line in slugs_}
    taken: set[int] = set()
    for line in toc.lines if toc else ():
        section = next((by_slug[target] for target in line.targets if target in by_slug), None)
        if section is not None:
            match.of[id(line)] = section
            taken.add(id(section))
    open_ = [line for line in (toc.lines if toc else ()) if id(line) not in match.of]
    for keys, of in ((_title_key, _named), (_number, _numbers)):
        free: dict[str, list[Section]] = {}
        for chapter in match.chapters:
            if id(chapter) not in taken:
                free.setdefault(keys(chapter), []).append(chapter)
        for line in open_:
            section = next((free[key].pop(0) for key in of(line) if free.get(key)), None)
            if section is not None and id(line) not in match.of:
                match.of[id(line)] = section
                taken.add(id(section))
    return match


def _title_key(section: Section) -> str:
    return _key(section.title)


def _number(section: Section) -> str:
    return section.number or ""


def _key(title: str) -> str:
    return " ".join(words(title))


def _named(line: _Line) -> tuple[str, ...]:
    """The words of a chapter's title, as a line gives them."""
    key = _key(split_title(line.words).words)
    return (key,) if key else ()


def _numbers(line: _Line) -> tuple[str, ...]:
    """The numbers of a chapter that a line with a link gives: in its words, before it, in the link."""
    if line.depth or not line.targets:
        return ()
    marker = line.item.marker.rstrip(".)") if line.item is not None else ""
    found = (split_title(line.words).number or "", marker, _leading(line.targets[0]))
    return tuple(number for number in found if number)


def _same(one: str, other: str) -> bool:
    return words(one) == words(other)


def _leading(target: str) -> str:
    match = re.match(r"\d{1,3}(?=-)", target)
    return match[0] if match else ""


# What is wrong


def _faults(toc: _Toc, match: _Match) -> Iterator[TocFault]:
    yield from _dead(toc, match)
    yield from _unlisted(toc, match)
    yield from _disorder(toc, match)


def _dead(toc: _Toc, match: _Match) -> Iterator[TocFault]:
    """The entries that lead nowhere, or name a chapter without a link to it."""
    for line in toc.lines:
        section = match.of.get(id(line))
        for target in line.targets:
            if target and target != "top" and target not in match.anchors:
                wanted = f' (want "#{match.slugs[section.line]}")' if section is not None else ""
                reason = f'no heading has the anchor "#{target}"'
                yield TocFault(span=line.span, kind="anchor", reason=reason, wanted=wanted)
        if section is not None and not line.targets and section in match.chapters:
            yield TocFault(span=line.span, kind="plain", reason=f'"{section.label}" is listed without a link')


def _unlisted(toc: _Toc, match: _Match) -> Iterator[TocFault]:
    """The chapters that no entry leads to: at an entry whose words name it and that leads elsewhere, or the head."""
    listed = {id(section) for section in match.of.values()}
    near = {key: line.span for line in reversed(toc.lines) for key in _named(line)}
    for chapter in match.chapters:
        if id(chapter) not in listed:
            span = near.get(_title_key(chapter), toc.head)
            yield TocFault(span=span, kind="missing", reason=f'section "{chapter.label}" is not listed')


def _disorder(toc: _Toc, match: _Match) -> Iterator[TocFault]:
    """The entries of one list that stand before an earlier chapter's, or name one for the second time."""
    order = {id(chapter): at for at, chapter in enumerate(match.chapters)}
    for block in dict.fromkeys(line.block for line in toc.lines):
        lines: list[_Line] = []
        seen: set[int] = set()
        for line in toc.lines:
            section = match.of.get(id(line))
            if line.block != block or section is None or id(section) not in order:
                continue
            if id(section) in seen:
                yield TocFault(span=line.span, kind="twice", reason=f'section "{section.label}" is listed twice')
            else:
                lines.append(line)
            seen.add(id(section))
        yield from _misplaced(lines, [order[id(match.of[id(line)])] for line in lines], match)


def _misplaced(lines: Sequence[_Line], places: Sequence[int], match: _Match) -> Iterator[TocFault]:
    """The entries that would have to move, as few as will do."""
    kept = _rising(places)
    for at, line in enumerate(lines):
        if at in kept:
            continue
        early = [other for other in kept if other > at and places[other] < places[at]]
        late = [other for other in kept if other < at and places[other] > places[at]]
        other, where = (early[0], "before") if early else (late[-1], "behind")
        first, second = match.of[id(line)].label, match.of[id(lines[other])].label
        yield TocFault(span=line.span, kind="order", reason=f'"{first}" is listed {where} "{second}"')


def _rising(places: Sequence[int]) -> list[int]:
    """The positions of a longest rising run; of two that would do, the one that stands last (patience sorting)."""
    ends: list[int] = []  # the least place that ends a run of each length, and where it stands
    at_: list[int] = []
    before: dict[int, int] = {}
    for at, place in enumerate(places):
        rank = bisect_left(ends, place)
        before[at] = at_[rank - 1] if rank else -1
        ends[rank : rank + 1], at_[rank : rank + 1] = [place], [at]
    kept: list[int] = []
    at = at_[-1] if at_ else -1
    while at >= 0:
        kept.append(at)
        at = before[at]
    return kept[::-1]


# A right one

_LINK = re.compile(r"\[(?P<text>(?:[^\[\]\n]|\[[^\[\]\n]*\])*)\]\((?P<target>#[^()\s]*)\)")
_MARK = re.compile(r"(?P<lead>[ \t]*(?:>[ \t]?)*)(?P<mark>[-*+]|\d{1,9}[.)])(?P<gap>[ \t]+)")


def _repair(toc: _Toc, match: _Match, document: Document) -> tuple[Span, str] | None:
    """The list as it should be; none where the entries are in no list, or in several."""
    lists = [block for block in toc.blocks if isinstance(block, ListBlock)]
    if len(lists) != 1 or any(line.item is None for line in toc.lines):
        return None
    by_line = {line.span.line: line for line in toc.lines}
    groups = [_group(item, by_line, match, document) for item in lists[0].items]
    if any(group is None for group in groups):
        return None
    kept = _arranged([group for group in groups if group is not None], match)
    if not kept:
        return None
    model = next((group for group in kept if group.lines), kept[0])
    text = "\n".join(_numbered(group, at, model, lists[0], match) for at, group in enumerate(kept))
    first, last = lists[0].items[0], lists[0].items[-1]
    lines = document.source.lines
    end = max(last.span.line, _last_line(last, document))
    return Span(first.span.line, 1, end, len(lines[end - 1]) + 1), text


@dataclass(frozen=True, eq=False)
class _Group:
    """An entry of the outermost list with what stands below it, as written; `lines` is empty for a new one."""

    lines: tuple[str, ...]
    section: Section | None
    dead: bool = False


def _last_line(item: Item, document: Document) -> int:
    """The last line of an item that is not blank."""
    end = min(item.span.end_line, len(document.source.lines))
    while end > item.span.line and not document.source.lines[end - 1].strip():
        end -= 1
    return end


def _group(item: Item, by_line: Mapping[int, _Line], match: _Match, document: Document) -> _Group | None:
    """An item with its lines put right; None where its first line is not to be understood."""
    line = by_line.get(item.text.span.line)
    written = list(document.source.lines[item.span.line - 1 : _last_line(item, document)])
    if line is None or line.item is not item or not written or _MARK.match(written[0]) is None:
        return None
    for at, text in enumerate(written):
        if (each := by_line.get(item.span.line + at)) is not None:
            written[at] = _righted(text, each, match)
    section = match.of.get(id(line))
    return _Group(tuple(written), section, section is None and any(t not in match.anchors for t in line.targets))


def _righted(written: str, line: _Line, match: _Match) -> str:
    """A line whose links lead to the section that it stands for."""
    section = match.of.get(id(line))
    if section is None or section.line not in match.slugs:
        return written
    slug = match.slugs[section.line]
    link = _LINK.search(written)
    if link is None:
        mark = _MARK.match(written)
        end = mark.end() if mark else 0
        return f"{written[:end]}[{written[end:].strip()}](#{slug})"
    if _anchor(link["target"][1:]) == slug:
        return written
    text = link["text"]
    if not _same(split_title(text).words, section.title):
        number = split_title(text).number
        text = f"{section.number}. {section.title}" if number is not None else section.title
    return f"{written[: link.start()]}[{text}](#{slug}){written[link.end() :]}"


def _arranged(groups: Sequence[_Group], match: _Match) -> list[_Group]:
    """The entries in the chapters' order, each once, new ones for those that are missing; others keep their place."""
    order = {id(chapter): at for at, chapter in enumerate(match.chapters)}
    first: dict[int, _Group] = {}
    for group in groups:
        if id(group.section) in order:
            first.setdefault(id(group.section), group)
    kept: list[_Group] = []
    if not any(id(group.section) in order for group in groups):
        return []
    following: dict[int, list[_Group]] = {}
    at = -1
    for group in groups:
        if id(group.section) in order:
            at = max(at, order[id(group.section)])
        elif not group.dead:
            following.setdefault(at, []).append(group)
    kept += following.get(-1, [])
    for place, chapter in enumerate(match.chapters):
        kept.append(first.get(id(chapter)) or _Group((), chapter))
        kept += following.get(place, [])
    return kept


def _numbered(group: _Group, at: int, model: _Group, block: ListBlock, match: _Match) -> str:
    """An entry as it is written, its number that of its place."""
    mark = _MARK.match(group.lines[0] if group.lines else model.lines[0])
    if mark is None:
        return "\n".join(group.lines)
    sign = mark["mark"]
    if block.ordered:
        start = int(block.items[0].marker.rstrip(".)") or "1") if block.items[0].marker[:-1].isdigit() else 1
        same = len(block.items) > 1 and len({item.marker for item in block.items}) == 1  # 1. 1. 1.
        sign = f"{start if same else start + at}{mark['mark'][-1]}"
    gap = mark["gap"] if len(sign) == len(mark["mark"]) or len(mark["gap"]) == 1 else " "
    if group.lines:
        head = f"{mark['lead']}{sign}{gap}{group.lines[0][mark.end() :]}"
        return "\n".join((head, *group.lines[1:]))
    section = group.section
    if section is None:
        return ""
    link = _LINK.search(model.lines[0])
    numbered = link is not None and split_title(link["text"]).number is not None
    text = f"{section.number}. {section.title}" if numbered else section.title
    return f"{mark['lead']}{sign}{gap}[{text}](#{match.slugs[section.line]})"
