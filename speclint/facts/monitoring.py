"""Monitoring: what a spec says of metrics, alerts and logging, and which of them it leaves out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from speclint.document.section import Section
from speclint.document.span import Span
from speclint.document.vocabulary import Vocabulary
from speclint.facts.ahead import is_ahead
from speclint.facts.alert import Alert
from speclint.facts.fact import Fact, Facts
from speclint.facts.passage import Gap, Statement, is_blank, near, passages, roles_above, section_statements


@dataclass(frozen=True, kw_only=True, eq=False)
class Signal(Fact):
    """A statement about what is watched: `metrics` or `logging`."""

    kind: str
    text: str


_WANTED = {
    "metrics": "metrics or a dashboard",
    "alerts": "alerts",
    "thresholds": "the threshold of any alert",
    "responses": "the severity or action of any alert",
    "logging": "logging",
}
_WORDS = {"metrics": "metric", "alerts": "alert-title", "logging": "logging"}
_ASIDE = frozenset("risks open-questions toc non-goals references glossary phases testing cross-cutting api".split())


def read_signals(facts: Facts) -> tuple[Signal, ...]:
    """What the monitoring parts say of metrics and logging, and sections about logging elsewhere."""
    alerts = {alert.span for alert in facts.all("alerts", Alert)}
    found: dict[tuple[Span, str], Signal] = {}
    for statement, top in _statements(facts):
        if statement.span in alerts and not _is_metric_row(statement, facts.vocabulary):
            continue
        for kind in _kinds(statement, top, facts.vocabulary):
            found.setdefault((statement.span, kind), Signal(span=statement.span, kind=kind, text=statement.summary))
    return tuple(found[key] for key in sorted(found))


def _statements(facts: Facts) -> Iterator[tuple[Statement, Section | None]]:
    seen: set[int] = set()
    for section in facts.document.walk():
        roles = roles_above(section)
        if id(section) in seen or not roles & {"monitoring", "logging"} or roles & _ASIDE:
            continue
        seen.update(id(below) for below in section.walk())
        for statement in section_statements(section):
            yield statement, section
    for part in passages(facts, "monitoring", "logging") if not seen else ():
        if not part.whole and not part.within("cross-cutting"):
            for statement in part.statements():
                yield statement, None


def _kinds(statement: Statement, top: Section | None, vocabulary: Vocabulary) -> Iterator[str]:
    """What a statement is about: by the nearest title that tells, else by its words."""
    if not _says(statement) or is_ahead(statement, vocabulary):
        return
    alone = top is not None and len(statement.above) == 1
    titles = [title.plain for title in statement.above if top is None or title.span != top.text.span or alone]
    own = [name for name, words in _WORDS.items() if _titled(words, titles[-1:], vocabulary)]
    if len(own) == 1 and not (alone and vocabulary.has("umbrella-title", titles[-1])):
        yield own[0]
        if own[0] != "metrics" or not vocabulary.has("logging", statement.words):
            return
    heads = " ".join(head.plain for head, _ in statement.cells)
    words = f"{statement.label}\n{statement.words}\n{heads}"
    if vocabulary.has("logging", words):
        yield "logging"
    if vocabulary.has("metric", words) or (not own and _is_drawing(statement)):
        yield "metrics"


def _is_drawing(statement: Statement) -> bool:
    """Whether it is a drawing, such as that of a dashboard, and no code or configuration."""
    return statement.code is not None and statement.code.language in _DRAWN


_DRAWN = ("", "text", "txt", "ascii", "mermaid", "plantuml", "d2", "dot")


def _titled(words: str, titles: list[str], vocabulary: Vocabulary) -> bool:
    return any(vocabulary.has(words, title) for title in titles)


def _says(statement: Statement) -> bool:
    if statement.code is not None:
        return bool(statement.code.code.strip())
    if statement.cells:
        return any(cell.plain and not is_blank(cell.plain) for _, cell in statement.cells)
    return bool(statement.value) and not is_blank(statement.value)


def _is_metric_row(statement: Statement, vocabulary: Vocabulary) -> bool:
    """Whether a row of alerts is one of a table of metrics, with a column of thresholds."""
    if not statement.cells:
        return False
    first = statement.cells[0][0].plain
    return vocabulary.has("metric", first) and not vocabulary.has("alert-title", first)


def read_missing_monitoring(facts: Facts) -> tuple[Gap, ...]:
    """What the monitoring part leaves out: metrics, alerts with thresholds and responses, logging; or itself."""
    held = {signal.kind for signal in facts.all("signals", Signal)}
    alerts = facts.all("alerts", Alert)
    held.update(["alerts"] if alerts else [])
    held.update(["thresholds"] if not alerts or any(each.threshold or each.fault for each in alerts) else [])
    held.update(["responses"] if not alerts or any(each.answered or each.fault for each in alerts) else [])
    missing = [kind for kind in _WANTED if kind not in held]
    parts = [part for part in passages(facts, "monitoring") if part.whole] or list(passages(facts, "monitoring"))
    if missing and not parts:
        return (Gap(span=near(facts, "deployment"), kind="part", name="a part about monitoring"),)
    return tuple(_gap(kind, parts[0].title.plain, parts[0].span, facts) for kind in missing)


def _gap(kind: str, part: str, span: Span, facts: Facts) -> Gap:
    """What is missing: at the heading that only announces it, else at the monitoring part."""
    words = _WORDS.get(kind, "alert-title")
    for section in facts.document.walk():
        roles = roles_above(section)
        inside = roles & {"monitoring", "logging"} and not roles & _ASIDE and section.title != part
        if inside and facts.vocabulary.has(words, section.title):
            return Gap(span=section.text.span, kind=kind, name=_WANTED[kind], said=section.title)
    return Gap(span=span, kind=kind, name=_WANTED[kind], part=part)
