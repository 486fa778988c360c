"""Words set off without marks: who holds the floor, paragraph by paragraph.

"She says:" at the end of a paragraph opens a block; the paragraphs after it are hers until the reporter
resumes. What tells is kept apart here, so that it can be read as rules: `opens`, `goes_on`.
"""

from __future__ import annotations

from tui_reader.domain import ParagraphRole
from tui_reader.quotations.constructions import Frame
from tui_reader.quotations.forms import reports_clause
from tui_reader.quotations.frames import find_frames
from tui_reader.quotations.lexicon import AUX, CUE, FIRST, PRON, QUOTED, SELF, Lexicon
from tui_reader.quotations.narration import PLACEHOLDER, Narration
from tui_reader.quotations.verdict import Attribution
from tui_reader.text.words import last_word

_PROSE = frozenset((ParagraphRole.BODY, ParagraphRole.BLOCK_QUOTATION))
_BULLETS = frozenset("•*·")
_RESUMES = frozenset("asked pressed quizzed meanwhile earlier later".split())
_ON_AND_ON = frozenset("and so but that these this those yet above or because".split())
_COLLEAGUES = frozenset("colleague colleagues correspondent correspondents editor reporter reporters".split())
_ISSUES = frozenset("issued released posted tweeted published sent emailed written put".split())
_AFTER_THIS = frozenset(". statement message post thread response reply on about in".split())
_CONTINUES = frozenset("goes went continues continued adds added going".split())


def is_list_item(narration: Narration, role: ParagraphRole) -> bool:
    """Say whether the paragraph is an item of a list, by its role or its bullet."""
    return role is ParagraphRole.LIST_ITEM or (len(narration) > 0 and narration.raw[0] in _BULLETS)


def opens_block(narration: Narration, role: ParagraphRole) -> bool:
    """Say whether the paragraph after "She says:" is hers: prose that starts without a mark."""
    if role not in _PROSE or not len(narration):
        return False
    return narration.raw[0] is not PLACEHOLDER and narration.raw[-1] != ":"


def speaks_as_i(narration: Narration) -> bool:
    """Say whether somebody speaks of "I" or "we" outside any marks, who is not the outlet speaking of its page."""
    if _names_a_colleague(narration):
        return False
    first = any(flag & FIRST for flag in narration.flag)
    return first and not any(flag & SELF for flag in narration.flag)


def issues_this(narration: Narration) -> tuple[int, int] | None:
    """Return where the last sentence begins and its verb stands, if it offers words: "Name has issued this."."""
    low, high = narration.sentences[-1] if narration.sentences else (0, 0)
    for index in range(low + 1, high):
        if narration.low[index] in _ISSUES and "this" in narration.low[index + 1 : index + 4]:
            this = narration.low.index("this", index)
            if narration.low[this + 1 : this + 2] == [] or narration.low[this + 1] in _AFTER_THIS:
                return low, index
    return None


def goes_on(
    narration: Narration, role: ParagraphRole, holder: Attribution, more_follows: bool, lexicon: Lexicon
) -> bool:
    """Say whether the floor is still `holder`'s in this paragraph.

    `more_follows`: a later paragraph of the post says "X goes on:", so what stands between is likely X's.
    """
    if role not in _PROSE or not len(narration):
        return False
    if narration.raw[-1] == ":" or narration.low[0] in _RESUMES or narration.raw[0] is PLACEHOLDER:
        return False
    if (
        _names_a_colleague(narration)
        or _names(narration, holder)
        or ("comment" in narration.low and "declined" in narration.low)
    ):
        return False
    if narration.low[0] in ("and", "but") and narration.low[1:2] in (["he"], ["she"]) and narration.flag[2] & CUE:
        return False  # "And he says the report found …": the reporter again
    if speaks_as_i(narration) or narration.low[0] in _ON_AND_ON:
        return True
    if any(flag & QUOTED for flag in narration.flag):
        return False
    return more_follows or not _reporter_speaks(narration, lexicon)


def _names_a_colleague(narration: Narration) -> bool:
    """Say whether the outlet speaks of its own: "My colleague Name has been in the village."."""
    own = narration.low[0] in ("my", "our") and _COLLEAGUES.intersection(narration.low[1:4])
    return bool(own) and any(entry <= 4 for entry, _ in narration.names)


def _names(narration: Narration, holder: Attribution) -> bool:
    """Say whether the reporter names the holder: people seldom name themselves."""
    if holder.person is None:
        head = last_word(holder.name or "")
        return bool(head) and head in narration.low
    last = holder.person.words[-1].lower()
    return last in narration.low


def _reporter_speaks(narration: Narration, lexicon: Lexicon) -> bool:
    """Say whether a sentence reports somebody's words the way the reporter does."""
    for low, high in narration.sentences:
        for frame in find_frames(narration, low, high, lexicon):
            if frame.subject is None or not frame.contents or narration.low[frame.subject[0] - 1] == "as":
                continue  # "as the audit sets out, …": people say that of others
            if reports_clause(narration, frame, *frame.contents[0]):
                return True
    return False


def says_more(narration: Narration) -> bool:
    """Say whether the paragraph is a lead-in of the kind "X goes on:"."""
    if not len(narration) or narration.raw[-1] != ":" or len(narration) > 12:
        return False
    return any(low in _CONTINUES for low in narration.low)


def reports_within(narration: Narration, frame: Frame) -> bool:
    """Say whether a frame inside a block passes on somebody else's words: not the holder's own "I said"."""
    if frame.subject is None or not frame.contents:
        return False
    first = frame.subject[0]
    if narration.flag[first] & (FIRST | AUX) or (
        narration.flag[first] & PRON and narration.low[first] in ("who", "which")
    ):
        return False
    as_said = narration.low[first - 1] == "as"
    return as_said or bool(frame.cue.classes & {"say", "tell", "show"} or frame.cue.base == "refer to")
