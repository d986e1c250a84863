"""What a code block shows of a call: the call itself, its answer, its failure."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from speclint.document.block import CodeBlock
from speclint.document.vocabulary import Vocabulary
from speclint.facts.api.signature import Kind, command_name


class Sample(NamedTuple):
    """Which sides of an exchange a block surely shows; `bodiless` where it shows that nothing is sent."""

    calls: bool = False
    answers: bool = False
    fails: bool = False
    bodiless: bool = False


# an answer's first line: HTTP/1.1 200 OK, < 404, → 201
_RESPONSE_LINE = re.compile(
    r"^[ \t]*(?:HTTP/\d(?:\.\d)?|<-?|←|→|=>|->)[ \t]*(?:HTTP/\d(?:\.\d)?[ \t]+)?(?P<status>[1-5]\d\d)\b", re.M
)
_STATUS_LINE = re.compile(r"^[ \t]*(?P<status>[1-5]\d\d) [A-Z][A-Za-z ]{1,30}$", re.M)  # 404 Not Found
# a request as it is sent: its first line, or the call of a client
_REQUEST_LINE = re.compile(
    r"^[ \t]*(?:[$>][ \t]+)?"
    r"(?:(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)[ \t]+\S*/|(?:curl|wget|grpcurl|wscat)\b"
    r"|http[ \t]+(?:GET|POST|PUT|PATCH|DELETE|:))"
    r"|\bfetch\(|\baxios[.(]|\b(?:requests|client)\.(?:get|post|put|patch|delete)\(|\bhttpx\.",
    re.M,
)
_SIGNATURE = re.compile(r"(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)[ \t]+\S*/\S*")  # a verb and a path, nothing sent
_BODY = re.compile(
    r"[{\[<]|(?:^|\s)(?:-d|--data\S*|-F|--form|--json|-T)\b|\b(?:json|data|body|files|params)\s*[=:]|\w=\S", re.M
)
_COMMENT = re.compile(r"^[ \t]*(?://|#|--|/\*+|<!--|;)[ \t]*(?P<words>[^\n]{1,60})$", re.M)
_PROMPT = re.compile(r"[ \t]*(?:\$|>|%|PS>|\S+\$)[ \t]+\S")
_DOCTEST = re.compile(r"^[ \t]*>>> ", re.M)
_SAYS = re.compile(r"\s*#\s*(?:=>|->|→|output|prints?)", re.I)  # a comment that shows what is printed
# what comes of a call, in the code that makes it
_RESULT = re.compile(
    r"(?:#|//|--)[ \t]*(?:=>|->|→|returns?\b|output\b|prints?\b|result\b|[\[{(\"'\d])"
    r"|\bassert\w*\b|->[ \t]*[\w(\[&'\"]|\bReturns?:|@returns?\b|\)[ \t]*:[ \t]*[A-Z]\w*[<;\[{ \n]",
    re.I,
)
_FAILURE = re.compile(
    r"\braises?\b|\bthrows?\b|\bexcept\b|\bcatch\b|Result<|\bErr\(|\bpanic|\brevert\b|\brequire\(|, err :?=|\berror\)",
    re.I,
)
_EXIT = re.compile(r"exit (?:code|status)|\$\?|^[ \t]*(?:error|fatal)\b", re.I | re.M)
_QUERY = re.compile(r"^[ \t]*(?:query|mutation|subscription)\b[^{]{0,400}\{|^[ \t]*\{[ \t\n]*\w+", re.M)
_SCHEMA = re.compile(r"^[ \t]*(?:extend[ \t]+)?(?:type|input|enum|interface|schema|scalar)[ \t]+\w+", re.M)
_FAILED = re.compile(
    r"[\"']?\b(?:errors?|error_?code)\b[\"']?[ \t]*:[ \t]*[\[{\"']|[\"']?\b(?:success|ok)\b[\"']?[ \t]*:[ \t]*false"
    r"|[\"']?\bstatus\b[\"']?[ \t]*:[ \t]*[45]\d\d\b"
)
# an object, a list, a quoted text or an element, behind a status or not
_DATA = re.compile(
    r"\s*(?!\[\w+!?\]!?\s*$)(?:[1-5]\d\d\b[\s:–—-]*(?:[A-Z][A-Za-z ]{0,30}?[\s:–—-]*)?)?"
    r"(?:[\[{][^\]}]|[\[{][\]}]|\"[^\"]+\"|<[?a-zA-Z][^<>]*>)"
)
_SHELL = frozenset(
    """
    sh bash shell zsh fish console terminal powershell ps1 pwsh cmd bat shell-session sh-session text txt plaintext
    """.split()
) | {""}
_LONGEST = 20_000  # characters of a block that are looked at


def is_signature(code: str) -> bool:
    """Whether code is nothing but the verb and the path of an endpoint."""
    return _SIGNATURE.fullmatch(code.strip()) is not None


def is_data(text: str) -> bool:
    """Whether a text is a value as it is sent: an object, a list, a quoted text, an element."""
    return _DATA.match(text) is not None


def looks_failed(code: str) -> bool:
    """Whether data is what a failed call answers."""
    return _FAILED.search(code[:_LONGEST]) is not None


def sample(block: CodeBlock, kind: Kind, name: str, vocabulary: Vocabulary) -> Sample:
    """What a block surely shows of an endpoint of a kind."""
    if kind == "graphql":
        return _graphql(block)
    if kind == "cli":
        return _cli(block, name)
    if kind == "function":
        return _function(block, name)
    if kind == "event":
        return Sample()
    if kind in ("rpc", "tool") and block.language not in _DATA_LANGUAGES | _SHELL | _DECLARATIVE:
        return _client(block, name)
    return _exchange(block, vocabulary, name.split(" ", 1)[0] in ("POST", "PUT", "PATCH"))


def _exchange(block: CodeBlock, vocabulary: Vocabulary, sends: bool) -> Sample:
    """A block of HTTP, or of data with comments that say which side it is."""
    code = block.code[:_LONGEST]
    statuses = [int(match["status"]) for match in (*_RESPONSE_LINE.finditer(code), *_STATUS_LINE.finditer(code))]
    calls = _REQUEST_LINE.search(code) is not None
    bodiless = calls and sends and not _BODY.search(code)
    answers = any(status < 400 for status in statuses)
    fails = any(status >= 400 for status in statuses)
    for match in _COMMENT.finditer(code):
        words = match["words"]
        if len(words.split()) > 4:
            continue
        if vocabulary.has("api labels of errors", words):
            fails = True
        elif vocabulary.has("api labels of responses", words):
            answers = True
        elif vocabulary.has("api labels of requests", words):
            calls = True
    return Sample(calls and not bodiless, answers, fails, bodiless)


def _graphql(block: CodeBlock) -> Sample:
    code = block.code[:_LONGEST]
    if block.language in ("graphql", "gql") or (block.language in ("", "text") and _QUERY.search(code)):
        return Sample(calls=_QUERY.search(code) is not None and not _SCHEMA.search(code))
    return Sample()


def _cli(block: CodeBlock, name: str) -> Sample:
    """A block of a shell: with prompts, what stands between them is output."""
    if block.language not in _SHELL:
        return Sample()
    code = block.code[:_LONGEST]
    lines = [line for line in code.split("\n") if line.strip()]
    if not any(_calls_command(line, name) for line in lines):
        return Sample()
    prompted = any(_PROMPT.match(line) for line in lines)
    output = any(
        not _PROMPT.match(line) and not line.lstrip().startswith("#") and not _continued(line) for line in lines
    )
    says = any(_SAYS.match(line) for line in lines)
    return Sample(True, (prompted and output) or says, _EXIT.search(code) is not None)


def _continued(line: str) -> bool:
    return line.startswith((" ", "\t")) and line.lstrip().startswith("-")


def _calls_command(line: str, name: str) -> bool:
    command = re.sub(r"^[ \t]*(?:(?:\$|>|%|PS>)\s+)?(?:sudo\s+)?(?:\./)?", "", line)
    words = command_name(name).split() or [name]
    return command.split()[: len(words)] == words or (len(words) == 1 and f" {words[0]} " in f" {command} ")


@lru_cache(maxsize=512)
def _call(name: str) -> re.Pattern[str]:
    """A call of a function, and no declaration of it."""
    short = re.escape(re.split(r"[.:]+", name.split("(")[0].strip())[-1])
    declared = r"(?<!def )(?<!fn )(?<!func )(?<!function )(?<!event )(?<!\w)"
    typed = r"(?![^()\n]*\)\s*(?::\s*\w|->|(?:external|public|view)\b))"
    return re.compile(rf"{declared}{short}\s*(?:::?<[^<>()]*>)?\({typed}")


def _function(block: CodeBlock, name: str) -> Sample:
    code = block.code[:_LONGEST]
    if block.language in ("json", "yaml", "xml"):
        return Sample()
    fails = _FAILURE.search(code) is not None
    if _DOCTEST.search(code):
        called = _call(name).search(code) is not None
        return Sample(called, called and _prints(code), fails)
    if _call(name).search(code):
        return Sample(True, _RESULT.search(code) is not None, fails)
    return Sample(False, False, fails)


def _prints(code: str) -> bool:
    """Whether an interactive session shows more than what was typed."""
    return any(line.strip() and not line.lstrip().startswith((">>>", "...")) for line in code.split("\n"))


_SENT = re.compile(
    r"^[ \t]*(?:[$>][ \t]+)?(?P<verb>GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)[ \t]+(?P<path>\S*/\S*)", re.M
)
# a client's command, continued lines and all
_CLIENT = re.compile(r"^[ \t]*(?:[$>][ \t]+)?(?:curl|https?|wget)[ \t](?P<rest>(?:\\\n|[^\n])*)", re.M)
_URL = re.compile(r"(?:https?://[^\s/'\"]+|\$\w+|\$\{\w+\}|:\d+|localhost(?::\d+)?)(?P<path>/[^\s'\"`?]*)")
_SENDS = re.compile(
    r"(?:-X|--request)[ =]?['\"]?(?P<verb>[A-Z]+)|\b(?P<word>GET|POST|PUT|PATCH|DELETE)\b"
    r"|(?P<data>\s(?:-d|--data\S*|-F|--json)\b)"
)


def requests_in(code: str) -> list[tuple[str, str, int]]:
    """The verb and path of every HTTP request that a block shows, and where it begins, in order."""
    code = code[:_LONGEST]
    found = [(match["verb"], match["path"], match.start()) for match in _SENT.finditer(code)]
    for match in _CLIENT.finditer(code):
        if (url := _URL.search(match["rest"])) is not None:
            marks = list(_SENDS.finditer(match["rest"]))
            verb = next((mark["verb"] or mark["word"] for mark in marks if mark["verb"] or mark["word"]), "")
            sent = any(mark["data"] for mark in marks)
            found.append((verb or ("POST" if sent else "GET"), url["path"], match.start()))
    return sorted(found, key=lambda each: each[2])


def _client(block: CodeBlock, name: str) -> Sample:
    """A block of a programming language that calls a method or a tool by its name."""
    code = block.code[:_LONGEST]
    calls = re.search(rf"\b{re.escape(re.split(r'[./]', name)[-1])}\b", code) is not None and shows_use(block)
    return Sample(calls, calls and _RESULT.search(code) is not None, calls and _FAILURE.search(code) is not None)


def declares_result(block: CodeBlock, name: str) -> bool:
    """Whether a block declares what a function returns: `get(id) -> Ride`, `get(id): Ride`."""
    short = re.escape(re.split(r"[.:]+", name)[-1])
    return re.search(rf"\b{short}\([^()\n]*\)\s*(?:->|:)\s*[\w\[&(]", block.code[:_LONGEST]) is not None


_DECLARATIVE = frozenset("mermaid plantuml puml uml dot graphviz d2 proto protobuf graphql gql sql".split())
_DATA_LANGUAGES = frozenset("json json5 jsonc jsonl yaml yml xml toml http csv".split())
# how a declaration begins, and what no statement begins with
_DECLARES = re.compile(
    r"(?:class|def|async|interface|type|struct|enum|trait|impl|import|from|use|package|export|public|private|abstract|func|fn|pub"
    r"|function|module|namespace|event|contract|if|for|while|switch|return|raise|throw|static|protected|template|using)\b|[@#/*)}\]|]"
)
_MAIN = re.compile(r"^[ \t]*(?:>>>|\$) |\b(?:main|Main|usage|[eE]xample\w*|test\w*)\(", re.M)


def shows_use(block: CodeBlock) -> bool:
    """Whether a block shows data or a call, and does not only declare."""
    code = block.code[:_LONGEST]
    if block.language in _DECLARATIVE:
        return False
    if block.language in _DATA_LANGUAGES or (block.language in _SHELL and code.strip()):
        return True
    return _MAIN.search(code) is not None or any(_is_statement(line) for line in code.split("\n"))


def _is_statement(line: str) -> bool:
    """Whether a line at the margin does something: calls, or keeps what a call gives."""
    if not line[:1].strip() or _DECLARES.match(line) or len(line) > 300:
        return False
    begin = line.find("(")
    return begin > 0 and ("=" in line[:begin] or line[begin - 1].isalnum() or line[begin - 1] in "_!>")


__all__ = ["Sample", "declares_result", "is_data", "is_signature", "looks_failed", "requests_in", "sample", "shows_use"]
