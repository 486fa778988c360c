"""Wires on the command line: what is withdrawn is copied only when it is asked for, and then says so."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path

import pytest

from tests.cli.conftest import Call


@pytest.fixture
def wires(call: Call, tmp_path: Path) -> Call:
    calls = partial(call, "--no-seeds")
    for name, status, embargo in (("killed", "canceled", None), ("held", "usable", "2099-06-13T00:01:00+01:00")):
        item = {
            "uri": f"urn:ep:{name}",
            "versioncreated": "2031-06-12T10:00:00Z",
            "headline": f"The {name} story",
            "pubstatus": status,
            "embargoed": embargo,
            "body_html": f"<p>“We are {name},” said Ada Marsh.</p>",
        }
        path = tmp_path / f"{name}.json"
        path.write_text(json.dumps(item), "utf-8")
        assert calls("ingest", path).code == 0
    return calls


def id_of(call: Call, words: str) -> str:
    return str(json.loads(call("quotations", f'"{words}"', "--format", "json").out)["id"])


def test_withdrawn_words_are_copied_only_when_asked_for_and_say_so(wires: Call) -> None:
    killed = id_of(wires, "We are killed")
    refused = wires("copy", killed, "--print")
    assert (refused.code, refused.out) == (1, "")
    assert "not copied: killed: the agency has withdrawn it; --withdrawn copies it" in refused.err
    copied = wires("copy", killed, "--print", "--withdrawn")
    assert copied.code == 0
    assert copied.out.strip().endswith("[killed: the agency has withdrawn it]")


def test_a_copy_under_embargo_says_until_when(wires: Call) -> None:
    copied = wires("copy", id_of(wires, "We are held"), "--print")
    assert "[embargo until 13 June 2099, 00:01 UTC+01:00: " in copied.out


def test_what_is_handed_over_leaves_withdrawn_words_out_and_says_so(wires: Call) -> None:
    made = wires("export", id_of(wires, "We are killed"))
    assert "We are killed" not in made.out
    assert "A quotation left out: killed" in made.out


def test_a_draft_that_quotes_withdrawn_words_is_told(wires: Call, tmp_path: Path) -> None:
    draft = tmp_path / "draft.md"
    draft.write_text("“We are killed,” Ada Marsh said. “We are held,” Ada Marsh said.\n", "utf-8")
    checked = wires("check", draft)
    assert checked.code == 1
    assert "withdrawn: “We are killed,”; killed: the agency has withdrawn it" in checked.out
    assert "embargoed: “We are held,”; embargo until 13 June 2099" in checked.out
