package edition

import (
	"strings"
	"testing"
	"time"

	"truchement/workflow/bitext"
)

func TestBlocksBeginWithTheMasthead(t *testing.T) {
	for _, c := range []struct{ name, kinds, want string }{
		{"byline at the end", "headline paragraph heading byline", "headline byline paragraph heading"},
		{"all of them", "deck byline paragraph headline kicker", "kicker headline deck byline paragraph"},
		{"in order", "headline paragraph quote paragraph", "headline paragraph quote paragraph"},
		{"no headline", "paragraph byline", "byline paragraph"},
		{"two headlines", "byline headline paragraph headline byline", "headline byline paragraph headline byline"},
	} {
		d := &bitext.Document{}
		for _, k := range strings.Fields(c.kinds) {
			d.Blocks = append(d.Blocks, bitext.Block{Kind: bitext.BlockKind(k)})
		}
		var got, left []string
		for _, b := range Blocks(d) {
			got = append(got, string(b.Kind))
		}
		for _, b := range d.Blocks {
			left = append(left, string(b.Kind))
		}
		if strings.Join(got, " ") != c.want || strings.Join(left, " ") != c.kinds {
			t.Errorf("%s: %v of %v, want %s", c.name, got, left, c.want)
		}
	}
}

func TestMastheadOfADocument(t *testing.T) {
	d := &bitext.Document{SourceLang: "fr", TargetLang: "ar",
		Credits: []bitext.Credit{{Role: Author, Names: []string{"A"}}, {Role: Publication, Names: []string{"L’Écho"}}}}
	if got := Publishers(d); len(got) != 1 || got[0] != "L’Écho" {
		t.Errorf("published by %v", got)
	}
	if Dateline(d, "fr") != "" {
		t.Error("a date of a document without one")
	}
	d.Date = time.Date(2025, 4, 14, 0, 0, 0, 0, time.UTC)
	if got := Dateline(d, "fr"); got != "lundi 14 avril 2025" {
		t.Errorf("dated %q", got)
	}
	d.HiddenFacts = []string{Date}
	if got := Dateline(d, "fr"); got != "" {
		t.Errorf("dated %q, and the publication hides it", got)
	}
}

func TestIsolatesBecomeMarks(t *testing.T) {
	for _, c := range []struct{ name, line, want string }{
		{"none", "المراجعة: سلمى", "المراجعة: سلمى"},
		{"Latin in Arabic", "المراجعة: \u2068Salma (2)\u2069.",
			"المراجعة: \u200f\u200eSalma (2)\u200e\u200f."},
		{"two", "\u2068A\u2069، \u2068ب C\u2069", "\u200f\u200eA\u200e\u200f، \u200f\u200fب C\u200f\u200f"},
		{"two lines", "\u2068<a>\n<b>\u2069", "\u200f\u200e<a>\u200e\n\u200e<b>\u200e\u200f"},
		{"open", "\u2068A", "\u200f\u200eA\u200e\u200f"},
	} {
		if got := Marked(c.line, true); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}
