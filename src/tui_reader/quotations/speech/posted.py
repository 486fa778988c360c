"""A post of somebody's, printed with its signature: the words, and below them "— Name (@handle) November 20, 2019"."""

from __future__ import annotations

import re
from itertools import pairwise

from tui_reader.domain import ParagraphRole
from tui_reader.quotations.people.speakers import Speakers
from tui_reader.quotations.rules import rule
from tui_reader.quotations.speech.interviews import interview
from tui_reader.quotations.speech.paragraphs import ReadParagraph
from tui_reader.quotations.speech.turns import READABLE, Turn, says_i, transcript

_TOLD_TO = 8  # entries of the line "As told to Name Surname"
_SAYS_I = 3  # paragraphs that say "I"
_LAST = 3  # paragraphs at the end of a page among which that line may stand
_SIGNED = re.compile(r"[—–-]{1,2}\s*(?P<name>[^()@\n]{2,60}?)\s*\(@\w{1,30}\)")


def talk(paragraphs: list[ReadParagraph], people: Speakers, interviewer: str | None) -> dict[int, Turn]:
    """Return the turns of a post: of a transcript, of an interview (also one that drops its labels), and of posts."""
    labelled = transcript(paragraphs, people, interviewer) or {}
    asked = interview(paragraphs, people, interviewer) or {}
    known = [turn.entity for turn in labelled.values() if turn.entity is not None]
    if labelled and any(turn.entity is not None and turn.entity not in known for turn in asked.values()):
        asked = {}  # who answers in a talk with labels has one
    return {**(posted(paragraphs) or {}), **(told_to(paragraphs, people) or {}), **asked, **labelled}


@rule("told-to", "“As told to X”: what says “I” on the page is of the one person it is about")
def told_to(paragraphs: list[ReadParagraph], people: Speakers) -> dict[int, Turn] | None:
    """Only where one person alone is named before the line (or in the headline), and some paragraphs say "I"."""
    line = next((p.number for p in paragraphs if _is_told_to(p)), None)
    if line is None:
        return None
    at_end = line >= len(paragraphs) - _LAST
    begin, stop = (1, line) if at_end else (line + 1, len(paragraphs))
    first = next((p.number for p in paragraphs[begin:stop] if says_i(p)), stop)
    own = [p for p in paragraphs[first:stop] if p.role in READABLE]
    heard = {id(n.entity) for n in paragraphs[line].names}
    named = [n.entity for p in paragraphs[:first] for n in p.names if n.entity.is_human]
    who = {id(entity): entity for entity in named if id(entity) not in heard}
    if len(who) != 1 or sum(map(says_i, own)) < _SAYS_I:
        return None
    (guest,) = who.values()
    last = max(p.number for p in own if says_i(p))  # then the page's own words again
    theirs = [p for p in own if p.number <= last and all(name.entity is not guest for name in p.names)]
    return {p.number: Turn("told-to", (0, 0), 0, guest, guest.name, False) for p in theirs}


def _is_told_to(paragraph: ReadParagraph) -> bool:
    return paragraph.narration.low[:3] == ["as", "told", "to"] and len(paragraph.narration.raw) <= _TOLD_TO


@rule("posted", "The paragraph above “— Name (@handle)” is a post of Name's")
def posted(paragraphs: list[ReadParagraph]) -> dict[int, Turn] | None:
    """Only the one paragraph, and only where it has no marks of its own: nobody can tell where a longer one begins."""
    turns: dict[int, Turn] = {}
    printed = (p.narration.slice(0, len(p.narration.raw)) if p.narration.raw else "" for p in paragraphs)
    signed = zip(paragraphs, map(_SIGNED.match, printed), strict=True)
    for (above, its_own), (below, signature) in pairwise(signed):
        no_post = above.role is not ParagraphRole.BODY or above.has_marks or not above.narration.raw
        if signature is None or its_own is not None or no_post:
            continue
        entity = next((n.entity for n in below.names if not n.entity.is_place), None)
        name = signature["name"] if entity is None else entity.name
        turns[above.number] = Turn("posted", (0, 0), 0, entity, name, False)
    return turns or None
