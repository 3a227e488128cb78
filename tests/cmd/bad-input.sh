#!/bin/bash
# SPDX-License-Identifier: AGPL-3.0-or-later
# What bad input is answered with, and that nothing but the bad file suffers: files, indexes, queries, signals, disks.
. "$(dirname "$0")/lib.sh"

papers=$work/papers report=$work/report.jsonl esc=$(printf '\033')
chmod 711 "$work" # for the cases that run as another user

# good FOLDER: a folder with one sound document, told by its word "walrus"
good()
{
	mkdir -p "$1"
	printf 'The walrus committee met in May 2014 and agreed the minutes of the last meeting.\n' >"$1/good.txt"
}

# indexed_beside NAME INDEX: the sound document was not harmed
indexed_beside()
{
	is "$1: the others are indexed" "$("$sgsearch" --index="$2" --words --count walrus 2>&1)" 1
}

# refused NAME FOLDER FILE REASON WORDS: one bad file in a folder: status 1, listed once, remembered, not tried again
refused()
{
	local index=$work/refused.ix
	rm -rf "$index"
	gives "$1" 1 timeout 60 "$sgindex" --index="$index" --report="$report" --json "$2"
	is "$1: named once" "$(grep -c "$3: .*$5" "$work/err")" 1
	is "$1: report" "$(jq -r --arg tail "/$3" 'select(.path | endswith($tail)) | "\(.outcome) \(.reason) \(.id)"' "$report")" \
		"refused $4 null"
	indexed_beside "$1" "$index"
	gives "$1, again" 1 timeout 60 "$sgindex" --index="$index" --json "$2"
	holds "$1, again: not tried" "$work/out" '.bytes == 0 and .refused == 1'
	is "$1, again: still listed" "$(grep -c "$3: .*$5" "$work/err")" 1
}

# pdf TRAILER_ENTRIES PAGE_CONTENT: a one-page PDF (ISO 32000-1, 7.5) on standard output
pdf()
{
	local body='%PDF-1.4'$'\n' offsets=() n=0 object content=$2 start
	for object in '<< /Type /Catalog /Pages 2 0 R >>' '<< /Type /Pages /Kids [3 0 R] /Count 1 >>' \
		'<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >>' \
		"<< /Length ${#content} >>"$'\n'stream$'\n'"$content"$'\n'endstream \
		'<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>'; do
		n=$((n + 1))
		offsets+=("${#body}")
		body+="$n 0 obj"$'\n'"$object"$'\n'"endobj"$'\n'
	done
	start=${#body}
	printf '%sxref\n0 %d\n0000000000 65535 f \n' "$body" $((n + 1))
	printf '%010d 00000 n \n' "${offsets[@]}"
	printf 'trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n' $((n + 1)) "$1" "$start"
}

echo "# files that cannot be indexed"
good "$papers"
gives "a folder that is missing" 2 "$sgindex" --index="$work/ix" "$work/nowhere"
has "a folder that is missing: words" "$err" "cannot read $work/nowhere: No such file or directory"

pdf '' 'BT /F 12 Tf 72 700 Td (The ostrich report was published on 3 May 2014 by the council.) Tj ET' >"$papers/sound.pdf"
gives "a sound PDF" 0 "$sgindex" --index="$work/ix" "$papers"
is "a sound PDF: found" "$("$sgsearch" --index="$work/ix" --words --count ostrich)" 1
rm "$papers/sound.pdf"

# a user password is wanted: /U answers to no known password (ISO 32000-1, 7.6.3)
key='<0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f20>'
pdf "/ID [<00112233445566778899aabbccddeeff> <00112233445566778899aabbccddeeff>]
/Encrypt << /Filter /Standard /V 1 /R 2 /O $key /U $key /P -4 >>" 'BT /F 12 Tf (secret) Tj ET' >"$papers/locked.pdf"
refused "encrypted PDF" "$papers" locked.pdf encrypted "not indexed: encrypted"
rm "$papers/locked.pdf"
if [ -r "$data/files/documents/testUnicodePassword.pdf" ]; then
	cp "$data/files/documents/testUnicodePassword.pdf" "$papers/locked.pdf"
	refused "real encrypted PDF" "$papers" locked.pdf encrypted "not indexed: encrypted"
	rm "$papers/locked.pdf"
else
	skip_case "real encrypted PDF: no shared data"
fi

{ printf '%%PDF-1.4\n'; head -c 20000 /dev/zero | tr '\0' '\377'; } >"$papers/broken.pdf"
refused "damaged PDF" "$papers" broken.pdf damaged "not indexed: damaged"
cp "$papers/good.txt" "$papers/again.txt"
pdf '' 'BT /F 12 Tf 72 700 Td (The ostrich report is whole again in May 2014.) Tj ET' >"$papers/broken.pdf"
gives "damaged PDF put right" 0 "$sgindex" --index="$work/refused.ix" "$papers"
is "damaged PDF put right: found" "$("$sgsearch" --index="$work/refused.ix" --words --count ostrich)" 1
rm "$papers/broken.pdf" "$papers/again.txt"

cp "$sample/ofsted/Childrens services inspection 2016.pdf" "$papers/page.pdf"
refused "error page named .pdf" "$papers" page.pdf not-a-document "is an HTML page, not a PDF"
has "error page named .pdf: class" "$err" "not a document"
rm "$papers/page.pdf"

head -c 3000 /bin/sh >"$papers/program.bin"
refused "a program" "$papers" program.bin unsupported "not indexed"
rm "$papers/program.bin"
: >"$papers/empty.pdf"
run "$sgindex" --index="$work/ix" --report="$report" "$papers"
is "an empty file: told of" "$(jq -r 'select(.path | endswith("/empty.pdf")) | .outcome' "$report")" refused
indexed_beside "an empty file" "$work/ix"
rm "$papers/empty.pdf"

echo "# a scan without text"
# a page with a picture of four grey dots and no letter
pdf '' 'q 400 0 0 600 72 72 cm BI /W 2 /H 2 /CS /G /BPC 8 ID abcd EI Q' >"$papers/zeppelin plans.pdf"
rm -rf "$work/ix"
gives "scan" 0 "$sgindex" --index="$work/ix" --report="$report" "$papers"
has "scan: listed" "$err" "zeppelin plans.pdf: no text layer (scan)"
like "scan: counted" "$(tail -1 "$work/err")" '\(1 scan without text\)'
line "scan: report" "$report" "zeppelin plans.pdf" '.outcome == "indexed" and .reason == "no-text" and .pages == 1'
is "scan: findable by name" "$("$sgsearch" --index="$work/ix" --documents zeppelin 2>/dev/null)" "$(id_of "$papers/zeppelin plans.pdf")"
gives "scan: can be shown" 0 "$sgsearch" --index="$work/ix" --show="$(id_of "$papers/zeppelin plans.pdf")"
rm "$papers/zeppelin plans.pdf"

echo "# what is not a regular file of the tree"
mkdir "$work/outside"
printf 'The pelican paper lies outside of the tree and was written in May 2014.\n' >"$work/outside/o.txt"
ln -s "$work/outside/o.txt" "$papers/link.txt"
ln -s "$work/outside" "$papers/folder-link"
ln -s loop-b "$papers/loop-a"
ln -s loop-a "$papers/loop-b"
ln -s . "$papers/self"
ln -s nowhere "$papers/dangling"
mkfifo "$papers/pipe.txt"
odd=(link.txt folder-link loop-a loop-b self dangling pipe.txt)
if mknod "$papers/device.txt" c 1 5 2>/dev/null; then odd+=(device.txt); else skip_case "a device in the tree: cannot make one"; fi
rm -rf "$work/ix"
gives "links, loops, FIFOs, devices" 0 timeout 60 "$sgindex" --index="$work/ix" --report="$report" "$papers"
for name in "${odd[@]}"; do
	is "$name: skipped" "$(jq -r --arg tail "/$name" 'select(.path | endswith($tail)) | .outcome' "$report")" skipped
	is "$name: listed" "$(grep -c "/$name: skipped" "$work/err")" 1
done
is "nothing outside the tree was read" "$("$sgsearch" --index="$work/ix" --words --count pelican 2>/dev/null)" 0
indexed_beside "links, loops, FIFOs, devices" "$work/ix"
( cd "$papers" && rm "${odd[@]}" )

echo "# file names"
newline=$'a\nnewline.txt' escape="an${esc}[31m escape.txt" bad=$'bad \xff\xfe utf8.txt' percent='100% %41 sure.txt' quote='"quoted" \back.txt'
n=0
for name in "$newline" "$escape" "$bad" "$percent" "$quote"; do
	n=$((n + 1))
	printf 'Paper number %d about the flamingo was agreed at the meeting on 2 May 2014.\n' $n >"$papers/$name"
done
cp "$sample/ofsted/Childrens services inspection 2016.pdf" "$papers/refused ${esc}]0;title"$'\a\n'"x \xff.pdf"
rm -rf "$work/ix"
gives "names" 1 "$sgindex" --index="$work/ix" --report="$report" --verbose "$papers"
is "names: all indexed" "$("$sgsearch" --index="$work/ix" --words --count flamingo)" 5
is "names: no control byte on stderr" "$(LC_ALL=C tr -d '\n' <"$work/err" | LC_ALL=C grep -c '[[:cntrl:]]')" 0
is "names: valid UTF-8 on stderr" "$(iconv -f UTF-8 -t UTF-8 <"$work/err" >/dev/null 2>&1; echo $?)" 0
is "names: one line each on stderr" "$(grep -c '^sgindex: ' "$work/err")" "$(($(wc -l <"$work/err") - 1))"
has "names: ESC shown" "$err" '\x1b[31m escape.txt'
is "names: report is one object a line" "$(wc -l <"$report") $(jq -c . "$report" | wc -l)" "7 7"
is "names: report is valid UTF-8" "$(iconv -f UTF-8 -t UTF-8 <"$report" >/dev/null 2>&1; echo $?)" 0
line "names: exact in the report" "$report" "$newline" '.id == $id' --arg id "$(id_of "$papers/$newline")"
for name in "$newline" "$escape" "$bad" "$percent" "$quote"; do
	id=$(id_of "$papers/$name")
	gives "name $(printf %q "$name"): shown" 0 "$sgsearch" --index="$work/ix" --show="$id"
	is "name $(printf %q "$name"): no control byte shown" "$(tr -d '\n' <"$work/out" | LC_ALL=C grep -c '[[:cntrl:]]')" 0
	is "name $(printf %q "$name"): one File line" "$(grep -c '^File ' "$work/out")" 1
	"$sgsearch" --index="$work/ix" --show="$id" --json >"$work/answer"
	holds "name $(printf %q "$name"): JSON" "$work/answer" '.document.places | length == 1'
done
gives "names: a second run" 1 "$sgindex" --index="$work/ix" --json "$papers"
holds "names: a second run reads nothing" "$work/out" '.bytes == 0 and .unchanged == 6 and .removed == 0'
rm -f "$papers/$newline" "$papers/$bad"
gives "names: two removed" 1 "$sgindex" --index="$work/ix" --json "$papers"
holds "names: two removed" "$work/out" '.removed == 2'
is "names: gone" "$("$sgsearch" --index="$work/ix" --words --count flamingo)" 3
rm -rf "$papers"
good "$papers"

echo "# entities"
{
	printf '<!DOCTYPE html [\n<!ENTITY a "entitybomb entitybomb entitybomb entitybomb entitybomb entitybomb entitybomb entitybomb">\n'
	previous=a
	for entity in b c d e f g h i j k l; do
		printf '<!ENTITY %s "' $entity
		for _ in 1 2 3 4 5 6 7 8 9 10; do printf '&%s;' $previous; done
		printf '">\n'
		previous=$entity
	done
	printf '<!ENTITY outside SYSTEM "file://%s/outside/o.txt">\n' "$work"
	printf ']>\n<html><head><title>Toucan notes</title></head><body><h1>Toucan notes</h1>'
	printf '<p>The toucan paragraph stands before it, and is long enough to be one.</p><p>Before &l; and &outside; after.</p>'
	printf '<p>The heron paragraph stands behind it, and is long enough to be one.</p></body></html>\n'
} >"$papers/bomb.html"
rm -rf "$work/ix"
gives "entity bomb" 0 timeout 60 "$sgindex" --index="$work/ix" --report="$report" "$papers"
line "entity bomb: indexed, small" "$report" bomb.html '.outcome == "indexed" and .passages < 20 and .ms < 5000'
is "entity bomb: text before and behind" "$("$sgsearch" --index="$work/ix" --words --count toucan paragraph)$("$sgsearch" --index="$work/ix" --words --count heron)" 11
is "entity bomb: no file was read" "$("$sgsearch" --index="$work/ix" --words --count pelican 2>/dev/null)" 0
"$sgsearch" --index="$work/ix" --show="$(id_of "$papers/bomb.html")" --json >"$work/answer"
holds "entity bomb: declarations are no text" "$work/answer" '[.passages[].text] | any(contains("ENTITY")) | not'
holds "entity bomb: not expanded" "$work/answer" '[.passages[].text | length] | add < 5000'
indexed_beside "entity bomb" "$work/ix"
rm "$papers/bomb.html"

echo "# permissions"
user=()
if [ "$(id -u)" -eq 0 ] && command -v setpriv >/dev/null; then
	user=(setpriv --reuid=65534 --regid=65534 --clear-groups)
fi
if [ "$(id -u)" -ne 0 ] || { [ ${#user[@]} -gt 0 ] && "${user[@]}" "$sgindex" --version >/dev/null 2>&1; }; then
	mkdir "$work/theirs"
	good "$work/theirs/papers"
	mkdir "$work/theirs/papers/shut"
	printf 'The albatross paper of May 2014 is in a folder that opens and shuts.\n' >"$work/theirs/papers/shut/a.txt"
	printf 'The cormorant paper of May 2014 is a file that nobody may read today.\n' >"$work/theirs/papers/c.txt"
	[ ${#user[@]} -eq 0 ] || chown -R 65534:65534 "$work/theirs"
	theirs=$work/theirs/ix
	gives "all readable" 0 "${user[@]}" "$sgindex" --index="$theirs" "$work/theirs/papers"
	chmod 000 "$work/theirs/papers/shut"
	gives "unreadable folder" 1 "${user[@]}" "$sgindex" --index="$theirs" "$work/theirs/papers"
	has "unreadable folder: words" "$err" "cannot read $work/theirs/papers/shut: Permission denied"
	is "unreadable folder: its documents are kept" "$("${user[@]}" "$sgsearch" --index="$theirs" --words --count albatross)" 1
	chmod 755 "$work/theirs/papers/shut"
	chmod 000 "$work/theirs/papers/c.txt"
	rm -rf "$theirs"
	gives "unreadable file" 1 "${user[@]}" "$sgindex" --index="$theirs" --report="$work/theirs/r" "$work/theirs/papers"
	has "unreadable file: why" "$err" "Permission denied"
	line "unreadable file: report" "$work/theirs/r" c.txt '.outcome == "refused" and .reason == "unreadable"'
	is "unreadable file: the others are indexed" "$("${user[@]}" "$sgsearch" --index="$theirs" --words --count walrus)" 1
	chmod 644 "$work/theirs/papers/c.txt"
	gives "unreadable file put right" 0 "${user[@]}" "$sgindex" --index="$theirs" "$work/theirs/papers"
	is "unreadable file put right: found" "$("${user[@]}" "$sgsearch" --index="$theirs" --words --count cormorant)" 1
	chmod 000 "$work/theirs/papers"
	run "${user[@]}" "$sgindex" --index="$theirs" "$work/theirs/papers"
	is "unreadable argument: status" "$status" 1
	has "unreadable argument: words" "$err" "cannot read $work/theirs/papers: Permission denied"
	chmod 755 "$work/theirs/papers"
	is "unreadable argument: kept" "$("${user[@]}" "$sgsearch" --index="$theirs" --words --count walrus)" 1
	chmod 000 "$theirs"
	gives "unreadable index" 2 "${user[@]}" "$sgsearch" --index="$theirs" walrus
	has "unreadable index: why" "$err" "Permission denied"
	chmod 700 "$theirs"
else
	skip_case "permissions: cannot run the programs as another user"
fi

echo "# damaged indexes"
sound=$work/sound.ix
"$sgindex" -q --index="$sound" "$papers"
# bad_index NAME INDEX: refused by both programs, told what to do, untouched
bad_index()
{
	local before
	before=$(cd "$2" && find . ! -name lock -type f -exec sha256sum {} + 2>/dev/null | sort)
	gives "$1: sgsearch" 2 "$sgsearch" --index="$2" walrus
	has "$1: sgsearch tells what to do" "$err" "run sgindex --rebuild"
	gives "$1: sgindex" 3 "$sgindex" --index="$2" "$papers"
	has "$1: sgindex tells what to do" "$err" "run sgindex --rebuild"
	is "$1: untouched" "$(cd "$2" && find . ! -name lock -type f -exec sha256sum {} + 2>/dev/null | sort)" "$before"
}
rebuilt()
{
	gives "$1: rebuilt" 0 "$sgindex" --index="$2" --rebuild "$papers"
	indexed_beside "$1: rebuilt" "$2"
}
for part in iamglass postlist.glass docdata.glass; do
	rm -rf "$work/ix"
	cp -a "$sound" "$work/ix"
	for file in "$work/ix"/g*/$part; do head -c "$(stat -c %s "$file")" /dev/zero | tr '\0' 'R' >"$work/rubbish" && cp "$work/rubbish" "$file"; done
	if [ $part = iamglass ]; then
		bad_index "$part overwritten" "$work/ix"
		gives "$part overwritten: --check" 3 "$sgindex" --index="$work/ix" --check
		rebuilt "$part overwritten" "$work/ix"
	else
		gives "$part overwritten: sgsearch" 2 "$sgsearch" --index="$work/ix" walrus
		has "$part overwritten: sgsearch tells what to do" "$err" "run sgindex --rebuild"
		gives "$part overwritten: --check" 3 "$sgindex" --index="$work/ix" --check
		has "$part overwritten: --check tells what to do" "$err" "run sgindex --rebuild"
		rebuilt "$part overwritten" "$work/ix"
	fi
	rm -rf "$work/ix"
	cp -a "$sound" "$work/ix"
	for file in "$work/ix"/g*/$part; do : >"$file"; done
	gives "$part emptied: sgsearch" 2 "$sgsearch" --index="$work/ix" walrus
	has "$part emptied: sgsearch tells what to do" "$err" "run sgindex --rebuild"
	gives "$part emptied: --check" 3 "$sgindex" --index="$work/ix" --check
	rebuilt "$part emptied" "$work/ix"
done
rm -rf "$work/ix"
cp -a "$sound" "$work/ix"
rm -r "$work/ix"/g*
bad_index "generation gone" "$work/ix"
rebuilt "generation gone" "$work/ix"
mkdir "$work/plain"
echo 'not an index' >"$work/plain/notes.txt"
gives "another folder: sgsearch" 2 "$sgsearch" --index="$work/plain" walrus
gives "another folder: sgindex" 3 "$sgindex" --index="$work/plain" "$papers"
gives "another folder: even with --rebuild" 3 "$sgindex" --index="$work/plain" --rebuild "$papers"
is "another folder: untouched" "$(ls -A "$work/plain") $(cat "$work/plain/notes.txt")" "notes.txt not an index"
gives "a file: sgsearch" 2 "$sgsearch" --index="$work/plain/notes.txt" walrus
gives "a file: sgindex" 3 "$sgindex" --index="$work/plain/notes.txt" "$papers"
is "a file: untouched" "$(cat "$work/plain/notes.txt")" "not an index"
gives "no index: --check" 3 "$sgindex" --index="$work/none" --check
if [ -x "$build/xap-example" ]; then
	# a sound Xapian index, but not of this schema
	mkdir "$work/foreign"
	printf 'a walrus line of text\nanother line\n' | "$build/xap-example" "$work/foreign/g000001" walrus >/dev/null
	ln -s g000001 "$work/foreign/current"
	bad_index "other version" "$work/foreign"
	rebuilt "other version" "$work/foreign"
else
	skip_case "other version: no xap-example"
fi

echo "# two writers, and signals"
many=$work/many half=$work/half.ix
mkdir "$many"
cp "$papers/good.txt" "$many/"
"$sgindex" -q --index="$half" "$many"
for copy in 1 2 3; do
	cp -r "$sample" "$many/$copy"
	# no two with the same bytes
	find "$many/$copy" -type f -name '*.html' -exec sh -c 'for f; do echo "<!-- $0 -->" >>"$f"; done' $copy {} +
done

# stopped_midway COMMAND...: starts a run and stops it while it writes; sets $pid
stopped_midway()
{
	local tries
	for tries in 1 2 3 4 5; do
		rm -rf "$work/mid.ix"
		cp -a "$half" "$work/mid.ix"
		"$@" >"$work/bg.out" 2>"$work/bg.err" </dev/null &
		pid=$!
		while [ -d /proc/$pid ] && ! [ -e "$work/mid.ix/work/s0" ]; do :; done
		kill -STOP $pid 2>/dev/null
		[ -e "$work/mid.ix/work/s0" ] && [ -d /proc/$pid ] && return 0
		wait $pid
	done
	return 1
}

if stopped_midway "$sgindex" --index="$work/mid.ix" -j1 "$many"; then
	gives "a second writer" 4 "$sgindex" --index="$work/mid.ix" "$papers"
	has "a second writer: words" "$err" "the index is being written by another process"
	gives "a second writer, rebuilding" 4 "$sgindex" --index="$work/mid.ix" --rebuild "$papers"
	indexed_beside "while it is written" "$work/mid.ix"
	kill -CONT $pid
	wait $pid
	is "the first writer goes on: status" "$?" 1 # one file of the sample is refused
	lacks "the first writer goes on: no trouble" "$(cat "$work/bg.err")" "/work/"
	is "the first writer's documents are there" "$("$sgsearch" --index="$work/mid.ix" --words --count oversight | grep -c '^[1-9]')" 1
else
	fail "a second writer: the first was never met at work"
fi

# interrupted NAME SIGNAL TARGET: 130, the last commit kept, nothing left running, the next run completes
interrupted()
{
	local status before=$("$sgsearch" --index="$half" --words --count committee 2>/dev/null)
	if ! stopped_midway "${launcher[@]}" "$sgindex" --index="$work/mid.ix" -j2 "$many"; then
		fail "$1: the run was never met at work"
		return
	fi
	kill -"$2" -- "$3$pid"
	kill -CONT $pid
	wait $pid
	status=$?
	is "$1: status" "$status" 130
	like "$1: words" "$(cat "$work/bg.err")" 'interrupted: last complete state kept \(revision 1\)'
	is "$1: last commit kept" "$("$sgsearch" --index="$work/mid.ix" --words --count committee)" "$before"
	gives "$1: check" 0 "$sgindex" --index="$work/mid.ix" --check
	is "$1: nothing left behind" "$(ls "$work/mid.ix" | grep -c work)" 0
	gives "$1: the next run completes" 1 "$sgindex" --index="$work/mid.ix" "$many"
}
launcher=()
interrupted SIGINT INT ''
interrupted SIGTERM TERM ''
if command -v setsid >/dev/null; then
	launcher=(setsid) # a group of its own, to which a terminal sends Ctrl-C
	interrupted "Ctrl-C" INT -
else
	skip_case "Ctrl-C: no setsid"
fi

echo "# a full disk"
disk=$work/disk
mkdir "$disk"
if [ "$(id -u)" -eq 0 ] && mount -t tmpfs -o size=12m none "$disk" 2>/dev/null; then
	on_exit+=("umount -l $disk")
	"$sgindex" -q --index="$disk/ix" "$papers"
	revision=$("$sgindex" --json -q --index="$disk/ix" "$papers" | jq .revision)
	free_kb=$(df -k --output=avail "$disk" | tail -1)
	for left in 0 64 300 600 1000 1500 2000; do
		rm -f "$disk/ballast"
		head -c $(((free_kb - left) * 1024)) /dev/zero >"$disk/ballast"
		run "$sgindex" --index="$disk/ix" "$many"
		if [ "$status" -ne 5 ] && [ "$left" -ge 1000 ]; then
			[ "$status" -eq 1 ] && break # there was room after all
		fi
		is "$left KB free: status" "$status" 5
		like "$left KB free: words" "$err" "no space on .+: last complete state kept \\(revision $revision\\)"
		lacks "$left KB free: no process dies" "$err" "terminate called"
		indexed_beside "$left KB free" "$disk/ix"
		is "$left KB free: nothing of the new is seen" "$("$sgsearch" --index="$disk/ix" --words --count oversight 2>/dev/null)" 0
		gives "$left KB free: check" 0 "$sgindex" --index="$disk/ix" --check
	done
	rm -f "$disk/ballast"
	gives "room again: the next run completes" 1 "$sgindex" --index="$disk/ix" "$many"
	is "room again: all is found" "$("$sgsearch" --index="$disk/ix" --words --count oversight | grep -c '^[1-9]')" 1
	free_kb=$(df -k --output=avail "$disk" | tail -1)
	before=$("$sgsearch" --index="$disk/ix" --words --count children)
	head -c $(((free_kb - 300) * 1024)) /dev/zero >"$disk/ballast"
	gives "full while rebuilding" 5 "$sgindex" --index="$disk/ix" --rebuild "$many"
	is "full while rebuilding: kept" "$("$sgsearch" --index="$disk/ix" --words --count children)" "$before"
	# one small paper at a time: the disk fills up at every stage, the last commit too
	mkdir "$work/small"
	n_full=0
	free_kb=$((free_kb - 8))
	for left in $(seq 6 6 720); do
		printf 'Small paper %d about the ptarmigan of May 2014, unlike any other.\n' "$left" >"$work/small/s.txt"
		rm -f "$disk/ballast"
		head -c $(((free_kb - left) * 1024)) /dev/zero >"$disk/ballast" 2>/dev/null
		run "$sgindex" -q -j1 --index="$disk/ix" "$work/small"
		n_full=$((n_full + (status == 5)))
		case $status in
		0 | 5) pass ;;
		*) fail "$left KB free, one paper: status" "got: $status, wanted 0 or 5" "$err" ;;
		esac
		"$sgindex" --index="$disk/ix" --check >/dev/null 2>&1 || fail "$left KB free, one paper: check"
	done
	[ $n_full -gt 0 ] || fail "one paper at a time: the disk was full at some time"
	rm -f "$disk/ballast"
else
	skip_case "a full disk: cannot mount a tmpfs"
fi

echo "# queries"
ask()
{
	run "$sgsearch" --index="$sound" "$@"
}
ask ""
is "empty query" "$status" 2
ask "   "
is "blank query" "$status" 2
for nothing in '"' '!!!' '“”' ' . '; do
	ask --count -- "$nothing"
	is "a query without a word, $nothing: finds nothing, and not everything" "$status $out" "1 0"
done
ask -- '-' </dev/null; is "a lone hyphen reads standard input, here empty" "$status" 2
ask --from=2019 --to=2012 walrus; is "bad years" "$status" 2
ask --from=20x9 walrus; is "not a year" "$status" 2
ask --words "walrus $(printf 'x%.0s' {1..493})"
is "500 bytes" "$status" 1
ask --words "walrus $(printf 'x%.0s' {1..494})"
is "501 bytes" "$status" 2
has "501 bytes: words" "$err" "Your search must be 500 characters or fewer"
terms() { printf 'walrus%.0s ' $(seq "$1"); }
ask --words "$(terms 32)"; is "32 words" "$status" 0
ask --words "$(terms 33)"; is "33 words" "$status" 2
has "33 words: told how many" "$err" "32"
ask --words "\"$(terms 16)\""; is "a phrase of 16 words" "$status" 1
ask --words "\"$(terms 17)\""; is "a phrase of 17 words is no error" "$status" 1
ask --words "-$(terms 33 | sed 's/ \(.\)/ -\1/g')"; is "33 excluded words" "$status" 2
for hostile in '((((((((((((((((((((((((((((((' '"""""""""' 'OR OR OR' '-' '--' 'AND NOT OR' '*' 'a*' '\' '%s%n%s%n' $'tab\there' \
	'-"-"-"' '“' '”“' 'source:' 'year:' 'year:9999..0001' 'about:' ':::' '<script>alert(1)</script>' '../../../etc/passwd' \
	"$(printf '\u202e\ufeff\u200b')" "$(printf 'a\xcc\x81%.0s' {1..160})" '😀😀😀' 'walrus NEAR/2 committee' 'walrus)' '{}[]~^'; do
	run timeout 10 "$sgsearch" --index="$sound" --json -- "$hostile"
	case $status in
	0 | 1 | 2) pass ;;
	*) fail "query $(printf %q "$hostile"): status" "got: $status" "$(head -c 300 "$work/err")" ;;
	esac
	holds "query $(printf %q "$hostile"): an answer or a problem" "$work/out" 'has("results") or has("type")'
	run "$sgsearch" --index="$sound" -- "$hostile"
	is "query $(printf %q "$hostile"): no control byte printed" "$(cat "$work/out" "$work/err" | tr -d '\n' | LC_ALL=C grep -c '[[:cntrl:]]')" 0
done
ask "walrus)"; is "read as plain words: a stray bracket" "$status" 0

echo "# awkward real files"
if [ -d "$data/files" ]; then
	gives "awkward files" 1 timeout 300 "$sgindex" --index="$work/files.ix" --report="$report" "$data/files" "$papers"
	is "awkward files: each told of once" "$(jq -r .path "$report" | sort | uniq -c | awk '$1 != 1' | head)" ""
	# files inside files have lines of their own, "CONTAINER//NAME"
	is "awkward files: none left out" "$(jq -r .path "$report" | grep -vc //)" "$(find "$data/files" "$papers" -type f | wc -l)"
	is "awkward files: reasons" "$(jq -r 'select(.outcome == "refused") | .reason' "$report" | sort -u |
		grep -vxE 'not-a-document|encrypted|damaged|timeout|too-large|crashed|unreadable|unsupported|no-text')" ""
	is "awkward files: the extractor never crashed" "$(jq -r 'select(.reason == "crashed") | .path' "$report")" ""
	is "awkward files: each refusal is listed" "$(grep -c ': not indexed: \|: not a document: ' "$work/err")" \
		"$(jq -r 'select(.outcome == "refused") | .path' "$report" | wc -l)"
	indexed_beside "awkward files" "$work/files.ix"
	gives "awkward files: check" 0 "$sgindex" --index="$work/files.ix" --check
	gives "awkward files, again" 1 "$sgindex" --index="$work/files.ix" --json "$data/files" "$papers"
	holds "awkward files, again: none is tried" "$work/out" '.bytes == 0'
else
	skip_case "awkward files: no shared data"
fi
finish
