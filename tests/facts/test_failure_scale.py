"""Parts about errors and about scalability: which say something, and which only hold the words."""
# ruff: noqa: E501

from __future__ import annotations

import pytest

from speclint.document.source import make_source
from speclint.document.vocabulary import Vocabulary
from speclint.facts.fact import Facts
from speclint.facts.passage import SubjectPart
from speclint.linter import read

# a document below its title, and its parts about errors: line, whether content is lacking
ERRORS = [
    pytest.param("## Error Handling\n\n- Timeouts are retried 3 times\n", [(3, False)], id="items"),
    pytest.param("## Error Handling\n\n| Error | HTTP |\n|---|---|\n| Not found | 404 |\n", [(3, False)], id="a table"),
    pytest.param("## Exceptions\n\n```python\nclass HarbourError(Exception):\n    status = 400\n```\n", [(3, False)], id="code"),
    pytest.param("## Fault Tolerance\n\nIf a node dies, its partitions move to the others.\n", [(3, False)], id="prose"),
    pytest.param("## Architecture\n\n### Failure scenarios\n\n1. Broker down: ships are buffered on disk\n", [(5, False)], id="cases"),
    pytest.param("## Design\n\n**Error handling**: exceptions become problem details (RFC 9457)\n", [(5, False)], id="a labelled paragraph"),
    pytest.param("## Design\n\n**Send behavior - graceful degradation:**\n- ship unknown: continue with its number\n", [(5, False)], id="a label with a comment"),
    pytest.param("## Implementation Guidelines\n\n- **Errors**: logged with a trace id\n", [(5, False)], id="a labelled item"),
    pytest.param("## Non-Functional Requirements\n\n| Attribute | Requirement |\n|---|---|\n| Error handling | failed jobs go to a dead letter queue |\n", [(7, False)], id="a row of requirements"),
    pytest.param("## Component Design\n\n| Exception | What happens |\n|---|---|\n| IOError | the file is skipped |\n", [(5, False)], id="a table elsewhere"),
    pytest.param("## Error Handling\n\nErrors are handled gracefully with appropriate messages.\n", [(3, True)], id="only the words"),
    pytest.param("## Error Handling\n\nThe system shall implement comprehensive error handling and recovery mechanisms.\n", [(3, True)], id="more of the words"),
    pytest.param("## Error Handling\n\nTBD\n", [(5, True)], id="a placeholder"),
    pytest.param("## Error Handling\n\n**Strategy**: [How errors are handled]\n", [(5, True)], id="what the template asks for"),
    pytest.param("## Error Handling\n\n## Deployment\n\nText.\n", [(3, True)], id="nothing"),
    pytest.param("## API\n\n### GET /ships\n\n**Errors:**\n- 404 no such ship\n", [], id="the errors of an endpoint"),
    pytest.param("## Logging\n\n- **Error**: crashes are logged\n", [], id="a level of logs"),
    pytest.param("## Risks\n\n| Failure mode | Response |\n|---|---|\n| Database down | retry |\n", [], id="risks"),
    pytest.param("## Overview\n\nOn failure we retry.\n", [], id="a sentence"),
    pytest.param("## Phases\n\n- **Error handling**: week 2, with retries\n", [], id="a task"),
]  # fmt: skip

SCALES = [
    pytest.param("## Scalability\n\n- Stateless pods, one more at 70 % CPU\n", [(3, False)], id="items"),
    pytest.param("## Performance\n\n### Scalability\n\nUp to 8 workers share the queue.\n", [(5, False)], id="a sub-section"),
    pytest.param("## Capacity Planning\n\n5 TB per year.\n", [(3, False)], id="a capacity"),
    pytest.param("## Scaling Strategy\n\nHorizontal.\n", [(3, False)], id="an axis"),
    pytest.param("## Non-Functional Requirements\n\n- **Scalability**: 10k users by adding pods\n", [(5, False)], id="a labelled item"),
    pytest.param("## Non-Functional Requirements\n\n| Attribute | Requirement |\n|---|---|\n| Scalability | shards by port |\n", [(7, False)], id="a row"),
    pytest.param("## Scalability\n\nNot a concern: the tool runs for one user on one machine.\n", [(3, False)], id="waved off with a reason"),
    pytest.param("## Scalability\n\nThe architecture is scalable and can grow with demand.\n", [(3, True)], id="only the words"),
    pytest.param("## Scalability\n\nThe system uses modern cloud technologies to ensure scalability.\n", [(3, True)], id="more of the words"),
    pytest.param("## Scalability\n\n- TBD\n", [(5, True)], id="a placeholder"),
    pytest.param("## Non-Functional Requirements\n\n- **Scalability**: the system must be scalable\n", [], id="a label without content"),
    pytest.param("## Overview\n\nA scalable system with 3 replicas.\n", [], id="a sentence"),
    pytest.param("## Risks\n\n- **Scalability**: 10k users may be too many for one node\n", [], id="a risk"),
]  # fmt: skip


def _read(text: str, vocabulary: Vocabulary) -> Facts:
    return read(make_source(f"# Harbour\n\n{text}", "spec.md"), vocabulary)


@pytest.mark.parametrize(("text", "parts"), ERRORS)
def test_parts_about_errors(text: str, parts: list[tuple[int, bool]], vocabulary: Vocabulary) -> None:
    found = _read(text, vocabulary).all("error_parts", SubjectPart)
    assert [(part.span.line, part.lacking) for part in found] == parts


@pytest.mark.parametrize(("text", "parts"), SCALES)
def test_parts_about_scalability(text: str, parts: list[tuple[int, bool]], vocabulary: Vocabulary) -> None:
    found = _read(text, vocabulary).all("scalability_parts", SubjectPart)
    assert [(part.span.line, part.lacking) for part in found] == parts


def test_one_part_with_content_serves_for_all(vocabulary: Vocabulary) -> None:
    text = "## Error Handling\n\nErrors are handled gracefully.\n\n## Failure Modes\n\n- Database down: 503\n"
    found = _read(text, vocabulary).all("error_parts", SubjectPart)
    assert [(part.span.line, part.lacking) for part in found] == [(3, False), (7, False)]
