"""One thing said once, as every place reports it."""

from __future__ import annotations

from collections.abc import Sequence

from tui_reader.alignment.passages import QuotedDocument
from tui_reader.domain import Utterance


def align_utterances(documents: Sequence[QuotedDocument]) -> tuple[Utterance, ...]:
    """Return every quotation but the scare marks in exactly one utterance, in order of first report.

    A wording may also be a passage without a quotation (`quotation` None): the words as reporter's text.
    Ids are the same after a second call with the same documents.
    """
    raise NotImplementedError
