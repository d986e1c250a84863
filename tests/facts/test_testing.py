"""Levels of tests, in every shape that authors give a testing part."""
# ruff: noqa: E501

from __future__ import annotations

import pytest

from speclint.document.source import make_source
from speclint.document.vocabulary import Vocabulary
from speclint.facts import testing
from speclint.facts.fact import Facts
from speclint.facts.passage import Gap
from speclint.linter import read

# a document below its title, and the levels that its testing part addresses
ADDRESSED = [
    pytest.param("## Testing\n\n### Unit\n\nRules.\n\n### Integration\n\nRoutes.\n\n### E2E\n\nFlows.\n", "unit integration e2e", id="sub-headings"),
    pytest.param("## Quality Assurance\n\n| Level | Tool |\n|---|---|\n| Unit | Jest |\n| Integration | Supertest |\n| E2E | Cypress |\n", "unit integration e2e", id="rows"),
    pytest.param("## Test Plan\n\n| Module | Unit | Integration | E2E |\n|---|---|---|---|\n| Login | yes | yes | TBD |\n", "unit integration", id="columns"),
    pytest.param("## Testing\n\n- **Unit**: rules\n- **Integration**: routes\n- **End-to-end**: flows\n", "unit integration e2e", id="labelled items"),
    pytest.param("## Testing\n\n- [ ] Unit tests\n- [ ] Integration tests\n- [ ] E2E tests\n", "unit integration e2e", id="tasks"),
    pytest.param("## Testing\n\nWe rely on unit and integration tests; end-to-end scenarios run in Cypress.\n", "unit integration e2e", id="prose"),
    pytest.param("## Testing\n\nUnit/integration/E2E tests run in CI.\n", "unit integration e2e", id="strokes"),
    pytest.param("## Testing\n\n**Unit tests** (rules):\n```python\ndef test_rule(): ...\n```\n\n**Integration tests** (routes):\n```python\ndef test_e2e(): ...\n```\n", "unit integration", id="bold labels above code"),
    pytest.param("## Testing\n\n**Unit tests.** Rules.\n\n**Acceptance tests.** Two ports.\n", "unit e2e", id="bold paragraphs"),
    pytest.param("## Testing\n\n```\n   /E2E\\\n  /Integration\\\n / Unit Tests \\\n```\n", "unit integration e2e", id="a drawn pyramid"),
    pytest.param("## Testing\n\n```mermaid\ngraph TD\n  A[E2E 10%] --> B[Integration 20%] --> C[Unit 70%]\n```\n", "unit integration e2e", id="a diagram"),
    pytest.param("## Testing\n\n```bash\npytest tests/unit\npytest tests/integration\n```\n", "unit integration", id="commands"),
    pytest.param("## Implementation Guidelines\n\n- Coding: ruff\n- Testing:\n  - unit tests with pytest\n  - integration tests with containers\n", "unit integration", id="an item with nested items"),
    pytest.param("## Implementation Guidelines\n\n**Testing Strategy**\n\n- Unit: Jest\n- E2E: Playwright\n", "unit e2e", id="a bold label above a list"),
    pytest.param("## Non-Functional Requirements\n\n| Area | Requirement |\n|---|---|\n| Testing | unit and end-to-end tests |\n", "unit e2e", id="a row of requirements"),
    pytest.param("## Verification\n\n1. **Unit-level checks** of parsers\n2. **System tests** on hardware\n", "unit e2e", id="other names"),
    pytest.param("## Testing\n\n- API tests (integration) with supertest\n- UI tests\n- UAT with pilots\n", "integration e2e", id="in brackets"),
    pytest.param("## Testing\n\n### Unit & Integration Tests\n\npytest\n\n### User Acceptance Testing\n\nPilots\n", "unit integration e2e", id="joint headings"),
    pytest.param("## Testing\n\n### Integration Tests\n\n- A parcel travels end-to-end through all services\n", "integration e2e", id="integration tests called end-to-end"),
    pytest.param("## Testing\n\n- No E2E tests, because the library has no users of its own\n", "e2e", id="waved off with a reason"),
    pytest.param("## Testing\n\n- Load tests with k6\n- Contract tests with Pact\n", "load contract", id="other kinds"),
    pytest.param("## Testing\n\nEnd-to-end latency is measured; acceptance criteria stand above.\n", "", id="what only sounds so"),
    pytest.param("## Testing\n\n- The integration with the carrier is mocked\n- Continuous integration runs all\n- The price per unit is checked\n", "", id="other units and integrations"),
    pytest.param("## Testing\n\n### Unit tests\n\nTBD\n\n### Integration tests\n\n### E2E tests\n\n- [ ] TODO\n", "", id="placeholders"),
    pytest.param("## Testing\n\n- **Unit Tests**: [Scope]\n- **Integration Tests**: {scope}\n- **E2E Tests**: TBD\n", "", id="what the template asks for"),
    pytest.param("## Overview\n\nTested by unit, integration and E2E tests.\n", "", id="outside of a testing part"),
    pytest.param("## Phases\n\n### Phase 4: Testing (Week 4)\n\n- unit tests\n", "", id="a phase"),
    pytest.param("## Dependencies\n\n- **Testing**: Jest, for unit tests\n", "", id="a list of libraries"),
    pytest.param("## Quality Checklist\n\n- [x] Testing strategy defined (unit, integration, E2E)\n", "", id="a claim"),
]  # fmt: skip


def _read(text: str, vocabulary: Vocabulary) -> Facts:
    return read(make_source(f"# Harbour\n\n{text}", "spec.md"), vocabulary)


@pytest.mark.parametrize(("text", "levels"), ADDRESSED)
def test_levels_are_read(text: str, levels: str, vocabulary: Vocabulary) -> None:
    found = {level.level for level in _read(text, vocabulary).all("tests", testing.TestLevel)}
    assert found == set(levels.split())


@pytest.mark.parametrize(
    ("text", "gaps"),
    [
        pytest.param("## Testing\n\n- unit tests\n- integration tests\n", [(3, "e2e", "")], id="at the part"),
        pytest.param("## Testing\n\n- Unit: rules\n- Integration: TBD\n- E2E: flows\n", [(6, "integration", "Integration")], id="at the label"),
        pytest.param("## Testing\n\n### Unit tests\n\n### Integration tests\n\nRoutes.\n\n### E2E\n\nFlows.\n", [(5, "unit", "Unit tests")], id="at the empty heading"),
        pytest.param("## Verification\n\nBy hand.\n\n## Testing\n\n- unit tests\n- integration tests\n", [(7, "e2e", "")], id="at the part that addresses most"),
        pytest.param("## Design\n\n**Testing**: unit tests and E2E tests\n", [(5, "integration", "")], id="at the labelled paragraph"),
        pytest.param("## Overview\n\nText.\n", [], id="no part"),
    ],
)  # fmt: skip
def test_a_level_is_missing_where_it_would_be_added(text: str, gaps: list[tuple[int, str, str]], vocabulary: Vocabulary) -> None:
    found = _read(text, vocabulary).all("missing_tests", Gap)
    assert [(gap.span.line, gap.kind, gap.said) for gap in found] == gaps
