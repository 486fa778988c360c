"""Pages that show their beginning alone: what they state of it for machines, and what they ask of readers."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from tui_reader.domain import Advisory, AdvisoryKind
from tui_reader.parsing import json_ld
from tui_reader.parsing.json_ld import Node
from tui_reader.parsing.markup import Passage, ShownParagraph
from tui_reader.parsing.notices import NEAR, is_paying_notice

MOST_SELECTORS = 20  # each is tried on every element; real pages state one or two
SHORT = 250  # words; a longer text with a notice behind it that states nothing else may well be whole
_FALSE = frozenset({"false", "no", "0"})
_COMPOUND = re.compile(r"(?P<tag>[\w-]+)?(?P<rest>(?:[.#][\w-]+)*)")
_PART = re.compile(r"([.#])([\w-]+)")

IsLocked = Callable[[str, Mapping[str, str]], bool]


@dataclass(frozen=True, slots=True)
class Access:
    """What a page states of who may read it: `is_free` None where it states nothing."""

    is_free: bool | None
    is_locked: IsLocked | None  # of an element; None where no part is named


def read_access(article: Node) -> Access:
    """Return what an article's JSON-LD states: `isAccessibleForFree` of it and of its parts, and where these stand."""
    parts = [part for part in json_ld.listed(article.get("hasPart")) if isinstance(part, Mapping)]
    locked = [part for part in parts if _stated(part.get("isAccessibleForFree")) is False]
    stated = _stated(article.get("isAccessibleForFree"))
    stated_selectors = (one for part in locked for one in json_ld.listed(part.get("cssSelector")))
    selectors = list(islice((selector for one in stated_selectors for selector in _selectors(one)), MOST_SELECTORS))

    def is_locked(tag: str, attributes: Mapping[str, str]) -> bool:
        if not attributes and not any(name and not marks for name, marks in selectors):
            return False
        classes, id = (attributes.get("class") or "").split(), attributes.get("id")
        return any(
            (not name or name == tag) and all(value in classes if mark == "." else value == id for mark, value in marks)
            for name, marks in selectors
        )

    return Access(False if locked else stated, is_locked if selectors else None)


def stub_advisories(access: Access, page: Sequence[ShownParagraph], body: Sequence[Passage]) -> tuple[Advisory, ...]:
    """Return that the document is a stub, or nothing.

    It is one where the page says that it is not free, and what is not free is not shown or is nothing but a notice;
    or where a short text is followed by a notice that asks to pay or to sign in.
    """
    kept = {passage.words for passage in body if passage.left_out is None}
    places = [at for at, paragraph in enumerate(page) if paragraph.words in kept]
    behind = page[places[-1] + 1 : places[-1] + 1 + NEAR] if places else ()
    noticed = any(is_paying_notice(paragraph.words) for paragraph in behind) or any(
        is_paying_notice(passage.words) for passage in body if passage.left_out is not None
    )
    if access.is_free is False:
        hidden = access.is_locked is not None and not any(
            paragraph.locked and paragraph.words in kept for paragraph in page
        )
        if hidden or noticed:
            return (Advisory(AdvisoryKind.STUB, "the page says that the rest is not free to read"),)
    elif access.is_free is None and noticed and sum(len(words.split()) for words in kept) < SHORT:
        return (Advisory(AdvisoryKind.STUB, "the page asks readers to pay or to sign in for the rest"),)
    return ()


def _stated(value: object) -> bool | None:
    """Return a truth that JSON-LD states as one, as "False", or as the address of schema.org's."""
    if isinstance(value, bool) or value is None:
        return value
    return str(value).rsplit("/", 1)[-1].strip().casefold() not in _FALSE


def _selectors(value: object) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Yield the last compound of each selector of a list: its tag ("" for any), its classes and ids."""
    for selector in str(value).split(","):
        last = re.split(r"[\s>+~]+", selector.strip())[-1]
        match = _COMPOUND.match(last)
        if match and match[0]:
            yield (match["tag"] or "").lower(), _PART.findall(match["rest"])
