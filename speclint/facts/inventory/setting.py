"""The versions that code and configuration set: images of containers, build files, workflows, functions, databases."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from speclint.document.block import CodeBlock


class Setting(NamedTuple):
    """A version that a line sets for something called `name`; `sure` where the line says nothing else."""

    name: str
    version: str
    line: int
    column: int
    end_column: int
    sure: bool = True


# registry.example:5000/library/postgres:15-alpine, its name and its tag
_PATH = r"(?:[\w.-]{1,60}(?::\d{1,5})?/){0,5}(?P<name>[A-Za-z][\w-]{1,60}):(?P<version>\d(?:[\w.-]{0,40}\w)?)"
# image: postgres:15 · FROM python:3.12-slim · docker run -d redis:7
_IMAGE = re.compile(
    rf"(?:^\s*(?:-\s*)?(?:FROM|[iI]mage:)\s+['\"]?|\b(?:docker|podman)\s(?:container\s)?(?:run|pull)\s[^\n#]{{0,200}}?\s?"
    rf"(?<=[\s'\"])){_PATH}(?![\w/:])"
)
_QUOTED_IMAGE = re.compile(rf"['\"`]{_PATH}['\"`]")  # new PostgreSQLContainer("postgres:15")
# node-version: 20 · python-version: "3.12" · dotnet-version: 8.0.x
_WORKFLOW = re.compile(
    r"^\s*(?:-\s*)?(?P<name>node|python|go|java|ruby|dotnet|php|rust|elixir|deno|bun)-version:\s*"
    r"['\"]?(?P<version>\d[\w.]{0,20})['\"]?\s*(?:#.*)?$"
)
# runtime: python3.12 · Runtime: nodejs20.x · runtime = "java21" · --runtime python3.12
_RUNTIME = re.compile(
    r"\b[rR]untime['\"]?\s*[:=\s]\s*['\"]?(?P<name>python|nodejs|java|ruby|dotnet|go)(?P<version>\d{1,3}(?:\.(?:\d{1,3}|x))?)\b"
)
_JAVA = re.compile(  # JavaLanguageVersion.of(21) · <java.version>21</java.version> · sourceCompatibility = '21'
    r"(?:JavaLanguageVersion\.of\(|<(?P<name>java)\.version>|<maven\.compiler\.(?:release|target|source)>"
    r"|\b(?:source|target)Compatibility\s*=\s*['\"]?(?:JavaVersion\.VERSION_)?)(?P<version>\d{1,2})(?![\w.])"
)
_DOTNET = re.compile(r"<TargetFramework>(?P<name>net)(?:coreapp)?(?P<version>\d{1,2}\.\d)\b")  # net8.0
# requires-python = ">=3.12" · rust-version = "1.75" · ruby "3.3.0"
_PLATFORM = re.compile(
    r"^\s*(?:requires-(?P<name>python)|(?P<rust>rust)-version)\s*=\s*['\"](?P<version>[^'\"]{1,30})['\"]"
    r"|^(?P<ruby>ruby)\s+['\"](?P<gem>\d[\d.]{0,12})['\"]"
)
# nodejs 20.11.0, in .tool-versions
_TOOL = re.compile(r"^(?P<name>nodejs|python|golang|ruby|elixir|erlang)\s(?P<version>\d[\d.]{0,12})\s*$")
# id("org.springframework.boot") version "3.3.0"
_PLUGIN = re.compile(
    r"\bid\s?\(?['\"]org\.(?P<name>springframework\.boot|jetbrains\.kotlin)[\w.]{0,30}['\"]\)?\s+version\s+"
    r"['\"](?P<version>\d[\w.-]{0,20})"
)
_ENGINE = re.compile(r"^\s*(?:engine|Engine)\s*[:=]\s*['\"]?(?:aurora-)?(?P<name>[a-z]{2,20})")  # engine = "postgres"
_ENGINE_VERSION = re.compile(r"^\s*(?:engine_version|EngineVersion)\s*[:=]\s*['\"]?(?P<version>\d[\d.]{0,12})")

_SPELLED = {
    "nodejs": "Node.js", "net": ".NET", "dotnet": ".NET", "springframework.boot": "Spring Boot",
    "jetbrains.kotlin": "Kotlin", "golang": "Go", "spring-boot-starter-parent": "Spring Boot",
}  # fmt: skip
_PATTERNS = (_IMAGE, _WORKFLOW, _RUNTIME, _JAVA, _DOTNET, _PLATFORM, _TOOL, _PLUGIN)
_PORTS = frozenset(("80", "443"))  # nginx:80
_DIGIT = re.compile(r"\d")
_LONGEST = 400  # a line is no longer


def spelled(name: str) -> str:
    """The technology that a name in configuration stands for, or the name itself."""
    return _SPELLED.get(name, name)


def settings(block: CodeBlock) -> Iterator[Setting]:
    """The versions that the lines of a code block set, each once, in order."""
    left = block.column if block.fenced else 1
    for offset, line in enumerate(block.code.split("\n")):
        if len(line) > _LONGEST or not _DIGIT.search(line):
            continue
        match = next((found for pattern in _PATTERNS if (found := pattern.search(line))), None)
        quoted = None if match else _QUOTED_IMAGE.search(line)
        if found := match or quoted:
            yield from _setting(found, block.line + offset, left, quoted is None)
    yield from _engines(block, left)


def _setting(match: re.Match[str], line: int, left: int, sure: bool) -> Iterator[Setting]:
    groups = {key: value for key, value in match.groupdict().items() if value}
    key = "gem" if "gem" in groups else "version"
    name = groups.get("name") or groups.get("rust") or groups.get("ruby") or "Java"
    if groups[key] not in _PORTS or "." in groups[key]:
        start, end = match.span(key)
        yield Setting(spelled(name), groups[key], line, left + start, left + end, sure)


def _engines(block: CodeBlock, left: int) -> Iterator[Setting]:
    """A managed database's engine with the version a few lines below: `engine = "postgres"`."""
    if "ngine" not in block.code:
        return
    name, at = "", -9
    for offset, line in enumerate(block.code.split("\n")):
        if (match := _ENGINE_VERSION.match(line)) and name and offset - at < 6:
            start, end = match.span("version")
            yield Setting(name, match["version"], block.line + offset, left + start, left + end)
        elif match := _ENGINE.match(line):
            name, at = match["name"], offset


_INLINE = re.compile(rf"(?<![\w/:.-]){_PATH}(?![\w/:])")  # `postgres:15-alpine` in a sentence


def inline_images(words: str) -> Iterator[tuple[str, str, int, int]]:
    """The images that a text names: name, tag, and where the tag stands."""
    if ":" not in words:
        return
    for match in _INLINE.finditer(words[:2000]):
        if match["version"] not in _PORTS:
            yield match["name"], match["version"], *match.span("version")
