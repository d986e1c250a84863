"""One endpoint out of the places that define it and the examples that show it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from speclint.document.block import Block, CodeBlock, Html, Paragraph
from speclint.document.section import Section
from speclint.document.vocabulary import words as words_of
from speclint.facts.api.body import Detail, joined, read_blocks, read_section
from speclint.facts.api.define import definitions, taken_sections
from speclint.facts.api.definition import Definition, Shape
from speclint.facts.api.folded import folded
from speclint.facts.api.sample import declares_result, requests_in, sample
from speclint.facts.api.scope import api_parts
from speclint.facts.api.signature import covers, http_signatures, name_key, path_key
from speclint.facts.fact import Facts

_RANK: dict[Shape, int] = {"heading": 0, "label": 1, "paragraph": 2, "row": 3, "item": 4, "code": 5, "mention": 6}
_BASE = re.compile(r"(?:/(?:api|rest|v\d+|public|internal))*")  # what an API's base path adds to a path

_TITLED = frozenset({"heading", "label", "paragraph"})  # shapes of definitions that have much to say

Key = tuple[str, ...]


@dataclass(eq=False)
class Merged:
    """Something callable: all definitions of it, the first being where an author acts, and what is said of it."""

    main: Definition
    members: list[Definition]
    shown: list[Detail] = field(default_factory=list)

    def add(self, more: Sequence[Definition]) -> None:
        """Takes further definitions; one with more to say than those before becomes the main one."""
        self.members.extend(more)
        self.main = min((self.main, *more), key=lambda each: _RANK[each.shape])

    @property
    def detail(self) -> Detail:
        """What is said of it everywhere."""
        others = (each.detail for each in self.members if each is not self.main)
        return joined((self.main.detail, *others, *self.shown))

    @property
    def repeats(self) -> Iterator[tuple[Definition, Definition]]:
        """The definitions that repeat one of the same shape, each with the one that it repeats."""
        first: dict[tuple[str, int], Definition] = {}
        for each in self.members:
            if each.shape not in ("heading", "row") or each.kind == "operation":
                continue
            if each.shape == "row" and "description" not in each.cells:
                continue
            group = each.group if each.shape == "row" else 0
            known = first.setdefault((each.shape, group), each)
            if known is not each and known.span.line != each.span.line:
                yield each, known


def merged(facts: Facts) -> tuple[Merged, ...]:
    """Everything callable that the spec defines, in document order."""

    def find() -> tuple[Merged, ...]:
        found = _joined(_grouped(definitions(facts)))
        _show(facts, found)
        return tuple(sorted(found, key=lambda each: (each.main.span.line, each.main.span.column)))

    return tuple(facts.memo("api merged", find))


def _grouped(found: Sequence[Definition]) -> dict[Key, Merged]:
    groups: dict[Key, Merged] = {}
    for each in found:
        key = _key(each)
        known = groups.get(key)
        if known is not None and _is_another(each, known):
            key = (*key, str(each.group))
            known = groups.get(key)
        if known is None:
            groups[key] = Merged(each, [each])
        else:
            known.add((each,))
    return groups


def _key(each: Definition) -> Key:
    if each.kind == "http":
        return ("http", each.verb, path_key(each.name))
    apart = (each.kind == "graphql" and each.verb != "QUERY") or each.kind == "event"
    return (each.verb if apart else "name", name_key(each.name, each.kind))


def _is_another(each: Definition, known: Merged) -> bool:
    """Whether a name of a second table or chapter is that of another thing: `clear` of two classes."""
    if each.kind in ("function", "cli", "rpc", "tool") and each.shape == "heading" and each.section is not None:
        parents = {
            id(member.section.parent) for member in known.members if member.section and member.shape == "heading"
        }
        return bool(parents) and id(each.section.parent) not in parents
    if each.kind not in ("function", "event") or each.shape not in ("row", "item", "code"):
        return False
    return any(member.shape == each.shape and member.group != each.group for member in known.members)


def _joined(groups: dict[Key, Merged]) -> list[Merged]:
    """The groups, those that differ only by a base path or an unknown verb taken together."""
    http = {key: group for key, group in groups.items() if key[0] == "http"}
    spoken = {key[2]: group for key, group in reversed(http.items()) if key[1]}
    headed = [(key, group) for key, group in http.items() if group.main.shape in _TITLED]
    kept: list[Merged] = []
    for key, group in groups.items():
        partner = None
        if key in http and not (key[1] and group.main.shape in _TITLED):
            partner = _based(key, headed) if key[1] else spoken.get(key[2])
        if partner is None:
            kept.append(group)
        else:
            partner.add(group.members)
    return kept


def _based(key: Key, headed: list[tuple[Key, Merged]]) -> Merged | None:
    """The group with a title of its own whose path is this one with a base path, or without it."""
    verb, path = key[1], key[2]
    for other, partner in headed:
        if other[1] != verb or other[2] == path:
            continue
        short, long = sorted((path, other[2]), key=len)
        if short != "/" and long.endswith(short) and _BASE.fullmatch(long[: -len(short)]):
            return partner
    return None


# Examples that stand apart from the definitions


def _show(facts: Facts, found: list[Merged]) -> None:
    taken = taken_sections(facts)
    lines = sorted(member.span.line for group in found for member in group.members if member.shape != "mention")
    for part in api_parts(facts):
        _show_section(facts, part, found, taken, lines)
    _show_usage(facts, found, taken)


def _show_section(facts: Facts, section: Section, found: list[Merged], taken: set[int], lines: list[int]) -> None:
    """Gives what a section without definitions shows to the endpoint that it shows."""
    if id(section) in taken:
        return
    if any(map(section.holds, lines)):
        _show_blocks(facts, section, found)
    else:
        shown = _shown_by(section.all_blocks(), found)
        titled = _titled(section, found) if not shown else None
        one = shown[0] if len(shown) == 1 else titled
        if one is not None:
            one.shown.append(read_section(section, (), one.main.kind, one.main.called, facts.vocabulary))
            return
        _show_blocks(facts, section, found)
    for child in section.children:
        _show_section(facts, child, found, taken, lines)


def _shown_by(blocks: Iterator[Block], found: list[Merged]) -> list[Merged]:
    shown: dict[int, Merged] = {}
    for block in blocks:
        for verb, path in _requests(block):
            if (group := _fitting(verb, path, found)) is not None:
                shown[id(group)] = group
    return list(shown.values())


def _requests(block: Block) -> Iterator[tuple[str, str]]:
    if isinstance(block, CodeBlock):
        yield from ((verb, path) for verb, path, _ in requests_in(block.code))
    elif isinstance(block, Paragraph):
        yield from ((each.verb, each.path) for each in http_signatures(block.text.plain))
    elif isinstance(block, Html):
        yield from ((each.verb, each.path) for each in http_signatures(folded(block)))


def _fitting(verb: str, path: str, found: list[Merged]) -> Merged | None:
    best, most = None, 0
    for group in found:
        main = group.main
        if main.kind == "http" and main.verb in (verb, "", "ANY") and (score := covers(main.name, path)) > most:
            best, most = group, score
    return best


def _titled(section: Section, found: list[Merged]) -> Merged | None:
    """The endpoint that a title describes in the words of its row: `Create Order`."""
    for each in http_signatures(section.label):
        if (named := _fitting(each.verb, each.path, found)) is not None:
            return named
    title = {
        word for word in words_of(section.title) if word not in ("example", "request", "response", "a", "an", "the")
    }
    if len(title) < 2:
        return None
    fitting = [
        group
        for group in found
        if group.main.shape in ("row", "item", "code") and title <= set(words_of(group.detail.description))
    ]
    return fitting[0] if len(fitting) == 1 else None


def _only(section: Section, found: list[Merged]) -> Merged | None:
    """The endpoint that is the only one listed in a section without sections below."""
    here = [group for group in found if any(section.holds(member.span.line) for member in group.members)]
    fit = len(here) == 1 and here[0].main.kind == "http" and not section.children
    return here[0] if fit and here[0].main.shape == "row" else None


def _show_blocks(facts: Facts, section: Section, found: list[Merged]) -> None:
    """Gives each run of blocks that begins with a request to the endpoint that is called."""
    bodies = {id(block) for group in found for member in group.members for block in member.body}
    current = _titled(section, found) or _only(section, found)
    run: list[Block] = []
    for block in section.blocks:
        if id(block) in bodies:
            continue
        if isinstance(block, CodeBlock) and len(parts := _exchanges(block)) > 1:
            for verb, path, part in parts:
                _give(facts, _fitting(verb, path, found), [part])
            continue
        calls = [group for verb, path in _requests(block) if (group := _fitting(verb, path, found)) is not None]
        if calls and calls[0] is not current:
            _give(facts, current, run)
            current, run = calls[0], []
        run.append(block)
    _give(facts, current, run)


def _exchanges(block: CodeBlock) -> list[tuple[str, str, CodeBlock]]:
    """A block that shows several requests, cut before each of them."""
    found = requests_in(block.code)
    ends = [*(start for _, _, start in found[1:]), len(block.code)]
    return [
        (verb, path, replace(block, code=block.code[start:end]))
        for (verb, path, start), end in zip(found, ends, strict=False)
    ]


def _give(facts: Facts, group: Merged | None, run: list[Block]) -> None:
    codes = [block for block in run if isinstance(block, (CodeBlock, Paragraph))]
    if group is not None and any(isinstance(block, CodeBlock) for block in codes):
        detail = read_blocks(codes, group.main.kind, group.main.called, facts.vocabulary)
        group.shown.append(
            Detail("", detail.request, detail.responses, detail.errors, False, detail.secured, detail.called)
        )


def _show_usage(facts: Facts, found: list[Merged], taken: set[int]) -> None:
    """Examples of use apart from the definitions: of a command its own, of the functions of a table any."""
    blocks = [
        block
        for part in api_parts(facts)
        for section in part.walk()
        for block in section.blocks
        if isinstance(block, CodeBlock)
    ]
    _show_functions(facts, found, blocks)
    _show_events(found, blocks)
    for group in found:
        main = group.main
        if main.kind not in ("function", "cli") or main.verb == "CMD":
            continue
        for block in blocks:
            shows = sample(block, main.kind, main.name, facts.vocabulary)
            if shows.calls:
                what = (f"{block.language or 'text'} example",)
                group.shown.append(Detail(request=what, responses=what if shows.answers else (), called=True))


# the key of data that tells which event it is
_NAMES_EVENT = r"[\"']?(?:[\w@-]*type|event|event_?name|name|kind|topic|subject|action)[\"']?\s*[:=]\s*[\"']?"


def _show_events(found: list[Merged], blocks: list[CodeBlock]) -> None:
    """A message that tells its own name is the example of that event."""
    for group in found:
        if group.main.kind != "event":
            continue
        named = re.compile(_NAMES_EVENT + re.escape(group.main.name) + r"(?![\w.-])", re.IGNORECASE)
        if any(block.language not in _DIAGRAMS and named.search(block.code) for block in blocks):
            group.shown.append(Detail(request=("named example",)))


_DIAGRAMS = frozenset({"mermaid", "plantuml", "puml"})


def _show_functions(facts: Facts, found: list[Merged], blocks: list[CodeBlock]) -> None:
    """What an example of use shows is shown for all functions of a table or a list, and so is a declared result."""
    listed = [group for group in found if group.main.kind == "function" and group.main.shape in ("row", "item", "code")]
    shown = [sample(block, "function", group.main.name, facts.vocabulary) for group in listed for block in blocks]
    calls, answers = any(each.calls for each in shown), any(each.calls and each.answers for each in shown)
    what = ("shared usage example",)
    for group in listed:
        declared = any(declares_result(block, group.main.name) for block in blocks)
        result = ("declared result",) if declared else what if answers else ()
        group.shown.append(Detail(request=what if calls else (), responses=result, called=calls))


__all__ = ["Merged", "merged"]
