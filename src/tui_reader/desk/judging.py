"""A quotation of a draft held against what was printed: one verdict, or several, and the printed words.

The words of the draft are what is measured: an invented sentence round three real words is not found. House style is no
misquote: marks, dashes, case, contractions, figures, [brackets] and ellipses where words are cut.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice, pairwise
from typing import NamedTuple

from rapidfuzz.distance import LCSseq
from rapidfuzz.fuzz import partial_ratio_alignment

from tui_reader.desk.advisories import advisory_kinds
from tui_reader.desk.differing import changes_between, house_words
from tui_reader.desk.whose import IN_MARKS, is_by, is_marked, same_speaker, stands_so, wrong_names
from tui_reader.domain import WITHDRAWN, AdvisoryKind, ChangeKind, QuotationEntry, Span, WordChange
from tui_reader.domain.draft import LEVELS, CheckedQuotation, DraftQuotation, Printed, PrintedPost, Verdict
from tui_reader.text.differences import DifferenceKind, wording_differences

_CUT = re.compile(r"\s*(?:\[[^\]]*\]|…|\.\s?\.\s?\.)\s*")  # words cut, or put in brackets
_LETTER = re.compile(r"\[(\w)\](?=\w)")  # a letter made small or a capital: "[t]he"
_APART = 200  # words between two pieces of one cut
_COVERED = 0.7  # of the draft's words that the printed ones have, in order: below it they were made up
_REPORTED = 0.6  # the same, of words reported without marks
_RUN, _RUN_ELSEWHERE = 3, 4  # words of a run that two sentences were joined of; of one from another place
_LIKE = 0.85  # of the words in one place: what else is put in is a difference there, not something joined to it
_RUNS, _LEFT = 3, 0.1  # such runs, and the share of the draft's words in none of them
_DROPPED = 2  # words left out that are one difference; more, or over the end of a sentence, is two things joined
_JOINING = frozenset("and but or so that because".split())  # put in between two things that were joined
_HITS = 20  # places in one post where the words stand
_ALIGNED = 8  # posts in which the nearest words are looked for
_TAG = re.compile(r"(?<=[,.!?…])[\"”’][^\n\"“”‘’]{1,100}?[\"“‘](?=\w)")  # “An audit,” she said of it, “is …”
_TAG_BETWEEN = re.compile(r"[^\w\n]*[\"”'’][^\n]*[\"“'‘]")  # a quotation parted by who said it

_KINDS = {DifferenceKind.DROPPED: ChangeKind.DROPPED, DifferenceKind.ADDED: ChangeKind.ADDED}

Said = Callable[[str], Sequence[QuotationEntry]]  # post id -> its quotations


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of a post in order, as no house style tells them apart, with their spans in the document."""

    post: PrintedPost
    words: list[str]
    spans: list[Span]
    line: str  # " w1 w2 ... "
    places: list[int]  # of each word, where the space before it stands in the line

    def find(self, wanted: Sequence[str], after: int = 0) -> int:
        """Return which word `wanted` stands from, at or behind `after`; -1 where it does not."""
        if after >= len(self.places):
            return -1
        at = self.line.find(f" {' '.join(wanted)} ", self.places[after])
        return bisect_left(self.places, at) if at >= 0 else -1

    def span(self, first: int, stop: int) -> Span:
        """Return the span of some words in the document's text."""
        return Span(self.spans[first].start, self.spans[stop - 1].end)


def words_of(post: PrintedPost) -> _Words:
    """Return the words of a post."""
    return _words_in(post, post.span.of(post.text))


def _without_tags(post: _Words) -> _Words | None:
    """Return the words of a post but for who said it within a quotation, None where there is nothing of the kind."""
    text = post.post.span.of(post.post.text)
    parted = _TAG.sub(lambda tag: " " * len(tag.group()), text)
    return _words_in(post.post, parted) if parted != text else None


def _words_in(post: PrintedPost, text: str) -> _Words:
    found = house_words(text, most=None)
    places: list[int] = []
    at = 0
    for word, _ in found:
        places.append(at)
        at += len(word) + 1
    spans = [Span(span.start + post.span.start, span.end + post.span.start) for _, span in found]
    words = [word for word, _ in found]
    return _Words(post, words, spans, f" {' '.join(words)} ", places)


def judge(
    quotation: DraftQuotation, posts: Sequence[_Words], said: Said, primary: Collection[str] = ()
) -> CheckedQuotation:
    """Return the verdicts on a quotation, from the posts that may have printed it; other days are judged later.

    What a `primary` source printed nobody contests, and it contests what others did.
    """
    posts = sorted(posts, key=lambda post: post.post.entry.outlet not in primary)
    text = _LETTER.sub(r"\1", quotation.text)
    pieces = [[word for word, _ in house_words(part)] for part in _CUT.split(text)]
    wanted = [piece for piece in pieces if piece]
    if not wanted:
        return CheckedQuotation(quotation, (Verdict.EXACT,))
    exact = _hits(wanted, posts, said)
    whole = [word for piece in wanted for word in piece]
    if not exact and len(whole) > _RUN:
        exact = _hits(wanted, filter(None, map(_without_tags, posts)), said)
    if exact:
        return _of_exact(quotation, exact, posts, said, primary)
    likely = _likest(whole, posts)
    near = _nearest(whole, likely, said)
    joined = _joined(whole, likely, said) if len(whole) >= 2 * _RUN else None
    if joined is not None and joined[0] is Verdict.EXACT:
        return _of_exact(quotation, joined[1], posts, said, primary)
    if joined is not None and (near is None or near[0] < _LIKE or joined[2]):
        verdict, printed, _ = joined
        return CheckedQuotation(quotation, worst_first((verdict, *wrong_names(quotation, printed))), tuple(printed))
    if near is None or near[0] < (_COVERED if near[1].quotation is not None else _REPORTED):
        return CheckedQuotation(quotation, (Verdict.NOT_FOUND,))
    printed_near = replace(near[1], changes=_changes(near[1].words, quotation.text))
    verdict = Verdict.DIFFERS if stands_so(quotation, printed_near) else Verdict.PARAPHRASE
    verdicts = [verdict, *wrong_names(quotation, [printed_near])]
    return CheckedQuotation(quotation, worst_first(verdicts), (printed_near,))


# -- the words stand so --------------------------------------------------------------------------------------
def _hits(wanted: Sequence[Sequence[str]], posts: Iterable[_Words], said: Said) -> list[Printed]:
    """Return where the pieces stand in each of the posts, some places a post."""
    return [hit for post in posts for hit in islice(_exact(wanted, post, said), _HITS)]


def _exact(wanted: Sequence[Sequence[str]], post: _Words, said: Said) -> Iterator[Printed]:
    """Yield where all the pieces stand in order in a post, each behind the one before."""
    first = post.find(wanted[0])
    while first >= 0:
        stop = first + len(wanted[0])
        for piece in wanted[1:]:
            at = post.find(piece, stop)
            if at < 0 or at - stop > _APART:
                break
            stop = at + len(piece)
        else:
            yield _printed(post, first, stop, said)
        first = post.find(wanted[0], first + 1)


def _printed(post: _Words, first: int, stop: int, said: Said) -> Printed:
    span = post.span(first, stop)
    over = [(_overlap(entry.quotation.span, span), entry) for entry in said(post.post.entry.id)]
    best = max(over, key=lambda pair: (pair[0], pair[1].quotation.kind in IN_MARKS), default=(0, None))
    speaker = best[1] and best[1].quotation.speaker  # whose words may be parted by a tag
    theirs = sum(letters for letters, each in over if each.quotation.speaker == speaker)
    entry = best[1] if theirs * 2 >= len(span) else None
    return Printed(span.of(post.post.text), post.post, span, entry)


def _overlap(one: Span, other: Span) -> int:
    return max(0, min(one.end, other.end) - max(one.start, other.start))


def _of_exact(
    quotation: DraftQuotation,
    exact: Sequence[Printed],
    posts: Sequence[_Words],
    said: Said,
    primary: Collection[str],
) -> CheckedQuotation:
    marked = [printed for printed in exact if stands_so(quotation, printed)]
    if not marked:
        verdicts = [Verdict.PARAPHRASE, *wrong_names(quotation, exact)]
        return CheckedQuotation(quotation, worst_first(verdicts), tuple(exact))
    ranked = sorted(marked, key=lambda p: (not is_by(quotation, p.quotation), p.post.entry.outlet not in primary))
    verdicts = list(wrong_names(quotation, ranked))
    held = [advisory_kinds(printed.post.entry.advisories) for printed in ranked]
    if all(kinds & WITHDRAWN for kinds in held):
        verdicts.append(Verdict.WITHDRAWN)
    elif all(AdvisoryKind.EMBARGO in kinds for kinds in held):
        verdicts.append(Verdict.EMBARGOED)
    if all(printed.quotation is not None and printed.quotation.gone_at for printed in ranked):
        verdicts.append(Verdict.CHANGED_SINCE)
    elif ranked[0].post.entry.outlet not in primary and (contested := _contested(ranked, posts, said)):
        verdicts.append(Verdict.CONTESTED)
        ranked.append(contested)
    return CheckedQuotation(quotation, worst_first(verdicts), tuple(ranked))


def worst_first(verdicts: Iterable[Verdict]) -> tuple[Verdict, ...]:
    """Return the verdicts in the order of the table; a quotation that nothing is wrong with is exact."""
    order = list(LEVELS)
    return tuple(sorted(set(verdicts) - {Verdict.EXACT}, key=order.index)) or (Verdict.EXACT,)


def _contested(ranked: Sequence[Printed], posts: Sequence[_Words], said: Said) -> Printed | None:
    """Return where another outlet prints other words for the same, by the same speaker on the same day."""
    mine = ranked[0]
    outlets = {printed.post.entry.outlet for printed in ranked}
    wanted = [word for word, _ in house_words(mine.words)]
    for post in posts:
        if post.post.entry.outlet in outlets or post.post.entry.day != mine.post.entry.day:
            continue
        near = _align(wanted, post, said)
        if near is None or near[0] < 1 - 2 * _LEFT or not is_marked(near[1]) or near[1].quotation is None:
            continue
        changes = tuple(c for c in _changes(mine.words, near[1].words) if c.kind is ChangeKind.CHANGED)
        if changes and mine.quotation is not None and same_speaker(mine.quotation, near[1].quotation):
            return replace(near[1], changes=changes)
    return None


# -- words like it -------------------------------------------------------------------------------------------
def _changes(printed: str, words: str) -> tuple[WordChange, ...]:
    """Return what a draft makes of the printed words, at their ends too: there it is no shorter cut."""
    return changes_between(printed, words) or tuple(
        WordChange(_KINDS.get(each.kind, ChangeKind.CHANGED), each.fullest.of(printed), each.other.of(words))
        for each in wording_differences(printed, words)
    )


def _nearest(wanted: Sequence[str], posts: Sequence[_Words], said: Said) -> tuple[float, Printed] | None:
    """Return how much of the words the likest printed ones have, and those; words in marks before others."""
    found = [near for post in posts if (near := _align(wanted, post, said)) is not None]
    return max(found, key=lambda near: (round(near[0] + 0.05 * is_marked(near[1]), 2), near[0]), default=None)


def _likest(wanted: Sequence[str], posts: Sequence[_Words]) -> list[_Words]:
    telling = set(wanted)
    having = Counter({n: len(telling.intersection(post.words)) for n, post in enumerate(posts)})
    return [posts[n] for n, _ in having.most_common(_ALIGNED)]


def _align(wanted: Sequence[str], post: _Words, said: Said) -> tuple[float, Printed] | None:
    letters: dict[str, str] = {}
    needle = "".join(letters.setdefault(word, chr(0xE000 + len(letters))) for word in wanted)
    haystack = "".join(letters.get(word, "\0") for word in post.words)
    if len(haystack) < len(needle):
        return None
    found = partial_ratio_alignment(needle, haystack)
    if found is None:
        return None
    slack = max(2, len(needle) // 4)
    first, stop = max(0, found.dest_start - slack), min(len(haystack), found.dest_end + slack)
    window = haystack[first:stop]
    ops = LCSseq.editops(needle, window).as_matching_blocks()
    blocks = [block for block in ops if block.size]
    if not blocks:
        return None
    covered = sum(block.size for block in blocks) / len(needle)
    lead, trail = blocks[0].a, len(needle) - blocks[-1].a - blocks[-1].size
    begin = max(0, first + blocks[0].b - lead)
    end = min(len(haystack), first + blocks[-1].b + blocks[-1].size + trail)
    return covered, _within_marks(_printed(post, begin, end, said))


def _within_marks(printed: Printed) -> Printed:
    """Return printed words without what stands outside the marks of their quotation."""
    if printed.quotation is None or printed.quotation.quotation.kind not in IN_MARKS:
        return printed
    said = printed.quotation.quotation.span
    span = Span(max(printed.span.start, said.start), min(printed.span.end, said.end))
    return replace(printed, words=span.of(printed.post.text), span=span)


# -- two things made one -------------------------------------------------------------------------------------
def _joined(wanted: Sequence[str], posts: Sequence[_Words], said: Said) -> tuple[Verdict, list[Printed], bool] | None:
    """Return how the words were put together from runs that were printed, and whether all of one place."""
    runs: list[_Run] = []
    at, put_in = 0, list[str]()
    while at < len(wanted):
        run = _longest_run(wanted, at, posts, runs[-1] if runs else None)
        if run is None:
            put_in.append(wanted[at])
            at += 1
            continue
        runs.append(run)
        at += run.length
        if len(runs) > _RUNS:
            return None
    if not 2 <= len(runs) <= _RUNS or len(put_in) > max(1, _LEFT * len(wanted)):
        return None
    printed = [_printed(run.post, run.place, run.stop, said) for run in runs]
    if not any(map(is_marked, printed)):
        return None
    gaps = [_gap(one, other) for one, other in pairwise(runs)]
    if not put_in and all(gap == (0, False) for gap in gaps):
        return Verdict.EXACT, printed, True
    if any(gap is None for gap in gaps) and min(run.length for run in runs) < _RUN_ELSEWHERE:
        return None
    only_joined = _JOINING.issuperset(put_in)
    far = any(
        gap is None or gap[0] > _DROPPED or gap[1] or (only_joined and other.place - one.stop > _DROPPED)  # by a tag
        for gap, (one, other) in zip(gaps, pairwise(runs), strict=True)
    )
    if not far:
        whole = _printed(runs[0].post, runs[0].place, runs[-1].stop, said)
        return Verdict.DIFFERS, [replace(whole, changes=_changes(whole.words, " ".join(wanted)))], True
    one_place = all(gap is not None for gap in gaps)
    return (Verdict.JOINED if only_joined or not one_place else Verdict.DIFFERS), printed, one_place


class _Run(NamedTuple):
    """Words of a draft that stand in a row in a post."""

    length: int
    post: _Words
    place: int

    @property
    def stop(self) -> int:
        """Return the word of the post behind the last."""
        return self.place + self.length


def _longest_run(wanted: Sequence[str], at: int, posts: Sequence[_Words], before: _Run | None) -> _Run | None:
    """Return the longest run of words from `at` that some post printed: behind the run before where it can be."""
    best: _Run | None = None
    for post in posts:
        after = before.stop if before is not None and before.post is post else 0
        # What a post has of n words it has of fewer: doubled while it is there, then halved in on.
        low, most = best.length if best else _RUN - 1, len(wanted) - at
        high, step = low, 1
        while high < most and post.find(wanted[at : at + min(high + step, most)]) >= 0:
            low = high = min(high + step, most)
            step *= 2
        high = min(high + step - 1, most)
        while low < high:
            middle = (low + high + 1) // 2
            if post.find(wanted[at : at + middle]) < 0:
                high = middle - 1
            else:
                low = middle
        if low >= (best.length + 1 if best else _RUN):
            words = wanted[at : at + low]
            behind = post.find(words, after)
            best = _Run(low, post, behind if behind >= 0 else post.find(words))
    return best


def _gap(one: _Run, other: _Run) -> tuple[int, bool] | None:
    """Return how many words were left out between two runs, and whether a sentence ended there; None for two places."""
    if one.post is not other.post:
        return None
    if not 0 <= other.place - one.stop <= _APART:
        return None
    between = one.post.post.text[one.post.spans[one.stop - 1].end : one.post.spans[other.place].start]
    if _TAG_BETWEEN.fullmatch(between):
        return 0, False
    return other.place - one.stop, bool(re.search(r"[.!?]", between))
