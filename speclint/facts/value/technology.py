"""Technologies named in a text, after a vocabulary of names and kinds."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, NamedTuple, get_args

from speclint.errors import SpeclintError

Kind = Literal[
    "language", "runtime", "framework", "library", "database", "cache", "queue", "tool",
    "os", "service", "saas", "managed", "protocol", "format", "browser", "model",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Technology:
    """A name of the vocabulary. `exact` are those of its names that are also plain words (`Go`, `Express`)."""

    name: str
    kind: Kind
    aliases: tuple[str, ...] = ()
    exact: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TechnologyMention:
    """A technology where it is named: its canonical name, and the text as written."""

    name: str
    kind: Kind
    text: str
    start: int
    end: int
    ambiguous: bool = False


class Technologies:
    """A vocabulary made ready for looking up names in texts."""

    def __init__(self, entries: Iterable[Technology]) -> None:
        self.entries = tuple(entries)
        self._names: dict[tuple[str, ...], list[_Name]] = {}
        self._lengths: dict[str, int] = {}
        for entry in self.entries:
            for spelling in (entry.name, *entry.aliases):
                self._add(_Name(entry, spelling, spelling in entry.exact))

    def find(self, text: str) -> list[TechnologyMention]:
        """The technologies named in a text, in reading order; of names that overlap the longest."""
        tokens = list(_TOKEN.finditer(text))
        found: list[TechnologyMention] = []
        end = 0
        for at, token in enumerate(tokens):
            longest = 0 if token.start() < end else self._lengths.get(_stem(token.group()), 0)
            mention = self._longest(text, tokens, at, longest) if longest else None
            if mention:
                found.append(mention)
                end = mention.end
        return found

    def lookup(self, name: str) -> Technology | None:
        """The technology that a whole text names, whatever its case: `express` → Express."""
        names = self._names.get(tuple(_words(name)))
        return names[0].entry if names else None

    def _add(self, name: "_Name") -> None:
        for words in dict.fromkeys((_words(name.spelling), _words(_INNER_SIGN.sub("", name.spelling)))):
            self._names.setdefault(words, []).append(name)
            for first in {words[0], _stem(words[0])}:
                self._lengths[first] = max(self._lengths.get(first, 0), len(words))

    def _longest(self, text: str, tokens: list[re.Match[str]], at: int, longest: int) -> TechnologyMention | None:
        """The longest name that begins at a token; `Python3` is Python followed by its version."""
        start = tokens[at].start()
        for length in range(_joined(text, tokens, at, longest), 0, -1):
            run = tokens[at : at + length]
            names = self._names.get(tuple(token.group().lower() for token in run))
            mention = _mention(names, text, start, run[-1].end()) if names else None
            if mention:
                return mention
        stem = _stem(tokens[at].group())
        return _mention(self._names.get((stem,), []), text, start, start + len(stem)) if len(stem) > 2 else None


def load(path: Path) -> Technologies:
    """The vocabulary of a YAML file: under `technologies`, for each kind lines of `name = alias, alias`."""
    from ruamel.yaml import YAML
    from ruamel.yaml.error import YAMLError

    try:
        data = YAML(typ="safe").load(path.read_text("utf-8"))
    except (OSError, YAMLError) as error:
        raise SpeclintError(f"{path}: cannot read the vocabulary of technologies", str(path)) from error
    kinds = data.get("technologies") if isinstance(data, Mapping) else None
    if not isinstance(kinds, Mapping):
        raise SpeclintError(f"{path}: the vocabulary of technologies has no key 'technologies'", str(path))
    return Technologies(parse(kinds, str(path)))


def parse(kinds: Mapping[object, object], path: str = "") -> Iterator[Technology]:
    """The entries of a vocabulary: of each kind a line a technology, `!` after names that are plain words."""
    for name, lines in kinds.items():
        kind = _KINDS.get(name)
        if kind is None or not isinstance(lines, str):
            raise SpeclintError(f"{path}: {name!r} is no kind of technology (want {', '.join(get_args(Kind))})", path)
        yield from (_entry(line, kind) for line in lines.splitlines() if line.strip())


def _entry(line: str, kind: Kind) -> Technology:
    first, _, others = line.partition("=")
    names = [name.strip() for name in (first, *others.split(",")) if name.strip()]
    exact = tuple(name[:-1] for name in names if name.endswith("!"))
    spellings = [name.removesuffix("!") for name in names]
    return Technology(spellings[0], kind, tuple(spellings[1:]), exact)


def technologies(text: str, vocabulary: Technologies) -> list[TechnologyMention]:
    """The technologies named in a text, in reading order."""
    return vocabulary.find(text)


def needs_version(kind: Kind) -> bool:
    """Whether a spec that depends on a technology of this kind should say which version."""
    return kind in _VERSIONED


_KINDS: dict[object, Kind] = {kind: kind for kind in get_args(Kind)}
_VERSIONED = frozenset(("language", "runtime", "framework", "library", "database", "cache", "queue", "tool"))

# A word, with the signs that end names (C++, C#) and the dot that begins one (.NET).
_TOKEN = re.compile(r"(?<![\w.])\.[A-Za-z]+|[A-Za-z0-9]+(?:\+\+|#)?")
_INNER_SIGN = re.compile(r"(?<=\w)[.\-/](?=\w)")
_JOINTS = frozenset(" .-/_'")
# What may follow a hyphen after a name that it is no part of: "Redis-backed", "Kafka-compatible".
_SUFFIX = re.compile(
    r"(?:[a-z]+(?:ed|ing|able|ible|ful)|like|style|native|side|driven|first|only|specific|aware|level|friendly|centric"
    r"|to|in|and|or|[vV]?\d.*)$"
)
_VERSION_DIGIT = re.compile(r"[vV]?\d")


class _Name(NamedTuple):
    entry: Technology
    spelling: str
    exact: bool


def _words(text: str) -> tuple[str, ...]:
    return tuple(token.group().lower() for token in _TOKEN.finditer(text))


def _stem(word: str) -> str:
    """A word in lower case without the digits at its end."""
    return word.lower().rstrip("0123456789")


def _joined(text: str, tokens: list[re.Match[str]], at: int, longest: int) -> int:
    """How many tokens from `at` on just one sign or space parts from one another, up to the longest name's."""
    length = 1
    while length < longest and at + length < len(tokens):
        before, after = tokens[at + length - 1].end(), tokens[at + length].start()
        if after - before > 1 or (after > before and text[before] not in _JOINTS):
            break
        length += 1
    return length


def _mention(names: list[_Name], text: str, start: int, end: int) -> TechnologyMention | None:
    """The first of the names that fits what is written from start to end, its case and what it touches."""
    written = text[start:end]
    for name in names:
        if (not name.exact or written == name.spelling) and not _is_part(text, start, end):
            return TechnologyMention(name.entry.name, name.entry.kind, written, start, end, name.exact)
    return None


def _is_part(text: str, start: int, end: int) -> bool:
    """Whether what is written is a part of a longer name or path: `redis-cli`, `redis.conf`, `src/redis/`."""
    before, after = text[start - 1 : start] if start else "", text[end : end + 1]
    if (before and before in "_@$#&\\") or (after and after in "_@(&"):
        return True
    following = _TOKEN.match(text, end + 1)
    word = following.group() if following else ""
    lower = text[start:end].islower()
    if after == "-" and word:
        return not _SUFFIX.match(word)
    if after == "." and word and word[0].islower():
        return True
    if before in ("-", ".") and text[start - 2 : start - 1].isalnum():
        return before == "." or lower
    return lower and before == "/" and after == "/" and not _VERSION_DIGIT.match(word)
