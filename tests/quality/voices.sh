#!/bin/bash
# SPDX-License-Identifier: AGPL-3.0-or-later
# Whose words the paragraphs of the seed documents are: readers' comments, quotations of Ofsted's, named speakers.  The
# tables are made by reading the documents.
#
#   voices.sh BUILD_FOLDER
. "$(dirname "$0")/../cmd/lib.sh"

[ -d "$data/seeds" ] || skip_test "no $data/seeds"
ix=$work/ix
gives "indexing" 0 "$sgindex" --index="$ix" "$data/seeds"

# figure NAME VALUE WANTED: a measured figure, which must be what is wanted
figure()
{
	echo "FIGURE $1 | $2 | $3"
	is "$1" "$2" "$3"
}

# seed NNN: its passages that are searched, as lines of number, voice, year or day said, quotation, speaker, role, text
seed()
{
	"$sgsearch" --index="$ix" --show="$(id_of "$data"/seeds/"$1"_*.txt)" --json | jq -r '.passages[]
		| select(.kind != "furniture")
		| [.n, .source, .said.from // "-", .quotation, .speaker.name // "-", .speaker.role // "-", .text] | @tsv'
}

for n in 000 001 002 003 004; do seed $n >"$work/$n"; done

echo "# comments of seed 000"
# name, day of the stamp, first and last words; the six in order, by the page's own "Comments (6)"
cat >"$work/comments" <<'TABLE'
WYSIATI	2014-07-04	Congratulations - a lot of hard work	Not going to be easy (or cheap).
yokelyokel	2014-07-04	Agree that a lot of people are working	children's services are run.
WYSIATI	2014-07-04	Yokel - good questions indeed.	an expensive, painful and pointless exercise.
TruthSerum	2014-07-04	Social Services, Cafcass, all around	cut costs on hiring and firing.
yokelyokel	2014-07-07	WYSIATI	-
WYSIATI	2014-07-07	Yokel - I don't know about Jo Davidson	hats off to those who help make things better.
TABLE
awk -F '\t' '
	FILENAME == ARGV[1] { n++; name[n] = $1; day[n] = $2; first[n] = $3; last[n] = $4; next }
	$2 != "comment" { next }
	{
		for (i = 1; i <= n; i++) {
			if (index($7, first[i]) == 1 && $5 == name[i] && $3 == day[i]) begun[i]++
			if (last[i] != "-" && index($7, last[i])) { ended[i]++; if ($5 != name[i] || $3 != day[i]) print "not " name[i] "'"'"'s: " $1 }
		}
		if ($7 in seen) print "twice: " $1
		seen[$7] = 1
		if ($5 == "-") print "nobody'"'"'s: " $1
		if ($5 " " $3 != before) runs++
		before = $5 " " $3
	}
	END {
		for (i = 1; i <= n; i++)
			if (begun[i] != 1 || (last[i] != "-" && ended[i] != 1)) print "comment " i ": begun " begun[i] + 0 ", ended " ended[i] + 0
			else good++
		if (runs != n) print "runs of one writer and day: " runs
		print good + 0 >"/dev/stderr"
	}
' "$work/comments" "$work/000" >"$work/misses" 2>"$work/good"
sed 's/^/  /' "$work/misses"
figure "seed 000: comments once each, by name and stamp" "$(cat "$work/good")" 6
figure "seed 000: comments amiss" "$(grep -c . "$work/misses")" 0
# the last words of the article, and of the seed that is the article alone
figure "seeds 000, 003: article paragraphs taken for comments" "$(awk -F '\t' '
	FILENAME ~ /003$/ { if ($2 == "comment") n++; next }
	$2 == "comment" && !below { n++ } /ambitious programme of improvements/ { below = 1 } END { print n + 0 }' "$work/003" "$work/000")" 0
figure "seed 000: lines of the page among the comments" \
	"$(awk -F '\t' '$2 == "comment"' "$work/000" | grep -Ec 'Score:|says\.\.\.|wrote:|\[quote\]|personally responsible|cookies')" 0

echo "# quotations of seed 004"
# interface.md A4, with the first words of quotations.tsv
cat >"$work/quotations" <<'TABLE'
There are no widespread or serious failures	2014
Leaders and managers have not secured	2018
Since the last inspection in 2014	2018
Children identified as at risk of immediate harm	2018
Children and young people in Herefordshire	2022
Since the last inspection of children's services in June	2019
The level of management oversight of casework	2019
Leaders are implementing ambitious strategic plans	2019
Senior leaders have taken steps	2019
to a manageable level	2019
TABLE
awk -F '\t' '
	FILENAME == ARGV[1] { year[$1] = $2; next }
	{
		wanted = ""
		text = $7
		sub(/^[-•] /, "", text)
		for (words in year) if (index(text, words) == 1) wanted = year[words]
		if (wanted == "") { if ($2 == "ofsted") print "not Ofsted'"'"'s: " $1 " " substr(text, 1, 60); next }
		n++
		if ($2 != "ofsted" || substr($3, 1, 4) != wanted || $4 == "own") print "missed: " $1 " " $2 " " $3 ", wanted " wanted
		else good++
	}
	END { print good + 0 " of " n + 0 >"/dev/stderr" }
' "$work/quotations" "$work/004" >"$work/misses" 2>"$work/good"
sed 's/^/  /' "$work/misses"
figure "seed 004: Ofsted's paragraphs in its voice and year" "$(cat "$work/good")" "10 of 10"
figure "seed 004: other paragraphs in Ofsted's voice" "$(grep -c "^not" "$work/misses")" 0
figure "seeds 000 to 003: paragraphs in Ofsted's voice" "$(cat "$work"/00[0-3] | awk -F '\t' '$2 == "ofsted"' | grep -c .)" 0

echo "# speakers"
# speakers NNN: against the table on standard input of first words, name and role; "-" for nobody, and for a role that
# is not given.  Paragraphs that are not listed have no speaker.
speakers()
{
	awk -F '\t' '
		FILENAME == ARGV[1] { name[$1] = $2; role[$1] = $3; next }
		$2 == "comment" || $2 == "ofsted" { next }
		{
			who = "-"; as = "-"
			for (words in name) if (index($7, words) == 1) { who = name[words]; as = role[words]; met[words] = 1 }
			if (who != "-") n++
			if ($5 == who && $6 == as) { if (who != "-") good++; next }
			print ($5 == "-" ? "missed: " : "wrong: ") $1 " " $5 ", " $6 "; wanted " who ", " as
		}
		END {
			for (words in name) if (!(words in met)) print "not found: " words
			print good + 0 " of " n + 0 >"/dev/stderr"
		}
	' /dev/stdin "$work/$1" >"$work/misses" 2>"$work/good"
	sed 's/^/  /' "$work/misses"
	figure "seed $1: paragraphs by speaker" "$(cat "$work/good")" "$2 of $2"
	figure "seed $1: wrong speakers" "$(grep -vc "^missed" "$work/misses")" 0
}

speakers 000 11 <<'TABLE'
This week Ofsted said	reporting Ofsted	-
The Ofsted report reveals	reporting Ofsted	-
Though the “inadequate” rating	reporting Ofsted	-
As such, Ofsted says	reporting Ofsted	-
Too many of the areas	reporting Ofsted	-
Jo Davidson, director	Jo Davidson	director of children’s wellbeing
Councillor Jeremy Millar	Jeremy Millar	cabinet member for children’s wellbeing
Ofsted reported neglect	reporting Ofsted	-
Board chairman Dave	Dave McCallum	Board chairman
“There is still further work	Dave McCallum	Board chairman
“The board also needs	Dave McCallum	Board chairman
TABLE
# two speak in "A Member pointed out": nobody
speakers 001 10 <<'TABLE'
The Director of People’s Services reported	Director of People’s Services	-
The Director went on	Director	-
The Director said that there	Director	-
The Independent Chairman	Independent Chairman of the Children’s Safeguarding Board	-
In reply to concerns	Assistant Director Children & Young People Provider Services	-
The Head of Children	Head of Children & Families Casework	-
In reply to a question	Assistant Director	-
A Member supported	A Member	-
The Assistant Director Children	Assistant Director Children & Young People Provider Services	-
The Cabinet Member (Health	Cabinet Member (Health & Wellbeing)	-
TABLE
speakers 002 5 <<'TABLE'
Cabinet member for health	Patricia Morgan	Cabinet member for health and wellbeing
“It’s not just about	Patricia Morgan	Cabinet member for health and wellbeing
“Competition between	Patricia Morgan	Cabinet member for health and wellbeing
Jo Davidson, director	Jo Davidson	director for people’s services
“Safeguarding children is	Jo Davidson	director for people’s services
TABLE
# a councillor's statement: she speaks throughout, and quotes nobody by name
speakers 004 0 </dev/null
finish
