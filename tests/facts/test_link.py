"""Links that lead nowhere, and those that lead somewhere in spite of their looks."""
# ruff: noqa: E501

from __future__ import annotations

import pytest

from speclint.document.source import make_source
from speclint.document.vocabulary import Vocabulary
from speclint.facts.anchor import slug, slugs
from speclint.facts.link import DeadLink
from speclint.linter import read


class _Tree:
    """A folder with an image and two documents; nothing may be told of what is above it."""

    files = frozenset({"plan.md", "./plan.md", "img/a b.png", "guide", "guide.md", "src/app.py"})

    def exists(self, target: str) -> bool | None:
        return None if target.startswith("..") else target in self.files

    def anchors(self, target: str) -> frozenset[str] | None:
        return frozenset({"goals"}) if target.endswith("plan.md") else None


def _dead(text: str, vocabulary: Vocabulary, tree: _Tree | None = None) -> list[DeadLink]:
    source = make_source(f"# T\n\n## 1. Risks & Limits\n\n{text}\n")
    return list(read(source, vocabulary, tree).all("dead_links", DeadLink))


@pytest.mark.parametrize(
    "text",
    [
        "[a](#1-risks--limits)", "[a](#t)", "[a](#)", "[a](#top)", "[a](#L12)", "[a](#1-Risks--Limits)",
        "[a](https://example.com/x#y)", "[a](mailto:ann@example.com)", "<https://example.com>", "[a](//host/x)",
        "`[a](#b)`", "```\n[a](#b)\n```", "[a](plan.md)", "[a](./plan.md#goals)", "[a](plan.md?plain=1#L10-L12)", "![a](img/a%20b.png)",
        "[a](guide)", "[a](../above.md)", "[a](src/app.py#L10)", "[a](plan.md \"A title\")", "[a](<img/a b.png>)",
        "[a][b]\n\n[b]: plan.md", "[a][]\n\n[a]: plan.md", "array[i][j]", "[x][y]", "a[0][1]",
        "as said.[^1]\n\n[^1]: There.", "`[^2]`", "[ADR-{id}](../adr/ADR-{id}.md)", '<a id="here"></a>\n\n[a](#here)',
        '<img src="img/a b.png">', "![a]()",
    ],
)  # fmt: skip
def test_links_that_lead_somewhere(text: str, vocabulary: Vocabulary) -> None:
    assert _dead(text, vocabulary, _Tree()) == []


@pytest.mark.parametrize(
    ("text", "kind", "reason"),
    [
        ("[a](#risks)", "anchor", 'no heading has the anchor "#risks"'),
        ("[a](#1-risks-limits)", "anchor", 'no heading has the anchor "#1-risks-limits" (did you mean "#1-risks--limits"?)'),
        ("[a](nowhere.md)", "file", 'file "nowhere.md" does not exist'),
        ("![a](img/b.png)", "file", 'image "img/b.png" does not exist'),
        ("[a](plan.md#goal)", "file", 'no heading of "plan.md" has the anchor "#goal" (did you mean "#goals"?)'),
        ("[a](/D:/Work/plan.md)", "file", '"/D:/Work/plan.md" is a path on one machine only'),
        ("[a](file:///home/ann/plan.md)", "file", '"file:///home/ann/plan.md" is a path on one machine only'),
        ("[a](~/plan.md)", "file", '"~/plan.md" is a path on one machine only'),
        ("[a]()", "empty", 'link "a" has no target'),
        ("[b]: nowhere.md\n\n[a][b]", "file", 'file "nowhere.md" does not exist'),
        ("[the plan][plan]", "reference", 'no link is defined for the label "plan"'),
        ("[the plan][]", "reference", 'no link is defined for the label "the plan"'),
        ("as said.[^3]", "footnote", "footnote 3 is not written"),
        ('<img src="img/b.png">', "file", 'image "img/b.png" does not exist'),
    ],
)
def test_links_that_lead_nowhere(text: str, kind: str, reason: str, vocabulary: Vocabulary) -> None:
    [found] = _dead(text, vocabulary, _Tree())
    assert (found.kind, found.reason) == (kind, reason)


def test_a_dead_link_has_its_place(vocabulary: Vocabulary) -> None:
    [found] = _dead("| a | b |\n| - | - |\n| x | see [y](#z) |", vocabulary)
    assert (found.span.line, found.span.column, found.span.end_column) == (7, 11, 18)


def test_without_a_folder_only_the_document_is_judged(vocabulary: Vocabulary) -> None:
    assert [each.target for each in _dead("[a](nowhere.md) [b](#nowhere) ![c](no.png)", vocabulary)] == ["#nowhere"]


@pytest.mark.parametrize(
    ("title", "anchor"),
    [
        ("11. Risks & Mitigations", "11-risks--mitigations"),
        ("`GET /users/{id}`: one_user", "get-usersid-one_user"),
        ("Beta to  GA", "beta-to--ga"),
        ("Über Größe", "über-größe"),
        ("🚀 Start", "-start"),
        ("⚠\ufe0f Risks", "\ufe0f-risks"),
        ("What's C++ / C#?", "whats-c--c"),
    ],
)
def test_anchors_are_those_that_github_gives(title: str, anchor: str) -> None:
    assert slug(title) == anchor


def test_a_title_that_stands_again_gets_a_number(vocabulary: Vocabulary) -> None:
    source = make_source("# A\n\n## A\n\n## A-1\n\n> ## A\n\n###### A\n")
    found = slugs(read(source, vocabulary).document)
    assert list(found.values()) == ["a", "a-1", "a-1-1", "a-2", "a-3"]
