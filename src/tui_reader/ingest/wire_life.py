"""A wire meets what is stored of its story: a version takes its place, a take comes behind it, a kill withdraws it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from tui_reader.domain import WITHDRAWN, Advisory, AdvisoryKind, Document, Follows, Post, Quotation, Span
from tui_reader.ingest.preparing import with_quotations
from tui_reader.ingest.report import Page

if TYPE_CHECKING:
    from tui_reader.store import Writing


def as_told_so_far(
    block: Writing, page: Page, document: Document, quotations: Sequence[Quotation]
) -> tuple[Page, Document, Sequence[Quotation]]:
    """Return what is to be stored once a wire has come: itself, or the stored story as the wire leaves it.

    A kill or a hold takes no word away: the stored words stay, with what the agency asks of them. Takes become one
    document. A lower version than the stored one changes nothing.
    """
    id = document.id
    if document.follows is not None and document.known_as is not None:
        id = block.documents.find_story(document.known_as, document.first_published_at) or id
    stored = block.documents.stored_page(id)
    if stored is None:
        return page, document, quotations
    before = stored.document
    as_before = Page(stored.raw, stored.file)
    withdrawn = tuple(advisory for advisory in document.advisories if advisory.kind in WITHDRAWN)
    if document.follows is Follows.TAKE:
        return (page, *with_quotations(_with_take(before, document)))
    if not _is_newer(before, document, withdrawn):
        return (as_before, *with_quotations(before))
    told = document.advisories if document.follows is Follows.NOTICE else withdrawn
    if told and _has_words(before):
        return (as_before, *with_quotations(_withdrawn(before, document, told)))
    return (page, *with_quotations(_as_version(before, document)))


def _is_newer(before: Document, document: Document, withdrawn: tuple[Advisory, ...]) -> bool:
    """Say whether a wire is no older than the stored story; only a newer one gives a withdrawn story free again."""
    frees = not withdrawn and any(advisory.kind in WITHDRAWN for advisory in before.advisories)
    if document.version is not None and before.version is not None and document.version != before.version:
        return document.version > before.version
    told, known = (each.last_updated_at or each.first_published_at for each in (document, before))
    if told is None or known is None:
        return not frees
    return told > known if frees else told >= known


def _has_words(document: Document) -> bool:
    return any(paragraph for _, paragraph in document.paragraphs())


def _withdrawn(before: Document, notice: Document, told: tuple[Advisory, ...]) -> Document:
    """Return the stored story with what a kill, a hold or a correction says of it."""
    kinds = {each.kind for each in told} | (WITHDRAWN if WITHDRAWN & {each.kind for each in told} else set())
    others = tuple(each for each in before.advisories if each.kind not in kinds)
    return replace(
        before,
        advisories=(*told, *others),
        version=notice.version or before.version,
        last_updated_at=notice.last_updated_at or notice.first_published_at or before.last_updated_at,
    )


def _as_version(before: Document, document: Document) -> Document:
    """Return a later version under the id of the story, first published when that was; what was corrected stays said.

    A text wire states an embargo once: one that the story is under stays, unless the version states another.
    """
    kept = {AdvisoryKind.CORRECTION}
    if document.follows is not None:
        kept.add(AdvisoryKind.EMBARGO)
    own = {advisory.kind for advisory in document.advisories}
    more = tuple(each for each in before.advisories if each.kind in kept and each.kind not in own)
    document = replace(_under_id(document, before), advisories=(*document.advisories, *more))
    first = before.first_published_at
    if first is None or document.first_published_at is None or first >= document.first_published_at:
        return document
    return replace(
        document,
        first_published_at=first,
        last_updated_at=document.last_updated_at or document.first_published_at,
        posts=tuple(replace(post, published_at=first) for post in document.posts),
    )


def _under_id(document: Document, before: Document) -> Document:
    """Return the document under the id of the stored story, its post under that of the story's first."""
    if document.id == before.id or not before.posts or len(document.posts) != 1:
        return document
    post = replace(document.posts[0], id=before.posts[0].id)
    return replace(document, id=before.id, posts=(post,))


def _with_take(before: Document, take: Document) -> Document:
    """Return the story with a take at its place, as a post of its own; one that comes again changes nothing."""
    known = {post.id for post in before.posts}
    if not take.posts or take.posts[0].id in known:
        return before
    is_first = (take.posts[0].label or "") < (before.posts[0].label or "")
    first, second = (take, before) if is_first else (before, take)
    by = len(first.text)
    moments = [each.last_updated_at or each.first_published_at for each in (first, second)]
    return replace(
        first,
        id=before.id,
        known_as=before.known_as,
        text=first.text + second.text,
        posts=(*first.posts, *(_shifted(post, by) for post in second.posts)),
        left_out=(*first.left_out, *(out._replace(span=_moved(out.span, by)) for out in second.left_out)),
        last_updated_at=max((moment for moment in moments if moment), default=None),
        advisories=tuple(dict.fromkeys((*first.advisories, *second.advisories))),
    )


def _shifted(post: Post, by: int) -> Post:
    paragraphs = tuple(paragraph._replace(span=_moved(paragraph.span, by)) for paragraph in post.paragraphs)
    return replace(post, span=_moved(post.span, by), paragraphs=paragraphs)


def _moved(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by)
