"""A record of a talk while it is read: whose turn it is, their paragraphs, what is nobody's words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from tui_reader.domain import DocumentKind, LeftOutReason, ParagraphRole
from tui_reader.parsing.markup import Passage
from tui_reader.parsing.printed_times import PrintedTime
from tui_reader.parsing.web import WebPage, WebPost

# "[Interruption.]", "(Laughter.)", "♪ music ♪": a line of its own that tells of the room.
_ASIDE = re.compile(
    r"(?:\[[^\[\]]{1,120}\]|\([^()]{1,120}\)|[♪♫].*|\*(?!\*).{1,300}(?<!\*)\*|_(?!_).{1,300}(?<!_)_)[.,]?"
)
# The same between two sentences of a turn, or behind the last: "(Laughter.)", "[crosstalk]", "*(Laughs.)*". Brackets
# may also hold what was said, "(Ten pounds.)", or what makes it clear, "[Road Minister]": a note tells of the room, or
# has a sentence of its own in square brackets.
_ROOM = (
    r"laugh(?:s|ing|ter)?|chuckl(?:es|ing)|giggl(?:es|ing)|applau(?:se|ds)|applauding|cheer(?:s|ing)|boo(?:s|ing)"
    r"|clap(?:s|ping)|cross-?\s?talk|overlapping|inaudible|indistinct|unintelligible|pause[sd]?|pausing"
    r"|interrupt(?:s|ing|ion)|interjections?|music|jingle|soundbite|sigh(?:s|ing)|cough(?:s|ing)|silence|recess|gavel"
    r"|multiple (?:speakers|voices|comments)"
    r"|off[- ]mi[ck]\w*|operator (?:instructions|sign-?off)|time expired|nod(?:s|ding)|shrug(?:s|ging)|smil(?:es|ing)"
    r"|gestur(?:es|ing)|gasps?|edited|weep(?:s|ing)|cries|crying|sob(?:s|bing)|whisper(?:s|ing)|sings|singing"
    r"|interpret(?:ed|er|ation)|translat(?:ed|ion|or)|in (?:English|French|German|Spanish|Welsh|Irish|Gaelic|Arabic"
    r"|Russian|Ukrainian|Chinese|Mandarin|Italian|Dutch|Polish|Portuguese|Hebrew|Hindi|Urdu|Turkish|Japanese)"
    r"|lacht|lachen|gelächter|beifall|rires|applaudissements|risas|aplausos"
)
_OF_ROOM = re.compile(rf"\b(?:{_ROOM})\b", re.IGNORECASE)
_DOING = r"(?!\w*thing\b|morning|evening|spring|string|during)\w{3,}ing"  # "(Indicating.)"
_MINE = r"\b(?:I|I'm|I’m|my|me|we|We|our|us)\b"  # somebody's, brackets or not
_FIRST_PERSON = re.compile(_MINE)
_NOBODYS = rf"(?![^()\[\]]*{_MINE})"
_HOUSE = r"(?:An |Several |Some )?(?:Hon\.?|Noble) (?:Members?|Lords?): [^\[\]]{1,80}"  # "[Hon. Members: “Oh!”]"
_INSET = re.compile(
    r"(?:^|(?<=[.!?…—–])|(?<=[.!?…:;—–\"”’'])\s+)"
    rf"(?P<note>[*_]?(?:\[{_NOBODYS}(?:{_HOUSE}|[^\[\]]*\b(?:{_ROOM})\b[^\[\]]{{0,80}}|[^\s\[\]]+(?:\s[^\s\[\]]+){{3,20}})\]"
    rf"|\({_NOBODYS}(?:{_DOING}|(?:[^\s()]+\s){{0,3}}(?:{_ROOM})(?:\s[^\s()]+){{0,3}})[.,!]?\))[*_]?[.,]?)"
    r"(?=\s+(?:[\"“‘'(\[]?(?-i:[A-Z0-9À-ÖØ-ÞĀ-Ž£$€])|--|[—–])|\s*$)",
    re.IGNORECASE,
)
_ADDRESS = re.compile(
    r"(?:M[rs]{1,2}\.?|Madam) (?:Speaker|President|Chair(?:man|woman)?|Deputy Speaker),|My Lords,"
    r"|I (?:yield|reserve|suggest the absence|ask unanimous)\b"
)
_DIVISION = re.compile(r"Division (?:[Nn]o\.? ?|[Nn]umber )?\d|The (?:House|Committee|Dáil|Seanad) divided")
_LEADS_IN = ("as follows:", "Resolved,", "Ordered,")
_LONG = 600  # characters of a paragraph of captions, after which it ends with the next sentence
_LONGEST = 3_000  # the same where no sentence ends: a program that listened set no full stops
_TAIL = 12  # characters that may close a sentence
_TIED = re.compile(r"[^\W\d_]-$")
_ENDED = re.compile(r"[.!?…:;—–][\"”’')\]]*$")


def is_aside(words: str) -> bool:
    """Say whether a line tells of the room and is nobody's words: "[Interruption.]", "(Laughter.)"."""
    bare = words.strip()
    return _ASIDE.fullmatch(bare) is not None and not (bare.startswith(("(", "[")) and _FIRST_PERSON.search(bare))


def tells_of_room(words: str) -> bool:
    """Say whether words tell of the room: "LAUGHTER", "applause from the gallery"."""
    return _OF_ROOM.search(words) is not None


@dataclass(slots=True)
class Section:
    """What was said under one heading, and from when."""

    heading: str | None = None
    began: PrintedTime | None = None
    passages: list[Passage] = field(default_factory=list)


@dataclass(slots=True)
class Talk:
    """The record so far; `title`, `day` and `outlet` where they are printed."""

    title: str | None = None
    day: PrintedTime | None = None
    outlet: str | None = None
    url: str | None = None
    sections: list[Section] = field(default_factory=lambda: [Section()])
    printed: bool = False  # what follows is put into the record by its keeper ("Resolved,"), until somebody speaks
    _speaker: str | None = None
    _last: str | None = None  # whose turn a heading ended
    _joins: bool = False  # the next words go on with the paragraph before

    @property
    def _passages(self) -> list[Passage]:
        return self.sections[-1].passages

    def section(self, heading: str, began: PrintedTime | None = None) -> None:
        """Begin what stands under a heading."""
        self._speaker, self._joins = None, False
        if self._passages or self.sections[-1].heading:
            self.sections.append(Section())
        self.sections[-1].heading, self.sections[-1].began = heading, began

    def heading(self, words: str) -> None:
        """Take a heading within the section; it ends the turn."""
        self._last = self._speaker or self._last
        self._speaker, self._joins = None, False
        self._passages.append(Passage(words, ParagraphRole.SUBHEADING))

    def speaker(self, label: str, *, again: bool = True) -> None:
        """Begin a turn of whom the label prints, "" for nobody; not `again`: only where it was another's."""
        if again or label != self._speaker:
            self._passages.append(Passage(label, ParagraphRole.SPEAKER))
            self._joins = False
        self._speaker, self.printed = label, False

    def words(self, words: str, role: ParagraphRole = ParagraphRole.BODY) -> None:
        """Take a paragraph of the turn that is going on, without what the keeper of the record put into it."""
        may_hold = role is ParagraphRole.BODY and ("[" in words or "(" in words) and not words.isupper()
        if self._speaker is None and self._last and _ADDRESS.match(words):
            self._go_on()
        notes = _INSET.finditer(words) if may_hold else ()
        at = 0
        for note in notes:
            if before := words[at : note.start()].strip():
                self._paragraph(before, role)
            self.aside(note["note"])
            at = note.end()
        if after := words[at:].strip() if at else words:
            self._paragraph(after, role)

    def _go_on(self) -> None:
        """Go on with the turn that a heading ended: it was of a letter that was put in."""
        for at in range(len(self._passages) - 1, -1, -1):
            if self._passages[at].role is ParagraphRole.SPEAKER:
                self._speaker = self._last
                return
            if self._passages[at].role is ParagraphRole.SUBHEADING:
                self._passages[at] = Passage(self._passages[at].words, ParagraphRole.ASIDE)

    def _paragraph(self, words: str, role: ParagraphRole) -> None:
        if self._joins and self._passages and self._passages[-1].role is role and self._passages[-1].left_out is None:
            before = self._passages[-1].words
            tied = _TIED.search(before[-2:]) is not None and words[:1].islower()  # "well-" and "lit" are one word
            self._passages[-1] = Passage(f"{before}{'' if tied else ' '}{words}", role)
        else:
            self._passages.append(Passage(words, role))
        self._joins = False

    def line(self, words: str, *, joins: bool) -> None:
        """Take a line: it `joins` the paragraph before, or what a mark within a paragraph parted is put together."""
        self._joins = self._joins or joins
        self.words(words)

    @property
    def is_open(self) -> bool:
        """Whether the last paragraph ends in the midst of a sentence."""
        last = next((p for p in reversed(self._passages) if p.left_out is None), None)
        return last is not None and last.role is ParagraphRole.BODY and not _ENDED.search(last.words[-_TAIL:])

    @property
    def has_just_begun(self) -> bool:
        """Whether a turn has begun and nothing is said in it yet."""
        last = next((p for p in reversed(self._passages) if p.left_out is None), None)
        return last is not None and last.role is ParagraphRole.SPEAKER

    def cue(self, words: str) -> None:
        """Take a line of captions: it goes on with the paragraph before, unless that was long and has ended."""
        last = self._passages[-1] if self._passages else None
        if last is not None and last.role is ParagraphRole.BODY and last.left_out is None:
            ended = _ENDED.search(last.words[-_TAIL:]) is not None
            self._joins = not (len(last.words) > (_LONG if ended else _LONGEST))
        self.words(words)

    def aside(self, words: str) -> None:
        """Take what the keeper of the record tells: nobody's words, and the turn goes on after it."""
        self._passages.append(Passage(words, ParagraphRole.ASIDE))
        self._joins = False
        self.printed = self.printed or words.endswith(_LEADS_IN) or _DIVISION.match(words) is not None

    def drop(self, words: str, *, within: bool = False) -> None:
        """Leave out a mark of the record's own: a column, a time; `within`: it stands in the midst of a paragraph."""
        mark = Passage(words, left_out=LeftOutReason.BOILERPLATE)
        if within and self._passages:
            self._passages.insert(len(self._passages) - 1, mark)
            self._joins = True
        else:
            self._passages.append(mark)

    @property
    def turns(self) -> int:
        """Return how many turns there are so far."""
        return sum(passage.role is ParagraphRole.SPEAKER for section in self.sections for passage in section.passages)

    def page(self, key: Sequence[str] = ()) -> WebPage:
        """Return it as a page of kind transcript, a post a section; `key` names it, else its own words do."""
        sections = [section for section in self.sections if any(p.left_out is None for p in section.passages)]
        words = [passage.words for section in sections for passage in section.passages]
        posts = [
            WebPost(
                section.heading or (self.title if len(sections) == 1 else None),
                section.passages,
                section.began or self.day,
                key=f"{at}\n{section.heading}",
            )
            for at, section in enumerate(sections)
        ]
        return WebPage(
            key="\n".join(["transcript", *(key or [self.title or "", *words])]),
            posts=posts,
            kind=DocumentKind.TRANSCRIPT,
            outlet=self.outlet,
            headline=self.title or (sections[0].heading if len(sections) == 1 else None),
            url=self.url,
            published=self.day,
            printed_by="the record",
        )
