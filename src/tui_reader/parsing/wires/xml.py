"""XML from outside, read without following anything it refers to; its words as markup of the web."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import escape, unescape
from typing import Any

from tui_reader.parsing.entities import check_entities
from tui_reader.parsing.markup import Passage, read_markup

_BEFORE = b"\xef\xbb\xbf \t\r\n"  # what may stand before the first element, and should not
_SAFE: dict[str, Any] = {"load_dtd": False, "no_network": True, "remove_pis": True}
_OWN_ENTITY = re.compile(rb"<!ENTITY\s+[^\s%\"'>]+\s+[\"']")
_OUTER_ENTITY = re.compile(rb"<!ENTITY\s+[^>]{0,200}?\b(?:SYSTEM|PUBLIC)\b")


def read_xml(raw: bytes, where: str = "") -> Any | None:
    """Return the root element, None where the bytes are no XML at all; what is cut off is read as far as it goes.

    Entities that the document itself declares are written out, up to a cap; no DTD is loaded, no address opened.
    Raises TooLargeError.
    """
    from lxml import etree

    check_entities(raw, where)
    try:
        # Where all it declares is its own, it is written out; else a reference stays, and shows that words are missing.
        own = bool(_OWN_ENTITY.search(raw)) and not _OUTER_ENTITY.search(raw)
        parser = etree.XMLParser(**_SAFE, recover=True, resolve_entities="internal" if own else False)
        return etree.fromstring(raw.lstrip(_BEFORE), parser)
    except (etree.XMLSyntaxError, ValueError):
        return None


def is_whole(raw: bytes) -> bool:
    """Say whether the bytes are well-formed to their end."""
    from lxml import etree

    try:
        etree.fromstring(raw.lstrip(_BEFORE), etree.XMLParser(**_SAFE, resolve_entities=False))
    except (etree.XMLSyntaxError, ValueError):
        return False
    return True


def name_of(element: Any) -> str:
    """Return the name of an element in small letters, without its namespace; "" for a comment."""
    tag = element.tag
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""


def children(element: Any | None, *path: str) -> Iterator[Any]:
    """Yield the elements at the end of a path of names, whatever their namespace.

    >>> [e.text for e in children(read_xml(b"<a><b><c>1</c></b><b><c>2</c></b></a>"), "b", "c")]
    ['1', '2']
    """
    if element is None:
        return
    if not path:
        yield element
        return
    for child in element:
        if name_of(child) == path[0]:
            yield from children(child, *path[1:])


def child(element: Any | None, *path: str) -> Any | None:
    """Return the first of them, None where there is none."""
    return next(children(element, *path), None)


def words_in(element: Any | None) -> str:
    """Return all words of an element in one line, those after inline elements as well."""
    if element is None:
        return ""
    return " ".join("".join(_texts(element)).split())


def missing_entities(root: Any) -> list[str]:
    """Return the references to words that are in no part of the document, nor among those HTML knows: "&words;"."""
    from lxml import etree

    found = dict.fromkeys(entity.text for entity in root.iter(etree.Entity))
    return [text for text in found if unescape(text) == text]


def attribute(element: Any | None, name: str) -> str:
    """Return the value of an attribute, "" where it is not there."""
    return (element.get(name) or "").strip() if element is not None else ""


def passages_in(
    element: Any, renamed: Mapping[str, str] | None = None, dropped: frozenset[str] = frozenset()
) -> list[Passage]:
    """Return the paragraphs of an element that holds XHTML, or what `renamed` makes of its names; see `read_markup`."""
    return read_markup("".join(_markup(element, renamed, dropped)))


def _texts(element: Any) -> Iterator[str]:
    """Yield the text of an element in order; an entity that was not written out stands as it is printed."""
    if isinstance(element.tag, str):
        yield element.text or ""
        for each in element:
            yield from _texts(each)
            yield each.tail or ""
    elif element.text and element.text.startswith("&"):
        yield unescape(element.text)  # the DTDs of news declare what HTML does: "&pound;"


def _markup(element: Any, renamed: Mapping[str, str] | None, dropped: frozenset[str]) -> Iterator[str]:
    """Yield the element as HTML; names that `renamed` does not know are inline, if it is given."""
    if not isinstance(element.tag, str):
        if element.text and element.text.startswith("&"):
            yield element.text
        return
    name = name_of(element)
    if name in dropped:
        return
    if renamed is not None:
        credited = name == "credit" and name_of(element.getparent()) != "bq"
        name = "figcaption" if credited else renamed.get(name, "span")
    style = "".join(f' {key}="{escape(value)}"' for key, value in element.attrib.items() if key in ("style", "hidden"))
    yield f"<{name}{style}>"
    yield escape(element.text or "", quote=False)
    for each in element:
        yield from _markup(each, renamed, dropped)
        yield escape(each.tail or "", quote=False)
    if name != "br":
        yield f"</{name}>"
