"""Headlines that name their speaker without a verb: "Name: words" and "words - Name"."""

from __future__ import annotations

from tui_reader.domain import ParagraphRole
from tui_reader.quotations.cast import Cast
from tui_reader.quotations.lexicon import CUE, QUOTED, ROLE, WRITING, Lexicon
from tui_reader.quotations.naming import name_run, name_words, split_name
from tui_reader.quotations.narration import Narration
from tui_reader.quotations.phrases import Range

_HEADS = frozenset((ParagraphRole.HEADLINE, ParagraphRole.SUBHEADING, ParagraphRole.SUMMARY))
_DASHES = frozenset("-–—―")
_SIGNATURE = 12  # words after the dash of "… - Name, 42, of Place"
_LABEL = 5  # words a speaker's label has at most
_HEADLINE = 30  # words a headline has at most


def headline_parts(
    narration: Narration, role: ParagraphRole, cast: Cast, lexicon: Lexicon
) -> tuple[Range, Range] | None:
    """Return the entries of the speaker and of what is said, or None where the headline has no such form."""
    count = len(narration)
    if count >= 3 and narration.flag[0] & QUOTED and narration.low[1] in _DASHES and count - 2 <= _SIGNATURE:
        end = name_run(narration, 2, count)
        if end > 2 and (end == count or narration.low[end] in (".", ",", "(")):
            return (2, end), (0, 1)
    if count < 4 or count > _HEADLINE or (role not in _HEADS and narration.raw[-1] == "." and narration.paragraph):
        return None
    topic = role not in _HEADS and narration.low[0] == "the" and any(flag & CUE for flag in narration.flag)
    for index in range(1, 1 if topic else min(_LABEL + 1, count - 1)):  # "The mayor: She knew, the report says."
        if (
            narration.low[index] == ":"
            and narration.end[index - 1] - narration.start[0] > 1
            and _is_speaker(narration, 0, index, cast, lexicon)
        ):
            return (0, index), (index + 1, count)
    for index in range(count - 2, max(1, count - _LABEL - 2), -1):
        if narration.low[index] in _DASHES and _is_speaker(narration, index + 1, count, cast, lexicon):
            return (index + 1, count), (0, index)
    return None


def _is_speaker(narration: Narration, first: int, stop: int, cast: Cast, lexicon: Lexicon) -> bool:
    """Say whether the entries are a person, a body, a role or a writing that the document knows, and nothing else."""
    if any(narration.flag[i] & QUOTED for i in range(first, stop)):
        return False
    end = name_run(narration, first, stop)
    parts = split_name(narration, first, end, lexicon) if end > first else None
    if parts is not None and end == stop:
        person = cast.find(name_words(narration, parts.first, parts.stop), parts.titles)
        return person is not None and person.mentions > 1 and (cast.is_human(person) or person.body)
    if narration.flag[stop - 1] & WRITING and end == stop - 1:
        return True
    return bool(narration.flag[stop - 1] & ROLE) and cast.by_role_phrase(narration.slice(first, stop)) is not None
