#!/bin/bash
# SPDX-License-Identifier: AGPL-3.0-or-later
# Later runs: what is said of a file, or of what it is in, comes, changes and goes; and a run that ends before its time leaves
# nothing odd behind.
#
#   later.sh BUILD_FOLDER
. "$(dirname "$0")/lib.sh"
command -v zip >/dev/null || skip_test "no zip"

ix=$work/ix papers=$work/papers report=$work/report.jsonl fix=$work/fix.txt
mkdir "$papers"

index()
{
	run timeout 120 "$sgindex" --index="$ix" --report="$report" --json "$@" "$papers"
}

# field PATH FILTER: of the report's line for a path below $papers
field()
{
	jq -r --arg path "$papers/$1" "select(.path == \$path) | $2" "$report"
}

# reads_nothing NAME [OPTION]...: a further run
reads_nothing()
{
	local name=$1
	shift
	index "$@"
	holds "$name: a further run reads nothing" "$work/out" '.bytes == 0 and .indexed == 0 and .removed == 0'
}

sentence()
{
	printf 'The %s caseloads of Kelmouth fell by a third between March and June of that year.\n' "$1"
}

# words WORD: in how many passages it stands
words()
{
	"$sgsearch" --index="$ix" --words --count "$1" 2>/dev/null
}

# orphans: documents held that no file has
orphans()
{
	"$sgsearch" --index="$ix" --held --json | jq '[.documents[] | select(.places == [])] | length'
}

echo "# corrections of an archive, and of what is in it"
mkdir "$work/box"
sentence yellow >"$work/box/one.txt"
sentence walrus >"$work/box/two.txt"
(cd "$work/box" && zip -q "$papers/box.zip" one.txt two.txt && zip -q -P secret "$papers/locked.zip" one.txt)
index
is "as it is" "$(field box.zip//one.txt .source)" unknown
printf '[papers/box.zip]\nsource=press\nabout=Kelmouth\n' >"$fix"
index --corrections="$fix"
is "it holds for each part" "$(for n in one two; do field box.zip//$n.txt '.source + " " + .about'; done | uniq)" "press kelmouth"
reads_nothing "archive corrected" --corrections="$fix"
printf '[papers/box.zip//two.txt]\nsource=council\n' >>"$fix"
index --corrections="$fix"
is "a part corrected" "$(field box.zip//two.txt '.outcome + " " + .source + " " + .about')" "indexed council kelmouth"
is "... its neighbour is not read" "$(field box.zip//one.txt .outcome)" unchanged
lacks "... it is met" "$err" "there is no document"
reads_nothing "a part corrected" --corrections="$fix"
printf '[papers/locked.zip//one.txt]\ntitle=Locked away\n' >>"$fix"
index --corrections="$fix"
is "what cannot be opened stays so" "$(field locked.zip//one.txt .reason)" encrypted
reads_nothing "what cannot be opened corrected" --corrections="$fix"
printf '[papers/box.zip//three.txt]\ntitle=Nothing\n' >>"$fix"
index --corrections="$fix"
has "a part that is not there is told of" "$err" "there is no document [papers/box.zip//three.txt]"
index
is "without them as before" "$(for n in one two; do field box.zip//$n.txt .source; done | uniq)" unknown
reads_nothing "without them"
rm "$papers"/*.zip
index --prune

echo "# a folder reached through a link"
ln -s papers "$work/link"
sentence zebra >"$papers/a.txt"
printf 'path\tsource\na.txt\tpress\n' >"$papers/list.tsv"
printf '[a.txt]\nabout=Kelmouth\n' >"$papers/.fix"
run "$sgindex" --index="$ix" --report="$report" --manifest="$work/link/list.tsv" --corrections="$work/link/.fix" "$work/link"
is "manifest and corrections are met" "$(field a.txt '.source + " " + .about')" "press kelmouth"
rm "$papers"/* "$papers/.fix"
index --prune

echo "# copies of which one has a sidecar"
sentence zebra >"$papers/a.txt"
cp "$papers/a.txt" "$papers/b.txt"
printf '[document]\nsource=press\n' >"$papers/a.txt.meta"
index
is "it speaks for both" "$(field b.txt .source)" press
mkdir "$papers/deep"
mv "$papers"/a.txt* "$papers/deep/"
index
is "moved along with its file" "$(field deep/a.txt .outcome) $(field b.txt .outcome)" "moved unchanged"
is "... nothing else changes" "$("$sgsearch" --index="$ix" --held --json | jq -r '.documents[].source')" press
rm "$papers/deep"/*
index
is "gone with its file: the copy is what it says itself" "$(field b.txt '.outcome + " " + .source')" "indexed unknown"
is "... held once" "$(words zebra) $(orphans)" "1 0"
reads_nothing "gone with its file"
cp "$papers/b.txt" "$papers/c.txt"
printf '[document]\nsource=press\n' | tee "$papers/b.txt.meta" >"$papers/c.txt.meta"
index
rm "$papers/b.txt" "$papers/b.txt.meta"
index
is "said of another copy too: nothing to read" "$(field c.txt .outcome)" unchanged
rm "$papers"/*.txt*
index --prune

echo "# files without a time of their own"
sentence zebra >"$papers/a.txt"
touch -d @0 "$papers/a.txt"
index
reads_nothing "1970"
cp "$papers/a.txt" "$papers/b.txt"
index
is "a copy of it is known by its bytes" "$(field b.txt .outcome)" indexed
is "... and it is no archive" "$(field a.txt .outcome)" unchanged
touch -d '1969-07-20' "$papers/a.txt"
index
is "another time, the same bytes" "$(field a.txt .outcome)" unchanged
reads_nothing "1969"
rm -r "${papers:?}"/*
index --prune

# begin [OPTION]...: a run in the background, with one job; $pid, and $builder, which is reading by now
begin()
{
	"$sgindex" -j1 --index="$ix" "$@" "$papers" >"$work/bg.out" 2>"$work/bg.err" &
	pid=$!
	for _ in $(seq 100); do
		builder=$(ps -o pid= --ppid $pid | tr -d ' ')
		# what it writes to is made with the first document
		[ -n "$builder" ] && [ -e "$ix/work/s0" ] && return
		sleep 0.05
	done
	fail "the run should have begun"
}

echo "# a builder that dies"
sentence yesterday >"$papers/a.txt"
sentence walrus >"$papers/b.txt"
index
# takes a while; the changed neighbour waits behind it
long()
{
	local n
	for n in $(seq 20000); do printf 'Item %s: the caseloads of area%s fell by %s between March and June.\n\n' "$n" $((n * 7)) "$n"; done
}
long >"$papers/a.txt"
sentence today >"$papers/b.txt"
begin
kill -KILL "$builder"
wait $pid
is "status" $? 5
has "it names the document" "$(cat "$work/bg.err")" "$papers/a.txt: it will be left out; run sgindex again"
is "what the file held before is not left behind" "$(words yesterday) $(orphans)" "0 0"
gives "check" 0 "$sgindex" --index="$ix" --check
index
is "then the others are read" "$(field b.txt .outcome) $(field a.txt .reason)" "indexed crashed"
reads_nothing "after a crash"
index --retry
is "and the document when asked" "$(field a.txt .outcome)" indexed
is "found once" "$(words today) $(words area7)" "1 1"

before=$(words caseloads)
begin --rebuild
kill -KILL "$builder"
wait $pid
is "rebuilding: status" $? 5
has "rebuilding: what to do" "$(cat "$work/bg.err")" "leave it out with --exclude"
is "rebuilding: the index is as it was" "$(words caseloads)" "$before"

echo "# an interrupted run, with parts that wait"
rm -r "${papers:?}"/*
index --prune
long >"$work/box/a.txt"
(cd "$work/box" && zip -q "$papers/box.zip" a.txt one.txt two.txt)
begin
kill -INT $pid
wait $pid
is "status" $? 130
has "it says which state is kept" "$(cat "$work/bg.err")" "interrupted: last complete state kept"
is "nothing of it is found" "$(words caseloads)" 0
index
is "the next run brings all" "$(words yellow) $(words walrus) $(words area7)" "1 1 1"
reads_nothing "after an interruption"
finish
