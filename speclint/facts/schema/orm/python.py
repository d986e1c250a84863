"""Stored data and typed classes in Python, whatever library they are of."""

from speclint.facts.schema.code import Code
from speclint.facts.schema.model import Schema
from speclint.facts.schema.orm import python_fields, sqlalchemy, typed_python
from speclint.facts.schema.orm.python_classes import Class, classes
from speclint.facts.schema.source import SchemaDraft

_NO_DATA = ("Enum", "Exception", "Error", "Protocol", "ABC", "Settings", "TestCase", "Warning", "Admin", "Form")
"""Ends of the names of base classes whose subclasses hold no data."""

_DESCRIBING = ("Meta", "Config", "Settings")
"""Classes inside a class that only describe it."""

_KINDS = (
    (sqlalchemy.fits, sqlalchemy.read_class),
    (python_fields.fits, python_fields.read_class),
    (typed_python.fits, typed_python.read_class),
)
"""How a class says what it is, and who reads it; the first that fits."""


def read(code: Code) -> Schema:
    """The tables, collections and typed classes of Python code."""
    draft = SchemaDraft(code.source)
    for class_ in classes(code):
        _read_class(code, draft, class_)
    sqlalchemy.read_calls(code, draft)
    return draft.finish()


def _read_class(code: Code, draft: SchemaDraft, class_: Class) -> None:
    for inner in class_.inner:
        if inner.name not in _DESCRIBING:
            _read_class(code, draft, inner)
    bases = [base.partition("=")[0].strip() for base in class_.bases.split(",")]
    if any(base.endswith(_NO_DATA) for base in bases) or _is_abstract(code, class_):
        return
    for fits, read_class in _KINDS:
        if fits(code, class_):
            read_class(code, draft, class_)
            return


def _is_abstract(code: Code, class_: Class) -> bool:
    """Whether a class only lends its fields to others."""
    fields = (*class_.fields, *(class_.meta.fields if class_.meta is not None else ()))
    flags = [field for field in fields if field.name in ("abstract", "__abstract__")]
    return any(code.bare[slice(*field.value)].strip() == "True" for field in flags)
