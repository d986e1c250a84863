"""One place where something that can be called is defined."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from speclint.document.block import Block, Text
from speclint.document.section import Section
from speclint.document.span import Span
from speclint.facts.api.body import Detail
from speclint.facts.api.signature import Kind
from speclint.facts.value.placeholder import is_placeholder

Shape = Literal["heading", "label", "paragraph", "row", "item", "code", "mention"]
"""How it is defined: by a title, a label in a section, a paragraph, a row, an item, code, or only in passing."""


@dataclass(frozen=True, eq=False)
class Definition:
    """How something is called in one place, and what is said of it there.

    `group` tells the definitions of one table, list or section from those of another; `section` is what is about
    it where it has a section of its own, `body` else the blocks that are; `cells` are the places of a row's cells by
    what they hold; `terms` are those that say who may call (`auth`) and how often (`limit`); `words` stand beside its
    name in a title.
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
    terms: Mapping[str, Text] = field(default_factory=dict)

    @property
    def called(self) -> str:
        """How a caller names it: `POST /orders`, `photosieve scan`."""
        return f"{self.verb} {self.name}".strip() if self.kind == "http" else self.name

    def with_detail(self, detail: Detail) -> Definition:
        """The same with more that is said of it."""
        return replace(self, detail=self.detail + detail)

    @property
    def title_words(self) -> str:
        """What its title says beside the name: `Create order` of `Create order — POST /orders`."""
        words = re.sub(r"^[\W\d]+|\W+$", "", self.words)
        words = re.sub(r"^(?:endpoint|operation|route|request|api|method)\b\W*", "", words, flags=re.I)
        return words if len(words.split()) >= 2 and not is_placeholder(words) else ""


VERB_OF: Mapping[Kind, str] = {
    "http": "", "graphql": "QUERY", "rpc": "RPC", "cli": "CLI", "event": "EVENT", "function": "CALL", "tool": "TOOL",
    "resource": "RESOURCE", "operation": "OP",
}  # fmt: skip
"""What stands in the place of an HTTP verb."""


__all__ = ["VERB_OF", "Definition", "Shape"]
