"""Places in a draft: the protocol's lines, columns in the client's units, there and back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_reader.language_server.positions import Places

_UNITS = {"utf-8": "utf-8", "utf-16": "utf-16-le", "utf-32": "utf-32-le"}
_SIZE = {"utf-8": 1, "utf-16": 2, "utf-32": 4}
texts = st.text(alphabet="ab “é😀\r\n\u2028\x0b\x0c\x85", max_size=40)


@given(texts, st.sampled_from(sorted(_UNITS)))
def test_every_place_comes_back(text: str, encoding: str) -> None:
    places = Places(text, encoding)
    for offset in range(len(text) + 1):
        line, column = places.place(offset)
        if text[offset - 1 : offset + 1] == "\r\n":  # between the two halves of a line's end: the end of that line
            assert places.offset(line, column) == offset - 1
        else:
            assert places.offset(line, column) == offset


@given(texts, st.sampled_from(sorted(_UNITS)))
def test_lines_and_columns_are_the_protocols(text: str, encoding: str) -> None:
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    last, end = Places(text, encoding).place(len(text))
    assert last == len(lines) - 1
    assert end == len(lines[-1].encode(_UNITS[encoding])) // _SIZE[encoding]


def test_a_place_beyond_is_the_end() -> None:
    places = Places("one\ntwo")
    assert places.offset(0, 99) == 3
    assert places.offset(99, 0) == 7
    assert places.line_before(1, 2) == "tw"


@pytest.mark.parametrize(("encoding", "column"), [("utf-8", 5), ("utf-16", 3), ("utf-32", 2), ("nonsense", 3)])
def test_units(encoding: str, column: int) -> None:
    assert Places("a😀b", encoding).place(2) == (0, column)
