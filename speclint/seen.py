"""What the tool sees in a document, as plain data: the section tree and the facts."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from speclint.document.section import Section
from speclint.document.source import Source
from speclint.facts.fact import NOT_DATA, Fact, Facts
from speclint.facts.metadata import Field
from speclint.linter import read
from speclint.runner import Neighbours, Project
from speclint.shape import fit

FACTS = (
    "components", "diagrams", "endpoints", "tables", "dependencies", "phases", "risks", "open_questions",
    "targets", "tests", "security_measures", "code_blocks", "claims",
)  # fmt: skip
"""The kinds of facts that are shown, in order."""


def see(source: Source, project: Project) -> dict[str, Any]:
    """The sections and facts of a source, in the shape of the contract's `inspect`."""
    facts = read(source, project.vocabulary, Neighbours(source.path))
    profile, _ = project.profile(facts)
    profile = fit(facts, profile).profile if profile else None
    metadata: dict[str, str] = {}
    for field in facts.all("metadata", Field):
        metadata.setdefault(field.name, field.value)
    return {
        "path": source.path,
        "profile": profile.id if profile else None,
        **({"shape": profile.shape} if profile and profile.shape else {}),
        "status": metadata.get("status"),
        "title": facts.document.title,
        "metadata": metadata,
        "sections": [_section(section) for section in facts.document.sections],
        "facts": {kind: [_fact(fact) for fact in facts.get(kind)] for kind in FACTS},
    }


def _section(section: Section) -> dict[str, Any]:
    return {
        "title": section.title,
        "number": section.number,
        "level": section.level,
        "line": section.line,
        "end_line": section.end_line,
        "roles": list(section.roles),
        "sections": [_section(child) for child in section.children],
    }


def _fact(fact: Fact) -> dict[str, Any]:
    shown: dict[str, Any] = {"line": fact.span.line, "end_line": fact.span.end_line}
    for each in fields(fact):
        if each.name not in NOT_DATA:
            shown[each.name] = _data(getattr(fact, each.name))
    return shown


def _data(value: object) -> Any:
    if isinstance(value, (tuple, list, frozenset)):
        return [_data(each) for each in value]
    if value is None or isinstance(value, (str, bool, int, float)):
        return value
    return str(value)


__all__ = ["FACTS", "Facts", "see"]
