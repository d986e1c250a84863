"""Alerts as a spec lists them: rows, items, sub-sections, sentences and alerting rules in code."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from speclint.document.span import Span
from speclint.document.vocabulary import Vocabulary
from speclint.facts.ahead import is_ahead
from speclint.facts.fact import Fact, Facts
from speclint.facts.passage import Statement, is_blank, roles_above, section_statements


@dataclass(frozen=True, kw_only=True, eq=False)
class Alert(Fact):
    """An alert: when it fires, how grave it is, and what is done then.

    `threshold` is the condition where that can be tested, else empty. `fault` is what the alert certainly lacks
    where its table or list has a place for it: `threshold`, `response`, or empty.
    """

    name: str
    condition: str
    threshold: str
    severity: str
    action: str
    fault: str = ""

    @property
    def answered(self) -> bool:
        """Whether it has a severity or an action."""
        return bool(self.severity or self.action)


@dataclass(eq=False)
class _Draft:
    """An alert of which the fields are still being gathered."""

    name: str
    span: Span
    condition: str = ""
    severity: str = ""
    action: str = ""
    words: str = ""
    titles: str = ""
    has: set[str] = field(default_factory=set)
    """The fields that its table or list has a place for."""
    places: dict[str, Span] = field(default_factory=dict)


_FIELDS = ("condition", "severity", "action")
_ASIDE = frozenset("risks open-questions toc non-goals references glossary phases testing api".split())


def read_alerts(facts: Facts) -> tuple[Alert, ...]:
    """The alerts in the monitoring parts, and under a title about alerts elsewhere."""
    found: dict[Span, Alert] = {}
    seen: set[int] = set()
    for section in facts.document.walk():
        if section is facts.document.title_section:
            continue  # a service for alerts is no list of them
        roles = roles_above(section)
        titled = facts.vocabulary.has("alert-title", section.title)
        if id(section) in seen or roles & _ASIDE or not ("monitoring" in roles or titled):
            continue
        seen.update(id(below) for below in section.walk())
        for draft in _drafts(section_statements(section), facts.vocabulary):
            alert = _alert(draft, facts.vocabulary)
            found.setdefault(alert.span, alert)
    return tuple(found[span] for span in sorted(found))


def _drafts(statements: Iterable[Statement], vocabulary: Vocabulary) -> Iterator[_Draft]:
    """The alerts among some statements; the labelled lines below one name are one alert."""
    gathered: dict[Span, _Draft] = {}
    for statement in statements:
        if is_ahead(statement, vocabulary):
            continue
        if statement.code is not None:
            yield from _coded(statement, vocabulary)
        elif statement.cells:
            yield from _of_row(statement, vocabulary)
        elif (name := _field(statement.label, vocabulary)) and _is_about(statement, vocabulary):
            above = statement.above[-1]
            draft = gathered.setdefault(above.span, _Draft(above.plain, above.span, titles=statement.titles))
            _fill(draft, name, statement.value, statement.span)
        else:
            yield from _of_words(statement, vocabulary)
    yield from (draft for draft in gathered.values() if "condition" in draft.has)


def _field(label: str, vocabulary: Vocabulary) -> str:
    """Which field of an alert a label or a head names, or an empty text."""
    bare = label.strip(" *_`:").casefold()
    for name in _FIELDS:
        match = vocabulary.pattern(f"alert-{name}").search(bare)
        if match is not None and (match.end() == len(bare) or match.start() == 0) and len(bare.split()) <= _WORDS:
            return name
    return ""


_WORDS = 4  # no head of a column is longer


def _fill(draft: _Draft, name: str, value: str, place: Span) -> None:
    draft.has.add(name)
    draft.places.setdefault(name, place)
    if not is_blank(value):
        setattr(draft, name, f"{getattr(draft, name)} {value}".strip())


def _is_about(statement: Statement, vocabulary: Vocabulary) -> bool:
    """Whether a statement stands below a title or a label about alerts."""
    return any(vocabulary.has("alert-title", title.plain) for title in statement.above)


def _of_row(statement: Statement, vocabulary: Vocabulary) -> Iterator[_Draft]:
    fields = [(_field(head.plain, vocabulary), cell) for head, cell in statement.cells]
    names = {name for name, _ in fields}
    heads = " ".join(head.plain for head, _ in statement.cells)
    nearest = statement.above[-1].plain if statement.above else ""
    alerting = vocabulary.has("alert-title", heads) or vocabulary.has("alert-title", nearest)
    if not alerting and vocabulary.has("alert-title", statement.label) and _MEASURED.search(_bare(statement.value)):
        yield _Draft(statement.label, statement.span, condition=statement.value, words=statement.words, titles=nearest)
        return
    if not alerting or not (names & set(_FIELDS)) or vocabulary.has("logging", nearest):
        return
    draft = _Draft(statement.label, statement.span, titles=nearest, words=statement.words)
    for name, cell in fields[1:] if "condition" in {name for name, _ in fields[1:]} else fields:
        if name:
            _fill(draft, name, cell.plain, cell.span if cell.raw else statement.span)
    if "condition" not in draft.has:
        rest = [cell.plain for name, cell in fields if not name]
        draft.condition = " ".join(rest)
    elif not draft.condition and names & {"severity", "action"} == set():
        return  # a metric that nobody is alerted of
    yield draft


def _of_words(statement: Statement, vocabulary: Vocabulary) -> Iterator[_Draft]:
    """An item or a sentence: below a title about alerts, or one that speaks of an alert itself."""
    if not statement.value or is_blank(statement.value) or vocabulary.has("alert-routing", statement.words):
        return
    if vocabulary.field_of(statement.label) in _FOOTER:
        return
    told = vocabulary.has("alert", statement.words) and _MEASURED.search(_bare(statement.words)) is not None
    nearest = statement.above[-1].plain if statement.above else ""
    about = vocabulary.has("alert-title", nearest) or vocabulary.has("alert-title", _parent(statement))
    if vocabulary.has("logging", nearest) and not vocabulary.has("alert-title", nearest):
        return
    if told or about:
        titles = "\n".join(title.plain for title in statement.above[-2:])
        yield _Draft(
            statement.label or statement.summary, statement.span, condition=statement.words, words=statement.words,
            titles=titles,
        )  # fmt: skip


_FOOTER = ("author", "date", "version", "status", "issue")


def _parent(statement: Statement) -> str:
    return statement.above[-2].plain if len(statement.above) > 1 else ""


# - alert: HighErrorRate
_RULE = re.compile(r"^[ \t-]*alert(?:name)?\s*:\s*(?P<name>\S.*)$", re.MULTILINE | re.IGNORECASE)
_EXPRESSION = re.compile(
    r"^[ \t-]*(?:expr|condition|threshold|query|when)\s*:\s*(?P<value>\S.*(?:\n[ \t]{6,}(?!\w+\s*:).*){0,8})",
    re.MULTILINE | re.IGNORECASE,
)
_SEVERITY = re.compile(r"^[ \t-]*(?:severity|priority|level)\s*:\s*(?P<value>\S.*)$", re.MULTILINE | re.IGNORECASE)
_ACTION = re.compile(
    r"^[ \t-]*(?:action|runbook\w*|notify|channel|receiver|description|summary)\s*:\s*(?P<value>\S.*)$",
    re.MULTILINE | re.IGNORECASE,
)
_BOUND = re.compile(r"[<>≥≤]=?\s?\d")


def _coded(statement: Statement, vocabulary: Vocabulary) -> Iterator[_Draft]:
    """The alerting rules in YAML, and the lines of a drawing about alerts that hold a bound."""
    block = statement.code
    if block is None:
        return
    rules = list(_RULE.finditer(block.code))
    for at, match in enumerate(rules):
        body = block.code[match.start() : rules[at + 1].start() if at + 1 < len(rules) else len(block.code)]
        line = block.line + block.code[: match.start("name")].count("\n")
        span = Span(line, block.column, line, block.column + len(match[0].rstrip()))
        draft = _Draft(match["name"].strip("\"' "), span, words=body)
        for name, pattern in (("condition", _EXPRESSION), ("severity", _SEVERITY), ("action", _ACTION)):
            if found := pattern.search(body):
                _fill(draft, name, found["value"].strip(), span)
        draft.has.update(("condition",))
        yield draft
    if not rules and _is_about(statement, vocabulary):
        lines = [line for line in block.code.split("\n") if _BOUND.search(line)]
        if lines:
            yield _Draft(
                statement.summary, statement.span, condition="\n".join(lines), words=block.code, titles=statement.titles
            )


# p95, HTTP 503, 5xx: numbers that measure nothing
_NAMES = re.compile(
    r"\bp\d\d+(?:\.\d+)?\b|\b[1-5]xx\b|\b(?:http\s?)?[45]\d\d(?:s|\serrors?)?\b(?!\s?(?:ms|s|%))", re.IGNORECASE
)
_MEASURED = re.compile(r"\d")


def _bare(words: str) -> str:
    return _NAMES.sub(" ", words)


def _alert(draft: _Draft, vocabulary: Vocabulary) -> Alert:
    condition = " ".join(draft.condition.split())
    tested = _is_tested(condition, vocabulary)
    around = f"{draft.titles}\n{draft.words}"
    severity = draft.severity or ("" if draft.has & {"severity"} else _first("severity-word", around, vocabulary))
    action = draft.action or ("" if draft.has & {"action"} else _first("response-word", around, vocabulary))
    if {"severity", "action"} & draft.has and not (draft.severity or draft.action):
        severity = action = ""
    fault = ""
    if "condition" in draft.has and not tested and (not condition or vocabulary.has("alert-vague", condition)):
        fault = "threshold"
    elif {"severity", "action"} & draft.has and not (severity or action):
        fault = "response"
    place = draft.places.get("condition" if fault == "threshold" else "severity", draft.span)
    return Alert(
        span=draft.span, places={"fault": place}, name=" ".join(draft.name.split()), condition=condition,
        threshold=condition if tested else "", severity=severity, action=action, fault=fault,
    )  # fmt: skip


def _is_tested(condition: str, vocabulary: Vocabulary) -> bool:
    """Whether it can be told if a condition holds: by a number, or since it holds or not."""
    if _MEASURED.search(_bare(condition)):
        return True
    return vocabulary.has("alert-binary", condition) and not vocabulary.has("alert-untestable", condition)


def _first(name: str, words: str, vocabulary: Vocabulary) -> str:
    match = vocabulary.pattern(name).search(words)
    return match[0] if match else ""
