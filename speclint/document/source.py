"""The text of a file, and its lines as Markdown counts them."""

import re
from dataclasses import dataclass

from speclint.errors import SpeclintError

_LINE_END = re.compile(r"\r\n|\r|\n")  # CommonMark 0.31, section 2.1: no other character ends a line
_BOM = "\ufeff"


@dataclass(frozen=True, slots=True)
class Source:
    """A decoded file: `text` without byte order mark and with `\\n` line ends, and its `lines`."""

    path: str
    text: str
    lines: tuple[str, ...]


def make_source(text: str, path: str = "") -> Source:
    """The source of a text that is decoded already."""
    text = text.removeprefix(_BOM).replace("\x00", "\ufffd")
    lines = _LINE_END.split(text)
    return Source(path, "\n".join(lines), tuple(lines))


def decode(data: bytes, path: str = "") -> Source:
    """The source of a file's bytes, which are UTF-8.

    Raises SpeclintError where they are not, naming the first byte that is wrong.
    """
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise SpeclintError("looks like UTF-16; convert it to UTF-8", path)
    try:
        return make_source(data.decode("utf-8"), path)
    except UnicodeDecodeError as error:
        line, column = _place(data[: error.start])
        message = f"line {line}, column {column}: not UTF-8 (byte 0x{data[error.start]:02X} at offset {error.start})"
        raise SpeclintError(message, path) from None


def _place(before: bytes) -> tuple[int, int]:
    lines = _LINE_END.split(before.decode("utf-8", "replace").removeprefix(_BOM))
    return len(lines), len(lines[-1]) + 1
