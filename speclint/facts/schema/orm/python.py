"""Stored data in Python: SQLAlchemy, SQLModel, Alembic, Django, Peewee, Tortoise, MongoEngine, typed classes."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from speclint.facts.schema.code import Code
from speclint.facts.schema.model import Reference, Schema
from speclint.facts.schema.orm.syntax import (
    Call,
    Item,
    called_inside,
    calls,
    flag,
    is_false,
    is_true,
    items,
    strings,
    text_of,
)
from speclint.facts.schema.source import SchemaDraft, TableDraft

_CLASS = re.compile(r"class\s++(?P<name>\w+)\s*+(?P<open>\()?")
_FIELD = re.compile(r"(?P<name>[^\W\d]\w*)\s*+(?P<mark>[:=])(?!=)\s*+")
_OPTIONAL = re.compile(r"\bOptional\s*+\[|\|\s*+None\b|\bNone\s*+\|")
_WRAPPER = re.compile(r"(?:\w+\.)?Mapped\s*+\[(?P<type>.*)\]", re.DOTALL)
_MANY = re.compile(r"\b(?:list|List|set|Set|Sequence|Collection|WriteOnlyMapped|DynamicMapped)\s*+\[")
_NAME = re.compile(r"[^\W\d]\w*")

_NO_DATA = ("Enum", "Exception", "Error", "Protocol", "ABC", "Settings", "TestCase", "Warning", "Admin", "Form")
"""Ends of the names of base classes whose subclasses hold no data."""

_FIELD_KEYS = ("ForeignKey", "OneToOneField", "ForeignKeyField", "ReferenceField", "LazyReferenceField", "OneToOne")
"""Field types that point to another model."""

_MANY_KEYS = ("ManyToManyField", "ManyToManyRelation")


@dataclass(frozen=True, slots=True)
class _Line:
    """A logical line: brackets hold it together."""

    indent: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Field:
    """A class member `name: annotation = value`; empty stretches for what is not there."""

    name: str
    offset: int
    annotation: str
    value: tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Class:
    """A class and its members; `bases` is the text between its brackets, `decorators` that before it."""

    name: str
    offset: int
    end: int
    bases: str
    decorators: str
    fields: tuple[_Field, ...]
    inner: "tuple[_Class, ...]"


def read(code: Code) -> Schema:
    """The tables and typed classes of Python code."""
    draft = SchemaDraft(code.source)
    lines = list(_lines(code))
    for class_ in _classes(code, lines, 0, len(lines)):
        _read_class(code, draft, class_)
    _read_table_calls(code, draft)
    return draft.finish()


def _lines(code: Code) -> Iterator[_Line]:
    position, end = 0, len(code.bare)
    while position < end:
        stop = code.find("\n", position, end)
        stop = stop if stop >= 0 else end
        text = code.bare[position:stop]
        body = text.lstrip(" \t")
        if body.strip() and body[0] != "\x01":
            indent = len(text) - len(body)
            yield _Line(indent, position + indent, position + len(text.rstrip()))
        position = stop + 1


def _classes(code: Code, lines: Sequence[_Line], first: int, last: int) -> Iterator[_Class]:
    """The classes among some lines, not those inside of others."""
    at = first
    while at < last:
        line = lines[at]
        match = _CLASS.match(code.bare, line.start, line.end)
        stop = at + 1
        if match is not None:
            while stop < last and lines[stop].indent > line.indent:
                stop += 1
            yield _class(code, lines, at, stop, match)
        at = stop


def _class(code: Code, lines: Sequence[_Line], at: int, stop: int, match: re.Match[str]) -> _Class:
    opening = match.end() - 1
    bases = code.words(*code.inside(opening)) if match["open"] else ""
    body = [line for line in lines[at + 1 : stop] if line.indent == lines[at + 1].indent] if at + 1 < stop else []
    fields = tuple(field for line in body if (field := _field(code, line)) is not None)
    inner = tuple(_classes(code, lines, at + 1, stop))
    end = lines[stop - 1].end
    return _Class(match["name"], match.start("name"), end, bases, _decorators(code, lines, at), fields, inner)


def _decorators(code: Code, lines: Sequence[_Line], at: int) -> str:
    found: list[str] = []
    while at > 0 and code.bare[lines[at - 1].start] == "@" and len(found) < 10:
        at -= 1
        found.append(code.words(lines[at].start, lines[at].end))
    return " ".join(found)


def _field(code: Code, line: _Line) -> _Field | None:
    match = _FIELD.match(code.bare, line.start, line.end)
    if match is None or match["name"] in ("class", "def", "return", "if", "else", "try", "with", "async", "pass"):
        return None
    if match["mark"] == "=":
        return _Field(match["name"], line.start, "", (match.end(), line.end))
    equals = code.find("=", match.end(), line.end)
    value = (equals + 1, line.end) if equals >= 0 else (line.end, line.end)
    annotation = code.words(match.end(), equals if equals >= 0 else line.end)
    return _Field(match["name"], line.start, annotation, value)


def _read_class(code: Code, draft: SchemaDraft, class_: _Class) -> None:
    for inner in class_.inner:
        if inner.name not in ("Meta", "Config", "Settings"):
            _read_class(code, draft, inner)
    bases = [base.partition("=")[0].strip() for base in class_.bases.split(",")]
    if any(base.endswith(_NO_DATA) for base in bases) or is_abstract(code, class_):
        return
    reader = next(reader for fits, reader in _KINDS if fits(code, class_))
    reader(code, draft, class_)


def is_abstract(code: Code, class_: _Class) -> bool:
    """Whether a class only lends its fields to others."""
    meta = _meta(class_)
    flags = [field for field in (*class_.fields, *(meta.fields if meta else ())) if field.name in _ABSTRACT]
    return any(code.bare[slice(*field.value)].strip() == "True" for field in flags)


_ABSTRACT = ("abstract", "__abstract__")


def _meta(class_: _Class) -> _Class | None:
    return next((inner for inner in class_.inner if inner.name in ("Meta", "Settings")), None)


def _value(code: Code, fields: Sequence[_Field], *names: str) -> str:
    """The string that a member of one of these names is set to."""
    for field in fields:
        literal = code.literal(*field.value) if field.name in names else None
        if literal is not None:
            return literal.value
    return ""


# SQLAlchemy and SQLModel


def _is_sqlalchemy(code: Code, class_: _Class) -> bool:
    if any(field.name in ("__tablename__", "__table_args__") for field in class_.fields):
        return True
    if re.search(r"\btable\s*+=\s*+True", class_.bases):
        return True
    return any(
        "Mapped[" in field.annotation or ((made := _maker(code, field)) and made.name in ("Column", "mapped_column"))
        for field in class_.fields
    )


def _read_sqlalchemy(code: Code, draft: SchemaDraft, class_: _Class) -> None:
    name = _value(code, class_.fields, "__tablename__") or class_.name
    table = TableDraft(code.source, name, class_.offset, "orm", class_.name)
    for field in class_.fields:
        made = _maker(code, field)
        if field.name == "__table_args__":
            _read_arguments(code, table, *field.value)
        elif field.name.startswith("__") or (not made and not field.annotation):
            continue
        elif made and made.name in ("relationship", "Relationship", "backref", "column_property", "synonym"):
            _relate(code, draft, class_.name, field, made)
        elif made and made.name in ("Column", "mapped_column"):
            _add_column(code, table, field.name, field.offset, field.annotation, made)
        else:
            _add_typed(code, table, field)
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
        nullable = _OPTIONAL.search(annotation) is not None
    table.add_column(
        name,
        _column_type(code, arguments) or _unwrapped(annotation),
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
    return _dotted(code, table, first)


def _dotted(code: Code, table: TableDraft, item: Item | None) -> Reference | None:
    """A reference written `users.id`, in a string or as an expression."""
    if item is None:
        return None
    literal = code.literal(item.start, item.end)
    name, offset = (literal.value, literal.offset) if literal is not None else (text_of(code, item), item.start)
    referred, _, key = name.replace(".c.", ".").rpartition(".")
    return table.reference(referred, key, offset) if referred else table.reference(key, None, offset)


def _unwrapped(annotation: str) -> str:
    """The type of `Mapped[str | None]` or `Optional[str]`."""
    wrapper = _WRAPPER.fullmatch(annotation)
    inner = wrapper["type"] if wrapper is not None else annotation
    optional = re.fullmatch(r"(?:\w+\.)?Optional\s*+\[(.*)\]", inner, re.DOTALL)
    inner = optional[1] if optional is not None else inner
    return re.sub(r"\s*+\|\s*+None\b|\bNone\s*+\|\s*+", "", inner).strip(" \"'")


def _relate(code: Code, draft: SchemaDraft, owner: str, field: _Field, made: Call) -> None:
    """The relationship that an attribute such as `orders = relationship("Order")` states."""
    if made.name.casefold() != "relationship":
        return
    first = next(iter(items(code, made.start, made.end)), None)
    named_first = first is not None and not first.key
    target = text_of(code, first) if named_first else _target(field.annotation)
    many = _MANY.search(field.annotation) is not None
    secondary = any(item.key in ("secondary", "link_model") for item in items(code, made.start, made.end))
    cardinality = "N:M" if secondary else "1:N" if many else ""
    draft.relate(owner, target.rpartition(".")[2], cardinality, field.offset)  # type: ignore[arg-type]


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


def _read_table_calls(code: Code, draft: SchemaDraft) -> None:
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


# Field calls: Django, Peewee, Tortoise, MongoEngine


_FIELD_CALL = re.compile(r"\w*Field|ForeignKey|OneToOne|ObjectId|Required|Optional|PrimaryKey|Set")


def _maker(code: Code, field: _Field) -> Call | None:
    """The call that makes a member's value."""
    start, end = field.value
    made = next(calls(code, start, end), None)
    before = code.bare[start : made.offset].strip() if made is not None else ""
    return made if made is not None and (not before or before.endswith(".")) else None


def _is_field_orm(code: Code, class_: _Class) -> bool:
    if re.search(r"\bmodels\.Model\b", class_.bases):
        return True
    made = [_maker(code, field) for field in class_.fields]
    return any(call and call.name != "Field" and _FIELD_CALL.fullmatch(call.name) for call in made)


def _read_field_orm(code: Code, draft: SchemaDraft, class_: _Class) -> None:
    meta = _meta(class_)
    name = _value(code, meta.fields, "db_table", "table_name", "table", "name", "collection") if meta else ""
    table = TableDraft(code.source, name or class_.name, class_.offset, "orm", class_.name)
    for field in class_.fields:
        made = _maker(code, field)
        if made is None or not (_FIELD_CALL.fullmatch(made.name) or made.name in _MANY_KEYS):
            continue
        if made.name in _MANY_KEYS or made.name == "Set":
            target = _other_model(code, table, class_, made)
            draft.relate(class_.name, target.table if target else "", "N:M", field.offset)
        else:
            _add_field(code, table, class_, field, made)
    if not any(column.primary for column in table.columns.values()):
        table.primary = ("_id",) if "Document" in class_.bases else ("id",)
    for field in meta.fields if meta else ():
        _read_meta(code, table, field)
    draft.tables.append(table.finish(class_.end))


def _add_field(code: Code, table: TableDraft, class_: _Class, field: _Field, made: Call) -> None:
    given = {item.key: item for item in items(code, made.start, made.end) if item.key}
    points = made.name in _FIELD_KEYS
    required = flag(code, given.get("required"))
    nullable = flag(code, given.get("null")) if "null" in given else None if required is None else not required
    table.add_column(
        field.name,
        made.name,
        field.offset,
        primary=any(is_true(code, given.get(key)) for key in ("primary_key", "pk")) or made.name == "PrimaryKey",
        nullable=nullable,
        unique=is_true(code, given.get("unique")) or made.name.startswith("OneToOne"),
        indexed=any(is_true(code, given.get(key)) for key in ("db_index", "index")) or points,
        references=_other_model(code, table, class_, made) if points else None,
    )


def _other_model(code: Code, table: TableDraft, class_: _Class, made: Call) -> Reference | None:
    """The model that a field points to; none for the user model that the settings name."""
    arguments = items(code, made.start, made.end)
    named = [item for item in arguments if item.key in ("to", "model", "model_name", "document_type")]
    first = next(iter(named), next((item for item in arguments if not item.key), None))
    if first is None or "AUTH_USER_MODEL" in code.bare[first.start : first.end]:
        return None
    name = text_of(code, first).rpartition(".")[2]
    return table.reference(class_.name if name == "self" else name, None, first.start)


def _read_meta(code: Code, table: TableDraft, field: _Field) -> None:
    """The indexes and constraints of a `Meta` class."""
    if field.name in ("unique_together", "index_together", "indexes", "constraints"):
        groups = _groups(code, *field.value)
        for start, end in groups:
            made = next(calls(code, start, end), None)
            unique = field.name == "unique_together" or (made is not None and "Unique" in made.name)
            given = {item.key: item for item in items(code, made.start, made.end)} if made else {}
            where = given.get("fields")
            columns = strings(code, where.start, where.end) if where else () if made else strings(code, start, end)
            name = text_of(code, given.get("name"))
            table.add_index(name, tuple(column.lstrip("-+$#") for column in columns), start, unique=unique)


def _groups(code: Code, start: int, end: int) -> list[tuple[int, int]]:
    """The items of a list of lists; a flat list of strings is one item."""
    opening = code.find("([", start, end)
    if opening < 0:
        return []
    inside = code.inside(opening)
    found = [(item.start, item.end) for item in items(code, *inside)]
    flat = all(code.bare[begin] in "\"'" for begin, _ in found)
    return [inside] if flat and len(found) > 1 and code.text[inside[0] - 1] == "(" else found


# Typed classes


_STORED_BASE = re.compile(r"\b(?:Document|EmbeddedDocument|BaseDocument|DeclarativeBase|Entity|JsonModel|HashModel)\b")


def _is_typed(code: Code, class_: _Class) -> bool:
    return True


def _read_typed(code: Code, draft: SchemaDraft, class_: _Class) -> None:
    """A class whose members have types: pydantic, dataclasses, TypedDict; persisted ones by their base."""
    stored = _STORED_BASE.search(class_.bases) is not None
    if class_.name in ("Meta", "Config") or class_.bases.strip() == "type":
        return
    meta = _meta(class_)
    name = (_value(code, meta.fields, "name", "collection") if meta else "") or class_.name
    table = TableDraft(code.source, name, class_.offset, "orm" if stored else "document", class_.name)
    for field in class_.fields:
        if field.annotation and not field.annotation.startswith("ClassVar") and field.name != "model_config":
            _add_typed(code, table, field)
    if stored and not any(column.primary for column in table.columns.values()):
        table.primary = ("_id",)
    if table.columns:
        draft.tables.append(table.finish(class_.end))


def _add_typed(code: Code, table: TableDraft, field: _Field) -> None:
    """A member with an annotation, and `Field(primary_key=True)` or `Indexed(str, unique=True)` perhaps."""
    made = _maker(code, field)
    arguments = items(code, made.start, made.end) if made else []
    given = {item.key: item for item in arguments if item.key}
    indexed = re.match(r"(?:Annotated\[)?.*?\bIndexed\b", field.annotation[:200]) is not None
    table.add_column(
        field.name,
        _unwrapped(field.annotation),
        field.offset,
        primary=is_true(code, given.get("primary_key")),
        nullable=_nullable(code, field, given.get("nullable")),
        unique=is_true(code, given.get("unique")) or (indexed and "unique=True" in field.annotation),
        indexed=is_true(code, given.get("index")) or indexed,
        references=_dotted(code, table, given.get("foreign_key")),
    )


def _nullable(code: Code, field: _Field, given: Item | None) -> bool | None:
    if given is not None:
        return not is_false(code, given)
    return _OPTIONAL.search(field.annotation) is not None if field.annotation else None


_KINDS = (
    (_is_sqlalchemy, _read_sqlalchemy),
    (_is_field_orm, _read_field_orm),
    (_is_typed, _read_typed),
)
"""How a class says what it is, and who reads it; the last fits every class."""
