"""What happened when: who spoke on which occasion, and the one a query means."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from rapidfuzz import fuzz, process

from tui_reader.alignment.dating import days_of_pages, same_time
from tui_reader.alignment.interviews import interviewed, own_words
from tui_reader.alignment.occasions import FRAME_STEMS, Occasion, occasion_of_word, occasions_in
from tui_reader.alignment.passages import Piece, QuotedDocument, people_of, pieces_of
from tui_reader.alignment.people import is_written, last_name
from tui_reader.domain import NewsEvent, ParagraphRole, short_id
from tui_reader.text.normalise import content_words, folded_words, stem

_AROUND = 2  # sentences before a cue of reply in which what is answered is named
_SHORTEST_GUESS, _NEAR_NAME = 5, 84  # "Verick" is Verrick; "Lorn" may be anything
# Passages, and their share, in words of the day before: the morning's paper tells of yesterday's speech.
_AGAIN, _REPEATED = 2, 0.15
_NAMES = 3.0  # what it is worth that a headline names the speaker: more than all its words may weigh
_SAID, _WORTH, _TITLE_WORDS = 80, 5, 12  # characters, words, words
_FEWEST = 2  # passages: one remark alone is no event


@dataclass(slots=True)
class Moment:
    """Somebody speaking on one occasion, as all pages report it."""

    speaker: str
    day: Hashable
    interview: bool
    pieces: list[Piece] = field(default_factory=list)
    occasions: Counter[Occasion] = field(default_factory=Counter)
    parent: str | None = None
    answering: set[str] = field(default_factory=set)  # the words around its cues of reply

    @property
    def id(self) -> str:
        """Return an id that depends on who, when and what kind of occasion."""
        return short_id("s", self.speaker, self.day, self.interview)

    @property
    def outlets(self) -> tuple[str, ...]:
        """Return the outlets that carried it, in order of first report."""
        return tuple(dict.fromkeys(piece.outlet for piece in self.in_order()))

    @property
    def starts_at(self) -> datetime | None:
        """Return the earliest time printed, or else the earliest day known."""
        return min((p.at for p in self.pieces if p.at and p.minute is not None), default=None) or min(
            (p.at for p in self.pieces if p.at), default=None
        )

    @property
    def ends_at(self) -> datetime | None:
        """Return the latest time known."""
        return max((p.at for p in self.pieces if p.at), default=None)

    def in_order(self) -> list[Piece]:
        """Return the pieces in order of time where it is printed, then of page."""
        return sorted(self.pieces, key=lambda p: (p.minute is None, p.minute or 0, p.index))

    def is_a(self, occasion: Occasion) -> bool:
        """Say whether it is on such an occasion."""
        if occasion is Occasion.INTERVIEW:
            return self.interview
        return self.occasions[occasion] > 0


def moments_of(pieces: Sequence[Piece]) -> list[Moment]:
    """Return who spoke on which occasion, in order of time; what a page tells of earlier days is left out."""
    days = days_of_pages(pieces)
    holders = _holders(pieces)
    interviews = interviewed(pieces, holders)
    found: dict[tuple[str, Hashable, bool], Moment] = {}
    for piece in pieces:
        if piece.earlier:
            continue
        for speaker in dict.fromkeys((*speakers_of(piece), *holders.get(id(piece.post), ()))):
            day = days[piece.document.id]
            interview = (speaker, piece.index) in interviews
            key = speaker, day, interview
            moment = found.setdefault(key, Moment(speaker, day, interview))
            moment.pieces.append(piece)
            tells = speaker in piece.speakers[:1] or (not piece.speakers and last_name(speaker) in piece.words)
            named = _occasions(piece, speaker) if tells else frozenset()
            moment.occasions.update(named)
            if Occasion.REPLY in named:
                near = pieces[max(0, piece.index - _AROUND) : piece.index + 1]
                moment.answering.update(w for p in near if p.post is piece.post for w in p.words)
    moments = [moment for moment in found.values() if len(moment.pieces) >= _FEWEST]
    moments = _join_next_days(moments)
    for moment in moments:
        moment.parent = _answered(moment, moments)
    return sorted(moments, key=lambda m: (str(m.day), m.starts_at is None, m.in_order()[0].minute or 0, m.speaker))


def _holders(pieces: Sequence[Piece]) -> dict[int, tuple[str, ...]]:
    """Return who has the floor through a whole short post: what others say in it is read out or told by them."""
    spoken: defaultdict[int, Counter[str]] = defaultdict(Counter)
    quoting: Counter[int] = Counter()
    for piece in pieces:
        if len(piece.document.posts) > 1 and piece.speakers and not piece.recap:
            quoting[id(piece.post)] += 1
            spoken[id(piece.post)].update(piece.speakers)
    return {
        post: tuple(who for who, count in voices.most_common(1) if count > 1 and count * 2 >= quoting[post])
        for post, voices in spoken.items()
    }


def speakers_of(piece: Piece) -> tuple[str, ...]:
    """Return whose words a piece may be: those it quotes, who relays them, or who holds the floor around it."""
    if piece.speakers:
        return tuple(dict.fromkeys((*piece.speakers, *piece.relays)))
    holder = piece.near or (
        piece.floor if len(piece.document.posts) > 1 and piece.role is not ParagraphRole.HEADLINE else ""
    )
    return (holder,) if holder else ()


def sub_events(documents: Sequence[QuotedDocument], parent: str | None = None) -> tuple[NewsEvent, ...]:
    """Return what happened within these documents (a statement, the reply to it, an interview), in order of time.

    Each has the ids of its documents and posts; a reply has the id of what it answers as `parent`, the
    others `parent`. Ids depend on speaker, occasion and day, not on which documents were given.
    """
    return events_of(pieces_of(documents, people_of(documents)), parent)


def events_of(pieces: Sequence[Piece], parent: str | None) -> tuple[NewsEvent, ...]:
    """Return what happened within documents whose pieces are at hand; see `sub_events`."""
    moments = moments_of(pieces)
    leads = leading(moments)
    return tuple(as_event(moment, parent)._replace(leads=tuple(leads[moment.id])) for moment in moments)


def leading(moments: Sequence[Moment]) -> defaultdict[str, list[str]]:
    """Return by moment the posts that tell of it more than of any other; what several outlets carry counts twice."""
    best: dict[str, tuple[int, str]] = {}
    for moment in moments:
        shared = 2 if len(moment.outlets) > 1 else 1
        for post, passages in Counter(piece.post.id for piece in moment.pieces).items():
            best[post] = max(best.get(post, (0, "")), (passages * shared, moment.id))
    found: defaultdict[str, list[str]] = defaultdict(list)
    for post, (_, id) in best.items():
        found[id].append(post)
    return found


def find_events(query: str, documents: Sequence[QuotedDocument], on: date | None = None) -> tuple[NewsEvent, ...]:
    """Return the sub-events a query fits, best first: the one most outlets carried, then the latest."""
    people = people_of(documents)
    moments = moments_of(pieces_of(documents, people))
    return tuple(as_event(moment) for moment in rank_moments(people.named(query), moments, on))


def as_event(moment: Moment, parent: str | None = None) -> NewsEvent:
    """Return a moment as an event of the domain."""
    ordered = moment.in_order()
    return NewsEvent(
        id=moment.id,
        title=title_of(moment),
        starts_at=moment.starts_at,
        ends_at=moment.ends_at,
        outlets=moment.outlets,
        parent=moment.parent or parent,
        documents=tuple(dict.fromkeys(p.document.id for p in ordered)),
        posts=tuple(dict.fromkeys(p.post.id for p in ordered)),
    )


def title_of(moment: Moment) -> str:
    """Return the headline that fits best: of a post that names the speaker, with the most of what was said."""
    weights = Counter(s for piece in moment.pieces for s in piece.stems)
    name = last_name(moment.speaker)
    best, title = -1.0, ""
    for piece in moment.pieces:
        for headline in (piece.post.headline, piece.document.headline):
            if not headline:
                continue
            words = folded_words(headline)
            score = sum(weights[stem(w)] for w in set(words)) / (len(words) + 6) + _NAMES * (name in words)
            if score > best:
                best, title = score, headline
    if title and (best >= _NAMES or not any(p.quotations for p in moment.pieces)):
        return title
    who, said = _first_words(moment)
    return f"{who}: {said}" if said else title or f"{who}: {moment.in_order()[0].text[:_SAID]}"


def _first_words(moment: Moment) -> tuple[str, str]:
    """Return the speaker as printed most, and the beginning of the first words of theirs worth a title."""
    quoted = [
        q
        for p in moment.in_order()
        for q in p.quotations
        if q.speaker and last_name(moment.speaker) in folded_words(q.speaker)
    ]
    printed = Counter(q.speaker for q in quoted if q.speaker)
    who = printed.most_common(1)[0][0] if printed else moment.speaker.title()
    words = next((q.text for q in quoted if len(q.text.split()) >= _WORTH), "").split()
    return who, " ".join(words[:_TITLE_WORDS]) + ("…" if len(words) > _TITLE_WORDS else "")


def rank_moments(query: str, moments: Sequence[Moment], on: date | None = None) -> list[Moment]:
    """Return the moments a query fits, best first.

    A word of the query is somebody's name, an occasion ("statement", "reply"), or a matter. Names must
    be those of the speaker, or the first of them, who replies to the others; where the occasion is told for none of
    them, it is let go. Of the matters of a query that names nobody most must be told.
    """
    words = content_words(query)
    fitting = [m for m in moments if on is None or m.day == on or (m.starts_at and m.starts_at.date() == on)]
    known = {part for m in moments for part in m.speaker.split()}
    names = [name for w in words if (name := _known_name(w, known))]
    rest = [w for w in words if not _known_name(w, known)]
    occasions = {o for w in rest if (o := occasion_of_word(w)) is not None}
    matters = {stem(w) for w in rest if occasion_of_word(w) is None} - FRAME_STEMS
    by_all = [m for m in fitting if all(name in m.speaker.split() for name in names)]
    fitting = by_all or [m for m in fitting if names[0] in m.speaker.split()]
    told = [m for m in fitting if all(m.is_a(o) for o in occasions)]
    fitting = told or (fitting if names else [])
    if matters:
        carried = {id(m): _share(matters, m) for m in fitting}
        least = 0.0 if names else _MOST_MATTERS
        fitting = [m for m in fitting if carried[id(m)] > least]
        best = max(carried.values(), default=0.0)
        fitting = [m for m in fitting if carried[id(m)] == best]
    return sorted(fitting, key=lambda m: (-len(m.outlets), -_stamp(m), -len(m.pieces), m.speaker))


_MOST_MATTERS = 0.4  # one of three words is a coincidence; where somebody is named it may be the one that tells


def _known_name(word: str, known: set[str]) -> str | None:
    """Return the name a word of a query means, typing errors forgiven; an occasion is no name."""
    if word in known or len(word) < _SHORTEST_GUESS or occasion_of_word(word) is not None:
        return word if word in known else None
    best = process.extractOne(word, known, scorer=fuzz.ratio, score_cutoff=_NEAR_NAME)
    return best[0] if best else None


def _share(matters: set[str], moment: Moment) -> float:
    stems = {s for piece in moment.pieces for s in piece.stems}
    return len(matters & stems) / len(matters)


def _stamp(moment: Moment) -> float:
    return moment.starts_at.timestamp() if moment.starts_at else 0.0


def _occasions(piece: Piece, speaker: str) -> frozenset[Occasion]:
    """Return what the words around the speaker name: the piece's own, and its post's headline if it names them."""
    named = occasions_in(own_words(piece))
    if piece.post.headline and last_name(speaker) in folded_words(piece.post.headline):
        named |= occasions_in(piece.post.headline)
    return named


def _join_next_days(moments: list[Moment]) -> list[Moment]:
    """Put what later pages repeat of a moment to it: the same speaker, at most two days on, the same words."""
    by_speaker: defaultdict[tuple[str, bool], list[Moment]] = defaultdict(list)
    for moment in moments:
        by_speaker[moment.speaker, moment.interview].append(moment)
    kept: list[Moment] = []
    for group in by_speaker.values():
        group.sort(key=lambda m: str(m.day))
        for moment in group:
            earlier = next((k for k in kept if _repeats(moment, k)), None)
            if earlier is None:
                kept.append(moment)
            else:
                earlier.pieces.extend(moment.pieces)
                earlier.occasions.update(moment.occasions)
                earlier.answering |= moment.answering
    return kept


def _repeats(later: Moment, earlier: Moment) -> bool:
    if (later.speaker, later.interview) != (earlier.speaker, earlier.interview) or later.day == earlier.day:
        return False
    if not same_time(later.day, earlier.day):
        return False
    said = {run for piece in earlier.pieces for run in zip(*(piece.words[n:] for n in range(7)), strict=False)}
    again = [p for p in later.pieces if any(r in said for r in zip(*(p.words[n:] for n in range(7)), strict=False))]
    return len(again) >= _AGAIN and len(again) >= _REPEATED * len(later.pieces)


def _answered(moment: Moment, moments: Sequence[Moment]) -> str | None:
    """Return the id of the statement this moment answers: named in it, or by the occasion of the day."""
    if moment.occasions[Occasion.REPLY] <= moment.occasions[Occasion.STATEMENT] or is_written(moment.speaker):
        return None  # who makes a statement on a report replies to nobody, nor does the report
    candidates = [
        m
        for m in moments
        if m.day == moment.day
        and m.speaker != moment.speaker
        and m.occasions[Occasion.STATEMENT]
        and len(m.pieces) > len(moment.pieces)
        and last_name(m.speaker) in moment.answering
    ]
    return max(candidates, key=lambda m: m.occasions[Occasion.STATEMENT]).id if candidates else None
