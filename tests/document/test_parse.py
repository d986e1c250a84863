"""The section tree and its blocks, exact to the column."""

from __future__ import annotations

import pytest

from speclint.document.block import Block, CodeBlock, ListBlock, Paragraph, Quote, Table, Text, texts
from speclint.document.parse import parse
from speclint.document.section import Document
from speclint.document.source import decode, make_source
from speclint.errors import SpeclintError


def _parse(text: str) -> Document:
    return parse(make_source(text))


def _outline(document: Document) -> list[tuple[int, int, str]]:
    return [(section.line, section.level, section.label) for section in document.walk()]


def _source(document: Document, text: Text) -> str:
    return "\n".join(document.source.lines[each.line - 1][each.column - 1 :][: len(each.text)] for each in text.pieces)


@pytest.mark.parametrize(
    ("text", "outline"),
    [
        ("# T\n\n## 1. A\n\n### 1.1 B\n", [(1, 1, "T"), (3, 2, "1. A"), (5, 3, "1.1 B")]),
        ("T\n===\n\nA\n---\n", [(1, 1, "T"), (4, 2, "A")]),
        ("# T ##\n", [(1, 1, "T")]),
        ("\ufeff# T\n", [(1, 1, "T")]),
        ("# T\r\n\r\n## A\r\n", [(1, 1, "T"), (3, 2, "A")]),
        ("# T\r\r## A\r", [(1, 1, "T"), (3, 2, "A")]),
        ("# T\n\n```text\n## no\n```\n\n## A\n", [(1, 1, "T"), (7, 2, "A")]),
        ("# T\n\n<!--\n## no\n-->\n\n## A\n", [(1, 1, "T"), (7, 2, "A")]),
        ("---\ntitle: x\n---\n# T\n", [(4, 1, "T")]),
        ("# T\n\n- ## no section\n\n> ## nor this\n", [(1, 1, "T")]),
        ("# T\n\n    ## indented code\n", [(1, 1, "T")]),
        ("#\u00a0not a heading\n", []),
        ("**1. A**\n\ntext\n\n**2. B**\n\ntext\n\n__C:__\n\ntext\n", [(1, 6, "1. A"), (5, 6, "2. B"), (9, 6, "C")]),
        ("# T\n\n## A\n\n**B**\n\n**C**\n\n**D**\n", [(1, 1, "T"), (3, 2, "A")]),
    ],
)
def test_sections(text: str, outline: list[tuple[int, int, str]]) -> None:
    assert _outline(_parse(text)) == outline


def test_a_section_ends_before_the_next_that_is_not_below_it() -> None:
    document = _parse("# T\n\n## A\n\n### B\n\ntext\n\n## C\n\nend\n")
    assert [(section.line, section.end_line) for section in document.walk()] == [(1, 11), (3, 8), (5, 8), (9, 11)]


@pytest.mark.parametrize(
    ("text", "title", "chapters"),
    [
        ("# Spec\n\n## A\n\n## B\n", "Spec", ["A", "B"]),
        ("# Spec\n\nintro\n\n# 1. A\n\n# 2. B\n", "Spec", ["A", "B"]),
        ("# 1. A\n\ntext\n\n# 2. B\n", "", ["A", "B"]),
        ("## A\n\n## B\n", "", ["A", "B"]),
        ("Just text.\n", "", []),
    ],
)
def test_the_title_and_the_chapters(text: str, title: str, chapters: list[str]) -> None:
    document = _parse(text)
    assert (document.title, [section.title for section in document.top]) == (title, chapters)


@pytest.mark.parametrize(
    ("table", "cells"),
    [
        ("| a | b |\n| - | - |\n| 1 | 2 |\n", [["1", "2"]]),
        ("a | b\n--- | ---\n1 | 2\n", [["1", "2"]]),
        ("| a | b |\n| - | - |\n| x \\| y | 2 |\n", [["x \\| y", "2"]]),
        ("| a | b |\n| - | - |\n| `x|y` | 2 |\n", [["`x|y`", "2"]]),
        ("| a | b |\n| - | - |\n| 1 |\n", [["1", ""]]),
        ("| a | b |\n| - | - |\n| 1 | 2 | 3 |\n", [["1", "2"]]),
        ("| a | b |\n| - | - |\n|  | 2 |\n", [["", "2"]]),
        ("| a | b |\n| - | - |\n|\u00a01\u00a0| 2 |\n", [["1", "2"]]),
        ("> | a | b |\n> | - | - |\n> | 1 | 2 |\n", [["1", "2"]]),
        ("- item\n\n  | a | b |\n  | - | - |\n  | 1 | 2 |\n", [["1", "2"]]),
        ("- | a | b |\n  | - | - |\n  | 1 | 2 |\n", [["1", "2"]]),
    ],
)
def test_tables(table: str, cells: list[list[str]]) -> None:
    document = _parse(table)
    (found,) = document.tables
    assert [cell.plain for cell in found.header] == ["a", "b"]
    assert [[cell.raw for cell in row.cells] for row in found.rows] == cells
    for row in found.rows:
        for cell in row.cells:
            assert _source(document, cell) == cell.raw


def test_cells_items_and_words_know_their_column() -> None:
    document = _parse("# T\n\n| Risk | Plan |\n| --- | --- |\n| Fire  |  **Stay** calm |\n\n- [x] done *well*\n")
    (table,) = document.tables
    assert (table.rows[0].cells[1].span.line, table.rows[0].cells[1].span.column) == (5, 12)
    assert table.rows[0].cells[1].find("calm").column == 21
    (bullets,) = [block for block in document.blocks if isinstance(block, ListBlock)]
    item = bullets.items[0]
    assert (item.checked, item.text.plain, item.text.span.column) == (True, "done well", 7)
    assert item.box is not None
    assert (item.box.column, item.box.end_column) == (3, 6)
    assert item.text.find("well").column == 13


@pytest.mark.parametrize(
    "text",
    [
        "one\ntwo\n",
        "- one\n  two\n  1. three\n     four\n",
        "> one\n> two\n",
        "> - one\nlazy\n",
        "| a |\n|---|\n| b |\n",
        "  indented\n   more\n",
        "A\n===\n",
        "- a\n\n      code\n",
        "\ttab\n",
        "* * *\n\n+ one\n\n  two\n",
        "1) a\n2) b\n",
        "- [ ] open\n- [X] ticked\n",
    ],
)
def test_every_text_stands_where_it_says(text: str) -> None:
    document = _parse(text)
    for block in document.blocks:
        for each in texts(block):
            assert _source(document, each) == each.raw


@pytest.mark.parametrize(
    ("text", "language", "code", "line", "column", "closed"),
    [
        ("```python\nx = 1\n```\n", "python", "x = 1\n", 2, 1, True),
        ("~~~~ {.rust}\nfn f\n~~~~\n", "rust", "fn f\n", 2, 1, True),
        ("```JSON title=a\n{}\n```\n", "json", "{}\n", 2, 1, True),
        ("- a\n\n  ```sh\n  ls\n  ```\n", "sh", "ls\n", 4, 3, True),
        ("> ```\n> a\n> ```\n", "", "a\n", 2, 3, True),
        ("```text\nopen\n", "text", "open\n", 2, 1, False),
        ("```text\n", "text", "", 2, 1, False),
        ("    four\n", "", "four\n", 1, 5, True),
    ],
)
def test_code_blocks(text: str, language: str, code: str, line: int, column: int, closed: bool) -> None:
    (block,) = _parse(text).code_blocks
    found = (block.language, block.code.rstrip("\n"), block.line, block.column, block.closed)
    assert found == (language, code.rstrip("\n"), line, column, closed)


def test_blocks_nest() -> None:
    document = _parse("- a\n\n  > b\n  >\n  > - c\n")
    kinds: list[type[Block]] = [type(block) for block in document.blocks]
    assert kinds == [ListBlock, Paragraph, Quote, Paragraph, ListBlock, Paragraph]


def test_what_lies_too_deep_is_said() -> None:
    assert _parse("> " * 300 + "x\n").too_deep == 1
    assert _parse("> " * 15 + "x\n").too_deep is None


def test_headings_in_ten_nested_bullets_are_seen() -> None:
    assert any(type(block).__name__ == "Heading" for block in _parse("- " * 10 + "# deep\n").blocks)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"# T\n\nab\xff\n", "line 3, column 3: not UTF-8 (byte 0xFF at offset 7)"),
        ("# T\n".encode("utf-16"), "looks like UTF-16; convert it to UTF-8"),
    ],
)
def test_what_is_not_utf8_is_an_error(data: bytes, message: str) -> None:
    with pytest.raises(SpeclintError) as error:
        decode(data, "x.md")
    assert (error.value.message, error.value.path) == (message, "x.md")


@pytest.mark.parametrize("text", ["", "\n", "   ", "\n" * 50, "\x00", "a\ufeff# T", "```", "|", "---\n", "---\na: b\n"])
def test_odd_texts_are_read(text: str) -> None:
    document = _parse(text)
    assert document.head.line >= 1


def test_code_is_a_block_of_its_own() -> None:
    assert isinstance(_parse("```\na\n```\n").blocks[0], CodeBlock)
    assert isinstance(_parse("| a |\n|-|\n").blocks[0], Table)
