#!/usr/bin/env bash
# webvtt-py 0.6.0, pysubs2 1.8.1, pycaption 2.3.14: three readers of captions, and each gives other words than a film shows.
#
# One WebVTT file with two voices in one cue, "&amp;" (which WebVTT writes for "&") and a note behind the last cue:
# - webvtt-py leaves "&amp;" in the words, and credits both lines of the cue to its first voice;
# - pysubs2 leaves "&amp;" as well, keeps no voice at all, and takes a note behind a cue for words of the cue;
# - pycaption writes the voice into the words, "Ada Marsh: Roads & lamps".
# Nothing is raised. Whoever quotes from captions has to read cue, voice and entities themselves.
# Exits with 1 when this changes.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/venv"
"$place/venv/bin/pip" install --quiet --disable-pip-version-check webvtt-py==0.6.0 pysubs2==1.8.1 pycaption==2.3.14
cat >"$place/film.vtt" <<'VTT'
WEBVTT

00:00:01.000 --> 00:00:03.000
<v Ada Marsh>Roads &amp; lamps</v>

00:00:03.000 --> 00:00:05.000
<v Bo Lind>We said no.</v>
<v Ada Marsh>You did.</v>

NOTE
made by the committee office
VTT
"$place/venv/bin/python" - "$place/film.vtt" <<'PYTHON'
import sys
from pathlib import Path

import pysubs2
import webvtt
from pycaption import WebVTTReader

path = sys.argv[1]
cues = [(cue.voice, cue.text) for cue in webvtt.read(path)]
events = [(event.name, event.plaintext) for event in pysubs2.load(path)]
captions = WebVTTReader().read(Path(path).read_text("utf-8"))
shown = [caption.get_text() for caption in captions.get_captions(captions.get_languages()[0])]
seen = {
    "webvtt-py": cues == [("Ada Marsh", "Roads &amp; lamps"), ("Bo Lind", "We said no.\nYou did.")],
    "pysubs2": events[0] == ("", "Roads &amp; lamps") and "committee office" in events[1][1],
    "pycaption": shown == ["Ada Marsh: Roads & lamps", "Bo Lind: We said no.\nAda Marsh: You did."],
}
for name, found in (("webvtt-py", cues), ("pysubs2", events), ("pycaption", shown)):
    print(f"{'as seen' if seen[name] else 'CHANGED'}: {name}: {found!r}")
raise SystemExit(int(not all(seen.values())))
PYTHON
