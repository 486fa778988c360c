"""Text as the full-text index sees it: what FTS5's unicode61 with remove_diacritics takes for words."""

from __future__ import annotations

import re

from tui_reader.text.words import without_accents

# Letters and digits of any script, as unicode61; marks (accents of their own) stay with their letter.
_TOKEN = re.compile(r"[^\W_]+")


def folded(text: str) -> str:
    """Return `text` in lower case without accents."""
    return without_accents(text.lower())


def tokens(text: str) -> list[str]:
    """Return the words of `text` as the index spells them, in order."""
    return _TOKEN.findall(folded(text))
