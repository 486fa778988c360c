"""Keys and pastes told apart, wherever reads cut them."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_reader.terminal.pastes import BEGIN, END, MOST_CHARACTERS, PasteFilter


def sent(pieces: Iterable[str]) -> tuple[str, list[str]]:
    """The keys, and the pastes, of what came in pieces."""
    pastes, keys, texts = PasteFilter(), "", []
    for piece in pieces:
        for text, is_paste in pastes.take(piece):
            if is_paste:
                texts.append(text)
            else:
                keys += text
    return keys + pastes.release(), texts


@given(
    st.lists(st.sampled_from(["/", "j", "\x1b[A", "ä", "[200", "q"])),
    st.text(alphabet="aä \n\t", max_size=20),
    st.data(),
)
def test_what_is_typed_and_pasted_comes_out_however_it_is_cut(
    typed: list[str], pasted: str, data: st.DataObject
) -> None:
    whole = "".join(typed) + BEGIN + pasted + END + "".join(typed)
    cuts = sorted(data.draw(st.lists(st.integers(0, len(whole)), max_size=8)))
    pieces = [whole[a:b] for a, b in zip([0, *cuts], [*cuts, len(whole)], strict=True)]
    keys, texts = sent(pieces)
    if not any(piece.endswith("\x1b") for piece in pieces):  # a lone ESC is a key at once: Textual waits for the rest
        assert (keys, texts) == ("".join(typed) * 2, [pasted])


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("a\x1bq", "aq"),
        ("a\x1b[201~q", "aq"),
        ("a\x1b[200~b", "ab"),
        ("a\x9b31mb\x07\x00", "a31mb"),
        ("a\r\nb\tc", "a\nb\tc"),
    ],
)
def test_nothing_within_a_paste_is_a_key(words: str, shown: str) -> None:
    assert sent([BEGIN + words + END]) == ("", [shown])


def test_a_key_is_never_held_back() -> None:
    pastes = PasteFilter()
    assert [piece.text for piece in pastes.take("\x1b")] == ["\x1b"]
    assert list(pastes.take("\x1b[20")) == []
    assert pastes.release() == "\x1b[20"


def test_a_pasted_book_is_cut() -> None:
    keys, (text,) = sent([BEGIN, *["x" * 4096] * 1000, END + "j"])
    assert (keys, len(text)) == ("j", MOST_CHARACTERS)
