"""Relationships written as lines of text: `users (1) ──< (N) orders`, `Order belongs to User`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from speclint.facts.schema.model import Cardinality, Relation
from speclint.facts.schema.notation.names import split_name, unmarked

_LONGEST = 400
"""Characters of a line; a longer one is prose."""

_CARD = r"0\.\.1|[01]\.\.[*nNmM∞]|[01]\+|[1nNmM*∞]"

_TOKEN = re.compile(
    rf"""
    (?P<crow> [|}}][|o]\s?(?:--|\.\.)\s?[|o][|{{] )
  | (?P<pair> \b(?:one|many|1|n|m)(?:[- ]to[- ]|2)(?:one|many|1|n|m)\b(?!\s?:\s?\d)
      | (?<![\w.:])\(?(?:{_CARD})\s?:\s?(?:{_CARD})\)?(?![\w:]) )
  | (?P<card> \(\s?(?:{_CARD}|one|many)\s?\) | \[\s?(?:{_CARD})\s?\] | "(?:{_CARD}|one|many)"
      | (?<![\w.])(?:{_CARD})(?![\w.]|\s?:\s?\d) )
  | (?P<link> [-─━]{{2,}}\s?\w{{1,12}}\s?[-─━]+[<>►▶]
      | [<>|o]?(?:[-─━═┬┴┼]{{2,}}|[┈┄╌]+)[<>|o{{}}◄►▶◀→←├┤]*(?!\w)
      | <?[-–—]>>? | <- | [→←↔⇒⇔⟶⟵⟷⇄⇨➜➝] | >-{{1,2}}<? | -{{1,2}}< | ─[<>]? | [<>]─
      | (?<=\)):(?=\() | (?<=\)\s):(?=\s\() )
  | (?P<dash> [–—-](?=\s) | [–—] )
  | (?P<word> [^\W\d][\w-]*(?:\.\w+)*(?:\((?!(?:1|[nNmM]|one|many)\))\w+\))? )
  | (?P<box> [│┃|┌┐└┘├┤+]+ )
  | (?P<other> \S )
    """,
    re.IGNORECASE | re.VERBOSE,
)
"""A piece of a line: marks of cardinality, lines and arrows, words, frames of boxes, the rest."""

_SMALL = frozenset(
    """
    a an the each every one single many multiple all has have is are in with to of and via by relationship
    relation association mapping link between from can may be table tables entity entities
    """.split()
)
"""Words around a name that are no part of it."""

_NO_NAMES = frozenset("this that these those it we they you there which thus as so if when and or for no not".split())
"""Words that are the name of no table, though a sentence may begin with them."""

_STOPS = frozenset("on cascade restrict through for when where if so because that which using set it they".split())
"""Words that end the name on the right."""

_VERB = re.compile(
    r"""
    ^\s*(?:(?:each|every|an?|one|the|a\ single|many|multiple)\s++)?
    (?P<left>[^\W\d][\w.]*+(?:\s[^\W\d]\w*+){0,2}?)\s++
    (?:(?:can|may|must|will|should)\s++)?(?:optionally\s++)?
    (?P<verb>belongs_?\s?to|belong\s?to|has_?\s?many|have\s?many|has_?\s?one|have\s?one|hasMany|hasOne|belongsTo
      | has|have|owns|own|contains|contain|holds|hold|includes|include
      | references|refers\s?to|points\s?to|is\ linked\ to|are\ linked\ to
      | is\ an?\ foreign\ key\ (?:to|of)|is\ an?\ FK\ (?:to|of))\b
    (?P<many>\s++(?:exactly\ one|at\ most\ one|only\ one|zero\ or\ one|zero\ or\ more|one\ or\ more|zero\ to\ many
      | many|multiple|several|one|an?|its\ own|0\.\.[*nN]|1\.\.[*nN]|0\.\.1|N|1))?
    \s++:?(?P<right>[^\W\d][\w.]*+(?:\(\w+\))?(?:\s[^\W\d]\w*+){0,2}?)
    \s*(?P<after>$|[.,;:(—–-]|\bvia\b|\bthrough\b|\bby\b|\bwith\b|\bon\b|\bin\b|\bfor\b|\bthat\b|\bwhich\b)
    """,
    re.IGNORECASE | re.VERBOSE,
)
"""A sentence that begins with a table and says what it has or what it belongs to."""

_POINTS = ("reference", "refers", "points", "is", "are")
_KEY_NAME = re.compile(r"\w+(?:_id|Id|ID|_uuid|_fk|_key)")
"""A name that is a column, not a table."""


@dataclass(frozen=True, slots=True)
class _Piece:
    kind: str
    text: str
    start: int
    end: int


def read_relations(text: str, line: int, column: int = 1) -> tuple[Relation, ...]:
    """The relationships that the lines of a text state; `column` is where each line begins."""
    found: list[Relation] = []
    for row, written in enumerate(text.splitlines()):
        if len(written) <= _LONGEST:
            plain = unmarked(written)
            found += list(_linked(plain, line + row, column)) or list(_told(plain, line + row, column))
    return tuple(found)


def _linked(text: str, line: int, column: int) -> Iterator[Relation]:
    """The relationships that a line draws, with an arrow or a pair such as `1:N` between two names."""
    pieces = [
        _Piece(match.lastgroup or "other", match.group(), match.start(), match.end())
        for match in _TOKEN.finditer(text)
        if match.lastgroup != "box"
    ]
    pair: Cardinality = next((_pair(piece.text) for piece in pieces if piece.kind == "pair"), "")
    for is_link in (_is_strong, _is_pair, _is_weak) if pair else (_is_strong,):
        found = [
            _relation(left, right, cardinality, line, column)
            for at in range(len(pieces))
            if is_link(pieces[at]) and not _continues(pieces, at)
            for left, cardinality, right in _joined(pieces, at, pair)
        ]
        if found:
            yield from found
            return


def _is_strong(piece: _Piece) -> bool:
    return piece.kind in ("link", "crow")


def _is_pair(piece: _Piece) -> bool:
    return piece.kind == "pair"


def _is_weak(piece: _Piece) -> bool:
    """Whether a piece joins two names where a cardinality stands elsewhere in the line."""
    return piece.kind == "dash" or piece.text.casefold() in ("and", "to", "with")


def _continues(pieces: list[_Piece], at: int) -> bool:
    """Whether a link is the second half of `──1:N──`."""
    before = at - 1
    while before >= 0 and pieces[before].kind in ("card", "pair"):
        before -= 1
    return before >= 0 and pieces[before].kind == "link"


def _joined(pieces: list[_Piece], at: int, pair: Cardinality) -> Iterator[tuple[_Piece, Cardinality, _Piece]]:
    """The names on both sides of a link, if they say enough to be a relationship."""
    left, left_card = _side(pieces, at, -1)
    right, right_card = _side(pieces, at, 1)
    if left is None or right is None:
        return
    cardinality = _cardinality(pieces[at], left_card, right_card) or pair
    if cardinality or _plain_statement(pieces, at, left, right):
        yield left, cardinality, right


def _side(pieces: list[_Piece], link: int, step: int) -> tuple[_Piece | None, str]:
    """The name beside a link, and the cardinality that stands between them or behind the name."""
    at = link + step
    card = ""
    while 0 <= at < len(pieces) and pieces[at].kind in ("card", "pair", "link"):
        card = card or (pieces[at].text if pieces[at].kind == "card" else "")
        at += step
    words: list[_Piece] = []
    while 0 <= at < len(pieces) and pieces[at].kind == "word" and len(words) < 7:
        if step > 0 and words and _ends_name(pieces[at], words):
            break
        words.append(pieces[at])
        at += step
    if 0 <= at < len(pieces) and pieces[at].kind == "card" and not card:
        card = pieces[at].text
    return _name(words[::step]), card


def _ends_name(word: _Piece, before: list[_Piece]) -> bool:
    """Whether a word comes after the name on the right."""
    lower = word.text.casefold()
    return lower in _STOPS or (lower in _SMALL and any(piece.text.casefold() not in _SMALL for piece in before))


def _name(words: list[_Piece]) -> _Piece | None:
    """The words without small ones at either end as one name; None where too many are left, or none."""
    while words and words[0].text.casefold() in _SMALL:
        words = words[1:]
    while words and words[-1].text.casefold() in _SMALL:
        words = words[:-1]
    if not 1 <= len(words) <= 3 or any(word.text.casefold() in _SMALL | _NO_NAMES for word in words):
        return None
    return _Piece("word", " ".join(word.text for word in words), words[0].start, words[-1].end)


def _plain_statement(pieces: list[_Piece], link: int, left: _Piece, right: _Piece) -> bool:
    """Whether a line is no more than `name → name`, so that an arrow without cardinality is a relationship.

    Mere hyphens are no arrow.
    """
    if pieces[link].kind == "crow":
        return True
    if not pieces[link].text.strip("-"):
        return False
    single = " " not in left.text and " " not in right.text
    others = sum(1 for piece in pieces if piece.kind == "link")
    return single and others == 1 and left.start == pieces[0].start


def _cardinality(link: _Piece, left: str, right: str) -> Cardinality:
    if link.kind == "crow":
        return _CARDINALITIES["}" in link.text, "{" in link.text]
    if link.kind == "pair":
        return _pair(link.text)
    sides = (_many(left), _many(right))
    if sides == (None, None):
        fork = (link.text[0] == ">", link.text[-1] == "<" and len(link.text) > 1)
        return _CARDINALITIES[fork] if any(fork) else ""
    if None in sides and True not in sides:
        return ""
    return _CARDINALITIES[bool(sides[0]), bool(sides[1])]


_CARDINALITIES: dict[tuple[bool, bool], Cardinality] = {
    (False, False): "1:1",
    (False, True): "1:N",
    (True, False): "N:1",
    (True, True): "N:M",
}
"""By whether there are many on the left and on the right."""


def _many(card: str) -> bool | None:
    """Whether a mark of cardinality means many; None for no mark."""
    letters = card.strip('()[]" ').casefold()
    if not letters:
        return None
    return letters not in ("1", "one", "0..1")


def _pair(text: str) -> Cardinality:
    """The cardinality that `1:N`, `one-to-many` or `M2M` stands for."""
    ends = re.split(r"\s?:\s?|[- ]to[- ]|2", text.strip("()").casefold(), maxsplit=1)
    return _CARDINALITIES[bool(_many(ends[0])), bool(_many(ends[-1]))]


_JOINER = re.compile(r"(?:and|or|to|in|on|of|by|with|between|from|is|as)\b", re.IGNORECASE)


def _told(text: str, line: int, column: int) -> Iterator[Relation]:
    """The relationship that a sentence states."""
    match = _VERB.match(text)
    if match is None:
        return
    left, right = (
        _name([_Piece("word", word, *match.span(side)) for word in match[side].split()]) for side in ("left", "right")
    )
    if _JOINER.match(match["right"]):
        return
    cardinality = _told_cardinality(match)
    if left is not None and right is not None and cardinality is not None:
        left = _Piece("word", left.text, match.start("left"), match.end("left"))
        yield _relation(left, right, cardinality, line, column)


def _told_cardinality(match: re.Match[str]) -> Cardinality | None:
    """What a verb and its number mean; None where `has` and its like go without a number."""
    verb = " ".join(match["verb"].casefold().replace("_", " ").split())
    number = (match["many"] or "").strip().casefold()
    if verb.startswith("belong"):
        return "N:M" if number in ("many", "multiple", "several") else "N:1"
    if verb.startswith(_POINTS):
        return ""
    if "many" in verb or number in _MANY:
        return "N:M" if match["after"].casefold() == "through" else "1:N"
    if "one" in verb or number:
        return "1:1" if "one" in verb or "one" in number or number in ("1", "0..1", "its own") else None
    return None


_MANY = frozenset(
    {"many", "multiple", "several", "zero or more", "one or more", "zero to many", "0..*", "0..n", "1..*", "1..n", "n"}
)


def _relation(left: _Piece, right: _Piece, cardinality: Cardinality, line: int, column: int) -> Relation:
    left_table, left_column = split_name(left.text)
    right_table, right_column = split_name(right.text)
    if left_column is None and right_column is not None and _KEY_NAME.fullmatch(left_table):
        left_table, left_column = "", left_table
    return Relation(left_table, right_table, cardinality, line, column + left.start, left_column, right_column)
