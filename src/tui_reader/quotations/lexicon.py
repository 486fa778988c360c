"""The word lists of the engine, read once and kept as flags and tables (see `lexicons/`)."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from functools import lru_cache

from tui_reader.text.lexicon import read_sections

DET, POSS, PREP, PRON, OBJ, AUX, FINITE, ADV, COORD, SUBORD, REL, TIME, CUE, NOUN_CUE, ROLE, BODY, WRITING, TITLE = (
    1 << bit for bit in range(18)
)
FIRST, SELF, PUNCT, QUOTED, NUMBER, PHRASAL = (1 << bit for bit in range(18, 24))
FUNCTION = DET | PREP | PRON | OBJ | AUX | COORD | SUBORD | REL

_FLAGS = {
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
_SURELY = ("ally", "ently", "antly", "usly", "ately", "edly", "ingly", "arly", "ely")
_SEEN = 50_000  # printed words remembered
_LY_NOUNS = frozenset(
    [
        "family",
        "reply",
        "italy",
        "supply",
        "apply",
        "ally",
        "bully",
        "monopoly",
        "assembly",
        "july",
        "anomaly",
        "rely",
        "imply",
    ]
)


@dataclass(slots=True, eq=False, repr=False)
class Cue:
    """One form of a reporting word: its base, its classes (say, tell, …) and its form (base, s, past, ing, noun)."""

    base: str
    classes: frozenset[str]
    form: str


@dataclass(slots=True, eq=False, repr=False)
class Lexicon:
    """All the tables. `flags` maps a lower-case word to the bits above."""

    flags: dict[str, int]
    cues: dict[str, Cue]
    phrasal: dict[str, tuple[tuple[str, ...], ...]]  # first word of a cue of several: its continuations, longest first
    adjectives: frozenset[str]
    nouns: frozenset[str]
    female: frozenset[str]
    male: frozenset[str]
    female_roles: frozenset[str]
    male_roles: frozenset[str]
    spokespeople: frozenset[str]
    offices: frozenset[str]
    anybody: frozenset[str]
    abbreviations: frozenset[str]
    same: dict[str, str]
    female_names: frozenset[str]
    male_names: frozenset[str]

    seen: dict[str, tuple[str, int]] = field(default_factory=dict)  # words met, so that each is looked up once

    def learn(self, raw: str) -> tuple[str, int]:
        """Return a printed word in lower case and its bits, and remember both for a while."""
        if len(self.seen) > _SEEN:
            self.seen.clear()
        low = raw.lower().replace("’", "'")
        flag = 0 if raw in ("US", "WHO") else self.flags.get(low)
        if flag is None:
            flag = self._guess(raw, low)
        found = self.seen[raw] = low, flag
        return found

    def flag(self, word: str) -> int:
        """Return the bits of a lower-case word."""
        return (self.seen.get(word) or self.learn(word))[1]

    def _guess(self, raw: str, low: str) -> int:
        """Give "she's" the bits of a pronoun and a helping verb, and take words in -ly for adverbs, names apart."""
        if "'" in low:
            head, _, tail = low.partition("'")
            known = self.flags.get(head, 0)
            verb = known & PRON and tail in ("s", "re", "ve", "ll", "d", "m")
            return (known & (PRON | FIRST)) | AUX if verb else known & FIRST
        if raw[0].isdigit():
            return NUMBER
        if low.startswith(("ex-", "co-", "vice-")):
            return self.flags.get(low.partition("-")[2], 0) & ROLE  # "ex-nurse", "co-founder"
        endings = "ly" if raw == low else _SURELY
        return ADV if low.endswith(endings) and len(low) > 4 and low not in _LY_NOUNS else 0


@lru_cache(maxsize=1)
def load_lexicon() -> Lexicon:
    """Return the tables; reads five small files the first time."""
    here = os.path.join(os.path.dirname(__file__), "lexicons")  # noqa: PTH118, PTH120 - pathlib is not needed yet
    grammar, people = read_sections(here, "grammar.txt"), read_sections(here, "people.txt")
    reporting = read_sections(here, "cues.txt")
    names = read_sections(os.path.join(os.path.dirname(here), "..", "text", "lexicons"), "first_names.txt")  # noqa: PTH118, PTH120
    flags: dict[str, int] = {}
    for sections in (grammar, people):
        for section, bit in _FLAGS.items():
            for word in _words(sections.get(section, ())):
                flags[word] = flags.get(word, 0) | bit
    cues, phrasal = _cues(reporting)
    for word in cues:
        flags[word] = flags.get(word, 0) | CUE
    for word in phrasal:
        flags[word] = flags.get(word, 0) | PHRASAL
    nouns = frozenset(reporting["noun"]) | {noun + "s" for noun in reporting["noun"]}
    for word in nouns:
        flags[word] = flags.get(word, 0) | NOUN_CUE
    for word in [word for word in flags if "'" in word]:
        head = word.partition("'")[0]
        if flags.get(head, 0) & PRON:
            flags[word] |= flags[head] & (PRON | FIRST) | AUX
    for symbol in ".,;:!?()[]{}-–—―…/•*|":
        flags[symbol] = PUNCT
    return Lexicon(
        flags,
        cues,
        phrasal,
        frozenset(reporting["be_adjective"]),
        nouns,
        _words(people["title_female"]),
        _words(people["title_male"]),
        _words(people["role_female"]),
        _words(people["role_male"]),
        _words(people["spokesperson"]),
        _words(people["office"]),
        _words(people["anybody"]),
        _words(grammar["abbreviation"]),
        _same(people["same"]),
        frozenset(name.lower() for name in _words(names["female"])),
        frozenset(name.lower() for name in _words(names["male"])),
    )


def _words(lines: tuple[str, ...]) -> frozenset[str]:
    return frozenset(word for line in lines for word in line.split())


def _same(lines: tuple[str, ...]) -> dict[str, str]:
    table = {}
    for line in lines:
        first, *others = (name.strip() for name in line.split("="))
        table.update({other: first for other in others if other not in table})
    return table


def _cues(reporting: dict[str, tuple[str, ...]]) -> tuple[dict[str, Cue], dict[str, tuple[tuple[str, ...], ...]]]:
    classes: dict[str, set[str]] = {}
    forms: dict[str, tuple[str, str]] = {}
    for section, lines in reporting.items():
        if section in ("noun", "be_adjective", ""):
            continue
        for line in lines:
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


def _regular(base: str) -> tuple[str, str, str, str, str]:
    """Inflect a regular verb."""
    if base.endswith("e"):
        return base, base + "s", base + "d", base + "d", base[:-1] + "ing"
    third = base + ("es" if base.endswith(("s", "sh", "ch", "x")) else "s")
    return base, third, base + "ed", base + "ed", base + "ing"
