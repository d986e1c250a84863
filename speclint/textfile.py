"""Small text files that strangers may have written: what they hold, and how messages name them."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from speclint.errors import SpeclintError


def read_bytes(path: Path, shown: str, most: int) -> bytes:
    """The bytes of a regular file of at most so many. Raises SpeclintError, named `shown`, where it is none."""
    try:
        if not stat.S_ISREG(os.stat(path).st_mode):
            raise SpeclintError("not a regular file", shown)
        with open(path, "rb") as file:
            data = file.read(most + 1)
    except OSError as error:
        raise SpeclintError((error.strerror or "cannot be read").lower(), shown) from None
    except ValueError:
        raise SpeclintError("is no path", shown) from None
    if len(data) > most:
        raise SpeclintError(f"longer than {most // 1024} KiB", shown)
    return data


def read_text(path: Path, shown: str, most: int) -> str:
    """The text of such a file, which is UTF-8."""
    data = read_bytes(path, shown, most)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SpeclintError(f"not UTF-8 (byte 0x{data[error.start]:02X} at offset {error.start})", shown) from None


def shown_path(path: str | Path) -> str:
    """A path as messages name it: relative to the working directory, with `/`."""
    try:
        return os.path.relpath(path).replace(os.sep, "/")
    except (OSError, ValueError):
        return str(path).replace(os.sep, "/")
