"""Stored data by SQLAlchemy and its kin: declarative classes, `Table(...)`, SQLModel, operations of Alembic."""

import re
from collections.abc import Sequence

from speclint.facts.schema.code import Code
from speclint.facts.schema.model import Cardinality, Reference
from speclint.facts.schema.orm.python_classes import Class, Field, maker, string_value
from speclint.facts.schema.orm.syntax import Call, Item, called_inside, calls, flag, is_true, items, strings, text_of
from speclint.facts.schema.orm.typed_python import add_typed, dotted, is_optional, unwrapped
from speclint.facts.schema.source import SchemaDraft, TableDraft

_MANY = re.compile(r"\b(?:list|List|set|Set|Sequence|Collection|WriteOnlyMapped|DynamicMapped)\s*+\[")
_NAME = re.compile(r"[^\W\d]\w*")


def fits(code: Code, class_: Class) -> bool:
    """Whether a class is mapped to a table."""
    if any(field.name in ("__tablename__", "__table_args__") for field in class_.fields):
        return True
    if re.search(r"\btable\s*+=\s*+True", class_.bases):
        return True
    return any(
        "Mapped[" in field.annotation or ((made := maker(code, field)) and made.name in ("Column", "mapped_column"))
        for field in class_.fields
    )


def read_class(code: Code, draft: SchemaDraft, class_: Class) -> None:
    """A class that is mapped to a table."""
    name = string_value(code, class_.fields, "__tablename__") or class_.name
    table = TableDraft(code.source, name, class_.offset, "orm", class_.name)
    for field in class_.fields:
        made = maker(code, field)
        if field.name == "__table_args__":
            _read_arguments(code, table, *field.value)
        elif field.name.startswith("__") or (not made and not field.annotation):
            continue
        elif made and made.name in ("relationship", "Relationship", "backref", "column_property", "synonym"):
            _relate(code, draft, class_.name, field, made)
        elif made and made.name in ("Column", "mapped_column"):
            _add_column(code, table, field.name, field.offset, field.annotation, made)
        else:
            add_typed(code, table, field)
    draft.tables.append(table.finish(class_.end))


def _add_column(code: Code, table: TableDraft, name: str, offset: int, annotation: str, made: Call) -> None:
    """A column that `Column(...)` or `mapped_column(...)` makes."""
    arguments = items(code, made.start, made.end)
    given = {item.key: item for item in arguments if item.key}
    literal = code.literal(arguments[0].start, arguments[0].end) if arguments and not arguments[0].key else None
    if literal is not None and literal.start == arguments[0].start:
        name = literal.value
    nullable = flag(code, given.get("nullable"))
    if nullable is None and annotation:
        nullable = is_optional(annotation)
    table.add_column(
        name,
        _column_type(code, arguments) or unwrapped(annotation),
        offset,
        primary=is_true(code, given.get("primary_key")),
        nullable=nullable,
        unique=is_true(code, given.get("unique")),
        indexed=is_true(code, given.get("index")),
        references=_foreign_key(code, table, made.start, made.end),
    )


def _column_type(code: Code, arguments: Sequence[Item]) -> str:
    """The type among the arguments of `Column`."""
    for item in arguments:
        text = code.words(item.start, item.end)
        if item.key in ("", "type_") and text[:1] not in ("'", '"') and not _NO_TYPE.match(text):
            return text
    return ""


_NO_TYPE = re.compile(r"(?:\w+\.)*(?:ForeignKey|Identity|Sequence|Computed|CheckConstraint|FetchedValue)\b|\*")


def _foreign_key(code: Code, table: TableDraft, start: int, end: int) -> Reference | None:
    """What `ForeignKey("users.id")` or `ForeignKey(User.id)` points to."""
    made = called_inside(code, "ForeignKey", start, end)
    if made is None:
        return None
    first = next(iter(items(code, made.start, made.end)), None)
    return dotted(code, table, first)


def _relate(code: Code, draft: SchemaDraft, owner: str, field: Field, made: Call) -> None:
    """The relationship that an attribute such as `orders = relationship("Order")` states."""
    if made.name.casefold() != "relationship":
        return
    first = next(iter(items(code, made.start, made.end)), None)
    named_first = first is not None and not first.key
    target = text_of(code, first) if named_first else _target(field.annotation)
    many = _MANY.search(field.annotation) is not None
    secondary = any(item.key in ("secondary", "link_model") for item in items(code, made.start, made.end))
    cardinality: Cardinality = "N:M" if secondary else "1:N" if many else ""
    draft.relate(owner, target.rpartition(".")[2], cardinality, field.offset)


def _target(annotation: str) -> str:
    """The model in `Mapped[list["Order"]]`."""
    known = ("Mapped", "list", "List", "set", "Set", "Optional", "None", "Sequence", "Collection", "orm")
    found = [name for name in _NAME.findall(annotation) if name not in known]
    return found[-1] if found else ""


def _read_arguments(code: Code, table: TableDraft, start: int, end: int) -> None:
    """The keys and indexes of `__table_args__` or of the end of a `Table(...)`."""
    opening = code.find("([", start, end)
    inside = opening >= 0 and not code.bare[start:opening].strip()
    for item in items(code, *code.inside(opening)) if inside else items(code, start, end):
        made = next(calls(code, item.start, item.end), None)
        if made is not None:
            _read_constraint(code, table, made)


def _read_constraint(code: Code, table: TableDraft, made: Call) -> None:
    arguments = items(code, made.start, made.end)
    given = {item.key: item for item in arguments if item.key}
    plain = [text_of(code, item).rpartition(".")[2] for item in arguments if not item.key]
    match made.name:
        case "Index" if plain:
            table.add_index(plain[0], tuple(plain[1:]), made.offset, unique=is_true(code, given.get("unique")))
        case "UniqueConstraint":
            table.add_index(text_of(code, given.get("name")), tuple(plain), made.offset, unique=True)
        case "PrimaryKeyConstraint":
            table.primary = tuple(plain)
        case "ForeignKeyConstraint" if len(arguments) > 1:
            columns = strings(code, arguments[0].start, arguments[0].end)
            referred = code.literals_in(arguments[1].start, arguments[1].end)
            if referred:
                other = referred[0].value.rpartition(".")[0]
                keys = tuple(literal.value.rpartition(".")[2] for literal in referred)
                table.add_foreign_key(columns, other or referred[0].value, keys if other else (), referred[0].offset)


_TABLE_CALL = re.compile(r"(?<![\w])(?P<name>Table|create_table|create_index|add_column|create_foreign_key)\s*+\(")


def read_calls(code: Code, draft: SchemaDraft) -> None:
    """`Table("users", metadata, Column(...))` and the operations of Alembic."""
    for match in _TABLE_CALL.finditer(code.bare):
        start, end = code.inside(match.end() - 1)
        literals = code.literals_in(start, end)
        if not literals:
            continue
        if match["name"] in ("Table", "create_table"):
            _read_table_call(code, draft, start, end)
        elif match["name"] == "create_index" and len(literals) > 2:
            unique = any(item.key == "unique" and is_true(code, item) for item in items(code, start, end))
            columns = tuple(literal.value for literal in literals[2:])
            draft.add_index(literals[0].value, literals[1].value, columns, literals[0].offset, unique=unique)
        elif match["name"] == "add_column":
            table = TableDraft(code.source, literals[0].value, literals[0].offset, "orm")
            table.fragment = True
            _read_table_items(code, table, start, end)
            draft.tables.append(table.finish(end))


def _read_table_call(code: Code, draft: SchemaDraft, start: int, end: int) -> None:
    first = code.literal(start, end)
    if first is not None and not code.bare[start : first.start].strip():
        table = TableDraft(code.source, first.value, first.offset, "orm")
        _read_table_items(code, table, start, end)
        if table.columns:
            draft.tables.append(table.finish(end))


def _read_table_items(code: Code, table: TableDraft, start: int, end: int) -> None:
    for item in items(code, start, end):
        made = next(calls(code, item.start, item.end), None)
        if made is not None and made.name == "Column":
            name = code.literal(made.start, made.end)
            if name is not None:
                _add_column(code, table, name.value, name.offset, "", made)
        elif made is not None:
            _read_constraint(code, table, made)
