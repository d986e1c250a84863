"""JSON, YAML and XML in code blocks: what parses, what is abridged, and where a fault stands."""

from __future__ import annotations

import time

import pytest

from speclint.document.source import make_source
from speclint.document.vocabulary import Vocabulary
from speclint.facts.data import read_json, read_xml, read_yaml
from speclint.facts.example import Example
from speclint.linter import read


@pytest.mark.parametrize(
    "text",
    [
        '{"id": 1}',
        "[]",
        '"a text"',
        '{"a": 1}\n{"a": 2}',
        '{"a": 1}\n\n{"b": 2}',
        'HTTP/1.1 200 OK\nContent-Type: application/json\n\n{"a": 1}',
        'POST /orders\n{"a": 1}',
        "HTTP/1.1 204 No Content",
        '{"a": "...", "b": "// no comment", "c": "{{x}}"}',
    ],
)
def test_json_that_parses(text: str) -> None:
    reading = read_json(text)
    assert (reading.fault, reading.abridged) == (None, False)


@pytest.mark.parametrize(
    "text",
    [
        '{"a": 1, ...}',
        '{"a": ...}',
        "[...]",
        "[1, ..., 9]",
        '[\n  {"a": 1}\n  ...\n  {"a": 9}\n]',
        '{"a": 1, // the rest as above …\n}',
        '{"a": 1, // and so on\n}',
        '{"a": 1 /* cents */}',
        '# a comment\n{"a": 1}',
        '// request\n{"a": 1}\n// response\n{"b": 2}',
        '{"a": {{ value }}, "b": <uuid>, "c": ${C}}',
        "[<Order>, ...]",
        '"a": {"b": 1},\n"c": 2,',
        '{"a": 1},\n{"a": 2}',
    ],
)
def test_json_of_an_excerpt(text: str) -> None:
    reading = read_json(text)
    assert (reading.fault, reading.abridged) == (None, True)


@pytest.mark.parametrize(
    ("text", "what", "at"),
    [
        ('{"a": lost}', 'expected a value, found "lost"', 6),
        ('{"a": 9,3}', 'expected a name in double quotes, found "3"', 8),
        ('{"a": 1,}', "a comma too many", 7),
        ("[1, 2,]", "a comma too many", 5),
        ('{"a": 1', "it ends before all brackets are closed", 6),
        ('{"a": 1\n "b": 2}', 'expected a comma, found """', 9),
        ("{'a': 1}", 'expected a name in double quotes, found "\'"', 1),
        ("{a: 1}", 'expected a name in double quotes, found "a"', 1),
        ('{"a": "b}', "a string is not closed", 6),
        ('{"a" 1}', 'expected a colon, found "1"', 5),
        ('{"a": 1}}', 'expected the end, found "}"', 8),
        ('"a": {"b": 1,}', "a comma too many", 12),
        ('{"a": "x\ty"}', "a string holds a tab or a line end", 8),
        ('{"a": "\\d"}', "a string holds a backslash that escapes nothing", 7),
    ],
)
def test_json_that_does_not_parse(text: str, what: str, at: int) -> None:
    fault = read_json(text).fault
    assert fault is not None
    assert (fault.what, fault.start) == (what, at)


@pytest.mark.parametrize(
    ("text", "abridged"),
    [
        ("a: 1\nb: [2, 3]\n", False),
        ("a: 1\n---\nb: 2\n", False),
        ("on: push\nname: ${{ github.ref }}\n", False),
        ("image: {{ .Values.image }}\n{{- if .Values.tls }}\ntls: true\n{{- end }}\n", False),
        ("a: &x 1\nb: *x\n", False),
        ("spec:\n  a: 1\n  ...\n  b: 2\n", True),
        ("spec:\n  <more fields>\n  b: 2\n", True),
    ],
)
def test_yaml_that_parses(text: str, abridged: bool) -> None:
    reading = read_yaml(text)
    assert (reading.fault, reading.abridged) == (None, abridged)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a: b: c\n", 0),
        ("a: 1\n\tb: 2\n", 1),
        ("a: [1, 2}\n", 0),
        ("hosts:\n  - *.example.com\n", 1),
        ("a:\n  b: 1\n c: 2\n", 2),
    ],
)
def test_yaml_that_does_not_parse(text: str, line: int) -> None:
    fault = read_yaml(text).fault
    assert fault is not None
    assert text.count("\n", 0, fault.start) == line


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("<a><b/></a>", None),
        ('<?xml version="1.0"?>\n<!DOCTYPE a>\n<a/>', None),
        ("<a/>\n<b/>", None),
        ("HTTP/1.1 200 OK\n\n<a/>", None),
        ("<a>\n<b></a>", 9),
        ("<a b=c/>", 5),
    ],
)
def test_xml(text: str, at: int | None) -> None:
    fault = read_xml(text).fault
    assert (fault.start if fault else None) == at


def _examples(text: str, vocabulary: Vocabulary) -> tuple[Example, ...]:
    return read(make_source(text, "spec.md"), vocabulary).all("examples", Example)


def test_a_fault_stands_where_it_is_in_the_document(vocabulary: Vocabulary) -> None:
    item = '1. Request\n\n   ```json\n   {\n     "a": lost\n   }\n   ```\n'
    text = f"# Spec\n\n## API\n\n{item}\n> ```yaml\n> a: b: c\n> ```\n"
    first, second = _examples(text, vocabulary)
    assert (first.place("parses").line, first.place("parses").column, first.place("parses").end_column) == (9, 11, 15)
    assert (second.place("parses").line, second.place("parses").column) == (14, 7)


def test_only_tagged_blocks_are_examples(vocabulary: Vocabulary) -> None:
    text = "# Spec\n\n## API\n\n```json5\n{a: 1,}\n```\n\n```\n{a\n```\n\n```json\n\n```\n\n```JSON\n{}\n```\n"
    assert [(each.language, each.in_api) for each in _examples(text, vocabulary)] == [("json", True)]


def test_an_example_elsewhere_is_not_of_the_api(vocabulary: Vocabulary) -> None:
    text = "# Spec\n\n## Deployment\n\n```yaml\na: 1\n```\n"
    assert [each.in_api for each in _examples(text, vocabulary)] == [False]


@pytest.mark.parametrize(
    "text",
    [
        "[" * 60_000,
        '{"a":' * 12_000,
        "// ...\n" * 9_000,
        '"\\"' * 20_000,
        "/*" * 30_000,
        "GET /x\n" + "\n" * 60_000 + "x",
        "- " * 30_000,
        "<a>" * 20_000,
        "${" * 30_000,
        "{} " * 20_000,
    ],
)
def test_hostile_data_is_read_in_no_time(text: str) -> None:
    start = time.perf_counter()
    for each in (read_json, read_yaml, read_xml):
        each(text)
    assert time.perf_counter() - start < 5
