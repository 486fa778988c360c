"""Whose words a draft says they are where it gives no name: by an office, by "he" or "she".

No name is guessed at. All that is asked is whether the draft can mean the printed speaker, and two things must speak
against it: that our reading of the draft takes another for the speaker, and that nothing in the draft leads to the
printed one.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from tui_reader.desk.judging import name_words
from tui_reader.domain.draft import DraftQuotation, Printed
from tui_reader.text.normalise import FUNCTION_WORDS, folded_words

Office = frozenset[str]
_SENTENCE_ENDS = re.compile(r"(?<=[.!?])[\"”’']*\s+")
# Sentences before a pronoun's quotation in which the one it is taken for must be named: in 100 drafts all five
# pronouns called another's with one such sentence between were, and none of five with more.
_NEAR = 2
PRONOUNS = (["he"], ["she"])


def holders_of(roles: Iterable[tuple[str, str]]) -> dict[Office, set[str]]:
    """Return by office, as a set of its words, the last names of those whom pages say to hold it."""
    holders: defaultdict[Office, set[str]] = defaultdict(set)
    for role, name in roles:
        holders[frozenset(name_words(role))].update(folded_words(name)[-1:])
    return dict(holders)


def cannot_be_theirs(
    quotation: DraftQuotation, printed: Sequence[Printed], before: str, holders: Mapping[Office, set[str]]
) -> bool:
    """Say whether a draft gives words to somebody else than who said them in print, though it gives no name.

    An office that one person alone holds, in these words or in more of them, is that person's: not theirs who are
    printed. "He" and "she" mean somebody named before, here in the sentences just before: `before` is the draft up to
    there, where the printed speaker must then be told of too.
    """
    speakers = [one.quotation.quotation for one in printed if one.quotation is not None]
    if quotation.called is None or quotation.taken_for is None or not speakers:
        return False
    if not all(said.speaker_is_sure and _is_persons(said.speaker or "") for said in speakers):
        return False
    names = {name for said in speakers for name in folded_words(said.speaker or "")[-1:]}
    offices = {office for office, held_by in holders.items() if held_by & names}
    if names & set(folded_words(quotation.taken_for)):
        return False
    if folded_words(quotation.called) in PRONOUNS:
        lead = folded_words(" ".join(_SENTENCE_ENDS.split(before[: quotation.span.start])[-_NEAR:]))
        if not _is_persons(quotation.taken_for) or folded_words(quotation.taken_for)[-1] not in lead:
            return False  # somebody whom the draft describes meanwhile, and that may be the printed speaker
        told = set(folded_words(before))
        return not names & told and not any(office and office <= told for office in offices)
    office = name_words(quotation.called)
    held_by = set[str]().union(*(held for other, held in holders.items() if office and office <= other))
    return len(held_by) == 1 and not held_by & names


def _is_persons(name: str) -> bool:
    """Say whether a name is a person's, by its looks: a body's words may be anybody's who speaks for it."""
    words = name.split()
    return len(words) > 1 and words[0].lower() not in FUNCTION_WORDS and all(word[0].isupper() for word in words)
