#!/bin/bash
# SPDX-License-Identifier: AGPL-3.0-or-later
# Corrections, and meetings saved beside documents: what they change, when it is read again, and what is refused.
#
#   supplied.sh BUILD_FOLDER
. "$(dirname "$0")/lib.sh"

papers=$work/papers ix=$work/ix report=$work/report.jsonl fix=$work/fix.txt
mkdir -p "$papers"
cat >"$papers/item.txt" <<'TEXT'
Agenda item

Caseloads in the safeguarding teams

To consider the report of the Director.

Minutes:

The Director reported that caseloads in Aldenshire had fallen from 29 to 21 since the inspection of 14 May 2013.

RESOLVED:

That:

(a) the report be noted.
TEXT
cat >"$papers/news.txt" <<'TEXT'
Council news

New social workers for Aldenshire

Published: 4 June 2014

The council has appointed eleven social workers, and the cabinet member said that she was pleased with all of them.

Councillor Tarrant said that more would be needed.
TEXT
# meeting NAME DAY ITEM [MORE]: a saved meeting
meeting()
{
	cat >"$papers/$1" <<XML
<?xml version="1.0" encoding="utf-8"?>
<getmeeting xmlns="http://moderngov.co.uk/namespaces"><meetingid>1</meetingid><meetingdate>$2</meetingdate>
<committeetitle>Children's Scrutiny Committee</committeetitle>
<agendaitems><agendaitem><agendaitemtitle>$3</agendaitemtitle>${4-}</agendaitem></agendaitems></getmeeting>
XML
}
index()
{
	run "$sgindex" --index="$ix" --report="$report" "$@" "$papers"
}
item=$(id_of "$papers/item.txt") news=$(id_of "$papers/news.txt")
# shown ID FILTER
shown()
{
	"$sgsearch" --index="$ix" --show="$1" --json | jq -r "$2"
}

echo "# a meeting saved beside a page"
index
is "without it: no date to be had" "$(shown "$item" '.document.published.from')" null
meeting item.xml 09/07/2013 "Something else"
index
line "it is a document too" "$report" item.xml '.outcome == "indexed" and .type == "application/vnd.moderngov+xml" and .source == "minutes"'
line "named after the page, it dates it" "$report" item.txt '.outcome == "indexed" and .date.from == "2013-07-09" and .date.basis == "sidecar" and (.date.note | contains("item.xml"))'
line "... and no other file" "$report" news.txt '.outcome == "unchanged" or .date.from == "2014-06-04"'
is "the committee is told" "$(shown "$item" '.document.committee')" "Children's Scrutiny Committee"
is "the meeting's day is kept as such" "$(shown "$item" '.document.dates.meeting.from')" 2013-07-09
is "so were its passages said" "$(shown "$item" '[.passages[].said.from] | unique | join(" ")')" 2013-07-09
index
line "a further run reads nothing" "$report" item.txt '.outcome == "unchanged"'
meeting item.xml 10/07/2013 "Something else"
index
line "another day: read again" "$report" item.txt '.outcome == "indexed" and .date.from == "2013-07-10"'
printf '[document]\nmeeting=2013-07-11\n' >"$papers/item.txt.meta"
index
line "a key file wins" "$report" item.txt '.date.from == "2013-07-11"'
rm "$papers/item.txt.meta" "$papers/item.xml"
index
is "without either: as before" "$(shown "$item" '.document.published.from')" null

echo "# by the title of an item, and by a link"
meeting g4310.xml 09/07/2013 "Caseloads in the safeguarding teams"
index
line "its title is an item's" "$report" item.txt '.date.from == "2013-07-09" and .date.basis == "sidecar"'
meeting g4311.xml 10/09/2013 "Caseloads in the safeguarding teams"
index
line "the title of two items: of neither" "$report" item.txt '.date.from == null'
rm "$papers/g4311.xml"
meeting g4310.xml 09/07/2013 "A paper" "<linkeddocuments><linkeddoc><title>A</title><url>http://x.example/documents/s1/item.txt</url></linkeddoc></linkeddocuments>"
index
line "a link names it" "$report" item.txt '.date.from == "2013-07-09"'
is "the link is its address" "$(shown "$item" '.document.original_url')" http://x.example/documents/s1/item.txt
meeting g4310.xml 09/07/2013 "A paper" "<linkeddocuments><linkeddoc><title>N</title><url>http://x.example/news.txt</url></linkeddoc></linkeddocuments>"
index
line "what states its own date keeps it" "$report" news.txt '.date.from == "2014-06-04" and .date.basis == "stated"'
rm "$papers/g4310.xml"

echo "# corrections"
index
cat >"$fix" <<TEXT
# put right by hand
[papers/item.txt]
meeting = 2013-07-16
about = Kelmouth
[$news]
published = 2014-06-05
source = press
[$news.5]
speaker = Councillor G Tarrant
role = Leader of the opposition
source = council
said = 2014-06-03
TEXT
index --corrections="$fix"
is "status" "$status" 0
line "by path" "$report" item.txt '.outcome == "indexed" and .date.from == "2013-07-16" and .date.basis == "sidecar" and .about == "kelmouth"'
line "by ID" "$report" news.txt '.outcome == "indexed" and .date.from == "2014-06-05" and .source == "press"'
corrected='[.passages[] | select(.n == 5) | .speaker.name // .speaker, .source, .said.from] | map(tostring) | join("|")'
has "a passage: by whom" "$(shown "$news" "$corrected")" "Councillor G Tarrant"
is "a passage: whose and when" "$(shown "$news" '.passages[] | select(.n == 5) | .source + " " + .said.from')" "council 2014-06-03"
is "the others are as the document" "$(shown "$news" '.passages[] | select(.n == 4) | .source + " " + .said.from')" "press 2014-06-05"
index --corrections="$fix"
holds "nothing changed: nothing is read" "$report" 'map(select(.outcome != "unchanged")) == []' --slurp
sed -i 's/2013-07-16/2013-07-17/; 1s/^/# a line more\n/' "$fix"
index --corrections="$fix"
line "changed: that document is read again" "$report" item.txt '.outcome == "indexed" and .date.from == "2013-07-17"'
line "... and only that" "$report" news.txt '.outcome == "unchanged"'
printf '[document]\nmeeting=2013-07-11\ntitle=From the sidecar\n' >"$papers/item.txt.meta"
index --corrections="$fix"
line "they win over a sidecar, key by key" "$report" item.txt '.date.from == "2013-07-17" and .title == "From the sidecar"'
rm "$papers/item.txt.meta"
gives "they survive a rebuild" 0 "$sgindex" --index="$ix" --rebuild --corrections="$fix" --report="$report" "$papers"
line "rebuilt: by path" "$report" item.txt '.date.from == "2013-07-17"'
line "rebuilt: by ID" "$report" news.txt '.date.from == "2014-06-05"'
sed -i 's/^published.*/published = unknown/' "$fix"
index --corrections="$fix"
line "a date can be taken away" "$report" news.txt '.outcome == "indexed" and .date.from == null'
cp "$papers/news.txt" "$papers/copy.txt"
index --corrections="$fix"
is "by ID, copies are told the same" "$status" 0
mv "$papers/news.txt" "$papers/moved.txt"
index --corrections="$fix"
is "a moved file keeps what its ID was told" "$(shown "$news" '.document.source')" press
mv "$papers/moved.txt" "$papers/news.txt"
rm "$papers/copy.txt"
index --corrections="$fix"
index
line "without them: as the document says" "$report" news.txt '.outcome == "indexed" and .date.from == "2014-06-04" and .source == "council"'
is "... and its passages" "$(shown "$news" '.passages[] | select(.n == 5) | .source + " " + .said.from')" "council 2014-06-04"

echo "# corrections that cannot be used"
# refused WHERE WHAT: the file is as left in $fix
refused()
{
	gives "refused: $2" 2 "$sgindex" --index="$ix" --corrections="$fix" "$papers"
	has "$2: names the place" "$err" "fix.txt, $1"
	has "$2: names the cause" "$err" "$2"
}
printf '[papers/item.txt]\ntitel=A\n' >"$fix"
refused "line 2" titel
printf '[papers/item.txt]\nmeeting=31 June 2013\n' >"$fix"
refused "line 2" meeting
printf '[%s]\nsource=gossip\n' "$news" >"$fix"
refused "line 2" gossip
printf '[%s]\ntitle=A\n[%s]\ntitle=B\n' "$news" "$news" >"$fix"
refused "line 3" "already named in line 1"
gives "a file that is not there" 2 "$sgindex" --index="$ix" --corrections="$work/none.txt" "$papers"
printf '[papers/nowhere.txt]\ntitle=A\n[ffffffffffffffff.3]\nspeaker=A\n[%s]\ntitle=News\n' "$news" >"$fix"
index --corrections="$fix"
has "a path for nothing is told of" "$err" "fix.txt, line 1: there is no document [papers/nowhere.txt]"
has "an ID for nothing is told of" "$err" "fix.txt, line 3: there is no document [ffffffffffffffff.3]"
lacks "one that is used is not" "$err" "line 5"
printf '[%s.99]\nspeaker=A\n' "$news" >"$fix"
index --corrections="$fix"
is "a passage that is not there: status" "$status" 1
line "... the document is not read so" "$report" news.txt '.outcome == "refused" and (.message | contains("fix.txt, line 1") and contains("99"))'
is "... and what was held stays" "$(shown "$news" '.document.title')" News
finish
