#!/usr/bin/env bash
# striprtf 0.0.35, python-docx 1.2.0 (lxml 6.1.3) and docx2txt 0.9 on copy whose changes a word processor tracked.
#
# A writer has struck out "now" and put in "not": every word processor shows "I did not know of it" once the marks of
# the changes are hidden. A reader of their documentation expects the text. Seen instead, without a warning:
#   striprtf keeps what was struck out (\deleted) and what is hidden (\v): "I did now not know of it"
#   python-docx, paragraph.text, leaves out what was put in (w:ins) and keeps what is hidden (w:vanish): "I did know of it"
#   docx2txt has the changes right, and keeps what is hidden
# Where it matters: copy is filed as RTF and DOCX with its changes in it, and between quotation marks the one prints
# words nobody left standing, the other the opposite of what was said. Ask for copy with all changes accepted, or read
# w:ins, w:del and w:vanish, \deleted and \v oneself.
# Exits with 1 when any of this changes.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/venv"
"$place/venv/bin/pip" install --quiet --disable-pip-version-check \
  striprtf==0.0.35 python-docx==1.2.0 docx2txt==0.9 lxml==6.1.3
cd "$place"
"$place/venv/bin/python" - <<'PYTHON'
import sys

import docx
import docx2txt
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from striprtf.striprtf import rtf_to_text

RTF = (
    r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0 Arial;}}{\*\revtbl{Unknown;}{Desk;}}\pard "
    r"I did {\deleted\revauthdel1 now }{\revised\revauth1 not }{\v check this }know of it.\par}"
)
BY = 'w:id="1" w:author="Desk" w:date="2031-03-04T10:00:00Z"'
TRACKED = (
    f'<w:del {nsdecls("w")} {BY}><w:r><w:delText xml:space="preserve">now </w:delText></w:r></w:del>',
    f'<w:ins {nsdecls("w")} {BY}><w:r><w:t xml:space="preserve">not </w:t></w:r></w:ins>',
    f'<w:r {nsdecls("w")}><w:rPr><w:vanish/></w:rPr><w:t xml:space="preserve">check this </w:t></w:r>',
)
paper = docx.Document()
paragraph = paper.add_paragraph("I did ")
for part in TRACKED:
    paragraph._p.append(parse_xml(part))
paragraph.add_run("know of it.")
paper.save("copy.docx")
FOUND = {
    "striprtf": (rtf_to_text(RTF).strip(), "I did now not check this know of it."),
    "python-docx": (docx.Document("copy.docx").paragraphs[0].text, "I did check this know of it."),
    "docx2txt": (docx2txt.process("copy.docx").strip(), "I did not check this know of it."),
}
for name, (found, seen) in FOUND.items():
    print(f"{'as seen' if found == seen else 'CHANGED'}: {name}: {found}")
sys.exit(any(found != seen for found, seen in FOUND.values()))
PYTHON
