"""Whether what a config says means something: its names, its folders, its patterns and its words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from speclint.config.layer import Data, Keys, Layer, is_file_name, raise_all, read_words, with_sections
from speclint.config.settings import AUTO
from speclint.errors import SpeclintError
from speclint.near import nearest, quoted
from speclint.rule import TOPICS, Ruleset, chosen
from speclint.ruleset import load_ruleset, load_vocabulary


def check_layers(layers: Sequence[Layer], command_line: Layer) -> None:
    """Every name in the layers means something. Raises SpeclintError with all that is wrong."""
    errors: list[SpeclintError] = []
    for layer in layers:
        for at, given in enumerate(layer.data.get("rules-dirs", ())):
            errors += _wrong_folder(layer, at, given)
        errors += _wrong_patterns(layer)
    raise_all(errors)
    ruleset = ruleset_of([*layers, command_line])
    raise_all([*wrong_names(layers, ruleset), *_wrong_words(layers)])


_MAX_STARS = 3
"""How many wildcards may stand between two `/` of a pattern: what matches names stays quick, whatever they are."""


def _wrong_patterns(layer: Layer) -> Iterator[SpeclintError]:
    from pathspec import GitIgnoreSpec

    for key in ("include", "exclude", "files"):
        for at, pattern in enumerate(layer.data.get(key, ())):
            try:
                known = [each for each in GitIgnoreSpec.from_lines([pattern]).patterns if each.include is not None]
            except ValueError:
                known = []
            if not known:
                yield layer.error((key, at), f"{quoted(pattern)} is no pattern as in .gitignore")
            elif any(part.count("*") > _MAX_STARS for part in pattern.split("/")):
                what = f"{quoted(pattern)} has more than {_MAX_STARS} wildcards between two slashes"
                yield layer.error((key, at), what)


def _wrong_folder(layer: Layer, at: int, given: str) -> Iterator[SpeclintError]:
    try:
        folder = layer.path(given, "rules-dirs", at)
    except SpeclintError as error:
        yield error
        return
    if not folder.is_dir():
        yield layer.error(("rules-dirs", at), f"{quoted(given)} is no folder")
        return
    root = layer.root.resolve()
    for path in sorted([*folder.glob("*.yaml"), *folder.glob("profiles/*.yaml")]):
        if root not in path.resolve().parents:
            yield layer.error(("rules-dirs", at), f"{quoted(path.name)} in it leads outside the project")


def wrong_names(layers: Sequence[Layer], ruleset: Ruleset) -> Iterator[SpeclintError]:
    names = _Names(ruleset)
    for layer in layers:
        data = layer.data
        if "profile" in data and (fault := _wrong_profile(layer, ruleset)):
            yield fault
        for key in ("select", "ignore", "severity"):
            for at, name in enumerate(data.get(key, ())):
                if fault_ := names.fault(name):
                    yield layer.error((key, name if key == "severity" else at), fault_)
        for rule, values in data.get("options", {}).items():
            for keys, what in names.option_faults(rule, values):
                yield layer.error(("options", *keys), what)
        for status, table in data.get("status-severity", {}).items():
            for keys, what in names.status_faults(status, table):
                yield layer.error(("status-severity", *keys), what)


def _wrong_profile(layer: Layer, ruleset: Ruleset) -> SpeclintError | None:
    name = layer.data["profile"]
    if is_file_name(name):
        try:
            if not layer.path(name, "profile").is_file():
                return layer.error(("profile",), f"{quoted(name)} is no file")
        except SpeclintError as error:
            return error
    elif name != AUTO and name not in ruleset.profiles:
        return layer.error(("profile",), f"unknown profile {quoted(name)}{nearest(name, {*ruleset.profiles, AUTO})}")
    return None


class _Names:
    """The names that a config may use."""

    def __init__(self, ruleset: Ruleset) -> None:
        self.ruleset = ruleset
        self.items = {item.id for profile in ruleset.profiles.values() for item in profile.checklist}
        self._known: dict[str, bool] = {}

    def fault(self, name: str) -> str:
        """What is wrong with the name of rules, or an empty text."""
        if name in self.items or any(chosen(rule, (name,)) for rule in self.ruleset.rules.values()):
            return ""
        known = {*self.ruleset.rules, *self.items, *TOPICS}
        return f"no rule or checklist item is called {quoted(name)}{nearest(name, known)}"

    def option_faults(self, rule: str, values: Mapping[str, Any]) -> Iterator[tuple[Keys, str]]:
        """What is wrong with the options of a rule."""
        if rule not in self.ruleset.rules:
            yield (rule,), f"no rule is called {quoted(rule)}{nearest(rule, self.ruleset.rules)}"
            return
        options = self.ruleset.rules[rule].options
        for name, value in values.items():
            if not options:
                yield (rule, name), f"{rule} has no options"
            elif name not in options:
                yield (rule, name), f"{rule} has no option {quoted(name)}{nearest(name, options)}"
            elif what := options[name].fault(value):
                yield (rule, name), what

    def status_faults(self, status: str, table: Mapping[str, Any]) -> Iterator[tuple[Keys, str]]:
        """What is wrong with the severities of a status."""
        from speclint.facts.status import STAGES

        if status not in STAGES:
            yield (status,), f"no status is called {quoted(status)}{nearest(status, STAGES)}"
        for name in table:
            if what := self.fault(name):
                yield (status, name), what


def _wrong_words(layers: Sequence[Layer]) -> Iterator[SpeclintError]:
    """What is wrong with words of one's own: in the config, and in the files that it names."""
    for layer in layers:
        for at, value in enumerate(layer.data.get("vocabulary", ())):
            try:
                if isinstance(value, str):
                    file, words = read_words(layer, at, value)
                    yield from (file.error(keys, what) for keys, what in _word_faults(words))
                else:
                    faults = _word_faults(with_sections(value))
                    yield from (layer.error(("vocabulary", at, *keys), what) for keys, what in faults)
            except SpeclintError as error:
                yield from error.each


def _word_faults(words: Data) -> Iterator[tuple[Keys, str]]:
    vocabulary = load_vocabulary()
    known: Mapping[str, Mapping[str, Any]] = {
        "sections": vocabulary.titles,
        "fields": vocabulary.fields,
        "lists": vocabulary.lists,
        "technologies": vocabulary.technologies,
    }
    for kind, names in known.items():
        for name, phrases in words.get(kind, {}).items():
            key = "roles" if kind == "sections" and name in words.get("roles", {}) else kind
            if name not in names:
                yield (key, name), f"{_A[kind]} {quoted(name)} is unknown{nearest(name, names)}"
            for at, phrase in enumerate(phrases):
                if not any(each.isalnum() for each in phrase):
                    yield (key, name, at), f"{quoted(phrase)} holds no word"


_A = {"sections": "the role", "fields": "the field", "lists": "the list", "technologies": "the kind"}


def ruleset_of(layers: Iterable[Layer]) -> Ruleset:
    """The built-in rules and those of all folders that layers name."""
    folders = [
        layer.path(each, "rules-dirs", at)
        for layer in layers
        for at, each in enumerate(layer.data.get("rules-dirs", ()))
    ]
    return load_ruleset(dict.fromkeys(folders))
