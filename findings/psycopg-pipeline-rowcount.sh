#!/usr/bin/env bash
# psycopg 3.3.9 on PostgreSQL 15: in a pipeline the rows of a statement wait for it, the count of its rows does not. An UPDATE
# that changes nothing has a rowcount of -1, which Python takes for true.
#
# In a block of `Connection.pipeline()` statements are sent and not waited for; `fetchone()` waits for what it needs, so code
# that reads rows needs no change when it is put into such a block. `rowcount` and `description` return what is known at that
# moment, -1 and None, without a word: `if not cursor.rowcount: raise NotFound` never raises again, and looking at the columns
# of a SELECT says that it has none. After the next thing that is fetched both are right. Our writers go through pipelines since
# they wait for other writers under one lock; their cursors wait for the count as well (`store/postgres/connection.py`).
# Needs PostgreSQL's server programs (Debian: postgresql). Exits with 1 when this changes.
set -euo pipefail
place=$(mktemp -d /tmp/pgXXXX)
programs=$(dirname "$(command -v initdb || ls /usr/lib/postgresql/*/bin/initdb | tail -1)")
as=(env)
if [ "$(id -u)" = 0 ]; then  # initdb refuses root
  chown nobody "$place"
  as=(setpriv --reuid=nobody --regid="$(id -g nobody)" --clear-groups)
fi
stop() { "${as[@]}" "$programs/pg_ctl" -D "$place/data" -m immediate stop >/dev/null 2>&1 || true; rm -rf "$place"; }
trap stop EXIT
(cd "$place" && "${as[@]}" "$programs/initdb" -D "$place/data" -U desk -A trust >/dev/null 2>&1)
(cd "$place" && "${as[@]}" "$programs/pg_ctl" -D "$place/data" -w -l "$place/log" \
  -o "-c listen_addresses= -c unix_socket_directories=$place" start >/dev/null)
python3 -m venv "$place/venv"
"$place/venv/bin/pip" install --quiet --disable-pip-version-check 'psycopg[binary]==3.3.9'
"$place/venv/bin/python" - "$place" <<'PYTHON'
import sys

import psycopg

connection = psycopg.connect(f"postgresql://desk@/postgres?host={sys.argv[1]}", autocommit=True)
connection.execute("CREATE TABLE subscriptions (id int)")
told = {}
with connection.pipeline():
    for name, statement in (
        ("an UPDATE of no row", "UPDATE subscriptions SET id = 1"),
        ("a SELECT", "SELECT 1 AS one"),
    ):
        cursor = connection.execute(statement)
        before = cursor.rowcount, cursor.description and cursor.description[0].name
        connection.execute("SELECT 1").fetchone()  # something behind it is waited for
        told[name] = before, (cursor.rowcount, cursor.description and cursor.description[0].name)
print(f"psycopg {psycopg.__version__}, PostgreSQL {connection.info.server_version // 10_000}")
for name, (before, after) in told.items():
    print(f"{name} in a pipeline: rowcount and first column {before}, once something behind it was fetched {after}")
sys.exit(told != {"an UPDATE of no row": ((-1, None), (0, None)), "a SELECT": ((-1, None), (1, "one"))})
PYTHON
