"""Versions in a cell or phrase: which one is stated, and whether two can agree."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import Literal, NamedTuple

from speclint.facts.value.quantity import quantities
from speclint.facts.value.word import words

Kind = Literal["exact", "minimum", "range", "date", "caret", "lts", "protocol"]


@dataclass(frozen=True, slots=True)
class Version:
    """A version as written, its name left out. `parts` are its numbers, of a range those of the lower end."""

    text: str
    start: int
    end: int
    kind: Kind
    parts: tuple[int, ...]


@lru_cache(maxsize=512)
def version(text: str) -> Version | None:
    """The first version of a text; a protocol's (`TLS 1.3`) only where there is no other."""
    found = versions(text)
    return next((each for each in found if each.kind != "protocol"), found[0] if found else None)


def versions(text: str) -> list[Version]:
    """The versions of a text in reading order; of its numbers the first few hundred are looked at."""
    plain = _ADDRESS.sub(lambda match: " " * len(match.group()), text.translate(_PLAIN))
    found: list[Version] = []
    end = 0
    for each in _candidates(plain):
        if each.start >= end:
            found.append(Version(text[each.start : each.end], each.start, each.end, each.kind, each.parts))
            end = each.end
    return found


def is_unpinned(text: str) -> str | None:
    """The word that stands where a version should: `latest`, `stable`, `*`; None where there is none."""
    if text.strip(" `\"'") == "*":
        return "*"
    found = _FLOATING.search(text) or _FLOATING_ALONE.search(text.translate(_PLAIN))
    return found["word"] if found else None


@lru_cache(maxsize=4096)
def compatible(first: str, second: str) -> bool | None:
    """Whether two versions of one technology can be the same one; None where either is unknown."""
    left, right = version(first), version(second)
    if left is None or right is None:
        return None
    early = {match.group() for each in (left, right) if (match := _EARLY.search(each.text))}
    if len(early) == 2 and left.parts == right.parts:
        return False
    return any(max(a.low, b.low) < min(a.high, b.high) for a in _intervals(left) for b in _intervals(right))


# --- Finding ---

_PLAIN = str.maketrans(dict.fromkeys("`*\u00a0\"'\t", " ") | {"–": "-", "—": "-"})
# Addresses and paths, whose numbers are no versions of a technology: https://… · /api/v1/users
_ADDRESS = re.compile(r"\b[a-z]{2,8}://[^\s)\]>]{1,2000}|(?<![\w.@/-])/[\w{}./-]{1,500}")
_FLOATING = re.compile(
    r"\b(?P<word>latest|newest|nightly|canary|x\.y(?:\.z)?|most recent|up[- ]to[- ]date|tbd)\b", re.IGNORECASE
)
# Words that say it only where they are all there is, or in brackets, or as a tag.
_FLOATING_ALONE = re.compile(
    r"(?:^|[(\[]|[\w)][:@])\s*(?P<word>(?:current|stable|any|head|edge|main|master|next|lts)\b)"
    r"(?:\s(?:version|release|stable|lts)s?)?\s*(?:$|[)\]])",
    re.IGNORECASE,
)

# The number of a version: 4 · 4.18 · 1.0.0-rc.1 · 15.x
_NUMBER = re.compile(
    r"(?<![\d$€£])(?<!\d\.)\d{1,6}(?:\.(?:\d{1,9}|[xX*](?!\w)))*"
    r"(?P<early>[-+.]?(?:alpha|beta|rc|pre|dev|preview|post)[-.]?\d{0,4}(?!\w)|[ab]\d{1,3}(?!\w))?"
)
_EARLY = re.compile(r"(?:alpha|beta|rc|pre|dev|preview|post|[ab](?=\d))[-.]?\d{0,4}$")
# What may follow it: 4.18+ · 3.12 or later · 21 LTS · 7-alpine · >=3.11,<4 · 8.1 - 8.3
_SUFFIX = re.compile(
    r"(?P<plus>\+(?![\w+])|\s\+(?=\s*(?:$|[),;|]))|\s(?:or|and)\s(?:later|newer|higher|above|greater|up|more)\b)?"
    r"(?P<lts>\s?\(?LTS\b\)?)?(?P<flavour>-[a-z][a-z0-9.]{1,20}(?:-[a-z0-9.]{1,20})?)?"
)
_MORE = re.compile(
    r"\s?(?:(?:,|\|\||&&)\s?|(?=[<>!=]))(?P<sign>[<>]=?|!=|={1,2}|≤|≥|\^|~)?\s?v?(?P<low>\d[\w.*]{0,20})(?![%\w])"
)
_UP_TO = re.compile(r"\s?(?:-|to)\s?v?(?P<high>\d{1,6}(?:\.(?:\d{1,9}|[xX*]))*)(?![\w%-]|\.\w)")
_MONTH = re.compile(r"(?:19|20)\d\d-\d\d")
_UNFIT = re.compile(r"[\w%°@]|\.[A-Za-z_]|-\d|:\d|,\d{3}")  # after the number: 8GB · 3.medium · 10-12 · 1,000

# What may stand before it, nearest first.
_SIGN = re.compile(r"(?P<sign>\^|~>|~=|~|>=|<=|={1,3}|≥|≤|(?<![-=])>|<)\s?[vV]?$")
_WORDED_SIGN = re.compile(r"\b(?:at least|min(?:imum)?\.?(?: version)?)[:\s]{1,2}$", re.IGNORECASE)
_MARK = re.compile(r"(?:(?<![A-Za-z\d])(?P<v>[vV])\.?|\b(?:[vV]ersions?|[vV]er\.?|[rR]elease):?\s)$")
_AT = re.compile(r"[\w)]@[vV]?$")
_TAG = re.compile(r"(?<![\w.:/-])(?P<name>[a-z][a-z\d/_-]{1,40}):[vV]?$")
_FUSED = re.compile(
    r"(?<![\w/-])(?P<name>\.?[nN][eE][tT](?:coreapp|standard)?|ES|ECMAScript|[cC]\+\+|[jJ]ava|JDK|jdk|[pP]ython|[nN]ode"
    r"|Vue|React|Angular|PHP|php|gcc|clang|Qt|CUDA|HTML|CSS|OAuth|IPv|TLSv|UUIDv|(?<![A-Za-z])r)$"
)
_NAME = re.compile(r"(?P<name>VS Code|(?<![\w.#/+-])[\w.@#/+-]{1,40}|\.[Nn][Ee][Tt])[\s:=|,(\[]{1,4}$")
_ATTACHED = re.compile(r"(?:[\w\-#§/\\]|\d[.,:])$")
_PROTOCOL_STROKE = re.compile(r"\b(?P<name>HTTP|HTTPS|TLS|SSL|JSON-RPC)[/-]$")

_PROTOCOLS = words(
    "http https tls tlsv ssl dtls oauth oauth2 oidc openid connect saml mqtt amqp stomp smtp imap soap grpc json-rpc"
    " rpc bluetooth ble usb ipv html css xml openapi swagger asyncapi schema wcag soc dss pci iso iec hl7 fhir semver"
    " unicode cloudevents sarif jsonapi uuid uuidv sip rtmp websocket websockets wpa fido fido2 webauthn scim ldap"
    " versioning markdown commonmark yaml toml rss atom svg sql:2016 posix cis nist owasp cvss spdx cyclonedx"
)
_LICENSES = words("mpl gpl lgpl agpl bsd mit cc epl license licence by-sa by cddl eupl")
# Words whose number is a place in an order, an amount or an address.
_NO_NAMES = words(
    "phase phases step steps section sections week weeks day days sprint sprints month months quarter layer layers"
    " level levels tier tiers stage milestone epic story stories port ports rfc pep table figure fig option options"
    " status code codes part chapter appendix task tasks issue ticket pr top case line lines page pages item"
    " question risk goal objective requirement requirements fr nfr ac us adr spec prd priority zone group class type"
    " method scenario test tests example note rule column row exit error errors feature track wave iteration pi"
    " bucket aes sha md5 base64 utf rsa crc gpt size score threshold ratio factor retries timeout width height"
    " weight age year rate value values attempts capacity replicas workers nodes threads default count total number"
    " limit max min maximum minimum approximately q1 q2 q3 q4 jan feb mar apr may jun jul aug sep oct nov dec january"
    " february march april june july august september october november december fy"
    " the a an of in on at to by for with and or than from up about around least most only over under all any each"
    " every these those this that has have had is are was were be if when until after before per plus minus times"
    " first last next other returns return supports support handles handle uses requires require needs need run runs"
    " create creates add adds allow allows keep set sets within exactly between through via see"
)
# Technologies often written in lower case, or before a plural noun.
_KNOWN = words(
    "node nodejs node.js python postgres postgresql redis java go golang php ruby react vue angular django rails mysql"
    " mariadb mongo mongodb kafka nginx pnpm npm yarn jdk openjdk dotnet .net rust swift kotlin typescript terraform"
    " elasticsearch ubuntu debian alpine junit gradle maven webpack vite eslint jest express fastapi flask spring boot"
    " valkey docker kubernetes helm clickhouse rabbitmq cassandra scala elixir next.js nuxt svelte tailwind"
    " tailwindcss windows ios android macos xcode c# c++ pydantic sqlalchemy opentelemetry"
)
_YEAR_NAMES = words("server studio office edition es ecmascript rust sql windows unity r19 fiscal c++")
_MANY = 300
_TITLE = re.compile(r"\s+[A-Z][a-z]")


class _Candidate(NamedTuple):
    start: int
    end: int
    kind: Kind
    parts: tuple[int, ...]


class _Lead(NamedTuple):
    """What stands before a number: where the version begins, its sign and its name."""

    start: int
    sign: str
    name: str
    sure: bool


def _candidates(text: str) -> Iterator[_Candidate]:
    measured = _Measured(text)
    yield from sorted((*_dated(text), *_numbered(text, measured)))


def _numbered(text: str, measured: "_Measured") -> Iterator[_Candidate]:
    taken = 0
    for match in islice(_NUMBER.finditer(text), _MANY):
        if match.start() < taken or not _fits(text, match):
            continue
        lead = _lead(text, match)
        if lead is None or not _is_version(text, match, lead, measured):
            continue
        candidate = _extend(text, match, lead)
        taken = candidate.end
        yield candidate


def _fits(text: str, match: re.Match[str]) -> bool:
    number = match.group()
    if number[-1] in "xX*":
        return True
    if "." not in number and _MONTH.match(text, match.start()):
        return False
    return not _UNFIT.match(text, match.end()) or bool(_UP_TO.match(text, match.end()))


def _lead(text: str, match: re.Match[str]) -> _Lead | None:
    """How the number is introduced; None where it is a part of a word."""
    start = match.start()
    before = text[max(0, start - 48) : start]
    sign = _SIGN.search(before)
    if sign:
        begin = start - len(sign.group())
        name = _NAME.search(before[: sign.start()] + " ")
        return _Lead(begin, sign["sign"], name["name"] if name else "", sign["sign"] in ("^", "~>", "~="))
    worded = _WORDED_SIGN.search(before) if "." in match.group() else None
    if worded:
        name = _NAME.search(before[: worded.start()])
        return _Lead(start - len(worded.group()), ">=", name["name"] if name else "", False)
    mark = _MARK.search(before)
    if mark:
        name = _NAME.search(before[: mark.start()])
        return _Lead(start - (len(mark.group()) if mark["v"] else 0), "", name["name"] if name else "", True)
    if _AT.search(before):
        return _Lead(start - (before[-1] in "vV"), "", "", True)
    for pattern, sure in ((_PROTOCOL_STROKE, True), (_FUSED, True), (_TAG, False), (_NAME, False)):
        found = pattern.search(before)
        if found:
            return _Lead(start, "", found["name"], sure)
    if _ATTACHED.search(before):
        return None
    return _Lead(start, "", "", False)


def _is_version(text: str, match: re.Match[str], lead: _Lead, measured: "_Measured") -> bool:
    name = lead.name.lower().rstrip(":,.")
    number = match.group()[: _numeric_length(match)]
    beside = name in _KNOWN and text[match.start() - 2 : match.start() - 1].isalnum()
    if measured.covers(match.start(), counts=not beside):
        return False
    if name in _LICENSES or (name == "apache" and number == "2.0"):
        return False
    if lead.sure or name in _PROTOCOLS:
        return True
    if name in _NO_NAMES or number.count(".") == 3:
        return False
    if "." not in number and text[match.end() : match.end() + 1] == "/" and name not in _KNOWN:
        return False
    if "." in number:
        return bool(lead.name or lead.sign or not _TITLE.match(text, match.end()))
    return _is_whole_version(text, match, lead, name)


def _is_whole_version(text: str, match: re.Match[str], lead: _Lead, name: str) -> bool:
    """Whether a number without a dot is one: after a name, or as all there is."""
    value = int(match.group())
    if 1900 <= value < 2100:
        return name in _YEAR_NAMES
    if value > 999:
        return False
    if name:
        return name in _KNOWN or lead.name != name
    if text[: lead.start].strip(" (["):
        return False
    rest = _SUFFIX.match(text, match.end())
    return bool(lead.sign) or not text[rest.end() if rest else 0 :].strip(" )].,")


def _extend(text: str, match: re.Match[str], lead: _Lead) -> _Candidate:
    """The version with what follows its number."""
    parts = tuple(int(part) for part in re.findall(r"\d+", match.group()[: _numeric_length(match)])[:6])
    suffix = _SUFFIX.match(text, match.end())
    assert suffix is not None  # every part of it is optional
    end = suffix.end()
    up_to = _UP_TO.match(text, match.end())
    if up_to and not lead.sign:
        return _Candidate(lead.start, up_to.end(), "range", parts)
    more = _MORE.match(text, end)
    begun = end
    while more and (lead.sign or more["sign"]) and end - begun < 100:
        end = more.end()
        more = _MORE.match(text, end)
    kind = _kind(match, lead, suffix, end > begun)
    return _Candidate(lead.start, end, kind, parts)


def _numeric_length(match: re.Match[str]) -> int:
    return match.start("early") - match.start() if match["early"] else len(match.group())


def _kind(match: re.Match[str], lead: _Lead, suffix: re.Match[str], several: bool) -> Kind:
    if lead.name.lower() in _PROTOCOLS:
        return "protocol"
    if several or lead.sign in ("<", "<=", "≤") or match.group()[-1] in "xX*":
        return "range"
    if lead.sign in ("^", "~", "~>", "~="):
        return "caret"
    if suffix["plus"] or lead.sign in (">", ">=", "≥"):
        return "minimum"
    return "lts" if suffix["lts"] else "exact"


# A version by its day or month: 2024-11 release · api 2024-06-20 · 2023-05-15 alone
_DATED = re.compile(
    r"(?P<before>\b(?:api|version|release|edition|model|v)[\s(:]{1,3})?(?<![\w.-])(?P<low>20\d\d-[01]\d(?:-[0-3]\d)?)"
    r"(?P<after>(?:-|\s)(?:release|preview|version|edition|lts|beta)\b)?(?![\w-])",
    re.IGNORECASE,
)


def _dated(text: str) -> Iterator[_Candidate]:
    for match in _DATED.finditer(text):
        whole = text.strip(" ()[]") == match["low"]
        if match["before"] or match["after"] or whole:
            parts = tuple(int(part) for part in match["low"].split("-"))
            yield _Candidate(match.start("low"), match.end("low"), "date", parts)


class _Measured:
    """The quantities of a text, whose numbers are no versions."""

    def __init__(self, text: str) -> None:
        self.spans = [(q.start, q.end, q.dimension) for q in quantities(text)]
        self.starts = [start for start, _, _ in self.spans]

    def covers(self, position: int, counts: bool) -> bool:
        """Whether a quantity holds the position; a count (`20 images`) only where `counts`."""
        at = bisect_right(self.starts, position) - 1
        if at < 0 or position >= self.spans[at][1]:
            return False
        return counts or self.spans[at][2] not in ("count", "load")


# --- Comparing ---

_CONSTRAINT = re.compile(
    r"(?P<sign>\^|~>|~=|~|>=|<=|!=|={1,3}|≥|≤|>|<)?\s?v?(?P<low>\d[\dxX.*]*)(?P<plus>\s?\+|\sor\s|\sand\s)?"
)
_LAST = 1 << 30


class _Interval(NamedTuple):
    """Versions from `low` up to, not including, `high`; numbers compare part by part."""

    low: tuple[int, ...]
    high: tuple[int, ...]


def _intervals(version: Version) -> list[_Interval]:
    """The alternatives of a version: each an interval in which all its constraints hold."""
    if version.kind == "date":
        return [_Interval(version.parts, _bump(version.parts))]
    return [_all_of(alternative) for alternative in version.text.split("||")]


def _all_of(text: str) -> _Interval:
    text = text[: match.start()] if (match := _EARLY.search(text)) else text
    low: tuple[int, ...] = (0,)
    high: tuple[int, ...] = (_LAST,)
    between = _UP_TO.search(text)
    if between and not _SIGN.match(text):
        return _Interval(_parts(text[: between.start()]), _bump(_parts(between["high"])))
    for found in _CONSTRAINT.finditer(text):
        each = _interval(found["sign"] or (">=" if found["plus"] else ""), _parts(found["low"]))
        low, high = max(low, each.low), min(high, each.high)
    return _Interval(low, high)


def _parts(text: str) -> tuple[int, ...]:
    return tuple(int(part[:9]) for part in re.findall(r"\d+", text)[:6]) or (0,)


def _interval(sign: str, parts: tuple[int, ...]) -> _Interval:
    if sign in (">=", "≥"):
        return _Interval(parts, (_LAST,))
    if sign == ">":
        return _Interval(_bump(parts), (_LAST,))
    if sign in ("<", "<=", "≤"):
        return _Interval((0,), parts if sign == "<" else _bump(parts))
    if sign == "!=":
        return _Interval((0,), (_LAST,))
    return _Interval(parts, _bump(parts[: _fixed(sign, parts)]))


def _fixed(sign: str, parts: tuple[int, ...]) -> int:
    """How many leading parts may not change: of `^4.18` one, of `^0.3` two, of `~> 5.1` one, of `4.18` all."""
    if sign == "^":
        return next((at for at, part in enumerate(parts, 1) if part), len(parts))
    if sign in ("~>", "~="):
        return max(1, len(parts) - 1)
    return min(2, len(parts)) if sign == "~" else len(parts)


def _bump(parts: tuple[int, ...]) -> tuple[int, ...]:
    return (*parts[:-1], parts[-1] + 1)
