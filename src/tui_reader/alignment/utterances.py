"""One thing said once, as every place reports it."""

from __future__ import annotations

from bisect import bisect
from collections import Counter, defaultdict
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from tui_reader.alignment.dating import days_of_pages
from tui_reader.alignment.likeness import SAME_WORDS, Weights, pairs_sharing, run_between, runs
from tui_reader.alignment.links import apart
from tui_reader.alignment.parts import Part, parts_of, reporter_part
from tui_reader.alignment.passages import Piece, QuotedDocument, people_of, pieces_of
from tui_reader.alignment.people import People, is_written, last_name
from tui_reader.alignment.wordings import as_utterance
from tui_reader.domain import Link, Utterance
from tui_reader.text.normalise import COMMON_STEMS, stem

_ALIKE = 0.72  # of the weight of the lighter one: "heavy rain will last" / "the heavy rain is going to last"
_COUNTED = 0.6  # the same where both have one number
_RELAYED = 0.85  # the same under another name
_REPEATED = 0.95  # scraps of it between marks, under another name
_SCRAP_WORDS, _SCRAP_ALIKE = 10, 0.6
_FEW_STEMS, _MANY_STEMS = 3, 5
_CROWD = 60
_PHRASE = 12  # parts: words that more of them hold are a phrase of the matter, not somebody's
_SCRAP = 6  # words: so short a sentence goes with its neighbour ("That must end.")


@dataclass(frozen=True, slots=True)
class _Match:
    """Two parts taken to be the same thing said, and why."""

    a: int
    b: int
    score: float
    why: tuple[str, ...]


def align_utterances(documents: Sequence[QuotedDocument]) -> tuple[Utterance, ...]:
    """Return every quotation but the scare marks in an utterance, in order of first report.

    A quotation of several sentences of which other pages print one is a wording of several utterances;
    its own is the first that names it. A wording may also be a passage without a quotation (`quotation`
    None): the words as reporter's text. Ids are the same after a second call with the same documents.
    """
    people = people_of(documents)
    return utterances_of(people, pieces_of(documents, people))


def utterances_of(people: People, pieces: Sequence[Piece]) -> tuple[Utterance, ...]:
    """Return the utterances of documents whose pieces are at hand; see `align_utterances`."""
    days = days_of_pages(pieces)
    parts = parts_of(pieces, people, days)
    matches = _matches(parts, Weights(pieces))
    parts, matches = _with_reporter_text(parts, matches, pieces, days)
    groups = _grouped(parts, matches)
    links: defaultdict[int, list[Link]] = defaultdict(list)
    for match in matches:
        links[groups[match.a]].append(Link(parts[match.a].id, parts[match.b].id, match.score, match.why))
    members: defaultdict[int, list[Part]] = defaultdict(list)
    for part in parts:
        members[groups[part.index]].append(part)
    found = [as_utterance(group, links[key]) for key, group in members.items()]
    order = {u.id: min(p.index for p in group) for u, group in zip(found, members.values(), strict=True)}
    return tuple(sorted(found, key=lambda u: order[u.id]))


def _matches(parts: Sequence[Part], weights: Weights) -> list[_Match]:
    """Return the pairs that are the same words, and for each other part its best match among fuller ones."""
    found = []
    for a, b in sorted(pairs_sharing((p.index, runs(p.reach)) for p in parts)):
        length = 0 if _one_sentence(parts[a], parts[b]) else _same_run(parts[a], parts[b])
        if length >= SAME_WORDS:
            found.append(_Match(a, b, 1.0, (f"{length} words in a row the same", *_who_and_when(parts[a], parts[b]))))
    joined = {index for match in found for index in (match.a, match.b)}
    places = _Places(parts)
    for part in parts:
        if part.index in joined and len(part.words) > SAME_WORDS:
            continue
        best = max(
            (m for other in places.near(part) if (m := _match(part, parts[other], weights))),
            key=lambda m: _rank(m, parts),
            default=None,
        )
        if best is not None:
            found.append(best)
    return found


def _same_run(a: Part, b: Part) -> int:
    """Return how many words in a row both have, 0 where they are joining words or beside what is quoted."""
    start, other, length = run_between(a.reach, b.reach)
    carried = {s for word in a.reach[start : start + length] if (s := stem(word)) in a.piece.stems}
    if len(carried) < 2 and not any(s[0].isdigit() for s in carried):
        return 0
    shift = other - start  # from places in `a.reach` to places in `b.reach`
    first = max(start, a.offset, b.offset - shift)
    last = min(start + length, a.offset + len(a.words), b.offset + len(b.words) - shift)
    return length if (last - first) * 2 > min(len(a.words), len(b.words), SAME_WORDS) else 0


class _Places:
    """Where the beginnings of short parts and the telling stems of all of them stand."""

    def __init__(self, parts: Sequence[Part]) -> None:
        self._runs: dict[tuple[str, ...], list[int]] = {p.words[:3]: [] for p in parts if len(p.words) < SAME_WORDS}
        self._stems: defaultdict[str, list[int]] = defaultdict(list)
        first_words = {run[0] for run in self._runs if run}
        for part in parts:
            begun = [at for at, word in enumerate(part.words) if word in first_words]
            for run in {part.words[at : at + length] for at in begun for length in (1, 2, 3)} & self._runs.keys():
                self._runs[run].append(part.index)
            for telling in part.stems:
                self._stems[telling].append(part.index)

    def near(self, part: Part) -> set[int]:
        """Return the parts that may hold this one: all its words in a row, or several of its stems."""
        found: set[int] = set()
        if len(part.words) < SAME_WORDS:
            held = self._runs.get(part.words[:3], [])
            found.update(held if len(held) <= _PHRASE else ())
        shared: Counter[int] = Counter()
        for telling in sorted(part.stems, key=lambda s: (len(self._stems[s]), s))[:8]:
            shared.update(_nearest(self._stems[telling], part.index))
        found.update(index for index, count in shared.items() if count >= min(_FEW_STEMS, len(part.stems)))
        found.discard(part.index)
        return found


def _nearest(indices: Sequence[int], index: int) -> Sequence[int]:
    """Return at most `_CROWD` of the indices, those around `index`: what is said again stands near."""
    if len(indices) <= _CROWD:
        return indices
    middle = bisect(indices, index)
    start = max(0, min(middle - _CROWD // 2, len(indices) - _CROWD))
    return indices[start : start + _CROWD]


def _match(part: Part, other: Part, weights: Weights) -> _Match | None:
    """Return why `part` is the same as the fuller `other`, or None."""
    if part.day != other.day or _one_sentence(part, other) or _fullness(other) <= _fullness(part):
        return None
    same_voice = bool(part.voices & other.voices) or is_written(part.speaker) or is_written(other.speaker)
    why = _who_and_when(part, other)
    length = run_between(part.words, other.words)[2]
    if length == len(part.words) and _says_enough(part, other, same_voice):
        return _Match(part.index, other.index, 0.9, ("all its words in a row in the fuller one", *why))
    shared = part.stems & other.stems
    least = min(sum(weights.of(s) for s in p.stems) for p in (part, other))
    likeness = sum(weights.of(s) for s in shared) / least if least else 0.0
    counted = any(s[0].isdigit() and weights.count(s) <= _PHRASE for s in shared)
    alike = (
        same_voice and likeness >= (_COUNTED if counted else _ALIKE) and len(shared) >= (2 if counted else _FEW_STEMS)
    )
    relayed = likeness >= _RELAYED and len(shared) >= _MANY_STEMS and len(shared - COMMON_STEMS) >= _FEW_STEMS
    repeated = likeness >= _REPEATED and part.marked and other.marked and len(shared - COMMON_STEMS) >= _FEW_STEMS
    if alike or relayed or repeated or _are_scraps(part, other, same_voice, likeness, weights):
        told = (
            f"{len(shared)} telling words the same: {', '.join(sorted(w for w in part.words if stem(w) in shared)[:5])}"
        )
        return _Match(part.index, other.index, round(min(0.85, likeness), 2), (told, *why))
    return None


def _are_scraps(part: Part, other: Part, same_voice: bool, likeness: float, weights: Weights) -> bool:
    """Say whether two short runs between marks are scraps of one remark: most of their matter, one rare word of it."""
    if not (part.marked and other.marked) or max(len(part.words), len(other.words)) > _SCRAP_WORDS:
        return False
    shared = part.stems & other.stems
    rare = sum(weights.count(s) <= _PHRASE for s in shared - COMMON_STEMS)
    enough = len(shared) > 1 if same_voice else len(shared) > 2 or rare > 1
    return rare > 0 and enough and likeness >= _SCRAP_ALIKE


def _says_enough(part: Part, other: Part, same_voice: bool) -> bool:
    """Say whether so few words are enough: whose they are, or how telling, must make up for it."""
    count = len(part.words)
    if same_voice:
        return count > 2 or bool(part.telling) or (count > 1 and part.piece.document is other.piece.document)
    same_marks = part.marked and other.marked and part.words == other.words
    return (count > 4 and len(part.telling) > 1) or (same_marks and count > 1)


def _one_sentence(a: Part, b: Part) -> bool:
    """Say whether the two stand in one sentence, or in one unbroken speech: they go on, they do not repeat."""
    return a.piece is b.piece or (a.quotation is b.quotation and a.quotation is not None)


def _fullness(part: Part) -> tuple[int, int]:
    return len(part.words), -part.index


def _rank(match: _Match, parts: Sequence[Part]) -> tuple[float, bool, bool, int]:
    """Order matches: the surest, then of the same post, of the same page, and what stands nearest."""
    a, b = parts[match.a].piece, parts[match.b].piece
    return match.score, a.post is b.post, a.document is b.document, -abs(match.a - match.b)


def _who_and_when(a: Part, b: Part) -> tuple[str, str]:
    both = a.voices & b.voices
    who = f"same speaker: {last_name(min(both)).title()}" if both else "different speakers named"
    return who, apart(a.piece, b.piece)


def _with_reporter_text(
    parts: list[Part], matches: list[_Match], pieces: Sequence[Piece], days: dict[str, Hashable]
) -> tuple[list[Part], list[_Match]]:
    """Add the sentences without a quotation that print the words of one: an outlet may leave the marks away."""
    holders: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for part in parts:
        for run in runs(part.reach):
            holders[run].append(part.index)
    for piece in pieces:
        if piece.quotations:
            continue
        shared = Counter(i for run in set(runs(piece.words)) for i in holders.get(run, ())[:_CROWD])
        if not shared:
            continue
        best = parts[shared.most_common(1)[0][0]]
        own = reporter_part(len(parts), piece, days)
        length = _same_run(best, own)
        if length >= SAME_WORDS and best.piece is not piece:
            parts.append(own)
            why = f"{length} words in a row the same", "as the reporter's own text", apart(best.piece, piece)
            matches.append(_Match(best.index, own.index, 1.0, why))
    return parts, matches


def _grouped(parts: Sequence[Part], matches: Sequence[_Match]) -> list[int]:
    """Return for each part the number of its group; unmatched sentences of one quotation stay together."""
    home = list(range(len(parts)))

    def find(index: int) -> int:
        while home[index] != index:
            home[index] = home[home[index]]
            index = home[index]
        return index

    for match in matches:
        a, b = find(match.a), find(match.b)
        home[max(a, b)] = min(a, b)
    matched = {index for match in matches for index in (match.a, match.b)}
    for before, after in pairwise(parts):
        if before.quotation is None or before.quotation is not after.quotation:
            continue
        alone = (before.index not in matched) + (after.index not in matched)
        if alone == 2 or (alone == 1 and min(len(before.words), len(after.words)) < _SCRAP):
            a, b = find(before.index), find(after.index)
            home[max(a, b)] = min(a, b)
    return [find(index) for index in range(len(parts))]
