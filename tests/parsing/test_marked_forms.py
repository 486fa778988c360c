"""Wires and transcripts, each form against what a person wrote of it; `UPDATE_GOLDEN=1 pytest` writes them anew."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from tui_reader.domain import Document
from tui_reader.errors import NotTextError
from tui_reader.parsing import parse_pages

HERE = Path(__file__).parent
INPUTS = sorted(
    path for folder in ("wires", "transcripts") for path in (HERE / folder).iterdir() if path.suffix != ".golden"
)


def told(document: Document) -> dict[str, Any]:
    """What a document says: what is not there is left out."""
    found = {
        "kind": document.kind.value,
        "outlet": document.outlet,
        "headline": document.headline,
        "bylines": [f"{by.name}, {by.role}" if by.role else by.name for by in document.bylines],
        "first": document.first_published_at and document.first_published_at.isoformat(),
        "last": document.last_updated_at and document.last_updated_at.isoformat(),
        "precision": document.dated.precision.value,
        "version": document.version,
        "follows": document.follows and document.follows.value,
        "advisories": [
            f"{each.kind.value} until {each.until.isoformat() if each.until else '?'}: {each.why}"
            for each in document.advisories
        ],
        "notices": list(document.notices),
        "posts": [
            {
                "headline": post.headline,
                "label": post.label,
                "time": post.time_printed,
                "words": [f"{part.role.value}: {part.span.of(document.text)}" for part in post.paragraphs],
            }
            for post in document.posts
        ],
        "left_out": [f"{out.why.value}: {out.of(document.text)}" for out in document.left_out],
    }
    return {key: value for key, value in found.items() if value not in (None, [])}


@pytest.mark.parametrize("path", INPUTS, ids=lambda path: path.name)
def test_a_form_is_read_as_a_person_reads_it(path: Path) -> None:
    found = [told(document) for document in parse_pages(path.read_bytes(), path.name)]
    golden = path.with_name(path.name + ".golden")
    if os.environ.get("UPDATE_GOLDEN"):
        golden.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    assert found == json.loads(golden.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (b'{"uri": "x", "type": "picture", "versioncreated": "2031-06-12T11:00:00Z"}', "a picture: no text to read"),
        (b"<packageItem guid='x'><itemRef/><itemRef/></packageItem>", "a package that lists 2 items: no text"),
        (
            b"<newsItem guid='x'><itemMeta><itemClass qcode='ninat:video'/></itemMeta></newsItem>",
            "without text .video.",
        ),
        (b"<nitf><head><title/></head><body/></nitf>", "no text in it"),
        (b"\x01epa0430 4 n 0 ep\r\n\r\nGHOST\r\n\x02\r\n\x03\x04", "a wire without words"),
        (b"WEBVTT\n\nNOTE x\n", "a transcript without a word"),
        (b"<publicwhip></publicwhip>", "a transcript without a word"),
    ],
)
def test_what_holds_no_words_is_refused_in_a_line(raw: bytes, says: str) -> None:
    with pytest.raises(NotTextError, match=says):
        parse_pages(raw, "x")


def test_a_wire_in_xml_that_was_cut_off_gives_what_is_there_and_says_so() -> None:
    whole = (HERE / "wires" / "nitf_latin1.xml").read_bytes()
    (document,) = parse_pages(whole[: whole.index(b"<hl2>Old")], "x")
    assert [part.span.of(document.text) for _, part in document.paragraphs()][-1].startswith("The lamps cost £9m more")
    assert document.notices == ("the XML is not well-formed or was cut off; it was read as far as it goes",)


def test_a_list_of_ratings_is_no_transcript() -> None:
    ratings = "\n\n".join(f"{name} Marsh: Played well in the first half." for name in ("Ada", "Bo", "Cy", "Di", "Ed"))
    (document,) = parse_pages(f"How they played at Hillford\n\n{ratings}".encode(), "x")
    assert document.kind.value == "article"


def test_facts_with_labels_are_no_transcript() -> None:
    facts = "\n\n".join(f"Where: The {n} lamp\n\nPrice: It costs £{n}" for n in range(1, 6))
    (document,) = parse_pages(f"Five lamps to buy this summer\n\n{facts}".encode(), "x")
    assert document.kind.value == "article"


def test_a_key_that_stands_twice_is_told_beside_the_items_left_out() -> None:
    story = (
        '{"uri": "u:1", "versioncreated": "2031-06-12T09:00:00Z", "headline": "A", "headline": "B", "body_text": "C."}'
    )
    raw = f'[{story}, {{"uri": "u:2", "versioncreated": "2031-06-12T09:00:00Z", "type": "picture"}}]'
    (document,) = parse_pages(raw.encode(), "two.json")
    assert [notice.partition(":")[0] for notice in document.notices] == ["headline stand twice", "1 item left out"]
