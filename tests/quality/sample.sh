#!/bin/bash
# SPDX-License-Identifier: AGPL-3.0-or-later
# What sgindex makes of corpus/sample, against the truth in corpus/sample/SOURCES.tsv: source, authority, date, title.
# Prints every miss.  The bar: sources 100 %, authorities 100 %, no date that excludes the truth, error page refused.
#
#   sample.sh BUILD_FOLDER
. "$(dirname "$0")/../cmd/lib.sh"

report=$work/report.jsonl
"$sgindex" --index="$work/ix" --report="$report" "$sample" >/dev/null 2>"$work/err"
is "status: some files not indexed" "$?" 1
[ -s "$report" ] || { fail "there is a report" "$(cat "$work/err")"; finish; }

# Report lines by path below sample/, as the truth names them: path source about from to title outcome reason
jq -r --arg root "$sample/" '[(.path | ltrimstr($root)), .source // "-", .about // "-", .date.from // "-", .date.to // "-",
	(.title // "-" | gsub("\\s+"; " ")), .outcome, .reason // "-"] | join("\t")' "$report" >"$work/got"

# Titles are compared without case, marks and spacing: one may hold the other.
awk -F '\t' '
	function plain(title) {
		title = tolower(title)
		gsub(/[^a-z0-9]+/, " ", title)
		gsub(/^ | $/, "", title)
		return title
	}
	function miss(what, got, wanted) {
		print "MISS\t" what "\t" path ": got " got ", truth " wanted
	}
	FILENAME == ARGV[1] { got[$1] = $0; next }
	FNR == 1 { next }
	{
		path = $1
		n++
		if (!(path in got)) { miss("file", "no line in the report", path); next }
		split(got[path], g, "\t")
		if ($2 == "-") {
			if (g[7] != "refused" || g[8] != "not-a-document") miss("refusal", g[7] " " g[8], "refused not-a-document")
			next
		}
		documents++
		if (g[7] != "indexed") { miss("outcome", g[7] " " g[8], "indexed"); next }
		if (g[2] != $2) miss("source", g[2], $2)
		if (g[3] == "-") { nobody++; miss("no-authority", "none", $3) }
		else if (g[3] != $3) miss("about", g[3], $3)
		if (g[4] == "-") { undated++; miss("no-date", "none", $5 " to " $6) }
		else if (g[5] < $5 || g[4] > $6) miss("wrong-date", g[4] " to " g[5], $5 " to " $6)
		else if (!((g[4] <= $5 && g[5] >= $6) || (g[4] >= $5 && g[5] <= $6))) miss("date-overlaps-only", g[4] " to " g[5], $5 " to " $6)
		else if (g[4] == $5 && g[5] == $6) exact++
		a = plain(g[6]); b = plain($4)
		if (index(a, b) == 0 && index(b, a) == 0) miss("title", g[6], $4)
		else titles++
	}
	END { printf "SUM\t%d\t%d\t%d\t%d\t%d\t%d\n", n, documents, exact, undated, titles, nobody }
' "$work/got" "$sample/SOURCES.tsv" >"$work/result"

grep '^MISS' "$work/result" | cut -f 2- | sort | sed 's/^/  /'
IFS=$'\t' read -r _ n documents exact undated titles nobody < <(grep '^SUM' "$work/result")
echo "# $n files, $documents documents; dates: $exact exactly as the truth, $undated not known; titles: $titles"

misses()
{
	grep -c "^MISS	$1	" "$work/result"
}
is "the truth was read" "$([ "$n" -gt 40 ] && echo yes)" yes
is "every file has its line, every document is indexed" "$(($(misses file) + $(misses outcome)))" 0
is "the error page is refused" "$(misses refusal)" 0
is "sources: misses" "$(misses source)" 0
# an article that names a county only in passing may be left without; a wrong one may not be
is "authorities: wrong" "$(misses about)" 0
if [ $((nobody * 100)) -le $((documents * 15)) ]; then pass; else fail "authorities: known for at least 85 %" "$nobody of $documents unknown"; fi
is "dates that exclude the truth" "$(misses wrong-date)" 0
is "dates that neither contain the truth nor lie in it" "$(misses date-overlaps-only)" 0
# most titles stand as such in the document; a fragment of one is not a title
if [ $((titles * 100)) -ge $((documents * 80)) ]; then pass; else fail "titles: at least 80 %" "$titles of $documents"; fi

# byte-identical files are one document
is "two byte-identical files: one ID" "$(jq -r 'select(.path | endswith("focused visit letter 2019.pdf") or endswith("Appendix B Ofsted letter.pdf")) | .id' \
	"$report" | sort -u | wc -l)" 1

# every passage that is no comment was said when its document says, within the collection
"$sgsearch" --index="$work/ix" --json --words --limit=0 source:ofsted,minutes,press,council >"$work/answer"
holds "no passage is said before 2010 or after 2023" "$work/answer" '.results | all(.said.from == null or (.said.from >= "2010" and .said.to < "2023"))'
# by the notes in SOURCES.tsv
is "documents with comments" "$("$sgsearch" --index="$work/ix" --json --words --limit=0 --comments source:comment |
	jq -r '.results[].document.id' | sort -u | wc -l)" "$(awk -F '\t' '$9 ~ /comments [0-9]/' "$sample/SOURCES.tsv" | wc -l)"
finish
