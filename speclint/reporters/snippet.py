"""A source line with its number, and carets under what is meant."""

from dataclasses import dataclass

from speclint.report import Finding
from speclint.reporters.plain import cells, pieces

_TAB = 4
_CUT = "…"


@dataclass(frozen=True, slots=True)
class Snippet:
    """Two lines: `gutter` and `source`, and under them as wide a `margin` and `carets`."""

    gutter: str
    source: str
    margin: str
    carets: str


def snippet(finding: Finding, lines: tuple[str, ...], width: int) -> Snippet | None:
    """The first line of a finding, cut to the part around it; none where the line is blank.

    `width` counts cells. A finding without length has one caret.
    """
    line = lines[finding.line - 1].rstrip() if finding.line <= len(lines) else ""
    if not line:
        return None
    gutter = f"  {finding.line} | "
    before, meant, after = _cut(line, *_meant(finding, line), width - len(gutter))
    return Snippet(
        gutter=gutter,
        source=(before + meant + after).rstrip(),
        margin="| ".rjust(len(gutter)),
        carets=" " * cells(before) + "^" * max(1, cells(meant)),
    )


def _meant(finding: Finding, line: str) -> tuple[int, int]:
    """Where the underlined part of the line starts and ends, from 0, inside the line."""
    start = min(finding.column - 1, len(line))
    end = finding.end_column - 1 if finding.end_line == finding.line else len(line)
    return start, max(start, min(end, len(line)))


def _cut(line: str, start: int, end: int, width: int) -> tuple[str, str, str]:
    """What is shown of a line before, inside and after a part of it, in at most `width` cells."""
    skipped = max(0, start - width)
    shown = _expand(line[skipped : skipped + 5 * width])
    start, end = start - skipped, min(end - skipped, len(shown))
    first = _first(shown, start, end, width - bool(skipped))
    left = _CUT if skipped + first else ""
    goes_on = skipped + len(shown) < len(line)
    last = _last(shown, first, width - len(left) - goes_on)
    right = _CUT if goes_on or last < len(shown) else ""
    end = min(end, last)
    return left + "".join(shown[first:start]), "".join(shown[start:end]), "".join(shown[end:last]) + right


def _expand(line: str) -> list[str]:
    """What to show for each character of a line, with spaces for tabs."""
    shown = pieces(line)
    column = 0
    for index, char in enumerate(line):
        if char == "\t":
            shown[index] = " " * (_TAB - column % _TAB)
        column += cells(shown[index])
    return shown


def _first(shown: list[str], start: int, end: int, width: int) -> int:
    """The first piece to show: 0 where all up to `end` fits, else a third of the width before `start`."""
    if _width(shown[:end]) < width:
        return 0
    first = start
    while first and _width(shown[first - 1 : start]) <= width // 3:
        first -= 1
    return first


def _last(shown: list[str], first: int, width: int) -> int:
    """Behind the last piece to show; a cell is left for the sign of a cut."""
    if _width(shown[first:]) <= width:
        return len(shown)
    last = first
    while _width(shown[first : last + 1]) < width:
        last += 1
    return last


def _width(shown: list[str]) -> int:
    return cells("".join(shown))
