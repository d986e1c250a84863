"""Interfaces that are listed in code: protobuf services, GraphQL schemas, OpenAPI, Solidity, and plain lists."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from speclint.document.block import CodeBlock
from speclint.facts.api.body import Detail
from speclint.facts.api.signature import Kind, http_signatures


class Listed(NamedTuple):
    """Something that a block of code lists: where its name stands, as offsets in the code."""

    kind: Kind
    verb: str
    name: str
    start: int
    end: int
    detail: Detail


_LONGEST = 200_000  # characters of a block that are looked at
_RPC = re.compile(
    r"^[ \t]*rpc[ \t]+(?P<name>\w+)[ \t]*\([ \t]*(?:stream[ \t]+)?(?P<asks>[\w.]+)[ \t]*\)[ \t\n]*"
    r"returns[ \t]*\([ \t]*(?:stream[ \t]+)?(?P<answers>[\w.]+)[ \t]*\)(?P<rest>[^\n]*)",
    re.M,
)
_MESSAGE = re.compile(r"^[ \t]*message[ \t]+(\w+)", re.M)
_ROOT = re.compile(r"^[ \t]*(?:extend[ \t]+)?type[ \t]+(?P<verb>Query|Mutation|Subscription)\b[^{\n]*\{", re.M)
_FIELD = re.compile(r"[ \t]*(?P<name>[a-z_]\w*)[ \t]*(?=[(:])")  # a field at the start of a line of a schema
_PATH = re.compile(r"^(?P<indent> *)(?P<quote>[\"']?)(?P<path>/[^\s\"':]*(?:\{[^{}\s]*\}[^\s\"':]*)*)(?P=quote):[ ]*$")
_OPERATION = re.compile(r"^(?P<indent> *)(?P<verb>get|post|put|patch|delete|head|options):[ ]*$")
_SOLIDITY = re.compile(r"^[ \t]*(?P<what>event|function)[ \t]+(?P<name>\w+)[ \t]*\(", re.M)
_LINE_CALL = re.compile(
    r"[ \t]*(?P<name>[A-Za-z_][\w.]*)\([^()\n]*\)(?=\s|$|;|:)(?P<rest>.*)"
)  # name(arguments) → result — words
_WORDS = re.compile(r"(?:\s|^)(?:—|–|--|#|//|-(?=\s))\s*(?P<words>.+)")  # what stands behind a dash or a comment's mark
_COMMENT = re.compile(r"^[ \t]*(?://+|#|\*|/\*+|\"{1,3})[ \t]*(?P<words>.*?)[ \t]*(?:\"{3}|\*/)?[ \t]*$")

_PLAIN = frozenset(("", "text", "txt", "plaintext", "plain", "none", "http", "console"))


def listed(block: CodeBlock, kind: Kind | None) -> Iterator[Listed]:
    """What a block of code lists; `kind` is what its section is about."""
    code = block.code[:_LONGEST]
    if block.language in ("proto", "protobuf", "proto3") or _RPC.search(code):
        yield from _services(code)
    elif block.language in ("graphql", "gql", "graphqls") or (block.language in _PLAIN and _ROOT.search(code)):
        yield from _operations(code)
    elif block.language in ("yaml", "yml") and re.search(r"^ *paths:", code, re.M):
        yield from _openapi(code)
    elif block.language in ("solidity", "sol"):
        yield from _solidity(code)
    elif block.language in _PLAIN:
        yield from _plain(code, kind)


def _above(code: str, start: int) -> str:
    """The comment right above a place."""
    lines = code[:start].split("\n")[:-1]
    words: list[str] = []
    while lines and (match := _COMMENT.match(lines[-1])) and lines[-1].strip():
        words.insert(0, match["words"])
        lines.pop()
    return " ".join(each for each in words if each)


def _services(code: str) -> Iterator[Listed]:
    known = set(_MESSAGE.findall(code))
    for match in _RPC.finditer(code):
        said = _WORDS.search(match["rest"])
        words = _above(code, match.start()) or (said["words"] if said else "")
        asks, answers = (match[each].split(".")[-1] for each in ("asks", "answers"))
        detail = Detail(
            description=words,
            request=("message " + asks,) if asks in known or asks == "Empty" else (),
            responses=("message " + answers,) if answers in known or answers == "Empty" else (),
        )
        yield Listed("rpc", "RPC", match["name"], *match.span("name"), detail)


def _operations(code: str) -> Iterator[Listed]:
    for root in _ROOT.finditer(code):
        end = code.find("\n}", root.end())
        start = root.end()
        depth = 0
        for line in code[start : end if end >= 0 else len(code)].split("\n"):
            if depth == 0 and (match := _FIELD.match(line)):
                at = start + match.start("name")
                said = _WORDS.search(line)
                detail = Detail(description=_above(code, start) or (said["words"] if said else ""))
                yield Listed("graphql", root["verb"].upper(), match["name"], at, at + len(match["name"]), detail)
            depth = max(depth + line.count("(") - line.count(")"), 0)
            start += len(line) + 1


def _openapi(code: str) -> Iterator[Listed]:
    path, lines, at = "", code.split("\n"), 0
    for number, line in enumerate(lines):
        if match := _PATH.match(line):
            path = match["path"]
        elif path and (match := _OPERATION.match(line)):
            body = _deeper(lines, number, len(match["indent"]))
            detail = _openapi_detail("\n".join(body))
            yield Listed("http", match["verb"].upper(), path, at + match.start("verb"), at + match.end("verb"), detail)
        at += len(line) + 1


def _deeper(lines: list[str], number: int, indent: int) -> list[str]:
    body = []
    for line in lines[number + 1 :]:
        if line.strip() and len(line) - len(line.lstrip()) <= indent:
            break
        body.append(line)
    return body


def _openapi_detail(body: str) -> Detail:
    words = re.search(r"^ *(?:summary|description):[ ]*(\S.*)$", body, re.M)
    statuses = re.findall(r"^ *[\"']?([1-5](?:\d\d|XX)|default)[\"']?:", body, re.M)
    return Detail(
        description=words[1] if words else "",
        request=("requestBody",) if "requestBody:" in body else (),
        responses=tuple(each for each in statuses if each[0] in "123"),
        errors=tuple(each for each in statuses if each[0] in "45d"),
        bodiless="requestBody:" not in body,
    )


def _solidity(code: str) -> Iterator[Listed]:
    for match in _SOLIDITY.finditer(code):
        kind: Kind = "event" if match["what"] == "event" else "function"
        verb = "EVENT" if kind == "event" else "CALL"
        yield Listed(kind, verb, match["name"], *match.span("name"), Detail(description=_above(code, match.start())))


def _plain(code: str, kind: Kind | None) -> Iterator[Listed]:
    """A list of calls or endpoints, one a line; an example of one is none."""
    lines = code.split("\n")
    filled = [line for line in lines if line.strip() and not line.lstrip().startswith(("#", "//"))]
    calls = [line for line in filled if _LINE_CALL.match(line)]
    urls = [line for line in filled if _starts_with_url(line)]
    if len(urls) >= 2:
        yield from _urls(lines)
    elif len(calls) >= 2 and len(calls) * 10 >= len(filled) * 6 and kind in ("rpc", "function", "tool", None):
        yield from _calls(lines, kind)


def _starts_with_url(line: str) -> bool:
    found = next(http_signatures(line), None)
    return found is not None and not line[: found.start].strip(" \t-*•│|") and "HTTP/" not in line


def _urls(lines: list[str]) -> Iterator[Listed]:
    at, above = 0, ""
    for line in lines:
        for each in http_signatures(line) if _starts_with_url(line) else ():
            words = re.sub(r"^(?:\?\S*)?[\s:#/—–>→|-]+", "", line[each.end :]).strip(" │|") or above
            yield Listed("http", each.verb, each.path, at + each.start, at + each.end, Detail(description=words))
        match = _COMMENT.match(line)
        above = match["words"] if match and line.strip() else ""
        at += len(line) + 1


def _calls(lines: list[str], kind: Kind | None) -> Iterator[Listed]:
    at = 0
    for line in lines:
        if match := _LINE_CALL.match(line):
            said = _WORDS.search(match["rest"])
            detail = Detail(description=said["words"].strip() if said else "")
            kind_: Kind = kind if kind in ("rpc", "tool") else "function"
            verb = {"rpc": "RPC", "tool": "TOOL"}.get(kind_, "CALL")
            yield Listed(kind_, verb, match["name"], at + match.start("name"), at + match.end("name"), detail)
        at += len(line) + 1


__all__ = ["Listed", "listed"]
