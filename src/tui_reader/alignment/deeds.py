"""Announcements: passages that tell of one deed in their own words ("announced a ban", "there will be a full ban")."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from typing import TypeAlias

from tui_reader.alignment.links import LIKELY, Pair, apart
from tui_reader.alignment.passages import Piece
from tui_reader.alignment.rows import Group
from tui_reader.text.normalise import FUNCTION_WORDS, folded_words, listed, stem

Deed: TypeAlias = tuple[str, str]  # the kind of act, the stem of what it is done to, empty where it needs none

# Acts done by saying so, and what leads to their object. General English, by hand.
_ACTS = {
    "brings in": re.compile(
        r"\b(?:announc(?:e[sd]?|ing)|declar(?:e[sd]?|ing)|launch(?:e[sd]|ing)?|set(?:s|ting)? up|"
        r"establish(?:e[sd]|ing)?|introduc(?:e[sd]?|ing)|creat(?:e[sd]?|ing)|"
        r"there (?:will|would) be|(?:a|the|has|have) new|^\W*new)\b",
        re.IGNORECASE,
    ),
    "accepts": re.compile(r"\b(?:accept(?:s|ed|ing)?|adopt(?:s|ed|ing)?)\b", re.IGNORECASE),
    "tables": re.compile(r"\b(?:tabl(?:e[sd]|ing)|lodg(?:e[sd]|ing)|put(?:s|ting)? down)\b", re.IGNORECASE),
}
# Acts that need no object. On five annotations: 4 to 8 points of recall on the invented days, nothing on the others.
_WHOLE_ACTS = {
    "apologises": re.compile(r"\b(?:apologi[sz]e[sd]?|apolog(?:y|ies)|sorry)\b", re.IGNORECASE),
    "resigns": re.compile(r"\b(?:resign(?:s|ed|ation)|quits?|(?:steps|stepped|stood) down)\b", re.IGNORECASE),
}
_COMES = re.compile(r"^\W*(?:an?|the)((?: [\w-]+){1,5}?) (?:will|would)\b", re.IGNORECASE)
_OBJECT_WORDS = 6  # of the object of an act, up to its head: "a full and immediate ban"
_CUTS = listed("to into for of in on at by from with that which who as after over under about will would is are")
_CLAUSE = re.compile(r"[,.;:!?–—()]\s|\n")
_OBJECT_CHARACTERS = 120  # that hold them
_TWO = 2  # outlets: what one alone tells is no row of several
_FEWEST, _MOST = 3, 40  # passages of one deed; two are linked by their words or not at all; a crowd tells nothing


def deeds_of(text: str) -> list[Deed]:
    """Return the deeds a passage tells of, an act and the head of its object each, in order of print."""
    found: list[tuple[int, Deed]] = []
    for act, pattern in _ACTS.items():
        found.extend(
            (match.start(), (act, head))
            for match in pattern.finditer(text)
            if (head := _head(text[match.end() : match.end() + _OBJECT_CHARACTERS]))
        )
    found.extend((match.start(), (act, "")) for act, pattern in _WHOLE_ACTS.items() if (match := pattern.search(text)))
    if (comes := _COMES.match(text)) and (head := _head(comes[1])):
        found.append((0, ("brings in", head)))
    return [deed for _, deed in sorted(found)]


def _head(rest: str) -> str:
    """Return the stem of the last word of the object that `rest` begins with, empty where there is none."""
    clause = _CLAUSE.split(rest, maxsplit=1)[0]
    head = ""
    for word in folded_words(clause)[:_OBJECT_WORDS]:
        if word in _CUTS:
            break
        if word not in FUNCTION_WORDS and not word[0].isdigit():
            head = stem(word)
    return head


def add_deeds(groups: Sequence[Group], speaker: str, others: Sequence[Piece]) -> None:
    """Put the passages that tell of one deed of the speaker's into the rows that tell of it first.

    `others` are pieces that may stand in no row yet. Those count that the speaker is named for, or somebody who
    is named together with them: what a minister announces, the government does.
    """
    placed = {p.index: p for g in groups for p in g.pieces}
    voices = {speaker} | {s for p in placed.values() if speaker in p.speakers for s in _unnamed(p)}
    everyone = {**{p.index: p for p in others if not p.earlier}, **placed}
    told: defaultdict[Deed, list[Piece]] = defaultdict(list)
    for index, piece in sorted(everyone.items()):
        theirs = voices.issuperset(piece.speakers) if piece.speakers else index in placed
        if theirs or speaker in piece.speakers:
            for deed in dict.fromkeys(deeds_of(piece.text)):
                told[deed].append(piece)
    for deed, pieces in told.items():
        if not _FEWEST <= len(pieces) <= _MOST or len({p.outlet for p in pieces}) < _TWO:
            continue
        row, witness = _row_of(groups, deed, pieces)
        if row is None or witness is None:
            continue
        for piece in (p for p in pieces if p is not witness):
            row.add(piece, Pair(witness, piece, LIKELY, (f"one act in both: {deed[0]}", apart(witness, piece))))
        whole = {p.index for p in row.pieces}
        for other in groups:
            if other is not row and whole.issuperset(p.index for p in other.pieces):
                other.pieces.clear()


def _unnamed(piece: Piece) -> set[str]:
    """Return who speaks in a piece without a name of their own: "the government", "ministers"."""
    printed = [q.speaker for q in piece.quotations if q.speaker and q.speaker.islower()]
    return {key for key in piece.speakers if any(key in name for name in printed)}


def _row_of(groups: Sequence[Group], deed: Deed, pieces: Sequence[Piece]) -> tuple[Group | None, Piece | None]:
    """Return the row that has most of what tells of a deed first, and the passage that does; one deed, one row."""
    first = {p.index: p for p in pieces if deeds_of(p.text)[0] == deed}
    having = [(sum(p.index in first for p in g.pieces), len(g.outlets), -n, g) for n, g in enumerate(groups)]
    most = max(having, key=lambda entry: entry[:3], default=(0, 0, 0, None))
    row = most[3] if most[0] else None
    return row, next((p for p in row.pieces if p.index in first), None) if row is not None else None
