"""What the optional parser of Mermaid says, and what is made of it."""

from __future__ import annotations

import json

import pytest

from speclint.facts.drawing import grammar
from speclint.facts.drawing.grammar import grammar_problem

CODE = "flowchart LR\n  A --> B\n  B ->\n"


class _Parser:
    """A parser that says what it is told to say."""

    def __init__(self, said: object) -> None:
        self.said = said

    def analyze_json(self, source: str, options_json: str | None) -> str:
        """The complaint, or an error where it is one."""
        if isinstance(self.said, Exception):
            raise self.said
        return json.dumps({"diagnostics": self.said}) if isinstance(self.said, list) else str(self.said)


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    monkeypatch.setattr(grammar, "_engine", lambda: _Parser(request.param))
    return


def _complaint(message: str, severity: str = "error", name: str = "merman.parse.diagram_parse") -> dict[str, object]:
    place = {"lsp_range": {"start": {"line": 2, "character": 4}}}
    return {"id": name, "severity": severity, "message": message, "span": place}


@pytest.mark.parametrize("said", [[_complaint("Incomplete edge; expected x, y")]], indirect=True)
@pytest.mark.usefixtures("said")
def test_a_complaint_is_taken_over_with_its_place() -> None:
    found = grammar_problem(CODE, 10, 3)
    assert found is not None
    assert (found.message, found.line, found.column) == ("incomplete edge", 12, 5)


SILENT = [
    pytest.param([], id="nothing wrong"),
    pytest.param([_complaint("Odd style", severity="warning")], id="a warning"),
    pytest.param([_complaint("Too many crossings", name="merman.lint.x")], id="a matter of taste"),
    pytest.param([_complaint("unexpected edge id")], id="what renderers do not agree on"),
    pytest.param([_complaint("source is 9 bytes, exceeding 3")], id="a limit of its own"),
    pytest.param("no JSON", id="nonsense"),
    pytest.param(RuntimeError("panic"), id="a crash"),
]


@pytest.mark.parametrize("said", SILENT, indirect=True)
@pytest.mark.usefixtures("said")
def test_what_is_not_certain_is_not_said() -> None:
    assert grammar_problem(CODE, 10, 3) is None


@pytest.mark.parametrize("said", [[_complaint("wrong")]], indirect=True)
@pytest.mark.parametrize("code", ["mindmap\n  x\n", "C4Context\n  x\n", "flowchart LR\n" + "a\n" * 20_000, ""])
@pytest.mark.usefixtures("said")
def test_kinds_that_it_does_not_know_well_are_not_asked_for(code: str) -> None:
    assert grammar_problem(code, 1, 1) is None


def test_without_the_parser_nothing_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(grammar, "_engine", lambda: None)
    assert grammar_problem(CODE, 1, 1) is None
