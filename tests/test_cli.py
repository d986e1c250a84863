"""The command line: exit codes, streams and messages, in whole processes where these matter."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

SPEC = """\
# Technical Specification: Parcel Tracking

## Overview

Tells where a parcel is.

## Risks

| Risk | Impact | Probability | Mitigation |
| --- | --- | --- | --- |
| Scanner breaks | High | Low | Spare scanner in each depot |
"""
FAULTY = SPEC.replace("Spare scanner in each depot", "")
README = "# Parcels\n\nA small tool.\n\n## Install\n\nRun it.\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def _speclint(*args: str, stdin: str = "", env: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "speclint", *args]
    return subprocess.run(
        command, input=stdin, capture_output=True, text=True, encoding="utf-8", env={**os.environ, **(env or {})}
    )


def _select(*rules: str) -> tuple[str, ...]:
    return tuple(part for rule in rules for part in ("--select", rule))


ONLY = _select("risk-has-mitigation")


def test_a_clean_spec_is_0(folder: Path) -> None:
    (folder / "spec.md").write_text(SPEC)
    done = _speclint("check", "spec.md", *ONLY)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_finding_is_1_and_fail_on_moves_the_bar(folder: Path) -> None:
    (folder / "spec.md").write_text(FAULTY)
    assert _speclint("check", "spec.md", *ONLY).returncode == 1
    assert _speclint("check", "spec.md", *ONLY, "--fail-on", "never").returncode == 0
    assert _speclint("check", "spec.md", *ONLY, "--exit-zero").returncode == 0
    softened = ("--severity", "risk-has-mitigation=warning")
    assert _speclint("check", "spec.md", *ONLY, *softened).returncode == 0
    assert _speclint("check", "spec.md", *ONLY, *softened, "--fail-on", "warning").returncode == 1


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (("check", "nowhere.md"), "nowhere.md: no such file or directory"),
        (("check", "empty"), "empty: holds no Markdown files"),
        (("check", "spec.md", "--profile", "sddd"), "unknown profile 'sddd' (did you mean 'sdd'?)"),
        (
            ("check", "spec.md", "--select", "risk-has-mitigatoin"),
            "no rule or checklist item is called 'risk-has-mitigatoin' (did you mean 'risk-has-mitigation'?)",
        ),
        (("explain", "risks-mitigate"), "(did you mean 'risks-mitigated'?)"),
        (("chek", "spec.md"), "no such command 'chek' (did you mean 'check'?)"),
        (("check", "spec.md", "--fromat", "json"), "No such option"),
        (("check", "spec.md", "--format", "xml"), "'xml' is not one of"),
        (("check", "spec.md", "--severity", "risk-has-mitigation=fatal"), "is not RULE=LEVEL"),
        (("inspect", "nowhere.md"), "nowhere.md: no such file or directory"),
        (("check", "bad.md"), "bad.md: line 3, column 2: not UTF-8 (byte 0xFF at offset 6)"),
    ],
)
def test_what_cannot_be_done_is_2_and_said(folder: Path, args: tuple[str, ...], message: str) -> None:
    (folder / "spec.md").write_text(SPEC)
    (folder / "empty").mkdir()
    (folder / "bad.md").write_bytes(b"# T\n\nx\xff\n")
    done = _speclint(*args)
    assert done.returncode == 2
    assert message in done.stderr
    assert "Traceback" not in done.stderr


def test_one_bad_file_does_not_stop_the_others(folder: Path) -> None:
    (folder / "a.md").write_bytes(b"\xff")
    (folder / "spec.md").write_text(FAULTY)
    done = _speclint("check", ".", *ONLY, "--format", "json")
    report = json.loads(done.stdout)
    assert done.returncode == 2
    assert [file["path"] for file in report["files"]] == ["spec.md"]
    assert [problem["path"] for problem in report["problems"]] == ["a.md"]


def test_markdown_that_is_no_spec_is_skipped_and_0(folder: Path) -> None:
    (folder / "README.md").write_text(README)
    done = _speclint("check", ".")
    assert done.returncode == 0
    assert "README.md" in done.stdout
    assert "no spec" in done.stdout.lower()


def test_a_folder_is_searched_and_ignored_files_are_left_out(folder: Path) -> None:
    (folder / ".git").mkdir()
    for name in ("docs/a.md", "docs/b.markdown", "docs/drafts/c.md", "docs/d.txt", "docs/.git/e.md", "out/f.md"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(SPEC)
    (folder / ".gitignore").write_text("out/\n")
    (folder / "docs" / ".gitignore").write_text("drafts/\n")
    report = json.loads(_speclint("check", ".", "--format", "json").stdout)
    assert [file["path"] for file in report["files"]] == ["docs/a.md", "docs/b.markdown"]


def test_no_file_is_checked_twice(folder: Path) -> None:
    (folder / "spec.md").write_text(SPEC)
    report = json.loads(_speclint("check", "spec.md", ".", "./spec.md", "--format", "json").stdout)
    assert [file["path"] for file in report["files"]] == ["spec.md"]


def test_without_paths_docs_specs_is_checked(folder: Path) -> None:
    (folder / "docs" / "specs").mkdir(parents=True)
    (folder / "docs" / "specs" / "a.md").write_text(SPEC)
    (folder / "other.md").write_text(SPEC)
    report = json.loads(_speclint("check", "--format", "json").stdout)
    assert [file["path"] for file in report["files"]] == ["docs/specs/a.md"]


def test_standard_input_is_checked_under_its_name(folder: Path) -> None:
    done = _speclint("check", "-", "--stdin-filename", "docs/spec.md", *ONLY, "--format", "concise", stdin=FAULTY)
    assert done.stdout.startswith("docs/spec.md:11:")
    assert done.returncode == 1


def test_line_ends_and_byte_order_mark_change_nothing_but_bytes(folder: Path) -> None:
    (folder / "spec.md").write_text(FAULTY)
    plain = _speclint("check", "spec.md", *ONLY, "--format", "json").stdout
    (folder / "spec.md").write_bytes(b"\xef\xbb\xbf" + FAULTY.replace("\n", "\r\n").encode())
    assert _speclint("check", "spec.md", *ONLY, "--format", "json").stdout == plain


def test_the_same_input_gives_the_same_bytes(folder: Path) -> None:
    for name in ("a", "b", "c"):
        (folder / f"{name}.md").write_text(FAULTY)
    first = _speclint("check", ".", "--format", "json", env={"PYTHONHASHSEED": "1"}).stdout
    assert _speclint("check", "c.md", "a.md", "b.md", "--format", "json", env={"PYTHONHASHSEED": "2"}).stdout == first


def test_the_version(folder: Path) -> None:
    from speclint import __version__

    assert _speclint("--version").stdout == f"speclint {__version__}\n"


def test_every_rule_item_and_profile_is_explained() -> None:
    from speclint.cli.explain import explained
    from speclint.ruleset import load_ruleset

    ruleset = load_ruleset()
    items = {item.id for profile in ruleset.profiles.values() for item in profile.checklist}
    for id_ in (*ruleset.rules, *ruleset.profiles, *items):
        assert len(explained(id_, ruleset)) > 3


def test_the_schema_is_json(folder: Path) -> None:
    assert json.loads(_speclint("schema", "output").stdout)["$schema"]


def test_inspect_shows_sections_and_facts(folder: Path) -> None:
    (folder / "spec.md").write_text(SPEC)
    seen = json.loads(_speclint("inspect", "spec.md", "--format", "json").stdout)
    titles = [(each["title"], each["line"], each["roles"]) for each in seen["sections"][0]["sections"]]
    assert titles == [("Overview", 3, ["overview"]), ("Risks", 7, ["risks"])]
    assert seen["facts"]["risks"][0] | {"end_line": 0} == {
        "line": 11,
        "end_line": 0,
        "title": "Scanner breaks",
        "impact": "High",
        "probability": "Low",
        "mitigation": "Spare scanner in each depot",
    }
    assert "Scanner breaks" in _speclint("inspect", "spec.md").stdout


def test_colour_is_asked_for(folder: Path) -> None:
    (folder / "spec.md").write_text(FAULTY)
    assert "\x1b[" in _speclint("check", "spec.md", *ONLY, "--color").stdout
    assert "\x1b[" in _speclint("check", "spec.md", *ONLY, env={"FORCE_COLOR": "1"}).stdout
    assert "\x1b[" not in _speclint("check", "spec.md", *ONLY).stdout
    assert "\x1b[" not in _speclint("check", "spec.md", *ONLY, env={"FORCE_COLOR": "1", "NO_COLOR": "1"}).stdout


@pytest.mark.skipif(os.name == "nt", reason="needs a POSIX shell")
@pytest.mark.parametrize(
    ("redirect", "code"), [("| head -n 1 >/dev/null; exit ${PIPESTATUS[0]}", 141), (">/dev/full", 2), (">&-", 2)]
)
def test_output_that_cannot_be_written(folder: Path, redirect: str, code: int) -> None:
    for number in range(300):
        (folder / f"{number}.md").write_text(FAULTY)
    done = subprocess.run(
        ["bash", "-c", f"{sys.executable} -m speclint check . --format json {redirect}"], capture_output=True, text=True
    )
    assert done.returncode == code
    assert "Traceback" not in done.stderr
