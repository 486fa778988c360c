"""Every form of page against its golden outline; `UPDATE_GOLDEN=1 pytest` writes them anew, to be read in the diff."""

from __future__ import annotations

import json
import os
from datetime import date
from pathlib import Path

import pytest

from tests.parsing.outlines import outline
from tui_reader.parsing import SidecarFacts, find_pages, parse_pages, read_sidecar

HERE = Path(__file__).parent
SEEDS = HERE.parent.parent / "seeds"
FACTS = SidecarFacts(outlet="The Daily Whelk", date=date(2031, 6, 12), zone="Europe/Oslo", known="in a test")


def _check(found: object, golden: Path) -> None:
    if os.environ.get("UPDATE_GOLDEN"):
        golden.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    assert found == json.loads(golden.read_text(encoding="utf-8"))


@pytest.mark.parametrize("page", sorted((HERE / "pages").glob("*.txt")), ids=lambda page: page.stem)
def test_page_has_its_golden_outline(page: Path) -> None:
    documents = parse_pages(page.read_bytes(), page.name, FACTS)
    _check([outline(document) for document in documents], page.with_suffix(".json"))


@pytest.mark.parametrize("page", find_pages(SEEDS), ids=lambda page: page.stem[:3])
def test_seed_has_its_golden_outline(page: Path) -> None:
    documents = parse_pages(page.read_bytes(), page.name, read_sidecar(page))
    _check([outline(document, words=False) for document in documents], HERE / "seeds" / f"{page.stem[:3]}.json")
