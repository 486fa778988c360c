"""What goes out for other programs: only names their formats know, only what is sure stated as sure."""

from __future__ import annotations

import json
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Call, call  # noqa: F401 (a fixture)
from tui_reader.desk import interchange
from tui_reader.newsroom import Newsroom

# Of IPTC's schema of ninjs 3.0: the properties we write, with their types; it allows no other.
NINJS: dict[str, Any] = {
    **dict.fromkeys(("uri", "type", "representationType", "profile", "version", "pubStatus", "by", "edNote"), str),
    **dict.fromkeys(("firstCreated", "versionCreated", "embargoedUntil"), datetime.fromisoformat),
    "standard": {"name": str, "version": str, "schema": str},
    "headlines": [{"value": str, "role": str}],
    "bodies": [{"value": str, "role": str, "contentType": str}],
    "people": [{"name": str, "rel": str}],
    "infoSources": [{"name": str, "role": str}],
    "altIds": [{"role": str, "value": str}],
}


def check(value: Any, shape: Any) -> None:
    """Raise where a value is not of a shape."""
    if isinstance(shape, dict):
        assert isinstance(value, dict) and value
        for name, inner in value.items():
            check(inner, shape[name])
    elif isinstance(shape, list):
        assert isinstance(value, list) and value
        for each in value:
            check(each, shape[0])
    elif shape is str:
        assert isinstance(value, str) and value
    else:
        assert shape(value).tzinfo is not None


@pytest.fixture(scope="module")
def newsroom(tmp_path_factory: pytest.TempPathFactory) -> Newsroom:
    newsroom = Newsroom.open(tmp_path_factory.mktemp("interchange") / "store.db")
    folder = Path(__file__).parent.parent / "parsing"
    newsroom.ingest([folder / "wires", folder / "transcripts", *sorted((folder / "pages").glob("*.txt"))])
    return newsroom


def test_every_quotation_and_post_is_an_item_of_ninjs(newsroom: Newsroom) -> None:
    quotations = newsroom.quotations()
    posts = [newsroom.post(entry.id) for entry in newsroom.timeline()]
    assert len(quotations) > 80 and len(posts) > 30
    for entry in quotations:
        check(interchange.quotation_as_ninjs(entry), NINJS)
    for detail in posts:
        found = interchange.document_as_ninjs(detail)
        if not found["bodies"][0]["value"]:
            found.pop("bodies")  # a headline alone
        check(found, NINJS)


def test_no_null_and_no_unsure_speaker_goes_out(newsroom: Newsroom) -> None:
    for entry in newsroom.quotations():
        told = interchange.quotation_as_json_ld(entry)
        assert told["text"] == entry.quotation.text
        assert ("spokenByCharacter" in told) == entry.quotation.speaker_is_sure
        assert "null" not in json.dumps(told).replace(json.dumps(entry.quotation.text), "")
    for entry in newsroom.timeline():
        told = interchange.document_as_json_ld(newsroom.post(entry.id))
        assert told["@context"] == "https://schema.org"


def test_the_command_prints_one_item(call: Call, tmp_path: Path) -> None:  # noqa: F811
    path = tmp_path / "wire.json"
    item = {"uri": "urn:ep:1", "versioncreated": "2031-06-12T10:00:00Z", "source": "EP", "headline": "It burns"}
    path.write_text(json.dumps({**item, "body_html": "<p>“We burn,” said Ada Marsh.</p>"}), "utf-8")
    calls = partial(call, "--no-seeds")
    calls("ingest", path)
    quotation = json.loads(calls("quotations", "burn", "--format", "json").out)
    made = json.loads(calls("export", quotation["id"], "--format", "ninjs").out)
    assert (made["bodies"][0]["value"], made["people"]) == ("We burn,", [{"name": "Ada Marsh", "rel": "speaker"}])
    assert made["firstCreated"] == "2031-06-12T10:00:00+00:00"
    post = json.loads(calls("export", quotation["post"], "--format", "jsonld").out)
    assert (post["@type"], post["publisher"]["name"]) == ("NewsArticle", "EP")
    assert [part["text"] for part in post["hasPart"]] == ["We burn,"]
    assert calls("export", "it", "burns", "--format", "ninjs").code == 2
    path.write_text(json.dumps({**item, "pubstatus": "canceled", "versioncreated": "2031-06-12T11:00:00Z"}), "utf-8")
    calls("ingest", path)
    refused = calls("export", quotation["id"], "--format", "ninjs")
    assert (refused.code, refused.out) == (3, "")
    assert json.loads(calls("export", quotation["post"], "--format", "ninjs").out)["pubStatus"] == "canceled"
