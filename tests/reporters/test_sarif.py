"""Format `sarif`."""

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft4Validator

from speclint.fingerprint import line_hashes
from speclint.report import Edit, FileReport, Finding, Fix, Problem, RunReport
from speclint.reporters import REPORTERS, RenderOptions
from tests.reporters.runs import BAD, BAD_FILE, CLEAN, EMPTY, FULL, LINES, NO_SPEC

_SCHEMA = Path(__file__).parent.parent / "data" / "sarif-schema-2.1.0.json"


def _log(run: RunReport) -> Any:
    return json.loads(REPORTERS["sarif"](run, RenderOptions()))


def _results(*findings: Finding, path: str = "a.md") -> Any:
    file = FileReport(path, "sdd", (), findings, ("## 4. API", "", "one"))
    return _log(RunReport(files=(file,), version="0.1.0"))["runs"][0]["results"]


_FINDING = Finding("rule", "error", "message", 1, 4, 1, 6)


@pytest.mark.parametrize("run", [BAD, CLEAN, EMPTY, FULL, NO_SPEC])
def test_the_schema_of_oasis_holds(run: RunReport) -> None:
    Draft4Validator(json.loads(_SCHEMA.read_text("utf-8"))).validate(_log(run))


def test_the_run() -> None:
    run = _log(FULL)["runs"][0]
    assert run["automationDetails"] == {"id": "speclint/"}
    assert run["columnKind"] == "unicodeCodePoints"
    assert set(run["originalUriBaseIds"]) == {"%SRCROOT%"}
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == [
        "example-parses",
        "percentiles-in-order",
        "risk-has-mitigation",
        "word-is-short",
    ]


def test_a_rule() -> None:
    assert _log(FULL)["runs"][0]["tool"]["driver"]["rules"][2] == {
        "id": "risk-has-mitigation",
        "name": "RiskHasMitigation",
        "shortDescription": {"text": "Every risk has a mitigation."},
        "fullDescription": {"text": "A risk without a plan is a surprise waiting for its date."},
        "help": {
            "text": "A risk without a plan is a surprise waiting for its date. Say what will be done.",
            "markdown": (
                "**Why:** A risk without a plan is a surprise waiting for its date.\n\n"
                "**How to fix:** Say what will be done."
            ),
        },
        "defaultConfiguration": {"level": "error"},
        "properties": {"tags": ["risks-mitigated"], "problem.severity": "error"},
        "helpUri": "https://speclint.example/risk-has-mitigation",
    }


def test_no_text_of_a_rule_is_empty() -> None:
    """Code scanning takes an empty text for a missing one."""
    rule = _log(FULL)["runs"][0]["tool"]["driver"]["rules"][3]
    assert rule["fullDescription"] == {"text": "Words are short."}
    assert rule["help"]["text"] == "Words are short. Words are short."
    assert rule["defaultConfiguration"] == {"level": "note"}


def test_a_result() -> None:
    assert _log(BAD)["runs"][0]["results"][1] == {
        "ruleId": "percentiles-in-order",
        "ruleIndex": 1,
        "level": "warning",
        "message": {"text": "p95 (50 ms) is less than p50 (80 ms). Correct one of the two."},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": "docs/specs/discount%20codes.md", "uriBaseId": "%SRCROOT%"},
                    "region": {"startLine": 6, "startColumn": 4, "endLine": 6, "endColumn": 7},
                }
            }
        ],
        "partialFingerprints": {
            "primaryLocationLineHash": line_hashes(LINES)[5],
            "speclint/v1": "00112233445566aa",
        },
        "relatedLocations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": "docs/specs/discount%20codes.md", "uriBaseId": "%SRCROOT%"},
                    "region": {"startLine": 5, "startColumn": 3, "endLine": 5, "endColumn": 7},
                },
                "message": {"text": "p50 is 80 ms."},
            }
        ],
    }


def test_a_finding_of_several_lines_is_placed_on_its_first() -> None:
    region = _results(Finding("rule", "error", "message", 1, 4, 3, 2))[0]["locations"][0]["physicalLocation"][
        "region"
    ]
    assert region == {"startLine": 1, "startColumn": 4, "endLine": 1, "endColumn": 10}


def test_a_fix_keeps_its_lines() -> None:
    fix = Fix(safe=False, edits=(Edit(1, 4, 3, 2, "new"),))
    finding = Finding("rule", "error", "message", 1, 4, 1, 6, help="Write it anew", fix=fix)
    assert _results(finding)[0]["fixes"] == [
        {
            "description": {"text": "Write it anew."},
            "artifactChanges": [
                {
                    "artifactLocation": {"uri": "a.md", "uriBaseId": "%SRCROOT%"},
                    "replacements": [
                        {
                            "deletedRegion": {"startLine": 1, "startColumn": 4, "endLine": 3, "endColumn": 2},
                            "insertedContent": {"text": "new"},
                        }
                    ],
                }
            ],
            "properties": {"safe": False},
        }
    ]


@pytest.mark.parametrize(
    ("path", "location"),
    [
        ("docs/a b.md", {"uri": "docs/a%20b.md", "uriBaseId": "%SRCROOT%"}),
        ("a\udcff.md", {"uri": "a%FF.md", "uriBaseId": "%SRCROOT%"}),
        ("C:x#?.md", {"uri": "C%3Ax%23%3F.md", "uriBaseId": "%SRCROOT%"}),
        ("日.md", {"uri": "%E6%97%A5.md", "uriBaseId": "%SRCROOT%"}),
        ("../a.md", {"uri": "../a.md", "uriBaseId": "%SRCROOT%"}),
        ("/tmp/a b.md", {"uri": "file:///tmp/a%20b.md"}),
    ],
)
def test_a_path_becomes_a_uri(path: str, location: dict[str, str]) -> None:
    assert (
        _results(_FINDING, path=path)[0]["locations"][0]["physicalLocation"]["artifactLocation"] == location
    )


@pytest.mark.parametrize(
    ("message", "text"),
    [
        ("no period", "no period."),
        ("a question?", "a question?"),
        ("[a](https://x.example) is a link", "[a\\](https://x.example) is a link."),
    ],
)
def test_a_message_is_a_sentence_without_links(message: str, text: str) -> None:
    assert _results(Finding("rule", "error", message, 1, 1, 1, 1))[0]["message"] == {"text": text}


def test_a_finding_without_source_or_known_rule() -> None:
    result = _log(RunReport(files=(FileReport("a.md", "sdd", (), (_FINDING,)),)))["runs"][0]["results"][0]
    assert result["partialFingerprints"] == {}
    assert "ruleIndex" not in result


def test_problems_make_the_execution_unsuccessful() -> None:
    assert _log(CLEAN)["runs"][0]["invocations"] == [
        {"executionSuccessful": True, "toolExecutionNotifications": []}
    ]
    run = RunReport(files=(), problems=(Problem("a b.md", "not UTF-8"), Problem("", "no input")))
    assert _log(run)["runs"][0]["invocations"] == [
        {
            "executionSuccessful": False,
            "toolExecutionNotifications": [
                {
                    "level": "error",
                    "message": {"text": "not UTF-8."},
                    "locations": [
                        {
                            "physicalLocation": {
                                "artifactLocation": {"uri": "a%20b.md", "uriBaseId": "%SRCROOT%"}
                            }
                        }
                    ],
                },
                {"level": "error", "message": {"text": "no input."}},
            ],
        }
    ]


def test_the_same_run_gives_the_same_bytes() -> None:
    again = RunReport(files=(BAD_FILE,), rules=BAD.rules, version=BAD.version)
    assert REPORTERS["sarif"](again, RenderOptions()) == REPORTERS["sarif"](BAD, RenderOptions())
