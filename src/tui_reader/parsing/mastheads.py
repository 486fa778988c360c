"""A first line that is the outlet's own name, as a pasted page often has one: no headline."""

from __future__ import annotations

from collections.abc import Sequence

from tui_reader.parsing import shapes
from tui_reader.parsing.clocks import lone_date
from tui_reader.parsing.lexicon import MASTHEADS, PARTICLES
from tui_reader.parsing.lines import Line
from tui_reader.parsing.openings import is_title

MOST_WORDS = 6
HEAD_LINES = 5  # below it, within which headline, byline or date stand


def masthead(lines: Sequence[Line], outlet: str | None) -> str | None:
    """Return the first line where it is the outlet's name, else None.

    It is the name where it has the words of `outlet`, what the reader calls it; and where nobody says, where it is a
    few words with capitals, one of which newspapers are called by, over a headline and a byline or a date.
    """
    if len(lines) < 2:
        return None
    words = lines[0].text.strip(" |-–—*#")
    if outlet is not None:
        return words if _bare(words) == _bare(outlet) else None
    below = lines[1 : 1 + HEAD_LINES]
    if not _is_called_so(words) or not is_title(below[0].text):
        return None
    dated = any(lone_date(line.text) or shapes.split_byline(line.text) for line in below[1:])
    return words if dated else None


def _is_called_so(words: str) -> bool:
    parts = words.split()
    if not 2 <= len(parts) <= MOST_WORDS or shapes.ends_sentence(words):
        return False
    if not all(part[0].isupper() or part in PARTICLES or part in ("of", "and", "&") for part in parts):
        return False
    return any(part.casefold() in MASTHEADS for part in parts[-2:])


def _bare(words: str) -> list[str]:
    return words.casefold().removeprefix("the ").split()
