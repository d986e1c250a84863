"""Whole specs and what a user sees of them: `NAME.md` beside `NAME.txt` and `NAME.json`.

`python -m pytest tests/test_fixtures.py --update` writes the expected files anew; read the difference.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from speclint.report import RunReport
from speclint.reporters import REPORTERS, RenderOptions
from speclint.reporters.schema import output_schema
from speclint.runner import Settings, run

ROOT = Path(__file__).resolve().parent.parent
SPECS = sorted(path.relative_to(ROOT) for path in (ROOT / "fixtures").glob("*/*.md"))


@pytest.fixture(autouse=True)
def _at_the_root(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


def _run(spec: Path) -> RunReport:
    return run([spec.as_posix()], Settings())


@pytest.mark.parametrize("spec", SPECS, ids=lambda spec: spec.stem)
@pytest.mark.parametrize(("format_", "suffix"), [("text", ".txt"), ("json", ".json")])
def test_the_report_is_the_expected_one(spec: Path, format_: str, suffix: str, request: pytest.FixtureRequest) -> None:
    found = REPORTERS[format_](_run(spec), RenderOptions())
    expected = ROOT / spec.with_suffix(suffix)
    if request.config.getoption("--update"):
        expected.write_bytes(found.encode("utf-8"))
    assert found.encode("utf-8").decode("utf-8") == expected.read_bytes().decode("utf-8")


@pytest.mark.parametrize("spec", SPECS, ids=lambda spec: spec.stem)
def test_the_json_report_follows_its_schema(spec: Path) -> None:
    import jsonschema

    jsonschema.validate(json.loads(REPORTERS["json"](_run(spec), RenderOptions())), output_schema())


def test_there_are_enough_specs() -> None:
    assert len([spec for spec in SPECS if spec.parent.name == "good"]) >= 6
    assert len(SPECS) >= 8
