#!/usr/bin/env bash
# newsmlg2 1.1 (IPTC's reader of NewsML-G2): the value of a label or block ends at its first inline element.
#
# The standard lets headline, byline and editor's note hold `span`, `a` and `inline`. The library gives what stands before
# the first of them: the editor's note "Do <span>not</span> use this." reads "Do", and "Lamps go out on the <span>long</span>
# road" has no road. What was said after is in no attribute of the object; the element's own text must be read instead.
# Exits with 1 when this changes.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/venv"
"$place/venv/bin/pip" install --quiet --disable-pip-version-check newsmlg2==1.1
cat >"$place/item.xml" <<'XML'
<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:example:1" version="1" standard="NewsML-G2"
 standardversion="2.33" conformance="power">
<catalogRef href="http://www.iptc.org/std/catalog/catalog.IPTC-G2-Standards_38.xml"/>
<itemMeta><itemClass qcode="ninat:text"/><provider qcode="nprov:EP"/><versionCreated>2031-06-12T10:00:00Z</versionCreated>
<edNote>Do <span class="strong">not</span> use this.</edNote></itemMeta>
<contentMeta><by>By <span class="name">Ada Marsh</span> in Hillford</by>
<headline>Lamps go out on the <span class="strong">long</span> road</headline></contentMeta>
</newsItem>
XML
"$place/venv/bin/python" - "$place/item.xml" <<'PYTHON'
import sys

import NewsMLG2

item = NewsMLG2.NewsMLG2Document(sys.argv[1]).get_item()
found = {
    "editor's note": [str(each) for each in item.itemmeta.ednote],
    "byline": [str(each) for each in item.contentmeta.by],
    "headline": [str(each) for each in item.contentmeta.headline],
}
expected = {"editor's note": ["Do"], "byline": ["By"], "headline": ["Lamps go out on the"]}
for name, value in found.items():
    print(f"{'as seen' if value == expected[name] else 'CHANGED'}: {name}: {value!r}")
raise SystemExit(int(found != expected))
PYTHON
