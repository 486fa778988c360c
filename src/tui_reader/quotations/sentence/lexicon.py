"""The words of `lexicons/` as tables: what a printed word may be, as bits, each word looked up once.

`LOW[word]` is the word in lower case with straight apostrophes; `FLAGS[word]` its bits. Both are filled as words
are met, so that a text is looked up at the speed of a dictionary. `words(section)` is one list as a set.
"""

from __future__ import annotations

import os
from functools import lru_cache

from tui_reader.text.lexicon import read_sections
from tui_reader.text.words import without_accents

(DET, POSS, PREP, PRON, OBJ, AUX, FINITE, ADV, COORD, SUBORD, REL, TIME, CUE, NOUN_CUE, ROLE, BODY, WRITING, TITLE) = (
    1 << bit for bit in range(18)
)
FIRST, SELF, PUNCT, QUOTED, NUMBER, PHRASAL, CAPITAL, STOP, BE_ADJECTIVE, GIVEN_NAME = (
    1 << bit for bit in range(18, 28)
)
FUNCTION = DET | PREP | PRON | OBJ | AUX | COORD | SUBORD | REL
ANY_CUE = CUE | NOUN_CUE | PHRASAL | BE_ADJECTIVE
PLACEHOLDER = "\ufffc"  # stands for a quotation in the reporter's words

_BITS = {
    "determiner": DET,
    "possessive": POSS,
    "preposition": PREP,
    "pronoun": PRON,
    "object": OBJ,
    "auxiliary": AUX,
    "finite": FINITE,
    "adverb": ADV,
    "coordinator": COORD,
    "subordinator": SUBORD,
    "relative": REL,
    "time": TIME,
    "first_person": FIRST,
    "outlet_self": SELF,
    "role": ROLE,
    "body": BODY,
    "writing": WRITING,
    "title": TITLE,
}
_FILES = ("grammar.txt", "people.txt", "speech.txt", "places.txt", "outlets.txt", "first_names.txt", "cues.txt")
_SEEN = 50_000  # printed words remembered
_SURELY_ADVERB = ("ally", "ently", "antly", "usly", "ately", "edly", "ingly", "arly", "ely")
_ROLE_ENDINGS = (
    "ologist",
    "ographer",
    "ician",
    "keeper",
    "woman",
    "women",
    "person",
    "maker",
    "makers",
    "holder",
    "holders",
    "goer",
    "goers",
    "owner",
    "owners",
    "worker",
    "workers",
    "ologists",
    "icians",
    "keepers",
    "ographers",
)


_AGENTS = ("er", "or", "ist", "ian", "ee", "ant", "guard")


@lru_cache(maxsize=1)
def _sections() -> dict[str, tuple[str, ...]]:
    here = os.path.join(os.path.dirname(os.path.dirname(__file__)), "lexicons")  # noqa: PTH118, PTH120 - pathlib costs 8 ms
    found: dict[str, tuple[str, ...]] = {}
    for name in _FILES:
        sections = read_sections(here, name)
        sections.pop("")
        found.update(sections)
    return found


def lines(section: str) -> tuple[str, ...]:
    """Return the lines of a section of the word lists; a missing section is a bug, and raises `KeyError`."""
    return _sections()[section]


def words(*sections: str) -> frozenset[str]:
    """Return every word of these sections, in lower case where the list prints it so."""
    return frozenset(word for section in sections for line in lines(section) for word in line.split())


def pairs(section: str) -> dict[str, str]:
    """Return "first = other = another" lines as other to first."""
    table: dict[str, str] = {}
    for line in lines(section):
        first, *others = (name.strip() for name in line.split("="))
        for other in others:
            table.setdefault(other, first)
    return table


class Cue:
    """One form of a reporting word: its base, its classes (say, tell, …) and its form (base, s, past, ing)."""

    __slots__ = ("base", "classes", "form")

    def __init__(self, base: str, classes: frozenset[str], form: str) -> None:
        self.base, self.classes, self.form = base, classes, form


def _regular(base: str) -> tuple[str, str, str, str, str]:
    """Inflect a regular verb."""
    if base.endswith("e"):
        return base, base + "s", base + "d", base + "d", base[:-1] + "ing"
    third = base + ("es" if base.endswith(("s", "sh", "ch", "x")) else "s")
    return base, third, base + "ed", base + "ed", base + "ing"


_CUE_CLASSES = ("say", "show", "tell", "urge", "promise", "call", "act", "quote", "mind", "according")


def _read_cues() -> tuple[dict[str, Cue], dict[str, tuple[tuple[str, ...], ...]]]:
    classes: dict[str, set[str]] = {}
    forms: dict[str, tuple[str, str]] = {}
    for section in _CUE_CLASSES:
        for line in lines(section):
            parts = line.removeprefix("-").split()
            inflected = parts if len(parts) > 1 else _regular(parts[0])
            if line.startswith("-"):
                inflected = ["_", *inflected[1:]]
            for form, kind in zip(inflected, ("base", "s", "past", "past", "ing"), strict=False):
                if form == "_":
                    continue  # this form is nearly always a noun
                classes.setdefault(form, set()).add(section)
                if kind == "past" and form == parts[0]:
                    forms[form] = (parts[0], kind)  # "read": the past is the likelier
                forms.setdefault(form, (parts[0], kind))
    cues: dict[str, Cue] = {}
    phrasal: dict[str, list[tuple[str, ...]]] = {}
    for form, found in classes.items():
        cues[form.replace("_", " ")] = Cue(forms[form][0].replace("_", " "), frozenset(found), forms[form][1])
        first, *rest = form.split("_")
        if rest:
            phrasal.setdefault(first, []).append(tuple(rest))
    return cues, {first: tuple(sorted(rests, key=len, reverse=True)) for first, rests in phrasal.items()}


def _read_bits() -> dict[str, int]:
    bits: dict[str, int] = {}
    sections = [*_BITS.items(), ("be_adjective", BE_ADJECTIVE), ("female", GIVEN_NAME), ("male", GIVEN_NAME)]
    for section, bit in [*sections, ("either", GIVEN_NAME)]:
        for line in lines(section):
            for word in line.lower().split() if bit is GIVEN_NAME else line.split():
                bits[word] = bits.get(word, 0) | bit
    for word in CUES:
        bits[word] = bits.get(word, 0) | CUE
    for word in PHRASES:
        bits[word] = bits.get(word, 0) | PHRASAL
    for noun in words("noun"):
        for word in (noun, noun + "s"):
            bits[word] = bits.get(word, 0) | NOUN_CUE
    for word in [word for word in bits if "'" in word]:
        head = word.partition("'")[0]
        if bits.get(head, 0) & PRON:
            bits[word] |= bits[head] & (PRON | FIRST) | AUX
    for symbol in ".,;:!?()[]{}-–—―…/•*|":
        bits[symbol] = PUNCT | (STOP if symbol in ".!?…•" else 0)
    bits[PLACEHOLDER] = QUOTED | STOP
    return bits


CUES, PHRASES = _read_cues()
_BITS_OF = _read_bits()
FEMALE_NAMES = frozenset(word.lower() for word in words("female"))
MALE_NAMES = frozenset(word.lower() for word in words("male"))
_LY_NOUNS = words("ly_noun")


class _Low(dict[str, str]):
    def __missing__(self, word: str) -> str:
        if len(self) > _SEEN:
            self.clear()
        low = self[word] = word.lower().replace("’", "'")
        return low


class _Flags(dict[str, int]):
    def __missing__(self, word: str) -> int:
        if len(self) > _SEEN:
            self.clear()
        flags = self[word] = _flags_of(word)
        return flags


LOW = _Low()
FLAGS = _Flags()


def _flags_of(word: str) -> int:
    low = LOW[word]
    within = len(word) > 2 and (word[1].isupper() or (word.isalpha() and not word.islower()))  # "eBay", "easyJet"
    capital = CAPITAL if word[0].isupper() or within else 0
    known = 0 if word in ("US", "WHO") else _BITS_OF.get(low)
    if known is None and not low.isascii():
        known = _BITS_OF.get(without_accents(low), 0) & GIVEN_NAME or None  # "Éamon" as "Eamon"
    return (_guess(word, low) if known is None else known) | capital


def _guess(word: str, low: str) -> int:
    """Give "she's" the bits of a pronoun and a helping verb; words in -ly are adverbs, in -ologist roles."""
    if "'" in low:
        head, _, tail = low.partition("'")
        known = _BITS_OF.get(head, 0)
        verb = known & PRON and tail in ("s", "re", "ve", "ll", "d", "m")
        return (known & (PRON | FIRST)) | AUX if verb else known & FIRST
    if word[0].isdigit():
        return ROLE if low.endswith("-year-old") else NUMBER
    if "-" in low:
        head, _, tail = low.rpartition("-")
        if head in ("ex", "co", "vice", "shadow", "self-styled", "then", "now", "sub", "under", "mid"):
            return _BITS_OF.get(tail, 0) & ROLE  # "ex-nurse", "co-founder"
        return _BITS_OF.get(tail, 0) & ROLE if tail in ("old", "year-old") else 0
    if low.endswith(_ROLE_ENDINGS) and word[0].islower():
        return ROLE
    if low[-1] == "s" and low[:-1].endswith(_AGENTS) and _BITS_OF.get(low[:-1], 0) & ROLE:
        return ROLE  # the plural of one in the list
    endings = "ly" if word[0].islower() else _SURELY_ADVERB
    if not word[1:].islower():
        return 0  # "McNally"
    return ADV if low.endswith(endings) and len(low) > 4 and low not in _LY_NOUNS else 0
