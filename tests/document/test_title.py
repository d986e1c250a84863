"""Titles: numbers in every style, emoji aside."""

import pytest

from speclint.document.title import Title, split_title


@pytest.mark.parametrize(
    ("text", "number", "words"),
    [
        ("Overview", None, "Overview"),
        ("3. API", "3", "API"),
        ("3) API", "3", "API"),
        ("3.1.2 Errors", "3.1.2", "Errors"),
        ("3.1.2. Errors", "3.1.2", "Errors"),
        ("12: Rollout", "12", "Rollout"),
        ("7 - Testing", "7", "Testing"),
        ("§ 4 Storage", "4", "Storage"),
        ("Section 5: Risks", "5", "Risks"),
        ("A. Glossary", "A", "Glossary"),
        ("Appendix B: Costs", "B", "Costs"),
        ("IV. Results", "IV", "Results"),
        ("🏗️ Architecture", None, "Architecture"),
        ("✅ 2. Done", "2", "Done"),
        ("2. ✅ Done", "2", "Done"),
        ("2️⃣ Second", "2", "Second"),
        ("Phase 1: Foundation", None, "Phase 1: Foundation"),
        ("5 minutes of fame", None, "5 minutes of fame"),
        ("3D rendering", None, "3D rendering"),
        ("2FA", None, "2FA"),
        ("I/O model", None, "I/O model"),
        ("A service for parcels", None, "A service for parcels"),
        ("404 Errors", "404", "Errors"),
        ("", None, ""),
        ("7.", "7", ""),
    ],
)
def test_a_title_is_a_number_and_words(text: str, number: str | None, words: str) -> None:
    assert split_title(text) == Title(number, words)
