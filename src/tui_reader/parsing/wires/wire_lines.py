"""The lines of a text wire: slug, notes to editors, headline, byline, and paragraphs put together again."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from tui_reader.parsing.datelines import dateline_end
from tui_reader.parsing.shapes import ends_sentence
from tui_reader.parsing.wires.slugs import read_slug

_NOTE = re.compile(
    r"\W{0,3}(?:(?:eds?|editors?|attention|note to editors?|news ?eds?|atten|advisory|with)\b"
    r"[^a-z]{0,3}[:,.—-]?(?:\s|$)"
    r"|\((?:adds?|updates?|recasts?|corrects?|releads?|with|changes?|inserts?|refiles?|repeats?|fixes|removes|drops|new"
    r"|clarifies|writes|subs?)\b|\([^()]+\)$"
    r"|\W{0,3}embargo|hold for release|not for (?:publication|release|use)|for (?:release|use) (?:at|on|after|\d)"
    r"|\$?adv\d+$|strictly embargoed|.{0,30}\bkill\b.{0,30}\bkill\b)",
    re.IGNORECASE,
)
_END = re.compile(
    r"(?:\(?(?:end|ends|endit|ends? (?:of )?(?:item|story|message)|more|more (?:to )?follows?|mf|mfl|mft|full story"
    r"|30)\)?"
    r"|- ?(?:0|30|end) ?-|# ?# ?#|---+|%%|_{2,})[.=<]*",
    re.IGNORECASE,
)
_TO_EDITORS = re.compile(
    r"\W{0,3}notes? to editors?\b|\((?:adds|updates|recasts|corrects|releads|refiles|repeats)\b[^()]+\)$", re.IGNORECASE
)
_BYLINE = 10  # words of a byline under what a report begins with
_BY = re.compile(r"(?:By|BY|From|FROM|Von|VON|Par|PAR)\s+(?=[A-Z])")
# When it was sent: day, hour, month and year; or the end of a telex.
_SENT = re.compile(
    r"(?:\d\d-[A-Z]{3}-\d\d \d\d:\d\d )?NNNN|\d{6}\s*[A-Z]{0,4}\s+[A-Z][A-Za-z]{2,8}\s+\d{2}(?:\d\d)?"
    r"|[A-Z]{2,5}-[A-Z]{2}-\d\d-\d\d-\d\d \d{4}[A-Z]{2,4}"
)
_SLUG = re.compile(r"[A-Z]{2,}[A-Z0-9]*(?:[-/]{1,2}[\w.'& ]+)+/?|[A-Z]{2}-[\w.'&, -]+,\s?\d{1,5}")
_LAYOUT = re.compile(r"(?:%%|_{2,})[.=<]*")  # sets parts of a text apart, and says nothing
_MAY_CUT = re.compile(  # where whoever prints it may leave words out
    r"\((?:begin|end)s? (?:of )?optional .{2,20}\)|\((?:story|copy) (?:can|may) end here\b.{0,50}\)"
    r"|\(optional .{2,20} (?:begins?|ends?|follows?)\.?\)",
    re.IGNORECASE,
)
_NOT_FOR_READERS = re.compile(  # behind it an agency names its people and their telephones
    r"# ?\w[\w ]{0,30}|\*(?: ?\*){2,}|.{0,40}\bnot (?:intended )?for publication\b.{0,40}", re.IGNORECASE
)
_CAPITALS = re.compile(r"[A-Z0-9][A-Z0-9.-]*(?: [A-Z0-9][A-Z0-9.-]*){0,2}")  # "1ST LEAD", "EXTRA", "SNAP"
_COLUMNS = re.compile(r"[\x1e\x1f]+")  # between the columns of a table
CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_BREAK = re.compile(r"\r*\n|\r+")  # two carriage returns are one end of a line: the printer's head took time
_INDENT = 2  # blanks before the first line of a paragraph
_CREDIT_WORDS = 5  # of a line between byline and body: "Northern Press Writers"
_HEADS = 4  # lines of heads: slug, headline, byline, whom for; more are a list
_FULL = 50  # characters of a line that was broken because it was full
_HEADLINE = 110  # characters of a headline


@dataclass(slots=True)
class WireText:
    """What the text of a wire holds. `ends`: the lines behind its end mark, where the time may stand."""

    slug: str = ""
    headline: str | None = None
    bylines: list[str] = field(default_factory=list)
    paragraphs: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    ends: list[str] = field(default_factory=list)
    flags: frozenset[str] = frozenset()


@dataclass(slots=True)
class _Line:
    words: str
    is_head: bool  # printed as one: "^headline<"
    is_indented: bool
    is_apart: bool  # a blank line before it
    ends_here: bool  # "<" says that its paragraph ends


def read_lines(text: str) -> WireText:
    """Return what stands in the text of a wire, between its start and its end."""
    found = WireText()
    lines = _lines(text)
    body = _begin(lines)
    _take_head(found, lines[:body])
    _take_body(found, lines[body:])
    return found


def _lines(text: str) -> list[_Line]:
    found: list[_Line] = []
    apart = False
    for printed in _BREAK.split(text.replace("< ^", "<\n^")):
        line = CONTROLS.sub("", _COLUMNS.sub(" ", printed))
        words = line.strip()
        if not words:
            apart = True
            continue
        is_head = words.startswith("^")
        ends = words.endswith("<")
        marked = words.startswith("> ") or printed.startswith("\b")  # a paragraph, a row of a table
        words = words.lstrip("^").removeprefix("> ").rstrip("<").rstrip("=" if is_head else "").strip()
        indented = marked or line.startswith("\t") or len(line) - len(line.lstrip()) >= _INDENT
        if words:
            found.append(_Line(words, is_head, indented and not is_head, apart, ends))
        apart = False
    return found


def _begin(lines: list[_Line]) -> int:
    """Return where the report begins: at an indented line, a dateline, a sentence, or the first of several full lines.

    Where nothing does and a headline is followed by more lines of heads, these are the report.
    """
    note_open = False  # a note printed as a paragraph, which goes on until the next
    for at, line in enumerate(lines):
        if note_open and _is_same_paragraph(line):
            continue
        note_open = line.is_indented and is_note(line.words)
        if line.is_head or _stands_alone(line):
            continue
        if line.is_indented or dateline_end(line.words.replace(" _ ", " - ", 1)):
            return at
        below = lines[at + 1] if at + 1 < len(lines) else None
        if below is not None and (below.is_apart or below.is_head or _stands_alone(below)):
            below = None
        goes_on = below is not None and (len(below.words) > _FULL // 2 or ends_sentence(below.words))
        full = goes_on and len(line.words) > _FULL
        runs_on = below is not None and below.words[:1].islower() and line.words[-1] != "-"
        if line.words[:1].islower():
            continue  # a note that goes on
        if any(other.is_indented and len(other.words) > _FULL for other in lines[at + 1 : at + 3]):
            continue  # a headline of several lines, over a paragraph
        if full or runs_on or (ends_sentence(line.words) and len(line.words) > 30 and line.words[-1] not in ":?"):
            return at
    heads = [at for at, line in enumerate(lines) if line.is_head and not is_note(line.words)]
    return heads[2] if len(heads) > _HEADS else len(lines)


def _is_same_paragraph(line: _Line) -> bool:
    return not (line.is_indented or line.is_apart or line.is_head)


def _stands_alone(line: _Line) -> bool:
    """Say whether a line is none of a paragraph: a byline, a note, an end."""
    is_head = _BY.match(line.words) or line.words.endswith(("=", "+"))
    return bool(is_head) or is_note(line.words) or _END.fullmatch(line.words) is not None


def is_note(words: str) -> bool:
    """Say whether a line is a note to editors: "Eds: ...", "EMBARGOED TO ...", "(Adds details)"."""
    return _NOTE.match(words) is not None


def _take_head(found: WireText, lines: list[_Line]) -> None:
    flags: set[str] = set()
    note_open = is_paragraph = False  # the line before belongs to a note, which is printed as a paragraph
    before = ""
    for line in lines:
        words = line.words.rstrip("=+ ").strip()
        slug = read_slug(words)
        told = bool(slug.flags) and len(words.split()) <= 4 and not ends_sentence(words)
        goes_on = found.notes and not line.is_apart and (_goes_on(found.notes[-1], words) or is_paragraph)
        is_paragraph = (note_open and is_paragraph) if _is_same_paragraph(line) else line.is_indented
        if is_note(line.words):
            found.notes.append(words)
        elif note_open and goes_on:
            found.notes[-1] += f" {words}"
        elif told or _is_slug(words) or (found.headline is None and _CAPITALS.fullmatch(words)):
            flags |= slug.flags
            found.slug = found.slug or words
            found.left_out.append(words)
        elif _BY.match(words) and len(words) <= _HEADLINE:
            found.bylines.append(_BY.sub("", words))
        elif _END.fullmatch(words) or (found.bylines and len(words.split()) <= _CREDIT_WORDS):
            found.left_out.append(words)
        elif found.headline is None and len(words) <= _HEADLINE:
            found.headline = words
        elif found.headline == before and before.endswith("-") and not line.is_apart:
            found.headline = f"{before} {words}"
        else:
            found.left_out.append(words)
        note_open = bool(found.notes) and found.notes[-1].endswith(words) and not line.ends_here
        before = words
    found.flags = frozenset(flags)


def _goes_on(note: str, words: str) -> bool:
    """Say whether a note goes on in the next line: it has no end yet, or the line begins in the midst of a sentence."""
    return note.endswith((";", ",", "-")) or note.count("(") > note.count(")") or words[:1].islower()


def _is_slug(words: str) -> bool:
    """Say whether a line is a slug: words tied by hyphens or a slash, the first in capitals, with a count behind."""
    return _SLUG.fullmatch(words) is not None and not ends_sentence(words)


def _is_aside(line: _Line) -> bool:
    """Say whether a paragraph within the report is a note to editors: a head, one in brackets, "Note to editors:"."""
    words = line.words
    return is_note(words) and (line.is_head or _TO_EDITORS.match(words) is not None)


def _is_byline(line: _Line) -> bool:
    return _BY.match(line.words) is not None and len(line.words.split()) <= _BYLINE and not ends_sentence(line.words)


def _take_body(found: WireText, lines: list[_Line]) -> None:
    """Put the paragraphs together: one begins at an indent, at a blank line, or behind a "<"."""
    paragraph: list[str] = []
    ended = in_note = False
    new = True

    def close() -> None:
        if paragraph:
            found.paragraphs.append(" ".join(" ".join(paragraph).split()))
            paragraph.clear()

    for line in lines:
        if ended:
            found.ends.append(line.words)
            found.left_out.append(line.words)
            continue
        if _SENT.fullmatch(line.words) or _NOT_FOR_READERS.fullmatch(line.words):
            close()
            found.ends.append(line.words)
            found.left_out.append(line.words)
            ended = True
            continue
        if _MAY_CUT.fullmatch(line.words):
            close()
            found.left_out.append(line.words)
            new = True
            continue
        if _END.fullmatch(line.words):
            close()
            found.left_out.append(line.words)
            ended = _LAYOUT.fullmatch(line.words) is None
            continue
        if new or line.is_indented or line.is_apart or line.is_head:
            close()
        new = line.ends_here
        if in_note and _is_same_paragraph(line):
            found.notes[-1] += f" {line.words}"
            continue
        in_note = not paragraph and _is_aside(line)
        if in_note:
            found.notes.append(line.words)
            continue
        if not paragraph and _is_byline(line) and all(words.startswith("* ") for words in found.paragraphs):
            found.bylines.append(_BY.sub("", line.words))
            new = True
            continue
        paragraph.append(line.words)
    close()
