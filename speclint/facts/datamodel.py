"""What a part about the data model shows: a diagram of its entities, and a schema with types and constraints."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from speclint.document.section import Section
from speclint.document.span import Span
from speclint.facts.diagram import Diagram, drawings
from speclint.facts.entry import section_text
from speclint.facts.fact import Applicability, Fact, Facts
from speclint.facts.table import Storage, schema

if TYPE_CHECKING:
    from speclint.facts.drawing.drawing import Drawing, Entity
    from speclint.facts.schema.model import Column, Table


@dataclass(frozen=True, kw_only=True, eq=False)
class EntityDiagram(Fact):
    """A diagram of entities; `shape` is er, class, image or other, `typed` when most of its attributes have types."""

    shape: str
    entities: tuple[str, ...]
    typed: bool


@dataclass(frozen=True, kw_only=True, eq=False)
class DataModelGap(Fact):
    """What the data model does not show: `kind` is diagram, schema or constraints."""

    kind: str


def read_entity_diagrams(facts: Facts) -> tuple[EntityDiagram, ...]:
    """The diagrams that show entities and how they are related, in document order."""
    found = [*_drawn(facts), *_images(facts)]
    return tuple(sorted(found, key=lambda each: (each.span.line, each.span.column)))


def _drawn(facts: Facts) -> Iterator[EntityDiagram]:
    for block, drawing in drawings(facts):
        section = facts.document.section_at(block.span.line)
        stored = section is not None and section.within("data-model")
        shape = _shape(drawing, stored, _is_titled(section, facts))
        names = _names(drawing)
        if shape and len(names) > 1:
            span = facts.document.line_span(block.span.line)
            yield EntityDiagram(span=span, shape=shape, entities=names, typed=_is_typed(drawing.entities))
    for block in facts.document.code_blocks:
        if block.language == "dbml" and len(names := tuple(re.findall(r"(?im)^\s*table\s+([\w.]+)", block.code))) > 1:
            yield EntityDiagram(span=facts.document.line_span(block.span.line), shape="er", entities=names, typed=True)


def _shape(drawing: Drawing, stored: bool, titled: bool) -> str:
    """What a drawing counts as: any that stands under the title of an entity diagram shows entities."""
    if drawing.subject == "er":
        return "er"
    if drawing.subject == "class":
        return "class" if stored or titled else ""
    if titled and drawing.subject in ("structure", "relations", "flow", "other"):
        return "er"
    return "er" if stored and drawing.subject == "relations" and drawing.relations else ""


def _is_titled(section: Section | None, facts: Facts) -> bool:
    return section is not None and facts.vocabulary.has("entity diagram title", section.title)


def _names(drawing: Drawing) -> tuple[str, ...]:
    """The entities: those with attributes, else what the lines join, else all that is drawn."""
    ends = (end for each in drawing.relations for end in (each.left, each.right))
    named = [*(each.name for each in drawing.entities), *ends] or [node.label for node in drawing.nodes]
    return tuple(dict.fromkeys(name for name in named if name))


def _is_typed(entities: tuple[Entity, ...]) -> bool:
    fields = [each for entity in entities for each in entity.attributes if not each.name.endswith("()")]
    return bool(fields) and sum(bool(each.type) for each in fields) * 2 > len(fields)


def _images(facts: Facts) -> Iterator[EntityDiagram]:
    for diagram in facts.all("diagrams", Diagram):
        section = facts.document.section_at(diagram.span.line)
        if diagram.kind == "image" and section is not None and section.within("data-model"):
            yield EntityDiagram(span=diagram.span, shape="image", entities=diagram.labels, typed=False)


def read_data_model(facts: Facts) -> tuple[Applicability, ...]:
    """Whether a data model is asked for: a spec that has a part about one says there why it has none."""
    said = facts.all("persistence", Applicability)
    parts = facts.sections("data-model")
    nothing = [each for each in said if not each.applies and each.span != facts.document.head]
    return tuple(nothing) if parts else said


def read_data_model_gaps(facts: Facts) -> tuple[DataModelGap, ...]:
    """What is missing, each where an author would look for it."""
    place = _place(facts)
    return tuple(DataModelGap(span=place, kind=kind) for kind in _gaps(facts))


def _place(facts: Facts) -> Span:
    parts = facts.sections("data-model")
    return min(parts, key=lambda part: part.level).text.span if parts else facts.document.head


def _gaps(facts: Facts) -> Iterator[str]:
    shown = facts.all("entity_diagrams", EntityDiagram)
    classes = [each for each in shown if each.shape == "class" and each.typed]
    if classes and not _is_stored(facts):
        return
    if not any(each.shape != "class" for each in shown):
        yield "diagram"
    tables = [table for table in schema(facts).tables if any(column.type for column in table.columns)]
    if not tables and not classes and not _has_json_schema(facts):
        yield "schema"
    elif not any(map(_constrains, tables)) and not _speaks_of_constraints(facts) and not _has_json_schema(facts):
        yield "constraints"


def _is_stored(facts: Facts) -> bool:
    """Whether a database holds the data, so that classes alone do not say how; a word in passing does not tell."""
    if any(table.source in ("sql", "orm", "markdown") for table in schema(facts).tables):
        return True
    said = [facts.document.section_at(each.span.line) for each in facts.all("storage", Storage) if each.database]
    return len(set(map(id, said))) > 1 or any(section is not None and section.within("data-model") for section in said)


def _constrains(table: Table) -> bool:
    """Whether a table says more of a column than its name and type."""
    if table.source == "document":
        return False
    return bool(table.primary_key or table.indexes or table.foreign_keys) or any(map(_is_constrained, table.columns))


def _is_constrained(column: Column) -> bool:
    stated = column.primary or column.unique or column.foreign or column.references is not None
    return stated or column.nullable is not None or column.default is not None or bool(column.values)


def _speaks_of_constraints(facts: Facts) -> bool:
    words = facts.vocabulary
    return any(words.has("constraint words", section_text(part)) for part in facts.sections("data-model"))


_JSON_SCHEMA = re.compile(r"[\"']?properties[\"']?\s*:(?s:.)*[\"']?type[\"']?\s*:")


def _has_json_schema(facts: Facts) -> bool:
    """Whether a JSON Schema says the types and what is required."""
    return any(
        block.language in ("json", "yaml", "yml", "jsonc") and _JSON_SCHEMA.search(block.code) is not None
        for block in facts.document.code_blocks
    )
