"""Security measures, in every shape that authors give a security part."""
# ruff: noqa: E501

from __future__ import annotations

import pytest

from speclint.document.source import make_source
from speclint.document.vocabulary import Vocabulary
from speclint.facts.fact import Facts
from speclint.facts.passage import Gap
from speclint.facts.security import Measure
from speclint.linter import read

# a document below its title, and the measures that are read: line, kinds
MEASURES = [
    pytest.param("## Security\n\n- Auth: JWT\n- RBAC\n- TLS 1.3\n", {5: "authentication", 6: "authorization", 7: "encryption"}, id="items"),
    pytest.param("## Security\n\n- **Authentication**: OpenID Connect\n- **Authorization**: clerks see their depot\n- **Rate limiting**: 5 a minute\n", {5: "authentication", 6: "authorization", 7: "rate-limiting"}, id="labelled items"),
    pytest.param("## Security\n\n| Threat | Mitigation |\n|---|---|\n| Spoofing | OIDC login |\n| Elevation of privilege | RBAC checks |\n| Tampering | TLS |\n", {7: "authentication", 8: "authorization", 9: "encryption audit"}, id="rows"),
    pytest.param("## Security\n\nUsers sign in with Google.\n\nUsers can only see what is theirs.\n\nBodies are validated with zod.\n", {5: "authentication", 7: "authorization", 9: "validation"}, id="paragraphs"),
    pytest.param("## Security\n\n### Authentication\n\nA letter with a code.\n\n### Permissions\n\nFor each project.\n", {7: "authentication", 11: "authorization"}, id="sub-headings"),
    pytest.param("## Security\n\n```java\nhttp.authorizeHttpRequests(a -> a.anyRequest().authenticated()).oauth2ResourceServer(jwt());\n```\n", {5: "authentication authorization"}, id="code"),
    pytest.param("## Security\n\n```mermaid\nsequenceDiagram\n  Client->>Server: login\n```\n", {5: "authentication"}, id="a diagram"),
    pytest.param("## API\n\n### Authentication\n\nBearer token of the identity provider.\n", {7: "authentication"}, id="authentication of an API"),
    pytest.param("## API\n\n**Authentication**: API key in a header, required for each call\n", {5: "authentication"}, id="a labelled paragraph"),
    pytest.param("## Non-Functional Requirements\n\n- **Security**: OAuth2 login, roles, AES-256\n", {5: "authentication authorization encryption"}, id="one item for all"),
    pytest.param("## Non-Functional Requirements\n\n| Category | Requirement |\n|---|---|\n| Security | SSO, RBAC |\n", {7: "authentication authorization"}, id="a row of requirements"),
    pytest.param("## Design\n\n### Login flow\n\nThe browser is sent to the identity provider.\n", {7: "authentication"}, id="a section of its own elsewhere"),
    pytest.param("## Security\n\n- **Authentication**: none is needed, because it runs as the user who started it\n", {5: "authentication"}, id="waved off with a reason"),
    pytest.param("## Security\n\n- **Authentication**: not required\n- **Authorization**: n/a\n- Encryption\n", {}, id="waved off without a reason"),
    pytest.param("## Security\n\n- **Authentication**: TBD\n- **Authorization**: [rules]\n", {}, id="placeholders"),
    pytest.param("## Security\n\nWe will use standard authentication and authorization. Data will be protected.\n", {}, id="only the words"),
    pytest.param("## Security\n\n- API keys are stored in Vault and never logged\n", {5: "secrets"}, id="a kept key is no authentication"),
    pytest.param("## Security\n\n- JWT validation in the gateway\n", {5: "authentication"}, id="a validated token is no validation of input"),
    pytest.param("## Overview\n\nJWT login, RBAC and TLS are used.\n", {}, id="outside of a security part"),
    pytest.param("## Risks\n\n- **Security**: tokens may leak; TLS helps\n", {}, id="a risk"),
    pytest.param("## Tech Stack\n\n- **Authentication**: Keycloak 24\n", {}, id="a library"),
]  # fmt: skip


def _read(text: str, vocabulary: Vocabulary) -> Facts:
    return read(make_source(f"# Harbour\n\n{text}", "spec.md"), vocabulary)


@pytest.mark.parametrize(("text", "measures"), MEASURES)
def test_measures_are_read(text: str, measures: dict[int, str], vocabulary: Vocabulary) -> None:
    found: dict[int, set[str]] = {}
    for measure in _read(text, vocabulary).all("security_measures", Measure):
        found.setdefault(measure.span.line, set()).add(measure.kind)
    assert found == {line: set(kinds.split()) for line, kinds in measures.items()}


@pytest.mark.parametrize(
    ("text", "gaps"),
    [
        pytest.param("## Security\n\n- JWT\n- TLS\n", [(3, "authorization")], id="at the part"),
        pytest.param("## Security\n\n- **Authentication**: TBD\n- roles\n- TLS\n", [(5, "authentication")], id="at the label"),
        pytest.param("## Security\n\n### Authentication\n\nJWT; bodies are validated.\n\n### Authorization\n", [(9, "authorization")], id="at the empty heading"),
        pytest.param("## Security\n\nTBD\n", [(3, "authentication"), (3, "authorization"), (3, "protection")], id="an empty part"),
        pytest.param("## API\n\n### Authentication\n\nJWT\n\n## Non-Functional Requirements\n\nFast.\n", [(9, "part")], id="no part, at the parent"),
        pytest.param("## Overview\n\nText.\n", [(1, "part")], id="no part, at the title"),
        pytest.param("## Authentication and Authorization\n\nJWT and roles.\n\n## Data Protection\n\nAES-256.\n", [], id="several parts"),
    ],
)  # fmt: skip
def test_a_measure_is_missing_where_it_would_be_added(text: str, gaps: list[tuple[int, str]], vocabulary: Vocabulary) -> None:
    found = _read(text, vocabulary).all("missing_measures", Gap)
    assert [(gap.span.line, gap.kind) for gap in found] == gaps
