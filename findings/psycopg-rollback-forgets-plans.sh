#!/usr/bin/env bash
# psycopg 3.3.9 on PostgreSQL 15: ROLLBACK throws away every statement that a session has prepared, so a reader that ends its
# transactions with ROLLBACK never has a plan twice.
#
# A reader that wants one moment of the database asks in a transaction, has nothing to keep, and ends it with ROLLBACK. At that psycopg
# deallocates all that the connection prepared, whether or not the transaction made or dropped anything (an object might have been
# made again under its name). PostgreSQL itself keeps prepared statements across a ROLLBACK. With COMMIT in its place 30
# transactions run on one plan; with ROLLBACK each of the 30 parses and plans anew. A join of eight tables takes longer to
# plan (4.5 ms) than to run (0.6 ms): our reads of a post fell from 14 ms to 4.
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

ASKED = "SELECT %s::text"
found = {}
for end in ("COMMIT", "ROLLBACK"):
    connection = psycopg.connect(f"postgresql://desk@/postgres?host={sys.argv[1]}", autocommit=True)
    for number in range(30):
        connection.execute("BEGIN READ ONLY")
        connection.execute(ASKED, (str(number),), prepare=True).fetchone()
        connection.execute(end)
    kept = "SELECT coalesce(sum(generic_plans + custom_plans), 0)::int FROM pg_prepared_statements WHERE statement LIKE 'SELECT $1%%'"
    found[end] = connection.execute(kept, prepare=False).fetchone()[0]
    version = connection.info.server_version // 10_000
    connection.close()
connection = psycopg.connect(f"postgresql://desk@/postgres?host={sys.argv[1]}", autocommit=True, prepare_threshold=None)
connection.execute("PREPARE own AS SELECT 1")
connection.execute("BEGIN")
connection.execute("ROLLBACK")
servers_own = connection.execute("SELECT count(*) FROM pg_prepared_statements").fetchone()[0]
print(f"psycopg {psycopg.__version__}, PostgreSQL {version}")
print(f"30 transactions, uses of a kept statement: {found['COMMIT']} after COMMIT, {found['ROLLBACK']} after ROLLBACK")
print(f"a statement that the server prepared by itself, after ROLLBACK: {servers_own} of 1 left")
sys.exit(found != {"COMMIT": 30, "ROLLBACK": 0} or servers_own != 1)
PYTHON
