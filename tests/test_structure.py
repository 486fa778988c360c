"""The house keeps its shape: rooms in a row, short files, short functions, light imports."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "src" / "tui_reader"
MODULES = sorted(path for path in PACKAGE.rglob("*.py") if "_bundled" not in path.parts)

# Top down; rooms of one row do not import each other.
ROWS = [
    {"__main__"},
    {"cli"},
    {"ui", "language_server", "web"},
    {"newsroom"},
    {"syncing", "drafting", "comparing"},
    {"wire_folders"},
    {"ingest"},
    {"fetching", "parsing", "quotations", "alignment", "desk", "store", "terminal"},
    {"text"},
    {"domain"},
    {"errors", "limits", "bundled", "config"},
]
MAX_FILE_LINES = 400
MAX_FUNCTION_LINES = 60


def room_of(path: Path) -> str:
    """The first part below the package: a folder or a module."""
    first = path.relative_to(PACKAGE).parts[0]
    return first.removesuffix(".py")


def row_of(room: str) -> int:
    return next(index for index, row in enumerate(ROWS) if room in row)


def imported_rooms(tree: ast.AST) -> set[str]:
    """Rooms of this package that a module imports, anywhere in it."""
    rooms: set[str] = set()
    for node in ast.walk(tree):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, "relative imports hide the room"
            names = [
                f"{node.module}.{alias.name}" if node.module == "tui_reader" else str(node.module)
                for alias in node.names
            ]
        rooms |= {name.split(".")[1] for name in names if name.startswith("tui_reader.")}
    return rooms - {"__version__"}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_go_downwards(path: Path) -> None:
    room = room_of(path)
    if room == "__init__":
        return
    for other in imported_rooms(ast.parse(path.read_text("utf-8"))) - {room}:
        assert row_of(other) > row_of(room), f"{room} may not import {other}"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_files_and_functions_are_short(path: Path) -> None:
    text = path.read_text("utf-8")
    assert text.count("\n") <= MAX_FILE_LINES
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            assert length <= MAX_FUNCTION_LINES, f"{node.name}: {length} lines"


def test_domain_needs_the_standard_library_alone() -> None:
    for path in (PACKAGE / "domain").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom | ast.Import):
                name = node.module if isinstance(node, ast.ImportFrom) else node.names[0].name
                assert str(name).split(".")[0] in {*sys.stdlib_module_names, "tui_reader"}


@pytest.mark.parametrize("module", ["tui_reader.cli", "tui_reader.newsroom", "tui_reader.quotations"])
def test_import_is_light(module: str) -> None:
    heavy = ("textual", "rich", "sqlite_utils", "rapidfuzz", "pyperclip")
    code = f"import sys, {module}; print([name for name in {heavy!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize(
    ("code", "heavy"),
    [
        ("from tui_reader.cli.opening import telling; telling()", "tui_reader.ingest"),  # a call that only reads
        ("import tui_reader.ingest", "multiprocessing"),  # a page or two
        ("import tui_reader.language_server.desk", "tui_reader.drafting"),
    ],
)
def test_who_does_not_need_it_does_not_load_it(code: str, heavy: str) -> None:
    asked = f"import sys; {code}; print({heavy!r} in sys.modules)"
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_no_name_of_the_seeds_is_in_the_code() -> None:
    """What the program decides by is general: no capitalised pair of words of a seed stands in the code."""
    import re

    pairs: set[str] = set()
    for seed in (ROOT / "seeds").glob("*.txt"):
        pairs |= set(re.findall(r"(?<=[a-z] )[A-Z][a-z]{3,} [A-Z][a-z]{3,}\b", seed.read_text("utf-8")))
    allowed = {"British Summer", "Summer Time", "Greenwich Mean", "Mean Time", "Home Secretary"}  # zones and roles
    for path in [*MODULES, *PACKAGE.rglob("*.toml"), *PACKAGE.rglob("*.txt")]:
        text = path.read_text("utf-8")
        assert not [pair for pair in pairs - allowed if pair in text], path
