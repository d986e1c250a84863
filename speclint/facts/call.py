"""Calls of the interface that other parts of a spec make, and whether the part about it lists them.

A list of endpoints, the parts about single ones and the drawings of flows tell the same story three times.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from speclint.document.block import CodeBlock, Text
from speclint.document.section import Section
from speclint.document.span import Span
from speclint.facts.api.define import definitions
from speclint.facts.api.definition import Definition
from speclint.facts.api.merge import Merged, merged
from speclint.facts.api.nearness import Call, Distance, call, nearest
from speclint.facts.api.scope import api_parts
from speclint.facts.api.shared import contract
from speclint.facts.api.signature import http_signatures
from speclint.facts.api.term import texts_of
from speclint.facts.diagram import drawings
from speclint.facts.drawing.sniff import PLAIN
from speclint.facts.example import code_span
from speclint.facts.fact import Fact, Facts


@dataclass(frozen=True, kw_only=True, eq=False)
class UnlistedCall(Fact):
    """A call that the list of endpoints does not have.

    `made` is where it is: `section` (a heading or label of its own, and then `section` is true), `diagram` or `text`;
    `near` is the listed endpoint that is probably meant, `near_line` its line or that of the list; `likely` where it is
    a call of this interface.
    """

    call: str
    made: str
    near: str
    near_line: int
    likely: bool
    section: bool
    related: tuple[tuple[str, Span], ...] = ()


@dataclass(frozen=True, kw_only=True, eq=False)
class ApiVersionConflict(Fact):
    """A path with another version than those of the other endpoints, or than the one that is said to be current."""

    text: str
    version: str
    other: str
    other_line: int
    related: tuple[tuple[str, Span], ...] = ()


@dataclass(frozen=True)
class _Known:
    """An endpoint that is listed: its call, where it stands, and whether a row, an item or a line of code lists it."""

    call: Call
    span: Span
    listed: bool
    group: Merged


_ELSEWHERE = (
    "dependencies", "decisions", "risks", "open-questions", "non-goals", "references", "glossary", "toc", "phases",
    "checklist", "assumptions", "metadata",
)  # fmt: skip
_SKIPPED = frozenset({"", "HEAD", "OPTIONS", "TRACE", "CONNECT", "WS", "WSS", "SSE", "ANY"})
_OPEN_PATH = re.compile(r"\*|\.\.\.|…|/$|\{\}\w|^/(?:\{\})?$|\[|/\{[^{}]*(?:resource|path|entity|endpoint)[^{}]*\}")
_HOST = re.compile(r"^(?:https?|wss?)://([^/]+)", re.I)
# Base URL: https://host/api/v1, base path `/v2`
_BASE_URL = re.compile(
    r"\bbase (?:url|uri|path)s?\b[^/\n]{0,40}?"
    r"(?P<url>(?:https?://[^\s/`|)]+)?/[^\s`|)*,;]*|https?://[^\s/`|)]+)",
    re.I,
)
_URL = re.compile(r"https?://\S+|`[^`]*`")
_BREAK = re.compile(r"<br\s*/?>|\\n", re.I)  # a line break in the words of a drawing
_DENIED = re.compile(r"\b40[45]\b|\b501\b")  # what a call that is not there is answered with
_JOINED = re.compile(r"-{2,}|[-─═]{1,}[>▶►]|[│┃]|→")  # what a drawing joins its parts with
# what joins and frames the words of a drawing
_STROKE = re.compile(r"[-─═━>▶►<◀]{2,}|[│|┃║]|->|<-|(?<=[|>│])-|-(?=(?:GET|POST|PUT|PATCH|DELETE)\b)")


def read_unlisted_calls(facts: Facts) -> tuple[UnlistedCall, ...]:
    """The calls that the part about the interface should list and does not; nothing where it lists none."""
    known = _known(facts)
    if not known or contract(facts):
        return ()
    found = [*_sections(known, facts)]
    if len(known) > 1 or any(each.listed for each in known):
        found += _Made(facts, known).calls()
    unique = {each.span: each for each in reversed(found)}
    return tuple(sorted(unique.values(), key=lambda each: (each.span.line, each.span.column)))


def _known(facts: Facts) -> list[_Known]:
    """The endpoints that the parts about the interface define."""
    parts = api_parts(facts)
    bases = _bases(facts)
    found = []
    for group in merged(facts) if parts else ():
        for member in group.members:
            if member.kind != "http" or member.shape == "mention" or not _stands_in(member, parts):
                continue
            listed = member.shape in ("row", "item", "code")
            found.append(_Known(call(member.verb, member.name, bases), member.span, listed, group))
    return found


def _stands_in(member: Definition, parts: Sequence[Section]) -> bool:
    return any(part.holds(member.span.line) for part in parts)


def _bases(facts: Facts) -> tuple[str, ...]:
    """The base paths that the parts about the interface name."""
    from speclint.facts.api.resource import bare_path

    found = {bare_path(url) for url in _base_urls(facts) if url.count("/") != 2 or "://" not in url}
    return tuple(base for base in sorted(found, key=len, reverse=True) if base != "/")


def _base_urls(facts: Facts) -> tuple[str, ...]:
    def find() -> tuple[str, ...]:
        found = []
        for part in api_parts(facts):
            lines = facts.document.source.lines[part.line - 1 : part.end_line]
            found += [match["url"].rstrip(".`*") for line in lines if (match := _BASE_URL.search(line))]
        return tuple(found)

    return tuple(facts.memo("api base urls", find))


def _sections(known: list[_Known], facts: Facts) -> Iterator[UnlistedCall]:
    """The parts about single endpoints whose method or path is not that of the list."""
    listed = [each for each in known if each.listed]
    rows = {id(each.group) for each in listed}
    headed = [each for each in known if not each.listed]
    apart = [
        each
        for each in headed
        if id(each.group) not in rows and each.call.verb and not _OPEN_PATH.search(each.call.path)
    ]
    if len(listed) < 2 or not apart or _is_partial(listed, facts):
        return
    own = {id(each.group) for each in headed}
    free = [each for each in listed if id(each.group) not in own]
    for each in apart:
        found, at = nearest(each.call, [other.call for other in free])
        if found == "verb" and not {each.call.verb, free[at].call.verb} <= _ALIKE:
            found = ""
        if found not in ("version", "verb", "path") and len(apart) == len(free) == 1 and len(headed) > 2:
            found, at = ("path" if free[0].call.verb == each.call.verb else ""), 0
        if found in ("version", "verb", "path"):
            yield _unlisted(each.call, each.span, "section", free[at], found)
        elif len(headed) - len(apart) >= 2 and len(apart) == 1 and _describes(listed):
            yield _unlisted(each.call, each.span, "section", listed[0], "")


_ALIKE = frozenset({"PUT", "PATCH", "POST"})  # verbs that are taken for one another


def _describes(listed: Sequence[_Known]) -> bool:
    """Whether a list says what its endpoints are for, and not only one thing of some of them."""
    return all(each.group.detail.description for each in listed)


def _unlisted(given: Call, span: Span, place: str, other: _Known, found: Distance, likely: bool = True) -> UnlistedCall:
    near = other.call.name if found in ("version", "verb", "path") else ""
    message = f"{other.call.name} is defined here" if near else "the endpoints are listed here"
    return UnlistedCall(
        span=span, call=given.name, made=place, near=near, near_line=other.span.line, likely=likely,
        section=place == "section", related=((message, other.span),),
    )  # fmt: skip


def _is_partial(listed: Sequence[_Known], facts: Facts) -> bool:
    """Whether a list says that it names only some endpoints."""

    def find() -> bool:
        lines = facts.document.source.lines
        for line in {each.span.line for each in listed}:
            section = facts.document.section_at(line)
            titles = (each.title for each in (section, *section.ancestors())) if section is not None else ()
            if any(facts.vocabulary.has("api partial", title) for title in titles):
                return True
        first = listed[0].span.line
        above = (_URL.sub("", each) for each in lines[max(0, first - 6) : first - 3])
        return any(facts.vocabulary.has("api partial", each) for each in above)

    return bool(facts.memo("api partial list", find)) if listed else False


class _Made:
    """Finds the calls that drawings and sentences make."""

    def __init__(self, facts: Facts, known: list[_Known]) -> None:
        self.facts = facts
        self.known = known
        self.calls_known = [each.call for each in known]
        self.bases = _bases(facts)
        self.hosts = {match[1].casefold() for url in _base_urls(facts) if (match := _HOST.match(url))}
        self.partial = _is_partial([each for each in known if each.listed] or known, facts)
        self.operation = facts.vocabulary.pattern("api calls of operation")
        based = Counter(_prefix(each.call) for each in known)
        self.base = next((prefix for prefix, _ in based.most_common(1)), "")

    def calls(self) -> Iterator[UnlistedCall]:
        """The calls that are not listed."""
        drawn = {id(block): drawing.kind for block, drawing in drawings(self.facts)}
        for block in self.facts.document.code_blocks:
            kind = drawn.get(id(block), "")
            yield from self._curled(block)
            if kind in ("tree", "class", "er") or (not kind and block.language not in PLAIN):
                continue
            if kind not in ("", "none") or _JOINED.search(block.code):
                yield from self._drawn(block)
        for section in self.facts.document.walk():
            if self._tells(section):
                for text in texts_of(section.blocks):
                    yield from self._said(text, section)

    def _tells(self, section: Section) -> bool:
        """Whether a section tells how the system works, and does not list its interface or that of others."""
        if any(section.within(role) for role in _ELSEWHERE) or section.within("api"):
            return False
        consumed = (self.facts.vocabulary.has("api consumed", each.label) for each in (section, *section.ancestors()))
        return not any(consumed)

    def _drawn(self, block: CodeBlock) -> Iterator[UnlistedCall]:
        if "/" not in block.code:
            return
        code = block.code[:60_000]
        for pattern in (_BREAK, _STROKE):
            code = pattern.sub(lambda match: " " * len(match[0]), code)
        for match in re.finditer(r"[^\n]+", code):
            for each in http_signatures(match[0]):
                if self.facts.vocabulary.has("api consumed", match[0]):
                    continue
                span = code_span(
                    self.facts.document.source, block, match.start() + each.start, match.start() + each.end
                )
                below = code[match.end() + 1 : match.end() + 1 + 2 * len(match[0])].split("\n")[0]
                yield from self._judged(each.verb, each.path, span, "diagram", below)

    def _curled(self, block: CodeBlock) -> Iterator[UnlistedCall]:
        """The calls of curl on the own machine whose endpoint is nearly, but not quite, a listed one."""
        for match in _CURL.finditer(block.code) if "curl" in block.code else ():
            url = _LOCAL.search(match[0])
            if url is None:
                continue
            said = _CURL_VERB.search(match[0])
            verb = said["verb"] if said else "POST" if _CURL_DATA.search(match[0]) else "GET"
            start = match.start() + url.start("path")
            span = code_span(self.facts.document.source, block, start, start + len(url["path"]))
            for each in self._judged(verb, url["path"], span, "text"):
                if each.near:
                    yield each

    def _said(self, text: Text, section: Section) -> Iterator[UnlistedCall]:
        if "/" not in text.raw or not any(verb in text.raw for verb in _VERBS):
            return
        if any(text.span == each.span for each in definitions(self.facts)):
            return
        has = self.facts.vocabulary.has
        about = f"{section.title}\n{text.plain}"
        if has("api calls aside", about) or has("api consumed", text.plain) or _DENIED.search(text.plain):
            return
        for each in http_signatures(text.plain):
            yield from self._judged(each.verb, each.path, text.plain_span(each.start, each.end), "text")

    def _judged(self, verb: str, path: str, span: Span, place: str, below: str = "") -> Iterator[UnlistedCall]:
        """A call as an unlisted one, unless it is listed or is of another interface; `below` is the next line."""
        if verb in _SKIPPED or _OPEN_PATH.search(path) or self._is_foreign(path):
            return
        given = call(verb, path, self.bases)
        if self.operation.fullmatch(given.bare.split("/")[1]):
            return
        found, at = nearest(given, self.calls_known)
        if found in ("", "resource", "path") and self._is_short(given):
            return
        if found == "same" or self._is_cut(given, below):
            return
        based = bool(self.base) and _prefix(given) == self.base and "/" in self.base.strip("/")
        hidden = "/internal" in path and not any("/internal" in each.path for each in self.calls_known)
        likely = found in ("version", "verb", "path") or (not self.partial and (found != "" or based) and not hidden)
        if likely or (place == "diagram" and len(self.known) > 2):
            other = self.known[at] if at >= 0 and found else self.known[0]
            yield _unlisted(given, span, place, other, found, likely)

    def _is_foreign(self, path: str) -> bool:
        """Whether a path has a host that is not this interface's."""
        match = _HOST.match(path)
        return match is not None and match[1].casefold() not in self.hosts

    def _is_short(self, given: Call) -> bool:
        """Whether a path is written without its beginning, or a listed one is."""
        same = (each.bare for each in self.calls_known if each.verb in ("", "ANY", given.verb) and each.bare != "/{}")
        return any(bare.endswith(given.bare) or given.bare.endswith(bare) for bare in same)

    def _is_cut(self, given: Call, below: str) -> bool:
        """Whether a path is the beginning of one that is broken over two lines of a drawing."""
        rests = (each.bare[len(given.bare) :] for each in self.calls_known if each.bare.startswith(given.bare))
        return any(rest and rest.split("{")[0] in below for rest in rests)


_VERBS = ("GET", "POST", "PUT", "PATCH", "DELETE")
_CURL = re.compile(r"\bcurl\b(?:[^\n\\]|\\.|\\\n){1,600}")  # a command with its continued lines
_LOCAL = re.compile(r"\bhttps?://(?:localhost|127\.0\.0\.1)(?::\d{1,5})?(?P<path>/[\w/{}.~:-]{1,200})")
_CURL_VERB = re.compile(r"(?:-X|--request)[ =]?[\"']?(?P<verb>GET|POST|PUT|PATCH|DELETE)\b")
_CURL_DATA = re.compile(r"\s(?:-d|--data(?:-\w+)?|--json|-F|--form)\b")


def _prefix(each: Call) -> str:
    """The base path of a call: `/api/v1`."""
    from speclint.facts.api.signature import path_key

    key = path_key(each.path)
    return key[: -len(each.bare)] if key.endswith(each.bare) else ""


# Versions of the interface

_STATED = re.compile(
    r"\b(?:current|present|api|this)\s+(?:api\s+)?version\s*(?:is|:|=|–|—|-)?\s*[`*]*v?(?P<number>\d+)\b(?!\.\d*[1-9])"
    r"|/v(?P<only>\d+)`?\s(?:is|stays|remains)\s(?:the|our)\s(?:only|current|first|present)\s(?:\w+\s)?version\b"
    r"|\b(?:paths?|urls?|routes|endpoints)\s(?:all\s)?(?:starts?|begins?)\swith\b[^/.\n]{0,40}/(?:[\w-]+/){0,2}v(?P<headed>\d+)\b"
    r"|\b(?:base (?:url|path|uri))\b[^/\n]{0,40}(?:https?://[^\s/]+)?(?:/[\w-]+)*?/v(?P<based>\d+)\b",
    re.I,
)
# what is said where there are several versions
_MANY = re.compile(
    r"\bdeprecat|\bboth versions|\bv1 and v2|\bolder version|\blegacy|\bmigrat\w+ (?:to|from) v\d|\bside by side"
    r"|\bsunset|\bprevious version",
    re.I,
)
_IN_PATH = re.compile(r"/v(\d+)(?=/|$)")


def read_api_version_conflicts(facts: Facts) -> tuple[ApiVersionConflict, ...]:
    """The endpoints with another version than the rest, and the statements of a version that no endpoint has."""
    versioned = [each for each in _known(facts) if each.call.version]
    if not versioned:
        return ()
    counts = Counter(each.call.version for each in versioned)
    found = [*_odd(versioned, counts, facts), *_misstated(versioned, counts, facts)]
    unique = {each.span: each for each in found}
    return tuple(sorted(unique.values(), key=lambda each: (each.span.line, each.span.column)))


def _odd(versioned: list[_Known], counts: Counter[str], facts: Facts) -> Iterator[ApiVersionConflict]:
    """The one endpoint whose version is not that of all others, unless another version of it is listed as well."""
    (usual, many), *others = counts.most_common()
    rare = {version for version, count in others if count * 3 <= many}
    if not rare or many < 2 or len(others) > 1:
        return
    first = next(each for each in versioned if each.call.version == usual)
    same = {(each.call.verb, each.call.bare) for each in versioned if each.call.version == usual}
    for each in versioned:
        if each.call.version not in rare or _speaks_of(each.call.version, facts):
            continue
        twice = (each.call.verb, each.call.bare) in same and not any(
            other.group is each.group and other.call.version == usual for other in versioned
        )
        if not twice:
            yield _drift(each.call.name, each.call.version, each.span, first)


def _drift(text: str, version: str, span: Span, first: _Known) -> ApiVersionConflict:
    message = f"{first.call.name} is of version v{first.call.version}"
    return ApiVersionConflict(
        span=span, text=text, version=f"v{version}", other=f"v{first.call.version}", other_line=first.span.line,
        related=((message, first.span),),
    )  # fmt: skip


def _speaks_of(version: str, facts: Facts) -> bool:
    """Whether the parts about the interface speak of a version in words, and so mean it."""
    wanted = re.compile(rf"(?<![/\w])v{version}\b|\bversion {version}\b|/v{version}[`*.,;) ]*(?:$|\s|`)", re.I)
    for part in api_parts(facts):
        for section in part.walk():
            if wanted.search(section.title):
                return True
            if any(wanted.search(_IN_PATH.sub(_kept, text.plain)) for text in texts_of(section.blocks)):
                return True
    return False


def _kept(match: re.Match[str]) -> str:
    """The version in a path, left in place where the path ends with it."""
    return match[0] if match.end() == len(match.string) or not match.string.startswith("/", match.end()) else ""


def _sentence(text: str, match: re.Match[str]) -> str:
    """The sentence in which a match stands."""
    start, end = text.rfind(". ", 0, match.start()) + 1, text.find(". ", match.end())
    return text[start : end if end >= 0 else len(text)]


def _misstated(versioned: list[_Known], counts: Counter[str], facts: Facts) -> Iterator[ApiVersionConflict]:
    """The sentences that name a version as the current one that no path has."""
    for part in api_parts(facts):
        for section in part.walk():
            for text in texts_of(section.blocks):
                if "version" not in text.raw.casefold() and "base" not in text.raw.casefold():
                    continue
                match = _STATED.search(text.plain)
                number = match and (match["number"] or match["only"] or match["headed"] or match["based"])
                if match is None or not number or number in counts or _MANY.search(_sentence(text.plain, match)):
                    continue
                yield _drift(match[0].strip(), number, text.plain_span(*match.span()), versioned[0])


__all__ = ["ApiVersionConflict", "UnlistedCall", "read_api_version_conflicts", "read_unlisted_calls"]
