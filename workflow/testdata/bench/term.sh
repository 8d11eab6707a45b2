#!/usr/bin/env bash
# Finds the same terms in the same texts with the termbase's engine (workflow/term) and with what
# others have; see term/main.go.
#
# OmegaT is Debian's (omegat, 3.6); its own classes find the terms, see term/OmegaT.java. Weblate is
# too much to install: term/weblate.py does what weblate/glossary/models.py says at commit
# 05135701baf9 (get_glossary_automaton, get_glossary_terms), with the automaton of ahocorasick_rs,
# which it uses, where pip has it, or of Debian's python3-ahocorasick, which gives the same matches.
set -eu
cd "$(dirname "$0")/../../.."
tools=$PWD/.cache/bench
mkdir -p "$tools"
[ -d "$tools/ahocorasick_rs" ] || timeout 60 python3 -m pip install --quiet --retries 0 \
	--target "$tools" ahocorasick_rs >/dev/null 2>&1 || true # then Debian's
go build -o "$tools/term" ./workflow/testdata/bench/term
BENCH_TOOLS=$tools "$tools/term"
