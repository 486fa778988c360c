"""Drafts: their quotations found by our own engine, held against what the store printed.

The only module that knows the engine, the store and the verdicts at once.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import MutableMapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING

from tui_reader.desk.attributing import PRONOUNS, SENTENCE_ENDS, cannot_be_theirs, holders_of, may_be_theirs
from tui_reader.desk.judging import judge, words_of, worst_first
from tui_reader.desk.revisions import MONTHS
from tui_reader.domain import (
    Document,
    ParagraphRole,
    Quotation,
    QuotationEntry,
    QuotationKind,
    Span,
)
from tui_reader.domain.draft import CheckedClaim, CheckedQuotation, DraftQuotation, Verdict
from tui_reader.domain.unknown import OUTLET_UNKNOWN
from tui_reader.parsing.drafts import Draft
from tui_reader.text.normalise import FUNCTION_WORDS, folded_words

if TYPE_CHECKING:
    from tui_reader.store import Store

_EARLIER = re.compile(
    r"\b(?:earlier|last (?:week|month|year|summer|autumn|winter|spring)|previously|yesterday|ago|"
    rf"(?:in|since|of|on \d{{1,2}}) (?:{'|'.join(MONTHS)}))\b"
)
_DAY = re.compile(
    rf"\b(\d{{1,2}})(?:st|nd|rd|th)? ({'|'.join(MONTHS)})\b(?:,? (\d{{4}}))?"
    rf"|\b({'|'.join(MONTHS)}) (\d{{1,2}})(?:st|nd|rd|th)?\b(?:,? (\d{{4}}))?"
)
# What dates the words: a day at the head of a sentence or an entry, or behind the reporting word.
_DATES = re.compile(
    r"(?:^\W*(?:On )?|\b(?:said|told|wrote|added|asked|speaking)\b[^,;.]{0,30}\bon )(?:[A-Z][a-z]+day,? )?$"
)
_MARKED = (QuotationKind.DIRECT, QuotationKind.MIXED, QuotationKind.SCARE)
_APART = timedelta(days=2)  # a statement is told for so long
_A_CLAIM = 5  # words of a sentence that can be looked up
_A_PHRASE = 4  # words: marks of nobody's round fewer are irony, a title, a nickname
# Confidence from which a draft is held to whom it names: on 20 drafts .7 finds one more than .8, none falsely.
_NAMED = 0.7
_BY_PRONOUN = 0.9  # of 60 drafts: 3 right ones called another's instead of 7 at .7, and 3 fewer wrong ones of 234 found


def quotations_of(document: Document) -> list[DraftQuotation]:
    """Return what a draft puts between marks as somebody's words, in order."""
    from tui_reader.quotations import extract_quotations

    blocks = (part for _, part in document.paragraphs() if part.role is ParagraphRole.BLOCK_QUOTATION)
    set_off = {part.span.start for part in blocks}
    found = []
    for each in extract_quotations(document):
        words = folded_words(each.text)
        if each.kind not in _MARKED and each.span.start not in set_off:
            continue
        nobodys = each.speaker is None or each.kind is QuotationKind.SCARE
        if (nobodys and len(words) < _A_PHRASE) or _is_title(each.text):
            continue
        named = each.speaker if each.confidence >= _NAMED and _is_named(each) else None
        by_name = named is not None and folded_words(each.speaker_text or "") not in PRONOUNS
        called, taken_for = (None, None) if by_name else (each.speaker_text, each.speaker)
        found.append(DraftQuotation(each.text, each.span, named, _tells_of_earlier(document, each), called, taken_for))
    return found


def _is_named(quotation: Quotation) -> bool:
    """Say whether the place that attributes has the speaker's own name, or is "he" or "she": no minister is named."""
    speaker = quotation.speaker or ""
    there = folded_words(quotation.speaker_text or speaker)
    by_name = bool(speaker) and folded_words(speaker)[-1] in there
    by_pronoun = there in PRONOUNS and quotation.confidence >= _BY_PRONOUN
    return _is_name(speaker) and (by_name or by_pronoun)


def _is_name(speaker: str) -> bool:
    return all(word[:1].isupper() or word in ("of", "the", "and", "de", "van") for word in speaker.split())


def _is_title(text: str) -> bool:
    """Say whether marks stand round a title or a name: every word has a capital, but for those that join."""
    telling = [word for word in text.split() if word.lower() not in FUNCTION_WORDS]
    return len(telling) > 1 and all(word[0].isupper() for word in telling) and not text.rstrip().endswith((".", ","))


def _tells_of_earlier(document: Document, quotation: Quotation) -> bool:
    """Say whether the sentence round a quotation dates it before: outside the words themselves."""
    return _EARLIER.search(" ".join(_around(document.text, quotation.span))) is not None


def _around(text: str, span: Span) -> tuple[str, str]:
    """Return what stands in the line before and behind some words; before a line of nothing else, what leads in."""
    stop = text.find("\n", span.end)
    before = text[text.rfind("\n", 0, span.start) + 1 : span.start]
    if not before.strip():
        lead = text[: span.start].rstrip()
        before = lead[lead.rfind("\n") + 1 :] if lead.endswith(":") else ""
    return before, text[span.end : stop if stop > 0 else None]


Known = MutableMapping[tuple[str, str | None, bool], CheckedQuotation]  # by words, speaker, whether told as earlier


def check_draft(store: Store, draft: Draft, known: Known | None = None) -> list[CheckedQuotation]:
    """Return the verdict on every quotation of a draft, in order. Raises StoreError.

    What is `known` of the same words is not looked up again, and what is found is added there.
    """
    known = {} if known is None else known

    @cache
    def said(post: str) -> Sequence[QuotationEntry]:
        return store.quotations_of_post(post)

    words, primary = cache(words_of), store.primary_outlets()
    checked = []
    for quotation in quotations_of(draft.document):
        key = quotation.text, quotation.speaker, quotation.earlier
        if key not in known:
            posts = [words(post) for post in store.posts_like(quotation.text)]
            known[key] = judge(quotation, posts, said, primary)
        one = replace(known[key], quotation=quotation)
        if one.verdict is not Verdict.NOT_FOUND or quotation.speaker or len(folded_words(quotation.text)) >= _A_PHRASE:
            checked.append(one)
    return _by_day(draft.document.text, _by_speaker(store, draft, checked))


def _by_speaker(store: Store, draft: Draft, checked: Sequence[CheckedQuotation]) -> list[CheckedQuotation]:
    """Add where the draft names nobody, and cannot mean who said the words in print."""
    if not any(each.quotation.called and each.printed for each in checked):
        return list(checked)
    documents = {printed.post.entry.document for each in checked for printed in each.printed}
    holders, text = holders_of(store.roles_about(documents)), draft.document.text

    def settled(each: CheckedQuotation) -> CheckedQuotation:
        if Verdict.OTHER_SPEAKER in each.verdicts and each.quotation.called:
            may_be = may_be_theirs(each.quotation, each.printed, text, holders)
            return _without(each, Verdict.OTHER_SPEAKER) if may_be else each
        stop = text.find("\n", each.quotation.span.end)
        anothers = cannot_be_theirs(each.quotation, each.printed, text[: stop if stop > 0 else None], holders)
        return _with(each, Verdict.OTHER_SPEAKER) if anothers else each

    return [settled(each) for each in checked]


def _with(checked: CheckedQuotation, verdict: Verdict) -> CheckedQuotation:
    return replace(checked, verdicts=worst_first((*checked.verdicts, verdict)))


def _without(checked: CheckedQuotation, verdict: Verdict) -> CheckedQuotation:
    return replace(checked, verdicts=worst_first(set(checked.verdicts) - {verdict}))


def check_claims(store: Store, draft: Draft) -> list[CheckedClaim]:
    """Return the sentences of a draft, quotations left out, that contradict every source that tells of the thing."""
    from tui_reader.alignment import contradicted
    from tui_reader.alignment.sentences import sentences

    text, at, kept = draft.document.text, 0, list[str]()
    for span in sorted(quotation.span for quotation in quotations_of(draft.document)):
        start = max(at, span.start)
        kept += [text[at:start], " " * (max(start, span.end) - start)]
        at = max(start, span.end)
    text = "".join([*kept, text[at:]])
    found = []
    for paragraph in draft.document.posts[0].paragraphs:
        for span in sentences(text, paragraph.span.start, paragraph.span.end):
            said = span.of(text)
            if len(folded_words(said)) < _A_CLAIM:
                continue
            printed: dict[str, list[str]] = {}
            for post in store.posts_like(said):
                outlet = printed.setdefault(post.entry.outlet or OUTLET_UNKNOWN, [])
                for part in post.paragraphs:
                    outlet += [each.of(post.text) for each in sentences(post.text, part.start, part.end)]
            clashes = contradicted(said, printed)
            if clashes:
                found.append(CheckedClaim(span, " ".join(said.split()), clashes))
    return found


def _by_day(text: str, checked: Sequence[CheckedQuotation]) -> list[CheckedQuotation]:
    """Add where words were said on another day than the draft says, or, where it says none, than most of its own."""
    days = [_days(each) for each in checked]
    counted = Counter(day for each in days for day in each)
    if not counted:
        return list(checked)
    main = max(counted, key=lambda day: (counted[day], day))

    def is_of_another(each: CheckedQuotation, of: set[date]) -> bool:
        before, behind = _around(text, each.quotation.span)
        if any(_is_day(day, told) for told in _days_told(before + behind) for day in of):
            return False
        if _days_told(SENTENCE_ENDS.split(before)[-1], dating=True):
            return True
        return not each.quotation.earlier and all(abs(day - main) > _APART for day in of)

    return [
        _with(each, Verdict.OTHER_DAY) if of and is_of_another(each, of) else each
        for each, of in zip(checked, days, strict=True)
    ]


def _days_told(text: str, *, dating: bool = False) -> list[tuple[int, int, int]]:
    """Return the days that a text names, as year (0: none told), month, day; `dating`: those that date its words."""
    found = []
    for match in _DAY.finditer(text):
        if not dating or _DATES.search(text[: match.start()]):
            day, month, year = match.groups()[:3] if match[1] else (match[5], match[4], match[6])
            found.append((int(year or 0), MONTHS.index(month) + 1, int(day)))
    return found


def _is_day(day: date, told: tuple[int, int, int]) -> bool:
    return told[0] in (0, day.year) and told[1:] == (day.month, day.day)


def _days(checked: CheckedQuotation) -> set[date]:
    """Return the days on which the words were printed, where they are known."""
    if checked.verdict is Verdict.NOT_FOUND:
        return set()
    return {date.fromisoformat(printed.post.entry.day) for printed in checked.printed if printed.post.entry.day}
