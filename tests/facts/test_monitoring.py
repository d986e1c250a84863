"""Monitoring parts: metrics, alerts and logging, in every shape."""
# ruff: noqa: E501

from __future__ import annotations

import pytest

from speclint.document.source import make_source
from speclint.document.vocabulary import Vocabulary
from speclint.facts.alert import Alert
from speclint.facts.fact import Facts
from speclint.facts.passage import Gap
from speclint.linter import read


def _read(text: str, vocabulary: Vocabulary) -> Facts:
    return read(make_source(f"# Harbour\n\n{text}", "spec.md"), vocabulary)


A = "## Monitoring\n\n### Alerts\n\n"
# a document below its title, and its alerts: name, whether it can be tested, whether it is answered, what it lacks
ALERTS = [
    pytest.param(A + "| Alert | Condition | Severity | Action |\n|---|---|---|---|\n| Errors | > 5% for 5 min | Critical | Page |\n", [("Errors", True, True, "")], id="rows"),
    pytest.param(A + "| Alert | Condition | Severity | Action |\n|---|---|---|---|\n| Errors | too many | Critical | Page |\n", [("Errors", False, True, "threshold")], id="a word for a threshold"),
    pytest.param(A + "| Alert | Condition | Severity | Action |\n|---|---|---|---|\n| Errors | > 5% | - | |\n", [("Errors", True, False, "response")], id="nobody acts"),
    pytest.param(A + "| Alert | Trigger | Notify |\n|---|---|---|\n| Quay offline | no heartbeat | harbourmaster |\n", [("Quay offline", True, True, "")], id="a condition that holds or not"),
    pytest.param("## Monitoring\n\n| Metric | Alert Threshold |\n|---|---|\n| Error rate | > 5% |\n| Queue | - |\n", [("Error rate", True, False, "")], id="a table of metrics"),
    pytest.param(A + "- **High error rate** (critical): above 5% for 5 minutes, page on-call\n", [("High error rate (critical)", True, True, "")], id="an item"),
    pytest.param(A + "- **Slow search**\n  - Condition: p95 > 300 ms\n  - Severity: high\n", [("Slow search", True, True, "")], id="labelled items"),
    pytest.param(A + "#### Slow search\n\n**Condition**: p95 > 300 ms\n\n**Action**: add a worker\n", [("Slow search", True, True, "")], id="a sub-section"),
    pytest.param("## Monitoring\n\nWhen more than 5% of calls fail for 5 minutes, the on-call harbourmaster is paged by an alert.\n", [("When more than 5% of calls fail for 5 minutes, the on-call harbourmaster is paged by an alert.", True, True, "")], id="a sentence"),
    pytest.param(A + "```yaml\ngroups:\n- name: harbour\n  rules:\n  - alert: HighErrors\n    expr: |\n      rate(errors[5m]) > 0.05\n    labels:\n      severity: critical\n  - alert: Down\n    expr: up == 0\n```\n", [("HighErrors", True, True, ""), ("Down", True, False, "")], id="rules of Prometheus"),
    pytest.param("## Monitoring\n\n### Critical Alerts\n\n- Error rate > 5%\n", [("Error rate > 5%", True, True, "")], id="the severity in the title"),
    pytest.param(A + "- All alerts go to the channel of the harbour\n", [], id="where alerts go"),
    pytest.param("## Monitoring\n\n### Logging\n\n| Level | Use |\n|---|---|\n| ERROR | 5 failures |\n", [], id="levels of a log"),
    pytest.param("## Risks\n\n- An alert above 5% comes late\n", [], id="a risk"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "alerts"), ALERTS)
def test_alerts(text: str, alerts: list[tuple[str, bool, bool, str]], vocabulary: Vocabulary) -> None:
    found = _read(text, vocabulary).all("alerts", Alert)
    assert [(each.name, bool(each.threshold), each.answered, each.fault) for each in found] == alerts


def test_a_service_for_alerts_is_no_list_of_alerts(vocabulary: Vocabulary) -> None:
    text = "# Technical Specification: Berth Alert Service\n\n**Status**: Draft\n\n## Overview\n\n- Waits < 5 min\n"
    assert read(make_source(text, "spec.md"), vocabulary).get("alerts") == ()


METRICS = "### Metrics\n\n- Requests per second\n\n"
ALERTING = "### Alerts\n\n- Error rate > 5%: page on-call\n\n"
LOGGING = "### Logging\n\n- JSON lines\n\n"
# a document below its title, and the lines and kinds of what is missing
MISSING = [
    pytest.param("## Monitoring\n\n" + METRICS + ALERTING + LOGGING, [], id="all"),
    pytest.param("## Monitoring\n\n" + ALERTING + LOGGING, [(3, "metrics")], id="no metrics"),
    pytest.param("## Monitoring\n\n" + METRICS + LOGGING, [(3, "alerts")], id="no alerts"),
    pytest.param("## Monitoring\n\n" + METRICS + ALERTING, [(3, "logging")], id="no logging"),
    pytest.param("## Monitoring\n\n" + METRICS + ALERTING + "### Logging\n\nTBD\n", [(13, "logging")], id="an empty heading"),
    pytest.param("## Monitoring\n\n### Dashboard\n\n```\n+-------+\n| 0.5 % |\n+-------+\n```\n\n" + ALERTING + LOGGING, [], id="a drawn dashboard"),
    pytest.param("## Monitoring\n\n- **Metrics**: Prometheus\n- **Alerts**: page on-call when errors exceed 5%\n- **Logs**: JSON\n", [], id="items"),
    pytest.param("## Monitoring\n\n| Area | How |\n|---|---|\n| Metrics | Prometheus |\n| Alerts | error rate > 5%, page on-call |\n| Logging | JSON lines |\n", [], id="rows of areas"),
    pytest.param("## Monitoring & Logging\n\nGrafana shows the request rate. Logs are JSON.\n\n" + ALERTING, [], id="a joint part"),
    pytest.param("## Logging\n\nJSON lines, kept for 30 days.\n\n## Monitoring\n\n" + METRICS + ALERTING, [], id="logging in a part of its own"),
    pytest.param("## Monitoring\n\n" + METRICS + "### Alerts\n\n- Error rate > 5%\n\n" + LOGGING, [(9, "responses")], id="nobody acts"),
    pytest.param("## Monitoring\n\n" + METRICS + "### Alerts\n\n- Slow answers: page on-call\n\n" + LOGGING, [(9, "thresholds")], id="no threshold"),
    pytest.param("## Monitoring\n\n### Metrics (Future)\n\n- Prometheus\n\n" + ALERTING + LOGGING, [(5, "metrics")], id="a later version"),
    pytest.param("## Overview\n\nBerths.\n", [(1, "part")], id="no part"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "gaps"), MISSING)
def test_what_is_missing(text: str, gaps: list[tuple[int, str]], vocabulary: Vocabulary) -> None:
    found = _read(text, vocabulary).all("missing_monitoring", Gap)
    assert [(gap.span.line, gap.kind) for gap in found] == gaps
