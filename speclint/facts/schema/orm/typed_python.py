"""Typed classes of Python: pydantic, dataclasses, TypedDict; those of a document store by their base."""

import re

from speclint.facts.schema.code import Code
from speclint.facts.schema.model import Reference
from speclint.facts.schema.orm.python_classes import Class, Field, maker, string_value
from speclint.facts.schema.orm.syntax import Item, is_false, is_true, items, text_of
from speclint.facts.schema.source import SchemaDraft, TableDraft

_OPTIONAL = re.compile(r"\bOptional\s*+\[|\|\s*+None\b|\bNone\s*+\|")
_WRAPPER = re.compile(r"(?:\w+\.)?Mapped\s*+\[(?P<type>.*)\]", re.DOTALL)

_WRAPPED = re.compile(r"(?:\w+\.)?Optional\s*+\[(.*)\]", re.DOTALL)
_OR_NONE = re.compile(r"[ ]?\|\s*+None\b|\bNone\s*+\|\s*+")
_INDEXED = re.compile(r"\bIndexed\b")

_STORED_BASE = re.compile(r"\b(?:Document|EmbeddedDocument|BaseDocument|DeclarativeBase|Entity|JsonModel|HashModel)\b")


_TYPED_BASE = re.compile(r"\b\w*(?:Model|TypedDict|NamedTuple|Struct|Schema|Base|Document|Record|Entity)\b")
"""Base classes by which a class says that it is a typed record."""

_TYPED_DECORATOR = re.compile(r"@(?:\w+\.)*(?:\w*dataclass|define|frozen|mutable|attrs|s|strawberry\.type)\b")
"""Decorators that say so."""


def fits(code: Code, class_: Class) -> bool:
    """Whether a class is a typed record: it says so, or it has fields alone."""
    says = _TYPED_BASE.search(class_.bases) or _TYPED_DECORATOR.search(class_.decorators)
    return says is not None or not class_.methods


def read_class(code: Code, draft: SchemaDraft, class_: Class) -> None:
    """A typed record; one whose base is that of a document store is kept."""
    stored = _STORED_BASE.search(class_.bases) is not None
    name = string_value(code, class_.meta.fields, "name", "collection") if class_.meta is not None else ""
    table = TableDraft(code.source, name or class_.name, class_.offset, "orm" if stored else "document", class_.name)
    for field in class_.fields:
        if field.annotation and not field.annotation.startswith("ClassVar") and field.name != "model_config":
            add_typed(code, table, field)
    if stored and not any(column.primary for column in table.columns.values()):
        table.primary = ("_id",)
    if table.columns:
        draft.tables.append(table.finish(class_.end))


def add_typed(code: Code, table: TableDraft, field: Field) -> None:
    """Add a member with an annotation, and `Field(primary_key=True)` or `Indexed(str, unique=True)` perhaps."""
    made = maker(code, field)
    arguments = items(code, made.start, made.end) if made is not None else []
    given = {item.key: item for item in arguments if item.key}
    indexed = _INDEXED.search(field.annotation) is not None
    nullable = given.get("nullable")
    table.add_column(
        field.name,
        unwrapped(field.annotation),
        field.offset,
        primary=is_true(code, given.get("primary_key")),
        nullable=is_optional(field.annotation) if nullable is None else not is_false(code, nullable),
        unique=is_true(code, given.get("unique")) or (indexed and "unique=True" in field.annotation),
        indexed=is_true(code, given.get("index")) or indexed,
        references=dotted(code, table, given.get("foreign_key")),
    )


def is_optional(annotation: str) -> bool:
    """Whether a type admits None."""
    return _OPTIONAL.search(annotation) is not None


def unwrapped(annotation: str) -> str:
    """The type of `Mapped[str | None]` or `Optional[str]`."""
    wrapper = _WRAPPER.fullmatch(annotation)
    inner = wrapper["type"] if wrapper is not None else annotation
    optional = _WRAPPED.fullmatch(inner)
    inner = optional[1] if optional is not None else inner
    return _OR_NONE.sub("", inner).strip(" \"'")


def dotted(code: Code, table: TableDraft, item: Item | None) -> Reference | None:
    """A reference written `users.id`, in a string or as an expression."""
    if item is None:
        return None
    literal = code.literal(item.start, item.end)
    name, offset = (literal.value, literal.offset) if literal is not None else (text_of(code, item), item.start)
    referred, _, key = name.replace(".c.", ".").rpartition(".")
    return table.reference(referred, key, offset) if referred else table.reference(key, None, offset)
