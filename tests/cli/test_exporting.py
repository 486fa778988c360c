"""`export`: every word with its source, in three forms; what a page prints is shown as it is and never run."""

from __future__ import annotations

import csv
import io
import json
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests.cli.conftest import Call, with_pages
from tui_reader.desk.handover import comparison_as
from tui_reader.desk.styles import CopyForm
from tui_reader.domain import Cell, Comparison, Passage, Row, RowKind, Span
from tui_reader.store import Marks

SAID = 'The council leader, Ada Quill, said: "We will not wait for the <b>next</b> storm to raise the harbour wall."'


@pytest.fixture
def asked(call: Call, tmp_path: Path) -> Call:
    page = f"Harbour wall to be raised by a metre, says Quill\n\n{SAID}\n"
    return with_pages(call, tmp_path, dict.fromkeys(("North Post", "Daily Tide"), page))


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)


def test_a_comparison_has_every_outlet_and_place(asked: Call) -> None:
    text = asked("export", "harbour wall").out
    assert text.startswith("# ") and "## " in text
    assert "— **North Post**, " in text and "— **Daily Tide**, " in text and "characters " in text
    assert "\\<b\\>next\\</b\\>" in text
    lines = list(csv.DictReader(io.StringIO(asked("export", "harbour wall", "--format", "csv").out)))
    assert {line["outlet"] for line in lines} == {"North Post", "Daily Tide"}


def test_html_shows_what_a_page_prints_and_runs_none_of_it(asked: Call) -> None:
    page = asked("export", "harbour wall", "--format", "html").out
    tags = Tags()
    tags.feed(page)
    assert "b" not in tags.tags and "&lt;b&gt;next" in page


def test_a_quotation_and_a_post(asked: Call) -> None:
    first = json.loads(asked("quotations", "storm", "--format", "json").out.splitlines()[0])
    for id in (first["id"], first["post"]):
        assert "> “We will not wait for the" in asked("export", id).out
        lines = list(csv.DictReader(io.StringIO(asked("export", id, "--format", "csv").out)))
        assert any(line["id"] == first["id"] and line["text"] == first["text"] for line in lines)
    assert asked("export", "nothing", "like", "this").code == 1


@pytest.mark.parametrize("line", ["- a dash first", "1. a number first", "# a hash", "> a bracket"])
def test_markdown_shows_a_line_as_it_is(line: str) -> None:
    passage = Passage("p", "North Post", "d", "post", "a.txt", Span(0, len(line)), line)
    row = Row("r", "title", RowKind.HAPPENING, None, (Cell("North Post", (passage,)),))
    text = comparison_as(Comparison("e", "title", None, ("North Post",), (row,)), CopyForm.MARKDOWN)
    [quoted] = [each[2:] for each in text.splitlines() if each.startswith("> ") and "—" not in each]
    assert quoted.replace("\\", "") == line
    assert "\\" in quoted


def test_a_book_of_the_notebook_is_handed_over_with_its_notes(call: Call, tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text(
        'Ferry\n\n4 March 2031\n\n"The ferries have waited too long," Mara Quill, the mayor, said.\n', "utf-8"
    )
    assert call("--no-seeds", "ingest", page, "--outlet", "Harbour Post").code == 0
    id = call("--no-seeds", "quotations", "ferries").out.split("\t")[0]
    assert call("--no-seeds", "export", "--book").code == 1
    marks = Marks()
    marks.keep("notebook", [id])
    marks.arrange("notebook", [(id, "open with this")])
    marks.close()
    for form in ("markdown", "html"):
        shown = call("--no-seeds", "export", "--book", "--format", form).out
        assert (
            "The ferries have waited too long" in shown and "Harbour Post" in shown and "Note: open with this" in shown
        )
    assert "waited too long" in call("--no-seeds", "export", "--book", "notebook", "--format", "csv").out
    assert call("--no-seeds", "export").code == 2
    assert call("--no-seeds", "export", "--book", "notebook", "ferries").code == 2
