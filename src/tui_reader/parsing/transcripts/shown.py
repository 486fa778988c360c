"""A talk that a page in HTML shows: turns with labels in bold, between what the page prints round them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from tui_reader.domain import ParagraphRole
from tui_reader.parsing.markup import CELLS, ShownParagraph
from tui_reader.parsing.transcripts.columns import without_columns
from tui_reader.parsing.transcripts.labels import read_label
from tui_reader.parsing.transcripts.plain_talk import plain_talk
from tui_reader.parsing.transcripts.talk import is_aside
from tui_reader.parsing.web import WebPage

_FEWEST, _NAMES = 4, 2  # paragraphs with labels, and names that come again: a list of people names each once
_AGAIN = 0.5  # of the labelled paragraphs, those whose name comes again
_LABELLED, _SHARE = 0.35, 0.6  # of the paragraphs between the first label and the last; of all letters, those there
_BEHIND = 4  # paragraphs of prose behind the last label: with more, a report tells of a talk and goes on
_SPOKEN = re.compile(r"\b(?:I|I['’]\w+|[Mm]e|[Mm]y|[Ww]e|[Uu]s|[Oo]ur|[Yy]ou|[Yy]our)\b|\?")
_SAID = 0.2  # of the paragraphs, those with a word that is said to somebody: a listing has none
_LINK = 6  # words of a paragraph that is nothing but a link
_LONGEST = 16  # words of a label
_HEADING = "## "
_STAMPED = re.compile(r"\[\d{1,2}:\d\d(?::\d\d)?\] ")
_TITLES = (ParagraphRole.SUBHEADING, ParagraphRole.HEADLINE)
_SHOWN = (*_TITLES, ParagraphRole.BODY, ParagraphRole.LIST_ITEM, ParagraphRole.BLOCK_QUOTATION)


def shown_talk(page: Sequence[ShownParagraph]) -> WebPage | None:
    """Return the talk whose turns the paragraphs of a page are, None where they are none.

    Only what begins in bold is a label; alone in its line ("Team news" looks as a name does) only where somebody asks.
    Read as the same talk in plain text would be; a page that tells of a talk, or says of each of some people who they
    are, is none.
    """
    told = [one for one in page if one.left_out is None and one.role in _SHOWN and not _is_link(one)]
    if (table := _table(told)) is not None:
        return plain_talk(table)
    labels = {at: label for at, one in enumerate(told) if (label := _label(one))}
    if len(labels) < _FEWEST or not _is_talk(told, labels):
        return None
    first = min(labels)
    lines = [f"{_HEADING if one.role in _TITLES and at > first else ''}{one.words}" for at, one in enumerate(told)]
    return plain_talk("\n\n".join(lines), {told[at].words: label for at, label in labels.items()})


def _table(told: Sequence[ShownParagraph]) -> str | None:
    """Return the talk that most of a page prints as a table, who speaks beside what was said; None for none."""
    rows = [one for one in told if CELLS in one.words]
    spoken = sum(_SPOKEN.search(one.words) is not None for one in rows)
    if len(rows) < _FEWEST or len(rows) < len(told) / 2 or spoken < _SAID * len(rows):
        return None
    lines = (
        f"| {one.words.replace('|', '/').replace(CELLS, ' | ')} |" if CELLS in one.words else one.words for one in told
    )
    text = "\n\n".join(lines)
    return turns if (turns := without_columns(text)) != text else None


def _is_talk(told: Sequence[ShownParagraph], labels: Mapping[int, str]) -> bool:
    """Say whether the paragraphs from the first label on are turns; `labels`: by the place of their paragraph."""
    first, last = min(labels), max(labels)
    talk, turns = told[first:], told[first : last + 1]
    counts = Counter(label.rstrip(": ").casefold() for label in labels.values())
    again = [count for count in counts.values() if count > 1]
    spoken = sum(_SPOKEN.search(one.words[len(one.bold) :]) is not None for one in turns)
    lone = sum(told[at].words == label and not label.endswith(":") for at, label in labels.items())
    return (
        len(again) >= _NAMES
        and sum(again) >= _AGAIN * len(labels)
        and len(labels) >= _LABELLED * (last - first + 1)
        and sum(len(one.words) for one in talk) >= _SHARE * sum(len(one.words) for one in told)
        and spoken >= _SAID * len(turns)
        and sum(one.role is ParagraphRole.BODY and not is_aside(one.words) for one in told[last + 1 :]) <= _BEHIND
        and (lone <= len(labels) / 2 or any(one.words.endswith("?") for one in talk))
    )


def _label(one: ShownParagraph) -> str:
    """Return the words that may be a label: in bold before a colon, an office, a time, or alone; or behind a time."""
    if one.role not in _TITLES and not one.bold and _STAMPED.match(one.words):
        found = read_label(one.words)
        return "" if found is None else f"{one.words.partition(found.name)[0]}{found.name}:"
    if one.role in _TITLES or not one.bold or len(one.bold.split()) > _LONGEST:
        return ""
    behind = one.words[len(one.bold) :].lstrip()
    is_set_off = one.bold.endswith(":") or not behind or behind[0] in ":-–—([" or behind[0].isdigit()
    return one.bold if is_set_off and not one.bold.endswith((".", "?", "!")) else ""


def _is_link(one: ShownParagraph) -> bool:
    return not one.bold and one.linked >= len(one.words) and len(one.words.split()) <= _LINK
