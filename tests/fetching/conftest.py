from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.fetching.wild import WildServer, wild_server
from tui_reader.fetching import Fetcher, FetchRules
from tui_reader.fetching.addresses import parse_networks

LOOPBACK = FetchRules(allowed=parse_networks("127.0.0.0/8"))


@pytest.fixture
def server() -> Iterator[WildServer]:
    with wild_server() as running:
        yield running


@pytest.fixture
def fetcher() -> Fetcher:
    return Fetcher(LOOPBACK)
