"""Stored data in Java and Kotlin: JPA, Spring Data, Room, Exposed, records and data classes."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from speclint.facts.schema.code import Code
from speclint.facts.schema.model import Cardinality, Schema
from speclint.facts.schema.orm.syntax import (
    Annotation,
    Annotations,
    Item,
    calls,
    is_true,
    items,
    past_space,
    split_typed,
    strings,
    target_of,
    text_of,
)
from speclint.facts.schema.source import SchemaDraft, TableDraft

_MODIFIERS = (
    r"(?:(?:public|private|protected|internal|static|final|abstract|open|sealed|transient|volatile|data|inner|lateinit"
    r"|override|const|value|inline)\s++){0,8}"
)
_CLASS = re.compile(
    rf"(?<![\w.@])(?P<whole>{_MODIFIERS}(?P<kind>class|record|interface|enum|object)\s++(?P<name>\w+))\s*+(?:<[^<>]{{0,200}}>)?"
)
_FIELD = re.compile(rf"{_MODIFIERS}(?P<type>[\w.]+(?:\s*+<.*>)?(?:\[\])*\??)\s++(?P<name>\w+)\s*+$", re.DOTALL)
_VALUE = re.compile(rf"{_MODIFIERS}(?:va[lr])\s++(?P<name>\w+)\s*+:\s*+(?P<type>.+)", re.DOTALL)
_GENERIC = re.compile(r"<(?:[^<>]*,)?\s*+(?:\?\s*+extends\s++)?([\w.]+)\s*+>")

_STORED = ("Entity", "Table", "Document", "Node", "RedisHash", "DynamoDBTable", "DynamoDbBean", "MappedEntity")
"""Annotations of classes that are kept."""

_NO_DATA = ("Service", "RestController", "Controller", "Component", "Configuration", "Repository", "SpringBootTest",
            "RestControllerAdvice", "ControllerAdvice", "Aspect", "ConfigurationProperties")  # fmt: skip
"""Annotations of classes that hold behaviour."""

_KEYS = ("Id", "EmbeddedId", "PrimaryKey", "MongoId", "DynamoDBHashKey", "DynamoDbPartitionKey", "PrimaryKeyColumn")
_NAMED = ("Column", "ColumnInfo", "Field", "JoinColumn", "PrimaryKeyColumn", "MappedProperty")
_REQUIRED = ("NotNull", "NotBlank", "NotEmpty", "NonNull", "Nonnull")
_OWNING: dict[str, Cardinality] = {"ManyToOne": "N:1", "OneToOne": "1:1", "DBRef": "", "DocumentReference": ""}
_MANY: dict[str, Cardinality] = {"OneToMany": "1:N", "ManyToMany": "N:M"}
_ACCESSOR = re.compile(r"\b(?:get|set|is|has|equals|hashCode|toString|builder|of|from|with)[A-Z(]?\w*$")


_HEAD = 500
"""Characters in which the bracket of a class is looked for after its name."""

_INHERITS = re.compile(
    r"(?:(?::|extends\b|implements\b|permits\b)(?:(?!\b(?:class|object|fun|val|var|interface)\b)[^{}=;])*)?"
)
"""What may stand between the name of a class and its bracket."""


@dataclass(frozen=True, slots=True)
class _Member:
    """A field, with its annotations."""

    name: str
    type: str
    offset: int
    annotations: tuple[Annotation, ...]

    def annotation(self, *names: str) -> Annotation | None:
        """The first annotation that has one of these names."""
        return next((found for found in self.annotations if found.name in names), None)


def read(code: Code) -> Schema:
    """The entities, documents, records and plain data classes of Java or Kotlin."""
    draft = SchemaDraft(code.source)
    rows = Annotations(code)
    for match in _CLASS.finditer(code.bare):
        if match["kind"] in ("class", "record"):
            _read_class(code, draft, rows, match)
    _read_exposed(code, draft)
    return draft.finish()


def _read_class(code: Code, draft: SchemaDraft, rows: Annotations, match: re.Match[str]) -> None:
    annotations = rows.before(match.start("whole"))
    if any(annotation.name in _NO_DATA for annotation in annotations):
        return
    members, behaviour, end = _members(code, rows, match)
    stored = next((annotation for annotation in annotations if annotation.name in _STORED), None)
    kept = stored is not None or any(member.annotation(*_KEYS) for member in members)
    if not members or (behaviour and not kept):
        return
    name = _table_name(code, annotations) or match["name"]
    table = TableDraft(code.source, name, match.start("name"), "orm" if kept else "document", match["name"])
    for annotation in annotations:
        _read_class_annotation(code, table, annotation)
    for member in members:
        _read_member(code, draft, table, member)
    draft.tables.append(table.finish(end))


def _members(code: Code, rows: Annotations, match: re.Match[str]) -> tuple[list[_Member], bool, int]:
    """The fields of a class, whether it has methods that do something, and where it ends."""
    position = past_space(code.bare, match.end())
    members: list[_Member] = []
    if code.bare.startswith("(", position):
        members += _parameters(code, rows, *code.inside(position))
        position = past_space(code.bare, code.close(position) + 1)
    opening = code.find("{;@", position, min(len(code.bare), position + _HEAD))
    if opening < 0 or code.bare[opening] != "{" or _INHERITS.fullmatch(code.bare, position, opening) is None:
        return members, False, position
    behaviour = False
    for member in _body(code, rows, *code.inside(opening)):
        if isinstance(member, _Member):
            members.append(member)
        else:
            behaviour = behaviour or member
    return members, behaviour, code.close(opening) + 1


def _parameters(code: Code, rows: Annotations, start: int, end: int) -> Iterator[_Member]:
    """The components of a record or the properties in a Kotlin constructor."""
    for piece, finish in split_typed(code, start, end):
        begin = rows.past(piece)
        equals = code.find("=", begin, finish)
        match = _VALUE.match(code.bare, begin, equals if equals >= 0 else finish) or _FIELD.match(
            code.bare, begin, finish
        )
        if match is not None:
            yield _Member(match["name"], " ".join(match["type"].split()), match.start("name"), rows.before(begin))


def _body(code: Code, rows: Annotations, start: int, end: int) -> Iterator[_Member | bool]:
    """The fields in the body of a class; for a method, whether it does more than get or set."""
    position = past_space(code.bare, start)
    while position < end:
        begin = rows.past(position)
        kotlin = _VALUE.match(code.bare, begin, end)
        if kotlin is not None:
            stop = _stop(code, begin, end, "\n;={")
            match = _VALUE.match(code.bare, begin, stop)
            line = _stop(code, stop, end, "\n;") if stop < end and code.bare[stop] in "={" else stop
        else:
            stop = _stop(code, begin, end, ";={(")
            match = _FIELD.match(code.bare, begin, stop) if code.bare[stop : stop + 1] in (";", "=") else None
            line = _end(code, stop, end)
        if match is not None and not re.search(r"\bstatic\b", code.bare[begin : match.start("name")]):
            yield _Member(match["name"], " ".join(match["type"].split()), match.start("name"), rows.before(begin))
        elif code.bare[stop : stop + 1] == "(":
            yield _ACCESSOR.search(code.bare[begin:stop].rstrip()) is None
        position = past_space(code.bare, line + 1)


def _stop(code: Code, start: int, end: int, marks: str) -> int:
    found = code.find(marks, start, end)
    return found if found >= 0 else end


def _end(code: Code, stop: int, end: int) -> int:
    """Where a Java member ends: at its semicolon or at the end of its block."""
    while stop < end and code.bare[stop] not in ";{":
        after = code.close(stop) + 1 if code.bare[stop] == "(" else stop + 1
        stop = _stop(code, after, end, ";{")
    return min(end, code.close(stop)) if stop < end and code.bare[stop] == "{" else stop


def _arguments(code: Code, annotation: Annotation | None) -> dict[str, Item]:
    if annotation is None:
        return {}
    return {item.key: item for item in items(code, annotation.start, annotation.end)}


def _table_name(code: Code, annotations: tuple[Annotation, ...]) -> str:
    for annotation in annotations:
        if annotation.name in (*_STORED, "Table"):
            given = _arguments(code, annotation)
            keys = ("name", "tableName", "collection", "value", "")
            name = next((text_of(code, given[key]) for key in keys if key in given), "")
            if name and re.fullmatch(r"[\w.$-]+", name):
                return name
    return ""


def _read_class_annotation(code: Code, table: TableDraft, annotation: Annotation) -> None:
    """The indexes and keys that annotations of a class name."""
    for match in _INDEX.finditer(code.bare, annotation.offset, annotation.end):
        inside = code.inside(match.end() - 1)
        given = {item.key: item for item in items(code, *inside)}
        where = next((given[key] for key in _INDEX_COLUMNS if key in given), None)
        listed = strings(code, where.start, where.end) if where is not None else strings(code, *inside)
        columns = tuple(name for text in listed for name in _COLUMN_NAME.findall(text))
        unique = match["name"] == "UniqueConstraint" or is_true(code, given.get("unique"))
        table.add_index(text_of(code, given.get("name")), columns, match.start(), unique=unique)
    for match in _FOREIGN_KEY.finditer(code.bare, annotation.start, annotation.end):
        given = {item.key: item for item in items(code, *code.inside(match.end() - 1))}
        if {"entity", "childColumns", "parentColumns"} <= given.keys():
            columns, referred = (strings(code, given[key].start, given[key].end) for key in _SIDES)
            target, offset = target_of(code, given["entity"].start, given["entity"].end)
            table.add_foreign_key(columns, target, referred, offset)


_INDEX = re.compile(r"@?\b(?P<name>Index|UniqueConstraint|CompoundIndex)\s*+\(")
_INDEX_COLUMNS = ("columnList", "columnNames", "value", "def")
_COLUMN_NAME = re.compile(r"(?:^|[,{'\"])\s*+([A-Za-z_][\w.]*)")
_FOREIGN_KEY = re.compile(r"\bForeignKey\s*+\(")
_SIDES = ("childColumns", "parentColumns")


def _read_member(code: Code, draft: SchemaDraft, table: TableDraft, member: _Member) -> None:
    if member.annotation("Transient", "Ignore", "OneToMany", "ManyToMany", "Relation"):
        held = member.annotation("OneToMany", "ManyToMany")
        generic = _GENERIC.search(member.type)
        if held is not None and generic is not None:
            draft.relate(table.model, generic[1], _MANY[held.name], member.offset)
        return
    owning = member.annotation(*_OWNING)
    named = _arguments(code, member.annotation(*_NAMED))
    join = _arguments(code, member.annotation("JoinColumn"))
    name = next((text_of(code, named[key]) for key in ("name", "value", "") if key in named), "")
    indexed = member.annotation("Indexed", "Index")
    generic = _GENERIC.search(member.type)
    target = generic[1] if generic is not None else member.type.rstrip("?")
    table.add_column(
        name or member.name,
        member.type,
        member.offset,
        primary=member.annotation(*_KEYS) is not None,
        nullable=_nullable(code, member, named),
        unique=is_true(code, named.get("unique")) or is_true(code, _arguments(code, indexed).get("unique")),
        indexed=indexed is not None,
        references=table.reference(target, text_of(code, join.get("referencedColumnName")) or None, member.offset)
        if owning is not None
        else None,
    )
    if owning is not None:
        draft.relate(table.model, target, _OWNING[owning.name], member.offset)


def _nullable(code: Code, member: _Member, named: dict[str, Item]) -> bool | None:
    if "nullable" in named:
        return is_true(code, named["nullable"])
    if member.annotation(*_REQUIRED):
        return False
    return True if member.type.endswith("?") or member.type.startswith("Optional<") else None


# Exposed


_EXPOSED = re.compile(
    r"\bobject\s++(?P<name>\w+)\s*+:\s*+(?P<base>(?:Int|Long|UUID)?(?:Id)?Table)\s*+\((?P<args>[^()]*)\)\s*+\{"
)


_EXPOSED_COLUMN = re.compile(r"\b(?!true\b|false\b)[a-z]\w*")


def _read_exposed(code: Code, draft: SchemaDraft) -> None:
    """`object Users : Table("users") { val id = integer("id").autoIncrement() }`."""
    for match in _EXPOSED.finditer(code.bare):
        start, end = code.inside(match.end() - 1)
        literal = code.literal(match.start("args"), match.end("args"))
        name = literal.value if literal is not None else match["name"]
        table = TableDraft(code.source, name, match.start("name"), "orm", match["name"])
        table.primary = ("id",) if match["base"] != "Table" else ()
        for begin, finish in code.split(start, end, "\n;"):
            _read_exposed_line(code, table, begin, finish)
        draft.tables.append(table.finish(end + 1))


def _read_exposed_line(code: Code, table: TableDraft, start: int, end: int) -> None:
    chain = list(calls(code, start, end))
    if not chain:
        return
    first, made = chain[0], {call.name: call for call in chain}
    literal = code.literal(first.start, first.end)
    if first.name == "PrimaryKey":
        table.primary = tuple(code.words(first.start, first.end).replace(" ", "").split(","))
    elif first.name in ("index", "uniqueIndex"):
        columns = tuple(
            re.findall(r"\b[a-z]\w*", code.bare[first.start : first.end].replace("true", "").replace("false", ""))
        )
        table.add_index("", columns, first.offset, unique=first.name == "uniqueIndex")
    elif literal is not None:
        points = made.get("references")
        other = items(code, first.start, first.end)[1:2] if first.name == "reference" else []
        where = (points.start, points.end) if points is not None else (other[0].start, other[0].end) if other else None
        table.add_column(
            literal.value,
            first.name,
            literal.offset,
            primary="primaryKey" in made,
            nullable=True if "nullable" in made else None,
            unique="uniqueIndex" in made,
            indexed="index" in made,
            references=table.reference(*target_of(code, *where)[:1], None, where[0]) if where is not None else None,
        )
