"""Stored data in TypeScript classes with decorators (TypeORM, MikroORM, Sequelize, Nest), interfaces and types."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from speclint.facts.schema.code import Code
from speclint.facts.schema.model import Cardinality
from speclint.facts.schema.orm.syntax import (
    Annotation,
    Annotations,
    Item,
    flag,
    is_true,
    items,
    named,
    past_space,
    strings,
    target_of,
    text_of,
)
from speclint.facts.schema.source import SchemaDraft, TableDraft

_DECLARATION = re.compile(
    r"(?<![\w.@$])(?P<whole>(?:(?:export|default|abstract|declare)\s++){0,4}"
    r"(?:(?P<class>class)\s++(?P<class_name>[\w$]+)[^{};()=]{0,300}"
    r"|interface\s++(?P<name>[\w$]+)[^{};()=]{0,300}"
    r"|type\s++(?P<type_name>[\w$]+)\s*+(?:<[^<>]{0,200}>)?\s*+=\s*+(?:[\w$<>, ]{1,200}&\s*+){0,8}))\{"
)
"""The head of a class, an interface or an object type, up to its bracket."""

_MEMBER = re.compile(
    r"(?:(?:public|private|protected|readonly|declare|static|override|abstract)\s++){0,6}"
    r"(?P<name>[#\w$]+)\s*+(?P<mark>[?!]?)\s*+(?P<next>[:(<=])"
)
"""The beginning of a class member, up to the sign that says what it is."""

_ENTITIES = ("Entity", "Table", "Schema", "Document", "modelOptions", "ViewEntity", "Embeddable")
_KEYS = ("PrimaryGeneratedColumn", "PrimaryColumn", "PrimaryKey", "ObjectIdColumn", "SerializedPrimaryKey")
_COLUMNS = ("Column", "CreateDateColumn", "UpdateDateColumn", "DeleteDateColumn", "VersionColumn", "Property", "Prop",
            "prop", "Enum", "Field", "AutoIncrement", "CreatedAt", "UpdatedAt", "DeletedAt", *_KEYS)  # fmt: skip
_OWNING = ("ManyToOne", "OneToOne", "ForeignKey")
_MANY: dict[str, Cardinality] = {
    "OneToMany": "1:N",
    "HasMany": "1:N",
    "HasOne": "1:1",
    "BelongsTo": "N:1",
    "ManyToMany": "N:M",
    "BelongsToMany": "N:M",
}
"""Decorators of members that hold other rows, not a column."""


@dataclass(frozen=True, slots=True)
class _Member:
    """A member with a type; `method` where it is called instead of stored."""

    name: str
    offset: int
    type: str
    optional: bool
    method: bool
    decorators: tuple[Annotation, ...]


def read(code: Code, draft: SchemaDraft) -> None:
    """The entities, interfaces and object types of TypeScript."""
    rows = Annotations(code)
    for match in _DECLARATION.finditer(code.bare):
        opening = match.end() - 1
        members = list(_members(code, rows, *code.inside(opening)))
        decorators = rows.before(match.start("whole"))
        if match["class"]:
            _read_class(code, draft, match["class_name"], match.start("class_name"), opening, decorators, members)
        else:
            group = "name" if match["name"] else "type_name"
            _read_document(code, draft, match[group], match.start(group), opening, members)


def _members(code: Code, rows: Annotations, start: int, end: int) -> Iterator[_Member]:
    position = past_space(code.bare, start)
    while position < end:
        position = rows.past(position)
        match = _MEMBER.match(code.bare, position, end)
        if match is None:
            position = past_space(code.bare, _stop(code, position, end, ";,\n") + 1)
            continue
        row = rows.before(position)
        stop, type_ = match.end(), ""
        if match["next"] == ":":
            stop = _type_end(code, match.end(), end)
            type_ = code.words(match.end(), stop).removeprefix("| ")
        if match["next"] != ":" or code.bare[stop : stop + 1] == "=":
            stop = _stop(code, match.end() - 1, end, ";\n")
        optional = match["mark"] == "?" or _NULL.search(type_) is not None
        method = match["next"] in "(<" or "=>" in type_
        yield _Member(match["name"], match.start("name"), type_, optional, method, row)
        position = past_space(code.bare, stop + 1)


_NULL = re.compile(r"\|\s*+(?:null|undefined)\b")


def _stop(code: Code, start: int, end: int, marks: str) -> int:
    found = code.find(marks, start, end)
    return found if found >= 0 else end


def _type_end(code: Code, start: int, end: int) -> int:
    """The end of a type, which goes on over arrows, in angle brackets and over lines that begin with `|` or `&`."""
    start = past_space(code.bare, start)
    stop = _stop(code, start, end, ";=,\n")
    while stop < end and code.bare[stop] != ";":
        following = past_space(code.bare, stop + 1)
        if code.bare[stop : stop + 2] == "=>":
            following = stop + 2
        elif code.bare[stop] == ",":
            if not _is_open(code.bare[start:stop]):
                return stop
        elif code.bare[stop] == "=" or following >= end or code.bare[following] not in "|&":
            return stop
        stop = _stop(code, following, end, ";=,\n")
    return stop


_LONGEST_TYPE = 2000


def _is_open(type_: str) -> bool:
    """Whether an angle bracket of a type is still to be closed."""
    return len(type_) < _LONGEST_TYPE and type_.count("<") > type_.count(">") - type_.count("=>")


# Interfaces and types


def _read_document(
    code: Code, draft: SchemaDraft, name: str, offset: int, opening: int, members: list[_Member]
) -> None:
    """A typed model; one that has more methods than fields is an interface of behaviour."""
    fields = [member for member in members if not member.method]
    if 2 * len(fields) <= len(members):
        return
    table = TableDraft(code.source, name, offset, "document", name)
    for member in fields:
        table.add_column(member.name, member.type, member.offset, nullable=member.optional)
    draft.tables.append(table.finish(code.close(opening)))


# Classes


def _read_class(
    code: Code,
    draft: SchemaDraft,
    name: str,
    offset: int,
    opening: int,
    decorators: tuple[Annotation, ...],
    members: list[_Member],
) -> None:
    """A class: an entity by its decorators, a plain model where it has fields and no methods."""
    entity = next((decorator for decorator in decorators if decorator.name in _ENTITIES), None)
    if entity is None and not any(made.name in _KEYS for member in members for made in member.decorators):
        if not any(member.method for member in members):
            _read_document(code, draft, name, offset, opening, members)
        return
    table = TableDraft(code.source, _table_name(code, entity) or name, offset, "orm", name)
    for decorator in decorators:
        _read_class_index(code, table, decorator)
    for member in members:
        _read_member(code, draft, table, name, member)
    if entity is not None and entity.name in ("Schema", "modelOptions") and not _has_key(table):
        table.primary = ("_id",)
    if entity is not None and entity.name == "Table" and not _has_key(table):
        table.primary = ("id",)
    draft.tables.append(table.finish(code.close(opening)))


def _has_key(table: TableDraft) -> bool:
    return any(column.primary for column in table.columns.values())


def _table_name(code: Code, entity: Annotation | None) -> str:
    """The name in `@Entity("users")` or `@Entity({ name: "users" })`."""
    if entity is None:
        return ""
    first = next(iter(items(code, entity.start, entity.end)), None)
    if first is not None and code.bare[first.start] in "\"'`":
        return text_of(code, first)
    options = _options(code, entity)
    key = next((key for key in ("name", "tableName", "collection") if key in options), "")
    return text_of(code, options.get(key)) if key else ""


def _options(code: Code, decorator: Annotation) -> dict[str, Item]:
    """The named items of the first `{…}` among the arguments of a decorator."""
    opening = code.find("{", decorator.start, decorator.end)
    return named(code, *code.inside(opening)) if opening >= 0 else {}


def _read_class_index(code: Code, table: TableDraft, decorator: Annotation) -> None:
    """`@Index("name", ["a", "b"], { unique: true })`, `@Unique(["a", "b"])`."""
    if decorator.name not in ("Index", "Unique"):
        return
    opening = code.find("[", decorator.start, decorator.end)
    options = _options(code, decorator)
    if opening < 0 and "properties" in options:
        opening = options["properties"].start
    columns = strings(code, *code.inside(opening)) if opening >= 0 else ()
    first = code.literal(decorator.start, max(decorator.start, opening))
    unique = decorator.name == "Unique" or is_true(code, options.get("unique"))
    table.add_index(first.value if first is not None else "", columns, decorator.offset, unique=unique)


def _read_member(code: Code, draft: SchemaDraft, table: TableDraft, owner: str, member: _Member) -> None:
    made = {decorator.name: decorator for decorator in member.decorators}
    held = next((decorator for name, decorator in made.items() if name in _MANY), None)
    if held is not None:
        target, _ = target_of(code, held.start, held.end)
        draft.relate(owner, target, _MANY[held.name], member.offset)
        return
    owning = next((decorator for name, decorator in made.items() if name in _OWNING), None)
    column = next((decorator for name, decorator in made.items() if name in _COLUMNS), None)
    if owning is not None and (column is not None or "JoinColumn" in made or owning.name != "OneToOne"):
        _add_owning(code, draft, table, owner, member, made, owning)
    elif owning is not None:
        draft.relate(owner, target_of(code, owning.start, owning.end)[0], "1:1", member.offset)
    elif column is not None:
        _add_column(code, table, member, made, column)


def _add_owning(
    code: Code,
    draft: SchemaDraft,
    table: TableDraft,
    owner: str,
    member: _Member,
    made: dict[str, Annotation],
    owning: Annotation,
) -> None:
    """A column that holds the key of another entity."""
    target, offset = target_of(code, owning.start, owning.end)
    options = _options(code, made["JoinColumn"]) if "JoinColumn" in made else {}
    key = text_of(code, options.get("referencedColumnName")) or None
    table.add_column(
        text_of(code, options.get("name")) or member.name,
        member.type,
        member.offset,
        primary=any(name in _KEYS for name in made),
        nullable=flag(code, _options(code, owning).get("nullable")),
        unique=owning.name == "OneToOne",
        indexed="Index" in made,
        references=table.reference(target, key, offset) if target else None,
    )
    draft.relate(owner, target, "1:1" if owning.name == "OneToOne" else "N:1", member.offset)


def _add_column(
    code: Code, table: TableDraft, member: _Member, made: dict[str, Annotation], column: Annotation
) -> None:
    options = _options(code, column)
    nullable = flag(code, options.get("nullable", options.get("allowNull")))
    required = flag(code, options.get("required"))
    if nullable is None:
        nullable = not required if required is not None else True if member.optional else None
    unique = is_true(code, options.get("unique")) or "Unique" in made
    index = _options(code, made["Index"]) if "Index" in made else {}
    ref = options.get("ref")
    table.add_column(
        text_of(code, options.get("name", options.get("field"))) or member.name,
        _column_type(code, column, options) or member.type,
        member.offset,
        primary=any(name in _KEYS for name in made) or is_true(code, options.get("primary", options.get("primaryKey"))),
        nullable=nullable,
        unique=unique or is_true(code, index.get("unique")),
        indexed="Index" in made or "Indexed" in made or is_true(code, options.get("index")),
        references=table.reference(target_of(code, ref.start, ref.end)[0], None, ref.start) if ref else None,
    )


def _column_type(code: Code, column: Annotation, options: dict[str, Item]) -> str:
    """The type that a decorator names: `@Column("varchar")`, `@Column(DataType.UUID)`, `{ type: "uuid" }`."""
    first = next(iter(items(code, column.start, column.end)), None)
    if column.name == "Column" and first is not None and code.bare[first.start] != "{":
        return text_of(code, first)
    type_ = options.get("type")
    return text_of(code, type_) if type_ is not None and "=>" not in code.bare[type_.start : type_.end] else ""
