"""Word lists that come with the program, read when they are first asked for.

A list is a text file beside the code: `#` starts a comment (its first lines say what the list is for
and where it comes from), `[name]` starts a section, every other line is one entry.
"""

from __future__ import annotations

import os

_Sections = dict[str, tuple[str, ...]]


def read_sections(folder: str, name: str) -> _Sections:
    """Return the sections of the word list `name` in `folder`, in order; a missing file is a bug, and raises."""
    sections: dict[str, list[str]] = {}
    entries: list[str] = sections.setdefault("", [])
    with open(os.path.join(folder, name), encoding="utf-8") as lines:  # noqa: PTH118, PTH123 - pathlib costs 8 ms
        for line in lines:
            entry = line.partition("#")[0].strip()
            if entry.startswith("[") and entry.endswith("]"):
                entries = sections.setdefault(entry[1:-1], [])
            elif entry:
                entries.append(entry)
    return {section: tuple(found) for section, found in sections.items()}
