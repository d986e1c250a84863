"""Code fences that end elsewhere than meant."""
# ruff: noqa: E501

from __future__ import annotations

import pytest

from speclint.document.source import make_source
from speclint.document.vocabulary import Vocabulary
from speclint.facts.fence import BrokenFence
from speclint.linter import read

NESTED = """\
# T

```markdown
## Sample

```json
{}
```
```

## 2. Lost

Text.

### Lost too

```sh
make
```

## 3. Kept
"""

BARE = """\
# T

```markdown
## Sample

```
a box
```

### Lost

```json
{}
```

More.
```

## Lost too
"""


def _found(text: str, vocabulary: Vocabulary) -> list[tuple[int, str, int | None, str]]:
    fences = read(make_source(text), vocabulary).all("broken_fences", BrokenFence)
    return [(each.span.line, each.kind, each.inner, each.lost) for each in fences]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(NESTED, [(3, "early", 6, '"2. Lost", "Lost too"')], id="an inner fence with a language"),
        pytest.param(BARE, [(3, "early", None, '"Lost", "Lost too"')], id="an inner fence without one"),
        pytest.param("# T\n\n```json\n{}\n\n## Lost\n\nText.\n", [(3, "open", None, '"Lost"')], id="never closed"),
        pytest.param("# T\n\n```json\n{}\n", [(3, "open", None, "")], id="never closed, nothing lost"),
        pytest.param("# T\n\n```sh\n# a comment\nmake\n", [(3, "open", None, "")], id="a comment is no heading"),
        pytest.param(
            "# T\n\n```json\n{}\n\n## Lost\n\n```sh\nmake\n```\n\n## Kept\n", [(3, "early", 8, "")], id="closed by the next one"
        ),
        pytest.param(
            "# T\n\n- a\n\n  ```\n  b\n\n```\n\n## Lost\n\nText.\n", [(5, "open", None, '"Lost"')], id="closed outside its item"
        ),
    ],
)
def test_a_fence_that_ends_elsewhere_is_found_where_it_opens(
    text: str, expected: list[tuple[int, str, int | None, str]], vocabulary: Vocabulary
) -> None:
    assert _found(text, vocabulary) == expected


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("````markdown\n```json\n{}\n```\n````", id="an outer fence of more ticks"),
        pytest.param("~~~markdown\n```json\n{}\n```\n~~~", id="an outer fence of tildes"),
        pytest.param("```markdown\n## A\n```\n\n```\n## B\n```", id="samples beside each other"),
        pytest.param("```\n# a\n\n## b\n```", id="headings in code"),
        pytest.param("- a\n\n  ```\n  b\n  ```\n- c", id="in an item"),
        pytest.param("    ```json\n    {}", id="indented code"),
        pytest.param("```md\n    ```json\n    {}\n    ```\n```", id="an indented inner fence"),
        pytest.param("Text with ``` in it.", id="ticks in a line"),
    ],
)
def test_a_sound_fence_is_left_alone(text: str, vocabulary: Vocabulary) -> None:
    assert _found(f"# T\n\n{text}\n\n## After\n\nText.\n", vocabulary) == []
