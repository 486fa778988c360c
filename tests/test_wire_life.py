"""The life of a wire, from its first version to its kill, on a real store: no word is lost, none free that is not."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.factories import overwrite
from tui_reader.domain import AdvisoryKind, QuotationEntry
from tui_reader.ingest import Page, ingest_pages
from tui_reader.newsroom import Newsroom
from tui_reader.store import Store

FIRST = "“Nobody was hurt,” said Ada Marsh, the mayor."
SECOND = "“Nobody was hurt at all,” said Ada Marsh, the mayor."


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store(tmp_path / "store.db")
    yield store
    store.close()


def item(version: int, words: str = FIRST, **more: object) -> Page:
    found = {
        "uri": "urn:ep:1",
        "type": "text",
        "version": str(version),
        "firstcreated": "2031-06-12T09:00:00Z",
        "versioncreated": f"2031-06-12T{9 + version:02}:00:00Z",
        "headline": "The bridge is shut",
        "body_html": f"<p>{words}</p>",
        **more,
    }
    return Page(json.dumps(found).encode(), f"v{version}.json")


def wire(name: str, slug: str, body: str, at: str = "121015 BST JUN 31", head: str = "The lamps are out =") -> Page:
    text = f"\x01epa{name} 4 n 60 epuk\r\n\r\n{slug}\r\n\x02{head}\r\n\r\n   {body}\r\nend\r\n\x03{at}\r\n\x04"
    return Page(text.encode(), f"{name}.wire")


def anpa(name: str, slug: str, body: str = "HILLFORD (NW) _ ``It sails,'' said Bo Lind, 40.") -> Page:
    at = "2307" if "KILL" in slug else "1805"
    head = f"\x16\x16\x01{name}\x1f__news\r\nu b\x13\x11 {slug}\r\n"
    text = f"{head}\x02^{slug[:13]}<\r\n^The ferry sails<\r\n\t{body}\r\n\t\x03NW-WF-05-20-31 {at}GMT<\r\n\x0c\r\n\x04"
    return Page(text.encode(), f"{name}.wire")


def said(store: Store) -> list[QuotationEntry]:
    return [entry for entry in store.quotations() if entry.quotation.kind.value == "direct"]


def kinds(entry: QuotationEntry) -> set[AdvisoryKind]:
    return {advisory.kind for advisory in entry.advisories}


def test_a_kill_withdraws_the_words_and_keeps_them(store: Store) -> None:
    ingest_pages(
        store, [item(1), item(2, SECOND), item(3, body_html="", pubstatus="canceled", ednote="KILL: no bridge.")]
    )
    gone, now = sorted(said(store), key=lambda entry: entry.gone_at is None)
    assert (gone.quotation.text, now.quotation.text) == ("Nobody was hurt,", "Nobody was hurt at all,")
    assert gone.gone_at is not None and now.gone_at is None
    assert kinds(gone) == kinds(now) == {AdvisoryKind.KILL}  # an earlier version is killed with its story
    assert now.advisories[0].why == "KILL: no bridge."
    assert len(store.timeline()) == 1


def test_what_was_killed_is_not_set_free_by_what_came_before(store: Store) -> None:
    ingest_pages(store, [item(1), item(2, body_html="", pubstatus="canceled"), item(1)])
    assert kinds(said(store)[0]) == {AdvisoryKind.KILL}
    report = ingest_pages(store, [item(1)])
    assert [kept.headline for kept in report.unchanged] == ["The bridge is shut"]


def test_a_later_version_sets_what_was_held_back_free(store: Store) -> None:
    ingest_pages(store, [item(1, pubstatus="withheld")])
    assert kinds(said(store)[0]) == {AdvisoryKind.WITHHOLD}
    ingest_pages(store, [item(2)])
    assert kinds(said(store)[0]) == set()


def test_an_older_version_that_comes_late_changes_nothing(store: Store) -> None:
    ingest_pages(store, [item(2, SECOND), item(1)])
    assert [entry.quotation.text for entry in said(store)] == ["Nobody was hurt at all,"]


def test_a_correction_is_told_from_then_on(store: Store) -> None:
    ingest_pages(store, [item(1), item(2, SECOND, ednote="CORRECTION: at all."), item(3, SECOND + "<p>More.</p>")])
    now = next(entry for entry in said(store) if entry.gone_at is None)
    assert [advisory.why for advisory in now.advisories] == ["CORRECTION: at all."]
    post = store.timeline()[0]
    assert len(store.versions_of_post(post.id)) == 3


@pytest.mark.parametrize("first", [0, 1])
def test_takes_are_one_document_whichever_comes_first(store: Store, first: int) -> None:
    takes = [
        wire("0001", "LAMPS-Hillford 1st take", "HILLFORD (EP) - Ada Marsh, the mayor, spoke."),
        wire("0002", "LAMPS-Hillford 2nd take", "``We shall pay,'' Marsh said.", "121020 BST JUN 31"),
    ]
    ingest_pages(store, [takes[first], takes[1 - first]])
    assert [entry.label for entry in sorted(store.timeline(), key=lambda entry: entry.label or "")] == [
        "Take 1",
        "Take 2",
    ]
    assert len({entry.document for entry in store.timeline()}) == 1
    (quotation,) = said(store)
    assert quotation.quotation.speaker == "Ada Marsh"  # named in full in the take before
    detail = store.post(quotation.post)
    assert quotation.quotation.span.of(detail.document.text) == quotation.quotation.text
    assert len(ingest_pages(store, takes).unchanged) == 2


def test_a_kill_in_text_finds_its_story_by_its_slug(store: Store) -> None:
    story = wire("0003", "FERRY-Port", "HILLFORD (EP) - ``It sails,'' said Bo Lind.")
    other = wire("0004", "LAMPS-Port", "HILLFORD (EP) - ``It burns,'' said Cy Twining.")
    kill = wire(
        "0005", "FERRY-Port KILL", "Please kill the story slugged FERRY-Port.", "121100 BST JUN 31", "KILL KILL KILL"
    )
    ingest_pages(store, [story, other, kill])
    told = {entry.quotation.text: kinds(entry) for entry in said(store)}
    assert told == {"It sails,": {AdvisoryKind.KILL}, "It burns,": set()}


def test_a_kill_finds_its_story_under_any_number_of_the_same_service(store: Store) -> None:
    story = anpa("a0634", "BC-Ferry-Port 05-20 0100")
    ingest_pages(
        store, [story, anpa("a0702", "BC-Ferry-Port,KILL 05-20 0020", "Kill the story slugged BC-Ferry-Port.")]
    )
    assert [kinds(entry) for entry in said(store)] == [{AdvisoryKind.KILL}]


def test_a_kill_without_its_head_finds_the_story_of_its_slug(store: Store) -> None:
    kill = "BC-Ferry-Port, KILL\nBULLETIN KILL\n\nEditors: Kill the story BC-Ferry-Port.\n\nNW-WF-05-20-31 1917GMT\n"
    ingest_pages(store, [anpa("a0634", "BC-Ferry-Port 05-20 0100"), Page(kill.encode(), "kill.wire")])
    assert [kinds(entry) for entry in said(store)] == [{AdvisoryKind.KILL}]


def test_a_kill_without_its_head_withdraws_nothing_where_two_services_told_a_story_of_its_slug(store: Store) -> None:
    kill = "BC-Ferry-Port, KILL\nBULLETIN KILL\n\nEditors: Kill the story BC-Ferry-Port.\n\nNW-WF-05-20-31 1917GMT\n"
    stories = [anpa(name, "BC-Ferry-Port 05-20 0100") for name in ("a0634", "s0034")]
    ingest_pages(store, [*stories, Page(kill.encode(), "kill.wire")])
    assert [kinds(entry) for entry in said(store)] == [set(), set()]


def test_two_stories_of_one_slug_are_two(store: Store) -> None:
    ingest_pages(
        store,
        [
            wire("0006", "SPORT-Results", "HILLFORD (EP) - ``We won,'' said Bo Lind."),
            wire("0007", "SPORT-Results", "HILLFORD (EP) - ``We lost,'' said Cy Twining.", "121115 BST JUN 31"),
        ],
    )
    assert {entry.quotation.text for entry in said(store)} == {"We won,", "We lost,"}
    assert not any(entry.gone_at for entry in said(store))


def test_an_update_in_text_takes_the_place_of_its_story_and_keeps_its_embargo(store: Store) -> None:
    held = "EMBARGOED until 0001 BST June 13 2099"
    story = wire("0008", "POOLS-Report", "HILLFORD (EP) - ``They leak,'' said Bo Lind.", head=held + "\r\nPools leak =")
    later = wire(
        "0009", "POOLS-Report UPDATE 1", "HILLFORD (EP) - ``They leak badly,'' said Bo Lind.", "121200 BST JUN 31"
    )
    ingest_pages(store, [story, later])
    now = next(entry for entry in said(store) if entry.gone_at is None)
    assert now.quotation.text == "They leak badly,"
    assert [advisory.until.isoformat() for advisory in now.advisories if advisory.until] == [
        "2099-06-13T00:01:00+01:00"
    ]
    assert len({entry.document for entry in store.timeline()}) == 1


@pytest.mark.parametrize(
    ("damage", "left"),
    [
        ("UPDATE quotations SET text = 'It sinks.'", AdvisoryKind.KILL),
        ("UPDATE documents SET advisories = replace(advisories, 'kill', 'kyll')", AdvisoryKind.WITHHOLD),
    ],
)
def test_a_kill_is_still_there_in_a_store_rebuilt_from_the_bytes_of_its_story(
    store: Store, tmp_path: Path, damage: str, left: AdvisoryKind
) -> None:
    kill = anpa("a0702", "BC-Ferry-Port,KILL 05-20 0020", "Kill the story slugged BC-Ferry-Port.")
    ingest_pages(store, [anpa("a0634", "BC-Ferry-Port 05-20 0100"), kill])
    store.close()
    overwrite(store.path, damage)
    done = Newsroom.rebuild(store.path, tmp_path / "new.db")
    assert (len(done.again.kept), done.lost) == (1, ())
    with closing(Newsroom.open(tmp_path / "new.db")) as rebuilt:
        assert [(entry.quotation.text, kinds(entry)) for entry in rebuilt.quotations()] == [("It sails,", {left})]
