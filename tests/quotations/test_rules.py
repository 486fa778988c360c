"""Every rule decides where it should, leaves alone what it must, and is missed when it is switched off."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests.quotations.documents import make_document
from tui_reader.domain import DocumentKind
from tui_reader.domain.quotation import SURE
from tui_reader.quotations.engine import find_drafts
from tui_reader.quotations.rules import OFF, RULES
from tui_reader.quotations.speech.drafts import Draft

CASES: dict[str, dict[str, Any]] = tomllib.loads((Path(__file__).parent / "rules.toml").read_text("utf-8"))


def read(case: dict[str, Any], which: str) -> tuple[list[Draft], Draft | None]:
    """The drafts of a text, and the one of the words between bars."""
    marked: str = case[which]
    start = marked.index("|")
    text = marked[:start] + marked[start + 1 :]
    stop = text.index("|")
    text = text[:stop] + text[stop + 1 :].replace("|", "")
    document = make_document(text, DocumentKind.LIVE_BLOG if case.get("live") else None)
    drafts = find_drafts(document, everything=True)
    wanted = text[start:stop].rstrip(".,")
    return drafts, next((d for d in drafts if d.span.start == start and d.span.of(text).rstrip(".,") == wanted), None)


def by_rule(draft: Draft) -> set[str]:
    return {draft.claim.rule, draft.by.how}


def said_by(draft: Draft | None) -> str:
    return "" if draft is None else draft.by.name or ""


def shown(draft: Draft | None) -> tuple[str, bool]:
    """Whose a desk is told the words are, and whether with a question mark."""
    return said_by(draft), draft is not None and draft.by.confidence >= SURE


def test_every_rule_has_its_texts() -> None:
    assert set(CASES) == set(RULES)


@pytest.mark.parametrize("rule", CASES)
def test_it_decides(rule: str) -> None:
    _, draft = read(CASES[rule], "text")
    assert draft is not None
    assert rule in by_rule(draft)
    assert said_by(draft) == CASES[rule]["speaker"]


@pytest.mark.parametrize("rule", CASES)
def test_it_leaves_alone_what_is_not_its(rule: str) -> None:
    drafts, draft = read(CASES[rule], "not")
    assert not any(rule in by_rule(found) for found in drafts)
    if "not_speaker" in CASES[rule]:
        assert said_by(draft) == CASES[rule]["not_speaker"]


@pytest.mark.parametrize("rule", CASES)
def test_it_is_missed_when_it_is_off(rule: str) -> None:
    _, on = read(CASES[rule], "text")
    OFF.add(rule)
    try:
        _, off = read(CASES[rule], "text")
    finally:
        OFF.discard(rule)
    assert off is None or shown(off) != shown(on)
