"""What the list of endpoints should say: who may call, how often, and in which form errors come."""

from __future__ import annotations

import pytest

from speclint.document.source import make_source
from speclint.document.vocabulary import Vocabulary
from speclint.facts.endpoint import Endpoint
from speclint.facts.terms import MissingTerm
from speclint.linter import read

HEAD = "# Technical Specification: Berths\n\n## 3. API Design\n\n"
FULL = """| Method | Endpoint | Description | Auth | Rate Limit |
| --- | --- | --- | --- | --- |
| GET | `/api/v1/berths` | List berths | Yes | 100/min |
| POST | `/api/v1/berths` | Add a berth | Admin | - |
"""
BARE = """| Method | Endpoint | Description |
| --- | --- | --- |
| GET | `/api/v1/berths` | List berths |
"""
ERRORS = """
### 3.3 Error Responses

```
+--------------------------------------------------+
|              ERROR RESPONSE FORMAT               |
+--------------------------------------------------+
|  400 Bad Request      |  404 Not Found           |
|  {"error": "Bad"}     |  {"error": "NotFound"}   |
+--------------------------------------------------+
```
"""


def _missing(text: str, vocabulary: Vocabulary) -> list[tuple[int, str]]:
    facts = read(make_source(HEAD + text, "spec.md"), vocabulary)
    return [(each.span.line, each.topic) for each in facts.all("missing_terms", MissingTerm)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (FULL + ERRORS, []),
        (BARE + ERRORS, [(5, "authentication"), (5, "rate limit")]),
        ("Callers send a bearer token. Rate limit: 60 requests per minute.\n\n" + BARE + ERRORS, []),
        ("Callers send a bearer token. Limit: 60 requests per minute and token.\n\n" + BARE + ERRORS, []),
        (BARE + ERRORS + "\n## Security\n\nAll endpoints require a JWT and share a rate limit of 60/min.\n", []),
        (BARE + ERRORS + "\n### Rate Limits\n\n| Plan | Limit |\n| --- | --- |\n| Free | 60/min |\n",
         [(5, "authentication")]),
        (FULL.replace("| Yes |", "| |") + ERRORS, [(7, "authentication")]),
        (FULL.replace("| 100/min |", "| |") + ERRORS, [(7, "rate limit")]),
        (FULL.replace("| List berths |", "| |") + ERRORS, [(7, "description")]),
        (FULL, [(3, "error format")]),
        ("### 3.1 Endpoints\n\n### GET /api/v1/berths\n\nLists berths.\n" + ERRORS, [(5, "list")]),
        ("### GET /api/v1/berths\n\n- **Auth**: token\n- **Rate limit**: 60/min\n" + ERRORS, []),
        ("The spec of the library.\n\n### `load(path)`\n\nLoads a plan.\n", []),
    ],
)  # fmt: skip
def test_what_is_not_said(text: str, expected: list[tuple[int, str]], vocabulary: Vocabulary) -> None:
    assert _missing(text, vocabulary) == expected


@pytest.mark.parametrize(
    "form",
    [
        '### Errors\n\n```json\n{"error": {"code": "NO_BERTH", "message": "Gone"}}\n```\n',
        "### Errors\n\n| Status | Code |\n| --- | --- |\n| 401 | `NO_TOKEN` |\n| 404 | `NO_BERTH` |\n",
        "Errors are problem details after RFC 9457.\n",
        ERRORS,
        '## 9. Error Handling\n\n```json\n{"error": {"code": "NO_BERTH"}}\n```\n',
    ],
)
def test_the_form_of_errors_is_known_in_many_shapes(form: str, vocabulary: Vocabulary) -> None:
    assert _missing(f"{FULL}\n{form}", vocabulary) == []


def test_one_contract_serves_the_endpoints_of_its_resource_that_have_no_part_of_their_own(
    vocabulary: Vocabulary,
) -> None:
    text = (
        HEAD
        + FULL
        + "| PUT | `/api/v1/berths/{id}` | Move | Yes | 9/min |\n| GET | `/api/v1/tides` | Tides | No | 9/min |\n"
        + '\n### POST /api/v1/berths\n\nRequest:\n```json\n{"name": "A7"}\n```\n\n'
        + 'Response (201):\n```json\n{"id": 7}\n```\n'
        + "\n### GET /api/v1/berths\n\nLists berths.\n"
    )
    found = read(make_source(text, "spec.md"), vocabulary).all("endpoints", Endpoint)
    shown = {each.name: (bool(each.contract_request), bool(each.contract_response)) for each in found}
    assert shown["PUT /api/v1/berths/{id}"] == (True, True)
    assert shown["POST /api/v1/berths"] == (True, True)
    assert shown["GET /api/v1/tides"][1] is False
    assert shown["GET /api/v1/berths"][1] is False
