"""Format `concise`: one line a finding, then the run in one sentence."""

from speclint.report import Finding, Problem, RunReport
from speclint.reporters.options import RenderOptions
from speclint.reporters.plain import escape, sentence
from speclint.reporters.summary import shown_findings, summary_line


def render_concise(run: RunReport, options: RenderOptions) -> str:
    """`path:line:column: severity[rule] message` for each finding; lines are not wrapped."""
    findings = [
        _finding(file.path, finding)
        for file in run.files
        for finding in shown_findings(file, options)
    ]
    problems = [_problem(problem) for problem in run.problems if options.problems]
    return "\n".join([*findings, *problems, summary_line(run), ""])


def _finding(path: str, finding: Finding) -> str:
    place = f"{escape(path)}:{finding.line}:{finding.column}"
    return f"{place}: {finding.severity}[{escape(finding.rule)}] {sentence(finding.message)}"


def _problem(problem: Problem) -> str:
    where = f"{escape(problem.path)}: " if problem.path else ""
    return f"{where}problem: {sentence(problem.message)}"
