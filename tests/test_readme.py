"""The README shows what the tool really says."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
_OUTPUT = re.compile(
    r"<!-- output: speclint (?P<args>[^\n]*) -->\n+```text\n(?P<shown>.*?)```\n+<!-- /output -->", re.S
)


def test_the_output_in_the_readme_is_real() -> None:
    shown = list(_OUTPUT.finditer((ROOT / "README.md").read_text("utf-8")))
    assert shown
    for block in shown:
        command = [sys.executable, "-m", "speclint", *shlex.split(block["args"])]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8")
        assert done.stdout == block["shown"]
