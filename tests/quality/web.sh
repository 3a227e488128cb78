#!/bin/bash
# SPDX-License-Identifier: AGPL-3.0-or-later
# Main text of web pages, against strings that it must and must not contain (the counting of trafilatura's evaluation:
# each wanted string found is a true positive, each unwanted one found a false positive) and, word by word, against the
# texts that the makers of Readability expect.
#
#   web.sh BUILD_FOLDER
. "$(dirname "$0")/../cmd/lib.sh"

web=$data/web
[ -d "$web" ] || skip_test "no $web"
text=$build/tests/quality/web_text
[ -x "$text" ] || skip_test "no $text: make tests"

# figure NAME VALUE WANTED: a figure, and whether it reaches what is wanted
figure()
{
	echo "FIGURE $1 | $2 | $3"
	if awk -v value="$2" -v wanted="$3" 'BEGIN { exit value < wanted }'; then pass; else fail "$1: $2, wanted $3"; fi
}

echo "# strings of the main text"
while IFS= read -r entry; do
	file=$(jq -r .file <<<"$entry")
	"$text" "$web/$file" | tr '\n' ' ' >"$work/text"
	# white space counts for nothing: where lines end in the page is nobody's business
	jq -r --rawfile text "$work/text" '
		def spaced: gsub("\\s+"; " ") | sub("^ "; "") | sub(" $"; "");
		.file as $file
		| (.must_contain[] | spaced as $words | [(if $text | contains($words) then "TP" else "FN" end), $file, $words]),
		  (.must_not_contain[] | spaced as $words | [(if $text | contains($words) then "FP" else "TN" end), $file, $words])
		| @tsv' <<<"$entry"
done <"$web/reference.jsonl" >"$work/strings"
awk -F '\t' '$1 == "FN" { print "  missing:  " $2 ": " $3 } $1 == "FP" { print "  unwanted: " $2 ": " $3 }' "$work/strings"
awk -F '\t' '
	{ n[$1]++ }
	END {
		precision = n["TP"] / (n["TP"] + n["FP"]); recall = n["TP"] / (n["TP"] + n["FN"])
		printf "%.4f %.4f %.4f\n", 2 * precision * recall / (precision + recall), precision, recall
	}' "$work/strings" >"$work/score"
read -r f precision recall <"$work/score"
echo "# precision $precision, recall $recall"
figure "web main text, strings, F" "$f" 0.93

echo "# words of the main text"
for folder in "$web"/articles/*/; do
	echo "$("$text" -f "$folder/source.html" "$folder/expected.html") $(basename "$folder")"
done | sort >"$work/words"
awk '$1 < 0.95 { printf "  F1 %s, precision %s, recall %s: %s\n", $1, $2, $3, $4 }' "$work/words"
figure "web main text, word F1" "$(awk '{ sum += $1 } END { printf "%.4f", sum / NR }' "$work/words")" 0.95
finish
