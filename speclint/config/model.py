"""What a config file may hold: the models that it is checked against, and their JSON Schema."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError
from pydantic.json_schema import GenerateJsonSchema, WithJsonSchema

from speclint.near import nearest, quoted
from speclint.report import FailOn, Severity

Schema = dict[str, Any]
Keys = tuple[str | int, ...]

_TEXTS: Schema = {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}


def _many(value: object) -> object:
    """A list, also where a single text is written."""
    return [value] if isinstance(value, str) else value


def _many_words(value: object) -> object:
    """A list, also where a single path or words are written."""
    return [value] if isinstance(value, (str, dict)) else value


def _kebab(name: str) -> str:
    return name.replace("_", "-")


_Texts = Annotated[list[str], BeforeValidator(_many), WithJsonSchema(_TEXTS)]
_Words = dict[str, _Texts]


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, alias_generator=_kebab)


class Words(_Model):
    """Words by which a team calls things, added to the built-in ones."""

    language: str = Field("", description="The language of the words, such as en; for readers only.")
    sections: _Words = Field(
        default_factory=dict, description="Titles of sections by role, such as open-questions: [Loose ends]."
    )
    roles: _Words = Field(default_factory=dict, description="The same as `sections`.")
    fields: _Words = Field(
        default_factory=dict, description="Names of columns and labels by field, such as mitigation: [Countermeasure]."
    )
    lists: _Words = Field(default_factory=dict, description="Words and phrases by the name of a built-in list.")
    technologies: _Words = Field(
        default_factory=dict, description='Names of technologies by kind, such as library: ["Quill = quilljs"].'
    )


_Vocabulary = Annotated[
    list[str | Words],
    BeforeValidator(_many_words),
    Field(description="Words of one's own: inline, or files that hold such words, relative to this file."),
]


class _Judging(_Model):
    """What both a config file and its overrides may set."""

    profile: str = Field("auto", description="auto, the name of a profile, or a profile file relative to this file.")
    select: _Texts = Field(
        default_factory=list,
        description="Only these rules: ids, patterns of ids, checklist items. Starts anew: forgets earlier ignores.",
    )
    ignore: _Texts = Field(
        default_factory=list,
        description="Not these rules: ids, patterns of ids, checklist items. Adds to earlier ones.",
    )
    severity: dict[str, Severity] = Field(
        default_factory=dict, description="Another severity by rule id, pattern of ids or checklist item."
    )
    fail_on: FailOn = Field("error", description="The mildest severity that makes the exit code 1.")
    rules_dirs: _Texts = Field(
        default_factory=list, description="Folders with rules of one's own, relative to this file."
    )
    options: dict[str, dict[str, bool | int | float | str | list[str]]] = Field(
        default_factory=dict, description="Options by rule id; `speclint explain RULE` shows those of a rule."
    )
    vocabulary: _Vocabulary = Field(default_factory=list)
    status_severity: dict[str, dict[str, Severity]] = Field(
        default_factory=dict,
        description=(
            "Severities by the status of the spec (draft, review, approved, done, withdrawn), for a rule, a pattern, "
            "a checklist item or `completeness`: what is missing or unfilled. Only a rule's id can make graver."
        ),
    )


class Override(_Judging):
    """Other settings for the files that a pattern matches."""

    files: _Texts = Field(
        description="Patterns as in .gitignore, relative to the folder of the config file that was found."
    )


class Config(_Judging):
    """The settings of speclint: speclint.yaml, .speclint.yaml, or [tool.speclint] in pyproject.toml."""

    include: _Texts = Field(
        default_factory=list, description="What `speclint check` without paths checks: paths and patterns."
    )
    exclude: _Texts = Field(
        default_factory=list,
        description="What is not checked, also when it is given by name: patterns as in .gitignore.",
    )
    extends: _Texts = Field(
        default_factory=list, description="Config files that this one builds on, relative to it, within the project."
    )
    overrides: list[Override] = Field(default_factory=list, description="Other settings for some files, in order.")


def checked(model: type[_Model], data: object) -> dict[str, Any]:
    """The data as the model reads it, only with the keys that are set.

    Raises InvalidError with all that is wrong.
    """
    if not isinstance(data, dict):
        raise InvalidError([((), "want keys and values (key: value)")])
    try:
        return model.model_validate(data).model_dump(by_alias=True, exclude_unset=True)
    except ValidationError as error:
        raise InvalidError(_faults(error, data)) from None


class InvalidError(Exception):
    """What is wrong with some data: keys, and what is said of them."""

    def __init__(self, faults: Iterable[tuple[Keys, str]]) -> None:
        super().__init__()
        self.faults = tuple(faults)


def _faults(error: ValidationError, data: Mapping[str, Any]) -> Iterator[tuple[Keys, str]]:
    """What is wrong, by place; of the branches of a union, what was tried furthest."""
    found: dict[Keys, str] = {}
    for each in error.errors(include_url=False):
        keys = _keys(each["loc"], data)
        found.setdefault(keys, _message(each, keys))
    for keys, what in found.items():
        if not any(other != keys and other[: len(keys)] == keys for other in found):
            yield keys, what


def _keys(loc: tuple[int | str, ...], data: Any) -> Keys:
    """The keys of a location that the data holds; pydantic names branches of unions between them."""
    keys: list[str | int] = []
    for part in loc:
        holds = part in data if isinstance(data, dict) else isinstance(data, list) and part in range(len(data))
        if holds:
            data = data[part]
            keys.append(part)
    return tuple(keys)


_WANTED = {
    "string_type": "text",
    "list_type": "a list",
    "dict_type": "keys and values",
    "model_type": "keys and values",
    "int_type": "a whole number",
    "float_type": "a number",
    "bool_type": "true or false",
}


def _message(error: Any, keys: Keys) -> str:
    kind, value = error["type"], error.get("input")
    if kind == "extra_forbidden":
        return f"unknown key{nearest(str(keys[-1]), _known(keys))}"
    if kind == "missing":
        return f"{_kebab(str(error['loc'][-1]))} is missing"
    if kind == "literal_error":
        words = [word.strip(" '") for word in error["ctx"]["expected"].replace(" or ", ",").split(",")]
        return f"{_shown(value)} is unknown{nearest(str(value), words)}"
    wanted = "text, a number, true, false or a list of texts" if _is_option(keys) else _WANTED.get(kind)
    return f"want {wanted}, found {_shown(value)}" if wanted else error["msg"][:1].lower() + error["msg"][1:]


def _is_option(keys: Keys) -> bool:
    own = keys[2:] if keys[:1] == ("overrides",) else keys
    return len(own) > 2 and own[0] == "options"


def _known(keys: Keys) -> tuple[str, ...]:
    """The keys that there are where an unknown one stands."""
    model: type[_Model] = Config
    if "vocabulary" in keys[:-1]:
        model = Words
    elif keys[0] == "overrides" and len(keys) > 1:
        model = Override
    return tuple(map(_kebab, model.model_fields))


def _shown(value: object) -> str:
    if isinstance(value, (dict, list)):
        return "a list" if isinstance(value, list) else "keys and values"
    if isinstance(value, bool):
        return "true" if value else "false"
    return "nothing" if value is None else quoted(value)


class _Draft7(GenerateJsonSchema):
    schema_dialect = "http://json-schema.org/draft-07/schema#"


def config_schema() -> Schema:
    """The JSON Schema of a config file, draft-07 as editors and the catalogue of schemas want it."""
    schema = Config.model_json_schema(by_alias=True, ref_template="#/definitions/{model}", schema_generator=_Draft7)
    definitions = schema.pop("$defs")
    for each in (schema, definitions["Override"]):
        words = each["properties"]["vocabulary"]
        kinds = words["items"]["anyOf"]
        words["anyOf"] = [*kinds, {"type": words.pop("type"), "items": words.pop("items")}]
    return {
        "$schema": _Draft7.schema_dialect,
        "$id": "urn:speclint:config:1",
        **_plain(schema),
        "title": "speclint config",
        "definitions": {name: _plain(each) for name, each in definitions.items()},
    }


def _plain(schema: Any) -> Any:
    """A schema without the titles and defaults that only repeat the keys."""
    if isinstance(schema, list):
        return [_plain(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    found: Schema = {}
    for key, value in schema.items():
        if key in ("properties", "definitions"):
            found[key] = {name: _plain(each) for name, each in value.items()}
        elif key not in ("title", "default") or not isinstance(value, (str, type(None))):
            found[key] = _plain(value)
    if found.get("$ref") and len(found) > 1:
        found = {"allOf": [{"$ref": found.pop("$ref")}], **found}  # draft-07 heeds nothing beside a $ref
    return found
