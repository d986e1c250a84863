"""Format `json` and its schema."""

import json

import pytest
from jsonschema import Draft202012Validator

from speclint.report import FileReport, Finding, ItemResult, Problem, RunReport, Skipped
from speclint.reporters import REPORTERS, RenderOptions
from speclint.reporters.schema import output_schema
from tests.reporters.runs import BAD, CLEAN, EMPTY, FULL, NO_SPEC


def _json(run: RunReport) -> str:
    return REPORTERS["json"](run, RenderOptions())


_FINDING = Finding("rule", "info", "\u202e \ud800 é", 1, 1, 2, 1)
_SMALL = RunReport(
    files=(FileReport("a.md", "sdd", (ItemResult("toc", "Contents", "not-applicable"),), (_FINDING,)),),
    skipped=(Skipped("b.md", "no spec"),),
    problems=(Problem("c\udcff.md", "gone"),),
    version="1.2.3",
)


def test_the_whole_document() -> None:
    assert (
        _json(_SMALL)
        == """\
{
  "schema_version": "1",
  "tool": {
    "name": "speclint",
    "version": "1.2.3"
  },
  "summary": {
    "files": 2,
    "specs": 1,
    "skipped": 1,
    "errors": 0,
    "warnings": 0,
    "infos": 1,
    "fixable": 0,
    "checklist": {
      "pass": 0,
      "fail": 0,
      "not_applicable": 1,
      "waived": 0
    }
  },
  "files": [
    {
      "path": "a.md",
      "profile": "sdd",
      "checklist": [
        {
          "id": "toc",
          "title": "Contents",
          "status": "not-applicable",
          "evidence": [],
          "rules": []
        }
      ],
      "findings": [
        {
          "rule": "rule",
          "severity": "info",
          "message": "\\u202e \\ud800 \\u00e9",
          "line": 1,
          "column": 1,
          "end_line": 2,
          "end_column": 1,
          "section": [],
          "checklist": [],
          "fingerprint": "",
          "help": "",
          "url": "",
          "related": [],
          "fix": null
        }
      ]
    }
  ],
  "skipped": [
    {
      "path": "b.md",
      "reason": "no spec"
    }
  ],
  "problems": [
    {
      "path": "c\\udcff.md",
      "message": "gone"
    }
  ]
}
"""
    )


def test_the_summary_counts() -> None:
    assert json.loads(_json(FULL))["summary"] == {
        "files": 3,
        "specs": 2,
        "skipped": 1,
        "errors": 2,
        "warnings": 1,
        "infos": 1,
        "fixable": 1,
        "checklist": {"pass": 5, "fail": 2, "not_applicable": 1, "waived": 1},
    }


def test_a_fix_is_written_out() -> None:
    fix = json.loads(_json(BAD))["files"][0]["findings"][2]["fix"]
    edit = {"line": 7, "column": 202, "end_line": 7, "end_column": 206, "text": "there"}
    assert fix == {"safe": True, "edits": [edit]}


@pytest.mark.parametrize("run", [BAD, CLEAN, EMPTY, FULL, NO_SPEC, _SMALL])
def test_the_schema_holds(run: RunReport) -> None:
    Draft202012Validator(output_schema()).validate(json.loads(_json(run)))


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(output_schema())


def test_the_schema_wants_every_key_and_no_other() -> None:
    document = json.loads(_json(FULL))
    del document["tool"]["version"]
    document["files"][1]["findings"][0]["extra"] = 1
    errors = [error.validator for error in Draft202012Validator(output_schema()).iter_errors(document)]
    assert sorted(errors) == ["additionalProperties", "required"]
