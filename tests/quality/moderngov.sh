#!/bin/bash
# SPDX-License-Identifier: AGPL-3.0-or-later
# Dates and committees of ModernGov's pages and papers: a table of our own, one page of each form and one that
# misleads, and the real item page among the seeds with and without a saved meeting beside it.
#
#   moderngov.sh BUILD_FOLDER
. "$(dirname "$0")/../cmd/lib.sh"

papers=$work/papers
mkdir -p "$papers"
: >"$work/truth"
# page NAME FROM TO COMMITTEE ("-": none): the text is read from stdin; "-" as day: no date may be given
page()
{
	cat >"$papers/$1"
	printf '%s\t%s\t%s\t%s\n' "$1" "$2" "$3" "$4" >>"$work/truth"
}
# figure NAME VALUE WANTED: at least
figure()
{
	echo "FIGURE $1 | $2 | $3"
	[ "$2" -ge "$3" ] && pass || fail "$1"
}

page item.txt - - - <<'TEXT'
Agenda item

Placements for teenagers

To consider the report made to the meeting of Tuesday 9 July 2013.

Minutes:

The Head of Safeguarding said that the report published on 14 May 2013 had been discussed on Tuesday 4 June 2013.

RESOLVED:

That:

(a) the report be noted.
TEXT
# a budget still under discussion: council tax must be set before 11 March (Local Government Finance Act 1992, s. 30)
page item-text-dated.txt 2012-07-25 2013-03-10 - <<'TEXT'
Agenda item

Inspection of safeguarding

To consider the findings.

Minutes:

The Committee received the report of 25 July 2012.

Members asked for support in the forthcoming discussions of the budget for 2013/14.

RESOLVED: That the report be noted.
TEXT
page meeting.html 2014-11-18 2014-11-18 "Children and Young People Scrutiny Committee" <<'TEXT'
<html><head><title>Agenda and minutes</title></head><body><h1>Agenda and minutes</h1>
<h2>Children and Young People Scrutiny Committee - Tuesday 18 November 2014 2.00 pm</h2>
<ul><li>Attendance details</li><li>Agenda frontsheet PDF 61 KB</li></ul><p>Venue: Shire Hall</p><h3>Items</h3>
<table><tr><th>No.</th><th>Item</th></tr><tr><td>22.</td><td><p>Minutes</p><p>To approve the minutes of the meeting held on
Tuesday 9 September 2014.</p><p>Minutes:</p><p>RESOLVED: That they be approved.</p></td></tr></table></body></html>
TEXT
page meeting-without-line.html - - - <<'TEXT'
<html><head><title>Agenda and minutes</title></head><body><h1>Agenda and minutes</h1>
<p>Venue: Shire Hall</p><h3>Items</h3>
<table><tr><th>No.</th><th>Item</th></tr><tr><td>22.</td><td><p>Minutes</p><p>To approve the minutes of the meeting held on
Tuesday 9 September 2014.</p><p>Minutes:</p><p>RESOLVED: That they be approved.</p></td></tr></table></body></html>
TEXT
page meeting-wrong-weekday.txt - - - <<'TEXT'
# Agenda and minutes

Cabinet - Friday 20 October 2016 2.00 pm

Venue: Shire Hall, Tollenbury

Minutes:

RESOLVED: That the report be noted.
TEXT
page decision.txt 2018-10-05 2018-10-05 "Cabinet member children and families" <<'TEXT'
Decision details

Market supplement

Decision Maker: Cabinet member children and families

Decision status: Recommendations Approved

Is Key decision?: Yes

Purpose:

To approve a payment to social workers.

Decision:

That the supplement be paid from 1 November 2018.

Wards Affected: (All Wards)

Publication date: 08/10/2018

Date of decision: 05/10/2018

Date comes into force if not called in: 13/10/2018

Call-in deadline date: 12/10/2018
TEXT
page issue.txt 2018-09-11 2018-09-11 "Children’s Scrutiny Committee" <<'TEXT'
Issue - meetings

The inspection

Meeting: 11/09/2018 - Children’s Scrutiny Committee (Item 45)

Minutes:

The Director presented the report that Ofsted had published on 20 July 2018.
TEXT
page minutes.txt 2013-07-09 2013-07-09 "Children and Young People Scrutiny Committee" <<'TEXT'
ALDENSHIRE COUNCIL

Minutes of the meeting of Children and Young People Scrutiny Committee held at Shire Hall on Tuesday 9 July 2013 at 10.00 am

Present: Councillor B Ormerod (Chairman)

13. MINUTES

The minutes of the meeting held on Tuesday 14 May 2013 were approved as a correct record.

The meeting ended at 12.10 pm

CHAIRMAN
TEXT
page pack.txt 2016-10-20 2016-10-20 Cabinet <<'TEXT'
Agenda

Cabinet

Date: Thursday 20 October 2016

Time: 2.00 pm

Place: Committee Room 1, Shire Hall

Notes: Questions must reach the council by Friday 14 October 2016.

2. MINUTES

To approve the minutes of the meeting held on Thursday 22 September 2016.

Minutes of the meeting of Cabinet held at Shire Hall on Thursday 22 September 2016 at 2.00 pm

Present: Councillor R Stallard (Chairman)

31. LIBRARIES

The earlier meeting agreed to open the library on Sundays.

The meeting ended at 2.40 pm

CHAIRMAN

Agenda Item 3

The report proposes a bus from the estate at Eastmarch.
TEXT
page pack-undated.txt - - Cabinet <<'TEXT'
Agenda

Cabinet

Published on Wednesday 12 October 2016

Minutes of the meeting of Cabinet held at Shire Hall on Thursday 22 September 2016 at 2.00 pm

Present: Councillor R Stallard (Chairman)

31. LIBRARIES

The earlier meeting agreed to open the library on Sundays.
TEXT
page GetMeeting.xml 2016-06-14 2016-06-14 "Children's Scrutiny Committee" <<'TEXT'
<?xml version="1.0" encoding="utf-8"?>
<getmeeting xmlns="http://moderngov.co.uk/namespaces"><meetingid>5093</meetingid><meetingdate>14/06/2016</meetingdate>
<committeetitle>Children's Scrutiny Committee</committeetitle><agendaitems><agendaitem><agendaitemtitle>Opening hours</agendaitemtitle>
<minutesnonemptyhtmlbody><div>&lt;p&gt;The minutes of 10 May 2016 were read, and two centres opened on Saturday.&lt;/p&gt;<br></div></minutesnonemptyhtmlbody>
<linkeddocuments><linkeddoc><title>Centres</title><url>http://x.example/documents/s1/Opening%20report.txt</url></linkeddoc></linkeddocuments>
</agendaitem></agendaitems></getmeeting>
TEXT
page by-title.txt 2016-06-14 2016-06-14 "Children's Scrutiny Committee" <<'TEXT'
Agenda item

Opening hours

To comment.

Minutes:

The minutes of 10 May 2016 were read, and two centres opened on Saturday.
TEXT
page same-title-other-meeting.txt - - - <<'TEXT'
Agenda item

Opening hours

To comment.

Minutes:

The Head of Early Help said that nobody had come, and that the doors would stay closed.
TEXT
page "Opening report.txt" 2016-06-14 2016-06-14 - <<'TEXT'
Report to the Committee

The six centres were visited by 1,940 families, and four in ten visits were made on a Saturday.
TEXT

"$sgindex" -q --index="$work/ix" --report="$work/report.jsonl" "$papers" 2>"$work/err"
# "NAME from to committee source"
jq -r '[(.path | split("/")[-1]), .id] | @tsv' "$work/report.jsonl" | while IFS=$'\t' read -r name id; do
	"$sgsearch" --index="$work/ix" --show="$id" --json |
		jq -r --arg name "$name" '.document | [$name, .published.from // "-", .published.to // "-", .committee // "-", .source] | @tsv'
done >"$work/got"
awk -F '\t' -v OFS='\t' '
	FILENAME == ARGV[1] { got[$1] = $0; next }
	{
		split(got[$1], g, "\t")
		dated += ($2 != "-")
		if (g[2] == $2 && g[3] == $3) right += ($2 != "-")
		else print "  date: " $1 ": " g[2] " to " g[3] ", truth " $2 " to " $3 > "/dev/stderr"
		if (g[2] != "-" && ($2 == "-" || g[3] < $2 || g[2] > $3)) wrong++
		named += ($4 != "-")
		if (g[4] == $4) named_right += ($4 != "-")
		else print "  committee: " $1 ": " g[4] ", truth " $4 > "/dev/stderr"
		if (g[4] != "-" && g[4] != $4) wrong++
		if ($1 ~ /^Opening report/) next
		papers++
		if (g[5] == "minutes") minutes++
		else print "  source: " $1 ": " g[5] > "/dev/stderr"
	}
	END { print right + 0, dated, named_right + 0, named, minutes + 0, papers, wrong + 0 }
' "$work/got" "$work/truth" >"$work/sum"
read -r right dated named_right named minutes n wrong <"$work/sum"
figure "ModernGov forms: exact dates" "$right" "$dated"
figure "ModernGov forms: committees" "$named_right" "$named"
figure "ModernGov forms: known as minutes" "$minutes" "$n"
echo "FIGURE ModernGov forms: wrong dates or committees | $wrong | 0"
is "nothing wrong" "$wrong" 0

# of FILE FILTER: of the document
of()
{
	"$sgsearch" --index="$work/ix" --show="$(id_of "$papers/$1")" --json | jq -r "$2"
}
is "the decision: its three dates" "$(of decision.txt '.document.dates | [.decided.from, .published.from, .effective.from] | join(" ")')" \
	"2018-10-05 2018-10-08 2018-10-13"
is "a pack: what the earlier meeting said" "$(of pack.txt '.passages[] | select(.text | startswith("The earlier")) | .said.from')" 2016-09-22
is "a pack: the report for this one" "$(of pack.txt '.passages[] | select(.text | startswith("The report")) | .said.from')" 2016-10-20
is "minutes with no end: no date" "$(of pack-undated.txt '.passages[] | select(.text | startswith("The earlier")) | .said.from')" null
is "proposed only" "$(of pack.txt .document.status)" agenda
is "recorded" "$(of minutes.txt .document.status)" null

if [ -d "$data/seeds" ]; then
	mkdir "$work/seed"
	cp "$data"/seeds/001*.txt "$work/seed/"
	seed=$(basename "$work"/seed/001*.txt)
	IFS=$'\t' read -r from to < <(awk -F '\t' -v file="$seed" '$1 == file { print $4 "\t" $5 }' "$data/seeds/reference.tsv")
	indexed()
	{
		"$sgindex" -q --index="$work/seed.ix" --report="$work/seed.jsonl" "$work/seed" 2>"$work/err"
		jq -r --arg name "/$seed" 'select(.path | endswith($name)) | [.date.basis, .date.from, .date.to] | join(" ")' "$work/seed.jsonl"
	}
	read -r basis got_from got_to < <(indexed)
	is "the real item page: worked out" "$basis" text
	is "... and not outside the truth" "$([[ ! $got_from > $to && ! $got_to < $from ]] && echo yes)" yes
	# hand-made: the day is ours
	cat >"$work/seed/${seed%.txt}.xml" <<'XML'
<getmeeting xmlns="http://moderngov.co.uk/namespaces"><meetingid>1</meetingid><meetingdate>26/10/2012</meetingdate>
<committeetitle>Overview and Scrutiny Committee</committeetitle></getmeeting>
XML
	dated=$(indexed)
	echo "FIGURE seed 001 with a saved meeting: exact date | $([ "$dated" = "sidecar 2012-10-26 2012-10-26" ] && echo 1 || echo 0) | 1"
	is "... with a saved meeting: its day" "$dated" "sidecar 2012-10-26 2012-10-26"
	rm "$work/seed/${seed%.txt}.xml"
	is "... and without it again" "$(indexed)" "$basis $got_from $got_to"
else
	skip_case "no $data/seeds"
fi
finish
