"""What the type of a column is, in whatever language or dialect it is written, and whether two can be one."""

import re
from dataclasses import dataclass
from functools import lru_cache


@dataclass(frozen=True, slots=True)
class Kind:
    """A type of a column.

    `family` is text, integer, decimal, number, boolean, time (an instant), date, clock, uuid, json, binary, enum, id
    or other; `size` are the numbers in its brackets. `loose` types are words that authors use for more than they
    say: `string`, `number`. `many` is an array.
    """

    family: str
    size: tuple[int, ...] = ()
    loose: bool = False
    many: bool = False


_FAMILIES: dict[str, str] = {
    word: family
    for family, words in {
        "text": """varchar nvarchar varchar2 nvarchar2 char nchar character text tinytext mediumtext longtext citext
            clob nclob name bpchar string str charfield textfield emailfield slugfield urlfield ntext unicode
            unicodetext""",
        "integer": """int integer bigint smallint tinyint mediumint int2 int4 int8 int16 int32 int64 uint uint8 uint16
            uint32 uint64 serial bigserial smallserial serial4 serial8 long short byteint identity autoincrement
            integerfield bigintegerfield bigautofield autofield biginteger smallinteger unsigned
            i8 i16 i32 i64 u8 u16 u32 u64 positiveintegerfield""",
        "decimal": """decimal numeric float float4 float8 float32 float64 double real money smallmoney bigdecimal dec
            decimalfield floatfield f32 f64 bignumeric""",
        "number": "number",
        "boolean": "bool boolean bit booleanfield",
        "time": """timestamp timestamptz timestampz datetime datetime2 datetimeoffset smalldatetime datetimefield
            localdatetime offsetdatetime zoneddatetime instant datetime64""",
        "date": "date datefield localdate date32 dateonly",
        "clock": "time timetz localtime timefield timeonly",
        "uuid": "uuid guid uniqueidentifier uuidfield uuidv4 uuidv7 uuid4 uuid7",
        "json": "json jsonb jsonfield object map dict record hstore super variant struct",
        "binary": "blob bytea binary varbinary bytes longblob mediumblob tinyblob binaryfield image raw bytefield",
        "enum": "enum set enum8 enum16",
        "id": "objectid ulid cuid nanoid id ref pk snowflake key",
    }.items()
    for word in words.split()
}  # fmt: skip

_LOOSE = frozenset(
    "string str number int integer float double object map dict record date time id ref key enum name".split()
)
"""Words of no dialect of SQL, or of all: a sketch says them where the schema is more exact."""

_TYPE = re.compile(
    r"""
    \s*`?(?P<words>[A-Za-z_][\w.]*(?:\ (?:varying|precision|with(?:out)?\ time\ zone|unsigned|large))?)
    (?:\s{0,2}\(\s{0,2}(?P<size>\d{1,9}(?:\s{0,2},\s{0,2}\d{1,9})?)\s{0,2}(?:char|byte)?\)
        |[ ](?P<bare>\d{1,9}(?:,\d{1,3})?)(?![\w.-]))?
    (?P<many>\s{0,2}\[\d{0,6}\])?
    """,
    re.IGNORECASE | re.VERBOSE,
)
"""`VARCHAR(255)`, `varchar 255`, `NUMERIC(10, 2)`, `text[]`, `timestamp with time zone`."""

_ARRAY = re.compile(
    r"\s*(?:array|list|set|vec|repeated|seq|iterable)\s{0,2}(?:[<(\[]|of\s|\s)\s{0,2}(?P<of>\w[\w.]*)", re.IGNORECASE
)
_WRAPPED = re.compile(
    r"\s*(?:optional|nullable|option|lowcardinality|mapped|nullish)\s{0,2}[<(\[](?P<of>.*)[>)\]]\s*$", re.IGNORECASE
)
_DOTTED = re.compile(r"\s*(?:[a-z]{1,12}\.)(?=[A-Za-z])")
"""`db.String`, `sa.Integer`, `models.CharField`, `time.Time`."""

_UNDERSCORED = re.compile(r"(?P<word>[A-Za-z]{3,20})[_-](?:(?P<size>\d{1,5}(?:_\d{1,3})?)|array|list)", re.IGNORECASE)
"""`VARCHAR_255`, `DECIMAL_10_2`, `string_array`: Mermaid allows no brackets."""

_LONGEST = 120


@lru_cache(maxsize=512)
def kind_of(written: str) -> Kind | None:
    """The kind of a type as written; None where it is none that is known."""
    text = _DOTTED.sub("", written[:_LONGEST], count=1)
    sized = _UNDERSCORED.fullmatch(text.strip())
    if sized is not None:
        text = f"{sized['word']}({sized['size'].replace('_', ',')})" if sized["size"] else f"{sized['word']}[]"
    wrapped = _WRAPPED.match(text)
    if wrapped is not None:
        text = wrapped["of"]
    array = _ARRAY.match(text)
    if array is not None:
        inner = _FAMILIES.get(array["of"].casefold())
        return Kind(inner or "other", loose=True, many=True)
    found = _TYPE.match(text)
    if found is None:
        return None
    word = found["words"].split(" ")[0].casefold()
    family = _FAMILIES.get(word)
    after = text[found.end() : found.end() + 1]
    if family is None or after in ("<", "["):
        return None
    size = tuple(int(number) for number in re.findall(r"\d+", found["size"] or found["bare"] or ""))
    if word in ("tinyint", "bit") and size == (1,):
        family, size = "boolean", ()
    loose = not size and (word in _LOOSE or (word == "bit"))
    return Kind(family, size, loose, found["many"] is not None)


_SAME = (
    {"text", "enum", "id"}, {"text", "uuid"}, {"uuid", "id"}, {"integer", "id"}, {"integer", "number"},
    {"decimal", "number"}, {"enum", "integer"}, {"number", "id"}, {"json", "other"}, {"boolean", "number"},
)  # fmt: skip
"""Families that one column may be told by."""

_SQLITE = (
    {"text", "time"}, {"text", "date"}, {"integer", "time"}, {"integer", "boolean"}, {"text", "json"},
    {"decimal", "time"}, {"text", "decimal"}, {"binary", "uuid"}, {"number", "time"},
)  # fmt: skip
"""What a database that has few types keeps as what."""

_LOOSELY = {
    "text": frozenset({"time", "date", "clock", "json", "uuid", "binary"}),
    "number": frozenset({"time", "date", "clock"}),
    "date": frozenset({"time"}),
    "clock": frozenset({"time"}),
}
"""What a loose word may stand for: `string created_at`, `date created_at`."""


def contradicts(left: str, right: str, few: bool = False, sketched: bool = True) -> str:
    """Whether two types of a column cannot be one: `type` or `length`, or nothing.

    `few` where the store has few types; `sketched` where one of them stands in a sketch, whose words are loose.
    """
    one, other = kind_of(left), kind_of(right)
    if one is None or other is None:
        return ""
    if one.many or other.many:
        plain = next((each for each in (one, other) if not each.many), None)
        if plain is None or plain.family in ("json", "other", "id", "binary", "number") or plain.loose or few:
            return ""
        return "type"
    if one.family != other.family:
        return "" if _may_be(one, other, few, sketched) else "type"
    if one.family in ("text", "decimal", "binary") and one.size and other.size and one.size != other.size:
        return "" if one.family == "decimal" and len(one.size) != len(other.size) else "length"
    return ""


def _may_be(one: Kind, other: Kind, few: bool, sketched: bool) -> bool:
    pair = {one.family, other.family}
    if pair == {"uuid", "text"} and not (one.loose or other.loose):
        text = one if one.family == "text" else other
        return not text.size or text.size[0] in (32, 36, 38)
    if any(pair <= same for same in _SAME) or (few and any(pair <= same for same in _SQLITE)):
        return True
    if pair == {"binary", "uuid"}:
        return any(each.size == (16,) for each in (one, other))
    if not sketched and pair <= {"date", "clock", "time"}:
        return False
    return any(a.loose and b.family in _LOOSELY.get(a.family, frozenset()) for a, b in ((one, other), (other, one)))


def cannot_refer(column: str, key: str, exact: bool) -> bool:
    """Whether a column of one type cannot point to a key of another; `exact` where both are of one dialect of SQL."""
    one, other = kind_of(column), kind_of(key)
    if one is None or other is None or one.many or other.many or one.family == other.family:
        return False
    pair = {one.family, other.family}
    if pair == {"uuid", "text"}:
        return exact and not (one.loose or other.loose)
    return not any(pair <= same for same in _SAME) and pair <= {
        "uuid",
        "text",
        "integer",
        "decimal",
        "boolean",
        "time",
        "date",
        "binary",
    }
