#!/bin/bash
# SPDX-License-Identifier: AGPL-3.0-or-later
# Kinds, sections and furniture of the real reports and the seeds, against counts drawn from pdftotext and by hand.
#
#   structure.sh BUILD_FOLDER
. "$(dirname "$0")/../cmd/lib.sh"

[ -d "$data/seeds" ] && [ -d "$data/ofsted" ] || skip_test "no $data/seeds and $data/ofsted"
command -v pdftotext >/dev/null || skip_test "no pdftotext"
ix=$work/ix
"$sgindex" --index="$ix" "$data/seeds" "$data/ofsted" >"$work/out" 2>"$work/err"

# figure NAME GOT WANTED TEST: TEST is what [ ... ] is asked
figure()
{
	echo "FIGURE $1 | $2 | $3"
	if [ "$4" ]; then pass; else fail "$1: $2, wanted $3"; fi
}

echo "# furniture"
# words of addresses, imprints and web pages that no one says
n=0
for words in '"piccadilly gate"' '"large print or braille"' textphone '"skip to main content"' '"please log in to enable comment sorting"' \
	'"supporting documents"' '"crown copyright"' '"free of charge in any format"' '"subscribe to our monthly newsletter"' \
	'"raising standards improving lives"' '"royal exchange buildings"'; do
	found=$("$sgsearch" --index="$ix" --json --words --limit=0 "$words" 2>/dev/null | jq .total)
	[ "$found" = 0 ] || { echo "  $words: $found passages"; n=$((n + found)); }
done
figure "searchable passages with the words of addresses and imprints" "$n" 0 "$([ "$n" = 0 ] && echo yes)"

: >"$work/pages"
: >"$work/lists"
n_lists=0
while IFS= read -r -d '' file; do
	head -c 5 "$file" | grep -q '%PDF' || continue
	name=${file#"$data/ofsted/"}
	"$sgsearch" --index="$ix" --show="$(id_of "$file")" --json |
		jq -r '.passages[] | [.kind, .section // "-", .page // 0, .text] | map(tostring) | join("\t")' >"$work/ours"
	pdftotext -layout "$file" "$work/text"
	# pages on which nothing but the imprint stands, and contents pages: no searchable passage may begin there
	awk -v name="$name" '
		FILENAME == ARGV[1] { page[NR] = $0; n = NR; next }
		BEGIN { RS = "\f" }
		END {
			for (i = 1; i <= n; i++) {
				lines = split(page[i], line, "\n"); text = "first"; numbered = full = 0
				for (j = 1; j <= lines; j++) {
					if (line[j] !~ /[^ ]/) continue
					full++
					if (line[j] ~ /[a-z].*[ .][0-9]+ *$/) numbered++
					if (text == "first" || full == 2) text = (full == 1 ? "" : text) line[j]
				}
				if (text ~ /^ *The Office for Standards in Education/) print i, "imprint"
				else if (text ~ /^ *Contents/ && numbered * 2 > full) print i, "contents"
			}
		}' "$work/text" >"$work/special"
	awk -F '\t' -v name="$name" '
		FILENAME == ARGV[1] { split($0, part, " "); special[part[1]] = part[2]; next }
		$1 != "furniture" && $3 in special && !(special[$3] == "contents" && $4 !~ /[ .][0-9]+$/) { print name ": page " $3 " (" special[$3] "): " substr($4, 1, 80) }
		' "$work/special" "$work/ours" >>"$work/pages"

	# the bullets between "What needs to improve" and the next heading that is known to follow it
	printed=$(tr -d '\f' <"$work/text" | awk '
		/^ *What needs to improve/ && !done { open = 1; next }
		open && /^ *(The experiences and progress|The impact of leaders|Findings|Main findings|Headline findings|Strengths|Inspection findings)/ { open = 0; done = 1 }
		open && /^ *(◼|■|•|▪|\357\202\267|\357\202\247) *[^ ]/ { n++ }
		END { print n + 0 }')
	[ "$printed" -gt 0 ] || continue
	n_lists=$((n_lists + 1))
	ours=$(awk -F '\t' '$1 == "recommendation" && $2 == "needs-to-improve"' "$work/ours" | grep -c .)
	[ "$ours" = "$printed" ] || echo "$name: $ours of $printed items of \"What needs to improve\"" >>"$work/lists"
done < <(find "$data/ofsted" -name '*.pdf' -print0 | sort -z)
sed 's/^/  /' "$work/pages" "$work/lists"
n=$(grep -c . "$work/pages")
figure "searchable passages of imprint and contents pages" "$n" 0 "$([ "$n" = 0 ] && echo yes)"
n=$(grep -c . "$work/lists")
figure "lists of what needs to improve with another number of items (of $n_lists)" "$n" "at most 2 %" "$([ $((n * 50)) -le "$n_lists" ] && [ "$n_lists" -gt 40 ] && echo yes)"

echo "# sections, counted by hand"
# kinds FILE SECTION KIND: how many
kinds()
{
	"$sgsearch" --index="$ix" --show="$(id_of "$data/$1")" --json | jq --arg s "$2" --arg k "$3" '[.passages[] | select(.section == $s and .kind == $k)] | length'
}
# pages 5 to 7 and 32 of the report: areas 17 to 44, then the board's areas 149 to 156
is "2014: the authority's areas for improvement" "$(kinds "ofsted/herefordshire/children's services inspection - 30 june 2014.pdf" areas-for-improvement recommendation)" 28
is "2014: the board's areas for improvement" "$(kinds "ofsted/herefordshire/children's services inspection - 30 june 2014.pdf" lscb recommendation)" 8
is "2022: what needs to improve" "$(kinds "ofsted/herefordshire/children's services inspection - 21 september 2022.pdf" needs-to-improve recommendation)" 9
is "2022: help and protection, paragraphs 1 to 13" "$(kinds "ofsted/herefordshire/children's services inspection - 21 september 2022.pdf" help-and-protection finding)" 13
is "2022: children in care, paragraphs 14 to 28" "$(kinds "ofsted/herefordshire/children's services inspection - 21 september 2022.pdf" in-care finding)" 15
is "2022: leaders, paragraphs 29 to 41" "$(kinds "ofsted/herefordshire/children's services inspection - 21 september 2022.pdf" leaders finding)" 13
is "2022: the opening, three paragraphs" "$(kinds "ofsted/herefordshire/children's services inspection - 21 september 2022.pdf" summary finding)" 3
is "2019: what needs to improve" "$(kinds "ofsted/herefordshire/children's services focused visit - 14 february 2019.pdf" needs-to-improve recommendation)" 4
is "2019: findings" "$(kinds "ofsted/herefordshire/children's services focused visit - 14 february 2019.pdf" findings finding)" 16
is "2019: overview" "$(kinds "ofsted/herefordshire/children's services focused visit - 14 february 2019.pdf" headline-findings finding)" 4
# "RESOLVED:", "That:", (a), (b)
is "minutes: resolved" "$(kinds seeds/001_685791963d30ec12.txt resolved resolution)" 4
is "minutes: their numbers" "$("$sgsearch" --index="$ix" --show="$(id_of "$data/seeds/001_685791963d30ec12.txt")" --json | jq -c '[.passages[].number | values]')" '["(a)","(b)"]'
finish
