"""What a line of a list of dependencies names: `**Database**: PostgreSQL 15 (4 vCPU)`, `pgx v5.6.0, driver`.

A line is cut into the names that it lists, and each piece into the name and its version.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from speclint.document.block import Text
from speclint.document.span import Span
from speclint.document.vocabulary import Vocabulary
from speclint.facts.value.placeholder import is_placeholder
from speclint.facts.value.technology import Technologies, Technology, TechnologyMention, parse
from speclint.facts.value.version import is_unpinned, version

SERVERS = frozenset(("database", "cache", "queue"))
"""The kinds of technology whose clients bear the same name: `redis` in a list of packages."""
BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_LEADING = " ,;:*`'\"\u00a0"
_TRAILING = _LEADING + "."


def bare(text: str) -> str:
    """A text without the marks around it: `.NET`."""
    return text.lstrip(_LEADING).rstrip(_TRAILING)


@dataclass(frozen=True, eq=False)
class Run:
    """A run of the plain words of a text: their offsets `start` to `end`."""

    text: Text
    start: int
    end: int

    @classmethod
    def of(cls, text: Text) -> Run:
        """A whole text."""
        return cls(text, 0, len(text.plain))

    @cached_property
    def plain(self) -> str:
        """The words."""
        return self.text.plain[self.start : self.end]

    @property
    def span(self) -> Span:
        """Where it stands."""
        return self.text.plain_span(self.start, self.end) if self.start < self.end else self.text.span

    def part(self, start: int, end: int | None = None) -> Run:
        """The words from one offset to another, blanks around them left out."""
        chunk = self.plain[start:end]
        low = start + len(chunk) - len(chunk.lstrip(_LEADING))
        high = max(low, start + len(chunk.rstrip(" ,;\u00a0")))
        return Run(self.text, self.start + low, self.start + high)

    @cached_property
    def ticked(self) -> bool:
        """Whether it begins with code."""
        plain = self.plain
        return any(
            each.kind == "code" and each.text.strip() and plain.startswith(each.text.strip())
            for each in self.text.inlines
        )


class Words:
    """The vocabulary of dependencies."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self.technologies: Technologies = vocabulary.memo("technologies", lambda: _technologies(vocabulary))

    def ends(self, name: str, text: str) -> bool:
        """Whether a text ends with a word of a list."""
        text = text.rstrip(_TRAILING + "_)")
        return any(match.end() == len(text) for match in self.vocabulary.pattern(name).finditer(text))

    def begins(self, name: str, text: str) -> bool:
        """Whether a text begins with a word of a list."""
        match = self.vocabulary.pattern(name).match(text)
        return match is not None and text[match.end() : match.end() + 1] not in ("-", ".", "/", "_", "@")

    def is_whole(self, name: str, text: str) -> bool:
        """Whether a text is a word of a list and nothing else."""
        text = text.strip(_TRAILING + "()[]_")
        match = self.vocabulary.pattern(name).match(text)
        return match is not None and match.end() == len(text)

    def says(self, title: str) -> bool | None:
        """Whether the things below a title have versions; None where it does not say."""
        bare = BRACKETS.sub(" ", title).strip()
        for pattern, verdict in (("unversioned list", False), ("versioned list", True)):
            if self.ends(pattern, bare):
                return verdict
        return None

    def named(self, plain: str) -> list[TechnologyMention]:
        """The technologies that a text names."""
        return self.technologies.find(plain)

    def exactly(self, name: str) -> Technology | None:
        """The technology that a name is and no more: `Redis (cache)`, `PostgreSQL database`, not `React Router`."""
        called = bare(BRACKETS.sub("", name))
        found = self.technologies.lookup(called)
        if found is None and (tail := self.vocabulary.pattern("generic tail").search(called)) and tail.start() > 0:
            return self.technologies.lookup(bare(called[: tail.start()]))
        return found

    def known(self, name: str) -> Technology | None:
        """The technology that a name is or begins with."""
        name = bare(name)
        found = self.technologies.lookup(name)
        if found is not None or not name:
            return found
        for mention in self.technologies.find(name)[:1]:
            if mention.start == 0:
                return self.technologies.lookup(mention.text)
        return None


def _technologies(vocabulary: Vocabulary) -> Technologies:
    kinds: dict[object, object] = dict(vocabulary.technologies.items())
    return Technologies(parse(kinds))


@dataclass(frozen=True, eq=False)
class Name:
    """A name with its version: `version` is None where none is stated, `unpinned` what stands in its place.

    `sure` when it is a known technology, is written like a package, or a version follows it at once; `slot` when
    there is a place for a version that holds none; `excused` when it is said to have no version; `clean` when the
    name is all that the line says, but for a remark in brackets or behind a dash; `labelled` when it is a label;
    `client` when its row says that it is the client of a technology.
    """

    run: Run
    name: Run
    technology: Technology | None
    version: str | None = None
    place: Span | None = None
    unpinned: str = ""
    sure: bool = False
    slot: bool = False
    excused: bool = False
    clean: bool = True
    labelled: bool = False
    client: bool = False

    @property
    def plain(self) -> str:
        """The name."""
        return bare(self.name.plain)


_MANY = 60  # of the names in a line the first are read
_AMOUNT = re.compile(r"\d+(?:\.\d+)?\s")  # 200 GB SSD, 3 nodes
# a number that is all that stands behind a name: `pytest 8`, `Java Development Kit (JDK) 17`
_BARE_NUMBER = re.compile(r"(?:\s*\([^()\d]*\))?\s*\(?v?(?P<version>\d{1,4}(?:\.\d{1,4})*\+?)\)?\s*")
_STAR = re.compile(r"^\S+\s\*(?=$|[\s,;)])")  # a version of `*` behind the first word, which is no emphasis
# what may stand behind a name in code: nothing, a sign, a version, a few words
_REMARK = re.compile(
    r"\s*(?:$|[-–—:,;.(\[=<>~^@*+&/]|v?\d)"
    r"|\s+(?:for|to|as|via|and|or|with|from|in|on|by|must|is|latest|version)\b|(?:\s+[\w-]+){1,3}\s*(?:$|[-–—:,;.(])",
    re.I,
)
# what may stand behind a name that says nothing itself
_CLEAN = re.compile(r"\s*(?:$|[(\[\-–—:,;.=<>~^@*→\"]|v?\d|latest\b|version)", re.I)
_STOP = re.compile(r"(?<=[\w)])\.\s+(?=\w)")  # between two sentences
# where a name ends and what is said of it begins
_HEAD = re.compile(
    r"\s+(?:[-–—]{1,2}|→|=>)\s+|[:;]\s+|\.(?:\s|$)"
    r"|\s(?:for|to|as|via|used|using|which|that|because|must|is|are|on|in|from|by|with|through|provides|handles|instead"
    r"|only|per|against|at|over|into|when|where|so|if|out)\s",
    re.I,
)
# between several names: commas, plus signs, and, or; strokes between blanks
_BETWEEN = re.compile(r"\s*[,;]\s+(?:and\s+|or\s+)?|\s+(?:\+|&|/|\||·|•|and|or|plus)\s+")
# a piece that belongs to the one before: `Redis, version 7`
_BELONGS = re.compile(r"(?:version|ver\.?|v)?\s?\d|[<>=~^≥≤]|\b(?:later|newer|higher|above)\b", re.I)
# the end of a name: a bracket, a version or its sign
_NAME_END = re.compile(
    r"\s*[(\[{]|\s+(?:[vV]?\d|[~^<>=*]|≥|≤|versions?\b|latest\b|x\.y\b|only$)|(?<=\w)@(?=[\d^~])"
    r"|\s*[=<>~^!]=?\s*[\"'v\d]|:\s*[v\d]"
)
_VALUE_VERSION = re.compile(
    r"\s*(?:[\[{<(]|[~^<>=≥≤*v\d\"`'≈]|V\d|latest|stable|current|newest|any\b|TBD|x\.y|version)", re.I
)
_PLACEHOLDER = re.compile(r"\s*(?:[\[{<][^\]}>]{0,60}[\]}>]|TBD|TODO|\?+|\.\.\.|…|-|–|—)\s*(?:$|[-–—(])", re.I)
# a package's name: lower case, or with the signs that only such names have
_IDENTIFIER = re.compile(
    r"@?[a-z][a-z0-9]*(?:[-_./@][A-Za-z0-9]+)*|[\w@.-]+/[\w./-]*\w|[A-Za-z0-9]+(?:_[A-Za-z0-9]+)+"
    r"|[A-Z][A-Za-z]*\.[A-Za-z][\w.]*"
)
_IDENTIFIER_END = re.compile(r"\s*(?:[\s(\[=<>~^,;]|@(?=[\d^~]))")
# a module of a program: services.orders.get_order
_MODULE = re.compile(r"[a-z_]\w*(?:\.[A-Za-z_]\w*){2,}")
# a file or folder: `docs/`, `./config`, `src/index.ts`, `package.json`
_PATH = re.compile(
    r"[\w./-]*/|(?:\.{0,2}|~)/[\w./-]+|[\w./-]*\.(?:md|tsx?|json|toml|sh|txt|csv|sql|html|css|lock)"
    r"|[\w.-]+/[\w./-]*\.(?:py|ya?ml|go|rs|js|c|cc|cpp|h|java|kt|rb|php|cs|swift|ex|scala)"
)


def pieces(run: Run, words: Words, several: bool = True) -> list[Run]:
    """The names that a run lists, each with what belongs to it; what stands in brackets is not cut.

    Behind a comma may stand a remark; with `several`, lone words count as further names.
    """
    plain = run.plain
    covered = _covered(plain)
    cuts = [match.span() for match in _BETWEEN.finditer(plain) if not covered[match.start()]]
    bounds = [0, *(at for cut in cuts for at in cut), len(plain)]
    parts = [(bounds[at], bounds[at + 1]) for at in range(0, len(bounds), 2)]
    found = [run.part(start, end) for start, end in parts if plain[start:end].strip()]
    lone = (several or len(found) > 2) and all(_is_lone(piece.plain) for piece in found)
    kept = found[:1]
    for piece in found[1:_MANY]:
        if _BELONGS.match(piece.plain):
            kept[-1] = Run(run.text, kept[-1].start, piece.end)
            continue
        if not lone and not _goes_on(piece) and words.known(piece.plain) is None:
            break
        kept.append(piece)
    return kept


def _is_lone(plain: str) -> bool:
    """Whether a piece is one word without a version."""
    return len(plain.split()) == 1 and version(plain) is None


def _goes_on(piece: Run) -> bool:
    """Whether a piece behind a comma is another name, and not a remark: in code, with a version or a capital."""
    plain = piece.plain
    if piece.ticked or (version(plain) is not None and len(plain.split()) <= 4):
        return True
    return plain[:1].isupper() and len(plain.split()) <= 6


def _covered(plain: str) -> list[bool]:
    """For each character, whether it stands in brackets."""
    depth, covered = 0, []
    for character in plain:
        depth += character in "(["
        covered.append(depth > 0)
        depth -= character in ")]" and depth > 0
    return [*covered, False]


def head(run: Run) -> Run:
    """The name or names that an item begins with, without what is said of them."""
    return run.part(0, _head_end(run.plain))


def _head_end(plain: str) -> int:
    covered = _covered(plain)
    for match in _HEAD.finditer(plain):
        if not covered[match.start()] and match.start() > 0:
            return match.start()
    return len(plain)


def _name_end(plain: str) -> int:
    match = _NAME_END.search(plain)
    end = match.start() if match and match.start() > 0 else len(plain)
    return min(end, _head_end(plain)) or len(plain)


def is_identifier(run: Run) -> bool:
    """Whether a run begins with a name that is written like a package's, and is not much more."""
    plain = bare(run.plain)
    first = _IDENTIFIER_END.split(plain, maxsplit=1)[0]
    if not first or _IDENTIFIER.fullmatch(first) is None or _PATH.fullmatch(first) or _MODULE.fullmatch(first):
        return False
    return first == plain or run.ticked


def starts_with_version(plain: str) -> bool:
    """Whether a value begins with a version or with what stands in its place."""
    if not _VALUE_VERSION.match(plain):
        return False
    found = version(plain[:48])
    if found is not None:
        return found.start <= 10
    first = plain.split()[0].strip("`*,;.") if plain.split() else ""
    return (
        (is_unpinned(first) is not None and len(plain.split()) < 8)
        or bool(_PLACEHOLDER.match(plain))
        or plain.strip(" `") == "*"
    )


def read_name(run: Run, words: Words) -> Name | None:
    """A piece as a name with its version: `PostgreSQL 15 (4 vCPU)`, `[zod](…) ^3.22`, `goose (current)`."""
    plain = run.plain
    end = _code(run) or _name_end(plain)
    name = run.part(0, end)
    called = bare(name.plain)
    technology = words.known(called)
    spelled = is_identifier(name)
    if not _may_be_name(called) or plain[end : end + 2] == "()":
        return None
    if technology is None and words.begins("no dependency", called) and not (spelled and run.ticked):
        return None
    if words.ends("work with a dependency", called) and len(called.split()) > 2:
        return None
    made = Name(
        run, name, technology, sure=technology is not None or spelled,
        excused=_is_excused(plain, technology, words), clean=_CLEAN.match(plain, end) is not None,
    )  # fmt: skip
    return _versioned(made, end, words)


def _may_be_name(called: str) -> bool:
    """Whether a text can be a name: it has letters, is short, and no amount, file, folder or placeholder."""
    if re.search(r"[^\W\d_]", called) is None or len(called) > 80:
        return False
    return not (_AMOUNT.match(called) or _PATH.fullmatch(called) or is_placeholder(called))


def _versioned(name: Name, end: int, words: Words) -> Name:
    """A name with the version that its own piece states behind it."""
    run, plain = name.run, name.run.plain
    found = version(plain)
    if found is not None and not _is_of_another(plain, end, found.start, words):
        close = found.start - end <= 4 and len(name.plain.split()) <= 3
        place = run.part(found.start, found.end).span
        return replace(name, version=bare(found.text), place=place, sure=name.sure or close)
    number = _BARE_NUMBER.match(plain, end)
    if number and number.end() == len(plain):
        return replace(name, version=number["version"], place=run.part(*number.span("version")).span, sure=True)
    rest = plain[end:]
    word = is_unpinned(rest) if len(rest) < 30 else None
    word = word or ("*" if _STAR.search(run.text.raw) and run.start == 0 else None)
    return replace(name, unpinned=word, slot=True, sure=True, place=run.part(end).span) if word else name


def _is_of_another(plain: str, end: int, start: int, words: Words) -> bool:
    """Whether another technology stands before a version: `TypeScript on Node.js 20`."""
    covered = _covered(plain)
    return any(end < each.start < start and not covered[each.start] for each in words.named(plain))


def _code(run: Run) -> int:
    """The end of the code that a run begins with; 0 where it is the beginning of a sentence."""
    if not run.ticked:
        return 0
    plain = run.plain
    code = next(
        each.text.strip()
        for each in run.text.inlines
        if each.kind == "code" and each.text.strip() and plain.startswith(each.text.strip())
    )
    name = _REMARK.match(plain, len(code)) and not _NAME_END.search(code) and is_identifier(run.part(0, len(code)))
    return len(code) if name else 0


def _is_excused(plain: str, technology: Technology | None, words: Words) -> bool:
    """Whether it is said or known to have no version: `net/http (stdlib)`, `PostgreSQL (Amazon RDS)`."""
    brackets = [match[0].strip("()[] ") for match in BRACKETS.finditer(plain)]
    said = (part for text in brackets for part in re.split(r"[,;]", text))
    if any(words.is_whole("dependency has no version", part) for part in said):
        return True
    if words.is_whole("versionless technology", BRACKETS.sub("", plain).split(" - ")[0]):
        return True
    if technology is None or technology.kind == "library":
        return False
    return any(mention.kind in ("managed", "saas") for mention in words.named(plain))


def with_version(name: Name, value: Run | None, words: Words, cell: bool = False) -> Name:
    """A name with the version that a cell or the text behind it states."""
    if value is None or (name.version is not None and not cell):
        return name
    plain = value.plain.strip() if cell else bare(value.plain)
    place = value.span if value.text.raw else name.place
    stated = _leading_version(plain, cell)
    if stated is not None:
        return replace(name, version=stated, place=place, unpinned="")
    word = _unpinned(value.plain, cell)
    said = [part for part in re.split(r"[,;()]", plain) if part.strip()]
    return replace(
        name,
        unpinned=word or name.unpinned,
        place=place if word or cell else name.place,
        slot=name.slot or bool(word) or cell or not plain or _PLACEHOLDER.match(plain) is not None,
        excused=name.excused or any(words.is_whole("dependency has no version", part) for part in said),
        sure=name.sure or bool(word),
    )


def _leading_version(plain: str, cell: bool) -> str | None:
    """The version that a text begins with; in a cell of versions, anywhere, or whatever has a number."""
    found = version(plain)
    if found is None:
        odd = cell and any(map(str.isdigit, plain)) and len(plain) < 30 and not is_unpinned(plain)
        return plain if odd else None
    if cell or found.start <= 12 or plain[: found.start].rstrip().lower().endswith(("version", "(")):
        return bare(found.text)
    return None


def _unpinned(plain: str, cell: bool) -> str:
    """The word that stands where a version should: all of a short text or cell, the first word of another."""
    plain = plain.strip(" `,;.")
    if plain == "*":
        return "*"
    short = cell or len(plain.split()) <= 3
    return is_unpinned(plain if short else plain.split()[0].strip("`*,;.")) or ""


def version_behind(plain: str, mention: TechnologyMention) -> int:
    """The end of the version that stands right behind a name, or of the name itself."""
    found = version(plain[mention.start : mention.end + 24])
    if found is None or mention.start + found.start - mention.end > 4 or found.start < mention.end - mention.start:
        return mention.end
    between = plain[mention.end : mention.start + found.start]
    return mention.start + found.end if not re.search(r"[^\s(`*v=@:\"'-]", between) else mention.end


def sentences(run: Run) -> Iterator[Run]:
    """The sentences of a run."""
    at = 0
    for match in _STOP.finditer(run.plain):
        yield run.part(at, match.start())
        at = match.end()
    yield run.part(at)
