"""Migrations that build a table call by call: Knex (`t.string("a").unique()`) and Laravel (`$table->string(...)`)."""

from collections.abc import Sequence

from speclint.facts.schema.code import Code
from speclint.facts.schema.model import Reference
from speclint.facts.schema.orm.syntax import Call, calls, strings
from speclint.facts.schema.source import TableDraft

_INDEXES = {
    "index": False,
    "unique": True,
    "fullText": False,
    "spatialIndex": False,
    "rawIndex": False,
    "uniqueIndex": True,
}
"""Calls that make an index over columns, and whether it is unique."""

_INCREMENTS = ("increments", "bigIncrements", "id", "smallIncrements", "mediumIncrements", "tinyIncrements")
_MANY = {
    "timestamps": ("created_at", "updated_at"),
    "timestampsTz": ("created_at", "updated_at"),
    "nullableTimestamps": ("created_at", "updated_at"),
    "softDeletes": ("deleted_at",),
    "softDeletesTz": ("deleted_at",),
    "rememberToken": ("remember_token",),
}
"""Calls without a name that add well-known columns."""

_NO_COLUMN = ("engine", "charset", "collation", "comment", "drop", "dropColumn", "dropIndex", "check", "inherits")
_MORPHS = ("morphs", "nullableMorphs", "uuidMorphs", "ulidMorphs")


def read_builder(code: Code, table: TableDraft, start: int, end: int) -> None:
    """The statements of a builder's body, each a chain of calls."""
    for begin, finish in code.split(start, end, ";\n"):
        chain = list(calls(code, begin, finish))
        if chain and chain[0].name.startswith("drop"):
            table.elided = True
        elif chain and code.bare[begin : chain[0].offset].strip(" \t$->.?").isidentifier():
            _read_chain(code, table, chain)


def _read_chain(code: Code, table: TableDraft, chain: Sequence[Call]) -> None:
    first = chain[0]
    names = strings(code, first.start, first.end)
    if first.name in _INDEXES:
        opening = code.find("[", first.start, first.end)
        listed = strings(code, *code.inside(opening)) if opening >= 0 else names[:1]
        name = names[-1] if len(names) > len(listed) else ""
        table.add_index(name, listed, first.offset, unique=_INDEXES[first.name])
    elif first.name == "primary":
        opening = code.find("[", first.start, first.end)
        table.primary = strings(code, *code.inside(opening)) if opening >= 0 else names
    elif first.name == "foreign":
        _add_foreign(code, table, chain, names)
    elif first.name in _MANY and not names:
        for name in _MANY[first.name]:
            table.add_column(name, "timestamp", first.offset, nullable=True)
    elif first.name in _MORPHS and names:
        table.add_column(f"{names[0]}_type", "string", first.offset)
        table.add_column(f"{names[0]}_id", "bigint", first.offset)
    elif first.name not in _NO_COLUMN and (names or first.name in _INCREMENTS):
        _add_column(code, table, chain, names)


def _add_foreign(code: Code, table: TableDraft, chain: Sequence[Call], columns: tuple[str, ...]) -> None:
    reference = _reference(code, table, chain)
    if reference is not None:
        key = () if reference.key is None else (reference.key,)
        offset = next(call.offset for call in chain if call.name in ("references", "on", "inTable"))
        opening = code.find("[", chain[0].start, chain[0].end)
        listed = strings(code, *code.inside(opening)) if opening >= 0 else columns[:1]
        table.add_foreign_key(listed, reference.table, key, offset)


def _add_column(code: Code, table: TableDraft, chain: Sequence[Call], names: tuple[str, ...]) -> None:
    first = chain[0]
    made = {call.name for call in chain[1:]}
    literal = code.literal(first.start, first.end)
    name = names[0] if names else "id"
    type_ = names[1] if first.name in ("specificType", "addColumn") and len(names) > 1 else first.name
    table.add_column(
        name,
        type_,
        literal.offset if literal is not None else first.offset,
        primary=first.name in _INCREMENTS or "primary" in made,
        nullable=True if "nullable" in made else False if made & {"notNullable", "notNull"} else None,
        unique="unique" in made,
        indexed="index" in made,
        references=_reference(code, table, chain) or _constrained(code, table, chain, name),
    )


def _reference(code: Code, table: TableDraft, chain: Sequence[Call]) -> Reference | None:
    """`.references("id").inTable("users")`, `->references("id")->on("users")`, `.references("users.id")`."""
    found = {call.name: call for call in chain if call.name in ("references", "on", "inTable")}
    key = _first(code, found.get("references"))
    where = found.get("inTable", found.get("on"))
    other = _first(code, where)
    if other and where is not None:
        return table.reference(other, key or None, where.start + 1)
    if "." in key:
        return table.reference(key.rpartition(".")[0], key.rpartition(".")[2], found["references"].start + 1)
    return None


def _first(code: Code, call: Call | None) -> str:
    found = strings(code, call.start, call.end) if call is not None else ()
    return found[0] if found else ""


def _constrained(code: Code, table: TableDraft, chain: Sequence[Call], name: str) -> Reference | None:
    """`->foreignId("user_id")->constrained()`, whose table follows from the column, or `constrained("users")`."""
    call = next((call for call in chain if call.name == "constrained"), None)
    if call is None:
        return None
    given = code.literal(call.start, call.end)
    if given is not None:
        return table.reference(given.value, "id", given.offset)
    return table.reference(name.removesuffix("_id") + "s", "id", chain[0].offset)
