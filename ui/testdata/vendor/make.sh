#!/usr/bin/env bash
# Bundles ProseMirror into ui/static/vendor and writes its lines of vendor.lock; make vendor runs
# it. The versions and their checksums are those of package-lock.json: the same input makes the
# same file.
set -eu
cd "$(dirname "$0")"
root=$(git rev-parse --show-toplevel)
work=$root/.cache/vendor out=$root/ui/static/vendor
mkdir -p "$work"
cp package.json package-lock.json prosemirror.js "$work"
(cd "$work" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error)

packages=(model state view transform history)
others=(orderedmap rope-sequence)
names=("${packages[@]/#/prosemirror-}" "${others[@]}")
version() { node -p "require('$work/node_modules/$1/package.json').version"; }
licence() { node -p "require('$work/node_modules/$1/package.json').license"; }

"$work/node_modules/.bin/esbuild" "$work/prosemirror.js" --bundle --minify --format=esm \
	--target=es2020 --charset=utf8 --legal-comments=none --log-level=warning \
	--banner:js='// @ts-nocheck ProseMirror; see vendor.lock and prosemirror-licence.txt' \
	--outfile="$out/prosemirror.js"
for name in "${names[@]}"; do
	echo "$name $(version "$name")"
	echo
	cat "$work/node_modules/$name/LICENSE"
	echo
done >"$out/prosemirror-licence.txt"

lock=$out/vendor.lock
grep -v '^vendor/prosemirror' "$lock" >"$lock.new" || true
for file in prosemirror.js prosemirror-licence.txt; do
	sum=$(sha256sum "$out/$file")
	for name in "${names[@]}"; do
		echo "vendor/$file $name $(version "$name") $(licence "$name") ${sum%% *}"
	done
done >>"$lock.new"
mv "$lock.new" "$lock"
