"""Models of stored data in program code: what a table, a collection or a typed record holds.

Nothing is executed or compiled; the text is scanned for the shapes by which the libraries of each language
declare their models. The reader of a language is loaded when a block in it comes along.
"""

import re
from collections.abc import Callable
from functools import cache
from importlib import import_module

from speclint.facts.schema.code import DEEPEST, Code, Style
from speclint.facts.schema.model import Schema, join

__all__ = ["read_models"]

_LONGEST = 262_144
"""Characters of a block that are looked at."""


def read_models(code: str, line: int, column: int = 1, language: str = "") -> Schema:
    """The models in a block of code; `language` is what its fence says, empty where it says nothing.

    Tables that are plainly kept have the source `orm`, typed records that may be have `document`. A block
    without a language is read as what it looks like; one in a language not known here holds no models.
    """
    name = _WORD.sub("", language.casefold())
    kind = _LANGUAGES.get(name) or (_guess(code) if name in _PLAIN else "")
    if not kind:
        return Schema()
    style, readers = _KINDS[kind]
    text = Code(code[:_LONGEST], line, column, style)
    return Schema() if text.depth > DEEPEST else join(_reader(path)(text) for path in readers)


_WORD = re.compile(r"[^\w+#-]")

_KINDS: dict[str, tuple[Style, tuple[str, ...]]] = {
    "python": ("hash", ("python:read",)),
    "javascript": ("slash", ("javascript:read", "dynamo:read")),
    "prisma": ("slash", ("prisma:read",)),
    "dbml": ("slash", ("dbml:read",)),
    "jvm": ("slash", ("jvm:read",)),
    "csharp": ("slash", ("csharp:read",)),
    "go": ("slash", ("golang:read",)),
    "rust": ("rust", ("rust:read",)),
    "ruby": ("hash", ("ruby:read",)),
    "php": ("both", ("php:read",)),
    "elixir": ("hash", ("elixir:read",)),
    "protobuf": ("slash", ("structs:read_messages",)),
    "thrift": ("both", ("structs:read_thrift",)),
    "graphql": ("hash", ("structs:read_types",)),
    "swift": ("slash", ("structs:read_swift",)),
    "c": ("slash", ("structs:read_structs",)),
    "json": ("slash", ("documents:read", "dynamo:read")),
    "yaml": ("hash", ("dynamo:read",)),
    "terraform": ("both", ("dynamo:read",)),
}
"""By kind of code: how its comments and strings are written, and who reads it."""

_LANGUAGES = {
    name: kind
    for kind, names in {
        "python": "python py python3 pycon ipython",
        "javascript": "javascript js jsx mjs cjs typescript ts tsx mts mongodb mongo mongosh vue svelte",
        "prisma": "prisma",
        "dbml": "dbml",
        "jvm": "java kotlin kt kts groovy",
        "csharp": "csharp cs c#",
        "go": "go golang",
        "rust": "rust rs",
        "ruby": "ruby rb",
        "php": "php",
        "elixir": "elixir ex exs",
        "protobuf": "protobuf proto proto3 proto2 protos",
        "thrift": "thrift",
        "graphql": "graphql gql graphqls",
        "swift": "swift",
        "c": "c h cpp c++ cc objc objective-c solidity sol dart",
        "json": "json jsonc json5 http rest es avro avsc elasticsearch",
        "yaml": "yaml yml cloudformation",
        "terraform": "terraform tf hcl",
    }.items()
    for name in names.split()
}

_PLAIN = ("", "text", "txt", "plain", "plaintext", "code", "pseudocode", "pseudo", "schema")
"""What a fence says when it does not say the language."""

_GUESSES = (
    ("prisma", r"^[ \t]*model \w+ \{[ \t]*$(?s:.*?)@(?:id|unique|relation)\b"),
    ("dbml", r"^[ \t]*Table [\w.\"]+ \{[ \t]*$"),
    ("python", r"^[ \t]*class \w+(?:\([^()\n]*\))?:[ \t]*$|\bmapped_column\(|= (?:db\.|sa\.)?Column\("),
    ("go", r"^[ \t]*type \w+ struct \{"),
    ("csharp", r"\{ get; (?:set|init);"),
    (
        "jvm",
        r"^[ \t]*@(?:Entity|Document|Table)\b(?:[^\n]*\n){1,4}?[ \t]*(?:public |data )?class \w+|^data class \w+\(",
    ),
    ("php", r"\bSchema::create\(|^<\?php"),
    ("ruby", r"^[ \t]*create_table [:\"']"),
    ("elixir", r"^[ \t]*schema \"\w+\" do|\bcreate table\(:"),
    ("rust", r"^[ \t]*pub struct \w+|\btable! \{"),
    ("protobuf", r"^[ \t]*message \w+ \{(?s:.*?)= \d+;"),
    ("graphql", r"^[ \t]*type \w+[^={\n]*\{[ \t]*$(?s:.*?)\w: \[?\w+!?\]?!?[ \t]*$"),
    ("javascript", r"^[ \t]*(?:export )?(?:interface \w+[^\n{]*\{|type \w+ = \{)|\b(?:pg|mysql|sqlite)Table\("),
    ("javascript", r"\bnew (?:mongoose\.)?Schema\(|^[ \t]*@Entity\("),
    ("json", r"\A\s*(?:PUT |\{|\[)(?s:.*?)\"(?:mappings|properties|KeySchema)\""),
)
"""What a block without a language looks like; the first that fits."""


@cache
def _guesses() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((kind, re.compile(pattern, re.MULTILINE)) for kind, pattern in _GUESSES)


_GUESSED = 8192
"""Characters by which a language is guessed."""


def _guess(code: str) -> str:
    """The kind of code that a block looks like; empty for none."""
    head = code[:_GUESSED]
    return next((kind for kind, pattern in _guesses() if pattern.search(head)), "")


@cache
def _reader(path: str) -> Callable[[Code], Schema]:
    """The function that a path such as `python:read` names."""
    module, _, name = path.partition(":")
    found: Callable[[Code], Schema] = getattr(import_module(f"{__name__}.{module}"), name)
    return found
