"""What security parts show, in every shape: the authentication flow, the authorization model, layers of defence."""
# ruff: noqa: E501

from __future__ import annotations

import pytest

from speclint.document.source import make_source
from speclint.document.vocabulary import Vocabulary
from speclint.facts.defence import SecurityView
from speclint.facts.fact import Facts
from speclint.facts.passage import Gap
from speclint.linter import read

# a document below its title, and what its security parts show
SHOWN = [
    pytest.param("## Security\n\n### Authentication Flow\n\n```\n+------+  login  +----+\n| Quay |-------->| ID |\n+------+         +----+\n```\n", "authentication", id="a drawn flow"),
    pytest.param("## Security\n\n```mermaid\nsequenceDiagram\n  Skipper->>Gate: POST /login\n  Gate-->>Skipper: JWT\n```\n", "authentication", id="a drawing under no title of its own"),
    pytest.param("## 6. Security Diagrams\n\n### 6.2 RBAC\n\n```mermaid\ngraph TD\n  Harbourmaster --> Berths[read and write berths]\n```\n", "authorization", id="a drawn model"),
    pytest.param("## Security\n\n| Role | Permission |\n|---|---|\n| Skipper | read own berth |\n", "authorization", id="a table of roles"),
    pytest.param("## Security\n\n- Skippers log in with OpenID Connect\n- Only harbourmasters can move a boat\n", "authentication authorization", id="items"),
    pytest.param("## Security\n\nThere is no login, since the program runs as the user who started it; file permissions decide.\n", "authentication authorization", id="not needed, and why"),
    pytest.param("## Security\n\n### Defence in Depth\n\n1. Firewall in front of the quay\n2. Checked input\n", "layers", id="a part of that name"),
    pytest.param("## Security\n\n**Security layers**\n\n- Gateway: rate limits\n- Service: checked input\n", "layers", id="a label of that name"),
    pytest.param("## Security\n\n```mermaid\ngraph TD\n  A[Layer 1: Network] --> B[Layer 2: Gateway] --> C[Layer 3: Data]\n```\n", "layers", id="numbered boxes"),
    pytest.param("## Security\n\n- **Network**: private subnets\n- **Application**: checked input\n- **Data**: encrypted disks\n", "layers", id="named layers"),
    pytest.param("## Security\n\n| Layer | Control |\n|---|---|\n| Edge | WAF |\n| Store | encrypted disks |\n", "layers", id="a table of layers"),
    pytest.param("## Security\n\nDefense in depth: the gateway, the service and the database each check the harbour.\n", "layers", id="a sentence"),
    pytest.param("## Security\n\n### Input Validation\n\nBodies are checked against a schema.\n\n### SQL Injection\n\nOnly bound parameters.\n", "", id="protections that are no layers"),
    pytest.param("## Security\n\n### Authentication (future)\n\nSkippers will log in with OIDC.\n", "", id="a later version"),
    pytest.param("## Security\n\n### Authentication Flow\n\nTBD\n\n### Defense in Depth\n\n[Describe the layers]\n", "", id="placeholders"),
    pytest.param("## Architecture\n\n### 2.2 Sequence Diagram: User Authentication\n\n```mermaid\nsequenceDiagram\n  A->>B: login\n```\n\n## Security\n\nDisks are encrypted.\n", "", id="a sequence of the architecture"),
    pytest.param("## API\n\n### POST /auth/login\n\nSigns a skipper in with email and password.\n\n## Security\n\nDisks are encrypted.\n", "", id="an endpoint"),
    pytest.param("## API\n\n### Authentication\n\nCallers send a bearer token.\n\n## Security\n\nDisks are encrypted.\n", "authentication", id="a part of the API"),
    pytest.param("## Security\n\n### Authentication Flow\n\n```\n+------+ token +---------------------+\n| Quay |------>| Berth (Authorized)  |\n+------+       +---------------------+\n```\n\n### Defense in Depth\n\n```\nLayer 1: TLS\nLayer 2: Authorization by role\nLayer 3: encrypted disks\n```\n", "authentication layers", id="what stands under another title"),
    pytest.param("## Security\n\n```csharp\noptions.WithHeaders(\"Authorization\");\n```\n", "", id="a word in code"),
]  # fmt: skip


def _read(text: str, vocabulary: Vocabulary) -> Facts:
    return read(make_source(f"# Harbour\n\n{text}", "spec.md"), vocabulary)


@pytest.mark.parametrize(("text", "kinds"), SHOWN)
def test_what_is_shown(text: str, kinds: str, vocabulary: Vocabulary) -> None:
    found = {view.kind for view in _read(text, vocabulary).all("security_views", SecurityView)}
    assert found == set(kinds.split())


@pytest.mark.parametrize(
    ("text", "gaps"),
    [
        pytest.param("## Security\n\nDisks are encrypted.\n", [(3, "authentication"), (3, "authorization"), (3, "layers")], id="at the part"),
        pytest.param("## Security\n\nSkippers log in with OpenID Connect; only harbourmasters can move a boat.\n\n### Defense in Depth\n\nTBD\n", [(7, "layers")], id="at the empty heading"),
        pytest.param("## Overview\n\nBerths.\n", [(1, "part")], id="no part"),
    ],
)  # fmt: skip
def test_what_is_missing(text: str, gaps: list[tuple[int, str]], vocabulary: Vocabulary) -> None:
    found = _read(text, vocabulary).all("missing_security_views", Gap)
    assert [(gap.span.line, gap.kind) for gap in found] == gaps
