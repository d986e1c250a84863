"""Inline Markdown: code spans, links, images and HTML in a run of text, and the plain words of it.

Block structure comes from markdown-it; its inline tokens have no columns, so the inlines that facts and
rules need are found here, each with its offsets in the raw text (CommonMark 0.31, section 6).
"""

import html
import re
from collections.abc import Sequence
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
    return _SPACES.sub(" ", "".join([words for words, _ in _runs(raw)])).strip()


def plain_offsets(raw: str) -> tuple[str, list[int]]:
    """The words of a raw text, and for each character of them its offset in the raw text (and the end)."""
    runs = _runs(raw)
    words = "".join([words for words, _ in runs])
    offsets = [offset for _, places in runs for offset in places]
    kept: list[int] = []
    parts: list[str] = []
    position = 0
    for space in _SPACES.finditer(words):
        start = space.start()
        if start:  # white space is one blank, and none where the words begin
            parts += (words[position:start], " ")
            kept += offsets[position : start + 1]
        position = space.end()
    parts.append(words[position:])
    kept += offsets[position:]
    text = "".join(parts)
    if text.endswith(" "):
        text = text[:-1]
        kept.pop()
    return text, [*kept, kept[-1] + 1 if kept else 0]


_MARKS = re.compile(r"[`<\[*_~&\\]")
_SPACES = re.compile(r"[ \t\n\u00a0]+")
_SPECIAL = re.compile(r"[\\*_~&]")


def _marked(raw: str) -> bool:
    return _MARKS.search(raw) is not None


_Runs = list[tuple[str, Sequence[int]]]
"""Words, and for each of their characters its offset in the raw text."""


def _runs(raw: str) -> _Runs:
    """The words of a raw text, white space as it is written."""
    runs: _Runs = []
    position = 0
    for inline in scan(raw):
        if inline.start >= position:
            _append_text(runs, raw, position, inline.start)
            _append_inline(runs, raw, inline)
            position = inline.end
    _append_text(runs, raw, position, len(raw))
    return runs


def _append_inline(runs: _Runs, raw: str, inline: Inline) -> None:
    if inline.kind == "code":
        begin = raw.index("`", inline.start)
        begin = _TICKS.match(raw, begin).end()  # type: ignore[union-attr]  # it begins with a tick
        end = inline.end - (begin - inline.start)
        runs.append((raw[begin:end], range(begin, end)))
    elif inline.kind in ("link", "image"):
        begin = raw.index("[", inline.start) + 1 if raw[inline.start] != "<" else inline.start + 1
        if _marked(inline.text):
            words, offsets = plain_offsets(inline.text)
            runs.append((words, [begin + offset for offset in offsets[: len(words)]]))
        else:
            runs.append((inline.text, range(begin, begin + len(inline.text))))
    elif inline.kind == "html" and re.match(r"<br\b", inline.text, re.I):
        runs.append((" ", (inline.start,)))


def _append_text(runs: _Runs, raw: str, start: int, end: int) -> None:
    position = start
    while position < end:
        special = _SPECIAL.search(raw, position, end)
        stop = special.start() if special else end
        if stop > position:
            runs.append((raw[position:stop], range(position, stop)))
        position = _append_special(runs, raw, stop, start, end) if special else end


def _append_special(runs: _Runs, raw: str, position: int, start: int, end: int) -> int:
    """What a mark, a backslash or an ampersand stands for; where it ends."""
    character = raw[position]
    if character == "\\" and position + 1 < end and raw[position + 1] in _PUNCTUATION:
        runs.append((raw[position + 1], (position + 1,)))
        return position + 2
    if character in "*_~":
        return _append_run(runs, raw, position, start, end)
    if character == "&" and (match := _ENTITY.match(raw, position, end)):
        words = html.unescape(match[0])
        runs.append((words, (position,) * len(words)))
        return match.end()
    runs.append((character, (position,)))
    return position + 1


def _append_run(runs: _Runs, raw: str, position: int, start: int, end: int) -> int:
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
        runs.append((raw[position:stop], range(position, stop)))
    return stop


def _wordy(character: str) -> bool:
    return character.isalnum() or character == "_"
