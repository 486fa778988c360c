"""Patterns compiled when they are first used: a command pays for those that its input needs."""

from __future__ import annotations

import re
from typing import cast


class _LatePattern:
    """A pattern that becomes one when it is first asked for anything, and then answers as fast as one."""

    def __init__(self, pattern: str, flags: int) -> None:
        self._pattern, self._flags = pattern, flags

    def __getattr__(self, name: str) -> object:
        compiled = re.compile(self._pattern, self._flags)
        for each in ("match", "search", "fullmatch", "finditer", "findall", "sub", "split", name):
            setattr(self, each, getattr(compiled, each))
        return getattr(compiled, name)


def late(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """Return `pattern` to be compiled when first used; for patterns at the top of a module.

    Those that make text safe to show take 3 ms to compile, that of a dateline 1.4; most lines need none of them.
    """
    return cast("re.Pattern[str]", _LatePattern(pattern, flags))
