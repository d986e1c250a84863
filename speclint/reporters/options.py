"""How a report is to look."""

from dataclasses import dataclass

from speclint.report import FailOn


@dataclass(frozen=True, slots=True)
class RenderOptions:
    """What the user asked of a report; formats for machines heed none of it.

    `width` counts the cells of a terminal. `quiet` leaves only what makes a run fail: errors, and findings
    at or above `fail_on`, by default that of the file.
    """

    color: bool = False
    width: int = 80
    verbose: bool = False
    quiet: bool = False
    fail_on: FailOn | None = None
    problems: bool = True
    """Whether texts for people list what could not be checked; false where standard error has said it already."""
