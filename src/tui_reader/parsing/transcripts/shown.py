"""A talk that a page in HTML shows: turns with labels, between what the page prints round them."""

from __future__ import annotations

from collections.abc import Sequence

from tui_reader.domain import ParagraphRole
from tui_reader.parsing.markup import ShownParagraph
from tui_reader.parsing.transcripts.plain_talk import plain_talk
from tui_reader.parsing.web import WebPage

_LINKED = 0.8  # of the letters of a paragraph that is a link and no words of anybody
_HEADING = "## "
_TITLES = (ParagraphRole.SUBHEADING, ParagraphRole.HEADLINE)
_SHOWN = (*_TITLES, ParagraphRole.BODY, ParagraphRole.LIST_ITEM)


def shown_talk(page: Sequence[ShownParagraph]) -> WebPage | None:
    """Return the talk whose turns the paragraphs of a page are, None where they are none.

    Read as the same talk in plain text would be: a heading is one, links and captions are left out.
    """
    told = [
        f"{_HEADING if paragraph.role in _TITLES else ''}{paragraph.words}"
        for paragraph in page
        if paragraph.left_out is None
        and paragraph.role in _SHOWN
        and paragraph.linked < _LINKED * max(1, len(paragraph.words))
    ]
    return plain_talk("\n\n".join(told))
