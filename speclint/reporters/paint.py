"""Colours of a terminal."""

from collections.abc import Callable

Paint = Callable[[str, str], str]
"""A text in a style of rich, such as `bold red`."""


def painter(color: bool) -> Paint:
    """What colours a text; without colour the text stays as it is."""
    return _painted if color else _plain


def _plain(text: str, _style: str) -> str:
    return text


def _painted(text: str, style: str) -> str:
    from rich.color import ColorSystem
    from rich.style import Style

    return Style.parse(style).render(text, color_system=ColorSystem.STANDARD)
