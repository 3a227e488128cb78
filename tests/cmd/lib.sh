# SPDX-License-Identifier: AGPL-3.0-or-later
# shellcheck shell=bash disable=SC2034
# What the tests of whole programs share.  Source it with the build folder as the first argument:
#
#   . "$(dirname "$0")/lib.sh"
#
# Gives: $sgindex $sgsearch (the programs), $root (the repository), $sample, $data (the shared documents, may be
# absent), $work (a folder of this test's own, removed at the end), and the functions below.
# A test ends with `finish`: status 0 when every check passed, 1 otherwise.  `skip_test WHY` ends it with 77.
set -u
export LC_ALL=C.UTF-8
unset SGSEARCH_INDEX SGSEARCH_SERVER NO_COLOR XDG_DATA_HOME
export TERM=xterm

skip_test()
{
	echo "SKIPPED: $*"
	exit 77
}

[ $# -ge 1 ] || { echo "usage: $0 BUILD_FOLDER" >&2; exit 2; }
command -v jq >/dev/null || skip_test "no jq"
build=$(cd "$1" && pwd) || exit 2
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
sgindex=$build/sgindex sgsearch=$build/sgsearch
sample=$root/corpus/sample data=$root/../shared/data
if ! [ -x "$sgindex" ] || ! [ -x "$sgsearch" ]; then
	echo "no programs in $build" >&2
	exit 2
fi

work=$(mktemp -d)
on_exit=()
clean_up()
{
	local command
	for command in "${on_exit[@]}"; do $command; done
	rm -rf "$work"
}
trap clean_up EXIT
trap 'exit 130' INT TERM

n_checks=0 n_failed=0

pass()
{
	n_checks=$((n_checks + 1))
}

# fail NAME [DETAIL]...
fail()
{
	n_checks=$((n_checks + 1)) n_failed=$((n_failed + 1))
	echo "FAIL: $1"
	shift
	[ $# -eq 0 ] || printf '      %s\n' "$@"
}

# Told apart from a pass: a case that this machine cannot try.
skip_case()
{
	echo "SKIPPED: $*"
}

# is NAME GOT WANTED
is()
{
	if [ "$2" = "$3" ]; then pass; else fail "$1" "got:    $2" "wanted: $3"; fi
}

# has NAME TEXT FRAGMENT: the text contains the fragment, literally
has()
{
	case $2 in
	*"$3"*) pass ;;
	*) fail "$1" "got:          $2" "should have:  $3" ;;
	esac
}

# lacks NAME TEXT FRAGMENT
lacks()
{
	case $2 in
	*"$3"*) fail "$1" "got:             $2" "should not have: $3" ;;
	*) pass ;;
	esac
}

# like NAME TEXT REGEX: some line matches the extended regular expression
like()
{
	if printf '%s\n' "$2" | grep -Eq -- "$3"; then pass; else fail "$1" "got:          $2" "should match: $3"; fi
}

# holds NAME FILE JQ_FILTER [JQ_ARGUMENT]...: the filter gives true
holds()
{
	local name=$1 file=$2 filter=$3
	shift 3
	if jq -e "$@" "$filter" "$file" >/dev/null 2>"$work/jq-error"; then
		pass
	else
		fail "$name" "not so: $filter" "$(head -c 300 "$work/jq-error")"
	fi
}

# each NAME FILE JQ_FILTER [JQ_ARGUMENT]...: the filter gives true for every line of a file of JSON lines
each()
{
	local name=$1 file=$2 filter=$3
	shift 3
	holds "$name" "$file" "length > 0 and all(.[]; $filter)" --slurp "$@"
}

# line NAME FILE TAIL JQ_FILTER [JQ_ARGUMENT]...: true for the one line whose path ends with /TAIL
line()
{
	local name=$1 file=$2 tail=$3 filter=$4
	shift 4
	holds "$name" "$file" "map(select(.path | endswith(\"/\" + \$tail))) | length == 1 and all(.[]; $filter)" \
		--slurp --arg tail "$tail" "$@"
}

# run COMMAND...: sets $status, $out and $err; the streams are in $work/out and $work/err
run()
{
	"$@" >"$work/out" 2>"$work/err" </dev/null
	status=$?
	out=$(tr -d '\0' <"$work/out") err=$(tr -d '\0' <"$work/err")
	# a build with sanitizers ends with a status of its own: name the true cause
	case $err in
	*"ERROR: AddressSanitizer"* | *"ERROR: LeakSanitizer"* | *"runtime error: "*) fail "sanitizer: $*" "$(head -c 2000 "$work/err")" ;;
	esac
}

# gives NAME STATUS COMMAND...: runs, and checks the exit status
gives()
{
	local name=$1 wanted=$2
	shift 2
	run "$@"
	if [ "$status" = "$wanted" ]; then
		pass
	else
		fail "$name: exit status" "got:    $status" "wanted: $wanted" "stderr: $(head -c 500 "$work/err")"
	fi
}

# The ID of a file, as documented: the first 16 hex digits of the SHA-256 of its bytes.
id_of()
{
	sha256sum <"$1" | cut -c 1-16
}

# Lets file times differ without waiting: moves the file's time a second on.
touch_later()
{
	touch -d "@$(($(stat -c %Y "$1") + 1))" "$1"
}

# ids_of INDEX: every document ID, each once.  Every passage held has a source, so all of them are listed.
ids_of()
{
	"$sgsearch" --index="$1" --documents --source=unknown,ofsted,minutes,press,council,comment 2>/dev/null | sort
}

# contents_of INDEX: all that is held of every document but where its files are
contents_of()
{
	local id
	for id in $(ids_of "$1"); do
		"$sgsearch" --index="$1" --show="$id" --json | jq -cS '[.document | del(.places)], .passages[]'
	done
}

finish()
{
	echo "$((n_checks - n_failed)) of $n_checks checks passed"
	[ "$n_failed" -eq 0 ]
	exit
}
