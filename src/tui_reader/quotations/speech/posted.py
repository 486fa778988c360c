"""A post of somebody's, printed with its signature: the words, and below them "— Name (@handle) November 20, 2019"."""

from __future__ import annotations

import re
from itertools import pairwise

from tui_reader.domain import ParagraphRole
from tui_reader.quotations.people.speakers import Speakers
from tui_reader.quotations.rules import rule
from tui_reader.quotations.speech.interviews import interview
from tui_reader.quotations.speech.paragraphs import ReadParagraph
from tui_reader.quotations.speech.turns import Turn, transcript

_SIGNED = re.compile(r"[—–-]{1,2}\s*(?P<name>[^()@\n]{2,60}?)\s*\(@\w{1,30}\)")


def talk(paragraphs: list[ReadParagraph], people: Speakers, interviewer: str | None) -> dict[int, Turn]:
    """Return the turns of a post: of a transcript, of an interview (also one that drops its labels), and of posts."""
    labelled = transcript(paragraphs, people, interviewer) or {}
    asked = interview(paragraphs, people, interviewer) or {}
    known = [turn.entity for turn in labelled.values() if turn.entity is not None]
    if labelled and any(turn.entity is not None and turn.entity not in known for turn in asked.values()):
        asked = {}  # who answers in a talk with labels has one
    return {**(posted(paragraphs) or {}), **asked, **labelled}


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
