"""The words of a label, without the dress of its notation."""

import html
import re

BREAK = re.compile(r"<br\s{0,9}/?>|\\n|\n", re.IGNORECASE)
"""A line break in a label: `<br/>`, a written `\\n`, a real one."""

_TAG = re.compile(
    r"</?(?:b|i|u|s|em|strong|small|sub|sup|span|div|p|font|code|center|big|tt|table|tr|td|th|img|hr|a|pre|"
    r"ul|ol|li|h[1-6])(?:\s[^<>]{0,200})?/?>",
    re.IGNORECASE,
)
"""A tag of HTML as renderers of diagrams allow them; `List<User>` is none."""

_ENTITY = re.compile(r"#(?=[A-Za-z0-9]{1,10};)")
"""The start of an entity as Mermaid writes it: `#35;`, `#quot;`."""

_ICON = re.compile(r"\bfa[a-z]{0,2}:fa-[\w-]{1,60}\s?|<&[\w-]{1,40}>|<\$[\w-]{1,60}>")
"""An icon in a label: `fa:fa-car`, `<&folder>`, `<$aws>`."""

_EMPHASIS = (
    re.compile(r"(?<![\w*])(\*{1,3})(?=[^\s*])([^*\n]{1,300})(?<=\S)\1(?![\w*])"),
    re.compile(r"(?<![\w_])(_{1,2})(?=[^\s_])([^_\n]{1,300})(?<=\S)\1(?![\w_])"),
    re.compile(r"(`)([^`\n]{1,300})\1"),
    re.compile(r"(~~)([^~\n]{1,300})\1"),
)
"""A stretch in bold, italics, code or struck out: `**Core API**`; `snake_case` is none."""

_DRESSED = re.compile(r"[<>&#*_`~\\\n:\"'“”]")
"""Without any of these a label is as it reads."""

QUOTES = "\"'“”"


def unquoted(text: str) -> str:
    """The text without the pair of quotation marks around it."""
    text = text.strip()
    if len(text) > 1 and text[0] in QUOTES and text[-1] in QUOTES and text[0] not in text[1:-1]:
        text = text[1:-1].strip()
    if len(text) > 1 and text[0] == text[-1] == "`":
        text = text[1:-1].strip()
    return text


def parts(raw: str) -> tuple[str, ...]:
    """The lines of a label, each as a reader would say it."""
    if not _DRESSED.search(raw):
        return (" ".join(raw.split()),) if raw.strip() else ()
    found = (_said(line) for line in BREAK.split(unquoted(raw)))
    return tuple(line for line in found if line)


def said(raw: str) -> str:
    """The label as a reader would say it, in one line."""
    return " ".join(parts(raw))


def _said(line: str) -> str:
    line = _ICON.sub("", line) if ":fa-" in line or "<" in line else line
    line = _TAG.sub(" ", line) if "<" in line else line
    if "#" in line:
        line = _ENTITY.sub(lambda m: "&#" if line[m.end()].isdigit() else "&", line)
    line = html.unescape(line) if "&" in line else line
    for emphasis in _EMPHASIS:
        line = emphasis.sub(r"\2", line)
    return " ".join(line.split())
