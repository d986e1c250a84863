"""Error codes: lists of them, and uses in every shape."""

from __future__ import annotations

import pytest

from speclint.document.source import make_source
from speclint.document.vocabulary import Vocabulary
from speclint.facts.errorcode import CodeStatusConflict, UnlistedCode
from speclint.linter import read

TABLE = """### Error Codes

| Code | Status | Meaning |
| --- | --- | --- |
| `NO_TOKEN` | 401 | No token |
| `NO_BERTH` | 404 | No such berth |
| `TAKEN` | 409 | The berth is taken |
"""
ITEMS = """### Error codes

- `NO_TOKEN` (401): no token
- `NO_BERTH` (404): no such berth
- `TAKEN` (409): the berth is taken
"""
ENUM = """### Errors

```typescript
enum ErrorCode {
  NO_TOKEN = 'no_token',

  NO_BERTH = 'no_berth',
  TAKEN,
}
```
"""
USED = "Errors: 401 `NO_TOKEN`, 404 `NO_BERTH`.\n"


def _text(uses: str, listing: str) -> str:
    return f"# Technical Specification: Berths\n\n## API\n\n### POST /v1/bookings\n\n{USED}\n{uses}\n\n{listing}"


def _codes(text: str, vocabulary: Vocabulary) -> list[tuple[int, str]]:
    found = read(make_source(text, "spec.md"), vocabulary).all("unlisted_codes", UnlistedCode)
    assert all(each.related[0][1].line == each.list_line for each in found)
    return [(each.span.line, each.code) for each in found]


@pytest.mark.parametrize("listing", [TABLE, ITEMS, ENUM], ids=["table", "items", "enum"])
@pytest.mark.parametrize(
    "use",
    [
        "- 410 `TOO_LATE`: the berth is gone",
        "- 410 Gone (`TOO_LATE`): the berth is gone",
        "- `TOO_LATE` (410): the berth is gone",
        "**Errors**: `401 NO_TOKEN`, `410 TOO_LATE`",
        "**Errors**:\n- `NO_TOKEN`\n- `TOO_LATE`: the berth is gone",
        "| Status | Code |\n| --- | --- |\n| 410 | `TOO_LATE` |",
        '**Response (410)**:\n```json\n{"error": {"code": "TOO_LATE", "message": "Gone"}}\n```',
        "It is answered with the code `TOO_LATE`.",
        "```typescript\nthrow new ApiError(410, 'TOO_LATE');\n```",
    ],
)
def test_a_code_that_is_not_listed_is_told(use: str, listing: str, vocabulary: Vocabulary) -> None:
    assert [code for _, code in _codes(_text(use, listing), vocabulary)] == ["TOO_LATE"]


@pytest.mark.parametrize(
    ("use", "listing"),
    [
        ("- 409 `TAKEN`: the berth is taken", TABLE),
        ("Set `MAX_BERTHS` to 500 and `LOG_LEVEL` to info.", TABLE),
        ("- 410 `TOO_LATE`", TABLE.replace("Error Codes", "Common Error Codes")),
        ("- 410 `TOO_LATE`", "### Error Codes\n\nSuch as:\n" + TABLE.partition("\n")[2]),
        ("- 410 `TOO_LATE`", ""),
        ("- 410 `A_B`, 411 `C_D`, 412 `E_F`, 413 `G_H`", TABLE),
    ],
    ids=["listed", "settings", "common", "such-as", "no-list", "another-namespace"],
)
def test_other_words_are_left_alone(use: str, listing: str, vocabulary: Vocabulary) -> None:
    assert _codes(_text(use, listing), vocabulary) == []


@pytest.mark.parametrize(
    ("use", "told"),
    [
        ("- 410 `TAKEN`: the berth is taken", True),
        ("- `TAKEN` (410): the berth is taken", True),
        ("```typescript\nthrow new ApiError(410, 'TAKEN');\n```", True),
        ("- 409 `TAKEN`: the berth is taken", False),
        ("- `TAKEN`: the berth is taken", False),
    ],
)
def test_a_code_has_one_status(use: str, told: bool, vocabulary: Vocabulary) -> None:
    facts = read(make_source(_text(use, TABLE), "spec.md"), vocabulary)
    found = facts.all("code_status_conflicts", CodeStatusConflict)
    assert [(each.code, each.status, each.other) for each in found] == ([("TAKEN", "410", "409")] if told else [])


def test_a_list_that_is_alone_against_all_uses_is_told_itself(vocabulary: Vocabulary) -> None:
    text = _text("- 410 `TAKEN`: the berth is taken\n- `TAKEN` (410)", TABLE)
    found = read(make_source(text, "spec.md"), vocabulary).all("code_status_conflicts", CodeStatusConflict)
    assert [(each.status, each.other) for each in found] == [("409", "410")]
