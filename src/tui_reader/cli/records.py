"""Domain values as the records of the contract (docs/contract.md)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from tui_reader.domain import ParagraphRole

if TYPE_CHECKING:
    from datetime import datetime

    from tui_reader.domain import (
        Advisory,
        Clash,
        Comparison,
        DifferingQuotation,
        Document,
        EventEntry,
        Explanation,
        OutletEntry,
        Post,
        PostVersion,
        Quotation,
        QuotationEntry,
        Span,
        TimelineEntry,
        Utterance,
    )
    from tui_reader.domain.draft import CheckedClaim, CheckedQuotation, Printed

Record = dict[str, Any]


def iso(moment: datetime | None) -> str | None:
    """Return an aware time as ISO 8601 with offset, None for unknown."""
    return moment.isoformat() if moment else None


def document_record(document: Document) -> Record:
    """Return one line of `parse`; `text` only where the input was not plain text."""
    record: Record = {
        "id": document.id,
        "file": document.file,
        "outlet": document.outlet,
        "outlet_basis": document.outlet_basis,
        "kind": document.kind.value,
        "headline": document.headline,
        "bylines": [{"name": byline.name, "role": byline.role} for byline in document.bylines],
        "url": document.url,
        "first_published_at": iso(document.first_published_at),
        "last_updated_at": iso(document.last_updated_at),
        "time_basis": document.dated.basis.value,
        "time_precision": document.dated.precision.value,
        "time_why": document.dated.why or None,
        "line_start": document.line_start,
        "line_end": document.line_end,
        "version": document.version,
        "posts": [_post_record(post, document.text) for post in document.posts],
        "left_out": [
            {
                "line_start": left.line_start,
                "line_end": left.line_end,
                "why": left.why.value,
                "words": left.of(document.text),
            }
            for left in document.left_out
        ],
        "advisories": [advisory_record(advisory) for advisory in document.advisories],
    }
    if document.line_start is None:
        record["text"] = document.text
    return record


def advisory_record(advisory: Advisory) -> Record:
    """Return what a document says about itself: `until` null where it is not known, and then in force."""
    return {"kind": advisory.kind.value, "until": iso(advisory.until), "why": advisory.why}


def _post_record(post: Post, text: str) -> Record:
    return {
        "id": post.id,
        "headline": post.headline,
        "label": post.label,
        "byline": post.byline,
        "role": post.role,
        "time_printed": post.time_printed,
        "zone_printed": post.clock.zone if post.clock else None,
        "published_at": iso(post.published_at),
        "line_start": post.line_start,
        "line_end": post.line_end,
        "paragraphs": list(_paragraph_records(post, text)),
    }


def _paragraph_records(post: Post, text: str) -> Iterator[Record]:
    """Yield the paragraphs; where the record of a talk prints speakers, each with whose turn it is in."""
    speaker, spoken = None, any(paragraph.role is ParagraphRole.SPEAKER for paragraph in post.paragraphs)
    for paragraph in post.paragraphs:
        record: Record = {"start": paragraph.span.start, "end": paragraph.span.end, "role": paragraph.role.value}
        if paragraph.role is ParagraphRole.SPEAKER:
            speaker = paragraph.span.of(text) or None
        elif paragraph.role in (ParagraphRole.HEADLINE, ParagraphRole.SUBHEADING):
            speaker = None
        elif spoken and paragraph.role is not ParagraphRole.ASIDE:
            record["speaker"] = speaker
        yield record


def _ends(name: str, span: Span | None) -> Record:
    return {f"{name}_start": span.start if span else None, f"{name}_end": span.end if span else None}


def quotation_record(quotation: Quotation) -> Record:
    """Return a quotation as `extract` prints it."""
    return {
        "start": quotation.span.start,
        "end": quotation.span.end,
        "text": quotation.text,
        "kind": quotation.kind.value,
        "speaker": quotation.speaker,
        "speaker_text": quotation.speaker_text,
        **_ends("speaker", quotation.speaker_span),
        "cue": quotation.cue,
        **_ends("cue", quotation.cue_span),
        **_ends("clause", quotation.clause_span),
        "via": quotation.via,
        "venue": quotation.venue,
        "group": quotation.group,
        "confidence": round(quotation.confidence, 2),
        "sure": quotation.speaker_is_sure,
        "evidence": list(quotation.evidence),
    }


def explanation_record(explanation: Explanation) -> Record:
    """Return a quotation with why it is whose it is."""
    return quotation_record(explanation.quotation) | {
        "claim": explanation.claim,
        "claim_says": explanation.claim_says,
        "resolution": explanation.resolution,
        "why": explanation.why,
        "rivals": list(explanation.rivals),
        "lost": [{"claim": claim, "why": why} for claim, why in explanation.lost],
    }


def quotation_entry_record(entry: QuotationEntry) -> Record:
    """Return a stored quotation as `quotations` prints it."""
    return {
        "id": entry.id,
        **quotation_record(entry.quotation),
        "role": entry.quotation.speaker_role,
        "outlet": entry.outlet,
        "document": entry.document,
        "post": entry.post,
        "file": entry.file,
        "published_at": iso(entry.published_at),
        "time_printed": entry.time_printed,
        "time_basis": entry.time_basis.value,
        "url": entry.url,
        "utterance": entry.utterance,
        "corrected": entry.corrected,
        "gone_at": iso(entry.gone_at),
        "became": entry.became,
        "advisories": [advisory_record(advisory) for advisory in entry.advisories],
    }


def outlet_record(entry: OutletEntry) -> Record:
    """Return a line of `outlets`."""
    return {
        "name": entry.name,
        "documents": entry.documents,
        "posts": entry.posts,
        "quotations": entry.quotations,
        "first_at": iso(entry.first_at),
        "last_at": iso(entry.last_at),
    }


def timeline_record(entry: TimelineEntry) -> Record:
    """Return a line of `timeline`."""
    return {
        "id": entry.id,
        "document": entry.document,
        "outlet": entry.outlet,
        "kind": entry.kind,
        "headline": entry.headline,
        "label": entry.label,
        "byline": entry.byline,
        "published_at": iso(entry.published_at),
        "time_printed": entry.time_printed,
        "time_basis": entry.time_basis.value,
        "quotations": entry.quotations,
        "event": entry.event,
        "revised": entry.revised,
        "gone_at": iso(entry.gone_at),
    }


def version_record(version: PostVersion) -> Record:
    """Return a line of `versions`."""
    return {
        "id": version.id,
        "headline": version.headline,
        "captured_at": iso(version.captured_at),
        "until": iso(version.until),
        "paragraphs": list(version.paragraphs),
    }


def event_record(entry: EventEntry) -> Record:
    """Return a line of `events`."""
    return {
        "id": entry.id,
        "title": entry.title,
        "starts_at": iso(entry.starts_at),
        "ends_at": iso(entry.ends_at),
        "outlets": list(entry.outlets),
        "parent": entry.parent,
        "posts": entry.posts,
        "quotations": entry.quotations,
    }


def utterance_record(utterance: Utterance) -> Record:
    """Return a line of `utterances`."""
    return {
        "id": utterance.id,
        "speaker": utterance.speaker,
        "wordings": [
            {
                "file": wording.file,
                "start": wording.span.start,
                "end": wording.span.end,
                "text": wording.text,
                "outlet": wording.outlet,
                "quotation": wording.quotation,
                "changes": list(wording.changes),
            }
            for wording in utterance.wordings
        ],
        "wording_differs": utterance.wording_differs,
        "attribution_differs": utterance.attribution_differs,
    }


def clash_record(clash: Clash) -> Record:
    """Return where two outlets contradict each other."""
    return {"kind": clash.kind, "a": clash.a, "b": clash.b, "words_a": clash.words_a, "words_b": clash.words_b}


def differing_record(differing: DifferingQuotation) -> Record:
    """Return a line of `differences`: the quotation, the one it is measured by, what differs."""

    def place(entry: QuotationEntry) -> Record:
        return {
            "quotation": entry.id,
            "outlet": entry.outlet,
            "text": entry.quotation.text,
            "file": entry.file,
            "start": entry.quotation.span.start,
            "end": entry.quotation.span.end,
        }

    changes = [{"kind": c.kind.value, "fullest": c.fullest, "other": c.other} for c in differing.changes]
    said = differing.other.quotation
    return {
        "speaker": said.speaker or differing.fullest.quotation.speaker,
        **place(differing.other),
        "fullest": place(differing.fullest),
        "changes": changes,
    }


def comparison_record(comparison: Comparison) -> Record:
    """Return the one line of `compare`."""
    return {
        "event": comparison.event,
        "title": comparison.title,
        "starts_at": iso(comparison.starts_at),
        "outlets": list(comparison.outlets),
        "primary": list(comparison.primary),
        "rows": [
            {
                "id": row.id,
                "title": row.title,
                "at": iso(row.at),
                "kind": row.kind.value,
                "weight": row.weight,
                "absent": dict(row.absent),
                "clashes": [clash_record(clash) for clash in row.clashes],
                "cells": {
                    cell.outlet: [
                        {
                            "file": passage.file,
                            "document": passage.document,
                            "post": passage.post,
                            "start": passage.span.start,
                            "end": passage.span.end,
                            "text": passage.text,
                            "at": iso(passage.at),
                            "quotations": list(passage.quotations),
                            "recap": passage.recap,
                            "changes": list(passage.changes),
                        }
                        for passage in cell.passages
                    ]
                    for cell in row.cells
                },
                "links": [
                    {"a": link.a, "b": link.b, "score": round(link.score, 3), "why": list(link.why)}
                    for link in row.links
                ],
            }
            for row in comparison.rows
        ],
    }


def _in_draft(text: str, file: str, line: int, column: int, span: Span) -> Record:
    return {"file": file, "line": line, "column": column, "start": span.start, "end": span.end, "text": text}


def claim_record(claim: CheckedClaim, file: str, line: int, column: int, span: Span) -> Record:
    """Return a sentence of a draft that every source has otherwise."""
    return _in_draft(claim.text, file, line, column, span) | {
        "level": "warning",
        "verdict": "claim",
        "clashes": [
            {"kind": each.kind, "words": each.words_a, "outlet": each.b, "printed": each.words_b}
            for each in claim.clashes
        ],
    }


def checked_record(checked: CheckedQuotation, file: str, line: int, column: int, span: Span) -> Record:
    """Return a line of `check`: the draft's words and their place in the file, the verdicts, the printed words."""

    def place(printed: Printed) -> Record:
        said = printed.quotation
        return {
            "text": printed.words,
            "outlet": printed.post.entry.outlet,
            "speaker": said.quotation.speaker if said else None,
            "quotation": said.id if said else None,
            "post": printed.post.entry.id,
            "document": printed.post.entry.document,
            "start": printed.span.start,
            "end": printed.span.end,
            "day": printed.post.entry.day,
            "changes": [{"kind": c.kind.value, "fullest": c.fullest, "other": c.other} for c in printed.changes],
        }

    quotation = checked.quotation
    return _in_draft(quotation.text, file, line, column, span) | {
        "speaker": quotation.speaker,
        "level": checked.level.value,
        "verdict": checked.verdict.value,
        "verdicts": [verdict.value for verdict in checked.verdicts],
        "printed": [place(printed) for printed in checked.printed],
    }
