"""Rule files: what they can say, and what is said of their mistakes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from speclint.document.source import make_source
from speclint.errors import SpeclintError
from speclint.report import FileReport
from speclint.rulefile import read_profile, read_rule
from speclint.ruleset import COMPILED, compile_builtin, load_ruleset, rules_dir
from speclint.runner import Project, Settings, check

ROOT = Path(__file__).resolve().parent.parent
RULE = """\
id: risk-has-owner
summary: Every risk has an owner.
why: A risk without an owner is nobody's.
severity: error
given: {table: risks}
check: {kind: filled, field: owner}
message: risk "{first}" has no owner
help: Name who watches the risk.
examples:
  good:
    - |
      ## Risks

      | Risk | Owner |
      | --- | --- |
      | Fire | Ann |
  bad:
    - line: 5
      text: |
        ## Risks

        | Risk | Owner |
        | --- | --- |
        | Fire | |
"""


def test_the_compiled_rules_are_current() -> None:
    folder = rules_dir()
    stale = "run: python tools/compile_rules.py"
    assert (folder / COMPILED).read_text("utf-8") == compile_builtin(folder), stale


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("severity: error", "severty: error", "line 4, column 1: severty: unknown key (did you mean 'severity'?)"),
        (
            "severity: error",
            "severity: fatal",
            "line 4, column 1: severity: input should be 'error', 'warning' or 'info'",
        ),
        ("{table: risks}", "risk", "line 5, column 1: given: fact 'risk' is unknown (did you mean 'risks'?)"),
        (
            "kind: filled",
            "kind: filed",
            "line 6, column 9: check.kind: check 'filed' is unknown (did you mean 'filled'?)",
        ),
        ("field: owner", "feild: owner", "line 6, column 23: check.feild: unknown key (did you mean 'field'?)"),
        (
            "given: {table: risks}\ncheck: {kind: filled, field: owner}",
            "given: risks\ncheck: {kind: filled, field: mitigaton}",
            "line 6, column 23: check.field: field of risks 'mitigaton' is unknown (did you mean 'mitigation'?)",
        ),
        ("help: Name who watches the risk.\n", "", "line 1, column 1: help: missing"),
        ("- line: 5", "- line: 50", "line 18, column 7: examples.bad.0.line: 50 is not a line of the example"),
        ("id: risk-has-owner", "id: Risk_Owner", "line 1, column 1: id: 'Risk_Owner' is not kebab-case"),
        (
            "{kind: filled, field: owner}",
            "{kind: matches, field: owner, pattern: '(a'}",
            "line 6, column 38: check.pattern: not a regular expression: missing ), unterminated subpattern",
        ),
        ("summary: Every", "summary: [Every", "line 3, column 4: expected"),
    ],
)
def test_a_mistake_names_line_key_and_the_nearest_word(old: str, new: str, message: str) -> None:
    with pytest.raises(SpeclintError) as error:
        read_rule(RULE.replace(old, new))
    assert error.value.message.startswith(message)


def test_a_rule_is_called_like_its_file() -> None:
    with pytest.raises(SpeclintError, match="is not the file's name 'other'"):
        read_rule(RULE, "rules/other.yaml")


def test_a_profile_names_facts_that_exist() -> None:
    text = """\
id: mine
title: Mine
summary: A profile.
sections: []
checklist:
  - {id: a, title: A, evidence: [{of: riscs, text: x}]}
"""
    with pytest.raises(SpeclintError, match=r"fact 'riscs' is unknown \(did you mean 'risks'\?\)"):
        read_profile(text)


def test_a_rule_of_ones_own_may_feed_only_items_that_exist(tmp_path: Path) -> None:
    (tmp_path / "risk-has-owner.yaml").write_text(RULE.replace("given:", "item: risk-mitigated\ngiven:"))
    with pytest.raises(SpeclintError, match=r"item 'risk-mitigated' is unknown \(did you mean 'risks-mitigated'\?\)"):
        load_ruleset([tmp_path])


SPEC = """\
# Technical Specification: Parcels

## API

#### GET /parcels

## Data Model

| Column | Type |
| --- | --- |
| email | TEXT |

## Dependencies

- **readline**: 8.2 (GPL-3.0)

## Success Criteria

- Nine of ten parcels arrive.
- Parcels arrive within 2 days.

## Risks

| Risk | Owner |
| --- | --- |
| Fire | Ann |
| Flood | |
"""


def _own(given: str, check_: str, when: str = "", where: str = "") -> str:
    lines = [
        "id: own-rule",
        "summary: A rule of one's own.",
        "why: The team wants it.",
        "severity: warning",
        f"given: {given}",
        f"where: {where}" if where else "",
        f"when: {when}" if when else "",
        f"check: {check_}",
        "message: not so",
        "help: Make it so.",
        "examples: {good: [x], bad: [{line: 1, text: x}]}",
    ]
    return "\n".join(line for line in lines if line) + "\n"


@pytest.mark.parametrize(
    ("rule", "lines"),
    [
        pytest.param(_own("{table: risks}", "{kind: filled, field: owner}"), [27], id="every risk row has an owner"),
        pytest.param(
            _own("endpoints", "{kind: matches, field: path, pattern: '^/api/v[0-9]+/'}"), [5], id="paths begin so"
        ),
        pytest.param(
            _own("rows", "{kind: present, of: sections, where: {roles: privacy}}", where="{column: email}"),
            [11],
            id="a privacy section where a column is personal",
        ),
        pytest.param(
            _own("dependencies", "{kind: matches, field: name, pattern: '^readline$', never: true}"),
            [15],
            id="no dependency is called so",
        ),
        pytest.param(_own("document", "{kind: between, field: size, max: 200}"), [1], id="the document is small"),
        pytest.param(
            _own("success_criteria", "{kind: matches, field: text, pattern: '[0-9]'}"), [19], id="criteria hold numbers"
        ),
    ],
)
def test_users_can_say(rule: str, lines: list[int], tmp_path: Path) -> None:
    (tmp_path / "own-rule.yaml").write_text(rule)
    project = Project(Settings(profile="sdd", select=("own-rule",), rules_dirs=(tmp_path,)))
    report = check(make_source(SPEC, "spec.md"), project)
    assert isinstance(report, FileReport)
    assert [finding.line for finding in report.findings] == lines


def test_the_page_of_rules_is_current() -> None:
    done = subprocess.run(
        [sys.executable, "-c", "import write_rules_page as w; print(w.PAGE.read_text('utf-8') == w.page())"],
        cwd=ROOT / "tools",
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "True\n", "run: python tools/write_rules_page.py"
