"""Who is who across pages: one key for every form of a name that several outlets print."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable

from tui_reader.text.names import KIN, TITLES
from tui_reader.text.normalise import FUNCTION_WORDS, content_words, folded_words, listed, stem

# A written report speaks for its author where one is named with it.
_WRITTEN = listed("report review audit inquiry study survey paper letter")


_MOSTLY = 0.75  # of the mentions of a role that must be of one person for it to be theirs
_OFFICE = re.compile(r"\b(?:No\.? ?|Number )(\d+)\b")  # an office known by its door: "No 4", "Number 4"


class People:
    """Joins the forms of one person's name: "Ada Lorne", "Ms Lorne", "Lorne", "the home secretary"."""

    def __init__(self, names: Iterable[str], roles: Iterable[tuple[str, str]] = ()) -> None:
        """Take every speaker name of the pages, and (name, role) pairs where a page gives both."""
        self._by_last: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self._by_first: dict[str, str] = {}
        self._longer: dict[str, str] = {}
        self._roles: dict[str, str] = {}
        for name in names:
            plain = _plain(name)
            if len(plain) > 1 and _looks_like_a_name(name, plain):
                self._by_last[plain[-1]][" ".join(plain)] += 1
        self._shorten()
        self._keys: dict[str, str] = {}
        votes: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for name, role in roles:
            if len(_plain(name)) > 1:
                votes[_role(role)][self._find(name)] += 1
        shorter: defaultdict[str, set[str]] = defaultdict(set)
        for role, holders in votes.items():
            holder, count = holders.most_common(1)[0]
            if role and count >= _MOSTLY * sum(holders.values()):
                self._roles[role] = holder
            for word in {role.partition(" ")[0], role.rpartition(" ")[2]}:
                shorter[word] |= holders.keys()
        for word, found in shorter.items():  # "the chief", where one chief constable alone is named
            if len(found) == 1:
                self._roles.setdefault(word, *found)
        self.name_stems = frozenset(stem(w) for full in self._by_last.values() for key in full for w in key.split())

    def _shorten(self) -> None:
        """Take a name that ends in another full name for that one: what stands before it is a rank we do not know."""
        first: defaultdict[str, set[str]] = defaultdict(set)
        for found in self._by_last.values():
            for name in list(found):
                parts = name.split()
                tails = [" ".join(parts[n:]) for n in range(1, len(parts) - 1)]
                kept = next((tail for tail in tails if tail in found), name)
                if kept is not name:
                    found[kept] += found.pop(name)
                    self._longer[name] = kept
                first[kept.split()[0]].add(kept)
        self._by_first = {name: next(iter(full)) for name, full in first.items() if len(full) == 1}

    def key(self, name: str | None) -> str:
        """Return the key of a person or body, "" for nobody. Two forms of one name have one key."""
        if not name:
            return ""
        if name not in self._keys:
            self._keys[name] = self._find(name)
        return self._keys[name]

    def named(self, query: str) -> str:
        """Return a query with every role in it put as who holds it ("the harbour master's reply")."""
        text = f" {_role(query)} "
        for role in sorted(self._roles, key=len, reverse=True):
            if " " in role:
                text = text.replace(f" {role} ", f" {self._roles[role]} ")
        return text.strip()

    def _find(self, name: str) -> str:
        plain = _plain(name)
        if not plain:
            holder = self._roles.get(_role(name))
            return holder or _role(name)
        full = self._by_last.get(plain[-1])
        if len(plain) == 1 and full:
            return full.most_common(1)[0][0]
        whole = " ".join(plain)
        if len(plain) == 1 and whole in self._by_first and whole not in KIN:
            return self._by_first[whole]  # "Mara", where only one Mara is named in full
        whole = self._longer.get(whole, whole)
        return self._roles.get(whole, whole)  # "the ombudsman's report": whoever is ombudsman


def is_written(key: str) -> bool:
    """Say whether a key is a written work named without its author ("the report"): anybody's words may be its."""
    return key in _WRITTEN


def last_name(key: str) -> str:
    """Return the last word of a key."""
    return key.rpartition(" ")[2]


def _looks_like_a_name(name: str, plain: list[str]) -> bool:
    """Say whether every word of the name itself has a capital ("Ada Lorne", not "The harbour board")."""
    lower = set(folded_words(" ".join(part for part in name.split() if part[:1].islower())))
    return not lower.intersection(plain)


def _plain(name: str) -> list[str]:
    """Return the words of a name that are the name; [] for a role alone."""
    words = [w for w in folded_words(_OFFICE.sub(r"no\1", name)) if w not in TITLES and w not in FUNCTION_WORDS]
    words = [w for w in words if w not in _WRITTEN] or words
    return words[1:] if len(words) > 1 and words[0] in KIN else words


def _role(name: str) -> str:
    return " ".join(content_words(name))
