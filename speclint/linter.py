"""One document and a profile: which rules hold, and what that says of the checklist."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from speclint.checks.check import Problem, Rewrite, Scene, asks_verdicts, shown
from speclint.checks.kinds import agrees, is_filled
from speclint.document.parse import parse
from speclint.document.roles import assign
from speclint.document.section import Document, Section
from speclint.document.source import Source
from speclint.document.span import Span
from speclint.document.vocabulary import Vocabulary
from speclint.facts.entry import section_text
from speclint.facts.fact import Applicability, Fact, Facts, Files
from speclint.fingerprint import fingerprint
from speclint.report import (
    SEVERITIES,
    Edit,
    Evidence,
    FailOn,
    FileReport,
    Finding,
    Fix,
    ItemResult,
    Related,
    Severity,
)
from speclint.rule import ChecklistItem, Profile, Proof, Rule
from speclint.version import HOMEPAGE

_FIELD = re.compile(r"\{(?:(filled|list|first):)?([a-z_-]+)\}", re.IGNORECASE)  # {title}, {filled:mitigation}
_LONGEST = 80  # words from a document that a message quotes are cut here
_SENTENCE = 240


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a document is judged to be: the checklist and the findings, sorted by place and rule."""

    checklist: tuple[ItemResult, ...]
    findings: tuple[Finding, ...]


def read(source: Source, vocabulary: Vocabulary, files: Files | None = None) -> Facts:
    """The facts of a source, none of them read yet; the words are those of the language that it is written in."""
    document = parse(source)
    spoken = vocabulary.spoken(source.text)
    assign(document, spoken)
    return Facts(document, spoken, files)


def lint(
    facts: Facts,
    profile: Profile,
    rules: Sequence[Rule],
    severities: Mapping[str, Severity] | None = None,
    softened: Mapping[str, Severity] | None = None,
) -> Verdict:
    """Judges a document by the rules of a profile; `severities` replace those of the rules.

    An item none of whose rules is among them is not judged, and left out. `softened` are the severities that the
    findings are told with because of the status of the document. They do not make a failed item pass: a draft
    without risks may end with exit code 0, but its checklist says that the risks are missing.
    """
    scene = Scene(facts, profile.wants, profile.id)
    excused = {item.id: proof for item in profile.checklist if (proof := _excuse(facts, item)) is not None}
    findings: list[Finding] = []
    for rule in rules:
        items = tuple(item.id for item in profile.checklist if item.id in rule.items)
        if asks_verdicts(rule.check) or (items and all(item in excused for item in items)):
            continue
        severity = _gravest((severities or {}).get(rule.id, rule.severity), (softened or {}).get(rule.id))
        findings.extend(_findings(rule, items, severity, scene))
    findings = [*_uncovered(findings, rules)]
    asked = {item for rule in rules for item in rule.items}
    checklist = tuple(
        _verdict(item, findings, rules, facts, excused.get(item.id)) for item in profile.checklist if item.id in asked
    )
    judged = replace(scene, verdicts={item.id: item.status for item in checklist})
    for rule in rules:
        if asks_verdicts(rule.check):
            findings.extend(_findings(rule, (), (severities or {}).get(rule.id, rule.severity), judged))
    told = [replace(each, severity=(softened or {}).get(each.rule, each.severity)) for each in findings]
    return Verdict(checklist, tuple(_stamped(_sorted(told), facts.document)))


def _gravest(one: Severity, other: Severity | None) -> Severity:
    return min(one, other or one, key=SEVERITIES.index)


def report(
    path: str, profile: Profile, chosen: str, verdict: Verdict, document: Document, fail_on: FailOn = "error"
) -> FileReport:
    """What is said about one file."""
    lines = document.source.lines
    return FileReport(path, profile.id, verdict.checklist, verdict.findings, lines, chosen, fail_on, profile.shape)


def problems(rule: Rule, scene: Scene) -> Iterator[Problem]:
    """What a rule finds: nothing where its conditions do not hold."""
    whole = scene.facts.get("document")
    if any(next(iter(check.run(whole, scene)), None) for check in rule.when):
        return
    yield from rule.check.run(_given(rule, scene), scene)


def _given(rule: Rule, scene: Scene) -> list[Fact]:
    subjects = [fact for fact in scene.facts.get(rule.given.kind) if agrees(fact, rule.given.where)]
    for check in rule.given.holding:
        subjects = [subject for subject in subjects if not list(check.run((subject,), scene))]
    return subjects


def _findings(rule: Rule, items: tuple[str, ...], severity: Severity, scene: Scene) -> Iterator[Finding]:
    document = scene.facts.document
    for problem in problems(rule, scene):
        span = problem.span
        section = document.section_at(span.line)
        yield Finding(
            rule.id, severity, fill(rule.message, problem.values),
            span.line, span.column, span.end_line, span.end_column,
            section=section.path() if section else (), checklist=items or problem.items,
            help=fill(rule.help, problem.values), url=rule_url(rule.id),
            related=tuple(_related(each.message, each.span) for each in problem.related),
            fix=_fix(problem.rewrite) if problem.rewrite else None,
        )  # fmt: skip


def _uncovered(findings: Sequence[Finding], rules: Sequence[Rule]) -> Iterator[Finding]:
    """The findings without those that another's at the same place stands for; it takes over their items."""
    covers = {rule.id: rule.covers for rule in rules if rule.covers}
    standing: dict[int, list[int]] = {}
    for at, finding in enumerate(findings):
        for line in _lines(finding) if finding.rule in covers else ():
            standing.setdefault(line, []).append(at)
    items = [finding.checklist for finding in findings]
    kept: list[int] = []
    for at, finding in enumerate(findings):
        near = [each for line in _lines(finding) for each in standing.get(line, ())]
        over = [at for at in near if finding.rule in covers[findings[at].rule] and _overlap(finding, findings[at])]
        for each in over:
            items[each] = tuple(dict.fromkeys((*items[each], *finding.checklist)))
        if not over:
            kept.append(at)
    yield from (replace(findings[at], checklist=items[at]) for at in kept)


def _lines(finding: Finding) -> range:
    return range(finding.line, finding.end_line + 1)


def _overlap(one: Finding, other: Finding) -> bool:
    return (one.line, one.column) < (other.end_line, other.end_column) and (other.line, other.column) < (
        one.end_line,
        one.end_column,
    )


def _fix(rewrite: Rewrite) -> Fix:
    span = rewrite.span
    return Fix(True, (Edit(span.line, span.column, span.end_line, span.end_column, rewrite.text),))


def rule_url(rule: str) -> str:
    """Where a rule is explained."""
    return f"{HOMEPAGE}/blob/main/docs/rules.md#{rule}"


def _related(message: str, span: Span) -> Related:
    return Related(message, span.line, span.column, span.end_line, span.end_column)


def fill(template: str, values: Mapping[str, object]) -> str:
    """A message with the fields that it quotes; a field that is not there stays as it is written."""

    def value(match: re.Match[str]) -> str:
        name = match[2].replace("-", "_")
        # a reason that is the whole message is a sentence, and keeps its end
        longest = _SENTENCE if match[0] == template else _LONGEST
        return shortened(values[name], longest) if name in values else match[0]

    return _FIELD.sub(value, template).rstrip()


def shortened(value: object, longest: int = _LONGEST) -> str:
    """A value as a message quotes it: on one line, at most 80 characters unless told otherwise."""
    if isinstance(value, (tuple, list, frozenset)):
        text = ", ".join(str(each) for each in value)
    elif isinstance(value, float) and value.is_integer():
        text = str(int(value))
    else:
        text = "" if value is None else str(value)
    text = " ".join(text.split())
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"


def _sorted(findings: list[Finding]) -> list[Finding]:
    unique = dict.fromkeys(findings)
    return sorted(unique, key=lambda each: (each.line, each.column, each.rule, each.end_line, each.message))


def _stamped(findings: list[Finding], document: Document) -> list[Finding]:
    """Gives each finding its fingerprint, equal ones numbered in their order."""
    lines = document.source.lines
    seen: Counter[str] = Counter()
    stamped = []
    for finding in findings:
        line = lines[finding.line - 1] if finding.line <= len(lines) else ""
        parts = (finding.rule, finding.section, finding.message, line)
        first = fingerprint(*parts, 1)
        seen[first] += 1
        print_ = first if seen[first] == 1 else fingerprint(*parts, seen[first])
        stamped.append(replace(finding, fingerprint=print_))
    return stamped


def _verdict(
    item: ChecklistItem, findings: Sequence[Finding], rules: Sequence[Rule], facts: Facts, excuse: Evidence | None
) -> ItemResult:
    ids = tuple(rule.id for rule in rules if item.id in rule.items)
    if excuse is not None:
        return ItemResult(item.id, item.title, "not-applicable", (excuse,), ids)
    if any(item.id in finding.checklist and finding.severity == "error" for finding in findings):
        return ItemResult(item.id, item.title, "fail", (), ids)
    return ItemResult(item.id, item.title, "pass", tuple(_evidence(item, facts)), ids)


def _evidence(item: ChecklistItem, facts: Facts) -> Iterator[Evidence]:
    for proof in item.proofs:
        found = [fact for fact in facts.get(proof.of) if agrees(fact, proof.where)]
        if found:
            near = _together(found, facts.document)
            yield Evidence(near[0].span.line, max(fact.span.end_line for fact in near), _counted(proof, found))


def _together(found: list[Fact], document: Document) -> list[Fact]:
    """Of facts that are scattered over the document, those of the chapter that holds the most."""
    chapters: dict[int, list[Fact]] = {}
    for fact in found:
        section = document.section_at(fact.span.line)
        top = (
            next((above for above in (section, *section.ancestors()) if above in document.top), section)
            if section
            else None
        )
        chapters.setdefault(top.line if top else 0, []).append(fact)
    return max(chapters.values(), key=len)


def _counted(proof: Proof, found: Sequence[Fact]) -> str:
    """`{count}`, `{filled:mitigation}` (how many have one), `{list:name}` (the first names), `{first:text}`."""

    def value(match: re.Match[str]) -> str:
        how, name = match[1], match[2]
        if name == "count":
            return str(len(found))
        if how == "filled":
            return str(sum(is_filled(fact.get(name)) for fact in found))
        if how == "first":
            return shortened(found[0].get(name))
        names = list(dict.fromkeys(shortened(fact.get(name)) for fact in found))
        return ", ".join(names[:4]) + (f" and {len(names) - 4} more" if len(names) > 4 else "")

    return plural(_FIELD.sub(value, proof.text))


_PLURAL = re.compile(r"(?P<count>\d+) (?P<words>[^\d()]*?\w)\((?P<ending>e?s|ies)\)")  # 3 phase(s)


def plural(text: str) -> str:
    """The text with `(s)` behind a counted word written as the number before it wants: 1 phase, 3 phases."""
    return _PLURAL.sub(lambda match: f"{match[1]} {match[2]}" + ("" if match[1] == "1" else match[3]), text)


def _excuse(facts: Facts, item: ChecklistItem) -> Evidence | None:
    """Why an item does not apply: the spec says so, or it plainly cannot."""
    if item.applies:
        for fact in facts.all(item.applies, Applicability):
            if not fact.applies:
                return Evidence(fact.span.line, fact.span.end_line, fact.reason)
    sections = facts.sections(*item.part) if item.part else ()
    reasons = [_waved_off(section, facts.vocabulary) for section in sections]
    if reasons and reasons[0] is not None and None not in reasons:
        return Evidence(sections[0].line, sections[0].end_line, shortened(reasons[0]))
    return None


_NOT_APPLICABLE = re.compile(
    r"\W*(?:not[\s-]applicable|n/?a|does not apply|nicht zutreffend|entfällt)\b[\s:.,;()–—-]*(?P<reason>.*)",
    re.I | re.S,
)


def _waved_off(section: Section, vocabulary: Vocabulary) -> str | None:
    """The words of a section that says, with a reason, that it does not apply."""
    text = section_text(section).partition("\n")[2].strip()
    if len(text) > 400:
        return None
    match = _NOT_APPLICABLE.match(text)
    return text if match and len(match["reason"].split()) >= 2 else None


__all__ = ["Verdict", "fill", "lint", "problems", "read", "report", "rule_url", "shortened", "shown"]
