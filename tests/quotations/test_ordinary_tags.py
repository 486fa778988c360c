"""Ordinary tags in many shapes: what may stand between a subject and its verb, and around marked words."""

from __future__ import annotations

import pytest

from tests.quotations.documents import make_document
from tui_reader.domain import Quotation
from tui_reader.domain.quotation import SURE
from tui_reader.quotations import extract_quotations

# What stands between "Anna Bell" and "said": a stress, an aside, two asides.
BETWEEN = [
    "herself",
    "has herself",
    "alone",
    "at first",
    "at last",
    "has since",
    "has long",
    ", it seems,",
    ", among others,",
    ", like others,",
    ", along with three others,",
    ", writing in the Echo,",
    ", addressing the council,",
    ", 43, speaking outside court,",
    ", who runs the ferry, speaking outside court,",
    ", from the Harbour Trust, speaking outside court,",
    ", defending, speaking outside court,",
    ", left, with her husband,",
    ", chair of the Trust and a former pilot, speaking outside court,",
    ", one of the pilots, speaking outside court,",
]
SHAPES = [
    "Anna Bell{between} said: “|The bridge is shut for good|.”",
    "“|The bridge is shut for good|,” Anna Bell{between} said.",
    "Anna Bell{between} said that the bridge was “|shut for good|”.",
    "Anna Bell{between} said |the bridge was shut for good|.",
]

# Whose the words between bars are.
TAGS = [
    ("No 10 said the bridge was “|shut for good|”.", "No 10"),
    ("“|The bridge is shut|,” No. 10 said.", "No 10"),
    ("Asked about it, No 10 declined to say more but called it “|sad|”.", "No 10"),
    ("The player, ranked No 10 in the town, said: “|It is hot|.”", "player"),
    ("An A&E consultant who works there said |it had been a bad week|.", "A&E consultant"),
    ("“|The bridge is shut|,” urged Anna Bell.", "Anna Bell"),
    ("“|The bridge is shut|,” pledged the mayor, Anna Bell.", "Anna Bell"),
    ("“|The bridge is shut|,” agreed one resident.", "one resident"),
    ("“|Is the bridge shut|?” Hale asked on Monday. Tom Hale is the mayor. Anna Bell is not.", "Tom Hale"),
    ("The bridge was called “|a total mess|” by Anna Bell.", "Anna Bell"),
    ("The bridge has been branded “|a total mess|” by the mayor, Anna Bell.", "Anna Bell"),
    ("The bridge was described on Monday by Anna Bell as “|a total mess|”.", "Anna Bell"),
    ("The collapse prompted Anna Bell to warn of “|a total mess|”.", "Anna Bell"),
    ("The row led one resident to call the bridge “|a total mess|”.", "one resident"),
    ("The row left the union complaining of “|a total mess|”.", "union"),
    ("The bridge was in Anna Bell’s view “|a total mess|”.", "Anna Bell"),
    ("There was anger from Anna Bell: “|It is a total mess|.”", "Anna Bell"),
    ("This was echoed by one resident: “|It is a total mess|.”", "one resident"),
    ("For Anna Bell it is simple: “|It is a total mess|.”", "Anna Bell"),
    ("“|It is a total mess|,” the union told Radio North.", "union"),
    ("In a post on X the union said it was “|a total mess|”.", "union"),
    ("The man was fined after Anna Bell had posted on her page that the bridge was “|a mess|”.", "Anna Bell"),
    ("Anna Bell points to a ruling by the court: it said |those who cross by night cannot be fined|.", "ruling"),
    ("Tom Hale came. She had sold the bridge and |offered to pay for it|, he told the court.", "Tom Hale"),
    ("Anna Bell told the council everybody |had said things they would not want to see|.", "Anna Bell"),
    ("A call was led by Anna Bell, who is understood to have told staff |the bridge was shut|.", "Anna Bell"),
    ("Anna Bell suggested that a man who had written to her about it could “|always get a boat|”.", "Anna Bell"),
    ("A second message arrived at 08:20 which said only: “|The bridge is shut|.”", "second message"),
    ("Anna Bell read a text. It read: “|The bridge is shut|.”", "text"),
    ("The organiser, Cole Moss, accused the council of lies.\n“|They lied to us|,” he said.", "Cole Moss"),
    ("A deckhand with 15 years’ service, who is shy, said it was hard.\n“|I am tired|,” he said.", "deckhand with"),
    ("A ringer, who is shy, told the council it was loud.\n“|I am deaf|,” he said.", "ringer"),
    ("A diver who worked there until 2023 told the council that |he had warned them|.", "diver"),
    ("After the hearing, a spokesman for Hale, the firm which built it, said: “|It is old|.”", "spokesman for Hale"),
    ("A woman who lives opposite, and asked not to be named, said |it was old|.", "woman"),
    ("Her co-star in All Hands, Dev Moss, says she is old.\n“|She is a fool|,” he says.", "Dev Moss"),
    ("Anna Bell was late.\nHer memoir, Low Water, is out.\n“|It is short|,” she says.", "Anna Bell"),
    ("Anna Bell met Cole Moss, a baker.\nThe head said |it was late|.", "head"),
    ("Tom Hale was there.\nThe boy’s father said |he would wait|.", "boy’s father"),
    ("One striker, who has two children, said it was hard.\n“|We are poor|,” he said.", "One striker"),
    ("A man who lives near it said he ran.\nThe 52-year-old, who did not give his name, said: “|I ran|.”", "man"),
    # Whoever spoke in passing, two sentences back, is not whom the page is about.
    (
        "Anna Bell: “I was sacked from an advert”\nAnna Bell comes early, and asks the waiter if the soup is warm. It"
        " is. She orders two.\nAt 72, after half a century of it, she has become the most talked-about pilot there. In"
        " the film she is a widow who does not speak. One critic called it “the loudest silence in years”.\n"
        "Does she agree? “|I just could not stop|,” she says.",
        "Anna Bell",
    ),
]
# Where the clause ends in which marked words stand: behind the second bar.
CLAUSES = [
    "Anna Bell called |the bridge “a total mess”| – the second there this year.",
    "Anna Bell has called |the bridge “a mess”| (although she crosses it).",
    "Anna Bell angered many, calling |the bridge “a mess”| and posting a picture of it.",
    "Anna Bell called |the bridge “a mess” and “a disgrace”|.",
    "Anna Bell called |the bridge “a mess” for the town|.",
    "Anna Bell said |it was “a good bridge,”| adding that she crossed it.",
    "Anna Bell described |the bridge as a “total mess,”| but stopped short of closing it.",
    "Anna Bell dismissed |the bridge as a “total mess”| during a visit to the harbour.",
    "Anna Bell criticised |the bridge as a “total mess” for the town|.",
    "Anna Bell dismissed |the bridge as being a “total mess”| — a nod to her rival.",
    "Anna Bell said |the bridge would be “a bit wet”|, an admission that pleased nobody.",
]


def unbar(marked: str) -> tuple[str, int, int]:
    first, words, last = marked.split("|")
    return first + words + last, len(first), len(first) + len(words)


def held(marked: str) -> Quotation | None:
    """The quotation that holds most of the words between bars."""
    text, start, end = unbar("The bridge was shut in May.\n" + marked)
    found = extract_quotations(make_document(text))
    near = [q for q in found if min(q.span.end, end) - max(q.span.start, start) > (end - start) / 2]
    return near[0] if near else None


@pytest.mark.parametrize("between", BETWEEN)
@pytest.mark.parametrize("shape", SHAPES)
def test_what_stands_between_subject_and_verb(shape: str, between: str) -> None:
    found = held(shape.format(between=between if between.startswith(",") else f" {between}"))

    assert found is not None
    assert found.speaker == "Anna Bell"


@pytest.mark.parametrize(("marked", "speaker"), TAGS)
def test_whose_words_they_are(marked: str, speaker: str) -> None:
    found = held(marked)

    assert found is not None
    assert (found.speaker or "").lower().startswith(speaker.lower())


@pytest.mark.parametrize("marked", CLAUSES)
def test_where_the_clause_around_marks_ends(marked: str) -> None:
    text, start, end = unbar(marked)
    found = extract_quotations(make_document(text))[0]

    assert found.clause_span is not None
    assert found.clause_span.of(text).strip("“”,") == text[start:end].strip("“”,")


def test_a_question_another_asks_is_not_who_denied_it_before_the_dash() -> None:
    found = held("Anna Bell strongly denies it – “|why would you not ask|?” asked Tom Hale, a partner at a firm.")

    assert found is not None
    assert found.speaker != "Anna Bell" or found.confidence < SURE


# Names of bodies in shapes that trip a reader of capitals; each is sure.
BODIES = ["Downing Street", "The White House", "P&O", "M&S", "The RSPB", "TfL", "Channel 4", "The WHO"]


@pytest.mark.parametrize("body", [*BODIES, "easyJet", "Transport for Hale"])
def test_a_body_is_shown_as_printed(body: str) -> None:
    found = held(f"{body} said: “|The bridge is shut for good|.”")

    assert found is not None
    assert found.speaker == body.removeprefix("The ")
    assert found.speaker_is_sure == (body in BODIES)


def test_a_witness_may_have_a_number() -> None:
    found = held("Witness 3 told the court it was “|shut for good|”.")

    assert found is not None
    assert found.speaker == "Witness 3"


VIA = [
    ("Anna Bell, speaking to the Hale Ledger, said it was “|wet|”.", "Hale Ledger"),
    ("Anna Bell, in an interview with Radio North, said: “|It is wet|.”", "Radio North"),
    ("In an interview with Look North, Anna Bell said it was “|wet|”.", "Look North"),
    ("Anna Bell told BBC Radio 4’s Today programme it was “|wet|”.", "BBC Radio 4’s Today programme"),
    ("Anna Bell told local newspaper the Hale Ledger it was “|wet|”.", "Hale Ledger"),
    ("Anna Bell told a local radio station the bridge was “|wet|”.", "local radio station"),
    ("Anna Bell confirmed to the Hale Echo that it was “|wet|”.", "Hale Echo"),
    ("Anna Bell described it as a “|total mess|” during a visit to the harbour, the Hale Echo reported.", "Hale Echo"),
    ("Asked by the Hale Echo if it was, Anna Bell said: “|It is wet|.”", "Hale Echo"),
    ("Anna Bell, who spoke to the Hale Echo on condition of silence, said it was “|far too wet|”.", "Hale Echo"),
    ("Speaking to the council, Anna Bell said: “|It is wet|.”", None),
    ("Anna Bell told the Hale Ledger it was late.\n“|It is wet|,” she told the paper.", "Hale Ledger"),
    ("Anna Bell told the council it was late.\n“|It is wet|,” she told the paper.", "paper"),
    ("Anna Bell told the crew it was “|wet|”, Hale Crown Court heard.", None),
    ("Anna Bell told MSPs last week that it was “|wet|”.", None),
]


@pytest.mark.parametrize(("marked", "via"), VIA)
def test_who_passes_words_on(marked: str, via: str | None) -> None:
    found = held(marked)

    assert found is not None
    assert (found.speaker, found.via) == ("Anna Bell", via)


def test_a_headline_marks_what_the_text_only_reports() -> None:
    text = "Bridge ‘closed all summer’\nThe bridge is old.\nAnna Bell said the bridge would be closed all summer long."
    found = next(q for q in extract_quotations(make_document(text)) if q.span.start < 10)

    assert (found.speaker, found.confidence < SURE) == ("Anna Bell", True)


FIRST_PERSON = (
    "Keeper Anna Bell left the bridge",
    "It was a cold day for Anna Bell.",
    "I was there for ten years.",
    "Nobody else came.",
    "My boat was old.",
    "We had no lamp.",
    "Anna Bell has since bought a lamp.",
)


@pytest.mark.parametrize("at", [1, 2, 6, 7])
def test_what_somebody_told_a_reporter_in_their_own_words(at: int) -> None:
    lines = [*FIRST_PERSON[:at], "As told to Tom Hale", *FIRST_PERSON[at:]]
    found = extract_quotations(make_document("\n".join(lines)))

    assert [(q.text, q.speaker) for q in found] == [(line, "Anna Bell") for line in FIRST_PERSON[2:6]]


def test_two_people_on_a_page_tell_nobody_apart() -> None:
    lines = ("Keepers Anna Bell and Cole Moss left", "As told to Tom Hale", *FIRST_PERSON[2:6])

    assert not extract_quotations(make_document("\n".join(lines)))


def test_the_press_that_staff_may_not_speak_to_passes_nothing_on() -> None:
    found = held("Anna Bell said |staff had been told not to speak to the press|.")

    assert found is not None
    assert found.via is None


def test_a_work_is_nobody_whom_she_may_mean() -> None:
    text = "Ann Bell is 60 next week.\nHer memoir, Wrong Way Up, is out.\n“I wrote it in bed,” she says."
    found = extract_quotations(make_document(text))[-1]
    assert (found.speaker, found.speaker_is_sure) == ("Ann Bell", True)


def test_a_tag_behind_an_offer_that_is_told_tells_all_of_it() -> None:
    found = extract_quotations(
        make_document(
            "Paul Hale, defending, said his client, Elsie Moss, was “deeply ashamed”.\n"
            "She had sold the caravan and offered to pay back £6,000, he told the court."
        )
    )[-1]
    assert found.speaker == "Paul Hale"
    assert found.text.startswith("She had sold the caravan")


ROLES = [
    ("Anna Bell, accused the council of lying, said it was “|very wet|”.", "Anna Bell", None),
    ("Her co-star in All Hands, Dev Hale, said it was “|very wet|”.", "Dev Hale", "co-star in All Hands"),
    # Of that age is who has just spoken, not whom the next paragraph names.
    (
        "“It was wet,” a man who was there said.\nThe 52-year-old added: “|I ran|.”\nPaul Hale told us it was late.",
        "man",
        "man",
    ),
    ("A second message arrived at 08:20 which said: “|It is wet|.”", "second message", None),
    (
        "A court gave the pilot five months and a 300-euro fine after the pilot had posted that boats should “|burn|”.",
        "pilot",
        None,
    ),
    ("The regulator cut the rating, citing “|bad lamps|”.", "regulator", None),
    ("An employee of nearly four years said it was “|very wet|”.", "employee of nearly four years", None),
    ("Shopkeepers in Hale say it is “|very wet|”.", "Shopkeepers in Hale", None),
    ("Auditors Pell & Hale said it was “|very wet|”.", "Pell & Hale", "Auditors"),
]


@pytest.mark.parametrize(("marked", "speaker", "role"), ROLES)
def test_what_somebody_is(marked: str, speaker: str, role: str | None) -> None:
    found = held(marked)

    assert found is not None
    assert (found.speaker, found.speaker_role) == (speaker, role)


def test_a_question_in_marks_does_not_end_the_sentence_that_tells_who_asks_it() -> None:
    found = held("“|Why is it wet?|” Anna Bell asked the council.")

    assert found is not None
    assert (found.speaker, found.confidence > 0.9) == ("Anna Bell", True)


def test_so_many_things_that_everybody_says_are_words_of_whoever_tells_of_them() -> None:
    text = "Anna Bell told the council that everybody had said things in private they would not want to see in print."
    (found,) = extract_quotations(make_document(text))
    assert (found.speaker, found.via) == ("Anna Bell", None)


def test_what_is_said_to_be_ones_own_is_no_verb() -> None:
    text = "Anna Bell’s team answered with its own posted map that shows the bridge is wet."
    assert extract_quotations(make_document(text)) == ()
