"""Which profile a document gets, and why a file is no spec."""
# ruff: noqa: E501

from __future__ import annotations

import pytest

from speclint.detect import Detection, detect
from speclint.document.source import make_source
from speclint.document.vocabulary import Vocabulary
from speclint.errors import SpeclintError
from speclint.linter import read
from speclint.rule import Ruleset

SPECS = [
    ("ledger.md", "Ledger — Engineering Design", "Context; Goals; Non-goals; Architecture; API; Data model; Testing; Rollout"),
    ("012-sharding.md", "RFC 012: Sharding of the queue", "Summary; Motivation; Detailed design; Drawbacks; Alternatives; Unresolved questions"),
    ("README.md", "Bounded retries", "Summary; Motivation; Goals; Non-Goals; Proposal; Design Details; Test Plan; Drawbacks; Alternatives"),
    ("one-pager-quota.md", "Quota per Tenant", "Background; Proposal; Alternatives Considered"),
    ("tech-spec-payments.md", "Payments", "Notes"),
    ("TECH_SPEC.md", "Bookings", "Things"),
    ("plan.md", "Technical Specification: Review Queue", "Overview"),
    ("api-spec-v2.md", "Orders", "Endpoints"),
    ("SPEC-31.md", "SPEC-31: Batch deletion", "Goal; Scope; Behaviour; Test plan"),
    ("sdd.md", "Software Design Document (SDD)", "Introduction; System overview"),
    ("billing.md", "Low-Level Design: Billing", "Overview; Data model; API"),
    ("checkout.md", "Checkout Architecture Document", "Introduction; Tech Stack; Data Models; Components; Database Schema; Error Handling Strategy; Security"),
    ("export.md", "Export to CSV", "1. Overview; 2. System Architecture; 3. API Specification; 4. Data Model; 5. Component Design; 6. Risks"),
    ("spec.md", "Feature Specification: Shared carts", "User Scenarios; Requirements; Success Criteria"),
    ("release-notes.md", "Release Notes Improvements", "Summary; Motivation; Goals; Proposal; Design Details; Drawbacks; Alternatives"),
    ("review.md", "Technical Design: Review of claims", "Overview; Architecture"),
    ("ledger.md", "Ledger: Technical Specification & Implementation Plan", "Phases"),
    ("carts.md", "Functional and Technical Specification", "Text"),
    ("technical-spec.md", "gatekeeper: Implementation Plan", "Context; Phases"),
]  # fmt: skip

OTHERS = [
    ("README.md", "Foglight", "Overview; Features; Architecture; Tech Stack; Getting Started; API; Testing; Deployment; Security; Roadmap; Contributing; License", "a README"),
    ("foglight.md", "Foglight", "Overview; Installation; Usage; Architecture; Contributing; License; Deployment; Testing", "a README"),
    ("smart-search.md", "Smart Search", "Problem Statement; Target Users; User Stories; Functional Requirements; Success Metrics; Performance; Security; Risks; Timeline; Open Questions", "a PRD"),
    ("checkout.md", "Checkout Product Requirements Document (PRD)", "Goals; Requirements; Architecture; Risks", "a PRD"),
    ("PRD-9.md", "Search", "Goals; Timeline", "a PRD"),
    ("0003-use-postgres.md", "Use PostgreSQL for the ledger", "Status; Context; Decision; Consequences", "an ADR"),
    ("ledger-store.md", "Which store for the ledger", "Context and Problem Statement; Decision Drivers; Considered Options; Decision Outcome", "an ADR"),
    ("adr.md", "ADR-5: Format of technical specifications", "Context; Decision", "an ADR"),
    ("CHANGELOG.md", "Changelog", "Unreleased; 1.2.0", "a changelog"),
    ("history.md", "History", "v2.1.0 - 2026-01-02; v2.0.0 - 2025-11-30; v1.9.4", "a changelog"),
    ("tasks.md", "Tasks: Shared carts", "Phase 1: Setup; Phase 2: Data model; Dependencies; Testing", "a task list"),
    ("plan.md", "Implementation Plan: Shared carts", "Summary; Technical Context; Constitution Check; Project Structure", "a plan"),
    ("roadmap.md", "🗺️ Foglight Release Roadmap Overview", "Timeline; Success Metrics; Out of Scope", "a roadmap"),
    ("quickstart.md", "Implementation Quickstart: Foglight v1.3", "Phase 1; Testing; Deployment; Security; Dependencies; Risks", "a guide"),
    ("failover.md", "Runbook: Failover", "Overview; Monitoring; Rollback", "a guide"),
    ("CLAUDE.md", "Foglight", "Project overview; Architecture; Testing; Commands", "a guide"),
    ("AGENTS.md", "Agents", "Overview; Testing", "a guide"),
    ("REVIEW-12.md", "Review: Export to CSV", "Scope; Findings; Decision", "a review"),
    ("audit.md", "Security Audit", "Scope; Findings; Security; Risks", "a review"),
    ("tech-review.md", "Technical Design Review", "Findings", "a review"),
    ("POSTMORTEM-4.md", "POSTMORTEM-4: Lost orders", "Summary; Root cause", "a post-mortem"),
    ("outage.md", "Outage of 12 March", "Summary; Impact; Root Cause; What Went Well; Lessons Learned; Action Items", "a post-mortem"),
    ("DESIGN.md", "Design System: Foglight", "Overview; Colors; Typography; Components", "a style guide"),
    ("DESIGN.md", "Foglight", "Overview; Colors; Typography; Spacing; Icons; Components", "a style guide"),
    ("UX-7.md", "UX-7: Shared carts", "User flows; Wireframes", "a style guide"),
    ("test-design.md", "System-Level Test Design: Shared carts", "Testability Assessment; Test Levels Strategy; Risks; Dependencies", "a test document"),
    ("test-plan.md", "Export", "Scope; Test cases; Risks", "a test document"),
    ("standup.md", "Meeting notes", "Agenda; Decisions; Action items", "notes"),
    ("1.2.story.md", "Story 1.2: Merge carts", "Acceptance Criteria; Tasks", "a user story"),
    ("fs.md", "Functional Specification: Discount codes", "Overview; Requirements; Risks", "a functional specification"),
    ("SECURITY.md", "Security Policy", "Supported Versions; Reporting a Vulnerability", "a guide"),
    ("README.md", "Specs", "Accepted; Drafts", "a README"),
    ("specs.md", "Index of Technical Specifications", "Accepted; Drafts", "a README"),
    ("README.md", "Foglight Enhancement Proposals (FEPs)", "Process; List", "a README"),
]  # fmt: skip


def _detected(name: str, title: str, chapters: str, ruleset: Ruleset, vocabulary: Vocabulary, head: str = "") -> Detection:
    text = f"# {title}\n\n{head}\n\n" + "".join(f"## {chapter}\n\nText.\n\n" for chapter in chapters.split("; "))
    return detect(read(make_source(text, f"docs/{name}"), vocabulary), ruleset.profiles)


@pytest.mark.parametrize(("name", "title", "chapters"), SPECS)
def test_a_design_is_a_spec(name: str, title: str, chapters: str, ruleset: Ruleset, vocabulary: Vocabulary) -> None:
    found = _detected(name, title, chapters, ruleset, vocabulary)
    assert found.profile is not None, found.reason
    assert found.profile.id == "sdd"


@pytest.mark.parametrize(("name", "title", "chapters", "kind"), OTHERS)
def test_another_kind_of_file_is_skipped_with_the_reason(
    name: str, title: str, chapters: str, kind: str, ruleset: Ruleset, vocabulary: Vocabulary
) -> None:
    found = _detected(name, title, chapters, ruleset, vocabulary)
    assert found.profile is None, found.reason
    assert found.reason.startswith(f"{kind}, by its "), found.reason
    assert "nearest profile " in found.reason


FIELDS = "**Issue**: #12\n**Epic**: #3\n**Status**: Draft\n**Related ADR**: N/A"
DESIGN_TEMPLATE = "1. Overview; 2. Architecture Diagrams; 3. API Design; 4. Data Model Diagrams; 5. Service Layer Diagrams; 6. Security Diagrams"
PLAIN = "1. Overview; 2. Architecture; 3. API; 4. Data Model; 5. Security; 6. Performance"


@pytest.mark.parametrize(
    ("chapters", "head", "profile"),
    [
        pytest.param(PLAIN, FIELDS, "agentx", id="its fields"),
        pytest.param(DESIGN_TEMPLATE, "", "agentx", id="its titles"),
        pytest.param(PLAIN, "", "sdd", id="neither"),
        pytest.param(PLAIN, "**Issue**: #12\n**Status**: Draft", "sdd", id="one field is not enough"),
        pytest.param(PLAIN, "**Functional Spec Reference**: FS-1\n**Estimated Effort**: 3 days", "sdd", id="fields of the other"),
    ],
)
def test_the_profile_is_told_by_fields_and_titles(
    chapters: str, head: str, profile: str, ruleset: Ruleset, vocabulary: Vocabulary
) -> None:
    found = _detected("x.md", "Technical Specification: Carts", chapters, ruleset, vocabulary, head)
    assert found.profile is not None
    assert found.profile.id == profile


def test_the_reason_counts_sections(ruleset: Ruleset, vocabulary: Vocabulary) -> None:
    found = _detected("carts.md", "Carts", "1. Overview; 2. Architecture; 3. API; 4. Data Model; 5. Security", ruleset, vocabulary)
    assert found.reason == "5 of 15 sections of sdd, numbered"


def test_the_reason_of_a_skipped_file_names_the_nearest_profile(ruleset: Ruleset, vocabulary: Vocabulary) -> None:
    found = _detected("adr.md", "ADR-7: Queues", "Context; Decision; Security", ruleset, vocabulary)
    assert found.reason == "an ADR, by its title; nearest profile sdd: 2 of 15 sections"


@pytest.mark.parametrize("text", ["", "\n\n", "Text.\n", "# \n", "---\ntitle: x\n---\n", "> # A\n"])
def test_what_holds_nothing_is_skipped(text: str, ruleset: Ruleset, vocabulary: Vocabulary) -> None:
    assert detect(read(make_source(text, "x.md"), vocabulary), ruleset.profiles).profile is None


def test_front_matter_names_the_profile(ruleset: Ruleset, vocabulary: Vocabulary) -> None:
    source = make_source("---\nspeclint: {profile: agentx}\n---\n# ADR-3: Queues\n", "x.md")
    found = detect(read(source, vocabulary), ruleset.profiles)
    assert found.profile is ruleset.profiles["agentx"]
    assert found.reason == "as its front matter says"


def test_front_matter_that_names_no_profile_is_an_error(ruleset: Ruleset, vocabulary: Vocabulary) -> None:
    source = make_source("---\nspeclint:\n  profile: agentxx\n---\n# Queues\n", "x.md")
    with pytest.raises(SpeclintError, match=r"line 3, column 12: unknown profile 'agentxx' \(did you mean 'agentx'\?\)"):
        detect(read(source, vocabulary), ruleset.profiles)
