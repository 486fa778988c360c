"""What an outlet states of its page in JSON-LD: articles and live blogs, however broken the JSON is."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

Node = Mapping[str, Any]

LIVE_BLOG = "LiveBlogPosting"
MAX_NODES = 50_000  # of one page; a live page of a thousand updates has some ten thousand
MAX_DEFECTS = 100  # of one script: each costs a look from the broken node to the defect
_EDGE = 100  # letters at either end that are looked at for what hides a script from old browsers
_OPENING = re.compile(r"\s*(?:<!--|(?://|/\*)?\s*<!\[CDATA\[(?:\s*\*/)?)")
_CLOSING = re.compile(r"(?:(?://|/\*)\s*)?(?:-->|\]\]>)(?:\s*\*/)?\s*$")
_TRAILING_COMMA = re.compile(r",(?=\s*[}\]])")
_LINE_COMMENT = re.compile(r"^\s*//[^\n]*$|/\*[^*]*\*/", re.MULTILINE)
_NODE = re.compile(r'\{\s*"@')
_SURROGATE = re.compile("[\ud800-\udfff]")
_FIELD = re.compile(
    r'"(@type|headline|datePublished|dateModified|url|articleBody)"\s*:\s*"((?:[^"\\]|\\.){0,200000})"', re.DOTALL
)


def read_json_ld(scripts: Sequence[str]) -> list[Node]:
    """Return every node with a type in the JSON-LD scripts of a page, in order, outer before inner.

    Comments, control characters, trailing commas and a missing end are put up with; what still cannot be
    read gives the plain fields that stand in it. Lone surrogates are replaced.
    """
    nodes: list[Node] = []
    for script in scripts:
        for value in _values(script):
            for node in _typed(value):
                nodes.append(node)
                if len(nodes) >= MAX_NODES:
                    return nodes
    return nodes


def types_of(node: Node) -> list[str]:
    """Return the names of a node's types, without the address of their vocabulary."""
    found = node.get("@type")
    return [str(one).rsplit("/", 1)[-1].rsplit(":", 1)[-1] for one in (found if isinstance(found, list) else [found])]


def is_article(node: Node) -> bool:
    """Say whether a node is an article of any kind: news, opinion, report, blog post."""
    return any(name.endswith(("Article", "BlogPosting", "Report")) for name in types_of(node))


def is_live_blog(node: Node) -> bool:
    """Say whether a node is a live blog with updates in it."""
    return LIVE_BLOG in types_of(node) and bool(listed(node.get("liveBlogUpdate")))


def listed(value: object) -> list[Any]:
    """Return a value as a list: one thing is a list of one, nothing is none."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def line(value: object) -> str:
    """Return a string of the JSON, "" for anything else; the first string of a list."""
    if isinstance(value, list):
        value = next((one for one in value if isinstance(one, str)), None)
    return _SURROGATE.sub("\ufffd", value).strip() if isinstance(value, str) else ""


def address(value: object) -> str:
    """Return the URL of a thing that is given as a string or as an object."""
    for one in listed(value):
        found = line(one.get("@id") or one.get("url")) if isinstance(one, Mapping) else line(one)
        if found:
            return found
    return ""


def names(value: object, *, people: bool = False) -> list[str]:
    """Return the names of persons or bodies given as strings, objects or lists of them; `people`: not of bodies."""
    found = []
    for one in listed(value):
        if isinstance(one, Mapping):
            if people and any("Organi" in name for name in types_of(one)):
                continue
            found += [line(name) for name in listed(one.get("name"))]
        else:
            found.append(line(one))
    return [name for name in found if name and "://" not in name]


def _values(script: str) -> Iterator[object]:
    """Yield what a script holds, tried as it is first, then mended."""
    text = script.strip().removeprefix("\ufeff").rstrip(";").strip()
    for mend in (str, _bare, lambda words: _TRAILING_COMMA.sub("", _bare(words))):
        try:
            yield json.loads(mend(text), strict=False)
            return
        except ValueError:
            continue
        except RecursionError:
            return
    yield _salvaged(text)


def _salvaged(text: str) -> dict[str, object]:
    """Return what stands whole in JSON that is broken: its plain fields and, of a live page, its updates."""
    fields: dict[str, object] = {}
    for match in _FIELD.finditer(text):
        try:
            fields.setdefault(match[1], json.loads(f'"{match[2]}"', strict=False))
        except ValueError:
            continue
    if LIVE_BLOG in text:
        updates = [node for node in _whole_nodes(text) if is_article(node)]
        fields |= {"@type": LIVE_BLOG, "liveBlogUpdate": updates}
    return fields


def _whole_nodes(text: str) -> Iterator[Node]:
    """Yield the outermost nodes that can be read; those round a defect are given up, the ones within tried."""
    decoder = json.JSONDecoder(strict=False)
    end = failures = 0
    for match in _NODE.finditer(text):
        if match.start() < end:
            continue
        try:
            node, end = decoder.raw_decode(text, match.start())
        except (ValueError, RecursionError):
            failures += 1
            if failures > MAX_DEFECTS:
                return
            continue
        yield node


def _bare(text: str) -> str:
    """Return the script without the comments that hide it from old browsers or stand between its lines."""
    opening = _OPENING.match(text[:_EDGE])
    text = text[opening.end() :] if opening else text
    text = text[:-_EDGE] + _CLOSING.sub("", text[-_EDGE:])
    return _LINE_COMMENT.sub("", text).strip().rstrip(";")


def _typed(value: object) -> Iterator[Node]:
    """Yield the nodes that have a type, outer before inner, without recursion."""
    stack = [value]
    while stack:
        one = stack.pop()
        if isinstance(one, Mapping):
            if "@type" in one:
                yield one
            stack += [inner for inner in reversed(list(one.values())) if isinstance(inner, dict | list)]
        elif isinstance(one, list):
            stack += [inner for inner in reversed(one) if isinstance(inner, dict | list)]
