"""Where two statements of one table contradict each other: a diagram of entities, a table of columns, SQL, a model.

A summary lists less than the schema, and a sketch says `string` where the schema says `VARCHAR(255)`: that is no
contradiction. Parts that speak of another schema on purpose (an old one, an option) are left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from typing import TYPE_CHECKING

from speclint.document.block import Paragraph, Text
from speclint.document.span import Span
from speclint.facts.diagram import drawings
from speclint.facts.fact import Fact, Facts
from speclint.facts.table import schema, span_of

if TYPE_CHECKING:
    from speclint.facts.schema.model import Column, Table

_MANY = 400
"""Statements that are compared; a spec with more was written by a program."""

_NOTATIONS = {"sql": "SQL", "orm": "the model", "markdown": "the table", "er": "the diagram"}


@dataclass(frozen=True, kw_only=True, eq=False)
class SchemaConflict(Fact):
    """A statement about a table that contradicts another one.

    `kind` is type, key, constraint, column (in one list and not in the other), drawn (not in the diagram),
    definition (two that share little), repeat (a column listed twice) or class (another type in a class or a model in
    code). `subject` is what it is about.
    """

    kind: str
    subject: str
    found: str
    other: str
    other_line: int
    related: tuple[tuple[str, Span], ...] = ()


def read_schema_conflicts(facts: Facts) -> tuple[SchemaConflict, ...]:
    """The contradictions between statements of one table, in document order."""
    found = [*_repeats(facts), *_classes(facts)]
    for group in twins(facts):
        found += [*_types(group, facts), *_constraints(group, facts), *_keys(group, facts), *_lists(group, facts)]
    return tuple(sorted(found, key=lambda each: (each.span.line, each.span.column)))


def twins(facts: Facts) -> list[list[Table]]:
    """The tables that are stated more than once, each with its statements in document order."""

    def make() -> list[list[Table]]:
        groups: list[list[Table]] = []
        for table in statements(facts):
            group = next(
                (each for each in groups if same_table(each[0], table) and not _apart(each[0], table, facts)), None
            )
            if group is None:
                groups.append([table])
            else:
                group.append(table)
        return [group for group in groups if len(group) > 1]

    found: list[list[Table]] = facts.memo("twins", make)
    return found


def _apart(left: Table, right: Table, facts: Facts) -> bool:
    """Whether two tables are of two stores: the titles above them name two services or databases."""
    one, other = (_stores(table, facts) for table in (left, right))
    return bool(one and other) and one != other


def _stores(table: Table, facts: Facts) -> str:
    section = facts.document.section_at(table.line)
    titles = [each.title for each in (section, *section.ancestors())] if section is not None else []
    title = facts.document.title
    named = (each for each in titles if each != title and facts.vocabulary.has("store title", each))
    return next((each.casefold() for each in named if not facts.vocabulary.has("whole schema title", each)), "")


def statements(facts: Facts) -> list[Table]:
    """The tables that are stated with columns, in document order; none that are meant to differ."""

    def make() -> list[Table]:
        tables = [
            table for table in schema(facts).tables
            if table.columns and not table.fragment and table.source in _NOTATIONS and not _is_aside(table, facts)
        ]  # fmt: skip
        return sorted(tables, key=lambda table: (table.line, table.column))[:_MANY]

    found: list[Table] = facts.memo("table statements", make)
    return found


def _is_aside(table: Table, facts: Facts) -> bool:
    """Whether a table stands where another schema is spoken of on purpose."""
    return is_aside(table.line, facts)


def is_aside(line: int, facts: Facts) -> bool:
    """Whether the titles above a line, or the label right before its block, speak of another schema on purpose."""
    section = facts.document.section_at(line)
    if section is None:
        return False
    above = [block for block in section.blocks if block.span.line < line and not isinstance(block, Paragraph)]
    end = above[-1].span.line if above and above[-1].span.end_line < line else above[-2].span.line if above[1:] else 0
    label = next((b for b in reversed(section.blocks) if isinstance(b, Paragraph) and end < b.span.line < line), None)
    if label is not None and _is_label(label.text) and facts.vocabulary.has("schema aside", label.text.plain):
        return True
    title = facts.document.title_section
    titles = (each.title for each in (section, *section.ancestors()) if each is not title)
    return any(facts.vocabulary.has("schema aside", title) for title in titles)


def _is_label(text: Text) -> bool:
    return len(text.plain.split()) < 8 and (text.raw.startswith("**") or text.plain.rstrip().endswith(":"))


def same_table(left: Table, right: Table) -> bool:
    """Whether two tables bear one name, up to case, underscores and plural, in no two named schemas."""
    if "." in left.name and "." in right.name and left.name.rpartition(".")[0] != right.name.rpartition(".")[0]:
        return False
    return any(same_name(one, other) for one in _names(left) for other in _names(right))


def _names(table: Table) -> tuple[str, ...]:
    return (table.name, table.model) if table.model else (table.name,)


def same_name(left: str, right: str) -> bool:
    """Whether two names are one but for case, underscores, schema and plural."""
    short, long = sorted((_letters(left), _letters(right)), key=len)
    if len(short) < 2:
        return short == long
    return long in (short, f"{short}s", f"{short}es") or (short.endswith("y") and long == f"{short[:-1]}ies")


@lru_cache(maxsize=4096)
def _letters(name: str) -> str:
    from speclint.facts.schema.model import column_key

    return column_key(name.rpartition(".")[2])


def _conflict(
    kind: str, subject: str, here: tuple[str, Span], there: tuple[str, Span], said: str = ""
) -> SchemaConflict:
    """The contradiction of what stands here to what stands there."""
    (found, span), (other, place) = here, there
    related = ((said or f"{subject} is {other} here", place),)
    return SchemaConflict(
        span=span, kind=kind, subject=subject, found=found, other=other, other_line=place.line, related=related
    )


def _place(column: Column, facts: Facts) -> Span:
    return span_of(column.line, column.column, column.name, facts)


def _named(table: Table, column: Column) -> str:
    return f'column "{column.name}" of "{table.name}"'


def _repeats(facts: Facts) -> Iterator[SchemaConflict]:
    """The columns that a table lists twice."""
    for table in schema(facts).tables:
        if table.source not in ("sql", "markdown", "er"):
            continue
        for column in table.repeats:
            first = table.find_column(column.name)
            if first is not None and column.name.strip("`* .…-"):
                there = (first.type, _place(first, facts))
                yield _conflict(
                    "repeat", _named(table, column), (column.type, _place(column, facts)), there, "first here"
                )


Cell = tuple["Table", "Column"]


def _cells(group: Sequence[Table]) -> Iterator[list[Cell]]:
    """Each column with its statements, where there are several."""
    from speclint.facts.schema.model import column_key

    found: dict[str, list[Cell]] = {}
    for table in group:
        for column in table.columns:
            if column.line:
                found.setdefault(column_key(column.name), []).append((table, column))
    yield from (cells for cells in found.values() if len(cells) > 1)


def _odd(cells: Sequence[Cell], differ: Callable[[Cell, Cell], bool]) -> Iterator[tuple[Cell, Cell]]:
    """The statements that contradict another one: the later of two, or the one that contradicts more of them."""
    against = [sum(differ(one, other) for other in cells) for one in cells]
    told: set[int] = set()
    for later, cell in enumerate(cells):
        for earlier, other in enumerate(cells[:later]):
            if differ(cell, other):
                odd, first = (earlier, later) if against[earlier] > against[later] else (later, earlier)
                if odd not in told:
                    told.add(odd)
                    yield cells[odd], cells[first]


def _types(group: Sequence[Table], facts: Facts) -> Iterator[SchemaConflict]:
    from speclint.facts.schema.types import contradicts

    few = has_few_types(facts)

    def differ(one: Cell, other: Cell) -> bool:
        sketched = not {one[0].source, other[0].source} <= {"sql", "markdown"}
        return bool(contradicts(one[1].type, other[1].type, few, sketched))

    for cells in _cells(group):
        for (table, column), (_, first) in _odd(cells, differ):
            here, there = (column.type, type_place(column, facts)), (first.type, type_place(first, facts))
            yield _conflict("type", _named(table, column), here, there)


def type_place(column: Column, facts: Facts) -> Span:
    """Where the type of a column is written: behind its name, or before it; its name where that is not found."""
    lines = facts.document.source.lines
    text = lines[column.line - 1] if 0 < column.line <= len(lines) else ""
    behind = text.find(column.type, column.column - 1) if column.type else -1
    at = behind if behind >= 0 or not column.type else text.find(column.type)
    return Span.at(column.line, at + 1, len(column.type)) if at >= 0 else _place(column, facts)


def has_few_types(facts: Facts) -> bool:
    """Whether the data are stored in SQLite, which keeps a time as a text or a number."""
    from speclint.facts.table import Storage

    return any("sqlite" in each.name.casefold() for each in facts.all("storage", Storage))


def _classes(facts: Facts) -> Iterator[SchemaConflict]:
    """The members of classes, drawn or in code, whose types cannot be those of the table of the same name."""
    from speclint.facts.schema.types import contradicts

    few = has_few_types(facts)
    for name, members in _members(facts):
        table = next((each for each in statements(facts) if same_name(each.name, name)), None)
        for member in members if table is not None else ():
            column = table.find_column(member.name) if table is not None else None
            if column is not None and column.line and contradicts(member.type, column.type, few) == "type":
                subject = f'"{member.name}" of "{name}"'
                yield _conflict(
                    "class", subject, (member.type, type_place(member, facts)), (column.type, type_place(column, facts))
                )


def _members(facts: Facts) -> Iterator[tuple[str, list[Column]]]:
    """Classes with their members: those of class diagrams, and the typed models of code."""
    from speclint.facts.schema.model import Column

    for _, drawing in drawings(facts):
        if drawing.subject == "class":
            for entity in drawing.entities:
                yield (
                    entity.name,
                    [Column(each.name, each.type, line=each.line, column=each.column) for each in entity.attributes],
                )
    for table in schema(facts).tables:
        if table.source == "document" and not is_aside(table.line, facts):
            yield table.name, [column for column in table.columns if column.line]


def _constraints(group: Sequence[Table], facts: Facts) -> Iterator[SchemaConflict]:
    """What must hold of a column, where two statements say it and say another thing."""
    for cells in _cells(group):
        for say in (_nullability, _default, _target):
            yield from _said_otherwise([cell for cell in cells if cell[0].source != "orm"], say, facts)
        yield from _left_open(cells, facts)


def _left_open(cells: Sequence[Cell], facts: Facts) -> Iterator[SchemaConflict]:
    """The columns that must be filled in, and that a statement in SQL which says so of others lets be empty."""
    told = next((cell for cell in cells if cell[0].source in ("sql", "markdown") and cell[1].nullable is False), None)
    for table, column in cells if told is not None else ():
        if told is None or table.source != "sql" or column.nullable is not None or column.default is not None:
            continue
        if not column.primary and column.name not in table.primary_key and _demands(table, column):
            here, there = ("nullable", _place(column, facts)), ("NOT NULL", _place(told[1], facts))
            yield _conflict("constraint", _named(table, column), here, there)


def _demands(table: Table, column: Column) -> bool:
    """Whether a statement says of most of its other columns that they must be filled in."""
    others = [each for each in table.columns if each is not column and not each.primary and each.default is None]
    return sum(each.nullable is False for each in others) * 2 >= max(len(others), 1)


def _said_otherwise(cells: Sequence[Cell], say: Callable[[Column], str], facts: Facts) -> Iterator[SchemaConflict]:
    said = [cell for cell in cells if say(cell[1]) and (say is not _target or _points_somewhere(cell[1], facts))]

    def differ(one: Cell, other: Cell) -> bool:
        return _differ(say(one[1]), say(other[1]))

    for (table, column), (_, first) in _odd(said, differ):
        here, there = (say(column), _place(column, facts)), (say(first), _place(first, facts))
        yield _conflict("constraint", _named(table, column), here, there)


def _points_somewhere(column: Column, facts: Facts) -> bool:
    return column.references is not None and schema(facts).find_table(column.references.table) is not None


def _differ(one: str, other: str) -> bool:
    left, right = (each.split(" ", 1) for each in (one, other))
    if left[0] == "referring":
        return not same_name(one.rpartition(" ")[2].strip('"'), other.rpartition(" ")[2].strip('"'))
    return _plain(one) != _plain(other) if left[0] == right[0] == "DEFAULT" else one != other


_SAME_VALUES = {"1": "true", "0": "false"}


def _plain(text: str) -> str:
    bare = text.partition(" ")[2].strip("'").casefold()
    if bare.replace(".", "", 1).isdigit():
        bare = f"{float(bare):g}"
    return _SAME_VALUES.get(bare, bare)


def _nullability(column: Column) -> str:
    return {None: "", True: "nullable", False: "NOT NULL"}[column.nullable]


def _default(column: Column) -> str:
    return "" if column.default is None else f"DEFAULT '{column.default}'"


def _target(column: Column) -> str:
    return f'referring to "{column.references.table}"' if column.references is not None else ""


def _keys(group: Sequence[Table], facts: Facts) -> Iterator[SchemaConflict]:
    """The primary keys that two statements put on other columns."""
    from speclint.facts.schema.model import column_key

    keyed = [table for table in group if table.primary_key and not _is_sketched(table)]
    for table in keyed[1:]:
        first = keyed[0]
        one, other = ({column_key(name) for name in each.primary_key} for each in (table, first))
        drawn = "er" in (table.source, first.source)
        known = all(
            each.has_column(name) for each in (table, first) for name in (*table.primary_key, *first.primary_key)
        )
        if one != other and (not drawn or not one & other) and (known or one & other):
            here, there = (f"({', '.join(each.primary_key)})" for each in (table, first))
            subject = f'the primary key of "{table.name}"'
            yield _conflict("key", subject, (here, _key_place(table, facts)), (there, _key_place(first, facts)))


def _is_sketched(table: Table) -> bool:
    """Whether a list of bullets only says which column is a key in passing, or a framework adds it."""
    return table.source == "orm" or not any(column.primary for column in table.columns)


def _key_place(table: Table, facts: Facts) -> Span:
    column = next(column for column in table.columns if column.primary)
    return _place(column, facts) if column.line else span_of(table.line, table.column, table.name, facts)


def _lists(group: Sequence[Table], facts: Facts) -> Iterator[SchemaConflict]:
    """What lists of columns differ in; a table that one block creates twice is told as such, and no more."""
    twice = list(_recreated(group, facts))
    yield from twice or _differences(group, facts)


def _recreated(group: Sequence[Table], facts: Facts) -> Iterator[SchemaConflict]:
    """The tables that a block of SQL creates again without dropping them."""
    first: dict[int, Table] = {}
    for table in group:
        block = next((b for b in facts.document.code_blocks if b.span.line <= table.line <= b.span.end_line), None)
        if table.source != "sql" or block is None or "DROP" in block.code.upper():
            continue
        other = first.setdefault(block.span.line, table)
        if other is not table:
            yield _created_twice(other, table, facts)


def _differences(group: Sequence[Table], facts: Facts) -> Iterator[SchemaConflict]:
    """The columns that stand in one list and not in another, where both seem to list all."""
    whole = next((table for table in group if table.source in ("sql", "markdown") and not table.elided), None)
    if whole is None or len(whole.columns) < 2:
        return
    told: dict[str, SchemaConflict] = {}
    for table in group:
        if table is not whole and not table.elided and table.source != "orm":
            first, second = sorted((whole, table), key=lambda each: each.line)
            for found in _compared(first, second, facts):
                known = told.get(found.subject.casefold())
                if known is None or known.kind == "drawn":
                    told[found.subject.casefold()] = found
    yield from told.values()


def _differing(first: Table, second: Table, gone: Sequence[Column], added: Sequence[Column]) -> int:
    """How many columns two lists do not share; a diagram may leave out as many as it likes."""
    return (len(gone) if second.source != "er" else 0) + (len(added) if first.source != "er" else 0)


_AUDIT = frozenset(
    "createdat updatedat deletedat createdby updatedby createdon updatedon created updated modifiedat".split()
)
"""Columns that every table has, and that a list may leave out without a word."""


def _compared(first: Table, second: Table, facts: Facts) -> Iterator[SchemaConflict]:
    shared = sum(second.has_column(column.name) for column in first.columns)
    gone, added = _missing(first, second), _missing(second, first)
    if shared < 2 or not (gone or added):
        return
    if _differing(first, second, gone, added) > shared:
        yield from _unlike(first, second, facts)
        return
    for old, new in _renamed(gone, added):
        gone.remove(old)
        added.remove(new)
        here, there = (new.name, _place(new, facts)), (old.name, _place(old, facts))
        yield _conflict("rename", _named(second, new), here, there, f'"{second.name}" has "{old.name}" here')
    for holder, other, columns in ((first, second, gone), (second, first, added)):
        yield from _lacking(holder, other, columns, shared, facts)


def _missing(table: Table, other: Table) -> list[Column]:
    """The columns of a table that the other one does not have; what a diagram draws as a relation is none."""
    from speclint.facts.schema.types import kind_of

    return [
        column for column in table.columns
        if column.line and not other.has_column(column.name)
        and (table.source != "er" or column.primary or kind_of(column.type) is not None)
    ]  # fmt: skip


def _renamed(gone: Sequence[Column], added: Sequence[Column]) -> list[tuple[Column, Column]]:
    """The columns that are one under two names: alike in letters, or the only ones, of one type."""
    from speclint.facts.schema.types import contradicts, kind_of

    pairs: list[tuple[Column, Column]] = []
    left = list(added[:30])
    for old in gone[:30]:
        likeness = [(SequenceMatcher(None, old.name.casefold(), new.name.casefold()).ratio(), new) for new in left]
        best = max(likeness, key=lambda each: each[0], default=(0.0, None))
        alone = len(gone) == len(added) == 1 and kind_of(old.type) == kind_of(added[0].type)
        if best[1] is not None and (best[0] > 0.7 or alone) and not contradicts(old.type, best[1].type):
            pairs.append((old, best[1]))
            left.remove(best[1])
    return pairs


def _unlike(first: Table, second: Table, facts: Facts) -> Iterator[SchemaConflict]:
    """Two definitions in SQL that share less than they differ in."""
    if first.source == second.source == "sql":
        yield _created_twice(first, second, facts)


def _created_twice(first: Table, second: Table, facts: Facts) -> SchemaConflict:
    here, there = (f"({len(each.columns)} columns)" for each in (second, first))
    places = [span_of(each.line, each.column, each.name, facts) for each in (second, first)]
    subject = f'table "{second.name}"'
    return _conflict("definition", subject, (here, places[0]), (there, places[1]), f'"{first.name}" is defined here')


def _lacking(
    holder: Table, other: Table, columns: Sequence[Column], shared: int, facts: Facts
) -> Iterator[SchemaConflict]:
    """The columns that another list leaves out; many of them make it a summary."""
    from speclint.facts.schema.model import column_key

    columns = [column for column in columns if column_key(column.name) not in _AUDIT]
    drawn = other.source == "er"
    if len(columns) > max(1, shared // (3 if holder.source != "er" else 2)):
        return
    if drawn and not any(kind_typed(other)):
        return
    there = span_of(other.line, other.column, other.name, facts)
    for column in columns:
        kind = "drawn" if drawn else "column"
        here = (_NOTATIONS[holder.source], _place(column, facts))
        yield _conflict(
            kind, _named(holder, column), here, (_NOTATIONS[other.source], there), f'"{other.name}" without it'
        )


def kind_typed(table: Table) -> Iterable[bool]:
    """For each column that is no key, whether it has a type."""
    return (bool(column.type) for column in table.columns if not column.primary and column.references is None)
