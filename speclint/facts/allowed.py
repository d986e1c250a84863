"""The values that a column may hold, wherever they are listed, and where those lists or the default contradict."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from speclint.document.span import Span
from speclint.facts.diagram import drawings
from speclint.facts.fact import Fact, Facts
from speclint.facts.schema.model import column_key
from speclint.facts.table import span_of
from speclint.facts.twin import is_aside, same_name, statements

if TYPE_CHECKING:
    from speclint.facts.schema.model import Column, Table


@dataclass(frozen=True, kw_only=True, eq=False)
class AllowedConflict(Fact):
    """What a column may hold, contradicted: `kind` is default (none of the values) or values (two lists)."""

    kind: str
    name: str
    found: str
    other: str
    other_line: int
    related: tuple[tuple[str, Span], ...] = ()


@dataclass(frozen=True, slots=True)
class Listed:
    """A list of all that something may be, and the line where it stands."""

    name: str
    values: tuple[str, ...]
    line: int
    members: tuple[tuple[str, str], ...] = ()
    """The classes whose members are of this type, with the names of these members."""


_BODY = re.compile(
    r"\benum\s{1,3}(?:class\s{1,3}|struct\s{1,3})?[\"`]?(?P<name>[A-Za-z_]\w{0,80})[\"`]?[^{};\n]{0,80}\s{0,20}\{(?P<body>[^{}]{1,3000})\}"
    r"|\bclass\s{1,3}(?P<drawn>[A-Za-z_]\w{0,80})\s{0,3}\{\s{0,20}<<\s?enum(?:eration)?\s?>>(?P<members>[^{}]{1,3000})\}",
    re.IGNORECASE,
)
"""`enum Status { OPEN, CLOSED }` of most languages, and a class of Mermaid that is an enumeration."""

_SQL_TYPE = re.compile(
    r"\bCREATE\s{1,3}TYPE\s{1,3}(?P<name>[\w.\"]{1,80})\s{1,3}AS\s{1,3}ENUM\s{0,3}\((?P<body>[^()]{1,2000})\)",
    re.IGNORECASE,
)
_UNION = re.compile(
    r"\btype\s{1,3}(?P<name>[A-Za-z_]\w{0,80})\s{0,3}=\s{0,3}(?P<body>\|?\s{0,9}['\"][^;={}\n]{1,60}(?:\s{0,9}\|\s{0,9}['\"][^;={}'\"\n]{1,60}['\"]){1,40})"
)
_PYTHON = re.compile(
    r"^class\s{1,3}(?P<name>\w{1,80})\([^()\n]{0,60}Enum\):\n(?P<body>(?:[ \t]{1,8}[^\n]{0,200}\n|\n){1,60})",
    re.MULTILINE,
)
_MEMBER = re.compile(r"\s*(?:case\s+)?(?P<name>[A-Za-z_]\w*)\s*(?:[(=:]\s*['\"](?P<value>[^'\"\n]{1,60})['\"])?")
_QUOTED = re.compile(r"['\"]([^'\"\n]{1,60})['\"]")
_COMMENT = re.compile(r"//[^\n]*|#[^\n]*|/\*.{0,300}?\*/|\"\"\".{0,300}?\"\"\"", re.DOTALL)


def read_allowed_conflicts(facts: Facts) -> tuple[AllowedConflict, ...]:
    """The contradictions about what columns may hold, in document order."""
    tables = statements(facts)
    valued = [(table, column) for table in tables for column in table.columns if column.values]
    found = [*_defaults(tables, valued, facts), *_of_json(facts)]
    if valued or any("TYPE" in block.code and "ENUM" in block.code for block in facts.document.code_blocks):
        found += _lists(tables, valued, facts)
    once = {(each.kind, each.name.rpartition(".")[2], each.span.line): each for each in reversed(found)}
    return tuple(sorted(once.values(), key=lambda each: (each.span.line, each.span.column)))


def _defaults(tables: list[Table], valued: list[tuple[Table, Column]], facts: Facts) -> Iterator[AllowedConflict]:
    """The defaults that are none of the values of their column, in the same statement or in another one."""
    for table in tables:
        for column in table.columns:
            if column.default is None or not column.line:
                continue
            lists = [(other, each) for other, each in valued if _is_same(table, column, other, each)]
            if not lists:
                continue
            own = next((each for other, each in lists if other is table), None)
            allowed = own or lists[0][1]
            if not _allows(column.default, allowed, own is not None) and not any(
                _allows(column.default, each, False) for _, each in lists if own is None
            ):
                there = facts.document.line_span(allowed.values_line or allowed.line)
                yield AllowedConflict(
                    span=span_of(column.line, column.column, column.name, facts), kind="default",
                    name=f"{table.name}.{column.name}", found=column.default, other=", ".join(allowed.values),
                    other_line=there.line, related=(("the values that are allowed", there),),
                )  # fmt: skip


# "transport": {"enum": ["tcp", "udp"], "default": "tcp"}, in either order, with one more text between them
_NEXT = r"\s*,\s*(?:\"(?:description|title|type)\"\s*:\s*\"[^\"\n]{0,300}\"\s*,\s*)?"
_ENUM = r"\"enum\"\s*:\s*\[(?P<values>[^\[\]{}]{1,2000})\]"
_DEFAULT = r"\"default\"\s*:\s*\"(?P<default>[^\"\n]{1,80})\""
_JSON = (re.compile(_ENUM + _NEXT + _DEFAULT), re.compile(_DEFAULT + _NEXT + _ENUM))
_KEY = re.compile(r"\"(?P<name>[^\"\n]{1,80})\"\s*:\s*\{[^{}]{0,600}$")


def _of_json(facts: Facts) -> Iterator[AllowedConflict]:
    """The defaults in a JSON Schema that are none of the values beside them."""
    for block in facts.document.code_blocks:
        if '"enum"' not in block.code or '"default"' not in block.code:
            continue
        for match in (match for pattern in _JSON for match in pattern.finditer(block.code)):
            values = tuple(_QUOTED.findall(match["values"]))
            if not values or match["default"] in values:
                continue
            here, there = (
                facts.document.line_span(block.line + block.code.count("\n", 0, match.start(name)))
                for name in ("default", "values")
            )
            key = _KEY.search(block.code[max(0, match.start() - 700) : match.start()])
            yield AllowedConflict(
                span=here, kind="default", name=key["name"] if key else "the field", found=match["default"],
                other=", ".join(values), other_line=there.line, related=(("the values that are allowed", there),),
            )  # fmt: skip


def _is_same(table: Table, column: Column, other: Table, each: Column) -> bool:
    from speclint.facts.schema.model import column_key

    return column_key(column.name) == column_key(each.name) and (table is other or same_name(table.name, other.name))


def _allows(value: str, column: Column, exact: bool) -> bool:
    return value in column.values if exact else column_key(value) in map(column_key, column.values)


def _lists(tables: list[Table], valued: list[tuple[Table, Column]], facts: Facts) -> Iterator[AllowedConflict]:
    """The columns whose values are listed twice, and not alike."""
    enumerations = list(_enumerations(facts))
    for table in tables:
        for column in table.columns:
            lists = [Listed("", column.values, column.values_line or column.line)] if column.values else []
            lists += [each for each in enumerations if _is_of(each, table, column, tables, enumerations)]
            yield from _differing(f"{table.name}.{column.name}", lists, facts)
    told: set[tuple[int, str]] = set()
    for at, (table, column) in enumerate(valued):
        for other, each in valued[at + 1 :]:
            line = each.values_line or each.line
            if table is not other and _is_same(table, column, other, each) and (line, each.name) not in told:
                told.add((line, each.name))
                lists = [Listed("", column.values, column.values_line or column.line), Listed("", each.values, line)]
                yield from _differing(f"{table.name}.{column.name}", lists, facts)


def _differing(name: str, lists: list[Listed], facts: Facts) -> Iterator[AllowedConflict]:
    if len(lists) < 2:
        return
    lists = sorted(lists, key=lambda each: each.line)
    first = lists[0]
    for each in lists[1:]:
        one, other = (set(map(column_key, listed.values)) for listed in (first, each))
        if each.line != first.line and one != other and len(one & other) * 2 >= min(len(one), len(other)) > 1:
            told = ", ".join(first.values)
            yield AllowedConflict(
                span=facts.document.line_span(each.line),
                kind="values",
                name=name,
                found=", ".join(each.values),
                other=told,
                other_line=first.line,
                related=((f"{name}: {told}", facts.document.line_span(first.line)),),
            )


def _is_of(each: Listed, table: Table, column: Column, tables: list[Table], all_: list[Listed]) -> bool:
    """Whether an enumeration is that of a column: its type, called after it, or the only one so called."""
    from speclint.facts.schema.model import column_key

    name, field = column_key(each.name.rpartition(".")[2]), column_key(column.name)
    if column_key(column.type.partition("(")[0]) == name and name != field:
        return True
    owner = column_key(table.name.rpartition(".")[2])
    singular = {owner, owner.removesuffix("s"), owner.removesuffix("es"), f"{owner.removesuffix('ies')}y"}
    bare = name.removesuffix("enum")
    if bare in {f"{word}{field}" for word in singular} or _is_typed(each, table, column):
        return True
    if bare.endswith(field) and _is_short(bare.removesuffix(field), table, column, tables):
        return True
    holders = {column_key(each.name) for each in tables if each.find_column(column.name) is not None}
    alone = sum(column_key(other.name) == name for other in all_) == 1
    return bare == field and alone and len(holders) == 1


def _is_typed(each: Listed, table: Table, column: Column) -> bool:
    """Whether the class of the table has a member of the column's name whose type is the enumeration."""
    from speclint.facts.schema.model import column_key

    return any(
        same_name(table.name, owner) and column_key(column.name) == column_key(member) for owner, member in each.members
    )


def _is_short(owner: str, table: Table, column: Column, tables: list[Table]) -> bool:
    """Whether an owner is the last word of a table's name, and of no other table's with such a column."""
    from speclint.facts.schema.model import column_key

    def ends(other: Table) -> bool:
        return same_name(owner, re.split(r"[_.]|(?<=[a-z])(?=[A-Z])", other.name)[-1])

    called = {column_key(each.name) for each in tables if ends(each) and each.find_column(column.name) is not None}
    return bool(owner) and ends(table) and len(called) == 1


def _enumerations(facts: Facts) -> Iterator[Listed]:
    typed = _typed(facts)
    yield from (replace(each, members=typed.get(each.name, ())) for each in (*_written(facts), *_drawn(facts)))


def _typed(facts: Facts) -> dict[str, tuple[tuple[str, str], ...]]:
    """The types of the members of drawn classes, each with the class and the member that have it."""
    found: dict[str, tuple[tuple[str, str], ...]] = {}
    for _, drawing in drawings(facts):
        for entity in drawing.entities if drawing.subject == "class" else ():
            for each in entity.attributes:
                found[each.type] = (*found.get(each.type, ()), (entity.name, each.name))
    return found


def _drawn(facts: Facts) -> Iterator[Listed]:
    """The enumerations of drawings made of characters."""
    for block, drawing in drawings(facts):
        if drawing.notation != "ascii" or drawing.subject != "class" or is_aside(block.line, facts):
            continue
        for entity in drawing.entities:
            if len(entity.attributes) > 1 and not any(each.type for each in entity.attributes):
                yield Listed(entity.name, tuple(each.name for each in entity.attributes), entity.line)


def _written(facts: Facts) -> Iterator[Listed]:
    for block in facts.document.code_blocks:
        code = block.code
        lower = code.casefold()
        if is_aside(block.line, facts):
            continue
        if "enum" in lower or ("type " in lower and "|" in lower):
            for name, values, at in _found(code):
                if len(values) > 1:
                    yield Listed(name, values, block.line + code.count("\n", 0, at))


def _found(code: str) -> Iterator[tuple[str, tuple[str, ...], int]]:
    for match in _BODY.finditer(code):
        yield match["name"] or match["drawn"], _members(match["body"] or match["members"]), match.start()
    for match in _SQL_TYPE.finditer(code):
        yield match["name"].strip('"'), tuple(_QUOTED.findall(match["body"])), match.start()
    for match in _UNION.finditer(code):
        yield match["name"], tuple(_QUOTED.findall(match["body"])), match.start()
    for match in _PYTHON.finditer(code):
        yield match["name"], _members(match["body"]), match.start()


def _members(body: str) -> tuple[str, ...]:
    """The members of an enumeration, by the texts that they stand for where those are given."""
    pieces = re.split(r"[,;\n]", _COMMENT.sub("", body))
    found = [match for piece in pieces if (match := _MEMBER.match(piece)) is not None]
    return tuple(match["value"] or match["name"] for match in found)
