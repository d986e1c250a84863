"""The C4 model as Mermaid and PlantUML write it: `Container(api, "API", "Go", "serves")`, `Rel(a, b, "calls")`."""

import re

from speclint.facts.drawing.rows import Row
from speclint.facts.drawing.sketch import Sketch
from speclint.facts.drawing.wording import unquoted

MACRO = re.compile(r"^([A-Z][A-Za-z0-9_]{1,60})\s*+\(")
"""A call of a macro at the start of a line."""

_NODE = re.compile(r"^(?:Person|System|Container|Component|Node|Deployment_Node)(?:_|Db|Queue|L|R|$)")
_FRAME = re.compile(r"Boundary$|^(?:Deployment_)?Node(?:_[LR])?$")
_LINK = re.compile(r"^(?:Bi)?Rel(?:_|Index|$)")
_FROM_RIGHT = re.compile(r"^Rel_Back")


def macro(row: Row, sketch: Sketch) -> bool:
    """Read a line that is one macro; false where it is none of the C4 model."""
    found = MACRO.match(row.text)
    if not found:
        return False
    name, given = found.group(1), arguments(row.text, found.end())
    if _LINK.match(name) and len(given) > 1:
        _relate(name, given, row, sketch)
    elif _FRAME.search(name) and given:
        _frame(given, row, sketch)
    elif _NODE.match(name) and given:
        raw = given[1] if len(given) > 1 else given[0]
        sketch.node(given[0], raw, row.place, row.at(row.text.find(raw, found.end())))
    else:
        return False
    return True


def _relate(name: str, given: list[str], row: Row, sketch: Sketch) -> None:
    if name.startswith("RelIndex"):
        given = given[1:]
    if len(given) < 2:
        return
    ends = (given[1], given[0]) if _FROM_RIGHT.match(name) else (given[0], given[1])
    sketch.edge(*ends, given[2] if len(given) > 2 else "", row.line)


def _frame(given: list[str], row: Row, sketch: Sketch) -> None:
    """A boundary; one without a brace holds nothing."""
    raw = given[1] if len(given) > 1 else given[0]
    place = row.at(row.text.find(raw))
    if "{" not in row.text[row.text.rfind(")") :]:
        sketch.node(given[0], raw, place)
        return
    sketch.enter(given[0], raw, place)
    if row.text.rstrip().endswith("}"):
        sketch.leave()


def arguments(text: str, start: int) -> list[str]:
    """The arguments of a call whose bracket opens before `start`; named ones (`$tags=…`) are left out."""
    found: list[str] = []
    begin, quoted, depth = start, False, 0
    for index in range(start, len(text)):
        mark = text[index]
        if mark == '"':
            quoted = not quoted
        elif quoted:
            continue
        elif mark == "(":
            depth += 1
        elif mark == ")" and depth:
            depth -= 1
        elif mark in ",)" and not depth:
            found.append(text[begin:index])
            begin = index + 1
            if mark == ")":
                break
    else:
        found.append(text[begin:])
    return [unquoted(x) for x in found if x.strip() and not x.strip().startswith("$")]
