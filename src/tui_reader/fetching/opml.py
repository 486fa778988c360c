"""Lists of subscriptions as other readers write them: OPML in and out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from xml.sax.saxutils import quoteattr

from tui_reader.domain import Subscription
from tui_reader.errors import ForbiddenAddressError, NotTextError, TooLargeError
from tui_reader.fetching.addresses import parse_place
from tui_reader.limits import MAX_OPML_BYTES

# What XML cannot hold, and what a terminal that the list is printed on may obey.
_NOT_PRINTED = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
MAX_NAME_CHARACTERS = 200
MAX_GROUP_DEPTH = 3  # of folders in folders that a group's name spells out


def read_opml(raw: bytes, where: str = "") -> tuple[list[Subscription], list[str]]:
    """Return the subscriptions of an OPML list, each URL once, and the addresses that may not be followed.

    The parser is libxml2's for HTML: it forgives what other readers write wrongly, and knows no entities
    of a document's own, no inclusions and no network. Raises TooLargeError, and NotTextError where nothing
    in it is a list.
    """
    from lxml import etree

    if len(raw) > MAX_OPML_BYTES:
        raise TooLargeError(f"larger than {MAX_OPML_BYTES // 2**20} MB", where, "split it")
    outlines = _Outlines()
    parser = etree.HTMLParser(target=outlines, encoding=_encoding(raw), no_network=True)
    parser.feed(raw.removeprefix(b"\xef\xbb\xbf") or b" ")
    parser.close()
    if not outlines.is_list:
        raise NotTextError("no OPML", where, "export the list of another reader as OPML")
    found: dict[str, Subscription] = {}
    refused: list[str] = []
    for url, title, group in outlines.found:
        try:
            place = parse_place(url.strip())
        except ForbiddenAddressError as error:
            refused.append(str(error))
            continue
        found.setdefault(place.url, Subscription(place.url, title=title, group=group))
    return list(found.values()), refused


def write_opml(subscriptions: Iterable[Subscription], title: str = "tui-reader") -> str:
    """Return the list as OPML 2.0, groups as folders, in the order given."""
    groups: dict[str, list[Subscription]] = {}
    for subscription in subscriptions:
        groups.setdefault(subscription.group or "", []).append(subscription)
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', '<opml version="2.0">']
    lines += [f"<head><title>{_attribute(title)[1:-1]}</title></head>", "<body>"]
    for group, members in groups.items():
        outlines = [
            f"<outline type={_attribute('rss')} text={_attribute(one.title or one.url)} xmlUrl={_attribute(one.url)}/>"
            for one in members
        ]
        lines += [f"<outline text={_attribute(group)}>", *outlines, "</outline>"] if group else outlines
    return "\n".join([*lines, "</body>", "</opml>", ""])


def _attribute(words: str) -> str:
    """Return the words as a quoted attribute that any XML reader takes."""
    return quoteattr(_NOT_PRINTED.sub(" ", words))


def _encoding(raw: bytes) -> str:
    """Return the encoding the bytes are read as: a mark's, else UTF-8 if they are, else what most mean by it."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return "windows-1252"
    return "utf-8"


class _Outlines:
    """Takes the outlines the parser comes upon. Linear: of the folders above, three are ever looked at."""

    def __init__(self) -> None:
        self.found: list[tuple[str, str | None, str | None]] = []
        self.is_list = False
        self._folders: list[str | None] = []
        self._commented = 0  # outlines we are in that are commented out

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Take the start of an element; an outline without a feed is a folder."""
        if tag == "opml":
            self.is_list = True
        if tag != "outline":
            return
        self.is_list = True
        if self._commented or attributes.get("iscomment", "").strip().lower() == "true":
            self._commented += 1  # its owner has switched it off, with all in it
            return
        name = " ".join((attributes.get("text") or attributes.get("title") or "").split())[:MAX_NAME_CHARACTERS]
        url = attributes.get("xmlurl")
        if not url and attributes.get("type", "").lower() in ("rss", "atom", "pie"):
            url = attributes.get("url")
        if url:
            group = " / ".join(filter(None, self._folders[:MAX_GROUP_DEPTH]))
            self.found.append((url, name or None, group or None))
        self._folders.append(None if url else name)

    def end(self, tag: str) -> None:
        """Take the end of an element."""
        if tag == "outline" and self._commented:
            self._commented -= 1
        elif tag == "outline" and self._folders:
            self._folders.pop()

    def data(self, words: str) -> None:
        """Take text, of which a list has none."""

    def close(self) -> None:
        """Take the end of it all."""
