"""What a spec says once for its whole interface: errors, who may call, versions, and where its contract lies."""

from __future__ import annotations

import re
from collections.abc import Iterator

from speclint.document.block import Block, CodeBlock, Heading, ListBlock, Paragraph, Quote, Table, Text, texts, walk
from speclint.document.section import Section
from speclint.facts.api.define import definitions, taken_sections
from speclint.facts.api.label import segments, topic_of
from speclint.facts.api.merge import merged
from speclint.facts.api.scope import api_parts
from speclint.facts.api.signature import Kind
from speclint.facts.entry import plain_text, section_text
from speclint.facts.fact import Facts

# the name of an error: ORDER_NOT_PAID, DotmaxError, ValueException, INVALID_ARGUMENT
_NAMED_ERROR = re.compile(r"\b[A-Z][A-Z0-9]+(?:_[A-Z0-9]+)+\b|\b[A-Z]\w*(?:Error|Exception|Failure)\b|\bE_[A-Z]+\b")
_FAILING = re.compile(r"(?<![\w.])[45](?:\d\d|xx)\b", re.I)  # a failing HTTP status
_EXIT = re.compile(r"(?:^|[\s|`])(?:[1-9]\d{0,2})`?\s*[:=|–—-]", re.M)  # an exit code and its meaning
# what is no name in the title of a list of errors
_ERRORS = re.compile(r"\b(?:contract |module |component |service |client )?(?:errors?|failures?|exceptions?)\b", re.I)
_PATH_VERSION = re.compile(
    r"/v\d+(?:\.\d+)?(?:/|\b)|\bapplication/vnd\.|\b(?:x-)?api-version\b"
    r"|^[ \t]*package[ \t]+[\w.]+\.v\d|^[ \t]*openapi:",
    re.I | re.M,
)
# a contract in a file of its own
_CONTRACT = re.compile(r"openapi|swagger|asyncapi|\.proto\b|\.graphqls?\b|\.avsc\b|\.raml\b|\.wsdl\b|smithy", re.I)


def free_sections(facts: Facts) -> tuple[Section, ...]:
    """The sections about the interface that are not about one endpoint of it."""

    def find() -> tuple[Section, ...]:
        taken = taken_sections(facts)
        return tuple(section for part in api_parts(facts) for section in part.walk() if id(section) not in taken)

    return tuple(facts.memo("api free sections", find))


def free_blocks(section: Section, facts: Facts) -> tuple[Block, ...]:
    """The blocks of a section that are not about one endpoint, or a list or a table of them."""

    def find() -> set[int]:
        bodies = {id(block) for each in definitions(facts) for block in each.body}
        return bodies | {each.group for each in definitions(facts) if each.shape in ("row", "item", "code")}

    taken = facts.memo("api taken blocks", find)
    return tuple(block for block in section.blocks if id(block) not in taken)


def shared_errors(kind: Kind, facts: Facts) -> str:
    """What the spec says of errors once for all things of a kind that can be called, or nothing."""
    found = str(facts.memo("api shared errors", lambda: next(_errors(facts), "")))
    if found or kind in ("http", "graphql"):
        return found
    return str(facts.memo("api shared failures", lambda: next(_failures(facts), "")))


def _failures(facts: Facts) -> Iterator[str]:
    """What is said of failure without codes: a section about it, or a sentence that says what becomes of it."""
    for section in free_sections(facts):
        about = section not in api_parts(facts) and topic_of(section.title, facts.vocabulary) == "errors"
        if about and plain_text(section.blocks).strip():
            yield section.label
        for words in _sentences(free_blocks(section, facts)):
            if facts.vocabulary.has("api failure", words) and facts.vocabulary.has("api failure handling", words):
                yield words


def _errors(facts: Facts) -> Iterator[str]:
    for section in free_sections(facts):
        if section not in api_parts(facts) and topic_of(section.title, facts.vocabulary) == "errors":
            text = section_text(section, code=True)
            if _lists_errors(text, section.title, facts):
                yield section.label
        yield from _error_labels(section, facts)
    for section in facts.document.walk():
        if {"error-handling", "api"} & set(section.roles):
            for paragraph in _sentences(section.blocks):
                if facts.vocabulary.has("api all of them", paragraph) and _names_errors(paragraph):
                    yield paragraph


def part_errors(line: int, facts: Facts) -> str:
    """The title of a list of errors that names the part in which something is defined: "Treasury Router Errors"."""
    lists: tuple[tuple[str, str], ...] = facts.memo("api errors of parts", lambda: tuple(_part_lists(facts)))
    above = facts.document.section_at(line) if lists else None
    if above is None:
        return ""
    names = [_squashed(each.title) for each in (above, *above.ancestors()) if each is not facts.document.title_section]
    return next((title for key, title in lists if any(key in name for name in names)), "")


def _part_lists(facts: Facts) -> Iterator[tuple[str, str]]:
    """The lists of errors in the parts about them: what each is headed by, squashed and as written."""
    for part in facts.sections("error-handling"):
        for section in part.walk():
            for at, block in enumerate(section.blocks):
                title = section.title if at == 0 else ""
                if at and isinstance(before := section.blocks[at - 1], Paragraph):
                    title = before.text.plain
                key = _squashed(_ERRORS.sub(" ", title))
                if _ERRORS.search(title) and len(title) < 60 and len(key) > 4 and _several(block):
                    yield key, title.strip(" :")


def _several(block: Block) -> bool:
    return len(block.items if isinstance(block, ListBlock) else block.rows if isinstance(block, Table) else ()) > 1


def _squashed(title: str) -> str:
    return re.sub(r"[\W_]|\d", "", title.casefold())


def _error_labels(section: Section, facts: Facts) -> Iterator[str]:
    """Errors under a bold label at the level of the whole interface."""
    blocks = free_blocks(section, facts)
    for at, block in enumerate(blocks):
        if not isinstance(block, Paragraph):
            continue
        for segment in segments(block.text, facts.vocabulary):
            if segment.label and topic_of(segment.label, facts.vocabulary) == "errors":
                following = blocks[at + 1 : at + 3]
                text = segment.value.plain + "\n" + plain_text(following, code=True)
                if _lists_errors(text, segment.label, facts) or _names_errors(segment.value.plain):
                    yield segment.label


def _lists_errors(text: str, title: str, facts: Facts) -> bool:
    """Whether a text lists what can go wrong: two errors, or one and the words that it is common to all."""
    names = set(_NAMED_ERROR.findall(text)) | set(_FAILING.findall(text))
    exits = len(_EXIT.findall(text)) if facts.vocabulary.has("api failure", title + text) else 0
    if len(names) >= 2 or exits >= 2:
        return True
    return bool(names or exits) and facts.vocabulary.has("api all of them", f"{title}\n{text}")


def _names_errors(text: str) -> bool:
    return bool(_FAILING.search(text) or _NAMED_ERROR.search(text))


def _sentences(blocks: tuple[Block, ...]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, (Paragraph, Heading)):
            yield block.text.plain
        elif isinstance(block, ListBlock):
            yield from (item.text.plain for item in block.items)
        elif isinstance(block, Quote):
            yield from _sentences(block.blocks)


def states_authentication(facts: Facts) -> bool:
    """Whether the spec says how callers prove who they are, or that they need not."""
    has = facts.vocabulary.has
    if any(
        has("api authentication", _titled(section, free_blocks(section, facts))) for section in free_sections(facts)
    ):
        return True
    network = [group for group in merged(facts) if group.main.kind in ("http", "graphql", "rpc")]
    if network and all(group.detail.secured for group in network):
        return True
    if any(member.detail.secured and "auth" in member.cells for group in network for member in group.members):
        return True
    for section in facts.document.walk():
        if section.within("security") or "authentication" in section.roles:
            text = f"{section.label}\n{plain_text(section.blocks, code=True)}"
            if not section.empty and has("api authentication of callers", text):
                return True
    return any(_labels(facts, "authentication"))


def states_versions(facts: Facts) -> bool:
    """Whether the spec says how the interface is versioned: in its paths, its headers or in words."""
    if any(_PATH_VERSION.search(member.name) for group in merged(facts) for member in group.members):
        return True
    has = facts.vocabulary.has
    if any(has("api versions", _titled(section, free_blocks(section, facts))) for section in free_sections(facts)):
        return True
    if any(_PATH_VERSION.search(section_text(part, code=True)) for part in api_parts(facts)):
        return True
    return any(has("api versions elsewhere", _said(section.blocks)) for section in facts.document.walk())


def _said(blocks: tuple[Block, ...]) -> str:
    """The words of some blocks, code aside."""
    return plain_text(block for block in blocks if not isinstance(block, CodeBlock))


def _titled(section: Section, blocks: tuple[Block, ...]) -> str:
    """The words of some blocks under a section's title; nothing where there are none."""
    words = plain_text(blocks, code=False)
    shown = words or any(isinstance(block, CodeBlock) for block in blocks)
    return f"{section.title}\n{words}" if shown else ""


def _labels(facts: Facts, what: str) -> Iterator[str]:
    """The bold labels and rows that begin with a word, wherever they stand but in plans and tests."""
    for section in facts.document.walk():
        if any(
            section.within(role)
            for role in ("phases", "testing", "risks", "open-questions", "dependencies", "checklist")
        ):
            continue
        for block in section.blocks:
            for text in _heads(block):
                if text.casefold().startswith((what, "auth:")):
                    yield text


def _heads(block: Block) -> Iterator[str]:
    if isinstance(block, Paragraph):
        yield block.text.plain
    elif isinstance(block, ListBlock):
        yield from (item.text.plain for item in block.items)
    elif isinstance(block, Table):
        yield from (row.cells[0].plain for row in block.rows if any(cell.plain for cell in row.cells[1:]))


def contract(facts: Facts) -> str:
    """The file that holds the whole contract, where the spec links to one that exists; else nothing."""

    def find() -> str:
        return next(_contracts(facts), "")

    return str(facts.memo("api contract", find))


def _contracts(facts: Facts) -> Iterator[str]:
    for section in free_sections(facts):
        for text in _texts_of(section):
            for inline in text.inlines:
                target = inline.target or facts.document.references.get(inline.reference.upper(), "")
                if inline.kind == "link" and _CONTRACT.search(target) and _exists(target, facts):
                    yield target
                elif inline.kind == "code" and _CONTRACT.search(inline.text) and _is_file(inline.text, facts):
                    yield inline.text


def _is_file(path: str, facts: Facts) -> bool:
    """Whether a path in code leads to a file that is there."""
    return facts.files is not None and " " not in path and facts.files.exists(path) is True


def _exists(target: str, facts: Facts) -> bool:
    if "://" in target or facts.files is None:
        return True
    return facts.files.exists(target.split("#")[0]) is not False


def _texts_of(section: Section) -> Iterator[Text]:
    for block in walk(section.blocks):
        yield from texts(block)


__all__ = ["contract", "free_sections", "part_errors", "shared_errors", "states_authentication", "states_versions"]
