"""Diagrams written in Mermaid."""

import re
from collections.abc import Callable, Iterable

from speclint.facts.drawing.classdiagram import read_classes
from speclint.facts.drawing.drawing import Drawing
from speclint.facts.drawing.erdiagram import read_entities
from speclint.facts.drawing.flowchart import read_blocks, read_flowchart
from speclint.facts.drawing.places import Places, normal
from speclint.facts.drawing.plans import LISTS, OTHERS, read_list
from speclint.facts.drawing.rows import Row, rows
from speclint.facts.drawing.sequence import read_sequence
from speclint.facts.drawing.sketch import Sketch
from speclint.facts.drawing.statediagram import read_states

_FRONT = re.compile(r"\s*+---[ \t]*\n")
_FRONT_END = re.compile(r"\n[ \t]*---[ \t]*(?=\n|$)")
_COMMENT = re.compile(r"^[ \t]*+%%[^\n]*", re.MULTILINE)
_HEADER = re.compile(r"[A-Za-z0-9][\w-]{0,60}")
_DIRECTION = re.compile(r"[ \t]++(?:LR|RL|TB|BT|TD|BR|[<>^]|v)(?=[\s;]|$)")

_LINES: dict[str, Callable[[Iterable[Row]], Sketch]] = {
    "sequencediagram": read_sequence,
    "classdiagram": read_classes,
    "classdiagram-v2": read_classes,
    "erdiagram": read_entities,
    "statediagram": read_states,
    "statediagram-v2": read_states,
}
_SCANNED: dict[str, Callable[[str, int, Places], Sketch]] = {
    "flowchart": read_flowchart,
    "flowchart-elk": read_flowchart,
    "graph": read_flowchart,
    "swimlane": read_flowchart,
    "block": read_blocks,
}

HEADERS = frozenset([*_LINES, *_SCANNED, *LISTS, *OTHERS])
"""The first words of diagrams, in lower case and without `-beta`."""


_SURE = re.compile(
    r"(?:sequenceDiagram|classDiagram(?:-v2)?|erDiagram|stateDiagram(?:-v2)?|gitGraph:?|quadrantChart|"
    r"requirementDiagram|mindmap|journey|timeline|gantt|C4(?:Context|Container|Component|Dynamic|Deployment)|"
    r"[a-zA-Z]{3,20}-beta)[ \t]*(?:\n|$)"
    r"|(?:graph|flowchart)[ \t]+(?:LR|RL|TB|BT|TD)\b|pie[ \t]+(?:title|showData)\b"
)
"""A first line that only Mermaid has."""


def begins(code: str) -> bool:
    """Whether a code block that names no language is Mermaid all the same."""
    code = blanked(normal(code))
    return bool(_SURE.match(code, _body(code)))


def read_mermaid(code: str, line: int, column: int = 1) -> Drawing:
    """Read a diagram whose first character stands at a line and column of the document."""
    code = blanked(normal(code))
    places = Places(code, line, column)
    start = _body(code)
    found = _HEADER.match(code, start)
    if not found:
        return _nameless(code, start, places)
    word, end = _key(found.group()), found.end()
    if word in _SCANNED:
        aside = _DIRECTION.match(code, end)
        sketch = _SCANNED[word](code, aside.end() if aside else end, places)
    elif word in _LINES:
        sketch = _LINES[word](rows(code, line, column, _next(code, end)))
    else:
        sketch = read_list(word, rows(code, line, column, end))
        if not _known(word) and not found.group().endswith("-beta"):
            sketch.problem(f"`{found.group()}` is no kind of diagram that Mermaid knows", places.at(start))
    return sketch.drawing()


def _known(word: str) -> bool:
    """Whether a first word is, or begins with, one that Mermaid knows."""
    return any(word.startswith(known) for known in HEADERS)


def _nameless(code: str, start: int, places: Places) -> Drawing:
    sketch = Sketch("other", "mermaid")
    empty = start >= len(code)
    sketch.problem("the diagram is empty" if empty else "the kind of diagram is missing", places.at(start))
    return sketch.drawing()


def _key(word: str) -> str:
    return word.lower().removesuffix("-beta")


def _next(code: str, index: int) -> int:
    """Where the line after an index begins; a header may end in `;`."""
    end = code.find("\n", index)
    return end if end >= 0 else len(code)


def blanked(code: str) -> str:
    """The code with spaces for its front matter, directives and comments, so that nothing moves."""
    front = _FRONT.match(code)
    end = _FRONT_END.search(code, front.end() - 1) if front else None
    if front and end:
        code = _spaces(code[: end.end()]) + code[end.end() :]
    if "%%" not in code:
        return code
    return _COMMENT.sub(lambda m: _spaces(m.group()), _undirected(code))


def _undirected(code: str) -> str:
    """The code with spaces for its directives: `%%{init: …}%%`."""
    pieces: list[str] = []
    at, opened = 0, code.find("%%{")
    while opened >= 0:
        close = code.find("}%%", opened)
        if close < 0:
            break
        pieces += [code[at:opened], _spaces(code[opened : close + 3])]
        at = close + 3
        opened = code.find("%%{", at)
    return "".join(pieces) + code[at:]


def _spaces(text: str) -> str:
    return "\n".join(" " * len(piece) for piece in text.split("\n"))


def _body(code: str) -> int:
    """Where the first word of the diagram stands."""
    return len(code) - len(code.lstrip())
