"""Tables of dependencies: which columns name them, and which says the version."""

from __future__ import annotations

import re
from dataclasses import replace

from speclint.document.block import Row, Table
from speclint.facts.layout import headed
from speclint.facts.naming import BRACKETS, Name, Run, Words
from speclint.facts.value.version import version

_PART = re.compile(r"[^\s/|;,+][^/|;,]*")  # 2.x / 4.20
_STROKE = re.compile(r"[^\s/][^/]*")
_SHORT = 25  # a cell that holds nothing but a version is no longer
_REMARK = 40  # a longer cell describes the dependency


class Columns:
    """Which columns of a table name dependencies, and which says the version."""

    def __init__(self, table: Table, words: Words) -> None:
        self.words = words
        self.heads, rows = headed(table)
        self.rows = tuple(row for row in rows if any(cell.plain for cell in row.cells))
        lower = [head.casefold().strip(" *:") for head in self.heads]
        self.version = next((at for at, head in enumerate(lower) if self._is("dependency version column", head)), None)
        self.names = self._names(lower)
        self.packages = bool(self.names) and self._is("dependency package column", lower[self.names[0]])

    def _is(self, name: str, head: str) -> bool:
        return self.words.is_whole(name, BRACKETS.sub("", head))

    def _names(self, lower: list[str]) -> list[int]:
        technologies = [at for at, head in enumerate(lower) if self._is("dependency technology column", head)]
        columns = [at for at, head in enumerate(lower) if self._is("dependency column", head)]
        if technologies and (technologies[0] > 0 or not columns):
            others = [at for at, head in enumerate(lower) if self._is("dependency second column", head)]
            return [*technologies[:1], *others]
        if columns:
            return columns[:1]
        known = [self.words.known(row.cells[0].plain) is not None for row in self.rows]
        return [0] if self.version not in (None, 0) or (known and sum(known) * 2 >= len(known)) else []

    @property
    def known(self) -> bool:
        """Whether the rows have versions and at least half of their names are technologies."""
        if self.version is None or not self.names or not self.rows:
            return False
        known = sum(self.words.known(row.cells[self.names[0]].plain) is not None for row in self.rows)
        return known * 2 >= len(self.rows)

    def versions(self, row: Row, count: int) -> list[Run | None]:
        """The version cell, or its parts where a cell names several: `xUnit + Moq | 2.x / 4.20`."""
        if self.version is None:
            return [None] * count
        cell = Run.of(row.cells[self.version])
        parts = [match.span() for match in (_PART if count > 1 else _STROKE).finditer(cell.plain)]
        if len(parts) > 1 and len(parts) >= count:
            return [cell.part(*span) for span in parts[:count]]
        return [cell] * count

    def with_other_cell(self, name: Name, row: Row) -> Name:
        """A name with the version of a cell that holds nothing else."""
        for at, cell in enumerate(row.cells):
            found = version(cell.plain) if at not in self.names and len(cell.plain) < _SHORT else None
            if found is not None and found.end - found.start > len(cell.plain) - 3:
                return replace(name, version=found.text.strip(), place=cell.span)
        return name

    def excuses(self, row: Row) -> bool:
        """Whether a cell says that there is no version to give: `managed`, `in-house`."""
        return any(
            self.words.is_whole("dependency has no version", cell.plain)
            for at, cell in enumerate(row.cells)
            if at not in self.names and len(cell.plain) < _REMARK
        )
