"""Finds out what a code block is drawn with, and reads it."""

import re
from collections.abc import Callable

from speclint.facts.drawing.drawing import Drawing

Reader = Callable[[str, int, int], Drawing]


def _mermaid(code: str, line: int, column: int) -> Drawing:
    from speclint.facts.drawing.mermaid import read_mermaid

    return read_mermaid(code, line, column)


def _plantuml(code: str, line: int, column: int) -> Drawing:
    from speclint.facts.drawing.plantuml import read_plantuml

    return read_plantuml(code, line, column)


def _graphviz(code: str, line: int, column: int) -> Drawing:
    from speclint.facts.drawing.graphviz import read_graphviz

    return read_graphviz(code, line, column)


def _d2(code: str, line: int, column: int) -> Drawing:
    from speclint.facts.drawing.d2 import read_d2

    return read_d2(code, line, column)


def _boxart(code: str, line: int, column: int) -> Drawing:
    from speclint.facts.drawing.boxart import read_boxart

    return read_boxart(code, line, column)


READERS: dict[str, Reader] = {
    "mermaid": _mermaid,
    "mmd": _mermaid,
    "plantuml": _plantuml,
    "puml": _plantuml,
    "uml": _plantuml,
    "pu": _plantuml,
    "c4plantuml": _plantuml,
    "dot": _graphviz,
    "graphviz": _graphviz,
    "gv": _graphviz,
    "d2": _d2,
}
"""What reads a block by the language of its fence."""

PLAIN = frozenset(
    "text txt plain plaintext none ascii asciiart ascii-art art diagram flow tree treeview boxes box ditaa bob svgbob "
    "aasvg goat unicode nohighlight raw architecture sequence filetree file-tree directory fs pikchr".split()
) | {""}
"""Languages under which drawings made of characters stand, or none is named."""

_UML = re.compile(r"\s*@start(?:uml|mindmap|wbs|gantt|salt|json|yaml|dot)\b")
_DOT = re.compile(r"\s*(?:strict\s+)?(?:di)?graph\s*(?:\w{1,60}|\"[^\"\n]{0,60}\")?\s*\{")


def _begins(code: str) -> Reader | None:
    """What reads a block in which no language is named, by how it begins."""
    if _UML.match(code):
        return _plantuml
    if _DOT.match(code):
        return _graphviz
    first = code.lstrip()[:40]
    if first[:1].isalpha() or first.startswith(("---", "%%")):
        return _mermaid if _mermaid_like(code) else None
    return None


def _mermaid_like(code: str) -> bool:
    from speclint.facts.drawing.mermaid import begins

    return begins(code)


def read_drawing(language: str, code: str, line: int, column: int = 1) -> Drawing | None:
    """Read a code block whose first character stands at a line and column of the document.

    `language` is the first word of the fence's info string, empty where there is none. None means that
    the block is no drawing. Trees, tables and screens are returned: see `drawing.DIAGRAMS`.
    """
    name = language.strip().strip("{}.").lower()
    reader = READERS.get(name)
    if reader is None and name in PLAIN:
        reader = _begins(code) or _boxart
    if reader is None:
        return None
    drawing = reader(code, line, column)
    return None if drawing.kind == "none" else drawing
