"""What a query opens: what somebody said on an occasion, or all that happened."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tui_reader.comparing import compare
from tui_reader.domain import Comparison
from tui_reader.errors import NothingFoundError
from tui_reader.ingest import ingest_paths
from tui_reader.store import Store

PAGES = {
    "North Post": """Fire closes the net loft at Sallow quay

    Flames tore through the old net loft on Sallow quay early on Tuesday, and 14 families were led to the chapel.

    The harbour master, Anna Bell, said: “Nobody was hurt, and that is the whole of the good news I have.”

    The loft had stood empty since the herring company closed its doors.
    """,
    "Crier": """Fourteen families flee as net loft burns

    Fourteen families were led to the chapel after a fire in the net loft on Sallow quay.

    Rope and tar stored in the cellar fed the flames, firefighters said.

    “Nobody was hurt, and that is the whole of the good news I have,” Anna Bell told the Crier.
    """,
}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store(tmp_path / "store.db")
    for outlet, text in PAGES.items():
        page = tmp_path / f"{outlet}.txt"
        page.write_text("\n\n".join(line.strip() for line in text.split("\n\n")), "utf-8")
        ingest_paths(store, [page], outlet=outlet, date=date(2031, 3, 4), jobs=1)
    yield store
    store.close()


def words(comparison: Comparison) -> str:
    return " ".join(p.text for row in comparison.rows for cell in row.cells for p in cell.passages)


@pytest.mark.parametrize("query", ["Sallow quay fire", "net loft", "Bell fire"])
def test_a_query_for_a_matter_opens_all_that_happened(store: Store, query: str) -> None:
    found = compare(store, query, None, ())
    assert set(found.outlets) == set(PAGES)
    assert "14 families" in words(found) and "Fourteen families" in words(found)
    assert "Nobody was hurt" in words(found)


def test_an_occasion_on_which_nobody_spoke_opens_what_happened(store: Store) -> None:
    assert "Fourteen families" in words(compare(store, "Bell statement", None, ()))


def test_what_no_page_tells_is_not_found(store: Store) -> None:
    with pytest.raises(NothingFoundError):
        compare(store, "ferry strike", None, ())
    with pytest.raises(NothingFoundError):
        compare(store, "net loft", date(2031, 9, 9), ())
