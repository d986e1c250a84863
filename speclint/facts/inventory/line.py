"""The names that a line of a list gives: an item, a labelled line, a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from speclint.document.block import Block, ListBlock, Paragraph, Text
from speclint.facts.entry import Labelled, labelled
from speclint.facts.naming import (
    BRACKETS,
    Name,
    Run,
    Words,
    head,
    is_identifier,
    pieces,
    read_name,
    sentences,
    starts_with_version,
    version_behind,
    with_version,
)
from speclint.facts.value.technology import needs_version

# Python version · Minimum Rust Version · Minimum Supported Go Version
_VERSION_OF = re.compile(
    r"^(?:(?:minimum|min\.?|required|supported|target|latest|current)\s+)+|\s+versions?\b(?:\s*\([^()]*\))?$", re.I
)
# Minimum Supported Rust Version (MSRV): 1.70
_MINIMUM = re.compile(
    r"(?:(?:minimum|min|required|supported)\s+)+(?P<name>[A-Za-z][\w.+#-]{0,30})\s+version\b[^:\n]{0,20}:", re.I
)
# Python packages, Go modules: a category although it begins with a technology
_KIND = re.compile(r"\b(?:librar|package|dependenc|module|tool|crate|gem|framework|plugin)[a-z]*\s*:?$", re.I)
_LOWER_LABEL = re.compile(r"(?P<label>[a-z][\w /&-]{1,30}):\s+")  # npm packages: …
_COLON = re.compile(r"[^\n:]{1,60}:")
_STANDARD = re.compile(r"\((?:std(?:lib)?|standard library|built-?in)[^()]*\)[\s.]*$", re.I)  # behind a list of names
_REMARK = re.compile(r"\s*(?:$|[(\[\-–—:,;.=>→])")  # behind a name that is all that is said
_COMPANION = re.compile(r"\s(?:on|with|via|using|in|over)\s+", re.I)
_AROUND = re.compile(r"\s*(?:for|on|in|with)\s", re.I)
_MANY = 60  # of the technologies in a sentence the first are read
_PROSE = 8  # a line of more words that names nothing sure is a sentence


class Line:
    """Reads the names of lines."""

    def __init__(self, words: Words) -> None:
        self.words = words

    def item(self, text: Text) -> list[Name]:
        """`**Database**: PostgreSQL 15`, `**express**: ^4.18 - web framework`, `pgx v5, driver`."""
        label = labelled(text) or self._lower_label(text)
        if label is None or not label.value.plain:
            return self._unlabelled(Run.of(label.label if label is not None else text))
        return self._entry(label, sentence=False)

    def paragraph(self, text: Text) -> list[Name]:
        """A line of a paragraph: only what a label says counts."""
        label = labelled(text)
        if label is None or not label.value.plain:
            return self._minimum(text)
        return self._entry(label, sentence=True) if label.strong or _COLON.match(text.raw) else []

    def value(self, run: Run) -> list[Name]:
        """The names that a value, a label or a cell lists."""
        return self._listed(run, several=True)

    def mentions(self, run: Run) -> list[Name]:
        """The technologies with versions that a sentence names."""
        found = []
        for mention in self.words.named(run.plain)[:_MANY]:
            if needs_version(mention.kind):
                named = self.name(run.part(mention.start, version_behind(run.plain, mention)))
                found += [named] if named is not None else []
        return found

    def name(self, run: Run) -> Name | None:
        """A single name with its version."""
        return read_name(run, self.words)

    def is_field(self, title: str) -> bool:
        """Whether a label says something of a dependency and names none: `Purpose`, `Licence`."""
        return self.words.is_whole("dependency field", title)

    def is_category(self, title: str) -> bool:
        """Whether a label says what kind of thing follows: `Language`, `Python packages`."""
        bare = BRACKETS.sub("", title)
        if not self.words.ends("dependency category", bare):
            return False
        return self.words.known(bare) is None or _KIND.search(bare.rstrip()) is not None

    def _minimum(self, text: Text) -> list[Name]:
        """`Minimum Supported Rust Version (MSRV): 1.70` as one bold text."""
        match = _MINIMUM.search(text.plain)
        named = self.name(Run.of(text).part(*match.span("name"))) if match else None
        return [with_version(named, Run.of(text).part(match.end()), self.words)] if match and named else []

    def _lower_label(self, text: Text) -> Labelled | None:
        """`npm packages: …`, a category in lower case."""
        match = _LOWER_LABEL.match(text.raw)
        if match is None or not self.words.ends("dependency category", match["label"]):
            return None
        return Labelled(text.part(*match.span("label")), text.part(match.end(), len(text.raw)), False)

    def _entry(self, label: Labelled, sentence: bool) -> list[Name]:
        """A label and what stands behind it."""
        title = label.label.plain.strip()
        value = Run.of(label.value)
        if self.is_field(title) or self.words.begins("none", value.plain):
            return []
        subject = _VERSION_OF.sub("", title).strip()
        if subject != title and (self.words.known(subject) or starts_with_version(value.plain)):
            at = title.find(subject)
            named = self.name(Run.of(label.label).part(at, at + len(subject)))
            return [with_version(named, value, self.words)] if named else []
        return self._labelled(Run.of(label.label), value, sentence)

    def _labelled(self, label: Run, value: Run, sentence: bool) -> list[Name]:
        """A category and what it is, or a name and what is said of it."""
        stated = starts_with_version(value.plain)
        known = self.words.known(label.plain)
        category = self.is_category(label.plain)
        if category and not (stated and (known is not None or is_identifier(label))) and not label.ticked:
            return self.value(value)
        if sentence and known is None and not stated and not is_identifier(label):
            return []
        names = self.value(label)
        found = [with_version(replace(each, labelled=True), head(value), self.words) for each in names]
        for part in sentences(value) if label.plain.endswith(".") else ():
            found += [each for each in self._unlabelled(part) if each.technology and part.plain.startswith(each.plain)]
        return found or ([] if category or known else [each for each in self.value(value) if each.technology])

    def _listed(self, run: Run, several: bool) -> list[Name]:
        found: list[Name] = []
        for piece in pieces(run, self.words, several):
            named = self.name(piece)
            if named is None:
                continue
            found.append(named)
            behind = piece.plain[head(piece).end - piece.start :]
            found += self._companions(piece, named) if behind and several else []
            if behind and not _AROUND.match(behind):
                break
        if found and found[-1].excused and _STANDARD.search(run.plain):
            return [replace(each, excused=True) for each in found]
        return found

    def _companions(self, piece: Run, named: Name) -> Iterator[Name]:
        """The technologies that a value names beside the first: `TypeScript on Node.js 20 with Express`."""
        for match in _COMPANION.finditer(piece.plain):
            rest = piece.part(match.end())
            known = self.words.known(rest.plain)
            if known is None or known == named.technology or not needs_version(known.kind):
                return
            end = version_behind(rest.plain, self.words.named(rest.plain)[0])
            each = self.name(rest.part(0, end))
            if each is not None:
                yield each

    def _unlabelled(self, run: Run) -> list[Name]:
        """An item without a label: the name or names that it begins with."""
        start = head(run)
        at = start.end - run.start
        clean = _REMARK.match(run.plain, at) is not None
        found = [replace(each, clean=each.clean and clean) for each in self._listed(start, several=False)]
        if len(found) == 1 and not found[0].version and not found[0].unpinned and _AROUND.match(run.plain[at:]):
            behind = run.part(at)
            comma = behind.plain.find(",")
            found = [with_version(found[0], behind.part(0, comma if comma > 0 else None), self.words)]
            found = [replace(found[0], slot=False)]
        if not any(each.sure for each in found) and len(run.plain.split()) > _PROSE:
            return self.mentions(run)
        return found


def labelled_version(blocks: Iterable[Block], words: Words) -> Run | None:
    """The value of a label `Version` below a dependency."""
    for block in blocks:
        lines = [item.text for item in block.items] if isinstance(block, ListBlock) else []
        lines += [block.text] if isinstance(block, Paragraph) else []
        for text in lines:
            found = labelled(text)
            if found is not None and words.vocabulary.field_of(found.label.plain) == "version":
                return Run.of(found.value)
    return None


def lines_of(text: Text) -> Iterator[Text]:
    """The lines of a paragraph, each as a text of its own."""
    at = 0
    for line in text.raw.split("\n"):
        yield text.part(at, at + len(line))
        at += len(line) + 1
