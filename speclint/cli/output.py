"""Writing to standard output, and what is said when that fails."""

from __future__ import annotations

import os
import sys

import click

from speclint.errors import SpeclintError

BROKEN_PIPE = 141
"""The exit code of a program that a closed pipe ends: 128 + SIGPIPE."""


def write(text: str) -> None:
    """Writes a text to standard output, all of it.

    Raises SpeclintError where it cannot be written; ends quietly where the reader of a pipe is gone.
    """
    if sys.stdout is None:
        raise SpeclintError("cannot write output: standard output is closed")
    try:
        _write_all(text.encode(sys.stdout.encoding or "utf-8", "backslashreplace"))
    except BrokenPipeError:
        silence()
        raise click.exceptions.Exit(BROKEN_PIPE) from None
    except OSError as error:
        silence()
        raise SpeclintError(f"cannot write output: {(error.strerror or 'failed').lower()}") from None


def _write_all(data: bytes) -> None:
    """Writes every byte: where Python does not buffer its output, a single write may take only a part."""
    sys.stdout.flush()
    rest = memoryview(data)
    while rest:
        rest = rest[sys.stdout.buffer.write(rest) :]
    sys.stdout.buffer.flush()


def silence() -> None:
    """Keeps the interpreter from writing once more, when it ends, to what cannot be written."""
    sink = os.open(os.devnull, os.O_WRONLY)
    os.dup2(sink, sys.stdout.fileno())
