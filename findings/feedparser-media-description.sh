#!/usr/bin/env bash
# feedparser 6.0.14: in a valid RSS 2.0 item the caption of a photo takes the place of the item's own words.
#
# Media RSS puts <media:title> and <media:description> of a photo inside <media:content>. feedparser files them under
# the same names as the item's own <title> and <description>, and which is which depends on the order of elements:
#   photo first: `summary` is the caption, and the item's description is its `content`
#   photo last:  `summary` is the description, and the caption is its `content`
#   an item without a title gets the photo's: "IMG_2041"
# So a reader that takes the longest text, or the content, or the summary, shows a photographer's caption as the report
# in one of the two orders. Nothing in the entry tells them apart (`media_description` is not there).
# Exits with 1 when this changes.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/venv"
"$place/venv/bin/pip" install --quiet --disable-pip-version-check feedparser==6.0.14
"$place/venv/bin/python" - <<'PYTHON'
import sys
import feedparser

OWN = "<description>The minister said that she would stay.</description>"
PHOTO = (
    '<media:content url="https://photos.example/1.jpg"><media:title>IMG_2041</media:title>'
    "<media:description>The minister at the door in May, in the rain.</media:description></media:content>"
)
CAPTION, WORDS = "The minister at the door in May, in the rain.", "The minister said that she would stay."


def entry(*parts):
    item = "".join(parts)
    return feedparser.parse(
        '<?xml version="1.0"?><rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/"><channel><title>Post</title>'
        f"<link>https://post.example/</link><description>News</description><item>{item}</item></channel></rss>"
    ).entries[0]


first, last, untitled = entry(PHOTO, OWN), entry(OWN, PHOTO), entry(OWN, PHOTO)
SEEN = {
    "photo first, summary": (first.summary, CAPTION),
    "photo first, content": (first.content[0].value, WORDS),
    "photo last, summary": (last.summary, WORDS),
    "photo last, content": (last.content[0].value, CAPTION),
    "no title, title": (untitled.get("title"), "IMG_2041"),
    "media_description": (last.get("media_description"), None),
}
for name, (found, seen) in SEEN.items():
    print(f"{'as seen' if found == seen else 'CHANGED'}: {name}: {found!r}")
sys.exit(any(found != seen for found, seen in SEEN.values()))
PYTHON
