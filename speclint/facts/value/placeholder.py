"""Placeholders of a template that were never filled in."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Literal

from speclint.facts.value.prose import BLANK, prose
from speclint.facts.value.word import words

Kind = Literal["brace", "bracket", "angle", "marker", "ellipsis", "lorem", "choice", "date"]


@dataclass(frozen=True, slots=True)
class PlaceholderMatch:
    """A placeholder where it stands."""

    text: str
    start: int
    end: int
    kind: Kind


def placeholders(
    text: str, inline_code_ranges: Iterable[tuple[int, int]] = (), references: Collection[str] = ()
) -> list[PlaceholderMatch]:
    """The placeholders of one paragraph, cell or heading of raw Markdown, in reading order.

    What stands in code spans, link targets, addresses and comments does not count. `inline_code_ranges`
    adds code spans that only the caller knows; `references` are the labels of the document's link
    definitions, whose `[label]` is a link.
    """
    if not any(hint in text for hint in _HINTS) or not _HINT.search(text):
        return []
    plain = prose(text, inline_code_ranges)
    labels = {_label(label) for label in references}
    found = [
        PlaceholderMatch(text[slot.start : slot.end], slot.start, slot.end, kind)
        for kind, slots, is_one in _READERS
        for slot in islice(slots(plain), _MANY)
        if is_one(slot) and not (kind == "bracket" and _label(slot.inner) in labels)
    ]
    return _without_overlaps(sorted(found, key=lambda match: (match.start, -match.end)))


def is_placeholder(text: str) -> bool:
    """Whether a whole value is empty, a dash, or nothing but placeholders. `N/A` is an answer."""
    bare = text.strip(_DECORATION)
    if not bare.strip("-–—‑−?") or _VARIABLE.fullmatch(bare):
        return True
    rest, end = "", 0
    for match in placeholders(bare):
        rest, end = rest + bare[end : match.start], match.end
    return end > 0 and not _LEFT_OVER.sub("", rest + bare[end:])


_MANY = 500
_HINTS = (
    *"[{<…|", "...", "???", "TB", "TODO", "FIXME", "XXX", "YYYY", "DD", "MM/DD", "-NN", "-XX", "-YY", "-ZZ", "orem",
    "OREM", "raft", "RAFT",
)  # fmt: skip
# What every placeholder has: without it a text need not be read.
_HINT = re.compile(
    r"[\[{<…]|\.\.\.|\?\?\?|\b(?:TB[ACD]|TODO|FIXME|XXX|YYYY|DD[./-]MM|MM/DD)|-(?:NN|XX|YY|ZZ)"
    r"|[Ll](?:orem|OREM)|\||[Dd]raft|DRAFT"
)
_VARIABLE = re.compile(r"\{{1,2}\s?[A-Za-z][\w-]{0,60}\s?\}{1,2}")
_DECORATION = " \t\r\n`*_.:;,\u00a0"
_LEFT_OVER = re.compile(r"\b(?:and|or|to)\b|[\W_]")


def _label(text: str) -> str:
    """A link label as CommonMark 6.3 compares them: whitespace and case do not count."""
    return " ".join(text.split()).casefold()


def _without_overlaps(matches: list[PlaceholderMatch]) -> list[PlaceholderMatch]:
    kept: list[PlaceholderMatch] = []
    for match in matches:
        if not kept or match.start >= kept[-1].end:
            kept.append(match)
    return kept


# --- Slots: what might be a placeholder, and what stands around it ---


@dataclass(frozen=True, slots=True)
class _Slot:
    """A possible placeholder: what is inside its brackets, and its line before and after it."""

    inner: str
    start: int
    end: int
    before: str
    after: str
    is_alone: bool
    """Whether the text holds nothing else."""

    @property
    def previous(self) -> str:
        return self.before[-1:]

    @property
    def next(self) -> str:
        return self.after[:1]

    def is_value(self) -> bool:
        """Whether it is all that its line says, after a list sign or a label: `- Input: [Description]`."""
        return bool(_LEADS.search(self.before)) and bool(_ENDS.match(self.after))


_REACH = 160
# What leads to a value: the line's start, a list sign, a label, a line break, another bracket.
_LEADS = re.compile(
    r"(?:^[\s>|]*(?:[-*+]\s+|\d{1,3}[.)]\s+)?(?:\[[ xX]\]\s+)?|[:=–—|→]|\s-|<br\s?/?>\s?-?"
    r"|[\]}>](?:,|;|/|\sor|\sand)\s?)[\s*_#(]*$"
)
_ENDS = re.compile(r"[\s*_).,;]*(?:$|[(:|\x00\[{]|<br|[-–—]\s)")


def _slots(pattern: re.Pattern[str], text: str) -> Iterator[_Slot]:
    first = len(text) - len(text.lstrip(_DECORATION))
    last = len(text.rstrip(_DECORATION))
    for match in pattern.finditer(text):
        start, end = match.span()
        before = text[max(0, start - _REACH) : start].rpartition("\n")[2]
        after = text[end : end + _REACH].partition("\n")[0]
        yield _Slot(match["inner"], start, end, before, after, start <= first and end >= last)


# --- Words of templates ---

# Nouns that a template asks for, as the last word of a phrase: [Feature Name], {Brief description}.
_ASKED = words(
    "name title description desc summary overview details detail strategy approach structure criterion criteria"
    " outcome state action condition journey scenario behavior behaviour role benefit reason rationale"
    " justification explanation purpose responsibility mitigation consequence tradeoff assumption requirement"
    " capability interaction objective goal metric threshold deliverable task step feature entity objective"
    " stakeholder owner author assignee approver reviewer date deadline timeline duration effort estimate phase"
    " milestone value placeholder text here notes note comment id identifier number person-days days weeks sentence"
    " sentences paragraph example endpoint event flow invalidation handling encryption"
    " impact probability likelihood severity priority status enhancement"
)
# Nouns that are asked for where they stand alone: [Method], {LANGUAGE}.
_ALONE = words(
    "method rules rule version link email team component module service database framework language technology"
    " tool runtime platform provider type field table column key format schema path file error response request"
    " agent person company organization project product department platform environment region amount count size"
    " percentage percent target price cost rate limit unit constraint scope context background motivation problem"
    " solution design architecture diagram test tests case data input output result generator issue alternative"
    " option risk decision answer question"
)
# What templates say in brackets where a value belongs.
_PHRASES = frozenset(
    "authentication error, server error, validation error, link or id, test case, user flow, user story, request body,"
    " response body, error body, request example, response example, error example".split(", ")
)
_ASKING = re.compile(
    r"(?:describe|explain|specify|insert|enter|provide|fill|your|brief(?:ly)?|summari[sz]e|outline|replace|choose|select"
    r"|pick|one[- ]line|short|placeholder|to be) ",
    re.IGNORECASE,
)
_ASKING_VALUE = re.compile(
    r"(?:add|list|define|include|state|identify|document|name|link|what|how|why|who|when|where|which|any|some|if|it)\s",
    re.IGNORECASE,
)
_EXAMPLE = re.compile(r"\be\.\s?g\.|\bfor example\b|\bi\.e\.,? \S", re.IGNORECASE)
_OPEN = re.compile(r"(?:NEEDS CLARIFICATION|TBD|TBC|TBA|TODO|FIXME|XXX|INSERT|YOUR|FILL IN|REPLACE|PLACEHOLDER)\b")
_DOTS = re.compile(r"\.{3,}|…")
_QUANTITY = re.compile(r"(?:X{1,3}|N{1,3}|Y|#{1,6}|_{2,}|\?+)(?:[\s%-]|ms\b|s\b).*|(?:X{2,3}|N{1,3}|#{2,6})%?")
_DATE_FORMAT = re.compile(r"(?:YYYY[-/.]MM[-/.]DD|DD[-/.]MM[-/.]YYYY|MM[-/.]DD[-/.]YYYY|YYYY-MM|YYYY)")
_CAPITALS = re.compile(r"[A-Z][A-Z\d]*(?:[_ /-][A-Z\d]+)*")
_CHOICES = re.compile(r"[A-Z][\w.+#]*(?:\s[\w]+)?(?:\s?[/|]\s?[A-Za-z][\w.+#]*(?:[ -]\w+){0,3}){1,8}")
_NUMBERED = re.compile(r"(?P<noun>[A-Za-z][A-Za-z -]{1,40}) (?:1?\d|20|[A-D])")
_STEP = re.compile(r"(?:step|task|item) \d{1,2}\b", re.IGNORECASE)
_PLAIN_WORDS = re.compile(r"[A-Za-z][\w'’&/-]*(?:,? (?:\([\w '/.-]{1,60}\)|[\w'’&/.-]+))*[.?]?")
_WORD = re.compile(r"[A-Za-z]+(?:-[A-Za-z]+)*")


def _nouns(inner: str) -> list[str]:
    """The words of a phrase in lower case and singular."""
    return [word.lower().removesuffix("s") for word in _WORD.findall(inner.replace("_", " "))]


_ASKED_NOUNS = frozenset(noun for word in _ASKED for noun in _nouns(word))
_ALONE_NOUNS = frozenset(noun for word in _ALONE for noun in _nouns(word))


def _asks(inner: str) -> bool:
    """Whether a phrase ends in a noun that templates ask for."""
    nouns = _nouns(inner)
    if not nouns or len(nouns) > 6:
        return False
    last = nouns[-1]
    if last in _ASKED_NOUNS or last.rpartition("-")[2] in _ASKED_NOUNS:
        return True
    return len(nouns) == 1 and last in _ALONE_NOUNS


def _says_so(inner: str) -> bool:
    """Whether a phrase tells by itself, wherever it stands, that something is to be written here."""
    if _OPEN.match(inner) or _EXAMPLE.search(inner) or _DATE_FORMAT.fullmatch(inner) or _QUANTITY.fullmatch(inner):
        return True
    if _DOTS.fullmatch(inner) or (_DOTS.search(inner[-3:]) and "," not in inner and inner[0].isalpha()):
        return True
    return " " in inner and bool(_ASKING.match(inner))


# --- Braces: {Feature Name}, {{title}}, #{id} ---

_BRACES = re.compile(r"#?\{{1,2}(?P<inner>[^{}\x00\n]{1,160})\}{1,2}")
_ID_LINK = re.compile(r"\[[A-Z]{2,8}-$")
_CODE_SIGNS = re.compile(r"[:;=<>|$\\\[\]*+\"@^]|->")
_FEW_WORDS = re.compile(r"\s*\w+(?:\s\w+)?\s*(?:,\s*\w+(?:\s\w+)?\s*)+(?:\.\.\.|etc\.?)?")


def _is_brace(slot: _Slot) -> bool:
    inner = slot.inner.strip() if slot.inner.startswith(" ") == slot.inner.endswith(" ") else slot.inner
    if _ID_LINK.search(slot.before) or _is_hashed(slot):
        return True
    if _is_attached(slot) or _FEW_WORDS.fullmatch(inner) or inner != inner.strip() or not inner:
        return False
    if _EXAMPLE.search(inner) or _DATE_FORMAT.fullmatch(inner) or _OPEN.match(inner):
        return True
    if _CODE_SIGNS.search(inner) or not (inner[0].isalpha() or _DOTS.fullmatch(inner)):
        return False
    if _DOTS.fullmatch(inner):
        return slot.is_value()
    if _CAPITALS.fullmatch(inner):
        return _asks(inner) or (len(inner) > 2 and not inner.isalnum())
    return _is_brace_phrase(slot, inner) if " " in inner else _is_brace_word(slot, inner)


# Types as documentation writes them in braces: {Error}.
_TYPES = words("error number url file event module request response schema key object string boolean")
def _is_hashed(slot: _Slot) -> bool:
    """Whether it is the number of an issue that was never given: `#{story-1}`."""
    quoted = slot.previous and slot.previous in "\"'" + BLANK
    hashed = slot.end - slot.start - len(slot.inner) == 3
    return hashed and not quoted and bool(_WORD.fullmatch(slot.inner.rstrip("-0123456789")))


_PREPOSITIONS = words("along with and or if for to in of from by on at a the this that")


def _is_attached(slot: _Slot) -> bool:
    """Whether it is a part of a path, a name or code: `/users/{id}`, `${HOME}`, `{name}-service`."""
    if slot.previous and (slot.previous.isalnum() or slot.previous in "$\\_^=/@.%:\"'-)]}&?" + BLANK):
        return slot.previous != ":" or not slot.before.endswith("**:")
    if slot.next and (slot.next.isalnum() or slot.next in "/_-@=(\"'[{%" + BLANK):
        return True
    return slot.next in (".", ":") and slot.after[1:2].isalnum()


def _is_brace_phrase(slot: _Slot, inner: str) -> bool:
    if not _PLAIN_WORDS.fullmatch(inner):
        return False
    if _nouns(inner)[0] in _PREPOSITIONS:
        return False
    if _asks(inner) or _ASKING.match(inner):
        return True
    numbered = _NUMBERED.fullmatch(inner)
    if numbered:
        return _asks(numbered["noun"]) or _nouns(inner)[0] in _ALONE_NOUNS
    if any(char.isdigit() for char in inner):
        return bool(_nouns(inner)) and "sentence" in _nouns(inner)
    return inner[0].isupper() or slot.is_value()


def _is_brace_word(slot: _Slot, inner: str) -> bool:
    if _CHOICES.fullmatch(inner):
        return True
    if not _asks(inner) or (inner.lower() in _TYPES and not inner.isupper()):
        return False
    return slot.is_value() or inner[0].isupper() or slot.end - slot.start - len(inner) == 3


# --- Brackets: [Name], [...], [X requests/minute] ---

_BRACKETS = re.compile(r"\[(?P<inner>[^\[\]\x00]{1,240})\]")
_TAGS = words(
    "x p wip optional required deprecated draft done new todo-later note tip important warning caution story feature"
    " bug epic task chore docs alpha beta stable ga error warn info debug trace fatal pass fail skip ok sic breaking"
    " unreleased added changed fixed removed security serial slow disruptive conformance it mandatory test tests"
    " issue default data context target scope result"
)
_CAMEL = re.compile(r"(?:[A-Z][a-z]+){2,4}")  # ClassName
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
_NO_BRACKET = re.compile(r"[\^!@\d\s]|[A-Za-z]\d+$|[A-Z]{1,3}$|[a-z][\w.-]*/\S+$")


def _is_bracket(slot: _Slot) -> bool:
    inner = " ".join(slot.inner.split())
    if _in_link_or_code(slot) or inner != slot.inner.replace("\n", " "):
        return False
    if _says_so(inner):
        return True
    if _NO_BRACKET.match(inner):
        return False
    if inner.lower() in _TAGS:
        return slot.is_value() and inner.istitle() and _asks(inner)
    if _CAPITALS.fullmatch(inner):
        return _asks(inner)
    several = inner.count("/") > 1 or ("/" in inner and bool(_ENDS.match(slot.after)))
    if several and inner[0].isupper() and _CHOICES.fullmatch(inner):
        return True
    return _is_asking_bracket(slot, inner)


def _in_link_or_code(slot: _Slot) -> bool:
    if slot.previous and (slot.previous.isalnum() or slot.previous in "])!\\\"'<=$_`" + BLANK):
        return True
    return bool(slot.next) and (slot.next.isalnum() or slot.next in "([\"'’_" + BLANK)


def _is_asking_bracket(slot: _Slot, inner: str) -> bool:
    value = slot.is_value()
    if value and _CAMEL.fullmatch(inner):
        return _asks(_HUMP.sub(" ", inner))
    numbered = _NUMBERED.fullmatch(inner)
    if numbered:
        return value and (_asks(numbered["noun"]) or _nouns(numbered["noun"])[-1] in _ALONE_NOUNS)
    if not _PLAIN_WORDS.fullmatch(inner):
        return value and bool(_STEP.match(inner))
    if value and (_STEP.match(inner) or _ASKING_VALUE.match(inner) or inner.lower() in _PHRASES or _asked_list(inner)):
        return True
    return _asks(inner) and (value or (" " in inner and inner.islower()) or inner.lower() in _GHERKIN)


_GHERKIN = words("action state outcome context")


def _asked_list(inner: str) -> bool:
    """Whether all of the alternatives are asked for: `Languages/Frameworks/Databases`, `Link or ID`."""
    parts = re.split(r"/| or ", inner)
    return len(parts) > 1 and all(_asks(part) for part in parts)


# --- Angles: <one-line title> ---

_ANGLES = re.compile(r"<(?P<inner>[A-Za-z][^<>\x00\n]{0,160})>")
_HTML = words(
    "a abbr address article aside audio b bdi bdo big blockquote body br button canvas caption center cite code col"
    " colgroup data datalist dd del details dfn dialog div dl dt em embed fieldset figcaption figure font footer form"
    " g h1 h2 h3 h4 h5 h6 head header hr html i iframe img input ins kbd label legend li link main map mark math menu"
    " meta meter nav noscript object ol optgroup option output p param path picture pre progress q rect rp rt ruby s"
    " samp script search section select slot small source span strike strong style sub summary sup svg table tbody td"
    " template text textarea tfoot th thead time title tr track tt u ul use var video wbr"
)
_CODE_WORDS = words("state action condition value text event id identifier number endpoint list status entity")
_NO_ANGLE = re.compile(
    r"[=;{}()\"@]|/$|\s$|::|\b(?:disabled|checked|hidden|readonly|required|open|async|defer|selected|multiple)$|^UNRESOLVED"
)


def _is_angle(slot: _Slot) -> bool:
    inner = slot.inner
    if slot.previous and (slot.previous.isalnum() or slot.previous in "\\</-._\"'=&(:`{"):
        return False
    if slot.next and (slot.next.isalnum() or (slot.next in ".-/_\"'>(=`}" and not slot.is_value())):
        return False
    if _NO_ANGLE.search(inner):
        return False
    if " " in inner:
        return slot.is_value() or bool(_ASKING.match(inner)) or _asks(inner)
    noun = inner.lower().rpartition("-")[2].rpartition("_")[2]
    return slot.is_value() and inner.lower() not in _HTML and noun in _ASKED and noun not in _CODE_WORDS


# --- Markers: TBD, TODO, ??? ---

_MARKERS = re.compile(r"(?<![\w/.#$&?!-])(?P<inner>TBD|TBA|TBC|TODO|FIXME|XXX+|\?{3,})(?![\w/-])(?!\.\w)")
_NAMES_IT = re.compile(
    r"(?:\b(?:no|any|without|remaining|every|all|or|and|an?|the|each|zero|as|of|with|like|contains?)\s|[\"'“‘,]\s?|/)$",
    re.IGNORECASE,
)
_NAMED = re.compile(
    r"\s?(?:lists?|apps?|applications?|items?|comments?|markers?|placeholders?|entr(?:y|ies)|tags?|api|services?|manager"
    r"|examples?|demo|tracker|page|component|s\b|operators?|strings?|values?|tests?\b|[\"'”’,]|/\S)",
    re.IGNORECASE,
)
# What leads to a value in a sentence: messages go to TODO, the limit is TODO.
_IN_PLACE = re.compile(r"\b(?:to|is|are|be|by|from|at|with|via|after|until|into|within|below|under)\s$", re.IGNORECASE)
_CLAUSE = re.compile(r"(?:^|[.(:;|>=–—!?]|\s-|[-*+]\s|\]\s|\d[.)]\s)[\s*_=\x00~(]*$")


def _is_marker(slot: _Slot) -> bool:
    if slot.previous in ('"', "'", "“", "‘", BLANK) and slot.next in ('"', "'", "”", "’", BLANK):
        return False
    opens = bool(_CLAUSE.search(slot.before))
    if _NAMED.match(slot.after) and not slot.after.startswith((", ", "; ")):
        return False
    if slot.inner in ("TODO", "FIXME"):
        leads = bool(_IN_PLACE.search(slot.before)) and (slot.next in (",", ".", ";") or slot.after == "")
        return opens or leads or (slot.next in (":", "(") and not _NAMES_IT.search(slot.before))
    if slot.inner[0] in "X?":
        return opens and bool(_ENDS.match(slot.after))
    return opens or not _NAMES_IT.search(slot.before)


# --- Numbers not given yet: KEP-NNNN, SPEC-XX ---

_NUMBERLESS = re.compile(r"(?<![\w/.-])(?P<inner>[A-Z]{2,10}-(?:N{2,4}|X{2,4}|Y{2,4}|Z{2,4}))(?![\w-])(?!\.\w)")
_SERIES = re.compile(r"(?:^|[:=–—|,]|\s-|[-*+]\s)[\s*_#]*$")


def _is_numberless(slot: _Slot) -> bool:
    return bool(_SERIES.search(slot.before)) and not _ABOUT_FORMAT.search(slot.after)


# --- The rest: …, Lorem ipsum, Draft | Review | Approved, YYYY-MM-DD ---

_ELLIPSES = re.compile(r"(?<![\w.…,\[{(])(?P<inner>\.{3}|…)(?![\w.…\]})\x00])")
_LOREM = re.compile(r"\b(?P<inner>lorem ipsum)\b", re.IGNORECASE)
_STATUS = (
    r"(?:draft|(?:in |under )?review|approved|accepted|proposed|rejected|deprecated|superseded|active|completed?"
    r"|implemented|in[ -]progress|final|pending|provisional|published|withdrawn|open|closed|done|low|medium|high"
    r"|critical)"
)
_STATUSES = re.compile(
    rf"\b(?P<inner>{_STATUS}(?:\s?\\?\|\s?{_STATUS}){{2,7}}|draft\s?\\?\|\s?{_STATUS})\b", re.IGNORECASE
)
_STATUS_STROKES = re.compile(
    r"\b(?P<inner>draft(?:\s?/\s?(?:in )?(?:review|approved|accepted|final|active|completed|proposed)){2,7})\b",
    re.IGNORECASE,
)
_DATES = re.compile(r"(?<![\w/{\[-])(?P<inner>YYYY-MM-DD|DD[./-]MM[./-]YYYY|MM/DD/YYYY|YYYY/MM/DD)(?![\w/}\].-]|\.\w)")
_ABOUT_FORMAT = re.compile(r"format|pattern|iso|type|example", re.IGNORECASE)


def _is_whole_value(slot: _Slot) -> bool:
    return slot.is_value() and slot.next != ":"


def _is_ellipsis(slot: _Slot) -> bool:
    return slot.is_alone or (slot.before.rstrip(" *_").endswith(":") and not slot.after.strip(" *_"))


def _is_date(slot: _Slot) -> bool:
    return slot.is_value() and not _ABOUT_FORMAT.search(slot.before + slot.after)


def _is_lorem(slot: _Slot) -> bool:
    return slot.previous not in ('"', "'", "“")


_Reader = tuple[Kind, Callable[[str], Iterator[_Slot]], Callable[[_Slot], bool]]


def _reader(kind: Kind, pattern: re.Pattern[str], is_one: Callable[[_Slot], bool]) -> _Reader:
    return kind, lambda text: _slots(pattern, text), is_one


_READERS = (
    _reader("brace", _BRACES, _is_brace),
    _reader("bracket", _BRACKETS, _is_bracket),
    _reader("angle", _ANGLES, _is_angle),
    _reader("marker", _MARKERS, _is_marker),
    _reader("marker", _NUMBERLESS, _is_numberless),
    _reader("ellipsis", _ELLIPSES, _is_ellipsis),
    _reader("lorem", _LOREM, _is_lorem),
    _reader("choice", _STATUSES, _is_whole_value),
    _reader("choice", _STATUS_STROKES, _is_whole_value),
    _reader("date", _DATES, _is_date),
)
