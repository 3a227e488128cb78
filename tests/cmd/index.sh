#!/bin/bash
# SPDX-License-Identifier: AGPL-3.0-or-later
# sgindex: exit statuses, the report, incremental runs, rebuilding, pruning, excluding, manifests.
. "$(dirname "$0")/lib.sh"

ix=$work/ix papers=$work/papers report=$work/report.jsonl
error_page="$sample/ofsted/Childrens services inspection 2016.pdf"
mkdir "$papers"

# index [OPTION]... PATH...: a run with a report
index()
{
	run "$sgindex" --index="$ix" --report="$report" --json "$@"
}

# outcome FILE: what the last report says became of it
outcome()
{
	jq -r --arg tail "/$1" 'select(.path | endswith($tail)) | .outcome' "$report"
}

field()
{
	jq -r --arg tail "/$1" "select(.path | endswith(\$tail)) | $2" "$report"
}

# found INDEX WORDS...: IDs of the documents with passages that have the words
found()
{
	local index=$1
	shift
	"$sgsearch" --index="$index" --words --documents "$@" 2>/dev/null | sort
}

paper() # NAME SENTENCE
{
	printf 'Press release\n\n%s This is the second sentence of the paragraph, for weight.\n' "$2" >"$papers/$1"
}

echo "# usage: status 2, nothing made"
gives "no path" 2 "$sgindex" --index="$ix"
gives "unknown option" 2 "$sgindex" --index="$ix" --rebild "$papers"
has "unknown option names the nearest" "$err" "--rebuild"
gives "abbreviated option" 2 "$sgindex" --index="$ix" --rebu "$papers"
gives "jobs 0" 2 "$sgindex" --index="$ix" --jobs=0 "$papers"
gives "jobs not a number" 2 "$sgindex" --index="$ix" -jx "$papers"
gives "option without its value" 2 "$sgindex" --index
gives "flag with a value" 2 "$sgindex" --index="$ix" --rebuild=yes "$papers"
gives "missing path" 2 "$sgindex" --index="$ix" "$work/nowhere"
has "missing path is named" "$err" "cannot read $work/nowhere: No such file or directory"
is "nothing was made" "$([ -e "$ix/current" ] && echo made)" ""
gives "help" 0 "$sgindex" --help
has "help is on standard output" "$out" "Usage: sgindex"
gives "version" 0 "$sgindex" --version
like "version" "$out" '^sgindex [0-9]+\.[0-9]'
gives "settings" 0 "$sgindex" --index="$ix" --print-config
has "settings name the index" "$out" "$ix"

echo "# a first run"
paper one.txt "Zebra caseloads fell in 2014."
paper two.txt "Yellow caseloads rose in 2015."
mkdir "$papers/deep"
cp "$sample/press/kelmouth.html" "$papers/deep/"
index "$papers"
is "first run: status" "$status" 0
is "first run: lines of the report" "$(wc -l <"$report")" 3
like "first run: last line" "$(tail -1 "$work/err")" '^3 documents, [0-9,]+ passages indexed in [0-9.]+ s$'
each "report: every field of its documented shape" "$report" \
	'has("path") and has("id") and has("outcome") and has("reason") and has("type") and has("pages")
	 and has("passages") and has("source") and has("about") and has("date") and has("ms")'
each "report: date has its fields" "$report" \
	'.date == null or (.date | has("from") and has("to") and has("precision") and has("basis") and has("note"))'
each "report: types" "$report" \
	'(.path, .id, .outcome, .type | type == "string") and (.pages, .passages, .ms | type == "number" and . >= 0 and . == floor)'
is "report: ID" "$(field one.txt .id)" "$(id_of "$papers/one.txt")"
is "report: type of HTML" "$(field kelmouth.html .type)" text/html
is "report: date" "$(field kelmouth.html '.date.from, .date.to, .date.precision')" $'2016-05-11\n2016-05-11\nday'
is "report: source" "$(field kelmouth.html .source)" press
jq -s '{indexed: length, passages: (map(.passages) | add)}' "$report" >"$work/sums"
holds "totals agree with the report" "$work/out" '.indexed == $s[0].indexed and .passages == $s[0].passages' \
	--slurpfile s "$work/sums"
is "index folder is private" "$(stat -c %a "$ix")" 700
gives "check" 0 "$sgindex" --index="$ix" --check
gives "quiet" 0 "$sgindex" --index="$ix" --quiet "$papers"
is "quiet says nothing" "$out$err" ""

echo "# a second run reads nothing"
index "$papers"
is "second run: status" "$status" 0
is "second run: outcomes" "$(jq -r .outcome "$report" | sort | uniq -c | tr -s ' ')" " 3 unchanged"
holds "second run: no byte read" "$work/out" '.bytes == 0 and .indexed == 0'
if command -v strace >/dev/null && strace -f -o /dev/null true 2>/dev/null; then
	strace -f -e trace=openat,open,openat2 -o "$work/trace" "$sgindex" --index="$ix" "$papers" 2>/dev/null
	is "second run: no document opened" "$(grep -E '(one|two)\.txt"|kelmouth\.html"' "$work/trace" | head -3)" ""
else
	skip_case "second run under strace: cannot trace here"
fi

echo "# touched, changed, moved, copied, removed"
old_one=$(id_of "$papers/one.txt") old_two=$(id_of "$papers/two.txt")
touch_later "$papers/one.txt"
index "$papers"
is "touched: outcome" "$(outcome one.txt)" unchanged
is "touched: same document" "$(field one.txt .id)" "$old_one"
index "$papers"
holds "touched: not read again after that" "$work/out" '.bytes == 0'

paper one.txt "Quokka caseloads fell in 2014 and again."
touch_later "$papers/one.txt"
new_one=$(id_of "$papers/one.txt")
index "$papers"
is "changed: outcome" "$(outcome one.txt)" indexed
is "changed: new ID" "$(field one.txt .id)" "$new_one"
is "changed: old words are gone" "$(found "$ix" zebra)" ""
is "changed: new words are found" "$(found "$ix" quokka)" "$new_one"
gives "changed: old document is gone" 2 "$sgsearch" --index="$ix" --show="$old_one"
is "changed: the others were not read" "$(outcome two.txt) $(outcome kelmouth.html)" "unchanged unchanged"

mv "$papers/two.txt" "$papers/deep/second.txt"
index "$papers"
is "moved: outcome" "$(outcome second.txt)" moved
is "moved: same document" "$(field second.txt .id)" "$old_two"
is "moved: the old path is not told of as removed" "$(outcome two.txt)" ""
is "moved: places" "$("$sgsearch" --index="$ix" --show="$old_two" --json | jq -r '.document.places[]')" "$papers/deep/second.txt"
is "moved: found once" "$("$sgsearch" --index="$ix" --words --count yellow)" 1

cp "$papers/deep/second.txt" "$papers/copy.txt"
index "$papers"
is "copied: status" "$status" 0
is "copied: one document" "$(field copy.txt .id)" "$old_two"
is "copied: both places" "$("$sgsearch" --index="$ix" --show="$old_two" --json | jq -c '.document.places | sort')" \
	"[\"$papers/copy.txt\",\"$papers/deep/second.txt\"]"
is "copied: found once" "$("$sgsearch" --index="$ix" --words --count yellow)" 1
rm "$papers/deep/second.txt"
index "$papers"
is "one copy removed: outcome" "$(outcome second.txt)" removed
is "one copy removed: still found" "$(found "$ix" yellow)" "$old_two"
is "one copy removed: places" "$("$sgsearch" --index="$ix" --show="$old_two" --json | jq -c .document.places)" "[\"$papers/copy.txt\"]"
rm "$papers/copy.txt"
index "$papers"
is "removed: status" "$status" 0
is "removed: outcome" "$(outcome copy.txt)" removed
is "removed: not found" "$(found "$ix" yellow)" ""
gives "removed: document is gone" 2 "$sgsearch" --index="$ix" --show="$old_two"
is "two files with the same bytes in one run" "$(
	mkdir "$work/twins" && cp "$papers/one.txt" "$work/twins/a.txt" && cp "$papers/one.txt" "$work/twins/b.txt"
	"$sgindex" -q --index="$work/twins.ix" "$work/twins"
	"$sgsearch" --index="$work/twins.ix" --words --count quokka)" 1

echo "# sidecars"
is "before: basis" "$(
	"$sgsearch" --index="$ix" --show="$new_one" --json | jq -r .document.published.basis | grep -c sidecar)" 0
printf '[document]\ntitle=A supplied title\nsource=minutes\npublished=2013-02-03\nabout=kelmouth\nurl=https://example.org/a\n' >"$papers/one.txt.meta"
index "$papers"
is "sidecar added: outcome" "$(outcome one.txt)" indexed
is "sidecar added: is no document" "$(outcome one.txt.meta)" ""
is "sidecar added: facts" "$(field one.txt '.source, .about, .date.from, .date.to, .date.basis' | paste -sd' ')" \
	"minutes kelmouth 2013-02-03 2013-02-03 sidecar"
is "sidecar added: title and address" "$("$sgsearch" --index="$ix" --show="$new_one" --json |
	jq -r '.document | .title, .original_url')" $'A supplied title\nhttps://example.org/a'
is "sidecar added: passages too" "$("$sgsearch" --index="$ix" --words --json quokka | jq -r '.results[].said.from')" 2013-02-03
index "$papers"
is "sidecar unchanged" "$(outcome one.txt)" unchanged
printf '[document]\nsource=council\npublished=2013-02\n' >"$papers/one.txt.meta"
index "$papers"
is "sidecar changed: facts" "$(field one.txt '.outcome, .source, .date.from, .date.to, .date.precision' | paste -sd' ')" \
	"indexed council 2013-02-01 2013-02-28 month"
is "sidecar changed: found once" "$("$sgsearch" --index="$ix" --words --count quokka)" 1
rm "$papers/one.txt.meta"
index "$papers"
is "sidecar removed: outcome" "$(outcome one.txt)" indexed
lacks "sidecar removed: basis" "$(field one.txt .date.basis)" sidecar
for bad in 'published=yesterday' 'source=newspaper' 'sauce=press'; do
	printf '[document]\ntitle=T\n%s\n' "$bad" >"$papers/one.txt.meta"
	index "$papers"
	is "sidecar with $bad: status" "$status" 1
	has "sidecar with $bad: file named" "$err" "$papers/one.txt.meta"
	has "sidecar with $bad: the word at fault" "$err" "$(echo "$bad" | sed 's/source=//; s/published=//; s/=.*//')"
	like "sidecar with $bad: names line 3" "$err" '(line 3|:3:)'
	is "sidecar with $bad: told as refused" "$(outcome one.txt)" refused
done
rm "$papers/one.txt.meta"
index "$papers"
is "sidecar put right: status" "$status" 0
is "sidecar put right: found again" "$(found "$ix" quokka)" "$new_one"

echo "# refused files are listed, and remembered"
cp "$error_page" "$papers/report.pdf"
index "$papers"
is "refused: status" "$status" 1
is "refused: report" "$(field report.pdf '.outcome, .reason, .id' | paste -sd' ')" "refused not-a-document null"
like "refused: listed" "$err" "report\.pdf: .*not a document"
has "refused: why" "$err" "is an HTML page, not a PDF"
has "refused: counted in the last line" "$(tail -1 "$work/err")" "1 not indexed: see --report"
index "$papers"
is "refused again: status" "$status" 1
is "refused again: report" "$(field report.pdf '.outcome, .reason' | paste -sd' ')" "refused not-a-document"
like "refused again: still listed" "$err" "report\.pdf: .*not a document"
holds "refused again: not read" "$work/out" '.bytes == 0'
index --retry "$papers"
is "retry: status" "$status" 1
holds "retry: only that one is read" "$work/out" ".bytes == $(stat -c %s "$papers/report.pdf")"
cp "$sample/ofsted/focused visit letter 2019.pdf" "$papers/report.pdf"
index "$papers"
is "refused file put right: status" "$status" 0
is "refused file put right: outcome" "$(outcome report.pdf)" indexed
cp "$error_page" "$papers/report.pdf"
index "$papers"
is "document that became an error page: outcome" "$(outcome report.pdf)" refused
lacks "document that became an error page: no longer held" "$(ids_of "$ix")" \
	"$(id_of "$sample/ofsted/focused visit letter 2019.pdf")"
rm "$papers/report.pdf"
index "$papers"
is "refused file removed: status" "$status" 0

echo "# excluding"
mkdir "$papers/drafts"
paper skip-me.bak "Xenon backup."
paper drafts/d.txt "Xenon draft."
index --exclude='*.bak' --exclude='*/drafts/*' "$papers"
is "excluded: status" "$status" 0
is "excluded: not in the report" "$(outcome skip-me.bak)$(outcome d.txt)" ""
is "excluded: not found" "$(found "$ix" xenon)" ""
index --exclude='*.bak' "$papers"
is "no longer excluded: found" "$(found "$ix" xenon)" "$(id_of "$papers/drafts/d.txt")"
rm -r "$papers/drafts" "$papers/skip-me.bak"
index "$papers"

echo "# pruning"
all=$(ids_of "$ix")
is "documents before" "$(echo "$all" | wc -w)" 2
mv "$papers" "$work/away"
gives "whole path missing: status" 2 "$sgindex" --index="$ix" "$papers"
is "whole path missing: kept" "$(ids_of "$ix")" "$all"
mkdir "$papers"
gives "path empty: status" 0 "$sgindex" --index="$ix" "$papers"
is "path empty: kept" "$(ids_of "$ix")" "$all"
paper other.txt "Walrus release."
cp "$work/away/one.txt" "$papers/"
index "$papers"
is "part of it gone: the rest is forgotten" "$(ids_of "$ix")" "$( (id_of "$papers/one.txt"; id_of "$papers/other.txt") | sort)"
rm "$papers"/*
index --prune "$papers"
is "path empty, --prune: status" "$status" 0
is "path empty, --prune: outcomes" "$(jq -r .outcome "$report" | sort -u)" removed
is "path empty, --prune: forgotten" "$(ids_of "$ix")" ""
mkdir "$work/more"
cp "$work/away/one.txt" "$papers/"
cp "$work/away/deep/kelmouth.html" "$work/more/"
index "$papers" "$work/more"
rm -r "$papers"
gives "one of two paths missing" 2 "$sgindex" --index="$ix" "$papers" "$work/more"
is "one of two paths missing: kept" "$(ids_of "$ix" | wc -l)" 2
index --prune "$papers" "$work/more"
is "one of two paths missing, --prune: status" "$status" 0
is "one of two paths missing, --prune: forgotten" "$(ids_of "$ix")" "$(id_of "$work/more/kelmouth.html")"
mv "$work/away" "$papers"
index "$papers"
is "another path: what it does not name is kept" "$(ids_of "$ix" | wc -l)" 2

echo "# manifests"
rm -rf "$ix"
printf 'path\ttitle\tsource\tpublished\tabout\n%s\tManifest title\tminutes\t2012-05-06\taldenshire\n%s\t\tcouncil\t\t\n' \
	papers/one.txt papers/deep/kelmouth.html >"$work/list.tsv"
index --manifest="$work/list.tsv" "$papers"
is "TSV: status" "$status" 0
is "TSV: facts" "$(field one.txt '.title, .source, .about, .date.from, .date.basis' | paste -sd'|')" \
	"Manifest title|minutes|aldenshire|2012-05-06|sidecar"
is "TSV: an empty field is no value" "$(field kelmouth.html '.source, .date.from' | paste -sd' ')" "council 2016-05-11"
index --manifest="$work/list.tsv" "$papers"
holds "TSV: unchanged" "$work/out" '.bytes == 0'
printf '{"path": "papers/one.txt", "source": "press", "published": "2011-02-03..2011-02-05"}\n' >"$work/list.jsonl"
index --manifest="$work/list.jsonl" "$papers"
is "JSON lines: facts" "$(field one.txt '.outcome, .source, .date.from, .date.to' | paste -sd' ')" \
	"indexed press 2011-02-03 2011-02-05"
printf '[document]\nsource=ofsted\n' >"$papers/one.txt.meta"
index --manifest="$work/list.jsonl" "$papers"
is "the sidecar wins over the manifest" "$(field one.txt .source)" ofsted
rm "$papers/one.txt.meta"

# bad_manifest NAME FILE LINE WORD
bad_manifest()
{
	run "$sgindex" --index="$ix" --manifest="$2" "$papers"
	case $status in
	1 | 2) pass ;;
	*) fail "$1: status" "got: $status, wanted 1 or 2" ;;
	esac
	like "$1: names the line" "$err" "$(basename "$2"),? *(line $3|:$3:)|line $3"
	has "$1: names what is wrong" "$err" "$4"
}
printf 'path\tsauce\npapers/one.txt\tpress\n' >"$work/bad.tsv"
bad_manifest "TSV, unknown column" "$work/bad.tsv" 1 sauce
printf 'path\tpublished\n\npapers/one.txt\t2016-13-45\n' >"$work/bad.tsv"
bad_manifest "TSV, bad date" "$work/bad.tsv" 3 2016-13-45
printf 'path\tsource\npapers/one.txt\tnewspaper\n' >"$work/bad.tsv"
bad_manifest "TSV, bad source" "$work/bad.tsv" 2 newspaper
printf 'path\tsource\npapers/one.txt\tpress\textra\n' >"$work/bad.tsv"
bad_manifest "TSV, too many fields" "$work/bad.tsv" 2 fields
printf '{"path": "papers/one.txt"}\n{"path": "papers/one.txt", "about": 7}\n' >"$work/bad.jsonl"
bad_manifest "JSON lines, not a string" "$work/bad.jsonl" 2 about
printf '{"path": "papers/one.txt"}\n{"path": \n' >"$work/bad.jsonl"
bad_manifest "JSON lines, not JSON" "$work/bad.jsonl" 2 JSON
printf '{"path": "papers/one.txt", "sauce": "x"}\n' >"$work/bad.jsonl"
bad_manifest "JSON lines, unknown key" "$work/bad.jsonl" 1 sauce
printf '{"title": "x"}\n' >"$work/bad.jsonl"
bad_manifest "JSON lines, no path" "$work/bad.jsonl" 1 path
gives "manifest missing" 2 "$sgindex" --index="$ix" --manifest="$work/none.tsv" "$papers"

echo "# rebuilding"
index "$papers"
before=$(contents_of "$ix") revision=$(jq .revision "$work/out")
index --rebuild "$papers"
is "rebuild: status" "$status" 0
is "rebuild: everything is read" "$(jq -r .outcome "$report" | sort -u)" indexed
is "rebuild: same content" "$(contents_of "$ix")" "$before"
holds "rebuild: revision goes up" "$work/out" ".revision > $revision"
gives "rebuild: check" 0 "$sgindex" --index="$ix" --check
gives "rebuild of a missing path" 2 "$sgindex" --index="$ix" --rebuild "$work/nowhere"
is "rebuild of a missing path: index kept" "$(contents_of "$ix")" "$before"
gives "rebuild where nothing is" 0 "$sgindex" -q --index="$work/fresh" --rebuild "$papers"
is "rebuild where nothing is: same content" "$(contents_of "$work/fresh")" "$before"

echo "# the device and the index"
gives "report cannot be written" 5 "$sgindex" --index="$ix" --report=/dev/full "$papers"
has "report cannot be written: why" "$err" "No space left on device"
gives "totals cannot be written" 5 bash -c '"$0" --json -q --index="$1" "$2" >/dev/full' "$sgindex" "$ix" "$papers"
mkdir "$work/plain"
echo text >"$work/plain/notes.txt"
gives "not an index" 3 "$sgindex" --index="$work/plain" "$papers"
is "not an index: untouched" "$(ls -A "$work/plain")" notes.txt

echo "# one job and two give the same"
"$sgindex" -q -j1 --index="$work/j1" "$sample"
"$sgindex" -q -j2 --index="$work/j2" "$sample"
contents_of "$work/j1" >"$work/j1.txt"
contents_of "$work/j2" >"$work/j2.txt"
is "all of the sample is held" "$(ids_of "$work/j1" | wc -l)" "$(find "$sample" -type f ! -name '*.meta' \
	! -name '*.tsv' ! -samefile "$error_page" -exec sha256sum {} + | cut -c 1-64 | sort -u | wc -l)"
if cmp -s "$work/j1.txt" "$work/j2.txt"; then pass; else fail "-j1 and -j2 differ" "$(diff "$work/j1.txt" "$work/j2.txt" | head -4 | cut -c 1-300)"; fi
is "places agree" "$(for n in 1 2; do for id in $(ids_of "$work/j$n"); do "$sgsearch" --index="$work/j$n" --show="$id" --json |
	jq -c '.document.places | sort'; done | sha256sum; done | sort -u | wc -l)" 1
finish
