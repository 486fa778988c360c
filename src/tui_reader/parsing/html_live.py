"""The updates of a live page: every one that JSON-LD states, in the paragraphs the page shows where it shows them.

A live page shows a twentieth of its updates and loads the rest as the reader scrolls; its JSON-LD has them all,
but as bare words. Where the page shows the same words, its paragraphs and block quotations are taken.
"""

from __future__ import annotations

from collections.abc import Sequence

from tui_reader.domain import ParagraphRole
from tui_reader.parsing import json_ld
from tui_reader.parsing.json_ld import Node
from tui_reader.parsing.markup import MARKUP, Passage, plain_words, read_markup
from tui_reader.parsing.printed_times import read_time
from tui_reader.parsing.web import WebPost, byline_of, people

OPENING = 24  # letters that a paragraph and an update begin with alike; blanks do not count
MAX_ALIKE = 20  # paragraphs that begin alike and are tried: more are a page that repeats itself


def live_posts(live: Node, nodes: Sequence[Node], markup: str) -> list[WebPost]:
    """Return the updates of a live page in the order stated; `nodes` are all of the page's, for references."""
    named = {json_ld.line(node.get("@id")): node for node in nodes if node.get("@id")}
    shown = _Shown(read_markup(markup))
    posts = []
    for update in json_ld.listed(live.get("liveBlogUpdate")):
        if isinstance(update, dict):
            post = _post(update if len(update) > 2 else named.get(json_ld.line(update.get("@id")), update), shown)
            if post.headline or post.passages:
                posts.append(post)
    return posts


def _post(update: Node, shown: _Shown) -> WebPost:
    stated = update.get("articleBody") or update.get("text") or update.get("description")
    passages = shown.as_shown(stated_passages(stated))
    headline = plain_words(json_ld.line(update.get("headline")))
    if passages and passages[0][0].startswith(headline.rstrip("…. ")):
        headline = ""  # made of the first words of the update, which has none of its own
    printed = [json_ld.line(update.get(name)) for name in ("datePublished", "dateCreated", "dateModified")]
    return WebPost(
        headline=headline or None,
        passages=passages,
        published=next((found for found in map(read_time, printed) if found), None),
        byline=byline_of(people(json_ld.names(update.get("author"), people=True))),
        key=json_ld.line(update.get("@id")) or json_ld.address(update.get("url")),
    )


def stated_passages(value: object) -> list[Passage]:
    """Return a stated body as paragraphs: of its markup where it has any, else of its lines."""
    words = json_ld.line(value)
    if MARKUP.search(words):
        return read_markup(words if "<" in words else words.replace("\n", "<p>"))
    return [(" ".join(one.split()), ParagraphRole.BODY) for one in words.split("\n") if one.strip()]


class _Shown:
    """The paragraphs of a page, found by how they begin."""

    def __init__(self, passages: Sequence[Passage]) -> None:
        self._passages = passages
        self._bare = [_bare(words) for words, _ in passages]
        self._places: dict[str, list[int]] = {}
        for place, bare in enumerate(self._bare):
            places = self._places.setdefault(bare[:OPENING], [])
            if len(places) < MAX_ALIKE:
                places.append(place)

    def as_shown(self, stated: list[Passage]) -> list[Passage]:
        """Return the paragraphs on the page that hold exactly the words stated, else what is stated."""
        wanted = _bare("".join(words for words, _ in stated))
        for length in (OPENING, *range(OPENING - 1, 0, -1)) if wanted else ():
            for first in self._places.get(wanted[:length], ()):
                last, covered = first, 0
                while last < len(self._bare) and wanted.startswith(self._bare[last], covered):
                    covered += len(self._bare[last])
                    last += 1
                    if covered == len(wanted):
                        return list(self._passages[first:last])
        return stated


def _bare(words: str) -> str:
    return "".join(words.split())
