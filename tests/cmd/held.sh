#!/bin/bash
# SPDX-License-Identifier: AGPL-3.0-or-later
# What `sgsearch --held` and `--inspections` list, against what sgindex reported of each file.
#
#   held.sh BUILD_FOLDER
. "$(dirname "$0")/lib.sh"

ix=$work/ix papers=$work/papers
mkdir "$papers"
gives "no index" 2 "$sgsearch" --index="$ix" --held
printf '# Cabinet notes\n\nAldenshire Council, 4 May 2016\n\nPublished: 4 May 2016\n\nWe heard from the director. We asked. We thanked our staff.\n' >"$papers/dated.md"
cp "$papers/dated.md" "$papers/copy.md"
printf 'Some words without any day.\n' >"$papers/undated.txt"
printf '<html><head><title>404 Not Found</title></head><body><h1>Not Found</h1></body></html>' >"$papers/gone.pdf"
gives "indexing" 1 "$sgindex" --index="$ix" --report="$work/report" "$papers" "$sample"

run "$sgsearch" --index="$ix" --held --json
cp "$work/out" "$work/held"
holds "documents: as many as sgindex indexed, copies once" "$work/held" \
	'(.documents | length) == ($lines | map(select(.outcome == "indexed") | .id) | unique | length)' --slurpfile lines "$work/report"
holds "cells add up to them" "$work/held" '([.held[].documents] | add) == (.documents | length)'
holds "a document found in two places lists both" "$work/held" \
	'[.documents[] | select(.places | any(endswith("copy.md")))] | length == 1 and (.[0].places | length) == 2'
holds "undated is a cell of its own" "$work/held" '[.held[] | select(.year == null)] | length > 0'
holds "refused files with their reasons" "$work/held" \
	'([.refused[] | .path] | sort) == ([$lines[] | select(.outcome == "refused") | .path] | sort) and all(.refused[]; .reason == "not-a-document")' \
	--slurpfile lines "$work/report"
"$sgsearch" --index="$ix" --by=source --json '' --source=ofsted,minutes,press,council,comment,unknown >"$work/all" 2>/dev/null
holds "passages: as many as are searched" "$work/held" \
	'([.held[].passages] | add) == ([$all[0].facets.source[].held] | add)' --slurpfile all "$work/all"

gives "as text" 0 "$sgsearch" --index="$ix" --held
like "the year of the dated one" "$out" '^2016 '
like "the undated one is named" "$out" 'undated\.txt$'
like "the refused one with its reason" "$out" 'gone\.pdf: is an HTML page, not a PDF$'
lacks "the dated one is not among the undated" "$(printf '%s\n' "$out" | sed -n '/^Not dated/,/^$/p')" dated.md

gives "inspections" 0 "$sgsearch" --index="$ix" --inspections --json
holds "each is a document held" "$work/out" \
	'[.inspections[].document.id] - [$held[0].documents[].id] == []' --slurpfile held "$work/held"
gives "of one authority" 0 "$sgsearch" --index="$ix" --inspections --about=aldenshire --json
holds "only of it" "$work/out" 'all(.inspections[]; .about == "aldenshire")'
gives "of none" 1 "$sgsearch" --index="$ix" --inspections --about=nowhere
is "nothing" "$out" ""
has "and says so" "$err" "no inspection is held of the authorities named"
gives "of none, as JSON" 1 "$sgsearch" --index="$ix" --inspections --about=nowhere --json
holds "an empty list" "$work/out" '.inspections == []'
finish
