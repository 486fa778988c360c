"""What an editor states beside a page."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tui_reader.domain import Precision, TimeBasis
from tui_reader.errors import UnreadableError
from tui_reader.parsing import SidecarFacts, find_pages, parse_pages, read_sidecar

GROUPS = Path(__file__).parent / "pages" / "aggregator.txt"


def _beside(folder: Path, toml: str) -> Path:
    (folder / "sources.toml").write_text(toml, encoding="utf-8")
    page = folder / "a page.txt"
    page.write_text("The first ferry left the harbour at noon.", encoding="utf-8")
    return page


def test_facts_are_keyed_by_file_name(tmp_path: Path) -> None:
    page = _beside(tmp_path, '["a page.txt"]\noutlet = "The Daily Whelk"\ndate = 2031-06-12\nzone = "Europe/Oslo"\n')
    assert read_sidecar(page) == SidecarFacts(outlet="The Daily Whelk", date=date(2031, 6, 12), zone="Europe/Oslo")
    assert read_sidecar(tmp_path / "other.txt") is None
    assert read_sidecar(tmp_path / "sources.toml") is None


@pytest.mark.parametrize("toml", ["[broken", '"a page.txt" = 3', '["a page.txt"]\noutlet = 3\n', "\0"])
def test_a_broken_sidecar_is_one_clear_line_and_the_page_is_kept(tmp_path: Path, toml: str) -> None:
    page = _beside(tmp_path, toml)
    facts = read_sidecar(page)
    assert facts is not None and facts.outlet is None
    assert facts.notice is not None and "\n" not in facts.notice and "parsed without" in facts.notice
    (document,) = parse_pages(page.read_bytes(), page.name, facts)
    assert document.outlet is None and document.notices == (facts.notice,)


def test_a_wrong_field_leaves_the_others(tmp_path: Path) -> None:
    page = _beside(tmp_path, '["a page.txt"]\noutlet = "The Daily Whelk"\ndate = "soon"\nzone = "Sea/Nowhere"\n')
    facts = read_sidecar(page)
    assert facts is not None and (facts.outlet, facts.date) == ("The Daily Whelk", None)
    assert facts.notice is not None and "date, zone" in facts.notice


def test_a_date_without_a_clock_is_a_day_in_the_outlets_zone() -> None:
    facts = SidecarFacts(date=date(2031, 6, 12), zone="Europe/Oslo", known="from the desk")
    (document,) = parse_pages(b"The first ferry left the harbour at noon.", "x.txt", facts)
    assert document.first_published_at == datetime(2031, 6, 12, tzinfo=ZoneInfo("Europe/Oslo"))
    assert (document.dated.basis, document.dated.precision) == (TimeBasis.SIDECAR, Precision.DAY)
    assert document.dated.why == "from the desk"


def test_a_printed_outlet_wins_and_only_the_first_document_takes_the_stated_one() -> None:
    facts = SidecarFacts(outlet="The Daily Whelk", url="https://whelk.example/1", title="A title")
    first, second, third = parse_pages(GROUPS.read_bytes(), "x.txt", facts)
    assert (first.outlet, first.outlet_basis, first.url) == ("The Daily Whelk", "sidecar", "https://whelk.example/1")
    assert (second.outlet, second.outlet_basis, second.url) == ("The Evening Gull", "printed", None)
    assert third.outlet == "Harbour Post"


def test_hours_that_may_be_yesterday_give_no_day() -> None:
    facts = SidecarFacts(date=date(2031, 6, 12))
    _, recent, old = parse_pages(GROUPS.read_bytes(), "x.txt", facts)
    assert recent.dated.basis is TimeBasis.SIDECAR and "18 minutes ago" in recent.dated.why
    assert old.dated.basis is TimeBasis.NONE and old.first_published_at is None


def test_pages_of_a_directory(tmp_path: Path) -> None:
    for name in ("b.txt", "a.html", ".hidden.txt", "sources.toml", "picture.png"):
        (tmp_path / name).write_text("x")
    (tmp_path / "folder.txt").mkdir()
    assert [page.name for page in find_pages(tmp_path)] == ["a.html", "b.txt"]
    with pytest.raises(UnreadableError):
        find_pages(tmp_path / "nowhere")
