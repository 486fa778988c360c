"""Search: first what holds all the words, then what comes near them.

The index gives candidates, never more than a budget; what they hold in common with the query ranks them.
A query that finds little is tried again with words that may have been meant (typing errors) and without
insisting on every word (a phrase remembered by half).
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Sequence
from itertools import combinations, pairwise
from operator import itemgetter
from typing import TYPE_CHECKING

from tui_reader import domain
from tui_reader.domain.filters import NO_FILTERS
from tui_reader.store import lined, reading
from tui_reader.store.lined import QuotedDocument
from tui_reader.store.matching import Every, Match, Run, Without, either, every, word
from tui_reader.store.query import Query, parse_query
from tui_reader.store.reading import Where, where_posts_of, where_quotations
from tui_reader.store.rows import ALL, IN_KEYS, IN_NAMES, packed
from tui_reader.store.tokens import tokens
from tui_reader.store.vocabulary import Term, Vocabulary

if TYPE_CHECKING:
    from tui_reader.domain import EventEntry, Filters, Found, QuotationEntry, SpeakerEntry, TimelineEntry, Utterance
    from tui_reader.store.contract import Connection, Row

_ENOUGH = 3  # hits of all the words that make a second, forgiving look needless while somebody types
_CANDIDATES = 300  # looked at while somebody types; the newest ones where there are more
_BUDGET = 6000  # rows of the index a forgiving look may touch
_PAIRS = 6  # of words too common to be looked up alone that a forgiving look looks up besides
_SCANNED = 40_000  # rows of the rarer word of such a pair: some 5 ms
_RERANKED = 400  # candidates of a forgiving look that are read and whose words are counted
_COMPARED = 60  # of them compared letter by letter
_POSTS = 2000  # hits that choose events


class Search:
    """Searches of one store; remembers its vocabulary."""

    def __init__(self) -> None:
        self._vocabulary = Vocabulary()

    # -- lists ------------------------------------------------------------------------------------
    def quotations(self, connection: Connection, text: str, filters: Filters) -> list[QuotationEntry]:
        """Return the quotations that match, best first; without words in timeline order."""
        query = parse_query(text, filters)
        if not query.asks:
            return reading.quotations(connection, query.filters)
        return reading.quotation_rows(connection, self._quotation_keys(connection, query, filters.limit))

    def quotation_keys(self, connection: Connection, text: str, filters: Filters) -> list[int]:
        """Return the keys of the quotations that match, in the order of `quotations`."""
        query = parse_query(text, filters)
        if not query.asks:
            return reading.quotation_keys(connection, query.filters)
        return self._quotation_keys(connection, query, filters.limit)

    def new_quotations(self, connection: Connection, text: str, after: int) -> list[QuotationEntry]:
        """Return the quotations that hold all the words and came later than the one of key `after`, best first."""
        query = parse_query(text)
        where = where_quotations(connection, query.filters)
        where.add("quotations.pk > ?", after)
        if not query.asks:
            keys = connection.execute(f"SELECT quotations.pk {_FROM} {where}", where.values).fetchall()
            return reading.quotation_rows(connection, [key for (key,) in keys])
        rows = _quotation_candidates(connection, _asked(query, "words"), where, ALL)
        return reading.quotation_rows(connection, _ranked(query, rows))

    def timeline(self, connection: Connection, text: str, filters: Filters) -> list[TimelineEntry]:
        """Return the posts that match, best first; without words in timeline order."""
        query = parse_query(text, filters)
        if not query.asks:
            return reading.timeline(connection, query.filters)
        return reading.timeline_rows(connection, _post_keys(connection, query, "post_words", None)[: filters.limit])

    def utterances(self, connection: Connection, text: str, filters: Filters) -> list[Utterance]:
        """Return the utterances whose quotations match."""
        query = parse_query(text, filters)
        if not query.asks:
            return lined.utterances(connection, query.filters)
        return lined.utterances(connection, filters, self._quotation_keys(connection, query, None))

    def events(self, connection: Connection, text: str, filters: Filters) -> list[EventEntry]:
        """Return the events that hold a match, those of most outlets first; without words the latest first."""
        query = parse_query(text, filters)
        if not query.asks and query.filters.speaker is None:
            return lined.events(connection, query.filters)
        return lined.events(connection, query.filters, self._event_posts(connection, query))

    def documents_about(self, connection: Connection, text: str, limit: int) -> list[QuotedDocument]:
        """Return the documents of the events a query finds, best first; all where there are few."""
        everything = connection.execute("SELECT min(pk) FROM posts GROUP BY document LIMIT ?", (limit + 1,)).fetchall()
        posts = [key for (key,) in everything]
        if len(posts) > limit:
            posts = self._event_posts(connection, parse_query(text))
        return lined.documents_of_posts(connection, posts, limit)

    def find(self, connection: Connection, text: str, limit: int) -> Found:
        """Return what fits the letters typed so far."""
        query = parse_query(text, typing=True)
        if not query.asks:
            if query.filters == NO_FILTERS:
                return domain.Found()
            narrowed = query.filters._replace(limit=limit)
            return domain.Found(
                tuple(reading.quotations(connection, narrowed)), tuple(reading.timeline(connection, narrowed))
            )
        keys = self._quotation_keys(connection, query, limit)
        posts = _post_keys(connection, query, "headline_words", limit)
        return domain.Found(
            quotations=tuple(reading.quotation_rows(connection, keys[:limit])),
            posts=tuple(reading.timeline_rows(connection, posts[:limit])),
            speakers=tuple(_speakers(connection, query, limit)),
        )

    # -- keys, best first -------------------------------------------------------------------------
    def _quotation_keys(self, connection: Connection, query: Query, limit: int | None) -> list[int]:
        where = where_quotations(connection, query.filters)
        most = ALL if limit is None else max(_CANDIDATES, limit)
        rows = _quotation_candidates(connection, _asked(query, "words"), where, most)
        keys = _ranked(query, rows)
        if len(keys) < (_ENOUGH if query.typing else 1) and query.words:
            known = set(keys)
            near = self._near_quotations(connection, query, where)
            keys += [key for key in near if key not in known]
        return keys if limit is None else keys[:limit]

    def _near_quotations(self, connection: Connection, query: Query, where: Where) -> list[int]:
        """Return the quotations that hold most of the words, typing errors forgiven."""
        terms = self._vocabulary.terms(connection, query.words, unfinished=query.open)
        needed = _needed(len(terms))
        if sum(term.uses > 0 for term in terms) < needed:
            return []
        likely = _likely(connection, terms, query)
        keys = likely[: _RERANKED * (5 if where.conditions else 1)]
        near = Where([f"quotations.pk {IN_KEYS}", *where.conditions], [packed(keys) or "[]", *where.values])
        rows = connection.execute(f"{_CANDIDATE} {near}", near.values).fetchall()
        return _reranked(query.words, terms, rows, needed)

    def _event_posts(self, connection: Connection, query: Query) -> list[int]:
        posts = _post_keys(connection, query, "post_words", _POSTS)[:_POSTS] if query.asks else []
        keys = self._quotation_keys(connection, query, _POSTS)
        rows = reading.by_keys(connection, "SELECT post FROM quotations", "pk", keys)
        found = list(dict.fromkeys([*posts, *(row["post"] for row in rows)]))
        return found or _posts_together(connection, query)


# -- candidates -----------------------------------------------------------------------------------
_FROM = """
    FROM quotations JOIN posts ON posts.pk = quotations.post LEFT JOIN speakers ON speakers.pk = quotations.speaker
"""
_CANDIDATE = f"""
    SELECT quotations.pk, quotations.text, speakers.name AS speaker_name, posts.title, posts.day, posts.second {_FROM}
"""


def _asked(query: Query, column: str) -> Match | None:
    """Return what a query asks of the index, its phrases of one column; None where it asks for nothing."""
    last = len(query.words) - 1
    words = every(Run((word,), begun=query.open and at == last) for at, word in enumerate(query.words))
    return _narrowed(words, query, column)


def _narrowed(match: Match | None, query: Query, column: str) -> Match | None:
    """Return what must hold besides a match: the phrases of a query, none of what it is to be without."""
    last = len(query.phrases) - 1
    phrases = [Run(words, query.open_phrase and at == last, column) for at, words in enumerate(query.phrases)]
    wanted = every([*filter(None, [match]), *phrases])
    unwanted = either(map(Run, query.without))
    return Without(wanted, unwanted) if wanted and unwanted else wanted


def _quotation_candidates(connection: Connection, match: Match | None, where: Where, most: int) -> list[Row]:
    if match is None:
        return []
    held = connection.words.where("quotation_words", match)
    conditions = "".join(f" AND {condition}" for condition in where.conditions)
    return connection.execute(
        f"{_CANDIDATE} JOIN quotation_words ON quotation_words.rowid = quotations.pk"
        f" WHERE {held.sql}{conditions} ORDER BY quotation_words.rowid DESC LIMIT ?",
        (held.value, *where.values, most),
    ).fetchall()


def _post_keys(connection: Connection, query: Query, index: str, limit: int | None) -> list[int]:
    """Return the posts that hold all the words: those with most of them in the headline first, then the latest.

    `index` is `headline_words` or `post_words` (headline and body; slow for words only begun).
    """
    where = where_posts_of(connection, query.filters)
    match = _asked(query, "")
    if match is None:
        return []
    held = connection.words.where(index, match)
    conditions = "".join(f" AND {condition}" for condition in where.conditions)
    rows = connection.execute(
        "SELECT posts.pk, posts.title, posts.day, posts.second"
        f" FROM {index} JOIN posts ON posts.pk = {index}.rowid"
        f" WHERE {held.sql}{conditions} ORDER BY {index}.rowid DESC LIMIT ?",
        (held.value, *where.values, ALL if limit is None else max(limit, _CANDIDATES)),
    ).fetchall()
    wanted = {*query.words, *(word for phrase in query.phrases for word in phrase)}
    scored = [(len(wanted & set(tokens(row["title"]))), row["day"], row["second"], row["pk"]) for row in rows]
    return [key for *_, key in sorted(scored, reverse=True)]


def _posts_together(connection: Connection, query: Query) -> list[int]:
    """Return posts of the events whose posts have the words between them, where no single post has them all.

    A desk asks for "Hillford minister", and one post has the town, another the minister. Most of the words must be
    there, the rarest among them; of the events with most of them the posts with the rarest word are returned.
    """
    if len(query.words) < 2 or query.phrases or query.without:
        return []
    where = where_posts_of(connection, query.filters)
    conditions = "".join(f" AND {condition}" for condition in where.conditions)
    holding: list[dict[int, list[int]]] = []  # of each word that is used: the posts that have it, by event
    for each in dict.fromkeys(query.words):
        held = connection.words.where("post_words", word(each))
        rows = connection.execute(
            "SELECT posts.event, posts.pk FROM post_words JOIN posts ON posts.pk = post_words.rowid"
            f" WHERE {held.sql} AND posts.event NOTNULL{conditions} ORDER BY post_words.rowid DESC LIMIT ?",
            (held.value, *where.values, _POSTS),
        ).fetchall()
        events: dict[int, list[int]] = {}
        for event, post in rows:
            events.setdefault(event, []).append(post)
        holding.append(events)
    rarest = min((events for events in holding if events), key=len, default={})
    counts = {event: sum(event in events for events in holding) for event in rarest}
    most = max(counts.values(), default=0)
    if most < _needed(len(holding)):
        return []
    return [post for event, posts in rarest.items() if counts[event] == most for post in posts]


def where_listed(connection: Connection, text: str, read: Collection[str], starred: Collection[str]) -> Where:
    """Return the conditions on posts that a query makes: its words in headline or body, its fields, the reader's marks.

    `read` and `starred` are the reader's own posts, by id.
    """
    query = parse_query(text)
    where = where_posts_of(connection, query.filters)
    where.add("posts.superseded IS NULL")
    if match := _asked(query, ""):
        held = connection.words.where("post_words", match)
        where.add(f"posts.pk IN (SELECT rowid FROM post_words WHERE {held.sql})", held.value)
    if query.filters.kind is not None:
        where.add("posts.pk IN (SELECT post FROM quotations WHERE kind = ?)", query.filters.kind)
    if "unread" in query.filters.marks:
        where.add(f"posts.id NOT {IN_NAMES}", packed(read) or "[]")
    if "starred" in query.filters.marks:
        where.add(f"posts.id {IN_NAMES}", packed(starred) or "[]")
    return where


def _speakers(connection: Connection, query: Query, limit: int) -> list[SpeakerEntry]:
    """Return the speakers whose name holds words beginning so, those quoted most first."""
    if not query.words or query.phrases:
        return []
    conditions = " AND ".join(["folded LIKE ?"] * len(query.words))
    rows = connection.execute(
        f"SELECT name, quotations FROM speakers WHERE quotations > 0 AND {conditions}"
        " ORDER BY quotations DESC, name LIMIT ?",
        (*(f"% {word}%" for word in query.words), limit),
    )
    return [domain.SpeakerEntry(row["name"], row["quotations"]) for row in rows]


# -- ranking --------------------------------------------------------------------------------------
def _ranked(query: Query, rows: Sequence[Row]) -> list[int]:
    """Order what holds all the words: said or sayer before headline, in the order typed, the latest first."""
    scored = []
    for row in rows:
        said = tokens(row["text"])
        held = {*said, *tokens(row["speaker_name"] or "")}
        within = sum(word in held for word in query.words)
        if query.open and query.words[-1] not in held:
            within += any(word.startswith(query.words[-1]) for word in held)
        scored.append((within, _in_order(query.words, said), row["day"], row["second"], row["pk"]))
    return [key for *_, key in sorted(scored, reverse=True)]


def _in_order(words: Sequence[str], said: Sequence[str]) -> int:
    """Return how many neighbours of the query are neighbours in what was said."""
    if len(words) < 2:
        return 0
    neighbours = set(pairwise(said))
    return sum(pair in neighbours for pair in pairwise(words))


def _needed(words: int) -> int:
    """Return how many words of a query must be there, itself or a variant: all of two, four of six."""
    return words if words <= 2 else math.ceil(0.6 * words)


def _likely(connection: Connection, terms: Sequence[Term], query: Query) -> list[int]:
    """Return candidates, those with most weight of terms first.

    The rarest terms are looked up as far as the budget goes; those too common for it in pairs, the rarest
    pairs first, and where even a pair is common, as neighbours.
    """
    queries, alone, spent = list[tuple[Match, float]](), set[Term](), 0
    for term in sorted(terms, key=lambda term: term.uses):
        if term.uses and (not alone or spent + term.uses <= _BUDGET):
            alone.add(term)
            spent += term.uses
            queries.append((term.match, _weight(term)))
    every = reading.newest_quotation(connection) + 1
    pairs = list[tuple[float, Match, float]]()
    for (n, a), (m, b) in combinations(enumerate(terms), 2):
        if {a, b} <= alone or not _RERANKED < min(a.uses, b.uses) <= _SCANNED:  # rarer ones are candidates, all of them
            continue
        expected = a.uses * b.uses / every
        if expected <= _BUDGET / 2:
            pairs.append((expected, Every((a.match, b.match)), _weight(a) + _weight(b)))
        elif m == n + 1 and not b.open:
            pairs.append((expected, Run((a.word, b.word)), _weight(a) + _weight(b)))
    queries += [(match, weight) for _, match, weight in sorted(pairs, key=itemgetter(0))[:_PAIRS]]
    weights: defaultdict[int, float] = defaultdict(float)
    for match, weight in queries:
        narrowed = _narrowed(match, query, "words")
        assert narrowed is not None  # a match narrowed is one
        held = connection.words.where("quotation_words", narrowed)
        found = connection.execute(
            f"SELECT rowid FROM quotation_words WHERE {held.sql} ORDER BY rowid DESC LIMIT ?", (held.value, _BUDGET)
        )
        for (key,) in found.fetchall():
            weights[key] += weight
    return sorted(weights, key=lambda key: (-weights[key], -key))


def _weight(term: Term) -> float:
    return 1.0 / math.log(term.uses + 2.0)


def _reranked(words: Sequence[str], terms: Sequence[Term], rows: Sequence[Row], needed: int) -> list[int]:
    """Order what holds some of the words by how much of the phrase it is; leave out what holds too few."""
    from rapidfuzz import fuzz

    phrase = " ".join(words)
    fitting = []
    for row in rows:
        said = tokens(row["text"])
        held = {*said, *tokens(row["speaker_name"] or "")}
        if (present := sum([_holds(term, held) for term in terms])) >= needed:
            fitting.append((present, row["day"], row["second"], row["pk"], " ".join(said)))
    scored = [
        (present / len(terms) + fuzz.partial_ratio(phrase, said) / 100, *rest)
        for present, *rest, said in sorted(fitting, reverse=True)[:_COMPARED]
    ]
    return [key for *_, key in sorted(scored, reverse=True)]


def _holds(term: Term, held: set[str]) -> bool:
    if not held.isdisjoint(term.variants):
        return True
    return term.open and any(word.startswith(term.word) for word in held)
