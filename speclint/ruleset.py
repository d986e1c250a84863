"""The rules, profiles and words of a run.

The built-in ones come from `rules/compiled.json`, which holds the checked data of all YAML files beside it;
in a checkout, where these may be newer, their digest is compared, and they are read themselves if it differs.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from speclint.checks.check import Check, Want
from speclint.checks.kinds import CHECKS, AnyOf
from speclint.document.vocabulary import Vocabulary
from speclint.errors import SpeclintError
from speclint.rule import ChecklistItem, Example, Given, Option, Profile, Proof, Rule, Ruleset, Shape, Value, resolved

Data = Mapping[str, Any]
COMPILED = "compiled.json"


def rules_dir() -> Path:
    """The folder of the built-in rules: inside the installed package, else beside it in a checkout."""
    here = Path(__file__).resolve().parent
    for folder in (here / "rules", here.parent / "rules"):
        if (folder / "profiles").is_dir():
            return folder
    raise SpeclintError("the built-in rules are missing: install speclint again", str(here))


Options = Mapping[str, Mapping[str, Value]]
"""The options that a config sets: rule, option, value."""


def load_ruleset(folders: Iterable[Path] = (), options: Options | None = None) -> Ruleset:
    """The built-in rules and profiles, and those of further folders, whose rules replace ones of the same id.

    `options` are values of the rules' options that are known to fit them.

    Raises SpeclintError naming file, line, key and the nearest valid word where a file is wrong.
    """
    built = _built()
    profiles = dict(built.profiles)
    set_ = options or {}
    changed = {id_: build_rule(_builtin()["rules"][id_], set_[id_]) for id_ in set_ if id_ in built.rules}
    rules = {**built.rules, **changed}
    for folder in folders:
        more = _folder(folder)
        rules |= {id_: build_rule(each, set_.get(id_)) for id_, each in more["rules"].items()}
        profiles |= {id_: build_profile(each) for id_, each in more["profiles"].items()}
        _check_names(folder, rules, profiles)
    return Ruleset(dict(sorted(rules.items())), dict(sorted(profiles.items())))


def load_profile(path: Path) -> Profile:
    """The profile of a file. Raises SpeclintError naming file, line and key where it is wrong."""
    from speclint import rulefile

    return build_profile(rulefile.read_profile(rulefile.read_text(path), str(path)))


def load_vocabulary(more: Sequence[Data] = ()) -> Vocabulary:
    """The built-in vocabulary of every language that is shipped, and further words."""
    vocabulary = build_vocabulary(_builtin()["vocabulary"])
    for words in more:
        vocabulary = vocabulary.plus(words)
    return vocabulary


def compile_builtin(folder: Path) -> str:
    """The text of `compiled.json` for a folder of built-in rules."""
    return json.dumps({"digest": _digest(folder), **_sources(folder)}, indent=None, separators=(",", ":")) + "\n"


@cache
def _built() -> Ruleset:
    """The built-in rules and profiles, their options left as they are."""
    data = _builtin()
    rules = {id_: build_rule(each) for id_, each in data["rules"].items()}
    profiles = {id_: build_profile(each) for id_, each in data["profiles"].items()}
    return Ruleset(dict(sorted(rules.items())), dict(sorted(profiles.items())))


@cache
def _builtin() -> Data:
    folder = rules_dir()
    data = _compiled(folder / COMPILED)
    packaged = folder.parent.name == "speclint" and (folder.parent / "ruleset.py").exists()
    if data is not None and (packaged or data["digest"] == _digest(folder)):
        return data
    return _sources(folder)


def _compiled(path: Path) -> Data | None:
    try:
        data: Data = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return None
    return data


def _sources(folder: Path) -> Data:
    from speclint import rulefile

    data = rulefile.read_folder(folder)
    items = {item["id"] for profile in data["profiles"].values() for item in profile["checklist"]}
    rulefile.check_names(sorted(folder.glob("*.yaml")), items, data["rules"])
    return {**data, "vocabulary": rulefile.read_vocabulary(folder / "vocabulary")}


def _folder(folder: Path) -> Data:
    from speclint import rulefile

    if not folder.is_dir():
        raise SpeclintError("is no folder", str(folder))
    return rulefile.read_folder(folder)


def _check_names(folder: Path, rules: Iterable[str], profiles: Mapping[str, Profile]) -> None:
    from speclint import rulefile

    items = {item.id for profile in profiles.values() for item in profile.checklist}
    rulefile.check_names(sorted(folder.glob("*.yaml")), items, rules)


def _digest(folder: Path) -> str:
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*.yaml")):
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def build_rule(data: Data, values: Mapping[str, Value] | None = None) -> Rule:
    """A rule from its checked data; `values` are those of its options that are not left as they are."""
    options = {name: _option(each) for name, each in data.get("options", {}).items()}
    if options:
        set_ = {name: option.default for name, option in options.items()} | dict(values or {})
        data = {**data, **resolved({key: data[key] for key in ("given", "check", "when")}, set_)}
    given = data["given"]
    return Rule(
        data["id"],
        data["summary"],
        data["why"],
        data["severity"],
        Given(given["kind"], given["where"], tuple(map(build_check, given["holding"]))),
        build_check(data["check"]),
        data["message"],
        data["help"],
        tuple(data["items"]),
        tuple(data["profiles"]),
        tuple(map(build_check, data["when"])),
        tuple(map(_example, data["good"])),
        tuple(map(_example, data["bad"])),
        data.get("active", True),
        data.get("topic", ""),
        options,
        tuple(data.get("covers", ())),
    )


def _option(data: Data) -> Option:
    return Option(**{**data, "values": tuple(data.get("values", ()))})


def build_check(data: Data) -> Check:
    """A check from its checked data."""
    if data["kind"] == "any-of":
        return AnyOf(tuple(map(build_check, data["checks"])))
    values = {key: tuple(value) if isinstance(value, list) else value for key, value in data.items() if key != "kind"}
    check: Check = CHECKS[data["kind"]](**values)
    return check


def _example(data: Data) -> Example:
    return Example(**{**data, "lines": tuple(data.get("lines", ()))})


def build_profile(data: Data) -> Profile:
    """A profile from its checked data."""
    shapes = tuple(Shape(each["id"], each["title"], _wants(each["sections"])) for each in data.get("shapes", ()))
    return Profile(
        data["id"],
        data["title"],
        data["summary"],
        shapes[0].wants if shapes else _wants(data["sections"]),
        tuple(_item(each) for each in data["checklist"]),
        {key: tuple(values) for key, values in data["detect"].items()},
        shapes,
    )


def _wants(data: Iterable[Data]) -> tuple[Want, ...]:
    return tuple(Want(**each) for each in data)


def _item(data: Data) -> ChecklistItem:
    proofs = tuple(Proof(**each) for each in data["evidence"])
    return ChecklistItem(data["id"], data["title"], tuple(data["part"]), data["applies"], proofs, data["what"])


def build_vocabulary(data: Data) -> Vocabulary:
    """A vocabulary from its checked data."""
    return Vocabulary(
        _tuples(data["titles"]),
        frozenset(data["qualifiers"]),
        frozenset(data["stopwords"]),
        _tuples(data["fields"]),
        _tuples(data["lists"]),
        data["technologies"],
        data["languages"],
    )


def _tuples(table: Mapping[str, list[str]]) -> dict[str, tuple[str, ...]]:
    return {name: tuple(words) for name, words in table.items()}
