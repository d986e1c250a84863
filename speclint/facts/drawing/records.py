"""Records and HTML tables of Graphviz that are entities: a name, and fields with types and keys."""

import re
from collections.abc import Iterator

from speclint.facts.drawing.drawing import Attribute

_KEYS = re.compile(r"\b(PK|FK|UK)\b|\bprimary key\b|\bforeign key\b", re.IGNORECASE)
_FIELD = re.compile(
    r"^[+#~*-]?\s*(?:(?:PK|FK|UK)\b[\s:,]*)*(?P<name>[A-Za-z_]\w{0,80})(?P<call>\s?\([^()]{0,100}\))?"
    r"\s*[:\s]?\s*(?P<type>[A-Za-z]\w{0,60}(?:\s?\([\d, ]{1,12}\))?(?:\[\])?)?",
    re.IGNORECASE,
)
"""`+ id : UUID PK`, `PK id UUID`, `email VARCHAR(80)`, `save() : void`."""

_ROW_END = re.compile(r"</tr\s*>", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]{0,300}>")
_MARKS = re.compile(r"\\[lnr]|[|{}]")
_PORT = re.compile(r"<[^<>|]{0,60}>")


def read_record(raw: str, html: bool) -> tuple[str, list[tuple[Attribute, int]]]:
    """The name of a record and its fields, each with its offset in the raw label; no name where it is none."""
    pieces = list(_pieces(raw, html))
    if len(pieces) < 2 or not re.fullmatch(r"\w[\w ]{0,60}", pieces[0][0]):
        return "", []
    fields = [(field, at) for text, at in pieces[1:] if (field := _field(text)) is not None]
    known = any(field.type or field.keys or field.name.endswith("()") for field, _ in fields)
    return (pieces[0][0], fields) if known else ("", [])


def _pieces(raw: str, html: bool) -> Iterator[tuple[str, int]]:
    """The lines of a label with their offsets."""
    bound = _ROW_END if html else _MARKS
    start = 0
    for end in [*(match.span() for match in bound.finditer(raw)), (len(raw), len(raw))]:
        piece = raw[start : end[0]]
        text = " ".join((_TAG if html else _PORT).sub(" ", piece).split())
        if text:
            yield text, start + max(piece.find(text.split(" ")[0]), 0)
        start = end[1]


def _field(text: str) -> Attribute | None:
    found = _FIELD.match(text)
    if found is None:
        return None
    keys = tuple(dict.fromkeys("PK" if key.upper().startswith("P") else key[:2].upper() for key in _said(text)))
    type_ = found["type"] or ""
    if type_.upper() in ("PK", "FK", "UK"):
        type_ = ""
    return Attribute(f"{found['name']}()" if found["call"] else found["name"], type_, keys, "", 0, 0)


def _said(text: str) -> Iterator[str]:
    for match in _KEYS.finditer(text):
        yield {"p": "PK", "f": "FK", "u": "UK"}[match[0][0].casefold()]
