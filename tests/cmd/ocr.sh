#!/bin/bash
# SPDX-License-Identifier: AGPL-3.0-or-later
# Scans and pictures of pages: listed without --ocr, read and flagged with it.  The pictures are drawn from a letter of the
# sample, so what they say is known.
#
#   ocr.sh BUILD_FOLDER
. "$(dirname "$0")/lib.sh"

ix=$work/ix papers=$work/papers
mkdir "$papers"
gives "--ocr wants auto or never" 2 "$sgindex" --index="$ix" --ocr=sometimes "$papers"
has "and says so" "$err" '--ocr must be auto or never'

command -v pdftoppm >/dev/null || skip_test "no pdftoppm"
letter="$sample/ofsted/focused visit letter 2019.pdf"
pdftoppm -jpeg -scale-to-x 1240 -scale-to-y 1754 -f 1 -l 2 "$letter" "$work/page" || fail "drawing the pages"
pdftoppm -png -r 150 -f 1 -l 1 "$letter" "$papers/photo" || fail "drawing a picture"

# scan_pdf FILE PICTURE...: a PDF whose pages are JPEG pictures and nothing else.  It has no cross-reference table, which
# readers make up for (ISO 32000-1, 7.5.4 asks for one).
scan_pdf()
{
	local file=$1 number=3 kids='' size
	shift
	printf '%%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n' >"$file"
	for picture; do
		size=$(stat -c %s "$picture")
		{
			printf '%d 0 obj<</Type/XObject/Subtype/Image/Width 1240/Height 1754/ColorSpace/DeviceRGB/BitsPerComponent 8/Filter/DCTDecode/Length %d>>stream\n' \
				"$number" "$size"
			cat "$picture"
			printf '\nendstream endobj\n%d 0 obj<</Length 28>>stream\nq 595 0 0 842 0 0 cm /I Do Q\nendstream endobj\n' $((number + 1))
			printf '%d 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents %d 0 R/Resources<</XObject<</I %d 0 R>>>>>>endobj\n' \
				$((number + 2)) $((number + 1)) "$number"
		} >>"$file"
		kids="$kids $((number + 2)) 0 R"
		number=$((number + 3))
	done
	printf '2 0 obj<</Type/Pages/Count %d/Kids[%s]>>endobj\ntrailer<</Root 1 0 R>>\n%%%%EOF\n' $# "$kids" >>"$file"
}
scan_pdf "$papers/scan.pdf" "$work"/page-*.jpg
is "poppler sees two pages without words" "$(pdfinfo "$papers/scan.pdf" 2>/dev/null | sed -n 's/^Pages: *//p') $(pdftotext "$papers/scan.pdf" - 2>/dev/null | tr -d '\f\n ')" "2 "
printf 'A note on the letter, for its neighbours.\n' >"$papers/note.txt"

gives "without --ocr" 1 "$sgindex" --index="$ix" --report="$work/report" "$papers"
has "the scan is named" "$err" 'scan.pdf: no text layer (scan)'
line "a scan is findable by name" "$work/report" scan.pdf '.outcome == "indexed" and .reason == "no-text" and .passages == 0'
line "a picture is no type that is read" "$work/report" photo-1.png '.outcome == "refused" and .reason == "unsupported"'
run "$sgsearch" --index="$ix" --held
has "held lists the scan" "$out" 'Without a text layer'
has "held lists the picture as not indexed" "$out" 'photo-1.png'

"$sgindex" --index="$work/none" --ocr=auto "$papers/note.txt" 2>"$work/err" || skip_test "$(tail -n 1 "$work/err")"

gives "with --ocr=auto what was passed over is read" 0 "$sgindex" --index="$ix" --ocr=auto --report="$work/report" "$papers"
line "the scan" "$work/report" scan.pdf '.outcome == "indexed" and .reason == null and .pages == 2 and .passages > 5 and .source == "ofsted"'
line "the picture" "$work/report" photo-1.png '.outcome == "indexed" and .type == "image/png" and .passages > 2'
line "what had text is not read again" "$work/report" note.txt '.outcome == "unchanged"'
scan=$(id_of "$papers/scan.pdf")
run "$sgsearch" --index="$ix" --show="$scan" --json
holds "flagged as read by OCR" "$work/out" '.document.ocr and (.document.no_text | not)'
holds "pages in order" "$work/out" '[.passages[].page] | . == sort and .[0] == 1 and .[-1] == 2'
# words of the letter, by pdftotext, that are found in what OCR read
words()
{
	tr -cs '[:alpha:]' '\n' | tr '[:upper:]' '[:lower:]' | grep -E '^[a-z]{4,}$' | sort
}
pdftotext -f 1 -l 2 "$letter" - | words >"$work/printed"
jq -r '.passages[].text' "$work/out" | words >"$work/read"
printed=$(wc -l <"$work/printed") both=$(comm -12 "$work/printed" "$work/read" | wc -l)
is "nine of ten words of four letters and more ($both of $printed)" "$((both * 10 >= printed * 9 && printed > 100))" 1
holds "the letter's date is read" "$work/out" '.document.published.from == "2019-02-21"'
run "$sgsearch" --index="$ix" --held
has "held says so" "$out" 'Read by OCR'
gives "then nothing is left to do" 0 "$sgindex" --index="$ix" --ocr=auto --json "$papers"
holds "nothing is read again" "$work/out" '.bytes == 0 and .unchanged == 3'
finish
