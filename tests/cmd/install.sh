#!/bin/bash
# SPDX-License-Identifier: AGPL-3.0-or-later
# make install puts the programs where DESTDIR and PREFIX say; what it installed runs.
. "$(dirname "$0")/lib.sh"

# -o programs: this build as it is, whatever mode it was made in; and no setting of an outer make
unset MAKEFLAGS MFLAGS MAKELEVEL
gives "make install" 0 make -C "$root" -o programs install B="$build" DESTDIR="$work/stage" PREFIX=/opt/sg

is "what was installed" "$(cd "$work/stage" && find . -type f -perm 755 | sort | tr '\n' ' ')" \
	"./opt/sg/bin/sgindex ./opt/sg/bin/sgsearch "
for program in sgindex sgsearch; do
	run "$work/stage/opt/sg/bin/$program" --version
	is "$program --version: status" "$status" 0
	like "$program --version: words" "$out" "^$program [0-9]+\.[0-9]+\.[0-9]+$"
done

# the two find the same index without being told where it is
mkdir "$work/papers"
echo "The panel noted the improvement in recruitment and retention." >"$work/papers/note.txt"
export XDG_DATA_HOME=$work/share HOME=$work
gives "installed sgindex" 0 "$work/stage/opt/sg/bin/sgindex" "$work/papers"
gives "installed sgsearch" 0 "$work/stage/opt/sg/bin/sgsearch" "retention"
finish
