"""Code examples: which code blocks hold real code, and which key classes have one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from speclint.document.block import CodeBlock
from speclint.document.roles import is_code
from speclint.document.section import Section
from speclint.facts.fact import Fact, Facts

# the name that a line of code declares: class X, interface X, struct X, def x, func (r R) x, type X, trait X …
_DECLARED = re.compile(
    r"^[ \t]*(?:(?:export|default|public|private|protected|internal|abstract|final|static|sealed|pub(?:\([a-z]+\))?|"
    r"async|open|data|partial|declare|readonly|unsafe|override|virtual|case|inline|const)[ \t]+)*"
    r"(?:class|interface|struct|enum|trait|protocol|record|object|module|namespace|contract|library|type|actor|"
    r"impl(?:<[^<>]*>)?|def|func|fn|function|fun|sub|defmodule|service|message)[ \t]+"
    r"(?:\([^()\n]*\)[ \t]*)?(?P<name>[A-Za-z_$][\w$]*)",
    re.MULTILINE,
)
# code that an unlabelled fence holds: a declaration, an import, a statement that ends so, a comment of code
_LOOKS_LIKE_CODE = re.compile(
    r"^[ \t]*(?:(?:export|public|private|pub|async|abstract)[ \t]+)*(?:class|interface|struct|enum|trait|def|func|fn|"
    r"function|impl|namespace|package|import|from|using|const|let|var)[ \t]+[\w$.{*\"'<(][^\n]*(?:[;:{,(\"']|\)|$)",
    re.MULTILINE,
)
_STATEMENT = re.compile(r"[;{}]\s*$|^\s*(?:return|if|for|while)\b[^\n]*[:{(]\s*$", re.MULTILINE)
# a heading that is one name of code: `UserService`, UserService, IUserService, user_service, "UserService class"
_CODE_NAME = re.compile(
    r"(?:(?:class|interface|struct|trait|enum|protocol|type)\s+)?"
    r"(?P<name>[A-Z][a-z0-9]+(?:[A-Z][A-Za-z0-9]*)+|I[A-Z][a-z]\w+)(?:\s+(?:class|interface|struct|trait|enum|protocol|type|module))?",
)
# a heading that may be the name of a class: one capitalised word
_WORD = re.compile(r"[A-Z][A-Za-z0-9]+")
_DESIGN = ("component-design", "components", "service-layer", "architecture", "data-model", "api")
_ELSEWHERE = ("testing", "deployment", "dependencies", "monitoring", "logging", "error-handling")


@dataclass(frozen=True, kw_only=True, eq=False)
class CodeExample(Fact):
    """A code block: its language, the names that it declares, and whether it is real code.

    `design` is true where it shows the design of a component: in a part about that, or, in a spec without
    one, anywhere but in the parts about tests, deployment and the like.
    """

    language: str
    names: tuple[str, ...]
    real: bool
    design: bool
    tagged: bool
    code_like: bool
    source: CodeBlock


@dataclass(frozen=True, kw_only=True, eq=False)
class KeyClass(Fact):
    """A class or interface with a sub-heading of its own in the component design; `shown` when code shows it."""

    name: str
    shown: bool


def read_code_blocks(facts: Facts) -> tuple[CodeExample, ...]:
    """Every fenced code block, in order."""
    designed = facts.has_section("component-design")
    return tuple(_example(facts, block, designed) for block in facts.document.code_blocks if block.fenced)


def _example(facts: Facts, block: CodeBlock, designed: bool) -> CodeExample:
    section = facts.document.section_at(block.span.line)
    code_like = not block.language and looks_like_code(block.code)
    real = (is_code(block) or code_like) and bool(block.code.strip())
    return CodeExample(
        span=facts.document.line_span(block.span.line),
        language=block.language,
        names=tuple(dict.fromkeys(match["name"] for match in _DECLARED.finditer(block.code))) if real else (),
        real=real,
        design=real and _is_design(section, designed),
        tagged=bool(block.language),
        code_like=code_like,
        source=block,
    )


def looks_like_code(code: str) -> bool:
    """Whether the text of an unlabelled fence is code: it declares or imports something and ends statements."""
    if len(code) > 200_000 or not _LOOKS_LIKE_CODE.search(code):
        return False
    return bool(_STATEMENT.search(code)) or len(_LOOKS_LIKE_CODE.findall(code)) > 1


def _is_design(section: Section | None, designed: bool) -> bool:
    roles = _all_roles(section)
    if designed:
        return any(role in roles for role in _DESIGN) and not _nearest_is(section, _ELSEWHERE)
    return not any(role in roles for role in _ELSEWHERE)


def _all_roles(section: Section | None) -> frozenset[str]:
    if section is None:
        return frozenset()
    return frozenset(role for each in (section, *section.ancestors()) for role in each.roles)


def _nearest_is(section: Section | None, roles: tuple[str, ...]) -> bool:
    """Whether the nearest section with any role has one of these."""
    for each in (section, *section.ancestors()) if section else ():
        if each.roles:
            return any(role in each.roles for role in roles)
    return False


def read_key_classes(facts: Facts) -> tuple[KeyClass, ...]:
    """The classes and interfaces that have a sub-heading of their own below the component design."""
    examples = [example for example in facts.all("code_blocks", CodeExample) if example.real]
    return tuple(
        KeyClass(span=section.text.span, name=name, shown=_is_shown(section, name, examples))
        for section, name in _named(facts, examples)
    )


def _named(facts: Facts, examples: list[CodeExample]) -> Iterator[tuple[Section, str]]:
    """The sub-headings that are names of code, and the one-word ones beside a heading that code declares."""
    declared = {name.casefold() for example in examples for name in example.names}
    for part in facts.sections("component-design"):
        for section in part.walk():
            title = section.title.strip("` ")
            match = _CODE_NAME.fullmatch(title)
            if section is part:
                continue
            if match:
                yield section, match["name"]
            elif _WORD.fullmatch(title) and _among_classes(section, declared):
                yield section, title


def _among_classes(section: Section, declared: set[str]) -> bool:
    siblings = section.parent.children if section.parent else ()
    return any(each is not section and each.title.strip("` ").casefold() in declared for each in siblings)


def _is_shown(section: Section, name: str, examples: list[CodeExample]) -> bool:
    if any(section.line < example.span.line <= section.end_line for example in examples):
        return True
    wanted = {name.casefold(), f"i{name.casefold()}", name.casefold().removeprefix("i")}
    return any(declared.casefold() in wanted for example in examples for declared in example.names)
