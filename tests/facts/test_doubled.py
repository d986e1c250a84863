"""What is listed twice, spelt twice or limited twice: risks, questions, components, stores, retentions."""
# ruff: noqa: E501

from __future__ import annotations

import pytest

from speclint.document.source import make_source
from speclint.document.vocabulary import Vocabulary
from speclint.facts.doubled import Doubled
from speclint.facts.misspelt import MisspeltName
from speclint.facts.restated import Restated
from speclint.facts.rival import RivalStore
from speclint.linter import read

TWICE = [
    pytest.param("## Risks\n\n| Risk | Mitigation |\n|--|--|\n| Scanner is lost | Spare |\n| Strike | Overtime |\n| Scanners are lost | Insurance |\n", [(9, "risk")], id="rows"),
    pytest.param("## Risks\n\n- **R1: Carrier's API is down**: cache\n- **R2: The carrier's API is down**: queue\n", [(6, "risk")], id="items"),
    pytest.param("## Risks\n\n### Scanner battery fails\n\n**Mitigation**: a\n\n### Scanner battery fails\n\n**Mitigation**: b\n", [], id="sub-sections are told as such"),
    pytest.param("## Risks\n\n| Risk | Mitigation |\n|--|--|\n| Scanner is lost | Spare |\n\n### Scanner is lost\n\n**Mitigation**: a\n", [], id="a table that sums up"),
    pytest.param("## Risks\n\n**Vans**\n\n- Battery is empty: charge\n\n**Depots**\n\n- Battery is empty: generator\n", [], id="groups"),
    pytest.param("## Risks\n\n| Risk | Mitigation |\n|--|--|\n| Performance | a |\n| Performance | b |\n", [], id="a single word"),
    pytest.param("## Open Questions\n\n1. Will the carrier change the limits of its API?\n\n## Risks\n\n- **Carrier changes limits of its API**: cache\n", [(5, "question")], id="a question"),
    pytest.param("## Open Questions\n\n1. Who pays for the API of the carrier?\n\n## Risks\n\n- **Carrier changes limits of its API**: cache\n", [], id="another question"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "found"), TWICE)
def test_what_is_listed_twice(text: str, found: list[tuple[int, str]], vocabulary: Vocabulary) -> None:
    doubled = read(make_source(f"# Parcels\n\n{text}"), vocabulary).all("doubled", Doubled)
    assert [(each.span.line, each.kind) for each in doubled] == found


LISTED = "# Parcels\n\n## Components\n\n| Component | Responsibility |\n|--|--|\n| Notification Service | Mails |\n| DeliveryScheduler | Plans |\n| Import Worker | Reads |\n\n## Phases\n\n"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("- Week 1: Notifcation Service\n- Week 2: Notification Service", ["Notifcation Service"]),
        ("- Week 1: `DelievryScheduler`\n- Week 2: DeliveryScheduler", ["DelievryScheduler"]),
        ("- Week 1: Notificaton Service\n- Week 2: x", ["Notificaton Service"]),
        ("- Week 1: Notifications Service\n- Week 2: Notification Worker", []),
        ("- Week 1: Export Worker\n- Week 2: Import Service", []),
    ],
    ids=["a letter is missing", "letters are swapped", "near the end", "a plural, another kind", "other parts"],
)
def test_names_that_are_nearly_those_of_components(text: str, names: list[str], vocabulary: Vocabulary) -> None:
    found = read(make_source(LISTED + text + "\n"), vocabulary).all("misspelt_names", MisspeltName)
    assert [each.name for each in found] == names


LIMITS = [
    pytest.param("Audit logs are kept for 90 days.\n\n| Data | Retention |\n|--|--|\n| Audit logs | 30 days |", [7], id="a sentence and a row"),
    pytest.param("| Setting | Value |\n|--|--|\n| Audit log retention | 90 days |\n\n- **Audit log retention**: 1 year", [7], id="a row and a label"),
    pytest.param("We retain scan photos for 30 days.\n\nScan photos are deleted after 2 weeks.", [5], id="two sentences"),
    pytest.param("- Carrier lookup timeout: 5 s\n- Max retries of carrier lookup: 3\n\nx\n\n- Carrier lookup timeout: 30 s\n- Carrier lookup retries: 5", [8, 9], id="timeouts and retries"),
    pytest.param("Audit logs are kept for 12 months.\n\n| Data | Retention |\n|--|--|\n| Audit logs | 1 year |", [], id="the same in other units"),
    pytest.param("Audit logs are kept for 30 days in staging.\n\nAudit logs are kept for 90 days.", [], id="another environment"),
    pytest.param("Audit logs are kept for at least 30 days.\n\nAudit logs are kept for 90 days.", [], id="a bound"),
    pytest.param("Backups are kept for 30 days.\n\nLogs are kept for 90 days.\n\n- Request timeout: 5 s\n- Lookup: 3\n\n- Request timeout: 9 s", [], id="common names"),
    pytest.param("Scan photos are kept for 30 days, then in the archive for 1 year.\n\nScan photos are kept for 90 days.", [], id="steps"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "lines"), LIMITS)
def test_limits_that_are_stated_twice(text: str, lines: list[int], vocabulary: Vocabulary) -> None:
    source = make_source(f"# Parcels\n\n{text}\n")
    assert [each.span.line for each in read(source, vocabulary).all("restated", Restated)] == lines


DRAWN = "\n\n## Architecture\n\n```mermaid\ngraph TD\n  A[API] --> C[Cache: {}]\n  A --> D[(Database)]\n```\n"


@pytest.mark.parametrize(
    ("text", "stores"),
    [
        ("- **Cache**: Redis 7" + DRAWN.format("Memcached"), [("Memcached", "Redis")]),
        ("| Layer | Technology |\n|--|--|\n| Caching layer | Valkey |" + DRAWN.format("Redis"), [("Redis", "Valkey")]),
        ("- **Cache**: Redis 7" + DRAWN.format("Redis 7"), []),
        ("- **Cache**: Redis 7, Memcached for pages" + DRAWN.format("Memcached"), []),
        ("- **Cache**: Redis 7\n\nPages lie in Memcached." + DRAWN.format("Memcached"), []),
        ("- **Cache**: ElastiCache" + DRAWN.format("Redis"), []),
        ("- **Test cache**: Memcached" + DRAWN.format("Redis"), []),
    ],
    ids=["an item", "a row", "the same", "both are listed", "both are known", "a managed one", "another role"],
)
def test_a_store_that_is_drawn_as_another_product(
    text: str, stores: list[tuple[str, str]], vocabulary: Vocabulary
) -> None:
    found = read(make_source(f"# Parcels\n\n{text}"), vocabulary).all("rival_stores", RivalStore)
    assert [(each.technology, each.other) for each in found] == stores
