"""What is known of a quotation in the protocol's words: diagnostics, hovers, actions, completions, symbols."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from lsprotocol import types

from tui_reader.desk.verdicts import is_worth_a_line, place_words, printed_words, verdict_line
from tui_reader.domain import QuotationEntry, Span
from tui_reader.domain.draft import Level, Printed, Verdict
from tui_reader.domain.times import time_told
from tui_reader.domain.unknown import OUTLET_UNKNOWN, SPEAKER_UNKNOWN
from tui_reader.language_server.desk import Checked, OpenDraft
from tui_reader.language_server.positions import Places
from tui_reader.terminal.safe import safe_text

if TYPE_CHECKING:
    from tui_reader.newsroom import Newsroom

SOURCE = "tui-reader"
SHOW = "tui-reader.show"  # the command that opens a page
_SEVERITY = {
    Level.ERROR: types.DiagnosticSeverity.Error,
    Level.WARNING: types.DiagnosticSeverity.Warning,
    Level.INFO: types.DiagnosticSeverity.Information,
}
_CLOSING = {"“": "”", "‘": "’", '"': '"'}
OPENING_MARKS = tuple(_CLOSING)
_OPENED = re.compile(r"[“‘\"](?=[^“”\"]*$)([^“”\"]*)$")
_NAMES = re.compile(r"\b[A-Z][\w'’-]+(?:\s+[A-Z][\w'’-]+)*")
_SHOWN = 30  # completions, symbols
_LABEL = 60  # letters of a completion's line


def range_of(places: Places, span: Span) -> types.Range:
    """Return words of a draft as a range."""
    (line, column), (last, end) = places.place(span.start), places.place(span.end)
    return types.Range(types.Position(line, column), types.Position(last, end))


def diagnostics(found: Sequence[Checked], places: Places) -> list[types.Diagnostic]:
    """Return a diagnostic for every quotation that is worth a line; `data` names it: clients send ranges in bytes."""
    return [
        types.Diagnostic(
            range_of(places, each.span),
            safe_text(verdict_line(each.checked), limit=None),
            severity=_SEVERITY[each.checked.level],
            code=str(each.checked.verdict),
            source=SOURCE,
            data={"quotation": each.id},
        )
        for each in found
        if is_worth_a_line(each.checked)
    ]


def hover(each: Checked, places: Places) -> types.Hover:
    """Return every outlet's wording of a quotation, with its source."""
    lines = [safe_text(verdict_line(each.checked), limit=None), ""]
    lines += [
        f"{_source(printed)}: “{safe_text(' '.join(printed.words.split()), limit=400)}”"
        for printed in each.checked.printed
    ]
    content = types.MarkupContent(types.MarkupKind.PlainText, "\n".join(lines).rstrip())
    return types.Hover(content, range_of(places, each.span))


def _source(printed: Printed) -> str:
    speaker = printed.quotation.quotation.speaker if printed.quotation else None
    return safe_text(", ".join(filter(None, (place_words(printed), speaker or SPEAKER_UNKNOWN))))


def actions(draft: OpenDraft, each: Checked, *, versioned: bool) -> Iterator[types.CodeAction]:
    """Yield what can be done about a quotation: take the printed words, say who said it and where, open the page.

    `versioned`: the client takes an edit for one version of a draft, and refuses it where the draft went on.
    """
    edits = [("take the printed words", each.span, words)] if (words := printed_words(each.checked)) else []
    first = each.checked.printed[0] if each.checked.printed else None
    if first is not None and each.checked.verdict is not Verdict.NOT_FOUND:
        after = _after_mark(draft.text, each.span.end)
        edits.append(("say who said it, and where", Span(after, after), f" ({_source(first)})"))
    for title, span, words in edits:
        edit = types.TextEdit(range_of(draft.places, span), safe_text(words, limit=None))
        document = types.OptionalVersionedTextDocumentIdentifier(draft.address, draft.version)
        whole = (
            types.WorkspaceEdit(document_changes=[types.TextDocumentEdit(document, [edit])])
            if versioned
            else types.WorkspaceEdit(changes={draft.address: [edit]})
        )
        yield types.CodeAction(
            title if span.start == span.end else f"{title}: “{safe_text(words, limit=_LABEL)}”",
            kind=types.CodeActionKind.QuickFix,
            edit=whole,
            is_preferred=span.start != span.end,
        )
    if first is not None:
        command = types.Command("open the page", SHOW, arguments=[first.post.entry.id])
        yield types.CodeAction(f"open the page ({place_words(first)})", command=command)


def _after_mark(text: str, at: int) -> int:
    return at + 1 if text[at : at + 1] in ("”", "’", '"', "'") else at


def completions(newsroom: Newsroom, draft: OpenDraft, line: int, column: int) -> list[types.CompletionItem]:
    """Return printed quotations that go on with what was typed after an opening mark, the speaker first.

    A name before the mark narrows to this speaker where the store knows one of that name.
    """
    before = draft.places.line_before(line, column)
    opened = _OPENED.search(before)
    if opened is None:
        return []
    typed, mark = opened[1], opened[0][0]
    entries: Sequence[QuotationEntry] = ()
    for name in reversed(_NAMES.findall(before[: opened.start()])):
        entries = newsroom.find(f'speaker:"{name}" {typed}', _SHOWN).quotations
        if entries:
            break
    if not entries and typed.strip():
        entries = newsroom.find(typed, _SHOWN).quotations
    start = draft.places.offset(line, column) - len(typed)
    stop = start + len(typed)
    closes = draft.text[stop : stop + 1] == _CLOSING[mark]
    where = range_of(draft.places, Span(start, stop))
    return [
        _completion(entry, number, where, typed, "" if closes else _CLOSING[mark]) for number, entry in _each(entries)
    ]


def _each(entries: Iterable[QuotationEntry]) -> Iterator[tuple[int, QuotationEntry]]:
    seen: set[str] = set()
    for entry in entries:
        if entry.quotation.text not in seen:
            seen.add(entry.quotation.text)
            yield len(seen), entry


def _completion(
    entry: QuotationEntry, number: int, where: types.Range, typed: str, closing: str
) -> types.CompletionItem:
    words = " ".join(entry.quotation.text.split())
    speaker = safe_text(entry.quotation.speaker or SPEAKER_UNKNOWN)
    return types.CompletionItem(
        f"{speaker}: {safe_text(words, limit=_LABEL)}",
        kind=types.CompletionItemKind.Text,
        detail=safe_text(
            ", ".join(filter(None, (entry.outlet or OUTLET_UNKNOWN, time_told(entry.time_printed), entry.day)))
        ),
        documentation=safe_text(words, limit=None),
        sort_text=f"{number:04}",
        filter_text=f"{typed} {words}",  # clients would leave out what does not begin with what was typed
        text_edit=types.TextEdit(where, safe_text(words, limit=None) + closing),
    )


def symbols(newsroom: Newsroom, query: str) -> list[types.WorkspaceSymbol]:
    """Return the speakers of the store whose name holds words beginning so."""
    speakers = newsroom.find(query, _SHOWN).speakers if query.strip() else ()
    return [
        types.WorkspaceSymbol(
            location=types.LocationUriOnly(newsroom.path.absolute().as_uri() if newsroom.path else newsroom.name),
            name=safe_text(speaker.name),
            kind=types.SymbolKind.Object,
            container_name=f"{speaker.quotations:,} quotations",
        )
        for speaker in speakers
    ]
