"""Words of an interview in print: the reporter's question unmarked, the answer in marks or without."""

from __future__ import annotations

from tui_reader.domain import ParagraphRole
from tui_reader.quotations.people.entities import Entity
from tui_reader.quotations.people.speakers import Speakers
from tui_reader.quotations.rules import rule
from tui_reader.quotations.speech.paragraphs import ReadParagraph
from tui_reader.quotations.speech.turns import ASKED, READABLE, YOU, Turn, asks, asks_you, guest_of, says_i

_PAIRS = 2  # questions with their answers that make an interview
_PLAIN_PAIRS = 4  # where neither question nor answer has marks
_PLAIN = 25  # entries of a question whose answer has no marks


@rule("interview", "In an interview a paragraph of marks after an unmarked question is the answer of whoever is asked")
def interview(paragraphs: list[ReadParagraph], people: Speakers, interviewer: str | None) -> dict[int, Turn] | None:
    """Two questions with answers at least, one of them to "you"."""
    asked = [p.number for p in paragraphs[:-1] if asks(p) and _answers(paragraphs[p.number + 1])]
    to_you = [n for n in asked if YOU.intersection(paragraphs[n].narration.low)]
    if len(asked) < _PAIRS or not to_you:
        return _plain_interview(paragraphs, people, interviewer)
    plain = (p.number for p in paragraphs[: asked[0]] if asks(p) and YOU.intersection(p.narration.low))
    begin = next((n for n in plain if _plainly_answers(paragraphs[n + 1])), asked[0])
    guest = guest_of(paragraphs, people.cast, begin, interviewer)
    if guest is None:
        return None
    turns: dict[int, Turn] = {}
    answering = False
    for paragraph in paragraphs[begin:]:
        number = paragraph.number
        following = paragraphs[number + 1] if number + 1 < len(paragraphs) else None
        if _is_question(paragraph, following, answering):
            turns[number] = _turn(None, interviewer)
            answering = True
        elif answering and _answers(paragraph) and not any(paragraph.frames(*s) for s in paragraph.narration.sentences):
            turns[number] = _turn(guest, interviewer)
            turns[number].marked = True
        elif number - 1 in turns and turns[number - 1].asks and not paragraph.has_marks:
            turns[number] = _turn(guest, interviewer)
        else:
            answering = paragraph.role is ParagraphRole.SUBHEADING
    return turns


def _plain_interview(
    paragraphs: list[ReadParagraph], people: Speakers, interviewer: str | None
) -> dict[int, Turn] | None:
    """Questions to "you" and their answers, neither in marks: several of them, by turns, and answers that say "I"."""
    asked = [p.number for p in paragraphs[:-1] if asks(p) and _plainly_answers(paragraphs[p.number + 1])]
    to_you = [n for n in asked if YOU.intersection(paragraphs[n].narration.low)]
    as_i = [n for n in asked if says_i(paragraphs[n + 1])]
    if len(to_you) < _PAIRS or len(as_i) < _PAIRS:
        return None
    guest = guest_of(paragraphs, people.cast, asked[0], interviewer)
    if guest is None or len(asked) < _PLAIN_PAIRS - _names(paragraphs[0], guest):
        return None
    begin = asked[0]
    while begin > 2 and _says_to_you(paragraphs[begin - 2]) and says_i(paragraphs[begin - 1]):
        begin -= 2  # "So, you are the newest member …"
    return _by_turns(paragraphs, begin, asked[-1], guest, interviewer)


def _by_turns(
    paragraphs: list[ReadParagraph], begin: int, last: int, guest: Entity, interviewer: str | None
) -> dict[int, Turn]:
    """Go from the first question to the last answer: who asks speaks to "you", who answers says "I" and goes on."""
    turns: dict[int, Turn] = {}
    before: Turn | None = None
    for number in range(begin, len(paragraphs)):
        paragraph = paragraphs[number]
        asking = _asks_here(paragraphs, number, before)
        answering = before is not None and (before.asks or says_i(paragraph) or 0 in paragraph.narration.run)
        going_on = asking or answering or (before is not None and number < last)
        if paragraph.role not in READABLE or not going_on or (not asking and _names(paragraph, guest)):
            before = None
            continue
        before = turns[number] = _turn(None if asking else guest, interviewer)
    return turns


def _names(paragraph: ReadParagraph, guest: Entity) -> bool:
    """Say whether whoever is asked is named, as in no answer: "Baker falls quiet when I ask her"."""
    return any(name.entity is guest for name in paragraph.names)


def _turn(guest: Entity | None, interviewer: str | None) -> Turn:
    """Return the turn of whoever is asked, or without one of whoever asks."""
    return Turn("interview", (0, 0), 0, guest, interviewer if guest is None else guest.name, guest is None)


def _asks_here(paragraphs: list[ReadParagraph], number: int, before: Turn | None) -> bool:
    """Say whether the paragraph is the interviewer's: a question, or a remark to "you", after an answer."""
    paragraph = paragraphs[number]
    raw = paragraph.narration.raw
    if not len(raw) or 0 in paragraph.narration.run or len(raw) > ASKED or (before is not None and before.asks):
        return False
    following = paragraphs[number + 1] if number + 1 < len(paragraphs) else None
    is_answered = following is not None and says_i(following)
    if asks_you(paragraph) or (before is not None and is_answered and _begins_asking(paragraph)):
        return True
    if before is None or says_i(paragraph):
        return False
    return is_answered and (_says_to_you(paragraph) or len(raw) <= _PLAIN)


def _begins_asking(paragraph: ReadParagraph) -> bool:
    """ "Is there a future in it? I ask because of the list which you sent me.": whoever it is to, it is asked."""
    narration = paragraph.narration
    return narration.raw[narration.sentences[0][1] - 1] == "?" and not YOU.isdisjoint(narration.low)


def _says_to_you(paragraph: ReadParagraph) -> bool:
    return not YOU.isdisjoint(paragraph.narration.low) and not says_i(paragraph)


def _plainly_answers(paragraph: ReadParagraph) -> bool:
    return paragraph.role in READABLE and 0 not in paragraph.narration.run and not asks(paragraph)


def _answers(paragraph: ReadParagraph) -> bool:
    """Say whether the paragraph begins with marked words that go on to its end."""
    run = paragraph.run_at(0) if paragraph.role in READABLE and len(paragraph.narration.raw) else None
    return run is not None and len(paragraph.narration.raw) <= 2


def _is_question(paragraph: ReadParagraph, following: ReadParagraph | None, answering: bool) -> bool:
    """Say whether a paragraph of a known interview asks: a question, or a remark to "you" before an answer."""
    if following is None or paragraph.role not in READABLE:
        return False
    if asks(paragraph):
        return _answers(following) or (len(paragraph.narration.raw) <= _PLAIN and not following.has_marks)
    narration = paragraph.narration
    remark = answering and 0 not in narration.run and bool(YOU.intersection(narration.low))
    return remark and len(narration.raw) <= ASKED and _answers(following)
