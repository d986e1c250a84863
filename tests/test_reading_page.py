"""The page on reading says what the tool does: its snippets are read, judged and counted.

A comment above a snippet says what is claimed of it: `reads` how many facts of a kind there are, `finds` which rules
object to it, `silent` which do not. What begins with no title of its own stands below one. `with words` takes the
vocabulary of the last snippet of YAML. A comment above a table says which field of which facts its last column shows
(`shapes`), or that it shows the roles of titles.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from speclint.document.source import make_source
from speclint.document.vocabulary import Vocabulary
from speclint.facts.fact import Facts
from speclint.linter import lint, read
from speclint.rule import Ruleset
from speclint.shape import fit
from speclint.yaml import load

PAGE = (Path(__file__).resolve().parent.parent / "docs" / "reading.md").read_text("utf-8")
_SNIPPET = re.compile(
    r"(?P<notes>(?:<!-- [^\n]* -->\n)+)\n(?P<fence>`{3,})(?P<language>\w+)\n(?P<text>.*?)^(?P=fence)$", re.S | re.M
)
_NOTE = re.compile(r"<!-- (?P<verb>\w+)(?P<words> with words)?(?: \((?P<profile>\w+)\))?: (?P<claims>[^\n]*?) -->")
_TABLE = r"\n+(?:\|[^\n]*\n){2}(?P<rows>(?:\|[^\n]*\n)+)"
_SHAPES = re.compile(r"<!-- shapes: (?P<kind>\w+)\.(?P<field>\w+)(?: under (?P<part>[^\n]*?))? -->" + _TABLE)
_SHOWN = {"None": "none", "''": "none", "True": "yes", "False": "no"}
_TITLES = re.compile(r"<!-- titles -->" + _TABLE)


def _snippets() -> list[re.Match[str]]:
    return list(_SNIPPET.finditer(PAGE))


def _facts(snippet: re.Match[str], vocabulary: Vocabulary) -> Facts:
    text = snippet["text"]
    head = "" if text.startswith(("# ", "---\n")) else "# Technical Specification: Harbour\n\n"
    return read(make_source(head + text, "spec.md"), vocabulary)


def _words(snippet: re.Match[str], vocabulary: Vocabulary) -> Vocabulary:
    """The vocabulary with the words of the last YAML above a snippet."""
    text = PAGE[: snippet.start()].rpartition("```yaml\n")[2].partition("```")[0]
    found = load(text, "speclint.yaml")
    assert isinstance(found, dict)
    return vocabulary.plus(found["vocabulary"])


@pytest.mark.parametrize("snippet", _snippets(), ids=lambda snippet: f"line {PAGE.count(chr(10), 0, snippet.start())}")
def test_a_snippet_is_read_as_the_page_says(snippet: re.Match[str], ruleset: Ruleset, vocabulary: Vocabulary) -> None:
    notes = list(_NOTE.finditer(snippet["notes"]))
    assert len(notes) == snippet["notes"].count("<!--")
    for note in notes:
        facts = _facts(snippet, _words(snippet, vocabulary) if note["words"] else vocabulary)
        claims = note["claims"].split(", ")
        if note["verb"] == "reads":
            counts = {kind: len(facts.get(kind)) for kind in (claim.split()[0] for claim in claims)}
            assert [f"{kind} {count}" for kind, count in counts.items()] == claims
            continue
        profile = fit(facts, ruleset.profiles[note["profile"] or "sdd"]).profile
        found = {finding.rule for finding in lint(facts, profile, ruleset.for_profile(profile)).findings}
        assert note["verb"] in ("finds", "silent")
        assert set(claims) <= set(ruleset.rules)
        assert found & set(claims) == (set(claims) if note["verb"] == "finds" else set())


def _shapes() -> Iterator[tuple[str, str, str, str]]:
    """The rows of the tables of shapes: what is written, and what is read of it."""
    for table in _SHAPES.finditer(PAGE):
        part = f"## {table['part']}\n\n" if table["part"] else ""
        for row in table["rows"].splitlines():
            written, read_as = (cell.strip() for cell in re.split(r"(?<!\\)\|", row.strip("|")))
            text = "\n".join(line.removeprefix(" ") for line in written.strip("`").replace("\\|", "|").split(" ⏎"))
            yield table["kind"], table["field"], f"# Technical Specification: Harbour\n\n{part}{text}\n", read_as


@pytest.mark.parametrize(("kind", "field", "text", "expected"), list(_shapes()))
def test_a_shape_is_read_as_the_page_says(
    kind: str, field: str, text: str, expected: str, vocabulary: Vocabulary
) -> None:
    found = [getattr(fact, field) for fact in read(make_source(text, "spec.md"), vocabulary).get(kind)]
    assert _shown(found) == expected.replace("\\|", "|")


def _shown(found: Sequence[object]) -> str:
    return (
        "; ".join(_SHOWN.get(repr(each), f"{each:g}" if isinstance(each, float) else str(each)) for each in found)
        or "–"
    )


def test_titles_have_the_roles_of_the_page(vocabulary: Vocabulary) -> None:
    rows = [row.strip("|\n").split("|") for table in _TITLES.finditer(PAGE) for row in table["rows"].splitlines()]
    assert rows
    for title, roles in rows:
        expected = re.findall(r"`([a-z-]+)`", roles)
        for each in re.findall(r"`([^`]+)`", title):
            assert (each, list(vocabulary.roles(each))) == (each, expected)


def test_every_snippet_makes_a_claim() -> None:
    assert len(_snippets()) == len(re.findall(r"^`{3,}markdown$", PAGE, re.M)) > 0
    assert len(list(_SHAPES.finditer(PAGE))) == PAGE.count("<!-- shapes:") > 0
