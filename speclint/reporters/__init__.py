"""What the outside sees of a run: one module a format, each a pure function of the reports."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from speclint.report import RunReport
from speclint.reporters.concise import render_concise
from speclint.reporters.json import render_json
from speclint.reporters.options import RenderOptions
from speclint.reporters.sarif import render_sarif
from speclint.reporters.text import render_text

__all__ = ["REPORTERS", "RenderOptions"]

REPORTERS: Mapping[str, Callable[[RunReport, RenderOptions], str]] = MappingProxyType(
    {
        "text": render_text,
        "concise": render_concise,
        "json": lambda run, _: render_json(run),
        "sarif": lambda run, _: render_sarif(run),
    }
)
