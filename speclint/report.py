"""What one run found: the types that the linter makes and the reporters render."""

from dataclasses import dataclass, field
from typing import Literal

Severity = Literal["error", "warning", "info"]
Status = Literal["pass", "fail", "not-applicable", "waived"]
FailOn = Literal["error", "warning", "info", "never"]
"""The mildest severity that makes the exit code 1."""

SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")
"""From the gravest to the mildest."""


FAIL_ON: tuple[FailOn, ...] = (*SEVERITIES, "never")


def fails(severity: Severity, fail_on: FailOn) -> bool:
    """Whether a finding of this severity makes the exit code 1."""
    return fail_on != "never" and SEVERITIES.index(severity) <= SEVERITIES.index(fail_on)


@dataclass(frozen=True, slots=True)
class Edit:
    """One replacement of a fix; the span is as in `Finding`."""

    line: int
    column: int
    end_line: int
    end_column: int
    text: str


@dataclass(frozen=True, slots=True)
class Fix:
    """A repair of a finding: edits that do not overlap. A safe one never changes what the text means."""

    safe: bool
    edits: tuple[Edit, ...]


@dataclass(frozen=True, slots=True)
class Related:
    """The other place of a contradiction."""

    message: str
    line: int
    column: int
    end_line: int
    end_column: int


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule that does not hold, and where.

    Lines and columns count from 1, columns in Unicode code points, `end_column` exclusive.
    `section` is the path of titles from the document's title down; `checklist` the ids of the checklist
    items that the finding fails or belongs to; `help` one sentence that says what to write.
    """

    rule: str
    severity: Severity
    message: str
    line: int
    column: int
    end_line: int
    end_column: int
    section: tuple[str, ...] = ()
    checklist: tuple[str, ...] = ()
    fingerprint: str = ""
    help: str = ""
    url: str = ""
    related: tuple[Related, ...] = ()
    fix: Fix | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """The proof of a verdict: a range of lines, and what was found there."""

    line: int
    end_line: int
    text: str


@dataclass(frozen=True, slots=True)
class ItemResult:
    """The verdict on one checklist item."""

    id: str
    title: str
    status: Status
    evidence: tuple[Evidence, ...] = ()
    rules: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FileReport:
    """One spec that was checked. `path` is relative to the working directory, with `/`.

    `lines` are the source lines without line ends, for reporters that quote the source.
    """

    path: str
    profile: str
    checklist: tuple[ItemResult, ...]
    findings: tuple[Finding, ...]
    lines: tuple[str, ...] = field(default=(), repr=False)
    chosen: str = ""
    """Why this profile: one clause, such as `--profile` or `8 of 12 sections of sdd`."""
    fail_on: FailOn = "error"
    shape: str = ""
    """The shape of its profile that the file follows; empty where the profile has but one."""


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file that was not judged, and why."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class Problem:
    """What kept the tool from doing what was asked: exit code 2."""

    path: str
    message: str


@dataclass(frozen=True, slots=True)
class RuleInfo:
    """What reporters say about a rule."""

    id: str
    summary: str
    why: str
    help: str
    severity: Severity
    items: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    url: str = ""


@dataclass(frozen=True, slots=True)
class RunReport:
    """All that one run found. Files are sorted by path, findings by line, column and rule."""

    files: tuple[FileReport, ...]
    skipped: tuple[Skipped, ...] = ()
    problems: tuple[Problem, ...] = ()
    rules: tuple[RuleInfo, ...] = ()
    """Every rule that was run, sorted by id."""
    version: str = ""
