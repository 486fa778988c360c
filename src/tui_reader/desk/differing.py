"""Quotations that outlets print in different words: what was left out, put in, changed, run together.

A shorter cut is no difference, nor is what a house may do to a quotation: contractions, spelling, figures, marks, an
ellipsis for what is left out, words in square brackets.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import Match, SequenceMatcher
from itertools import islice

from rapidfuzz.distance import Levenshtein

from tui_reader.desk.whose import last_name
from tui_reader.domain import ChangeKind, DifferingQuotation, Quotation, QuotationEntry, QuotationKind, Span, WordChange
from tui_reader.text.contractions import spelled_out, stands_for
from tui_reader.text.figures import figure_of, joined_figures
from tui_reader.text.normalise import FUNCTION_WORDS, folded_words, listed, stem, words

_IN_MARKS = (QuotationKind.DIRECT, QuotationKind.MIXED, QuotationKind.BLOCK)
_LEAST = 4  # words of a quotation that is compared
_LONGEST = 2000  # words compared
_REPEATED = 20_000  # pairs of places with one word; two news texts of 500 words have 1,900, of 1,000 words 7,700
_WORDINGS, _FULLEST = 300, 12  # of one utterance: those looked at, those they are measured by
_ONE_UTTERANCE = 0.7  # of the words of a quotation, from which two speakers' may still be one: misattributed
_PARAPHRASE = 0.5  # of its words that the other has not: marks stand round words that were not said so
_ABOUT = 0.4  # of its telling words that the other has: below it they are not about one thing
_CUT = 3  # words changed at an end; more is where another sentence was put before or behind
_FAR = 5  # words left out beside a lone function word, which then matches by chance
_OPEN = re.compile(r"…|\.\s?\.\s?\.|\[")
_SENTENCE_END = re.compile(r"[.!?]['’\"”)]*(?=\s|$)")
_SPELLING = re.compile(r"(?<=[a-z]{3})is(?=(?:e|ed|es|er|ers|ing|ation|ations)$)")
_NOT = listed("not no never nor cannot without")
_JOINING = FUNCTION_WORDS - _NOT
_WORST = {ChangeKind.PARAPHRASE: 6, ChangeKind.STITCHED: 4, ChangeKind.CHANGED: 3}
_Words = list[tuple[str, Span]]


def differing(
    entries: Sequence[QuotationEntry], *, within: bool = False, primary: Collection[str] = ()
) -> tuple[DifferingQuotation, ...]:
    """Return the quotations of one utterance that differ from another outlet's: the likest of those that are fuller.

    Only what stands in marks is compared. `within` compares the places of one outlet too. Of words that hundreds
    print, the 12 fullest wordings are what others are measured by, and 300 wordings are looked at: bounded work. Where
    a `primary` source has the words, they are measured by it.
    """
    marked = sorted(
        (entry for entry in entries if entry.quotation.kind in _IN_MARKS and entry.outlet),
        key=lambda entry: (
            entry.outlet not in primary,
            -len(folded_words(entry.quotation.text)),
            entry.outlet or "",
            entry.id,
        ),
    )
    found = []
    for place, other in enumerate(marked[:_WORDINGS]):
        others = (entry for entry in marked[:place] if within or entry.outlet != other.outlet)
        fuller = list(islice(_each_once(others), _FULLEST))
        fuller = [entry for entry in fuller if entry.outlet in primary] or fuller
        if fuller:
            fullest = max(fuller, key=lambda entry: _shared(entry.quotation.text, other.quotation.text))
            changes = changes_between(fullest.quotation.text, other.quotation.text)
            if changes and not _are_two_peoples(fullest.quotation, other.quotation, changes):
                found.append(DifferingQuotation(fullest, other, changes))
    return tuple(found)


def _are_two_peoples(one: Quotation, other: Quotation, changes: Sequence[WordChange]) -> bool:
    """Say whether words that are far from the same are two speakers': one proposes it, another promises it."""
    if not (one.speaker and other.speaker) or last_name(one.speaker) == last_name(other.speaker):
        return False
    if changes[0].kind is ChangeKind.PARAPHRASE:
        return True
    are_sure = one.speaker_is_sure and other.speaker_is_sure
    return are_sure and _shared(one.text, other.text) < _ONE_UTTERANCE * len(house_words(other.text))


def _each_once(entries: Iterable[QuotationEntry]) -> Iterator[QuotationEntry]:
    """Yield one entry of each wording."""
    seen: set[str] = set()
    for entry in entries:
        if entry.quotation.text not in seen:
            seen.add(entry.quotation.text)
            yield entry


def badness(differing: DifferingQuotation) -> tuple[int, int]:
    """Return how bad a difference is, the worst highest: by its worst change, then by all of them."""
    each = [_badness(change) for change in differing.changes]
    return max(each), sum(each)


def _badness(change: WordChange) -> int:
    if change.kind is ChangeKind.PARAPHRASE:
        return _WORST[change.kind]
    changed = {*folded_words(change.fullest), *folded_words(change.other)}
    if changed & _NOT or any(word[0].isdigit() for word in changed):
        return 8
    return _WORST.get(change.kind, 2) if changed - FUNCTION_WORDS else 1


def _shared(fullest: str, other: str) -> int:
    return sum(block.size for block in _blocks(house_words(fullest), house_words(other)))


def changes_between(fullest: str, other: str) -> tuple[WordChange, ...]:
    """Return what `other` makes of the words of `fullest`, in order; () for the same words or a shorter cut.

    Texts of more than 2,000 words are compared by their first 2,000.
    """
    a, b = house_words(fullest), house_words(other)
    if len(b) < _LEAST:
        return ()
    blocks = _blocks(a, b)
    if sum(block.size for block in blocks) < (1 - _PARAPHRASE) * len(b):
        return (WordChange(ChangeKind.PARAPHRASE, fullest, other),) if _about_one_thing(a, b) else ()
    changes: list[WordChange] = []
    here = there = 0
    for block in blocks:
        begins, ends = there == 0, not block.size
        mine, theirs = range(here, block.a), range(there, block.b)
        if begins or ends:  # what stands outside the cut was not left out: as many words as were changed count
            few = len(theirs) if len(theirs) <= _CUT else 0
            mine, theirs = mine[len(mine) - few :] if begins else mine[:few], theirs[:few]
        if mine or (theirs and not begins and not ends):
            changes += _told(_Stretch(fullest, a, mine), _Stretch(other, b, theirs), ends=begins or ends)
        here, there = block.a + block.size, block.b + block.size
    return tuple(changes)


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Neighbouring words of a text, by their places."""

    text: str
    words: _Words
    places: range

    @property
    def printed(self) -> str:
        """The words as they stand there."""
        if not self.places:
            return ""
        return self.text[self.words[self.places[0]][1].start : self.words[self.places[-1]][1].end]

    @property
    def between(self) -> str:
        """All that stands between the word before and the word behind."""
        start = self.words[self.places.start - 1][1].end if self.places.start else 0
        end = self.words[self.places.stop][1].start if self.places.stop < len(self.words) else len(self.text)
        return self.text[start:end]

    @property
    def folded(self) -> list[str]:
        """The words as no house style tells them apart."""
        return [word for word, _ in self.words[self.places.start : self.places.stop]]

    def moved(self, by: int) -> _Stretch:
        """Return as many words, some words before."""
        return _Stretch(self.text, self.words, range(self.places.start - by, self.places.stop - by))


def _told(mine: _Stretch, theirs: _Stretch, *, ends: bool) -> Iterator[WordChange]:
    left, put = mine.printed, theirs.printed
    joining_alone = not set(theirs.folded) - _JOINING
    if ends and joining_alone:
        return  # the outlet's way into the words
    places = list(_where(mine, theirs))
    if any(_OPEN.search(each.between) for pair in places for each in pair):
        return
    if stands_for(left, put) or stands_for(put, left) or "".join(mine.folded) == "".join(theirs.folded):
        return
    if left and joining_alone and any(_sentences(one) > _sentences(two) for one, two in places):
        yield WordChange(ChangeKind.STITCHED, left, put)
    elif left and put:
        yield WordChange(ChangeKind.CHANGED, left, put)
    else:
        yield WordChange(ChangeKind.DROPPED if left else ChangeKind.ADDED, left, put)


def _sentences(stretch: _Stretch) -> int:
    return sum(1 for _ in _SENTENCE_END.finditer(stretch.between))


def _where(mine: _Stretch, theirs: _Stretch) -> Iterator[tuple[_Stretch, _Stretch]]:
    """Yield where a drop or an addition may have been made: "we [knew we] went" is "[we knew] we went" too."""
    longer = max(mine, theirs, key=lambda stretch: len(stretch.places))
    alone = not (mine.places and theirs.places)
    by = 0
    while True:
        yield mine.moved(by), theirs.moved(by)
        first, last = longer.places.start - by - 1, longer.places.stop - by - 1
        if not alone or min(first, mine.places.start - by - 1, theirs.places.start - by - 1) < 0:
            return
        if longer.words[first][0] != longer.words[last][0]:
            return
        by += 1


def _about_one_thing(a: _Words, b: _Words) -> bool:
    said, telling = ({stem(word) for word, _ in each if word not in FUNCTION_WORDS} for each in (a, b))
    return len(said & telling) >= max(2, _ABOUT * len(telling))


def _blocks(a: _Words, b: _Words) -> list[Match]:
    """Return the runs of words that both have, without those that match by chance, and the empty one at the end.

    The longest run first, as people see it; where words are repeated without end, whose time grows with the cube of
    that, the fewest edits.
    """
    mine, theirs = [word for word, _ in a], [word for word, _ in b]
    often = Counter(theirs)
    if sum(often[word] for word in mine) > _REPEATED:
        blocks = [Match(*block) for block in Levenshtein.editops(mine, theirs).as_matching_blocks()]
    else:
        blocks = SequenceMatcher(None, mine, theirs, autojunk=False).get_matching_blocks()
    while len(blocks) > 2 and _by_chance(blocks[0], blocks[1], a):
        del blocks[0]
    while len(blocks) > 2 and _by_chance(blocks[-2], blocks[-3], a):
        del blocks[-2]
    return blocks


def _by_chance(end: Match, beside: Match, a: _Words) -> bool:
    """Say whether a run at an end of the cut is one joining word, far from the run beside it."""
    first, last = sorted((end, beside))
    return end.size == 1 and a[end.a][0] in FUNCTION_WORDS and last.a - first.a - first.size > _FAR


def house_words(text: str, most: int | None = _LONGEST) -> _Words:
    """Return the words of a text as no house style tells them apart: written out, figures for numbers, -ize."""
    plain = text.replace("%", " ")
    found: _Words = []
    for word, span in spelled_out(words(plain)[:most], plain):
        figure = figure_of(word) or _SPELLING.sub("iz", word)
        if found and found[-1][0].isdigit() and word in ("per", "cent", "percent"):
            continue  # the sign, or in words
        whole = joined_figures(found[-1][0], word) if found else None
        if whole:
            found[-1] = whole, Span(found[-1][1].start, span.end)  # twenty-two
            continue
        found.append((figure, span))
    return found
