#!/bin/bash
# SPDX-License-Identifier: AGPL-3.0-or-later
# Names inside archives are made by strangers: none of them leads anywhere, drives a terminal, or breaks JSON or the report.
#
#   names.sh BUILD_FOLDER
. "$(dirname "$0")/lib.sh"
command -v zip >/dev/null || skip_test "no zip"

ix=$work/ix papers=$work/papers report=$work/report.jsonl
mkdir "$papers" "$work/box"
cd "$work/box" || exit 2

# A file whose one passage has the word.
holding()
{
	printf 'The %s caseloads of Kelmouth fell by a third between March and June of that year.\n' "$1"
}
long=$(head -c 251 /dev/zero | tr '\0' x).txt
holding newline >$'a\nb.txt'
holding escape >$'e\e[31mred\e]0;owned\a.txt'
holding control >$'c\u009b31m.txt'
holding bidi >$'r\u202etxt.exe.txt'
holding latin >$'caf\xe9.txt'
holding percent >'100%41.txt'
holding star >'*.txt'
holding blank >' .txt'
holding dash >'-rf.txt'
holding quotes >'"a"\b.txt'
holding longest >"$long"
zip -q "$papers/odd.zip" -- * || skip_test "zip does not take such names"

# names that tools do not write are put in place of others of the same length
holding up >AAAAAAAA.txt
holding root >BBBBBBBB.txt
holding slashes >CCCCCCCC.txt
holding drive >DDDDDDDD.txt
holding dots >EEEEEEEE.txt
zip -q evil.zip AAAAAAAA.txt BBBBBBBB.txt CCCCCCCC.txt DDDDDDDD.txt EEEEEEEE.txt
LC_ALL=C sed 's,AAAAAAAA\.txt,../../up.txt,g; s,BBBBBBBB\.txt,//etc/passwd,g; s,CCCCCCCC\.txt,a//b///c.txt,g
	s,DDDDDDDD\.txt,C:\\x\\..\\y.tx,g; s,EEEEEEEE\.txt,..//..//u.tx,g' evil.zip >"$papers/evil.zip"
cd "$root" || exit 2

run "$sgindex" --index="$ix" --report="$report" --verbose "$papers"
first=$status
lines=$(wc -l <"$report")

# plain NAME FILE: nothing in it can drive a terminal: neither C0 but line ends, nor DEL, C1, bidi marks
plain()
{
	if LC_ALL=C grep -aqP '[\x00-\x09\x0b-\x1f\x7f]|\xc2[\x80-\x9f]|\xe2\x80[\x8e\x8f\xaa-\xae]|\xe2\x81[\xa6-\xa9]' "$2"; then
		fail "$1: drives a terminal" "$(LC_ALL=C grep -aP -m 3 '[\x00-\x09\x0b-\x1f\x7f]|\xc2[\x80-\x9f]|\xe2\x80[\xaa-\xae]' "$2" | cat -v)"
	else
		pass
	fi
}

# found WORD: the place of the document with that word
found()
{
	"$sgsearch" --index="$ix" --words --json "$1" 2>/dev/null | jq -r --arg papers "$papers/" '.results[].document.places[] | ltrimstr($papers)'
}

plain "messages" "$work/err"
plain "report" "$report"
is "report: a line for each name" "$(jq -r .path "$report" | grep -c zip)" "$lines"
is "report: every line is JSON" "$(jq -c '.outcome' "$report" | wc -l)" "$lines"
is "a name with a line end stays one name" "$(found newline)" $'odd.zip//a\nb.txt'
# a name not said to be UTF-8 is in the character set of MS-DOS, where these codes are pictures (code page 437)
is "escapes are pictures" "$(found escape)" 'odd.zip//e←[31mred←]0;owned•.txt'
is "a reversed name too" "$(found bidi)" $'odd.zip//r\u202etxt.exe.txt'
is "a quotation mark and a backslash" "$(found quotes)" 'odd.zip//"a"\b.txt'
is "a name of 255 bytes" "$(found longest)" "odd.zip//$long"
is "a percent sign is one" "$(found percent)" 'odd.zip//100%2541.txt'
is "names that look like options or globs" "$(found dash) $(found star)" 'odd.zip//-rf.txt odd.zip//*.txt'
like "bytes that are no UTF-8: still a name" "$(found latin)" '^odd\.zip//caf.*\.txt$'
if [ $first = 0 ]; then
	is "no name leads out of its archive" "$(jq -r .path "$report" | grep -c "^$papers/evil.zip//[^/]")" 5
	is "... and no part of one looks like another" "$(jq -r '.path | ltrimstr($papers)' --arg papers "$papers/evil.zip//" "$report" | grep -v "^/" | grep -c //)" 0
else # or the archive is refused whole
	line "an archive with such names" "$report" evil.zip '.outcome == "refused" and .reason == "damaged"'
fi
run "$sgsearch" --index="$ix" --held
plain "held" "$work/out"
run "$sgsearch" --index="$ix" --held --json
plain "held as JSON" "$work/out"
holds "held as JSON: whole" "$work/out" '[.documents[].places[]] | length >= 11'
for word in newline escape control bidi; do
	run "$sgsearch" --index="$ix" --color=always --words "$word"
	has "$word: found" "$out" caseloads
	id=$(jq -r .id "$report" | grep -F "$("$sgsearch" --index="$ix" --words --documents $word)")
	run "$sgsearch" --index="$ix" --show="$id"
	plain "$word: shown" "$work/out"
	run "$sgsearch" --index="$ix" --show="$id" --json
	plain "$word: shown as JSON" "$work/out"
done
run "$sgindex" --index="$ix" --json "$papers"
holds "a further run knows them all" "$work/out" '.bytes == 0 and .removed == 0 and .indexed == 0'
# a manifest can name what has such a name
printf '{"path": "papers/odd.zip//a\\nb.txt", "source": "press"}\n' >"$work/list.jsonl"
run "$sgindex" --index="$ix" --report="$report" --manifest="$work/list.jsonl" "$papers"
is "a manifest names one" "$(jq -r 'select(.path | endswith("a\nb.txt")) | .source' "$report")" press
finish
