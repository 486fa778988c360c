"""What was said in an interview, and so is no part of a speech or a statement of the same day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from tui_reader.alignment.occasions import Occasion, interview_cue, occasions_in
from tui_reader.alignment.passages import Piece
from tui_reader.alignment.people import last_name
from tui_reader.domain import QuotationKind

_MINUTES = 45  # a live page reports an interview within so long of saying that it begins
_GOES_ON = 4  # sentences of the reporter's between two answers of one interview in an article


def interviewed(pieces: Sequence[Piece], holders: Mapping[int, Sequence[str]]) -> set[tuple[str, int]]:
    """Return (speaker, index of piece) for every piece that tells of an interview with that speaker.

    A live page says once that an interview begins; its posts with that speaker on the floor follow
    within 45 minutes. In an article the answers follow the sentence that names the programme.
    """
    cue = interview_cue({piece.document.outlet or "" for piece in pieces})
    names = {last_name(who): who for piece in pieces for who in piece.speakers}
    by_page: defaultdict[str, list[Piece]] = defaultdict(list)
    for piece in pieces:
        by_page[piece.document.id].append(piece)
    found: set[tuple[str, int]] = set()
    for piece in pieces:
        if piece.recap or piece.earlier or not cue.search(own_words(piece)):
            continue
        who = piece.speakers[0] if piece.speakers else next((names[w] for w in piece.words if w in names), "")
        page = by_page[piece.document.id]
        if not who:
            continue
        if len(piece.document.posts) > 1:
            found.update((who, p.index) for p in page if _follows(piece, p, who, holders))
        else:
            found.update((who, index) for index in _answers(piece, page, who))
    return found


def own_words(piece: Piece) -> str:
    """Return a piece without what stands between marks."""
    text, at = [], piece.span.start
    for quotation in piece.quotations:
        if quotation.kind is not QuotationKind.INDIRECT:
            text.append(piece.document.text[at : max(at, quotation.span.start)])
            at = max(at, quotation.span.end)
    text.append(piece.document.text[at : piece.span.end])
    return " ".join(text)


def _follows(opening: Piece, piece: Piece, who: str, holders: Mapping[int, Sequence[str]]) -> bool:
    if piece.post is opening.post:
        return True
    if opening.minute is None or piece.minute is None or who not in holders.get(id(piece.post), ()):
        return False
    return 0 <= piece.minute - opening.minute <= _MINUTES and not piece.recap


def _answers(opening: Piece, page: Sequence[Piece], who: str) -> list[int]:
    """Return the opening and the answers after it, up to where somebody else speaks or a report is quoted."""
    start = opening.index - page[0].index
    found, silent = [opening.index], 0
    for piece in page[start + 1 :]:
        if piece.speakers:
            if piece.speakers[0] != who or Occasion.REPORT in occasions_in(own_words(piece)):
                break
            found.append(piece.index)
            silent = 0
        else:
            silent += 1
            if silent > _GOES_ON:
                break
    return found
