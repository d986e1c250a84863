"""Stored data in C#: Entity Framework, MongoDB and plain classes and records."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from speclint.facts.schema.code import Code
from speclint.facts.schema.model import Schema
from speclint.facts.schema.orm.syntax import Call, calls, past_space, split_typed
from speclint.facts.schema.source import SchemaDraft, TableDraft

_CLASS = re.compile(
    r"(?<![\w.])(?:(?:public|internal|private|protected|sealed|abstract|partial|readonly|static)\s++){0,6}"
    r"(?P<kind>class|record(?:\s++struct|\s++class)?|struct)\s++(?P<name>\w+)\s*+(?:<[^<>]{0,100}>)?\s*+(?P<next>[({:])"
)
_PROPERTY = re.compile(
    r"public\s++(?:(?:required|virtual|override|new|static|readonly)\s++){0,6}"
    r"(?P<type>[\w.]+(?:<[^;{}()=]*>)?(?:\[\])*\??)\s++(?P<name>\w+)\s*+\{\s*+(?:get|init|set)\b"
)
_PARAMETER = re.compile(r"(?P<type>[\w.]+(?:<.*>)?(?:\[\])*\??)\s++(?P<name>\w+)", re.DOTALL)
_ATTRIBUTE = re.compile(r"\[(?:\w+:\s*+)?(?P<name>\w+)[^\[\]]*(?:\[[^\[\]]*\][^\[\]]*)*\]")
_KEPT = re.compile(r"\b(?:DbSet|IMongoCollection|Entity|EntityTypeBuilder)<\s*+(\w+)\s*+>")
_GENERIC = re.compile(r"<\s*+([\w.]+)\??\s*+>")
_FLUENT = re.compile(r"\bEntity<\s*+(?P<model>\w+)\s*+>\s*+\(")
_LAMBDA_COLUMN = re.compile(r"\b[a-z]\w*\.(\w+)")

_STORED = ("Table", "Key", "ForeignKey", "BsonId", "BsonElement", "Index", "DatabaseGenerated", "InverseProperty")
"""Attributes of classes that are kept."""

_COLLECTIONS = ("ICollection<", "List<", "IList<", "IEnumerable<", "HashSet<", "ISet<", "IReadOnlyCollection<")


@dataclass(frozen=True, slots=True)
class _Property:
    name: str
    type: str
    offset: int
    attributes: dict[str, tuple[int, int]]


def read(code: Code) -> Schema:
    """The entities, documents and data classes of C#."""
    draft = SchemaDraft(code.source)
    kept = set(_KEPT.findall(code.bare))
    for match in _CLASS.finditer(code.bare):
        _read_class(code, draft, match, kept)
    for match in _FLUENT.finditer(code.bare):
        _read_fluent(code, draft, match)
    return draft.finish()


def _read_class(code: Code, draft: SchemaDraft, match: re.Match[str], kept: set[str]) -> None:
    properties, end = _properties(code, match)
    if not properties or "DbContext" in code.bare[match.end() : match.end() + 60]:
        return
    attributes = _attributes(code, max(0, match.start() - 400), match.start())
    names = {*attributes, *(name for found in properties for name in found.attributes)}
    stored = match["name"] in kept or any(name in _STORED for name in names)
    literal = code.literal(*attributes["Table"]) if "Table" in attributes else None
    table = TableDraft(
        code.source,
        literal.value if literal is not None else match["name"],
        match.start("name"),
        "orm" if stored else "document",
        match["name"],
    )
    if "Index" in attributes:
        _read_index(code, table, *attributes["Index"])
    for found in properties:
        _read_property(code, draft, table, found, {other.name for other in properties})
    draft.tables.append(table.finish(end))


def _properties(code: Code, match: re.Match[str]) -> tuple[list[_Property], int]:
    """The properties of a class or the parameters of a record, and where it ends."""
    position = match.end() - 1
    found: list[_Property] = []
    if match["next"] == "(":
        if match["kind"].startswith("record"):
            for begin, finish in split_typed(code, *code.inside(position)):
                parameter = _PARAMETER.match(code.bare, _past_attributes(code, begin), finish)
                if parameter is not None:
                    type_ = " ".join(parameter["type"].split())
                    found.append(_Property(parameter["name"], type_, parameter.start("name"), {}))
        position = code.close(position) + 1
    opening = code.find("{;", position, min(len(code.bare), position + 400))
    if opening < 0 or code.bare[opening] == ";":
        return found, position
    return found + list(_body(code, *code.inside(opening))), code.close(opening) + 1


def _body(code: Code, start: int, end: int) -> Iterator[_Property]:
    position = past_space(code.bare, start)
    while position < end:
        begin = _past_attributes(code, position)
        match = _PROPERTY.match(code.bare, begin, end)
        if match is not None and "static" not in match.group().split():
            attributes = _attributes(code, position, begin)
            yield _Property(match["name"], match["type"], match.start("name"), attributes)
        stop = code.find("{;", begin, end)
        if stop < 0:
            return
        after = code.close(stop) if code.bare[stop] == "{" else stop
        position = past_space(code.bare, min(end, after + 1))
        if code.bare[position : position + 1] == "=":
            stop = code.find(";", position, end)
            position = past_space(code.bare, stop + 1) if stop >= 0 else end


def _past_attributes(code: Code, position: int) -> int:
    while code.bare.startswith("[", position):
        position = past_space(code.bare, code.close(position) + 1)
    return position


def _attributes(code: Code, start: int, end: int) -> dict[str, tuple[int, int]]:
    """The attributes in a stretch and where each stands; those that end directly before `end` count."""
    floor = max(code.bare.rfind("}", start, end), code.bare.rfind(";", start, end), start - 1) + 1
    return {match["name"]: match.span() for match in _ATTRIBUTE.finditer(code.bare, floor, end)}


def _read_index(code: Code, table: TableDraft, start: int, end: int) -> None:
    """`[Index(nameof(Email), IsUnique = true)]`."""
    columns = tuple(re.findall(r"nameof\(\s*+(?:\w+\.)?(\w+)", code.bare[start:end]))
    literals = tuple(literal.value for literal in code.literals_in(start, end))
    unique = re.search(r"IsUnique\s*+=\s*+true", code.bare[start:end]) is not None
    table.add_index("" if not columns else next(iter(literals), ""), columns or literals, start, unique=unique)


def _read_property(code: Code, draft: SchemaDraft, table: TableDraft, found: _Property, names: set[str]) -> None:
    if "NotMapped" in found.attributes:
        return
    generic = _GENERIC.search(found.type)
    if table.kind == "orm" and found.type.startswith(_COLLECTIONS) and generic is not None and generic[1][:1].isupper():
        draft.relate(table.model, generic[1], "1:N", found.offset)
        return
    navigation = f"{found.name}Id" in names
    if table.kind == "orm" and navigation:
        target = found.type.rstrip("?")
        table.add_foreign_key((f"{found.name}Id",), target, (), found.offset)
        draft.relate(table.model, target, "N:1", found.offset)
        return
    column = code.literal(*found.attributes["Column"]) if "Column" in found.attributes else None
    conventional = found.name.casefold() in ("id", f"{table.model}id".casefold())
    table.add_column(
        column.value if column is not None else found.name,
        found.type,
        found.offset,
        primary=bool({"Key", "BsonId"} & found.attributes.keys()) or (table.kind == "orm" and conventional),
        nullable=True if found.type.endswith("?") else False if "Required" in found.attributes else None,
    )


# The fluent configuration of Entity Framework


def _read_fluent(code: Code, draft: SchemaDraft, match: re.Match[str]) -> None:
    """The keys and indexes in `modelBuilder.Entity<Order>(e => { e.HasKey(o => o.Id); … })`."""
    opening = match.end() - 1
    body = code.find("{", opening + 1, code.close(opening))
    table = TableDraft(code.source, match["model"], match.start("model"), "orm", match["model"])
    table.fragment = True
    if body >= 0:
        for begin, finish in code.split(*code.inside(body), ";"):
            _read_configuration(code, draft, table, list(calls(code, begin, finish)))
        end = code.close(opening)
    else:
        end = code.find(";", opening, len(code.bare))
        end = end if end >= 0 else len(code.bare)
        _read_configuration(code, draft, table, list(calls(code, opening, end)))
    if table.primary or table.indexes:
        draft.tables.append(table.finish(end))


def _read_configuration(code: Code, draft: SchemaDraft, table: TableDraft, chain: list[Call]) -> None:
    made = {call.name: call for call in chain}
    if "HasKey" in made:
        table.primary = _lambda_columns(code, made["HasKey"])
    elif "HasIndex" in made:
        columns = _lambda_columns(code, made["HasIndex"])
        table.add_index("", columns, made["HasIndex"].offset, unique="IsUnique" in made)
    elif "HasForeignKey" in made and "HasOne" in made:
        target = _lambda_columns(code, made["HasOne"])
        draft.relate(table.model, target[0] if target else "", "N:1", made["HasOne"].offset)


def _lambda_columns(code: Code, call: Call) -> tuple[str, ...]:
    """The columns of `o => o.Email` or `o => new { o.A, o.B }`."""
    return tuple(match[1] for match in _LAMBDA_COLUMN.finditer(code.bare, call.start, call.end))
