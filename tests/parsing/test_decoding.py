"""Which encoding a page is taken for, and what is refused."""

from __future__ import annotations

import pytest

from tui_reader import limits
from tui_reader.errors import NotTextError, TooLargeError
from tui_reader.parsing import parse_pages
from tui_reader.parsing.decoding import decode_page

WORDS = "“We are glad,” said the café’s owner.\nŁódź is far."


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf_16_needs_its_mark(encoding: str) -> None:
    mark = {"utf-16": b"", "utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}[encoding]
    text, notices = decode_page(mark + WORDS.encode(encoding))
    assert text == WORDS and "UTF-16" in notices[0]


def test_utf_16_without_its_mark_is_refused_with_advice() -> None:
    with pytest.raises(NotTextError, match="UTF-8"):
        decode_page(WORDS.encode("utf-16-le"))


def test_a_byte_order_mark_keeps_its_place_and_is_no_word() -> None:
    (document,) = parse_pages(b"\xef\xbb\xbf" + WORDS.encode(), "x.txt")
    assert document.text == "\ufeff" + WORDS and document.notices == ()
    assert document.posts[0].paragraphs[0].span.start == 1


def test_windows_1252_is_assumed_aloud() -> None:
    text, notices = decode_page("“We are glad,” said the café’s owner.".encode("windows-1252"))
    assert text == "“We are glad,” said the café’s owner."
    assert notices == ("not UTF-8; read as windows-1252",)


def test_utf_8_with_a_torn_character_stays_utf_8() -> None:
    text, notices = decode_page(WORDS.encode() + b" caf\xc3")
    assert text.startswith(WORDS) and text.endswith("caf\ufffd")
    assert notices == ("1 unreadable byte is shown as \ufffd",)


def test_utf_7_stays_what_it_says() -> None:
    assert decode_page(b"+ADw-script+AD4-")[0] == "+ADw-script+AD4-"


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b" \r\n\t ",
        b"\xef\xbb\xbf",
        b"\xa0",
        b"%PDF-1.7 x",
        b"PK\x03\x04abc",
        b"\x1f\x8b\x08",
        bytes(range(32)) * 9,
    ],
)
def test_what_is_no_text_is_refused_in_one_line(raw: bytes) -> None:
    with pytest.raises(NotTextError) as error:
        parse_pages(raw, "page.txt")
    assert str(error.value).startswith("page.txt: ") and "\n" not in str(error.value)


@pytest.mark.parametrize(
    "begins", [b"{\\rtf1\\ansi I did {\\deleted not }know of it.}", b"PK\x03\x04", b"\xd0\xcf\x11\xe0"]
)
def test_a_word_processors_file_is_refused_as_its_changes_are_in_it(begins: bytes) -> None:
    with pytest.raises(NotTextError, match="office document") as refused:
        decode_page(begins)
    assert refused.value.hint.endswith("its changes accepted")


def test_what_is_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_TEXT_CHARACTERS", 100)
    assert parse_pages(b"Words.\n" * 14, "page.txt")
    for page in (b"x" * 101, b"<html><body><p>" + b"Words. " * 20 + b"</p></body></html>"):
        with pytest.raises(TooLargeError, match="at most 100"):
            parse_pages(page, "page.txt")
    monkeypatch.setattr(limits, "MAX_PAGE_BYTES", 20)
    with pytest.raises(TooLargeError, match="MB"):
        decode_page(b"x" * 21)
