"""A run in numbers, and in one sentence."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from speclint.report import FileReport, Finding, ItemResult, RunReport, fails
from speclint.reporters.options import RenderOptions


@dataclass(frozen=True, slots=True)
class ChecklistCounts:
    """How many checklist items have which status."""

    passed: int
    failed: int
    not_applicable: int
    waived: int

    def __str__(self) -> str:
        counts = {
            "pass": self.passed,
            "fail": self.failed,
            "not applicable": self.not_applicable,
            "waived": self.waived,
        }
        return ", ".join(f"{count} {status}" for status, count in counts.items() if count)


@dataclass(frozen=True, slots=True)
class Summary:
    """A run in numbers. `files` are the Markdown files that were read, `specs` those that were judged."""

    files: int
    specs: int
    skipped: int
    problems: int
    errors: int
    warnings: int
    infos: int
    fixable: int
    checklist: ChecklistCounts


def summarize(run: RunReport) -> Summary:
    """The numbers of a run."""
    findings = [finding for file in run.files for finding in file.findings]
    severities = Counter(finding.severity for finding in findings)
    return Summary(
        files=len(run.files) + len(run.skipped),
        specs=len(run.files),
        skipped=len(run.skipped),
        problems=len(run.problems),
        errors=severities["error"],
        warnings=severities["warning"],
        infos=severities["info"],
        fixable=sum(finding.fix is not None for finding in findings),
        checklist=count_checklist(item for file in run.files for item in file.checklist),
    )


def count_checklist(items: Iterable[ItemResult]) -> ChecklistCounts:
    """How many of the items have which status."""
    statuses = Counter(item.status for item in items)
    return ChecklistCounts(statuses["pass"], statuses["fail"], statuses["not-applicable"], statuses["waived"])


def plural(count: int, noun: str) -> str:
    """`1 error`, `2 errors`."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def summary_line(run: RunReport) -> str:
    """The run in one sentence, what was not judged included."""
    summary = summarize(run)
    return "; ".join([_judged(summary), *_extras(summary)]) + "."


def shown_findings(file: FileReport, options: RenderOptions) -> list[Finding]:
    """The findings of a file that the reader asked to see."""
    if not options.quiet:
        return list(file.findings)
    fail_on = options.fail_on or file.fail_on
    return [finding for finding in file.findings if fails(finding.severity, "error" if fail_on == "never" else fail_on)]


def _judged(summary: Summary) -> str:
    if summary.specs:
        return f"{plural(summary.specs, 'spec')} checked: {_findings(summary)}"
    if summary.skipped:
        return "no spec found, nothing was checked"
    return "nothing was checked"


def _findings(summary: Summary) -> str:
    counts = {"error": summary.errors, "warning": summary.warnings, "info": summary.infos}
    return ", ".join(plural(count, noun) for noun, count in counts.items() if count) or "no findings"


def _extras(summary: Summary) -> list[str]:
    checklist = str(summary.checklist)
    extras = {
        f"{summary.fixable} fixable": summary.fixable,
        f"checklist: {checklist}": checklist,
        f"{plural(summary.skipped, 'file')} skipped": summary.skipped,
        plural(summary.problems, "problem"): summary.problems,
    }
    return [text for text, holds in extras.items() if holds]
