"""SQL text as tokens and statements: enough to see names, keywords and brackets in any dialect."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

TokenKind = Literal["word", "name", "string", "number", "mark"]
"""`word` is unquoted, `name` a quoted identifier, `mark` anything else of one or a few characters.

The angle brackets of a generic type such as `ARRAY<STRING>` are given as round ones.
"""


@dataclass(frozen=True, slots=True)
class Token:
    """A token from `start` to before `end`; `text` is without quotes, `upper` empty for a quoted name."""

    kind: TokenKind
    text: str
    upper: str
    start: int
    end: int
    fresh: bool
    """Whether it is the first of its line."""

    @property
    def named(self) -> bool:
        """Whether it can be the name of something."""
        return self.kind in ("word", "name")


@dataclass(frozen=True, slots=True)
class Statement:
    """The tokens of one statement, without its semicolon; `elided` where a comment or dots leave things out.

    `depth` is that of its brackets; `open_at` the offset of a bracket that is never closed.
    """

    tokens: tuple[Token, ...]
    elided: bool
    depth: int
    open_at: int | None

    @property
    def start(self) -> int:
        """The offset of its first character."""
        return self.tokens[0].start

    @property
    def end(self) -> int:
        """The offset after its last character."""
        return self.tokens[-1].end

    def starts_with(self, *words: str) -> bool:
        """Whether its first words are these."""
        return tuple(token.upper for token in self.tokens[: len(words)]) == words


_TOKEN = re.compile(
    r"""
    (?P<comment> --[^\n]* | /\*(?s:.*?)(?:\*/|\Z) | (?<![^\s,;)])(?:\#(?=\s)|//)[^\n]* )
  | (?P<dollar> \$(?:[A-Za-z_]\w*)?\$ )
  | (?P<string> (?<!\w)[NEBXneb]?'[^']*' )
  | (?P<name> "[^"\n]*" | `[^`\n]*` | (?<![\w\]])\[[^\W\d][\w $#@-]*\] )
  | (?P<hole> \$\{[^{}\n]*\} | \{\{?[^{}\n]*\}\}? | (?<=\s)<[^\W\d][\w -]*> )
  | (?P<word> [^\W\d][\w$#@]* | (?:@@?|\#\#?)[^\W\d][\w$]* )
  | (?P<number> \d[\w.]* )
  | (?P<mark> \.\.\.+ | … | :: | -> | => | → | \S )
    """,
    re.VERBOSE,
)
"""One token of SQL. A quote without its partner is a mark; a template's hole (`{table}`) is a name."""

_ELISION = re.compile(
    r"(?:\.\.\.|…|\betc\b|\b(?:other|more|remaining|additional|further|rest of the|existing|same) "
    r"(?:columns?|fields?|attributes?|properties)\b|\bomitted\b)",
    re.IGNORECASE,
)
"""A comment that says that there is more than is shown."""

_FAILED_DOLLARS = 20
"""So many `$tag$` without a partner are looked for; each costs a walk to the end of the text."""

_GENERICS = frozenset({"ARRAY", "STRUCT", "MAP", "LIST", "SET", "TUPLE", "FROZEN", "VECTOR", "ROW", "TABLE"})
"""Types that take their parameters in angle brackets."""

_STARTERS = frozenset({"CREATE", "ALTER", "DROP", "INSERT", "SELECT", "COMMENT", "GRANT", "USE", "BEGIN"})
"""Words that, first in a line and outside brackets, begin a statement though no semicolon came before."""


def split_statements(text: str) -> Iterator[Statement]:
    """The statements of an SQL text, whatever stands between them."""
    piece = _Piece()
    for token in _tokens(text):
        if token is None:
            piece.elided = True
        elif _ends_before(token, piece):
            if piece.tokens:
                yield piece.statement()
            piece = _Piece()
            if token.text != ";" and token.upper != "GO":
                piece.add(token)
        else:
            piece.add(token)
    if piece.tokens:
        yield piece.statement()


def matching(tokens: Sequence[Token], opening: int) -> int:
    """The position of the bracket that closes the one at `opening`; the end where there is none."""
    depth = 0
    for position in range(opening, len(tokens)):
        depth += _step(tokens[position])
        if depth == 0:
            return position
    return len(tokens)


def split_tokens(tokens: Sequence[Token], separators: str = ",") -> Iterator[Sequence[Token]]:
    """The stretches of tokens between separators that stand outside brackets; empty ones are left out."""
    depth = start = 0
    for position, token in enumerate(tokens):
        depth += _step(token)
        if depth == 0 and token.kind == "mark" and token.text in separators:
            if position > start:
                yield tokens[start:position]
            start = position + 1
    if start < len(tokens):
        yield tokens[start:]


class _Piece:
    """The statement that is being gathered."""

    def __init__(self) -> None:
        self.tokens: list[Token] = []
        self.opened: list[int] = []
        self.depth = 0
        self.elided = False

    def add(self, token: Token) -> None:
        self.elided = self.elided and bool(self.tokens)
        self.tokens.append(token)
        step = _step(token)
        if step > 0:
            self.opened.append(token.start)
            self.depth = max(self.depth, len(self.opened))
        elif step < 0 and self.opened:
            self.opened.pop()
        self.elided = self.elided or token.text in ("...", "…")

    def statement(self) -> Statement:
        open_at = self.opened[0] if self.opened else None
        return Statement(tuple(self.tokens), self.elided, self.depth, open_at)


def _ends_before(token: Token, piece: _Piece) -> bool:
    if not piece.opened:
        return token.text == ";" or (token.fresh and (token.upper == "GO" or _starts(token, piece)))
    return token.fresh and token.upper == "CREATE"


def _starts(token: Token, piece: _Piece) -> bool:
    """Whether a token begins a statement though the last one has not been ended."""
    if token.upper not in _STARTERS or not piece.tokens:
        return token.upper in _STARTERS
    first, last = piece.tokens[0], piece.tokens[-1]
    if first.upper not in _STARTERS:
        return True
    if token.upper in ("ALTER", "DROP"):
        return first.upper != "ALTER"
    return token.upper in ("CREATE", "COMMENT") or (last.text == ")" and token.upper != "SELECT")


def _step(token: Token) -> int:
    if token.kind != "mark":
        return 0
    return (token.text == "(") - (token.text == ")")


def _tokens(text: str) -> Iterator[Token | None]:
    """The tokens of a text; None stands for a comment that leaves things out."""
    position = before = failed = generics = 0
    last = ""
    while (match := _TOKEN.search(text, position)) is not None:
        kind, start, end = match.lastgroup or "mark", match.start(), match.end()
        if kind == "dollar":
            close = text.find(match.group(), end) if failed < _FAILED_DOLLARS else -1
            failed += close < 0
            kind, end = ("string", close + len(match.group())) if close >= 0 else ("mark", end)
        position = end
        if kind == "comment":
            if _ELISION.search(match.group()):
                yield None
            continue
        written = text[start:end]
        if written == "<" and last in _GENERICS:
            generics, written = generics + 1, "("
        elif written == ">" and generics:
            generics, written = generics - 1, ")"
        token = _token(kind, written, start, end, before == 0 or text.find("\n", before, start) >= 0)
        before, last = end, token.upper
        yield token


def _token(kind: str, text: str, start: int, end: int, fresh: bool) -> Token:
    match kind:
        case "word":
            return Token("word", text, text.upper(), start, end, fresh)
        case "name":
            return Token("name", text[1:-1].strip(), "", start, end, fresh)
        case "hole":
            return Token("name", text, "", start, end, fresh)
        case "string" | "number":
            return Token(kind, text, "", start, end, fresh)
        case _:
            return Token("mark", text, "", start, end, fresh)
