"""Bytes to text: which encoding it was taken for, and what is refused because it is no text."""

from __future__ import annotations

import codecs
from contextlib import suppress
from email.message import Message

from tui_reader import limits
from tui_reader.errors import NotTextError, TooLargeError

# What a file that is not text starts with; the name is what the reader is told.
SIGNATURES = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive (or an office document)"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\x89PNG", "a picture"),
    (b"GIF8", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3\x00", "a database"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"RIFF", "a sound, film or picture"),
    (b"\xd0\xcf\x11\xe0", "an office document"),
    (b"{\\rtf", "an office document (RTF)"),  # its words stand among commands, those struck out among them
)
SAMPLE = 64 * 1024  # enough to tell binary from text without walking a 16 MB file twice
# Pasted pages hold no control characters at all; a capture of a terminal session holds one in thirty.
MAX_CONTROL_SHARE = 0.1
CONTROLS = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1b")) + b"\x7f"
# A page of UTF-8 with a torn character or a stray byte stays UTF-8 when at least four of five
# characters beyond ASCII decode; windows-1252 prose read as UTF-8 gives almost none.
MIN_UTF8_SHARE = 0.8


def decode_page(raw: bytes, where: str = "", *, controlled: bool = False) -> tuple[str, tuple[str, ...]]:
    r"""Return the text of a page, newlines untouched, and what had to be assumed to read it.

    UTF-8, with or without a byte order mark (which stays in the text, so that offsets are those of
    plain UTF-8); UTF-16 with one; else windows-1252. `controlled`: it is a form of text with control characters.
    Raises NotTextError and TooLargeError.
    """
    if len(raw) > limits.MAX_PAGE_BYTES:
        megabytes = f"{len(raw) / 1e6:.0f} MB; at most {limits.MAX_PAGE_BYTES / 1e6:.0f} MB"
        raise TooLargeError(f"too large ({megabytes})", where, "split it into pages")
    if not raw.strip(b" \t\r\n\0"):
        raise NotTextError("the file is empty", where)
    for signature, name in SIGNATURES:
        if raw.startswith(signature):
            accepted = ", its changes accepted" if "office" in name else ""
            raise NotTextError(f"not text, but {name}", where, f"save the page as text or HTML{accepted}")
    return _decode(raw, where, controlled)


def in_utf8(body: bytes, content_type: str) -> bytes:
    """Return a body in UTF-8 where the header it came with names another encoding that fits, else as it came.

    XML says itself what it is in. UTF-7 is never believed: it hides markup in plain letters.
    """
    if body[:64].lstrip().startswith(b"<?xml"):
        return body
    header = Message()
    header["Content-Type"] = content_type
    try:
        name = codecs.lookup(header.get_content_charset("")).name
        body.decode("utf-8")
    except UnicodeDecodeError:
        with suppress(UnicodeDecodeError, LookupError):
            return body.decode(name).encode("utf-8") if name != "utf-7" else body
    except LookupError:
        pass
    return body


def check_length(text: str, where: str) -> None:
    """Raise TooLargeError for a text that is longer than a document may be."""
    if len(text) > limits.MAX_TEXT_CHARACTERS:
        most = f"at most {limits.MAX_TEXT_CHARACTERS:,}"
        raise TooLargeError(f"a text of {len(text):,} characters; {most}", where, "split it")


def _decode(raw: bytes, where: str, controlled: bool) -> tuple[str, tuple[str, ...]]:
    """Pick the encoding by evidence; UTF-7 is never tried, since it hides markup in plain letters."""
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) and not raw.startswith(codecs.BOM_UTF32_LE):
        text = raw.decode("utf-16", "replace")
        return text, ("read as UTF-16, as its byte order mark says", *_torn(text))
    sample = raw[:SAMPLE]
    if not controlled and len(sample) - len(sample.translate(None, CONTROLS)) > MAX_CONTROL_SHARE * len(sample):
        raise NotTextError("not text (binary, or UTF-16 without its mark)", where, "save the page as UTF-8 text")
    try:
        return raw.decode("utf-8"), ()
    except UnicodeDecodeError:
        text = raw.decode("utf-8", "replace")
    torn = text.count("\ufffd")
    beyond_ascii = sum(character > "\x7f" for character in text)
    if beyond_ascii - torn >= MIN_UTF8_SHARE * beyond_ascii:
        return text, _torn(text)
    text = raw.decode("windows-1252", "replace")
    return text, ("not UTF-8; read as windows-1252", *_torn(text))


def _torn(text: str) -> tuple[str, ...]:
    """Say how many bytes could not be read."""
    count = text.count("\ufffd")
    if not count:
        return ()
    return (f"{count} unreadable {'byte is' if count == 1 else 'bytes are'} shown as \ufffd",)
