"""What is certainly wrong in a `CREATE TABLE`, in every dialect: missing brackets and commas, or one too many."""

from collections.abc import Iterator, Sequence

from speclint.facts.schema.ddl_statements import created
from speclint.facts.schema.ddl_tokens import Statement, Token, matching, split_tokens
from speclint.facts.schema.types import kind_of

_TYPES = frozenset({"text", "integer", "decimal", "boolean", "time", "date", "uuid", "json", "binary"})

_CLAUSES = frozenset(
    """
    PRIMARY NOT NULL UNIQUE REFERENCES DEFAULT CHECK CONSTRAINT GENERATED COLLATE COMMENT AUTO_INCREMENT
    AUTOINCREMENT IDENTITY ON AS ENCODE KEY INDEX STORED VIRTUAL FOREIGN OPTIONS CODEC TTL MATERIALIZED ALIAS
    CHARACTER CHARSET SET WITH WITHOUT TIME ZONE PRECISION VARYING UNSIGNED SIGNED ZEROFILL LARGE MATCH DEFERRABLE
    INITIALLY CASCADE RESTRICT ACTION DELETE UPDATE USING BY ALWAYS START INCREMENT AND OR IN IS LIKE BETWEEN THEN
    ELSE WHEN CASE END ENABLE ENFORCED STORAGE
    """.split()
)
"""Words that go on with a column on a line of their own."""


def faults(statement: Statement) -> Iterator[tuple[str, int]]:
    """What is wrong, each with its offset; nothing where a statement leaves things out."""
    if statement.elided:
        return
    if statement.open_at is not None:
        yield "this parenthesis is never closed", statement.open_at
        return
    if created(statement) != "TABLE":
        return
    tokens = statement.tokens
    opening = next((at for at, token in enumerate(tokens) if token.text == "("), None)
    if opening is None or any(token.upper in ("AS", "LIKE", "OF") for token in tokens[:opening]):
        return
    inner = tokens[opening + 1 : matching(tokens, opening)]
    for item in split_tokens(inner):
        yield from _missing_comma(item)
    if len(inner) > 3 and inner[-1].text == "," and inner[-1].kind == "mark":
        yield "a comma stands before the closing bracket", inner[-1].start


def _missing_comma(item: Sequence[Token]) -> Iterator[tuple[str, int]]:
    """Where a column, or a key of the table, begins on a line of its own in the middle of an item."""
    depth = 0
    for at, token in enumerate(item[:-1]):
        depth += (token.text == "(") - (token.text == ")") if token.kind == "mark" else 0
        if at < 2 or depth or not token.fresh or item[at - 1].text in ("(", "=", "+", "-", "*", "/", "|"):
            continue
        named = item[at - 2].upper == "CONSTRAINT"
        if _begins_column(token, item[at + 1]) or (not named and _begins_key(item[at : at + 3])):
            yield f'a comma is missing before "{token.text}"', token.start
            return


def _begins_column(token: Token, following: Token) -> bool:
    if not token.named or token.upper in _CLAUSES or following.kind != "word":
        return False
    kind = kind_of(following.text)
    return kind is not None and kind.family in _TYPES and following.upper not in _CLAUSES


def _begins_key(tokens: Sequence[Token]) -> bool:
    words = [token.upper or token.text for token in tokens]
    return words[:2] == ["FOREIGN", "KEY"] or words == ["PRIMARY", "KEY", "("]
