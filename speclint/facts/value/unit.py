"""Units of measure as authors write them, each under one name."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from speclint.facts.value.word import words

Dimension = Literal["time", "rate", "load", "size", "percent", "count", "money", "other"]


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of measure. `factor` converts to the base of its dimension (s, B, 1/s; else 1)."""

    name: str
    dimension: Dimension
    factor: float = 1.0


_TIME = {
    "ns": (1e-9, "ns nsec nanos nanosecond nanoseconds"),
    "us": (1e-6, "us µs μs usec micros microsecond microseconds"),
    "ms": (1e-3, "ms msec msecs millis millisec millisecs millisecond milliseconds"),
    "s": (1.0, "s sec secs second seconds"),
    "min": (60.0, "min mins minute minutes"),
    "h": (3600.0, "h hr hrs hour hours"),
    "d": (86_400.0, "d day days"),
    "week": (604_800.0, "w wk wks week weeks"),
    "month": (2_592_000.0, "month months mo mos"),
    "year": (31_536_000.0, "y yr yrs year years"),
}
_SIZE = {
    "B": (1.0, "B byte bytes"),
    "KB": (1e3, "KB kB kb kilobyte kilobytes KiB Ki kibibytes"),
    "MB": (1e6, "MB mb megabyte megabytes MiB Mi mebibytes"),
    "GB": (1e9, "GB gb gigabyte gigabytes GiB Gi gibibytes gig gigs"),
    "TB": (1e12, "TB tb terabyte terabytes TiB Ti tebibytes"),
    "PB": (1e15, "PB petabyte petabytes PiB"),
    "kbit": (125.0, "kbit kbits Kbit Kb kilobit kilobits"),
    "Mbit": (125e3, "Mbit Mbits Mb megabit megabits"),
    "Gbit": (125e6, "Gbit Gbits Gb gigabit gigabits"),
}
_RATE = {
    "req/s": (1.0, "rps"),
    "req/min": (1 / 60, "rpm"),
    "queries/s": (1.0, "qps"),
    "transactions/s": (1.0, "tps"),
    "ops/s": (1.0, "iops"),
    "frames/s": (1.0, "fps"),
    "Hz": (1.0, "hz"),
    "kHz": (1e3, "khz"),
    "MHz": (1e6, "mhz"),
    "GHz": (1e9, "ghz"),
}
_OTHER = {
    "vCPU": "vcpu vcpus",
    "CPU": "cpu cpus",
    "cores": "core cores",
    "px": "px pixel pixels",
    "dB": "db decibel decibels",
    "x": "x",
    "V": "v volt volts",
    "W": "watt watts",
    "cm": "cm",
    "mm": "mm",
    "km": "km",
    "kg": "kg",
}
_NOUNS = {
    "req": "request requests req reqs",
    "ops": "operation operations op ops",
    "messages": "message messages msg msgs",
    "transactions": "transaction transactions txn txns tx",
    "queries": "query queries",
    "frames": "frame frames",
}

TIME: dict[str, Unit] = {
    word: Unit(name, "time", factor) for name, (factor, spellings) in _TIME.items() for word in spellings.split()
}
"""Words of time, in lower case."""

SIZE: dict[str, Unit] = {
    word: Unit(name, "size", factor) for name, (factor, spellings) in _SIZE.items() for word in spellings.split()
}
"""Words of size; their case counts, since `Mb` and `MB` differ."""

RATE: dict[str, Unit] = {
    word: Unit(name, "rate", factor) for name, (factor, spellings) in _RATE.items() for word in spellings.split()
}
"""Rates in one word, in lower case."""

OTHER: dict[str, Unit] = {word: Unit(name, "other") for name, spellings in _OTHER.items() for word in spellings.split()}
"""Units of no other dimension, in lower case."""

PERCENT = Unit("%", "percent")

LOAD_NOUNS = words(
    "user users connection connections client clients session sessions subscriber subscribers viewer viewers"
    " player players visitor visitors dau mau ccu participants listeners websockets sockets"
)
"""Nouns whose number is a load by itself."""

LOAD_ADJECTIVES = words("concurrent simultaneous parallel active in-flight simultaneously")
"""Words that make a load of whatever they count: `100 concurrent tool calls`."""

_NOUN = {word: name for name, spellings in _NOUNS.items() for word in spellings.split()}
_PERIODS = TIME | {"m": TIME["min"]}
_LONE = {"s", "h", "d"}  # single letters that stand for a time after a space as well


def time_unit(word: str, attached: bool) -> Unit | None:
    """The unit of time that a word names; `m`, `w`, `y` only when attached to their number."""
    if len(word) == 1:
        return _PERIODS.get(word) if attached or word in _LONE else None
    return TIME.get(word.lower())


def size_unit(word: str) -> Unit | None:
    """The unit of size that a word names: `GB`, `gb`, `GiB`, `bytes`; `Mb` is megabits."""
    if len(word) == 1:
        return SIZE.get(word)
    return SIZE.get(word) or SIZE.get(word.upper()) or SIZE.get(word.lower())


def rate_unit(word: str) -> Unit | None:
    """The rate that one word names: `rps`, `Mbps`, `MBps`."""
    known = RATE.get(word.lower())
    if known or not word.endswith("ps"):
        return known
    size = size_unit(word[:-2]) if len(word) == 4 else None
    return per(size, TIME["s"]) if size else None


def other_unit(word: str, attached: bool) -> Unit | None:
    """A unit of no dimension of its own: `vCPU`, `px`; `x`, `V`, `W` only when attached to their number."""
    return OTHER.get(word.lower()) if attached or len(word) > 1 else None


def period(word: str) -> Unit | None:
    """The unit of time under the stroke of a rate, where `m` is a minute."""
    return _PERIODS.get(word) or _PERIODS.get(word.lower() if len(word) > 1 else word)


@lru_cache(maxsize=512)
def per(numerator: Unit, time: Unit) -> Unit:
    """A rate: MB and s make `MB/s`, rows and d make `rows/day`."""
    below = "day" if time.name == "d" else time.name
    return Unit(f"{numerator.name}/{below}", "rate", numerator.factor / time.factor)


@lru_cache(maxsize=512)
def counted(word: str) -> Unit:
    """What a number counts, in one spelling: `requests` → `req`, `Orders` → `orders`."""
    lower = word.lower()
    return Unit(_NOUN.get(lower, lower), "load" if lower in LOAD_NOUNS else "count")


@lru_cache(maxsize=64)
def money(currency: str, time: Unit | None) -> Unit:
    """An amount, or an amount in a period: `USD`, `USD/month`."""
    return Unit(per(Unit(currency, "money"), time).name if time else currency, "money")
