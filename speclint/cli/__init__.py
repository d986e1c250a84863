"""The commands. The only room that prints or exits."""

from speclint.cli.main import main

__all__ = ["main"]
