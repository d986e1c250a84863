"""What every fact has, and how facts are asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from typing import Any, Protocol, TypeVar, cast

from speclint.document.section import Document, Section
from speclint.document.span import Span
from speclint.document.vocabulary import Vocabulary


@dataclass(frozen=True, kw_only=True, eq=False)
class Fact:
    """Something that the spec says, and where.

    `span` is where an author would act on it: the row, the item, the heading. `places` are the spans of
    single fields, where they are known. Every other field is data that rules may judge and messages quote.
    """

    span: Span
    places: Mapping[str, Span] = field(default_factory=dict)

    def get(self, name: str) -> object:
        """The value of a field, or None where the fact has no such field."""
        return getattr(self, name.replace("-", "_"), None)

    def place(self, name: str) -> Span:
        """Where a field stands, or the whole fact where that is not known."""
        return self.places.get(name, self.span)


NOT_DATA = frozenset({"span", "places", "source", "related", "repair"})
"""The fields of facts that are no data."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Applicability(Fact):
    """Whether a part of the checklist applies to this spec at all, and why not."""

    applies: bool
    reason: str = ""


class Files(Protocol):
    """What a fact may ask about other files: only those in the checked tree, never their contents' meaning."""

    def exists(self, target: str) -> bool | None:
        """Whether a relative path leads to a file or folder; None where that may not be told."""

    def anchors(self, target: str) -> frozenset[str] | None:
        """The anchors of a Markdown file; None where there is none or it may not be told."""


F = TypeVar("F", bound=Fact)
Reader = Callable[["Facts"], tuple[Fact, ...]]


class Facts:
    """The facts of one document; each kind is read when it is first asked for."""

    def __init__(self, document: Document, vocabulary: Vocabulary, files: Files | None = None) -> None:
        self.document = document
        self.vocabulary = vocabulary
        self.files = files
        self._read: dict[str, tuple[Fact, ...]] = {}

    def get(self, kind: str) -> tuple[Fact, ...]:
        """All facts of a kind, in document order. Raises KeyError for a kind that does not exist."""
        if kind not in self._read:
            self._read[kind] = ()  # a reader that asks for itself finds nothing
            self._read[kind] = tuple(_reader(kind)(self))
        return self._read[kind]

    def all(self, kind: str, type_: type[F]) -> tuple[F, ...]:
        """All facts of a kind, as their type."""
        return cast("tuple[F, ...]", self.get(kind))

    def memo(self, key: str, make: Callable[[], Any]) -> Any:
        """Something that several readers need and that is worth making once."""
        store = self.__dict__.setdefault("_memo", {})
        if key not in store:
            store[key] = make()
        return store[key]

    def sections(self, *roles: str) -> tuple[Section, ...]:
        """The outermost sections that have one of the roles, in document order."""
        wanted = set(roles)
        return tuple(
            section
            for section in self.document.all_sections
            if not wanted.isdisjoint(section.roles)
            and (section.parent is None or wanted.isdisjoint(section.parent.all_roles))
        )

    def has_section(self, *roles: str) -> bool:
        """Whether any section has one of the roles."""
        wanted = set(roles)
        return any(not wanted.isdisjoint(section.roles) for section in self.document.all_sections)


@cache
def _reader(kind: str) -> Reader:
    module, function, _ = READERS[kind].split(":")
    return cast(Reader, getattr(import_module(f"speclint.facts.{module}"), function))


def fact_type(kind: str) -> type[Fact]:
    """The class of a kind of fact. Raises KeyError for a kind that does not exist."""
    module, _, name = READERS[kind].split(":")
    return cast("type[Fact]", getattr(import_module(f"speclint.facts.{module}"), name))


READERS: dict[str, str] = {
    # the whole document
    "document": "whole:read_document:Whole",
    "sections": "whole:read_sections:Part",
    "rows": "whole:read_rows:TableRow",
    "metadata": "metadata:read_metadata:Field",
    "bad_front_matter": "metadata:read_bad_front_matter:BadFrontMatter",
    "leftovers": "leftover:read_leftovers:Leftover",
    # form: headings, fences, links
    "level_jumps": "heading:read_level_jumps:LevelJump",
    "number_faults": "heading:read_number_faults:NumberFault",
    "repeated_sections": "heading:read_repeated_sections:RepeatedSection",
    "empty_sections": "heading:read_empty_sections:EmptySection",
    "extra_titles": "heading:read_extra_titles:ExtraTitle",
    "broken_fences": "fence:read_broken_fences:BrokenFence",
    "code_blocks": "codeblock:read_code_blocks:CodeExample",
    "key_classes": "codeblock:read_key_classes:KeyClass",
    "dead_links": "link:read_dead_links:DeadLink",
    "dangling_references": "citation:read_dangling_references:DanglingReference",
    "unexpanded_acronyms": "acronym:read_unexpanded:UnexpandedAcronym",
    # header, table of contents, overview, workplace
    "header": "header:read_header:HeaderField",
    "header_gaps": "header:read_header_gaps:HeaderGap",
    "header_conflicts": "header:read_header_conflicts:HeaderConflict",
    "date_faults": "header:read_date_faults:DateFault",
    "dead_header_links": "header:read_dead_header_links:DeadLink",
    "toc": "toc:read_toc:TocPart",
    "toc_faults": "toc:read_toc_faults:TocFault",
    "scope": "scope:read_scope:ScopeStatement",
    "scope_gaps": "scope:read_scope_gaps:Gap",
    "success_criteria": "criterion:read_criteria:Criterion",
    "criterion_gaps": "criterion:read_criterion_gaps:CriterionGap",
    "workplace": "workplace:read_workplace:Workplace",
    "workplace_gaps": "workplace:read_workplace_gaps:Gap",
    # components and drawings
    "components": "component:read_components:Component",
    "undrawn_components": "component:read_undrawn:Undrawn",
    "unlisted_components": "unlisted:read_unlisted:Unlisted",
    "misspelt_names": "misspelt:read_misspelt:MisspeltName",
    "diagrams": "diagram:read_diagrams:Diagram",
    "drawing_faults": "diagram:read_faults:DrawingFault",
    "missing_drawings": "missing:read_missing_drawings:MissingDrawing",
    "cross_cutting_concerns": "missing:read_concerns:Concern",
    # the interface
    "endpoints": "endpoint:read_endpoints:Endpoint",
    "api_applies": "endpoint:read_applies:Applicability",
    "api_gaps": "endpoint:read_gaps:ApiGap",
    "unnamed_interfaces": "endpoint:read_unnamed:UnnamedInterface",
    "repeated_endpoints": "endpoint:read_repeats:Repeat",
    "missing_terms": "terms:read_missing_terms:MissingTerm",
    "limit_conflicts": "limit:read_limit_conflicts:LimitConflict",
    "auth_conflicts": "limit:read_auth_conflicts:AuthConflict",
    "unlisted_calls": "call:read_unlisted_calls:UnlistedCall",
    "api_version_conflicts": "call:read_api_version_conflicts:ApiVersionConflict",
    "unlisted_codes": "errorcode:read_unlisted_codes:UnlistedCode",
    "code_status_conflicts": "errorcode:read_status_conflicts:CodeStatusConflict",
    "stray_fields": "responsefield:read_stray_fields:StrayField",
    "examples": "example:read_examples:Example",
    # the data model
    "tables": "table:read_tables:SchemaTable",
    "columns": "table:read_columns:StoredColumn",
    "indexes": "table:read_indexes:StoredIndex",
    "relationships": "table:read_relationships:Relationship",
    "storage": "table:read_storage:Storage",
    "persistence": "table:read_persistence:Applicability",
    "ddl_faults": "table:read_ddl_faults:DdlFault",
    "data_model": "datamodel:read_data_model:Applicability",
    "data_model_gaps": "datamodel:read_data_model_gaps:DataModelGap",
    "entity_diagrams": "datamodel:read_entity_diagrams:EntityDiagram",
    "schema_conflicts": "twin:read_schema_conflicts:SchemaConflict",
    "allowed_conflicts": "allowed:read_allowed_conflicts:AllowedConflict",
    "key_mismatches": "keyfit:read_key_mismatches:KeyMismatch",
    "cardinality_conflicts": "keyfit:read_cardinality_conflicts:CardinalityConflict",
    "rival_stores": "rival:read_rivals:RivalStore",
    # dependencies and versions
    "dependencies": "dependency:read_dependencies:Dependency",
    "dependency_scope": "dependency:read_dependency_scope:Applicability",
    "pins": "pin:read_pins:Pin",
    "version_conflicts": "pin:read_version_conflicts:VersionConflict",
    # plan
    "phases": "phase:read_phases:Phase",
    "phase_conflicts": "phase:read_phase_conflicts:PhaseConflict",
    "plan_conflicts": "planfit:read_plan_conflicts:PlanConflict",
    # risks, questions, decisions, assumptions
    "risks": "risk:read_risks:Risk",
    "risk_ratings": "risk:read_ratings:Rating",
    "doubled": "doubled:read_doubled:Doubled",
    "open_questions": "question:read_questions:Question",
    "question_parts": "question:read_parts:QuestionPart",
    "unsettled_questions": "question:read_unsettled:Question",
    "undecided": "undecided:read_undecided:Undecided",
    "decisions": "decision:read_decisions:Decision",
    "unreasoned": "decision:read_unreasoned:Unreasoned",
    "assumptions": "assumption:read_assumptions:Assumption",
    # targets, load, caching, monitoring
    "targets": "target:read_targets:Target",
    "missing_targets": "target:read_missing_targets:TargetGap",
    "target_conflicts": "targetfit:read_target_conflicts:TargetConflict",
    "load_conflicts": "targetfit:read_load_conflicts:LoadConflict",
    "percentile_conflicts": "target:read_percentile_conflicts:PercentileConflict",
    "vague_promises": "vague:read_vague_promises:VaguePromise",
    "performance_requirements": "requirement:read_requirements:Requirement",
    "missing_requirements": "requirement:read_missing_requirements:Gap",
    "scalability": "scale:read_scalability:ScaleStatement",
    "scalability_parts": "scale:read_scalability_parts:SubjectPart",
    "caching": "cache:read_caching:Caching",
    "missing_caching": "cache:read_missing_caching:Gap",
    "cache_lifetimes": "cache:read_cache_lifetimes:CacheLifetime",
    "cache_conflicts": "cache:read_cache_conflicts:CacheConflict",
    "alerts": "alert:read_alerts:Alert",
    "loose_alerts": "alertfit:read_loose_alerts:LooseAlert",
    "signals": "monitoring:read_signals:Signal",
    "missing_monitoring": "monitoring:read_missing_monitoring:Gap",
    # tests
    "tests": "testing:read_tests:TestLevel",
    "testing_parts": "testing:read_testing_parts:SubjectPart",
    "missing_tests": "testing:read_missing_tests:Gap",
    "test_shares": "share:read_test_shares:TestShare",
    "share_sums": "share:read_share_sums:ShareSum",
    "share_conflicts": "share:read_share_conflicts:ShareConflict",
    "coverage_targets": "coverage:read_coverage_targets:CoverageTarget",
    "coverage_conflicts": "coverage:read_coverage_conflicts:CoverageConflict",
    "missing_coverage": "coverage:read_missing_coverage:Gap",
    # security and errors
    "security_measures": "security:read_measures:Measure",
    "missing_measures": "security:read_missing_measures:Gap",
    "security_views": "defence:read_security_views:SecurityView",
    "missing_security_views": "defence:read_missing_security_views:Gap",
    "error_handling": "failure:read_error_handling:Reaction",
    "error_parts": "failure:read_error_parts:SubjectPart",
    # what is said twice
    "claims": "claim:read_claims:Claim",
    "restated": "restated:read_restated:Restated",
}
"""Every kind of fact: `module:function:class` below `speclint.facts`, loaded when it is asked for."""
