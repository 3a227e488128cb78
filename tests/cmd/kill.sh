#!/bin/bash
# SPDX-License-Identifier: AGPL-3.0-or-later
# kill -9 of sgindex, and of its helper processes, at random moments of an incremental run: nothing committed is
# lost, nothing half-done is seen, and the next run completes without help.
#
#   kill.sh BUILD_FOLDER [KILLS [SEED]]
. "$(dirname "$0")/lib.sh"
# a leak checker looks at a process from a child of its own, which would be struck too; its parent then waits for ever
export ASAN_OPTIONS="${ASAN_OPTIONS:+$ASAN_OPTIONS:}detect_leaks=0"

n_kills=${2:-50} seed=${3:-20261121}
RANDOM=$seed
echo "# $n_kills kills, seed $seed"

papers=$work/papers half=$work/half.ix ix=$work/ix
every='source:ofsted,minutes,press,council,comment,unknown'

mkdir "$papers"
n=0
find "$sample" -type f ! -name '*.meta' | sort >"$work/files"
while IFS= read -r file; do
	n=$((n + 1))
	[ $((n % 2)) -eq 0 ] && continue
	cp "$file" "$papers/$n ${file##*/}"
	[ -e "$file.meta" ] && cp "$file.meta" "$papers/$n ${file##*/}.meta"
done <"$work/files"
"$sgindex" -q --index="$half" "$papers"
n=0
while IFS= read -r file; do
	n=$((n + 1))
	[ $((n % 2)) -eq 1 ] && continue
	cp "$file" "$papers/$n ${file##*/}"
	[ -e "$file.meta" ] && cp "$file.meta" "$papers/$n ${file##*/}.meta"
done <"$work/files"

# All passages that can be found, in one answer.
passages()
{
	"$sgsearch" --index="$1" --json --words --limit=0 --sort=oldest "$every" |
		jq -cS '.total, (.results[] | [.id, .text, .source, .said, .document])' | sort
}

now_ms()
{
	echo $(($(date +%s%N) / 1000000))
}

# descendants PID: its children and theirs, as far as they live
descendants()
{
	local child
	for child in $(ps -o pid= --ppid "$1" 2>/dev/null); do
		echo "$child"
		descendants "$child"
	done
}

"$sgindex" -q --index="$work/fresh" "$papers"
passages "$half" >"$work/half.passages"
passages "$work/fresh" >"$work/full.passages"
half_count=$("$sgsearch" --index="$half" --words --count "$every")
full_count=$("$sgsearch" --index="$work/fresh" --words --count "$every")
if [ "$half_count" -gt 100 ] && [ "$full_count" -gt $((half_count + 100)) ]; then
	pass
else
	fail "the halves are worth comparing" "$half_count and $full_count passages"
fi
contents_of "$work/fresh" >"$work/full.contents"

longest=0
for _ in 1 2 3; do
	rm -rf "$ix"
	cp -a "$half" "$ix"
	started=$(now_ms)
	"$sgindex" -q --index="$ix" "$papers"
	took=$(($(now_ms) - started))
	[ $took -gt $longest ] && longest=$took
done
echo "# an undisturbed run takes up to $longest ms"
passages "$ix" >"$work/now"
if cmp -s "$work/now" "$work/full.passages"; then pass; else fail "an incremental run equals a fresh one"; fi

# committed NAME: what can be found is one of the two committed states, whole
committed()
{
	passages "$ix" >"$work/now" 2>"$work/err"
	if cmp -s "$work/now" "$work/half.passages"; then
		n_half=$((n_half + 1))
		pass
	elif cmp -s "$work/now" "$work/full.passages"; then
		n_full=$((n_full + 1))
		pass
	else
		fail "$1: a committed state" "$(wc -l <"$work/now") lines, neither $half_count nor $full_count passages" "$(head -c 300 "$work/err")"
	fi
	gives "$1: check" 0 "$sgindex" --index="$ix" --check
}

# completes NAME [OPTION]: the next run brings the whole
completes()
{
	local name=$1
	shift
	run timeout 120 "$sgindex" --index="$ix" "$@" "$papers"
	is "$name: the next run: status" "$status" 1 # one file of the sample is refused
	passages "$ix" >"$work/now"
	if cmp -s "$work/now" "$work/full.passages"; then
		pass
	else
		fail "$name: the next run completes" "$(diff "$work/now" "$work/full.passages" | head -3 | cut -c 1-200)"
	fi
}

# gone NAME PID...: processes end by themselves within five seconds
gone()
{
	local name=$1 tries pid left
	shift
	for tries in $(seq 50); do
		left=
		for pid in "$@"; do [ -d "/proc/$pid" ] && left="$left $pid"; done
		[ -z "$left" ] && { pass; return; }
		sleep 0.1
	done
	fail "$name: no helper process is left behind" "$left"
}

n_half=0 n_full=0
for i in $(seq "$n_kills"); do
	# every fifth kill strikes an index that was killed before
	if [ $((i % 5)) -ne 0 ] || ! [ -e "$ix" ]; then
		rm -rf "$ix"
		cp -a "$half" "$ix"
	fi
	delay=$(((RANDOM * 32768 + RANDOM) % (longest * 105 / 100 + 1)))
	"$sgindex" -q --index="$ix" "$papers" >/dev/null 2>&1 </dev/null &
	pid=$!
	sleep "$(printf '%d.%03d' $((delay / 1000)) $((delay % 1000)))"
	helpers=$(descendants $pid)
	kill -KILL $pid 2>/dev/null
	wait $pid 2>/dev/null
	committed "kill $i after $delay ms"
	gone "kill $i after $delay ms" $helpers
	[ $((i % 5)) -eq 4 ] || completes "kill $i after $delay ms"
done
echo "# met: the state before $n_half times, the complete one $n_full times"
contents_of "$ix" >"$work/now.contents"
if cmp -s "$work/now.contents" "$work/full.contents"; then pass; else fail "finally all passages equal those of a fresh index"; fi

echo "# a first build"
for i in 1 2 3 4 5; do
	rm -rf "$ix"
	"$sgindex" -q --index="$ix" "$papers" >/dev/null 2>&1 </dev/null &
	pid=$!
	sleep "0.$(printf %03d $((RANDOM % (longest + 1) % 1000)))"
	kill -KILL $pid 2>/dev/null
	wait $pid 2>/dev/null
	run "$sgsearch" --index="$ix" --count children
	if [ "$status" = 0 ] || { [ "$status" = 2 ] && [ -z "$out" ]; }; then pass; else fail "first build, kill $i" "$status $out $err"; fi
	completes "first build, kill $i"
done

echo "# rebuilding"
for i in 1 2 3 4 5; do
	rm -rf "$ix"
	cp -a "$work/fresh" "$ix"
	"$sgindex" -q --rebuild --index="$ix" "$papers" >/dev/null 2>&1 </dev/null &
	pid=$!
	sleep "0.$(printf %03d $((RANDOM % (2 * longest + 1) % 1000)))"
	kill -KILL $pid 2>/dev/null
	wait $pid 2>/dev/null
	passages "$ix" >"$work/now"
	if cmp -s "$work/now" "$work/full.passages"; then pass; else fail "rebuilding, kill $i: the old state is whole"; fi
	gives "rebuilding, kill $i: check" 0 "$sgindex" --index="$ix" --check
	completes "rebuilding, kill $i"
done

echo "# helper processes killed one at a time"
n_struck=0
for i in $(seq $((n_kills / 2))); do
	rm -rf "$ix"
	cp -a "$half" "$ix"
	timeout -s KILL 120 "$sgindex" --index="$ix" "$papers" >/dev/null 2>"$work/bg.err" </dev/null &
	guard=$!
	delay=$((RANDOM % (longest * 80 / 100 + 1)))
	sleep "$(printf '%d.%03d' $((delay / 1000)) $((delay % 1000)))"
	pid=$(ps -o pid= --ppid $guard | tr -d ' ')
	mapfile -t helpers < <([ -n "$pid" ] && descendants "$pid")
	if [ ${#helpers[@]} -gt 0 ]; then
		kill -KILL "${helpers[RANDOM % ${#helpers[@]}]}" 2>/dev/null && n_struck=$((n_struck + 1))
	fi
	wait $guard
	status=$?
	case $status in
	1 | 5) pass ;;
	*) fail "helper killed after $delay ms ($i): status" "got: $status, wanted 1 or 5" "$(head -c 300 "$work/bg.err")" ;;
	esac
	lacks "helper killed after $delay ms ($i): says what happened" "$(cat "$work/bg.err")" "terminate called"
	gives "helper killed after $delay ms ($i): check" 0 "$sgindex" --index="$ix" --check
	run "$sgsearch" --index="$ix" --words --count "$every"
	if [ "$out" -ge "$half_count" ]; then pass; else fail "helper killed after $delay ms ($i): nothing committed is lost" "$out"; fi
	[ -z "${helpers[*]:-}" ] || gone "helper killed after $delay ms ($i)" "${helpers[@]}"
	# a document whose extractor was killed is remembered as a bad one
	completes "helper killed after $delay ms ($i)" --retry
done
echo "# $n_struck helper processes were struck"
[ "$n_struck" -gt 0 ] || fail "some helper process was struck"
finish
