"""Names in code: what they are the names of, by how they look and by what is said around them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from speclint.document.block import CodeBlock, Paragraph, Text
from speclint.document.section import Section
from speclint.facts.api.definition import VERB_OF, Definition, Shape
from speclint.facts.api.label import segments
from speclint.facts.api.signature import (
    Http,
    Kind,
    call_of,
    command_name,
    http_signatures,
    is_file,
    is_script,
    looks_like_name,
)
from speclint.facts.fact import Facts

LISTS_OF: Mapping[Kind, str] = {
    "cli": "api cli", "event": "api event", "tool": "api tool", "rpc": "api rpc", "graphql": "api graphql",
}  # fmt: skip
"""The words by which a title or a sentence announces things of a kind."""

# the names that a text begins with: **`a`** or `a()` / `b()`, and what divides them from the words behind
_NAMES = re.compile(
    r"(?P<strong>\*\*|__)?(?P<names>`[^`\n]+`(?:\s*(?:/|,|\bor\b|\band\b|\|)\s*`[^`\n]+`)*)(?:\*\*|__)?"
    r"(?P<sep>\s*(?:\([^()\n]{0,60}\)\s*)?(?:[:–—]|-(?=\s)|->|→|=>)(?:\*\*|__)?)?\s*"
)
_TICKED = re.compile(r"`([^`\n]+)`")
# class Library, interface Store: what declares a type
_DECLARES = re.compile(
    r"(?:class|interface|struct|enum|trait|type|abstract|protocol|record|module|namespace|package)\s"
)
_HEX = re.compile(r"0x[0-9A-Fa-f]{2,8}")  # the number of a command in a protocol of bytes
_COMMAND = re.compile(r"[a-z][\w-]*(?: [a-z][\w-]*)+(?: [<\[-].*)?")  # rides cancel <id>
_TYPE_OR_PATH = re.compile(r"[A-Z][\w.]*|\.?[\w/-]*/[\w/.-]*")  # Library, src/app
_EVENT = re.compile(r"\w+[.:/]\w[\w.:/-]*|(?:[A-Z][a-z0-9]+){2,}")  # order.created, OrderCreated


def kind_of_name(name: str, around: Kind | None, ticked: bool) -> Kind | None:
    """What a name in code is the name of; `around` is what the section is about, `ticked` whether it is a code span."""
    if around in LISTS_OF:
        return around
    if "://" in name:
        return "resource"
    if call_of(name):
        return "function"
    if around == "function":
        return None if re.fullmatch(r"[A-Z]\w*", name) else "function"
    if around == "http":
        return None
    if is_script(name) or (ticked and _COMMAND.fullmatch(name)):
        return "cli"
    return None if _TYPE_OR_PATH.fullmatch(name) else "function"


def shown_name(name: str, kind: Kind) -> str:
    """A name without the arguments that it is written with."""
    if kind == "cli":
        return command_name(name) or name
    if kind in ("function", "rpc", "graphql", "tool") and (call := call_of(name)) is not None:
        return str(call["name"])
    return name


def is_no_name(name: str, kind: Kind | None, facts: Facts) -> bool:
    """Whether a word in code cannot be called: a number, an option, a type, a technology, a file."""
    if not re.match(r"[A-Za-z_.$/]", name) or _DECLARES.match(name):
        return True
    if facts.vocabulary.pattern("api no names").fullmatch(name):
        return True
    return is_file(name) and not (is_script(name) and kind in ("cli", None))


def leading(text: Text) -> Iterator[Http]:
    """The verbs and paths that a text begins with."""
    found = tuple(http_signatures(text.plain))
    if found and not re.search(r"[^\W\d_]", text.plain[: found[0].start]):
        yield from (each for each in found if each.start == found[0].start)


def names_endpoint(label: str, facts: Facts) -> bool:
    """Whether a label announces a path or a verb: `Endpoint`, `URL`, `Method`."""
    return bool(label) and facts.vocabulary.pattern("api labels of endpoints").match(label.strip()) is not None


def defined(
    text: Text, kind: Kind | None, shape: Shape, group: int, about: str, facts: Facts
) -> Iterator[tuple[Definition, Text]]:
    """What a paragraph or an item defines at its start, with the words behind it.

    `GET /x` — …, **Create**: `POST /x`, `name(args)` — … `about` is what a list of such items is said to be of.
    """
    for each in (http := tuple(leading(text))):
        yield Definition("http", each.verb, each.path, text.span, shape, group=group), _behind(text, each.end)
    if http:
        return
    first = next(iter(segments(text, facts.vocabulary)), None)
    if first is not None and first.label and (found := tuple(leading(first.value))):
        words = "" if names_endpoint(first.label, facts) else first.label
        for each in found:
            definition = Definition("http", each.verb, each.path, text.span, shape, group=group, words=words)
            yield definition, _behind(first.value, each.end)
        return
    yield from _named(text, kind, shape, group, about, facts)


def _behind(text: Text, end: int) -> Text:
    """What stands behind a signature, the dash between them left out."""
    rest = text.plain[end:]
    return text.plain_part(end + len(rest) - len(rest.lstrip(" :–—-→.")))


def _named(
    text: Text, kind: Kind | None, shape: Shape, group: int, about: str, facts: Facts
) -> Iterator[tuple[Definition, Text]]:
    """The names in code that a text begins with; of paragraphs only those that are bold."""
    match = _NAMES.match(text.raw)
    if match is None or (shape == "paragraph" and not match["strong"]):
        return
    names = _TICKED.findall(match["names"])
    rest = text.part(match.end(), len(text.raw))
    if len(names) == 1 and _HEX.fullmatch(names[0]) and kind in ("cli", "rpc", "event") and rest.plain:
        called = rest.plain.partition(" (")[0]
        if len(called) < 60 and not facts.vocabulary.has("api answers", about):
            yield Definition("cli", "CMD", f"{names[0]} {called}", text.span, shape, group=group), rest
        return
    for name in names:
        found = kind_of_name(name, kind, True)
        if (
            found is None
            or is_no_name(name, found, facts)
            or not _is_defined(name, found, bool(match["sep"]), about, facts)
        ):
            continue
        yield Definition(found, VERB_OF[found], shown_name(name, found), text.span, shape, group=group), rest


def _is_defined(name: str, kind: Kind, divided: bool, about: str, facts: Facts) -> bool:
    """Whether a name in a list is one that is defined.

    A call, a command of several words or `order.created` speaks for itself; other names need that the title
    or the sentence before the list speaks of such things.
    """
    if kind == "function":
        return call_of(name) is not None
    if not divided or kind not in LISTS_OF:
        return False
    if kind == "cli" and (facts.vocabulary.pattern("api others tools").match(name) or name.isupper()):
        return False
    return _speaks_for_itself(name, kind) or facts.vocabulary.has(LISTS_OF[kind], about)


def _speaks_for_itself(name: str, kind: Kind) -> bool:
    if kind == "cli":
        return " " in name.strip()
    return call_of(name) is not None or (kind in ("event", "rpc") and _EVENT.fullmatch(name) is not None)


def fits_kind(name: str, kind: Kind) -> bool:
    """Whether a code span can be the name of a thing of a kind."""
    if kind == "resource":
        return "/" in name and " " not in name
    return kind == "cli" or looks_like_name(name, pascal=True)


def shows_command(section: Section, command: str) -> bool:
    """Whether the code of a section shows a command."""
    for block in section.all_blocks():
        if isinstance(block, CodeBlock) and command in block.code[:2000]:
            return True
        if isinstance(block, Paragraph) and any(
            command in each.text for each in block.text.inlines if each.kind == "code"
        ):
            return True
    return False


__all__ = [
    "LISTS_OF", "defined", "fits_kind", "is_no_name", "kind_of_name", "leading", "names_endpoint", "shown_name",
    "shows_command",
]  # fmt: skip
