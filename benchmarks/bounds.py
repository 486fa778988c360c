"""The tests with the oldest versions that pyproject.toml allows, and with the newest, each in a fresh environment.

    python benchmarks/bounds.py [oldest|newest] [ARGUMENTS OF PYTEST]

By hand, before a release and whenever a bound moves: some three minutes each. Prints what was
installed, and what pytest said last.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def oldest() -> list[str]:
    """Return each dependency at its lower bound."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    bounds = [re.match(r"([\w-]+)>=([\w.]+)", named) for named in project["dependencies"]]
    return [f"{bound[1]}=={bound[2]}" for bound in bounds if bound is not None]


def run(which: str, arguments: list[str]) -> int:
    """Install and test; return what pytest returned."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)
        python = f"{folder}/bin/python"
        pip = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*pip, "--upgrade", "pip"], check=True)
        subprocess.run([*pip, f"{ROOT}[dev]", *(oldest() if which == "oldest" else [])], check=True)
        there = subprocess.run([python, "-m", "pip", "freeze"], check=True, capture_output=True, text=True).stdout
        named = {re.split(r"[>=]", line)[0].lower().replace("_", "-") for line in oldest()}
        print(which, *(line for line in there.split() if line.split("==")[0].lower().replace("_", "-") in named))
        tested = subprocess.run([python, "-m", "pytest", "-q", *arguments], cwd=ROOT, capture_output=True, text=True)
        print(tested.stdout[-2_000:].strip().splitlines()[-1])
        return tested.returncode


if __name__ == "__main__":
    wanted = [name for name in sys.argv[1:2] if name in ("oldest", "newest")] or ["oldest", "newest"]
    given = sys.argv[2:] if sys.argv[1:2] == wanted else sys.argv[1:]
    sys.exit(max([run(which, given) for which in wanted]))
