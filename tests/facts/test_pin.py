"""One technology, one version: what contradicts, and what only seems to."""
# ruff: noqa: E501

from __future__ import annotations

import pytest

from speclint.document.source import make_source
from speclint.document.vocabulary import Vocabulary
from speclint.facts.pin import VersionConflict
from speclint.linter import read

STACK = "# T\n\n**Tech Stack**: Python 3.12, PostgreSQL 16, Redis 7, React 18\n\n"

# what follows the stack of the header: the conflicts by line, and whether they are sure
CONFLICTS = [
    pytest.param("## Dependencies\n\n- PostgreSQL 15\n", [(7, True)], id="an item"),
    pytest.param("## Dependencies\n\n| Package | Version |\n|---|---|\n| Python | 3.11 |\n| PostgreSQL | 16.2 |\n", [(9, True)], id="a row"),
    pytest.param("## Deployment\n\n- **Database**: PostgreSQL 14 (4 vCPU)\n", [(7, True)], id="a labelled item elsewhere"),
    pytest.param("## Deployment\n\n```yaml\nservices:\n  db:\n    image: postgres:15-alpine\n```\n", [(10, True)], id="an image"),
    pytest.param("## Deployment\n\n```dockerfile\nFROM python:3.9-slim\n```\n", [(8, True)], id="a base image"),
    pytest.param("## Components\n\n| Component | Technology |\n|---|---|\n| Store | PostgreSQL 13 |\n", [(9, True)], id="a table of components"),
    pytest.param("## Assumptions\n\nAll depots run Python 3.9 on their machines.\n", [(7, False)], id="a sentence"),
    pytest.param("## Dependencies\n\n- Python >=3.13\n", [(7, False)], id="a range that leaves it out"),
    pytest.param("## Dependencies\n\n- Python >=3.11,<4\n- PostgreSQL 16+\n- Redis 7.2\n- React ^18.2.0\n", [], id="ranges that hold it"),
    pytest.param("## Dependencies\n\n- **redis**: ^4.6.0 - client\n- **pg**: ^8.11 - PostgreSQL client\n- redis-py 5.0\n", [], id="clients"),
    pytest.param("## Dependencies\n\n| Package | Version | Purpose |\n|---|---|---|\n| Redis | 5.0 | Redis client for Python |\n", [], id="a client in a table"),
    pytest.param("## Dependencies\n\n- React Router 6.22\n- React Native 0.74\n- Testcontainers for Python 4.4\n", [], id="other things with the name"),
    pytest.param("## Migration Plan\n\n- Phase 1: from PostgreSQL 13 to PostgreSQL 16\n\n## Data\n\nUpgrading PostgreSQL 13 takes a day.\n", [], id="upgrades"),
    pytest.param("## Testing\n\nTested on Python 3.10, 3.11 and 3.12.\n\n| Python | Result |\n|---|---|\n| Python 3.10 | ok |\n| Python 3.11 | ok |\n", [], id="a matrix"),
    pytest.param("## Overview\n\nPython 3.9 is not supported, since `match` came with Python 3.10.\n", [], id="versions of features"),
    pytest.param("## Risks\n\n- PostgreSQL 12 reaches its end of life.\n", [], id="risks"),
    pytest.param("## Architecture\n\n```mermaid\ngraph TD\n  a[PostgreSQL 16]\n```\n\nThe API has 3 replicas, Redis 2 GB, PostgreSQL 200 GB.\n", [], id="amounts"),
    pytest.param("## Dependencies\n\n- Python 3\n- PostgreSQL 16.x\n", [], id="coarser and finer"),
    pytest.param("## API\n\nThe Redis 6 protocol (RESP3) is spoken; PostgreSQL 14 compatible servers work too.\n", [], id="protocols"),
]  # fmt: skip


@pytest.mark.parametrize(("rest", "conflicts"), CONFLICTS)
def test_a_contradiction_is_found(rest: str, conflicts: list[tuple[int, bool]], vocabulary: Vocabulary) -> None:
    found = read(make_source(STACK + rest), vocabulary).all("version_conflicts", VersionConflict)
    assert [(each.span.line, each.sure) for each in found] == conflicts


def test_the_odd_one_out_is_the_one_that_is_reported(vocabulary: Vocabulary) -> None:
    text = "# T\n\n**Tech Stack**: PostgreSQL 15\n\n## Dependencies\n\n- PostgreSQL 16\n\n## Deployment\n\n- **Database**: PostgreSQL 16\n"
    (found,) = read(make_source(text), vocabulary).all("version_conflicts", VersionConflict)
    assert (found.span.line, found.version, found.other, found.other_line) == (3, "15", "16", 7)
    assert [message for message, _ in found.related] == ["PostgreSQL is 16 here"]
