"""Performance targets: which quantities of a statement promise how fast, how much or how often."""

import re
from dataclasses import dataclass
from typing import Literal

from speclint.facts.value.quantity import Quantity, quantities

Kind = Literal["latency", "throughput", "availability", "other"]


@dataclass(frozen=True, slots=True)
class TargetValue:
    """A quantity that is a target, and of what."""

    kind: Kind
    quantity: Quantity


def targets(text: str, context: str = "") -> list[TargetValue]:
    """The targets of a statement.

    `context` is what stands around it: the label, the column's header, the section's title. A unit in it
    in brackets, as in `Latency (ms)`, is that of bare numbers.
    """
    found = quantities(text, _unit_of(text, context))[:_MANY]
    return [
        TargetValue(kind, quantity)
        for index, quantity in enumerate(found)
        if (kind := _kind(text, context, found, index)) is not None
    ]


def is_limit_context(text: str) -> bool:
    """Whether the quantities of a text are settings (rate limit, timeout, TTL, hardware) and no targets."""
    return bool(_LIMIT.search(text))


# What makes a quantity a setting: timeouts, retention, polling, quotas, machine sizes, effort.
_LIMIT = re.compile(
    r"\b(?:rate[- _]?limit\w*|throttl\w*|quotas?|time[- ]?outs?|times?\s+out|ttls?|time[- ]to[- ]live"
    r"|retention|retain\w*|kept\s+for|keep\s+for|stored\s+for|purg\w+|archiv\w+|intervals?|poll\w*|back[- ]?offs?"
    r"|retry|retries|retried|expir\w*|lifetimes?|valid\s+for|validity|debounc\w*|cool[- ]?downs?"
    r"|grace\s+periods?|lock[- ]?outs?|cron|schedul\w+|every\s+\d+|refresh\s+tokens?|session\s+length"
    r"|cached?\s+(?:for|ttl|tokens?)|max[- ]age|(?:sliding|rolling|time)\s+windows?|heartbeats?|keep-?alive"
    r"|leases?|(?:batch|chunk|page)\s+size|per\s+ip|vcpus?|ssd|ram|soak|ramp[- ]?up|warm[- ]?up\s+period"
    r"|pool(?:s|ed|ing)?|efforts?|estimates?|estimated\s+(?:effort|hours|days)|base\s+delay|max\s+delay|circuit\s+breaker)\b",
    re.IGNORECASE,
)
# What, right after a quantity, is measured by it: "30 s of audio", "500 ms windows".
_SPAN = re.compile(
    r"\s?(?:of\s+)?(?:audio|video|speech|recordings?|clips?|windows?|samples?|data|history|footage|ago|old)\b"
)
_SHARE = re.compile(r"\s?of (?:all )?(?:[a-z]+ )?(?:requests|queries|calls|responses|operations|tests|suite)\b")
_ATTRIBUTE = re.compile(r"\d-[a-z]")  # "15-minute", "2-second"
# What makes a duration a latency.
_LATENCY = re.compile(
    r"\b(?:latenc\w+|respon(?:se|ds?|sive\w*|ding)|load(?:s|ed|ing)?|start(?:s|up|ed|-up)?|boot\w*|render\w*"
    r"|quer(?:y|ies)|process(?:ed|es|ing)?|execut\w+|complet\w+|finish\w*|durations?|elapsed|lag|rtt|within|time"
    r"|round[- ]?trips?|takes?|first\s+(?:paint|token|byte|contentful)|ttfb|tti|lcp|fcp|inp|fid|speed|fast\w*"
    r"|quick\w*|performance|propagat\w+|convergen\w+|deliver\w*|sync(?:s|ed|ing|hroni[sz]\w+)?|search\w*"
    r"|index(?:es|ed|ing)?|lookup|generat\w+|builds?|compil\w+|transcrib\w+|inference|overhead|p\d\d|percentile"
    r"|slo|sla|real-?time|cold|warm|page|api|endpoint|detect\w+|refresh\w*|validat\w+|analysis|computation"
    r"|conversion|impact)\b",
    re.IGNORECASE,
)
_STRICTLY_AIM = re.compile(
    r"\b(?:latenc\w+|response\s+time|throughput|p\d\d|percentile|first\s+token|fast|cold\s+start)\b",
    re.IGNORECASE,
)
# What makes a load a throughput.
_THROUGHPUT = re.compile(
    r"\b(?:throughput|scal\w+|capacity|load|concurren\w+|simultaneous\w*|parallel|support\w*|handl\w+|sustain\w*"
    r"|peak|serv(?:e|es|ing)|process\w*|ingest\w*|rates?|rps|qps|tps|volume|traffic|performance|bandwidth"
    r"|accommodat\w+|at\s+least|up\s+to|users|target\w*|slo|sla|requirements?)\b",
    re.IGNORECASE,
)
_AVAILABILITY = re.compile(r"\b(?:up-?time|availab\w+|sla|slo|reliab\w+|durab\w+)\b", re.IGNORECASE)
_AIM = re.compile(
    r"\b(?:target\w*|goals?|coverage|accura\w+|precision|recall|success|error\s+rate|hit\s+rate|memory|size|footprint"
    r"|bundle|utili[sz]ation|cpu|budget|must|should|shall|under|below|sla|slo|requirements?|loss|reduc\w+)\b",
    re.IGNORECASE,
)
# What leads to a duration that is no target: "over 5 minutes", "the last 24 h"; and a condition.
_SECOND_HAND = re.compile(
    r"\b(?:with|for|of|on|from|over|after|per|an?|the|last|past|previous|each|every)\s*$", re.IGNORECASE
)
_CONDITION = re.compile(r"\b(?:if|unless|whenever)\b", re.IGNORECASE)
_SENTENCE = re.compile(r"[;\n]|\.\s|\s\|\s|<br")
_UNIT_IN = re.compile(r"[(\[]\s*([^()\[\]\d]{1,24}?)\s*[)\]]")
_LOAD_LABEL = re.compile(
    r"\b((?:concurrent|simultaneous|parallel|active) \w+|rps|qps|tps"
    r"|[a-z]+(?: per |/)(?:s|secs?|seconds?|min|minutes?|h|hours?|days?)|(?<=\bin )(?:ms|milliseconds|s|seconds))\b",
    re.IGNORECASE,
)
_BARE = re.compile(r"\W*\d[\d,.]*[kKMB]?\+?\s*")
_MANY = 100  # a statement with more quantities is data
_LONG_PERIODS = ("/week", "/month", "/year", "/day", "/h")
_BULK = re.compile(
    r"(?:req|rows|events|messages|records|orders|transactions|queries|documents|files|images|jobs|users|[KMGTP]?B"
    r"|ops|entries|emails|notifications|items|lines|points|samples|tokens|uploads|downloads|payments|calls|clicks"
    r"|)/"
)
_TOO_LONG = 7 * 86_400.0  # nothing responds within a week


def _unit_of(text: str, context: str) -> str:
    """The unit that the context gives to bare numbers: `Latency (ms)`, `Concurrent users`."""
    found = _UNIT_IN.search(context)
    if found is None and _BARE.fullmatch(text):
        found = _LOAD_LABEL.search(context)
    return found[1] if found else ""


def _kind(text: str, context: str, found: list[Quantity], index: int) -> Kind | None:
    quantity = found[index]
    before, after = _around(text, found, index)
    if _is_limit(before, after, context) or _is_percentile(found, index):
        return None
    judge = _JUDGES.get(quantity.dimension)
    return judge(quantity, before, after, context) if judge else None


def _is_percentile(found: list[Quantity], index: int) -> bool:
    """Whether a share is the percentile of the quantity behind it: 95 % of the calls end within 2 s."""
    quantity = found[index]
    if quantity.dimension != "percent" or index + 1 == len(found):
        return False
    return found[index + 1].percentile == "p" + f"{quantity.value:g}".replace(".", "")


def _around(text: str, found: list[Quantity], index: int) -> tuple[str, str]:
    """The sentence of a quantity: what leads to it, and what follows up to the next quantity."""
    quantity = found[index]
    before = _SENTENCE.split(text[max(0, quantity.start - 200) : quantity.start])[-1]
    stop = found[index + 1].start if index + 1 < len(found) else quantity.end + 120
    after = _SENTENCE.split(text[quantity.end : min(stop, quantity.end + 120)])[0]
    return before, after


def _is_limit(before: str, after: str, context: str) -> bool:
    """The label decides, else the nearest word before, else the context, else the words after."""
    label, colon, _ = before.partition(":")
    limit, aim = _last(_LIMIT, before), max(_last(_LATENCY, before), _last(_THROUGHPUT, before))
    if limit >= 0:
        return limit >= aim or bool(colon and _LIMIT.search(label))
    if _LIMIT.search(context):
        return not _STRICTLY_AIM.search(before + after)
    return aim < 0 and bool(_LIMIT.search(after.partition(",")[0]))


def _last(pattern: re.Pattern[str], text: str) -> int:
    last = -1
    for match in pattern.finditer(text):
        last = match.start()
    return last


def _time(quantity: Quantity, before: str, after: str, context: str) -> Kind | None:
    if quantity.base > _TOO_LONG or quantity.comparator in (">", ">=", "=") or _CONDITION.search(before):
        return None
    bounded = quantity.comparator is not None or quantity.percentile is not None
    if not bounded and _SECOND_HAND.search(before):
        return None
    if _SPAN.match(after) or (quantity.comparator in (None, "~") and _ATTRIBUTE.search(quantity.text)):
        return None
    told = (_LATENCY.search(part) for part in (before, after[:40], context))
    told_so = bounded and (len(before) < 40 or (quantity.comparator and quantity.percentile))
    return "latency" if any(told) or told_so else None


def _rate(quantity: Quantity, before: str, after: str, context: str) -> Kind | None:
    if quantity.unit.endswith(_LONG_PERIODS) and not _BULK.match(quantity.unit):
        return None
    if quantity.unit.endswith("Hz"):
        return "other" if quantity.comparator else None
    return "throughput"


def _load(quantity: Quantity, before: str, after: str, context: str) -> Kind | None:
    told = quantity.comparator or _THROUGHPUT.search(f"{before} {quantity.text} {context}")
    return "throughput" if told else None


def _percent(quantity: Quantity, before: str, after: str, context: str) -> Kind | None:
    around = f"{before} {after[:40]}"
    if _CONDITION.search(before) or _SHARE.match(after):
        return None
    if _AVAILABILITY.search(around) or (_AVAILABILITY.search(context) and not _AIM.search(around)):
        return "availability"
    return "other" if quantity.comparator or _AIM.search(f"{around} {context}") else None


def _size(quantity: Quantity, before: str, after: str, context: str) -> Kind | None:
    return "other" if quantity.comparator or _AIM.search(f"{before} {context}") else None


_JUDGES = {
    "time": _time,
    "rate": _rate,
    "load": _load,
    "percent": _percent,
    "size": _size,
    "count": _size,
    "other": _size,
}
