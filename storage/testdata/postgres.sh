#!/usr/bin/env bash
# Runs a command against a throw-away PostgreSQL cluster:
#
#     storage/testdata/postgres.sh go test ./storage/...
#
# The cluster lives in a temporary directory, listens on a Unix socket there and nowhere else,
# trusts every user who can reach that directory, and is stopped and removed when the command ends,
# whose exit status is this script's. TRUCHEMENT_TEST_POSTGRES is its URL for the command; the
# role may create databases and schemas. Durability is PostgreSQL's default (fsync on), because
# the tests are about it. Text is sorted by French rules, as on the servers of a French newsroom:
# SQL that means byte order must say so.
#
# PG_BINDIR names the server's programs, where they are not in Debian's place or on the PATH.
# As root the server runs as the user postgres, since it refuses to run as root.
set -eu

fail() {
	echo "postgres.sh: $*" >&2
	exit 1
}

# bindir prints the folder of initdb: the one asked for, Debian's newest, or the PATH's.
bindir() {
	local found
	if [ -n "${PG_BINDIR:-}" ]; then
		echo "$PG_BINDIR"
		return
	fi
	found=$(ls -d /usr/lib/postgresql/*/bin/initdb 2>/dev/null | sort -V | tail -n 1)
	[ -n "$found" ] || found=$(command -v initdb || true)
	[ -z "$found" ] || dirname "$found"
}

# as_server runs a program as the user who owns the cluster, in a folder that user can enter.
as_server() {
	if [ "$(id -u)" = 0 ]; then
		(cd "$dir" && exec runuser -u postgres -- "$@")
	else
		(cd "$dir" && exec "$@")
	fi
}

cleanup() {
	local status=$?
	trap - EXIT
	if [ -f "$dir/data/postmaster.pid" ]; then
		as_server "$bin/pg_ctl" stop -D "$dir/data" -m immediate -s || status=1
	fi
	rm -rf "$dir"
	exit "$status"
}

# create makes the cluster: by ICU's French order, or by bytes where the server is built without ICU.
create() {
	local common=(-D "$dir/data" -U postgres -A trust -E UTF8 --locale=C.UTF-8)
	as_server "$bin/initdb" "${common[@]}" --locale-provider=icu --icu-locale=fr \
		>"$dir/initdb.log" 2>&1 && return
	rm -rf "$dir/data"
	as_server "$bin/initdb" "${common[@]}" >>"$dir/initdb.log" 2>&1 && return
	cat "$dir/initdb.log" >&2
	fail "initdb failed"
}

start() {
	local options="-k '$dir' -c listen_addresses='' -c max_connections=300"
	as_server "$bin/pg_ctl" start -D "$dir/data" -l "$dir/server.log" -o "$options" -w -s && return
	cat "$dir/server.log" >&2
	fail "the server did not start"
}

[ $# -gt 0 ] || fail "usage: postgres.sh COMMAND [ARGUMENT…]"
bin=$(bindir)
[ -n "$bin" ] && [ -x "$bin/initdb" ] ||
	fail "PostgreSQL is not installed (Debian: apt-get install postgresql), or PG_BINDIR is wrong"

# A Unix socket's path is limited to 107 bytes, so a long TMPDIR is passed over.
base=${TMPDIR:-/tmp}
[ "${#base}" -le 60 ] || base=/tmp
dir=$(mktemp -d "$base/truchement-pg.XXXXXX")
trap cleanup EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
if [ "$(id -u)" = 0 ]; then
	id postgres >/dev/null 2>&1 || fail "as root, PostgreSQL needs the user postgres"
	chown postgres "$dir"
fi
create
start
TRUCHEMENT_TEST_POSTGRES="postgres://postgres@/postgres?host=$dir"
export TRUCHEMENT_TEST_POSTGRES
"$@"
