"""Where the files that come with the program lie: in a wheel beside the package, in a clone at its root."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def bundled(name: str) -> Path:
    """Return the path of a bundled folder (`seeds`, `styles`); it may not exist in a broken installation."""
    in_wheel = _PACKAGE / "_bundled" / name
    return in_wheel if in_wheel.exists() else _PACKAGE.parent.parent / name
