from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_reader.domain import Subscription
from tui_reader.errors import NotTextError, TooLargeError
from tui_reader.fetching import read_opml, write_opml
from tui_reader.limits import MAX_OPML_BYTES


def test_folders_are_groups_and_each_address_comes_once() -> None:
    raw = """<?xml version="1.0" encoding="utf-8"?><opml version="2.0"><head><title>mine</title></head><body>
      <outline text="Café &amp; quay" xmlUrl="https://a.example/feed" type="rss"/>
      <outline text="News"><outline title="Whelk" xmlUrl="https://b.example/"/>
        <outline text="Far"><outline text="Tern" XMLURL="HTTPS://C.example"></outline></outline></outline>
      <outline text="again" xmlUrl="https://a.example/feed#x"/>
      <outline text="old" type="rss" url="http://d.example/"/><outline text="no feed" type="link" url="http://e.example/"/>
    </body></opml>"""
    found, refused = read_opml(raw.encode())
    assert [(one.url, one.title, one.group) for one in found] == [
        ("https://a.example/feed", "Café & quay", None),
        ("https://b.example/", "Whelk", "News"),
        ("https://c.example/", "Tern", "News / Far"),
        ("http://d.example/", "old", None),
    ]
    assert refused == []


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "windows-1252"])
def test_any_encoding_is_read(encoding: str) -> None:
    raw = '<opml><body><outline text="Café" xmlUrl="https://a.example/"/></body></opml>'.encode(encoding)
    assert [one.title for one in read_opml(raw)[0]] == ["Café"]


def test_only_the_web_is_subscribed_to() -> None:
    urls = ["file:///etc/passwd", "-oProxyCommand=x", "exec:touch /tmp/x", "http://user:pw@host/", "http://h:99999/"]
    raw = "".join(f'<outline text="../../x" xmlUrl="{url}"/>' for url in urls)
    found, refused = read_opml(f"<opml><body>{raw}</body></opml>".encode())
    assert found == [] and len(refused) == len(urls)


def test_broken_lists_give_what_they_have() -> None:
    raw = b'<opml><body><outline text="a & b < c" xmlUrl=https://a.example/><outline xmlUrl="https://b.example/"'
    assert [one.url for one in read_opml(raw)[0]] == ["https://a.example/"]


@pytest.mark.parametrize("raw", [b"", b"words", b"<html><body>page</body></html>", b"\0" * 50])
def test_what_is_no_list_is_said(raw: bytes) -> None:
    with pytest.raises(NotTextError, match="no OPML"):
        read_opml(raw)


def test_a_list_over_the_cap_is_refused() -> None:
    with pytest.raises(TooLargeError):
        read_opml(b"<opml>" + b" " * MAX_OPML_BYTES)


def test_folders_in_folders_without_end_cost_no_more_than_they_are_long() -> None:
    raw = b"<opml><body>" + b'<outline text="deep">' * 20_000 + b'<outline xmlUrl="https://a.example/"/>' * 5_000
    (one,) = read_opml(raw)[0]
    assert one.group == "deep / deep / deep"


def test_what_its_owner_has_commented_out_is_not_followed() -> None:
    raw = (
        b'<opml><body><outline text="Off" isComment="true"><outline text="x"><outline xmlUrl="https://a.example/"/></outline></outline>'
        b'<outline isComment="TRUE" xmlUrl="https://b.example/"/><outline isComment="false" xmlUrl="https://c.example/"/></body></opml>'
    )
    assert [one.url for one in read_opml(raw)[0]] == ["https://c.example/"]


def test_entities_of_its_own_are_not_known() -> None:
    raw = b'<!DOCTYPE opml [<!ENTITY x SYSTEM "file:///etc/hostname">]><opml><outline text="&x;" xmlUrl="https://a.example/"/></opml>'
    assert read_opml(raw)[0][0].title == "&x;"


def test_a_title_cannot_steer_the_terminal_it_is_printed_on() -> None:
    written = write_opml([Subscription("https://a.example/", title="a\x1b[2J\x9b2J\x7f\u202eb\ud800", group="\x07")])
    assert 'text="a [2J 2J  b "' in written and all(letter.isprintable() or letter == "\n" for letter in written)


WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)


@given(st.lists(st.tuples(WORDS, WORDS), max_size=5))
def test_what_is_written_is_read_back(names: list[tuple[str, str]]) -> None:
    mine = [
        Subscription(
            f"https://a.example/{number}",
            title=" ".join(title.split()) or None,
            group=" ".join(group.replace("/", " ").split()) or None,
        )
        for number, (title, group) in enumerate(names)
        if all(letter.isprintable() for letter in title + group)
    ]
    found, refused = read_opml(write_opml(mine).encode())
    assert refused == []
    assert {one.url: (one.title, one.group) for one in found} == {
        one.url: (one.title or one.url, one.group) for one in mine
    }
