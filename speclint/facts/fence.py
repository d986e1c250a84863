"""Code fences that end where their author did not mean them to, and the headings that are lost by it.

A fence ends at the first bare line of as many ticks (CommonMark 0.31, section 4.5). Where a fence is written
inside another of the same length, the inner one's end closes the outer one, and the outer one's end opens a
new fence that swallows the text below it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from speclint.document.block import CodeBlock
from speclint.document.span import Span
from speclint.facts.fact import Fact, Facts

_FENCE = re.compile(r"\s*(?P<mark>`{3,}|~{3,})[ \t]*(?P<info>[^`]*?)\s*")  # a whole line: a fence and its info
_HEADING = re.compile(r" {0,3}#{1,6}[ \t]+(?P<title>\S.*?)[ \t]*#*[ \t]*")  # a whole line: an ATX heading
_MARKDOWN = frozenset({"markdown", "md", "mdx", "mkd"})
_WORD = re.compile(r"[\w+#.-]+(?:[ ,{].*)?")  # an info string: a language, perhaps with more behind it


@dataclass(frozen=True, kw_only=True, eq=False)
class BrokenFence(Fact):
    """A code fence that ends too early, or never.

    `kind` is `early` (closed by the end of a fence inside it) or `open` (never closed); `inner` is the line of
    the fence inside it, `titles` are the headings that are read as code, `lost` as a message names them.
    """

    kind: str
    inner: int | None = None
    lost: str = ""
    titles: tuple[str, ...] = ()
    related: tuple[tuple[str, Span], ...] = ()


@dataclass
class _Trouble:
    """A fence that ends elsewhere than meant, while what follows from it is gathered."""

    line: int
    kind: str
    inner: int | None
    lost: list[tuple[int, str]]


def read_broken_fences(facts: Facts) -> tuple[BrokenFence, ...]:
    """Every fence that ends elsewhere than meant, on the line where it opens; what follows from it is not told."""
    blocks = [block for block in facts.document.code_blocks if block.fenced]
    return tuple(_fact(facts, trouble) for trouble in _troubles(facts, blocks))


def _troubles(facts: Facts, blocks: Sequence[CodeBlock]) -> list[_Trouble]:
    found: list[_Trouble] = []
    pending: _Trouble | None = None  # a fence of Markdown whose own end is still to come
    at = 0
    while at < len(blocks):
        block, run = blocks[at], _inverted(blocks, at)
        inner = _inner(block)
        at += 1
        if not _is_broken(block, inner, run, facts):
            continue
        at += len(run)
        lost = [heading for each in run for heading in _headings(each)]
        if pending is not None and not block.info:
            pending.lost.extend([*_headings(block), *lost])
            pending = _Trouble(inner.line, "early", None, lost) if inner and inner.markdown and lost else None
            found.extend([pending] if pending else [])
            continue
        kind = "open" if inner is None and not block.closed else "early"
        trouble = _Trouble(block.span.line, kind, inner.line if inner else None, [*_own_headings(block), *lost])
        found.append(trouble)
        pending = trouble if block.language in _MARKDOWN else None
    return found


def _is_broken(block: CodeBlock, inner: _Inner | None, run: Sequence[CodeBlock], facts: Facts) -> bool:
    if inner is not None:
        return True
    if not block.closed:
        return bool(run) or not _ends_with_item(block, facts)
    return bool(run) and block.language in _MARKDOWN


def _fact(facts: Facts, trouble: _Trouble) -> BrokenFence:
    related = []
    if trouble.inner is not None:
        related.append(("the fence inside it", facts.document.line_span(trouble.inner)))
    if trouble.lost:
        related.append(("the first heading that is read as code", facts.document.line_span(trouble.lost[0][0])))
    titles = tuple(title for _, title in trouble.lost)
    return BrokenFence(
        span=facts.document.line_span(trouble.line), kind=trouble.kind, inner=trouble.inner,
        lost=_named(titles), titles=titles, related=tuple(related),
    )  # fmt: skip


def _named(titles: Sequence[str]) -> str:
    names = ", ".join(f'"{title}"' for title in titles[:2])
    return f"{names} and {len(titles) - 2} more" if len(titles) > 2 else names


class _Inner(NamedTuple):
    """A fence inside a block."""

    line: int
    markdown: bool


def _inner(block: CodeBlock) -> _Inner | None:
    """The fence inside a block that nothing in the block closes: its end has closed the block."""
    open_: list[_Inner] = []
    for offset, line in enumerate(block.code.split("\n")):
        match = _FENCE.fullmatch(line)
        if match is None or match["mark"][0] != block.fence[:1] or len(match["mark"]) < len(block.fence):
            continue
        if match["info"] and _WORD.fullmatch(match["info"]):
            open_.append(_Inner(block.line + offset, match["info"].split()[0].lower() in _MARKDOWN))
        elif open_ and not match["info"]:
            open_.pop()
    return open_[0] if open_ else None


def _inverted(blocks: Sequence[CodeBlock], at: int) -> Sequence[CodeBlock]:
    """The blocks behind one that ends too early whose fences were meant to close something: text is inside them."""
    end = at + 1
    first = _inner(blocks[at])
    while end < len(blocks):
        block, before = blocks[end], blocks[end - 1]
        odd = _inner(block) is not None or not block.closed or _follows(before, block)
        if block.info or not (odd or ((end > at + 1 or (first and first.markdown)) and _headings(block))):
            break
        end += 1
    return blocks[at + 1 : end]


def _follows(before: CodeBlock, block: CodeBlock) -> bool:
    """Whether a fence opens where an unclosed one, or one that an inner fence closed, ought to end."""
    gap = block.span.line - before.span.end_line
    return (not before.closed and gap <= 1) or (_inner(before) is not None and gap <= 2)


def _own_headings(block: CodeBlock) -> list[tuple[int, str]]:
    """The headings that an open fence swallows; one of Markdown may hold some, and a comment is none."""
    if block.closed or block.language in _MARKDOWN:
        return []
    lines = block.code.split("\n")
    return [heading for heading in _headings(block) if lines[heading[0] - block.line].lstrip().startswith("##")]


def _headings(block: CodeBlock) -> list[tuple[int, str]]:
    """The headings in a block that a blank line stands above, with their lines."""
    found = []
    before = ""
    for offset, line in enumerate(block.code.split("\n")):
        match = _HEADING.fullmatch(line)
        if match and not before.strip():
            found.append((block.line + offset, match["title"]))
        before = line
    return found


def _ends_with_item(block: CodeBlock, facts: Facts) -> bool:
    """Whether an unclosed block hides nothing: it ends with its list item or quote, and the file goes on."""
    lines = facts.document.source.lines
    return not block.closed and any(line.strip() for line in lines[block.span.end_line :])
