"""Why an outlet has no cell: "not carried" only where its whole day was searched and nothing like it was there."""

from __future__ import annotations

from tests.alignment.pages import Page
from tui_reader.alignment import QuotedDocument, compare
from tui_reader.domain import Comparison, Row

WALL = "the harbour wall was left to crumble for eleven winters"
FERRY = "the night ferry will sail again before the herring come"
POWDER = "the old powder store beside the slipway is to be pulled down"


def page(outlet: str, *paragraphs: str, headline: str = "Lorne statement") -> QuotedDocument:
    said = [(p.split("“")[1].rstrip("”."), "direct", "Ada Lorne") for p in paragraphs if "“" in p]
    return Page(outlet, headline=headline).post(*paragraphs, headline=headline, said=said, minute=930).done()


def compared(*pages: QuotedDocument) -> Comparison:
    return compare("Lorne statement", pages)


def row_of(comparison: Comparison, words: str) -> Row:
    return next(row for row in comparison.rows for cell in row.cells if words in cell.passages[0].text)


def test_an_outlet_with_nothing_like_it_did_not_carry_it() -> None:
    one = page("North Post", f"Ada Lorne said: “{WALL}”.", f"Lorne said: “{FERRY}”.")
    two = page("Daily Tide", f"Ada Lorne said: “{WALL}”.", f"Lorne said: “{FERRY}”.")
    three = page("Crier", f"Ada Lorne said: “{WALL}”.")
    row = row_of(compared(one, two, three), "ferry")
    assert row.why_absent("Crier") == "not_carried"


def test_of_what_nobody_prints_in_marks_it_is_never_said() -> None:
    def told(outlet: str) -> QuotedDocument:
        said = [(WALL, "direct", "Ada Lorne"), (FERRY, "indirect", "Ada Lorne")]
        paragraphs = f"Ada Lorne said: “{WALL}”.", f"Lorne said that {FERRY}."
        return Page(outlet, headline="Lorne statement").post(*paragraphs, said=said, minute=930).done()

    row = row_of(compared(told("North Post"), told("Daily Tide"), page("Crier", f"Ada Lorne said: “{WALL}”.")), "ferry")
    assert row.why_absent("Crier") == "not_found"


def test_what_stands_in_its_headline_alone_is_not_called_missing() -> None:
    one = page("North Post", f"Ada Lorne said: “{WALL}”.", f"Lorne said: “{FERRY}”.")
    two = page("Daily Tide", f"Ada Lorne said: “{WALL}”.", f"Lorne said: “{FERRY}”.")
    three = page("Crier", f"Ada Lorne said: “{WALL}”.", headline="Lorne statement: night ferry before the herring")
    row = row_of(compared(one, two, three), "ferry")
    assert row.cell("Crier") is None
    assert row.why_absent("Crier") != "not_carried"


def test_where_it_stands_in_another_row_the_row_is_named() -> None:
    pages = (
        page("North Post", f"Ada Lorne said: “{WALL}”.", f"Lorne said: “{POWDER}”."),
        page("Daily Tide", f"Ada Lorne said: “{WALL}”.", f"Lorne said: “{POWDER}”."),
        page("Crier", f"Ada Lorne said: “{WALL}”.", f"Lorne said: “{FERRY}”."),
    )
    comparison = compared(*pages)
    ids = {row.id for row in comparison.rows}
    for row in comparison.rows:
        carried = {cell.outlet for cell in row.cells}
        assert dict(row.absent).keys() == set(comparison.outlets) - carried
        assert all(why in {"not_carried", "not_found"} or why in ids - {row.id} for _, why in row.absent)


def test_rows_go_by_how_many_outlets_carry_them() -> None:
    one = page("North Post", f"Lorne said: “{FERRY}”.", f"Ada Lorne said: “{WALL}”.")
    two = page("Daily Tide", f"Lorne said: “{FERRY}”.", f"Ada Lorne said: “{WALL}”.")
    three = page("Crier", f"Ada Lorne said: “{WALL}”.")
    carried = [len(row.cells) for row in compared(one, two, three).rows]
    assert carried == sorted(carried, reverse=True) and carried[0] == 3
    weights = [row.weight for row in compared(one, two, three).rows]
    assert weights == sorted(weights, reverse=True)


def test_a_row_is_titled_in_a_clause_and_no_title_comes_twice() -> None:
    one = page("North Post", f"Ada Lorne said: “{WALL}”.", f"Lorne said: “{FERRY}”.")
    two = page("Daily Tide", f"Ada Lorne said: “{WALL}”.", f"Lorne said: “{FERRY}”.")
    titles = [row.title for row in compared(one, two).rows]
    assert len(titles) == len(set(titles))
    assert any("harbour wall was left to crumble" in title for title in titles)
