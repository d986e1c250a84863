"""Where the parts of an interface are defined: headings, labels, rows, items and listings in code."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import islice, takewhile
from typing import Literal

from speclint.document.block import Block, CodeBlock, Item, ListBlock, Paragraph, Piece, Quote, Row, Table, Text
from speclint.document.section import Section
from speclint.document.span import Span
from speclint.facts.api.body import Detail, read_blocks, read_labelled, read_section, segments, topic_of
from speclint.facts.api.listing import listed
from speclint.facts.api.sample import is_signature, requests_in
from speclint.facts.api.scope import api_parts, kind_of, outside
from speclint.facts.api.signature import (
    Http,
    Kind,
    Named,
    call_of,
    code_title,
    command_name,
    graphql_title,
    http_signatures,
    is_file,
    is_script,
    looks_like_name,
    path_of,
    verbs_of,
)
from speclint.facts.example import code_span
from speclint.facts.fact import Facts
from speclint.facts.value.placeholder import is_placeholder

Shape = Literal["heading", "label", "paragraph", "row", "item", "code", "mention"]


@dataclass(frozen=True, eq=False)
class Definition:
    """One place where something callable is defined: how it is called there, and what is said of it there.

    `group` tells definitions of one table, list or section apart from those of another; `section` is what
    belongs to it where it has a section of its own; `cells` are the places of its cells by what they hold.
    """

    kind: Kind
    verb: str
    name: str
    span: Span
    shape: Shape
    detail: Detail = field(default_factory=Detail)
    group: int = 0
    section: Section | None = None
    cells: Mapping[str, Span] = field(default_factory=dict)
    words: str = ""
    body: tuple[Block, ...] = ()
    """The blocks that belong to it where it has no section of its own."""


def taken_sections(facts: Facts) -> set[int]:
    """The ids of the sections that are about something defined."""

    def find() -> set[int]:
        return {id(below) for each in definitions(facts) if each.section is not None for below in each.section.walk()}

    return set(facts.memo("api taken sections", find))


def definitions(facts: Facts) -> tuple[Definition, ...]:
    """Every definition, in document order."""

    def find() -> tuple[Definition, ...]:
        finder = _Finder(facts)
        found = [each for part in api_parts(facts) for each in finder.visit(part, True)]
        found += [each for section in outside(facts) for each in finder.glance(section)]
        if not any(each.kind == "http" for each in found):
            found += [each for part in api_parts(facts) for each in finder.exampled(part)] or finder.mentions()
        return tuple(sorted(found, key=lambda each: (each.span.line, each.span.column)))

    return tuple(facts.memo("api definitions", find))


@dataclass
class _Finder:
    """Walks the sections about the interface, and looks into the others."""

    facts: Facts

    def visit(self, section: Section, top: bool = False) -> Iterator[Definition]:
        """The definitions of a section about the interface and of those below."""
        own = () if top else tuple(self._headings(section))
        inner = [each for child in section.children for each in self._nested(child)] if own else []
        if not own and (labels := tuple(self._labels(section))):
            below = [each for child in section.children for each in self.visit(child)]
            own = () if below else labels
        if own:
            skip = [each.section for each in inner if each.section is not None]
            for each in own:
                yield self._detailed(each, section, skip)
            yield from inner
            return
        yield from self._blocks(section, section.blocks)
        for child in section.children:
            yield from self.visit(child)

    def _nested(self, section: Section) -> Iterator[Definition]:
        """The definitions below one: an endpoint's heading in the section of another, a sub-command's."""
        found = tuple(self._headings(section))
        if found:
            yield from self.visit(section)
            return
        for child in section.children:
            yield from self._nested(child)

    def _detailed(self, each: Definition, section: Section, skip: Iterable[Section]) -> Definition:
        name = f"{each.verb} {each.name}".strip() if each.kind == "http" else each.name
        detail = read_section(section, skip, each.kind, name, self.facts.vocabulary)
        return _with(each, detail)

    def glance(self, section: Section) -> Iterator[Definition]:
        """The definitions of a section about something else: headings of endpoints, and tables of them."""
        for each in self._http_headings(section):
            yield self._detailed(each, section, ())
        for block in section.blocks:
            if isinstance(block, Table) and _describes_endpoints(block, self.facts):
                yield from self._table(section, block, None)

    # Headings and labels

    def _headings(self, section: Section) -> Iterator[Definition]:
        found = tuple(self._http_headings(section))
        if found:
            yield from found
            return
        kind = kind_of(section.parent, self.facts) if section.parent is not None else None
        named = self._named(section, kind)
        if named is not None:
            kind_, each = named
            yield Definition(
                kind_, each.verb or self._verb(kind_, section), _shown(each.name, kind_), section.text.span, "heading",
                group=id(section), section=section, words=each.words,
            )  # fmt: skip

    def _http_headings(self, section: Section) -> Iterator[Definition]:
        label = section.label
        for each in http_signatures(label):
            words = f"{label[: each.start]} {label[each.end :]}"
            about = _ABOUT.search(label[: each.start])
            if about and topic_of(words, self.facts.vocabulary) in ("errors", "request", "response", "parameters"):
                continue  # "Query parameters (GET /orders)" is about one that is defined elsewhere
            yield Definition(
                "http", each.verb, each.path, section.text.span, "heading", group=id(section), section=section, words=words
            )

    def _named(self, section: Section, kind: Kind | None) -> tuple[Kind, Named] | None:
        """The name in code that a heading consists of, and what it is the name of."""
        if (operation := graphql_title(section.title)) is not None and self._speaks_graphql(section):
            return "graphql", operation
        named = code_title(section.text.raw, section.title, pascal=kind in ("rpc", "event"))
        if named is None and kind == "cli" and _LOWER.fullmatch(section.title) and _shows(section, section.title):
            return "cli", Named("", section.title, "")
        if named is None or self._no_name(named.name, kind):
            return None
        kind_ = _shape_kind(named.name, kind, "`" in section.text.raw)
        return (kind_, named) if kind_ is not None else None

    def _verb(self, kind: Kind, section: Section) -> str:
        """What stands in place of an HTTP verb; for GraphQL what the nearest title speaks of."""
        if kind == "graphql":
            for each in (section, *section.ancestors()):
                if (match := re.search(r"(query|mutation|subscription|queries)", each.title, re.I)) is not None:
                    return {"queries": "QUERY"}.get(match[1].casefold(), match[1].upper())
        return _VERB_OF[kind]

    def _no_name(self, name: str, kind: Kind | None) -> bool:
        if not re.match(r"[A-Za-z_.$/]", name) or _DECLARES.match(name) or self.facts.vocabulary.pattern("api no names").fullmatch(name):
            return True
        return is_file(name) and not (is_script(name) and kind in ("cli", None))

    def _speaks_graphql(self, section: Section) -> bool:
        return any(
            self.facts.vocabulary.has("api graphql", each.label) or _first_words(each, self.facts, "api graphql")
            for each in (section, *section.ancestors())
        ) or any(isinstance(block, CodeBlock) and block.language in ("graphql", "gql") for block in section.blocks)

    def _labels(self, section: Section) -> Iterator[Definition]:
        """What a section's first lines name: `**Endpoint:** POST /x`, `Method: POST` and `Path: /x`, or `POST /x` alone."""
        verb, path, span = "", "", None
        found: dict[tuple[str, str], Definition] = {}
        for label, text in self._labelled(section):
            for each in _leading(text):
                place = text.span
                found.setdefault(
                    (each.verb, each.path),
                    Definition("http", each.verb, each.path, place, "label", group=id(section), section=section),
                )
            if label and (verbs := verbs_of(text.plain)) and not verb:
                verb, span = verbs[0], text.span
            elif label and (place_ := path_of(text.plain)) and not path:
                path, span = place_, text.span
        if len({path for _, path in found}) == 1 and not self._lists(section):
            yield from (replace(each, words=section.title) for each in found.values())
        elif not found and verb and path and span is not None:
            yield Definition("http", verb, path, span, "label", group=id(section), section=section, words=section.title)
        elif not found:
            yield from self._introduced(section)

    def _labelled(self, section: Section) -> Iterator[tuple[str, Text]]:
        """The values of the labels that name an endpoint, and the paragraphs, of a section's own blocks."""
        for block in takewhile(self._is_head, section.blocks):
            if isinstance(block, CodeBlock):
                yield "", Text((Piece(block.line, block.column, block.code.strip().split("\n")[0]),))
                continue
            if isinstance(block, Table) and len(block.header) == 2:
                for label, value in (block.header, *((row.cells[0], row.cells[1]) for row in block.rows)):
                    if self._names_endpoint(label.plain):
                        yield label.plain, value
                continue
            texts = [block.text] if isinstance(block, Paragraph) else []
            texts += [item.text for item in block.items] if isinstance(block, ListBlock) else []
            for text in texts:
                for segment in segments(text, self.facts.vocabulary):
                    if self._names_endpoint(segment.label):
                        yield segment.label, segment.value
                    elif not segment.label and isinstance(block, Paragraph):
                        yield "", segment.value

    def _is_head(self, block: Block) -> bool:
        """Whether a block still stands before what an endpoint is sent and answers."""
        if isinstance(block, CodeBlock):
            return is_signature(block.code[:500])
        if isinstance(block, Paragraph) and block.text.raw.endswith((":", "**")):
            return topic_of(block.text.plain, self.facts.vocabulary) not in ("request", "response", "errors", "call")
        return True

    def _lists(self, section: Section) -> bool:
        """Whether a section's tables and lists define things of their own."""
        kind = kind_of(section, self.facts)
        return any(
            any(True for _ in self._block(section, block, kind, section.title))
            for block in section.blocks
            if isinstance(block, (Table, ListBlock))
        )

    def _introduced(self, section: Section) -> Iterator[Definition]:
        """What a title calls by its kind and the first lines by its name: `Search Tool`, then `search_docs`."""
        kind = next((kind for word, kind in _KIND_ENDINGS.items() if section.title.casefold().endswith(" " + word)), None)
        if kind is None or section.children:
            return
        for text in islice(_first_texts(section.blocks), 2):
            names = [each for each in text.inlines if each.kind == "code"]
            if names and not self._no_name(names[0].text, kind) and _fits_kind(names[0].text, kind):
                name = _shown(names[0].text, kind)
                yield Definition(kind, _VERB_OF[kind], name, text.span, "label", group=id(section), section=section)
                return

    def _names_endpoint(self, label: str) -> bool:
        return bool(label) and self.facts.vocabulary.pattern("api labels of endpoints").match(label.strip()) is not None

    # Blocks

    def _blocks(self, section: Section, blocks: Iterable[Block]) -> Iterator[Definition]:
        """The definitions in a run of blocks; a bold name is about all that follows it up to the next."""
        kind = kind_of(section, self.facts)
        opened: tuple[Definition, Text] | None = None
        body: list[Block] = []
        about = section.title
        for block in blocks:
            found = tuple(self._block(section, block, kind, about))
            opening = tuple(self._defined(block.text, kind, "paragraph", id(section), about)) if isinstance(block, Paragraph) else ()
            about = f"{section.title}\n{block.text.plain if isinstance(block, Paragraph) else ''}"
            if found or opening:
                yield from self._closed(opened, body)
                opened, body = None, []
            yield from found
            for each in opening[:-1]:
                yield _with(each[0], read_blocks((), each[0].kind, each[0].name, self.facts.vocabulary, each[1]))
            if opening:
                opened = opening[-1]
            elif opened is not None:
                body.append(block)
        yield from self._closed(opened, body)

    def _closed(self, opened: tuple[Definition, Text] | None, body: list[Block]) -> Iterator[Definition]:
        if opened is not None:
            each, lead = opened
            yield replace(_with(each, self._read(each, body, lead)), body=tuple(body))

    def _read(self, each: Definition, blocks: Iterable[Block], lead: Text) -> Detail:
        name = f"{each.verb} {each.name}".strip() if each.kind == "http" else each.name
        return read_blocks(blocks, each.kind, name, self.facts.vocabulary, lead)

    def _block(self, section: Section, block: Block, kind: Kind | None, about: str) -> Iterator[Definition]:
        if isinstance(block, Table):
            yield from self._table(section, block, kind)
        elif isinstance(block, ListBlock):
            yield from self._list(block, kind, about)
        elif isinstance(block, CodeBlock):
            yield from self._code(block, kind)
        elif isinstance(block, Quote):
            for child in block.blocks:
                yield from self._block(section, child, kind, about)

    def _defined(
        self, text: Text, kind: Kind | None, shape: Shape, group: int, about: str
    ) -> Iterator[tuple[Definition, Text]]:
        """What a paragraph or an item defines at its start: `GET /x` — …, **Create**: `POST /x`, `name(args)` — …"""
        http = tuple(_leading(text))
        if http:
            for each in http:
                yield Definition("http", each.verb, each.path, text.span, shape, group=group), _behind(text, each.end)
            return
        first = next(iter(segments(text, self.facts.vocabulary)), None)
        if first is not None and first.label and (named := tuple(_leading(first.value))):
            for each in named:
                words = "" if self._names_endpoint(first.label) else first.label
                yield (
                    Definition("http", each.verb, each.path, text.span, shape, group=group, words=words),
                    _behind(first.value, each.end),
                )
            return
        yield from self._names(text, kind, shape, group, about)

    def _names(
        self, text: Text, kind: Kind | None, shape: Shape, group: int, about: str
    ) -> Iterator[tuple[Definition, Text]]:
        """The names in code that a text begins with, each with what is said behind them."""
        match = _NAMES.match(text.raw)
        if match is None or (shape == "paragraph" and not match["strong"]):
            return
        names = _TICKED.findall(match["names"])
        rest = text.part(match.end(), len(text.raw))
        hexes = all(_HEX.fullmatch(name) for name in names)
        if hexes and kind in ("cli", "rpc", "event") and rest.plain and len(names) == 1:
            yield Definition("cli", "CMD", f"{names[0]} {rest.plain}"[:60], text.span, shape, group=group), rest
            return
        for name in names:
            kind_ = _shape_kind(name, kind, True)
            if kind_ is None or self._no_name(name, kind_) or not self._is_defined(name, kind_, match, about):
                continue
            yield Definition(kind_, _VERB_OF[kind_], _shown(name, kind_), text.span, shape, group=group), rest

    def _is_defined(self, name: str, kind: Kind, match: re.Match[str], about: str) -> bool:
        """Whether a name in a list is one that is defined, told apart from its words; `about` is what the list is of.

        A call, a command of several words or `order.created` speaks for itself; other names need that the title
        or the sentence before the list speaks of such things.
        """
        if kind == "function":
            return call_of(name) is not None
        if not match["sep"] or kind not in _LISTS_OF:
            return False
        if kind == "cli" and (self.facts.vocabulary.pattern("api others tools").match(name) or name.isupper()):
            return False
        return _is_telling(name, kind) or self.facts.vocabulary.has(_LISTS_OF[kind], about)

    # Tables

    def _table(self, section: Section, table: Table, kind: Kind | None) -> Iterator[Definition]:
        rows = [(row, tuple(_http_row(table, row, self.facts))) for row in table.rows]
        http = [(row, found) for row, found in rows if found]
        if http and len(http) * 2 >= len(rows):
            for row, found in http:
                for verb, path, used in found:
                    yield self._row(table, row, "http", verb, path, used)
            return
        told = self._named_column(table, kind)
        if told is None:
            return
        at, kind_ = told
        for row in table.rows:
            for name in _cell_names(row.cells[at], kind_):
                if not self._no_name(name, kind_):
                    yield self._row(table, row, kind_, self._verb(kind_, section), _shown(name, kind_), frozenset({at}))

    def _named_column(self, table: Table, kind: Kind | None) -> tuple[int, Kind] | None:
        """The column of names, and what they are names of, by its head and by how the names look."""
        if len(table.header) < 2:
            return None
        told = [_column_topic(head.plain, self.facts) for head in table.header]
        first = 1 if table.header[0].plain.strip().casefold() in ("", "#", "id", "no", "no.", "nr", "type") else 0
        for columns, kind_ in _COLUMNS:
            if kind_ == "operation" and not {"request", "response"} <= set(told):
                continue
            for at, head in enumerate(table.header[first : first + 1], first):
                if not self.facts.vocabulary.pattern(columns).fullmatch(head.plain.strip()):
                    continue
                cells = [row.cells[at] for row in table.rows if row.cells[at].plain]
                good = [cell for cell in cells if self._is_named(cell, kind_, kind)]
                if cells and len(good) * 2 > len(cells):
                    return at, kind_
        return None

    def _is_named(self, cell: Text, kind: Kind, around: Kind | None) -> bool:
        names = _cell_names(cell, kind)
        if not names:
            return False
        ticked = "`" in cell.raw
        name = names[0]
        if kind == "cli":
            if self.facts.vocabulary.pattern("api others tools").match(name) and around != "cli":
                return False
            return ticked or around == "cli"
        if kind == "resource":
            return "://" in name
        if kind == "function":
            return around not in ("rpc", "graphql") and (call_of(name) is not None or (around == "function" and ticked))
        if kind == "rpc":
            return around == "rpc" and (ticked or looks_like_name(name, pascal=True) or call_of(name) is not None)
        if kind == "graphql":
            return around == "graphql" and (ticked or looks_like_name(name))
        if kind == "operation":
            return around is None or around in ("http", "function")
        return " " not in name and (ticked or looks_like_name(name, pascal=True))

    def _row(self, table: Table, row: Row, kind: Kind, verb: str, name: str, used: frozenset[int]) -> Definition:
        detail = Detail()
        cells: dict[str, Span] = {}
        for at, cell in enumerate(row.cells):
            if at in used:
                continue
            topic = _column_topic(table.header[at].plain, self.facts)
            if not topic:
                continue
            cells.setdefault(topic, cell.span)
            detail += _cell_detail(topic, cell, kind, self.facts)
        return Definition(kind, verb, name, row.span, "row", detail, id(table), None, cells)

    # Lists

    def _list(self, block: ListBlock, kind: Kind | None, about: str) -> Iterator[Definition]:
        for item in block.items:
            found = tuple(self._defined(item.text, kind, "item", id(block), about)) if item.text.raw else ()
            for each, lead in found:
                yield _with(each, self._read(each, item.rest, lead))
            if not found:
                yield from self._inside(item, kind)

    def _inside(self, item: Item, kind: Kind | None) -> Iterator[Definition]:
        for block in item.rest:
            if isinstance(block, ListBlock):
                yield from self._list(block, kind, item.text.plain)

    # Code

    def _code(self, block: CodeBlock, kind: Kind | None) -> Iterator[Definition]:
        for each in listed(block, kind):
            span = code_span(self.facts.document.source, block, each.start, each.end)
            yield Definition(each.kind, each.verb, each.name, span, "code", each.detail, id(block))

    # Mentions

    def exampled(self, section: Section) -> Iterator[Definition]:
        """Where only examples tell what is called: the sections that show one call each, and the calls of others."""
        shown = {
            (verb, path.split("?")[0]): block
            for block in section.blocks
            if isinstance(block, CodeBlock)
            for verb, path, _ in requests_in(block.code)
        }
        for (verb, path), block in shown.items():
            alone = len(shown) == 1 and section not in api_parts(self.facts)
            span = section.text.span if alone else self.facts.document.line_span(block.line)
            each = Definition("http", verb, path, span, "label" if alone else "mention", group=id(section))
            if alone:
                each = self._detailed(replace(each, section=section, words=section.title), section, section.children)
            yield each
        for child in section.children:
            if len(shown) != 1 or topic_of(child.title, self.facts.vocabulary) == "":
                yield from self.exampled(child)

    def mentions(self) -> list[Definition]:
        """Where nothing else defines them: the calls that the part about the interface names in passing."""
        return [
            Definition("http", each.verb, each.path, text.plain_span(each.start, each.end), "mention")
            for part in api_parts(self.facts)
            for block in part.all_blocks()
            for text in _texts(block)
            for each in http_signatures(text.plain)
        ]


_VERB_OF: dict[Kind, str] = {
    "http": "", "graphql": "QUERY", "rpc": "RPC", "cli": "CLI", "event": "EVENT", "function": "CALL", "tool": "TOOL",
    "resource": "RESOURCE", "operation": "OP",
}  # fmt: skip

_COLUMNS: tuple[tuple[str, Kind], ...] = (
    ("api columns of tools", "tool"),
    ("api columns of resources", "resource"),
    ("api columns of events", "event"),
    ("api columns of commands", "cli"),
    ("api columns of rpcs", "rpc"),
    ("api columns of functions", "function"),
    ("api columns of operations", "graphql"),
    ("api columns of operations", "operation"),
)

_KIND_ENDINGS: dict[str, Kind] = {"resource": "resource", "tool": "tool", "event": "event", "command": "cli"}
"""The last words of a title that say what is named below it."""

# the names that an item begins with: **`a`** or `a()` / `b()`, and what divides them from the words behind
_NAMES = re.compile(
    r"(?P<strong>\*\*|__)?(?P<names>`[^`\n]+`(?:\s*(?:/|,|\bor\b|\band\b|\|)\s*`[^`\n]+`)*)(?:\*\*|__)?"
    r"(?P<sep>\s*(?:\([^()\n]{0,60}\)\s*)?(?:[:–—]|-(?=\s)|->|→|=>)(?:\*\*|__)?)?\s*"
)
_TICKED = re.compile(r"`([^`\n]+)`")
_LOWER = re.compile(r"[a-z][\w-]*(?: [a-z][\w-]*){0,3}")  # a title that may be a command as it is typed
_ABOUT = re.compile(r"(?:\(|\b(?:for|of|to|on))\s*`?$")  # what stands before an endpoint that a title only refers to
_DECLARES = re.compile(r"(?:class|interface|struct|enum|trait|type|abstract|protocol|record|module|namespace|package)\s")
_HEX = re.compile(r"0x[0-9A-Fa-f]{2,8}")


def _with(each: Definition, *details: Detail) -> Definition:
    detail = each.detail
    for more in details:
        detail += more
    return replace(each, detail=detail)


def title_words(words: str) -> str:
    """What a heading says beside the name: `Create order` of `Create order — POST /orders`."""
    words = re.sub(r"^[\W\d]+|\W+$", "", words)
    words = re.sub(r"^(?:endpoint|operation|route|request|api|method)\b\W*", "", words, flags=re.I)
    return words if len(words.split()) >= 2 and not is_placeholder(words) else ""


def _leading(text: Text) -> Iterator[Http]:
    """The signatures that a text begins with."""
    found = tuple(http_signatures(text.plain))
    begun = bool(found) and not re.search(r"[^\W\d_]", text.plain[: found[0].start])
    if begun:
        yield from (each for each in found if each.start == found[0].start)


def _shows(section: Section, command: str) -> bool:
    """Whether the code of a section shows a command."""
    for block in section.all_blocks():
        if isinstance(block, CodeBlock) and command in block.code[:2000]:
            return True
        if isinstance(block, Paragraph) and any(command in each.text for each in block.text.inlines if each.kind == "code"):
            return True
    return False


def _behind(text: Text, end: int) -> Text:
    """What stands behind a signature, the dash between them left out."""
    rest = text.plain[end:]
    return text.plain_part(end + len(rest) - len(rest.lstrip(" :–—-→.")))


def _first_texts(blocks: Iterable[Block]) -> Iterator[Text]:
    """The paragraphs and items of a section, and the rows of its tables of two columns."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block.text
        elif isinstance(block, ListBlock):
            yield from (item.text for item in block.items)


def _texts(block: Block) -> Iterator[Text]:
    if isinstance(block, Paragraph):
        yield block.text
    elif isinstance(block, Table):
        for row in block.rows:
            yield from row.cells


def _first_words(section: Section, facts: Facts, words: str) -> bool:
    first = next((block for block in section.blocks if isinstance(block, Paragraph)), None)
    return first is not None and facts.vocabulary.has(words, first.text.plain)


def _shape_kind(name: str, around: Kind | None, ticked: bool) -> Kind | None:
    """What a name in code is the name of, by how it looks and by what the section is about."""
    if around in ("cli", "event", "tool", "rpc", "graphql"):
        return around
    if "://" in name:
        return "resource"
    call = call_of(name)
    if around == "function":
        return "function" if call or not re.fullmatch(r"[A-Z]\w*", name) else None
    if call:
        return "function"
    if around == "http":
        return None
    if is_script(name) or (ticked and re.fullmatch(r"[a-z][\w-]*(?: [a-z][\w-]*)+(?: [<\[-].*)?", name)):
        return "cli"
    return None if re.fullmatch(r"[A-Z][\w.]*|\.?[\w/-]*/[\w/.-]*", name) else "function"


def _shown(name: str, kind: Kind) -> str:
    if kind == "cli":
        return command_name(name) or name
    if kind in ("function", "rpc", "graphql", "tool") and (call := call_of(name)) is not None:
        return call["name"]
    return name


def _is_telling(name: str, kind: Kind) -> bool:
    """Whether a name can be nothing but one of a kind."""
    if kind == "cli":
        return " " in name.strip()
    if kind in ("event", "rpc"):
        return call_of(name) is not None or re.fullmatch(r"\w+(?:[.:/]\w[\w.:/-]*)|(?:[A-Z][a-z0-9]+){2,}", name) is not None
    return call_of(name) is not None


_LISTS_OF: Mapping[Kind, str] = {
    "cli": "api cli", "event": "api event", "tool": "api tool", "rpc": "api rpc", "graphql": "api graphql",
}  # fmt: skip
"""The words by which a title or a sentence announces a list of such things."""


def _fits_kind(name: str, kind: Kind) -> bool:
    """Whether a code span can be the name of a thing of a kind."""
    if kind == "resource":
        return "/" in name and " " not in name
    return kind == "cli" or looks_like_name(name, pascal=True)


def _http_row(table: Table, row: Row, facts: Facts) -> Iterator[tuple[str, str, frozenset[int]]]:
    """The verb and path of a row, one for each verb, and the cells that they stand in."""
    plains = [cell.plain for cell in row.cells]
    for at, plain in enumerate(plains[:3]):
        found = tuple(http_signatures(plain))
        if found and not re.search(r"[^\W\d_]", plain[: found[0].start]):
            for each in found:
                yield each.verb, each.path, frozenset({at})
            return
    spoken = next((i for i, plain in enumerate(plains) if verbs_of(plain)), -1)
    told = any(_column_topic(head.plain, facts) == "description" for head in table.header)
    for place, plain in enumerate(plains):
        if place == spoken:
            continue
        named = facts.vocabulary.field_of(table.header[place].plain) == "endpoint"
        path = path_of(plain, sure=spoken >= 0 and named)
        if path is not None and (spoken >= 0 or (named and path.startswith("/") and "*" not in plain and told)):
            for verb in verbs_of(plains[spoken]) if spoken >= 0 else ("",):
                yield verb, path, frozenset({place, spoken})
            return


def _describes_endpoints(table: Table, facts: Facts) -> bool:
    """Whether a table outside the API part defines endpoints: it has verbs, paths and words on each."""
    fields = {facts.vocabulary.field_of(head.plain) for head in table.header}
    return "method" in fields and "endpoint" in fields and bool(fields & {"description", "purpose", "responsibility"})


def _cell_names(cell: Text, kind: Kind) -> list[str]:
    """The names that a cell lists: its code spans, or its words."""
    ticked = [each.text.strip() for each in cell.inlines if each.kind == "code" and each.text.strip()]
    if ticked:
        return ticked if kind in ("function", "event", "graphql", "rpc") else ticked[:1]
    plain = cell.plain.strip()
    return [plain] if plain and not is_placeholder(plain) else []


_TOPICS = {
    "description": "description", "purpose": "description", "responsibility": "description", "request": "request",
    "response": "response", "errors": "errors", "auth": "auth", "trigger": "aside", "consumer": "aside",
}  # fmt: skip


def _column_topic(head: str, facts: Facts) -> str:
    """What a column of a table of endpoints holds."""
    if facts.vocabulary.has("api columns of roles", head):
        return "auth"
    topic = _TOPICS.get(facts.vocabulary.field_of(head) or "", "")
    if topic:
        return topic
    named = topic_of(head, facts.vocabulary)
    return named if named in ("errors", "request", "response", "description", "call") else ""


def _cell_detail(topic: str, cell: Text, kind: Kind, facts: Facts) -> Detail:
    """What one cell says."""
    words = cell.plain
    if topic == "description":
        return Detail(description="" if is_placeholder(words) else words)
    if topic == "auth":
        return Detail(secured=bool(words.strip(" -–—")))
    if topic == "errors":
        return Detail(errors=() if is_placeholder(words) else (words,))
    if is_placeholder(words) and not facts.vocabulary.has("api nothing", words):
        return Detail(bodiless=topic == "request" and bool(words))
    if topic == "call":
        return Detail(request=(words,), called=True) if kind in ("cli", "function") else Detail()
    return read_labelled(topic, cell, kind, facts.vocabulary)


__all__ = ["Definition", "Shape", "definitions", "taken_sections", "title_words"]
