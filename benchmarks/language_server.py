"""The language server beside one that does nothing: until it is ready, until a key's verdicts are there, its memory.

    python benchmarks/language_server.py STORE [--runs 9]

The draft has 1,000 words and 20 quotations of the store, every other with a word changed; each key adds a letter, at
every fourth to a quotation. Printed: medians, the ratio to the bare server of the same run, and resident memory.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from tui_reader.domain import Filters
from tui_reader.newsroom import Newsroom

BARE = "from pygls.lsp.server import LanguageServer; LanguageServer('bare', '1').start_io()"
FILLER = "The council went on with its other business and heard from the chair about the budget of the year. "
ADDRESS = "file:///draft.md"


class Server:
    """A process, and the time it took to be ready."""

    def __init__(self, *command: str) -> None:
        began = time.perf_counter()
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.send("initialize", {"processId": None, "rootUri": None, "capabilities": {}}, id=1)
        self.receive()
        self.ready = time.perf_counter() - began

    def send(self, method: str, params: Any, **more: Any) -> None:
        body = json.dumps({"jsonrpc": "2.0", "method": method, "params": params, **more}).encode()
        assert self.process.stdin
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self.process.stdin.flush()

    def receive(self) -> dict[str, Any]:
        assert self.process.stdout
        length = 0
        while line := self.process.stdout.readline().strip():
            length = int(line.split(b":")[1]) if line.startswith(b"Content-Length") else length
        return dict(json.loads(self.process.stdout.read(length)))

    def verdicts(self, version: int) -> None:
        while True:
            message = self.receive()
            if message.get("method") == "textDocument/publishDiagnostics" and message["params"]["version"] == version:
                return

    def memory(self) -> int:
        """Return resident megabytes."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(status.split("VmRSS:")[1].split()[0]) // 1024

    def stop(self) -> None:
        self.process.kill()
        self.process.communicate()


def draft_of(store: Path) -> str:
    """Return a draft of 1,000 words with 20 quotations."""
    newsroom = Newsroom.open(store)
    said = [e.quotation for e in newsroom.quotations("", Filters(kind="direct", limit=400)) if e.quotation.speaker]
    newsroom.close()
    fitting = [each for each in said if 8 <= len(each.text.split()) <= 30 and '"' not in each.text][:20]
    paragraphs = []
    for number, each in enumerate(fitting):
        words = each.text.strip(" ,.")
        if number % 2:
            words = words.replace(words.split()[3], "perhaps", 1)
        paragraphs.append(f'{each.speaker} said: "{words}." {FILLER * 2}')
    text = "\n\n".join(paragraphs)
    return text + "\n\n" + FILLER * max(0, (1_000 - len(text.split())) // len(FILLER.split()))


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("store", type=Path)
    parser.add_argument("--runs", type=int, default=9)
    asked = parser.parse_args()
    ours = (sys.executable, "-m", "tui_reader", "--store", str(asked.store), "lsp")
    ready: dict[str, list[float]] = {"bare": [], "ours": []}
    for _ in range(asked.runs):
        for name, command in (("bare", (sys.executable, "-c", BARE)), ("ours", ours)):
            server = Server(*command)
            ready[name].append(server.ready)
            server.stop()
    bare, own = (statistics.median(ready[name]) for name in ("bare", "ours"))
    print(f"ready: {own * 1000:.0f} ms, {own / bare:.2f} times a bare server's {bare * 1000:.0f} ms")
    text, server = draft_of(asked.store), Server(*ours)
    server.send("initialized", {})
    document = {"uri": ADDRESS, "languageId": "markdown", "version": 1, "text": text}
    began = time.perf_counter()
    server.send("textDocument/didOpen", {"textDocument": document})
    server.verdicts(1)
    print(f"draft of {len(text.split()):,} words opened: {(time.perf_counter() - began) * 1000:.0f} ms")
    taken = []
    for version in range(2, 62):
        mark = text.index('"', 5 * version) + 4 if version % 4 == 0 else len(text)
        text = f"{text[:mark]}x{text[mark:]}"
        began = time.perf_counter()
        change = {"textDocument": {"uri": ADDRESS, "version": version}, "contentChanges": [{"text": text}]}
        server.send("textDocument/didChange", change)
        server.verdicts(version)
        taken.append((time.perf_counter() - began) * 1000)
    taken.sort()
    print(f"verdicts after a key: median {statistics.median(taken):.0f} ms, p95 {taken[int(0.95 * len(taken))]:.0f} ms")
    print(f"memory: {server.memory()} MB")
    server.stop()


if __name__ == "__main__":
    main()
