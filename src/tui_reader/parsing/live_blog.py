"""A live blog that prints no times: posts are found by their headlines.

What tells it from an article: a title that says so, a lead post printed twice, "Key events", and many
lines in the shape of a headline, each with running text under it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from tui_reader.domain import DocumentKind
from tui_reader.parsing import body, lexicon, shapes
from tui_reader.parsing.draft import DocumentDraft
from tui_reader.parsing.lines import Line
from tui_reader.parsing.openings import Opening, add_title, build_header, build_posts, is_title

MIN_EVIDENCE = 3
HEADLINE_WORDS = 5  # a subheading of an article has fewer
NAME = re.compile(r"(?:[A-Z][\w.’'-]*\s+){1,4}[A-Z][\w’'-]+")
REPORTS = re.compile(
    r"\b(?:sa(?:id|ys)|t(?:old|ells)|add(?:s|ed)|ask(?:s|ed)|accus\w+|claim\w*|insist\w*|respond\w*|repl(?:ied|ies)|"
    r"urg\w+|call\w+|warn\w*|argu\w+|den(?:ied|ies)|confirm\w*|announc\w+|describ\w+|went on|goes on|also|"
    r"welcom\w+|criticis\w+|condemn\w*|declin\w+|refus\w+)\b"
)
OPENING_WORDS = 14


def read_live_blog(lines: Sequence[Line]) -> DocumentDraft | None:
    """Return the page as one document, or None where the evidence for a live blog is too thin."""
    headlines = _find_headlines(lines)
    if len(headlines) < 2 or _evidence(lines, headlines) < MIN_EVIDENCE:
        return None
    document = DocumentDraft(DocumentKind.LIVE_BLOG)
    found = set(headlines)
    prose = body.is_prose([line for index, line in enumerate(lines) if index not in found])
    title = build_header(document, lines[: headlines[0]], prose)
    ends = [*headlines[1:], len(lines)]
    openings: list[Opening] = []
    for headline, end in zip(headlines, ends, strict=True):
        openings.append(Opening(headline, headline + 1, headline))
        openings += [Opening(index, index) for index in _find_turns(lines, headline, end)]
    build_posts(document, lines, openings, prose)
    if title is not None:
        add_title(document, title)
    return document


def _find_headlines(lines: Sequence[Line]) -> list[int]:
    """Return the lines that have the shape of a headline and running text under them.

    The page's title is not one of them.
    """
    start = 1 if _has_title(lines) else 0
    return [
        index
        for index in range(start, len(lines) - 1)
        if _may_be_headline(lines[index].text) and _is_text(lines, index + 1)
    ]


def _has_title(lines: Sequence[Line]) -> bool:
    """Say whether the first line is the page's title and not already a post's headline."""
    words = lines[0].text
    if len(lines) < 2 or not is_title(words):
        return False
    return bool(shapes.LIVE_TITLE.search(words) or shapes.TITLE_SUFFIX.search(words)) or not _is_text(lines, 1)


def _may_be_headline(words: str) -> bool:
    if not shapes.is_headline(words) or shapes.count_words(words) < HEADLINE_WORDS:
        return False
    return not (shapes.is_captioned(words) or shapes.BULLET.match(words) or shapes.is_furniture(words))


def _is_text(lines: Sequence[Line], index: int) -> bool:
    """Say whether the line under a headline is running text, or a byline over it."""
    words = lines[index].text
    if shapes.split_byline(words) or (
        index + 1 < len(lines) and shapes.is_name(words) and shapes.is_role(lines[index + 1].text)
    ):
        return True
    return shapes.ends_sentence(words) or bool(shapes.BULLET.match(words)) or len(words) > 150


def _evidence(lines: Sequence[Line], headlines: Sequence[int]) -> int:
    """Weigh what speaks for a live blog; no single sign is enough."""
    weight = 2 * (_has_title(lines) and bool(shapes.LIVE_TITLE.search(lines[0].text)))
    weight += any(line.text.strip(": ").casefold() in lexicon.KEY_EVENTS for line in lines)
    texts = [lines[index].text for index in headlines]
    weight += 2 * (len(set(texts)) < len(texts))
    return weight + (len(set(texts)) >= 3) + (len(set(texts)) >= 6)


def _find_turns(lines: Sequence[Line], first: int, end: int) -> list[int]:
    """Return where a post without a headline begins below another: the subject turns to somebody new.

    A reporter's paragraph that opens with a full name of which no word has been printed in the post so
    far, and does not report speech in its first words (an answer to the post does). Counted on live
    blogs with headlines for every other post this finds most turns and invents none; where the turn is
    not so plain the posts stay together.
    """
    turns: list[int] = []
    seen: set[str] = set()
    start = first
    for index in range(first, end):
        words = lines[index].text
        name = NAME.match(words[:120])
        if name and name[0].split()[0].casefold() in lexicon.SENTENCE_STARTS:
            name = None
        if name and index >= start + 2 and not lines[index - 1].text.endswith(":") and shapes.ends_sentence(words):
            parts = set(re.findall(r"\w{3,}", name[0]))
            opening = " ".join(words[name.end() : name.end() + 200].split()[:OPENING_WORDS])
            if parts and not parts & seen and not REPORTS.search(opening):
                turns.append(index)
                start, seen = index, set()
        seen.update(re.findall(r"[A-Z]\w{2,}", words))
    return turns
