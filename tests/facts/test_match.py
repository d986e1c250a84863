"""Labels and components: the same thing under two names, or two things with like names."""

import pytest

from speclint.facts.drawing.match import drawn, key, names

SAME = [
    ("API Gateway (Rate Limiting + Auth)", "API Gateway"),
    ("api_gateway", "API Gateway"),
    ("ApiGateway", "API-Gateway"),
    ("Importer CLI Tool", "Importer Subsystem"),
    ("Redis", "Redis (Cache)"),
    ("Cache (Redis)", "Redis"),
    ("PostgreSQL", "PostgreSQL 15"),
    ("Postgres", "PostgreSQL"),
    ("PostgreSQL\n(vouchers)", "PostgreSQL"),
    ("Core API", "**Core API (FastAPI)**"),
    ("Voucher Service<br/>Node.js", "Voucher Service"),
    ("Voucher\nService", "Voucher Service"),
    ("Orders Service", "The Order Service"),
    ("DB", "Database"),
    ("Worker", "Worker Service"),
    ("Notification", "Notification Service"),
    ("Auth", "Authentication Service"),
    ("Content Delivery Network", "CDN"),
    ("CDN (CloudFront)", "Content Delivery Network"),
    ("LB", "Load Balancer"),
    ("Identity Provider", "IdP"),
    ("PostgreSQL", "Database"),
    ("Primary Database", "PostgreSQL"),
    ("Kafka", "Message Queue"),
    ("AWS ALB", "Load Balancer (AWS ALB)"),
    ("CLIENT LAYER", "**Client Layer**"),
    ("Session store\nRedis 7", "Redis"),
    ("Client\n(Browser)", "Client"),
    ("Web Client", "Client (Browser)"),
    ("OrdersSvc", "order-service"),
    ("Order DB", "Orders Database"),
    ("Email Service", "E-mail Service"),
    ("React Frontend", "Frontend"),
    ("Job Scheduler", "Scheduler"),
    ("Log Aggregator", "Logging Aggregator"),
    ("Auth & Billing Service", "Billing Service"),
    ("支付服务", "支付服务"),
    ("Context Package", "Context packager"),
    ("Pre-Flight Check\n(validate-pre)", "Pre-Flight Validator"),
    ("Surface Selection", "Surface selector"),
    ("[(Postgres)]", "PostgreSQL"),
]

OTHER = [
    ("Payment Service", "Order Service"),
    ("Service", "Order Service"),
    ("Order Service", "Service"),
    ("Order DB", "Order Service"),
    ("Order History Service", "Order Service"),
    ("API Gateway", "Payment Gateway"),
    ("Application Layer", "Service Layer"),
    ("Data Access Layer", "Data Layer"),
    ("API Gateway (Rate Limiting + Auth)", "Auth Service"),
    ("Order Service<br/>Node.js", "Worker (Node.js)"),
    ("Payment\nWorker", "Payment Service"),
    ("Email Worker", "Notification Worker"),
    ("Authentication Service", "Authorization Service"),
    ("Message Queue", "Message Store"),
    ("Database", "Redis"),
    ("Stripe API", "API"),
    ("OS", "Order Service"),
    ("Service A (Business)", "Service B"),
    ("Layer 1: Edge", "Layer 2"),
    ("Mobile App", "Web App"),
    ("No docs", "Documentation"),
    ("Execute command", "Execution Subsystem"),
]


@pytest.mark.parametrize(("label", "component"), SAME)
def test_a_label_names_a_component(label: str, component: str) -> None:
    assert names(label, component)


@pytest.mark.parametrize(("label", "component"), OTHER)
def test_a_label_names_another_component(label: str, component: str) -> None:
    assert not names(label, component)


def test_a_component_that_is_gone_is_missed() -> None:
    labels = [
        "Shopper (Browser)",
        "API Gateway (Rate Limiting + Auth)",
        "Voucher Service",
        "Cart Service",
        "Redis (Cache)",
    ]
    for component in ("API Gateway", "Voucher Service", "Cart Service", "Redis"):
        left = [label for label in labels if label != drawn(component, labels)]
        assert len(left) == len(labels) - 1
        assert drawn(component, left) is None


@pytest.mark.parametrize(
    ("component", "labels", "found"),
    [
        ("Cart & Order Service", ["Cart Service", "Order Service"], "Cart Service"),
        ("Cart & Order Service", ["Cart Service", "Payment Service"], None),
        ("Nginx, Certbot", ["nginx", "certbot"], "nginx"),
        ("Elasticsearch/OpenSearch", ["OpenSearch"], "OpenSearch"),
        ("Worker", [], None),
    ],
)
def test_components_that_list_several(component: str, labels: list[str], found: str | None) -> None:
    assert drawn(component, labels) == found


def test_the_nearest_label_is_the_proof() -> None:
    assert drawn("Discovery Service", ["Discovery Layer", "Discovery service"]) == "Discovery service"


def test_a_key_parts_what_is_own_from_what_is_common() -> None:
    assert (key("The Orders_Service v2").own, key("The Orders_Service v2").sort) == (("order",), ("service",))
