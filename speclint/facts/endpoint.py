"""What can be called from outside: endpoints, operations, commands, events, functions and tools."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from speclint.document.block import CodeBlock, ListBlock, Paragraph
from speclint.document.section import Section
from speclint.document.span import Span
from speclint.facts.api.definition import Definition
from speclint.facts.api.merge import Merged, merged
from speclint.facts.api.sample import shows_use
from speclint.facts.api.scope import api_parts
from speclint.facts.api.shared import contract, part_errors, shared_errors, states_authentication, states_versions
from speclint.facts.api.signature import Kind, path_key
from speclint.facts.entry import plain_text, section_text
from speclint.facts.fact import Applicability, Fact, Facts


@dataclass(frozen=True, kw_only=True, eq=False)
class Endpoint(Fact):
    """Something that the spec offers to be called.

    `method` is an HTTP verb, or what kind of thing it is (QUERY, RPC, CLI, EVENT, CALL, TOOL …), `path` its path or
    name; `name` is how a caller names it, `title` how messages do. `request` is what is shown of a call, `responses`
    and `errors` what is shown or said of the answers, a few words each. `wants_request` and `wants_response` tell
    whether examples of them are to be expected. `contract_request`, `contract_response` and `contract_errors` are the
    same where what is shown once for a resource, or for all errors, serves for all of its endpoints. `core` is false
    for the tools of a part of its own beside the one with the endpoints.
    """

    method: str
    path: str
    kind: Kind
    name: str
    title: str
    description: str
    request: str
    responses: tuple[str, ...]
    errors: tuple[str, ...]
    takes_body: bool
    wants_request: bool
    wants_response: bool
    network: bool
    call_noun: str
    answer_noun: str
    failure_noun: str
    contract_request: str = ""
    contract_response: str = ""
    contract_errors: str = ""
    core: bool = True


@dataclass(frozen=True, kw_only=True, eq=False)
class Repeat(Fact):
    """A definition of something that is defined before in the same way."""

    title: str
    first: int
    related: tuple[tuple[str, Span], ...]


@dataclass(frozen=True, kw_only=True, eq=False)
class ApiGap(Fact):
    """Something that the part about the interface should say and does not.

    `topic` is `authentication`, `versioning`, `endpoints` (nothing that can be called is specified) or `part`
    (there is no such part).
    """

    topic: str
    part: str


@dataclass(frozen=True, kw_only=True, eq=False)
class UnnamedInterface(Fact):
    """A part about an interface in a spec that names nothing to be called: one of types, files or a linked contract."""

    title: str


_NOUNS: Mapping[Kind, tuple[str, str, str, str]] = {
    "http": ("endpoint {0}", "request example", "response example", "error responses"),
    "graphql": ("{0}", "example of the operation", "example of its result", "errors"),
    "rpc": ('method "{0}"', "request example", "response example", "error behaviour"),
    "cli": ('command "{0}"', "call example", "example of its output", "exit codes or description of failure"),
    "event": ('event "{0}"', "example payload", "response example", "description of what happens on failure"),
    "function": ('function "{0}"', "call example", "stated result", "description of what happens on failure"),
    "tool": ('tool "{0}"', "example input", "example of its result", "error behaviour"),
    "resource": ('resource "{0}"', "request example", "example of its content", "error behaviour"),
    "operation": ('operation "{0}"', "stated input", "stated output", "description of what happens on failure"),
}
"""For each kind how it is called in messages: itself, its call, its answer, its failure."""

_SENDING = frozenset({"POST", "PUT", "PATCH"})
_BARE = frozenset({"HEAD", "OPTIONS", "TRACE", "CONNECT"})


def read_endpoints(facts: Facts) -> tuple[Endpoint, ...]:
    """Everything that can be called, once each, in document order."""
    return tuple(_endpoint(group, facts) for group in merged(facts))


def _endpoint(group: Merged, facts: Facts) -> Endpoint:
    main, detail = group.main, group.detail
    file = contract(facts)
    given = (file,) if file else ()
    requests, responses = detail.request or given, detail.responses or given
    errors = detail.errors or given or _common(main, facts)
    takes = _takes_body(main, bool(detail.request), detail.bodiless, facts)
    title, call, answer, failure = _NOUNS[main.kind]
    verb = _verb(group)
    named = f"{verb} {main.name}".strip() if main.kind == "http" else main.name
    if main.kind == "graphql":
        named = f"{verb.lower()} {main.name}"
    return Endpoint(
        span=main.span, places=_places(group), method=verb, path=main.name, kind=main.kind,
        name=named, title=title.format(named),
        description=detail.description or _titled(group, facts) or _described(file, main),
        request=requests[0] if requests else "",
        responses=tuple(dict.fromkeys(responses)), errors=tuple(dict.fromkeys(errors)),
        takes_body=takes, wants_request=takes if main.kind == "http" else _wants_request(main, detail.bodiless),
        wants_response=main.kind != "event" and verb not in _BARE,
        network=_is_network(main.kind, facts),
        call_noun=call, answer_noun=answer, failure_noun=failure, core=_is_core(main, facts),
        **_contracts(group, requests, responses, errors, facts),
    )  # fmt: skip


def _contracts(
    group: Merged, requests: Sequence[str], responses: Sequence[str], errors: Sequence[str], facts: Facts
) -> dict[str, str]:
    """What is shown of an endpoint, or else of its resource, and of errors once for all."""
    from speclint.facts.api.resource import shown_request, shown_response
    from speclint.facts.terms import forms

    http = group.main.kind == "http"
    return {
        "contract_request": next(iter(requests), "") or (shown_request(group, facts) if http else ""),
        "contract_response": next(iter(responses), "") or (shown_response(group, facts) if http else ""),
        "contract_errors": next(iter(errors), "") or (forms(facts) if http else ""),
    }


def _is_core(main: Definition, facts: Facts) -> bool:
    """Whether it belongs to the interface itself, and not to tools that a further part offers for it."""
    if main.kind not in ("tool", "resource"):
        return True
    first = next((each.main for each in merged(facts) if each.main.kind == "http"), None)
    if first is None:
        return True
    return _part_at(first.span.line, facts) is _part_at(main.span.line, facts)


def _part_at(line: int, facts: Facts) -> Section | None:
    return next((part for part in api_parts(facts) if part.holds(line)), None)


def _verb(group: Merged) -> str:
    return next((each.verb for each in (group.main, *group.members) if each.verb), "")


def _common(main: Definition, facts: Facts) -> tuple[str, ...]:
    words = shared_errors(main.kind, facts) or part_errors(main.span.line, facts)
    return (words,) if words else ()


def _titled(group: Merged, facts: Facts) -> str:
    """What its heading says of it, in a spec that does not describe others under a label."""
    if facts.memo("api labelled", lambda: any(other.detail.labelled for other in merged(facts))):
        return ""
    return next((words for each in group.members if (words := each.title_words)), "")


def _described(file: str, main: Definition) -> str:
    """A contract in a file describes what the spec only lists."""
    return file if file and main.kind != "function" else ""


def _takes_body(main: Definition, shown: bool, bodiless: bool, facts: Facts) -> bool:
    """Whether a body is sent: shown, or to be expected of the verb and not denied."""
    if main.kind != "http":
        return False
    if shown and main.verb not in ("GET", "HEAD", "", "OPTIONS", "WS", "WSS", "SSE"):
        return True
    if bodiless or main.verb not in _SENDING:
        return False
    segments = path_key(main.name).split("/")[1:]
    acts = facts.vocabulary.pattern("api bodiless actions").fullmatch(segments[-1]) is not None
    return not (len(segments) > 1 and acts)


def _wants_request(main: Definition, bodiless: bool) -> bool:
    if main.kind == "resource":
        return False
    return main.kind in ("cli", "function", "graphql") or not bodiless


def _is_network(kind: Kind, facts: Facts) -> bool:
    """Whether it is called over a network by a protocol of requests or of a connection that stays."""
    if kind in ("http", "graphql"):
        return True
    words = {"rpc": "api grpc", "event": "api sockets"}.get(kind)
    return words is not None and any(
        facts.vocabulary.has(words, section_text(part, code=True)) for part in api_parts(facts)
    )


def _places(group: Merged) -> dict[str, Span]:
    """Where the empty cells of a row are that should hold what is missing."""
    places: dict[str, Span] = {}
    for member in group.members:
        for topic, fields in _CELLS.items():
            own = topic in ("description", "errors") or group.main.shape == "row"
            if topic in member.cells and own:
                span = member.cells[topic]
                for field in fields:
                    places.setdefault(field, span if span.wide else member.span)
    return places


_CELLS = {
    "description": ("description",), "errors": ("errors", "contract_errors"),
    "request": ("request", "contract_request"), "response": ("responses", "contract_response"),
}  # fmt: skip
"""The fields whose cells say where an author must act, by what the column holds."""


def read_repeats(facts: Facts) -> tuple[Repeat, ...]:
    """Definitions that repeat an earlier one: the same heading, the same row of a table."""
    found = []
    for group in merged(facts):
        for each, known in group.repeats:
            title = _endpoint(group, facts).title
            related = (("first defined here", known.span),)
            found.append(Repeat(span=each.span, title=title, first=known.span.line, related=related))
    return tuple(sorted(found, key=lambda each: each.span))


def read_unnamed(facts: Facts) -> tuple[UnnamedInterface, ...]:
    """The parts about the interface, where nothing in them has a name to be called by."""
    if facts.get("endpoints"):
        return ()
    return tuple(UnnamedInterface(span=part.text.span, title=part.title) for part in api_parts(facts))


def read_gaps(facts: Facts) -> tuple[ApiGap, ...]:
    """What the part about the interface does not say."""
    return tuple(_gaps(facts))


def _gaps(facts: Facts) -> Iterator[ApiGap]:
    endpoints = facts.all("endpoints", Endpoint)
    if not endpoints:
        yield from _unspecified(facts)
        return
    first = next((each for each in endpoints if each.network), None)
    if first is None or contract(facts):
        return
    part = _part_of(first, facts)
    span = part.text.span if part is not None else first.span
    title = part.title if part is not None else facts.document.title
    if not states_authentication(facts):
        yield ApiGap(span=span, topic="authentication", part=title)
    if not states_versions(facts):
        yield ApiGap(span=span, topic="versioning", part=title)


def _part_of(endpoint: Endpoint, facts: Facts) -> Section | None:
    parts = api_parts(facts)
    return _part_at(endpoint.span.line, facts) or (parts[0] if parts else None)


def _unspecified(facts: Facts) -> Iterator[ApiGap]:
    """Where a spec that should tell what can be called does not."""
    parts = api_parts(facts)
    if not parts:
        yield ApiGap(span=facts.document.head, topic="part", part=facts.document.title)
        return
    if contract(facts) or _shows_and_warns(parts, facts):
        return
    yield ApiGap(span=parts[0].text.span, topic="endpoints", part=parts[0].title)


def _shows_and_warns(parts: tuple[Section, ...], facts: Facts) -> bool:
    """Whether an interface without names of its own, of types or files, is shown by example and its failures told."""
    blocks = [block for part in parts for block in part.all_blocks() if isinstance(block, CodeBlock)]
    return any(shows_use(block) for block in blocks) and any(
        facts.vocabulary.has("api failure", section_text(part, code=True)) for part in parts
    )


def read_applies(facts: Facts) -> tuple[Applicability, ...]:
    """Whether the spec has an interface to specify: not where it says that there is none, or names no trace of one."""
    if facts.get("endpoints"):
        return ()
    parts = api_parts(facts)
    if parts:
        return tuple(_denied(parts, facts))
    reason = _reason(facts)
    return (Applicability(span=facts.document.head, applies=False, reason=reason),) if reason else ()


def _denied(parts: tuple[Section, ...], facts: Facts) -> Iterator[Applicability]:
    """A part about the interface that says nothing but that there is none."""
    for part in parts if len(parts) == 1 else ():
        text = section_text(part).partition("\n")[2].strip()
        if len(text) > 400 or any(isinstance(block, CodeBlock) for block in part.all_blocks()):
            continue
        if (match := facts.vocabulary.pattern("api absent").search(text)) is not None:
            yield Applicability(span=part.text.span, applies=False, reason=_sentence(text, match.start()))


def _reason(facts: Facts) -> str:
    """Why a spec without a part about an interface needs none, or nothing."""
    has, pattern = facts.vocabulary.has, facts.vocabulary.pattern
    everything = "\n".join(_lines(facts))
    if not has("api mentioned", everything):
        return "the spec names no interface that could be called"
    if has("api own server", everything):
        return ""
    introduction = "\n".join(_introduction(facts))
    if (match := pattern("api absent").search(introduction)) is not None:
        return _sentence(introduction, match.start())
    return _nature(facts, introduction)


def _nature(facts: Facts, introduction: str) -> str:
    """The title or the sentence that says that the system is of a kind that offers no interface."""
    systems = facts.vocabulary.pattern("api absent systems")
    if systems.search(facts.document.title):
        return facts.document.title
    for match in systems.finditer(introduction):
        sentence = _sentence(introduction, match.start())
        if _IS_A.search(sentence.partition(match[0])[0]):
            return sentence
    return ""


# what stands before the kind of system that something is
_IS_A = re.compile(r"(?:\b(?:is|as) an?\b|^\W*an?\b)[^.;]{0,60}$", re.I)


def _telling(facts: Facts) -> Iterator[Section]:
    """The sections that tell of the system itself, not of what it depends on, what is planned and feared."""
    aside = ("dependencies", "risks", "phases", "references", "open-questions", "testing")
    return (each for each in facts.document.walk() if not any(each.within(role) for role in aside))


def _lines(facts: Facts) -> Iterator[str]:
    """The source lines of the sections that tell of the system."""
    lines = facts.document.source.lines
    for section in _telling(facts):
        end = section.children[0].line - 1 if section.children else section.end_line
        yield from lines[section.line - 1 : end]


def _introduction(facts: Facts) -> Iterator[str]:
    """The sentences that say what the system is."""
    title = facts.document.title_section
    for section in _telling(facts):
        if section is title or any(section.within(role) for role in ("overview", "architecture", "goals")):
            yield plain_text(block for block in section.blocks if isinstance(block, (Paragraph, ListBlock)))


def _sentence(text: str, at: int) -> str:
    """The sentence around a place."""
    start = max(text.rfind(mark, 0, at) for mark in ("\n", ". ", "! ", "? "))
    match = re.compile(r"[.!?](?=\s|$)|\n").search(text, at)
    return text[start + 1 : match.end() if match else len(text)].strip()


__all__ = [
    "ApiGap", "Endpoint", "Repeat", "UnnamedInterface", "read_applies", "read_endpoints", "read_gaps", "read_repeats",
    "read_unnamed",
]  # fmt: skip
