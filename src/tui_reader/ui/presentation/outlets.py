"""Outlets: short letters for each, so that colour is never the only sign, and the list of them."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from types import MappingProxyType

from rich.style import Style
from textual.strip import Strip

from tui_reader.domain import OutletEntry
from tui_reader.domain.unknown import OUTLET_UNKNOWN
from tui_reader.terminal.safe import safe_text
from tui_reader.ui.presentation.lines import Line
from tui_reader.ui.presentation.rows import Rows
from tui_reader.ui.theme import Palette

TAG_WIDTH = 3
UNKNOWN = "?"
# Words that tell no outlet from another.
_COMMON = frozenset(("the", "news", "of", "and", "online", "com", "co", "uk", "org", "net", "www", "live"))
_OUTLET = re.compile(r"(\boutlet:)([^\s\"“”]+)", re.IGNORECASE)
_VOWEL_PAIR = re.compile("(?<=.)[AEIOU]{2,}")


def outlet_letters(name: str | None) -> str:
    """Return up to three capitals for an outlet: `Evening Post` EPO, `ABC News` ABC, `The Sentinel` SEN.

    Capitals stand as they are; three words or more give their initials; of two words the initial of
    the first and the last word; of one word its letters, pairs of vowels left out.
    """
    words: list[str] = re.findall(r"[^\W_]+", name or "")
    words = [word for word in words if word.casefold() not in _COMMON] or words
    if not words:
        return UNKNOWN
    if words[0].isupper() and 1 < len(words[0]) <= 4:
        return words[0][:TAG_WIDTH]
    if len(words) > 2:
        return "".join(word[0] for word in words[:TAG_WIDTH]).upper()
    head = words[0][0].upper() if len(words) > 1 else ""
    skeleton = _VOWEL_PAIR.sub("", words[-1].upper())
    return (head + (skeleton if len(skeleton) > 2 else words[-1].upper()))[:TAG_WIDTH]


class OutletSigns:
    """Letters and colours of the known outlets; no two of them share their letters."""

    def __init__(self, names: Sequence[str | None] = ()) -> None:
        self._letters: dict[str | None, str] = {}
        self._order: dict[str | None, int] = {}
        for name in names:
            self._add(name)

    def _add(self, name: str | None) -> str:
        letters, number = safe_text(outlet_letters(name)), 2
        taken = set(self._letters.values())
        while letters in taken:
            letters = f"{letters[: TAG_WIDTH - len(str(number))]}{number}"
            number += 1
        self._letters[name] = letters
        self._order[name] = len(self._order)
        return letters

    def letters(self, name: str | None) -> str:
        """Return the letters of an outlet; those that are not known share theirs."""
        if name is not None and name.startswith(OUTLET_UNKNOWN):
            return UNKNOWN
        return self._letters.get(name) or self._add(name)

    def spelt_out(self, query: str) -> str:
        """Return a query with an outlet's letters, as every screen prints them, made its name: `outlet:GRD`."""
        names = {letters.casefold(): name for name, letters in self._letters.items() if name}

        def named(match: re.Match[str]) -> str:
            name = names.get(match[2].casefold())
            return f'{match[1]}"{name}"' if name else match[0]

        return _OUTLET.sub(named, query)

    def style(self, name: str | None, look: Palette) -> Style:
        """Return the colour of an outlet."""
        return look.outlet(name, self._order.get(name))


class OutletRows(Rows):
    """All outlets first, then one a line with the number of its posts; below them the searches that are watched."""

    def __init__(
        self,
        entries: Sequence[OutletEntry],
        signs: OutletSigns,
        muted: Collection[str] = (),
        watched: Mapping[str, int] = MappingProxyType({}),
    ) -> None:
        super().__init__()
        self.entries = entries
        self._signs = signs
        self.muted = muted  # by name, "" for the one without
        self._watched = list(watched.items())  # the search, how much is new in it
        self._posts = sum(entry.posts for entry in entries if (entry.name or "") not in muted)

    def __len__(self) -> int:
        return len(self.entries) + 1 + (len(self._watched) + 1 if self._watched else 0)

    def selectable(self, index: int) -> bool:
        """Every line is but the heading of what is watched."""
        return 0 <= index < len(self) and index != len(self.entries) + 1

    def outlet(self, index: int) -> OutletEntry | None:
        """Return the outlet at an index, None for all of them."""
        return self.entries[index - 1] if 0 < index <= len(self.entries) else None

    def watched(self, index: int) -> str | None:
        """Return the watched search at an index, None where an outlet stands."""
        place = index - len(self.entries) - 2
        return self._watched[place][0] if 0 <= place < len(self._watched) else None

    def index(self, name: str | None) -> int:
        """Return where an outlet stands, 0 (all) where it is not known."""
        return next((place for place, entry in enumerate(self.entries, 1) if entry.name == name), 0)

    def whose(self, narrowed: bool, name: str | None) -> str:
        """Return for a heading whose posts are shown, and of how many documents: of one outlet, or of those heard."""
        muted = () if narrowed else self.muted
        heard = [each for each in self.entries if (each.name or "") not in muted]
        documents = sum(each.documents for each in heard if not narrowed or each.name == name)
        who = f"{len(muted)} muted" if muted else "all outlets" if not narrowed else name or OUTLET_UNKNOWN
        return f" · {safe_text(who)} · {documents:,} {'document' if documents == 1 else 'documents'}"

    def lines(self, index: int, width: int, look: Palette) -> list[Strip]:
        """Return the line of one outlet, or of a search."""
        line = Line(width)
        if index > len(self.entries):
            return [self._watched_line(line, index - len(self.entries) - 2, look).strip(look.soft)]
        entry = self.outlet(index)
        posts = self._posts if entry is None else entry.posts
        number = f"{posts:,}"
        room = width - len(number) - 2
        if entry is None:
            line.field("All", room, look.strong)
        else:
            muted = (entry.name or "") in self.muted
            tag = look.faint if muted else self._signs.style(entry.name, look)
            line.add(self._signs.letters(entry.name).ljust(TAG_WIDTH) + " ", tag)
            words = ("muted · " if muted else "") + safe_text(entry.name or OUTLET_UNKNOWN)
            line.field(words, room - TAG_WIDTH - 1, look.faint if muted else look.text)
        return [line.gap(1, look.soft).add(number, look.soft).strip(look.soft)]

    def _watched_line(self, line: Line, place: int, look: Palette) -> Line:
        if place < 0:
            return line.add("── watched", look.soft)
        query, new = self._watched[place]
        number = f"{new:,} new" if new else ""
        line.field(safe_text(query), max(4, line.width - len(number) - 2), look.text)
        return line.gap(1, look.soft).add(number, look.accent)
