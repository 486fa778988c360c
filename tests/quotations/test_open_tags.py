"""Verbs in no list that tag words, and others that only stand beside marks."""

from __future__ import annotations

import pytest

from tests.quotations.documents import make_document
from tui_reader.quotations import extract_quotations

TAGGED = [
    ("“|Nobody will cross it|,” warbled Anna Bell, and went home.", "Anna Bell"),
    ("“|Nobody will cross it|,” Anna Bell deadpanned.", "Anna Bell"),
    ("“|Nobody will cross it|,” her nephew had typed.", "her nephew"),
    ("“|Nobody|,” breathed the keeper, Anna Bell, “will cross it.”", "Anna Bell"),
    ("“|Nobody will cross it|,” the insider dished.", "insider"),
    ("‘|Nobody will cross it|’, she drawled.", "she"),
]
BESIDE = [
    "“|Nobody will cross it|,” she punched the air.",
    "Their album “|Nobody|,” released in May, sold well.",
    "No bridges, no “|crossings|”, no fair days and no boats.",
    "Under the word “|Nobody|,” posters and flags lined the road.",
]


def speaker_of(marked: str) -> str | None:
    before, words, after = marked.split("|")
    found = {q.text.rstrip(",."): q for q in extract_quotations(make_document(before + words + after))}
    return found[words].speaker


@pytest.mark.parametrize(("marked", "speaker"), TAGGED, ids=[marked for marked, _ in TAGGED])
def test_any_verb_behind_words_that_end_in_a_comma_is_a_tag(marked: str, speaker: str) -> None:
    assert speaker_of(marked) == speaker


@pytest.mark.parametrize("marked", BESIDE)
def test_a_verb_that_does_something_else_is_none(marked: str) -> None:
    assert speaker_of(marked) is None
