"""Text from outside made safe for a terminal and a build log, and fitted to a width."""

import re
from collections.abc import Iterator
from unicodedata import category

# Characters that show nothing though their category does not say so: joiners, fillers, variation selectors
# (the two that choose between text and emoji excepted)
_BLANK = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\uffa0\ufe00-\ufe0d\U000e0000-\U000e0fff]"
)
_UNSEEN_CATEGORIES = {"Cc", "Cf", "Cs", "Zl", "Zp"}
_SHORT = {"\t": "\\t", "\n": "\\n", "\r": "\\r"}
_ESCAPED_BYTES = range(0xDC80, 0xDD00)

# Starts a command to a build log: "::error::" where a word begins, "##[error]" and "##vso[" anywhere
_COMMAND = re.compile(r"(?<!\S):(?=:)|#(?=#[A-Za-z]{0,20}\[)")
_DOUBLE_COLON = re.compile(r":(?=:)")


def escape(text: str) -> str:
    """The text with nothing in it that a terminal hides or obeys, or a build log takes for a command.

    `\\x1b`, `\\u202e` and `\\U000e0001` stand for the characters of these code points, `\\xff` also for a
    byte of a path that is not UTF-8.
    """
    return "".join(pieces(text))


def pieces(text: str) -> list[str]:
    """What to show for each character of a text."""
    if text.isascii() and text.isprintable() and "::" not in text and "##" not in text:
        return list(text)
    shown = [_code(char) if _is_unseen(char) else char for char in text]
    for command in _COMMAND.finditer(text):
        shown[command.start()] = _code(command[0])
    return shown


def cells(text: str) -> int:
    """The width of a text in cells of a terminal."""
    if text.isascii():
        return len(text)
    from rich.cells import cell_len

    return cell_len(text)


def sentence(text: str) -> str:
    """The words of a text, escaped, on one line."""
    return escape(" ".join(text.split()))


def wrap(text: str, width: int, first: str = "", rest: str = "") -> list[str]:
    """Lines of at most `width` cells that hold the words of an escaped text.

    `first` starts the first line and `rest` the others. A word wider than a line is broken.
    """
    lines = [first]
    glue = ""
    for word in text.split():
        for part in break_up(word, width - cells(rest)):
            if cells(lines[-1] + glue + part) > width:
                lines.append(rest)
                glue = ""
            lines[-1] += glue + part
            glue = " "
    return [line.rstrip() for line in lines]


def break_up(word: str, width: int) -> Iterator[str]:
    """An escaped text cut into parts of at most `width` cells."""
    if cells(word) <= width:
        yield word
        return
    part = ""
    for char in _DOUBLE_COLON.sub(lambda colon: _code(colon[0]), word):
        if cells(part + char) > width:
            yield part
            part = ""
        part += char
    yield part


def _is_unseen(char: str) -> bool:
    return category(char) in _UNSEEN_CATEGORIES or _BLANK.match(char) is not None


def _code(char: str) -> str:
    if char in _SHORT:
        return _SHORT[char]
    code = ord(char)
    if code in _ESCAPED_BYTES:
        code -= 0xDC00
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
