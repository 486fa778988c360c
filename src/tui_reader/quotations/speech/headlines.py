"""Headlines that name their speaker without a verb: "Name: words" and "words - Name"."""

from __future__ import annotations

from tui_reader.domain import ParagraphRole
from tui_reader.quotations.people.speakers import Speakers
from tui_reader.quotations.rules import rule
from tui_reader.quotations.sentence.lexicon import CUE, QUOTED, ROLE, WRITING, words
from tui_reader.quotations.sentence.noun_phrases import Range
from tui_reader.quotations.speech.paragraphs import ReadParagraph

_HEADS = frozenset((ParagraphRole.HEADLINE, ParagraphRole.SUBHEADING, ParagraphRole.SUMMARY))
_DASHES = words("long_dash")
_LABELS = words("label")
_BULLETS = frozenset("*•·–—-")
_SIGNATURE = 30  # words after the dash of "… - Name, 42, of Place"
_LABEL = 5  # words a speaker's label has at most
_HEADLINE = 30  # words a headline has at most


@rule("headline-label", "“Name: words”, “words - Name”: a headline gives its words to the name beside them")
def headline_parts(paragraph: ReadParagraph, people: Speakers) -> tuple[Range, Range] | None:
    """Return the entries of the speaker and of what is said, or None where the headline has no such form."""
    narration, role = paragraph.narration, paragraph.role
    count, low = len(narration.raw), narration.low
    at = int(count > 0 and low[0] in _BULLETS)
    if count >= at + 3 and narration.flag[at] & QUOTED and low[at + 1] in _DASHES and count - at - 2 <= _SIGNATURE:
        name = next((n for n in paragraph.names if n.role_first == at + 2), None)
        if name is not None and (name.stop == count or low[name.stop] in (".", ",", "(", "again")):
            return (at + 2, name.stop), (at, at + 1)
    if count < 4 or count > _HEADLINE or (role not in _HEADS and narration.raw[-1] == "." and paragraph.number):
        return None
    topic = role not in _HEADS and low[0] == "the" and any(flag & CUE for flag in narration.flag)
    for index in range(1, 1 if topic else min(_LABEL + 1, count - 1)):  # "The mayor: She knew, the report says."
        if low[index] == ":":
            label = narration.end(index - 1) - narration.start[0] > 1 and _is_speaker(paragraph, people, 0, index)
            if label:
                return (0, index), (index + 1, count)
            break
    for index in range(count - 2, max(1, count - _LABEL - 2), -1):
        if low[index] in _DASHES and _is_speaker(paragraph, people, index + 1, count):
            return (index + 1, count), (0, index)
    return None


def _is_speaker(paragraph: ReadParagraph, people: Speakers, first: int, stop: int) -> bool:
    """Say whether the entries are a person, a body, a role or a writing that the document knows, and nothing else."""
    narration = paragraph.narration
    if narration.low[first] in _LABELS or (stop - first == 3 and narration.raw[first + 1] == "&"):
        return False  # "Q&A: …"
    if any(narration.flag[i] & QUOTED for i in range(first, stop)):
        return False
    name = next((n for n in paragraph.names if n.stop == stop and n.first >= first), None)
    if name is not None:
        entity = name.entity
        whole = name.role_first == first or narration.low[first] in ("the", "a", "an")
        return whole and entity.mentions > 1 and (entity.is_human or entity.body)
    if narration.flag[stop - 1] & WRITING and any(n.stop == stop - 1 for n in paragraph.names):
        return True
    return bool(narration.flag[stop - 1] & ROLE) and len(people.cast.holders(narration.slice(first, stop))) == 1
