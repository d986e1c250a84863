"""A dependency, and what the list that it stands in says of it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from speclint.facts.fact import Fact
from speclint.facts.naming import BRACKETS, Words


@dataclass(frozen=True, kw_only=True, eq=False)
class Dependency(Fact):
    """Something that the system is built with, runs on or calls.

    `kind` is that of the technology (library, database, saas …), empty where it is not known; `needs_version` when
    the spec must say which version; `unpinned` the word that stands in its place, such as `latest`. `elsewhere`
    when the version stands at another mention of it in these parts; `header` when only the header lists it.
    """

    name: str
    version: str | None
    kind: str = ""
    needs_version: bool = False
    unpinned: str = ""
    technology: str = ""
    elsewhere: bool = False
    header: bool = False


@dataclass(frozen=True, slots=True)
class Context:
    """What a list stands under.

    `versioned` is whether its titles say that its things have versions, None where they do not say; `stray` where
    the nearest title is about something else: only what is a dependency for sure counts there.
    """

    versioned: bool | None = None
    header: bool = False
    stray: bool = False

    def under(self, title: str, words: Words) -> Context:
        """The context below a title, which may say more than those above."""
        said = words.says(title)
        if said is not None:
            return replace(self, versioned=said, stray=False)
        about = words.known(title) is not None or words.ends("dependency category", BRACKETS.sub(" ", title))
        return replace(self, stray=not about)
