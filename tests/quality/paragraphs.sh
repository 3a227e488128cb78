#!/bin/bash
# SPDX-License-Identifier: AGPL-3.0-or-later
# The numbered paragraphs of the real reports: each found whole, once and in order.  What is printed is read here
# from `pdftotext -layout`, with rules of its own: numbers that begin a line and count on, running heads and feet
# away, paragraphs parted by empty lines, what stands under a number on the next page indented.
#
#   paragraphs.sh BUILD_FOLDER
. "$(dirname "$0")/../cmd/lib.sh"

[ -d "$data/ofsted" ] || skip_test "no $data/ofsted"
command -v pdftotext >/dev/null || skip_test "no pdftotext"
ix=$work/ix
"$sgindex" --index="$ix" "$data/ofsted" >"$work/out" 2>"$work/err"

# Figures of notes run into the words before them; white space and hyphens say nothing here.
fold()
{
	sed -E 's/([[:alpha:].,;:)’”])[0-9]{1,2}([ ,.;:)]|$)/\1\2/g; s/[-‐‑­ ]//g'
}

# printed FILE: "number<TAB>text" of each paragraph of the running numbers
printed()
{
	pdftotext -layout "$1" - | awk '
		function squeeze(s) { gsub(/[ \t]+/, " ", s); sub(/^ /, "", s); sub(/ $/, "", s); return s }
		function masked(s) { s = squeeze(s); gsub(/[0-9]+/, "#", s); return s }
		function indent(s) { match(s, /^ */); return RLENGTH }
		function is_number(s) { return s ~ /^ *[0-9][0-9]?[0-9]?\. +[^ ]/ || s ~ /^ *[0-9][0-9]?[0-9]?\.$/ || s ~ /^ *[0-9][0-9]?[0-9]?   +[A-Z]/ }
		function is_item(s) { return s ~ /^ *(◼|■|•|▪|\357\202\267|\357\202\247|o|–|-|−) +[^ ]/ || s ~ /^ *\(?[a-z]\) / }
		function is_note(s) { return s ~ /^ *[0-9][0-9]? +[A-Z‘“’(]/ && !is_number(s) }
		function ends(s) { return s ~ /[.:;?!]([’”")]|[0-9])*$/ || s ~ /[.?!][’”")]* \([^()]*\)$/ }
		function value(s) { sub(/^ */, "", s); return s + 0 }
		BEGIN { RS = "\f" }
		{ page[NR] = $0 }
		END {
			n_pages = NR
			for (p = 1; p <= n_pages; p++) {
				count = split(page[p], line, "\n")
				m = 0
				for (i = 1; i <= count; i++) if (line[i] ~ /[^ ]/) full[p, ++m] = i
				n_full[p] = m
				for (i = 1; i <= m; i++) {
					where = i <= 3 ? "h" : i > m - 4 ? "f" : ""
					if (where != "" && !((p, where, k = masked(line[full[p, i]])) in met)) { met[p, where, k] = 1; times[where, k]++ }
				}
			}
			n = 0
			for (p = 1; p <= n_pages; p++) {
				count = split(page[p], line, "\n")
				m = n_full[p]
				from = 1; to = m
				while (from <= m && from <= 3 && times["h", masked(line[full[p, from]])] > 2 && !is_number(line[full[p, from]])) from++
				while (to >= from && to > m - 4 && (times["f", masked(line[full[p, to]])] > 2 || line[full[p, to]] ~ /^ *[0-9]+$/) && !is_number(line[full[p, to]])) to--
				# the table of judgements on the cover numbers its rows 1, 2, 2.1, 2.2, 3
				table = page[p] ~ /\n *2\.1 / && page[p] ~ /\n *2\.2 / && p <= 2
				for (i = from; i <= to; i++) {
					s = line[full[p, i]]
					if (table && is_number(s)) continue
					if (s ~ /^ *[0-9][0-9]?$/) { # the figure of a note on a line of its own
						if (to - i <= 8 && line[full[p, i + 1]] ~ /^ *[A-Z]/) break
						continue
					}
					text[++n] = s; at[n] = p
					gap[n] = i == from || full[p, i] > full[p, i - 1] + 1
				}
			}
			# a run: 1, 2, 3, ... ; another begins where 1 is followed by 2 before the run goes on
			last = 0
			for (i = 1; i <= n; i++) {
				if (!is_number(text[i])) continue
				v = value(text[i])
				if (v == last + 1) { start[i] = v; last = v; order[++runs] = i; continue }
				if (v != 1) continue
				for (j = i + 1; j <= n; j++)
					if (is_number(text[j]) && (value(text[j]) == 2 || value(text[j]) == last + 1)) break
				if (j <= n && value(text[j]) == 2) { start[i] = 1; last = 1; order[++runs] = i }
			}
			for (r = 1; r <= runs; r++) {
				i = order[r]
				body = text[i]; v = start[i]; column = indent(text[i])
				sub(/^ *[0-9]+\.? */, "", body)
				for (j = i + 1; j <= n && !(j in start); j++) {
					if (!gap[j]) { if (is_item(text[j]) || (is_note(text[j]) && ends(body))) break; body = body " " text[j]; continue }
					if (at[j] == at[j - 1]) {
						if (body ~ /^ *$/ || (!ends(squeeze(body)) && text[j] ~ /^ *[a-z]/)) { body = body " " text[j]; continue }
						break
					}
					# a new page: its numbers tell where a text under a number stands
					if (is_item(text[j])) break
					edge = 999
					for (k = j; k <= n && at[k] == at[j]; k++) if (indent(text[k]) < edge) edge = indent(text[k])
					if (indent(text[j]) > edge + 1 || !ends(squeeze(body)) || text[j] ~ /^ *[a-z]/) { body = body " " text[j]; continue }
					break
				}
				# a note between the end of the page and what goes on over it
				if (j <= n && !(j in start) && is_note(text[j]) && !ends(squeeze(body))) {
					p = at[j]
					while (j <= n && at[j] == p) j++
					for (; j <= n && !(j in start) && (!gap[j] || at[j] != at[j - 1]); j++) body = body " " text[j]
				}
				print v "\t" squeeze(body)
			}
		}'
}

n_reports=0
while IFS= read -r -d '' file; do
	head -c 5 "$file" | grep -q '%PDF' || continue
	name=${file#"$data/ofsted/"}
	printed "$file" | fold >"$work/printed"
	[ -s "$work/printed" ] || continue
	n_reports=$((n_reports + 1))
	"$sgsearch" --index="$ix" --show="$(id_of "$file")" --json |
		jq -r '.passages[] | select(.number != null and (.number | test("^[0-9]+$"))) | "\(.number)\t\(.text | sub("^[0-9]+[.)]* *"; ""))"' |
		fold >"$work/ours"
	awk -F '\t' -v name="$name" '
		FILENAME == ARGV[1] { n_ours++; number[n_ours] = $1; text[n_ours] = $2; next }
		{
			n++
			for (i = last + 1; i <= n_ours && number[i] != $1; i++)
				;
			if (i > n_ours) { print "miss\t" name ": " $1 ": not found: " substr($2, 1, 60); next }
			for (j = last + 1; j < i; j++) print "extra\t" name ": " number[j] ": " substr(text[j], 1, 60)
			last = i
			if (text[i] == $2) { whole++; next }
			for (c = 1; substr(text[i], c, 1) == substr($2, c, 1); c++)
				;
			from = c > 20 ? c - 20 : 1
			print "miss\t" name ": " $1 ": differs: ours \"" substr(text[i], from, 60) "\", printed \"" substr($2, from, 60) "\""
		}
		END {
			for (j = last + 1; j <= n_ours; j++) print "extra\t" name ": " number[j] ": " substr(text[j], 1, 60)
			print "sum\t" n "\t" whole + 0
		}' "$work/ours" "$work/printed"
done < <(find "$data/ofsted" -name '*.pdf' -print0 | sort -z) >"$work/found"

grep '^miss' "$work/found" | cut -f 2- | sed 's/^/  /'
grep '^extra' "$work/found" | cut -f 2- | sed 's/^/  more: /'
awk -F '\t' -v reports="$n_reports" '
	$1 == "sum" { n += $2; whole += $3 }
	$1 == "extra" { extra++ }
	END {
		share = n ? 100 * whole / n : 0
		printf "FIGURE numbered paragraphs found whole, once, in order (of %d in %d reports) | %.2f %% | 99 %%\n", n, reports, share
		printf "FIGURE numbers given to what has none | %d | 0\n", extra
		exit !(n > 3000 && share >= 99 && extra == 0)
	}' "$work/found" && pass || fail "numbered paragraphs"
finish
