#!/usr/bin/env bash
# Looks the same texts up in the memory's engine and in what is there beside it, see
# memory/main.go: PostgreSQL's pg_trgm in a throw-away cluster, SQLite's FTS5 as python3 has it,
# OmegaT's own search where Debian's package (omegat, 3.6) and a JDK are there.
#
# UNITS (20000) and QUERIES (200) say how much; CORPUS, a folder with ar.txt and fr.txt of a
# sentence a line, takes the place of the sentences of the tests.
set -eu
cd "$(dirname "$0")/../../.."
tools=$PWD/.cache/bench
mkdir -p "$tools"
go build -o "$tools/memory" ./workflow/testdata/bench/memory
if command -v psql >/dev/null 2>&1; then
	storage/testdata/postgres.sh "$tools/memory"
else
	"$tools/memory"
fi
