"""The header of a design-template spec: fields that are missing, or that do not say what they should.

The header is what `speclint.facts.metadata` reads, in whatever shape. A field may stand in it more than once; the
first one that is filled in counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from speclint.document.span import Span
from speclint.facts.fact import Fact, Facts
from speclint.facts.leftover import Leftover
from speclint.facts.link import DeadLink, dead_link
from speclint.facts.metadata import Field
from speclint.facts.status import template_status
from speclint.facts.value.date import Day, days
from speclint.facts.value.placeholder import is_placeholder
from speclint.facts.whole import Whole


@dataclass(frozen=True, kw_only=True, eq=False)
class HeaderGap(Fact):
    """Fields that the header lacks altogether: `names` are how the template calls them."""

    names: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, eq=False)
class HeaderField(Fact):
    """A field that the template asks for: its canonical `name`, and `label` and `value` as written.

    `filled` unless it is empty or still a placeholder. `status` is the one of the template that a status means,
    `ids` are the numbers and keys of issues that the value names, `none` where it says that there is none.
    """

    name: str
    label: str
    value: str
    filled: bool
    status: str = ""
    ids: tuple[str, ...] = ()
    none: bool = False


@dataclass(frozen=True, kw_only=True, eq=False)
class DateFault(Fact):
    """A date of the header that is none, or no ISO date: `iso` is what it would be, where that is certain."""

    name: str
    label: str
    value: str
    reason: str
    iso: str = ""
    repair: tuple[Span, str] | None = None


@dataclass(frozen=True, kw_only=True, eq=False)
class HeaderConflict(Fact):
    """Two things that the header says and that cannot both be: `kind` is `update` or `name`."""

    kind: str
    label: str
    value: str
    other: str
    related: tuple[tuple[str, Span], ...] = ()


# canonical name, how the template calls it, what serves in its place
_WANTED: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("issue", "Issue", ()),
    ("epic", "Epic", ()),
    ("status", "Status", ()),
    ("author", "Author", ("owner",)),
    ("date", "Date", ()),
    ("related-adr", "Related ADR", ()),
    ("related-ux", "Related UX", ("related-prd",)),
)
_NAMES = frozenset(name for wanted, _, others in _WANTED for name in (wanted, *others))
_LINKED = frozenset({"issue", "epic", "related-adr", "related-ux", "related-prd"})


def read_header(facts: Facts) -> tuple[HeaderField, ...]:
    """The fields that the template asks for, each once, in the template's order."""
    found: list[HeaderField] = []
    for name, _, others in _WANTED:
        fields = [_judged(field, facts) for each in (name, *others) for field in _fields(facts, each)]
        chosen = next((field for field in fields if field.filled), fields[0] if fields else None)
        if chosen is not None:
            found.append(chosen)
    return tuple(found)


def read_header_gaps(facts: Facts) -> tuple[HeaderGap, ...]:
    """What the header lacks, at the title."""
    there = {field.name for field in facts.all("header", HeaderField)}
    names = [title for name, title, others in _WANTED if there.isdisjoint((name, *others)) and not _said(name, facts)]
    return (HeaderGap(span=facts.document.head, names=tuple(names)),) if names else ()


def _fields(facts: Facts, name: str) -> list[Field]:
    """The fields of a name; a number of a feature serves as one of an issue, a first date of change as the date.

    What stands below the chapters counts only where there is none above them.
    """
    fields = [field for field in facts.all("metadata", Field) if field.name == name]
    if name == "issue" and not fields:
        near = [field for field in facts.all("metadata", Field) if field.name in ("feature", "story", "id")]
        fields = [field for field in near if _ids(field, _text(field, facts))]
    if name == "date" and not fields:
        return [field for field in facts.all("metadata", Field) if field.name == "updated" and _is_above(field, facts)]
    return [field for field in fields if _is_above(field, facts)] or fields


def _is_above(field: Field, facts: Facts) -> bool:
    """Whether a field stands above the first chapter that is no metadata."""
    chapters = (section.line for section in facts.document.top if "metadata" not in section.roles)
    return field.span.line < next(chapters, len(facts.document.source.lines) + 1)


def _text(field: Field, facts: Facts) -> str:
    """The value as a reader sees it: in front matter, `#12` behind a blank is a comment to YAML, and no comment."""
    lines = facts.document.source.lines
    if not field.value and field.where == "front matter":
        match = _COMMENT.search(lines[_own(field, facts).line - 1])
        return match[1].strip() if match else ""
    value, line = field.value, lines[field.span.line - 1]
    for match in _STRUCK.finditer(line, field.span.column - 1):
        value = value.replace(match[1], "", 1)
    return value.strip()


def _own(field: Field, facts: Facts) -> Span:
    """Where a field stands; YAML says of an empty one where the next token is."""
    front = facts.document.front_matter
    if field.value or field.where != "front matter" or front is None:
        return field.span
    for number, line in enumerate(front.raw.split("\n"), front.line):
        if line.partition(":")[0].strip(" '\"") == field.label:
            return facts.document.line_span(number)
    return field.span


_COMMENT = re.compile(r":[ \t]+(#\d+\b.*)")  # issue: #12
_STRUCK = re.compile(r"~~([^~\n]+)~~")  # ~~Draft~~ Approved


def _judged(field: Field, facts: Facts) -> HeaderField:
    value = _text(field, facts)
    name = field.name if field.name in _NAMES else {"updated": "date"}.get(field.name, "issue")
    filled = not _is_unfilled(field, value, facts)
    return HeaderField(
        span=_own(field, facts), places=field.places, name=name, label=field.label, value=value,
        filled=filled or (name == "status" and bool(value)),
        status=template_status(value, facts.vocabulary) if name == "status" else "",
        ids=_ids(field, value),
        none=bool(_none(facts).match(value)) or not value.strip("-–— "),
    )  # fmt: skip


def _is_unfilled(field: Field, value: str, facts: Facts) -> bool:
    if is_placeholder(value) and not (value and not value.strip("-–— ") and field.name.startswith("related-")):
        return True
    left = facts.all("leftovers", Leftover)
    return any(each.sure and _covers(field.span, each.span) for each in left)


def _covers(outer: Span, inner: Span) -> bool:
    return (outer.line, outer.column) <= (inner.line, inner.column) < (outer.end_line, outer.end_column)


def _none(facts: Facts) -> re.Pattern[str]:
    found: re.Pattern[str] = facts.vocabulary.memo("none given", lambda: _at_start(facts))
    return found


def _at_start(facts: Facts) -> re.Pattern[str]:
    return re.compile(rf"\W*(?:{facts.vocabulary.pattern('none given').pattern})", re.IGNORECASE)


def _said(name: str, facts: Facts) -> bool:
    """Whether a line such as `Related: ADR-3, UX-3` names a document of the kind."""
    kinds = {"related-adr": ("related-adr",), "related-ux": ("related-ux", "related-prd")}.get(name, ())
    for field in facts.all("metadata", Field) if kinds else ():
        if facts.vocabulary.names("labels of related documents", field.label):
            text = f"{field.value} {field.target}"
            if any(facts.vocabulary.has(f"mentions of {kind}", text) for kind in kinds):
                return True
    return False


# Issues

_ID = re.compile(r"(?<![\w/.])(?:[\w.-]{1,60}/[\w.-]{1,60})?#(?P<number>\d{1,9})\b")  # #12, owner/repo#12
_KEY = re.compile(r"(?<![\w/#-])(?P<key>[A-Z][A-Z0-9]{0,14}-\d{1,9})\b")  # ABC-12, GH-12
# 12, Issue 12
_BARE = re.compile(
    r"(?:(?:issue|epic|story|ticket|feature|no|nr|number)s?\W{0,3})?(?P<number>\d{1,9})\b(?![.%]\d|%)", re.IGNORECASE
)
# …/issues/12 in an address
_PATH = re.compile(
    r"/(?:issues?|pull|epics?|stories|story|browse|tickets?|work_?items?|-)/[\w/-]{0,80}\d", re.IGNORECASE
)


def _ids(field: Field, value: str) -> tuple[str, ...]:
    """The issues that a value names."""
    found = [match["number"] for match in _ID.finditer(value)] + [match["key"] for match in _KEY.finditer(value)]
    if not found and (match := _BARE.match(value.strip())):
        found.append(match["number"])
    if not found and (_PATH.search(value) or (field.target and re.search(r"\d", field.target))):
        found.append(field.target or value)
    return tuple(found)


# Dates


def read_date_faults(facts: Facts) -> tuple[DateFault, ...]:
    """The dates of the header and the foot that are none."""
    found: list[DateFault] = []
    for field in facts.all("metadata", Field):
        if field.name in ("date", "updated") and field.value and not _is_unfilled(field, field.value, facts):
            found.extend(_date_fault(field, facts))
    return tuple(found)


def _date_fault(field: Field, facts: Facts) -> Iterator[DateFault]:
    read = days(field.value)
    if any(day.iso and day.exists for day in read):
        return
    day = read[0] if read else None
    span = _where(day.text, field.span, facts) if day is not None else field.place("value")
    text = day.text if day is not None else " ".join(field.value.split())
    iso = day.date.isoformat() if day is not None and day.date is not None else ""
    found = day is not None and _written(day.text, field.span, facts) is not None
    yield DateFault(
        span=span, name=field.name, label=field.label, value=text, iso=iso,
        reason=f'"{text}" is {"no ISO date" if iso else "not a date"}',
        repair=(span, iso) if iso and found else None,
    )  # fmt: skip


def _where(text: str, span: Span, facts: Facts) -> Span:
    """Where some words of a value stand; the value, where they are not found."""
    return _written(text, span, facts) or span


def _written(text: str, span: Span, facts: Facts) -> Span | None:
    """Where some words stand in the line of a value."""
    at = facts.document.source.lines[span.line - 1].find(text, span.column - 1)
    return Span.at(span.line, at + 1, len(text)) if at >= 0 else None


def read_header_conflicts(facts: Facts) -> tuple[HeaderConflict, ...]:
    """A last change before the date, and a file that is called after another issue."""
    return (*_early_update(facts), *_other_name(facts))


def _first_day(facts: Facts, name: str) -> tuple[Field, Day] | None:
    for field in facts.all("metadata", Field):
        if field.name == name and (read := [day for day in days(field.value) if day.iso and day.exists]):
            return field, read[0]
    return None


def _early_update(facts: Facts) -> Iterator[HeaderConflict]:
    made, changed = _first_day(facts, "date"), _first_day(facts, "updated")
    if made and changed and made[1].date and changed[1].date and changed[1].date < made[1].date:
        field, day = changed
        yield HeaderConflict(
            span=_where(day.text, field.span, facts), kind="update", label=field.label, value=day.text,
            other=made[1].text, related=((f"{made[0].label} is {made[1].text}", made[0].span),),
        )  # fmt: skip


# SPEC-244.md, feature_12-short-title.md: a kind and one number
_NAME = re.compile(
    r"(?:tech[-_ ]?spec|spec|feature|feat|issue|story|design)[-_ ]?0*(?P<number>[1-9]\d{0,8})(?:[-_ .][^\d]*)?",
    re.IGNORECASE,
)


def _other_name(facts: Facts) -> Iterator[HeaderConflict]:
    """The name of the file, where its only number is none that the header gives."""
    document = facts.all("document", Whole)[0]
    stem = document.name.rsplit(".", 1)[0]
    match = _NAME.fullmatch(stem)
    issue = next((field for field in facts.all("header", HeaderField) if field.name == "issue"), None)
    if match is None or issue is None or not issue.filled or not all(each.isdigit() for each in issue.ids):
        return
    known = _header_numbers(facts)
    if issue.ids and match["number"] not in known:
        yield HeaderConflict(
            span=issue.span, kind="name", label=issue.label, value=issue.value, other=document.name,
        )  # fmt: skip


def _header_numbers(facts: Facts) -> frozenset[str]:
    """The numbers of issues that any field of the header gives, but those of related documents."""
    apart = ("related", "date", "updated")
    fields = [field for field in facts.all("metadata", Field) if not field.name.startswith(apart)]
    return frozenset(number.lstrip("0") for field in fields for number in _ids(field, field.value) if number.isdigit())


# Links


# [ADR-7](../adr/7.md) or ../adr/7.md as a value of front matter
_WRITTEN_LINK = re.compile(
    r"\[(?P<text>[^\[\]\n]{0,200})\]\((?P<target>[^()\s]{1,300})\)|(?P<path>(?<![\w/.:@-])[\w@./-]{1,200}\.md)\b"
)


def read_dead_header_links(facts: Facts) -> tuple[DeadLink, ...]:
    """The links of the header that lead nowhere."""
    fields = [field for field in facts.all("metadata", Field) if field.name in _LINKED]
    spans = [field.span for field in fields if field.where != "front matter"]
    dead = facts.all("dead_links", DeadLink) if spans else ()
    found = [each for each in dead if any(_covers(span, each.span) for span in spans)]
    for field in fields:
        found += _dead_in_front(field, facts) if field.where == "front matter" else ()
    return tuple(found)


def _dead_in_front(field: Field, facts: Facts) -> Iterator[DeadLink]:
    for match in _WRITTEN_LINK.finditer(field.value):
        target = match["target"] or match["path"]
        dead = dead_link(target, match["text"] or target, _where(target, field.span, facts), facts)
        if dead is not None:
            yield dead
