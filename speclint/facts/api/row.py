"""What the rows of a table define."""

from __future__ import annotations

import re
from collections.abc import Iterator

from speclint.document.block import Row, Table, Text
from speclint.document.section import Section
from speclint.document.span import Span
from speclint.facts.api.body import Detail, read_labelled
from speclint.facts.api.definition import Definition
from speclint.facts.api.heading import verb_of
from speclint.facts.api.label import topic_of
from speclint.facts.api.name import is_no_name, shown_name
from speclint.facts.api.signature import Kind, call_of, http_signatures, looks_like_name, path_of, verbs_of
from speclint.facts.fact import Facts
from speclint.facts.value.placeholder import is_placeholder

_COLUMNS: tuple[tuple[str, Kind], ...] = (
    ("api columns of tools", "tool"),
    ("api columns of resources", "resource"),
    ("api columns of events", "event"),
    ("api columns of commands", "cli"),
    ("api columns of rpcs", "rpc"),
    ("api columns of functions", "function"),
    ("api columns of operations", "graphql"),
    ("api columns of operations", "operation"),
)
"""The lists of heads of columns that name things, and the kind of each."""

_TOPICS = {
    "description": "description", "purpose": "description", "responsibility": "description", "request": "request",
    "response": "response", "errors": "errors", "auth": "auth", "rate-limit": "limit", "trigger": "aside",
    "consumer": "aside",
}  # fmt: skip
"""What a column holds, by the field that its head names."""

Found = tuple[str, str, frozenset[int]]
"""A verb, a path or name, and the columns that they stand in."""


def table_definitions(section: Section, table: Table, kind: Kind | None, facts: Facts) -> Iterator[Definition]:
    """The rows of a table that lists endpoints, commands, events …; `kind` is what its section is about."""
    http = [(row, found) for row in table.rows if (found := tuple(_endpoints(table, row, facts)))]
    if http and len(http) * 2 >= len(table.rows):
        for row, found in http:
            for verb, path, used in found:
                yield _definition(table, row, "http", verb, path, used, facts)
        return
    told = _column_of_names(table, kind, facts)
    if told is None:
        return
    at, kind_ = told
    for row in table.rows:
        for name in _names(row.cells[at], kind_):
            if not is_no_name(name, kind_, facts):
                verb, shown = verb_of(kind_, section), shown_name(name, kind_)
                yield _definition(table, row, kind_, verb, shown, frozenset({at}), facts)


def describes_endpoints(table: Table, facts: Facts) -> bool:
    """Whether a table outside the API part defines endpoints: it has verbs, paths and words on each."""
    fields = {facts.vocabulary.field_of(head.plain) for head in table.header}
    return {"method", "endpoint"} <= fields and bool(fields & {"description", "purpose"})


def _endpoints(table: Table, row: Row, facts: Facts) -> Iterator[Found]:
    """The verb and path of a row, one for each verb."""
    plains = [cell.plain for cell in row.cells]
    for at, plain in enumerate(plains[:3]):
        found = tuple(http_signatures(plain))
        if found and not re.search(r"[^\W\d_]", plain[: found[0].start]):
            yield from ((each.verb, each.path, frozenset({at})) for each in found)
            return
    spoken = next((at for at, plain in enumerate(plains) if verbs_of(plain)), -1)
    for at, plain in enumerate(plains):
        if at != spoken and (path := _path(table, at, plain, spoken >= 0, facts)):
            verbs = verbs_of(plains[spoken]) if spoken >= 0 else ("",)
            yield from ((verb, path, frozenset({at, spoken})) for verb in verbs)
            return


def _path(table: Table, at: int, plain: str, spoken: bool, facts: Facts) -> str | None:
    """The path of a cell; where no cell holds a verb, only in a table that describes each path."""
    named = facts.vocabulary.field_of(table.header[at].plain) == "endpoint"
    path = path_of(plain, sure=spoken and named)
    if path is None or spoken:
        return path
    told = any(_topic(head.plain, facts) == "description" for head in table.header)
    return path if named and told and path.startswith("/") and "*" not in plain else None


def _column_of_names(table: Table, around: Kind | None, facts: Facts) -> tuple[int, Kind] | None:
    """The column of names, and what they are names of, by its head and by how the names look."""
    if len(table.header) < 2:
        return None
    told = {_topic(head.plain, facts) for head in table.header}
    at = 1 if table.header[0].plain.strip().casefold() in ("", "#", "id", "no", "no.", "nr", "type") else 0
    cells = [row.cells[at] for row in table.rows if row.cells[at].plain]
    for columns, kind in _COLUMNS:
        if kind == "operation" and not {"request", "response"} <= told:
            continue
        if facts.vocabulary.pattern(columns).fullmatch(table.header[at].plain.strip()):
            good = [cell for cell in cells if _is_name(cell, kind, around, facts)]
            if len(good) * 2 > len(cells):
                return at, kind
    return None


def _is_name(cell: Text, kind: Kind, around: Kind | None, facts: Facts) -> bool:
    """Whether a cell can hold the name of a thing of a kind, where the section is about another or the same."""
    name = next(iter(_names(cell, kind)), "")
    ticked = "`" in cell.raw
    if not name:
        return False
    if kind == "cli":
        others = facts.vocabulary.pattern("api others tools").match(name) is not None
        return around == "cli" or (ticked and not others)
    if kind == "resource":
        return "://" in name
    if kind == "operation":
        return around in (None, "http", "function")
    if kind == "function":
        return around not in ("rpc", "graphql") and (call_of(name) is not None or (around == "function" and ticked))
    if kind in ("rpc", "graphql") and around != kind:
        return False
    return call_of(name) is not None or (" " not in name and (ticked or looks_like_name(name, pascal=True)))


def _names(cell: Text, kind: Kind) -> list[str]:
    """The names that a cell lists: its code spans, or its words."""
    ticked = [each.text.strip() for each in cell.inlines if each.kind == "code" and each.text.strip()]
    if ticked:
        return ticked if kind in ("function", "event", "graphql", "rpc") else ticked[:1]
    plain = cell.plain.strip()
    return [plain] if plain and not is_placeholder(plain) else []


def _definition(
    table: Table, row: Row, kind: Kind, verb: str, name: str, used: frozenset[int], facts: Facts
) -> Definition:
    detail = Detail()
    cells: dict[str, Span] = {}
    terms: dict[str, Text] = {}
    for at, cell in enumerate(row.cells):
        if at not in used and (topic := _topic(table.header[at].plain, facts)):
            cells.setdefault(topic, cell.span)
            detail += _said(topic, cell, kind, facts)
            if topic in ("auth", "limit"):
                terms.setdefault(topic, cell)
    if kind == "event" and not detail.description:
        detail += Detail(description=_effect(table, row, used, facts))
    return Definition(kind, verb, name, row.span, "row", detail, id(table), None, cells, terms=terms)


def _effect(table: Table, row: Row, used: frozenset[int], facts: Facts) -> str:
    """When an event is sent or what is done on it, in words, in a table that has no column for descriptions."""
    topics = [_topic(head.plain, facts) for head in table.header]
    if "description" in topics:
        return ""
    for at, cell in enumerate(row.cells):
        words = cell.plain.strip()
        enough = _ENOUGH.get(topics[at], 0) if at not in used else 0
        if enough and cell.raw[:1].isalpha() and len(words.split()) >= enough and not is_placeholder(words):
            return words
    return ""


_ENOUGH = {"response": 2, "aside": 3}
"""How many words on what an event does, or on when it is sent, describe it."""


def _topic(head: str, facts: Facts) -> str:
    """What a column of a table of endpoints holds, by its head."""
    if facts.vocabulary.pattern("api columns of roles").fullmatch(head.strip()):
        return "auth"
    if topic := _TOPICS.get(facts.vocabulary.field_of(head) or "", ""):
        return topic
    named = topic_of(head, facts.vocabulary)
    return named if named in ("errors", "request", "response", "description", "call") else ""


def _said(topic: str, cell: Text, kind: Kind, facts: Facts) -> Detail:
    """What a cell says."""
    words = cell.plain
    empty = is_placeholder(words)
    if topic == "description":
        return Detail(description="" if empty else words)
    if topic == "limit":
        return Detail()
    if topic == "auth":
        return Detail(secured=bool(words.strip(" -–—")))
    if empty and not facts.vocabulary.has("api nothing", words):
        return Detail(bodiless=topic == "request" and bool(words))
    if topic == "call":
        return Detail(request=(words,), called=True) if kind in ("cli", "function") else Detail()
    return read_labelled(topic, cell, kind, facts.vocabulary)


__all__ = ["describes_endpoints", "table_definitions"]
