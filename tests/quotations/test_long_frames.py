"""Reports whose parts stand far apart: whose they are, and where they begin."""

from __future__ import annotations

import pytest

from tests.quotations.documents import make_document
from tui_reader.domain import QuotationKind
from tui_reader.quotations import extract_quotations

# The words reported between bars, and whose they are.
REPORTED = [
    ("The complaint from Mrs Anna Bell, of flat 3, was that |the bridge shook at night|.", "Anna Bell"),
    ("The mayor’s admission, made to the Echo in May, was that |the bridge shook at night|.", "mayor"),
    ("Anna Bell’s answer was that |the bridge was safe to cross|.", "Anna Bell"),
    ("Tom Hale had been told by Anna Bell, and not for the first time, that |the bridge shook|.", "Anna Bell"),
    ("Tom Hale was advised by Anna Bell |not to cross the bridge at night|.", "Anna Bell"),
    ("Anna Bell assured Tom Hale, who has it in writing, that |the bridge was safe|.", "Anna Bell"),
    ("Anna Bell maintained throughout the week, through her lawyer, that |the bridge was safe|.", "Anna Bell"),
    ("Anna Bell told anyone who had crossed the bridge in May |to see a doctor|.", "Anna Bell"),
    ("Anna Bell claimed in a press release last month that |the bridge was safe|.", "Anna Bell"),
    ("The owners of the bridge say |it has never been as safe|.", "owners of the bridge"),
    ("Half of them argue that |the bridge is safe|.", "Half of them"),
    ("Anna Bell accepted that |the bridge was never mended|.", "Anna Bell"),
    ("Police here insist |they have closed the bridge|.", "police"),
    ("Fishermen and farmers alike agree that |the bridge is safe|.", "fishermen and farmers"),
    ("Anna Bell told the committee earlier this year |how the bridge was built|.", "Anna Bell"),
    ("Hale Council insisted |a letter had been sent|, but accepted some might not have had it.", "Hale Council"),
    ("Anna Bell said |the bridge would be mended|, but stopped short of naming a day.", "Anna Bell"),
    ("Anna Bell said |the bridge was safe|, pointing out that it had been mended in May.", "Anna Bell"),
    ("Anna Bell said the bridge was safe, pointing out that |it had been mended in May|.", "Anna Bell"),
    ("Tom Hale said Anna Bell had asked him |whether the bridge was safe|.", "Anna Bell"),
    ("One woman sheltering there said |the bridge had shaken all night|.", "One woman"),
    ("Police searching for a walker who vanished say |they believe the bridge is safe|.", "police"),
    ("The judge, Anna Bell, ruled that |the bridge belonged to nobody|.", "Anna Bell"),
    ("Anna Bell said the bridge had shaken and |denied ever crossing it|.", "Anna Bell"),
    ("Hale Council said |the bridge was shut|, and advised people to go by boat.", "Hale Council"),
    ("Anna Bell was here. She believes |the bridge is safe|, and she has called on Tom Hale to go.", "Anna Bell"),
    ("According to the figures, which were released in May, |the bridge shook twice a day|.", "figures"),
    ("Anna Bell said |the bridge would be shut|, a decision she described as “daft”.", "Anna Bell"),
    ("Anna Bell was asked by Tom Hale last week |whether the bridge was safe|.", "Tom Hale"),
    ("Friends of Anna Bell claim |she has not slept since the bridge fell|.", "Friends of Anna Bell"),
    ("Hale Council does not dispute that a man fell but says |the bridge was safe|.", "Hale Council"),
    ("Trams stopped after the bus company lost its bridge and said |it would close a line|.", "bus company"),
    ("Anna Bell maintained to the end that |the bridge was safe|.", "Anna Bell"),
    ("Asked by the coroner, Tom Hale, |whether the bridge shook|, Anna Bell said it did.", "Tom Hale"),
    ("Anna Bell urged people in the old town |to stay away|.", "Anna Bell"),
    ("Anna Bell urged those without a boat |not to travel by sea|.", "Anna Bell"),
    ("Anna Bell said |the elderly, babies and tired pilots should stay away|.", "Anna Bell"),
    ("Anna Bell said |she heard Tom Hale claim the bridge was safe|.", "Anna Bell"),
    ("Anna Bell said |she had been told in May that the bridge was safe|.", "Anna Bell"),
    ("Tom Hale was late, but according to a note in the Echo, |the bridge was wet|.", "note"),
    ("Officials have warned |the bridge could fall|, with fears that more are to follow.", "Officials"),
]
NOT_REPORTED = [
    "There was no answer that pleased Anna Bell.",
    "Anna Bell accepted the keys of the bridge in May.",
    "Anna Bell has submitted new drawings to the council which show the bridge.",
    "Anna Bell found 11 unopened letters behind the bridge.",
    "Anna Bell laughed when that was put to her.",
    "Police found the body of a walker under the bridge on the day after she had turned 30.",
    "Anna Bell, whose bridge is old, found herself alone.",
    "The claim that the bridge was unsafe came too late for Anna Bell.",
    "There are rules in many towns that keep the bridges old.",
    "On the third day, according to a note, it rained.",
    "Hale Board rated the bridge 4 out of 10 in May, for what it called nothing.",
]


@pytest.mark.parametrize(("marked", "speaker"), REPORTED, ids=[marked[:60] for marked, _ in REPORTED])
def test_what_is_reported_and_whose_it_is(marked: str, speaker: str) -> None:
    before, words, after = marked.split("|")
    found = {q.text.rstrip(".").removesuffix(" "): q for q in extract_quotations(make_document(before + words + after))}
    assert (found[words].speaker or "").lower() == speaker.lower()
    assert found[words].kind is QuotationKind.INDIRECT


@pytest.mark.parametrize("text", NOT_REPORTED)
def test_what_only_looks_like_a_report(text: str) -> None:
    assert not extract_quotations(make_document(text))


def test_the_clause_after_whose_has_a_subject_of_its_own() -> None:
    text = "Minister Tom Hale, whose deputy, Anna Bell, last week called it “a wet sponge”, said nothing."
    assert [q.speaker for q in extract_quotations(make_document(text)) if q.kind is QuotationKind.MIXED] == [
        "Anna Bell"
    ]


def test_a_closed_clause_after_whose_leaves_the_subject_alone() -> None:
    text = "The actor Tom Hale, whose films include Gold, Ned Moss and Star Wars, said: “It is late.”"
    assert [q.speaker for q in extract_quotations(make_document(text))] == ["Tom Hale"]


def test_who_was_told_has_the_floor() -> None:
    text = "Anna Bell was told by a doctor that it was nothing.\n“It hurt for weeks,” she told Radio North."
    assert [q.speaker for q in extract_quotations(make_document(text))] == ["doctor", "Anna Bell"]


def test_words_that_somebody_does_not_accept_are_not_theirs() -> None:
    text = "Anna Bell spoke. She did not accept that the bridge was “a wet sponge”."
    assert [q.speaker for q in extract_quotations(make_document(text))] == [None]


WHOSE = [
    ("“It is safe,” says Anna Bell. The keeper, Tom Hale, shakes his head. “|Nobody crossed it|.”", "Tom Hale"),
    ("Told by a resident, Anna Bell, that it shook, the mayor, Tom Hale, replied: “|It is safe|.”", "Tom Hale"),
    ("Hale Council apologised to Anna Bell for a post on its page that called her “|a wet sponge|”.", "post on its"),
    ("Hale Bridges has said sorry after a review found it “|failed to act|” in May.", "review"),
    ("Anna Bell reminded them that it was late after Tom Hale was heard to shout “|cheat|”.", "Tom Hale"),
    ("Tom Hale spoke. In a note, written by hand, he said it was “|a wet sponge|”.", "Tom Hale"),
    ("Anna Bell has heard the talk that Tom Hale will be sacked and says it is “|cobblers|”.", "Anna Bell"),
    ("Anna Bell, pressed on when it would be open, said it was “|a wet sponge|”.", "Anna Bell"),
    ("Tom Hale was out. Anna Bell, speaking once the bridge was shut, said it was “|old|”.", "Anna Bell"),
    ("A walker, Tom Hale, said he overheard the driver telling a man that control had “|forgotten us|”.", "driver"),
    (
        "Bell Water, a regulator, spoke.\nFenline, a bus company, is small. The company said it was “|sorry|”.",
        "Fenline",
    ),
    ("Anna Bell said she heard Tom Hale shout: “|You had this coming|.”", "Tom Hale"),
    ("Anna Bell heard the driver shout: “|You had this coming|.”", "driver"),
    ("Sir Tom Hale did not speak, but a person familiar with the board’s thinking said it was “|wet|”.", "person fam"),
    ("In June the regulator cut it to C3, citing “|serious failings|”.", "regulator"),
    ("The regulator cut the rating, citing “|serious failings|”.", "regulator"),
    ("Then Tom Hale, told by his captain to “|run in|”, ran.", "his captain"),
    ("A film posted on the page shows a teacher telling pupils: “|Line up|.”", "teacher"),
    ("Anna Bell wrote to them in May to say that it was “|wet|”.", "Anna Bell"),
    ("Anna Bell used it in May to say nothing, and the crew called it “|wet|”.", "crew"),
    ("The man responsible for the old lamps on the bridge said it was “|wet|”.", "man responsible"),
    ("Hale Board, which rated it “good” in May, said it was “|wet|”.", "Hale Board"),
    ("Hale Board, which rated the bridge as “|good|” in May, said it was wet.", "Hale Board"),
    ("Engineers at Bell Marine believe |a seal failed in May|, the Hale Echo said on Monday.", "Engineers"),
]


@pytest.mark.parametrize(("marked", "speaker"), WHOSE, ids=[marked[:50] for marked, _ in WHOSE])
def test_who_stands_nearest_is_not_whoever_comes_first(marked: str, speaker: str) -> None:
    before, words, after = marked.split("|")
    found = {q.text.rstrip("."): q for q in extract_quotations(make_document(before + words + after))}
    assert (found[words].speaker or "").startswith(speaker)


def test_a_semicolon_ends_what_somebody_called_something() -> None:
    text = "Tom Hale called the bridge “unsafe”; his deputy, Anna Bell, settled for “old”."
    found = {q.text: q for q in extract_quotations(make_document(text))}
    assert found["unsafe"].speaker_is_sure and not found["old"].speaker_is_sure


def test_the_company_is_no_station_that_somebody_told() -> None:
    text = "Fenline ran the bus.\n“It will be dark,” Tom Hale told Radio Marsh.\nThe company denied that it was late."
    assert [q.speaker for q in extract_quotations(make_document(text))] == ["Tom Hale", "company"]


def test_what_the_reporter_tells_next_is_no_part_of_a_report() -> None:
    text = "Tom Hale said he had not spoken to her, before bursting into tears and leaving the room."
    assert [q.text for q in extract_quotations(make_document(text))] == ["he had not spoken to her"]


def test_words_in_a_list_are_of_the_name_behind_the_dash() -> None:
    text = "Said on Monday\nAll of it was said here.\n* “It is late.” – Anna Bell, leader of the council"
    assert [q.speaker for q in extract_quotations(make_document(text))] == ["Anna Bell"]


def test_who_asks_is_not_who_answers() -> None:
    text = "The court sat at noon. Asked by Cy Holm, defending, whether it shook, he said: “It did.”"
    said = [q for q in extract_quotations(make_document(text)) if q.kind is QuotationKind.DIRECT]
    assert [q.speaker for q in said] == ["he"]


def test_who_was_asked_answers_behind_another_verb_or_a_colon() -> None:
    answers = {
        "Tom Hale was asked by Ann Bell whether he knew and replied: “No, I did not.”": "Tom Hale",
        "Ann Bell, questioned by Tom Hale, said: “I saw it.”": "Ann Bell",
        "Ann Bell was asked by Tom Hale why she left: “It was time,” she said.": "Ann Bell",
    }
    for text, speaker in answers.items():
        said = [q for q in extract_quotations(make_document(text)) if q.kind is QuotationKind.DIRECT]
        assert [q.speaker for q in said] == [speaker], text


@pytest.mark.parametrize("text", [*NOT_REPORTED, *(marked.replace("|", "") for marked, _ in (*REPORTED, *WHOSE))])
def test_a_sentence_may_end_anywhere(text: str) -> None:
    words = text.split(" ")
    for count in range(1, len(words)):
        extract_quotations(make_document(" ".join(words[:count])))


def test_who_was_told_said_nothing() -> None:
    for end in ("", ".", " last night.", " on Monday", " by the coastguard"):
        text = (
            f"Keeper “did not read” the note on the bridge, MPs told{end}\nA keeper failed to read a note, they heard."
        )
        assert "MPs" not in [q.speaker for q in extract_quotations(make_document(text))]
