#!/usr/bin/env bash
# SQLite 3.46.1 (as apsw 3.46.1.0 brings it), FTS5: the index's own check, rank 1 included, passes an index in which a word
# was changed where that word stands twice in a row: the two errors cancel each other out.
#
# `INSERT INTO f(f, rank) VALUES ('integrity-check', 1)` works a checksum out of every place of every word of the table, and
# one of the index, and compares the two. The places are combined by exclusive or, and a place's own sum ends in
# "times nine plus the letter": where the last letter of a word differs and the word stands in two columns at one place,
# both places change by the same bits in about every second row. So "zebras" kept as "zebraq" is found by nobody and
# passes; one place more and it does not. News repeats its headline in its text, so that is the common case. Seen in 1 of
# 400 random single bits.
# A full check of ours compares the words of an index made anew as well (`store/sqlite/index_check.py`).
# Exits with 1 when this changes.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/venv"
"$place/venv/bin/pip" install --quiet --disable-pip-version-check apsw==3.46.1.0
"$place/venv/bin/python" - <<'PYTHON'
import apsw


def check(headline: str, text: str) -> tuple[str, int]:
    """Change the word in the index of one story; return what the check says and how many stories have the word then."""
    db = apsw.Connection(":memory:")
    db.execute("CREATE VIRTUAL TABLE stories USING fts5(headline, text)")
    db.execute("INSERT INTO stories (rowid, headline, text) VALUES (2, ?, ?)", (headline, text))
    for id, block in db.execute("SELECT id, block FROM stories_data").fetchall():
        db.execute("UPDATE stories_data SET block = ? WHERE id = ?", (block.replace(b"zebras", b"zebraq"), id))
    try:
        db.execute("INSERT INTO stories (stories, rank) VALUES ('integrity-check', 1)")
        said = "passes"
    except apsw.CorruptError:
        said = "corrupt"
    return said, len(db.execute("SELECT 1 FROM stories WHERE stories MATCH 'zebras'").fetchall())


seen = {
    "once, in the headline": (check("Zoo zebras move", "They went on Monday"), ("corrupt", 0)),
    "in headline and text, at one place": (check("Zoo zebras move", "Two zebras went on Monday"), ("passes", 0)),
    "in both, the text one word on": (check("Zoo zebras move", "The two zebras went on Monday"), ("corrupt", 0)),
}
print("SQLite", apsw.sqlite_lib_version())
for name, (found, expected) in seen.items():
    print(f"{'as seen' if found == expected else 'CHANGED'}: {name}: {found!r}")
raise SystemExit(int(any(found != expected for found, expected in seen.values())))
PYTHON
