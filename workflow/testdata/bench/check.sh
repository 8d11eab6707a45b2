#!/usr/bin/env bash
# Looks at the same pairs with the checks (workflow/check) and with what others have; see check/main.go.
#
# pofilter is Debian's (translate-toolkit): check/pofilter.py runs the filters that the program runs. OmegaT is Debian's
# (omegat, 3.6): all that it checks without its window are tags and the places of printf, see check/OmegaT.java. LanguageTool
# is not there: Debian has no package of it, and what npm has only asks a server.
#
# BENCH_CHECK=FILE names other right pairs, Arabic and French with a tab between; BENCH_SEED=1 plants other mistakes;
# BENCH_EACH=100 says how many of a kind in a direction; BENCH_EXAMPLES=2 how many false and missed ones are shown.
set -eu
cd "$(dirname "$0")/../../.."
tools=$PWD/.cache/bench
mkdir -p "$tools"
go build -o "$tools/check" ./workflow/testdata/bench/check
BENCH_TOOLS=$tools "$tools/check"
