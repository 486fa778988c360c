"""Whose words a draft says they are, and whose they are in print; which printed words are anybody's quotation."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tui_reader.domain import QuotationEntry, QuotationKind
from tui_reader.domain.draft import DraftQuotation, Printed, Verdict
from tui_reader.text.names import KIN, TITLES
from tui_reader.text.normalise import COMMON_WORDS, FUNCTION_WORDS, NEWS_WORDS, folded_words

_NO_FIRST_NAMES = TITLES | KIN | COMMON_WORDS | NEWS_WORDS
_GOVERNMENT = frozenset(
    ("government", "the government", "ministers", "downing street", "number 10", "no 10", "whitehall")
)
_SPOKESPEOPLE = frozenset(("spokesman", "spokeswoman", "spokesperson", "spokespeople"))
_PAPERS = frozenset("news daily sunday online live politics uk".split())  # of an outlet's name, any outlet's
_FEW = 3  # words that are somebody's: two are anybody's
_LONG = 4  # words from which on it counts that another has them as well
_SINGLE_OPENS, _SINGLE_CLOSES = re.compile(r"(?<!\w)['‘](?=\w)"), re.compile(r"['’](?!\w)")
IN_MARKS = (QuotationKind.DIRECT, QuotationKind.MIXED, QuotationKind.BLOCK, QuotationKind.SCARE)


def is_marked(printed: Printed) -> bool:
    """Say whether words stand between marks, or are set off: by the quotation found there, else by the marks before."""
    if printed.quotation is not None and printed.quotation.quotation.kind in IN_MARKS:
        return True
    text, start = printed.post.text, printed.span.start
    before = text[max(text.rfind("\n", 0, start), printed.post.span.start - 1) + 1 : start]
    if before.count("“") > before.count("”") or before.count('"') % 2 == 1:
        return True
    single = [match.start() for match in _SINGLE_OPENS.finditer(before + text[start : start + 1])]
    return bool(single) and _SINGLE_CLOSES.search(before, single[-1] + 1) is None


def stands_so(quotation: DraftQuotation, printed: Printed) -> bool:
    """Say whether words stand in marks, or are the text of whoever wrote the page, if that is whom the draft names."""
    return is_marked(printed) or _is_authors(quotation, printed)


def _is_authors(quotation: DraftQuotation, printed: Printed) -> bool:
    """Say whether the draft gives words to who wrote the page, or to its outlet: "to the Harbour Post it was “…”"."""
    whose = quotation.speaker or quotation.called
    meant = {last_name(whose), last_name(quotation.taken_for)} - {""}
    meant |= quotation.beside if quotation.speaker is None else set()
    if any(last_name(author) in meant for author in printed.post.authors):
        return True
    outlet = name_words(printed.post.entry.outlet or "") - _PAPERS
    return bool(outlet & quotation.beside) and (whose is None or bool(outlet & name_words(whose)))


def wrong_names(quotation: DraftQuotation, printed: Sequence[Printed]) -> list[Verdict]:
    """Return what is wrong with whom the draft names."""
    if any(not is_marked(one) and _is_authors(quotation, one) for one in printed):
        return []  # what an author tells of others is the author's text
    known = [one.quotation for one in printed if one.quotation is not None and one.quotation.quotation.speaker]
    if quotation.speaker is None or not known or len(folded_words(quotation.text)) < _FEW:
        return []  # two words are anybody's
    if any(name_words(quotation.speaker) <= name_words(one.post.entry.outlet or "") for one in printed):
        return []  # "the Harbour Post has it as “…”"
    if any(is_by(quotation, entry) for entry in known):
        theirs = [entry for entry in known if not is_by(quotation, entry) and entry.quotation.speaker_is_sure]
        return [Verdict.RELAYED] if theirs and len(folded_words(quotation.text)) > _LONG else []
    if any(_is_described(quotation, entry) for entry in known):
        return [Verdict.RELAYED]
    named = name_words(quotation.speaker)
    if any(entry.quotation.via and named & name_words(entry.quotation.via) for entry in known):
        return [Verdict.RELAYED]
    return [Verdict.OTHER_SPEAKER]


def _is_described(quotation: DraftQuotation, entry: QuotationEntry) -> bool:
    """Say whether the sentence has the printed speaker, who has no name, in it: "reported a fear among nurses that"."""
    speaker = entry.quotation.speaker or ""
    words = {word for word in name_words(speaker) if word not in COMMON_WORDS}
    return speaker != speaker.title() and len(words) > 1 and words <= quotation.beside


def is_by(quotation: DraftQuotation, entry: QuotationEntry | None) -> bool:
    """Say whether a printed quotation may be by whom the draft names: a last name, or the role, is the same."""
    if entry is None or quotation.speaker is None or entry.quotation.speaker is None:
        return False
    if _are_namesakes(quotation.speaker, entry.quotation.speaker):
        return False
    printed = entry.quotation.speaker.casefold()
    if quotation.speaker.casefold() in _GOVERNMENT and (printed in _GOVERNMENT or speaks_for_others(printed)):
        return True
    theirs = name_words(entry.quotation.speaker) | name_words(entry.quotation.speaker_role or "")
    mine = name_words(quotation.speaker)
    return last_name(quotation.speaker) in theirs or last_name(entry.quotation.speaker) in mine or mine <= theirs


def speaks_for_others(name: str | None) -> bool:
    """Say whether somebody is called a spokesman, a spokeswoman: "the mayor's spokeswoman"."""
    return not _SPOKESPEOPLE.isdisjoint(folded_words(name or ""))


def _are_namesakes(one: str, other: str) -> bool:
    """Say whether two names share the last alone: "Ada Marsh" and "Joe Marsh", but "Dr Marsh" is either."""
    names = _two_words(one), _two_words(other)
    if names[0] is None or names[1] is None or names[0][1] != names[1][1]:
        return False
    shorter, longer = sorted((names[0][0], names[1][0]), key=len)
    return not longer.startswith(shorter)  # "Dan" is "Daniel", "A." is "Ada"


def _two_words(name: str) -> list[str] | None:
    """Return a first and a last name; None for a name of other words, or with a title or a word of every day."""
    words = folded_words(name)
    plain = all(word[:1].isupper() for word in name.split())
    is_name = len(words) == 2 and plain and words[0] not in _NO_FIRST_NAMES
    return words if is_name else None


def same_speaker(one: QuotationEntry, other: QuotationEntry) -> bool:
    """Say whether two printed quotations are the same person's: by the last name."""
    a, b = one.quotation.speaker, other.quotation.speaker
    return bool(a and b) and last_name(a) == last_name(b)


def last_name(name: str | None) -> str:
    """Return the last word of a name, folded; "" where there is none."""
    return next(reversed(folded_words(name or "")), "")


def name_words(name: str) -> set[str]:
    """Return the words of a name or of a role that tell it from others."""
    return {word for word in folded_words(name) if word not in FUNCTION_WORDS}
