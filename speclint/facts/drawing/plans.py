"""Mermaid's diagrams that list rather than draw: plans, outlines, charts and the other small kinds."""

import re
from collections.abc import Callable, Iterable, Iterator

from speclint.facts.drawing.macros import macro
from speclint.facts.drawing.rows import Row
from speclint.facts.drawing.sketch import Sketch

Rows = Iterable[Row]

_BRACKETED = re.compile(
    r"^([^\s\[\](){}\"]{0,200})(?:\[+|\(+|\{+|\)+|-\))\"?([^\[\](){}\"]{1,500}"
    r"(?:\([^()\[\]{}\"]{0,200}\)[^\[\](){}\"]{0,200})?)"
)
"""A node of an outline with a shape: `root((Orders))`, `[Todo]`."""

_SET_UP = re.compile(
    r"^(?:title|acc(?:Title|Descr)|dateFormat|axisFormat|tickInterval|excludes|includes|todayMarker|weekday|weekend|"
    r"inclusiveEndDates|topAxis|displayMode|classDef|class|style|click|showData|showLegend|columns|max|min|ticks|"
    r"graticule|direction|linkStyle|UpdateElementStyle|UpdateRelStyle|UpdateLayoutConfig)\b"
)
"""A line that sets a diagram up and names nothing."""

_QUOTED = re.compile(r"\"([^\"]{1,500})\"")
_IN_BRACKETS = re.compile(r"\[\"?([^\]\"]{1,500})\"?\]")
_SERVICE = re.compile(
    r"^(group|service|junction)\s++([\w-]{1,200})\s*+(?:\([^)]{0,100}\))?\s*+(?:\[\"?([^\]\"]{0,300})\"?\])?\s*+"
    r"(?:in\s++([\w-]{1,200}))?"
)
"""`service db(database)[Orders] in api`."""

_PORTS = re.compile(
    r"^([\w-]{1,200})(?:\{group\})?(?:\s*+:\s*+[LRTB])?\s*+(<?)-(?:\[([^\]]{0,200})\])?-(>?)\s*+"
    r"(?:[LRTB]\s*+:\s*+)?([\w-]{1,200})"
)
"""`db:L --> R:server`."""

_REQUIREMENT = re.compile(
    r"^(\w*[rR]equirement|designConstraint|element)\s++\"?([^\"{:]{1,200}?)\"?\s*+(?::::\w+)?\s*+\{"
)
_REQUIRED = re.compile(r"^\"?([^\"<>-]{1,200}?)\"?\s*+(?:-\s*+(\w+)\s*+->|<-\s*+(\w+)\s*+-)\s*+\"?([^\"]{1,200}?)\"?$")
_GIT = re.compile(r"\b(id|tag|branch|checkout|merge|switch|cherry-pick)\b\s*+:?\s*+\"?([^\"\s:]{1,100})\"?")


def _useful(lines: Rows) -> Iterator[Row]:
    return (row for row in lines if not _SET_UP.match(row.text))


def _gantt(lines: Rows, sketch: Sketch) -> None:
    section = ""
    for row in _useful(lines):
        if row.word == "section":
            section = row.rest
            sketch.label(section, row.at(row.text.find(section)))
            continue
        name, colon, time = row.text.partition(":")
        if colon and name.strip():
            sketch.task(name, section, _time(time), row.place)


def _time(text: str) -> str:
    """The dates and the duration of a task, without its states and its id."""
    pieces = [piece.strip() for piece in text.split(",")]
    states = ("done", "active", "crit", "milestone", "vert")
    kept = [piece for piece in pieces if piece and piece not in states]
    dated = [piece for piece in kept if re.search(r"\d", piece) or piece.startswith(("after", "until"))]
    return ", ".join(dated[-2:] if len(dated) > 2 else dated)


def _timeline(lines: Rows, sketch: Sketch) -> None:
    section, period = "", ""
    for row in _useful(lines):
        if row.word == "section":
            section = row.rest
            sketch.label(section, row.at(row.text.find(section)))
            continue
        first, *events = row.text.split(" :") if " :" in row.text else row.text.split(":")
        period = first.strip() or period
        for event in events:
            sketch.task(event.strip(), section, period, row.at(row.text.find(event.strip())))
        if not events:
            sketch.task(period, section, period, row.place)


def _journey(lines: Rows, sketch: Sketch) -> None:
    section = ""
    for row in _useful(lines):
        if row.word == "section":
            section = row.rest
        else:
            sketch.task(row.text.partition(":")[0], section, "", row.place)


def _outline(lines: Rows, sketch: Sketch) -> None:
    """Nodes by indentation: mind maps, kanban boards, trees."""
    above: list[tuple[int, str]] = []
    for row in _useful(lines):
        if row.text.startswith(("::icon", ":::")):
            continue
        found = _BRACKETED.match(row.text)
        raw = found.group(2) if found else row.text.strip('"')
        name = f"{row.line}:{raw}"
        sketch.node(name, raw, row.at(row.text.find(raw)))
        while above and above[-1][0] >= row.column:
            above.pop()
        if above:
            sketch.edge(above[-1][1], name, "", row.line)
        above.append((row.column, name))


def _treemap(lines: Rows, sketch: Sketch) -> None:
    for row in _useful(lines):
        for found in _QUOTED.finditer(row.text):
            sketch.label(found.group(1), row.at(found.start(1)))


def _texts(lines: Rows, sketch: Sketch) -> None:
    """Whatever stands in quotation marks or brackets: charts and the kinds not read more closely."""
    for row in lines:
        for found in (*_QUOTED.finditer(row.text), *_IN_BRACKETS.finditer(row.text)):
            if not re.fullmatch(r"[\d\s.,;:+-]*", found.group(1)):
                sketch.label(found.group(1), row.at(found.start(1)))


def _quadrants(lines: Rows, sketch: Sketch) -> None:
    for row in _useful(lines):
        name = row.rest if row.word.startswith(("quadrant-", "x-axis", "y-axis")) else row.text.partition(":")[0]
        for piece in name.split("-->"):
            sketch.label(piece, row.at(row.text.find(piece.strip())))


def _sankey(lines: Rows, sketch: Sketch) -> None:
    for row in lines:
        cells = [cell.strip() for cell in row.text.split(",")]
        if len(cells) >= 3:
            for name in cells[:2]:
                sketch.node(name, name, row.at(row.text.find(name)))
            sketch.edge(cells[0], cells[1], "", row.line)


def _git(lines: Rows, sketch: Sketch) -> None:
    for row in lines:
        for found in _GIT.finditer(row.text):
            sketch.label(found.group(2), row.at(found.start(2)))


def _architecture(lines: Rows, sketch: Sketch) -> None:
    for row in lines:
        found = _SERVICE.match(row.text)
        if found:
            _service(found, row, sketch)
            continue
        joined = _PORTS.match(row.text)
        if joined:
            left, back, words, forth, right = joined.groups()
            ends = (right, left) if back and not forth else (left, right)
            sketch.edge(*ends, words or "", row.line)


def _service(found: re.Match[str], row: Row, sketch: Sketch) -> None:
    what, name, title, parent = found.groups()
    place = row.at(found.start(3) if title else found.start(2))
    if what == "group":
        sketch.frame(name, title or name, place, parent)
    elif what == "service":
        sketch.node(name, title or name, place)
        sketch.put(name, parent)


def _requirements(lines: Rows, sketch: Sketch) -> None:
    inside = False
    for row in _useful(lines):
        if inside:
            inside = not row.text.startswith("}")
            continue
        found = _REQUIREMENT.match(row.text)
        joined = None if found else _REQUIRED.match(row.text)
        if found:
            sketch.node(found.group(2), None, row.at(found.start(2)))
            inside = not row.text.endswith("}")
        elif joined:
            ends = (joined.group(1), joined.group(4))
            ends = ends if joined.group(2) else (ends[1], ends[0])
            sketch.edge(*ends, joined.group(2) or joined.group(3), row.line)


def _c4(lines: Rows, sketch: Sketch) -> None:
    for row in _useful(lines):
        if row.text.startswith("}"):
            sketch.leave()
        else:
            macro(row, sketch)


LISTS: dict[str, tuple[str, Callable[[Rows, Sketch], None]]] = {
    "gantt": ("gantt", _gantt),
    "timeline": ("timeline", _timeline),
    "journey": ("journey", _journey),
    "kanban": ("kanban", _outline),
    "mindmap": ("mindmap", _outline),
    "ishikawa": ("mindmap", _outline),
    "treeview": ("tree", _outline),
    "treemap": ("chart", _treemap),
    "pie": ("chart", _texts),
    "xychart": ("chart", _texts),
    "radar": ("chart", _texts),
    "venn": ("chart", _texts),
    "packet": ("chart", _texts),
    "quadrantchart": ("chart", _quadrants),
    "sankey": ("chart", _sankey),
    "gitgraph": ("git", _git),
    "architecture": ("architecture", _architecture),
    "requirement": ("requirement", _requirements),
    "requirementdiagram": ("requirement", _requirements),
    "c4context": ("c4", _c4),
    "c4container": ("c4", _c4),
    "c4component": ("c4", _c4),
    "c4dynamic": ("c4", _c4),
    "c4deployment": ("c4", _c4),
}
"""The header of a diagram in lower case without `-beta`: its kind, and what reads its lines."""

OTHERS = frozenset(
    "agentflow bpmn c4 cynefin ditaa domainstory domainstorytelling eventmodeling filetree gridlayout grid info matrix "
    "matrixchart network neuralnet quantum quantumcircuit railroad threatmodel threat-model timing usecase "
    "usecasediagram vsm wardley wireframe zenuml error".split()
)
"""Headers that are known but not read closely."""


def read_list(header: str, lines: Rows) -> Sketch:
    """Read the lines below a header; `header` is a key of `LISTS`, or any other."""
    kind, reader = LISTS.get(header, ("other", _texts))
    sketch = Sketch(kind, "mermaid")
    reader(lines, sketch)
    return sketch
