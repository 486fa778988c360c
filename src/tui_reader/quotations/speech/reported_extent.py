"""Where what somebody reports begins and ends: after the reporting word, before the reporter goes on."""

from __future__ import annotations

from tui_reader.quotations.sentence.lexicon import (
    ADV,
    AUX,
    BODY,
    CAPITAL,
    COORD,
    CUE,
    DET,
    FINITE,
    PHRASES,
    PREP,
    PRON,
    PUNCT,
    QUOTED,
    REL,
    ROLE,
    SUBORD,
    TIME,
    words,
)
from tui_reader.quotations.sentence.narration import Narration
from tui_reader.quotations.sentence.noun_phrases import phrase_after
from tui_reader.quotations.speech.cues import FoundCue, verb_at

_MOODS = frozenset("fears hopes concerns claims reports calls questions speculation".split())
_ASKS = frozenset(("how", "why", "whether"))
_WHICH_ONE = 24  # entries of a clause that tells who was addressed, or of an aside
_WHOM = 12  # entries from who is urged to what they are to do
_CLAUSE = 300  # entries a reported clause has at most
_MAY_END = PUNCT | COORD | SUBORD | QUOTED
_DASHES = words("dash")
_ASIDES = words("aside")
_AFTER = words("after")
_CONSEQUENCES = words("consequence")
_REMARKS = words("remark")
_OF_A_REMARK = frozenset(("at", "to", "that", "of", "which"))
_WHEN = words("when")
_JOINING = words("joining")
_BEING = words("being")
_WHICH = words("which")
_THIRD = words("third_person")
_GOES_ON = words("goes_on")
_MINDS = words("minds_go_on")
_FOUND = words("found_out")
_HOLDS_BACK = words("holds_back")
_WHILE = frozenset(("as", "while", "when", "because", "although", "though"))


def content_start(narration: Narration, cue: FoundCue, high: int) -> int:
    """Return the entry where what is reported begins, over the person addressed, "today", "in a statement"."""
    index = cue.stop
    named = cue.base.endswith(" for")  # "called for a review": what is called for, nobody addressed
    if (
        cue.classes & {"tell", "urge"}
        and not named
        and not (index < high and narration.low[index] in ("that", ":", ",", "to"))
    ):
        end = phrase_after(narration, index, high)
        if end is not None and end < high and narration.low[end] == "who":
            end = next((i for i in range(end, min(high, end + _WHICH_ONE)) if narration.low[i] == "to"), end)
        ends = PUNCT | QUOTED | SUBORD | PRON | DET | TIME | ADV | PREP
        if end is not None and end < high and (narration.flag[end] & ends or narration.low[end] == "to"):
            index = _over_whom(narration, end, high) if "urge" in cue.classes else end
    if named:
        return index
    that = that_behind_aside(narration, index, high)
    return that if that is not None else _over_adverbials(narration, index, high, "tell" in cue.classes)


def _over_whom(narration: Narration, index: int, high: int) -> int:
    """Step over what tells which people: "urged those without tickets not to travel", "people in the area to stay"."""
    for at in range(index, min(high - 1, index + _WHOM)):
        if narration.low[at] == "to" or narration.low[at : at + 2] == ["not", "to"]:
            return at
        if narration.flag[at] & (PUNCT | QUOTED | AUX | FINITE | CUE | PRON):
            break
    return index


def that_behind_aside(narration: Narration, index: int, high: int) -> int | None:
    """Return the entry of "that" behind what commas set off: "assured her, who has it in writing, that …"."""
    if index >= high or not (narration.low[index] == "," or narration.flag[index] & (PREP | TIME)):
        return None
    for at in range(index, min(high - 2, index + _WHICH_ONE)):
        if narration.flag[at] & QUOTED or narration.low[at] in (":", ";", "that"):
            return None
        if narration.low[at] == "," and narration.low[at + 1] == "that":
            return None if narration.low[at + 2] in ("is", "was") else at + 1
    return None


def _over_adverbials(narration: Narration, index: int, high: int, addressed: bool) -> int:
    start = narration.flag[index] if index < high else 0
    to_what = (
        index + 1 < high and narration.low[index] == "to" and bool(narration.flag[index + 1] & DET)
    )  # "to the end"
    adverbial = bool(start & (PREP | TIME | ADV | PUNCT)) and (narration.low[index] not in ("about", "to") or to_what)
    adverbial = adverbial or addressed
    for at in range(index, min(high, index + 16)):
        word, flag = narration.low[at], narration.flag[at]
        if addressed and at > index and word in _ASKS:
            return at  # "told the committee last year how …"
        if word == ":" or (word == "that" and (at == index or (adverbial and at - index < 9))):
            return at
        if flag & QUOTED and at > index and narration.low[at - 1] == ",":
            return at
        verb = flag & CUE and at > index and not narration.flag[at - 1] & DET  # not "in a press release"
        if flag & (QUOTED | AUX) or (flag & PRON and not flag & DET) or verb or word in ".;":
            break
    while index < high and (narration.flag[index] & TIME or narration.low[index] in _WHEN or _manner(narration, index)):
        index += 1
    return index


def _manner(narration: Narration, index: int) -> bool:
    return bool(narration.flag[index] & ADV) and narration.low[index].endswith("ly")


def clause_end(narration: Narration, first: int, high: int, acts: bool = False, past: bool = False) -> int:
    """Return where the reported clause ends: before the sentence's stop, or where the reporter goes on.

    `acts`: what the reporting word names is no clause; `past`: it is in the past.
    """
    end = min(high, first + _CLAUSE)
    bracketed = "(" in narration.low[first:end]
    while (
        end > first
        and (narration.low[end - 1] != ")" or not bracketed)
        and narration.low[end - 1] in (".", "!", "?", ")", "•", ":")
    ):
        end -= 1
    lows, flags = narration.low, narration.flag
    for index in [index for index in range(first, end) if flags[index] & _MAY_END]:
        word = lows[index]
        if ends_with_comma(narration, index):
            if _reporter_after(narration, index, first, end):
                return index + 1
            continue
        if index == first:
            continue
        if word == ";" and acts:
            return index  # "called it “unhinged”; his deputy settled for “bracing”"
        if word in _DASHES:
            if _reporter_after(narration, index, first, end) or somebody_says(narration, index + 1, end):
                return index
            if index + 1 < end and flags[index + 1] & CAPITAL and another_reports(narration, index + 1, end):
                return index
            if index - first > 4 and index + 1 < end and lows[index + 1] in _WHICH and "," not in lows[index + 2 : end]:
                return index
        elif (
            (word in _JOINING and another_reports(narration, index + 1, end))
            or (word in ("and", "but") and _new_verb(narration, index + 1, end, acts))
            or (
                word in ("as", "while")
                and (index - first > 3 or flags[index - 1] & QUOTED)
                and index + 2 < end
                and lows[index + 1] in _THIRD
            )
        ):
            return index
        elif (lows[index - 1] == "," or ends_with_comma(narration, index - 1)) and (
            (past and word == "but" and _speaker_goes_on(narration, index + 1, end))
            or (word == "and" and _acts_besides(narration, index + 1, end, past))
        ):
            return index - (lows[index - 1] == ",")
    return end


def ends_with_comma(narration: Narration, index: int) -> bool:
    """Say whether marked words hold the comma behind them, as American pages print it: "said it was “fine,” adding"."""
    if index not in narration.run:
        return False
    return narration.text[narration.start[index] : narration.end(index)].rstrip("\"'”’")[-1:] == ","


def _reporter_after(narration: Narration, comma: int, first: int, end: int) -> bool:
    """Say whether after a comma or dash the reporter speaks again: ", adding", ", as he left", " - and called on"."""
    lows, flags = narration.low, narration.flag
    after = comma + 1
    while after < end and (flags[after] & ADV or lows[after] in ("and", "but")) and not flags[after] & SUBORD:
        after += 1
    if after >= end:
        return False
    word, set_off = lows[after], lows[comma] == "," or bool(flags[comma] & QUOTED)
    if word in _CONSEQUENCES and set_off:
        return True
    if word == "with" and after + 1 < end and lows[after + 1] in _MOODS:
        return True  # ", with fears that more were trapped"
    if set_off and _describes(narration, after, end):
        return True  # ", a decision she described as “daft”"
    if word in ("before", "after") and after + 1 < end and lows[after + 1].endswith("ing"):
        return True  # ", before bursting into tears"
    if word == "according" or (flags[after] & CUE and word.endswith("ing") and word != "hearing" and word != "seeing"):
        return True
    if word.endswith("ing") and tuple(lows[after + 1 : after + 2]) in PHRASES.get(word, ()):
        return True  # ", pointing out that"
    if word in _ASIDES and comma - first >= 2:
        return True
    joined = lows[comma + 1] in ("and", "but")
    return word in _GOES_ON and (joined or word.endswith("ed")) and flags[after] & CUE != 0


def _describes(narration: Narration, first: int, end: int) -> bool:
    """Say whether what follows a comma is about what was told: "a decision she called “daft”", "a nod to the past"."""
    if not narration.flag[first] & DET:
        return False
    remark = next((at for at in (first + 1, first + 2) if at < end and narration.low[at] in _REMARKS), end)
    if remark + 1 < end and narration.low[first] in ("a", "an") and narration.low[remark + 1] in _OF_A_REMARK:
        return True
    for at in range(first + 2, min(end, first + 6)):
        if narration.flag[at] & PRON and at + 1 < end:
            cue = verb_at(narration, at + 1)
            return cue is not None and "call" in cue.classes
    return False


def another_reports(narration: Narration, first: int, end: int) -> bool:
    """Say whether a person, role or body with a reporting word of their own begins here: "but Name insisted it …"."""
    stop = phrase_after(narration, first, end)
    if stop is None or stop + 1 >= end or narration.flag[first] & PRON:
        return False
    named = narration.flag[stop - 1] & CAPITAL
    if not (named or any(narration.flag[i] & (ROLE | BODY) for i in range(first, stop))):
        return False
    while stop + 1 < end and narration.flag[stop] & (ADV | AUX) and narration.low[stop] not in _BEING:
        stop += 1
    return (narration.low[stop] in _GOES_ON or narration.low[stop] in _MINDS) and stop + 1 < end


def somebody_says(narration: Narration, first: int, end: int) -> bool:
    """Say whether after a comma somebody else's reporting begins: ", Name said, …"."""
    if first + 1 < end and narration.low[first] == "to" and narration.low[first + 1] == "which":
        first += 2
    stop = phrase_after(narration, first, end)
    while stop is not None and stop < end and narration.low[stop] in ("by", "into", "on", "about"):
        stop = phrase_after(narration, stop + 1, end)  # "a report by Name", "an inquiry into the matter"
    if stop is not None and stop < end and narration.low[stop] in ("has", "have"):
        stop += 1
    if stop is None or stop >= end or not narration.flag[stop] & CUE:
        return False
    if stop + 1 == end and narration.low[stop] in _FOUND:
        return True
    colon = stop + 1 < end and narration.low[stop + 1] == ":"
    if not colon and narration.low[stop] not in _GOES_ON:
        return False
    if stop + 1 == end:
        return True
    return bool(narration.flag[stop + 1] & QUOTED) or narration.low[stop + 1] in (",", ":", "that")


def _new_verb(narration: Narration, index: int, end: int, acts: bool) -> bool:
    """Say whether the reporter's own verb goes on after "and": "… and called on …"."""
    while index < end and narration.flag[index] & ADV and not narration.flag[index] & (DET | PREP):
        index += 1
    if index >= end:
        return False
    return narration.low[index] in _GOES_ON or (acts and narration.low[index] in _BEING)


def _speaker_goes_on(narration: Narration, index: int, end: int) -> bool:
    """ "…, but accepted some had none", "…, but stopped short of a promise": what the speaker did, not more said."""
    while index < end and narration.flag[index] & ADV and not narration.flag[index] & (DET | PREP):
        index += 1
    if index >= end:
        return False
    cue = verb_at(narration, index)
    return narration.low[index] in _HOLDS_BACK or (cue is not None and cue.form == "past")


def _acts_besides(narration: Narration, index: int, end: int, past: bool) -> bool:
    """ "…, and advised people to stay", "…, and he has called on the council to pay": what the speaker does besides."""
    perfect = narration.low[index : index + 1] in (["he"], ["she"], ["they"], ["it"])
    index += perfect
    if perfect and narration.low[index : index + 1] not in (["has"], ["have"]):
        return False
    index += perfect
    cue = verb_at(narration, index) if index < end else None
    listed = narration.low[index : index + 2] in (["called", "on"], ["called", "for"], ["appealed", "for"])
    urges = cue is not None and cue.form == "past" and bool(cue.classes & {"urge", "promise"})
    return (past or perfect) and (urges or listed or narration.low[index : index + 1] == ["advised"])


def nothing_after(narration: Narration, cue: FoundCue, high: int) -> bool:
    """Say whether nothing that could be reported follows the reporting word."""
    index = cue.stop
    while index < high and narration.flag[index] & (ADV | TIME) and not narration.flag[index] & SUBORD:
        index += 1
    if index >= high or narration.low[index] in (".", "?", "!", "–", "—", "-", ";", ")", ","):
        return True
    word, flag = narration.low[index], narration.flag[index]
    if "tell" in cue.classes and not flag & (SUBORD | QUOTED) and word != ":":
        end = phrase_after(narration, index, high)
        if end is not None and end > index:
            return narration.low[end : end + 1] != ["whether"] and _only_aside(narration, end, high)
    return bool(flag & PREP or word in _AFTER) and _only_aside(narration, index, high)


def introduces_more(narration: Narration, index: int, high: int) -> bool:
    """Say whether a colon or a "that" follows the reporting word: then what it reports comes after it.

    Not the "that" of a clause of another's: "“…,” Name said as somebody insisted that …".
    """
    for at in range(index, min(high, index + 10)):
        if narration.low[at] in (":", "that"):
            return True
        if narration.low[at] in _WHILE:
            return False
    return False


def goes_on_reporting(narration: Narration, first: int, stop: int) -> bool:
    """Say whether what follows "…, she said," is more of hers: not a relative clause, not an aside, no new frame."""
    word = narration.low[first]
    if word in _AFTER or word in ("who", "which", "whose", "where") or word.endswith("ing"):
        return False
    if any(narration.flag[i] & CUE and narration.low[i].endswith("ing") for i in range(first, min(stop, first + 3))):
        return False
    return any(narration.flag[i] & (AUX | FINITE) or narration.low[i].endswith("ed") for i in range(first, stop))


def _only_aside(narration: Narration, index: int, high: int) -> bool:
    """Say whether only a place, a time or an aside follows: no colon, no "that", no clause."""
    finite = index < high and narration.low[index] not in _AFTER and not narration.flag[index] & SUBORD
    for at in range(index, min(high, index + 25)):
        word = narration.low[at]
        if word in (":", "that") or (narration.flag[at] & QUOTED and narration.low[at - 1] not in (",", ".")):
            return False
        if word in (".", ";"):
            return True
        if finite and narration.flag[at] & (AUX | FINITE | PRON) and not narration.flag[at] & (DET | REL | SUBORD):
            return False
        if word == ",":
            return not (at + 1 < high and narration.flag[at + 1] & (PRON | DET))
    return True


def aside_follows(narration: Narration, comma: int, high: int) -> bool:
    """Say whether after the comma the reporter's own words go on, so that a later quotation is another frame's."""
    after = comma + 1
    return after < high and bool(narration.flag[after] & CUE) and narration.low[after].endswith("ing")


def parts_of_report(narration: Narration, first: int, stop: int) -> list[tuple[int, int]]:
    """Return what is reported clause by clause: "… and that …", "… but the river “…”", "… and was “…”"."""
    parts, begun = [], first
    for index in range(first + 1, stop - 2):
        if narration.low[index] not in ("and", "but"):
            continue
        after = narration.flag[index + 1]
        that = narration.low[index + 1] == "that"
        opens = AUX | FINITE | (PRON | DET if narration.low[index] == "but" else 0)
        clause = not after & opens and _clause_follows(narration, index + 1, stop)
        if that or ((clause or after & opens) and has_verb(narration, begun, index)):
            parts.append((begun, index - (narration.low[index - 1] == ",")))
            begun = index + 1 + that
    return [*parts, (begun, stop)]


def _clause_follows(narration: Narration, first: int, stop: int) -> bool:
    """Say whether a noun phrase with a verb or marked words of its own begins here: "and the senator “…”"."""
    end = phrase_after(narration, first, stop)
    if end is None or end >= stop or end == first:
        return False
    return bool(narration.flag[end] & (FINITE | AUX | QUOTED))


def has_verb(narration: Narration, first: int, stop: int) -> bool:
    """Say whether a verb stands among the entries behind the first: a clause, not a phrase alone."""
    return any(narration.flag[i] & (AUX | FINITE) or narration.low[i].endswith("ed") for i in range(first + 1, stop))
