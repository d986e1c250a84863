"""Dependencies and their versions, in every shape that authors list them."""
# ruff: noqa: E501

from __future__ import annotations

import pytest

from speclint.document.source import make_source
from speclint.document.vocabulary import Vocabulary
from speclint.facts.dependency import Dependency
from speclint.facts.fact import Applicability, Facts
from speclint.linter import read

# what stands under "## Dependencies", and what is read: name, version or what stands in its place; `?` where one is missing
LISTS = [
    pytest.param("| Package | Version |\n|---|---|\n| express | ^4.18.0 |\n| zod | |\n", [("express", "^4.18.0"), ("zod", "?")], id="a table of packages"),
    pytest.param("| Component | Technology | Version | Why |\n|---|---|---|---|\n| Language | Go | 1.22 | Known |\n| Store | PostgreSQL | - | ACID |\n", [("Go", "1.22"), ("PostgreSQL", "?")], id="a table of technologies"),
    pytest.param("| Layer | Choice |\n|---|---|\n| Language | Go 1.22+ |\n| CLI | cobra |\n| IPC | JSON-RPC over a socket |\n", [("Go", "1.22+"), ("cobra", "?"), ("JSON-RPC", "")], id="a version in the cell of the name"),
    pytest.param("| Dependency | Purpose |\n|---|---|\n| [WhisperKit](https://example.org/w) v0.12.0 | Speech |\n| `pydantic` >= 2.0 | Models |\n| Ollama (external) | Models |\n", [("WhisperKit", "v0.12.0"), ("pydantic", ">= 2.0"), ("Ollama", "?")], id="a version behind a link or code"),
    pytest.param("| Area | Technology | Version |\n|---|---|---|\n| Tests | xUnit + Moq | 2.x / 4.20 |\n", [("xUnit", "2.x"), ("Moq", "4.20")], id="several in a cell"),
    pytest.param("| | |\n|---|---|\n| **Crate** | **Purpose** |\n| serde | JSON |\n| fnv | Hashes |\n", [("serde", "?"), ("fnv", "?")], id="a table whose first row is its header"),
    pytest.param("| Component | Primary | Fallback |\n|---|---|---|\n| Frames | Polars | pandas |\n", [("Polars", "?"), ("pandas", "?")], id="a second choice"),
    pytest.param("| Name | Version |\n|---|---|\n| FastAPI | latest |\n| Kubernetes | 1.29 |\n", [("FastAPI", "latest"), ("Kubernetes", "1.29")], id="latest"),
    pytest.param("| Service | Purpose | SLA |\n|---|---|---|\n| Order Service | State of orders | 99.9 % |\n| AWS KMS | Keys | 99.99 % |\n", [("Order Service", ""), ("AWS KMS", "")], id="a table of services"),
    pytest.param("| Dependency | Type | Version |\n|---|---|---|\n| Ledger | internal | - |\n| Redis | managed | - |\n| Kafka | cluster | 3.7 |\n", [("Ledger", ""), ("Redis", ""), ("Kafka", "3.7")], id="rows that say that there is no version"),
    pytest.param("- **express**: ^4.18.0 - web framework\n- **pg**: ^8.11.5 - PostgreSQL client\n- **ioredis** - Redis client\n", [("express", "^4.18.0"), ("pg", "^8.11.5"), ("ioredis", "?")], id="bold names"),
    pytest.param("- Dataframe engine: **pandas only**\n- React smoke tests: use the test client\n- Redis 7\n", [("pandas", "?"), ("Redis", "7")], id="only, and what is done with one"),
    pytest.param("- Python 3.11+\n- PostgreSQL 15 (4 vCPU, 16 GB RAM)\n- tokio\n- pgx v5.6.0, database driver\n- goose (current), migrations\n- google/uuid *, identifiers\n", [("Python", "3.11+"), ("PostgreSQL", "15"), ("tokio", "?"), ("pgx", "v5.6.0"), ("goose", "current"), ("google/uuid", "*")], id="plain items"),
    pytest.param("- NATS 2.10 with JetStream\n- Testcontainers for Go v0.31.0, integration tests\n- SMS provider: managed service, contract until 2028\n", [("NATS", "2.10"), ("Testcontainers", "v0.31.0"), ("SMS provider", "")], id="items with a remark"),
    pytest.param("- `ratatui = \"0.29\"` - terminal\n- `zod@3.22` - checks\n- `httpx` - calls\n", [("ratatui", "0.29"), ("zod", "3.22"), ("httpx", "?")], id="code"),
    pytest.param("- **Runtime**: Node.js 20\n- **Database**: PostgreSQL 15\n- **Containers**: Docker, Kubernetes 1.29\n", [("Node.js", "20"), ("PostgreSQL", "15"), ("Docker", "?"), ("Kubernetes", "1.29")], id="categories"),
    pytest.param("- Libraries: cobra, viper, testify\n", [("cobra", "?"), ("viper", "?"), ("testify", "?")], id="a list behind a label"),
    pytest.param("**Language**: Go 1.22\n**Framework**: Gin\n", [("Go", "1.22"), ("Gin", "?")], id="labelled lines"),
    pytest.param("- **Backend**:\n  - FastAPI 0.110\n  - SQLAlchemy\n- **Tools**:\n  - uv 0.4\n", [("FastAPI", "0.110"), ("SQLAlchemy", "?"), ("uv", "0.4")], id="nested items"),
    pytest.param("- **Redis**\n  - Version: 7.2\n  - Purpose: cache\n- **Kafka**\n  - Purpose: events\n", [("Redis", "7.2"), ("Kafka", "?")], id="nested fields"),
    pytest.param("### Redis\n\nVersion: 7.2\n\n### PostgreSQL 16\n\nHolds the orders.\n", [("Redis", "7.2"), ("PostgreSQL", "16")], id="sub-headings"),
    pytest.param("### Libraries\n\n- **Jackson**: [version]\n- **Guava** 33.1\n\n### External Services\n\n- Tax Office: rates\n- Stripe: payments\n", [("Jackson", "?"), ("Guava", "33.1"), ("Tax Office", ""), ("Stripe", "")], id="groups"),
    pytest.param("- Python version: **3.12**\n- Minimum Rust Version: 1.70\n", [("Python", "3.12"), ("Rust", "1.70")], id="labels that say version"),
    pytest.param("**Minimum Supported Rust Version (MSRV): 1.70**\n", [("Rust", "1.70")], id="a minimum version"),
    pytest.param("- net/http (stdlib)\n- spf13/cobra\n- jackc/pgx/v5\n", [("net/http", ""), ("spf13/cobra", "?"), ("jackc/pgx/v5", "v5")], id="module paths"),
    pytest.param("The service runs on Python 3.12 with FastAPI, and stores orders in PostgreSQL 16.\n", [("Python", "3.12"), ("FastAPI", "?"), ("PostgreSQL", "16")], id="a sentence"),
    pytest.param("- **Python 3.11+.** PyTorch for the model of the whole thing. `pytest` for tests. Everything else is ours.\n", [("Python", "3.11+"), ("PyTorch", "?"), ("pytest", "?")], id="sentences in an item"),
    pytest.param("```json\n{\n  \"dependencies\": {\n    \"express\": \"^4.18.0\",\n    \"zod\": \"*\",\n    \"ours\": \"workspace:*\"\n  }\n}\n```\n", [("express", "^4.18.0"), ("zod", "*"), ("ours", "")], id="package.json"),
    pytest.param("```\nfastapi==0.110.0\nuvicorn[standard]>=0.24,<1\nhttpx\n```\n", [("fastapi", "==0.110.0"), ("uvicorn", ">=0.24,<1"), ("httpx", "?")], id="requirements.txt"),
    pytest.param("```toml\n[package]\nname = \"x\"\nrust-version = \"1.70\"\n\n[dependencies]\nserde = \"1.0\"\ntokio = { version = \"1.38\", features = [\"full\"] }\nours = { path = \"../ours\" }\n```\n", [("rust-version", "1.70"), ("serde", "1.0"), ("tokio", "1.38"), ("ours", "")], id="Cargo.toml"),
    pytest.param("```toml\n[project]\nrequires-python = \">=3.11\"\ndependencies = [\n  \"httpx>=0.27\",\n  \"rich\",\n]\n```\n", [("requires-python", ">=3.11"), ("httpx", ">=0.27"), ("rich", "?")], id="pyproject.toml"),
    pytest.param("```go\ngo 1.22\n\nrequire (\n\tgithub.com/spf13/cobra v1.8.0\n)\n```\n", [("go", "1.22"), ("github.com/spf13/cobra", "v1.8.0")], id="go.mod"),
    pytest.param("```xml\n<dependency>\n  <groupId>org.x</groupId>\n  <artifactId>flyway-core</artifactId>\n  <version>10.15.0</version>\n</dependency>\n<dependency>\n  <artifactId>spring-web</artifactId>\n</dependency>\n```\n", [("flyway-core", "10.15.0"), ("spring-web", "")], id="pom.xml"),
    pytest.param("```groovy\nimplementation 'org.x:jsoup:1.17.2'\ntestImplementation(\"org.junit:junit-jupiter\")\n```\n", [("jsoup", "1.17.2"), ("junit-jupiter", "")], id="Gradle"),
    pytest.param("```dockerfile\nFROM python:3.12-slim\n```\n", [("python", "3.12-slim")], id="a Dockerfile"),
    pytest.param("- Users must log in first\n- `.config/` must hold all templates\n- Epic 3 must be done\n- Phase 1 completed\n", [], id="conditions"),
    pytest.param("- **Why ours?** It is small\n- **Licence**: MIT\n- **Risk**: low\n", [], id="remarks"),
    pytest.param("- Pydantic v2\n\n### Runtime\n\n- `pydantic`\n", [("Pydantic", "v2"), ("pydantic", "v2")], id="a version at another place of the part"),
    pytest.param("Built on Python 3.12.\n\n| Tool | Use |\n|---|---|\n| Python | All |\n", [("Python", "3.12")], id="a version in the text of the part"),
    pytest.param("- next ^14.2.0, react ^18.3.0\n- @capacitor/core ^6.0.0\n", [("next", "^14.2.0"), ("react", "^18.3.0"), ("@capacitor/core", "^6.0.0")], id="names and versions by commas"),
    pytest.param("- Redis, version 7\n- pytest 8 with pytest-cov 5\n- Java Development Kit (JDK) 17\n- .NET 8 SDK\n", [("Redis", "7"), ("pytest", "8"), ("Java Development Kit", "17"), (".NET", "8")], id="versions in words and without signs"),
    pytest.param("- **Pulumi Cloud**: state and secrets\n- **OpenAI API** (or a local model): planning\n- **Python packages**: `asyncio`, `time` (stdlib)\n", [("Pulumi Cloud", ""), ("OpenAI API", ""), ("asyncio", ""), ("time", "")], id="labels that end like categories"),
    pytest.param("- **Language**: Go 1.22\n- **Ports**:\n  - Web: 8081\n", [("Go", "1.22")], id="a group that is no dependency"),
    pytest.param("- **Credentials**: none\n- **Library version:** none needed\n- **`tools/diff_runner.c`:** gets a flag\n", [], id="lines about other things"),
    pytest.param("| Layer | Technology | Version |\n|---|---|---|\n| Store | PostgreSQL with PostGIS | 16 / 3.4 |\n| Host | AWS (ECS) | n/a |\n| CI | GitHub Actions | - |\n", [("PostgreSQL", "16"), ("AWS", ""), ("GitHub Actions", "")], id="a cell with a companion"),
    pytest.param("```json\n{\n  \"joi\": \"^17.11.0\",\n  \"zod\": \"^3.23.8\"\n}\n```\n", [("joi", "^17.11.0"), ("zod", "^3.23.8")], id="an object of names and versions"),
    pytest.param("```bash\npip install httpx==0.27.0  # calls\nnpm install zod\n```\n", [("httpx", "==0.27.0"), ("zod", "?")], id="install commands"),
    pytest.param("- Framework: {FRAMEWORK}\n- [Library name]: [version]\n\n| Package | Version |\n|---|---|\n| <name> | <version> |\n", [], id="placeholders"),
    pytest.param("- Amazon RDS for PostgreSQL\n- GitHub Actions\n- OAuth 2.0\n- JSON Schema\n", [("Amazon RDS", ""), ("GitHub Actions", ""), ("OAuth", "2.0"), ("JSON Schema", "")], id="services, protocols and formats"),
]  # fmt: skip

# headers and other parts that list technologies: name and version, in order
ELSEWHERE = [
    pytest.param("# T\n\n**Tech Stack**: Node.js 20, NestJS 10, Apache Kafka\n", [("Node.js", "20"), ("NestJS", "10"), ("Apache Kafka", "?")], id="a labelled line of the header"),
    pytest.param("# T\n\n## Overview\n\n**Tech Stack**:\n- Backend: TypeScript on Node.js 20 with Express\n- Cache: Redis 7\n", [("TypeScript", "?"), ("Node.js", "20"), ("Express", "?"), ("Redis", "7")], id="a nested list of the header"),
    pytest.param("# T\n\n| Field | Value |\n|---|---|\n| Tech stack | Go 1.22, PostgreSQL |\n", [("Go", "1.22"), ("PostgreSQL", "?")], id="a row of the header"),
    pytest.param("---\ntech_stack:\n  - TypeScript\n  - Zod (checks)\n  - AWS CDK 2.140\n---\n# T\n", [("TypeScript", "?"), ("Zod", "?"), ("AWS CDK", "2.140")], id="front matter"),
    pytest.param("# T\n\n## Requirements\n\n### Environment\n\n- **Language**: TypeScript\n- **Runtime**: Node.js 20\n", [("TypeScript", "?"), ("Node.js", "20")], id="a list of languages and runtimes"),
    pytest.param("# T\n\n## Architecture\n\n| Layer | Technology | Version |\n|---|---|---|\n| API | FastAPI | 0.110 |\n| Store | SQLite | |\n", [("FastAPI", "0.110"), ("SQLite", "?")], id="a table with versions"),
    pytest.param("# T\n\n## Setup\n\n```toml\n[dependencies]\nserde = \"1.0\"\n```\n", [("serde", "1.0")], id="a manifest"),
    pytest.param("# T\n\n- [Tech Stack](#tech-stack)\n  - Go\n", [], id="a table of contents"),
    pytest.param("# T\n\n## Risks\n\n**Dependencies**: Redis may fail.\n", [], id="a risk"),
    pytest.param("# T\n\n**Tech Stack**: Go 1.22, React\n\n## Dependencies\n\n- Go 1.22\n- chi 5.0\n", [("React", ""), ("Go", "1.22"), ("chi", "5.0")], id="a header beside a part"),
]  # fmt: skip


def _facts(text: str, vocabulary: Vocabulary) -> Facts:
    return read(make_source(text), vocabulary)


def _shown(each: Dependency) -> tuple[str, str]:
    missing = "?" if each.needs_version else ""
    return each.name, each.version or each.unpinned or missing


@pytest.mark.parametrize(("part", "dependencies"), LISTS)
def test_a_dependency_is_read(part: str, dependencies: list[tuple[str, str]], vocabulary: Vocabulary) -> None:
    found = _facts(f"# T\n\n## Dependencies\n\n{part}", vocabulary).all("dependencies", Dependency)
    assert [_shown(each) for each in found] == dependencies


@pytest.mark.parametrize(("text", "dependencies"), ELSEWHERE)
def test_a_stack_is_found(text: str, dependencies: list[tuple[str, str]], vocabulary: Vocabulary) -> None:
    found = _facts(text, vocabulary).all("dependencies", Dependency)
    assert [_shown(each) for each in found] == dependencies


@pytest.mark.parametrize(
    "text",
    [
        "None.",
        "No external dependencies; the standard library suffices.",
        "- No new dependencies",
        "There are no third-party dependencies.",
    ],
)
def test_a_part_may_say_that_there_are_none(text: str, vocabulary: Vocabulary) -> None:
    found = _facts(f"# T\n\n## Dependencies\n\n{text}\n", vocabulary).all("dependency_scope", Applicability)
    assert [each.applies for each in found] == [False]


def test_a_place_is_exact(vocabulary: Vocabulary) -> None:
    text = "# T\n\n## Dependencies\n\n- **Containers**: Docker 26, Kubernetes 1.29\n\n| Package | Version |\n|---|---|\n| zod | latest |\n"
    docker, kubernetes, zod = _facts(text, vocabulary).all("dependencies", Dependency)
    assert (docker.span.column, docker.span.end_column) == (19, 28)
    assert (kubernetes.span.column, kubernetes.span.end_column) == (30, 45)
    assert (zod.place("version").line, zod.place("version").column) == (9, 9)
