"""Format `sarif`: SARIF 2.1.0 (OASIS) as GitHub's code scanning reads it."""

import json
from collections.abc import Mapping, Sequence
from typing import Final
from urllib.parse import quote

from speclint.fingerprint import line_hashes
from speclint.report import Edit, FileReport, Finding, Fix, Problem, Related, RuleInfo, RunReport, Severity
from speclint.version import HOMEPAGE

Json = dict[str, object]

_SCHEMA: Final = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_ROOT: Final = "%SRCROOT%"
_LEVELS: Final[Mapping[Severity, str]] = {"error": "error", "warning": "warning", "info": "note"}
_PROBLEM_SEVERITIES: Final[Mapping[Severity, str]] = {
    "error": "error",
    "warning": "warning",
    "info": "recommendation",
}
_MAX_DESCRIPTION = 1024
_MAX_TAGS = 20


def render_sarif(run: RunReport) -> str:
    """The run as one SARIF run, in ASCII."""
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [_run(run)]}
    return json.dumps(log, ensure_ascii=True, indent=2) + "\n"


def _run(run: RunReport) -> Json:
    ranks = {rule.id: rank for rank, rule in enumerate(run.rules)}
    return {
        "tool": {"driver": _driver(run)},
        "automationDetails": {"id": "speclint/"},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {_ROOT: {"description": {"text": "The directory that speclint was run in."}}},
        "invocations": [_invocation(run.problems)],
        "results": [result for file in run.files for result in _results(file, ranks)],
    }


def _driver(run: RunReport) -> Json:
    return {
        "name": "speclint",
        "version": run.version,
        "semanticVersion": run.version,
        "informationUri": HOMEPAGE,
        "rules": [_rule(rule) for rule in run.rules],
    }


def _rule(rule: RuleInfo) -> Json:
    described: Json = {
        "id": rule.id,
        "name": _pascal_case(rule.id),
        "shortDescription": {"text": _sentence(rule.summary)[:_MAX_DESCRIPTION]},
        "fullDescription": {"text": _sentence(rule.why or rule.summary)[:_MAX_DESCRIPTION]},
        "help": _help(rule),
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {
            "tags": list(dict.fromkeys([*rule.items, *rule.tags]))[:_MAX_TAGS],
            "problem.severity": _PROBLEM_SEVERITIES[rule.severity],
        },
    }
    return {**described, "helpUri": rule.url} if rule.url else described


def _help(rule: RuleInfo) -> Json:
    why, cure = _sentence(rule.why or rule.summary), _sentence(rule.help or rule.summary)
    return {"text": f"{why} {cure}", "markdown": f"**Why:** {why}\n\n**How to fix:** {cure}"}


def _invocation(problems: Sequence[Problem]) -> Json:
    return {
        "executionSuccessful": not problems,
        "toolExecutionNotifications": [_notification(problem) for problem in problems],
    }


def _notification(problem: Problem) -> Json:
    notification: Json = {"level": "error", "message": {"text": _sentence(problem.message)}}
    if problem.path:
        notification["locations"] = [{"physicalLocation": {"artifactLocation": _artifact(problem.path)}}]
    return notification


def _results(file: FileReport, ranks: Mapping[str, int]) -> list[Json]:
    hashes = line_hashes(file.lines) if file.findings else []
    return [_result(file, finding, hashes, ranks) for finding in file.findings]


def _result(file: FileReport, finding: Finding, hashes: Sequence[str], ranks: Mapping[str, int]) -> Json:
    message = " ".join(_sentence(text) for text in (finding.message, finding.help) if text)
    result: Json = {
        "ruleId": finding.rule,
        "level": _LEVELS[finding.severity],
        "message": {"text": _without_links(message)},
        "locations": [_location(file, finding)],
        "partialFingerprints": _fingerprints(finding, hashes),
    }
    if finding.rule in ranks:
        result["ruleIndex"] = ranks[finding.rule]
    if finding.related:
        result["relatedLocations"] = [_related(file, related) for related in finding.related]
    if finding.fix:
        result["fixes"] = [_fix(file, finding, finding.fix)]
    return result


def _fingerprints(finding: Finding, hashes: Sequence[str]) -> dict[str, str]:
    fingerprints = {}
    if finding.line <= len(hashes):
        fingerprints["primaryLocationLineHash"] = hashes[finding.line - 1]
    if finding.fingerprint:
        fingerprints["speclint/v1"] = finding.fingerprint
    return fingerprints


def _location(file: FileReport, place: Finding | Related) -> Json:
    return {
        "physicalLocation": {"artifactLocation": _artifact(file.path), "region": _line_region(file, place)}
    }


def _related(file: FileReport, related: Related) -> Json:
    return {**_location(file, related), "message": {"text": _without_links(_sentence(related.message))}}


def _line_region(file: FileReport, place: Finding | Related) -> Json:
    """The first line of a place.

    Code scanning annotates a pull request only where all lines of a region are in it, so that a finding
    about a whole section would not be seen.
    """
    if place.end_line == place.line:
        return _region(place)
    length = len(file.lines[place.line - 1]) if place.line <= len(file.lines) else 0
    return {
        "startLine": place.line,
        "startColumn": place.column,
        "endLine": place.line,
        "endColumn": max(place.column, length + 1),
    }


def _region(place: Finding | Related | Edit) -> Json:
    return {
        "startLine": place.line,
        "startColumn": place.column,
        "endLine": place.end_line,
        "endColumn": place.end_column,
    }


def _fix(file: FileReport, finding: Finding, fix: Fix) -> Json:
    replacements = [
        {"deletedRegion": _region(edit), "insertedContent": {"text": edit.text}} for edit in fix.edits
    ]
    return {
        "description": {"text": _without_links(_sentence(finding.help or finding.message))},
        "artifactChanges": [{"artifactLocation": _artifact(file.path), "replacements": replacements}],
        "properties": {"safe": fix.safe},
    }


def _artifact(path: str) -> Json:
    """Where a file lies; bytes of a path that are not UTF-8 are kept as they are."""
    uri = quote(path, errors="surrogateescape")
    return {"uri": f"file://{uri}"} if path.startswith("/") else {"uri": uri, "uriBaseId": _ROOT}


def _pascal_case(name: str) -> str:
    return "".join(word[:1].upper() + word[1:] for word in name.split("-"))


def _sentence(text: str) -> str:
    text = " ".join(text.split())
    return text if text.endswith((".", "!", "?")) else f"{text}."


def _without_links(text: str) -> str:
    """The text with `[text](target)` escaped, which is a link in a SARIF message (section 3.11.6)."""
    return text.replace("](", "\\](")
