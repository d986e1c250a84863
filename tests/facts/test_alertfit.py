"""Alerts beside the targets that they guard."""
# ruff: noqa: E501

from __future__ import annotations

import pytest

from speclint.document.source import make_source
from speclint.document.vocabulary import Vocabulary
from speclint.facts.alertfit import LooseAlert
from speclint.linter import read

# the targets, the alerts, and the lines of those that are too loose
ALERTS = [
    pytest.param("- Booking a berth, p95: 200 ms\n", "- Alert: p95 of booking above 900 ms\n", [], id="another name"),
    pytest.param("- Booking a berth, p95: 200 ms\n", "- Alert: p95 of booking a berth above 900 ms for 5 minutes\n", [9], id="an item"),
    pytest.param("- Booking a berth, p95: 200 ms\n", "- Alert: p95 of booking a berth above 150 ms\n", [], id="a tighter alert"),
    pytest.param("- Booking a berth, p50: 200 ms\n", "- Alert: p95 of booking a berth above 900 ms\n", [], id="another percentile"),
    pytest.param("- Booking: p95 0.2 s\n", "| Alert | Condition |\n|---|---|\n| Slow | booking p95 > 500 ms |\n", [11], id="a row"),
    pytest.param("- Availability of booking: 99.9%\n", "- Page when availability of booking is < 99%\n", [9], id="availability"),
    pytest.param("- Latency: p95 < 200 ms\n", "- Alert: p95 latency > 1 s\n", [9], id="only latency"),
    pytest.param("- Latency: p95 < 200 ms\n", "- Alert: backup takes > 1 h\n", [], id="another measure"),
    pytest.param("- Booking: p95 200 ms\n", "- Booking p95 is drawn above 900 ms in red\n", [], id="no alert"),
]  # fmt: skip


@pytest.mark.parametrize(("targets", "alerts", "lines"), ALERTS)
def test_alerts_looser_than_their_targets(targets: str, alerts: str, lines: list[int], vocabulary: Vocabulary) -> None:
    text = f"# Harbour\n\n## Performance\n\n{targets}\n## Monitoring\n\n{alerts}"
    found = read(make_source(text, "spec.md"), vocabulary).all("loose_alerts", LooseAlert)
    assert [alert.span.line for alert in found] == lines
