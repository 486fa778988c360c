"""A page of an aggregator: an article, then groups of outlet, "18 minutes ago", headline and the whole text.

A group is known by its outlet standing over a relative time, and mostly once more under it ("- Outlet").
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tui_reader.domain import LeftOutReason, ParagraphRole
from tui_reader.parsing import body, shapes
from tui_reader.parsing.article import read_article
from tui_reader.parsing.clocks import RELATIVE, Stamp, lone_stamp
from tui_reader.parsing.draft import DocumentDraft, PostDraft
from tui_reader.parsing.lines import Line
from tui_reader.parsing.openings import is_title

OUTLET_WORDS = 6
MIN_UNSIGNED = 2  # groups that do not name their outlet twice need company
FURNITURE_WORDS = 12


@dataclass(frozen=True, slots=True)
class _Group:
    first: int  # the outlet's line
    headline: int
    outlet: str
    stamp: Stamp
    signed: bool


def read_aggregator(lines: Sequence[Line]) -> list[DocumentDraft]:
    """Return the article and a document for each group, or [] where there are no groups."""
    groups = _find_groups(lines)
    if not any(group.signed for group in groups) and len(groups) < MIN_UNSIGNED:
        return []
    drafts: list[DocumentDraft] = []
    head = lines[: groups[0].first]
    shut = _end_of_text(head)
    if shut:
        drafts += read_article(head[:shut])
        drafts[-1].leave_out(head[shut:], LeftOutReason.BOILERPLATE)
    for group, end in zip(groups, [*(group.first for group in groups[1:]), len(lines)], strict=True):
        document = _read_group(lines, group, end)
        if not drafts:
            document.leave_out(head, LeftOutReason.BOILERPLATE)
        drafts.append(document)
    return drafts


def _find_groups(lines: Sequence[Line]) -> list[_Group]:
    groups: list[_Group] = []
    for index in range(1, len(lines) - 2):
        if not RELATIVE.fullmatch(lines[index].text[:60]) or not (stamp := lone_stamp(lines[index].text)):
            continue
        outlet = lines[index - 1].text
        if (groups and index - 1 <= groups[-1].headline) or not _may_be_outlet(outlet):
            continue
        again = lines[index + 1].text.lstrip("-–—·•| ").casefold()
        signed = again == outlet.casefold()
        headline = index + 1 + signed
        if headline + 1 < len(lines) and is_title(lines[headline].text):
            groups.append(_Group(index - 1, headline, outlet, stamp, signed))
    return groups


def _may_be_outlet(words: str) -> bool:
    if shapes.count_words(words) > OUTLET_WORDS or shapes.ends_sentence(words) or lone_stamp(words):
        return False
    return not (shapes.is_furniture(words) or shapes.is_label(words) or shapes.BULLET.match(words))


def _end_of_text(lines: Sequence[Line]) -> int:
    """Return where the article above the groups ends and the furniture between begins.

    From the end back over short lines: the text ends before the first of them that is known furniture,
    or, where none is, after the last that ends as a sentence.
    """
    at = len(lines)
    furniture = at
    while at and shapes.count_words(lines[at - 1].text) <= FURNITURE_WORDS:
        at -= 1
        if shapes.is_furniture(lines[at].text):
            furniture = at
    if furniture < len(lines):
        return furniture
    end = len(lines)
    while end > at and not shapes.ends_sentence(lines[end - 1].text):
        end -= 1
    return end


def _read_group(lines: Sequence[Line], group: _Group, end: int) -> DocumentDraft:
    document = DocumentDraft(outlet=group.outlet)
    document.leave_out(lines[group.first : group.headline], LeftOutReason.BOILERPLATE)
    line = lines[group.headline]
    post = PostDraft(line, line, headline=line.text, stamp=group.stamp)
    post.add(line, ParagraphRole.HEADLINE)
    taken = body.take_byline(post, lines[group.headline + 1 : end])
    inside = lines[group.headline + 1 + taken : end]
    shut = len(inside)
    while shut and shapes.is_furniture(inside[shut - 1].text):
        shut -= 1
    body.lay_out(post, document, inside[:shut], body.is_prose(inside[:shut]), opening=False)
    document.leave_out(inside[shut:], LeftOutReason.BOILERPLATE)
    document.headline = line.text
    document.posts.append(post)
    return document
