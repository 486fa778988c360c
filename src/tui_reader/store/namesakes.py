"""One person under several names: "Quill", "Mrs Quill" and "Ada Quill" of different pages are one speaker.

The names stay as each page gives them; they are only found together. A last name alone joins a full name where the
store knows one full name alone with it, and something tells a person: a title, a role, or that "he" or "she" stood for
one of them. So "Labour" never joins "Welsh Labour", and of two people of one last name neither is joined to it.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from tui_reader.store.rows import IN_KEYS, packed
from tui_reader.store.tokens import tokens

if TYPE_CHECKING:
    from tui_reader.store.contract import Connection

_TITLES = frozenset(
    "mr mrs ms miss mx dr prof professor sir dame lord lady baroness baron viscount earl rev reverend father sister"
    " sgt capt captain col colonel gen general maj major lt sen senator rep".split()
)
_PERSONAL = ("he", "she", "him", "her", "his")
_LOOKED_AT = 50  # quotations of a speaker in which a pronoun or a role is looked for


def speaker_keys(connection: Connection, name: str) -> list[int]:
    """Return the keys of every speaker that is the one of this name: the name's own, and its namesakes'."""
    row = connection.execute("SELECT pk FROM speakers WHERE name = ?", (name,)).fetchone()
    own = [] if row is None else [row[0]]
    bare = _bare(name)
    if not bare:
        return own
    rows = connection.execute(
        "SELECT pk, name FROM speakers WHERE folded LIKE ? AND quotations > 0", (f"% {bare[-1]}",)
    ).fetchall()
    full = {parts for _, other in rows if len(parts := _bare(other)) > 1} | ({bare} if len(bare) > 1 else set())
    alone = len(full) == 1
    if not alone and len(bare) == 1:
        return own
    wanted = full | {bare[-1:]} if alone else {bare}
    same = [(pk, other) for pk, other in rows if _bare(other) in wanted]
    as_one = {_bare(other) for _, other in same} <= {bare} or _is_person(connection, same)
    return sorted({*own, *(pk for pk, _ in same)}) if as_one else own


def _bare(name: str) -> tuple[str, ...]:
    """Return the words of a name without its titles, as the index spells them; none of a phrase or of an acronym."""
    words = name.split()
    if len(words) > 1 and not all(word[0].isupper() or not word[0].isalpha() for word in words):
        return ()
    parts = tokens(name)
    while len(parts) > 1 and parts[0] in _TITLES:
        parts = parts[1:]
    return () if len(parts) == 1 and words[-1].isupper() else tuple(parts)


def _is_person(connection: Connection, same: Collection[tuple[int, str]]) -> bool:
    if any(len(words := tokens(name)) > 1 and words[0] in _TITLES for _, name in same):
        return True
    rows = connection.execute(
        f"SELECT speaker_text, speaker_role FROM quotations WHERE speaker {IN_KEYS} LIMIT ?",
        (packed([pk for pk, _ in same]), _LOOKED_AT * len(same)),
    )
    return any(role is not None or (text or "").lower() in _PERSONAL for text, role in rows)
