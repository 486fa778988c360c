"""A live page whose posts print their times: newest first or last, with labels, numbers, bylines.

The time is glued to the end of the headline ("... saypublished at 18:33 British Summer Time"), stands on a
line of its own over or under it ("3.42pm BST", "2 hours ago"), or begins its line ("15:42 - ...").
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from tui_reader.domain import DocumentKind, Span
from tui_reader.parsing import body, shapes
from tui_reader.parsing.clocks import Stamp, glued_stamp, leading_stamp, lone_date, lone_stamp
from tui_reader.parsing.draft import DocumentDraft
from tui_reader.parsing.lines import Line
from tui_reader.parsing.openings import Opening, add_title, build_header, build_posts

MIN_LONE = 2  # an article prints when it was published, and perhaps updated; those have no text between them
MIN_LEADING = 3
BODY_WORDS = 6


def read_live_page(lines: Sequence[Line]) -> DocumentDraft | None:
    """Return the page as one document, or None where it prints no times of posts."""
    openings = find_openings(lines)
    if not openings:
        return None
    document = DocumentDraft(DocumentKind.LIVE_BLOG)
    ends = [*(opening.first for opening in openings[1:]), len(lines)]
    prose = body.is_prose([line for start, end in zip(openings, ends, strict=True) for line in lines[start.body : end]])
    title = build_header(document, lines[: openings[0].first], prose)
    build_posts(document, lines, openings, prose)
    if title is not None:
        add_title(document, title)
    return document


def find_openings(lines: Sequence[Line]) -> list[Opening]:
    """Return where posts begin, by the strongest of the three ways of printing their times; [] for none."""
    glued = [(index, *found) for index, line in enumerate(lines) if (found := glued_stamp(line.text)) and found[0]]
    if glued:
        return _glued_openings(lines, glued)
    lone = [(index, stamp) for index, line in enumerate(lines) if (stamp := _lone(lines, index, line))]
    if _count_with_text(lines, [index for index, _ in lone]) >= MIN_LONE:
        return _lone_openings(lines, lone)
    leading = [(index, *found) for index, line in enumerate(lines) if (found := leading_stamp(line.text))]
    if _count_with_text(lines, [index for index, *_ in leading]) >= MIN_LEADING:
        return _leading_openings(lines, leading)
    return []


def _lone(lines: Sequence[Line], index: int, line: Line) -> Stamp | None:
    """Return the time a line consists of, unless it is the length of a film or tells of a change to a post."""
    if index and shapes.is_player_notice(lines[index - 1].text):
        return None
    stamp = lone_stamp(line.text)
    if stamp is None and (dated := lone_date(line.text)) and dated.clock:
        stamp = dated
    return stamp if stamp and not stamp.updated else None


def _count_with_text(lines: Sequence[Line], stamps: Sequence[int]) -> int:
    """Return how many stamps have running text before the next one."""
    ends = [*stamps[1:], len(lines)][: len(stamps)]
    return sum(
        any(
            shapes.ends_sentence(line.text) and shapes.count_words(line.text) >= BODY_WORDS
            for line in lines[index + 1 : end]
        )
        for index, end in zip(stamps, ends, strict=True)
    )


def _glued_openings(lines: Sequence[Line], stamps: Sequence[tuple[int, int, Stamp]]) -> list[Opening]:
    numbered = _is_numbered(lines, [index for index, *_ in stamps])
    words = _lone_words(lines, [index for index, *_ in stamps])
    openings: list[Opening] = []
    for index, end, stamp in stamps:
        line = lines[index]
        number = shapes.NUMBER.match(line.text) if numbered else None
        start = number.end() if number and number.end() < end else 0
        floor = openings[-1].body if openings else 0
        first, label = _label_before(lines, index, floor, numbered and not number, words)
        after, later = _label_after(lines, index + 1, words) if label is None else (index + 1, None)
        openings.append(Opening(first, after, index, line.part(start, end), label or later, stamp))
    return openings


def _lone_openings(lines: Sequence[Line], stamps: Sequence[tuple[int, Stamp]]) -> list[Opening]:
    """Lay a headline to each lone time: the line before it or the line after, whichever the page prefers."""
    indices = [index for index, _ in stamps]
    words = _lone_words(lines, indices)
    over = sum(index > 0 and _may_be_headline(lines[index - 1].text) for index in indices)
    under = sum(_under(lines, index, words) is not None for index in indices)
    near = [index - 1 if over > under else index + 1 for index in indices]
    numbered = _is_numbered(lines, [index for index in near if 0 <= index < len(lines)])
    openings: list[Opening] = []
    for index, stamp in stamps:
        floor = openings[-1].body if openings else 0
        if over > under:
            has = index - 1 >= floor and _may_be_headline(lines[index - 1].text)
            headline = index - 1 if has else None
            first, label = _label_before(lines, index - has, floor, numbered, words)
            after, later = _label_after(lines, index + 1, words)
        else:
            first, label = _label_before(lines, index, floor, numbered, words)
            after, later = _label_after(lines, index + 1, words)
            headline = _under(lines, index, words)
            after = after if headline is None else headline + 1
            if headline is not None and later is None:
                after, later = _label_after(lines, after, words)
        span = _without_number(lines[headline]) if numbered and headline is not None else None
        openings.append(Opening(first, after, headline, span, label or later, stamp))
    return openings


def _without_number(line: Line) -> Span:
    number = shapes.NUMBER.match(line.text)
    return line.part(number.end() if number else 0)


def _leading_openings(lines: Sequence[Line], stamps: Sequence[tuple[int, int, Stamp]]) -> list[Opening]:
    openings: list[Opening] = []
    for index, start, stamp in stamps:
        line = lines[index]
        if shapes.is_headline(line.text[start:], question=True, least=1):
            openings.append(Opening(index, index + 1, index, line.part(start), None, stamp))
        else:
            openings.append(Opening(index, index, None, None, None, stamp))
    return openings


def _under(lines: Sequence[Line], index: int, words: frozenset[str]) -> int | None:
    """Return the index of the headline under a lone time, past a label."""
    after, _ = _label_after(lines, index + 1, words)
    return after if after < len(lines) and _may_be_headline(lines[after].text) else None


def _may_be_headline(words: str) -> bool:
    """Say whether a line beside a time can be the headline; a name there is who wrote it, or a picture's."""
    return shapes.is_headline(words, question=True, least=2) and not shapes.is_name(words)


def _is_numbered(lines: Sequence[Line], stamps: Sequence[int]) -> bool:
    """Say whether the page numbers its posts, on the headline line or on the label line above it."""
    own = sum(bool(shapes.NUMBER.match(lines[index].text)) for index in stamps)
    above = sum(index > 0 and bool(shapes.NUMBER.match(lines[index - 1].text)) for index in stamps)
    return 2 * (own + above) >= len(stamps)


def _lone_words(lines: Sequence[Line], stamps: Sequence[int]) -> frozenset[str]:
    """Return the single words that stand beside several times: labels this page has of its own."""
    beside: Counter[str] = Counter()
    for index in stamps:
        for near in (index - 1, index + 1):
            if 0 <= near < len(lines) and len(lines[near].text) <= 24 and lines[near].text.isalpha():
                beside[lines[near].text] += 1
    return frozenset(word for word, count in beside.items() if count > 1)


def _label_before(
    lines: Sequence[Line], index: int, floor: int, numbered: bool, words: frozenset[str]
) -> tuple[int, str | None]:
    """Return where the post begins and its label, if the line before its headline is one."""
    if index - 1 < floor:
        return index, None
    before = lines[index - 1].text
    number = shapes.NUMBER.match(before)
    bare = before[number.end() :] if number else before
    if (numbered and number and shapes.count_words(bare) <= 5) or shapes.is_label(bare) or bare in words:
        return index - 1, bare.strip(": ")
    if before.rstrip(".").isdigit() and len(before) <= 4:
        return index - 1, None
    return index, None


def _label_after(lines: Sequence[Line], index: int, words: frozenset[str]) -> tuple[int, str | None]:
    """Return where the text begins and the label, if the line after a headline is one."""
    if index < len(lines) and (shapes.is_label(lines[index].text) or lines[index].text in words):
        return index + 1, lines[index].text.strip(": ")
    return index, None
