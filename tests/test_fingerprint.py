"""Fingerprints of findings and of lines."""

import re

import pytest

from speclint.fingerprint import fingerprint, line_hashes

_LINE_END = re.compile(r"\r\n|\r|\n")

_WITH_FINAL_LINE_END = [
    "e9496ae3ebfced30:1",
    "fb7c023a8b9ccb3f:1",
    "ce8ba1a563dcdaca:1",
    "e20e36e16fcb0cc8:1",
    "b3edc88f2938467e:1",
    "c8e28b0b4002a3a0:1",
    "c129715d7a2bc9a3:1",
]


@pytest.mark.parametrize(
    ("text", "hashes"),
    [
        pytest.param("", ["c129715d7a2bc9a3:1"], id="an empty file"),
        pytest.param(
            " a\nb\n  \t\tc\n d",
            ["271789c17abda88f:1", "54703d4cd895b18:1", "180aee12dab6264:1", "a23a3dc5e078b07b:1"],
            id="blanks do not count",
        ),
        pytest.param(
            " hello; \t\nworld!!!\n\n\n  \t\tGreetings\n End",
            [
                "8b7cf3e952e7aeb2:1",
                "b1ae1287ec4718d9:1",
                "bff680108adb0fcc:1",
                "c6805c5e1288b612:1",
                "b86d3392aea1be30:1",
                "e6ceba753e1a442:1",
            ],
            id="no final line end",
        ),
        pytest.param(" hello; \t\nworld!!!\n\n\n  \t\tGreetings\n End\n", _WITH_FINAL_LINE_END, id="LF"),
        pytest.param(" hello; \t\rworld!!!\r\r\r  \t\tGreetings\r End\r", _WITH_FINAL_LINE_END, id="CR"),
        pytest.param(" hello; \t\r\nworld!!!\r\n\r\n\r\n  \t\tGreetings\r\n End\r\n", _WITH_FINAL_LINE_END, id="CRLF"),
        pytest.param(
            "Lorem ipsum dolor sit amet.\n" * 10,
            [
                *(f"a7f2ff13bc495cf2:{number}" for number in range(1, 7)),
                "a7f2ff1481e87703:1",
                "a9cf91f7bbf1862b:1",
                "55ec222b86bcae53:1",
                "cc97dc7b1d7d8f7b:1",
                "c129715d7a2bc9a3:1",
            ],
            id="equal lines are numbered",
        ),
    ],
)
def test_lines_hash_as_in_code_scanning(text: str, hashes: list[str]) -> None:
    """The rows are the facts that github/codeql-action states in `src/fingerprints.test.ts`."""
    assert line_hashes(_LINE_END.split(text)) == hashes


def test_any_text_has_line_hashes() -> None:
    assert len(line_hashes(["# \U0001f468\u200d\U0001f469", "\udc80 \ud800", ""])) == 3


def test_a_line_hash_survives_lines_above() -> None:
    lines = ["## Risks", "", *(f"- risk {number}: the provider is down" for number in range(20))]
    assert line_hashes(["# Title", "", *lines])[2:] == line_hashes(lines)


def test_a_fingerprint_stays() -> None:
    """The value is part of users' baselines: a change of it is a breaking change."""
    assert (
        fingerprint("risk-has-mitigation", ("Spec", "Risks"), 'risk "A" has no mitigation', "- A", 1)
        == "6573d7b1a9b84378"
    )


@pytest.mark.parametrize(
    ("section", "message", "line_text"),
    [
        pytest.param(("Spec", "Risks"), "the same as in line 19", "| a | b |", id="another line number"),
        pytest.param(("Spec", "Risks"), "the same as in line 12", "|  a  |  b\t|", id="another spacing"),
        pytest.param(("Spec", "Risks "), "the same\nas in line 12", "  | a | b |", id="another line break"),
    ],
)
def test_a_fingerprint_does_not_mind(section: tuple[str, ...], message: str, line_text: str) -> None:
    first = fingerprint("rule", ("Spec", "Risks"), "the same as in line 12", "| a | b |", 1)
    assert fingerprint("rule", section, message, line_text, 1) == first


@pytest.mark.parametrize(
    ("rule", "section", "message", "line_text", "occurrence"),
    [
        pytest.param("other", ("Spec", "Risks"), "message", "- a", 1, id="rule"),
        pytest.param("rule", ("Spec", "Other"), "message", "- a", 1, id="section"),
        pytest.param("rule", ("Spec Risks",), "message", "- a", 1, id="depth"),
        pytest.param("rule", ("Spec", "Risks"), "other", "- a", 1, id="message"),
        pytest.param("rule", ("Spec", "Risks"), "message", "- b", 1, id="line"),
        pytest.param("rule", ("Spec", "Risks"), "message", "- a", 2, id="occurrence"),
    ],
)
def test_a_fingerprint_tells_apart(
    rule: str, section: tuple[str, ...], message: str, line_text: str, occurrence: int
) -> None:
    first = fingerprint("rule", ("Spec", "Risks"), "message", "- a", 1)
    assert fingerprint(rule, section, message, line_text, occurrence) != first


def test_a_fingerprint_of_broken_text() -> None:
    assert re.fullmatch("[0-9a-f]{16}", fingerprint("rule", ("\ud800",), "\udc80", "\x00", 1))
