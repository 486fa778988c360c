"""Drafts held against what was printed, from the words to the verdict, over a real store."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui_reader.desk import attributing
from tui_reader.desk.verdicts import verdict_line
from tui_reader.domain.draft import LEVELS, CheckedQuotation, DraftQuotation, Level, Verdict
from tui_reader.drafting import check_claims, check_draft, quotations_of
from tui_reader.errors import TooLargeError
from tui_reader.ingest import Page, ingest_pages
from tui_reader.parsing import SidecarFacts
from tui_reader.parsing.drafts import read_draft
from tui_reader.store import Store

HARBOUR = """Harbour wall to be rebuilt

4 March 2031

Mara Quill, the harbour master, told the council that the wall had to go.

"We have waited eleven winters for this wall, and we will not wait for a twelfth," harbour commissioner Mara Quill said.

"The gates failed three times," she went on. "Nobody wrote it down," she added.

"Enough," Ms Quill said of the plans, "is what the sea never has."

She said that the board had never looked at the gates after the storm of last year.

Bram Lorne, who leads the fishermen, said: "A wall is no use to a boat that cannot leave."
"""
TIDE = """Wall must go, says harbour master

4 March 2031

"We have waited twelve winters for this wall, and we will not wait for another," Mara Quill told the council.
"""
MARCH = """Quill on the lighthouse

2 January 2031

"The lamp is older than the town and it will outlive the council," Mara Quill said.
"""


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    store = Store(tmp_path_factory.mktemp("drafts") / "store.db")
    facts = [SidecarFacts(outlet=name, known="made up") for name in ("Harbour Post", "Daily Tide", "Harbour Post")]
    texts = (HARBOUR, TIDE, MARCH)
    pages = [Page(text.encode(), f"{n}.txt", facts[n]) for n, text in enumerate(texts)]
    ingest_pages(store, pages)
    return store


def check(store: Store, text: str, name: str = "draft.md") -> list[CheckedQuotation]:
    return check_draft(store, read_draft(text, name))


@pytest.mark.parametrize(
    ("draft", "verdict"),
    [
        ('"The gates failed three times," Mara Quill told the council.', Verdict.EXACT),
        ("‘The gates failed 3 times,’ Mara Quill told the council.", Verdict.EXACT),
        ('"We’ve waited … and we will not wait for a twelfth," Mara Quill said.', Verdict.CONTESTED),
        ('"We have waited eleven winters for this [harbour] wall," Mara Quill said.', Verdict.CONTESTED),
        ('"The gates failed four times," Mara Quill told the council.', Verdict.DIFFERS),
        ('"We will wait for a twelfth," Mara Quill told the council.', Verdict.DIFFERS),
        ('"We have waited eleven winters for this wall. Nobody wrote it down," Mara Quill said.', Verdict.JOINED),
        ('"[n]obody wrote it down," Mara Quill said.', Verdict.EXACT),
        ('"Enough is what the sea never has," Mara Quill said.', Verdict.EXACT),
        ('"Nothing is what the sea never has," Mara Quill said.', Verdict.DIFFERS),
        ('"The gates failed three times and nobody wrote it down," Mara Quill said.', Verdict.JOINED),
        ('"We have waited eleven winters and we will not wait for a twelfth," Mara Quill said.', Verdict.JOINED),
        ('"A wall is no use to a boat that cannot leave," said Mara Quill, the harbour master.', Verdict.OTHER_SPEAKER),
        ('"A wall is no use to a boat that cannot leave," Cora Lorne said.', Verdict.OTHER_SPEAKER),
        ('"A wall is no use to a boat that cannot leave," Mr Lorne said.', Verdict.EXACT),
        ('"the board had never looked at the gates after the storm," Mara Quill said.', Verdict.PARAPHRASE),
        ('"The council has lied to every fisherman on this coast," Mara Quill said.', Verdict.NOT_FOUND),
        ('"We will rebuild the gates before Easter and the boats shall sail," Mara Quill said.', Verdict.NOT_FOUND),
    ],
)
def test_the_verdict_on_one_quotation(store: Store, draft: str, verdict: Verdict) -> None:
    [checked] = check(store, draft)
    assert checked.verdict is verdict, checked


WALL = '"A wall is no use to a boat that cannot leave,"'


@pytest.mark.parametrize(
    ("draft", "verdict"),
    [
        # An office that one person holds in the pages, and that is not who said it.
        (f"The council met.\n\n{WALL} the harbour commissioner said.", Verdict.OTHER_SPEAKER),
        (
            'The council met.\n\n"The gates failed three times," the harbour commissioner said.',
            Verdict.EXACT,
        ),
        # One that nobody is known to hold says nothing.
        (f"The council met.\n\n{WALL} the lock keeper said.", Verdict.EXACT),
        # "She" is somebody named before: Lorne is not in the draft at all, or is.
        (f"Mara Quill met Ada Lund on Tuesday.\n\n{WALL} she said.", Verdict.OTHER_SPEAKER),
        (f"Bram Lorne had met Mara Quill on Tuesday, and Ada Lund.\n\n{WALL} she said.", Verdict.EXACT),
        # One word of a longer office may be anybody's.
        (f"The council met.\n\n{WALL} the commissioner said.", Verdict.EXACT),
        # "He" behind an office that somebody else holds is that one, unless the printed speaker is told of just before.
        (f"Her harbour commissioner was no kinder. {WALL} he said.", Verdict.OTHER_SPEAKER),
        (f"Lorne met her harbour commissioner. {WALL} he said.", Verdict.EXACT),
        # Who is told of in the paragraph is whom "she" means, whoever was told of before it.
        (f"Bram Lorne was here.\n\nAda Lund was blunt. {WALL} she said.", Verdict.OTHER_SPEAKER),
        (f"Bram Lorne was here.\n\nAda Lund met Lorne. {WALL} she said.", Verdict.EXACT),
        # "The MP" points back to somebody, "the lock keeper" may be anybody.
        (f"Ada Lund, the local MP, was there. {WALL} the MP added.", Verdict.OTHER_SPEAKER),
        # An office may have something behind it that it is of.
        (f"The council met.\n\n{WALL} said the harbour commissioner of the new wall.", Verdict.OTHER_SPEAKER),
        # Whose team it is.
        (f"The council met. {WALL} Lorne’s team said.", Verdict.EXACT),
        # "She" goes on from the sentence before, not from an office that is only told of in it.
        (
            'Ada Lund said she and the harbour commissioner had met. She went on: "The gates failed three times."',
            Verdict.OTHER_SPEAKER,
        ),
        (
            'The harbour commissioner met Ada Lund on Monday. She said: "The gates failed three times."',
            Verdict.EXACT,
        ),
        # Nobody but Lund is in the paragraph.
        (f"Ada Lund was blunt. It was late. The sea was grey. {WALL} she said.", Verdict.OTHER_SPEAKER),
        # "She" that we take for Lund may be Quill, who was told of just before.
        ('Mara Quill met the council. Ada Lund was there. "The gates failed three times," she said.', Verdict.EXACT),
    ],
)
def test_whose_words_a_draft_says_they_are_without_a_name(store: Store, draft: str, verdict: Verdict) -> None:
    (checked,) = check(store, draft)
    assert checked.verdict is verdict


@pytest.mark.parametrize(
    ("office", "other", "excludes"),
    [
        ("Scottish secretary", "prime minister", True),  # of two departments
        ("home secretary", "shadow home secretary", False),  # may be one cut short
        ("minister", "prime minister", False),
        ("Labour MP", "leader of Reform", True),  # of two parties
        ("Tory leader", "Conservative leader", False),
        ("former detective", "prime minister", False),
    ],
)
def test_who_holds_an_office_holds_no_other_such(office: str, other: str, excludes: bool) -> None:
    offices = (frozenset(office.lower().split()), frozenset(other.lower().split()) - {"of"})
    assert attributing._excludes(*offices) is excludes


def test_the_office_that_is_printed_so_comes_before_a_longer_one() -> None:
    holders = {frozenset({"roads", "secretary"}): {"quill"}, frozenset({"shadow", "roads", "secretary"}): {"lorne"}}
    assert attributing._held_by(frozenset({"roads", "secretary"}), holders) == {"quill"}
    assert attributing._held_by(frozenset({"shadow", "secretary"}), holders) == {"lorne"}
    assert attributing._held_by(frozenset({"secretary"}), holders) == set()


@pytest.mark.parametrize(
    ("draft", "name"),
    [
        ("Mara Quill told the council:\n\n> The gates failed four times.\n", "draft.md"),
        ("<p>Mara Quill told the council:</p><blockquote><p>The gates failed four times.</p></blockquote>", "x.html"),
        ("On the gates:\n\n> We have waited thirteen winters for this wall\n", "draft.md"),
        # Lines are one paragraph, and marks within do not make it less of a quotation.
        ("On the gates:\n\n> We have waited\n> thirteen winters\n> for this wall\n", "draft.md"),
        ("On the gates:\n\n> We have waited “eleven” summers for this wall\n", "draft.md"),
        (
            "On the gates:\n\n> We have waited thirteen winters for this wall\n> — Mara Quill, of the board\n",
            "draft.md",
        ),
    ],
)
def test_what_is_set_off_is_a_quotation_without_marks(store: Store, draft: str, name: str) -> None:
    (checked,) = check(store, draft, name)
    assert checked.verdict is Verdict.DIFFERS
    assert read_draft(draft, name).source_span(checked.quotation.span).of(draft).startswith(checked.quotation.text[:14])


def test_whom_a_draft_gives_no_name_is_called_as_the_draft_calls_them(store: Store) -> None:
    (checked,) = check(store, f"The council met.\n\n{WALL} the harbour commissioner said.")
    assert verdict_line(checked).endswith("whom “the harbour commissioner” does not mean here")


def test_words_of_another_day_are_a_warning_unless_the_draft_says_so(store: Store) -> None:
    body = '"The gates failed three times," Mara Quill told the council. "Nobody wrote it down," she said.\n\n'
    lamp = '"The lamp is older than the town and it will outlive the council," Mara Quill said{}.'
    assert check(store, body + lamp.format(""))[-1].verdict is Verdict.OTHER_DAY
    assert check(store, body + lamp.format(" in January"))[-1].verdict is Verdict.EXACT


def test_a_day_that_the_draft_names_is_the_day_that_counts(store: Store) -> None:
    body = '"The gates failed three times," Mara Quill told the council. "Nobody wrote it down," she said.\n\n'
    lamp = '{}"The lamp is older than the town and it will outlive the council," Mara Quill said.'
    assert check(store, body + lamp.format("2 January. The lamp. "))[-1].verdict is Verdict.EXACT
    assert check(store, lamp.format("On 4 March she spoke of the lamp: "))[-1].verdict is Verdict.OTHER_DAY
    assert check(store, lamp.format("The lamp went out on 9 May. "))[-1].verdict is Verdict.EXACT
    assert check(store, lamp.format("Ahead of the vote on 9 May: "))[-1].verdict is Verdict.EXACT
    block = "{}\n\n> The lamp is older than the town and it will outlive the council\n"
    assert check(store, body + block.format("Quill said on 2 January:"))[-1].verdict is Verdict.EXACT
    assert check(store, block.format("Quill said on 4 March:"))[-1].verdict is Verdict.OTHER_DAY
    assert check(store, block.format("Quill said on 2 January 2019:"))[-1].verdict is Verdict.OTHER_DAY


@pytest.mark.parametrize(
    ("line", "verdict"),
    [
        ("On Thursday Mara Quill said: {}", Verdict.EXACT),  # 2 January 2031 was a Thursday
        ("On Monday Mara Quill said: {}", Verdict.EXACT),  # an article prints what was said days before
        ("On Saturday Mara Quill said: {}", Verdict.OTHER_DAY),  # but no more than four
        ("Mara Quill said on Friday: {}", Verdict.OTHER_DAY),
        ("In January Mara Quill said: {}", Verdict.EXACT),
        ("In June Mara Quill said: {}", Verdict.OTHER_DAY),
        ("Mara Quill said in June: {}", Verdict.OTHER_DAY),
        ("Mara Quill said work would begin in June: {}", Verdict.EXACT),
        ("Ahead of the vote on Friday Mara Quill said: {}", Verdict.EXACT),
        ("In her speech on Friday evening, Mara Quill told them: {}", Verdict.OTHER_DAY),
        ("In her speech on Thursday, Mara Quill told them: {}", Verdict.EXACT),
        ("Mara Quill told a meeting at the close of the summit on Friday: {}", Verdict.OTHER_DAY),
        ("Mara Quill said that it would be lit at the close of the summit on Friday: {}", Verdict.EXACT),
        ("Mara Quill, who was elected in June, said: {}", Verdict.EXACT),
        ("Mara Quill told the council on Friday that it would be lit: {}", Verdict.OTHER_DAY),
        ("In June, announcing the work, Mara Quill said: {}", Verdict.OTHER_DAY),
        ("In January, announcing the work, Mara Quill said: {}", Verdict.EXACT),
        ("When she opened the lock in June, Mara Quill said: {}", Verdict.OTHER_DAY),
        ("When she opened the lock in January, Mara Quill said: {}", Verdict.EXACT),
    ],
)
def test_a_weekday_or_a_month_dates_words_where_it_stands_by_the_reporting_word(
    store: Store, line: str, verdict: Verdict
) -> None:
    lamp = '"The lamp is older than the town and it will outlive the council."'
    [checked] = check(store, line.format(lamp))
    assert checked.verdict is verdict


def test_a_weekday_by_itself_is_within_a_week_of_what_the_draft_is_about(store: Store) -> None:
    body = '"The gates failed three times," Mara Quill told the council. "Nobody wrote it down," she said.\n\n'
    lamp = '{} Mara Quill said: "The lamp is older than the town and it will outlive the council."'
    assert check(store, body + lamp.format("On Thursday"))[-1].verdict is Verdict.OTHER_DAY
    assert check(store, lamp.format("On Thursday"))[-1].verdict is Verdict.EXACT


@pytest.mark.parametrize(
    ("head", "line", "verdict"),
    [
        ("Friday 3 January 2031", "Mara Quill said yesterday: {}", Verdict.EXACT),
        ("Tuesday 7 January 2031", "Mara Quill said yesterday: {}", Verdict.OTHER_DAY),
        ("Evening edition, 2 January", "Asked today if it was old, Mara Quill told them: {}", Verdict.EXACT),
        ("Evening edition, 9 January", "Asked today if it was old, Mara Quill told them: {}", Verdict.OTHER_DAY),
        ("Monday 6 January", "It was last week that Mara Quill told them: {}", Verdict.EXACT),
        ("Wednesday 15 January", "It was last week that Mara Quill told them: {}", Verdict.OTHER_DAY),
        ("Monday 23 December 2030", "At the weekend, aboard the ferry, Mara Quill said: {}", Verdict.OTHER_DAY),
        ("Tuesday 31 December", "Mara Quill had a go at the weekend: {}", Verdict.EXACT),  # an article of days after
        ("Sunday 12 January", "Last weekend Mara Quill said: {}", Verdict.OTHER_DAY),
        ("Wednesday 15 January", "{} Mara Quill said last week.", Verdict.OTHER_DAY),
        ("31 June", "Mara Quill said yesterday: {}", Verdict.EXACT),  # no day
        ("1 January 0001", "Mara Quill said last week: {}", Verdict.EXACT),  # none to count back from
        ("9 January\n\n6 February\n\n1 January", "Mara Quill said yesterday: {}", Verdict.EXACT),  # days of entries
        ("", "{} Mara Quill conceded on Friday.", Verdict.OTHER_DAY),
        ("Wednesday 8 January", "Pressed yesterday on why, Mara Quill conceded: {}", Verdict.OTHER_DAY),
        ("Wednesday 8 January", "In the council yesterday afternoon Mara Quill wanted to know: {}", Verdict.OTHER_DAY),
        (
            "HALE, 8 January 2031 – Mara Quill, who kept the lamp for 30 years, is kind.",
            "Quill said yesterday: {}",
            Verdict.OTHER_DAY,
        ),
        ("", "On the same June day Mara Quill told them: {}", Verdict.OTHER_DAY),
        ("", "In her June statement Mara Quill told them: {}", Verdict.OTHER_DAY),
        ("", "On Friday she turned to the lamps, and Mara Quill said: {}", Verdict.OTHER_DAY),
        ("", "On Friday Mara Quill spoke of the lamps. {}", Verdict.OTHER_DAY),
        ("", "On Friday the council met. {}", Verdict.EXACT),
        ("Wednesday 8 January", "At yesterday’s briefing Mara Quill went on: {}", Verdict.OTHER_DAY),
        ("Friday 3 January", "At yesterday’s briefing Mara Quill went on: {}", Verdict.EXACT),
        ("", "Mara Quill said yesterday: {}", Verdict.EXACT),  # of a draft that tells no day of its own
        (
            "A line as long as this one is the story, which has begun, on 9 January",
            "Quill said yesterday: {}",
            Verdict.EXACT,
        ),
        ("", "In June, before the lamp was sold, Mara Quill said: {}", Verdict.OTHER_DAY),
        ("", "She left it open in June, telling them then: {}", Verdict.OTHER_DAY),
        ("", "On Saturday she came back to it, telling them that {}", Verdict.OTHER_DAY),
        ("", "It was a way to open in June, and Mara Quill was kind: {}", Verdict.EXACT),
    ],
)
def test_yesterday_and_last_week_are_days_before_the_drafts_own(
    store: Store, head: str, line: str, verdict: Verdict
) -> None:
    lamp = '"The lamp is older than the town and it will outlive the council."'
    assert check(store, f"# The lamp\n\n{head}\n\n{line.format(lamp)}")[-1].verdict is verdict


def test_what_a_page_tells_of_a_month_far_above_dates_no_words(tmp_path: Path) -> None:
    own = Store(tmp_path / "own.db")
    words = "It was lit in January. It went out. It rained. Quill said: “It is gone.”"
    page = f"A lamp for the harbour\n\n4 March 2031\n\n{words}"
    ingest_pages(own, [Page(page.encode(), "page.txt", SidecarFacts(outlet="HPN", known="made up"))])
    assert check(own, "In January Mara Quill said: “It is gone.”")[-1].verdict is Verdict.OTHER_DAY


@pytest.mark.parametrize("head", ["Tuesday 4 March\n\n", ""])
@pytest.mark.parametrize(("told", "verdict"), [("", Verdict.EXACT), ("In January ", Verdict.OTHER_DAY)])
def test_what_the_page_dates_back_was_not_said_at_the_weekend(
    tmp_path: Path, told: str, verdict: Verdict, head: str
) -> None:
    own = Store(tmp_path / "own.db")
    words = f"{told}Mara Quill spoke of “a lamp that will outlive the council”."
    page = f"A lamp for the harbour\n\n4 March 2031\n\n{words}\n\nIt is old.\n"
    ingest_pages(own, [Page(page.encode(), "page.txt", SidecarFacts(outlet="HPN", known="made up"))])
    draft = f"{head}At the weekend Mara Quill said it was “a lamp that will outlive the council”."
    assert check(own, draft)[-1].verdict is verdict


@pytest.mark.parametrize("when", ["this afternoon", "yesterday"])
def test_today_and_yesterday_are_days_of_what_the_draft_is_about(store: Store, when: str) -> None:
    gates = '"The gates failed three times," Mara Quill told the council {}.\n\n"Nobody wrote it down," she said.\n\n'
    words = '"The lamp is older than the town and it will outlive the council."'
    lamp = f"After earlier talks Mara Quill told the council {{}}: {words}"
    verdicts = [each.verdict for each in check(store, (gates + lamp).format(when, when))]
    assert verdicts == [Verdict.EXACT, Verdict.EXACT, Verdict.OTHER_DAY]


def test_a_day_in_bold_heads_an_entry_without_a_stop(store: Store) -> None:
    gates = '"The gates failed three times," Mara Quill said.'
    told = f"**2 January** The council met. {gates}\n\n**4 March** The council met. {gates}"
    assert [each.verdict for each in check(store, told)] == [Verdict.OTHER_DAY, Verdict.EXACT]


def test_days_that_head_what_follows_date_it(store: Store) -> None:
    lamp = '"The lamp is older than the town and it will outlive the council," Mara Quill said.'
    gates = '"The gates failed three times," Mara Quill said.'
    told = "**2 January.** The lamp was lit.\n\n{}\n\n**4 March.** The storm came.\n\n{}\n\n{}"
    verdicts = [each.verdict for each in check(store, told.format(lamp, gates, gates))]
    assert verdicts == [Verdict.EXACT] * 3
    verdicts = [each.verdict for each in check(store, told.format(gates, gates, lamp))]
    assert verdicts == [Verdict.OTHER_DAY, Verdict.EXACT, Verdict.OTHER_DAY]


def test_what_somebody_will_say_later_is_not_of_the_day_of_the_entry(store: Store) -> None:
    gates = '"The gates failed three times," Mara Quill {}.'
    told = "**2 January** The council met. {}\n\n**4 March** The council met. {}"
    verdicts = [
        [each.verdict for each in check(store, told.format(gates.format(says), gates.format("said")))]
        for says in ("said", "will later say")
    ]
    assert verdicts == [[Verdict.OTHER_DAY, Verdict.EXACT], [Verdict.EXACT, Verdict.EXACT]]


def test_the_same_month_is_the_one_told_before(store: Store) -> None:
    body = '"The gates failed three times," Mara Quill told the council. "Nobody wrote it down," she said.\n\n'
    lamp = 'Mara Quill said{} "The lamp is older than the town and it will outlive the council."'
    assert check(store, body + lamp.format(" in the same month:"))[-1].verdict is Verdict.EXACT
    assert check(store, body + lamp.format(":"))[-1].verdict is Verdict.OTHER_DAY


def test_an_hour_may_stand_behind_the_day_of_an_entry(store: Store) -> None:
    gates = '"The gates failed three times," Mara Quill said.'
    told = f"**2 January, 3pm.** {gates}\n\n**4 March, noon.** {gates}"
    assert [each.verdict for each in check(store, told)] == [Verdict.OTHER_DAY, Verdict.EXACT]


@pytest.mark.parametrize(("head", "verdict"), [("January", Verdict.OTHER_DAY), ("March", Verdict.EXACT)])
def test_a_month_at_the_head_of_a_line_dates_that_line_alone(store: Store, head: str, verdict: Verdict) -> None:
    gates = '"The gates failed three times," Mara Quill said.'
    told = f"**{head}.** {gates}\n\nLater there was more. {gates}"
    assert [each.verdict for each in check(store, told)] == [verdict, Verdict.EXACT]


def test_a_list_of_what_happened_when_has_no_day_of_its_own(store: Store) -> None:
    lamp = '"The lamp is older than the town and it will outlive the council," Mara Quill said.'
    gates = '"The gates failed three times," Mara Quill said.'
    told = f"2 January – a lamp.\n\n4 March – a wall.\n\n{gates}\n\n{gates}\n\n{lamp}"
    assert [each.verdict for each in check(store, told)] == [Verdict.EXACT] * 3


def test_what_stands_under_a_season_stands_under_no_day(store: Store) -> None:
    lamp = '"The lamp is older than the town and it will outlive the council," Mara Quill said.'
    told = f"**4 March.** The wall.\n\n**5 March.** The gates.\n\n**Spring.** {lamp}"
    assert [each.verdict for each in check(store, told)] == [Verdict.EXACT]


def test_the_day_of_most_is_that_of_what_the_draft_does_not_date(store: Store) -> None:
    lamp = 'In January Mara Quill said: "The lamp is older than the town and it will outlive the council."'
    gates = '"The gates failed three times," Mara Quill said.'
    verdicts = [each.verdict for each in check(store, f"{lamp}\n\n{lamp}\n\n{gates}")]
    assert verdicts == [Verdict.EXACT] * 3


@pytest.mark.parametrize(
    "lead", ["10 May - 12 May: a long wait.\n\n3 June - the vote.", "6 June 2031\n\n1 May - a storm."]
)
def test_an_entry_with_its_words_behind_a_dash_dates_no_more_than_its_line(store: Store, lead: str) -> None:
    gates = '{}\n\nOn the day Mara Quill said: "The gates failed three times."'
    assert [each.verdict for each in check(store, gates.format(lead))] == [Verdict.EXACT]


def test_a_long_line_is_read_no_further_than_a_paragraph(store: Store) -> None:
    """A year named a page before in the same line is not that of the words."""
    lamp = '"The lamp is older than the town and it will outlive the council," Mara Quill said.'
    line = f"She came in 2019. {'The harbour was quiet all day. ' * 200}{lamp}"
    (checked,) = check(store, line)
    assert not checked.quotation.earlier


@pytest.mark.parametrize(
    ("office", "verdict"),
    [
        ("senior minister", Verdict.EXACT),
        ("Labour minister", Verdict.EXACT),
        ("finance minister", Verdict.EXACT),
        ("treasury minister", Verdict.EXACT),
        ("deputy prime minister", Verdict.EXACT),
        ("policing minister", Verdict.OTHER_SPEAKER),
    ],
)
def test_a_minister_of_no_department_may_be_any(tmp_path: Path, office: str, verdict: Verdict) -> None:
    page = (
        "Gates\n\n4 March 2031\n\nThe chancellor, Rachel Quill, said: “The gates failed three times in a single week.”"
    )
    own = Store(tmp_path / "own.db")
    ingest_pages(own, [Page(page.encode(), "own.txt", SidecarFacts(outlet="Harbour Post", known="made up"))])
    draft = f"“The gates failed three times in a single week,” said the {office}."
    assert [each.verdict for each in check(own, draft)] == [verdict]


def test_who_is_described_before_the_words_may_be_the_printed_speaker(store: Store) -> None:
    wall = (
        "Mara Quill listened as Lorne spoke.\n\nQuill did not smile. {}"
        " “A wall is no use to a boat that cannot leave,” she said."
    )
    verdicts = [check(store, wall.format(lead))[0].verdict for lead in ("The backbencher went on.", "It was late.")]
    assert verdicts == [Verdict.EXACT, Verdict.OTHER_SPEAKER]


def test_parties_by_their_members_exclude_each_other(tmp_path: Path) -> None:
    page = "Gates\n\n4 March 2031\n\nKemi Marsh, the leader of the Conservatives, said: “The gates failed three times.”"
    own = Store(tmp_path / "own.db")
    ingest_pages(own, [Page(page.encode(), "own.txt", SidecarFacts(outlet="Harbour Post", known="made up"))])
    told = {"Labour": Verdict.OTHER_SPEAKER, "Conservative": Verdict.EXACT}
    draft = "“The gates failed three times,” said the {} leader."
    assert {party: check(own, draft.format(party))[0].verdict for party in told} == told


def test_a_role_with_a_place_is_no_name(store: Store) -> None:
    (checked,) = check(store, '"A wall is no use to a boat," says Keighley MP')
    assert checked.verdict is Verdict.EXACT


def test_the_text_of_a_page_is_its_authors(store: Store, tmp_path: Path) -> None:
    page = (
        "The empty harbour\n\nBy Cy Holm\n\n4 March 2031\n\nThe harbour has not been so still since the lamp was lit.\n"
    )
    own = Store(tmp_path / "own.db")
    ingest_pages(own, [Page(page.encode(), "own.txt", SidecarFacts(outlet="Harbour Post", known="made up"))])
    still = '"The harbour has not been so still since the {} was lit," {} wrote.'
    assert [each.verdict for each in check(own, still.format("lamp", "Cy Holm"))] == [Verdict.EXACT]
    assert [each.verdict for each in check(own, still.format("lamp", "Mara Quill"))] == [Verdict.PARAPHRASE]
    assert [each.verdict for each in check(own, still.format("fire", "Cy Holm"))] == [Verdict.DIFFERS]
    assert [each.verdict for each in check(own, still.format("lamp", "Holm"))] == [Verdict.EXACT]
    own_words = '"not been so still since the lamp was lit"'
    told = {
        f"To the Harbour Post it has {own_words}.": Verdict.EXACT,
        f"To Quill, she told the Harbour Post, it has {own_words}.": Verdict.PARAPHRASE,
        f"Cy Holm wrote it up. It has {own_words}, he noted.": Verdict.EXACT,
        f"It has {own_words}, as Holm had spotted.": Verdict.EXACT,
    }
    assert {draft: check(own, draft)[0].verdict for draft in told} == told


def test_what_is_known_of_a_draft_is_known_of_whom_its_words_are_taken_for(tmp_path: Path) -> None:
    page = (
        "The empty harbour\n\nBy Cy Holm\n\n4 March 2031\n\nThe harbour has not been so still since the lamp was lit.\n"
    )
    own = Store(tmp_path / "own.db")
    ingest_pages(own, [Page(page.encode(), "own.txt", SidecarFacts(outlet="Harbour Post", known="made up"))])
    told = '{} wrote it up. It has "not been so still since the lamp was lit", he noted.'
    known: dict[DraftQuotation, CheckedQuotation] = {}
    verdicts = {
        name: check_draft(own, read_draft(told.format(name), "draft.md"), known)[0].verdict
        for name in ("Cy Holm", "Bram Lorne")
    }
    assert verdicts == {name: check(own, told.format(name))[0].verdict for name in verdicts}
    assert len(set(verdicts.values())) == len(known) == 2


def test_whose_fear_it_is_may_be_told_by_another(tmp_path: Path) -> None:
    page = 'Report\n\n4 March 2031\n\nThere is a fear among nurses of Asian heritage that it could "close the ward".'
    own = Store(tmp_path / "own.db")
    ingest_pages(own, [Page(page.encode(), "own.txt", SidecarFacts(outlet="Harbour Post", known="made up"))])
    told = 'Cy Holm reported a fear among {} that it could "close the ward".'
    assert [each.verdict for each in check(own, told.format("nurses of Asian heritage"))] == [Verdict.RELAYED]
    assert [each.verdict for each in check(own, told.format("doctors"))] == [Verdict.OTHER_SPEAKER]


def test_outlets_that_print_other_words_are_told(store: Store) -> None:
    [checked] = check(store, '"We have waited eleven winters for this wall," Mara Quill told the council.')
    assert checked.verdict is Verdict.CONTESTED and checked.level is Level.WARNING
    assert checked.printed[-1].post.entry.outlet == "Daily Tide"


def test_a_quotation_parted_by_who_said_it_is_one(store: Store) -> None:
    [checked] = check(store, '"The gates failed three times. Nobody wrote it down," Mara Quill told the council.')
    assert checked.verdict is Verdict.EXACT


@pytest.mark.parametrize(
    "draft",
    [
        "The so-called “usual channels” were shut.",
        "She had read “The Wall and the Sea” twice.",
        "It made ‘The Thick of It’ look like news.",
        "Our explainer, “Eleven winters of warnings”, stands at the top.",
        "No marks at all.",
    ],
)
def test_irony_and_titles_are_left_alone(store: Store, draft: str) -> None:
    assert check(store, draft) == []


def test_an_invented_sentence_round_three_real_words_is_not_found(store: Store) -> None:
    [checked] = check(
        store, '"Ministers of this shameful government failed three times and ought to go," Mara Quill said.'
    )
    assert checked.verdict is Verdict.NOT_FOUND


def test_every_verdict_has_a_level_and_the_table_begins_with_the_worst() -> None:
    assert set(LEVELS) == set(Verdict)
    levels = [list(Level).index(level) for level in LEVELS.values()]
    assert levels == sorted(levels)


def test_places_in_html_are_those_of_the_file() -> None:
    source = "<h1>Wall</h1>\n<p>He said: &ldquo;It&rsquo;s <b>time</b> for us all to go.&rdquo;</p>\n"
    draft = read_draft(source, "draft.html")
    [quotation] = quotations_of(draft.document)
    assert quotation.text == "It’s time for us all to go."
    assert draft.place(quotation.span.start) == (2, source.split("\n")[1].index("It&rsquo;") + 1)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(["word", " ", "\n", "&amp;", "<b>", "</p>", "“", "”", "<", ">", "é", "&", "\r\n"]), max_size=30
    )
)
def test_every_letter_of_a_draft_has_its_place(parts: list[str]) -> None:
    source = "".join(parts)
    for name in ("draft.md", "draft.html"):
        draft = read_draft(source, name)
        assert len(draft.places) == len(draft.document.text)
        assert list(draft.places) == sorted(draft.places)
        for at, letter in enumerate(draft.document.text):
            if letter.isalpha():
                assert source[draft.places[at]] in (letter, "&")


def test_what_is_too_long_for_a_draft_is_refused_in_one_line() -> None:
    with pytest.raises(TooLargeError, match="500,001 characters; at most 500,000; split it"):
        read_draft("x" * 500_001, "draft.md")


WRONG = "The gates failed four times"


@pytest.mark.parametrize(
    "draft",
    [
        'Mara Quill said: "The gates\nfailed four times."',  # broken within the marks
        "Mara Quill said that the board was to blame for the storm and said: “The\ngates failed four times.”",
        '> Mara Quill said: "The gates failed\n> four times."',
        'Mara Quill said: "The gates [failed](https://a.example/b) four times."',
        'Mara Quill said: "The gates **failed** four times."',
    ],
)
def test_a_quotation_is_read_to_its_closing_mark_whatever_breaks_or_links_it(store: Store, draft: str) -> None:
    [checked] = check(store, draft)
    assert " ".join(checked.quotation.text.split()).rstrip(".") == WRONG
    assert checked.verdict is Verdict.DIFFERS


@pytest.mark.parametrize(
    "draft",
    [
        '```\nsay "a message with some words in it"\n```\n',
        'Run `say "a message with some words in it"` at once.',
        '---\ntitle: "a message with some words in it"\n---\nText.\n',
        'See [this](https://a.example "a message with some words in it").',
        "![“a picture of the gates in the storm”](gates.jpg)",
        "<!-- “a message with some words in it” -->",
    ],
)
def test_what_markdown_does_not_print_as_words_is_no_quotation(store: Store, draft: str) -> None:
    assert check(store, draft) == []


@pytest.mark.parametrize(
    ("draft", "name"),
    [
        ('Mara Quill said: "The gates <style failed <!-- three times."', "draft.md"),
        ('<p>Mara Quill said: "The gates <!-- failed three times."</p>', "draft.html"),
    ],
)
def test_what_begins_and_never_ends_is_a_word_like_any_other(draft: str, name: str) -> None:
    (quotation,) = quotations_of(read_draft(draft, name).document)
    assert quotation.text in draft


def test_a_tag_that_is_never_closed_is_no_word() -> None:
    (quotation,) = quotations_of(read_draft('<script src=x>Mara Quill said: "The gates failed."', "x.html").document)
    text = read_draft('<script src=x>Mara Quill said: "The gates failed."', "x.html").document.text
    assert quotation.text == "The gates failed." and text.startswith("Mara Quill")


def test_html_quotations_without_marks_are_read_and_templates_are_not(store: Store) -> None:
    source = (
        "<p>Mara Quill said: <q>The gates failed four times.</q></p><template>“It was all made up here.”</template>"
    )
    [checked] = check(store, source, "draft.html")
    assert checked.verdict is Verdict.DIFFERS


def test_no_editor_counts_the_mark_of_an_encoding() -> None:
    draft = read_draft('\ufeff"It is time for all of us," Mara Quill said.', "draft.md")
    assert draft.place(quotations_of(draft.document)[0].span.start) == (1, 2)


@pytest.mark.parametrize(
    "draft", ["“" + "a\n" * 200_000, "Mara Quill said: “" + "the gates failed and " * 20_000 + "”"]
)
def test_a_mark_left_open_or_a_quotation_without_end_costs_no_more_than_its_length(store: Store, draft: str) -> None:
    assert len(check(store, draft)) <= 1  # every line with every line, or every run of every length, would take minutes


CLAIMED = [
    ("The gates of the harbour failed four times in the storm.", ["number"]),
    ("The gates of the harbour failed three times in the storm.", []),
    ("The gates of another harbour cost four million.", []),
    ("The log of the harbour gates was kept for a third of the storm.", []),  # not kept for two thirds: the same
    ('Mara Quill said: "The gates failed four times."', []),  # a quotation is checked as one
]


@pytest.mark.parametrize(("sentence", "kinds"), CLAIMED)
def test_a_claim_that_every_source_has_otherwise_is_told(tmp_path: Path, sentence: str, kinds: list[str]) -> None:
    store = Store(tmp_path / "store.db")
    told = (
        "Harbour gates\n\n4 March 2031\n\nThe gates of the harbour failed three times in the storm, it found.\n\n"
        "The log of the harbour gates was not kept for two thirds of the storm.\n"
    )
    ingest_pages(store, [Page(told.encode(), "one.txt", SidecarFacts(outlet="Harbour Post", known="made up"))])
    found = check_claims(store, read_draft(f"Storm\n\n{sentence}\n", "draft.md"))
    assert [clash.kind for claim in found for clash in claim.clashes] == kinds
    store.close()


def test_what_one_source_has_as_the_draft_does_is_left_alone(tmp_path: Path) -> None:
    store = Store(tmp_path / "store.db")
    for name, number in (("Harbour Post", "three"), ("Daily Tide", "four")):
        told = f"Gates\n\n4 March 2031\n\nThe gates of the harbour failed {number} times in the storm.\n"
        ingest_pages(store, [Page(told.encode(), f"{name}.txt", SidecarFacts(outlet=name, known="made up"))])
    draft = read_draft("The gates of the harbour failed four times in the storm.\n", "draft.md")
    assert check_claims(store, draft) == []
    store.close()


def test_what_a_primary_source_printed_nobody_contests(tmp_path: Path) -> None:
    """Its words are exact though another outlet has others, and the other's are contested by it."""
    store = Store(tmp_path / "store.db")
    for name, word in (("Harbour Post", "eleven"), ("Council record", "twelve")):
        told = (
            f'Wall\n\n4 March 2031\n\n"We have waited {word} winters for this wall, and we will not wait for another,"'
            " Mara Quill told the council.\n"
        )
        ingest_pages(store, [Page(told.encode(), f"{name}.txt", SidecarFacts(outlet=name, known="made up"))])
    said = '"We have waited {} winters for this wall, and we will not wait for another," said Mara Quill.\n'
    drafts = [read_draft(said.format(word), "draft.md") for word in ("eleven", "twelve")]
    before = [check_draft(store, draft)[0].verdict for draft in drafts]
    store.set_primary(["Council record"])
    after = [check_draft(store, draft)[0].verdict for draft in drafts]
    assert before == [Verdict.CONTESTED, Verdict.CONTESTED]
    assert after == [Verdict.CONTESTED, Verdict.EXACT]
    store.close()


SAID_AT_NO_10 = """Gates

4 March 2031

A No 10 spokesman said: “The gates failed three times in a single week.”

Anna de Marsh, a pilot, said: “The lamp was never lit in all that time.”

The roads secretary, Ada Lund, said: “The wall will have to wait for another winter.”

Bram Lorne, the Tory leader, said: “The sea has never read a plan.”
"""


@pytest.mark.parametrize(
    ("draft", "verdict"),
    [
        # No minister is the one who speaks for another.
        ("“The gates failed three times in a single week,” the roads secretary said.", Verdict.OTHER_SPEAKER),
        # Who speaks for a house speaks as it.
        ("“The gates failed three times in a single week,” Downing Street said.", Verdict.EXACT),
        # "de" makes no less of a person.
        ("“The lamp was never lit in all that time,” the roads secretary said.", Verdict.OTHER_SPEAKER),
        # Whoever the draft names most is not thereby the leader of a party.
        (
            "Ada Lund was there. Lund spoke.\n\nIt was late. The sea was grey.\n\n"
            "“The wall will have to wait for another winter,” said the Tory leader.",
            Verdict.OTHER_SPEAKER,
        ),
        (
            "Ada Lund does not raise her voice. Ada Lund read her words.\n\nLund sat down. Then Bram Lorne got up. The"
            " sea had “a plan for every day”, Lorne said."
            " “The wall will have to wait for another winter,” said the Tory leader.",
            Verdict.OTHER_SPEAKER,
        ),
        # A dame is called by her first name.
        (
            "Dame Anna de Marsh was there.\n\nDame Anna said: “The wall will have to wait for another winter.”",
            Verdict.OTHER_SPEAKER,
        ),
        # The outlet that the draft credits printed it.
        ("The HPN reported that “the sea has never read a plan”.", Verdict.EXACT),
        # Who spoke in the paragraph before stands nowhere in this one.
        (
            "A roads minister was ruder: “Nobody has had so many plans.”\n\nHis aide was still defending it. It was"
            " about those ‘the gates failed three times in a single week’, we were told.",
            Verdict.EXACT,
        ),
    ],
)
def test_offices_houses_and_who_speaks_for_them(tmp_path: Path, draft: str, verdict: Verdict) -> None:
    own = Store(tmp_path / "own.db")
    ingest_pages(own, [Page(SAID_AT_NO_10.encode(), "own.txt", SidecarFacts(outlet="HPN", known="made up"))])
    assert check(own, draft)[-1].verdict is verdict
