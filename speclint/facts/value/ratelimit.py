"""How often something may be called: `100/min`, `60 requests per minute per IP`, `10 rps`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_UNITS = {
    "s": 1, "sec": 1, "second": 1, "m": 60, "min": 60, "minute": 60, "h": 3600, "hr": 3600, "hour": 3600,
    "d": 86400, "day": 86400,
}  # fmt: skip
_SPAN = r"(?P<unit>seconds?|secs?|s|minutes?|mins?|m|hours?|hrs?|h|days?|d)\b"
_WHOM = (
    r"(?:authenticated\s+|api\s+|source\s+|client\s+)?(?:users?|ips?|ip\s+address(?:es)?|address|clients?|keys?|tokens?"
    r"|tenants?|accounts?|customers?|callers?|sessions?|devices?|consumers?|organi[sz]ations?|orgs?|stores?|connections?"
    r"|apps?|applications?|projects?|teams?|workspaces?|visitors?|patients?)"
)
_THING = (
    r"(?:(?:api|http|write|read|login|failed|unauthenticated|concurrent)\s+){0,2}(?:requests?|reqs?\.?|calls?|attempts?"
    r"|messages?|quer(?:y|ies)|hits|operations?|ops|submissions?|look-?ups?|uploads?|writes|reads|r)"
)
# 100/min, 60 requests per minute, 5 attempts / user / 15 min, 20 req/min per user
_RATE = re.compile(
    rf"(?<![\w.,:])(?P<count>\d{{1,3}}(?:[,_ ]\d{{3}})+|\d+(?:\.\d+)?)(?P<k>k)?\s*(?:{_THING}\s*)?"
    rf"(?:(?:/|\bper\b|\bfor each\b)\s*(?P<before>{_WHOM})\s*)?"
    rf"(?:/|\bper\b|\ba\b|\ban\b|\beach\b|\bevery\b|\bin\b|\bwithin\b)\s*(?:(?P<many>\d+)[\s-]*)?{_SPAN}"
    r"(?:[\s,;(]{1,3}(?:and\s+per\s+|and\s+(?:for\s+)?each\s+|and\s+|each\s+|per\s+|/|for each\s+|for every\s+|by\s+)"
    rf"\s*(?P<after>{_WHOM})\b"
    rf"|\s*/\s*(?P<slash>{_WHOM})\b)?",
    re.I,
)
# 100 rpm, 10 rps per IP
_SHORT = re.compile(
    rf"(?<![\w.,])(?P<count>\d[\d,]*)\s*(?P<unit>rps|rpm|rph|qps|tps)\b"
    rf"(?:[\s,(]{{1,3}}(?:per|/|for each)\s*(?P<after>{_WHOM})\b)?",
    re.I,
)
_SHORT_UNITS = {"rps": 1, "qps": 1, "tps": 1, "rpm": 60, "rph": 3600}
# per-user limit: …, per IP: …
_AHEAD = re.compile(rf"\b(?:per|each)[\s-]({_WHOM})\b[^.;,|]{{0,30}}$", re.I)


@dataclass(frozen=True, slots=True)
class Rate:
    """So many calls in so many seconds, counted for each `whom` (empty where it is not said); offsets in the text."""

    count: float
    seconds: int
    whom: str
    start: int
    end: int


def rates(text: str) -> Iterator[Rate]:
    """Every rate of a text."""
    for match in _RATE.finditer(text):
        unit = match["unit"].casefold()
        seconds = (_UNITS.get(unit) or _UNITS[unit.rstrip("s")]) * int(match["many"] or 1)
        count = float(re.sub(r"[,_ ]", "", match["count"])) * (1000 if match["k"] else 1)
        whom = match["before"] or match["after"] or match["slash"] or _ahead(text, match.start())
        yield Rate(count, seconds, _whom(whom), match.start(), match.end())
    for match in _SHORT.finditer(text):
        seconds = _SHORT_UNITS[match["unit"].casefold()]
        yield Rate(
            float(match["count"].replace(",", "")),
            seconds,
            _whom(match["after"] or _ahead(text, match.start())),
            *match.span(),
        )


def _ahead(text: str, start: int) -> str:
    found = _AHEAD.search(text[max(0, start - 60) : start])
    return found[1] if found else ""


_SAME = (
    ("ip", "ip"),
    ("address", "ip"),
    ("key", "key"),
    ("token", "key"),
    ("user", "user"),
    ("account", "user"),
    ("customer", "user"),
    ("caller", "user"),
)


def _whom(words: str) -> str:
    """Who is counted, so that words for one thing agree."""
    low = words.casefold()
    return next((same for part, same in _SAME if part in low), low.rstrip("s"))


__all__ = ["Rate", "rates"]
