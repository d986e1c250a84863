"""What each section is about: its roles, from its title and, where the title says nothing, its content."""

import re

from speclint.document.block import CodeBlock, ListBlock
from speclint.document.section import Document, Section
from speclint.document.vocabulary import Vocabulary

# Below these, a title names one of the things listed there ("Core API" is a component), not a part of the spec.
_LISTS = frozenset(
    {
        "components",
        "phases",
        "risks",
        "testing",
        "open-questions",
        "assumptions",
        "success-criteria",
        "non-goals",
        "decisions",
    }
)

# What the design template has below its parts: a chapter that is only this is about something else all the same.
_MINOR = frozenset(
    {"contracts", "defence", "caching", "optimization", "test-types", "dependency-injection", "ai-specification"}
)

_NO_CODE = frozenset(
    """
    json jsonc json5 jsonl ndjson yaml yml toml xml html css scss ini env dotenv properties text txt plaintext plain
    ascii markdown md mdx mermaid plantuml puml uml dot graphviz d2 bash sh shell zsh fish console terminal powershell
    ps1 cmd bat http diff patch csv tsv tree output log none pseudo pseudocode sql postgresql postgres mysql sqlite
    prisma graphql gql proto protobuf dockerfile docker makefile make nginx gherkin math latex tex regex hcl terraform
    """.split()
)


def assign(document: Document, vocabulary: Vocabulary) -> None:
    """Gives every section its roles."""
    title = document.title_section
    for section in document.walk():
        strict = any(role in _LISTS for above in section.ancestors() for role in above.roles)
        named = section is title or (section.parent not in (None, title) and _is_name(section))
        section.roles = () if named else vocabulary.roles(section.label, strict)
    _contents(document)
    _plans(document)
    _designs(document)


def _is_name(section: Section) -> bool:
    """Whether a heading is one name in code, `policy_decisions`: that of a thing, not of a part of the spec."""
    raw = section.text.raw.strip()
    return len(raw) > 2 and raw[0] == raw[-1] == "`" and raw.count("`") == 2


def is_code(block: CodeBlock) -> bool:
    """Whether a code block is in a programming language: no data, shell, query, markup or diagram."""
    return bool(block.language) and block.language not in _NO_CODE


# "Phase 2: …", "Sprint 3 - …" as the title of a sub-section
_PHASE = re.compile(
    r"(?:phase|milestone|sprint|iteration|stage|wave|week|month)s?\s*[-–:]?\s*(?:\d|[ivx]+\b|one|two|three)", re.I
)


_FEW = 3  # so many links to places of the document


def _contents(document: Document) -> None:
    """A chapter that is nothing but a list of links into the document is its table of contents, whatever its title."""
    if any("toc" in section.roles for section in document.walk()):
        return
    for section in document.top:
        if not section.roles and section is not document.title_section and _leads(section):
            section.roles = ("toc",)
            return


def _leads(section: Section) -> bool:
    items = [item for block in section.blocks if isinstance(block, ListBlock) for item in block.items]
    return len(items) >= _FEW and all(
        any(inline.kind == "link" and inline.target.startswith("#") for inline in item.text.inlines) for item in items
    )


def _plans(document: Document) -> None:
    """A section whose sub-sections are phases is the plan, whatever its title; if no title says which is."""
    if any("phases" in section.roles for section in document.walk()):
        return
    for section in document.walk():
        if (
            section is not document.title_section
            and sum(bool(_PHASE.match(child.title)) for child in section.children) > 1
        ):
            section.roles = tuple(sorted({*section.roles, "phases"}))


def _designs(document: Document) -> None:
    """Chapters about something else that hold real code are the component design, where no title says so."""
    if any("component-design" in section.roles for section in document.walk()):
        return
    for section in document.top:
        if not set(section.roles) - _MINOR and _holds_code(section):
            section.roles = (*section.roles, "component-design")


def _holds_code(section: Section) -> bool:
    return any(isinstance(block, CodeBlock) and is_code(block) for block in section.all_blocks())
