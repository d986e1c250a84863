"""`speclint schema`."""

from __future__ import annotations

import json

import click

from speclint.cli.output import write
from speclint.reporters.schema import output_schema

SCHEMAS = {"output": output_schema}


@click.command("schema")
@click.argument("name", type=click.Choice(list(SCHEMAS)))
def command(name: str) -> None:
    """Print the JSON Schema of `check --format json`."""
    write(json.dumps(SCHEMAS[name](), indent=2) + "\n")
