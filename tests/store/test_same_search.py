"""Both engines find the same: the same archive, the same queries, the same quotations, posts and speakers."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.conftest import NO_SERVER
from tests.factories import NOON, make_document, make_quotation
from tests.server import Server
from tests.store.conftest import put
from tui_reader.domain import Filters
from tui_reader.store import Store

DOCUMENTS, QUERIES = 120, 150
FIELDS = ("speaker:quill", "outlet:sea", "since:2031-04", "kind:direct", "is:quoted")
OUTLETS = ("Harbour Post", "Inland Mail", "Sea News", None)
SPEAKERS = ("Mara Quill", "Ada Lund", "Émile Ørsted", "Mrs Quill", "O’Hara-Smith", "李雷", None)
# What the two parsers of words would see differently, were they asked.
TRICKY = (
    "said/she ended.Then 2019-2024 resign.Ministers Labour/Tory no the a 3.5m £20bn a.example/x e-mail O’Hara can't"
    " mémoire MÉMOIRE naïve ﬁne straße İstanbul 東京 привет x_y C++ #tag @desk ½ e.g. U.K. 1,000 --- … don’t"
).split()

Both = tuple[Store, Store, list[str]]  # in a file, on a server, what was said in them


def archive(dice: random.Random) -> Iterator[tuple[int, str, str, str | None, str | None]]:
    """Yield number, headline, words, speaker and outlet of documents of one quotation each."""
    plain = [
        "".join(dice.choice("aeiou" if at % 2 else "bdklmnrst") for at in range(dice.randint(2, 8))) for _ in range(300)
    ]
    for number in range(DOCUMENTS):
        words = [
            dice.choice(TRICKY) if dice.random() < 0.15 else dice.choice(plain) for _ in range(dice.randint(1, 30))
        ]
        headline = " ".join(dice.sample(plain, 3))
        yield number, headline, " ".join(words), dice.choice(SPEAKERS), dice.choice(OUTLETS)


def a_query(dice: random.Random, said: list[str]) -> str:
    """A query as somebody might type it: words, a phrase, a slip, a word begun, a field."""
    words = dice.choice(said).split()
    start = dice.randrange(len(words))
    some = words[start : start + dice.randint(1, 4)]
    match dice.randrange(8):
        case 0:
            return f'"{" ".join(some)}"'
        case 1:
            return f"{some[0]} -{dice.choice(words)}"
        case 2:
            return f"{some[0][:-1]}x {' '.join(some[1:])}"
        case 3:
            return some[-1][: dice.randint(1, 3)]
        case 4:
            return f"{some[0]} {dice.choice(FIELDS)}"
        case 5:
            dice.shuffle(words)
            return " ".join(words[:6])
        case 6:
            return f'{dice.choice(TRICKY)} "{some[0]}'
        case _:
            return " ".join(some)


@pytest.fixture(scope="module")
def both(
    one_server: Server | None, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Store, Store, list[str]]]:
    if one_server is None:
        pytest.skip(NO_SERVER)
    path: Path = tmp_path_factory.mktemp("both") / "store.db"
    stores, said = (Store(path), Store(one_server.made())), []
    for number, headline, words, speaker, outlet in archive(random.Random(21)):
        body = f"{speaker or 'A sign'} said: “{words}”"
        document = make_document((headline, body), id=f"d{number}", outlet=outlet, at=NOON + timedelta(days=number))
        for store in stores:
            put(store, document, [make_quotation(document, words, speaker)], event=f"e{number % 40}")
        said.append(words)
    yield *stores, said
    for store in stores:
        store.close()


def test_the_same_queries_find_the_same(both: Both) -> None:
    file, server, said = both
    dice = random.Random(500)
    for query in (*TRICKY, *(a_query(dice, said) for _ in range(QUERIES))):
        for limit in (None, 5):
            ours, theirs = (
                [entry.id for entry in store.quotations(query, Filters(limit=limit))] for store in (file, server)
            )
            assert ours == theirs, query
        assert file.timeline(query) == server.timeline(query), query
        assert file.find(query) == server.find(query), query
        assert file.timeline_keys_of(query, None, (), (), ()).sections == (
            server.timeline_keys_of(query, None, (), (), ()).sections
        ), query
        assert [entry.id for entry in file.events(query)] == [entry.id for entry in server.events(query)], query


def test_the_same_words_are_looked_for_in_print(both: Both) -> None:
    """Which posts come first may differ, since each engine ranks in its own way; which there are may not."""
    file, server, said = both
    for words in said[::4]:
        ours, theirs = ({post.entry.id for post in store.posts_like(words)} for store in (file, server))
        assert len(ours) == 24 or ours == theirs, words
