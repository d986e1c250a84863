"""Names of findings and of lines that stay the same when lines are added above them."""

import hashlib
import json
import re
from array import array
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import accumulate

# "line 12", "lines 12-34": what a message says of a place, which moves
_LINE_NUMBER = re.compile(r"\b(lines?) \d+(?:[-–]\d+)?")

_BLOCK = 100
_BASE = 37
_MASK = 2**64 - 1
_FALLEN_OUT = pow(_BASE, _BLOCK, 2**64)
_END_OF_FILE = 65535
_BLANKS = str.maketrans("", "", " \t")


def fingerprint(rule: str, section: Sequence[str], message: str, line_text: str, occurrence: int) -> str:
    """The name of a finding, 16 hexadecimal digits.

    It depends on no line number and on no spacing. `section` is the path of titles, `line_text` the source
    line of the finding, `occurrence` the number, from 1, of this finding among those of a file that are
    equal in all the rest.
    """
    words = [
        rule,
        [_squeeze(title) for title in section],
        _without_places(message),
        _squeeze(line_text),
        occurrence,
    ]
    return hashlib.sha256(json.dumps(words).encode("ascii")).hexdigest()[:16]


def line_hashes(lines: Sequence[str]) -> list[str]:
    """The `primaryLocationLineHash` of each line, as GitHub's code scanning computes it.

    `lines` are a text split at its line ends, so that a final line end makes a last, empty line. A hash is
    the polynomial of base 37, modulo 2^64, over the first 100 UTF-16 units from the start of the line that
    are no space and no tab, line feeds and an end mark counted and zeros filled in; after the colon stands
    how often it has been met in the file (github/codeql-action, `src/fingerprints.ts`).
    """
    if not lines:
        return []
    units = _units("\n".join(lines).translate(_BLANKS))
    before = list(accumulate((*units, _END_OF_FILE, *[0] * _BLOCK), _append, initial=0))
    return _numbered((before[at + _BLOCK] - before[at] * _FALLEN_OUT) & _MASK for at in _line_starts(units))


def _squeeze(text: str) -> str:
    return " ".join(text.split())


def _without_places(message: str) -> str:
    return _LINE_NUMBER.sub(r"\1", _squeeze(message))


def _units(text: str) -> Sequence[int]:
    """The UTF-16 units of a text; the codec puts a mark of the machine's byte order before them."""
    return array("H", text.encode("utf-16", "surrogatepass"))[1:]


def _append(value: int, unit: int) -> int:
    return (value * _BASE + unit) & _MASK


def _line_starts(units: Sequence[int]) -> list[int]:
    line_feed = ord("\n")
    return [0, *(at + 1 for at, unit in enumerate(units) if unit == line_feed)]


def _numbered(hashes: Iterable[int]) -> list[str]:
    met: Counter[int] = Counter()
    named = []
    for value in hashes:
        met[value] += 1
        named.append(f"{value:x}:{met[value]}")
    return named
