"""What an engine gives the rest of the store: the contract that SQLite and PostgreSQL both keep.

The SQL of this room is written once, in what both understand:

- `?` stands for a value, in order, and nothing is bound otherwise.
- A list is one value, written by `rows.packed`: `IN_KEYS` of numbers, `IN_NAMES` of texts.
- A truth is a number, 0 or 1, and is compared with one (`stale = 1`).
- What may conflict says `ON CONFLICT`; the key of a new row comes by `RETURNING pk`.
- No limit is `rows.ALL`; where an order meets NULL, it says where that goes (`x IS NULL, x`).
- `CROSS JOIN … ON` holds SQLite to an order of walking; for PostgreSQL it is a `JOIN`.
- Texts are compared letter by letter as UTF-8 has them, whatever the language of the machine.

What the two do differently is a method here. Rows come in the order the SQL asks for, in any other order where it
asks for none. Any method may raise a StoreError.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, TypeVar

from tui_reader.store.matching import Condition, Match

if TYPE_CHECKING:
    from tui_reader.store.sqlite.salvage import Salvaged

T = TypeVar("T")


class Trouble(NamedTuple):
    """Something that is wrong in a store: what, and where (a document's id and file, a table)."""

    what: str
    where: str = ""


class Row(Protocol):
    """One row: its columns in order, each also by its name."""

    def __getitem__(self, key: int | str, /) -> Any: ...
    def __iter__(self) -> Iterator[Any]: ...
    def __len__(self) -> int: ...


class Cursor(Protocol):
    """What a statement gave."""

    @property
    def rowcount(self) -> int:
        """How many rows it changed."""

    @property
    def description(self) -> Any:
        """Its columns, the name of each first."""

    def fetchone(self) -> Any:
        """Return the next row, None after the last."""

    def fetchall(self) -> list[Any]:
        """Return the rows that are left."""

    def __iter__(self) -> Iterator[Any]: ...


class Words(Protocol):
    """The full-text index: what quotations (`quotation_words`), headlines and posts (`post_words`) hold.

    `quotation_words` has the columns words, speaker, headline; `headline_words` headline; `post_words` headline and
    body. The `rowid` of each is the key of its quotation or post.
    """

    def where(self, index: str, match: Match) -> Condition:
        """Return what holds of the rows of an index that match."""

    def best_first(self, index: str, match: Match) -> tuple[str, tuple[object, ...]]:
        """Return what to order matching rows by, the likeliest first, and its values. Engines differ in this order."""

    def add_quotations(self, which: str, key: int) -> None:
        """Put quotations in, from their tables; `which` is OF_DOCUMENT or OF_QUOTATION, `key` that one's."""

    def remove_quotations(self, which: str, key: int) -> None:
        """Take quotations out, before their rows change."""

    def add_posts(self, posts: Sequence[tuple[int, str, str]]) -> None:
        """Put posts (key, title, body) in."""

    def remove_post(self, key: int, title: str, body: str) -> None:
        """Take a post out, with the words it went in with."""

    def sweep(self) -> None:
        """Leave no trace of what was taken out."""


class Statements(Protocol):
    """What runs a statement."""

    def execute(self, sql: str, values: Sequence[Any] = ..., /) -> Cursor:
        """Run one statement."""


class Connection(Statements, Protocol):
    """One moment of a store, or one transaction of a writer."""

    @property
    def words(self) -> Words:
        """The full-text index."""

    def executemany(self, sql: str, rows: Iterable[Sequence[object]], /) -> Any:
        """Run one statement for each of some rows of values."""

    def keys(self, select: str, values: Sequence[object] = ()) -> array[int]:
        """Return the keys (`pk`, and no other column) that a query selects, in its order: for 100,000 of them."""

    def fresh_keys(self, table: str, many: int, above: int = 0) -> Sequence[int]:
        """Return keys for so many new rows: above `above`, and above all that others have or may be writing."""

    def postings(self, keys: Sequence[int], first: int, last: int, most: int) -> list[int]:
        """Return the documents of `document_keys` that have one of some keys and a time from `first` to `last`.

        A document comes once a key; of each key at most `most` documents, the latest.
        """

    def settle_keys(self, tables: Iterable[str]) -> None:
        """Have `fresh_keys` go on above the keys that rows were written with by hand."""

    def forget_safely(self) -> None:
        """From now on what this connection deletes is overwritten, where the engine can do so at once."""

    def added(self, table: str, rows: Sequence[Sequence[object]]) -> None:
        """Say what was added to "words", "term_counts" (word, how often more) or "document_keys" (whole rows)."""

    def add_up(self, *tables: str) -> None:
        """Have what was said by `added` of some tables, or of all, worked out anew from their rows."""

    def touch_all(self) -> None:
        """Have all that the engine keeps beside the rows made anew: they were written by hand."""


class Engine(Protocol):
    """One store, as all threads of this process use it; each has a connection of its own."""

    @property
    def name(self) -> str:
        """What a reader calls the store: its file, or its address without a password."""

    def bring_up_to_date(self) -> None:
        """Make the tables where there are none, and an older store one of today."""

    def read(self, function: Callable[[Connection], T]) -> T:
        """Return what `function` reads, all of it from one moment of the store. A reader waits for no writer."""

    def write(self) -> AbstractContextManager[Connection]:
        """Hold the right to write: all that is written in the block is kept, or nothing of it.

        Raises StoreLockedError where another writer keeps it too long; ContradictionError where two things claim one
        id.
        """

    def at_work(self) -> AbstractContextManager[None]:
        """Be known, for the block, for somebody who takes in pages."""

    def is_alone(self) -> bool:
        """Say whether nobody else takes in pages; where one program writes at a time, yes."""

    def others_write(self) -> bool:
        """Say whether a writer would have to wait now; no where only waiting tells."""

    def data_version(self) -> int:
        """Return a number that changes when anybody writes; compare within one thread only."""

    def writes_of_others(self) -> int:
        """Return how many writes were others': not through this object, in whatever thread or process."""

    def rewrite(self) -> bool:
        """Leave no trace of deleted rows on the disk; False where that could not be done, or not to the end."""

    def check(self, *, full: bool) -> list[Trouble]:
        """Return what is wrong with the store, quickly or in full; nothing where it is whole."""

    def was_copied_in_use(self) -> bool:
        """Say whether this is a copy of a file that was not closed: what was written last may be missing."""

    def take_as_own(self) -> None:
        """Take such a copy for a store like any other: it was looked over."""

    def back_up(self, target: Path, keep: int) -> None:
        """Write a checked copy to a file, and keep the last `keep`. Raises UsageError where that is another's work."""

    def salvage(self, old: Path) -> Salvaged:
        """Take in what can still be read of a damaged file; this store is empty. Raises UsageError as `back_up`."""

    def close(self) -> None:
        """Let go of the store, in all threads."""
