"""The house: the linter, the types and the layers hold, and the README's commands can be found."""

import subprocess
import sys
from pathlib import Path

import pytest

_ROOT = Path(__file__).parent.parent
_LAYERS = "from importlinter.cli import lint_imports_command; lint_imports_command()"


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(["-m", "ruff", "check", "."], id="lint"),
        pytest.param(["-m", "mypy"], id="types"),
        pytest.param(["-c", _LAYERS], id="layers"),
    ],
)
def test_the_house_is_in_order(arguments: list[str]) -> None:
    """A tool that is not installed fails as well: it would have said nothing."""
    run = subprocess.run([sys.executable, *arguments], cwd=_ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, f"{run.stdout}\n{run.stderr}"


def test_ci_finds_the_two_commands_of_the_readme() -> None:
    run = subprocess.run(["bash", _ROOT / ".ci" / "commands"], capture_output=True, text=True, check=True)
    install_and_check, test = run.stdout.splitlines()
    assert install_and_check.startswith("python3 -m venv .venv && ")
    assert test == ".venv/bin/python -m pytest"
