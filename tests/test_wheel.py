"""The wheel carries every rule, and the package finds them there."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def test_the_wheel_holds_every_rule(tmp_path: Path) -> None:
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
        archive.extractall(tmp_path / "site")
    rules = {f"speclint/{path.relative_to(ROOT)}" for path in (ROOT / "rules").rglob("*.*")}
    assert rules <= names
    assert "speclint/py.typed" in names
    found = subprocess.run(
        [sys.executable, "-c", "from speclint.ruleset import load_ruleset; print(len(load_ruleset().rules))"],
        cwd=tmp_path / "site",
        env={"PYTHONPATH": str(tmp_path / "site")},
        capture_output=True,
        text=True,
        check=True,
    )
    assert int(found.stdout) == len(list((ROOT / "rules").glob("*.yaml")))
