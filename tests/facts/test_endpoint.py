"""What can be called, in every shape that authors give it: `endpoints/NAME.md` beside what is read of it, `NAME.txt`.

`python -m pytest tests/facts/test_endpoint.py --update` writes the expected files anew; read the difference.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from speclint.checks.kinds import is_filled
from speclint.document.source import make_source
from speclint.document.vocabulary import Vocabulary
from speclint.facts.api.signature import covers, http_signatures, path_key
from speclint.facts.endpoint import ApiGap, Endpoint, Repeat
from speclint.facts.fact import Applicability, Facts
from speclint.linter import read

SPECS = sorted((Path(__file__).parent / "endpoints").glob("*.md"))


def _facts(text: str, vocabulary: Vocabulary) -> Facts:
    return read(make_source(text, "spec.md"), vocabulary)


def _lacking(each: Endpoint) -> Iterator[str]:
    if not is_filled(each.description):
        yield "description"
    if each.wants_request and not each.request:
        yield each.call_noun
    if each.wants_response and not each.responses:
        yield each.answer_noun
    if not each.errors:
        yield each.failure_noun


def _lines(facts: Facts) -> Iterator[str]:
    for excuse in facts.all("api_applies", Applicability):
        yield f"not applicable: {excuse.reason}"
    for each in facts.all("endpoints", Endpoint):
        lacking = ", ".join(_lacking(each))
        yield f"{each.span.line} {each.method} {each.path}{' lacks: ' if lacking else ''}{lacking}".replace("  ", " ")
    for gap in facts.all("api_gaps", ApiGap):
        yield f"{gap.span.line} no {gap.topic}"
    for repeat in facts.all("repeated_endpoints", Repeat):
        yield f"{repeat.span.line} repeats line {repeat.first}: {repeat.title}"


@pytest.mark.parametrize("spec", SPECS, ids=lambda spec: spec.stem)
def test_what_can_be_called_is_read(spec: Path, vocabulary: Vocabulary, request: pytest.FixtureRequest) -> None:
    found = "".join(f"{line}\n" for line in _lines(_facts(spec.read_text("utf-8"), vocabulary)))
    expected = spec.with_suffix(".txt")
    if request.config.getoption("--update"):
        expected.write_text(found, "utf-8")
    assert found == expected.read_text("utf-8")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("POST /orders", [("POST", "/orders")]),
        ("4.1 POST: /orders", [("POST", "/orders")]),
        ("Create an order — POST /orders.", [("POST", "/orders")]),
        ("GET/HEAD /orders/{id}?full=1", [("GET", "/orders/{id}"), ("HEAD", "/orders/{id}")]),
        ("GET https://api.example.com/v1/orders", [("GET", "https://api.example.com/v1/orders")]),
        ("DELETE /orders/<id> or PUT /orders/:id,", [("DELETE", "/orders/<id>"), ("PUT", "/orders/:id")]),
        ("TARGET /orders, get /orders and POST orders", []),
    ],
)
def test_signatures_are_found_in_words(text: str, found: list[tuple[str, str]]) -> None:
    assert [(each.verb, each.path) for each in http_signatures(text)] == found


def test_spellings_of_a_path_agree() -> None:
    paths = ("/Orders/{id}/", "/orders/:orderId", "/orders/<id>?x=1", "https://example.com/orders/{orderId}")
    assert {path_key(path) for path in paths} == {"/orders/{}"}


@pytest.mark.parametrize(
    ("path", "called", "fits"),
    [
        ("/orders/{id}", "/api/orders/42", True),
        ("/orders/{id}/lines", "/orders/42/lines", True),
        ("/orders", "/orders/42", False),
        ("/orders/open", "/orders/42", False),
    ],
)
def test_a_call_fits_its_path(path: str, called: str, fits: bool) -> None:
    assert (covers(path, called) > 0) is fits


class _Files:
    """A folder that holds one file."""

    def exists(self, target: str) -> bool | None:
        return target == "api/openapi.yaml"

    def anchors(self, target: str) -> frozenset[str] | None:
        return None


@pytest.mark.parametrize(
    ("link", "given"),
    [
        ("[contract](api/openapi.yaml)", True),
        ("`api/openapi.yaml`", True),
        ("[contract](api/swagger.json)", False),
        ("[contract](notes.md)", False),
    ],
)
def test_a_contract_in_a_file_that_exists_counts_as_the_examples(
    link: str, given: bool, vocabulary: Vocabulary
) -> None:
    text = f"# Spec\n\n## API\n\nThe contract is {link}.\n\n- `POST /orders`: takes an order\n"
    (each,) = read(make_source(text, "spec.md"), vocabulary, _Files()).all("endpoints", Endpoint)
    assert (bool(each.request), bool(each.responses), bool(each.errors)) == (given, given, given)


@pytest.mark.parametrize(
    ("row", "field", "column"),
    [
        ("| GET | /orders | | 200 `[]` | 401 |", "description", 1),
        ("| GET | /orders | Lists | 200 `[]` | |", "errors", 1),
        ("| GET | /orders | Lists | — | 401 |", "responses", 27),
    ],
)
def test_an_empty_cell_or_its_row_is_where_an_author_must_act(
    row: str, field: str, column: int, vocabulary: Vocabulary
) -> None:
    table = f"| Method | Path | Description | Response | Errors |\n|---|---|---|---|---|\n{row}\n"
    (each,) = _facts(f"# Spec\n\n## API\n\n{table}", vocabulary).all("endpoints", Endpoint)
    assert (each.place(field).line, each.place(field).column) == (7, column)
