"""What the optional parser of Mermaid says about a diagram: the extra `mermaid`, where it is installed."""

from __future__ import annotations

import json
import re
from functools import cache
from importlib import import_module
from typing import Protocol, cast

from speclint.facts.drawing.drawing import DrawingProblem

_LARGEST = 20_000
"""Longer diagrams are not handed over: a parser of that age may not stand them."""

_TRUSTED = re.compile(
    r"(?:flowchart|graph|sequenceDiagram|classDiagram(?:-v2)?|erDiagram|stateDiagram(?:-v2)?)\b", re.IGNORECASE
)
"""The kinds whose grammar the parser knows to the end."""

_DOUBTFUL = re.compile(
    r"unsupported|exceed|limit|edge id|attribute word|out of bounds|already on current branch|nesting|no mermaid|panic",
    re.IGNORECASE,
)
"""Complaints that newer or older renderers do not share."""


class _Engine(Protocol):
    def analyze_json(self, source: str, options_json: str | None) -> str:
        """What is wrong in a diagram, as JSON."""


@cache
def _engine() -> _Engine | None:
    """The parser, or None where it is not installed or does not start on this machine."""
    try:
        return cast("_Engine", import_module("merman").Merman())
    except Exception:  # an alpha library of native code; without it the own reader stands alone
        return None


def grammar_problem(code: str, line: int, column: int) -> DrawingProblem | None:
    """The first error of a diagram whose first character stands at a line and column of the document.

    None where it parses, where the parser is missing or fails, and where its word is doubtful.
    """
    body = _blank_front(code)
    if len(code) > _LARGEST or not _TRUSTED.match(body.lstrip()):
        return None
    engine = _engine()
    if engine is None:
        return None
    try:
        return _first(json.loads(engine.analyze_json(code, None)), line, column)
    except Exception:  # whatever it stumbles over is no fault of the diagram
        return None


def _blank_front(code: str) -> str:
    """The code without front matter, directives and comments."""
    from speclint.facts.drawing.mermaid import blanked

    return blanked(code)


def _first(said: dict[str, object], line: int, column: int) -> DrawingProblem | None:
    found = said.get("diagnostics")
    for each in found if isinstance(found, list) else ():
        message = " ".join(str(each.get("message", "")).split())
        if each.get("severity") != "error" or not str(each.get("id", "")).startswith("merman.parse."):
            continue
        if not message or _DOUBTFUL.search(message):
            return None
        row, cell = _place(each.get("span"))
        return DrawingProblem(_short(message), line + row, cell + (column if row == 0 else 1))
    return None


def _place(span: object) -> tuple[int, int]:
    """The row and cell of a complaint, both from 0; the first where none is given."""
    inner = span.get("lsp_range") if isinstance(span, dict) else None
    start = inner.get("start") if isinstance(inner, dict) else None
    if isinstance(start, dict):
        return max(int(start.get("line", 0)), 0), max(int(start.get("character", 0)), 0)
    return 0, 0


def _short(message: str) -> str:
    """A complaint without the list of all that might have stood there."""
    head = message.partition("; expected ")[0].partition(" (Help")[0]
    return head[:1].lower() + head[1:120]
