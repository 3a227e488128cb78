#!/bin/bash
# SPDX-License-Identifier: AGPL-3.0-or-later
# When web pages were published, against web/reference.jsonl and the metadata of web/articles; and what is made of
# texts that have no date but what they mention: the speeches of prose/ under names that do not tell theirs.
# Prints every miss, with what was found and on which evidence.
#
#   dates.sh BUILD_FOLDER
#
# A page is right when its date is exactly the reference's day; one for which the reference has no date ("" or null),
# when none is found.  Of the 80 pages some cannot be right without being untrue, and are counted as misses all the same:
#   telegraph.co.uk.plumber     null, but the page says "17 April 2012 - 2:54pm"
#   hellogiggles.com.skin       the reference's day is that of the last change: the page says "Updated Mar 12, 2020",
#   pythonspeed.com.docker      "Last updated 04 Jun 2020, originally created 17 Jun 2019",
#   wevolver.com.3dprinting     "Last updated on 20 Feb, 2020", and tells machines 2018 as the year of publication
#   wiki.python.org.Download    likewise, "last edited 2019-11-10", and nothing else: a date of change, not of publication
#   stardewvalleywiki.com.penny the reference is of an older copy: this one says "last modified on 4 November 2020"
#   creativecommons.org         the page has no date
. "$(dirname "$0")/../cmd/lib.sh"

[ -f "$data/web/reference.jsonl" ] || skip_test "no $data/web/reference.jsonl"
report=$work/report.jsonl
gives "index" 0 "$sgindex" --index="$work/ix" --report="$report" "$data/web/pages"
jq -r '[(.path | split("/")[-1]), .date.from // "-", .date.to // "-", .date.basis // "-", .date.note // "-"] | join("\t")' "$report" >"$work/got"
jq -r '[(.file | ltrimstr("pages/")), (.date // "" | if . == "" then "-" else . end)] | join("\t")' "$data/web/reference.jsonl" >"$work/truth"

awk -F '\t' '
	FILENAME == ARGV[1] { from[$1] = $2; to[$1] = $3; why[$1] = $4 ", " $5; next }
	{
		n++
		if (!($1 in from)) { print "not indexed: " $1; next }
		if (from[$1] == $2 && to[$1] == $2) { right++; next }
		if (from[$1] == "-") { unknown++; print "none: " $1 ", reference " $2; next }
		wrong++
		print "wrong: " $1 ", reference " $2 ": " from[$1] (to[$1] == from[$1] ? "" : " to " to[$1]) " (" why[$1] ")"
	}
	END { printf "%d\t%d\t%d\n", n, right, wrong > "/dev/stderr" }
' "$work/got" "$work/truth" >"$work/misses" 2>"$work/sums"
sed 's/^/  /' "$work/misses"
IFS=$'\t' read -r n right wrong <"$work/sums"

# figure NAME COUNT OF WANTED TEST: one line, and a check
figure()
{
	local value
	value=$(awk -v a="$2" -v b="$3" 'BEGIN { printf "%.3f", b ? a / b : 0 }')
	echo "FIGURE $1 | $value | $4"
	if awk -v value="$value" -v wanted="${4##* }" "BEGIN { exit !(value $5 wanted) }"; then pass; else fail "$1" "$value, wanted $4"; fi
}
is "every page was looked at" "$n" "$(grep -c . "$data/web/reference.jsonl")"
figure "web dates right" "$right" "$n" ">= 0.91" ">="
figure "web dates wrong" "$wrong" "$n" "<= 0.05" "<="

# the articles whose expected metadata have a time of publication
gives "index articles; their metadata files are refused" 1 "$sgindex" --index="$work/articles" --report="$work/articles.jsonl" "$data/web/articles"
jq -r '[.path, .date.from // "-", .date.to // "-"] | join("\t")' "$work/articles.jsonl" >"$work/got"
n=0 right=0
for expected in "$data"/web/articles/*/expected-metadata.json; do
	day=$(jq -r '.publishedTime // "" | .[0:10]' "$expected")
	[ -n "$day" ] || continue
	n=$((n + 1))
	found=$(awk -F '\t' -v path="$(basename "$(dirname "$expected")")/source.html" 'substr($1, length($1) - length(path) + 1) == path { print $2, $3 }' "$work/got")
	if [ "$found" = "$day $day" ]; then right=$((right + 1)); else echo "  article $expected: $found, reference $day"; fi
done
figure "article dates right" "$right" "$n" ">= 1" ">="

# every fourth speech; a date read in the text's own lines is not the matter here
[ -d "$data/prose" ] || skip_case "no $data/prose"
mkdir -p "$work/prose"
i=0
for file in "$data"/prose/*.txt; do
	i=$((i + 1))
	[ -f "$file" ] && [ $((i % 4)) = 0 ] || continue
	cp "$file" "$work/prose/$i.txt"
	basename "$file" | sed "s/^\(....-..-..\).*/$i.txt\t\1/"
done >"$work/truth"
if [ -s "$work/truth" ]; then
	gives "index speeches" 0 "$sgindex" --index="$work/prose-ix" --report="$work/prose.jsonl" "$work/prose"
	jq -r 'select(.date.basis == "text") | [(.path | split("/")[-1]), .date.from, .date.to, .date.note] | join("\t")' "$work/prose.jsonl" >"$work/got"
	awk -F '\t' '
		FILENAME == ARGV[1] { truth[$1] = $2; next }
		{ n++; if (truth[$1] >= $2 && truth[$1] <= $3) right++; else print "  speech of " truth[$1] ": " $2 " to " $3 " (" $4 ")" }
		END { printf "%d\t%d\t%d\n", length(truth), n, n - right > "/dev/stderr" }
	' "$work/truth" "$work/got" 2>"$work/sums"
	IFS=$'\t' read -r texts n wrong <"$work/sums"
	echo "# $texts speeches, $n with a date worked out, $wrong of them wrong"
	figure "worked-out dates wrong, of all texts" "$wrong" "$texts" "<= 0.01" "<="
fi
finish
