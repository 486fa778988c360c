"""Words in turns: a transcript ("NAME: …", initials, Q and A), an interview (a question unmarked, an answer in marks).

Both are forms of a whole post: one labelled line, one question is not enough. A turn is found once, when its post
is begun, and then read where it stands.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

from tui_reader.domain import ParagraphRole
from tui_reader.quotations.people.attribution import Attribution
from tui_reader.quotations.people.census import Name
from tui_reader.quotations.people.entities import Cast, Entity
from tui_reader.quotations.people.speakers import Speakers
from tui_reader.quotations.rules import rule
from tui_reader.quotations.sentence.lexicon import CAPITAL, FIRST, GIVEN_NAME, QUOTED, ROLE, words
from tui_reader.quotations.sentence.noun_phrases import Range
from tui_reader.quotations.speech.paragraphs import ReadParagraph
from tui_reader.text.names import initials

_QUESTION = words("question_label")
_ANSWER = words("answer_label")
_NOBODY = words("turn_role")
_ENDS = words("turn_end")
_NO_LABEL = words("label")
YOU = words("second_person")
_WITHIN_LABEL = frozenset((".", "-", "'", "’", "(", ")", "of", "de"))
_WRITES_FROM = frozenset((",", "in", "from"))  # "Sheila in Garve: …", a reader's message
_WITHIN_MESSAGE = _WITHIN_LABEL | _WRITES_FROM
_LABEL = 7  # entries a label has at most
_NEAR = 3  # paragraphs from one label to the next of a talk
_TURNS = 2  # labelled paragraphs that make a transcript
_PAIRS = 2  # questions with their answers that make an interview
ASKED = 60  # entries of a question
_LINKED = 200  # code points at the end of a paragraph in which a link may stand
_LINK = re.compile(r"(?:\s*+(?:https?://\S++|pic\.twitter\.com/\S++))++\s*\Z")
READABLE = (ParagraphRole.BODY, ParagraphRole.SUBHEADING, ParagraphRole.LIST_ITEM)


class Turn:
    """A turn of a talk: who speaks (a name known or not), the entries of the label, where the words begin.

    `asks`: it is a question. `marked`: the words stand in marks. `by`: who speaks, where the record prints it apart.
    """

    __slots__ = ("asks", "begin", "by", "entity", "label", "marked", "rule", "said_by")

    def __init__(
        self, rule_id: str, label: Range, begin: int, entity: Entity | None, said_by: str | None, asks: bool
    ) -> None:
        self.rule, self.label, self.begin, self.entity = rule_id, label, begin, entity
        self.said_by, self.asks, self.marked = said_by, asks, False
        self.by: Attribution | None = None

    def more(self) -> Turn:
        """Return what goes on with this turn in a paragraph without a label."""
        return Turn(self.rule, (0, 0), 0, self.entity, self.said_by, self.asks)


@rule("transcript", "In a transcript the words after a label are of whom it names")
def transcript(paragraphs: list[ReadParagraph], people: Speakers, interviewer: str | None) -> dict[int, Turn] | None:
    """Labels are names before a colon, initials, Q and A; two at least, and not all of one sort of heading."""
    labels = {p.number: label for p in paragraphs if (label := _label(p)) is not None}
    if len(labels) < _TURNS or not _take_turns(paragraphs, labels):
        return None
    guest = guest_of(paragraphs, people.cast, min(labels), interviewer)
    turns: dict[int, Turn] = {}
    for number, (where, begin) in labels.items():
        turn = _turn(paragraphs[number], where, begin, people.cast, guest, interviewer)
        if turn is not None:
            turns[number] = turn
        if number - 1 not in labels and turn is not None and asks_you(paragraphs[number - 1]):
            turns[number - 1] = Turn("transcript", (0, 0), 0, None, interviewer, True)  # asked without a label
    return turns if len(turns) >= _TURNS else None


def _take_turns(paragraphs: list[ReadParagraph], labels: dict[int, tuple[Range, int]]) -> bool:
    """Say whether two labels near each other differ, or one asks or answers; or questions stand between them."""
    printed = {n: _printed(paragraphs[n], *label) for n, label in labels.items()}
    if any(text.lower() in _QUESTION | _ANSWER for text in printed.values()):
        return True
    near = [(a, b) for a, b in pairwise(sorted(printed)) if b - a <= _NEAR]
    asked = sum(n > 0 and n - 1 not in labels and asks(paragraphs[n - 1]) for n in labels)
    return any(printed[a] != printed[b] for a, b in near) or asked >= _PAIRS


def continues_turn(paragraph: ReadParagraph) -> bool:
    """Say whether a paragraph without a label goes on with the turn before: who talks says "I", "we" or "you"."""
    narration = paragraph.narration
    if ends_transcript(paragraph) or paragraph.role not in READABLE or asks_you(paragraph):
        return False
    return says_i(paragraph) or not YOU.isdisjoint(narration.low)


def says_i(paragraph: ReadParagraph) -> bool:
    """Say whether "I" or "we" stands in a paragraph."""
    return any(flag & FIRST for flag in paragraph.narration.flag)


def _label(paragraph: ReadParagraph) -> tuple[Range, int] | None:
    """Return the entries of a paragraph's label and where its words begin, if it may have one."""
    narration = paragraph.narration
    if paragraph.role not in READABLE or paragraph.number == 0 or len(narration.raw) < 3:
        return None
    low = narration.low
    if narration.raw[0] in ("Q", "A") and narration.start[1] - narration.end(0) >= 2:
        return (0, 1), 1
    colon = next((i for i in range(1, min(_LABEL + 1, len(narration.raw) - 1)) if low[i] == ":"), None)
    if colon is None or low[0] in _NO_LABEL or narration.start[colon + 1] == narration.end(colon):
        return None
    within = _WITHIN_MESSAGE if narration.flag[0] & GIVEN_NAME else _WITHIN_LABEL
    plain = all(narration.flag[i] & (CAPITAL | ROLE) or low[i] in within for i in range(colon))
    begins = narration.flag[colon + 1] & (CAPITAL | QUOTED) or narration.raw[colon + 1][0].isdigit()
    if not plain or not begins:
        return None
    bracket = next((i for i in range(1, colon) if low[i] == "(" or low[i] in _WRITES_FROM), colon)
    return (0, bracket), colon + 1


def _printed(paragraph: ReadParagraph, label: Range, begin: int) -> str:
    return paragraph.narration.slice(*label)


def _turn(
    paragraph: ReadParagraph, label: Range, begin: int, cast: Cast, guest: Entity | None, interviewer: str | None
) -> Turn | None:
    """Return the turn, with whom its label means; None where the label is a heading that names nobody."""
    narration = paragraph.narration
    first = narration.low[0]
    turn: Turn | None = None
    if label[1] == 1 and first in _QUESTION:
        turn = Turn(
            "transcript",
            label,
            begin,
            cast.find(tuple(interviewer.split())) if interviewer else None,
            interviewer,
            True,
        )
    elif label[1] == 1 and first in _ANSWER:
        turn = Turn("transcript", label, begin, guest, guest.name if guest is not None else None, False)
    else:
        entity = _entity(paragraph, label, cast)
        if entity is not None:
            turn = Turn("transcript", label, begin, entity, entity.name, False)
        elif narration.flag[label[1] - 1] & ROLE or first in _NOBODY:
            turn = Turn(
                "transcript", label, begin, None, narration.slice(*label), narration.low[label[1] - 1] in _NOBODY
            )
    if turn is not None:
        turn.marked = bool(narration.flag[begin] & QUOTED)
    return turn


def _entity(paragraph: ReadParagraph, label: Range, cast: Cast) -> Entity | None:
    """Return whom a label names: by name, by title and last name, or by the initials of one person alone."""
    narration = paragraph.narration
    name: Name | None = next((n for n in paragraph.names if n.stop == label[1] and _only_role(paragraph, n)), None)
    if label[1] == 1 and narration.raw[0].isupper() and 2 <= len(narration.raw[0]) <= 4:
        letters = narration.raw[0].lower()
        alike = [e for e in cast.everybody() if e.is_human and letters in initials(e.words)]
        return alike[0] if len(alike) == 1 else cast.by_initials.get(narration.raw[0])
    if name is None:
        return None
    entity = name.entity
    return entity if entity.is_human or name.titles or (entity.mentions > 1 and not entity.is_place) else None


def _only_role(paragraph: ReadParagraph, name: Name) -> bool:
    """Say whether nothing but a role stands before the name: "Town leader Name Surname"."""
    flags = paragraph.narration.flag
    return name.role_first == 0 or bool(flags[name.role_first - 1] & ROLE)


def guest_of(paragraphs: list[ReadParagraph], cast: Cast, before: int, interviewer: str | None) -> Entity | None:
    """Return who answers: the person of the headline, else the one named most before the first question."""
    head = paragraphs[0].names if before else []
    full = [n.entity for n in head if n.entity.is_human and n.stop - n.first > 1 and n.entity.name != interviewer]
    if len({id(entity) for entity in full}) == 1:
        return full[0]
    named = Counter(
        name.entity.name
        for paragraph in paragraphs[:before]
        for name in paragraph.names
        if name.entity.is_human and name.entity.name != interviewer
    )
    found = {name.entity.name: name.entity for paragraph in paragraphs[:before] for name in paragraph.names}
    if not named:
        return next((e for e in cast.ranked() if e.name != interviewer), None)
    most = max(named, key=lambda name: (found[name].mentions, named[name]))
    return found[most]


def ends_transcript(paragraph: ReadParagraph) -> bool:
    """Say whether the paragraph closes a transcript: "END 2:15 p.m."."""
    narration = paragraph.narration
    return len(narration.raw) > 0 and narration.low[0] in _ENDS and narration.raw[0].isupper()


def asks_you(paragraph: ReadParagraph) -> bool:
    """Say whether a paragraph of a talk ends by asking "you"; within a talk a reporting word may stand in it."""
    narration = paragraph.narration
    if narration.raw[-1:] != ["?"] or paragraph.role not in READABLE or 0 in narration.run:
        return False
    return asks(paragraph) or not YOU.isdisjoint(narration.low)


def asks(paragraph: ReadParagraph) -> bool:
    """Say whether the paragraph is a question of the reporter's own: unmarked, reported by nobody."""
    narration = paragraph.narration
    if paragraph.role not in READABLE or not 1 < len(narration.raw) <= ASKED or narration.raw[-1] != "?":
        return False
    if 0 in narration.run:
        return False
    low, high = narration.sentences[-1]
    to_you = not YOU.isdisjoint(narration.low[low:high])
    return to_you or not any(paragraph.frames(*sentence) for sentence in narration.sentences)


def _before_link(paragraph: ReadParagraph) -> int:
    """Return the entry behind the words where a link ends the paragraph: "… pic.twitter.com/abc"."""
    narration = paragraph.narration
    count = len(narration.raw)
    text = narration.slice(0, count)
    link = _LINK.search(text, max(0, len(text) - _LINKED))
    if link is None:
        return count
    start = narration.start[0] + link.start()
    return next((index for index in range(count) if narration.start[index] >= start), count)


def without_asides(paragraph: ReadParagraph, begin: int) -> list[Range]:
    """Return the entries from `begin` on around what brackets set off: "(Laughter.)", "[applause]"."""
    narration = paragraph.narration
    found: list[Range] = []
    first, index, count = begin, begin, _before_link(paragraph)
    while index < count:
        if narration.raw[index] in ("(", "["):
            close = ")" if narration.raw[index] == "(" else "]"
            stop = next((i for i in range(index + 1, min(count, index + 8)) if narration.raw[i] == close), None)
            aside = stop is not None and (close == "]" or narration.raw[stop - 1] == ".")
            if aside and stop is not None:
                found.append((first, index))
                first = index = stop + 1
                continue
        index += 1
    found.append((first, count))
    return [(a, b) for a, b in found if any(narration.raw[i][0].isalnum() or i in narration.run for i in range(a, b))]
