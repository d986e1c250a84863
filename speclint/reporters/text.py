"""Format `text`: what a person reads in a terminal."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from speclint.report import (
    Evidence,
    FileReport,
    Finding,
    ItemResult,
    Problem,
    Related,
    RunReport,
    Severity,
    Skipped,
    Status,
)
from speclint.reporters.options import RenderOptions
from speclint.reporters.paint import Paint, painter
from speclint.reporters.plain import break_up, cells, escape, sentence, wrap
from speclint.reporters.snippet import snippet
from speclint.reporters.summary import count_checklist, plural, shown_findings, summarize, summary_line

_MARKS: dict[Status, str] = {"pass": "✓", "fail": "✗", "not-applicable": "–", "waived": "~"}
_STATUS_STYLES: dict[Status, str] = {
    "pass": "green",
    "fail": "bold red",
    "not-applicable": "dim",
    "waived": "yellow",
}
_SEVERITY_STYLES: dict[Severity, str] = {"error": "bold red", "warning": "bold yellow", "info": "bold blue"}

_MIN_WIDTH = 40
_MAX_ID_WIDTH = 24
_MAX_FINDINGS = 100
_MAX_EVIDENCE = 3
_MAX_SKIPPED = 10

Block = list[str]
"""Lines that stand together; blank lines part blocks."""


def render_text(run: RunReport, options: RenderOptions) -> str:
    """The findings with their source lines, the checklist with its evidence, and the run in one sentence.

    No line is wider than `options.width`, or 40 cells where that is less.
    """
    view = _View(options, painter(options.color), max(options.width, _MIN_WIDTH), alone=len(run.files) == 1)
    return "\n\n".join("\n".join(block) for block in view.run(run) if block) + "\n"


@dataclass(frozen=True, slots=True)
class _View:
    """How things are shown; `alone` where the run has one file."""

    options: RenderOptions
    paint: Paint
    width: int
    alone: bool

    def run(self, run: RunReport) -> Iterator[Block]:
        for file in run.files:
            yield from self.file(file)
        yield [] if self.options.quiet else self.skipped(run.skipped)
        if self.options.problems:
            yield [line for problem in run.problems for line in self.problem(problem)]
        yield self.summary(run)

    def file(self, file: FileReport) -> Iterator[Block]:
        findings = shown_findings(file, self.options)
        if self.options.quiet and not findings:
            return
        yield self.header(file)
        limit = len(findings) if self.options.verbose else _MAX_FINDINGS
        for finding in findings[:limit]:
            yield self.finding(finding, file.lines)
        yield self.more(len(findings) - limit, "findings (--verbose and the other formats list them)")
        yield [] if self.options.quiet else self.checklist(file)

    def header(self, file: FileReport) -> Block:
        path = [
            self.paint(part.rstrip(), "bold underline") for part in break_up(escape(file.path), self.width)
        ]
        chosen = f" ({sentence(file.chosen)})" if file.chosen else ""
        return [*path, *wrap(f"profile {sentence(file.profile)}{chosen}", self.width)]

    def finding(self, finding: Finding, lines: tuple[str, ...]) -> Block:
        style = _SEVERITY_STYLES[finding.severity]
        label = f"{finding.line}:{finding.column} {finding.severity}[{escape(finding.rule)}] "
        return [
            *self.labelled(label, style, sentence(finding.message), "  "),
            *self.snippet(finding, lines),
            *(line for related in finding.related for line in self.related(related)),
            *self.hint("help", finding.help),
            *self.hint("more", finding.url if self.options.verbose else ""),
        ]

    def snippet(self, finding: Finding, lines: tuple[str, ...]) -> Block:
        shown = snippet(finding, lines, self.width)
        if shown is None:
            return []
        carets = self.paint(shown.carets.lstrip(), _SEVERITY_STYLES[finding.severity])
        indent = " " * (len(shown.carets) - len(shown.carets.lstrip()))
        return [
            self.paint(shown.gutter, "dim") + shown.source,
            self.paint(shown.margin, "dim") + indent + carets,
        ]

    def related(self, related: Related) -> Block:
        return self.hint(f"see {related.line}:{related.column}", related.message)

    def hint(self, name: str, text: str) -> Block:
        label = f"  {name}: "
        return self.labelled(label, "bold", sentence(text), " " * len(label)) if text else []

    def checklist(self, file: FileReport) -> Block:
        if not file.checklist:
            return []
        title = self.labelled("Checklist: ", "bold", str(count_checklist(file.checklist)), "  ")
        failed = any(item.status == "fail" for item in file.checklist)
        if not (failed or self.alone or self.options.verbose):
            return title
        width = min(_MAX_ID_WIDTH, max(cells(escape(item.id)) for item in file.checklist))
        return [*title, *(line for item in file.checklist for line in self.item(item, file.findings, width))]

    def item(self, item: ItemResult, findings: Iterable[Finding], id_width: int) -> Block:
        """A row: the mark and the id, and right of them the verdict and its evidence."""
        name = escape(item.id)
        label = f"  {_MARKS[item.status]} {name}{' ' * (id_width - cells(name))}  "
        indent = " " * (id_width + 6)
        first, *others = self.verdict(item, findings)
        row = self.labelled(label, _STATUS_STYLES[item.status], first, indent)
        return [*row, *(line for text in others for line in wrap(text, self.width, indent, indent))]

    def verdict(self, item: ItemResult, findings: Iterable[Finding]) -> list[str]:
        limit = len(item.evidence) if self.options.verbose else _MAX_EVIDENCE
        evidence = [_evidence(evidence) for evidence in item.evidence[:limit]]
        if item.status != "pass" or self.options.verbose or not evidence:
            evidence.insert(0, sentence(item.title) + _outcome(item, findings))
        return [*evidence, *_more(len(item.evidence) - limit, "places (--verbose lists them)")]

    def skipped(self, skipped: tuple[Skipped, ...]) -> Block:
        if not skipped:
            return []
        limit = len(skipped) if self.options.verbose else _MAX_SKIPPED
        return [
            self.paint("Skipped", "bold"),
            *(line for file in skipped[:limit] for line in self.skipped_file(file)),
            *self.more(len(skipped) - limit, "files (--verbose lists them)"),
        ]

    def skipped_file(self, skipped: Skipped) -> Block:
        return self.labelled(f"  {escape(skipped.path)}: ", "", sentence(skipped.reason), "    ")

    def problem(self, problem: Problem) -> Block:
        where = f"{escape(problem.path)}: " if problem.path else ""
        return self.labelled("problem: ", "bold red", where + sentence(problem.message), "  ")

    def summary(self, run: RunReport) -> Block:
        return [self.paint(line, _summary_style(run)) for line in wrap(summary_line(run), self.width)]

    def more(self, count: int, what: str) -> Block:
        return [line for text in _more(count, what) for line in wrap(text, self.width, "  ", "  ")]

    def labelled(self, label: str, style: str, text: str, rest: str) -> Block:
        """A wrapped text that starts with a painted label; its further lines start with `rest`."""
        *above, label = break_up(label, self.width)
        first, *others = wrap(text, self.width, label, rest)
        label = label.rstrip()
        return [
            *(self.paint(part.rstrip(), style) for part in above),
            self.paint(label, style) + first[len(label) :],
            *others,
        ]


def _outcome(item: ItemResult, findings: Iterable[Finding]) -> str:
    if item.status == "fail":
        return ": " + plural(sum(item.id in finding.checklist for finding in findings), "finding")
    return {"pass": "", "not-applicable": ": not applicable", "waived": ": waived"}[item.status]


def _evidence(evidence: Evidence) -> str:
    first, last = evidence.line, evidence.end_line
    lines = f"line {first}" if first == last else f"lines {first}-{last}"
    return f"{lines}: {sentence(evidence.text)}"


def _more(count: int, what: str) -> list[str]:
    return [f"… {count} more {what}"] if count > 0 else []


def _summary_style(run: RunReport) -> str:
    summary = summarize(run)
    if summary.errors or summary.problems:
        return "bold red"
    return "bold yellow" if summary.warnings or not summary.specs else "bold green"
