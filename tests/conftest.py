"""What the tests share."""

from __future__ import annotations

import pytest

from speclint.document.vocabulary import Vocabulary
from speclint.rule import Ruleset
from speclint.ruleset import load_ruleset, load_vocabulary


@pytest.fixture(scope="session")
def ruleset() -> Ruleset:
    """The built-in rules and profiles."""
    return load_ruleset()


@pytest.fixture(scope="session")
def vocabulary() -> Vocabulary:
    """The built-in vocabulary."""
    return load_vocabulary()


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--update` writes expected outputs anew."""
    parser.addoption("--update", action="store_true", help="write the expected output of the fixtures anew")
