"""Every rule's own examples: a good one gives nothing, a bad one a finding on each of its lines and no other."""

from __future__ import annotations

import pytest

from speclint.checks.check import Scene, asks_verdicts
from speclint.checks.kinds import Count
from speclint.checks.parts import HasParts
from speclint.document.source import make_source
from speclint.document.vocabulary import Vocabulary
from speclint.linter import lint, problems, read
from speclint.rule import Example, Rule, Ruleset
from speclint.ruleset import load_ruleset

RULES = tuple(load_ruleset().rules.values())


def _lines(rule: Rule, example: Example, ruleset: Ruleset, vocabulary: Vocabulary) -> list[int]:
    profile = ruleset.profiles[example.profile or _first_profile(rule, ruleset)]
    if example.options:
        rule = load_ruleset(options={rule.id: example.options}).rules[rule.id]
    facts = read(make_source(example.text, example.name), vocabulary)
    if asks_verdicts(rule.check):
        verdict = lint(facts, profile, ruleset.for_profile(profile))
        return sorted({finding.line for finding in verdict.findings if finding.rule == rule.id})
    found = problems(rule, Scene(facts, profile.wants, profile.id))
    return sorted({problem.span.line for problem in found})


def _first_profile(rule: Rule, ruleset: Ruleset) -> str:
    return next(id_ for id_ in ("sdd", "agentx") if rule in ruleset.for_profile(ruleset.profiles[id_]))


@pytest.mark.parametrize(
    ("rule", "example"),
    [pytest.param(rule, each, id=f"{rule.id}-{i}") for rule in RULES for i, each in enumerate(rule.good)],
)
def test_a_good_example_gives_nothing(rule: Rule, example: Example, ruleset: Ruleset, vocabulary: Vocabulary) -> None:
    assert _lines(rule, example, ruleset, vocabulary) == []


@pytest.mark.parametrize(
    ("rule", "example"),
    [pytest.param(rule, each, id=f"{rule.id}-{i}") for rule in RULES for i, each in enumerate(rule.bad)],
)
def test_a_bad_example_is_found_on_its_lines(
    rule: Rule, example: Example, ruleset: Ruleset, vocabulary: Vocabulary
) -> None:
    assert _lines(rule, example, ruleset, vocabulary) == sorted(set(example.lines))


@pytest.mark.parametrize("rule", [pytest.param(rule, id=rule.id) for rule in RULES])
def test_a_rule_that_wants_so_many_is_about_completeness(rule: Rule) -> None:
    """Its topic decides whether a config can soften it for drafts."""
    wants = isinstance(rule.check, HasParts) or (isinstance(rule.check, Count) and rule.check.max is None)
    assert rule.topic == "completeness" or not wants, f"write `topic: completeness` into {rule.id}.yaml"
