"""An article: a headline, who wrote it and when, its paragraphs; and what else was pasted under it."""

from __future__ import annotations

from collections.abc import Sequence

from tui_reader.domain import LeftOutReason, ParagraphRole
from tui_reader.parsing import body, cohesion, shapes
from tui_reader.parsing.clocks import lone_date, lone_stamp
from tui_reader.parsing.draft import DocumentDraft, PostDraft
from tui_reader.parsing.lines import Line
from tui_reader.parsing.openings import is_title

TOP_LINES = 12  # headline, standfirst, bylines, dates and buttons stand within them
PARAGRAPH_WORDS = 8


def read_article(lines: Sequence[Line]) -> list[DocumentDraft]:
    """Return the article, and as documents of their own what stands under it and is about something else."""
    drafts: list[DocumentDraft] = []
    rest = lines
    while rest:
        end, resume = _find_tail(rest)
        document = DocumentDraft(related=not drafts)
        lay_out_article(document, rest[:end])
        document.leave_out(rest[end:resume], LeftOutReason.UNRELATED)
        drafts.append(document)
        rest = rest[resume:]
    return drafts


def lay_out_article(document: DocumentDraft, lines: Sequence[Line]) -> None:
    """Make `lines` the one post of `document`; furniture at either end is left out."""
    start = 0
    while start < len(lines) - 1 and shapes.is_furniture(lines[start].text):
        start += 1
    end = len(lines)
    while end > start + 1 and shapes.is_furniture(lines[end - 1].text):
        end -= 1
    document.leave_out(lines[:start], LeftOutReason.BOILERPLATE)
    inside = lines[start:end]
    post = PostDraft(inside[0], inside[0])
    top = _lay_out_top(document, post, inside)
    body.lay_out(post, document, inside[top:], body.is_prose(inside[top:]), opening=False)
    document.headline, post.stamp = post.headline, post.stamp or document.updated
    document.posts.append(post)
    document.leave_out(lines[end:], LeftOutReason.BOILERPLATE)


def _lay_out_top(document: DocumentDraft, post: PostDraft, lines: Sequence[Line]) -> int:
    """Take headline, standfirst, byline and date; return how many lines they are."""
    at = 0
    while at < min(TOP_LINES, len(lines) - 1):
        line = lines[at]
        stamp = lone_date(line.text) or (lone_stamp(line.text) if post.headline else None)
        if stamp:
            if stamp.updated and (post.stamp or document.updated is None):
                document.updated = stamp
            else:
                post.stamp = post.stamp or stamp
            post.add(line, ParagraphRole.BYLINE)
        elif shapes.is_furniture(line.text):
            document.leave_out([line], LeftOutReason.BOILERPLATE)
            post.reach(line)
        elif post.headline is None and post.label is None and shapes.is_label(line.text):
            post.label = line.text.strip(": ")
        elif post.headline is None and (
            (is_title(line.text) and not shapes.is_captioned(line.text)) or (at == 0 and _is_short_title(lines))
        ):
            post.headline = shapes.TITLE_SUFFIX.sub("", line.text)
            post.add(line, ParagraphRole.HEADLINE)
        elif (post.headline or post.byline is None) and (taken := body.take_byline(post, lines[at:], at_head=True)):
            at += taken
            continue
        elif post.headline and post.byline is None and _has_byline(lines[at + 1 : at + 4]):
            post.add(line, ParagraphRole.SUMMARY)
        else:
            break
        at += 1
    return at


def _is_short_title(lines: Sequence[Line]) -> bool:
    """Say whether the first line is a headline of a word or two: "Ferry sinks", over the day and then the text."""
    if len(lines) < 3 or not shapes.is_headline(lines[0].text, least=1) or shapes.is_name(lines[0].text):
        return False
    return lone_date(lines[1].text) is not None and shapes.ends_sentence(lines[2].text)


def _has_byline(lines: Sequence[Line]) -> bool:
    """Say whether one of the next lines names who wrote it or when, so that this one stands above it."""
    for index, line in enumerate(lines):
        if lone_date(line.text) or shapes.split_byline(line.text):
            return True
        if shapes.is_name(line.text) and index + 1 < len(lines) and shapes.is_role(lines[index + 1].text):
            return True
    return False


def _find_tail(lines: Sequence[Line]) -> tuple[int, int]:
    """Return where the article ends and where the next document begins, both len(lines) for no tail.

    Between the two stand first lines of other pages. Only running text is weighed; a film or a picture at
    the seam stays with what is above it.
    """
    places = [
        index
        for index, line in enumerate(lines)
        if shapes.ends_sentence(line.text)
        and shapes.count_words(line.text) >= PARAGRAPH_WORDS
        and not shapes.is_player_notice(line.text)
    ]
    paragraphs = [cohesion.content_words(lines[index].text) for index in places]
    seam = cohesion.find_seam(paragraphs)
    if seam is None:
        return len(lines), len(lines)
    teasers = cohesion.count_teasers(paragraphs[seam:])
    return _before(lines, places, seam), _before(lines, places, seam + teasers)


def _before(lines: Sequence[Line], places: Sequence[int], position: int) -> int:
    """Return the line where a paragraph's matter begins: its own, or the headline that stands over it."""
    at = places[position]
    return at - 1 if at and shapes.is_headline(lines[at - 1].text) and not _is_media(lines, at - 1) else at


def _is_media(lines: Sequence[Line], at: int) -> bool:
    """Say whether a line is a caption or the title of a film."""
    over = at > 0 and bool(shapes.DURATION.fullmatch(lines[at - 1].text))
    return over or shapes.is_captioned(lines[at].text)
