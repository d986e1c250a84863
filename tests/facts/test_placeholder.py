"""Placeholders: what a template left behind, and what only looks like it."""
# ruff: noqa: E501

import pytest

from speclint.facts.value.placeholder import is_placeholder, placeholders
from tests.facts import hostile

_YES = [
    ("# Technical Specification: {Feature Name}", "{Feature Name}", "brace"), ("# Spec: {{title}}", "{{title}}", "brace"),
    ("**Issue**: #{feature-id}", "#{feature-id}", "brace"), ("**Author**: {Agent/Person}", "{Agent/Person}", "brace"),
    ("**Date**: {YYYY-MM-DD}", "{YYYY-MM-DD}", "brace"), ("As a {USER_ROLE}, I pay", "{USER_ROLE}", "brace"),
    ("{Brief description - 2-3 sentences}", "{Brief description - 2-3 sentences}", "brace"), ("- {deliverable}", "{deliverable}", "brace"),
    ("**ADR**: [ADR-{epic-id}.md](../adr/ADR-{epic-id}.md)", "{epic-id}", "brace"), ("{HIGH/MEDIUM/LOW}", "{HIGH/MEDIUM/LOW}", "brace"),
    ("**Feature**: [Name]", "[Name]", "bracket"), ("[...]", "[...]", "bracket"), ("1. [Step 2...]", "[Step 2...]", "bracket"),
    ("**Description**: [What it does]", "[What it does]", "bracket"), ("- 400: [Validation error structure]", "[Validation error structure]", "bracket"),
    ("**Limit**: [X requests/minute]", "[X requests/minute]", "bracket"), ("Use [Flyway/Liquibase/Alembic] here", "[Flyway/Liquibase/Alembic]", "bracket"),
    ("MUST [capability, e.g., \"create accounts\"]", "[capability, e.g., \"create accounts\"]", "bracket"),
    ("**When** [action], then it opens", "[action]", "bracket"), ("What if an [error condition] occurs?", "[error condition]", "bracket"),
    ("**[Entity 1]**: an order", "[Entity 1]", "bracket"), ("Contact: [Your team contact]", "[Your team contact]", "bracket"),
    ("via [NEEDS CLARIFICATION: which login?]", "[NEEDS CLARIFICATION: which login?]", "bracket"), ("**Created**: [DATE]", "[DATE]", "bracket"),
    ("Title: <one-line title>", "<one-line title>", "angle"), ("<description>", "<description>", "angle"),
    ("**Owner:** TBD", "TBD", "marker"), ("the wording is TBD, for now", "TBD", "marker"), ("(TODO: links)", "TODO", "marker"),
    ("- TODO write this up", "TODO", "marker"), ("Owner: ???", "???", "marker"), ("Owner: XXX", "XXX", "marker"),
    ("# SPEC-NN: Search", "SPEC-NN", "marker"), ("…", "…", "ellipsis"), ("**Owner**: ...", "...", "ellipsis"),
    ("Lorem ipsum dolor sit amet", "Lorem ipsum", "lorem"), ("**Status**: Draft | Review | Approved", "Draft | Review | Approved", "choice"),
    ("**Created**: YYYY-MM-DD", "YYYY-MM-DD", "date"), ("- [ ] [Task]", "[Task]", "bracket"), ("#### [ClassName]", "[ClassName]", "bracket"),
    ("[Response body]", "[Response body]", "bracket"), ("- Use [Flyway/Liquibase]", "[Flyway/Liquibase]", "bracket"),
    ("Messages go to TODO, at once.", "TODO", "marker"), ("**Story**: #{story-1}", "#{story-1}", "brace"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected", "kind"), _YES)
def test_a_placeholder_is_found(text: str, expected: str, kind: str) -> None:
    (found,) = placeholders(text)
    assert (found.text, found.kind) == (expected, kind)
    assert text[found.start : found.end] == expected


@pytest.mark.parametrize(
    "text",
    [
        "`{Feature Name}` is replaced by the title", "``a ` {Feature Name}``", '{"a": 1}', "{ id: 1 }", "{}", "[]",
        "`TODO` in code", "See [Name](url) and [Name][ref]", "[Name]: https://example.com", "GET /users/{id}/orders/{orderId}",
        "https://x.org/{owner}/{repo}", "List<User>", "Map<string, List<Order>>", "one<br>two <details><summary>x</summary>",
        "<https://example.com/x>", "- [ ] to do", "- [x] done", "as said[^1] in [1], [RFC 2119] and [@smith2020]", "> [!NOTE]",
        "- [P] in parallel [US1]", "[optional] a field", "[WIP] the search", "[ERROR] cannot open", "a[0] + b[i]",
        "size ∈ {small, mid, large}", "sets {a, b} and [0, 1]", "x <= 5, a < b and c > d", "${HOME}/bin", "and so on...",
        "The reader waits…", "a TODO app with TODO lists", "no TODO comments remain", "N/A", "[Unreleased]", "[1.0.0] - 2026-08-19",
        "<UserCard /> shows it", 'Reply "Fixed by {sha}"', "scores = [4, 5, 6]", "\\[Name\\]", '"Hello {name}, welcome"',
        "[Certainty: HIGH]", "a file idx_{table}_{column}", "the branch feature/{name}", "dates use the format YYYY-MM-DD",
        "What??? Really", "**Author**: [Jane Doe]", "- [Mail relay]", "call it with <name> to see", "[the user] shall",
        "<!-- TODO: fill in [Name] -->", "$x_{i}$ and \\frac{a}{b}", "(see [Table 3])", "see TODO.md", "`err` {Error} what broke",
        "[Fast path] for bots", "<none>", "Draft", "verbs: [insert, update, delete]", "as in [team/handbook]",
    ],
)  # fmt: skip
def test_what_only_looks_like_one_is_none(text: str) -> None:
    assert placeholders(text) == []


def test_a_label_that_the_document_defines_is_a_link() -> None:
    assert placeholders("as the [feature description] says")
    assert placeholders("as the [feature  Description] says", references=["Feature description"]) == []


def test_code_that_only_the_caller_sees_does_not_count() -> None:
    assert placeholders("{Feature Name}", inline_code_ranges=[(0, 14)]) == []


def test_placeholders_come_in_reading_order() -> None:
    text = "TBD: as a {USER_ROLE}, I want {FEATURE} by [DATE]"
    assert [found.text for found in placeholders(text)] == ["TBD", "{USER_ROLE}", "{FEATURE}", "[DATE]"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", True), ("  ", True), ("-", True), ("—", True), ("?", True), ("TBD", True), ("**TBD**", True), ("`TBD`", True), ("[...]", True),
        ("{x}", True), ("[Name], [Date]", True), ("TBD / TBD", True), ("...", True), ("<name>", True), ("N/A", False), ("None", False),
        ("TBD by the API team", False), ("a - b", False), ("Yes", False), ("[x]", False),
    ],
)  # fmt: skip
def test_a_value_is_empty_or_not(text: str, expected: bool) -> None:
    assert is_placeholder(text) is expected


def test_hostile_strings_take_linear_time() -> None:
    assert hostile.too_slow(placeholders) == []
