"""Format `json`: the whole run as one JSON object, schema version 1."""

import json
from dataclasses import asdict

from speclint.report import FileReport, RunReport
from speclint.reporters.summary import Summary, summarize

SCHEMA_VERSION = "1"


def render_json(run: RunReport) -> str:
    """The run as JSON in ASCII; `schema.output_schema` describes it."""
    return json.dumps(_document(run), ensure_ascii=True, indent=2) + "\n"


def _document(run: RunReport) -> dict[str, object]:
    return {
        "schema_version": SCHEMA_VERSION,
        "tool": {"name": "speclint", "version": run.version},
        "summary": _summary(summarize(run)),
        "files": [_file(file) for file in run.files],
        "skipped": [asdict(skipped) for skipped in run.skipped],
        "problems": [asdict(problem) for problem in run.problems],
    }


def _summary(summary: Summary) -> dict[str, object]:
    return {
        "files": summary.files,
        "specs": summary.specs,
        "skipped": summary.skipped,
        "errors": summary.errors,
        "warnings": summary.warnings,
        "infos": summary.infos,
        "fixable": summary.fixable,
        "checklist": {
            "pass": summary.checklist.passed,
            "fail": summary.checklist.failed,
            "not_applicable": summary.checklist.not_applicable,
            "waived": summary.checklist.waived,
        },
    }


def _file(file: FileReport) -> dict[str, object]:
    return {
        "path": file.path,
        "profile": file.profile,
        **({"shape": file.shape} if file.shape else {}),
        "checklist": [asdict(item) for item in file.checklist],
        "findings": [asdict(finding) for finding in file.findings],
    }
