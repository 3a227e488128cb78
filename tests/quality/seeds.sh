#!/bin/bash
# SPDX-License-Identifier: AGPL-3.0-or-later
# The five seed documents and the 115 real Ofsted files, against their reference tables and against counts made by
# reading the documents.
#
#   seeds.sh BUILD_FOLDER
. "$(dirname "$0")/../cmd/lib.sh"

[ -d "$data/seeds" ] && [ -d "$data/ofsted" ] || skip_test "no $data/seeds and $data/ofsted"
ix=$work/ix report=$work/report.jsonl
hereford=$data/ofsted/herefordshire

echo "# indexing"
gives "first run" 1 "$sgindex" --index="$ix" --report="$report" "$data/seeds" "$data/ofsted"
jq -r 'select(.outcome == "refused") | "\(.reason) \(.path | split("/")[-2:] | join("/"))"' "$report" | sort >"$work/refused"
# `file --mime-type` calls these three text/html; their only heading says that the page was not found
is "exactly the three error pages are refused" "$(cat "$work/refused")" "not-a-document birmingham/children's services inspection - 19 october 2012.pdf
not-a-document blackpool/children's services inspection - 13 july 2012.pdf
not-a-document rotherham/children's services inspection - 10 august 2012.pdf"
is "each is listed once" "$(grep -c 'is an HTML page, not a PDF' "$work/err")" 3
indexed()
{
	jq -r --arg tail "$1" 'select(.outcome == "indexed" and (.path | endswith($tail))) | .path' "$report" | grep -c "$2"
}
is "seeds indexed" "$(indexed .txt /seeds/)" 5
is "reports indexed" "$(indexed .pdf /ofsted/)" 112
each "documents indexed have passages" "$report" '.outcome != "indexed" or .passages > 0'
gives "second run" 1 "$sgindex" --index="$ix" --json "$data/seeds" "$data/ofsted"
holds "second run reads nothing" "$work/out" '.bytes == 0 and .indexed == 0 and .unchanged >= 117 and .refused == 3'
gives "check" 0 "$sgindex" --index="$ix" --check

echo "# facts of each document"
# path, source, about, from, to
jq -r --arg root "$(dirname "$data/ofsted")" 'select(.outcome == "indexed") | [.path, .source, .about // "-", .date.from // "-", .date.to // "-"] | join("\t")' \
	"$report" | sed "s,^.*/\(ofsted\|seeds\)/,\1/," >"$work/got"

# The tables are drawn by machine, and where a report says otherwise the report is right: page 1 of this one says
# "Report published: 10/08/2015", its file name and the table 12 August.
cat >"$work/known" <<'TABLE'
ofsted/stoke-on-trent/children's services inspection - 12 august 2015.pdf	2015-08-10
TABLE
awk -F '\t' '
	FILENAME == ARGV[1] { right[$1] = $2; next }
	FILENAME == ARGV[2] { if (FNR > 1) { authority["ofsted/" $1] = $3; published["ofsted/" $1] = $5 } next }
	$1 !~ /^ofsted/ { next }
	{
		n++
		day = ($1 in right ? right[$1] : published[$1])
		if (day == "") { print "no day in the table: " $1; next }
		if ($2 != "ofsted") print "source: " $1 ": " $2
		if ($3 != authority[$1]) print "about: " $1 ": " $3 ", truth " authority[$1]
		if ($4 == "-" || day < $4 || day > $5) print "date: " $1 ": " $4 " to " $5 ", truth " day
		if (day == $4 && day == $5) exact++
	}
	END { printf "# reports: %d, with the exact day: %d\n", n, exact > "/dev/stderr"; if (n != 112) print n " reports" }
' "$work/known" "$data/ofsted/reference.tsv" "$work/got" >"$work/misses"
sed 's/^/  /' "$work/misses"
is "reports: misses in source, authority or date" "$(grep -c . "$work/misses")" 0

awk -F '\t' '
	FILENAME == ARGV[1] { if (FNR > 1) { source["seeds/" $1] = $2; from["seeds/" $1] = $4; to["seeds/" $1] = $5 } next }
	$1 !~ /^seeds/ { next }
	$2 != source[$1] { print "source: " $1 ": " $2 ", truth " source[$1] }
	$3 != "herefordshire" { print "about: " $1 ": " $3 ", truth herefordshire" }
	$4 == "-" { print "no date: " $1 ", truth " from[$1] " to " to[$1]; next }
	$5 < from[$1] || $4 > to[$1] { print "wrong date: " $1 ": " $4 " to " $5 ", truth " from[$1] " to " to[$1]; next }
	!(($4 <= from[$1] && $5 >= to[$1]) || ($4 >= from[$1] && $5 <= to[$1])) { print "only overlaps: " $1 ": " $4 " to " $5 ", truth " from[$1] " to " to[$1] }
' "$data/seeds/reference.tsv" "$work/got" >"$work/misses"
sed 's/^/  /' "$work/misses"
is "seeds: sources, authority, wrong dates" "$(grep -c '^source\|^about\|^wrong date' "$work/misses")" 0
is "seeds: dates that only overlap the truth" "$(grep -c '^only overlaps' "$work/misses")" 0
is "seeds: without a date" "$(grep -c '^no date' "$work/misses")" 0
# half a year at most; 004 has nothing nearer than "by 2022", which is a year
while IFS=$'\t' read -r file _ _ from to; do
	[ "${file#seeds/}" != "$file" ] && [ "$from" != - ] || continue
	days=$((($(date -u -d "$to" +%s) - $(date -u -d "$from" +%s)) / 86400 + 1))
	case $file in *004_*) most=366 ;; *) most=184 ;; esac
	if [ "$days" -le "$most" ]; then pass; else fail "seeds: $file: width" "$from to $to: $days days, at most $most"; fi
done <"$work/got"

# passages_in ANSWER FILE: how many of the answer's results stand in this file
passages_in()
{
	jq --arg id "$(id_of "$2")" '[.results[] | select(.document.id == $id)] | length' "$1"
}

# per_report ANSWER WANTED FILE...: pairs of the wanted number and the report it is of
per_report()
{
	local answer=$1 wanted
	shift
	while [ $# -gt 1 ]; do
		wanted=$1
		is "$answer: ${2%.pdf}" "$(passages_in "$work/$answer" "$hereford/$2")" "$wanted"
		shift 2
	done
}

echo '# "drift and delay"'
# Derived with `pdftotext FILE - | tr "\n\f" "  " | tr -s " " | grep -oi "drift and delay"` (0 0 2 1 0 4 5 1 occurrences in
# the order below) and by finding each in `pdftotext -layout`:
#   2021  "contributes to drift and delay." (page 3) and "evidence of drift and delay in the progression" (page 4)
#   2020  "evidence of drift and delay in progression of plans"
#   2022  the bullet "Monitoring and tracking to prevent drift and delay"; "to drift and delay for too many children", over
#         the foot of page 3; "further drift and delay in ensuring".  The fourth, "Drift and delays are endemic", is another
#         phrase: exact words are wanted
#   2018  the second paragraph of the summary; 17 (over a line end: "drift and / delay"); 20; 32; 56
#   2014  "has led to drift and delay. Where relationships"
"$sgsearch" --index="$ix" --json --words --limit=0 --about=herefordshire '"drift and delay"' >"$work/drift"
per_report drift 0 "area send full inspection - 07 february 2025.pdf" \
	0 "children's services focused visit - 14 february 2019.pdf" \
	2 "children's services focused visit - 16 august 2021.pdf" \
	1 "children's services focused visit - 21 january 2020.pdf" \
	0 "children's services inspection - 12 january 2026.pdf" \
	3 "children's services inspection - 21 september 2022.pdf" \
	5 "children's services inspection - 23 july 2018.pdf" \
	1 "children's services inspection - 30 june 2014.pdf"
# seed 004 quotes the summary of 2018 once; `grep -i "drift and delay"` finds nothing in the other seeds
is "drift: seed 004" "$(passages_in "$work/drift" "$data/seeds/004_aadda3c5b76c8e7f.txt")" 1
holds "drift: nowhere else" "$work/drift" '.total == 13'
holds "drift: every text shows the phrase" "$work/drift" '.results | all(.text | test("drift and delay"; "i"))'
is "drift: words in any form find the most quoted instance" "$("$sgsearch" --index="$ix" --json --words --limit=0 drift delay about:herefordshire |
	jq '[.results[] | select(.text | contains("Drift and delays are endemic"))] | length > 0')" true

echo "# recruitment retention"
# Derived by reading every paragraph with "retention" or "retain" in pdftotext's output and in the seeds; the stems are
# recruit (recruitment, recruit, recruited) and retent (retention), and not retain:
#   2019  the bullets "...recent reduction in social work caseloads... recruitment and retention" and "Leaders are implementing"
#   2021  "Recruitment and retention of social work staff continues"; "to recruit and retain staff" is not
#   2020  "A recruitment and retention strategy has been put in place"
#   2026  "Recruitment and retention initiatives", and 60 ("to recruit social workers ... enabled staff retention");
#         "recruited and retained" in 55 is not
#   2022  38 ("recruitment and retention", over the foot of page 8); 37 ("failed to retain and recruit") is not
#   2018  none      2014  138 ("The retention and recruitment")      2025  none
"$sgsearch" --index="$ix" --json --words --limit=0 --about=herefordshire recruitment retention >"$work/recruitment"
per_report recruitment 0 "area send full inspection - 07 february 2025.pdf" \
	2 "children's services focused visit - 14 february 2019.pdf" \
	1 "children's services focused visit - 16 august 2021.pdf" \
	1 "children's services focused visit - 21 january 2020.pdf" \
	2 "children's services inspection - 12 january 2026.pdf" \
	1 "children's services inspection - 21 september 2022.pdf" \
	0 "children's services inspection - 23 july 2018.pdf" \
	1 "children's services inspection - 30 june 2014.pdf"
# seeds: line 35 of 001; line 40 of 000 and its near-identical copy, line 34 of 003; lines 39 and 69 of 004 (59 is "recruit and
# retain"); 002 has "recruitment" alone; the comments of 000 too
is "recruitment: seed 001" "$(passages_in "$work/recruitment" "$data/seeds/001_685791963d30ec12.txt")" 1
is "recruitment: seed 002" "$(passages_in "$work/recruitment" "$data/seeds/002_4f0704b50afd3d0b.txt")" 0
is "recruitment: seed 004" "$(passages_in "$work/recruitment" "$data/seeds/004_aadda3c5b76c8e7f.txt")" 2
case "$(passages_in "$work/recruitment" "$data/seeds/000_c030e42b6d6fbe42.txt") $(passages_in "$work/recruitment" "$data/seeds/003_dab97f16fc581df2.txt")" in
"1 1" | "1 0") pass ;; # the copy may be counted with the fuller one
*) fail "recruitment: seed 000 and its copy 003" ;;
esac
holds "recruitment: no reader comment" "$work/recruitment" '.results | all(.source != "comment")'
has "recruitment: verbatim, with its date" "$("$sgsearch" --index="$ix" recruitment retention about:herefordshire source:minutes)" \
	"The recruitment and retention of staff was a relentless process, but there were very few experienced potential staff available in the market place."

echo '# "management oversight"'
# Derived as above (0 2 1 0 3 7 6 8 occurrences); paragraphs with it, some with two:
#   2019  the bullet of what was looked at, and "The level of management oversight of casework is improving"
#   2021  "This lack of management oversight means"
#   2026  the bullet on the designated officer, "which have strong management oversight", 59
#   2022  the bullet, 1, 15, 23 (twice), 38, 41
#   2018  the summary's "quality of management oversight and decision-making", the bullet, 6, 17, a summary paragraph ("lack
#         of robust, clear and timely management oversight"), 56
#   2014  52, 53 (twice), 58, 85, 95, 127 (twice)
"$sgsearch" --index="$ix" --json --words --limit=0 --about=herefordshire '"management oversight"' >"$work/oversight"
per_report oversight 0 "area send full inspection - 07 february 2025.pdf" \
	2 "children's services focused visit - 14 february 2019.pdf" \
	1 "children's services focused visit - 16 august 2021.pdf" \
	0 "children's services focused visit - 21 january 2020.pdf" \
	3 "children's services inspection - 12 january 2026.pdf" \
	6 "children's services inspection - 21 september 2022.pdf" \
	6 "children's services inspection - 23 july 2018.pdf" \
	6 "children's services inspection - 30 june 2014.pdf"
# seed 004 quotes "Children identified as at risk" (2018) and "The level of management oversight" (2019)
is "oversight: seed 004" "$(passages_in "$work/oversight" "$data/seeds/004_aadda3c5b76c8e7f.txt")" 2

"$sgsearch" --index="$ix" --by=year,source --about=herefordshire '"management oversight"' >"$work/table"
# cell YEAR SOURCE
cell()
{
	awk -v year="$1" -v source="$2" 'NR == 1 { for (i = 1; i <= NF; i++) if ($i == source) column = i } $1 == year { print $column }' "$work/table"
}
# years whose words no seed quotes; held and silent is 0, none held is -
is "table: 2021 Ofsted" "$(cell 2021 ofsted)" 1
is "table: 2026 Ofsted" "$(cell 2026 ofsted)" 3
is "table: 2020 Ofsted, silent" "$(cell 2020 ofsted)" 0
is "table: 2025 Ofsted, silent" "$(cell 2025 ofsted)" 0
is "table: 2021 press, none held" "$(cell 2021 press)" -
is "table: 2021 minutes, none held" "$(cell 2021 minutes)" -
is "table: 2015, nothing held" "$(cell 2015 ofsted)" ""
is "table: sum" "$(awk 'NR > 1 { for (i = 2; i < NF; i++) if ($i != "-") n += $i } END { print n }' "$work/table")" "$(jq .total "$work/oversight")"
"$sgsearch" --index="$ix" --by=year,source --about=herefordshire management oversight >"$work/table"
is "words instead of the phrase: never fewer" "$(awk 'NR > 1 { for (i = 2; i < NF; i++) if ($i != "-") n += $i } END { print (n >= '"$(jq .total "$work/oversight")"') }' "$work/table")" 1

echo "# dates of what is found"
# the reports' own words were said on the day the report was published
for answer in drift recruitment oversight; do
	while IFS=$'\t' read -r file _ authority _ published _; do
		[ "$authority" = herefordshire ] || continue
		holds "$answer: ${file%.pdf}: said when published" "$work/$answer" \
			'.results | map(select(.document.id == $id)) | all(.said.from != null and .said.from <= $day and .said.to >= $day)' \
			--arg id "$(id_of "$data/ofsted/$file")" --arg day "$published"
	done <"$data/ofsted/reference.tsv"
done
finish
