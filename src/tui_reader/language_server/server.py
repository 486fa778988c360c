"""The server: takes drafts as they are written, tells their verdicts, answers what an editor asks."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, TypeVar

from lsprotocol import types
from pygls.lsp.server import LanguageServer

from tui_reader import __version__
from tui_reader.errors import TuiReaderError
from tui_reader.language_server import offers
from tui_reader.language_server.desk import Checked, OpenDraft, OpenDrafts

if TYPE_CHECKING:
    from tui_reader.newsroom import Newsroom

_REST = 0.012  # seconds without a key after which a draft is looked at: a fast writer's letters come 60 ms apart
_T = TypeVar("_T")


class DraftServer(LanguageServer):
    """A pygls server and the drafts of its client. One thread looks at drafts, so that keys are taken meanwhile."""

    def __init__(self, newsroom: Newsroom) -> None:
        # The whole text comes at each change: its lines are ours to count (see `positions`), not pygls'.
        super().__init__("tui-reader", __version__, text_document_sync_kind=types.TextDocumentSyncKind.Full)
        self.newsroom = newsroom
        self.drafts = OpenDrafts(newsroom)
        self._thread = ThreadPoolExecutor(1, "drafts")
        self._due: dict[str, asyncio.Task[None]] = {}

    async def ask(self, work: Callable[[], _T], otherwise: _T) -> _T:
        """Return what `work` gives in the thread; what a store or a draft refuses is told, and `otherwise` returned."""
        try:
            return await asyncio.get_running_loop().run_in_executor(self._thread, work)
        except TuiReaderError as error:
            self.window_log_message(types.LogMessageParams(types.MessageType.Warning, str(error)))
            return otherwise

    def changed(self, address: str, text: str, version: int | None) -> None:
        """Take the newest text of a draft, and look at it once the writer rests."""
        encoding = self.server_capabilities.position_encoding
        self.drafts.encoding = str(getattr(encoding, "value", encoding) or "utf-16")
        draft = self.drafts.take(address, text, version)
        due = self._due.pop(address, None)
        if due is not None:
            due.cancel()
        self._due[address] = asyncio.get_running_loop().create_task(self._look_soon(draft))

    def closed(self, address: str) -> None:
        """Forget a draft and what was told of it."""
        due = self._due.pop(address, None)
        if due is not None:
            due.cancel()
        self.drafts.close(address)
        self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(address, []))

    async def _look_soon(self, draft: OpenDraft) -> None:
        await asyncio.sleep(_REST)
        await self.look(draft)

    async def look(self, draft: OpenDraft) -> None:
        """Look at a draft and tell; what has changed meanwhile is told when that was looked at."""
        text, version = draft.text, draft.version
        none: Sequence[Checked] = ()
        found = await self.ask(lambda: self.drafts.look(draft), none)
        if draft.text == text and self.drafts.get(draft.address) is draft:
            told = offers.diagnostics(found, draft.places)
            self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(draft.address, told, version))

    async def newest(self, address: str) -> OpenDraft | None:
        """Return a draft whose verdicts are those of its newest text."""
        draft = self.drafts.get(address)
        if draft is not None and draft.looked_at != draft.text:
            await self.look(draft)
        return draft

    def shutdown(self) -> None:
        """Let the thread go with the client."""
        self._thread.shutdown(wait=False, cancel_futures=True)
        super().shutdown()  # type: ignore[no-untyped-call]


def make_server(newsroom: Newsroom) -> DraftServer:
    """Return a server that answers from a newsroom."""
    logging.getLogger("pygls").setLevel(logging.ERROR)  # a client's nonsense is answered, not told twice
    server = DraftServer(newsroom)
    _take_drafts(server)
    _answer(server)
    return server


def _take_drafts(server: DraftServer) -> None:
    @server.feature(types.TEXT_DOCUMENT_DID_OPEN)
    async def opened(params: types.DidOpenTextDocumentParams) -> None:
        document = params.text_document
        server.changed(document.uri, document.text, document.version)

    @server.feature(types.TEXT_DOCUMENT_DID_CHANGE)
    async def changed(params: types.DidChangeTextDocumentParams) -> None:
        if params.content_changes:
            document = params.text_document
            server.changed(document.uri, params.content_changes[-1].text, document.version)

    @server.feature(types.TEXT_DOCUMENT_DID_SAVE)
    async def saved(params: types.DidSaveTextDocumentParams) -> None:
        draft = server.drafts.get(params.text_document.uri)
        if draft is not None:  # the store may have news
            await server.look(draft)

    @server.feature(types.TEXT_DOCUMENT_DID_CLOSE)
    async def closed(params: types.DidCloseTextDocumentParams) -> None:
        server.closed(params.text_document.uri)


def _answer(server: DraftServer) -> None:
    newsroom = server.newsroom

    @server.feature(types.TEXT_DOCUMENT_HOVER)
    async def hover(params: types.HoverParams) -> types.Hover | None:
        draft = await server.newest(params.text_document.uri)
        at = params.position
        each = draft.at(draft.places.offset(at.line, at.character)) if draft else None
        return offers.hover(each, draft.places) if draft and each else None

    kinds = types.CodeActionOptions(code_action_kinds=[types.CodeActionKind.QuickFix])

    @server.feature(types.TEXT_DOCUMENT_CODE_ACTION, kinds)
    async def actions(params: types.CodeActionParams) -> list[types.CodeAction]:
        draft = await server.newest(params.text_document.uri)
        if draft is None:
            return []
        named = {_named(each.data) for each in params.context.diagnostics}
        begin, end = (draft.places.offset(at.line, at.character) for at in (params.range.start, params.range.end))
        meant = [
            each for each in draft.found if each.id in named or (each.span.start <= end and begin <= each.span.end)
        ]
        workspace = server.client_capabilities.workspace
        edits = workspace.workspace_edit if workspace else None
        versioned = bool(edits and edits.document_changes)
        return [action for each in meant for action in offers.actions(draft, each, versioned=versioned)]

    triggers = types.CompletionOptions(trigger_characters=list(offers.OPENING_MARKS))

    @server.feature(types.TEXT_DOCUMENT_COMPLETION, triggers)
    async def complete(params: types.CompletionParams) -> types.CompletionList:
        draft, at = server.drafts.get(params.text_document.uri), params.position
        found: list[types.CompletionItem] = []
        if draft is not None:
            found = await server.ask(lambda: offers.completions(newsroom, draft, at.line, at.character), [])
        return types.CompletionList(is_incomplete=True, items=found)

    @server.feature(types.WORKSPACE_SYMBOL)
    async def symbols(params: types.WorkspaceSymbolParams) -> list[types.WorkspaceSymbol]:
        return await server.ask(lambda: offers.symbols(newsroom, params.query), [])

    @server.command(offers.SHOW)
    async def show(post: str) -> None:
        detail = await server.ask(lambda: newsroom.post(post), None)
        address = detail.document.url if detail else None
        if not address or not address.startswith(("https://", "http://")):
            told = f"tui-reader export {post} shows it: the page has no address"
            server.window_show_message(types.ShowMessageParams(types.MessageType.Info, told))
            return
        await server.window_show_document_async(types.ShowDocumentParams(address, external=True))


def _named(data: object) -> str:
    return str(data.get("quotation")) if isinstance(data, dict) else ""
