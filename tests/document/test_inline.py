"""Inline Markdown: what is found, and the plain words with their places."""

import time

import pytest

from speclint.document.inline import plain, plain_offsets, scan


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        ("plain words", "plain words"),
        ("**bold** and *slanted*", "bold and slanted"),
        ("__bold__ and _slanted_", "bold and slanted"),
        ("***both***", "both"),
        ("snake_case_name stays", "snake_case_name stays"),
        ("2 * 3 * 4", "2 * 3 * 4"),
        ("`a_b*c`", "a_b*c"),
        ("``a`b``", "a`b"),
        ("an open ` tick", "an open ` tick"),
        ("[text](https://e.example/a_(b))", "text"),
        ('[text](a.md "a title")', "text"),
        ("[**bold** link](a.md)", "bold link"),
        ("[![alt](i.png)](a.md)", "alt"),
        ("![alt text](i.png)", "alt text"),
        ("[text][ref]", "text"),
        ("[not a link]", "[not a link]"),
        ("~~gone~~ ~5 s", "gone ~5 s"),
        ("a<br/>b <b>c</b>", "a b c"),
        ("a <!-- hidden --> b", "a b"),
        ("a < b and c > d", "a < b and c > d"),
        ("<https://e.example>", "https://e.example"),
        (r"a \| b \* c", "a | b * c"),
        ("Risks &amp; plans &#8212; ok", "Risks & plans — ok"),
        ("two  spaces\nand a line", "two spaces and a line"),
        ("non\u00a0breaking **x**", "non breaking x"),
    ],
)
def test_plain_words(raw: str, words: str) -> None:
    assert plain(raw) == words


@pytest.mark.parametrize(
    "raw",
    ["**a** b `c` d", "[t](u) **x** y", "a &amp; b", r"x \| y", "<b>q</b> z", "one\ntwo *three*", "![i](u) `code` t"],
)
def test_offsets_lead_back_to_the_raw_text(raw: str) -> None:
    words, offsets = plain_offsets(raw)
    assert len(offsets) == len(words) + 1
    for word in words.replace("&", " ").replace("|", " ").split():
        at = words.index(word)
        assert raw[offsets[at] : offsets[at + len(word) - 1] + 1] == word


@pytest.mark.parametrize(
    ("raw", "found"),
    [
        ("`a` [b](c)", [("code", "a", ""), ("link", "b", "c")]),
        ("![b](<c d.png>)", [("image", "b", "c d.png")]),
        ("`[no](link)`", [("code", "[no](link)", "")]),
        ("[a `]` b](c)", [("code", "]", ""), ("link", "a `]` b", "c")]),
        ("\\[a](b)", []),
        ("<a@b.example>", [("link", "a@b.example", "a@b.example")]),
    ],
)
def test_inlines(raw: str, found: list[tuple[str, str, str]]) -> None:
    assert sorted((each.kind, each.text, each.target) for each in scan(raw)) == sorted(found)


@pytest.mark.parametrize(
    "piece", ["[", "![", "`", "``` ", "<", "<!--", "*", "_a_ ", "[a](", "[a]", "\\", "&", "](", "(((", "<a "]
)
def test_hostile_text_is_read_in_linear_time(piece: str) -> None:
    raw = piece * (100_000 // len(piece))
    start = time.process_time()
    plain(raw)
    assert time.process_time() - start < 2
