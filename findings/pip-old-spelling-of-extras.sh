#!/usr/bin/env bash
# pip 23.2.1 (what Python 3.11.7 brings): an extra asked for by its old spelling is dropped with a warning, and the install succeeds.
#
# justext 3.0.2 asks for `lxml[html_clean]`; lxml 6.1.3 states the extra as `html-clean`, as the packaging standards write
# names now. pip compared extras letter by letter before 23.3: it prints "does not provide the extra 'html_clean'", leaves with 0,
# and `import justext` fails for want of lxml_html_clean, and with it whatever stands on it (trafilatura). pip 23.3 installs it.
# Whoever ships to machines with an old pip names the package behind the extra as a dependency of their own.
# Exits with 1 when this changes.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT

tried() { # VERSION OF PIP -> whether justext can be imported
  python3 -m venv "$place/$1"
  "$place/$1/bin/python" -m pip install --quiet --disable-pip-version-check "pip==$1"
  "$place/$1/bin/python" -m pip install --disable-pip-version-check justext==3.0.2 lxml==6.1.3 >"$place/$1.log" 2>&1
  grep -q "does not provide the extra 'html_clean'" "$place/$1.log" && echo -n "warned, " || echo -n "not warned, "
  "$place/$1/bin/python" -c 'import justext' 2>/dev/null && echo "imported" || echo "not imported"
}

changed=0
for seen in "23.2.1: warned, not imported" "23.3: not warned, imported"; do
  version=${seen%%:*}
  found="$version: $(tried "$version")"
  if [ "$found" = "$seen" ]; then echo "as seen: pip $found"; else echo "CHANGED: pip $found"; changed=1; fi
done
exit "$changed"
