"""Technologies: names found in texts, and the vocabulary itself."""

from collections import Counter
from pathlib import Path

import pytest

from speclint.errors import SpeclintError
from speclint.facts.value.technology import Technologies, load, needs_version, parse, technologies
from tests.facts import hostile

_FILE = Path(__file__).parents[2] / "rules" / "vocabulary" / "technologies.yaml"


@pytest.fixture(scope="module")
def vocabulary() -> Technologies:
    return load(_FILE)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Node.js 20 + Express + TypeScript", ["Node.js", "Express", "TypeScript"]),
        ("nodejs, node js, Node 20", ["Node.js", "Node.js", "Node.js"]),
        ("ASP.NET Core 8 with EF Core", ["ASP.NET", "Entity Framework"]),
        ("C++20, C# 12, .NET 8", ["C++", "C#", ".NET"]),
        ("Python3 and Vue3", ["Python", "Vue"]),
        ("Docker Compose 2.23 on Docker", ["Docker Compose", "Docker"]),
        ("React/Vue, then React Native", ["React", "Vue", "React Native"]),
        ("Postgres behind PgBouncer", ["PostgreSQL"]),
        ("Redis-backed sessions, a Kafka-compatible queue", ["Redis", "Apache Kafka"]),
        ("jackc/pgx/v5 and spf13/cobra", ["pgx", "Cobra"]),
        ("scikit learn, Scikit-Learn, sklearn", ["scikit-learn"] * 3),
        ("Let's Encrypt", ["Let's Encrypt"]),
        ("AWS Lambda behind Amazon API Gateway", ["AWS Lambda", "Amazon API Gateway"]),
    ],
)
def test_names_are_found(vocabulary: Technologies, text: str, names: list[str]) -> None:
    found = technologies(text, vocabulary)
    assert [mention.name for mention in found] == names
    assert all(text[mention.start : mention.end] == mention.text for mention in found)


@pytest.mark.parametrize(
    "text",
    [
        "we go to the express lane and click on a rich chart",
        "a swift answer to the rust on the node",
        "redis-cli, redis.conf, src/redis/client.py",
        "R&D",
        "red is the colour",
        "socket.io-client",
    ],
)
def test_plain_words_and_longer_names_are_none(vocabulary: Technologies, text: str) -> None:
    assert technologies(text, vocabulary) == []


def test_plain_words_are_marked(vocabulary: Technologies) -> None:
    marks = {mention.name: mention.ambiguous for mention in technologies("Go with PostgreSQL and Node", vocabulary)}
    assert marks == {"Go": True, "PostgreSQL": False, "Node.js": True}


def test_a_whole_cell_is_looked_up_whatever_its_case(vocabulary: Technologies) -> None:
    assert [
        entry.name if (entry := vocabulary.lookup(cell)) else None for cell in ("express", "POSTGRES", "my own")
    ] == [
        "Express",
        "PostgreSQL",
        None,
    ]


def test_what_is_installed_needs_a_version_and_what_is_rented_does_not() -> None:
    assert needs_version("database")
    assert needs_version("tool")
    assert not needs_version("saas")
    assert not needs_version("os")
    assert not needs_version("protocol")


def test_each_name_of_the_vocabulary_stands_once(vocabulary: Technologies) -> None:
    spellings = Counter(
        spelling for entry in vocabulary.entries for spelling in {name.lower() for name in (entry.name, *entry.aliases)}
    )
    assert [spelling for spelling, times in spellings.items() if times > 1] == []
    assert len(vocabulary.entries) > 400


def test_a_wrong_kind_is_an_error_that_names_it() -> None:
    with pytest.raises(SpeclintError, match="'databse' is no kind of technology"):
        list(parse({"databse": "PostgreSQL"}, "technologies.yaml"))


def test_hostile_strings_take_linear_time(vocabulary: Technologies) -> None:
    assert hostile.too_slow(vocabulary.find) == []
