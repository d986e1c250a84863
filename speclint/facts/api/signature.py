"""How things are named that can be called: `POST /orders/{id}`, `query orders`, `scan --all`, `load(text)`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

Kind = Literal["http", "graphql", "rpc", "cli", "event", "function", "tool", "resource", "operation"]

VERBS = ("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "TRACE", "CONNECT", "WSS", "WS", "SSE", "ANY")
_VERB = "(?:" + "|".join(VERBS) + ")"
_PATH = r"/(?:[^\s`\"'|,;()<>]|<[^<>\s]{1,60}>|,(?=\w))*"  # a path, with {x}, :x, <x> and a query
# a host, or what stands for it
_BASE = r"(?:(?:https?|wss?)://[^\s/`]+|\{[\w. -]{1,40}\}|\$\{[^{}]{1,40}\}|<[\w-]{1,40}>)?"

# GET /x, POST: /x, **PUT** `/x`, GET/HEAD /x, DELETE https://host/x
_HTTP = re.compile(
    rf"(?<![\w/-])(?P<verbs>{_VERB}(?:\s*[/|,+&]\s*{_VERB})*)\b[\s:`*_–—-]{{1,5}}(?P<path>{_BASE}{_PATH})"
)
_VERBS = re.compile(rf"\W*{_VERB}(?:(?:\s*[/|,+&]\s*|\s+or\s+|\s+){_VERB})*\W*")  # a cell of verbs
_ONE_VERB = re.compile(_VERB)
_LONE_PATH = re.compile(rf"\W{{0,3}}(?P<path>{_BASE}{_PATH})\W{{0,3}}(?:\s|$)")  # a cell that begins with a path
_BARE_PATH = re.compile(r"[\w{}:.-]+(?:/[\w{}:.-]+)*/?(?:\?\S*)?")  # orders/{id}
_TAIL = ".:!,;*_`)"  # what ends a sentence, not a path

_PARAMETER = re.compile(r"\{[^{}/]*\}|<[^<>/]*>|\[[^\[\]/]*\]|(?<=/):[\w-]+\??|(?<=/)\$\w+")
_HOST = re.compile(r"^(?:(?:https?|wss?)://[^/]+|\$?\{[^{}/]*(?:url|host|base)[^{}/]*\})", re.I)


class Http(NamedTuple):
    """A verb and a path, with their offsets in the text; the verb may be unknown."""

    verb: str
    path: str
    start: int
    end: int


def http_signatures(text: str) -> Iterator[Http]:
    """Every `VERB /path` of a plain text, one for each verb."""
    for match in _HTTP.finditer(text):
        path = match["path"].rstrip(_TAIL)
        end = match.start("path") + len(path)
        for verb in _ONE_VERB.findall(match["verbs"]):
            yield Http(verb, path.split("?")[0], match.start(), end)


def verbs_of(cell: str) -> tuple[str, ...]:
    """The verbs of a cell that holds nothing else."""
    return tuple(_ONE_VERB.findall(cell.upper())) if _VERBS.fullmatch(cell.upper()) else ()


def path_of(cell: str, sure: bool = False) -> str | None:
    """The path that a cell begins with; where a path must stand there, one without a slash at its start."""
    if match := _LONE_PATH.match(cell + " "):
        return match["path"].rstrip(_TAIL).split("?")[0]
    if sure and (match := _BARE_PATH.match(cell.strip("` "))):
        return match[0]
    return None


def path_key(path: str) -> str:
    """A path without host, query, names of parameters and case, so that spellings of one path agree."""
    bare = _HOST.sub("", path.split("?")[0].split("#")[0])
    bare = _PARAMETER.sub("{}", bare if bare.startswith("/") else "/" + bare)
    return bare.rstrip("/").casefold() or "/"


def covers(path: str, concrete: str) -> int:
    """How well a path fits one that is called, `/ideas/{id}` to `/api/ideas/42`: 0 not at all."""
    wanted, given = path_key(path).split("/")[1:], path_key(concrete).split("/")[1:]
    if len(wanted) > len(given) or len(given) - len(wanted) > 3:
        return 0
    tail = given[len(given) - len(wanted) :]
    score = 1
    for want, have in zip(wanted, tail, strict=True):
        if want == have and want != "{}":
            score += 3
        elif want == "{}" and (have == "{}" or _IS_VALUE.search(have)):
            score += 1
        elif want == "{}":
            score += 0
        else:
            return 0
    return score * 10 - (len(given) - len(wanted))


_IS_VALUE = re.compile(r"[\d{}_-]")  # a path's segment that is a value: a number, an id

# query orders, Mutation: `createOrder`, subscription orderChanged(id: ID!)
_GRAPHQL = re.compile(
    r"(?P<verb>query|mutation|subscription)\b\s*[:–—-]?\s*`?(?P<name>[A-Za-z_]\w*)`?\s*(?:\([^()]*\))?\s*`?(?P<rest>.*)",
    re.I,
)
_GRAPHQL_BACK = re.compile(
    r"`?(?P<name>[A-Za-z_]\w*)`?\s*(?:\([^()]*\))?`?\s+\(?(?P<verb>query|mutation|subscription)\)?\s*", re.I
)


class Named(NamedTuple):
    """An interface by its name: how it is used, its name, and the words that stand beside it."""

    verb: str
    name: str
    words: str


def graphql_title(title: str) -> Named | None:
    """The operation that a title names: `Query courses`."""
    match = _GRAPHQL.fullmatch(title.strip()) or _GRAPHQL_BACK.fullmatch(title.strip())
    if match is None:
        return None
    rest = match.groupdict().get("rest") or ""
    if rest and not re.match(r"\s*[-–—:(]", rest):
        return None
    return Named(match["verb"].upper(), match["name"], rest.strip(" -–—:()"))


_CALL = re.compile(r"(?P<name>[A-Za-z_~][\w.:<>-]*[?!]?)\((?P<args>[^()]*(?:\([^()]*\)[^()]*)*)\)")  # name(arguments)
_CAMEL = re.compile(r"^[a-z]\w*[A-Z]|[a-z]\w*\.[a-z]\w*[A-Z]")  # createOrder, client.getItem
_PASCAL = re.compile(r"(?:[A-Z][a-z0-9]+){2,}(?:[./][A-Z]\w+)?|[A-Z]\w+[./][A-Z]\w+")  # OrderCreated, Orders.Create
_IDENTIFIER = re.compile(r"[A-Za-z_$][\w$]*(?:(?:[.:/-]|::|->)[\w${}*-]+)*[?!]?")
_TEXT_NUMBER = re.compile(r"^\s*(?:\d+(?:\.\d+)*[.):]?|[a-z][.)])\s+", re.I)


def call_of(text: str) -> re.Match[str] | None:
    """The call that a text begins with: `name(arguments)`."""
    return _CALL.match(text)


def looks_like_name(word: str, pascal: bool = False) -> bool:
    """Whether a bare word can only be the name of something in code; `pascal` takes `OrderCreated` for one."""
    if _CALL.fullmatch(word) or (pascal and _PASCAL.fullmatch(word)):
        return True
    if not _IDENTIFIER.fullmatch(word):
        return False
    inner = word[1:-1]
    return bool(
        "_" in inner or "::" in inner or _CAMEL.search(word) or ("." in inner and word.islower()) or "->" in inner
    )


def code_title(raw: str, plain: str, kinds: re.Pattern[str], pascal: bool = False) -> Named | None:
    """The name in code that a title consists of, words for its kind and a comment aside.

    `raw` is the title as written, `plain` its words without number and emoji; `kinds` matches the words for a
    kind, `pascal` as in `looks_like_name`.
    """
    comment = ""
    if raw.count("`") >= 2:
        name = raw.split("`")[1].strip()
        before, _, after = raw.partition("`" + raw.split("`")[1] + "`")
        before = _TEXT_NUMBER.sub("", _bare(before)).strip(" :–—-.")
        comment, rest = _comment(after)
        if not name or not _only_kind(before, kinds) or not _only_kind(rest, kinds):
            return None
        return Named("", name, comment)
    words = plain.strip()
    head = re.match(r"(?P<kind>[A-Za-z ]{2,20}):\s+(?P<rest>.+)", words)
    if head and _only_kind(head["kind"], kinds):
        words = head["rest"]
    match = _CALL.match(words) or re.match(r"\S+", words)
    if match is None:
        return None
    comment, rest = _comment(words[match.end() :])
    if not looks_like_name(match[0].rstrip(":"), pascal) or not _only_kind(rest, kinds):
        return None
    return Named("", match[0].rstrip(":"), comment)


def _bare(text: str) -> str:
    return re.sub(r"[*_~]|[^\x00-\x7f–—]", "", text)


def _comment(after: str) -> tuple[str, str]:
    """What stands behind a name, as a comment behind a dash or in brackets, and the rest."""
    after = _bare(after).strip()
    if match := re.match(r"\((?P<words>[^()]*)\)\s*(?:[:–—-]\s*(?P<more>.*))?$", after):
        return (match["more"] or match["words"] or "").strip(), ""
    if re.match(r"->|→|=>|:\s*[A-Z]\w*$", after):
        return "", ""
    if match := re.match(r"[:–—-]+\s*(?P<words>.*)", after):
        return match["words"].strip(), ""
    return "", after


def _only_kind(words: str, kinds: re.Pattern[str]) -> bool:
    words = words.strip(" :–—-.*_")
    return not words or kinds.fullmatch(words) is not None


_ARGUMENTS = re.compile(r"\s*[\[<({].*$|\s+--?[A-Za-z].*$", re.S)
_SCRIPT = re.compile(r"[\w./-]+\.(?:sh|ps1|py|js|ts|rb|pl|bat|cmd|mjs)")
_FILE = re.compile(
    r"[\w./ -]+\.(?:sol|py|ts|tsx|js|json|ya?ml|toml|md|rs|go|java|kt|swift|c|h|cpp|cs|proto|graphql|sql|env|txt|html"
    r"|css)"
)


def is_file(name: str) -> bool:
    """Whether a name is that of a file."""
    return _FILE.fullmatch(name) is not None


def is_script(name: str) -> bool:
    """Whether a name is that of a script."""
    return _SCRIPT.fullmatch(name) is not None


def command_name(text: str) -> str:
    """A command without its arguments and options: `fg export` of `fg export --ticker AAPL <file>`."""
    bare = _ARGUMENTS.sub("", text.strip().removeprefix("$ ").removeprefix("./"))
    return " ".join(word for word in bare.split() if not ("=" in word and word.split("=")[0].isupper()))


def name_key(name: str, kind: str) -> str:
    """A name so that its spellings agree."""
    if kind == "cli":
        return command_name(name).casefold()
    bare = name.split("(")[0] if kind in ("function", "rpc", "tool", "graphql") else name
    if kind == "rpc":
        bare = re.split(r"[./]", bare.strip(" `*"))[-1]
    return bare.strip(" `*").casefold()


__all__ = [
    "VERBS", "Http", "Kind", "Named", "call_of", "code_title", "command_name", "covers", "graphql_title",
    "http_signatures", "is_file", "is_script", "looks_like_name", "name_key", "path_key", "path_of", "verbs_of",
]  # fmt: skip
