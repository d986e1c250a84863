"""What titles and the first lines under them define."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice, takewhile

from speclint.document.block import Block, CodeBlock, ListBlock, Paragraph, Piece, Table, Text
from speclint.document.section import Section
from speclint.document.span import Span
from speclint.facts.api.definition import VERB_OF, Definition
from speclint.facts.api.label import segments, topic_of
from speclint.facts.api.name import (
    fits_kind,
    is_no_name,
    kind_of_name,
    leading,
    names_endpoint,
    shown_name,
    shows_command,
)
from speclint.facts.api.sample import is_signature
from speclint.facts.api.scope import kind_of
from speclint.facts.api.signature import Kind, Named, code_title, graphql_title, http_signatures, path_of, verbs_of
from speclint.facts.fact import Facts

_LOWER = re.compile(r"[a-z][\w-]*(?: [a-z][\w-]*){0,3}")  # a title that may be a command as it is typed
_ABOUT = re.compile(r"(?:\(|\b(?:for|of|to|on))\s*`?$")  # what stands before an endpoint that a title only refers to
_OPERATION = re.compile(r"queries|query|mutation|subscription", re.I)

_ENDINGS: tuple[tuple[str, Kind], ...] = (
    ("api one resource", "resource"),
    ("api one tool", "tool"),
    ("api one event", "event"),
    ("api one command", "cli"),
)
"""The words with which a title may end that say what is named below it."""


def headed(section: Section, facts: Facts) -> Iterator[Definition]:
    """What a section's title defines."""
    http = tuple(http_headed(section, facts))
    yield from http
    if http:
        return
    kind = kind_of(section.parent, facts) if section.parent is not None else None
    if (found := _named(section, kind, facts)) is not None:
        kind_, named = found
        name, verb = shown_name(named.name, kind_), named.verb or verb_of(kind_, section)
        yield _definition(kind_, verb, name, section.text.span, section, named.words)


def http_headed(section: Section, facts: Facts) -> Iterator[Definition]:
    """The verbs and paths of a section's title, those left out that it only refers to."""
    label = section.label
    for each in http_signatures(label):
        words = f"{label[: each.start]} {label[each.end :]}"
        about = _ABOUT.search(label[: each.start])
        if about and topic_of(words, facts.vocabulary) in ("errors", "request", "response", "parameters"):
            continue  # "Query parameters (GET /orders)" is about one that is defined elsewhere
        yield _definition("http", each.verb, each.path, section.text.span, section, words)


def _definition(kind: Kind, verb: str, name: str, span: Span, section: Section, words: str = "") -> Definition:
    shape = "heading" if span == section.text.span else "label"
    return Definition(kind, verb, name, span, shape, group=id(section), section=section, words=words)  # type: ignore[arg-type]


def _named(section: Section, kind: Kind | None, facts: Facts) -> tuple[Kind, Named] | None:
    """The name in code that a title consists of, and what it is the name of."""
    operation = graphql_title(section.title)
    if operation is not None and facts.vocabulary.pattern("api no operations").fullmatch(operation.name):
        operation = None
    if operation is not None and _speaks_graphql(section, facts):
        return "graphql", operation
    words = facts.vocabulary.pattern("api kinds of names")
    named = code_title(section.text.raw, section.title, words, pascal=kind in ("rpc", "event"))
    if named is None and kind == "cli" and _LOWER.fullmatch(section.title) and shows_command(section, section.title):
        return "cli", Named("", section.title, "")
    if named is None or is_no_name(named.name, kind, facts):
        return None
    found = kind_of_name(named.name, kind, "`" in section.text.raw)
    return (found, named) if found is not None else None


def _speaks_graphql(section: Section, facts: Facts) -> bool:
    """Whether a section, one above it or its code is about GraphQL."""
    if any(isinstance(block, CodeBlock) and block.language in ("graphql", "gql") for block in section.blocks):
        return True
    for each in (section, *section.ancestors()):
        first = next((block.text.plain for block in each.blocks if isinstance(block, Paragraph)), "")
        if facts.vocabulary.has("api graphql", f"{each.label}\n{first}"):
            return True
    return False


def verb_of(kind: Kind, section: Section) -> str:
    """What stands in the place of an HTTP verb; for GraphQL what the nearest title speaks of."""
    if kind == "graphql":
        for each in (section, *section.ancestors()):
            if (match := _OPERATION.search(each.title)) is not None:
                return "QUERY" if match[0].casefold() == "queries" else match[0].upper()
    return VERB_OF[kind]


def labelled(section: Section, facts: Facts) -> tuple[Definition, ...]:
    """What a section's first lines define: `**Endpoint:** POST /x`, `Method: POST` and `Path: /x`, `POST /x` alone."""
    verb, path, span = "", "", None
    found: dict[tuple[str, str], Definition] = {}
    for label, text in _head(section, facts):
        for each in leading(text):
            definition = _definition("http", each.verb, each.path, text.span, section, section.title)
            found.setdefault((each.verb, each.path), definition)
        if label and (verbs := verbs_of(text.plain)) and not verb:
            verb, span = verbs[0], text.span
        elif label and (place := path_of(text.plain)) and not path:
            path, span = place, text.span
    if found:
        return tuple(found.values()) if len({path for _, path in found}) == 1 else ()
    if verb and path and span is not None:
        return (_definition("http", verb, path, span, section, section.title),)
    return tuple(islice(_introduced(section, facts), 1))


def _head(section: Section, facts: Facts) -> Iterator[tuple[str, Text]]:
    """The values of the labels that name an endpoint, and the paragraphs, before what it is sent and answers."""
    for block in takewhile(lambda each: _is_head(each, facts), section.blocks):
        if isinstance(block, CodeBlock):
            yield "", Text((Piece(block.line, block.column, block.code.strip().split("\n")[0]),))
        elif isinstance(block, Table) and len(block.header) == 2:
            for row in (block.header, *(row.cells for row in block.rows)):
                if names_endpoint(row[0].plain, facts):
                    yield row[0].plain, row[1]
        for text in _texts((block,)):
            for segment in segments(text, facts.vocabulary):
                if names_endpoint(segment.label, facts) or (not segment.label and isinstance(block, Paragraph)):
                    yield segment.label, segment.value


def _is_head(block: Block, facts: Facts) -> bool:
    """Whether a block still stands before what an endpoint is sent and answers."""
    if isinstance(block, CodeBlock):
        return is_signature(block.code[:500])
    if isinstance(block, Paragraph) and block.text.raw.endswith((":", "**")) and "\n" not in block.text.raw:
        return topic_of(block.text.plain, facts.vocabulary) not in ("request", "response", "errors", "call")
    return True


def _texts(blocks: Iterable[Block]) -> Iterator[Text]:
    """The paragraphs and items of some blocks."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block.text
        elif isinstance(block, ListBlock):
            yield from (item.text for item in block.items)


def _introduced(section: Section, facts: Facts) -> Iterator[Definition]:
    """What a title calls by its kind and the first lines by its name: `Search Tool`, then `search_docs`."""
    last = section.title.split()[-1] if len(section.title.split()) > 1 else ""
    kind = next((kind for words, kind in _ENDINGS if facts.vocabulary.pattern(words).fullmatch(last)), None)
    if kind is None or section.children:
        return
    for text in islice(_texts(section.blocks), 2):
        name = next((each.text for each in text.inlines if each.kind == "code"), "")
        if name and not is_no_name(name, kind, facts) and fits_kind(name, kind):
            yield replace(_definition(kind, VERB_OF[kind], shown_name(name, kind), text.span, section), shape="label")


__all__ = ["headed", "http_headed", "labelled", "verb_of"]
