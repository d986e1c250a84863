"""Inline Markdown: code spans, links, images and HTML in a run of text, and the plain words of it.

Block structure comes from markdown-it; its inline tokens have no columns, so the inlines that facts and
rules need are found here, each with its offsets in the raw text (CommonMark 0.31, section 6).
"""

import html
import re
from dataclasses import dataclass
from typing import Literal

Kind = Literal["text", "code", "link", "image", "html", "comment"]

_TICKS = re.compile(r"`+")  # a run of backticks
_HTML = re.compile(r"<!--.*?-->|</?[A-Za-z][A-Za-z0-9-]*(?:\s[^<>]*)?/?>", re.S)  # a comment or a tag
_AUTOLINK = re.compile(r"<([A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]*|[^\s<>@]+@[^\s<>@]+)>")  # <scheme:…> or <a@b>
_TARGET = re.compile(
    r"\(\s*(<[^<>\n]*>|[^\s()]*(?:\([^\s()]*\)[^\s()]*)*)(?:\s+(?:\"[^\"]*\"|'[^']*'|\([^()]*\)))?\s*\)"
)
_REFERENCE = re.compile(r"\[([^\[\]]*)\]")  # the [label] behind a link text
_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,31});", re.I)
_PUNCTUATION = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")


@dataclass(frozen=True, slots=True)
class Inline:
    """A piece of inline Markdown: offsets `start` to `end` (exclusive) in the raw text.

    `text` is what is read: the code without ticks, the link's raw text, the image's alternative text;
    `target` is the destination of a link or an image as written, `reference` its label where it has one.
    """

    kind: Kind
    start: int
    end: int
    text: str
    target: str = ""
    reference: str = ""


def scan(raw: str) -> tuple[Inline, ...]:
    """The code spans, links, images, tags and comments of a raw text, in order; links are not nested.

    An image that is a link's text is listed before the link that holds it.
    """
    opaque = _opaque(raw)
    found = [*opaque, *_links(raw, opaque)]
    found.sort(key=lambda inline: (inline.start, inline.end))
    return tuple(found)


def _opaque(raw: str) -> list[Inline]:
    """Code spans, HTML and autolinks: what no other inline may begin in."""
    if "`" not in raw and "<" not in raw:
        return []
    closers = _closers(raw)
    found: list[Inline] = []
    position = 0
    for match in re.finditer(r"\\.|`+|<", raw, re.S):
        start = match.start()
        if start < position:
            continue
        inline = _code(raw, match, closers) if raw[start] == "`" else _angle(raw, start)
        if inline is None:
            position = match.end()
            continue
        found.append(inline)
        position = inline.end
    return found


def _closers(raw: str) -> dict[int, list[int]]:
    closers: dict[int, list[int]] = {}
    for match in _TICKS.finditer(raw):
        closers.setdefault(len(match[0]), []).append(match.start())
    for starts in closers.values():
        starts.reverse()
    return closers


def _code(raw: str, match: re.Match[str], closers: dict[int, list[int]]) -> Inline | None:
    width = len(match[0])
    starts = closers.get(width, [])
    while starts and starts[-1] <= match.start():
        starts.pop()
    if not starts:
        return None
    end = starts[-1]
    code = raw[match.end() : end].replace("\n", " ")
    if code.startswith(" ") and code.endswith(" ") and code.strip():
        code = code[1:-1]
    return Inline("code", match.start(), end + width, code)


def _angle(raw: str, start: int) -> Inline | None:
    if raw[start] != "<" or raw.startswith("](", start - 2):
        return None
    if match := _AUTOLINK.match(raw, start):
        return Inline("link", start, match.end(), match[1], match[1])
    if raw.startswith("<!--", start):
        end = raw.find("-->", start)
        return None if end < 0 else Inline("comment", start, end + 3, raw[start : end + 3])
    if match := _HTML.match(raw, start):
        return Inline("html", start, match.end(), match[0])
    return None


def _links(raw: str, opaque: list[Inline]) -> list[Inline]:
    if "[" not in raw:
        return []
    found: list[Inline] = []
    for start, close in _brackets(raw, opaque):
        image = start > 0 and raw[start - 1] == "!" and not (start > 1 and raw[start - 2] == "\\")
        inline = _link(raw, start, close, image)
        if inline is not None:
            found.append(inline)
    return _outermost(found)


def _outermost(found: list[Inline]) -> list[Inline]:
    kept: list[Inline] = []
    end = -1
    for inline in sorted(found, key=lambda item: (item.start, -item.end)):
        if inline.kind == "image" or inline.start >= end:
            kept.append(inline)
        if inline.kind == "link":
            end = max(end, inline.end)
    return kept


def _brackets(raw: str, opaque: list[Inline]) -> list[tuple[int, int]]:
    """The pairs of matching brackets outside code and HTML: offsets of `[` and `]`."""
    pairs: list[tuple[int, int]] = []
    open_at: list[int] = []
    blocked = iter([*opaque, None])
    block = next(blocked)
    for match in re.finditer(r"\\.|[\[\]]", raw, re.S):
        at = match.start()
        while block is not None and block.end <= at:
            block = next(blocked)
        if (block is not None and block.start <= at) or match[0][0] == "\\":
            continue
        if match[0] == "[":
            open_at.append(at)
        elif open_at:
            pairs.append((open_at.pop(), at))
    return pairs


def _link(raw: str, start: int, close: int, image: bool) -> Inline | None:
    begin = start - 1 if image else start
    text = raw[start + 1 : close]
    if match := _TARGET.match(raw, close + 1):
        return Inline("image" if image else "link", begin, match.end(), text, match[1].strip("<>"))
    if match := _REFERENCE.match(raw, close + 1):
        label = match[1] or text
        return Inline("image" if image else "link", begin, match.end(), text, "", label)
    return None


def plain(raw: str) -> str:
    """The words of a raw text: no emphasis, code ticks, link targets, tags or comments."""
    if not _marked(raw):
        return " ".join(raw.split()) if "\n" in raw or "  " in raw else raw.strip()
    return "".join(character for character, _ in _plain_pairs(raw)).strip()


def plain_offsets(raw: str) -> tuple[str, list[int]]:
    """The words of a raw text, and for each character of them its offset in the raw text (and the end)."""
    pairs = list(_plain_pairs(raw))
    while pairs and pairs[-1][0] == " ":
        pairs.pop()
    while pairs and pairs[0][0] == " ":
        pairs.pop(0)
    end = pairs[-1][1] + 1 if pairs else 0
    return "".join(character for character, _ in pairs), [*(offset for _, offset in pairs), end]


_MARKS = re.compile(r"[`<\[*_~&\\]")


def _marked(raw: str) -> bool:
    return _MARKS.search(raw) is not None


def _plain_pairs(raw: str) -> list[tuple[str, int]]:
    pairs: list[tuple[str, int]] = []
    _append(pairs, raw, 0, len(raw), scan(raw))
    return _squeeze(pairs)


def _squeeze(pairs: list[tuple[str, int]]) -> list[tuple[str, int]]:
    """White space as single spaces."""
    kept: list[tuple[str, int]] = []
    for character, offset in pairs:
        if character in " \t\n\u00a0":
            if kept and kept[-1][0] != " ":
                kept.append((" ", offset))
        else:
            kept.append((character, offset))
    return kept


def _append(pairs: list[tuple[str, int]], raw: str, start: int, end: int, inlines: tuple[Inline, ...]) -> None:
    position = start
    for inline in inlines:
        if inline.start < position or inline.end > end:
            continue
        _append_text(pairs, raw, position, inline.start)
        _append_inline(pairs, raw, inline)
        position = inline.end
    _append_text(pairs, raw, position, end)


def _append_inline(pairs: list[tuple[str, int]], raw: str, inline: Inline) -> None:
    if inline.kind == "code":
        begin = raw.index("`", inline.start)
        begin = _TICKS.match(raw, begin).end()  # type: ignore[union-attr]  # it begins with a tick
        width = begin - inline.start
        pairs.extend((raw[i], i) for i in range(begin, inline.end - width))
    elif inline.kind in ("link", "image"):
        begin = raw.index("[", inline.start) + 1 if raw[inline.start] != "<" else inline.start + 1
        inner = plain_offsets(inline.text) if _marked(inline.text) else (inline.text, list(range(len(inline.text) + 1)))
        pairs.extend((character, begin + inner[1][i]) for i, character in enumerate(inner[0]))
    elif inline.kind == "html" and re.match(r"<br\b", inline.text, re.I):
        pairs.append((" ", inline.start))


def _append_text(pairs: list[tuple[str, int]], raw: str, start: int, end: int) -> None:
    position = start
    while position < end:
        character = raw[position]
        if character == "\\" and position + 1 < end and raw[position + 1] in _PUNCTUATION:
            pairs.append((raw[position + 1], position + 1))
            position += 2
        elif character in "*_~":
            position = _append_run(pairs, raw, position, start, end)
        elif character == "&" and (match := _ENTITY.match(raw, position, end)):
            pairs.extend((c, position) for c in html.unescape(match[0]))
            position = match.end()
        else:
            pairs.append((character, position))
            position += 1


def _append_run(pairs: list[tuple[str, int]], raw: str, position: int, start: int, end: int) -> int:
    """Drops a run of emphasis marks, or keeps it where it can be none (CommonMark 6.2, flanking)."""
    character = raw[position]
    stop = position
    while stop < end and raw[stop] == character:
        stop += 1
    before = raw[position - 1] if position > 0 else " "
    after = raw[stop] if stop < len(raw) else " "
    loose = before.isspace() and after.isspace()
    inside = character == "_" and _wordy(before) and _wordy(after)
    lone = character == "~" and stop - position != 2
    if loose or inside or lone:
        pairs.extend((raw[i], i) for i in range(position, stop))
    return stop


def _wordy(character: str) -> bool:
    return character.isalnum() or character == "_"
