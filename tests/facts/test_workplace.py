"""The directory structure and the development workflow, in every shape that authors give them."""
# ruff: noqa: E501

from __future__ import annotations

import pytest

from speclint.document.source import make_source
from speclint.document.vocabulary import Vocabulary
from speclint.facts.passage import Gap
from speclint.facts.workplace import Workplace
from speclint.linter import read

NOTES = "# T\n\n## 9. Implementation Notes\n\n"


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        pytest.param(NOTES + "### 9.1 Directory Structure (Language Agnostic)\n\n```\nsrc/\n  carts/   # carts\ntests/\n```\n", ["directory"], id="the template's tree"),
        pytest.param(NOTES + "```text\n├── src\n│   └── carts.py\n```\n", ["directory"], id="a tree without a title"),
        pytest.param("# T\n\n## Component Design\n\n### File Structure\n\n- `src/carts.py`: carts\n- `src/lines.py`: lines\n", ["directory"], id="bullets elsewhere"),
        pytest.param("# T\n\n## Design\n\n**Files to create:**\n\n| File | What |\n|---|---|\n| carts.py | carts |\n| lines.py | lines |\n", ["directory"], id="a table under a label"),
        pytest.param("# T\n\n## Appendix A: File Locations\n\n| What | Where |\n|---|---|\n| Carts | `src/carts/` |\n| Lines | `src/lines/` |\n", ["directory"], id="an appendix"),
        pytest.param(NOTES + "### 9.2 Development Workflow\n\n1. Write the migration\n2. Write the service\n", ["workflow"], id="the template's steps"),
        pytest.param(NOTES + "**Development workflow**: branch → migration → service → review.\n", ["workflow"], id="a line of arrows"),
        pytest.param(NOTES + "Workflow: write the migration first, then the service and its tests; each pull request deploys to a namespace.\n", ["workflow"], id="a plain label"),
        pytest.param(NOTES + "### How We Work\n\nTrunk-based: `make test` runs before each push, merge deploys to staging, and a tag deploys to all.\n", ["workflow"], id="how we work"),
        pytest.param("# T\n\n## Implementation\n\n### Folders\n\n```\nsrc/\n  carts/\n```\n\n### Workflow\n\n1. Test\n2. Push\n", ["directory", "workflow"], id="folders below the implementation"),
        pytest.param(NOTES + "### Workflow\n\n```bash\nmake dev\nmake test\n```\n", ["workflow"], id="commands"),
        pytest.param(NOTES + "1. Write the migration\n2. Write the service\n3. Write the tests\n", ["workflow"], id="steps without a title"),
        pytest.param(NOTES + "### Implementation Order\n\n| Step | What |\n|---|---|\n| 1 | Migration |\n| 2 | Service |\n", ["workflow"], id="a table"),
        pytest.param(NOTES + "### Local Development\n\nRun the database in a container, start the service with the watcher, and run the unit tests on each change.\n", ["workflow"], id="prose"),
        pytest.param("# T\n\n## Workflow\n\n1. The customer pays\n2. The depot packs\n", [], id="the workflow of the product"),
        pytest.param(NOTES + "### Known Issues\n\n- Carts are slow\n- Lines are lost\n", [], id="other notes"),
        pytest.param(NOTES + "### Directory Structure\n\nTo be drawn.\n", [], id="a title without content"),
        pytest.param("# T\n\n## Data\n\n```\n├── a\n└── b\n```\n", [], id="a tree of something else"),
    ],
)  # fmt: skip
def test_what_is_there(text: str, kinds: list[str], vocabulary: Vocabulary) -> None:
    facts = read(make_source(text), vocabulary)
    assert [each.kind for each in facts.all("workplace", Workplace)] == kinds
    missing = {each.kind for each in facts.all("workplace_gaps", Gap)}
    assert missing == {"directory", "workflow"} - set(kinds)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        pytest.param("# T\n\nText.\n", [1, 1], id="at the title"),
        pytest.param(NOTES + "Text.\n", [3, 3], id="at the notes"),
        pytest.param(NOTES + "### Directory Structure\n\nSoon.\n", [5, 3], id="at the empty part"),
    ],
)
def test_where_it_is_missed(text: str, lines: list[int], vocabulary: Vocabulary) -> None:
    found = read(make_source(text), vocabulary).all("workplace_gaps", Gap)
    assert [each.span.line for each in found] == lines
