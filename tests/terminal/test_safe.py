"""What leaves for a terminal or a clipboard holds nothing either could obey; honest text comes out as it went in."""

import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_reader.terminal.safe import MARKS_PER_LETTER, count_hostile, escape_json, safe_for_clipboard, safe_text

BIDI = [*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0x061C]
CONTROLS = [*range(0x20), *range(0x7F, 0xA0)]
FORBIDDEN = {chr(code) for code in [*CONTROLS, *BIDI, *range(0xD800, 0xE000), 0x2028, 0x2029, 0xE0001]}
FORBIDDEN |= {chr(code) for code in (0xAD, 0x200B, 0x2060, 0xFEFF, 0x3164, 0x2800, 0x34F, 0xFFFE)}

any_text = st.text(st.characters(exclude_categories=()), max_size=60)
nasty = st.text(st.sampled_from([*FORBIDDEN, *"ab 1\u0301\u0351\ufe0f\u200d\u200c😀❤نک⇄∅�"]), max_size=40)

HONEST = [
    "Müller (NFC) and Mu\u0308ller (NFD)",
    "قال الوزير: \u201cلن نوافق\u201d. השר אמר: \u05f4לא נסכים\u05f4.",
    "می\u200cخواهم",  # Persian needs its non-joiner
    "क्\u200dष",
    "👨\u200d👩\u200d👧 ❤\ufe0f\u200d🔥 👍🏽 1\ufe0f\u20e3 ☎\ufe0f",
    "🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f",
    "[sic] [100%] [@click=app.quit]x[/] [/bold] \\[ ]] [$error]",
    "\\x1b]52;c;AAAA\\a ^[[31m &#27;[31m %1b",
    "“curly”, ‘single’, – — … £ € · ❝ • → ½ \u00a0\u202f",
    "Tiếng Việt, Łódź, İstanbul, Ελλάδα, Київ",
]


@pytest.mark.parametrize("text", HONEST)
def test_honest_text_comes_out_as_it_went_in(text: str) -> None:
    assert safe_text(text) == text
    assert safe_for_clipboard(text) == text
    assert count_hostile(text) == 0


@given(st.one_of(any_text, nasty), st.booleans())
def test_same_length_nothing_forbidden_and_the_second_pass_changes_nothing(text: str, newlines: bool) -> None:
    shown = safe_text(text, newlines=newlines)
    assert len(shown) == len(text)
    assert not set(shown) & (FORBIDDEN - ({"\n"} if newlines else set()))
    assert safe_text(shown, newlines=newlines) == shown


def test_no_control_or_format_character_alone_or_between_letters_gets_through() -> None:
    for code in range(0x110000):
        char = chr(code)
        if unicodedata.category(char) in ("Cc", "Cf", "Cs", "Zl", "Zp"):
            if 0x600 <= code <= 0x8E2 or code in (0x110BD, 0x110CD) or 0x13430 <= code <= 0x1343F:
                continue  # number signs and hieroglyph joiners are drawn
            assert char not in safe_text(f"a{char}b"), hex(code)
            assert char in "\n\t" or char not in safe_for_clipboard(f"a{char}b"), hex(code)


@pytest.mark.parametrize("code", BIDI)
def test_direction_controls_are_shown_even_in_arabic(code: int) -> None:
    assert safe_text(f"نک{chr(code)}نک") == "نک⇄نک"


def test_escapes_are_shown_as_pictures() -> None:
    assert safe_text("\x1b]52;c;QQ==\x07") == "␛]52;c;QQ==␇"
    assert safe_text("\x9d52;c;\x9c\x7f\x00") == "�52;c;�␡␀"


def test_newlines_become_spaces_or_stay() -> None:
    assert safe_text("a\r\nb\nc\rd\te\u2028f") == "a  b c␍d e f"
    assert safe_text("a\r\nb\nc\rd\te\u2028f", newlines=True) == "a \nb\nc␍d e\nf"


@given(any_text.filter(lambda text: len(text) > 5), st.integers(0, 6))
def test_over_the_limit_the_text_is_cut_with_a_mark(text: str, limit: int) -> None:
    shown = safe_text(text, limit=limit)
    assert len(shown) == min(limit, len(text))
    if 0 < limit < len(text):
        assert shown.endswith("…")


def test_every_accent_in_unicode_is_capped() -> None:
    accents = [chr(code) for code in range(0x110000) if unicodedata.category(chr(code)) in ("Mn", "Me")]
    for accent in accents:
        shown = safe_text("Z" + accent * (MARKS_PER_LETTER + 2))
        assert shown.count(accent) <= MARKS_PER_LETTER, hex(ord(accent))


def test_a_stack_of_accents_is_capped() -> None:
    shown = safe_text("Z" + "\u0351\u0352\u0353" * 300 + "algo")
    assert sum(unicodedata.combining(char) > 0 for char in shown) == MARKS_PER_LETTER
    assert shown.endswith("algo")
    assert safe_text("e\u0301" * 50) == "e\u0301" * 50


@given(st.one_of(any_text, nasty))
def test_a_copied_text_holds_no_control_but_newline_and_tab(text: str) -> None:
    copied = safe_for_clipboard(text)
    assert not set(copied) & (FORBIDDEN - {"\n", "\t"})
    assert not copied.endswith("\n")
    assert safe_for_clipboard(copied) == copied


def test_a_copied_text_cannot_break_out_of_a_bracketed_paste() -> None:
    assert safe_for_clipboard("quote\x1b[201~\ncurl x|sh\n") == "quote␛[201~\ncurl x|sh"


def test_what_is_merely_invisible_is_left_out_of_a_copy() -> None:
    assert (
        safe_for_clipboard("n\u200bi\u200cc\u200dht zu\u2060stimmen\ufeff. soft\u00adhyphen")
        == "nicht zustimmen. softhyphen"
    )
    assert safe_for_clipboard("\u202eTHCIN\u202c") == "⇄THCIN⇄"


def test_hostile_code_points_are_counted() -> None:
    assert count_hostile("\x1b]0;x\x07 and \u202e") == 3
    assert count_hostile("\ufeffone\r\ntwo\tthree soft\u00adhyphen") == 0
    assert count_hostile("Z" + "\u0351" * (MARKS_PER_LETTER + 2)) == 2


@given(st.one_of(any_text, nasty))
def test_escaped_json_means_the_same(text: str) -> None:
    line = escape_json(json.dumps(text, ensure_ascii=False))
    assert json.loads(line) == text.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass")
    assert not set(line) & FORBIDDEN
