"""Format `concise`."""

from speclint.report import Problem, RunReport
from speclint.reporters import REPORTERS, RenderOptions
from tests.reporters.runs import FULL, NO_SPEC


def _concise(run: RunReport, options: RenderOptions | None = None) -> str:
    return REPORTERS["concise"](run, options or RenderOptions())


def test_one_line_a_finding() -> None:
    assert (
        _concise(FULL)
        == """\
docs/specs/discount codes.md:5:3: error[risk-has-mitigation] risk "Push outage" has no mitigation
docs/specs/discount codes.md:6:4: warning[percentiles-in-order] p95 (50 ms) is less than p50 (80 ms)
docs/specs/discount codes.md:7:202: info[word-is-short] a word of 200 letters; a word of 200 letters; \
nobody reads such words, as nobody reads such sentences
docs/specs/discount codes.md:9:1: error[example-parses] the JSON example does not parse: "}" is missing
docs/bad.md: problem: line 3, column 3: not UTF-8 (byte 0xFF at offset 7)
2 specs checked: 2 errors, 1 warning, 1 info; 1 fixable; checklist: 5 pass, 2 fail, 1 not applicable, \
1 waived; 1 file skipped; 1 problem.
"""
    )


def test_quiet_leaves_the_errors() -> None:
    assert _concise(FULL, RenderOptions(quiet=True)).count("docs/specs/discount codes.md:") == 2


def test_a_run_without_a_spec_says_so() -> None:
    assert _concise(NO_SPEC) == "no spec found, nothing was checked; 1 file skipped.\n"


def test_paths_are_escaped() -> None:
    run = RunReport(files=(), problems=(Problem("::error::a\x1b\udcff.md", "gone"), Problem("", "no input")))
    assert (
        _concise(run)
        == """\
\\x3a:error::a\\x1b\\xff.md: problem: gone
problem: no input
nothing was checked; 2 problems.
"""
    )
