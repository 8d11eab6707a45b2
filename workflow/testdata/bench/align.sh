#!/usr/bin/env bash
# Scores `truchement align` beside the method of Gale and Church; see align/main.go. No sentence
# aligner is packaged by Debian: hunalign and YASA are not, and Debian's OmegaT (3.6) has none yet.
# BENCH_ALIGN names another folder of NAME.src, NAME.tgt and NAME.gold.
set -eu
cd "$(dirname "$0")/../../.."
tools=$PWD/.cache/bench
mkdir -p "$tools"
go build -o "$tools/truchement" ./cmd/truchement
go build -o "$tools/align" ./workflow/testdata/bench/align
"$tools/align" "$tools/truchement" "${BENCH_ALIGN:-workflow/align/testdata}"
