"""A client of the language server in a few lines: a real process, real pipes."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

DRAFT = "file:///tmp/draft.md"


class Client:
    """Asks and waits; what comes in between is kept."""

    def __init__(self, store: Path, encodings: list[str] | None = None, capabilities: dict[str, Any] | None = None):
        command = [sys.executable, "-m", "tui_reader", "--store", str(store), "lsp"]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        self._number = 0
        general = {"general": {"positionEncodings": encodings}} if encodings else {}
        told = {"processId": None, "rootUri": None, "capabilities": general | (capabilities or {})}
        self.capabilities = self.ask("initialize", told)["capabilities"]
        self.tell("initialized", {})

    def send(self, body: bytes) -> None:
        assert self.process.stdin
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self.process.stdin.flush()

    def tell(self, method: str, params: Any) -> None:
        self.send(json.dumps({"jsonrpc": "2.0", "method": method, "params": params}).encode())

    def ask(self, method: str, params: Any) -> Any:
        self._number += 1
        self.send(json.dumps({"jsonrpc": "2.0", "id": self._number, "method": method, "params": params}).encode())
        while True:
            message = self._receive()
            if message.get("id") == self._number and "method" not in message:
                return message.get("result", message.get("error"))

    def wait(self, method: str) -> Any:
        while True:
            message = self._receive()
            if message.get("method") == method:
                return message["params"]

    def open(self, text: str) -> list[dict[str, Any]]:
        """Open a draft; return its diagnostics."""
        document = {"uri": DRAFT, "languageId": "markdown", "version": 1, "text": text}
        self.tell("textDocument/didOpen", {"textDocument": document})
        return list(self.wait("textDocument/publishDiagnostics")["diagnostics"])

    def change(self, text: str, version: int) -> Any:
        """Change the draft; return what is published."""
        document = {"uri": DRAFT, "version": version}
        self.tell("textDocument/didChange", {"textDocument": document, "contentChanges": [{"text": text}]})
        while (told := self.wait("textDocument/publishDiagnostics"))["version"] != version:
            pass
        return told

    def at(self, line: int, character: int) -> dict[str, Any]:
        """Return a place of the draft as a request names it."""
        return {"textDocument": {"uri": DRAFT}, "position": {"line": line, "character": character}}

    def leave(self) -> int:
        """Leave as a client should; return the exit code."""
        self.ask("shutdown", None)
        self.tell("exit", None)
        return self.process.wait(timeout=20)

    def _receive(self) -> dict[str, Any]:
        assert self.process.stdout
        length = 0
        while line := self.process.stdout.readline().strip():
            name, _, value = line.partition(b":")
            length = int(value) if name == b"Content-Length" else length
        assert length, "the server has gone"
        return dict(json.loads(self.process.stdout.read(length)))
