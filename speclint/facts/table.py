"""Stored data: tables and collections in whatever notation, their indexes and relationships."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from speclint.document.block import Block, CodeBlock, ListBlock, Paragraph, Quote, Table, Text
from speclint.document.section import Section
from speclint.document.span import Span
from speclint.facts.diagram import drawings
from speclint.facts.entry import bold_title, labelled, section_text, table_fields
from speclint.facts.fact import Applicability, Fact, Facts

if TYPE_CHECKING:
    from speclint.facts.schema import model

_PARTS = ("data-model", "indexes", "relationships")
_SQL = frozenset(
    {"sql", "postgresql", "postgres", "pgsql", "plpgsql", "mysql", "sqlite", "tsql", "mssql", "ddl", "psql"}
)
_PLAIN = ("", "text", "txt", "plain", "plaintext")
_CREATE = re.compile(
    r"^\s*(?:create\s+(?:\w+\s+){0,3}?table|create\s+(?:unique\s+)?index|alter\s+table)\b", re.I | re.M
)
# the name of a table in its heading or label: Table: `users` (existing), users table, `orders`
_TABLE_TITLE = re.compile(
    r"(?:(?:table|collection|entity|model|document|bucket|store|object store)\s*[:–—-]?\s+)?"
    r"[`\"]?(?P<name>[A-Za-z_][\w.]*)[`\"]?"
    r"(?:\s+(?:table|collection|entity|model|document|schema))?(?:\s*\([^()]*\))?",
    re.IGNORECASE,
)
_SAID = re.compile(r"\b(?:table|collection|entity|model|document|object store)\b", re.I)
# columns in a list item: `id` UUID, id: UUID, **id** (uuid) — the key
_FIELD = re.compile(
    r"`?(?P<name>[A-Za-z_]\w*)`?\s*(?:[:–—-]\s*|\s+|\()\s*`?(?P<type>[A-Za-z]\w*(?:\([^()]*\))?(?:\[\])?)"
)
_TYPE = re.compile(
    r"\b(?:uuid|ulid|serial|bigserial|u?int(?:eger)?\d{0,2}|bigint|smallint|tinyint|varchar|char|text|string|str|bool(?:ean)?|"
    r"timestamp(?:tz)?|datetime|date|time|json[b]?|decimal\d{0,3}|numeric|float\d{0,2}|double|real|number|blob|bytea|bytes|binary|"
    r"enum|array|object|objectid|map|list|inet|vector|money|bit|id|record|rfc3339)\b",
    re.I,
)
# a cell that says that the column tells the rows apart
_CALLED_KEY = re.compile(r"(?:(?:the|an?) )?(?:primary key|unique (?:identifier|id)|PK)\b", re.I)
# the values of a column in place of its type: `size` (`small`, `large`)
_VALUES = re.compile(
    r"\s*[:–—-]?\s*\(?\s*([`'\"])[^`'\"\n]{1,60}\1(?:\s*(?:[,|/]|\bor\b)\s*(?:or\s+)?\1[^`'\"\n]{1,60}\1)+"
)
_TO = re.compile(r"(\([1NMn*]\)[ \t]+)to([ \t]+\([1NMn*]\))")
_KEY = re.compile(r"\bPK\b|primary[ _-]?key|🔑|\bkey\b|\bidentifier\b", re.I)
_IDENTIFIER = re.compile(r"(?:\w*_)?(?:id|uuid|guid|key|slug|sha|hash|path|name|code)|\w+Id", re.I)


@dataclass(frozen=True, kw_only=True, eq=False)
class SchemaTable(Fact):
    """A table or collection.

    `untyped` are the columns without a type; `keyed` when it has a primary key, or an identifier where it is
    no table of a database; `notation` is sql, orm, document, er or markdown. `untold` where it is written with
    several columns and none of them has a type.
    """

    name: str
    columns: tuple[str, ...]
    indexes: tuple[str, ...]
    foreign_keys: tuple[str, ...]
    untyped: tuple[str, ...]
    keyed: bool
    notation: str
    source: model.Table
    untold: bool = False


@dataclass(frozen=True, kw_only=True, eq=False)
class StoredColumn(Fact):
    """A column or field of a table; `drawn` where only a diagram shows it, and other tables are written.

    `untold` where no column of its table has a type, which is one thing to say of the table.
    """

    name: str
    type: str
    table: str
    drawn: bool = False
    untold: bool = False


@dataclass(frozen=True, kw_only=True, eq=False)
class StoredIndex(Fact):
    """An index; `unknown` is its table, or the first of its columns, that the schema does not have; else None."""

    name: str
    table: str
    columns: tuple[str, ...]
    unknown: str | None = None


@dataclass(frozen=True, kw_only=True, eq=False)
class Relationship(Fact):
    """A relationship or foreign key; `unknown` is the table that the schema does not have, or None."""

    name: str
    left: str
    right: str
    unknown: str | None = None
    related: tuple[tuple[str, Span], ...] = ()


@dataclass(frozen=True, kw_only=True, eq=False)
class DdlFault(Fact):
    """A place in the text of a schema that no database accepts."""

    text: str


@dataclass(frozen=True, kw_only=True, eq=False)
class Storage(Fact):
    """That the spec stores something; `database` when it does so in a database, not in files or a browser."""

    name: str
    database: bool


def read_tables(facts: Facts) -> tuple[SchemaTable, ...]:
    """Every table, in order; one that is stated twice stands where its columns have types."""
    best: dict[str, model.Table] = {}
    from speclint.facts.schema.model import name_key

    for table in schema(facts).tables:
        key = name_key(table.name)
        known = best.get(key)
        if known is None or _rank(table) > _rank(known):
            best[key] = table
    found = [_fact(table, facts) for table in best.values() if not table.fragment]
    return tuple(sorted(found, key=lambda table: (table.span.line, table.span.column)))


def read_columns(facts: Facts) -> tuple[StoredColumn, ...]:
    """The columns of every table, in order, each where it is written."""
    from speclint.facts.value.placeholder import is_placeholder

    tables = facts.all("tables", SchemaTable)
    written = any(table.notation != "er" and len(table.untyped) < len(table.columns) for table in tables)
    found = [
        StoredColumn(
            span=span_of(column.line, column.column, column.name, facts),
            name=column.name,
            type=column.type,
            table=table.name,
            drawn=table.notation == "er" and written,
            untold=table.untold,
        )
        for table in tables
        for column in table.source.columns
        if column.line and not is_placeholder(column.name)
    ]
    return tuple(sorted(found, key=lambda column: (column.span.line, column.span.column)))


_RANKS = {"sql": 5, "orm": 4, "markdown": 4, "er": 2, "document": 1}


def _rank(table: model.Table) -> tuple[int, int, int]:
    typed = sum(bool(column.type) for column in table.columns)
    return (min(typed, 1), _RANKS[table.source], typed)


def _fact(table: model.Table, facts: Facts) -> SchemaTable:
    whole = schema(facts)
    database = _is_database(facts)
    untyped = tuple(column.name for column in table.columns if not column.type)
    indexes = [index.name or ", ".join(index.columns) for index in whole.indexes_of(table)]
    indexes += [column.name for column in table.columns if column.indexed and not column.primary]
    return SchemaTable(
        span=span_of(table.line, table.column, table.name, facts),
        name=table.name,
        columns=tuple(column.name for column in table.columns),
        indexes=tuple(dict.fromkeys(indexes)),
        foreign_keys=tuple(dict.fromkeys(f"{', '.join(key.columns)} -> {key.table}" for key in foreign_keys(table))),
        untyped=() if table.elided and not table.columns else untyped,
        keyed=_keyed(table, database, any(each.primary_key for each in whole.tables if each.source == "er"))
        or table.elided,
        notation=table.source,
        source=table,
        untold=_is_untold(table),
    )


def _is_untold(table: model.Table) -> bool:
    """Whether a written table leaves out types altogether; the values of a column may stand in place of one."""
    if table.source == "er" or table.elided or not {column.type for column in table.columns} <= {"", "enum"}:
        return False
    return sum(not column.type for column in table.columns) > 1


def _keyed(table: model.Table, database: bool, strict: bool) -> bool:
    """Whether something tells its records apart; `strict` where the diagram marks keys at other entities."""
    if table.primary_key or any(column.primary for column in table.columns):
        return True
    if (database and table.source not in ("document", "er")) or (table.source == "er" and strict):
        return False
    return any(_IDENTIFIER.fullmatch(column.name) for column in table.columns)


def foreign_keys(table: model.Table) -> Iterator[model.ForeignKey]:
    """The foreign keys of a table, those at its columns too."""
    from speclint.facts.schema.model import ForeignKey

    yield from table.foreign_keys
    known = {key.columns for key in table.foreign_keys}
    for column in table.columns:
        if column.references is not None and (column.name,) not in known:
            to = column.references
            yield ForeignKey((column.name,), to.table, (to.key,) if to.key else (), to.line, to.column)


def span_of(line: int, column: int, words: str, facts: Facts) -> Span:
    """The words in a line, from a column on; the whole line where they are not there."""
    text = facts.document.source.lines[line - 1] if 0 < line <= len(facts.document.source.lines) else ""
    at = text.find(words, max(column - 1, 0)) if words else -1
    if at < 0:
        return facts.document.line_span(line)
    return Span.at(line, at + 1, len(words))


def schema(facts: Facts) -> model.Schema:
    """All that the spec says about stored data, in any notation."""

    def make() -> model.Schema:
        from speclint.facts.schema.model import join

        found = join(_schemas(facts))
        found = replace(found, tables=tuple(_christened(table, found.tables) for table in found.tables))
        found = replace(found, tables=_with_keys(_with_clauses(found.tables, facts), facts))
        related = tuple(each for each in found.relations if _is_relation(each, found))
        return replace(found, relations=(*related, *_told(facts, found)))

    found: model.Schema = facts.memo("schema", make)
    return found


_CLAUSE = re.compile(r"\bCHECK ?\(|\bFOREIGN KEY ?\(", re.IGNORECASE)


def _with_clauses(tables: tuple[model.Table, ...], facts: Facts) -> tuple[model.Table, ...]:
    """The tables with what the text beside them states: `chk_state CHECK (state IN ('open', 'closed'))`."""
    from speclint.facts.schema.drawn import with_clauses

    for part in facts.sections("data-model"):
        for section in part.walk():
            for block in section.blocks:
                for text in _texts(block) if not isinstance(block, (Table, CodeBlock)) else ():
                    if _CLAUSE.search(text.raw):
                        for piece in text.pieces:
                            tables = with_clauses(tables, [" " * (piece.column - 1) + piece.text], piece.line)
    return tables


def _with_keys(tables: tuple[model.Table, ...], facts: Facts) -> tuple[model.Table, ...]:
    """The tables with the keys that the text beside them tells: "Primary key: (depot, day)"."""
    from speclint.facts.schema.notation.keys import read_key

    words = facts.vocabulary.pattern("key statement")
    found = list(tables)
    for section in (each for part in facts.sections(*_PARTS) for each in part.walk()):
        blocks = (block for block in section.blocks if not isinstance(block, (Table, CodeBlock)))
        for text in (text for block in blocks for text in _texts(block)):
            at = _table_above(found, section, text.line) if words.search(text.plain) else None
            if at is not None and (key := read_key(text.raw, words, found[at].has_column)):
                found[at] = replace(found[at], primary_key=key)
    return tuple(found)


def _table_above(tables: Sequence[model.Table], section: Section, line: int) -> int | None:
    """The place of the last table of a section above a line, where no key of it is known."""
    inside = [at for at, each in enumerate(tables) if section.line <= each.line <= line and not each.primary_key]
    return max(inside, key=lambda at: tables[at].line, default=None)


def _is_relation(relation: model.Relation, whole: model.Schema) -> bool:
    """Whether an arrow joins tables, and not the states of something: it names one, or says how many."""
    if relation.cardinality or relation.left_column or relation.right_column or not whole.tables:
        return True
    return any(whole.find_table(name) is not None for name in (relation.left, relation.right) if name)


def _christened(table: model.Table, tables: Sequence[model.Table]) -> model.Table:
    """A table of columns that nothing names, by the name of the one table that has most of its columns."""
    if table.named or not table.columns:
        return table
    shared = {
        each.name: sum(each.has_column(column.name) for column in table.columns)
        for each in tables
        if each is not table and each.named and each.columns
    }
    best = max(shared, key=lambda name: shared[name], default="")
    rivals = [name for name in shared if shared[name] == shared.get(best)]
    if len(rivals) != 1 or shared[best] < 3 or shared[best] * 5 < len(table.columns) * 3:
        return table
    return replace(table, name=best, named=True)


def _told(facts: Facts, whole: model.Schema) -> Iterator[model.Relation]:
    """The lines of a part about relationships that name two tables, in whatever words."""
    from speclint.facts.schema.model import Relation

    known = {relation.line for relation in whole.relations}
    for part in facts.sections("relationships"):
        for section in part.walk():
            for block in section.blocks:
                for text in _texts(block):
                    names = _tables_in(text.plain, whole)
                    if len(names) > 1 and text.line not in known:
                        yield Relation(names[0], names[1], "", text.line, text.pieces[0].column)


def _tables_in(words: str, whole: model.Schema) -> list[str]:
    found = re.findall(r"[A-Za-z_]\w{2,}", words)[:60]
    return list(dict.fromkeys(name for name in found if whole.find_table(name) is not None))


def _schemas(facts: Facts) -> Iterator[model.Schema]:
    from speclint.facts.schema.drawn import read_drawn

    for block in facts.document.code_blocks:
        yield from _code(block, facts)
    for block, drawing in drawings(facts):
        if drawing.entities and drawing.subject == "er":
            yield read_drawn(block.code, block.line, drawing)
    for part in facts.sections(*_PARTS):
        for section in part.walk():
            yield from _written(section, facts)
    for table in facts.document.tables:
        above = facts.document.section_at(table.span.line)
        if above is not None and not any(above.within(role) for role in _PARTS):
            yield from _stray(table, above, facts)


def _code(block: CodeBlock, facts: Facts) -> Iterator[model.Schema]:
    from speclint.facts.schema.ddl import read_ddl
    from speclint.facts.schema.embedded import read_embedded
    from speclint.facts.schema.orm import read_models

    section = facts.document.section_at(block.span.line)
    if section is not None and (section.within("testing") or section.within("api")):
        return
    if block.language in _SQL or (not block.language and _CREATE.search(block.code)):
        yield read_ddl(block.code, block.line, block.column)
        return
    found = read_models(block.code, block.line, block.column, block.language)
    stored = section is not None and any(section.within(role) for role in _PARTS)
    yield _kept(found, stored)
    if _CREATE.search(block.code) or "CREATE" in block.code:
        yield read_embedded(block.code, block.line, block.column)


def _kept(found: model.Schema, stored: bool) -> model.Schema:
    """Typed models count only in the part about data; tables of an ORM everywhere."""
    if stored:
        return found
    return replace(found, tables=tuple(table for table in found.tables if table.source != "document"))


def _written(section: Section, facts: Facts) -> Iterator[model.Schema]:
    """What the tables, lists and lines of a section about data say."""
    label: Text | None = None
    for block in section.blocks:
        if isinstance(block, Paragraph):
            title = bold_title(block)
            label = title.label if title is not None else _named_before(block) or _lead_in(block) or label
            yield from _statements(block.text, section)
        elif isinstance(block, Quote):
            for inner in block.blocks:
                yield from _statements(inner.text, section) if isinstance(inner, Paragraph) else ()
        elif isinstance(block, Table):
            yield from _columns_table(block, section, label, facts)
            yield from _index_table(block, facts)
        elif isinstance(block, ListBlock):
            yield from _list(block, section, label, facts)
        elif isinstance(block, CodeBlock) and block.language in _PLAIN and not _draws_entities(block, facts):
            yield _relations(block.code, block.line, block.column)


def _draws_entities(block: CodeBlock, facts: Facts) -> bool:
    """Whether a block is a diagram of entities, whose lines are not relationships in words."""
    return any(each is block and drawing.subject == "er" and drawing.entities for each, drawing in drawings(facts))


def _named_before(paragraph: Paragraph) -> Text | None:
    """A paragraph that only introduces a table by its name: The `users` table:"""
    text = paragraph.text
    if len(text.plain) > 80 or not _SAID.search(text.plain):
        return None
    code = next((inline for inline in text.inlines if inline.kind == "code"), None)
    return text.part(code.start, code.end) if code is not None else None


def _lead_in(paragraph: Paragraph) -> Text | None:
    """A paragraph of a few words that ends in a colon: "Indexes:"."""
    text = paragraph.text
    return text if text.plain.endswith(":") and len(text.plain.split()) < 7 else None


def _statements(text: Text, section: Section) -> Iterator[model.Schema]:
    for piece in text.pieces:
        yield _relations(piece.text, piece.line, piece.column)
    if {"indexes"} & set(section.roles) or re.search(r"\bindex", text.plain, re.I):
        yield from _index(text)


def _index(text: Text) -> Iterator[model.Schema]:
    from speclint.facts.schema.model import Schema
    from speclint.facts.schema.notation.index import read_index

    index = read_index(text.raw, text.line, text.pieces[0].column)
    if index is not None:
        yield Schema(indexes=(index,))


def _relations(text: str, line: int, column: int) -> model.Schema:
    from speclint.facts.schema.model import Schema
    from speclint.facts.schema.notation.relations import read_relations

    # "users (1) to (N) orders": `to` between two multiplicities joins as an arrow does
    text = _TO.sub(r"\1->\2", text)
    return Schema(relations=read_relations(text, line, column))


def _list(block: ListBlock, section: Section, label: Text | None, facts: Facts) -> Iterator[model.Schema]:
    """Indexes, relationships or columns as bullets, or tables as bullets with their columns below."""
    about = label.plain if label is not None else section.title
    indexing = "indexes" in section.roles or re.search(r"\bind(?:ex|ices)", about, re.I)
    relating = "relationships" in section.roles or re.search(r"relation|foreign key", about, re.I)
    for item in block.items:
        if indexing or re.search(r"\bindex(?:es|ed)?\b", item.text.plain, re.I):
            yield from _index(item.text)
        for inner in item.rest:
            if isinstance(inner, Table):
                yield from _columns_table(inner, section, _name_of(item.text) or label, facts)
    if not indexing:
        for item in block.items:
            yield _relations(item.text.raw, item.text.line, item.text.pieces[0].column)
    if not indexing and not relating:
        yield from _bulleted(block, section, label, facts)


def _name_of(text: Text) -> Text | None:
    found = labelled(text)
    return found.label if found is not None else text


def _bulleted(block: ListBlock, section: Section, label: Text | None, facts: Facts) -> Iterator[model.Schema]:
    from speclint.facts.schema.model import Schema

    name = label or section.text
    title = _TABLE_TITLE.fullmatch(section.title if label is None else label.plain)
    if title is None or _names_nothing(title, facts) or not _is_table_name(title, section, label):
        return
    if any(isinstance(inner, Table) for item in block.items for inner in item.rest):
        return
    columns = [column for item in block.items if (column := _bullet_column(item.text)) is not None]
    if len(columns) * 2 > len(block.items):
        yield Schema(tables=(_table(title["name"], name, tuple(columns), block.span.end_line),))


def _names_nothing(match: re.Match[str], facts: Facts) -> bool:
    """Whether a title only says what tables are: "Database Schema"; "Table: entities" names one."""
    general = facts.vocabulary.pattern("no table").fullmatch(match["name"]) is not None
    return general and not re.match(r"(?:table|collection)\b", match[0], re.I)


def _is_table_name(match: re.Match[str], section: Section, label: Text | None) -> bool:
    """A heading names a table when it says so or is one name of code."""
    raw = label.raw if label is not None else section.text.raw
    return bool(_SAID.search(match[0])) or "`" in raw or "_" in match["name"] or match["name"].islower()


def _bullet_column(text: Text) -> model.Column | None:
    from speclint.facts.schema.model import Column

    match = re.match(r"[`*]*(?P<name>[A-Za-z_]\w*)[`*]*(?=$|[\s:(,–—-])", text.raw)
    if match is None:
        return None
    rest = text.raw[match.end() :]
    typed = _FIELD.match(text.raw.replace("*", ""))
    spoken = text.raw[0].isalpha() and rest.startswith(" ") and not rest.lstrip().startswith(("(", ":", "-", "–", "—"))
    if spoken and not (typed and _TYPE.fullmatch(typed["type"].partition("(")[0])):
        return None
    type_ = (
        typed["type"] if typed and _TYPE.search(typed["type"]) else (found[0] if (found := _TYPE.search(rest)) else "")
    )
    if _VALUES.match(rest):
        type_ = "enum"
    place = text.span_of(match.start("name"), match.end("name"))
    return Column(match["name"], type_, primary=bool(_KEY.search(rest)), line=place.line, column=place.column)


def _table(name: str, place: Text, columns: tuple[model.Column, ...], end_line: int) -> model.Table:
    from speclint.facts.schema.model import Table as SchemaTable_

    held: dict[str, model.Column] = {}
    repeats = tuple(column for column in columns if held.setdefault(column.name.casefold(), column) is not column)
    primary = tuple(column.name for column in held.values() if column.primary)
    span = place.find(name)
    return SchemaTable_(
        name, tuple(held.values()), (), (), primary, span.line, span.column, end_line, "markdown", repeats=repeats
    )  # fmt: skip


def _columns_table(table: Table, section: Section, label: Text | None, facts: Facts) -> Iterator[model.Schema]:
    """A Markdown table of columns: one row a column; where a column of it names the table, of several tables."""
    from speclint.facts.schema.model import Schema

    columns = table_fields(table, facts.vocabulary)
    if "column" not in columns and label is not None and _STORED_LABEL.search(label.plain) and _is_headed_key(table):
        columns[0] = "column"
    owner = columns.index("table") if "table" in columns[:2] and "column" in columns[1:3] else None
    if owner is None and columns[:2] == [None, "column"] and _lists_owners([row.cells[0].plain for row in table.rows]):
        owner = 0
    first = columns[:2] if owner is None else columns[:3]
    if not {"column", "name"} & set(first) or not {"type", "constraints"} & set(columns):
        return
    at = next(i for i, each in enumerate(columns) if each in ("column", "name"))
    if columns[at] == "name" and not _lists_names([row.cells[at].plain for row in table.rows]):
        return
    if owner is not None and owner != at:
        yield Schema(tables=tuple(_owned(table, columns, at, owner, facts)))
        return
    name, place, named = _table_name(section, label, facts)
    rows = tuple(_column(row.cells, columns, at, _Heads.of(table, facts)) for row in table.rows if row.cells[at].plain)
    made = _table(name, place, rows, table.span.end_line)
    partial = any(facts.vocabulary.has("partial table", words) for words in _captions(section, label))
    yield Schema(tables=(replace(made, named=named, elided=partial or _is_cut(table)),))


def _lists_owners(cells: Sequence[str]) -> bool:
    """Whether a first column names several tables, each once, above the rows of its columns."""
    names = [cell for cell in cells if cell.strip()]
    return (
        bool(cells)
        and bool(cells[0].strip())
        and 1 < len(set(names)) == len(names) < len(cells)
        and _lists_names(names)
    )


def _is_headed_key(table: Table) -> bool:
    """Whether the first column is headed `Key` and names things: keys of a file or a record."""
    return table.header[0].plain.casefold() == "key" and _lists_names([row.cells[0].plain for row in table.rows])


def _lists_names(names: Sequence[str]) -> bool:
    """Whether most names are words of code, as those of columns are."""
    single = sum(
        re.fullmatch(r"[A-Za-z_][\w.$\[\]?*-]*(?: ?\([^()]*\))?", name.strip("`* ")) is not None for name in names
    )
    return single * 2 > len(names)


def _captions(section: Section, label: Text | None) -> Iterator[str]:
    yield section.title
    if label is not None:
        yield label.plain


def _is_cut(table: Table) -> bool:
    """Whether a row stands for more columns than are listed: `... | ... | ...`."""
    return any(row.cells and row.cells[0].plain.strip("`* ") in ("...", "…", "etc.", "etc") for row in table.rows)


def _owned(table: Table, columns: list[str | None], at: int, owner: int, facts: Facts) -> Iterator[model.Table]:
    """The tables whose names stand in a cell of each row, or of the first row of each."""
    heads = _Heads.of(table, facts)
    found: dict[str, tuple[Text, list[model.Column], int]] = {}
    last = ""
    for row in table.rows:
        last = row.cells[owner].plain.strip("`* ") or last
        if last and row.cells[at].plain:
            _, held, _ = found.setdefault(last, (row.cells[owner], [], row.span.end_line))
            held.append(_column(row.cells, columns, at, heads))
            found[last] = (*found[last][:2], row.span.end_line)
    for name, (place, held, end) in found.items():
        yield _table(name, place, tuple(held), end)


def _table_name(section: Section, label: Text | None, facts: Facts) -> tuple[str, Text, bool]:
    """The name of a table, where it stands, and whether it is one: else it is the title of the section."""
    for text, words in ((label, label.plain if label else ""), (section.text, section.title)):
        if text is None:
            continue
        code = next((inline.text for inline in text.inlines if inline.kind == "code"), "")
        match = _TABLE_TITLE.fullmatch(words.strip().rstrip(":"))
        if code or (match and not _names_nothing(match, facts)):
            return code or (match["name"] if match else words), text, True
    return section.title, label or section.text, False


@dataclass(frozen=True, slots=True)
class _Heads:
    """Which cells of a row say whether a column may be empty, must be filled, and what it holds at first.

    `constraints` are those that speak of what must hold: all but names, types and, where there are such cells,
    descriptions.
    """

    nullable: int | None
    required: int | None
    default: int | None
    constraints: frozenset[int]
    yes: re.Pattern[str]
    no: re.Pattern[str]

    @classmethod
    def of(cls, table: Table, facts: Facts) -> _Heads:
        """By the heads of a table."""
        words = facts.vocabulary
        heads = [cell.plain.strip().casefold() for cell in table.header]
        fields = table_fields(table, words)

        def find(name: str) -> int | None:
            pattern = words.pattern(name)
            return next((i for i, head in enumerate(heads) if pattern.fullmatch(head)), None)

        told = (find("nullable header"), find("required header"), find("default header"))
        said = frozenset(i for i, field in enumerate(fields) if field not in ("column", "type", "name"))
        exact = frozenset(i for i in said if fields[i] in ("constraints", "index", "table"))
        keys = exact if exact - frozenset(told) - {i for i in exact if fields[i] == "index"} else said
        return cls(*told, keys, words.pattern("yes"), words.pattern("no"))

    def nullability(self, cells: tuple[Text, ...]) -> bool | None:
        """Whether a row says that its column may be empty; None where it does not."""
        for at, said in ((self.nullable, True), (self.required, False)):
            if at is not None:
                words = cells[at].plain.strip().split(" ")[0].strip(",;")
                whole = cells[at].plain.strip()
                if self.no.fullmatch(whole) or self.no.fullmatch(words):
                    return not said
                if self.yes.fullmatch(words):
                    return said
        return None

    def initial(self, cells: tuple[Text, ...]) -> str | None:
        """The literal that a cell gives as the default."""
        if self.default is None:
            return None
        raw = cells[self.default].plain.strip().strip("`")
        quoted = re.fullmatch(r"['\"]([^'\"]{0,60})['\"]|(-?\d+(?:\.\d+)?|true|false)", raw, re.I)
        return next((group for group in quoted.groups() if group is not None), None) if quoted else None


def _column(cells: tuple[Text, ...], columns: list[str | None], at: int, heads: _Heads) -> model.Column:
    from speclint.facts.schema.model import Column, Reference
    from speclint.facts.schema.notation.constraints import listed_values, read_constraints

    values = {column: cell for column, cell in zip(columns, cells, strict=True) if column}
    said = [(i, cell) for i, cell in enumerate(cells) if columns[i] not in ("column", "type")]
    constraints = [read_constraints(cell.plain) for _, cell in said]
    exact = [each for (i, _), each in zip(said, constraints, strict=True) if i in heads.constraints]
    references_ = next((each.references for each in constraints if each.references is not None), None)
    name = cells[at].plain
    type_ = values["type"].plain if "type" in values else ""
    where = cells[at].span
    index = values["index"].plain.casefold() if "index" in values else ""
    references = None
    if references_ is not None:
        place = _where(cells, references_[0])
        references = Reference(references_[0], references_[1], place.line, place.column)
    typed = read_constraints(type_)
    nullable = heads.nullability(cells)
    if nullable is None and any(each.not_null for each in (*exact, typed)):
        nullable = False
    elif nullable is None and any(each.nullable for each in exact):
        nullable = True
    listed = next((found for each in (type_, *(cell.plain for _, cell in said)) if (found := listed_values(each))), ())
    return Column(
        name=re.split(r"[\s(]", name.strip("`*"), maxsplit=1)[0],
        type="" if type_ in ("-", "–", "—", "?") else type_,
        primary=any(each.primary for each in exact)
        or bool(re.search(r"\bPK\b|primary key", type_ + name, re.I))
        or any(_CALLED_KEY.match(cell.plain) for _, cell in said),
        nullable=nullable,
        unique=any(each.unique for each in exact),
        indexed=index.startswith(
            ("yes", "y", "✓", "✅", "b-tree", "btree", "gin", "gist", "hash", "uniq", "idx", "ix_", "true", "x")
        )
        or any(each.indexed for each in constraints),
        references=references,
        line=where.line,
        column=where.column,
        default=heads.initial(cells)
        or next((each.default for each in (*exact, typed) if each.default is not None), None),
        values=listed,
        values_line=where.line,
        foreign=any(each.foreign for each in exact) or typed.foreign,
    )


def _where(cells: Iterable[Text], word: str) -> Span:
    for cell in cells:
        if word in cell.plain:
            return cell.find(word)
    return next(iter(cells)).span


def _index_table(table: Table, facts: Facts) -> Iterator[model.Schema]:
    """A Markdown table with an index a row."""
    from speclint.facts.schema.model import Index, Schema

    columns = table_fields(table, facts.vocabulary)
    heads = [cell.plain.casefold() for cell in table.header]
    if columns[0] != "index" and not (heads and "index" in heads[0]):
        return
    on = next((i for i, head in enumerate(heads) if "column" in head or "field" in head or head == "on"), None)
    of = next((i for i, head in enumerate(heads) if head in ("table", "collection", "entity")), None)
    for row in table.rows:
        named = re.findall(r"[A-Za-z_][\w.]*", row.cells[on].plain) if on is not None else []
        names = tuple(name.rpartition(".")[2] for name in named if name.upper() not in ("ASC", "DESC", "AND"))
        owner = row.cells[of].plain if of is not None else (named[0].rpartition(".")[0] if named else "")
        span = row.cells[0].span
        yield Schema(indexes=(Index(row.cells[0].plain, owner, names, False, span.line, span.column),))


def _stray(table: Table, section: Section, facts: Facts) -> Iterator[model.Schema]:
    """A table of columns outside the part about data, under a heading or a line that says that it is one."""
    columns = table_fields(table, facts.vocabulary)
    label = _label_above(table, section)
    if label is not None and "type" in columns and _STORED_LABEL.search(label.plain):
        for found in _columns_table(table, section, label, facts):
            yield replace(found, tables=tuple(replace(each, source="document") for each in found.tables))
        return
    if columns[0] == "column" and "type" in columns and _SAID.search(section.title) and "constraints" in columns:
        yield from _columns_table(table, section, None, facts)


# a line above a table of what is kept: State schema:
_STORED_LABEL = re.compile(
    r"\b(?:state|storage|stored|persisted|record|file|row)\b[^:]{0,20}\b(?:schema|fields|layout)\b", re.I
)


def _label_above(table: Table, section: Section) -> Text | None:
    """The few words with a colon that stand right above a table."""
    at = next((at for at, block in enumerate(section.blocks) if block is table), 0)
    before = section.blocks[at - 1] if at else None
    return _lead_in(before) if isinstance(before, Paragraph) else None


# databases that let a list of columns end in a comma
_TRAILING = re.compile(r"\b(?:bigquery|duckdb|clickhouse|databricks)\b", re.I)


def read_ddl_faults(facts: Facts) -> tuple[DdlFault, ...]:
    """What is certainly wrong in SQL that creates tables, in order."""
    problems = (*schema(facts).problems, *_keys_of_no_column(facts))
    if problems and _TRAILING.search(facts.document.source.text):
        problems = tuple(each for each in problems if not each.message.startswith("a comma stands"))
    return tuple(
        DdlFault(span=Span.at(each.line, each.column, 1), text=each.message)
        for each in sorted(problems, key=lambda each: (each.line, each.column))
    )


def _keys_of_no_column(facts: Facts) -> Iterator[model.SchemaProblem]:
    """The primary keys that name a column which their own CREATE TABLE does not list."""
    from speclint.facts.schema.model import SchemaProblem

    lines = facts.document.source.lines
    for table in schema(facts).tables:
        if table.source != "sql" or table.elided or table.fragment or not table.columns:
            continue
        for name in (name for name in table.primary_key if table.find_column(name) is None):
            key = re.compile(rf"\bprimary\s+key\b[^()]*\([^()]*\b(?P<name>{re.escape(name)})\b", re.IGNORECASE)
            for at in range(table.line, min(table.line + 100, len(lines) + 1)):
                if found := key.search(lines[at - 1]):
                    message = f'the primary key of "{table.name}" names "{name}", which is none of its columns'
                    yield SchemaProblem(message, at, found.start("name") + 1)
                    break


def read_indexes(facts: Facts) -> tuple[StoredIndex, ...]:
    """Every index: statements, columns marked as indexed, bullets and rows."""
    whole = schema(facts)
    found = [_index_fact(index, index.table or table, facts) for index, table in _all_indexes(whole)]
    for table in whole.tables:
        found += [
            StoredIndex(
                span=span_of(column.line, column.column, column.name, facts),
                name=column.name,
                table=table.name,
                columns=(column.name,),
            )
            for column in table.columns
            if column.indexed and not column.primary and column.line
        ]
    return tuple(sorted(found, key=lambda index: (index.span.line, index.span.column)))


def _all_indexes(whole: model.Schema) -> Iterator[tuple[model.Index, str]]:
    for index in whole.indexes:
        yield index, ""
    for table in whole.tables:
        for index in table.indexes:
            yield index, table.name


def _index_fact(index: model.Index, table: str, facts: Facts) -> StoredIndex:
    words = index.name or (index.columns[0] if index.columns else "")
    return StoredIndex(
        span=span_of(index.line, index.column, words, facts),
        name=index.name or f"({', '.join(index.columns)})",
        table=table,
        columns=index.columns,
        unknown=_unknown_table((table,), schema(facts), facts) or _unknown_column(index, table, facts),
    )


def _unknown_column(index: model.Index, table: str, facts: Facts) -> str | None:
    if not table:
        return None
    line = facts.document.source.lines[index.line - 1] if index.line else ""
    sql = _CREATE_INDEX.search(line) is not None
    return next((name for name in index.columns if _lacks(schema(facts), table, name, sql)), None)


_CREATE_INDEX = re.compile(r"\bcreate\s(?:unique\s)?index\b", re.IGNORECASE)


def _lacks(whole: model.Schema, table: str, column: str, sql: bool = False) -> bool:
    """Whether a table certainly has no such column: no statement of it does, and none leaves columns out.

    What SQL names, SQL must have created, where it creates the table: a class of that name does not help.
    """
    from speclint.facts.schema.model import name_key

    found = whole.find_table(table)
    if found is None:
        return False
    alike = [each for each in whole.tables if each is found or name_key(each.name) == name_key(found.name)]
    listed = [each for each in alike if each.columns]
    listed = [each for each in listed if sql and each.source == "sql"] or listed
    if not listed or any(each.elided or each.fragment for each in listed):
        return False
    return not any(each.has_column(column) for each in listed)


def read_relationships(facts: Facts) -> tuple[Relationship, ...]:
    """Every relationship: foreign keys, cardinalities in text, lines of an ER diagram."""
    whole = schema(facts)
    found = [
        Relationship(
            span=span_of(relation.line, relation.column, relation.left, facts),
            name=f"{relation.left} - {relation.right}",
            left=relation.left,
            right=relation.right,
            unknown=_unknown_table((relation.left, relation.right), whole, facts),
        )
        for relation in whole.relations
    ]
    for table in whole.tables:
        found += [_foreign(table, key, whole, facts) for key in foreign_keys(table)]
    return tuple(_once(sorted(found, key=lambda each: (each.span.line, each.span.column))))


def _once(found: list[Relationship]) -> Iterator[Relationship]:
    """The relationships, each unknown table said at its first mention only."""
    seen: set[str] = set()
    for each in found:
        yield replace(each, unknown=None) if each.unknown in seen else each
        if each.unknown is not None:
            seen.add(each.unknown)


def _foreign(table: model.Table, key: model.ForeignKey, whole: model.Schema, facts: Facts) -> Relationship:
    unknown = _unknown_table((key.table,), whole, facts)
    name = f"{table.name}.{', '.join(key.columns)}"
    if unknown is None and (owner := whole.find_table(key.table)) is not None:
        missing = next((column for column in key.referred if column and _lacks(whole, key.table, column)), None)
        unknown = f"{owner.name}.{missing}" if missing else None
    if unknown is None and table.source == "sql":
        own = next((column for column in key.columns if _lacks(whole, table.name, column)), None)
        if own is not None:
            span = span_of(key.line, 1, own, facts)
            return Relationship(span=span, name=name, left=table.name, right=key.table, unknown=f"{table.name}.{own}")
    return Relationship(
        span=span_of(key.line, key.column, key.table, facts),
        name=name,
        left=table.name,
        right=key.table,
        unknown=unknown,
    )


def _unknown_table(names: Iterable[str], whole: model.Schema, facts: Facts) -> str | None:
    """The first table that nothing defines; a schema that defines none cannot tell."""
    if not [table for table in whole.tables if not table.fragment]:
        return None
    for name in filter(None, names):
        if whole.find_table(name) is None and not _is_foreign(name, whole):
            return name
        if _is_stranger(name, whole, facts):
            return name
    return None


_MANY_LISTED = 3  # where so many entities have their columns, one without is an oversight


def _is_stranger(name: str, whole: model.Schema, facts: Facts) -> bool:
    """Whether a name is that of the only entity without columns, and stands in the document just this once."""
    found = whole.find_table(name)
    if found is None or found.source != "er" or found.columns:
        return False
    others = [table for table in whole.tables if table is not found]
    if len(others) < _MANY_LISTED or not all(table.columns for table in others):
        return False
    stem = re.escape(name.removesuffix("s").removesuffix("S"))
    return len(re.findall(rf"\b{stem}(?:s|es)?\b", facts.document.source.text, re.IGNORECASE)) == 1


_OWN = frozenset({"public", "dbo", "main"})


def _is_foreign(name: str, whole: model.Schema) -> bool:
    """Whether a name is of a database schema in which this spec defines nothing: `auth.users`."""
    schema_, dot, _ = name.rpartition(".")
    return bool(dot) and schema_ not in _OWN and not any(table.name.startswith(f"{schema_}.") for table in whole.tables)


def read_storage(facts: Facts) -> tuple[Storage, ...]:
    """Where the spec stores data: databases by their names and words, else files and browser storage."""
    return facts.memo("storage", lambda: tuple(_storage(facts)))  # type: ignore[no-any-return]


_NOT_HERE = ("non-goals", "risks", "testing", "open-questions", "references", "glossary", "toc", "decisions")


def _storage(facts: Facts) -> Iterator[Storage]:
    words = facts.vocabulary
    for section in facts.document.walk():
        if not section.all_roles.isdisjoint(_NOT_HERE):
            continue
        for block in section.blocks:
            for text in _texts(block):
                for name in ("database-words", "storage-words"):
                    match = words.search(name, text.plain)
                    if match and not words.has("stored-nothing", text.plain):
                        yield Storage(span=text.plain_span(*match.span()), name=match[0], database=name[0] == "d")


def _texts(block: Block) -> Iterator[Text]:
    from speclint.document.block import texts, walk

    for each in walk((block,)):
        yield from texts(each)


def _is_database(facts: Facts) -> bool:
    tables = schema(facts).tables
    if any(table.source in ("sql", "orm") for table in tables):
        return True
    return any(storage.database for storage in facts.all("storage", Storage))


def read_persistence(facts: Facts) -> tuple[Applicability, ...]:
    """Whether anything is stored at all: only then is a schema asked for."""
    nothing = _says_nothing_is_stored(facts)
    if nothing is not None:
        return (Applicability(span=nothing.span, applies=False, reason=nothing.plain),)
    if _stores(facts):
        return ()
    return (Applicability(span=facts.document.head, applies=False, reason="nothing in the spec is stored"),)


# a title that speaks of stored data, not only of data
_STORED_TITLE = re.compile(
    r"database|\btables?\b|storage|persist|(?<!event )(?<!message )\bschema|\bERD?\b|entity", re.I
)


# a title that speaks of data on their way
_SENT_TITLE = re.compile(r"\b(?:event|message|payload|request|response)s? schemas?\b", re.I)


def _stores(facts: Facts) -> bool:
    """A table, a part about stored data, or words enough that speak of storing."""
    if any(table.source != "document" for table in schema(facts).tables):
        return True
    parts = [part for part in facts.sections("data-model") if not _SENT_TITLE.search(part.title)]
    if parts and all(_is_bare(part) for part in parts):
        return True
    if any(_STORED_TITLE.search(section.title) for part in parts for section in part.walk()):
        return True
    said = facts.all("storage", Storage)
    databases = sum(each.database for each in said)
    return bool(said) if parts and databases else databases > 1 or len(said) > (1 if parts else 2)


def _is_bare(part: Section) -> bool:
    """Whether a part holds next to nothing, or only the words that it does not apply, without a reason."""
    return len(section_text(part).split("\n", 1)[-1].split()) < 4


def _says_nothing_is_stored(facts: Facts) -> Text | None:
    """The sentence of the data part that says that nothing is stored, where no table contradicts it."""
    if any(table.source in ("sql", "orm", "markdown", "er") for table in schema(facts).tables):
        return None
    for part in facts.sections("data-model"):
        for section in part.walk():
            for block in section.blocks:
                for text in _texts(block):
                    if facts.vocabulary.has("stored-nothing", text.plain):
                        return text
    return None
