#!/bin/bash
# SPDX-License-Identifier: AGPL-3.0-or-later
# Files inside files: each is a document of its own, with a place of its own, for as long as it is in there.
. "$(dirname "$0")/lib.sh"

ix=$work/ix papers=$work/papers report=$work/report.jsonl
mkdir "$papers"

# index [OPTION]... : a run over $papers with a report
index()
{
	run "$sgindex" --index="$ix" --report="$report" --json "$@" "$papers"
}

# told PATTERN: outcome and path (below $papers) of the lines whose path matches, in order of path
told()
{
	jq -r --arg root "$papers/" --arg pattern "$1" \
		'(.path | ltrimstr($root)) as $path | select($path | test($pattern)) | "\($path) \(.outcome)"' "$report" | sort
}

# why PATH: outcome, reason and message
why()
{
	jq -r --arg path "$papers/$1" 'select(.path == $path) | "\(.outcome) \(.reason) \(.message)"' "$report"
}

# field PATH FILTER
field()
{
	jq -r --arg path "$papers/$1" "select(.path == \$path) | $2" "$report"
}

found()
{
	"$sgsearch" --index="$ix" --words --documents "$@" 2>/dev/null | sort
}

# where ID: its places, below $papers
where()
{
	"$sgsearch" --index="$ix" --show="$1" --json 2>/dev/null | jq -r --arg root "$papers/" '.document.places[] | ltrimstr($root)' | sort
}

sentence()
{
	printf 'The %s caseloads of Kelmouth fell by a third between March and June of that year.\n' "$1"
}

# mail SUBJECT WORD [NAME WORD]...: a message, with a text attachment for each pair
mail()
{
	local subject=$1 word=$2
	shift 2
	printf 'From: Jo Marsh <jo@aldenshire.example>\nDate: Tue, 14 May 2019 10:00:00 +0100\nSubject: %s\n' "$subject"
	printf 'Message-ID: <%s@aldenshire.example>\nMIME-Version: 1.0\n' "$word"
	printf 'Content-Type: multipart/mixed; boundary=b%s\n\n--b%s\nContent-Type: text/plain\n\n' "$word" "$word"
	sentence "$word"
	local boundary=$word
	while [ $# -gt 0 ]; do
		printf -- '--b%s\nContent-Type: text/plain\nContent-Disposition: attachment; filename="%s"\n' "$boundary" "$1"
		printf 'Content-Transfer-Encoding: base64\n\n'
		sentence "$2" | base64
		shift 2
	done
	printf -- '--b%s--\n' "$boundary"
}

# box MESSAGE_FILE...: a mailbox of them
box()
{
	local message
	for message; do
		echo 'From jo@aldenshire.example Tue May 14 10:00:00 2019'
		cat "$message"
		echo
	done
}

echo "# a message with attachments"
mail "On caseloads" zebra "one.txt" yellow "two.txt" walrus >"$papers/a.eml"
sentence lonely >"$papers/plain.txt"
index
is "mail: status" "$status" 0
is "mail: the message and each attachment" "$(told .)" "a.eml indexed
a.eml//one.txt indexed
a.eml//two.txt indexed
plain.txt indexed"
is "mail: facts" "$(field a.eml '.title, .date.from, .type' | paste -sd'|')" "On caseloads|2019-05-14|message/rfc822"
is "mail: attachment is known by its own bytes" "$(field a.eml//one.txt .id)" "$(sentence yellow | sha256sum | cut -c 1-16)"
is "mail: words of the message are its own" "$(found zebra)" "$(id_of "$papers/a.eml")"
is "mail: words of the attachment too" "$(where "$(found yellow)")" "a.eml//one.txt"
holds "mail: counted as documents" "$work/out" '.indexed == 4 and .refused == 0'
index
is "unchanged: all are told of" "$(told .)" "a.eml unchanged
a.eml//one.txt unchanged
a.eml//two.txt unchanged
plain.txt unchanged"
holds "unchanged: not read" "$work/out" '.bytes == 0 and .indexed == 0 and .unchanged == 4'
touch_later "$papers/a.eml"
index
is "touched: all are as they were" "$(told a.eml | cut -d' ' -f2 | sort -u)" unchanged
index
holds "touched: read once" "$work/out" '.bytes == 0'
gives "check" 0 "$sgindex" --index="$ix" --check

echo "# changed, moved, copied, removed"
mail "On caseloads" zebra "two.txt" walrus "three.txt" quokka >"$papers/a.eml"
touch_later "$papers/a.eml"
index
is "changed: new, kept and gone" "$(told a.eml)" "a.eml indexed
a.eml//one.txt removed
a.eml//three.txt indexed
a.eml//two.txt unchanged"
is "changed: what is gone is not found" "$(found yellow)" ""
is "changed: what is new is found" "$(where "$(found quokka)")" "a.eml//three.txt"
mkdir "$papers/deep"
mv "$papers/a.eml" "$papers/deep/b.eml"
index
is "moved: with all that is in it" "$(told eml)" "deep/b.eml moved
deep/b.eml//three.txt moved
deep/b.eml//two.txt moved"
is "moved: places" "$(where "$(found quokka)")" "deep/b.eml//three.txt"
cp "$papers/deep/b.eml" "$papers/copy.eml"
sentence walrus >"$papers/walrus.txt"
index
is "copied: status" "$status" 0
is "copied: one document at all its places" "$(where "$(found walrus)")" "copy.eml//two.txt
deep/b.eml//two.txt
walrus.txt"
is "copied: found once" "$("$sgsearch" --index="$ix" --words --count walrus)" 1
rm "$papers/deep/b.eml"
index
is "one copy removed: with all that was in it" "$(told b.eml)" "deep/b.eml removed
deep/b.eml//three.txt removed
deep/b.eml//two.txt removed"
is "one copy removed: still found" "$(where "$(found walrus)")" "copy.eml//two.txt
walrus.txt"
rm "$papers/copy.eml"
index
is "removed: what was only in there is not found" "$(found quokka)$(found zebra)" ""
is "removed: what lies elsewhere is" "$(where "$(found walrus)")" "walrus.txt"
rm "$papers"/*.txt
index --prune

echo "# two copies in one run, and one name twice"
mail "Twice" zebra "same.txt" yellow "same.txt" walrus "sub//x/same.txt" quokka "equal.txt" yellow >"$papers/a.eml"
cp "$papers/a.eml" "$papers/b.eml"
index
is "copies: every place" "$(told .)" "$(for n in a b; do
	echo "$n.eml indexed"
	for part in "equal.txt" "same (2).txt" "same.txt" "sub/x/same.txt"; do echo "$n.eml//$part indexed"; done
done)"
is "copies: equal bytes are one document" "$(where "$(found yellow)")" "a.eml//equal.txt
a.eml//same.txt
b.eml//equal.txt
b.eml//same.txt"
is "copies: found once" "$("$sgsearch" --index="$ix" --words --count yellow)" 1
index
holds "copies: unchanged" "$work/out" '.bytes == 0 and .unchanged == 10'
rm "$papers"/*.eml
index --prune

echo "# a mailbox"
mail "First" zebra >"$work/1"
mail "Second" walrus "report.txt" yellow >"$work/2"
mail "Third" quokka >"$work/3"
box "$work/1" "$work/2" >"$papers/mail.mbox"
index
is "mailbox: status" "$status" 0
is "mailbox: it, its messages, what is in them" "$(told .)" "mail.mbox indexed
mail.mbox//1.eml indexed
mail.mbox//2.eml indexed
mail.mbox//2.eml//report.txt indexed"
is "mailbox: no document itself" "$(field mail.mbox '.id, .passages, .type' | paste -sd' ')" "null 0 application/mbox"
holds "mailbox: three documents" "$work/out" '.indexed == 3'
index
is "mailbox: unchanged" "$(told . | cut -d' ' -f2 | sort -u)" unchanged
holds "mailbox: not read again" "$work/out" '.bytes == 0 and .unchanged == 3'
box "$work/1" "$work/2" "$work/3" >"$papers/mail.mbox"
index
is "mailbox: it grows" "$(told .)" "mail.mbox indexed
mail.mbox//1.eml unchanged
mail.mbox//2.eml unchanged
mail.mbox//2.eml//report.txt unchanged
mail.mbox//3.eml indexed"
box "$work/1" "$work/3" >"$papers/mail.mbox"
touch_later "$papers/mail.mbox"
index
is "mailbox: a message deleted, with its attachment" "$(told .)" "mail.mbox indexed
mail.mbox//1.eml unchanged
mail.mbox//2.eml unchanged
mail.mbox//2.eml//report.txt removed"
is "mailbox: what was in it is not found" "$(found yellow)$(found walrus)" ""
is "mailbox: the other has its new place" "$(where "$(found quokka)")" "mail.mbox//2.eml"
rm "$papers/mail.mbox"
index --prune
is "mailbox: removed" "$(ids_of "$ix")" ""

echo "# an archive"
if command -v zip >/dev/null; then
	mkdir -p "$work/box/folder/deeper"
	sentence yellow >"$work/box/one.txt"
	sentence walrus >"$work/box/folder/two.txt"
	sentence yellow >"$work/box/folder/deeper/equal.txt"
	mail "Zipped" zebra "three.txt" quokka >"$work/box/message.eml"
	sentence hidden >"$work/box/.hidden.txt"
	(cd "$work/box" && zip -qr "$papers/box.zip" .)
	index
	is "archive: status" "$status" 0
	is "archive: it and its members" "$(told .)" "box.zip indexed
box.zip//folder/deeper/equal.txt indexed
box.zip//folder/two.txt indexed
box.zip//message.eml indexed
box.zip//message.eml//three.txt indexed
box.zip//one.txt indexed"
	is "archive: no document itself" "$(field box.zip '.id, .passages, .reason, .type' | paste -sd' ')" "null 0 null application/zip"
	is "archive: equal members are one document" "$(where "$(found yellow)")" "box.zip//folder/deeper/equal.txt
box.zip//one.txt"
	index
	is "archive: unchanged" "$(told . | cut -d' ' -f2 | sort -u)" unchanged
	holds "archive: not read again" "$work/out" '.bytes == 0'
	cp "$papers/box.zip" "$papers/copy.zip"
	sentence walrus >"$papers/walrus.txt"
	index
	is "archive: a copy has its own places" "$(told copy)" "$(told box.zip | sed 's/box.zip/copy.zip/; s/unchanged/indexed/')"
	is "archive: and no documents" "$(where "$(found walrus)")" "box.zip//folder/two.txt
copy.zip//folder/two.txt
walrus.txt"
	mkdir "$papers/new"
	mv "$papers/box.zip" "$papers/copy.zip" "$papers/new/"
	index
	is "archive: two copies moved" "$(told 'zip//')" "$(for n in box copy; do
		for part in folder/deeper/equal.txt folder/two.txt message.eml message.eml//three.txt one.txt; do
			echo "new/$n.zip//$part moved"; done; done)"
	rm -r "${papers:?}"/*
	index --prune
	is "archive: removed" "$(ids_of "$ix")" ""

	echo "# an archive that holds a PDF as it is, byte for byte, before all else"
	cp "$sample/ofsted/50193377.pdf" "$work/first.pdf"
	cp "$sample/ofsted/kelmouth_sif.pdf" "$work/second.pdf"
	(cd "$work" && zip -q -0 "$papers/stored.zip" first.pdf second.pdf)
	index
	is "stored archive: both members are documents" "$(ids_of "$ix")" "$({ id_of "$work/first.pdf"; id_of "$work/second.pdf"; } | sort)"
	rm -r "${papers:?}"/*
	index --prune

	echo "# archives that will not be opened"
	sentence good >"$work/good.txt"
	(cd "$work" && zip -q inner.zip good.txt && zip -q outer.zip inner.zip good.txt &&
		zip -q -P secret locked.zip good.txt && cp 1 plain.eml)
	head -c 52428801 /dev/zero >"$work/large.txt"
	(cd "$work" && zip -q bomb.zip large.txt good.txt)
	head -c 100 "$work/bomb.zip" >"$papers/cut.zip"
	cp "$work/outer.zip" "$work/locked.zip" "$work/bomb.zip" "$papers"
	# a mail in an archive that has the archive in an archive again
	mail "Again" zebra "inner.zip" x | sed "s/^VGhlIHgg.*/$(base64 -w 0 "$work/inner.zip" | sed 's,/,\\/,g')/; /^[A-Za-z0-9+]*=*$/{/^..\{1,70\}=$/d}" >"$work/mail.eml"
	(cd "$work" && zip -q withmail.zip mail.eml good.txt)
	cp "$work/withmail.zip" "$papers"
	index
	is "bad archives: status" "$status" 1
	is "nested: refused by its name" "$(why outer.zip//inner.zip)" "refused too-large expands past the limit"
	is "nested: its neighbour is read" "$(told 'outer.zip//good.txt')" "outer.zip//good.txt indexed"
	is "nested in a mail: refused" "$(why withmail.zip//mail.eml//inner.zip)" "refused too-large expands past the limit"
	is "bomb: refused by its name" "$(why bomb.zip//large.txt)" "refused too-large expands past the limit"
	is "bomb: its neighbour is read" "$(told 'bomb.zip//good.txt')" "bomb.zip//good.txt indexed"
	is "locked: refused by its name" "$(why locked.zip//good.txt)" "refused encrypted encrypted"
	like "cut off: the archive is refused" "$(why cut.zip)" "^refused damaged "
	is "bad archives: told of once each" "$(grep -c 'not indexed: [^s]' "$work/err")" 5
	index
	holds "bad archives: not read again" "$work/out" '.bytes == 0 and .refused == 5'
	rm "$papers"/*
	index --prune
else
	skip_case "archives: no zip"
fi

echo "# how deep"
# a message in a message ...: levels 1 to 5 below the file
sentence deepest >"$work/inner"
name=deepest.txt
for n in 5 4 3 2 1; do
	{
		printf 'From: jo@aldenshire.example\nSubject: Level %s\nMessage-ID: <%s@x>\nMIME-Version: 1.0\n' $n $n
		printf 'Content-Type: multipart/mixed; boundary=n%s\n\n--n%s\nContent-Type: text/plain\n\n' $n $n
		sentence "level$n"
		printf -- '--n%s\nContent-Type: application/octet-stream; name="%s"\nContent-Transfer-Encoding: base64\n\n' $n "$name"
		base64 "$work/inner"
		printf -- '--n%s--\n' $n
	} >"$work/outer"
	mv "$work/outer" "$work/inner"
	name=$n.eml
done
mv "$work/inner" "$papers/deep.eml"
index
is "depth: status" "$status" 1
is "depth: four levels are read" "$(told . | grep -c indexed)" 5
is "depth: the fifth is not" "$(why deep.eml//2.eml//3.eml//4.eml//5.eml//deepest.txt)" "refused too-large expands past the limit"
index
is "depth: remembered" "$(why deep.eml//2.eml//3.eml//4.eml//5.eml//deepest.txt)" "refused too-large expands past the limit"
holds "depth: and not read" "$work/out" '.bytes == 0'
rm "$papers/deep.eml"

echo "# what cannot be read"
mail "Bad" zebra "good.txt" yellow "bad.bin" x "empty.txt" x >"$work/m"
awk '/filename="bad.bin"/ { bad = 1 } bad && /^VG/ { print "AAECAwQFBgcICf/+"; next } { print }' "$work/m" >"$papers/bad.eml"
index
is "refused part: status" "$status" 1
like "refused part: reason" "$(why bad.eml//bad.bin)" '^refused unsupported '
has "refused part: told of by its whole path" "$err" "$papers/bad.eml//bad.bin: not indexed: "
is "refused part: its neighbour is read" "$(where "$(found yellow)")" "bad.eml//good.txt"
index
like "refused part: remembered" "$(why bad.eml//bad.bin)" '^refused unsupported '
holds "refused part: not read again" "$work/out" '.bytes == 0'
index --retry
like "refused part: tried again when asked" "$(why bad.eml//bad.bin)" '^refused unsupported '
holds "refused part: the file was read for it" "$work/out" '.bytes > 0'
is "refused part: the others are as they were" "$(told good.txt)" "bad.eml//good.txt unchanged"
rm "$papers/bad.eml"

echo "# what is supplied"
mail "Supplied" zebra "one.txt" yellow >"$papers/a.eml"
printf '[document]\ntitle=The message\nsource=council\nabout=kelmouth\npublished=2013-02-03\nurl=https://example.org/m\n' >"$papers/a.eml.meta"
index
facts='.source, .about, .date.from, .date.basis'
is "sidecar: the message" "$(field a.eml "$facts, .title" | paste -sd'|')" "council|kelmouth|2013-02-03|sidecar|The message"
is "sidecar: holds for the attachment" "$(field a.eml//one.txt "$facts" | paste -sd'|')" "council|kelmouth|2013-02-03|sidecar"
lacks "sidecar: but not the title" "$(field a.eml//one.txt .title)" "The message"
index
holds "sidecar: unchanged" "$work/out" '.bytes == 0 and .unchanged == 2'
printf '[document]\nsource=press\n' >"$papers/a.eml.meta"
index
is "sidecar changed" "$(field a.eml//one.txt .source)" press
is "sidecar changed: found once" "$("$sgsearch" --index="$ix" --words --count yellow)" 1
printf '[document]\npublished=yesterday\n' >"$papers/a.eml.meta"
index
is "bad sidecar: status" "$status" 1
is "bad sidecar: what was held stays" "$(where "$(found yellow)")" "a.eml//one.txt"
rm "$papers/a.eml.meta"
index
is "sidecar removed" "$(field a.eml//one.txt '.outcome, .source' | paste -sd' ')" "indexed unknown"
printf 'path\tsource\ttitle\npapers/a.eml//one.txt\tofsted\tThe attachment\n' >"$work/list.tsv"
index --manifest="$work/list.tsv"
is "manifest: status" "$status" 0
is "manifest: names a part" "$(field a.eml//one.txt '.source, .title' | paste -sd'|')" "ofsted|The attachment"
is "manifest: nothing else changed" "$(told 'a.eml$')" "a.eml unchanged"
index --manifest="$work/list.tsv"
holds "manifest: unchanged" "$work/out" '.bytes == 0 and .unchanged == 2'
printf 'path\tsource\npapers/a.eml//two.txt\tofsted\n' >"$work/list.tsv"
index --manifest="$work/list.tsv"
has "manifest: a part that is not there" "$err" "there is no file $papers/a.eml//two.txt"
printf 'path\tsource\npapers/a.eml//one.txt\tnewspaper\n' >"$work/list.tsv"
index --manifest="$work/list.tsv"
is "manifest: bad value: status" "$status" 1
has "manifest: bad value: part named" "$err" "$papers/a.eml//one.txt: not indexed"
index --manifest="$work/list.tsv"
has "manifest: bad value: not forgotten" "$err" "$papers/a.eml//one.txt: not indexed"
index
is "manifest: put right" "$(told . | cut -d' ' -f2 | sort -u)" "unchanged"
index
holds "manifest: put right, and not read any more" "$work/out" '.bytes == 0'
rm -r "${papers:?}"/*
index --prune

echo "# one job and four give the same"
for n in 1 2 3 4 5 6; do
	mail "Number $n" "word$n" "x.txt" "attached$n" "all.txt" common >"$work/m$n"
done
box "$work"/m? >"$papers/all.mbox"
cp "$work/m3" "$papers/three.eml"
sentence common >"$papers/common.txt"
"$sgindex" -q -j1 --index="$work/j1" "$papers"
"$sgindex" -q -j4 --index="$work/j4" "$papers"
is "jobs: same content" "$(contents_of "$work/j1" | sha256sum)" "$(contents_of "$work/j4" | sha256sum)"
is "jobs: same places" "$(for n in 1 4; do for id in $(ids_of "$work/j$n"); do "$sgsearch" --index="$work/j$n" --show="$id" --json |
	jq -c '.document.places | sort'; done | sha256sum; done | sort -u | wc -l)" 1
index
before=$(contents_of "$ix")
index --rebuild
is "rebuild: same content" "$(contents_of "$ix")" "$before"
is "rebuild: everything is read" "$(told . | grep -c ' indexed$')" 23
finish
