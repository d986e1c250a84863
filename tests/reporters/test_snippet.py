"""Source lines with carets."""

import pytest

from speclint.report import Finding
from speclint.reporters.snippet import snippet

_WIDTH = 30


def _finding(line: int, column: int, end_line: int, end_column: int) -> Finding:
    return Finding("rule", "error", "message", line, column, end_line, end_column)


def _shown(finding: Finding, *lines: str) -> str:
    shown = snippet(finding, lines, _WIDTH)
    return f"{shown.gutter}{shown.source}\n{shown.margin}{shown.carets}" if shown else ""


@pytest.mark.parametrize(
    ("line", "start", "end", "shown"),
    [
        pytest.param("a word here", 3, 7, "  1 | a word here\n    |   ^^^^", id="a word"),
        pytest.param("a word here", 8, 12, "  1 | a word here\n    |        ^^^^", id="the end"),
        pytest.param("a word here", 3, 3, "  1 | a word here\n    |   ^", id="no length"),
        pytest.param("a word", 7, 7, "  1 | a word\n    |       ^", id="behind the end"),
        pytest.param("a word", 90, 99, "  1 | a word\n    |       ^", id="far behind the end"),
        pytest.param("\ta\tb", 4, 5, "  1 |     a   b\n    |         ^", id="tabs"),
        pytest.param("日本 is", 1, 3, "  1 | 日本 is\n    | ^^^^", id="wide characters"),
        pytest.param("日本 is", 4, 6, "  1 | 日本 is\n    |      ^^", id="after wide characters"),
        pytest.param("e\u0301a", 3, 4, "  1 | e\u0301a\n    |  ^", id="combining characters"),
        pytest.param("a\x1bb", 2, 3, "  1 | a\\x1bb\n    |  ^^^^", id="a control character"),
        pytest.param("a\u202eb", 3, 4, "  1 | a\\u202eb\n    |        ^", id="after a bidi control"),
        pytest.param("a b  ", 1, 6, "  1 | a b\n    | ^^^", id="trailing spaces"),
        pytest.param("x" * 24, 1, 2, f"  1 | {'x' * 24}\n    | ^", id="just as wide"),
        pytest.param("x" * 25, 1, 2, f"  1 | {'x' * 23}…\n    | ^", id="too wide"),
        pytest.param("x" * 25, 25, 26, "  1 | …xxxxxxxxx\n    |          ^", id="too wide at the end"),
        pytest.param(
            "a" * 50 + "here" + "b" * 50,
            51,
            55,
            f"  1 | …aaaaaaahere{'b' * 11}…\n    | {' ' * 8}^^^^",
            id="inside",
        ),
        pytest.param(
            "a" * 99, 40, 90, f"  1 | …{'a' * 22}…\n    | {' ' * 8}{'^' * 15}", id="wider than a line"
        ),
        pytest.param("日" * 40, 20, 21, f"  1 | …{'日' * 11}…\n    | {' ' * 9}^^", id="wide and cut"),
    ],
)
def test_what_is_meant_is_underlined(line: str, start: int, end: int, shown: str) -> None:
    assert _shown(_finding(1, start, 1, end), line) == shown


def test_of_several_lines_the_first_is_underlined() -> None:
    assert _shown(_finding(9, 3, 11, 2), *[""] * 8, "a b c ", "d", "e") == "  9 | a b c\n    |   ^^^"


@pytest.mark.parametrize("lines", [(), ("",), ("  \t",)])
def test_a_blank_line_is_not_shown(lines: tuple[str, ...]) -> None:
    assert _shown(_finding(1, 1, 1, 1), *lines) == ""


def test_a_line_of_a_megabyte_takes_no_time() -> None:
    assert _shown(_finding(1, 500_001, 1, 500_005), "a " * 500_000).endswith("^^^^")
