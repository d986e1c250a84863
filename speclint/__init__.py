"""speclint: a linter and quality-checklist validator for technical specifications."""

from speclint.version import __version__

__all__ = ["__version__"]
