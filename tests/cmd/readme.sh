#!/bin/bash
# SPDX-License-Identifier: AGPL-3.0-or-later
# What README.md shows is what the programs print: every "$ sgsearch ..." in a code block is run on corpus/sample and
# its output compared with the lines that follow it, up to the next command or the end of the block.
set -eu
build=$1
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
export SGSEARCH_INDEX="$dir/index"
PATH="$(cd "$build" && pwd):$PATH"
export PATH
status=0
sgindex -q corpus/sample || [ $? -eq 1 ]

awk -v dir="$dir" '
/^```/ { inside = !inside; file = ""; next }
inside && /^\$ sgsearch/ { n++; file = sprintf("%s/%02d", dir, n); print substr($0, 3) > (file ".cmd"); printf "" > (file ".want"); next }
inside && /^\$ / { file = ""; next }
inside && file { print > (file ".want") }
' README.md

for cmd in "$dir"/*.cmd; do
	want=${cmd%.cmd}.want
	bash "$cmd" >"$dir/got" 2>/dev/null || true
	# a block may end a long answer with a line of three dots
	if tail -n 1 "$want" | grep -qx '\.\.\.'; then
		head -n -1 "$want" >"$want.cut"
		head -n "$(wc -l <"$want.cut")" "$dir/got" >"$dir/got.cut"
		mv "$want.cut" "$want"
		mv "$dir/got.cut" "$dir/got"
	fi
	if ! diff -u "$want" "$dir/got"; then
		echo "README.md is not true of: $(cat "$cmd")"
		status=1
	fi
done
[ -e "$dir/01.cmd" ] || { echo "README.md shows no command"; status=1; }
exit $status
