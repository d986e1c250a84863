"""What tables and texts are by their layout."""

from __future__ import annotations

from speclint.document.block import Row, Table, Text


def headed(table: Table) -> tuple[list[str], tuple[Row, ...]]:
    """The heads and rows of a table; where its header is empty, the first row is the header."""
    heads = [cell.plain for cell in table.header]
    if any(heads) or not table.rows:
        return heads, table.rows
    return [cell.plain for cell in table.rows[0].cells], table.rows[1:]


def is_anchor(text: Text) -> bool:
    """Whether a text links to a place of the same document, as the items of a table of contents do."""
    return any(each.kind == "link" and each.target.startswith("#") for each in text.inlines)
