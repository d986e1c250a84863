"""Short forms: which are known, which are written out, and which are left unexplained."""

from __future__ import annotations

import pytest

from speclint.document.source import make_source
from speclint.document.vocabulary import Vocabulary
from speclint.facts.acronym import UnexpandedAcronym
from speclint.linter import read


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Each PDS is booked; two PDSs may overlap.", ["PDS"]),
        ("The P&D team asks for it.", ["P&D"]),
        ("| Term | Owner |\n|---|---|\n| The PDS | Ada |", ["PDS"]),
        ("The Parcel Delivery Slot (PDS) is booked. A PDS ends.", []),
        ("A PDS (parcel delivery slot) is booked.", []),
        ("Parcel Delivery Slots are booked. A PDS ends.", []),
        ("A weighted parcel delivery slot is booked: the WPDS.", []),
        ("- **PDS**: what is booked\n\nA PDS ends.", []),
        ("| Term | Meaning |\n|---|---|\n| PDS | What is booked |\n\nA PDS ends.", []),
        ("The API MUST return JSON over HTTPS; see `PDS`, PDS-12, PDS.md, MAX_PDS and https://x.org/PDS.", []),
        ("PARCELS ARE KEPT UNTIL THE PDS ENDS", []),
        ("As FR12 and Q3 say, NATS and AWS are used.", []),
    ],
)
def test_short_forms(text: str, names: list[str], vocabulary: Vocabulary) -> None:
    found = read(make_source(f"# Parcels\n\n{text}\n"), vocabulary).all("unexpanded_acronyms", UnexpandedAcronym)
    assert [each.name for each in found] == names


def test_a_short_form_is_told_where_it_is_used_first(vocabulary: Vocabulary) -> None:
    source = make_source("# Parcels\n\nWith a PDS.\n\nThe PDS ends.\n")
    (found,) = read(source, vocabulary).all("unexpanded_acronyms", UnexpandedAcronym)
    assert (found.span.line, found.span.column, found.span.end_column, found.count) == (3, 8, 11, 2)
