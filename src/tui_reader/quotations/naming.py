"""Names in the narration: where a run of capitals ends, what of it is role, title and name, what roles stand beside."""

from __future__ import annotations

from dataclasses import dataclass

from tui_reader.quotations.lexicon import (
    ADV,
    AUX,
    BODY,
    CUE,
    DET,
    FUNCTION,
    PREP,
    PRON,
    PUNCT,
    QUOTED,
    ROLE,
    TIME,
    TITLE,
    Lexicon,
)
from tui_reader.quotations.narration import Narration
from tui_reader.quotations.phrases import is_given_name
from tui_reader.text.words import possessor

_SHORTENED = frozenset(
    "mr mrs ms dr prof st sen rep del gov lt col cpl gen sgt capt insp supt rev hon maj jr sr".split()
)
_PARTICLES = frozenset("de da di del della der den van von bin bint ibn al el la le du dos".split())
_NAME_LENGTH = 7  # words; what is longer is a headline in capitals, not a name


@dataclass(slots=True, eq=False, repr=False)
class NameParts:
    """A name in the narration: entries of the name proper, of the titles before it, and of the role before those."""

    first: int
    stop: int
    titles: tuple[str, ...]
    role_first: int


def name_run(narration: Narration, index: int, count: int) -> int:
    """Return where the run of capitalised entries that starts at `index` ends (== `index` if none starts there)."""
    raw, low, flags = narration.raw, narration.low, narration.flag
    if raw[index] == low[index] or flags[index] & (QUOTED | PUNCT):
        return index
    if flags[index] & (FUNCTION | ADV | AUX) or (flags[index] & TIME and not is_given_name(narration, index)):
        return index
    if flags[index] & CUE and not flags[index] & (ROLE | TITLE):
        return index
    stop = index + 1
    while stop < count and stop - index < 12:
        if possessor(raw[stop - 1]) is not None:
            break
        word = raw[stop]
        if word != low[stop] and not flags[stop] & QUOTED and word[0].isalnum():
            if flags[stop] & AUX and word.isupper() and len(word) > 1:
                break  # "NAME SURNAME HAS"
            if flags[stop] & TIME and not flags[stop] & (ROLE | AUX):  # but May is a surname as well
                break
            stop += 1
        elif word in ("'", "’") and low[stop - 1][-1] == "s" and stop + 1 < count and raw[stop + 1] != low[stop + 1]:
            stop += 2
        elif (
            word == "."
            and narration.end[stop - 1] == narration.start[stop]
            and (len(raw[stop - 1]) == 1 or low[stop - 1] in _SHORTENED)
            and stop + 1 < count
            and raw[stop + 1] != low[stop + 1]
        ):
            stop += 1
        elif (word in ("&", "-") and stop + 1 < count and raw[stop + 1] != low[stop + 1] and word == "&") or (
            low[stop] in _PARTICLES and stop + 1 < count and raw[stop + 1] != low[stop + 1]
        ):
            stop += 2
        elif (
            low[stop] in ("of", "for")
            and stop + 1 < count
            and raw[stop + 1] != low[stop + 1]
            and not flags[stop - 1] & ROLE
            and not flags[stop + 1] & (TIME | FUNCTION)
        ):
            body = any(flags[i] & BODY for i in range(index, stop))
            if not body and (low[stop] == "for" or stop - index > 1):
                break  # "Office for Plain Dealing", "Bank of Place", but "Anna Baker of Plain Party"
            stop += 2
        else:
            break
    return stop


def split_name(narration: Narration, first: int, stop: int, lexicon: Lexicon) -> NameParts | None:
    """Part a capitalised run into role, titles and name; None if it is a role alone ("Home Secretary")."""
    start = first
    flags, low = narration.flag, narration.low
    for index in range(stop - 1, first - 1, -1):
        owned = index + 1 < stop and low[index + 1] in ("'", "’")  # "the Residents' Alliance"
        surname = first < index == stop - 1 and _is_first_name(low[index - 1], lexicon)  # "Anna Baker"
        if flags[index] & ROLE and not (owned or surname or (flags[index] & TITLE and _is_title(low[index], lexicon))):
            start = index + 1
            break
    titles = []
    while start < stop and flags[start] & TITLE:
        titles.append(narration.raw[start])
        start += 1
        if start < stop and narration.raw[start] == ".":
            start += 1
    start = _given_name(low, start, stop, lexicon) if not titles else start
    if start >= stop or stop - start > _NAME_LENGTH:
        return None
    return NameParts(start, stop, tuple(titles), first)


def _is_first_name(word: str, lexicon: Lexicon) -> bool:
    return word in lexicon.female_names or word in lexicon.male_names


def _given_name(low: list[str], start: int, stop: int, lexicon: Lexicon) -> int:
    """ "Firm Place Anna Surname": a name starts at a first name that is not the last word."""
    if stop - start < 3 or _is_first_name(low[start], lexicon):
        return start
    for index in range(start + 1, stop - 1):
        if (low[index] in lexicon.female_names or low[index] in lexicon.male_names) and low[index - 1] not in (
            ".",
            "&",
            "of",
        ):
            return index
    return start


def _is_title(word: str, lexicon: Lexicon) -> bool:
    return word in lexicon.female or word in lexicon.male


def name_words(narration: Narration, first: int, stop: int) -> tuple[str, ...]:
    """Return the words of a name without a possessive ending or stray full stops."""
    words: list[str] = []
    for index in range(first, stop):
        word = narration.raw[index]
        if word in ("'", "’") and words:
            words[-1] += word
            continue
        if word == ".":
            if words and len(words[-1]) == 1:
                words[-1] += "."
            continue
        words.append(possessor(word) or word)
    return tuple(words)


def roles_beside(narration: Narration, run_first: int, parts: NameParts, stop: int) -> list[str]:
    """Return the roles printed right before and right after a name."""
    found = []
    flags, low = narration.flag, narration.low
    begin = parts.first - len(parts.titles)
    before = begin
    while (
        before > max(0, begin - 9)
        and (not flags[before - 1] & (PUNCT | QUOTED | DET | PRON | AUX | ADV) or low[before - 1] == "first")
        and (not flags[before - 1] & PREP or low[before - 1] in ("of", "for"))
        and low[before - 1] not in ("but", "yet", "so", "because")
        and not (flags[before - 1] & CUE and not flags[before - 1] & ROLE)
    ):
        before -= 1
    phrase = range(before, begin)
    if begin > before and flags[begin - 1] & ROLE and phrase:
        found.append(narration.slice(before, begin))
    elif begin > 1 and low[begin - 1] == ",":
        role = _role_before_comma(narration, begin - 1)
        if role:
            found.append(role)
    if stop < len(narration) and low[stop] == ",":
        role = _role_after_comma(narration, stop + 1)
        if role:
            found.append(role)
    return found


def _role_before_comma(narration: Narration, comma: int) -> str | None:
    """ "The Labour MP for X, Name": a phrase with a role that begins with an article or a sentence."""
    flags = narration.flag
    head = None
    index = comma - 1
    while index >= max(0, comma - 9) and not flags[index] & (PUNCT | QUOTED | AUX | PRON):
        if flags[index] & ROLE:
            head = index
        if flags[index] & DET:
            break
        index -= 1
    if head is None or (index >= 0 and not flags[index] & (DET | PUNCT)):
        return None
    return narration.slice(index + 1, comma)


def _role_after_comma(narration: Narration, first: int) -> str | None:
    flags, low = narration.flag, narration.low
    index, head = first, None
    while index < min(len(low), first + 12) and not flags[index] & (PUNCT | QUOTED | AUX | PRON):
        if flags[index] & ROLE and head is None:
            head = index
        index += 1
    if (
        head is None
        or head - first > 5
        or (
            (index < len(low) and low[index] not in (",", ".", ")", "–", "-"))
            and index - first < 12
            and low[index] not in ("who",)
        )
    ):
        return None
    if narration.raw[first] != low[first] and not flags[first] & (ROLE | DET):
        return None
    return narration.slice(first + (low[first] in ("the", "a", "an")), index)


def role_key(phrase: str, lexicon: Lexicon) -> str:
    """Return a role in one form: "the PM" and "prime minister" agree; what follows "of", "for", "at" is dropped."""
    words = phrase.lower().replace("’", "'").split()
    while words and words[0] in ("the", "a", "an", "his", "her", "their", "its", "our", "new", "then", "current"):
        words = words[1:]
    for index, word in enumerate(words):
        if index and word in ("of", "for", "at", "in", "on", "to", "who", "and", "from"):
            words = words[:index]
            break
    joined = " ".join(words)
    return lexicon.same.get(joined, joined)
