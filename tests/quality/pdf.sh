#!/bin/bash
# SPDX-License-Identifier: AGPL-3.0-or-later
# The text of the 112 real reports: the same words as pdftotext finds (99.9 % at least), and no paragraph, heading,
# bullet or row that begins or ends with a running head or foot of its document (digits aside, 20 characters at least).
set -u
build=$1
dump=$build/tests/quality/dump_text
data=../shared/data/ofsted
[ -d "$data" ] || { echo "no $data"; exit 77; }
[ -x "$dump" ] || { echo "no $dump: make tests"; exit 77; }
tests/quality/pdf-words "$dump" "$data" || exit $?

inside=0
while IFS= read -r -d '' file; do
	head -c 5 "$file" | grep -q '%PDF' || continue
	"$dump" "$file" | awk -F '\t' -v file="$file" '
		{ text = $NF; gsub(/[0-9]+/, "0", text); kind[NR] = $1; line[NR] = text }
		$1 == "headfoot" && length(text) >= 20 { running[text] = 1 }
		END {
			for (i = 1; i <= NR; i++) {
				if (kind[i] == "headfoot")
					continue
				for (t in running) {
					before = substr(line[i], 1, length(line[i]) - length(t))
					ends = before t == line[i]
					# "Inspection dates: ..." on the cover says what the foot repeats
					if (line[i] == t || (ends && before ~ /: $/) || !(ends || index(line[i], t) == 1))
						continue
					print file ": " kind[i] ": " line[i]
					bad = 1
				}
			}
			exit bad
		}' || inside=1
done < <(find "$data" -name '*.pdf' -print0 | sort -z)
[ $inside -eq 0 ] && echo "no passage begins or ends inside a running head or foot"
exit $inside
