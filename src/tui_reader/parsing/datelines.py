"""Where a report was filed, printed at the head of its first paragraph: "HILLFORD, England (EP) — "."""

from __future__ import annotations

from tui_reader.domain import Paragraph, ParagraphRole, Span
from tui_reader.text.patterns import late

_MAX_CHARACTERS = 110
_CAPITAL = "A-ZÀ-ÖØ-Þ"
_PLACE = rf"[{_CAPITAL}][{_CAPITAL}.'’-]*(?:(?: |/)(?:[{_CAPITAL}][{_CAPITAL}.'’-]*|[a-z]{{1,3}}))*"
_REGION = r"(?: \([A-Z][^()\d]{2,30}\)(?=, \d))?(?:, [A-Z][\w.'’-]*(?: (?:[A-Z][\w.'’-]*|and|of|the)){0,4}){0,2}"
_DAY = r"(?:, (?:[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2} [A-Za-zéûä]{3,9}\.?)(?:,? \d{4})?(?: [A-Z][a-z]{2,12}(?= -))?)?"
_AGENCY = r" ?\((?:[A-Z][\w.&/' ]{1,30}|[a-z]{2,3}(?:[ /][a-z]{2,3})?)\)"  # (PA), (Reuters), (dpa)
_SLASHED = r"\.? /[A-Z][\w -]{1,20}/(?:\.|\s*[—–-])\s+"  # "/NORTHWIRE/.", as in Russia
_FIRST = r"(?:\([A-Z]{2,8}\)\s*[-–—]\s+)?"  # the agency before the place, as in Italy
_DASH = r"(?:\s*(?:—|–|―|--|-|_)|\.-)\s+"  # wires print an underscore for a dash
# A place in capitals and a dash; or a place as usually written, an agency in brackets, and a dash.
_DATELINE = late(
    rf"(?:{_FIRST}{_PLACE}{_REGION}{_DAY}(?:{_AGENCY})?"
    rf"|[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){{0,3}}{_REGION}{_DAY}{_AGENCY}){_DASH}(?=\S)"
    rf"|{_PLACE}{_REGION}{_DAY}{_SLASHED}(?=\S)"
)


def dateline_end(paragraph: str) -> int:
    """Return where the words begin behind the dateline of a paragraph, 0 where it has none.

    >>> dateline_end("LEEDS, England (PA) — The line is shut.")
    22
    """
    if not (paragraph[:1].isupper() or paragraph[:1] == "("):
        return 0
    match = _DATELINE.match(paragraph[:_MAX_CHARACTERS])
    if match is None or not _is_place(match[0]):
        return 0
    return match.end()


def body_paragraphs(words: str, start: int) -> list[Paragraph]:
    """Return the paragraph of some words that stand at `start` of a text, its dateline as one before it."""
    filed = dateline_end(words)
    body = Paragraph(Span(start + filed, start + len(words)))
    if not filed:
        return [body]
    return [Paragraph(Span(start, start + len(words[:filed].rstrip())), ParagraphRole.DATELINE), body]


def _is_place(words: str) -> bool:
    """Say whether it can be a place: a label in capitals such as "LIVE -" or one letter is none."""
    letters = sum(letter.isalpha() for letter in words)
    return letters >= 4 and words.split()[0].strip(",—–-").casefold() not in _LABELS


_LABELS = frozenset(
    "live breaking update updated exclusive analysis opinion comment watch video revealed explained news factbox"
    " timeline interview profile review preview picture pictures poll advisory correction note why how what who"
    " question answer corrected attention refile repeat kill urgent bulletin editors update corrects".split()
)
