"""Format `text`, as a user sees it."""

import re
from dataclasses import replace

import pytest

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
)
from speclint.reporters import REPORTERS, RenderOptions
from speclint.reporters.plain import cells
from tests.reporters.runs import BAD, BAD_FILE, CLEAN, EMPTY, FINDINGS, FULL, NO_SPEC, README

_COLOR = re.compile(r"\x1b\[[0-9;]*m")


def _text(run: RunReport, options: RenderOptions | None = None) -> str:
    return REPORTERS["text"](run, options or RenderOptions())


def test_a_spec_without_faults() -> None:
    assert (
        _text(CLEAN)
        == """\
docs/specs/clean.md
profile sdd (12 of 12 sections of sdd)

Checklist: 2 pass
  ✓ architecture-diagram  lines 12-34: 7 components, all in the diagram
  ✓ performance-targets   line 50: P95 < 50 ms
                          line 51: P95 < 51 ms
                          line 52: P95 < 52 ms
                          … 2 more places (--verbose lists them)

1 spec checked: no findings; checklist: 2 pass.
"""
    )


def test_a_run_with_everything() -> None:
    assert (
        _text(FULL)
        == """\
docs/specs/clean.md
profile sdd (12 of 12 sections of sdd)

Checklist: 2 pass

docs/specs/discount codes.md
profile sdd (8 of 12 sections of sdd)

5:3 error[risk-has-mitigation] risk "Push outage" has no mitigation
  5 | - Push outage: the provider is down
    |   ^^^^^^^^^^^
  help: Say what will be done to avoid it or to live with it, and who does it.

6:4 warning[percentiles-in-order] p95 (50 ms) is less than p50 (80 ms)
  6 |     - 日本語 `P95 < 50 ms` is \\u202ethe target, e\u0301
    |       ^^^^^^
  see 5:3: p50 is 80 ms
  help: Correct one of the two.

7:202 info[word-is-short] a word of 200 letters; a word of 200 letters; nobody
  reads such words, as nobody reads such sentences
  7 | …xxxxxxxxxxxxxxxxxxxxxxx here yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy…
    |                          ^^^^

9:1 error[example-parses] the JSON example does not parse: "}" is missing
  9 | ```json
    | ^^^^^^^
  help: Close the object.

Checklist: 3 pass, 2 fail, 1 not applicable, 1 waived
  ✓ architecture-diagram  lines 12-34: 7 components, all in the diagram
  ✗ api-specification     Complete API specifications with examples: 1 finding
                          lines 8-11: 1 endpoint, 1 example
  – database-schema       Database schema with indexes and relationships: not
                          applicable
                          line 40: "N/A — nothing is stored"
  ✓ performance-targets   line 50: P95 < 50 ms
                          line 51: P95 < 51 ms
                          line 52: P95 < 52 ms
                          … 2 more places (--verbose lists them)
  ✗ risks-mitigated       Risks assessed with mitigation plans: 1 finding
                          lines 5-7: 4 risks, 3 mitigations
  ~ scalability           Scalability addressed explicitly: waived
                          line 60: one shop only, decided in review
  ✓ assumptions           Assumptions documented

Skipped
  README.md: no spec; nearest profile sdd (1 of 12 sections)

problem: docs/bad.md: line 3, column 3: not UTF-8 (byte 0xFF at offset 7)

2 specs checked: 2 errors, 1 warning, 1 info; 1 fixable; checklist: 5 pass, 2
fail, 1 not applicable, 1 waived; 1 file skipped; 1 problem.
"""
    )


def test_quiet_leaves_what_makes_the_run_fail() -> None:
    assert (
        _text(FULL, RenderOptions(quiet=True))
        == """\
docs/specs/discount codes.md
profile sdd (8 of 12 sections of sdd)

5:3 error[risk-has-mitigation] risk "Push outage" has no mitigation
  5 | - Push outage: the provider is down
    |   ^^^^^^^^^^^
  help: Say what will be done to avoid it or to live with it, and who does it.

9:1 error[example-parses] the JSON example does not parse: "}" is missing
  9 | ```json
    | ^^^^^^^
  help: Close the object.

problem: docs/bad.md: line 3, column 3: not UTF-8 (byte 0xFF at offset 7)

2 specs checked: 2 errors, 1 warning, 1 info; 1 fixable; checklist: 5 pass, 2
fail, 1 not applicable, 1 waived; 1 file skipped; 1 problem.
"""
    )


def test_verbose_shows_titles_and_all_evidence() -> None:
    assert (
        _text(CLEAN, RenderOptions(verbose=True))
        == """\
docs/specs/clean.md
profile sdd (12 of 12 sections of sdd)

Checklist: 2 pass
  ✓ architecture-diagram  Architecture diagram showing all components
                          lines 12-34: 7 components, all in the diagram
  ✓ performance-targets   Performance targets specified (latency, throughput)
                          line 50: P95 < 50 ms
                          line 51: P95 < 51 ms
                          line 52: P95 < 52 ms
                          line 53: P95 < 53 ms
                          line 54: P95 < 54 ms

1 spec checked: no findings; checklist: 2 pass.
"""
    )


def test_verbose_names_the_page_of_a_rule() -> None:
    page = "\n  more: https://speclint.example/risk-has-mitigation\n"
    assert page in _text(BAD, RenderOptions(verbose=True))
    assert page not in _text(BAD)


def test_a_run_without_a_spec_says_so() -> None:
    assert (
        _text(NO_SPEC)
        == """\
Skipped
  README.md: no spec; nearest profile sdd (1 of 12 sections)

no spec found, nothing was checked; 1 file skipped.
"""
    )


def test_a_run_over_nothing_says_so() -> None:
    assert _text(EMPTY) == "nothing was checked.\n"


@pytest.mark.parametrize(
    ("fail_on", "shown"),
    [("error", 2), ("warning", 3), ("info", 4), ("never", 2)],
)
def test_quiet_heeds_fail_on(fail_on: Severity, shown: int) -> None:
    text = _text(BAD, RenderOptions(quiet=True, fail_on=fail_on))
    assert len(re.findall(r"^\d+:\d+ ", text, re.MULTILINE)) == shown


def test_long_lists_are_cut_and_the_cut_is_said() -> None:
    file = replace(BAD_FILE, findings=FINDINGS[:1] * 130)
    run = RunReport(files=(file,), skipped=(README,) * 12)
    text = _text(run)
    assert text.count("error[risk-has-mitigation]") == 100
    assert "\n  … 30 more findings (--verbose and the other formats list them)\n" in text
    assert "\n  … 2 more files (--verbose lists them)\n" in text
    assert _text(run, RenderOptions(verbose=True)).count("error[risk-has-mitigation]") == 130


@pytest.mark.parametrize("run", [CLEAN, FULL, NO_SPEC, EMPTY])
def test_colour_adds_nothing_but_colour(run: RunReport) -> None:
    colored = _text(run, RenderOptions(color=True))
    assert "\x1b[" in colored
    assert _COLOR.sub("", colored) == _text(run)


_EVIL = (
    "::error::a \x1b[31m\x07\x9b1m \u202e\u200b\u2066 "
    "##[add-mask]b ##vso[task] \udcff\ud800 \n::c \U000e0041 "
)
_LONG = "::" * 60 + "x" * 200 + "日" * 90


@pytest.mark.parametrize(
    "evil",
    [
        pytest.param(_EVIL, id="commands"),
        pytest.param(_LONG, id="long words"),
        pytest.param(_EVIL * 9, id="long text"),
        pytest.param("e" + "\u0301" * 200, id="combining characters"),
        pytest.param("", id="nothing"),
    ],
)
@pytest.mark.parametrize("width", [40, 61, 80, 200])
@pytest.mark.parametrize("verbose", [False, True])
def test_text_from_outside_is_shown_and_never_obeyed(evil: str, width: int, verbose: bool) -> None:
    text = _text(_evil_run(evil), RenderOptions(width=width, verbose=verbose))
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b\u202e\u2066\ud800-\udfff\U000e0041]", text)
    assert not re.search(r"##[a-z]*\[|^\s*::", text, re.MULTILINE)
    for line in text.split("\n"):
        assert cells(line) <= width
        assert line == line.rstrip()


def _evil_run(evil: str) -> RunReport:
    finding = Finding(
        rule=evil,
        severity="error",
        message=evil,
        line=1,
        column=max(1, len(evil) // 2),
        end_line=1,
        end_column=len(evil) + 1,
        section=(evil,),
        checklist=(evil,),
        help=evil,
        url=evil,
        related=(Related(evil, 1, 1, 1, 1),),
    )
    item = ItemResult(evil, evil, "fail", (Evidence(1, 1, evil),), (evil,))
    file = FileReport(evil, evil, (item,), (finding,), (evil.replace("\n", "\t"),), evil)
    return RunReport((file,), (Skipped(evil, evil),), (Problem(evil, evil),))
