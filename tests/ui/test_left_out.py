"""What a page says of itself and what was left out of it, on the screen and where words are copied."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ui.driving import notice, press, screen_text, settle
from tui_reader.newsroom import Newsroom
from tui_reader.store import Marks, Store
from tui_reader.ui.app import ReaderApp

STUB = """<html><head><title>Lighthouse for sale</title>
<script type="application/ld+json">{"@type":"NewsArticle",
"headline":"Lighthouse for sale","datePublished":"2031-06-12","isAccessibleForFree":false,
"hasPart":{"isAccessibleForFree":false,"cssSelector":".wall"}}</script></head>
<body><article><h1>Lighthouse for sale</h1>
<p>Mara Quill, the harbour master, said: “I <del>did</del> <ins>did not</ins> know of it until the paper came.”
The old lighthouse will be sold by the end of the year, with the two cottages that stand under it.</p>
<div class="wall"><p>Subscribe to continue reading</p></div></article></body></html>"""


class Sent:
    sentence = "sent to the terminal"


@pytest.fixture
def newsroom(tmp_path: Path) -> Newsroom:
    newsroom = Newsroom(Store(tmp_path / "store.db"), Marks(tmp_path / "marks.db"))
    page = tmp_path / "stub.html"
    page.write_text(STUB, "utf-8")
    newsroom.ingest([page], outlet="Harbour Post")
    return newsroom


async def test_a_stub_is_called_one_in_the_panes_and_where_it_is_copied(newsroom: Newsroom) -> None:
    app = ReaderApp(newsroom, theme="dark", copy_way=lambda text, way: Sent())
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        screen = screen_text(app)
        assert "stub Lighthouse for sale" in screen and "stub: the page says that the rest" in screen
        await press(pilot, "y")
        assert notice(app) == "sent to the terminal · stub: the page says that the rest is not free to read"
        await press(pilot, "enter")
        assert "stub: the page says that the rest is not free to read" in screen_text(app)


async def test_what_was_struck_out_is_shown_on_demand_and_never_as_said(newsroom: Newsroom) -> None:
    app = ReaderApp(newsroom, theme="dark")
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await press(pilot, "enter")
        assert "“I did not know of it until the paper came.”" in screen_text(app)
        assert "left out of this page: 2 passages (x shows them)" in screen_text(app)
        await press(pilot, "x")
        screen = screen_text(app)
        lines = [line.strip() for line in screen.split("\n")]
        assert lines[lines.index("left out: struck out by the outlet") + 1] == "did"
        assert "left out: the outlet's notice to readers" in screen and "Subscribe to continue reading" in screen
