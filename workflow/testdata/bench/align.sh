#!/usr/bin/env bash
# Scores `truchement align` beside the method of Gale and Church; see align/main.go. Debian packages
# no sentence aligner: hunalign and YASA are not there, and its OmegaT (3.6) matches only files of
# keys and values. OMEGAT names another OmegaT.jar to look into.
# BENCH_ALIGN names another folder of NAME.src, NAME.tgt and NAME.gold.
set -eu
cd "$(dirname "$0")/../../.."
tools=$PWD/.cache/bench
mkdir -p "$tools"
go build -o "$tools/truchement" ./cmd/truchement
go build -o "$tools/align" ./workflow/testdata/bench/align
omegat=${OMEGAT:-/usr/share/omegat/OmegaT.jar}
if [ ! -r "$omegat" ]; then
	echo "OmegaT is not installed: left out."
elif ! grep -qa 'org/omegat/gui/align/' "$omegat"; then # names in an archive are not packed
	echo "OmegaT ($omegat) aligns files of keys and values, not sentences: left out."
else
	echo "OmegaT ($omegat) has an aligner, but only in a window: left out."
fi
echo
"$tools/align" "$tools/truchement" "${BENCH_ALIGN:-workflow/align/testdata}"
