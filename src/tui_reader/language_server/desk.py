"""The drafts that are open in an editor, each with the verdicts on its quotations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from tui_reader.domain import Span
from tui_reader.domain.draft import CheckedQuotation
from tui_reader.language_server.positions import Places

if TYPE_CHECKING:
    from tui_reader.drafting import Known
    from tui_reader.newsroom import Newsroom
    from tui_reader.parsing.drafts import Draft

_KEPT = 500  # verdicts a draft keeps: many times what one holds


@dataclass(frozen=True, slots=True)
class Checked:
    """A quotation with its verdicts and where it stands in the file; `id` names it while its words stay."""

    id: str
    span: Span
    checked: CheckedQuotation


@dataclass(slots=True)
class OpenDraft:
    """A draft as an editor has it: its newest text, and what was found in the text looked at last."""

    address: str
    text: str
    version: int | None = None
    places: Places = field(default_factory=lambda: Places(""))
    found: Sequence[Checked] = ()
    looked_at: str | None = None  # the text that `found` is of

    def at(self, offset: int) -> Checked | None:
        """Return the quotation at an offset, its marks included."""
        return next((each for each in self.found if each.span.start - 1 <= offset <= each.span.end + 1), None)


class OpenDrafts:
    """What an editor has open; verdicts are kept while words, speaker and store stay, so that a key costs little."""

    def __init__(self, newsroom: Newsroom) -> None:
        self._newsroom = newsroom
        self._open: dict[str, OpenDraft] = {}
        self._known: dict[str, Known] = {}
        self._version: int | None = None
        self.encoding = "utf-16"

    def take(self, address: str, text: str, version: int | None) -> OpenDraft:
        """Take the newest text of a draft."""
        draft = self._open.setdefault(address, OpenDraft(address, text))
        draft.text, draft.version, draft.places = text, version, Places(text, self.encoding)
        return draft

    def get(self, address: str) -> OpenDraft | None:
        """Return an open draft."""
        return self._open.get(address)

    def close(self, address: str) -> None:
        """Forget a draft."""
        self._open.pop(address, None)
        self._known.pop(address, None)

    def look(self, draft: OpenDraft) -> Sequence[Checked]:
        """Check a draft as it is now. Called from one thread at a time. Raises TooLargeError, StoreError."""
        from tui_reader.parsing.drafts import (
            read_draft,  # 20 ms of imports: paid after the server has said that it is ready
        )

        text = draft.text
        version = self._newsroom.store_version()
        if version != self._version:
            self._version = version
            self._known.clear()
        known = self._known.setdefault(draft.address, {})
        if len(known) > _KEPT:
            known.clear()
        read = read_draft(text, _name(draft.address))
        checked = self._newsroom.check_draft(read, known)
        found = [_placed(read, each, number) for number, each in enumerate(checked)]
        if draft.text == text:
            draft.found, draft.looked_at = found, text
        return found


def _placed(draft: Draft, each: CheckedQuotation, number: int) -> Checked:
    return Checked(f"{number}:{hash(each.quotation.text) & 0xFFFFFFFF:x}", draft.source_span(each.quotation.span), each)


def _name(address: str) -> str:
    return unquote(urlsplit(address).path) or address
