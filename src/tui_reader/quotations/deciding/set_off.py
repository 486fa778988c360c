"""Whose a paragraph is that is set off without marks: by its markup, after a lead-in, as more of a block."""

from __future__ import annotations

from collections.abc import Callable

from tui_reader.domain import ParagraphRole
from tui_reader.quotations.people.attribution import Attribution
from tui_reader.quotations.rules import rule
from tui_reader.quotations.speech.blocks import goes_on, is_list_item, opens_block, speaks_as_i
from tui_reader.quotations.speech.claims import Claim
from tui_reader.quotations.speech.drafts import Draft
from tui_reader.quotations.speech.paragraphs import ReadParagraph
from tui_reader.quotations.speech.place import LeadIn


class SetOff:
    """A paragraph that may be set off, and what was read before it.

    `lead_in`: "She said:" ends the paragraph before. `block`: the last paragraph of a block that is going on, and
    whether the markup that stated it has `ended`. `offered`: who may speak next, after "here is Name". `floor`: who
    spoke in the paragraph before. `live`: it is a page of posts.
    """

    __slots__ = ("block", "ended", "floor", "lead_in", "live", "offered", "paragraph", "stated")

    def __init__(self, paragraph: ReadParagraph, live: bool) -> None:
        self.paragraph, self.live = paragraph, live
        self.stated = paragraph.role is ParagraphRole.BLOCK_QUOTATION
        self.lead_in: LeadIn | None = None
        self.block: Draft | None = None
        self.offered: Attribution | None = None
        self.floor: Attribution | None = None
        self.ended = False


@rule("block-led-in", "A paragraph without marks after “She said:” is hers")
def led_in(place: SetOff) -> Claim | None:
    """Where no reporting word leads in, only what markup sets off."""
    lead_in, paragraph = place.lead_in, place.paragraph
    if lead_in is None:
        return None
    certain = lead_in.certain and opens_block(paragraph) and not is_list_item(paragraph)
    return Claim("block-led-in", "set off after a lead-in", lead_in.by) if place.stated or certain else None


@rule("block-goes-on", "The paragraphs after a block are its speaker's until the reporter resumes")
def more_of_it(place: SetOff) -> Claim | None:
    """Where markup stated the block, it ends with the markup."""
    block = place.block
    if block is None or not (place.stated or (not place.ended and goes_on(place.paragraph, block.by))):
        return None
    return Claim("block-goes-on", "the block goes on", block.by)


@rule("block-stated", "What markup sets off as a quotation is whoever's the paragraph before was")
def stated(place: SetOff) -> Claim | None:
    """Nobody's, where nobody spoke there."""
    return Claim("block-stated", "the paragraph before is theirs", place.floor) if place.stated else None


@rule("block-offered", "After “here is Name on the plan” a paragraph that speaks as “I” or “we” is Name's")
def offered(place: SetOff) -> Claim | None:
    """Also after "Name has issued this"."""
    if place.offered is None or not opens_block(place.paragraph) or not speaks_as_i(place.paragraph):
        return None
    return Claim("block-offered", "set off after “here is …” or “… issued this”", place.offered)


@rule("block-as-i", "A page of posts slips into its speaker's own words: “we will …” right after theirs")
def as_i(place: SetOff) -> Claim | None:
    """A person with a name alone."""
    paragraph, floor = place.paragraph, place.floor
    if floor is None or not place.live or paragraph.role is not ParagraphRole.BODY:
        return None
    if paragraph.has_marks or paragraph.narration.raw[-1] == ":" or not speaks_as_i(paragraph):
        return None
    known = floor.entity is not None and floor.entity.named and floor.human
    return Claim("block-as-i", "speaks as I or we after their words", floor) if known else None


_RULES: tuple[Callable[[SetOff], Claim | None], ...] = (led_in, more_of_it, stated, offered, as_i)


def block_claim(place: SetOff) -> Claim | None:
    """Return the first claim that the paragraph is somebody's; None where it is the reporter's."""
    return next((claim for ask in _RULES if (claim := ask(place)) is not None), None)
