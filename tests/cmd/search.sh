#!/bin/bash
# SPDX-License-Identifier: AGPL-3.0-or-later
# sgsearch: query language, filters, counts, output forms, exit statuses.
. "$(dirname "$0")/lib.sh"

ix=$work/ix papers=$work/papers esc=$(printf '\033')
mkdir "$papers"

# paper NAME SOURCE PUBLISHED ABOUT: the text comes from standard input, a paragraph between blank lines
paper()
{
	cat >"$papers/$1"
	printf '[document]\ntitle=Title of %s\nsource=%s\npublished=%s\nabout=%s\n' "$@" >"$papers/$1.meta"
}

# Eight paragraphs whose counts can be read off.
paper f1.txt ofsted 2014-03-04 aldenshire <<'TEXT'
Drift and delay are seen in too many cases that inspectors read.

Recruitment and retention of social workers remain a key risk to the service.

Managers’ oversight is “improving” 😀 but delays and drift go on in these cases.
TEXT
paper f2.txt minutes 2014-07-01 aldenshire <<'TEXT'
The committee discussed agency staff and the recruitment of foster carers.

Delays in the work of the panel were noted by members; drift was not.
TEXT
paper f3.txt press 2018-07-20 aldenshire <<'TEXT'
Inspectors found drift and delay again, the newspaper reports today.

Agency workers cost the council more than permanent staff would.
TEXT
paper f4.txt council 2018-09-10..2018-09-20 kelmouth <<'TEXT'
The borough will recruit more foster carers before the winter comes.
TEXT
"$sgindex" -q --index="$ix" "$papers" || { echo "cannot index the papers" >&2; exit 1; }

# search [OPTION]... QUERY...
search()
{
	run "$sgsearch" --index="$ix" "$@"
}

# counts NAME WANTED [OPTION]... QUERY: the exact number, and the exit status that goes with it
counts()
{
	local name=$1 wanted=$2
	shift 2
	search --words --count "$@"
	is "$name: count" "$out" "$wanted"
	is "$name: status" "$status" "$([ "$wanted" -gt 0 ] && echo 0 || echo 1)"
}

echo "# the query language"
counts "words, in any form and order" 4 drift delay
counts "several words in one argument" 4 "drift delay"
counts "stems" 3 recruitment
counts "stems, the other way round" 3 recruit
counts "case" 4 DRIFT Delay
counts "exact phrase" 2 '"drift and delay"'
counts "exact phrase, case" 2 '"Drift And Delay"'
counts "exact means exact" 0 '"drift and delays"'
counts "exact single word" 1 '"recruit"'
counts "curly quotation marks" 2 '“drift and delay”'
counts "low and high quotation marks" 2 '„drift and delay”'
counts "guillemets" 2 '«drift and delay»'
counts "mixed quotation marks" 2 '“drift and delay"'
counts "phrase and word" 1 '"drift and delay" newspaper'
counts "OR" 3 agency OR foster
counts "OR of a phrase" 3 '"agency workers"' OR foster
counts "OR binds only its neighbours" 1 agency OR foster committee
counts "OR in front is a word" 4 OR drift
counts "lower-case or is a word" 0 agency or newspaper
counts "excluded word" 3 'drift -newspaper'
counts "excluded word, after --" 3 -- drift -newspaper
counts "excluded phrase" 2 'drift -"drift and delay"'
counts "only excluded words: everything else" 7 --source=ofsted,minutes,press,council -- -newspaper
counts "a lone hyphen is no exclusion" 4 'drift - delay'
counts "curly apostrophe" 1 "managers' oversight"
counts "source:" 1 drift source:press
counts "source: two" 3 drift source:press,ofsted
counts "about:" 1 about:kelmouth foster
counts "about: of none" 0 about:nowhere foster
counts "year: one" 3 drift year:2014
counts "year: range" 4 drift year:2014..2018
counts "year: open below" 3 drift year:..2014
counts "year: open above" 1 drift year:2015..
counts "a filter alone" 3 source:ofsted
search --words --count drift sauce:press
is "not a filter: read as words" "$out" 0
search --words --json drift year:20x4
holds "bad filter: note" "$work/out" '.notes | any(contains("year:20x4"))'
search --json '"drift and delay'
holds "unclosed quotation mark: note" "$work/out" \
	'.notes == ["The quotation mark was not closed, so the words were searched for one by one."]'
holds "unclosed quotation mark: words one by one" "$work/out" '.total == 4'
search '"drift and delay'
has "unclosed quotation mark: told" "$err" "The quotation mark was not closed, so the words were searched for one by one."
search of the
is "only stop words: status" "$status" 1
has "only stop words: told" "$err" "“of the” is too common to search for on its own. Put it in quotation marks, or add another word."
counts "stop words in quotation marks" 2 '"of the" OR "in too"'
counts "quotation marks around nothing but stop words" 1 '"in the"'

echo "# options"
for option in -s --source; do counts "$option" 1 $option press drift; done
counts "--source= of two" 3 --source=press,ofsted drift
counts "--from" 1 --from=2015 drift
counts "-f -t" 3 -f 2014 -t 2017 drift
counts "--to" 3 --to=2014 drift
counts "--from year inclusive" 4 --from=2014 --to=2018 drift
counts "years that hold nothing" 0 --from=2015 --to=2017 drift
counts "--about" 1 --about=kelmouth recruit
counts "--about, any case" 1 --about=Kelmouth recruit
counts "--about repeated" 3 --about=kelmouth --about=aldenshire recruit
counts "options after words" 1 drift --source=press
counts "option and filter together" 1 drift --source=press year:2018
search --sort=oldest --words --json foster OR agency
holds "--sort=oldest" "$work/out" '[.results[].said.from] | . == sort'
search --sort=newest --words --json foster OR agency
holds "--sort=newest" "$work/out" '[.results[].said.from] | . == (sort | reverse)'
search --match=any --count drift foster
is "--match=any" "$out" 6
search --match=words --count drift foster
is "--match=words" "$out" 0
is "--match=words with none: status" "$status" 1
search --json drift newspaper
holds "all: then some of the words" "$work/out" \
	'.total == 1 and .groups == {words: 1, some: 3} and ([.results[].group] == ["words", "some", "some", "some"])'
search -w --json drift newspaper
holds "-w: the words only" "$work/out" '(.results | length) == 1 and .groups.some == 0'
search -n 1 drift
is "-n: one card" "$(grep -c '^\[' "$work/out")" 1
search --limit=0 drift
is "--limit=0: all" "$(grep -c '^\[' "$work/out")" 4
search --limit=3 --page=2 drift
is "--page=2: what is left" "$(grep '^\[' "$work/out" | cut -c 1-3)" "[4]"
gives "--page past the end" 2 "$sgsearch" --index="$ix" --words --limit=1 --page=5 drift
has "--page past the end: told" "$err" "There are 4 pages of results. Go to page 4"
gives "--page past the depth" 2 "$sgsearch" --index="$ix" --limit=100 --page=101 drift
search --documents drift
is "--documents" "$(sort "$work/out")" "$(for f in f1 f2 f3; do id_of "$papers/$f.txt"; done | sort)"
for option in -c --count; do search $option drift; is "$option" "$out" 4; done
for option in -q --quiet; do
	search $option drift
	is "$option, found" "$status$out$err" 0
	search $option aardvark
	is "$option, none" "$status$out$err" 1
done
for option in -v --verbose; do search $option drift; has "$option says how it was read" "$err" drift; done
for option in -h --help; do
	gives "$option" 0 "$sgsearch" $option
	is "$option: nothing on standard error" "$err" ""
	is "$option: three examples first" "$(sed -n '1,/^$/!p' "$work/out" | sed '/^$/q' | grep -c '^  sgsearch ')" 3
done
gives "--version" 0 "$sgsearch" --version
like "--version" "$out" '^sgsearch [0-9]+\.[0-9]'
is "words from standard input" "$(echo 'drift newspaper' | "$sgsearch" --index="$ix" -w -c -)" 1
is "index from the environment" "$(SGSEARCH_INDEX=$ix "$sgsearch" -c drift)" 4
is "--index beats the environment" "$(SGSEARCH_INDEX=$work/none "$sgsearch" --index="$ix" -c drift)" 4
is "index at its usual place" "$(XDG_DATA_HOME=$work/xdg; export XDG_DATA_HOME
	mkdir -p "$XDG_DATA_HOME/sgsearch" && cp -a "$ix" "$XDG_DATA_HOME/sgsearch/index" && "$sgsearch" -c drift)" 4
search --width=40 --words retention
is "--width" "$(awk 'length > 40' "$work/out" | grep -vc 'para\|^    [0-9a-f.]*$\|passage')" 0
search -- --json
is "-- ends options" "$status$out" 1
counts "-- and a word that looks like an option" 0 -- --count
counts "-- and a word" 4 -- drift

echo "# what is shown"
one=$(id_of "$papers/f1.txt")
search --show="$one"
is "--show: status" "$status" 0
for text in "Title of f1.txt" "Drift and delay are seen" "Recruitment and retention of social" "Managers’ oversight" "$papers/f1.txt" "$one"; do
	has "--show" "$out" "$text"
done
search --show="$one" --json
holds "--show --json: shape" "$work/out" '(.document | .id == $id and .title == "Title of f1.txt" and .source == "ofsted"
	and .about == "aldenshire" and (.places == [$path]) and (.sha256 | test("^[0-9a-f]{64}$")) and (.sha256 | startswith($id))
	and .published.from == "2014-03-04") and (.passages | length == 3)
	and ([.passages[].n] == [1, 2, 3]) and all(.passages[]; .id == "\($id).\(.n)" and (.text | type) == "string"
	and has("kind") and has("page") and has("heading") and has("source") and has("speaker") and has("said"))' \
	--arg id "$one" --arg path "$papers/f1.txt"
search --show="$one.2" --json
holds "--show of a passage" "$work/out" '.passages | length == 1 and .[0].text ==
	"Recruitment and retention of social workers remain a key risk to the service."'
gives "--show of no such passage" 2 "$sgsearch" --index="$ix" --show="$one.99"
gives "--show of no such document" 2 "$sgsearch" --index="$ix" --show=0123456789abcdef
gives "--show of no ID" 2 "$sgsearch" --index="$ix" --show=banana

echo "# errors: status 2"
gives "no query" 2 "$sgsearch" --index="$ix"
is "no query: nothing on standard output" "$out" ""
gives "unknown option" 2 "$sgsearch" --index="$ix" --souce=press drift
has "unknown option: names the nearest" "$err" "--source"
gives "an option like no other" 2 "$sgsearch" --index="$ix" --frobnicate drift
lacks "an option like no other: no guess" "$err" "did you mean"
gives "unknown short option" 2 "$sgsearch" --index="$ix" -Z drift
for short in --sour=press --lim=3 --jso --docu --ver; do
	gives "abbreviation $short" 2 "$sgsearch" --index="$ix" $short drift
done
for bad in --source=newspaper --source= --from=18 --from=20145 --from=year --to=x --sort=random --match=some --limit=-1 --limit=x \
	--page=0 --page=x --by=month --color=maybe --width=-1 --json=yes --limit= ; do
	gives "$bad" 2 "$sgsearch" --index="$ix" "$bad" drift
	has "$bad: names the option" "$err" "${bad%%=*}"
done
gives "years the wrong way round" 2 "$sgsearch" --index="$ix" --from=2019 --to=2012 drift
has "years the wrong way round: words" "$err" "sgsearch: --to (2012) must be the same as or after --from (2019)"
gives "years the wrong way round, in the query" 2 "$sgsearch" --index="$ix" year:2019..2012 drift
gives "no index" 2 "$sgsearch" --index="$work/none" drift
has "no index: named" "$err" "$work/none"
gives "not UTF-8" 2 "$sgsearch" --index="$ix" $'dri\xfft'

# problem NAME TYPE STATUS ARGUMENT...: the problem object of RFC 9457
problem()
{
	local name=$1 type=$2 code=$3
	shift 3
	gives "$name" 2 "$sgsearch" --index="$ix" --json "$@"
	holds "$name: problem object" "$work/out" '.type == "tag:sgsearch,2026:problem/\($t)" and .status == ($c | tonumber)
		and (.title | type == "string" and length > 0)' --arg t "$type" --arg c "$code"
}
problem "bad years as JSON" bad-year-range 400 --from=2019 --to=2012 drift
problem "bad years in the query as JSON" bad-year-range 400 year:2019..2012 drift
problem "too long as JSON" query-too-long 400 "$(printf 'a%.0s' {1..501})"
problem "bad option value as JSON" bad-parameter 400 --sort=random drift
problem "unknown option as JSON" unknown-parameter 400 --souce=press drift
problem "no such document as JSON" not-found 404 --show=0123456789abcdef
run "$sgsearch" --index="$work/none" --json drift
holds "no index as JSON" "$work/out" '.type == "tag:sgsearch,2026:problem/index-not-ready" and .status == 503'
run bash -c '"$0" --index="$1" drift >/dev/full' "$sgsearch" "$ix"
is "/dev/full: status" "$status" 2
has "/dev/full: told" "$err" "No space left on device"
for form in --json --count --by=year --documents "--show=$one"; do
	run bash -c '"$0" --index="$1" "$2" drift >/dev/full' "$sgsearch" "$ix" "$form"
	is "/dev/full, $form" "$status" 2
done
run bash -c '"$0" --help >/dev/full' "$sgsearch"
is "/dev/full, --help" "$status" 2
run bash -c '"$0" --index="$1" drift >&-' "$sgsearch" "$ix"
is "closed standard output" "$status" 2

echo "# nothing found: status 1"
gives "nothing found" 1 "$sgsearch" --index="$ix" aardvark retension
is "nothing found: standard output is empty" "$out" ""
has "nothing found: words" "$err" "sgsearch: no passages found for “aardvark retension”"
gives "only some of the words" 1 "$sgsearch" --index="$ix" aardvark retention
search --json aardvark
is "nothing found, JSON: status" "$status" 1
holds "nothing found, JSON" "$work/out" '.total == 0 and .results == [] and .pages == 0 and .total_documents == 0'
search --count aardvark
is "nothing found: count" "$status $out" "1 0"

echo "# plain output"
search --words drift delay
like "summary line" "$(head -1 "$work/out")" '^4 passages in 3 documents, 2014 to 2018: '
for part in "ofsted 2" "minutes 1" "press 1"; do has "summary: sources" "$(head -1 "$work/out")" "$part"; done
# after the summary: blank line, then cards of exactly four lines with one blank line between
awk -v n=0 '
	NR == 1 { next }
	(NR - 2) % 5 == 0 { if ($0 != "") print NR ": no blank line" }
	(NR - 2) % 5 == 1 { n++; if ($0 !~ "^\\[" n "\\] .+  (Ofsted|Council minutes|Press|Council and councillors)( \\(date estimated\\))?$") print NR ": " $0 }
	(NR - 2) % 5 == 2 { if ($0 !~ /^    [^ ]/) print NR ": " $0 }
	(NR - 2) % 5 == 3 { if ($0 !~ /^    .*, para [0-9]+/) print NR ": " $0 }
	(NR - 2) % 5 == 4 { if ($0 !~ /^    [0-9a-f]+\.[0-9]+$/) print NR ": " $0 }
	END { if (n != 4) print n " cards" }' "$work/out" >"$work/faults"
is "cards" "$(head -5 "$work/faults")" ""
is "plain output is stable" "$("$sgsearch" --index="$ix" --words drift delay | sha256sum)" "$(sha256sum <"$work/out")"
is "plain output: one line, no wrapping" "$(grep -c 'Managers’ oversight is “improving” 😀 but delays and drift go on in these cases\.$' "$work/out")" 1
search --words retention
like "one of each: singular" "$(head -1 "$work/out")" '^1 passage in 1 document, 2014: ofsted 1$'
has "a day" "$out" "4 March 2014  Ofsted"

echo "# colour"
printf 'Escape codes \033[31mred\033[0m and \302\233 c1 and \342\200\256 override stand in this drifting paragraph.\n' >"$papers/control.txt"
printf '[document]\nsource=press\npublished=2018-01-02\ntitle=Control\n' >"$papers/control.txt.meta"
"$sgindex" -q --index="$work/ix.control" "$papers"
search drift
is "no ESC on a pipe" "$(grep -c "$esc" "$work/out")" 0
search --color=always drift
is "--color=always: ESC" "$(grep -q "$esc" "$work/out" && echo some)" some
is "--color=always changes nothing but attributes" "$(sed "s/$esc\[[0-9;]*m//g" "$work/out")" "$("$sgsearch" --index="$ix" drift)"
has "--color=always: match is underlined" "$out" "${esc}"'[1;4mDrift'
is "--color=always beats NO_COLOR" "$(NO_COLOR=1 "$sgsearch" --index="$ix" --color=always drift | grep -q "$esc" && echo some)" some
run "$sgsearch" --index="$work/ix.control" escape codes
is "control characters of a document: none on a pipe" "$(LC_ALL=C grep -c "$esc" "$work/out")" 0
has "control characters of a document: shown" "$out" '\x1b[31mred'
lacks "C1 control of a document" "$out" $'\302\233'
lacks "bidi override of a document" "$out" $'\342\200\256'
run "$sgsearch" --index="$work/ix.control" --json escape codes
is "control characters: no raw byte in JSON" "$(LC_ALL=C grep -c "$esc" "$work/out")" 0
holds "control characters: exact in JSON" "$work/out" '.results[0].text | contains("\u001b[31mred\u001b[0m")'
if command -v script >/dev/null && script -qec true /dev/null >/dev/null 2>&1 </dev/null; then
	on_terminal() # ENVIRONMENT... ARGUMENT
	{
		env "$@" script -qec "$sgsearch --index=$ix $arguments" /dev/null </dev/null | grep -q "$esc" && echo some
	}
	arguments="drift" # no pager: this test is about colour only
	is "colour on a terminal" "$(on_terminal PAGER=cat TERM=xterm)" some
	is "NO_COLOR on a terminal" "$(on_terminal PAGER=cat TERM=xterm NO_COLOR=1)" ""
	is "empty NO_COLOR means nothing" "$(on_terminal PAGER=cat TERM=xterm NO_COLOR=)" some
	is "TERM=dumb on a terminal" "$(on_terminal PAGER=cat TERM=dumb)" ""
	arguments="--color=never drift"
	is "--color=never on a terminal" "$(on_terminal PAGER=cat TERM=xterm)" ""
	arguments="--color=always drift"
	is "--color=always and TERM=dumb" "$(on_terminal PAGER=cat TERM=dumb NO_COLOR=1)" some
	arguments="--index=$work/ix.control --color=never escape codes"
	is "control characters of a document on a terminal" "$(on_terminal PAGER=cat TERM=xterm)" ""
else
	skip_case "terminal cases: no script(1)"
fi

echo "# the sample"
large=$work/sample.ix
"$sgindex" -q --index="$large" --exclude=SOURCES.tsv "$sample" >/dev/null 2>&1
[ -e "$large/current" ] || fail "the sample is indexed"
"$sgsearch" --index="$large" --limit=0 children >"$work/long"
if [ "$(wc -c <"$work/long")" -gt 65536 ]; then pass; else fail "long output is longer than a pipe holds"; fi
first=$(bash -c '"$0" --index="$1" --limit=0 children 2>"$2" | head -1' "$sgsearch" "$large" "$work/err")
is "| head -1" "$first" "$(head -1 "$work/long")"
is "| head -1 is silent" "$(cat "$work/err")" ""

echo "# JSON"
"$sgsearch" --index="$large" --json --words --limit=50 children social work >"$work/answer"
holds "shape" "$work/answer" '
	(.query | (.q == "children social work") and (.source == []) and .from == null and .to == null and .sort == "match" and .include == [])
	and ([.index_revision, .total, .total_documents, .groups.words, .groups.some, .hidden.comments, .page, .per_page, .pages]
		| all(type == "number" and . == floor))
	and (.notes | type == "array") and .page == 1 and .per_page == 50 and .total > 9 and .groups.words == .total
	and (.results | length == ([50, $total] | min))' --argjson total "$(jq .total "$work/answer")"
holds "results" "$work/answer" '.results | all(
	(.id | test("^[0-9a-f]{16}\\.[1-9][0-9]*$")) and .id == "\(.document.id).\(.paragraph)" and .group == "words"
	and (.score | type == "number") and (.text | type == "string" and length > 0)
	and (.source | IN("ofsted", "minutes", "press", "council", "unknown"))
	and (.speaker == null or (.speaker.name | type == "string"))
	and (.kind | IN("narrative", "finding", "recommendation", "resolution", "action", "procedural"))
	and (.document | has("id") and has("title") and has("source") and has("published") and has("original_url")))'
holds "dates" "$work/answer" '[.results[] | .said, .document.published] | all(
	(.precision | IN("day", "month", "year", "range", "unknown"))
	and (.basis | IN("sidecar", "stated", "letterhead", "filename", "metadata", "text", "comment", "unknown"))
	and (if .precision == "unknown" then .from == null and .to == null
	     else (.from, .to | test("^[0-9]{4}-[0-9]{2}-[0-9]{2}$")) and .from <= .to end)
	and has("note") and (.precision != "day" or .from == .to))'
holds "facets" "$work/answer" '.facets | (.source | all(.count <= .held and .held > 0 and (.value | type == "string")))
	and (.year | all(.count <= .held and .held > 0 and (.value == null or (.value | type == "number" and . > 1900))))'
holds "years in order" "$work/answer" '[.facets.year[].value | select(.)] | . == sort and . == unique'
holds "whole sentences of at most 90 words, or one sentence" "$work/answer" '[.results[].text | split(" ") | length] | max <= 130'
holds "highlights: within the text, ascending" "$work/answer" '.results | all(. as $r | .highlights
	| length > 0 and all(.start >= 0 and .start < .end and .end <= ($r.text | length))
	and ([.[] | .start, .end] | . == sort))'
holds "highlights: are the words" "$work/answer" '[.results[] | . as $r | .highlights[] | $r.text[.start:.end] | ascii_downcase]
	| all(test("child|social|work"))'
search --words --json oversight drift
# M is code point 0; “improving” 😀 come before: UTF-16 units or bytes would be off
holds "highlights: code points" "$work/out" '.results[0].highlights == [{start: 10, end: 19}, {start: 52, end: 57}]'
holds "highlights: say what they mark" "$work/out" '.results[0] | [.highlights[] as $h | .text[$h.start:$h.end]] == ["oversight", "drift"]'
search --words --json '"drift and delay"'
holds "a phrase is one highlight" "$work/out" '[.results[] | . as $r | [.highlights[] | $r.text[.start:.end]]]
	| sort == [["Drift and delay"], ["drift and delay"]]'
holds "citation of one's own query" "$work/out" '.query.q == "\"drift and delay\""'

echo "# counts agree"
while IFS= read -r query; do
	"$sgsearch" --index="$large" --json --limit=0 --words "$query" >"$work/answer" 2>/dev/null
	holds "$query: sum over years = sum over sources = total" "$work/answer" \
		'.total == ([.facets.year[].count] | add // 0) and .total == ([.facets.source[].count] | add // 0)'
	holds "$query: cells add up too" "$work/answer" '.facets.year_source == null or .total == ([.facets.year_source[].count] | add // 0)'
	holds "$query: as many results" "$work/answer" '.total == (.results | length) and .total == ([.results[].id] | unique | length)'
	holds "$query: documents" "$work/answer" '.total_documents == ([.results[].document.id] | unique | length)'
	is "$query: --count" "$("$sgsearch" --index="$large" --words --count "$query" 2>/dev/null)" "$(jq .total "$work/answer")"
done <<'QUERIES'
children
drift delay
"drift and delay"
management oversight
"management oversight"
social workers -agency
recruitment OR retention
care leavers year:2016..2020
ofsted source:press
caseloads about:kelmouth
inadequate -"requires improvement"
source:minutes
aardvark
QUERIES

# listed OPTION...: IDs in order over all pages
listed()
{
	local page pages
	pages=$("$sgsearch" --index="$large" --json "$@" --page=1 | jq .pages)
	for page in $(seq "$pages"); do "$sgsearch" --index="$large" --json "$@" --page="$page" | jq -r '.results[].id'; done
}
for sort in match newest oldest; do
	for query in "children" '"social workers"' "source:press"; do
		listed --words --sort=$sort --limit=7 "$query" >"$work/paged"
		"$sgsearch" --index="$large" --json --words --sort=$sort --limit=0 "$query" | jq -r '.results[].id' >"$work/whole"
		is "$query by $sort: pages one after the other are the whole" "$(sha256sum <"$work/paged")" "$(sha256sum <"$work/whole")"
		is "$query by $sort: no passage twice" "$(sort "$work/paged" | uniq -d | head -3)" ""
	done
done
"$sgsearch" --index="$large" --json --words --limit=0 --sort=newest children >"$work/answer"
holds "newest first, undated last" "$work/answer" '[.results[].said.from] | . as $all | ([$all[] | select(.)] | . == (sort | reverse))
	and ($all == [$all[] | select(.)] + [$all[] | select(. == null)])'
"$sgsearch" --index="$large" --json --words --limit=0 --sort=oldest children >"$work/answer"
# by the last day it may have been said: a loose date does not come before one that is certain
holds "oldest first, undated last" "$work/answer" '[.results[].said.to] | . as $all | ([$all[] | select(.)] | . == sort)
	and ($all == [$all[] | select(.)] + [$all[] | select(. == null)])'

echo "# a passage counts under every year its date may be in, in filters"
"$sgsearch" --index="$large" --json --words --limit=0 --from=2013 --to=2014 children >"$work/answer"
holds "years said overlap the years asked for" "$work/answer" '.results | length > 0 and all(.said.from[:4] <= "2014" and .said.to[:4] >= "2013")'
"$sgsearch" --index="$large" --json --words --limit=0 children >"$work/all"
is "and none that overlaps is missing" "$(jq '[.results[] | select(.said.from and .said.from[:4] <= "2014" and .said.to[:4] >= "2013")] | length' "$work/all")" \
	"$(jq .total "$work/answer")"

echo "# tables"
search --by=year,source drift delay
is "--by=year,source: columns" "$(head -1 "$work/out" | tr -s ' ')" "year ofsted minutes press council held"
is "--by=year,source: none held is -, held and silent is 0" "$(sed 1d "$work/out" | tr -s ' ')" $'2014 2 1 - - 5\n2018 - - 1 0 3'
search --by=year drift delay
is "--by=year" "$(tr -s ' ' <"$work/out")" $'year found held\n2014 3 5\n2018 1 3'
search --by=source drift delay
is "--by=source" "$(tr -s ' ' <"$work/out")" $'source found held\nofsted 2 3\nminutes 1 2\npress 1 2\ncouncil 0 1'
search --by=year
is "--by without a query: what is held" "$(awk 'NR > 1 { print $1, $NF }' "$work/out")" $'2014 5\n2018 3'
search --by=year --about=kelmouth drift
is "--by with a filter: held under the same filter" "$(sed 1d "$work/out" | tr -s ' ')" "2018 0 1"
"$sgsearch" --index="$large" --by=year,source drift delay >"$work/table"
"$sgsearch" --index="$large" --words --json drift delay >"$work/answer"
is "table and JSON agree: found" "$(awk 'NR > 1 { for (i = 2; i < NF; i++) if ($i != "-") n += $i } END { print n + 0 }' "$work/table")" "$(jq .total "$work/answer")"
is "table and JSON agree: held" "$(awk 'NR > 1 { n += $NF } END { print n }' "$work/table")" "$(jq '[.facets.year[].held] | add' "$work/answer")"

echo "# reader comments"
"$sgsearch" --index="$large" --json --words --limit=0 council >"$work/without"
"$sgsearch" --index="$large" --json --words --limit=0 --comments council >"$work/with"
holds "left out unless asked for" "$work/without" '.results | all(.source != "comment")'
holds "the number left out is told" "$work/without" '.hidden.comments == $n' \
	--argjson n "$(jq '[.results[] | select(.source == "comment")] | length' "$work/with")"
holds "with --comments the rest is the same" "$work/with" '[.results[] | select(.source != "comment").id] | sort == ($w[0].results | map(.id) | sort)' \
	--slurpfile w "$work/without"
finish
