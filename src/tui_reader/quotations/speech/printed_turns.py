"""Turns whose speakers the record prints apart from the words: Hansard, a briefing, captions with voices."""

from __future__ import annotations

import re

from tui_reader.domain import ParagraphRole, Span
from tui_reader.quotations.people.attribution import Attribution
from tui_reader.quotations.people.entities import Cast
from tui_reader.quotations.rules import rule
from tui_reader.quotations.sentence.lexicon import words
from tui_reader.quotations.speech.paragraphs import ReadParagraph
from tui_reader.quotations.speech.turns import Turn
from tui_reader.text.names import initials

_OFFICE = re.compile(
    r"^The\b|\b(?:speaker|minister|secretary|officer|chair\w*|president|clerk|leader|chancellor)\b", re.IGNORECASE
)
_INITIALS = 4  # letters
_TOLD = 300  # characters of what the keeper tells before a turn
_WHY = "the record prints who speaks"
_NUMBERED = re.compile(r"(?:SPEAKER|Speaker|VOICE|Voice)[ _-]?\d+|S\d+")  # what a program told apart, not a name
_TITLE = re.compile(r"(?:mr|mrs|ms|miss|dr|sir|dame|lord|lady|baroness|baron|viscount|earl|prof)\b", re.IGNORECASE)
_SUFFIX = re.compile(r"(?:Jr|Sr|II|III|IV)\.?", re.IGNORECASE)
_NOBODY_NAMED = words("question_label") | words("answer_label")
# Whom a court or an inquiry hears: "ADA MARSH, called as a witness", "MS ADA MARSH (affirmed)".
_HEARD = re.compile(
    r"\b(?P<name>[A-Z][A-Z.'’-]+(?: [A-Z][A-Z.'’-]*){1,5}),? \(?(?:[a-z][^.()]{0,120}?)?"
    r"(?i:\b(?:called|sworn|affirmed|recalled|resumed)\b)"
)
_WITNESS = words("answer_label") | {"the witness", "witness"}
_UNREAD = (ParagraphRole.HEADLINE, ParagraphRole.SUBHEADING, ParagraphRole.SUMMARY)


@rule("printed-turn", "In a transcript the paragraphs after a printed speaker are theirs, until another is printed")
def printed_turns(paragraphs: list[ReadParagraph], cast: Cast) -> dict[int, Turn] | None:
    """A heading ends a turn. What stands before the first speaker is read as any page is."""
    if not any(paragraph.role is ParagraphRole.SPEAKER for paragraph in paragraphs):
        return None
    turns: dict[int, Turn] = {}
    speaker: Attribution | None = None
    known: list[Attribution] = []
    heard: str | None = None  # the witness
    told = ""  # by the record's keeper, since somebody spoke
    for paragraph in paragraphs:
        if paragraph.role is ParagraphRole.SPEAKER:
            speaker = printed_speaker(paragraph, cast, known, heard) if _printed(paragraph) else nobody_named()
            known.append(speaker)
            told = ""
            continue
        if paragraph.role in _UNREAD:
            speaker = None
        if speaker is not None and paragraph.role is not ParagraphRole.ASIDE:
            turns[paragraph.number] = turn = Turn("printed-turn", (0, 0), 0, None, None, False)
            turn.by = speaker
        else:
            told = f"{told} {_printed(paragraph)}"[-_TOLD:]
            called = _HEARD.search(told)
            heard = called["name"] if called is not None else heard
    return turns


def _printed(paragraph: ReadParagraph) -> str:
    """Return what a paragraph prints, on one line."""
    narration = paragraph.narration
    if not narration.raw:
        return ""
    return " ".join(narration.text[narration.start[0] : narration.end(len(narration.raw) - 1)].split())


def printed_speaker(
    paragraph: ReadParagraph, cast: Cast, known: list[Attribution], heard: str | None = None
) -> Attribution:
    """Return whom a printed speaker means: the name in brackets behind an office, the fullest name of a title.

    `known` are those printed before: a last name or initials mean the one of them that has these. "A" is the witness
    `heard`, where the record prints who that is. Else "Q" and "A" name nobody, nor does a number that a program gave
    to a voice: that one is shown, with a question mark.
    """
    narration = paragraph.narration
    span = Span(narration.start[0], narration.end(len(narration.raw) - 1))
    printed = _printed(paragraph)
    if heard is not None and printed.lower() in _WITNESS:
        why = "the record prints which witness is heard"
        return Attribution(heard, "printed", why, printed, span, None, None, True)
    if printed.lower() in _NOBODY_NAMED:
        return Attribution(None, "no-speaker", "the record prints who asks and who answers, no name", printed, span)
    if _NUMBERED.fullmatch(printed):
        return Attribution(printed, "voice", "a program told the voices apart; it knows no name", printed, span)
    name, role = _name_and_role(printed)
    before = _known_before(name, known)
    if before is not None:
        return Attribution(before.name, "printed", _WHY, printed, span, role or before.role, before.entity, True)
    entity = next((n.entity for n in paragraph.names if n.entity.is_human), None)
    if entity is None and _TITLE.match(name):
        last = name.split()[-1].lower()
        alike = [e for e in cast.everybody() if e.is_human and len(e.words) > 1 and e.words[-1].lower() == last]
        entity = alike[0] if len(alike) == 1 else None
    if entity is not None and entity.words and entity.words[-1].lower() == name.split()[-1].lower():
        name = entity.name if len(entity.words) > len(_bare(name)) else name
        role = role or (None if _begins_with(name, entity.role) else entity.role)
    else:
        entity = None
    return Attribution(name, "printed", _WHY, printed, span, role, entity, True)


def nobody_named() -> Attribution:
    """Return the speaker of a turn in front of which no name is printed."""
    return Attribution(None, "no-speaker", "the record prints that another speaks, no name")


def _name_and_role(printed: str) -> tuple[str, str | None]:
    """Return name and role: "The Minister for Roads (Ada Marsh)", "Ada Marsh (Hillford) (Ind)", "Ada Marsh, author"."""
    outer, *held = [part.strip(" )") for part in printed.split("(")]
    if not held:
        name, _, office = printed.partition(", ")
        is_apart = len(name.split()) > 1 and not _OFFICE.search(name) and not _SUFFIX.fullmatch(office)
        return (name, office or None) if is_apart else (printed, None)
    if _OFFICE.search(outer) and len(held) == 1:
        return held[0], outer
    return outer, ", ".join(filter(None, held)) or None


def _begins_with(name: str, role: str | None) -> bool:
    """Say whether a name is printed with its office before it: "Deputy Ada Marsh"."""
    return role is not None and name.lower().startswith(f"{role.lower()} ")


def _bare(name: str) -> list[str]:
    """Return the words of a name without titles, in small letters."""
    return [word for word in (word.strip(".,").lower() for word in name.split()) if word and not _TITLE.fullmatch(word)]


def _known_before(name: str, known: list[Attribution]) -> Attribution | None:
    """Return the one speaker before with more of a name whose last name or whose initials these are."""
    words = _bare(name)
    if len(words) != 1:
        return None
    full = {by.name: by for by in known if by.name is not None and len(_bare(by.name)) > 1 and by.how == "printed"}
    alike = [by for by in full.values() if _bare(by.name or "")[-1] == words[0]]
    if not alike and name.isupper() and len(name) <= _INITIALS:
        alike = [by for by in full.values() if words[0] in initials(_bare(by.name or ""))]
    return alike[0] if len(alike) == 1 else None
