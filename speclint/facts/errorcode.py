"""The codes of errors: the list of them, and the places that use one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from speclint.document.block import Block, CodeBlock, ListBlock, Paragraph, Row, Table, Text
from speclint.document.section import Section
from speclint.document.span import Span
from speclint.facts.api.define import definitions, taken_sections
from speclint.facts.api.label import segments, topic_of
from speclint.facts.api.sample import looks_failed
from speclint.facts.api.term import texts_of
from speclint.facts.example import code_span
from speclint.facts.fact import Fact, Facts


@dataclass(frozen=True, kw_only=True, eq=False)
class UnlistedCode(Fact):
    """An error code that is used and that the list of error codes does not have; `near` is one spelled alike."""

    code: str
    near: str
    list_line: int
    related: tuple[tuple[str, Span], ...] = ()


@dataclass(frozen=True, kw_only=True, eq=False)
class CodeStatusConflict(Fact):
    """An error code with one status in the list and another where it is used: the odd place of the two."""

    code: str
    status: str
    other: str
    other_line: int
    related: tuple[tuple[str, Span], ...] = ()


# ORDER_NOT_PAID, INTERNAL · order_not_paid, order.not-paid · ERR-1001, E404
_STYLES = {
    "upper": r"(?:[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+|[A-Z][A-Z0-9]{2,})",
    "lower": r"[a-z][a-z0-9]*(?:[_.-][a-z0-9]+)+",
    "numbered": r"[A-Z]{1,8}[_-]?\d{2,5}",
}
_NO_CODES = frozenset(
    "GET POST PUT PATCH DELETE HEAD OPTIONS HTTP HTTPS JSON XML JWT API URL URI UUID ID TLS SQL NULL TRUE FALSE OK TBD "
    "TODO YES NOT AND ERROR WARN INFO DEBUG FATAL WARNING CRITICAL HIGH LOW MEDIUM RFC".split()
)
_STATUS_CELL = re.compile(r"(?:HTTP )?\W*[45]\d\d\b.{0,40}")  # 404, HTTP 404 Not Found
_STATUS = re.compile(r"(?<![\w.])[45]\d\d(?![\w%.])")


@dataclass
class _Codes:
    """The listed codes: where each is listed, with which status, and how such codes are written."""

    style: str
    listed: dict[str, Span] = field(default_factory=dict)
    statuses: dict[str, str] = field(default_factory=dict)
    lines: set[int] = field(default_factory=set)

    @property
    def pattern(self) -> str:
        return _STYLES[self.style]


@dataclass(frozen=True)
class _Use:
    """A place that uses a code; `status` stands beside it, `sure` where it can be nothing but an error code."""

    code: str
    span: Span
    status: str = ""


def read_unlisted_codes(facts: Facts) -> tuple[UnlistedCode, ...]:
    """The codes that are used and not listed; nothing where there is no list, or one of some codes only."""
    return tuple(_unlisted(facts))


def _unlisted(facts: Facts) -> Iterator[UnlistedCode]:
    codes = listed_codes(facts)
    if codes is None:
        return
    uses = _uses(codes, facts)
    known = {use.code for use in uses if use.code in codes.listed}
    strange = {use.code for use in uses if use.code not in codes.listed}
    if len(known) < 2 or len(strange) > len(known):
        return
    first = next(iter(codes.listed.values()))
    seen: set[Span] = set()
    for use in uses:
        if use.code in strange and use.span not in seen:
            seen.add(use.span)
            near = _near(use.code, codes.listed)
            where = codes.listed.get(near, first)
            message = f"{near} is listed here" if near else "the error codes are listed here"
            yield UnlistedCode(
                span=use.span, code=use.code, near=near, list_line=where.line, related=((message, where),)
            )


def _near(code: str, listed: Mapping[str, Span]) -> str:
    from difflib import get_close_matches

    return next(iter(get_close_matches(code, listed, 1, 0.75)), "")


def read_status_conflicts(facts: Facts) -> tuple[CodeStatusConflict, ...]:
    """The places where a code comes with another status than in the list."""
    return tuple(_status_conflicts(facts))


def _status_conflicts(facts: Facts) -> Iterator[CodeStatusConflict]:
    codes = listed_codes(facts)
    if codes is None:
        return
    spoken: dict[str, list[_Use]] = {}
    for use in _uses(codes, facts):
        if use.status and codes.statuses.get(use.code):
            spoken.setdefault(use.code, []).append(use)
    for code, uses in spoken.items():
        listed = _Use(code, codes.listed[code], codes.statuses[code])
        if len(uses) > 1 and len({use.status for use in uses}) == 1:
            uses, listed = [listed], uses[0]  # the list is alone against all others
        for use in uses:
            if use.status != listed.status:
                yield CodeStatusConflict(
                    span=use.span, code=code, status=use.status, other=listed.status, other_line=listed.span.line,
                    related=((f"{code} has status {listed.status} here", listed.span),),
                )  # fmt: skip


def listed_codes(facts: Facts) -> _Codes | None:
    """The error codes that the spec lists, where it lists three or more of one style and does not say "for example"."""

    def find() -> _Codes | None:
        if "error" not in facts.document.folded:
            return None
        found = [each for section in facts.document.walk() for each in _lists(section, facts)]
        if not found or any(partial for _, _, partial in found):
            return None
        best = max(_STYLES, key=lambda style: sum(len(rows) for kind, rows, _ in found if kind == style))
        codes = _Codes(best)
        for style, rows, _ in found:
            for code, text, status in rows if style == best else ():
                codes.listed.setdefault(code, text.find(code))
                codes.lines.add(text.line)
                if status and codes.statuses.setdefault(code, status) != status:
                    codes.statuses[code] = ""
        return codes if len(codes.listed) >= 3 else None

    found: _Codes | None = facts.memo("api listed codes", find)
    return found


Listed = tuple[str, list[tuple[str, Text, str]], bool]
"""A style, the codes with the texts that hold them and their statuses, and whether the list is of some codes only."""


def _lists(section: Section, facts: Facts) -> Iterator[Listed]:
    """The lists of error codes in a section that is about errors, not those of one endpoint."""
    has = facts.vocabulary.has
    if id(section) in taken_sections(facts) or section.within("risks") or section.within("testing"):
        return
    bodies = facts.memo("api bodies", lambda: {id(block) for each in definitions(facts) for block in each.body})
    lead: Text | None = None
    for block in section.blocks:
        if isinstance(block, Paragraph):
            lead = block.text
        elif id(block) not in bodies and _may_list(block, facts):
            about = f"{section.title}\n{lead.plain[:200] if lead is not None else ''}"
            style, rows = _read(block, has("api error lists", about), about, facts)
            if len(rows) >= 2:
                yield style, rows, has("api partial codes", about)


def _may_list(block: Block, facts: Facts) -> bool:
    """Whether a look at a block is worth it."""
    if isinstance(block, Table):
        pattern = facts.vocabulary.pattern("api columns of codes")
        return any(pattern.fullmatch(head.plain.strip()) for head in block.header)
    if isinstance(block, ListBlock):
        return bool(block.items) and any(mark in block.items[0].text.raw[:60] for mark in "_`-")
    return isinstance(block, CodeBlock) and "rror" in block.code


def _read(block: Block, told: bool, about: str, facts: Facts) -> tuple[str, list[tuple[str, Text, str]]]:
    if isinstance(block, Table):
        return _rows(block, told, facts)
    if isinstance(block, ListBlock) and told and re.search(r"codes?\b", about, re.I):
        return _items(block)
    return _enumerated(block, facts) if isinstance(block, CodeBlock) else ("", [])


def _rows(table: Table, told: bool, facts: Facts) -> tuple[str, list[tuple[str, Text, str]]]:
    """The codes of a table with a column of them."""
    pattern = facts.vocabulary.pattern("api columns of codes")
    for at, head in enumerate(table.header):
        named = head.plain.strip()
        if len(table.header) < 2 or not pattern.fullmatch(named) or not (told or "error" in named.casefold()):
            continue
        cells = [(row, row.cells[at]) for row in table.rows if row.cells[at].plain.strip(" `-0123456789")]
        for style, regex in _STYLES.items():
            good = [(row, cell) for row, cell in cells if _code_of(cell, regex)]
            if len(good) >= 2 and len(good) * 10 >= len(cells) * 8:
                return style, [(_code_of(cell, regex), cell, _status(row)) for row, cell in good]
    return "", []


def _code_of(cell: Text, regex: str) -> str:
    words = cell.plain.strip(" `\"'")
    return words if re.fullmatch(regex, words) and words not in _NO_CODES else ""


def _status(row: Row) -> str:
    """The one failing status of a row."""
    cells = [cell.plain for cell in row.cells if _STATUS_CELL.fullmatch(cell.plain)]
    found = {status for cell in cells for status in _STATUS.findall(cell)}
    return found.pop() if len(found) == 1 else ""


def _items(block: ListBlock) -> tuple[str, list[tuple[str, Text, str]]]:
    """The codes that the items of a list begin with."""
    for style, regex in _STYLES.items():
        begin = re.compile(
            rf"(?:(?P<status>[45]\d\d)[\s:–—-]+)?(?P<code>{regex})(?![\w.-])(?:\s*\(?(?P<behind>[45]\d\d)\b)?"
        )
        found = [(match, item) for item in block.items if (match := begin.match(item.text.plain))]
        rows = [
            (match["code"], item.text, match["status"] or match["behind"] or "")
            for match, item in found
            if match["code"] not in _NO_CODES and (style == "upper" or "`" in item.text.raw[:40])
        ]
        if len(rows) >= 2 and len(rows) * 10 >= len(block.items) * 8:
            return style, rows
    return "", []


_ENUM = re.compile(r"\b(?:enum|type|class|const)\s+\w*Error_?(?:Code|Type|Kind)s?\w*\b[^{=:\n]*[{=:]", re.I)
_CODE = re.compile(r"(?<![\w.])[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+\b|(?<=^)[ \t]*[A-Z][A-Z0-9]{3,}(?=\s*(?:[,=]|$))", re.M)


def _enumerated(block: CodeBlock, facts: Facts) -> tuple[str, list[tuple[str, Text, str]]]:
    """The codes of an enumeration of errors in code."""
    from speclint.document.block import Piece

    match = _ENUM.search(block.code[:20_000])
    if match is None:
        return "", []
    end = re.compile(r"\}|\n(?=\S)").search(block.code, match.end())
    rows = []
    for each in _CODE.finditer(block.code, match.end(), end.start() if end else len(block.code)):
        start = each.end() - len(each[0].strip())
        span = code_span(facts.document.source, block, start, each.end())
        rows.append((each[0].strip(), Text((Piece(span.line, span.column, each[0].strip()),)), ""))
    return "upper", rows


# Uses

# **Errors**: at the start of a line or a sentence
_LABEL = re.compile(r"(?:^|[\n.]\s*)[*_]{0,2}(?:Errors?|Error [Cc]odes?|Failures)[*_]{0,2}\s*:[*_]{0,2}")


def _uses(codes: _Codes, facts: Facts) -> tuple[_Use, ...]:
    """Every use of a code, in document order."""

    def find() -> tuple[_Use, ...]:
        found = [use for section in facts.document.walk() for use in _Users(codes, facts).section(section)]
        unique = {use.span: use for use in found if use.span.line not in codes.lines and use.code not in _NO_CODES}
        return tuple(unique[span] for span in sorted(unique))

    return tuple(facts.memo("api uses of codes", find))


class _Users:
    """Finds the codes that texts, rows and examples use."""

    def __init__(self, codes: _Codes, facts: Facts) -> None:
        self.facts = facts
        self.codes = codes
        code = codes.pattern
        ticked = codes.style != "upper"
        name = rf"(?:`\"?(?P<code>{code})\"?`)" if ticked else rf"[`\"]?(?<![\w.-])(?P<code>{code})(?![\w-])[`\"]?"
        # 404 `CODE`, 404 Not Found (`CODE`), `CODE` (404), `CODE` — 404
        self.behind = re.compile(
            rf"(?<![\w.])(?P<status>[45]\d\d)(?:`|\*\*)?(?:\s+[A-Z][a-z]+(?:\s[A-Z][a-z]+){{0,3}})?[\s:(|*=/–—→-]{{1,5}}"
            rf"(?:with (?:the )?(?:code|error)\s+)?{name}"
        )
        self.before = re.compile(rf"{name}[\s:(|*=/–—→-]{{1,5}}(?:HTTP\s*)?`?(?P<status>[45]\d\d)(?![\w.%])")
        # the code `CODE`, error code CODE, fails with `CODE`
        self.said = re.compile(
            r"\b(?:[Ee]rror|[Cc]ode|[Ff]ails with|[Rr]ejected with|[Rr]efused with|[Aa]nswered with|[Rr]eturns)\s+"
            rf"(?:the\s+)?(?:error\s+)?(?:code\s+)?`\"?(?P<code>{code})\"?`"
        )
        self.alone = re.compile(rf"`\"?(?P<code>{code})\"?`")
        # "code": "CODE", throw new OrderError(410, 'CODE'), ErrorCode.CODE
        self.value = re.compile(
            rf"[\"']?\b(?:error_?)?(?:code|type|error|name)\b[\"']?\s*[:=]\s*[\"'](?P<code>{code})[\"']", re.I
        )
        if codes.style == "upper":
            self.value = re.compile(
                rf"[\"']?\b(?:[Ee]rror_?)?(?:[Cc]ode|[Tt]ype|[Ee]rror|[Nn]ame)\b[\"']?\s*[:=]\s*[\"'](?P<code>{code})[\"']"
            )
        self.thrown = re.compile(
            rf"\(\s*(?P<status>[45]\d\d)\s*,\s*[\"'](?P<code>{code})[\"']|\b\w*Error_?Codes?\.(?P<member>{code})\b"
        )

    def section(self, section: Section) -> Iterator[_Use]:
        """The uses in a section's own blocks."""
        if any(section.within(role) for role in ("non-goals", "references", "glossary", "dependencies")):
            return
        about_errors = topic_of(section.title, self.facts.vocabulary) == "errors" and section.within("api")
        label = ""
        for block in section.blocks:
            if isinstance(block, CodeBlock):
                yield from self._code(block, about_errors or label == "errors")
                continue
            for text in texts_of((block,)):
                yield from self._text(text, label == "errors" and section.within("api"))
            if isinstance(block, Table) and section.within("api"):
                yield from self._cells(block)
            if isinstance(block, Table):
                yield from self._rows(block)
            if isinstance(block, Paragraph):
                last = tuple(segments(block.text, self.facts.vocabulary))[-1:]
                held = last and last[0].label and not last[0].value.plain
                label = topic_of(last[0].label, self.facts.vocabulary) if held else ""

    def _text(self, text: Text, listed: bool) -> Iterator[_Use]:
        """The uses of a text: with a status, after the word code, under the label of errors."""
        raw = text.raw
        if "_" not in raw and "`" not in raw and '"' not in raw:
            return
        found: dict[int, _Use] = {}
        for pattern in (self.behind, self.before, self.said):
            for match in pattern.finditer(raw):
                status = match.groupdict().get("status") or ""
                if pattern is self.before and "(" not in match[0] and len(set(_STATUS.findall(raw))) > 1:
                    status = ""
                found.setdefault(match.start("code"), self._use(match["code"], text, match.start("code"), status))
        for start, end in self._error_parts(text, listed):
            for match in self.alone.finditer(raw, start, end):
                found.setdefault(match.start("code"), self._use(match["code"], text, match.start("code"), ""))
        yield from found.values()

    def _use(self, code: str, text: Text, start: int, status: str) -> _Use:
        return _Use(code, text.span_of(start, start + len(code)), status)

    def _error_parts(self, text: Text, listed: bool) -> Iterator[tuple[int, int]]:
        """The stretches of a text that name errors and nothing else: the value of `Errors:`, an item of its list."""
        if listed:
            match = re.match(r"\W*(?:[45]\d\d\W*)?`[^`]+`", text.raw)
            if match is not None:
                yield 0, match.end()
        if self.codes.style != "upper":
            return
        for match in _LABEL.finditer(text.raw):
            end = text.raw.find("\n", match.end())
            yield match.end(), end if end >= 0 else len(text.raw)

    def _cells(self, table: Table) -> Iterator[_Use]:
        """The codes in a column of errors."""
        for at, head in enumerate(table.header):
            if topic_of(head.plain, self.facts.vocabulary) != "errors":
                continue
            for row in table.rows:
                for match in self.alone.finditer(row.cells[at].raw):
                    yield self._use(match["code"], row.cells[at], match.start("code"), "")

    def _rows(self, table: Table) -> Iterator[_Use]:
        """The codes of rows with a cell for the status and one for the code."""
        for row in table.rows:
            if status := _status(row):
                for cell in row.cells:
                    if code := _code_of(cell, self.codes.pattern):
                        yield _Use(code, cell.find(code), status)

    def _code(self, block: CodeBlock, about_errors: bool) -> Iterator[_Use]:
        """The codes in examples of errors, and those that code throws."""
        code = block.code[:20_000]
        if "_" not in code and self.codes.style == "lower":
            return
        source = self.facts.document.source
        data = about_errors or looks_failed(code)
        for match in self.thrown.finditer(code):
            group = "code" if match["code"] else "member"
            yield _Use(match[group], code_span(source, block, *match.span(group)), match["status"] or "")
        for match in self.value.finditer(code) if data else ():
            yield _Use(match["code"], code_span(source, block, *match.span("code")))


__all__ = ["CodeStatusConflict", "UnlistedCode", "listed_codes", "read_status_conflicts", "read_unlisted_codes"]
