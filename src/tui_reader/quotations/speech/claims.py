"""A claim: that marked words, or a clause, are somebody's; with the rule that makes it."""

from __future__ import annotations

from tui_reader.quotations.people.attribution import Attribution
from tui_reader.quotations.sentence.narration import Narration
from tui_reader.quotations.sentence.subjects import NounPhrase
from tui_reader.quotations.speech.cues import FoundCue


class Claim:
    """That the words are of whom `phrase` means in `narration`, or of `carried`, who spoke before; `why` in words.

    `rule` is the id of the rule that claims; how much it weighs stands in `deciding.confidence`.
    """

    __slots__ = ("carried", "cue", "narration", "phrase", "rule", "why")

    def __init__(
        self,
        rule: str,
        why: str,
        carried: Attribution | None = None,
        phrase: NounPhrase | None = None,
        narration: Narration | None = None,
        cue: FoundCue | None = None,
    ) -> None:
        self.rule, self.why, self.carried = rule, why, carried
        self.phrase, self.narration, self.cue = phrase, narration, cue


NOBODY = Claim("nobody", "nobody is named")
