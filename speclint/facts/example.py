"""The data that a spec shows in code blocks: JSON, YAML and XML, and whether it is what it says it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from speclint.document.block import CodeBlock
from speclint.document.source import Source
from speclint.document.span import Span
from speclint.facts.data import Reading, read_json, read_jsonl, read_xml, read_yaml
from speclint.facts.fact import Fact, Facts


@dataclass(frozen=True, kw_only=True, eq=False)
class Example(Fact):
    """A code block of data.

    `error` says why it does not parse, `parses` is false then; `abridged` where it does once its comments,
    its `...` or its placeholders are left out; `in_api` where it stands in the part about the API.
    """

    language: str
    notation: str
    parses: bool
    error: str
    abridged: bool
    in_api: bool


NOTATIONS: dict[str, tuple[str, Callable[[str], Reading]]] = {
    "json": ("JSON", read_json),
    "application/json": ("JSON", read_json),
    "jsonl": ("JSON", read_jsonl),
    "ndjson": ("JSON", read_jsonl),
    "yaml": ("YAML", read_yaml),
    "yml": ("YAML", read_yaml),
    "xml": ("XML", read_xml),
}
"""How the blocks of a language are called and read."""

_BUDGET = 96 * 1024  # characters of YAML and XML that are parsed of one document


def read_examples(facts: Facts) -> tuple[Example, ...]:
    """Every fenced block that is tagged as JSON, YAML or XML, in order."""
    left = _BUDGET
    found = []
    for block in facts.document.code_blocks:
        if not block.fenced or block.language not in NOTATIONS or not block.code.strip():
            continue
        notation, read = NOTATIONS[block.language]
        left -= 0 if notation == "JSON" else len(block.code)
        reading = read(block.code) if left >= 0 else Reading()
        found.append(_example(facts, block, notation, reading))
    return tuple(found)


def _example(facts: Facts, block: CodeBlock, notation: str, reading: Reading) -> Example:
    section = facts.document.section_at(block.span.line)
    fault = reading.fault
    at = code_span(facts.document.source, block, fault.start, fault.end) if fault else block.span
    return Example(
        span=block.span, places={"parses": at}, language=block.language, notation=notation,
        parses=fault is None, error=fault.what if fault else "", abridged=reading.abridged,
        in_api=section is not None and section.within("api"),
    )  # fmt: skip


def code_span(source: Source, block: CodeBlock, start: int, end: int) -> Span:
    """The place of `code[start:end]` in the document; one line of it."""
    before = block.code[:start]
    offset = before.count("\n")
    column = start - (before.rfind("\n") + 1)
    line = block.code.split("\n")[offset]
    number = min(block.line + offset, len(source.lines))
    indent = max(len(source.lines[number - 1]) - len(line), 0)
    length = max(min(end - start, len(line) - column), 1)
    return Span.at(number, indent + column + 1, length)
