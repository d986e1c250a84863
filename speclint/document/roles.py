"""What each section is about: its roles, from its title and, where the title says nothing, its content."""

from speclint.document.block import CodeBlock
from speclint.document.section import Document, Section
from speclint.document.vocabulary import Vocabulary

# Below these, a title names one of the things listed there ("Core API" is a component), not a part of the spec.
_LISTS = frozenset(
    {"components", "phases", "risks", "testing", "open-questions", "assumptions", "success-criteria", "non-goals", "decisions"}
)

_NO_CODE = frozenset(
    "json jsonc json5 yaml yml toml xml html css ini env dotenv properties text txt plaintext plain ascii markdown md mermaid plantuml puml uml dot "
    "graphviz d2 bash sh shell zsh console terminal powershell ps1 cmd bat http diff csv tree output log none pseudo pseudocode "
    "sql postgresql mysql sqlite prisma graphql gql proto protobuf dockerfile docker makefile nginx gherkin math latex tex".split()
)


def assign(document: Document, vocabulary: Vocabulary) -> None:
    """Gives every section its roles."""
    title = document.title_section
    for section in document.walk():
        strict = any(role in _LISTS for above in section.ancestors() for role in above.roles)
        section.roles = () if section is title else vocabulary.roles(section.label, strict)
    _designs(document)


def is_code(block: CodeBlock) -> bool:
    """Whether a code block is in a programming language: no data, shell, query, markup or diagram."""
    return bool(block.language) and block.language not in _NO_CODE


def _designs(document: Document) -> None:
    """Chapters about something else that hold real code are the component design, where no title says so."""
    if any("component-design" in section.roles for section in document.walk()):
        return
    for section in document.top:
        if not section.roles and _holds_code(section):
            section.roles = ("component-design",)


def _holds_code(section: Section) -> bool:
    return any(isinstance(block, CodeBlock) and is_code(block) for block in section.all_blocks())
