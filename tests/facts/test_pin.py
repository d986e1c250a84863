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
    pytest.param("## Deployment\n\n```yaml\nspec:\n  containers:\n    - image: docker.io/library/postgres:14.2\n```\n", [(10, True)], id="a container of a cluster"),
    pytest.param("## Setup\n\n```json\n{\n  \"dependencies\": {\n    \"react\": \"^17.0.2\"\n  }\n}\n```\n", [(10, False)], id="package.json"),
    pytest.param("## Setup\n\n```toml\n[project]\nrequires-python = \"==3.10.*\"\n```\n", [(9, True)], id="pyproject.toml"),
    pytest.param("## Setup\n\n```yaml\n- uses: actions/setup-python@v5\n  with:\n    python-version: '3.10'\n```\n", [(10, True)], id="a workflow"),
    pytest.param("## Setup\n\n```yaml\nFunction:\n  Runtime: python3.9\n```\n", [(9, True)], id="a function"),
    pytest.param("## Setup\n\n```hcl\nengine         = \"postgres\"\nengine_version = \"14.7\"\n```\n", [(9, True)], id="a managed database"),
    pytest.param("## Setup\n\n```bash\ndocker run -d -p 5432:5432 postgres:13\n```\n", [(8, True)], id="a command"),
    pytest.param("## Setup\n\n```java\nnew PostgreSQLContainer(\"postgres:13\");\n```\n", [(8, False)], id="an image in code"),
    pytest.param("## Setup\n\nThe store runs as `postgres:14-alpine` in each depot.\n", [(7, False)], id="an image in a sentence"),
    pytest.param("## Architecture\n\n```mermaid\ngraph TD\n  a[API] --> b[(PostgreSQL 14)]\n```\n", [(9, False)], id="a label of a diagram"),
    pytest.param("## Architecture\n\n```text\n+-----+    +------------+\n| API |--->| PostgreSQL |\n|     |    |     14     |\n+-----+    +------------+\n```\n", [(10, False)], id="a label over two lines"),
    pytest.param("## Stores\n\n### Database: PostgreSQL 14\n\nHolds parcels.\n", [(7, False)], id="a heading"),
    pytest.param("## CI\n\n```yaml\nservices:\n  a:\n    image: python:3.11\n  b:\n    image: python:3.12\n```\n", [], id="a matrix of images"),
    pytest.param("## CI\n\n```yaml\nservices:\n  a:\n    image: postgres:16.3-alpine\n    image: nginx:80\n```\n\nThe API calls `redis:6379` and `postgres:5432`.\n", [], id="ports"),
    pytest.param("## Setup\n\n```diff\n-FROM python:3.9\n+FROM python:3.12\n```\n", [], id="a difference"),
    pytest.param("## Current State\n\n```mermaid\ngraph TD\n  a[API] --> b[(PostgreSQL 13)]\n```\n", [], id="what is there today"),
    pytest.param("## Setup\n\n```txt\nredis==5.0.1\npsycopg==3.1\n```\n", [], id="clients in a manifest"),
    pytest.param("## Alternatives Considered\n\n- PostgreSQL 14: nearing its end\n", [], id="alternatives"),
    pytest.param("## Parts\n\n| Part | Technology |\n|---|---|\n| API | Python 3.12 |\n| Models | Python 3.11 |\n\n```dockerfile\nFROM python:3.11\n```\n", [], id="two parts with a version each"),
    pytest.param("## Parts\n\n- **Languages**: Python 3.12 (API), Python 3.11 (models)\n\n## Setup\n\n- Python 3.11\n", [], id="two in a line"),
    pytest.param("## Dependencies\n\n- Python 3.12 (API)\n- Python 3.11 (models)\n\n## Setup\n\n```dockerfile\nFROM python:3.11\n```\n", [], id="a stack of two versions"),
    pytest.param("## Parts\n\n| Part | Technology |\n|---|---|\n| API | Python 3.12 |\n| Models | Python 3.11 |\n", [(10, False)], id="one row against the rest"),
    pytest.param("## Caches\n\n| What | Where |\n|---|---|\n| Scans | Redis 7 |\n| Vans | Redis 6 |\n| Rounds | Redis 7 |\n", [(10, False)], id="one row of many"),
    pytest.param("## API\n\n```json\n{\n  \"app\": \"1.2.0\",\n  \"python\": \"3.9.1\"\n}\n```\n", [], id="an example of a reply"),
    pytest.param("## Changelog\n\n- 1.1: PostgreSQL 16\n- 1.0: PostgreSQL 14\n", [], id="a changelog"),
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
    pytest.param("## Build\n\nThe pipeline runs PostgreSQL 14, 15 and 16.\n", [], id="several in one sentence"),
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


def test_two_least_versions_of_a_list_disagree(vocabulary: Vocabulary) -> None:
    text = "# T\n\n## Tech Stack\n\n- Python >=3.11\n- React 18+\n\n## Setup\n\n- **Runtime**: Python >=3.10\n- React 18.2+\n"
    found = read(make_source(text), vocabulary).all("version_conflicts", VersionConflict)
    assert [(each.span.line, each.version, each.other) for each in found] == [(10, ">=3.10", ">=3.11")]


def test_a_manifest_is_compared_with_the_list_of_dependencies(vocabulary: Vocabulary) -> None:
    text = "# T\n\n## Dependencies\n\n| Package | Version |\n|---|---|\n| express | ^4.18 |\n\n## Setup\n\n```json\n{\n  \"dependencies\": {\n    \"express\": \"5.0.1\"\n  }\n}\n```\n"
    (found,) = read(make_source(text), vocabulary).all("version_conflicts", VersionConflict)
    assert (found.span.line, found.version, found.other_line) == (14, "5.0.1", 7)
