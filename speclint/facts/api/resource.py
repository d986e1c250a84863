"""What is shown for one endpoint of a resource and serves for the others: its representation, once."""

from __future__ import annotations

import re

from speclint.facts.api.merge import Merged, merged
from speclint.facts.api.signature import path_key
from speclint.facts.fact import Facts

BASE = re.compile(r"^(?:/(?:api|rest|public|internal|v\d+(?:\.\d+)?)(?=/|$))+")
"""The base path of an API: /api/v1."""


def bare_path(path: str) -> str:
    """A path without host and base: `/orders/{}` of `https://host/api/v1/orders/{id}`."""
    key = path_key(path)
    return BASE.sub("", key) or "/"


def resource_of(path: str) -> str:
    """The resource that a path leads to: `orders` of `/api/v1/orders/{id}/cancel`."""
    return bare_path(path).split("/")[1]


def collection_of(path: str) -> str:
    """A path without the parameter at its end: `/orders` of `/orders/{id}`."""
    return bare_path(path).removesuffix("/{}") or "/"


def shown_request(group: Merged, facts: Facts) -> str:
    """The request example of an endpoint of the same collection, for one that has no part of its own."""
    if _has_part(group):
        return ""
    found: dict[str, str] = facts.memo("api shown requests", lambda: _requests(facts))
    return found.get(collection_of(group.main.name), "")


def shown_response(group: Merged, facts: Facts) -> str:
    """The answer of an endpoint of the same resource, for one that has no part of its own."""
    if _has_part(group):
        return ""
    found: dict[str, str] = facts.memo("api shown responses", lambda: _responses(facts))
    return found.get(resource_of(group.main.name), "")


def _has_part(group: Merged) -> bool:
    return any(member.shape in ("heading", "label", "paragraph") for member in group.members)


def _requests(facts: Facts) -> dict[str, str]:
    return {
        collection_of(group.main.name): f"as of {group.main.called}"
        for group in merged(facts)
        if group.main.kind == "http" and group.main.verb in ("POST", "PUT", "PATCH") and group.detail.request
    }


def _responses(facts: Facts) -> dict[str, str]:
    return {
        resource_of(group.main.name): f"as of {group.main.called}"
        for group in merged(facts)
        if group.main.kind == "http" and any(each.endswith("example") for each in group.detail.responses)
    }


__all__ = ["BASE", "bare_path", "collection_of", "resource_of", "shown_request", "shown_response"]
