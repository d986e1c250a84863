"""Calls that drawings, sentences and headings make, against the list of endpoints."""

from __future__ import annotations

import pytest

from speclint.document.source import make_source
from speclint.document.vocabulary import Vocabulary
from speclint.facts.api.nearness import call, distance
from speclint.facts.call import ApiVersionConflict, UnlistedCall
from speclint.linter import read

HEAD = "# Technical Specification: Berths\n\n"
API = """
## API

Base URL: `https://harbour.example.com/api/v1`

| Method | Endpoint | Description |
| --- | --- | --- |
| GET | `/api/v1/berths` | List berths |
| GET | `/api/v1/berths/{berthId}` | Show a berth |
| POST | `/api/v1/bookings` | Book a berth |
| PATCH | `/api/v1/bookings/{bookingId}` | Move a booking |
"""


def _found(text: str, vocabulary: Vocabulary) -> list[tuple[int, str, str, bool]]:
    facts = read(make_source(text, "spec.md"), vocabulary)
    found = facts.all("unlisted_calls", UnlistedCall)
    assert all(each.related[0][1].line == each.near_line for each in found)
    return [(each.span.line, each.call, each.near, each.likely) for each in found]


@pytest.mark.parametrize(
    ("drawing", "expected"),
    [
        ("```mermaid\nsequenceDiagram\n    App->>API: PUT /api/v1/bookings/{id}\n```",
         "PATCH /api/v1/bookings/{bookingId}"),
        ("```mermaid\nsequenceDiagram\n    App->>API: GET /api/v1/berth\n```", "GET /api/v1/berths"),
        ("```mermaid\nsequenceDiagram\n    App->>API: POST /api/v2/bookings\n```", "POST /api/v1/bookings"),
        ("```plantuml\n@startuml\nApp -> API : PUT /bookings/17\n@enduml\n```", "PATCH /api/v1/bookings/{bookingId}"),
        ("```\n|  App |--GET /berth----->| API |\n|      |<------200----------|     |\n```", "GET /api/v1/berths"),
        ("```\n| App |-PUT /api/v1/bookings/7->| API |\n| App |<---------200----------| API |\n```",
         "PATCH /api/v1/bookings/{bookingId}"),
        ("```mermaid\nflowchart LR\n    A[App] -->|DELETE /api/v1/bookings| B[API]\n```", "POST /api/v1/bookings"),
        ("1. The app sends `PUT /api/v1/bookings/{id}` with the new place.", "PATCH /api/v1/bookings/{bookingId}"),
        ("The app asks GET /api/v1/berths/{id}/history once an hour.", ""),
    ],
)  # fmt: skip
def test_a_call_that_is_not_listed_is_told(drawing: str, expected: str, vocabulary: Vocabulary) -> None:
    found = _found(f"{HEAD}## Architecture\n\n{drawing}\n{API}", vocabulary)
    assert [(near, likely) for _, _, near, likely in found] == [(expected, True)]


@pytest.mark.parametrize(
    "drawing",
    [
        "```mermaid\nsequenceDiagram\n    App->>API: GET /berths/42\n    App->>API: POST /bookings<br/>with a key\n```",
        "```mermaid\nsequenceDiagram\n    App->>Weather: GET https://weather.example.org/v2/tides\n```",
        "```mermaid\nsequenceDiagram\n    App->>API: GET https://harbour.example.com/api/v1/berths?free=true\n```",
        "```\n| App |--POST /api/v1/book-->| API |\n|     |  ings                |     |\n```",
        "The kubelet asks `GET /healthz` every 10 seconds.",
        "The call replaces `GET /api/v1/berths/list`, which is deprecated.",
        "A later version will add `POST /api/v1/berths/{id}/photos`.",
        "All writes (`POST /api/v1/...`) are logged.",
        "Every `PATCH /bookings/{id}` is logged.",
    ],
)
def test_other_calls_are_left_alone(drawing: str, vocabulary: Vocabulary) -> None:
    assert _found(f"{HEAD}## Architecture\n\n{drawing}\n{API}", vocabulary) == []


def test_a_call_that_may_be_of_another_service_is_advice(vocabulary: Vocabulary) -> None:
    drawing = "```mermaid\nsequenceDiagram\n    App->>IdP: POST /oauth/token\n```"
    found = _found(f"{HEAD}## Architecture\n\n{drawing}\n{API}", vocabulary)
    assert found == [(7, "POST /oauth/token", "", False)]


@pytest.mark.parametrize(
    ("headings", "expected"),
    [
        (
            ("GET /berths", "GET /berths/{id}", "POST /bookings", "PUT /bookings/{id}"),
            ["PATCH /api/v1/bookings/{bookingId}"],
        ),
        (("GET /berths", "GET /berths/{id}", "POST /booking", "PATCH /bookings/{id}"), ["POST /api/v1/bookings"]),
        (("GET /berths", "GET /berths/{id}", "POST /moorings", "PATCH /bookings/{id}"), ["POST /api/v1/bookings"]),
        (("GET /berths", "GET /berths/{id}", "POST /bookings", "PATCH /bookings/{id}", "GET /tides"), [""]),
        (("GET /berths", "GET /berths/:id", "POST /api/v1/bookings", "PATCH /bookings/<id>"), []),
        (("POST /bookings",), []),
    ],
)
def test_the_parts_about_endpoints_agree_with_the_list(
    headings: tuple[str, ...], expected: list[str], vocabulary: Vocabulary
) -> None:
    parts = "".join(f"\n### {each}\n\nSays what it does.\n" for each in headings)
    assert [near for _, _, near, _ in _found(f"{HEAD}{API}{parts}", vocabulary)] == expected


def test_an_incomplete_list_claims_nothing(vocabulary: Vocabulary) -> None:
    partial = API.replace("## API", "## API\n\n### Key Endpoints")
    text = f"{HEAD}## Architecture\n\nThe app asks `GET /api/v1/berths/{{id}}/history`.\n{partial}"
    assert _found(text, vocabulary) == []


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("/api/v1/bookings/{bookingId}", "/api/v2/bookings/{bookingId}", 12),
        ("example.com/api/v1", "example.com/api/v2", 5),
        ("Base URL: `https://harbour.example.com/api/v1`", "The current version is v3.", 5),
        ("Base URL: `https://harbour.example.com/api/v1`", "**API version**: 2", 5),
        ("Base URL: `https://harbour.example.com/api/v1`", "`/api/v3` is the only version.", 5),
        ("Base URL: `https://harbour.example.com/api/v1`", "All paths start with the version, `/api/v3`.", 5),
        ("Base URL: `https://harbour.example.com/api/v1`", "All paths start with the version, `/api/v1`.", 0),
        ("Base URL: `https://harbour.example.com/api/v1`", "A breaking change gets `/api/v2`.", 0),
        ("Base URL: `https://harbour.example.com/api/v1`", "API version: 1.4", 0),
    ],
)
def test_versions_agree(old: str, new: str, line: int, vocabulary: Vocabulary) -> None:
    text = f"{HEAD.strip()}\n{API.replace(old, new)}"
    found = read(make_source(text, "spec.md"), vocabulary).all("api_version_conflicts", ApiVersionConflict)
    assert [each.span.line for each in found] == ([line] if line else [])


@pytest.mark.parametrize(
    ("given", "known", "expected"),
    [
        ("POST /orders", "POST /api/v1/orders", "same"),
        ("GET /orders/17", "GET /orders/{id}", "same"),
        ("PUT /orders/{id}", "PATCH /orders/:id", "verb"),
        ("GET /order", "GET /orders", "path"),
        ("GET /orders/cancel", "GET /orders/{id}/cancel", "path"),
        ("GET /v2/orders", "GET /v1/orders", "version"),
        ("GET /orders/{id}/items", "GET /orders", "resource"),
        ("GET /routes", "GET /orders", ""),
    ],
)
def test_how_near_two_calls_are(given: str, known: str, expected: str) -> None:
    assert distance(call(*given.split(" ")), call(*known.split(" "))) == expected


@pytest.mark.parametrize(
    ("command", "told"),
    [
        ("curl -X POST http://localhost:8080/api/v1/booking -d '{}'", True),
        ("curl http://localhost:8080/api/v1/bookings", True),
        ("curl -X POST http://localhost:8080/api/v1/bookings \\\n  -d '{}'", False),
        ("curl http://localhost:8080/health", False),
        ("curl -X POST https://tides.example.org/api/v1/booking", False),
    ],
)
def test_curl_on_the_own_machine(command: str, told: bool, vocabulary: Vocabulary) -> None:
    found = _found(f"{HEAD}{API}\n## Appendix\n\n```bash\n{command}\n```\n", vocabulary)
    assert bool(found) is told
