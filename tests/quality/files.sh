#!/bin/bash
# SPDX-License-Identifier: AGPL-3.0-or-later
# The awkward and the hostile files of ../shared/data/files: what becomes of each, and of each file in them.
#
#   files.sh BUILD_FOLDER
#
# The table below was made by looking at the files: with file, unzip -l, pdfinfo and pdftotext (a PDF in which
# pdftotext finds no character has no text), and by their names, which say what they were made to show.  Where two
# answers are right, both stand there: of a form in a PDF it is open whether what is typed in its fields is text.
. "$(dirname "$0")/../cmd/lib.sh"

[ -d "$data/files/documents" ] && [ -d "$data/files/hostile" ] || skip_test "no $data/files"
ix=$work/ix report=$work/report.jsonl
files=$(cd "$data/files" && pwd -P)

cat >"$work/table" <<'TABLE'
documents/LibreOfficeWriter_odt_1.3.odt	indexed
documents/a_bii-s-2_metabolite profiling_NMR spectroscopy.txt	indexed
documents/a_microarray.txt	indexed
documents/annotation-square-circle-without-appearance.pdf	indexed
documents/big-preamble.html	indexed
documents/bitmap-halftone-skip-grid-template3.pdf	no-text
documents/bitmap-p32-eof.pdf	no-text
documents/bitmap-refine-customat-tpgron.pdf	no-text
documents/bitmap-refine-template1-tpgron.pdf	no-text
documents/bitmap-stripe-single.pdf	no-text
documents/bitmap-symbol-symbolrefine-textrefine.pdf	no-text
documents/bitmap-symbol-symbolrefineone-customat.pdf	no-text
documents/bitmap-template2-customat-tpgdon.pdf	no-text
documents/bug1146106.pdf	indexed
documents/bug1669097.pdf	no-text
documents/bug1671312_ArialNarrow.pdf	indexed
documents/bug1922766.pdf	indexed no-text
documents/bug1934157.pdf	indexed no-text
documents/complex.mbox	indexed
documents/complex.mbox//1.eml	indexed
documents/complex.mbox//2.eml	indexed
documents/complex.mbox//3.eml	indexed
documents/droste.zip	indexed
documents/droste.zip//droste.jpg	unsupported
documents/droste.zip//droste.zip	too-large
documents/english.cp500.txt	unsupported
documents/extractPages_null_in_array.pdf	no-text
documents/i_investigation.txt	indexed
documents/issue10438_reduced.pdf	indexed
documents/issue11362.pdf	indexed
documents/issue14048.pdf	indexed
documents/issue1453.pdf	indexed
documents/issue15716.pdf	indexed no-text
documents/issue17929.pdf	indexed
documents/issue18694.pdf	no-text
documents/issue19800.pdf	indexed
documents/issue20516.pdf	indexed
documents/issue2128r.pdf	indexed
documents/issue2931.pdf	indexed
documents/issue2956.pdf	indexed
documents/issue3323.pdf	indexed
documents/issue4398.pdf	indexed
documents/issue4461.pdf	no-text
documents/issue8187.pdf	indexed
documents/issue8276_reduced.pdf	indexed
documents/issue9105_other.pdf	damaged
documents/multi-language.txt	indexed
documents/named_dest_collision_for_editor.pdf	no-text
documents/noembed-sjis.pdf	indexed
documents/null_pointer.xml	unsupported
documents/outline_goto_action.pdf	no-text
documents/pr6531_1.pdf	encrypted
documents/resume.html	indexed
documents/saslprep-r6.pdf	encrypted
documents/single_mail.mbox	indexed
documents/single_mail.mbox//1.eml	indexed
documents/test-documents.zip	indexed
documents/test-documents.zip//testEXCEL.xls	unsupported
documents/test-documents.zip//testHTML.html	indexed
documents/test-documents.zip//testOpenOffice2.odt	indexed
documents/test-documents.zip//testPDF.pdf	indexed
documents/test-documents.zip//testPPT.ppt	unsupported
documents/test-documents.zip//testRTF.rtf	indexed
documents/test-documents.zip//testTXT.txt	indexed
documents/test-documents.zip//testWORD.doc	indexed
documents/test-documents.zip//testXML.xml	unsupported
documents/test-outlook2003.msg	unsupported
documents/test_list_override.rtf	indexed
documents/test_recursive_embedded.docx	indexed
documents/testArabicMisleadingCharset.html	indexed
documents/testComment.pdf	indexed
documents/testEML_embedded_xhtml_and_img.eml	indexed
documents/testEML_embedded_xhtml_and_img.eml//testimage.jpeg	unsupported
documents/testEPUB.epub	indexed
documents/testEPUB_xml_ext.epub	indexed
documents/testEXCEL_poi-61034.xlsx	indexed
documents/testEXCEL_signed.xlsx	indexed
documents/testEXCEL_textbox.xlsx	indexed
documents/testEmailWithPNGAtt.eml	indexed
documents/testEmailWithPNGAtt.eml//testPNG.png	unsupported
documents/testHTMLNoisyMetaEncoding_1.html	indexed
documents/testHTMLNoisyMetaEncoding_3.html	indexed
documents/testJPEG_EXIF.jpg	unsupported
documents/testMSG_Appointment.msg	unsupported
documents/testMicrosoftIRMServices.pdf	indexed
documents/testNPEOpenDocument.odt	indexed
documents/testOCR_spacing.png	unsupported
documents/testODTNoMeta.odt	indexed
documents/testODT_svgTitleInStyledSpan.odt	indexed
documents/testOpenOfficeInAZip.zip	indexed
documents/testOpenOfficeInAZip.zip//ScaleRectangleAndLine.odp	indexed
documents/testPDF-custommetadata.pdf	indexed
documents/testPDF_Version.8.x.pdf	no-text
documents/testPDF_bad_page_303226.pdf	indexed
documents/testPDF_bookmarks.pdf	indexed
documents/testPDF_no_extract_no_accessibility_owner_empty.pdf	indexed
documents/testPPT_charts.pptx	indexed
documents/testPPT_diagramData.pptx	indexed
documents/testPPT_groups.pptx	indexed
documents/testRFC822_dkim.eml	indexed
documents/testRFC822_multipart_attachments.eml	indexed
documents/testRFC822_multipart_attachments.eml//Test TxtA.txt	indexed
documents/testRFC822_multipart_attachments.eml//Test TxtB.txt	indexed
documents/testRTFIgnoredControlWord.rtf	indexed
documents/testRTFListOverride.rtf	indexed
documents/testRTFNewlines.rtf	indexed
documents/testRTFTIKA_1713.rtf	indexed
documents/testRTFWordPadCzechCharacters.rtf	indexed
documents/testSrcDoc.html	indexed
documents/testStyles.odt	indexed
documents/testTIFF.tif	unsupported
documents/testThunderbirdEml.eml	indexed
documents/testUnicodePassword.pdf	encrypted
documents/testWORD6.doc	indexed
documents/testWORD_1img.doc	indexed
documents/testWORD_2006ml.docx	indexed
documents/testWORD_EMFAndAttachments.docx	indexed
documents/testWORD_boldHyperlink.docx	indexed
documents/testWORD_closingSmartQInHyperLink.doc	indexed
documents/testWORD_custom_props.docx	indexed
documents/testWORD_embedded_rtf.doc	indexed
documents/testWORD_features.doc	indexed
documents/testWORD_sdtInTextBox.docx	indexed
documents/testWORD_tableInRunInsideParagraph.docx	indexed
documents/testWORD_tabular_symbol.doc	indexed
documents/testWORD_text_box.docx	indexed
documents/testWORD_totalTimeOutOfRange.docx	indexed
documents/testWORD_various.docx	indexed
documents/text_rise_eol_bug.pdf	indexed
documents/tika434.html	indexed
documents/timeout-10s.xml	unsupported
documents/type4psfunc.pdf	no-text
hostile/encrypted_document_exception.xml	unsupported
hostile/fake_oom.xml	unsupported
hostile/protectedFile.xlsx	encrypted
hostile/protectedSheets.xlsx	indexed
hostile/real_oom.xml	unsupported
hostile/testEXCEL_protected_passtika.xlsx	encrypted
hostile/testEXCEL_protected_passtika_2.xlsx	encrypted
hostile/testRTFCorruptListOverride.rtf	indexed damaged
hostile/testWORD_protected_drm.doc	encrypted
hostile/testWORD_protected_passtika.doc	encrypted
hostile/testWORD_protected_passtika.docx	encrypted
hostile/testWORD_truncated.docx	damaged
hostile/testZIP_corrupted_oom.zip	damaged
hostile/testZipEncrypted.zip	indexed
hostile/testZipEncrypted.zip//encrypted.txt	encrypted
hostile/testZipEncrypted.zip//unencrypted.txt	indexed
TABLE

# a file or part, and "indexed", "no-text" or why it was refused
answers()
{
	jq -r --arg root "$files/" '(.path | ltrimstr($root)) as $path | select(.path | startswith($root)) |
		[$path, if .outcome == "refused" or .reason == "no-text" then .reason else .outcome end] | @tsv' "$1" | sort
}

n_below=0
# figure NAME VALUE WANTED: the line to look at; below what is wanted the script fails
figure()
{
	echo "FIGURE $1 | $2 | $3"
	[ "$2" = "$3" ] || n_below=$((n_below + 1))
}

# misses FILE: lists what went wrong; $n_misses says how many they are
misses()
{
	sed "s/^/  /" "$1"
	n_misses=$(grep -c . "$1")
}

gives "the files: exit status" 1 timeout 120 "$sgindex" --index="$ix" --report="$report" "$files/documents" "$files/hostile"
answers "$report" >"$work/answers"
awk -F '\t' '
	FILENAME == ARGV[1] { wanted[$1] = $2; next }
	{ seen[$1] = 1 }
	!($1 in wanted) { if ($1 !~ /\/\//) print $1 ": " $2 ", not in the table"; next }
	index(" " wanted[$1] " ", " " $2 " ") == 0 { print $1 ": " $2 ", wanted " wanted[$1] }
	END { for (path in wanted) if (!(path in seen)) print path ": not told of, wanted " wanted[path] }
' "$work/table" "$work/answers" | sort >"$work/wrong"
n_wanted=$(wc -l <"$work/table")
misses "$work/wrong"
figure "files and parts answered as they should be" $((n_wanted - n_misses)) "$n_wanted"

find "$files/documents" "$files/hostile" -type f | sed "s,^$files/,," | sort >"$work/there"
cut -f1 "$work/answers" | grep -v // | comm -3 "$work/there" - >"$work/untold"
misses "$work/untold"
figure "files not told of exactly once" $n_misses 0
awk -F '\t' '$2 !~ /^(indexed|no-text|not-a-document|encrypted|damaged|too-large|unsupported)$/' "$work/answers" >"$work/crashes"
misses "$work/crashes"
figure "crashes, timeouts and unreadable files" $n_misses 0
jq -r --arg root "$files/" 'select(.ms > 20000) | .path' "$report" >"$work/slow"
misses "$work/slow"
figure "files over 20 s" $n_misses 0

# each one refused is named once on standard error, by its whole path
jq -r 'select(.outcome == "refused") | .path' "$report" | sort >"$work/refused"
sed -n 's/^sgindex: \(.*\): not \(indexed\|a document\): .*/\1/p' "$work/err" | sort | comm -3 "$work/refused" - >"$work/unnamed"
misses "$work/unnamed"
figure "refused files not named exactly once" $n_misses 0

run "$sgindex" --index="$ix" --json --report="$work/second" "$files/documents" "$files/hostile"
figure "bytes read by a second run" "$(jq .bytes "$work/out")" 0
answers "$work/second" | sed 's/\tunchanged$/\tindexed/' >"$work/again"
# a scan that is unchanged is told of as that
sed 's/\tno-text$/\tindexed/' "$work/answers" | diff - "$work/again" >"$work/changed"
misses "$work/changed"
figure "answers that differ in a second run" $n_misses 0
gives "check" 0 "$sgindex" --index="$ix" --check

echo "# hostile files among good neighbours"
mkdir "$work/mixed"
cp "$files"/hostile/* "$files/documents/droste.zip" "$files/documents/saslprep-r6.pdf" "$work/mixed/"
chmod -R u+w "$work/mixed"
n_good=0
for bad in "$work"/mixed/*; do
	n_good=$((n_good + 1))
	printf 'The neighbour%s report says that visits were late in a third of all cases that year.\n' $n_good >"$bad.good.txt"
done
run timeout 120 "$sgindex" --index="$work/mixed.ix" --report="$work/mixed.jsonl" "$work/mixed"
figure "good neighbours indexed" "$(jq -r 'select(.outcome == "indexed" and .passages > 0) | .path' "$work/mixed.jsonl" | grep -c '\.good\.txt$')" $n_good
figure "good neighbours found" "$("$sgsearch" --index="$work/mixed.ix" --words --limit=0 --json visits late third | jq .total)" $n_good
[ "$n_below" = 0 ] || fail "figures" "$n_below below what is wanted"
finish
