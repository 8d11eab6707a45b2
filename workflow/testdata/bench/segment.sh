#!/usr/bin/env bash
# Scores `truchement segment` beside the peers that are there; see segment/main.go. The npm
# package is fetched into .cache/bench; OmegaT and node are Debian's.
set -eu
cd "$(dirname "$0")/../../.."
tools=$PWD/.cache/bench
mkdir -p "$tools"
cp workflow/testdata/bench/segment/peers.mjs "$tools"
[ -d "$tools/node_modules/sentencex" ] ||
	npm install --silent --no-audit --no-fund --prefix "$tools" sentencex@1.0.17 ||
	echo "sentencex could not be fetched" >&2
go build -o "$tools/truchement" ./cmd/truchement
go build -o "$tools/segment" ./workflow/testdata/bench/segment
BENCH_TOOLS=$tools "$tools/segment" "$tools/truchement"
