"""Runs to render."""

from speclint.report import (
    Edit,
    Evidence,
    FileReport,
    Finding,
    Fix,
    ItemResult,
    Problem,
    Related,
    RuleInfo,
    RunReport,
    Skipped,
)

LINES = (
    "# Discount Codes",
    "",
    "## 9. Risks",
    "",
    "- Push outage: the provider is down",
    "\t- 日本語 `P95 < 50 ms` is \u202ethe target, e\u0301",
    "x" * 200 + " here " + "y" * 200,
    "## 4. API",
    "```json",
    "{",
    "```",
    "",
)

FINDINGS = (
    Finding(
        rule="risk-has-mitigation",
        severity="error",
        message='risk "Push outage" has no mitigation',
        line=5,
        column=3,
        end_line=5,
        end_column=14,
        section=("Discount Codes", "9. Risks"),
        checklist=("risks-mitigated",),
        fingerprint="6573d7b1a9b84378",
        help="Say what will be done to avoid it or to live with it, and who does it.",
        url="https://speclint.example/risk-has-mitigation",
    ),
    Finding(
        rule="percentiles-in-order",
        severity="warning",
        message="p95 (50 ms) is less than p50 (80 ms)",
        line=6,
        column=4,
        end_line=6,
        end_column=7,
        fingerprint="00112233445566aa",
        help="Correct one of the two.",
        related=(Related("p50 is 80 ms", 5, 3, 5, 7),),
    ),
    Finding(
        rule="word-is-short",
        severity="info",
        message="a word of 200 letters; " * 2 + "nobody reads such words, as nobody reads such sentences",
        line=7,
        column=202,
        end_line=7,
        end_column=206,
        fix=Fix(safe=True, edits=(Edit(7, 202, 7, 206, "there"),)),
    ),
    Finding(
        rule="example-parses",
        severity="error",
        message='the JSON example does not parse: "}" is missing',
        line=9,
        column=1,
        end_line=11,
        end_column=4,
        section=("Discount Codes", "4. API"),
        checklist=("api-specification",),
        fingerprint="ffeeddccbbaa9988",
        help="Close the object.",
    ),
)

DIAGRAM = ItemResult(
    id="architecture-diagram",
    title="Architecture diagram showing all components",
    status="pass",
    evidence=(Evidence(12, 34, "7 components, all in the diagram"),),
    rules=("components-in-diagram",),
)
TARGETS = ItemResult(
    id="performance-targets",
    title="Performance targets specified (latency, throughput)",
    status="pass",
    evidence=tuple(Evidence(line, line, f"P95 < {line} ms") for line in range(50, 55)),
)
ITEMS = (
    DIAGRAM,
    ItemResult(
        id="api-specification",
        title="Complete API specifications with examples",
        status="fail",
        evidence=(Evidence(8, 11, "1 endpoint, 1 example"),),
        rules=("example-parses",),
    ),
    ItemResult(
        id="database-schema",
        title="Database schema with indexes and relationships",
        status="not-applicable",
        evidence=(Evidence(40, 40, '"N/A — nothing is stored"'),),
    ),
    TARGETS,
    ItemResult(
        id="risks-mitigated",
        title="Risks assessed with mitigation plans",
        status="fail",
        evidence=(Evidence(5, 7, "4 risks, 3 mitigations"),),
        rules=("risk-has-mitigation",),
    ),
    ItemResult(
        id="scalability",
        title="Scalability addressed explicitly",
        status="waived",
        evidence=(Evidence(60, 60, "one shop only, decided in review"),),
    ),
    ItemResult(id="assumptions", title="Assumptions documented", status="pass"),
)

RULES = (
    RuleInfo(
        id="example-parses",
        summary="Every example parses.",
        why="Readers copy examples.",
        help="Correct the syntax.",
        severity="error",
        items=("api-specification",),
        tags=("examples",),
        url="https://speclint.example/example-parses",
    ),
    RuleInfo(
        id="percentiles-in-order",
        summary="Percentiles are in order.",
        why="A p95 below the p50 cannot be.",
        help="Correct one of the two.",
        severity="warning",
    ),
    RuleInfo(
        id="risk-has-mitigation",
        summary="Every risk has a mitigation.",
        why="A risk without a plan is a surprise waiting for its date.",
        help="Say what will be done",
        severity="error",
        items=("risks-mitigated",),
        url="https://speclint.example/risk-has-mitigation",
    ),
    RuleInfo(id="word-is-short", summary="Words are short.", why="", help="", severity="info"),
)

CLEAN_FILE = FileReport(
    path="docs/specs/clean.md",
    profile="sdd",
    checklist=(DIAGRAM, TARGETS),
    findings=(),
    lines=("# Clean", ""),
    chosen="12 of 12 sections of sdd",
)
BAD_FILE = FileReport(
    path="docs/specs/discount codes.md",
    profile="sdd",
    checklist=ITEMS,
    findings=FINDINGS,
    lines=LINES,
    chosen="8 of 12 sections of sdd",
)
README = Skipped("README.md", "no spec; nearest profile sdd (1 of 12 sections)")

CLEAN = RunReport(files=(CLEAN_FILE,), rules=RULES, version="0.1.0")
BAD = RunReport(files=(BAD_FILE,), rules=RULES, version="0.1.0")
FULL = RunReport(
    files=(CLEAN_FILE, BAD_FILE),
    skipped=(README,),
    problems=(Problem("docs/bad.md", "line 3, column 3: not UTF-8 (byte 0xFF at offset 7)"),),
    rules=RULES,
    version="0.1.0",
)
NO_SPEC = RunReport(files=(), skipped=(README,), version="0.1.0")
EMPTY = RunReport(files=(), version="0.1.0")
