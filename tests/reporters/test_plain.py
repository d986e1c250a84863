"""Text from outside, made safe and fitted."""

import pytest

from speclint.reporters.plain import cells, escape, sentence, wrap


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain text: a::b", "plain text: a::b"),
        ("\x1b[31m", r"\x1b[31m"),
        ("a\tb\r\n", r"a\tb\r\n"),
        ("\x9b\x00\x7f", r"\x9b\x00\x7f"),
        ("a\u202eb\u2066\u200b\ufeff", r"a\u202eb\u2066\u200b\ufeff"),
        ("\u2028\u2029", r"\u2028\u2029"),
        ("\U000e0041\u3164", r"\U000e0041\u3164"),
        ("a\udcff.md", r"a\xff.md"),
        ("\ud800", r"\ud800"),
        ("# ##[add-mask]x", r"# \x23#[add-mask]x"),
        ("####vso[task]", r"##\x23#vso[task]"),
        ("## [1.0.0]", "## [1.0.0]"),
        ("::error::x", r"\x3a:error::x"),
        ("see ::before, std::vector", r"see \x3a:before, std::vector"),
        ("日本 e\u0301 ⚠\ufe0f", "日本 e\u0301 ⚠\ufe0f"),
    ],
)
def test_escape(text: str, shown: str) -> None:
    assert escape(text) == shown


def test_a_sentence_stands_on_one_line() -> None:
    assert sentence(" Say what\n  happens\tthen. ") == "Say what happens then."


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", ["-"]),
        ("one two three", ["- one two", "  three"]),
        ("seventeenletters!", ["- seventee", "  nletters", "  !"]),
        ("日本語日本語", ["- 日本語日", "  本語"]),
        ("one seventeenletters!", ["- one", "  seventee", "  nletters", "  !"]),
        ("a:::::::::b", [r"- a\x3a\x3", r"  a\x3a\x3", r"  a\x3a\x3", r"  a\x3a\x3", "  a:b"]),
    ],
)
def test_wrap(text: str, lines: list[str]) -> None:
    assert wrap(text, 10, "- ", "  ") == lines


@pytest.mark.parametrize(("text", "width"), [("", 0), ("abc", 3), ("日本", 4), ("e\u0301", 1), ("…–✓", 3)])
def test_cells(text: str, width: int) -> None:
    assert cells(text) == width
