"""Dependencies: the libraries, runtimes, databases, tools and services that a spec lists, and their versions.

Authors list them in tables, bullets, labelled lines, sentences and package manifests; a version stands in a column,
behind the name, in brackets or after a link. A version anywhere in these parts counts for the technology.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from speclint.document.block import Block, CodeBlock, Item, ListBlock, Paragraph, Piece, Quote, Row, Table, Text, texts
from speclint.document.section import Section
from speclint.document.span import Span
from speclint.document.vocabulary import Vocabulary
from speclint.facts.entry import Labelled, bold_title, labelled
from speclint.facts.fact import Applicability, Fact, Facts
from speclint.facts.manifest import read_manifest
from speclint.facts.naming import (
    BRACKETS,
    Name,
    Run,
    Words,
    head,
    is_identifier,
    pieces,
    read_name,
    sentences,
    starts_with_version,
    version_behind,
    with_version,
)
from speclint.facts.phase import headed, is_anchor
from speclint.facts.value.technology import needs_version
from speclint.facts.value.version import is_unpinned, version


@dataclass(frozen=True, kw_only=True, eq=False)
class Dependency(Fact):
    """Something that the system is built with, runs on or calls.

    `kind` is that of the technology (library, database, saas …), empty where it is not known; `needs_version` when
    the spec must say which version; `unpinned` the word that stands in its place, such as `latest`. `elsewhere`
    when the version stands at another mention of it in these parts; `header` when only the header lists it.
    """

    name: str
    version: str | None
    kind: str = ""
    needs_version: bool = False
    unpinned: str = ""
    technology: str = ""
    elsewhere: bool = False
    header: bool = False


def read_dependencies(facts: Facts) -> tuple[Dependency, ...]:
    """The dependencies of all parts that list them, in document order."""
    words = Words(facts.vocabulary)
    sections = facts.sections("dependencies")
    found = [dependency for section in sections for dependency in _part(section, words)]
    listed = {each.technology or each.name.casefold() for each in found}
    header = [each for each in _header(facts, words) if (each.technology or each.name.casefold()) not in listed]
    known = any(each.needs_version for each in found)
    found += [replace(each, needs_version=False) if known else each for each in header]
    if not found:
        found = [*_anywhere(facts, words)]
    found = _shared(_once(found), _stated(sections, words))
    return tuple(sorted(found, key=lambda each: (each.span.line, each.span.column)))


def _once(found: Iterable[Dependency]) -> list[Dependency]:
    """Each place once."""
    return list({(each.span.line, each.span.column): each for each in found}.values())


def read_dependency_scope(facts: Facts) -> tuple[Applicability, ...]:
    """Whether there is anything to list: a part may say that there are no dependencies."""
    if facts.get("dependencies"):
        return ()
    for section in facts.sections("dependencies"):
        for block in section.blocks[:2]:
            lines = [block.text] if isinstance(block, Paragraph) else []
            lines += [item.text for item in block.items[:1]] if isinstance(block, ListBlock) else []
            for text in lines:
                if match := _NO_DEPENDENCIES.match(text.plain):
                    return (Applicability(span=text.span, applies=False, reason=match[0].strip()),)
    return ()


# None. · No external dependencies · There are no new dependencies.
_NO_DEPENDENCIES = re.compile(
    r"\W*(?:(?:there (?:are|is)|adds?|introduces?|requires?|has|have|needs?|with)\s)?"
    r"(?:none\b|no\s(?:\w+[\s-]){0,3}(?:dependenc\w+|libraries|packages)|zero\s(?:\w+\s){0,2}dependenc\w+)[^\n]{0,160}",
    re.I,
)


# Parts


@dataclass(frozen=True, slots=True)
class _Context:
    """What a list stands under.

    `versioned` is whether its titles say that its things have versions, None where they do not say; `stray` where
    the nearest title is about something else: only what is a dependency for sure counts there.
    """

    versioned: bool | None = None
    header: bool = False
    stray: bool = False

    def under(self, title: str, words: Words) -> _Context:
        """The context below a title, which may say more than those above."""
        said = words.says(title)
        if said is not None:
            return replace(self, versioned=said, stray=False)
        about = words.known(title) is not None or words.ends("dependency category", BRACKETS.sub(" ", title))
        return replace(self, stray=not about)


def _part(section: Section, words: Words) -> list[Dependency]:
    """The dependencies of a section and those below."""
    reader = _Reader(words)
    context = replace(_Context().under(section.title, words), stray=False)
    return reader.section(section, context) or reader.sentences(section, _Context())


# what the header may be called that lists the technologies
_STACK_KEYS = ("tech stack", "technology stack", "stack", "technologies", "tech", "technical stack")


def _header(facts: Facts, words: Words) -> Iterator[Dependency]:
    """What the header or a label elsewhere calls the stack: `**Tech Stack**: Go 1.22, Redis 7`."""
    context = _Context(True, header=True)
    reader = _Reader(words)
    yield from _front_matter(facts, reader, context)
    yield from _sure(_stacks(facts.document.preamble, reader, context))
    for section in facts.document.walk():
        if not any(section.within(role) for role in ("dependencies", *_ASIDE)):
            yield from _sure(_stacks(section.blocks, reader, context))


# parts that speak of technologies without depending on them
_ASIDE = ("risks", "open-questions", "non-goals", "references", "glossary", "assumptions")


def _sure(found: Iterable[Dependency]) -> Iterator[Dependency]:
    return (each for each in found if each.technology or each.needs_version)


def _stacks(blocks: Sequence[Block], reader: _Reader, context: _Context) -> Iterator[Dependency]:
    """What stands behind or below a label such as `Tech Stack`."""
    for at, block in enumerate(blocks):
        if isinstance(block, Paragraph):
            label = bold_title(block) or labelled(block.text)
            if label is None:
                continue
            if reader.is_stack(label.label.plain):
                yield from reader.value(Run.of(label.value), context) if label.value.plain else ()
                following = blocks[at + 1] if at + 1 < len(blocks) else None
                if isinstance(following, (ListBlock, Table, CodeBlock)) and not label.value.plain:
                    yield from reader.blocks((following,), context)
            else:
                yield from _stack_lines(block, reader, context)
        elif isinstance(block, ListBlock):
            for item in block.items:
                label = labelled(item.text)
                if is_anchor(item.text):
                    continue
                if reader.is_stack((label.label if label else item.text).plain):
                    yield from reader.value(Run.of(label.value), context) if label and label.value.plain else ()
                    yield from reader.blocks(item.rest, context)
        elif isinstance(block, Table) and len(block.header) == 2:
            for cells in (block.header, *(row.cells for row in block.rows)):
                if reader.is_stack(cells[0].plain):
                    yield from reader.value(Run.of(cells[1]), context)
        elif isinstance(block, Quote):
            yield from _stacks(block.blocks, reader, context)


def _stack_lines(block: Paragraph, reader: _Reader, context: _Context) -> Iterator[Dependency]:
    """A line of a paragraph of labelled lines."""
    at = 0
    for line in block.text.raw.split("\n"):
        text = block.text.part(at, at + len(line))
        at += len(line) + 1
        label = labelled(text)
        if label is not None and label.value.plain and reader.is_stack(label.label.plain):
            yield from reader.value(Run.of(label.value), context)


def _front_matter(facts: Facts, reader: _Reader, context: _Context) -> Iterator[Dependency]:
    """The elements of `tech_stack` in the front matter."""
    from speclint import yaml
    from speclint.errors import SpeclintError

    front = facts.document.front_matter
    if front is None or "stack" not in front.raw:
        return
    try:
        leaves = yaml.leaves(front.raw)
    except SpeclintError:
        return
    for leaf in leaves:
        key = str(leaf.keys[0]).replace("_", " ").replace("-", " ").casefold() if leaf.keys else ""
        if key in _STACK_KEYS:
            words = " ".join(leaf.text.split())
            text = Text((Piece(leaf.line + front.line - 1, leaf.column, words),))
            yield from reader.value(Run.of(text), context)


def _anywhere(facts: Facts, words: Words) -> Iterator[Dependency]:
    """Where no part is called so: package manifests, tables with a version column, lists of languages and tools."""
    reader = _Reader(words)
    for block in facts.document.code_blocks:
        if block.language not in ("bash", "sh", "shell", "console", "zsh", "powershell"):
            yield from reader.manifest(block, _Context(True))
    for section in facts.document.all_sections:
        if any(section.within(role) for role in (*_ASIDE, "metadata", "api", "data-model", "phases")):
            continue
        for block in section.blocks:
            if isinstance(block, Table) and reader.is_stack_table(block):
                yield from reader.blocks((block,), _Context())
            elif isinstance(block, ListBlock) and reader.is_stack_list(block):
                yield from reader.blocks((block,), _Context(True))


# Reading


class _Reader:
    """Turns the blocks of a part into dependencies; siblings decide what an unknown name is."""

    def __init__(self, words: Words) -> None:
        self.words = words
        self.vocabulary: Vocabulary = words.vocabulary

    def section(self, section: Section, context: _Context) -> list[Dependency]:
        """A section and those below it."""
        found = self.blocks(section.blocks, context)
        for child in section.children:
            inner = self.section(child, context.under(child.title, self.words))
            found += inner or self._heading(child, context)
        return found

    def _heading(self, section: Section, context: _Context) -> list[Dependency]:
        """A sub-section that is a dependency: its title is a technology, or says a version."""
        at = max(section.text.plain.find(section.title), 0)
        title = head(Run.of(section.text).part(at))
        if self.words.known(section.title) is None and version(section.title) is None:
            return []
        named = self._named(title)
        stated = _labelled_version(section.blocks, self.vocabulary)
        return self._judged([with_version(named, stated, self.words)], context) if named else []

    def blocks(self, blocks: Sequence[Block], context: _Context) -> list[Dependency]:
        """What some blocks list."""
        found: list[Dependency] = []
        under = context
        for block in blocks:
            if isinstance(block, Paragraph):
                title = bold_title(block)
                if title is not None and not title.value.plain:
                    under = context.under(title.label.plain, self.words)
                elif block.text.plain.endswith(":"):
                    under = context.under(block.text.plain, self.words)
                found += self._lines(block, under)
            elif isinstance(block, ListBlock):
                found += self._list(block, under)
            elif isinstance(block, Table):
                found += self._table(block, under)
            elif isinstance(block, Quote):
                found += self.blocks(block.blocks, under)
            elif isinstance(block, CodeBlock):
                found += self.manifest(block, under)
        return found

    def value(self, run: Run, context: _Context) -> list[Dependency]:
        """What stands behind a label: one name or several."""
        return self._judged(self._names_in(run), context)

    def manifest(self, block: CodeBlock, context: _Context) -> list[Dependency]:
        """What a package manifest requires."""
        found = []
        for each in read_manifest(block):
            stated = version(each.version or "")
            other = each.version if each.version and any(map(str.isdigit, each.version)) else None
            technology = self.words.known(each.name)
            found.append(
                Dependency(
                    span=Span(each.line, each.column, each.line, each.end_column),
                    name=each.name,
                    version=stated.text.strip() if stated else other,
                    kind=technology.kind if technology else "library",
                    needs_version=not each.managed,
                    unpinned="" if stated else is_unpinned(each.version or "") or "",
                    technology=technology.name if technology else "",
                    header=context.header,
                )
            )
        return found

    # Lists and labelled lines

    def is_stack(self, label: str) -> bool:
        """Whether a label says that technologies follow: `Tech Stack`, `Primary Tech Stack`."""
        bare = BRACKETS.sub("", label)
        return len(bare.split()) <= 4 and self.words.ends("stack label", bare)

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

    def _list(self, block: ListBlock, context: _Context) -> list[Dependency]:
        """The items of a list; those that are not known for sure count where most of the others are."""
        names: list[Name] = []
        nested: list[Dependency] = []
        for item in block.items:
            own, inner = self._item(item, context)
            names += own
            nested += inner
        return [*self._judged(names, context), *nested]

    def _item(self, item: Item, context: _Context) -> tuple[list[Name], list[Dependency]]:
        """The names of an item, or the dependencies of the list below it."""
        if not item.text.raw:
            return [], self.blocks(item.blocks, context)
        label = labelled(item.text)
        lists = [block for block in item.rest if isinstance(block, (ListBlock, Table, CodeBlock))]
        if lists and (label is None or not label.value.plain):
            title = (label.label if label else item.text).plain
            category = self.words.ends("dependency category", title) or self.words.says(title) is not None
            if category and (self.words.known(title) is None or title.endswith(":") or _KINDS.search(title)):
                return [], self.blocks(item.rest, context.under(title, self.words))
        own = self._line(item.text)
        if own and not (lists and len(own) == 1 and not own[0].sure and self._is_group(item)):
            stated = _labelled_version(item.rest, self.vocabulary)
            return [with_version(own[0], stated, self.words), *own[1:]], []
        title = (label.label if label else item.text).plain
        if lists and (label is not None or title.endswith(":")) and not self._is_field(title):
            return [], self.blocks(item.rest, context.under(title, self.words))
        return [], []

    def _is_group(self, item: Item) -> bool:
        """Whether an item is no name but stands above others: `Ports:` with a list of numbers."""
        label = labelled(item.text)
        return (label is None or not label.value.plain) and _labelled_version(item.rest, self.vocabulary) is None

    def _lines(self, block: Paragraph, context: _Context) -> list[Dependency]:
        """The labelled lines of a paragraph."""
        names: list[Name] = []
        at = 0
        for line in block.text.raw.split("\n"):
            text = block.text.part(at, at + len(line))
            at += len(line) + 1
            label = labelled(text)
            if label is None or not label.value.plain:
                names += self._minimum(text)
            elif label.strong or _COLON.match(text.raw):
                names += self._line(text, sentence=True)
        return self._judged(names, context)

    def _minimum(self, text: Text) -> list[Name]:
        """`Minimum Supported Rust Version (MSRV): 1.70` as one bold text."""
        match = _VERSION_LABEL.search(text.plain)
        if match is None:
            return []
        named = self._named(Run.of(text).part(*match.span("name")))
        return [with_version(named, Run.of(text).part(match.end()), self.words)] if named else []

    def _line(self, text: Text, sentence: bool = False) -> list[Name]:
        """An item or a line: `**Database**: PostgreSQL 15`, `**express**: ^4.18 - web framework`, `pgx v5, driver`."""
        label = labelled(text) or self._lower_label(text)
        if label is None or not label.value.plain:
            return [] if sentence else self._names(Run.of(label.label if label is not None else text))
        title = label.label.plain.strip()
        if self._is_field(title):
            return []
        value = Run.of(label.value)
        subject = _VERSION_OF.sub("", title).strip()
        if subject != title and (self.words.known(subject) or starts_with_version(value.plain)):
            named = self._named(Run.of(label.label).part(title.find(subject), title.find(subject) + len(subject)))
            return [with_version(named, value, self.words)] if named else []
        return self._labelled(Run.of(label.label), value, sentence)

    def _lower_label(self, text: Text) -> Labelled | None:
        """`npm packages: …`, a category in lower case."""
        match = _LOWER_LABEL.match(text.raw)
        if match is None or not self.words.ends("dependency category", match["label"]):
            return None
        return Labelled(text.part(*match.span("label")), text.part(match.end(), len(text.raw)), False)

    def _labelled(self, label: Run, value: Run, sentence: bool) -> list[Name]:
        """A category and what it is, or a name and what is said of it."""
        if self.words.is_whole("none", value.plain):
            return []
        stated = starts_with_version(value.plain)
        known = self.words.known(label.plain)
        category = self.words.ends("dependency category", BRACKETS.sub("", label.plain))
        category = category and (known is None or _KINDS.search(label.plain) is not None)
        if category and not (stated and (known is not None or is_identifier(label))) and not label.ticked:
            return self._names_in(value)
        if known is None and not stated and not is_identifier(label) and sentence:
            return []
        found = [with_version(replace(each, labelled=True), head(value), self.words) for each in self._names_in(label)]
        for part in sentences(value) if label.plain.endswith(".") else ():
            more = self._names(part)
            found += [each for each in more if each.technology is not None and part.plain.startswith(each.plain)]
        return found or ([] if category or known else self._known_names(value))

    def _known_names(self, value: Run) -> list[Name]:
        return [each for each in self._names_in(value) if each.technology is not None]

    def _is_field(self, title: str) -> bool:
        return self.words.is_whole("dependency field", title)

    def _names_in(self, run: Run, several: bool = True) -> list[Name]:
        """The names that a value or a label lists."""
        found = []
        for piece in pieces(run, self.words, several):
            named = self._named(piece)
            if named is None:
                continue
            found.append(named)
            behind = piece.plain[head(piece).end - piece.start :]
            if behind and several:
                found += self._companions(piece, named)
            if behind and not _AROUND.match(behind):
                break
        if found and found[-1].excused and _STANDARD.search(run.plain):
            return [replace(each, excused=True) for each in found]
        return found

    def _companions(self, piece: Run, named: Name) -> list[Name]:
        """The technologies that a value names beside the first: `TypeScript on Node.js 20 with Express`."""
        found = []
        for match in _COMPANION.finditer(piece.plain):
            rest = piece.part(match.end())
            known = self.words.known(rest.plain)
            if known is None or known == named.technology or not needs_version(known.kind):
                break
            end = version_behind(rest.plain, self.words.named(rest.plain)[0])
            each = self._named(rest.part(0, end))
            found += [each] if each is not None else []
        return found

    def _names(self, run: Run) -> list[Name]:
        """An item without a label: the name or names that it begins with."""
        start = head(run)
        clean = _REMARK.match(run.plain, start.end - run.start) is not None
        found = [replace(each, clean=each.clean and clean) for each in self._names_in(start, several=False)]
        if len(found) == 1 and found[0].version is None and not found[0].unpinned:
            behind = run.part(start.end - run.start)
            if _AROUND.match(run.plain[start.end - run.start :]):
                comma = behind.plain.find(",")
                found = [with_version(found[0], behind.part(0, comma if comma > 0 else None), self.words)]
                found = [replace(found[0], slot=False)]
        if not any(each.sure for each in found) and len(run.plain.split()) > 8:
            return self._mentions(run)
        return found

    def _named(self, run: Run) -> Name | None:
        return read_name(run, self.words)

    def _mentions(self, run: Run) -> list[Name]:
        """The technologies with versions that a sentence names."""
        found = []
        for mention in self.words.named(run.plain):
            if needs_version(mention.kind):
                named = self._named(run.part(mention.start, version_behind(run.plain, mention)))
                if named is not None:
                    found.append(named)
        return found

    def sentences(self, section: Section, context: _Context) -> list[Dependency]:
        """The technologies that the sentences of a part name, where it has no list; each once."""
        found: dict[str, Name] = {}
        for part in section.walk():
            for block in part.blocks:
                texts = [block.text] if isinstance(block, Paragraph) else []
                texts += [item.text for item in block.items] if isinstance(block, ListBlock) else []
                for each in (name for text in texts for name in self._mentions(Run.of(text))):
                    key = each.technology.name if each.technology else each.plain
                    if key not in found or found[key].version is None:
                        found[key] = each if key not in found or each.version else found[key]
        return self._judged(list(found.values()), context)

    # Tables

    def is_stack_table(self, table: Table) -> bool:
        """Whether a table has a column of versions, and most of its names are technologies."""
        columns = Columns(table, self.words)
        if columns.version is None or not columns.names or not columns.rows:
            return False
        known = sum(self.words.known(row.cells[columns.names[0]].plain) is not None for row in columns.rows)
        return known * 2 >= len(columns.rows)

    def _table(self, table: Table, context: _Context) -> list[Dependency]:
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
            for piece, stated in zip(runs, _versions(row, columns, len(runs)), strict=True):
                named = self._named(piece)
                if named is None:
                    continue
                named = replace(named, run=cell) if len(runs) == 1 else named
                if stated is not None and not (named.version is not None and not stated.plain):
                    named = with_version(named, stated, self.words, cell=True)
                elif named.version is None:
                    named = _with_other_cells(named, row, columns)
                found.append(replace(named, excused=named.excused or self._row_excuses(row, columns)))
        return found

    def _row_excuses(self, row: Row, columns: Columns) -> bool:
        return any(
            self.words.is_whole("dependency has no version", cell.plain)
            for at, cell in enumerate(row.cells)
            if at not in columns.names and len(cell.plain) < 40
        )

    # Judging

    def _judged(self, names: list[Name], context: _Context, columns: Columns | None = None) -> list[Dependency]:
        """The names of a list that are dependencies, each with whether it needs a version."""
        sure = sum(each.sure for each in names)
        versioned = [each for each in names if each.technology is None or needs_version(each.technology.kind)]
        counted = sum(each.version is not None for each in versioned) * 2 >= len(versioned) > 0
        likely = sure * 2 >= len(names) > 0
        found = []
        for each in names:
            if each.sure or self._is_listed(each, context, columns, likely):
                found.append(self._made(each, context, columns, counted))
        return found

    def _is_listed(self, name: Name, context: _Context, columns: Columns | None, likely: bool) -> bool:
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

    def _made(self, name: Name, context: _Context, columns: Columns | None, counted: bool) -> Dependency:
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
            technology=technology.name if technology else "",
            header=context.header,
        )

    def _needs(self, name: Name, context: _Context, columns: Columns | None, counted: bool) -> bool:
        """Whether a version must be stated; of an unknown name only where its list or its spelling says so."""
        if name.excused:
            return False
        if name.technology is not None:
            run_by_others = context.versioned is False and name.technology.kind == "tool"
            return needs_version(name.technology.kind) and (not run_by_others or bool(name.unpinned))
        if name.unpinned:
            return True
        if context.versioned is False or (self.words.ends("service name", name.plain) and not is_identifier(name.name)):
            return False
        return is_identifier(name.name) or counted or name.slot or (columns is not None and columns.packages)


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


def _versions(row: Row, columns: Columns, count: int) -> list[Run | None]:
    """The version cell, or its parts where a cell names several: `xUnit + Moq | 2.x / 4.20`."""
    if columns.version is None:
        return [None] * count
    cell = Run.of(row.cells[columns.version])
    parts = [match.span() for match in (_VERSION_PART if count > 1 else _VERSION_STROKE).finditer(cell.plain)]
    if len(parts) > 1 and len(parts) >= count:
        return [cell.part(*span) for span in parts[:count]]
    return [cell] * count


def _with_other_cells(name: Name, row: Row, columns: Columns) -> Name:
    """A name with the version of a cell that holds nothing else."""
    for at, cell in enumerate(row.cells):
        found = version(cell.plain) if at not in columns.names and len(cell.plain) < 25 else None
        if found is not None and found.end - found.start > len(cell.plain) - 3:
            return replace(name, version=found.text.strip(), place=cell.span)
    return name


_VERSION_PART = re.compile(r"[^\s/|;,+][^/|;,]*")
_VERSION_STROKE = re.compile(r"[^\s/][^/]*")
_COLON = re.compile(r"[^\n:]{1,60}:")
# Python version · Minimum Rust Version · Minimum Supported Go Version
_VERSION_OF = re.compile(
    r"^(?:(?:minimum|min\.?|required|supported|target|latest|current)\s+)+|\s+versions?\b(?:\s*\([^()]*\))?$", re.I
)
# Minimum Supported Rust Version (MSRV): 1.70
_VERSION_LABEL = re.compile(
    r"(?:(?:minimum|min|required|supported)\s+)+(?P<name>[A-Za-z][\w.+#-]{0,30})\s+version\b[^:\n]{0,20}:", re.I
)
_KINDS = re.compile(r"\b(?:librar|package|dependenc|module|tool|crate|gem|framework|plugin)[a-z]*\s*:?$", re.I)  # Python packages
_LOWER_LABEL = re.compile(r"(?P<label>[a-z][\w /&-]{1,30}):\s+")
_STANDARD = re.compile(r"\((?:std(?:lib)?|standard library|built-?in)[^()]*\)[\s.]*$", re.I)  # behind a list of names
_REMARK = re.compile(r"\s*(?:$|[(\[\-–—:,;.=>→])")  # behind a name that is all that is said
_COMPANION = re.compile(r"\s(?:on|with|via|using|in|over)\s+", re.I)
_AROUND = re.compile(r"\s*(?:for|on|in|with)\s", re.I)


def _labelled_version(blocks: Iterable[Block], vocabulary: Vocabulary) -> Run | None:
    """The value of a label `Version` below a dependency."""
    for block in blocks:
        lines = [item.text for item in block.items] if isinstance(block, ListBlock) else []
        lines += [block.text] if isinstance(block, Paragraph) else []
        for text in lines:
            found = labelled(text)
            if found is not None and vocabulary.field_of(found.label.plain) == "version":
                return Run.of(found.value)
    return None


# Versions stated elsewhere in the part


def _stated(sections: Sequence[Section], words: Words) -> dict[str, str]:
    """The versions that the texts of some parts give to technologies that they name."""
    stated: dict[str, str] = {}
    for section in sections:
        for part in section.walk():
            for text in (part.text, *(text for block in part.blocks for text in _all_texts(block))):
                for mention in words.named(text.plain):
                    end = version_behind(text.plain, mention)
                    if end > mention.end:
                        stated.setdefault(mention.name.casefold(), text.plain[mention.end : end].strip(" (`:=@*"))
    return stated


def _all_texts(block: Block) -> Iterator[Text]:
    from speclint.document.block import walk

    for each in walk((block,)):
        yield from texts(each)


def _shared(found: list[Dependency], stated: dict[str, str]) -> list[Dependency]:
    """Gives each dependency the version that is stated for it at another place."""
    known = dict(stated)
    for each in found:
        if each.version:
            known.setdefault((each.technology or each.name).casefold(), each.version)
            known.setdefault(each.name.casefold(), each.version)
    shared = []
    for each in found:
        other = known.get(each.name.casefold()) or known.get((each.technology or each.name).casefold())
        lent = each.version is None and not each.unpinned and other is not None
        shared.append(replace(each, version=other, elsewhere=True) if lent else each)
    return shared
