#!/bin/bash
# SPDX-License-Identifier: AGPL-3.0-or-later
# sgsearch's counts against a scan of every passage by brute_force, and its texts against passages and files.
#
#   brute.sh BUILD_FOLDER
. "$(dirname "$0")/../cmd/lib.sh"

scan=$build/tests/quality/brute_force
[ -x "$scan" ] || skip_test "no $scan: make MODE=... tests"
queries=$(dirname "$0")/brute.queries
# the answer's counts in the form brute_force prints
of_answer='{total, documents: .total_documents,
	years: [.facets.year[] | select(.count > 0) | {key: (.value // 0 | tostring), value: .count}] | from_entries,
	sources: [.facets.source[] | select(.count > 0) | {key: .value, value: .count}] | from_entries,
	years_held: [.facets.year[] | {key: (.value // 0 | tostring), value: .held}] | from_entries,
	sources_held: [.facets.source[] | {key: .value, value: .held}] | from_entries}'

# counted NAME INDEX QUERIES
counted()
{
	local name=$1 index=$2 n=0 n_found=0 query expected got
	"$scan" "$index" <"$3" >"$work/expected" || { fail "$name: brute_force runs"; return; }
	while IFS= read -r query && IFS= read -r expected <&3; do
		n=$((n + 1))
		got=$("$sgsearch" --index="$index" --json --words --limit=0 -- "$query" 2>"$work/err")
		expected=$(jq -cS . <<<"$expected")
		is "$name: $query" "$(jq -cS "$of_answer" <<<"$got" 2>&1)" "$expected"
		[ "$(jq .total <<<"$expected")" -gt 0 ] && n_found=$((n_found + 1))
		verbatim "$name: $query" "$got"
	done <"$3" 3<"$work/expected"
	echo "# $name: $n queries, $n_found of them found something"
	[ $n -ge 20 ] && [ $((n_found * 2)) -ge $n ] || fail "$name: enough queries that find something"
}

# passages INDEX: every passage held, as {"ID": "text"}, into $work/passages
passages()
{
	local id
	for id in $(ids_of "$1"); do
		"$sgsearch" --index="$1" --show="$id" --json
	done | jq -s '[.[].passages[] | {key: .id, value: .text}] | from_entries' >"$work/passages"
}

# verbatim NAME ANSWER: every text shown stands in its passage as it is
verbatim()
{
	local lost
	lost=$(jq -c --slurpfile held "$work/passages" \
		'.results[]? | select(.text as $text | $held[0][.id] // "" | contains($text) | not) | .id' <<<"$2" | head -3)
	is "$1: texts are verbatim" "$lost" ""
}

# plain_files INDEX: every passage of a plain text file stands in the file, after collapsing white space
plain_files()
{
	local id path n=0
	for id in $(ids_of "$1"); do
		"$sgsearch" --index="$1" --show="$id" --json >"$work/shown"
		path=$(jq -r '.document.places[0]' "$work/shown")
		case $path in *.txt) ;; *) continue ;; esac
		n=$((n + 1))
		iconv -f UTF-8 -t UTF-8 "$path" >"$work/file" 2>/dev/null || iconv -f WINDOWS-1252 -t UTF-8 "$path" >"$work/file"
		is "$path: every passage stands in the file" "$(jq -c --rawfile file "$work/file" '
			($file | gsub("[\\s\u00a0\ufeff]+"; " ")) as $collapsed |
			.passages[] | select(.text as $text | $collapsed | contains($text) | not) | .id, .text[:120]' "$work/shown" | head -4)" ""
	done
	[ $n -gt 0 ] || fail "there are text files"
}

echo "# the sample"
"$sgindex" -q --index="$work/sample.ix" "$sample" 2>/dev/null
passages "$work/sample.ix"
counted sample "$work/sample.ix" "$queries"
plain_files "$work/sample.ix"

echo "# the real documents"
if [ -d "$data/seeds" ] && [ -d "$data/ofsted" ]; then
	"$sgindex" -q --index="$work/real.ix" "$data/seeds" "$data/ofsted" 2>/dev/null
	passages "$work/real.ix"
	sed 's/aldenshire/herefordshire/g; s/kelmouth/slough/g' "$queries" >"$work/queries"
	counted real "$work/real.ix" "$work/queries"
	plain_files "$work/real.ix"
else
	skip_case "the real documents: no shared data"
fi
finish
