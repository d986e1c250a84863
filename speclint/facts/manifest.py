"""Package manifests in code blocks: what they require, and in which version.

Read are the forms that specs quote: package.json, requirements.txt, pyproject.toml, Cargo.toml, go.mod, Gemfile,
pom.xml, Gradle scripts, Dockerfiles, Compose files and install commands.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from speclint.document.block import CodeBlock


class Requirement(NamedTuple):
    """What a line of a manifest requires; `version` is None where it states none.

    `managed` where the version may well stand elsewhere: in a parent, a platform or a lock file.
    """

    name: str
    version: str | None
    line: int
    column: int
    end_column: int
    managed: bool = False


# "express": "^4.18.0"
_JSON = re.compile(r'^\s*"(?P<name>@?[\w./-]{1,100})"\s*:\s*"(?P<version>[^"]{0,80})"')
_RANGE = re.compile(r"[\^~<>=v ]{0,3}\d[\w.+ <>=|^~-]{0,40}$|\*$|latest$")  # ^4.18.0 · >=1 <2 · *
# "dependencies": { · "devDependencies": { · "engines": {
_JSON_GROUP = re.compile(
    r'"(?:(?:dev|peer|optional|bundled)?[dD]ependencies|engines|require(?:-dev)?|resolutions|overrides)"\s*:\s*\{'
)
# flask==3.0.1 · uvicorn[standard]>=0.24,<1 · django~=5.0 ; python_version > "3.8"
_REQUIREMENT = re.compile(
    r"^(?P<name>[A-Za-z][\w.-]{0,80})(?:\[[\w,. -]{0,80}\])?\s*"
    r"(?P<version>(?:[~=!<>]=?=?\s*[\w.*+!-]{1,40}\s*,?\s*){0,4})"
    r"(?:\s*;[^#\n]{0,120})?(?:\s+#[^\n]*)?$"
)
_QUOTED_REQUIREMENT = re.compile(r'"(?P<text>[A-Za-z][\w.-]{0,80}(?:\[[\w,. -]{0,80}\])?[^"\n]{0,80})"')
# serde = "1.0" · tokio = { version = "1", features = ["full"] } · rust-version = "1.70"
_TOML = re.compile(
    r'^(?P<name>"?[\w@./-]{1,100}"?)\s*=\s*(?:["\'](?P<version>[^"\']{0,60})["\']|\{(?P<table>[^\n]{0,300}))'
)
_TOML_VERSION = re.compile(r'\bversion\s*=\s*["\'](?P<version>[^"\']{0,60})["\']')
_TOML_SECTION = re.compile(r"^\s*\[+(?P<name>[^\[\]]{1,120})\]+")
_TOML_LIST = re.compile(r"^(?:dependencies|requires|dev|test|optional)\s*=\s*\[")
_PLATFORM = re.compile(r'^(?P<name>rust-version|requires-python|python|go)\s*=\s*["\'](?P<version>[^"\']{1,40})["\']')
# github.com/spf13/cobra v1.8.0
_GO = re.compile(
    r"^\s*(?:require\s+)?(?P<name>[a-z][\w.-]{0,60}\.[a-z]{2,10}/[\w./-]{1,120})\s+(?P<version>v\d[\w.+-]{0,60})"
)
_GO_ITSELF = re.compile(r"^(?P<name>go)\s+(?P<version>\d[\d.]{0,10})\s*$")
# gem "rails", "~> 7.1"
_GEM = re.compile(r"^\s*gem\s+['\"](?P<name>[\w-]{1,80})['\"](?:\s*,\s*['\"](?P<version>[^'\"]{1,40})['\"])?")
# implementation("org.x:lib:1.2") · testImplementation 'junit:junit:4.13'
_GRADLE = re.compile(
    r"^\s*\w{0,40}(?:[iI]mplementation|[cC]ompileOnly|[rR]untimeOnly|\bapi|[aA]nnotationProcessor|classpath|kapt|ksp)"
    r"\s*\(?\s*['\"](?P<group>[\w.-]{1,100}):(?P<name>[\w.-]{1,100})(?::(?P<version>[\w.$+{}-]{1,60}))?"
)
_ARTIFACT = re.compile(r"<artifactId>\s*(?P<name>[\w.-]{1,100})\s*</artifactId>")
_XML_VERSION = re.compile(r"<version>\s*(?P<version>[^<\s]{1,60})\s*</version>")
# FROM python:3.12-slim AS build · image: postgres:15
_IMAGE = re.compile(
    r"^\s*(?:-\s*)?(?:FROM|[iI]mage:)\s+['\"]?(?:[\w.-]{1,60}(?::\d+)?/)*(?P<name>[\w.-]{1,80})(?::(?P<version>[\w.-]{1,60}))?"
    r"['\"]?(?:\s|@|$)"
)
# npm install express@4 zod · pip install "x>=1" · cargo add serde
_INSTALL = re.compile(
    r"^\s*(?:\$\s*)?(?:npm (?:i|install|add)|yarn add|pnpm (?:add|install)|bun add|(?:uv )?pip3? install|uv add"
    r"|poetry add|cargo (?:add|install)|go get|gem install|composer require|dotnet add package|brew install"
    r"|apt(?:-get)? install)\s+(?P<rest>[^\n]{1,400})"
)
_WORD = re.compile(
    r"(?P<name>@?[A-Za-z][\w./-]{0,100}?)(?:\[[\w,-]{0,60}\])?(?P<version>(?:@|==|>=|~=|\^|~)[\w.^~<>=*-]{1,40})?(?=\s|$|['\"])"
)


def read_manifest(block: CodeBlock) -> tuple[Requirement, ...]:
    """What a code block requires, line by line; empty where it is no manifest."""
    lines = block.code.split("\n")
    for reader in _READERS:
        found = tuple(_placed(reader(lines), block, lines))
        if found:
            return found
    return ()


_Found = tuple[int, str, str | None, bool]
"""The index of a line, a name, a version, and whether that may be managed elsewhere."""


def _placed(found: Iterator[_Found], block: CodeBlock, lines: list[str]) -> Iterator[Requirement]:
    for index, name, version, managed in found:
        at = max(lines[index].find(name), 0)
        version = version.strip() or None if version is not None else None
        column = (block.column if block.fenced else 1) + at
        yield Requirement(name, version, block.line + index, column, column + len(name), managed)


def _json(lines: list[str]) -> Iterator[_Found]:
    """package.json and composer.json; an object of nothing but names and versions counts as one."""
    body = [line for line in lines if line.strip(" \t{},")]
    inside = len(body) > 0 and all((match := _JSON.match(line)) and _RANGE.match(match["version"]) for line in body)
    for index, line in enumerate(lines):
        group = _JSON_GROUP.search(line)
        if group:
            inside = True
            line = line[group.end() :]
        if inside and (match := _JSON.match(line)):
            local = match["version"].startswith(("workspace:", "file:", "link:", "git", "http", "catalog:"))
            yield index, match["name"], None if local else match["version"], local
        if inside and "}" in line:
            inside = False


def _toml(lines: list[str]) -> Iterator[_Found]:
    """Cargo.toml and pyproject.toml; a block that is only `name = "version"` lines counts as one."""
    headed = any(_TOML_SECTION.match(line) for line in lines)
    body = [line for line in lines if line.strip() and not line.lstrip().startswith("#")]
    bare = not headed and len(body) > 0 and all(_TOML.match(line) for line in body)
    inside, listed = bare, False
    for index, line in enumerate(lines):
        section = _TOML_SECTION.match(line)
        if section:
            inside, listed = "dependencies" in section["name"], False
            if inside and section["name"].rpartition(".")[0].endswith("dependencies"):
                yield index, section["name"].rpartition(".")[2], None, True
            continue
        if _TOML_LIST.match(line):
            listed = True
        if listed:
            yield from _toml_list(index, line)
            listed = "]" not in re.sub(r'"[^"\n]*"', "", line)
        elif platform := _PLATFORM.match(line):
            yield index, platform["name"], platform["version"], False
        elif inside and (match := _TOML.match(line)):
            yield _toml_line(index, match)


def _toml_list(index: int, line: str) -> Iterator[_Found]:
    for quoted in _QUOTED_REQUIREMENT.finditer(line):
        match = _REQUIREMENT.match(quoted["text"])
        if match:
            yield index, match["name"], match["version"], False


def _toml_line(index: int, match: re.Match[str]) -> _Found:
    name = match["name"].strip('"')
    if match["version"] is not None:
        return index, name, match["version"], False
    version = _TOML_VERSION.search(match["table"])
    local = any(key in match["table"] for key in ("path", "git", "workspace"))
    return index, name, version["version"] if version else None, local


def _go(lines: list[str]) -> Iterator[_Found]:
    for index, line in enumerate(lines):
        match = _GO.match(line) or _GO_ITSELF.match(line)
        if match:
            yield index, match["name"], match["version"], False


def _gems(lines: list[str]) -> Iterator[_Found]:
    for index, line in enumerate(lines):
        if match := _GEM.match(line):
            yield index, match["name"], match["version"], False


def _gradle(lines: list[str]) -> Iterator[_Found]:
    for index, line in enumerate(lines):
        if match := _GRADLE.match(line):
            version = match["version"]
            yield index, match["name"], version, version is None or "$" in version


def _maven(lines: list[str]) -> Iterator[_Found]:
    artifact: tuple[int, str] | None = None
    for index, line in enumerate(lines):
        if match := _ARTIFACT.search(line):
            artifact = (index, match["name"])
        version = _XML_VERSION.search(line)
        if artifact and version:
            yield (*artifact, version["version"], "${" in version["version"])
            artifact = None
        elif artifact and ("</dependency>" in line or "</parent>" in line or "</plugin>" in line):
            yield (*artifact, None, True)
            artifact = None


def _images(lines: list[str]) -> Iterator[_Found]:
    """The images of a Dockerfile or a Compose file; the containers of a cluster's objects are examples."""
    if not any(line.startswith(("FROM ", "services:")) for line in lines):
        return
    for index, line in enumerate(lines):
        match = _IMAGE.match(line)
        if match and match["name"] != "scratch":
            yield index, match["name"], match["version"], match["version"] is None


def _installs(lines: list[str]) -> Iterator[_Found]:
    for index, line in enumerate(lines):
        match = _INSTALL.match(line)
        for word in match["rest"].partition(" #")[0].split() if match else ():
            found = _WORD.match(word.strip("'\""))
            if found and not word.startswith("-") and "://" not in word:
                yield index, found["name"], (found["version"] or "").lstrip("@") or None, False


def _requirements(lines: list[str]) -> Iterator[_Found]:
    """requirements.txt: every line is a requirement, and one at least has a version."""
    body = [(index, line.strip()) for index, line in enumerate(lines)]
    body = [(index, line) for index, line in body if line and not line.startswith(("#", "-"))]
    matches = [(index, _REQUIREMENT.match(line)) for index, line in body]
    found = [(index, match) for index, match in matches if match]
    if len(found) < len(body) or not any(match["version"] for _, match in found):
        return
    for index, match in found:
        yield index, match["name"], match["version"], False


_READERS: tuple[Callable[[list[str]], Iterator[_Found]], ...] = (
    _json, _go, _gems, _gradle, _maven, _images, _installs, _toml, _requirements,
)  # fmt: skip
