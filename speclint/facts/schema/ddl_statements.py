"""The statements of SQL DDL, read from their tokens, so that dialects, elisions and sketches are all one.

Every reader here walks the tokens of a statement once or a few times: its cost is linear.
"""

from collections.abc import Sequence

from speclint.facts.schema.ddl_tokens import Statement, Token, matching, split_tokens
from speclint.facts.schema.model import Index, Reference, Table
from speclint.facts.schema.source import Source, TableDraft


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_ATTRIBUTES = _words(
    """
    PRIMARY NOT NULL UNIQUE REFERENCES DEFAULT CHECK CONSTRAINT GENERATED COLLATE COMMENT AUTO_INCREMENT
    AUTOINCREMENT IDENTITY ON AS ENCODE KEY INDEX STORED VIRTUAL HIDDEN FOREIGN OPTIONS CODEC TTL
    MATERIALIZED ALIAS ROWGUIDCOL SPARSE INVISIBLE ENABLE ENFORCED STORAGE COMPRESSION DISTKEY SORTKEY
    MASKED STATIC PK FK UK NULLABLE INDEXED AFTER FIRST
    """
)
"""Words that end a column's type."""

_INDEX_WORDS = frozenset({"INDEX", "KEY", "FULLTEXT", "SPATIAL", "INVERTED", "CLUSTERED", "NONCLUSTERED"})

_EXPRESSION_WORDS = _words(
    """
    ASC DESC NULLS FIRST LAST COLLATE USING AND OR NOT NULL IS CASE WHEN THEN ELSE END CAST AS TYPE
    GRANULARITY WITH IN LIKE TRUE FALSE INTERVAL OPCLASS MINMAX BLOOM_FILTER HASH
    """
)
"""Words in the brackets of an index that name no column."""

_MODIFIERS = _words(
    """
    OR REPLACE GLOBAL LOCAL TEMP TEMPORARY UNLOGGED EXTERNAL VIRTUAL FOREIGN TRANSIENT COLUMN ROW HYBRID
    DYNAMIC ICEBERG DIMENSION FACT REFERENCE SHARDED PRIVATE IMMUTABLE UNIQUE CLUSTERED NONCLUSTERED
    FULLTEXT SPATIAL INVERTED BITMAP SEARCH VECTOR CUSTOM MULTIVALUE COLUMNSTORE NULL_FILTERED
    MATERIALIZED RECURSIVE SECURE LIVE STREAMING ALGORITHM DEFINER SECURITY
    """
)
"""Words between `CREATE` and what is created."""


def created(statement: Statement) -> str:
    """What a statement creates or alters: `TABLE`, `INDEX`, `VIEW`, `ALTER`, or nothing of these."""
    tokens = statement.tokens
    if statement.starts_with("ALTER", "TABLE") or statement.starts_with("ALTER", "FOREIGN", "TABLE"):
        return "ALTER"
    if tokens[0].upper != "CREATE":
        return ""
    for token in tokens[1:8]:
        if token.upper in ("TABLE", "INDEX", "VIEW"):
            return token.upper
        if token.upper not in _MODIFIERS and token.text != "=":
            return ""
    return ""


def read_table(source: Source, statement: Statement) -> Table | None:
    """The table that a `CREATE TABLE` makes; None where it has no name."""
    walk = _Walk(statement.tokens)
    walk.past("TABLE")
    walk.skip("IF", "NOT", "EXISTS")
    found = walk.name()
    if found is None:
        return None
    draft = TableDraft(source, found[0], found[1], "sql")
    draft.elided = statement.elided
    if walk.skip("USING"):
        walk.name()
        draft.elided = True
    if walk.text() == "(":
        for item in split_tokens(walk.group(), ",;"):
            _read_item(draft, item)
    else:
        draft.elided = True
    _read_tail(draft, walk)
    return draft.finish(statement.end)


def read_alteration(source: Source, statement: Statement) -> Table | None:
    """What an `ALTER TABLE` adds, as a fragment of its table."""
    walk = _Walk(statement.tokens)
    walk.past("TABLE")
    walk.skip("IF", "EXISTS")
    walk.skip("ONLY")
    found = walk.name()
    if found is None:
        return None
    draft = TableDraft(source, found[0], found[1], "sql")
    draft.fragment = True
    draft.elided = statement.elided
    for action in split_tokens(walk.rest()):
        _read_action(draft, _Walk(action))
    return draft.finish(statement.end)


def read_index(source: Source, statement: Statement) -> Index | None:
    """The index that a `CREATE INDEX` makes; None where it names no table."""
    walk = _Walk(statement.tokens)
    head = walk.past("INDEX")
    walk.skip("CONCURRENTLY")
    walk.skip("IF", "NOT", "EXISTS")
    found = walk.name() if walk.upper() not in ("ON", "USING") else None
    name, start = found if found is not None else ("", statement.start)
    walk.seek("ON")
    walk.skip("ON")
    walk.skip("ONLY")
    table = walk.name()
    if table is None:
        return None
    walk.seek("(")
    unique = any(token.upper == "UNIQUE" for token in head)
    return Index(name, table[0], index_columns(walk.group()), unique, *source.at(start))


def read_view(_: Source, statement: Statement) -> str:
    """The name of the view that a statement makes."""
    walk = _Walk(statement.tokens)
    walk.past("VIEW")
    walk.skip("IF", "NOT", "EXISTS")
    found = walk.name()
    return found[0] if found is not None else ""


def index_columns(tokens: Sequence[Token]) -> tuple[str, ...]:
    """The columns that the brackets of an index mention, without functions, casts and operator classes."""
    found: dict[str, None] = {}
    for part in split_tokens(tokens):
        for column in _mentioned(part):
            found.setdefault(column)
    return tuple(found)


class _Walk:
    """A position in a row of tokens; every step goes forward."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self.tokens = tokens
        self.position = 0

    def token(self) -> Token | None:
        return self.tokens[self.position] if self.position < len(self.tokens) else None

    def upper(self) -> str:
        token = self.token()
        return token.upper if token is not None else ""

    def text(self) -> str:
        token = self.token()
        return token.text if token is not None and token.kind == "mark" else ""

    def rest(self) -> Sequence[Token]:
        return self.tokens[self.position :]

    def skip(self, *words: str) -> bool:
        """Step over these words, if all of them are next."""
        ahead = self.tokens[self.position : self.position + len(words)]
        if tuple(token.upper for token in ahead) != words:
            return False
        self.position += len(words)
        return True

    def is_call(self, word: str) -> bool:
        """Whether a word and an opening bracket are next."""
        following = self.tokens[self.position + 1 : self.position + 2]
        return self.upper() == word and bool(following) and following[0].text == "("

    def skip_any(self, words: frozenset[str]) -> bool:
        """Step over all words of a set that are next; whether there were any."""
        start = self.position
        while self.upper() in words:
            self.position += 1
        return self.position > start

    def past(self, word: str) -> Sequence[Token]:
        """Step over everything up to and with a word; what was stepped over."""
        start = self.position
        self.seek(word)
        self.position += 1
        return self.tokens[start : self.position]

    def seek(self, word: str) -> None:
        """Step to a word or mark, or to the end."""
        while (token := self.token()) is not None and word not in (token.upper, token.text):
            self.position += 1

    def name(self) -> tuple[str, int] | None:
        """A name with its qualifiers, and the offset of its first character."""
        first = self.token()
        if first is None or not first.named:
            return None
        parts = [first.text]
        self.position += 1
        end = first.end
        while (token := self.token()) is not None:
            following = self.tokens[self.position + 1 : self.position + 2]
            if token.text == "." and following and following[0].named:
                parts += [".", following[0].text]
                end = following[0].end
                self.position += 2
            elif token.named and token.start == end:
                parts.append(token.text)
                end = token.end
                self.position += 1
            else:
                break
        return "".join(parts), first.start

    def group(self) -> Sequence[Token]:
        """The tokens in the brackets that are next, stepped over; none where there are no brackets."""
        if self.text() != "(":
            return ()
        start, self.position = self.position + 1, matching(self.tokens, self.position) + 1
        return self.tokens[start : self.position - 1]

    def names(self) -> tuple[str, ...]:
        """The names in the brackets that are next."""
        return index_columns(self.group())


def _read_item(draft: TableDraft, item: Sequence[Token]) -> None:
    """One item of a table's brackets: a column, a key or a clause."""
    walk = _Walk(item)
    if walk.skip("CONSTRAINT") and walk.upper() not in ("PRIMARY", "FOREIGN", "UNIQUE", "CHECK"):
        walk.name()
    if _read_key(draft, walk) or _read_inner_index(draft, walk):
        return
    if walk.upper() == "LIKE":
        draft.elided = True
    elif walk.is_call("CHECK"):
        _read_check(draft, walk)
    elif not _is_clause(walk.rest()):
        _read_column(draft, walk)


def _read_check(draft: TableDraft, walk: _Walk) -> None:
    """`CHECK (status IN ('open', 'closed'))`: all that a column may hold."""
    walk.position += 1
    inner = walk.group()
    if inner and (found := _listed_values(inner)) is not None:
        draft.add_values(found[0], found[1], inner[0].start)


def _listed_values(tokens: Sequence[Token]) -> tuple[str, tuple[str, ...]] | None:
    """The column and the values of `status IN ('open', 'closed')`, where that is all that is said."""
    while len(tokens) > 2 and tokens[0].text == "(" and matching(tokens, 0) == len(tokens) - 1:
        tokens = tokens[1:-1]
    walk = _Walk(tokens)
    found = walk.name()
    if found is None or not (walk.skip("IN") or _skips_any(walk)):
        return None
    listed = walk.group()
    if walk.token() is not None and walk.upper() not in ("", "OR"):
        return None
    if walk.upper() == "OR" and not any(token.upper == "NULL" for token in walk.rest()):
        return None
    return found[0], _literals(listed)


def _skips_any(walk: _Walk) -> bool:
    """Step over `= ANY`, whose brackets hold an array."""
    start = walk.position
    if walk.text() == "=":
        walk.position += 1
        if walk.skip("ANY"):
            return True
    walk.position = start
    return False


def _literals(tokens: Sequence[Token]) -> tuple[str, ...]:
    """The strings between commas; none where there is anything else but casts and the brackets of an array."""
    return tuple(token.text.partition("'")[2][:-1] for token in tokens if token.kind == "string")


def _is_clause(item: Sequence[Token]) -> bool:
    """Whether an item is neither a column nor a key; `period INT` and `family TEXT` are columns."""
    words = [token.upper or token.text for token in item[:3]]
    inner = item[3] if len(item) > 3 else None
    match words:
        case ["EXCLUDE", "(", *_] | ["EXCLUDE", "USING", *_] | ["PERIOD", "FOR", *_] | [_, "=", *_]:
            return True
        case ["FAMILY" | "PROJECTION", _, "("] | ["FAMILY", "(", _]:
            return inner is None or inner.named
        case _:
            return False


def _read_key(draft: TableDraft, walk: _Walk) -> bool:
    """A primary key, foreign key or uniqueness of its own; whether it was one."""
    start = walk.token()
    if start is None:
        return False
    if walk.skip("PRIMARY", "KEY"):
        walk.seek("(")
        draft.primary = draft.primary or walk.names()
    elif walk.skip("FOREIGN", "KEY"):
        walk.skip("IF", "NOT", "EXISTS")
        walk.name()
        _read_foreign_key(draft, walk)
    elif start.upper == "UNIQUE" and walk.skip("UNIQUE"):
        _read_index_shape(draft, walk, start, unique=True)
    else:
        return False
    return True


def _read_foreign_key(draft: TableDraft, walk: _Walk) -> None:
    columns = walk.names()
    walk.seek("REFERENCES")
    walk.skip("REFERENCES")
    found = walk.name()
    if found is not None:
        draft.add_foreign_key(columns, found[0], walk.names(), found[1])


def _read_inner_index(draft: TableDraft, walk: _Walk) -> bool:
    """An index inside a table; whether it was one. `key TEXT` and `index INT(11)` are columns."""
    start = walk.token()
    if start is None or start.upper not in _INDEX_WORDS or not _is_index(walk.rest()):
        return False
    walk.skip_any(_INDEX_WORDS)
    _read_index_shape(draft, walk, start, unique=False)
    return True


def _is_index(item: Sequence[Token]) -> bool:
    words = next((at for at, token in enumerate(item) if token.upper not in _INDEX_WORDS), len(item))
    if "TYPE" in (token.upper for token in item[words : words + 8]):
        return True
    opening = next((at for at, token in enumerate(item) if token.text == "("), None)
    if opening is None or opening + 1 >= len(item):
        return False
    between = item[words:opening]
    inner = item[opening + 1]
    plain = not any(token.upper in _ATTRIBUTES for token in between)
    return plain and (inner.named or inner.text == "(") and inner.upper != "MAX"


def _read_index_shape(draft: TableDraft, walk: _Walk, start: Token, *, unique: bool) -> None:
    """`[KEY] [name] [USING method] (columns)`, or `name expression TYPE kind` of ClickHouse."""
    walk.skip_any(_INDEX_WORDS)
    walk.skip("IF", "NOT", "EXISTS")
    walk.skip("NULLS", "NOT", "DISTINCT")
    found = walk.name() if walk.text() != "(" and walk.upper() not in ("USING", "ON") else None
    name, offset = found if found is not None else ("", start.start)
    columns = _typed_index(walk)
    if not columns:
        walk.seek("(")
        columns = walk.names()
    draft.add_index(name, columns, offset, unique=unique)


def _typed_index(walk: _Walk) -> tuple[str, ...]:
    """The columns of an index in the manner of ClickHouse, which stand before the word `TYPE`."""
    rest = walk.rest()
    end = next((at for at, token in enumerate(rest) if token.upper == "TYPE"), None)
    return index_columns(rest[:end]) if end is not None else ()


def _read_column(draft: TableDraft, walk: _Walk) -> None:
    first = walk.token()
    if first is None or not first.named:
        draft.elided = draft.elided or (first is not None and first.text in ("...", "…", "*"))
        return
    walk.position += 1
    start = walk.position
    type_, type_tokens = _read_type(draft.source, walk)
    if type_tokens[:1] in (("ENUM",), ("ENUM8",), ("ENUM16",)):
        draft.add_values(first.text, _literals(walk.tokens[start : walk.position]), first.start)
    flags = _Flags(draft)
    flags.nullable = True if type_tokens[:1] == ("NULLABLE",) else None
    while walk.token() is not None:
        flags.read(walk)
    draft.add_column(
        first.text,
        type_,
        first.start,
        primary=flags.primary,
        nullable=flags.nullable,
        unique=flags.unique,
        indexed=flags.indexed,
        references=flags.references,
        default=flags.default,
    )


def _read_type(source: Source, walk: _Walk) -> tuple[str, tuple[str, ...]]:
    """The type of a column as written, on one line, and its words."""
    start = walk.position
    while (token := walk.token()) is not None and not _ends_type(walk, token):
        if token.text == "(" and token.kind == "mark":
            walk.group()
        else:
            walk.position += 1
    taken = walk.tokens[start : walk.position]
    if not taken:
        return "", ()
    text = source.text[taken[0].start : taken[-1].end]
    return " ".join(text.split()), tuple(token.upper for token in taken)


def _ends_type(walk: _Walk, token: Token) -> bool:
    if token.kind == "mark":
        return token.text not in ("(", "[", "]", ".", "%", "<", ">", "?")
    following = walk.tokens[walk.position + 1].upper if walk.position + 1 < len(walk.tokens) else ""
    if token.upper == "WITH":
        return following not in ("TIME", "LOCAL")
    if token.upper in ("CHARACTER", "CHARSET"):
        return following == "SET" or token.upper == "CHARSET"
    if token.upper == "NULLABLE":
        return following != "" or len(walk.rest()) < 2
    return token.upper in _ATTRIBUTES or token.kind == "string"


class _Flags:
    """What the words after a column's type say."""

    def __init__(self, draft: TableDraft) -> None:
        self.draft = draft
        self.primary = self.unique = self.indexed = False
        self.nullable: bool | None = None
        self.references: Reference | None = None
        self.default: str | None = None

    def read(self, walk: _Walk) -> None:
        """One attribute of the column, or one token that says nothing here."""
        match walk.upper():
            case "PRIMARY" | "PK":
                self.primary = True
                walk.position += 1
                walk.skip("KEY")
            case "UNIQUE" | "UK":
                self.unique = True
                walk.position += 1
                walk.skip("KEY")
            case "NOT":
                walk.position += 1
                self.nullable = False if walk.skip("NULL") else self.nullable
            case "NULL" | "NULLABLE":
                self.nullable = True
                walk.position += 1
            case "INDEX" | "INDEXED":
                self.indexed = True
                walk.position += 1
            case "REFERENCES" | "FK":
                self._read_reference(walk)
            case "DEFAULT":
                walk.position += 1
                self._read_default(walk)
            case "CHECK" if walk.is_call("CHECK"):
                _read_check(self.draft, walk)
            case "ON":
                self._skip_action(walk)
            case _:
                self._skip(walk)

    def _read_reference(self, walk: _Walk) -> None:
        """`REFERENCES table (column)`, and sketches such as `FK -> table.column`."""
        sketch = walk.upper() == "FK"
        walk.position += 1
        while walk.upper() in ("REFERENCES", "TO") or walk.text() in ("->", "→", "=>", ":"):
            sketch = sketch or walk.upper() != "REFERENCES"
            walk.position += 1
        found = None if walk.upper() in _ATTRIBUTES else walk.name()
        if found is None:
            return
        table, offset = found
        keys = walk.names()
        if sketch and not keys and "." in table:
            table, _, last = table.rpartition(".")
            keys = (last,)
        self.references = self.draft.reference(table, keys[0] if keys else None, offset)

    def _read_default(self, walk: _Walk) -> None:
        """A literal alone; `NULL`, a call and a computation are none."""
        token = walk.token()
        if token is None or walk.skip("NULL"):
            return
        after = walk.tokens[walk.position + 1].text if walk.position + 1 < len(walk.tokens) else ""
        if token.kind in ("string", "number") or token.upper in ("TRUE", "FALSE"):
            self.default = token.text.partition("'")[2][:-1] if token.kind == "string" else token.text
            walk.position += 1
            if after in ("+", "-", "*", "/", "|"):
                self.default = None

    def _skip_action(self, walk: _Walk) -> None:
        """`ON DELETE SET NULL` and its like, whose `NULL` is not the column's."""
        walk.position += 1
        if walk.upper() in ("DELETE", "UPDATE"):
            walk.position += 1
            walk.skip("SET")
            walk.position += 1

    def _skip(self, walk: _Walk) -> None:
        if walk.text() == "(":
            walk.group()
        else:
            walk.position += 1


def _read_tail(draft: TableDraft, walk: _Walk) -> None:
    """What stands behind a table's brackets: keys of Spanner, ClickHouse and BigQuery, parents, queries."""
    engine = False
    while (token := walk.token()) is not None:
        walk.position += 1
        match token.upper:
            case "PRIMARY" if walk.skip("KEY"):
                draft.primary = draft.primary or walk.names()
            case "ENGINE":
                engine = True
            case "ORDER" if engine and walk.skip("BY") and not draft.primary:
                draft.primary = walk.names() or _plain(walk)
            case "CLUSTER" if walk.skip("BY"):
                columns = walk.names() or index_columns(_until_word(walk))
                draft.add_index("", columns, token.start)
            case "INHERITS" | "AS" | "LIKE" | "OF" | "CLONE":
                draft.elided = True


def _plain(walk: _Walk) -> tuple[str, ...]:
    """The one column that is next, if it is no function."""
    found = walk.name()
    return (found[0],) if found is not None and walk.text() != "(" else ()


def _until_word(walk: _Walk) -> Sequence[Token]:
    """The names and commas that are next."""
    start = walk.position
    while (token := walk.token()) is not None and (token.named or token.text == ","):
        follows = walk.position + 1 < len(walk.tokens) and walk.tokens[walk.position + 1].text == ","
        walk.position += 1
        if token.named and not follows:
            break
    return walk.tokens[start : walk.position]


def _read_action(draft: TableDraft, walk: _Walk) -> None:
    """One action of an `ALTER TABLE`: what it adds; a renaming hides what the table holds."""
    if walk.upper() == "RENAME":
        draft.elided = True
    walk.skip("WITH", "CHECK")
    if not walk.skip("ADD"):
        return
    if walk.text() == "(":
        for item in split_tokens(walk.group()):
            _read_item(draft, item)
        return
    if walk.skip("COLUMN"):
        walk.skip("IF", "NOT", "EXISTS")
        _read_column(draft, walk)
        return
    walk.skip("IF", "NOT", "EXISTS")
    _read_item(draft, walk.rest())


def _mentioned(part: Sequence[Token]) -> list[str]:
    """The columns in one part of an index's brackets."""
    plain = _plain_column(part)
    if plain is not None:
        return [plain]
    found = []
    for at, token in enumerate(part):
        before = part[at - 1].text if at else ""
        after = part[at + 1].text if at + 1 < len(part) else ""
        called = after == "(" and part[at + 1].kind == "mark"
        if not token.named or called or token.upper in _EXPRESSION_WORDS:
            continue
        at_zone = token.upper == "AT" and at + 1 < len(part) and part[at + 1].upper == "TIME"
        if before not in ("::", ".") and before.upper() not in ("AS", "COLLATE", "AT", "TIME") and not at_zone:
            found.append(token.text)
    return found


def _plain_column(part: Sequence[Token]) -> str | None:
    """The column of a part such as `name`, `name DESC`, `name(10)`, `name vector_cosine_ops`, `data.path`."""
    first = part[0]
    if not first.named or (len(part) > 1 and first.upper in _EXPRESSION_WORDS):
        return None
    if len(part) == 1:
        return first.text
    second = part[1]
    if second.text == "(" and second.kind == "mark":
        return first.text if len(part) > 2 and part[2].kind == "number" else None
    return first.text if second.named or second.text in (".", ":") else None
