"""Rule, profile and vocabulary files: YAML in, checked data out.

Every mistake is a SpeclintError that names its file, line, key and the nearest valid word. What comes out is
plain data, which `speclint.ruleset` builds rules from and which is compiled to JSON for the built-in files.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, TypeAdapter, ValidationError

from speclint import textfile, yaml
from speclint.checks.kinds import CHECKS, Scalar
from speclint.errors import SpeclintError
from speclint.facts.fact import READERS, fact_type
from speclint.report import Severity
from speclint.rule import Option, OptionType, Topic, resolved

Data = dict[str, Any]
ENGLISH = "en"
_ID = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")  # kebab-case
_QUOTED = re.compile(r"\{([A-Za-z_-]+)\}")  # a field in a message


def _one_or_many(value: object) -> object:
    return value if isinstance(value, list) else [value]


def _switch(value: object) -> object:
    """`on` and `off`, which YAML 1.1 reads as true and false."""
    return ("on" if value else "off") if isinstance(value, bool) else value


_Texts = Annotated[list[str], BeforeValidator(_one_or_many)]


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, populate_by_name=True)


class _BadExample(_Model):
    line: int | list[int]
    text: str
    name: str = "spec.md"
    profile: str = ""
    options: dict[str, bool | int | float | str | list[str]] = Field(default_factory=dict)


class _GoodExample(_Model):
    text: str
    name: str = "spec.md"
    profile: str = ""
    options: dict[str, bool | int | float | str | list[str]] = Field(default_factory=dict)


class _Examples(_Model):
    good: list[str | _GoodExample] = Field(min_length=1)
    bad: list[_BadExample] = Field(min_length=1)


class _SectionGiven(_Model):
    section: str


class _TableGiven(_Model):
    table: str


class _OptionModel(_Model):
    type: OptionType
    default: bool | int | float | str | list[str]
    about: str
    min: int | float | None = None
    max: int | float | None = None
    values: list[str] = Field(default_factory=list)


class _RuleModel(_Model):
    id: str
    summary: str
    why: str
    severity: Severity
    item: _Texts = Field(default_factory=list)
    profiles: _Texts = Field(default_factory=list)
    given: str | _SectionGiven | _TableGiven
    where: dict[str, Scalar] | list[dict[str, Any]] = Field(default_factory=dict)
    when: list[dict[str, Any]] = Field(default_factory=list)
    check: dict[str, Any]
    message: str
    help: str
    examples: _Examples
    default: Annotated[Literal["on", "off"], BeforeValidator(_switch)] = "on"
    topic: Topic = ""
    options: dict[str, _OptionModel] = Field(default_factory=dict)
    covers: _Texts = Field(default_factory=list)


class _WantModel(_Model):
    role: str
    title: str
    required: bool = False
    optional: bool = False


class _ShapeModel(_Model):
    id: str
    title: str
    sections: list[_WantModel]


class _ProofModel(_Model):
    of: str
    text: str
    where: dict[str, Scalar] = Field(default_factory=dict)


class _ItemModel(_Model):
    id: str
    title: str
    what: str = ""
    part: _Texts = Field(default_factory=list)
    applies: str = ""
    evidence: list[_ProofModel] = Field(default_factory=list)


class _ProfileModel(_Model):
    id: str
    title: str
    summary: str
    detect: dict[str, list[str]] = Field(default_factory=dict)
    sections: list[_WantModel] = Field(default_factory=list)
    shapes: list[_ShapeModel] = Field(default_factory=list)
    checklist: list[_ItemModel]


class _SectionsModel(_Model):
    language: str
    markers: list[str] = Field(default_factory=list)
    qualifiers: list[str] = Field(default_factory=list)
    stopwords: list[str] = Field(default_factory=list)
    roles: dict[str, list[str]]


class _FieldsModel(_Model):
    language: str
    fields: dict[str, list[str]]


class _ListsModel(_Model):
    language: str
    lists: dict[str, list[str]]


class _TechnologiesModel(_Model):
    technologies: dict[str, str]


class _File:
    """A YAML file that is being read: raises its errors with line and key."""

    def __init__(self, text: str, path: str) -> None:
        self.text = text
        self.path = path
        self.data = yaml.load(text, path)

    def error(self, keys: yaml.Path, what: str, valid: Iterable[str] = ()) -> SpeclintError:
        line, column = yaml.place(self.text, keys)
        named = ".".join(str(key) for key in keys)
        word = str(keys[-1]) if keys else ""
        near = get_close_matches(word, list(valid), 1, 0.5)
        hint = f" (did you mean {near[0]!r}?)" if near else ""
        return SpeclintError(f"line {line}, column {column}: {named}: {what}{hint}", self.path)

    def unknown(self, keys: yaml.Path, word: str, what: str, valid: Iterable[str]) -> SpeclintError:
        """The error of a word that is none of the valid ones."""
        names = sorted(valid)
        near = get_close_matches(word, names, 1, 0.5)
        hint = f"did you mean {near[0]!r}?" if near else f"one of {', '.join(names[:12])}"
        line, column = yaml.place(self.text, keys)
        return SpeclintError(
            f"line {line}, column {column}: {'.'.join(map(str, keys))}: {what} {word!r} is unknown ({hint})", self.path
        )

    def model(self, type_: type[_Model]) -> Any:
        try:
            return type_.model_validate(self.data)
        except ValidationError as error:
            raise self._invalid(error, type_) from None

    def _invalid(self, error: ValidationError, type_: type[_Model]) -> SpeclintError:
        first = min(error.errors(), key=lambda item: (item["type"] != "extra_forbidden", -len(item["loc"])))
        keys = [key for key in first["loc"] if self._is_key(key)]
        if first["type"] == "extra_forbidden":
            return self.error(keys, "unknown key", type_.model_fields)
        if first["type"] == "missing":
            return self.error(keys, "missing")
        return self.error(keys, first["msg"][0].lower() + first["msg"][1:])

    def _is_key(self, key: str | int) -> bool:
        return isinstance(key, int) or not (key.startswith("_") or key in ("str", "list", "dict") or "[" in key)


def read_rule(text: str, path: str = "") -> Data:
    """The data of a rule file."""
    file = _File(text, path)
    model: _RuleModel = file.model(_RuleModel)
    if not _ID.fullmatch(model.id):
        raise file.error(["id"], f"{model.id!r} is not kebab-case")
    stem = Path(path).stem
    if path and stem != model.id:
        raise file.error(["id"], f"{model.id!r} is not the file's name {stem!r}")
    options = _options(file, model)
    given = _given(file, model, options)
    _fields_exist(file, model.message, given["kind"], ["message"])
    return {
        "id": model.id,
        "summary": model.summary,
        "why": model.why,
        "severity": model.severity,
        "given": given,
        "check": _check(file, ["check"], model.check, given["kind"], options),
        "message": model.message,
        "help": model.help,
        "items": model.item,
        "profiles": model.profiles,
        "when": [_check(file, ["when", i], each, "document", options) for i, each in enumerate(model.when)],
        "good": [_good(each) for each in model.examples.good],
        "bad": [_bad(each, file, i) for i, each in enumerate(model.examples.bad)],
        "active": model.default == "on",
        "topic": model.topic,
        "options": {name: each.model_dump(exclude_defaults=True) for name, each in model.options.items()},
        "covers": model.covers,
    }


def _options(file: _File, model: _RuleModel) -> Data:
    """What the rule's options are when nobody sets them; each must be referred to."""
    for name, option in model.options.items():
        fault = Option(option.type, option.default, option.about, option.min, option.max, tuple(option.values)).fault(
            option.default
        )
        if fault:
            raise file.error(["options", name, "default"], fault)
        if not _refers((model.check, model.when, model.where), name):
            raise file.error(["options", name], "no check refers to it (write `{option: " + name + "}`)")
    return {name: option.default for name, option in model.options.items()}


def _refers(value: Any, name: str) -> bool:
    if isinstance(value, dict):
        return value == {"option": name} or any(_refers(each, name) for each in value.values())
    return isinstance(value, (list, tuple)) and any(_refers(each, name) for each in value)




def _good(example: str | _GoodExample) -> Data:
    return {"text": example} if isinstance(example, str) else example.model_dump(exclude_defaults=True)


def _bad(example: _BadExample, file: _File, index: int) -> Data:
    lines = example.line if isinstance(example.line, list) else [example.line]
    if not lines or min(lines) < 1 or max(lines) > example.text.count("\n") + 1:
        raise file.error(["examples", "bad", index, "line"], f"{example.line} is not a line of the example")
    return {**example.model_dump(exclude_defaults=True, exclude={"line"}), "lines": lines}


def _given(file: _File, model: _RuleModel, options: Data) -> Data:
    where: dict[str, Scalar] = dict(model.where) if isinstance(model.where, dict) else {}
    if isinstance(model.given, _SectionGiven):
        kind, where = "sections", {"roles": model.given.section, **where}
    elif isinstance(model.given, _TableGiven):
        kind, where = "rows", {"roles": model.given.table, **where}
    else:
        kind = model.given
    if kind not in READERS:
        raise file.unknown(["given"], kind, "fact", READERS)
    for name in where:
        _field_exists(file, name, kind, ["where", name])
    holding = model.where if isinstance(model.where, list) else []
    checks = [_check(file, ["where", i], each, kind, options) for i, each in enumerate(holding)]
    return {"kind": kind, "where": where, "holding": checks}


def _check(file: _File, keys: list[str | int], data: Mapping[str, Any], kind: str, options: Data) -> Data:
    """The data of a check that a rule binds to, its own keys and the fields that it names known to exist.

    It is judged with the options as they are when nobody sets them, and keeps what refers to them.
    """
    values = dict(data)
    name = values.pop("kind", None)
    if not isinstance(name, str) or name not in CHECKS:
        raise file.unknown([*keys, "kind"], str(name), "check", CHECKS)
    fields = {each.name: each for each in dataclasses.fields(CHECKS[name])}
    for key in values:
        if key not in fields:
            raise file.error([*keys, key], "unknown key", fields)
    if name == "any-of":
        checks = values.get("checks")
        if not isinstance(checks, list) or not checks:
            raise file.error([*keys, "checks"], "want a list of checks")
        return {
            "kind": name,
            "checks": [_check(file, [*keys, "checks", i], e, kind, options) for i, e in enumerate(checks)],
        }
    check = _built(file, keys, CHECKS[name], _with_options(file, keys, values, options))
    _check_fields(file, keys, check, kind)
    return {"kind": name, **values}


def _with_options(file: _File, keys: list[str | int], values: Data, options: Data) -> Data:
    found: Data = {}
    for key, value in values.items():
        try:
            found[key] = resolved(value, options)
        except KeyError as error:
            raise file.unknown([*keys, key], str(error.args[0]), "option", options) from None
    return found


def _built(file: _File, keys: list[str | int], type_: type, values: Data) -> Any:
    try:
        return _adapter(type_).validate_python({key: _tuples(value) for key, value in values.items()})
    except ValidationError as error:
        first = error.errors()[0]
        place = [key for key in first["loc"] if isinstance(key, str) and key in values]
        name = ".".join(str(key) for key in first["loc"]) or "check"
        raise file.error([*keys, *place], f"{name}: {first['msg'].lower()}") from None


@cache
def _adapter(type_: type) -> TypeAdapter[Any]:
    return TypeAdapter(type_)


def _tuples(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def _check_fields(file: _File, keys: list[str | int], check: Any, kind: str) -> None:
    if isinstance(pattern := getattr(check, "pattern", None), str):
        try:
            re.compile(pattern)
        except re.error as error:
            raise file.error([*keys, "pattern"], f"not a regular expression: {error}") from None
    for name in ("to",) if hasattr(check, "to") else ("of",) if type(check).__name__ == "Present" else ():
        if getattr(check, name) not in READERS:
            raise file.unknown([*keys, name], getattr(check, name), "fact", READERS)
    names = [check.field] if getattr(check, "field", "") else list(getattr(check, "by", ()))
    for name in names:
        _field_exists(file, name, kind, [*keys, "field" if hasattr(check, "field") else "by"])


def _field_exists(file: _File, name: str, kind: str, keys: list[str | int]) -> None:
    if kind == "rows":
        return
    fields = fact_type(kind).__dataclass_fields__
    if name.replace("-", "_") not in fields and not hasattr(fact_type(kind), name.replace("-", "_")):
        raise file.unknown(keys, name, f"field of {kind}", set(fields) - {"span", "places", "source", "related"})


_PROBLEM_VALUES = frozenset({"found", "wanted", "count", "min", "max", "first"})


def _fields_exist(file: _File, message: str, kind: str, keys: list[str | int]) -> None:
    for name in _QUOTED.findall(message):
        if name not in _PROBLEM_VALUES:
            _field_exists(file, name, kind, keys)


def read_profile(text: str, path: str = "") -> Data:
    """The data of a profile file."""
    file = _File(text, path)
    model: _ProfileModel = file.model(_ProfileModel)
    if len(model.model_fields_set & {"sections", "shapes"}) != 1:
        raise file.error(["shapes" if model.shapes else "sections"], "want either sections, or shapes with sections")
    for index, item in enumerate(model.checklist):
        for at, proof in enumerate(item.evidence):
            if proof.of not in READERS:
                raise file.unknown(["checklist", index, "evidence", at, "of"], proof.of, "fact", READERS)
        if item.applies and item.applies not in READERS:
            raise file.unknown(["checklist", index, "applies"], item.applies, "fact", READERS)
    return model.model_dump()


def read_folder(folder: Path) -> Data:
    """The data of all rules and profiles of a folder, by id, and where each stands."""
    rules = {path.stem: read_rule(read_text(path), str(path)) for path in sorted(folder.glob("*.yaml"))}
    profiles: Data = {}
    for path in sorted((folder / "profiles").glob("*.yaml")):
        data = read_profile(read_text(path), str(path))
        profiles[data["id"]] = data
    return {"rules": rules, "profiles": profiles}


def check_names(rules: Iterable[Path], known_items: Iterable[str], known_rules: Iterable[str]) -> None:
    """Every checklist item that a rule feeds exists in some profile, and every rule that it covers exists."""
    items, ids = set(known_items), set(known_rules)
    for path in rules:
        file = _File(read_text(path), str(path))
        model: _RuleModel = file.model(_RuleModel)
        for item in model.item:
            if item not in items:
                raise file.unknown(["item"], item, "checklist item", items)
        for id_ in model.covers:
            if id_ not in ids:
                raise file.unknown(["covers"], id_, "rule", ids)


def read_vocabulary(folder: Path) -> Data:
    """The data of all vocabulary files of a folder: English, and under `languages` what each other one adds to it."""
    languages: dict[str, Data] = {}

    def of(language: str) -> Data:
        return languages.setdefault(language, _no_words())

    for path in sorted(folder.glob("sections.*.yaml")):
        model: _SectionsModel = _File(read_text(path), str(path)).model(_SectionsModel)
        data = of(model.language)
        _extend(data["titles"], model.roles)
        for key in ("markers", "qualifiers", "stopwords"):
            data[key] += getattr(model, key)
    for path in sorted(folder.glob("fields.*.yaml")):
        fields = _File(read_text(path), str(path)).model(_FieldsModel)
        _extend(of(fields.language)["fields"], fields.fields)
    for path in sorted(folder.glob("words.*.yaml")):
        words = _File(read_text(path), str(path)).model(_ListsModel)
        _extend(of(words.language)["lists"], words.lists)
    for path in sorted(folder.glob("technologies*.yaml")):
        for kind, lines in _File(read_text(path), str(path)).model(_TechnologiesModel).technologies.items():
            technologies = of(ENGLISH)["technologies"]
            technologies[kind] = technologies.get(kind, "") + lines
    english = languages.pop(ENGLISH, _no_words())
    return {**english, "languages": dict(sorted(languages.items()))}


def _no_words() -> Data:
    lists: Data = {"markers": [], "qualifiers": [], "stopwords": []}
    return {"titles": {}, "fields": {}, "lists": {}, "technologies": {}, **lists}


def _extend(table: dict[str, list[str]], more: Mapping[str, list[str]]) -> None:
    for name, words in more.items():
        table.setdefault(name, []).extend(words)


def read_text(path: Path) -> str:
    """The text of a file. Raises SpeclintError where it cannot be read."""
    return textfile.read_text(path, str(path), yaml.MAX_SIZE)
