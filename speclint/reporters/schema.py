"""The JSON Schema of the `json` format."""

from typing import get_args

from speclint.report import SEVERITIES, Status
from speclint.reporters.json import SCHEMA_VERSION

Schema = dict[str, object]


def output_schema() -> Schema:
    """The schema of what `render_json` writes, in JSON Schema draft 2020-12."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:speclint:output:{SCHEMA_VERSION}",
        "title": f"speclint output, schema version {SCHEMA_VERSION}",
        "description": (
            "Lines and columns count from 1, columns in Unicode code points; end_column is exclusive. "
            "Paths are relative to the working directory, with /."
        ),
        **_object(
            schema_version={"const": SCHEMA_VERSION},
            tool=_object(name={"const": "speclint"}, version=_text("The version of speclint.")),
            summary=_summary(),
            files=_list(_file(), "The files that were judged, sorted by path."),
            skipped=_list(_object(path=_text(), reason=_text()), "The files that were not judged, and why."),
            problems=_list(_object(path=_text(), message=_text()), "What led to exit code 2."),
        ),
    }


def _summary() -> Schema:
    return _object(
        files=_count("Files judged or skipped."),
        specs=_count("Files judged."),
        skipped=_count("Files skipped."),
        errors=_count("Findings of severity error."),
        warnings=_count("Findings of severity warning."),
        infos=_count("Findings of severity info."),
        fixable=_count("Findings that have a fix."),
        checklist={
            **_object(**{"pass": _count()}, fail=_count(), not_applicable=_count(), waived=_count()),
            "description": "Checklist items of all files by status.",
        },
    )


def _file() -> Schema:
    file = _object(
        path=_text(),
        profile=_text("The profile that the file was judged by."),
        checklist=_list(_item(), "The verdicts on the profile's checklist, in its order."),
        findings=_list(_finding(), "Sorted by line, column and rule."),
    )
    shape = _text("The shape of the profile that the file follows; only where the profile has several.")
    return {**file, "properties": {**file["properties"], "shape": shape}}  # type: ignore[dict-item]


def _item() -> Schema:
    return _object(
        id=_text(),
        title=_text(),
        status={"enum": list(get_args(Status))},
        evidence=_list(
            _object(line=_position(), end_line=_position(), text=_text()), "The proof, with its lines."
        ),
        rules=_list(_text(), "The ids of the rules that feed the item."),
    )


def _finding() -> Schema:
    return _object(
        rule=_text("The rule's id; it says what holds when all is well."),
        severity={"enum": list(SEVERITIES)},
        message=_text("What was found, and what was wanted."),
        **_span(),
        section=_list(_text(), "Titles from the document's title down to the section of the finding."),
        checklist=_list(_text(), "The ids of the checklist items that the finding belongs to."),
        fingerprint=_text("A name that stays when lines are added above."),
        help=_text("What to write to make the finding go away."),
        url=_text("The page about the rule; may be empty."),
        related=_list(_object(message=_text(), **_span()), "The other places of a contradiction."),
        fix={"anyOf": [_fix(), {"type": "null"}]},
    )


def _fix() -> Schema:
    edits = _list(_object(**_span(), text=_text()), "Replacements that do not overlap.")
    return _object(safe={"type": "boolean", "description": "Whether the meaning stays."}, edits=edits)


def _span() -> dict[str, Schema]:
    return {key: _position() for key in ("line", "column", "end_line", "end_column")}


def _object(**properties: Schema) -> Schema:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _list(items: Schema, description: str) -> Schema:
    return {"type": "array", "items": items, "description": description}


def _text(description: str = "") -> Schema:
    return {"type": "string", **_described(description)}


def _count(description: str = "") -> Schema:
    return {"type": "integer", "minimum": 0, **_described(description)}


def _position() -> Schema:
    return {"type": "integer", "minimum": 1}


def _described(description: str) -> Schema:
    return {"description": description} if description else {}
