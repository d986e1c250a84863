"""Tells drawings of parts from what only looks like them: code, screens, tables, logs and prose."""

import re
from dataclasses import dataclass

from speclint.facts.drawing.blocks import Block
from speclint.facts.drawing.frames import Frame
from speclint.facts.drawing.rows import Row
from speclint.facts.drawing.strokes import HEAD, STROKE, TEXT, Marks

_JSON = re.compile(r"^\s*[{\[]|^\s*\"[\w$-]+\"\s*:|^\s*[}\]],?\s*$|\"[\w$-]+\"\s*:\s*[\[{\"\d]")
_CODE = re.compile(
    r"[;{]\s*$|^\s*[})\]]+[;,]?\s*$|^\s*(?:const|let|var|def|class|import|from|return|if|for|while|func|fn|public|"
    r"private|SELECT|INSERT|UPDATE|CREATE|type|package|use)\s[^→]*[=({;:]|^\s*(?://|/\*)|^\s*\$ \w|^\s*<\?|"
    r"\w\(.*\)\s*\{"
)
_CONTROL = re.compile(
    r"\[\s*[#=▓█░▒.>]{2,}\s*|[▓█░▒]{2,}|\[_{2,}|(?<!\w)\(\s?[•●oO*]?\s?\)\s|\[\s?[xX✓]?\s?\]\s|\[\s*(?:OK|Save|Cancel|Submit|"
    r"Login|Log in|Sign in|Sign up|Delete|Edit|Add|Next|Back|Send|Search|Close|Apply|Confirm|Yes|No|Retry|Upload|"
    r"Download|Create|Update|New|Open|Export|Import|Refresh|Reset|Start|Stop|Run|View|Settings|Logout|Continue|Skip)"
    r"\b[^\]]{0,20}\]|\[\s?[▼▾v+×xX<>-]\s?\]|\[[●○◉] ?\w{0,12}\]|[▼▾]\s*\]",
    re.IGNORECASE,
)
"""A form field, a button, a check box or a bar of progress."""

_STEP = re.compile(r"^[\s\d.]*(?:[|│┃║:]+\s*)*[↓⇓⬇▼↕|│v](?:\s|$)")
_FORK = re.compile(r"^[\s│|]*(?:[├└╰]|[|`+](?=-))[─━\-]{1,6}[>►▶→]")
_RELATION = re.compile(
    r"^[-*•]?\s*+(?P<left>[\w.`\"-]+(?: [\w.`\"-]+){0,3}?)\s*+"
    r"(?:\((?P<many>[\d.*+nNmM]{1,6}|one|many|zero)\)|\[(?P<many2>[\d.*NM]{1,6})\])?\s*+"
    r"(?:<?[-─━═]+>[<o{}|]*|<[-─━═]+|[─━═]{2,}[<o{}|]*|-{2,}[<{|]+|[→⟶⇒↔←⇔]|=>|>─+|[}>|o]+[-─]{2,}[|o{]*)(?=[\s(\[])\s*+"
    r"(?:\((?P<much>[\d.*+nNmM]{1,6}|one|many|zero)\)|\[(?P<much2>[\d.*NM]{1,6})\])?\s*+"
    r"(?P<right>[\w.`\"-]+(?: [\w.`\"-]+){0,3}?)"
    r"(?P<words>\s+[(\[—:-].*)?$"
)
_SPOKEN = re.compile(
    r"^(?:\d{1,2}[.)]\s)?(?P<left>[\w.`-]+(?: [\w.`-]+){0,3}?)\s?(?P<way>-{1,2}>{1,2}|→|⟶|=>|─{1,3}[>►▶]|<-{1,2}|←)\s?"
    r"(?P<right>[\w.`-]+(?: [\w.`-]+){0,3}?)\s?:\s(?P<words>\S.*)$"
)
_NUMBER = re.compile(r"^[\d\s.,%:x×+/-]+$|^…$")
_PROGRAM = re.compile(r"[;{}=]\s*$|\w\([^)]*\)\s*$|^(?:\w+ )?func\b|^[\"{]|:=|\"\s*:|::\w+\(|^\$ |^[#>] |=$")


@dataclass(frozen=True, slots=True)
class Message:
    """A line that says who tells whom what: `Web -> API: GET /orders`."""

    source: str
    target: str
    words: str
    row: Row


def messages(lines: list[Row]) -> list[Message]:
    """The messages of a sequence written line by line; empty where the lines are something else."""
    found = [(match, row) for row in lines if (match := _SPOKEN.match(row.text))]
    if len(found) < _FEW_MESSAGES or len(found) * 3 < len(lines) * 2:
        return []
    told = [_message(match, row) for match, row in found]
    ends = [end for each in told for end in (each.source, each.target)]
    return told if len(set(ends)) * 3 <= len(ends) * 2 else []


_FEW_MESSAGES = 3


def _message(match: re.Match[str], row: Row) -> Message:
    left, right = match["left"].strip("`"), match["right"].strip("`")
    back = match["way"].startswith(("<", "←"))
    return Message(right if back else left, left if back else right, match["words"], row)


@dataclass(frozen=True, slots=True)
class Related:
    """Two names on one line with an arrow between them."""

    left: str
    right: str
    cardinality: str
    words: str


def relation(text: str) -> Related | None:
    """Read a line such as `users (1) ──< (N) orders [optional]`."""
    found = _RELATION.match(text)
    if not found or _NUMBER.match(found["left"]) or _NUMBER.match(found["right"]):
        return None
    many, much = found["many"] or found["many2"], found["much"] or found["much2"]
    cardinality = f"{many} to {much}" if many and much else ""
    words = (found["words"] or "").strip().strip("()[]—:- ")
    return Related(found["left"].strip('`"'), found["right"].strip('`"'), cardinality, words)


def code_like(text: str) -> bool:
    """Whether a text is a value of JSON or lines of a program."""
    lines = [line for line in text.split("\n") if line.strip()]
    if not lines:
        return False
    json = sum(1 for line in lines if _JSON.search(line))
    if json * 2 >= len(lines) and (lines[0].lstrip()[:1] in "{[" or json >= 2) and '"' in text:
        return True
    code = sum(1 for line in lines if _CODE.search(line))
    return len(lines) > 1 and code * 2 >= len(lines)


def mocked(texts: list[str], code: str) -> bool:
    """Whether the drawing shows a screen: fields, buttons, bars."""
    controls = len(_CONTROL.findall(code))
    return controls >= 2 or (controls == 1 and len(texts) <= 25)


def grid(frame: Frame) -> bool:
    """Whether a box is a table: rows and columns of cells."""
    return bool(frame.columns) and bool(frame.dividers) and not frame.children


def framed_text(inside: list[Block]) -> bool:
    """Whether a box that stands alone frames a text rather than layers of parts."""
    layers = len({block.section[0] for block in inside})
    return layers < 3


def stepwise(lines: list[Row]) -> bool:
    """Whether texts follow one another with arrows down between them."""
    steps = [row for row in lines if _STEP.match(row.text)]
    texts = len(lines) - len(steps)
    headed = any(mark in row.text[:12] for row in steps for mark in "↓⇓⬇▼↕") or any(
        row.text.split()[-1:] == ["v"] or row.text.startswith("v ") for row in steps
    )
    if not steps or not headed or texts < 2:
        return False
    return len(steps) * 12 >= len(lines)


def forked(lines: list[Row]) -> bool:
    """Whether a stroke branches into arrows: `├─► accepts`, `└─► refuses`."""
    return sum(1 for row in lines if _FORK.match(row.text)) >= 2


def worded(texts: list[str], lines: list[Row], marks: Marks) -> bool:
    """Whether the things that arrows join are names, and the arrows most of what there is."""
    names = [text for text in texts if text and not _NUMBER.match(text)]
    if len(names) < 2 or len(names) * 2 < len(texts):
        return False
    odd = sum(1 for text in names if _PROGRAM.search(text) or len(text) > 60 or len(text.split()) > 9)
    if odd * 3 > len(names):
        return False
    drawn = sum(1 for what in marks.rows if HEAD in what or (STROKE in what and TEXT not in what))
    return drawn * 2 >= len(lines) and _joined(lines, marks)


def _joined(lines: list[Row], marks: Marks) -> bool:
    """Whether the arrows are drawn: long ones, brackets around names, or chains of three."""
    long = brackets = chains = 0
    for row, what in zip(marks.canvas.rows, marks.rows, strict=True):
        strokes = re.findall(r"[sh]+", what)
        long += any(len(stroke) >= 3 and "h" in stroke for stroke in strokes)
        brackets += bool(re.search(r"\][ ]?[-─=<]|[-─=>][ ]?\[", row))
        chains += len([stroke for stroke in strokes if "h" in stroke]) >= 2
    return bool(long or brackets or chains)
