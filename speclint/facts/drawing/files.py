"""Directory trees and other outlines in characters."""

import re

from speclint.facts.drawing.drawing import Drawing
from speclint.facts.drawing.rows import Row, rows
from speclint.facts.drawing.sketch import Sketch

BRANCH = re.compile(r"^[\s│┃║|:]*(?:[├└╰┣┗╠╚┝┕]|\|(?=[-_`])|\+(?=-)|`(?=-)|\\(?=-))[─━═\-_]{1,4}(?![>►▶→\w])\s*")
"""What stands before an entry of a tree: `│   ├── `."""

_HEADED = re.compile(r"[├└╰|+`][─\-]*[>►▶]")
_ARROW = re.compile(r"[→←⇒]|-->|[^-]->|=>|──>|─▶")

_EXTENSION = (
    r"\.(?:md|mdx|txt|rst|py|pyi|ipynb|js|jsx|mjs|cjs|ts|tsx|vue|svelte|go|rs|java|kt|kts|scala|rb|php|c|h|cc|cpp|hpp|cs|"
    r"csproj|sln|fs|swift|m|dart|ex|exs|erl|hs|lua|pl|r|jl|sh|bash|zsh|fish|ps1|bat|cmd|sql|db|sqlite|json|jsonl|json5|"
    r"yaml|yml|toml|ini|cfg|conf|env|lock|xml|html|htm|css|scss|sass|less|svg|png|jpg|jpeg|gif|ico|pdf|csv|tsv|parquet|"
    r"proto|graphql|gql|tf|tfvars|hcl|gradle|properties|mod|sum|log|gz|zip|tar|tgz|exe|dll|so|wasm|lua|puml|mmd|dot|d2|"
    r"example|sample|template|tmpl|j2|service|socket|timer|pem|crt|key|feature|snap|map|woff2?|ttf)"
)
_FILE = re.compile(
    rf"^(?:[-*] )?[\w.@~${{}}<>\[\]*+,()/\\-]*(?:{_EXTENSION}|/|(?<=\w)\\)(?=$|\s|[,;)])"
    r"|^\.{1,2}$|^\.[\w.-]+$|^(?:Makefile|Dockerfile|LICENSE|README|Procfile|Jenkinsfile|Gemfile|Rakefile|CODEOWNERS|Vagrantfile|go\.mod)\b",
    re.IGNORECASE,
)
"""An entry that names a file or a directory."""

_ENTRY = re.compile(r"^[\w.@~${}<>\[\]*+,/\\-]+(?: / [\w.-]+)?\s*+(?:(?:#|//|<-|←|--|—|–|\(|;|:|=>).*)?$")
"""An entry of a tree with nothing beside it but a remark."""

_REMARK = re.compile(r"\s+(?:#|//|<--?|←|--|—|–)\s?.*$|\s{2,}.*$")


def branches(lines: list[Row]) -> int:
    """How many lines begin with a branch."""
    return sum(1 for row in lines if BRANCH.match(row.text))


def is_tree(lines: list[Row]) -> bool:
    """Whether the lines are a tree of files or an outline of parts, drawn with branches or indented."""
    drawn = branches(lines)
    if drawn >= 2 and drawn * 5 >= len(lines) * 2:
        return not _flows(lines)
    if drawn == 1 and len(lines) <= 4 and any(_named(row) for row in lines):
        return not _flows(lines)
    return _indented(lines)


def _flows(lines: list[Row]) -> bool:
    """Branches that carry arrowheads or steps rather than parts."""
    headed = sum(1 for row in lines if _HEADED.search(row.text))
    if headed * 3 >= len(lines):
        return True
    if any(_named(row) for row in lines):
        return False
    arrows = sum(1 for row in lines if _ARROW.search(row.text))
    return arrows * 2 >= len(lines)


def _indented(lines: list[Row]) -> bool:
    """Files by indentation alone, or a plain list of paths."""
    entries = [row for row in lines if not row.text.startswith(("#", "//")) and row.text not in ("...", "…")]
    if len(entries) < 3 or any(not _ENTRY.match(row.text) for row in entries):
        return False
    named = sum(1 for row in entries if _named(row))
    folders = sum(1 for row in entries if _REMARK.sub("", row.text).endswith("/"))
    deep = len({row.column for row in entries}) > 1
    return named * 2 >= len(entries) or (deep and folders * 4 >= len(entries) and folders > 0)


def _named(row: Row) -> bool:
    return bool(_FILE.match(entry(row.text)))


def entry(text: str) -> str:
    """What a line of a tree names, without its branch and its remark."""
    return _REMARK.sub("", BRANCH.sub("", text, count=1).strip(" │|\t")).strip()


def read_tree(code: str, line: int, column: int) -> Drawing:
    """Read a tree: its entries as nodes, each joined to the one that holds it."""
    sketch = Sketch("tree", "tree")
    above: list[tuple[int, str]] = []
    for row in rows(code, line, column):
        found = BRANCH.match(row.text)
        name = entry(row.text)
        if not name:
            continue
        place = row.at(row.text.find(name))
        depth = place[1] if found or not row.text.startswith(("│", "|")) else row.column
        key = f"{row.line}:{name}"
        sketch.node(key, name, place)
        while above and above[-1][0] >= depth:
            above.pop()
        if above:
            sketch.edge(above[-1][1], key, "", row.line)
        above.append((depth, key))
    return sketch.drawing()
