"""How near the paths of two calls are: the same, one verb, one segment or one version apart."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from speclint.document.vocabulary import singular
from speclint.facts.api.resource import bare_path
from speclint.facts.api.signature import covers, path_key

Distance = Literal["same", "version", "verb", "path", "resource", ""]
"""What two calls differ in; empty where they have nothing in common."""

_ORDER: tuple[Distance, ...] = ("same", "version", "verb", "path", "resource", "")
_VERSION = re.compile(r"/v(\d+)(?:\.\d+)?(?=/|$)")
_WORD = re.compile(r"[a-z][a-z0-9_.-]*")


@dataclass(frozen=True, slots=True)
class Call:
    """A verb and a path; `bare` is the path without host and base, `version` the one in the path."""

    verb: str
    path: str
    bare: str
    version: str

    @property
    def name(self) -> str:
        """How it is written: `POST /orders`."""
        return f"{self.verb} {self.path}".strip()


def call(verb: str, path: str, bases: Iterable[str] = ()) -> Call:
    """A call; `bases` are further base paths that may stand before its path."""
    bare = bare_path(path)
    for base in bases:
        if base != "/" and bare.startswith(base + "/"):
            bare = bare[len(base) :]
    version = _VERSION.search(path_key(path))
    return Call(verb, path, bare, version[1] if version else "")


def distance(given: Call, known: Call) -> Distance:
    """What a call differs in from a known one."""
    fits = covers(known.bare, given.bare) > 0 and given.bare.count("/") == known.bare.count("/")
    spoken = known.verb in ("", "ANY", given.verb) or not given.verb
    if fits and spoken:
        return "version" if given.version and known.version and given.version != known.version else "same"
    wanted, have = known.bare.split("/")[1:], given.bare.split("/")[1:]
    if fits and all(one == other or _fills(one, other) for one, other in zip(wanted, have, strict=True)):
        return "verb"
    if spoken and _near(wanted, have):
        return "path"
    return "resource" if wanted[0] == have[0] and _WORD.fullmatch(have[0]) else ""


def _near(wanted: Sequence[str], have: Sequence[str]) -> bool:
    """Whether two paths differ in one segment that is spelled alike, or in one parameter."""
    if len(wanted) == len(have):
        apart = [
            (one, other) for one, other in zip(wanted, have, strict=True) if one != other and not _fills(one, other)
        ]
        return len(apart) == 1 and _alike(*apart[0])
    longer, shorter = sorted((list(wanted), list(have)), key=len, reverse=True)
    if len(longer) - len(shorter) != 1 or len(shorter) < 2:
        return False
    return any(part == "{}" and longer[:at] + longer[at + 1 :] == shorter for at, part in enumerate(longer[:-1]))


def _fills(wanted: str, have: str) -> bool:
    """Whether a segment is a parameter or a value for it."""
    return wanted == "{}" and (have == "{}" or re.search(r"[\d_]", have) is not None)


def _alike(one: str, other: str) -> bool:
    if not (_WORD.fullmatch(one) and _WORD.fullmatch(other)):
        return False
    if one.startswith(other + "-") or other.startswith(one + "-"):
        return True
    return singular(one) == singular(other) or SequenceMatcher(None, one, other).ratio() >= 0.8


def nearest(given: Call, known: Sequence[Call]) -> tuple[Distance, int]:
    """The known call that is nearest to one, and what they differ in."""
    ranked = [(_ORDER.index(distance(given, each)), at) for at, each in enumerate(known)]
    rank, at = min(ranked, default=(len(_ORDER) - 1, -1))
    return _ORDER[rank], at


__all__ = ["Call", "Distance", "call", "distance", "nearest"]
