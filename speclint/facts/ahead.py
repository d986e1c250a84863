"""What a spec only announces: parts and statements about things that are not built yet."""

from __future__ import annotations

from speclint.document.vocabulary import Vocabulary
from speclint.facts.passage import Statement


def is_ahead(statement: Statement, vocabulary: Vocabulary) -> bool:
    """Whether a statement, its label or a title above it puts off what it speaks of."""
    titles = f"{statement.label}\n{statement.titles}"
    if vocabulary.has("ahead", titles):
        return True
    return statement.code is None and vocabulary.has("ahead-said", statement.words)
