"""Words set off without marks: who holds the floor, paragraph by paragraph.

"She says:" at the end of a paragraph opens a block; the paragraphs after it are hers until the reporter
resumes. What tells is kept apart here, so that it can be read as rules: `opens_block`, `goes_on`.
"""

from __future__ import annotations

from tui_reader.domain import ParagraphRole
from tui_reader.quotations.people.attribution import Attribution
from tui_reader.quotations.sentence.lexicon import AUX, CUE, FIRST, PLACEHOLDER, PRON, QUOTED, SELF, words
from tui_reader.quotations.sentence.narration import Narration
from tui_reader.quotations.speech.paragraphs import ReadParagraph
from tui_reader.quotations.speech.reported_clauses import reports_clause
from tui_reader.quotations.speech.special_frames import Frame
from tui_reader.text.words import last_word

_PROSE = frozenset((ParagraphRole.BODY, ParagraphRole.BLOCK_QUOTATION))
_RESUMES = words("resumes")
_ON_AND_ON = words("on_and_on")
_COLLEAGUES = words("colleague")
_ISSUES = words("issues")
_AFTER_THIS = words("after_this")
_CONTINUES = words("continues")
_LEAD_IN = 12  # words of "X goes on:"


def is_list_item(paragraph: ReadParagraph) -> bool:
    """Say whether the paragraph is an item of a list, by its role or its bullet."""
    return paragraph.role is ParagraphRole.LIST_ITEM or paragraph.narration.raw[:1] in (["•"], ["*"], ["·"])


def opens_block(paragraph: ReadParagraph) -> bool:
    """Say whether the paragraph after "She says:" is hers: prose that starts without a mark."""
    raw = paragraph.narration.raw
    return paragraph.role in _PROSE and bool(raw) and raw[0] != PLACEHOLDER and raw[-1] != ":"


def speaks_as_i(paragraph: ReadParagraph) -> bool:
    """Say whether somebody speaks of "I" or "we" outside any marks, who is not the outlet speaking of its page."""
    if _names_a_colleague(paragraph):
        return False
    said = 0
    for flag in paragraph.narration.flag:
        said |= flag
    return bool(said & FIRST) and not said & SELF


def issues_this(narration: Narration) -> tuple[int, int] | None:
    """Return where the last sentence begins and its verb stands, if it offers words: "Name has issued this."."""
    low, high = narration.sentences[-1] if narration.sentences else (0, 0)
    for index in range(low + 1, high):
        if narration.low[index] in _ISSUES and "this" in narration.low[index + 1 : index + 4]:
            this = narration.low.index("this", index)
            if narration.low[this + 1 : this + 2] == [] or narration.low[this + 1] in _AFTER_THIS:
                return low, index
    return None


def goes_on(paragraph: ReadParagraph, holder: Attribution) -> bool:
    """Say whether the floor is still `holder`'s in this paragraph.

    Where a later paragraph of the post says "X goes on:", what stands between is likely X's.
    """
    narration = paragraph.narration
    if paragraph.role not in _PROSE or not len(narration.raw):
        return False
    low = narration.low
    if narration.raw[-1] == ":" or low[0] in _RESUMES or narration.raw[0] == PLACEHOLDER:
        return False
    if _names_a_colleague(paragraph) or _names(narration, holder) or ("comment" in low and "declined" in low):
        return False
    if low[0] in ("and", "but") and low[1:2] in (["he"], ["she"]) and narration.flag[2:3] and narration.flag[2] & CUE:
        return False  # "And he says the report found …": the reporter again
    if speaks_as_i(paragraph) or low[0] in _ON_AND_ON:
        return True
    if any(flag & QUOTED for flag in narration.flag):
        return False
    return paragraph.more_follows or not reporter_speaks(paragraph)


def _names_a_colleague(paragraph: ReadParagraph) -> bool:
    """Say whether the outlet speaks of its own: "My colleague Name has been in the village."."""
    low = paragraph.narration.low
    own = low[0] in ("my", "our") and _COLLEAGUES.intersection(low[1:4])
    return bool(own) and any(name.first <= 4 for name in paragraph.names)


def _names(narration: Narration, holder: Attribution) -> bool:
    """Say whether the reporter names the holder: people seldom name themselves."""
    if holder.entity is None or not holder.entity.named:
        head = last_word(holder.name or "")
        return bool(head) and head in narration.low
    return holder.entity.words[-1].lower() in narration.low


def reporter_speaks(paragraph: ReadParagraph) -> bool:
    """Say whether a sentence reports somebody's words the way the reporter does."""
    narration = paragraph.narration
    for low, high in narration.sentences:
        for frame in paragraph.frames(low, high):
            if frame.subject is None or not frame.contents or narration.low[frame.subject.first - 1] == "as":
                continue  # "as the audit sets out, …": people say that of others
            if reports_clause(narration, frame, *frame.contents[0]):
                return True
    return False


def says_more(narration: Narration) -> bool:
    """Say whether the paragraph is a lead-in of the kind "X goes on:"."""
    if not len(narration.raw) or narration.raw[-1] != ":" or len(narration.raw) > _LEAD_IN:
        return False
    return any(low in _CONTINUES for low in narration.low)


def reports_within(narration: Narration, frame: Frame) -> bool:
    """Say whether a frame inside a block passes on somebody else's words: not the holder's own "I said"."""
    if frame.subject is None or not frame.contents:
        return False
    first = frame.subject.first
    if narration.flag[first] & (FIRST | AUX) or (
        narration.flag[first] & PRON and narration.low[first] in ("who", "which")
    ):
        return False
    as_said = first > 0 and narration.low[first - 1] == "as"
    return as_said or bool(frame.cue.classes & {"say", "tell", "show"} or frame.cue.base == "refer to")
