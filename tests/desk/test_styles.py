"""What is copied: the words untouched, the house's marks round them, nothing claimed that is not known."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_reader.desk.house_style import parse_template, read_styles, shipped_styles
from tui_reader.desk.styles import CopyForm, also_reported, attributed, copy_as, find_style
from tui_reader.domain import Quotation, QuotationEntry, QuotationKind, Span, TimeBasis
from tui_reader.errors import UsageError

WORDS = "We have lost the ferry. That must end now."
SUMMER = timezone(timedelta(hours=1))


def entry(words: str = WORDS, **changes: object) -> QuotationEntry:
    quotation = Quotation(
        span=Span(0, len(words)),
        text=words,
        kind=QuotationKind.DIRECT,
        speaker="Ada Nwosu",
        speaker_role="transport secretary",
        venue="the Assembly",
        confidence=0.9,
    )
    mine = {name: changes.pop(name) for name in list(changes) if name in Quotation.__dataclass_fields__}
    made = QuotationEntry(
        id="q1",
        quotation=replace(quotation, **mine),  # type: ignore[arg-type]
        outlet="The Harbour Post",
        document="d1",
        post="p1",
        file="page.txt",
        published_at=datetime(2031, 8, 6, 15, 56, tzinfo=SUMMER),
        time_printed="15:56",
        time_basis=TimeBasis.PRINTED,
        url="https://harbour.example/a(1)",
        headline="Ferry lost",
        day="2031-08-06",
    )
    return made._replace(**changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("style", "line"),
    [
        (
            "plain",
            f"“{WORDS}” — Ada Nwosu, transport secretary, to the Assembly, 6 August 2031, "
            "as reported by The Harbour Post (15:56)",
        ),
        ("bbc", f'Ada Nwosu, transport secretary, to the Assembly, 6 August 2031: "{WORDS}" (The Harbour Post, 15:56)'),
        (
            "guardian",
            f"“{WORDS}” – Ada Nwosu, transport secretary, to the Assembly, 6 August 2031 (The Harbour Post, 3.56pm)",
        ),
        (
            "reuters",
            f'Ada Nwosu, transport secretary, to the Assembly, August 6, 2031: "{WORDS}" (The Harbour Post, 1456 GMT)',
        ),
        (
            "ap",
            f'"{WORDS}" — Ada Nwosu, transport secretary, to the Assembly, Aug. 6, 2031, '
            "according to The Harbour Post at 3:56 p.m.",
        ),
    ],
)
def test_the_five_houses(style: str, line: str) -> None:
    assert attributed(entry(), style) == line
    assert find_style(style).rule


def test_what_is_not_known_is_left_out_or_called_unknown() -> None:
    bare = entry(
        speaker=None, speaker_role=None, venue=None, outlet=None, published_at=None, time_printed=None, day=None
    )
    assert attributed(bare) == f"“{WORDS}” — speaker unknown, as reported by an unknown outlet"


@pytest.mark.parametrize(
    ("basis", "said"), [(TimeBasis.SIDECAR, "date from the editor"), (TimeBasis.INFERRED, "date inferred")]
)
@pytest.mark.parametrize("style", list(shipped_styles()))
def test_a_date_the_page_does_not_print_is_never_given_as_fact(style: str, basis: TimeBasis, said: str) -> None:
    undated = entry(time_basis=basis)
    assert f"({said}, not printed)" in attributed(undated, style)
    assert f"({said}, not printed)" in copy_as([undated], CopyForm.HTML, style)
    assert "2031" not in attributed(undated, replace(find_style(style), dates="printed"))
    assert f"({said}, not printed)" in copy_as([undated], CopyForm.CITATION, style)


def test_marks_inside_the_words_stay_and_the_outer_ones_give_way() -> None:
    assert attributed(entry("He called it “a mistake” twice")).startswith("‘He called it “a mistake” twice’ — ")
    assert attributed(entry('He called it "a mistake"'), "reuters").endswith(
        ": 'He called it \"a mistake\"' (The Harbour Post, 1456 GMT)"
    )
    assert attributed(entry("It wasn't ‘lost’, it's here")).startswith("“It wasn't ‘lost’, it's here” — ")
    single = replace(find_style("plain"), marks=("‘", "’"), inner_marks=("“", "”"))
    assert attributed(entry("It wasn't lost"), single).startswith("‘It wasn't lost’")
    assert attributed(entry("It was 'lost'"), single).startswith("“It was 'lost'”")


ONE_LINE = st.text(st.characters(exclude_characters="\n"), min_size=1)


@given(ONE_LINE, st.sampled_from(sorted(shipped_styles())), st.sampled_from(list(QuotationKind)))
def test_the_words_are_never_changed(words: str, style: str, kind: QuotationKind) -> None:
    said = entry(words, kind=kind)
    assert words in attributed(said, style)
    assert words in copy_as([said], CopyForm.WORDS, style)


def test_a_line_that_a_wire_broke_is_one_line() -> None:
    words = "Two and a half weeks of hard work\n   lay before us."
    assert attributed(entry(words)).startswith("“Two and a half weeks of hard work lay before us.” — ")


def test_the_reporters_words_get_no_marks() -> None:
    line = attributed(entry("the ferry was lost", kind=QuotationKind.INDIRECT))
    assert line.startswith("reported speech: the ferry was lost — Ada Nwosu")


def test_marks_with_nobodys_words_say_so() -> None:
    assert "speaker not given" in attributed(
        entry("no-fault", kind=QuotationKind.SCARE, speaker=None, speaker_role=None)
    )


def test_who_relayed_and_who_corrected_is_said() -> None:
    line = attributed(entry(via="Tom Hale", corrected=True))
    assert ", as quoted by Tom Hale, " in line
    assert line.endswith("; speaker corrected by hand")


@pytest.mark.parametrize(
    ("printed", "dot", "half"),
    [
        ("15:56", "3.56pm", "3:56 p.m."),
        ("3.56pm BST", "3.56pm", "3:56 p.m."),
        ("12:05 a.m.", "12.05am", "12:05 a.m."),
        ("00:05", "12.05am", "12:05 a.m."),
    ],
)
def test_clocks(printed: str, dot: str, half: str) -> None:
    assert f", {dot})" in attributed(entry(time_printed=printed), "guardian")
    assert attributed(entry(time_printed=printed), "ap").endswith(half)


@pytest.mark.parametrize("printed", ["2 hours ago", "99:99", "updated"])
def test_a_time_that_is_no_clock_is_left_out(printed: str) -> None:
    assert attributed(entry(time_printed=printed)).endswith("The Harbour Post")


def test_gmt_needs_the_zone() -> None:
    assert attributed(entry(published_at=None), "reuters").endswith("(The Harbour Post, 15:56)")
    assert attributed(entry(published_at=datetime(2031, 8, 6, 14, 56, tzinfo=UTC)), "reuters").endswith("1456 GMT)")


def test_markdown_renders_to_the_words() -> None:
    text = copy_as([entry("a *b* _c_ <d> [sic] [x](y) `e`")], CopyForm.MARKDOWN)
    assert text.startswith("> “a \\*b\\* \\_c\\_ \\<d\\> [sic] \\[x](y) \\`e\\`”\n>\n> — Ada Nwosu")
    assert text.endswith("as reported by [The Harbour Post](https://harbour.example/a%281%29) (15:56)")


def test_html_is_escaped_and_links_only_to_the_web() -> None:
    text = copy_as([entry("a <b> & [sic]")], CopyForm.HTML)
    assert "<p>“a &lt;b&gt; &amp; [sic]”</p>" in text
    assert '<blockquote cite="https://harbour.example/a(1)">' in text
    for url in ("javascript:alert(1)", 'https://x"onload=', "file:///etc/passwd", None):
        assert "href" not in copy_as([entry(url=url)], CopyForm.HTML) or url == 'https://x"onload='
    assert '"onload' not in copy_as([entry(url='https://x"onload=')], CopyForm.HTML)


def test_citation_tells_where_to_find_it() -> None:
    assert (
        copy_as([entry()], CopyForm.CITATION)
        == "The Harbour Post, “Ferry lost”, 6 August 2031, 15:56, https://harbour.example/a(1)"
    )
    lost = entry(day=None, published_at=None, time_printed=None, url=None, headline=None)
    assert copy_as([lost], CopyForm.CITATION) == "The Harbour Post, date not known, page.txt"


def test_several_are_one_below_the_other() -> None:
    assert copy_as([entry(), entry("Yes.")], CopyForm.WORDS) == f"“{WORDS}”\n“Yes.”"


def test_the_notice_tells_who_else_has_it() -> None:
    assert also_reported(entry()) == ""
    both = entry(also_in=(("The Herald", True), ("Sun & Sea", True), ("The Quay", False)))
    assert also_reported(both) == "also: The Herald, Sun & Sea (same words); The Quay differs"


def test_a_style_that_does_not_exist_names_those_there_are() -> None:
    with pytest.raises(UsageError, match=r"'gaurdian'.*guardian"):
        attributed(entry(), "gaurdian")


def test_a_style_of_ones_own_takes_its_rest_from_plain() -> None:
    own = read_styles({"quay": {"template": "[[{outlet}]] {words}[ ({role})]", "marks": ["«", "»"]}}, "config.toml")
    assert attributed(entry(), find_style("quay", own)) == f"[The Harbour Post] «{WORDS}» (transport secretary)"
    assert attributed(entry(speaker_role=None), own["quay"]) == f"[The Harbour Post] «{WORDS}»"


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ({"template": "{words} {colour}"}, "unknown field {colour}.*speaker"),
        ({"template": "{words} {"}, "unknown field"),
        ({"template": "{words.__class__}"}, "unknown field"),
        ({"template": "[{words}"}, "never closed"),
        ({"template": "{words}]"}, "open and close"),
        ({"template": "[a [b] {words}]"}, "open and close"),
        ({"template": "{speaker}"}, "must hold {words}"),
        ({"template": 3}, "must be a text"),
        ({}, "must be a text"),
        ({"template": "{words}", "clock": "13"}, "clock is '13'.*GMT"),
        ({"template": "{words}", "marks": ["x"]}, "opening and a closing"),
        ({"template": "{words}", "colour": "red"}, "no setting 'colour'"),
        ("{words}", "a table"),
    ],
)
def test_a_bad_style_names_what_is_wrong(table: object, said: str) -> None:
    with pytest.raises(UsageError, match=f"config.toml, style quay: .*{said}"):
        read_styles({"quay": table}, "config.toml")


@given(st.text(st.sampled_from("[]{}a words"), max_size=30))
def test_any_template_is_read_or_refused(template: str) -> None:
    try:
        parse_template(template)
    except UsageError:
        return
    assert "{words}" in template


@pytest.mark.parametrize("style", sorted(shipped_styles()))
@pytest.mark.parametrize("form", sorted(set(CopyForm) - {CopyForm.WORDS, CopyForm.CITATION}))
def test_a_speaker_who_is_not_certain_is_copied_as_such(style: str, form: CopyForm) -> None:
    assert "speaker not certain" in copy_as([entry(confidence=0.79)], form, style)
    assert "not certain" not in copy_as([entry(confidence=0.79, speaker=None)], form, style)
    assert "not certain" not in copy_as([entry(confidence=0.8)], form, style)


def test_no_template_leaves_a_warning_out() -> None:
    own = read_styles({"mine": {"template": "{words}"}}, "test")["mine"]
    gone = entry(gone_at=datetime(2031, 8, 6, 17, 5, tzinfo=UTC), became="We have found it.", confidence=0.1)
    line = attributed(gone, own)
    assert line.startswith(f"“{WORDS}”") and "speaker not certain" in line
    assert "no longer on the page as read on 6 August 2031, 17:05 UTC; it now says: “We have found it.”" in line
