"""Rules that cover others: one mistake gives one finding, and that of the rule that knows more about it."""

from __future__ import annotations

from pathlib import Path

import pytest

from speclint.document.source import make_source
from speclint.errors import SpeclintError
from speclint.report import FileReport
from speclint.ruleset import load_ruleset
from speclint.runner import Project, Settings, check

HEAD = "# Technical Specification: Carts\n\n**Issue**: #12\n**Epic**: #9\n**Author**: TBD\n**Date**: {YYYY-MM-DD}\n"
TEXT = HEAD + "\n## Table of Contents\n\n1. [Overview](#overview)\n\n## 1. Overview\n\nTBD\n\n## 2. Risks\n"


def _found(*ignored: str) -> dict[int, list[str]]:
    outcome = check(make_source(TEXT, "spec.md"), Project(Settings(profile="agentx", ignore=ignored)))
    assert isinstance(outcome, FileReport)
    rules = ("placeholder-filled-in", "header-field-filled", "anchor-exists", "toc-in-step")
    lines: dict[int, list[str]] = {}
    for each in outcome.findings:
        if each.rule in rules:
            lines.setdefault(each.line, []).append(each.rule)
    return lines


def test_one_mistake_gives_one_finding() -> None:
    assert _found() == {
        5: ["placeholder-filled-in"],
        6: ["placeholder-filled-in"],
        8: ["toc-in-step"],
        10: ["toc-in-step"],
        14: ["placeholder-filled-in"],
    }


def test_what_was_covered_is_told_where_the_other_rule_is_left_out() -> None:
    found = _found("placeholder-filled-in", "toc-in-step")
    assert (found[5], found[6], found[10]) == (["header-field-filled"], ["header-field-filled"], ["anchor-exists"])


def test_a_covered_rule_must_exist(tmp_path: Path) -> None:
    rule = (Path(__file__).parent.parent / "rules" / "toc-in-step.yaml").read_text("utf-8")
    (tmp_path / "toc-in-step.yaml").write_text(rule.replace("covers: anchor-exists", "covers: anchor-exist"))
    with pytest.raises(SpeclintError, match="rule 'anchor-exist' is unknown \\(did you mean 'anchor-exists'\\?\\)"):
        load_ruleset([tmp_path])
