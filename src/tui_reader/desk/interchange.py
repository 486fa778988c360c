"""A quotation or a document for other programs: ninjs 3.0, and schema.org's Quotation and NewsArticle as JSON-LD."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from tui_reader.desk.advisories import copy_warning, in_force
from tui_reader.desk.revisions import gone_words
from tui_reader.domain import AdvisoryKind, DocumentKind, ParagraphRole, Post, PostDetail, Precision, QuotationEntry

Record = dict[str, Any]
_STANDARD = {
    "name": "ninjs",
    "version": "3.0",
    "schema": "http://www.iptc.org/std/ninjs/ninjs-schema_3.0.json",
}
_PAGES = {
    DocumentKind.LIVE_BLOG: "LiveBlogPosting",
    DocumentKind.TRANSCRIPT: "Report",
}  # of schema.org; else an article
_WORDS = frozenset(
    (
        *(ParagraphRole.BODY, ParagraphRole.LIST_ITEM, ParagraphRole.BLOCK_QUOTATION, ParagraphRole.CREDIT),
        *(ParagraphRole.SUBHEADING, ParagraphRole.DATELINE, ParagraphRole.SPEAKER, ParagraphRole.ASIDE),
    )
)


def quotation_as_ninjs(entry: QuotationEntry) -> Record:
    """Return a quotation as an item of ninjs 3.0, a "partial" one: its words, who said them, where they stand.

    What a desk must know of them (a speaker who is not sure, words that are gone, an embargo) is its note to editors.
    """
    quotation = entry.quotation
    known = quotation.speaker if quotation.speaker_is_sure else None
    told = {
        "uri": _uri(entry.id),
        "standard": _STANDARD,
        "type": "text",
        "representationType": "partial",
        "profile": "quotation",
        **_standing(entry.advisories),
        "firstCreated": _moment(entry.published_at),
        "headlines": [{"value": entry.headline}] if entry.headline else None,
        "bodies": [{"role": "quotation", "contentType": "text/plain", "value": quotation.text}],
        "people": [{"name": known, "rel": "speaker"}] if known else None,
        "infoSources": [{"name": entry.outlet}] if entry.outlet else None,
        "altIds": [{"role": "source", "value": entry.url or entry.file}],
        "edNote": "; ".join(_notes(entry)),
    }
    return _given(told)


def document_as_ninjs(detail: PostDetail) -> Record:
    """Return the document of a post as an item of ninjs 3.0; of a live page, the post alone."""
    document, post = detail.document, detail.document.posts[detail.position]
    alone = len(document.posts) == 1
    updated = document.last_updated_at if alone else None
    first = post.published_at or (document.first_published_at if alone else None)
    minute = document.dated.precision is Precision.MINUTE
    told = {
        "uri": _uri(document.id if alone else post.id),
        "standard": _STANDARD,
        "type": "text",
        "representationType": "full",
        "version": str(document.version) if document.version is not None else None,
        **_standing(document.advisories),
        "firstCreated": _moment(first) if minute else None,
        "versionCreated": _moment(updated) if minute else None,
        "headlines": [{"value": detail.entry.headline}] if detail.entry.headline else None,
        "by": ", ".join(byline.name for byline in document.bylines) if alone else post.byline,
        "bodies": [{"contentType": "text/plain", "value": "\n".join(_paragraphs(detail, post))}],
        "infoSources": [{"name": document.outlet}] if document.outlet else None,
        "altIds": [{"role": "source", "value": document.url or document.file}],
        "edNote": "; ".join(filter(None, ("" if minute else document.dated.why, copy_warning(document.advisories)))),
    }
    return _given(told)


def quotation_as_json_ld(entry: QuotationEntry) -> Record:
    """Return a quotation as schema.org's Quotation, in its page; a speaker who is not sure is in the description."""
    quotation = entry.quotation
    sure = quotation.speaker if quotation.speaker_is_sure else None
    told = {
        "@context": "https://schema.org",
        "@type": "Quotation",
        "identifier": entry.id,
        "text": quotation.text,
        "spokenByCharacter": _given({"@type": "Person", "name": sure, "jobTitle": quotation.speaker_role})
        if sure
        else None,
        "isPartOf": _given(
            {
                "@type": "NewsArticle",
                "headline": entry.headline,
                "url": entry.url,
                "datePublished": _date(entry.published_at, entry.day),
                "publisher": _organisation(entry.outlet),
            }
        ),
        "description": "; ".join(_notes(entry)),
    }
    return _given(told)


def document_as_json_ld(detail: PostDetail) -> Record:
    """Return a document (of a live page, a post) as schema.org's NewsArticle with its quotations."""
    document, post = detail.document, detail.document.posts[detail.position]
    alone = len(document.posts) == 1
    told = {
        "@context": "https://schema.org",
        "@type": _PAGES.get(document.kind, "NewsArticle") if alone else "BlogPosting",
        "identifier": document.id if alone else post.id,
        "headline": detail.entry.headline,
        "author": [{"@type": "Person", "name": byline.name} for byline in document.bylines] if alone else None,
        "publisher": _organisation(document.outlet),
        "url": document.url,
        "datePublished": _date(post.published_at, detail.entry.day),
        "dateModified": _moment(document.last_updated_at) if alone else None,
        "articleBody": "\n".join(_paragraphs(detail, post)),
        "hasPart": [
            {name: value for name, value in quotation_as_json_ld(entry).items() if name not in ("@context", "isPartOf")}
            for entry in detail.quotations
        ],
        "description": copy_warning(document.advisories),
    }
    return _given(told)


def _notes(entry: QuotationEntry) -> Iterable[str]:
    """Yield what must be known of the words, and where they stand."""
    quotation = entry.quotation
    if quotation.speaker and not quotation.speaker_is_sure:
        yield f"speaker not certain: {quotation.speaker}"
    elif not quotation.speaker:
        yield "speaker not known"
    if quotation.kind.value == "indirect":
        yield "reported speech: the words are the reporter's"
    if quotation.via:
        yield f"relayed by {quotation.via}"
    yield from filter(None, (gone_words(entry), copy_warning(entry.advisories)))
    yield f"characters {quotation.span.start} to {quotation.span.end} of {entry.url or entry.file}"


def _standing(advisories: Iterable[Any]) -> Record:
    """Return status and embargo in ninjs' words."""
    held = {advisory.kind: advisory for advisory in in_force(advisories)}
    status = "canceled" if AdvisoryKind.KILL in held else "withheld" if AdvisoryKind.WITHHOLD in held else "usable"
    embargo = held.get(AdvisoryKind.EMBARGO)
    return {"pubStatus": status, "embargoedUntil": _moment(embargo.until) if embargo else None}


def _paragraphs(detail: PostDetail, post: Post) -> list[str]:
    text = detail.document.text
    return [part.span.of(text) for part in post.paragraphs if part.role in _WORDS and len(part.span)]


def _uri(id: str) -> str:
    return f"urn:tui-reader:{id}"


def _moment(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def _date(moment: datetime | None, day: str | None) -> str | None:
    return _moment(moment) or day


def _organisation(name: str | None) -> Record | None:
    return {"@type": "Organization", "name": name} if name else None


def _given(told: Mapping[str, Any]) -> Record:
    """Return what is known: no format wants a null."""
    return {name: value for name, value in told.items() if value not in (None, "", [])}
