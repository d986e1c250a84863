"""Fields of examples against the columns that they show."""

from __future__ import annotations

import pytest

from speclint.document.source import make_source
from speclint.document.vocabulary import Vocabulary
from speclint.facts.responsefield import StrayField
from speclint.linter import read

TEXT = """# Technical Specification: Berths

## API

### GET /v1/berths/{id}

```json
%s
```

## Data Model

#### Table: `berths`

| Column | Type | Constraints |
| --- | --- | --- |
| id | UUID | PRIMARY KEY |
| quay | VARCHAR(40) | NOT NULL |
| length_cm | INTEGER | NOT NULL |
| has_power | BOOLEAN | NOT NULL |
| owner_id | UUID | NOT NULL |
| created_at | TIMESTAMPTZ | NOT NULL |
"""


@pytest.mark.parametrize(
    ("example", "expected"),
    [
        ('{"id": "b", "quay": "A", "lengthCm": 900, "hasPower": true, "createdAt": "2026-01-01"}', []),
        ('{"id": "b", "quay": "A", "lengthCm": 900, "hasPower": true, "colour": "red"}', ["colour"]),
        ('{"data": [{"id": "b", "quay": "A", "lengthCm": 900, "hasPower": true, "colour": "red"}]}', ["colour"]),
        ('{"id": "b", "quay": "A", "lengthCm": 900, "hasPower": true, "_links": {"self": "/b"}}', []),
        ('{"berthId": "b", "quay": "A", "lengthCm": 900, "hasPower": true, "bookingCount": 3}', []),
        ('{"id": "b", "quay": "A", "lengthCm": 900, "colour": "red"}', ["colour"]),
        ('{"quay": "A", "lengthCm": 900, "colour": "red"}', []),
        ('{"id": "b", "quay": "A", "colour": "red", "shade": "dark"}', []),
        ('{"id": "b", "quay": "A", "lengthCm": 900, "hasPower": true, "a": 1, "b": 2, "c": 3}', []),
        ('{"id": "b", "quay": "A", "lengthCm": "long", "hasPower": true}', ["lengthCm"]),
        ('{"id": "b", "quay": "A", "lengthCm": "9 metres", "hasPower": true}', ["lengthCm"]),
        ('{"id": "b", "quay": "A", "lengthCm": "900.5", "hasPower": true}', []),
        ('{"id": "b", "quay": "A", "lengthCm": 900, "hasPower": "yes"}', ["hasPower"]),
        ('{"id": "uuid", "quay": "string", "lengthCm": "integer", "hasPower": "boolean"}', []),
        ('{"error": {"id": "b", "quay": "A", "lengthCm": 900, "hasPower": true, "colour": "red"}}', []),
        ('{"id": "b", "quay": "A", "lengthCm": 900, "hasPower": true, "colour": "red", ...', ["colour"]),
    ],
)
def test_fields_that_fit_no_column(example: str, expected: list[str], vocabulary: Vocabulary) -> None:
    found = read(make_source(TEXT % example, "spec.md"), vocabulary).all("stray_fields", StrayField)
    assert [each.name for each in found] == expected
    assert all(each.span.line == 8 and each.table == "berths" for each in found)
