"""What a terminal sends, parted into keys and pastes (bracketed paste, `ESC[200~` … `ESC[201~`).

A paste is text from outside: an escape sequence within one must not be read as keys. Terminals should take
such sequences out and not all do, so a paste ends at the last end mark of what came in one go.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

BEGIN, END = "\x1b[200~", "\x1b[201~"
MOST_CHARACTERS = 100_000  # of one paste: a query or a path is meant; a whole page is a slip of the hand

_UNTYPED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")  # control characters but for tab and newline
_CUT_OFF = re.compile(r"\x1b\[2?0?0?\Z")  # a begin mark that the end of a read may have cut; a lone ESC is a key


class Sent(NamedTuple):
    """A piece of what was sent, in order."""

    text: str
    is_paste: bool


class PasteFilter:
    """Parts what comes, also where reads cut it. A paste comes whole, once its end mark is in."""

    def __init__(self) -> None:
        self._held = ""  # what may be the beginning of a mark
        self._paste: list[str] | None = None  # what is in of a paste under way
        self._size = 0

    def take(self, text: str) -> Iterator[Sent]:
        """Yield the keys and pastes of `text` (after what was held back)."""
        text, self._held = self._held + text, ""
        if self._paste is None:
            keys, mark, text = text.partition(BEGIN)
            if not mark:
                cut = _CUT_OFF.search(keys)
                keys, self._held = (keys[: cut.start()], cut.group()) if cut else (keys, "")
            if keys:
                yield Sent(keys, False)
            if not mark:
                return
            self._paste, self._size = [], 0
        words, mark, after = text.rpartition(END)
        if not mark:
            words, self._held = after[: -len(END)], after[-len(END) :]
        self._keep(words)
        if mark:
            pasted, self._paste = "".join(self._paste), None
            yield Sent(_UNTYPED.sub("", pasted.replace(BEGIN, "").replace(END, "")), True)
            yield from self.take(after)

    def release(self) -> str:
        """Return what was held back and never went on, outside a paste: it was typed after all."""
        if self._paste is not None:
            return ""
        text, self._held = self._held, ""
        return text

    def _keep(self, words: str) -> None:
        assert self._paste is not None
        if self._size < MOST_CHARACTERS:
            self._paste.append(words[: MOST_CHARACTERS - self._size])
            self._size += len(words)
