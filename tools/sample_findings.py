"""Draws a random sample of findings for a reader to judge, one by one, against their documents.

    python tools/sample_findings.py [--severity error] [--number 100] [--seed 1] [--rule RULE] PATH...

Prints a numbered list: where, which rule, the message, and the lines that it is about. The same seed, rules
and documents give the same sample.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator

from speclint.report import SEVERITIES, FileReport, Finding
from speclint.reporters.plain import sentence
from speclint.runner import Settings, run

_LONGEST = 150


def main() -> None:
    """Reads the command line, checks the documents, prints the sample."""
    options = _options()
    report = run(options.paths, Settings(select=tuple(options.rule)))
    found = [
        (file, finding)
        for file in report.files
        for finding in file.findings
        if finding.severity in options.severity.split(",")
    ]
    chosen = random.Random(options.seed).sample(range(len(found)), min(options.number, len(found)))
    counted = f"{len(chosen)} of {len(found)} findings ({options.severity}) in {len(report.files)} specs"
    print(f"{counted}, seed {options.seed}")
    for number, index in enumerate(sorted(chosen), 1):
        print(*_shown(number, *found[index]), sep="\n")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="+", metavar="PATH")
    parser.add_argument("--severity", default="error", help=f"one or more of {', '.join(SEVERITIES)}, with commas")
    parser.add_argument("--number", type=int, default=100, help="how many findings")
    parser.add_argument("--seed", type=int, default=1, help="of the random numbers")
    parser.add_argument("--rule", action="append", default=[], help="only of these rules or checklist items")
    return parser.parse_args()


def _shown(number: int, file: FileReport, finding: Finding) -> Iterator[str]:
    """A finding, and the line of the document that it stands on; the other places of a contradiction too."""
    yield f"\n{number}. {sentence(file.path)}:{finding.line}:{finding.column} {finding.severity}[{finding.rule}]"
    yield f"   {sentence(finding.message)}"
    for line in (finding.line, *(other.line for other in finding.related)):
        yield f"   {line:>6} | {sentence(file.lines[line - 1].strip()[:_LONGEST])}"


if __name__ == "__main__":
    main()
