"""Where outlets contradict each other on one thing: another number of the same things, another day, a "not".

Right before rich: a number clashes only with one of the same noun, a day only with the one day the other outlet has, a
"not" only before the same verb; and only in sentences that tell of the same thing otherwise too.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from tui_reader.alignment.passages import Piece
from tui_reader.alignment.sentences import sentences
from tui_reader.alignment.values import values_in
from tui_reader.domain import Clash
from tui_reader.text.figures import numbers_in
from tui_reader.text.normalise import FUNCTION_WORDS, NEWS_WORDS, folded_words, listed, stem, telling_stems

_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_AMOUNT = re.compile(r"[£$€]\s?(\d[\d,]*(?:\.\d+)?)\s?(m|bn|k|million|billion|thousand)?\b", re.IGNORECASE)
_PENCE = re.compile(r"\b(\d+(?:\.\d+)?)p\b")
_SHARE = re.compile(r"(\d+(?:\.\d+)?)\s?(?:%|per\s?cent\b)(?=(\s+of\b)?)", re.IGNORECASE)
_SCORE = re.compile(r"(?<![\d-])(\d{1,2}[-–]\d{1,2})(?![\d-])")
_PLAYED = re.compile(r"\b(?:wins?|won|los[ts]e?|loss|beat\w*|defeat\w*|dr[ae]w\w*|victory)\b")
_AGE = re.compile(r"\b([A-Z]\w+), (\d{1,2})(?=,| \w)|\b(\d{1,2})-year-old (?:[A-Z]\w+ )?([A-Z]\w+)")
_DAY = re.compile(r"\b((?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b")
_SAID_ON = re.compile(
    r"\b(?:said|says|told|announced|reported|revealed|show(?:s|ed)?|confirmed)(?: \w+){0,2} (?:on )?$"
)
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_MONTH = re.compile(
    rf"\b(?:in|of|by|since|until|till|from|this|last|next|early|late|before|after|during|mid|\d\d?)[ -]({_MONTHS})\b"
    rf"|\b({_MONTHS})(?= \d)"
)
_DATE = re.compile(rf"\b(\d\d?) ({_MONTHS})\b|\b({_MONTHS}) (\d\d?)\b(?!,? ?\d)")
_UNIT = re.compile(r"\b(\d[\d,]*(?:\.\d+)?)\s?(mph|kg|kilos?|kilograms?|km|kilomet\w+|tonnes|miles|acres|hectares)\b")
_CLAUSE_END = re.compile(r"[,;:()–—]|\b(?:and|but|while|when|which|who|whose|after|before|where|as|because|with)\b")
_PLAIN = re.compile(r"\b[a-z]{3,}")
_ABOUT = listed("about around nearly almost roughly some over approximately estimated under")
_ABOUT_TWO = frozenset(
    tuple(each.split()) for each in ("up to", "at least", "more than", "less than", "fewer than", "at most", "close to")
)
_PARTS = listed(
    """further another including included among half third thirds quarter quarters fifth tenth altogether additional
    rose fell increased dropped doubled twice previous earlier former finished started"""
)
_NOT = listed("not never cannot can't won't isn't wasn't aren't weren't doesn't didn't don't hasn't haven't hadn't")
_AUXILIARY = listed("is are was were am be been being have has had do does did yet ever also will would")
_WHOSE = listed("the its their his her our all these those them")  # "of the 96": the whole of which a part is told
_NO_NOUN = listed(
    "of the a an and or in on at to by for per pm am percent million billion thousand dozen dozens year old"
)
_NEAR = 3  # words behind a number in which its noun stands, before a verb in which its "not" does
_NEARLY = 0.15  # of the larger: two numbers nearer than that are one, where either is called a rough one
_FAR = 4  # times as many: of two numbers farther apart one counts something else
_ALIKE, _PASSAGES_ALIKE = 2, 4  # telling words that the sentences share, but for what clashes; the passages
_SAME_DEED = 3  # words that sentences share with and without a "not" before one verb
_OF_MEASURE = frozenset(
    stem(w) for w in "seconds minutes hours days weeks months years times metres miles feet".split()
)
_BESIDE, _BEGIN = 6, 5  # words behind a verb that tell what was (not) done; first letters that make two words one deed
_LONGEST = 2000  # characters of a sentence; the work on one grows with its square, and a longer one is a list
_ANY = frozenset("*")  # near: what tells of itself that it is of one thing
_MOST, _COMPARED = 4, 20  # clashes of a row; tellings of one key that are compared


@dataclass(frozen=True, slots=True)
class _Telling:
    """One thing in a sentence that may clash: its kind and key, the value, the words, what stands round it.

    `rough`: a number called a rough one. `days`: those the sentence names. `near`: how the
    telling words beside it begin.
    """

    kind: str
    key: str
    value: str
    words: str
    sentence: frozenset[str]
    rough: bool = False
    days: frozenset[str] = frozenset()
    near: frozenset[str] = frozenset()


@dataclass(slots=True)
class _Told:
    """What one outlet tells in a row, by kind and key; and every number in it."""

    by_key: defaultdict[tuple[str, str], list[_Telling]] = field(default_factory=lambda: defaultdict(list))
    numbers: set[str] = field(default_factory=set)
    stems: set[str] = field(default_factory=set)


def clashes_of(pieces: Sequence[Piece]) -> tuple[Clash, ...]:
    """Return where the outlets of a row contradict each other, the first found first."""
    told = [piece for piece in pieces if not piece.recap]
    if len({piece.outlet for piece in told}) < 2:
        return ()
    printed = [(piece, s.of(piece.text)) for piece in told for s in sentences(piece.text, 0, len(piece.text))]
    read = [(piece, text, folded_words(text)) for piece, text in printed if len(text) <= _LONGEST]
    denied = {verb for _, _, words in read for verb, _ in _denied(words)}
    outlets: defaultdict[str, _Told] = defaultdict(_Told)
    for piece in told:
        outlets[piece.outlet].stems.update(piece.stems)
    for piece, text, words in read:
        _tell(outlets[piece.outlet], text, words, denied)
    found = []
    for a, b in combinations(sorted(outlets), 2):
        found += [Clash(one.kind, a, b, one.words, other.words) for one, other in _pairs(outlets[a], outlets[b])]
    return tuple(found[:_MOST])


def contradicted(sentence: str, printed: Mapping[str, Sequence[str]]) -> tuple[Clash, ...]:
    """Return where a sentence tells another number, day, name or "not" than every source that tells of the thing.

    `printed` are the sentences of each source, by a name. A clash names "" as the one side and the source as the other.
    What one source tells as the sentence does is no clash, whatever the others have.
    """
    if len(sentence) > _LONGEST:
        return ()
    own_stems = set(telling_stems(sentence))
    near = {
        source: [each for each in said if len(each) <= _LONGEST and len(own_stems & set(telling_stems(each))) >= _ALIKE]
        for source, said in printed.items()
    }
    every = [sentence, *(each for said in near.values() for each in said)]
    denied = {verb for each in every for verb, _ in _denied(folded_words(each))}
    own = _told_in([sentence], denied)
    agreed: set[tuple[str, str]] = set()
    found: list[tuple[tuple[str, str], Clash]] = []
    for source, said in near.items():
        told = _told_in(said, denied)
        agreed |= {key for key, here in own.by_key.items() if _tells_the_same(here, told.by_key.get(key, ()))}
        for one, other in _pairs(own, told):
            found.append(((one.kind, one.key), Clash(one.kind, "", source, one.words, other.words)))
    return tuple(clash for key, clash in found if key not in agreed)[:_MOST]


def _told_in(said: Sequence[str], denied: Collection[str]) -> _Told:
    told = _Told()
    for each in said:
        told.stems.update(telling_stems(each))
        _tell(told, each, folded_words(each), denied)
    return told


def _tell(told: _Told, sentence: str, words: Sequence[str], denied: Collection[str]) -> None:
    """Add what a sentence tells."""
    told.numbers.update(number for number, _, _ in _numbers(words))
    for telling in _tellings(sentence, words, denied):
        told.by_key[telling.kind, telling.key].append(telling)


def _tells_the_same(here: Sequence[_Telling], there: Sequence[_Telling]) -> bool:
    return any(x.value == y.value and len(x.sentence & y.sentence) >= _ALIKE for x in here for y in there[:_COMPARED])


def _pairs(a: _Told, b: _Told) -> Iterator[tuple[_Telling, _Telling]]:
    for key, here in a.by_key.items():
        there = b.by_key.get(key, [])
        if len({t.value for t in here}) != 1 or len({t.value for t in there}) != 1:
            continue  # an old figure and a new one, a total and a part
        one, other = max(
            ((x, y) for x in here[:_COMPARED] for y in there[:_COMPARED]),
            key=lambda pair: len(pair[0].sentence & pair[1].sentence),
        )
        if one.value == other.value or not _of_one_thing(one, other, len(a.stems & b.stems)):
            continue
        if one.kind == "number" and (one.value in b.numbers or other.value in a.numbers or _as_good_as(one, other)):
            continue
        yield one, other


def _of_one_thing(one: _Telling, other: _Telling, passages_share: int) -> bool:
    shared = len(one.sentence & other.sentence)
    if (one.kind != "number" or one.key in _OF_MEASURE) and not one.near & other.near:
        return False
    if one.kind == "day" and not one.key and len(one.near & other.near) < 2:
        return False
    if one.kind == "not" and (one.sentence | other.sentence) & _PARTS_STEMS:
        return False  # recorded for a third is not recorded for two thirds
    if one.kind == "not":
        return shared >= _SAME_DEED
    return shared >= _ALIKE or passages_share >= _PASSAGES_ALIKE


def _as_good_as(one: _Telling, other: _Telling) -> bool:
    """Say whether two numbers are one told roughly, a whole and its part, those of two days, or of two things."""
    if (one.sentence | other.sentence) & _PARTS_STEMS or (one.days and other.days and one.days != other.days):
        return True
    x, y = sorted((float(one.value), float(other.value)))
    if y > _FAR * x and one.value.rstrip("0") != other.value.rstrip("0"):
        return True  # six singers of a choir of 28; 800 and 8,000 are one with a nought too many
    if not one.rough and not other.rough:
        return False
    return abs(x - y) <= _NEARLY * max(x, y)


_PARTS_STEMS = frozenset(stem(word) for word in _PARTS)


def _tellings(sentence: str, words: Sequence[str], denied: Collection[str]) -> Iterator[_Telling]:
    """Yield what may clash; verbs only where the row denies one (`denied`, their stems)."""
    whole = frozenset(telling_stems(sentence)) | {stem(word) for word in words if word in _PARTS}
    named = frozenset(_DAY.findall(sentence))
    for value, noun, shown, rough in _counted_things(words):
        yield _Telling("number", noun, value, shown, whole - {noun}, rough, named, _by_noun(sentence, noun))
    for key, value, shown, rough in _measures(sentence):
        yield _Telling("number", key, value, shown, whole, rough, named)
    for each in values_in(sentence):
        yield _Telling(each.kind, each.key, each.value, each.words, whole, near=_ANY)
    dated = [*_days(sentence), *_months(sentence)]
    alone = sum(1 for kind, key, _, _ in dated if kind == "day" and key) == 1
    for kind, key, value, match in dated:
        near = _beside(sentence, match.start(), match.end())
        if kind == "day" and key and alone:  # a date told in full, and no other: it may stand in a clause of its own
            near |= _begin([word for word in _PLAIN.findall(sentence) if word not in NEWS_WORDS])
        yield _Telling(kind, key, value, match.group(), whole - {stem(value.lower())}, near=near)
    yield from _negations(words, whole, denied)


def _days(sentence: str) -> Iterator[tuple[str, str, str, re.Match[str]]]:
    """Yield the days of the week something happened on, and those of a month; not the days on which it was said."""
    for match in _DAY.finditer(sentence):
        if not _SAID_ON.search(sentence[: match.start()]):
            yield "day", "", match[1], match
    for match in _DATE.finditer(sentence):
        yield "day", match[2] or match[3], match[1] or match[4], match


def _months(sentence: str) -> Iterator[tuple[str, str, str, re.Match[str]]]:
    for match in _MONTH.finditer(sentence):
        yield "month", "", match[1] or match[2], match


def _beside(sentence: str, start: int, end: int) -> frozenset[str]:
    """Return how the telling words of the clause round a place begin: "inspection" and "inspected" are one deed.

    Names tell who, not what.
    """
    ends = [0, *(match.end() for match in _CLAUSE_END.finditer(sentence, 0, start))]
    following = _CLAUSE_END.search(sentence, end)
    clause = f"{sentence[ends[-1] : start]} {sentence[end : following.start() if following else len(sentence)]}"
    return _begin([word for word in _PLAIN.findall(clause) if word not in NEWS_WORDS])


def _by_noun(sentence: str, noun: str) -> frozenset[str]:
    """Return what stands by a measure, of which a sentence may have many; nothing by what is itself told of."""
    if noun not in _OF_MEASURE:
        return frozenset()
    at = sentence.lower().find(noun)
    return _beside(sentence, at, at + len(noun)) - {noun[:_BEGIN]}


def _begin(words: Sequence[str]) -> frozenset[str]:
    return frozenset(stem(word)[:_BEGIN] for word in words if word not in FUNCTION_WORDS and word not in _PARTS)


def _measures(sentence: str) -> Iterator[tuple[str, str, str, bool]]:
    """Yield what is counted in no noun: money, shares, a score, an age; key, value, as printed, whether rough."""
    for match in _AMOUNT.finditer(sentence):
        yield "£", _in_full(match), match.group().strip(), _is_rough(_words_before(sentence, match.start()))
    for match in _UNIT.finditer(sentence):
        unit = "kg" if match[2].startswith(("kg", "kilo")) and not match[2].startswith("kilom") else match[2][:2]
        yield unit, match[1].replace(",", ""), match.group(), _is_rough(_words_before(sentence, match.start()))
    for match in _PENCE.finditer(sentence):
        yield "p", match[1], match.group(), _is_rough(_words_before(sentence, match.start()))
    for match in _SHARE.finditer(sentence):
        yield "% of" if match[2] else "%", match[1], match.group(), _is_rough(_words_before(sentence, match.start()))
    for match in _SCORE.finditer(sentence) if _PLAYED.search(sentence) else ():
        yield "score", match[1].replace("–", "-"), match[1], False
    for match in _AGE.finditer(sentence):
        yield f"age {match[1] or match[4]}", match[2] or match[3], match.group(), False


def _in_full(match: re.Match[str]) -> str:
    scale = {"k": 1e3, "t": 1e3, "m": 1e6, "b": 1e9}.get((match[2] or "")[:1].lower(), 1)
    return str(float(match[1].replace(",", "").rstrip(".")) * scale)


def _is_rough(before: Sequence[str]) -> bool:
    """Say whether the words before a number make it a rough one: "about", "more than"."""
    return bool(before) and (before[-1] in _ABOUT or tuple(before[-2:]) in _ABOUT_TWO)


def _words_before(sentence: str, at: int) -> list[str]:
    return folded_words(sentence[max(0, at - 20) : at])[-2:]


def _numbers(words: Sequence[str]) -> Iterator[tuple[str, int, bool]]:
    """Yield the numbers of some words with the place of their last word, and whether they are rough ones."""
    for number in numbers_in(words):
        if number.is_written or _NUMBER.fullmatch(words[number.first]):
            yield number.figures, number.last, _is_rough(words[max(0, number.first - 2) : number.first])


def _counted_things(words: Sequence[str]) -> Iterator[tuple[str, str, str, bool]]:
    """Yield the numbers among folded words, the stem of the noun each counts, both as told, and whether it is rough.

    `("800", "case", "800 new cases", False)`. The whole of which a part is told ("half of the 96 schools") counts
    nothing.
    """
    for number, index, rough in _numbers(words):
        if words[index - 1 : index] and words[index - 1] in _WHOSE and "of" in words[max(0, index - 2) : index]:
            continue
        for at, noun in enumerate(words[index + 1 : index + 1 + _NEAR], start=index + 1):
            if noun in _NO_NOUN or noun[:1].isdigit():
                break
            if noun == "people" or (noun.endswith("s") and len(noun) > 3):
                if words[at + 1 : at + 2] not in (["old"], ["ago"]):
                    yield number, stem(noun), " ".join(words[index : at + 1]), rough
                break


def _denied(words: Sequence[str]) -> Iterator[tuple[str, tuple[int, int]]]:
    """Yield the stems of the verbs that follow a "not", with the places of both."""
    for index, word in enumerate(words):
        if word not in _NOT:
            continue
        behind = words[index + 1 : index + 1 + _NEAR]
        place = next((n for n, w in enumerate(behind, start=index + 1) if w not in _AUXILIARY), 0)
        if place and words[place] not in _NOT and words[place] not in FUNCTION_WORDS:
            yield stem(words[place]), (index, place)


def _negations(words: Sequence[str], whole: frozenset[str], denied: Collection[str]) -> Iterator[_Telling]:
    """Yield the verbs that follow a "not", and the same verbs in a sentence without one."""
    for verb, (index, place) in _denied(words):
        shown = " ".join(words[max(0, index - 1) : place + 1])
        after = _begin(words[place + 1 : place + 1 + _BESIDE])
        yield _Telling("not", verb, "no", shown, whole - {verb}, near=after)
    if not denied or any(word in _NOT for word in words):
        return
    for index, word in enumerate(words):
        if word not in FUNCTION_WORDS and stem(word) in denied:
            shown = " ".join(words[max(0, index - 2) : index + 1])
            after = _begin(words[index + 1 : index + 1 + _BESIDE])
            yield _Telling("not", stem(word), "yes", shown, whole - {stem(word)}, near=after)
