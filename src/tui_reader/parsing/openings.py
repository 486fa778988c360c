"""Where posts begin on a page of many posts, and how the lines between become posts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tui_reader.domain import LeftOutReason, Paragraph, ParagraphRole, Span
from tui_reader.parsing import body, lexicon, shapes
from tui_reader.parsing.clocks import Stamp
from tui_reader.parsing.draft import DocumentDraft, PostDraft
from tui_reader.parsing.lines import Line

TITLE_CHARACTERS = 220


@dataclass(frozen=True, slots=True)
class Opening:
    """The lines that begin a post, as indices into the page's lines: `first` to before `body`."""

    first: int
    body: int
    headline: int | None = None
    headline_span: Span | None = None
    label: str | None = None
    stamp: Stamp | None = None


def build_posts(document: DocumentDraft, lines: Sequence[Line], openings: Sequence[Opening], prose: bool) -> None:
    """Give `document` a post for each opening, leaving out posts that repeat another."""
    ends = [opening.first for opening in openings[1:]] + [len(lines)]
    repeated = _find_repeated(lines, openings, ends)
    for position, (opening, end) in enumerate(zip(openings, ends, strict=True)):
        if position in repeated:
            document.leave_out(lines[opening.first : end], LeftOutReason.DUPLICATE)
            continue
        post = PostDraft(
            lines[opening.first], lines[opening.body - 1 if opening.body > opening.first else opening.first]
        )
        post.label, post.stamp = opening.label, opening.stamp
        if opening.headline is not None:
            line = lines[opening.headline]
            span = opening.headline_span or line.span
            post.headline = line.text[span.start - line.start : span.end - line.start]
            post.add(line, ParagraphRole.HEADLINE, span)
        taken = body.take_byline(post, lines[opening.body : end])
        inside = lines[opening.body + taken : end]
        shut = len(inside)
        while shut and shapes.is_furniture(inside[shut - 1].text):
            shut -= 1
        body.lay_out(post, document, inside[:shut], prose, opening.headline is not None)
        document.leave_out(inside[shut:], LeftOutReason.BOILERPLATE)
        document.posts.append(post)


def build_header(document: DocumentDraft, lines: Sequence[Line], prose: bool) -> Line | None:
    """Lay out what stands above the first post: furniture, the page's title, its summary.

    A summary becomes a post of its own. The title is returned if it still needs a post to stand in.
    """
    title: Line | None = None
    at = 0
    while at < len(lines) and title is None:
        words = lines[at].text
        if _is_summary_heading(words) or shapes.BULLET.match(words):
            break
        if not _is_header_furniture(words):
            title = lines[at] if is_title(words) else None
            at += title is not None
            break
        at += 1
    document.leave_out(lines[: at - (title is not None)], LeftOutReason.BOILERPLATE)
    if title is not None:
        document.headline = shapes.TITLE_SUFFIX.sub("", title.text)
    rest = [line for line in lines[at:] if not _is_header_furniture(line.text)]
    document.leave_out([line for line in lines[at:] if _is_header_furniture(line.text)], LeftOutReason.BOILERPLATE)
    if len(rest) == 1 and _is_summary_heading(rest[0].text):
        document.leave_out(rest, LeftOutReason.BOILERPLATE)
    elif rest:
        document.posts.append(_summary_post(document, title, rest, prose))
        title = None
    return title


def _is_header_furniture(words: str) -> bool:
    """Say whether a line above the posts is no text: a button, a label, who edits the page."""
    if _is_summary_heading(words):
        return False
    return shapes.is_furniture(words) or shapes.is_label(words) or shapes.split_byline(words) is not None


def _is_summary_heading(words: str) -> bool:
    return len(words) <= 40 and words.strip(": ").casefold() in lexicon.SUMMARIES


def add_title(document: DocumentDraft, title: Line) -> None:
    """Let the page's title stand at the head of the first post, so that its words are text too."""
    first = document.posts[0]
    first.paragraphs.insert(0, _headline(title))
    first.first = title


def is_title(words: str) -> bool:
    """Say whether a page's first line is its title: it does not end as a sentence and is not a list item."""
    if len(words) > TITLE_CHARACTERS or shapes.count_words(words) < 3 or shapes.BULLET.match(words):
        return False
    return not shapes.ends_sentence(words) or words.rstrip(shapes.CLOSERS)[-1:] in "?!"


def _summary_post(document: DocumentDraft, title: Line | None, lines: Sequence[Line], prose: bool) -> PostDraft:
    """Return the post above the first: its list items are a summary."""
    post = PostDraft(title or lines[0], title or lines[0])
    if title is not None:
        post.paragraphs.append(_headline(title))
    if _is_summary_heading(lines[0].text):
        post.label = lines[0].text.strip(": ")
        post.reach(lines[0])
        lines = lines[1:]
    for line in lines:
        bullet = shapes.BULLET.match(line.text)
        if bullet:
            post.add(line, ParagraphRole.SUMMARY, line.part(bullet.end()))
        else:
            body.lay_out(post, document, [line], prose, opening=False)
    return post


def _headline(line: Line) -> Paragraph:
    return Paragraph(line.span, ParagraphRole.HEADLINE)


def _find_repeated(lines: Sequence[Line], openings: Sequence[Opening], ends: Sequence[int]) -> set[int]:
    """Return the positions of posts that say again what another post of the page says, word for word.

    A lead post pinned to the top is printed again in its place; the first stands. Where one of the two
    is cut short, the longer stands.
    """
    repeated: set[int] = set()
    seen: dict[str, tuple[int, tuple[str, ...]]] = {}
    for position, (opening, end) in enumerate(zip(openings, ends, strict=True)):
        texts = tuple(line.text for line in lines[opening.body : end] if not shapes.is_furniture(line.text))
        if not texts or opening.headline is None:
            continue
        span, line = opening.headline_span, lines[opening.headline]
        key = line.text if span is None else line.text[span.start - line.start : span.end - line.start]
        if key not in seen:
            seen[key] = position, texts
            continue
        earlier, earlier_texts = seen[key]
        if texts == earlier_texts[: len(texts)]:
            repeated.add(position)
        elif earlier_texts == texts[: len(earlier_texts)]:
            repeated.add(earlier)
            seen[key] = position, texts
    return repeated
