"""A schema as text, so that a test shows the whole of what was read."""

from speclint.facts.schema.model import Column, Index, Schema, Table


def told(schema: Schema) -> str:
    """Tables with their columns, indexes and composite keys, then what stands outside of them."""
    lines = [line for table in schema.tables for line in _table(table)]
    lines += [_index(index, f"index on {index.table}") for index in schema.indexes]
    lines += [f"{it.left} {it.cardinality or '--'} {it.right}" for it in schema.relations]
    return "\n".join(lines)


def told_column(column: Column) -> str:
    """A column in one line: its name, its type and what is said of it."""
    reference = column.references
    marks = [
        "pk" if column.primary else "",
        {True: "null", False: "not-null", None: ""}[column.nullable],
        "unique" if column.unique else "",
        "indexed" if column.indexed else "",
        f"-> {reference.table}" + (f".{reference.key}" if reference.key else "") if reference else "",
    ]
    return " ".join(filter(None, (f"{column.name}: {column.type}".rstrip(), *marks)))


def _table(table: Table) -> list[str]:
    model = f" ({table.model})" if table.model not in ("", table.name) else ""
    marks = [word for word in ("elided", "fragment") if getattr(table, word)]
    listed = {column.name for column in table.columns if column.primary}
    hidden = f" pk={','.join(table.primary_key)}" if set(table.primary_key) != listed else ""
    head = " ".join([f"{table.source} {table.name}{model}{hidden}", *marks])
    columns = [f"  {told_column(column)}" for column in table.columns]
    indexes = [f"  {_index(index, 'index')}" for index in table.indexes]
    keys = [
        f"  key {','.join(key.columns)} -> {key.table} {','.join(key.referred)}".rstrip()
        for key in table.foreign_keys
        if len(key.columns) > 1
    ]
    return [head, *columns, *indexes, *keys]


def _index(index: Index, head: str) -> str:
    words = (("unique " if index.unique else "") + head, index.name, f"({', '.join(index.columns)})")
    return " ".join(filter(None, words))
