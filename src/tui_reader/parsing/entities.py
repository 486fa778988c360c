"""What an XML document declares of its own before it begins, and whether that would blow it up."""

from __future__ import annotations

import re
from collections import Counter

from tui_reader import limits
from tui_reader.errors import TooLargeError

# Declarations stand at the head: a document that is still declaring after this is not written to be read.
HEAD_BYTES = 1024 * 1024
_ENTITY = re.compile(rb"<!ENTITY\s+(%\s+)?([^\s%\"'>]{1,200})\s+(?:\"([^\"]*)\"|'([^']*)')")
_REFERENCE = re.compile(rb"&([^\s&;#\"'<>]{1,200});")


def check_entities(raw: bytes, where: str) -> None:
    """Raise TooLargeError where the entities a document declares, written out, are over the cap.

    Nothing is expanded to find out: sizes are summed, those of nested entities too ("a billion laughs" as
    well as one long entity named a thousand times). Linear in the bytes.
    """
    if b"<!ENTITY" not in raw[:HEAD_BYTES]:
        return
    declared: dict[bytes, bytes] = {}
    for match in _ENTITY.finditer(raw[:HEAD_BYTES]):
        declared.setdefault(match[2], match[3] or match[4] or b"")
    sizes: dict[bytes, int] = {}
    for name in declared:
        _measure(name, declared, sizes)
    body = raw[raw.find(b"]>") + 2 :]
    uses = Counter(match[1] for match in _REFERENCE.finditer(body))
    if sum(sizes.get(name, 0) * times for name, times in uses.items()) > limits.MAX_ENTITY_CHARACTERS:
        raise TooLargeError("declares entities that blow up when written out", where, "nothing of it is read")


def _measure(first: bytes, declared: dict[bytes, bytes], sizes: dict[bytes, int]) -> None:
    """Find how long `first` is when written out, and all it is made of; a circle is beyond any cap."""
    beyond = limits.MAX_ENTITY_CHARACTERS + 1
    stack = [first]
    under_way: set[bytes] = set()
    while stack:
        name = stack[-1]
        parts = Counter(match[1] for match in _REFERENCE.finditer(declared[name]))
        waiting = [part for part in parts if part in declared and part not in sizes]
        if name in sizes:
            stack.pop()
        elif not waiting:
            nested = sum(sizes.get(part, 0) * times for part, times in parts.items())
            sizes[stack.pop()] = min(beyond, len(declared[name]) + nested)
        elif name in under_way:
            sizes[stack.pop()] = beyond
        else:
            under_way.add(name)
            stack += waiting
