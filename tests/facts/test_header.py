"""The header of a design-template spec: what is asked for, in every shape, and what is wrong with it."""
# ruff: noqa: E501

from __future__ import annotations

from pathlib import Path

import pytest

from speclint.document.source import make_source
from speclint.document.vocabulary import Vocabulary
from speclint.facts.fact import Facts
from speclint.facts.header import DateFault, HeaderConflict, HeaderField, HeaderGap
from speclint.facts.link import DeadLink
from speclint.facts.value.date import days
from speclint.linter import read
from speclint.runner import Neighbours
from tests.facts.hostile import too_slow

FULL = [("issue", "#12"), ("epic", "#9"), ("status", "Draft"), ("author", "Ann Ek"), ("date", "2026-01-31"), ("related-adr", "N/A"), ("related-ux", "N/A")]
LABELS = {"issue": "Issue", "epic": "Epic", "status": "Status", "author": "Author", "date": "Date", "related-adr": "Related ADR", "related-ux": "Related UX"}


def _facts(text: str, vocabulary: Vocabulary, path: str = "spec.md", files: Neighbours | None = None) -> Facts:
    return read(make_source(text, path), vocabulary, files)


def _header(shape: str) -> str:
    rows = [(LABELS[name], value) for name, value in FULL]
    if shape == "front matter":
        body = "".join(f"{label.replace(' ', '_').lower()}: '{value}'\n" for label, value in rows)
        return f"---\n{body}---\n\n# T\n"
    if shape == "table":
        return "# T\n\n| Field | Value |\n|---|---|\n" + "".join(f"| **{label}** | {value} |\n" for label, value in rows)
    marks = {"bold": "**{}**: {}  \n", "quote": "> **{}:** {}\n", "bullets": "- **{}**: {}\n", "plain": "{}: {}\n"}
    return "# T\n\n" + "".join(marks[shape].format(label, value) for label, value in rows)


@pytest.mark.parametrize("shape", ["bold", "quote", "bullets", "plain", "table", "front matter"])
def test_a_full_header(shape: str, vocabulary: Vocabulary) -> None:
    facts = _facts(_header(shape), vocabulary)
    assert [(each.name, each.value) for each in facts.all("header", HeaderField)] == FULL
    assert all(each.filled for each in facts.all("header", HeaderField))
    assert facts.all("header_gaps", HeaderGap) == ()
    assert facts.all("date_faults", DateFault) == ()


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        pytest.param("# T\n\nText.\n", ("Issue", "Epic", "Status", "Author", "Date", "Related ADR", "Related UX"), id="no header"),
        pytest.param(_header("bold").replace("**Epic**: #9  \n", ""), ("Epic",), id="one is missing"),
        pytest.param(_header("bold").replace("Related UX", "Related PRD"), (), id="a PRD serves as UX"),
        pytest.param(_header("bold").replace("**Related ADR**: N/A  \n**Related UX**: N/A  \n", "**Related**: [ADR-7](a.md), [UX-3](u.md)\n"), (), id="one line of related documents"),
        pytest.param(_header("bold").replace("Issue", "Story").replace("#12", "#44"), (), id="a story"),
        pytest.param(_header("bold").replace("**Date**", "**Last Updated**"), (), id="a date of change in the header"),
    ],
)  # fmt: skip
def test_what_is_missing(text: str, missing: tuple[str, ...], vocabulary: Vocabulary) -> None:
    found = _facts(text, vocabulary).all("header_gaps", HeaderGap)
    assert [each.names for each in found] == ([missing] if missing else [])
    assert all(each.span.line == 1 for each in found)


@pytest.mark.parametrize(
    ("line", "filled"),
    [
        ("**Author**: {Agent/Person}", False),
        ("**Author**:", False),
        ("**Author**: TBD", False),
        ("**Author**: -", False),
        ("**Date**: {YYYY-MM-DD}", False),
        ("**Issue**: #{feature-id}", False),
        ("**Related ADR**: [ADR-{epic-id}.md](../adr/ADR-{epic-id}.md)", False),
        ("**Related ADR**: -", True),
        ("**Related UX**: N/A (no user interface)", True),
        ("**Related ADR**: [ADR-7](https://docs.example/7)", True),
        ("**Author**: Ann Ek <ann@example.org>", True),
    ],
)
def test_what_is_not_filled_in(line: str, filled: bool, vocabulary: Vocabulary) -> None:
    found = _facts(f"# T\n\n{line}\n", vocabulary).all("header", HeaderField)
    assert [each.filled for each in found] == [filled]


@pytest.mark.parametrize(
    ("value", "status"),
    [
        ("Draft", "Draft"), ("**approved**", "Approved"), ("✅ Approved", "Approved"), ("In Review", "Review"),
        ("Under review since 2026-01-02", "Review"), ("Approved (v2, by the board)", "Approved"), ("🟡 DRAFT", "Draft"),
        ("Draft - waiting for the security review", "Draft"), ("~~Draft~~ Approved", "Approved"),
        ("☐ Draft ☑ Review ☐ Approved", "Review"), ("[ ] Draft [x] Approved", "Approved"),
        ("Draft | Review | Approved", ""), ("Draft / Review", ""), ("Draft or Approved", ""), ("Not approved", ""),
        ("Shipped", ""), ("Done", ""),
    ],
)  # fmt: skip
def test_a_status(value: str, status: str, vocabulary: Vocabulary) -> None:
    found = _facts(f"# T\n\n**Status**: {value}\n", vocabulary).all("header", HeaderField)
    assert [each.status for each in found] == [status]


@pytest.mark.parametrize(
    ("value", "ids"),
    [
        ("#12", ("12",)), ("#12, #13", ("12", "13")), ("[#12](https://code.example/i/12)", ("12",)),
        ("PAY-7", ("PAY-7",)), ("[Carts](https://track.example/browse/PAY-7)", ("https://track.example/browse/PAY-7",)),
        ("example/shop#5", ("5",)), ("12", ("12",)), ("Issue 12", ("12",)), ("GH-12 - Carts", ("GH-12",)),
        ("https://code.example/shop/issues/12", ("https://code.example/shop/issues/12",)),
        ("#CARTS", ()), ("Phase 3 of the carts", ()), ("N/A", ()), ("Carts", ()), ("100% done", ()),
    ],
)  # fmt: skip
def test_a_number_of_an_issue(value: str, ids: tuple[str, ...], vocabulary: Vocabulary) -> None:
    found = _facts(f"# T\n\n**Epic**: {value}\n", vocabulary).all("header", HeaderField)
    assert [each.ids for each in found] == [ids]


def test_a_number_in_front_matter_is_no_comment(vocabulary: Vocabulary) -> None:
    found = _facts("---\nissue: #12\nauthor: Ann\n---\n\n# T\n", vocabulary).all("header", HeaderField)
    assert [(each.name, each.value, each.filled) for each in found] == [("issue", "#12", True), ("author", "Ann", True)]


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("2026-01-31", None), ("2026-01-31T09:00:00Z", None), ("Created 2026-01-31", None), ("2028-02-29", None),
        ("2026-13-01", ("2026-13-01", "")), ("2026-02-30", ("2026-02-30", "")), ("next week", ("next week", "")),
        ("January 31, 2026", ("January 31, 2026", "2026-01-31")), ("31 Jan 2026", ("31 Jan 2026", "2026-01-31")),
        ("1st of March 2026", ("1st of March 2026", "2026-03-01")), ("31.01.2026", ("31.01.2026", "2026-01-31")),
        ("2026/01/31", ("2026/01/31", "2026-01-31")), ("2026-1-5", ("2026-1-5", "2026-01-05")),
        ("20260131", ("20260131", "2026-01-31")), ("01/31/2026", ("01/31/2026", "2026-01-31")),
        ("31/01/2026", ("31/01/2026", "2026-01-31")), ("02/03/2026", ("02/03/2026", "")), ("January 2026", ("January 2026", "")),
        ("(rev. 3) 31.02.2026", ("31.02.2026", "")),
    ],
)  # fmt: skip
def test_a_date(value: str, found: tuple[str, str] | None, vocabulary: Vocabulary) -> None:
    faults = _facts(f"# T\n\n**Date**: {value}\n", vocabulary).all("date_faults", DateFault)
    assert [(each.value, each.iso) for each in faults] == ([found] if found else [])
    for each in faults:
        line = f"**Date**: {value}"
        assert line[each.span.column - 1 : each.span.end_column - 1] == each.value
        assert each.repair == ((each.span, each.iso) if each.iso else None)


@pytest.mark.parametrize(
    ("text", "name", "kinds"),
    [
        ("**Date**: 2026-02-01\n**Last Updated**: 2026-01-31\n", "spec.md", ["update"]),
        ("**Date**: 2026-02-01\n**Last Updated**: 2026-02-01\n", "spec.md", []),
        ("**Issue**: #12\n**Epic**: #9\n", "SPEC-12.md", []),
        ("**Issue**: #12\n**Epic**: #9\n", "docs/specs/SPEC-009-carts.md", []),
        ("**Issue**: #12\n**Epic**: #9\n", "SPEC-13.md", ["name"]),
        ("**Issue**: #12\n**Feature**: #13\n", "feature-13.md", []),
        ("**Issue**: #12\n", "SPEC-13-v2.md", []),
        ("**Issue**: #12\n", "2026-13.md", []),
        ("**Issue**: PAY-12\n", "SPEC-13.md", []),
        ("**Related ADR**: ADR-13\n", "SPEC-12.md", []),
    ],
)
def test_what_cannot_both_be(text: str, name: str, kinds: list[str], vocabulary: Vocabulary) -> None:
    found = _facts(f"# T\n\n{text}", vocabulary, name).all("header_conflicts", HeaderConflict)
    assert [each.kind for each in found] == kinds


@pytest.mark.parametrize(
    ("head", "line"),
    [
        pytest.param("# T\n\n**Related ADR**: [ADR-7](adr/7.md)\n", None, id="there"),
        pytest.param("# T\n\n**Related ADR**: [ADR-8](adr/8.md)\n", 3, id="not there"),
        pytest.param("# T\n\n| Field | Value |\n|---|---|\n| Related ADR | [ADR-8](./adr/8.md) |\n| Issue | #1 |\n", 5, id="in a table"),
        pytest.param("---\nrelated_adr: \"[ADR-8](adr/8.md)\"\n---\n\n# T\n", 2, id="in front matter"),
        pytest.param("---\nrelated_adr: adr/8.md\n---\n\n# T\n", 2, id="a path in front matter"),
        pytest.param("---\nrelated_adr: adr/7.md\n---\n\n# T\n", None, id="a path that is there"),
        pytest.param("# T\n\n**Related ADR**: [ADR-8](../../../adr/8.md)\n", None, id="outside of the project"),
        pytest.param("# T\n\n**Related ADR**: [ADR-{id}](adr/ADR-{id}.md)\n", None, id="a placeholder"),
        pytest.param("# T\n\n**Note**: [ADR-8](adr/8.md)\n", None, id="no field of the header"),
    ],
)  # fmt: skip
def test_a_dead_link(head: str, line: int | None, vocabulary: Vocabulary, tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "adr").mkdir()
    (tmp_path / "adr" / "7.md").write_text("# ADR-7\n")
    path = str(tmp_path / "SPEC-1.md")
    found = _facts(head, vocabulary, path, Neighbours(path)).all("dead_header_links", DeadLink)
    assert [each.span.line for each in found] == ([line] if line else [])


def test_no_text_takes_long(vocabulary: Vocabulary) -> None:
    assert too_slow(days) == []
