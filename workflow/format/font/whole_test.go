package font_test

import (
	"bytes"
	"testing"

	"truchement/workflow/format/edition"
	"truchement/workflow/format/font"
)

func TestEveryPartIsAWholeFace(t *testing.T) {
	seen := map[string]bool{}
	for _, typeface := range append(edition.Typefaces(), "unknown") {
		styles := map[font.Script]int{}
		for _, p := range font.Parts(typeface) {
			styles[p.Script]++
			if seen[p.Name] {
				continue
			}
			seen[p.Name] = true
			woff2, err := font.Whole(p.Name)
			if err != nil || !bytes.HasPrefix(woff2, []byte("wOF2")) || len(woff2) > 180<<10 {
				t.Errorf("%s: %d bytes, %v", p.Name, len(woff2), err)
			}
		}
		if styles[font.Latin] != 4 || styles[font.Arabic] < 2 {
			t.Errorf("%q has faces of %v styles by script", typeface, styles)
		}
	}
	if _, err := font.Whole("../face/none"); err == nil {
		t.Error("a face that is not there was found")
	}
}
