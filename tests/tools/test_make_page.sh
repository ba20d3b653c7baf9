#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# tools/make-page: parts → one page whose policy names exactly its own script and style.
. "$(dirname "$0")/../cli/lib.sh"
make_page=$root/tools/make-page

mkdir page
printf 'let d3 = 1;\n' >d3.js
printf 'let sankey = 2;\n' >sankey.js
printf 'body { color: red; }\n' >page/own.css
printf 'let own = "%s";\n' 'a & b | \\ %s' >page/own.js
printf 'some text\n' >page/note.txt
cat >page/template.html <<'HTML'
<meta content="script-src '@script-hash@'; style-src '@style-hash@'">
@css own.css
@styles
@text note.txt
<p>@DATA@</p>
@js d3
@js d3-sankey
@js own.js
@scripts
HTML

expect 'parts become a page' 0 '' "$make_page" page/template.html d3.js sankey.js
cp out page.html
holds 'with its text' grep -qx 'some text' page.html
holds 'and the mark for data' grep -qx '<p>@DATA@</p>' page.html
holds 'scripts stand in order, as they are' sh -c "tr '\n' ' ' <page.html | grep -qF '<script> let d3 = 1;  let sankey = 2;  let own = \"a & b | '"
hash_between() {
    awk -v open="<$1>" -v close_tag="</$1>" '$0 == open { on = 1; print ""; next } $0 == close_tag { on = 0 } on { print }' page.html |
        openssl dgst -sha256 -binary | openssl base64
}
if command -v openssl >/dev/null; then
    holds 'the policy names the script' grep -qF "script-src 'sha256-$(hash_between script)'" page.html
    holds 'and the style' grep -qF "style-src 'sha256-$(hash_between style)'" page.html
else
    skipped 'the policy names script and style' 'no openssl'
fi

expect 'without d3 its package is named' 1 'it is in the Debian package node-d3' "$make_page" page/template.html nowhere.js sankey.js
printf 'let end = "</script>";\n' >page/own.js
expect 'a script that would end its own element is refused' 1 'may not hold' "$make_page" page/template.html d3.js sankey.js
