"""Drafts: their quotations found by our own engine, held against what the store printed.

The only module that knows the engine, the store and the verdicts at once. Every letter of a draft keeps its place in
the file, whatever markup stands round it.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, MutableMapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from tui_reader.desk.attributing import PRONOUNS, cannot_be_theirs, holders_of, may_be_theirs
from tui_reader.desk.judging import judge, words_of, worst_first
from tui_reader.desk.revisions import MONTHS
from tui_reader.domain import (
    Document,
    DocumentKind,
    Paragraph,
    ParagraphRole,
    Post,
    Quotation,
    QuotationEntry,
    QuotationKind,
    Span,
    short_id,
)
from tui_reader.domain.draft import CheckedClaim, CheckedQuotation, DraftQuotation, Verdict
from tui_reader.domain.unknown import OUTLET_UNKNOWN
from tui_reader.errors import TooLargeError, UnreadableError
from tui_reader.limits import MAX_DRAFT_CHARACTERS
from tui_reader.parsing.decoding import decode_page
from tui_reader.text.normalise import FUNCTION_WORDS, folded_words

if TYPE_CHECKING:
    from tui_reader.store import Store

_MARKUP = re.compile(
    r"<!--.*?-->|<(?:script|style|template)\b.*?</(?:script|style|template)\s*>|</?[a-zA-Z][^<>]*>"
    r"|&(?:#\d+|#x[0-9a-fA-F]+|[a-zA-Z][a-zA-Z0-9]+);",
    re.DOTALL | re.IGNORECASE,
)
_Q = re.compile(r"<(/?)q\b", re.IGNORECASE)
_BLOCK = re.compile(r"<(/?)blockquote\b", re.IGNORECASE)
_SET_OFF = re.compile(r"^[ \t]*>.*$", re.MULTILINE)
_MARKS = re.compile(r"[\"“”«»]")
_BREAKS = re.compile(
    r"</?(?:p|div|h[1-6]|li|ul|ol|blockquote|br|tr|td|section|article|header|figure|figcaption)\b", re.I
)
_ITEM = re.compile(r"^[ \t]*(?:[-*+]|\d+[.)])[ \t]")
_SENTENCE_END = re.compile(r"[.!?:][\"”’')]*\s*$")
_SENTENCE_END_WITHIN = re.compile(r"(?<=[.!?])[\"”’)]*\s+")
_NARROW, _WIDE = 40, 100  # letters of a line that was broken at a width
# What Markdown does not print as words, or not as the writer's: front matter, code, where links lead, pictures.
_CODE = re.compile(
    r"\A---\n.*?\n---[ \t]*$|^[ \t]*(```|~~~).*?(?:^[ \t]*\1[ \t]*$|\Z)|`[^`\n]+`|^(?: {4}|\t).*$"
    r"|!\[[^\]\n]*\]\([^)\n]*\)|\[(?=[^\]\n]*\]\()|\]\([^)\n]*\)|^\[[^\]\n]+\]:.*$|<!--.*?-->",
    re.DOTALL | re.MULTILINE,
)
_HEADING = re.compile(r"^[ \t]*(#{1,6})[ \t]")
_EMPHASIS = re.compile(r"(?<![\w\\])(\*\*|__|\*|_)(?=\S)|(?<=\S)(\*\*|__|\*|_)(?!\w)|^[ \t]*>+", re.MULTILINE)
_EARLIER = re.compile(
    r"\b(?:earlier|last (?:week|month|year|summer|autumn|winter|spring)|previously|yesterday|ago|"
    rf"(?:in|since|of|on \d{{1,2}}) (?:{'|'.join(MONTHS)}))\b"
)
_DAY = re.compile(
    rf"\b(\d{{1,2}})(?:st|nd|rd|th)? ({'|'.join(MONTHS)})\b|\b({'|'.join(MONTHS)}) (\d{{1,2}})(?:st|nd|rd|th)?\b"
)
_MARKED = (QuotationKind.DIRECT, QuotationKind.MIXED, QuotationKind.SCARE)
_APART = timedelta(days=2)  # a statement is told for so long
_A_CLAIM = 5  # words of a sentence that can be looked up
_A_PHRASE = 4  # words: marks of nobody's round fewer are irony, a title, a nickname
# Confidence from which a draft is held to whom it names: on 20 drafts .7 finds one more than .8, none falsely.
_NAMED = 0.7
_BY_PRONOUN = 0.9  # of 60 drafts: 3 right ones called another's instead of 7 at .7, and 3 fewer wrong ones of 234 found


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft as a document of one post, and where in the file each letter of its text stands."""

    document: Document
    source: str = field(repr=False)
    places: Sequence[int] = field(repr=False)
    is_html: bool = False

    def place(self, at: int) -> tuple[int, int]:
        """Return line and column, from 1, of a letter of the text in the file."""
        offset = self.places[at]
        start = self.source.rfind("\n", 0, offset) + 1
        marked = start == 0 and self.source.startswith("\ufeff")  # no editor counts the mark of an encoding
        return self.source.count("\n", 0, offset) + 1, offset - start + 1 - marked

    def source_span(self, span: Span) -> Span:
        """Return where words of the text stand in the file."""
        return Span(self.places[span.start], self.places[span.end - 1] + 1)


def read_draft(source: str, name: str) -> Draft:
    """Read a draft: HTML by its name or its first letters, else text or Markdown. Raises TooLargeError."""
    if len(source) > MAX_DRAFT_CHARACTERS:
        hint = "split it"
        raise TooLargeError(f"{len(source):,} characters; at most {MAX_DRAFT_CHARACTERS:,}", name, hint)
    begins = source.lstrip()[:15].lower()
    places: Sequence[int] = range(len(source))
    is_html = name.lower().endswith((".html", ".htm")) or begins.startswith(("<!doctype", "<html"))
    if is_html:
        text, places, set_off = _without_tags(source)
    else:
        text = source if name.lower().endswith(".txt") else _CODE.sub(_blank, source)
        set_off = [Span(*match.span()) for match in _SET_OFF.finditer(text)]
        text = _EMPHASIS.sub(_blank, text)
    text = text.replace("\ufeff", " ")
    paragraphs = tuple(_with_role(each, text, set_off) for each in _paragraphs(text))
    post = Post(short_id("p", name), None, paragraphs, Span(0, len(text)), line_start=1, line_end=1)
    document = Document(short_id("d", name), name, text, DocumentKind.ARTICLE, (post,))
    return Draft(document, source, places, is_html)


def _blank(match: re.Match[str]) -> str:
    """Return as many spaces, lines kept apart: every place in the text stays what it is in the file."""
    return re.sub(r"[^\n]", " ", match.group())


def _with_role(paragraph: Paragraph, text: str, set_off: Sequence[Span]) -> Paragraph:
    """Return a paragraph; one that is set off, without marks of its own, is a quotation as it stands."""
    at = bisect_right(set_off, paragraph.span.start, key=lambda span: span.start) - 1
    stands = at >= 0 and paragraph.span.start < set_off[at].end and not _MARKS.search(paragraph.span.of(text))
    return Paragraph(paragraph.span, ParagraphRole.BLOCK_QUOTATION) if stands else paragraph


def _paragraphs(text: str) -> Iterator[Paragraph]:
    """Yield the paragraphs of a draft: its lines, those together that were broken at a width or within marks."""
    start = stop = at = 0
    role, last = ParagraphRole.BODY, ""
    opened = straight = 0  # of the paragraph so far: marks that are open, straight ones
    for line in text.splitlines(keepends=True):
        words = line.strip()
        first = at + line.index(words) if words else at
        at += len(line)
        is_open = opened > 0 or straight % 2 == 1
        if not (words and stop > start and role is ParagraphRole.BODY and _goes_on(last, line, is_open=is_open)):
            if stop > start:
                yield Paragraph(Span(start, stop), role)
            role = ParagraphRole.HEADLINE if _HEADING.match(line) else ParagraphRole.BODY
            start, opened, straight = first, 0, 0
        stop, last = first + len(words), words
        opened += words.count("“") - words.count("”")
        straight += words.count('"')
    if stop > start:
        yield Paragraph(Span(start, stop), role)


def _goes_on(last: str, line: str, *, is_open: bool) -> bool:
    """Say whether a line goes on with the last: marks are open, or that was cut at a width within a sentence."""
    if _HEADING.match(line) or _ITEM.match(line):
        return False
    return is_open or (_NARROW <= len(last) <= _WIDE and not _SENTENCE_END.search(last))


def read_draft_file(name: str) -> Draft:
    """Read a draft from a file. Raises UnreadableError, NotTextError, TooLargeError."""
    try:
        raw = Path(name).expanduser().read_bytes()
    except OSError as error:
        hint = "check the path and its permissions"
        raise UnreadableError(f"cannot be read ({error.strerror})", name, hint) from None
    return read_draft(decode_page(raw, name)[0], name)


def _without_tags(source: str) -> tuple[str, list[int], list[Span]]:
    """Return the words of HTML, a line a block, where each letter of them stands, and what is set off of them."""
    letters: list[str] = []
    places: list[int] = []
    set_off: list[Span] = []
    opened: int | None = None  # where a block that is set off begins
    at = 0
    for match in (*_MARKUP.finditer(source), None):
        stop = match.start() if match else len(source)
        letters += [" " if letter in "\r\n" else letter for letter in source[at:stop]]
        places += range(at, stop)
        if match is None:
            break
        tag = match.group()
        meant = html.unescape(tag) if tag[0] == "&" else "\n" * bool(_BREAKS.match(tag))
        if block := _BLOCK.match(tag):
            if block[1] and opened is not None:
                set_off.append(Span(opened, len(letters)))
            opened = None if block[1] else len(letters)
        if quotes := _Q.match(tag):
            meant = "”" if quotes[1] else "“"
        letters += meant
        places += [match.start()] * len(meant)
        at = match.end()
    return "".join(letters), places, set_off


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
    """Return what stands in the line before and behind some words."""
    stop = text.find("\n", span.end)
    return text[text.rfind("\n", 0, span.start) + 1 : span.start], text[span.end : stop if stop > 0 else None]


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
    return replace(checked, verdicts=tuple(v for v in checked.verdicts if v is not verdict) or (Verdict.EXACT,))


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
        told = _days_told(before + behind)
        if any((day.day, day.month) in told for day in of):
            return False
        if _days_told(_SENTENCE_END_WITHIN.split(before)[-1]):
            return True
        return not each.quotation.earlier and all(abs(day - main) > _APART for day in of)

    return [
        _with(each, Verdict.OTHER_DAY) if of and is_of_another(each, of) else each
        for each, of in zip(checked, days, strict=True)
    ]


def _days_told(text: str) -> set[tuple[int, int]]:
    """Return the days of a month that a text names, as day and month."""
    found = ((day or other, month or name) for day, month, name, other in _DAY.findall(text))
    return {(int(day), MONTHS.index(month) + 1) for day, month in found}


def _days(checked: CheckedQuotation) -> set[date]:
    """Return the days on which the words were printed, where they are known."""
    if checked.verdict is Verdict.NOT_FOUND:
        return set()
    return {date.fromisoformat(printed.post.entry.day) for printed in checked.printed if printed.post.entry.day}
