"""Pairing marks into runs: what stands between an opening mark and its closing one, in one paragraph.

A stack holds the marks that are open. Three things make it more than that: a single mark may be an
apostrophe, a speaker's new paragraph (or, on pages that lost their line breaks, new sentence) opens a
mark though the one before never closed, and a mark may be missing. Each is settled by looking at most
`_HORIZON` marks ahead, so the work stays linear whatever the input.
"""

from __future__ import annotations

from dataclasses import dataclass

from tui_reader.quotations.sentence.marks import ALL as MARKS
from tui_reader.quotations.sentence.marks import Mark, find_marks

_HORIZON = 12  # marks looked ahead; quotations nested deeper than six are settled as they come
_DEPTH = 6  # runs nested deeper than this are not kept
_BULLET = 12  # code points a bullet and its blanks have at most
_ENDS = ".!?…"


@dataclass(slots=True, eq=False, repr=False)
class Run:
    """Words between marks: `start:end` without the marks and outer space, `open_at:close_at` with them."""

    start: int
    end: int
    open_at: int
    close_at: int
    double: bool
    opened: bool = True  # there is an opening mark
    closed: bool = True  # there is a closing mark
    parent: int | None = None  # index of the run around it, in the list of its paragraph
    continues: bool = False  # the speech began in the paragraph (or run) before


@dataclass(slots=True, eq=False, repr=False)
class _Pair:
    opener: Mark
    close_at: int
    after: int
    closed: bool
    continues: bool = False


def pair_runs(text: str, start: int, end: int, next_opens: Mark | None) -> list[Run]:
    """Return the runs of the paragraph `text[start:end]` by start, outer before inner.

    `next_opens` is the mark the next paragraph starts with, if any: it says that a speech not closed
    here goes on there.
    """
    marks = find_marks(text, start, end)
    if not marks:
        return []
    pairs, strays = _Pairing(text, start, end, marks, next_opens).pairs()
    runs = [run for pair in _shallow(pairs) if (run := _run(text, pair))]
    for closer in strays[:1]:
        _add_unopened(text, start, closer, runs)
    _set_parents(runs)
    return runs


def first_mark(text: str, start: int, end: int) -> Mark | None:
    """Return the mark the paragraph starts with, if it could open a quotation."""
    at = start
    while at < min(end, start + _BULLET) and text[at] in "•*-–— \t":
        at += 1
    if at >= end or text[at] not in MARKS:
        return None
    found = find_marks(text, at, min(end, at + 3))
    return found[0] if found and found[0].at == at and found[0].opens else None


class _Pairing:
    """One pass over the marks of one paragraph."""

    def __init__(self, text: str, start: int, end: int, marks: list[Mark], next_opens: Mark | None) -> None:
        self.text, self.start, self.end = text, start, end
        self.marks, self.next_opens = marks, next_opens
        self.stack: list[tuple[Mark, bool]] = []  # open marks, and whether each continues an earlier speech
        self.depth = {True: 0, False: 0}  # how many double, how many single marks are open
        self.done: list[_Pair] = []
        self.strays: list[Mark] = []

    def pairs(self) -> tuple[list[_Pair], list[Mark]]:
        for index, mark in enumerate(self.marks):
            either = mark.opens and mark.closes
            if mark.closes and (not either or self.depth[mark.double] > 0):
                self._close(index, mark)
            else:
                self._open(index, mark)
        self._finish()
        return self.done, self.strays

    def _push(self, mark: Mark, continues: bool = False) -> None:
        self.stack.append((mark, continues))
        self.depth[mark.double] += 1

    def _pop(self) -> tuple[Mark, bool]:
        mark, continues = self.stack.pop()
        self.depth[mark.double] -= 1
        return mark, continues

    def _open(self, index: int, mark: Mark) -> None:
        if not self.depth[mark.double] or self._nests(index, mark):
            self._push(mark)
            return
        while True:  # the one that is open was never closed: it ends here
            opener, continues = self._pop()
            if opener.double == mark.double:
                break
        cut = self._cut(opener.after, mark.at)
        if cut is not None and (opener.double or self._introduced(opener)):
            self.done.append(_Pair(opener, cut, cut, False, continues))
            self._push(mark, continues=self._only_space(cut, mark.at))
        else:
            self._push(mark)

    def _nests(self, index: int, mark: Mark) -> bool:
        """Say whether enough closing marks follow for this one and the one around it."""
        starts_sentence = self._after_sentence(mark.at)
        need = 2
        for later in self.marks[index + 1 : index + 1 + _HORIZON]:
            if later.double != mark.double:
                continue
            if later.closes and not (later.weak and starts_sentence):
                need -= 1
            elif later.opens:
                need += 1
            if need == 0:
                return True
        return False

    def _close(self, index: int, mark: Mark) -> None:
        if not self.depth[mark.double]:
            if not mark.weak:
                self.strays.append(mark)
            return
        if mark.weak and self._plural(index, mark):
            return
        if not mark.double and self.stack[-1][0].double:
            return  # a single mark does not close across a double one
        while True:
            opener, continues = self._pop()
            if opener.double == mark.double:
                break
        self.done.append(_Pair(opener, mark.at, mark.after, True, continues))

    def _plural(self, index: int, mark: Mark) -> bool:
        """Say whether a mark after an s is a plural's apostrophe: enough surer closing marks follow."""
        sure = 0
        for later in self.marks[index + 1 : index + 1 + _HORIZON]:
            if later.double:
                continue
            if later.opens and not later.closes:
                break
            sure += not later.weak
        return sure >= self.depth[False]

    def _finish(self) -> None:
        outermost = True
        for opener, continues in self.stack:
            if outermost and self._goes_on(opener):
                self.done.append(_Pair(opener, self.end, self.end, False, continues))
                outermost = False
            elif outermost and opener.double:
                stop = self._sentence_end(opener.after)
                self.done.append(_Pair(opener, stop, stop, False, continues))
                outermost = False

    def _goes_on(self, opener: Mark) -> bool:
        if self.next_opens is not None and self.next_opens.double == opener.double and self._introduced(opener):
            return True
        if opener.double:
            return self._introduced(opener)
        return self._introduced(opener) and (opener.at > self.start or self.text[self.end - 1] in _ENDS + ",")

    def _introduced(self, opener: Mark) -> bool:
        """Say whether the mark starts the paragraph, or follows a colon, a comma or a full stop."""
        before = self.text[max(self.start, opener.at - 4) : opener.at].rstrip().rstrip("•*-–— ")
        if not before:
            return opener.at - self.start <= 4
        return before[-1] in ":,.!?…"

    def _after_sentence(self, at: int) -> bool:
        before = self.text[max(self.start, at - 3) : at].rstrip()
        return bool(before) and before[-1] in _ENDS

    def _only_space(self, start: int, stop: int) -> bool:
        return stop - start < 4 and not self.text[start:stop].strip()

    def _cut(self, start: int, stop: int) -> int | None:
        """Return where speech opened before `start` and never closed ends: before the reporter's lead-in, if any."""
        lead_in = self.text[max(start, stop - 3) : stop].rstrip()
        if not lead_in or lead_in[-1] not in ":,":
            ended = lead_in.rstrip(MARKS) if lead_in else ""
            return stop if ended and ended[-1] in _ENDS else None
        window = max(start, stop - 300)  # a lead-in is a sentence; longer ones end with the run
        best = max(self.text.rfind(end + " ", window, stop) for end in _ENDS)
        return best + 1 if best > start else None

    def _sentence_end(self, start: int) -> int:
        found = [at for at in (self.text.find(end + " ", start, self.end) for end in _ENDS) if at >= 0]
        return min(found) + 1 if found else self.end


def _shallow(pairs: list[_Pair]) -> list[_Pair]:
    """Return the pairs by start, without those nested deeper than any speech is: they would cost quadratic space."""
    pairs.sort(key=lambda pair: (pair.opener.at, -pair.after))
    around: list[int] = []
    kept = []
    for pair in pairs:
        while around and around[-1] <= pair.opener.at:
            around.pop()
        around.append(pair.after)
        if len(around) <= _DEPTH:
            kept.append(pair)
    return kept


def _strong_before(text: str, at: int) -> bool:
    return at > 0 and text[at - 1] in ".,!?…"


def _run(text: str, pair: _Pair) -> Run | None:
    start, end = pair.opener.after, pair.close_at
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if not any(c.isalnum() for c in text[start:end]):
        return None
    return Run(start, end, pair.opener.at, pair.after, pair.opener.double, True, pair.closed, None, pair.continues)


def _add_unopened(text: str, start: int, closer: Mark, runs: list[Run]) -> None:
    """A closing mark with no opening one: the speech began after the last colon, if nothing quoted lies between."""
    floor = max((run.close_at for run in runs if run.open_at < closer.at), default=start)
    colon = text.rfind(": ", floor, closer.at)
    if colon < 0 or not _strong_before(text, closer.at):
        return
    opener = Mark(colon + 1, 1, closer.double, True, False)
    run = _run(text, _Pair(opener, closer.at, closer.after, True))
    if run is not None and run.end - run.start > 3:
        run.opened, run.open_at = False, run.start
        runs.append(run)
        runs.sort(key=lambda run: (run.open_at, -run.close_at))


def _set_parents(runs: list[Run]) -> None:
    around: list[int] = []
    for index, run in enumerate(runs):
        while around and runs[around[-1]].close_at <= run.open_at:
            around.pop()
        run.parent = around[-1] if around else None
        around.append(index)
