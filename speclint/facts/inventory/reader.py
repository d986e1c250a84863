"""Turns the blocks of a part into dependencies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from speclint.document.block import Block, CodeBlock, Item, ListBlock, Paragraph, Quote, Row, Table, Text
from speclint.document.section import Section
from speclint.document.span import Span
from speclint.facts.entry import bold_title, labelled
from speclint.facts.inventory.columns import Columns
from speclint.facts.inventory.dependency import Context, Dependency
from speclint.facts.inventory.line import Line, labelled_version, lines_of
from speclint.facts.manifest import Requirement, read_manifest
from speclint.facts.naming import BRACKETS, SERVERS, Name, Run, Words, head, is_identifier, pieces, with_version
from speclint.facts.value.technology import needs_version
from speclint.facts.value.version import is_unpinned, version

_STACK_LABEL = 4  # a label of a stack has no more words


class Reader:
    """Turns the blocks of a part into dependencies; siblings decide what an unknown name is."""

    def __init__(self, words: Words) -> None:
        self.words = words
        self.line = Line(words)

    def section(self, section: Section, context: Context) -> list[Dependency]:
        """A section and those below it."""
        found = self.blocks(section.blocks, context)
        for child in section.children:
            inner = self.section(child, context.under(child.title, self.words))
            found += inner or self._heading(child, context)
        return found

    def blocks(self, blocks: Sequence[Block], context: Context) -> list[Dependency]:
        """What some blocks list."""
        found: list[Dependency] = []
        under = context
        for block in blocks:
            if isinstance(block, Paragraph):
                under = self._below(block, context, under)
                names = [name for text in lines_of(block.text) for name in self.line.paragraph(text)]
                found += self._judged(names, under)
            elif isinstance(block, ListBlock):
                found += self._list(block, under)
            elif isinstance(block, Table):
                found += self._table(block, under)
            elif isinstance(block, Quote):
                found += self.blocks(block.blocks, under)
            elif isinstance(block, CodeBlock):
                found += self.manifest(block, under)
        return found

    def value(self, run: Run, context: Context) -> list[Dependency]:
        """What stands behind a label: one name or several."""
        return self._judged(self.line.value(run), context)

    def manifest(self, block: CodeBlock, context: Context) -> list[Dependency]:
        """What a package manifest requires."""
        return [self._required(each, context) for each in read_manifest(block)]

    def sentences(self, section: Section, context: Context) -> list[Dependency]:
        """The technologies that the sentences of a part name, where it has no list; each once."""
        found: dict[str, Name] = {}
        for part in section.walk():
            for each in (name for text in _texts(part) for name in self.line.mentions(Run.of(text))):
                key = each.technology.name if each.technology else each.plain
                if key not in found or (each.version and not found[key].version):
                    found[key] = each
        return self._judged(list(found.values()), context)

    def is_stack(self, label: str) -> bool:
        """Whether a label says that technologies follow: `Tech Stack`, `Primary Tech Stack`."""
        bare = BRACKETS.sub("", label)
        return len(bare.split()) <= _STACK_LABEL and self.words.ends("stack label", bare)

    def is_stack_list(self, block: ListBlock) -> bool:
        """Whether a list says for several categories which technology is used: `Language: Go`, `Database: SQLite`."""
        count = 0
        for item in block.items:
            label = labelled(item.text)
            if label is None or not self.words.is_whole("dependency category", label.label.plain):
                continue
            known = self.words.known(head(Run.of(label.value)).plain) if label.value.plain else None
            count += known is not None and needs_version(known.kind)
        return count > 1

    def _below(self, block: Paragraph, context: Context, under: Context) -> Context:
        """The context of what follows a paragraph: a bold title or a lead-in says what it is."""
        title = bold_title(block)
        if title is not None and not title.value.plain:
            return context.under(title.label.plain, self.words)
        return context.under(block.text.plain, self.words) if block.text.plain.endswith(":") else under

    def _heading(self, section: Section, context: Context) -> list[Dependency]:
        """A sub-section that is a dependency: its title is a technology, or says a version."""
        if self.words.known(section.title) is None and version(section.title) is None:
            return []
        title = Run.of(section.text).part(max(section.text.plain.find(section.title), 0))
        named = self.line.name(head(title))
        stated = labelled_version(section.blocks, self.words)
        return self._judged([with_version(named, stated, self.words)], context) if named else []

    def _required(self, each: Requirement, context: Context) -> Dependency:
        stated = version(each.version or "")
        other = each.version if each.version and any(map(str.isdigit, each.version)) else None
        technology = self.words.known(each.name)
        return Dependency(
            span=Span(each.line, each.column, each.line, each.end_column),
            name=each.name,
            version=stated.text.strip() if stated else other,
            kind=technology.kind if technology else "library",
            needs_version=not each.managed,
            unpinned="" if stated else is_unpinned(each.version or "") or "",
            technology=technology.name if technology else "",
            header=context.header,
        )

    def _list(self, block: ListBlock, context: Context) -> list[Dependency]:
        """The items of a list; those that are not known for sure count where most of the others are."""
        names: list[Name] = []
        nested: list[Dependency] = []
        for item in block.items:
            own, inner = self._item(item, context)
            names += own
            nested += inner
        return [*self._judged(names, context), *nested]

    def _item(self, item: Item, context: Context) -> tuple[list[Name], list[Dependency]]:
        """The names of an item, or the dependencies of the list below it."""
        if not item.text.raw:
            return [], self.blocks(item.blocks, context)
        label = labelled(item.text)
        title = (label.label if label else item.text).plain
        open_ = label is None or not label.value.plain
        lists = any(isinstance(block, (ListBlock, Table, CodeBlock)) for block in item.rest)
        if lists and open_ and self._groups(title):
            return [], self.blocks(item.rest, context.under(title, self.words))
        own = self.line.item(item.text)
        stated = labelled_version(item.rest, self.words)
        if own and not (lists and open_ and len(own) == 1 and not own[0].sure and stated is None):
            return [with_version(own[0], stated, self.words), *own[1:]], []
        if lists and (label is not None or title.endswith(":")) and not self.line.is_field(title):
            return [], self.blocks(item.rest, context.under(title, self.words))
        return [], []

    def _groups(self, title: str) -> bool:
        """Whether the title of a nested list says what kind of thing it lists."""
        if self.line.is_category(title):
            return True
        known = self.words.known(title) is not None
        return self.words.says(title) is not None and (not known or title.endswith(":"))

    def _table(self, table: Table, context: Context) -> list[Dependency]:
        columns = Columns(table, self.words)
        if not columns.names:
            return []
        under = context.under(columns.heads[columns.names[0]], self.words) if context.versioned is None else context
        names = [each for row in columns.rows for each in self._row(row, columns)]
        return self._judged(names, under, columns)

    def _row(self, row: Row, columns: Columns) -> list[Name]:
        found: list[Name] = []
        for at in columns.names:
            cell = Run.of(row.cells[at])
            runs = pieces(cell, self.words)
            for piece, stated in zip(runs, columns.versions(row, len(runs)), strict=True):
                named = self.line.name(piece)
                if named is None:
                    continue
                named = replace(named, run=cell) if len(runs) == 1 else named
                if stated is not None and not (named.version is not None and not stated.plain):
                    named = with_version(named, stated, self.words, cell=True)
                elif named.version is None:
                    named = columns.with_other_cell(named, row)
                client = self._is_client_row(row, at)
                found.append(replace(named, excused=named.excused or columns.excuses(row), client=client))
        return found

    def _is_client_row(self, row: Row, name_at: int) -> bool:
        """Whether a row says that it is a client's: `Redis | 5.0 | client for Python`."""
        cells = (cell.plain for at, cell in enumerate(row.cells) if at != name_at)
        has = self.words.vocabulary.has
        return any(has("client of technology", cell) for cell in cells)

    def _judged(self, names: list[Name], context: Context, columns: Columns | None = None) -> list[Dependency]:
        """The names of a list that are dependencies, each with whether it needs a version."""
        versioned = [each for each in names if each.technology is None or needs_version(each.technology.kind)]
        counted = sum(each.version is not None for each in versioned) * 2 >= len(versioned) > 0
        likely = sum(each.sure for each in names) * 2 >= len(names) > 0
        return [
            self._made(each, context, columns, counted)
            for each in names
            if each.sure or self._is_listed(each, context, columns, likely)
        ]

    def _is_listed(self, name: Name, context: Context, columns: Columns | None, likely: bool) -> bool:
        """Whether a name that says nothing itself is a dependency, since it stands in a list of them."""
        length = len(name.plain.split())
        if columns is not None:
            short = length <= (6 if context.versioned is False else 2) or (length <= 4 and columns.version is not None)
            return columns.packages or short
        if context.stray or not name.clean:
            return False
        if context.versioned is False or name.labelled:
            return length <= 4
        return length <= 3 and (likely or name.slot)

    def _made(self, name: Name, context: Context, columns: Columns | None, counted: bool) -> Dependency:
        technology = name.technology
        places = {"name": name.name.span}
        if name.place is not None:
            places["version"] = name.place
        return Dependency(
            span=name.run.span,
            places=places,
            name=name.plain,
            version=name.version,
            kind=technology.kind if technology else "",
            needs_version=self._needs(name, context, columns, counted),
            unpinned=name.unpinned if name.version is None else "",
            technology=self._technology(name),
            header=context.header,
        )

    def _technology(self, name: Name) -> str:
        """The technology that is named, where the version is that of the technology and not of a client of it."""
        exact = self.words.exactly(name.plain)
        if exact is None or (exact.kind in SERVERS and (name.client or name.plain.islower() or self._is_client(name))):
            return ""
        return exact.name

    def _is_client(self, name: Name) -> bool:
        behind = name.name.text.plain[name.name.end :]
        return self.words.vocabulary.has("client of technology", behind[:80])

    def _needs(self, name: Name, context: Context, columns: Columns | None, counted: bool) -> bool:
        """Whether a version must be stated; of an unknown name only where its list or its spelling says so."""
        if name.excused:
            return False
        service = self.words.ends("service name", name.plain) and not is_identifier(name.name)
        if name.technology is not None:
            if service and self.words.exactly(name.plain) is None:
                return False  # Pulumi Cloud, GitLab runner service
            run_by_others = context.versioned is False and name.technology.kind == "tool"
            return needs_version(name.technology.kind) and (not run_by_others or bool(name.unpinned))
        if name.unpinned:
            return True
        if context.versioned is False or service:
            return False
        return is_identifier(name.name) or counted or name.slot or (columns is not None and columns.packages)


def _texts(section: Section) -> list[Text]:
    """The paragraphs and items of a section."""
    found: list[Text] = []
    for block in section.blocks:
        found += [block.text] if isinstance(block, Paragraph) else []
        found += [item.text for item in block.items] if isinstance(block, ListBlock) else []
    return found
