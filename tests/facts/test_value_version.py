"""Versions: what counts as one, of which kind, and whether two agree."""
# ruff: noqa: E501

import pytest

from speclint.facts.value.version import compatible, is_unpinned, version, versions
from tests.facts import hostile

_YES = [
    ("4.18+", "4.18+", "minimum"), ("^4.18.0", "^4.18.0", "caret"), ("~> 5.1", "~> 5.1", "caret"),
    (">=3.11,<4", ">=3.11,<4", "range"), (">= 3.9, < 4.0", ">= 3.9, < 4.0", "range"), ("^16 || ^18", "^16 || ^18", "range"),
    ("PostgreSQL 15", "15", "exact"), ("v1.28", "v1.28", "exact"), ("Java 21 LTS", "21 LTS", "lts"),
    ("2024-11 release", "2024-11", "date"), ("2024-06-20", "2024-06-20", "date"), ("15.x", "15.x", "range"),
    ("3.11.x", "3.11.x", "range"), ("Node 20", "20", "exact"), ("Python 3.12", "3.12", "exact"),
    ("(v4.18+)", "v4.18+", "minimum"), ("1.0.0-rc.1", "1.0.0-rc.1", "exact"), ("net8.0", "8.0", "exact"),
    (".NET 8", "8", "exact"), ("ES2022", "2022", "exact"), ("C++20", "20", "exact"), ("C# 12", "12", "exact"),
    ("Go 1.21+", "1.21+", "minimum"), ("Ubuntu 22.04", "22.04", "exact"), ("@types/node@20", "20", "exact"),
    ("pgx/v5", "v5", "exact"), ("gopkg.in/yaml.v3", "v3", "exact"), ("express@4.18.2", "4.18.2", "exact"),
    ("redis:7-alpine", "7-alpine", "exact"), ("python:3.11-slim", "3.11-slim", "exact"), ("VS Code 1.101+", "1.101+", "minimum"),
    ("≥ 2.0", "≥ 2.0", "minimum"), ("r152", "152", "exact"), ("2023.10", "2023.10", "exact"), ("SDK v3", "v3", "exact"),
    ("Windows Server 2022", "2022", "exact"), ("iOS 17+", "17+", "minimum"), ("macOS 14", "14", "exact"), ("7", "7", "exact"),
    ("`zod`: ^3.22.0", "^3.22.0", "caret"), ('serde = "1.0"', "1.0", "exact"), ("PHP 8.1 – 8.3", "8.1 – 8.3", "range"),
    ("3.12 or later", "3.12 or later", "minimum"), ("at least 3.9", "at least 3.9", "minimum"), ("18 (LTS)", "18 (LTS)", "lts"),
    ("Redis 7 (2GB RAM)", "7", "exact"), ("PostgreSQL 15 with 2 replicas", "15", "exact"), ("Apache 2.4", "2.4", "exact"),
    ("Node 20 images", "20", "exact"), ("Stripe API (2023-10-16)", "2023-10-16", "date"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected", "kind"), _YES)
def test_a_version_is_found(text: str, expected: str, kind: str) -> None:
    found = version(text)
    assert found is not None
    assert (found.text, found.kind) == (expected, kind)
    assert text[found.start : found.end] == expected


@pytest.mark.parametrize(
    "text",
    [
        "latest", "stable", "*", "current", "x.y", "TBD", "-", "LTS", "4 vCPU", "8GB", "3 nodes", "99.9%", "Phase 2", "S3",
        "EC2", "k8s", "i18n", "UTF-8", "SHA-256", "db.t3.medium", "30 days", "2 replicas", "Apache 2.0", "MPL-2.0", "GPLv3",
        "Section 4.2", "Story 2.3", "Week 3", "March 2026", "Alice Smith 2020", "Supports 5 providers", "port 5432",
        "localhost:8080", "10.0.0.1", "RFC 7519", "H.264", "x86_64", "Top 10", "src/app.ts:42", "12:30", "$0.02", "1,000 rps",
        "a threshold of 0.8", "https://example.com/v1/x", "/api/v1/users", "Neo4j", "5.3 Users", "RabbitMQ (3 nodes)",
        "since 2026-03-01 it is so",
    ],
)  # fmt: skip
def test_what_only_looks_like_one_is_none(text: str) -> None:
    assert version(text) is None


@pytest.mark.parametrize(
    "text", ["HTTP/2", "TLS 1.3", "OAuth 2.0", "OAuth2", "OpenAPI 3.1", "HTML5", "IPv6", "TLSv1.2"]
)
def test_the_version_of_a_protocol_is_marked(text: str) -> None:
    found = version(text)
    assert found is not None
    assert found.kind == "protocol"


def test_a_protocol_gives_way_to_a_technology() -> None:
    found = version("TLS 1.3 through nginx 1.25")
    assert found is not None
    assert found.text == "1.25"


def test_a_cell_may_hold_several() -> None:
    assert [found.text for found in versions("2.x / 4.20 / 6.12")] == ["2.x", "4.20", "6.12"]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("latest", "latest"), ("Latest stable", "Latest"), ("stable", "stable"), ("(current)", "current"), ("*", "*"),
        ("redis:latest", "latest"), ("x.y", "x.y"), ("LTS", "LTS"), ("4.18", None), ("a stable API", None), ("Azure Edge", None),
    ],
)  # fmt: skip
def test_the_word_in_place_of_a_version_is_named(text: str, word: str | None) -> None:
    assert is_unpinned(text) == word


@pytest.mark.parametrize(
    ("first", "second", "agree"),
    [
        ("PostgreSQL 15", "15.3", True), ("15", "14", False), ("^4.18", "4.19.2", True), ("^4.18", "5.0.1", False),
        ("^0.3", "0.4", False), (">=3.11", "3.12", True), ("3.11+", "3.10", False), (">=3.11,<4", "4.0", False),
        ("~> 5.1", "5.9", True), ("~> 5.1.2", "5.2", False), ("~4.18.2", "4.18.9", True), ("15.x", "15.2", True),
        ("^16 || ^18", "17.1", False), ("^16 || ^18", "18.2", True), ("3.9-3.12", "3.11", True), ("3.9-3.12", "3.13", False),
        ("Redis 7", "redis:7-alpine", True), ("Java 21 LTS", "Java 17", False), ("1.0.0-rc.1", "1.0.0-rc.2", False),
        ("2024-11 release", "2024-11-03", True), ("> 3", "3.1", False), ("<= 4", "4.2", True), ("latest", "3", None),
    ],
)  # fmt: skip
def test_two_versions_agree_or_not(first: str, second: str, agree: bool | None) -> None:
    assert compatible(first, second) is agree
    assert compatible(second, first) is agree


def test_hostile_strings_take_linear_time() -> None:
    assert hostile.too_slow(versions) == []
