"""Marked words woven into a sentence of the reporter's that no reporting word holds."""

from __future__ import annotations

from tui_reader.quotations.rules import rule
from tui_reader.quotations.sentence.clause_subjects import clause_subject
from tui_reader.quotations.sentence.clauses import is_title, speaks_first
from tui_reader.quotations.sentence.lexicon import PRON, PUNCT, WRITING, words
from tui_reader.quotations.sentence.mark_pairing import Run
from tui_reader.quotations.sentence.narration import Narration
from tui_reader.quotations.sentence.noun_phrases import phrase_after, phrase_before
from tui_reader.quotations.speech.claims import Claim
from tui_reader.quotations.speech.place import Place, claim_of
from tui_reader.text.words import possessor

_CRIES = words("cry")
_SAID = words("words_of")
_BE = words("be")
_SHOWN = words("shown")
_NAMING = words("names_it")
_READS = words("reads")
_FROM_WHOM = frozenset(("from", "among", "across", "around"))
_FRAMES = 6  # reporting words looked at in a sentence
_WHAT = 6  # entries from "what" to "called"
_TERM = 5  # words: outside pages of posts, what is woven in without a reporting word and no longer is a term
# (political news, 32 such runs: 1 right of the 24 shorter ones)
_SIGN = 8  # entries between a sign and what it says
_VERBS = 14  # entries behind a writing in which "will" tells that it is not out yet


@rule("named-so", "Marked words after “called”, “titled”, “known as” are a name or a title: nobody's")
def named_so(place: Place) -> Claim | None:
    """ "a booklet called “In case of war”"; but "he called it “a mess”" is his."""
    return Claim("named-so", "a name or a title") if is_named_so(place.paragraph.narration, place.entry) else None


def is_named_so(narration: Narration, entry: int) -> bool:
    """Say whether what stands before the entry makes a name of it: "called", "known as the"."""
    low = narration.low
    at = entry - 2 if entry > 1 and low[entry - 1] in ("the", "a", "an") else entry - 1
    if at > 0 and low[at] == "as":
        return low[at - 1] == "known"
    if not at == entry - 1 > 0 or low[at] not in _NAMING:
        return False
    if low[at - 1] in _BE and low[entry + 1 : entry + 2] == ["by"]:
        return False  # "was called “a mess” by Name"
    return not narration.flag[at - 1] & PRON and "what" not in low[max(0, at - _WHAT) : at]  # "what Name called “…”"


@rule("cries", "Cries are of those they come from, and of nobody named before")
def cries_from(place: Place) -> Claim | None:
    """ "Shouts of “shame” from the gallery"."""
    narration, first, last = place.paragraph.narration, place.entry, place.entry
    while first > 2 and narration.low[first - 1] in ("and", ",", "or") and first - 2 in narration.run:
        first -= 2  # "cries of “shame” and “resign” from …"
    while last + 2 < len(narration.raw) and narration.low[last + 1] in ("and", ",") and last + 2 in narration.run:
        last += 2
    if first < 2 or narration.low[first - 1] != "of" or narration.low[first - 2] not in _CRIES:
        return None
    first = last + 2
    after = narration.low[last + 1 : first + 1]
    told = (after and after[0] in _FROM_WHOM) or after == ["in", "the"]
    end = phrase_after(narration, first, len(narration.raw)) if told else None
    if end is None:
        return Claim("cries", "cries, and nobody told whose")
    return claim_of(narration, (first, end), "cries", "they come from there")


@rule("owner", "“Name's “…” remark”: words called somebody's are theirs")
def owner(place: Place) -> Claim | None:
    """Also a full clause of "I" after the possessive."""
    narration, entry = place.paragraph.narration, place.entry
    used = entry > 2 and narration.low[entry - 2 : entry] == ["use", "of"]  # "Name's use of “…”"
    entry -= 2 * used
    surname = possessor(narration.raw[entry - 1]) if entry else None
    called = used or (entry + 1 < len(narration.raw) and narration.low[entry + 1] in _SAID)
    if surname is None or is_title(place.text, place.run) or not (called or speaks_first(place.text, place.run)):
        return None
    begin = phrase_before(narration, entry, 0)
    return None if begin is None else claim_of(narration, (begin, entry), "owner", "their words, by the possessive")


@rule("sign", "A sign, a banner, a leaflet carries the words it shows")
def on_a_sign(place: Place) -> Claim | None:
    """ "protesters carried banners reading “Enough”", "a sign that says “No singing”"."""
    narration, entry = place.paragraph.narration, place.entry
    at = entry - 1
    if at > place.low and narration.low[at] in (":", ",", "words"):
        at -= 1
    verbs = False
    for index in range(at, max(place.low, at - _SIGN) - 1, -1):
        word, flag = narration.low[index], narration.flag[index]
        if word in _READS:
            verbs = True
        elif word in _SHOWN and verbs:
            begin = phrase_before(narration, index + 1, place.low)
            begin = index if begin is None else begin
            if narration.low[begin].endswith("ing") and begin < index:
                begin += 1  # "holding signs saying"
            return claim_of(narration, (begin, index + 1), "sign", "it is what shows the words")
        elif flag & PUNCT or index in narration.run:
            return None
    return None


@rule("sentence-reports", "Words woven into a sentence that reports somebody are theirs")
def sentence_reports(place: Place) -> Claim | None:
    """ "She said the plan was off and a “mess” had been made of it"."""
    here = place.paragraph.reporting.get(place.low)
    if here is None or is_title(place.text, place.run):
        return None
    phrases = (frame.subject for frame, _ in place.paragraph.resolved[-_FRAMES:])
    if any(phrase is not None and phrase.first <= place.entry < phrase.end for phrase in phrases):
        return None  # "Name, MP for the “…” seat, said"
    return Claim("sentence-reports", "the sentence reports their words", here)


@rule("writing-subject", "Words woven into a sentence about something written stand in it")
def writing_subject(place: Place) -> Claim | None:
    """ "The letter sets a “clear” date", unless it will be written yet."""
    narration = place.paragraph.narration
    if is_title(place.text, place.run):
        return None
    subject = clause_subject(narration, place.low, place.entry)
    if subject is None or not any(narration.flag[i] & WRITING for i in range(*subject)):
        return None
    verbs = narration.low[subject[1] : min(place.entry, subject[1] + _VERBS)]
    if "will" in verbs or "would" in verbs:
        return None
    return claim_of(narration, subject, "writing-subject", "the sentence is about what they wrote")


@rule("woven-on", "Words woven into the sentence after somebody's words are theirs, if more than a term")
def woven_on(place: Place) -> Claim | None:
    """ "She has had enough. “I am going,” she said. And by noon “the last of it” was gone"."""
    if place.before is None or not _is_woven(place):
        return None
    return Claim("woven-on", "the sentence before is theirs", place.before.by)


@rule("woven-floor", "Words woven into a paragraph after somebody's paragraph are theirs, if more than a term")
def woven_floor(place: Place) -> Claim | None:
    """A weak ground: never sure."""
    if place.floor is None or place.before is not None or not _is_woven(place):
        return None
    return Claim("woven-floor", "the paragraph before is theirs", place.floor)


def _is_woven(place: Place) -> bool:
    """Say whether the words stand in a sentence of the reporter's and are more than a term or a title."""
    if place.alone or is_title(place.text, place.run) or place.paragraph.is_head:
        return False
    return place.live or _longer(place.text, place.run, _TERM)


def _longer(text: str, run: Run, count: int) -> bool:
    return len(text[run.start : min(run.end, run.start + 100)].split()) > count
