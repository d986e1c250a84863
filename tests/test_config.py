"""Config files: which one a file gets, what it may say, and what is said of its mistakes."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import jsonschema
import pytest

from speclint.config import Configs
from speclint.config.model import config_schema
from speclint.errors import SpeclintError
from speclint.report import FileReport
from speclint.runner import included, run

SPEC = """\
# Technical Specification: Parcel Tracking

**Status**: {status}

## Overview

Tells where a parcel is.

## Risks

| Risk | Impact | Probability | Mitigation |
| --- | --- | --- | --- |
| Scanner breaks | High | Low | |
"""
README = "# Parcels\n\nA small tool.\n\n## Install\n\nRun it.\n"
OWN_RULE = """\
id: title-names-parcels
summary: The title names parcels.
why: It is what we do.
severity: error
given: document
check: {kind: matches, field: title, pattern: letters}
message: '"{title}" is about something else'
help: Name parcels in the title.
examples:
  good: ["# Technical Specification: letters"]
  bad: [{line: 1, text: "# Technical Specification: parcels"}]
"""
PROFILE = """\
id: memo
title: Memo
summary: A memo.
sections: [{role: risks, title: Risks, required: true}]
checklist: [{id: risks-mitigated, title: Risks have mitigations}]
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project: an empty folder with `.git`."""
    project = tmp_path / "project"
    project.mkdir()
    (project / ".git").mkdir()
    monkeypatch.chdir(project)
    return project


def _write(folder: Path, files: Mapping[str, str]) -> None:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")


def _spec(status: str = "Draft") -> str:
    return SPEC.format(status=status)


def _speclint(*args: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "speclint", *args], capture_output=True, text=True, encoding="utf-8")


def _told(path: str = "spec.md", **asked: object) -> dict[str, str]:
    """The severity of each rule that finds something in a file."""
    (file,) = run([path], Configs(asked)).files
    return {finding.rule: finding.severity for finding in file.findings}


def _judged(path: str = "spec.md") -> FileReport:
    (file,) = run([path], Configs()).files
    return file


# what is wrong


ERRORS = [
    ("exclued: []", "line 1, column 1: exclued: unknown key (did you mean 'exclude'?)"),
    ("ignore:\n- nope-nope", "line 2, column 3: ignore.0: no rule or checklist item is called 'nope-nope'"),
    (
        "select: [risk-has-mitigatoin]",
        "line 1, column 10: select.0: no rule or checklist item is called 'risk-has-mitigatoin'"
        " (did you mean 'risk-has-mitigation'?)",
    ),
    ("select: 3", "line 1, column 1: select: want a list, found 3"),
    ("include: {a: b}", "line 1, column 1: include: want a list, found keys and values"),
    ("severity: error", "line 1, column 1: severity: want keys and values, found 'error'"),
    (
        "severity:\n  risks-mitigated: fatal",
        "line 2, column 3: severity.risks-mitigated: 'fatal' is unknown (one of error, info, warning)",
    ),
    ("fail-on: warnings", "line 1, column 1: fail-on: 'warnings' is unknown (did you mean 'warning'?)"),
    ("profile: sddd", "line 1, column 1: profile: unknown profile 'sddd' (did you mean 'sdd'?)"),
    ("profile: own.yaml", "line 1, column 1: profile: 'own.yaml' is no file"),
    ("profile: null", "line 1, column 1: profile: want text, found nothing"),
    ("rules-dirs: [nowhere]", "line 1, column 14: rules-dirs.0: 'nowhere' is no folder"),
    ("rules-dirs: nowhere", "line 1, column 1: rules-dirs: 'nowhere' is no folder"),
    ("rules-dirs: [..]", "line 1, column 14: rules-dirs.0: '..' is outside the project"),
    (
        "overrides:\n- files: [a]\n  selct: [b]",
        "line 3, column 3: overrides.0.selct: unknown key (did you mean 'select'?)",
    ),
    ("overrides:\n- select: [risks-mitigated]", "line 2, column 3: overrides.0: files is missing"),
    (
        "overrides:\n- files: a\n  ignore: [risk-has-mitigatoin]",
        "line 3, column 12: overrides.0.ignore.0: no rule or checklist item is called 'risk-has-mitigatoin'"
        " (did you mean 'risk-has-mitigation'?)",
    ),
    (
        "options: {phase-listed: {at-least: 3}}",
        "line 1, column 11: options.phase-listed: no rule is called 'phase-listed' (did you mean 'phases-listed'?)",
    ),
    (
        "options:\n  phases-listed:\n    at-most: 3",
        "line 3, column 5: options.phases-listed.at-most: phases-listed has no option 'at-most'"
        " (did you mean 'at-least'?)",
    ),
    (
        "options: {phases-listed: {at-least: many}}",
        "line 1, column 27: options.phases-listed.at-least: want a whole number, found 'many'",
    ),
    (
        "options: {phases-listed: {at-least: true}}",
        "line 1, column 27: options.phases-listed.at-least: want a whole number, found True",
    ),
    (
        "options: {phases-listed: {at-least: 0}}",
        "line 1, column 27: options.phases-listed.at-least: want at least 1, found 0",
    ),
    (
        "options: {risk-has-mitigation: {x: 1}}",
        "line 1, column 33: options.risk-has-mitigation.x: risk-has-mitigation has no options",
    ),
    (
        "status-severity: {drft: {completeness: info}}",
        "line 1, column 19: status-severity.drft: no status is called 'drft' (did you mean 'draft'?)",
    ),
    (
        "status-severity: {draft: {completness: info}}",
        "line 1, column 27: status-severity.draft.completness: no rule or checklist item is called 'completness'"
        " (did you mean 'completeness'?)",
    ),
    (
        "vocabulary: {sectons: {risks: [Dangers]}}",
        "line 1, column 14: vocabulary.sectons: unknown key (did you mean 'sections'?)",
    ),
    (
        "vocabulary: {sections: {open-qestions: [Loose ends]}}",
        "line 1, column 25: vocabulary.sections.open-qestions: the role 'open-qestions' is unknown"
        " (did you mean 'open-questions'?)",
    ),
    (
        "vocabulary:\n- fields: {mitigaton: [Answer]}",
        "line 2, column 12: vocabulary.0.fields.mitigaton: the field 'mitigaton' is unknown"
        " (did you mean 'mitigation'?)",
    ),
    ("vocabulary: [words.yaml]", "line 1, column 14: vocabulary.0: 'words.yaml' is no file"),
    ("vocabulary: {sections: {risks: ['--']}}", "line 1, column 33: vocabulary.sections.risks.0: '--' holds no word"),
    ("hello", "line 1, column 1: want keys and values (key: value)"),
    ("- a", "line 1, column 1: want keys and values (key: value)"),
    ("ignore: []\nignore: []", "line 2, column 1: key 'ignore' stands twice"),
    ("ignore: &x []", "line 1, column 9: anchors and aliases are not allowed"),
    ("<<: {ignore: []}", "line 1, column 1: merge keys are not allowed"),
    ("!!python/object/apply:os.system ['touch PWNED']", "line 1, column 1: tags are not allowed"),
    ("%TAG ! tag:yaml.org,2002:python/\n---\n{}", "line 2, column 1: directives are not allowed"),
    ("ignore: []\n---\nselect: []", "line 2, column 1: a second document is not allowed"),
    ("1: a\ntrue: b", "line 1, column 1: a key must be text"),
    ("profile: " + "9" * 5000, "line 1, column 10: the number is too large"),
    ("a: " + "[" * 2000 + "]" * 2000, "line 1, column 36: nesting deeper than 32 is not allowed"),
    ("#" * 70_000, "longer than 64 KiB"),
    ("ignore: [a", "line 1, column 11: expected ',' or ']', but got '<stream end>'"),
    ("exclude: [a, '']", "line 1, column 14: exclude.1: '' is no pattern as in .gitignore"),
    ("exclude: ['#x']", "line 1, column 11: exclude.0: '#x' is no pattern as in .gitignore"),
    ("exclude: ['!']", "line 1, column 11: exclude.0: '!' is no pattern as in .gitignore"),
    (
        "overrides: [{files: '*a*a*a*a*b'}]",
        "line 1, column 14: overrides.0.files: '*a*a*a*a*b' has more than 3 wildcards between two slashes",
    ),
    ("extends: [a.yaml]", "line 1, column 11: extends.0: 'a.yaml' is no file"),
    ("extends: ../../outside.yaml", "line 1, column 1: extends: '../../outside.yaml' is outside the project"),
    ("extends: [/etc/passwd]", "line 1, column 11: extends.0: '/etc/passwd' is not a path relative to this file"),
    ("extends: ['~/x.yaml']", "line 1, column 11: extends.0: '~/x.yaml' is not a path relative to this file"),
    ("extends: ['$HOME/x.yaml']", "line 1, column 11: extends.0: '$HOME/x.yaml' is not a path relative to this file"),
    (
        "extends: ['https://e.x/p.yaml']",
        "line 1, column 11: extends.0: 'https://e.x/p.yaml' is not a path relative to this file",
    ),
    ("extends: [speclint.yaml]", "line 1, column 11: extends.0: a cycle: speclint.yaml -> speclint.yaml"),
    ("extends: ['']", "line 1, column 11: extends.0: want a path"),
    (
        "plugins: [evil]",
        "line 1, column 1: plugins: unknown key (one of exclude, extends, fail-on, ignore, include, options, overrides,"
        " profile, rules-dirs, select, severity, status-severity, vocabulary)",
    ),
]


@pytest.mark.parametrize(("text", "message"), ERRORS, ids=[text[:40] for text, _ in ERRORS])
def test_a_mistake_is_told_with_its_place(folder: Path, text: str, message: str) -> None:
    _write(folder, {"speclint.yaml": text, "spec.md": _spec()})
    report = run(["spec.md"], Configs())
    assert report.files == ()
    assert [(problem.path, problem.message) for problem in report.problems][:1] == [("speclint.yaml", message)]
    assert not (folder / "PWNED").exists()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("exclued = []", "line 4, column 1: exclued: unknown key (did you mean 'exclude'?)"),
        ("[tool.speclint.severity]\nrisks-mitigated = 'fatal'", "line 5, column 1: severity.risks-mitigated"),
        ("[[tool.speclint.overrides]]\nfiles = 'a'\n[[tool.speclint.overrides]]\nfiles = 'b'\nselct = []", "line 8, "),
        ("options.phases-listed.at-most = 3", "line 4, column 1: options.phases-listed.at-most"),
        ("options = { phases-listed = { at-most = 3 } }", "line 4, column 31: options.phases-listed.at-most"),
        ("ignore = [2026-01-01]", "line 4, column 1: ignore.0: want text, found datetime.date(2026, 1, 1)"),
        ("ignore = ", "line 4, column 10: not TOML: invalid value"),
        ("ignore = " + "[" * 5000, "not TOML that is read here: nested too deeply"),
    ],
)
def test_a_mistake_in_pyproject_is_told_with_its_place(folder: Path, text: str, message: str) -> None:
    _write(folder, {"pyproject.toml": f"[project]\nname = 'x'\n[tool.speclint]\n{text}\n", "spec.md": _spec()})
    (problem,) = run(["spec.md"], Configs()).problems
    assert problem.path == "pyproject.toml"
    assert problem.message.startswith(message)


def test_all_mistakes_are_told_at_once_and_many_are_counted(folder: Path) -> None:
    _write(folder, {"speclint.yaml": "exclued: []\nfail-on: x\nignore: 3\n", "spec.md": _spec()})
    assert len(run(["spec.md"], Configs()).problems) == 3
    _write(folder, {"speclint.yaml": "".join(f"k{i}: 1\n" for i in range(500))})
    problems = run(["spec.md"], Configs()).problems
    assert (len(problems), problems[-1].message) == (21, "… and 480 more errors")


def test_long_words_are_cut(folder: Path) -> None:
    _write(folder, {"speclint.yaml": f"ignore: [{'a' * 60_000}]\n", "spec.md": _spec()})
    (problem,) = run(["spec.md"], Configs()).problems
    assert len(problem.message) < 200
    _write(folder, {"speclint.yaml": f"{'a' * 1000}: []\n"})
    (problem,) = run(["spec.md"], Configs()).problems
    assert len(problem.message) < 400


def test_the_command_says_it_in_one_line_without_a_traceback(folder: Path) -> None:
    _write(folder, {"speclint.yaml": "exclued: []\n", "spec.md": _spec()})
    done = _speclint("check", "spec.md")
    assert done.returncode == 2
    assert done.stderr == "speclint: speclint.yaml: line 1, column 1: exclued: unknown key (did you mean 'exclude'?)\n"


def test_a_wrong_config_stops_its_own_files_only(folder: Path) -> None:
    _write(folder, {"a/speclint.yaml": "exclued: []\n", "a/spec.md": _spec(), "b/spec.md": _spec()})
    report = run(["."], Configs())
    assert [file.path for file in report.files] == ["b/spec.md"]
    assert [problem.path for problem in report.problems] == ["a/speclint.yaml"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_config_that_is_no_file_is_not_read(folder: Path) -> None:
    os.mkfifo(folder / "speclint.yaml")
    _write(folder, {"spec.md": _spec()})
    (problem,) = run(["spec.md"], Configs()).problems
    assert (problem.path, problem.message) == ("speclint.yaml", "not a regular file")


def test_a_config_is_utf_8_with_or_without_a_mark(folder: Path) -> None:
    _write(folder, {"spec.md": _spec()})
    (folder / "speclint.yaml").write_bytes(b"\xef\xbb\xbffail-on: info\r\n")
    assert _judged().fail_on == "info"
    (folder / "speclint.yaml").write_bytes(b"fail-on: \xff\n")
    (problem,) = run(["spec.md"], Configs()).problems
    assert problem.message == "not UTF-8 (byte 0xFF at offset 9)"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_rule_file_that_is_no_file_is_not_read(folder: Path) -> None:
    (folder / "own").mkdir()
    os.mkfifo(folder / "own" / "rule.yaml")
    _write(folder, {"spec.md": _spec(), "speclint.yaml": "rules-dirs: own\n"})
    (problem,) = run(["spec.md"], Configs()).problems
    assert problem.message == "not a regular file"


def test_a_working_directory_that_is_gone_is_told(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "gone").mkdir()
    monkeypatch.chdir(folder / "gone")
    (folder / "gone").rmdir()
    with pytest.raises(SpeclintError, match="the current directory is gone"):
        run(["."], Configs())


def test_standard_input_gets_the_config_of_its_name(folder: Path) -> None:
    _write(folder, {"a/speclint.yaml": "exclude: [x.md]\nselect: [risk-has-mitigation]\nfail-on: info\n"})
    report = run(["-"], Configs(), _spec().encode(), "a/spec.md")
    assert [(file.path, file.fail_on, len(file.findings)) for file in report.files] == [("a/spec.md", "info", 1)]
    assert run(["-"], Configs(), b"", "a/x.md").skipped[0].path == "a/x.md"


def test_a_link_out_of_the_project_is_not_followed(folder: Path) -> None:
    (folder.parent / "outside.yaml").write_text("secret: text\n")
    (folder / "speclint.yaml").symlink_to("../outside.yaml")
    (folder / "words.yaml").symlink_to("../outside.yaml")
    _write(folder, {"spec.md": _spec(), "sub/speclint.yaml": "vocabulary: [../words.yaml]\n", "sub/spec.md": _spec()})
    problems = [(problem.path, problem.message) for problem in run(["."], Configs()).problems]
    assert problems == [
        ("speclint.yaml", "leads outside the project"),
        ("sub/speclint.yaml", "line 1, column 14: vocabulary.0: '../words.yaml' is outside the project"),
    ]


# which config


def test_the_nearest_config_up_from_each_file_counts(folder: Path) -> None:
    _write(
        folder,
        {
            "speclint.yaml": "severity: {risk-has-mitigation: warning}\n",
            "spec.md": _spec(),
            "a/.speclint.yaml": "severity: {risk-has-mitigation: info}\n",
            "a/b/spec.md": _spec(),
            "c/pyproject.toml": "[tool.other]\nname = 'speclint'\n",
            "c/spec.md": _spec(),
            "d/pyproject.toml": "[tool.speclint]\nignore = ['risk-has-mitigation']\n",
            "d/spec.md": _spec(),
        },
    )
    paths = ("spec.md", "a/b/spec.md", "c/spec.md", "d/spec.md")
    found = {path: _told(path).get("risk-has-mitigation") for path in paths}
    assert found == {"spec.md": "warning", "a/b/spec.md": "info", "c/spec.md": "warning", "d/spec.md": None}


def test_the_search_ends_at_the_folder_with_git(folder: Path) -> None:
    (folder.parent / "speclint.yaml").write_text("exclued: []\n")
    _write(folder, {"spec.md": _spec()})
    assert run(["spec.md"], Configs()).problems == ()


def test_two_configs_in_one_folder_are_an_error(folder: Path) -> None:
    _write(folder, {"speclint.yaml": "", ".speclint.yaml": "", "spec.md": _spec()})
    (problem,) = run(["spec.md"], Configs()).problems
    assert problem.message == "stands beside speclint.yaml, which is a config as well: keep one"


@pytest.mark.parametrize("name", ["speclint.yml", ".speclint.toml"])
def test_a_config_with_a_name_that_is_not_read_is_told(folder: Path, name: str) -> None:
    _write(folder, {name: "", "spec.md": _spec()})
    (problem,) = run(["spec.md"], Configs()).problems
    assert (problem.path, problem.message) == (name, "is not read: call it speclint.yaml")


def test_an_empty_config_changes_nothing(folder: Path) -> None:
    _write(folder, {"spec.md": _spec()})
    usual = _judged()
    _write(folder, {"speclint.yaml": "# nothing yet\n"})
    assert _judged() == usual


def test_a_config_can_be_named_and_none_can_be_read(folder: Path) -> None:
    _write(
        folder,
        {
            "speclint.yaml": "ignore: [risk-has-mitigation]\n",
            "ci/strict.yaml": "severity: {risk-has-mitigation: warning}\n",
            "spec.md": _spec(),
        },
    )
    select = ("--select", "risk-has-mitigation")
    assert _speclint("check", "spec.md", "-f", "concise").stdout.count("risk-has-mitigation") == 0
    assert "warning[risk-has" in _speclint("check", "spec.md", "-f", "concise", "--config", "ci/strict.yaml").stdout
    for option in ("--isolated", "--no-config"):
        assert "error[risk-has" in _speclint("check", "spec.md", "-f", "concise", option, *select).stdout
    both = _speclint("check", "spec.md", "--isolated", "--config", "ci/strict.yaml")
    assert (both.returncode, "exclude each other" in both.stderr) == (2, True)
    assert _speclint("check", "spec.md", "--config", "no.yaml").returncode == 2


# what it says


def test_the_command_line_beats_the_config_and_select_starts_anew(folder: Path) -> None:
    _write(
        folder,
        {
            "speclint.yaml": (
                "select: [risks-mitigated, performance-targets]\nignore: [risk-has-mitigation, latency-target-given]\n"
                "severity: {throughput-target-given: info}\nfail-on: info\n"
            ),
            "spec.md": _spec(),
        },
    )
    assert _told() == {"throughput-target-given": "info"}
    assert _told(ignore=["throughput-target-given"]) == {}
    assert _told(select=["risks-mitigated"]) == {"risk-has-mitigation": "error"}
    assert _told(severity={"throughput-*": "warning"}) == {"throughput-target-given": "warning"}
    assert _judged().fail_on == "info"
    assert _speclint("check", "spec.md").returncode == 1
    assert _speclint("check", "spec.md", "--fail-on", "error").returncode == 0


@pytest.mark.parametrize("option", ["--profile", "--select", "--ignore"])
def test_a_wrong_name_on_the_command_line_is_no_problem_of_a_file(folder: Path, option: str) -> None:
    _write(folder, {"spec.md": _spec()})
    done = _speclint("check", "spec.md", option, "sddx-yyy")
    assert (done.returncode, done.stdout) == (2, "")
    assert "'sddx-yyy'" in done.stderr


def test_overrides_are_for_the_files_they_match_the_last_one_first(folder: Path) -> None:
    _write(
        folder,
        {
            "speclint.yaml": (
                "select: [risk-has-mitigation]\n"
                "overrides:\n"
                "- {files: [old/, '*.draft.md'], severity: {risk-has-mitigation: warning}}\n"
                "- {files: old/a.md, severity: {risks-mitigated: info}, fail-on: info}\n"
            ),
            **dict.fromkeys(("old/a.md", "old/b.md", "new.md", "x/new.draft.md"), _spec()),
        },
    )
    found = {file.path: (file.findings[0].severity, file.fail_on) for file in run(["."], Configs()).files}
    assert found == {
        "new.md": ("error", "error"),
        "old/a.md": ("info", "info"),
        "old/b.md": ("warning", "error"),
        "x/new.draft.md": ("warning", "error"),
    }


def test_extended_configs_come_first_and_paths_are_relative_to_their_own_file(folder: Path) -> None:
    _write(
        folder,
        {
            "shared/base.yaml": (
                "extends: [deep/deeper.yaml]\nignore: [scalability]\nrules-dirs: [own]\nfail-on: warning\n"
                "exclude: [skip.md]\noverrides: [{files: spec.md, severity: {risk-has-mitigation: info}}]\n"
            ),
            "shared/deep/deeper.yaml": "fail-on: info\nignore: [assumptions]\n",
            "shared/own/title-names-parcels.yaml": OWN_RULE,
            "speclint.yaml": "extends: shared/base.yaml\nignore: [performance-targets]\n",
            "spec.md": _spec(),
            "other.md": _spec(),
            "skip.md": _spec(),
        },
    )
    told = _told()
    assert told["title-names-parcels"] == "error"
    assert told["risk-has-mitigation"] == "info"
    assert not {"scalability-given", "assumptions-documented", "latency-target-given"} & set(told)
    report = run(["."], Configs())
    assert {file.path: file.fail_on for file in report.files} == {"spec.md": "warning", "other.md": "warning"}
    assert run(["skip.md"], Configs()).skipped[0].reason == "excluded by config (shared/base.yaml:5)"


def test_configs_that_extend_one_another_are_a_cycle_and_a_diamond_is_none(folder: Path) -> None:
    _write(folder, {"speclint.yaml": "extends: a.yaml", "a.yaml": "extends: b.yaml", "b.yaml": "extends: a.yaml"})
    _write(folder, {"spec.md": _spec()})
    (problem,) = run(["spec.md"], Configs()).problems
    assert problem.path == "b.yaml"
    assert problem.message.endswith("a cycle: a.yaml -> b.yaml -> a.yaml")
    _write(folder, {"speclint.yaml": "extends: [a.yaml, b.yaml]"})
    _write(folder, {"a.yaml": "extends: b.yaml", "b.yaml": "fail-on: info"})
    assert _judged().fail_on == "info"
    _write(folder, {"speclint.yaml": "extends: [a.yaml, a.yaml]"})
    (problem,) = run(["spec.md"], Configs()).problems
    assert problem.message.endswith("'a.yaml' stands twice")
    _write(folder, {f"{i}.yaml": f"extends: {i + 1}.yaml" for i in range(12)} | {"speclint.yaml": "extends: 0.yaml"})
    (problem,) = run(["spec.md"], Configs()).problems
    assert problem.message.endswith("more than 10 files in a row")


def test_excluded_files_are_left_out_and_told_when_named(folder: Path) -> None:
    _write(
        folder,
        {
            "speclint.yaml": "exclude:\n- drafts/\n- '*.old.md'\n- '!keep.old.md'\n",
            **dict.fromkeys(("a.md", "b.old.md", "keep.old.md", "drafts/c.md"), _spec()),
        },
    )
    report = run(["."], Configs())
    assert ([file.path for file in report.files], report.skipped) == (["a.md", "keep.old.md"], ())
    named = run(["b.old.md", "drafts/c.md", "drafts", "a.md"], Configs())
    assert [(each.path, each.reason) for each in named.skipped] == [
        ("b.old.md", "excluded by config (speclint.yaml:3)"),
        ("drafts", "excluded by config (speclint.yaml:2)"),
        ("drafts/c.md", "excluded by config (speclint.yaml:2)"),
    ]
    assert named.problems == ()


def test_include_is_what_is_checked_without_paths(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _write(
        folder,
        {
            "speclint.yaml": "include: [design, 'teams/*/specs/*.md']\n",
            **dict.fromkeys(("design/a.md", "teams/x/specs/b.md", "teams/x/c.md", "docs/specs/d.md"), _spec()),
        },
    )
    assert included(Configs()) == ("design", "teams/x/specs/b.md")
    assert [file.path for file in run([], Configs()).files] == ["design/a.md", "teams/x/specs/b.md"]
    monkeypatch.chdir(folder / "teams")
    assert included(Configs()) == ("../design", "x/specs/b.md")
    assert included(Configs(isolated=True)) == (".",)
    _write(folder, {"speclint.yaml": "include: ['nothing/*.md']\n"})
    with pytest.raises(SpeclintError, match="matches no Markdown file"):
        included(Configs())
    _write(folder, {"speclint.yaml": "include: ['../*.md']\n"})
    with pytest.raises(SpeclintError, match="outside the project"):
        included(Configs())


def test_a_profile_of_the_config_leaves_what_is_no_spec_alone(folder: Path) -> None:
    front = "---\nspeclint: {profile: sdd}\n---\n"
    _write(
        folder,
        {
            "speclint.yaml": "profile: agentx\noverrides: [{files: forced.md, profile: sdd}]\n",
            "spec.md": _spec(),
            "named.md": front + _spec(),
            "forced.md": front.replace("sdd", "agentx") + _spec(),
            "README.md": README,
        },
    )
    report = run(["."], Configs())
    assert {file.path: (file.profile, file.chosen.partition(";")[0]) for file in report.files} == {
        "forced.md": ("sdd", "as speclint.yaml:2 says"),
        "named.md": ("sdd", "as its front matter says"),
        "spec.md": ("agentx", "as speclint.yaml:1 says"),
    }
    assert [each.path for each in report.skipped] == ["README.md"]


def test_a_profile_may_be_a_file(folder: Path) -> None:
    _write(folder, {"speclint.yaml": "profile: ours/memo.yaml\n", "ours/memo.yaml": PROFILE, "spec.md": _spec()})
    file = _judged()
    assert file.profile == "memo"
    assert [(item.id, item.status) for item in file.checklist] == [("risks-mitigated", "fail")]
    asked = json.loads(_speclint("check", "spec.md", "--isolated", "--profile", "ours/memo.yaml", "-f", "json").stdout)
    assert asked["files"][0]["profile"] == "memo"
    _write(folder, {"ours/memo.yaml": PROFILE.replace("title: Memo", "titel: Memo")})
    (problem,) = run(["spec.md"], Configs()).problems
    assert problem.path.endswith("ours/memo.yaml")
    assert problem.message == "line 2, column 1: titel: unknown key (did you mean 'title'?)"


def test_options_change_what_a_rule_wants(folder: Path) -> None:
    _write(folder, {"spec.md": _spec(), "speclint.yaml": "select: [risks-listed, document-length-bounded]\n"})
    assert _told() == {}
    _write(
        folder,
        {
            "speclint.yaml": (
                "select: [risks-listed, document-length-bounded]\n"
                "options: {risks-listed: {at-least: 2}, document-length-bounded: {max-lines: 5}}\n"
            )
        },
    )
    messages = [finding.message for finding in _judged().findings]
    assert messages == ["the document has 13 lines (want at most 5)", "found 1 listed risks (want at least 2)"]


def test_an_override_may_bring_rules_of_its_own(folder: Path) -> None:
    _write(
        folder,
        {
            "speclint.yaml": "select: [title-names-parcels, risks-listed]\n"
            "overrides: [{files: a.md, rules-dirs: own}]\n",
            "own/title-names-parcels.yaml": OWN_RULE,
            **dict.fromkeys(("a.md", "b.md"), _spec()),
        },
    )
    report = run(["."], Configs())
    assert {file.path: [each.rule for each in file.findings] for file in report.files} == {
        "a.md": ["title-names-parcels"],
        "b.md": [],
    }


def test_words_of_ones_own_are_understood(folder: Path) -> None:
    text = _spec().replace("## Risks", "## Storm clouds").replace("Mitigation", "Umbrella")
    text = text.replace("| Low | |", "| Low | spare |")
    _write(folder, {"spec.md": text, "speclint.yaml": "select: [risks-mitigated]\n"})
    assert _judged().checklist[0].status == "fail"
    inline = "vocabulary: {sections: {risks: [Storm clouds]}, fields: {mitigation: [Umbrella]}}\n"
    _write(folder, {"speclint.yaml": "select: [risks-mitigated]\n" + inline})
    assert _judged().checklist[0].status == "pass"
    words = "language: en\nroles: {risks: [Storm clouds]}\nfields: {mitigation: [Umbrella]}\n"
    _write(folder, {"words.yaml": words, "speclint.yaml": "select: [risks-mitigated]\nvocabulary: [words.yaml]\n"})
    assert _judged().checklist[0].status == "pass"
    _write(folder, {"words.yaml": "roles: {risk: [Storm clouds]}\n"})
    (problem,) = run(["spec.md"], Configs()).problems
    assert (problem.path, problem.message) == (
        "words.yaml",
        "line 1, column 9: roles.risk: the role 'risk' is unknown (did you mean 'risks'?)",
    )


# the status of a spec


SOFT = """\
select: [risk-has-mitigation, risks-listed, percentiles-rise]
status-severity: {draft: {completeness: warning}}
"""


@pytest.mark.parametrize(
    ("status", "severity"),
    [
        ("Draft", "warning"),
        ("WIP", "warning"),
        ("not yet approved", "warning"),
        ("Approved", "error"),
        ("Draft | Review", "error"),
    ],
)
def test_a_draft_is_judged_more_softly_where_the_config_says_so(folder: Path, status: str, severity: str) -> None:
    _write(folder, {"spec.md": _spec(status), "speclint.yaml": SOFT})
    file = _judged()
    assert [finding.severity for finding in file.findings] == [severity]
    assert [item.status for item in file.checklist if item.id == "risks-mitigated"] == ["fail"]
    _write(folder, {"speclint.yaml": SOFT.partition("\n")[0]})
    assert [finding.severity for finding in _judged().findings] == ["error"]


def test_a_softened_draft_ends_with_0_and_says_that_the_item_fails(folder: Path) -> None:
    _write(folder, {"spec.md": _spec(), "speclint.yaml": SOFT})
    done = _speclint("check", "spec.md")
    assert done.returncode == 0
    assert "status draft: 1 finding weighed anew" in " ".join(done.stdout.split())
    assert "✗ risks-mitigated" in done.stdout


@pytest.mark.parametrize(
    ("table", "severity"),
    [
        ("{completeness: info}", "info"),
        ("{risks-mitigated: warning}", "warning"),
        ("{'risk-*': info}", "info"),
        ("{completeness: warning, risk-has-mitigation: error}", "error"),
        ("{section-has-content: error}", "error"),
    ],
)
def test_what_is_softened_is_a_rule_an_item_a_pattern_or_a_topic(folder: Path, table: str, severity: str) -> None:
    config = f"select: [risk-has-mitigation]\nstatus-severity: {{draft: {table}}}\n"
    _write(folder, {"spec.md": _spec(), "speclint.yaml": config})
    assert _told() == {"risk-has-mitigation": severity}


def test_only_a_rule_that_is_named_is_made_graver(folder: Path) -> None:
    config = "select: [risk-has-mitigation]\nseverity: {risk-has-mitigation: info}\n"
    by_topic = "status-severity: {approved: {completeness: error}}\n"
    _write(folder, {"spec.md": _spec("Approved"), "speclint.yaml": config + by_topic})
    assert _told() == {"risk-has-mitigation": "info"}
    _write(folder, {"speclint.yaml": config + "status-severity: {approved: {risk-has-mitigation: error}}\n"})
    assert _told() == {"risk-has-mitigation": "error"}
    assert _judged().checklist[0].status == "fail"


# what is shown


def test_config_show_tells_where_each_setting_comes_from(folder: Path) -> None:
    _write(
        folder,
        {
            "speclint.yaml": (
                "extends: base.yaml\nignore:\n- scalability\nseverity: {risk-has-mitigation: warning}\n"
                "overrides:\n- files: old/\n  fail-on: never\n"
            ),
            "base.yaml": "options: {risks-listed: {at-least: 2}}\nstatus-severity: {draft: {completeness: info}}\n",
            "old/spec.md": _spec(),
        },
    )
    done = _speclint("config", "show", "old/spec.md", "--ignore", "assumptions")
    assert done.stdout == (
        "old/spec.md\n"
        "config   speclint.yaml, which extends base.yaml\n"
        "\n"
        "profile: auto                                 default\n"
        "fail-on: never                                speclint.yaml:7\n"
        "select: all rules that are on                 default\n"
        "ignore: scalability                           speclint.yaml:3\n"
        "ignore: assumptions                           command line\n"
        "rules-dirs: none                              default\n"
        "vocabulary: none added                        default\n"
        'severity: risk-has-mitigation = "warning"     speclint.yaml:4\n'
        "options: risks-listed.at-least = 2            base.yaml:1\n"
        'status-severity: draft.completeness = "info"  base.yaml:2\n'
    )
    shown = json.loads(_speclint("config", "show", "old/spec.md", "--format", "json").stdout)
    assert (shown["path"], shown["configs"], shown["excluded"]) == ("old/spec.md", ["speclint.yaml", "base.yaml"], None)
    assert {"key": "fail-on", "name": None, "value": "never", "from": "speclint.yaml:7"} in shown["settings"]
    assert _speclint("config", "show", "old/spec.md", "--isolated").stdout.splitlines()[1] == "config   none"


GOOD = [
    {},
    {"select": "risks-mitigated", "ignore": ["a", "b"], "fail-on": "never", "profile": "sdd"},
    {"overrides": [{"files": "a", "severity": {"x": "info"}, "fail-on": "info"}]},
    {"overrides": [{"files": ["a"], "vocabulary": ["w.yaml", {"sections": {"risks": "Dangers"}}]}]},
    {"options": {"r": {"a": 1, "b": 1.5, "c": True, "d": "x", "e": ["y"]}}},
    {"status-severity": {"draft": {"x": "info"}}},
    {"vocabulary": {"fields": {"owner": ["Who"]}}, "extends": "base.yaml", "rules-dirs": ["own"]},
]
BAD: list[object] = [
    {"exclued": []},
    {"select": 3},
    {"fail-on": "fatal"},
    {"overrides": [{"severity": {}}]},
    {"overrides": [{"files": "a", "include": ["b"]}]},
    {"severity": {"x": "fatal"}},
    [],
]


def test_the_schema_agrees_with_what_is_read() -> None:
    schema = json.loads(_speclint("schema", "config").stdout)
    assert schema == config_schema()
    assert schema["$schema"] == "http://json-schema.org/draft-07/schema#"
    jsonschema.Draft7Validator.check_schema(schema)
    validator = jsonschema.Draft7Validator(schema)
    assert [list(validator.iter_errors(each)) for each in GOOD] == [[]] * len(GOOD)
    assert all(not validator.is_valid(each) for each in BAD)
    assert all(each.get("description") for each in schema["properties"].values())


@pytest.mark.parametrize("data", GOOD, ids=range(len(GOOD)))
def test_the_models_take_what_the_schema_takes(data: dict[str, object]) -> None:
    from speclint.config.model import Config, checked

    assert set(checked(Config, data)) == set(data)


@pytest.mark.parametrize("data", BAD, ids=range(len(BAD)))
def test_the_models_refuse_what_the_schema_refuses(data: object) -> None:
    from speclint.config.model import Config, InvalidError, checked

    with pytest.raises(InvalidError):
        checked(Config, data)


def test_without_a_config_neither_pydantic_nor_ruamel_is_loaded(folder: Path) -> None:
    _write(folder, {"spec.md": _spec()})
    code = (
        "import json, sys; from speclint import ruleset; from speclint.cli.main import group;"
        "ruleset._digest = lambda rules: json.loads((rules / 'compiled.json').read_bytes())['digest'];"
        "group.main(['check', 'spec.md', '-f', 'concise'], standalone_mode=False);"
        "print([name for name in ('pydantic', 'ruamel.yaml') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


PAGE = (Path(__file__).resolve().parent.parent / "docs" / "configuration.md").read_text("utf-8")
EXAMPLES = re.findall(r"^```(yaml|toml)\n(.*?)^```", PAGE, re.M | re.S)


@pytest.mark.parametrize(("kind", "text"), EXAMPLES, ids=range(len(EXAMPLES)))
def test_the_examples_of_the_page_are_valid(folder: Path, kind: str, text: str) -> None:
    _write(
        folder,
        {
            "speclint.yaml" if kind == "yaml" else "pyproject.toml": text,
            "base.yaml": "",
            "words.yaml": "sections: {risks: [Dangers]}\n",
            "profiles/memo.yaml": PROFILE,
            "rules/own/title-names-parcels.yaml": OWN_RULE,
            "spec.md": _spec(),
        },
    )
    report = run(["spec.md"], Configs())
    assert (len(report.files), report.problems) == (1, ())


def test_the_page_tells_of_every_key() -> None:
    assert all(f"### {key}" in PAGE or f"{key}\n" in PAGE for key in config_schema()["properties"])
