"""Paragraph by paragraph: frames, what is left, what is nested, and who holds the floor from one to the next."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain

from tui_reader.domain import ParagraphRole, QuotationKind
from tui_reader.quotations.attribution import Attributor, LeadIn
from tui_reader.quotations.blocks import goes_on, is_list_item, issues_this, opens_block, reports_within, speaks_as_i
from tui_reader.quotations.cast import Cast
from tui_reader.quotations.constructions import Frame
from tui_reader.quotations.echoes import give_echoes
from tui_reader.quotations.findings import Collector, Finding, Stretch
from tui_reader.quotations.frames import find_frames
from tui_reader.quotations.headlines import headline_parts
from tui_reader.quotations.leftovers import Leftovers
from tui_reader.quotations.lexicon import QUOTED, Lexicon
from tui_reader.quotations.nesting import read_nested
from tui_reader.quotations.speakers import Speakers
from tui_reader.quotations.subjects import clause_subject
from tui_reader.quotations.verdict import NOBODY, Attribution


class Reading:
    """The state that goes from paragraph to paragraph of a post."""

    def __init__(self, text: str, cast: Cast, lexicon: Lexicon) -> None:
        self.text, self.cast, self.lexicon = text, cast, lexicon
        self.post_start = 0  # findings before this post
        self.collector = Collector()
        self.speakers = Speakers(cast, lexicon)
        self.attributor = Attributor(text, self.speakers, lexicon, self.collector)
        self.leftovers = Leftovers(text, self.speakers, lexicon, self.collector)
        self.live = False  # a page of posts: what a speaker says runs on without marks
        self.floor: Attribution | None = None  # who spoke in the paragraph before
        self.lead_in: LeadIn | None = None  # "She said:" at the end of the paragraph before
        self.unclosed: Finding | None = None  # speech the paragraph before did not close
        self.offered: Attribution | None = None  # "here is Name on the plan": who may speak next
        self.ended = False  # the markup that stated the block
        self.block: Finding | None = None  # the last paragraph of a block that is going on
        self.stated: list[Finding] = []  # the paragraphs of a block that markup states, whose credit may follow
        self.listing = False  # the paragraph before was an item of a list

    def finish_post(self) -> None:
        """Look for the speakers of headlines in the text below them."""
        give_echoes(self.text, self.leftovers.heads, self.collector.found[self.post_start :], self.lexicon)

    def start_post(self) -> None:
        """Another post: nobody has the floor."""
        self.post_start = len(self.collector.found)
        self.leftovers.heads.clear()
        self.speakers.new_post()
        self.floor = self.lead_in = self.unclosed = self.block = self.offered = None
        self.stated, self.listing = [], False

    def read(self, stretch: Stretch) -> None:
        """Record everything in one paragraph."""
        if not len(stretch.narration):
            return
        if stretch.role is ParagraphRole.CREDIT:
            self._credit(stretch)
            return
        if self.listing and not is_list_item(stretch.narration, stretch.role):
            self.lead_in = None  # it led in the list, which has ended
        self.listing = is_list_item(stretch.narration, stretch.role)
        if stretch.role is not ParagraphRole.BLOCK_QUOTATION:
            self.stated = []
        offered = self._offer(stretch)
        if offered is None and (self._set_off(stretch) or self._listed(stretch)):
            return
        lead_in, self.lead_in, self.block, self.offered = self.lead_in, None, None, offered
        start = len(self.collector.found)
        before, self.unclosed = self.unclosed, None
        if before is not None and any(run.continues for run in stretch.narration.runs[:1]):
            self.speakers.spoke(before.by)
        self._headline(stretch)
        for low, high in stretch.narration.sentences:
            self.lead_in = self.attributor.read_sentence(stretch, low, high) or self.lead_in
            if stretch.used_up:
                break
        if before is not None:
            self._continue(stretch, before)
        self.leftovers.read(stretch, lead_in, self.floor)
        read_nested(self.attributor, stretch)
        if stretch.is_head:
            self.leftovers.heads += [
                f for f in self.collector.found[start:] if f.run is not None and f.by.human and f.by.person is None
            ]
        self._close(stretch, start)

    # -- set off ----------------------------------------------------------------------------------------------

    def _set_off(self, stretch: Stretch) -> bool:
        """Record the paragraph as a block, if it is one."""
        narration, role = stretch.narration, stretch.role
        by: Attribution | None = None
        if role is ParagraphRole.BLOCK_QUOTATION:
            by = self._block_speaker()
        elif (
            self.lead_in is not None
            and self.lead_in.certain
            and opens_block(narration, role)
            and not is_list_item(narration, role)
        ):
            by = self.lead_in.by.because("set off after a lead-in", 0.85)
        elif (
            self.block is not None
            and not self.ended
            and goes_on(narration, role, self.block.by, stretch.more_follows, self.lexicon)
        ):
            by = self.block.by.because("the block goes on", 0.75)
        elif self.offered is not None and opens_block(narration, role) and speaks_as_i(narration):
            by = self.offered.because("set off after “here is …” or “… issued this”", 0.7)
        elif self._takes_floor(stretch):
            by = self.floor.because("speaks as I or we after their words", 0.6) if self.floor else None
        if by is None:
            return False
        if self.block is None:
            self.collector.new_group()
        finding = self.collector.add_words(stretch, 0, len(narration), QuotationKind.BLOCK, by)
        self.lead_in = self.unclosed = self.offered = None
        self.block, self.floor = finding, by
        self.ended = role is ParagraphRole.BLOCK_QUOTATION  # where its markup ends, so do the words
        if self.ended:
            self.stated.append(finding)
        self.speakers.spoke(by)
        self._inside_block(stretch, finding)
        return True

    def _credit(self, stretch: Stretch) -> None:
        """Give the block before to whom its credit names: "— Name (@handle) May 14"."""
        narration = stretch.narration
        named = next(((entry, person) for entry, person in narration.names if not person.body), None)
        if named is not None and self.stated:
            _, person = named
            role = person.roles[0] if person.roles else None
            by = Attribution(person.name, None, None, role, person, 0.9, ("named in the credit below",), human=True)
            for finding in self.stated:
                finding.by = by
            self.floor = by
            self.speakers.spoke(by)
        self.stated, self.block, self.lead_in = [], None, None

    def _block_speaker(self) -> Attribution:
        if self.lead_in is not None:
            return self.lead_in.by.because("set off after a lead-in", 0.9)
        if self.block is not None:
            return self.block.by.because("the block goes on", 0.9)
        return self.floor.because("the paragraph before is theirs", 0.6) if self.floor is not None else NOBODY

    def _takes_floor(self, stretch: Stretch) -> bool:
        """Say whether a page of posts slips into its speaker's own words: "we will …" right after hers."""
        narration = stretch.narration
        if not self.live or self.floor is None or stretch.role is not ParagraphRole.BODY:
            return False
        if any(flag & QUOTED for flag in narration.flag) or narration.raw[-1] == ":":
            return False
        return (
            self.cast.is_human(self.floor.person) if self.floor.person is not None and speaks_as_i(narration) else False
        )

    def _inside_block(self, stretch: Stretch, block: Finding) -> None:
        """Reports inside a block: somebody's words, passed on by the block's speaker."""
        narration = stretch.narration
        group = self.collector.group
        frames = [find_frames(narration, low, high, self.lexicon) for low, high in narration.sentences]
        for of_sentence in frames:
            for frame in of_sentence:
                if not reports_within(narration, frame) or frame.subject is None:
                    continue
                by = self.speakers.resolve_inside(narration, frame.subject, block.by)
                first, stop = frame.contents[0]
                if by.name == block.by.name or stop - first < 3 or not (frame.that or frame.cue.base in _PASSES):
                    continue
                self.collector.new_group()
                finding = self.collector.add_words(stretch, first, stop, QuotationKind.INDIRECT, by, frame.cue)
                finding.via = block.by.name
                break
        self.collector.group = max(group, self.collector.group)
        if self.live:
            self._marked_inside(stretch, block, chain.from_iterable(frames))
        for entry in range(len(narration)):
            if narration.run[entry] >= 0 and entry not in stretch.given:
                self.collector.new_group()
                self.collector.add_run(stretch, entry, QuotationKind.SCARE, NOBODY)

    def _marked_inside(self, stretch: Stretch, block: Finding, frames: Iterable[Frame]) -> None:
        """Marked words inside a block that a reporting word there gives to somebody else: "She told me: “…”"."""
        narration = stretch.narration
        for frame in frames:
            marked = [i for first, stop in frame.contents for i in range(first, stop) if narration.run[i] >= 0]
            if frame.subject is None or not marked:
                continue
            by = self.speakers.resolve_inside(narration, frame.subject, block.by)
            if by.name is None or by.name == block.by.name or by.confidence < _SURE_INSIDE:
                continue
            self.collector.new_group()
            self.attributor.give_runs(stretch, frame, by, frame.contents[0][0], frame.contents[-1][1], marked)
            for entry in marked:
                if entry in stretch.given:
                    stretch.given[entry].via = block.by.name

    def _listed(self, stretch: Stretch) -> bool:
        """Record an item of a list that "she says" leads in."""
        narration = stretch.narration
        if self.lead_in is None or self.lead_in.cue is None or not is_list_item(narration, stretch.role):
            return False  # "Four of them are shut:" lets nobody speak
        if any(flag & QUOTED for flag in narration.flag) or narration.raw[-1] == ":":
            return False
        first = 0
        while first < len(narration) and not narration.raw[first][0].isalnum():
            first += 1
        stop = len(narration) - (narration.raw[-1] == "." and len(narration) > first + 1)
        if stop > first:
            by = self.lead_in.by.because("an item of the list they lead in", 0.8)
            self.collector.add_words(stretch, first, stop, QuotationKind.INDIRECT, by)
        return True

    def _offer(self, stretch: Stretch) -> Attribution | None:
        """Return whose words a page of posts offers: "And here is Name on the plan.", "Name has issued this."."""
        narration = stretch.narration
        if not self.live:
            return None
        issued = issues_this(narration)
        if issued is not None:
            subject = clause_subject(narration, *issued)
            by = self.speakers.resolve(narration, subject) if subject is not None else None
            return by if by is not None and by.name else None
        first = narration.low[0] in ("and", "now")
        offers = (
            narration.low[first : first + 2] == ["here", "is"] or narration.low[first].replace("’", "'") == "here's"
        )
        if not offers or not narration.names:
            return None
        entry, person = narration.names[0]
        if entry > first + 3 or not self.cast.is_human(person):
            return None
        return Attribution(person.name, None, None, person.roles[0] if person.roles else None, person, 0.8)

    # -- from paragraph to paragraph --------------------------------------------------------------------------

    def _continue(self, stretch: Stretch, before: Finding) -> None:
        """Give a run that goes on with speech the paragraph before did not close, unless it has a tag of its own."""
        for entry in range(min(3, len(stretch.narration))):
            run = stretch.run_at(entry)
            if run is None or not run.continues:
                continue
            if entry not in stretch.given:
                by = before.by.because("the speech began in the paragraph before", before.by.confidence)
                finding = self.collector.add_run(stretch, entry, QuotationKind.DIRECT, by)
                finding.group, finding.via = before.group, before.via
            return

    def _headline(self, stretch: Stretch) -> None:
        """ "Name: words", "words - Name"."""
        narration = stretch.narration
        parts = headline_parts(narration, stretch.role, self.cast, self.lexicon)
        if parts is None:
            return
        where, (first, stop) = parts
        by = self.speakers.resolve(narration, where).because("named beside the headline's words", 0.8)
        self.speakers.spoke(by)
        self.collector.new_group()
        runs = [i for i in range(first, stop) if narration.flag[i] & QUOTED]
        for entry in runs:
            self.leftovers.give_headline(stretch, entry, first, stop, by)
        if not runs and stop - first >= 3:
            self.collector.add_words(stretch, first, stop, QuotationKind.INDIRECT, by)

    def _close(self, stretch: Stretch, start: int) -> None:
        """Remember for the next paragraph who spoke in this one and whether a speech is open."""
        for entry in sorted(stretch.given):
            finding = stretch.given[entry]
            if finding.run is not None and not finding.run.closed:
                self.unclosed = finding
        said = [f for f in self.collector.found[start:] if f.by.name and f.via is None]
        if said:
            self.floor = said[-1].by
            if stretch.next_opens and said[-1].run is None and said[-1].kind is QuotationKind.DIRECT:
                self.unclosed = said[-1]
        elif stretch.role is ParagraphRole.BODY and self.lead_in is None:
            self.floor = None
        elif self.lead_in is not None:
            self.floor = self.lead_in.by


_SURE_INSIDE = 0.5  # below, a pronoun nothing resolves: the words stay nobody's
_PASSES = frozenset(
    "conclude find say identify warn recommend refer to make clear describe set out tell argue".split()
) | {
    "refer to",
    "set out",
    "make clear",
    "is clear",
}
