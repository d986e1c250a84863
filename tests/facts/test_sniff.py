"""What reads a code block."""

import pytest

from speclint.facts.drawing.sniff import read_drawing

_BOX = "┌─────┐     ┌─────┐\n│ Web │ ──▶ │ API │\n└─────┘     └─────┘\n"


@pytest.mark.parametrize(
    ("language", "code", "notation", "kind"),
    [
        ("mermaid", "graph TD\nA-->B\n", "mermaid", "flowchart"),
        ("Mermaid", "erDiagram\nA ||--o{ B : has\n", "mermaid", "er"),
        ("", "sequenceDiagram\nA->>B: x\n", "mermaid", "sequence"),
        ("text", "@startuml\n[A] --> [B]\n@enduml\n", "plantuml", "component"),
        ("puml", "A -> B : x\n", "plantuml", "sequence"),
        ("", "digraph g {\n a -> b\n}\n", "graphviz", "graph"),
        ("dot", "graph { a -- b }\n", "graphviz", "graph"),
        ("d2", "a -> b: calls\n", "d2", "graph"),
        ("", _BOX, "ascii", "boxes"),
        ("ascii", _BOX, "ascii", "boxes"),
        ("text", "src/\n├── a.py\n└── b.py\n", "tree", "tree"),
    ],
)
def test_drawings(language: str, code: str, notation: str, kind: str) -> None:
    drawing = read_drawing(language, code, 1)
    assert drawing is not None
    assert (drawing.notation, drawing.kind) == (notation, kind)


@pytest.mark.parametrize("language", ["python", "json", "yaml", "sql", "bash", "http", "console", "js", "toml"])
def test_languages_of_programs_draw_nothing(language: str) -> None:
    assert read_drawing(language, _BOX, 1) is None


@pytest.mark.parametrize("code", ["just words\n", "", "   \n", "graph of sales -> up\n"])
def test_plain_text_is_no_drawing(code: str) -> None:
    assert read_drawing("", code, 1) is None
