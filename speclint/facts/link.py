"""The links of a document that lead nowhere: inside it, to other files, and by a label.

Only what can be told without the network is judged: anchors of the document and of other Markdown files,
relative paths inside the project, and labels of reference links and footnotes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from urllib.parse import unquote

from speclint.document.block import Html, Text
from speclint.document.span import Span
from speclint.facts.anchor import anchors, slug
from speclint.facts.fact import Fact, Facts
from speclint.facts.fence import BrokenFence

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:|//")  # an address: two letters at least, since C: is a drive
_LINES = re.compile(r"L\d+(?:C\d+)?(?:-L?\d+(?:C\d+)?)?|:~:.*", re.IGNORECASE)  # GitHub's #L10-L20, a text fragment
_TEMPLATE = re.compile(r"[{}<>$*]|%7B", re.IGNORECASE)  # a target that is still to be filled in
_HTML_LINK = re.compile(r"<(?:a|img)\s[^<>]*?\b(?:href|src)=[\"']([^\"'<>\s]+)[\"']", re.IGNORECASE)
_DEFINITION = re.compile(r" {0,3}\[(?P<label>[^\[\]\n^][^\[\]\n]{0,299})\]:[ \t]*<?(?P<target>[^\s<>]*)")
_FOOTNOTE = re.compile(r"\[\^(?P<name>[^\]\s]{1,80})\](?!:)")
_FOOTNOTE_TEXT = re.compile(r"^[ \t>]*\[\^(?P<name>[^\]\s]{1,80})\]:", re.MULTILINE)
_LABEL = re.compile(r"[\w\^](?:[\w .,/#@&'+-]|:(?!\w))*")  # a label that an author would define
_TOP = frozenset({"", "top"})


@dataclass(frozen=True, kw_only=True, eq=False)
class DeadLink(Fact):
    """A link or an image that leads nowhere, and the `reason`.

    `kind` is `anchor` (no such heading in this document), `file` (no such file, or no such heading in it),
    `reference` or `footnote` (the label is defined nowhere) or `empty` (no target at all).
    """

    target: str
    kind: str
    text: str
    reason: str
    image: bool = False


@dataclass(frozen=True, slots=True)
class _Use:
    """A target where it is written."""

    target: str
    text: str
    span: Span
    image: bool


def read_dead_links(facts: Facts) -> tuple[DeadLink, ...]:
    """Every link of the document that leads nowhere, in order."""
    found = [dead for use in _uses(facts) if (dead := _judge(use, facts)) is not None]
    found.extend(_undefined(facts))
    return tuple(sorted(found, key=lambda dead: dead.span))


def dead_link(target: str, text: str, span: Span, facts: Facts) -> DeadLink | None:
    """What is wrong with a link that stands at a place, if it leads nowhere."""
    return _judge(_Use(target, text, span, False), facts)


def _uses(facts: Facts) -> Iterator[_Use]:
    for text in facts.document.texts():
        if "](" not in text.raw and "<" not in text.raw:
            continue
        for inline in text.inlines:
            if inline.kind in ("link", "image") and not inline.reference:
                span = text.span_of(inline.start, inline.end)
                yield _Use(inline.target, inline.text, span, inline.kind == "image")
            elif inline.kind == "html" and (match := _HTML_LINK.match(inline.text)):
                yield _Use(match[1], "", text.span_of(inline.start, inline.end), "img" in inline.text[:4].lower())
    yield from _html_uses(facts)
    yield from _definitions(facts)


def _html_uses(facts: Facts) -> Iterator[_Use]:
    for block in facts.document.blocks:
        if isinstance(block, Html) and not block.comment:
            for match in _HTML_LINK.finditer(block.raw):
                line = block.span.line + block.raw.count("\n", 0, match.start())
                yield _Use(match[1], "", facts.document.line_span(line), match[0][1:4].lower() == "img")


def _definitions(facts: Facts) -> Iterator[_Use]:
    """The targets of reference definitions: `[label]: path`."""
    references = facts.document.references
    if not references:
        return
    inside = {line for block in facts.document.code_blocks for line in range(block.span.line, block.span.end_line + 1)}
    for number, line in enumerate(facts.document.source.lines, 1):
        match = _DEFINITION.match(line)
        if match and number not in inside and _normal(match["label"]) in references and match["target"]:
            span = Span.at(number, match.start("target") + 1, len(match["target"]))
            yield _Use(match["target"], match["label"], span, False)


def _judge(use: _Use, facts: Facts) -> DeadLink | None:
    target = use.target.strip()
    if _SCHEME.match(target) and not target.lower().startswith("file:"):
        return None
    if _TEMPLATE.search(target):
        return None
    if not target:
        return None if use.image else _dead(use, "empty", f'link "{use.text}" has no target')
    path, _, anchor = target.partition("#")
    path, anchor = unquote(path.partition("?")[0]), unquote(anchor)
    if not path:
        return _own(use, anchor, facts) if target.startswith("#") else None
    return _other(use, path, anchor, facts)


def _own(use: _Use, anchor: str, facts: Facts) -> DeadLink | None:
    """A link to a heading of the document itself."""
    wanted = anchor.casefold().removeprefix("user-content-")
    if wanted in _TOP or _LINES.fullmatch(anchor):
        return None
    known: frozenset[str] = facts.memo("anchors", lambda: anchors(facts.document))
    if wanted in known or wanted in _lost(facts):
        return None
    return _dead(use, "anchor", f'no heading has the anchor "#{anchor}"{_nearest(wanted, known, facts)}')


def _lost(facts: Facts) -> frozenset[str]:
    """The anchors of headings that a broken fence turns into code: the fence is to blame, not the link."""
    found: frozenset[str] = facts.memo(
        "lost anchors",
        lambda: frozenset(slug(title) for fence in facts.all("broken_fences", BrokenFence) for title in fence.titles),
    )
    return found


def _other(use: _Use, path: str, anchor: str, facts: Facts) -> DeadLink | None:
    """A link to another file, or to a heading in it."""
    what = "image" if use.image else "file"
    if _is_elsewhere(path):
        return _dead(use, "file", f'"{use.target}" is a path on one machine only')
    exists = facts.files.exists(path) if facts.files is not None else None
    if facts.files is None or exists is None:
        return None
    if not exists:
        bare = "." not in path.rstrip("/").rsplit("/", 1)[-1]
        page = bare and facts.files.exists(f"{path.rstrip('/')}.md")
        return None if page else _dead(use, "file", f'{what} "{path}" does not exist')
    known = facts.files.anchors(path) if anchor and not _LINES.fullmatch(anchor) else None
    wanted = anchor.casefold()
    if known is None or wanted in known or wanted in _TOP:
        return None
    return _dead(use, "file", f'no heading of "{path}" has the anchor "#{anchor}"{_nearest(wanted, known, facts)}')


def _is_elsewhere(path: str) -> bool:
    """Whether a path is one of the author's own machine."""
    return path.startswith("~/") or path.lower().startswith("file:") or bool(re.match(r"/?[A-Za-z]:[\\/]", path))


def _dead(use: _Use, kind: str, reason: str) -> DeadLink:
    return DeadLink(span=use.span, target=use.target, kind=kind, text=use.text, reason=reason, image=use.image)


_NUMBERED = re.compile(r"^\d[\d-]*-(?=.)")  # the number of a section before its words: 12-monitoring
_NEAR = 0.7  # so alike are the words that an author meant, from 0 to 1
_MANY = 50  # beyond so many dead anchors, what was meant is no longer looked for: it takes its time


def _nearest(wanted: str, known: frozenset[str], facts: Facts) -> str:
    asked: list[str] = facts.memo("anchors looked for", list)
    asked.append(wanted)
    if len(asked) > _MANY:
        return ""
    bare = {_NUMBERED.sub("", anchor): anchor for anchor in sorted(known, reverse=True)[-500:]}
    near = get_close_matches(_NUMBERED.sub("", wanted[:200]), bare, 1, _NEAR)
    return f' (did you mean "#{bare[near[0]]}"?)' if near else ""


# Labels


def _undefined(facts: Facts) -> Iterator[DeadLink]:
    """The reference links and footnotes whose label is defined nowhere."""
    notes = {match["name"].casefold() for match in _FOOTNOTE_TEXT.finditer(facts.document.source.text)}
    for text in facts.document.texts():
        if "[" not in text.raw:
            continue
        for inline in text.inlines:
            if inline.kind in ("link", "image") and inline.reference and _lacks(inline.reference, inline.text, facts):
                span = text.span_of(inline.start, inline.end)
                reason = f'no link is defined for the label "{inline.reference}"'
                yield DeadLink(span=span, target=inline.reference, kind="reference", text=inline.text, reason=reason)
        yield from _unwritten(text, notes)


def _lacks(label: str, text: str, facts: Facts) -> bool:
    """Whether a label is meant as one and is not defined; `a[i][j]` and `[x][y]` are no links."""
    if _normal(label) in facts.document.references or not _LABEL.fullmatch(label) or label.startswith("^"):
        return False
    return len(text) > 2 and (len(label) > 2 or bool(facts.document.references))


def _unwritten(text: Text, notes: set[str]) -> Iterator[DeadLink]:
    if "[^" not in text.raw:
        return
    code = [(inline.start, inline.end) for inline in text.inlines if inline.kind == "code"]
    for match in _FOOTNOTE.finditer(text.raw):
        hidden = any(start <= match.start() < end for start, end in code)
        if not hidden and match["name"].casefold() not in notes and match["name"].replace("-", "").isalnum():
            span = text.span_of(match.start(), match.end())
            name = match["name"]
            reason = f"footnote {name} is not written"
            yield DeadLink(span=span, target=f"^{name}", kind="footnote", text=name, reason=reason)


def _normal(label: str) -> str:
    """A label as markdown-it compares them (CommonMark 0.31, section 4.7)."""
    return " ".join(label.split()).lower().upper()


__all__ = ["DeadLink", "dead_link", "read_dead_links"]
