"""Rate limits and authentication that are stated twice."""

from __future__ import annotations

import pytest

from speclint.document.source import make_source
from speclint.document.vocabulary import Vocabulary
from speclint.facts.limit import AuthConflict, LimitConflict
from speclint.linter import read

TABLE = """# Technical Specification: Berths

## API

| Method | Endpoint | Description | Auth | Rate Limit |
| --- | --- | --- | --- | --- |
| GET | `/api/v1/berths` | List berths | {auth} | {limit} |
| POST | `/api/v1/berths` | Book a berth | Skipper | 20/min |

### GET /api/v1/berths

{said}
"""


def _limits(text: str, vocabulary: Vocabulary) -> list[tuple[int, str, str, bool]]:
    facts = read(make_source(text, "spec.md"), vocabulary)
    found = facts.all("limit_conflicts", LimitConflict)
    assert all(each.related[0][1].line == each.other_line for each in found)
    return [(each.span.line, each.text, each.other, each.sure) for each in found]


@pytest.mark.parametrize(
    ("said", "sure"),
    [
        ("Rate limit: 60 requests per minute.", True),
        ("**Rate Limiting**: 60 req/min", True),
        ("The limit is 60 requests per minute and user.", False),
        ("Callers are throttled at 60 calls/minute.", True),
        ("| Setting | Value |\n| --- | --- |\n| Rate limit | 60 requests/min |", True),
    ],
)
def test_an_endpoint_with_two_limits_is_told(said: str, sure: bool, vocabulary: Vocabulary) -> None:
    found = _limits(TABLE.format(auth="Yes", limit="100/min", said=said), vocabulary)
    assert [(other, known) for _, _, other, known in found] == [("100/min", sure)]
    assert found[0][0] >= 12


@pytest.mark.parametrize(
    ("limit", "said"),
    [
        ("100/min", "Rate limit: 100 requests per minute and user."),
        ("100/min", "The limit is 2000 requests per hour."),
        ("100/min per user", "The limit is 300 requests per minute per IP."),
        ("100/min", "The limit is 100 requests per minute, in bursts 150 requests per minute."),
        ("-", "The limit is 60 requests per minute."),
        ("100/min", "Premium tiers: the limit is 900 requests per minute."),
        ("100/min", "A berth serves 60 requests per minute at most times."),
    ],
)
def test_limits_that_may_both_hold_are_left_alone(limit: str, said: str, vocabulary: Vocabulary) -> None:
    assert _limits(TABLE.format(auth="Yes", limit=limit, said=said), vocabulary) == []


ROWS = "## Security\n\n| Endpoint | {head} |\n| --- | --- |\n{rows}\n"


@pytest.mark.parametrize(
    ("head", "rows", "told"),
    [
        ("Limit", "| `GET /api/v1/berths` | 60 requests/minute |", True),
        ("Limit", "| `GET /api/v1/berths` | 100 requests/minute |", False),
        ("Limit (premium)", "| `GET /api/v1/berths` | 900 requests/minute |", False),
        ("Limit", "| `GET /api/v1/berths` | 60/min |\n| `GET /api/v1/berths` (master) | 900/min |", False),
        ("Measured", "| `GET /api/v1/berths` | 60 requests/minute |", False),
    ],
)
def test_rows_about_limits(head: str, rows: str, told: bool, vocabulary: Vocabulary) -> None:
    text = TABLE.format(auth="Yes", limit="100/min", said="Lists.") + ROWS.format(head=head, rows=rows)
    assert bool(_limits(text, vocabulary)) is told


def test_a_limit_below_the_heading_or_the_request_of_an_endpoint(vocabulary: Vocabulary) -> None:
    table = TABLE.format(auth="Yes", limit="100/min", said="Lists.")
    request = "## Usage\n\n### Listing\n\n**Rate limit**: 50 requests/minute\n\n```http\nGET /api/v1/berths\n```\n"
    assert len(_limits(table + request, vocabulary)) == 1
    assert _limits(table + request.replace("**Rate limit**", "Polled"), vocabulary) == []


def test_an_appendix_with_a_part_of_its_own_states_limits(vocabulary: Vocabulary) -> None:
    said = "## Appendix\n\n### Security\n\n- Throttling of `GET /api/v1/berths`: 60 requests/minute\n"
    assert len(_limits(TABLE.format(auth="Yes", limit="100/min", said="Lists.") + said, vocabulary)) == 1


@pytest.mark.parametrize(
    ("first", "second", "told"),
    [
        ("Rate limiting: 100 requests/minute per user", "Rate limiting: 60 requests per minute per user", True),
        ("Rate limiting: 100 requests/minute per user", "Rate limiting: 60 requests per minute per IP", False),
        ("Rate limiting: 100 requests/minute", "Login attempts: rate limit of 5 requests/minute", False),
        ("Rate limiting: 100 requests/minute", "Throttling: 100 calls/min", False),
        ("Rate limiting: 100 requests/minute", "The rate limit of the Harbour API is 10 requests per minute", False),
    ],
)
def test_limits_of_the_whole_interface(first: str, second: str, told: bool, vocabulary: Vocabulary) -> None:
    text = f"# Technical Specification: Berths\n\n## API\n\n{first}\n\n## Security\n\n- {second}\n"
    assert bool(_limits(text, vocabulary)) is told


@pytest.mark.parametrize(
    ("auth", "said", "told"),
    [
        ("No", "- **Authentication**: bearer token required", True),
        ("None", "Requires a bearer token.", True),
        ("Yes", "- **Auth**: none", True),
        ("Yes", "A public endpoint for the harbour's web site.", True),
        ("Public", "```http\nGET /api/v1/berths HTTP/1.1\nAuthorization: Bearer abc.def\n```", True),
        ("Yes", "Requests without a token are rejected.", False),
        ("Yes", "- **Authentication**: bearer token", False),
        ("Skipper", "Needs a JWT of the role skipper.", False),
        ("No", "Callable without authentication.", False),
        ("Optional", "Requires a bearer token for details.", False),
        ("-", "Requires a bearer token.", False),
    ],
)
def test_authentication_that_is_stated_twice(auth: str, said: str, told: bool, vocabulary: Vocabulary) -> None:
    text = TABLE.format(auth=auth, limit="100/min", said=said)
    found = read(make_source(text, "spec.md"), vocabulary).all("auth_conflicts", AuthConflict)
    assert bool(found) is told
    assert all(each.other_line == 7 and each.span.line >= 12 for each in found)
