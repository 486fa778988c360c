#!/usr/bin/env bash
# click 8.3.1: confirm(..., err=True) asks on standard error, and still writes one blank to standard output.
#
# The question goes to stderr but for its last character, which is handed to input() and so printed on stdout. A program that
# writes records to stdout and asks on stderr, as click's documentation offers with `err`, puts a blank before its next record:
# JSON Lines readers pass over it, whoever compares bytes or counts columns does not. click 8.5.1 writes nothing to stdout.
# Exits with 1 when this changes.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT

on_stdout() { # VERSION OF CLICK -> what stands on standard output after a question asked on standard error
  python3 -m venv "$place/$1"
  "$place/$1/bin/pip" install --quiet --disable-pip-version-check "click==$1" 2>/dev/null
  printf 'y\n' | "$place/$1/bin/python" -c 'import click; click.confirm("Go on", err=True)' 2>/dev/null | od -An -c | tr -s ' '
}

changed=0
old=$(on_stdout 8.3.1) new=$(on_stdout 8.5.1)
[ -n "$old" ] && echo "as seen: click 8.3.1 writes to standard output:$old" || { echo "CHANGED: click 8.3.1: nothing"; changed=1; }
[ -z "$new" ] && echo "as seen: click 8.5.1 writes nothing" || { echo "CHANGED: click 8.5.1:$new"; changed=1; }
exit "$changed"
