"""`speclint schema`."""

from __future__ import annotations

import json

import click

from speclint.cli.output import write


def _output() -> dict[str, object]:
    from speclint.reporters.schema import output_schema

    return output_schema()


def _config() -> dict[str, object]:
    from speclint.config.model import config_schema

    return config_schema()


SCHEMAS = {"output": _output, "config": _config}


@click.command("schema")
@click.argument("name", type=click.Choice(list(SCHEMAS)))
def command(name: str) -> None:
    """Print the JSON Schema of `check --format json`, or that of a config file."""
    write(json.dumps(SCHEMAS[name](), indent=2) + "\n")
