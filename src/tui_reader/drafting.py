"""Drafts: their quotations found by our own engine, held against what the store printed.

The only module that knows the engine, the store and the verdicts at once.
"""

from __future__ import annotations

from collections.abc import MutableMapping, Sequence
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from tui_reader.desk.attributing import (
    PRONOUNS,
    SENTENCE_ENDS,
    cannot_be_theirs,
    holders_of,
    line_before,
    line_behind,
    may_be_theirs,
)
from tui_reader.desk.judging import judge, words_of, worst_first
from tui_reader.desk.said_when import tells_of_earlier, with_days
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

_MARKED = (QuotationKind.DIRECT, QuotationKind.MIXED, QuotationKind.SCARE)
_TITLE = 2  # capitals of one that has a single telling word
_A_CLAIM = 5  # words of a sentence that can be looked up
_A_PHRASE = 4  # words: marks of nobody's round fewer are irony, a title, a nickname
# Confidence from which a draft is held to whom it names: on 20 drafts .7 finds one more than .8, none falsely.
_NAMED = 0.7
_GUESSED = 0.35  # an office that the draft ties to no name is resolved below, one that it does above
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
        if each.speaker is None and _names_work(document.text, each.span):
            continue
        named = each.speaker if each.confidence >= _NAMED and _is_named(each) else None
        by_name = named is not None and folded_words(each.speaker_text or "") not in PRONOUNS
        called, taken_for = (None, None) if by_name else (each.speaker_text, each.speaker)
        if taken_for is not None and each.confidence < _GUESSED and folded_words(called or "") not in PRONOUNS:
            taken_for = called  # "the chair" is taken for nobody where the draft does not say who that is
        earlier, beside = tells_of_earlier(document.text, each.span), _beside(document.text, each.span)
        found.append(DraftQuotation(each.text, each.span, named, earlier, called, taken_for, beside))
    return found


def _names_work(text: str, span: Span) -> bool:
    """Say whether a word for a work stands before marks: "our explainer, “Nine years of warnings”, is above"."""
    from tui_reader.quotations.sentence.lexicon import words

    before = folded_words(line_before(text, span.start))
    return bool(before) and before[-1] in words("work")


def _beside(text: str, span: Span) -> frozenset[str]:
    """Return the words of the sentence that marks stand in, without what they hold."""
    before, after = line_before(text, span.start), line_behind(text, span.end)
    return frozenset(folded_words(SENTENCE_ENDS.split(before)[-1] + " " + SENTENCE_ENDS.split(after)[0]))


def _is_named(quotation: Quotation) -> bool:
    """Say whether the place that attributes has the speaker's own name, or is "he" or "she": no minister is named."""
    speaker = quotation.speaker or ""
    if _is_role(speaker.rpartition(" ")[2].lower()):
        return False  # "Hillford MP"
    there = folded_words(quotation.speaker_text or speaker)
    knighted = there[:1] in (["sir"], ["dame"]) and folded_words(speaker)[:1] == there[1:2]  # "Dame Ada", of Ada Marsh
    by_name = bool(speaker) and (folded_words(speaker)[-1] in there or knighted)
    by_pronoun = there in PRONOUNS and quotation.confidence >= _BY_PRONOUN
    return _is_name(speaker) and (by_name or by_pronoun)


def _is_role(word: str) -> bool:
    from tui_reader.quotations.sentence.lexicon import FLAGS, ROLE

    return bool(FLAGS[word] & ROLE)


def _is_name(speaker: str) -> bool:
    return all(word[:1].isupper() or word in ("of", "the", "and", "de", "van") for word in speaker.split())


def _is_title(text: str) -> bool:
    """Say whether marks stand round a title or a name: every word has a capital, but for those that join."""
    words = text.split()
    telling = [word for word in words if word.lower() not in FUNCTION_WORDS]
    several = len(telling) > 1 or sum(word[:1].isupper() for word in words) > _TITLE  # "The Thick of Winter"
    return several and all(word[0].isupper() for word in telling) and not text.rstrip().endswith((".", ","))


_ANYWHERE = Span(0, 0)
Known = MutableMapping[DraftQuotation, CheckedQuotation]  # by the quotation, wherever it stands


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
        key = replace(quotation, span=_ANYWHERE)
        if key not in known:
            posts = [words(post) for post in store.posts_like(quotation.text)]
            known[key] = judge(quotation, posts, said, primary)
        one = replace(known[key], quotation=quotation)
        if one.verdict is not Verdict.NOT_FOUND or quotation.speaker or len(folded_words(quotation.text)) >= _A_PHRASE:
            checked.append(one)
    return with_days(draft.document.text, _by_speaker(store, draft, checked))


def _by_speaker(store: Store, draft: Draft, checked: Sequence[CheckedQuotation]) -> list[CheckedQuotation]:
    """Add where the draft names nobody, and cannot mean who said the words in print."""
    if not any(each.quotation.called and each.printed for each in checked):
        return list(checked)
    documents = {printed.post.entry.document for each in checked for printed in each.printed}
    holders, text = holders_of(store.roles_about(documents)), draft.document.text

    def settled(each: CheckedQuotation) -> CheckedQuotation:
        if Verdict.OTHER_SPEAKER in each.verdicts and each.quotation.called:
            may_be = may_be_theirs(each.quotation, each.printed, text, holders, _is_role)
            return _without(each, Verdict.OTHER_SPEAKER) if may_be else each
        anothers = cannot_be_theirs(each.quotation, each.printed, text, holders, _is_role)
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
