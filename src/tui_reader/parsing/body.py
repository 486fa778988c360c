"""The lines of one post below its headline: bylines, paragraphs, lists, captions, films, furniture.

The forms of page find where posts begin; this module lays out what is between, the same way for all.
"""

from __future__ import annotations

from collections.abc import Sequence

from tui_reader.domain import Byline, LeftOutReason, ParagraphRole
from tui_reader.parsing import shapes
from tui_reader.parsing.clocks import lone_date, lone_stamp
from tui_reader.parsing.draft import DocumentDraft, PostDraft
from tui_reader.parsing.lines import Line

SUBHEADING_WORDS = 6
LONG_WORDS = 6
PULLED_WORDS = 16
CAPTION_WORDS = 45
# In a page whose lines mostly end as sentences, a line that does not is a caption or a subheading.
# Edited prose ends 97 lines in 100 with a mark; lists, poems and transcripts of speech fewer than half.
MIN_SENTENCE_SHARE = 0.5


def is_prose(lines: Sequence[Line]) -> bool:
    """Say whether most lines end as sentences, so that one that does not means something.

    Lines of a few words (names, roles, labels) and list items are not counted where there are longer ones.
    """
    plain = [line.text for line in lines if not shapes.BULLET.match(line.text)]
    counted = [words for words in plain if shapes.count_words(words) >= LONG_WORDS] or plain
    ended = sum(shapes.ends_sentence(words) for words in counted)
    return bool(counted) and ended >= MIN_SENTENCE_SHARE * len(counted)


def take_byline(post: PostDraft, lines: Sequence[Line], *, at_head: bool = False) -> int:
    """Give `post` the byline that begins `lines`, if one does, beside those it has; return how many lines it took.

    A name needs a role line under it, a role behind it, or "By" before it: a name alone is the
    description of a picture. `at_head` of an article a date below it will do as well.
    """
    if not lines:
        return 0
    goes_on = post.bylines and shapes.AND.match(lines[0].text)
    whole = shapes.split_byline(f"By {lines[0].text[goes_on.end() :]}" if goes_on else lines[0].text)
    if whole:
        name, role = whole
        taken = 1
        if role is None and len(lines) > 1 and shapes.is_role(lines[1].text) and not shapes.is_byline(lines[1].text):
            role, taken = lines[1].text, 2
    elif len(lines) > 1 and shapes.is_name(lines[0].text) and shapes.is_role(lines[1].text):
        name, role, taken = lines[0].text, lines[1].text, 2
        if len(lines) > 2 and shapes.is_role(lines[2].text) and not shapes.is_name(lines[2].text):
            role, taken = f"{role}, {lines[2].text}", 3
    elif at_head and len(lines) > 1 and shapes.is_name(lines[0].text) and lone_date(lines[1].text):
        name, role, taken = lines[0].text, None, 1
    else:
        return 0
    post.bylines.append(Byline(name, role))
    for line in lines[:taken]:
        post.add(line, ParagraphRole.BYLINE)
    return taken


def lay_out(post: PostDraft, document: DocumentDraft, lines: Sequence[Line], prose: bool, opening: bool = True) -> None:
    """Give `post` its paragraphs from `lines`, and `document` the lines that are no text.

    `prose` says that sentences of this page end with a mark; `opening` that a picture's description may
    stand first, as it does under the headline of a live post.
    """
    at = 0
    while at < len(lines):
        film = _film_lines(lines, at)
        if film:
            document.leave_out(lines[at : at + film], LeftOutReason.MEDIA)
            post.reach(lines[at + film - 1])
            at += film
            continue
        line = lines[at]
        if shapes.is_marker(line.text) or shapes.is_furniture(line.text) or _is_change_time(line.text):
            document.leave_out([line], LeftOutReason.BOILERPLATE)
            post.reach(line)
        else:
            bullet = shapes.BULLET.match(line.text) or shapes.NUMBER.match(line.text)
            if bullet:
                post.add(line, ParagraphRole.LIST_ITEM, line.part(bullet.end()))
            else:
                post.add(line, _role(lines, at, prose, opening and at == 0))
        at += 1


def _role(lines: Sequence[Line], at: int, prose: bool, first: bool) -> ParagraphRole:
    """Tell what a line that is no list item is, by its own shape and by what stands round it."""
    words = lines[at].text
    before = lines[at - 1].text if at else ""
    after = lines[at + 1].text if at + 1 < len(lines) else ""
    if shapes.is_captioned(words) or (before and shapes.is_marker(before)):
        return ParagraphRole.CAPTION
    unended = not shapes.ends_sentence(words)
    count = shapes.count_words(words)
    if after and shapes.is_marker(after) and count <= CAPTION_WORDS and (unended or shapes.is_name(words.rstrip("."))):
        return ParagraphRole.CAPTION
    if first and after and shapes.is_name(words.rstrip(".")):
        return ParagraphRole.CAPTION
    said = any(line.text.endswith(":") for line in lines[max(0, at - 2) : at])  # "She asked:", then her question
    if prose and before and after and not first and not said and shapes.is_question_heading(words):
        return ParagraphRole.SUBHEADING
    if not prose or not unended or count > CAPTION_WORDS or not shapes.begins_upper(words):
        return ParagraphRole.BODY
    if after and shapes.BULLET.match(after):
        return ParagraphRole.SUBHEADING if count <= SUBHEADING_WORDS else ParagraphRole.BODY
    if first or not after:
        return ParagraphRole.CAPTION if before or after else ParagraphRole.BODY
    if shapes.is_pulled(words) and count <= PULLED_WORDS:
        return ParagraphRole.SUBHEADING
    if count <= SUBHEADING_WORDS and not shapes.CAPTION_VERB.search(words):
        return ParagraphRole.SUBHEADING
    return ParagraphRole.CAPTION


def _is_change_time(words: str) -> bool:
    """Say whether a line only tells when its post was changed: "Updated at 15.42 BST"."""
    stamp = lone_stamp(words) if len(words) <= 60 else None
    return stamp is not None and stamp.updated


def _film_lines(lines: Sequence[Line], at: int) -> int:
    """Return how many lines from `at` are a film: the player's notice, its length, its title; 0 for none."""
    end = at
    if shapes.is_player_notice(lines[end].text) and shapes.count_words(lines[end].text) <= 20:
        end += 1
    if end < len(lines) and shapes.DURATION.fullmatch(lines[end].text):
        end += 1
        if end < len(lines) and _is_film_title(lines[end].text):
            end += 1
    return end - at


def _is_film_title(words: str) -> bool:
    """Say whether a line under a film's length can be its title: short, and no plain sentence."""
    if len(words) > 110 or shapes.count_words(words) > 16 or shapes.BULLET.match(words):
        return False
    return not shapes.ends_sentence(words) or words.rstrip(shapes.CLOSERS)[-1] in "?!…"
