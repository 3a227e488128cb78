#!/bin/bash
# SPDX-License-Identifier: AGPL-3.0-or-later
# The inspections that 112 real reports and letters of Ofsted record, against the reference table and against values
# read by hand; then the same files again under names that tell nothing.
#
#   ofsted.sh BUILD_FOLDER
#
# Each figure is one line, "FIGURE name | value | wanted", with its misses above it.
. "$(dirname "$0")/../cmd/lib.sh"

reference=$data/ofsted/reference.tsv
[ -f "$reference" ] || skip_test "no $reference"

# The table is drawn by machine, and where a report says otherwise the report is right: file, column, what the report has.
# The words of each, with their page (`pdftotext -layout`):
#   stoke-on-trent 2015, page 1: "Report published: 10/08/2015"; the table has the day of the file's name.
#   doncaster 2018, page 1: "2.2 Experiences and progress of care leavers   Good": a report under SIF, which grades
#     them; the table has "not graded separately", which is said of ILACS reports before 2023.
cat >"$work/report_is_right" <<'TABLE'
stoke-on-trent/children's services inspection - 12 august 2015.pdf	published	2015-08-10
doncaster/children's services inspection - 19 january 2018.pdf	care_leavers	good
TABLE

# What the table leaves blank, read by hand from the pages (`pdftotext -layout`).  The days on site and all grades but the
# safeguarding board's stand on page 1; the page of the lead inspector and of the board's grade are given.  Of the two
# reports of 2013 the grades stand in "Record of main findings", printed page 24 of the first and 22 of the second.
# I inadequate, R requires improvement, A adequate, G good, O outstanding, - none given.
#   file | start | end | lead inspector (page) | overall leaders help in_care care_leavers adoption lscb capacity practice | page of the board's
cat >"$work/reports_by_hand" <<'TABLE'
birmingham/children's services inspection - 23 may 2014.pdf|2014-03-18|2014-04-09|Marie McGuinness|9|I I I I I I I - -|1
birmingham/children's services inspection - 25 november 2016.pdf|2016-09-12|2016-10-06|Peter McEntee|39|I I I R R R - - -|-
blackpool/children's services inspection - 08 september 2014.pdf|2014-07-02|2014-07-23|Janet Fraser|42|R R R R R R R - -|36
doncaster/children's services inspection - 27 november 2015.pdf|2015-09-14|2015-10-08|Janet Fraser|46|I R I R R G R - -|39
medway/children's services inspection - 27 november 2015.pdf|2015-09-14|2015-10-08|Stephanie Murray|43|R R R R G R R - -|37
medway/children's services inspection,  pdf - 23 august 2013.pdf|2013-07-15|2013-07-19|Sarah Urding|1|I I - I - - - A I|-
middlesbrough/children's services inspection - 19 february 2016.pdf|2015-11-24|2015-12-17|Dominic Stevens|43|R R R R G G R - -|37
rotherham/children's services inspection - 19 november 2014.pdf|2014-09-16|2014-10-08|Sheena Doyle|46|I I I I I R I - -|39
sandwell/children's services inspection,  pdf - 02 august 2013.pdf|2013-06-24|2013-06-28|Christopher Sands|1|I I - A - - - A I|-
slough/children's services inspection - 14 february 2014.pdf|2013-11-19|2013-12-11|Gary Lamb|8|I I I I I R I - -|1
slough/children's services inspection - 17 february 2016.pdf|2015-11-24|2015-12-17|Stephanie Murray|44|I I I I I R I - -|38
somerset/children's services inspection - 27 march 2015.pdf|2015-01-20|2015-02-11|Helen Cawston|48|I I I I I R I - -|41
staffordshire/children's services inspection - 21 march 2014.pdf|2014-01-14|2014-02-05|Mary Candlin|6|G G G G G G G - -|1
stoke-on-trent/children's services inspection - 12 august 2015.pdf|2015-06-01|2015-06-25|Peter McEntee|46|R R R R R G R - -|40
stoke-on-trent/children's services inspection - 25 november 2022.pdf|2022-10-03|2022-10-14|Rebecca Quested and Matthew Reed|1|R R R G - - - - -|-
surrey/children's services inspection - 03 august 2015.pdf|2015-06-15|2015-06-17|Dominic Stevens|14|- - - - - - R - -|1
surrey/children's services inspection - 16 may 2018.pdf|2018-02-26|2018-03-22|Nick Stacey|34|I I I R R G - - -|-
worcestershire/children's services inspection - 24 january 2017.pdf|2016-10-24|2016-11-17|Jenny Turnross|39|I I I I I R R - -|33
TABLE

# Letters, and reports on special needs: days from the opening sentence (page 1), who signs on the last page, to whom; of
# the joint letters only directors sign, who led no inspection.
cat >"$work/letters_by_hand" <<'TABLE'
birmingham/children's services focused visit - 13 march 2020.pdf|ILACS|focused|2020-02-19|2020-02-20|2020-03-13|John Roughton|Tim O’Neill
blackpool/children's services focused visit - 06 november 2025.pdf|ILACS|focused|2025-10-07|2025-10-08|2025-11-06|Rachel Fairhurst|Victoria Gent
doncaster/children's services focused visit - 04 january 2019.pdf|ILACS|focused|2018-12-04|2018-12-04|2019-01-04|Neil Penswick|Damian Allen
doncaster/children's services focused visit - 09 june 2023.pdf|ILACS|focused|2023-05-03|2023-05-04|2023-06-09|Jo Warburton|Riana Nelson
herefordshire/children's services focused visit - 14 february 2019.pdf|ILACS|focused|2019-01-22|2019-01-22|2019-02-14|Brenda McInerney|Chris Baird
medway/children's services focused visit - 08 july 2021.pdf|ILACS|focused|2021-05-25|2021-05-26|2021-07-08|Amanda Maxwell|Dr Lee-Anne Farach
middlesbrough/children's services focused visit - 02 september 2024.pdf|ILACS|focused|2024-07-31|2024-08-01|2024-09-02|Sophie Wales|Joe Tynan
middlesbrough/children's services focused visit - 31 august 2018.pdf|ILACS|focused|2018-08-07|2018-08-08|2018-08-31|Neil Penswick|Helen Watson
rotherham/children's services focused visit - 04 december 2020.pdf|ILACS|focused|2020-10-20|2020-10-22|2020-12-04|Matt Reed|Suzanne Joyner
slough/children's services focused visit - 12 january 2026.pdf|ILACS|focused|2025-11-19|2025-11-20|2026-01-12|Christine Kennet|Sue Butcher
slough/children's services focused visit - 12 july 2024.pdf|ILACS|focused|2024-04-30|2024-05-01|2024-07-12|Rodica Cobarzan|Sue Butcher
surrey/children's services focused visit - 11 may 2021.pdf|ILACS|focused|2021-03-24|2021-03-25|2021-05-11|Matt Reed|Rachael Wardell
worcestershire/children's services focused visit - 23 august 2021.pdf|ILACS|focused|2021-07-13|2021-07-14|2021-08-23|John Roughton|Tina Russell
blackpool/joint area child protection inspection - 31 january 2025.pdf|JTAI|full|2024-11-18|2024-11-22|2025-01-31|-|Blackpool Local Safeguarding Partnership
medway/joint area child protection inspection - 03 august 2018.pdf|JTAI|full|2018-06-18|2018-06-22|2018-08-03|-|local partnership
blackpool/area send full inspection - 25 july 2024.pdf|SEND|full|2024-05-20|2024-05-24|-|Rebecca Sharples|-
rotherham/area send full inspection - 14 november 2024.pdf|SEND|full|2024-09-30|2024-10-04|-|Jenny Thomas and Jacquie Brown|-
stoke-on-trent/area send full inspection - 03 april 2024.pdf|SEND|full|2024-01-29|2024-02-02|-|Chris Pollitt|-
TABLE

# facts INDEX REPORT FOLDER: a line for each file: its name below FOLDER, then what is held of it under the columns' names
columns=(file authority from to kind framework type start end letter lead addressee overall leaders help_and_protection in_care care_leavers adoption lscb capacity practice)
facts()
{
	local id
	jq -r 'select(.outcome == "indexed") | .id' "$2" | sort -u | while read -r id; do
		"$sgsearch" --index="$1" --show="$id" --json | jq -r --arg folder "$3" '
			.document as $d | $d.inspection as $i | $d.places[] | [
				sub("^.*/" + $folder + "/"; ""), $d.about, $d.published.from, $d.published.to,
				(if $i == null then "none" elif $i.framework == "SEND" then "send-inspection"
				 elif $i.framework == "JTAI" then "joint-inspection" elif $i.type == "focused" then "focused-visit"
				 elif $i.type == "full" or $i.type == "short" then "inspection" else $i.type end),
				$i.framework, $i.type, $i.start, $i.end, $i.letter, $i.lead_inspector, $i.addressee,
				($i.judgements // {} | .overall, .leaders, .help_and_protection, .in_care, .care_leavers, .adoption, .lscb,
				 .capacity_to_improve, .quality_of_practice)] | map(. // "-") | join("\t")'
	done | sort
}

# figure NAME GOT OF LEAST_PER_CENT: prints $work/misses and the figure
figure()
{
	sed 's/^/  /' "$work/misses"
	echo "FIGURE $1 | $2 of $3 ($(awk -v n="$2" -v of="$3" 'BEGIN { printf "%.1f", of ? 100 * n / of : 0 }') %) | $4 %"
	if awk -v n="$2" -v of="$3" -v least="$4" 'BEGIN { exit !(of > 0 && 100 * n >= least * of) }'; then pass; else fail "$1"; fi
}

# compare NAME LEAST_PER_CENT COLUMN[=COLUMN OF THE TABLE]...: cells of the table that are not blank, against what is held
compare()
{
	local name=$1 least=$2
	shift 2
	awk -F '\t' -v wanted="$*" -v names="${columns[*]}" '
		BEGIN { split(names, list, " "); for (i in list) got_column[list[i]] = i }
		FILENAME == ARGV[1] { right[$1, $2] = $3; next }
		FILENAME == ARGV[2] { for (i = 1; i <= NF; i++) got[$1, i] = $i; held[$1] = 1; next }
		FNR == 1 { for (i = 1; i <= NF; i++) column[$i] = i; next }
		!($1 in held) { next }
		{
			n_columns = split(wanted, pairs, " ")
			for (p = 1; p <= n_columns; p++) {
				split(pairs[p], pair, "=")
				theirs = pair[2] ? pair[2] : pair[1]
				truth = $column[theirs]
				if (truth == "") continue
				if (($1, theirs) in right) truth = right[$1, theirs]
				if (truth == "not graded separately" || truth == "not_reported_post_reform") truth = "-"
				mine = got[$1, got_column[pair[1]]]
				of++
				if (mine == truth) n++
				else print theirs ": " $1 ": " mine ", truth " truth > "/dev/stderr"
			}
		}
		END { print n + 0, of + 0 }' "$work/report_is_right" "$work/got" "$reference" >"$work/counts" 2>"$work/misses"
	read -r n of <"$work/counts"
	figure "$name" "$n" "$of" "$least"
}

echo "# files as they are named"
gives "indexing" 1 "$sgindex" --index="$work/ix" --report="$work/report.jsonl" "$data/ofsted"
facts "$work/ix" "$work/report.jsonl" ofsted >"$work/got"
is "documents" "$(wc -l <"$work/got")" 112
compare "type of document" 100 kind
compare "authority" 100 authority
compare "first day on site" 99.5 start=inspection_start
compare "last day on site" 99.5 end=inspection_end
compare "publication, first day of the interval" 100 from=published
compare "publication, last day of the interval" 100 to=published
compare "judgements" 99 overall leaders help_and_protection in_care care_leavers
compare "lead inspector" 99 lead=lead_inspector

# by_hand NAME TABLE AWK_FIELDS: the table's lines in the columns' order, "?" where it says nothing
by_hand()
{
	awk -F '\t' -v names="${columns[*]}" '
		BEGIN { split(names, name, " ") }
		NR == FNR { for (i = 1; i <= NF; i++) got[$1, i] = $i; next }
		{
			for (i = 2; i <= NF; i++) {
				if ($i == "?") continue
				of++
				if (got[$1, i] == $i) n++
				else print name[i] ": " $1 ": " got[$1, i] ", truth " $i > "/dev/stderr"
			}
		}
		END { print n + 0, of + 0 }' "$work/got" - >"$work/counts" 2>"$work/misses"
	read -r n of <"$work/counts"
	figure "$1" "$n" "$of" 99
}

# not through a pipe: what fails in one is not counted
by_hand "reports read by hand" < <(awk -F '|' -v OFS='\t' '
	BEGIN { grade["I"] = "inadequate"; grade["R"] = "requires improvement"; grade["A"] = "adequate"; grade["G"] = "good"; grade["O"] = "outstanding"; grade["-"] = "-" }
	{ $0 = $0; n = split($6, g, " "); line = $1 OFS "?" OFS "?" OFS "?" OFS "inspection" OFS "?" OFS "?" OFS $2 OFS $3 OFS "-" OFS $4 OFS "-"
	  for (i = 1; i <= n; i++) line = line OFS grade[g[i]]
	  print line }' "$work/reports_by_hand")
by_hand "letters and joint reports read by hand" < <(awk -F '|' -v OFS='\t' '{ print $1, "?", "?", "?", "?", $2, $3, $4, $5, $6, $7, $8, "-", "-", "-", "-", "-", "-", "-", "-", "-" }' \
	"$work/letters_by_hand")

# page 1 of the letter: "... visit to Rotherham children's services on 14 and 15 May 2024"; its last page: "Rachel Fairhurst"
"$sgsearch" --index="$work/ix" --show="$(id_of "$data/ofsted/rotherham/children's services focused visit - 12 july 2024.pdf")" | head -12 >"$work/shown"
has "shown: framework" "$(cat "$work/shown")" "Framework ILACS, focused visit"
has "shown: days" "$(cat "$work/shown")" "Inspected 14 May 2024 to 15 May 2024"
has "shown: inspector" "$(cat "$work/shown")" "Inspector Rachel Fairhurst"
lacks "shown: no grades" "$(cat "$work/shown")" "Grades"

echo "# under names that tell nothing"
mkdir "$work/neutral"
number=0
cut -f 1 "$reference" | tail -n +2 | while read -r file; do
	number=$((number + 1))
	printf -v name '%04d.pdf' $number
	cp "$data/ofsted/$file" "$work/neutral/$name"
	printf '%s\t%s\n' "$name" "$file"
done >"$work/names"
gives "indexing" 1 "$sgindex" --index="$work/ix2" --report="$work/report.jsonl" "$work/neutral"
facts "$work/ix2" "$work/report.jsonl" neutral | awk -F '\t' -v OFS='\t' '
	NR == FNR { name[$1] = $2; next } { $1 = name[$1]; print }' "$work/names" - | sort >"$work/got_neutral"
is "all but the day of publication is read from the text" \
	"$(cut -f 1,2,5- "$work/got_neutral" | diff - <(cut -f 1,2,5- "$work/got" | sort) | head -5)" ""
awk -F '\t' '
	FILENAME == ARGV[1] { if ($2 == "published") right[$1] = $3; next }
	FILENAME == ARGV[2] { truth[$1] = ($1 in right) ? right[$1] : $5; next }
	{
		if ($3 == "-") unknown++
		else if (truth[$1] < $3 || truth[$1] > $4) { print "wrong: " $1 ": " $3 " to " $4 ", truth " truth[$1] > "/dev/stderr" }
		else if ($3 == $4) exact++
		else within++
	}
	END { print exact + 0, within + 0, unknown + 0 }' "$work/report_is_right" "$reference" "$work/got_neutral" >"$work/counts" 2>"$work/misses"
read -r exact within unknown <"$work/counts"
figure "publication right where printed, else held by an interval" $((exact + within)) 112 100
echo "FIGURE publication: exact day, interval, unknown | $exact, $within, $unknown | - "
is "publication: wrong ones" "$(wc -l <"$work/misses")" 0
finish
