#!/usr/bin/env bash
# trafilatura 2.3.1 (lxml 6.1.3, lxml_html_clean 0.4.6) on valid HTML: words vanish from the middle of a sentence, quietly.
#
# A reader of its documentation expects the sentences of an article. Seen instead, each in an article of its own:
#   <time>, <output> and <label> within a paragraph are taken for parts of a form or of the page's furniture and cut
#     out of their sentence: "We vote at and not before," and "We have and three votes, and more."
#   <del> words stay beside the <ins> words that replace them: "I did did not know of it."
#   <q> ends the paragraph: what follows it is a paragraph of its own, and its quotation marks are gone
#   text beside an empty block within one <div> is joined to it without a space: "anybody.The board"
# Where it matters: between quotation marks each of these is a misquotation. Ask trafilatura which paragraphs are the
# article, and take their words from the page's own text nodes.
# Exits with 1 when any of this changes.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/venv"
"$place/venv/bin/pip" install --quiet --disable-pip-version-check trafilatura==2.3.1 lxml==6.1.3 lxml_html_clean==0.4.6
"$place/venv/bin/python" - <<'PYTHON'
import sys
import trafilatura

AROUND = (
    "The committee met on Tuesday morning to consider the proposals in detail and heard several witnesses about the bridge.",
    "The harbour board will meet on the last Friday of the month to look at what the engineers have written about the pier.",
)
SEEN = {
    '<p>“We vote at <time datetime="10:05">10.05</time> and not before,” she said.</p>': "“We vote at and not before,” she said.",
    "<p>“We have <output>five</output> votes, and <label>no</label> more.”</p>": "“We have votes, and more.”",
    "<p>I <del>did</del> <ins>did not</ins> know of it.</p>": "I did did not know of it.",
    "<p>She said <q>we will not resign</q>, and left the room.</p>": "She said we will not resign|, and left the room.",
    "<div>Nobody had been asked by anybody.<div></div>The <a href='/b'>board</a> will meet in June.</div>": (
        "Nobody had been asked by anybody.The board will meet in June."
    ),
}
changed = 0
for markup, seen in SEEN.items():
    page = f"<html><body><article><h1>Bridge</h1><p>{AROUND[0]}</p>{markup}<p>{AROUND[1]}</p></article></body></html>"
    lines = trafilatura.extract(page, include_comments=False).split("\n")
    found = "|".join(line for line in lines if line not in (*AROUND, "Bridge"))
    print(("as seen: " if found == seen else "CHANGED: ") + found)
    changed += found != seen
sys.exit(bool(changed))
PYTHON
