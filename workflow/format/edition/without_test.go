package edition_test

import (
	"strings"
	"testing"

	"truchement/workflow/format/edition"
	"truchement/workflow/format/edition/editiontest"
)

func TestWithoutCreditsNamesNobody(t *testing.T) {
	d := editiontest.Article()
	d.Origin, d.Blocks[0].Segments[0].Override = "dépêche.docx", "seule"
	bare := edition.WithoutCredits(d)
	for _, f := range edition.Facts(bare, "fr") {
		if f.Key != edition.Date {
			t.Errorf("it still says %s: %v", f.Key, f.Names)
		}
	}
	for _, s := range bare.Segments() {
		if s.Translator+s.Reviewer+s.Override != "" {
			t.Errorf("a segment names %q, %q, %q", s.Translator, s.Reviewer, s.Override)
		}
	}
	if got := strings.Join(edition.Publishers(bare), " "); got != "الحرية نت" {
		t.Errorf("published by %q", got)
	}
	if d.Segments()[0].Translator == "" || len(edition.Facts(d, "fr")) < 5 {
		t.Error("the document itself was changed")
	}
}
