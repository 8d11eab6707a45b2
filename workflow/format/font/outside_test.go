package font_test

import (
	"encoding/base64"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"truchement/workflow/format/edition"
	"truchement/workflow/format/edition/editiontest"
	"truchement/workflow/format/font"
	"truchement/workflow/outside"
)

// TestChromiumLoadsWebFaces has the browser, which refuses a font with a table it does not trust,
// load every face of every family, and join Arabic letters with those that have any.
func TestChromiumLoadsWebFaces(t *testing.T) {
	chromium := outside.Tool(t, "TRUCHEMENT_TEST_CHROMIUM", "")
	var script strings.Builder
	want := 0
	for _, typeface := range edition.Typefaces() {
		for _, s := range []font.Style{{}, {Bold: true}, {Slanted: true}, {Bold: true, Slanted: true}, {Mono: true}} {
			faces, err := font.Of(typeface).Web(editiontest.ArticleText+" Édition ⵜ", s)
			if err != nil {
				t.Fatal(err)
			}
			for _, f := range faces {
				want++
				fmt.Fprintf(&script, "load(%q,%q,%q);\n", f.Name, f.Range,
					base64.StdEncoding.EncodeToString(f.WOFF2))
			}
		}
	}
	page := filepath.Join(t.TempDir(), "faces.html")
	html := `<!doctype html><meta charset=utf-8><title>faces</title><p id=p></p><script>
let all = [], bad = [];
const load = (name, range, data) => all.push(
	new FontFace("f" + all.length, "url(data:font/woff2;base64," + data + ")", {unicodeRange: range})
	.load().then(face => joins(name, face)).catch(e => bad.push(name + ": " + e)));
const pen = document.createElement("canvas").getContext("2d");
const joins = (name, face) => {
	if (!/amiri|naskh|arabic/.test(name)) return;
	document.fonts.add(face);
	pen.font = "100px " + face.family;
	// Letters that are kept apart are wider than those that the layout tables join.
	const width = text => pen.measureText(text).width;
	if (width("للحكومة") > 0.9 * width([..."للحكومة"].join("\u200C"))) bad.push(name + " does not join");
};
` + script.String() + `Promise.all(all).then(() => p.textContent = all.length + " loaded" + bad.join(" "));
</script>`
	if err := os.WriteFile(page, []byte(html), 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command(chromium, "--headless", "--no-sandbox", "--disable-gpu",
		"--user-data-dir="+filepath.Join(t.TempDir(), "profile"),
		"--virtual-time-budget=60000", "--dump-dom", "file://"+page).Output()
	if err != nil {
		t.Fatal(err)
	}
	if want := fmt.Sprintf(">%d loaded<", want); !strings.Contains(string(out), want) {
		_, report, _ := strings.Cut(string(out), "<p ")
		t.Errorf("want %s, got %.500s", want, report)
	}
}
