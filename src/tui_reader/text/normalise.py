"""Words without their dress: the forms in which two printings of one word are equal."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from tui_reader.domain import Span

# A word is letters and digits, with apostrophes, and with points or commas between digits ("1,000", "12.41").
_WORD = re.compile(r"\d+(?:[.,]\d+)*[^\W_]*|[^\W_]+(?:['’ʼ‘][^\W\d_]+)*")


def listed(text: str) -> frozenset[str]:
    """Return the words of a list written as a text."""
    return frozenset(text.split())


# Words that join and point; they say nothing about the matter. General English, by hand.
FUNCTION_WORDS = listed(
    """a about above after again against all also am among an and any are aren't as at be became because been before
    being below between both but by came can can't cannot come could couldn't did didn't do does doesn't doing don't
    down during each either else ever every few for from further get gets getting go goes going got had hadn't has
    hasn't have haven't having he he'd he'll her here hers herself he's him himself his how i i'd if i'll i'm in into
    is isn't it it'll its it's itself i've just let like made make makes many may me might mine more most much must my
    myself neither never no nor not now of off often on once one only onto or other others our ours ourselves out over
    own per quite rather really same shall she she'd she'll she's should so some still such than that that's the their
    theirs them themselves then there there's these they they'd they'll they're they've this those though through thus
    to too under until up upon us very was wasn't way we we'd well we'll were we're we've what what's when where
    whether which while who whole whom whose why will with within without won't would wouldn't yet you you'd you'll
    your you're yours"""
)

# Words every news page has; they tell no event from another.
NEWS_WORDS = listed(
    """according added adds adding asked asks called calls day days first image last monday tuesday wednesday thursday
    friday saturday sunday month months new news people published read report reported reports said saying say says
    second sources spokesman spokesperson spokeswoman tell telling tells time today told tomorrow tonight two video
    week weekend weeks year years yesterday"""
)

# Words of every matter: alone they tell little of one. General English, by hand.
COMMON_WORDS = listed(
    """able accept accepted accepting access act acting action actions allow allowed allowing appear appeared appearing
    area areas around away back bad begin best better big bring bringing case cases cause caused challenge change
    changed changes changing clear close closed coming concern concerned concerns consider continue continued continues
    continuing country current deal decide decided decision difficult done early effort end engage engaged engages
    ensure ensures ensuring entire expect expected extra face faced faces facing fact fail failed far feel felt find
    finding finds focus follow followed following force found free full further future gave general give given giving
    good great group groups grow grown half hand hands happen happened hard help helped helps high hold holding hope
    huge idea identified identify immediate important include included includes including increase instead issue issues
    job join joined keep kept key kind know known large later lead leading least leave left level light likely line list
    little live local long longer look looked looking lose lost lot low main major man many matter matters mean means
    measure measures meet member members need needed needs number numbers office open order part parts past pay person
    place plan plans point points position possible power powers present prevent problem problems process produce
    protect protected protecting provide provided public put question questions raise raised raising reach real really
    reason receive received recent remain result results return right rise role rule rules run saw see seek seem seen
    sent serious service services set setting show showed shown shows side similar single small something sort stand
    start started state states step steps stop strong suffer suffered sure system take taken takes taking talk term
    thing things think thought told took top total toward try trying turn turned understand use used using view want
    wanted wants war warn way ways went whatever wide within woman word words work worked working world worse worst
    wrong young"""
)


@lru_cache(maxsize=65536)
def fold(word: str) -> str:
    """Return a word in lower case, without accents, curly apostrophes or a possessive ending.

    `fold("Maren’s") == "maren"`, `fold("Café") == "cafe"`, `fold("1,000") == "1000"`.
    """
    plain = word.replace("’", "'").replace("ʼ", "'").replace("‘", "'").casefold()
    if not plain.isascii():
        plain = "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))
    if plain[0].isdigit():
        return plain.replace(",", "")
    if plain.endswith("'s"):
        plain = plain[:-2]
    return plain.replace("'", "") if plain not in FUNCTION_WORDS else plain


@lru_cache(maxsize=65536)
def stem(folded: str) -> str:
    """Return a folded word without its commonest endings: light, wrong at times, always the same."""
    word = folded
    if not word.isalpha() or len(word) < 5:
        return word
    if word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    if len(word) > 5:
        for ending in ("ing", "ed", "e"):
            if word.endswith(ending):
                return word[: -len(ending)]
    return word


def words(text: str) -> list[tuple[str, Span]]:
    """Return every word of `text`, folded, with its span. Linear in the text."""
    return [(fold(m.group()), Span(m.start(), m.end())) for m in _WORD.finditer(text)]


def folded_words(text: str) -> list[str]:
    """Return the folded words of `text` without their places."""
    return [fold(w) for w in _WORD.findall(text)]


def content_words(text: str) -> list[str]:
    """Return the folded words of a text that do more than join and point."""
    return [word for word in folded_words(text) if word not in FUNCTION_WORDS]


def telling_stems(text: str) -> list[str]:
    """Return the stems of the words of `text` that carry matter: no function words, no news words."""
    return _telling_stems(_WORD.findall(text))


def words_and_stems(text: str) -> tuple[list[str], list[str]]:
    """Return what `folded_words` and `telling_stems` do, at the price of one reading."""
    printed = _WORD.findall(text)
    return [fold(word) for word in printed], _telling_stems(printed)


def _telling_stems(printed: Iterable[str]) -> list[str]:
    known = _TELLING.get
    found = []
    for word in printed:
        told = known(word)
        if told is None:
            told = _telling(word)
        if told:
            found.append(told)
    return found


_TELLING: dict[str, str] = {}  # printed word to its stem: a third faster than lru_cache in the one place that counts
_TELLING_MOST = 131072


def _telling(word: str) -> str:
    """Return the stem of a printed word, or "" where it carries no matter, and keep it."""
    folded = fold(word)
    carries = folded not in FUNCTION_WORDS and folded not in NEWS_WORDS and (len(folded) > 1 or folded.isdigit())
    if len(_TELLING) >= _TELLING_MOST:
        _TELLING.clear()
    _TELLING[word] = told = stem(folded) if carries else ""
    return told


COMMON_STEMS = frozenset(stem(word) for word in COMMON_WORDS)
