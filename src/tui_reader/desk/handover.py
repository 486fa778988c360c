"""A comparison, or the quotations of a page, as a text to hand over: every word with outlet, time, page and place."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping, Sequence

from tui_reader.desk.advisories import advisory_words, copy_warning, is_withdrawn
from tui_reader.desk.comparing import absence_words, clash_words, heading_words
from tui_reader.desk.notebook import GONE, Kept
from tui_reader.desk.styles import CopyForm, copy_as, escape_markdown
from tui_reader.domain import Comparison, Passage, QuotationEntry, Row
from tui_reader.domain.times import time_told

_PAGE = (
    '<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>{title}</title></head><body>\n{body}\n'
    "</body></html>"
)
_LIST_MARK = re.compile(r"^(\s*)(?:([-+=])|(\d+)([.)]))(?=\s|$)")  # what begins a list or underlines a heading


def comparison_as(comparison: Comparison, form: CopyForm, addresses: Mapping[str, str] | None = None) -> str:
    """Return a comparison in Markdown or as an HTML page: a section a row, a paragraph a passage.

    `addresses` tells the address of a post's page by the post's id; without it the file stands there.
    """
    known = addresses or {}
    about = heading_words(comparison)
    if form is CopyForm.HTML:
        parts = [f"<h1>{html.escape(comparison.title)}</h1>", f"<p>{html.escape(about)}</p>"]
        parts += [_html_row(row, comparison, known) for row in comparison.rows]
        return _PAGE.format(title=html.escape(comparison.title), body="\n".join(parts))
    parts = [f"# {_line(comparison.title)}", _line(about)]
    parts += ["\n\n".join(_markdown_row(row, comparison, known)) for row in comparison.rows]
    return "\n\n".join(parts)


def quotations_as(title: str, entries: Sequence[QuotationEntry], form: CopyForm) -> str:
    """Return quotations under a title, each attributed and cited, in Markdown or as an HTML page.

    Words that their agency withdrew are left out, and that they are is said in their place.
    """
    return _page(title, [_sourced(entry, form) for entry in entries], form)


def book_as(title: str, kept: Sequence[Kept], form: CopyForm) -> str:
    """Return a book of the notebook in its order, each quotation attributed and cited, the reader's note below it."""
    parts = []
    for each in kept:
        words = _sourced(each.entry, form) if each.entry else GONE
        note = f"Note: {' '.join(each.note.split())}" if each.note else ""
        if form is CopyForm.HTML:
            words = words if each.entry else f"<p>{html.escape(words)}</p>"
            parts.append(f"{words}\n<p>{html.escape(note)}</p>" if note else words)
        else:
            parts.append(f"{words}\n\n{_line(note)}" if note else words)
    return _page(title, parts, form)


def _page(title: str, parts: Sequence[str], form: CopyForm) -> str:
    if form is CopyForm.HTML:
        head = f"<h1>{html.escape(title)}</h1>"
        return _PAGE.format(title=html.escape(title), body="\n".join([head, *parts]))
    return "\n\n".join([f"# {_line(title)}", *parts])


def _sourced(entry: QuotationEntry, form: CopyForm) -> str:
    """Return a quotation attributed, and below it the page and the characters it stands at; none that is withdrawn."""
    if is_withdrawn(entry.advisories):
        told = f"A quotation left out: {advisory_words(entry.advisories)}"
        return f"<p>{html.escape(told)}</p>" if form is CopyForm.HTML else _line(told)
    span = entry.quotation.span
    place = f"{entry.url or entry.file}, characters {span.start} to {span.end}"
    words = copy_as([entry], form)
    return f"{words}\n<p>{html.escape(place)}</p>" if form is CopyForm.HTML else f"{words}\n\n{_line(place)}"


def _markdown_row(row: Row, comparison: Comparison, addresses: Mapping[str, str]) -> Iterator[str]:
    yield f"## {_line(row.title)}"
    for clash in row.clashes:
        yield f"**They contradict each other:** {_line(clash_words(clash))}"
    for outlet in comparison.outlets:
        cell = row.cell(outlet)
        if cell is None:
            yield f"**{_line(outlet)}**: *{_line(absence_words(row, outlet, comparison))}*"
        for passage in cell.passages if cell else ():
            if is_withdrawn(passage.advisories):
                yield f"**{_line(outlet)}**: *{_line(_withdrawn(passage))}*"
                continue
            words = "\n".join(f"> {_as_printed(line)}" for line in passage.text.splitlines())
            yield f"{words}\n>\n> — **{_line(outlet)}**, {_line(_place(passage, addresses))}"


def _html_row(row: Row, comparison: Comparison, addresses: Mapping[str, str]) -> str:
    parts = [f"<h2>{html.escape(row.title)}</h2>"]
    parts += [f"<p><strong>They contradict each other:</strong> {html.escape(clash_words(c))}</p>" for c in row.clashes]
    for outlet in comparison.outlets:
        cell, name = row.cell(outlet), html.escape(outlet)
        if cell is None:
            parts.append(f"<p>{name}: <em>{html.escape(absence_words(row, outlet, comparison))}</em></p>")
        for passage in cell.passages if cell else ():
            if is_withdrawn(passage.advisories):
                parts.append(f"<p>{name}: <em>{html.escape(_withdrawn(passage))}</em></p>")
                continue
            source = f"<figcaption>— {name}, {html.escape(_place(passage, addresses))}</figcaption>"
            parts.append(f"<figure><blockquote><p>{html.escape(passage.text)}</p></blockquote>{source}</figure>")
    return "\n".join(parts)


def _withdrawn(passage: Passage) -> str:
    """Return what stands in the place of words that must not be used."""
    return f"left out: {advisory_words(passage.advisories)}"


def _place(passage: Passage, addresses: Mapping[str, str]) -> str:
    """Return when and where: "15:56, https://…, characters 120 to 240"."""
    where = addresses.get(passage.post) or passage.file
    span = f"characters {passage.span.start} to {passage.span.end}"
    return ", ".join(filter(None, (time_told(passage.time_printed), where, span, copy_warning(passage.advisories))))


def _as_printed(line: str) -> str:
    """Return a line that Markdown shows as it is, whatever it begins with."""
    return _LIST_MARK.sub(lambda m: f"{m[1]}{m[3] or ''}\\{m[2] or m[4]}", escape_markdown(line))


def _line(text: str) -> str:
    """Return text on one line, shown by Markdown as it is."""
    return escape_markdown(" ".join(text.split()))
