#!/usr/bin/env bash
# textual 8.2.8: an app that was started for a browser goes on when the server that started it is gone.
#
# textual-serve 1.1.3 speaks to the app through its standard input and output and ends it by a "quit" packet. A server that
# is killed sends none. The web driver's reader of the input then comes to its end, closes itself, and tells nobody: the
# app stays, without input and without a screen, until somebody finds the process. (A terminal's app gets SIGHUP.)
# Exits with 1 when this changes.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/venv"
"$place/venv/bin/pip" install --quiet --disable-pip-version-check textual==8.2.8
cat >"$place/app.py" <<'PYTHON'
from textual.app import App

App().run()
PYTHON
"$place/venv/bin/python" - "$place/app.py" <<'PYTHON'
import os
import subprocess
import sys

driver = {"TEXTUAL_DRIVER": "textual.drivers.web_driver:WebDriver", "COLUMNS": "80", "ROWS": "24"}


def left_after(closing: bool) -> bool:
    """Start the app, close its input or ask it to quit, and say whether it is still there seconds later."""
    with subprocess.Popen(
        [sys.executable, sys.argv[1]],
        env={**os.environ, **driver},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as app:
        while app.stdout.readline() != b"__GANGLION__\n":
            pass
        if not closing:
            packet = b'{"type": "quit"}'
            app.stdin.write(b"M" + len(packet).to_bytes(4, "big") + packet)
        if closing:
            app.stdin.close()
        else:
            app.stdin.flush()
        try:
            app.wait(8)
        except subprocess.TimeoutExpired:
            app.kill()
            return True
        return False


seen = {"asked to quit": left_after(False), "its input closed": left_after(True)}
for what, left in seen.items():
    print(f"{what}: {'still running after 8 seconds' if left else 'ended'}")
as_seen = seen == {"asked to quit": False, "its input closed": True}
print("as seen" if as_seen else "CHANGED")
raise SystemExit(int(not as_seen))
PYTHON
