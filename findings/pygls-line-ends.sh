#!/usr/bin/env bash
# pygls 2.1.1: a document's lines end where Python's splitlines ends them, not where the language server protocol does.
#
# The protocol knows three line ends: LF, CR, CR LF. pygls also ends a line at a form feed, a vertical tab, U+0085 and
# U+2028, so after a pasted U+2028 every place an editor names lies a line too far down for the server: an incremental change
# on the editor's second line replaces words of what pygls takes for its third, and the server's text is no longer the
# editor's. Nothing is raised. Full synchronisation, and counting lines oneself, avoid it.
# Exits with 1 when this changes.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/venv"
"$place/venv/bin/pip" install --quiet --disable-pip-version-check "pygls==2.1.1"
"$place/venv/bin/python" - <<'PYTHON'
from lsprotocol import types
from pygls.workspace.text_document import TextDocument

def edited(first_line: str) -> tuple[int, str]:
    """Lines that pygls counts in two lines, and the text after the second line's first word is replaced."""
    document = TextDocument("file:///draft.md", first_line + "\nThe council voted.\n")
    lines = len(document.lines)
    second = types.Range(types.Position(1, 0), types.Position(1, 3))
    document.apply_change(types.TextDocumentContentChangePartial(range=second, text="A"))
    return lines, document.source

changed = 0
for name, letter in {"U+2028": "\u2028", "U+0085": "\x85", "form feed": "\f", "vertical tab": "\v"}.items():
    lines, text = edited(f"Two{letter}parts.")
    wrong = lines == 3 and "A council" not in text
    print(f"{'as seen' if wrong else 'CHANGED'}: {name}: {lines} lines for an editor's 2; after the edit {text!r}")
    changed |= not wrong
lines, text = edited("One part.")
right = lines == 2 and text == "One part.\nA council voted.\n"
print(f"{'as seen' if right else 'CHANGED'}: without them: {lines} lines; after the edit {text!r}")
raise SystemExit(int(changed or not right))
PYTHON
